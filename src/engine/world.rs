//! The World: everything that a next step depends on.
//!
//! It is changed in place, and every change leaves behind what undoes it, so going back costs what changed and nothing is copied
//! that did not. Only the functions of this file change a World; [`super::step()`] decides what to change.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use super::digest::{hash_entry, hash_instance, hash_state, hash_value, mix};
use super::happening::{By, Row};
use super::model::{Index, Model};
use super::value::Value;

/// A command that waits to be handled.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Pending {
    pub(super) command: Index,
    pub(super) arguments: Arc<[Value]>,
    pub(super) by: By,
    /// Not to be handled before this time.
    pub(super) not_before: i64,
}

/// A delayed command.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Entry {
    pub(super) due: i64,
    pub(super) command: Index,
    pub(super) arguments: Arc<[Value]>,
    pub(super) policy: Index,
    /// Which events call it off, by their list in the model.
    pub(super) unless: Index,
}

/// Where in a command's handling the World stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Stage {
    /// Nothing is being handled.
    #[default]
    Idle,
    /// Guards are evaluated.
    Deciding,
    /// The next event of the outcome is recorded.
    Recording,
    /// The event just recorded calls off what it calls off.
    CallingOff,
    /// The invariants are checked.
    Checking,
    /// Read models and policies follow the event.
    Reacting,
}

/// The stage, with what it counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Cursor {
    pub(super) stage: Stage,
    pub(super) outcome: u16,
    pub(super) event: u16,
    pub(super) next: u16,
}

/// The command being handled.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Handling {
    pub(super) command: Index,
    pub(super) arguments: Arc<[Value]>,
    /// Where the state of the aggregate's instance begins.
    pub(super) base: Index,
    /// The data of the event at hand.
    pub(super) data: Arc<[Value]>,
    /// Values that were asked for the decision or the event at hand.
    pub(super) asked: Vec<(u32, Value)>,
    /// What was said of guards that cannot be read.
    pub(super) said: Vec<(u16, bool)>,
    /// What was chosen, and not yet acted upon.
    pub(super) chosen: Option<u16>,
}

/// Everything that a next step depends on: virtual clock, state, queue, agenda, read models.
#[derive(Clone, Debug, Default)]
pub struct World {
    pub(super) clock: i64,
    pub(super) state: Vec<Value>,
    pub(super) instances: Vec<(Index, Value, Index)>,
    lookup: HashMap<(Index, Value), Index>,
    pub(super) queue: VecDeque<Pending>,
    pub(super) agenda: Vec<Entry>,
    pub(super) rows: Vec<Vec<Arc<Row>>>,
    pub(super) handling: Option<Arc<Handling>>,
    pub(super) cursor: Cursor,
    /// Quiescence was said already.
    pub(super) quiet: bool,
    /// A hash of state and agenda, kept with every change.
    digest: u64,
    pub(super) trail: Vec<Change>,
    /// Whether it keeps no trail: it cannot go back, and does not pay for being able to.
    forgetful: bool,
}

/// What undoes a change. Undoing one gives what makes it again, so a step that was taken back need not be worked out anew.
///
/// There is one for every change of every step of a run, so whatever is large and rare is boxed.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// A value was set.
    State { at: Index, old: Value },
    /// The last instance was made.
    InstanceMade,
    /// A command was put behind the queue.
    Queued,
    /// A command was taken from the head of the queue.
    Unqueued(Box<Pending>),
    /// An argument of the command at the head of the queue was set.
    Argument { at: u32, old: Value },
    /// A command was put on the agenda.
    Scheduled(u32),
    /// A command was taken from the agenda.
    Unscheduled(u32, Box<Entry>),
    /// A command that waited at one place of a list was moved to another: to the front, when it was brought forward.
    Moved { list: List, from: u32, to: u32 },
    /// The clock was set.
    Clock(i64),
    /// The stage changed.
    Cursor(Cursor),
    /// What is being handled changed.
    Handling(Option<Arc<Handling>>),
    /// A row was put in the place of another, or where none was.
    RowPut { model: Index, at: u32, old: Option<Arc<Row>> },
    /// A row was taken away.
    RowTaken { model: Index, at: u32, old: Arc<Row> },
    /// Quiescence was said, or ended.
    Quiet(bool),
    /// Only of steps taken back: an instance will be made.
    MakeInstance(Box<(Index, Value, Box<[Value]>)>),
    /// Only of steps taken back: a command will be put behind the queue.
    Queue(Box<Pending>),
    /// Only of steps taken back: a command will be taken from the head of the queue.
    Unqueue,
}

