//! Board → [`Model`]. Names become indexes, expressions become code over slots, and what is wrong becomes a diagnostic on its
//! note, never a refusal: what cannot be read is asked when the board runs.

mod commands;
mod reactions;
mod scope;

use std::collections::{HashMap, HashSet};

use super::duration;
use super::expr::{self, Severity};
use super::model::{Aggregate, Argument, Command, Diagnostic, Index, Model, Named, Policy, ReadModel, slot};
use super::value::{Sym, Type, Value};
use crate::board::{self, Board, Detail, Guard, Kind, Literal, Note, NoteId};
pub(super) use scope::hump;
use scope::{Fields, Known, Names, field_name};

/// Compiles a board for running.
pub fn compile(board: &Board) -> Model {
    let mut compiler = Compiler { board, model: Model::default(), fields: Fields::default(), said: HashSet::new() };
    compiler.model.unless.push(Box::default());
    compiler.model.rules = board.heading().rules.iter().map(|rule| rule.as_str().into()).collect();
    compiler.number();
    compiler.aggregates();
    compiler.arguments();
    compiler.outcomes();
    compiler.reactions();
    compiler.invariants();
    compiler.model
}

struct Compiler<'a> {
    board: &'a Board,
    model: Model,
    fields: Fields,
    /// What has been said already: one guard is compiled for every way in which its event comes about.
    said: HashSet<(NoteId, &'static str, String)>,
}

/// Where a text stands that is compiled.
#[derive(Clone, Copy)]
struct Place {
    note: NoteId,
    key: &'static str,
}

impl<'a> Compiler<'a> {
    /// The notes of a kind, in timeline order.
    fn notes(&self, kind: Kind) -> impl Iterator<Item = &'a Note> + use<'a> {
        self.board.notes().iter().map(|note| &**note).filter(move |note| note.kind() == kind)
    }

    fn name(&self, id: NoteId) -> Box<str> {
        self.board.note(id).map_or_else(Box::default, |note| note.text.as_str().into())
    }

    /// Gives every note its index among those of its kind.
    fn number(&mut self) {
        for kind in Kind::ALL {
            for (index, note) in self.notes(kind).enumerate() {
                self.model.by_note.insert(note.id, index as Index);
            }
        }
        let named = |note: &Note| Named { note: note.id, name: note.text.as_str().into() };
        self.model.events = self.notes(Kind::Event).map(named).collect();
        for note in self.notes(Kind::Policy) {
            let Detail::Policy(policy) = &note.detail else { continue };
            self.model.policies.push(Policy { note: note.id, name: note.text.as_str().into(), choose: policy.choose });
        }
        for note in self.notes(Kind::ReadModel) {
            let Detail::ReadModel(model) = &note.detail else { continue };
            let key = model.keyed_by.as_deref().map(|key| self.model.texts.intern(&field_name(key)));
            self.model.read_models.push(ReadModel { note: note.id, name: note.text.as_str().into(), key });
        }
    }

