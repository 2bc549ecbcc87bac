//! Why a run is as it is: what brought a step about, which step wrote a value, and why a step came out as it did.

mod support;

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use squall::board::Literal;
use squall::engine::value::Value;
use squall::engine::{Answer, By, Happening, Index, Input, Moved, Question, Run, Verdict, compile, tell};
use squall::store::BUNDLED;
use support::play::{answer, issue, play, run};
use support::{boards, ids};

fn text(text: &str) -> Literal {
    Literal::Text(text.to_owned())
}

/// A run of a board that comes with the program.
fn bundled(name: &str) -> Run {
    let found = BUNDLED.iter().find(|bundled| bundled.name == name).expect("it is bundled");
    Run::new(Arc::new(compile(&found.board(&mut ids()).expect("it can be read"))))
}

fn head(run: &Run, number: usize) -> String {
    let line = tell::line(run, &run.step(number).expect("there is such a step").what);
    format!("{} {}", line.sign, line.head)
}

/// The number of the nth step with this head, counted from 0.
fn nth(run: &Run, wanted: &str, nth: usize) -> usize {
    (0..run.len()).filter(|number| head(run, *number) == wanted).nth(nth).unwrap_or_else(|| {
        panic!("no {wanted} in {:?}", (0..run.len()).map(|number| head(run, number)).collect::<Vec<_>>());
    })
}

fn heads(run: &Run, numbers: &[usize]) -> Vec<String> {
    numbers.iter().map(|number| head(run, *number)).collect()
}

fn aggregate(run: &Run, name: &str) -> Index {
    run.model().aggregates.iter().position(|of| &*of.name == name).expect("the aggregate is there") as Index
}

fn wrote(run: &Run, of: &str, key: Option<&str>, field: &str) -> Option<usize> {
    let key = key.map_or(Value::None, |key| Value::Text(run.texts().find(key).expect("the key was spoken of")));
    run.wrote_state(aggregate(run, of), key, run.texts().find(field).expect("the field is known"))
}

/// The reasons of a step, each as `about | verdict | text`, followed by its parts.
fn told(run: &Run, number: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for reason in run.why(number) {
        assert!(reason.note.is_some(), "every reason is written somewhere");
        lines.push(format!("{} | {:?} | {}", reason.about, reason.verdict, reason.text));
        for part in &reason.parts {
            lines.push(format!("{}{} | {} | {}", "  ".repeat(part.depth as usize + 1), part.text, part.filled, part.value));
        }
    }
    lines
}

fn paused() -> Run {
    let mut run = bundled("subscription-box");
    play(&mut run, "Create Subscription", &[]);
    play(&mut run, "Trigger Billing Cycle", &[]);
    for _ in 0..3 {
        answer(&mut run, "Payment Failed");
    }
    run
}

#[test]
fn a_pause_goes_back_through_two_days_of_failed_payments_to_the_scheduler() {
    let run = paused();
    let chain = run.causes(nth(&run, "E Subscription Paused", 0));
    let attempt = |events: &'static str| ["E Payment Failed", events, "C Attempt Payment (amount_cents = 2500)"];
    let retried = attempt("? Payment Retry Attempted + Payment Failed");
    let mut expected = vec!["→ Subscription Paused", "C Pause Subscription", "P Pause After Retries Exhausted"];
    expected.extend(retried);
    expected.push("P Retry Failed Payment");
    expected.extend(retried);
    expected.push("P Retry Failed Payment");
    expected.extend(attempt("? Payment Attempted + Payment Failed"));
    expected.extend(["P Charge on Cycle", "E Monthly Billing Cycle Triggered", "→ Monthly Billing Cycle Triggered"]);
    expected.push("C Trigger Billing Cycle");
    assert_eq!(heads(&run, &chain), expected);
    assert!(chain.is_sorted_by(|a, b| a > b));
    let root = *chain.last().expect("it has a cause");
    assert_eq!((run.cause(root), run.causes(root)), (None, Vec::new()));
}

#[test]
fn the_retry_count_goes_round_and_each_time_another_step_wrote_it() {
    let mut run = bundled("subscription-box");
    play(&mut run, "Create Subscription", &[]);
    issue(&mut run, "Trigger Billing Cycle", &[]);
    let mut written = Vec::new();
    let mut go = |run: &mut Run| {
        while run.forward(Some(200_000)) == Moved::Stepped {
            written.push(wrote(run, "Billing", None, "retry_count"));
        }
    };
    go(&mut run);
    for told in ["Payment Failed", "Payment Failed", "Payment Succeeded"] {
        let question = run.question().expect("the gateway answers");
        let Question::Outcome { options, .. } = &question else { panic!("{question:?}") };
        let options = options.clone();
        let with = tell::question(&run, &question).1.iter().position(|word| word == told).expect("it can");
        run.answer(Answer::Outcome(options[with])).expect("it fits");
        go(&mut run);
    }
    written.dedup();
    let first = nth(&run, "→ Payment Retry Scheduled", 0);
    let second = nth(&run, "→ Payment Retry Scheduled", 1);
    let last = nth(&run, "? Payment Retry Attempted + Payment Succeeded", 0);
    assert_eq!(written, [None, Some(first), Some(second), Some(last)], "0 to begin with, then 1, 2 and 0 again");
}

