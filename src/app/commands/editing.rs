//! Texts handed to the person's own editor, and taken back.

use super::{Command, Group, Section, a_note, always, writing};
use crate::app::mode::{Writing, with_plain_breaks};
use crate::app::{Effect, Mode, Scope, Target, Tone, Turn};

const HERE: Section = Section { group: Group::Writing, scopes: &[Scope::Wall], available: a_note };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "note.editor",
        "edit in your editor",
        "changes what this note says in the editor that VISUAL or EDITOR names",
        &["ctrl-e"],
        None,
        |turn| {
            let Some((id, text)) = turn.state.focused().map(|note| (note.id, note.text.clone())) else { return };
            turn.state.with_editor = Some(id);
            turn.effects.push(Effect::Editor(with_plain_breaks(&text)));
        },
    ),
    Command {
        scopes: &[Scope::Write],
        available: always,
        ..HERE.row(
            "write.editor",
            "go on in your editor",
            "hands what is typed to the editor that VISUAL or EDITOR names, and takes it back",
            &["ctrl-e"],
            None,
            |turn| {
                if let Mode::Write(writing) = &turn.state.mode {
                    turn.state.with_editor = None;
                    turn.effects.push(Effect::Editor(writing.text()));
                }
            },
        )
    },
];

/// Takes a text back from the editor, or says why there is none.
pub(crate) fn take_back(turn: &mut Turn<'_>, edited: Result<String, String>) {
    if std::mem::take(&mut turn.state.desk.agenda_edited) {
        return super::agenda::take_back(turn, edited);
    }
    if let Some(name) = turn.state.scenarios.edited.take() {
        return super::run_scenarios::take_back(turn, &name, edited);
    }
    let note = turn.state.with_editor.take();
    let text = match edited {
        Ok(text) => with_plain_breaks(&text).trim().to_owned(),
        Err(reason) => return turn.state.say(Tone::Problem, reason),
    };
    let Some(id) = note else {
        if let Mode::Write(writing) = &mut turn.state.mode {
            writing.fill(&text);
            turn.typed();
        }
        return;
    };
    let Some(old) = turn.state.board.note(id).map(|note| with_plain_breaks(&note.text)) else { return };
    if text.is_empty() {
        turn.state.say(Tone::Problem, "a note needs a text, so it says what it said; d takes a note down");
    } else if text == old.trim() {
        turn.state.say(Tone::Plain, "the text is as it was");
    } else if !writing::reword(turn, id, text.clone()) {
        // What cannot be read stays in hand, to be mended.
        turn.state.mode = Mode::Write(Writing::new(Target::Note(id), &text));
    } else if turn.state.notice.is_none() {
        turn.state.say(Tone::Done, "the note says what you wrote – u takes it back");
    }
}
