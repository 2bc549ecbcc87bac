//! What a run was asked and answered, and where it stands now: what a telling of it needs besides the steps.

use std::collections::HashMap;

use super::words;
use crate::board::Literal;
use crate::engine::{Answer, Asker, Happening, Input, Progress, Question, Run, step, tell};

/// The questions that were answered on the way to now, by the number of the step that followed, counted from 0.
#[derive(Debug, Default)]
pub struct Asked(HashMap<usize, Vec<(Question, Answer)>>);

impl Asked {
    /// What a run was asked. A run keeps answers only, so it is gone back once to hear the questions again.
    pub fn of(run: &Run) -> Asked {
        let mut asked = Asked::default();
        if !(0..run.len()).any(|number| run.was_answered(number)) {
            return asked;
        }
        let mut past = run.clone();
        for number in (0..run.len()).rev() {
            // What was put in below is taken back with the step before.
            past.back();
            if run.was_answered(number) {
                let heard = run.inputs(number).iter().filter_map(|input| put(&mut past, input)).collect();
                asked.0.insert(number, heard);
            }
        }
        asked
    }

    /// What was asked and answered just before a step.
    pub fn before(&self, number: usize) -> &[(Question, Answer)] {
        self.0.get(&number).map_or(&[], Vec::as_slice)
    }

    /// What was chosen where a step was a choice, and what else could have been, each as it is written in an answer.
    pub fn choice(&self, run: &Run, number: usize) -> Option<(String, Vec<String>)> {
        let chosen = |(question, answer): &(Question, Answer)| match (question, answer) {
            (Question::Outcome { options, .. }, Answer::Outcome(outcome)) => options.iter().position(|option| option == outcome),
            (Question::Reaction { .. }, Answer::Reaction(command)) => Some(*command as usize),
            _ => None,
        };
        let (at, question) = self.before(number).iter().find_map(|asked| Some((chosen(asked)?, &asked.0)))?;
        let (_, mut options) = tell::question(run, question);
        let chosen = if at < options.len() { options.remove(at) } else { return None };
        Some((words::line(&chosen), options.iter().map(|option| words::line(option)).collect()))
    }

    /// The values that were given just before a step, each as a sentence.
    pub fn values(&self, run: &Run, number: usize) -> Vec<String> {
        let said = |(question, answer): &(Question, Answer)| match (question, answer) {
            (Question::Value { asker, name, .. }, Answer::Value(value)) => {
                let (who, name, value) = (asker_name(run, *asker), words::line(name), words::literal(value));
                Some(format!("{who} has to know {name}, and whoever runs the board says {value}."))
            }
            _ => None,
        };
        self.before(number).iter().filter_map(said).collect()
    }

    /// What was said just before a step of guards of a command that cannot be read, each as a sentence.
    pub fn guards(&self, number: usize) -> Vec<String> {
        let said = |(question, answer): &(Question, Answer)| match (question, answer) {
            (Question::Guard { asker: Asker::Command(_), text, .. }, Answer::Yes(yes)) => {
                let holds = if *yes { "holds" } else { "does not hold" };
                Some(format!("Whoever runs the board says that {} {holds}.", words::line(text)))
            }
            _ => None,
        };
        self.before(number).iter().filter_map(said).collect()
    }
}

fn asker_name(run: &Run, asker: Asker) -> String {
    let kind = match asker {
        Asker::Command(_) => crate::board::Kind::Command,
        Asker::Policy(_) => crate::board::Kind::Policy,
    };
    words::called(run.asker(asker), kind)
}

/// Puts an input in once more; says what was asked and answered.
fn put(run: &mut Run, input: &Input) -> Option<(Question, Answer)> {
    match input {
        Input::Issue { command, arguments, at } => {
            let model = run.model().clone();
            let names = model.command(*command).arguments.iter().map(|argument| model.texts().get(argument.name).to_owned());
            let given = names.zip(&**arguments).filter_map(|(name, value)| Some((name, tell::literal(run, *value)?)));
            let given: Vec<(String, Literal)> = given.collect();
            // It was issued once; where it cannot be now, the questions are missed and nothing else.
            let _ = run.issue(*command, &given, Some(*at));
            None
        }
        Input::Answer(answer) => {
            let question = run.question()?;
            run.answer(answer.clone()).ok()?;
            Some((question, answer.clone()))
        }
        Input::First { position, .. } => {
            let _ = run.bring_forward(*position as usize);
            None
        }
    }
}

/// Where a run stands now.
#[derive(Clone, PartialEq, Debug)]
pub enum Standing {
    /// Nothing has happened, and nothing is asked.
    NotBegun,
    /// Nothing is left to do.
    Quiet,
    /// It waits for an answer.
    Asks(Question),
    /// The chain goes round from this many steps on, or has grown beyond its limit.
    Endless(Option<usize>),
    /// More would follow.
    GoesOn,
}

impl Standing {
    /// Where a run stands.
    pub fn of(run: &Run) -> Standing {
        if let Some(from) = run.endless() {
            return Standing::Endless(from);
        }
        let standing = match step(run.model(), &mut run.world().clone(), None, &mut ()) {
            Progress::Asks(question) => Standing::Asks(question),
            Progress::Done => Standing::Quiet,
            // The step would only say so.
            Progress::Stepped if run.is_quiet() && run.what_waits().next().is_none() => Standing::Quiet,
            Progress::Stepped => Standing::GoesOn,
        };
        let nothing = standing == Standing::Quiet && run.steps().all(|step| matches!(step.what, Happening::Quiescent));
        if nothing { Standing::NotBegun } else { standing }
    }
}
