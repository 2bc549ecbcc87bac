//! Arbitrary valid boards: all kinds with all their details, contexts, scenarios, ids that are no UUIDs, unknown keys, nasty texts.
//!
//! A note is first drawn as [`Raw`] material whose references are mere numbers; what they point at is decided when all notes are
//! known. So everything shrinks, and a reference never points at nothing.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use squall::board::{
    Action, Aggregate, Answer, AnswerTo, AnswerWith, Argument, Board, Command, Context, ContextId, Detail, Event, Guard, Heading,
    HotSpot, Issue, Json, Kind, Literal, Note, NoteId, Outcome, Place, Policy, Projection, Reaction, ReadModel, Scenario, Unknown,
};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use super::workshops::{votes, workshop};

/// Finds a note of one of these kinds by a number.
pub type Pick<'p> = &'p dyn Fn(&[Kind], u16) -> Option<NoteId>;

/// Text that files and terminals choke on.
pub fn text() -> impl Strategy<Value = String> {
    let nasty = vec![
        "",
        "a",
        "Payment Failed",
        "yes",
        "no",
        "true",
        "\"quoted\" \\ back",
        "line\nbreak\r\ttab",
        "\u{0}\u{1b}[2J\u{7f}\u{85}",
        "🎈👩‍👩‍👧",
        "e\u{301}é",
        "שלום \u{202e}abc",
        "\u{feff}bom",
        "\u{2028}\u{2029}",
        "[\"a\", {}]",
        "a rather long text that alone takes more than half of the line on which it stands",
        "\u{ffff}\u{10ffff}",
    ];
    prop_oneof![
        4 => select(nasty).prop_map(|text| text.nfc().collect()),
        1 => vec(any::<char>(), 0..8).prop_map(|chars| chars.into_iter().nfc().collect()),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![select(vec!["size", "amount_cents", "Retry", "state", "é", "a b"]).prop_map(str::to_owned), text()]
}

pub fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![any::<i64>().prop_map(Literal::Int), any::<bool>().prop_map(Literal::Bool), text().prop_map(Literal::Text)]
}

pub fn json() -> impl Strategy<Value = Json> {
    let number = select(vec!["0", "-0", "1.50", "1e400", "123456789012345678901234567890", "-7"]);
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        number.prop_map(|number| Json::Number(number.into())),
        text().prop_map(Json::Text)
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Json::List),
            vec((text(), inner), 0..4).prop_map(|entries| Json::Object(once(entries)))
        ]
    })
}

/// The entries whose names have not stood before.
pub fn once<T>(entries: Vec<(String, T)>) -> Vec<(String, T)> {
    let mut seen = HashSet::new();
    entries.into_iter().filter(|(name, _)| seen.insert(name.clone())).collect()
}

/// Keys that no object knows.
pub fn unknown() -> impl Strategy<Value = Unknown> {
    let key = prop_oneof![select(vec!["x", "color", "Äpfel"]).prop_map(str::to_owned), text().prop_map(|text| format!("x-{text}"))];
    let some = vec((key, json()), 1..3).prop_map(once);
    prop_oneof![3 => Just(Vec::new()), 1 => some]
}

/// Names of rules, some of which no version has.
fn silenced() -> impl Strategy<Value = Vec<String>> {
    let rule = prop_oneof![select(vec!["event-not-past", "a-rule-to-come"]).prop_map(str::to_owned), text()];
    prop_oneof![3 => Just(Vec::new()), 1 => vec(rule, 1..3)]
}

pub fn place() -> impl Strategy<Value = Place> {
    let at = prop_oneof![
        6 => (-2i32..8).prop_map(f64::from),
        2 => (0i32..40).prop_map(|at| f64::from(at) / 10.0),
        1 => any::<f64>().prop_filter("finite", |at| at.is_finite()),
    ];
    at.prop_map(|at| Place::new(at).expect("finite"))
}

pub fn date() -> impl Strategy<Value = DateTime<Utc>> {
    let nanos = prop_oneof![3 => Just(0u32), 1 => select(vec![500_000_000, 1_000, 123_456_789, 1])];
    (-62_135_596_800i64..253_402_300_799, nanos).prop_map(|(at, nanos)| DateTime::from_timestamp(at, nanos).expect("in range"))
}

