//! `squall run` as a script meets it: what it prints, in JSON and in words, and how it ends.

use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const BOX: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/boards/subscription-box.json");
const LOCKER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/boards/parcel-locker.json");
const FAILED: &str = "Attempt Payment=Payment Failed";

fn squall(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_squall")).args(arguments).stdin(Stdio::null()).output().expect("squall starts")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn told(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|wrong| panic!("{wrong}: {}", String::from_utf8_lossy(&output.stdout)))
}

/// A board of a few notes, in a file of its own.
fn board(notes: &Value) -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(".json").tempfile().expect("a temporary file");
    std::fs::write(file.path(), json!({"squall": 1, "title": "Test", "notes": notes}).to_string()).expect("it can be written");
    file
}

fn run_board(notes: &Value, arguments: &[&str]) -> Output {
    let file = board(notes);
    squall(&[&["run", file.path().to_str().expect("a plain path")], arguments].concat())
}

fn steps<'a>(told: &'a Value, kind: &str) -> Vec<&'a Value> {
    told["steps"].as_array().expect("steps").iter().filter(|step| step["kind"] == kind).collect()
}

#[test]
fn a_payment_that_fails_three_times_pauses_the_subscription_after_two_days() {
    let arguments =
        ["run", BOX, "Create Subscription", "Trigger Billing Cycle", "--answer", FAILED, "--answer", FAILED, "--answer", FAILED];
    let words = squall(&arguments);
    assert_eq!(status(&words), 0, "{}", stderr(&words));
    let words = String::from_utf8(words.stdout).expect("UTF-8");
    for line in
        ["E Payment Failed", "◷ time goes on to 24h", "P Pause After Retries Exhausted", "E Subscription Paused", "Quiet at 48h"]
    {
        assert!(words.contains(line), "{line} is missing from\n{words}");
    }

    let output = squall(&[&arguments[..], &["--json"]].concat());
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
    let told = told(&output);
    assert_eq!((&told["board"], &told["ended"], &told["clock"]), (&json!("Subscription box"), &json!("quiescent"), &json!("48h")));
    let recorded = steps(&told, "event-recorded");
    let times =
        |name: &str| recorded.iter().filter(|step| step["event"] == name).map(|step| step["at"].clone()).collect::<Vec<_>>();
    assert_eq!(times("Payment Failed"), [json!("0s"), json!("24h"), json!("48h")]);
    assert_eq!(times("Subscription Paused"), [json!("48h")]);
    assert!(times("Shipment Requested").is_empty());
    let decided = |kind: &str, policy: &str| {
        let of = steps(&told, kind).into_iter().filter(|step| step["policy"] == policy).map(|step| step["values"].clone());
        of.collect::<Vec<_>>()
    };
    let counts = |counts: &[i64]| counts.iter().map(|count| json!({"retry_count": count})).collect::<Vec<_>>();
    assert_eq!(decided("policy-fired", "Retry Failed Payment"), counts(&[0, 1]));
    assert_eq!(decided("policy-skipped", "Retry Failed Payment"), counts(&[2]));
    assert_eq!(decided("policy-skipped", "Pause After Retries Exhausted"), counts(&[0, 1]));
    assert_eq!(decided("policy-fired", "Pause After Retries Exhausted"), counts(&[2]));
    assert_eq!(told["state"]["Subscription"], json!({"status": "paused"}));
    assert_eq!(told["agenda"], json!([]));
}

#[test]
fn a_missing_answer_ends_with_status_3_and_says_what_is_asked() {
    let arguments = ["run", BOX, "Create Subscription", "Trigger Billing Cycle", "--answer", FAILED];
    let output = squall(&[&arguments[..], &["--json"]].concat());
    assert_eq!(status(&output), 3);
    let told = told(&output);
    assert_eq!((&told["ended"], &told["clock"]), (&json!("needs-answer"), &json!("24h")));
    assert_eq!(told["question"], json!({"command": "Attempt Payment", "options": ["Payment Succeeded", "Payment Failed"]}));
    let words = squall(&arguments);
    assert_eq!(status(&words), 3);
    assert!(
        stderr(&words).contains("needs an answer: Attempt Payment: what happens? (Payment Succeeded | Payment Failed)"),
        "{}",
        stderr(&words)
    );
    assert!(stderr(&words).contains("hint: add --answer 'Attempt Payment=Payment Succeeded'"), "{}", stderr(&words));
}

