//! New notes on a board that is there: what they have from where they are taken up, and where they hang.

use std::collections::{HashMap, HashSet};

use crate::board::{Board, Detail, HotSpot, Kind, Note, NoteId, Place};
use crate::notation::read::Onto;

/// Gives new notes a context, an author and a time, and a place behind another to those that belong beside no other note.
pub fn take_up(notes: &mut [Note], missing: &mut [bool], before: usize, board: &Board, onto: &Onto) {
    let used: HashSet<NoteId> = notes.iter().flat_map(|note| note.links()).map(|(_, other)| other).collect();
    let mut last = onto.behind;
    for (note, missing) in notes.iter_mut().zip(missing).skip(before) {
        note.context = note.context.or(onto.context);
        note.author.clone_from(&onto.author);
        note.created_at = onto.created_at;
        let alone = match &note.detail {
            Detail::Event(_) | Detail::HotSpot(HotSpot { about: None, .. }) => true,
            Detail::Command(command) => command.outcomes.is_empty() && !used.contains(&note.id),
            Detail::Policy(policy) => policy.when.is_empty(),
            Detail::ReadModel(model) => model.built_from.is_empty() && model.on.is_empty(),
            Detail::Actor | Detail::Aggregate(_) | Detail::ExternalSystem => !used.contains(&note.id),
            Detail::HotSpot(_) => false,
        };
        if let Some(at) = last.filter(|_| alone) {
            note.at = board.column_behind(at);
            last = Some(note.at);
            *missing = false;
        }
    }
}

/// A new command of which nothing is known but that a policy issues it hangs behind the policy: time goes on there.
pub fn follow_policies(notes: &mut [Note], before: usize) {
    let is_bare = |note: &Note| matches!(&note.detail, Detail::Command(command) if command.outcomes.is_empty());
    let bare: HashMap<NoteId, usize> =
        notes.iter().enumerate().skip(before).filter(|(_, note)| is_bare(note)).map(|(index, note)| (note.id, index)).collect();
    let mut moved: HashSet<NoteId> = HashSet::new();
    let mut behind = Vec::new();
    for policy in notes.iter().filter(|note| note.kind() == Kind::Policy) {
        let Detail::Policy(detail) = &policy.detail else { continue };
        let commands = detail.then.iter().map(|reaction| reaction.command).filter(|id| bare.contains_key(id));
        behind.extend(commands.filter(|id| moved.insert(*id)).map(|id| (id, policy.at)));
    }
    let mut places: Vec<Place> = notes.iter().filter(|note| !moved.contains(&note.id)).map(|note| note.at).collect();
    places.sort_unstable();
    for (id, at) in behind {
        let next = places.partition_point(|place| *place <= at);
        let place = places.get(next).map_or(at.after(), |next| at.between(*next).unwrap_or(at));
        places.insert(next, place);
        notes[bare[&id]].at = place;
    }
}
