//! A board → its text, normalised: every note's keys in the order of their table, each on its own line.
//!
//! The same board always gives the same text, and a text that was written so is not changed by reading and writing it. This module
//! knows boards and text, nothing of files.

mod layout;
mod workshop;

use std::borrow::Cow;

use chrono::{DateTime, Datelike, SecondsFormat, Timelike, Utc};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use uuid::Uuid;

use super::keys::{
    AggregateKey, AnswerKey, BoardKey, CommandKey, ContextKey, EventKey, FIELD, FORMAT, HotSpotKey, IssueKey, Key, Keys, NoteKey,
    OutcomeKey, PolicyKey, ProjectionKey, ReactionKey, ReadModelKey, ScenarioKey, of_kind,
};
use crate::board::{
    Aggregate, Answer, AnswerTo, AnswerWith, Argument, Board, Command, Context, Detail, Event, Guard, HotSpot, Issue, Json, Kind,
    Literal, Note, NoteId, Outcome, Policy, Projection, Reaction, ReadModel, Scenario, Unknown,
};
use layout::Layout;

/// Writes a board. The text ends with a line end.
pub fn write(board: &Board) -> String {
    let (writer, heading) = (Writer { board }, board.heading());
    let mut out = Layout::new(1024 + board.notes().len() * 320);
    out.open('{');
    out.key(BoardKey::Squall.name());
    out.int(FORMAT);
    if !heading.id.is_empty() {
        out.key(BoardKey::Id.name());
        out.text(&heading.id);
    }
    text(&mut out, BoardKey::Title, Some(heading.title.as_str()).filter(|title| !title.is_empty()));
    date(&mut out, BoardKey::CreatedAt, heading.created_at);
    writer.tall(&mut out, BoardKey::Contexts, &heading.contexts, Writer::context);
    writer.tall(&mut out, BoardKey::Notes, board.notes(), |writer, out, note| writer.note(out, note));
    writer.tall(&mut out, BoardKey::Rules, &heading.rules, |_, out, rule| string(out, rule));
    writer.tall(&mut out, BoardKey::Scenarios, &heading.scenarios, Writer::scenario);
    if !heading.workshop.is_empty() {
        out.key(BoardKey::Workshop.name());
        writer.workshop(&mut out, &heading.workshop);
    }
    texts(&mut out, BoardKey::Silenced, &heading.silenced);
    unknown(&mut out, &heading.unknown, [BoardKey::TABLE, &[]]);
    out.close('}');
    out.out.push('\n');
    out.out
}

struct Writer<'b> {
    board: &'b Board,
}

