//! Whatever stands in a document, reading it is an answer and never a panic. `tests/fuzz/` looks for more of what is in its corpus.

#[path = "fuzz/target.rs"]
mod target;

use std::path::{Path, PathBuf};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// The inputs that are replayed, in a fixed order.
fn corpus() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus/notation");
    let entries = std::fs::read_dir(folder).expect("the corpus is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("the corpus can be read").path()).collect();
    paths.sort();
    paths
}

#[test]
fn the_corpus_is_there() {
    assert!(corpus().len() >= 60, "{}", corpus().len());
}

#[test]
fn every_input_of_the_corpus_is_read_without_a_panic() {
    for path in corpus() {
        let bytes = std::fs::read(&path).expect("the corpus can be read");
        let outcome = std::panic::catch_unwind(|| target::notation(&bytes));
        assert!(outcome.is_ok(), "{}", path.display());
    }
}

/// A piece of a document: whole lines, halves of lines, marks.
fn fragment() -> impl Strategy<Value = String> {
    let fragments = vec![
        "# T\n",
        "Context: ",
        "Actor: ",
        "Actors:\n- ",
        "External System: ",
        "Event: ",
        "Domain Events:\n- ",
        "Aggregate: ",
        "Command: ",
        "Policy: ",
        "Read Model: ",
        "Hot Spot: ",
        "Rule: ",
        "Scenario: ",
        "When: ",
        "Then: ",
        "Given: ",
        "Never: ",
        "State: ",
        "When ",
        " then ",
        "Trigger: ",
        "Action: ",
        "Built from: ",
        "Shows: ",
        "Keyed by: ",
        "On ",
        "Identified by: ",
        "Invariant: ",
        "Pivotal: ",
        "Agenda: ",
        "Agenda: Big Picture\n",
        "Phase: ",
        "Activity: ",
        "Ask: ",
        "Ask:\n- ",
        "Looks for: ",
        "Feature: ",
        "Parked: ",
        "Parked:\n- ",
        "[x] ",
        " for ",
        " with events, ",
        "5m to 10m",
        " (3 dots)",
        " (3 dots: a 2, ",
        " -> ",
        " --> ",
        " <-- ",
        " | ",
        " || ",
        " + ",
        ", ",
        " or ",
        " and ",
        " where ",
        " when ",
        " if ",
        " otherwise",
        " after ",
        " unless ",
        " by ",
        " via ",
        " at ",
        " @ ",
        "24h",
        "three days",
        "soon",
        "(outcome of A)",
        "(against A aggregate)",
        "(x = 1)",
        "(if x)",
        "(",
        ")",
        "{",
        "}",
        "{ x = x + 1 }",
        "[A]",
        "[",
        "]",
        "[x] ",
        "\"",
        "\\",
        "\"A B\"",
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "```rust\n",
        "|\n",
        "| ",
        "A",
        "B",
        "Do It",
        "It Done",
        "Done",
        "done",
        "ItDone",
        "A Policy",
        "B C",
        "Schedule ",
        "Issue ",
        " command",
        " with 24h delay",
        "x",
        "x = 1",
        "s = \"a\"",
        "x < 2",
        "upsert ",
        "delete",
        ": ",
        " = ",
        "\n",
        "\n\n",
        "\r\n",
        "  ",
        "\t",
        "- ",
        "1. ",
        "## ",
        "\u{feff}",
        "é",
        "\0",
        "never A after B",
        "-",
        "->",
        "/ \\\n",
    ];
    select(fragments).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in vec(any::<u8>(), 0..400)) {
        target::notation(&bytes);
    }

    #[test]
    fn any_mix_of_fragments_is_read_without_a_panic(fragments in vec(fragment(), 0..40)) {
        target::notation(fragments.concat().as_bytes());
    }

    #[test]
    fn any_lines_of_the_corpus_together_are_read_without_a_panic(picks in vec(any::<prop::sample::Index>(), 0..20)) {
        let texts: Vec<String> = corpus().iter().map(|path| String::from_utf8_lossy(&std::fs::read(path).expect("readable")).into_owned()).collect();
        let lines: Vec<&str> = texts.iter().flat_map(|text| text.split_inclusive('\n')).filter(|line| line.len() < 300).collect();
        let document: String = picks.iter().map(|pick| *pick.get(&lines)).collect();
        target::notation(document.as_bytes());
    }
}
