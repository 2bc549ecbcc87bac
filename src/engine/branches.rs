//! Going anywhere in the tree of a run, its branches side by side, the order of what is due together, and what a command would do.

use std::sync::Arc;

use super::happening::{By, Happening, Question, Seen, Step};
use super::model::{Argument, Index};
use super::run::{Input, Misfit, Run};
use super::step::{self, Progress, Witness};
use super::tree::Place;
use super::value::Value;
use super::world::{List, Pending, Stage};

/// A branch of a run: one way from the start to an end.
#[derive(Clone, PartialEq, Debug)]
pub struct Branch {
    /// Its last step.
    pub end: Place,
    /// How many steps lead from the start to its end.
    pub steps: usize,
    /// How many steps it shares with the branch it leaves; 0 for the first.
    pub leaves: usize,
    /// How deeply it is nested in the tree: 0 for the first, and one more than the branch it leaves for every other.
    pub depth: usize,
    /// What was put in where it leaves: the inputs of its first own step.
    pub inputs: Vec<Input>,
    /// Whether the run stands on it: going forward leads to its end.
    pub current: bool,
}

/// Two branches side by side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Compared {
    /// How many steps both share: they differ from the step with this number on, counted from 0.
    pub shared: usize,
    /// How many steps lead to the left one.
    pub left: usize,
    /// How many steps lead to the right one.
    pub right: usize,
}

/// A command that is due together with others.
#[derive(Clone, PartialEq, Debug)]
pub struct Due {
    /// The command.
    pub command: Index,
    /// The policy that issued it.
    pub policy: Option<Index>,
    /// Its arguments by the model's order.
    pub arguments: Arc<[Value]>,
}

/// What would come of issuing a command now.
#[derive(Clone, PartialEq, Debug)]
pub enum Would {
    /// These outcomes are possible, by the model's order.
    Decide(Vec<u16>),
    /// It would be refused, with what its guards saw.
    Refused(Box<[Seen]>),
    /// This has to be answered first.
    Ask(Question),
    /// Nobody decides: its chain ends there.
    End,
    /// A chain is going on: no command can be issued now.
    Wait,
}

/// Keeps the last that happened.
struct Last(Option<Happening>);

impl Witness for Last {
    fn see(&mut self, happening: impl FnOnce() -> Happening) {
        self.0 = Some(happening());
    }
}

impl Run {
    /// Goes to any place of the tree; everything else stays as it is, and what was put in and not acted upon is taken back. The
    /// cost is that of the steps between. A place that is not of this run leads nowhere.
    pub fn go_to(&mut self, place: Place) {
        if !self.tree.holds(place) {
            return;
        }
        let fork = self.tree.fork(self.place(), place);
        self.rewind(self.tree.depth(fork));
        let mut way: Vec<Place> = self.tree.between(fork, place).collect();
        while let Some(next) = way.pop() {
            self.walk(next);
        }
    }

    /// Every branch of the tree in the order of the tree: depth first, and first what was taken first. So the branches that leave
    /// a branch stand behind it, the last to leave first. None where nothing has happened yet.
    pub fn all_branches(&self) -> Vec<Branch> {
        let current = self.end();
        let mut branches = Vec::new();
        let mut open: Vec<(Place, usize, usize)> = Vec::new();
        open.extend(self.tree.children(Place::START).enumerate().map(|(nth, first)| (first, 0, usize::from(nth > 0))));
        open.reverse();
        while let Some((own, leaves, depth)) = open.pop() {
            let mut end = own;
            while let Some(next) = self.tree.first(end) {
                let from = open.len();
                let steps = self.tree.depth(end);
                open.extend(self.tree.children(end).skip(1).map(|first| (first, steps, depth + 1)));
                open[from..].reverse();
                end = next;
            }
            let inputs = self.tree.told(own).map_or_else(Vec::new, |told| told.inputs.to_vec());
            branches.push(Branch { end, steps: self.tree.depth(end), leaves, depth, inputs, current: end == current });
        }
        branches
    }

    /// How many branches there are beside the first. It costs nothing to ask.
    pub fn forks(&self) -> usize {
        self.tree.forks()
    }

    /// Where going forward along what was walked last ends.
    fn end(&self) -> Place {
        let here = self.place();
        std::iter::successors(Some(here), |place| self.tree.next(*place)).last().unwrap_or(here)
    }

    /// Two branches side by side, each by its end or any place on it. A place that is not of this run counts as the start.
    pub fn compare(&self, left: Place, right: Place) -> Compared {
        let known = |place| if self.tree.holds(place) { place } else { Place::START };
        let (left, right) = (known(left), known(right));
        let shared = self.tree.depth(self.tree.fork(left, right));
        Compared { shared, left: self.tree.depth(left), right: self.tree.depth(right) }
    }

