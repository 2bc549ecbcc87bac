//! `Deposit Parcel (size = "S") at 12h`: a command to issue, as it is written on the command line; and `X=Y`, an answer.

use unicode_normalization::UnicodeNormalization;

use crate::board::name::{fold, nearest};
use crate::board::{Kind, Literal};
use crate::engine::{Answer, Asker, Index, Model, Question, Run, duration, tell};
use crate::notation::{self, literal};

/// A command to issue.
#[derive(Debug, PartialEq)]
pub struct Request {
    /// The command.
    pub command: Index,
    /// Its arguments.
    pub arguments: Vec<(String, Literal)>,
    /// When, in seconds since the run began.
    pub at: Option<i64>,
}

/// Something written on the command line that cannot be understood, with what to do about it.
#[derive(Debug, PartialEq)]
pub struct Unclear {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// Reads a command to issue.
///
/// # Errors
/// Where the board has no such command (the nearest is named), or the arguments or the time cannot be read.
pub fn request(written: &str, model: &Model) -> Result<Request, Unclear> {
    let written = &*nfc(written.trim());
    // A name may hold anything, even parentheses; what is one as a whole is meant as a whole.
    if let Ok(command) = command(written, model) {
        return Ok(Request { command, arguments: Vec::new(), at: None });
    }
    let call = notation::call(written).map_err(|(message, hint)| Unclear { message, hint })?;
    let time = |time: &str| {
        let hint = "write a time since the start such as `at 12h` or `at 1h30m`".to_owned();
        duration::parse(time).map_err(|message| Unclear { message, hint })
    };
    let found = command(&call.command, model).map_err(|unknown| match call.command.rsplit_once(" at ") {
        // `Create Subscription at noon` is a command with a time that is none.
        Some((name, at)) if command(name, model).is_ok() => time(at).err().unwrap_or(unknown),
        _ => unknown,
    })?;
    let at = call.at.as_deref().map(time).transpose()?;
    Ok(Request { command: found, arguments: call.arguments, at })
}

/// A name in quotes at the beginning of a text, and what stands behind it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut name = String::new();
    let mut escaped = false;
    for (at, c) in text.strip_prefix('"')?.char_indices() {
        match c {
            'n' if escaped => name.push('\n'),
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            '"' if !escaped => return Some((name, text[at + 2..].trim_start())),
            c => name.push(c),
        }
        escaped = false;
    }
    None
}

/// A text as boards keep it.
fn nfc(text: &str) -> String {
    text.nfc().collect()
}

fn command(name: &str, model: &Model) -> Result<Index, Unclear> {
    let wanted = fold(name);
    if let Some(index) = model.commands.iter().position(|command| fold(&command.name) == wanted) {
        return Ok(index as Index);
    }
    let near = nearest(name, model.commands.iter().map(|command| &*command.name));
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if model.commands.is_empty() => "the board has no commands yet".to_owned(),
        None => format!("its commands are {}", list(model.commands.iter().map(|command| &*command.name))),
    };
    Err(Unclear { message: format!("the board has no command `{name}`"), hint })
}

/// Names, comma by comma; not more than a dozen.
fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    let more = if names.len() > 12 { format!(" and {} more", names.len() - 12) } else { String::new() };
    format!("{}{more}", names[..names.len().min(12)].join(", "))
}

/// An answer given beforehand.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    to: String,
    with: String,
    used: bool,
}

/// All answers given beforehand, used up in order by the questions they are for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers(Vec<Given>);

impl Answers {
    /// Reads answers `X=Y`; the first `=` splits.
    ///
    /// # Errors
    /// Where there is no `=`, nothing before it, or X is nothing that can ask.
    pub fn read(written: &[String], model: &Model) -> Result<Answers, Vec<Unclear>> {
        let mut answers = Vec::new();
        let mut unclear = Vec::new();
        for text in written {
            let text = &nfc(text);
            let split = match quoted(text.trim()) {
                Some((name, rest)) => rest.strip_prefix('=').map(|with| (name, with.to_owned())),
                None => text.split_once('=').map(|(to, with)| (to.to_owned(), with.to_owned())),
            };
            match split.as_ref().map(|(to, with)| (to.trim(), with.trim())) {
                Some((to, with)) if !to.is_empty() && !with.is_empty() => match known(to, model) {
                    Ok(()) => answers.push(Given { to: to.to_owned(), with: with.to_owned(), used: false }),
                    Err(wrong) => unclear.push(wrong),
                },
                _ => unclear.push(Unclear {
                    message: format!("`{text}` is no answer"),
                    hint: "write --answer \"COMMAND=EVENT\", \"FIELD=VALUE\" or \"POLICY=COMMAND\"".to_owned(),
                }),
            }
        }
        if unclear.is_empty() { Ok(Answers(answers)) } else { Err(unclear) }
    }

