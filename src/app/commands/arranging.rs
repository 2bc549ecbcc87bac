//! Hanging notes elsewhere along the timeline, and making them notes of another kind.

use crate::board::{Board, Edit, Kind, NoteId, Place};

use super::{Command, Group, Section, a_note, blocks};
use crate::app::{Scope, Tone, Turn};

const HERE: Section = Section { group: Group::Arranging, scopes: &[Scope::Wall], available: a_note };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "note.earlier",
        "move earlier",
        "moves this note, or what is selected, one step back in the order of the timeline, past its neighbour",
        &["H", "shift-left"],
        None,
        |turn| shift(turn, Side::Earlier),
    ),
    HERE.row(
        "note.later",
        "move later",
        "moves this note, or what is selected, one step on in the order of the timeline, past its neighbour",
        &["L", "shift-right"],
        Some(("move", 40)),
        |turn| shift(turn, Side::Later),
    ),
    HERE.row(
        "note.join-earlier",
        "join the column before",
        "moves this note, or what is selected, into the column on the left, beside what hangs there",
        &["K", "shift-up"],
        None,
        |turn| join(turn, Side::Earlier),
    ),
    HERE.row(
        "note.join-later",
        "join the column behind",
        "moves this note, or what is selected, into the column on the right, beside what hangs there",
        &["J", "shift-down"],
        None,
        |turn| join(turn, Side::Later),
    ),
];

/// A side along the timeline.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Side {
    Earlier,
    Later,
}

impl Side {
    pub fn neighbour(self, board: &Board, at: Place) -> Option<Place> {
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

    pub fn end(self) -> &'static str {
        match self {
            Side::Earlier => "this is the first column",
            Side::Later => "this is the last column",
        }
    }
}

/// The chosen note, the notes of its cell, and its position among them.
fn cell(turn: &Turn<'_>) -> Option<(NoteId, Kind, Place, Vec<NoteId>, usize)> {
    let note = turn.state.board.note(*turn.state.chosen().first()?)?;
    let ids: Vec<NoteId> =
        turn.state.board.notes()[turn.state.board.cell(note.at, note.kind())].iter().map(|note| note.id).collect();
    let position = ids.iter().position(|id| *id == note.id)?;
    Some((note.id, note.kind(), note.at, ids, position))
}

/// One step along the timeline: past a neighbour of the same lane, or into the next column where that has room in the lane, or
/// into a column of its own.
fn shift(turn: &mut Turn<'_>, side: Side) {
    if blocks::shift(turn, side) {
        return;
    }
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
    let alone = board.column(at).len() == 1;
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
    if blocks::join(turn, side) {
        return;
    }
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
    if !blocks::put(turn, id, at) && turn.state.board.note(id).is_some_and(|note| note.at != at) {
        go(turn, id, at, None);
    }
}

fn go(turn: &mut Turn<'_>, id: NoteId, at: Place, before: Option<NoteId>) {
    let name = format!("move {}", turn.state.name_of(id));
    if turn.edit(name, Edit::Move { note: id, at, before }, Some(id)).is_ok() {
        // Where columns are wide, little is seen of a move but the number.
        let columns = turn.state.grid.columns();
        let column = columns.iter().position(|column| column.at == at).map_or(0, |column| column + 1);
        let said = format!("{} hangs in column {column} of {}", turn.state.name_of(id), columns.len());
        turn.state.say(Tone::Done, said);
    }
}

/// Makes notes ones of another kind.
pub(super) fn retype(turn: &mut Turn<'_>, ids: &[NoteId], kind: Kind) {
    let board = &turn.state.board;
    let others = |id: &&NoteId| board.note(**id).is_some_and(|note| note.kind() != kind);
    let ids: Vec<NoteId> = ids.iter().filter(others).copied().collect();
    if ids.is_empty() {
        return;
    }
    let arrows = |turn: &Turn<'_>| ids.iter().map(|id| turn.state.board.arrows(*id).len()).sum::<usize>();
    let before = arrows(turn);
    let name = turn.state.name_of_all(&ids);
    let edits = ids.iter().map(|id| Edit::Retype { note: *id, kind }).collect();
    if turn.edit(format!("retype {name}"), Edit::Group(edits), None).is_ok() {
        let gone = before - arrows(turn).min(before);
        let lost = match gone {
            0 => String::new(),
            1 => "; an arrow that made no sense any more is gone".into(),
            _ => format!("; {gone} arrows that made no sense any more are gone"),
        };
        let now = if ids.len() == 1 { format!("{name} is {} now", kind.a()) } else { format!("{name} are {} now", kind.plural()) };
        turn.state.say(Tone::Done, format!("{now}{lost}"));
    }
}