#[test]
fn a_read_models_cells_know_which_step_wrote_each() {
    let mut run = run(lockers());
    for locker in ["a", "b", "c"] {
        issue(&mut run, "Deposit", &[("locker", text(locker))]);
        run.play(100, Some(0));
    }
    let cell = |run: &Run, key: &str, column: &str| {
        let key = Value::Text(run.texts().find(key).expect("known"));
        run.wrote_cell(0, key, run.texts().find(column).expect("known"))
    };
    let put: Vec<usize> = (0..3).map(|at| nth(&run, "R Board", at)).collect();
    assert_eq!([cell(&run, "b", "state"), cell(&run, "b", "locker")], [Some(put[1]); 2]);
    // What stood before it is taken away, and comes again behind it.
    for (command, locker) in [("Collect", "a"), ("Deposit", "a"), ("Empty", "b")] {
        issue(&mut run, command, &[("locker", text(locker))]);
        run.play(100, Some(0));
    }
    let again = nth(&run, "R Board", 4);
    let emptied = nth(&run, "R Board", 5);
    assert_eq!(cell(&run, "a", "used"), Some(again), "the first row of that key is gone");
    assert_eq!(cell(&run, "b", "state"), Some(emptied));
    assert_eq!(cell(&run, "b", "used"), Some(put[1]), "only one cell was written anew");
    assert_eq!(cell(&run, "c", "state"), Some(put[2]));
    assert_eq!(run.wrote_cell(0, Value::Int(7), run.texts().find("state").expect("known")), None);
    assert_eq!(told(&run, emptied), ["state | Set | \"emptied\"", "  \"emptied\" | \"emptied\" | \"emptied\""]);
}

fn lockers() -> Json {
    json!([
        {"kind": "aggregate", "text": "Locker", "identified_by": "locker", "state": {"used": 0}, "invariants": ["used <= 1"]},
        {"kind": "command", "text": "Deposit", "aggregate": "Locker", "outcomes": [{"events": ["Deposited"], "set": {"used": "used + 1"}}]},
        {"kind": "event", "text": "Deposited"},
        {"kind": "policy", "text": "Expire", "when": ["Deposited"], "then": [{"command": "Empty", "after": "72h", "unless": ["Collected"]}]},
        {"kind": "policy", "text": "Remind", "when": ["Deposited"], "then": [
            {"command": "Look", "after": "24h", "unless": ["Collected"], "with": {"times": "used + 1"}}]},
        {"kind": "command", "text": "Empty", "aggregate": "Locker", "outcomes": [{"events": ["Emptied"], "set": {"used": "0"}}]},
        {"kind": "event", "text": "Emptied"},
        {"kind": "command", "text": "Collect", "aggregate": "Locker", "outcomes": [{"events": ["Collected"], "set": {"used": "0"}}]},
        {"kind": "event", "text": "Collected"},
        {"kind": "aggregate", "text": "Clerk"},
        {"kind": "command", "text": "Look", "aggregate": "Clerk", "fields": {"locker": "a", "how": "well"}, "outcomes": [
            {"events": ["Found Full"], "when": "Locker.used > 0"}, {"events": ["Found Empty"], "otherwise": true}]},
        {"kind": "event", "text": "Found Full"},
        {"kind": "event", "text": "Found Empty"},
        {"kind": "read_model", "text": "Board", "keyed_by": "locker", "on": [
            {"event": "Deposited", "do": "upsert", "set": {"state": "\"full\"", "used": "used"}},
            {"event": "Emptied", "do": "update", "set": {"state": "\"emptied\""}},
            {"event": "Collected", "do": "delete"}]},
    ])
}

/// Two lockers in use, the second a second later.
fn two_lockers() -> Run {
    let mut run = run(lockers());
    for (locker, at) in [("a", 0), ("b", 1)] {
        let deposit = run.model().commands.iter().position(|command| &*command.name == "Deposit").expect("it is there");
        run.issue(deposit as Index, &[("locker".to_owned(), text(locker))], Some(at)).expect("it is quiet");
        run.play(100, Some(at));
    }
    run
}

