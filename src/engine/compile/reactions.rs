//! What follows when an outcome records an event: its data, the read models it updates, the policies that react.

use std::collections::{HashMap, HashSet};

use super::scope::{Known, Names};
use super::{Compiler, Place, field_name};
use crate::board::{self, Detail, Kind, Note, NoteId};
use crate::engine::expr::{Diagnostic, Severity};
use crate::engine::model::{Argument, Feed, Follow, Guard, Index, Model, Projection, Reaction, Recorded, Source, slot};
use crate::engine::value::{Sym, Texts, Type};

/// Who follows an event, wherever it is recorded.
#[derive(Default)]
struct Followers<'a> {
    policies: Vec<(Index, &'a Note, &'a board::Policy)>,
    models: Vec<(Index, &'a Note, &'a board::ReadModel)>,
}

/// What is the same for all events.
struct Shared<'a> {
    followers: HashMap<NoteId, Followers<'a>>,
    /// For every policy: the delay of each of its commands, and which events call it off.
    delays: Vec<Vec<(Option<i64>, Index)>>,
    /// The fields that identify instances of any aggregate.
    keys: Vec<Sym>,
}

/// Compiles texts in the sight of one recorded event, and collects what is wrong with them.
struct Reader<'r, 'a> {
    names: Names<'r>,
    texts: &'r mut Texts,
    said: Vec<(Place, &'a str, Vec<Diagnostic>)>,
}

impl<'a> Compiler<'a> {
    /// Compiles what follows every event of every outcome.
    pub(super) fn reactions(&mut self) {
        let keys: Vec<Sym> = self.model.aggregates.iter().filter_map(|aggregate| aggregate.key).collect();
        for command in &mut self.model.commands {
            let identifying = command.arguments.iter().enumerate().filter(|(_, argument)| keys.contains(&argument.name));
            command.identifying = identifying.map(|(index, argument)| (argument.name, index)).collect();
        }
        let shared = Shared { followers: self.followers(), delays: self.delays(), keys };
        for (index, note) in self.notes(Kind::Command).enumerate() {
            let Detail::Command(written) = &note.detail else { continue };
            for (number, outcome) in written.outcomes.iter().enumerate() {
                let events = outcome.events.iter().filter_map(|event| self.recorded(index, *event, &shared)).collect();
                self.model.commands[index].outcomes[number].events = events;
            }
        }
        self.check_unreached();
    }

    fn followers(&self) -> HashMap<NoteId, Followers<'a>> {
        let mut followers: HashMap<NoteId, Followers<'a>> = HashMap::new();
        for (index, note) in self.notes(Kind::Policy).enumerate() {
            let Detail::Policy(policy) = &note.detail else { continue };
            for event in each_once(&policy.when) {
                followers.entry(event).or_default().policies.push((index as Index, note, policy));
            }
        }
        for (index, note) in self.notes(Kind::ReadModel).enumerate() {
            let Detail::ReadModel(model) = &note.detail else { continue };
            let projected: Vec<NoteId> = model.on.iter().map(|projection| projection.event).collect();
            for event in each_once(if projected.is_empty() { &model.built_from } else { &projected }) {
                followers.entry(event).or_default().models.push((index as Index, note, model));
            }
        }
        followers
    }

    fn delays(&mut self) -> Vec<Vec<(Option<i64>, Index)>> {
        let mut all = Vec::new();
        for note in self.notes(Kind::Policy) {
            let Detail::Policy(policy) = &note.detail else { continue };
            let mut delays = Vec::new();
            for reaction in &policy.then {
                let delay = self.delay(Place { note: note.id, key: "after" }, reaction.after.as_deref());
                let mut unless = 0;
                if !reaction.unless.is_empty() {
                    unless = self.model.unless.len() as Index;
                    let events = reaction.unless.iter().filter_map(|event| self.model.index(*event)).collect();
                    self.model.unless.push(events);
                }
                delays.push((delay, unless));
            }
            all.push(delays);
        }
        all
    }

