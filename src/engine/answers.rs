//! Answers given before anything is asked: those of a command line by name, those of a scenario by note. A question uses them up,
//! in order per whoever asks.

use super::happening::{Answer, Asker, Question};
use super::model::Index;
use super::run::Run;
use super::tell;
use super::value::Type;
use crate::board::{self, AnswerTo, AnswerWith, Literal, NoteId, name::fold};

/// Something to be issued or answered that makes no sense here, with what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear {
    /// What is wrong.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
}

/// What an answer is an answer to.
#[derive(Debug, Clone, PartialEq)]
pub enum To {
    /// Whatever asks under that name: a command, a policy, a field, or a guard by its text.
    Named(String),
    /// A command or a policy.
    Note(NoteId),
    /// A field, or a guard by its text.
    Field(String),
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum With {
    /// A text, with the value it is or why it is none: it means what the question makes of it.
    Written(String, Result<Literal, String>),
    /// An event of an outcome, or a command of a policy.
    Note(NoteId),
    /// A value, or yes and no.
    Value(Literal),
}

/// An answer given beforehand.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// To what.
    pub to: To,
    /// What.
    pub with: With,
    /// The answer as it is written, to speak of it.
    pub words: String,
}

/// Answers given beforehand, with those that are used up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers(Vec<(Given, bool)>);

impl Given {
    /// An answer of a scenario on this run's board.
    pub fn on_board(answer: &board::Answer, run: &Run) -> Given {
        let note = |id: NoteId| name_of_note(run, id).to_owned();
        let (to, asks) = match &answer.to {
            AnswerTo::Note(id) => (To::Note(*id), note(*id)),
            AnswerTo::Field(name) => (To::Field(name.clone()), name.clone()),
        };
        let (with, says) = match &answer.with {
            AnswerWith::Note(id) => (With::Note(*id), note(*id)),
            AnswerWith::Value(value) => (With::Value(value.clone()), written(value)),
        };
        Given { to, with, words: format!("{asks} -> {says}") }
    }

    /// Whether the question is one that this answers.
    pub fn answers(&self, run: &Run, question: &Question) -> bool {
        let model = run.model();
        let note = match question {
            Question::Value { .. } => None,
            Question::Guard { asker, .. } => Some(note_of(run, *asker)),
            Question::Outcome { command, .. } => Some(model.command(*command).note),
            Question::Reaction { policy, .. } => Some(model.policy(*policy).note),
        };
        match &self.to {
            // A note may be asked both whether its guard holds and what follows.
            To::Note(id) => note == Some(*id) && matches!(question, Question::Guard { .. }) != matches!(self.with, With::Note(_)),
            To::Field(field) => match question {
                Question::Value { name, .. } => fold(name) == fold(field),
                Question::Guard { text, .. } => fold(text) == fold(field),
                Question::Outcome { .. } | Question::Reaction { .. } => false,
            },
            To::Named(wanted) => {
                let is = |name: &str| fold(name) == fold(wanted);
                match question {
                    Question::Value { name, .. } => is(name),
                    Question::Guard { asker, text, .. } => is(run.asker(*asker)) || is(text),
                    Question::Outcome { command, .. } => is(&model.command(*command).name),
                    Question::Reaction { policy, .. } => is(&model.policy(*policy).name),
                }
            }
        }
    }
}

impl Answers {
    /// Adds an answer behind the others.
    pub fn push(&mut self, given: Given) {
        self.0.push((given, false));
    }

    /// Answers that no question has used up, as they were written.
    pub fn unused(&self) -> impl Iterator<Item = &str> + '_ {
        self.0.iter().filter(|(_, used)| !used).map(|(given, _)| given.words.as_str())
    }

    /// Takes the answers away that no question has used up, and returns them as they were written.
    pub fn expire(&mut self) -> Vec<String> {
        let unused = self.unused().map(str::to_owned).collect();
        self.0.clear();
        unused
    }

    /// The answer to a question, if one was given; it is used up.
    ///
    /// # Errors
    /// Where the answer that is next in line does not fit the question.
    pub fn take(&mut self, run: &Run, question: &Question) -> Result<Option<Answer>, Unclear> {
        let found = self.0.iter_mut().find(|(given, used)| !used && given.answers(run, question));
        let Some((given, used)) = found else { return Ok(None) };
        *used = true;
        let told = |(message, hint)| Unclear { message: format!("the answer `{}` {message}", given.words), hint };
        fit(&given.with, run, question).map(Some).map_err(told)
    }
}

