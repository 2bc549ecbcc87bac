//! The notes that a command is about, where it is about more than the one in focus.

use std::collections::HashSet;

use super::State;
use super::wall::Spot;
use crate::board::{Note, NoteId};

/// The notes that were selected: one by one, and the stretch from where it was begun to wherever the focus is.
#[derive(Clone, Default, Debug)]
pub(super) struct Selection {
    pub notes: HashSet<NoteId>,
    /// Where a stretch was begun that still follows the focus.
    pub from: Option<NoteId>,
}

/// The units and lanes between two notes, both included.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    units: (usize, usize),
    lanes: (usize, usize),
}

impl Stretch {
    fn holds(self, spot: Spot) -> bool {
        let last = spot.unit + spot.width - 1;
        (self.lanes.0..=self.lanes.1).contains(&spot.lane) && spot.unit <= self.units.1 && last >= self.units.0
    }
}

impl State {
    /// Whether any note is selected.
    pub fn has_selection(&self) -> bool {
        !self.selection.notes.is_empty() || self.selection.from.is_some()
    }

    /// Whether a stretch of notes follows the focus.
    pub fn stretches(&self) -> bool {
        self.selection.from.is_some()
    }

    /// Which of some notes are selected. Costs what the notes asked about cost, not what the board holds.
    pub fn selected(&self) -> impl Fn(&Note) -> bool + '_ {
        let stretch = self.stretch();
        move |note| {
            self.selection.notes.contains(&note.id)
                || stretch.is_some_and(|stretch| self.grid.spot(&self.board, note.id).is_some_and(|spot| stretch.holds(spot)))
        }
    }

    /// How many notes are selected.
    pub fn selected_count(&self) -> usize {
        let Some(stretch) = self.stretch() else { return self.selection.notes.len() };
        let in_lane = |lane: usize| {
            let notes = self.grid.lane(lane);
            // A note that begins further left may reach into the stretch.
            let first = self.grid.first_from(lane, stretch.units.0).saturating_sub(1);
            let inside = |index: &&u32| stretch.holds(self.grid.spot_at(&self.board, **index as usize));
            let begins = |index: &&u32| self.grid.unit(**index as usize) <= stretch.units.1;
            notes[first.min(notes.len())..].iter().take_while(begins).filter(inside).count()
        };
        let stretched: usize = (stretch.lanes.0..=stretch.lanes.1).map(in_lane).sum();
        let outside = |id: &&NoteId| self.grid.spot(&self.board, **id).is_none_or(|spot| !stretch.holds(spot));
        stretched + self.selection.notes.iter().filter(outside).count()
    }

    fn stretch(&self) -> Option<Stretch> {
        let from = self.grid.spot(&self.board, self.selection.from?)?;
        let to = self.focus_spot()?;
        let last = |spot: Spot| spot.unit + spot.width - 1;
        Some(Stretch {
            units: (from.unit.min(to.unit), last(from).max(last(to))),
            lanes: (from.lane.min(to.lane), from.lane.max(to.lane)),
        })
    }

    /// The notes that a command is about, in the order of the board: those selected, else the one in focus.
    pub(super) fn chosen(&self) -> Vec<NoteId> {
        if !self.has_selection() {
            return self.focus.into_iter().collect();
        }
        let selected = self.selected();
        self.board.notes().iter().filter(|note| selected(note)).map(|note| note.id).collect()
    }

    /// The chosen notes in a few words: the name of the only one, or how many there are.
    pub(super) fn name_of_all(&self, ids: &[NoteId]) -> String {
        match ids {
            [only] => self.name_of(*only),
            _ => format!("{} notes", ids.len()),
        }
    }

    /// Keeps of the selection what is still on the board.
    pub(super) fn settle_selection(&mut self) {
        let board = &self.board;
        self.selection.notes.retain(|id| board.note(*id).is_some());
        self.selection.from = self.selection.from.filter(|id| board.note(*id).is_some());
    }
}
