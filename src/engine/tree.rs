//! The tree of a run: every step that was ever made, and which came after which. It knows nothing of what a step does.

use std::num::NonZeroU32;

use super::happening::Step;
use super::run::Input;

/// A step in the tree of a run, wherever it lies; or the start. It means nothing to another run.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Place(NonZeroU32);

impl Place {
    /// Before the first step.
    pub const START: Place = Place(NonZeroU32::MIN);

    fn new(index: usize) -> Place {
        Place(NonZeroU32::MIN.saturating_add(index as u32))
    }

    fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// What a place is beside.
#[derive(Debug, Clone)]
struct Link {
    /// The place before; the start stands before itself.
    before: Place,
    /// How many steps lead here.
    depth: u32,
    /// The child that was taken first.
    first: Option<Place>,
    /// The child of the same parent that was taken next.
    sibling: Option<Place>,
    /// The child that was walked last.
    next: Option<Place>,
}

/// A step, with what the run has to know of it.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// What was put in before it.
    pub(super) inputs: Box<[Input]>,
    pub(super) step: Step,
    /// The World's fingerprint before a command was handled; 0 for other steps.
    pub(super) fingerprint: u64,
    /// How many steps there were before the chain at this instant began.
    pub(super) chain: u32,
    /// How many changes of the World it took.
    pub(super) changes: u32,
    /// How many of them, the last ones, only ended a handling that nothing more came of.
    pub(super) rest: u32,
}

/// All steps of a run, those of every branch.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    /// The start, then the steps in the order in which they were first made.
    links: Vec<Link>,
    told: Vec<Told>,
    /// How many places have more than one child, counted once for every further child.
    forks: usize,
}

impl Tree {
    /// How many branches there are beside the first.
    pub(super) fn forks(&self) -> usize {
        self.forks
    }

    pub(super) fn new() -> Tree {
        let start = Link { before: Place::START, depth: 0, first: None, sibling: None, next: None };
        Tree { links: vec![start], told: Vec::new(), forks: 0 }
    }

    pub(super) fn holds(&self, place: Place) -> bool {
        place.index() < self.links.len()
    }

    fn link(&self, place: Place) -> &Link {
        &self.links[place.index()]
    }

    /// What is told of a step; nothing of the start.
    pub(super) fn told(&self, place: Place) -> Option<&Told> {
        self.told.get(place.index().checked_sub(1)?)
    }

    /// A step that is on the way to somewhere, and so is not the start.
    pub(super) fn step(&self, place: Place) -> &Step {
        &self.told[place.index() - 1].step
    }

    pub(super) fn set_changes(&mut self, place: Place, changes: u32, rest: u32) {
        if let Some(told) = place.index().checked_sub(1).and_then(|index| self.told.get_mut(index)) {
            (told.changes, told.rest) = (changes, rest);
        }
    }

    /// How many steps lead to a place.
    pub(super) fn depth(&self, place: Place) -> usize {
        self.link(place).depth as usize
    }

    /// The child that was walked last.
    pub(super) fn next(&self, place: Place) -> Option<Place> {
        self.link(place).next
    }

    /// Remembers which child was walked last; returns which it was until now.
    pub(super) fn set_next(&mut self, place: Place, child: Place) -> Option<Place> {
        self.links[place.index()].next.replace(child)
    }

    /// The child that was taken first.
    pub(super) fn first(&self, place: Place) -> Option<Place> {
        self.link(place).first
    }

    /// The children of a place, first taken first.
    pub(super) fn children(&self, place: Place) -> impl Iterator<Item = Place> + '_ {
        std::iter::successors(self.first(place), |child| self.link(*child).sibling)
    }

    /// The child that follows the same inputs.
    pub(super) fn child(&self, place: Place, inputs: &[Input]) -> Option<Place> {
        let fits = |child: &Place| self.told(*child).is_some_and(|told| *told.inputs == *inputs);
        self.next(place).filter(fits).or_else(|| self.children(place).find(fits))
    }

    /// Puts a step behind a place, beside those that are there.
    pub(super) fn grow(&mut self, before: Place, told: Told) -> Place {
        let place = Place::new(self.links.len());
        let depth = self.link(before).depth + 1;
        match self.children(before).last() {
            Some(last) => {
                self.links[last.index()].sibling = Some(place);
                self.forks += 1;
            }
            None => self.links[before.index()].first = Some(place),
        }
        self.links.push(Link { before, depth, first: None, sibling: None, next: None });
        self.told.push(told);
        place
    }

    /// The last place that lies on the way to both.
    pub(super) fn fork(&self, one: Place, other: Place) -> Place {
        let (mut one, mut other) = (one, other);
        while one != other {
            if self.link(one).depth >= self.link(other).depth {
                one = self.link(one).before;
            } else {
                other = self.link(other).before;
            }
        }
        one
    }

    /// The places behind one place on the way to another, last to first.
    pub(super) fn between(&self, from: Place, to: Place) -> impl Iterator<Item = Place> + '_ {
        let here = move |place: &Place| *place != from && *place != Place::START;
        std::iter::successors(Some(to).filter(here), move |place| Some(self.link(*place).before).filter(here))
    }
}
