//! Commands: their arguments, guards and assignments.

use super::{Compiler, Place, bare, field_name};
use crate::board::{self, Detail, Kind};
use crate::engine::expr::Severity;
use crate::engine::model::{Argument, Assignment, Guard, Index, Outcome};
use crate::engine::value::{Type, Value};

use super::scope::Known;

impl Compiler<'_> {
    /// Enters every command with its arguments: declared ones, then the one that identifies the instance, then those that a
    /// policy gives by expression.
    pub(super) fn arguments(&mut self) {
        for note in self.notes(Kind::Command) {
            let Detail::Command(written) = &note.detail else { continue };
            let mut command = bare(note);
            command.actors = written.actors.iter().map(|actor| self.name(*actor)).collect();
            command.actor_notes = written.actors.clone();
            command.aggregate = written.aggregate.and_then(|aggregate| self.model.index(aggregate));
            for field in &written.fields {
                let values: Vec<Value> = field.values.iter().map(|literal| self.value(literal)).collect();
                let ty = values.iter().map(|value| Type::of(*value)).find(|ty| *ty != Type::Unknown).unwrap_or(Type::Unknown);
                let name = self.model.texts.intern(&field_name(&field.name));
                command.arguments.push(Argument { name, values, required: true, ty, state: None });
            }
            if let Some(key) = command.aggregate.and_then(|aggregate| self.model.aggregate(aggregate).key) {
                command.key = command.arguments.iter().position(|argument| argument.name == key).or_else(|| {
                    command.arguments.push(Argument {
                        name: key,
                        values: Vec::new(),
                        required: true,
                        ty: Type::Unknown,
                        state: None,
                    });
                    Some(command.arguments.len() - 1)
                });
            }
            self.model.commands.push(command);
        }
        for note in self.notes(Kind::Policy) {
            let Detail::Policy(policy) = &note.detail else { continue };
            for reaction in &policy.then {
                let Some(index) = self.model.index(reaction.command) else { continue };
                for (name, _) in &reaction.with {
                    let name = self.model.texts.intern(&field_name(name));
                    let command = &mut self.model.commands[index as usize];
                    if command.arguments.iter().all(|argument| argument.name != name) {
                        let own = command.aggregate.map(|aggregate| &self.model.aggregates[aggregate as usize]);
                        let state = own.and_then(|own| own.fields.iter().position(|field| *field == name));
                        let ty = own.zip(state).map_or(Type::Unknown, |(own, state)| own.types[state]);
                        let state = state.map(|state| state as Index);
                        command.arguments.push(Argument { name, values: Vec::new(), required: false, ty, state });
                    }
                }
                self.model.commands[index as usize].by_policy = true;
            }
        }
    }

    /// Compiles guards and assignments. Names that nobody declares become arguments that are asked when they are needed.
    pub(super) fn outcomes(&mut self) {
        for (index, note) in self.notes(Kind::Command).enumerate() {
            let Detail::Command(written) = &note.detail else { continue };
            let own = self.model.commands[index].aggregate;
            let locals = self.model.commands[index].arguments.iter().map(|argument| Known {
                name: self.model.texts.get(argument.name).to_owned(),
                ty: argument.ty,
                texts: None,
            });
            let locals = locals.collect();
            let types = own.map(|own| self.model.aggregate(own).types.clone()).unwrap_or_default();
            let mut said = Vec::new();
            let (outcomes, asks, in_sight) = self.with_names(locals, own, |names, texts| {
                let outcomes: Vec<Outcome> = written
                    .outcomes
                    .iter()
                    .map(|outcome| {
                        let guard = match (&outcome.guard, super::written(&outcome.guard)) {
                            (board::Guard::Otherwise, _) => Guard::Otherwise,
                            (_, None) => Guard::Always,
                            (_, Some(text)) => {
                                let compiled = names.compile(text, Type::Bool, texts);
                                said.push(("when", text, compiled.diagnostics));
                                compiled.expr.map_or_else(|| Guard::Unreadable(text.into()), Guard::When)
                            }
                        };
                        let mut sets = Vec::new();
                        for (field, text) in &outcome.set {
                            let wanted = field_name(field);
                            let position =
                                own.and_then(|own| names.fields.of[own as usize].iter().position(|known| known.name == wanted));
                            let Some(position) = position else { continue };
                            let compiled = names.compile(text, types[position], texts);
                            said.push(("set", text, compiled.diagnostics));
                            sets.push(Assignment { field: position as Index, expr: compiled.expr, text: text.as_str().into() });
                        }
                        Outcome { events: Vec::new(), guard, sets }
                    })
                    .collect();
                let in_sight = names.locals.iter().map(|known| known.name.clone()).collect::<Vec<_>>();
                (outcomes, std::mem::take(&mut names.asks), in_sight)
            });
            for (key, text, diagnostics) in said {
                self.say(Place { note: note.id, key }, text, diagnostics);
            }
            if own.is_none() {
                for (_, text) in written.outcomes.iter().flat_map(|outcome| &outcome.set) {
                    let message = "no aggregate decides this command, so nothing can remember this".to_owned();
                    self.complain(
                        Place { note: note.id, key: "set" },
                        text,
                        Severity::Warning,
                        message,
                        "connect it with an aggregate",
                    );
                }
            }
            let command = &mut self.model.commands[index];
            command.outcomes = outcomes;
            command.asks = asks;
            for name in &in_sight[command.arguments.len()..] {
                let name = self.model.texts.intern(name);
                command.arguments.push(Argument { name, values: Vec::new(), required: false, ty: Type::Unknown, state: None });
            }
            // An argument without a default has the type that its guards expect of it.
            for (slot, argument) in command.arguments.iter_mut().enumerate().filter(|(_, argument)| argument.ty == Type::Unknown) {
                let ask = command.asks.iter().find(|ask| ask.slot == slot as u32);
                argument.ty = ask.map_or(Type::Unknown, |ask| ask.ty);
            }
        }
    }
}