fn id() -> impl Strategy<Value = Result<u128, String>> {
    let foreign = prop_oneof![
        select(vec!["pay", "Payment Failed", "01934F6E-0000-7000-8000-000000000001", "e\u{301}"]).prop_map(str::to_owned),
        text().prop_filter("an id is not empty", |text| !text.is_empty()),
    ];
    prop_oneof![3 => any::<u128>().prop_map(Ok), 1 => foreign.prop_map(Err)]
}

/// What a note is made of.
#[derive(Clone, Debug)]
pub struct Raw {
    id: Result<u128, String>,
    pub kind: Kind,
    text: String,
    at: Place,
    context: Option<u16>,
    author: Option<String>,
    created_at: Option<DateTime<Utc>>,
    tags: Vec<String>,
    silenced: Vec<String>,
    picks: Vec<Vec<u16>>,
    names: Vec<(String, Option<Literal>)>,
    lines: Vec<String>,
    line: Option<String>,
    flags: [bool; 2],
    json: Option<Json>,
    votes: Vec<(String, u32)>,
    unknown: Unknown,
    inner: Unknown,
}

pub fn raw() -> impl Strategy<Value = Raw> {
    let head = (id(), select(Kind::ALL.to_vec()), text(), place(), option::of(any::<u16>()));
    let rest = (option::of(text()), option::of(date()), vec(text(), 0..3), silenced(), vec(vec(any::<u16>(), 0..4), 4));
    let own = (vec((name(), option::of(literal())), 0..4), vec(text(), 0..4), option::of(text()), any::<[bool; 2]>());
    let other = (option::of(json().prop_filter("null is none", |json| *json != Json::Null)), votes(), unknown(), unknown());
    (head, rest, own, other).prop_map(|(head, rest, own, other)| {
        let (id, kind, text, at, context) = head;
        let (author, created_at, tags, silenced, picks) = rest;
        let (names, lines, line, flags) = own;
        let (json, votes, mut unknown, inner) = other;
        // Keys of another kind are unknown to this one.
        let stray = match kind {
            Kind::Event => "outcomes",
            Kind::HotSpot => "fields",
            _ => "pivotal",
        };
        if flags == [true, true] {
            unknown.insert(0, (stray.to_owned(), Json::Number("1".into())));
        }
        Raw {
            id,
            kind,
            text,
            at,
            context,
            author,
            created_at,
            tags,
            silenced,
            picks,
            names: once(names),
            lines,
            line,
            flags,
            json,
            votes,
            unknown,
            inner,
        }
    })
}

impl Raw {
    /// Its id, and how it is written where it is no UUID.
    pub fn id(&self) -> (NoteId, Option<&str>) {
        match &self.id {
            Ok(id) => (NoteId(Uuid::from_u128(*id)), None),
            Err(text) => {
                let (id, foreign) = NoteId::read(text);
                (id, foreign.then_some(text))
            }
        }
    }

    /// The note.
    pub fn note(&self, contexts: &[Context], pick: Pick<'_>) -> Note {
        let context = self.context.filter(|_| !contexts.is_empty()).map(|index| contexts[usize::from(index) % contexts.len()].id);
        Note {
            id: self.id().0,
            text: self.text.clone(),
            at: self.at,
            context,
            author: self.author.clone(),
            created_at: self.created_at,
            tags: self.tags.clone(),
            silenced: self.silenced.clone(),
            detail: self.detail(self.kind, pick),
            unknown: self.unknown.clone(),
        }
    }

