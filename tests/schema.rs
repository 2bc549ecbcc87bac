//! The schema says what the reader says.

mod support;

use boon::{Compiler, SchemaIndex, Schemas};
use proptest::prelude::*;
use serde_json::{Value, json};
use squall::store::{read, schema, write};
use support::boards::boards;
use support::ids;

struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    fn new() -> Schema {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        let schema = serde_json::from_str(&schema()).expect("JSON");
        compiler.add_resource("https://squall.test/board.json", schema).expect("a resource");
        let index = compiler.compile("https://squall.test/board.json", &mut schemas).expect("a schema");
        Schema { schemas, index }
    }

    fn refuses(&self, document: &Value) -> Option<String> {
        self.schemas.validate(document, self.index).err().map(|error| error.to_string())
    }
}

/// A text that serde_json can hold: a number beyond its reach is no matter of the schema.
fn value(text: &str) -> Value {
    serde_json::from_str(&text.replace("1e400", "1e40")).expect("JSON")
}

#[test]
fn the_schema_is_a_schema() {
    let text = schema();
    assert!(text.ends_with("}\n"));
    let document: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(document["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let meta = compiler.compile("https://json-schema.org/draft/2020-12/schema", &mut schemas).expect("the schema of schemas");
    schemas.validate(&document, meta).expect("valid");
}

#[test]
fn a_board_written_by_hand_is_valid() {
    let text = include_str!("support/by_hand.json");
    assert_eq!(Schema::new().refuses(&value(text)), None);
    let board = read(text, &mut ids()).expect("a board");
    assert_eq!(Schema::new().refuses(&value(&write(&board))), None);
}

#[test]
fn whatever_is_written_is_valid() {
    let schema = Schema::new();
    let mut runner =
        proptest::test_runner::TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) });
    let check = runner.run(&boards(8), |board| {
        let text = write(&board);
        match schema.refuses(&value(&text)) {
            None => Ok(()),
            Some(why) => Err(TestCaseError::fail(format!("{why}\n{text}"))),
        }
    });
    check.unwrap_or_else(|failure| panic!("{failure}"));
}

/// A board with every key there is.
fn every_key() -> Value {
    json!({
        "squall": 1, "id": "b", "title": "t", "created_at": "2026-11-23T09:00:00Z",
        "contexts": [{ "id": "c", "name": "C" }],
        "notes": [
            { "id": "a", "kind": "actor", "text": "A", "at": 1.5, "context": "c", "author": "ana", "created_at": "2026-11-23T09:00:00Z", "tags": ["x"], "silenced": ["x"] },
            { "id": "s", "kind": "external_system", "text": "S" },
            { "id": "e", "kind": "event", "text": "E", "fields": ["f"], "pivotal": true },
            { "id": "g", "kind": "aggregate", "text": "G", "state": { "n": 1 }, "invariants": ["n > 0"], "identified_by": "id" },
            { "id": "k", "kind": "command", "text": "K", "aggregate": "g", "actors": ["a"], "systems": ["s"], "fields": { "f": [1, "x"] },
              "outcomes": [{ "events": ["e"], "set": { "n": "n + 1" }, "when": "n > 0" }, { "otherwise": true }] },
            { "id": "p", "kind": "policy", "text": "P", "when": ["e"], "where": "n > 0", "choose": true,
              "then": [{ "command": "k", "after": "1h", "unless": ["e"], "with": { "f": "1" } }] },
            { "id": "r", "kind": "read_model", "text": "R", "audience": "all", "built_from": ["e"], "shows": ["it"], "keyed_by": "f",
              "on": [{ "event": "e", "do": "update", "set": { "f": "f" } }] },
            { "id": "h", "kind": "hot_spot", "text": "H", "about": "k", "resolved": true, "run": 1, "votes": { "ana": 2 } }
        ],
        "rules": ["r"],
        "scenarios": [{ "name": "N", "given": [{ "command": "k" }], "then": ["e"], "never": ["e"], "state": ["n == 1"],
            "when": [{ "command": "k", "at": "1h", "with": { "f": 1 }, "answers": [{ "to": "k", "with": "e" }, { "to": { "field": "k" }, "with": 2 }] }] }],
        "workshop": {
            "agenda": "a", "request": { "text": "r", "taken": [{ "from": 1, "to": 2, "kind": "event" }] },
            "phases": [{ "name": "n", "least": 5, "minutes": 10, "kinds": ["event"], "activity": "a", "questions": ["q"], "looks_for": ["l"] }],
            "parked": [{ "text": "t", "by": "b", "done": true }],
            "session": { "phase": 1, "left": -3, "since": "2026-11-23T09:00:00Z", "log": [
                { "phase": "n", "began": "2026-11-23T09:00:00Z", "ended": "2026-11-23T09:00:00Z", "paused": 9, "planned": 9, "skipped": true }] }
        },
        "silenced": ["x"]
    })
}

