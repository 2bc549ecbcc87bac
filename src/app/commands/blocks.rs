//! Moving several notes at once: they keep their columns and hang together.

use std::collections::HashSet;

use crate::app::{Tone, Turn};
use crate::board::{Edit, NoteId, Place, spread};

use super::arranging::Side;

/// What is selected, column by column.
struct Block {
    ids: Vec<NoteId>,
    columns: Vec<Place>,
}

impl Block {
    /// The chosen notes, if they are more than one.
    fn chosen(turn: &Turn<'_>) -> Option<Block> {
        let ids = turn.state.chosen();
        let mut columns: Vec<Place> = ids.iter().filter_map(|id| turn.state.board.note(*id)).map(|note| note.at).collect();
        columns.dedup();
        (ids.len() > 1).then_some(Block { ids, columns })
    }

    fn edge(&self, side: Side) -> Option<Place> {
        match side {
            Side::Earlier => self.columns.first().copied(),
            Side::Later => self.columns.last().copied(),
        }
    }

    /// Hangs the notes of each column at a place of its own. False where that was refused.
    fn hang(self, turn: &mut Turn<'_>, places: &[Place]) -> bool {
        let edits = self.ids.iter().filter_map(|id| {
            let at = turn.state.board.note(*id)?.at;
            let column = self.columns.binary_search(&at).ok()?;
            Some(Edit::Move { note: *id, at: *places.get(column).or(places.last())?, before: None })
        });
        let edit = Edit::Group(edits.collect());
        self.move_by(turn, edit)
    }

    fn move_by(&self, turn: &mut Turn<'_>, edit: Edit) -> bool {
        let moved = turn.edit(format!("move {} notes", self.ids.len()), edit, None).is_ok();
        if moved {
            turn.state.say(Tone::Done, format!("moved {} notes", self.ids.len()));
        }
        moved
    }

    fn hang_between(self, turn: &mut Turn<'_>, behind: Option<Place>, before: Option<Place>) -> bool {
        match spread(behind, before, self.columns.len()) {
            Some(places) => self.hang(turn, &places),
            None => {
                turn.state.say_with_keys(Tone::Problem, NO_ROOM);
                false
            }
        }
    }
}

/// Steps that notes have gone together, and nothing else was done since: the way back leads to where they came from, into the
/// columns that they shared with others, which their new places do not tell any more.
#[derive(Clone, Default, Debug)]
pub(in crate::app) struct Steps {
    ids: Vec<NoteId>,
    /// The board's revision behind the last step.
    revision: u64,
    /// Each step's side, and the edit that takes it back.
    steps: Vec<(Side, Edit)>,
}

/// Takes the last step back where notes turn round. False where they have not come this way.
fn step_back(turn: &mut Turn<'_>, block: &Block, side: Side) -> bool {
    let steps = &mut turn.state.steps;
    if steps.revision != turn.state.board.revision() || !same(&steps.ids, &block.ids) {
        *steps = Steps::default();
    }
    let Some((_, edit)) = steps.steps.pop_if(|(came, _)| *came != side) else { return false };
    let moved = block.move_by(turn, edit);
    turn.state.steps.revision = turn.state.board.revision();
    moved
}

/// Whether these are the same notes, in whatever order they hang now.
fn same(some: &[NoteId], others: &[NoteId]) -> bool {
    let known: HashSet<&NoteId> = some.iter().collect();
    some.len() == others.len() && others.iter().all(|id| known.contains(id))
}

/// Remembers a step that has just been gone.
fn remember(turn: &mut Turn<'_>, ids: Vec<NoteId>, side: Side) {
    let Some(step) = turn.state.history.last() else { return };
    let edit = step.edit.clone();
    let steps = &mut turn.state.steps;
    (steps.ids, steps.revision) = (ids, turn.state.board.revision());
    steps.steps.push((side, edit));
}

/// Said where two columns are so near to each other that no number is left between them.
pub(super) const NO_ROOM: &str =
    "there is no room between these columns any more; {board.tidy} puts all columns in order and makes room";

/// Moves the selection past its neighbour on a side, or out of a column that it shares with others. False where there is none.
pub(super) fn shift(turn: &mut Turn<'_>, side: Side) -> bool {
    let Some(block) = Block::chosen(turn) else { return false };
    if step_back(turn, &block, side) {
        return true;
    }
    let board = &turn.state.board;
    let Some(edge) = block.edge(side) else { return false };
    let chosen: HashSet<NoteId> = block.ids.iter().copied().collect();
    let is_shared = board.column(edge).iter().any(|note| !chosen.contains(&note.id));
    // What is to be passed: the rest of the column itself, or the next one.
    let passed = if is_shared { Some(edge) } else { side.neighbour(board, edge) };
    let Some(passed) = passed else {
        turn.state.say(Tone::Plain, side.end());
        return true;
    };
    let beyond = side.neighbour(board, passed);
    let ids = block.ids.clone();
    let moved = match side {
        Side::Earlier => block.hang_between(turn, beyond, Some(passed)),
        Side::Later => block.hang_between(turn, Some(passed), beyond),
    };
    if moved {
        remember(turn, ids, side);
    }
    true
}

/// Gathers the selection in the next column on a side. False where there is no selection.
pub(super) fn join(turn: &mut Turn<'_>, side: Side) -> bool {
    let Some(block) = Block::chosen(turn) else { return false };
    let Some(edge) = block.edge(side) else { return false };
    match side.neighbour(&turn.state.board, edge) {
        None if block.columns.len() == 1 => turn.state.say(Tone::Plain, side.end()),
        next => _ = block.hang(turn, &[next.unwrap_or(edge)]),
    }
    true
}

/// Lets the selection hang where one of its notes was dragged: in that column, or behind it where it has several columns itself.
/// False where the note is not selected beside others.
pub(super) fn put(turn: &mut Turn<'_>, held: NoteId, at: Place) -> bool {
    let Some(block) = Block::chosen(turn).filter(|block| block.ids.contains(&held)) else { return false };
    match block.columns.as_slice() {
        columns if columns.contains(&at) => turn.state.say(Tone::Plain, "these notes hang there already"),
        [_] => _ = block.hang(turn, &[at]),
        _ => {
            let before = turn.state.board.place_after(at);
            _ = block.hang_between(turn, Some(at), before);
        }
    }
    true
}
