//! The real Mermaid reads every diagram, and reads every name as it was written.
//!
//! It needs node and what `npm ci --prefix tests/mermaid` installs; `.ci/run` does that where there is npm. Where they are not, the
//! test says that it is skipped, unless `SQUALL_MERMAID=required` says that they must be.

mod common;
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use squall::board::Board;
use squall::interop::{markdown, mermaid, mermaid_of_run, sequence_of_run};

/// Diagrams with what they are of, and what they show.
type Diagrams = Vec<(String, String, Shows)>;

/// What a diagram shows.
enum Shows {
    /// Every note of a board.
    Notes(Board),
    /// Notes of a board, or instances of them, as those who take part in a sequence.
    Lanes(Board),
    /// Something else.
    Else,
}

/// Names that mean something to Mermaid, to Markdown, to HTML or to YAML.
const NASTY: [&str; 24] = [
    "end",
    "a \"quoted\" 'name'",
    "brackets [a] (b) {c} [[d]] ((e)) >f]",
    "🎈 and 👩‍👩‍👧",
    "two\nlines",
    "1. one\n- two\n# three\n=== four",
    "a --> b -.-> c --- d",
    "%% a comment",
    "%%{init: {\"theme\": \"dark\"}}%%",
    "`code` and `more`",
    "#35; &amp; &lt; #quot;",
    "style x: #123; classDef y: #456;",
    "<script>alert(1)</script> <br/>",
    "שלום עולם",
    "**bold** _it_ ~~s~~ [l](m) $$n$$",
    "www.example.com a@b.c https://d.e",
    "back\\slash | pipe || pipes",
    ":::class @{ shape: circle } fa:fa-car",
    "subgraph graph flowchart LR click href",
    "---\ntitle: no\n---",
    "ﬂ°°35¶ß",
    "支払い失敗した",
    "'; DROP",
    "",
];

fn nasty() -> Board {
    let notes: Vec<serde_json::Value> = NASTY
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let event = &format!("event {index}");
            serde_json::json!([
                { "kind": "command", "id": format!("c{index}"), "text": name, "context": name, "aggregate": format!("g{index}"),
                  "outcomes": [{ "events": [event], "when": name }, { "events": [format!("n{index}")], "otherwise": true }] },
                { "kind": "aggregate", "id": format!("g{index}"), "text": name },
                { "kind": "event", "text": event },
                { "kind": "event", "id": format!("n{index}"), "text": name },
                { "kind": "policy", "id": format!("p{index}"), "text": name, "when": [event], "where": name,
                  "then": [{ "command": format!("c{index}"), "after": name, "unless": [format!("n{index}")] }] },
                { "kind": "actor", "id": format!("a{index}"), "text": name },
                { "kind": "external_system", "id": format!("s{index}"), "text": name },
                { "kind": "read_model", "id": format!("r{index}"), "text": name },
                { "kind": "hot_spot", "id": format!("h{index}"), "text": name, "about": format!("c{index}") }
            ])
        })
        .flat_map(|notes| notes.as_array().cloned().unwrap_or_default())
        .collect();
    let contexts: Vec<serde_json::Value> =
        NASTY.iter().enumerate().map(|(index, name)| serde_json::json!({ "id": format!("x{index}"), "name": name })).collect();
    let notes: Vec<serde_json::Value> = notes
        .into_iter()
        .map(|mut note| {
            if let Some(name) = note.get("context").and_then(|name| name.as_str()) {
                let index = NASTY.iter().position(|nasty| *nasty == name).expect("it is one of them");
                note["context"] = serde_json::json!(format!("x{index}"));
            }
            note
        })
        .collect();
    let title = "A \"nasty\" <b>board</b> --> %%{init: {}}%% # 🎈 \\ ---";
    let file = serde_json::json!({ "squall": 1, "title": title, "contexts": contexts, "notes": notes });
    squall::store::read(&file.to_string(), &mut support::ids()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn diagrams() -> Diagrams {
    let mut all = Diagrams::new();
    let mut add = |name: &str, board: &Board| {
        let run = support::play::everything(board);
        all.push((format!("{name}, the flow"), mermaid(board), Shows::Notes(board.clone())));
        all.push((format!("{name}, a run"), mermaid_of_run(board, &run), Shows::Notes(board.clone())));
        all.push((format!("{name}, a run as a sequence"), sequence_of_run(board, &run), Shows::Lanes(board.clone())));
        for (index, fence) in markdown(board).split("```mermaid\n").skip(1).enumerate() {
            let fence = fence.split("\n```").next().expect("a fence ends");
            all.push((format!("{name}, diagram {index} of the document"), fence.to_owned(), Shows::Else));
        }
    };
    for bundled in squall::store::BUNDLED {
        add(bundled.name, &bundled.board(&mut support::ids()).expect("it can be read"));
    }
    add("nasty names", &nasty());
    add("nothing", &common::empty("Nothing"));
    let mut runner = TestRunner::deterministic();
    for number in 0..40 {
        let board = support::boards::boards(12).new_tree(&mut runner).expect("a board").current();
        all.push((
            format!("generated {number}, a sequence"),
            sequence_of_run(&board, &support::play::everything(&board)),
            Shows::Lanes(board.clone()),
        ));
        all.push((format!("generated {number}"), mermaid(&board), Shows::Notes(board)));
    }
    all
}

/// The script's answer, file by file; nothing where it cannot run here.
fn ask(files: &[PathBuf]) -> Option<Vec<serde_json::Value>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mermaid/check.mjs");
    let installed = script.with_file_name("node_modules").join("mermaid").is_dir();
    let node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    if !(installed && node) {
        let required = std::env::var("SQUALL_MERMAID").is_ok_and(|value| value == "required");
        assert!(!required, "node, or what `npm ci --prefix tests/mermaid` installs, is not there");
        eprintln!("skipped: the real Mermaid is not here; `npm ci --prefix tests/mermaid` installs it");
        return None;
    }
    let output = Command::new("node").arg(script).args(files).output().expect("node runs");
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    Some(lines.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|wrong| panic!("{wrong}: {line}"))).collect())
}

