//! What a command may record, put together from several places: an outcome that is said twice is one.

use std::collections::{HashMap, HashSet};

use super::commands::Said;
use crate::board::Guard;
use crate::engine::expr;

/// The outcomes of a command that are known so far.
#[derive(Debug, Default)]
pub struct Outcomes {
    said: Vec<Said>,
    /// In which place each was said last, counted from 1: of one place, two outcomes are two.
    taken: Vec<u32>,
    places: u32,
    events: HashSet<usize>,
    by_events: HashMap<Vec<usize>, Vec<usize>>,
    by_all: HashMap<(Vec<usize>, Key), Vec<usize>>,
}

/// The guard and the assignments of an outcome, to look up by.
type Key = (Option<String>, Vec<(String, String)>);

/// How many outcomes of the same events are compared with one that says less.
const MOST_COMPARED: usize = 64;

impl Outcomes {
    /// Begins with those that a note has already.
    pub fn new(said: Vec<Said>) -> Outcomes {
        let mut outcomes = Outcomes::default();
        said.into_iter().for_each(|said| outcomes.push(said));
        outcomes
    }

    /// Whether an outcome records an event.
    pub fn record(&self, event: usize) -> bool {
        self.events.contains(&event)
    }

    /// Adds an outcome.
    pub fn push(&mut self, said: Said) {
        let index = self.said.len();
        self.events.extend(&said.events);
        self.by_events.entry(said.events.clone()).or_default().push(index);
        self.by_all.entry((said.events.clone(), key(&said))).or_default().push(index);
        self.taken.push(0);
        self.said.push(said);
    }

    /// Joins what one place says.
    pub fn join(&mut self, said: Vec<Said>) {
        self.places += 1;
        let mut here: HashSet<(Vec<usize>, Key)> = HashSet::new();
        let mut new = Vec::new();
        for outcome in said {
            let all = (outcome.events.clone(), key(&outcome));
            // What one place says twice it says once.
            if here.insert(all.clone()) {
                match self.equal(&all).or_else(|| self.less(&outcome)) {
                    Some(index) => self.fill(index, outcome),
                    None => new.push(outcome),
                }
            }
        }
        new.into_iter().for_each(|outcome| self.push(outcome));
    }

    /// All of them, in order.
    pub fn into_said(self) -> Vec<Said> {
        self.said
    }

    fn is_free(&self, index: usize) -> bool {
        self.taken[index] < self.places
    }

    /// The outcome that says the same.
    fn equal(&mut self, all: &(Vec<usize>, Key)) -> Option<usize> {
        let found = self.by_all.get(all)?;
        found.iter().copied().take(MOST_COMPARED).find(|index| self.is_free(*index) && key(&self.said[*index]) == all.1)
    }

    /// An outcome of which this one says less, or more.
    fn less(&self, outcome: &Said) -> Option<usize> {
        let alike = |index: &usize| self.is_free(*index) && may_be_same(&self.said[*index], outcome);
        self.by_events.get(&outcome.events)?.iter().copied().take(MOST_COMPARED).find(alike)
    }

    fn fill(&mut self, index: usize, outcome: Said) {
        self.taken[index] = self.places;
        let there = &mut self.said[index];
        if there.guard == Guard::None {
            there.guard = outcome.guard;
        }
        if there.set.is_empty() {
            there.set = outcome.set;
        }
        let indexes = self.by_all.entry((there.events.clone(), key(there))).or_default();
        if indexes.last().is_none_or(|last| *last < index) {
            indexes.push(index);
        }
    }
}

fn key(said: &Said) -> Key {
    let guard = match &said.guard {
        Guard::None => None,
        Guard::Otherwise => Some(String::new()),
        Guard::When(guard) => Some(expr::canonical(guard)),
    };
    (guard, said.set.iter().map(|(field, value)| (field.clone(), expr::canonical(value))).collect())
}

/// Whether one place may just say less about an outcome than the other.
fn may_be_same(a: &Said, b: &Said) -> bool {
    let ((a_guard, a_set), (b_guard, b_set)) = (key(a), key(b));
    let guards = a_guard.is_none() || b_guard.is_none() || a_guard == b_guard;
    let sets = a_set.is_empty() || b_set.is_empty() || a_set == b_set;
    guards && sets
}