#[test]
fn of_two_instances_each_entry_of_the_agenda_knows_who_put_it_there() {
    let mut run = two_lockers();
    let fired: Vec<usize> =
        ["P Remind", "P Expire"].iter().flat_map(|policy| [nth(&run, policy, 0), nth(&run, policy, 1)]).collect();
    let wrote: Vec<Option<usize>> = (0..5).map(|at| run.wrote_agenda(at)).collect();
    assert_eq!(wrote, [Some(fired[0]), Some(fired[1]), Some(fired[2]), Some(fired[3]), None], "by due time: both reminders first");

    issue(&mut run, "Collect", &[("locker", text("b"))]);
    run.play(100, Some(1));
    assert_eq!([run.wrote_agenda(0), run.wrote_agenda(1), run.wrote_agenda(2)], [Some(fired[0]), Some(fired[2]), None]);
    let off: Vec<usize> =
        (0..run.len()).filter(|at| matches!(run.step(*at).expect("there").what, Happening::CalledOff { .. })).collect();
    let collected = nth(&run, "E Collected", 0);
    let from: Vec<_> = off.iter().map(|at| (run.cause(*at), run.called_off(*at))).collect();
    assert_eq!(from, [(Some(collected), Some(fired[1])), (Some(collected), Some(fired[3]))]);
    assert_eq!(told(&run, off[1]), ["Empty | Taken | unless Collected", r#"  locker | "b" == "b" | true"#]);
    let b = Value::Text(run.texts().find("b").expect("known"));
    assert_eq!((run.instance(off[0]), run.instance(off[1])), (None, Some((0, b))), "the clerk is one, the lockers are two");
    assert_eq!([run.instance(collected), run.instance(collected - 2)], [Some((0, b)); 2]);

    run.play(100, None);
    let chain = run.causes(nth(&run, "E Emptied", 0));
    let expected =
        ["→ Emptied", "C Empty (locker = \"a\")", "P Expire", "E Deposited", "→ Deposited", "C Deposit (locker = \"a\")"];
    assert_eq!(heads(&run, &chain), expected);
    assert_eq!(run.instance(chain[2]), run.instance(chain[5]));
    assert_eq!(run.called_off(collected), None);
}

#[test]
fn a_policys_command_says_where_each_argument_comes_from_and_a_guard_may_look_at_another_aggregate() {
    let mut run = two_lockers();
    run.play(100, None);
    let look = nth(&run, r#"C Look (locker = "b", how = "well", times = 2)"#, 0);
    assert_eq!(
        told(&run, look),
        [
            "locker | Set | locker",
            r#"  locker | "b" | "b""#,
            "how | Set | its default",
            r#"  its default | "well" | "well""#,
            "times | Set | used + 1",
            "  used + 1 | 1 + 1 | 2",
            "    used | 1 | 1",
        ]
    );
    assert_eq!(
        told(&run, look + 1),
        [
            "Found Full | Taken | Locker.used > 0",
            "  Locker.used > 0 | 1 > 0 | true",
            "    Locker.used | 1 | 1",
            "Found Empty | Refused | otherwise: not needed, a guard holds",
        ]
    );
    let fired = run.cause(look).expect("by a policy");
    assert_eq!(told(&run, fired)[0], "Remind | Taken | no guard: it follows always");
    assert_eq!(told(&run, fired)[1], "Look: times | Set | used + 1");
}

#[test]
fn a_broken_rule_names_the_instance_that_breaks_it() {
    let mut run = two_lockers();
    issue(&mut run, "Deposit", &[("locker", text("b"))]);
    run.play(100, Some(1));
    let broken = nth(&run, "! Locker breaks its rule", 0);
    assert_eq!(run.instance(broken), Some((0, Value::Text(run.texts().find("b").expect("known")))));
    assert_eq!(told(&run, broken), ["Locker | Broken | used <= 1", "  used <= 1 | 2 <= 1 | false", "    used | 2 | 2"]);
    let chosen = run.cause(broken).expect("it has a cause");
    assert_eq!(head(&run, chosen), "→ Deposited");
    assert_eq!(wrote(&run, "Locker", Some("b"), "used"), Some(chosen));
    assert_ne!(wrote(&run, "Locker", Some("a"), "used"), Some(chosen));
}

#[test]
fn guards_are_told_part_by_part_and_what_was_cut_short_was_not_looked_at() {
    let mut run = bundled("parcel-locker");
    let station = [("parcel_id", text("P-1001")), ("size", text("large"))];
    issue(&mut run, "Request Compartment", &station);
    while run.step(1).is_none() {
        assert_eq!(run.forward(None), Moved::Stepped);
    }
    assert_eq!(
        told(&run, 1),
        [
            r#"Compartment Assigned | Refused | size == "small" && free_small > 0"#,
            r#"  size == "small" && free_small > 0 | "large" == "small" && 2 > 0 | false"#,
            r#"    size == "small" | "large" == "small" | false"#,
            r#"      size | "large" | "large""#,
            "    free_small > 0 | 2 > 0 | not looked at",
            r#"Compartment Assigned | Taken | size == "large" && free_large > 0"#,
            r#"  size == "large" && free_large > 0 | "large" == "large" && 1 > 0 | true"#,
            r#"    size == "large" | "large" == "large" | true"#,
            r#"      size | "large" | "large""#,
            "    free_large > 0 | 1 > 0 | true",
            "      free_large | 1 | 1",
            "Compartment Refused | Refused | otherwise: not needed, a guard holds",
            "free_large | Set | free_large - 1",
            "  free_large - 1 | 1 - 1 | 0",
            "    free_large | 1 | 1",
        ]
    );
}

#[test]
fn a_choice_names_what_else_was_possible_and_a_policy_the_values_of_its_guard() {
    let run = paused();
    let tried = nth(&run, "? Payment Retry Attempted + Payment Failed", 0);
    let verdicts: Vec<Verdict> = run.why(tried).iter().map(|reason| reason.verdict).collect();
    assert_eq!(verdicts, [Verdict::Refused, Verdict::Refused, Verdict::Possible, Verdict::Taken]);
    let skipped = nth(&run, "P Retry Failed Payment", 2);
    assert_eq!(
        told(&run, skipped),
        ["Retry Failed Payment | Refused | retry_count < 2", "  retry_count < 2 | 2 < 2 | false", "    retry_count | 2 | 2"]
    );
    assert_eq!(told(&run, skipped + 1)[0], "Pause After Retries Exhausted | Taken | retry_count >= 2");
    assert!(run.why(nth(&run, "E Subscription Paused", 0)).is_empty());
    assert!(run.why(run.len()).is_empty());
}

#[test]
fn a_refused_command_names_every_guard_and_a_division_by_zero_where_it_is() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Sum", "state": {"n": 0, "owed": -2}},
        {"kind": "command", "text": "Share", "aggregate": "Sum", "outcomes": [
            {"events": ["Shared"], "when": "(6 / n > 1 ? true : false) || 1 - owed < n"},
            {"events": ["Kept"], "when": "n in [1, 6 % n, owed]"},
            {"events": ["Lost"], "when": "!(n == 0)"}]},
        {"kind": "event", "text": "Shared"}, {"kind": "event", "text": "Kept"}, {"kind": "event", "text": "Lost"},
    ]));
    play(&mut run, "Share", &[]);
    assert_eq!(head(&run, 1), "✗ Share rejected");
    assert_eq!(
        told(&run, 1),
        [
            "Shared | Refused | (6 / n > 1 ? true : false) || 1 - owed < n",
            "  (6 / n > 1 ? true : false) || 1 - owed < n | (6 / 0 > 1 ? true : false) || 1 - (-2) < 0 | division by zero",
            "    (6 / n > 1 ? true : false) | (6 / 0 > 1 ? true : false) | division by zero",
            "      6 / n > 1 | 6 / 0 > 1 | division by zero",
            "        6 / n | 6 / 0 | division by zero",
            "          n | 0 | 0",
            "    1 - owed < n | 1 - (-2) < 0 | false",
            "      1 - owed | 1 - (-2) | 3",
            "        owed | -2 | -2",
            "      n | 0 | 0",
            "Kept | Refused | n in [1, 6 % n, owed]",
            "  n in [1, 6 % n, owed] | 0 in [1, 6 % 0, -2] | division by zero",
            "    n | 0 | 0",
            "    6 % n | 6 % 0 | division by zero",
            "      n | 0 | 0",
            "    owed | -2 | not looked at",
            "Lost | Refused | !(n == 0)",
            "  !(n == 0) | !(0 == 0) | false",
            "    (n == 0) | (0 == 0) | true",
            "      n | 0 | 0",
        ]
    );
}

