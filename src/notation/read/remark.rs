//! What there is to say about a document: errors and warnings, each with its place.

use std::fmt;

use unicode_width::UnicodeWidthChar;

use super::piece::At;
use crate::board::name::is_hidden;

/// How bad a [`Remark`] is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// A form that begins and cannot be finished. Nothing is imported.
    Error,
    /// Probably something else was meant. It is imported all the same.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// Something to say about a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// Which of the documents that were read, counted from 0.
    pub document: usize,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The line as it stands in the document.
    pub source: String,
}

/// How many remarks about one line are told.
const MOST_IN_A_LINE: usize = 32;

/// How many columns of a line are shown around the place in question.
const SHOWN: usize = 96;

impl fmt::Display for Remark {
    /// `line:column: error: message`, the line, a caret below the place, and the hint.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.line, self.column, self.severity.name(), shown(&self.message))?;
        let (source, caret) = self.excerpt();
        if !source.trim().is_empty() {
            write!(f, "\n  {source}\n  {:>1$}", "^", caret + 1)?;
        }
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "\n  hint: {}", shown(hint)))
    }
}

impl Remark {
    /// The line, or what of it is around the place, fit for a terminal; and in which of its columns, counted from 0, the place is.
    fn excerpt(&self) -> (String, usize) {
        let place = self.column - 1;
        let before: usize = self.source.chars().take(place).map(width).sum();
        let is_long = self.source.chars().map(width).sum::<usize>() > SHOWN;
        let mut left_out = 0;
        let mut shown = String::new();
        let (mut column, mut caret) = (0, 0);
        for (index, c) in self.source.chars().enumerate() {
            // A long line begins so that the place is well within what is shown.
            if is_long && before > SHOWN / 2 && left_out + SHOWN / 2 < before {
                left_out += width(c);
                continue;
            }
            if column + width(c) > SHOWN {
                shown.push('…');
                break;
            }
            if left_out > 0 && column == 0 {
                shown.push('…');
                column = 1;
            }
            if index == place {
                caret = column;
            }
            shown.push(fit(c));
            column += width(c);
        }
        if place >= self.source.chars().count() {
            caret = column;
        }
        (shown.trim_end().to_owned(), caret)
    }
}

fn shown(text: &str) -> String {
    text.chars().map(fit).collect()
}

/// A character as a terminal may show it.
fn fit(c: char) -> char {
    match c {
        '\t' => ' ',
        c if is_hidden(c) => '\u{fffd}',
        c => c,
    }
}

fn width(c: char) -> usize {
    if is_hidden(c) { 1 } else { c.width().unwrap_or(1) }
}

/// Remarks as they are collected.
#[derive(Debug, Default)]
pub struct Remarks {
    raw: Vec<(At, Severity, String, Option<String>)>,
}

impl Remarks {
    /// Says that something cannot be read.
    pub fn error(&mut self, at: At, message: impl Into<String>, hint: impl Into<String>) {
        self.push(at, Severity::Error, message.into(), hint.into());
    }

    /// Says that something is odd.
    pub fn warning(&mut self, at: At, message: impl Into<String>, hint: impl Into<String>) {
        self.push(at, Severity::Warning, message.into(), hint.into());
    }

    fn push(&mut self, at: At, severity: Severity, message: String, hint: String) {
        self.raw.push((at, severity, message, Some(hint).filter(|hint| !hint.is_empty())));
    }

    /// How much has been said, to come back to with [`Remarks::rewind`].
    pub fn mark(&self) -> usize {
        self.raw.len()
    }

    /// Takes back what has been said since a mark.
    pub fn rewind(&mut self, mark: usize) {
        self.raw.truncate(mark);
    }

    /// Whether anything cannot be read.
    pub fn has_errors(&self) -> bool {
        self.raw.iter().any(|(_, severity, ..)| *severity == Severity::Error)
    }

    /// All of them in order of place, each once.
    pub fn finish(mut self, documents: &[&str]) -> Vec<Remark> {
        self.raw.sort();
        self.raw.dedup();
        let starts: Vec<Vec<usize>> = documents.iter().map(|text| starts(text)).collect();
        let remark = |(at, severity, message, hint): (At, Severity, String, Option<String>)| {
            let document = at.document as usize;
            let text = documents[document];
            let mut byte = (at.byte as usize).min(text.len());
            while !text.is_char_boundary(byte) {
                byte -= 1;
            }
            let line = starts[document].partition_point(|start| *start <= byte);
            let start = starts[document][line - 1];
            let source = text[start..].split(['\n', '\r']).next().unwrap_or_default().trim_start_matches('\u{feff}');
            let column = text[start..byte].trim_start_matches('\u{feff}').chars().count() + 1;
            Remark { document, line, column, severity, message, hint, source: source.to_owned() }
        };
        // A line that is wrong in hundreds of places is told in the first of them: each holds the whole line.
        let mut told = ((0, 0), 0);
        let mut is_told = |at: &At| {
            let document = at.document as usize;
            let line = (document, starts[document].partition_point(|start| *start <= at.byte as usize));
            told = if told.0 == line { (line, told.1 + 1) } else { (line, 1) };
            told.1 <= MOST_IN_A_LINE
        };
        self.raw.into_iter().filter(|(at, ..)| is_told(at)).map(remark).collect()
    }
}

/// Where the lines of a text begin.
fn starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remark(source: &str, at: usize) -> String {
        let mut remarks = Remarks::default();
        remarks.error(At { document: 0, byte: at as u32 }, "no", "yes");
        remarks.finish(&[source])[0].to_string()
    }

    #[test]
    fn a_caret_stands_below_the_place() {
        assert_eq!(remark("one\ntwo three\r\n", 8), "2:5: error: no\n  two three\n      ^\n  hint: yes");
        assert_eq!(remark("\u{feff}漢字 x", 10), "1:4: error: no\n  漢字 x\n       ^\n  hint: yes");
        assert_eq!(remark("When:", 5), "1:6: error: no\n  When:\n       ^\n  hint: yes");
        assert_eq!(remark("a\tb\u{1b}c", 4), "1:5: error: no\n  a b\u{fffd}c\n      ^\n  hint: yes");
    }

    #[test]
    fn of_a_long_line_the_part_around_the_place_is_shown() {
        let long = format!("{}X{}", "a".repeat(500), "b".repeat(500));
        let shown = remark(&long, 500);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[1].chars().count() <= SHOWN + 4, "{shown}");
        let caret = lines[2].find('^').expect("a caret");
        assert_eq!(lines[1].chars().nth(caret), Some('X'), "{shown}");
    }
}
