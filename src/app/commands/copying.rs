//! Copying notes, within a board, to another one, and to other programs.

use super::{Command, Group, Section, a_note, always, blocks};
use crate::app::{Effect, Register, Scope, Tone, Turn};
use crate::board::pick;
use crate::notation;

const HERE: Section = Section { group: Group::Writing, scopes: &[Scope::Wall], available: a_note };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "note.copy",
        "copy",
        "copies this note, or what is selected, with the arrows in between; as storm notation for other programs",
        &["y"],
        None,
        copy,
    ),
    Command {
        available: always,
        ..HERE.row(
            "note.paste",
            "paste",
            "hangs up what was copied, here or on another board; storm notation and lines from other programs become notes",
            &["p"],
            None,
            |turn| turn.effects.push(Effect::Read),
        )
    },
];

fn copy(turn: &mut Turn<'_>) {
    let ids = turn.state.chosen();
    let picked = pick(&turn.state.board, &ids);
    let text = notation::write(&picked.board("")).text;
    // The title of a board belongs to a document, not to notes.
    let text = text.trim_start_matches("# \"\"").trim().to_owned();
    turn.state.say(Tone::Done, format!("copied {}", turn.state.name_of_all(&ids)));
    turn.effects.push(Effect::Copy(text.clone()));
    turn.state.register = Some(Register { picked, text });
}

/// Hangs up what is on the clipboard: what was copied here as it was, anything else as pasted text. Where there is no clipboard to
/// read, what was copied here last.
pub(in crate::app) fn paste(turn: &mut Turn<'_>, clipboard: Result<String, String>) {
    let register = turn.state.register.clone();
    match (register, clipboard) {
        (Some(register), Ok(text)) if text.trim() == register.text => hang(turn, &register),
        (_, Ok(text)) => turn.paste_on_wall(&text),
        (Some(register), Err(_)) => hang(turn, &register),
        (None, Err(reason)) => {
            let hint = turn.state.keys.spell("{note.copy} copies a note, your terminal pastes text");
            turn.state.say(Tone::Problem, format!("there is nothing to paste: {reason} – {hint}"));
        }
    }
}

fn hang(turn: &mut Turn<'_>, register: &Register) {
    let behind = turn.state.focused().map(|note| note.at);
    let source = &mut *turn.source;
    let Some((edit, ids)) = register.picked.hang(&turn.state.board, behind, &mut || source.id()) else {
        return turn.state.say_with_keys(Tone::Problem, blocks::NO_ROOM);
    };
    let count = if ids.len() == 1 { "a note".to_owned() } else { format!("{} notes", ids.len()) };
    if turn.edit(format!("paste {count}"), edit, ids.first().copied()).is_ok() {
        let name = turn.state.name_of_all(&ids);
        let undo = turn.state.keys.name("board.undo");
        turn.state.say(Tone::Done, format!("pasted {name} – {undo} takes it back"));
        super::selecting::let_go(turn);
        if ids.len() > 1 {
            // What was pasted is what one goes on with.
            turn.state.selection.notes.extend(ids);
        }
    }
}
