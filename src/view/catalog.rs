//! The catalog: a table of notes under the names of all tables. Only the rows in view are put into words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::catalog::{Column, Sheet, Table};
use crate::app::{Mode, State};
use crate::board::{Kind, Note};
use crate::method::legend::question;

use super::text;
use super::theme::{Theme, Tint, shape};
use super::wall::Standing;

/// Draws the table, and in the row below it where in it one is.
pub fn draw(state: &State, theme: &Theme, strip: Rect, buffer: &mut Buffer) {
    let Some(sheet) = state.sheet() else { return };
    tabs(state, &sheet, theme, buffer);
    if state.catalog().rows().is_empty() {
        return empty(state, &sheet, theme, buffer);
    }
    heads(state, &sheet, theme, buffer);
    let standing = Standing::new(state);
    let (catalog, notes) = (state.catalog(), state.board().notes());
    for (index, y) in catalog.rows().iter().skip(catalog.scroll()).zip(sheet.rows.top()..sheet.rows.bottom()) {
        row(state, &notes[*index as usize], &standing, &sheet, theme, y, buffer);
    }
    if strip.height > 0 {
        place(state, &sheet, theme, strip, buffer);
    }
}

/// The names of the tables; the one shown stands out.
fn tabs(state: &State, sheet: &Sheet, theme: &Theme, buffer: &mut Buffer) {
    for tab in &sheet.tabs {
        let here = tab.table == state.catalog().table();
        let style = match (here, state.catalog().count(tab.table)) {
            (true, _) => theme.panel.patch(theme.marked),
            (false, 0) => theme.rule,
            (false, _) => theme.faint,
        };
        text::put(buffer, tab.area.x, tab.area.y, &" ".repeat(usize::from(tab.area.width)), tab.area.width, style);
        let mut x = tab.area.x + 1;
        if let Some(kind) = tab.table {
            let mark = if state.catalog().count(tab.table) == 0 { style } else { style.patch(theme.mark(kind)) };
            x = text::put(buffer, x, tab.area.y, shape(kind), 1, mark) + 1;
        }
        text::put(buffer, x, tab.area.y, &tab.text, tab.area.right().saturating_sub(x), style);
    }
}

/// What each column tells, and which one the rows are sorted by.
fn heads(state: &State, sheet: &Sheet, theme: &Theme, buffer: &mut Buffer) {
    let sort = state.catalog().sort();
    for (column, x, width) in &sheet.columns {
        let (said, style) = match sort {
            Some((by, from_end)) if by == *column => (format!("{} {}", column.name(), if from_end { "▼" } else { "▲" }), theme.key),
            _ => (column.name().to_owned(), theme.faint),
        };
        text::put_cut(buffer, *x, sheet.head.y, &said, *width, style);
    }
}

fn row(state: &State, note: &Note, standing: &Standing<'_>, sheet: &Sheet, theme: &Theme, y: u16, buffer: &mut Buffer) {
    let kind = note.kind();
    let focused = state.focus() == Some(note.id);
    let tint = standing.tint(state, note);
    let (ground, aside) = match (focused, tint) {
        // What is beside the point on another row is needed on the one that is read.
        (true, _) => (theme.marked.remove_modifier(Modifier::BOLD), theme.marked.remove_modifier(Modifier::BOLD)),
        (false, Tint::Dim) => (theme.faint, theme.faint),
        (false, _) => (theme.text, theme.faint),
    };
    let left = sheet.rows.x;
    if focused {
        let width = sheet.rows.width.saturating_sub(1);
        text::put(buffer, left + 1, y, &" ".repeat(usize::from(width)), width, ground);
    }
    let sign = match state.mode {
        _ if focused => "▌",
        Mode::Connect(connect) if connect.from == note.id => "║",
        _ if state.spotlight.acting == Some(note.id) => "▶",
        _ => " ",
    };
    text::put(buffer, left + 1, y, sign, 1, if focused { ground.patch(theme.frame) } else { theme.frame });
    if state.advice().is_some_and(|advice| !advice.on(note.id).is_empty()) {
        text::put(buffer, left, y, "!", 1, theme.flag);
    }
    let mark = if tint == Tint::Dim && !focused { theme.faint } else { ground.patch(theme.mark(kind)) };
    text::put(buffer, left + 2, y, shape(kind), 1, mark);
    for (column, x, width) in &sheet.columns {
        let said = column.cell(state.board(), note);
        let style: Style = match column {
            Column::Name if focused => {
                // The note itself lies on its paper.
                let paper = theme.paper(kind, Tint::Glow);
                text::put(
                    buffer,
                    *x - 1,
                    y,
                    &" ".repeat(usize::from(*width) + 2),
                    *width + 2,
                    paper.remove_modifier(Modifier::UNDERLINED),
                );
                paper
            }
            Column::Name => ground,
            Column::Kind | Column::Context | Column::Tags | Column::Author | Column::Written => aside,
            _ => ground,
        };
        text::put_cut(buffer, *x, y, said.trim(), *width, style);
    }
}

