//! A name as a sentence: which word is the verb, and what belongs to it.
//!
//! Must not know what kind of note the name is on.

use super::inflect;
use super::phrase::{self, Part, Style};
use super::word::Word;
use super::words::{FOREIGN, FOREIGN_ENDINGS, PHRASAL, listed};

/// After these a participle describes a thing and is no fact: `Mark Invoice As Paid`.
const BEFORE_NO_FACT: &[&str] = &["a", "after", "an", "as", "before", "if", "once", "the", "to", "unless", "until", "when"];

/// These name what another verb brings about: what follows is no fact yet.
const BRINGS_ABOUT: &[&str] = &["consider", "declare", "deem", "get", "keep", "make", "mark"];

/// Nouns as they may be, before a word like `bid` or `delivery` these are verbs.
pub(super) const LEAD_BEFORE_NOUNS: &[&str] = &[
    "attempt", "check", "delay", "end", "force", "hold", "offer", "place", "process", "register", "repeat", "request", "retry",
    "review", "schedule", "start", "stop", "track", "trigger",
];

/// Verbs that say how something is when they are done: `Make Order Visible`.
pub(super) const LEAVE_SO: &[&str] = &["declare", "keep", "leave", "make", "mark", "set"];

/// What comes after these is no object.
const ENDS_OBJECT: &[&str] = &["because", "if", "not", "that", "unless", "when", "where", "while", "who"];

/// Particles rather than prepositions, whatever the verb.
const ALWAYS_PARTICLES: &[&str] = &["ahead", "apart", "aside", "away", "back", "down", "off", "out", "over", "together", "up"];

/// A name, read.
pub(super) struct Sentence {
    /// Its words, without remarks, at least one.
    pub words: Vec<Word>,
    style: Style,
}

/// A verb with what belongs to it, as places in the words of a sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Clause {
    /// Base form and what belongs to it where the sentence does not have it: `check out` for `Checkout`, `pick and pack`.
    pub verbs: Vec<String>,
    /// Adverbs that stood before it.
    pub adverbs: Vec<usize>,
    /// Particles, `out` in `check out`.
    pub particles: Vec<usize>,
    /// What it is done to.
    pub object: Vec<usize>,
    /// What follows.
    pub tail: Vec<usize>,
    /// Whether the object is rather what did it: `Truck Breakdown`.
    pub by_itself: bool,
}

impl Sentence {
    /// `name` as a sentence; `None` if it has no words or is not English for sure: letters or small words that English lacks.
    pub fn read(name: &str) -> Option<Sentence> {
        let (words, style) = phrase::read(name);
        let mut words: Vec<Word> = words.iter().map(|word| Word::read(word)).collect();
        without_kind(&mut words);
        let foreign = |word: &Word| listed(FOREIGN, &word.low) || word.low.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
        (words.iter().any(|word| word.low.chars().any(char::is_alphabetic)) && !words.iter().any(foreign))
            .then_some(Sentence { words, style })
    }

