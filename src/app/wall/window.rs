//! Which part of the grid the screen shows, and in which cells.
//!
//! Every unit is as wide as every other, and every note of a lane as high, so that the wall is a straight grid at any size. The
//! two cells left of each unit and the row above each lane are gutters: arrows and the frame of the focused note live there.

use std::ops::Range;

use ratatui::layout::Rect;

use super::{Grid, Spot};

/// How large notes are drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Zoom {
    /// One line each.
    Line,
    /// A paper note.
    #[default]
    Note,
    /// A large note that also tells its details.
    Large,
    /// A note that a room can read: its text and nothing else.
    Projected,
}

impl Zoom {
    /// The next larger size; the largest stays.
    pub fn larger(self) -> Zoom {
        match self {
            Zoom::Line => Zoom::Note,
            Zoom::Note | Zoom::Large => Zoom::Large,
            Zoom::Projected => Zoom::Projected,
        }
    }

    /// The next smaller size; the smallest stays.
    pub fn smaller(self) -> Zoom {
        match self {
            Zoom::Line | Zoom::Note => Zoom::Line,
            Zoom::Large => Zoom::Note,
            Zoom::Projected => Zoom::Projected,
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Zoom::Line => "lines",
            Zoom::Note => "notes",
            Zoom::Large => "large notes",
            Zoom::Projected => "notes for a room",
        }
    }

    /// The least and the greatest width of a note in an area so wide.
    fn widths(self, area: u16) -> (u16, u16) {
        match self {
            // Two beside each other tell more than one, however narrow the area is.
            Zoom::Projected => (if area < 58 { 16 } else { 24 }, 30),
            Zoom::Line => (16, 24),
            Zoom::Note => (13, 20),
            Zoom::Large => (24, 34),
        }
    }

    /// Rows of the notes of each lane, the most generous first; the first that fits is taken.
    /// The lanes are those of [`crate::board::Kind::ALL`]: actors stay small, events, commands and policies lose rows last.
    fn rows(self) -> &'static [[u16; 8]] {
        match self {
            Zoom::Line => &[[1; 8]],
            Zoom::Note => &[
                [2, 4, 3, 3, 4, 4, 4, 4],
                [1, 3, 2, 3, 3, 3, 3, 3],
                [1, 3, 2, 2, 3, 3, 2, 2],
                [1, 2, 2, 2, 2, 2, 2, 2],
                [1, 2, 2, 1, 2, 2, 2, 2],
                [1, 2, 1, 1, 2, 2, 2, 2],
                [1, 2, 1, 1, 2, 2, 1, 2],
                [1, 2, 1, 1, 2, 2, 1, 1],
            ],
            Zoom::Large => &[[2, 6, 6, 6, 6, 6, 6, 6], [2, 5, 5, 5, 5, 5, 5, 5]],
            Zoom::Projected => &[],
        }
    }
}

/// The cells between two units.
pub const GUTTER: u16 = 2;
/// The rows of a note that a room can read: three of text, with air above and below.
const ROOM_ROWS: u16 = 5;
// Width of the lanes' heads on a wide wall and on a narrow one.
const HEADER_WIDE: u16 = 20;
const HEADER: u16 = 17;

/// A lane's rows, counted from the top of the whole wall.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Lane {
    /// The first row of its notes; the gutter is the row above.
    pub top: u16,
    /// How many rows its notes have. An empty lane has one, for its head, and no gutter.
    pub rows: u16,
    /// Whether there is anything in it.
    pub filled: bool,
}

impl Lane {
    /// Its first row, the gutter included.
    pub fn begin(self) -> u16 {
        self.top - u16::from(self.filled)
    }
}

/// What the screen shows of the wall.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Window {
    /// The cells of the wall, lanes' heads included.
    pub area: Rect,
    /// Width of the lanes' heads.
    pub header: u16,
    /// Width of a note.
    pub note_width: u16,
    /// The units in view.
    pub units: Range<usize>,
    /// How many units have room.
    pub room: usize,
    /// The lanes, whether in view or not.
    pub lanes: [Lane; 8],
    /// The first lane in view.
    pub first_lane: usize,
    /// Whether a lane is in view only where it is from top to bottom.
    pub whole: bool,
}

impl Window {
    /// The window of an area, scrolled to a unit and a lane as far as that makes sense.
    pub fn new(area: Rect, grid: &Grid, zoom: Zoom, unit: usize, lane: usize) -> Window {
        Window::reaching(area, grid, zoom, unit, lane, 0)
    }

