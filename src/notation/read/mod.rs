//! Storm notation → board.
//!
//! Documents are read in three floors: [`lines`] sets aside what is code, a drawing or a table and takes marks of Markdown away;
//! [`blocks`] tells which form a line is and to which block it belongs; [`build`] looks names up and makes notes. A [`piece`] of a
//! line knows its place in the document, so everything that is wrong can be pointed at.

mod blocks;
mod build;
mod call;
pub(super) mod dots;
pub(super) mod keyword;
mod lines;
mod names;
mod once;
mod phrase;
mod piece;
mod remark;
pub(super) mod shape;
mod statement;
mod value;
pub(super) mod wording;

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use uuid::Uuid;

pub use call::{Call, call};
pub use remark::{Remark, Severity};
pub use value::literal;

use crate::board::{Board, ContextId, Edit, Heading, NoteId, Place};
use blocks::Read;
use build::Build;
use remark::Remarks;

/// What reading notation gave.
#[derive(Debug)]
pub struct Reading {
    /// The board. It has no title where the document has none.
    pub board: Board,
    /// Warnings, in order of place.
    pub remarks: Vec<Remark>,
    /// Lines that are no form, in order.
    pub skipped: Vec<Skipped>,
}

/// What notation on top of a board gave.
#[derive(Debug)]
pub struct Pasted {
    /// The edit that takes it up, as one.
    pub edit: Edit,
    /// What the document calls itself.
    pub title: Option<String>,
    /// The notes that are new, in the order in which they are named.
    pub notes: Vec<NoteId>,
    /// Warnings, in order of place.
    pub remarks: Vec<Remark>,
    /// How many lines are forms.
    pub forms: usize,
    /// Lines that are no form, in order.
    pub skipped: Vec<Skipped>,
}

/// How notation is taken up by a board.
#[derive(Clone, Debug, Default)]
pub struct Onto {
    /// New notes that belong beside no other come behind this place; without it behind all.
    pub behind: Option<Place>,
    /// The context of new notes that stand in none.
    pub context: Option<ContextId>,
    /// Who writes.
    pub author: Option<String>,
    /// When.
    pub created_at: Option<DateTime<Utc>>,
}

/// A line that is no form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skipped {
    /// Which of the documents, counted from 0.
    pub document: usize,
    /// The line, counted from 1.
    pub line: usize,
    /// What stands there.
    pub text: String,
}

/// Reads a document into a board of its own. New notes get ids from outside.
///
/// # Errors
/// Every form that begins and cannot be finished, and the warnings beside them, in order of place.
pub fn read(text: &str, ids: &mut dyn FnMut() -> Uuid) -> Result<Reading, Vec<Remark>> {
    read_all(&[text], ids)
}

/// Reads several documents into one board; what one declares another may mention.
///
/// # Errors
/// Every form that begins and cannot be finished, and the warnings beside them, in order of place.
pub fn read_all(documents: &[&str], ids: &mut dyn FnMut() -> Uuid) -> Result<Reading, Vec<Remark>> {
    let composed: Vec<Cow<'_, str>> = documents.iter().map(|text| composed(text)).collect();
    let documents: &[&str] = &composed.iter().map(AsRef::as_ref).collect::<Vec<_>>();
    let mut remarks = Remarks::default();
    let lines: Vec<_> = documents.iter().enumerate().map(|(index, text)| lines::lines(text, index as u32)).collect();
    let read = blocks::read(&lines, &mut remarks);
    let id = ids();
    let mut build = Build::new(None, &mut remarks, ids);
    build.statements(&read);
    let built = build.finish(None);
    let heading = Heading {
        contexts: built.contexts.clone(),
        rules: built.rules.clone(),
        scenarios: built.scenarios.clone(),
        workshop: built.workshop.clone(),
        ..Heading::new(id.to_string(), title(&read), None)
    };
    let assembled = Board::assemble(heading, built.notes.clone(), HashMap::new());
    let board = match assembled {
        Ok(board) => board,
        Err(refusal) => {
            // Where something could not be read, what is left of it need not fit together.
            if !remarks.has_errors() {
                remarks.error(piece::At::default(), refusal.to_string(), refusal.hint());
            }
            return Err(remarks.finish(documents));
        }
    };
    for (at, message, hint) in built.doubts(&board) {
        remarks.warning(at, message, hint);
    }
    if remarks.has_errors() {
        return Err(remarks.finish(documents));
    }
    let skipped = skipped(&read, documents);
    Ok(Reading { board, remarks: remarks.finish(documents), skipped })
}

/// Whether any line of a text is a form. It looks at no board, so it costs what the text does.
pub fn has_forms(text: &str) -> bool {
    let lines = [lines::lines(text, 0)];
    let mut remarks = Remarks::default();
    let read = blocks::read(&lines, &mut remarks);
    !read.statements.is_empty() || !read.contexts.is_empty() || remarks.has_errors()
}

/// Reads a document on top of a board: names that the board knows are its notes, and what is said of them is joined.
///
/// # Errors
/// Every form that begins and cannot be finished, and the warnings beside them, in order of place.
pub fn read_onto(board: &Board, text: &str, onto: &Onto, ids: &mut dyn FnMut() -> Uuid) -> Result<Pasted, Vec<Remark>> {
    let text = &*composed(text);
    let mut remarks = Remarks::default();
    let lines = [lines::lines(text, 0)];
    let read = blocks::read(&lines, &mut remarks);
    let mut build = Build::new(Some(board), &mut remarks, ids);
    build.statements(&read);
    let built = build.finish(Some((board, onto)));
    if remarks.has_errors() {
        return Err(remarks.finish(&[text]));
    }
    let notes = built.notes[built.before..].iter().map(|note| note.id).collect();
    let skipped = skipped(&read, &[text]);
    let forms = read.statements.len() + read.contexts.len();
    let title = Some(title(&read)).filter(|title| !title.is_empty());
    Ok(Pasted { title, edit: Edit::Group(built.edits(board)), notes, remarks: remarks.finish(&[text]), forms, skipped })
}

/// A document in the composed form of Unicode, in which boards keep every text.
fn composed(text: &str) -> Cow<'_, str> {
    match text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        true => text.into(),
        false => text.nfc().collect(),
    }
}

fn title(read: &Read<'_>) -> String {
    let Some(title) = read.title.map(piece::Piece::trim) else { return String::new() };
    wording::unquote(title.text()).unwrap_or_else(|| title.text().to_owned())
}

fn skipped(read: &Read<'_>, documents: &[&str]) -> Vec<Skipped> {
    let lines: Vec<Vec<&str>> = documents.iter().map(|text| text.lines().collect()).collect();
    let line = |(document, number): &(u32, u32)| {
        let (document, line) = (*document as usize, *number as usize);
        let text = lines[document].get(line - 1).map_or(String::new(), |text| text.trim().to_owned());
        Skipped { document, line, text }
    };
    read.prose.iter().map(line).collect()
}
