//! Scenarios: runs that are to come out in a certain way.
//!
//! [`play`] runs one through the same [`Run`] as everything else and says what came out otherwise than it says; [`of_run`] makes one
//! of a run; [`Coverage`] tells what of a board scenarios have been through. Nothing here has rules of its own about what running
//! means.
//!
//! A scenario fails where an expected event does not come after `When` has begun, or not in that order; where an event comes that
//! must never; where a `State` is false at the end; where something is asked and not answered, or an answer fits nothing or is never
//! asked for; where a command cannot be issued; where the run does not come to rest. Like every run, it fails too where an invariant
//! breaks or an expression cannot be worked out. That a command is rejected is no failure: it may be what the scenario is about.

mod coverage;
mod judge;
mod record;
mod state;

use std::collections::VecDeque;
use std::sync::Arc;

use super::answers::{Given, name_of_note};
use super::happening::Happening;
use super::model::Model;
use super::run::Run;
use super::script::{Ended, Hitch, Request, STEPS, Script};
use super::{duration, tell};
use crate::board::{Issue, NoteId, Scenario};

pub use coverage::{Coverage, Part, Tally};
pub use record::{of_run, states};

/// A scenario that was played.
#[derive(Debug)]
pub struct Played {
    /// The run, as far as it went.
    pub run: Run,
    /// How many steps there were when its `When` began; nothing where it did not come to that.
    pub begins: Option<usize>,
    /// What came out otherwise than the scenario says, in the order of steps. None: it passed.
    pub failures: Vec<Failure>,
}

impl Played {
    /// Whether everything came out as the scenario says.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }

    /// Where the run first went otherwise than the scenario says.
    pub fn first(&self) -> Option<&Failure> {
        self.failures.first()
    }
}

/// What came out otherwise than a scenario says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// What sort of thing it is.
    pub kind: FailureKind,
    /// The step at which it shows, counted from 0. It is the number of steps made where the run could not make this one.
    pub step: usize,
    /// The virtual time, in seconds.
    pub at: i64,
    /// The note it is about: an event, the command that was refused, the policy that asks.
    pub note: Option<NoteId>,
    /// What was to happen, as a sentence without its full stop.
    pub expected: String,
    /// What happened instead, likewise.
    pub actual: String,
}

/// The sorts of failures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FailureKind {
    /// A command could not be issued.
    Refused,
    /// Something was asked, and there was no answer.
    Unanswered,
    /// An answer did not fit what was asked.
    Unfit,
    /// The run did not come to rest.
    Restless,
    /// An event was recorded that must never be.
    Never,
    /// An invariant broke.
    Broken,
    /// An expression could not be worked out.
    Fault,
    /// An event did not come, or not in order.
    Then,
    /// Nothing asked for an answer.
    Unused,
    /// A state is not as it should be.
    State,
}

