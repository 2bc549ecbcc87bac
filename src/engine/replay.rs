//! The same commands and answers once more, on a model that has changed in the meantime.

use std::sync::Arc;

use super::happening::{By, Happening};
use super::model::Model;
use super::run::{Input, Moved, Run};
use super::value::Value;
use crate::board::{Literal, NoteId};

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
        if outline(old, number) != outline(&run, number) {
            return Replayed { run, differs: Some(number) };
        }
    }
    Replayed { run, differs: None }
}

/// Puts an input of one run into another; false where it does not fit there.
pub(super) fn put(old: &Run, run: &mut Run, input: &Input) -> bool {
    match input {
        Input::Answer(answer) => run.answer(answer.clone()).is_ok(),
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

/// What a step is about, in terms that mean the same in both models.
#[derive(PartialEq)]
struct Outline {
    at: i64,
    kind: &'static str,
    notes: Vec<NoteId>,
    number: u16,
    state: Vec<(String, String)>,
}

fn outline(run: &Run, number: usize) -> Option<Outline> {
    let step = run.step(number)?;
    let model = run.model();
    let mut outline = Outline { at: step.at, kind: step.what.kind(), notes: Vec::new(), number: 0, state: Vec::new() };
    match &step.what {
        Happening::Issued { command, by, .. } => {
            outline.notes.push(model.command(*command).note);
            if let By::Policy(policy) | By::Agenda(policy) = by {
                outline.notes.push(model.policy(*policy).note);
            }
        }
        Happening::Chosen { command, outcome, set, .. } => {
            outline.notes.push(model.command(*command).note);
            let recorded = &model.command(*command).outcomes[*outcome as usize].events;
            outline.notes.extend(recorded.iter().map(|recorded| model.event(recorded.event).note));
            outline.number = *outcome;
            let written = |(name, _, value): &(_, _, Value)| (run.texts().get(*name).to_owned(), super::tell::shown(run, *value));
            outline.state = set.iter().map(written).collect();
        }
        Happening::Rejected { command, .. } => outline.notes.push(model.command(*command).note),
        Happening::Recorded { event, .. } => outline.notes.push(model.event(*event).note),
        Happening::Broken { aggregate, .. } => outline.notes.push(model.aggregate(*aggregate).note),
        Happening::Updated { read_model, .. } => outline.notes.push(model.read_models[*read_model as usize].note),
        Happening::Fired { policy, commands, .. } => {
            outline.notes.push(model.policy(*policy).note);
            outline.notes.extend(commands.iter().map(|(command, _)| model.command(*command).note));
            outline.state = commands.iter().map(|(_, after)| (String::new(), format!("{after:?}"))).collect();
        }
        Happening::Skipped { policy, .. } => outline.notes.push(model.policy(*policy).note),
        Happening::CalledOff { command, .. } => outline.notes.push(model.command(*command).note),
        Happening::Clock { .. } | Happening::Quiescent => {}
    }
    Some(outline)
}
