//! The slim rows above and below the wall: contexts and turning points above, the whole timeline below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::State;
use crate::app::wall::Window;
use crate::board::Kind;

use super::theme::Theme;
use super::{text, wall};

/// Draws the names of the contexts over their bands, and a mark over each pivotal event.
pub fn ruler(state: &State, theme: &Theme, window: &Window, area: Rect, buffer: &mut Buffer) {
    if state.grid().width() == 0 {
        return;
    }
    let left = window.area.x + window.header;
    let right = window.x(window.units.end).min(area.right());
    // A room gets the names alone.
    for x in left..if window.whole { left } else { right } {
        text::put(buffer, x, area.y, "┄", 1, theme.rule);
    }
    for wall::Stretch { area: band, index, begins, ends } in wall::stretches(state, window) {
        let ground = wall::ground(state, theme, index);
        for x in band.left()..band.right() {
            buffer[(x, area.y)].set_style(ground);
        }
        let name = state.board().heading().contexts.get(index).map_or("", |context| context.name.as_str());
        let mut x = band.x;
        if begins {
            x = text::put(buffer, x, area.y, "╎", 1, theme.rule.patch(ground));
        }
        if ends {
            text::put(buffer, band.right(), area.y, "╎", 1, theme.rule);
        }
        let room = band.right().saturating_sub(x + 2);
        if room > 1 {
            // For a room the name stands over the edge of the notes, wherever the band begins.
            x = text::put(buffer, x, area.y, " ", 1, ground) + u16::from(window.whole && !begins);
            x = text::put_cut(buffer, x, area.y, name, room, if window.whole { theme.text } else { theme.strong }.patch(ground));
            text::put(buffer, x, area.y, " ", 1, ground);
        }
    }
    if window.whole {
        return;
    }
    let pivots = state.grid().pivots();
    let first = pivots.partition_point(|unit| (*unit as usize) < window.units.start);
    for unit in pivots[first..].iter().map(|unit| *unit as usize).take_while(|unit| *unit < window.units.end) {
        // Behind the context's name where the two would meet.
        let middle = window.x(unit) + window.note_width / 2;
        let end = (window.x(unit) + window.note_width).min(area.right());
        let free = |sign: &str| (middle..end).find(|x| buffer[(*x, area.y)].symbol() == sign);
        if let Some(x) = free("┄").or_else(|| Some(end - 1).filter(|x| buffer[(*x, area.y)].symbol() == " ")) {
            let ground = buffer[(x, area.y)].bg;
            text::put(buffer, x, area.y, "◆", 1, theme.mark(Kind::Event).bg(ground));
        }
    }
}

/// Draws the whole timeline in one row: what is in view, the focus, turning points, questions.
pub fn strip(state: &State, theme: &Theme, window: &Window, area: Rect, buffer: &mut Buffer) {
    let grid = state.grid();
    let total = grid.width();
    if total == 0 {
        return;
    }
    let focus = grid.draft().or_else(|| state.focus_spot()).map(|spot| spot.unit);
    let column = focus.map_or(0, |unit| grid.column_of_unit(unit) + 1);
    let above = (0..window.first_lane).filter(|lane| grid.is_filled(*lane)).count();
    let below = (window.first_lane..8).filter(|lane| grid.is_filled(*lane) && !window.shows_lane(*lane)).count();
    let mut place = format!("{column} of {}", grid.columns().len());
    for (count, arrow) in [(above, '↑'), (below, '↓')] {
        if count > 0 {
            place = format!("{place}  {arrow}{count}");
        }
    }
    text::put_cut(buffer, area.x + 1, area.y, &place, window.header.saturating_sub(1), theme.faint);

    let Rect { x: left, width, .. } = window.strip(area);
    let cells = usize::from(width);
    let hot = grid.lane(Kind::HotSpot.lane());
    for cell in 0..cells {
        // Each cell stands for some units; on a short timeline several cells for one.
        let (from, to) = (cell * total / cells, ((cell + 1) * total / cells).max(cell * total / cells + 1));
        let first_cell_of =
            |unit: usize| unit >= from && unit < to && (cell == 0 || (cell * total / cells) != ((cell - 1) * total / cells));
        let pivot = grid.pivots().partition_point(|unit| (*unit as usize) < from);
        let pivot = grid.pivots().get(pivot).is_some_and(|unit| first_cell_of(*unit as usize));
        let question =
            hot.get(grid.first_from(Kind::HotSpot.lane(), from)).is_some_and(|index| first_cell_of(grid.unit(*index as usize)));
        let in_view = from < window.units.end && to > window.units.start;
        let (symbol, style) = match () {
            () if focus.is_some_and(|unit| (2 * unit + 1) * cells / (2 * total) == cell) => ("█", theme.frame),
            () if question => ("!", theme.mark(Kind::HotSpot)),
            () if pivot => ("◆", theme.mark(Kind::Event)),
            () if in_view && window.units.len() < total => ("━", theme.faint),
            () => ("─", theme.rule),
        };
        text::put(buffer, left + cell as u16, area.y, symbol, 1, style);
    }
}
