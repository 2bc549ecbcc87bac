//! Where a run stops by itself: notes at which somebody wants to look around, some only under a condition.

use crate::board::{Board, Kind, NoteId};
use crate::engine::{Condition, Run, tell};

/// A note at which runs stop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Break {
    /// The note.
    pub note: NoteId,
    /// What has to hold for it, as written.
    pub condition: Option<String>,
}

/// The notes at which runs stop.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Breaks(Vec<Break>);

impl Breaks {
    /// The one at a note.
    pub fn at(&self, note: NoteId) -> Option<&Break> {
        self.0.iter().find(|other| other.note == note)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Break> {
        self.0.iter()
    }

    /// Sets one, in place of the one that was there.
    pub(in crate::app) fn set(&mut self, note: NoteId, condition: Option<String>) {
        self.take(note);
        self.0.push(Break { note, condition });
    }

    /// Takes one away. False where there was none.
    pub(in crate::app) fn take(&mut self, note: NoteId) -> bool {
        let before = self.0.len();
        self.0.retain(|other| other.note != note);
        self.0.len() < before
    }

    /// Forgets those whose notes are gone.
    pub(in crate::app) fn follow(&mut self, board: &Board) {
        self.0.retain(|other| board.note(other.note).is_some());
    }

    /// What a run is to look out for.
    ///
    /// # Errors
    /// The condition that cannot be read any more, with why.
    pub(super) fn lookouts(&self, run: &Run, board: &Board) -> Result<Vec<Lookout>, String> {
        let lookout = |at: &Break| {
            let condition =
                at.condition.as_deref().map(|text| run.condition(text).map_err(|why| format!("`{text}`: {why}"))).transpose()?;
            Ok(Lookout { note: at.note, beside: beside(board, at.note), condition })
        };
        self.0.iter().map(lookout).collect()
    }
}

/// The notes whose acting is that of a note which never acts itself: a system outside, a hot spot, an actor.
fn beside(board: &Board, note: NoteId) -> Vec<NoteId> {
    match board.note(note).map(|note| note.kind()) {
        Some(Kind::Actor | Kind::ExternalSystem | Kind::HotSpot) => {
            board.arrows(note).into_iter().map(|(_, from, to)| if from == note { to } else { from }).collect()
        }
        _ => Vec::new(),
    }
}

/// A note that a run looks out for.
#[derive(Debug, Clone)]
pub(super) struct Lookout {
    note: NoteId,
    beside: Vec<NoteId>,
    condition: Option<Condition>,
}

impl Lookout {
    /// The first note whose turn it is after the last step.
    pub(super) fn first(all: &[Lookout], run: &Run) -> Option<NoteId> {
        let step = run.step(run.len().checked_sub(1)?)?;
        let acting = tell::notes(run, &step.what).0?;
        let here = |lookout: &&Lookout| {
            (lookout.note == acting || lookout.beside.contains(&acting))
                && lookout.condition.as_ref().is_none_or(|condition| run.holds(condition))
        };
        all.iter().find(here).map(|lookout| lookout.note)
    }
}
