//! What running a board means, step by step.

mod support;

use serde_json::{Value, json};
use squall::board::Literal;
use squall::engine::Moved;
use support::play::{answer, asked, issue, log, only, play, run, state};

fn text(text: &str) -> Literal {
    Literal::Text(text.to_owned())
}

#[test]
fn a_chain_goes_from_command_to_event_to_policy_to_command() {
    let mut run = run(json!([
        {"kind": "actor", "text": "Guest"},
        {"kind": "aggregate", "text": "Order"},
        {"kind": "command", "text": "Place Order", "aggregate": "Order", "actors": ["Guest"], "outcomes": [{"events": ["Order Placed"]}]},
        {"kind": "event", "text": "Order Placed"},
        {"kind": "policy", "text": "Confirm", "when": ["Order Placed"], "then": [{"command": "Send Receipt"}]},
        {"kind": "command", "text": "Send Receipt", "outcomes": [{"events": ["Receipt Sent"]}]},
        {"kind": "event", "text": "Receipt Sent"},
    ]));
    assert_eq!(play(&mut run, "Place Order", &[]), Some(Moved::Done));
    assert_eq!(
        log(&run),
        [
            "0s C Place Order | Guest",
            "0s → Order Placed",
            "0s E Order Placed",
            "0s P Confirm | → Send Receipt",
            "0s C Send Receipt | by Confirm",
            "0s → Receipt Sent",
            "0s E Receipt Sent",
            "0s ∎ all is quiet",
        ]
    );
}

#[test]
fn all_events_are_recorded_first_then_invariants_then_each_events_read_models_and_policies() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Box", "state": {"n": 0}, "invariants": ["n < 1"]},
        {"kind": "command", "text": "Fill", "aggregate": "Box", "outcomes": [{"events": ["Filled", "Sealed"], "set": {"n": "n + 1"}}]},
        {"kind": "event", "text": "Filled"},
        {"kind": "event", "text": "Sealed"},
        {"kind": "policy", "text": "First", "when": ["Filled"], "then": []},
        {"kind": "policy", "text": "Second", "when": ["Sealed"], "then": []},
        {"kind": "read_model", "text": "Boxes", "built_from": ["Filled", "Sealed"]},
    ]));
    play(&mut run, "Fill", &[]);
    assert_eq!(
        log(&run),
        [
            "0s C Fill",
            "0s → Filled + Sealed | n 0 → 1",
            "0s E Filled | n = 1",
            "0s E Sealed | n = 1",
            "0s ! Box breaks its rule | n < 1 (n = 1)",
            "0s R Boxes | n = 1",
            "0s P First | issues nothing yet",
            "0s R Boxes | n = 1",
            "0s P Second | issues nothing yet",
            "0s ∎ all is quiet",
        ]
    );
}

#[test]
fn commands_are_handled_first_in_first_out() {
    let mut run = run(json!([
        {"kind": "command", "text": "Go", "outcomes": [{"events": ["Gone"]}]},
        {"kind": "event", "text": "Gone"},
        {"kind": "policy", "text": "Both", "when": ["Gone"], "then": [{"command": "A"}, {"command": "B"}]},
        {"kind": "command", "text": "A", "outcomes": [{"events": ["A Done"]}]},
        {"kind": "event", "text": "A Done"},
        {"kind": "policy", "text": "More", "when": ["A Done"], "then": [{"command": "C"}]},
        {"kind": "command", "text": "B", "outcomes": []},
        {"kind": "command", "text": "C", "outcomes": []},
    ]));
    play(&mut run, "Go", &[]);
    assert_eq!(
        only(&run, "C"),
        [
            "0s C Go",
            "0s C A | by Both",
            "0s C B | by Both · ends here: no aggregate decides it yet",
            "0s C C | by More · ends here: no aggregate decides it yet",
        ]
    );
}

fn door() -> Value {
    json!([
        {"kind": "aggregate", "text": "Door", "state": {"open": false, "times": 0}},
        {"kind": "command", "text": "Open", "aggregate": "Door", "outcomes": [
            {"events": ["Door Opened"], "when": "!open", "set": {"open": "true", "times": "times + 1"}}]},
        {"kind": "command", "text": "Knock", "aggregate": "Door", "outcomes": [
            {"events": ["Nobody Answered"], "when": "times > 5"},
            {"events": ["Knock Heard"], "otherwise": true}]},
        {"kind": "event", "text": "Door Opened"},
        {"kind": "event", "text": "Nobody Answered"},
        {"kind": "event", "text": "Knock Heard"},
    ])
}

