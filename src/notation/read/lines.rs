//! A document, line by line: what is code, a table or a drawing is set aside, marks of Markdown are taken away.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::keyword::{Keyword, keyword};
use super::piece::{At, Line, groups, outside, quotes};
use crate::board::Action;

/// A line of a document.
#[derive(Debug)]
pub struct Entry {
    /// Its number, counted from 1.
    pub number: u32,
    /// What it is.
    pub sort: Sort,
}

/// What a line of a document is.
#[derive(Debug)]
pub enum Sort {
    /// Nothing.
    Blank,
    /// A line that is no form for sure.
    Prose,
    /// A fence: what was open before ends where it closes.
    Fence {
        /// Whether it opens.
        opens: bool,
    },
    /// A level-1 heading; it may be the title.
    Heading(Line),
    /// Anything else.
    Line(Line),
}

/// Reads a document into lines.
pub fn lines(text: &str, document: u32) -> Vec<Entry> {
    let bom = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut raw = Vec::new();
    let mut at = bom;
    for line in text[bom..].split('\n') {
        raw.push((line.strip_suffix('\r').unwrap_or(line), At { document, byte: at as u32 }));
        at += line.len() + 1;
    }
    let mut entries = Vec::with_capacity(raw.len());
    // Looked up once: a document may hold many comments that never end.
    let last_end = raw.iter().rposition(|(line, _)| line.contains("-->"));
    let mut index = 0;
    while index < raw.len() {
        let number = index as u32 + 1;
        let (line, at) = raw[index];
        index += 1;
        if let Some(fence) = Fence::opened(line) {
            entries.push(Entry { number, sort: Sort::Fence { opens: true } });
            let length = raw[index..].iter().position(|(line, _)| fence.is_closed_by(line)).unwrap_or(raw.len() - index);
            let inside = &raw[index..index + length];
            let prose = fence.is_code || inside.iter().any(|(line, _)| is_drawn(line));
            for (offset, (line, at)) in inside.iter().enumerate() {
                let number = (index + offset) as u32 + 1;
                match prose {
                    true => entries.push(Entry { number, sort: if line.trim().is_empty() { Sort::Blank } else { Sort::Prose } }),
                    false => read(line, *at, number, fence.is_notation, &mut entries),
                }
            }
            index += length;
            if index < raw.len() {
                entries.push(Entry { number: index as u32 + 1, sort: Sort::Fence { opens: false } });
                index += 1;
            }
            continue;
        }
        let ahead = last_end.and_then(|end| raw.get(index..=end)).unwrap_or_default();
        if let Some(length) = comment(line, ahead) {
            let lines = (number..=number + length as u32).map(|number| Entry { number, sort: Sort::Prose });
            entries.extend(lines);
            index += length;
            continue;
        }
        read(line, at, number, true, &mut entries);
    }
    entries
}

/// How many further lines a comment takes that begins with this line; nothing where none begins or it ends nowhere.
fn comment(line: &str, rest: &[(&str, At)]) -> Option<usize> {
    let inside = line.trim_start().strip_prefix("<!--")?;
    if inside.contains("-->") {
        return Some(0);
    }
    rest.iter().position(|(line, _)| line.contains("-->")).map(|length| length + 1)
}

/// A fence that was opened.
struct Fence {
    mark: char,
    length: usize,
    /// What is inside is a programming language.
    is_code: bool,
    /// What is inside is said to be notation.
    is_notation: bool,
}

impl Fence {
    fn opened(line: &str) -> Option<Fence> {
        let line = line.trim_start();
        let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let length = line.chars().take_while(|c| *c == mark).count();
        let info = line[length..].trim();
        if length < 3 || (mark == '`' && info.contains('`')) {
            return None;
        }
        let language = info.split(|c: char| c.is_whitespace() || matches!(c, '{' | ',')).next().unwrap_or_default().to_lowercase();
        let is_notation = matches!(&*language, "storm" | "squall" | "eventstorming" | "event-storming");
        let is_text = matches!(&*language, "" | "text" | "txt" | "plain" | "plaintext" | "none" | "md" | "markdown");
        Some(Fence { mark, length, is_code: !is_notation && !is_text, is_notation })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let line = line.trim();
        line.len() >= self.length && line.chars().all(|c| c == self.mark)
    }
}

/// Whether a line is part of a drawing: nothing but strokes.
fn is_drawn(line: &str) -> bool {
    !line.trim().is_empty() && line.chars().all(|c| matches!(c, '|' | '/' | '\\' | 'v') || c.is_whitespace())
}

/// Reads one line outside code.
fn read(raw: &str, at: At, number: u32, headings: bool, entries: &mut Vec<Entry>) {
    if raw.trim().is_empty() {
        return entries.push(Entry { number, sort: Sort::Blank });
    }
    if raw.trim_start().starts_with('|') {
        return cells(raw, at, number, entries);
    }
    let (lead, marks) = marks(raw);
    let line = line(&raw[lead..], At { byte: at.byte + lead as u32, ..at }, marks.listed);
    let sort = match marks.level == Some(1) && headings && !begins_a_form(&line) {
        true => Sort::Heading(line),
        false => Sort::Line(line),
    };
    entries.push(Entry { number, sort });
}

