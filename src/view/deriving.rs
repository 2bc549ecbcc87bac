//! The deriving pane, as [`crate::app::deriving`] lays it out, and the form in which the request is written.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::app::deriving::{Piece, Row};
use crate::app::panel::middle;
use crate::app::{State, Writing};

use super::theme::{Theme, shape};
use super::{panel, run, text};

/// Draws the deriving pane.
pub fn draw(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    run::frame(area, buffer, theme);
    let Some(pane) = state.deriving_pane() else { return };
    for (row, y) in pane.rows.iter().zip(pane.area.y..) {
        let pieces = row.pieces.iter().map(|piece| (piece.text.clone(), style(row, piece, theme))).collect();
        run::draw_row(&pieces, Rect { y, height: 1, ..pane.area }, buffer);
    }
}

fn style(row: &Row, piece: &Piece, theme: &Theme) -> Style {
    let ink = run::ink(piece.ink, theme);
    match (row.marked, piece.in_hand) {
        (_, true) => in_hand(),
        // Ink and ground changed round want one ink, or the row is a patchwork of grounds.
        (true, _) if theme.marked.add_modifier.contains(Modifier::REVERSED) => theme.marked,
        (true, _) => ink.patch(theme.marked),
        _ => ink,
    }
}

/// What is in hand stands out from every paper: ink and ground of the terminal changed round, and bold.
fn in_hand() -> Style {
    Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD)
}

/// Tells what the words in hand would become.
pub fn about(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let (Some(deriving), Some((says, taken))) = (state.deriving(), state.note_in_hand()) else { return };
    let room = |x: u16| area.right().saturating_sub(x);
    let kind = deriving.at().kind;
    let x = text::put(buffer, area.x, area.y, shape(kind), 1, theme.mark(kind));
    let x = text::put_cut(buffer, x + 1, area.y, kind.name(), room(x + 1), theme.faint);
    let x = text::put_cut(buffer, x + 2, area.y, &says, room(x + 2), theme.strong);
    let names: Vec<&str> = taken.iter().map(|kind| kind.name()).collect();
    if !names.is_empty() && x + 8 < area.right() {
        let said = format!("a note already: {}", names.join(", "));
        text::put_cut(buffer, x + 2, area.y, &said, room(x + 2), theme.faint);
    }
}

/// As wide as a text is read with ease.
const WIDE: u16 = 84;

/// What the form is for.
const ABOUT: &str = "What is wished for, in the words of those who wish for it. Type it or paste it; nothing is guessed from it: you \
     say which words become notes, and no step is forgotten.";

/// Draws the form in which the request is written; returns where the cursor belongs.
pub fn form(state: &State, writing: &Writing, theme: &Theme, limits: Rect, buffer: &mut Buffer) -> Option<Position> {
    let area = middle(limits, WIDE, limits.height.min(24));
    let inner = panel::panel("The feature request", theme, area, buffer);
    let (faint, plain) = (theme.panel.patch(theme.faint), theme.panel);
    let mut y = inner.y;
    if inner.height >= 8 {
        for line in text::wrap(ABOUT, usize::from(inner.width), 3) {
            text::put(buffer, inner.x, y, &line, inner.width, faint);
            y += 1;
        }
        y += 1;
    }
    let keys = state
        .keys
        .spell("{write.finish} keeps it, {write.break-line} breaks the line, {write.editor} your editor, {write.leave} leaves");
    let foot = u16::from(inner.height >= 5);
    if foot > 0 {
        text::put_cut(buffer, inner.x, inner.bottom() - 1, &keys, inner.width, faint);
    }
    let field = Rect { y, height: inner.bottom().saturating_sub(y + foot * 2).max(1), ..inner };
    let (written, cursor) = written(writing);
    // The cursor may stand behind the last letter of a line.
    let lines = text::break_lines(&written, usize::from(field.width.saturating_sub(1)));
    let at = lines.iter().rposition(|line| line.start <= cursor).unwrap_or(0);
    let rows = usize::from(field.height);
    let first = (at + 1).saturating_sub(rows);
    for (line, y) in lines.iter().skip(first).zip(field.top()..field.bottom()) {
        text::put(buffer, field.x, y, written.get(line.clone())?.trim_end_matches('\n'), field.width, plain);
    }
    if written.is_empty() {
        let such = "such as: Customers can subscribe to a monthly product box. They are charged monthly.";
        for (line, y) in text::wrap(such, usize::from(field.width), rows).iter().zip(field.top()..field.bottom()) {
            text::put(buffer, field.x, y, line, field.width, faint.add_modifier(Modifier::ITALIC));
        }
    }
    let before = written.get(lines.get(at)?.start.min(cursor)..cursor)?;
    let x = field.x + (text::width(before) as u16).min(field.width.saturating_sub(1));
    Some(Position::new(x, field.y + (at - first) as u16))
}

/// What is written, and the byte at which the cursor stands.
fn written(writing: &Writing) -> (String, usize) {
    let ratatui_textarea::DataCursor(row, column) = writing.area.cursor();
    let lines = writing.area.lines();
    let in_line = lines.get(row).map_or(0, |line| line.char_indices().nth(column).map_or(line.len(), |(at, _)| at));
    let before: usize = lines.iter().take(row).map(|line| line.len() + 1).sum();
    (lines.join("\n"), before + in_line)
}
