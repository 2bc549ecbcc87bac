//! The lines of the form: how its rows are broken, and what stands under a row while it is written.

use std::ops::Range;

use super::{Details, Row, Weight};
use crate::app::wall::text;
use crate::board::Board;

/// A line of the form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The row it belongs to.
    pub row: usize,
    /// What stands in it.
    pub part: Part,
}

/// What stands in a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// A piece of a row's value; the first one stands beside its label.
    Value(String, bool),
    /// A piece of what is typed, by its bytes; the first one stands beside the label.
    Typed(Range<usize>, bool),
    /// A caret under what is wrong, so many cells from where values begin.
    Caret(u16, Weight),
    /// What is wrong.
    Said(String, Weight),
    /// Names that would fit.
    Names(Vec<String>),
}

/// The value of a row that is not looked at takes one line, the marked one as many as these.
const MOST_ROWS: usize = 4;

/// How wide the column of labels is.
pub fn labels(width: u16) -> u16 {
    (width / 4).clamp(11, 16)
}

/// The lines of a form so many cells wide.
pub fn lines(details: &Details, rows: &[Row], width: u16) -> Vec<Line> {
    let cells = usize::from(width.saturating_sub(labels(width)).max(4));
    let mut lines = Vec::with_capacity(rows.len() + 4);
    for (index, row) in rows.iter().enumerate() {
        let mut push = |part| lines.push(Line { row: index, part });
        let marked = index == details.selected;
        match &details.editing {
            Some(editing) if marked => {
                let typed = editing.text();
                // The cursor needs a cell behind the last letter.
                let ranges = text::break_lines(&typed, cells - 1);
                let problem = editing.problem.as_ref();
                let at = problem.map(|problem| problem.at.min(typed.len()));
                let wrong = at.and_then(|at| ranges.iter().rposition(|range| range.start <= at).zip(Some(at)));
                for (number, range) in ranges.iter().enumerate() {
                    push(Part::Typed(range.clone(), number == 0));
                    if let (Some((_, at)), Some(problem)) = (wrong.filter(|(line, _)| *line == number), problem) {
                        let before = text::width(typed.get(range.start..at).unwrap_or_default());
                        push(Part::Caret(before.min(cells - 1) as u16, problem.weight));
                    }
                }
                // Names first: where there is little room they help most.
                if !editing.names.is_empty() {
                    push(Part::Names(editing.names.clone()));
                }
                if let Some(problem) = problem {
                    text::wrap(&problem.message, cells, 3).into_iter().for_each(|line| push(Part::Said(line, problem.weight)));
                }
            }
            _ => {
                let most = if marked { MOST_ROWS } else { 1 };
                let values = text::wrap(&row.value, cells, most);
                let values = if values.is_empty() { vec![String::new()] } else { values };
                values.into_iter().enumerate().for_each(|(number, value)| push(Part::Value(value, number == 0)));
            }
        }
    }
    lines
}

/// The first line in view where so many have room: as little is scrolled as brings the marked row into view, its end before its
/// beginning only where it has room.
pub fn first(details: &Details, lines: &[Line], height: usize) -> usize {
    let start = lines.iter().position(|line| line.row == details.selected).unwrap_or(0);
    let end = lines.iter().rposition(|line| line.row == details.selected).map_or(0, |last| last + 1);
    // A line more where there is one, so that one sees that it goes on.
    let end = (end + 1).min(lines.len());
    end.saturating_sub(height).min(start)
}

/// How many lines the form wants, with some to spare for what is said while a row is written.
pub fn wanted(details: &Details, board: &Board) -> usize {
    details.rows(board).len() + 4
}
