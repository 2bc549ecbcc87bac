//! A step in words: what the run pane shows and `squall run` prints.

use super::duration;
use super::happening::{By, Faults, Happening, Question, Seen};
use super::model::Index;
use super::run::Run;
use super::value::{Sym, Value};
use crate::board::{Kind, Literal, NoteId};

/// A step as a line to read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The kind of note it is about; nothing for time and quiet.
    pub kind: Option<Kind>,
    /// The sign at its head: the kind's letter, or one for what is no note.
    pub sign: char,
    /// How far it is indented: 0 where a command begins, 1 for what comes of it.
    pub depth: u8,
    /// What it is about.
    pub head: String,
    /// What is to be said of it.
    pub remark: String,
    /// How it is meant.
    pub tone: Tone,
}

/// How a line is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// It happened.
    Plain,
    /// It did not happen, or is no more than the passing of time.
    Quiet,
    /// Something is wrong.
    Alarm,
}

/// A value with its name, such as `retry_count = 0`.
pub fn named(run: &Run, name: Sym, value: Value) -> String {
    format!("{} = {}", run.texts().get(name), shown(run, value))
}

/// A value; `–` where there is none.
pub fn shown(run: &Run, value: Value) -> String {
    match value {
        Value::None => "–".to_owned(),
        value => value.show(run.texts()).to_string(),
    }
}

/// A value as it would be written on the board; nothing for no value.
pub fn literal(run: &Run, value: Value) -> Option<Literal> {
    match value {
        Value::None => None,
        Value::Bool(bool) => Some(Literal::Bool(bool)),
        Value::Int(int) => Some(Literal::Int(int)),
        Value::Text(text) => Some(Literal::Text(run.texts().get(text).to_owned())),
        Value::Duration(seconds) => Some(Literal::Text(duration::format(seconds))),
    }
}

/// A guard with the values it saw, such as `retry_count < 2 (retry_count = 0)`.
pub fn seen(run: &Run, seen: &Seen) -> String {
    let mut values: Vec<String> = seen.values.iter().map(|(name, value)| format!("{name} = {}", shown(run, *value))).collect();
    values.extend(seen.fault.map(|fault| fault.to_string()));
    if seen.answered {
        values.push("answered by you".to_owned());
    }
    match values.is_empty() {
        true => seen.text.to_string(),
        false => format!("{} ({})", seen.text, values.join(", ")),
    }
}

