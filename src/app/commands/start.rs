//! The start screen: a new board, those opened last, those that came with the program.

use super::{Command, Group, Section, always, back_to_the_wall};
use crate::app::mode::{Leave, Writing};
use crate::app::{Mode, Origin, Scope, State, Target, Tone, Turn};

const HERE: Section = Section { group: Group::Choosing, scopes: &[Scope::Start], available: always };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "start.open",
        "open the board",
        "opens the board that is marked",
        &["enter", "l", "right"],
        Some(("open", 100)),
        |turn| {
            let Mode::Start(selected) = turn.state.mode else { return };
            // The first entry is always a new board.
            let origin = match selected.checked_sub(1) {
                None => Origin::New,
                Some(index) => match turn.state.shelf.get(index) {
                    Some(entry) => entry.origin.clone(),
                    None => return,
                },
            };
            back_to_the_wall(turn);
            turn.leave_safely(Leave::Open(origin));
        },
    ),
    HERE.row(
        "start.import",
        "import storm notation",
        "makes a new board of a document: its forms become notes and arrows",
        &["i"],
        Some(("import", 60)),
        |turn| turn.state.mode = Mode::Write(Writing::new(Target::Document, "")),
    ),
    HERE.row(
        "start.leave",
        "go back to the wall",
        "goes back to the board that is open",
        &["esc", "q", "o", "h", "left"],
        Some(("back", 90)),
        back_to_the_wall,
    ),
    HERE.row("start.next", "go to the next board", "marks the next board", &["j", "down", "tab"], Some(("next", 50)), |turn| {
        step(turn, 1)
    }),
    HERE.row("start.previous", "go to the board before", "marks the board before", &["k", "up", "shift-tab"], None, |turn| {
        step(turn, -1)
    }),
];

/// Opens the board that a document makes.
pub(super) fn import(turn: &mut Turn<'_>, path: String) {
    match path.is_empty() {
        true => turn.state.say(Tone::Plain, "nothing was imported"),
        false => turn.leave_safely(Leave::Open(Origin::Notation(path.into()))),
    }
}

fn count(state: &State) -> usize {
    state.shelf.len() + 1
}

fn step(turn: &mut Turn<'_>, by: isize) {
    let count = count(turn.state) as isize;
    if let Mode::Start(selected) = &mut turn.state.mode {
        *selected = (*selected as isize + by).rem_euclid(count) as usize;
    }
}