#[test]
fn what_somebody_answered_says_so_and_what_could_not_be_assigned_too() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Sum", "state": {"a": 1, "b": 0}},
        {"kind": "command", "text": "Go", "aggregate": "Sum", "outcomes": [
            {"events": ["Gone"], "when": "a <", "set": {"a": "a +", "b": "fresh + 1"}}, {"events": ["Stayed"]}]},
        {"kind": "command", "text": "Share", "aggregate": "Sum", "outcomes": [{"events": ["Shared"], "set": {"b": "a / (a - a)"}}]},
        {"kind": "event", "text": "Gone"}, {"kind": "event", "text": "Stayed"}, {"kind": "event", "text": "Shared"},
        {"kind": "policy", "text": "Either", "when": ["Gone"], "where": "odd ?", "choose": true, "then": [
            {"command": "A"}, {"command": "B", "with": {"x": "fresh"}}]},
        {"kind": "command", "text": "A"}, {"kind": "command", "text": "B", "fields": {"y": null}},
    ]));
    play(&mut run, "Go", &[]);
    for with in ["yes", "Gone", "7", "3", "yes", "B", "5"] {
        answer(&mut run, with);
    }
    assert_eq!(
        told(&run, 1),
        [
            "Gone | Answered | a <",
            "  a < | a < | yes",
            "Stayed | Possible | no guard: always possible",
            "a | Answered | a +",
            "  a + | a + | 7",
            "b | Set | fresh + 1",
            "  fresh + 1 | 3 + 1 | 4",
            "    fresh | 3 | 3",
        ]
    );
    let fired = nth(&run, "P Either", 0);
    assert_eq!(
        told(&run, fired),
        [
            "Either | Answered | odd ?",
            "  odd ? | odd ? | yes",
            "A | Possible | another was chosen",
            "B | Taken | chosen",
            "B: x | Set | fresh",
            "  fresh | 3 | 3",
        ]
    );
    let b = nth(&run, "C B (y = 5, x = 3)", 0);
    assert_eq!(run.cause(b), Some(fired));
    assert_eq!(told(&run, b), ["y | Answered | y", "  y | y | 5", "x | Set | fresh", "  fresh | 3 | 3"]);

    play(&mut run, "Share", &[]);
    let told = told(&run, nth(&run, "→ Shared", 0));
    assert_eq!(told[2], "  a / (a - a) | 7 / (7 - 7) | division by zero");
    assert_eq!(told.last().map(String::as_str), Some("Shared | Refused | nothing was assigned: all values together, or none"));
}

