//! Scenarios: runs that are to come out in a certain way.
//!
//! [`play`] runs one through the same [`Run`] as everything else and says what came out otherwise than it says; [`of_run`] makes one
//! of a run; [`Coverage`] tells what of a board scenarios have been through. Nothing here has rules of its own about what running
//! means.
//!
//! A scenario fails where an expected event does not come after `When` has begun, or not in that order; where an event comes that
//! must never; where a `State` is false at the end; where something is asked and not answered, or an answer fits nothing or is never
//! asked for; where a command cannot be issued; where the run does not come to rest. Like every run, it fails too where an invariant
//! or a rule of the board is broken, or an expression cannot be worked out. That a command is rejected is no failure: it may be what the scenario is about.

mod coverage;
mod judge;
mod record;
pub(super) mod state;

use std::collections::VecDeque;
use std::sync::Arc;

use super::answers::{Given, name_of_note};
use super::endless::CHAIN_LIMIT;
use super::model::Model;
use super::run::Run;
use super::script::{Ended, Hitch, Request, STEPS, Script};
use super::{duration, tell, watch};
use crate::board::{Issue, NoteId, Scenario};

pub use coverage::{Coverage, Part, Tally};
pub use record::{issued, of_open_run, of_run, states};

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
    /// A rule of the board was broken.
    Rule,
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
    let requests: Vec<Result<Request, Stop>> = issues.map(|issue| request(&run, issue)).collect();
    let unreadable = requests.iter().find_map(|request| request.as_ref().err()).cloned();
    // What stands before a command that cannot be read is played all the same.
    let readable: VecDeque<Request> = requests.into_iter().map_while(Result::ok).collect();
    let mut script = Script { strict: true, ..Script::new(run, readable) };
    let stop = match script.play() {
        Ok(Ended::Quiescent) => unreadable,
        Ok(ended) => restless(&script, &ended),
        Err(hitch) => Some(hitched(&script, hitch)),
    };
    let begins = match scenario.when.is_empty() {
        true => Some(script.run.len()),
        false => script.issued.get(scenario.given.len()).copied(),
    };
    let mut left_over = script.left_over;
    if stop.is_none() {
        left_over.extend(script.answers.expire().into_iter().map(|words| (script.run.len(), words)));
    }
    let mut run = script.run;
    let over = stop.is_none();
    let mut failures = Vec::new();
    if let Some(Stop { kind, note, expected, actual }) = stop {
        let note = note.or_else(|| run.question().map(|question| judge::asker(&run, &question)));
        failures.push(Failure { kind, step: run.len(), at: run.world().clock(), note, expected, actual });
    }
    failures.extend(judge::along(&run, scenario, begins));
    failures.extend(watch::watch(&run).into_iter().map(judge::breach));
    failures.extend(left_over.iter().map(|(steps, words)| judge::unused(&run, *steps, words)));
    // What was still to come cannot be judged where the run did not come to its end.
    if over {
        failures.extend(judge::then(&run, &scenario.then, begins.unwrap_or_default()));
        failures.extend(scenario.state.iter().filter_map(|text| judge::state(&run, text)));
    }
    // Of what shows at one step, what was found first leads.
    failures.sort_by_key(|failure| failure.step);
    Played { run, begins, failures }
}

/// Why a run went no further.
#[derive(Clone)]
struct Stop {
    kind: FailureKind,
    note: Option<NoteId>,
    expected: String,
    actual: String,
}

/// A command of a scenario as it is issued.
fn request(run: &Run, issue: &Issue) -> Result<Request, Stop> {
    let name = name_of_note(run, issue.command);
    let stop = |actual: String| Stop {
        kind: FailureKind::Refused,
        note: Some(issue.command),
        expected: format!("{name} is issued"),
        actual,
    };
    let command = run.model().command_of(issue.command).ok_or_else(|| stop("the board has no such command".to_owned()))?;
    let at = issue.at.as_deref().map(duration::parse).transpose().map_err(stop)?;
    let answers = issue.answers.iter().map(|answer| Given::on_board(answer, run)).collect();
    Ok(Request { command, arguments: issue.with.clone(), at, answers })
}

/// What is to be said where a command was refused or an answer did not fit.
fn hitched(script: &Script, hitch: Hitch) -> Stop {
    match hitch {
        Hitch::Refused(misfit) => {
            let request = script.requests.front();
            let command = request.map(|request| script.run.model().command(request.command));
            let at = request.and_then(|request| request.at).map_or(String::new(), |at| format!(" at {}", duration::format(at)));
            let expected = format!("{} is issued{at}", command.map_or("the command", |command| &command.name));
            Stop { kind: FailureKind::Refused, note: command.map(|command| command.note), expected, actual: misfit.to_string() }
        }
        Hitch::Unfit(unclear) => {
            let hint = if unclear.hint.is_empty() { String::new() } else { format!("; {}", unclear.hint) };
            let expected = "every answer fits what is asked".to_owned();
            Stop { kind: FailureKind::Unfit, note: None, expected, actual: format!("{}{hint}", unclear.message) }
        }
    }
}

/// What is to be said of a run that did not come to rest.
fn restless(script: &Script, ended: &Ended) -> Option<Stop> {
    let run = &script.run;
    let actual = match ended {
        Ended::Quiescent => return None,
        Ended::NeedsAnswer(question) => {
            let (words, options) = tell::question(run, question);
            let possible = if options.is_empty() { String::new() } else { format!(" ({})", options.join(" | ")) };
            let later = script.requests.iter().find(|request| request.answers.iter().any(|given| given.answers(run, question)));
            let later = later.map_or(String::new(), |request| {
                format!("; one stands below {}, which is issued later", run.model().command(request.command).name)
            });
            return Some(Stop {
                kind: FailureKind::Unanswered,
                note: Some(judge::asker(run, question)),
                expected: "everything that is asked has an answer".to_owned(),
                actual: format!("no answer is left for \"{words}\"{possible}{later}"),
            });
        }
        Ended::Endless(Some(from)) => {
            format!("it goes round for ever: what began with step {} begins again after step {}", from + 1, run.len())
        }
        Ended::Endless(None) => format!("the chain still goes on after {CHAIN_LIMIT} steps"),
        Ended::Stopped => format!("it still goes on after {STEPS} steps"),
    };
    let last = run.len().checked_sub(1).and_then(|last| run.step(last));
    let note = last.and_then(|step| tell::notes(run, &step.what).0);
    Some(Stop { kind: FailureKind::Restless, note, expected: "the run comes to rest".to_owned(), actual })
}
