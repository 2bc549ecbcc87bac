//! A board compiled for running: everything by index, every expression over slots, nothing looked up by name any more.
//!
//! A model is immutable. Whatever can be decided once is decided when it is made ([`super::compile()`]): which policies react to an
//! event that this outcome of this command records, where each value of an event's data comes from, which argument of a
//! triggered command takes which value. A step then only follows indexes.

use std::collections::HashMap;

use super::expr::{Expr, Severity};
use super::value::{Sym, Texts, Type, Value};
use crate::board::{Action, NoteId};

/// The index of a command in [`Model::commands`], of an aggregate in [`Model::aggregates`], and so on.
pub type Index = u32;

/// A board compiled for running.
#[derive(Debug, Default)]
pub struct Model {
    /// The aggregates, in timeline order.
    pub aggregates: Vec<Aggregate>,
    /// The commands, in timeline order.
    pub commands: Vec<Command>,
    /// The events, in timeline order.
    pub events: Vec<Named>,
    /// The policies, in timeline order.
    pub policies: Vec<Policy>,
    /// The read models, in timeline order.
    pub read_models: Vec<ReadModel>,
    /// What the board says of every run, as written; [`super::watch`] reads it.
    pub rules: Vec<Box<str>>,
    /// What is wrong with expressions, durations and names. It never keeps the board from running.
    pub diagnostics: Vec<Diagnostic>,
    pub(super) texts: Texts,
    /// The initial values of all aggregates without instances, one after the other.
    pub(super) initial: Vec<Value>,
    pub(super) foreign: Vec<Foreign>,
    /// Which events call a delayed command off.
    pub(super) unless: Vec<Box<[Index]>>,
    pub(super) by_note: HashMap<NoteId, Index>,
}

/// A note that has nothing but its name.
#[derive(Debug)]
pub struct Named {
    /// The note.
    pub note: NoteId,
    /// Its text.
    pub name: Box<str>,
}

/// Who decides.
#[derive(Debug)]
pub struct Aggregate {
    /// The note.
    pub note: NoteId,
    /// Its text.
    pub name: Box<str>,
    /// The names of its fields, those first that it declares, then those that outcomes set.
    pub fields: Vec<Sym>,
    /// The argument that tells instances apart.
    pub key: Option<Sym>,
    pub(super) initial: Box<[Value]>,
    /// Where its state begins in the World, for an aggregate without instances.
    pub(super) base: Index,
    pub(super) types: Vec<Type>,
    pub(super) invariants: Vec<(Box<str>, Option<Expr>)>,
    /// Invariants of other aggregates that look at this one: whose, and which.
    pub(super) watched_by: Vec<(Index, u16)>,
}

/// What is asked for.
#[derive(Debug)]
pub struct Command {
    /// The note.
    pub note: NoteId,
    /// Its text.
    pub name: Box<str>,
    /// The texts of the actors that issue it.
    pub actors: Vec<Box<str>>,
    /// The notes of those actors.
    pub actor_notes: Vec<NoteId>,
    /// Whether a policy issues it.
    pub by_policy: bool,
    /// Who decides.
    pub aggregate: Option<Index>,
    /// Its arguments: declared ones, then the one that identifies the instance, then names that only guards speak of.
    pub arguments: Vec<Argument>,
    /// What may come of it.
    pub outcomes: Vec<Outcome>,
    /// Which argument identifies the aggregate's instance.
    pub(super) key: Option<usize>,
    /// What its guards and assignments may have to ask.
    pub(super) asks: Vec<Ask>,
    /// Arguments that identify instances of any aggregate, for calling off.
    pub(super) identifying: Vec<(Sym, usize)>,
}

/// An argument of a command.
#[derive(Debug, Clone)]
pub struct Argument {
    /// Its name.
    pub name: Sym,
    /// The values it may have, the default first.
    pub values: Vec<Value>,
    /// Asked when the command is issued without it. A name that only a guard speaks of is asked when the guard needs it.
    pub required: bool,
    /// Its type, where it is known.
    pub ty: Type,
    /// The aggregate's field of the same name, which is read where the argument may be missing and is.
    pub(super) state: Option<Index>,
}

impl Argument {
    /// The value it has when nobody gives one.
    pub fn default(&self) -> Value {
        self.values.first().copied().unwrap_or_default()
    }
}

/// When something is possible.
#[derive(Debug)]
pub(super) enum Guard {
    Always,
    When(Expr),
    /// The expression could not be compiled: whoever runs the board says yes or no.
    Unreadable(Box<str>),
    Otherwise,
}

impl Guard {
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Guard::Always => None,
            Guard::When(expr) => Some(expr.text()),
            Guard::Unreadable(text) => Some(text),
            Guard::Otherwise => Some("otherwise"),
        }
    }
}

/// One thing that may come of a command.
#[derive(Debug)]
pub struct Outcome {
    /// The events it records, in order.
    pub events: Vec<Recorded>,
    pub(super) guard: Guard,
    pub(super) sets: Vec<Assignment>,
}

impl Outcome {
    /// The text of its guard.
    pub fn guard(&self) -> Option<&str> {
        self.guard.text()
    }
}

