//! The form for what a note says beyond its text.

use super::{Command, Group, Section, a_note, always, back_to_the_wall};
use crate::app::details::{self, Asks, Details, Editing, Problem, Row, Slot, Weight};
use crate::app::mode::line;
use crate::app::{Mode, Scope, State, Tone, Turn};
use crate::board::{Edit, NoteId};

const HERE: Section = Section { group: Group::Details, scopes: &[Scope::Details], available: always };
const VALUE: Section = Section { group: Group::Details, scopes: &[Scope::Value], available: always };

pub(super) const COMMANDS: &[Command] = &[
    Command {
        scopes: &[Scope::Wall],
        available: a_note,
        ..HERE.row(
            "note.details",
            "see the details",
            "shows everything this note says beyond its text: fields, state, outcomes, guards, delays, projections",
            &["E"],
            Some(("details", 58)),
            |turn| {
                if let Some(note) = turn.state.focus() {
                    let mut details = Details { note, selected: 0, editing: None };
                    // Whoever has seen its run come out right comes to mark the question as answered.
                    if turn.state.focused().is_some_and(super::run_questions::carries_a_run) {
                        let rows = details.rows(&turn.state.board);
                        details.selected = rows.iter().position(|row| row.slot == Slot::Resolved).unwrap_or(0);
                    }
                    turn.state.mode = Mode::Details(details);
                }
            },
        )
    },
    HERE.row(
        "details.edit",
        "write in the row",
        "changes what stands in the row, or turns yes and no",
        &["enter", "e"],
        Some(("edit", 100)),
        edit,
    ),
    Command {
        available: |state| match list(state) {
            Some(_) => Ok(()),
            None => Err("only one can stand in this row; enter writes it"),
        },
        ..HERE.row(
            "details.add",
            "add to the list",
            "adds another to the list that the row stands in",
            &["a"],
            Some(("add", 90)),
            add,
        )
    },
    Command {
        available: |state| match (row(state), list(state)) {
            (Some((_, row)), Some(_)) if !row.new => Ok(()),
            (_, Some(_)) => Err("the list is empty; a adds to it"),
            _ => Err("this row stands in no list; enter writes in it"),
        },
        ..HERE.row(
            "details.remove",
            "remove from the list",
            "takes the row out of its list",
            &["d", "delete"],
            Some(("remove", 80)),
            remove,
        )
    },
    Command {
        available: movable,
        ..HERE.row("details.later", "move down", "moves the row down in its list", &["J", "shift-down"], None, |turn| {
            shift(turn, true)
        })
    },
    Command {
        available: movable,
        ..HERE
            .row("details.earlier", "move up", "moves the row up in its list", &["K", "shift-up"], None, |turn| shift(turn, false))
    },
    HERE.row("details.next", "go to the next row", "marks the next row", &["j", "down", "tab"], Some(("next", 50)), |turn| {
        step(turn, 1)
    }),
    HERE.row("details.previous", "go to the row before", "marks the row before", &["k", "up", "shift-tab"], None, |turn| {
        step(turn, -1)
    }),
    HERE.row("details.first", "go to the first row", "marks the first row", &["g", "home"], None, |turn| {
        step(turn, isize::MIN / 2)
    }),
    HERE.row("details.last", "go to the last row", "marks the last row", &["G", "end"], None, |turn| step(turn, isize::MAX / 2)),
    HERE.row("details.page-down", "page down", "marks a row further down", &["pagedown", "ctrl-d"], None, |turn| step(turn, 8)),
    HERE.row("details.page-up", "page up", "marks a row further up", &["pageup", "ctrl-u"], None, |turn| step(turn, -8)),
    HERE.row("details.close", "close the form", "goes back to the wall", &["esc"], Some(("back", 95)), back_to_the_wall),
    VALUE.row(
        "value.keep",
        "keep the value",
        "writes what is typed on the board; twice, where it is no expression that can be read",
        &["enter"],
        Some(("keep", 100)),
        keep,
    ),
    VALUE.row("value.leave", "leave the value", "leaves the row as it was", &["esc"], Some(("leave", 90)), |turn| {
        if let Mode::Details(details) = &mut turn.state.mode {
            details.editing = None;
        }
    }),
    Command {
        available: names,
        ..VALUE.row(
            "value.complete",
            "complete the name",
            "goes on to the next name that fits",
            &["tab", "ctrl-n", "down"],
            Some(("name", 80)),
            |turn| complete(turn, 1),
        )
    },
    Command {
        available: names,
        ..VALUE.row(
            "value.complete-back",
            "complete the name before",
            "goes back to the name before among those that fit",
            &["shift-tab", "ctrl-p", "up"],
            None,
            |turn| complete(turn, -1),
        )
    },
];

