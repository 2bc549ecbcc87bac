//! The form for what a note says beyond its text.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::details::lines::{Line, Part, labels, lines};
use crate::app::details::{Editing, Row, Weight};
use crate::app::{Details, State};

use super::lists::ground;
use super::panel::{hidden, panel};
use super::text;
use super::theme::{Theme, shape};

/// Draws the form; returns where the cursor belongs while a row is written.
pub fn form(state: &State, details: &Details, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let note = state.board().note(details.note)?;
    let place = state.panel()?;
    let sign = shape(note.kind());
    let inner = panel(&format!("{sign} {}: {}", note.kind().name(), note.text.trim()), theme, place.area, buffer);
    text::put(buffer, place.area.x + 3, place.area.y, sign, 1, theme.panel.patch(theme.mark(note.kind())));
    let rows = details.rows(state.board());
    let mut cursor = None;
    let lines = lines(details, &rows, inner.width);
    hidden(&place, lines.len(), theme, buffer);
    for (row, line) in lines.iter().skip(place.first).take(place.rows.len()).enumerate() {
        let Some(what) = rows.get(line.row) else { continue };
        let y = place.entries.y + row as u16;
        let marked = line.row == details.selected;
        let style = ground(theme, marked && details.editing.is_none(), place.entries, y, buffer);
        let area = Rect { y, height: 1, ..inner };
        cursor = one(what, line, details.editing.as_deref().filter(|_| marked), style, theme, area, buffer).or(cursor);
    }
    about(
        &rows,
        details,
        theme,
        Rect { y: place.entries.bottom(), height: inner.bottom() - place.entries.bottom(), ..inner },
        buffer,
    );
    cursor
}

/// One line of a row.
fn one(
    row: &Row,
    line: &Line,
    editing: Option<&Editing>,
    style: Style,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let x = area.x + labels(area.width);
    let room = area.right().saturating_sub(x);
    let tone = |weight: &Weight| if *weight == Weight::Doubt { theme.strong } else { theme.problem };
    if let Part::Value(_, true) | Part::Typed(_, true) = &line.part {
        let indent = if row.inner { 2 } else { 0 };
        let wide = (x - area.x).saturating_sub(indent + 1);
        text::put_cut(buffer, area.x + indent, area.y, &row.label, wide, style.patch(theme.faint));
    }
    match &line.part {
        Part::Value(value, _) => {
            let style = if row.empty { style.patch(theme.faint) } else { style };
            text::put_cut(buffer, x, area.y, value, room, style);
        }
        Part::Typed(range, _) => {
            let editing = editing?;
            let typed = editing.text();
            text::put(buffer, x, area.y, &" ".repeat(usize::from(room)), room, theme.panel.patch(theme.marked));
            text::put(buffer, x, area.y, typed.get(range.clone())?, room, theme.panel.patch(theme.marked));
            let column = editing.area.cursor().1;
            let cursor = typed.char_indices().nth(column).map_or(typed.len(), |(at, _)| at);
            let last = range.end == typed.len();
            if range.contains(&cursor) || (last && cursor == range.end) {
                let before = text::width(typed.get(range.start..cursor)?) as u16;
                return Some(Position::new((x + before).min(area.right() - 1), area.y));
            }
        }
        Part::Caret(cells, weight) => {
            text::put(buffer, x + cells, area.y, "^", 1, style.patch(tone(weight)));
        }
        Part::Said(said, weight) => {
            text::put_cut(buffer, x, area.y, said, room, style.patch(tone(weight)));
        }
        Part::Names(names) => {
            let after = text::put(buffer, x, area.y, "tab ", room, style.patch(theme.key));
            let names = names.iter().map(|name| name.trim().replace('\n', " ")).collect::<Vec<_>>().join(" · ");
            text::put_cut(buffer, after, area.y, &names, area.right().saturating_sub(after), style.patch(theme.faint));
        }
    }
    None
}

/// What may be written in the marked row.
fn about(rows: &[Row], details: &Details, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let Some(row) = rows.get(details.selected) else { return };
    let lines = text::wrap(row.slot.example(row.new), usize::from(area.width), usize::from(area.height));
    // One line stands at the very bottom, so that there is air above it.
    let first = area.bottom().saturating_sub(lines.len() as u16);
    for (number, line) in lines.iter().enumerate() {
        text::put(buffer, area.x, first + number as u16, line, area.width, theme.panel.patch(theme.faint));
    }
}
