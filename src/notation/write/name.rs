//! How a name is written: plain where it reads back as itself, in quotes where anything in it would be read otherwise.
//!
//! In doubt a name is quoted: a pair of quotes too many costs a little, a name that comes back as another costs the board.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use crate::board::Kind;
use crate::notation::read::dots::dots;
use crate::notation::read::keyword::{is_kind_word, keyword};
use crate::notation::read::shape;
use crate::notation::read::wording::{humps, length_at_the_end};

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
    /// A sentence that a line ends with.
    Sentence,
    /// A phase of an agenda, behind which stands how long it is and what it is about.
    Phase,
    /// Who gave dots, with a number behind it.
    Voter,
}

/// A name as it is written in a document.
pub(super) fn name(text: &str, named: Named) -> Cow<'_, str> {
    let plain = match named {
        Named::Board | Named::Scenario | Named::Sentence => is_sentence(text),
        Named::Note(Kind::HotSpot) => is_sentence(text) && dots(text).is_none(),
        Named::Phase => {
            is_words(text) && !text.split(' ').any(|word| is_word(word, &["for", "with"])) && length_at_the_end(text).is_none()
        }
        Named::Voter => is_words(text),
        Named::Context => is_words(text) && !shape::is_sentence(text),
        Named::Note(kind) => is_words(text) && !is_misread(text, kind),
        Named::Field => is_field(text),
        Named::Audience => {
            is_sentence(text) && !text.contains(['(', ')', '=']) && !is_word(first(text), &["and", "where", "when", "if"])
        }
        Named::Shown => is_sentence(text) && !text.contains([',', '(', ')', '[', ']']),
    };
    if plain { Cow::Borrowed(text) } else { Cow::Owned(quoted(text)) }
}

/// A text in quotes, on one line and without anything that a terminal acts upon.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut escaped = false;
    for c in text.chars() {
        // An accent behind an escape would become one with its last letter.
        let joins = escaped && is_combining_mark(c) && u32::from(c) <= 0xffff;
        escaped = joins || c == '\n' || is_hidden(c);
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if joins || is_hidden(c) => out.push_str(&escape(c)),
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

/// Words at which a line is split where notes of a kind are named.
fn splitting(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Event => &["when", "where", "if", "and", "or", "otherwise", "unless", "then"],
        Kind::Command => &["by", "via", "after", "unless", "at", "when", "where", "if", "and", "or", "then"],
        Kind::Actor | Kind::ExternalSystem => &["by", "via", "and", "or", "when", "where", "if"],
        Kind::Aggregate | Kind::Policy | Kind::ReadModel | Kind::HotSpot => &[],
    }
}

/// Words that are an answer, and what would be in brackets the mark of a task that is done.
const VALUES: [&str; 5] = ["yes", "no", "true", "false", "x"];

/// Whether words would be read as something else than the name of a note of a kind.
fn is_misread(text: &str, kind: Kind) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    // The word of a kind may be dropped, who ends in `Policy` is no actor, and a delay may stand behind a command.
    let ending = match kind {
        Kind::Command => is_word(last, &["command", "delay"]),
        Kind::ReadModel => is_word(last, &["model"]),
        Kind::Actor | Kind::ExternalSystem => is_word(last, &["actor", "system", "policy"]),
        _ => is_word(last, &[kind.name()]),
    };
    let humped = matches!(kind, Kind::Event | Kind::Command | Kind::Aggregate | Kind::Policy | Kind::ReadModel);
    ending
        || is_word(text, &VALUES)
        || is_kind_word(text)
        || is_reaction(text)
        || text.split(' ').any(|word| is_word(word, splitting(kind)))
        || (humped && !text.contains(' ') && humps(text) != text)
}

/// What stands in a folded name before a word that a guard, another event or a delay begins with.
pub(super) fn beginnings(folded: &str) -> impl Iterator<Item = &str> {
    const JOINING: [&str; 8] = ["when", "where", "if", "and", "or", "after", "unless", "with"];
    JOINING.iter().flat_map(|word| folded.match_indices(word)).map(|(at, _)| &folded[..at])
}

/// `When … then …`
fn is_reaction(text: &str) -> bool {
    is_word(first(text), &["when"]) && text.split(|c: char| !c.is_alphanumeric()).any(|word| is_word(word, &["then"]))
}

/// `On …: …`
fn is_projection(text: &str) -> bool {
    is_word(first(text), &["on"]) && text.contains(':')
}

fn is_word(word: &str, words: &[&str]) -> bool {
    words.iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// The first word of a text.
fn first(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
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

/// Whether a text would be a form of its own where an item of a list stands.
fn may_begin_a_form(text: &str) -> bool {
    keyword(text).is_some() || is_reaction(text) || is_projection(text)
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
        assert!(plain("Parcel Left at Door by Courier", Named::Note(Kind::Event)));
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
            "a\u{2028}b",
            "\u{feff}a",
            "a\u{a0}b",
            "e\u{301}",
            "When it Rains then Stay",
        ];
        for text in texts {
            for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::HotSpot) {
                assert!(!plain(text, Named::Note(kind)), "{text:?} {kind:?}");
            }
        }
        for (text, kind) in [
            ("Billing Aggregate", Kind::Aggregate),
            ("Retry Policy", Kind::Policy),
            ("Retry Policy", Kind::Actor),
            ("Payment System", Kind::ExternalSystem),
            ("Command", Kind::Command),
            ("Schedule Call with 24h delay", Kind::Command),
        ] {
            assert!(!plain(text, Named::Note(kind)), "{text:?} {kind:?}");
        }
        for kind in Kind::ALL {
            for word in splitting(kind) {
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
            "When it ends, what then?",
            "On Payment: upsert",
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
        for text in ["Who sets retry_count to 2: the clock?", "When does it end?", "On the whole?", "Open question: who pays?"] {
            assert!(plain(text, Named::Note(Kind::HotSpot)), "{text}");
        }
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
