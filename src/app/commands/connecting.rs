//! Arrows: choosing the other end by walking there.

use crate::board::{Edit, NoteId, Refusal};

use super::{Command, Group, a_note, always};
use crate::app::{Connecting, Mode, Scope, Tone, Turn};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "arrow.connect",
        name: "connect",
        does: "draws an arrow from this note: walk to the other one, Enter draws",
        group: Group::Arrows,
        scopes: &[Scope::Wall],
        keys: &["c"],
        hint: Some(("connect", 80)),
        available: |state| match state.board().notes().len() {
            0 => a_note(state),
            1 => Err("it takes two notes"),
            _ => Ok(()),
        },
        run: |turn| begin(turn, false),
    },
    Command {
        id: "arrow.disconnect",
        name: "disconnect",
        does: "takes an arrow of this note away: walk to the other end, Enter takes it away",
        group: Group::Arrows,
        scopes: &[Scope::Wall],
        keys: &["C"],
        hint: None,
        available: |state| {
            a_note(state)?;
            match state.focus().map(|id| state.board().arrows(id).is_empty()) {
                Some(false) => Ok(()),
                _ => Err("this note has no arrow"),
            }
        },
        run: |turn| begin(turn, true),
    },
    Command {
        id: "arrow.choose",
        name: "take this note",
        does: "draws the arrow to this note, or takes it away",
        group: Group::Arrows,
        scopes: &[Scope::Connect],
        keys: &["enter", "c", "C"],
        hint: Some(("this one", 100)),
        available: always,
        run: choose,
    },
    Command {
        id: "arrow.leave",
        name: "leave the arrow",
        does: "goes back without drawing an arrow",
        group: Group::Arrows,
        scopes: &[Scope::Connect],
        keys: &["esc", "q"],
        hint: Some(("leave", 90)),
        available: always,
        run: |turn| {
            if let Mode::Connect(Connecting { from, .. }) = std::mem::take(&mut turn.state.mode) {
                turn.state.set_focus(from);
            }
        },
    },
];

fn begin(turn: &mut Turn<'_>, cut: bool) {
    let Some(from) = turn.state.focus else { return };
    turn.state.mode = Mode::Connect(Connecting { from, cut });
    if cut {
        // With one arrow there is nothing to choose; with several the first is a start.
        let arrows = turn.state.board.arrows(from);
        if let Some((_, tail, head)) = arrows.first() {
            turn.state.set_focus(if *tail == from { *head } else { *tail });
        }
    }
}

/// Draws an arrow from one note to another, or says why not.
pub(crate) fn draw(turn: &mut Turn<'_>, from: NoteId, to: NoteId) {
    turn.state.mode = Mode::Connect(Connecting { from, cut: false });
    turn.state.set_focus(to);
    choose(turn);
    // The arrow is not kept in hand: whoever drew it has let go of it.
    turn.state.mode = Mode::Wall;
    turn.state.set_focus(from);
}

fn choose(turn: &mut Turn<'_>) {
    let Mode::Connect(Connecting { from, cut }) = turn.state.mode else { return };
    let Some(to) = turn.state.focus else { return };
    let (tail, head) = (turn.state.name_of(from), turn.state.name_of(to));
    let result = if cut {
        let edit = Edit::Disconnect { from, to };
        turn.edit(format!("disconnect {tail} and {head}"), edit, Some(from))
    } else {
        turn.edit(format!("connect {tail} and {head}"), Edit::Connect { from, to }, Some(from))
    };
    match result {
        Ok(()) => {
            turn.state.mode = Mode::Wall;
            turn.state.set_focus(from);
            let said =
                if cut { format!("no arrow any more between {tail} and {head}") } else { format!("connected {tail} and {head}") };
            turn.state.say(Tone::Done, said);
        }
        // The arrow stays in hand, so that another note can be chosen.
        Err(Refusal::Itself) => turn.state.say(Tone::Plain, "walk to the other note, then press Enter"),
        Err(_) => {}
    }
}
