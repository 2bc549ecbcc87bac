//! The run pane, as [`crate::app::run`] lays it out.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::text::{put, put_cut, width};
use super::theme::{Theme, Tint};
use crate::app::run::Stands;
use crate::app::{Ink, State};
use crate::board::Kind;

/// A row of a pane: pieces of text, one behind the other.
pub(super) type Row = Vec<(String, Style)>;

/// Draws the run pane.
pub fn draw(state: &State, area: Rect, buffer: &mut Buffer, theme: &Theme) {
    frame(area, buffer, theme);
    let Some(pane) = state.run_pane() else { return };
    let cursor = state.run_cursor();
    for (row, y) in pane.rows.iter().zip(pane.area.y..) {
        let marked = |stands: Option<Stands>| cursor.is_some() && stands == cursor;
        let whole = marked(row.stands);
        let pieces = row.pieces.iter().map(|piece| {
            let style = ink(piece.ink, theme);
            let marked = (whole || marked(piece.stands)) && !matches!(piece.ink, Ink::Paper(..));
            let style = match marked {
                // Ink and ground changed round want one ink, or the row is a patchwork of grounds.
                true if theme.marked.add_modifier.contains(Modifier::REVERSED) => theme.marked,
                true => style.patch(theme.marked),
                false => style,
            };
            (piece.text.clone(), style)
        });
        let mut pieces: Row = pieces.collect();
        if whole {
            let used: usize = pieces.iter().map(|(text, _)| width(text)).sum();
            pieces.push((" ".repeat(usize::from(pane.area.width).saturating_sub(used)), theme.marked));
        }
        draw_row(&pieces, Rect { y, height: 1, ..pane.area }, buffer);
    }
}

/// Words that became a note lie on its paper; where paper is no colour they are underlined, as what is in hand is reversed.
fn taken(paper: Style) -> Style {
    match paper.bg {
        Some(_) => paper,
        None => Style::new().add_modifier(Modifier::UNDERLINED),
    }
}

/// The kinds whose colours instances borrow: those that are furthest apart.
const INSTANCES: [Kind; 6] = [Kind::Event, Kind::Command, Kind::ReadModel, Kind::HotSpot, Kind::Policy, Kind::Aggregate];

/// How something of an ink is written.
pub(super) fn ink(ink: Ink, theme: &Theme) -> Style {
    match ink {
        Ink::Text => theme.text,
        Ink::Faint => theme.faint,
        Ink::Strong => theme.strong,
        Ink::Key => theme.key,
        Ink::Done => theme.done,
        Ink::Problem => theme.problem,
        Ink::Rule => theme.rule,
        Ink::Paper(kind, glow) => theme.paper(kind, if glow { Tint::Glow } else { Tint::Usual }),
        Ink::Mark(kind) => theme.mark(kind),
        Ink::Taken(kind) => taken(theme.paper(kind, Tint::Usual)),
        Ink::Instance(number) => theme.mark(INSTANCES[usize::from(number) % INSTANCES.len()]).add_modifier(Modifier::BOLD),
    }
}

/// A line towards the wall: at the left of a pane that stands beside it, above one that lies below.
pub(super) fn frame(area: Rect, buffer: &mut Buffer, theme: &Theme) {
    if area.x > buffer.area.x {
        for y in area.top()..area.bottom() {
            put(buffer, area.x, y, "│", 1, theme.rule);
        }
        return;
    }
    for x in area.left()..area.right() {
        put(buffer, x, area.y, "─", 1, theme.rule);
    }
}

/// A heading with a line behind it.
pub(super) fn section(title: &str, cells: usize, theme: &Theme) -> Row {
    let rule = "─".repeat(cells.saturating_sub(width(title) + 4));
    vec![("── ".to_owned(), theme.rule), (title.to_owned(), theme.faint), (format!(" {rule}"), theme.rule)]
}

/// Draws a row; what does not fit is cut with a mark.
pub(super) fn draw_row(row: &Row, area: Rect, buffer: &mut Buffer) {
    let mut x = area.x;
    for (text, style) in row {
        let left = area.right().saturating_sub(x);
        if left == 0 {
            break;
        }
        x = put_cut(buffer, x, area.y, text, left, *style);
    }
}
