//! What the scanner takes is what JSON is; what the reader forgives.

use proptest::prelude::*;
use uuid::Uuid;

use super::scan::Scanner;
use super::tape::Tape;
use super::{read, write};
use crate::board::{AnswerTo, AnswerWith, Board, Clock, Detail, Edit, Guard, Json, Kind, Literal, Property};

fn scanned(text: &str) -> Option<Json> {
    let (mut scanner, mut tape) = (Scanner::new(text, 0), Tape::new(text));
    let result = scanner.value(&mut tape, 0).and_then(|()| scanner.finish());
    result.ok().map(|()| tape.value(0).json())
}

/// The same as serde_json would have it; no value where a key stands twice, which it hides.
fn same(ours: &Json, theirs: &serde_json::Value) -> bool {
    match (ours, theirs) {
        (Json::Null, serde_json::Value::Null) => true,
        (Json::Bool(ours), serde_json::Value::Bool(theirs)) => ours == theirs,
        (Json::Number(ours), serde_json::Value::Number(theirs)) => {
            theirs.as_f64() == ours.parse().ok() || theirs.to_string() == **ours || theirs.as_i64() == ours.parse().ok()
        }
        (Json::Text(ours), serde_json::Value::String(theirs)) => ours == theirs,
        (Json::List(ours), serde_json::Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        (Json::Object(ours), serde_json::Value::Object(theirs)) => {
            ours.len() >= theirs.len()
                && theirs.iter().all(|(key, theirs)| {
                    ours.iter().rev().find(|(name, _)| name == key).is_some_and(|(_, ours)| same(ours, theirs))
                })
        }
        _ => false,
    }
}

/// Pieces of JSON, put together in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        " ",
        "\n",
        "\"a\"",
        "\"\"",
        "\"a longer text, é\"",
        "\"\\u00e9\\n\"",
        "\"\\ud83c\\udf88\"",
        "\"\\ud83c\"",
        "\"\\x\"",
        "\"\t\"",
        "\"",
        "0",
        "-0",
        "1.5",
        "1e5",
        "1E-5",
        "01",
        "-",
        "1.",
        ".5",
        "+1",
        "true",
        "false",
        "null",
        "nul",
        "\u{feff}",
        "é",
        "/**/",
        "\"a\":1",
        "[1,2]",
        "{\"a\":[]}",
        "\u{7f}",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_scanner_takes_what_json_is(text in prop_oneof![pieces(), pieces().prop_map(|text| format!("[{text}]"))]) {
        match (scanned(&text), serde_json::from_str::<serde_json::Value>(&text)) {
            (Some(ours), Ok(theirs)) => prop_assert!(same(&ours, &theirs), "{text}: {ours:?}"),
            // It keeps no number beyond its reach; in what belongs to somebody else, we do.
            (Some(_), Err(error)) if error.to_string().contains("number out of range") => {}
            (ours, theirs) => prop_assert_eq!(ours.is_some(), theirs.is_ok(), "{}", text),
        }
    }

    #[test]
    fn a_text_is_scanned_as_it_was_meant(text in any::<String>(), escaped in any::<bool>()) {
        let mut json = serde_json::to_string(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        if escaped {
            let units: Vec<String> = text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect();
            json = format!("\"{}\"", units.concat());
        }
        prop_assert_eq!(scanned(&json), Some(Json::Text(text)));
    }
}

fn board(text: &str) -> Board {
    let mut next = 0;
    let mut ids = || {
        next += 1;
        Uuid::from_u128(next)
    };
    read(text, &mut ids).unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
}

fn of(kind: Kind, board: &Board) -> &Detail {
    &board.notes().iter().find(|note| note.kind() == kind).expect("there").detail
}

#[test]
fn an_id_goes_before_a_text_and_only_the_kind_that_is_meant_counts() {
    let board = board(
        r#"{ "squall": 1, "notes": [
        { "kind": "event", "text": "Paid", "id": "other" }, { "kind": "event", "text": "x", "id": "Paid" },
        { "kind": "aggregate", "text": "Billing" }, { "kind": "actor", "text": "Billing" },
        { "kind": "command", "text": "Billing", "aggregate": "Billing", "actors": ["Billing"], "outcomes": [{ "events": ["Paid"] }] },
        { "kind": "hot_spot", "text": "Billing", "about": "x" } ] }"#,
    );
    let Detail::Command(command) = of(Kind::Command, &board) else { panic!() };
    let text = |id| board.note(id).expect("there").text.as_str();
    assert_eq!(text(command.outcomes[0].events[0]), "x");
    assert_eq!(board.note(command.actors[0]).expect("there").kind(), Kind::Actor);
    assert_eq!(command.aggregate.map(|id| board.note(id).expect("there").kind()), Some(Kind::Aggregate));
}