/// Where commands wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum List {
    /// The ready queue.
    Queue,
    /// The agenda.
    Agenda,
}

/// Equal Worlds are those from which the same follows; how they came about does not matter.
impl PartialEq for World {
    fn eq(&self, other: &World) -> bool {
        (self.clock, self.cursor, self.quiet, self.digest) == (other.clock, other.cursor, other.quiet, other.digest)
            && self.state == other.state
            && self.instances == other.instances
            && self.queue == other.queue
            && self.agenda == other.agenda
            && self.rows == other.rows
            && self.handling == other.handling
    }
}

impl World {
    /// The World before anything happened: initial values, time 0.
    pub fn new(model: &Model) -> World {
        let rows = vec![Vec::new(); model.read_models.len()];
        World { state: model.initial.clone(), rows, quiet: true, ..World::default() }
    }

    /// The same for whoever only goes forward.
    pub(super) fn forgetful(model: &Model) -> World {
        World { forgetful: true, ..World::new(model) }
    }

    /// Keeps what undoes a change.
    fn keep(&mut self, change: Change) {
        if !self.forgetful {
            self.trail.push(change);
        }
    }

    /// The virtual time in seconds since the run began.
    pub fn clock(&self) -> i64 {
        self.clock
    }

    /// How much there is to undo. With [`World::undo`], the way back to now.
    pub(super) fn mark(&self) -> usize {
        self.trail.len()
    }

    /// Goes back to a mark, for good.
    pub(super) fn undo(&mut self, mark: usize) {
        while self.trail.len() > mark {
            let Some(change) = self.trail.pop() else { return };
            self.revert(change);
        }
    }

    /// Goes back to a mark and puts what leads on again on top of `beyond`.
    pub(super) fn rewind(&mut self, mark: usize, beyond: &mut Vec<Change>) {
        beyond.reserve(self.trail.len().saturating_sub(mark));
        while self.trail.len() > mark {
            let Some(change) = self.trail.pop() else { return };
            beyond.push(self.revert(change));
        }
    }

    /// Makes so many changes again that [`World::rewind`] took back.
    pub(super) fn redo(&mut self, changes: usize, beyond: &mut Vec<Change>) {
        for change in beyond.drain(beyond.len().saturating_sub(changes)..).rev() {
            let change = self.revert(change);
            self.trail.push(change);
        }
    }

    /// A copy of the World as it was at a mark. It cannot go back any further.
    pub(super) fn as_it_was(&self, mark: usize) -> World {
        let mut world = World {
            clock: self.clock,
            state: self.state.clone(),
            instances: self.instances.clone(),
            lookup: self.lookup.clone(),
            queue: self.queue.clone(),
            agenda: self.agenda.clone(),
            rows: self.rows.clone(),
            handling: self.handling.clone(),
            cursor: self.cursor,
            quiet: self.quiet,
            digest: self.digest,
            trail: self.trail.get(mark..).unwrap_or_default().to_vec(),
            forgetful: false,
        };
        world.undo(0);
        world
    }

