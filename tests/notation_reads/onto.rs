//! A document on top of a board.

use squall::board::Board;
use squall::notation::{Onto, Pasted, read_onto};

use crate::show::{lines, note, read};

/// Ids that no board of `read` has.
fn fresh() -> impl FnMut() -> uuid::Uuid {
    let mut next = 0x0193_4f6e_0000_7000_9000_0000_0000_0000;
    move || {
        next += 1;
        uuid::Uuid::from_u128(next)
    }
}

fn onto(board: &Board, text: &str) -> (Board, Pasted) {
    let pasted = read_onto(board, text, &Onto::default(), &mut fresh()).expect("it can be read");
    let mut edited = board.clone();
    edited.apply(pasted.edit.clone()).expect("the edit is made");
    (edited, pasted)
}

#[test]
fn names_that_the_board_knows_are_its_notes() {
    let board = read("Context: Lending\nLend Book -> Loan -> Book Lent\n");
    let (edited, pasted) =
        onto(&board, "Policy: Remind\n  When: book_lent\n  Then: SendLetter\nlend book -> Loan -> Lending Refused\n");
    assert_eq!(
        lines(&edited),
        [
            "command Lend Book of Loan -> Book Lent | Lending Refused @ Lending",
            "command Send Letter",
            "aggregate Loan @ Lending",
            "event Book Lent @ Lending",
            "event Lending Refused",
            "policy Remind when Book Lent then Send Letter",
        ]
    );
    let new: Vec<&str> = pasted.notes.iter().map(|id| &*edited.note(*id).expect("it is there").text).collect();
    assert_eq!(new.len(), 3, "{new:?}");
}

#[test]
fn it_is_one_edit_and_its_inverse_takes_all_of_it_back() {
    let board = read("# Library\nContext: Lending\nLend Book -> Loan -> Book Lent\nRule: always true\n");
    let pasted = read_onto(
        &board,
        "# Another\nContext: Fines\nLend Book -> Loan -> Book Sold\nRule: never Book Sold after Book Lent\nScenario: S\n  When: Lend Book\n",
        &Onto::default(),
        &mut fresh(),
    );
    let mut edited = board.clone();
    let inverse = edited.apply(pasted.expect("it can be read").edit).expect("the edit is made");
    assert_eq!((edited.heading().rules.len(), edited.heading().scenarios.len(), edited.heading().contexts.len()), (2, 1, 2));
    assert_eq!(edited.title(), "Library", "what is put onto a board does not rename it");
    edited.apply(inverse).expect("it is undone");
    assert_eq!(edited, board);
}

#[test]
fn short_names_may_mean_notes_of_the_board() {
    let board = read("Events:\n- Loan Paused\n- Loan Ended\n");
    let (edited, _) = onto(&board, "Read Model: Desk\n  Built from: Ended\n");
    assert!(lines(&edited).contains(&"read model Desk from Loan Ended".to_owned()), "{:?}", lines(&edited));
}

#[test]
fn what_was_read_already_adds_nothing() {
    let text = "Context: Lending\nAggregate: Loan\n  State: n = 0\n  Command: Lend Book by Member\n    -> Book Lent { n = n + 1 }\nHot Spot: Who pays?\nWhen Book Lent then Send Letter\n";
    let board = read(text);
    let (edited, pasted) = onto(&board, text);
    assert_eq!(edited, board);
    assert!(pasted.notes.is_empty());
}

#[test]
fn new_events_hang_behind_those_that_are_there() {
    let board = read("Events:\n- Book Lent\n- Book Returned\n");
    let (edited, _) = onto(&board, "Event: Book Lost\n");
    assert_eq!(lines(&edited), ["event Book Lent", "event Book Returned", "event Book Lost"]);
    assert!(edited.notes()[2].at > edited.notes()[1].at);
}

#[test]
fn errors_and_left_out_lines_are_told_as_for_a_document() {
    let board = read("Event: Book Lent\n");
    assert!(read_onto(&board, "Policy: Remind\n  When:\n", &Onto::default(), &mut fresh()).is_err());
    let pasted = read_onto(&board, "some prose\nEvent: Book Lost\n", &Onto::default(), &mut fresh()).expect("it can be read");
    assert_eq!(pasted.skipped.len(), 1);
    assert_eq!(note("Event: Book Lost\n", "Book Lost"), "event Book Lost");
}
