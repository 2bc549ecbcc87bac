//! `squall test` as a CI system meets it: what it prints in words, in JSON and as JUnit XML, and how it ends.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const BOX: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/boards/subscription-box.json");
const LOCKER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/boards/parcel-locker.json");

fn squall(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_squall")).args(arguments).stdin(Stdio::null()).output().expect("squall starts")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn told(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|wrong| panic!("{wrong}: {}", stdout(output)))
}

/// A copy of a board in which one text stands for another.
fn changed(board: &str, from: &str, to: &str) -> tempfile::NamedTempFile {
    let text = std::fs::read_to_string(board).expect("the board is there");
    assert!(text.contains(from), "{from} is not in {board}");
    let file = tempfile::Builder::new().suffix(".json").tempfile().expect("a temporary file");
    std::fs::write(file.path(), text.replace(from, to)).expect("it can be written");
    file
}

fn path(file: &tempfile::NamedTempFile) -> &str {
    file.path().to_str().expect("a plain path")
}

#[test]
fn the_bundled_boards_pass_and_are_covered() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("boards");
    let boards = std::fs::read_dir(folder).expect("there are boards").map(|entry| entry.expect("it can be read").path());
    let mut boards: Vec<String> = boards.map(|path| path.to_str().expect("a plain path").to_owned()).collect();
    boards.sort();
    for board in &boards {
        let told = told(&squall(&["test", board, "--json"]));
        assert!(told["passed"].as_u64().expect("a number") >= 3, "{board} has too few scenarios");
        for of in ["outcomes", "policies"] {
            let percent = told["coverage"][of].as_f64().expect("a number");
            assert!(percent >= 90.0, "{board} covers {percent} % of its {of}");
        }
    }
    let all: Vec<&str> = std::iter::once("test").chain(boards.iter().map(String::as_str)).collect();
    let output = squall(&all);
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""), "{}", stdout(&output));
    assert!(stdout(&output).contains(&format!("on {} boards, all passed.", boards.len())), "{}", stdout(&output));
}

/// Which scenarios of a changed board fail, with the first difference of each.
fn failing(board: &str, from: &str, to: &str) -> Vec<[String; 3]> {
    let file = changed(board, from, to);
    let output = squall(&["test", path(&file), "--json"]);
    let told = told(&output);
    assert_eq!(status(&output), i32::from(told["failed"] != json!(0)));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = told["scenarios"].as_array().expect("scenarios").iter().filter(|scenario| scenario["ok"] == json!(false));
    all.map(|scenario| {
        [text(&scenario["name"]), format!("{} {}", scenario["step"], text(&scenario["at"])), text(&scenario["actual"])]
    })
    .collect()
}

