//! Board → storm notation.
//!
//! A document is the title, the request and the agenda, what belongs to no context, one part for each context, rules, scenarios and what is
//! parked. It is Markdown that a person
//! reads and in which a change of the board changes few lines. What it says comes back as it was; what it cannot say is told.

mod agenda;
mod document;
mod forms;
mod name;
mod order;
mod scenario;
#[cfg(test)]
mod tests;
mod value;

use std::collections::HashMap;

use crate::board::{Board, Detail, Note, NoteId, Phase, Scenario, Workshop};
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
    let mut written = document.written();
    written.left_out.extend(reordered(board, &settled));
    written
}

/// Writes one scenario of a board as notation, to be read on top of that board.
pub fn write_scenario(board: &Board, scenario: &Scenario) -> Written {
    let settled = order::settled(board);
    Document::of_scenario(&settled, scenario).written()
}

/// Writes an agenda as notation: its name, and its phases where it is a board's own.
pub fn write_agenda(agenda: Option<&str>, phases: &[Phase]) -> Written {
    let workshop = Workshop { agenda: agenda.map(str::to_owned), phases: phases.to_vec(), ..Workshop::default() };
    Document::of_agenda(&workshop).written()
}

/// The events to whose policies reading gives another order than they have on the board: they would fire in another order.
fn reordered(board: &Board, settled: &[Note]) -> Vec<String> {
    let place: HashMap<NoteId, usize> = settled.iter().enumerate().map(|(place, note)| (note.id, place)).collect();
    let mut last: HashMap<NoteId, usize> = HashMap::new();
    let mut told = Vec::new();
    for note in board.notes() {
        let (Detail::Policy(policy), Some(place)) = (&note.detail, place.get(&note.id)) else { continue };
        for event in &policy.when {
            let before = last.insert(*event, *place).is_some_and(|before| before > *place);
            if let Some(event) = board.note(*event).filter(|event| before && !told.contains(&event.id)) {
                told.push(event.id);
            }
        }
    }
    let name = |id: NoteId| board.note(id).map_or("", |note| note.text.as_str());
    told.into_iter().map(|id| format!("{}: the order in which its policies react", name(id))).collect()
}
