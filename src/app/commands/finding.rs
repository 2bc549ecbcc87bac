//! Looking for notes, and looking closer.

use super::{Command, Group, always};
use crate::app::mode::{Finding, line, written};
use crate::app::{Filter, Mode, Scope, State, Tone, Turn, View};

const WALL: &[Scope] = &[Scope::Wall];
const WALKING: &[Scope] = &[Scope::Wall, Scope::Connect];

const fn row(
    id: &'static str,
    name: &'static str,
    does: &'static str,
    keys: &'static [&'static str],
    available: fn(&State) -> Result<(), &'static str>,
    run: fn(&mut Turn<'_>),
) -> Command {
    Command { id, name, does, group: Group::Looking, scopes: WALL, keys, hint: None, available, run }
}

pub(super) const COMMANDS: &[Command] = &[
    Command {
        hint: Some(("find", 55)),
        ..row("find.open", "find", "looks for notes while you type: by a text, or as the filter does", &["/"], notes, |turn| {
            let origin = turn.state.focus;
            let before = turn.state.sought.take();
            turn.state.mode = Mode::Find(Finding { area: line(""), origin, before, wrong: None });
        })
    },
    row("find.next", "go to the next match", "goes to the next note looked for or filtered", &["n"], sought, |turn| {
        seek(turn, true)
    }),
    row("find.previous", "go to the match before", "goes to the note before, looked for or filtered", &["N"], sought, |turn| {
        seek(turn, false)
    }),
    Command {
        scopes: &[Scope::Find],
        hint: Some(("stay there", 100)),
        ..row(
            "find.finish",
            "stay at the match",
            "keeps the text looked for; {find.next} and {find.previous} go on",
            &["enter"],
            always,
            |turn| {
                if let Mode::Find(Finding { wrong: Some(wrong), .. }) = &turn.state.mode {
                    let wrong = wrong.clone();
                    return turn.state.say(Tone::Problem, wrong);
                }
                let Mode::Find(finding) = std::mem::take(&mut turn.state.mode) else { return };
                if written(&finding.area).is_empty() {
                    turn.state.sought = finding.before;
                    return seek_if_sought(turn);
                }
                turn.state.jumped_from(finding.origin);
            },
        )
    },
    Command {
        scopes: &[Scope::Find],
        hint: Some(("go back", 90)),
        ..row("find.leave", "stop looking", "goes back to where you were", &["esc"], always, |turn| {
            if let Mode::Find(finding) = std::mem::take(&mut turn.state.mode) {
                turn.state.sought = finding.before;
                if let Some(origin) = finding.origin {
                    turn.state.set_focus(origin);
                }
            }
        })
    },
    Command {
        scopes: WALKING,
        ..row("zoom.in", "draw notes larger", "draws notes larger", &["+", "="], not_largest, |turn| zoom(turn, 1))
    },
    Command {
        scopes: WALKING,
        ..row("zoom.out", "draw notes smaller", "draws notes smaller", &["-"], not_smallest, |turn| zoom(turn, -1))
    },
    Command {
        hint: Some(("zoom", 30)),
        ..row("zoom.cycle", "zoom", "goes through the sizes of notes: a line, a note, a large note", &["z"], of_a_size, |turn| {
            zoom(turn, 0);
        })
    },
    Command {
        scopes: WALKING,
        ..row("screen.redraw", "redraw", "draws the whole screen again", &["ctrl-l"], always, |turn| {
            turn.effects.push(crate::app::Effect::Redraw);
        })
    },
];

fn notes(state: &State) -> Result<(), &'static str> {
    if state.board().notes().is_empty() { Err("there are no notes yet; {note.add} adds the first one") } else { Ok(()) }
}

fn sought(state: &State) -> Result<(), &'static str> {
    match (&state.sought, &state.filtered) {
        (None, None) => Err("nothing was looked for yet; {find.open} does"),
        _ => Ok(()),
    }
}

fn not_largest(state: &State) -> Result<(), &'static str> {
    of_a_size(state)?;
    if state.zoom.larger() == state.zoom { Err("the notes are as large as they get") } else { Ok(()) }
}

fn not_smallest(state: &State) -> Result<(), &'static str> {
    of_a_size(state)?;
    if state.zoom.smaller() == state.zoom { Err("the notes are as small as they get") } else { Ok(()) }
}

/// For a room, notes are as large as it needs them.
fn of_a_size(state: &State) -> Result<(), &'static str> {
    if state.projector { Err("on the projector notes have one size; {projector.toggle} goes back") } else { Ok(()) }
}

fn zoom(turn: &mut Turn<'_>, by: i8) {
    let zoom = turn.state.zoom;
    turn.state.zoom = match by {
        1 => zoom.larger(),
        -1 => zoom.smaller(),
        _ if zoom.larger() == zoom => zoom.smaller().smaller(),
        _ => zoom.larger(),
    };
    let name = turn.state.zoom.name();
    turn.state.say(Tone::Plain, name);
}

