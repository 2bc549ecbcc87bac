//! The World: everything that a next step depends on.
//!
//! It is changed in place, and every change leaves behind what undoes it, so going back costs what changed and nothing is copied
//! that did not. Only the functions of this file change a World; [`super::step()`] decides what to change.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

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
    pub(super) handling: Option<Handling>,
    pub(super) cursor: Cursor,
    /// Quiescence was said already.
    pub(super) quiet: bool,
    /// A hash of state and agenda, kept with every change.
    digest: u64,
    trail: Vec<Change>,
}

/// What undoes a change.
#[derive(Clone, Debug)]
enum Change {
    State { at: Index, old: Value },
    InstanceMade,
    Queued,
    Unqueued(Pending),
    Argument { at: u32, old: Value },
    Scheduled(u32),
    Unscheduled(u32, Entry),
    Clock(i64),
    Cursor(Cursor),
    Handling(Option<Handling>),
    RowPut { model: Index, at: u32, old: Option<Arc<Row>> },
    RowTaken { model: Index, at: u32, old: Arc<Row> },
    Quiet(bool),
}

impl World {
    /// The World before anything happened: initial values, time 0.
    pub fn new(model: &Model) -> World {
        let rows = vec![Vec::new(); model.read_models.len()];
        World { state: model.initial.clone(), rows, quiet: true, ..World::default() }
    }

    /// The virtual time in seconds since the run began.
    pub fn clock(&self) -> i64 {
        self.clock
    }

    /// How much there is to undo. With [`World::undo`], the way back to now.
    pub(super) fn mark(&self) -> usize {
        self.trail.len()
    }

    /// Goes back to a mark.
    pub(super) fn undo(&mut self, mark: usize) {
        while self.trail.len() > mark {
            let Some(change) = self.trail.pop() else { return };
            match change {
                Change::State { at, old } => self.swap_state(at, old),
                Change::InstanceMade => {
                    if let Some((aggregate, key, base)) = self.instances.pop() {
                        self.lookup.remove(&(aggregate, key));
                        self.state.truncate(base as usize);
                    }
                }
                Change::Queued => drop(self.queue.pop_back()),
                Change::Unqueued(pending) => self.queue.push_front(pending),
                Change::Argument { at, old } => {
                    if let Some(pending) = self.queue.front_mut() {
                        Arc::make_mut(&mut pending.arguments)[at as usize] = old;
                    }
                }
                Change::Scheduled(at) => {
                    let entry = self.agenda.remove(at as usize);
                    self.digest ^= hash_entry(&entry);
                }
                Change::Unscheduled(at, entry) => {
                    self.digest ^= hash_entry(&entry);
                    self.agenda.insert(at as usize, entry);
                }
                Change::Clock(old) => self.clock = old,
                Change::Cursor(old) => self.cursor = old,
                Change::Handling(old) => self.handling = old,
                Change::RowPut { model, at, old } => {
                    let rows = &mut self.rows[model as usize];
                    match old {
                        Some(old) => rows[at as usize] = old,
                        None => drop(rows.pop()),
                    }
                }
                Change::RowTaken { model, at, old } => self.rows[model as usize].insert(at as usize, old),
                Change::Quiet(old) => self.quiet = old,
            }
        }
    }

    /// Forgets the way back: what was done stays done.
    pub(super) fn forget(&mut self) {
        self.trail.clear();
    }

    fn swap_state(&mut self, at: Index, value: Value) {
        let old = std::mem::replace(&mut self.state[at as usize], value);
        self.digest ^= hash_state(at, old) ^ hash_state(at, value);
    }

    pub(super) fn set_state(&mut self, at: Index, value: Value) {
        let old = self.state[at as usize];
        if old != value {
            self.swap_state(at, value);
            self.trail.push(Change::State { at, old });
        }
    }

    /// Where the state of an instance begins, if it has been spoken of before.
    pub(super) fn instance(&self, aggregate: Index, key: Value) -> Option<Index> {
        self.lookup.get(&(aggregate, key)).copied()
    }

