//! Going to a note by its name, and back to where one was before a jump.

use super::{Command, Group, Section, a_note};
use crate::app::mode::Jumping;
use crate::app::{Mode, Scope, Turn};

const HERE: Section = Section { group: Group::Looking, scopes: &[Scope::Wall], available: a_note };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "note.jump",
        "go to a note",
        "lists all notes, fewer with every letter of a name; {list.take} goes there",
        &["g f"],
        None,
        |turn| {
            turn.state.mode = Mode::Jump(Jumping::new(&turn.state.board));
        },
    ),
    Command {
        available: |state| match state.trail.leads(true) {
            true => Ok(()),
            false => Err("you have not jumped yet; {note.jump}, a search, {focus.follow} and {advice.next} do"),
        },
        ..HERE.row(
            "jump.back",
            "go back to where you were",
            "goes to where you were before the last jump or search",
            &["ctrl-o"],
            None,
            |turn| {
                travel(turn, true);
            },
        )
    },
    Command {
        available: |state| match state.trail.leads(false) {
            true => Ok(()),
            false => Err("you have not gone back; {jump.back} does"),
        },
        ..HERE.row("jump.forth", "go forth again", "goes to where you went back from", &["g o"], None, |turn| travel(turn, false))
    },
];

fn travel(turn: &mut Turn<'_>, back: bool) {
    let state = &mut *turn.state;
    let there = match back {
        true => state.trail.back(&state.board, state.focus),
        false => state.trail.forth(&state.board, state.focus),
    };
    match there {
        Some(id) => state.set_focus(id),
        None => state.say(crate::app::Tone::Plain, "the notes you came from are gone"),
    }
}