impl Writer<'_> {
    /// A list with one element a line; nothing where it is empty.
    fn tall<T>(&self, out: &mut Layout, key: impl Keys, items: &[T], each: impl Fn(&Self, &mut Layout, &T)) {
        if !items.is_empty() {
            out.key(key.name());
            out.tall_list(items, |out, item| each(self, out, item));
        }
    }

    /// A list; nothing where it is empty.
    fn list<T>(&self, out: &mut Layout, key: impl Keys, items: &[T], each: impl Fn(&Self, &mut Layout, &T)) {
        if !items.is_empty() {
            out.key(key.name());
            out.list(items, |out, item| each(self, out, item));
        }
    }

    fn id(&self, out: &mut Layout, id: Uuid) {
        // Only ids of this version stand for something else.
        match (id.get_version_num() == 5).then(|| self.board.foreign_id(id)).flatten() {
            Some(text) => out.text(text),
            None => {
                out.out.push('"');
                out.out.push_str(id.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
                out.out.push('"');
            }
        }
    }

    fn reference(&self, out: &mut Layout, key: impl Keys, id: Option<NoteId>) {
        if let Some(id) = id {
            out.key(key.name());
            self.id(out, id.0);
        }
    }

    fn references(&self, out: &mut Layout, key: impl Keys, ids: &[NoteId]) {
        self.list(out, key, ids, |writer, out, id| writer.id(out, id.0));
    }

    fn context(&self, out: &mut Layout, context: &Context) {
        out.fit(|out| {
            out.open('{');
            out.key(ContextKey::Id.name());
            self.id(out, context.id.0);
            text(out, ContextKey::Name, Some(&context.name));
            text(out, ContextKey::Colour, context.colour.as_deref());
            unknown(out, &context.unknown, [ContextKey::TABLE, &[]]);
            out.close('}');
        });
    }

    fn note(&self, out: &mut Layout, note: &Note) {
        out.open('{');
        out.key(NoteKey::Id.name());
        self.id(out, note.id.0);
        out.key(NoteKey::Kind.name());
        out.text(note.kind().key());
        text(out, NoteKey::Text, Some(&note.text));
        out.key(NoteKey::At.name());
        out.number(note.at.get());
        if let Some(context) = note.context {
            out.key(NoteKey::Context.name());
            self.id(out, context.0);
        }
        text(out, NoteKey::Author, note.author.as_deref());
        date(out, NoteKey::CreatedAt, note.created_at);
        texts(out, NoteKey::Tags, &note.tags);
        texts(out, NoteKey::Silenced, &note.silenced);
        match &note.detail {
            Detail::Actor | Detail::ExternalSystem => {}
            Detail::Event(event) => self.event(out, event),
            Detail::Command(command) => self.command(out, command),
            Detail::Aggregate(aggregate) => self.aggregate(out, aggregate),
            Detail::Policy(policy) => self.policy(out, policy),
            Detail::ReadModel(model) => self.read_model(out, model),
            Detail::HotSpot(spot) => self.hot_spot(out, spot),
        }
        unknown(out, &note.unknown, [NoteKey::TABLE, of_kind(note.kind())]);
        out.close('}');
    }

    fn event(&self, out: &mut Layout, event: &Event) {
        texts(out, EventKey::Fields, &event.fields);
        flag(out, EventKey::Pivotal, event.pivotal);
    }

    fn command(&self, out: &mut Layout, command: &Command) {
        self.reference(out, CommandKey::Aggregate, command.aggregate);
        self.references(out, CommandKey::Actors, &command.actors);
        self.references(out, CommandKey::Systems, &command.systems);
        named(out, CommandKey::Fields, &command.fields, |argument| &argument.name, argument_values);
        self.list(out, CommandKey::Outcomes, &command.outcomes, Writer::outcome);
    }

    fn outcome(&self, out: &mut Layout, outcome: &Outcome) {
        out.fit(|out| {
            out.open('{');
            self.references(out, OutcomeKey::Events, &outcome.events);
            expressions(out, OutcomeKey::Set, &outcome.set);
            match &outcome.guard {
                Guard::None => {}
                Guard::When(when) => text(out, OutcomeKey::When, Some(when)),
                Guard::Otherwise => flag(out, OutcomeKey::Otherwise, true),
            }
            unknown(out, &outcome.unknown, [OutcomeKey::TABLE, &[]]);
            out.close('}');
        });
    }

    fn aggregate(&self, out: &mut Layout, aggregate: &Aggregate) {
        named(
            out,
            AggregateKey::State,
            &aggregate.state,
            |(name, _)| name,
            |out, (_, value)| match value {
                Some(value) => literal(out, value),
                None => out.out.push_str("null"),
            },
        );
        texts(out, AggregateKey::Invariants, &aggregate.invariants);
        text(out, AggregateKey::IdentifiedBy, aggregate.identified_by.as_deref());
    }

    fn policy(&self, out: &mut Layout, policy: &Policy) {
        self.references(out, PolicyKey::When, &policy.when);
        text(out, PolicyKey::Where, policy.guard.as_deref());
        self.list(out, PolicyKey::Then, &policy.then, Writer::reaction);
        flag(out, PolicyKey::Choose, policy.choose);
    }

    fn reaction(&self, out: &mut Layout, reaction: &Reaction) {
        out.fit(|out| {
            out.open('{');
            self.reference(out, ReactionKey::Command, Some(reaction.command));
            text(out, ReactionKey::After, reaction.after.as_deref());
            self.references(out, ReactionKey::Unless, &reaction.unless);
            expressions(out, ReactionKey::With, &reaction.with);
            unknown(out, &reaction.unknown, [ReactionKey::TABLE, &[]]);
            out.close('}');
        });
    }

    fn read_model(&self, out: &mut Layout, model: &ReadModel) {
        text(out, ReadModelKey::Audience, model.audience.as_deref());
        self.references(out, ReadModelKey::BuiltFrom, &model.built_from);
        texts(out, ReadModelKey::Shows, &model.shows);
        text(out, ReadModelKey::KeyedBy, model.keyed_by.as_deref());
        self.list(out, ReadModelKey::On, &model.on, Writer::projection);
    }

    fn projection(&self, out: &mut Layout, projection: &Projection) {
        out.fit(|out| {
            out.open('{');
            self.reference(out, ProjectionKey::Event, Some(projection.event));
            text(out, ProjectionKey::Do, Some(projection.action.key()));
            expressions(out, ProjectionKey::Set, &projection.set);
            unknown(out, &projection.unknown, [ProjectionKey::TABLE, &[]]);
            out.close('}');
        });
    }

    fn hot_spot(&self, out: &mut Layout, spot: &HotSpot) {
        self.reference(out, HotSpotKey::About, spot.about);
        flag(out, HotSpotKey::Resolved, spot.resolved);
        if let Some(run) = spot.run.as_ref().filter(|run| **run != Json::Null) {
            out.key(HotSpotKey::Run.name());
            out.json(run);
        }
        // Nobody gives no dots.
        let votes: Vec<&(String, u32)> = spot.votes.iter().filter(|(_, dots)| *dots > 0).collect();
        named(out, HotSpotKey::Votes, &votes, |(who, _)| who, |out, (_, dots)| out.int(i64::from(*dots)));
    }

    fn scenario(&self, out: &mut Layout, scenario: &Scenario) {
        out.fit(|out| {
            out.open('{');
            text(out, ScenarioKey::Name, Some(&scenario.name));
            self.list(out, ScenarioKey::Given, &scenario.given, Writer::issue);
            self.list(out, ScenarioKey::When, &scenario.when, Writer::issue);
            self.references(out, ScenarioKey::Then, &scenario.then);
            self.references(out, ScenarioKey::Never, &scenario.never);
            texts(out, ScenarioKey::State, &scenario.state);
            unknown(out, &scenario.unknown, [ScenarioKey::TABLE, &[]]);
            out.close('}');
        });
    }

    fn issue(&self, out: &mut Layout, issue: &Issue) {
        out.fit(|out| {
            out.open('{');
            self.reference(out, IssueKey::Command, Some(issue.command));
            text(out, IssueKey::At, issue.at.as_deref());
            named(out, IssueKey::With, &issue.with, |(name, _)| name, |out, (_, value)| literal(out, value));
            self.list(out, IssueKey::Answers, &issue.answers, Writer::answer);
            unknown(out, &issue.unknown, [IssueKey::TABLE, &[]]);
            out.close('}');
        });
    }

    fn answer(&self, out: &mut Layout, answer: &Answer) {
        out.fit(|out| {
            out.open('{');
            out.key(AnswerKey::To.name());
            match &answer.to {
                AnswerTo::Note(id) => self.id(out, id.0),
                AnswerTo::Field(name) if self.could_be_asked(name) => out.fit(|out| {
                    out.open('{');
                    text_always(out, FIELD, name);
                    out.close('}');
                }),
                AnswerTo::Field(name) => string(out, name),
            }
            out.key(AnswerKey::With.name());
            match &answer.with {
                AnswerWith::Note(id) => self.id(out, id.0),
                AnswerWith::Value(value) => literal(out, value),
            }
            unknown(out, &answer.unknown, [AnswerKey::TABLE, &[]]);
            out.close('}');
        });
    }

    /// Whether a field's name would be read as that of a command or policy.
    fn could_be_asked(&self, name: &str) -> bool {
        let asked = |note: &Note| matches!(note.kind(), Kind::Command | Kind::Policy);
        let called = composed(name);
        self.board.note(NoteId::read(name).0).is_some_and(|note| asked(note))
            || self.board.notes().iter().any(|note| asked(note) && composed(&note.text) == called)
    }
}

