//! Putting columns in order and copying notes, on any board.

mod support;

use std::collections::HashSet;

use proptest::prelude::*;
use squall::board::name::fold;
use squall::board::{Board, Edit, Heading, Kind, Note, NoteId, Place, pick};
use squall::method::tidy;
use support::boards::boards;
use uuid::Uuid;

fn fresh() -> impl FnMut() -> Uuid {
    let mut next = 0xfeed_0000_u128;
    move || {
        next += 1;
        Uuid::from_u128(next)
    }
}

fn apply(board: &mut Board, edit: Edit) -> Edit {
    board.apply(edit).unwrap_or_else(|refusal| panic!("refused: {refusal}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_tidied_board_is_tidy_and_says_the_same(board in boards(14)) {
        let mut tidied = board.clone();
        if let Some((edit, moved)) = tidy(&board) {
            prop_assert!(moved > 0);
            let inverse = apply(&mut tidied, edit);
            prop_assert!(tidy(&tidied).is_none(), "tidied once more, it changes again");
            // Nothing but the places of notes is another.
            for note in tidied.notes() {
                let before = board.note(note.id).expect("no note is lost");
                prop_assert_eq!(&Note { at: before.at, ..Note::clone(note) }, &**before);
            }
            let mut undone = tidied.clone();
            apply(&mut undone, inverse);
            prop_assert_eq!(&undone, &board);
        }
        let mut places: Vec<Place> = tidied.notes().iter().map(|note| note.at).collect();
        places.dedup();
        let numbered = places.iter().enumerate().all(|(index, at)| at.get() == index as f64 + 1.0);
        prop_assert!(numbered || tidy(&board).is_none(), "columns are numbered from 1: {:?}", places);
    }

    #[test]
    fn what_is_copied_hangs_once_more_with_its_arrows(board in boards(12), chosen in any::<u64>()) {
        let ids: Vec<NoteId> =
            board.notes().iter().enumerate().filter(|(index, _)| chosen >> (index % 64) & 1 == 1).map(|(_, note)| note.id).collect();
        let picked = pick(&board, &ids);
        prop_assert_eq!(picked.len(), ids.len());
        let arrows = |board: &Board, ids: &[NoteId]| {
            let among: HashSet<&NoteId> = ids.iter().collect();
            let links = ids.iter().filter_map(|id| board.note(*id)).flat_map(|note| note.links());
            links.filter(|(_, other)| among.contains(other)).count()
        };
        // A delay that an event calls off goes with its command, so not every arrow between two of them is copied.
        let alone = picked.board("");
        prop_assert!(arrows(&alone, &ids) <= arrows(&board, &ids));
        // Beside the originals, and on a board of its own.
        for target in [board.clone(), Board::new(Heading::new("other", "", None))] {
            let mut target = target;
            let before = target.clone();
            let Some((edit, new)) = picked.hang(&target, None, &mut fresh()) else { continue };
            let inverse = apply(&mut target, edit);
            prop_assert_eq!(new.len(), ids.len());
            prop_assert_eq!(target.notes().len(), before.notes().len() + ids.len());
            prop_assert_eq!(arrows(&target, &new), arrows(&alone, &ids));
            for (old, new) in ids.iter().zip(&new) {
                let (old, new) = (board.note(*old).expect("there"), target.note(*new).expect("hung up"));
                prop_assert_eq!((&old.text, old.kind(), &old.tags), (&new.text, new.kind(), &new.tags));
                let name = |board: &Board, note: &Note| note.context.and_then(|id| board.context(id)).map(|context| fold(&context.name));
                prop_assert_eq!(name(&board, old), name(&target, new));
            }
            apply(&mut target, inverse);
            prop_assert_eq!(&target, &before);
        }
    }
}

#[test]
fn causes_stand_before_effects_and_loops_begin_with_their_first() {
    let mut board = Board::new(Heading::new("loop", "", None));
    let mut ids = fresh();
    let mut note = |board: &mut Board, kind: Kind, at: f64, text: &str| {
        let id = NoteId(ids());
        let note = Note::new(id, kind, text, Place::new(at).expect("finite"));
        apply(board, Edit::Add { note: Box::new(note), before: None });
        id
    };
    // Written from the end to the beginning, and going around.
    let told = note(&mut board, Kind::Command, 1.0, "Tell the Customer");
    let policy = note(&mut board, Kind::Policy, 2.0, "Retry");
    let failed = note(&mut board, Kind::Event, 3.0, "Payment Failed");
    let pay = note(&mut board, Kind::Command, 4.0, "Attempt Payment");
    let again = note(&mut board, Kind::Policy, 5.0, "Tell");
    let alone = note(&mut board, Kind::HotSpot, 3.5, "Why?");
    for (from, to) in [(pay, failed), (failed, policy), (policy, pay), (failed, again), (again, told)] {
        apply(&mut board, Edit::Connect { from, to });
    }
    let (edit, _) = tidy(&board).expect("there is something to put in order");
    apply(&mut board, edit);
    let at = |id: NoteId| board.note(id).expect("there").at.get();
    assert_eq!([pay, failed, policy, again, told].map(at), [1.0, 1.0, 1.0, 1.0, 3.0]);
    assert_eq!(at(alone), 2.0, "what belongs to nothing stays between what it hung between");
}
