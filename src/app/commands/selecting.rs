//! Selecting notes, so that the next command is about all of them.

use super::{Command, Group, Section, a_note};
use crate::app::{Scope, State, Tone, Turn};

const HERE: Section = Section { group: Group::Selecting, scopes: &[Scope::Wall], available: a_note };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "select.note",
        "select the note",
        "selects this note beside others, or lets it go again; what comes next is about all that are selected",
        &["space"],
        Some(("select", 28)),
        |turn| {
            let Some(id) = turn.state.focus else { return };
            let notes = &mut turn.state.selection.notes;
            if !notes.remove(&id) {
                notes.insert(id);
            }
        },
    ),
    HERE.row(
        "select.stretch",
        "select a stretch",
        "selects everything between here and where one walks to; again: keeps that and walks on",
        &["v"],
        None,
        |turn| match turn.state.selection.from {
            Some(_) => {
                let chosen = turn.state.chosen();
                turn.state.selection.notes.extend(chosen);
                turn.state.selection.from = None;
            }
            None => turn.state.selection.from = turn.state.focus,
        },
    ),
    HERE.row("select.column", "select the column", "selects every note of this column", &["V"], None, |turn| {
        let Some(at) = turn.state.focused().map(|note| note.at) else { return };
        let ids = turn.state.board.column(at).iter().map(|note| note.id);
        turn.state.selection.notes.extend(ids);
    }),
    HERE.row("select.all", "select all", "selects every note of the board", &["ctrl-a"], None, |turn| {
        let ids = turn.state.board.notes().iter().map(|note| note.id);
        turn.state.selection.notes.extend(ids);
    }),
    Command {
        available: |state: &State| {
            if state.has_selection() { Ok(()) } else { Err("nothing is selected; {select.note} selects this note") }
        },
        ..HERE.row("select.none", "let go of the selection", "lets go of all notes that are selected", &["g v"], None, |turn| {
            let_go(turn);
            turn.state.say(Tone::Plain, "nothing is selected any more");
        })
    },
];

/// Lets go of the selection. False where there was none.
pub(super) fn let_go(turn: &mut Turn<'_>) -> bool {
    let had = turn.state.has_selection();
    turn.state.selection = Default::default();
    had
}