/// A text apart from what a document leaves out, and from blanks, which a page draws as one.
fn bare(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(c, '\u{61c}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0001}')
    };
    text.chars().filter(|c| !hidden(*c)).collect()
}

/// Whether a lane of a sequence is called as a note is, behind its sign and before what tells the instance.
fn is_a_note(lane: String, board: &Board, name: &str) {
    let called = lane.strip_prefix(['●', '■', '◆', '◎', '▲', '★', '▤', '!']).unwrap_or(&lane);
    let is = |note: &std::sync::Arc<squall::board::Note>| match bare(&note.text) {
        text if text.is_empty() => called.starts_with(&bare(&format!("(unnamed {})", note.kind().name()))),
        text => called.starts_with(&text),
    };
    let nobody = called == "Nobody" || called == "(somebody)" || called.starts_with("(whodecides?)");
    assert!(nobody || board.notes().iter().any(is), "{name}: nobody is called {lane}");
}

#[test]
fn mermaid_reads_every_diagram_and_every_name() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let diagrams = diagrams();
    let files: Vec<PathBuf> = (0..diagrams.len()).map(|number| folder.path().join(format!("{number}.mmd"))).collect();
    for (file, (_, text, _)) in files.iter().zip(&diagrams) {
        std::fs::write(file, text).expect("it can be written");
    }
    let Some(answers) = ask(&files) else { return };
    assert_eq!(answers.len(), diagrams.len());
    for (answer, (name, text, shows)) in answers.iter().zip(&diagrams) {
        assert!(answer.get("error").is_none(), "{name}: {}\n{text}", answer["error"].as_str().unwrap_or_default());
        let board = match shows {
            Shows::Notes(board) => board,
            Shows::Lanes(board) => {
                let lanes = answer["lanes"].as_object().unwrap_or_else(|| panic!("{name}: no lanes\n{text}"));
                lanes.values().for_each(|lane| is_a_note(bare(lane.as_str().unwrap_or_default()), board, name));
                let messages = answer["messages"].as_array().map_or(0, Vec::len);
                let written = text
                    .lines()
                    .filter(|line| line.starts_with("    p") && !line.contains(" as ") || line.starts_with("    Note "))
                    .count();
                assert!(messages >= written, "{name}: {messages} messages of {written}\n{text}");
                continue;
            }
            Shows::Else => continue,
        };
        for (number, note) in board.notes().iter().enumerate() {
            let read = answer["nodes"][format!("n{}", number + 1)].as_str().unwrap_or_else(|| panic!("{name}: no n{}", number + 1));
            let unnamed = format!("(unnamed {})", note.kind().name());
            let written = if bare(&note.text).is_empty() { &unnamed } else { &note.text };
            assert_eq!(bare(read), bare(written), "{name}\n{text}");
        }
    }
}