/// The answer that is meant with a question; or why there is none, and what would be one.
fn fit(with: &With, run: &Run, question: &Question) -> Result<Answer, (String, String)> {
    let (_, options) = tell::question(run, question);
    let possible = || format!("possible are {}", list(options.iter().map(String::as_str)));
    match question {
        Question::Value { ty, .. } => match with {
            With::Value(literal) | With::Written(_, Ok(literal)) => Ok(Answer::Value(literal.clone())),
            With::Written(text, Err(_)) if matches!(ty, Type::Text | Type::Unknown) => {
                Ok(Answer::Value(Literal::Text(text.clone())))
            }
            With::Written(_, Err(message)) => Err((format!("cannot be read: {message}"), String::new())),
            With::Note(_) => Err(("is no value".to_owned(), String::new())),
        },
        Question::Guard { asker, .. } => match with {
            With::Value(Literal::Bool(yes)) => Ok(Answer::Yes(*yes)),
            With::Written(text, _) if ["yes", "true"].contains(&&*text.to_lowercase()) => Ok(Answer::Yes(true)),
            With::Written(text, _) if ["no", "false"].contains(&&*text.to_lowercase()) => Ok(Answer::Yes(false)),
            _ => {
                let message = format!("does not say yes or no to a guard of `{}`", run.asker(*asker));
                Err((message, "answer yes or no".to_owned()))
            }
        },
        Question::Outcome { command, options: open } => match outcomes(with, run, *command, open).as_slice() {
            [only] => Ok(Answer::Outcome(*only)),
            [] => Err(("fits no outcome that is possible now".to_owned(), possible())),
            several => {
                let several: Vec<String> = several.iter().map(|option| tell::outcome(run, *command, *option)).collect();
                Err((format!("fits {} outcomes: {}", several.len(), several.join("; ")), possible()))
            }
        },
        Question::Reaction { commands, .. } => {
            let is = |command: &Index| match with {
                With::Note(id) => run.model().command(*command).note == *id,
                With::Written(text, _) => fold(&run.model().command(*command).name) == fold(text),
                With::Value(_) => false,
            };
            let at = commands.iter().position(is);
            at.map(|at| Answer::Reaction(at as u16)).ok_or_else(|| ("is no command of that policy".to_owned(), possible()))
        }
    }
}

/// The possible outcomes that an answer may mean: the only one with that event, or else the only one that is that event and
/// nothing more; none or several where it does not say.
pub(super) fn outcomes(with: &With, run: &Run, command: Index, open: &[u16]) -> Vec<u16> {
    let model = run.model();
    let events = |option: u16| &model.command(command).outcomes[option as usize].events;
    let (holds, whole): (Vec<u16>, Vec<u16>) = match with {
        With::Value(_) => return Vec::new(),
        With::Note(id) => {
            let is = |event: Index| model.event(event).note == *id;
            let holds = |option: &u16| events(*option).iter().any(|recorded| is(recorded.event));
            let whole = |option: &u16| holds(option) && events(*option).iter().all(|recorded| is(recorded.event));
            (open.iter().copied().filter(holds).collect(), open.iter().copied().filter(whole).collect())
        }
        With::Written(text, _) => {
            let wanted = fold(text);
            let is = |event: Index| fold(&model.event(event).name) == wanted;
            let holds = |option: &u16| events(*option).iter().any(|recorded| is(recorded.event));
            let whole = |option: &u16| fold(&tell::outcome(run, command, *option)) == wanted;
            (open.iter().copied().filter(holds).collect(), open.iter().copied().filter(whole).collect())
        }
    };
    if holds.len() != 1 && whole.len() == 1 { whole } else { holds }
}

/// Names, comma by comma; not more than a dozen.
pub fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    let more = if names.len() > 12 { format!(" and {} more", names.len() - 12) } else { String::new() };
    format!("{}{more}", names[..names.len().min(12)].join(", "))
}

/// The note of whoever asks.
pub(super) fn note_of(run: &Run, asker: Asker) -> NoteId {
    match asker {
        Asker::Command(command) => run.model().command(command).note,
        Asker::Policy(policy) => run.model().policy(policy).note,
    }
}

/// The text of a command, a policy or an event; nothing for a note that is none.
pub(super) fn name_of_note(run: &Run, id: NoteId) -> &str {
    let model = run.model();
    let Some(index) = model.index(id).map(|index| index as usize) else { return "" };
    let command = model.commands.get(index).filter(|command| command.note == id).map(|command| &*command.name);
    let policy = || model.policies.get(index).filter(|policy| policy.note == id).map(|policy| &*policy.name);
    let event = || model.events.get(index).filter(|event| event.note == id).map(|event| &*event.name);
    command.or_else(policy).or_else(event).unwrap_or("")
}

/// A value as it is written in an answer.
fn written(value: &Literal) -> String {
    match value {
        Literal::Bool(true) => "yes".to_owned(),
        Literal::Bool(false) => "no".to_owned(),
        Literal::Int(int) => int.to_string(),
        Literal::Text(text) => format!("{text:?}"),
    }
}
