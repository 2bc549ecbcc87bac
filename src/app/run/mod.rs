//! The open run: what the run pane shows and what its keys do.
//!
//! Everything here is [`engine::Run`](crate::engine::Run) with a question kept beside it and a memory of the board it was made from. When the board
//! changes, the same commands and answers are played again up to the first difference.

mod always;
mod answering;
mod branches;
mod breaks;
mod cursor;
mod deck;
mod line;
mod pace;
mod pane;
mod reasons;
pub mod request;
mod scenarios;
mod sections;
mod state;
mod steps;

use std::sync::Arc;

use crate::board::{Board, NoteId};
use crate::engine::value::Value;
use crate::engine::{Branch, Command, Diagnostic, Due, Happening, Index, Model, Moved, Question, Run, compile, replay, tell};

use breaks::Lookout;
use deck::Card;
use pace::USUAL;
use reasons::Explained;

pub use always::Always;
pub use breaks::{Break, Breaks};
pub(in crate::app) use cursor::Walk;
pub use pace::PACES;
pub use pane::{Pane, Piece, Row, Stands};
pub use scenarios::{Scenarios, Told, Verdict};
pub(in crate::app) use scenarios::{Tell, carried, first_difference};

/// A run that is open beside the wall.
#[derive(Debug, Clone)]
pub struct Running {
    pub(crate) run: Run,
    question: Option<Question>,
    endless: Option<Option<usize>>,
    revision: u64,
    differs: Option<usize>,
    /// The run before an edit cut it short, so that taking the edit back brings it back.
    whole: Option<Run>,
    /// Where it stops by itself.
    lookouts: Vec<Lookout>,
    /// The note at which it has just stopped by itself.
    halted: Option<NoteId>,
    always: Vec<Always>,
    /// What was answered last, and whether the next answer is the same from now on.
    answered: Option<Always>,
    keeping: bool,
    playing: bool,
    pace: usize,
    /// Whether it is said why the last step came out as it did, even from the wall.
    explaining: bool,
    explained: Option<Explained>,
    deck: Vec<Card>,
    due: Vec<Due>,
    branches: Vec<Branch>,
    only: Option<(Index, Value)>,
    /// The scenario whose run it is.
    told: Option<Told>,
}

/// Steps that one key makes at most, so that a run over time without end gives the key loop back.
const STRIDE: usize = 10_000;

impl Running {
    /// A run of a board in which nothing has happened yet.
    pub fn new(board: &Board) -> Running {
        let mut running = Running {
            run: Run::new(Arc::new(compile(board))),
            question: None,
            endless: None,
            revision: board.revision(),
            differs: None,
            whole: None,
            lookouts: Vec::new(),
            halted: None,
            always: Vec::new(),
            answered: None,
            keeping: false,
            playing: false,
            pace: USUAL,
            told: None,
            explaining: false,
            explained: None,
            deck: Vec::new(),
            due: Vec::new(),
            branches: Vec::new(),
            only: None,
        };
        running.settle();
        running
    }

    /// The run.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// What is wrong with an expression on a note, if anything: the note then asks instead of deciding.
    pub fn diagnostic(&self, note: NoteId) -> Option<&Diagnostic> {
        self.run.model().diagnostics.iter().find(|diagnostic| diagnostic.note == note)
    }

    /// What is asked now.
    pub fn question(&self) -> Option<&Question> {
        self.question.as_ref()
    }

    /// Where the chain is endless: the number of steps before it began to repeat itself, if it does.
    pub fn endless(&self) -> Option<Option<usize>> {
        self.endless
    }

    /// After an edit: the first step that came out differently, counted from 0.
    pub fn differs(&self) -> Option<usize> {
        self.differs
    }

    /// The note at which the run has just stopped by itself.
    pub fn halted(&self) -> Option<NoteId> {
        self.halted
    }

    /// The answers that are the same from now on.
    pub fn always(&self) -> &[Always] {
        &self.always
    }