    /// Lays out what aggregates remember: the fields they declare, then those that outcomes set without a declaration.
    fn aggregates(&mut self) {
        let mut set: HashMap<NoteId, Vec<(String, &'a str)>> = HashMap::new();
        for note in self.notes(Kind::Command) {
            let Detail::Command(command) = &note.detail else { continue };
            let Some(aggregate) = command.aggregate else { continue };
            let sets = command.outcomes.iter().flat_map(|outcome| &outcome.set);
            set.entry(aggregate).or_default().extend(sets.map(|(field, text)| (field_name(field), text.as_str())));
        }
        for note in self.notes(Kind::Aggregate) {
            let Detail::Aggregate(aggregate) = &note.detail else { continue };
            let set = set.remove(&note.id).unwrap_or_default();
            let mut initial: Vec<(String, Value)> = Vec::new();
            for (name, literal) in &aggregate.state {
                let value = literal.as_ref().map_or(Value::None, |literal| self.value(literal));
                initial.push((field_name(name), value));
            }
            for (name, _) in &set {
                if initial.iter().all(|(known, _)| known != name) {
                    initial.push((name.clone(), Value::None));
                }
            }
            let known: Vec<Known> = initial.iter().map(|(name, value)| self.known(name, *value, &set)).collect();
            let base = self.model.initial.len() as Index;
            let key = aggregate.identified_by.as_deref().map(field_name);
            if key.is_none() {
                self.model.initial.extend(initial.iter().map(|(_, value)| value));
            }
            self.model.aggregates.push(Aggregate {
                note: note.id,
                name: note.text.as_str().into(),
                fields: initial.iter().map(|(name, _)| self.model.texts.intern(name)).collect(),
                key: key.as_deref().map(|key| self.model.texts.intern(key)),
                initial: initial.iter().map(|(_, value)| *value).collect(),
                base,
                types: known.iter().map(|known| known.ty).collect(),
                invariants: Vec::new(),
                watched_by: Vec::new(),
            });
            // Of two aggregates with one name the first on the timeline is meant.
            let index = self.fields.of.len() as Index;
            self.fields.by_name.entry(board::name::fold(&note.text)).or_insert(index);
            self.fields.of.push(known);
            self.fields.keys.push(key);
        }
    }

    /// What can be known of a field from its initial value and from what is assigned to it.
    fn known(&mut self, name: &str, initial: Value, set: &[(String, &str)]) -> Known {
        let assigned: Vec<Option<Value>> = set
            .iter()
            .filter(|(field, _)| field == name)
            .map(|(_, text)| expr::literal(text, &mut self.model.texts).ok())
            .collect();
        let values: Vec<Value> = std::iter::once(initial).chain(assigned.iter().flatten().copied()).collect();
        let ty = values.iter().map(|value| Type::of(*value)).find(|ty| *ty != Type::Unknown).unwrap_or(Type::Unknown);
        let mut texts: Vec<Sym> = Vec::new();
        for value in &values {
            if let Value::Text(text) = value
                && !texts.contains(text)
            {
                texts.push(*text);
            }
        }
        // Where a value comes from an expression, or from nowhere, it may be anything.
        let closed = ty == Type::Text && initial != Value::None && assigned.iter().all(Option::is_some);
        Known { name: name.to_owned(), ty, texts: closed.then_some(texts) }
    }

    fn value(&mut self, literal: &Literal) -> Value {
        match literal {
            Literal::Int(int) => Value::Int(*int),
            Literal::Bool(bool) => Value::Bool(*bool),
            Literal::Text(text) => Value::Text(self.model.texts.intern(text)),
        }
    }

    fn invariants(&mut self) {
        for (index, note) in self.notes(Kind::Aggregate).enumerate() {
            let Detail::Aggregate(aggregate) = &note.detail else { continue };
            let place = Place { note: note.id, key: "invariants" };
            // The identifying field is in sight, so that an invariant may compare with another aggregate's same instance.
            let invariants = aggregate.invariants.iter().map(|text| {
                let key = self.fields.keys[index].clone().map(|name| Known { name, ty: Type::Unknown, texts: None });
                let locals = key.into_iter().collect();
                let compiled = self.with_names(locals, Some(index as Index), |names, texts| names.compile(text, Type::Bool, texts));
                self.say(place, text, compiled.diagnostics);
                (text.as_str().into(), compiled.expr)
            });
            let invariants = invariants.collect();
            self.model.aggregates[index].invariants = invariants;
            self.watch(index as Index);
        }
    }

    /// Enters an aggregate's invariants with every other aggregate that they look at.
    fn watch(&mut self, owner: Index) {
        let model = &mut self.model;
        let mut watched: Vec<(Index, u16)> = Vec::new();
        for (number, (_, expr)) in model.aggregates[owner as usize].invariants.iter().enumerate() {
            for (slot, _) in expr.iter().flat_map(|expr| expr.reads()) {
                let at = slot & !slot::TABLE;
                let holds = |aggregate: &Aggregate| {
                    aggregate.key.is_none() && (aggregate.base..aggregate.base + aggregate.fields.len() as Index).contains(&at)
                };
                let other = match slot & slot::TABLE {
                    slot::SINGLE => model.aggregates.iter().position(holds).map(|index| index as Index),
                    slot::FOREIGN => model.foreign.get(at as usize).map(|foreign| foreign.aggregate),
                    _ => None,
                };
                watched.extend(other.filter(|other| *other != owner).map(|other| (other, number as u16)));
            }
        }
        for (other, number) in watched {
            let watched_by = &mut model.aggregates[other as usize].watched_by;
            if !watched_by.contains(&(owner, number)) {
                watched_by.push((owner, number));
            }
        }
    }

    /// Lends out the names in sight, with the tables they fill.
    fn with_names<T>(
        &mut self,
        locals: Vec<Known>,
        own: Option<Index>,
        work: impl FnOnce(&mut Names<'_>, &mut super::value::Texts) -> T,
    ) -> T {
        let model = &mut self.model;
        let mut names = Names {
            declared: locals.len(),
            locals,
            own,
            asks: Vec::new(),
            fields: &self.fields,
            aggregates: &model.aggregates,
            foreign: &mut model.foreign,
        };
        work(&mut names, &mut model.texts)
    }

    /// Keeps diagnostics, each once.
    fn say(&mut self, place: Place, text: &str, diagnostics: Vec<expr::Diagnostic>) {
        for diagnostic in diagnostics {
            if self.said.insert((place.note, place.key, format!("{text}\n{}", diagnostic.message))) {
                self.model.diagnostics.push(Diagnostic {
                    note: place.note,
                    key: place.key,
                    text: text.into(),
                    span: diagnostic.span,
                    severity: diagnostic.severity,
                    message: diagnostic.message,
                    hint: diagnostic.hint,
                });
            }
        }
    }

    fn complain(&mut self, place: Place, text: &str, severity: Severity, message: String, hint: &str) {
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        self.say(place, text, vec![expr::Diagnostic { span: 0..text.len(), severity, message, hint }]);
    }

    /// A delay in seconds; a delay that cannot be read is none, and said so.
    fn delay(&mut self, place: Place, text: Option<&str>) -> Option<i64> {
        match duration::parse(text?) {
            Ok(seconds) => Some(seconds),
            Err(message) => {
                self.complain(place, text?, Severity::Error, message, "until then the command is issued at once");
                None
            }
        }
    }
}

/// A command as it is known before its outcomes are read.
fn bare(note: &Note) -> Command {
    Command {
        note: note.id,
        name: note.text.as_str().into(),
        actors: Vec::new(),
        actor_notes: Vec::new(),
        by_policy: false,
        aggregate: None,
        arguments: Vec::<Argument>::new(),
        outcomes: Vec::new(),
        key: None,
        asks: Vec::new(),
        identifying: Vec::new(),
    }
}

/// The text of a guard as written on the board.
fn written(guard: &Guard) -> Option<&str> {
    match guard {
        Guard::When(text) => Some(text),
        Guard::None | Guard::Otherwise => None,
    }
}
