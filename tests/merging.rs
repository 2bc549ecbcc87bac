//! Two notes become one: nobody points at the one that is gone, nothing else changes, and it can be undone.

mod support;

use std::collections::HashSet;

use proptest::prelude::*;
use proptest::sample::Index;
use squall::board::{Board, Detail, Edit, Kind, Link, NoteId, Refusal, merge};
use support::boards::boards;

/// Two notes of one kind, if there are any.
fn pair(board: &Board, [one, other]: [Index; 2]) -> Option<(NoteId, NoteId)> {
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| of(board, *kind).len() > 1).collect();
    let kind = *kinds.get(one.index(kinds.len().max(1)))?;
    let mut notes = of(board, kind);
    let keep = notes.remove(one.index(notes.len()));
    Some((keep, notes[other.index(notes.len())]))
}

fn of(board: &Board, kind: Kind) -> Vec<NoteId> {
    board.notes().iter().filter(|note| note.kind() == kind).map(|note| note.id).collect()
}

/// What is said by arrows that a note can have several of.
fn many(link: &Link) -> bool {
    !matches!(link, Link::DecidedBy | Link::About)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn merging_keeps_every_arrow_and_changes_nothing_else(start in boards(10), picks in any::<[Index; 2]>()) {
        let Some((keep, gone)) = pair(&start, picks) else { return Ok(()) };
        let merger = merge(&start, keep, gone).expect("they are of one kind");
        let mut board = start.clone();
        let inverse = board.apply(merger.edit).map_err(|refusal| TestCaseError::fail(refusal.to_string()))?;

        prop_assert!(board.note(gone).is_none() && board.referrers(gone).is_empty());
        prop_assert!(board.heading().scenarios.iter().all(|scenario| scenario.references().all(|id| id != gone)));
        let there = |id: NoteId| if id == gone { keep } else { id };
        for (before, after) in start.heading().scenarios.iter().zip(&board.heading().scenarios) {
            let expected: Vec<NoteId> = before.references().map(there).collect();
            prop_assert_eq!(after.references().collect::<Vec<_>>(), expected, "no step, answer or expectation is lost");
        }

        // Everything else hangs where it hung.
        let order: Vec<NoteId> = start.notes().iter().map(|note| note.id).filter(|id| *id != gone).collect();
        prop_assert_eq!(board.notes().iter().map(|note| note.id).collect::<Vec<_>>(), order);
        for before in start.notes().iter().filter(|note| note.id != keep && note.id != gone) {
            let after = board.note(before.id).expect("only one note is gone");
            if !start.referrers(gone).contains(&before.id) {
                prop_assert_eq!(before, after, "who did not point at it is as before");
            }
            let links: HashSet<_> = before.links().into_iter().map(|(link, id)| (link, there(id))).collect();
            prop_assert_eq!(after.links().into_iter().collect::<HashSet<_>>(), links);
            let mut same = (**after).clone();
            same.detail = before.detail.clone();
            prop_assert_eq!(&same, &**before);
        }
        let mut heading = board.heading().clone();
        heading.scenarios.clone_from(&start.heading().scenarios);
        prop_assert_eq!(&heading, start.heading());

        // The note that stays says what both said.
        let (kept, lost, now) = (start.note(keep).expect("there"), start.note(gone).expect("there"), board.note(keep).expect("there"));
        prop_assert_eq!((&now.text, now.at, &now.author), (&kept.text, kept.at, &kept.author));
        prop_assert!(kept.context.is_none() || now.context == kept.context);
        prop_assert!(kept.tags.iter().chain(&lost.tags).all(|tag| now.tags.contains(tag)));
        let links: HashSet<_> = now.links().into_iter().collect();
        prop_assert!(kept.links().iter().filter(|(_, id)| *id != gone).all(|link| links.contains(link)));
        if merger.differing.is_empty() {
            prop_assert!(lost.links().iter().filter(|(link, _)| many(link)).all(|link| links.contains(link)));
        }

        board.apply(inverse).map_err(|refusal| TestCaseError::fail(refusal.to_string()))?;
        prop_assert_eq!(&board, &start);
    }

    #[test]
    fn merging_twice_the_same_says_nothing_differs(start in boards(8), pick in any::<Index>()) {
        if start.notes().is_empty() {
            return Ok(());
        }
        // A copy of a note has nothing to add.
        let mut board = start.clone();
        let mut copy = (**pick.get(start.notes())).clone();
        let keep = copy.id;
        copy.id = NoteId(uuid::Uuid::from_u128(0x00c0_ffee));
        if start.note(copy.id).is_some() {
            return Ok(());
        }
        let gone = copy.id;
        let added = board.apply(Edit::Add { note: Box::new(copy), before: None });
        prop_assert!(added.is_ok());
        let merger = merge(&board, keep, gone).expect("they are of one kind");
        prop_assert!(merger.differing.is_empty(), "{:?}", merger.differing);
        prop_assert!(board.apply(merger.edit).is_ok());
        let (before, after) = (start.note(keep).expect("there"), board.note(keep).expect("there"));
        let before: HashSet<_> = before.links().into_iter().collect();
        prop_assert_eq!(after.links().into_iter().collect::<HashSet<_>>(), before);
    }
}

