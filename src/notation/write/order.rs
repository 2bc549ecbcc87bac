//! In which order notes are written, so that they come back in theirs.
//!
//! Reading gives an event its place by its first mention and everything else the place of what it belongs to; within a place the
//! order of appearance counts. A document goes context by context, though, and the story does not: what it would bring out of order is
//! listed at its top.

use std::collections::BTreeMap;

use crate::board::{Board, Detail, IdMap, Kind, Note, NoteId, Place, settle};

/// All notes with the places that reading gives them, in the order of those places.
pub(super) fn settled(board: &Board) -> Vec<Note> {
    let mut notes: Vec<Note> = board.notes().iter().map(|note| Note::clone(note)).collect();
    // A hot spot about a hot spot takes its place from one that must have its own by then.
    notes.sort_by_cached_key(|note| depth(board, note));
    let missing = vec![true; notes.len()];
    settle(&mut notes, &missing);
    notes.sort_by_key(|note| (note.at, note.kind()));
    notes
}

/// Over how many other hot spots a hot spot is about something.
fn depth(board: &Board, note: &Note) -> usize {
    let about = |detail: &Detail| match detail {
        Detail::HotSpot(spot) => spot.about,
        _ => None,
    };
    let mut seen = Vec::new();
    let mut next = about(&note.detail);
    while let Some(other) = next.and_then(|id| board.note(id)).filter(|other| other.kind() == Kind::HotSpot) {
        if seen.contains(&other.id) {
            return usize::MAX;
        }
        seen.push(other.id);
        next = about(&other.detail);
    }
    seen.len()
}

/// Notes to list at the top of a document, because it would bring them out of order.
#[derive(Debug, Default)]
pub(super) struct Lists {
    listed: IdMap<NoteId, ()>,
}

impl Lists {
    /// What must be listed where a document names the notes in an order. The notes are those of the document, as they are settled.
    pub fn needed(notes: &[&Note], named: &[NoteId]) -> Lists {
        let rank: IdMap<NoteId, usize> = named.iter().enumerate().map(|(rank, id)| (*id, rank)).collect();
        let story_ends = notes.iter().filter(|note| note.kind() == Kind::Event).map(|note| note.at).max();
        let mut cells: BTreeMap<(Kind, Option<Place>), Vec<NoteId>> = BTreeMap::new();
        for note in notes {
            // Events make the places, and what belongs to none comes behind them one by one.
            let place = Some(note.at).filter(|at| note.kind() != Kind::Event && Some(*at) <= story_ends);
            cells.entry((note.kind(), place)).or_default().push(note.id);
        }
        let is_out_of_order = |cell: &Vec<NoteId>| !cell.iter().map(|id| rank.get(id)).is_sorted();
        let listed = cells.into_values().filter(is_out_of_order).flatten().map(|id| (id, ())).collect();
        Lists { listed }
    }

    /// Whether nothing needs to be listed.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Whether a note is listed at the top.
    pub fn has(&self, id: NoteId) -> bool {
        self.listed.contains_key(&id)
    }
}
