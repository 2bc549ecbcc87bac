//! A note: what is written on it, where it hangs, and what its kind adds.

use chrono::{DateTime, Utc};

use super::{ContextId, Json, NoteId, Place, Unknown};

/// The eight kinds of note, in the order of their lanes from the top of the wall to the bottom, so that cause and effect line up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Who acts (small yellow).
    Actor,
    /// What was asked for (blue).
    Command,
    /// Who decides (yellow).
    Aggregate,
    /// What is outside (pink).
    ExternalSystem,
    /// What happened (orange).
    Event,
    /// What follows by itself (lilac).
    Policy,
    /// What people look at (green).
    ReadModel,
    /// What nobody knows (red).
    HotSpot,
}

impl Kind {
    /// All kinds, from the top lane to the bottom one.
    pub const ALL: [Kind; 8] = [
        Kind::Actor,
        Kind::Command,
        Kind::Aggregate,
        Kind::ExternalSystem,
        Kind::Event,
        Kind::Policy,
        Kind::ReadModel,
        Kind::HotSpot,
    ];

    /// The lane, counted from 0 at the top.
    pub fn lane(self) -> usize {
        self as usize
    }

    /// The name in the file, such as `read_model`.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Actor => "actor",
            Kind::Command => "command",
            Kind::Aggregate => "aggregate",
            Kind::ExternalSystem => "external_system",
            Kind::Event => "event",
            Kind::Policy => "policy",
            Kind::ReadModel => "read_model",
            Kind::HotSpot => "hot_spot",
        }
    }

    /// The kind with that name in the file.
    pub fn from_key(key: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The name in words, such as `read model`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::ExternalSystem => "external system",
            Kind::ReadModel => "read model",
            Kind::HotSpot => "hot spot",
            _ => self.key(),
        }
    }

    /// The name with its article, such as `an event`.
    pub fn a(self) -> &'static str {
        match self {
            Kind::Actor => "an actor",
            Kind::Command => "a command",
            Kind::Aggregate => "an aggregate",
            Kind::ExternalSystem => "an external system",
            Kind::Event => "an event",
            Kind::Policy => "a policy",
            Kind::ReadModel => "a read model",
            Kind::HotSpot => "a hot spot",
        }
    }

    /// The name of many, such as `policies`.
    pub fn plural(self) -> &'static str {
        match self {
            Kind::Actor => "actors",
            Kind::Command => "commands",
            Kind::Aggregate => "aggregates",
            Kind::ExternalSystem => "external systems",
            Kind::Event => "events",
            Kind::Policy => "policies",
            Kind::ReadModel => "read models",
            Kind::HotSpot => "hot spots",
        }
    }

    /// The letter that stands for the kind where colour cannot.
    pub fn letter(self) -> char {
        match self {
            Kind::Actor => 'A',
            Kind::Command => 'C',
            Kind::Aggregate => 'G',
            Kind::ExternalSystem => 'S',
            Kind::Event => 'E',
            Kind::Policy => 'P',
            Kind::ReadModel => 'R',
            Kind::HotSpot => 'H',
        }
    }
}

/// A note on the wall.
#[derive(Clone, PartialEq, Debug)]
pub struct Note {
    /// Which note this is.
    pub id: NoteId,
    /// What is written on it.
    pub text: String,
    /// Its place on the timeline.
    pub at: Place,
    /// The context it belongs to.
    pub context: Option<ContextId>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was written.
    pub created_at: Option<DateTime<Utc>>,
    /// Free labels.
    pub tags: Vec<String>,
    /// The rules of the lint that say nothing about this note, by name; one of a newer version is kept too.
    pub silenced: Vec<String>,
    /// What its kind adds.
    pub detail: Detail,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

impl Note {
    /// A fresh note with nothing but its kind, text and place.
    pub fn new(id: NoteId, kind: Kind, text: impl Into<String>, at: Place) -> Note {
        Note {
            id,
            text: text.into(),
            at,
            context: None,
            author: None,
            created_at: None,
            tags: Vec::new(),
            silenced: Vec::new(),
            detail: Detail::empty(kind),
            unknown: Vec::new(),
        }
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.detail.kind()
    }
}

/// What a note says beyond its text, by kind. Expressions, guards and durations are kept as they were written; the engine reads them.
#[derive(Clone, PartialEq, Debug)]
pub enum Detail {
    /// An actor has nothing of its own.
    Actor,
    /// What a command needs and what may come of it.
    Command(Command),
    /// What an aggregate remembers.
    Aggregate(Aggregate),
    /// An external system has nothing of its own.
    ExternalSystem,
    /// What an event carries.
    Event(Event),
    /// When a policy fires and what it issues.
    Policy(Policy),
    /// What a read model shows and what it is built from.
    ReadModel(ReadModel),
    /// What a hot spot is about.
    HotSpot(HotSpot),
}

impl Detail {
    /// The details of a fresh note of a kind.
    pub fn empty(kind: Kind) -> Detail {
        match kind {
            Kind::Actor => Detail::Actor,
            Kind::Command => Detail::Command(Command::default()),
            Kind::Aggregate => Detail::Aggregate(Aggregate::default()),
            Kind::ExternalSystem => Detail::ExternalSystem,
            Kind::Event => Detail::Event(Event::default()),
            Kind::Policy => Detail::Policy(Policy::default()),
            Kind::ReadModel => Detail::ReadModel(ReadModel::default()),
            Kind::HotSpot => Detail::HotSpot(HotSpot::default()),
        }
    }

