//! The words of a name, and what is left of a word when its forms and spellings are taken for the same.

use std::borrow::Cow;
use std::collections::HashMap;

/// Words by number, in the order in which they were first met.
#[derive(Default)]
pub(super) struct Numbers {
    pub all: Vec<String>,
    known: HashMap<String, u32>,
}

impl Numbers {
    pub fn of(&mut self, word: &str) -> u32 {
        if let Some(number) = self.known.get(word) {
            return *number;
        }
        let number = self.all.len() as u32;
        self.all.push(word.to_owned());
        self.known.insert(word.to_owned(), number);
        number
    }
}

/// The words of a name in lower case: what blanks, punctuation and PascalCase humps divide. A sign within a number belongs to it.
pub(super) fn split(name: &str) -> Vec<String> {
    let (mut words, mut word) = (Vec::new(), String::new());
    let mut chars = name.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let within_number = before.is_numeric() && chars.peek().is_some_and(|next| next.is_numeric());
        let divides = divides(c) && !within_number;
        if (divides || (before.is_lowercase() && c.is_uppercase())) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if !divides {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn divides(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '_' | '-'
                | '.'
                | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '\''
                | '"'
                | '('
                | ')'
                | '['
                | ']'
                | '/'
                | '…'
                | '–'
                | '—'
                | '’'
                | '“'
                | '”'
        )
}

/// A word without its plural, as it is spelt in America: `orders` and `order`, `cancelled` and `canceled` come to the same.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < 4 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let one = one(word);
    let respelt = SPELLINGS.iter().find_map(|(from, to)| Some(format!("{}{to}", one.strip_suffix(from)?)));
    let one = respelt.map_or(one, Cow::Owned);
    // A consonant is doubled behind an unstressed syllable on one side of the ocean only: not in `filled`, which is not `filed`.
    match one.rsplit_once("ll") {
        Some((before, behind @ ("ed" | "ing" | "er" | ""))) if syllables(before) > 1 => Cow::Owned(format!("{before}l{behind}")),
        _ => one,
    }
}

/// Endings as they are spelt in Britain and in America.
const SPELLINGS: &[(&str, &str)] = &[
    ("isation", "ization"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("tre", "ter"),
    ("ogue", "og"),
    ("olour", "olor"),
    ("avour", "avor"),
];

fn one(word: &str) -> Cow<'_, str> {
    let cut = |by: usize| Cow::Borrowed(&word[..word.len() - by]);
    if let Some(rest) = word.strip_suffix("ies") {
        return if rest.len() > 1 { Cow::Owned(format!("{rest}y")) } else { Cow::Borrowed(word) };
    }
    if ["sses", "shes", "ches", "xes"].iter().any(|ending| word.ends_with(ending)) {
        return cut(2);
    }
    match word.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) {
        true => cut(1),
        false => Cow::Borrowed(word),
    }
}

fn syllables(word: &str) -> usize {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let (mut count, mut inside) = (0, false);
    for c in word.chars() {
        count += usize::from(vowel(c) && !inside);
        inside = vowel(c);
    }
    count
}

/// What the forms of a word have in common, roughly: `pack`, `packs`, `packed`, `packing`.
pub(super) fn root(word: &str) -> &str {
    let rest = ["ing", "ed", "es", "er", "s", "e"].iter().find_map(|ending| word.strip_suffix(ending));
    let rest = rest.filter(|rest| rest.len() > 2).unwrap_or(word);
    // `ship`, `shipped`.
    let mut chars = rest.char_indices().rev();
    match (chars.next(), chars.next()) {
        (Some((at, last)), Some((_, before))) if last == before && at > 2 => &rest[..at],
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_split_where_its_words_end() {
        for name in ["Payment Failed", "payment_failed", "PaymentFailed", "payment-failed!", " Payment\tfailed"] {
            assert_eq!(split(name), ["payment", "failed"], "{name:?}");
        }
        assert_eq!(split("Rate 1.5 Set"), ["rate", "1.5", "set"]);
        assert_eq!(split("支払い済み"), ["支払い済み"]);
        assert!(split(" -- ").is_empty());
    }

    #[test]
    fn forms_and_spellings_come_to_the_same() {
        let same = [
            ("orders", "order"),
            ("entries", "entry"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("cancelled", "canceled"),
            ("fulfill", "fulfil"),
            ("authorised", "authorized"),
            ("colour", "color"),
            ("centres", "center"),
        ];
        for (one, other) in same {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        for (one, other) in
            [("filled", "filed"), ("polled", "poled"), ("status", "statu"), ("analysis", "analysi"), ("pass", "pas")]
        {
            assert_ne!(stem(one), stem(other), "{one} {other}");
        }
        for (one, other) in [("packed", "pack"), ("shipped", "ship"), ("created", "create"), ("charges", "charged")] {
            assert_eq!(root(one), root(other), "{one} {other}");
        }
    }
}
