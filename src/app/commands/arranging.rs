//! Hanging notes elsewhere along the timeline, and making them notes of another kind.

use crate::board::{Board, Edit, Kind, Note, NoteId, Place};

use super::{Command, Group, Section, a_note};
use crate::app::{Scope, Tone, Turn};

const HERE: Section = Section { group: Group::Arranging, scopes: &[Scope::Wall], available: a_note };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "note.earlier",
        "move earlier",
        "moves this note one step back along the timeline, past its neighbour",
        &["H", "shift-left"],
        None,
        |turn| shift(turn, Side::Earlier),
    ),
    HERE.row(
        "note.later",
        "move later",
        "moves this note one step on along the timeline, past its neighbour",
        &["L", "shift-right"],
        Some(("move", 40)),
        |turn| shift(turn, Side::Later),
    ),
    HERE.row(
        "note.join-earlier",
        "join the column before",
        "moves this note into the column on the left, beside what hangs there",
        &["K", "shift-up"],
        None,
        |turn| join(turn, Side::Earlier),
    ),
    HERE.row(
        "note.join-later",
        "join the column behind",
        "moves this note into the column on the right, beside what hangs there",
        &["J", "shift-down"],
        None,
        |turn| join(turn, Side::Later),
    ),
];

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Earlier,
    Later,
}

impl Side {
    fn neighbour(self, board: &Board, at: Place) -> Option<Place> {
        match self {
            Side::Earlier => board.place_before(at),
            Side::Later => board.place_after(at),
        }
    }

    fn beyond(self, at: Place) -> Place {
        match self {
            Side::Earlier => at.before(),
            Side::Later => at.after(),
        }
    }

    /// A place for a column of its own between a place and the next one on this side.
    fn gap(self, board: &Board, at: Place) -> Option<Place> {
        match (self, self.neighbour(board, at)) {
            (_, None) => Some(self.beyond(at)).filter(|place| *place != at),
            (Side::Earlier, Some(next)) => next.between(at),
            (Side::Later, Some(next)) => at.between(next),
        }
    }

    fn end(self) -> &'static str {
        match self {
            Side::Earlier => "this is the first column",
            Side::Later => "this is the last column",
        }
    }
}

/// The note in focus, the notes of its cell, and its position among them.
fn cell(turn: &Turn<'_>) -> Option<(NoteId, Kind, Place, Vec<NoteId>, usize)> {
    let note = turn.state.focused()?;
    let ids: Vec<NoteId> =
        turn.state.board.notes()[turn.state.board.cell(note.at, note.kind())].iter().map(|note| note.id).collect();
    let position = ids.iter().position(|id| *id == note.id)?;
    Some((note.id, note.kind(), note.at, ids, position))
}

/// One step along the timeline: past a neighbour of the same lane, or into the next column where that has room in the lane, or
/// into a column of its own.
fn shift(turn: &mut Turn<'_>, side: Side) {
    let Some((id, kind, at, cell, position)) = cell(turn) else { return };
    let board = &turn.state.board;
    // Past the neighbour in the same cell.
    let within = match side {
        Side::Later => cell.get(position + 1).map(|_| cell.get(position + 2).copied()),
        Side::Earlier => position.checked_sub(1).map(|left| Some(cell[left])),
    };
    if let Some(before) = within {
        return go(turn, id, at, before);
    }
    let alone = board.place_before(at).map_or(0, |left| board.notes().partition_point(|note| note.at <= left));
    let alone = board.notes()[alone..].iter().take_while(|note| note.at == at).count() == 1;
    let next = side.neighbour(board, at);
    let free = |place: Place| board.cell(place, kind).is_empty();
    let target = match (next, alone) {
        (Some(next), true) if free(next) => Some(next),
        (Some(next), true) => side.gap(board, next).or(Some(next)),
        (Some(next), false) => side.gap(board, at).or(Some(next)),
        (None, true) => None,
        (None, false) => side.gap(board, at),
    };
    match target {
        Some(place) => {
            let before =
                (side == Side::Later).then(|| board.notes()[board.cell(place, kind)].first().map(|note| note.id)).flatten();
            go(turn, id, place, before);
        }
        None => turn.state.say(Tone::Plain, side.end()),
    }
}

/// Into the next column, whatever hangs there.
fn join(turn: &mut Turn<'_>, side: Side) {
    let Some((id, kind, at, _, _)) = cell(turn) else { return };
    let board = &turn.state.board;
    match side.neighbour(board, at) {
        Some(next) => {
            let first = board.notes()[board.cell(next, kind)].first().map(|note| note.id);
            go(turn, id, next, first.filter(|_| side == Side::Later));
        }
        None => turn.state.say(Tone::Plain, side.end()),
    }
}

/// Into the column of a place, behind what hangs there in the lane.
pub(crate) fn put(turn: &mut Turn<'_>, id: NoteId, at: Place) {
    if turn.state.board.note(id).is_some_and(|note| note.at != at) {
        go(turn, id, at, None);
    }
}

fn go(turn: &mut Turn<'_>, id: NoteId, at: Place, before: Option<NoteId>) {
    let name = format!("move {}", turn.state.name_of(id));
    let _ = turn.edit(name, Edit::Move { note: id, at, before }, Some(id));
}

/// Makes a note one of another kind.
pub(super) fn retype(turn: &mut Turn<'_>, id: NoteId, kind: Kind) {
    let Some(note) = turn.state.board.note(id).cloned() else { return };
    if note.kind() == kind {
        return;
    }
    let arrows = |turn: &Turn<'_>| turn.state.board.arrows(id).len();
    let before = arrows(turn);
    let name = turn.state.name_of(id);
    if turn.edit(format!("retype {name}"), Edit::Retype { note: id, kind }, Some(id)).is_ok() {
        let gone = before - arrows(turn).min(before);
        let lost = match gone {
            0 => String::new(),
            1 => "; an arrow that made no sense any more is gone".into(),
            _ => format!("; {gone} arrows that made no sense any more are gone"),
        };
        turn.state.say(Tone::Done, format!("{name} is {} now{lost}", kind.a()));
    }
    debug_assert!(turn.state.board.note(id).map(|note| Note::kind(note)) == Some(kind));
}
