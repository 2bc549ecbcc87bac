//! What a name says when it states no fact: an order, a deed, something that happens.
//!
//! Tense, mood and thing all ask this; they differ in what they make of the answer.

use super::sentence::{Clause, LEAD_BEFORE_NOUNS, Sentence};
use super::word::{Word, happens_by_itself};
use super::words::{MOSTLY_NOUNS, NO_PARTICIPLES, STATES, listed};

/// Deeds that are as often the thing that something is done to: `Refund Payment`.
const THINGS_TOO: &[&str] =
    &["confirmation", "delivery", "notification", "payment", "repayment", "replacement", "reservation", "settlement", "shipment"];

/// What a name says instead of a fact.
#[derive(Debug)]
pub(super) enum Claim {
    /// `Place Order`. The place is that of the verb.
    Order(Clause),
    /// `Order Places`, `Customer Places Order`: the verb at a place, of which this is the base form.
    Happens { at: usize, verb: String },
    /// `Order Placement`, `Order Placing`, `Placing Order`, `Cancellation Of Order`, `Order Refund`.
    Deed(Clause),
    /// `Failed Payment`: a thing of which something is said.
    Described(Clause),
    /// `Invoice Overdue`: how a thing is.
    State,
    /// English, but what was meant is not sure.
    Something,
}

/// A way to read a sentence: the place of the word that decides, and what the sentence then says.
type Reading = fn(&Sentence) -> Option<(usize, Claim)>;

/// What the sentence says, if it is English as far as is known. Asked of sentences that state no fact.
pub(super) fn claim(sentence: &Sentence) -> Option<Claim> {
    let readings: [Reading; 8] = [described, of_something, ordered, happens, doing, named_deed, done_by, is_so];
    for reading in readings {
        if let Some((decides, claim)) = reading(sentence)
            && sentence.sure_of(decides)
        {
            let strict = !matches!(claim, Claim::Order(_) | Claim::Happens { .. });
            if !strict || sentence.all_known() {
                return Some(claim);
            }
        }
    }
    only_things(sentence).then_some(Claim::Something)
}

/// `Failed Payment`, `Related Items`.
fn described(sentence: &Sentence) -> Option<(usize, Claim)> {
    let first = &sentence.words[0];
    let verb = first.participle.clone().filter(|_| !first.base)?;
    if sentence.len() == 1 || !sentence.names_a_thing(1, sentence.len()) {
        return None;
    }
    // `Left Warehouse` says who left no more than what was left; an adjective that comes of no deed says nothing.
    let unsure = verb == "leave" || listed(NO_PARTICIPLES, &first.low) || sentence.len() > 3;
    let object: Vec<usize> = (1..sentence.len()).collect();
    let claim = if unsure { Claim::Something } else { Claim::Described(Clause { by_itself: false, ..clause(&verb, object) }) };
    Some((0, claim))
}

/// `Cancellation Of Order`, `Change Of Address`.
fn of_something(sentence: &Sentence) -> Option<(usize, Claim)> {
    let at = sentence.words.iter().position(|word| word.low == "of")?;
    if at != 1 || sentence.len() < 3 {
        return None;
    }
    let first = &sentence.words[0];
    let deed = first.deed.map(str::to_owned).or_else(|| first.gerund.clone());
    let verb = deed.or_else(|| (first.base && first.noun && !first.mostly_noun()).then(|| first.low.clone()));
    let Some(verb) = verb else { return Some((0, Claim::Something)) };
    let skip = usize::from(sentence.words[2].determiner);
    let end = sentence.object_end(2 + skip);
    let mut clause = clause(&verb, (2 + skip..end).collect());
    clause.tail = (end..sentence.len()).collect();
    Some((0, Claim::Deed(clause)))
}

