//! The report of what was pasted or typed as notation: what is wrong with it, what was left out; and scrolling whatever is read.

use super::{Command, Group, Section, always, back_to_the_wall};
use crate::app::{Mode, Scope, State, Turn};

const HERE: Section = Section { group: Group::Choosing, scopes: &[Scope::Report], available: always };
/// Pages are scrolled as a report is.
const PAGES: Section = Section { scopes: &[Scope::Report, Scope::Page], ..HERE };

pub(super) const COMMANDS: &[Command] = &[
    Command {
        scopes: &[Scope::Wall],
        group: Group::Looking,
        available: a_report,
        ..HERE.row(
            "report.open",
            "read the last report",
            "shows what was said last about a pasted text or a run: what was left out, what happened",
            &["g r"],
            None,
            |turn| turn.state.mode = Mode::Report(0),
        )
    },
    HERE.row(
        "report.close",
        "close the report",
        "goes back to the wall",
        &["esc", "enter", "q"],
        Some(("back", 100)),
        back_to_the_wall,
    ),
    PAGES.row("report.down", "scroll down", "shows the next lines", &["j", "down"], Some(("down", 60)), |turn| scroll(turn, 1)),
    PAGES.row("report.up", "scroll up", "shows the lines before", &["k", "up"], Some(("up", 50)), |turn| scroll(turn, -1)),
    PAGES.row("report.page-down", "page down", "shows lines further down", &["pagedown", "ctrl-d"], None, |turn| scroll(turn, 10)),
    PAGES.row("report.page-up", "page up", "shows lines further up", &["pageup", "ctrl-u"], None, |turn| scroll(turn, -10)),
    PAGES
        .row("report.first", "scroll to the top", "shows the first lines", &["g g", "home"], None, |turn| scroll(turn, isize::MIN)),
    PAGES.row("report.last", "scroll to the end", "shows the last lines", &["G", "end"], None, |turn| scroll(turn, isize::MAX)),
];

fn a_report(state: &State) -> Result<(), &'static str> {
    match state.report {
        Some(_) => Ok(()),
        None => Err("there is none; pasting storm notation makes one"),
    }
}

fn scroll(turn: &mut Turn<'_>, by: isize) {
    let last = turn.state.report.as_ref().map_or(0, |report| report.lines.len()).saturating_sub(1);
    let area = turn.state.page_area();
    match (&mut turn.state.mode, area) {
        (Mode::Report(first), _) => *first = first.saturating_add_signed(by).min(last),
        (Mode::Page(page), Some(area)) => page.scroll(by, area),
        _ => {}
    }
}