/// Whether a line begins with a keyword that counts anywhere.
fn begins_a_form(line: &Line) -> bool {
    keyword(&line.text).is_some_and(|(word, _)| !word.is_of_workshop())
}

/// A row of a table is prose, unless its first cell begins with a keyword: then each cell is a line.
fn cells(raw: &str, at: At, number: u32, entries: &mut Vec<Entry>) {
    let mut cells = Vec::new();
    let mut start = None;
    let mut escaped = false;
    for (byte, c) in raw.char_indices() {
        if c == '|' && !escaped {
            if let Some(start) = start {
                cells.push(start..byte);
            }
            start = Some(byte + 1);
        }
        escaped = c == '\\' && !escaped;
    }
    if let Some(start) = start.filter(|start| !raw[*start..].trim().is_empty()) {
        cells.push(start..raw.len());
    }
    let mut lines: Vec<Line> = Vec::with_capacity(cells.len());
    for cell in cells {
        let lead = cell.start + (raw[cell.clone()].len() - raw[cell.clone()].trim_start().len());
        lines.push(line(raw[lead..cell.end.max(lead)].trim_end(), At { byte: at.byte + lead as u32, ..at }, false));
    }
    match lines.first().is_some_and(begins_a_form) {
        false => entries.push(Entry { number, sort: Sort::Prose }),
        true => entries.extend(lines.into_iter().map(|line| Entry { number, sort: Sort::Line(line) })),
    }
}

/// What a line began with.
#[derive(Default)]
struct Marks {
    listed: bool,
    level: Option<usize>,
}

/// Marks of headings and lists at the beginning of a line, and how many bytes they take.
fn marks(raw: &str) -> (usize, Marks) {
    let mut marks = Marks::default();
    let mut rest = raw.trim_start();
    loop {
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let mark = match rest.as_bytes() {
            [b'-' | b'*' | b'>', ..] => 1,
            _ if (1..=6).contains(&hashes) => hashes,
            _ if (1..=9).contains(&digits) && rest[digits..].starts_with(['.', ')']) => digits + 1,
            _ => 0,
        };
        if mark == 0 || !rest[mark..].starts_with([' ', '\t']) {
            // What a heading says is no item, whether it is numbered or not.
            marks.listed &= marks.level.is_none();
            return (raw.len() - rest.len(), marks);
        }
        match hashes {
            0 => marks.listed |= !rest.starts_with('>'),
            level => marks.level = marks.level.or(Some(level)),
        }
        rest = rest[mark..].trim_start();
    }
}

/// A line without emphasis and backticks in pairs around whole words, but never within quotes, braces or expressions.
fn line(raw: &str, at: At, listed: bool) -> Line {
    let raw = raw.trim_end();
    if !raw.contains(['*', '_', '`']) {
        return Line { text: raw.to_owned(), at, removed: Vec::new(), listed };
    }
    let pairs = pairs(raw);
    let (mut text, mut removed, mut from, mut taken) = (String::with_capacity(raw.len()), Vec::new(), 0, 0);
    for (start, length) in pairs {
        text.push_str(&raw[from..start]);
        taken += length as u32;
        removed.push((text.len() as u32, taken));
        from = start + length;
    }
    text.push_str(&raw[from..]);
    Line { text, at, removed, listed }
}

/// How many marks may be open at once; more are no emphasis that anybody writes.
const MOST_OPEN: usize = 16;

/// Where marks stand that are to be taken out, in order: byte and length.
fn pairs(raw: &str) -> Vec<(usize, usize)> {
    let (kept, tail) = expressions(raw);
    let mut kept = kept.into_iter().peekable();
    let mut inside = |at: usize| {
        while kept.next_if(|range| range.end <= at).is_some() {}
        kept.peek().is_some_and(|range| range.contains(&at))
    };
    let mut open: Vec<(usize, usize, u8)> = Vec::new();
    let mut found = Vec::new();
    let bytes = raw.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let mark = bytes[at];
        if !matches!(mark, b'*' | b'_' | b'`') {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().take_while(|byte| **byte == mark).count();
        let before = raw[..at].chars().next_back();
        let after = raw[at + length..].chars().next();
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !is_combining_mark(c));
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        if inside(at) {
            at += length;
            continue;
        }
        let closes = !blank(before) && edge(after);
        let opened = open.iter().rposition(|(_, long, of)| *long == length && *of == mark).filter(|_| closes);
        if let Some(index) = opened {
            found.push((open[index].0, length));
            found.push((at, length));
            open.truncate(index);
        } else if edge(before) && !blank(after) && at < tail && length <= 3 && open.len() < MOST_OPEN {
            open.push((at, length, mark));
        }
        at += length;
    }
    found.sort_unstable();
    found
}

/// Words that an expression follows.
const GUARDS: [&str; 4] = ["where", "when", "if", "and"];

