//! Names that say only what was done to a record.

use super::sentence::Sentence;

/// The words, by the verb: base form, and past as people write it.
const WORDS: &[(&str, &str)] = &[
    ("change", "changed"),
    ("delete", "deleted"),
    ("edit", "edited"),
    ("insert", "inserted"),
    ("modify", "modified"),
    ("save", "saved"),
    ("update", "updated"),
    ("upsert", "upserted"),
];

/// Parts of a thing: to say that one of them changed is to say something.
const PARTS: &[&str] = &[
    "address",
    "amount",
    "colour",
    "color",
    "date",
    "email",
    "name",
    "owner",
    "ownership",
    "password",
    "phone",
    "plan",
    "price",
    "quantity",
    "rate",
    "route",
    "size",
    "status",
    "tariff",
    "time",
    "title",
];

/// The word in an event's or a command's name that says no more than that data was touched, in lower case: `updated` for
/// `Order Updated`, `update` for `Update Order`. `None` if the name says what happened: `Shipping Address Corrected`.
/// `Created` is not one of the words: that something came to be is a fact of business.
pub fn crud(name: &str) -> Option<&'static str> {
    // Most names hold none of the verbs in any form and need not be read.
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if !WORDS.iter().any(|(base, _)| letters.contains(&base[..base.len() - 1])) {
        return None;
    }
    let sentence = Sentence::read(name)?.without_last("command", 2);
    let whole = |thing: &[super::word::Word]| matches!(thing, [one] if !PARTS.contains(&one.low.as_str()));
    let (lead, len) = (sentence.lead(), sentence.len());
    if let Some(fact) = sentence.fact() {
        let verb = sentence.words[fact].participle.as_deref()?;
        let &(_, word) = WORDS.iter().find(|(base, _)| *base == verb)?;
        let ends = sentence.at(fact + 1).is_none_or(|next| matches!(next.low.as_str(), "by" | "in" | "via") || next.adverb);
        let thing: Vec<_> = sentence.words[..fact].iter().filter(|word| word.content()).cloned().collect();
        return (ends && (verb != "change" || whole(&thing))).then_some(word);
    }
    let &(verb, _) = WORDS.iter().find(|(base, _)| *base == sentence.words[lead].low)?;
    (len == lead + 1 && verb != "change" || len > lead + 1 && (verb != "change" || whole(&sentence.words[lead + 1..])))
        .then_some(verb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_forms_of_their_verbs() {
        for (base, past) in WORDS {
            assert_eq!(super::super::inflect::past(base), *past);
        }
    }
}
