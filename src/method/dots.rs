//! The dots that hot spots were given by those in the room, and the order that they make.

use crate::board::{Board, Detail, Note, NoteId};

/// How many dots a note has.
pub fn of(note: &Note) -> u32 {
    match &note.detail {
        Detail::HotSpot(spot) => spot.votes.iter().fold(0, |sum, (_, dots)| sum.saturating_add(*dots)),
        _ => 0,
    }
}

/// Dots as they are shown: `●●●`, and from six on `6●`; nothing for none.
pub fn shown(dots: u32) -> String {
    match dots {
        0..=5 => "●".repeat(dots as usize),
        _ => format!("{dots}●"),
    }
}

/// The hot spots without an answer, those with the most dots first, else in the order of the wall.
pub fn ranked(board: &Board) -> Vec<NoteId> {
    let mut open = super::lint::open_questions(board);
    open.sort_by_cached_key(|id| std::cmp::Reverse(board.note(*id).map_or(0, |note| of(note))));
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_dots_are_counted() {
        assert_eq!([0, 1, 5, 6].map(shown), ["", "●", "●●●●●", "6●"]);
    }
}