    /// The same, which may show so many units more than the timeline has.
    pub fn reaching(area: Rect, grid: &Grid, zoom: Zoom, unit: usize, lane: usize, beyond: usize) -> Window {
        let whole = zoom == Zoom::Projected;
        let header = match area.width {
            _ if whole => 0,
            100.. => HEADER_WIDE,
            _ => HEADER,
        };
        let wide = area.width.saturating_sub(header + GUTTER);
        let (least, most) = zoom.widths(area.width);
        let room = (wide / (least + GUTTER)).max(1);
        let note_width = (wide / room).saturating_sub(GUTTER).clamp(1, most);
        // Where notes may not grow any more, more of them have room.
        let room = usize::from((wide / (note_width + GUTTER)).max(1));
        let unit = unit.min((grid.width() + beyond).saturating_sub(room));
        let units = unit..(unit + room).min(grid.width());
        let lanes = if whole { lanes_for_a_room(area.height, grid, &units) } else { lanes(area.height, grid, zoom) };
        // A wall without heads has the same air at both sides.
        let spare = wide.saturating_sub(room as u16 * (note_width + GUTTER));
        let header = header + if whole { spare / 2 } else { 0 };
        let mut window = Window { area, header, note_width, units, room, lanes, first_lane: 0, whole };
        while window.first_lane < lane && !window.shows_lane(7) {
            window.first_lane += 1;
        }
        window
    }

    /// Whether a lane is in view from top to bottom.
    pub fn shows_lane(&self, lane: usize) -> bool {
        let (first, last) = (self.lanes[self.first_lane], self.lanes[lane]);
        lane >= self.first_lane && last.top + last.rows - first.begin() <= self.area.height
    }

    /// Where the window must scroll to, in unit and lane, so that a spot is in view. Along the timeline it moves by more than it
    /// must, so that the next steps need no scrolling.
    pub fn reveal(&self, spot: Spot) -> (usize, usize) {
        let mut unit = self.units.start;
        // Of a long span its beginning counts.
        let end = spot.unit + spot.width.min(self.room);
        if spot.unit < unit {
            unit = spot.unit.saturating_sub(self.room / 3);
        } else if end > unit + self.room {
            unit = (end - self.room + self.room / 3).min(spot.unit);
        }
        let mut moved = self.clone();
        // A room also sees what is above and what is below, as far as that has room: the spot itself comes last and counts.
        let filled = |lane: &usize| self.whole && self.lanes[*lane].filled;
        let (above, below) = ((0..spot.lane).rfind(filled), (spot.lane + 1..8).find(filled));
        for lane in above.into_iter().chain(below).chain([spot.lane]) {
            moved.first_lane = moved.first_lane.min(lane);
            while !moved.shows_lane(lane) && moved.first_lane < lane {
                moved.first_lane += 1;
            }
        }
        (unit, moved.first_lane)
    }

    /// The column of cells where a unit's notes begin; the unit must not lie left of the view.
    pub fn x(&self, unit: usize) -> u16 {
        let steps = unit.saturating_sub(self.units.start).min(self.room) as u16;
        self.area.x + self.header + GUTTER + steps * self.stride()
    }

    /// From one unit to the next.
    pub fn stride(&self) -> u16 {
        self.note_width + GUTTER
    }

    /// The column of cells behind the last unit with room.
    pub fn right(&self) -> u16 {
        self.x(self.units.start + self.room).min(self.area.right())
    }

    /// The cells of a row in which the whole timeline is shown small.
    pub fn strip(&self, row: Rect) -> Rect {
        let left = row.x + self.header + GUTTER;
        Rect { x: left, width: self.right().min(row.right()).saturating_sub(left + GUTTER), ..row }
    }

    /// The row of cells where a lane's notes begin, if that is in view.
    pub fn y(&self, lane: usize) -> Option<u16> {
        let row = self.lanes[lane].top.checked_sub(self.lanes[self.first_lane].begin())?;
        let cut = self.whole && lane != self.first_lane && row + self.lanes[lane].rows > self.area.height;
        (lane >= self.first_lane && row < self.area.height && !cut).then(|| self.area.y + row)
    }