/// Every place of a document, as JSON pointers.
fn places(value: &Value, here: &str, all: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let place = format!("{here}/{index}");
                places(item, &place, all);
                all.push(place);
            }
        }
        Value::Object(entries) => {
            for (key, item) in entries {
                let place = format!("{here}/{key}");
                places(item, &place, all);
                all.push(place);
            }
        }
        _ => {}
    }
}

/// Whether the fault is one of the kind that a schema can see: a type or a missing key, and not what a reference leads to.
fn of_type(messages: &[String]) -> bool {
    messages.iter().all(|message| {
        let lookup = [
            "there is no command",
            "there is no event",
            "there is no note",
            "there is no context",
            "there is no aggregate",
            "there is no actor",
            "there is no external",
            "only a",
            "must be an event, found",
            "connected with itself",
            "already",
            "more than its `from`",
        ];
        !lookup.iter().any(|lookup| message.contains(lookup))
    })
}

#[test]
fn a_wrong_type_is_refused_by_the_reader_and_by_the_schema() {
    let schema = Schema::new();
    let whole = every_key();
    assert_eq!(schema.refuses(&whole), None);
    read(&whole.to_string(), &mut ids()).expect("a board");
    let mut all = Vec::new();
    places(&whole, "", &mut all);
    let others = [
        json!(null),
        json!(true),
        json!(7),
        json!(2.5),
        json!("x"),
        json!(""),
        json!([]),
        json!([1.5]),
        json!(["x", null]),
        json!({}),
        json!({ "x": {} }),
        json!({ "x": 1.5 }),
        json!({ "x": null }),
    ];
    let (mut refused, mut taken) = (0, 0);
    for place in &all {
        for other in &others {
            let mut document = whole.clone();
            *document.pointer_mut(place).expect("there") = other.clone();
            let messages: Vec<String> = match read(&document.to_string(), &mut ids()) {
                Ok(_) => vec![],
                Err(faults) => faults.into_iter().map(|fault| fault.message).collect(),
            };
            let by_schema = schema.refuses(&document);
            if messages.is_empty() {
                taken += 1;
                assert_eq!(by_schema, None, "the reader takes {other} at {place}");
            } else if of_type(&messages) {
                refused += 1;
                assert!(by_schema.is_some(), "the schema takes {other} at {place}, the reader says {messages:?}");
            }
        }
        // And every needed key is needed by both.
        let mut document = whole.clone();
        let (parent, key) = place.rsplit_once('/').expect("a pointer");
        if let Some(Value::Object(parent)) = document.pointer_mut(parent) {
            parent.remove(key);
            let messages: Vec<String> = match read(&document.to_string(), &mut ids()) {
                Ok(_) => vec![],
                Err(faults) => faults.into_iter().map(|fault| fault.message).collect(),
            };
            if of_type(&messages) {
                assert_eq!(schema.refuses(&document).is_some(), !messages.is_empty(), "without {place}: {messages:?}");
            }
        }
    }
    assert!(refused > 1500 && taken > 250, "{refused} refused, {taken} taken");
}

/// What a schema must say about several keys of one object together.
#[test]
fn a_timer_that_runs_and_stands_still_is_refused_by_the_reader_and_by_the_schema() {
    let (schema, date) = (Schema::new(), "2026-11-23T09:00:00Z");
    for (session, right) in [
        (json!({ "phase": 0 }), true),
        (json!({ "phase": 0, "ends_at": date }), true),
        (json!({ "phase": 0, "left": 0 }), true),
        (json!({ "phase": 0, "left": -5, "since": date, "ends_at": null }), true),
        (json!({ "phase": 0, "ends_at": date, "left": null, "since": null }), true),
        (json!({ "phase": 0, "ends_at": date, "left": 5 }), false),
        (json!({ "phase": 0, "since": date }), false),
        (json!({ "phase": 0, "since": date, "ends_at": date }), false),
        (json!({ "phase": -1 }), false),
        (json!({ "phase": 0, "left": 5e99 }), false),
    ] {
        let document = json!({ "squall": 1, "workshop": { "session": session } });
        assert_eq!(schema.refuses(&document).is_none(), right, "{session}");
        assert_eq!(read(&document.to_string(), &mut ids()).is_ok(), right, "{session}");
    }
}
