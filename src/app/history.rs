//! Every moment the board has been in since it was opened, as a tree: what was undone before something else was done is not
//! lost, and one can go to any moment.

use chrono::{DateTime, Utc};

use crate::board::{Edit, NoteId};

/// A step from one moment to the next.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// What was done, as in "move Payment Failed".
    pub name: String,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// The edit that takes it back where the step is made, and that makes it again where it is not.
    pub edit: Edit,
    /// The note in focus before the step was made.
    pub before: Option<NoteId>,
    /// The note in focus after it was made.
    pub after: Option<NoteId>,
}

/// A moment of the board. The first one, in which it was opened, has no number of its own: it is the one before moment 0.
pub type Moment = Option<usize>;

/// A moment, how the board came there, and where redoing leads from there.
#[derive(Clone, Debug)]
struct Node {
    step: Step,
    parent: Moment,
    next: Moment,
}

/// The tree, where in it the board is, and which moment is in the file.
#[derive(Clone, Debug)]
pub struct History {
    /// In the order of time.
    nodes: Vec<Node>,
    /// Where redoing leads from the beginning.
    first: Moment,
    here: Moment,
    /// The moment that was saved last; none where no moment of the tree is what the file holds.
    saved: Option<Moment>,
}

impl Default for History {
    fn default() -> History {
        History { nodes: Vec::new(), first: None, here: None, saved: Some(None) }
    }
}

/// What is to be done to come a step nearer to another moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Leg {
    /// This step is taken back.
    Back(usize),
    /// This step is made again.
    Forth(usize),
}

impl History {
    /// Whether the board differs from the saved one.
    pub fn unsaved(&self) -> bool {
        self.saved != Some(self.here)
    }

    /// The moment the board is in.
    pub fn here(&self) -> Moment {
        self.here
    }

    /// The moment that the file holds, if it is one of these.
    pub(super) fn saved(&self) -> Option<Moment> {
        self.saved
    }

    /// How many moments there are besides the first one.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nothing was changed yet.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The step that led to a moment.
    pub fn step(&self, moment: usize) -> Option<&Step> {
        self.nodes.get(moment).map(|node| &node.step)
    }

    /// The moment before another.
    pub fn before(&self, moment: usize) -> Moment {
        self.nodes.get(moment)?.parent
    }

    /// The step that would be undone next.
    pub fn last(&self) -> Option<&Step> {
        self.step(self.here?)
    }

    /// The step that would be done again next.
    pub fn next(&self) -> Option<&Step> {
        self.step(self.after(self.here)?)
    }

    /// Where redoing leads from a moment.
    pub fn after(&self, moment: Moment) -> Moment {
        match moment {
            None => self.first,
            Some(moment) => self.nodes[moment].next,
        }
    }

    pub(super) fn record(&mut self, step: Step) {
        let new = self.nodes.len();
        self.nodes.push(Node { step, parent: self.here, next: None });
        self.lead(self.here, new);
        self.here = Some(new);
    }

    /// Makes the last two steps one, where both have just been made: what one thing takes is taken back as one.
    pub(super) fn join(&mut self) {
        let (Some(last), Some(before)) = (self.here, self.here.and_then(|here| self.nodes[here].parent)) else { return };
        if last + 1 != self.nodes.len() || before + 1 != last || self.saved == Some(Some(before)) {
            return;
        }
        let Some(Node { step, .. }) = self.nodes.pop() else { return };
        let into = &mut self.nodes[before];
        let first = std::mem::replace(&mut into.step.edit, Edit::Group(Vec::new()));
        into.step.edit = Edit::Group(vec![step.edit, first]);
        into.step.after = step.after;
        into.next = None;
        self.here = Some(before);
    }

    pub(super) fn save(&mut self, moment: Moment) {
        self.saved = Some(moment);
    }

    pub(super) fn touch(&mut self) {
        self.saved = None;
    }

