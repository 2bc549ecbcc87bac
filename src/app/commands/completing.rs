//! Completing a name that is being typed with one that is on the board.

use crate::app::mode::{Asked, Completed, Writing};
use crate::app::{Mode, State, Target, Tone, Turn, search, session};
use crate::board::Kind;
use crate::method::gap::{Answer, Gap, answers_with};

/// Whether it is a name that is being typed.
pub(super) fn names_of_notes(state: &State) -> Result<(), &'static str> {
    let takes_names = |writing: &Writing| matches!(writing.target, Target::Run(Asked::Instead(_)) | Target::Answer(_));
    match (state.writing_on_wall(), &state.mode) {
        (Some(_), _) => Ok(()),
        (None, Mode::Write(writing)) if takes_names(writing) => Ok(()),
        _ => Err("only names of notes can be completed"),
    }
}

/// Puts the next name in place of what was typed; what was typed stays the measure until something else is typed.
pub(super) fn complete(turn: &mut Turn<'_>) {
    let Mode::Write(writing) = &turn.state.mode else { return };
    let text = writing.text();
    // Of several names it is the last that is being typed.
    let (before, text) = match writing.target {
        Target::Run(Asked::Instead(_)) => super::run_questions::last_name(&text),
        Target::Answer(missing) => last_name(&text, missing.gap),
        _ => (String::new(), text),
    };
    let (typed, at) = match &writing.completed {
        Some(completed) if completed.text == text => (completed.typed.clone(), completed.at + 1),
        _ => (text, 0),
    };
    let Some((what, names)) = names(turn.state, &writing.target, &before, &typed) else { return };
    let Some(name) = names.get(at % names.len().max(1)).cloned() else {
        return turn.state.say(Tone::Plain, format!("{what} that fits is not there yet"));
    };
    let count = names.len();
    if let Mode::Write(writing) = &mut turn.state.mode {
        writing.fill(&format!("{before}{name}"));
        let text = if before.is_empty() { writing.text() } else { name };
        writing.completed = Some(Completed { typed, at, text });
    }
    let next = turn.state.keys.name("write.complete");
    let more =
        if count > 1 { format!("{} of {count}, {next} for the next", at % count + 1) } else { "the only one that fits".to_owned() };
    turn.state.say(Tone::Plain, more);
}

/// What is being named, and the names that fit what is typed, the best first.
fn names(state: &State, target: &Target, before: &str, typed: &str) -> Option<(&'static str, Vec<String>)> {
    let kinds: &[Kind] = match target {
        Target::New { kind, .. } => &[*kind],
        Target::Note(id) => &[state.board.note(*id)?.kind()],
        Target::Run(Asked::Instead(_)) => &[Kind::Event],
        Target::Answer(missing) => match answers_with(missing.gap) {
            Answer::Note(Kind::Actor) => &[Kind::Actor, Kind::Policy],
            Answer::Note(kind) => &[kind],
            Answer::Name | Answer::Merge => &[Kind::Event],
            Answer::Split if before.is_empty() => &[Kind::Aggregate],
            Answer::Split => &[Kind::Event],
            Answer::Context => return Some(("a context", contexts(state, typed))),
        },
        _ => return None,
    };
    let names = kinds.iter().flat_map(|kind| search::names(&state.board, *kind, typed)).collect();
    Some((kinds[0].a(), names))
}

/// The names of contexts that contain what is typed, in their order; those that begin with it come first.
fn contexts(state: &State, typed: &str) -> Vec<String> {
    let typed = typed.to_lowercase();
    let contexts = state.board.heading().contexts.iter();
    let mut names: Vec<String> =
        contexts.map(|context| context.name.clone()).filter(|name| name.to_lowercase().contains(&typed)).collect();
    names.sort_by_key(|name| !name.to_lowercase().starts_with(&typed));
    names
}

/// What stands before the last name of an answer, and that name.
pub(super) fn last_name(text: &str, gap: Gap) -> (String, String) {
    let ends: &[char] = match (session::takes_several(gap), answers_with(gap)) {
        (false, _) => &[],
        (true, Answer::Split) => &[',', ':'],
        (true, _) => &[','],
    };
    let at = text.rfind(ends).map_or(0, |at| at + 1);
    let at = at + text[at..].len() - text[at..].trim_start().len();
    let (before, name) = text.split_at(at);
    (before.to_owned(), name.to_owned())
}
