//! What is no form is left out and told.

use crate::show::{left_out, note, notes, reading};

#[test]
fn every_line_that_is_no_form_is_left_out_and_told_with_its_number() {
    let text = "Our library lends books.\n\nEvent: Book Lent\nThat was it.\n";
    let lines: Vec<(usize, String)> = reading(text).skipped.into_iter().map(|line| (line.line, line.text)).collect();
    assert_eq!(lines, [(1, "Our library lends books.".to_owned()), (4, "That was it.".to_owned())]);
}

#[test]
fn sentences_with_colons_commas_arrows_and_the_methods_words_are_prose() {
    for text in [
        "Note: members may lend five books.\n",
        "An event is something that happened: it cannot be undone.\n",
        "Every command -- even a failed one -- leads to an event.\n",
        "When in doubt, ask the librarian.\n",
        "Then we close the door.\n",
        "Events and commands\n",
        "Policy Definitions\n",
        "The Loan aggregate decides.\n",
        "On Monday we are closed.\n",
        "Actors\n",
        "Then nothing\n",
        "---\n",
        "===\n",
        "![a picture](wall.png)\n",
        "[a link](https://example.org/x)\n",
        "[1]: https://example.org/x\n",
        "> quoted\n",
        "<!-- a comment -->\n",
    ] {
        assert!(notes(text).is_empty(), "{text} makes {:?}", notes(text));
        assert_eq!(left_out(text), [text.trim()], "{text}");
    }
}

#[test]
fn a_keyword_counts_only_with_its_colon_apart_from_when_then_and_on() {
    assert!(notes("Event Book Lent\nActor Member\nPolicy Remind\n").is_empty());
    assert_eq!(notes("When Book Lent then Send Letter\n").len(), 3);
    assert_eq!(notes("When Book Lent, then Send Letter\n").len(), 3);
    let text = "Read Model: Shelf\n  On Book Lent: upsert n = 1\n";
    assert_eq!(note(text, "Shelf"), "read model Shelf on Book Lent: upsert { n = 1 }");
}

#[test]
fn an_arrow_line_of_kind_words_is_a_heading_of_columns() {
    let text = "Event     <-- Command   <-- Actor\nBook Lent <-- Lend Book <-- Member\n\nCommand -> Aggregate -> Event(s)\nLendBook -> Loan -> BookLent\n";
    assert_eq!(
        notes(text),
        ["actor Member", "command Lend Book of Loan by Member -> Book Lent", "aggregate Loan", "event Book Lent"]
    );
    assert_eq!(left_out(text).len(), 2);
}

#[test]
fn rows_of_a_table_are_left_out() {
    let text = "| Element | Colour | Example |\n|---|---|---|\n| Event | Orange | Book Lent |\n| Policy | Lilac | When Book Lent, then Send Letter |\n\
                | Lend Book -> Loan -> Book Lent |\n";
    assert!(notes(text).is_empty());
    assert_eq!(left_out(text).len(), 5);
}

#[test]
fn a_row_whose_first_cell_begins_with_a_keyword_and_colon_is_read() {
    let text = "| Event: Book Lent |\n| Actor: Member | who borrows |\n| **Event:** Book Returned | |\n";
    assert_eq!(notes(text), ["actor Member", "event Book Lent", "event Book Returned"]);
}

#[test]
fn fenced_blocks_in_a_programming_language_are_left_out() {
    for language in ["python", "rust", "json", "Python", "ts", "mermaid", "java title=\"x\""] {
        for fence in ["```", "~~~", "````"] {
            let text = format!("{fence}{language}\nEvent: Book Lent\nLend Book -> Loan -> Book Lent\n{fence}\n\nActor: Member\n");
            assert_eq!(notes(&text), ["actor Member"], "{text}");
        }
    }
}

#[test]
fn an_untagged_fence_and_one_of_text_are_read() {
    for fence in ["```", "~~~", "```text", "```storm", "```markdown", "```md", "```txt"] {
        let text = format!("{fence}\nEvent: Book Lent\n{}\n", &fence[..3]);
        assert_eq!(notes(&text), ["event Book Lent"], "{text}");
    }
}

#[test]
fn a_fence_ends_at_one_of_its_kind_and_at_least_its_length() {
    let text = "````python\n```\nEvent: Book Lost\n~~~~\n````\nEvent: Book Lent\n";
    assert_eq!(notes(text), ["event Book Lent"]);
}

#[test]
fn a_fence_that_never_ends_lasts_to_the_end() {
    assert!(notes("```python\nEvent: Book Lent\n").is_empty());
    assert_eq!(notes("```\nEvent: Book Lent\n"), ["event Book Lent"]);
}

#[test]
fn a_drawing_in_an_untagged_fence_is_left_out() {
    let text = "```\n[Member] ---> Lend Book\n               |\n               v\n           Book Lent ---> [Shelf]\n              / \\\n     yes -> A     B -> no\n```\nEvent: Book Returned\n";
    assert_eq!(notes(text), ["event Book Returned"]);
    let bars = "```\nLend Book -> Loan -> Book Lent\n  |\n```\n";
    assert!(notes(bars).is_empty());
    let plain = "```\nLend Book -> Loan -> Book Lent\n\nReturn Book -> Loan -> Book Returned\n```\n";
    assert_eq!(notes(plain).len(), 5);
}

#[test]
fn a_context_followed_by_a_sentence_or_a_list_is_prose() {
    for text in [
        "Context: we were asked to look at how the library lends its books.\nEvent: Book Lent\n",
        "Context: The library has three branches and no staff on Sundays.\nEvent: Book Lent\n",
        "Context:\n- three branches\n- no staff\n\nEvent: Book Lent\n",
    ] {
        assert_eq!(notes(text), ["event Book Lent"], "{text}");
    }
}

#[test]
fn blank_lines_are_not_counted_as_prose() {
    assert!(reading("\n\nEvent: Book Lent\n   \n\t\n").skipped.is_empty());
}
