//! `X=Y`: an answer, as it is written on the command line.

use crate::board::Kind;
use crate::board::name::{fold, nearest};
use crate::engine::Model;
use crate::engine::answers::{Answers, Given, To, Unclear, With};
use crate::notation::literal;

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

/// Reads answers `X=Y`; the first `=` splits.
///
/// # Errors
/// Where there is no `=`, nothing before it, or X is nothing that can ask.
pub fn answers(written: &[String], model: &Model) -> Result<Answers, Vec<Unclear>> {
    let mut answers = Answers::default();
    let mut unclear = Vec::new();
    for text in written {
        let text = &crate::app::run::request::nfc(text);
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