    /// The details that this material gives for a kind.
    pub fn detail(&self, kind: Kind, pick: Pick<'_>) -> Detail {
        let me = self.id().0;
        let pick = |kinds: &[Kind], index: u16| pick(kinds, index).filter(|id| *id != me);
        let many = |list: usize, kinds: &[Kind]| -> Vec<NoteId> {
            self.picks[list].iter().filter_map(|index| pick(kinds, *index)).collect()
        };
        let one = |list: usize, kinds: &[Kind]| many(list, kinds).first().copied();
        let expressions: Vec<(String, String)> =
            self.names.iter().zip(&self.lines).map(|((name, _), line)| (name.clone(), line.clone())).collect();
        match kind {
            Kind::Actor => Detail::Actor,
            Kind::ExternalSystem => Detail::ExternalSystem,
            Kind::Event => Detail::Event(Event { fields: self.lines.clone(), pivotal: self.flags[0] }),
            Kind::Command => Detail::Command(Command {
                aggregate: one(0, &[Kind::Aggregate]),
                actors: many(1, &[Kind::Actor]),
                systems: many(2, &[Kind::ExternalSystem]),
                fields: self.names.iter().enumerate().map(|(index, (name, value))| self.argument(index, name, value)).collect(),
                outcomes: (0..4)
                    .filter(|list| !self.picks[*list].is_empty())
                    .map(|list| self.outcome(list, many(list, &[Kind::Event]), &expressions))
                    .collect(),
            }),
            Kind::Aggregate => Detail::Aggregate(Aggregate {
                state: self.names.clone(),
                invariants: self.lines.clone(),
                identified_by: self.line.clone(),
            }),
            Kind::Policy => Detail::Policy(Policy {
                when: many(0, &[Kind::Event]),
                guard: self.line.clone(),
                then: many(1, &[Kind::Command])
                    .into_iter()
                    .enumerate()
                    .map(|(index, command)| Reaction {
                        command,
                        after: self.lines.get(index).cloned(),
                        unless: if index == 0 { many(2, &[Kind::Event]) } else { Vec::new() },
                        with: if index == 1 { Vec::new() } else { expressions.clone() },
                        unknown: self.inner.clone(),
                    })
                    .collect(),
                choose: self.flags[0],
            }),
            Kind::ReadModel => Detail::ReadModel(ReadModel {
                audience: self.line.clone(),
                built_from: many(0, &[Kind::Event]),
                shows: self.lines.clone(),
                keyed_by: self.author.clone(),
                on: many(1, &[Kind::Event])
                    .into_iter()
                    .enumerate()
                    .map(|(index, event)| Projection {
                        event,
                        action: Action::ALL[index % 3].0,
                        set: expressions.clone(),
                        unknown: self.inner.clone(),
                    })
                    .collect(),
            }),
            Kind::HotSpot => Detail::HotSpot(HotSpot {
                about: one(0, &Kind::ALL),
                resolved: self.flags[0],
                run: self.json.clone(),
                votes: self.votes.clone(),
            }),
        }
    }

    fn argument(&self, index: usize, name: &str, value: &Option<Literal>) -> Argument {
        let mut values: Vec<Literal> = value.iter().cloned().collect();
        if index == 1 {
            values.extend([Literal::Int(7), Literal::Text("x".to_owned())]);
        }
        let listed = values.len() == 1 && self.flags[1];
        Argument { name: name.to_owned(), values, listed }
    }

    fn outcome(&self, index: usize, events: Vec<NoteId>, set: &[(String, String)]) -> Outcome {
        let guard = match (index + usize::from(self.flags[0])) % 3 {
            0 => Guard::None,
            1 => Guard::Otherwise,
            _ => Guard::When(self.lines.first().cloned().unwrap_or_default()),
        };
        Outcome { events, set: if index == 2 { Vec::new() } else { set.to_vec() }, guard, unknown: self.inner.clone() }
    }
}

/// A command by number, when, with what, and answers.
type RawIssue = (u16, Option<String>, Vec<(String, Literal)>, Vec<(u16, u16, Literal)>);

/// What a scenario is made of.
#[derive(Clone, Debug)]
pub struct RawScenario {
    name: String,
    issues: Vec<RawIssue>,
    given: u16,
    events: [Vec<u16>; 2],
    state: Vec<String>,
    unknown: Unknown,
}

pub fn raw_scenario() -> impl Strategy<Value = RawScenario> {
    let answer = (any::<u16>(), any::<u16>(), literal());
    let issue = (any::<u16>(), option::of(text()), vec((name(), literal()), 0..3).prop_map(once), vec(answer, 0..3));
    let events = [vec(any::<u16>(), 0..3), vec(any::<u16>(), 0..3)];
    (text(), vec(issue, 0..4), 0u16..4, events, vec(text(), 0..2), unknown())
        .prop_map(|(name, issues, given, events, state, unknown)| RawScenario { name, issues, given, events, state, unknown })
}

