//! Going from one way to look at the board to another.

use super::{Command, Group, Section, always};
use crate::app::{Scope, Turn, View};

const HERE: Section = Section { group: Group::Looking, scopes: &[Scope::Wall], available: always };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "view.next",
        "next view",
        "goes on from the wall to the flow, the contexts, the catalog, and back to the wall",
        &["tab"],
        Some(("view", 35)),
        |turn| show(turn, turn.state.view.next(1)),
    ),
    HERE.row("view.previous", "previous view", "goes back to the view before", &["shift-tab"], None, |turn| {
        show(turn, turn.state.view.next(View::ALL.len() - 1));
    }),
    HERE.row("view.wall", "wall", "shows the wall: lanes along the timeline", &["f2"], None, |turn| show(turn, View::Wall)),
    HERE.row("view.flow", "flow", "shows the flow: what causes what, as a graph", &["f3"], None, |turn| show(turn, View::Flow)),
    HERE.row("view.contexts", "contexts", "shows the contexts and who tells whom", &["f4"], None, |turn| {
        show(turn, View::Contexts);
    }),
    HERE.row("view.catalog", "catalog", "shows the notes as tables", &["f5"], None, |turn| show(turn, View::Catalog)),
];

fn show(turn: &mut Turn<'_>, view: View) {
    turn.state.view = view;
}
