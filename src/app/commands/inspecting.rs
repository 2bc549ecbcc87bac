//! The inspector: everything about the note in focus, and going on from there.

use super::{Command, Group, Section, a_note, menus};
use crate::app::mode::{Choice, Menu, Then};
use crate::app::{Inspector, Scope, State, Tone, Turn};

const HERE: Section = Section { group: Group::Looking, scopes: &[Scope::Wall, Scope::Connect], available: inspected };

pub(super) const COMMANDS: &[Command] = &[
    Command {
        scopes: &[Scope::Wall],
        available: |state| if state.inspector().is_some() { Ok(()) } else { a_note(state) },
        ..HERE.row(
            "inspector.toggle",
            "open the inspector",
            "shows everything about the note in focus, or closes that again",
            &["I"],
            Some(("inspect", 42)),
            toggle,
        )
    },
    HERE.row(
        "inspector.down",
        "scroll the inspector down",
        "shows what stands further down in the inspector",
        &["}"],
        None,
        |turn| scroll(turn, 1),
    ),
    HERE.row("inspector.up", "scroll the inspector up", "shows what stands further up in the inspector", &["{"], None, |turn| {
        scroll(turn, -1)
    }),
    Command {
        scopes: &[Scope::Wall],
        available: a_note,
        ..HERE.row(
            "related.open",
            "go to what is related",
            "lists the notes at the other ends of arrows and those that use this one's fields; a letter goes there",
            &["g d"],
            None,
            related,
        )
    },
];

fn inspected(state: &State) -> Result<(), &'static str> {
    match (state.inspector(), state.running()) {
        (None, _) => Err("the inspector is closed; {inspector.toggle} opens it"),
        (Some(_), Some(_)) => Err("the run has the pane; {run.close} closes the run"),
        (Some(_), None) => Ok(()),
    }
}

fn toggle(turn: &mut Turn<'_>) {
    let state = &mut *turn.state;
    state.hide_deriving();
    match (state.inspector.take(), state.running.is_some()) {
        (Some(_), false) => {}
        (None, false) => state.inspector = Some(Inspector::default()),
        // It waits behind the run.
        (waiting, true) => {
            let said = match waiting {
                Some(_) => "the inspector stays closed",
                None => "the run has the pane; the inspector is there when X has closed the run",
            };
            state.inspector = waiting.is_none().then(Inspector::default);
            state.say(Tone::Plain, said);
        }
    }
}

fn scroll(turn: &mut Turn<'_>, by: isize) {
    let half = turn.state.inspector_area().map_or(1, |area| isize::try_from(area.height / 2).unwrap_or(1).max(1));
    turn.state.scroll_inspector(by * half);
}

fn related(turn: &mut Turn<'_>) {
    let related = turn.state.related();
    if related.is_empty() {
        return turn.state.say_with_keys(Tone::Plain, "no arrow leads to this note or away; {arrow.connect} draws one");
    }
    let letters = "abcdefghijklmnopqrstuvwxyz1234567890".chars();
    let choices = related.iter().zip(letters).map(|((says, id), letter)| Choice {
        letter,
        label: format!("{}  · {says}", turn.state.name_of(*id)),
        kind: turn.state.board().note(*id).map(|note| note.kind()),
        then: Then::Go(*id),
    });
    let choices: Vec<Choice> = choices.collect();
    let title = match turn.state.focus() {
        Some(id) => format!("From {}", turn.state.name_of(id)),
        None => "Related".to_owned(),
    };
    menus::open(turn, Menu { title, choices, selected: 0, about_note: true, back: None });
}
