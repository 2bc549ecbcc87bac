//! What brought what about: from any step back to an actor's command, from any value to the step that wrote it.
//!
//! Nothing is kept for this while a run goes on. The World's trail of changes, with the marks between the steps, says exactly
//! which step put what where; it is walked when somebody asks.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use super::happening::{By, Happening, Row};
use super::invariants;
use super::model::Index;
use super::run::Run;
use super::value::{Sym, Value};
use super::world::{Change, Cursor, Entry, List};

/// What a change does to the two lines in which commands wait: the queue and the agenda.
#[derive(Clone, Copy)]
enum Line {
    /// Behind all others of the queue.
    Queued,
    /// The first of the queue is handled.
    Unqueued,
    /// At a place of the agenda.
    Scheduled(usize),
    /// From a place of the agenda.
    Unscheduled(usize),
    /// From one place of the queue to another.
    MovedUp(usize, usize),
    /// From one place of the agenda to another.
    Moved(usize, usize),
    /// Both lines stay as they are.
    Still,
}

/// Every change is named here, so that a new one that moves what waits cannot be overlooked.
fn line(change: &Change) -> Line {
    match change {
        Change::Queued => Line::Queued,
        Change::Unqueued(_) => Line::Unqueued,
        Change::Scheduled(at) => Line::Scheduled(*at as usize),
        Change::Unscheduled(at, _) => Line::Unscheduled(*at as usize),
        Change::Moved { list: List::Queue, from, to } => Line::MovedUp(*from as usize, *to as usize),
        Change::Moved { list: List::Agenda, from, to } => Line::Moved(*from as usize, *to as usize),
        Change::State { .. }
        | Change::InstanceMade
        | Change::Argument { .. }
        | Change::Clock(_)
        | Change::Cursor(_)
        | Change::Handling(_)
        | Change::RowPut { .. }
        | Change::RowTaken { .. }
        | Change::Quiet(_)
        | Change::MakeInstance(_)
        | Change::Queue(_)
        | Change::Unqueue => Line::Still,
    }
}

/// Where a policy's command comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Origin {
    /// The step in which the policy fired.
    pub(super) step: usize,
    /// Which of the commands that it issued then.
    pub(super) nth: usize,
}

/// For every command handled in a stretch of the run, by its step: where it comes from; nothing for an actor's.
type Origins = Vec<(usize, Option<Origin>)>;

impl Run {
    /// The step that brought a step about (numbers from 0 on the way to now): for an event the choice of its outcome, for a choice
    /// or a rejection the command, for a policy's command the step in which the policy fired, for what follows an event that
    /// event, for a broken invariant the choice. Nothing for an actor's command, the clock and quiescence.
    pub fn cause(&self, number: usize) -> Option<usize> {
        match &self.step(number)?.what {
            Happening::Issued { .. } => self.origin(number).map(|origin| origin.step),
            Happening::Chosen { .. } | Happening::Rejected { .. } => self.handled(number),
            Happening::Recorded { .. } | Happening::Broken { .. } => self.decided(number),
            Happening::CalledOff { .. } => self.last(number, |what| matches!(what, Happening::Recorded { .. })),
            Happening::Updated { .. } | Happening::Fired { .. } | Happening::Skipped { .. } => {
                // An outcome may record one event twice: the cursor says which of them was followed.
                let nth = self.cursor(number).event as usize;
                let recorded = |at: &usize| matches!(self.what(*at), Some(Happening::Recorded { .. }));
                (self.decided(number)?..number).filter(recorded).nth(nth)
            }
            Happening::Clock { .. } | Happening::Quiescent => None,
        }
    }

    /// The chain of causes back to an actor's command, nearest first, without the step itself.
    pub fn causes(&self, number: usize) -> Vec<usize> {
        let mut causes = Vec::new();
        // One walk tells the origins of a whole stretch: each stretch is walked once.
        let mut origins = Origins::new();
        let mut at = number;
        loop {
            let cause = match self.what(at) {
                Some(Happening::Issued { by: By::Actor, .. }) => None,
                Some(Happening::Issued { .. }) => {
                    if origins.first().is_none_or(|(first, _)| *first > at) {
                        origins = self.origins(at);
                    }
                    let found = origins.binary_search_by_key(&at, |(step, _)| *step).ok();
                    found.and_then(|found| origins[found].1).map(|origin| origin.step)
                }
                _ => self.cause(at),
            };
            match cause {
                // A cause lies before what it causes; if it ever did not, the chain would have no end.
                Some(cause) if cause < at => {
                    causes.push(cause);
                    at = cause;
                }
                _ => return causes,
            }
        }
    }

