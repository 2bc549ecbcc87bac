//! The run pane as rows: what stands in which, and what a click on it or Enter means. What draws the pane and what finds the thing
//! under the mouse read the same rows.
//!
//! Only what the screen shows is put into words; a run of a hundred thousand steps costs no more than one of ten.

use ratatui::layout::{Position, Rect};

use crate::app::Ink;
use crate::app::State;
use crate::app::wall::text::width;
use crate::board::NoteId;
use crate::engine::value::{Sym, Value};
use crate::engine::{Place, duration};

use super::{Running, line, sections, steps};
use crate::engine::Index;

/// What a place of the pane stands for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Stands {
    /// A step, counted from 0.
    Step(usize),
    /// A step on the time line.
    Time(usize),
    /// An option of what is asked.
    Option(usize),
    /// A value of one's own.
    TypeIn,
    /// A field of an aggregate, or of an instance of it.
    Field(Index, Value, Sym),
    /// A cell of a read model's row.
    Cell(Index, Value, Sym),
    /// A command on the agenda.
    Due(usize),
    /// A command that could be issued now.
    Command(NoteId),
    /// An answer that is the same from now on.
    Always(usize),
    /// A step that brought another about.
    Cause(usize),
    /// A command that waits together with others, by its position among them.
    Waiting(usize),
    /// The end of a branch.
    Branch(Place),
    /// The scenario that is played, and where it first goes otherwise.
    Scenario,
}

/// A piece of a row.
#[derive(Clone, PartialEq, Debug)]
pub struct Piece {
    /// What is written.
    pub text: String,
    /// How.
    pub ink: Ink,
    /// What it stands for, where that is not what the row stands for.
    pub stands: Option<Stands>,
}

/// A row of the pane: pieces, one behind the other.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Row {
    /// The pieces.
    pub pieces: Vec<Piece>,
    /// What the whole row stands for.
    pub stands: Option<Stands>,
}

impl Row {
    pub(super) fn of(stands: Stands) -> Row {
        Row { pieces: Vec::new(), stands: Some(stands) }
    }

    pub(super) fn plain(text: impl Into<String>, ink: Ink) -> Row {
        Row::default().and(text, ink)
    }

    /// The row with another piece behind it.
    pub(super) fn and(mut self, text: impl Into<String>, ink: Ink) -> Row {
        self.put(text, ink);
        self
    }

    pub(super) fn put(&mut self, text: impl Into<String>, ink: Ink) {
        self.pieces.push(Piece { text: text.into(), ink, stands: None });
    }

    /// A piece that stands for something of its own.
    pub(super) fn spot(&mut self, text: impl Into<String>, ink: Ink, stands: Stands) {
        self.pieces.push(Piece { text: text.into(), ink, stands: Some(stands) });
    }

    /// How many cells it takes.
    pub(super) fn wide(&self) -> usize {
        self.pieces.iter().map(|piece| width(&piece.text)).sum()
    }

    /// What stands in it and where: the cells from its beginning, and what they stand for.
    fn spots(&self) -> Vec<(std::ops::Range<usize>, Stands)> {
        let (mut at, mut spots): (_, Vec<(std::ops::Range<usize>, Stands)>) = (0, Vec::new());
        for piece in &self.pieces {
            let end = at + width(&piece.text);
            match (piece.stands, spots.last_mut()) {
                (Some(stands), Some((range, last))) if *last == stands && range.end == at => *range = range.start..end,
                (Some(stands), _) => spots.push((at..end, stands)),
                (None, _) => {}
            }
            at = end;
        }
        match self.stands {
            Some(stands) if spots.is_empty() => vec![(0..usize::MAX, stands)],
            _ => spots,
        }
    }
}

/// The colour of an instance: the same wherever it is spoken of.
pub(super) fn instance_ink(key: Value) -> Ink {
    Ink::Instance(match key {
        Value::Text(text) => (text.0 % 6) as u8,
        Value::Int(int) => int.rem_euclid(6) as u8,
        _ => 0,
    })
}

