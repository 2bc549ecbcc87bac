//! The small editor on the wall itself: a text being written where the note hangs, or will.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::app::wall::{Window, Zoom};
use crate::app::{State, Target, View, Writing};
use crate::board::Kind;
use crate::method::legend::question;

use super::theme::{Theme, Tint, shape};
use super::{notes, text};

/// Narrower than this, a text is hard to write.
const LEAST: u16 = 20;
const ROWS: usize = 6;

/// Draws the editor over the note's place on the wall; returns where the cursor belongs.
pub fn on_wall(state: &State, writing: &Writing, theme: &Theme, window: &Window, buffer: &mut Buffer) -> Option<Position> {
    let place = match writing.target {
        Target::Note(id) if state.shown() == View::Catalog => state.row_area(id),
        _ => window.rect(state.writing_spot(window)?),
    };
    // On the wall the spot is as wide as it may be without hiding what hangs beside it.
    let least = if state.shown() == View::Catalog { LEAST } else { 0 };
    at(state, writing, theme, place?, least, window.area, buffer)
}

/// Draws the editor in the flow: over a note, or beside the note in focus that a new one belongs to.
pub fn in_flow(state: &State, writing: &Writing, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let pane = state.flow_pane()?;
    let focus = state.flow_focus().and_then(|cells| pane.rect(cells));
    let limits = pane.area;
    let place = match (writing.target.clone(), focus) {
        (Target::Note(_), focus) => focus?,
        (Target::New { .. }, None) => Rect { x: limits.x + 2, y: limits.y + 1, width: LEAST, height: 2 },
        (Target::New { .. }, Some(note)) => {
            // To the right, where what follows will stand, or below where there is no room.
            let beside = note.right() + 3;
            match beside + LEAST + 2 <= limits.right() {
                true => Rect { x: beside, width: LEAST, height: 2, ..note },
                false => Rect { x: note.x, y: note.bottom() + 1, width: LEAST, height: 2 },
            }
        }
        _ => return None,
    };
    at(state, writing, theme, place, LEAST, limits, buffer)
}

fn at(
    state: &State,
    writing: &Writing,
    theme: &Theme,
    at: Rect,
    least: u16,
    limits: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let kind = match writing.target {
        Target::New { kind, .. } => kind,
        Target::Note(id) => state.board().note(id)?.kind(),
        _ => return None,
    };
    let ratatui_textarea::DataCursor(row, column) = writing.area.cursor();
    let typed = writing.area.lines();
    let cursor_in_line = typed.get(row).map_or(0, |line| line.char_indices().nth(column).map_or(line.len(), |(at, _)| at));
    let cursor = typed.iter().take(row).map(|line| line.len() + 1).sum::<usize>() + cursor_in_line;
    let written = &*typed.join("\n");

    // Where a run and the tour leave less of the wall than an edge around one row, what stands around it has to wait.
    let limits = match state.screen() {
        Some(screen) if limits.height < 3 => Rect { y: screen.panels.y, height: screen.panels.height, ..limits },
        _ => limits,
    };
    let width = at.width.max(least).min(limits.width - 4);
    let for_room = state.drawn() == Zoom::Projected && state.shown() == View::Wall;
    // Air before the text and as much behind it, where the cursor may stand.
    let air = if for_room { notes::ROOM_AIR } else { 1 };
    let cells = usize::from(width - 2 * air);
    let lines = text::break_lines(written, cells);
    let rows = lines.len().clamp(usize::from(at.height), ROWS.max(usize::from(at.height)));
    let height = (rows as u16 + 2).min(limits.height);
    let area = Rect {
        x: at.x.saturating_sub(1).min(limits.right().saturating_sub(width + 2)).max(limits.x),
        y: at.y.saturating_sub(1).min(limits.bottom().saturating_sub(height)).max(limits.y),
        width: width + 2,
        height,
    };
    frame(kind, theme, area, buffer);
    let inner = Rect { x: area.x + 1, y: area.y + 1, width, height: height - 2 };
    let paper = theme.paper(kind, Tint::Usual);
    let paper = if for_room { theme.firm(paper) } else { paper };
    for y in inner.top()..inner.bottom() {
        text::put(buffer, inner.x, y, &" ".repeat(usize::from(width)), width, paper);
    }
    let line_of_cursor = lines.iter().rposition(|line| line.start <= cursor).unwrap_or(0);
    let first = (line_of_cursor + 1).saturating_sub(usize::from(inner.height));
    // What a room reads stands in the middle of its paper, as it will hang there.
    let middle = |lines: usize| if for_room { inner.height.saturating_sub(lines as u16) / 2 } else { 0 };
    let put = |buffer: &mut Buffer, y: u16, line: &str, style: Style| {
        text::put(buffer, inner.x + air, y, line, width - air, style);
    };
    if written.is_empty() {
        let asked = text::wrap(question(kind), cells, usize::from(inner.height));
        let style = if for_room { theme.unstressed(paper) } else { paper.add_modifier(Modifier::ITALIC) };
        for (line, y) in asked.iter().zip(inner.y + middle(asked.len())..) {
            put(buffer, y, line, style);
        }
    }
    let top = inner.y + middle(lines.len());
    for (line, y) in lines.iter().skip(first).take(usize::from(inner.height)).zip(top..) {
        put(buffer, y, written[line.clone()].trim_end_matches('\n'), paper);
    }
    let before = &written[lines[line_of_cursor].start.min(cursor)..cursor];
    let x = (inner.x + air + text::width(before) as u16).min(inner.right() - 1);
    Some(Position::new(x, top + (line_of_cursor - first) as u16))
}

fn frame(kind: Kind, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let line = "━".repeat(usize::from(area.width - 2));
    let (last, bottom) = (area.right() - 1, area.bottom() - 1);
    for (y, left, right) in [(area.y, "┏", "┓"), (bottom, "┗", "┛")] {
        text::put(buffer, area.x, y, left, 1, theme.frame);
        text::put(buffer, area.x + 1, y, &line, area.width - 2, theme.frame);
        text::put(buffer, last, y, right, 1, theme.frame);
    }
    for y in area.y + 1..bottom {
        text::put(buffer, area.x, y, "┃", 1, theme.frame);
        text::put(buffer, last, y, "┃", 1, theme.frame);
    }
    let x = text::put(buffer, area.x + 2, area.y, " ", 1, theme.frame);
    let x = text::put(buffer, x, area.y, shape(kind), 1, theme.mark(kind));
    text::put_cut(buffer, x, area.y, &format!(" {} ", kind.name()), last.saturating_sub(x + 1), theme.frame);
}