    /// The steps that lead to a place, first to last, wherever the run stands.
    pub fn way(&self, place: Place) -> Vec<&Step> {
        let place = if self.tree.holds(place) { place } else { Place::START };
        let mut way: Vec<&Step> = Vec::with_capacity(self.tree.depth(place));
        way.extend(self.tree.between(Place::START, place).filter_map(|at| self.tree.told(at)).map(|told| &told.step));
        way.reverse();
        way
    }

    /// The place of the step with a number, counted from 0, on the way to a place.
    pub fn place_on(&self, way: Place, number: usize) -> Option<Place> {
        let place = self.tree.holds(way).then_some(way)?;
        let steps = self.tree.depth(place);
        (number < steps).then(|| self.tree.between(Place::START, place).nth(steps - 1 - number))?
    }

    /// What was put in just before the step that ends at a place.
    pub fn inputs_of(&self, place: Place) -> &[Input] {
        self.tree.told(place).map_or(&[], |told| &told.inputs)
    }

    /// The commands that wait to be handled at this instant, in order: those that are ready; where none is, those on the agenda
    /// that are due at the earliest time. None where there are fewer than two, or something is being handled.
    pub fn due_together(&self) -> Vec<Due> {
        let list = self.waiting();
        let many = self.world.together(list);
        if many < 2 || self.world.cursor.stage != Stage::Idle {
            return Vec::new();
        }
        match list {
            List::Queue => self.world.queue.iter().map(waiting).collect(),
            List::Agenda => {
                let due = self.world.agenda[..many].iter();
                due.map(|entry| Due { command: entry.command, policy: Some(entry.policy), arguments: entry.arguments.clone() })
                    .collect()
            }
        }
    }

    /// Brings one of the commands that are due together to the front, before the next step. It is an input of that step like an
    /// answer. Bringing them back into the order in which they stood is as if nothing had been brought forward.
    ///
    /// # Errors
    /// Where there is no such command.
    pub fn bring_forward(&mut self, position: usize) -> Result<(), Misfit> {
        let due = self.due_together();
        let Some(first) = due.get(position) else {
            return Err(Misfit(match due.len() {
                0 => "no commands are due together now: there is no order to choose".to_owned(),
                many => format!("there is no command {} to bring forward: {many} are due together", position + 1),
            }));
        };
        if position == 0 {
            return Ok(());
        }
        let input = Input::First { command: first.command, position: position as u32 };
        self.put(&input);
        self.inputs.push(input);
        self.forget_circles(due.len());
        Ok(())
    }

    /// Takes back what was brought forward last where it has come back to the order in which it stood.
    fn forget_circles(&mut self, many: usize) {
        let brought = |input: &Input| match input {
            Input::First { position, .. } => Some(*position as usize),
            _ => None,
        };
        let moves: Vec<usize> = self.inputs.iter().rev().map_while(brought).collect();
        let mut order: Vec<usize> = (0..many).collect();
        moves.iter().rev().for_each(|from| order[..=*from].rotate_right(1));
        if order.is_sorted() {
            self.world.undo(self.world.mark() - moves.len());
            self.inputs.truncate(self.inputs.len() - moves.len());
        }
    }

    /// What would come of issuing a command now with the arguments it has by default, without doing it.
    pub fn would(&mut self, command: Index) -> Would {
        if !self.is_quiet() {
            return Would::Wait;
        }
        let of = self.model.command(command);
        let ends = of.outcomes.is_empty();
        let arguments = of.arguments.iter().map(Argument::default).collect();
        let mark = self.world.mark();
        self.world.enqueue(Pending { command, arguments, by: By::Actor, not_before: self.world.clock });
        let mut last = Last(None);
        let mut progress = step::step(&self.model, &mut self.world, None, &mut last);
        if progress == Progress::Stepped && !ends {
            progress = step::step(&self.model, &mut self.world, None, &mut last);
        }
        self.world.undo(mark);
        match (progress, last.0) {
            (Progress::Asks(Question::Outcome { options, .. }), _) => Would::Decide(options),
            (Progress::Asks(question), _) => Would::Ask(question),
            (_, Some(Happening::Chosen { outcome, .. })) => Would::Decide(vec![outcome]),
            (_, Some(Happening::Rejected { guards, .. })) => Would::Refused(guards),
            _ => Would::End,
        }
    }
}

fn waiting(pending: &Pending) -> Due {
    let policy = match pending.by {
        By::Actor => None,
        By::Policy(policy) | By::Agenda(policy) => Some(policy),
    };
    Due { command: pending.command, policy, arguments: pending.arguments.clone() }
}