/// The parts of a line in which nothing is a mark: quotes, braces, arguments, in order; and from where on everything is an
/// expression, behind the word of a guard.
fn expressions(raw: &str) -> (Vec<Range<usize>>, usize) {
    let bare = raw.trim_start_matches(['*', '_', '`']);
    if keyword(bare).is_some_and(|(keyword, _)| matches!(keyword, Keyword::State | Keyword::Invariant | Keyword::Rule)) {
        return (Vec::new(), raw.find(':').unwrap_or_default());
    }
    let guarded = |text: &str| GUARDS.iter().any(|word| text.starts_with(word));
    let mut kept = groups(raw);
    kept.retain(|group| {
        let text = &raw[group.clone()];
        text.starts_with('{') || text.contains('=') || guarded(text[1..].trim_start())
    });
    kept.extend(quotes(raw));
    kept.sort_by_key(|group| (group.start, std::cmp::Reverse(group.end)));
    if let Some(colon) = projection(raw, bare) {
        return (kept, colon);
    }
    let blank_before = |at: usize| raw[..at].ends_with(char::is_whitespace);
    let is_guard = |at: usize| {
        let word = || raw[at..].split(char::is_whitespace).next().unwrap_or_default();
        blank_before(at) && GUARDS.contains(&word()) && at + word().len() < raw.len()
    };
    let tail = outside(raw).find(|at| is_guard(*at)).unwrap_or(raw.len());
    (kept, tail)
}

/// The colon of `On Payment Failed: upsert …`.
fn projection(raw: &str, bare: &str) -> Option<usize> {
    let on = bare.get(..2).is_some_and(|word| word.eq_ignore_ascii_case("on")) && bare[2..].starts_with(char::is_whitespace);
    let colon = outside(raw).find(|at| on && raw[*at..].starts_with(':'))?;
    let action = raw[colon + 1..].trim_start().to_lowercase();
    Action::ALL.iter().any(|(_, word)| action.starts_with(word)).then_some(colon)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let line = |entry: Entry| match entry.sort {
            Sort::Blank => "~".to_owned(),
            Sort::Prose => "prose".to_owned(),
            Sort::Fence { .. } => "fence".to_owned(),
            Sort::Heading(line) => format!("# {}", line.text),
            Sort::Line(line) => line.text,
        };
        lines(text, 0).into_iter().map(line).collect()
    }

    #[test]
    fn marks_of_headings_lists_and_emphasis_are_transparent() {
        for (raw, text) in [
            ("### 1. **Event:** Order Placed", "Event: Order Placed"),
            ("  - `Attempt Payment` --> *Payment Failed*", "Attempt Payment --> Payment Failed"),
            ("* __Actor__: Customer", "Actor: Customer"),
            ("-> Payment Failed", "-> Payment Failed"),
            ("**Pause** Subscription -> x", "Pause Subscription -> x"),
            ("snake_case and retry_count", "snake_case and retry_count"),
            ("Event: \"*as it is*\"", "Event: \"*as it is*\""),
            ("Event: A (\"*a*\", *b*)", "Event: A (\"*a*\", b)"),
            ("Shows: *a, \"b* c\"", "Shows: *a, \"b* c\""),
            ("-> A { x = a *b* c }", "-> A { x = a *b* c }"),
            ("-> A when x *y* z > 1", "-> A when x *y* z > 1"),
            ("Invariant: a *b* c", "Invariant: a *b* c"),
            ("- On *Paid*: upsert a = b *c* d", "On Paid: upsert a = b *c* d"),
            ("On *the* whole: *yes*", "On the whole: yes"),
            ("**Invariant:** a *b* c", "Invariant: a *b* c"),
            ("2 * 3 * 4", "2 * 3 * 4"),
        ] {
            assert_eq!(shown(raw), [text], "{raw}");
        }
    }

    #[test]
    fn code_drawings_tables_and_comments_are_prose() {
        let drawing = "```\nEvent: A\n  / \\\n```";
        assert_eq!(shown(drawing), ["fence", "prose", "prose", "fence"]);
        assert_eq!(shown("~~~python\nEvent: A\n\n~~~\nx"), ["fence", "prose", "~", "fence", "x"]);
        assert_eq!(shown("```\nEvent: A"), ["fence", "Event: A"]);
        assert_eq!(shown("| Policy | x |"), ["prose"]);
        assert_eq!(shown("| Policy: A | When: B |"), ["Policy: A", "When: B"]);
        assert_eq!(shown("<!-- Event: A\nEvent: B -->\nEvent: C"), ["prose", "prose", "Event: C"]);
        assert_eq!(shown("<!-- Event: A\nEvent: B"), ["<!-- Event: A", "Event: B"]);
    }

    #[test]
    fn a_document_may_begin_with_a_bom_and_end_its_lines_with_cr_lf() {
        assert_eq!(shown("\u{feff}# Title\r\n\r\n# Event: A\r\n"), ["# Title", "~", "Event: A", "~"]);
    }
}