/// A heading with a line behind it.
pub(super) fn heading(title: &str, cells: usize) -> Row {
    let rule = "─".repeat(cells.saturating_sub(width(title) + 4));
    Row::plain("── ", Ink::Rule).and(title, Ink::Faint).and(format!(" {rule}"), Ink::Rule)
}

/// A text padded with blanks.
pub(super) fn pad(text: &str, cells: usize) -> String {
    format!("{text}{}", " ".repeat(cells.saturating_sub(width(text))))
}

/// The run pane, row by row from its top.
#[derive(Clone, PartialEq, Debug)]
pub struct Pane {
    /// The cells of its rows.
    pub area: Rect,
    /// The rows; those behind the last are empty.
    pub rows: Vec<Row>,
}

/// From so many rows on there is one for the time line.
const TALL: u16 = 12;

/// The least width in which anything can be said.
const LEAST: u16 = 12;

impl Pane {
    fn new(running: &Running, state: &State, area: Rect) -> Pane {
        let mut pane = Pane { area, rows: Vec::new() };
        if area.height == 0 || area.width < LEAST {
            return pane;
        }
        let (cells, rows) = (usize::from(area.width), usize::from(area.height));
        pane.rows.push(head(running, cells));
        if area.height >= TALL && !(running.run().is_empty() && running.run().ahead() == 0) {
            pane.rows.extend(line::row(running, cells));
        }
        let left = rows - pane.rows.len();
        let cursor = state.run_cursor();
        // What a short chain leaves free is for what stands below.
        let needed = match running.run().len() + running.run().ahead() <= left {
            true => steps::chain(running, &state.keys, cells, left, cursor).len(),
            false => left,
        };
        let standing = sections::standing(running, &state.keys, cells, (left, needed), cursor);
        let chain = steps::chain(running, &state.keys, cells, left - standing.len(), cursor);
        pane.rows.extend(chain);
        pane.rows.resize(rows - standing.len(), Row::default());
        pane.rows.extend(standing);
        pane
    }

    /// What a cell stands for.
    pub fn at(&self, at: Position) -> Option<Stands> {
        if !self.area.contains(at) {
            return None;
        }
        let row = self.rows.get(usize::from(at.y - self.area.y))?;
        let x = usize::from(at.x - self.area.x);
        row.spots().into_iter().find(|(cells, _)| cells.contains(&x)).map(|(_, stands)| stands)
    }

    /// Everything that can be gone to, row by row: the row, the cell where it begins, what it is.
    pub(super) fn spots(&self) -> Vec<(usize, usize, Stands)> {
        let mut all: Vec<(usize, usize, Stands)> = Vec::new();
        for (y, row) in self.rows.iter().enumerate() {
            for (cells, stands) in row.spots() {
                // A step told in several rows is one.
                if all.last().is_none_or(|(.., last)| *last != stands) {
                    all.push((y, cells.start, stands));
                }
            }
        }
        all
    }
}

fn head(running: &Running, cells: usize) -> Row {
    let run = running.run();
    let mut row = Row::plain("RUN  ", Ink::Strong).and(format!("t = {}", duration::format(run.world().clock())), Ink::Key);
    if running.is_playing() {
        row.put(format!("  ▷ {}", running.pace()), Ink::Done);
    }
    let steps = match (run.len(), run.ahead()) {
        (0, 0) => "not begun".to_owned(),
        (made, 0) => format!("step {made}"),
        (made, ahead) => format!("step {made} of {}", made + ahead),
    };
    let used = row.wide() + width(&steps);
    if used < cells {
        row.put(" ".repeat(cells - used), Ink::Text);
        row.put(steps, Ink::Faint);
    }
    row
}

impl State {
    /// The run pane, where a run is open, nothing else has its place, and the screen has room for it.
    pub fn run_pane(&self) -> Option<Pane> {
        Some(Pane::new(self.running().filter(|_| self.deriving().is_none())?, self, self.screen()?.inside_pane()?))
    }
}
