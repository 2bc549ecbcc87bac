//! The words: sorted lists, one look-up.

mod irregular;
mod nouns;
mod others;
mod verbs;

pub(super) use irregular::{DEEDS, IRREGULAR, PHRASAL};
pub(super) use nouns::{ATTRIBUTES_IN_ING, DOERS, NOUNS, THINGS_IN_ING};
pub(super) use others::{
    ADJECTIVES, ADVERBS, DETERMINERS, FOREIGN, FOREIGN_ENDINGS, INTERNATIONAL, NO_PARTICIPLES, PARTICLES, PREPOSITIONS, STATES,
};
pub(super) use verbs::{DOUBLED, HAPPEN_BY_THEMSELVES, MOSTLY_NOUNS, NOUNS_TOO, REGULAR};

/// Whether a word is in a sorted list.
pub(super) fn listed(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_and_says_nothing_twice() {
        let lists = [
            ("ATTRIBUTES_IN_ING", ATTRIBUTES_IN_ING),
            ("DOERS", DOERS),
            ("NOUNS", NOUNS),
            ("THINGS_IN_ING", THINGS_IN_ING),
            ("ADJECTIVES", ADJECTIVES),
            ("ADVERBS", ADVERBS),
            ("DETERMINERS", DETERMINERS),
            ("FOREIGN", FOREIGN),
            ("FOREIGN_ENDINGS", FOREIGN_ENDINGS),
            ("INTERNATIONAL", INTERNATIONAL),
            ("NO_PARTICIPLES", NO_PARTICIPLES),
            ("PARTICLES", PARTICLES),
            ("PREPOSITIONS", PREPOSITIONS),
            ("STATES", STATES),
            ("DOUBLED", DOUBLED),
            ("HAPPEN_BY_THEMSELVES", HAPPEN_BY_THEMSELVES),
            ("MOSTLY_NOUNS", MOSTLY_NOUNS),
            ("NOUNS_TOO", NOUNS_TOO),
            ("REGULAR", REGULAR),
        ];
        for (name, list) in lists {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{name}: `{}` must not stand before `{}`", pair[0], pair[1]);
            }
        }
        assert!(IRREGULAR.windows(2).all(|pair| pair[0].0 < pair[1].0), "IRREGULAR is sorted by the base form");
        assert!(PHRASAL.windows(2).all(|pair| pair[0] < pair[1]), "PHRASAL is sorted");
        assert!(DEEDS.windows(2).all(|pair| pair[0].0 < pair[1].0), "DEEDS is sorted by the noun");
    }

    #[test]
    fn what_is_said_of_a_verb_is_said_of_a_verb() {
        let verb = |word: &&str| listed(REGULAR, word) || IRREGULAR.binary_search_by_key(word, |entry| entry.0).is_ok();
        for (name, list) in [
            ("DOUBLED", DOUBLED),
            ("HAPPEN_BY_THEMSELVES", HAPPEN_BY_THEMSELVES),
            ("MOSTLY_NOUNS", MOSTLY_NOUNS),
            ("NOUNS_TOO", NOUNS_TOO),
            ("INTERNATIONAL", INTERNATIONAL),
        ] {
            assert!(list.iter().all(verb), "{name}: {:?}", list.iter().filter(|word| !verb(word)).collect::<Vec<_>>());
        }
        for (noun, deed) in DEEDS {
            let base = deed.split(' ').next().expect("a deed has a verb");
            assert!(verb(&base), "DEEDS: `{noun}` is the deed of `{base}`, which is no verb here");
        }
        for (base, _) in PHRASAL {
            assert!(verb(base), "PHRASAL: `{base}` is no verb here");
        }
    }

    #[test]
    fn a_noun_is_not_listed_as_a_verb_too_by_mistake() {
        let both: Vec<_> = NOUNS.iter().filter(|noun| listed(REGULAR, noun)).collect();
        assert!(both.is_empty(), "these belong to NOUNS_TOO alone: {both:?}");
    }
}