/// The note of the form and the row that is marked.
fn row(state: &State) -> Option<(NoteId, Row)> {
    let details = state.details()?;
    Some((details.note, details.row(state.board())?))
}

/// The place behind the last of the list that the row stands in.
fn list(state: &State) -> Option<(NoteId, Slot)> {
    let (id, row) = row(state)?;
    let count = details::count(state.board().note(id)?, row.slot)?;
    Some((id, row.slot.nth(count)))
}

/// Whether there are names to complete.
fn names(state: &State) -> Result<(), &'static str> {
    match state.details().and_then(|details| details.editing.as_deref()) {
        Some(editing) if !editing.names.is_empty() => Ok(()),
        Some(Editing { slot, new, .. }) if matches!(slot.asks(*new), Asks::Note(_)) => {
            Err("none that fits is there; new ones are made on the wall")
        }
        _ => Err("no name is asked for in this row"),
    }
}

fn movable(state: &State) -> Result<(), &'static str> {
    match (row(state), list(state)) {
        (_, None) => Err("this row stands in no list"),
        (_, Some((_, end))) if end == end.nth(0) || end == end.nth(1) => Err("there is nothing to change places with"),
        _ => Ok(()),
    }
}

fn step(turn: &mut Turn<'_>, by: isize) {
    let board = &turn.state.board;
    if let Mode::Details(details) = &mut turn.state.mode {
        let last = details.rows(board).len().saturating_sub(1) as isize;
        let there = (details.selected as isize).saturating_add(by);
        // Single steps go around, others stop at the ends.
        details.selected = match by.abs() {
            1 => there.rem_euclid(last + 1),
            _ => there.clamp(0, last),
        } as usize;
    }
}

fn edit(turn: &mut Turn<'_>) {
    let Some((id, row)) = row(turn.state) else { return };
    if row.new {
        return add(turn);
    }
    match row.slot.asks(false) {
        Asks::Nothing => turn.state.say(Tone::Plain, row.slot.example(false)),
        Asks::YesNo => {
            let Some(edit) = turn.state.board.note(id).and_then(|note| details::turned(note, row.slot)) else { return };
            let name = format!("turn the {} of {}", row.slot.called(), turn.state.name_of(id));
            // A refusal has been said.
            let _ = turn.edit(name, edit, None);
        }
        _ => open(turn, id, row.slot, false),
    }
}

fn add(turn: &mut Turn<'_>) {
    if let Some((id, end)) = list(turn.state) {
        open(turn, id, end, true);
    }
}

/// Begins to type in a place and marks its row.
fn open(turn: &mut Turn<'_>, id: NoteId, slot: Slot, new: bool) {
    let board = &turn.state.board;
    if let Mode::Details(details) = &mut turn.state.mode {
        details.editing = Some(Box::new(Editing::new(board, id, slot, new)));
        details.selected = details.rows(board).iter().position(|row| row.slot == slot).unwrap_or(details.selected);
    }
}

fn remove(turn: &mut Turn<'_>) {
    let Some((id, row)) = row(turn.state) else { return };
    let Some(note) = turn.state.board.note(id) else { return };
    if matches!(row.slot, Slot::Records(..)) && details::count(note, row.slot) == Some(1) {
        let said = "an outcome needs an event: d on the outcome itself takes it away with all it says";
        return turn.state.say(Tone::Problem, said);
    }
    let Some(edit) = details::without(note, row.slot) else { return };
    let name = turn.state.name_of(id);
    if turn.edit(format!("remove the {} of {name}", row.slot.called()), edit, None).is_ok() {
        turn.state.say(Tone::Done, format!("removed the {} – u brings it back", row.slot.called()));
    }
}

