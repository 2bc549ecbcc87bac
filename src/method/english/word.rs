//! What a single word can be.

use super::inflect;
use super::words::{
    ADJECTIVES, ADVERBS, ATTRIBUTES_IN_ING, DEEDS, DETERMINERS, DOERS, HAPPEN_BY_THEMSELVES, INTERNATIONAL, MOSTLY_NOUNS, NOUNS,
    NOUNS_TOO, PARTICLES, PREPOSITIONS, THINGS_IN_ING, listed,
};

/// Words that look like the past of a verb and are none.
const NO_PAST: &[&str] = &["biped", "exceed", "hatred", "hundred", "indeed", "infrared", "kindred", "moped", "newlywed", "sacred"];

/// Verbs that, before the name of a deed, are what it was done to: `Email Verification`, `File Upload`.
const DONE_TO: &[&str] =
    &["email", "file", "fund", "label", "mail", "package", "pool", "post", "project", "seat", "share", "store"];

/// Small words that help a verb or join words.
const SMALL: &[&str] = &[
    "am",
    "and",
    "are",
    "aren't",
    "be",
    "been",
    "being",
    "but",
    "can",
    "can't",
    "cannot",
    "could",
    "couldn't",
    "did",
    "didn't",
    "do",
    "does",
    "doesn't",
    "don't",
    "had",
    "hadn't",
    "has",
    "hasn't",
    "have",
    "haven't",
    "he",
    "him",
    "i",
    "if",
    "is",
    "isn't",
    "it",
    "may",
    "me",
    "might",
    "must",
    "never",
    "none",
    "not",
    "or",
    "please",
    "shall",
    "she",
    "should",
    "shouldn't",
    "than",
    "them",
    "they",
    "unless",
    "us",
    "was",
    "wasn't",
    "we",
    "were",
    "weren't",
    "when",
    "where",
    "whether",
    "while",
    "who",
    "will",
    "won't",
    "would",
    "you",
];

/// A word of a name and everything it can be; most can be several things.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// As it was written.
    pub text: String,
    /// In lower case, without a possessive `'s`.
    pub low: String,
    /// Whether it is the base form of a verb.
    pub base: bool,
    /// The verb of which it is the third person.
    pub third: Option<String>,
    /// The verb of which it is the gerund.
    pub gerund: Option<String>,
    /// The verb of which it is the past.
    pub past: Option<String>,
    /// The verb of which it is the participle.
    pub participle: Option<String>,
    /// The deed that it names, as a verb with its particle: `check out` for `checkout`.
    pub deed: Option<&'static str>,
    /// Whether it is a noun; base forms and deeds can be.
    pub noun: bool,
    /// Whether it is an adjective.
    pub adjective: bool,
    /// Whether it is an adverb.
    pub adverb: bool,
    /// Whether it is a preposition.
    pub preposition: bool,
    /// Whether it can belong to a verb before it.
    pub particle: bool,
    /// Whether it is an article or the like.
    pub determiner: bool,
    /// Whether it is a number.
    pub number: bool,
}

