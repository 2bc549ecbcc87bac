//! The board as a whole: saving, leaving, the title, other boards.

use std::path::PathBuf;

use super::{Command, Group, Section, always, menus};
use crate::app::mode::{Choice, Leave, Menu, Then, Writing};
use crate::app::{Effect, Mode, Scope, State, Target, Tone, Turn, View};

const WALL: &[Scope] = &[Scope::Wall];

const HERE: Section = Section { group: Group::Board, scopes: WALL, available: always };

pub(super) const COMMANDS: &[Command] = &[
    Command {
        available: saveable,
        ..HERE
            .row("board.save", "save", "writes the board to its file", &["s", "ctrl-s"], Some(("save", 47)), |turn| turn.save(None))
    },
    Command {
        available: |state| if state.path.is_some() { Ok(()) } else { Err("it has no file yet; {board.save} gives it one") },
        ..HERE.row(
            "board.reload",
            "read the file again",
            "reads what somebody else wrote into the board's file; asks where edits are unsaved, and one step takes it back",
            &["g R"],
            None,
            |turn| turn.reload(),
        )
    },
    HERE.row("board.title", "change the title", "gives the board another title", &["T"], None, |turn| {
        let title = turn.state.board.title().to_owned();
        turn.state.mode = Mode::Write(Writing::new(Target::Title, &title));
    }),
    HERE.row(
        "board.open",
        "open another board",
        "shows the boards opened last, the bundled ones, and a new one",
        &["o"],
        Some(("boards", 20)),
        |turn| {
            turn.state.mode = Mode::Start(0);
        },
    ),
    HERE.row(
        "board.back",
        "go back",
        "leaves what is open, back to the wall, and there the projector, the filter and the tour; never the program",
        &["esc"],
        None,
        |turn| {
            turn.state.pending.clear();
            if super::selecting::let_go(turn) {
                return;
            }
            if turn.state.view != View::Wall {
                turn.state.view = View::Wall;
            } else if turn.state.projector {
                super::projecting::toggle(turn);
            } else if let Some(filtered) = turn.state.filtered.take() {
                turn.state.say(Tone::Done, format!("not filtered by {} any more", filtered.filter().text()));
            } else {
                turn.state.leave_tour();
            }
        },
    ),
    HERE.row(
        "mouse.release",
        "let go of the mouse",
        "lets the terminal select text with the mouse, or takes the mouse again",
        &["M"],
        None,
        |turn| turn.release_mouse(),
    ),
    HERE.row("program.quit", "quit", "leaves the program; asks where edits are unsaved", &["q"], Some(("quit", 10)), |turn| {
        turn.leave_safely(Leave::Quit);
    }),
    Command {
        scopes: &Scope::ALL,
        ..HERE.row(
            "program.leave",
            "leave safely",
            "leaves the program from anywhere; asks where edits are unsaved",
            &["ctrl-c"],
            None,
            |turn| {
                turn.leave_safely(Leave::Quit);
            },
        )
    },
    Command {
        scopes: &Scope::ALL,
        ..HERE.row("program.suspend", "suspend", "puts the program to sleep; fg in the shell wakes it", &["ctrl-z"], None, |turn| {
            turn.effects.push(Effect::Suspend);
        })
    },
];

fn saveable(state: &State) -> Result<(), &'static str> {
    // A board opened and not edited is never written, so that its file keeps the bytes it has.
    if state.unsaved() || state.new || state.path.is_none() { Ok(()) } else { Err("nothing was changed since it was saved") }
}

/// Asks what is to become of unsaved edits.
pub(crate) fn ask_before_leaving(turn: &mut Turn<'_>, leave: Leave) {
    let (save, drop) = match leave {
        Leave::Quit => ("save and quit", "discard and quit"),
        Leave::Open(_) => ("save first", "discard"),
    };
    let choice = |letter, label: &str, then| Choice { letter, label: label.into(), kind: None, then };
    let choices = vec![
        choice('s', save, Then::SaveFirst(leave.clone())),
        choice('d', drop, Then::LeaveNow(leave)),
        choice('n', "stay", Then::Stay),
    ];
    menus::open(turn, Menu { title: "There are unsaved edits.".into(), choices, selected: 0, about_note: false, back: None });
}

/// Asks for the file of a board that has none yet.
pub(crate) fn ask_for_a_file(turn: &mut Turn<'_>) {
    let name = file_name(turn.state.board.title());
    turn.state.mode = Mode::Write(Writing::new(Target::File, &name));
}

/// The name of a file for a board of some title.
pub(super) fn file_name(title: &str) -> String {
    let name: String = title.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<&str> = name.split('-').filter(|word| !word.is_empty()).collect();
    let name = if words.is_empty() { "board".into() } else { words.join("-") };
    format!("{name}.json")
}

/// Asks for another file than the board's own.
pub(crate) fn ask_for_another_file(turn: &mut Turn<'_>, path: &str) {
    turn.state.mode = Mode::Write(Writing::new(Target::File, path));
}

/// Saves under a name that was typed.
pub(super) fn save_as(turn: &mut Turn<'_>, name: String) {
    if name.is_empty() {
        turn.state.leaving = None;
        return turn.state.say(Tone::Problem, "not saved: a file needs a name");
    }
    let path = PathBuf::from(name);
    turn.state.saving = Some((turn.state.history.here(), path.clone()));
    turn.effects.push(Effect::Save(path));
}