    /// Answers that no question has used up, as they were written.
    pub fn unused(&self) -> impl Iterator<Item = String> + '_ {
        self.0.iter().filter(|given| !given.used).map(|given| format!("{}={}", given.to, given.with))
    }

    /// The answer to a question, if one was given; it is used up.
    ///
    /// # Errors
    /// Where the answer that is next in line does not fit the question.
    pub fn take(&mut self, run: &Run, question: &Question) -> Result<Option<Answer>, Unclear> {
        let names = names(run, question);
        let found = self.0.iter_mut().find(|given| !given.used && names.iter().any(|name| fold(name) == fold(&given.to)));
        let Some(given) = found else { return Ok(None) };
        given.used = true;
        let answer = fit(&given.with, run, question);
        let told = |(message, hint)| Unclear { message: format!("the answer `{}={}` {message}", given.to, given.with), hint };
        answer.map(Some).map_err(told)
    }
}

/// Whether anything on the board can ask under that name: a command, a policy, or a field.
fn known(to: &str, model: &Model) -> Result<(), Unclear> {
    let wanted = fold(to);
    let notes = model.commands.iter().map(|command| &*command.name).chain(model.policies.iter().map(|policy| &*policy.name));
    if notes.clone().any(|name| fold(name) == wanted) || !to.contains(char::is_whitespace) {
        return Ok(());
    }
    let Some(near) = nearest(to, notes) else { return Ok(()) };
    Err(Unclear {
        message: format!("the board has no {} or {} `{to}`", Kind::Command.name(), Kind::Policy.name()),
        hint: format!("did you mean `{near}`?"),
    })
}

/// The names under which a question may be answered.
fn names(run: &Run, question: &Question) -> Vec<String> {
    let model = run.model();
    match question {
        Question::Value { name, .. } => vec![name.to_string()],
        Question::Guard { asker, text, .. } => vec![run.asker(*asker).to_owned(), text.to_string()],
        Question::Outcome { command, .. } => vec![model.command(*command).name.to_string()],
        Question::Reaction { policy, .. } => vec![model.policy(*policy).name.to_string()],
    }
}

/// The answer that a text gives to a question; or why it gives none, and what would.
fn fit(with: &str, run: &Run, question: &Question) -> Result<Answer, (String, String)> {
    let model = run.model();
    let (_, options) = tell::question(run, question);
    let possible = || format!("possible are {}", list(options.iter().map(String::as_str)));
    match question {
        Question::Value { ty, .. } => match literal(with) {
            Ok(literal) => Ok(Answer::Value(literal)),
            Err(_) if matches!(ty, crate::engine::value::Type::Text | crate::engine::value::Type::Unknown) => {
                Ok(Answer::Value(Literal::Text(with.to_owned())))
            }
            Err(message) => Err((format!("cannot be read: {message}"), String::new())),
        },
        Question::Guard { asker, .. } => match with.to_lowercase().as_str() {
            "yes" | "true" => Ok(Answer::Yes(true)),
            "no" | "false" => Ok(Answer::Yes(false)),
            _ => Err((format!("does not say yes or no to a guard of {}", name_of(run, *asker)), "answer yes or no".to_owned())),
        },
        Question::Outcome { command, options: open } => {
            let outcomes = &model.command(*command).outcomes;
            let wanted = fold(with);
            let whole = |option: &&u16| fold(&tell::outcome(run, *command, **option)) == wanted;
            let wholes = open.iter().filter(whole).count();
            let holds = |option: &&u16| {
                let events = &outcomes[**option as usize].events;
                events.iter().any(|recorded| fold(&model.event(recorded.event).name) == wanted)
            };
            let fitting: Vec<&u16> = open.iter().filter(holds).collect();
            match (fitting.as_slice(), open.iter().find(whole).filter(|_| wholes == 1)) {
                ([only], _) => Ok(Answer::Outcome(**only)),
                (_, Some(option)) => Ok(Answer::Outcome(*option)),
                ([], None) => Err(("fits no outcome that is possible now".to_owned(), possible())),
                (several, None) => {
                    let several: Vec<String> = several.iter().map(|option| tell::outcome(run, *command, **option)).collect();
                    Err((format!("fits {} outcomes: {}", several.len(), several.join("; ")), possible()))
                }
            }
        }
        Question::Reaction { commands, .. } => {
            let at = commands.iter().position(|command| fold(&model.command(*command).name) == fold(with));
            at.map(|at| Answer::Reaction(at as u16)).ok_or_else(|| ("is no command of that policy".to_owned(), possible()))
        }
    }
}

fn name_of(run: &Run, asker: Asker) -> String {
    format!("`{}`", run.asker(asker))
}
