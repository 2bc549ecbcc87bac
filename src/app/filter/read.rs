//! Reading what was typed as terms. Whoever types sees every state of it, so an open quote is one that ends where the text ends,
//! and only what can never be meant is an error.

use super::{Mark, Term, Test, contains, fold};
use crate::board::name::nearest;
use crate::board::{Board, Kind};

/// The words before a colon that mean something; anything else before a colon is text.
const KEYS: [&str; 5] = ["kind", "context", "in", "by", "is"];

/// A word as it was typed.
enum Word<'t> {
    /// Between alternatives.
    Or,
    /// A text, and whether it stood in quotes.
    Text(&'t str, bool),
    /// `#tag`.
    Tag(&'t str),
    /// `key:value,value`.
    Key(&'t str, Vec<&'t str>),
}

/// The words of a text, each with whether it is negated.
fn words(text: &str) -> Vec<(bool, Word<'_>)> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let not = rest.strip_prefix('!').filter(|behind| behind.starts_with(|c: char| !c.is_whitespace()));
        let (word, behind) = word(not.unwrap_or(rest));
        words.push((not.is_some(), word));
        rest = behind.trim_start();
    }
    words
}

/// The first word of a text, and what is behind it.
fn word(text: &str) -> (Word<'_>, &str) {
    if let Some(inside) = text.strip_prefix('"') {
        let (quoted, behind) = inside.split_once('"').unwrap_or((inside, ""));
        return (Word::Text(quoted, true), behind);
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    if let Some(key) = key(&text[..end]) {
        let (values, behind) = values(&text[key.len() + 1..]);
        return (Word::Key(key, values), behind);
    }
    let word = match &text[..end] {
        "|" => Word::Or,
        word => match word.strip_prefix('#') {
            Some(tag) if !tag.is_empty() => Word::Tag(tag),
            _ => Word::Text(word, false),
        },
    };
    (word, &text[end..])
}

fn key(word: &str) -> Option<&str> {
    let (key, _) = word.split_once(':')?;
    KEYS.iter().any(|known| known.eq_ignore_ascii_case(key)).then_some(key)
}

/// Values with commas between them, each in quotes or not; empty ones are none.
fn values(text: &str) -> (Vec<&str>, &str) {
    let (mut values, mut rest) = (Vec::new(), text);
    loop {
        let (value, behind) = match rest.strip_prefix('"') {
            Some(inside) => inside.split_once('"').unwrap_or((inside, "")),
            None => rest.split_at(rest.find(|c: char| c == ',' || c.is_whitespace()).unwrap_or(rest.len())),
        };
        if !value.trim().is_empty() {
            values.push(value.trim());
        }
        match behind.strip_prefix(',') {
            Some(more) => rest = more,
            None => return (values, behind),
        }
    }
}

/// Whether a text is nothing but words, without a sign that means something.
pub(super) fn is_plain(text: &str) -> bool {
    let words = words(text);
    !words.is_empty() && words.iter().all(|(not, word)| !not && matches!(word, Word::Text(_, false)))
}

/// The alternatives of a text, each with terms that must all hold.
pub(super) fn read(text: &str, board: &Board) -> Result<Vec<Vec<Term>>, String> {
    let mut any: Vec<Vec<Term>> = vec![Vec::new()];
    let mut alternatives = 1;
    let words = words(text);
    let last = words.len().saturating_sub(1);
    for (index, (not, word)) in words.into_iter().enumerate() {
        let test = match word {
            Word::Or if not => Test::Text("|".to_owned()),
            Word::Or => {
                if any.last().is_none_or(Vec::is_empty) {
                    return Err("| stands between two things, and there is none before it".to_owned());
                }
                any.push(Vec::new());
                alternatives += 1;
                continue;
            }
            // Quotes that hold nothing yet say nothing yet.
            Word::Text(text, true) if text.trim().is_empty() => continue,
            // The beginning of something, as far as one can tell.
            Word::Text("!" | "#", false) if index == last => continue,
            Word::Text(text, _) => Test::Text(fold(text)),
            Word::Tag(tag) => Test::Tag(fold(tag)),
            Word::Key(key, values) => keyed(&key.to_lowercase(), &values, board)?,
        };
        if let Some(all) = any.last_mut() {
            all.push(Term { not, test });
        }
    }
    if any.last().is_some_and(Vec::is_empty) {
        if alternatives > 1 {
            return Err("| stands between two things, and there is none behind it".to_owned());
        }
        any.pop();
    }
    Ok(any)
}

fn keyed(key: &str, values: &[&str], board: &Board) -> Result<Test, String> {
    if values.is_empty() {
        return Err(match key {
            "kind" => format!("kind: wants a kind: {}", kinds()),
            "is" => format!("is: wants one of {}", marks()),
            "by" => "by: wants a name, or - for notes without one".to_owned(),
            _ => match contexts(board) {
                names if names.is_empty() => "the board has no context yet; notes are assigned to one on the wall".to_owned(),
                names => format!("{key}: wants a context: {names}, or - for none"),
            },
        });
    }
    let name = |value: &&str| (*value != "-").then(|| fold(value));
    Ok(match key {
        "kind" => Test::Kinds(values.iter().map(|value| kind(value)).collect::<Result<_, _>>()?),
        "is" => Test::Marks(values.iter().map(|value| mark(value)).collect::<Result<_, _>>()?),
        "by" => Test::Authors(values.iter().map(name).collect()),
        _ => {
            for value in values.iter().filter(|value| **value != "-") {
                known_context(value, board)?;
            }
            Test::Contexts(values.iter().map(name).collect())
        }
    })
}

/// The names a kind goes by here, the one to show first.
fn names(kind: Kind) -> [&'static str; 3] {
    match kind {
        Kind::ExternalSystem => ["system", "external system", "systems"],
        _ => [kind.name(), kind.key(), kind.plural()],
    }
}

fn kinds() -> String {
    Kind::ALL.map(|kind| names(kind)[0]).join(", ")
}

/// The kind with a letter, or with a name that begins so.
fn kind(value: &str) -> Result<Kind, String> {
    let wanted = fold(value);
    let mut letters = wanted.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.letter().eq_ignore_ascii_case(&letter))
    {
        return Ok(kind);
    }
    let begins = |kind: &Kind| names(*kind).iter().any(|name| name.starts_with(&wanted));
    // Two letters tell all of them apart.
    Kind::ALL.into_iter().find(begins).ok_or_else(|| match nearest(value, Kind::ALL.iter().flat_map(|kind| names(*kind))) {
        Some(near) => format!("there is no kind “{value}”; {near} is near; kinds are {}", kinds()),
        None => format!("there is no kind “{value}”; kinds are {}", kinds()),
    })
}