/// `Place Order`, `Places Order`.
fn ordered(sentence: &Sentence) -> Option<(usize, Claim)> {
    let lead = sentence.lead();
    let first = &sentence.words[lead];
    let next = sentence.at(lead + 1);
    let last = sentence.last();
    if next.is_some_and(|next| next.low == "of") {
        return None;
    }
    // What follows is a verb and nothing else: the first word is what it is said of.
    let does = next.is_some_and(|next| next.third.is_some() && (first.doer() || !next.noun));
    let said_of = first.noun && (does || sentence.len() > lead + 1 && (last.third.is_some() && !last.noun || last.only_base()));
    if first.leads() && !said_of {
        if sentence.len() == lead + 1 && first.noun {
            return Some((lead, Claim::Something));
        }
        if next.is_some_and(|next| next.low == "not") || first.low == "do" && !next.is_some_and(|next| next.noun) {
            return Some((lead, Claim::Something));
        }
        match Leading::of(sentence, lead) {
            Leading::Verb => {}
            Leading::Noun => return None,
            Leading::Either => return Some((lead, Claim::Something)),
        }
        return Some((lead, Claim::Order(sentence.order(lead, &first.low))));
    }
    let verb = first.third.clone().filter(|_| !first.mostly_noun())?;
    let rest = sentence.len() > lead + 1;
    let plain = !first.noun || rest && !listed(MOSTLY_NOUNS, &verb) && !said_of_plural(sentence, lead);
    plain.then(|| (lead, Claim::Order(sentence.order(lead, &verb))))
}

/// What a first word that can be noun and verb is before a word that can be so as well.
enum Leading {
    Verb,
    Noun,
    Either,
}

impl Leading {
    fn of(sentence: &Sentence, lead: usize) -> Leading {
        let (first, last) = (&sentence.words[lead], sentence.last());
        if !first.noun || sentence.len() != lead + 2 {
            return Leading::Verb;
        }
        let transfer = matches!(last.low.as_str(), "download" | "export" | "import" | "sync" | "transfer" | "upload");
        match &last.third {
            Some(verb) if happens_by_itself(verb) => Leading::Noun,
            // `Call Drops`: the call drops, or somebody calls for drops.
            Some(verb) if !listed(MOSTLY_NOUNS, verb) => Leading::Either,
            _ if first.done_to() && (last.deed.is_some() || transfer) => Leading::Noun,
            _ if last.deed.is_none() || THINGS_TOO.contains(&last.low.as_str()) => Leading::Verb,
            _ if LEAD_BEFORE_NOUNS.contains(&first.low.as_str()) => Leading::Verb,
            // `Plan Renewal`: the renewal of a plan, or somebody plans one.
            _ => Leading::Either,
        }
    }
}

/// `Orders Ship`: the first word is many things of which the last says something.
fn said_of_plural(sentence: &Sentence, lead: usize) -> bool {
    let last = sentence.last();
    sentence.len() > lead + 1 && (last.only_base() || last.base && !last.noun)
}

/// `Order Places`, `Customer Places Order`, `Customer Place Order`, `Guest Check In`, `Payment Fail`.
fn happens(sentence: &Sentence) -> Option<(usize, Claim)> {
    (1..sentence.len()).find_map(|at| {
        let (word, before) = (&sentence.words[at], &sentence.words[at - 1]);
        let subject = before.noun || !before.known();
        if !subject || matches!(word.low.as_str(), "do" | "have") {
            return None;
        }
        let next = sentence.at(at + 1);
        let verb = match &word.third {
            Some(verb) if !word.noun => Some(verb.clone()),
            // A plural, unless something is done to what follows or somebody does it.
            Some(verb) => {
                let goes_on = next.is_some_and(|next| next.tail() && next.low != "of");
                let mostly = listed(MOSTLY_NOUNS, verb);
                let alone = next.is_none() && (!mostly || before.doer()) && sentence.len() == 2;
                let does = next.is_some() && before.doer();
                (does || goes_on && !mostly || alone).then(|| verb.clone())
            }
            None if word.gerund.is_some() && next.is_some() && at + 2 == sentence.len() => {
                word.gerund.clone().filter(|verb| sentence.particle_of(verb, at + 1))
            }
            None if word.only_base() && !word.adjective && !word.international() => Some(word.low.clone()),
            None if word.base && sentence.particle_of(&word.low, at + 1) && sentence.len() == at + 2 => Some(word.low.clone()),
            None => None,
        }?;
        Some((at, Claim::Happens { at, verb }))
    })
}