    /// The same sentence without its last word if that only says which note it is on: `PlaceOrderCommand`.
    pub fn without_last(mut self, word: &str, least: usize) -> Sentence {
        if self.words.len() > least && self.words.last().is_some_and(|last| last.low == word) {
            self.words.pop();
        }
        self
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The word at a place, if there is one.
    pub fn at(&self, place: usize) -> Option<&Word> {
        self.words.get(place)
    }

    /// The last word.
    pub fn last(&self) -> &Word {
        self.words.last().expect("a sentence has words")
    }

    /// Where the first word stands that is no adverb and no politeness: `Please`, `Automatically`, `To`.
    pub fn lead(&self) -> usize {
        let skipped = |word: &Word| word.adverb && !word.base || matches!(word.low.as_str(), "please" | "to");
        self.words.iter().position(|word| !skipped(word)).unwrap_or(0)
    }

    /// Whether the claim that a word decides stands on evidence. All other words known is evidence. Otherwise the deciding word
    /// must be one that only English has and that no other language borrowed as a noun, and the unknown words must not look foreign.
    pub fn sure_of(&self, decides: usize) -> bool {
        let unknown: Vec<&Word> = self.words.iter().filter(|word| !word.known()).collect();
        let decider = &self.words[decides];
        let foreign = |word: &&Word| FOREIGN_ENDINGS.iter().any(|end| word.low.len() > end.len() + 2 && word.low.ends_with(end));
        match unknown.is_empty() {
            true => self.len() > 1 || !decider.international(),
            false => !decider.international() && (!decider.base || decider.only_base()) && !unknown.iter().any(foreign),
        }
    }

    /// Whether every word is known.
    pub fn all_known(&self) -> bool {
        self.words.iter().all(Word::known)
    }

    /// Whether words that stand there are all nouns, or what describes nouns, and the last is a noun; unknown words pass.
    pub fn names_a_thing(&self, from: usize, to: usize) -> bool {
        let words = &self.words[from..to];
        let describes = |word: &Word| {
            word.noun || word.adjective || word.determiner || word.participle.is_some() || word.number || !word.known()
        };
        words.last().is_some_and(|last| last.noun || !last.known()) && words.iter().all(describes)
    }

    /// Where the verb stands that makes the sentence a fact, if it is one.
    pub fn fact(&self) -> Option<usize> {
        let lead = self.lead();
        let leads = self.words[lead].leads() && self.len() > lead + 1;
        if leads && BRINGS_ABOUT.contains(&self.words[lead].low.as_str()) {
            return None;
        }
        // `Place Bid`, `Treat Wound`: the last word could be past, were there not a verb to lead. `Vote Cast` has none.
        let (first, last) = (&self.words[lead], self.last());
        let surely = first.only_base() || !last.same_forms() || LEAD_BEFORE_NOUNS.contains(&first.low.as_str());
        let noun_last = surely && (last.noun || last.same_forms()) && last.participle.is_some();
        (0..self.len()).rev().find(|&at| {
            let word = &self.words[at];
            if word.past.is_none() && word.participle.is_none() && !word.looks_past() {
                return false;
            }
            if at > 0 && BEFORE_NO_FACT.contains(&self.words[at - 1].low.as_str()) {
                return false;
            }
            if word.same_forms() && at == lead {
                return false;
            }
            if leads && at + 1 == self.len() && noun_last {
                return false;
            }
            if word.only_past() || self.ends_or_goes_on(at + 1) {
                return true;
            }
            at > lead && !leads_with_described_object(self, lead, at) && self.subject_before(at)
        })
    }

    /// Whether a sentence can end before `from`, or goes on with something that is no object.
    pub fn ends_or_goes_on(&self, from: usize) -> bool {
        let Some(next) = self.at(from) else { return true };
        let describes = next.adjective || next.participle.is_some() && !next.noun;
        next.tail() || describes && self.at(from + 1).is_none_or(Word::tail)
    }

    /// Whether somebody or something stands before the verb at `at`.
    fn subject_before(&self, at: usize) -> bool {
        let before = &self.words[at - 1];
        (before.noun || !before.known() || before.adverb || before.low == "not" || before.low == "has" || before.low == "have")
            && !(at == 1 && before.only_base())
    }

    /// The clause of the verb that leads, read as an order: `Check Out Cart`. `verb` is its base form.
    pub fn order(&self, lead: usize, verb: &str) -> Clause {
        let mut clause = Clause {
            verbs: vec![verb.to_owned()],
            adverbs: (0..lead).filter(|&at| self.words[at].adverb).collect(),
            ..Clause::default()
        };
        let mut at = lead + 1;
        if let (Some(join), Some(second)) = (self.at(at), self.at(at + 1))
            && matches!(join.low.as_str(), "and" | "or")
            && second.base
        {
            clause.verbs.extend([join.low.clone(), second.low.clone()]);
            at += 2;
        }
        let verb = clause.verbs.last().cloned().unwrap_or_default();
        if self.particle_of(&verb, at) {
            clause.particles.push(at);
            at += 1;
        }
        while self.at(at).is_some_and(|word| matches!(word.low.as_str(), "the" | "a" | "an")) {
            at += 1;
        }
        let mut end = self.object_end(at);
        // `Make Order Visible`: what it is made.
        if LEAVE_SO.contains(&verb.as_str()) && end == self.len() && end > at + 1 && self.last().adjective && !self.last().noun {
            end -= 1;
        }
        clause.object = (at..end).collect();
        clause.tail = (end..self.len()).collect();
        clause
    }

    /// Whether the word at a place belongs to the verb before it.
    pub fn particle_of(&self, verb: &str, at: usize) -> bool {
        self.at(at).is_some_and(|word| {
            let known = PHRASAL.binary_search(&(verb, word.low.as_str())).is_ok();
            word.particle && (known || ALWAYS_PARTICLES.contains(&word.low.as_str()))
        })
    }

    /// Where an object that begins at a place ends: before the first preposition but `of`, and before adverbs at the end.
    pub fn object_end(&self, from: usize) -> usize {
        let stops = |at: usize| {
            let word = &self.words[at];
            let adverb =
                word.adverb && !word.noun && !word.adjective && self.words[at..].iter().all(|word| word.adverb || word.tail());
            let number = word.number && (at > from || self.at(at + 1).is_some_and(|next| next.low == "times"));
            (word.preposition || word.particle) && word.low != "of" || adverb || number || ENDS_OBJECT.contains(&word.low.as_str())
        };
        (from..self.len()).find(|&at| stops(at)).unwrap_or(self.len())
    }

    /// A word that stands there.
    pub fn kept(&self, place: usize) -> Part<'_> {
        Part::Kept(&self.words[place].text)
    }

