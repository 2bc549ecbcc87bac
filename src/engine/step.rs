//! One step of a World: the only place that says what running means. Run pane, `run`, scenarios and check all come through here.
//!
//! A step either changes the World and tells what happened, or changes nothing and asks. It knows no text and compares none.

use std::sync::Arc;

use super::expr::{Env, Expr, Fault, Stop};
use super::happening::{Answer, Asker, By, Happening, Question, Seen};
use super::model::{Ask, Command, Guard, Index, Model, Outcome, Recorded, Source, slot};
use super::value::{Type, Value};
use super::world::{Cursor, Handling, Pending, Stage, World};
use super::{invariants, reacting};

/// What came of asking for a step.
#[derive(Clone, PartialEq, Debug)]
pub enum Progress {
    /// Something happened.
    Stepped,
    /// Nothing can happen before this is answered.
    Asks(Question),
    /// Nothing is left to do up to the time asked for.
    Done,
}

/// Who is told what happened. A search that only wants the next World tells nobody and pays for no story.
pub trait Witness {
    /// Told once a step; the happening is made only for those who look at it.
    fn see(&mut self, happening: impl FnOnce() -> Happening);

    /// Told before a policy's command is handled, with what tells this World from others at the same instant.
    fn before_issue(&mut self, _fingerprint: impl FnOnce() -> u64) {}
}

impl Witness for () {
    fn see(&mut self, _: impl FnOnce() -> Happening) {}
}

/// The value a slot has here and now.
pub(super) struct Sight<'a> {
    pub(super) model: &'a Model,
    pub(super) world: &'a World,
    pub(super) locals: &'a [Value],
    pub(super) asked: &'a [(u32, Value)],
    pub(super) base: Index,
    /// The command being decided: while it is, an argument without a value falls through to the state.
    pub(super) deciding: Option<&'a Command>,
}

/// Stands for "no aggregate": no state begins there.
pub(super) const NO_STATE: Index = Index::MAX;

/// Stands for the state of an instance that nothing has happened to yet: it is as it begins.
pub(super) const FRESH: Index = Index::MAX - 1;

/// Slots behind all others: values asked for assignments that could not be read, counted from the end.
pub(super) const ASSIGNED: u32 = u32::MAX;

impl Env for Sight<'_> {
    fn value(&self, slot: u32) -> Value {
        let at = slot & !slot::TABLE;
        let value = match slot & slot::TABLE {
            slot::LOCAL => match self.locals.get(at as usize).copied().unwrap_or_default() {
                Value::None => self.fallen_through(at as usize),
                value => value,
            },
            slot::OWN => self.own(at),
            slot::SINGLE => self.world.state[at as usize],
            _ => self.foreign(at),
        };
        match value {
            Value::None => self.asked.iter().find(|(asked, _)| *asked == slot).map_or(Value::None, |(_, value)| *value),
            value => value,
        }
    }
}

impl Sight<'_> {
    /// A field of the aggregate that handles the command.
    fn own(&self, field: Index) -> Value {
        let own = self.deciding.and_then(|command| command.aggregate);
        match (self.base, own) {
            (FRESH, Some(own)) => self.model.aggregate(own).initial[field as usize],
            (NO_STATE | FRESH, _) => Value::None,
            (base, _) => self.world.state.get((base + field) as usize).copied().unwrap_or_default(),
        }
    }

    /// The state's field of an argument's name, for an argument that may be missing.
    fn fallen_through(&self, argument: usize) -> Value {
        let argument = self.deciding.and_then(|command| command.arguments.get(argument));
        argument.and_then(|argument| argument.state).map_or(Value::None, |field| self.own(field))
    }

    /// `Aggregate.field` of the instance that is named here.
    fn foreign(&self, at: u32) -> Value {
        let Some(foreign) = self.model.foreign.get(at as usize) else { return Value::None };
        match foreign.key.map(|key| self.value(key)) {
            None | Some(Value::None) => Value::None,
            Some(key) => match self.world.instance(foreign.aggregate, key) {
                Some(base) => self.world.state[(base + foreign.field) as usize],
                // An instance that nobody has spoken to yet is as it begins.
                None => self.model.aggregate(foreign.aggregate).initial[foreign.field as usize],
            },
        }
    }

    /// Why an expression has no value here, with its text.
    pub(super) fn fault(&self, expr: &Expr) -> Option<(Box<str>, Fault)> {
        match expr.eval(self) {
            Err(Stop::Fault(fault)) => Some((expr.text().into(), fault)),
            _ => None,
        }
    }

    /// An expression with the values it sees.
    pub(super) fn seen(&self, expr: &Expr) -> Seen {
        let values = expr.reads().iter().map(|(slot, name)| (name.clone(), self.value(*slot))).collect();
        let fault = self.fault(expr).map(|(_, fault)| fault);
        Seen { text: expr.text().into(), values, fault, answered: false }
    }
}

