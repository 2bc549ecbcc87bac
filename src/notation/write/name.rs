//! How a name is written: plain where it reads back as itself, in quotes where anything in it would be read otherwise.
//!
//! In doubt a name is quoted: a pair of quotes too many costs a little, a name that comes back as another costs the board.

use std::borrow::Cow;

use crate::board::Kind;

/// What a name is the name of: it decides what would be read as something else there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Named {
    /// The board's title, behind `# `.
    Board,
    /// A context.
    Context,
    /// A note.
    Note(Kind),
    /// A scenario.
    Scenario,
    /// A field of an event, a command, an aggregate or a read model.
    Field,
    /// Who looks at a read model, in parentheses.
    Audience,
    /// One of the things that a read model shows, between commas.
    Shown,
}

/// A name as it is written in a document.
pub(super) fn name(text: &str, named: Named) -> Cow<'_, str> {
    let plain = match named {
        Named::Board | Named::Scenario => is_sentence(text),
        Named::Note(Kind::HotSpot) => is_sentence(text) && !starts_with_word(text, &["when", "on"]),
        Named::Context => is_words(text) && (text.split(' ').count() <= 3 || is_titled(text)),
        Named::Note(kind) => is_words(text) && !is_misread(text, kind),
        Named::Field => is_field(text),
        Named::Audience => {
            is_sentence(text) && !text.contains(['(', ')', '=']) && !starts_with_word(text, &["and", "where", "when", "if"])
        }
        Named::Shown => is_sentence(text) && !text.contains([',', '(', ')', '[', ']']),
    };
    if plain { Cow::Borrowed(text) } else { Cow::Owned(quoted(text)) }
}

/// A text in quotes, on one line and without anything that a terminal acts upon.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if is_hidden(c) => out.push_str(&escape(c)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// `\u001b`: how a character is written that must not stand in a document as itself. All of them have four digits.
pub(super) fn escape(c: char) -> String {
    format!("\\u{:04x}", u32::from(c))
}

/// Characters that a terminal acts upon, that end a line for some program, or that nobody sees.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Words of letters and digits with single blanks between them; apostrophes and hyphens may stand inside a word.
fn is_words(text: &str) -> bool {
    let is_word = |word: &str| {
        let inner = |c: char| matches!(c, '\'' | '’' | '-');
        word.starts_with(char::is_alphanumeric)
            && word.ends_with(char::is_alphanumeric)
            && word.chars().all(|c| c.is_alphanumeric() || inner(c))
            && !word.contains("--")
    };
    text.starts_with(char::is_alphabetic) && text.split(' ').all(is_word)
}

/// Words at which a line is split where events, commands, actors and systems stand.
const SPLITTING: [&str; 13] =
    ["when", "where", "if", "and", "or", "by", "via", "after", "unless", "at", "otherwise", "then", "with"];

/// Words that say a kind and may be dropped at the end of a name.
const KINDS: [&str; 7] = ["event", "command", "aggregate", "policy", "model", "actor", "system"];

/// Words that are an answer, not a name.
const VALUES: [&str; 4] = ["yes", "no", "true", "false"];

/// Whether words would be read as something else than the name of a note of a kind.
fn is_misread(text: &str, kind: Kind) -> bool {
    let is = |word: &str, words: &[&str]| words.iter().any(|other| other.eq_ignore_ascii_case(word));
    let (first, last) = (text.split(' ').next().unwrap_or_default(), text.rsplit(' ').next().unwrap_or_default());
    let splits = matches!(kind, Kind::Event | Kind::Command | Kind::Actor | Kind::ExternalSystem);
    let humped = matches!(kind, Kind::Event | Kind::Command | Kind::Aggregate | Kind::Policy | Kind::ReadModel);
    is(text, &VALUES)
        || is(last, &KINDS)
        || is(first, &["when", "on"])
        || (splits && text.split(' ').any(|word| is(word, &SPLITTING)))
        // A single word with a capital inside would be shown as several.
        || (humped && !text.contains(' ') && text.chars().skip(1).any(char::is_uppercase))
}

/// One word as expressions have it.
fn is_field(text: &str) -> bool {
    const TAKEN: [&str; 15] = [
        "true",
        "false",
        "null",
        "in",
        "and",
        "or",
        "not",
        "if",
        "when",
        "where",
        "otherwise",
        "upsert",
        "update",
        "delete",
        "duration",
    ];
    text.starts_with(|c: char| c.is_alphabetic())
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
        // At the end it could be one of the marks of emphasis.
        && !text.ends_with('_')
        && !TAKEN.iter().any(|taken| taken.eq_ignore_ascii_case(text))
}

/// A sentence or a remark that the line it stands on ends with, and that holds nothing which means something there.
fn is_sentence(text: &str) -> bool {
    let word_start = text.starts_with(char::is_alphanumeric);
    let blanks =
        text.chars().all(|c| c == ' ' || !(c.is_whitespace() || is_hidden(c))) && !text.contains("  ") && !text.ends_with(' ');
    let signs = ['"', '`', '*', '@', '|', '{', '}', '\\', '#', '<', '>'];
    word_start && blanks && !text.contains(signs) && !is_numbered(text) && !has_loose_underscore(text) && !may_begin_a_form(text)
}

