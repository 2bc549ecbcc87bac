//! The deriving pane as rows: what stands in which, and what a click on it means. What draws the pane and what finds the thing under
//! the mouse read the same rows; only those in view are put into words.

use std::ops::Range;

use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;

use crate::app::wall::text::{width, wrap};
use crate::method::derive::STEPS;

use super::{Deriving, Stage};
use crate::app::Ink;

/// What a place of the pane stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stands {
    /// A step, counted from nought.
    Step(usize),
    /// A word of the request, counted from nought.
    Word(usize),
}

/// A piece of a row.
#[derive(Clone, PartialEq, Debug)]
pub struct Piece {
    /// What is written.
    pub text: String,
    /// How.
    pub ink: Ink,
    /// Whether it is in hand: the words selected, or the one under the cursor.
    pub in_hand: bool,
    /// What it stands for.
    pub stands: Option<Stands>,
}

/// A row of the pane: pieces, one behind the other.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Row {
    /// The pieces.
    pub pieces: Vec<Piece>,
    /// Whether it is the step one is at.
    pub marked: bool,
}

impl Row {
    fn put(&mut self, text: impl Into<String>, ink: Ink, stands: Option<Stands>) {
        self.pieces.push(Piece { text: text.into(), ink, in_hand: false, stands });
    }

    fn wide(&self) -> usize {
        self.pieces.iter().map(|piece| width(&piece.text)).sum()
    }
}

/// The deriving pane, row by row from its top.
#[derive(Clone, PartialEq, Debug)]
pub struct Pane {
    /// The cells of its rows.
    pub area: Rect,
    /// The rows; those behind the last are empty.
    pub rows: Vec<Row>,
}

impl Pane {
    /// What a cell stands for.
    pub fn at(&self, at: Position) -> Option<Stands> {
        let row = self.rows.get(usize::from(self.area.contains(at).then(|| at.y - self.area.y)?))?;
        let x = usize::from(at.x - self.area.x);
        let mut end = 0;
        row.pieces.iter().find_map(|piece| {
            end += width(&piece.text);
            (x < end).then_some(piece.stands)
        })?
    }

    /// The word nearest to a cell, wherever that is: what a drag that leaves the text reaches to.
    pub fn nearest_word(&self, at: Position) -> Option<usize> {
        let (x, y) = (usize::from(at.x.saturating_sub(self.area.x)), usize::from(at.y.saturating_sub(self.area.y)));
        let mut words = Vec::new();
        for (number, row) in self.rows.iter().enumerate() {
            let mut from = 0;
            for piece in &row.pieces {
                let end = from + width(&piece.text);
                if let Some(Stands::Word(word)) = piece.stands {
                    let beside = if x < from { from - x } else { (x + 1).saturating_sub(end) };
                    words.push(((number.abs_diff(y), beside), word));
                }
                from = end;
            }
        }
        words.into_iter().min().map(|(_, word)| word)
    }
}

/// From so many rows on, every step has one of its own.
const TALL: u16 = 12;
/// From so many rows on, there is one for what is asked.
const ASKED: u16 = 5;
/// From so many rows on, a line divides what is asked from the request.
const DIVIDED: u16 = 7;

/// How many rows are left to the request.
pub(super) fn rows_for_text(deriving: &Deriving, area: Rect) -> usize {
    usize::from(area.height).saturating_sub(head(deriving, area).len())
}

/// The pane; `here` where it has the keys.
pub(super) fn pane(deriving: &Deriving, text: &str, area: Rect, here: bool) -> Pane {
    let mut rows = head(deriving, area);
    let room = usize::from(area.height).saturating_sub(rows.len());
    if deriving.laid.words.is_empty() {
        let mut row = Row::default();
        row.put("The request says nothing yet.", Ink::Faint, None);
        rows.push(row);
    } else {
        let lines = deriving.laid.lines.iter().skip(deriving.first).take(room);
        rows.extend(lines.map(|line| line_of_text(deriving, text, line.clone(), here)));
    }
    rows.truncate(usize::from(area.height));
    Pane { area, rows }
}

/// The steps, what is asked in the one at hand, and the line above the request.
fn head(deriving: &Deriving, area: Rect) -> Vec<Row> {
    let cells = usize::from(area.width);
    let mut rows: Vec<Row> = match area.height >= TALL {
        true => (0..STEPS.len()).map(|step| step_row(deriving, step, cells)).collect(),
        false => vec![steps_in_a_row(deriving, cells)],
    };
    if area.height >= ASKED {
        let most = if area.height >= TALL { 3 } else { 1 };
        if area.height > TALL + 4 {
            rows.push(Row::default());
        }
        let asked = asked(deriving);
        for line in wrap(&asked, cells, most) {
            let mut row = Row::default();
            row.put(line, Ink::Key, None);
            rows.push(row);
        }
    }
    if area.height >= DIVIDED {
        let room = usize::from(area.height).saturating_sub(rows.len() + 1);
        rows.push(rule(deriving, cells, room));
    }
    rows
}