/// Makes the next step, or says what has to be answered first. Commands on the agenda that come due after `until` (seconds) are
/// left there.
pub fn step(model: &Model, world: &mut World, until: Option<i64>, witness: &mut impl Witness) -> Progress {
    loop {
        let done = match world.cursor.stage {
            Stage::Idle => idle(model, world, until, witness),
            Stage::Deciding => deciding(model, world, witness),
            Stage::Recording => recording(model, world, witness),
            Stage::CallingOff => reacting::calling_off(model, world, witness),
            Stage::Checking => invariants::checking(model, world, witness),
            Stage::Reacting => reacting::reacting(model, world, witness),
        };
        if let Some(progress) = done {
            return progress;
        }
    }
}

/// Ends the handling of a command that nothing more comes of, so that a World between two steps says truly whether something is being
/// handled. Where something comes of it, nothing is changed.
pub(super) fn come_to_rest(model: &Model, world: &mut World) {
    let mark = world.mark();
    while world.cursor.stage != Stage::Idle {
        let silent = !reacting::goes_on(model, world)
            && match world.cursor.stage {
                Stage::Idle | Stage::Deciding => false,
                Stage::Recording => recording(model, world, &mut ()).is_none(),
                Stage::CallingOff => reacting::calling_off(model, world, &mut ()).is_none(),
                Stage::Checking => invariants::checking(model, world, &mut ()).is_none(),
                Stage::Reacting => reacting::reacting(model, world, &mut ()).is_none(),
            };
        if !silent {
            world.undo(mark);
            return;
        }
    }
}

fn idle(model: &Model, world: &mut World, until: Option<i64>, witness: &mut impl Witness) -> Option<Progress> {
    if let Some(next) = world.queue.front() {
        if next.not_before > world.clock {
            return Some(advance(world, next.not_before, witness));
        }
        if matches!(next.by, By::Policy(_)) {
            witness.before_issue(|| world.fingerprint());
        }
        return Some(issue(model, world, witness));
    }
    let Some(due) = world.agenda.first().map(|entry| entry.due) else {
        if world.quiet {
            return Some(Progress::Done);
        }
        world.set_quiet(true);
        witness.see(|| Happening::Quiescent);
        return Some(Progress::Stepped);
    };
    if until.is_some_and(|until| due > until) {
        return Some(Progress::Done);
    }
    // Only the first comes: what it sets off is over before the next is handled, and may call that one off.
    let entry = world.unschedule(0);
    world.enqueue(Pending { command: entry.command, arguments: entry.arguments, by: By::Agenda(entry.policy), not_before: due });
    None
}

fn advance(world: &mut World, to: i64, witness: &mut impl Witness) -> Progress {
    let from = world.clock;
    world.set_clock(to);
    witness.see(|| Happening::Clock { from, to });
    Progress::Stepped
}

