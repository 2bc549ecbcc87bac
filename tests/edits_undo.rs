//! Every edit undoes itself, a refused one changes nothing, and what a board keeps beside its notes is always what a fresh one would.

mod support;

use std::sync::Arc;

use proptest::prelude::*;
use squall::board::{Board, Edit, Note, NoteId};
use squall::store::{read, write};
use support::boards::boards;
use support::edits::{RawEdit, raw_edit};

/// Indexes equal those of a board that is assembled of the same notes.
fn indexes_are_true(board: &Board) -> Result<(), TestCaseError> {
    let notes = board.notes().iter().map(|note| (**note).clone()).collect();
    let fresh = Board::assemble(board.heading().clone(), notes, Default::default());
    let fresh = fresh.map_err(|refusal| TestCaseError::fail(format!("the board is not valid any more: {refusal}")))?;
    prop_assert_eq!(&fresh, board);
    for (position, note) in board.notes().iter().enumerate() {
        prop_assert_eq!(board.position(note.id), Some(position));
        prop_assert_eq!(board.note(note.id), Some(note));
        let mut referrers = board.referrers(note.id).to_vec();
        referrers.sort_unstable();
        let points_here = |other: &&Arc<Note>| other.links().iter().any(|(_, id)| *id == note.id);
        let mut expected: Vec<NoteId> = board.notes().iter().filter(points_here).map(|other| other.id).collect();
        expected.sort_unstable();
        prop_assert_eq!(referrers, expected);
        prop_assert_eq!(board.arrows(note.id), fresh.arrows(note.id));
    }
    Ok(())
}

/// Whoever was pointed at and is not there any more is pointed at by nobody.
fn nobody_points_at(board: &Board, before: &Board) -> Result<(), TestCaseError> {
    for note in before.notes().iter().filter(|note| board.note(note.id).is_none()) {
        prop_assert!(board.referrers(note.id).is_empty());
    }
    Ok(())
}

/// Applies an edit and checks everything that must hold of it alone.
fn apply(board: &mut Board, edit: Edit) -> Result<Option<Edit>, TestCaseError> {
    let before = board.clone();
    let Ok(inverse) = board.apply(edit) else {
        prop_assert_eq!(&*board, &before, "a refused edit changed something");
        indexes_are_true(board)?;
        return Ok(None);
    };
    prop_assert!(board.revision() > before.revision());
    indexes_are_true(board)?;
    nobody_points_at(board, &before)?;
    let after = board.clone();
    let undone = |refusal| TestCaseError::fail(format!("the inverse was refused: {refusal}\n{inverse:#?}"));
    let again = board.apply(inverse.clone()).map_err(undone)?;
    prop_assert_eq!(&*board, &before, "the inverse does not lead back: {:#?}", inverse);
    indexes_are_true(board)?;
    let undone =
        board.apply(again).map_err(|refusal| TestCaseError::fail(format!("the inverse's inverse was refused: {refusal}")))?;
    prop_assert_eq!(&*board, &after, "the inverse's inverse is another edit");
    Ok(Some(undone))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_and_its_inverse_are_nothing(board in boards(10), edit in raw_edit()) {
        let mut board = board;
        let edit = edit.edit(&board);
        apply(&mut board, edit)?;
    }

    #[test]
    fn undoing_all_returns_to_the_start(start in boards(8), edits in prop::collection::vec(raw_edit(), 0..10)) {
        let mut board = start.clone();
        let mut inverses = Vec::new();
        for edit in &edits {
            let edit = edit.edit(&board);
            inverses.extend(apply(&mut board, edit)?);
        }
        let end = board.clone();
        inverses.reverse();
        // All at once, as a group that undoes itself too …
        let redo = board.apply(Edit::Group(inverses.clone()));
        prop_assert_eq!(&board, &start);
        prop_assert!(redo.is_ok_and(|redo| board.apply(redo).is_ok()));
        prop_assert_eq!(&board, &end);
        // … and one by one.
        for inverse in inverses {
            prop_assert!(board.apply(inverse).is_ok());
        }
        prop_assert_eq!(&board, &start);
        indexes_are_true(&board)?;
    }

    #[test]
    fn a_board_is_written_and_read_again_whatever_was_done_to_it(board in boards(8), edits in prop::collection::vec(raw_edit(), 1..8)) {
        let mut board = board;
        for edit in &edits {
            let edit = edit.edit(&board);
            let _ = board.apply(edit);
        }
        let text = write(&board);
        let loaded = read(&text, &mut uuid::Uuid::nil);
        let loaded = loaded.map_err(|faults| TestCaseError::fail(format!("{faults:#?}\n{text}")))?;
        prop_assert_eq!(write(&loaded), text);
    }
}

/// The generator makes every sort of edit, and most of them are taken.
#[test]
fn edits_of_every_sort_are_tried() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen: std::collections::BTreeMap<String, [usize; 2]> = Default::default();
    let strategy = (boards(10), raw_edit());
    for _ in 0..1500 {
        let (mut board, edit): (Board, RawEdit) = strategy.new_tree(&mut runner).expect("drawn").current();
        let edit = edit.edit(&board);
        let name = format!("{edit:?}").chars().take_while(char::is_ascii_alphabetic).collect();
        seen.entry(name).or_default()[usize::from(board.apply(edit).is_ok())] += 1;
    }
    assert_eq!(seen.len(), 18, "{seen:?}");
    for (name, [refused, taken]) in &seen {
        assert!(*taken > 5, "{name}: {refused} refused, {taken} taken");
    }
}