fn shift(turn: &mut Turn<'_>, later: bool) {
    let Some((id, row)) = row(turn.state) else { return };
    let moved = turn.state.board.note(id).and_then(|note| details::moved(note, row.slot, later));
    let Some((edit, slot)) = moved else {
        return turn.state.say(Tone::Plain, if later { "this is the last of the list" } else { "this is the first of the list" });
    };
    let name = turn.state.name_of(id);
    if turn.edit(format!("move the {} of {name}", row.slot.called()), edit, None).is_ok() {
        mark(turn, slot);
    }
}

/// Marks the row of a place.
fn mark(turn: &mut Turn<'_>, slot: Slot) {
    let board = &turn.state.board;
    if let Mode::Details(details) = &mut turn.state.mode {
        details.selected = details.rows(board).iter().position(|row| row.slot == slot).unwrap_or(details.selected);
    }
}

fn complete(turn: &mut Turn<'_>, by: isize) {
    let board = &turn.state.board;
    let Mode::Details(Details { note, editing: Some(editing), .. }) = &mut turn.state.mode else { return };
    let count = editing.names.len() as isize;
    if count == 0 {
        return;
    }
    let at = match editing.completed {
        Some(at) => (at as isize + by).rem_euclid(count) as usize,
        None if by < 0 => count as usize - 1,
        None => 0,
    };
    editing.area = line(&editing.names[at]);
    editing.completed = Some(at);
    editing.check(board, *note);
}

/// What the edit is called in the list of what was done.
fn called(state: &State, id: NoteId, editing: &Editing) -> String {
    let (thing, name) = (editing.slot.called(), state.name_of(id));
    let guard = matches!(editing.slot, Slot::Outcome(_)) && !editing.new;
    match editing.new {
        true if thing.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("add an {thing} to {name}"),
        true => format!("add a {thing} to {name}"),
        false if guard => format!("set the guard of {name}"),
        false => format!("set the {thing} of {name}"),
    }
}

/// Keeps the value that was typed, unless there is something to be mended first.
pub(super) fn keep(turn: &mut Turn<'_>) {
    let board = &turn.state.board;
    let Mode::Details(Details { note, editing: Some(editing), .. }) = &mut turn.state.mode else { return };
    let (id, typed) = (*note, editing.text());
    let nothing = typed.trim().is_empty() && editing.new;
    if nothing || typed == editing.before {
        return close(turn);
    }
    let change = match editing.change(board, id) {
        Ok(change) => change,
        Err(problem) => {
            let said = problem.message.clone();
            editing.problem = Some(problem);
            return turn.state.say(Tone::Problem, format!("{said} – esc leaves it as it was"));
        }
    };
    if let Some(Problem { weight: Weight::Unread, .. }) = &editing.problem
        && !std::mem::replace(&mut editing.insisted, true)
    {
        let then = match editing.slot {
            Slot::Where | Slot::Outcome(_) => "the run asks yes or no",
            Slot::Invariant(_) => "the run cannot watch it",
            Slot::Column(..) => "the cell stays empty",
            _ => "the run asks for the value",
        };
        let said = format!("mend it, or ↵ again keeps it as words: {then} – esc leaves it as it was");
        return turn.state.say(Tone::Problem, said);
    }
    let editing = editing.clone();
    let name = called(turn.state, id, &editing);
    if is_nothing_new(turn.state, &change.edit) {
        return close(turn);
    }
    if turn.edit(name.clone(), change.edit, None).is_ok() {
        close(turn);
        mark(turn, editing.slot);
        turn.state.say(Tone::Done, format!("{name}: done – u takes it back"));
    }
}

/// Whether an edit would leave everything as it is.
fn is_nothing_new(state: &State, edit: &Edit) -> bool {
    match edit {
        Edit::Assign { note, context } => state.board().note(*note).is_some_and(|note| note.context == *context),
        _ => false,
    }
}

fn close(turn: &mut Turn<'_>) {
    if let Mode::Details(details) = &mut turn.state.mode {
        details.editing = None;
    }
}
