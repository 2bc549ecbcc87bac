//! Text from a board made safe to show, measured and wrapped.
//!
//! Text is data: control characters and those that turn the writing direction are shown as a visible sign. Widths are counted by
//! grapheme, so that wide characters and joined emoji keep the grid straight.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What stands for a character that cannot be shown.
const REPLACEMENT: &str = "\u{fffd}";
/// What stands for a flag, which is two letters that some terminals join.
const FLAG: &str = "⚑";
/// A grapheme of more characters than this is no grapheme of any language.
const LONGEST: usize = 16;

/// What is shown for a character that must not reach a terminal; nothing for all others.
fn sign(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('\u{2421}'),
        // C1 controls, marks that turn the direction of writing, invisible operators and annotations, tags.
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0001}' => Some('\u{fffd}'),
        _ => None,
    }
}

/// A text with everything that must not reach a terminal replaced by something visible.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| sign(c).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| sign(c).unwrap_or(c)).collect())
}

/// A grapheme as it is put into a cell, and how many cells it takes.
///
/// Terminals do not agree how wide joined emoji, skin tones, flags and emoji made of plain signs are, and whoever counts otherwise
/// leaves rubbish on the screen. Of those the first character is shown, whose width is certain.
pub fn shown(grapheme: &str) -> (&str, u16) {
    let mut chars = grapheme.chars();
    let first = chars.next().unwrap_or(' ');
    if matches!(first, '\u{1f1e6}'..='\u{1f1ff}') {
        return (FLAG, 1);
    }
    let certain = match chars.next() {
        Some(_) if is_pictured(first) => &grapheme[..first.len_utf8()],
        _ => grapheme,
    };
    match certain.width() {
        // A lone combining mark or joiner has nothing to stand on.
        0 => (REPLACEMENT, 1),
        _ if certain.chars().nth(LONGEST).is_some() => (REPLACEMENT, 1),
        width => (certain, width as u16),
    }
}

/// Whether a character may begin a sequence that is drawn as one picture: symbols, emoji, the letters of flags, keycaps.
fn is_pictured(c: char) -> bool {
    matches!(c, '0'..='9' | '#' | '*' | '\u{a9}' | '\u{ae}' | '\u{203c}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// How many cells a text takes.
pub fn width(text: &str) -> usize {
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) {
        return text.len();
    }
    clean(text).graphemes(true).map(|grapheme| usize::from(shown(grapheme).1)).sum()
}

/// A text broken into lines of at most so many cells: at line breaks, else between words where it can, within a word where it
/// must. The ranges lie one behind the other and cover the whole text; blanks and the break at a line's end belong to it even
/// where they do not fit.
pub fn break_lines(text: &str, cells: usize) -> Vec<Range<usize>> {
    let cells = cells.max(1);
    let (mut lines, mut start, mut used) = (Vec::new(), 0, 0);
    // Where the line could be broken, and how many cells lie behind that.
    let mut gap: Option<(usize, usize)> = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        if matches!(grapheme, "\n" | "\r\n" | "\r") {
            lines.push(start..at + grapheme.len());
            (start, used, gap) = (at + grapheme.len(), 0, None);
            continue;
        }
        let blank = grapheme.chars().all(char::is_whitespace);
        let wide = usize::from(shown(clean(grapheme).as_ref()).1);
        if !blank && used + wide > cells && at > start {
            let from = match gap {
                Some((gap, _)) if gap > start => gap,
                _ => at,
            };
            lines.push(start..from);
            used = if from == at { 0 } else { width(&text[from..at]) };
            start = from;
            gap = None;
        }
        used += wide;
        // CJK text may be broken anywhere, other text behind blanks.
        if blank || (wide == 2 && !grapheme.is_ascii()) {
            gap = Some((at + grapheme.len(), used));
        }
    }
    lines.push(start..text.len());
    lines
}

/// A text wrapped to a box. A word broken in two gets a hyphen, and a text that does not fit an ellipsis.
pub fn wrap(text: &str, cells: usize, rows: usize) -> Vec<String> {
    if cells == 0 || rows == 0 {
        return Vec::new();
    }
    // Of a very long text only as much is looked at as could be shown.
    let text = text.trim();
    let most = cells.saturating_mul(rows + 1).saturating_mul(LONGEST);
    let text = text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end]);
    let mut lines: Vec<String> = Vec::with_capacity(rows);
    let mut paragraphs = text.split('\n').map(|line| line.trim_end_matches('\r')).peekable();
    while let Some(paragraph) = paragraphs.next() {
        wrap_line(&clean(paragraph), cells, rows, paragraphs.peek().is_some(), &mut lines);
        if lines.len() == rows {
            break;
        }
    }
    lines
}

