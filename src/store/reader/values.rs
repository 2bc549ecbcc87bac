//! One key of an object → one value of its type, or a fault that says what was expected and what was found.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, Utc};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::Reader;
use crate::board::{Argument, Literal, Place, Unknown};
use crate::store::fault::{quoted, shown};
use crate::store::keys::{Key, Keys, MANY, Shape};
use crate::store::tape::Value;

/// As many slots as the object with the most known keys needs.
const SLOTS: usize = 14;

/// The values of an object by the place of their keys in its table. A key whose value is null is as good as left out.
#[derive(Debug)]
pub(super) struct Fields<'t> {
    /// Where the object begins.
    pub at: usize,
    slots: [Option<Value<'t>>; SLOTS],
    /// Keys that no table has.
    pub unknown: Unknown,
}

impl<'t> Fields<'t> {
    pub fn empty(at: usize) -> Fields<'t> {
        Fields { at, slots: [None; SLOTS], unknown: Unknown::new() }
    }

    pub fn put(&mut self, slot: usize, value: Value<'t>) {
        self.slots[slot] = Some(value).filter(|value| !value.is_null());
    }

    pub fn get<K: Keys>(&self, key: K) -> Option<Value<'t>> {
        self.slots[K::OFFSET + key.index()]
    }
}

/// Text as it is kept: in the composed form of Unicode.
pub(super) fn composed(text: Cow<'_, str>) -> String {
    match text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        true => text.into_owned(),
        false => text.nfc().collect(),
    }
}

impl Reader<'_, '_> {
    /// Sorts the keys of an object by its tables; the second table's keys stand behind the first's.
    pub fn fields<'t>(&mut self, value: Value<'t>, what: &str, tables: [&'static [Key]; 2]) -> Option<Fields<'t>> {
        let Some(entries) = value.entries() else {
            self.fault(value.at(), format!("{what} is an object, found {}", value.what()), None);
            return None;
        };
        let mut fields = Fields::empty(value.at());
        let known = tables[0].len() + tables[1].len();
        let name = |slot: usize| tables[0].get(slot).unwrap_or_else(|| &tables[1][slot - tables[0].len()]).name;
        // Keys mostly stand in the order of their table.
        let mut next = 0;
        for (key, value) in entries {
            let key = key.text().unwrap_or_default();
            match (next..known).chain(0..next).find(|slot| name(*slot) == key) {
                Some(slot) => {
                    fields.put(slot, value);
                    next = slot + 1;
                }
                None => fields.unknown.push((key.into_owned(), value.json())),
            }
        }
        let keys = tables[0].iter().chain(tables[1]).enumerate();
        for (_, key) in keys.filter(|(slot, key)| key.needed && fields.slots[*slot].is_none()) {
            let hint = format!("write {:?}: {}", key.name, key.about);
            self.fault(fields.at, format!("`{}` is missing from {what}", key.name), Some(hint));
        }
        Some(fields)
    }

    pub fn expected(&mut self, key: &str, value: Value<'_>, expected: &str) {
        let hint = match (expected, value.text().is_some()) {
            ("a list of texts" | "a list of notes", true) => Some("put it into brackets: [\"…\"]".to_owned()),
            _ => None,
        };
        self.fault(value.at(), format!("`{key}` must be {expected}, found {}", value.what()), hint);
    }

    pub fn text<K: Keys>(&mut self, fields: &Fields<'_>, key: K) -> Option<String> {
        let value = fields.get(key)?;
        if value.text().is_none() {
            self.expected(key.name(), value, "a text");
        }
        value.text().map(composed)
    }

    /// An id and where it stands.
    pub fn id<'t, K: Keys>(&mut self, fields: &Fields<'t>, key: K) -> Option<(Cow<'t, str>, usize)> {
        let value = fields.get(key)?;
        match value.text() {
            None => self.expected(key.name(), value, "a text"),
            Some(text) if text.is_empty() => {
                self.fault(value.at(), "an id cannot be empty", Some("leave the key out: an id is then given".to_owned()));
            }
            Some(text) => return Some((text, value.at())),
        }
        None
    }

    pub fn flag<K: Keys>(&mut self, fields: &Fields<'_>, key: K) -> bool {
        let Some(value) = fields.get(key) else { return false };
        value.flag().unwrap_or_else(|| {
            self.expected(key.name(), value, "true or false");
            false
        })
    }

