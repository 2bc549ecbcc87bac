//! Blocks, not indentation: which line belongs to what.

use crate::show::{note, notes, read, scenario};

const FLAT: &str = "Context: Lending\nAggregate: Loan\nIdentified by: loan_id\nState: n = 0\nCommand: Lend Book by Member\n\
                    -> Book Lent { n = n + 1 }\n-> Lending Refused when n > 3\nInvariant: n <= 4\n\
                    Policy: Remind\nWhen: Book Lent\nThen: Send Letter after 2w\n\
                    Read Model: Shelf\nBuilt from: Book Lent\nShows: Books\n";

#[test]
fn indentation_means_nothing() {
    let indented: String = FLAT.lines().enumerate().map(|(index, line)| format!("{}{line}\n", " ".repeat(index * 7 % 5))).collect();
    let spaced: String = FLAT.lines().map(|line| format!("{line}\n\n")).collect();
    let listed: String = FLAT.lines().map(|line| format!("- {line}\n")).collect();
    let told = notes(FLAT);
    assert_eq!(told.len(), 8, "{told:#?}");
    assert_eq!(notes(&indented), told);
    assert_eq!(notes(&spaced), told);
    assert_eq!(notes(&listed), told);
}

#[test]
fn a_line_belongs_to_the_last_block_that_can_take_it() {
    assert_eq!(
        note(FLAT, "Loan"),
        "aggregate Loan by loan_id (n = 0) keeping n <= 4 @ Lending",
        "the invariant behind the command belongs to the aggregate"
    );
    let text = "Policy: Remind\n  When: Book Lent\n\nRead Model: Shelf\n  Shows: Books\n\nThen: Send Letter\n";
    assert_eq!(note(text, "Remind"), "policy Remind when Book Lent then Send Letter");
    let text = "Read Model: Shelf\n  Shows: Books\nPolicy: Remind\n  When: Book Lent\nBuilt from: Book Lent\n  Then: Send Letter\n";
    assert_eq!(note(text, "Shelf"), "read model Shelf from Book Lent shows Books");
    assert_eq!(note(text, "Remind"), "policy Remind when Book Lent then Send Letter");
}

#[test]
fn when_and_then_belong_to_a_scenario_where_it_is_the_last_block() {
    let text = "Lend Book -> Loan -> Book Lent\nPolicy: Remind\n  When: Book Lent\n  Then: Send Letter\nScenario: Lends\n  When: Lend Book\n  Then: Book Lent\n\
                Policy: Count\n  When: Book Lent\n  Then: Count Up\n";
    let board = read(text);
    assert_eq!(scenario(&board, &board.heading().scenarios[0]), ["scenario Lends", "when Lend Book", "then Book Lent"]);
    assert_eq!(note(text, "Count"), "policy Count when Book Lent then Count Up");
}

#[test]
fn an_arrow_line_is_an_answer_in_a_scenario() {
    let text = "Lend Book -> Loan -> Book Lent | Lending Refused\nScenario: Refuses\n  When: Lend Book\n    Lend Book -> Lending Refused\n  Then: Lending Refused\n";
    let board = read(text);
    assert_eq!(
        scenario(&board, &board.heading().scenarios[0]),
        ["scenario Refuses", "when Lend Book [Lend Book -> Lending Refused]", "then Lending Refused"]
    );
    assert_eq!(note(text, "Lend Book"), "command Lend Book of Loan -> Book Lent | Lending Refused");
}

#[test]
fn an_arrow_line_is_a_command_under_an_aggregate_and_of_no_aggregate_elsewhere() {
    assert_eq!(note("Lend Book -> Book Lent\n", "Lend Book"), "command Lend Book -> Book Lent");
    assert_eq!(note("Context: Lending\nLend Book -> Book Lent\n", "Lend Book"), "command Lend Book -> Book Lent @ Lending");
    assert_eq!(note("[Loan]\nLend Book -> Book Lent\n", "Lend Book"), "command Lend Book of Loan -> Book Lent");
}

#[test]
fn a_context_ends_what_stood_before_it() {
    let text = "Context: Lending\n[Loan]\n  Lend Book -> Book Lent\nContext: Fines\n  Pay Fine -> Fine Paid\n";
    assert_eq!(note(text, "Pay Fine"), "command Pay Fine -> Fine Paid @ Fines");
}

#[test]
fn a_command_under_its_aggregate_takes_arrows_until_another_block_opens() {
    let text =
        "[Loan]\n  Command: Lend Book\n    -> Book Lent\n\n    -> Lending Refused\n  Command: Return Book\n    -> Book Returned\n";
    assert_eq!(note(text, "Lend Book"), "command Lend Book of Loan -> Book Lent | Lending Refused");
    assert_eq!(note(text, "Return Book"), "command Return Book of Loan -> Book Returned");
}

#[test]
fn a_list_ends_where_a_block_opens() {
    let text = "Actors:\n- Member\n- Clerk\nEvent: Book Lent\n- Librarian\n";
    assert_eq!(notes(text), ["actor Member", "actor Clerk", "event Book Lent"]);
}

#[test]
fn a_heading_ends_a_list() {
    let text = "Domain Events:\n- Book Lent\n\n## Remarks\n\n- the desk is small\n";
    assert_eq!(notes(text), ["event Book Lent"]);
}

#[test]
fn prose_between_the_lines_of_a_block_changes_nothing() {
    let text = "Policy: Remind\n\nWe remind politely.\n\n  When: Book Lent\n\nand only by letter.\n\n  Then: Send Letter\n";
    assert_eq!(notes(text), ["command Send Letter", "event Book Lent", "policy Remind when Book Lent then Send Letter"]);
}
