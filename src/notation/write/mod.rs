//! Board → storm notation.
//!
//! A document is the title, what belongs to no context, one part for each context, rules and scenarios. It is Markdown that a person
//! reads and in which a change of the board changes few lines. What it says comes back as it was; what it cannot say is told.

mod document;
mod forms;
mod name;
mod order;
mod scenario;
#[cfg(test)]
mod tests;
mod value;

use crate::board::Board;
use document::Document;
use order::Lists;

/// What writing a board as notation gave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// The document. It ends with a line end.
    pub text: String,
    /// What the notation has no words for, each with the note it belongs to, such as `Payment Failed: tags`.
    pub left_out: Vec<String>,
}

/// Writes a board as notation.
pub fn write(board: &Board) -> Written {
    let settled = order::settled(board);
    let draft = Document::write(board, &settled, &Lists::default());
    let lists = draft.lists();
    let document = if lists.is_empty() { draft } else { Document::write(board, &settled, &lists) };
    document.written()
}
