//! The same commands and answers once more, on a model that has changed in the meantime.

use std::sync::Arc;

use super::happening::{By, Happening};
use super::model::{Index, Model};
use super::run::{Input, Moved, Run};
use super::value::{Sym, Value};
use crate::board::Literal;

/// A run played again on another model.
#[derive(Debug)]
pub struct Replayed {
    /// The run on the new model, standing where it first differs from the old one, or at the old one's end.
    pub run: Run,
    /// The number of the first step that differs, counted from 0; nothing where none does.
    pub differs: Option<usize>,
}

/// Plays a run's commands and answers again on a changed model, up to the first difference.
pub fn replay(old: &Run, model: Arc<Model>) -> Replayed {
    let mut run = Run::new(model);
    for number in 0..old.len() {
        let fitted = old.inputs(number).iter().all(|input| put(old, &mut run, input));
        if !fitted || run.forward(None) != Moved::Stepped {
            return Replayed { run, differs: Some(number) };
        }
        if !alike(old, &run, number) {
            return Replayed { run, differs: Some(number) };
        }
    }
    Replayed { run, differs: None }
}

/// Puts an input of one run into another; false where it does not fit there.
pub(super) fn put(old: &Run, run: &mut Run, input: &Input) -> bool {
    match input {
        Input::Answer(answer) => run.answer(answer.clone()).is_ok(),
        Input::First { command, position } => {
            let note = old.model().command(*command).note;
            let due: Vec<_> = run.due_together().iter().map(|due| run.model().command(due.command).note).collect();
            // It may stand elsewhere now; of several that are the same, the one that stands where it stood.
            let same = due.get(*position as usize).is_some_and(|here| *here == note).then_some(*position as usize);
            let found = same.or_else(|| due.iter().position(|here| *here == note));
            found.is_some_and(|position| run.bring_forward(position).is_ok())
        }
        Input::Issue { command, arguments, at } => {
            let was = old.model().command(*command);
            let Some(command) = run.model().command_of(was.note) else { return false };
            // What was issued while something waits came when the chain before it had been looked at to its end.
            if !run.is_quiet() {
                run.forward(Some(i64::MIN));
            }
            let now = run.model().clone();
            let given = was.arguments.iter().zip(&**arguments).filter_map(|(argument, value)| {
                let name = old.texts().get(argument.name).to_owned();
                // Defaults are the new model's business, and an argument that is gone is not missed.
                let known = now.command(command).arguments.iter().any(|argument| now.texts().get(argument.name) == name);
                let literal = super::tell::literal(old, *value).filter(|_| known && *value != argument.default())?;
                Some((name, literal))
            });
            let given: Vec<(String, Literal)> = given.collect();
            run.issue(command, &given, Some(*at)).is_ok()
        }
    }
}

/// Whether a step of both runs is about the same, in terms that mean the same in both models: notes, texts and times.
fn alike(old: &Run, new: &Run, number: usize) -> bool {
    let (Some(one), Some(other)) = (old.step(number), new.step(number)) else { return false };
    let both = Both { old, new };
    one.at == other.at && both.tell_the_same(&one.what, &other.what)
}

/// Two runs of models that may differ.
struct Both<'a> {
    old: &'a Run,
    new: &'a Run,
}

impl Both<'_> {
    fn tell_the_same(&self, one: &Happening, other: &Happening) -> bool {
        use Happening as H;
        match (one, other) {
            (H::Issued { command: a, by, .. }, H::Issued { command: b, by: with, .. }) => {
                self.command(*a, *b)
                    && match (by, with) {
                        (By::Actor, By::Actor) => true,
                        (By::Policy(a) | By::Agenda(a), By::Policy(b) | By::Agenda(b)) => self.policy(*a, *b),
                        _ => false,
                    }
            }
            (H::Chosen { command: a, outcome, set, .. }, H::Chosen { command: b, outcome: with, set: sets, .. }) => {
                self.command(*a, *b) && outcome == with && self.records(*a, *b, *outcome) && self.sets(set, sets)
            }
            (H::Rejected { command: a, .. }, H::Rejected { command: b, .. }) => self.command(*a, *b),
            (H::Recorded { event: a, .. }, H::Recorded { event: b, .. }) => self.event(*a, *b),
            (H::Broken { aggregate: a, .. }, H::Broken { aggregate: b, .. }) => {
                self.old.model().aggregate(*a).note == self.new.model().aggregate(*b).note
            }
            (H::Updated { read_model: a, .. }, H::Updated { read_model: b, .. }) => {
                self.old.model().read_models[*a as usize].note == self.new.model().read_models[*b as usize].note
            }
            (H::Fired { policy: a, commands: all, .. }, H::Fired { policy: b, commands: those, .. }) => {
                let same = |((a, after), (b, then)): (&(Index, _), &(Index, _))| self.command(*a, *b) && after == then;
                self.policy(*a, *b) && all.len() == those.len() && all.iter().zip(those).all(same)
            }
            (H::Skipped { policy: a, .. }, H::Skipped { policy: b, .. }) => self.policy(*a, *b),
            (H::CalledOff { command: a, .. }, H::CalledOff { command: b, .. }) => self.command(*a, *b),
            (H::Clock { .. }, H::Clock { .. }) | (H::Quiescent, H::Quiescent) => true,
            _ => false,
        }
    }

    fn command(&self, one: Index, other: Index) -> bool {
        self.old.model().command(one).note == self.new.model().command(other).note
    }

    fn policy(&self, one: Index, other: Index) -> bool {
        self.old.model().policy(one).note == self.new.model().policy(other).note
    }

    fn event(&self, one: Index, other: Index) -> bool {
        self.old.model().event(one).note == self.new.model().event(other).note
    }

    /// Whether an outcome records the same events.
    fn records(&self, one: Index, other: Index, outcome: u16) -> bool {
        let one = &self.old.model().command(one).outcomes[outcome as usize].events;
        let other = &self.new.model().command(other).outcomes[outcome as usize].events;
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| self.event(one.event, other.event))
    }

    /// Whether the same is remembered; what was remembered before does not matter.
    fn sets(&self, one: &[(Sym, Value, Value)], other: &[(Sym, Value, Value)]) -> bool {
        let same = |((name, _, value), (other, _, with)): (&(Sym, _, Value), &(Sym, _, Value))| {
            self.old.texts().get(*name) == self.new.texts().get(*other) && self.value(*value, *with)
        };
        one.len() == other.len() && one.iter().zip(other).all(same)
    }

    fn value(&self, one: Value, other: Value) -> bool {
        match (one, other) {
            (Value::Text(one), Value::Text(other)) => self.old.texts().get(one) == self.new.texts().get(other),
            (one, other) => one == other,
        }
    }
}
