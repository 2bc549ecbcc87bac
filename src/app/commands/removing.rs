//! Taking notes down.

use crate::app::{Tone, Turn};
use crate::board::{Edit, NoteId};

/// Takes down the note in focus, or what is selected.
pub(super) fn delete(turn: &mut Turn<'_>) {
    let ids = turn.state.chosen();
    let stays = turn.state.focus.filter(|focus| !ids.contains(focus));
    let focus = stays.or_else(|| ids.first().filter(|_| ids.len() == 1).and_then(|only| neighbour(turn, *only)));
    let arrows: std::collections::BTreeSet<_> = ids.iter().flat_map(|id| turn.state.board.arrows(*id)).collect();
    let name = turn.state.name_of_all(&ids);
    let edits = ids.iter().map(|id| Edit::Remove(*id)).collect();
    if turn.edit(format!("take down {name}"), Edit::Group(edits), focus).is_ok() {
        if focus.is_none() {
            turn.state.focus = None;
        }
        let of = if ids.len() == 1 { "its" } else { "their" };
        let with = match arrows.len() {
            0 => String::new(),
            1 => format!(" and {of} arrow"),
            count => format!(" and {of} {count} arrows"),
        };
        let back = if ids.len() == 1 { "it" } else { "them" };
        let undo = turn.state.keys.name("board.undo");
        turn.state.say(Tone::Done, format!("took down {name}{with} – {undo} brings {back} back"));
    }
}

/// The neighbour of a note on the right, at the end of the lane the one on the left.
fn neighbour(turn: &Turn<'_>, id: NoteId) -> Option<NoteId> {
    let index = turn.state.board.position(id)?;
    let lane = turn.state.grid.lane(turn.state.board.notes()[index].kind().lane());
    let position = lane.partition_point(|other| (*other as usize) < index);
    let neighbour = lane.get(position + 1).or_else(|| position.checked_sub(1).and_then(|left| lane.get(left)))?;
    Some(turn.state.board.notes()[*neighbour as usize].id)
}
