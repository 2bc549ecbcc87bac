//! Running the board by keys: every command of the run, and the wall lighting up.

use squall::board::{Edit, Property};

use crate::Case;
use crate::common::{Desk, bundled, empty};

fn desk() -> Desk {
    Desk::sized(bundled(), 140, 45)
}

/// The box charged once: the run waits for somebody to say whether the payment succeeds.
fn charged() -> Desk {
    let mut it = desk();
    it.at("Trigger Billing Cycle").keys("x >");
    assert!(it.screen().contains("Attempt Payment: what happens?"), "{}", it.screen());
    it
}

fn steps(it: &Desk) -> usize {
    it.state.running().expect("a run is open").run().len()
}

/// A board whose policy asks for a value that nobody declares.
fn asking() -> Desk {
    let text = serde_json::json!({"squall": 1, "title": "Asking", "notes": [
        {"kind": "command", "text": "Charge Card", "outcomes": [{"events": ["Payment Failed"]}]},
        {"kind": "event", "text": "Payment Failed"},
        {"kind": "policy", "text": "Retry", "when": ["Payment Failed"], "where": "retry_count < 2", "then": []},
    ]});
    let mut next = 0;
    let mut ids = || {
        next += 1;
        uuid::Uuid::from_u128(next)
    };
    let board = squall::store::read(&text.to_string(), &mut ids).expect("it is a board");
    let mut it = Desk::sized(board, 140, 45);
    it.at("Charge Card").keys("x >");
    assert!(it.screen().contains("Retry: what is retry_count?"), "{}", it.screen());
    it
}

pub const CASES: &[Case] = &[
    ("run.issue", || {
        let mut it = desk();
        it.at("Trigger Billing Cycle").keys("x");
        assert!(it.screen().contains("C Trigger Billing Cycle  Scheduler"), "{}", it.screen());
        // Elsewhere it asks which command somebody issues; those of policies are not among them.
        let mut it = desk();
        it.keys("x");
        assert!(it.screen().contains("Which command is issued?") && !it.screen().contains("Request Shipment  "));
        it.keys("d");
        assert!(it.screen().contains("C Cancel Subscription  Customer"), "{}", it.screen());
        it.at("Create Subscription").keys("x");
        assert!(it.said().contains("has to wait"), "{}", it.said());
        let mut none = Desk::new(empty(""));
        none.keys("x");
        assert!(none.said().contains("no command yet"), "{}", none.said());
    }),
    ("run.step", || {
        let mut it = desk();
        it.at("Trigger Billing Cycle").keys("x .");
        assert_eq!((steps(&it), it.focused().as_str()), (2, "Billing"));
        it.keys(".");
        assert_eq!((steps(&it), it.focused().as_str()), (3, "Monthly Billing Cycle Triggered"), "the wall follows");
        it.keys("> .");
        assert!(it.said().contains("what happens? press its number"), "{}", it.said());
    }),
    ("run.back", || {
        let mut it = desk();
        it.at("Trigger Billing Cycle").keys("x . . , ,");
        assert_eq!(steps(&it), 1);
        it.keys(", ,");
        assert_eq!((steps(&it), it.said().as_str()), (0, "this is the start of the run"));
    }),
    ("run.event", || {
        let mut it = desk();
        it.at("Trigger Billing Cycle").keys("x ;");
        assert_eq!(it.focused(), "Monthly Billing Cycle Triggered");
    }),
    ("run.end", || {
        let mut it = charged();
        it.keys("1 >");
        assert!(
            it.screen().contains("all is quiet") && it.screen().contains("requested_boxes 0 → 1")
                || it.screen().contains("requested_boxes 1")
        );
        it.keys(">");
        assert!(it.said().contains("all is quiet"), "{}", it.said());
    }),
    ("run.start", || {
        let mut it = charged();
        let made = steps(&it);
        it.keys("<");
        assert!(it.screen().contains(&format!("step 0 of {made}")), "{}", it.screen());
        it.keys(">");
        assert_eq!(steps(&it), made, "nothing was forgotten");
    }),
    ("run.answer", || {
        let mut it = charged();
        it.keys("3");
        assert_eq!(it.said(), "there is no option 3");
        it.keys("2 ; ;");
        assert_eq!(it.focused(), "Payment Failed");
        // Back to the choice and the other way: both branches are remembered.
        it.keys(", , , 1 ; ;");
        assert_eq!(it.focused(), "Payment Succeeded");
        assert_eq!(it.keys("< . 1").said(), "cannot answer: the run asks nothing now");
    }),
    ("run.type", || {
        let mut it = asking();
        it.keys("i").text("many").keys("enter");
        assert!(it.said().contains("`retry_count` is a whole number"), "{}", it.said());
        it.keys("backspace backspace backspace backspace").text("1").keys("enter");
        assert!(it.screen().contains("✓ retry_count < 2 (retry_count = 1)"), "{}", it.screen());
        // What it is compared with is offered by number.
        let mut it = asking();
        it.keys("1");
        assert!(it.screen().contains("✗ retry_count < 2 (retry_count = 2)"), "{}", it.screen());
        // Esc leaves the question as it was.
        let mut it = asking();
        it.keys("i").text("7").keys("esc");
        assert!(it.screen().contains("Retry: what is retry_count?"), "{}", it.screen());
    }),
    ("run.close", || {
        let mut it = charged();
        it.keys("X");
        assert!(it.state.running().is_none() && !it.screen().contains("RUN  t ="));
        assert_eq!(it.keys(".").said(), "cannot step on: no run is open; x on a command starts one");
    }),
];

