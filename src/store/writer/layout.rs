//! How JSON is laid out: two blanks a level, a list or object on one line where it then fits, otherwise one element a line.
//!
//! What is nested is first written on one line; where that becomes too long, it is taken back and written once more, broken. So
//! the writing functions are called up to twice, and know nothing of the layout.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::board::Json;

/// How many characters a line may have for what is nested in it to stay on it; a comma behind it does not count, so that a line does
/// not change with what follows.
const WIDTH: usize = 100;

/// What lines begin with.
const BLANKS: &str = "                                ";

/// JSON as it is being written.
#[derive(Debug)]
pub(super) struct Layout {
    pub out: String,
    line: usize,
    level: usize,
    /// On one line.
    flat: bool,
    /// Nothing stands in the open bracket yet.
    first: bool,
}

impl Layout {
    pub fn new(capacity: usize) -> Layout {
        Layout { out: String::with_capacity(capacity), line: 0, level: 0, flat: false, first: true }
    }

    pub fn open(&mut self, bracket: char) {
        self.out.push(bracket);
        self.level += 1;
        self.first = true;
    }

    pub fn close(&mut self, bracket: char) {
        self.level -= 1;
        if !std::mem::take(&mut self.first) {
            match (self.flat, bracket) {
                (false, _) => self.newline(),
                (true, '}') => self.out.push(' '),
                (true, _) => {}
            }
        }
        self.out.push(bracket);
    }

    /// Begins the next element.
    pub fn item(&mut self) {
        let first = std::mem::take(&mut self.first);
        if !first {
            self.out.push(',');
        }
        if !self.flat {
            self.newline();
        } else if !first || self.out.ends_with('{') {
            self.out.push(' ');
        }
    }

    /// Begins the next element of an object, with a key that needs no escapes.
    pub fn key(&mut self, name: &str) {
        self.item();
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str("\": ");
    }

    /// Writes a list or object: on one line if it fits. `content` may be called twice.
    pub fn fit(&mut self, content: impl Fn(&mut Layout)) {
        if self.flat {
            // On the line of what it is nested in, which may be too long already.
            return if self.out.len() - self.line <= 4 * WIDTH { content(self) } else { self.first = false };
        }
        let mark = self.out.len();
        self.flat = true;
        content(self);
        self.flat = false;
        let long = self.out.len() - self.line > WIDTH;
        if long && self.out[self.line..].chars().count() > WIDTH {
            self.out.truncate(mark);
            content(self);
        }
    }

    pub fn list<T>(&mut self, items: &[T], each: impl Fn(&mut Layout, &T)) {
        self.fit(|layout| {
            layout.open('[');
            layout.items(items, &each);
            layout.close(']');
        });
    }

    /// A list that always has one element a line.
    pub fn tall_list<T>(&mut self, items: &[T], each: impl Fn(&mut Layout, &T)) {
        self.open('[');
        self.items(items, &each);
        self.close(']');
    }

    fn items<T>(&mut self, items: &[T], each: impl Fn(&mut Layout, &T)) {
        for item in items {
            if self.flat && self.out.len() - self.line > 4 * WIDTH {
                return;
            }
            self.item();
            each(self, item);
        }
    }

