//! Projector mode: larger notes and nothing else.

use super::{Command, Group, Section, always};
use crate::app::{Scope, Tone, Turn};

const HERE: Section = Section { group: Group::Facilitating, scopes: &[Scope::Wall], available: always };

pub(super) const COMMANDS: &[Command] = &[HERE.row(
    "projector.toggle",
    "show it on the projector",
    "shows a room what it needs: notes to be read from its back, the timer and what is asked, nothing else; again, it goes back",
    &["F m"],
    None,
    toggle,
)];

/// Goes before the room, or back.
pub(super) fn toggle(turn: &mut Turn<'_>) {
    turn.state.projector = !turn.state.projector;
    match turn.state.projector {
        // It stands there until the next key, and then nothing but the board does.
        true => turn.state.say_with_keys(Tone::Plain, "on the projector; {projector.toggle} goes back"),
        false => turn.state.say(Tone::Plain, "not on the projector any more"),
    }
}