#[test]
fn of_an_outcome_with_one_event_twice_each_policy_follows_its_own() {
    let mut run = run(json!([
        {"kind": "command", "text": "Ring", "outcomes": [{"events": ["Rung", "Heard", "Rung"]}]},
        {"kind": "event", "text": "Rung"}, {"kind": "event", "text": "Heard"},
        {"kind": "policy", "text": "Open", "when": ["Rung"], "then": [{"command": "Look"}, {"command": "Greet"}]},
        {"kind": "command", "text": "Look"}, {"kind": "command", "text": "Greet"},
    ]));
    play(&mut run, "Ring", &[]);
    let followed: Vec<Option<usize>> = (0..2).map(|at| run.cause(nth(&run, "P Open", at))).collect();
    assert_eq!(followed, [Some(nth(&run, "E Rung", 0)), Some(nth(&run, "E Rung", 1))]);
    let issued: Vec<Option<usize>> = (0..2).map(|at| run.cause(nth(&run, "C Greet", at))).collect();
    assert_eq!(issued, [Some(nth(&run, "P Open", 0)), Some(nth(&run, "P Open", 1))]);
}

#[test]
fn after_going_back_and_taking_another_way_the_answers_are_those_of_that_way() {
    let mut run = paused();
    let scheduled = wrote(&run, "Billing", None, "retry_count");
    assert_eq!(scheduled, Some(nth(&run, "→ Payment Retry Scheduled", 1)));
    let third = nth(&run, "? Payment Retry Attempted + Payment Failed", 1);
    while run.len() > third {
        run.back();
    }
    assert_eq!(wrote(&run, "Subscription", None, "status"), Some(nth(&run, "→ Subscription Created", 0)));
    answer(&mut run, "Payment Succeeded");
    assert_eq!(wrote(&run, "Billing", None, "retry_count"), Some(third));
    assert_eq!(head(&run, third), "? Payment Retry Attempted + Payment Succeeded");
    let shipped = run.causes(nth(&run, "E Shipment Requested", 0));
    assert_eq!(head(&run, shipped[4]), "? Payment Retry Attempted + Payment Succeeded");
    assert_eq!(run.why(third)[2].verdict, Verdict::Taken);
    // And the first way is still there.
    while run.len() > third {
        run.back();
    }
    answer(&mut run, "Payment Failed");
    assert_eq!(wrote(&run, "Billing", None, "retry_count"), scheduled);
    check(&run);
}

#[test]
fn a_long_run_tells_as_much_of_its_beginning_as_of_its_end() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Ring", "state": {"n": 0, "still": 0}},
        {"kind": "command", "text": "Go", "aggregate": "Ring", "outcomes": [{"events": ["Gone"], "when": "n >= 0", "set": {"n": "n + 1"}}]},
        {"kind": "event", "text": "Gone"},
        {"kind": "policy", "text": "Again", "when": ["Gone"], "then": [{"command": "Go", "after": "1h"}]},
        {"kind": "read_model", "text": "Rows", "on": [{"event": "Gone", "do": "upsert", "set": {"n": "n", "old": "1"}}]},
    ]));
    issue(&mut run, "Go", &[]);
    assert_eq!(run.play(24_000, None), None);
    let last = nth(&run, "→ Gone", 3_999);
    let chain = run.causes(last);
    assert_eq!((chain.len(), chain.last()), (4 * 3_999 + 1, Some(&0)), "four steps an hour, and the command at the end");
    let cell = |column: &str| run.wrote_cell(0, Value::None, run.texts().find(column).expect("known"));
    assert_eq!([cell("n"), cell("old")], [Some(nth(&run, "R Rows", 3_999)), Some(3)]);
    assert_eq!([wrote(&run, "Ring", None, "n"), wrote(&run, "Ring", None, "still")], [Some(last), None]);
    assert_eq!(told(&run, 1)[0..2], ["Gone | Taken | n >= 0", "  n >= 0 | 0 >= 0 | true"]);
    assert_eq!(told(&run, last)[1], "  n >= 0 | 3999 >= 0 | true");
}