    /// Whether the next answer is the same from now on.
    pub fn keeping(&self) -> bool {
        self.keeping
    }

    /// Follows the board: where it has changed, the same commands and answers are played again up to the first difference.
    /// True where it has.
    pub fn follow(&mut self, board: &Board) -> bool {
        if self.revision == board.revision() {
            return false;
        }
        self.revision = board.revision();
        if self.follow_scenario(board) {
            return true;
        }
        let model = Arc::new(compile(board));
        // What is played again takes its place, so the old run is moved and not copied: it may be long.
        let now = std::mem::replace(&mut self.run, Run::new(model.clone()));
        let whole = self.whole.take().unwrap_or(now);
        let replayed = replay(&whole, model);
        self.run = replayed.run;
        self.differs = replayed.differs;
        self.whole = self.differs.map(|_| whole);
        self.settle();
        true
    }

    /// Takes up where runs stop by themselves.
    ///
    /// # Errors
    /// The condition that cannot be read any more, with why.
    pub(super) fn look_out(&mut self, breaks: &Breaks, board: &Board) -> Result<(), String> {
        self.lookouts = breaks.lookouts(&self.run, board)?;
        Ok(())
    }

    /// Issues a command at this moment, and makes the first step.
    ///
    /// # Errors
    /// Why it cannot be issued now, in a sentence.
    pub fn issue(&mut self, note: NoteId) -> Result<(), String> {
        let Some(command) = self.run.model().command_of(note) else { return Err("only a command can be issued".to_owned()) };
        self.run.issue(command, &[], None).map_err(|misfit| misfit.to_string())?;
        self.goes_its_own_way();
        self.forward();
        Ok(())
    }

    /// Issues a command that is written with its arguments and its time, and makes the first step.
    ///
    /// # Errors
    /// Why it cannot be issued, in a sentence.
    pub(super) fn issue_written(&mut self, written: &str) -> Result<(), String> {
        let request = request::request(written, self.run.model()).map_err(|wrong| match &*wrong.hint {
            "" => wrong.message,
            hint => format!("{}: {hint}", wrong.message),
        })?;
        self.run.issue(request.command, &request.arguments, request.at).map_err(|misfit| misfit.to_string())?;
        self.goes_its_own_way();
        self.forward();
        Ok(())
    }

    /// The instance whose steps alone are shown.
    pub fn only(&self) -> Option<(Index, Value)> {
        self.only
    }

    /// Shows the steps of one instance alone, or all.
    pub(super) fn follow_only(&mut self, only: Option<(Index, Value)>) {
        self.only = only;
    }

    /// Whether a step is shown: it is about the instance that is followed, or about none.
    pub(super) fn shows(&self, number: usize) -> bool {
        self.only.is_none_or(|only| self.run.instance(number).is_none_or(|instance| instance == only))
    }

    /// From here on it is another run than the one before the edit.
    fn goes_its_own_way(&mut self) {
        self.differs = None;
        self.whole = None;
        self.stray();
    }

    /// One step on, with the answers that are the same from now on.
    fn advance(&mut self, until: Option<i64>) -> Moved {
        loop {
            let question = match self.run.forward(until) {
                Moved::Asks(question) => question,
                moved => return moved,
            };
            let known = self.always.iter().find_map(|always| always.to(&self.run, &question));
            // An answer that does not fit any more is no answer.
            if known.is_none_or(|answer| self.run.answer(answer).is_err()) {
                return Moved::Asks(question);
            }
        }
    }

    /// Steps on until something says so, a note is reached at which runs stop, or nothing more can happen. False where nothing
    /// happened.
    fn go(&mut self, until: Option<i64>, mut enough: impl FnMut(&Run) -> bool) -> bool {
        let start = self.run.len();
        self.halted = None;
        for _ in 0..STRIDE {
            if self.advance(until) != Moved::Stepped {
                break;
            }
            self.halted = Lookout::first(&self.lookouts, &self.run);
            if self.halted.is_some() || enough(&self.run) {
                break;
            }
        }
        self.settle();
        self.run.len() > start
    }