/// `1. ` or `2) ` at the beginning, which a list has.
fn is_numbered(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']) && text.starts_with(|c: char| c.is_ascii_digit())
}

/// An underscore that is not inside a word, so that it may be a mark of emphasis.
fn has_loose_underscore(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let inside = |index: usize| {
        let word =
            |index: Option<usize>| index.and_then(|index| chars.get(index)).is_some_and(|c| c.is_alphanumeric() || *c == '_');
        word(index.checked_sub(1)) && word(index.checked_add(1))
    };
    (0..chars.len()).any(|index| chars[index] == '_' && !inside(index))
}

/// A colon behind few words: a keyword, perhaps.
fn may_begin_a_form(text: &str) -> bool {
    text.split_once(':').is_some_and(|(before, _)| before.split(' ').count() <= 3)
}

/// Whether a text begins with one of these words.
fn starts_with_word(text: &str, words: &[&str]) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    words.iter().any(|word| word.eq_ignore_ascii_case(first))
}

/// Whether every word begins with a capital, so that a long name is none the less no sentence.
fn is_titled(text: &str) -> bool {
    text.split(' ').all(|word| word.starts_with(|c: char| !c.is_lowercase())) && text.split(' ').count() <= 8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a name is written as it is.
    fn plain(text: &str, named: Named) -> bool {
        name(text, named) == text
    }

    #[test]
    fn a_name_that_reads_back_as_itself_is_plain() {
        for text in ["Payment Failed", "Zahlung Überfällig", "Customer's Sign-off Received", "支払い 失敗", "VIP Order 2 Shipped"]
        {
            assert!(plain(text, Named::Note(Kind::Event)), "{text}");
            assert!(plain(text, Named::Note(Kind::Aggregate)), "{text}");
        }
        assert!(plain("PayPal", Named::Note(Kind::ExternalSystem)));
        assert!(plain("Pause After Retries Exhausted", Named::Note(Kind::Policy)));
        assert!(plain("Orders by Customer", Named::Note(Kind::ReadModel)));
        assert!(plain("retry_count", Named::Field));
        assert!(plain("What if it is unreachable? (timeout vs failure), who knows", Named::Note(Kind::HotSpot)));
        assert!(plain("Subscription box", Named::Board));
    }

    #[test]
    fn whatever_would_read_otherwise_is_quoted() {
        let texts = [
            "",
            " ",
            " a",
            "a ",
            "a  b",
            "a\tb",
            "a\nb",
            "a, b",
            "a (b)",
            "a -> b",
            "a --> b",
            "<-- a",
            "\"a\"",
            "`a`",
            "*a*",
            "_a_",
            "a_b",
            "# a",
            "- a",
            "1. a",
            "1 a",
            "[a]",
            "a | b",
            "a @ b",
            "a: b",
            "a + b",
            "a = b",
            "{a}",
            "-",
            "a- b",
            "a.",
            "a?",
            "🎈",
            "yes",
            "True",
            "Billing Aggregate",
            "Retry Policy",
            "Command",
            "When it Rains",
            "On Hold",
            "a\u{2028}b",
            "\u{feff}a",
            "a\u{a0}b",
            "e\u{301}",
        ];
        for text in texts {
            for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::HotSpot) {
                assert!(!plain(text, Named::Note(kind)), "{text:?} {kind:?}");
            }
        }
        for word in SPLITTING {
            for kind in [Kind::Event, Kind::Command, Kind::Actor, Kind::ExternalSystem] {
                assert!(!plain(&format!("Truck {} Door", word.to_uppercase()), Named::Note(kind)), "{word} {kind:?}");
            }
        }
        for text in ["PaymentFailed", "VIPOrder"] {
            assert!(!plain(text, Named::Note(Kind::Event)), "{text}");
        }
        for text in ["", "a b", "1a", "_a", "a_", "in", "true", "a-b", "a.b", "a\n"] {
            assert!(!plain(text, Named::Field), "{text:?}");
        }
    }

    #[test]
    fn a_sentence_that_begins_or_holds_a_form_is_quoted() {
        for text in [
            "",
            "Rule: who sets it?",
            "When does it end?",
            "who pays @ noon?",
            "[x] done",
            "a\nb",
            "_a_ b",
            "`a` b",
            "2) what",
            " a",
        ] {
            assert!(!plain(text, Named::Note(Kind::HotSpot)), "{text:?}");
        }
        assert!(plain("Who sets retry_count to 2 when nobody looks: the clock?", Named::Note(Kind::HotSpot)));
        for text in ["admin (all)", "when asked", "a = b", ""] {
            assert!(!plain(text, Named::Audience), "{text:?}");
        }
        assert!(!plain("a, b", Named::Shown));
        assert!(!plain("the place where things that we sell are kept", Named::Context));
        assert!(!plain("-", Named::Context));
    }

    #[test]
    fn quotes_hold_anything_on_one_line() {
        assert_eq!(quoted("a \"b\" \\ c\nd\r\t\u{1b}\u{85}\u{2028}é"), r#""a \"b\" \\ c\nd\u000d\u0009\u001b\u0085\u2028é""#);
    }
}
