//! The inspector: a pane that tells everything about the note in focus.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::State;
use crate::app::inspector::Ink;

use super::theme::{Theme, Tint, shape};
use super::{run, text};

/// Draws the inspector.
pub fn draw(state: &State, theme: &Theme, pane: Rect, buffer: &mut Buffer) {
    run::frame(pane, buffer, theme);
    let (Some(inspector), Some(area)) = (state.inspector(), state.inspector_area()) else { return };
    let inner = Rect { y: area.y.saturating_sub(1), height: area.height + 1, ..area };
    let kind = state.focused().map(|note| note.kind());
    if let Some(kind) = kind {
        let x = text::put(buffer, inner.x, inner.y, shape(kind), 1, theme.mark(kind));
        text::put_cut(buffer, x + 1, inner.y, &kind.name().to_uppercase(), inner.width.saturating_sub(2), theme.strong);
    }
    let (first, total, room) = (inspector.first(), inspector.lines().len(), usize::from(area.height));
    if total > room {
        let said = format!("{}–{} of {total}  {{ }}", first + 1, (first + room).min(total));
        let wide = text::width(&said) as u16;
        text::put(buffer, inner.right().saturating_sub(wide), inner.y, &said, wide, theme.faint);
    }
    for (line, y) in inspector.lines().iter().skip(first).zip(area.top()..area.bottom()) {
        let x = area.x + line.indent;
        let width = area.right().saturating_sub(x);
        if line.ink == Ink::Heading {
            let row = run::section(&line.text.to_uppercase(), usize::from(area.width), theme);
            run::draw_row(&row, Rect { y, height: 1, ..area }, buffer);
            continue;
        }
        let style = match (line.ink, kind) {
            (Ink::Strong, Some(kind)) => {
                // The text lies on its paper, as it does on the wall.
                let paper = theme.paper(kind, Tint::Usual);
                text::put(buffer, x, y, &" ".repeat(usize::from(width)), width, paper);
                paper
            }
            (Ink::Strong, None) => theme.strong,
            (Ink::Quiet, _) => theme.faint,
            (Ink::Problem, _) => theme.problem,
            (Ink::Plain | Ink::Heading, _) => theme.text,
        };
        let (x, width) = match line.note {
            Some((_, kind)) => (text::put(buffer, x, y, shape(kind), 1, theme.mark(kind)) + 1, width.saturating_sub(2)),
            None if line.ink == Ink::Strong => (x + 1, width.saturating_sub(2)),
            None => (x, width),
        };
        text::put_cut(buffer, x, y, &line.text, width, style);
    }
}
