//! Characters: line ends and marks of Markdown, what is transparent and where, arrows and bars.

use crate::show::{left_out, note, notes, read};

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_accepted() {
    let unix =
        "# Library\n\nContext: Lending\nEvent: Book Lent (book_id)\n\nPolicy: Remind\n  When: Book Lent\n  Then: Send Letter\n";
    let windows = format!("\u{feff}{}", unix.replace('\n', "\r\n"));
    assert_eq!(notes(&windows), notes(unix));
    assert_eq!(read(&windows).title(), "Library");
}

#[test]
fn a_last_line_needs_no_end_and_an_empty_document_is_an_empty_board() {
    assert_eq!(notes("Event: Book Lent"), ["event Book Lent"]);
    assert!(notes("").is_empty());
    assert!(notes("\u{feff}\r\n\r\n").is_empty());
}

#[test]
fn tabs_and_odd_blanks_indent_like_any_other() {
    assert_eq!(
        notes("[Loan]\n\tLend Book -> Book Lent\n\u{a0}\u{a0}Command: Return Book\n\t\t-> Book Returned\n"),
        [
            "command Lend Book of Loan -> Book Lent",
            "command Return Book of Loan -> Book Returned",
            "aggregate Loan",
            "event Book Lent",
            "event Book Returned"
        ]
    );
}

#[test]
fn heading_marks_are_transparent() {
    assert_eq!(notes("## Event: Book Lent\n### Actor: Member\n###### Hot Spot: Who pays?\n").len(), 3);
    assert_eq!(notes("## Domain Events\n\n## Domain Events:\n- Book Lent\n"), ["event Book Lent"]);
}

#[test]
fn a_list_mark_followed_by_a_blank_is_transparent() {
    for mark in ["- ", "* ", "1. ", "12. ", "-   "] {
        assert_eq!(notes(&format!("{mark}Event: Book Lent\n")), ["event Book Lent"], "{mark}");
        assert_eq!(notes(&format!("Events:\n  {mark}Book Lent\n")), ["event Book Lent"], "{mark}");
    }
    assert_eq!(left_out("-Event: Book Lent\n"), ["-Event: Book Lent"]);
}

#[test]
fn emphasis_and_backticks_around_whole_words_are_transparent() {
    for text in [
        "**Event:** Book Lent\n",
        "**Event: Book Lent**\n",
        "*Event*: Book Lent\n",
        "__Event:__ _Book Lent_\n",
        "Event: `Book Lent`\n",
        "Event: **Book** `Lent`\n",
        "- **Event**: ***Book Lent***\n",
        "`Event: Book Lent`\n",
        "* **`Event`**: Book Lent\n",
    ] {
        assert_eq!(notes(text), ["event Book Lent"], "{text}");
    }
    assert_eq!(
        notes("`LendBook` -> **Loan** -> *BookLent* | `LendingRefused`\n"),
        ["command Lend Book of Loan -> Book Lent | Lending Refused", "aggregate Loan", "event Book Lent", "event Lending Refused"]
    );
    assert_eq!(
        note("**Policy:** Remind\n- **When:** `BookLent`\n- **Then:** *Send Letter* after `24h`\n", "Remind"),
        "policy Remind when Book Lent then Send Letter after 24h"
    );
}

#[test]
fn marks_that_are_no_pair_around_whole_words_stay() {
    assert_eq!(notes("Event: Book_Lent\n"), ["event Book_Lent"]);
    assert_eq!(notes("Event: Rated 5* By Member\n"), ["event Rated 5* By Member"]);
    assert_eq!(notes("Event: member_id_checked\n"), ["event member_id_checked"]);
    assert_eq!(notes("Event: *Starred\n"), ["event *Starred"]);
}

#[test]
fn nothing_is_transparent_in_braces_expressions_and_quotes() {
    let text = "Aggregate: Loan\n  State: days = 2, rate = 3, cost = 0, sign = \"**\"\n  Invariant: days * rate * cost >= 0\n  \
                Command: Lend Book\n    -> Book Lent { cost = days * rate * 2, sign = \"_x_ `y`\" } when days * rate < 5 * 3\n";
    assert_eq!(note(text, "Loan"), "aggregate Loan (days = 2, rate = 3, cost = 0, sign = \"**\") keeping days * rate * cost >= 0");
    assert_eq!(
        note(text, "Lend Book"),
        "command Lend Book of Loan -> Book Lent { cost = days * rate * 2, sign = \"_x_ `y`\" } when days * rate < 5 * 3"
    );
    assert_eq!(notes("Event: \"**Book** _Lent_\"\n"), ["event **Book** _Lent_"]);
    assert_eq!(notes("Event: \"# Book `Lent`\"\n"), ["event # Book `Lent`"]);
}

#[test]
fn a_bar_splits_outcomes_outside_expressions_and_two_never_do() {
    let text = "Aggregate: Loan\n  State: n = 0, text = \"|\"\n  Command: Lend Book\n    \
                -> Book Lent { text = \"a | b\" } when n < 3 || n == 7 || text == \"|\" | Lending Refused otherwise\n";
    assert_eq!(
        note(text, "Lend Book"),
        "command Lend Book of Loan -> Book Lent { text = \"a | b\" } when n < 3 || n == 7 || text == \"|\" | Lending Refused otherwise"
    );
}

#[test]
fn arrows_need_a_blank_on_both_sides() {
    assert_eq!(left_out("Lend Book->Loan->Book Lent\n"), ["Lend Book->Loan->Book Lent"]);
    assert_eq!(notes("A->B -> Loan -> Book Lent\n")[0], "command A->B of Loan -> Book Lent");
    assert_eq!(left_out("Book Lent<--Lend Book\n"), ["Book Lent<--Lend Book"]);
}

#[test]
fn an_arrow_may_begin_a_line() {
    assert_eq!(note("Command: Lend Book\n-> Book Lent\n", "Lend Book"), "command Lend Book -> Book Lent");
    assert_eq!(
        note("Command: Lend Book\n  - -> Book Lent\n  - -> Lending Refused\n", "Lend Book"),
        "command Lend Book -> Book Lent | Lending Refused"
    );
}

#[test]
fn names_may_be_written_in_any_script() {
    assert_eq!(
        notes("本を貸す -> 貸出 -> 本が貸された | 貸出が断られた\nActor: Ömer Çelik\nEvent: Книга выдана\nEvent: 📚 Lent\n"),
        [
            "actor Ömer Çelik",
            "command 本を貸す of 貸出 -> 本が貸された | 貸出が断られた",
            "aggregate 貸出",
            "event 本が貸された",
            "event 貸出が断られた",
            "event Книга выдана",
            "event 📚 Lent",
        ]
    );
    assert_eq!(notes("Event: Caf\u{e9} Opened\nEvent: Cafe\u{301} Opened\n"), ["event Caf\u{e9} Opened"]);
}