    fn recorded(&mut self, command: usize, event: NoteId, shared: &Shared<'a>) -> Option<Recorded> {
        let index = self.model.index(event)?;
        let (data, locals) = self.data(command, event);
        let identifying = data.iter().enumerate().filter(|(_, (name, _))| shared.keys.contains(name));
        let identifying = identifying.map(|(index, (name, _))| (*name, index)).collect();
        let mut recorded =
            Recorded { event: index, data, asks: Vec::new(), identifying, projections: Vec::new(), reactions: Vec::new() };
        let Some(followers) = shared.followers.get(&event) else { return Some(recorded) };

        let Model { commands, texts, foreign, aggregates, by_note, read_models, .. } = &mut self.model;
        let names = Names {
            declared: locals.len(),
            locals,
            own: commands[command].aggregate,
            asks: Vec::new(),
            fields: &self.fields,
            aggregates,
            foreign,
        };
        let mut reader = Reader { names, texts, said: Vec::new() };
        for (index, note, model) in &followers.models {
            let key = read_models[*index as usize].key.and_then(|key| reader.names.local(reader.texts.get(key)));
            recorded.projections.extend(reader.projections(event, *index, note, model, key));
        }
        // A read model shows an empty cell where a value is missing; only policies ask.
        reader.names.asks.clear();
        let guards: Vec<Guard> = followers.policies.iter().map(|(_, note, policy)| reader.guard(note, policy)).collect();
        recorded.asks = std::mem::take(&mut reader.names.asks);
        // Behind all guards, so that what is asked for one of them feeds the commands of every policy.
        for ((index, note, policy), guard) in followers.policies.iter().zip(guards) {
            let mut then = Vec::new();
            for (reaction, (delay, unless)) in policy.then.iter().zip(&shared.delays[*index as usize]) {
                let Some(command) = by_note.get(&reaction.command).copied() else { continue };
                let with = reader.feeds(&commands[command as usize].arguments, note, reaction);
                then.push(Follow { command, delay: *delay, unless: *unless, with });
            }
            recorded.reactions.push(Reaction { policy: *index, guard, then });
        }
        for (place, text, diagnostics) in std::mem::take(&mut reader.said) {
            self.say(place, text, diagnostics);
        }
        Some(recorded)
    }

    /// An event's data: what it declares, or else the command's arguments and then the aggregate's state.
    fn data(&mut self, command: usize, event: NoteId) -> (Vec<(Sym, Source)>, Vec<Known>) {
        let Model { commands, aggregates, texts, .. } = &mut self.model;
        let command = &commands[command];
        let mut all: Vec<((Sym, Source), Known)> = Vec::new();
        for (index, argument) in command.arguments.iter().enumerate() {
            let name = texts.get(argument.name).to_owned();
            all.push(((argument.name, Source::Argument(index)), Known { name, ty: argument.ty, texts: None }));
        }
        if let Some(own) = command.aggregate {
            let fields = aggregates[own as usize].fields.iter().zip(&self.fields.of[own as usize]);
            for (index, (name, known)) in fields.enumerate() {
                if all.iter().all(|((other, _), _)| other != name) {
                    all.push(((*name, Source::State(index)), known.clone()));
                }
            }
        }
        let declared = match self.board.note(event).map(|note| &note.detail) {
            Some(Detail::Event(event)) => event.fields.as_slice(),
            _ => &[],
        };
        if declared.is_empty() {
            return all.into_iter().unzip();
        }
        let named = declared.iter().map(|field| {
            let name = field_name(field);
            all.iter()
                .find(|(_, known)| known.name == name)
                .cloned()
                .unwrap_or_else(|| ((texts.intern(&name), Source::Nowhere), Known { name, ty: Type::Unknown, texts: None }))
        });
        named.unzip()
    }

