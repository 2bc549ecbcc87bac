//! Arrows. Which kinds an arrow may join, what it then says, and in which note it is kept.

use super::{Detail, Kind, Note, NoteId, Outcome, Reaction};

/// What an arrow says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Link {
    /// An actor issues a command.
    Issues,
    /// A command goes to the aggregate that decides.
    DecidedBy,
    /// A command calls an external system.
    Calls,
    /// A command records an event.
    Records,
    /// An event triggers a policy.
    Triggers,
    /// A policy issues a command.
    Then,
    /// An event calls a policy's delayed command off.
    CallsOff,
    /// An event updates a read model.
    Updates,
    /// A hot spot asks about a note.
    About,
}

impl Link {
    /// What an arrow drawn from one kind to another says; nothing where the method has no such arrow.
    pub fn between(from: Kind, to: Kind) -> Option<Link> {
        match (from, to) {
            (Kind::Actor, Kind::Command) => Some(Link::Issues),
            (Kind::Command, Kind::Aggregate) => Some(Link::DecidedBy),
            (Kind::Command, Kind::ExternalSystem) => Some(Link::Calls),
            (Kind::Command, Kind::Event) => Some(Link::Records),
            (Kind::Event, Kind::Policy) => Some(Link::Triggers),
            (Kind::Policy, Kind::Command) => Some(Link::Then),
            (Kind::Event, Kind::ReadModel) => Some(Link::Updates),
            (Kind::HotSpot, _) => Some(Link::About),
            _ => None,
        }
    }

    /// Whether the note at the arrow's head keeps it (a policy knows its events), not the one at its tail.
    pub fn kept_at_head(self) -> bool {
        matches!(self, Link::Issues | Link::Triggers | Link::CallsOff | Link::Updates)
    }

    /// The kinds at the end that is not keeping the arrow.
    pub fn other_end(self) -> &'static [Kind] {
        match self {
            Link::Issues => &[Kind::Actor],
            Link::DecidedBy => &[Kind::Aggregate],
            Link::Calls => &[Kind::ExternalSystem],
            Link::Records | Link::Triggers | Link::CallsOff | Link::Updates => &[Kind::Event],
            Link::Then => &[Kind::Command],
            Link::About => &Kind::ALL,
        }
    }

    /// What to do instead, where two kinds cannot be joined.
    pub fn hint(from: Kind, to: Kind) -> &'static str {
        use Kind::{Aggregate, Command, Event, Policy};
        match (from, to) {
            (Event, Command) | (Command, Command) | (Event, Event) => "put a policy between them: event → policy → command",
            (Aggregate, Event) | (Event, Aggregate) => "connect the command with the event; its aggregate records it",
            (Policy, Event) | (Policy, Policy) => "a policy issues a command, and the command records the event",
            (Kind::ExternalSystem, Event) | (Event, Kind::ExternalSystem) => {
                "connect the command with the system and with the event"
            }
            (Kind::Actor, _) | (_, Kind::Actor) => "an actor issues commands: connect it with a command",
            (Kind::ReadModel, _) | (_, Kind::ReadModel) => "a read model is built from events: connect an event with it",
            _ => "the chain goes actor → command → aggregate, command → event → policy → command, event → read model",
        }
    }
}

impl Note {
    /// Every arrow this note keeps, with the note at the other end, in order, repeats included.
    pub fn links(&self) -> Vec<(Link, NoteId)> {
        let mut links = Vec::new();
        self.each_link(|link, other| links.push((link, other)));
        links
    }

    /// Goes through [`Note::links`] without making a list of them.
    pub(super) fn each_link(&self, mut visit: impl FnMut(Link, NoteId)) {
        let mut each = |link: Link, ids: &[NoteId]| ids.iter().for_each(|id| visit(link, *id));
        match &self.detail {
            Detail::Command(command) => {
                each(Link::Issues, &command.actors);
                each(Link::DecidedBy, command.aggregate.as_slice());
                each(Link::Calls, &command.systems);
                command.outcomes.iter().for_each(|outcome| each(Link::Records, &outcome.events));
            }
            Detail::Policy(policy) => {
                each(Link::Triggers, &policy.when);
                for reaction in &policy.then {
                    each(Link::Then, &[reaction.command]);
                    each(Link::CallsOff, &reaction.unless);
                }
            }
            Detail::ReadModel(model) => {
                each(Link::Updates, &model.built_from);
                model.on.iter().for_each(|projection| each(Link::Updates, &[projection.event]));
            }
            Detail::HotSpot(spot) => each(Link::About, spot.about.as_slice()),
            Detail::Actor | Detail::Aggregate(_) | Detail::ExternalSystem | Detail::Event(_) => {}
        }
    }

