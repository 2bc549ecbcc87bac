//! A run as the command line makes it: commands issued in order, answers given beforehand, an end said beforehand. `squall run`
//! prints it, `squall export --run` draws it; what is wrong with it both say here.

use std::collections::VecDeque;
use std::process::ExitCode;
use std::sync::Arc;

use super::report::{self, FOUND, NEEDS_ANSWER, REFUSED};
use super::request;
use crate::board::Board;
use crate::engine::answers::{Answers, Unclear};
use crate::engine::script::{Ended, Hitch, Request, STEPS, Script};
use crate::engine::watch::{self, Breach, watch};
use crate::engine::{Happening, Model, Question, Run, compile, duration, tell};

/// What a run is given besides its commands.
#[derive(clap::Args, Debug)]
pub struct Playing {
    /// What to answer: COMMAND=EVENT, FIELD=VALUE, POLICY=COMMAND or POLICY=yes; used up in order
    #[arg(long, value_name = "X=Y")]
    pub answer: Vec<String>,
    /// Stop after this many steps
    #[arg(long, value_name = "N", default_value_t = STEPS)]
    steps: usize,
    /// Stop at this virtual time, such as 48h
    #[arg(long, value_name = "D")]
    pub until: Option<String>,
}

/// A run that was played to its end.
pub struct Played {
    /// The run.
    pub run: Run,
    /// How it ended.
    pub ended: Ended,
    /// What was not issued any more.
    requests: VecDeque<Request>,
    answers: Answers,
}

/// Plays a board. What is wrong with its expressions is said under `path`.
///
/// # Errors
/// The exit status to end with where the commands or answers make no sense on this board, which is said.
pub fn play(path: &str, board: &Board, commands: &[String], playing: &Playing) -> Result<Played, ExitCode> {
    let model = Arc::new(compile(board));
    warn(path, board, &model);
    let asked = Asked::read(commands, playing, &model).map_err(|unclear| {
        unclear.iter().for_each(refuse);
        ExitCode::from(REFUSED)
    })?;
    if asked.requests.is_empty() {
        let names: Vec<&str> = model.commands.iter().filter(|command| !command.by_policy).map(|command| &*command.name).collect();
        report::note(&format!("no command to issue; the board's actors may issue: {}", names.join(", ")));
    }
    let mut script = Script { answers: asked.answers, until: asked.until, ..Script::new(Run::new(model), asked.requests) };
    script.steps = playing.steps;
    match script.play() {
        Ok(ended) => Ok(Played { run: script.run, ended, requests: script.requests, answers: script.answers }),
        Err(hitch) => {
            refuse(&unfit(hitch));
            Err(ExitCode::from(REFUSED))
        }
    }
}

impl Played {
    /// Says what was not issued, not needed or not answered, and with which status to end.
    pub fn close(&self) -> ExitCode {
        for request in &self.requests {
            report::warning(&format!("`{}` was not issued any more", self.run.model().command(request.command).name));
        }
        for unused in self.answers.unused() {
            report::warning(&format!("the answer `{unused}` was not needed"));
        }
        let broken = watch(&self.run);
        for Breach { rule, step, at, why } in &broken {
            let at = duration::format(*at);
            report::remark(&format!("broken rule: `{rule}`, in step {} at {at}: {why}", step + 1), "");
        }
        status(&self.run, &self.ended, !broken.is_empty())
    }
}

/// What the arguments ask for.
struct Asked {
    requests: VecDeque<Request>,
    answers: Answers,
    until: Option<i64>,
}

impl Asked {
    fn read(commands: &[String], playing: &Playing, model: &Model) -> Result<Asked, Vec<Unclear>> {
        let mut unclear = Vec::new();
        let mut requests = VecDeque::new();
        for written in commands {
            crate::app::run::request::request(written, model)
                .map_or_else(|wrong| unclear.push(wrong), |request| requests.push_back(request));
        }
        let answers = request::answers(&playing.answer, model).unwrap_or_else(|wrong| {
            unclear.extend(wrong);
            Answers::default()
        });
        let until = playing.until.as_deref().map(duration::parse).transpose().unwrap_or_else(|message| {
            unclear.push(Unclear { message: format!("--until: {message}"), hint: "write a time such as 48h".to_owned() });
            None
        });
        if unclear.is_empty() { Ok(Asked { requests, answers, until }) } else { Err(unclear) }
    }
}

/// Why a run could not be made as it was asked for.
fn unfit(hitch: Hitch) -> Unclear {
    match hitch {
        Hitch::Refused(misfit) => Unclear { message: misfit.to_string(), hint: String::new() },
        Hitch::Unfit(unclear) => unclear,
    }
}

fn refuse(unclear: &Unclear) {
    report::error(&unclear.message, &unclear.hint);
}

/// Says on standard error what is wrong with the board's expressions and rules; it runs all the same.
pub fn warn(path: &str, board: &Board, model: &Arc<Model>) {
    for diagnostic in &model.diagnostics {
        let note = board.note(diagnostic.note).map_or("", |note| note.text.as_str());
        let hint = diagnostic.hint.as_deref().unwrap_or_default();
        report::remark(
            &format!(
                "{path}: warning: {note}, {} `{}`: {} (character {})",
                diagnostic.key,
                short(&diagnostic.text),
                diagnostic.message,
                diagnostic.character()
            ),
            hint,
        );
    }
    for (rule, why) in watch::unreadable(&Run::new(model.clone())) {
        report::remark(&format!("{path}: warning: the rule `{}` is not watched: {why}", short(&rule)), "");
    }
}

/// A text that is quoted, cut where it is long.
fn short(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Says what is still to be answered, and how.
fn ask(run: &Run, question: &Question) {
    let (words, options) = tell::question(run, question);
    let name = match question {
        Question::Value { name, .. } => name.to_string(),
        Question::Guard { asker, .. } => run.asker(*asker).to_owned(),
        Question::Outcome { command, .. } => run.model().command(*command).name.to_string(),
        Question::Reaction { policy, .. } => run.model().policy(*policy).name.to_string(),
    };
    let possible = if options.is_empty() { String::new() } else { format!(" ({})", options.join(" | ")) };
    let example = options.first().map_or("VALUE", String::as_str);
    report::error(&format!("needs an answer: {words}{possible}"), &format!("add --answer '{name}={example}'"));
}

/// 0: all went well. 1: something was found. 3: an answer is missing.
fn status(run: &Run, ended: &Ended, breaks: bool) -> ExitCode {
    let wrong = |what: &Happening| match what {
        Happening::Broken { .. } => true,
        Happening::Chosen { faults, .. } | Happening::Fired { faults, .. } | Happening::Updated { faults, .. } => {
            !faults.is_empty()
        }
        Happening::Rejected { guards, .. } => guards.iter().any(|guard| guard.fault.is_some()),
        Happening::Skipped { guard, .. } => guard.fault.is_some(),
        _ => false,
    };
    match ended {
        Ended::NeedsAnswer(question) => {
            ask(run, question);
            ExitCode::from(NEEDS_ANSWER)
        }
        Ended::Endless(_) => ExitCode::from(FOUND),
        _ if breaks || run.steps().any(|step| wrong(&step.what)) => ExitCode::from(FOUND),
        _ => ExitCode::SUCCESS,
    }
}