#[test]
fn a_command_that_no_guard_lets_through_is_rejected_and_changes_nothing() {
    let mut run = run(door());
    play(&mut run, "Open", &[]);
    play(&mut run, "Open", &[]);
    assert_eq!(only(&run, "✗"), ["0s ✗ Open rejected | !open (open = true)"]);
    assert_eq!(state(&run, "Door", "times"), "1");
}

#[test]
fn otherwise_is_possible_only_where_no_guarded_outcome_is() {
    let mut run = run(door());
    play(&mut run, "Knock", &[]);
    assert_eq!(only(&run, "E"), ["0s E Knock Heard | open = false, times = 0"]);
}

#[test]
fn several_possible_outcomes_are_a_choice_told_apart_by_the_event_only_one_has() {
    let mut run = run(json!([
        {"kind": "command", "text": "Pay", "outcomes": [{"events": ["Tried", "Paid"]}, {"events": ["Tried", "Failed"]}]},
        {"kind": "event", "text": "Tried"}, {"kind": "event", "text": "Paid"}, {"kind": "event", "text": "Failed"},
    ]));
    assert!(matches!(play(&mut run, "Pay", &[]), Some(Moved::Asks(_))));
    assert_eq!(asked(&mut run), r#"Pay: what happens? ["Paid", "Failed"]"#);
    answer(&mut run, "Failed");
    assert_eq!(only(&run, "?E"), ["0s ? Tried + Failed | chosen among 2", "0s E Tried", "0s E Failed"]);
}

#[test]
fn assignments_read_the_state_before_and_take_effect_together() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Pair", "state": {"left": 1, "right": 2}},
        {"kind": "command", "text": "Swap", "aggregate": "Pair", "outcomes": [{"events": ["Swapped"], "set": {"left": "right", "right": "left"}}]},
        {"kind": "event", "text": "Swapped"},
        {"kind": "policy", "text": "See", "when": ["Swapped"], "where": "left == 2 && Pair.right == 1", "then": []},
    ]));
    play(&mut run, "Swap", &[]);
    assert_eq!((state(&run, "Pair", "left").as_str(), state(&run, "Pair", "right").as_str()), ("2", "1"));
    assert_eq!(only(&run, "P"), ["0s P See | ✓ left == 2 && Pair.right == 1 (left = 2, Pair.right = 1) issues nothing yet"]);
}

fn payment() -> Value {
    json!([
        {"kind": "command", "text": "Fail", "outcomes": [{"events": ["Payment Failed"]}]},
        {"kind": "event", "text": "Payment Failed"},
        {"kind": "policy", "text": "Retry", "when": ["Payment Failed"], "where": "retry_count < 2", "then": []},
        {"kind": "policy", "text": "Pause", "when": ["Payment Failed"], "where": "retry count >= 2", "then": []},
    ])
}

#[test]
fn a_value_nobody_declares_is_asked_once_per_event_whichever_guards_need_it() {
    let mut run = run(payment());
    play(&mut run, "Fail", &[]);
    assert_eq!(asked(&mut run), r#"Retry: what is retry_count? (an int) ["2"]"#);
    assert_eq!(answer(&mut run, "2"), Some(Moved::Done));
    assert_eq!(
        only(&run, "P"),
        [
            "0s P Retry | ✗ retry_count < 2 (retry_count = 2)",
            "0s P Pause | ✓ retry count >= 2 (retry_count = 2) issues nothing yet"
        ]
    );
    assert!(matches!(play(&mut run, "Fail", &[]), Some(Moved::Asks(_))), "the next event asks again");
}

#[test]
fn an_answer_of_the_wrong_type_is_refused_and_the_question_stays() {
    let mut run = run(payment());
    play(&mut run, "Fail", &[]);
    let refused = run.answer(squall::engine::Answer::Value(text("many"))).expect_err("a text is no int");
    assert_eq!(refused.to_string(), "`retry_count` is an int, and \"many\" is a text");
    assert!(asked(&mut run).starts_with("Retry: what is retry_count?"));
}

#[test]
fn a_guard_that_cannot_be_read_asks_yes_or_no_and_says_where_it_is_wrong() {
    let mut notes = payment();
    notes[2]["where"] = json!("retry_count <");
    let mut run = run(notes);
    let wrong = &run.model().diagnostics[0];
    assert_eq!((wrong.key, wrong.span.clone()), ("where", 12..13));
    assert_eq!(wrong.message, "the expression ends where a value is expected");
    play(&mut run, "Fail", &[]);
    assert_eq!(asked(&mut run), r#"Retry: does `retry_count <` hold? (it cannot be read) ["yes", "no"]"#);
    answer(&mut run, "yes");
    assert_eq!(only(&run, "P"), ["0s P Retry | ✓ retry_count < (answered by you) issues nothing yet"]);
}

#[test]
fn an_assignment_that_cannot_be_read_asks_for_its_value() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Tank", "state": {"level": 0}},
        {"kind": "command", "text": "Fill", "aggregate": "Tank", "outcomes": [{"events": ["Filled"], "set": {"level": "level +"}}]},
        {"kind": "event", "text": "Filled"},
    ]));
    play(&mut run, "Fill", &[]);
    assert_eq!(asked(&mut run), "Fill: what is level? (an int) []");
    answer(&mut run, "7");
    assert_eq!(state(&run, "Tank", "level"), "7");
}