fn issue(model: &Model, world: &mut World, witness: &mut impl Witness) -> Progress {
    let Some(next) = world.queue.front() else { return Progress::Done };
    let command = model.command(next.command);
    let missing = |(index, argument): (usize, &super::model::Argument)| {
        (argument.required && next.arguments[index] == Value::None).then_some(index)
    };
    if let Some(index) = command.arguments.iter().enumerate().find_map(missing) {
        return Progress::Asks(ask_argument(model, next.command, index));
    }
    let Some(Pending { command: index, arguments, by, .. }) = world.dequeue() else { return Progress::Done };
    let base = match command.aggregate.map(|aggregate| (aggregate, model.aggregate(aggregate))) {
        None => NO_STATE,
        Some((at, aggregate)) => match command.key.filter(|_| aggregate.key.is_some()) {
            None => aggregate.base,
            Some(key) => {
                // A new instance is made when an outcome is taken: a command that is rejected leaves nothing behind.
                world.instance(at, arguments[key]).unwrap_or(FRESH)
            }
        },
    };
    witness.see(|| Happening::Issued { command: index, arguments: arguments.clone(), by });
    if !command.outcomes.is_empty() {
        let data = Arc::from([]);
        let handling = Handling { command: index, arguments, base, data, asked: Vec::new(), said: Vec::new(), chosen: None };
        world.set_handling(Some(handling));
        world.set_cursor(Cursor { stage: Stage::Deciding, ..Cursor::default() });
    }
    Progress::Stepped
}

fn ask_argument(model: &Model, command: Index, index: usize) -> Question {
    let asked = model.command(command);
    let argument = &asked.arguments[index];
    let mut options = argument.values.clone();
    let compared = asked.asks.iter().find(|ask| ask.slot == index as u32).map_or(&[][..], |ask| &ask.compared);
    options.extend(compared.iter().filter(|value| !argument.values.contains(value)));
    let name = model.texts.get(argument.name).into();
    Question::Value { asker: Asker::Command(command), name, ty: argument.ty, options, slot: index as u32 }
}

/// The question for a value that an expression misses.
pub(super) fn ask(asks: &[Ask], asker: Asker, slot: u32) -> Progress {
    let known = asks.iter().find(|ask| ask.slot == slot);
    Progress::Asks(Question::Value {
        asker,
        name: known.map_or_else(|| "?".into(), |ask| ask.name.clone()),
        ty: known.map_or(Type::Unknown, |ask| ask.ty),
        options: known.map(|ask| ask.compared.clone()).unwrap_or_default(),
        slot,
    })
}

/// Whether a guard holds; or what has to be known first.
pub(super) fn holds(
    guard: &Guard,
    which: u16,
    sight: &Sight<'_>,
    said: &[(u16, bool)],
    asker: Asker,
    asks: &[Ask],
) -> Result<bool, Progress> {
    match guard {
        Guard::Always => Ok(true),
        Guard::Otherwise => Ok(false),
        Guard::When(expr) => match expr.eval(sight) {
            Ok(value) => Ok(value == Value::Bool(true)),
            Err(Stop::Fault(_)) => Ok(false),
            Err(Stop::Missing(slot)) => Err(ask(asks, asker, slot)),
        },
        Guard::Unreadable(text) => match said.iter().find(|(other, _)| *other == which) {
            Some((_, yes)) => Ok(*yes),
            None => Err(Progress::Asks(Question::Guard { asker, text: text.clone(), which })),
        },
    }
}

fn deciding(model: &Model, world: &mut World, witness: &mut impl Witness) -> Option<Progress> {
    let handling = world.handling.as_ref()?;
    let index = handling.command;
    let command = model.command(index);
    let sight =
        Sight { model, world, locals: &handling.arguments, asked: &handling.asked, base: handling.base, deciding: Some(command) };
    let possible = match possible(command, index, &sight, &handling.said) {
        Ok(possible) => possible,
        Err(progress) => return Some(progress),
    };
    let outcome = match (possible.as_slice(), handling.chosen) {
        ([], _) => {
            witness.see(|| rejected(command, index, &sight));
            finish(world);
            return Some(Progress::Stepped);
        }
        ([only], _) => *only,
        (_, Some(chosen)) => chosen,
        (_, None) => return Some(Progress::Asks(Question::Outcome { command: index, options: possible })),
    };
    let chosen = &command.outcomes[outcome as usize];
    let (mut values, mut faults) = match assigned(model, chosen, index, &sight) {
        Ok(assigned) => assigned,
        Err(progress) => return Some(progress),
    };
    // All assignments take effect together: where one cannot be worked out, none does.
    if !faults.is_empty() {
        values.clear();
    }
    faults.extend(command.outcomes.iter().filter_map(|outcome| match &outcome.guard {
        Guard::When(expr) => sight.fault(expr),
        _ => None,
    }));
    witness.see(|| Happening::Chosen {
        command: index,
        outcome,
        possible: possible.len() as u16,
        set: command.aggregate.map_or_else(Box::default, |aggregate| {
            let fields = &model.aggregate(aggregate).fields;
            values.iter().map(|(field, value)| (fields[*field as usize], sight.own(*field), *value)).collect()
        }),
        faults: faults.into(),
    });
    let base = settle(model, world, command);
    for (field, value) in values {
        world.set_state(base + field, value);
    }
    world.set_cursor(Cursor { stage: Stage::Recording, outcome, event: 0, next: 0 });
    Some(Progress::Stepped)
}