    pub fn date<K: Keys>(&mut self, fields: &Fields<'_>, key: K) -> Option<DateTime<Utc>> {
        let value = fields.get(key)?;
        let Some(text) = value.text() else {
            self.expected(key.name(), value, "a date and time as text");
            return None;
        };
        // A year beyond four digits, which another time zone may lead to, could be written and not be read again.
        let date = DateTime::parse_from_rfc3339(&text).ok().map(|date| date.with_timezone(&Utc));
        match date.filter(|date| (0..=9999).contains(&date.year())) {
            Some(date) => Some(date),
            None => {
                let hint = Some("such as 2026-11-23T09:00:00Z".to_owned());
                self.fault(value.at(), format!("`{}` must be a date and time, found {}", key.name(), quoted(&text)), hint);
                None
            }
        }
    }

    pub fn place<K: Keys>(&mut self, fields: &Fields<'_>, key: K) -> Option<Place> {
        let value = fields.get(key)?;
        let Some(number) = value.number() else {
            self.expected(key.name(), value, "a number");
            return None;
        };
        let place = number.parse().ok().and_then(Place::new);
        if place.is_none() {
            self.fault(value.at(), format!("`{}` is too large a number", key.name()), None);
        }
        place
    }

    /// A whole number within the bounds that the table sets.
    pub fn whole<K: Keys>(&mut self, fields: &Fields<'_>, key: K) -> Option<i64> {
        let (least, most) = if let Shape::Whole(least, most) = K::TABLE[key.index()].shape { (least, most) } else { (0, MANY) };
        self.between(key.name(), fields.get(key)?, least, most, || Some(K::TABLE[key.index()].about.to_owned()))
    }

    /// A whole number that is neither too small nor too large.
    fn between(&mut self, name: &str, value: Value<'_>, least: i64, most: i64, hint: impl Fn() -> Option<String>) -> Option<i64> {
        let Some(number) = value.number().filter(|number| !number.contains(['.', 'e', 'E'])) else {
            self.expected(name, value, "a whole number");
            return None;
        };
        let int = number.parse().ok().filter(|int| (least..=most).contains(int));
        if int.is_none() {
            let bound =
                if number.starts_with('-') || number == "0" { format!("at least {least}") } else { format!("at most {most}") };
            self.fault(value.at(), format!("`{name}` must be {bound}, found {number}"), hint());
        }
        int
    }

    /// Who gave how many dots.
    pub fn votes<K: Keys>(&mut self, fields: &Fields<'_>, key: K) -> Vec<(String, u32)> {
        let hint = || Some("leave out who gave none".to_owned());
        self.named(fields, key, |reader, name, value| {
            let name: String = shown(name);
            reader.between(&name, value, 1, MANY, hint).and_then(|dots| u32::try_from(dots).ok())
        })
    }

    pub fn texts<K: Keys>(&mut self, fields: &Fields<'_>, key: K) -> Vec<String> {
        let mut texts = Vec::new();
        for value in self.list(key, fields.get(key), "a list of texts") {
            match value.text() {
                Some(text) => texts.push(composed(text)),
                None => self.fault(value.at(), format!("`{}` must hold texts, found {}", key.name(), value.what()), None),
            }
        }
        texts.shrink_to_fit();
        texts
    }