/// What holds of every run.
fn check(run: &Run) {
    let mut issued: Vec<usize> = vec![0; run.len()];
    let shown = |value: Value| value.show(run.texts()).to_string();
    for number in 0..run.len() {
        let step = run.step(number).expect("it is there");
        let (cause, causes, reasons) = (run.cause(number), run.causes(number), run.why(number));
        assert_eq!(causes.first().copied(), cause);
        let what = cause.map(|cause| (cause, &run.step(cause).expect("it is there").what));
        if let Some((cause, _)) = what {
            assert!(cause < number, "{number} by {cause}");
            assert_eq!(causes[1..], run.causes(cause));
        }
        let root = causes.last().copied().unwrap_or(number);
        let actors = matches!(run.step(root).expect("there").what, Happening::Issued { by: By::Actor, .. });
        match (&step.what, what) {
            (Happening::Issued { by: By::Actor, .. } | Happening::Clock { .. } | Happening::Quiescent, None) => continue,
            (Happening::Issued { by, command, .. }, Some((cause, Happening::Fired { policy, commands, .. }))) => {
                let (By::Policy(own) | By::Agenda(own)) = by else { panic!("{number}") };
                assert_eq!(own, policy);
                let late = |delay: &Option<i64>| run.step(cause).expect("there").at + delay.unwrap_or(0) <= step.at;
                assert!(commands.iter().any(|(other, delay)| other == command && late(delay)), "{number} by {cause}");
                issued[cause] += 1;
            }
            (Happening::Chosen { command, .. } | Happening::Rejected { command, .. }, Some((_, by))) => {
                assert!(matches!(by, Happening::Issued { command: other, .. } if other == command), "{number}");
            }
            (Happening::Recorded { event, .. }, Some((_, Happening::Chosen { command, outcome, .. }))) => {
                let events = &run.model().command(*command).outcomes[*outcome as usize].events;
                assert!(events.iter().any(|recorded| recorded.event == *event), "{number}");
            }
            (Happening::Broken { .. }, Some((_, by))) => assert!(matches!(by, Happening::Chosen { .. })),
            (
                Happening::Fired { event, .. }
                | Happening::Skipped { event, .. }
                | Happening::Updated { event, .. }
                | Happening::CalledOff { event, .. },
                Some((_, Happening::Recorded { event: other, .. })),
            ) => assert_eq!(event, other),
            (other, by) => panic!("{number} {other:?} by {by:?}"),
        }
        assert!(actors, "the chain of {number} ends at {root}");
        if let Some(fired) = run.called_off(number) {
            issued[fired] += 1;
        }
        let whole = |reason: &squall::engine::Reason| reason.parts.first().map_or(String::new(), |part| part.value.to_string());
        let of = |verdict: Verdict| reasons.iter().filter(move |reason| reason.verdict == verdict);
        match &step.what {
            Happening::Chosen { command, set, faults, .. } => {
                assert!(reasons.len() >= run.model().command(*command).outcomes.len());
                assert!(of(Verdict::Taken).count() + of(Verdict::Answered).count() > 0);
                assert!(of(Verdict::Taken).chain(of(Verdict::Possible)).all(|reason| ["true", ""].contains(&&*whole(reason))));
                assert!(of(Verdict::Refused).all(|reason| whole(reason) != "true"));
                // Two names of blanks only are one field, and what is set last stays.
                let last = |at: usize| !set[at + 1..].iter().any(|(other, ..)| *other == set[at].0);
                let lasting = set.iter().enumerate().filter(|(at, _)| faults.is_empty() && last(*at));
                for (field, _, value) in lasting.map(|(_, set)| set) {
                    let name = run.texts().get(*field);
                    let given = reasons.iter().rfind(|reason| &*reason.about == name && !reason.parts.is_empty());
                    assert_eq!(given.map(whole), Some(shown(*value)), "{number} {name}");
                }
            }
            Happening::Rejected { guards, .. } => {
                assert_eq!(guards.len(), reasons.len());
                assert!(reasons.iter().all(|reason| whole(reason) != "true" && reason.verdict != Verdict::Taken));
            }
            Happening::Fired { guard, .. } => assert!(match guard {
                Some(guard) if guard.answered => whole(&reasons[0]) == "yes",
                Some(_) => whole(&reasons[0]) == "true" && reasons[0].verdict == Verdict::Taken,
                None => reasons[0].parts.is_empty() && reasons[0].verdict == Verdict::Taken,
            }),
            Happening::Skipped { guard, .. } => {
                assert_eq!(whole(&reasons[0]) == "no", guard.answered);
                assert_ne!(whole(&reasons[0]), "true");
            }
            Happening::Issued { command, arguments, .. } => {
                for (argument, value) in run.model().command(*command).arguments.iter().zip(&**arguments) {
                    let name = run.texts().get(argument.name);
                    let given = reasons.iter().rfind(|reason| &*reason.about == name).map(whole);
                    assert!(*value == Value::None || given == Some(shown(*value)), "{number} {name}: {given:?}");
                }
            }
            Happening::Broken { .. } => assert!(whole(&reasons[0]) != "true"),
            _ => {}
        }
    }
    let entries: Vec<_> = run.what_waits().collect();
    for (at, entry) in entries.iter().enumerate() {
        let wrote = run.wrote_agenda(at).expect("somebody put it there");
        let step = run.step(wrote).expect("it is there");
        let Happening::Fired { policy, commands, .. } = &step.what else { panic!("{wrote} is no policy") };
        assert_eq!(*policy, entry.policy);
        assert!(commands.contains(&(entry.command, Some(entry.due - step.at))), "{commands:?} {entry:?}");
        issued[wrote] += 1;
    }
    if run.is_quiet() {
        let fired = (0..run.len()).filter_map(|number| match &run.step(number)?.what {
            Happening::Fired { commands, .. } => Some((number, commands.len())),
            _ => None,
        });
        // Every command that a policy issued was handled, called off, or waits: each belongs to exactly one firing.
        fired.for_each(|(number, commands)| assert_eq!(issued[number], commands, "{number}"));
    }
    for state in run.states() {
        for (field, value) in state.fields {
            let Some(wrote) = run.wrote_state(state.aggregate, state.key, field) else { continue };
            let Happening::Chosen { set, .. } = &run.step(wrote).expect("it is there").what else { panic!("{wrote}") };
            assert!(set.iter().any(|(name, before, after)| *name == field && *after == value && before != after));
            if state.key != Value::None {
                assert_eq!(run.instance(wrote), Some((state.aggregate, state.key)));
            }
        }
    }
    for model in 0..run.model().read_models.len() as Index {
        for row in run.rows(model) {
            for (column, value) in &row.cells {
                let wrote = run.wrote_cell(model, row.key, *column).expect("somebody put it there");
                let Happening::Updated { read_model, row: Some(put), .. } = &run.step(wrote).expect("there").what else {
                    panic!("{wrote} put no row")
                };
                assert!(*read_model == model && put.key == row.key && put.cells.contains(&(*column, *value)));
            }
        }
    }
}