#[test]
fn a_uuid_is_found_in_any_spelling_and_a_text_in_any_form() {
    let board = board(
        "{ \"squall\": 1, \"notes\": [ { \"kind\": \"event\", \"text\": \"e\u{301}\", \"id\": \"01934f6e-0000-7000-8000-0000000000ab\" },
        { \"kind\": \"event\", \"text\": \"x\" },
        { \"kind\": \"policy\", \"text\": \"p\", \"when\": [\"{01934F6E-0000-7000-8000-0000000000AB}\", \"é\", \"e\u{301}\", \"\\u0065\\u0301\"] } ] }",
    );
    let Detail::Policy(policy) = of(Kind::Policy, &board) else { panic!() };
    assert_eq!(policy.when.len(), 4);
    assert!(policy.when.iter().all(|id| board.note(*id).expect("there").text == "é"));
}

#[test]
fn null_is_as_good_as_left_out() {
    let plain = board(r#"{ "squall": 1, "id": "b", "notes": [{ "id": "a", "kind": "hot_spot", "text": "a" }] }"#);
    let nulls = board(
        r#"{ "squall": 1, "id": "b", "title": null, "created_at": null, "contexts": null, "rules": null, "scenarios": null, "workshop": null, "silenced": null,
        "notes": [{ "id": "a", "kind": "hot_spot", "text": "a", "at": null, "context": null, "author": null, "created_at": null,
                    "tags": null, "silenced": null, "about": null, "resolved": null, "run": null }] }"#,
    );
    assert_eq!(plain, nulls);
    assert_eq!(write(&plain), write(&nulls));
}

#[test]
fn a_value_in_place_of_an_expression_becomes_its_text() {
    let board = board(
        r#"{ "squall": 1, "notes": [{ "kind": "command", "text": "c", "outcomes": [{ "set": { "a": 0, "b": true, "c": "a + 1" }, "otherwise": false }] }] }"#,
    );
    let Detail::Command(command) = of(Kind::Command, &board) else { panic!() };
    let set: Vec<&str> = command.outcomes[0].set.iter().map(|(_, expression)| expression.as_str()).collect();
    assert_eq!((set, &command.outcomes[0].guard), (vec!["0", "true", "a + 1"], &Guard::None));
}

#[test]
fn an_answer_is_read_by_what_it_answers() {
    let board = board(
        r#"{ "squall": 1, "notes": [
        { "kind": "event", "text": "E" }, { "kind": "command", "text": "C" }, { "kind": "command", "text": "no" }, { "kind": "policy", "text": "P" } ],
        "scenarios": [{ "name": "s", "when": [{ "command": "C", "answers": [
            { "to": "C", "with": "E" }, { "to": "P", "with": "yes" }, { "to": "P", "with": "false" }, { "to": "P", "with": true },
            { "to": "P", "with": "no" }, { "to": "P", "with": "C" }, { "to": "size", "with": "E" }, { "to": { "field": "C" }, "with": 7 }
        ] }] }] }"#,
    );
    let answers = &board.heading().scenarios[0].when[0].answers;
    let text = |answer: &AnswerWith| match answer {
        AnswerWith::Note(id) => board.note(*id).expect("there").text.clone(),
        AnswerWith::Value(value) => format!("{value:?}"),
    };
    let with: Vec<String> = answers.iter().map(|answer| text(&answer.with)).collect();
    // A command called `no` is meant where there is one.
    assert_eq!(with, ["E", "Bool(true)", "Bool(false)", "Bool(true)", "no", "C", "Text(\"E\")", "Int(7)"]);
    assert_eq!((&answers[6].to, &answers[7].to), (&AnswerTo::Field("size".to_owned()), &AnswerTo::Field("C".to_owned())));
    assert!(write(&board).contains(r#"{ "to": { "field": "C" }, "with": 7 }"#));
}

#[test]
fn a_key_that_a_new_kind_knows_is_not_written_twice() {
    let mut board = board(r#"{ "squall": 1, "notes": [{ "id": "a", "kind": "event", "text": "a", "about": "a", "x": 1 }] }"#);
    let id = board.notes()[0].id;
    board.apply(crate::board::Edit::Retype { note: id, kind: Kind::HotSpot }).expect("taken");
    let text = write(&board);
    assert!(!text.contains("about") && text.contains("\"x\": 1"), "{text}");
    assert_eq!(of(Kind::HotSpot, &self::board(&text)), &Detail::HotSpot(Default::default()));
}

#[test]
fn whole_numbers_of_all_sixty_four_bits() {
    let board = board(
        r#"{ "squall": 1, "notes": [{ "kind": "aggregate", "text": "a", "state": { "a": 9223372036854775807, "b": -9223372036854775808, "c": -0 } }] }"#,
    );
    let Detail::Aggregate(aggregate) = of(Kind::Aggregate, &board) else { panic!() };
    let values: Vec<Option<Literal>> = aggregate.state.iter().map(|(_, value)| value.clone()).collect();
    assert_eq!(values, [i64::MAX, i64::MIN, 0].map(|int| Some(Literal::Int(int))));
}

#[test]
fn what_is_not_known_is_kept_as_it_was() {
    let text = "{\n  \"squall\": 1,\n  \"id\": \"b\",\n  \"x\": [1e400, 1.50, -0, \"\\u0000\", { \"\": null }]\n}\n";
    assert_eq!(write(&board(text)), text);
}

#[test]
fn a_request_is_a_mere_text_where_nothing_else_is_said_about_it() {
    let whole = board(r#"{ "squall": 1, "workshop": { "request": { "text": "Customers subscribe.", "taken": [] } } }"#);
    assert_eq!(whole, board(r#"{ "squall": 1, "workshop": { "request": "Customers subscribe." } }"#));
    assert!(write(&whole).contains("\"workshop\": { \"request\": \"Customers subscribe.\" }"), "{}", write(&whole));
    let more = r#"{ "text": "Customers subscribe.", "x": 1 }"#;
    let more = board(&format!("{{ \"squall\": 1, \"workshop\": {{ \"request\": {more} }} }}"));
    assert!(write(&more).contains(r#""request": { "text": "Customers subscribe.", "x": 1 }"#), "{}", write(&more));
}

#[test]
fn a_workshop_is_written_as_it_was_read_and_an_empty_one_not_at_all() {
    let text = r#"{
  "squall": 1,
  "id": "b",
  "workshop": {
    "agenda": "Half a day",
    "phases": [
      {
        "name": "Warm Up",
        "least": 5,
        "minutes": 10,
        "kinds": ["event", "hot_spot"],
        "activity": "Everyone writes one event.",
        "questions": ["What happened?"],
        "looks_for": ["event-not-past", "of a newer version"],
        "x": 1
      },
      { "name": "Break" }
    ],
    "request": {
      "text": "Customers can subscribe.",
      "taken": [{ "from": 14, "to": 23, "kind": "event", "x": null }],
      "x": 1
    },
    "parked": [{ "text": "Refunds", "by": "ana", "done": true, "x": 1 }],
    "session": {
      "phase": 1,
      "left": -760,
      "since": "2026-11-23T10:12:40Z",
      "log": [
        {
          "phase": "Warm Up",
          "began": "2026-11-23T09:00:00Z",
          "ended": "2026-11-23T09:12:40Z",
          "paused": 90,
          "planned": 600,
          "skipped": true,
          "x": 1
        },
        { "phase": "Break", "began": "2026-11-23T09:12:40Z" }
      ],
      "earlier": [
        {
          "phase": "Policies",
          "log": [{ "phase": "Policies", "began": "2026-11-22T09:00:00Z" }],
          "x": 1
        },
        { "x": 2 }
      ],
      "x": 1
    },
    "x": { "y": [1.50] }
  }
}
"#;
    assert_eq!(write(&board(text)), text);
    let nothing = r#"{ "squall": 1, "id": "b", "workshop": { "agenda": null, "phases": [], "request": null, "parked": [], "session": null } }"#;
    assert_eq!(write(&board(nothing)), "{\n  \"squall\": 1,\n  \"id\": \"b\"\n}\n");
}

#[test]
fn a_timer_runs_or_stands_still_or_is_none() {
    let clock = |keys: &str| {
        let board = board(&format!(r#"{{ "squall": 1, "workshop": {{ "session": {{ "phase": 0{keys} }} }} }}"#));
        board.heading().workshop.session.as_ref().map(|session| session.clock)
    };
    let at = "2026-11-23T10:12:40Z".parse().expect("a date");
    assert_eq!(clock(r#", "ends_at": "2026-11-23T11:12:40+01:00""#), Some(Clock::Runs(at)));
    assert_eq!(clock(r#", "left": -5"#), Some(Clock::Stands { left: -5, since: None }));
    assert_eq!(clock(r#", "left": 5, "since": "2026-11-23T10:12:40Z""#), Some(Clock::Stands { left: 5, since: Some(at) }));
    assert_eq!(clock(""), Some(Clock::None));
}

#[test]
fn dots_are_kept_with_who_gave_them_and_nobody_gives_none() {
    let mut board = board(
        r#"{ "squall": 1, "id": "b", "notes": [{ "id": "q", "kind": "hot_spot", "text": "q", "votes": { "ana": 2, "ben": 1 } }] }"#,
    );
    assert!(write(&board).contains(r#""votes": { "ana": 2, "ben": 1 }"#), "{}", write(&board));
    let votes = Property::Votes(vec![("ana".to_owned(), 0), ("ben".to_owned(), 1)]);
    board.apply(Edit::Set { note: board.notes()[0].id, property: votes }).expect("taken");
    assert!(write(&board).contains(r#""votes": { "ben": 1 }"#), "{}", write(&board));
}
