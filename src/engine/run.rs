//! A run: a World with its past and its remembered futures.
//!
//! A run is the sequence of what was put in (commands issued, answers given); everything else follows. Steps form a tree: going
//! back loses nothing, and another answer makes a branch beside the first.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::happening::{Answer, Asker, By, Happening, Question, Step};
use super::model::{Index, Model};
use super::step::{self, Progress, Witness};
use super::value::{Texts, Type, Value};
use super::world::{Pending, Stage, World};
use crate::board::{Literal, name};

/// A chain at one virtual instant is called endless after this many steps.
pub const CHAIN_LIMIT: usize = 10_000;

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
}

/// A step with where it came from and what came after it.
#[derive(Debug, Clone)]
struct Node {
    inputs: Box<[Input]>,
    step: Step,
    /// The child that was walked last.
    next: Option<u32>,
    children: Vec<u32>,
    /// The World's fingerprint before a command was handled; 0 for other steps.
    fingerprint: u64,
    /// How many steps there were before the chain at this instant began.
    chain: u32,
}

/// A run of a model: its World now, the steps that led there, and every branch that was ever taken.
#[derive(Debug, Clone)]
pub struct Run {
    pub(super) model: Arc<Model>,
    pub(super) texts: Texts,
    pub(super) world: World,
    nodes: Vec<Node>,
    /// First steps of the branches that begin at the very start.
    roots: Vec<u32>,
    first: Option<u32>,
    /// The steps up to now, each with the World's mark behind it.
    pub(super) path: Vec<(u32, usize)>,
    /// What was put in since the last step.
    inputs: Vec<Input>,
    /// Where the last move found the chain endless.
    round: Option<Option<usize>>,
    /// Steps remembered beyond now.
    ahead: usize,
    /// On the way to now: by chain and fingerprint, how many steps there were when a World first looked so.
    seen: HashMap<(u32, u64), u32>,
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
    /// [`CHAIN_LIMIT`] steps.
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
            nodes: Vec::new(),
            roots: Vec::new(),
            first: None,
            path: Vec::new(),
            inputs: Vec::new(),
            round: None,
            ahead: 0,
            seen: HashMap::new(),
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

    /// The step with a number, counted from 0, on the way to now.
    pub fn step(&self, number: usize) -> Option<&Step> {
        self.path.get(number).map(|(node, _)| &self.nodes[*node as usize].step)
    }

    /// What was put in just before a step.
    pub fn inputs(&self, number: usize) -> &[Input] {
        self.path.get(number).map_or(&[], |(node, _)| &self.nodes[*node as usize].inputs)
    }

    /// Whether an answer was given just before a step.
    pub fn was_answered(&self, number: usize) -> bool {
        self.inputs(number).iter().any(|input| matches!(input, Input::Answer(_)))
    }

