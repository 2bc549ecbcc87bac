//! `Deposit Parcel (size = "S") at 12h`: a command to issue, as somebody writes it.

use unicode_normalization::UnicodeNormalization;

use crate::board::NoteId;
use crate::board::name::{fold, nearest};
use crate::engine::answers::{Unclear, list};
use crate::engine::script::Request;
use crate::engine::value::Value;
use crate::engine::{Index, Model, Run, duration, tell};
use crate::notation;

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
    // What stands behind the arguments and is no time is not to be passed over.
    if let (None, Some((_, behind))) =
        (at, written.rsplit_once(')').filter(|(_, behind)| !behind.trim().is_empty() && !behind.contains('"')))
    {
        let said = format!("`{}` behind the arguments means nothing", behind.trim());
        return Err(Unclear { message: said, hint: "write a time since the start such as `at 12h` or `at 1h30m`".to_owned() });
    }
    Ok(Request { command: found, arguments: call.arguments, at, answers: Vec::new() })
}

/// A text as boards keep it.
pub fn nfc(text: &str) -> String {
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

/// A command with its arguments, as it would be written to be issued; nothing for a note that is no command.
pub fn written(run: &Run, note: NoteId) -> Option<String> {
    let command = run.model().command(run.model().command_of(note)?);
    let argument = |argument: &crate::engine::Argument| match argument.default() {
        Value::None => format!("{} = ", run.texts().get(argument.name)),
        value => tell::named(run, argument.name, value),
    };
    let arguments: Vec<String> =
        command.arguments.iter().filter(|argument| argument.required || argument.default() != Value::None).map(argument).collect();
    Some(if arguments.is_empty() { command.name.to_string() } else { format!("{} ({})", command.name, arguments.join(", ")) })
}
