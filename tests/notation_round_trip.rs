//! What is written as notation is read back as the same board.

mod support;

use proptest::prelude::*;
use squall::board::{Board, Edit, Property, Request};
use squall::notation::{Reading, read, write};
use squall::store::BUNDLED;
use support::boards::boards;
use support::ids;
use support::same::same;
use support::sayable::sayable_boards;

/// The bundled boards, without what a session has left on one of them that the notation has no words for.
fn bundled() -> impl Iterator<Item = (&'static str, Board)> {
    BUNDLED.iter().map(|bundled| {
        let mut board = bundled.board(&mut ids()).expect("a board");
        let silent: Vec<Edit> =
            board.notes().iter().map(|note| Edit::Set { note: note.id, property: Property::Silenced(Vec::new()) }).collect();
        let request = board.heading().workshop.request.clone().map(|request| Request { taken: Vec::new(), ..request });
        board.apply(Edit::Group(silent)).expect("its notes are there");
        board.apply(Edit::SetRequest(request)).expect("any board takes it");
        (bundled.name, board)
    })
}

/// Reads a document of which every line is understood.
fn again(text: &str) -> Result<Reading, String> {
    let reading = read(text, &mut ids()).map_err(|remarks| {
        let remarks: Vec<String> = remarks.iter().map(ToString::to_string).collect();
        format!("{}\n\n{text}", remarks.join("\n"))
    })?;
    match reading.skipped.first() {
        None => Ok(reading),
        Some(skipped) => Err(format!("{skipped:?} is skipped\n\n{text}")),
    }
}

/// Whether a board comes back as it was, and is written as it was then.
fn comes_back(board: &Board) -> Result<(), String> {
    let written = write(board);
    // Places go with the timeline's numbers, and with them sometimes the order of policies at one event: that is told, no more.
    if written.left_out.iter().any(|left_out| !left_out.ends_with("the order in which its policies react")) {
        return Err(format!("left out: {:?}", written.left_out));
    }
    let reading = again(&written.text)?;
    same(board, &reading.board).map_err(|difference| format!("{difference}\n\n{}", written.text))?;
    let twice = write(&reading.board);
    if twice.text != written.text {
        return Err(format!("written the second time:\n{}\n\nthe first time:\n{}", twice.text, written.text));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_notation_can_say_comes_back(board in sayable_boards(14)) {
        comes_back(&board).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn of_any_board_a_document_is_made_that_can_be_read(board in boards(10)) {
        let written = write(&board);
        let once = again(&written.text).map_err(TestCaseError::fail)?;
        // Only what could be said is left by then.
        comes_back(&once.board).map_err(|difference| TestCaseError::fail(format!("{difference}\n\nfrom\n{}", written.text)))?;
    }
}

#[test]
fn bundled_boards_as_notation() {
    for (name, board) in bundled() {
        let written = write(&board);
        assert!(written.left_out.is_empty(), "{name}: {:?}", written.left_out);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("notation_{name}"), written.text);
        });
    }
}

#[test]
fn bundled_boards_come_back_without_a_remark() {
    for (name, board) in bundled() {
        comes_back(&board).unwrap_or_else(|difference| panic!("{name}: {difference}"));
        let reading = again(&write(&board).text).expect("read");
        assert!(reading.remarks.is_empty(), "{name}: {:?}", reading.remarks);
    }
}

#[test]
fn policies_that_would_react_in_another_order_are_told() {
    let board = serde_json::json!({"squall": 1, "title": "Two policies", "notes": [
        {"kind": "event", "text": "Order Placed", "at": 1},
        {"kind": "event", "text": "Order Paid", "at": 2},
        {"kind": "policy", "text": "Pack", "at": 0, "when": ["Order Placed", "Order Paid"]},
        {"kind": "policy", "text": "Thank", "at": 1, "when": ["Order Placed"]},
    ]});
    let board = squall::store::read(&board.to_string(), &mut ids()).expect("the board is right");
    assert_eq!(write(&board).left_out, ["Order Placed: the order in which its policies react"]);
}
