//! Delays, the agenda, what calls off, instances, read models, endless chains.

mod support;

use serde_json::{Value, json};
use squall::board::Literal;
use squall::engine::Moved;
use support::play::{answer, issue, log, only, play, run, state};

fn text(text: &str) -> Literal {
    Literal::Text(text.to_owned())
}

fn reminders() -> Value {
    json!([
        {"kind": "aggregate", "text": "Loan"},
        {"kind": "command", "text": "Lend", "aggregate": "Loan", "outcomes": [{"events": ["Lent"]}]},
        {"kind": "event", "text": "Lent"},
        {"kind": "policy", "text": "Watch", "when": ["Lent"], "then": [
            {"command": "Warn", "after": "2d", "unless": ["Returned"]},
            {"command": "Remind", "after": "1d", "unless": ["Returned"]},
            {"command": "Welcome"}]},
        {"kind": "command", "text": "Welcome"},
        {"kind": "command", "text": "Remind", "outcomes": [{"events": ["Reminded"]}]},
        {"kind": "command", "text": "Warn", "outcomes": [{"events": ["Warned"]}]},
        {"kind": "event", "text": "Reminded"}, {"kind": "event", "text": "Warned"},
        {"kind": "command", "text": "Return", "aggregate": "Loan", "outcomes": [{"events": ["Returned"]}]},
        {"kind": "event", "text": "Returned"},
    ])
}

#[test]
fn delayed_commands_wait_on_the_agenda_by_due_time() {
    let mut run = run(reminders());
    play(&mut run, "Lend", &[]);
    assert_eq!(
        only(&run, "C◷"),
        [
            "0s C Lend",
            "0s C Welcome | by Watch · ends here: no aggregate decides it yet",
            "24h ◷ time goes on to 24h",
            "24h C Remind | by Watch, as agreed",
            "48h ◷ time goes on to 48h",
            "48h C Warn | by Watch, as agreed",
        ]
    );
}

#[test]
fn an_event_calls_off_what_names_it_in_unless() {
    let mut run = run(reminders());
    issue(&mut run, "Lend", &[]);
    run.play(100, Some(86_400));
    issue(&mut run, "Return", &[]);
    assert_eq!(run.play(100, None), Some(Moved::Done));
    assert_eq!(only(&run, "CE").last().map(String::as_str), Some("24h C Warn | called off: Returned"));
    assert_eq!(run.what_waits().count(), 0);
    assert!(!log(&run).iter().any(|line| line.contains("E Warned")));
}

#[test]
fn an_event_never_calls_off_what_a_policy_schedules_because_of_it() {
    let mut run = run(json!([
        {"kind": "command", "text": "Try", "outcomes": [{"events": ["Tried"]}]},
        {"kind": "event", "text": "Tried"},
        {"kind": "policy", "text": "Again", "when": ["Tried"], "then": [{"command": "Look", "after": "1h", "unless": ["Tried"]}]},
        {"kind": "command", "text": "Look"},
    ]));
    issue(&mut run, "Try", &[]);
    run.play(100, Some(0));
    assert_eq!(run.what_waits().count(), 1);
    issue(&mut run, "Try", &[]);
    run.play(100, Some(0));
    assert_eq!(run.what_waits().count(), 1, "the second calls off the first one's and schedules its own");
    assert_eq!(log(&run).iter().filter(|line| line.contains("called off")).count(), 1);
}

#[test]
fn a_command_at_a_time_comes_after_what_is_due_then_and_before_what_is_due_later() {
    let mut run = run(reminders());
    issue(&mut run, "Lend", &[]);
    run.play(100, Some(100_000));
    let back = run.model().commands.iter().position(|command| &*command.name == "Return").expect("there");
    assert!(run.issue(back as u32, &[], Some(10)).expect_err("10s has passed").to_string().contains("it is 24h already"));
    run.issue(back as u32, &[], Some(100_000)).expect("in the future");
    run.play(100, None);
    assert!(log(&run).contains(&"27h46m40s C Return".to_owned()), "{:?}", log(&run));
    assert_eq!(run.world().clock(), 100_000);
}

#[test]
fn an_actor_waits_until_the_chain_has_come_to_rest() {
    let mut run = run(reminders());
    issue(&mut run, "Lend", &[]);
    run.forward(None);
    assert!(!run.is_quiet());
    assert!(run.issue(0, &[], None).expect_err("a chain is going on").to_string().contains("has to wait"));
}