#[test]
fn an_edit_plays_the_same_answers_again_up_to_the_first_difference() {
    let mut it = charged();
    it.keys("2 > 2 > 2 >");
    let made = steps(&it);
    let policy = it.note("Retry Failed Payment").id;
    // The second failure is not tried again any more.
    let edit = Edit::Set { note: policy, property: Property::Where(Some("retry_count < 1".to_owned())) };
    it.edit(edit);
    let running = it.state.running().expect("it stays open");
    assert!(running.run().len() < made);
    assert_eq!(running.differs(), Some(running.run().len() - 1));
    assert!(it.screen().contains("✗ retry_count < 1 (retry_count = 1)"), "{}", it.screen());
    // Taking the edit back brings the whole run back.
    it.keys("u");
    assert_eq!((steps(&it), it.state.running().expect("open").differs()), (made, None));
    // An edit that the run never meets changes nothing.
    let mut it = charged();
    let made = steps(&it);
    let note = it.note("My Subscription").id;
    it.edit(Edit::Reword { note, text: "My Box".to_owned() });
    assert_eq!((steps(&it), it.state.running().expect("open").differs()), (made, None));
}

#[test]
fn a_bad_expression_is_told_on_its_note_and_the_note_asks() {
    let mut it = charged();
    let policy = it.note("Retry Failed Payment").id;
    it.edit(Edit::Set { note: policy, property: Property::Where(Some("retry_count <".to_owned())) });
    it.at("Retry Failed Payment").keys("esc");
    assert!(
        it.screen().contains("where `retry_count <`: the expression ends where a value is expected (character 13)"),
        "{}",
        it.screen()
    );
    it.keys("2 >");
    assert!(it.screen().contains("Retry Failed Payment: does `retry_count <` hold?"), "{}", it.screen());
}

#[test]
fn the_pane_lies_below_the_wall_where_the_window_is_narrow() {
    let mut it = Desk::sized(bundled(), 80, 40);
    it.at("Trigger Billing Cycle").keys("x >");
    let screen = it.screen();
    let row = |text: &str| screen.lines().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{text}\n{screen}"));
    assert!(row("RUN  t = 0s") > row("A actors"), "{screen}");
    assert!(screen.contains("1  Payment Succeeded"), "{screen}");
}

#[test]
fn where_policies_issue_everything_one_of_theirs_begins_the_run() {
    let mut it = Desk::new(crate::common::empty(""));
    it.keys("a").text("Order Placed").keys("esc r").text("Reserve on Order").keys("enter").text("Reserve Stock").keys("enter esc");
    it.at("Order Placed").keys("x");
    assert!(it.screen().contains("Reserve Stock"), "{}", it.screen());
    it.keys("enter");
    assert!(it.state.running().is_some_and(|running| !running.run().is_empty()), "it has begun");
}