    /// One step on. False where nothing can happen before something is answered or issued.
    pub fn forward(&mut self) -> bool {
        self.halted = None;
        let moved = self.advance(None);
        self.settle();
        moved == Moved::Stepped
    }

    /// One step back. False at the start.
    pub fn back(&mut self) -> bool {
        self.halted = None;
        let moved = self.run.back();
        self.differs = self.differs.filter(|step| *step < self.run.len());
        self.settle();
        moved
    }

    /// On to the next event, or as far as it goes. False where nothing happened.
    pub fn to_next_event(&mut self) -> bool {
        let is_event = |run: &Run| {
            let last = run.len().checked_sub(1).and_then(|last| run.step(last));
            last.is_some_and(|step| matches!(step.what, Happening::Recorded { .. }))
        };
        self.go(None, is_event)
    }

    /// On until something is asked or nothing is left to do. False where nothing happened.
    pub fn to_end(&mut self) -> bool {
        self.go(None, |_| false)
    }

    /// On until a time, in seconds since the run began: what is due up to it happens. False where nothing happened.
    pub fn to_time(&mut self, until: i64) -> bool {
        self.go(Some(until), |_| false)
    }

    /// Back to the start. False where we are there already.
    pub fn to_start(&mut self) -> bool {
        let mut moved = false;
        while self.run.back() {
            moved = true;
        }
        self.differs = None;
        self.halted = None;
        self.settle();
        moved
    }

    /// Goes back or forward until so many steps have been made.
    pub fn to_step(&mut self, number: usize) {
        while self.run.len() > number && self.run.back() {}
        while self.run.len() < number && self.run.forward(None) == Moved::Stepped {}
        self.halted = None;
        self.settle();
    }

    /// The commands that somebody may issue now, those of actors first. Where policies issue everything, one of theirs is what a run
    /// can begin with.
    pub fn commands(model: &Model) -> impl Iterator<Item = (Index, NoteId, &str)> {
        let all = || model.commands.iter().enumerate();
        let by_actor = |command: &Command| !command.actors.is_empty();
        let by_nobody = |command: &Command| command.actors.is_empty() && !command.by_policy;
        let policies_only = !all().any(|(_, command)| by_actor(command) || by_nobody(command));
        let others = all().filter(move |(_, command)| policies_only || by_nobody(command));
        let commands = all().filter(move |(_, command)| by_actor(command)).chain(others);
        commands.map(|(index, command)| (index as Index, command.note, &*command.name))
    }

    /// The note that acts in the last step, and the notes it touches.
    pub fn lit(&self) -> (Option<NoteId>, Vec<NoteId>) {
        match self.question.as_ref() {
            Some(Question::Outcome { command, options }) => {
                let of = self.run.model().command(*command);
                let events = options.iter().flat_map(|option| &of.outcomes[*option as usize].events);
                let events = events.map(|recorded| self.run.model().event(recorded.event).note).collect();
                (Some(of.note), events)
            }
            _ => match self.run.len().checked_sub(1).and_then(|last| self.run.step(last)) {
                Some(step) => tell::notes(&self.run, &step.what),
                None => (None, Vec::new()),
            },
        }
    }

    /// The note that acted last; where all is quiet, the one that acted before.
    pub fn last_acting(&self) -> Option<NoteId> {
        let steps = (0..self.run.len()).rev().filter_map(|number| self.run.step(number));
        self.lit().0.or_else(|| steps.filter_map(|step| tell::notes(&self.run, &step.what).0).next())
    }

    /// Looks again what is asked and whether the chain is endless.
    fn settle(&mut self) {
        self.question = self.run.question();
        self.endless = self.run.endless();
        self.deal();
        self.look_for_branches();
    }
}