/// Puts a happening into words.
pub fn line(run: &Run, what: &Happening) -> Line {
    let model = run.model();
    let say = |kind: Kind, depth, head: &str, remark: String, tone| Line {
        kind: Some(kind),
        sign: kind.letter(),
        depth,
        head: head.to_owned(),
        remark,
        tone,
    };
    let sign = |sign, depth, head: String, remark, tone| Line { kind: None, sign, depth, head, remark, tone };
    match what {
        Happening::Issued { command, arguments, by } => {
            let of = model.command(*command);
            let given: Vec<String> = of
                .arguments
                .iter()
                .zip(&**arguments)
                .filter(|(_, value)| **value != Value::None)
                .map(|(argument, value)| named(run, argument.name, *value))
                .collect();
            let mut remark = match by {
                By::Actor => of.actors.join(", "),
                By::Policy(policy) => format!("by {}", model.policy(*policy).name),
                By::Agenda(policy) => format!("by {}, as agreed", model.policy(*policy).name),
            };
            if of.outcomes.is_empty() {
                let why = if of.aggregate.is_none() { "no aggregate decides it yet" } else { "it has no outcome yet" };
                remark = [remark, format!("ends here: {why}")]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · ");
            }
            let head = if given.is_empty() { of.name.to_string() } else { format!("{} ({})", of.name, given.join(", ")) };
            say(Kind::Command, 0, &head, remark, Tone::Plain)
        }
        Happening::Chosen { command, outcome, possible, set, faults } => {
            let outcome = &model.command(*command).outcomes[*outcome as usize];
            let events: Vec<&str> = outcome.events.iter().map(|recorded| &*model.event(recorded.event).name).collect();
            let head = if events.is_empty() { "nothing recorded".to_owned() } else { events.join(" + ") };
            let mut remarks: Vec<String> = Vec::new();
            if *possible > 1 {
                remarks.push(format!("chosen among {possible}"));
            }
            for (name, before, after) in set.iter().filter(|(_, before, after)| before != after) {
                remarks.push(format!("{} {} → {}", run.texts().get(*name), shown(run, *before), shown(run, *after)));
            }
            remarks.extend(faults.iter().map(|(text, fault)| format!("{text}: {fault}")));
            let tone = if faults.is_empty() { Tone::Plain } else { Tone::Alarm };
            sign(if *possible > 1 { '?' } else { '→' }, 1, head, remarks.join(" · "), tone)
        }
        Happening::Rejected { command, guards } => {
            let remark = guards.iter().map(|guard| seen(run, guard)).collect::<Vec<_>>().join(" · ");
            sign('✗', 1, format!("{} rejected", model.command(*command).name), remark, Tone::Alarm)
        }
        Happening::Recorded { event, data, .. } => {
            let remark = data.iter().map(|(name, value)| named(run, *name, *value)).collect::<Vec<_>>().join(", ");
            say(Kind::Event, 1, &model.event(*event).name, remark, Tone::Plain)
        }
        Happening::Broken { aggregate, invariant } => {
            let head = format!("{} breaks its rule", model.aggregate(*aggregate).name);
            sign('!', 1, head, seen(run, invariant), Tone::Alarm)
        }
        Happening::Updated { read_model, row, faults, .. } => {
            let mut remark = match row {
                None => "row deleted".to_owned(),
                Some(row) => row.cells.iter().map(|(name, value)| named(run, *name, *value)).collect::<Vec<_>>().join(", "),
            };
            remark.push_str(&wrong(faults));
            let tone = if faults.is_empty() { Tone::Plain } else { Tone::Alarm };
            say(Kind::ReadModel, 1, &model.read_models[*read_model as usize].name, remark, tone)
        }
        Happening::Fired { policy, guard, commands, faults, .. } => {
            let issued: Vec<String> = commands
                .iter()
                .map(|(command, after)| match after {
                    Some(after) => format!("{} after {}", model.command(*command).name, duration::format(*after)),
                    None => model.command(*command).name.to_string(),
                })
                .collect();
            let guard = guard.as_ref().map_or(String::new(), |guard| format!("✓ {} ", seen(run, guard)));
            let issued = if issued.is_empty() { "issues nothing yet".to_owned() } else { format!("→ {}", issued.join(" + ")) };
            let tone = if faults.is_empty() { Tone::Plain } else { Tone::Alarm };
            say(Kind::Policy, 1, &model.policy(*policy).name, format!("{guard}{issued}{}", wrong(faults)), tone)
        }
        Happening::Skipped { policy, guard, .. } => {
            say(Kind::Policy, 1, &model.policy(*policy).name, format!("✗ {}", seen(run, guard)), Tone::Quiet)
        }
        Happening::CalledOff { command, event } => {
            let remark = format!("called off: {}", model.event(*event).name);
            say(Kind::Command, 1, &model.command(*command).name, remark, Tone::Quiet)
        }
        Happening::Clock { to, .. } => {
            sign('◷', 0, format!("time goes on to {}", duration::format(*to)), String::new(), Tone::Quiet)
        }
        Happening::Quiescent => sign('∎', 0, "all is quiet".to_owned(), String::new(), Tone::Quiet),
    }
}

/// What could not be evaluated, behind other remarks.
fn wrong(faults: &Faults) -> String {
    faults.iter().map(|(text, fault)| format!(" · {text}: {fault}")).collect()
}

