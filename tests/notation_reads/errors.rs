//! Forms that begin and cannot be finished: nothing is read, and all of them are told at once, each with its place.

use squall::notation::{self, Severity};

use crate::show::{ids, refused, said};

/// That a document is refused with one error at a place, with a line that is shown and a caret below it, and words in it.
#[track_caller]
fn error(text: &str, place: &str, words: &str) {
    let told = refused(text);
    assert_eq!(told.len(), 1, "{told:#?}\nin\n{text}");
    assert!(told[0].starts_with(&format!("{place}: error: ")), "{place}: {}", told[0]);
    assert!(told[0].contains(words), "{words}: {}", told[0]);
}

#[test]
fn an_error_shows_the_line_and_points_at_the_place() {
    let told = refused(
        "# Library\nAggregate: Loan\n  State: balance = 0\n  Command: Pay Fine\n    -> Fine Paid { balance = balance - }\n",
    );
    assert_eq!(told.len(), 1, "{told:?}");
    let lines: Vec<&str> = told[0].lines().collect();
    assert!(lines[0].starts_with("5:38: error: "), "{}", told[0]);
    assert_eq!(lines[1], "      -> Fine Paid { balance = balance - }");
    assert_eq!(lines[2].find('^'), lines[1].find("- }"), "{}", told[0]);
}

#[test]
fn when_with_nothing_behind_it_is_an_error() {
    error("Policy: Remind\n  When:\n", "2:8", "");
    error("Policy: Remind\n  When:\n  Then: Send Letter\n", "2:8", "");
    error("Policy: Remind\n  When: Loan Overdue\n  Then:\n", "3:8", "");
}

#[test]
fn expressions_that_end_too_early_are_errors() {
    error("Policy: Remind\n  When: Loan Overdue where n <\n  Then: Send Letter\n", "2:30", "");
    error("Aggregate: Loan\n  State: n = 0\n  Invariant: n <= \n", "3:16", "");
    error("Aggregate: Loan\n  State: n = 0\n  Invariant: (n <= 3\n", "3:14", "");
    error("Aggregate: Loan\n  State: n =\n", "2:13", "");
}

#[test]
fn braces_parentheses_and_quotes_that_do_not_close_are_errors() {
    error("[Loan]\n- Lend Book -> Book Lent { n = 1\n", "2:26", "");
    error("Event: Book Lent (book_id\n", "1:18", "quotes");
    error("Event: \"Book Lent\n", "1:8", "");
}

#[test]
fn arrows_and_bars_with_nothing_behind_them_are_errors() {
    error("Lend Book -> Loan ->\n", "1:21", "");
    error("Book Lent <-- Lend Book <--\n", "1:28", "");
    error("Command: Lend Book\n  ->\n", "2:5", "");
    error("[Loan]\n- Lend Book -> Book Lent |\n", "2:27", "");
    error("[Loan]\n- Lend Book -> Book Lent + | Lending Refused\n", "2:27", "");
}

#[test]
fn delays_that_begin_with_a_number_and_are_no_durations_are_errors() {
    error("Policy: Remind\n  When: Loan Overdue\n  Then: Send Letter after 24 moons\n", "3:27", "24h");
    error("Policy: Remind\n  When: Loan Overdue\n  Then: Send Letter after 1.5h\n", "3:27", "");
    error("Policy: Remind\n  When: Loan Overdue\n  Then: Send Letter after 24h unless\n", "3:37", "");
}

#[test]
fn a_rule_says_something() {
    error("Rule:\n", "1:6", "");
}

#[test]
fn a_read_model_does_only_what_it_can() {
    error("Event: Book Lent\nRead Model: Shelf\n  On Book Lent: upsrt n = 1\n", "3:17", "did you mean `upsert`?");
    error("Event: Book Lent\nRead Model: Shelf\n  On Book Lent:\n", "3:16", "upsert, update or delete");
}

#[test]
fn a_scenario_has_a_name() {
    error("Scenario:\n  When: Lend Book\n", "1:10", "");
}

#[test]
fn all_errors_are_told_in_one_pass_in_order_of_place() {
    let text = "Policy: Remind\n  When:\n  Then: Send Letter after 5 moons\n\nAggregate: Loan\n  State: n = 0\n  Invariant: n <\n  Command: Lend Book\n    -> Book Lent { n = n - }\n";
    let told = refused(text);
    let places: Vec<&str> = told.iter().filter_map(|told| told.split(':').next()).collect();
    assert_eq!(places, ["2", "3", "7", "9"], "{told:#?}");
    let remarks = notation::read(text, &mut ids()).expect_err("it has errors");
    assert!(remarks.iter().all(|remark| remark.severity == Severity::Error && remark.document == 0));
    assert!(remarks.windows(2).all(|pair| (pair[0].line, pair[0].column) <= (pair[1].line, pair[1].column)));
}

#[test]
fn warnings_stand_beside_the_errors() {
    let text = "Invariant: n < 2\nPolicy: Remind\n  When:\n";
    let remarks = notation::read(text, &mut ids()).expect_err("it has an error");
    let severities: Vec<Severity> = remarks.iter().map(|remark| remark.severity).collect();
    assert_eq!(severities, [Severity::Warning, Severity::Error], "{:?}", said(&remarks));
}

#[test]
fn columns_count_characters_and_carets_count_cells() {
    let told = refused("Aggregate: 貸出\n  State: n = 0\n  Command: 本を貸す -> 本が貸された { n = n - }\n");
    let lines: Vec<&str> = told[0].lines().collect();
    assert!(lines[0].starts_with("3:35: error: "), "{}", told[0]);
    let cells = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let before = lines[1].split(" }").next().expect("the line");
    assert_eq!(lines[2].len(), cells(before), "{}", told[0]);
}

#[test]
fn places_count_the_lines_of_a_windows_document_with_a_byte_order_mark() {
    error("\u{feff}# Library\r\nPolicy: Remind\r\n  When:\r\n", "3:8", "");
    error("\u{feff}Scenario:\r\n", "1:10", "");
}

#[test]
fn errors_in_several_documents_say_in_which() {
    let remarks = notation::read_all(&["Event: Book Lent\nPolicy: A\n  When:\n", "Policy: B\n  Then:\n"], &mut ids());
    let places: Vec<(usize, usize)> =
        remarks.expect_err("both are broken").iter().map(|remark| (remark.document, remark.line)).collect();
    assert_eq!(places, [(0, 3), (1, 2)]);
}

#[test]
fn what_is_shown_of_a_document_never_acts_upon_a_terminal() {
    let told = refused("Policy: \u{1b}[2J\u{202e}x\n  When: A\n  Then: B after 5 \u{1b}[31mmoons\n");
    assert!(!told.concat().contains(['\u{1b}', '\u{202e}']), "{told:?}");
}