    /// The elements of a list.
    pub fn list<'t, K: Keys>(
        &mut self,
        key: K,
        value: Option<Value<'t>>,
        what: &str,
    ) -> impl Iterator<Item = Value<'t>> + use<'t, K> {
        if let Some(value) = value.filter(|value| value.items().is_none()) {
            self.expected(key.name(), value, what);
        }
        value.and_then(Value::items).into_iter().flatten()
    }

    /// The objects of a list, each as `read` reads it.
    pub fn each<T, K: Keys>(
        &mut self,
        fields: &Fields<'_>,
        key: K,
        mut read: impl FnMut(&mut Self, Value<'_>) -> Option<T>,
    ) -> Vec<T> {
        let mut all: Vec<T> = self.objects(key, fields.get(key)).filter_map(|value| read(self, value)).collect();
        // A list grows by four at a time, and most hold one.
        all.shrink_to_fit();
        all
    }

    pub fn objects<'t, K: Keys>(&mut self, key: K, value: Option<Value<'t>>) -> impl Iterator<Item = Value<'t>> + use<'t, K> {
        self.list(key, value, "a list of objects")
    }

    /// Names and what stands behind each; `read` says nothing for a value that it has refused.
    fn named<T, K: Keys>(
        &mut self,
        fields: &Fields<'_>,
        key: K,
        mut read: impl FnMut(&mut Self, &str, Value<'_>) -> Option<T>,
    ) -> Vec<(String, T)> {
        let Some(object) = fields.get(key) else { return Vec::new() };
        let Some(entries) = object.entries() else {
            let hint = object.items().is_some().then(|| "write { \"name\": value }".to_owned());
            self.fault(object.at(), format!("`{}` must be an object, found {}", key.name(), object.what()), hint);
            return Vec::new();
        };
        let mut named: Vec<(String, T)> = Vec::new();
        for (name, value) in entries {
            let (at, raw) = (name.at(), name.text().unwrap_or_default());
            // Two spellings of one name are no repeated key to JSON; the scanner reports those that are.
            let spelled_alike = !raw.is_ascii() && {
                let mut before = object.entries().into_iter().flatten().take_while(|(key, _)| key.at() < at);
                before.any(|(key, _)| key.text().as_deref() == Some(&*raw))
            };
            let spelled = !raw.is_ascii() && !spelled_alike;
            let name = composed(raw);
            if spelled && named.iter().any(|(other, _)| *other == name) {
                self.fault(
                    at,
                    format!("the name {} stands twice in this object", quoted(&name)),
                    Some("take one of the two away".to_owned()),
                );
            }
            if let Some(read) = read(self, &name, value) {
                named.push((name, read));
            }
        }
        named.shrink_to_fit();
        named
    }

    /// Names and expressions. A value may stand in place of its expression.
    pub fn expressions<K: Keys>(&mut self, fields: &Fields<'_>, key: K) -> Vec<(String, String)> {
        self.named(fields, key, |reader, name, value| match reader.literal(name, value, "an expression")? {
            Literal::Int(int) => Some(int.to_string()),
            Literal::Bool(flag) => Some(flag.to_string()),
            Literal::Text(text) => Some(text),
        })
    }

    pub fn values<K: Keys>(&mut self, fields: &Fields<'_>, key: K) -> Vec<(String, Literal)> {
        self.named(fields, key, |reader, name, value| reader.literal(name, value, "a value"))
    }

    pub fn state<K: Keys>(&mut self, fields: &Fields<'_>, key: K) -> Vec<(String, Option<Literal>)> {
        self.named(fields, key, |reader, name, value| match value.is_null() {
            true => Some(None),
            false => reader.literal(name, value, "a value or null").map(Some),
        })
    }

    pub fn arguments<K: Keys>(&mut self, fields: &Fields<'_>, key: K) -> Vec<Argument> {
        let arguments = self.named(fields, key, |reader, name, value| {
            let Some(items) = value.items() else {
                let values = if value.is_null() {
                    Vec::new()
                } else {
                    vec![reader.literal(name, value, "a value, a list of values or null")?]
                };
                return Some((values, false));
            };
            let values: Vec<Literal> = items.filter_map(|item| reader.literal(name, item, "a value")).collect();
            let listed = values.len() == 1;
            Some((values, listed))
        });
        arguments.into_iter().map(|(name, (values, listed))| Argument { name, values, listed }).collect()
    }

    /// A whole number, true or false, or a text.
    pub fn literal(&mut self, name: &str, value: Value<'_>, expected: &str) -> Option<Literal> {
        if let Some(number) = value.number() {
            if number.contains(['.', 'e', 'E']) {
                let message = format!("{} must be a whole number, found {number}", quoted(name));
                self.fault(value.at(), message, Some("count in the smallest unit, such as cents".to_owned()));
                return None;
            }
            let int = number.parse().ok();
            if int.is_none() {
                self.fault(value.at(), format!("{} is beyond 64 bits: {}", quoted(name), quoted(number)), None);
            }
            return int.map(Literal::Int);
        }
        let literal = value.flag().map(Literal::Bool).or_else(|| value.text().map(|text| Literal::Text(composed(text))));
        if literal.is_none() {
            let hint = "a value is a whole number, true or false, or a text".to_owned();
            self.fault(value.at(), format!("{} must be {expected}, found {}", quoted(name), value.what()), Some(hint));
        }
        literal
    }
}
