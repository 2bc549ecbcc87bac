//! Statements → notes. Four times over them: first what is declared, then what arrows map, then what is merely mentioned, at last lists
//! of events, so that a name may be used before it is declared and a short one finds what it stands for.

mod agenda;
mod commands;
mod finish;
mod hot_spots;
mod join;
mod mapping;
mod models;
mod outcomes;
mod policies;
mod scenarios;
mod taking_up;

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::blocks::Read;
use super::names::{Names, Tier, Use};
use super::once::Places;
use super::piece::{At, Piece, closing_quote};
use super::remark::Remarks;
use super::statement::{Statement, What};
use super::wording::{Name, headed, unquote};
use crate::board::name::{fold, nearest};
use crate::board::{Board, Context, ContextId, Detail, Kind, NoteId, Scenario};
use mapping::Led;

/// The lists of a note that hold everything once.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum List {
    Fields,
    Issuers,
    Systems,
    State,
    Invariants,
    When,
    Then,
    BuiltFrom,
    Shows,
    On,
    Rules,
}

/// Everything that is being made of the statements.
pub struct Build<'l, 'r> {
    names: Names,
    remarks: &'r mut Remarks,
    ids: &'r mut dyn FnMut() -> Uuid,
    /// The contexts: those of the board first.
    contexts: Vec<Context>,
    /// Which of them has a name, folded.
    context_named: HashMap<String, usize>,
    /// For each context that was read, which of them it is.
    context_of: Vec<usize>,
    /// The note whose block a statement opens.
    opened: Vec<Option<usize>>,
    /// What commands record, by the statement that says so.
    outcomes: Vec<commands::Group>,
    /// Events that are outcomes of their own unless their command records them anyway.
    caused: Vec<commands::Caused>,
    /// Commands that a policy is said to issue, and where.
    promised: Vec<(usize, Piece<'l>)>,
    rules: Vec<String>,
    scenarios: Vec<(usize, Scenario)>,
    told: agenda::Told,
    answers: Vec<scenarios::Answered<'l>>,
    /// Where ids stand in the lists of notes.
    ids_in: Places<(usize, List), NoteId>,
    /// Where names, expressions and the like stand in the lists of notes.
    texts_in: Places<(usize, List), String>,
    /// How many more names that nothing is called are compared with all that there are.
    patience: usize,
    /// Policies that were joined into others.
    gone: Vec<NoteId>,
    /// Lines that say something about a note, for what the engine has to say about them.
    sources: Vec<(usize, Piece<'l>)>,
}

impl<'l, 'r> Build<'l, 'r> {
    /// Makes notes of everything that was read, beside those on a board.
    pub fn new(board: Option<&Board>, remarks: &'r mut Remarks, ids: &'r mut dyn FnMut() -> Uuid) -> Build<'l, 'r> {
        let mut build = Build {
            names: Names::default(),
            remarks,
            ids,
            contexts: Vec::new(),
            context_named: HashMap::new(),
            context_of: Vec::new(),
            opened: Vec::new(),
            outcomes: Vec::new(),
            caused: Vec::new(),
            promised: Vec::new(),
            rules: Vec::new(),
            scenarios: Vec::new(),
            told: agenda::Told::default(),
            answers: Vec::new(),
            ids_in: Places::default(),
            texts_in: Places::default(),
            patience: 32,
            gone: Vec::new(),
            sources: Vec::new(),
        };
        if let Some(board) = board {
            build.contexts.clone_from(&board.heading().contexts);
            for (index, context) in build.contexts.iter().enumerate() {
                build.context_named.entry(fold(&context.name)).or_insert(index);
            }
            for note in board.notes() {
                build.names.known(note.id, &note.text, note.detail.clone());
            }
        }
        build
    }

    /// Carries out what statements say.
    pub fn statements(&mut self, read: &Read<'l>) {
        self.opened = vec![None; read.statements.len()];
        for piece in &read.contexts {
            let index = self.context(*piece);
            self.context_of.push(index);
        }
        for (index, statement) in read.statements.iter().enumerate() {
            self.declare(index, statement);
        }
        for (index, statement) in read.statements.iter().enumerate() {
            self.map(index, statement);
        }
        for (index, statement) in read.statements.iter().enumerate() {
            self.mention(index, statement);
        }
        for statement in &read.statements {
            self.list(statement);
        }
        self.answers();
        self.hot_spots(read);
        self.workshop(read);
        self.join_outcomes();
        self.join_policies();
        self.check_promises();
    }

    fn context(&mut self, piece: Piece<'l>) -> usize {
        let name = Name::read(piece, Kind::HotSpot).text;
        *self.context_named.entry(fold(&name)).or_insert_with(|| {
            self.contexts.push(Context { id: ContextId((self.ids)()), name, colour: None, unknown: Vec::new() });
            self.contexts.len() - 1
        })
    }

    /// The context that a statement stands in.
    fn around(&self, statement: &Statement<'l>) -> Option<usize> {
        statement.context.map(|index| self.context_of[index])
    }

    /// First time: what is declared.
    fn declare(&mut self, index: usize, statement: &Statement<'l>) {
        let context = self.around(statement);
        match statement.what {
            What::Declared(Kind::Command, piece) => self.declare_command(index, piece, context),
            // These come last.
            What::Declared(Kind::HotSpot, _) => {}
            What::Declared(kind, piece) => {
                let parts = headed(piece);
                if self.never_closed(parts.name) {
                    return;
                }
                if parts.name.is_blank() {
                    self.remarks.error(piece.at(), format!("{} has no name", kind.a()), "write its name behind the colon");
                    return;
                }
                if !parts.rest.is_blank() {
                    let message = format!("`{}` is left out: it is no part of {}", parts.rest.text(), kind.a());
                    self.remarks.warning(parts.rest.at(), message, "put the name in quotes if it belongs to it");
                }
                let entry = self.declared(Name::read(parts.name, kind), kind, context);
                self.opened[index] = Some(entry);
                match (&mut self.names.entries[entry].detail, parts.inside.first()) {
                    (Detail::Event(event), Some(inside)) => {
                        let fields = super::value::fields(*inside, self.remarks);
                        for field in fields {
                            let known = &event.fields;
                            let found = self.texts_in.find((entry, List::Fields), &field, known.len(), |at| known[at].clone());
                            if found.is_none() {
                                event.fields.push(field);
                            }
                        }
                    }
                    (Detail::ReadModel(model), Some(inside)) if model.audience.is_none() => {
                        model.audience = Some(unquote(inside.text()).unwrap_or_else(|| inside.text().to_owned()));
                    }
                    _ => {}
                }
            }
            What::WhenThen { whole, .. } => {
                let text = unquote(whole.text()).unwrap_or_else(|| whole.text().split_whitespace().collect::<Vec<_>>().join(" "));
                let name = Name { piece: whole, text, literal: false };
                self.opened[index] = Some(self.declared(name, Kind::Policy, context));
            }
            _ => {}
        }
    }

    /// Says where a declared name begins a parenthesis or a quote that ends nowhere.
    fn never_closed(&mut self, name: Piece<'l>) -> bool {
        let text = name.text();
        let quoted = text.starts_with('"').then(|| closing_quote(text));
        let (byte, what) = match quoted {
            Some(Some(_)) => return false,
            Some(None) => (0, "quote"),
            None => match text.rfind('(') {
                Some(at) => (at, "parenthesis"),
                None => return false,
            },
        };
        self.remarks.error(name.at_byte(byte), format!("the {what} is not closed"), "close it, or put the whole name in quotes");
        true
    }

    /// The nearest of all names of some kinds; in a document full of names that nothing is called, it is looked for a few times only.
    fn nearest_name(&mut self, wanted: &str, of: impl Fn(Kind) -> bool) -> Option<String> {
        self.patience = self.patience.checked_sub(1)?;
        let names = self.names.entries.iter().filter(|entry| of(entry.kind()));
        nearest(wanted, names.map(|entry| &*entry.text)).map(str::to_owned)
    }

    fn declared(&mut self, name: Name<'l>, kind: Kind, context: Option<usize>) -> usize {
        self.check_closed(&name, kind);
        self.names.declare(&name, kind, context, || NoteId((self.ids)()))
    }

    /// Second time: what arrows and brackets map.
    fn map(&mut self, index: usize, statement: &Statement<'l>) {
        let context = self.around(statement);
        match statement.what {
            What::Bracketed(piece) => {
                self.opened[index] = self.find(Name::read(piece, Kind::Aggregate), Kind::Aggregate, Tier::Mapped, context, None);
            }
            What::Declared(Kind::Command, piece) => self.map_command(index, piece, statement),
            What::Mapping { actor, command, aggregate, outcomes } => {
                let (actor, command, aggregate, outcomes) = match self.led_by_an_actor(actor, command, aggregate, outcomes) {
                    Some(Led { actor, command, aggregate, outcomes }) => (actor, command, aggregate, outcomes),
                    None => return,
                };
                let aggregate = match aggregate {
                    Some(piece) => {
                        let name = Name::read(headed(piece).name, Kind::Aggregate);
                        self.find(name, Kind::Aggregate, Tier::Mapped, context, None)
                    }
                    None => statement.owner.and_then(|owner| self.opened[owner]),
                };
                self.map_arrow(index, command, aggregate, outcomes, context);
                if let (Some(actor), Some(command)) = (actor, self.opened[index]) {
                    self.involve(command, actor);
                }
            }
            What::Outcomes(piece) => {
                if let Some((owner, command)) = statement.owner.and_then(|owner| Some((owner, self.opened[owner]?))) {
                    self.map_outcomes(owner, command, piece, context);
                }
            }
            What::Caused { event, command, .. } => self.map_cause(index, event, command, context),
            _ => {}
        }
    }

    /// Third time: what is merely mentioned.
    fn mention(&mut self, index: usize, statement: &Statement<'l>) {
        let context = self.around(statement);
        let owner = statement.owner.and_then(|owner| self.opened[owner]);
        match (statement.what, owner) {
            (What::Declared(Kind::Command, piece), _) => self.mention_issuers(index, piece, context),
            (What::Caused { event, command, issuer }, _) => self.mention_cause(index, event, command, issuer, context),
            (What::IdentifiedBy(piece), Some(aggregate)) => self.identified_by(aggregate, piece),
            (What::State(piece), Some(aggregate)) => self.state(aggregate, piece),
            (What::Invariant(piece), Some(aggregate)) => self.invariant(aggregate, piece),
            (What::When(piece), Some(policy)) => self.when(policy, piece, context),
            (What::Then(piece), Some(policy)) => self.then(policy, piece, context),
            (What::WhenThen { when, then, .. }, _) => {
                if let Some(policy) = self.opened[index] {
                    self.when(policy, when, context);
                    self.then(policy, then, context);
                }
            }
            (What::Shows(piece), Some(model)) => self.shows(model, piece),
            (What::KeyedBy(piece), Some(model)) => self.keyed_by(model, piece),
            (What::On { event, action }, Some(model)) => self.on(model, event, action, context),
            (What::Scenario(piece), _) => self.scenario(index, piece),
            (What::Part(section, piece), _) => self.part(statement.owner, section, piece, context),
            (What::Answer(section, to, with), _) => self.answer(statement.owner, section, to, with, context),
            _ => {}
        }
    }

    /// Last: lists of events, in which a short name may stand for one that is only mentioned elsewhere.
    fn list(&mut self, statement: &Statement<'l>) {
        let context = self.around(statement);
        match (statement.what, statement.owner.and_then(|owner| self.opened[owner])) {
            (What::BuiltFrom(piece), Some(model)) => self.built_from(model, piece, context),
            (What::Pivotal(piece), _) => self.pivotal(piece, context),
            (What::Rule(piece), _) => self.rule(piece),
            _ => {}
        }
    }

    /// Says where something in a name is opened and never closed; a name on the board may hold anything.
    fn check_closed(&mut self, name: &Name<'l>, kind: Kind) {
        let stray = match name.text.as_str() {
            // A policy may be called by its whole sentence.
            _ if name.literal || matches!(kind, Kind::HotSpot | Kind::Policy) => None,
            text if text.starts_with('"') => Some(('"', "a quote is never closed")),
            text if text.contains('(') => Some(('(', "a parenthesis is never closed")),
            _ => None,
        };
        if let Some((mark, message)) = stray.filter(|_| self.names.exactly(kind, &name.text).is_none()) {
            let at = name.piece.text().find(mark).unwrap_or_default();
            self.remarks.error(name.piece.at_byte(at), message, "close it, or put the whole name in quotes");
        }
    }

    /// The note that a name stands for; it is made where there is none. Nothing where it may be several, which is said.
    fn find(&mut self, name: Name<'l>, kind: Kind, tier: Tier, context: Option<usize>, after: Option<usize>) -> Option<usize> {
        if name.piece.is_blank() {
            self.remarks.error(name.piece.at(), format!("the name of {} is missing", kind.a()), "");
            return None;
        }
        self.check_closed(&name, kind);
        self.names.find(&name, Use { kind, tier, context, after }, || NoteId((self.ids)()), self.remarks)
    }

    /// The events of a list of names, each once.
    fn events(&mut self, names: Vec<Name<'l>>, tier: Tier, context: Option<usize>) -> Vec<usize> {
        let (mut found, mut after, mut known) = (Vec::new(), None, HashSet::new());
        for name in names {
            if let Some(event) = self.find(name, Kind::Event, tier, context, after) {
                after = Some(event);
                if known.insert(event) {
                    found.push(event);
                }
            }
        }
        found
    }

    fn id(&self, entry: usize) -> NoteId {
        self.names.entries[entry].id
    }

    fn taken(&mut self, entry: usize, piece: Piece<'l>) {
        self.sources.push((entry, piece));
    }

    /// Where a note is named for the first time.
    fn first(&self, entry: usize) -> At {
        self.names.entries[entry].first.unwrap_or_default()
    }
}
