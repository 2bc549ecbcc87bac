//! How everything looks, for as long as the program runs.

use super::{Command, Group, Section, always, menus};
use crate::app::mode::{Choice, Menu, Then};
use crate::app::{Look, Scope, Tone, Turn};

const HERE: Section = Section { group: Group::Board, scopes: &[Scope::Wall], available: always };

pub(super) const COMMANDS: &[Command] = &[HERE.row(
    "board.theme",
    "change the theme",
    "changes the colours until the program ends: dark, light, colour-blind, plain",
    &["g T"],
    None,
    ask,
)];

fn ask(turn: &mut Turn<'_>) {
    let looks = turn.state.looks;
    let choice = |look: Look| Choice {
        letter: look.name().chars().next().unwrap_or_default(),
        label: if look == looks.worn { format!("{} (now)", look.name()) } else { look.name().to_owned() },
        kind: None,
        then: Then::Wear(look),
    };
    let all: Vec<Look> = Look::ALL.into_iter().chain(looks.own.then_some(Look::Own)).collect();
    let selected = all.iter().position(|look| *look == looks.worn).unwrap_or(0);
    let choices = all.into_iter().map(choice).collect();
    menus::open(turn, Menu { title: "Theme".into(), choices, selected, about_note: false, back: None });
}

/// Wears a look from now on.
pub(super) fn wear(turn: &mut Turn<'_>, look: Look) {
    turn.state.looks.worn = look;
    let said = match turn.state.looks.colours || look == Look::Plain {
        true => format!("the theme is {}, until the program ends; `theme` in config.toml keeps it", look.name()),
        false => format!("{}, but this terminal is shown no colours; `squall doctor` says why", look.name()),
    };
    turn.state.say(if turn.state.looks.colours { Tone::Done } else { Tone::Problem }, said);
}
