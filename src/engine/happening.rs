//! What a step of a run says happened, by index; and what a run may ask.

use std::sync::Arc;

use super::expr::Fault;
use super::model::Index;
use super::value::{Sym, Type, Value};

/// One step of a run.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// The virtual time in seconds since the run began.
    pub at: i64,
    /// What happened.
    pub what: Happening,
}

/// Expressions that could not be evaluated, with the reason.
pub type Faults = Box<[(Box<str>, Fault)]>;

/// What happened in a step.
#[derive(Clone, PartialEq, Debug)]
pub enum Happening {
    /// `command-issued`: the head of the queue reached its aggregate.
    Issued {
        /// The command.
        command: Index,
        /// Its arguments, by the model's order; missing ones are [`Value::None`].
        arguments: Arc<[Value]>,
        /// Who issued it.
        by: By,
    },
    /// `outcome-chosen`: one outcome was possible, or was chosen among several.
    Chosen {
        /// The command.
        command: Index,
        /// The outcome, by the model's order.
        outcome: u16,
        /// How many outcomes were possible.
        possible: u16,
        /// What the aggregate remembers: field, value before, value after.
        set: Box<[(Sym, Value, Value)]>,
        /// Guards and assignments that could not be evaluated. Where an assignment could not, none took effect.
        faults: Faults,
    },
    /// `command-rejected`: no outcome was possible, and nothing changed.
    Rejected {
        /// The command.
        command: Index,
        /// Every guard with the values that made it false.
        guards: Box<[Seen]>,
    },
    /// `event-recorded`.
    Recorded {
        /// The event.
        event: Index,
        /// The command that brought it about.
        command: Index,
        /// The aggregate that recorded it.
        aggregate: Option<Index>,
        /// Its data, in order; what has no value is left out.
        data: Box<[(Sym, Value)]>,
        /// Whether a policy or a read model follows it; else its chain ends there.
        followed: bool,
    },
    /// `invariant-broken`: an invariant is false after an outcome. The run goes on.
    Broken {
        /// The aggregate.
        aggregate: Index,
        /// The invariant with the values it saw.
        invariant: Seen,
    },
    /// `read-model-updated`.
    Updated {
        /// The read model.
        read_model: Index,
        /// The event that updated it.
        event: Index,
        /// The row as it is now; nothing where it was deleted.
        row: Option<Arc<Row>>,
        /// Cells that could not be evaluated; they are empty.
        faults: Faults,
    },
    /// `policy-fired`.
    Fired {
        /// The policy.
        policy: Index,
        /// The event it reacts to.
        event: Index,
        /// The guard with the values it saw; nothing where it has none.
        guard: Option<Seen>,
        /// The commands with their delays in seconds.
        commands: Box<[(Index, Option<i64>)]>,
        /// Arguments that could not be evaluated; they have no value.
        faults: Faults,
    },
    /// `policy-skipped`.
    Skipped {
        /// The policy.
        policy: Index,
        /// The event it did not react to.
        event: Index,
        /// The guard with the values it saw.
        guard: Seen,
    },
    /// `command-called-off`: the agenda's entry is gone.
    CalledOff {
        /// The command.
        command: Index,
        /// The event that called it off.
        event: Index,
    },
    /// `clock-advanced`: from one virtual time to another, in seconds.
    Clock {
        /// The time before.
        from: i64,
        /// The time after.
        to: i64,
    },
    /// `quiescent`: nothing is left to do.
    Quiescent,
}

impl Happening {
    /// The kind of step as the contract names it.
    pub fn kind(&self) -> &'static str {
        match self {
            Happening::Issued { .. } => "command-issued",
            Happening::Chosen { .. } => "outcome-chosen",
            Happening::Rejected { .. } => "command-rejected",
            Happening::Recorded { .. } => "event-recorded",
            Happening::Broken { .. } => "invariant-broken",
            Happening::Updated { .. } => "read-model-updated",
            Happening::Fired { .. } => "policy-fired",
            Happening::Skipped { .. } => "policy-skipped",
            Happening::CalledOff { .. } => "command-called-off",
            Happening::Clock { .. } => "clock-advanced",
            Happening::Quiescent => "quiescent",
        }
    }
}

/// Who issued a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    /// Whoever runs the board, as the actor.
    Actor,
    /// A policy, at once.
    Policy(Index),
    /// A policy, some time ago.
    Agenda(Index),
}

/// An expression with the values it saw.
#[derive(Clone, PartialEq, Debug)]
pub struct Seen {
    /// Its text.
    pub text: Box<str>,
    /// The names it reads, with their values.
    pub values: Box<[(Box<str>, Value)]>,
    /// Why it has no value, where evaluating it failed.
    pub fault: Option<Fault>,
    /// Whether it could not be read and somebody answered in its place.
    pub answered: bool,
}

/// A row of a read model.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// What tells it apart; [`Value::None`] where the read model has one row.
    pub key: Value,
    /// Its columns in the order in which they came.
    pub cells: Vec<(Sym, Value)>,
}

/// Who has to know something to go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asker {
    /// A command.
    Command(Index),
    /// A policy.
    Policy(Index),
}

/// What a run has to be told before it can go on.
#[derive(Clone, PartialEq, Debug)]
pub enum Question {
    /// The value of a field.
    Value {
        /// Who needs it.
        asker: Asker,
        /// The field as written.
        name: Box<str>,
        /// Its type, where it is known.
        ty: Type,
        /// Values that make a difference.
        options: Vec<Value>,
        /// Where the value goes.
        slot: u32,
    },
    /// Whether a guard holds that could not be read.
    Guard {
        /// Whose guard.
        asker: Asker,
        /// Its text.
        text: Box<str>,
        /// Which of the asker's guards.
        which: u16,
    },
    /// Which of several possible outcomes happens.
    Outcome {
        /// The command.
        command: Index,
        /// The possible outcomes, by the model's order.
        options: Vec<u16>,
    },
    /// Which command a policy issues.
    Reaction {
        /// The policy.
        policy: Index,
        /// The commands to choose from.
        commands: Vec<Index>,
    },
}

/// What may be answered to a [`Question`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// A value.
    Value(crate::board::Literal),
    /// Yes or no.
    Yes(bool),
    /// An outcome, by the model's order.
    Outcome(u16),
    /// A command of a policy, by its position among the policy's commands.
    Reaction(u16),
}