/// Does things to a run, chosen by numbers so that they fit any board: each goes on for a while, and some go back first.
fn act(run: &mut Run, acts: &[(u8, u8)]) {
    for (kind, number) in acts {
        match kind % 8 {
            0 | 1 => {
                for _ in 0..*number % 12 {
                    run.back();
                }
            }
            2 if run.due_together().len() > 1 => {
                let due = run.due_together().len();
                run.bring_forward(*number as usize % due).expect("it waits with others");
            }
            3 if number.is_multiple_of(4) => {
                let places: Vec<_> = run.all_branches().iter().map(|branch| branch.end).collect();
                if !places.is_empty() {
                    run.go_to(places[*number as usize / 4 % places.len()]);
                }
            }
            _ if run.question().is_some() => {
                let question = run.question().expect("it was there");
                run.answer(support::play::some_answer(&question, *number, i64::from(*number % 5))).expect("it fits");
            }
            _ if run.is_quiet() && !run.model().commands.is_empty() => {
                let command = *number as usize % run.model().commands.len();
                run.issue(command as Index, &[], None).expect("a quiet run takes any command");
            }
            _ => {}
        }
        let until = (kind % 3 > 0).then(|| run.world().clock() + 1_800);
        run.play(*number as usize % 24, until);
    }
}

/// Boards on which much happens: chains, delays, what calls off, instances, guards of all sorts.
fn busy() -> impl Strategy<Value = Json> {
    const GUARDS: [&str; 8] = [
        "n < 3",
        "n % 2 == 0 && n < 5",
        "One.n > 0 || n == 0",
        "1 / n > 0",
        "n <",
        "x == n",
        "!(n in [1, 2])",
        "n > 1 ? x > 1 : true",
    ];
    const SETS: [&str; 6] = ["n + 1", "0", "n * 2", "n - x", "6 / n", "n +"];
    const AFTER: [Option<&str>; 4] = [None, Some("0s"), Some("1h"), Some("2h")];
    let numbers = prop::collection::vec(any::<u8>(), 80);
    numbers.prop_map(|numbers| {
        let mut numbers = numbers.into_iter().cycle().map(usize::from);
        let mut draw = move |below: usize| numbers.next().unwrap_or_default() % below;
        let mut notes = vec![
            json!({"kind": "aggregate", "text": "One", "state": {"n": 0}, "invariants": ["n < 4"]}),
            json!({"kind": "aggregate", "text": "Each", "identified_by": "id", "state": {"n": 1}, "invariants": ["n <= One.n + 2"]}),
        ];
        for event in 0..5 {
            notes.push(json!({"kind": "event", "text": format!("E{event}")}));
        }
        for command in 0..4 {
            let mut outcomes = Vec::new();
            for _ in 0..=draw(3) {
                let events: Vec<String> = (0..=draw(2)).map(|_| format!("E{}", draw(5))).collect();
                let mut outcome = json!({"events": events});
                match draw(4) {
                    0 => outcome["otherwise"] = json!(true),
                    1 => {}
                    _ => outcome["when"] = json!(GUARDS[draw(8)]),
                }
                if draw(3) > 0 {
                    outcome["set"] = json!({"n": SETS[draw(6)]});
                }
                outcomes.push(outcome);
            }
            let of = ["One", "Each"][draw(2)];
            notes.push(json!({"kind": "command", "text": format!("C{command}"), "aggregate": of, "outcomes": outcomes}));
        }
        for policy in 0..3 {
            let mut then = Vec::new();
            for _ in 0..draw(3) {
                let mut follow = json!({"command": format!("C{}", draw(4))});
                if let Some(after) = AFTER[draw(4)] {
                    follow["after"] = json!(after);
                    follow["unless"] = json!([format!("E{}", draw(5))]);
                }
                if draw(2) == 0 {
                    follow["with"] = json!({"x": (["n + 1", "2", "n / 0"][draw(3)])});
                }
                then.push(follow);
            }
            let when: Vec<String> = (0..=draw(2)).map(|_| format!("E{}", draw(5))).collect();
            let mut note = json!({"kind": "policy", "text": format!("P{policy}"), "when": when, "then": then, "choose": draw(4) == 0});
            if draw(2) == 0 {
                note["where"] = json!(GUARDS[draw(8)]);
            }
            notes.push(note);
        }
        notes.push(json!({"kind": "read_model", "text": "Seen", "keyed_by": "id", "on": [
            {"event": "E0", "do": "upsert", "set": {"n": "n"}}, {"event": "E1", "do": "delete"}, {"event": "E2", "do": "update", "set": {"last": "n + 1"}}]}));
        json!(notes)
    })
}