/// What an outcome makes the aggregate remember.
#[derive(Debug)]
pub(super) struct Assignment {
    pub(super) field: Index,
    /// Nothing where the expression could not be compiled: the value is asked.
    pub(super) expr: Option<Expr>,
    pub(super) text: Box<str>,
}

/// An event as one outcome of one command records it, with all that follows.
#[derive(Debug)]
pub struct Recorded {
    /// Which event.
    pub event: Index,
    /// Its data: names and where the values come from.
    pub(super) data: Vec<(Sym, Source)>,
    /// What the guards of its policies may have to ask.
    pub(super) asks: Vec<Ask>,
    pub(super) identifying: Vec<(Sym, usize)>,
    pub(super) projections: Vec<Projection>,
    pub(super) reactions: Vec<Reaction>,
}

/// Where a value of an event's data comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Source {
    Argument(usize),
    State(usize),
    Nowhere,
}

/// A name that expressions read: asked where it has no value.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    pub(super) slot: u32,
    pub(super) name: Box<str>,
    pub(super) ty: Type,
    /// The values it is compared with, offered when it is asked.
    pub(super) compared: Vec<Value>,
}

/// What an event does to a read model.
#[derive(Debug)]
pub(super) struct Projection {
    pub(super) model: Index,
    pub(super) action: Action,
    /// The slot of the data that holds the key; nothing where the read model has one row or the event does not carry the key.
    pub(super) key: Option<usize>,
    pub(super) sets: Vec<(Sym, Option<Expr>)>,
    /// Without lines of its own, a read model takes over all data.
    pub(super) all: bool,
}

/// A policy on an event as one outcome records it.
#[derive(Debug)]
pub(super) struct Reaction {
    pub(super) policy: Index,
    pub(super) guard: Guard,
    pub(super) then: Vec<Follow>,
}

/// A command that a policy issues, with where its arguments come from.
#[derive(Debug)]
pub(super) struct Follow {
    pub(super) command: Index,
    pub(super) delay: Option<i64>,
    pub(super) unless: Index,
    pub(super) with: Vec<Feed>,
}

/// Where an argument of a triggered command comes from.
#[derive(Debug)]
pub(super) enum Feed {
    Expr(Expr),
    /// From the event's data, or else the default.
    Slot(u32),
    Default,
    Nothing,
}

/// What follows by itself.
#[derive(Debug)]
pub struct Policy {
    /// The note.
    pub note: NoteId,
    /// Its text.
    pub name: Box<str>,
    /// Somebody chooses which of its commands is issued.
    pub choose: bool,
}

/// What people look at.
#[derive(Debug)]
pub struct ReadModel {
    /// The note.
    pub note: NoteId,
    /// Its text.
    pub name: Box<str>,
    /// The column that tells rows apart.
    pub key: Option<Sym>,
}

/// `Aggregate.field` of an aggregate with instances.
#[derive(Debug, Clone, Copy)]
pub(super) struct Foreign {
    pub(super) aggregate: Index,
    pub(super) field: Index,
    /// The slot that names the instance; nothing where the scope has none.
    pub(super) key: Option<u32>,
}

/// What a slot of an expression stands for. The two upper bits say which table, the rest which entry.
pub(super) mod slot {
    /// Arguments of the command, or data of the event, and behind them what nobody declares.
    pub const LOCAL: u32 = 0;
    /// The state of the aggregate that handles the command.
    pub const OWN: u32 = 1 << 30;
    /// The state of an aggregate without instances, by its absolute place.
    pub const SINGLE: u32 = 2 << 30;
    /// An entry of `Model::foreign`.
    pub const FOREIGN: u32 = 3 << 30;
    /// The bits that say which table.
    pub const TABLE: u32 = 3 << 30;
}

/// Something wrong with what is written on a note.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// The note.
    pub note: NoteId,
    /// The key of the note it stands under, such as `where`.
    pub key: &'static str,
    /// The text in question.
    pub text: Box<str>,
    /// Which bytes of the text.
    pub span: std::ops::Range<usize>,
    /// Whether the text could be used all the same.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// Where in the text it is, counted in characters from 1.
    pub fn character(&self) -> usize {
        self.text.char_indices().take_while(|(at, _)| *at < self.span.start).count() + 1
    }
}

impl Model {
    /// The interned texts: names of fields, and texts that values hold.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The command that a note is; nothing where it is none.
    pub fn command_of(&self, note: NoteId) -> Option<Index> {
        self.index(note).filter(|index| self.commands.get(*index as usize).is_some_and(|command| command.note == note))
    }

    /// The index of a note among the notes of its kind.
    pub(super) fn index(&self, note: NoteId) -> Option<Index> {
        self.by_note.get(&note).copied()
    }

    /// A command by index.
    pub fn command(&self, index: Index) -> &Command {
        &self.commands[index as usize]
    }

    /// An event by index.
    pub fn event(&self, index: Index) -> &Named {
        &self.events[index as usize]
    }

    /// A policy by index.
    pub fn policy(&self, index: Index) -> &Policy {
        &self.policies[index as usize]
    }

    /// An aggregate by index.
    pub fn aggregate(&self, index: Index) -> &Aggregate {
        &self.aggregates[index as usize]
    }
}
