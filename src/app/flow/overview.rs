//! Where one is in a view that is larger than the screen: a bar for its width, and one for its height.

use ratatui::layout::{Position, Rect};

use super::Pane;

/// A bar of one row that stands for a view's whole width or height.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bar {
    /// Its cells.
    pub cells: Rect,
    /// Whether it stands for the height.
    pub down: bool,
    /// The first column or row in view.
    pub from: i32,
    /// How many columns or rows have room.
    pub room: i32,
    /// How many there are; more than have room.
    pub all: i32,
}

/// The cells around a bar: a sign at each end, and air before the first.
const BEFORE: u16 = 3;
const AROUND: u16 = 2;
/// Shorter than this, a bar tells nothing.
const LEAST: u16 = 6;

impl Bar {
    /// The cell, counted from the bar's first, that stands for a column or row of the view.
    pub fn cell_of(&self, place: i32) -> u16 {
        let (cells, all) = (i64::from(self.cells.width), i64::from(self.all.max(1)));
        (i64::from(place.clamp(0, self.all - 1)) * cells / all) as u16
    }

    /// The column or row of the view in the middle of what a cell stands for.
    pub fn place_of(&self, cell: Position) -> i32 {
        let at = i64::from(cell.x.saturating_sub(self.cells.x));
        ((2 * at + 1) * i64::from(self.all) / (2 * i64::from(self.cells.width.max(1)))) as i32
    }

    /// Where the view begins that has what a cell stands for in its middle.
    pub fn start_at(&self, cell: Position) -> i32 {
        (self.place_of(cell) - self.room / 2).clamp(0, (self.all - self.room).max(0))
    }

    /// Whether a cell, counted from the bar's first, stands for something in view.
    pub fn shows(&self, cell: u16) -> bool {
        let (first, last) = (self.cell_of(self.from), self.cell_of(self.from + self.room - 1));
        (first..=last).contains(&cell)
    }
}

impl Pane {
    /// The bars in a row of the screen, for what of some columns and rows does not fit: across, then down.
    pub fn bars(&self, (wide, high): (i32, i32), row: Rect) -> Vec<Bar> {
        let (columns, rows) = (i32::from(self.area.width), i32::from(self.area.height));
        let (is_wide, is_high) = (wide > columns, high > rows);
        let count = u16::from(is_wide) + u16::from(is_high);
        let left = row.width.saturating_sub(BEFORE + count * (AROUND + 1));
        let across = match (is_wide, is_high) {
            (true, true) => left * 2 / 3,
            (true, false) => left,
            _ => 0,
        };
        let x = row.x + BEFORE;
        let mut bars = Vec::new();
        if is_wide {
            bars.push(Bar { cells: Rect { x, width: across, ..row }, down: false, from: self.left, room: columns, all: wide });
        }
        if is_high {
            let x = if is_wide { x + across + AROUND + 1 } else { x };
            let cells = Rect { x, width: (left - across).min(row.width / 3), ..row };
            bars.push(Bar { cells, down: true, from: self.top, room: rows, all: high });
        }
        bars.retain(|bar| bar.cells.width >= LEAST);
        bars
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_stands_for_all_of_it_and_a_cell_for_its_part() {
        let pane = Pane { area: Rect::new(0, 2, 80, 19), left: 80, top: 0 };
        let row = Rect::new(0, 21, 80, 1);
        assert!(pane.bars((80, 19), row).is_empty(), "all of it fits");
        let bars = pane.bars((400, 19), row);
        let [bar] = bars[..] else { panic!("{bars:?}") };
        assert!(!bar.down && bar.cells.right() < row.right());
        let last = Position::new(bar.cells.right() - 1, 21);
        assert_eq!(bar.start_at(last), 320, "the view ends where it ends");
        assert_eq!(bar.start_at(Position::new(bar.cells.x, 21)), 0);
        assert!(!bar.shows(0) && bar.shows(bar.cell_of(80)) && bar.shows(bar.cell_of(159)) && !bar.shows(bar.cells.width - 1));
        let both = pane.bars((400, 100), row);
        assert!(matches!(&both[..], [across, down] if across.cells.right() + 2 < down.cells.x && down.cells.right() < 80));
    }
}