    /// Undoes one change and returns what makes it again.
    fn revert(&mut self, change: Change) -> Change {
        match change {
            Change::State { at, old } => Change::State { at, old: self.swap_state(at, old) },
            Change::InstanceMade => match self.instances.pop() {
                Some((aggregate, key, base)) => {
                    self.lookup.remove(&(aggregate, key));
                    self.digest ^= hash_instance(aggregate, key);
                    Change::MakeInstance(Box::new((aggregate, key, self.state.drain(base as usize..).collect())))
                }
                None => Change::InstanceMade,
            },
            Change::MakeInstance(made) => {
                self.add_instance(made.0, made.1, &made.2);
                Change::InstanceMade
            }
            Change::Queued => self.queue.pop_back().map_or(Change::Queued, |pending| Change::Queue(Box::new(pending))),
            Change::Queue(pending) => {
                self.queue.push_back(*pending);
                Change::Queued
            }
            Change::Unqueued(pending) => {
                self.queue.push_front(*pending);
                Change::Unqueue
            }
            Change::Unqueue => self.queue.pop_front().map_or(Change::Unqueue, |pending| Change::Unqueued(Box::new(pending))),
            Change::Argument { at, old } => Change::Argument { at, old: self.swap_argument(at as usize, old) },
            Change::Scheduled(at) => Change::Unscheduled(at, Box::new(self.take_entry(at as usize))),
            Change::Unscheduled(at, entry) => {
                self.put_entry(at as usize, *entry);
                Change::Scheduled(at)
            }
            Change::Moved { list, from, to } => {
                self.shift(list, to as usize, from as usize);
                Change::Moved { list, from: to, to: from }
            }
            Change::Clock(old) => Change::Clock(std::mem::replace(&mut self.clock, old)),
            Change::Cursor(old) => Change::Cursor(std::mem::replace(&mut self.cursor, old)),
            Change::Handling(old) => Change::Handling(std::mem::replace(&mut self.handling, old)),
            Change::RowPut { model, at, old } => {
                let rows = &mut self.rows[model as usize];
                match old {
                    Some(old) => Change::RowPut { model, at, old: Some(std::mem::replace(&mut rows[at as usize], old)) },
                    None => Change::RowTaken { model, at, old: rows.remove(at as usize) },
                }
            }
            Change::RowTaken { model, at, old } => {
                self.rows[model as usize].insert(at as usize, old);
                Change::RowPut { model, at, old: None }
            }
            Change::Quiet(old) => Change::Quiet(std::mem::replace(&mut self.quiet, old)),
        }
    }

    fn swap_state(&mut self, at: Index, value: Value) -> Value {
        let old = std::mem::replace(&mut self.state[at as usize], value);
        self.digest ^= hash_state(at, old) ^ hash_state(at, value);
        old
    }

    fn swap_argument(&mut self, at: usize, value: Value) -> Value {
        let arguments = self.queue.front_mut().map(|pending| Arc::make_mut(&mut pending.arguments));
        arguments.and_then(|arguments| arguments.get_mut(at)).map_or(value, |slot| std::mem::replace(slot, value))
    }

    fn add_instance(&mut self, aggregate: Index, key: Value, initial: &[Value]) -> Index {
        let base = self.state.len() as Index;
        self.state.extend_from_slice(initial);
        self.instances.push((aggregate, key, base));
        self.lookup.insert((aggregate, key), base);
        self.digest ^= hash_instance(aggregate, key);
        base
    }

    fn put_entry(&mut self, at: usize, entry: Entry) {
        self.digest ^= hash_entry(&entry);
        self.agenda.insert(at, entry);
    }

    fn take_entry(&mut self, at: usize) -> Entry {
        let entry = self.agenda.remove(at);
        self.digest ^= hash_entry(&entry);
        entry
    }

    fn shift(&mut self, list: List, from: usize, to: usize) {
        match list {
            List::Queue => {
                if let Some(pending) = self.queue.remove(from) {
                    self.queue.insert(to, pending);
                }
            }
            List::Agenda => {
                let entry = self.agenda.remove(from);
                self.agenda.insert(to, entry);
            }
        }
    }

    pub(super) fn set_state(&mut self, at: Index, value: Value) {
        let old = self.state[at as usize];
        if old != value {
            self.swap_state(at, value);
            self.keep(Change::State { at, old });
        }
    }

    /// Where the state of an instance begins, if it has been spoken of before.
    pub(super) fn instance(&self, aggregate: Index, key: Value) -> Option<Index> {
        self.lookup.get(&(aggregate, key)).copied()
    }

    pub(super) fn make_instance(&mut self, aggregate: Index, key: Value, initial: &[Value]) -> Index {
        let base = self.add_instance(aggregate, key, initial);
        self.keep(Change::InstanceMade);
        base
    }

    pub(super) fn enqueue(&mut self, pending: Pending) {
        self.queue.push_back(pending);
        self.keep(Change::Queued);
        self.set_quiet(false);
    }

    pub(super) fn dequeue(&mut self) -> Option<Pending> {
        let pending = self.queue.pop_front()?;
        if !self.forgetful {
            self.trail.push(Change::Unqueued(Box::new(pending.clone())));
        }
        Some(pending)
    }