impl RawScenario {
    pub fn scenario(&self, pick: Pick<'_>, text_of: &dyn Fn(NoteId) -> String) -> Scenario {
        let answer = |(to, with, value): &(u16, u16, Literal)| {
            let note = pick(&[Kind::Command, Kind::Policy], *to);
            // Fields that are called like a note are the hard ones.
            let field = AnswerTo::Field(note.filter(|_| with % 2 == 0).map_or("size".to_owned(), text_of));
            let (to, with) = match to % 4 {
                0 => (field, Some(AnswerWith::Value(value.clone()))),
                1 => (AnswerTo::Note(pick(&[Kind::Command], *to)?), pick(&[Kind::Event], *with).map(AnswerWith::Note)),
                2 => (AnswerTo::Note(pick(&[Kind::Policy], *to)?), pick(&[Kind::Command], *with).map(AnswerWith::Note)),
                _ => (AnswerTo::Note(pick(&[Kind::Policy], *to)?), Some(AnswerWith::Value(Literal::Bool(with % 2 == 0)))),
            };
            Some(Answer { to, with: with?, unknown: Unknown::new() })
        };
        let issue = |(command, at, with, answers): &RawIssue| {
            Some(Issue {
                command: pick(&[Kind::Command], *command)?,
                at: at.clone(),
                with: with.clone(),
                answers: answers.iter().filter_map(answer).collect(),
                unknown: self.unknown.clone(),
            })
        };
        let events = |events: &[u16]| events.iter().filter_map(|event| pick(&[Kind::Event], *event)).collect();
        let given = self.issues.len().min(usize::from(self.given));
        Scenario {
            name: self.name.clone(),
            given: self.issues[..given].iter().filter_map(issue).collect(),
            when: self.issues[given..].iter().filter_map(issue).collect(),
            then: events(&self.events[0]),
            never: events(&self.events[1]),
            state: self.state.clone(),
            unknown: self.unknown.clone(),
        }
    }
}

/// The notes of a board by number.
pub fn picker(notes: Vec<(NoteId, Kind)>) -> impl Fn(&[Kind], u16) -> Option<NoteId> {
    move |kinds, index| {
        let fit: Vec<NoteId> = notes.iter().filter(|(_, kind)| kinds.contains(kind)).map(|(id, _)| *id).collect();
        (!fit.is_empty()).then(|| fit[usize::from(index) % fit.len()])
    }
}

/// Arbitrary valid boards of up to so many notes.
pub fn boards(most: usize) -> impl Strategy<Value = Board> {
    let contexts = vec((id(), text(), unknown()), 0..4);
    let heading = (id(), text(), option::of(date()), vec(text(), 0..3), workshop(), unknown());
    let heading = (heading, silenced());
    (heading, contexts, vec(raw(), 0..=most), vec(raw_scenario(), 0..3)).prop_map(|(heading, contexts, raws, scenarios)| {
        let ((id, title, created_at, rules, workshop, unknown), silenced) = heading;
        let mut foreign: HashMap<Uuid, Box<str>> = HashMap::new();
        let id = id.map_or_else(|text| text, |id| Uuid::from_u128(id).to_string());
        let mut heading = Heading::new(id, title, created_at);
        (heading.rules, heading.workshop, heading.unknown) = (rules, workshop, unknown);
        heading.silenced = silenced;
        for (id, name, unknown) in contexts {
            let text = id.clone().map_or_else(|text| text, |id| Uuid::from_u128(id).to_string());
            let (id, no_uuid) = ContextId::read(&text);
            if heading.contexts.iter().all(|context| context.id != id) {
                no_uuid.then(|| foreign.insert(id.0, text.into()));
                let colour = (heading.contexts.len() % 3 == 1).then(|| name.clone());
                heading.contexts.push(Context { id, name, colour, unknown });
            }
        }
        let mut seen = HashSet::new();
        let raws: Vec<Raw> = raws.into_iter().filter(|raw| seen.insert(raw.id().0)).collect();
        foreign.extend(raws.iter().filter_map(|raw| raw.id().1.map(|text| (raw.id().0.0, text.into()))));
        let pick = picker(raws.iter().map(|raw| (raw.id().0, raw.kind)).collect());
        let text_of = |id: NoteId| raws.iter().find(|raw| raw.id().0 == id).map_or(String::new(), |raw| raw.text.clone());
        heading.scenarios = scenarios.iter().map(|scenario| scenario.scenario(&pick, &text_of)).collect();
        let notes = raws.iter().map(|raw| raw.note(&heading.contexts, &pick)).collect();
        Board::assemble(heading, notes, foreign).expect("a valid board")
    })
}