#[test]
fn a_declared_argument_without_a_value_is_asked_when_the_command_is_issued() {
    let mut run = run(json!([
        {"kind": "command", "text": "Deposit", "fields": {"size": null, "count": 1}, "outcomes": [{"events": ["Deposited"], "when": "size in [\"S\", \"M\"]"}]},
        {"kind": "event", "text": "Deposited"},
    ]));
    play(&mut run, "Deposit", &[]);
    assert!(run.is_empty(), "the command waits for its argument");
    assert_eq!(asked(&mut run), r#"Deposit: what is size? (a text) ["\"S\"", "\"M\""]"#);
    answer(&mut run, "S");
    assert_eq!(only(&run, "CE"), [r#"0s C Deposit (size = "S", count = 1)"#, r#"0s E Deposited | size = "S", count = 1"#]);
}

#[test]
fn an_event_carries_what_it_declares_or_else_the_arguments_and_then_the_state() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Till", "state": {"total": 0, "amount": 9}},
        {"kind": "command", "text": "Pay", "aggregate": "Till", "fields": {"amount": 5}, "outcomes": [{"events": ["Paid", "Told"], "set": {"total": "total + amount"}}]},
        {"kind": "event", "text": "Paid"},
        {"kind": "event", "text": "Told", "fields": ["total", "reason"]},
    ]));
    play(&mut run, "Pay", &[]);
    assert_eq!(only(&run, "E"), ["0s E Paid | amount = 5, total = 5", "0s E Told | total = 5"]);
}

#[test]
fn a_triggered_command_is_fed_by_expression_then_by_the_event_then_by_its_default() {
    let mut run = run(json!([
        {"kind": "command", "text": "Order", "fields": {"item": "tea", "count": 2}, "outcomes": [{"events": ["Ordered"]}]},
        {"kind": "event", "text": "Ordered"},
        {"kind": "policy", "text": "Ship It", "when": ["Ordered"], "then": [{"command": "Ship", "with": {"parcels": "count * 2"}}]},
        {"kind": "command", "text": "Ship", "fields": {"item": "?", "parcels": 1, "speed": "slow"}, "outcomes": []},
    ]));
    play(&mut run, "Order", &[("item", text("rice"))]);
    let ends = "by Ship It · ends here: no aggregate decides it yet";
    assert_eq!(only(&run, "C")[1], format!(r#"0s C Ship (item = "rice", parcels = 4, speed = "slow") | {ends}"#));
}

#[test]
fn overflow_and_division_by_zero_are_shown_at_the_step_and_change_nothing() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Sum", "state": {"n": i64::MAX, "zero": 0}},
        {"kind": "command", "text": "Add", "aggregate": "Sum", "outcomes": [{"events": ["Added"], "set": {"n": "n + 1"}}]},
        {"kind": "command", "text": "Share", "aggregate": "Sum", "outcomes": [{"events": ["Shared"], "when": "n / zero > 1"}]},
        {"kind": "event", "text": "Added"}, {"kind": "event", "text": "Shared"},
    ]));
    play(&mut run, "Add", &[]);
    assert!(log(&run)[1].ends_with("n + 1: the result is too large"), "{:?}", log(&run));
    assert_eq!(state(&run, "Sum", "n"), i64::MAX.to_string());
    play(&mut run, "Share", &[]);
    assert!(only(&run, "✗")[0].contains("division by zero"), "{:?}", log(&run));
}

#[test]
fn an_outcome_is_atomic_even_where_one_of_its_assignments_fails() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Sum", "state": {"a": 1, "b": 0}},
        {"kind": "command", "text": "Share", "aggregate": "Sum", "outcomes": [{"events": ["Shared"], "set": {"a": "a / b", "b": "7"}}]},
        {"kind": "event", "text": "Shared"},
    ]));
    play(&mut run, "Share", &[]);
    assert_eq!((state(&run, "Sum", "a").as_str(), state(&run, "Sum", "b").as_str()), ("1", "0"));
}