    pub(super) fn set_argument(&mut self, at: usize, value: Value) {
        let old = self.swap_argument(at, value);
        self.keep(Change::Argument { at: at as u32, old });
    }

    /// Puts a command on the agenda, behind those due at the same time.
    pub(super) fn schedule(&mut self, entry: Entry) {
        let at = self.agenda.partition_point(|other| other.due <= entry.due);
        self.put_entry(at, entry);
        self.keep(Change::Scheduled(at as u32));
    }

    pub(super) fn unschedule(&mut self, at: usize) -> Entry {
        let entry = self.take_entry(at);
        if !self.forgetful {
            self.trail.push(Change::Unscheduled(at as u32, Box::new(entry.clone())));
        }
        entry
    }

    /// How many commands of a list may change places: those that are ready, or those that are due at the earliest time.
    pub(super) fn together(&self, list: List) -> usize {
        match list {
            List::Queue => self.queue.len(),
            List::Agenda => self.agenda.first().map_or(0, |first| self.agenda.partition_point(|entry| entry.due <= first.due)),
        }
    }

    /// Brings one of the commands of a list that may change places to the front.
    pub(super) fn bring_forward(&mut self, list: List, from: usize) {
        if from < self.together(list) {
            self.shift(list, from, 0);
            self.keep(Change::Moved { list, from: from as u32, to: 0 });
        }
    }

    pub(super) fn set_clock(&mut self, to: i64) {
        let old = std::mem::replace(&mut self.clock, to);
        self.keep(Change::Clock(old));
    }

    pub(super) fn set_cursor(&mut self, to: Cursor) {
        let old = std::mem::replace(&mut self.cursor, to);
        self.keep(Change::Cursor(old));
    }

    pub(super) fn set_handling(&mut self, to: Option<Handling>) {
        let old = std::mem::replace(&mut self.handling, to.map(Arc::new));
        self.keep(Change::Handling(old));
    }

    pub(super) fn change_handling(&mut self, change: impl FnOnce(&mut Handling)) {
        if self.forgetful {
            // Nobody else holds it, so it is changed where it is.
            if let Some(handling) = &mut self.handling {
                change(Arc::make_mut(handling));
            }
            return;
        }
        let mut handling = self.handling.as_deref().cloned();
        handling.as_mut().map(change);
        self.set_handling(handling);
    }

    pub(super) fn set_quiet(&mut self, to: bool) {
        if self.quiet != to {
            let old = std::mem::replace(&mut self.quiet, to);
            self.keep(Change::Quiet(old));
        }
    }

    /// Puts a row in the place of the one with its key, or behind all rows.
    pub(super) fn put_row(&mut self, model: Index, row: Arc<Row>) {
        let rows = &mut self.rows[model as usize];
        let at = rows.iter().position(|other| other.key == row.key);
        let old = match at {
            Some(at) => Some(std::mem::replace(&mut rows[at], row)),
            None => {
                rows.push(row);
                None
            }
        };
        let at = at.unwrap_or(rows.len() - 1) as u32;
        self.keep(Change::RowPut { model, at, old });
    }

    /// Takes a row away. False where there was none.
    pub(super) fn take_row(&mut self, model: Index, key: Value) -> bool {
        let rows = &mut self.rows[model as usize];
        let Some(at) = rows.iter().position(|other| other.key == key) else { return false };
        let old = rows.remove(at);
        self.keep(Change::RowTaken { model, at: at as u32, old });
        true
    }

    /// A hash of everything that decides what follows at this instant: state, agenda and queue, not the clock nor read models.
    pub(super) fn fingerprint(&self) -> u64 {
        self.queue.iter().fold(self.digest, |hash, pending| {
            let command = mix(hash.rotate_left(7) ^ u64::from(pending.command));
            pending.arguments.iter().fold(command, |hash, value| mix(hash ^ hash_value(*value)))
        })
    }

    /// Whether the same follows from both at this instant.
    pub(super) fn same_chain(&self, other: &World) -> bool {
        let work = |pending: &Pending| (pending.command, pending.arguments.clone());
        self.state == other.state
            && self.instances == other.instances
            && self.agenda == other.agenda
            && self.queue.iter().map(work).eq(other.queue.iter().map(work))
    }
}