/// The note that acts in a step, and the other notes it touches.
pub fn notes(run: &Run, what: &Happening) -> (Option<NoteId>, Vec<NoteId>) {
    let model = run.model();
    let command = |index: &Index| model.command(*index).note;
    let event = |index: &Index| model.event(*index).note;
    let decider = |index: &Index| model.command(*index).aggregate.map(|aggregate| model.aggregate(aggregate).note);
    match what {
        Happening::Issued { command: at, by, .. } => {
            let issuers = match by {
                By::Actor => model.command(*at).actor_notes.clone(),
                By::Policy(policy) | By::Agenda(policy) => vec![model.policy(*policy).note],
            };
            (Some(command(at)), issuers)
        }
        Happening::Chosen { command: at, .. } => (decider(at).or(Some(command(at))), vec![command(at)]),
        Happening::Rejected { command: at, .. } => (decider(at).or(Some(command(at))), vec![command(at)]),
        Happening::Recorded { event: at, command: by, .. } => (Some(event(at)), vec![command(by)]),
        Happening::Broken { aggregate, .. } => (Some(model.aggregate(*aggregate).note), Vec::new()),
        Happening::Updated { read_model, event: by, .. } => (Some(model.read_models[*read_model as usize].note), vec![event(by)]),
        Happening::Fired { policy, event: by, commands, .. } => {
            let touched = std::iter::once(event(by)).chain(commands.iter().map(|(at, _)| command(at))).collect();
            (Some(model.policy(*policy).note), touched)
        }
        Happening::Skipped { policy, event: by, .. } => (Some(model.policy(*policy).note), vec![event(by)]),
        Happening::CalledOff { command: at, event: by } => (Some(command(at)), vec![event(by)]),
        Happening::Clock { .. } | Happening::Quiescent => (None, Vec::new()),
    }
}

/// A question as a sentence, and what may be answered, each as it is written in an answer.
pub fn question(run: &Run, question: &Question) -> (String, Vec<String>) {
    let model = run.model();
    match question {
        Question::Value { asker, name, ty, options, .. } => {
            let options: Vec<String> = options.iter().map(|value| shown(run, *value)).collect();
            let kind = match ty {
                super::value::Type::Unknown => String::new(),
                ty => format!(" ({})", ty.a_name()),
            };
            (format!("{}: what is {name}?{kind}", run.asker(*asker)), options)
        }
        Question::Guard { asker, text, .. } => {
            (format!("{}: does `{text}` hold? (it cannot be read)", run.asker(*asker)), vec!["yes".to_owned(), "no".to_owned()])
        }
        Question::Outcome { command, options } => {
            let of = model.command(*command);
            (format!("{}: what happens?", of.name), options.iter().map(|option| telling(run, *command, *option, options)).collect())
        }
        Question::Reaction { policy, commands } => {
            let names = commands.iter().map(|command| model.command(*command).name.to_string()).collect();
            (format!("{}: which command?", model.policy(*policy).name), names)
        }
    }
}

/// An outcome by the event that tells it from the other possible ones; by all its events where no single one does.
fn telling(run: &Run, command: Index, option: u16, options: &[u16]) -> String {
    let model = run.model();
    let events = |option: u16| model.command(command).outcomes[option as usize].events.iter().map(|recorded| recorded.event);
    let others =
        |event: &Index| options.iter().filter(|other| **other != option).all(|other| events(*other).all(|has| has != *event));
    let own = events(option).find(others);
    own.map_or_else(|| outcome(run, command, option), |event| model.event(event).name.to_string())
}

/// An outcome by the names of its events.
pub fn outcome(run: &Run, command: Index, option: u16) -> String {
    let model = run.model();
    let outcome = &model.command(command).outcomes[option as usize];
    let events: Vec<&str> = outcome.events.iter().map(|recorded| &*model.event(recorded.event).name).collect();
    if events.is_empty() { "nothing recorded".to_owned() } else { events.join(" + ") }
}
