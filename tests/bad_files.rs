//! Every file that is refused: what is said, where, what to do, and that the file is untouched.

mod support;

use std::path::Path;

use squall::store::{LoadError, load, parse, read};
use support::ids;

/// Loads bytes from a file that must be refused and must stay as it is.
fn refused(bytes: &[u8]) -> LoadError {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("board.json");
    std::fs::write(&path, bytes).expect("written");
    let error = load(&path, &mut ids()).expect_err("refused");
    assert_eq!(std::fs::read(&path).expect("read"), bytes, "the file was touched");
    assert_eq!(std::fs::read_dir(directory.path()).expect("listed").count(), 1, "something was left behind");
    assert_eq!(error.path, path);
    // From the shell: status 2, the same message, nothing printed, and the file as it was.
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_squall")).arg("run").arg(&path).output().expect("squall starts");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let (said, told) = (String::from_utf8_lossy(&output.stderr).into_owned(), error.to_string());
    let message = told.lines().next().unwrap_or_default();
    assert!(said.contains(&*squall::view::text::clean(message)), "{message} is missing from {said}");
    assert_eq!(std::fs::read(&path).expect("read"), bytes, "the file was touched");
    LoadError { path: "b.json".into(), ..error }
}

/// What is printed about a text.
#[track_caller]
fn says(text: &str, expected: &[&str]) {
    assert_eq!(refused(text.as_bytes()).to_string().lines().collect::<Vec<_>>(), expected, "{text}");
}

/// What is printed about notes, one a line from line 2 on.
#[track_caller]
fn notes_say(notes: &[&str], expected: &[&str]) {
    says(&format!("{{ \"squall\": 1, \"notes\": [\n{}\n] }}", notes.join(",\n")), expected);
}

#[test]
fn an_empty_file() {
    let expected =
        ["b.json:1:1: error: the file is empty", "  hint: `squall new` writes a new board; an older copy may hold the lost one"];
    says("", &expected);
    says("\u{feff} \r\n", &expected);
}

