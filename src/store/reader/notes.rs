//! A note: what every note has, then what its kind has of its own.

use std::mem::take;

use super::Reader;
use super::values::Fields;
use crate::board::{
    Action, Aggregate, Command, Detail, Event, Guard, HotSpot, Kind, Link, Note, NoteId, Outcome, Place, Policy, Projection,
    Reaction, ReadModel, name,
};
use crate::store::fault::quoted;
use crate::store::keys::{
    AggregateKey, CommandKey, EventKey, HotSpotKey, Keys, NoteKey, OutcomeKey, PolicyKey, ProjectionKey, ReactionKey, ReadModelKey,
    of_kind,
};
use crate::store::tape::Value;

/// Stands for a note that could not be named; a fault says why, so that no board ever holds it.
const NOBODY: NoteId = NoteId(uuid::Uuid::nil());

impl Reader<'_, '_> {
    /// Reads a note and enters it.
    pub fn note(&mut self, value: Value<'_>) {
        let kind =
            value.entries().and_then(|mut entries| entries.find(|(key, _)| key.text().as_deref() == Some(NoteKey::Kind.name())));
        let kind = kind.and_then(|(_, kind)| self.kind(NoteKey::Kind, kind));
        let Some(mut fields) = self.fields(value, "a note", [NoteKey::TABLE, kind.map_or(&[], of_kind)]) else { return };
        let id = self.id(&fields, NoteKey::Id);
        let text = self.text(&fields, NoteKey::Text).unwrap_or_default();
        let place = self.place(&fields, NoteKey::At);
        let author = self.text(&fields, NoteKey::Author);
        let created_at = self.date(&fields, NoteKey::CreatedAt);
        let tags = self.texts(&fields, NoteKey::Tags);
        let silenced = self.texts(&fields, NoteKey::Silenced);
        let Some(kind) = kind else {
            self.refused.extend(id.map(|(id, _)| id.into_owned()).into_iter().chain([text]));
            return;
        };
        let at = id.as_ref().map_or(fields.at, |(_, at)| *at);
        let id = self.note_id(id.as_ref().map(|(id, _)| &**id));
        let context = self.context(&fields);
        let detail = self.detail(kind, &fields);
        let unknown = take(&mut fields.unknown);
        let hung = place.unwrap_or(Place::FIRST);
        let note = Note { id, text, at: hung, context, author, created_at, tags, silenced, detail, unknown };
        self.enter(note, at, place.is_none());
    }

