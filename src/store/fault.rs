//! What is wrong with a file, where, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::board::name::is_hidden;

/// One thing that is wrong with a board's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl fmt::Display for Fault {
    /// `line:column: error: message`, and the hint on a line of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: error: {}", self.line, self.column, self.message)?;
        hint(f, self.hint.as_deref())
    }
}

/// Why a file could not be loaded. It has not been touched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoadError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub cause: LoadCause,
}

/// Why a file is no board.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LoadCause {
    /// Its text is wrong, in these places.
    Text(Vec<Fault>),
    /// It could not be read at all.
    File {
        /// What the system says.
        kind: std::io::ErrorKind,
        /// What is wrong, without a full stop.
        message: String,
        /// What to do about it.
        hint: Option<String>,
    },
}

impl LoadError {
    pub(super) fn file(path: &Path, kind: std::io::ErrorKind, message: impl Into<String>, hint: Option<&str>) -> LoadError {
        let cause = LoadCause::File { kind, message: message.into(), hint: hint.map(str::to_owned) };
        LoadError { path: path.to_owned(), cause }
    }

    /// The places that are wrong, none where the file could not be read at all.
    pub fn faults(&self) -> &[Fault] {
        match &self.cause {
            LoadCause::Text(faults) => faults,
            LoadCause::File { .. } => &[],
        }
    }
}

impl fmt::Display for LoadError {
    /// Each fault as `path:line:column: error: message` with its hint below; no line end behind the last.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = printable(&self.path);
        match &self.cause {
            LoadCause::Text(faults) => {
                for (index, fault) in faults.iter().enumerate() {
                    let end = if index == 0 { "" } else { "\n" };
                    write!(f, "{end}{path}:{fault}")?;
                }
                Ok(())
            }
            LoadCause::File { message, hint: text, .. } => {
                write!(f, "{path}: error: {message}")?;
                hint(f, text.as_deref())
            }
        }
    }
}

impl std::error::Error for LoadError {}

pub(super) fn hint(f: &mut fmt::Formatter<'_>, hint: Option<&str>) -> fmt::Result {
    hint.map_or(Ok(()), |hint| write!(f, "\n  hint: {hint}"))
}

/// A path that is safe to print: a name may hold control characters too.
pub(super) fn printable(path: &Path) -> String {
    shown(&path.display().to_string())
}

/// Text out of a file that is safe to print.
pub(super) fn shown(text: &str) -> String {
    text.chars().flat_map(|c| if is_hidden(c) { Shown::Escaped(c.escape_unicode()) } else { Shown::Plain(Some(c)) }).collect()
}

enum Shown {
    Plain(Option<char>),
    Escaped(std::char::EscapeUnicode),
}

impl Iterator for Shown {
    type Item = char;
    fn next(&mut self) -> Option<char> {
        match self {
            Shown::Plain(c) => c.take(),
            Shown::Escaped(escape) => escape.next(),
        }
    }
}

/// A text in quotes for a message, cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("\"{}\"", shown(&short))
}

/// Where lines begin in a text.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<u32>,
}

impl<'a> Lines<'a> {
    pub fn new(text: &'a str) -> Lines<'a> {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Lines { text, starts: std::iter::once(0).chain(ends.map(|(at, _)| at as u32 + 1)).collect() }
    }

    /// The line of an offset, counted from 1.
    pub fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start as usize <= at)
    }

    /// Line and column of an offset, counted from 1; the column in characters, a byte order mark left out.
    pub fn place(&self, at: usize) -> (usize, usize) {
        let line = self.line(at);
        let before = &self.text[self.starts[line - 1] as usize..at];
        (line, before.trim_start_matches('\u{feff}').chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_characters_and_lines_end_at_line_feeds() {
        let text = "\u{feff}aé\r\n\tx";
        let lines = Lines::new(text);
        assert_eq!(lines.place(3), (1, 1));
        assert_eq!(lines.place(text.find('\r').expect("there")), (1, 3));
        assert_eq!(lines.place(text.find('x').expect("there")), (2, 2));
        assert_eq!(lines.place(text.len()), (2, 3));
    }

    #[test]
    fn what_a_terminal_would_act_upon_is_shown_as_an_escape() {
        assert_eq!(shown("a\u{1b}[2J\u{202e}b"), "a\\u{1b}[2J\\u{202e}b");
        assert_eq!(quoted(&"x".repeat(70)).chars().count(), 63);
    }
}