fn lockers() -> Value {
    json!([
        {"kind": "aggregate", "text": "Parcel Locker", "identified_by": "locker", "state": {"used": 0}, "invariants": ["used <= 1"]},
        {"kind": "command", "text": "Deposit", "aggregate": "Parcel Locker", "outcomes": [{"events": ["Deposited"], "set": {"used": "used + 1"}}]},
        {"kind": "event", "text": "Deposited"},
        {"kind": "policy", "text": "Expire", "when": ["Deposited"], "then": [{"command": "Empty", "after": "72h", "unless": ["Collected"]}]},
        {"kind": "command", "text": "Empty", "aggregate": "Parcel Locker", "outcomes": [{"events": ["Emptied"], "set": {"used": "0"}}]},
        {"kind": "event", "text": "Emptied"},
        {"kind": "command", "text": "Collect", "aggregate": "Parcel Locker", "outcomes": [{"events": ["Collected"], "set": {"used": "0"}}]},
        {"kind": "event", "text": "Collected"},
        {"kind": "aggregate", "text": "Clerk"},
        {"kind": "command", "text": "Look", "aggregate": "Clerk", "fields": {"locker": "a"}, "outcomes": [{"events": ["Found Full"], "when": "ParcelLocker.used > 0"}]},
        {"kind": "event", "text": "Found Full"},
        {"kind": "read_model", "text": "Board", "keyed_by": "locker", "on": [
            {"event": "Deposited", "do": "upsert", "set": {"state": "\"full\"", "used": "used"}},
            {"event": "Emptied", "do": "update", "set": {"state": "\"emptied\""}},
            {"event": "Collected", "do": "delete"}]},
    ])
}

#[test]
fn instances_are_told_apart_by_the_identifying_field_which_is_asked() {
    let mut run = run(lockers());
    play(&mut run, "Deposit", &[]);
    assert!(run.is_empty());
    assert!(support::play::asked(&mut run).starts_with("Deposit: what is locker?"));
    run = support::play::run(lockers());
    issue(&mut run, "Deposit", &[("locker", text("a"))]);
    run.play(100, Some(0));
    issue(&mut run, "Deposit", &[("locker", text("b"))]);
    run.play(100, Some(0));
    let keys: Vec<usize> = run.states().filter(|state| state.aggregate == 0).map(|state| state.fields.len()).collect();
    assert_eq!(keys, [1, 1], "two lockers");
    assert!(only(&run, "!").is_empty(), "each holds one parcel");
}

#[test]
fn with_instances_only_the_same_ones_delayed_command_is_called_off() {
    let mut run = run(lockers());
    for locker in ["a", "b"] {
        issue(&mut run, "Deposit", &[("locker", text(locker))]);
        run.play(100, Some(0));
    }
    issue(&mut run, "Collect", &[("locker", text("b"))]);
    run.play(100, Some(0));
    assert_eq!(run.what_waits().count(), 1);
    run.play(100, None);
    assert!(log(&run).contains(&r#"72h C Empty (locker = "a") | by Expire, as agreed"#.to_owned()), "{:?}", log(&run));
}

#[test]
fn another_aggregates_field_is_that_of_the_instance_the_same_field_names() {
    let mut run = run(lockers());
    issue(&mut run, "Deposit", &[("locker", text("a"))]);
    run.play(100, Some(0));
    issue(&mut run, "Look", &[("locker", text("b"))]);
    run.play(100, Some(0));
    issue(&mut run, "Look", &[("locker", text("a"))]);
    run.play(100, Some(0));
    assert_eq!(only(&run, "✗"), ["0s ✗ Look rejected | ParcelLocker.used > 0 (ParcelLocker.used = 0)"]);
    assert_eq!(only(&run, "E").last().map(String::as_str), Some(r#"0s E Found Full | locker = "a""#));
}

#[test]
fn read_models_keep_rows_by_key_and_upsert_update_and_delete_them() {
    let mut run = run(lockers());
    for locker in ["a", "b"] {
        issue(&mut run, "Deposit", &[("locker", text(locker))]);
        run.play(100, Some(0));
    }
    assert_eq!(run.rows(0).len(), 2);
    issue(&mut run, "Collect", &[("locker", text("a"))]);
    run.play(100, None);
    assert_eq!(run.rows(0).len(), 1);
    assert_eq!(
        only(&run, "R"),
        [
            r#"0s R Board | locker = "a", state = "full", used = 1"#,
            r#"0s R Board | locker = "b", state = "full", used = 1"#,
            "0s R Board | row deleted",
            r#"72h R Board | locker = "b", state = "emptied", used = 1"#,
        ]
    );
}

#[test]
fn a_rejected_command_leaves_no_instance_behind() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Parcel", "identified_by": "id", "state": {"n": 0}},
        {"kind": "command", "text": "Lose", "aggregate": "Parcel", "outcomes": [{"events": ["Lost"], "when": "n > 0"}]},
        {"kind": "command", "text": "Find", "aggregate": "Parcel", "outcomes": [{"events": ["Found"], "when": "n == 0", "set": {"n": "n + 1"}}]},
        {"kind": "event", "text": "Lost"}, {"kind": "event", "text": "Found"},
    ]));
    play(&mut run, "Lose", &[("id", text("a"))]);
    assert_eq!((only(&run, "✗").len(), run.states().count()), (1, 0));
    play(&mut run, "Find", &[("id", text("a"))]);
    assert_eq!((state(&run, "Parcel", "n").as_str(), run.states().count()), ("1", 1));
    play(&mut run, "Lose", &[("id", text("a"))]);
    assert_eq!(only(&run, "E").len(), 2);
}

