//! A run kept as a scenario.

use std::sync::Arc;

use super::{FailureKind, Played, play, state};
use crate::board::{self, AnswerTo, AnswerWith, Issue, Literal, NoteId, Scenario};
use crate::engine::answers::{With, note_of, outcomes};
use crate::engine::compile::hump;
use crate::engine::happening::{Answer, Happening, Question, Step};
use crate::engine::model::Model;
use crate::engine::run::{Input, Misfit, Moved, Run};
use crate::engine::value::Value;
use crate::engine::{duration, tell};

/// The scenario that a run is: its first `given` commands as `Given`, the others with their answers as `When`, what was recorded
/// then as `Then`. Played, it gives the same steps, and passes unless the run itself broke an invariant or a rule.
///
/// # Errors
/// Where no scenario can say what was done: the run is not at its end, a choice was between outcomes of the same events, or a
/// command was issued between two that were due at the same time.
pub fn of_run(run: &Run, name: &str, given: usize) -> Result<Scenario, Misfit> {
    record(run, name, given, false)
}

/// The scenario of a run that somebody wonders about: everything in it is done, and nothing is expected yet. The run may stand at a
/// question or go round for ever; the scenario then fails until the board knows better.
///
/// # Errors
/// Where no scenario can say what was done.
pub fn of_open_run(run: &Run, name: &str) -> Result<Scenario, Misfit> {
    let scenario = record(run, name, 0, true)?;
    Ok(Scenario { then: Vec::new(), ..scenario })
}

/// How many commands were issued in a run by whoever ran it.
pub fn issued(run: &Run) -> usize {
    (0..run.len()).flat_map(|number| run.inputs(number)).filter(|input| matches!(input, Input::Issue { .. })).count()
}

fn record(run: &Run, name: &str, given: usize, open: bool) -> Result<Scenario, Misfit> {
    let mut issues: Vec<Issue> = Vec::new();
    let mut begins = None;
    let mut again = Run::new(run.model().clone());
    for number in 0..run.len() {
        for input in run.inputs(number) {
            match input {
                Input::Issue { .. } => {
                    if issues.len() == given {
                        begins = Some(number);
                    }
                    issues.push(issue(run, &again, input)?);
                }
                // No scenario can say it; whether it matters is seen when the scenario is played.
                Input::First { .. } => {}
                Input::Answer(answer) => {
                    let question = again.question().ok_or_else(differs)?;
                    let answer = written(&again, &question, answer)?;
                    issues.last_mut().ok_or_else(differs)?.answers.push(answer);
                }
            }
            if !crate::engine::replay::put(run, &mut again, input) {
                return Err(differs());
            }
        }
        if again.forward(None) != Moved::Stepped {
            return Err(differs());
        }
    }
    let begins = begins.unwrap_or(run.len());
    let recorded = run.steps().skip(begins).filter_map(|step| match &step.what {
        Happening::Recorded { event, .. } => Some(run.model().event(*event).note),
        _ => None,
    });
    let when = issues.split_off(given.min(issues.len()));
    let scenario = Scenario {
        name: name.to_owned(),
        given: issues,
        when,
        then: recorded.collect(),
        never: Vec::new(),
        state: Vec::new(),
        unknown: Vec::new(),
    };
    let played = play(run.model(), &scenario);
    same(run, &played, open)?;
    Ok(scenario)
}

/// Whether the scenario leads where the run led.
fn same(run: &Run, played: &Played, open: bool) -> Result<(), Misfit> {
    // The run's own faults are the scenario's: it fails until the board is mended.
    let own = |kind: FailureKind| match kind {
        FailureKind::Broken | FailureKind::Fault | FailureKind::Rule => true,
        FailureKind::Unanswered | FailureKind::Restless => open,
        _ => false,
    };
    if let Some(failure) = played.failures.iter().find(|failure| !own(failure.kind)) {
        return Err(Misfit(match failure.kind {
            FailureKind::Unanswered => format!("the run is not at its end: {}", failure.actual),
            FailureKind::Restless => format!("the run never comes to rest: {}", failure.actual),
            _ => format!("a scenario cannot tell this run: {}, but {}", failure.expected, failure.actual),
        }));
    }
    let told = |run: &Run| {
        let words = |step: &Step| (step.at, tell::line(run, &step.what));
        // Whoever plays by hand may issue the next command before quiet is said.
        run.steps().filter(|step| step.what != Happening::Quiescent).map(words).collect::<Vec<_>>()
    };
    let (was, is) = (told(run), told(&played.run));
    if is.len() < was.len() || is[..was.len()] != was[..] { Err(differs()) } else { Ok(()) }
}