#[test]
fn every_kind_of_step_has_the_keys_that_programs_read() {
    let output = squall(&[
        "run",
        LOCKER,
        "Request Compartment (size = \"large\")",
        "Collect Parcel (code = \"wrong\") at 1h",
        "Collect Parcel at 90m",
        "--answer",
        "Send Pickup Code=Pickup Code Sent",
        "--json",
    ]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let told = told(&output);
    for (index, step) in told["steps"].as_array().expect("steps").iter().enumerate() {
        assert_eq!(step["n"], json!(index + 1));
        let keys: &[&str] = match step["kind"].as_str().expect("a kind") {
            "command-issued" => &["command", "arguments", "by"],
            "outcome-chosen" => &["command", "events", "set"],
            "event-recorded" => &["event", "aggregate", "data"],
            "read-model-updated" => &["read_model", "row"],
            "policy-fired" | "policy-skipped" => &["policy", "event", "guard", "values", "commands"],
            "command-called-off" => &["command", "event"],
            "clock-advanced" => &["from", "to"],
            "quiescent" => &[],
            other => panic!("{other} is no kind of step"),
        };
        for key in keys {
            assert!(step.get(key).is_some(), "{step} has no {key}");
        }
    }
    let issued = steps(&told, "command-issued");
    assert_eq!(issued[0]["by"], json!({"actor": "Courier"}));
    assert_eq!(issued[1]["by"], json!({"policy": "Store in Assigned Compartment", "from_agenda": false}));
    assert_eq!(
        steps(&told, "clock-advanced")[1],
        &json!({"n": steps(&told, "clock-advanced")[1]["n"], "at": "1h30m", "kind": "clock-advanced", "from": "1h", "to": "1h30m"})
    );
    assert_eq!(told["state"]["Parcel"]["P-1001"]["status"], json!("collected"));
    assert_eq!(steps(&told, "command-called-off").len(), 2);
}

#[test]
fn what_waits_on_the_agenda_is_told_where_a_run_is_stopped_in_time() {
    let output = squall(&[
        "run",
        LOCKER,
        "Request Compartment",
        "--answer",
        "Send Pickup Code=Pickup Code Sent",
        "--until",
        "12h",
        "--json",
    ]);
    assert_eq!(status(&output), 0);
    let told = told(&output);
    assert_eq!(told["ended"], "stopped");
    assert_eq!(
        told["agenda"][0],
        json!({"due": "48h", "command": "Send Reminder", "by": "Invite Recipient to Collect", "unless": ["Parcel Collected"]})
    );
}

#[test]
fn a_run_stops_after_as_many_steps_as_it_is_given() {
    let output = squall(&["run", BOX, "Create Subscription", "--steps", "2", "--json"]);
    assert_eq!(status(&output), 0);
    assert_eq!((told(&output)["ended"].clone(), told(&output)["steps"].as_array().map(Vec::len)), (json!("stopped"), Some(2)));
}

#[test]
fn an_endless_chain_is_found_and_its_cycle_shown() {
    let notes = json!([
        {"kind": "command", "text": "Go", "outcomes": [{"events": ["Gone"]}]},
        {"kind": "event", "text": "Gone"},
        {"kind": "policy", "text": "Again", "when": ["Gone"], "then": [{"command": "Go"}]},
    ]);
    let output = run_board(&notes, &["Go", "--json"]);
    assert_eq!((status(&output), &told(&output)["ended"]), (1, &json!("endless")));
    assert_eq!(told(&output)["cycle"], json!({"from": 5, "to": 8}));
    let alone = run_board(
        &json!([{"kind": "command", "text": "Go", "outcomes": [{"events": ["Gone"]}]}, {"kind": "event", "text": "Gone"}]),
        &["Go", "--json"],
    );
    assert_eq!(steps(&told(&alone), "event-recorded")[0]["ends"], json!("nobody reacts to this event yet"));
}

#[test]
fn a_chain_that_grows_for_ever_is_endless_within_the_default_steps() {
    let notes = json!([
        {"kind": "aggregate", "text": "Sum", "state": {"n": 0}},
        {"kind": "command", "text": "Go", "aggregate": "Sum", "outcomes": [{"events": ["Gone"], "set": {"n": "n + 1"}}]},
        {"kind": "event", "text": "Gone"},
        {"kind": "policy", "text": "Again", "when": ["Gone"], "then": [{"command": "Go"}]},
    ]);
    let output = run_board(&notes, &["Go", "--json"]);
    assert_eq!((status(&output), &told(&output)["ended"], told(&output).get("cycle")), (1, &json!("endless"), None));
    // What was not reached is named.
    let output = run_board(&notes, &["Go", "Go", "--steps", "50"]);
    assert!(stderr(&output).contains("warning: `Go` was not issued any more"), "{}", stderr(&output));
}

#[test]
fn names_may_be_quoted_and_composed_either_way() {
    let notes = json!([
        {"kind": "command", "text": "Split (a = b)", "outcomes": [{"events": ["Caf\u{e9} Opened"]}, {"events": ["Caf\u{e9} Closed"]}]},
        {"kind": "event", "text": "Caf\u{e9} Opened"}, {"kind": "event", "text": "Caf\u{e9} Closed"},
    ]);
    let output = run_board(&notes, &["\"Split (a = b)\"", "--answer", "\"Split (a = b)\"=Cafe\u{301} Opened", "--json"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert_eq!(steps(&told(&output), "event-recorded")[0]["event"], json!("Caf\u{e9} Opened"));
}

#[test]
fn an_answer_that_fits_two_outcomes_alike_is_refused() {
    let notes = json!([
        {"kind": "aggregate", "text": "A", "state": {"n": 0}},
        {"kind": "command", "text": "Do", "aggregate": "A", "outcomes": [{"events": ["X"], "set": {"n": "1"}}, {"events": ["X"], "set": {"n": "2"}}]},
        {"kind": "event", "text": "X"},
    ]);
    let output = run_board(&notes, &["Do", "--answer", "Do=X"]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("fits 2 outcomes"), "{}", stderr(&output));
}

#[test]
fn a_broken_invariant_ends_with_status_1_and_the_run_goes_on() {
    let notes = json!([
        {"kind": "aggregate", "text": "Cup", "state": {"level": 0}, "invariants": ["level < 1"]},
        {"kind": "command", "text": "Pour", "aggregate": "Cup", "outcomes": [{"events": ["Poured"], "set": {"level": "level + 1"}}]},
        {"kind": "event", "text": "Poured"},
    ]);
    let output = run_board(&notes, &["Pour", "Pour", "--json"]);
    assert_eq!((status(&output), &told(&output)["ended"]), (1, &json!("quiescent")));
    assert_eq!(steps(&told(&output), "invariant-broken")[0]["values"], json!({"level": 1}));
}

#[test]
fn what_cannot_be_carried_out_ends_with_status_2_and_says_what_to_do() {
    let refused = |arguments: &[&str], expected: &[&str]| {
        let output = squall(&[&["run", BOX], arguments].concat());
        assert_eq!(status(&output), 2, "{arguments:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty(), "{arguments:?} printed {}", String::from_utf8_lossy(&output.stdout));
        for text in expected {
            assert!(stderr(&output).contains(text), "{text} is missing from\n{}", stderr(&output));
        }
    };
    refused(
        &["Creat Subscription"],
        &["error: the board has no command `Creat Subscription`", "hint: did you mean `Create Subscription`?"],
    );
    refused(&["Attempt Payment (amount = 3)"], &["no argument `amount`", "it has amount_cents"]);
    refused(&["Attempt Payment (amount_cents = \"x\")"], &["`amount_cents` is an int, and \"x\" is a text"]);
    refused(&["Attempt Payment (amount_cents = )"], &["error:"]);
    refused(&["Create Subscription at noon"], &["error:", "hint: write a time"]);
    refused(&["Attempt Payment (amount_cents = 3) at noon"], &["`at noon` behind the arguments", "hint: write a time"]);
    refused(
        &["Create Subscription", "Cancel Subscription at 2h", "Resume Subscription at 1h"],
        &["cannot be issued at 1h: it is 2h already"],
    );
    refused(
        &["Trigger Billing Cycle", "--answer", "Attempt Payment=Shipment Requested"],
        &[
            "`Attempt Payment=Shipment Requested` fits no outcome that is possible now",
            "possible are Payment Succeeded, Payment Failed",
        ],
    );
    refused(&["Trigger Billing Cycle", "--answer", "Attempt Payment=Payment Attempted"], &["fits 2 outcomes"]);
    refused(&["Trigger Billing Cycle", "--answer", "Attempt Paymnt=Payment Failed"], &["did you mean `Attempt Payment`?"]);
    refused(&["Trigger Billing Cycle", "--answer", "Payment Failed"], &["is no answer"]);
    refused(&["Trigger Billing Cycle", "--until", "soon"], &["--until"]);
    assert_eq!(status(&squall(&["run", "no-such-board.json", "Go"])), 2);
    assert_eq!(status(&squall(&["run"])), 2);
}

#[test]
fn an_answer_that_nothing_asked_for_is_named() {
    let output = squall(&["run", BOX, "Create Subscription", "--answer", FAILED]);
    assert_eq!(status(&output), 0);
    assert!(stderr(&output).contains("warning: the answer `Attempt Payment=Payment Failed` was not needed"), "{}", stderr(&output));
}

#[test]
fn open_fields_policies_and_guards_are_answered_by_name() {
    let notes = json!([
        {"kind": "command", "text": "Fail", "outcomes": [{"events": ["Payment Failed"]}]},
        {"kind": "event", "text": "Payment Failed"},
        {"kind": "policy", "text": "Retry", "when": ["Payment Failed"], "where": "retry_count < 2", "then": [{"command": "Try"}, {"command": "Wait"}], "choose": true},
        {"kind": "policy", "text": "Odd", "when": ["Payment Failed"], "where": "retry_count <", "then": []},
        {"kind": "command", "text": "Try"}, {"kind": "command", "text": "Wait"},
    ]);
    let open = run_board(&notes, &["Fail", "--json"]);
    assert_eq!(status(&open), 3);
    assert_eq!(told(&open)["question"], json!({"field": "retry_count", "policy": "Retry", "options": [2]}));
    let guard = run_board(&notes, &["Fail", "--answer", "retry_count=1", "--answer", "Retry=Wait", "--json"]);
    assert_eq!(told(&guard)["question"], json!({"guard": "retry_count <", "policy": "Odd", "options": ["yes", "no"]}));
    let all = run_board(&notes, &["Fail", "--answer", "retry_count=1", "--answer", "Retry=Wait", "--answer", "Odd=no", "--json"]);
    assert_eq!(status(&all), 0, "{}", stderr(&all));
    assert_eq!(steps(&told(&all), "policy-fired")[0]["commands"], json!([{"command": "Wait", "after": null}]));
    assert!(stderr(&all).contains("Odd, where `retry_count <`: the expression ends"), "{}", stderr(&all));
}

#[test]
fn a_board_may_come_from_standard_input() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_squall"))
        .args(["run", "-", "Create Subscription", "--json"])
        .stdin(std::fs::File::open(BOX).expect("the bundled board is there"))
        .stdout(Stdio::piped())
        .spawn()
        .expect("squall starts");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn no_control_character_of_a_board_reaches_the_terminal() {
    let notes = json!([{"kind": "command", "text": "Go \u{1b}[31m\u{202e}red", "outcomes": [{"events": ["Gone\u{7}"]}]}, {"kind": "event", "text": "Gone\u{7}"}]);
    let file = board(&notes);
    let output = squall(&["run", file.path().to_str().expect("a plain path"), "Go \u{1b}[31m\u{202e}red"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("␛[31m") && text.contains("Gone␇"), "{text}");
    assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']));
}
