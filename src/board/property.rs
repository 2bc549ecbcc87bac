//! The keys of a note that belong to its kind, one by one, so that a change of one leaves the others alone.

use super::{Argument, Detail, FieldName, Json, Kind, Literal, Note, NoteId, Outcome, Projection, Reaction};

/// One key of a note and its value. Each belongs to one kind, apart from `tags` and `silenced`.
#[derive(Clone, PartialEq, Debug)]
pub enum Property {
    /// Any note's `tags`.
    Tags(Vec<String>),
    /// Any note's `silenced`.
    Silenced(Vec<String>),
    /// An event's `fields`.
    EventFields(Vec<FieldName>),
    /// An event's `pivotal`.
    Pivotal(bool),
    /// A command's `aggregate`.
    DecidedBy(Option<NoteId>),
    /// A command's `actors`.
    Actors(Vec<NoteId>),
    /// A command's `systems`.
    Systems(Vec<NoteId>),
    /// A command's `fields`.
    Arguments(Vec<Argument>),
    /// A command's `outcomes`.
    Outcomes(Vec<Outcome>),
    /// An aggregate's `state`.
    State(Vec<(FieldName, Option<Literal>)>),
    /// An aggregate's `invariants`.
    Invariants(Vec<String>),
    /// An aggregate's `identified_by`.
    IdentifiedBy(Option<FieldName>),
    /// A policy's `when`.
    When(Vec<NoteId>),
    /// A policy's `where`.
    Where(Option<String>),
    /// A policy's `then`.
    Then(Vec<Reaction>),
    /// A policy's `choose`.
    Choose(bool),
    /// A read model's `audience`.
    Audience(Option<String>),
    /// A read model's `built_from`.
    BuiltFrom(Vec<NoteId>),
    /// A read model's `shows`.
    Shows(Vec<String>),
    /// A read model's `keyed_by`.
    KeyedBy(Option<FieldName>),
    /// A read model's `on`.
    On(Vec<Projection>),
    /// A hot spot's `about`.
    About(Option<NoteId>),
    /// A hot spot's `resolved`.
    Resolved(bool),
    /// A hot spot's `run`.
    Run(Option<Json>),
    /// A hot spot's `votes`.
    Votes(Vec<(String, u32)>),
}