impl Word {
    /// What `text` can be.
    pub fn read(text: &str) -> Word {
        let whole = text.to_lowercase();
        let low = if listed(SMALL, &whole) { &whole } else { whole.strip_suffix("'s").unwrap_or(&whole) };
        let helps = listed(SMALL, low);
        let verb = |of: fn(&str) -> Option<String>| if helps || listed(NO_PAST, low) { None } else { of(low) };
        let gerund = verb(inflect::of_gerund);
        let deed = DEEDS.binary_search_by_key(&low, |entry| entry.0).ok().map(|at| DEEDS[at].1);
        let third = verb(inflect::of_third);
        Word {
            base: !helps && inflect::is_base(low) || low == "do" || low == "have",
            noun: is_noun(low)
                || deed.is_some()
                || gerund.is_some()
                || third.as_deref().is_some_and(|base| listed(NOUNS_TOO, base)),
            third,
            gerund,
            past: verb(inflect::of_past),
            participle: verb(inflect::of_participle),
            deed,
            adjective: listed(ADJECTIVES, low) || low.strip_suffix("able").is_some_and(|stem| stem.len() > 3 && can_be_done(stem)),
            adverb: listed(ADVERBS, low) || low.len() > 4 && low.strip_suffix("ly").is_some_and(|stem| listed(ADJECTIVES, stem)),
            preposition: listed(PREPOSITIONS, low),
            particle: listed(PARTICLES, low),
            determiner: listed(DETERMINERS, low),
            number: low.starts_with(|c: char| c.is_ascii_digit()),
            low: low.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Whether it is an English word that is in the lists.
    pub fn known(&self) -> bool {
        self.base
            || self.noun
            || self.third.is_some()
            || self.past.is_some()
            || self.participle.is_some()
            || self.adjective
            || self.adverb
            || self.preposition
            || self.particle
            || self.determiner
            || self.number
            || listed(SMALL, &self.low)
    }

    /// Whether it ends as a past does, though its verb is not in the lists: `defragged`.
    pub fn looks_past(&self) -> bool {
        !self.known() && self.low.len() > 4 && self.low.ends_with("ed") && !self.low.ends_with("eed") && !listed(NO_PAST, &self.low)
    }

    /// Whether it is a verb and nothing else.
    pub fn only_base(&self) -> bool {
        self.base && !self.noun && !self.particle && !self.adverb && !self.preposition
    }

    /// Whether, as the first word, it is what is done rather than what it is done to.
    pub fn leads(&self) -> bool {
        let joins = self.particle || self.preposition || self.adverb;
        let describes = self.adjective && self.noun;
        self.base && !self.mostly_noun() && !joins && !describes
    }

    /// Whether it is rather a noun, though it can be a verb.
    pub fn mostly_noun(&self) -> bool {
        listed(MOSTLY_NOUNS, &self.low)
    }

    /// Whether, before the name of a deed, it is what the deed was done to.
    pub fn done_to(&self) -> bool {
        listed(DONE_TO, &self.low)
    }

    /// Whether it is past and nothing else can be meant: `went`.
    pub fn only_past(&self) -> bool {
        self.past.is_some() && self.participle.is_none() && !self.noun && !self.base
    }

    /// Whether past, participle and base form are one: `set`.
    pub fn same_forms(&self) -> bool {
        self.base && self.participle.is_some()
    }

    /// Whether other languages have the word too.
    pub fn international(&self) -> bool {
        let verb = self.third.as_deref().or(self.gerund.as_deref()).unwrap_or(&self.low);
        verb == "do" || listed(INTERNATIONAL, verb)
    }

    /// Whether it can be what a sentence is about, as far as is known.
    pub fn content(&self) -> bool {
        self.noun || self.base || self.gerund.is_some() || self.past.is_some() || self.adjective || !self.known()
    }

    /// Whether the sentence can end or go on here without this word being an object of the verb before it.
    pub fn tail(&self) -> bool {
        (self.preposition
            || self.particle
            || self.adverb
            || self.number
            || matches!(self.low.as_str(), "and" | "or" | "but" | "not"))
            || listed(DETERMINERS, &self.low)
    }

    /// Whether it names somebody or something that does things.
    pub fn doer(&self) -> bool {
        listed(DOERS, &self.low)
    }

    /// Whether, in `-ing`, it is a thing or says of which sort one is.
    pub fn thing_in_ing(&self) -> bool {
        listed(THINGS_IN_ING, &self.low)
    }

    /// Whether, in `-ing`, it says of which sort the next noun is.
    pub fn attribute_in_ing(&self) -> bool {
        self.thing_in_ing() || listed(ATTRIBUTES_IN_ING, &self.low)
    }
}

/// Whether a verb is one that nobody can order.
pub(super) fn happens_by_itself(base: &str) -> bool {
    listed(HAPPEN_BY_THEMSELVES, base)
}

fn is_noun(low: &str) -> bool {
    let singular = |noun: &str| listed(NOUNS, noun) || listed(NOUNS_TOO, noun) || is_deed(noun);
    let does = |low: &str| {
        low.strip_suffix("er")
            .is_some_and(|stem| stem.len() > 3 && (inflect::is_base(stem) || inflect::is_base(&format!("{stem}e"))))
    };
    let abstract_ending = ["ness", "ship", "hood", "ability"].iter().any(|end| low.len() > end.len() + 3 && low.ends_with(end));
    let one = |low: &str| {
        let plural = low.strip_suffix('s').is_some_and(singular) || low.strip_suffix("es").is_some_and(singular);
        plural || low.strip_suffix("ies").is_some_and(|stem| singular(&format!("{stem}y")))
    };
    singular(low)
        || one(low)
        || does(low)
        || low.strip_suffix('s').is_some_and(does)
        || abstract_ending
        || listed(THINGS_IN_ING, low)
        || low.strip_suffix('s').is_some_and(|low| listed(THINGS_IN_ING, low))
}

/// Whether `-able` was put to a verb: `payable`, `shippable`.
fn can_be_done(stem: &str) -> bool {
    inflect::is_base(stem) || inflect::is_base(&format!("{stem}e")) || inflect::of_past(&format!("{stem}ed")).is_some()
}

fn is_deed(noun: &str) -> bool {
    DEEDS.binary_search_by_key(&noun, |entry| entry.0).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_here_are_sorted() {
        assert!(SMALL.is_sorted() && DONE_TO.is_sorted() && NO_PAST.is_sorted());
    }

    #[test]
    fn a_word_can_be_several_things() {
        let refund = Word::read("Refund");
        assert!(refund.base && refund.noun && refund.leads() && !refund.only_base());
        let order = Word::read("Order");
        assert!(order.base && order.noun && !order.leads());
        assert!(Word::read("Send").only_base());
        assert!(Word::read("Went").only_past());
        assert!(Word::read("Set").same_forms());
        assert_eq!(Word::read("Checkout").deed, Some("check out"));
        assert!(!Word::read("Bestellung").known());
    }
}
