//! A run told: as a story, as diagrams, as a recording. What is in them, and that nothing on a note gets out of hand there.

mod common;
mod support;

use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use common::{Desk, bundled, rows};
use proptest::prelude::*;
use serde_json::{Value, json};
use squall::board::{Board, Literal};
use squall::engine::{Run, compile};
use squall::interop::{mermaid_of_run, sequence_of_run, story};
use squall::view::theme::Depth;
use support::play;

const BOX: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/boards/subscription-box.json");
const LOCKER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/boards/parcel-locker.json");
const FAILED: &str = "Attempt Payment=Payment Failed";

fn keep(name: &str, text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

fn run_of(board: &Board) -> Run {
    Run::new(Arc::new(compile(board)))
}

fn locker() -> Board {
    let bundled = squall::store::BUNDLED.iter().find(|bundled| bundled.name == "parcel-locker").expect("it is bundled");
    bundled.board(&mut support::ids()).expect("it can be read")
}

/// The payment of the subscription box fails three times.
fn failed() -> (Board, Run) {
    let board = bundled();
    let mut run = run_of(&board);
    play::play(&mut run, "Create Subscription", &[]);
    play::play(&mut run, "Trigger Billing Cycle", &[]);
    for _ in 0..3 {
        play::answer(&mut run, "Payment Failed");
    }
    (board, run)
}

fn said(run: &Run, expected: &[&str]) {
    let story = story(run);
    for text in expected {
        assert!(story.contains(text), "{text} is missing from\n{story}");
    }
}

#[test]
fn a_payment_that_fails_three_times_as_a_story_and_as_a_sequence() {
    let (board, run) = failed();
    keep("story_failed_payment", &story(&run));
    keep("sequence_failed_payment", &sequence_of_run(&board, &run));
}

#[test]
fn two_parcels_are_told_apart_and_a_refusal_says_why() {
    let board = locker();
    let mut run = run_of(&board);
    let text = |text: &str| Literal::Text(text.to_owned());
    play::play(&mut run, "Release Compartment", &[("parcel_id", text("P-3")), ("size", text("small"))]);
    play::play(&mut run, "Request Compartment", &[("size", text("large"))]);
    play::answer(&mut run, "Pickup Code Sent");
    play::issue(&mut run, "Request Compartment", &[("parcel_id", text("P-2")), ("size", text("small"))]);
    run.play(100_000, Some(1));
    play::answer(&mut run, "Pickup Code Bounced");
    keep("story_two_parcels", &story(&run));
    keep("sequence_two_parcels", &sequence_of_run(&board, &run));
}

/// A board on which much goes wrong and much is asked.
fn odd() -> Value {
    json!([
        { "kind": "actor", "text": "the clerk" },
        { "kind": "aggregate", "text": "Cup", "state": { "level": 0 }, "invariants": ["level < 1"] },
        { "kind": "command", "text": "Pour", "actors": ["the clerk"], "aggregate": "Cup",
          "outcomes": [{ "events": ["Poured"], "set": { "level": "level + 1" } }] },
        { "kind": "command", "text": "Share", "actors": ["the clerk"], "aggregate": "Cup",
          "outcomes": [{ "events": ["Shared"], "set": { "level": "1 / level" } }] },
        { "kind": "event", "text": "Poured" },
        { "kind": "event", "text": "Shared" },
        { "kind": "policy", "text": "Retry", "when": ["Poured"], "where": "retry_count < 2",
          "then": [{ "command": "Try" }, { "command": "Wait", "after": "90m", "unless": ["Tried"] }], "choose": true },
        { "kind": "policy", "text": "Odd", "when": ["Poured"], "where": "retry_count <", "then": [] },
        { "kind": "command", "text": "Try", "aggregate": "Cup",
          "outcomes": [{ "events": ["Tried"], "when": "level <" }, { "events": [], "otherwise": true }] },
        { "kind": "event", "text": "Tried" },
        { "kind": "command", "text": "Wait" },
    ])
}

#[test]
fn what_was_asked_and_said_stands_where_it_mattered() {
    let mut run = play::run(odd());
    play::play(&mut run, "Pour", &[]);
    said(&run, &["Here, at 0s, an answer is needed. Retry: what is retry_count? (an int) It could be 2."]);
    play::answer(&mut run, "1");
    play::answer(&mut run, "Try");
    play::answer(&mut run, "no");
    play::answer(&mut run, "yes");
    let expected = [
        "1. The clerk asks: Pour.\n2. Cup decides: Poured. That changes its level from 0 to 1. That breaks a rule of Cup: level < 1 does not hold (level = 1).\n",
        "3. Retry has to know retry_count, and whoever runs the board says 1. Because of Poured, Retry issues Try, as retry_count < 2 holds (retry_count = 1). Try was chosen by whoever runs the board; it could have been Wait.",
        "Odd does nothing: retry_count < does not hold, as whoever runs the board says.",
        "4. Whoever runs the board says that level < holds. Cup takes up Try and decides, as level < holds: Tried. Nothing follows from Tried yet.",
        "So it ends, at 0s: all is quiet.",
    ];
    said(&run, &expected);
    // Back in the middle, the story goes as far as the run does.
    while run.len() > 3 && run.back() {}
    assert!(!story(&run).contains("Retry issues"), "{}", story(&run));
}

#[test]
fn delays_ends_and_faults_are_told() {
    let mut run = play::run(odd());
    play::play(&mut run, "Share", &[]);
    said(&run, &["But 1 / level cannot be worked out: division by zero.", "Nothing follows from Shared yet."]);
    play::issue(&mut run, "Pour", &[]);
    run.play(100, None);
    play::answer(&mut run, "1");
    play::answer(&mut run, "Wait");
    run.answer(squall::engine::Answer::Yes(false)).expect("it is asked");
    run.play(100, Some(60));
    said(
        &run,
        &[
            "Retry issues Wait after 1h30m",
            "the story breaks off; more would follow. Still to come: Wait at 1h30m, unless Tried comes first.",
        ],
    );
    run.play(100, None);
    said(
        &run,
        &[
            "An hour and 30 minutes pass: it is 1h30m. Wait, which Retry has put off until now, is due. There the chain ends: no aggregate decides it yet.",
        ],
    );
}

#[test]
fn an_endless_chain_and_no_chain_at_all_are_told() {
    let mut run = play::run(json!([
        { "kind": "command", "text": "Go", "outcomes": [{ "events": ["Gone"] }] },
        { "kind": "event", "text": "Gone" },
        { "kind": "policy", "text": "Again", "when": ["Gone"], "then": [{ "command": "Go" }] },
    ]));
    assert_eq!(story(&run), "Nothing has happened yet.\n");
    play::play(&mut run, "Go", &[]);
    said(
        &run,
        &[
            "1. Somebody asks: Go.\n2. What comes of it is this: Gone.\n",
            "This would go on for ever: what began under 4 begins again",
        ],
    );
}

#[test]
fn of_a_large_board_only_what_lies_beside_the_path_is_drawn() {
    let notes: Vec<Value> = (0..600)
        .flat_map(|number| {
            [
                json!({ "kind": "command", "text": format!("Do {number}"), "outcomes": [{ "events": [format!("Done {number}")] }] }),
                json!({ "kind": "event", "text": format!("Done {number}") }),
                json!({ "kind": "policy", "text": format!("Then {number}"), "when": [format!("Done {number}")],
                        "then": if number % 10 == 9 { json!([]) } else { json!([{ "command": format!("Do {}", number + 1) }]) } }),
            ]
        })
        .collect();
    let board = play::board(json!(notes));
    let mut run = run_of(&board);
    play::play(&mut run, "Do 305", &[]);
    let text = mermaid_of_run(&board, &run);
    assert!(text.len() < 10_000 && text.contains("1784 notes are left out that the run came nowhere near"), "{text}");
    for (name, there) in [("Do 305", true), ("Then 309", true), ("Then 304", true), ("Done 304", false), ("Do 310", false)] {
        assert_eq!(text.contains(&format!("\"{name}\"")), there, "{name}\n{text}");
    }
}

/// Control characters, marks that turn the direction of writing, and words of the languages that are written.
const HOSTILE: &str = "end;\u{1b}[2J\u{7}\u{9b}31m\u{202e}\r\nparticipant x\u{0}\u{2028}%%{init: {}}%% #quot; <b>";

fn hostile(text: &str) -> Value {
    json!([
        { "kind": "actor", "text": text },
        { "kind": "command", "id": "c", "text": text, "actors": [text], "aggregate": "g", "fields": { "size": text },
          "outcomes": [{ "events": ["e"], "set": { "last": "size" } }, { "events": ["e"], "when": text }] },
        { "kind": "aggregate", "id": "g", "text": text, "state": { "last": text } },
        { "kind": "event", "id": "e", "text": text },
        { "kind": "read_model", "text": text, "built_from": ["e"] },
        { "kind": "policy", "text": text, "when": ["e"], "where": text, "then": [{ "command": "d", "after": "1h" }] },
        { "kind": "command", "id": "d", "text": text },
    ])
}

fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn no_note_puts_a_control_character_into_a_story_or_a_diagram() {
    let board = play::board(hostile(HOSTILE));
    let mut run = run_of(&board);
    run.issue(0, &[("size".to_owned(), Literal::Text(HOSTILE.to_owned()))], None).expect("it has that argument");
    run.play(100, None);
    while let Some(question) = run.question() {
        let (_, options) = squall::engine::tell::question(&run, &question);
        play::answer(&mut run, options.first().map_or("yes", String::as_str));
    }
    assert!(run.len() > 5, "{}", story(&run));
    for told in [story(&run), mermaid_of_run(&board, &run), sequence_of_run(&board, &run)] {
        assert!(!told.contains(is_harmful), "{told:?}");
    }
    // Every item of the story is one line still.
    let story = story(&run);
    let mut lines = story.lines();
    assert!(
        lines.by_ref().take_while(|line| !line.is_empty()).enumerate().all(|(at, line)| line.starts_with(&format!("{}. ", at + 1)))
    );
    assert_eq!(lines.count(), 1, "{story}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_run_of_any_board_is_told(board in support::boards::boards(12), stop in 0usize..200) {
        let mut run = play::everything(&board);
        while run.len() > stop && run.back() {}
        let story = story(&run);
        prop_assert!(!story.contains(is_harmful), "{story:?}");
        let items: Vec<&str> = story.lines().take_while(|line| !line.is_empty()).collect();
        let told = items.first().is_some_and(|first| first.starts_with("1. "));
        for (index, item) in items.iter().enumerate().filter(|_| told) {
            prop_assert!(item.starts_with(&format!("{}. ", index + 1)) && item.len() > 6, "{story}");
        }
        // What the run keeps of the way ahead changes nothing, nor does telling it.
        prop_assert_eq!(&story, &squall::interop::story(&run.clone()));
        prop_assert!(!sequence_of_run(&board, &run).contains(is_harmful));
    }
}

fn squall(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_squall")).args(arguments).stdin(Stdio::null()).output().expect("squall starts")
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

/// The header of a recording and its frames: seconds and bytes.
fn frames(cast: &str) -> (Value, Vec<(f64, String)>) {
    let mut lines = cast.lines().map(|line| serde_json::from_str::<Value>(line).unwrap_or_else(|wrong| panic!("{wrong}: {line}")));
    let header = lines.next().expect("a header");
    let frames = lines.map(|line| {
        assert_eq!((line[1].as_str(), line.as_array().map(Vec::len)), (Some("o"), Some(3)));
        (line[0].as_f64().expect("seconds"), line[2].as_str().expect("bytes").to_owned())
    });
    (header, frames.collect())
}

fn parser(columns: u16, rows: u16) -> vt100::Parser {
    vt100::Parser::new(rows.try_into().expect("not nought"), columns.try_into().expect("not nought"), 0)
}

fn lines(parser: &vt100::Parser) -> Vec<String> {
    let (_, columns) = parser.screen().size();
    parser.screen().rows(0, columns.get()).map(|row| row.trim_end().to_owned()).collect()
}

/// The last screen of a recording of the usual size.
fn last(output: &Output) -> String {
    let mut terminal = parser(120, 36);
    frames(out(output)).1.iter().for_each(|(_, bytes)| terminal.process(bytes.as_bytes()));
    lines(&terminal).join("\n")
}

#[test]
fn a_recording_plays_what_the_program_shows() {
    let arguments = ["run", BOX, "Create Subscription", "--cast", "-", "--size", "110x34"];
    let output = squall(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let (header, frames) = frames(out(&output));
    assert_eq!(header, json!({ "version": 2, "width": 110, "height": 34, "title": "Subscription box" }));
    let mut terminal = parser(110, 34);
    terminal.process(b"what was there before");
    let mut shown = Vec::new();
    for (_, bytes) in &frames {
        terminal.process(bytes.as_bytes());
        shown.push(lines(&terminal));
    }
    // The start, each step, and the last frame held.
    assert_eq!(frames.len(), 5 + 2);
    assert_eq!(frames.iter().map(|(time, _)| *time).collect::<Vec<_>>(), [0.0, 0.8, 1.6, 2.4, 3.2, 4.0, 7.8]);

    let mut desk = Desk::sized(bundled(), 110, 34);
    desk.state.path = Some(BOX.into());
    // The recording knows how many steps there will be, as somebody does who has been at the end.
    desk.at("Create Subscription").keys("x > < .");
    for (number, shown) in shown[1..6].iter().enumerate() {
        assert_eq!(shown, &rows(&desk.buffer(Depth::True)), "step {}", number + 1);
        if number < 4 {
            desk.keys(".");
        }
    }
    let expected = desk.buffer(Depth::True);
    for y in 0..34 {
        for x in 0..110 {
            let (cell, meant) = (terminal.screen().cell(y, x).expect("on the screen"), &expected[(x, y)]);
            if let ratatui::style::Color::Rgb(r, g, b) = meant.bg {
                assert_eq!(cell.bgcolor(), vt100::Color::Rgb(r, g, b), "at {x},{y}");
            }
        }
    }
    assert_eq!(squall(&arguments).stdout, output.stdout, "the same run gives the same recording");
}

#[test]
fn a_recording_lingers_where_time_passes_and_where_something_is_asked() {
    let output = squall(&["run", BOX, "Trigger Billing Cycle", "--answer", FAILED, "--cast", "-"]);
    assert_eq!(output.status.code(), Some(3));
    let (header, frames) = frames(out(&output));
    assert_eq!((&header["width"], &header["height"]), (&json!(120), &json!(36)));
    let mut terminal = parser(120, 36);
    let mut paces = Vec::new();
    for pair in frames.windows(2) {
        terminal.process(pair[0].1.as_bytes());
        let screen = lines(&terminal).join("\n");
        let lingers = screen.contains("what happens?")
            || screen.lines().any(|line| line.contains("time goes on to 24h") && line.contains('◷'));
        paces.push((((pair[1].0 - pair[0].0) * 10.0).round() as i64, lingers));
    }
    assert!(paces.iter().filter(|(tenths, _)| *tenths == 15).count() >= 2, "{paces:?}");
    assert!(paces.iter().all(|(tenths, lingers)| *lingers || *tenths == 8), "{paces:?}");
    // It ends where an answer is needed.
    assert!(lines(&terminal).join("\n").contains("what happens?"), "{}", lines(&terminal).join("\n"));
}

#[test]
fn a_recording_holds_arguments_times_and_what_is_asked_of_a_command() {
    let output = squall(&["run", LOCKER, "Release Compartment (size = \"large\")", "--cast", "-"]);
    assert_eq!(output.status.code(), Some(3));
    let asked = last(&output);
    assert!(asked.contains("what is parcel_id?"), "{asked}");

    let output = squall(&[
        "run",
        LOCKER,
        "Request Compartment (size = \"large\")",
        "Collect Parcel at 90m",
        "--answer",
        "Send Pickup Code=Pickup Code Sent",
        "--cast",
        "-",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let last = last(&output);
    assert!(last.contains("t = 1h30m"), "{last}");
}

#[test]
fn a_recording_ends_where_a_chain_is_endless() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("endless.json");
    let notes = json!([
        { "kind": "command", "text": "Go", "outcomes": [{ "events": ["Gone"] }] },
        { "kind": "event", "text": "Gone" },
        { "kind": "policy", "text": "Again", "when": ["Gone"], "then": [{ "command": "Go" }] },
    ]);
    std::fs::write(&path, json!({ "squall": 1, "title": "Round", "notes": notes }).to_string()).expect("it can be written");
    let output = squall(&["run", path.to_str().expect("a plain path"), "Go", "--cast", "-"]);
    assert_eq!(output.status.code(), Some(1));
    let last = last(&output);
    assert!(last.contains("the chain is endless: it would begin again"), "{last}");
}

#[test]
fn a_recording_holds_no_control_characters_but_its_own() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("hostile.json");
    // No argument can hold the character that ends one.
    let text = &HOSTILE.replace('\0', "");
    std::fs::write(&path, json!({ "squall": 1, "title": text, "notes": hostile(text) }).to_string()).expect("it can be written");
    let output = squall(&["run", path.to_str().expect("a plain path"), text, "--cast", "-"]);
    let (header, frames) = frames(out(&output));
    assert!(frames.len() > 2 && !header["title"].as_str().expect("a title").contains(is_harmful), "{header}");
    for (_, bytes) in frames {
        for (index, part) in bytes.split('\u{1b}').enumerate() {
            let text = match part.strip_prefix('[').filter(|_| index > 0) {
                Some(sequence) => sequence.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';' || c == '?'),
                None => part,
            };
            assert!(index == 0 || text.starts_with(['m', 'H', 'A', 'B', 'C', 'D', 'J', 'l']), "{part:?}");
            assert!(!text.contains(|c| is_harmful(c) || c == '\n'), "{part:?}");
        }
    }
}

#[test]
fn every_form_ends_as_the_run_does() {
    let status = |arguments: &[&str]| {
        let output = squall(&[&["run", BOX], arguments].concat());
        (
            output.status.code().expect("it was not killed"),
            out(&output).to_owned(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let begins = [
        ("--story", "1. The Scheduler asks: Trigger Billing Cycle.\n"),
        ("--mermaid", "---\ntitle: "),
        ("--sequence", "---\ntitle: "),
    ];
    for (form, begins) in begins {
        let (code, told, errors) = status(&["Trigger Billing Cycle", form]);
        assert_eq!(code, 3, "{form}: {errors}");
        assert!(told.starts_with(begins) && told.ends_with('\n'), "{form}: {told}");
        assert!(errors.contains("needs an answer: Attempt Payment: what happens?"), "{form}: {errors}");
        let (code, told, errors) = status(&["Trigger Billing Cycle", "--answer", FAILED, "--until", "12h", form]);
        assert_eq!((code, told.is_empty()), (0, false), "{form}: {errors}");
        let (code, told, _) = status(&["Trigger Billing Cycel", form]);
        assert_eq!((code, told.as_str()), (2, ""), "{form}");
        // One form at a time.
        let (code, told, errors) = status(&["Trigger Billing Cycle", form, "--json"]);
        assert_eq!((code, told.as_str()), (2, ""), "{form}");
        assert!(errors.contains("cannot be used with"), "{errors}");
    }
    assert!(status(&["Create Subscription", "--steps", "2", "--story"]).1.contains("the story breaks off"));
    for wrong in [&["--size", "80x24"][..], &["--cast", "-", "--size", "8x2"], &["--force"], &["--cast", "-", "--story"]] {
        assert_eq!(status(&[&["Create Subscription"], wrong].concat()).0, 2, "{wrong:?}");
    }
}

#[test]
fn a_recording_is_written_over_nothing_unless_that_is_asked_for() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("run.cast");
    let name = path.to_str().expect("a plain path");
    let arguments = ["run", BOX, "Create Subscription", "--cast", name];
    let output = squall(&arguments);
    assert_eq!((output.status.code(), out(&output)), (Some(0), ""));
    assert!(String::from_utf8_lossy(&output.stderr).contains(&format!("wrote {name}")));
    let first = std::fs::read(&path).expect("it is there");
    let again = squall(&arguments);
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("add --force to write over it"));
    assert_eq!(std::fs::read(&path).expect("it is there"), first);
    let forced = squall(&[&arguments[..], &["--size", "80x24", "--force"]].concat());
    assert_eq!(forced.status.code(), Some(0));
    assert_ne!(std::fs::read(&path).expect("it is there"), first);
}
