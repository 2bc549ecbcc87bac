//! The end of a phase and of a session: the summary, the closing page, the artefacts.

use std::path::{Path, PathBuf};

use super::session::{self, Ahead};
use super::{Command, Group, Section, always, back_to_the_wall};
use crate::app::{Effect, Mode, Page, Scope, State, Tone, Turn};
use crate::interop;

const HERE: Section = Section { group: Group::Facilitating, scopes: &[Scope::Wall, Scope::Derive], available: always };
const ON_A_PAGE: Section = Section { group: Group::Choosing, scopes: &[Scope::Page], available: always };

pub(super) const COMMANDS: &[Command] = &[
    Command {
        available: a_session,
        ..HERE.row(
            "session.summary",
            "look at the pace",
            "shows what came of the phase so far: its time, its notes by kind and minute, what was parked, what comes next; \
             of all phases once the session is over",
            &["F z"],
            None,
            |turn| {
                let over = turn.state.phase().is_none();
                let log = turn.state.session().map_or(0, |session| session.log.len());
                open_summary(turn, if over { log } else { log.saturating_sub(1) });
            },
        )
    },
    HERE.row(
        "session.closing",
        "look at what came of it",
        "shows the six artefacts, the open questions by their dots, what is parked, what scenarios and the method still say, \
         and the pace of every phase",
        &["F c"],
        None,
        open,
    ),
    HERE.row(
        "session.export",
        "export the artefacts",
        "writes the six artefacts and how the session went as Markdown beside the board's file; a file that somebody else wrote \
         is left alone",
        &["F x"],
        None,
        export,
    ),
    ON_A_PAGE.row(
        "page.export",
        "export the artefacts",
        "writes them as Markdown beside the board's file, as {session.export} does",
        &["x"],
        Some(("export", 70)),
        export,
    ),
    ON_A_PAGE.row("page.close", "close the page", "goes back to the wall", &["esc", "q"], Some(("back", 100)), back_to_the_wall),
];

fn a_session(state: &State) -> Result<(), &'static str> {
    match state.session().is_some_and(|session| !session.log.is_empty() || !session.earlier.is_empty()) {
        true => Ok(()),
        false => Err("no session was begun on this board"),
    }
}

/// The word for the hint bar where a page leads nowhere.
pub(super) fn word(state: &State, command: &Command) -> Option<&'static str> {
    (command.id == "page.go-on" && session::leads_to(state) == Ahead::Wall).then_some("close")
}

/// Opens the closing page.
pub(super) fn open(turn: &mut Turn<'_>) {
    let played = turn.state.play_scenarios_now();
    turn.state.mode = Mode::Page(Box::new(Page::closing(turn.state, played)));
}

/// Opens the summary of a stretch of the session, by its place in the log.
pub(in crate::app) fn open_summary(turn: &mut Turn<'_>, stint: usize) {
    turn.state.mode = Mode::Page(Box::new(Page::summary(turn.state, stint)));
}

/// Tells on the closing page how the scenarios came out, once they have been played.
pub(in crate::app) fn tell_on_the_page(turn: &mut Turn<'_>) {
    let Mode::Page(page) = &turn.state.mode else { return };
    if !page.waits_for_scenarios() {
        return;
    }
    let page = page.played(turn.state);
    turn.state.mode = Mode::Page(Box::new(page));
}

/// Where the artefacts belong, and the name of the board's file: beside the board, under its name.
fn place(state: &State) -> (PathBuf, String) {
    let board = state.path.clone().unwrap_or_else(|| super::board::file_name(state.board.title()).into());
    let name = board.file_name().unwrap_or(board.as_os_str()).to_string_lossy();
    // A comment must end where it ends.
    let name = name.chars().map(|c| if c.is_control() || c == '>' { '_' } else { c }).collect();
    (board.with_extension("md"), name)
}

fn export(turn: &mut Turn<'_>) {
    let (path, name) = place(turn.state);
    // The last line says whose the file is: only such a file is ever written over.
    let document = interop::markdown_at(&turn.state.board, turn.state.now);
    let text = format!("{document}\n<!-- written by Squall from {name} -->\n");
    turn.effects.push(Effect::Export { path, text });
}

/// Says what was written where.
pub(in crate::app) fn exported(turn: &mut Turn<'_>, result: Result<PathBuf, String>) {
    let said = match result {
        Err(reason) => return turn.state.say(Tone::Problem, format!("the artefacts were not exported: {reason}")),
        Ok(path) => {
            let (wished, _) = place(turn.state);
            let foreign = wished.file_name().filter(|_| wished != path).map(|name| Path::new(name).display());
            let why = foreign.map_or(String::new(), |name| format!(" (the {name} there is not Squall's)"));
            // The name first: where the row ends nobody knows.
            let name = path.file_name().map_or_else(|| path.display(), |name| Path::new(name).display());
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.map_or(String::new(), |folder| format!(" in {}", folder.display()));
            format!("exported the six artefacts to {name}{why}{folder}")
        }
    };
    turn.state.say(Tone::Done, said);
}
