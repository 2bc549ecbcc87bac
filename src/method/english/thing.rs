//! Whether an aggregate's name names a thing.

use super::Thing;
use super::claim::{Claim, claim};
use super::mood::of_fact;
use super::sentence::{Clause, Sentence};
use super::word::Word;

/// Participles that are nouns: people.
const PEOPLE: &[&str] =
    &["accused", "bereaved", "deceased", "disabled", "divorced", "employed", "injured", "insured", "unemployed"];

/// Verbs that are nouns too, but before another noun are rather verbs: `Process Payment`.
const RATHER_VERBS: &[&str] = &[
    "capture", "close", "increase", "load", "place", "process", "register", "schedule", "ship", "start", "stop", "track", "update",
];

/// Last words of things that are called after what is done with them: `Process Instance`, `Place Card`.
const CARRIERS: &[&str] = &[
    "card",
    "date",
    "definition",
    "description",
    "engine",
    "entry",
    "event",
    "factor",
    "form",
    "group",
    "id",
    "instance",
    "job",
    "list",
    "log",
    "manager",
    "mat",
    "model",
    "name",
    "number",
    "package",
    "page",
    "plan",
    "point",
    "policy",
    "queue",
    "record",
    "run",
    "slot",
    "status",
    "step",
    "time",
    "type",
    "window",
];

/// What the wording of an aggregate's name says: `Order` is a noun, `Place Order` and `Order Placed` are not and would be `Order`.
pub fn thing(name: &str) -> Thing {
    let Some(sentence) = Sentence::read(name).map(|sentence| sentence.without_last("aggregate", 1)) else { return Thing::Unknown };
    let (first, last) = (&sentence.words[0], sentence.last());
    if PEOPLE.contains(&last.low.as_str()) {
        return Thing::Noun;
    }
    let could_be_noun = |at: usize| sentence.words[at].noun && at + 1 == sentence.len() || sentence.words[at].same_forms();
    let fact = sentence.fact().filter(|&at| !could_be_noun(at));
    let clause = match fact {
        Some(_) if !sentence.all_known() => return Thing::Unknown,
        Some(at) => before(&sentence, at).or_else(|| of_fact(&sentence, at).map(|clause| clause.object)),
        None if is_order(&sentence) => match claim(&sentence) {
            Some(Claim::Order(Clause { object, .. })) => Some(object),
            Some(_) => None,
            None => return Thing::Unknown,
        },
        None if sentence.len() == 1 && (first.only_base() || first.past.is_some() && !first.noun) => {
            return if first.international() { Thing::Unknown } else { Thing::Other { suggestion: None } };
        }
        None => return if last.noun && sentence.all_known() { Thing::Noun } else { Thing::Unknown },
    };
    let describes = |place: &usize| {
        let word = &sentence.words[*place];
        word.determiner || word.participle.is_some() && !word.noun || word.adverb
    };
    let object: Vec<usize> = clause.unwrap_or_default().into_iter().skip_while(describes).collect();
    let named = object.last().is_some_and(|&place| sentence.words[place].noun);
    let parts: Vec<_> = sentence.all_kept(&object).collect();
    Thing::Other { suggestion: if named { sentence.write(&parts) } else { None } }
}

/// What stands before the verb of a fact, without helping verbs.
fn before(sentence: &Sentence, verb: usize) -> Option<Vec<usize>> {
    let helps = |word: &Word| !word.noun && !word.base && !word.adjective && word.participle.is_none() || word.adverb;
    let end = (0..verb).find(|&at| helps(&sentence.words[at])).unwrap_or(verb);
    (end > 0).then(|| (0..end).collect())
}

/// Whether the first word is a verb beyond doubt.
fn is_order(sentence: &Sentence) -> bool {
    let first = &sentence.words[0];
    let rather = RATHER_VERBS.contains(&first.low.as_str()) && !CARRIERS.contains(&sentence.last().low.as_str());
    sentence.len() > 1 && (first.only_base() || rather || first.third.is_some() && !first.noun)
}