/// Plays a scenario of the board that the model was made of.
pub fn play(model: &Arc<Model>, scenario: &Scenario) -> Played {
    let run = Run::new(model.clone());
    let issues = scenario.given.iter().chain(&scenario.when);
    let mut requests = VecDeque::new();
    let mut unreadable = None;
    for issue in issues {
        match request(&run, issue) {
            Ok(request) => requests.push_back(request),
            Err(wrong) => {
                unreadable = Some((issue, wrong));
                break;
            }
        }
    }
    let mut script = Script::new(run, requests);
    let ended = script.play();
    let begins = match scenario.when.is_empty() {
        true => Some(script.run.len()),
        false => script.issued.get(scenario.given.len()).copied(),
    };
    let mut failures = Vec::new();
    let unissued = script.requests.front();
    let stopped = match (&ended, unreadable) {
        (Ok(Ended::Quiescent), None) => None,
        (Ok(Ended::Quiescent), Some((issue, wrong))) => {
            let name = name_of_note(&script.run, issue.command);
            Some((FailureKind::Refused, Some(issue.command), format!("{name} is issued"), wrong))
        }
        (Ok(ended), _) => stopped(&script.run, ended),
        (Err(Hitch::Refused(misfit)), _) => {
            let command = unissued.map(|request| script.run.model().command(request.command));
            let at = unissued.and_then(|request| request.at).map_or(String::new(), |at| format!(" at {}", duration::format(at)));
            let name = command.map_or("the command", |command| &command.name);
            Some((FailureKind::Refused, command.map(|command| command.note), format!("{name} is issued{at}"), misfit.to_string()))
        }
        (Err(Hitch::Unfit(unclear)), _) => {
            let hint = if unclear.hint.is_empty() { String::new() } else { format!("; {}", unclear.hint) };
            let expected = "every answer fits what is asked".to_owned();
            Some((FailureKind::Unfit, None, expected, format!("{}{hint}", unclear.message)))
        }
    };
    let over = stopped.is_none();
    let mut run = script.run;
    if let Some((kind, note, expected, actual)) = stopped {
        let note = note.or_else(|| run.question().and_then(|question| judge::asker(&run, &question)));
        failures.push(Failure { kind, step: run.len(), at: run.world().clock(), note, expected, actual });
    }
    failures.extend(judge::along(&run, scenario, begins));
    // What was still to come cannot be judged where the run did not come to its end.
    if over {
        failures.extend(judge::then(&run, &scenario.then, begins.unwrap_or_default()));
        let end = |kind, expected: String, actual: String| {
            let step = run.len().saturating_sub(1);
            Failure { kind, step, at: run.world().clock(), note: None, expected, actual }
        };
        for unused in script.answers.unused() {
            let expected = format!("the answer `{unused}` is asked for");
            failures.push(end(FailureKind::Unused, expected, "nothing asked for it any more".to_owned()));
        }
        for text in &scenario.state {
            if let Err(actual) = state::holds(&run, text) {
                failures.push(end(FailureKind::State, format!("at the end, {text}"), actual));
            }
        }
    }
    // Of what shows at one step, what was found first leads.
    failures.sort_by_key(|failure| failure.step);
    Played { run, begins, failures }
}

/// A command of a scenario as it is issued.
fn request(run: &Run, issue: &Issue) -> Result<Request, String> {
    let command = run.model().command_of(issue.command).ok_or("the board has no such command")?;
    let at = issue.at.as_deref().map(duration::parse).transpose()?;
    let answers = issue.answers.iter().map(|answer| Given::on_board(answer, run)).collect();
    Ok(Request { command, arguments: issue.with.clone(), at, answers })
}

/// What is to be said of a run that did not come to rest: the sort of failure, the note, what was expected, what happened.
fn stopped(run: &Run, ended: &Ended) -> Option<(FailureKind, Option<NoteId>, String, String)> {
    let rest = || "the run comes to rest".to_owned();
    let told = match ended {
        Ended::Quiescent => return None,
        Ended::NeedsAnswer(question) => {
            let (words, options) = tell::question(run, question);
            let possible = if options.is_empty() { String::new() } else { format!(" ({})", options.join(" | ")) };
            let expected = "everything that is asked has an answer".to_owned();
            (FailureKind::Unanswered, expected, format!("no answer is left for \"{words}\"{possible}"))
        }
        Ended::Endless(Some(from)) => {
            let actual = format!("it goes round for ever: what began with step {} begins again after step {}", from + 1, run.len());
            (FailureKind::Restless, rest(), actual)
        }
        Ended::Endless(None) => {
            (FailureKind::Restless, rest(), format!("the chain still goes on after {} steps", super::run::CHAIN_LIMIT))
        }
        Ended::Stopped => (FailureKind::Restless, rest(), format!("it still goes on after {STEPS} steps")),
    };
    let last = run.len().checked_sub(1).and_then(|last| run.step(last));
    let note = match (told.0, last.map(|step| &step.what)) {
        (FailureKind::Restless, Some(Happening::Issued { command, .. } | Happening::Chosen { command, .. })) => {
            Some(run.model().command(*command).note)
        }
        (FailureKind::Restless, Some(what)) => tell::notes(run, what).0,
        _ => None,
    };
    Some((told.0, note, told.1, told.2))
}