    /// Words that stand there.
    pub fn all_kept<'a>(&'a self, places: &'a [usize]) -> impl Iterator<Item = Part<'a>> {
        places.iter().map(|&place| self.kept(place))
    }

    /// Words that stand there, from one place to before another.
    pub fn between(&self, from: usize, to: usize) -> impl Iterator<Item = Part<'_>> {
        (from..to).map(|place| self.kept(place))
    }

    /// A new name in the style of this one; `None` if it is empty.
    pub fn write(&self, parts: &[Part<'_>]) -> Option<String> {
        (!parts.is_empty()).then(|| phrase::write(parts, self.style))
    }

    /// A clause as a fact: what was done to what, or, when nothing is spoken of, that it was done.
    pub fn as_fact(&self, clause: &Clause) -> Option<String> {
        let first = clause.object.first().and_then(|&at| self.at(at));
        // `Go Live`, `Become Overdue`: no object, but what it became.
        let becomes =
            first.is_some_and(|word| (word.adjective || word.participle.is_some()) && !word.noun && clause.object.len() == 1);
        let done = !clause.object.is_empty() && !becomes;
        let form = |(at, verb): (usize, &String)| {
            let follows = at > 0 && !matches!(clause.verbs[at - 1].as_str(), "and" | "or");
            match verb.as_str() {
                verb if follows || matches!(verb, "and" | "or") => verb.to_owned(),
                verb if done && !clause.by_itself => inflect::participle(verb),
                verb => inflect::past(verb),
            }
        };
        let (before, after): (&[usize], &[usize]) = if done { (&clause.object, &[]) } else { (&[], &clause.object) };
        let parts: Vec<Part<'_>> = self
            .all_kept(before)
            .chain(self.all_kept(&clause.adverbs))
            .chain(clause.verbs.iter().enumerate().map(|verb| Part::New(form(verb))))
            .chain(self.all_kept(&clause.particles))
            .chain(self.all_kept(after))
            .chain(self.all_kept(&clause.tail))
            .collect();
        self.write(&parts)
    }

    /// A clause as an order.
    pub fn as_order(&self, clause: &Clause) -> Option<String> {
        let verbs = clause.verbs.iter().map(|verb| Part::New(verb.clone()));
        let parts: Vec<Part<'_>> = verbs
            .chain(self.all_kept(&clause.particles))
            .chain(self.all_kept(&clause.object))
            .chain(self.all_kept(&clause.tail))
            .collect();
        self.write(&parts)
    }
}

/// Takes away what only says that the name is an event's: `Event` in `OrderPlacedEvent`, `DomainEvent`, `_v1`.
fn without_kind(words: &mut Vec<Word>) {
    let version =
        |word: &Word| word.low.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()));
    let is = |at: usize, all: &[&str]| words.get(at).is_some_and(|word| all.contains(&word.low.as_str()));
    let mut end = words.len();
    if end > 1 && version(&words[end - 1]) {
        end -= 1;
    }
    if end > 2 && is(end - 1, &["event"]) {
        let kind = if is(end - 2, &["domain", "integration"]) { 2 } else { 1 };
        if end > kind + 1 && words[end - kind - 1].participle.is_some() {
            end -= kind;
        }
    }
    words.truncate(end);
}

/// Whether what looks like a fact describes the object of an order: `Retry Failed Payment`.
fn leads_with_described_object(sentence: &Sentence, lead: usize, at: usize) -> bool {
    let verb = &sentence.words[lead];
    if !verb.leads() {
        return false;
    }
    let described = sentence.names_a_thing(at + 1, sentence.object_end(at + 1));
    let by_itself = sentence.words[at].participle.as_deref().is_some_and(super::word::happens_by_itself);
    verb.only_base() && described || at == lead + 1 && by_itself && described
}
