//! The rules of a board are watched on every run: the first step that breaks one is said.

mod support;

use std::process::{Command, Stdio};
use std::sync::Arc;

use serde_json::{Value as Json, json};
use squall::board::Board;
use squall::engine::watch::{unreadable, watch};
use squall::engine::{Run, compile};

/// A door: it opens and closes, and closes by itself after an hour, but for what the wind does.
fn door(rules: &[&str]) -> Json {
    json!({ "squall": 1, "title": "Door", "rules": rules, "notes": [
        { "kind": "actor", "text": "Guest" },
        { "kind": "command", "text": "Open Door", "at": 1, "actors": ["Guest"], "aggregate": "Door",
          "outcomes": [{ "events": ["Door Opened"], "set": { "open": "true", "times": "times + 1" } }] },
        { "kind": "aggregate", "text": "Door", "at": 1, "state": { "open": false, "times": 0, "unknown": null } },
        { "kind": "event", "text": "Door Opened", "at": 1 },
        { "kind": "command", "text": "Close Door", "at": 2, "actors": ["Guest"], "aggregate": "Door",
          "outcomes": [{ "events": ["Door Closed"], "set": { "open": "false" } }] },
        { "kind": "event", "text": "Door Closed", "at": 2 },
        { "kind": "command", "text": "Blow", "at": 3, "actors": ["Guest"], "aggregate": "Weather", "outcomes": [{ "events": ["Wind Blew"] }] },
        { "kind": "aggregate", "text": "Weather", "at": 3, "state": {} },
        { "kind": "event", "text": "Wind Blew", "at": 3 },
        { "kind": "policy", "text": "Blow On", "at": 3, "when": ["Wind Blew"], "then": [{ "command": "Blow" }] }
    ]})
}

fn board(rules: &[&str]) -> Board {
    squall::store::read(&door(rules).to_string(), &mut support::ids()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// The rules that a run of these commands breaks, each as `step: why`.
fn broken(rules: &[&str], commands: &[&str]) -> Vec<String> {
    let mut run = Run::new(Arc::new(compile(&board(rules))));
    for command in commands {
        support::play::play(&mut run, command, &[]);
    }
    watch(&run).into_iter().map(|breach| format!("{}: {}", breach.step + 1, breach.why)).collect()
}

#[test]
fn each_form_is_broken_at_its_first_step() {
    let none: [&str; 0] = [];
    let never = &["never Door Opened after Door Closed"];
    assert_eq!(broken(never, &["Open Door", "Open Door", "Close Door"]), none);
    assert_eq!(broken(never, &["Close Door", "Open Door", "Open Door"]), ["7: Door Opened came after Door Closed in step 3"]);
    assert_eq!(
        broken(&["never door_opened after \"Door Opened\""], &["Open Door", "Open Door"]),
        ["7: Door Opened came after Door Opened in step 3"]
    );

    let only = &["Door Closed only after Door Opened"];
    assert_eq!(broken(only, &["Open Door", "Close Door"]), none);
    assert_eq!(broken(only, &["Close Door", "Open Door"]), ["3: Door Closed came, and no Door Opened before it"]);

    let eventually = &["after Door Opened always eventually Door Closed"];
    assert_eq!(broken(eventually, &["Close Door"]), none);
    // What came between is no matter, as long as it came before the end.
    assert_eq!(broken(eventually, &["Open Door", "Open Door", "Close Door"]), none);
    assert_eq!(
        broken(eventually, &["Open Door", "Close Door", "Open Door"]),
        ["12: all is quiet, and no Door Closed came after Door Opened in step 11"]
    );
    assert_eq!(broken(eventually, &["Open Door", "Blow"]), ["12: it goes round for ever without Door Closed"]);
    assert_eq!(broken(&["after Wind Blew always eventually Door Closed"], &["Close Door", "Blow"]).len(), 1);
    assert_eq!(broken(&["after Wind Blew always eventually Wind Blew"], &["Blow"]), none);

    let always = &["always Door.times <= 1", "always !open || times < 3"];
    assert_eq!(broken(always, &["Open Door", "Close Door"]), none);
    assert_eq!(
        broken(always, &["Open Door", "Open Door", "Close Door", "Open Door"]),
        ["6: Door.times is 2", "14: open is true, times is 3"]
    );
    assert_eq!(broken(&["always times > 0"], &["Open Door"]), ["1: times is 0"]);
    assert_eq!(broken(&["always unknown == 3"], &["Open Door"]), none, "what has no value yet breaks nothing");
}

#[test]
fn a_rule_that_cannot_be_read_breaks_nothing_and_is_said() {
    let rules = ["never Door Slammed after Door Closd", "sometimes", "always Dor.open"];
    let run = Run::new(Arc::new(compile(&board(&rules))));
    let said = unreadable(&run);
    assert_eq!(said.iter().map(|(rule, _)| rule.as_str()).collect::<Vec<_>>(), rules);
    assert!(said[0].1.contains("the board has no event `Door Slammed`"), "{said:?}");
    assert!(said[2].1.contains("did you mean `Door`?"), "{said:?}");
    assert!(watch(&run).is_empty());
}

fn squall(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_squall")).args(arguments).stdin(Stdio::null()).output().expect("squall starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("it was not killed"), text(output.stdout), text(output.stderr))
}

#[test]
fn runs_and_scenarios_from_the_shell_say_which_rule_was_broken() {
    let mut file = door(&["never Door Opened after Door Closed", "sometimes"]);
    file["scenarios"] = json!([{ "name": "In and out", "when": [{ "command": "Close Door" }, { "command": "Open Door" }] }]);
    let board = tempfile::Builder::new().suffix(".json").tempfile().expect("a temporary file");
    std::fs::write(board.path(), file.to_string()).expect("it can be written");
    let path = board.path().to_str().expect("a plain path");

    let (status, out, err) = squall(&["run", path, "Close Door", "Open Door", "--json"]);
    assert_eq!(status, 1, "{err}");
    let told: Json = serde_json::from_str(&out).expect("JSON");
    let expected = json!([{ "rule": "never Door Opened after Door Closed", "step": 7, "at": "0s",
        "message": "Door Opened came after Door Closed in step 3" }]);
    assert_eq!(told["broken_rules"], expected);
    assert!(err.contains("broken rule: `never Door Opened after Door Closed`, in step 7 at 0s: Door Opened came after"), "{err}");
    assert!(err.contains("warning: the rule `sometimes` is not watched: this is no rule"), "{err}");

    let (status, out, _) = squall(&["run", path, "Open Door", "Close Door", "--json"]);
    assert_eq!((status, out.contains("broken_rules")), (0, false));

    let (status, out, _) = squall(&["test", path]);
    assert_eq!(status, 1);
    assert!(out.contains("goes otherwise in step 7, at 0s:"), "{out}");
    assert!(out.contains("expected: the rule `never Door Opened after Door Closed` holds"), "{out}");
}