fn marks() -> String {
    Mark::ALL.map(|(_, name)| name).join(", ")
}

fn mark(value: &str) -> Result<Mark, String> {
    let wanted = fold(value);
    let found = Mark::ALL.iter().find(|(_, name)| name.starts_with(&wanted));
    found.map(|(mark, _)| *mark).ok_or_else(|| match nearest(value, Mark::ALL.iter().map(|(_, name)| *name)) {
        Some(near) => format!("no note is “{value}”; {near} is near; there are {}", marks()),
        None => format!("no note is “{value}”; there are {}", marks()),
    })
}

/// The first contexts of a board, as they are told in an error.
fn contexts(board: &Board) -> String {
    let contexts = &board.heading().contexts;
    let mut names: Vec<&str> = contexts.iter().take(5).map(|context| context.name.as_str()).collect();
    if contexts.len() > 5 {
        names.push("…");
    }
    names.join(", ")
}

fn known_context(value: &str, board: &Board) -> Result<(), String> {
    let contexts = &board.heading().contexts;
    let wanted = fold(value);
    if contexts.iter().any(|context| contains(&context.name, &wanted)) {
        return Ok(());
    }
    if contexts.is_empty() {
        return Err("the board has no context yet; notes are assigned to one on the wall".to_owned());
    }
    let all = self::contexts(board);
    Err(match nearest(value, contexts.iter().map(|context| context.name.as_str())) {
        Some(near) => format!("there is no context “{value}”; {near} is near; contexts are {all}"),
        None => format!("there is no context “{value}”; contexts are {all}"),
    })
}