    pub fn kind<K: Keys>(&mut self, key: K, value: Value<'_>) -> Option<Kind> {
        // Null is as good as left out, which is reported where all that is missing is.
        if value.is_null() {
            return None;
        }
        let Some(text) = value.text() else {
            self.expected(key.name(), value, "a text");
            return None;
        };
        let kind = Kind::from_key(&text);
        if kind.is_none() {
            let hint = match name::nearest(&text, Kind::ALL.map(Kind::key)) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("there are {}", Kind::ALL.map(Kind::key).join(", ")),
            };
            self.fault(value.at(), format!("there is no kind of note {}", quoted(&text)), Some(hint));
        }
        kind
    }

    fn detail(&mut self, kind: Kind, fields: &Fields<'_>) -> Detail {
        match kind {
            Kind::Actor => Detail::Actor,
            Kind::ExternalSystem => Detail::ExternalSystem,
            Kind::Event => {
                Detail::Event(Event { fields: self.texts(fields, EventKey::Fields), pivotal: self.flag(fields, EventKey::Pivotal) })
            }
            Kind::Command => Detail::Command(Command {
                aggregate: self.reference(fields, CommandKey::Aggregate, Link::DecidedBy),
                actors: self.references(fields, CommandKey::Actors, Link::Issues),
                systems: self.references(fields, CommandKey::Systems, Link::Calls),
                fields: self.arguments(fields, CommandKey::Fields),
                outcomes: self.each(fields, CommandKey::Outcomes, Self::outcome),
            }),
            Kind::Aggregate => Detail::Aggregate(Aggregate {
                state: self.state(fields, AggregateKey::State),
                invariants: self.texts(fields, AggregateKey::Invariants),
                identified_by: self.text(fields, AggregateKey::IdentifiedBy),
            }),
            Kind::Policy => Detail::Policy(Policy {
                when: self.references(fields, PolicyKey::When, Link::Triggers),
                guard: self.text(fields, PolicyKey::Where),
                then: self.each(fields, PolicyKey::Then, Self::reaction),
                choose: self.flag(fields, PolicyKey::Choose),
            }),
            Kind::ReadModel => Detail::ReadModel(ReadModel {
                audience: self.text(fields, ReadModelKey::Audience),
                built_from: self.references(fields, ReadModelKey::BuiltFrom, Link::Updates),
                shows: self.texts(fields, ReadModelKey::Shows),
                keyed_by: self.text(fields, ReadModelKey::KeyedBy),
                on: self.each(fields, ReadModelKey::On, Self::projection),
            }),
            Kind::HotSpot => Detail::HotSpot(HotSpot {
                about: self.reference(fields, HotSpotKey::About, Link::About),
                resolved: self.flag(fields, HotSpotKey::Resolved),
                run: fields.get(HotSpotKey::Run).map(Value::json),
                votes: self.votes(fields, HotSpotKey::Votes),
            }),
        }
    }

    fn outcome(&mut self, value: Value<'_>) -> Option<Outcome> {
        let mut fields = self.fields(value, "an outcome", [OutcomeKey::TABLE, &[]])?;
        let events = self.references(&fields, OutcomeKey::Events, Link::Records);
        let set = self.expressions(&fields, OutcomeKey::Set);
        let guard = match (self.text(&fields, OutcomeKey::When), self.flag(&fields, OutcomeKey::Otherwise)) {
            (None, false) => Guard::None,
            (None, true) => Guard::Otherwise,
            (Some(when), false) => Guard::When(when),
            (Some(_), true) => {
                let hint = "`otherwise` means: when no guarded outcome is possible; take one of the two away".to_owned();
                self.fault(fields.at, "an outcome has `when` or `otherwise`, not both", Some(hint));
                Guard::None
            }
        };
        Some(Outcome { events, set, guard, unknown: take(&mut fields.unknown) })
    }

    fn reaction(&mut self, value: Value<'_>) -> Option<Reaction> {
        let mut fields = self.fields(value, "what a policy issues", [ReactionKey::TABLE, &[]])?;
        Some(Reaction {
            command: self.reference(&fields, ReactionKey::Command, Link::Then).unwrap_or(NOBODY),
            after: self.text(&fields, ReactionKey::After),
            unless: self.references(&fields, ReactionKey::Unless, Link::CallsOff),
            with: self.expressions(&fields, ReactionKey::With),
            unknown: take(&mut fields.unknown),
        })
    }

    fn projection(&mut self, value: Value<'_>) -> Option<Projection> {
        let mut fields = self.fields(value, "what an event does to a read model", [ProjectionKey::TABLE, &[]])?;
        Some(Projection {
            event: self.reference(&fields, ProjectionKey::Event, Link::Updates).unwrap_or(NOBODY),
            action: self.action(&fields).unwrap_or(Action::Upsert),
            set: self.expressions(&fields, ProjectionKey::Set),
            unknown: take(&mut fields.unknown),
        })
    }

    fn action(&mut self, fields: &Fields<'_>) -> Option<Action> {
        let value = fields.get(ProjectionKey::Do)?;
        let text = value.text();
        let action = Action::ALL.into_iter().find(|(_, key)| text.as_deref() == Some(*key));
        if action.is_none() {
            let found = text.map_or_else(|| value.what().to_owned(), |text| quoted(&text));
            let message = format!("`{}` must be \"upsert\", \"update\" or \"delete\", found {found}", ProjectionKey::Do.name());
            self.fault(value.at(), message, None);
        }
        action.map(|(action, _)| action)
    }
}
