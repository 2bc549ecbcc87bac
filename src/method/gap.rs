//! What is missing on a board, phase by phase.

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
    /// A command that cannot fail.
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

    /// The gap with that name.
    pub fn from_name(name: &str) -> Option<Gap> {
        Gap::ALL.into_iter().find(|gap| gap.name() == name)
    }
}