fn composed(text: &str) -> Cow<'_, str> {
    match text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        true => text.into(),
        false => text.nfc().collect(),
    }
}

/// A text of ours, in the composed form of Unicode in which it is read again.
fn string(out: &mut Layout, text: &str) {
    out.text(&composed(text));
}

fn text_always(out: &mut Layout, key: &str, text: &str) {
    out.key(key);
    string(out, text);
}

fn text(out: &mut Layout, key: impl Keys, text: Option<&str>) {
    if let Some(text) = text {
        text_always(out, key.name(), text);
    }
}

fn texts(out: &mut Layout, key: impl Keys, texts: &[String]) {
    if !texts.is_empty() {
        out.key(key.name());
        out.list(texts, |out, text| string(out, text));
    }
}

fn flag(out: &mut Layout, key: impl Keys, flag: bool) {
    if flag {
        out.key(key.name());
        out.flag(true);
    }
}

fn literal(out: &mut Layout, literal: &Literal) {
    match literal {
        Literal::Int(int) => out.int(*int),
        Literal::Bool(flag) => out.flag(*flag),
        Literal::Text(text) => string(out, text),
    }
}

fn argument_values(out: &mut Layout, argument: &Argument) {
    match &argument.values[..] {
        [] => out.out.push_str("null"),
        [value] if !argument.listed => literal(out, value),
        values => out.list(values, literal),
    }
}

