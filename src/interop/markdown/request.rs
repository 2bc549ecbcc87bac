//! The feature request that a board is derived from, as a quote. People write requests as they like: what a reader of notation
//! would take for notes is escaped further, so that it shows the same and is prose.

use uuid::Uuid;

use super::inline::text;
use crate::board::Request;
use crate::interop::words;
use crate::notation;

/// The section; nothing where there is no request.
pub fn section(request: Option<&Request>, page: &mut String) {
    let Some(request) = request else { return };
    let raw = request.text.replace("\r\n", "\n");
    let lines: Vec<String> = raw.split('\n').map(|line| text(&words::clean(line))).collect();
    let mut quote = quoted(&lines);
    if quote.is_empty() {
        return;
    }
    if !is_prose(&quote) {
        quote =
            quoted(&lines.iter().map(|line| line.split("<br>").map(plain).collect::<Vec<_>>().join("<br>")).collect::<Vec<_>>());
    }
    page.push_str("## Feature request\n\n");
    page.push_str(&quote);
    page.push('\n');
}

/// Lines as a quote: a blank one ends a paragraph, others are broken where they were.
fn quoted(lines: &[String]) -> String {
    let paragraphs = lines.split(|line| line.is_empty()).filter(|paragraph| !paragraph.is_empty());
    let quoted = paragraphs.map(|lines| format!("> {}\n", lines.join("<br>\n> ")));
    quoted.collect::<Vec<_>>().join(">\n")
}

/// Whether a quote has nothing that is read as notation.
fn is_prose(quote: &str) -> bool {
    let mut next = 0;
    let mut ids = || {
        next += 1;
        Uuid::from_u128(next)
    };
    let lines = quote.lines().count();
    notation::read(quote, &mut ids).is_ok_and(|reading| reading.remarks.is_empty() && reading.skipped.len() == lines)
}

/// A line in which no word, colon or arrow says what it would in notation.
fn plain(line: &str) -> String {
    let opens = |word: &str| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let line = match line.chars().next().filter(|_| opens("when") || opens("on")) {
        Some(first) => format!("&#{};{}", u32::from(first), &line[first.len_utf8()..]),
        None => line.to_owned(),
    };
    line.replace(':', "\\:").replace("->", "-\\>")
}
