//! What is missing on a board, phase by phase, and what is asked about it.
//!
//! Where a rule of the lint looks for the same, the rule is asked.

mod ask;
mod cluster;
#[cfg(test)]
mod tests;

use crate::board::{Board, Detail, Edit, Kind, Link, Note, NoteId};

use super::lint::alike::Alike;
use super::lint::wiring::Wiring;
use super::lint::{self, boundaries, grammar};

pub use ask::{Answer, Question, answers_with, lacks_success, question, suggestion};
pub use cluster::cluster;

/// Something that is missing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Gap {
    /// An event that is not in the past tense.
    EventNotPast,
    /// Two events that may be one.
    EventDoubled,
    /// An event that no command records.
    EventWithoutCommand,
    /// A command that nobody issues.
    CommandWithoutActor,
    /// A command that no aggregate decides about.
    CommandWithoutAggregate,
    /// An aggregate whose commands record more than eight events.
    AggregateTooLarge,
    /// An event that no policy reacts to.
    EventWithoutReaction,
    /// A policy that issues no command.
    PolicyWithoutCommand,
    /// A command that cannot fail, or one that can do nothing else.
    CommandWithoutFailure,
    /// An event that no read model shows.
    EventUnseen,
    /// A read model that is built from no event.
    ReadModelWithoutEvents,
    /// An aggregate that belongs to no context.
    AggregateWithoutContext,
}

impl Gap {
    /// All of them, in the order of the session guide.
    pub const ALL: [Gap; 12] = [
        Gap::EventNotPast,
        Gap::EventDoubled,
        Gap::EventWithoutCommand,
        Gap::CommandWithoutActor,
        Gap::CommandWithoutAggregate,
        Gap::AggregateTooLarge,
        Gap::EventWithoutReaction,
        Gap::PolicyWithoutCommand,
        Gap::CommandWithoutFailure,
        Gap::EventUnseen,
        Gap::ReadModelWithoutEvents,
        Gap::AggregateWithoutContext,
    ];

    /// Its name on a board and in the notation, such as `event-without-command`. Where a rule of the lint finds the same, it is the
    /// name of that rule, and who silences the one silences the other.
    pub fn name(self) -> &'static str {
        match self {
            Gap::EventNotPast => "event-not-past",
            Gap::EventDoubled => "names-alike",
            Gap::EventWithoutCommand => "event-without-command",
            Gap::CommandWithoutActor => "command-unissued",
            Gap::CommandWithoutAggregate => "command-without-aggregate",
            Gap::AggregateTooLarge => "aggregate-too-large",
            Gap::EventWithoutReaction => "event-without-reaction",
            Gap::PolicyWithoutCommand => "policy-without-then",
            Gap::CommandWithoutFailure => "command-never-fails",
            Gap::EventUnseen => "event-without-read-model",
            Gap::ReadModelWithoutEvents => "read-model-without-events",
            Gap::AggregateWithoutContext => "aggregate-without-context",
        }
    }

    /// The kind of note that it is missing at.
    pub fn kind(self) -> Kind {
        match self {
            Gap::EventNotPast | Gap::EventDoubled | Gap::EventWithoutCommand | Gap::EventWithoutReaction | Gap::EventUnseen => {
                Kind::Event
            }
            Gap::CommandWithoutActor | Gap::CommandWithoutAggregate | Gap::CommandWithoutFailure => Kind::Command,
            Gap::AggregateTooLarge | Gap::AggregateWithoutContext => Kind::Aggregate,
            Gap::PolicyWithoutCommand => Kind::Policy,
            Gap::ReadModelWithoutEvents => Kind::ReadModel,
        }
    }

    /// The gap with that name.
    pub fn from_name(name: &str) -> Option<Gap> {
        Gap::ALL.into_iter().find(|gap| gap.name() == name)
    }
}

/// Something that is missing, and where.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Missing {
    /// What.
    pub gap: Gap,
    /// The note that it is missing at.
    pub note: NoteId,
    /// Of two that are alike the other one, which hangs further left.
    pub other: Option<NoteId>,
}

