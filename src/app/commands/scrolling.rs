//! Scrolling the view freely: the focus stays where it is, and comes back into view when it is moved.

use super::{Command, Group, Section, always};
use crate::app::{Scope, Tone, Turn, View};

const HERE: Section = Section { group: Group::Looking, scopes: &[Scope::Wall, Scope::Connect], available: always };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "view.scroll-left",
        "scroll left",
        "shows what is further left; the focus stays, and comes back into view when it is moved",
        &["ctrl-left", "alt-h"],
        None,
        |turn| scroll(turn, -1, 0, "nothing is further left"),
    ),
    HERE.row(
        "view.scroll-right",
        "scroll right",
        "shows what is further right; the focus stays where it is",
        &["ctrl-right", "alt-l"],
        None,
        |turn| scroll(turn, 1, 0, "nothing is further right"),
    ),
    HERE.row(
        "view.scroll-up",
        "scroll up",
        "shows what is further up; the focus stays where it is",
        &["ctrl-up", "alt-k"],
        None,
        |turn| scroll(turn, 0, -1, "nothing is further up"),
    ),
    HERE.row(
        "view.scroll-down",
        "scroll down",
        "shows what is further down; the focus stays where it is",
        &["ctrl-down", "alt-j"],
        None,
        |turn| scroll(turn, 0, 1, "nothing is further down"),
    ),
];

fn scroll(turn: &mut Turn<'_>, across: i32, down: i32, end: &str) {
    let moved = turn.state.scroll_by(across, down);
    // A wheel that turns on at the edge needs no answer.
    if !moved && turn.key.is_some() {
        let said = match turn.state.view == View::Catalog && across != 0 {
            true => "a table is never wider than the screen; what has no room is in the inspector",
            false => end,
        };
        turn.state.say(Tone::Plain, said);
    }
}