#[test]
fn a_guard_that_fails_is_shown_even_where_another_outcome_is_taken() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Sum", "state": {"n": 0}},
        {"kind": "command", "text": "Do", "aggregate": "Sum", "outcomes": [{"events": ["X"], "when": "1 / n == 1"}, {"events": ["Y"], "otherwise": true}]},
        {"kind": "event", "text": "X"}, {"kind": "event", "text": "Y"},
    ]));
    play(&mut run, "Do", &[]);
    assert_eq!(log(&run)[1], "0s → Y | 1 / n == 1: division by zero");
}

#[test]
fn an_argument_that_only_some_policy_gives_does_not_hide_the_state() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Sum", "state": {"n": 0}},
        {"kind": "command", "text": "Do", "aggregate": "Sum", "outcomes": [{"events": ["X"], "when": "n == 0"}, {"events": ["Y"], "otherwise": true}]},
        {"kind": "event", "text": "X"}, {"kind": "event", "text": "Y"}, {"kind": "event", "text": "W"},
        {"kind": "command", "text": "Start", "outcomes": [{"events": ["W"]}]},
        {"kind": "policy", "text": "P", "when": ["W"], "then": [{"command": "Do", "with": {"n": "5"}}]},
    ]));
    play(&mut run, "Do", &[]);
    assert_eq!(only(&run, "E"), ["0s E X | n = 0"]);
    play(&mut run, "Start", &[]);
    assert_eq!(only(&run, "E").last().map(String::as_str), Some("0s E Y | n = 5"));
}

#[test]
fn an_invariant_is_checked_when_another_aggregate_that_it_speaks_of_changes() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Room", "state": {"taken": 1}, "invariants": ["taken <= House.beds"]},
        {"kind": "aggregate", "text": "House", "state": {"beds": 1}},
        {"kind": "command", "text": "Sell Bed", "aggregate": "House", "outcomes": [{"events": ["Bed Sold"], "set": {"beds": "beds - 1"}}]},
        {"kind": "event", "text": "Bed Sold"},
    ]));
    play(&mut run, "Sell Bed", &[]);
    assert_eq!(only(&run, "!"), ["0s ! Room breaks its rule | taken <= House.beds (taken = 1, House.beds = 0)"]);
}

#[test]
fn a_command_without_outcomes_ends_its_chain_and_says_so() {
    let mut run = run(json!([{"kind": "aggregate", "text": "Thing"}, {"kind": "command", "text": "Do", "aggregate": "Thing"}]));
    assert_eq!(play(&mut run, "Do", &[]), Some(Moved::Done));
    assert_eq!(log(&run), ["0s C Do | ends here: it has no outcome yet", "0s ∎ all is quiet"]);
}

#[test]
fn a_policy_with_a_choice_asks_which_command_it_issues() {
    let mut run = run(json!([
        {"kind": "command", "text": "Go", "outcomes": [{"events": ["Gone"]}]},
        {"kind": "event", "text": "Gone"},
        {"kind": "policy", "text": "Either", "when": ["Gone"], "choose": true, "then": [{"command": "A"}, {"command": "B"}]},
        {"kind": "command", "text": "A"}, {"kind": "command", "text": "B"},
    ]));
    play(&mut run, "Go", &[]);
    assert_eq!(asked(&mut run), r#"Either: which command? ["A", "B"]"#);
    answer(&mut run, "B");
    assert_eq!(only(&run, "P"), ["0s P Either | → B"]);
}

#[test]
fn the_order_is_the_timelines_and_never_the_ids() {
    let notes = |first: &str, second: &str| {
        json!([
            {"kind": "command", "text": "Go", "outcomes": [{"events": ["Gone"]}]},
            {"kind": "event", "text": "Gone"},
            {"id": first, "kind": "policy", "text": "One", "at": 1, "when": ["Gone"], "then": []},
            {"id": second, "kind": "policy", "text": "Two", "at": 1, "when": ["Gone"], "then": []},
            {"kind": "policy", "text": "Zero", "at": 0.5, "when": ["Gone"], "then": []},
        ])
    };
    for (first, second) in [("a", "b"), ("b", "a")] {
        let mut run = run(notes(first, second));
        issue(&mut run, "Go", &[]);
        run.play(100, None);
        let policies: Vec<String> =
            only(&run, "P").iter().map(|line| line.split(' ').nth(2).unwrap_or_default().to_owned()).collect();
        assert_eq!(policies, ["Zero", "One", "Two"]);
    }
}