fn ring(set: Value) -> Value {
    json!([
        {"kind": "aggregate", "text": "Ring", "state": {"n": 0}},
        {"kind": "command", "text": "Go", "aggregate": "Ring", "outcomes": [{"events": ["Gone"], "set": set}]},
        {"kind": "event", "text": "Gone"},
        {"kind": "policy", "text": "Again", "when": ["Gone"], "then": [{"command": "Go"}]},
    ])
}

#[test]
fn a_chain_that_comes_back_to_where_it_was_is_endless_and_shows_its_cycle() {
    let mut run = run(ring(json!({})));
    let Some(Moved::Endless { from: Some(from) }) = play(&mut run, "Go", &[]) else { panic!("{:?}", log(&run)) };
    assert_eq!(only(&run, "C").len(), 2, "it stops where it would begin again");
    assert_eq!(log(&run)[from], "0s C Go | by Again");
    assert_eq!(run.play(10, None), Some(Moved::Endless { from: Some(from) }), "it stays stopped");
}

#[test]
fn a_chain_that_grows_without_end_stops_at_the_limit() {
    let mut run = run(ring(json!({"n": "n + 1"})));
    assert_eq!(play(&mut run, "Go", &[]), Some(Moved::Endless { from: None }));
    assert_eq!(run.len(), squall::engine::CHAIN_LIMIT);
}

#[test]
fn a_chain_that_multiplies_stops_at_the_limit_at_once() {
    let mut notes = ring(json!({}));
    notes[3]["then"] = json!([{"command": "Go"}, {"command": "Go"}]);
    let mut run = run(notes);
    assert_eq!(play(&mut run, "Go", &[]), Some(Moved::Endless { from: None }));
}

#[test]
fn a_cycle_through_time_or_through_somebodys_choice_is_not_endless() {
    let mut notes = ring(json!({}));
    notes[3]["then"][0]["after"] = json!("1h");
    let mut through_time = run(notes);
    assert_eq!(play(&mut through_time, "Go", &[]), None, "it goes on as long as it is let");
    assert!(through_time.world().clock() > 3_600);

    let mut notes = ring(json!({}));
    notes[1]["outcomes"] = json!([{"events": ["Gone"]}, {"events": ["Stopped"]}]);
    notes.as_array_mut().expect("a list").push(json!({"kind": "event", "text": "Stopped"}));
    let mut through_choice = run(notes);
    play(&mut through_choice, "Go", &[]);
    for _ in 0..5 {
        assert!(matches!(answer(&mut through_choice, "Gone"), Some(Moved::Asks(_))));
    }
    assert_eq!(answer(&mut through_choice, "Stopped"), Some(Moved::Done));
    assert_eq!(state(&through_choice, "Ring", "n"), "0");
}
