//! The open run: what the run pane shows and what its keys do.
//!
//! Everything here is [`engine::Run`](crate::engine::Run) with a question kept beside it and a memory of the board it was made from. When the board
//! changes, the same commands and answers are played again up to the first difference.

use std::sync::Arc;

use crate::board::{Board, Literal, NoteId};
use crate::engine::value::Type;
use crate::engine::{Answer, Diagnostic, Happening, Index, Model, Moved, Question, Run, compile, duration, replay, tell};

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
}

/// Steps that one key makes at most, so that a run over time without end gives the key loop back.
const STRIDE: usize = 10_000;

impl Running {
    /// A run of a board in which nothing has happened yet.
    pub fn new(board: &Board) -> Running {
        let run = Run::new(Arc::new(compile(board)));
        Running { run, question: None, endless: None, revision: board.revision(), differs: None, whole: None }
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

    /// Follows the board: where it has changed, the same commands and answers are played again up to the first difference.
    /// True where it has.
    pub fn follow(&mut self, board: &Board) -> bool {
        if self.revision == board.revision() {
            return false;
        }
        self.revision = board.revision();
        let whole = self.whole.take().unwrap_or_else(|| self.run.clone());
        let replayed = replay(&whole, Arc::new(compile(board)));
        self.run = replayed.run;
        self.differs = replayed.differs;
        self.whole = self.differs.map(|_| whole);
        self.settle();
        true
    }

    /// Issues a command at this moment, and makes the first step.
    ///
    /// # Errors
    /// Why it cannot be issued now, in a sentence.
    pub fn issue(&mut self, note: NoteId) -> Result<(), String> {
        let Some(command) = self.run.model().command_of(note) else { return Err("only a command can be issued".to_owned()) };
        self.run.issue(command, &[], None).map_err(|misfit| misfit.to_string())?;
        self.differs = None;
        self.whole = None;
        self.forward();
        Ok(())
    }

    /// One step on. False where nothing can happen before something is answered or issued.
    pub fn forward(&mut self) -> bool {
        let moved = self.run.forward(None);
        self.settle();
        moved == Moved::Stepped
    }

    /// One step back. False at the start.
    pub fn back(&mut self) -> bool {
        let moved = self.run.back();
        self.differs = self.differs.filter(|step| *step < self.run.len());
        self.settle();
        moved
    }

    /// On to the next event, or as far as it goes. False where nothing happened.
    pub fn to_next_event(&mut self) -> bool {
        let start = self.run.len();
        for _ in 0..STRIDE {
            if self.run.forward(None) != Moved::Stepped {
                break;
            }
            let last = self.run.step(self.run.len() - 1);
            if last.is_some_and(|step| matches!(step.what, Happening::Recorded { .. })) {
                break;
            }
        }
        self.settle();
        self.run.len() > start
    }

    /// On until something is asked or nothing is left to do. False where nothing happened.
    pub fn to_end(&mut self) -> bool {
        let start = self.run.len();
        self.run.play(STRIDE, None);
        self.settle();
        self.run.len() > start
    }

    /// Back to the start. False where we are there already.
    pub fn to_start(&mut self) -> bool {
        let mut moved = false;
        while self.run.back() {
            moved = true;
        }
        self.differs = None;
        self.settle();
        moved
    }

    /// Goes back or forward until so many steps have been made.
    pub fn to_step(&mut self, number: usize) {
        while self.run.len() > number && self.run.back() {}
        while self.run.len() < number && self.run.forward(None) == Moved::Stepped {}
        self.settle();
    }

    /// Answers with one of the options that [`Running::options`] lists, and makes the step that follows.
    ///
    /// # Errors
    /// Where there is no such option.
    pub fn choose(&mut self, option: usize) -> Result<(), String> {
        let answer = match self.question.as_ref() {
            None => return Err("nothing is asked now".to_owned()),
            Some(Question::Outcome { options, .. }) => options.get(option).map(|outcome| Answer::Outcome(*outcome)),
            Some(Question::Reaction { commands, .. }) => commands.get(option).map(|_| Answer::Reaction(option as u16)),
            Some(Question::Guard { .. }) => (option < 2).then_some(Answer::Yes(option == 0)),
            Some(Question::Value { options, .. }) => {
                let value = options.get(option).map(|value| tell::literal(&self.run, *value));
                value.flatten().map(Answer::Value)
            }
        };
        self.answer(answer.ok_or_else(|| format!("there is no option {}", option + 1))?)
    }

    /// Answers a question for a value with what was typed, and makes the step that follows.
    ///
    /// # Errors
    /// Where it is no value of the type that is asked for.
    pub fn type_in(&mut self, typed: &str) -> Result<(), String> {
        let Some(Question::Value { ty, name, .. }) = &self.question else { return Err("no value is asked now".to_owned()) };
        let typed = typed.trim();
        let literal = match ty {
            Type::Int => typed.parse().map(Literal::Int).map_err(|_| format!("`{name}` is a whole number, such as 2")),
            Type::Bool => match typed {
                "true" | "yes" | "y" => Ok(Literal::Bool(true)),
                "false" | "no" | "n" => Ok(Literal::Bool(false)),
                _ => Err(format!("`{name}` is yes or no")),
            },
            Type::Duration => duration::parse(typed).map(|_| Literal::Text(typed.to_owned())),
            Type::Text => Ok(Literal::Text(unquoted(typed).to_owned())),
            Type::Unknown => Ok(guess(typed)),
        };
        if typed.is_empty() {
            return Err(format!("type a value for `{name}`, or go back with `,`"));
        }
        self.answer(Answer::Value(literal?))
    }

    fn answer(&mut self, answer: Answer) -> Result<(), String> {
        self.run.answer(answer).map_err(|misfit| misfit.to_string())?;
        self.differs = None;
        self.whole = None;
        self.forward();
        Ok(())
    }

    /// The question as a sentence with its options as words; a value may be typed where the last is true.
    pub fn options(&self) -> Option<(String, Vec<String>, bool)> {
        let question = self.question.as_ref()?;
        let (text, options) = tell::question(&self.run, question);
        Some((text, options, matches!(question, Question::Value { .. })))
    }

    /// The commands that somebody may issue now, those of actors first.
    pub fn commands(model: &Model) -> Vec<(Index, NoteId, &str)> {
        let all = || model.commands.iter().enumerate();
        let by_actor = all().filter(|(_, command)| !command.actors.is_empty());
        let by_nobody = all().filter(|(_, command)| command.actors.is_empty() && !command.by_policy);
        let mut commands: Vec<_> = by_actor.chain(by_nobody).collect();
        // Where policies issue everything, one of theirs is what a run can begin with.
        if commands.is_empty() {
            commands = all().collect();
        }
        commands.into_iter().map(|(index, command)| (index as Index, command.note, &*command.name)).collect()
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
    }
}

fn unquoted(typed: &str) -> &str {
    let inside = |quote: char| typed.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(typed)
}

/// A value of a field whose type nobody knows, by how it looks.
fn guess(typed: &str) -> Literal {
    match (typed.parse(), typed) {
        (Ok(int), _) => Literal::Int(int),
        (_, "true") => Literal::Bool(true),
        (_, "false") => Literal::Bool(false),
        _ => Literal::Text(unquoted(typed).to_owned()),
    }
}