fn differs() -> Misfit {
    Misfit("a scenario cannot tell this run: a command was issued between others that were due at the same time".to_owned())
}

/// How a command was issued: with a time where something was waiting still, or where the time was not the one then reached.
fn issue(run: &Run, before: &Run, input: &Input) -> Result<Issue, Misfit> {
    let Input::Issue { command, arguments, at } = input else { return Err(differs()) };
    let model = run.model();
    let command = model.command(*command);
    let waits = before.what_waits().next().is_some() || *at != before.world().clock();
    let given = command.arguments.iter().zip(&**arguments).filter(|(argument, value)| **value != argument.default());
    let with = given.filter_map(|(argument, value)| {
        let name = run.texts().get(argument.name).to_owned();
        tell::literal(run, *value).map(|literal| (name, literal))
    });
    Ok(Issue {
        command: command.note,
        at: waits.then(|| duration::format(*at)),
        with: with.collect(),
        answers: Vec::new(),
        unknown: Vec::new(),
    })
}

/// An answer as a scenario says it.
fn written(run: &Run, question: &Question, answer: &Answer) -> Result<board::Answer, Misfit> {
    let model = run.model();
    let (to, with) = match (question, answer) {
        (Question::Value { name, .. }, Answer::Value(value)) => {
            (AnswerTo::Field(name.to_string()), AnswerWith::Value(value.clone()))
        }
        (Question::Guard { asker, text, .. }, Answer::Yes(yes)) => {
            let note = note_of(run, *asker);
            // Only a policy may be told yes or no by its name: a command is told an event.
            let policy = model.policies.iter().any(|policy| policy.note == note);
            let to = if policy { AnswerTo::Note(note) } else { AnswerTo::Field(text.to_string()) };
            (to, AnswerWith::Value(Literal::Bool(*yes)))
        }
        (Question::Outcome { command, options }, Answer::Outcome(option)) => {
            let events = &model.command(*command).outcomes[*option as usize].events;
            let tells = |note: &NoteId| outcomes(&With::Note(*note), run, *command, options) == [*option];
            let telling = events.iter().map(|recorded| model.event(recorded.event).note).find(tells).ok_or_else(|| {
                let (name, came) = (&model.command(*command).name, tell::outcome(run, *command, *option));
                Misfit(format!("a scenario cannot tell this run: no event tells {name} → {came} from its other outcomes"))
            })?;
            (AnswerTo::Note(model.command(*command).note), AnswerWith::Note(telling))
        }
        (Question::Reaction { policy, commands }, Answer::Reaction(at)) => {
            let command = commands.get(*at as usize).ok_or_else(differs)?;
            (AnswerTo::Note(model.policy(*policy).note), AnswerWith::Note(model.command(*command).note))
        }
        _ => return Err(differs()),
    };
    Ok(board::Answer { to, with, unknown: Vec::new() })
}

/// Conditions that could stand as a scenario's `State`: what every aggregate without instances remembers where the run stands.
pub fn states(run: &Run) -> Vec<String> {
    let model: &Arc<Model> = run.model();
    let mut lines = Vec::new();
    for state in run.states().filter(|state| state.key == Value::None) {
        let aggregate = hump(&model.aggregate(state.aggregate).name);
        for (name, value) in state.fields.iter().filter(|(_, value)| *value != Value::None) {
            let value = match value {
                Value::Text(text) => format!("{:?}", run.texts().get(*text)),
                value => tell::shown(run, *value),
            };
            lines.push(format!("{aggregate}.{} == {value}", run.texts().get(*name)));
        }
    }
    // A name that is no name in an expression, or that another aggregate has too, says nothing.
    lines.retain(|line| state::holds(run, line).is_ok());
    lines
}