    /// Which kind these are the details of.
    pub fn kind(&self) -> Kind {
        match self {
            Detail::Actor => Kind::Actor,
            Detail::Command(_) => Kind::Command,
            Detail::Aggregate(_) => Kind::Aggregate,
            Detail::ExternalSystem => Kind::ExternalSystem,
            Detail::Event(_) => Kind::Event,
            Detail::Policy(_) => Kind::Policy,
            Detail::ReadModel(_) => Kind::ReadModel,
            Detail::HotSpot(_) => Kind::HotSpot,
        }
    }
}

/// A value written on the board: an initial state, a default, an argument of a scenario.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Literal {
    /// A 64-bit whole number.
    Int(i64),
    /// `true` or `false`.
    Bool(bool),
    /// A text.
    Text(String),
}

/// A field of an event, by name.
pub type FieldName = String;

/// What an event carries.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Event {
    /// The names of its fields; none means: all there is.
    pub fields: Vec<FieldName>,
    /// A turning point of the story, marked on the ruler.
    pub pivotal: bool,
}

/// What a command needs and what may come of it.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Command {
    /// Who decides.
    pub aggregate: Option<NoteId>,
    /// Who issues it.
    pub actors: Vec<NoteId>,
    /// What outside systems take part.
    pub systems: Vec<NoteId>,
    /// Its arguments.
    pub fields: Vec<Argument>,
    /// Exactly one of these happens.
    pub outcomes: Vec<Outcome>,
}

/// An argument of a command.
#[derive(Clone, PartialEq, Debug)]
pub struct Argument {
    /// Its name.
    pub name: FieldName,
    /// The values it may have, the default first; none: it has no default and is asked.
    pub values: Vec<Literal>,
    /// Whether one value is written as a list, so that it is written so again.
    pub listed: bool,
}

/// One thing that may come of a command.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Outcome {
    /// The events recorded together, in order.
    pub events: Vec<NoteId>,
    /// What the aggregate then remembers: field and expression.
    pub set: Vec<(FieldName, String)>,
    /// When it is possible.
    pub guard: Guard,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

/// When an outcome is possible.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum Guard {
    /// Always.
    #[default]
    None,
    /// When the expression holds.
    When(String),
    /// When no guarded outcome is.
    Otherwise,
}

/// What an aggregate remembers.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Aggregate {
    /// Its fields with their initial values; `None`: declared, without a value.
    pub state: Vec<(FieldName, Option<Literal>)>,
    /// Expressions that must hold after every outcome.
    pub invariants: Vec<String>,
    /// The argument that tells instances apart; none: there is one instance.
    pub identified_by: Option<FieldName>,
}

/// When a policy fires and what it issues.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Policy {
    /// The events it reacts to, any of them.
    pub when: Vec<NoteId>,
    /// The guard over the event's data and the state.
    pub guard: Option<String>,
    /// What it issues.
    pub then: Vec<Reaction>,
    /// Somebody chooses one of `then`, instead of all being issued.
    pub choose: bool,
}

/// A command that a policy issues.
#[derive(Clone, PartialEq, Debug)]
pub struct Reaction {
    /// The command.
    pub command: NoteId,
    /// The delay, such as `24h`.
    pub after: Option<String>,
    /// Events that call the delayed command off.
    pub unless: Vec<NoteId>,
    /// Arguments given by expression.
    pub with: Vec<(FieldName, String)>,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

impl Reaction {
    /// The command at once, with nothing said about its arguments.
    pub fn new(command: NoteId) -> Reaction {
        Reaction { command, after: None, unless: Vec::new(), with: Vec::new(), unknown: Vec::new() }
    }
}

/// What a read model shows and what it is built from.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct ReadModel {
    /// Who looks at it.
    pub audience: Option<String>,
    /// The events it is built from.
    pub built_from: Vec<NoteId>,
    /// What it shows, in words.
    pub shows: Vec<String>,
    /// The field that tells its rows apart; none: there is one row.
    pub keyed_by: Option<FieldName>,
    /// What each event does to it.
    pub on: Vec<Projection>,
}

/// What an event does to a read model.
#[derive(Clone, PartialEq, Debug)]
pub struct Projection {
    /// The event.
    pub event: NoteId,
    /// What is done to the row.
    pub action: Action,
    /// Columns and the expressions they are set to.
    pub set: Vec<(FieldName, String)>,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

/// What is done to a row of a read model.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// Change the row, or make it.
    Upsert,
    /// Change the row if there is one.
    Update,
    /// Take the row away.
    Delete,
}

impl Action {
    /// All of them, with their names in the file.
    pub const ALL: [(Action, &'static str); 3] =
        [(Action::Upsert, "upsert"), (Action::Update, "update"), (Action::Delete, "delete")];

    /// The name in the file.
    pub fn key(self) -> &'static str {
        Action::ALL[self as usize].1
    }
}

/// What a hot spot is about.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct HotSpot {
    /// The note in question.
    pub about: Option<NoteId>,
    /// The question has an answer.
    pub resolved: bool,
    /// A run that shows the question.
    pub run: Option<Json>,
    /// The dots it was given, by whom.
    pub votes: Vec<(String, u32)>,
}

/// A region of the business with its own language and rules.
#[derive(Clone, PartialEq, Debug)]
pub struct Context {
    /// Which context this is.
    pub id: ContextId,
    /// Its name.
    pub name: String,
    /// The colour of its ground, by name; none: whichever its turn is.
    pub colour: Option<String>,
    /// Keys this version does not know.
    pub unknown: Unknown,
}