impl Property {
    /// The key in the file.
    pub fn key(&self) -> &'static str {
        match self {
            Property::Tags(_) => "tags",
            Property::Silenced(_) => "silenced",
            Property::EventFields(_) | Property::Arguments(_) => "fields",
            Property::Pivotal(_) => "pivotal",
            Property::DecidedBy(_) => "aggregate",
            Property::Actors(_) => "actors",
            Property::Systems(_) => "systems",
            Property::Outcomes(_) => "outcomes",
            Property::State(_) => "state",
            Property::Invariants(_) => "invariants",
            Property::IdentifiedBy(_) => "identified_by",
            Property::When(_) => "when",
            Property::Where(_) => "where",
            Property::Then(_) => "then",
            Property::Choose(_) => "choose",
            Property::Audience(_) => "audience",
            Property::BuiltFrom(_) => "built_from",
            Property::Shows(_) => "shows",
            Property::KeyedBy(_) => "keyed_by",
            Property::On(_) => "on",
            Property::About(_) => "about",
            Property::Resolved(_) => "resolved",
            Property::Run(_) => "run",
            Property::Votes(_) => "votes",
        }
    }

    /// The kind of note that has this key; nothing where every kind has it.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Property::Tags(_) | Property::Silenced(_) => None,
            Property::EventFields(_) | Property::Pivotal(_) => Some(Kind::Event),
            Property::DecidedBy(_)
            | Property::Actors(_)
            | Property::Systems(_)
            | Property::Arguments(_)
            | Property::Outcomes(_) => Some(Kind::Command),
            Property::State(_) | Property::Invariants(_) | Property::IdentifiedBy(_) => Some(Kind::Aggregate),
            Property::When(_) | Property::Where(_) | Property::Then(_) | Property::Choose(_) => Some(Kind::Policy),
            Property::Audience(_) | Property::BuiltFrom(_) | Property::Shows(_) | Property::KeyedBy(_) | Property::On(_) => {
                Some(Kind::ReadModel)
            }
            Property::About(_) | Property::Resolved(_) | Property::Run(_) | Property::Votes(_) => Some(Kind::HotSpot),
        }
    }

    /// Puts the value into a note and returns the one that was there; gives the property back where the note has no such key.
    pub(super) fn swap(self, note: &mut Note) -> Result<Property, Property> {
        use std::mem::replace;
        Ok(match (&mut note.detail, self) {
            (_, Property::Tags(new)) => Property::Tags(replace(&mut note.tags, new)),
            (_, Property::Silenced(new)) => Property::Silenced(replace(&mut note.silenced, new)),
            (Detail::Event(event), Property::EventFields(new)) => Property::EventFields(replace(&mut event.fields, new)),
            (Detail::Event(event), Property::Pivotal(new)) => Property::Pivotal(replace(&mut event.pivotal, new)),
            (Detail::Command(command), Property::DecidedBy(new)) => Property::DecidedBy(replace(&mut command.aggregate, new)),
            (Detail::Command(command), Property::Actors(new)) => Property::Actors(replace(&mut command.actors, new)),
            (Detail::Command(command), Property::Systems(new)) => Property::Systems(replace(&mut command.systems, new)),
            (Detail::Command(command), Property::Arguments(new)) => Property::Arguments(replace(&mut command.fields, new)),
            (Detail::Command(command), Property::Outcomes(new)) => Property::Outcomes(replace(&mut command.outcomes, new)),
            (Detail::Aggregate(aggregate), Property::State(new)) => Property::State(replace(&mut aggregate.state, new)),
            (Detail::Aggregate(aggregate), Property::Invariants(new)) => {
                Property::Invariants(replace(&mut aggregate.invariants, new))
            }
            (Detail::Aggregate(aggregate), Property::IdentifiedBy(new)) => {
                Property::IdentifiedBy(replace(&mut aggregate.identified_by, new))
            }
            (Detail::Policy(policy), Property::When(new)) => Property::When(replace(&mut policy.when, new)),
            (Detail::Policy(policy), Property::Where(new)) => Property::Where(replace(&mut policy.guard, new)),
            (Detail::Policy(policy), Property::Then(new)) => Property::Then(replace(&mut policy.then, new)),
            (Detail::Policy(policy), Property::Choose(new)) => Property::Choose(replace(&mut policy.choose, new)),
            (Detail::ReadModel(model), Property::Audience(new)) => Property::Audience(replace(&mut model.audience, new)),
            (Detail::ReadModel(model), Property::BuiltFrom(new)) => Property::BuiltFrom(replace(&mut model.built_from, new)),
            (Detail::ReadModel(model), Property::Shows(new)) => Property::Shows(replace(&mut model.shows, new)),
            (Detail::ReadModel(model), Property::KeyedBy(new)) => Property::KeyedBy(replace(&mut model.keyed_by, new)),
            (Detail::ReadModel(model), Property::On(new)) => Property::On(replace(&mut model.on, new)),
            (Detail::HotSpot(spot), Property::About(new)) => Property::About(replace(&mut spot.about, new)),
            (Detail::HotSpot(spot), Property::Resolved(new)) => Property::Resolved(replace(&mut spot.resolved, new)),
            (Detail::HotSpot(spot), Property::Run(new)) => Property::Run(replace(&mut spot.run, new)),
            (Detail::HotSpot(spot), Property::Votes(new)) => Property::Votes(replace(&mut spot.votes, new)),
            (_, property) => return Err(property),
        })
    }
}
