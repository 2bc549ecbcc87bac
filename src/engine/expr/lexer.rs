//! Text → tokens. Refuses what no expression can contain, with what to write instead.
//!
//! Must not know how tokens combine, nor what a name stands for.

use std::ops::Range;

use super::Diagnostic;
use crate::engine::duration;

/// The smallest piece of an expression that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// An int without its sign. `-9223372036854775808` needs one more than an i64 holds.
    Int(u64),
    Duration(i64),
    Text(String),
    Word(String),
    True,
    False,
    Null,
    In,
    /// An operator or a bracket, as written.
    Mark(&'static str),
}

/// A token and the bytes it was read from.
#[derive(Clone, Debug)]
pub(super) struct Lexeme {
    pub token: Token,
    pub span: Range<usize>,
}

/// Longest first, so that `<=` is not read as `<` and `=`.
const MARKS: [&str; 23] =
    ["//", "==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", "(", ")", "[", "]", ",", "."];

/// Signs people write that mean something here under another name.
const LOOKALIKES: [(&str, &str); 17] = [
    ("===", "=="),
    ("!==", "!="),
    ("=<", "<="),
    ("=>", ">="),
    ("<>", "!="),
    ("=", "=="),
    ("&", "&&"),
    ("|", "||"),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("−", "-"),
    ("×", "*"),
    ("÷", "/"),
    ("∧", "&&"),
    ("∨", "||"),
    ("¬", "!"),
];

/// All tokens of `text`, or the first thing in it that is none.
pub(super) fn tokens(text: &str) -> Result<Vec<Lexeme>, Diagnostic> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (token, end) = next(text, at, c)?;
        out.push(Lexeme { token, span: at..end });
        at = end;
    }
    Ok(out)
}

fn next(text: &str, at: usize, c: char) -> Result<(Token, usize), Diagnostic> {
    let rest = &text[at..];
    if c.is_ascii_digit() || (c == '.' && rest[1..].starts_with(|d: char| d.is_ascii_digit())) {
        return number(text, at);
    }
    if is_word_start(c) {
        let end = at + run(rest, is_word);
        let word = &text[at..end];
        let token = match word {
            "true" => Token::True,
            "false" => Token::False,
            "null" => Token::Null,
            "in" => Token::In,
            _ => Token::Word(word.to_string()),
        };
        return Ok((token, end));
    }
    if c == '"' || c == '\'' {
        return string(text, at, c);
    }
    // A lookalike that is longer than the mark it begins with goes first: `===`, `<>`; then the marks; then the rest.
    let written = |pair: &&(&str, &str)| rest.starts_with(pair.0);
    let mark = MARKS.into_iter().find(|mark| rest.starts_with(mark));
    let lookalike = LOOKALIKES.iter().find(written);
    match (mark, lookalike) {
        (mark, Some(&(sign, meant))) if mark.is_none_or(|mark| mark.len() < sign.len()) => {
            Err(Diagnostic::error(at..at + sign.len(), format!("`{sign}` means nothing here"), Some(format!("write `{meant}`"))))
        }
        (Some(mark), _) => Ok((Token::Mark(mark), at + mark.len())),
        (None, _) => Err(stray(at, c)),
    }
}

fn stray(at: usize, c: char) -> Diagnostic {
    let hint = match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '`' => {
            Some("write texts between straight quotes, as in \"active\"".to_string())
        }
        '{' | '}' => Some("there are no maps here".to_string()),
        _ => None,
    };
    let message = format!("`{}` means nothing here", c.escape_debug());
    Diagnostic::error(at..at + c.len_utf8(), message, hint)
}

