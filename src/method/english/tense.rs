//! Whether an event's name states a fact about the past.

use super::Tense;
use super::claim::{Claim, claim};
use super::inflect;
use super::phrase::Part;
use super::sentence::{LEAVE_SO, Sentence};
use super::words::{STATES, listed};

/// Helping verbs of the past: what they stand in is a fact.
const PAST_HELPERS: &[&str] = &["been", "did", "didn't", "had", "hadn't", "was", "wasn't", "were", "weren't"];
const BE: &[&str] = &["am", "are", "aren't", "be", "being", "gets", "is", "isn't"];
const HAVE: &[&str] = &["has", "hasn't", "have", "haven't"];
const DO: &[&str] = &["do", "does", "doesn't", "don't"];
const MODAL: &[&str] = &[
    "can",
    "can't",
    "cannot",
    "could",
    "couldn't",
    "may",
    "might",
    "must",
    "shall",
    "should",
    "shouldn't",
    "will",
    "won't",
    "would",
];

/// What the wording of an event's name says: `Order Placed` is past, `Place Order` is not and would be `Order Placed`.
pub fn tense(name: &str) -> Tense {
    let Some(sentence) = Sentence::read(name) else { return Tense::Unknown };
    if let Some(tense) = helped(&sentence) {
        return tense;
    }
    if sentence.len() > 1 && sentence.fact().is_some() || sentence.words[0].past.is_some() && sentence.len() == 1 {
        let same = sentence.len() == 1 && sentence.words[0].same_forms();
        return if same { Tense::Unknown } else { Tense::Past };
    }
    match claim(&sentence) {
        None => Tense::Unknown,
        Some(claim) => Tense::Other { suggestion: suggestion(&sentence, &claim) },
    }
}

fn suggestion(sentence: &Sentence, claim: &Claim) -> Option<String> {
    match claim {
        Claim::Order(clause) => match clause.verbs[0].as_str() {
            "be" | "get" | "have" => None,
            "let" => let_happen(sentence, &clause.object),
            _ if describes_a_thing(sentence) => described(sentence),
            _ => sentence.as_fact(clause),
        },
        Claim::Deed(clause) | Claim::Described(clause) => sentence.as_fact(clause),
        Claim::Happens { at, verb } => in_place(sentence, *at, inflect::past(verb)),
        Claim::State => became(sentence),
        Claim::Something => None,
    }
}

/// Verbs that are nouns too and say what something became, or how: `Turn Green`.
const BECOME: &[&str] = &["drop", "fall", "feel", "look", "run", "sound", "stand", "stay", "taste", "touch", "turn"];

/// Whether an order is rather a thing of which an adjective is said: `Register Unavailable`. Of those that are adverbs too, such as
/// `online` and `daily`, only a few say how a thing is and not how something is done.
fn describes_a_thing(sentence: &Sentence) -> bool {
    let (first, last) = (&sentence.words[sentence.lead()], sentence.last());
    let says_how = last.adjective && !last.noun && (!last.adverb || matches!(last.low.as_str(), "late" | "offline"));
    sentence.len() > sentence.lead() + 1
        && first.noun
        && says_how
        && ![LEAVE_SO, BECOME].iter().any(|list| list.contains(&first.low.as_str()))
}

/// What such a thing became, where it is the first word and the adjective one that things become; else nothing is sure.
fn described(sentence: &Sentence) -> Option<String> {
    let becomes = listed(STATES, &sentence.last().low);
    (sentence.len() == 2 && becomes).then(|| became(sentence)).flatten()
}

/// `Invoice Became Overdue`.
fn became(sentence: &Sentence) -> Option<String> {
    let last = sentence.len() - 1;
    let verb = if sentence.words[last].low == "offline" { "went" } else { "became" };
    let parts = sentence.between(0, last).chain([Part::New(verb.to_owned()), sentence.kept(last)]);
    sentence.write(&parts.collect::<Vec<_>>())
}

/// `Let Claim Lapse`: what is let happen is the fact.
fn let_happen(sentence: &Sentence, object: &[usize]) -> Option<String> {
    let (&last, before) = object.split_last().filter(|(last, before)| sentence.words[**last].base && !before.is_empty())?;
    let verb = Part::New(inflect::past(&sentence.words[last].low));
    sentence.write(&sentence.all_kept(before).chain([verb]).collect::<Vec<_>>())
}

