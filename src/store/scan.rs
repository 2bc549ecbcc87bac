//! Reads JSON strictly, once, and remembers where everything stands.
//!
//! What was read lies on a [`Tape`]. This module knows JSON only, nothing of boards.

use super::tape::{Tag, Tape, find_repeated, hex};

/// How deep lists and objects may be nested. Squall itself needs eight levels.
pub(super) const DEPTH: usize = 128;

/// Why a text is no JSON, and where.
#[derive(Debug)]
pub(super) struct Syntax {
    pub at: usize,
    pub message: String,
    pub hint: Option<String>,
}

/// Goes through a text from its beginning to its end.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Keys that stand twice in one object: where the second is, where the first is.
    pub repeated: Vec<(u32, u32)>,
}

type Scanned<T> = Result<T, Syntax>;

impl<'a> Scanner<'a> {
    /// A scanner at a place in a text of less than four gigabytes.
    pub fn new(text: &'a str, at: usize) -> Scanner<'a> {
        Scanner { text, at, repeated: Vec::new() }
    }

    /// The next byte that is not blank, and where it is.
    pub fn peek(&mut self) -> Option<(u8, usize)> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                _ => return Some((*byte, self.at)),
            }
        }
        None
    }

    /// Takes an opening bracket, if that is what comes.
    pub fn open(&mut self, bracket: u8) -> bool {
        let here = matches!(self.peek(), Some((byte, _)) if byte == bracket);
        self.at += usize::from(here);
        here
    }

    /// Whether another element comes in a list or object that ends with `close`; takes the comma or the bracket.
    pub fn more(&mut self, first: &mut bool, close: u8) -> Scanned<bool> {
        let inside = if close == b']' { "a list" } else { "an object" };
        match self.peek() {
            Some((byte, _)) if byte == close => {
                self.at += 1;
                Ok(false)
            }
            Some(_) if std::mem::take(first) => Ok(true),
            Some((b',', comma)) => {
                self.at += 1;
                match self.peek() {
                    Some((b']' | b'}', _)) => Err(syntax(comma, "a comma with nothing behind it", "take the comma away")),
                    _ => Ok(true),
                }
            }
            Some((_, at)) => {
                let message = format!("`,` or `{}` is missing before {}", close as char, self.found(at));
                Err(self.marked(at).unwrap_or(Syntax { at, message, hint: None }))
            }
            None => Err(self.cut_off(inside)),
        }
    }

    /// A key with its colon; puts it on the tape.
    pub fn key(&mut self, tape: &mut Tape<'a>) -> Scanned<()> {
        match self.peek() {
            Some((b'"', _)) => self.string(tape)?,
            Some((_, at)) => {
                let message = format!("a key in double quotes is missing before {}", self.found(at));
                return Err(self.marked(at).unwrap_or(Syntax { at, message, hint: None }));
            }
            None => return Err(self.cut_off("an object")),
        }
        match self.peek() {
            Some((b':', _)) => {
                self.at += 1;
                Ok(())
            }
            Some((_, at)) => Err(Syntax { at, message: format!("`:` is missing before {}", self.found(at)), hint: None }),
            None => Err(self.cut_off("an object")),
        }
    }

    /// A whole value; puts it on the tape.
    pub fn value(&mut self, tape: &mut Tape<'a>, depth: usize) -> Scanned<()> {
        match self.peek() {
            Some((b'"', _)) => self.string(tape),
            Some((open @ (b'{' | b'['), at)) if depth < DEPTH => self.container(tape, open, at, depth),
            Some((b'{' | b'[', at)) => {
                Err(syntax(at, format!("nested deeper than {DEPTH} levels"), "a board needs no more than a few levels"))
            }
            Some((b'-' | b'0'..=b'9', at)) => self.number(tape, at),
            Some((_, at)) => {
                for (word, tag) in [("true", Tag::True), ("false", Tag::False), ("null", Tag::Null)] {
                    if self.text.as_bytes()[at..].starts_with(word.as_bytes()) {
                        self.at = at + word.len();
                        tape.push(tag, at, self.at);
                        return Ok(());
                    }
                }
                let hint = (self.text.as_bytes()[at] == b'\'').then(|| "texts stand in double quotes".to_owned());
                let message = format!("a value is missing before {}", self.found(at));
                Err(self.marked(at).unwrap_or(Syntax { at, message, hint }))
            }
            None => Err(self.cut_off("a value")),
        }
    }

    /// Nothing but blanks may come now.
    pub fn finish(&mut self) -> Scanned<()> {
        match self.peek() {
            None => Ok(()),
            Some((_, at)) => {
                let message = format!("the board has ended, but here is {}", self.found(at));
                Err(self.marked(at).unwrap_or(syntax(at, message, "one file holds one board")))
            }
        }
    }

    fn container(&mut self, tape: &mut Tape<'a>, open: u8, at: usize, depth: usize) -> Scanned<()> {
        let index = tape.length();
        let (tag, close) = if open == b'{' { (Tag::Object, b'}') } else { (Tag::List, b']') };
        tape.push(tag, at, at);
        self.at = at + 1;
        let (mut first, mut keys) = (true, 0);
        while self.more(&mut first, close)? {
            if tag == Tag::Object {
                keys += 1;
                self.key(tape)?;
            }
            self.value(tape, depth + 1)?;
        }
        tape.end(index, self.at);
        if keys > 1 {
            find_repeated(tape, index, keys, &mut self.repeated);
        }
        Ok(())
    }

    fn string(&mut self, tape: &mut Tape<'a>) -> Scanned<()> {
        let (bytes, start) = (self.text.as_bytes(), self.at + 1);
        let (mut at, mut tag) = (start, Tag::Plain);
        loop {
            while let Some(word) = bytes.get(at..at + 8).and_then(|word| <[u8; 8]>::try_from(word).ok()) {
                let special = special(u64::from_le_bytes(word));
                if special != 0 {
                    at += special.trailing_zeros() as usize / 8;
                    break;
                }
                at += 8;
            }
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    at = self.escape(at)?;
                    tag = Tag::Escaped;
                }
                Some(0..0x20) => {
                    let message = format!("a control character (U+{:04X}) inside a text", bytes[at]);
                    let hint = if bytes[at] == b'\n' {
                        "the closing quote may be missing; a line end is written `\\n`"
                    } else {
                        "write it as an escape, such as `\\t`"
                    };
                    return Err(syntax(at, message, hint));
                }
                Some(_) => at += 1,
                None => return Err(self.cut_off("a text")),
            }
        }
        self.at = at + 1;
        tape.push(tag, start, at);
        Ok(())
    }

    /// Where an escape that begins here ends.
    fn escape(&self, at: usize) -> Scanned<usize> {
        let bytes = self.text.as_bytes();
        match bytes.get(at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
            Some(b'u') => match hex(bytes, at + 2) {
                None => Err(syntax(at, "`\\u` needs four hexadecimal digits", "such as `\\u00e9`")),
                Some(0xd800..0xdc00) => match (bytes.get(at + 6..at + 8), hex(bytes, at + 8)) {
                    (Some(b"\\u"), Some(0xdc00..0xe000)) => Ok(at + 12),
                    _ => Err(syntax(at, "half of a surrogate pair", "write the character itself")),
                },
                Some(0xdc00..0xe000) => Err(syntax(at, "half of a surrogate pair", "write the character itself")),
                Some(_) => Ok(at + 6),
            },
            None => Err(self.cut_off("a text")),
            Some(_) => Err(syntax(at, "an unknown escape", "a backslash itself is written `\\\\`")),
        }
    }

    fn number(&mut self, tape: &mut Tape<'a>, start: usize) -> Scanned<()> {
        let bytes = self.text.as_bytes();
        let digits = |mut at: usize| {
            while matches!(bytes.get(at), Some(b'0'..=b'9')) {
                at += 1;
            }
            at
        };
        let wrong = |at: usize, message: &str| match bytes.get(at) {
            Some(_) => Err(Syntax { at, message: message.to_owned(), hint: None }),
            None => Err(self.cut_off("a number")),
        };
        let whole = start + usize::from(bytes[start] == b'-');
        let mut at = digits(whole);
        if at == whole {
            return wrong(at, "a minus sign without a number");
        }
        if bytes[whole] == b'0' && at > whole + 1 {
            return wrong(whole, "a number cannot begin with 0");
        }
        if bytes.get(at) == Some(&b'.') {
            let fraction = at + 1;
            at = digits(fraction);
            if at == fraction {
                return wrong(at, "a digit is missing behind the decimal point");
            }
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            let exponent = at + 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
            at = digits(exponent);
            if at == exponent {
                return wrong(at, "a digit is missing in the exponent");
            }
        }
        self.at = at;
        tape.push(Tag::Number, start, at);
        Ok(())
    }

    fn cut_off(&self, inside: &str) -> Syntax {
        let message = format!("the file ends inside {inside}");
        syntax(self.text.trim_ascii_end().len(), message, "it may have been cut off; look for an older copy")
    }

    /// What stands there, for a message.
    fn found(&self, at: usize) -> String {
        match self.text[at..].chars().next() {
            Some(c) if c.is_alphanumeric() => {
                let word: String = self.text[at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').take(20).collect();
                format!("`{word}`")
            }
            Some(c) if c.is_control() => format!("the character U+{:04X}", c as u32),
            Some(c) => format!("`{c}`"),
            None => "the end of the file".to_owned(),
        }
    }

    /// A better reason where git has left its marks.
    fn marked(&self, at: usize) -> Option<Syntax> {
        let marks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
        marks
            .iter()
            .any(|mark| self.text[at..].starts_with(mark))
            .then(|| syntax(at, "the mark of an unfinished merge", "finish the merge in git first"))
    }
}

fn syntax(at: usize, message: impl Into<String>, hint: &str) -> Syntax {
    Syntax { at, message: message.into(), hint: Some(hint.to_owned()) }
}

/// Marks the bytes of a word that are a quote, a backslash or a control character, by their highest bit; exact up to the first.
fn special(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (zero(word ^ (ONES * u64::from(b'"'))) | zero(word ^ (ONES * u64::from(b'\\'))) | control) & HIGH
}