    /// What leads to another moment: steps taken back as far as both have the past in common, then steps made again.
    pub(super) fn way_to(&self, there: Moment) -> Vec<Leg> {
        let past = |mut moment: Moment| {
            std::iter::from_fn(move || {
                let at = moment?;
                moment = self.nodes[at].parent;
                Some(at)
            })
        };
        // A moment is never older than the one before it, so of two pasts the younger moment is always the one not in common.
        let (mut back, mut forth) = (past(self.here).peekable(), past(there).peekable());
        let mut legs = Vec::new();
        let mut steps = Vec::new();
        loop {
            match (back.peek().copied(), forth.peek().copied()) {
                (one, other) if one == other => break,
                (Some(one), other) if other.is_none_or(|other| one > other) => {
                    legs.push(Leg::Back(one));
                    back.next();
                }
                (_, Some(other)) => {
                    steps.push(Leg::Forth(other));
                    forth.next();
                }
                (_, None) => break,
            }
        }
        legs.extend(steps.into_iter().rev());
        legs
    }

    /// A step has been taken back or made again; the edit does the opposite.
    pub(super) fn gone(&mut self, leg: Leg, edit: Edit) {
        match leg {
            Leg::Back(moment) => {
                self.nodes[moment].step.edit = edit;
                self.here = self.nodes[moment].parent;
                self.lead(self.here, moment);
            }
            Leg::Forth(moment) => {
                self.nodes[moment].step.edit = edit;
                self.lead(self.nodes[moment].parent, moment);
                self.here = Some(moment);
            }
        }
    }

    fn lead(&mut self, from: Moment, to: usize) {
        match from {
            None => self.first = Some(to),
            Some(from) => self.nodes[from].next = Some(to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(name: &str) -> Step {
        let edit = Edit::Retitle(name.into());
        Step { name: name.into(), at: DateTime::UNIX_EPOCH, edit, before: None, after: None }
    }

    fn go(history: &mut History, there: Moment) {
        for leg in history.way_to(there) {
            history.gone(leg, Edit::Retitle(String::new()));
        }
        assert_eq!(history.here(), there);
    }

    #[test]
    fn what_was_undone_is_not_lost() {
        let mut history = History::default();
        history.record(step("a"));
        history.record(step("b"));
        go(&mut history, Some(0));
        history.record(step("c"));
        assert_eq!(history.way_to(Some(1)), [Leg::Back(2), Leg::Forth(1)]);
        go(&mut history, Some(1));
        assert_eq!(history.last().map(|step| step.name.as_str()), Some("b"));
        go(&mut history, Some(0));
        assert_eq!(history.next().map(|step| step.name.as_str()), Some("b"), "redoing leads where one was last");
        go(&mut history, None);
        assert_eq!((history.last(), history.next().map(|step| step.name.as_str())), (None, Some("a")));
        assert_eq!(history.way_to(Some(2)), [Leg::Forth(0), Leg::Forth(2)]);
    }

    #[test]
    fn two_steps_that_are_one_thing_are_taken_back_as_one() {
        let mut history = History::default();
        for name in ["a", "b", "c"] {
            history.record(step(name));
        }
        history.join();
        assert_eq!(history.last().map(|step| step.name.as_str()), Some("b"));
        assert_eq!(
            history.last().map(|step| step.edit.clone()),
            Some(Edit::Group(vec![Edit::Retitle("c".into()), Edit::Retitle("b".into())])),
            "what was done last is taken back first"
        );
        assert_eq!((history.way_to(Some(0)), history.next().is_none()), (vec![Leg::Back(1)], true));
        history.save(history.here());
        history.record(step("d"));
        history.join();
        assert_eq!(history.last().map(|step| step.name.as_str()), Some("d"), "what the file holds stays a moment of its own");
    }

    #[test]
    fn the_saved_moment_is_known_on_every_branch() {
        let mut history = History::default();
        assert!(!history.unsaved());
        history.record(step("a"));
        history.save(history.here());
        go(&mut history, None);
        history.record(step("b"));
        assert!(history.unsaved());
        go(&mut history, Some(0));
        assert!(!history.unsaved(), "back at what the file holds");
        history.touch();
        assert!(history.unsaved());
    }
}
