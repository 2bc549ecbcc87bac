//! The words that, with a colon behind them, begin a form.

use crate::board::Kind;
use crate::board::name::fold;

/// What a line begins with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keyword {
    /// `Context:`
    Context,
    /// `Event:`: one note of a kind.
    One(Kind),
    /// `Events:`: a list of a kind.
    Many(Kind),
    /// `Identified by:`
    IdentifiedBy,
    /// `State:`
    State,
    /// `Invariant:`
    Invariant,
    /// `When:`, `Trigger:`
    When,
    /// `Then:`, `Action:`
    Then,
    /// `Built from:`
    BuiltFrom,
    /// `Shows:`
    Shows,
    /// `Keyed by:`
    KeyedBy,
    /// `Rule:`
    Rule,
    /// `Scenario:`
    Scenario,
    /// `Given:`
    Given,
    /// `Never:`
    Never,
    /// `Pivotal:`
    Pivotal,
    /// `Agenda:`
    Agenda,
    /// `Phase:`
    Phase,
    /// `Activity:`
    Activity,
    /// `Ask:`
    Ask,
    /// `Looks for:`
    LooksFor,
    /// `Feature:`
    Feature,
    /// `Parked:`
    Parked,
}

impl Keyword {
    /// Whether it is about the workshop. Such words are common ones: they count only where what stands around makes them a form.
    pub fn is_of_workshop(self) -> bool {
        use Keyword::{Activity, Agenda, Ask, Feature, LooksFor, Parked, Phase};
        matches!(self, Agenda | Phase | Activity | Ask | LooksFor | Feature | Parked)
    }
}

/// The keywords as they are left when what does not distinguish is taken away.
const KEYWORDS: &[(&str, Keyword)] = &[
    ("context", Keyword::Context),
    ("boundedcontext", Keyword::Context),
    ("event", Keyword::One(Kind::Event)),
    ("events", Keyword::Many(Kind::Event)),
    ("domainevent", Keyword::One(Kind::Event)),
    ("domainevents", Keyword::Many(Kind::Event)),
    ("command", Keyword::One(Kind::Command)),
    ("commands", Keyword::Many(Kind::Command)),
    ("aggregate", Keyword::One(Kind::Aggregate)),
    ("aggregates", Keyword::Many(Kind::Aggregate)),
    ("policy", Keyword::One(Kind::Policy)),
    ("policies", Keyword::Many(Kind::Policy)),
    ("readmodel", Keyword::One(Kind::ReadModel)),
    ("readmodels", Keyword::Many(Kind::ReadModel)),
    ("actor", Keyword::One(Kind::Actor)),
    ("actors", Keyword::Many(Kind::Actor)),
    ("externalsystem", Keyword::One(Kind::ExternalSystem)),
    ("externalsystems", Keyword::Many(Kind::ExternalSystem)),
    ("hotspot", Keyword::One(Kind::HotSpot)),
    ("hotspots", Keyword::Many(Kind::HotSpot)),
    ("identifiedby", Keyword::IdentifiedBy),
    ("state", Keyword::State),
    ("invariant", Keyword::Invariant),
    ("invariants", Keyword::Invariant),
    ("when", Keyword::When),
    ("trigger", Keyword::When),
    ("then", Keyword::Then),
    ("action", Keyword::Then),
    ("builtfrom", Keyword::BuiltFrom),
    ("shows", Keyword::Shows),
    ("keyedby", Keyword::KeyedBy),
    ("rule", Keyword::Rule),
    ("scenario", Keyword::Scenario),
    ("given", Keyword::Given),
    ("never", Keyword::Never),
    ("pivotal", Keyword::Pivotal),
    ("agenda", Keyword::Agenda),
    ("phase", Keyword::Phase),
    ("activity", Keyword::Activity),
    ("ask", Keyword::Ask),
    ("looksfor", Keyword::LooksFor),
    ("feature", Keyword::Feature),
    ("featurerequest", Keyword::Feature),
    ("parked", Keyword::Parked),
];

/// The longest keyword as somebody may write it, with some room for blanks.
const LONGEST: usize = 24;

/// The keyword that a text begins with, and the byte behind its colon.
pub fn keyword(text: &str) -> Option<(Keyword, usize)> {
    if !text.starts_with(char::is_alphabetic) {
        return None;
    }
    let colon = text.bytes().take(LONGEST).position(|byte| byte == b':')?;
    let word = fold(&text[..colon]);
    let (_, keyword) = KEYWORDS.iter().find(|(name, _)| *name == word)?;
    Some((*keyword, colon + 1))
}

/// The kind that a word names, one of it or many: `hot spots`.
pub fn kind_named(text: &str) -> Option<Kind> {
    let word = fold(text);
    KEYWORDS.iter().find_map(|(name, keyword)| match keyword {
        Keyword::One(kind) | Keyword::Many(kind) if *name == word => Some(*kind),
        _ => None,
    })
}

/// Words that are no names in `Event <-- Command <-- Actor`: a heading over a table of arrows.
pub fn is_kind_word(name: &str) -> bool {
    let word = fold(name);
    let word = word.strip_suffix("(s)").or_else(|| word.strip_suffix("(es)")).unwrap_or(&word);
    matches!(word, "system" | "systems" | "issuer" | "outcome" | "outcomes")
        || KEYWORDS
            .iter()
            .any(|(name, keyword)| *name == word && matches!(keyword, Keyword::Context | Keyword::One(_) | Keyword::Many(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_counts_only_with_its_colon() {
        assert_eq!(keyword("Event: Payment Failed"), Some((Keyword::One(Kind::Event), 6)));
        assert_eq!(keyword("read-model : x"), Some((Keyword::One(Kind::ReadModel), 12)));
        assert_eq!(keyword("DOMAIN EVENTS:"), Some((Keyword::Many(Kind::Event), 14)));
        for text in ["Event Payment Failed", "Events happen: often", "", ":", "Eventé: x", "é: x"] {
            assert_eq!(keyword(text), None, "{text}");
        }
    }

    #[test]
    fn kind_words_are_no_names() {
        for name in ["Event", "Event(s)", "COMMAND", "Aggregates", "Actor"] {
            assert!(is_kind_word(name), "{name}");
        }
        assert!(!is_kind_word("Payment"));
    }
}
