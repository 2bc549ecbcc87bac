//! A name that is there already is pointed out while it is typed.

use crate::board::name::letters;
use crate::board::{Board, Kind, Note, NoteId};

/// The note of a kind that is called so already, case, blanks, `_` and `-` aside.
///
/// Every key asks this, on boards of any size: it compares letter by letter and makes no texts.
pub(super) fn twin<'b>(board: &'b Board, kind: Kind, text: &str, itself: Option<NoteId>) -> Option<&'b Note> {
    letters(text).next()?;
    let is_twin = |note: &Note| note.kind() == kind && Some(note.id) != itself && letters(&note.text).eq(letters(text));
    board.notes().iter().map(AsRef::as_ref).find(|note: &&Note| is_twin(note))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::board::{Edit, Heading, Place};

    #[test]
    fn a_twin_has_the_same_letters_and_the_same_kind() {
        let mut board = Board::new(Heading::new("b", "", None));
        let id = NoteId(Uuid::from_u128(1));
        let note = Note::new(id, Kind::Event, "Payment Failed", Place::FIRST);
        board.apply(Edit::Add { note: Box::new(note), before: None }).expect("a new note");
        for text in ["payment_failed", "PaymentFailed", " Payment  Failed "] {
            assert!(twin(&board, Kind::Event, text, None).is_some(), "{text}");
        }
        assert!(twin(&board, Kind::Command, "Payment Failed", None).is_none());
        assert!(twin(&board, Kind::Event, "Payment Failed", Some(id)).is_none(), "nobody is one's own twin");
        assert!(twin(&board, Kind::Event, "Payment Fail", None).is_none());
        assert!(twin(&board, Kind::Event, " ", None).is_none());
    }
}