/// Wraps one line behind others. `more`: further lines follow, so that the last row there is room for is marked as cut.
fn wrap_line(text: &str, cells: usize, rows: usize, more: bool, lines: &mut Vec<String>) {
    let mut rest = text.trim_start();
    if rest.is_empty() && more {
        // An empty line between two others.
        lines.push(if lines.len() + 1 == rows { "…".to_owned() } else { String::new() });
    }
    while !rest.is_empty() && lines.len() < rows {
        let first = break_lines(rest, cells).first().map_or(rest.len(), |line| line.end);
        let inside_word = first < rest.len()
            && rest[..first].chars().next_back().is_some_and(char::is_alphabetic)
            && rest[first..].chars().next().is_some_and(char::is_alphabetic)
            && rest[..first].chars().next_back().is_some_and(|c| unicode_width::UnicodeWidthChar::width(c) == Some(1));
        // The hyphen takes the place of a grapheme.
        let end = match rest[..first].grapheme_indices(true).next_back() {
            Some((last, _)) if inside_word && cells > 2 && last > 0 => last,
            _ => first,
        };
        let line = rest[..end].trim_end();
        if lines.len() + 1 == rows && (more || !rest[end..].trim().is_empty()) {
            lines.push(cut(rest.trim_end(), cells));
            return;
        }
        lines.push(if end < first { format!("{line}-") } else { line.to_owned() });
        rest = rest[end..].trim_start();
    }
}

/// As much of a text as fits, with an ellipsis behind it.
fn cut(text: &str, cells: usize) -> String {
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += usize::from(shown(grapheme).1);
        if used >= cells {
            break;
        }
        kept.push_str(grapheme);
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_wrapped_and_nothing_is_cut_without_a_mark() {
        let check = |text: &str, cells, rows, expected: &[&str]| assert_eq!(wrap(text, cells, rows), expected, "{text:?}");
        check("Monthly Billing Cycle Triggered", 12, 3, &["Monthly", "Billing", "Cycle Trigg…"]);
        check("Monthly Billing Cycle Triggered", 14, 3, &["Monthly", "Billing Cycle", "Triggered"]);
        check("Payment Failed", 12, 1, &["Payment Fai…"]);
        check("Subscription", 8, 3, &["Subscri-", "ption"]);
        check("支払いが失敗した", 6, 3, &["支払い", "が失敗", "した"]);
        check("  ", 6, 3, &[]);
        check("a", 1, 1, &["a"]);
        check("ab", 1, 1, &["…"]);
        check("👩‍👩‍👧‍👦 family", 4, 3, &["👩‍👩‍👧‍👦", "fam-", "ily"]);
        check("Payment Failed\nfor good", 14, 3, &["Payment Failed", "for good"]);
        check("Payment\n\nFailed for good", 10, 4, &["Payment", "", "Failed for", "good"]);
        check("Payment\r\nFailed", 10, 1, &["Payment…"]);
        check("one\ntwo\nthree", 10, 2, &["one", "two…"]);
        check("one\n\nthree", 10, 2, &["one", "…"]);
        check("\n one\n\n", 10, 4, &["one"]);
    }

    #[test]
    fn lines_cover_the_text_and_fit() {
        for text in [
            "",
            " ",
            "one two  three",
            "one\n\ntwo three\n",
            "\r\n支払い\nが",
            "Subscription Created",
            "支払いが失敗した abc",
            "a\u{301}\u{200d}b \u{202e}x\t\u{1b}[31m",
        ] {
            for cells in 1..12 {
                let lines = break_lines(text, cells);
                let mut end = 0;
                for line in &lines {
                    assert_eq!(line.start, end);
                    end = line.end;
                    let line = text[line.clone()].trim_end();
                    assert!(width(line) <= cells.max(2), "{line:?} in {cells}");
                }
                assert_eq!(end, text.len());
            }
        }
    }
}
