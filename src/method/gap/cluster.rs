//! What belongs together with an aggregate, so that a context named for the one is named for all.

use crate::board::{Board, Detail, Link, NoteId};

/// An aggregate with the notes around it that belong to no context yet, in the order of the wall: its commands and what they
/// record and call, the actors and policies that issue no other commands, the read models that are built from no other events, and
/// what is asked about any of them. A policy stands where its commands are, so that events cross boundaries and commands do not.
pub fn cluster(board: &Board, aggregate: NoteId) -> Vec<NoteId> {
    // All that belongs to it, whether it has a context already or not: that decides who else does.
    let mut commands: Vec<NoteId> = Vec::new();
    let mut all = vec![aggregate];
    let keepers = |id: NoteId| board.referrers(id).iter().filter_map(|id| board.note(*id));
    for note in keepers(aggregate) {
        if matches!(&note.detail, Detail::Command(command) if command.aggregate == Some(aggregate)) {
            commands.push(note.id);
        }
    }
    all.extend(&commands);
    let mut events: Vec<NoteId> = Vec::new();
    for (link, other) in commands.iter().filter_map(|id| board.note(*id)).flat_map(|note| note.links()) {
        let only_here = || keepers(other).all(|keeper| commands.contains(&keeper.id) || !has(keeper.links(), link, other));
        match link {
            Link::Records => events.push(other),
            Link::Issues | Link::Calls if only_here() => all.push(other),
            _ => {}
        }
    }
    all.extend(&events);
    for policy in commands.iter().flat_map(|command| keepers(*command)) {
        if let Detail::Policy(detail) = &policy.detail
            && detail.then.iter().all(|reaction| commands.contains(&reaction.command))
        {
            all.push(policy.id);
        }
    }
    for model in events.iter().flat_map(|event| keepers(*event)) {
        if let Detail::ReadModel(detail) = &model.detail
            && detail.built_from.iter().chain(detail.on.iter().map(|on| &on.event)).all(|event| events.contains(event))
        {
            all.push(model.id);
        }
    }
    let questions: Vec<NoteId> = all
        .iter()
        .flat_map(|note| keepers(*note))
        .filter(|note| matches!(note.detail, Detail::HotSpot(_)))
        .map(|note| note.id)
        .collect();
    all.extend(questions);
    all.retain(|id| board.note(*id).is_some_and(|note| note.context.is_none()));
    all.sort_unstable_by_key(|id| board.position(*id));
    all.dedup();
    all
}

fn has(links: Vec<(Link, NoteId)>, link: Link, other: NoteId) -> bool {
    links.contains(&(link, other))
}