    /// The steps that led to now.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = &Step> {
        self.path.iter().map(|(node, _)| &self.nodes[*node as usize].step)
    }

    /// How many steps are remembered beyond now, along the branch that was walked last.
    pub fn ahead(&self) -> usize {
        self.ahead
    }

    fn count_ahead(&self) -> usize {
        std::iter::successors(self.next(), |node| self.nodes[*node as usize].next).count()
    }

    /// How many branches begin where we are.
    pub fn branches(&self) -> usize {
        self.path.last().map_or(&self.roots, |(node, _)| &self.nodes[*node as usize].children).len()
    }

    fn next(&self) -> Option<u32> {
        self.path.last().map_or(self.first, |(node, _)| self.nodes[*node as usize].next)
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

    /// Puts an input into the World.
    pub(super) fn put(&mut self, input: &Input) {
        match input {
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
            && let Some(next) = self.next()
        {
            let inputs = self.nodes[next as usize].inputs.clone();
            if until.is_none_or(|until| self.nodes[next as usize].step.at <= until) {
                inputs.iter().for_each(|input| self.put(input));
                self.inputs = inputs.into();
            }
        }
        let mark = self.world.mark();
        let mut teller = Teller::default();
        match step::step(&self.model, &mut self.world, until, &mut teller) {
            Progress::Asks(question) => Moved::Asks(question),
            Progress::Done => Moved::Done,
            Progress::Stepped => {
                self.round = self.goes_round(teller.fingerprint, mark);
                if let Some(from) = self.round {
                    self.world.undo(mark);
                    return Moved::Endless { from };
                }
                if let Some(what) = teller.happening {
                    self.enter(what, teller.fingerprint);
                }
                Moved::Stepped
            }
        }
    }

    /// Where the last move found the chain endless: the number of steps before it began to repeat itself, if it does.
    pub fn endless(&self) -> Option<Option<usize>> {
        self.round
    }

    /// Whether the chain stood before where it stood at the mark, or has grown beyond its limit. A person's answer or command
    /// begins a new one: it can lead out of the circle.
    fn goes_round(&self, fingerprint: u64, mark: usize) -> Option<Option<usize>> {
        let chain = self.path.last().map(|(node, _)| self.nodes[*node as usize].chain as usize)?;
        if !self.inputs.is_empty() {
            return None;
        }
        if self.path.len() - chain >= CHAIN_LIMIT {
            return Some(None);
        }
        if fingerprint == 0 {
            return None;
        }
        // Equal fingerprints are as good as certain; equal Worlds are.
        let number = *self.seen.get(&(chain as u32, fingerprint))? as usize;
        let (mut now, mut then) = (self.world.clone(), self.world.clone());
        now.undo(mark);
        then.undo(number.checked_sub(1).map_or(0, |before| self.path[before].1));
        then.same_chain(&now).then_some(Some(number))
    }

    /// Enters a step into the tree, or finds it there.
    fn enter(&mut self, what: Happening, fingerprint: u64) {
        let inputs: Box<[Input]> = std::mem::take(&mut self.inputs).into();
        let parent = self.path.last().map(|(node, _)| *node);
        let siblings = parent.map_or(&self.roots, |parent| &self.nodes[parent as usize].children);
        let known = siblings.iter().copied().find(|node| self.nodes[*node as usize].inputs == inputs);
        let node = known.unwrap_or_else(|| {
            let begins = matches!(what, Happening::Clock { .. }) || !inputs.is_empty();
            let chain = match parent {
                Some(parent) if !begins => self.nodes[parent as usize].chain,
                _ => self.path.len() as u32,
            };
            let step = Step { at: self.world.clock, what };
            self.nodes.push(Node { inputs, step, next: None, children: Vec::new(), fingerprint, chain });
            let node = (self.nodes.len() - 1) as u32;
            match parent {
                Some(parent) => self.nodes[parent as usize].children.push(node),
                None => self.roots.push(node),
            }
            node
        });
        let along = self.next() == Some(node);
        match parent {
            Some(parent) => self.nodes[parent as usize].next = Some(node),
            None => self.first = Some(node),
        }
        if fingerprint != 0 {
            self.seen.entry((self.nodes[node as usize].chain, fingerprint)).or_insert(self.path.len() as u32);
        }
        self.path.push((node, self.world.mark()));
        // Only a change of branch makes it necessary to count anew.
        self.ahead = if along { self.ahead - 1 } else { self.count_ahead() };
    }

    /// Whether nothing is left to do and that was said.
    pub fn is_over(&self) -> bool {
        self.world.quiet && self.is_quiet() && self.world.agenda.is_empty()
    }

    /// One step back; what was put in and not yet acted upon is taken back with it. False at the start.
    pub fn back(&mut self) -> bool {
        let waiting = !self.inputs.is_empty();
        self.round = None;
        self.inputs.clear();
        let left = self.path.pop().map(|(node, _)| &self.nodes[node as usize]);
        if let Some(node) = left {
            let key = (node.chain, node.fingerprint);
            if self.seen.get(&key) == Some(&(self.path.len() as u32)) {
                self.seen.remove(&key);
            }
        }
        let moved = left.is_some();
        self.ahead += usize::from(moved);
        self.world.undo(self.path.last().map_or(0, |(_, mark)| *mark));
        moved || waiting
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