    /// The step that gave a field of an aggregate (of an instance of it) the value it has now; nothing where nobody ever changed
    /// its initial value. Whoever assigned the value that it had already gave it nothing.
    pub fn wrote_state(&self, aggregate: Index, key: Value, field: Sym) -> Option<usize> {
        let of = self.model.aggregates.get(aggregate as usize)?;
        let field = of.fields.iter().position(|other| *other == field)? as Index;
        let base = if of.key.is_some() { self.world.instance(aggregate, key)? } else { of.base };
        let wrote = |change: &Change| matches!(change, Change::State { at, .. } if *at == base + field);
        self.world.trail.iter().rposition(wrote).and_then(|change| self.step_of(change))
    }

    /// The step that gave a cell of a read model's row the value it has now.
    pub fn wrote_cell(&self, read_model: Index, key: Value, column: Sym) -> Option<usize> {
        let rows = self.world.rows.get(read_model as usize)?;
        let mut place = rows.iter().position(|row| row.key == key)?;
        let cell = |row: &Row| row.cells.iter().find(|(name, _)| *name == column).map(|(_, value)| *value);
        let value = cell(&rows[place])?;
        let had = |old: &Option<Arc<Row>>| old.as_ref().and_then(|old| cell(old)) == Some(value);
        for (number, change) in self.world.trail.iter().enumerate().rev() {
            match change {
                Change::RowPut { model, at, old } if *model == read_model && *at as usize == place && !had(old) => {
                    return self.step_of(number);
                }
                // Before it was taken away it stood in the way of those behind it.
                Change::RowTaken { model, at, .. } if *model == read_model => place += usize::from(*at as usize <= place),
                _ => {}
            }
        }
        None
    }

    /// The step in which a policy put the agenda's entry at a position (as [`Run::what_waits`] lists them) there.
    pub fn wrote_agenda(&self, at: usize) -> Option<usize> {
        let change = self.scheduled(at, self.world.trail.len()).filter(|_| at < self.world.agenda.len())?;
        self.step_of(change)
    }

    /// The step in which a policy put on the agenda what a step calls off.
    pub fn called_off(&self, number: usize) -> Option<usize> {
        let (change, at, _) = self.unscheduled(number)?;
        self.step_of(self.scheduled(at, change)?)
    }

    /// The aggregate's instance that a step is about, where the aggregate has instances: aggregate and key. What follows a command
    /// is about the command's, a broken invariant about the one that breaks it, what is called off about its own.
    pub fn instance(&self, number: usize) -> Option<(Index, Value)> {
        let named = |command: Index, arguments: &[Value]| {
            let command = self.model.command(command);
            let aggregate = command.aggregate.filter(|aggregate| self.model.aggregate(*aggregate).key.is_some())?;
            let key = *arguments.get(command.key?)?;
            (key != Value::None).then_some((aggregate, key))
        };
        match self.what(number)? {
            Happening::Issued { command, arguments, .. } => named(*command, arguments),
            Happening::CalledOff { command, .. } => named(*command, &self.unscheduled(number)?.2.arguments),
            Happening::Broken { aggregate, .. } => {
                self.model.aggregate(*aggregate).key?;
                let then = self.world.as_it_was(self.done(number));
                let key = invariants::checks(&self.model, &then).get((then.cursor.next as usize).checked_sub(1)?)?.key;
                (key != Value::None).then_some((*aggregate, key))
            }
            Happening::Clock { .. } | Happening::Quiescent => None,
            _ => self.instance(self.handled(number)?),
        }
    }

    fn what(&self, number: usize) -> Option<&Happening> {
        self.step(number).map(|step| &step.what)
    }

    /// The last step before one of which something holds.
    fn last(&self, before: usize, holds: impl Fn(&Happening) -> bool) -> Option<usize> {
        (0..before).rev().find(|number| self.what(*number).is_some_and(&holds))
    }

    /// The command that was being handled in a step.
    fn handled(&self, number: usize) -> Option<usize> {
        self.last(number, |what| matches!(what, Happening::Issued { .. }))
    }

    /// The choice of the outcome that was being carried out in a step.
    fn decided(&self, number: usize) -> Option<usize> {
        self.last(number, |what| matches!(what, Happening::Chosen { .. }))
    }

    /// The changes of a step, those of what was put in before it among them.
    pub(super) fn changes(&self, number: usize) -> Range<usize> {
        let mark = |number: usize| self.path.get(number).map_or(0, |(_, mark)| *mark);
        number.checked_sub(1).map_or(0, mark)..mark(number)
    }

