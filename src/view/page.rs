//! Pages to read, and the list of parked topics.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::panel::told_below;
use crate::app::{Listing, PageRow, State};

use super::lists::{ground, nothing, typing};
use super::panel::{hidden, panel};
use super::theme::Theme;
use super::{run, text};

/// Draws the page that is open.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let (Some((page, first)), Some(area)) = (state.page(), state.page_area()) else { return };
    let inner = panel(&page.title, theme, area, buffer);
    let rows = page.rows(inner.width);
    let room = usize::from(inner.height);
    for (row, y) in rows.iter().skip(first).zip(inner.top()..inner.bottom()) {
        let pieces: run::Row = match row {
            PageRow::Heading(title) => run::section(&title.to_uppercase(), usize::from(inner.width), theme),
            PageRow::Pieces(pieces) => pieces.iter().map(|(text, ink)| (text.clone(), run::ink(*ink, theme))).collect(),
        };
        let pieces = pieces.into_iter().map(|(text, style)| (text, theme.panel.patch(style))).collect();
        run::draw_row(&pieces, Rect { y, height: 1, ..inner }, buffer);
    }
    if rows.len() > room {
        let said = format!(" {}–{} of {} ", first + 1, (first + room).min(rows.len()), rows.len());
        let wide = text::width(&said) as u16;
        text::put(buffer, area.right().saturating_sub(wide + 2), area.bottom() - 1, &said, wide, theme.panel.patch(theme.faint));
    }
}

/// Draws the list of parked topics; returns where the cursor belongs.
pub fn parked(state: &State, listing: &Listing, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let place = state.panel()?;
    let all = &state.board().heading().workshop.parked;
    let open = all.iter().filter(|topic| !topic.done).count();
    let title = match (all.len(), open) {
        (0, _) => "Parked topics".to_owned(),
        (count, open) if count == open => format!("Parked topics: {count}"),
        (count, open) => format!("Parked topics: {count}, {open} open"),
    };
    let inner = panel(&title, theme, place.area, buffer);
    let (cursor, below) = typing(listing, "words of it", theme, inner, buffer);
    let found = state.topics_listed(&listing.text());
    if found.is_empty() {
        let said = match all.is_empty() {
            true => state.keys.spell("Nothing is parked. {topic.park} on the wall parks what is to be talked about later."),
            false => "nothing parked says so".to_owned(),
        };
        nothing(&said, theme, below, buffer);
        return Some(cursor);
    }
    let selected = listing.selected.min(found.len() - 1);
    hidden(&place, found.len(), theme, buffer);
    for (row, (at, index)) in found.iter().enumerate().skip(place.first).take(place.rows.len()).enumerate() {
        let y = below.y + row as u16;
        let style = ground(theme, at == selected, below, y, buffer);
        let topic = &all[*index];
        let (sign, ink) = if topic.done { ("✓", theme.done) } else { ("○", theme.key) };
        text::put(buffer, below.x + 1, y, sign, 1, style.patch(ink));
        let by = topic.by.as_deref().unwrap_or_default();
        let wide = (text::width(by) as u16).min(below.width / 4);
        let by_at = below.right().saturating_sub(wide);
        let said = if topic.done { style.patch(theme.faint) } else { style };
        text::put_cut(buffer, below.x + 3, y, &topic.text, by_at.saturating_sub(below.x + 5), said);
        text::put_cut(buffer, by_at, y, by, wide, style.patch(theme.faint));
    }
    let (_, Some(area)) = told_below(below) else { return Some(cursor) };
    let topic = &all[found[selected]];
    let turned = if topic.done { "opens it again" } else { "ticks it off" };
    let lines = text::wrap(&topic.text, usize::from(area.width - 1), usize::from(area.height - 1));
    for (line, y) in lines.iter().zip(area.y..) {
        text::put(buffer, area.x + 1, y, line, area.width - 1, theme.panel);
    }
    let keys = state.keys.spell("{topic.ask} makes a hot spot of it, {list.remove} removes it");
    let keys = format!("{} {turned}, {keys}", state.keys.name("list.take"));
    text::put_cut(buffer, area.x + 1, area.bottom() - 1, &keys, area.width - 1, theme.panel.patch(theme.faint));
    Some(cursor)
}
