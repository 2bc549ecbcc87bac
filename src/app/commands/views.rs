//! Going from one way to look at the board to another.

use super::{Command, Group, Section, always};
use crate::app::{Scope, State, Tone, Turn, View};

const HERE: Section = Section { group: Group::Looking, scopes: &[Scope::Wall], available: always };

/// They lead to the view from beside the request too.
const BY_NAME: Section = Section { scopes: &[Scope::Wall, Scope::Derive], ..HERE };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "view.next",
        "go to the next view",
        "goes on from the wall to the flow, the contexts, the catalog, and back to the wall",
        &["tab"],
        Some(("view", 35)),
        |turn| show(turn, turn.state.view.next(1)),
    ),
    HERE.row("view.previous", "go to the view before", "goes back to the view before", &["shift-tab"], None, |turn| {
        show(turn, turn.state.view.next(View::ALL.len() - 1));
    }),
    BY_NAME.row("view.wall", "show the wall", "shows the wall: lanes along the timeline", &["f2"], None, |turn| {
        show(turn, View::Wall)
    }),
    BY_NAME.row("view.flow", "show the flow", "shows the flow: what causes what, as a graph", &["f3"], None, |turn| {
        show(turn, View::Flow)
    }),
    BY_NAME.row("view.contexts", "show the contexts", "shows the contexts and who tells whom", &["f4"], None, |turn| {
        show(turn, View::Contexts);
    }),
    BY_NAME.row("view.catalog", "show the catalog", "shows the notes as tables", &["f5"], None, |turn| show(turn, View::Catalog)),
];

/// On the map of contexts no note is in view, so nothing is done to one by mistake.
pub(super) fn in_view(state: &State, command: &Command) -> Result<(), &'static str> {
    let about_notes = matches!(command.group, Group::Writing | Group::Arranging | Group::Arrows);
    let has_contexts = !state.board.heading().contexts.is_empty();
    let here = command.id == OPEN || command.id == "context.rename" || (command.id == "note.context" && !has_contexts);
    match state.view {
        View::Contexts if state.focus.is_some() && command.scopes.contains(&Scope::Wall) && about_notes && !here => {
            Err("no note is in view here; ↵ shows the first of this context in the flow")
        }
        _ => Ok(()),
    }
}

/// What Enter is for on the map, as on the wall it opens what is in focus.
const OPEN: &str = "note.edit";

/// The word for the hint bar where a view means something else by a command.
pub(super) fn word(state: &State, command: &Command) -> Option<&'static str> {
    (state.view == View::Contexts && command.id == OPEN).then_some("show its flow")
}

/// Opens what is in focus on the map: its first note in the flow. False in every other view.
pub(super) fn open(turn: &mut Turn<'_>) -> bool {
    if turn.state.view != View::Contexts {
        return false;
    }
    turn.state.view = View::Flow;
    let context = turn.state.focused().and_then(|note| note.context).and_then(|id| turn.state.board.context(id));
    if let Some(name) = context.map(|context| context.name.clone()) {
        turn.state.say(Tone::Plain, format!("the flow, from {name} on; esc goes to the wall"));
    }
    true
}

fn show(turn: &mut Turn<'_>, view: View) {
    turn.state.view = view;
}
