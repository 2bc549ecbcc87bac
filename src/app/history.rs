//! What can be undone and done again, each step with a name so that undoing says what was undone.

use crate::board::{Edit, NoteId};

/// One step back or forth.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was done, as in "move Payment Failed".
    pub name: String,
    /// The edit that takes it back (or makes it again).
    pub edit: Edit,
    /// The note in focus before the step was made.
    pub before: Option<NoteId>,
    /// The note in focus after it was made.
    pub after: Option<NoteId>,
}

/// Both stacks, and where between them the saved board lies.
#[derive(Clone, Debug)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// How many steps lay on the undo stack when the board was saved; none where no number of undos leads back to it.
    saved: Option<usize>,
}

impl Default for History {
    fn default() -> History {
        History { undo: Vec::new(), redo: Vec::new(), saved: Some(0) }
    }
}

impl History {
    /// Whether the board differs from the saved one.
    pub fn unsaved(&self) -> bool {
        self.saved != Some(self.undo.len())
    }

    /// How many steps can be undone.
    pub fn len(&self) -> usize {
        self.undo.len()
    }

    /// Whether nothing can be undone.
    pub fn is_empty(&self) -> bool {
        self.undo.is_empty()
    }

    /// The step that would be undone next.
    pub fn last(&self) -> Option<&Step> {
        self.undo.last()
    }

    /// The step that would be done again next.
    pub fn next(&self) -> Option<&Step> {
        self.redo.last()
    }

    pub(super) fn record(&mut self, step: Step) {
        if self.saved.is_some_and(|saved| saved > self.undo.len()) {
            self.saved = None;
        }
        self.redo.clear();
        self.undo.push(step);
    }

    pub(super) fn save(&mut self, depth: usize) {
        self.saved = Some(depth);
    }

    pub(super) fn touch(&mut self) {
        self.saved = None;
    }

    pub(super) fn take_undo(&mut self) -> Option<Step> {
        self.undo.pop()
    }

    pub(super) fn take_redo(&mut self) -> Option<Step> {
        self.redo.pop()
    }

    pub(super) fn put_undo(&mut self, step: Step) {
        self.undo.push(step);
    }

    pub(super) fn put_redo(&mut self, step: Step) {
        self.redo.push(step);
    }
}
