//! What a note's kind needs and this one has not got: a cause, an effect, somebody who acts, something that can go wrong.

use super::wiring::Wiring;
use super::{Verdict, named};
use crate::board::{Board, Command, Guard, Link, Note, NoteId, Policy, ReadModel};
use crate::method::english;
use crate::method::gap::Gap;

pub(in crate::method) fn cause(event: &Note, wiring: &Wiring) -> Option<Verdict> {
    (!wiring.has(event.id, &[Link::Records])).then(|| {
        Verdict::new(
            format!("{} is recorded by no command", named(event)),
            "connect it with the command that triggers it, or add one",
        )
    })
}

/// A policy that is called off by an event reacts to it too. Who has said of both that there is none has been asked.
pub(super) fn consequence(event: &Note, wiring: &Wiring) -> Option<Verdict> {
    let meant = |gap: Gap| event.silenced.iter().any(|name| name == gap.name());
    if meant(Gap::EventWithoutReaction) && meant(Gap::EventUnseen) {
        return None;
    }
    (!wiring.has(event.id, &[Link::Triggers, Link::CallsOff, Link::Updates])).then(|| {
        Verdict::new(
            format!("{} starts no policy and shows in no read model", named(event)),
            "ask what happens automatically then, and who needs to see it: connect a policy or a read model",
        )
    })
}

pub(super) fn effect(note: &Note, command: &Command) -> Option<Verdict> {
    command
        .outcomes
        .iter()
        .all(|outcome| outcome.events.is_empty())
        .then(|| Verdict::new(format!("{} records no event", named(note)), "connect it with the event that says what it has done"))
}

/// What happens if the command fails, or, where all that it records is its failure, what if it succeeds. A guard is a failure too:
/// where it does not hold, the command is rejected.
pub(in crate::method) fn failure(note: &Note, command: &Command, board: &Board) -> Option<Verdict> {
    let names = |joint: &str| {
        let events = command.outcomes.iter().flat_map(|outcome| &outcome.events).filter_map(|event| board.note(*event));
        events.map(|event| format!("\"{}\"", event.text)).collect::<Vec<_>>().join(joint)
    };
    if only_fails(note, command, board) {
        let message = format!("{} can only fail: {}", named(note), names(" or "));
        return Some(Verdict::new(message, "add the event of its success"));
    }
    let [only] = command.outcomes.as_slice() else { return None };
    if matches!(only.guard, Guard::When(_)) || only.events.is_empty() {
        return None;
    }
    Some(Verdict::new(
        format!("{} always ends in {}", named(note), names(" and ")),
        "add the event of its failure, or a guard under which it is rejected otherwise",
    ))
}

/// Whether a command records something, and each of its outcomes nothing but failures.
pub(in crate::method) fn only_fails(note: &Note, command: &Command, board: &Board) -> bool {
    let fails = |event: &NoteId| board.note(*event).is_some_and(|event| english::is_failure(&event.text, &note.text));
    let outcomes = &command.outcomes;
    !outcomes.is_empty() && outcomes.iter().all(|outcome| !outcome.events.is_empty() && outcome.events.iter().all(fails))
}

pub(in crate::method) fn issuer(note: &Note, command: &Command, wiring: &Wiring) -> Option<Verdict> {
    (command.actors.is_empty() && !wiring.has(note.id, &[Link::Then])).then(|| {
        Verdict::new(format!("{} is issued by nobody", named(note)), "connect the actor who issues it, or the policy that does")
    })
}

pub(super) fn commands(aggregate: &Note, wiring: &Wiring) -> Option<Verdict> {
    (!wiring.has(aggregate.id, &[Link::DecidedBy])).then(|| {
        Verdict::new(
            format!("{} receives no command", named(aggregate)),
            "connect the commands on which it decides, or take it down",
        )
    })
}

pub(super) fn when(note: &Note, policy: &Policy) -> Option<Verdict> {
    policy
        .when
        .is_empty()
        .then(|| Verdict::new(format!("{} reacts to no event", named(note)), "connect the event that starts it: when …"))
}

pub(in crate::method) fn then(note: &Note, policy: &Policy) -> Option<Verdict> {
    policy
        .then
        .is_empty()
        .then(|| Verdict::new(format!("{} issues no command", named(note)), "connect it with the command that follows: then …"))
}

pub(in crate::method) fn source(note: &Note, model: &ReadModel) -> Option<Verdict> {
    (model.built_from.is_empty() && model.on.is_empty())
        .then(|| Verdict::new(format!("{} is built from no event", named(note)), "connect the events that change what it shows"))
}

pub(super) fn deeds(actor: &Note, wiring: &Wiring) -> Option<Verdict> {
    (!wiring.has(actor.id, &[Link::Issues])).then(|| {
        Verdict::new(format!("{} issues no command", named(actor)), "connect the commands that they issue, or take the note down")
    })
}

pub(super) fn calls(system: &Note, wiring: &Wiring) -> Option<Verdict> {
    (!wiring.has(system.id, &[Link::Calls])).then(|| {
        Verdict::new(
            format!("{} is called by no command", named(system)),
            "connect the commands that call it, or take the note down",
        )
    })
}