/// `Order Placing`, `Placing Order`.
fn doing(sentence: &Sentence) -> Option<(usize, Claim)> {
    let (lead, last) = (sentence.lead(), sentence.len() - 1);
    if let Some(verb) = sentence.words[last].gerund.clone().filter(|_| last > 0) {
        let clear = !sentence.words[last].thing_in_ing() && plain_object(sentence, last);
        let claim = if clear { Claim::Deed(clause(&verb, (0..last).collect())) } else { Claim::Something };
        return Some((last, claim));
    }
    let verb = sentence.words[lead].gerund.clone()?;
    // `Booking Confirmation`, but `Awaiting Payment`.
    if sentence.last().deed.is_some() && sentence.words[lead].attribute_in_ing() {
        return None;
    }
    if sentence.words[lead].attribute_in_ing() || sentence.len() == lead + 1 {
        return Some((lead, Claim::Something));
    }
    Some((lead, Claim::Deed(sentence.order(lead, &verb))))
}

/// `Order Placement`, `User Login`, `Order Refund`, `Store Open`.
fn named_deed(sentence: &Sentence) -> Option<(usize, Claim)> {
    let last = sentence.len() - 1;
    let word = &sentence.words[last];
    let base = || (word.base && last > 0 && (word.noun || !word.international())).then_some(word.low.as_str());
    let deed = word.deed.or_else(base)?;
    let vague = last == 0 || word.deed.is_none() && word.mostly_noun() || !plain_object(sentence, last);
    if vague {
        let single = last > 0 || !(word.low.ends_with("tion") || word.low.ends_with("sion"));
        return single.then_some((last, Claim::Something));
    }
    Some((last, Claim::Deed(clause(deed, (0..last).collect()))))
}

/// `Payment By Card`: English all through, and only of things.
fn done_by(sentence: &Sentence) -> Option<(usize, Claim)> {
    let place = sentence.words.iter().position(|word| word.preposition && word.low != "of")?;
    let thing = place > 0 && sentence.names_a_thing(0, place) && sentence.names_a_thing(place + 1, sentence.len());
    thing.then_some((place, Claim::Something))
}

/// `Invoice Overdue`, `Battery Low`.
fn is_so(sentence: &Sentence) -> Option<(usize, Claim)> {
    let last = sentence.last();
    let is_state = sentence.len() > 1 && last.adjective && !last.noun && sentence.names_a_thing(0, sentence.len() - 1);
    let becomes = listed(STATES, &last.low);
    is_state.then(|| (sentence.len() - 1, if becomes { Claim::State } else { Claim::Something }))
}

/// Several known words, and none of them a verb: no fact and no order.
fn only_things(sentence: &Sentence) -> bool {
    let thing = |word: &Word| word.noun || word.adjective || word.determiner || word.number;
    sentence.len() > 1 && sentence.words.iter().all(thing) && sentence.last().noun
}

/// Whether what stands before a deed is what it was done to: nouns, the last of them no adjective.
fn plain_object(sentence: &Sentence, deed: usize) -> bool {
    let noun = |word: &Word| word.noun && !word.determiner;
    let first = &sentence.words[0];
    let described = first.participle.is_some() && !first.base;
    let adjective = first.adjective && deed == 1 && !first.doer();
    !described
        && !adjective
        && sentence.words[..deed].iter().all(|word| noun(word) || word.adjective)
        && noun(&sentence.words[deed - 1])
}

/// A clause of a verb, perhaps with a particle, `check out`, and what it is done to.
fn clause(verb: &str, object: Vec<usize>) -> Clause {
    let verbs: Vec<String> = verb.split(' ').map(str::to_owned).collect();
    let by_itself = verbs.first().is_some_and(|verb| happens_by_itself(verb));
    Clause { verbs, object, by_itself, ..Clause::default() }
}
