//! A run: a World with its past and its remembered futures.
//!
//! A run is the sequence of what was put in (commands issued, answers given); everything else follows. Steps form a tree: going
//! back loses nothing, and another answer makes a branch beside the first. What leads on from where the run stands is kept with
//! it, so that walking over remembered steps works nothing out anew, and costs what changed.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::endless::Circle;
use super::happening::{Answer, Asker, By, Happening, Question, Step};
use super::model::{Index, Model};
use super::step::{self, Progress, Witness};
use super::tree::{Place, Told, Tree};
use super::value::{Texts, Type, Value};
use super::world::{Change, List, Pending, Stage, World};
use crate::board::{Literal, name};

/// What was put into a run before a step.
#[derive(Clone, PartialEq, Debug)]
pub enum Input {
    /// A command was issued.
    Issue {
        /// The command.
        command: Index,
        /// Its arguments by the model's order.
        arguments: Arc<[Value]>,
        /// Not before this time, in seconds.
        at: i64,
    },
    /// A question was answered.
    Answer(Answer),
    /// One of the commands that were due together was brought to the front.
    First {
        /// The command.
        command: Index,
        /// Where among them it stood, counted from 0.
        position: u32,
    },
}

/// A run of a model: its World now, the steps that led there, and every branch that was ever taken.
#[derive(Debug, Clone)]
pub struct Run {
    pub(super) model: Arc<Model>,
    pub(super) texts: Texts,
    pub(super) world: World,
    pub(super) tree: Tree,
    /// The steps up to now, each with the World's mark behind it.
    pub(super) path: Vec<(Place, usize)>,
    /// What was put in since the last step.
    pub(super) inputs: Vec<Input>,
    /// Where the last move found the chain endless.
    round: Option<Option<usize>>,
    /// What leads on from now.
    beyond: Beyond,
    /// What leads on along every branch that was left, by its first step.
    parked: HashMap<Place, Beyond>,
    pub(super) circle: Circle,
}

/// What leads on along the steps that were walked last: the changes they make, the nearest on top.
#[derive(Debug, Clone, Default)]
struct Beyond {
    changes: Vec<Change>,
    steps: usize,
}

/// Keeps what a step tells.
#[derive(Default)]
struct Teller {
    happening: Option<Happening>,
    /// 0 for every step but the handling of a policy's command.
    fingerprint: u64,
}

impl Witness for Teller {
    fn see(&mut self, happening: impl FnOnce() -> Happening) {
        self.happening = Some(happening());
    }

    fn before_issue(&mut self, fingerprint: impl FnOnce() -> u64) {
        self.fingerprint = fingerprint().max(1);
    }
}

/// What came of moving a run.
#[derive(Clone, PartialEq, Debug)]
pub enum Moved {
    /// One step on.
    Stepped,
    /// Nothing can happen before this is answered.
    Asks(Question),
    /// Nothing is left to do.
    Done,
    /// The chain goes round for ever: the World after so many steps is the World now; or nothing repeats, and it has gone on for
    /// [`CHAIN_LIMIT`](super::CHAIN_LIMIT) steps.
    Endless {
        /// The number of steps before the cycle began.
        from: Option<usize>,
    },
}

/// Why something cannot be put into a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misfit(pub String);

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misfit {}

impl Run {
    /// A run of a model in which nothing has happened yet.
    pub fn new(model: Arc<Model>) -> Run {
        let world = World::new(&model);
        let texts = model.texts.clone();
        Run {
            model,
            texts,
            world,
            tree: Tree::new(),
            path: Vec::new(),
            inputs: Vec::new(),
            round: None,
            beyond: Beyond::default(),
            parked: HashMap::new(),
            circle: Circle::default(),
        }
    }

    /// The model that runs.
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// The texts of the model and those that came with arguments and answers.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The World now.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// How many steps led to now.
    pub fn len(&self) -> usize {
        self.path.len()
    }

    /// Whether nothing has happened yet.
    pub fn is_empty(&self) -> bool {
        self.path.is_empty()
    }

    /// Where the run stands.
    pub fn place(&self) -> Place {
        self.path.last().map_or(Place::START, |(place, _)| *place)
    }