/// The sentence with another form of the verb at a place.
fn in_place(sentence: &Sentence, at: usize, form: String) -> Option<String> {
    let parts = sentence.between(0, at).chain([Part::New(form)]).chain(sentence.between(at + 1, sentence.len()));
    sentence.write(&parts.collect::<Vec<_>>())
}

/// What a helping verb makes of the sentence, if it has one: `Order Was Placed`, `Order Is Placed`, `Order Will Be Placed`.
fn helped(sentence: &Sentence) -> Option<Tense> {
    let at = sentence.words.iter().position(|word| is_helper(&word.low))?;
    let helper = sentence.words[at].low.as_str();
    if PAST_HELPERS.contains(&helper) {
        return Some(Tense::Past);
    }
    // What could not be done was not done.
    if helper == "couldn't" || helper == "could" && sentence.at(at + 1).is_some_and(|word| word.low == "not") {
        return Some(Tense::Past);
    }
    let unsaid = |at: &usize| {
        let word = &sentence.words[*at];
        !(word.adverb && !word.base
            || matches!(word.low.as_str(), "be" | "being" | "been" | "not" | "about" | "going" | "to" | "have"))
    };
    let verb_at = (at + 1..sentence.len()).find(unsaid);
    let Some(verb_at) = verb_at else {
        // `Payment Is Late`: nothing but an adverb follows.
        let says_how = at > 0 && at + 1 < sentence.len() && sentence.all_known();
        return Some(if says_how { Tense::Other { suggestion: None } } else { Tense::Unknown });
    };
    let verb = &sentence.words[verb_at];
    let has_to = sentence.at(at + 1).is_some_and(|word| word.low == "to");
    if HAVE.contains(&helper) {
        if (verb.participle.is_some() || verb.looks_past()) && !has_to {
            return (at > 0 || helper != "have").then_some(Tense::Past);
        }
        return (at > 0 && sentence.all_known()).then_some(Tense::Other { suggestion: None });
    }
    // `Will Signed` is a will; `Can Opened`, `May Invoice Sent`.
    if MODAL.contains(&helper) && !verb.base && verb_at == at + 1
        || DO.contains(&helper) && (at == 0 || !verb.base)
        || helper == "gets" && verb.participle.is_none()
    {
        return None;
    }
    if !sentence.words[at + 1..].iter().all(super::word::Word::known) {
        return Some(Tense::Unknown);
    }
    Some(Tense::Other { suggestion: unhelped(sentence, at, verb_at) })
}

fn is_helper(word: &str) -> bool {
    [PAST_HELPERS, BE, HAVE, DO, MODAL].iter().any(|list| list.contains(&word))
}

/// The sentence without the helping verb at a place, its verb past: `Order Is Not Yet Placed` as `Order Not Yet Placed`.
fn unhelped(sentence: &Sentence, helper: usize, verb_at: usize) -> Option<String> {
    let low = sentence.words[helper].low.as_str();
    let verb = &sentence.words[verb_at];
    let negated = low.ends_with("n't") || low == "cannot" || (helper..verb_at).any(|at| sentence.words[at].low == "not");
    let passive =
        BE.contains(&low) || (helper..verb_at).any(|at| matches!(sentence.words[at].low.as_str(), "be" | "being" | "been"));
    let adverbs = (helper + 1..verb_at).filter(|&at| sentence.words[at].adverb || sentence.words[at].low == "not" && passive);
    let contracted = (negated && passive && (low.ends_with("n't") || low == "cannot")).then(|| Part::New("not".to_owned()));
    let form = match (&verb.participle, &verb.gerund) {
        (Some(_), _) if passive => sentence.kept(verb_at),
        (_, Some(base)) if passive && !negated => Part::New(inflect::past(base)),
        _ if passive => return None,
        _ if negated && DO.contains(&low) && verb.base => {
            let parts = sentence.between(0, helper).chain([Part::New("did".to_owned()), Part::New("not".to_owned())]);
            return sentence.write(&parts.chain(sentence.between(verb_at, sentence.len())).collect::<Vec<_>>());
        }
        _ if negated || !verb.base => return None,
        _ => Part::New(inflect::past(&verb.low)),
    };
    let to = usize::from(helper > 0 && sentence.words[helper - 1].low == "to");
    let article = usize::from(matches!(sentence.words[0].low.as_str(), "a" | "an" | "the") && helper > 1);
    let before = sentence.between(article, helper - to).chain(contracted).chain(adverbs.map(|at| sentence.kept(at)));
    sentence.write(&before.chain([form]).chain(sentence.between(verb_at + 1, sentence.len())).collect::<Vec<_>>())
}
