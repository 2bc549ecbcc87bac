//! What a line says, before any name is looked up.

use super::piece::Piece;
use crate::board::Kind;

/// A line that is a form.
#[derive(Debug)]
pub struct Statement<'l> {
    /// What it says.
    pub what: What<'l>,
    /// The context it stands in, as an index of [`super::blocks::Read::contexts`].
    pub context: Option<usize>,
    /// The statement whose block it belongs to.
    pub owner: Option<usize>,
}

/// What a line says.
#[derive(Clone, Copy, Debug)]
pub enum What<'l> {
    /// `Event: …` and so on, or an item of a list: what stands behind the colon.
    Declared(Kind, Piece<'l>),
    /// `[Billing]`: an aggregate, and a block of it.
    Bracketed(Piece<'l>),
    /// Of an aggregate.
    IdentifiedBy(Piece<'l>),
    /// Of an aggregate.
    State(Piece<'l>),
    /// Of an aggregate.
    Invariant(Piece<'l>),
    /// `-> …` below a command.
    Outcomes(Piece<'l>),
    /// `Command -> Aggregate -> …`, or without the aggregate; the owner is then the aggregate it stands under.
    Mapping {
        /// Who issues it, where four names stand on the line.
        actor: Option<Piece<'l>>,
        /// The command.
        command: Piece<'l>,
        /// Who decides, where it is said.
        aggregate: Option<Piece<'l>>,
        /// What may come of it.
        outcomes: Piece<'l>,
    },
    /// `Event <-- Command <-- issuer`.
    Caused {
        /// What happened.
        event: Piece<'l>,
        /// What was asked for.
        command: Piece<'l>,
        /// Who asked.
        issuer: Option<Piece<'l>>,
    },
    /// `When: …` of a policy.
    When(Piece<'l>),
    /// `Then: …` of a policy.
    Then(Piece<'l>),
    /// `When … then …` on one line.
    WhenThen {
        /// All of it: the policy's name.
        whole: Piece<'l>,
        /// The events and the guard.
        when: Piece<'l>,
        /// The commands.
        then: Piece<'l>,
    },
    /// Of a read model.
    BuiltFrom(Piece<'l>),
    /// Of a read model.
    Shows(Piece<'l>),
    /// Of a read model.
    KeyedBy(Piece<'l>),
    /// Of a read model.
    On {
        /// The event.
        event: Piece<'l>,
        /// What it does.
        action: Piece<'l>,
    },
    /// `Rule: …`.
    Rule(Piece<'l>),
    /// `Pivotal: …`.
    Pivotal(Piece<'l>),
    /// `Scenario: …`.
    Scenario(Piece<'l>),
    /// `Agenda: …`; without a name where only phases follow.
    Agenda(Piece<'l>),
    /// `Phase: …` of an agenda.
    Phase(Piece<'l>),
    /// Of a phase.
    Activity(Piece<'l>),
    /// Of a phase.
    Ask(Piece<'l>),
    /// Of a phase.
    LooksFor(Piece<'l>),
    /// `Feature: …`.
    Feature(Piece<'l>),
    /// `Parked: …`, or an item of a list of them.
    Parked(Piece<'l>),
    /// A line of a scenario.
    Part(Section, Piece<'l>),
    /// `A -> B` in a scenario: which part it stands in, what is asked, what is answered.
    Answer(Section, Piece<'l>, Piece<'l>),
}

impl What<'_> {
    /// Whether it is said within an agenda.
    pub fn is_of_agenda(&self) -> bool {
        matches!(self, What::Agenda(_) | What::Phase(_) | What::Activity(_) | What::Ask(_) | What::LooksFor(_))
    }
}

/// A part of a scenario.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Section {
    /// What has happened before.
    Given,
    /// What is done.
    When,
    /// What must be recorded.
    Then,
    /// What must not.
    Never,
    /// What must hold at the end.
    State,
}