/// Makes the instance that the command at hand is the first to change; returns where its state begins.
fn settle(model: &Model, world: &mut World, command: &Command) -> Index {
    let Some(handling) = &world.handling else { return NO_STATE };
    let (base, key) = (handling.base, command.key.map(|key| handling.arguments[key]));
    match (base, command.aggregate, key) {
        (FRESH, Some(aggregate), Some(key)) => {
            let base = world.make_instance(aggregate, key, &model.aggregate(aggregate).initial);
            world.change_handling(|handling| handling.base = base);
            base
        }
        _ => base,
    }
}

/// The outcomes that are possible: guarded ones that hold and unguarded ones; `otherwise` where no guarded one holds.
pub(super) fn possible(command: &Command, index: Index, sight: &Sight<'_>, said: &[(u16, bool)]) -> Result<Vec<u16>, Progress> {
    let mut possible = Vec::new();
    let mut guarded = false;
    for (number, outcome) in command.outcomes.iter().enumerate() {
        let number = number as u16;
        if holds(&outcome.guard, number, sight, said, Asker::Command(index), &command.asks)? {
            guarded |= !matches!(outcome.guard, Guard::Always);
            possible.push(number);
        }
    }
    if !guarded {
        let otherwise = command.outcomes.iter().enumerate().filter(|(_, outcome)| matches!(outcome.guard, Guard::Otherwise));
        possible.extend(otherwise.map(|(number, _)| number as u16));
        possible.sort_unstable();
    }
    Ok(possible)
}

fn rejected(command: &Command, index: Index, sight: &Sight<'_>) -> Happening {
    let seen = |outcome: &Outcome| match &outcome.guard {
        Guard::When(expr) => Some(sight.seen(expr)),
        Guard::Unreadable(text) => Some(unreadable(text)),
        Guard::Always | Guard::Otherwise => None,
    };
    Happening::Rejected { command: index, guards: command.outcomes.iter().filter_map(seen).collect() }
}

/// A guard that somebody answered in its place.
pub(super) fn unreadable(text: &str) -> Seen {
    Seen { text: text.into(), values: Box::default(), fault: None, answered: true }
}

type Assigned = (Vec<(Index, Value)>, Vec<(Box<str>, Fault)>);

/// The values that an outcome's assignments have, all read from the state before it.
fn assigned(model: &Model, outcome: &Outcome, command: Index, sight: &Sight<'_>) -> Result<Assigned, Progress> {
    let asker = Asker::Command(command);
    let command = model.command(command);
    let (mut values, mut faults) = (Vec::new(), Vec::new());
    for (number, set) in outcome.sets.iter().enumerate() {
        let value = match &set.expr {
            Some(expr) => expr.eval(sight),
            None => match sight.value(ASSIGNED - number as u32) {
                Value::None => Err(Stop::Missing(ASSIGNED - number as u32)),
                value => Ok(value),
            },
        };
        match value {
            Ok(value) => values.push((set.field, value)),
            Err(Stop::Fault(fault)) => faults.push((set.text.clone(), fault)),
            Err(Stop::Missing(slot)) if set.expr.is_some() => return Err(ask(&command.asks, asker, slot)),
            Err(Stop::Missing(slot)) => {
                let aggregate = command.aggregate.map(|aggregate| model.aggregate(aggregate));
                let name = aggregate.map_or("?", |aggregate| model.texts.get(aggregate.fields[set.field as usize]));
                let ty = aggregate.map_or(Type::Unknown, |aggregate| aggregate.types[set.field as usize]);
                return Err(Progress::Asks(Question::Value { asker, name: name.into(), ty, options: Vec::new(), slot }));
            }
        }
    }
    Ok((values, faults))
}