fn is_word_start(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// How many bytes at the head of `text` are all `keep`.
fn run(text: &str, keep: impl Fn(char) -> bool) -> usize {
    text.find(|c| !keep(c)).unwrap_or(text.len())
}

/// An int or a duration; whatever else begins with a digit is refused.
fn number(text: &str, at: usize) -> Result<(Token, usize), Diagnostic> {
    let rest = &text[at..];
    let digits = run(rest, |c| c.is_ascii_digit());
    let behind = &rest[digits..];
    if behind.starts_with('.') && behind[1..].starts_with(|c: char| c.is_ascii_digit()) {
        let end = digits + 1 + run(&behind[1..], is_word);
        return Err(decimal(at, &rest[..end]));
    }
    let end = run(rest, is_word);
    let written = &rest[..end];
    let span = at..at + end;
    if end == digits {
        let value = written.parse::<u64>().ok();
        return match value.filter(|&value| value <= i64::MIN.unsigned_abs()) {
            Some(value) => Ok((Token::Int(value), span.end)),
            None => Err(too_large(span, written)),
        };
    }
    if written.starts_with("0x") || written.starts_with("0X") {
        let hint = i64::from_str_radix(&written[2..], 16)
            .map_or("write it in decimal digits".to_string(), |value| format!("write `{value}`"));
        let message = format!("`{written}` is hexadecimal, ints here are decimal");
        return Err(Diagnostic::error(span, message, Some(hint)));
    }
    let suffix = &written[digits..];
    if suffix.eq_ignore_ascii_case("u") {
        let message = format!("`{written}` is unsigned, ints here are signed");
        let hint = format!("write `{}`", &written[..digits]);
        return Err(Diagnostic::error(span, message, Some(hint)));
    }
    if suffix.starts_with(['e', 'E']) && suffix[1..].chars().all(|c| c.is_ascii_digit()) {
        return Err(decimal(at, written));
    }
    duration_literal(written)
        .map(|seconds| (Token::Duration(seconds), span.end))
        .map_err(|(message, hint)| Diagnostic::error(span, message, hint))
}

/// `1h30m` and the like: a digit run and one small letter, again and again.
fn duration_literal(written: &str) -> Result<i64, (String, Option<String>)> {
    let one_letter_units = written.split(|c: char| c.is_ascii_digit()).all(|unit| matches!(unit, "" | "s" | "m" | "h" | "d" | "w"));
    let seconds = duration::parse(written);
    if one_letter_units || seconds.is_err() {
        return seconds.map_err(|message| match message.split_once(": ") {
            Some((what, advice)) => (what.to_string(), Some(advice.to_string())),
            None => (message, None),
        });
    }
    let hint = seconds.ok().map(duration::format);
    Err((format!("`{written}` is not a duration"), hint.map(|hint| format!("write `{hint}`"))))
}

fn decimal(at: usize, written: &str) -> Diagnostic {
    let hint = if written.ends_with(['s', 'm', 'h', 'd', 'w']) {
        "count in the smaller unit: `1h30m` for 1.5h"
    } else {
        "count in the smallest unit: 150 cents for 1.50"
    };
    let message = format!("`{written}` is a decimal, numbers here are ints");
    Diagnostic::error(at..at + written.len(), message, Some(hint.to_string()))
}

pub(super) fn too_large(span: Range<usize>, written: &str) -> Diagnostic {
    let message = format!("`{written}` is too large for an int");
    let hint = format!("an int is at most {}", i64::MAX);
    Diagnostic::error(span, message, Some(hint))
}

fn string(text: &str, at: usize, delimiter: char) -> Result<(Token, usize), Diagnostic> {
    let mut out = String::new();
    let mut chars = text[at + 1..].char_indices();
    while let Some((offset, c)) = chars.next() {
        let here = at + 1 + offset;
        match c {
            '\n' | '\r' => break,
            '\\' => {
                let (c, length) = escape(&text[here + 1..], here)?;
                out.push(c);
                // An escape is ASCII throughout: its bytes are its characters.
                for _ in 0..length {
                    chars.next();
                }
            }
            c if c == delimiter => return Ok((Token::Text(out), here + 1)),
            c => out.push(c),
        }
    }
    let hint = format!("end it with {delimiter}; a line break inside is written \\n");
    let message = "this text has no closing quote".to_string();
    Err(Diagnostic::error(at..text.len(), message, Some(hint)))
}

/// The character an escape stands for and how many bytes follow its backslash.
fn escape(rest: &str, backslash: usize) -> Result<(char, usize), Diagnostic> {
    let refuse = |length: usize, message: String| {
        let hint = r#"there are \" \' \\ \n \t \r and \u with four digits"#.to_string();
        Diagnostic::error(backslash..backslash + 1 + length, message, Some(hint))
    };
    let Some(c) = rest.chars().next() else {
        return Err(refuse(0, "`\\` escapes nothing".to_string()));
    };
    let plain = match c {
        '"' | '\'' | '\\' => Some(c),
        'n' => Some('\n'),
        't' => Some('\t'),
        'r' => Some('\r'),
        _ => None,
    };
    if let Some(plain) = plain {
        return Ok((plain, 1));
    }
    if c != 'u' {
        let message = format!("`\\{}` is not an escape", c.escape_debug());
        return Err(refuse(c.len_utf8(), message));
    }
    let digits = 1 + run(&rest[1..], |c| c.is_ascii_hexdigit()).min(4);
    let code = u32::from_str_radix(&rest[1..digits], 16).ok();
    match code.filter(|_| digits == 5).and_then(char::from_u32) {
        Some(c) => Ok((c, 5)),
        None => {
            let message = format!("`\\{}` is not a character", &rest[..digits]);
            Err(refuse(digits, message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> (String, String, Range<usize>) {
        let diagnostic = tokens(text).expect_err(text);
        (diagnostic.message, diagnostic.hint.unwrap_or_default(), diagnostic.span)
    }

    #[test]
    fn tokens_keep_their_bytes() {
        let lexemes = tokens("Größe<=-24h").expect("tokens");
        let spans: Vec<_> = lexemes.iter().map(|lexeme| lexeme.span.clone()).collect();
        assert_eq!(spans, [0..7, 7..9, 9..10, 10..13]);
        assert_eq!(lexemes[3].token, Token::Duration(86_400));
    }

    #[test]
    fn escapes_are_those_of_cel() {
        let lexemes = tokens(r#""\" \' \\ \n \t \r \u00e9" 'it"s'"#).expect("tokens");
        assert_eq!(lexemes[0].token, Token::Text("\" ' \\ \n \t \r é".to_string()));
        assert_eq!(lexemes[1].token, Token::Text("it\"s".to_string()));
    }

    #[test]
    fn what_is_refused_says_what_to_write() {
        for (text, message, hint, span) in [
            ("a = 1", "`=` means nothing here", "write `==`", 2..3),
            ("a === 1", "`===` means nothing here", "write `==`", 2..5),
            ("a <> 1", "`<>` means nothing here", "write `!=`", 2..4),
            ("a => 1", "`=>` means nothing here", "write `>=`", 2..4),
            ("a & b", "`&` means nothing here", "write `&&`", 2..3),
            ("a ≤ 1", "`≤` means nothing here", "write `<=`", 2..5),
            ("a == “b”", "`“` means nothing here", "write texts between straight quotes, as in \"active\"", 5..8),
            ("#", "`#` means nothing here", "", 0..1),
            ("\u{1b}", "`\\u{1b}` means nothing here", "", 0..1),
            ("1.5", "`1.5` is a decimal, numbers here are ints", "count in the smallest unit: 150 cents for 1.50", 0..3),
            (".5", "`.5` is a decimal, numbers here are ints", "count in the smallest unit: 150 cents for 1.50", 0..2),
            ("1e5", "`1e5` is a decimal, numbers here are ints", "count in the smallest unit: 150 cents for 1.50", 0..3),
            ("1.5h", "`1.5h` is a decimal, numbers here are ints", "count in the smaller unit: `1h30m` for 1.5h", 0..4),
            ("0x1F", "`0x1F` is hexadecimal, ints here are decimal", "write `31`", 0..4),
            ("5u", "`5u` is unsigned, ints here are signed", "write `5`", 0..2),
            ("24hours", "`24hours` is not a duration", "write `24h`", 0..7),
            ("3x", "`3x` is not a duration", "write 90s, 15m, 24h, 3d, 2w or 1h30m", 0..2),
            (
                "9223372036854775809",
                "`9223372036854775809` is too large for an int",
                "an int is at most 9223372036854775807",
                0..19,
            ),
            ("\"abc", "this text has no closing quote", "end it with \"; a line break inside is written \\n", 0..4),
            (r#""\x41""#, "`\\x` is not an escape", r#"there are \" \' \\ \n \t \r and \u with four digits"#, 1..3),
            (r#""\ud83d""#, "`\\ud83d` is not a character", r#"there are \" \' \\ \n \t \r and \u with four digits"#, 1..7),
        ] {
            let expected = (message.to_string(), hint.to_string(), span);
            assert_eq!(refusal(text), expected, "{text}");
        }
    }
}
