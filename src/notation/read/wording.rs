//! How a name is written: in quotes, in humps, with a remark behind it, with the word of its kind at the end.

use unicode_normalization::UnicodeNormalization;

use super::piece::{Piece, closing_quote, groups};
use crate::board::Kind;
use crate::board::name::fold;
use crate::engine::duration;

/// A name as it is written somewhere.
#[derive(Clone, Debug)]
pub struct Name<'l> {
    /// Where.
    pub piece: Piece<'l>,
    /// The name to show.
    pub text: String,
    /// It is in quotes, so it is meant to the letter.
    pub literal: bool,
}

impl<'l> Name<'l> {
    /// Reads a name of a kind.
    pub fn read(piece: Piece<'l>, kind: Kind) -> Name<'l> {
        let piece = piece.trim();
        // `"Billing" aggregate` is Billing, to the letter.
        let quote = closing_quote(piece.text()).filter(|_| piece.text().starts_with('"'));
        let named = quote.filter(|end| fold(&piece.text()[*end..]) == fold(kind.name())).map_or(piece, |end| piece.before(end));
        match unquote(named.text()) {
            Some(text) => Name { piece, text, literal: true },
            None => Name { piece, text: plain(piece.text(), kind), literal: false },
        }
    }

    /// The name without the word of its kind at the end, where one stands there and something would remain.
    pub fn without_kind_word(&self, kind: Kind) -> Option<String> {
        if self.literal {
            return None;
        }
        let count = match kind {
            Kind::ReadModel | Kind::ExternalSystem => 2,
            Kind::Actor | Kind::Aggregate | Kind::Command | Kind::Event | Kind::Policy => 1,
            Kind::HotSpot => return None,
        };
        let words: Vec<&str> = self.text.split(' ').collect();
        let rest = words.len().checked_sub(count).filter(|rest| *rest > 0)?;
        let is_kind = fold(&words[rest..].concat()) == fold(kind.name());
        is_kind.then(|| plain(&words[..rest].join(" "), kind))
    }
}

/// A sentence as it is shown: what is in quotes to the letter, anything else with single blanks.
pub fn sentence(piece: Piece<'_>) -> String {
    Name::read(piece, Kind::HotSpot).text
}

/// What a text in quotes says, where all of it is in quotes: `\"`, `\\` and `\n` are escapes, and `\u001b` what must not stand in a
/// document as itself.
pub fn unquote(text: &str) -> Option<String> {
    let inner = text.strip_prefix('"')?;
    if closing_quote(text)? != text.len() {
        return None;
    }
    let mut said = String::with_capacity(inner.len());
    let mut chars = inner[..inner.len() - 1].chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            said.push(c);
            continue;
        }
        let behind = chars.as_str();
        match chars.next() {
            Some('n') => said.push('\n'),
            Some(c @ ('"' | '\\')) => said.push(c),
            Some('u') if by_code(behind).is_some() => {
                said.extend(by_code(behind));
                chars.nth(3);
            }
            c => said.extend(['\\'].into_iter().chain(c)),
        }
    }
    Some(said.nfc().collect())
}

/// The character that `u` and four digits stand for.
fn by_code(text: &str) -> Option<char> {
    let code = text.get(1..5).filter(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()))?;
    char::from_u32(u32::from_str_radix(code, 16).ok()?)
}

/// A name that is not in quotes, fit to be shown.
fn plain(text: &str, kind: Kind) -> String {
    let mut text = text;
    if kind != Kind::HotSpot {
        // A full stop ends a sentence and not a name, and round quotes are a matter of the keyboard.
        text = text.trim_end_matches(['.', ';', ',']).trim_end();
        text = text.strip_prefix('“').and_then(|text| text.strip_suffix('”')).unwrap_or(text);
    }
    while let Some(inner) = ['*', '`'].iter().find_map(|mark| text.strip_prefix(*mark)?.strip_suffix(*mark)) {
        text = inner.trim();
    }
    let shown: String = text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
    let humped = matches!(kind, Kind::Event | Kind::Command | Kind::Aggregate | Kind::Policy | Kind::ReadModel);
    if humped && !shown.contains(' ') { humps(&shown) } else { shown }
}

