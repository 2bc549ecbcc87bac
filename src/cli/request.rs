//! `Deposit Parcel (size = "S") at 12h`: a command to issue, as it is written on the command line; and `X=Y`, an answer.

use unicode_normalization::UnicodeNormalization;

use crate::board::Kind;
use crate::board::name::{fold, nearest};
use crate::engine::answers::{Answers, Given, To, Unclear, With, list};
use crate::engine::script::Request;
use crate::engine::{Index, Model, duration};
use crate::notation::{self, literal};

/// Reads a command to issue.
///
/// # Errors
/// Where the board has no such command (the nearest is named), or the arguments or the time cannot be read.
pub fn request(written: &str, model: &Model) -> Result<Request, Unclear> {
    let written = &*nfc(written.trim());
    // A name may hold anything, even parentheses; what is one as a whole is meant as a whole.
    if let Ok(command) = command(written, model) {
        return Ok(Request { command, arguments: Vec::new(), at: None, answers: Vec::new() });
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
    Ok(Request { command: found, arguments: call.arguments, at, answers: Vec::new() })
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

/// Reads answers `X=Y`; the first `=` splits.
///
/// # Errors
/// Where there is no `=`, nothing before it, or X is nothing that can ask.
pub fn answers(written: &[String], model: &Model) -> Result<Answers, Vec<Unclear>> {
    let mut answers = Answers::default();
    let mut unclear = Vec::new();
    for text in written {
        let text = &nfc(text);
        let split = match quoted(text.trim()) {
            Some((name, rest)) => rest.strip_prefix('=').map(|with| (name, with.to_owned())),
            None => text.split_once('=').map(|(to, with)| (to.to_owned(), with.to_owned())),
        };
        match split.as_ref().map(|(to, with)| (to.trim(), with.trim())) {
            Some((to, with)) if !to.is_empty() && !with.is_empty() => match known(to, model) {
                Ok(()) => answers.push(Given {
                    to: To::Named(to.to_owned()),
                    with: With::Written(with.to_owned(), literal(with)),
                    words: format!("{to}={with}"),
                }),
                Err(wrong) => unclear.push(wrong),
            },
            _ => unclear.push(Unclear {
                message: format!("`{text}` is no answer"),
                hint: "write --answer \"COMMAND=EVENT\", \"FIELD=VALUE\" or \"POLICY=COMMAND\"".to_owned(),
            }),
        }
    }
    if unclear.is_empty() { Ok(answers) } else { Err(unclear) }
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