/// What is missing on a board of all that is looked for: note by note in the order of the wall, the gaps of a note in their own
/// order. What is silenced is left out.
pub fn missing(board: &Board, gaps: &[Gap]) -> Vec<Missing> {
    told_apart(board, gaps).0
}

/// What is missing on a board of all that is looked for, and what would be if it were not silenced, both in the order of
/// [`missing`].
pub fn told_apart(board: &Board, gaps: &[Gap]) -> (Vec<Missing>, Vec<Missing>) {
    let mut gaps = gaps.to_vec();
    gaps.sort_unstable();
    gaps.dedup();
    let (mut open, mut silenced) = (Vec::new(), Vec::new());
    if gaps.is_empty() {
        return (open, silenced);
    }
    let wiring = Wiring::new(board);
    let alike = gaps.contains(&Gap::EventDoubled).then(|| Alike::new(board));
    for (position, note) in board.notes().iter().enumerate() {
        for gap in gaps.iter().copied().filter(|gap| gap.kind() == note.kind()) {
            let other = match (gap, &alike) {
                (Gap::EventDoubled, Some(alike)) => alike.to(position).map(|other| board.notes()[other].id),
                _ => None,
            };
            if other.is_some() || lacks(note, gap, board, &wiring) {
                let missing = Missing { gap, note: note.id, other };
                let list = if silent_on(board, &missing).is_some() { &mut silenced } else { &mut open };
                list.push(missing);
            }
        }
    }
    (open, silenced)
}

/// Where something missing is silenced: on one of its notes, or on the whole board.
fn silent_on(board: &Board, missing: &Missing) -> Option<Option<NoteId>> {
    let name = missing.gap.name();
    let on_note = |id: &NoteId| board.note(*id).is_some_and(|note| lint::is_among(&note.silenced, name));
    let note = std::iter::once(missing.note).chain(missing.other).find(on_note);
    note.map(Some).or_else(|| lint::is_among(&board.heading().silenced, name).then_some(None))
}

/// Whether a note lacks what others of its kind have.
fn lacks(note: &Note, gap: Gap, board: &Board, wiring: &Wiring) -> bool {
    match (gap, &note.detail) {
        (Gap::EventNotPast, _) => grammar::event(note).is_some(),
        (Gap::EventWithoutCommand, _) => lint::missing::cause(note, wiring).is_some(),
        (Gap::CommandWithoutActor, Detail::Command(command)) => lint::missing::issuer(note, command, wiring).is_some(),
        (Gap::CommandWithoutAggregate, Detail::Command(command)) => command.aggregate.is_none(),
        (Gap::AggregateTooLarge, _) => boundaries::too_large(note, wiring).is_some(),
        (Gap::EventWithoutReaction, _) => !wiring.has(note.id, &[Link::Triggers]),
        (Gap::PolicyWithoutCommand, Detail::Policy(policy)) => lint::missing::then(note, policy).is_some(),
        (Gap::CommandWithoutFailure, Detail::Command(command)) => lint::missing::failure(note, command, board).is_some(),
        (Gap::EventUnseen, _) => !wiring.has(note.id, &[Link::Updates]),
        (Gap::ReadModelWithoutEvents, Detail::ReadModel(model)) => lint::missing::source(note, model).is_some(),
        (Gap::AggregateWithoutContext, _) => note.context.is_none(),
        _ => false,
    }
}

/// The edit that leaves a gap of one note, or of the whole board, as it is meant; nothing where that was said already.
pub fn silence(board: &Board, gap: Gap, note: Option<NoteId>) -> Option<Edit> {
    lint::silence_name(board, gap.name(), note)
}

/// The edit that asks again about something that was silenced, on its note, on the other one, or on the whole board; nothing where
/// it was not.
pub fn unsilence(board: &Board, missing: &Missing) -> Option<Edit> {
    lint::unsilence_name(board, missing.gap.name(), silent_on(board, missing)?)
}
