//! Columns and what hangs in them: a new one before a note, one closed into the one before it, a note split in two, and all
//! columns put in the order of cause and effect.

use super::{Command, Group, Section, a_note, blocks, writing};
use crate::app::state::short;
use crate::app::{Scope, Target, Tone, Turn};
use crate::board::{Edit, Note, NoteId, Place, spread};
use crate::method::tidy;

const HERE: Section = Section { group: Group::Arranging, scopes: &[Scope::Wall], available: a_note };

pub(super) const COMMANDS: &[Command] = &[
    Command {
        group: Group::Writing,
        ..HERE.row(
            "note.add-before",
            "add a note before",
            "writes a new note, in a new column before this one",
            &["O"],
            None,
            |turn| {
                let Some((kind, at)) = turn.state.focused().map(|note| (note.kind(), note.at)) else { return };
                match room_before(turn, at) {
                    Some(at) => writing::begin(turn, Target::New { kind, at, with: None, chain: None }, ""),
                    None => turn.state.say_with_keys(Tone::Problem, blocks::NO_ROOM),
                }
            },
        )
    },
    HERE.row(
        "column.close",
        "close the column",
        "hangs everything in this column into the column before it",
        &["g c"],
        None,
        close,
    ),
    HERE.row(
        "note.split",
        "split in two",
        "makes a second note of this one, with the same arrows, and lets you write what it says",
        &["g s"],
        None,
        split,
    ),
    HERE.row(
        "board.tidy",
        "tidy the columns",
        "puts the columns in the order of cause and effect, what belongs together in one column",
        &["g ="],
        None,
        |turn| match tidy(&turn.state.board) {
            None => turn.state.say(Tone::Done, "the columns are in the order of cause and effect"),
            Some((edit, moved)) => {
                if turn.edit("tidy the columns", edit, None).is_ok() {
                    let notes = if moved == 1 { "1 note".to_owned() } else { format!("{moved} notes") };
                    let undo = turn.state.keys.name("board.undo");
                    turn.state.say(Tone::Done, format!("tidied the columns, {notes} moved – {undo} takes it back"));
                }
            }
        },
    ),
];

fn room_before(turn: &Turn<'_>, at: Place) -> Option<Place> {
    spread(turn.state.board.place_before(at), Some(at), 1)?.first().copied()
}

fn close(turn: &mut Turn<'_>) {
    let Some(at) = turn.state.focused().map(|note| note.at) else { return };
    let Some(before) = turn.state.board.place_before(at) else {
        return turn.state.say(Tone::Plain, "this is the first column");
    };
    let column = turn.state.board.column(at).iter();
    let edits: Vec<Edit> = column.map(|note| Edit::Move { note: note.id, at: before, before: None }).collect();
    let count = edits.len();
    if turn.edit("close the column", Edit::Group(edits), None).is_ok() {
        let said = if count == 1 { "1 note hangs".to_owned() } else { format!("{count} notes hang") };
        let undo = turn.state.keys.name("board.undo");
        turn.state.say(Tone::Done, format!("{said} in the column before now – {undo} takes it back"));
    }
}

/// A second note behind the one in focus, of which everything is true that is true of the first, as one step; then its text.
fn split(turn: &mut Turn<'_>) {
    let Some(note) = turn.state.focused().cloned() else { return };
    let id = NoteId(turn.source.id());
    let created_at = Some(turn.stamp());
    let second = Note { id, author: turn.state.author.clone(), created_at, ..note.clone() };
    let mut edits = vec![Edit::Add { note: Box::new(second), before: next_in_cell(turn, &note) }];
    // Arrows that the note at the other end keeps.
    edits.extend(turn.state.board.arrows(note.id).into_iter().filter_map(|(link, from, to)| {
        let (keeper, from, to) = match link.kept_at_head() {
            true if from == note.id => (to, id, to),
            false if to == note.id => (from, from, id),
            _ => return None,
        };
        (keeper != note.id).then_some(Edit::Connect { from, to })
    }));
    let name = short(&note.text);
    if turn.edit(format!("split {name}"), Edit::Group(edits), Some(id)).is_ok() {
        writing::begin(turn, Target::Note(id), &note.text);
        turn.state.say(Tone::Plain, "the second one, with the same arrows: what does it say?");
    }
}

/// The note behind another in its place and lane.
fn next_in_cell(turn: &Turn<'_>, note: &Note) -> Option<NoteId> {
    let board = &turn.state.board;
    let cell = &board.notes()[board.cell(note.at, note.kind())];
    let position = cell.iter().position(|other| other.id == note.id)?;
    cell.get(position + 1).map(|next| next.id)
}