fn recording(model: &Model, world: &mut World, witness: &mut impl Witness) -> Option<Progress> {
    let cursor = world.cursor;
    let index = world.handling.as_ref()?.command;
    let command = model.command(index);
    let Some(recorded) = command.outcomes[cursor.outcome as usize].events.get(cursor.event as usize) else {
        world.set_cursor(Cursor { stage: Stage::Checking, event: 0, next: 0, ..cursor });
        return None;
    };
    let data = turn_to(model, world, recorded);
    witness.see(|| Happening::Recorded {
        event: recorded.event,
        command: index,
        aggregate: command.aggregate,
        data: named(recorded, &data),
        followed: !recorded.reactions.is_empty() || !recorded.projections.is_empty(),
    });
    world.set_cursor(Cursor { stage: Stage::CallingOff, ..cursor });
    Some(Progress::Stepped)
}

/// Makes an event the one at hand and returns its data.
pub(super) fn turn_to(model: &Model, world: &mut World, recorded: &Recorded) -> Arc<[Value]> {
    let state = |world: &World, base: Index, at: usize| world.state.get(base as usize + at).copied().unwrap_or_default();
    let data: Arc<[Value]> = world
        .handling
        .iter()
        .flat_map(|handling| {
            let world = &*world;
            recorded.data.iter().map(move |(_, source)| match source {
                Source::Argument(at) => match (handling.arguments[*at], model.command(handling.command).arguments[*at].state) {
                    (Value::None, Some(field)) => state(world, handling.base, field as usize),
                    (value, _) => value,
                },
                Source::State(at) => state(world, handling.base, *at),
                Source::Nowhere => Value::None,
            })
        })
        .collect();
    // The only event of an outcome is at hand when it is recorded and is still so when it is followed.
    let fresh = |handling: &Handling| handling.asked.is_empty() && handling.said.is_empty() && handling.chosen.is_none();
    if let Some(handling) = world.handling.as_deref().filter(|handling| handling.data == data && fresh(handling)) {
        return handling.data.clone();
    }
    let shared = data.clone();
    world.change_handling(|handling| {
        handling.data = shared;
        handling.asked.clear();
        handling.said.clear();
        handling.chosen = None;
    });
    data
}

fn named(recorded: &Recorded, data: &[Value]) -> Box<[(super::value::Sym, Value)]> {
    let named = recorded.data.iter().zip(data).filter(|(_, value)| **value != Value::None);
    named.map(|((name, _), value)| (*name, *value)).collect()
}

/// The command is handled; the next may come.
pub(super) fn finish(world: &mut World) {
    world.set_handling(None);
    world.set_cursor(Cursor::default());
}

/// Puts an answer where the question's asker finds it. Types and options have been looked at before.
pub(super) fn answer(world: &mut World, question: &Question, answer: &Answer, value: Value) {
    match (question, answer) {
        (Question::Value { slot, .. }, _) if world.cursor.stage == Stage::Idle => world.set_argument(*slot as usize, value),
        (Question::Value { slot, .. }, _) => {
            let deciding = world.cursor.stage == Stage::Deciding;
            world.change_handling(|handling| {
                // An argument that was asked is one like any other from then on: events carry it.
                if deciding && (*slot as usize) < handling.arguments.len() {
                    Arc::make_mut(&mut handling.arguments)[*slot as usize] = value;
                } else {
                    handling.asked.push((*slot, value));
                }
            });
        }
        (Question::Guard { which, .. }, Answer::Yes(yes)) => world.change_handling(|handling| handling.said.push((*which, *yes))),
        (Question::Outcome { .. }, Answer::Outcome(outcome)) => {
            world.change_handling(|handling| handling.chosen = Some(*outcome));
        }
        (Question::Reaction { .. }, Answer::Reaction(reaction)) => {
            world.change_handling(|handling| handling.chosen = Some(*reaction));
        }
        _ => {}
    }
}
