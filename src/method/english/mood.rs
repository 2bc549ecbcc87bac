//! Whether a command's name says what to do.

use super::Mood;
use super::claim::{Claim, claim};
use super::sentence::{Clause, Sentence};
use super::word::{Word, happens_by_itself};

/// Helping verbs before the verb of a wish: `Customer Should Pay Invoice`.
const WISHES: &[&str] = &["can", "could", "may", "might", "must", "shall", "should", "will", "would"];

/// What the wording of a command's name says: `Place Order` is imperative, `Order Placed` is not and would be `Place Order`.
pub fn mood(name: &str) -> Mood {
    let Some(sentence) = Sentence::read(name).map(|sentence| sentence.without_last("command", 2)) else { return Mood::Unknown };
    if let Some(mood) = wished(&sentence) {
        return mood;
    }
    let lead = sentence.lead();
    let first = &sentence.words[lead];
    let fact = sentence.fact().filter(|&at| at > lead || !first.base);
    if first.low == "do" || first.low == "don't" || first.base && sentence.at(lead + 1).is_none_or(|next| next.low != "of") {
        // `Report Hidden Damage`: the participle describes what the order is about.
        let says = |at: &usize| first.noun && (first.mostly_noun() || sentence.ends_or_goes_on(at + 1));
        let stated = fact.filter(says);
        if stated.is_none() && (first.leads() || orders_something(&sentence, lead)) {
            return if sentence.sure_of(lead) { Mood::Imperative } else { Mood::Unknown };
        }
    }
    if let Some(at) = fact {
        let clause = of_fact(&sentence, at);
        let known = sentence.all_known() || sentence.sure_of(at) && sentence.words[at].participle.is_some();
        return if known {
            Mood::Other { suggestion: clause.and_then(|clause| sentence.as_order(&clause)) }
        } else {
            Mood::Unknown
        };
    }
    match claim(&sentence) {
        None => {
            let thing = sentence.len() == 1 && first.noun && !first.base && !first.international();
            if thing { Mood::Other { suggestion: None } } else { Mood::Unknown }
        }
        Some(claim) => Mood::Other { suggestion: suggestion(&sentence, claim) },
    }
}

/// Whether a first word that is mostly a noun is a verb all the same: `Invoice Customer`, but not `Order Cancellation`.
fn orders_something(sentence: &Sentence, lead: usize) -> bool {
    let (first, last) = (&sentence.words[lead], sentence.last());
    let named_deed = last.deed.is_some() || last.gerund.is_some() || last.third.is_some() && !last.noun || last.only_base();
    first.base && sentence.len() > lead + 1 && !named_deed && (last.noun || !last.adjective)
}

fn suggestion(sentence: &Sentence, claim: Claim) -> Option<String> {
    let clause = match claim {
        Claim::Order(clause) | Claim::Deed(clause) => clause,
        Claim::Described(mut clause) => {
            clause.by_itself = happens_by_itself(&clause.verbs[0]);
            clause
        }
        Claim::Happens { at, verb } => around(sentence, at, &verb),
        Claim::State | Claim::Something => return None,
    };
    orderable(&clause).then(|| sentence.as_order(&clause))?
}

/// What the fact with the verb at a place would be as something to do, if anybody could do it.
pub(super) fn of_fact(sentence: &Sentence, at: usize) -> Option<Clause> {
    let verb = sentence.words[at].participle.as_ref().or(sentence.words[at].past.as_ref())?;
    let negated = sentence.words[..at].iter().any(|word| word.low == "not" || word.low == "never" || word.low.ends_with("n't"));
    let clause = around(sentence, at, verb);
    (!negated && orderable(&clause)).then_some(clause)
}

fn orderable(clause: &Clause) -> bool {
    !happens_by_itself(&clause.verbs[0])
}

/// The clause of the verb at a place: what follows it is what it is done to; if nothing does, what stands before it is, unless
/// that did it. Who did it is left out.
fn around(sentence: &Sentence, at: usize, verb: &str) -> Clause {
    let mut clause = sentence.order(at, verb);
    clause.adverbs.clear();
    let by = clause.tail.iter().position(|&place| sentence.words[place].low == "by");
    clause.tail.truncate(by.unwrap_or(clause.tail.len()));
    let helps = |word: &Word| !word.noun && !word.base && word.known() && !word.adjective || word.adverb;
    let before: Vec<usize> = (0..at).filter(|&place| !helps(&sentence.words[place])).collect();
    let did_it = before.last().is_some_and(|&place| sentence.words[place].doer());
    let active = sentence.words[at].third.is_some() || sentence.words[at].base || !clause.particles.is_empty();
    if clause.object.is_empty() && !(did_it && active) {
        clause.object = before;
    }
    clause
}

/// `Customer Should Pay Invoice`, `Can Place Order`: what is wished is what to do.
fn wished(sentence: &Sentence) -> Option<Mood> {
    let at = sentence.words.iter().position(|word| WISHES.contains(&word.low.as_str()))?;
    let verb = sentence.at(at + 1).filter(|verb| verb.base)?;
    if !sentence.all_known() {
        return Some(Mood::Unknown);
    }
    let clause = sentence.order(at + 1, &verb.low);
    Some(Mood::Other { suggestion: sentence.as_order(&clause) })
}