    /// An object of names and what stands behind them.
    pub fn named<T>(&mut self, entries: &[T], name: impl for<'t> Fn(&'t T) -> Cow<'t, str>, each: impl Fn(&mut Layout, &T)) {
        self.fit(|layout| {
            layout.open('{');
            layout.items(entries, |layout, entry| {
                layout.text(&name(entry));
                layout.out.push_str(": ");
                each(layout, entry);
            });
            layout.close('}');
        });
    }

    /// A value that belongs to somebody else.
    pub fn json(&mut self, json: &Json) {
        match json {
            Json::Null => self.out.push_str("null"),
            Json::Bool(flag) => self.flag(*flag),
            Json::Number(number) => self.out.push_str(number),
            Json::Text(text) => self.text(text),
            Json::List(items) => self.list(items, |layout, item| layout.json(item)),
            Json::Object(entries) => self.named(entries, |(key, _)| key.into(), |layout, (_, value)| layout.json(value)),
        }
    }

    pub fn flag(&mut self, flag: bool) {
        self.out.push_str(if flag { "true" } else { "false" });
    }

    pub fn int(&mut self, int: i64) {
        // Writing into a string cannot fail.
        let _ = write!(self.out, "{int}");
    }

    /// A number as short as it reads back the same.
    pub fn number(&mut self, number: f64) {
        let size = number.abs();
        let _ = if number.fract() == 0.0 && size < 1e15 {
            write!(self.out, "{}", number as i64)
        } else if (1e-5..1e15).contains(&size) {
            write!(self.out, "{number}")
        } else {
            write!(self.out, "{number:e}")
        };
    }

    /// A text in quotes; control characters escaped, everything else as it is.
    pub fn text(&mut self, text: &str) {
        self.out.push('"');
        let (bytes, mut done) = (text.as_bytes(), 0);
        let mut at = 0;
        while let Some(found) = bytes[at..].iter().position(|byte| SPECIAL[*byte as usize]) {
            at += found;
            let (escape, length) = match bytes[at] {
                b'"' => ("\\\"", 1),
                b'\\' => ("\\\\", 1),
                b'\n' => ("\\n", 1),
                b'\r' => ("\\r", 1),
                b'\t' => ("\\t", 1),
                0xc2 if bytes[at + 1] < 0xa0 => ("", 2),
                0xc2 => {
                    at += 2;
                    continue;
                }
                _ => ("", 1),
            };
            self.out.push_str(&text[done..at]);
            self.out.push_str(escape);
            if escape.is_empty() {
                let _ = write!(self.out, "\\u{:04x}", bytes[at + length - 1]);
            }
            at += length;
            done = at;
        }
        self.out.push_str(&text[done..]);
        self.out.push('"');
    }

    fn newline(&mut self) {
        self.out.push('\n');
        self.line = self.out.len();
        let mut blanks = 2 * self.level;
        while blanks > 0 {
            let some = blanks.min(BLANKS.len());
            self.out.push_str(&BLANKS[..some]);
            blanks -= some;
        }
    }
}

/// Bytes at which a text may need an escape: quotes, backslashes, control characters, and the first byte of those above 127.
static SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        special[byte] = true;
        byte += 1;
    }
    special[b'"' as usize] = true;
    special[b'\\' as usize] = true;
    special[0x7f] = true;
    special[0xc2] = true;
    special
};

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut layout = Layout::new(0);
        layout.text(text);
        layout.out
    }

    #[test]
    fn control_characters_are_escaped_and_everything_else_is_not() {
        assert_eq!(text("a\"b\\c\n\r\t\u{0}\u{1b}"), r#""a\"b\\c\n\r\t\u0000\u001b""#);
        assert_eq!(text("\u{7f}\u{80}\u{9f}\u{a0}é\u{202e}🎈"), "\"\\u007f\\u0080\\u009f\u{a0}é\u{202e}🎈\"");
        for c in '\0'..='\u{2ff}' {
            let written = text(&c.to_string());
            assert_eq!(serde_json::from_str::<String>(&written).expect("JSON"), c.to_string());
            assert_eq!(written.contains("\\"), c.is_control() || matches!(c, '"' | '\\'), "{c:?}");
        }
    }

    #[test]
    fn numbers_are_short_and_read_back_the_same() {
        let number = |number: f64| {
            let mut layout = Layout::new(0);
            layout.number(number);
            layout.out
        };
        assert_eq!([1.0, 6.5, -3.0, 1e300, 5e-324, 0.0].map(number), ["1", "6.5", "-3", "1e300", "5e-324", "0"]);
        assert_eq!(number(f64::MAX).parse(), Ok(f64::MAX));
    }

    #[test]
    fn a_list_is_broken_where_it_does_not_fit() {
        let list = |length: usize| {
            let mut layout = Layout::new(0);
            layout.json(&Json::List(vec![Json::Object(vec![]), Json::Text("x".repeat(length))]));
            layout.out
        };
        assert_eq!(list(1), r#"[{}, "x"]"#);
        assert_eq!(list(92).lines().count(), 1, "100 characters: {}", list(92));
        assert_eq!(list(93), format!("[\n  {{}},\n  \"{}\"\n]", "x".repeat(93)));
    }
}