/// Another run that went the same way at once, with nothing beside it.
fn straight(run: &Run) -> Run {
    let mut again = Run::new(run.model().clone());
    for number in 0..run.len() {
        for input in run.inputs(number) {
            match input {
                Input::Answer(answer) => again.answer(answer.clone()).expect("the same is asked"),
                Input::First { position, .. } => {
                    if again.due_together().is_empty() {
                        assert_eq!(again.forward(Some(again.world().clock())), Moved::Done);
                    }
                    again.bring_forward(*position as usize).expect("it was possible before");
                }
                Input::Issue { command, arguments, at } => {
                    if !again.is_quiet() {
                        // Nothing but the rest of the chain's last step is to be done.
                        assert_eq!(again.forward(Some(again.world().clock())), Moved::Done);
                    }
                    let names = run.model().command(*command).arguments.iter().map(|argument| run.texts().get(argument.name));
                    let given =
                        names.zip(&**arguments).filter_map(|(name, value)| Some((name.to_owned(), tell::literal(run, *value)?)));
                    again.issue(*command, &given.collect::<Vec<_>>(), Some(*at)).expect("it was possible before");
                }
            }
        }
        assert_eq!(again.forward(None), Moved::Stepped);
        assert_eq!(head(&again, number), head(run, number));
    }
    again
}

/// A run that went straight gives the same answers.
fn check_beside(run: &Run) {
    let again = straight(run);
    assert_eq!(support::play::log(&again), support::play::log(run));
    // Texts may have been taken up in another order.
    let instance = |run: &Run, number| run.instance(number).map(|(of, key)| (of, key.show(run.texts()).to_string()));
    for number in 0..run.len() {
        assert_eq!(run.cause(number), again.cause(number));
        assert_eq!(instance(run, number), instance(&again, number));
        assert_eq!(run.why(number), again.why(number));
    }
    let wrote = |run: &Run| {
        let fields = run
            .states()
            .flat_map(|state| state.fields.into_iter().map(move |(field, _)| run.wrote_state(state.aggregate, state.key, field)));
        fields.collect::<Vec<_>>()
    };
    assert_eq!(wrote(run), wrote(&again));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn on_any_board_every_step_goes_back_to_an_actor(board in boards::boards(16), acts in prop::collection::vec(any::<(u8, u8)>(), 1..24)) {
        let mut run = Run::new(Arc::new(compile(&board)));
        act(&mut run, &acts);
        check(&run);
    }

    #[test]
    fn on_a_busy_board_too_whichever_ways_were_tried_before(board in busy(), acts in prop::collection::vec(any::<(u8, u8)>(), 1..40)) {
        let mut run = support::play::run(board);
        act(&mut run, &acts);
        check(&run);
        if !run.is_unfinished() {
            check_beside(&run);
        }
    }
}

#[test]
fn commands_that_change_places_in_the_queue_keep_who_issued_them() {
    let mut run = run(json!([
        {"kind": "command", "text": "Go", "outcomes": [{"events": ["Gone"]}]},
        {"kind": "event", "text": "Gone"},
        {"kind": "policy", "text": "One", "when": ["Gone"], "then": [{"command": "A"}, {"command": "B"}]},
        {"kind": "policy", "text": "Two", "when": ["Gone"], "then": [{"command": "C"}, {"command": "D", "with": {"x": "1"}}]},
        {"kind": "command", "text": "A"}, {"kind": "command", "text": "B"},
        {"kind": "command", "text": "C"}, {"kind": "command", "text": "D"},
    ]));
    issue(&mut run, "Go", &[]);
    run.play(6, None);
    assert_eq!(head(&run, 5), "C A");
    run.bring_forward(2).expect("three are due together");
    run.bring_forward(2).expect("three are due together");
    run.play(3, None);
    assert_eq!(heads(&run, &[6, 7, 8]), ["C C", "C D (x = 1)", "C B"]);
    let causes: Vec<Option<usize>> = (5..9).map(|number| run.cause(number)).collect();
    assert_eq!(causes, [Some(3), Some(4), Some(4), Some(3)]);
    assert_eq!(told(&run, 7), ["x | Set | 1", "  1 | 1 | 1"]);
}
