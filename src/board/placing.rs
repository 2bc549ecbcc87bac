//! Places for notes that were written without one: a command stands over its first event, a policy under its trigger.

use std::collections::HashMap;

use super::{Detail, Kind, Link, Note, NoteId, Place};

/// Gives every note marked as missing its place: events one after the other in the order in which they stand, everything else
/// beside what it belongs to. Notes that belong to nothing come last.
pub fn settle(notes: &mut [Note], missing: &[bool]) {
    let mut known: HashMap<NoteId, Place> = HashMap::new();
    let mut last: Option<Place> = None;
    for (note, missing) in notes.iter().zip(missing) {
        if !missing {
            known.insert(note.id, note.at);
            last = last.max(Some(note.at));
        }
    }
    let mut next = || {
        let place = last.map_or(Place::FIRST, Place::after);
        last = Some(place);
        place
    };
    for (note, _) in notes.iter_mut().zip(missing).filter(|(note, missing)| **missing && note.kind() == Kind::Event) {
        note.at = next();
        known.insert(note.id, note.at);
    }
    // Each kind after those it takes its place from: a policy from its events, an actor from its commands.
    let order = [Kind::Command, Kind::Policy, Kind::ReadModel, Kind::Aggregate, Kind::Actor, Kind::ExternalSystem, Kind::HotSpot];
    for kind in order {
        let users = users_of(kind, notes);
        for (note, _) in notes.iter_mut().zip(missing).filter(|(note, missing)| **missing && note.kind() == kind) {
            let place = |id: &NoteId| known.get(id).copied();
            note.at = match &note.detail {
                Detail::Command(command) => command.outcomes.iter().flat_map(|outcome| &outcome.events).find_map(place),
                // Behind all that it waits for, as a read model stands behind all that it shows.
                Detail::Policy(policy) => policy.when.iter().filter_map(place).max(),
                Detail::ReadModel(model) => {
                    model.built_from.iter().chain(model.on.iter().map(|on| &on.event)).filter_map(place).max()
                }
                Detail::HotSpot(spot) => spot.about.as_ref().and_then(place),
                _ => users.get(&note.id).and_then(|commands| commands.iter().filter_map(place).min()),
            }
            .unwrap_or_else(&mut next);
            known.insert(note.id, note.at);
        }
    }
}

/// For actors, aggregates and systems: the commands that name them.
fn users_of(kind: Kind, notes: &[Note]) -> HashMap<NoteId, Vec<NoteId>> {
    let mut users: HashMap<NoteId, Vec<NoteId>> = HashMap::new();
    if matches!(kind, Kind::Actor | Kind::Aggregate | Kind::ExternalSystem) {
        for note in notes.iter().filter(|note| note.kind() == Kind::Command) {
            for (link, other) in note.links() {
                if link != Link::Records {
                    users.entry(other).or_default().push(note.id);
                }
            }
        }
    }
    users
}
