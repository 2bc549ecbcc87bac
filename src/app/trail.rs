//! Where one was before every jump, so that one can go back there, and forth again.

use crate::board::{Board, NoteId};

/// How many places are remembered each way.
const MOST: usize = 100;

/// Where one was before every jump.
#[derive(Clone, Default, Debug)]
pub(super) struct Trail {
    back: Vec<NoteId>,
    forth: Vec<NoteId>,
}

impl Trail {
    /// Remembers where a jump began. What lay ahead lies there no more.
    pub fn leave(&mut self, from: NoteId) {
        self.forth.clear();
        remember(&mut self.back, from);
    }

    /// The note one was at before; goes there if it is still on the board. Notes that are gone are forgotten.
    pub fn back(&mut self, board: &Board, here: Option<NoteId>) -> Option<NoteId> {
        go(&mut self.back, &mut self.forth, board, here)
    }

    /// The note one came back from.
    pub fn forth(&mut self, board: &Board, here: Option<NoteId>) -> Option<NoteId> {
        go(&mut self.forth, &mut self.back, board, here)
    }

    /// Whether there is anything to go back to, or to go forth to.
    pub fn leads(&self, back: bool) -> bool {
        !if back { &self.back } else { &self.forth }.is_empty()
    }
}

fn remember(places: &mut Vec<NoteId>, id: NoteId) {
    if places.last() != Some(&id) {
        places.push(id);
    }
    if places.len() > MOST {
        places.remove(0);
    }
}

fn go(from: &mut Vec<NoteId>, to: &mut Vec<NoteId>, board: &Board, here: Option<NoteId>) -> Option<NoteId> {
    while let Some(id) = from.pop() {
        if board.note(id).is_some() && Some(id) != here {
            here.into_iter().for_each(|here| remember(to, here));
            return Some(id);
        }
    }
    None
}
