//! The inspector: everything about the note in focus, line by line, and the notes that it is related to.
//!
//! The lines are found when the focus or the board changes, not when they are drawn.

mod told;
mod uses;

use ratatui::layout::{Position, Rect};

use crate::board::{Board, Kind, NoteId};

use super::commands::Keymap;
use super::wall::text;
use super::{Advice, State};
use uses::Uses;

/// How a line of the inspector is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    /// As text.
    Plain,
    /// As the heading of a part.
    Heading,
    /// As what stands out: the text of the note.
    Strong,
    /// As an aside.
    Quiet,
    /// As something that is wrong or open.
    Problem,
}

/// A line of the inspector.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// How it is shown.
    pub ink: Ink,
    /// How far it is indented.
    pub indent: u16,
    /// The note that it names, with its kind; a click goes there.
    pub note: Option<(NoteId, Kind)>,
}

impl Line {
    fn new(ink: Ink, indent: u16, text: impl Into<String>) -> Line {
        Line { text: text.into(), ink, indent, note: None }
    }
}

/// Something about a note and another one.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Relation {
    /// What it says, such as `raised by`.
    says: &'static str,
    other: NoteId,
}

/// Everything about the note in focus.
#[derive(Clone, Default, Debug)]
pub struct Inspector {
    lines: Vec<Line>,
    first: usize,
    uses: Uses,
    of: Option<(u64, Option<NoteId>, u16, Option<usize>)>,
}

impl Inspector {
    /// The lines, each of at most the width of the pane.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The first line in view.
    pub fn first(&self) -> usize {
        self.first
    }

    /// Finds the lines anew where the board, the focus, the width or the advice has changed.
    fn follow(&mut self, board: &Board, focus: Option<NoteId>, width: u16, advice: Option<&Advice>, keys: &Keymap) {
        let said = advice.zip(focus).map(|(advice, id)| advice.on(id).len());
        let of = Some((board.revision(), focus, width, said));
        if self.of == of {
            return;
        }
        self.uses.follow(board);
        if self.of.is_none_or(|(_, before, ..)| before != focus) {
            self.first = 0;
        }
        self.of = of;
        let Some(note) = focus.and_then(|id| board.note(id)) else {
            let said = keys.spell("The board is empty; {note.add} adds the first note.");
            self.lines = wrapped(Line::new(Ink::Quiet, 0, said), usize::from(width));
            return;
        };
        let findings = advice.map_or(&[][..], |advice| advice.on(note.id));
        let all = told::lines(board, note, &self.uses, findings);
        self.lines = all.into_iter().flat_map(|line| wrapped(line, usize::from(width))).collect();
    }
}

/// A line as lines that fit.
fn wrapped(line: Line, width: usize) -> Vec<Line> {
    // The shape of the kind stands before a name.
    let sign = if line.note.is_some() { 2 } else { 0 };
    // The paper under the note's own text has an edge.
    let edge = if line.ink == Ink::Strong { 2 } else { 0 };
    let room = width.saturating_sub(usize::from(line.indent) + sign + edge).max(8);
    if line.text.is_empty() {
        return vec![line];
    }
    let pieces = text::wrap(&line.text, room, 24);
    let whole = |(index, text): (usize, String)| match index {
        0 => Line { text, ..line.clone() },
        // What goes on stands under its beginning.
        _ => Line { text, note: None, indent: line.indent + sign as u16, ..line.clone() },
    };
    pieces.into_iter().enumerate().map(whole).collect()
}

impl State {
    /// Everything about the note in focus, where that is shown.
    pub fn inspector(&self) -> Option<&Inspector> {
        self.inspector.as_ref()
    }

    /// The cells in which the lines of the inspector stand; nothing where a run has the pane.
    pub fn inspector_area(&self) -> Option<Rect> {
        let inside = self
            .screen()?
            .inside_pane()
            .filter(|_| self.running().is_none() && self.deriving().is_none() && self.inspector.is_some())?;
        Some(Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside })
    }

    /// Makes the inspector tell about the note in focus.
    pub(super) fn settle_inspector(&mut self) {
        let Some(area) = self.inspector_area() else { return };
        if let Some(inspector) = &mut self.inspector {
            inspector.follow(&self.board, self.focus, area.width, self.advice.as_ref(), &self.keys);
            let most = inspector.lines.len().saturating_sub(usize::from(area.height));
            inspector.first = inspector.first.min(most);
        }
    }

    /// Shows lines further down or up.
    pub(super) fn scroll_inspector(&mut self, by: isize) {
        if let Some(inspector) = &mut self.inspector {
            inspector.first = inspector.first.saturating_add_signed(by);
        }
    }

    /// The note that the line of the inspector in a cell names.
    pub(super) fn note_in_inspector(&self, cell: Position) -> Option<NoteId> {
        let area = self.inspector_area()?;
        let inspector = self.inspector.as_ref()?;
        let row = area.contains(cell).then(|| usize::from(cell.y - area.y))?;
        inspector.lines.get(inspector.first + row)?.note.map(|(id, _)| id)
    }

    /// The notes that the note in focus is related to, each with what it says, those of its arrows first.
    pub(super) fn related(&self) -> Vec<(&'static str, NoteId)> {
        let Some(note) = self.focused() else { return Vec::new() };
        let made;
        let uses = match self.inspector.as_ref().map(|inspector| &inspector.uses).filter(|uses| uses.are_of(&self.board)) {
            Some(uses) => uses,
            None => {
                made = Uses::of(&self.board);
                &made
            }
        };
        told::related(&self.board, note, uses).into_iter().map(|relation| (relation.says, relation.other)).collect()
    }
}