#[test]
fn a_changed_guard_fails_exactly_the_scenarios_it_matters_to() {
    // Once more than before: after the pause, the payment is attempted again, and nobody said how that goes.
    let unanswered = "no answer is left for \"Attempt Payment: what happens?\" (Payment Succeeded | Payment Failed)";
    let later = format!("{unanswered}; one stands below Trigger Billing Cycle, which is issued later");
    let twice = failing(BOX, r#""where": "retry_count < 2""#, r#""where": "retry_count < 3""#);
    let expected =
        [("Three failed payments pause the subscription", unanswered), ("Whoever resumes after a pause is charged again", &later)];
    let expected = expected.map(|(name, actual)| [name.to_owned(), "56 72h".to_owned(), actual.to_owned()]);
    assert_eq!(twice, expected);

    let resend = failing(LOCKER, r#""where": "attempts < 3""#, r#""where": "attempts < 2""#);
    assert_eq!(
        resend,
        [[
            "A pickup code that bounces is sent three times and no more".to_owned(),
            "22 1h".to_owned(),
            "it did not come until all was quiet at 20h: Resend Bounced Code did not fire in step 22, \
             as this is false: attempts < 2 (attempts = 2)"
                .to_owned()
        ]]
    );
}

#[test]
fn a_failing_scenario_is_told_with_the_steps_that_led_there() {
    let file = changed(LOCKER, r#""where": "attempts < 3""#, r#""where": "attempts < 2""#);
    let output = squall(&["test", path(&file), "--only", "pickup code that bounces"]);
    assert_eq!(status(&output), 1, "{}", stderr(&output));
    let words = stdout(&output);
    for line in [
        "  FAILED  A pickup code that bounces is sent three times and no more",
        "goes otherwise in step 22, at 1h:",
        "expected: Pickup Code Bounced is recorded after Pickup Code Bounced",
        "20      1h    E Pickup Code Bounced   parcel_id = \"P-1001\", attempts = 2",
        "▶  22      1h    P Resend Bounced Code   ✗ attempts < 2 (attempts = 2)",
        "1 scenario: 0 passed, 1 failed.",
    ] {
        assert!(words.contains(line), "{line} is missing from\n{words}");
    }
    // What one scenario does not cover is no news; what all of them do not is.
    assert!(!words.contains("not covered"), "{words}");
    let without = changed(BOX, r#""where": "retry_count < 2""#, r#""where": "retry_count < 1""#);
    assert!(stdout(&squall(&["test", path(&without)])).contains("  not covered, notes: "));
}

#[test]
fn json_has_the_keys_of_the_contract() {
    let told = told(&squall(&["test", BOX, "--json"]));
    assert_eq!((&told["passed"], &told["failed"]), (&json!(5), &json!(0)));
    assert_eq!(told["coverage"], json!({ "notes": 100.0, "outcomes": 100.0, "policies": 100.0 }));
    let first = &told["scenarios"][0];
    assert_eq!((&first["board"], &first["name"]), (&json!("Subscription box"), &json!("A paid month ships a box")));
    assert_eq!(
        (&first["ok"], &first["expected"], &first["actual"], &first["step"]),
        (&json!(true), &json!(null), &json!(null), &json!(null))
    );
    let one = self::told(&squall(&["test", BOX, LOCKER, "--json", "--only", "A wrong code opens nothing"]));
    assert_eq!((&one["passed"], &one["scenarios"][0]["board"]), (&json!(1), &json!("Parcel locker")));
    assert!(one["uncovered"][0]["policies"].as_array().expect("names").contains(&json!("Retry Failed Payment")));
}

#[test]
fn junit_is_xml_whatever_stands_on_the_board() {
    let nasty = changed(BOX, "\"name\": \"A paid month ships a box\"", r#""name": "a <b> & \"c\"\u001b[2J \u0000 ]]> é""#);
    let file = changed(path(&nasty), r#""where": "retry_count < 2""#, r#""where": "retry_count < 1""#);
    let folder = tempfile::tempdir().expect("a folder");
    let report = folder.path().join("report.xml");
    let report = report.to_str().expect("a plain path");
    // A report of an earlier run is written over.
    for _ in 0..2 {
        let output = squall(&["test", path(&file), "--junit", report]);
        assert_eq!(status(&output), 1, "{}", stderr(&output));
        assert!(stdout(&output).contains("3 passed, 2 failed"), "{}", stdout(&output));
    }
    let xml = std::fs::read_to_string(report).expect("it was written");
    let document = roxmltree::Document::parse(&xml).unwrap_or_else(|wrong| panic!("{wrong}: {xml}"));
    let root = document.root_element();
    assert_eq!((root.attribute("tests"), root.attribute("failures")), (Some("5"), Some("2")));
    let suite = root.first_element_child().expect("a suite");
    assert_eq!((suite.tag_name().name(), suite.attribute("name")), ("testsuite", Some("Subscription box")));
    let cases: Vec<_> = suite.children().filter(|node| node.has_tag_name("testcase")).collect();
    assert_eq!(cases[0].attribute("name"), Some("a <b> & \"c\"\u{fffd}[2J \u{fffd} ]]> é"));
    assert_eq!(cases[0].attribute("classname"), Some("Subscription box"));
    let failure = cases[2].first_element_child().expect("it failed");
    assert!(failure.attribute("message").is_some_and(|message| message.contains("Retry Failed Payment did not fire")));
    assert!(failure.text().is_some_and(|text| text.contains("goes otherwise in step 31, at 24h:\n")));

    // To standard output, the words go to standard error.
    let output = squall(&["test", BOX, "--junit", "-"]);
    assert!(stdout(&output).starts_with("<?xml") && stderr(&output).contains("5 scenarios, all passed."));
    assert_eq!(status(&squall(&["test", BOX, "--json", "--junit", "-"])), 2);
    let onto_itself = squall(&["test", path(&file), "--junit", path(&file)]);
    assert_eq!(status(&onto_itself), 2, "a board is never written over");
}

#[test]
fn boards_without_scenarios_unknown_names_and_unreadable_boards() {
    let empty = tempfile::Builder::new().suffix(".json").tempfile().expect("a temporary file");
    std::fs::write(empty.path(), r#"{"squall": 1, "title": "Bare", "notes": []}"#).expect("it can be written");
    let output = squall(&["test", path(&empty)]);
    assert_eq!(status(&output), 0);
    assert!(stdout(&output).contains("no scenarios yet. To make one, open the board"), "{}", stdout(&output));
    assert!(stdout(&output).contains("Nothing was played."), "{}", stdout(&output));

    let unknown = squall(&["test", BOX, "--only", "A paid month ships a bix"]);
    assert_eq!(status(&unknown), 2);
    assert!(stderr(&unknown).contains("did you mean `A paid month ships a box`?"), "{}", stderr(&unknown));

    let broken = changed(BOX, "\"scenarios\": [", "\"scenarios\": [1, ");
    let output = squall(&["test", path(&broken), "nowhere.json"]);
    assert_eq!((status(&output), stdout(&output).as_str()), (2, ""));
    let place = format!("{}:478:", path(&broken));
    assert!(stderr(&output).contains(&place) && stderr(&output).contains("nowhere.json"), "{}", stderr(&output));
    assert_eq!(status(&squall(&["test"])), 2);
}
