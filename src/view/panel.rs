//! Small panels over the wall: menus, and what may follow a key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::panel::{Panel, inside};
use crate::app::{Menu, State};

use super::text;
use super::theme::{Theme, shape};

/// Draws an empty panel with a title; returns the cells inside.
pub fn panel(title: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            buffer[(x, y)].reset();
            buffer[(x, y)].set_style(theme.panel);
        }
    }
    let edge = theme.panel.patch(theme.faint);
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    let line = "─".repeat(usize::from(area.width.saturating_sub(2)));
    for (y, left, end) in [(area.y, "╭", "╮"), (bottom, "╰", "╯")] {
        text::put(buffer, area.x, y, left, 1, edge);
        text::put(buffer, area.x + 1, y, &line, area.width - 2, edge);
        text::put(buffer, right, y, end, 1, edge);
    }
    for y in area.y + 1..bottom {
        text::put(buffer, area.x, y, "│", 1, edge);
        text::put(buffer, right, y, "│", 1, edge);
    }
    if !title.is_empty() {
        let room = area.width.saturating_sub(6);
        let x = text::put(buffer, area.x + 2, area.y, " ", 1, theme.panel);
        let x = text::put_cut(buffer, x, area.y, title, room, theme.panel.patch(theme.strong));
        text::put(buffer, x, area.y, " ", 1, theme.panel);
    }
    inside(area)
}

/// Says on the edge of a panel how many of its lines are out of view.
pub fn hidden(place: &Panel, lines: usize, theme: &Theme, buffer: &mut Buffer) {
    let below = lines.saturating_sub(place.first + place.rows.len());
    let hidden = [("↑", place.first), ("↓", below)];
    let told: Vec<String> =
        hidden.iter().filter(|(_, count)| *count > 0).map(|(arrow, count)| format!("{arrow} {count}")).collect();
    if !told.is_empty() {
        let said = format!(" {} more ", told.join("  "));
        let x = place.area.right().saturating_sub(text::width(&said) as u16 + 2);
        text::put(buffer, x, place.area.bottom() - 1, &said, place.area.width, theme.panel.patch(theme.faint));
    }
}

/// Draws a menu beside the note it is about.
pub fn menu(state: &State, menu: &Menu, theme: &Theme, buffer: &mut Buffer) {
    let Some(place) = state.panel() else { return };
    let inner = panel(&menu.title, theme, place.area, buffer);
    hidden(&place, menu.choices.len(), theme, buffer);
    for (row, (index, choice)) in menu.choices.iter().enumerate().skip(place.first).take(usize::from(inner.height)).enumerate() {
        let y = inner.y + row as u16;
        let marked = index == menu.selected;
        let style = if marked { theme.panel.patch(theme.marked) } else { theme.panel };
        text::put(buffer, inner.x - 1, y, &" ".repeat(usize::from(inner.width + 2)), inner.width + 2, style);
        text::put(buffer, inner.x - 1, y, if marked { "›" } else { " " }, 1, style);
        let x = text::put(buffer, inner.x + 1, y, &choice.letter.to_string(), 1, style.patch(theme.key));
        let x = match choice.kind {
            Some(kind) => text::put(buffer, x + 2, y, shape(kind), 1, style.patch(theme.mark(kind))) + 1,
            None => x + 2,
        };
        text::put_cut(buffer, x, y, &choice.label, inner.right().saturating_sub(x), style);
    }
}

/// So much of a name is told where there is no room for all of it.
const SHORT: u16 = 12;

/// Draws what may follow the keys that were pressed.
pub fn following(state: &State, theme: &Theme, limits: Rect, buffer: &mut Buffer) {
    let mut following = state.keys.following(state.mode.scope(), &state.pending);
    let pressed: Vec<String> = state.pending.iter().map(ToString::to_string).collect();
    let keys = following.iter().map(|(keys, _)| text::width(keys)).max().unwrap_or(0) as u16;
    let names = following.iter().map(|(_, command)| text::width(command.name)).max().unwrap_or(0) as u16;
    // In as many columns as it takes to show all of them, or as many as there is room for; names are cut rather than left out.
    let rows = usize::from(limits.height.saturating_sub(2)).max(1);
    let room = limits.width.saturating_sub(4);
    let most = usize::from(room / (keys + names.min(SHORT) + 4)).max(1);
    // Where there is no room for all, what cannot be done now is not worth any.
    if following.len() > rows * most {
        following.retain(|(_, command)| command.can(state).is_ok());
    }
    let columns = following.len().div_ceil(rows).clamp(1, most);
    let rows = rows.min(following.len().div_ceil(columns)).max(1);
    let one = (keys + names + 4).min(room / columns as u16);
    let width = (one * columns as u16 + 2).max(12).min(limits.width);
    let height = rows as u16 + 2;
    let area = Rect { x: limits.right() - width, y: limits.bottom() - height, width, height };
    let inner = panel(&pressed.join(" "), theme, area, buffer);
    let room = rows * columns;
    for (index, (rest, command)) in following.iter().take(room).enumerate() {
        let (x, y) = (inner.x + (index / rows) as u16 * one, inner.y + (index % rows) as u16);
        if index + 1 == room && following.len() > room {
            let more = format!("… {} more", following.len() - index);
            text::put_cut(buffer, x, y, &more, one, theme.panel.patch(theme.faint));
            break;
        }
        let style = if command.can(state).is_ok() { theme.panel } else { theme.panel.patch(theme.faint) };
        text::put_cut(buffer, x, y, rest, keys, theme.panel.patch(theme.key));
        let x = x + keys + 2;
        let name = names.min(one.saturating_sub(keys + 4)).min(inner.right().saturating_sub(x));
        text::put_cut(buffer, x, y, command.name, name, style);
    }
}
