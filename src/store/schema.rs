//! The JSON Schema of the board file (draft 2020-12), made from the tables that the reader and the writer go by.

use serde_json::{Map, Value, json};

use super::keys::{BoardKey, FIELD, FORMAT, Key, Keys, MANY, NoteKey, OutcomeKey, SessionKey, Shape, of_kind};
use crate::board::{Action, Kind};

/// The JSON Schema of the board file. The text ends with a line end.
pub fn schema() -> String {
    let mut schema = object(BoardKey::TABLE);
    let head = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Squall board",
        "description": "An event-storming board. A reference is the id of a note, or its text where only one note of the kind meant has it. Keys that are not listed are kept.",
        "$defs": { "note": note(), "value": value() },
    });
    let mut whole = Map::new();
    for part in [head, schema.take()] {
        if let Value::Object(part) = part {
            whole.extend(part);
        }
    }
    format!("{:#}\n", Value::Object(whole))
}

/// A note: what every note has, and for each kind what only it has.
fn note() -> Value {
    let mut note = object(NoteKey::TABLE);
    let own = Kind::ALL.into_iter().filter(|kind| !of_kind(*kind).is_empty());
    let own = own.map(|kind| {
        let then = object(of_kind(kind));
        json!({ "if": { "properties": { "kind": { "const": kind.key() } } }, "then": then })
    });
    note["allOf"] = own.collect();
    note
}

fn object(keys: &[Key]) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let needed: Vec<&str> = keys.iter().filter(|key| key.needed).map(|key| key.name).collect();
    let mut object = json!({ "type": "object", "properties": properties });
    if !needed.is_empty() {
        object["required"] = json!(needed);
    }
    if std::ptr::eq(keys, OutcomeKey::TABLE) {
        let (when, otherwise) = (OutcomeKey::When.name(), OutcomeKey::Otherwise.name());
        object["not"] = json!({
            "required": [when, otherwise],
            "properties": { when: { "type": "string" }, otherwise: { "const": true } },
        });
    }
    if std::ptr::eq(keys, SessionKey::TABLE) {
        let [ends, left, since] = [SessionKey::EndsAt, SessionKey::Left, SessionKey::Since].map(Keys::name);
        let given = |keys: &[(&str, &str)]| {
            let names: Vec<&str> = keys.iter().map(|(name, _)| *name).collect();
            let types: Map<String, Value> = keys.iter().map(|(name, is)| ((*name).to_owned(), json!({ "type": is }))).collect();
            json!({ "type": "object", "required": names, "properties": types })
        };
        object["not"] = given(&[(ends, "string"), (left, "integer")]);
        object["if"] = given(&[(since, "string")]);
        object["then"] = given(&[(left, "integer")]);
    }
    object
}

/// What may stand behind a key. Null is as good as leaving out a key that may be left out.
fn property(key: &Key) -> Value {
    let mut property = shape(key.shape);
    if !key.needed
        && let Some(object) = property.as_object_mut()
    {
        if let Some(kind) = object.get_mut("type") {
            *kind = json!([kind.take(), "null"]);
        } else if let Some(Value::Array(any)) = object.get_mut("anyOf") {
            any.push(json!({ "type": "null" }));
        }
    }
    let reference = match key.shape {
        Shape::Note([kind]) => format!("; the id or text of {}", kind.a()),
        Shape::Notes([kind]) => format!("; ids or texts of {}", kind.plural()),
        Shape::Note(_) | Shape::Notes(_) => "; the id or text of any note".to_owned(),
        _ => String::new(),
    };
    property["description"] = json!(format!("{}{reference}", key.about));
    property
}

fn shape(shape: Shape) -> Value {
    let text = || json!({ "type": "string" });
    let list = |of: Value| json!({ "type": "array", "items": of });
    let named = |of: Value| json!({ "type": "object", "additionalProperties": of });
    let a_value = || json!({ "$ref": "#/$defs/value" });
    match shape {
        Shape::Format => json!({ "type": "integer", "minimum": 1, "maximum": FORMAT }),
        Shape::Id => json!({ "type": "string", "minLength": 1 }),
        Shape::Text | Shape::Note(_) | Shape::Context => text(),
        Shape::Kind => json!({ "enum": Kind::ALL.map(Kind::key) }),
        Shape::Kinds => list(json!({ "enum": Kind::ALL.map(Kind::key) })),
        Shape::Number => json!({ "type": "number" }),
        Shape::Whole(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Shape::Date => json!({
            "type": "string",
            "format": "date-time",
            "pattern": r"^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$",
        }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Texts | Shape::Notes(_) => list(text()),
        Shape::Expressions | Shape::Values => named(a_value()),
        Shape::Arguments => named(json!({ "anyOf": [a_value(), list(a_value()), { "type": "null" }] })),
        Shape::State => named(json!({ "anyOf": [a_value(), { "type": "null" }] })),
        Shape::Action => json!({ "enum": Action::ALL.map(|(_, key)| key) }),
        Shape::AnswerTo => json!({
            "anyOf": [text(), { "type": "object", "properties": { FIELD: text() }, "required": [FIELD], "additionalProperties": false }],
        }),
        Shape::AnswerWith => a_value(),
        Shape::Object(keys) => object(keys),
        Shape::TextOr(keys) => json!({ "anyOf": [text(), object(keys)] }),
        Shape::Objects(keys) => list(object(keys)),
        Shape::Votes => named(json!({ "type": "integer", "minimum": 1, "maximum": MANY })),
        Shape::Wall => list(json!({ "$ref": "#/$defs/note" })),
        Shape::Any => json!({}),
    }
}

/// A whole number, true or false, or a text.
fn value() -> Value {
    json!({ "type": ["integer", "boolean", "string"], "minimum": i64::MIN, "maximum": i64::MAX })
}