/// `RetryFailedPayment` → `Retry Failed Payment`; `VIPOrder` → `VIP Order`.
pub fn humps(word: &str) -> String {
    let chars: Vec<char> = word.chars().collect();
    let mut split = String::with_capacity(word.len() + 4);
    for (index, c) in chars.iter().enumerate() {
        let before = index.checked_sub(1).map(|index| chars[index]);
        let begins = c.is_uppercase()
            && before.is_some_and(|before| {
                let ends_capitals = before.is_uppercase() && chars.get(index + 1).is_some_and(|next| next.is_lowercase());
                before.is_lowercase() || before.is_numeric() || ends_capitals
            });
        if begins {
            split.push(' ');
        }
        split.push(*c);
    }
    split
}

/// The words of a name, however they are joined, folded.
pub fn words(name: &str) -> Vec<String> {
    let humped = |word: &str| humps(word).split(' ').map(fold).collect::<Vec<_>>();
    name.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-')).flat_map(humped).filter(|word| !word.is_empty()).collect()
}

/// A name and what stands in parentheses behind it.
#[derive(Debug)]
pub struct Headed<'l> {
    /// What stands before the first parenthesis, or all where there is none.
    pub name: Piece<'l>,
    /// What stands within parentheses.
    pub inside: Vec<Piece<'l>>,
    /// What stands behind the last of them.
    pub rest: Piece<'l>,
}

/// Splits a name from the parentheses behind it.
pub fn headed(piece: Piece<'_>) -> Headed<'_> {
    let text = piece.text();
    let mut inside = Vec::new();
    let mut name_end = None;
    let mut end = text.len();
    for group in groups(text) {
        if !text[group.clone()].starts_with('(') {
            continue;
        }
        let between = name_end.map_or("", |_: usize| &text[end..group.start]);
        if !between.trim().is_empty() {
            break;
        }
        name_end.get_or_insert(group.start);
        inside.push(piece.slice(group.start + 1..group.end - 1).trim());
        end = group.end;
    }
    match name_end {
        None => Headed { name: piece, inside, rest: piece.from(text.len()) },
        Some(name_end) => Headed { name: piece.before(name_end), inside, rest: piece.from(end) },
    }
}

/// The length of time that a name ends with, such as `15m`, `(15m)` or `15 minutes`.
pub fn length_at_the_end(text: &str) -> Option<&str> {
    let text = text.trim().trim_end_matches(')');
    let mut ends = text.rmatch_indices([' ', '(']).map(|(at, sign)| at + sign.len()).chain([0]);
    let (last, before) = (ends.next()?, ends.next().unwrap_or(0));
    let is_length = |part: &&str| part.starts_with(|c: char| c.is_ascii_digit()) && duration::parse(part).is_ok();
    [&text[last..], &text[before..]].into_iter().find(is_length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn humps_are_split() {
        for (word, split) in [
            ("PaymentFailed", "Payment Failed"),
            ("VIPOrderPlaced", "VIP Order Placed"),
            ("OrderV2Shipped", "Order V2 Shipped"),
            ("Payment", "Payment"),
            ("payment_failed", "payment_failed"),
            ("", ""),
        ] {
            assert_eq!(humps(word), split);
        }
        assert_eq!(words("RetryFailed_payment now"), ["retry", "failed", "payment", "now"]);
    }

    #[test]
    fn what_is_in_quotes_is_literal() {
        assert_eq!(unquote(r#""a \"b\" \\ c\n""#).as_deref(), Some("a \"b\" \\ c\n"));
        assert_eq!(unquote(r#""""#).as_deref(), Some(""));
        assert_eq!(unquote(r#""\u001b\\u0041 \u12 \ud800 C:\temp\""#), None);
        assert_eq!(unquote(r#""\u001b\\u0041 \u12 \ud800 C:\temp""#).as_deref(), Some("\u{1b}\\u0041 \\u12 \\ud800 C:\\temp"));
        for text in ["", "a", "\"", "\"a", "\"a\" b", "\"a\"b\""] {
            assert_eq!(unquote(text), None, "{text}");
        }
    }
}