#[test]
fn only_two_notes_of_one_kind_become_one() {
    let text = serde_json::json!({"squall": 1, "title": "", "notes": [
        {"kind": "actor", "text": "Customer"},
        {"kind": "event", "text": "Order Placed"},
    ]});
    let board = squall::store::read(&text.to_string(), &mut support::ids()).expect("the board is right");
    let [actor, event] = [Kind::Actor, Kind::Event].map(|kind| of(&board, kind)[0]);
    assert_eq!(merge(&board, actor, actor), Err(Refusal::Itself));
    let refusal = merge(&board, event, actor).expect_err("of different kinds");
    assert_eq!(refusal.to_string(), "an actor and an event cannot become one note");
    let nobody = NoteId(uuid::Uuid::nil());
    assert_eq!(merge(&board, event, nobody), Err(Refusal::NoSuchNote(nobody)));
}

#[test]
fn what_both_say_is_joined_and_what_differs_is_named() {
    let text = serde_json::json!({"squall": 1, "title": "", "notes": [
        {"kind": "aggregate", "text": "Billing"},
        {"kind": "aggregate", "text": "Payments"},
        {"kind": "event", "text": "Payment Failed"},
        {"kind": "event", "text": "payment failed "},
        {"kind": "command", "text": "Pay", "aggregate": "Billing", "fields": {"amount": 1, "way": null},
         "outcomes": [{"events": ["Payment Failed"]}]},
        {"kind": "command", "text": "Pay Now", "aggregate": "Payments", "fields": {"amount": 2, "at": 3},
         "outcomes": [{"events": ["Payment Failed"], "when": "amount > 1"}]},
        {"kind": "policy", "text": "Retry", "when": ["Payment Failed", "payment failed "],
         "then": [{"command": "Pay"}, {"command": "Pay Now"}, {"command": "Pay", "after": "24h"}]},
    ]});
    let mut board = squall::store::read(&text.to_string(), &mut support::ids()).expect("the board is right");
    let id = |board: &Board, text: &str| board.notes().iter().find(|note| note.text == text).expect("there").id;
    let merger = merge(&board, id(&board, "Pay"), id(&board, "Pay Now")).expect("both are commands");
    assert_eq!(merger.differing, ["aggregate", "field amount"]);
    board.apply(merger.edit).expect("it can be made");
    let (pay, retry) = (id(&board, "Pay"), id(&board, "Retry"));
    let Detail::Command(command) = &board.note(pay).expect("there").detail else { panic!("a command") };
    assert_eq!(command.aggregate, Some(id(&board, "Billing")));
    assert_eq!(command.fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["amount", "way", "at"]);
    assert_eq!(command.outcomes.len(), 1, "the guard fills the outcome that had none: {:?}", command.outcomes);
    let merger = merge(&board, id(&board, "Payment Failed"), id(&board, "payment failed ")).expect("both are events");
    board.apply(merger.edit).expect("it can be made");
    let Detail::Policy(policy) = &board.note(retry).expect("there").detail else { panic!("a policy") };
    assert_eq!((policy.when.len(), policy.then.len()), (1, 2), "at once and a day later are two reactions: {policy:?}");
}