    /// How many rows of a lane's notes are in view.
    pub fn rows(&self, lane: usize) -> u16 {
        self.y(lane).map_or(0, |y| self.lanes[lane].rows.min(self.area.bottom() - y))
    }

    /// The cells of a spot, as far as they are in view.
    pub fn rect(&self, spot: Spot) -> Option<Rect> {
        let end = spot.unit + spot.width;
        if end <= self.units.start || spot.unit >= self.units.start + self.room {
            return None;
        }
        let y = self.y(spot.lane)?;
        let left = self.x(spot.unit.max(self.units.start));
        let last = end.min(self.units.start + self.room) - 1;
        let right = (self.x(last) + self.note_width).min(self.area.right());
        (left < right).then(|| Rect::new(left, y, right - left, self.rows(spot.lane)))
    }
}

fn lanes(height: u16, grid: &Grid, zoom: Zoom) -> [Lane; 8] {
    let mut lanes = [Lane::default(); 8];
    for rows in zoom.rows() {
        let mut next = 0;
        for (lane, rows) in rows.iter().enumerate() {
            let filled = grid.is_filled(lane);
            let top = next + u16::from(filled);
            lanes[lane] = Lane { top, rows: if filled { *rows } else { 1 }, filled };
            next = top + lanes[lane].rows;
        }
        if next <= height {
            break;
        }
    }
    lanes
}

/// The lanes that hold something in some units, each as high as a room needs it: as many as there are rows for, and at least two
/// where that is possible at all.
fn lanes_for_a_room(height: u16, grid: &Grid, units: &Range<usize>) -> [Lane; 8] {
    let filled: [bool; 8] = std::array::from_fn(|lane| grid.is_filled_in(lane, units));
    let count = filled.iter().filter(|filled| **filled).count().max(1) as u16;
    let shown = (height / (ROOM_ROWS + 1)).max(if height >= 8 { 2 } else { 1 }).min(count);
    let rows = (height / shown).saturating_sub(1).clamp(1, ROOM_ROWS + if shown < count { 2 } else { 1 });
    let mut next = 0;
    filled.map(|filled| {
        let top = next + u16::from(filled);
        let lane = Lane { top, rows: if filled { rows } else { 0 }, filled };
        next = top + lane.rows;
        lane
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{Board, Heading, Kind, Note, NoteId, Place};

    fn grid(columns: u128, kinds: &[Kind]) -> Grid {
        let notes = (0..columns).flat_map(|column| {
            kinds.iter().enumerate().map(move |(index, kind)| {
                let id = NoteId(uuid::Uuid::from_u128(column * 8 + index as u128));
                Note::new(id, *kind, "note", Place::new(column as f64).expect("finite"))
            })
        });
        let board = Board::assemble(Heading::new("b", "", None), notes.collect(), Default::default()).expect("assembled");
        Grid::new(&board, None)
    }

    #[test]
    fn a_full_wall_fits_a_small_terminal() {
        let window = Window::new(Rect::new(0, 2, 80, 19), &grid(9, &Kind::ALL), Zoom::Note, 0, 0);
        assert!(window.shows_lane(7), "{window:?}");
        assert_eq!((window.room, window.note_width), (4, 13));
        assert!(window.right() <= 80);
    }

    #[test]
    fn room_is_given_back_as_larger_notes() {
        let few = grid(2, &[Kind::Event]);
        let window = Window::new(Rect::new(0, 0, 120, 30), &few, Zoom::Note, 0, 0);
        assert_eq!(window.lanes[Kind::Event.lane()].rows, 4);
        assert_eq!(window.lanes[0].rows, 1, "an empty lane is one line");
        assert_eq!(window.units, 0..2);
    }

    #[test]
    fn scrolling_reveals_and_stays_in_bounds() {
        let grid = grid(40, &Kind::ALL);
        let area = Rect::new(0, 0, 80, 10);
        let window = Window::new(area, &grid, Zoom::Note, 99, 99);
        assert_eq!(window.units.end, 40);
        for unit in 0..40 {
            for lane in 0..8 {
                let spot = Spot { unit, width: 1, lane };
                let (to_unit, to_lane) = window.reveal(spot);
                let there = Window::new(area, &grid, Zoom::Note, to_unit, to_lane);
                let rect = there.rect(spot).expect("in view");
                assert_eq!(rect.height, there.lanes[lane].rows);
                assert_eq!(rect.width, there.note_width);
            }
        }
    }
}
