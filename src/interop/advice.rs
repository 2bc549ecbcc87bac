//! Everything there is to say against a board: what the method advises, and what the engine cannot read.
//!
//! The method does not know the engine, and the engine no method; whoever tells somebody what is wrong asks here.

use crate::board::Board;
use crate::engine::expr::Severity;
use crate::engine::{Diagnostic, compile};
use crate::method::lint::{self, Finding, Report, Rule};

/// More of an expression than this is not quoted.
const QUOTED: usize = 60;

/// What the rules of the method find on a board, and with them every expression and every delay that cannot be read.
pub fn advice(board: &Board) -> Report {
    let mut report = lint::report(board);
    let model = compile(board);
    let unread = model.diagnostics.iter().filter(|said| said.severity == Severity::Error);
    report.enter(board, unread.filter_map(|said| finding(board, said)));
    report
}

fn finding(board: &Board, said: &Diagnostic) -> Option<Finding> {
    let note = board.note(said.note)?;
    let (place, until) = place(said.key);
    let message = format!(
        "{} \"{}\": {place} `{}` cannot be read: {} (character {})",
        note.kind().name(),
        note.text,
        quoted(&said.text),
        said.message,
        said.character()
    );
    let suggestion = match &said.hint {
        // A delay's hint tells what happens until it is mended, as this does.
        Some(hint) if said.key != "after" => format!("mend it: {hint}; until then {until}"),
        _ => format!("mend it; until then {until}"),
    };
    Some(Finding { rule: Rule::UnreadableExpression, note: Some(note.id), message, suggestion, fix: None })
}

/// What stands under a key of a note, and what a run does where it cannot be read.
fn place(key: &str) -> (&'static str, &'static str) {
    match key {
        "when" => ("the guard of an outcome", "a run asks yes or no"),
        "where" => ("its guard", "a run asks yes or no"),
        "set" => ("what an outcome sets,", "a run asks for the value"),
        "invariants" => ("its invariant", "no run watches over it"),
        "on" => ("what a projection sets,", "the cell stays empty"),
        "after" => ("its delay", "the command is issued at once"),
        _ => ("what it gives a command,", "a run asks for the value"),
    }
}

fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
