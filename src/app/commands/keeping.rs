//! What is being typed when the program has to end, because a signal came or the terminal has gone: it is put on the board as far
//! as it belongs there, so that it is rescued with everything else.

use crate::app::mode::{Writing, with_plain_breaks};
use crate::app::{Mode, Target, Turn};
use crate::board::Edit;

use super::{deriving, details, parking, writing};

/// Puts on the board what is being typed, as if it had been finished; what cannot be finished is parked.
pub(in crate::app) fn keep_typed(turn: &mut Turn<'_>) {
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
        Target::Answer(asked) => {
            let question = crate::method::gap::question(&turn.state.board, asked);
            let proposed = crate::method::gap::suggestion(&turn.state.board, asked);
            if proposed.is_none_or(|proposed| proposed.trim() != text) {
                parking::park(turn, format!("{question} {text}"));
            }
        }
        // Nothing of the board: the name of a file, a question about a run.
        Target::File | Target::Document | Target::Run(_) => {}
    }
}