    /// The World's mark behind the last step.
    fn mark(&self) -> usize {
        self.path.last().map_or(0, |(_, mark)| *mark)
    }

    fn told(&self, number: usize) -> Option<&Told> {
        self.tree.told(self.path.get(number)?.0)
    }

    /// The step with a number, counted from 0, on the way to now.
    pub fn step(&self, number: usize) -> Option<&Step> {
        self.told(number).map(|told| &told.step)
    }

    /// The step with a number, counted from 0: on the way to now, or beyond it along the branch that was walked last. The cost grows
    /// with how far beyond.
    pub fn remembered(&self, number: usize) -> Option<&Step> {
        let Some(beyond) = number.checked_sub(self.path.len()) else { return self.step(number) };
        let mut ahead = std::iter::successors(self.tree.next(self.place()), |place| self.tree.next(*place));
        ahead.nth(beyond).map(|place| self.tree.step(place))
    }

    /// What was put in just before a step.
    pub fn inputs(&self, number: usize) -> &[Input] {
        self.told(number).map_or(&[], |told| &told.inputs)
    }

    /// Whether an answer was given just before a step.
    pub fn was_answered(&self, number: usize) -> bool {
        self.inputs(number).iter().any(|input| matches!(input, Input::Answer(_)))
    }

    /// The steps that led to now.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = &Step> + DoubleEndedIterator {
        self.path.iter().map(|(place, _)| self.tree.step(*place))
    }

    /// How many steps are remembered beyond now, along the branch that was walked last.
    pub fn ahead(&self) -> usize {
        self.beyond.steps
    }

    /// How many branches begin where we are.
    pub fn branches(&self) -> usize {
        self.tree.children(self.place()).count()
    }

    /// Whether something was put in that no step has followed yet; going back takes it back for good.
    pub fn is_unfinished(&self) -> bool {
        !self.inputs.is_empty()
    }

    /// Whether a command may be issued: nothing is being handled and nothing waits to be handled now.
    pub fn is_quiet(&self) -> bool {
        self.world.cursor.stage == Stage::Idle && self.world.queue.is_empty()
    }

    /// Issues a command as an actor. Missing arguments take their defaults.
    ///
    /// # Errors
    /// While a chain is going on; for a time (in seconds) that has passed or lies behind a delayed command; for an argument that
    /// the command does not have or a value of the wrong type.
    pub fn issue(&mut self, command: Index, arguments: &[(String, Literal)], at: Option<i64>) -> Result<(), Misfit> {
        let of = self.model.command(command);
        if !self.is_quiet() {
            return Err(Misfit(format!("`{}` has to wait until the chain that is going on has come to rest", of.name)));
        }
        let at = at.unwrap_or(self.world.clock);
        if at < self.world.clock {
            let (at, now) = (super::duration::format(at), super::duration::format(self.world.clock));
            return Err(Misfit(format!("`{}` cannot be issued at {at}: it is {now} already", of.name)));
        }
        let mut values: Vec<Value> = of.arguments.iter().map(super::model::Argument::default).collect();
        for (written, literal) in arguments {
            let found = of.arguments.iter().position(|argument| self.texts.get(argument.name) == written);
            let Some(index) = found else {
                let names = of.arguments.iter().map(|argument| self.texts.get(argument.name));
                let hint = match name::nearest(written, names.clone()) {
                    Some(near) => format!(": did you mean `{near}`?"),
                    None if of.arguments.is_empty() => ": it has no arguments".to_owned(),
                    None => format!(": it has {}", names.collect::<Vec<_>>().join(", ")),
                };
                return Err(Misfit(format!("`{}` has no argument `{written}`{hint}", of.name)));
            };
            values[index] = value(&mut self.texts, literal, of.arguments[index].ty, written)?;
        }
        let input = Input::Issue { command, arguments: values.into(), at };
        self.put(&input);
        self.inputs.push(input);
        Ok(())
    }

    /// What has to be answered before the next step, if anything.
    pub fn question(&mut self) -> Option<Question> {
        let mark = self.world.mark();
        let progress = step::step(&self.model, &mut self.world, None, &mut ());
        self.world.undo(mark);
        match progress {
            Progress::Asks(question) => Some(question),
            _ => None,
        }
    }

    /// Answers the question that is open.
    ///
    /// # Errors
    /// Where nothing is asked, or the answer does not fit the question.
    pub fn answer(&mut self, answer: Answer) -> Result<(), Misfit> {
        let Some(question) = self.question() else { return Err(Misfit("nothing is asked".to_owned())) };
        self.fits(&question, &answer)?;
        let input = Input::Answer(answer);
        self.put(&input);
        self.inputs.push(input);
        Ok(())
    }

    fn fits(&mut self, question: &Question, answer: &Answer) -> Result<(), Misfit> {
        let fits = match (question, answer) {
            (Question::Value { name, ty, .. }, Answer::Value(literal)) => {
                return value(&mut self.texts, literal, *ty, name).map(|_| ());
            }
            (Question::Guard { .. }, Answer::Yes(_)) => true,
            (Question::Outcome { options, .. }, Answer::Outcome(outcome)) => options.contains(outcome),
            (Question::Reaction { commands, .. }, Answer::Reaction(reaction)) => (*reaction as usize) < commands.len(),
            _ => false,
        };
        if fits { Ok(()) } else { Err(Misfit("that does not answer the question".to_owned())) }
    }

    /// Where the commands wait that come next.
    pub(super) fn waiting(&self) -> List {
        if self.world.queue.is_empty() { List::Agenda } else { List::Queue }
    }

    /// Puts an input into the World.
    pub(super) fn put(&mut self, input: &Input) {
        match input {
            Input::First { position, .. } => self.world.bring_forward(self.waiting(), *position as usize),
            Input::Issue { command, arguments, at } => {
                let arguments = arguments.clone();
                self.world.enqueue(Pending { command: *command, arguments, by: By::Actor, not_before: *at });
            }
            Input::Answer(answer) => {
                let mark = self.world.mark();
                match step::step(&self.model, &mut self.world, None, &mut ()) {
                    Progress::Asks(question) => {
                        let given = match (&question, answer) {
                            (Question::Value { ty, name, .. }, Answer::Value(literal)) => {
                                value(&mut self.texts, literal, *ty, name).unwrap_or_default()
                            }
                            _ => Value::None,
                        };
                        step::answer(&mut self.world, &question, answer, given);
                    }
                    _ => self.world.undo(mark),
                }
            }
        }
    }

    /// One step on: along the branch that was walked last, or into the new. Commands due after `until` (seconds) wait.
    pub fn forward(&mut self, until: Option<i64>) -> Moved {
        if self.inputs.is_empty()
            && let Some(next) = self.tree.next(self.place())
            && self.tree.told(next).is_some_and(|told| until.is_none_or(|until| told.step.at <= until))
        {
            self.walk(next);
            return Moved::Stepped;
        }
        let mark = self.world.mark();
        let mut teller = Teller::default();
        match step::step(&self.model, &mut self.world, until, &mut teller) {
            Progress::Asks(question) => {
                // What was made ready for the question is no step: another command may still be brought forward.
                self.world.undo(mark);
                Moved::Asks(question)
            }
            Progress::Done => Moved::Done,
            Progress::Stepped => {
                self.round = self.goes_round(teller.fingerprint, mark);
                if let Some(from) = self.round {
                    self.world.undo(mark);
                    return Moved::Endless { from };
                }
                let done = self.world.mark();
                step::come_to_rest(&self.model, &mut self.world);
                if let Some(what) = teller.happening {
                    self.enter(what, teller.fingerprint, (self.world.mark() - done) as u32);
                }
                Moved::Stepped
            }
        }
    }

    /// Where the last move found the chain endless: the number of steps before it began to repeat itself, if it does.
    pub fn endless(&self) -> Option<Option<usize>> {
        self.round
    }

    /// Enters a step into the tree, or finds it there.
    fn enter(&mut self, what: Happening, fingerprint: u64, rest: u32) {
        let inputs: Box<[Input]> = std::mem::take(&mut self.inputs).into();
        let here = self.place();
        let changes = (self.world.mark() - self.mark()) as u32;
        let known = self.tree.child(here, &inputs);
        let place = known.unwrap_or_else(|| {
            let begins = matches!(what, Happening::Clock { .. }) || !inputs.is_empty();
            let chain = match self.tree.told(here) {
                Some(told) if !begins => told.chain,
                _ => self.path.len() as u32,
            };
            let step = Step { at: self.world.clock, what };
            self.tree.grow(here, Told { inputs, step, fingerprint, chain, changes, rest })
        });
        self.turn(place);
        if known.is_some() {
            // It was made once more: what led there before is not needed any longer.
            let before = self.tree.told(place).map_or(0, |told| told.changes);
            self.beyond.changes.truncate(self.beyond.changes.len().saturating_sub(before as usize));
            self.beyond.steps -= 1;
            self.tree.set_changes(place, changes, rest);
        }
        self.path.push((place, self.world.mark()));
    }

    /// Makes a step behind where the run stands the one that comes next. What led on until now is kept for when it is wanted.
    fn turn(&mut self, child: Place) {
        let before = self.tree.set_next(self.place(), child);
        if let Some(before) = before.filter(|before| *before != child) {
            let beyond = self.parked.remove(&child).unwrap_or_default();
            self.parked.insert(before, std::mem::replace(&mut self.beyond, beyond));
        }
    }

    /// Goes on to a remembered step behind where the run stands. Nothing is worked out: what changed is changed again.
    pub(super) fn walk(&mut self, child: Place) {
        self.turn(child);
        let changes = self.tree.told(child).map_or(0, |told| told.changes);
        self.world.redo(changes as usize, &mut self.beyond.changes);
        self.beyond.steps -= 1;
        self.path.push((child, self.world.mark()));
        self.round = None;
    }

    /// Goes back until so many steps lead to now, and takes back for good what was put in since the last step.
    pub(super) fn rewind(&mut self, steps: usize) {
        self.round = None;
        self.inputs.clear();
        self.world.undo(self.mark());
        if steps < self.path.len() {
            self.beyond.steps += self.path.len() - steps;
            self.path.truncate(steps);
            self.world.rewind(self.mark(), &mut self.beyond.changes);
            self.circle.forget();
        }
    }

    /// Whether nothing is left to do and that was said.
    pub fn is_over(&self) -> bool {
        self.world.quiet && self.is_quiet() && self.world.agenda.is_empty()
    }

    /// One step back; what was put in and not yet acted upon is taken back with it. False at the start.
    pub fn back(&mut self) -> bool {
        let moved = !self.inputs.is_empty() || !self.path.is_empty();
        self.rewind(self.path.len().saturating_sub(1));
        moved
    }

    /// Goes on until something is asked, nothing is left to do, `steps` steps were made, or the chain is endless; nothing where
    /// the number of steps ended it. Commands due after `until` (seconds) wait.
    pub fn play(&mut self, steps: usize, until: Option<i64>) -> Option<Moved> {
        for _ in 0..steps {
            match self.forward(until) {
                Moved::Stepped => {}
                ended => return Some(ended),
            }
        }
        None
    }

    /// The name of whoever asks.
    pub fn asker(&self, asker: Asker) -> &str {
        match asker {
            Asker::Command(command) => &self.model.command(command).name,
            Asker::Policy(policy) => &self.model.policy(policy).name,
        }
    }
}

/// A literal as a value of a field, if its type fits.
fn value(texts: &mut Texts, literal: &Literal, wanted: Type, field: &str) -> Result<Value, Misfit> {
    let value = match literal {
        Literal::Int(int) => Value::Int(*int),
        Literal::Bool(bool) => Value::Bool(*bool),
        Literal::Text(text) => match (wanted, super::duration::parse(text)) {
            (Type::Duration, Ok(seconds)) => Value::Duration(seconds),
            _ => Value::Text(texts.intern(text)),
        },
    };
    let given = Type::of(value);
    if wanted == Type::Unknown || wanted == given {
        return Ok(value);
    }
    Err(Misfit(format!("`{field}` is {}, and {} is {}", wanted.a_name(), value.show(texts), given.a_name())))
}
