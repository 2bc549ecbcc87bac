//! What the engine says about an expression where it stands. It is asked about the part of the board that can be seen from there,
//! so that it can be asked with every key, however large the board is.

use std::collections::HashSet;

use super::Slot;
use super::change::{Change, Problem, Weight, syntax, unread};
use crate::board::name::nearest;
use crate::board::{Aggregate, Board, Detail, Heading, Kind, Note, NoteId};
use crate::engine::{compile, expr::Severity};

/// More notes than this are not looked at. What stands in an expression is decided a few arrows away from it.
const MOST: usize = 300;
/// How many arrows away: from a policy over its events to the commands that record them, and to their aggregates.
const FAR: usize = 3;

/// The part of a board that an expression on a note can see: what is a few arrows away, and every aggregate.
pub fn near(board: &Board, id: NoteId) -> Option<Board> {
    let mut seen = HashSet::from([id]);
    let mut edge = vec![id];
    for _ in 0..FAR {
        let mut next = Vec::new();
        for note in edge.iter().filter_map(|id| board.note(*id)) {
            let others = note.links().into_iter().map(|(_, other)| other).chain(board.referrers(note.id).iter().copied());
            for other in others {
                if seen.len() < MOST && seen.insert(other) {
                    next.push(other);
                }
            }
        }
        edge = next;
    }
    let aggregates = board.notes().iter().filter(|note| note.kind() == Kind::Aggregate);
    seen.extend(aggregates.take(MOST).map(|note| note.id));
    // In the order of the board, which decides what names mean.
    let mut notes: Vec<&Note> = seen.iter().filter_map(|id| board.note(*id)).map(|note| &**note).collect();
    notes.sort_by_cached_key(|note| board.position(note.id));
    let notes = notes.into_iter().map(|note| alone(note, &seen)).collect();
    Board::assemble(Heading::new("", "", None), notes, Default::default()).ok()
}

/// A note without what it says about notes that are not seen.
fn alone(note: &Note, seen: &HashSet<NoteId>) -> Note {
    let mut note = Note { context: None, ..note.clone() };
    let is = |id: &NoteId| seen.contains(id);
    match &mut note.detail {
        Detail::Actor | Detail::ExternalSystem | Detail::Aggregate(_) | Detail::Event(_) => {}
        Detail::Command(command) => {
            command.aggregate = command.aggregate.filter(is);
            command.actors.retain(is);
            command.systems.retain(is);
            command.outcomes.iter_mut().for_each(|outcome| outcome.events.retain(is));
        }
        Detail::Policy(policy) => {
            policy.when.retain(is);
            policy.then.retain(|reaction| is(&reaction.command));
            policy.then.iter_mut().for_each(|reaction| reaction.unless.retain(is));
        }
        Detail::ReadModel(model) => {
            model.built_from.retain(is);
            model.on.retain(|projection| is(&projection.event));
        }
        Detail::HotSpot(spot) => spot.about = spot.about.filter(is),
    }
    note
}

/// What is wrong with the expression of a change, if anything: the worst first.
pub fn wrong(near: Option<&Board>, note: NoteId, slot: Slot, change: &Change) -> Option<Problem> {
    let (at, text) = change.expression.as_ref()?;
    if let Some(problem) = syntax(*at, text) {
        return Some(problem);
    }
    let mut board = near?.clone();
    // An edit that names what is not seen from here says nothing about types.
    board.apply(change.edit.clone()).ok()?;
    let model = compile(&board);
    let said = model.diagnostics.iter().filter(|said| said.note == note && *said.text == **text);
    let Some(worst) = said.min_by_key(|said| said.severity != Severity::Error) else {
        return nobody_remembers(&board, note, slot);
    };
    let weight = if worst.severity == Severity::Error { Weight::Unread } else { Weight::Doubt };
    Some(unread(*at, worst.span.start, worst.message.clone(), worst.hint.clone(), weight))
}

/// A doubt where an outcome sets a field that its aggregate does not have.
fn nobody_remembers(board: &Board, note: NoteId, slot: Slot) -> Option<Problem> {
    let (Slot::Sets(outer, index), Detail::Command(command)) = (slot, &board.note(note)?.detail) else { return None };
    let (field, _) = command.outcomes.get(outer)?.set.get(index)?;
    let aggregate = board.note(command.aggregate?)?;
    let Detail::Aggregate(Aggregate { state, .. }) = &aggregate.detail else { return None };
    let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join("_");
    if state.iter().any(|(name, _)| plain(name) == plain(field)) {
        return None;
    }
    let near = nearest(field, state.iter().map(|(name, _)| name.as_str()));
    let near = near.map_or("add it to the aggregate's state".to_owned(), |near| format!("did you mean `{near}`?"));
    let message = format!("{} remembers no `{field}`: {near}", aggregate.text);
    Some(Problem { at: 0, message, weight: Weight::Doubt })
}