    pub(super) fn make_instance(&mut self, aggregate: Index, key: Value, initial: &[Value]) -> Index {
        let base = self.state.len() as Index;
        self.state.extend_from_slice(initial);
        self.instances.push((aggregate, key, base));
        self.lookup.insert((aggregate, key), base);
        self.trail.push(Change::InstanceMade);
        base
    }

    pub(super) fn enqueue(&mut self, pending: Pending) {
        self.queue.push_back(pending);
        self.trail.push(Change::Queued);
        self.set_quiet(false);
    }

    pub(super) fn dequeue(&mut self) -> Option<Pending> {
        let pending = self.queue.pop_front()?;
        self.trail.push(Change::Unqueued(pending.clone()));
        Some(pending)
    }

    pub(super) fn set_argument(&mut self, at: usize, value: Value) {
        if let Some(pending) = self.queue.front_mut() {
            let slot = &mut Arc::make_mut(&mut pending.arguments)[at];
            let old = std::mem::replace(slot, value);
            self.trail.push(Change::Argument { at: at as u32, old });
        }
    }

    /// Puts a command on the agenda, behind those due at the same time.
    pub(super) fn schedule(&mut self, entry: Entry) {
        let at = self.agenda.partition_point(|other| other.due <= entry.due);
        self.digest ^= hash_entry(&entry);
        self.agenda.insert(at, entry);
        self.trail.push(Change::Scheduled(at as u32));
    }

    pub(super) fn unschedule(&mut self, at: usize) -> Entry {
        let entry = self.agenda.remove(at);
        self.digest ^= hash_entry(&entry);
        self.trail.push(Change::Unscheduled(at as u32, entry.clone()));
        entry
    }

    pub(super) fn set_clock(&mut self, to: i64) {
        self.trail.push(Change::Clock(std::mem::replace(&mut self.clock, to)));
    }

    pub(super) fn set_cursor(&mut self, to: Cursor) {
        self.trail.push(Change::Cursor(std::mem::replace(&mut self.cursor, to)));
    }

    pub(super) fn set_handling(&mut self, to: Option<Handling>) {
        self.trail.push(Change::Handling(std::mem::replace(&mut self.handling, to)));
    }

    pub(super) fn change_handling(&mut self, change: impl FnOnce(&mut Handling)) {
        let mut handling = self.handling.clone();
        handling.as_mut().map(change);
        self.set_handling(handling);
    }

    pub(super) fn set_quiet(&mut self, to: bool) {
        if self.quiet != to {
            self.trail.push(Change::Quiet(std::mem::replace(&mut self.quiet, to)));
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
        self.trail.push(Change::RowPut { model, at, old });
    }

    /// Takes a row away. False where there was none.
    pub(super) fn take_row(&mut self, model: Index, key: Value) -> bool {
        let rows = &mut self.rows[model as usize];
        let Some(at) = rows.iter().position(|other| other.key == key) else { return false };
        let old = rows.remove(at);
        self.trail.push(Change::RowTaken { model, at: at as u32, old });
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

fn hash_value(value: Value) -> u64 {
    match value {
        Value::None => 1,
        Value::Bool(bool) => 2 + u64::from(bool),
        Value::Int(int) => mix(int as u64 ^ 0x5bd1),
        Value::Text(text) => mix(u64::from(text.0) ^ 0x7465_7874_0000_0000),
        Value::Duration(seconds) => mix(seconds as u64 ^ 0x6475_7261_0000_0000),
    }
}

fn hash_state(at: Index, value: Value) -> u64 {
    mix(hash_value(value).wrapping_add(u64::from(at) << 32))
}

fn hash_entry(entry: &Entry) -> u64 {
    let start = mix(entry.due as u64 ^ (u64::from(entry.command) << 40) ^ (u64::from(entry.unless) << 20));
    entry.arguments.iter().fold(start, |hash, value| mix(hash ^ hash_value(*value)))
}

/// The finisher of splitmix64: every bit of the input reaches every bit of the result.
fn mix(value: u64) -> u64 {
    // Counted on first, so that nothing is not hashed to nothing.
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