/// After every letter: to the first match from where the search began, rather to one that is called what is typed than to one that
/// only says it. What cannot be read is said, and what could be read last is looked for meanwhile.
pub(crate) fn look_while_typing(turn: &mut Turn<'_>) {
    let Mode::Find(finding) = &mut turn.state.mode else { return };
    let origin = finding.origin;
    match Filter::sought_behind(&written(&finding.area), &turn.state.board, turn.state.sought.as_ref()) {
        Ok(sought) => {
            finding.wrong = None;
            turn.state.sought = sought;
        }
        Err(wrong) => {
            finding.wrong = Some(wrong);
            return;
        }
    }
    let start = origin.and_then(|id| turn.state.board.position(id)).unwrap_or(0);
    let state = &*turn.state;
    let found = state.sought.as_ref().and_then(|_| {
        let row = |fit| row_matching(state, start, 0, true, fit).map(|row| note_in(state, row));
        let along = |fit| matching(state, start, true, fit);
        row(Fit::Named).or_else(|| row(Fit::Said)).or_else(|| along(Fit::Named)).or_else(|| along(Fit::Said))
    });
    match (found, origin) {
        (Some(index), _) => go(turn, index),
        (None, Some(origin)) => turn.state.set_focus(origin),
        (None, None) => {}
    }
}

fn seek_if_sought(turn: &mut Turn<'_>) {
    if turn.state.sought.is_some() {
        seek(turn, true);
    }
}

fn seek(turn: &mut Turn<'_>, forward: bool) {
    let count = turn.state.board.notes().len();
    let here = turn.state.focus.and_then(|id| turn.state.board.position(id)).unwrap_or(0);
    let start = if forward { here + 1 } else { here + count.max(1) - 1 };
    // In the catalog the rows are gone along as they are sorted; what is in no row of this table is gone to along the timeline.
    if let Some((from, row)) = turn.state.catalog.row_of(here).zip(row_matching(turn.state, here, 1, forward, Fit::Said)) {
        let around = if forward { row <= from } else { row >= from };
        let only = if turn.state.catalog.table().is_some() { "the only match in this table" } else { "the only match" };
        return arrive(turn, note_in(turn.state, row), around, if row == from { only } else { "once around" });
    }
    match matching(turn.state, start, forward, Fit::Said) {
        Some(index) => {
            let around = if forward { index <= here } else { index >= here };
            arrive(turn, index, around, if index == here { "the only match" } else { "once around" });
        }
        None => {
            let said = match (&turn.state.sought, &turn.state.filtered) {
                (Some(sought), Some(_)) => format!("no note that the filter leaves says “{}”", sought.text()),
                (Some(sought), None) => format!("no note says “{}”", sought.text()),
                (None, _) => turn.state.keys.spell("the filter leaves no note; {filter.open} changes it"),
            };
            turn.state.say(Tone::Problem, said);
        }
    }
}

/// Goes to a match, and says so where it lies around the end.
fn arrive(turn: &mut Turn<'_>, index: usize, around: bool, said: &str) {
    let origin = turn.state.focus;
    go(turn, index);
    turn.state.jumped_from(origin);
    if around {
        turn.state.say(Tone::Plain, said);
    }
}

/// How a note has what is looked for.
#[derive(Clone, Copy, PartialEq)]
enum Fit {
    /// Somewhere.
    Said,
    /// It is called that.
    Named,
}

impl Fit {
    fn holds(self, state: &State, index: usize) -> bool {
        let note = &state.board().notes()[index];
        let fits = |sought: &Filter| (self == Fit::Said || sought.is_name_of(note)) && sought.fits(state.board(), note);
        state.sought.as_ref().is_none_or(fits)
    }
}

/// In the catalog: the first row from a note's on, or from so many rows behind or before it, once around the table, whose note is
/// looked for. The rows are those that a filter leaves.
fn row_matching(state: &State, from: usize, away: usize, forward: bool, fit: Fit) -> Option<usize> {
    let catalog = state.catalog();
    let from = catalog.row_of(from).filter(|_| state.view == View::Catalog)?;
    let count = catalog.rows().len();
    let fits = |row: &usize| fit.holds(state, note_in(state, *row));
    let at = |step: usize| if forward { (from + step) % count } else { (from + 2 * count - step) % count };
    (away..away + count).map(at).find(fits)
}

/// The note of a row, as an index into the board's notes.
fn note_in(state: &State, row: usize) -> usize {
    state.catalog().rows()[row] as usize
}

fn go(turn: &mut Turn<'_>, index: usize) {
    if let Some(id) = turn.state.board.notes().get(index).map(|note| note.id) {
        turn.state.set_focus(id);
    }
}

/// The first note from an index on, once around the board, that is looked for; with a filter, one that this leaves.
fn matching(state: &State, start: usize, forward: bool, fit: Fit) -> Option<usize> {
    let fits = |index: &usize| fit.holds(state, *index);
    let count = state.board().notes().len();
    let start = start % count.max(1);
    if let Some(filtered) = &state.filtered {
        let matches = filtered.matches();
        let (before, behind) = matches.split_at(matches.partition_point(|index| (*index as usize) < start));
        let index = |index: &u32| *index as usize;
        return match forward {
            true => behind.iter().chain(before).map(index).find(fits),
            // The one at the start itself comes first.
            false => {
                let (before, behind) = matches.split_at(matches.partition_point(|index| *index as usize <= start));
                before.iter().rev().chain(behind.iter().rev()).map(index).find(fits)
            }
        };
    }
    let at = |step: usize| if forward { (start + step) % count } else { (start + count - step) % count };
    (0..count).map(at).find(fits)
}
