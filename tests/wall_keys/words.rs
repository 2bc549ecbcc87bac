//! What is asked, found and said, in words that a newcomer looks for.

use squall::app::Source;
use squall::board::{Board, Clock, Detail, Edit, Session};
use squall::store;

use crate::common::{Desk, Exact, empty};

fn board(notes: &serde_json::Value) -> Board {
    let text = serde_json::json!({"squall": 1, "title": "Shop", "notes": notes});
    let mut ids = Exact(0x5000, 0);
    store::read(&text.to_string(), &mut || ids.id()).expect("the board is right")
}

/// A board in a phase of the session guide, by its number.
fn at_phase(board: Board, phase: usize, columns: u16) -> Desk {
    let mut desk = Desk::sized(board, columns, 30);
    desk.edit(Edit::SetSession(Some(Session {
        phase,
        clock: Clock::None,
        log: Vec::new(),
        earlier: Vec::new(),
        unknown: Vec::new(),
    })));
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

#[test]
fn whoever_initiates_nothing_but_a_rule_does_may_be_left_for_later() {
    let notes = serde_json::json!([{"kind": "command", "text": "Send Invoice", "at": 1}]);
    let mut it = at_phase(board(&notes), 2, 80);
    it.at("Send Invoice").keys("Q");
    assert_eq!(it.state.asked().as_deref(), Some("Who initiated Send Invoice?"));
    let said = "Customer, Scheduler, or several; a rule does it? tab, later";
    assert!(said.len() <= 60 && it.screen().contains(said), "{}", it.screen());
}

#[test]
fn what_is_called_as_it_is_typed_is_found_before_what_only_says_it() {
    let notes = serde_json::json!([
        {"kind": "event", "text": "Treatment Completed", "at": 1},
        {"kind": "policy", "text": "When Treatment Completed then Send Invoice", "at": 1},
        {"kind": "command", "text": "Send Invoice", "at": 2},
        {"kind": "event", "text": "Send Invoice Again Asked", "at": 3},
    ]);
    let policy = "When Treatment Completed then Send Invoice";
    let mut it = Desk::sized(board(&notes), 100, 30);
    it.at("Treatment Completed").keys("/").text("Send Inv");
    assert_eq!(it.focused(), policy, "nothing is called that: the first that says it");
    it.text("oice");
    assert_eq!(it.focused(), "Send Invoice", "while typing");
    it.keys("enter");
    assert_eq!(it.focused(), "Send Invoice");
    for (key, to) in [("n", "Send Invoice Again Asked"), ("n", policy), ("N", "Send Invoice Again Asked"), ("N", "Send Invoice")] {
        assert_eq!(it.keys(key).focused(), to, "{key} goes on in order");
    }
    // As names are told apart; and where the filter leaves it out, what it leaves is gone to.
    it.at("Treatment Completed").keys("/").text("send  INVOICE").keys("enter");
    assert_eq!(it.focused(), "Send Invoice");
    it.at("Treatment Completed").keys("&").text("!kind:command").keys("enter /").text("Send Invoice").keys("enter");
    assert_eq!(it.focused(), policy);
    // In the catalog the row that is called so is gone to.
    let mut it = Desk::sized(board(&notes), 100, 30);
    it.at("Treatment Completed").keys("f5 /").text("send invoice");
    assert_eq!(it.focused(), "Send Invoice", "{}", it.screen());
}

#[test]
fn the_help_finds_commands_by_the_words_that_a_newcomer_has_for_them() {
    for (typed, key, name) in [
        ("remove", "d  del", "removes this note"),
        ("take down", "d  del", "removes this note"),
        ("order", "H  shift-←", "moves this note, or what is selected, one step back"),
        ("order", "L  shift-→", "moves this note, or what is selected, one step on"),
        ("dot", "F v", "votes for the hot spot in focus"),
        ("vote", "F v", "votes for the hot spot in focus"),
        ("vote", "F V", "takes back a dot"),
    ] {
        let mut it = Desk::sized(empty("Shop"), 120, 60);
        let screen = it.keys("?").text(typed).screen();
        let told = screen.lines().any(|line| line.contains(key) && line.contains(name));
        assert!(told, "{typed} finds {key}: {screen}");
    }
}
