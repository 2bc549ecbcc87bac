//! What is asked, found and said, in words that a newcomer looks for.

use squall::app::Source;
use squall::board::{Board, Clock, Detail, Edit, Session};
use squall::store;

use crate::common::{Desk, Exact};

fn board(notes: &serde_json::Value) -> Board {
    let text = serde_json::json!({"squall": 1, "title": "Shop", "notes": notes});
    let mut ids = Exact(0x5000, 0);
    store::read(&text.to_string(), &mut || ids.id()).expect("the board is right")
}

/// A board in a phase of the session guide, by its number.
fn at_phase(board: Board, phase: usize, columns: u16) -> Desk {
    let mut desk = Desk::sized(board, columns, 30);
    desk.edit(Edit::SetSession(Some(Session { phase, clock: Clock::None, log: Vec::new(), unknown: Vec::new() })));
    desk.state.notice = None;
    desk
}

#[test]
fn a_command_that_can_only_fail_is_asked_about_its_success_and_the_answer_is_another_outcome() {
    let notes = serde_json::json!([
        {"kind": "command", "text": "Charge Card", "outcomes": [{"events": ["Card Payment Failed"]}], "at": 1},
        {"kind": "event", "text": "Card Payment Failed", "at": 1},
    ]);
    let mut it = at_phase(board(&notes), 4, 100);
    it.at("Charge Card").keys("Q");
    assert_eq!(it.state.asked().as_deref(), Some("What if Charge Card succeeds?"));
    assert!(it.screen().contains("what happened then, such as Payment Received"), "{}", it.screen());
    it.text("Payment Received").keys("enter");
    let Detail::Command(command) = &it.note("Charge Card").detail else { panic!("it is a command") };
    let outcomes: Vec<_> = command.outcomes.iter().map(|outcome| outcome.events.clone()).collect();
    assert_eq!(outcomes, [[it.note("Card Payment Failed").id], [it.note("Payment Received").id]]);
    assert!(it.state.missing().iter().all(|missing| missing.note != it.note("Charge Card").id), "both ends are there");
    // As the list says it too, and the other end as before.
    it.keys("esc u");
    assert!(it.keys("F l").screen().contains("What if Charge Card succeeds?"), "{}", it.screen());
}
