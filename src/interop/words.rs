//! What is written on a board, put into words that may go into a document: cleaned, never blank, quoted where it is a value.

use unicode_segmentation::UnicodeSegmentation;

use crate::board::{Argument, Context, Guard, Kind, Literal, Note, Outcome, Reaction};

/// A text without what no document may hold: control characters, and marks that turn the direction of writing. What remains are
/// lines that say something, with `\n` between them.
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for line in text.split(breaks_line) {
        let line: String = line.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| !is_hidden(*c)).collect();
        let line = line.trim();
        if !line.is_empty() && !clean.is_empty() {
            clean.push('\n');
        }
        clean.push_str(line);
    }
    clean
}

/// A cleaned text in one line.
pub fn line(text: &str) -> String {
    clean(text).replace('\n', " ")
}

fn breaks_line(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character has no business in a document: it is not seen, changes how others are seen, or is none that XML allows.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0001}')
}

/// What a note says, in lines; `(unnamed event)` where it says nothing.
pub fn name(note: &Note) -> String {
    let text = clean(&note.text);
    if text.is_empty() { format!("(unnamed {})", note.kind().name()) } else { text }
}

/// What a note of a kind is called, in one line; `(unnamed event)` where that is nothing.
pub fn called(text: &str, kind: Kind) -> String {
    let text = line(text);
    if text.is_empty() { format!("(unnamed {})", kind.name()) } else { text }
}

/// What a note says, in one line.
pub fn title(note: &Note) -> String {
    name(note).replace('\n', " ")
}

/// What a context is called, in one line.
pub fn context(context: &Context) -> String {
    let text = line(&context.name);
    if text.is_empty() { "(unnamed context)".to_owned() } else { text }
}

/// So many notes of a kind: `1 event`, `3 policies`.
pub fn count(count: usize, kind: Kind) -> String {
    format!("{count} {}", if count == 1 { kind.name() } else { kind.plural() })
}

/// A value as expressions write it.
pub fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Int(int) => int.to_string(),
        Literal::Bool(bool) => bool.to_string(),
        Literal::Text(text) => format!("\"{}\"", line(text).replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// An argument with the values it may have: `size = "S" | "L"`.
pub fn argument(argument: &Argument) -> String {
    let values: Vec<String> = argument.values.iter().map(literal).collect();
    if values.is_empty() { line(&argument.name) } else { format!("{} = {}", line(&argument.name), values.join(" | ")) }
}

/// What is set, field by field: `status = "paused"`.
pub fn sets(sets: &[(String, String)]) -> Vec<String> {
    sets.iter().map(|(field, expression)| format!("{} = {}", line(field), line(expression))).collect()
}

/// A guard that says something: its first word apart from its expression, which `otherwise` has none of.
pub fn guard(outcome: &Outcome) -> Option<(&'static str, Option<String>)> {
    match &outcome.guard {
        Guard::None => None,
        Guard::When(expression) => Some(line(expression)).filter(|text| !text.is_empty()).map(|text| ("when", Some(text))),
        Guard::Otherwise => Some(("otherwise", None)),
    }
}

/// When a policy's command comes, where that is not at once: `after 24h`.
pub fn delay(reaction: &Reaction) -> Option<String> {
    reaction.after.as_deref().map(line).filter(|after| !after.is_empty()).map(|after| format!("after {after}"))
}

/// Words with commas between them and an `or` before the last.
pub fn either(words: &[String]) -> String {
    listed(words, "or")
}

/// Words with commas between them and an `and` before the last.
pub fn all(words: &[String]) -> String {
    listed(words, "and")
}

fn listed(words: &[String], joint: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} {joint} {last}", most.join(", ")),
    }
}

/// The pieces between which a line of text may be broken, blanks among them: words with the brackets and stops that belong to them.
pub fn pieces(text: &str) -> Vec<&str> {
    let opens = |piece: &str| piece.ends_with(['(', '[', '{', '"', '“', '„', '«', '¿', '「', '（']);
    let closes = |word: &str| word.chars().all(|c| ".,:;!?)]}%…”»-–/、。」）".contains(c));
    let mut pieces: Vec<&str> = Vec::new();
    let mut start = 0;
    for (at, word) in text.split_word_bound_indices() {
        let end = at + word.len();
        let blank = word.trim().is_empty();
        match pieces.last_mut() {
            Some(last) if !blank && !last.trim().is_empty() && (opens(last) || closes(word)) => *last = &text[start..end],
            _ => {
                start = at;
                pieces.push(word);
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_document_may_hold_is_gone_and_lines_stay() {
        assert_eq!(clean(" a\u{0}\u{1b}[2J \r\n\n\t b\u{202e}\u{2028}c\u{ffff} "), "a[2J\nb\nc");
        assert_eq!(clean("\u{1b}\u{feff}\r\n"), "");
        assert_eq!(clean("👩\u{200d}👧"), "👩\u{200d}👧", "joined emoji stay joined");
    }

    #[test]
    fn brackets_and_stops_stay_with_their_words() {
        assert_eq!(pieces("Why? (a [b]), c."), ["Why?", " ", "(a", " ", "[b]),", " ", "c."]);
        assert_eq!(pieces("支払い。").concat(), "支払い。");
    }

    #[test]
    fn values_are_written_as_expressions_write_them() {
        assert_eq!(literal(&Literal::Text("a \"b\" \\".into())), r#""a \"b\" \\""#);
        let argument = Argument { name: "size".into(), values: vec![Literal::Text("S".into()), Literal::Int(2)], listed: false };
        assert_eq!(super::argument(&argument), "size = \"S\" | 2");
    }
}
