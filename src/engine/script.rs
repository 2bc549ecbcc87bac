//! A run made from beginning to end: commands issued in order, each when the one before has come to rest or at its time, answers
//! given beforehand. `squall run` and scenarios are played here.

use std::collections::VecDeque;

use super::answers::{Answers, Given, Unclear};
use super::happening::Question;
use super::model::Index;
use super::run::{Misfit, Moved, Run};
use crate::board::Literal;

/// How many steps a run is given where nothing else is said.
pub const STEPS: usize = 10_000;

/// A command to issue.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The command.
    pub command: Index,
    /// Its arguments.
    pub arguments: Vec<(String, Literal)>,
    /// When, in seconds since the run began; nothing: when all is quiet and nothing waits any more.
    pub at: Option<i64>,
    /// Answers that are there from then on.
    pub answers: Vec<Given>,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Ended {
    /// Nothing is left to do.
    Quiescent,
    /// A question was not answered.
    NeedsAnswer(Question),
    /// A chain goes round for ever, from this many steps on; or it has grown beyond its limit.
    Endless(Option<usize>),
    /// It was told to stop.
    Stopped,
}

/// Why a run cannot go on as it was told to.
#[derive(Debug, Clone, PartialEq)]
pub enum Hitch {
    /// The first command in line cannot be issued.
    Refused(Misfit),
    /// An answer does not fit what is asked.
    Unfit(Unclear),
}

/// A run with what is still to be put into it.
#[derive(Debug)]
pub struct Script {
    /// The run so far.
    pub run: Run,
    /// The commands that are still to be issued.
    pub requests: VecDeque<Request>,
    /// The answers that are there.
    pub answers: Answers,
    /// It goes no further than this virtual time, in seconds.
    pub until: Option<i64>,
    /// How many steps may still be made.
    pub steps: usize,
    /// Whether answers belong to the command they came with: once all that follows from it is over, they are left over.
    pub strict: bool,
    /// Answers that were left over, each with how many steps there were then.
    pub left_over: Vec<(usize, String)>,
    /// For each command issued, how many steps there were before it.
    pub issued: Vec<usize>,
}

impl Script {
    /// A run that has not begun, with the commands to issue.
    pub fn new(run: Run, requests: VecDeque<Request>) -> Script {
        Script {
            run,
            requests,
            answers: Answers::default(),
            until: None,
            steps: STEPS,
            strict: false,
            left_over: Vec::new(),
            issued: Vec::new(),
        }
    }

    /// Plays to the end.
    ///
    /// # Errors
    /// Where a command is refused or an answer does not fit. The run stands where that was.
    pub fn play(&mut self) -> Result<Ended, Hitch> {
        while let Some(request) = self.requests.front() {
            // A command with a time comes in between what is on the agenda; one without waits until all is over.
            let time = request.at;
            let ended = self.until(time)?;
            let at = time.unwrap_or(self.run.world().clock());
            let late = self.until.is_some_and(|until| at > until) || (time.is_none() && self.waits());
            if let Some(ended) = ended.or(late.then_some(Ended::Stopped)) {
                return Ok(ended);
            }
            if self.strict && !self.waits() {
                let steps = self.run.len();
                self.left_over.extend(self.answers.expire().into_iter().map(|words| (steps, words)));
            }
            let Some(request) = self.requests.front() else { break };
            self.run.issue(request.command, &request.arguments, request.at).map_err(Hitch::Refused)?;
            self.issued.push(self.run.len());
            let answers = self.requests.pop_front().map(|request| request.answers).unwrap_or_default();
            answers.into_iter().for_each(|given| self.answers.push(given));
        }
        Ok(match self.until(None)? {
            Some(ended) => ended,
            None if self.waits() => Ended::Stopped,
            None => Ended::Quiescent,
        })
    }

    /// Whether something is on the agenda still.
    fn waits(&self) -> bool {
        self.run.what_waits().next().is_some()
    }

    /// Plays until nothing is left to do up to a time; says how the run ended where it ended before.
    fn until(&mut self, time: Option<i64>) -> Result<Option<Ended>, Hitch> {
        let until = match (time, self.until) {
            (Some(time), Some(until)) => Some(time.min(until)),
            (time, until) => time.or(until),
        };
        loop {
            let before = self.run.len();
            let moved = self.run.play(self.steps, until);
            self.steps -= self.run.len() - before;
            match moved {
                None if self.run.is_over() => return Ok(None),
                // The last of so many steps may also be the last that a chain is given.
                None => match self.run.forward(until) {
                    Moved::Endless { from } => return Ok(Some(Ended::Endless(from))),
                    Moved::Stepped => {
                        self.run.back();
                        return Ok(Some(Ended::Stopped));
                    }
                    Moved::Done | Moved::Asks(_) => return Ok(Some(Ended::Stopped)),
                },
                Some(Moved::Done | Moved::Stepped) => return Ok(None),
                Some(Moved::Endless { from }) => return Ok(Some(Ended::Endless(from))),
                Some(Moved::Asks(question)) => match self.answers.take(&self.run, &question).map_err(Hitch::Unfit)? {
                    None => return Ok(Some(Ended::NeedsAnswer(question))),
                    Some(answer) => {
                        let unfit = |misfit: Misfit| Hitch::Unfit(Unclear { message: misfit.0, hint: String::new() });
                        self.run.answer(answer).map_err(unfit)?;
                    }
                },
            }
        }
    }
}
