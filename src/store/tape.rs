//! JSON values as they lie in a text: a list of nodes in its order, so that reading a value allocates nothing.
//!
//! This module knows JSON that was scanned, nothing of boards.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::board::Json;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tag {
    Null,
    True,
    False,
    Number,
    /// A text without escapes.
    Plain,
    Escaped,
    List,
    Object,
}

/// A value, or a key before its value. `start..end` is what it is made of (a text without its quotes), `next` the node behind all
/// that is in it.
#[derive(Clone, Copy, Debug)]
struct Node {
    start: u32,
    end: u32,
    next: u32,
    tag: Tag,
}

/// Values that were read.
#[derive(Debug)]
pub(super) struct Tape<'a> {
    text: &'a str,
    nodes: Vec<Node>,
}

impl<'a> Tape<'a> {
    pub fn new(text: &'a str) -> Tape<'a> {
        Tape { text, nodes: Vec::new() }
    }

    pub fn clear(&mut self) {
        self.nodes.clear();
    }

    /// How many nodes there are, which is where the next one comes to lie.
    pub fn length(&self) -> u32 {
        self.nodes.len() as u32
    }

    /// Forgets everything from a node on.
    pub fn truncate(&mut self, index: u32) {
        self.nodes.truncate(index as usize);
    }

    /// Adds a value that is made of a part of the text.
    pub fn push(&mut self, tag: Tag, start: usize, end: usize) {
        let next = self.length() + 1;
        self.nodes.push(Node { start: start as u32, end: end as u32, next, tag });
    }

    /// Ends a list or object that began with a node: all nodes behind it are in it.
    pub fn end(&mut self, index: u32, end: usize) {
        let next = self.length();
        let node = &mut self.nodes[index as usize];
        (node.end, node.next) = (end as u32, next);
    }

    /// The value that begins at a node.
    pub fn value(&self, index: u32) -> Value<'_> {
        Value { tape: self, index }
    }
}

/// One value on a tape.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'t> {
    tape: &'t Tape<'t>,
    index: u32,
}

impl<'t> Value<'t> {
    fn node(self) -> &'t Node {
        &self.tape.nodes[self.index as usize]
    }

    fn span(self) -> &'t str {
        let node = self.node();
        &self.tape.text[node.start as usize..node.end as usize]
    }

    /// Where it begins in the text; a text at its quote.
    pub fn at(self) -> usize {
        let node = self.node();
        node.start as usize - usize::from(matches!(node.tag, Tag::Plain | Tag::Escaped))
    }

    pub fn is_null(self) -> bool {
        self.node().tag == Tag::Null
    }

    pub fn flag(self) -> Option<bool> {
        match self.node().tag {
            Tag::True => Some(true),
            Tag::False => Some(false),
            _ => None,
        }
    }

    /// A number, as it was written.
    pub fn number(self) -> Option<&'t str> {
        (self.node().tag == Tag::Number).then(|| self.span())
    }

    pub fn text(self) -> Option<Cow<'t, str>> {
        match self.node().tag {
            Tag::Plain => Some(Cow::Borrowed(self.span())),
            Tag::Escaped => Some(Cow::Owned(unescape(self.span()))),
            _ => None,
        }
    }

    pub fn is_text(self) -> bool {
        matches!(self.node().tag, Tag::Plain | Tag::Escaped)
    }

    /// The elements of a list.
    pub fn items(self) -> Option<impl Iterator<Item = Value<'t>>> {
        (self.node().tag == Tag::List).then(|| self.children())
    }

    /// Keys and values of an object.
    pub fn entries(self) -> Option<impl Iterator<Item = (Value<'t>, Value<'t>)>> {
        let mut children = self.children();
        (self.node().tag == Tag::Object).then(|| std::iter::from_fn(move || Some((children.next()?, children.next()?))))
    }

    fn children(self) -> impl Iterator<Item = Value<'t>> {
        let (mut index, end) = (self.index + 1, self.node().next);
        std::iter::from_fn(move || {
            let child = (index < end).then_some(Value { tape: self.tape, index })?;
            index = child.node().next;
            Some(child)
        })
    }

    /// What it is, in words.
    pub fn what(self) -> &'static str {
        match self.node().tag {
            Tag::Null => "null",
            Tag::True => "true",
            Tag::False => "false",
            Tag::Number if self.span().contains(['.', 'e', 'E']) => "a decimal number",
            Tag::Number => "a whole number",
            Tag::Plain | Tag::Escaped => "a text",
            Tag::List => "a list",
            Tag::Object => "an object",
        }
    }

    /// The value as it shall be kept for somebody else.
    pub fn json(self) -> Json {
        match self.node().tag {
            Tag::Null => Json::Null,
            Tag::True => Json::Bool(true),
            Tag::False => Json::Bool(false),
            Tag::Number => Json::Number(self.span().into()),
            Tag::Plain | Tag::Escaped => Json::Text(self.text().unwrap_or_default().into_owned()),
            Tag::List => Json::List(self.children().map(Value::json).collect()),
            Tag::Object => {
                let entries = self.entries().into_iter().flatten();
                Json::Object(entries.map(|(key, value)| (key.text().unwrap_or_default().into_owned(), value.json())).collect())
            }
        }
    }
}

