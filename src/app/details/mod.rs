//! The form for everything a note says beyond its text: a row for each thing its kind has, written in place and checked by the
//! engine's own readers while it is typed.
//!
//! What stands on the board is the only truth: the rows are made of it anew whenever they are looked at.

mod change;
pub mod lines;
mod near;
mod rows;
mod slot;

use ratatui_textarea::TextArea;

use super::mode::line;
use super::{State, search};
use crate::board::{Board, NoteId};

pub use change::{Problem, Weight};
pub(super) use change::{change, count, moved, turned, without};
pub use rows::{Row, rows};
pub use slot::{Asks, Slot};

/// The form of a note.
#[derive(Clone, Debug)]
pub struct Details {
    /// The note.
    pub note: NoteId,
    /// The row that keys are about.
    pub selected: usize,
    /// What is being typed in that row.
    pub editing: Option<Box<Editing>>,
}

/// A value being typed.
#[derive(Clone, Debug)]
pub struct Editing {
    /// The place it is for.
    pub slot: Slot,
    /// Whether the place is filled for the first time.
    pub new: bool,
    /// The text.
    pub area: TextArea<'static>,
    /// What is wrong with it.
    pub problem: Option<Problem>,
    /// Names that fit, the best first.
    pub names: Vec<String>,
    /// Which of them was put in place of what was typed, counted from 0.
    pub(super) completed: Option<usize>,
    /// Whether Enter was pressed on a text that is no expression.
    pub(super) insisted: bool,
    /// What stood there.
    pub(super) before: String,
    /// What an expression here can see.
    near: Option<Board>,
}

/// How many names are offered.
const MOST_NAMES: usize = 20;

impl Details {
    /// The rows of the form.
    pub fn rows(&self, board: &Board) -> Vec<Row> {
        let adding = self.editing.as_ref().filter(|editing| editing.new).map(|editing| editing.slot);
        board.note(self.note).map_or(Vec::new(), |note| rows(board, note, adding))
    }

    /// The row that keys are about.
    pub fn row(&self, board: &Board) -> Option<Row> {
        let mut rows = self.rows(board);
        let last = rows.len().checked_sub(1)?;
        Some(rows.swap_remove(self.selected.min(last)))
    }
}

impl Editing {
    /// Begins to type in a place.
    pub(super) fn new(board: &Board, note: NoteId, slot: Slot, new: bool) -> Editing {
        let before = match board.note(note) {
            Some(note) if !new => slot::text(board, note, slot),
            _ => String::new(),
        };
        let near = matches!(slot.asks(new), Asks::Condition | Asks::Assignment).then(|| near::near(board, note)).flatten();
        let area = line(&before);
        let mut editing =
            Editing { slot, new, area, problem: None, names: Vec::new(), completed: None, insisted: false, before, near };
        editing.look(board, note);
        editing
    }

    /// The text typed.
    pub fn text(&self) -> String {
        self.area.lines().first().cloned().unwrap_or_default()
    }

    /// What this is understood as.
    pub(super) fn change(&self, board: &Board, note: NoteId) -> Result<change::Change, Problem> {
        let gone = || Problem { at: 0, message: "the note is gone".to_owned(), weight: Weight::Error };
        change(board, board.note(note).ok_or_else(gone)?, self.slot, self.new, &self.text())
    }

    /// Looks at what is typed now: is it right, and which names would fit?
    pub(super) fn look(&mut self, board: &Board, note: NoteId) {
        self.insisted = false;
        self.completed = None;
        self.names = match self.slot.asks(self.new) {
            Asks::Note(kinds) => {
                let text = self.text();
                kinds.iter().flat_map(|kind| search::names(board, *kind, text.trim())).take(MOST_NAMES).collect()
            }
            Asks::Context => {
                let sought = self.text().trim().to_lowercase();
                let names = board.heading().contexts.iter().map(|context| context.name.clone());
                names.filter(|name| search::says(name, &sought)).take(MOST_NAMES).collect()
            }
            Asks::Action => crate::board::Action::ALL.iter().map(|(_, name)| (*name).to_owned()).collect(),
            _ => Vec::new(),
        };
        self.check(board, note);
    }

    /// Looks whether what is typed is right.
    pub(super) fn check(&mut self, board: &Board, note: NoteId) {
        // Nobody is told that nothing is typed before they have typed anything.
        self.problem = match self.change(board, note) {
            _ if self.text().trim().is_empty() => None,
            Ok(change) => near::wrong(self.near.as_ref(), note, self.slot, &change),
            Err(problem) => Some(problem),
        };
    }
}

impl State {
    /// The form that is open.
    pub fn details(&self) -> Option<&Details> {
        // Under the help, too: it says what can be done in the form.
        let mode = match &self.mode {
            super::Mode::Help(listing) => listing.back.as_deref()?,
            mode => mode,
        };
        match mode {
            super::Mode::Details(details) => Some(details),
            _ => None,
        }
    }
}