fn asked(deriving: &Deriving) -> String {
    let question = deriving.at().question;
    match deriving.forgotten().is_empty() && deriving.step + 1 == STEPS.len() {
        true => format!("{question} All five steps are walked: hot spots and contexts come next."),
        false => question.to_owned(),
    }
}

fn rule(deriving: &Deriving, cells: usize, room: usize) -> Row {
    let mut row = Row::default();
    row.put("── ", Ink::Rule, None);
    row.put("THE REQUEST", Ink::Faint, None);
    let (first, all) = (deriving.first, deriving.laid.lines.len());
    let seen = match all > room {
        true => format!(" {}–{} of {all}", first + 1, (first + room).min(all)),
        false => String::new(),
    };
    let left = cells.saturating_sub(row.wide() + width(&seen) + 1);
    row.put(format!(" {}", "─".repeat(left)), Ink::Rule, None);
    row.put(seen, Ink::Faint, None);
    row
}

fn sign(stage: Stage) -> (&'static str, Ink) {
    match stage {
        Stage::Ahead => ("○", Ink::Faint),
        Stage::Under => ("◐", Ink::Problem),
        Stage::Done => ("✓", Ink::Done),
    }
}

/// A step in a row of its own: `◐ 2 Commands 6 · 5 events without one`.
fn step_row(deriving: &Deriving, step: usize, cells: usize) -> Row {
    let mut row = Row { marked: step == deriving.step, ..Row::default() };
    let stands = Some(Stands::Step(step));
    let (shown, ink) = sign(deriving.stage(step));
    row.put(if row.marked { "›" } else { " " }, Ink::Key, stands);
    row.put(shown, ink, stands);
    row.put(format!(" {} ", step + 1), Ink::Faint, stands);
    row.put(crate::method::legend::shape(STEPS[step].kind), Ink::Mark(STEPS[step].kind), stands);
    row.put(format!(" {} ", STEPS[step].title), if row.marked { Ink::Strong } else { Ink::Text }, stands);
    tell(deriving, step, &mut row);
    let used = row.wide();
    row.put(" ".repeat(cells.saturating_sub(used)), Ink::Text, stands);
    row
}

/// How many notes of its kind there are, and what is left open.
fn tell(deriving: &Deriving, step: usize, row: &mut Row) {
    let stands = Some(Stands::Step(step));
    match deriving.counts.found[step] {
        0 => row.put("none yet", Ink::Faint, stands),
        count => row.put(count.to_string(), Ink::Strong, stands),
    }
    if let Some(left) = deriving.left(step).filter(|_| deriving.stage(step) == Stage::Under) {
        row.put(format!(" · {left}"), Ink::Faint, stands);
    }
}

/// All steps in one row, the one at hand in words: `✓1 ›◐2  ○3  ○4  ○5  Commands 6 · 5 events without one`.
fn steps_in_a_row(deriving: &Deriving, cells: usize) -> Row {
    let mut row = Row::default();
    for step in 0..STEPS.len() {
        let stands = Some(Stands::Step(step));
        let (shown, ink) = sign(deriving.stage(step));
        let gap = if step == 0 { "" } else { " " };
        row.put(format!("{gap}{}", if step == deriving.step { "›" } else { " " }), Ink::Key, stands);
        row.put(shown, ink, stands);
        row.put((step + 1).to_string(), if step == deriving.step { Ink::Strong } else { Ink::Faint }, stands);
    }
    row.put(format!("  {} ", deriving.at().title), Ink::Strong, Some(Stands::Step(deriving.step)));
    if row.wide() + 4 < cells {
        tell(deriving, deriving.step, &mut row);
    }
    row
}

/// A line of the request in pieces: every word and the blank behind it stand for the word.
fn line_of_text(deriving: &Deriving, text: &str, line: Range<usize>, here: bool) -> Row {
    let mut row = Row::default();
    let words = &deriving.laid.words;
    let in_hand = deriving.in_hand().filter(|_| here || deriving.selects());
    let in_hand = in_hand.and_then(|hand| Some(words.get(hand.start)?.bytes.start..words.get(hand.end - 1)?.bytes.end));
    let shown = text.get(line.clone()).unwrap_or_default().trim_end();
    for (at, grapheme) in shown.grapheme_indices(true) {
        let cell = line.start + at..line.start + at + grapheme.len();
        let meets = |range: &Range<usize>| range.start < cell.end && cell.start < range.end;
        let taken = deriving.laid.taken.iter().rev().find(|(range, _)| meets(range));
        let ink = taken.map_or(Ink::Text, |(_, kind)| Ink::Taken(*kind));
        let in_hand = in_hand.as_ref().is_some_and(meets);
        let word = words.partition_point(|word| word.bytes.start < cell.end).checked_sub(1);
        let stands = word.filter(|word| words[*word].bytes.end > line.start).map(Stands::Word);
        match row.pieces.last_mut() {
            Some(last) if (last.ink, last.in_hand, last.stands) == (ink, in_hand, stands) => last.text.push_str(grapheme),
            _ => row.pieces.push(Piece { text: grapheme.to_owned(), ink, in_hand, stands }),
        }
    }
    row
}
