//! Order: which place on the timeline a note gets.

use squall::board::Kind;

use crate::show::{places, read};

const EVENTS: [Kind; 1] = [Kind::Event];

#[test]
fn events_get_places_by_first_mention() {
    let text = "Policy: Remind\n  When: Loan Overdue\n  Then: Send Letter\nLend Book -> Loan -> Book Lent\nEvent: Loan Overdue\nEvent: Book Lost\n";
    let board = read(text);
    let names: Vec<&str> = board.notes().iter().filter(|note| note.kind() == Kind::Event).map(|note| &*note.text).collect();
    assert_eq!(names, ["Loan Overdue", "Book Lent", "Book Lost"]);
    assert_eq!(places(&board, &EVENTS), ["1: Loan Overdue", "2: Book Lent", "3: Book Lost"]);
}

#[test]
fn the_events_of_an_outcome_stand_side_by_side() {
    let text = "Lend Book -> Loan -> Book Lent + Receipt Printed | Lending Refused\nEvent: Book Lost\n";
    let board = read(text);
    let names: Vec<&str> = board.notes().iter().filter(|note| note.kind() == Kind::Event).map(|note| &*note.text).collect();
    assert_eq!(names, ["Book Lent", "Receipt Printed", "Lending Refused", "Book Lost"]);
}

#[test]
fn a_command_and_its_aggregate_take_the_place_of_its_first_event() {
    let text = "Events:\n- Door Opened\n- Book Lent\n- Lending Refused\n\nLend Book -> Loan -> Book Lent | Lending Refused\n";
    let board = read(text);
    assert_eq!(places(&board, &[Kind::Command, Kind::Aggregate]), ["2: Lend Book, Loan"]);
}

#[test]
fn a_policy_takes_its_triggers_place() {
    let text = "Events:\n- Door Opened\n- Book Lent\n- Loan Overdue\n\nPolicy: Remind\n  When: Loan Overdue\n  Then: Send Letter\nPolicy: Greet\n  When: Door Opened\n  Then: Say Hello\n";
    assert_eq!(places(&read(text), &[Kind::Policy]), ["1: Greet", "3: Remind"]);
}

#[test]
fn a_read_model_takes_its_last_events_place() {
    let text = "Events:\n- Door Opened\n- Book Lent\n- Loan Overdue\n- Book Lost\n\nRead Model: Shelf\n  Built from: Loan Overdue, Door Opened\n";
    assert_eq!(places(&read(text), &[Kind::ReadModel]), ["3: Shelf"]);
}

#[test]
fn within_a_place_the_order_is_that_of_appearance() {
    let text = "Event: Book Lent\nPolicy: Second\n  When: Book Lent\n  Then: B\nPolicy: First\n  When: Book Lent\n  Then: A\n";
    assert_eq!(places(&read(text), &[Kind::Policy]), ["1: Second, First"]);
}

#[test]
fn an_aggregate_of_several_commands_takes_the_place_of_the_first() {
    let text = "[Loan]\n- Lend Book -> Book Lent\n- Return Book -> Book Returned\n";
    assert_eq!(
        places(&read(text), &[Kind::Command, Kind::Aggregate, Kind::Event]),
        ["1: Lend Book, Loan, Book Lent", "2: Return Book, Book Returned"]
    );
}