    /// The mark behind a step's own changes, before its handling was ended where nothing more came of it.
    pub(super) fn done(&self, number: usize) -> usize {
        let rest = self.path.get(number).and_then(|(place, _)| self.tree.told(*place)).map_or(0, |told| told.rest);
        self.changes(number).end - rest as usize
    }

    /// The step that made a change; nothing for what no step has followed yet.
    fn step_of(&self, change: usize) -> Option<usize> {
        let number = self.path.partition_point(|(_, mark)| *mark <= change);
        (number < self.path.len()).then_some(number)
    }

    /// The cursor as a step left it: what the next change of it found.
    fn cursor(&self, number: usize) -> Cursor {
        let old = self.world.trail[self.done(number)..].iter().find_map(|change| match change {
            Change::Cursor(old) => Some(*old),
            _ => None,
        });
        old.unwrap_or(self.world.cursor)
    }

    /// The change by which what stood at a place of the agenda before a change came there.
    fn scheduled(&self, mut place: usize, before: usize) -> Option<usize> {
        for change in (0..before).rev() {
            match line(&self.world.trail[change]) {
                Line::Scheduled(at) if at == place => return Some(change),
                Line::Scheduled(at) => place -= usize::from(at < place),
                Line::Unscheduled(at) => place += usize::from(at <= place),
                Line::Moved(from, to) if place == to => place = from,
                Line::Moved(from, to) => {
                    place -= usize::from(to < place);
                    place += usize::from(from <= place);
                }
                Line::Queued | Line::Unqueued | Line::MovedUp(..) | Line::Still => {}
            }
        }
        None
    }

    /// What a step takes from the agenda, with its place there and the change that took it.
    pub(super) fn unscheduled(&self, number: usize) -> Option<(usize, usize, &Entry)> {
        if !matches!(self.what(number)?, Happening::CalledOff { .. }) {
            return None;
        }
        self.changes(number).rev().find_map(|change| match &self.world.trail[change] {
            Change::Unscheduled(at, entry) => {
                let entry: &Entry = entry;
                Some((change, *at as usize, entry))
            }
            _ => None,
        })
    }

    /// Where a policy's command comes from.
    pub(super) fn origin(&self, number: usize) -> Option<Origin> {
        match self.what(number)? {
            Happening::Issued { by: By::Actor, .. } => None,
            Happening::Issued { .. } => self.origins(number).last().filter(|(step, _)| *step == number)?.1,
            _ => None,
        }
    }

    /// Where the commands come from that were handled between a step and the last time before it that the queue was empty.
    fn origins(&self, number: usize) -> Origins {
        // Only a policy that fires adds to a queue that is not empty: an actor waits for quiet, and so does the agenda.
        let fired = |number: usize| matches!(self.what(number), Some(Happening::Fired { .. }));
        let queued = |change: &usize| matches!(line(&self.world.trail[*change]), Line::Queued);
        let start = (0..=number).rev().filter(|step| !fired(*step)).find_map(|step| Some((step, self.changes(step).find(queued)?)));
        let Some((first, start)) = start else { return Origins::new() };
        let (mut origins, mut queue) = (Origins::new(), VecDeque::new());
        for step in first..=number {
            let fired = fired(step);
            let mut nth = 0;
            for change in self.changes(step).skip_while(|change| *change < start) {
                match line(&self.world.trail[change]) {
                    Line::Queued if fired => {
                        queue.push_back(Some(Origin { step, nth }));
                        nth += 1;
                    }
                    Line::Queued => queue.push_back(self.moved_over(change)),
                    Line::Scheduled(_) => nth += 1,
                    Line::Unqueued => origins.push((step, queue.pop_front().flatten())),
                    Line::MovedUp(from, to) => {
                        if let Some(moved) = queue.remove(from) {
                            queue.insert(to, moved);
                        }
                    }
                    Line::Unscheduled(_) | Line::Moved(..) | Line::Still => {}
                }
            }
        }
        origins
    }

    /// Where a command comes from that went from the agenda to the queue in two changes, of which this is the second; nothing for
    /// an actor's.
    fn moved_over(&self, queued: usize) -> Option<Origin> {
        let taken = queued.checked_sub(1)?;
        let Line::Unscheduled(at) = line(&self.world.trail[taken]) else { return None };
        let scheduled = self.scheduled(at, taken)?;
        let step = self.step_of(scheduled)?;
        let issued = |change: &usize| matches!(line(&self.world.trail[*change]), Line::Queued | Line::Scheduled(_));
        let nth = (self.changes(step).start..scheduled).filter(issued).count();
        Some(Origin { step, nth })
    }
}