/// Finds the keys of an object that stand in it twice.
pub(super) fn find_repeated(tape: &Tape<'_>, object: u32, keys: usize, repeated: &mut Vec<(u32, u32)>) {
    let value = tape.value(object);
    let entries = || value.entries().into_iter().flatten().map(|(key, _)| key);
    if keys <= 24 {
        // A bit for each key: only a key whose bit is taken is held against those before it.
        let mut seen = 0u64;
        for key in entries() {
            let (span, escaped) = (key.span().as_bytes(), key.node().tag == Tag::Escaped);
            let ends = span.first().zip(span.last()).map_or(0, |(first, last)| u32::from(*first) * 7 + u32::from(*last));
            let bit = 1u64 << ((ends + span.len() as u32 * 13) % 64);
            if seen & bit != 0 || escaped {
                let mut before = entries().take_while(|other| other.index < key.index);
                repeated.extend(before.find(|other| other.text() == key.text()).map(|first| (key.at() as u32, first.at() as u32)));
            }
            // An escaped key may be written in other bits than its like.
            seen |= if escaped { u64::MAX } else { bit };
        }
        return;
    }
    let mut seen: HashMap<Cow<'_, str>, u32> = HashMap::with_capacity(keys);
    for key in entries() {
        let (name, at) = (key.text().unwrap_or_default(), key.at() as u32);
        match seen.get(&name) {
            Some(first) => repeated.push((at, *first)),
            None => drop(seen.insert(name, at)),
        }
    }
}

/// Four hexadecimal digits.
pub(super) fn hex(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.iter().try_fold(0, |value, byte| Some(value * 16 + (*byte as char).to_digit(16)?))
}

/// Undoes the escapes of a text whose escapes are known to be right.
fn unescape(text: &str) -> String {
    let (mut plain, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        let bytes = rest.as_bytes();
        let (c, length) = match bytes.get(at + 1) {
            Some(b'u') => match (hex(bytes, at + 2), hex(bytes, at + 8)) {
                (Some(high @ 0xd800..0xdc00), Some(low)) => (char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low & 0x3ff)), 12),
                (unit, _) => (unit.and_then(char::from_u32), 6),
            },
            Some(b'b') => (Some('\u{8}'), 2),
            Some(b'f') => (Some('\u{c}'), 2),
            Some(b'n') => (Some('\n'), 2),
            Some(b'r') => (Some('\r'), 2),
            Some(b't') => (Some('\t'), 2),
            other => (other.map(|byte| *byte as char), 2),
        };
        plain.extend(c);
        rest = &rest[at + length..];
    }
    plain.push_str(rest);
    plain
}
