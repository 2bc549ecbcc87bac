//! Whether boundaries are where the method wants them: around aggregates of a size to grasp, crossed by events only.

use super::wiring::Wiring;
use super::{Verdict, named};
use crate::board::{Board, ContextId, Edit, Note, Policy};

/// An aggregate with more events than this asks for a split.
const MOST_EVENTS: usize = 8;

pub(in crate::method) fn too_large(aggregate: &Note, wiring: &Wiring) -> Option<Verdict> {
    let events = wiring.events(aggregate.id);
    (events > MOST_EVENTS).then(|| {
        Verdict::new(
            format!("the commands of {} record {events} events", named(aggregate)),
            "look for a split: which of its commands share no rule with the others?",
        )
    })
}

/// A policy that stands where its event is and issues a command elsewhere. One that stands where its command is lets the event cross.
pub(super) fn crossing(note: &Note, policy: &Policy, board: &Board) -> Option<Verdict> {
    let here = note.context?;
    let event = policy.when.iter().filter_map(|event| board.note(*event)).find(|event| event.context == Some(here))?;
    let commands: Vec<&Note> =
        policy.then.iter().filter_map(|reaction| board.note(reaction.command)).map(|command| &**command).collect();
    let command = commands.iter().find(|command| command.context.is_some_and(|there| there != here))?;
    let there = command.context?;
    let name = |context: ContextId| board.context(context).map_or("", |context| &context.name);
    let message =
        format!("{} hears \"{}\" in {} and issues \"{}\" in {}", named(note), event.text, name(here), command.text, name(there));
    // A policy whose commands belong to several contexts is several policies.
    let one = commands.iter().all(|command| command.context.is_none_or(|context| context == there));
    Some(match one {
        true => Verdict {
            fix: Some(Edit::Assign { note: note.id, context: Some(there) }),
            ..Verdict::new(message, format!("move the policy to {}, so that the event crosses", name(there)))
        },
        false => Verdict::new(message, "split it: one policy in each context where a command is issued"),
    })
}