    /// Draws an arrow in this note. False, and nothing changed, where it is there already.
    pub(super) fn link(&mut self, link: Link, other: NoteId) -> bool {
        if self.links().contains(&(link, other)) {
            return false;
        }
        match (&mut self.detail, link) {
            (Detail::Command(command), Link::Issues) => command.actors.push(other),
            (Detail::Command(command), Link::DecidedBy) => command.aggregate = Some(other),
            (Detail::Command(command), Link::Calls) => command.systems.push(other),
            (Detail::Command(command), Link::Records) => {
                command.outcomes.push(Outcome { events: vec![other], ..Outcome::default() });
            }
            (Detail::Policy(policy), Link::Triggers) => policy.when.push(other),
            (Detail::Policy(policy), Link::Then) => policy.then.push(Reaction::new(other)),
            (Detail::ReadModel(model), Link::Updates) => model.built_from.push(other),
            (Detail::HotSpot(spot), Link::About) => spot.about = Some(other),
            _ => return false,
        }
        true
    }

    /// Takes away every arrow between this note and another, and what hangs on it: an outcome without events, a reaction
    /// without its command. False where there was none.
    pub(super) fn unlink(&mut self, other: NoteId) -> bool {
        let before = self.links().len();
        match &mut self.detail {
            Detail::Command(command) => {
                command.actors.retain(|id| *id != other);
                command.systems.retain(|id| *id != other);
                command.aggregate = command.aggregate.filter(|id| *id != other);
                command.outcomes.retain_mut(|outcome| {
                    let had = outcome.events.len();
                    outcome.events.retain(|id| *id != other);
                    outcome.events.len() == had || !outcome.events.is_empty()
                });
            }
            Detail::Policy(policy) => {
                policy.when.retain(|id| *id != other);
                policy.then.retain(|reaction| reaction.command != other);
                policy.then.iter_mut().for_each(|reaction| reaction.unless.retain(|id| *id != other));
            }
            Detail::ReadModel(model) => {
                model.built_from.retain(|id| *id != other);
                model.on.retain(|projection| projection.event != other);
            }
            Detail::HotSpot(spot) => spot.about = spot.about.filter(|id| *id != other),
            Detail::Actor | Detail::Aggregate(_) | Detail::ExternalSystem | Detail::Event(_) => {}
        }
        self.links().len() != before
    }

    /// Lets every arrow this note keeps lead where a map says, and takes away those that it has no answer for, with what hangs on
    /// them.
    pub(super) fn relink(&mut self, to: impl Fn(NoteId) -> Option<NoteId>) {
        let many = |ids: &mut Vec<NoteId>| *ids = ids.iter().filter_map(|id| to(*id)).collect();
        match &mut self.detail {
            Detail::Command(command) => {
                many(&mut command.actors);
                many(&mut command.systems);
                command.aggregate = command.aggregate.and_then(&to);
                command.outcomes.retain_mut(|outcome| {
                    let had = outcome.events.len();
                    many(&mut outcome.events);
                    had == 0 || !outcome.events.is_empty()
                });
            }
            Detail::Policy(policy) => {
                many(&mut policy.when);
                policy.then.retain_mut(|reaction| {
                    many(&mut reaction.unless);
                    to(reaction.command).inspect(|command| reaction.command = *command).is_some()
                });
            }
            Detail::ReadModel(model) => {
                many(&mut model.built_from);
                model.on.retain_mut(|on| to(on.event).inspect(|event| on.event = *event).is_some());
            }
            Detail::HotSpot(spot) => spot.about = spot.about.and_then(&to),
            Detail::Actor | Detail::Aggregate(_) | Detail::ExternalSystem | Detail::Event(_) => {}
        }
    }
}