fn expressions(out: &mut Layout, key: impl Keys, expressions: &[(String, String)]) {
    named(out, key, expressions, |(name, _)| name, |out, (_, expression)| string(out, expression));
}

fn named<T>(out: &mut Layout, key: impl Keys, entries: &[T], name: impl Fn(&T) -> &str, each: impl Fn(&mut Layout, &T)) {
    if !entries.is_empty() {
        out.key(key.name());
        out.named(entries, |entry| composed(name(entry)), each);
    }
}

/// Keys of somebody else. One that a note's new kind knows is not written: it would be read as what it was not meant to be.
fn unknown(out: &mut Layout, unknown: &Unknown, known: [&[Key]; 2]) {
    for (key, value) in unknown {
        if !known.iter().any(|table| table.iter().any(|known| known.name == key)) {
            out.item();
            out.text(key);
            out.out.push_str(": ");
            out.json(value);
        }
    }
}

fn date(out: &mut Layout, key: impl Keys, date: Option<DateTime<Utc>>) {
    let Some(date) = date else { return };
    out.key(key.name());
    out.out.push('"');
    let (year, time) = (date.year(), date.time());
    if (0..=9999).contains(&year) && time.nanosecond() == 0 {
        // The common case, several times faster than the general one.
        let mut written = *b"0000-00-00T00:00:00Z";
        let numbers = [year as u32 / 100, year as u32 % 100, date.month(), date.day(), time.hour(), time.minute(), time.second()];
        for (number, at) in numbers.into_iter().zip([0, 2, 5, 8, 11, 14, 17]) {
            written[at] += (number / 10) as u8;
            written[at + 1] += (number % 10) as u8;
        }
        out.out.push_str(std::str::from_utf8(&written).unwrap_or_default());
    } else {
        out.out.push_str(&date.to_rfc3339_opts(SecondsFormat::AutoSi, true));
    }
    out.out.push('"');
}