    /// Policies and projections on events that nothing records are read all the same, so that a slip of the pen shows at once.
    fn check_unreached(&mut self) {
        let recorded = self.model.commands.iter().flat_map(|command| &command.outcomes).flat_map(|outcome| &outcome.events);
        let (mut policies, mut events) = (HashSet::new(), HashSet::new());
        for recorded in recorded {
            events.insert(self.model.events[recorded.event as usize].note);
            policies.extend(recorded.reactions.iter().map(|reaction| reaction.policy));
        }
        for (index, note) in self.notes(Kind::Policy).enumerate() {
            let Detail::Policy(policy) = &note.detail else { continue };
            if policies.contains(&(index as Index)) {
                continue;
            }
            policy.guard.iter().for_each(|text| self.check(note, "where", text, Type::Bool));
            let given = policy.then.iter().flat_map(|reaction| &reaction.with);
            given.for_each(|(_, text)| self.check(note, "with", text, Type::Unknown));
        }
        for note in self.notes(Kind::ReadModel) {
            let Detail::ReadModel(model) = &note.detail else { continue };
            let unreached = model.on.iter().filter(|projection| !events.contains(&projection.event));
            unreached.flat_map(|projection| &projection.set).for_each(|(_, text)| self.check(note, "on", text, Type::Unknown));
        }
    }

    /// Reads a text where nothing is declared, so that only what cannot be read at all is worth saying.
    fn check(&mut self, note: &Note, key: &'static str, text: &str, expected: Type) {
        let compiled = self.with_names(Vec::new(), None, |names, texts| names.compile(text, expected, texts));
        let errors = compiled.diagnostics.into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
        self.say(Place { note: note.id, key }, text, errors);
    }
}

impl<'a> Reader<'_, 'a> {
    fn compile(&mut self, note: &Note, key: &'static str, text: &'a str, expected: Type) -> Option<crate::engine::expr::Expr> {
        let compiled = self.names.compile(text, expected, self.texts);
        self.said.push((Place { note: note.id, key }, text, compiled.diagnostics));
        compiled.expr
    }

    fn guard(&mut self, note: &Note, policy: &'a board::Policy) -> Guard {
        let Some(text) = &policy.guard else { return Guard::Always };
        self.compile(note, "where", text, Type::Bool).map_or_else(|| Guard::Unreadable(text.as_str().into()), Guard::When)
    }

    fn projections(
        &mut self,
        event: NoteId,
        index: Index,
        note: &Note,
        model: &'a board::ReadModel,
        key: Option<usize>,
    ) -> Vec<Projection> {
        if model.on.is_empty() {
            return vec![Projection { model: index, action: board::Action::Upsert, key, sets: Vec::new(), all: true }];
        }
        let mut projections = Vec::new();
        for projection in model.on.iter().filter(|projection| projection.event == event) {
            let mut sets = Vec::new();
            for (column, text) in &projection.set {
                let expr = self.compile(note, "on", text, Type::Unknown);
                sets.push((self.texts.intern(&field_name(column)), expr));
            }
            projections.push(Projection { model: index, action: projection.action, key, sets, all: false });
        }
        projections
    }

    fn feeds(&mut self, arguments: &[Argument], note: &Note, reaction: &'a board::Reaction) -> Vec<Feed> {
        let mut feeds = Vec::new();
        for argument in arguments {
            let name = self.texts.get(argument.name).to_owned();
            let given = reaction.with.iter().find(|(field, _)| field_name(field) == name);
            feeds.push(match given {
                Some((_, text)) => match self.compile(note, "with", text, argument.ty) {
                    Some(expr) => Feed::Expr(expr),
                    // What cannot be read gives no value, and the argument is asked.
                    None => Feed::Nothing,
                },
                None => match self.names.local(&name) {
                    Some(local) => Feed::Slot(slot::LOCAL | local as u32),
                    None => Feed::Default,
                },
            });
        }
        feeds
    }
}

fn each_once(ids: &[NoteId]) -> impl Iterator<Item = NoteId> + '_ {
    ids.iter().enumerate().filter(|(index, id)| !ids[..*index].contains(id)).map(|(_, id)| *id)
}