#[test]
fn no_json() {
    says("{ \"squall\": 1, }", &["b.json:1:14: error: a comma with nothing behind it", "  hint: take the comma away"]);
    says("{ squall: 1 }", &["b.json:1:3: error: a key in double quotes is missing before `squall`"]);
    says("{ \"squall\" 1 }", &["b.json:1:12: error: `:` is missing before `1`"]);
    says("{\n  \"squall\": 1\n  \"title\": \"é\"\n}", &["b.json:3:3: error: `,` or `}` is missing before `\"`"]);
    says("{ \"title\": 'x' }", &["b.json:1:12: error: a value is missing before `'`", "  hint: texts stand in double quotes"]);
    says(
        "{ \"title\": \"a\tb\" }",
        &["b.json:1:14: error: a control character (U+0009) inside a text", "  hint: write it as an escape, such as `\\t`"],
    );
    says(
        "{ \"title\": \"a\n\" }",
        &[
            "b.json:1:14: error: a control character (U+000A) inside a text",
            "  hint: the closing quote may be missing; a line end is written `\\n`",
        ],
    );
    says(r#"{ "title": "é\x" }"#, &["b.json:1:14: error: an unknown escape", "  hint: a backslash itself is written `\\\\`"]);
    says(r#"{ "title": "\ud800" }"#, &["b.json:1:13: error: half of a surrogate pair", "  hint: write the character itself"]);
    says(r#"{ "title": "\u00g0" }"#, &["b.json:1:13: error: `\\u` needs four hexadecimal digits", "  hint: such as `\\u00e9`"]);
    says("{ \"squall\": 01 }", &["b.json:1:13: error: a number cannot begin with 0"]);
    says("{ \"squall\": 1. }", &["b.json:1:15: error: a digit is missing behind the decimal point"]);
    says("{ \"squall\": NaN }", &["b.json:1:13: error: a value is missing before `NaN`"]);
    says("{ \"squall\": 1 } x", &["b.json:1:17: error: the board has ended, but here is `x`", "  hint: one file holds one board"]);
}

#[test]
fn notation_instead_of_json() {
    says(
        "# Subscription box\n",
        &[
            "b.json:1:1: error: a value is missing before `#`",
            "  hint: storm notation and other tools' files are read by `squall import`",
        ],
    );
}

#[test]
fn the_marks_of_a_merge() {
    says(
        "{ \"squall\": 1,\n<<<<<<< HEAD\n\"title\": \"a\"\n=======\n\"title\": \"b\"\n>>>>>>> b\n}",
        &["b.json:2:1: error: the mark of an unfinished merge", "  hint: finish the merge in git first"],
    );
}

#[test]
fn a_truncated_file() {
    let hint = "  hint: it may have been cut off; look for an older copy";
    says("{ \"squall\": 1, \"notes\": [\n  {\n", &["b.json:2:4: error: the file ends inside an object", hint]);
    says("{ \"squall\": 1, \"notes\": [", &["b.json:1:26: error: the file ends inside a list", hint]);
    says("{ \"squall\": 1, \"title\": \"Sub", &["b.json:1:29: error: the file ends inside a text", hint]);
    says("{ \"squall\": 1, \"title\":", &["b.json:1:24: error: the file ends inside a value", hint]);
    says("{ \"squall\": -", &["b.json:1:14: error: the file ends inside a number", hint]);
    says("{ \"a\": \"\\", &["b.json:1:10: error: the file ends inside a text", hint]);
}

#[test]
fn not_utf_8() {
    let error = refused(b"{ \"squall\": 1,\n  \"title\": \"caf\xe9\" }");
    assert_eq!(
        error.to_string(),
        "b.json:2:16: error: the file is not UTF-8: byte 0xe9 at offset 30\n  hint: save the file as UTF-8"
    );
    assert_eq!(error.faults().len(), 1);
    let error = refused(b"\xff\xfe{\0");
    assert!(error.to_string().ends_with("hint: it seems to be UTF-16; save it as UTF-8"), "{error}");
}

#[test]
fn something_else_than_a_board() {
    says("[]", &["b.json:1:1: error: a board is an object, found a list", "  hint: a board begins with `{ \"squall\": 1`"]);
    says(
        "\u{feff}\n \"x\"",
        &["b.json:2:2: error: a board is an object, found a text", "  hint: a board begins with `{ \"squall\": 1`"],
    );
    says(
        "{ \"name\": \"left-pad\" }",
        &[
            "b.json:1:1: error: `squall`, the number of the format, is missing",
            "  hint: a board says `\"squall\": 1` at its beginning",
        ],
    );
}

#[test]
fn another_format() {
    let newer = "written by a newer Squall (format 2); this one reads up to 1";
    // Nothing else is said: what is wrong today may be right then.
    says(
        "{ \"notes\": [{ \"kind\": \"cloud\" }], \"squall\": 2 }",
        &[&format!("b.json:1:45: error: {newer}"), "  hint: open it with a newer Squall"],
    );
    says(
        "{ \"squall\": 99999999999999999999 }",
        &[
            "b.json:1:13: error: written by a newer Squall (format 99999999999999999999); this one reads up to 1",
            "  hint: open it with a newer Squall",
        ],
    );
    for number in ["0", "-1"] {
        says(
            &format!("{{ \"squall\": {number} }}"),
            &[&format!("b.json:1:13: error: there is no format {number}"), "  hint: the first format is 1"],
        );
    }
    for (value, what) in [("1.0", "a decimal number"), ("\"1\"", "a text"), ("true", "true"), ("[1]", "a list")] {
        says(
            &format!("{{ \"squall\": {value} }}"),
            &[
                &format!("b.json:1:13: error: `squall`, the number of the format, must be a whole number, found {what}"),
                "  hint: this version writes `\"squall\": 1`",
            ],
        );
    }
}

#[test]
fn a_wrong_type() {
    says("{ \"squall\": 1, \"title\": 5 }", &["b.json:1:25: error: `title` must be a text, found a whole number"]);
    says("{ \"squall\": 1, \"notes\": {} }", &["b.json:1:25: error: `notes` must be a list of notes, found an object"]);
    says("{ \"squall\": 1, \"workshop\": [] }", &["b.json:1:28: error: `workshop` must be an object, found a list"]);
    says("{ \"squall\": 1, \"silenced\": [1] }", &["b.json:1:29: error: `silenced` must hold texts, found a whole number"]);
    notes_say(
        &[r#"{ "kind": "event", "text": "a", "silenced": "event-not-past" }"#],
        &["b.json:2:45: error: `silenced` must be a list of texts, found a text", "  hint: put it into brackets: [\"…\"]"],
    );
    notes_say(&["  3"], &["b.json:2:3: error: a note is an object, found a whole number"]);
    notes_say(
        &[r#"{ "kind": "event", "text": "é", "at": "6" }"#, r#"{ "kind": "event", "text": "b", "pivotal": "yes", "tags": "x" }"#],
        &[
            "b.json:2:39: error: `at` must be a number, found a text",
            "b.json:3:44: error: `pivotal` must be true or false, found a text",
            "b.json:3:59: error: `tags` must be a list of texts, found a text",
            "  hint: put it into brackets: [\"…\"]",
        ],
    );
    // In another time zone it would be a year before the first.
    notes_say(
        &[r#"{ "kind": "event", "text": "a", "created_at": "0000-01-01T00:00:00+01:00" }"#],
        &[
            "b.json:2:47: error: `created_at` must be a date and time, found \"0000-01-01T00:00:00+01:00\"",
            "  hint: such as 2026-11-23T09:00:00Z",
        ],
    );
    notes_say(
        &[r#"{ "kind": "event", "text": "a", "created_at": "yesterday", "fields": ["a", 1] }"#],
        &[
            "b.json:2:47: error: `created_at` must be a date and time, found \"yesterday\"",
            "  hint: such as 2026-11-23T09:00:00Z",
            "b.json:2:76: error: `fields` must hold texts, found a whole number",
        ],
    );
    notes_say(
        &[
            r#"{ "kind": "read_model", "text": "a", "on": [{ "event": "E", "do": "insert" }] }"#,
            r#"{ "kind": "event", "text": "E" }"#,
        ],
        &["b.json:2:67: error: `do` must be \"upsert\", \"update\" or \"delete\", found \"insert\""],
    );
    notes_say(
        &[r#"{ "kind": "event", "text": "a", "at": 1e999, "id": "" }"#],
        &[
            "b.json:2:39: error: `at` is too large a number",
            "b.json:2:52: error: an id cannot be empty",
            "  hint: leave the key out: an id is then given",
        ],
    );
}

#[test]
fn something_missing() {
    notes_say(
        &["{}", r#"{ "kind": "evnt", "text": "a" }"#, r#"{ "kind": "cloud", "text": "a" }"#],
        &[
            "b.json:2:1: error: `kind` is missing from a note",
            "  hint: write \"kind\": what kind of note it is",
            "b.json:2:1: error: `text` is missing from a note",
            "  hint: write \"text\": what is written on it",
            "b.json:3:11: error: there is no kind of note \"evnt\"",
            "  hint: did you mean \"event\"?",
            "b.json:4:11: error: there is no kind of note \"cloud\"",
            "  hint: there are actor, command, aggregate, external_system, event, policy, read_model, hot_spot",
        ],
    );
    notes_say(
        &[r#"{ "kind": "policy", "text": "p", "then": [{ "after": "1h" }] }"#],
        &["b.json:2:43: error: `command` is missing from what a policy issues", "  hint: write \"command\": the command"],
    );
}

#[test]
fn numbers_that_are_not_whole_or_too_large() {
    notes_say(
        &[r#"{ "kind": "aggregate", "text": "a", "state": { "price": 9.99, "n": 9223372036854775808, "x": [] } }"#],
        &[
            "b.json:2:57: error: \"price\" must be a whole number, found 9.99",
            "  hint: count in the smallest unit, such as cents",
            "b.json:2:68: error: \"n\" is beyond 64 bits: \"9223372036854775808\"",
            "b.json:2:94: error: \"x\" must be a value or null, found a list",
            "  hint: a value is a whole number, true or false, or a text",
        ],
    );
    notes_say(
        &[r#"{ "kind": "command", "text": "a", "fields": { "x": [1, null] }, "outcomes": [{ "set": { "y": null } }] }"#],
        &[
            "b.json:2:56: error: \"x\" must be a value, found null",
            "  hint: a value is a whole number, true or false, or a text",
            "b.json:2:94: error: \"y\" must be an expression, found null",
            "  hint: a value is a whole number, true or false, or a text",
        ],
    );
}

#[test]
fn a_duplicate_id() {
    notes_say(
        &[r#"{ "id": "pay", "kind": "event", "text": "a" }"#, r#"{ "kind": "actor", "text": "b", "id": "p\u0061y" }"#],
        &[
            "b.json:3:39: error: the id \"pay\" belongs to the note in line 2 already",
            "  hint: give one of the two another id, or none: it is given one",
        ],
    );
    says(
        "{ \"squall\": 1, \"contexts\": [\n{ \"id\": \"a\", \"name\": \"A\" },\n{ \"id\": \"a\", \"name\": \"B\" } ] }",
        &[
            "b.json:3:9: error: the id \"a\" belongs to the context in line 2 already",
            "  hint: give one of the two another id, or none: it is given one",
        ],
    );
}

#[test]
fn a_duplicate_key() {
    let hint = "  hint: take one of the two away";
    notes_say(
        &[r#"{ "kind": "event", "text": "a","#, r#" "te\u0078t": "b" }"#].map(|line| line.trim_end_matches(',')),
        &["b.json:3:2: error: the key \"text\" stands twice in this object, first in line 2", hint],
    );
    says(
        "{ \"squall\": 1,\n\"squall\": 1, \"notes\": [], \"notes\": [{ \"kind\": 1 }] }",
        &[
            "b.json:2:1: error: the key \"squall\" stands twice in this object, first in line 1",
            hint,
            "b.json:2:27: error: the key \"notes\" stands twice in this object, first in line 2",
            hint,
        ],
    );
    // Also in what belongs to somebody else, however deep …
    says(
        r#"{ "squall": 1, "x": [{ "y": { "": 1, "": 2 } }] }"#,
        &["b.json:1:38: error: the key \"\" stands twice in this object, first in line 1", hint],
    );
    says(
        r#"{ "squall": 1, "x": { "b": 0, "\u0061": 1, "a": 2, "b": 3 } }"#,
        &[
            "b.json:1:44: error: the key \"a\" stands twice in this object, first in line 1",
            hint,
            "b.json:1:52: error: the key \"b\" stands twice in this object, first in line 1",
            hint,
        ],
    );
    // … among many …
    let many: String = (0..1000).map(|n| format!("\"k{n}\": 1, ")).collect();
    says(
        &format!("{{ \"squall\": 1, \"x\": {{ {many}\n\"k5\": 2 }} }}"),
        &["b.json:2:1: error: the key \"k5\" stands twice in this object, first in line 1", hint],
    );
    // … and in two spellings of one name.
    notes_say(
        &["{ \"kind\": \"aggregate\", \"text\": \"a\", \"state\": { \"\u{e9}\": 1, \"e\u{301}\": 2 } }"],
        &["b.json:2:56: error: the name \"é\" stands twice in this object", hint],
    );
}

#[test]
fn a_reference_to_nothing() {
    let event = r#"{ "kind": "event", "text": "Payment Failed" }"#;
    notes_say(
        &[
            event,
            r#"{ "kind": "policy", "text": "p", "when": ["Payment Faild", "Weather"],"#.trim_end_matches(','),
            r#"  "then": [{ "command": "01934f6e-0000-7000-8000-00000000abcd" }] }"#,
        ],
        &[
            "b.json:3:43: error: there is no event \"Payment Faild\"",
            "  hint: did you mean \"Payment Failed\"?",
            "b.json:3:60: error: there is no event \"Weather\"",
            "  hint: add the event, or take the reference away",
            "b.json:4:25: error: there is no command with the id \"01934f6e-0000-7000-8000-00000000abcd\"",
            "  hint: add the command, or take the reference away",
        ],
    );
    says(
        "{ \"squall\": 1, \"contexts\": [{ \"name\": \"Billing\" }], \"notes\": [\n{ \"kind\": \"event\", \"text\": \"a\", \"context\": \"Biling\" }] }",
        &["b.json:2:44: error: there is no context \"Biling\"", "  hint: did you mean \"Billing\"?"],
    );
}

#[test]
fn a_reference_to_the_wrong_kind() {
    notes_say(
        &[
            r#"{ "kind": "event", "text": "Paid", "id": "e" }"#,
            r#"{ "kind": "policy", "text": "p", "then": [{ "command": "Paid" }, { "command": "e" }] }"#,
        ],
        &[
            "b.json:3:56: error: \"Paid\" is an event, and only a command can stand here",
            "  hint: it stands in line 2",
            "b.json:3:79: error: \"e\" is an event, and only a command can stand here",
            "  hint: it stands in line 2",
        ],
    );
    notes_say(
        &[r#"{ "kind": "hot_spot", "text": "q", "about": "q" }"#],
        &["b.json:2:45: error: a note cannot be connected with itself", "  hint: take the reference away, or name another note"],
    );
}

#[test]
fn an_ambiguous_text() {
    let event = r#"{ "kind": "event", "text": "Paid" }"#;
    notes_say(
        &[event, event, r#"{ "kind": "policy", "text": "Paid", "when": ["Paid"] }"#],
        &[
            "b.json:4:46: error: 2 events are called \"Paid\" (lines 2, 3)",
            "  hint: give the one that is meant an `id` and write it here",
        ],
    );
}

#[test]
fn a_note_that_was_refused_is_not_missed_too() {
    notes_say(
        &[r#"{ "kind": "evnt", "text": "Paid" }"#, r#"{ "kind": "policy", "text": "p", "when": ["Paid"] }"#],
        &["b.json:2:11: error: there is no kind of note \"evnt\"", "  hint: did you mean \"event\"?"],
    );
}

#[test]
fn a_guard_and_otherwise() {
    notes_say(
        &[r#"{ "kind": "command", "text": "c", "outcomes": [{ "when": "a", "otherwise": true }] }"#],
        &[
            "b.json:2:48: error: an outcome has `when` or `otherwise`, not both",
            "  hint: `otherwise` means: when no guarded outcome is possible; take one of the two away",
        ],
    );
}

#[test]
fn a_workshop_that_cannot_be() {
    let workshop = |workshop: &str, expected: &[&str]| says(&format!("{{ \"squall\": 1, \"workshop\":\n{workshop} }}"), expected);
    workshop(
        r#"{ "agenda": 1, "phases": [{ "minutes": 1441, "least": -1 }, { "name": "a", "kinds": ["event", "evnt", 3], "looks_for": "x" }] }"#,
        &[
            "b.json:2:13: error: `agenda` must be a text, found a whole number",
            "b.json:2:27: error: `name` is missing from a phase",
            "  hint: write \"name\": what it is called",
            "b.json:2:40: error: `minutes` must be at most 1440, found 1441",
            "  hint: how many minutes it has, at most a day",
            "b.json:2:55: error: `least` must be at least 0, found -1",
            "  hint: from so many minutes on it may end, at most a day",
            "b.json:2:95: error: there is no kind of note \"evnt\"",
            "  hint: did you mean \"event\"?",
            "b.json:2:103: error: `kinds` must hold kinds of notes, found a whole number",
            "b.json:2:120: error: `looks_for` must be a list of texts, found a text",
            "  hint: put it into brackets: [\"…\"]",
        ],
    );
    workshop(
        r#"{ "request": 5, "parked": [{ "done": "yes" }, "Refunds"] }"#,
        &[
            "b.json:2:14: error: `request` must be a text or an object, found a whole number",
            "b.json:2:28: error: `text` is missing from what was parked",
            "  hint: write \"text\": what it is about",
            "b.json:2:38: error: `done` must be true or false, found a text",
            "b.json:2:47: error: what was parked is an object, found a text",
        ],
    );
    workshop(
        r#"{ "request": { "taken": [{ "from": 7, "to": 7, "kind": "event" }, { "from": 1.5, "to": 4294967296, "kind": "x" }] } }"#,
        &[
            "b.json:2:14: error: `text` is missing from a request",
            "  hint: write \"text\": what it says",
            "b.json:2:26: error: `to` must be more than its `from`, found 7 and 7",
            "  hint: `from` is the first character, `to` the one behind the last",
            "b.json:2:77: error: `from` must be a whole number, found a decimal number",
            "b.json:2:88: error: `to` must be at most 4294967295, found 4294967296",
            "  hint: the character behind the last, counted from 0",
            "b.json:2:108: error: there is no kind of note \"x\"",
            "  hint: there are actor, command, aggregate, external_system, event, policy, read_model, hot_spot",
        ],
    );
    workshop(
        r#"{ "session": { "ends_at": "2026-11-23T10:12:40Z", "left": 760, "log": [{ "phase": "a", "began": "noon", "paused": -1 }] } }"#,
        &[
            "b.json:2:14: error: `phase` is missing from a session",
            "  hint: write \"phase\": the phase it is in, counted from 0",
            "b.json:2:14: error: a session has `ends_at` or `left`, not both",
            "  hint: `ends_at`: the timer runs; `left`: it stands still; take one of the two away",
            "b.json:2:97: error: `began` must be a date and time, found \"noon\"",
            "  hint: such as 2026-11-23T09:00:00Z",
            "b.json:2:115: error: `paused` must be at least 0, found -1",
            "  hint: for how many seconds the timer stood still meanwhile",
        ],
    );
    workshop(
        r#"{ "session": { "phase": 0, "since": "2026-11-23T10:12:40Z" } }"#,
        &[
            "b.json:2:14: error: `left` is missing from a session whose timer stands still `since` then",
            "  hint: write \"left\", the seconds that are left, or take `since` away",
        ],
    );
}

#[test]
fn dots_that_cannot_be() {
    let hint = "  hint: leave out who gave none";
    notes_say(
        &[
            r#"{ "kind": "hot_spot", "text": "q", "votes": { "ana": 0, "ben": "2", "eva": -1 } }"#,
            r#"{ "kind": "hot_spot", "text": "r", "votes": { "ana": 1, "ana": 2 } }"#,
            r#"{ "kind": "hot_spot", "text": "s", "votes": 3 }"#,
        ],
        &[
            "b.json:2:54: error: `ana` must be at least 1, found 0",
            hint,
            "b.json:2:64: error: `ben` must be a whole number, found a text",
            "b.json:2:76: error: `eva` must be at least 1, found -1",
            hint,
            "b.json:3:57: error: the key \"ana\" stands twice in this object, first in line 3",
            "  hint: take one of the two away",
            "b.json:4:45: error: `votes` must be an object, found a whole number",
        ],
    );
}

#[test]
fn scenarios_that_name_what_cannot_stand_there() {
    let notes = r#"{ "squall": 1, "notes": [{ "kind": "event", "text": "E" }, { "kind": "command", "text": "C" }, { "kind": "policy", "text": "P" }], "scenarios": ["#;
    let scenario = |scenario: &str, expected: &[&str]| says(&format!("{notes}\n{scenario}] }}"), expected);
    scenario(
        r#"{ "name": "s", "when": [{ "command": "E" }], "then": ["C"] }"#,
        &[
            "b.json:2:38: error: \"E\" is an event, and only a command can stand here",
            "  hint: it stands in line 1",
            "b.json:2:55: error: \"C\" is a command, and only an event can stand here",
            "  hint: it stands in line 1",
        ],
    );
    scenario(
        r#"{ "name": "s", "when": [{ "command": "C", "answers": [{ "to": "C", "with": 1 }, { "to": "P", "with": "maybe" }, { "to": "f" }, { "to": 1, "with": 1 }] }] }"#,
        &[
            "b.json:2:76: error: `with` must be an event, found a whole number",
            "b.json:2:102: error: there is no command \"maybe\"",
            "  hint: add the command, or take the reference away",
            "b.json:2:113: error: `with` is missing from an answer",
            "  hint: write \"with\": an event, a command, yes or no, or a value",
            "b.json:2:136: error: `to` must be a command, a policy or the name of a field, found a whole number",
        ],
    );
}

#[test]
fn what_is_nested_too_deep() {
    for open in ["[", "{\"a\":"] {
        let error = refused(format!("{{ \"squall\": 1, \"x\": {}", open.repeat(1_000_000)).as_bytes()).to_string();
        assert!(error.contains("error: nested deeper than 128 levels\n  hint: a board needs no more"), "{error}");
    }
    let deep = |levels: usize| format!("{{ \"squall\": 1, \"x\": {}{} }}", "[".repeat(levels), "]".repeat(levels));
    assert!(read(&deep(127), &mut ids()).is_ok());
    says(&deep(128), &["b.json:1:148: error: nested deeper than 128 levels", "  hint: a board needs no more than a few levels"]);
}

#[test]
fn what_a_terminal_would_act_upon_is_not_printed() {
    notes_say(
        &[r#"{ "kind": "\u001b[2J\u202e", "text": "a" }"#],
        &[
            "b.json:2:11: error: there is no kind of note \"\\u{1b}[2J\\u{202e}\"",
            "  hint: there are actor, command, aggregate, external_system, event, policy, read_model, hot_spot",
        ],
    );
    let error = parse(Path::new("a\u{1b}[31m.json"), Vec::new(), &mut ids()).expect_err("empty");
    assert!(error.to_string().starts_with("a\\u{1b}[31m.json:1:1: error: "), "{error}");
}

#[test]
fn a_directory_and_no_file() {
    let directory = tempfile::tempdir().expect("a directory");
    let said =
        |path: &Path| load(path, &mut ids()).expect_err("refused").to_string().replace(&*directory.path().to_string_lossy(), "");
    assert_eq!(said(directory.path()), ": error: this is a directory, not a board\n  hint: name a file in it");
    assert_eq!(said(&directory.path().join("x")), "/x: error: there is no such file\n  hint: `squall new` writes a new board");
    assert_eq!(said(&directory.path().join("x/y")), "/x/y: error: there is no such directory\n  hint: make it first");
    std::fs::write(directory.path().join("f"), "").expect("written");
    assert_eq!(said(&directory.path().join("f/y")), "/f/y: error: a part of the path is a file, not a directory");
}

#[test]
fn a_file_that_is_too_large() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("large.json");
    let file = std::fs::File::create(&path).expect("made");
    // A hole: it takes no space.
    file.set_len((1 << 30) + 1).expect("made large");
    let error = load(&path, &mut ids()).expect_err("refused").to_string();
    assert!(
        error.ends_with("large.json: error: the file is too large for a board\n  hint: a board has at most one gigabyte"),
        "{error}"
    );
}

/// A hundred wrong references in a large board are found at once, not in minutes.
#[test]
fn many_faults_are_cheap() {
    let mut text = "{ \"squall\": 1, \"notes\": [".to_owned();
    for n in 0..20_000 {
        text.push_str(&format!("{{ \"kind\": \"hot_spot\", \"text\": \"{n}\", \"about\": \"nothing {n}\" }},\n"));
    }
    text.truncate(text.len() - 2);
    text.push_str("] }");
    let faults = read(&text, &mut ids()).expect_err("refused");
    assert_eq!(faults.len(), 20_000);
    assert_eq!((faults[19_999].line, faults[19_999].column), (20_000, 49));
}
