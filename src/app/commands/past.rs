//! Back to what the board was before, and forth again.

use super::{Command, Group, Section, always};
use crate::app::{Mode, Moment, Moments, Scope, Tone, Turn};

const HERE: Section = Section { group: Group::Board, scopes: &[Scope::Wall], available: always };

pub(super) const COMMANDS: &[Command] = &[
    Command {
        scopes: &[Scope::Wall, Scope::Details, Scope::Derive],
        available: |state| if state.history().last().is_none() { Err("there is nothing to undo") } else { Ok(()) },
        ..HERE.row("board.undo", "undo", "takes the last change back", &["u"], Some(("undo", 48)), |turn| turn.travel(true))
    },
    Command {
        scopes: &[Scope::Wall, Scope::Details, Scope::Derive],
        available: |state| if state.history().next().is_none() { Err("nothing was undone") } else { Ok(()) },
        ..HERE.row("board.redo", "redo", "makes the change again that was undone last", &["ctrl-r", "U"], None, |turn| {
            turn.travel(false)
        })
    },
    Command {
        available: |state| if state.history().is_empty() { Err("nothing was changed yet") } else { Ok(()) },
        ..HERE.row(
            "board.moments",
            "go to another moment",
            "lists all that was done since the board was opened, and goes to any moment of it",
            &["g u"],
            None,
            |turn| {
                let now = turn.source.now();
                turn.state.mode = Mode::Moments(Moments::new(turn.state.history(), now));
            },
        )
    },
];

/// Goes to a moment and says how to come back.
pub(super) fn go(turn: &mut Turn<'_>, there: Moment) {
    let here = turn.state.history().here();
    if there == here {
        return turn.state.say(Tone::Plain, "the board is in this moment already");
    }
    if turn.travel_to(there) {
        let name = there.and_then(|moment| turn.state.history().step(moment));
        let said = match name {
            Some(step) => format!("back to the moment after “{}”", step.name),
            None => "the board as it was opened".to_owned(),
        };
        let list = turn.state.keys.name("board.moments");
        turn.state.say(Tone::Done, format!("{said} – {list} lists every moment"));
    }
}