/// Where in the table one is, and in which order it stands.
fn place(state: &State, sheet: &Sheet, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let catalog = state.catalog();
    let total = catalog.rows().len();
    let row = state.focus().and_then(|id| state.board().position(id)).and_then(|index| catalog.row_of(index));
    let mut said = match row {
        Some(row) => format!("{} of {total}", row + 1),
        None => total.to_string(),
    };
    let (above, room) = (catalog.scroll(), usize::from(sheet.rows.height));
    let below = total.saturating_sub(above + room);
    for (count, arrow) in [(above, '↑'), (below, '↓')] {
        if count > 0 {
            said = format!("{said}  {arrow}{count}");
        }
    }
    let order = match catalog.sort() {
        Some((column, false)) => format!("sorted by {} ▲", column.name()),
        Some((column, true)) => format!("sorted by {} ▼", column.name()),
        None => "along the timeline".to_owned(),
    };
    let x = text::put_cut(buffer, area.x + 4, area.y, &said, area.width.saturating_sub(4), theme.faint);
    let x = text::put_cut(buffer, x + 3, area.y, &order, area.right().saturating_sub(x + 3), theme.faint);
    let others = "h l other tables";
    let at = area.right().saturating_sub(others.len() as u16 + 1);
    if at > x + 3 {
        text::put(buffer, at, area.y, "h l", 3, theme.key);
        text::put(buffer, at + 3, area.y, &others[3..], area.right() - at - 3, theme.faint);
    }
}

/// A table without a row says how it gets one.
fn empty(state: &State, sheet: &Sheet, theme: &Theme, buffer: &mut Buffer) {
    let table = state.catalog().table();
    let lines = match state.filtered() {
        Some(filtered) => {
            let what = table.map_or("No note is", |kind| none_left(kind));
            [
                format!("{what} left by the filter."),
                format!("{} – {} changes it.", filtered.filter().text(), state.keys.name("filter.open")),
            ]
        }
        None => [none(table), how(table)],
    };
    let room = sheet.rows.width.saturating_sub(6);
    let mut y = sheet.rows.y + 1;
    for (line, style) in lines.iter().zip([theme.strong, theme.text]) {
        for line in text::wrap(line, usize::from(room), 3) {
            if y < sheet.rows.bottom() {
                text::put(buffer, sheet.rows.x + 4, y, &line, room, style);
            }
            y += 1;
        }
    }
}

fn none_left(kind: Kind) -> &'static str {
    match kind {
        Kind::Actor => "No actor is",
        Kind::Command => "No command is",
        Kind::Aggregate => "No aggregate is",
        Kind::ExternalSystem => "No external system is",
        Kind::Event => "No event is",
        Kind::Policy => "No policy is",
        Kind::ReadModel => "No read model is",
        Kind::HotSpot => "No hot spot is",
    }
}

fn none(table: Table) -> String {
    match table {
        None => "No notes yet.".to_owned(),
        Some(kind) => format!("No {} yet. {}", kind.plural(), question(kind)),
    }
}

fn how(table: Table) -> String {
    match table {
        None | Some(Kind::Event) => "a writes an event: what happened, in the past tense.".to_owned(),
        Some(kind) => {
            let letter = kind.letter().to_ascii_lowercase();
            format!("a writes a note; ctrl-t {letter} makes it {}. t changes the kind of one that is there.", kind.a())
        }
    }
}
