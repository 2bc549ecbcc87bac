//! What is being typed, or was typed and left, when the board is left or the program has to end, because a signal came or the
//! terminal has gone: it is put on the board as far as it belongs there, so that it is saved or rescued with everything else.

use crate::app::mode::{Writing, with_plain_breaks};
use crate::app::{Mode, Target, Turn};
use crate::board::Edit;
use crate::method::gap::{self, Missing};

use super::{deriving, details, parking, writing};

/// Puts on the board what is being typed, as if it had been finished, and what was typed and left. Half an answer is parked with its
/// question.
pub(in crate::app) fn keep_typed(turn: &mut Turn<'_>) {
    keep_what_is_typed(turn);
    for (asked, text) in turn.state.take_all_begun() {
        park(turn, &asked, &text);
    }
    match (turn.state.deriving.left.take(), turn.state.request()) {
        (None, _) => {}
        (Some(left), None) => deriving::keep(turn, left, false),
        (Some(left), Some(_)) => parking::park(turn, format!("Feature request: {left}")),
    }
}

fn keep_what_is_typed(turn: &mut Turn<'_>) {
    match &turn.state.mode {
        Mode::Write(writing) if !writing.text().is_empty() => {
            let writing = writing.clone();
            keep(turn, &writing);
        }
        // A value that cannot be read is kept as words the second time.
        Mode::Details(_) => {
            details::keep(turn);
            details::keep(turn);
        }
        _ => {}
    }
}

fn keep(turn: &mut Turn<'_>, typed: &Writing) {
    let text = typed.text();
    match &typed.target {
        Target::New { .. } => deriving::finish(turn, false),
        Target::Note(id) => {
            let old = turn.state.board.note(*id).map(|note| with_plain_breaks(&note.text).trim().to_owned());
            if old.is_some_and(|old| old != text) {
                let name = format!("reword {}", turn.state.name_of(*id));
                // A refusal has been said, to nobody.
                let _ = turn.edit(name, Edit::Reword { note: *id, text }, None);
            }
        }
        Target::Request { .. } | Target::Title | Target::Context(_) | Target::ContextName(_) | Target::Park => {
            writing::finish(turn, false);
        }
        // With those that were left.
        Target::Answer(_) => _ = turn.state.keep_begun(),
        // Nothing of the board: the name of a file, a question about a run.
        Target::File | Target::Document | Target::Run(_) => {}
    }
}

/// Parks half an answer with its question.
fn park(turn: &mut Turn<'_>, asked: &Missing, text: &str) {
    let board = &turn.state.board;
    let question = board.note(asked.note).map(|_| format!("{} ", gap::question(board, asked)));
    parking::park(turn, question.unwrap_or_default() + text);
}
