//! Lines of arrows, gathered cell by cell before they are drawn, so that they join and cross as they should.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text;
use super::theme::Theme;

pub(super) const UP: u8 = 1;
pub(super) const DOWN: u8 = 2;
pub(super) const LEFT: u8 = 4;
pub(super) const RIGHT: u8 = 8;
/// Something in the cell leads on as usual, and does not run back.
const FORWARD: u8 = 16;
const HEAD: u8 = 32;

/// How much a line stands out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stroke {
    /// It steps back.
    Dim,
    /// As it is.
    Usual,
    /// It belongs to the note in focus.
    Focus,
    /// It is being travelled.
    Travelled,
}

/// Lines in some cells of the screen.
#[derive(Debug)]
pub struct Lines {
    area: Rect,
    cells: Vec<Option<(u8, Stroke)>>,
}

impl Lines {
    /// None yet.
    pub fn new(area: Rect) -> Lines {
        Lines { area, cells: vec![None; usize::from(area.width) * usize::from(area.height)] }
    }

    fn mark(&mut self, x: i32, y: i32, bits: u8, stroke: Stroke) {
        if x < 0 || y < 0 || x >= i32::from(self.area.width) || y >= i32::from(self.area.height) {
            return;
        }
        let cell = &mut self.cells[y as usize * usize::from(self.area.width) + x as usize];
        let (old, most) = cell.unwrap_or((0, stroke));
        *cell = Some((old | bits, most.max(stroke)));
    }

    /// A straight piece, both ends included, counted from the corner of the area; `back` where it closes a loop.
    pub fn run(&mut self, from: (i32, i32), to: (i32, i32), back: bool, stroke: Stroke) {
        let forward = if back { 0 } else { FORWARD };
        let ((x1, y1), (x2, y2)) = (from.min(to), from.max(to));
        if y1 == y2 {
            for x in x1.max(-1)..=x2.min(i32::from(self.area.width)) {
                let bits = if x > x1 { LEFT } else { 0 } | if x < x2 { RIGHT } else { 0 };
                self.mark(x, y1, bits | forward, stroke);
            }
        } else {
            for y in y1.max(-1)..=y2.min(i32::from(self.area.height)) {
                let bits = if y > y1 { UP } else { 0 } | if y < y2 { DOWN } else { 0 };
                self.mark(x1, y, bits | forward, stroke);
            }
        }
    }

    /// The head of an arrow to the right.
    pub fn head(&mut self, at: (i32, i32), stroke: Stroke) {
        self.mark(at.0, at.1, HEAD, stroke);
    }

    /// Draws all of it, on the ground that is there.
    pub fn draw(&self, theme: &Theme, buffer: &mut Buffer) {
        for (index, cell) in self.cells.iter().enumerate() {
            let Some((bits, stroke)) = *cell else { continue };
            let wide = usize::from(self.area.width);
            let (x, y) = (self.area.x + (index % wide) as u16, self.area.y + (index / wide) as u16);
            let style = match stroke {
                Stroke::Dim => theme.rule,
                Stroke::Usual => theme.faint,
                Stroke::Focus => theme.arrow,
                Stroke::Travelled => theme.frame,
            };
            put(buffer, x, y, sign(bits), style);
        }
    }
}

fn sign(bits: u8) -> &'static str {
    match (bits & HEAD != 0, bits & FORWARD == 0, bits & (UP | DOWN), bits & (LEFT | RIGHT)) {
        (true, ..) => "▶",
        (_, true, 0, _) => "╌",
        (_, true, _, 0) => "╎",
        _ => corner(bits),
    }
}

/// The sign for lines that lead from the middle of a cell to some of its sides.
pub(super) fn corner(bits: u8) -> &'static str {
    const HORIZONTAL: u8 = LEFT | RIGHT;
    const VERTICAL: u8 = UP | DOWN;
    match (bits & VERTICAL, bits & HORIZONTAL) {
        (0, _) => "─",
        (_, 0) => "│",
        (DOWN, RIGHT) => "╭",
        (DOWN, LEFT) => "╮",
        (UP, RIGHT) => "╰",
        (UP, LEFT) => "╯",
        (VERTICAL, RIGHT) => "├",
        (VERTICAL, LEFT) => "┤",
        (DOWN, HORIZONTAL) => "┬",
        (UP, HORIZONTAL) => "┴",
        _ => "┼",
    }
}

/// Puts a sign into a cell, on the ground that is there.
pub(super) fn put(buffer: &mut Buffer, x: u16, y: u16, sign: &str, style: Style) {
    if let Some(cell) = buffer.cell((x, y)) {
        let style = style.bg(cell.bg);
        text::put(buffer, x, y, sign, 1, style);
    }
}
