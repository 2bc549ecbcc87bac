//! Large panels: the palette, the help, the notes to go to, the start screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::commands::Command;
use crate::app::panel::{Line, about_advice, below_typing, middle, told_below};
use crate::app::{Jumping, Listing, Moments, State};

use super::panel::{hidden, panel};
use super::theme::{Theme, shape};
use super::{bars, text};

/// The row where something is typed; returns where the cursor belongs and the cells below.
pub(super) fn typing(listing: &Listing, empty: &str, theme: &Theme, inner: Rect, buffer: &mut Buffer) -> (Position, Rect) {
    let key = theme.panel.patch(theme.key);
    text::put(buffer, inner.x, inner.y, "›", 1, key);
    let area = Rect { x: inner.x + 2, width: inner.width.saturating_sub(2), height: 1, ..inner };
    let cursor = bars::line(&listing.area, area, theme.panel, buffer);
    if listing.text().is_empty() {
        text::put_cut(buffer, area.x + 1, area.y, empty, area.width.saturating_sub(1), theme.panel.patch(theme.faint));
    }
    (cursor, below_typing(inner))
}

/// A row's ground, marked or not.
pub(super) fn ground(theme: &Theme, marked: bool, inner: Rect, y: u16, buffer: &mut Buffer) -> ratatui::style::Style {
    let style = if marked { theme.panel.patch(theme.marked) } else { theme.panel };
    text::put(buffer, inner.x - 1, y, &" ".repeat(usize::from(inner.width) + 2), inner.width + 2, style);
    if marked {
        text::put(buffer, inner.x - 1, y, "›", 1, style);
    }
    style
}

/// Says why a list is empty, in as many lines as it takes.
pub(super) fn nothing(said: &str, theme: &Theme, below: Rect, buffer: &mut Buffer) {
    for (line, y) in text::wrap(said, usize::from(below.width), 4).iter().zip(below.y..below.bottom()) {
        text::put_cut(buffer, below.x, y, line, below.width, theme.panel.patch(theme.faint));
    }
}

/// Draws the palette; returns where the cursor belongs.
pub fn palette(state: &State, listing: &Listing, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let found = crate::app::palette(&listing.text(), &state.keys);
    let place = state.panel()?;
    let inner = panel("Commands", theme, place.area, buffer);
    let (cursor, below) = typing(listing, "what do you want to do?", theme, inner, buffer);
    if found.is_empty() {
        text::put_cut(buffer, below.x, below.y, "no command is called so", below.width, theme.panel.patch(theme.faint));
    }
    let selected = listing.selected.min(found.len().saturating_sub(1));
    hidden(&place, found.len(), theme, buffer);
    for (row, (index, command)) in found.iter().enumerate().skip(place.first).take(place.rows.len()).enumerate() {
        let y = below.y + row as u16;
        let style = ground(theme, index == selected, below, y, buffer);
        let faint = style.patch(theme.faint);
        let keys = state.keys.shown(command).join("  ");
        let keys_at = below.right().saturating_sub(text::width(&keys) as u16);
        let room = |x: u16| keys_at.saturating_sub(x + 2);
        let (name, about) = match command.can(state) {
            Ok(()) => (style, state.keys.spell(command.does)),
            Err(reason) => (faint, state.keys.spell(reason)),
        };
        let x = text::put_cut(buffer, below.x + 1, y, command.name, room(below.x + 1), name);
        let about_at = (below.x + 26).max(x + 2);
        if room(about_at) > 8 {
            text::put_cut(buffer, about_at, y, &about, room(about_at), faint);
        }
        text::put(buffer, keys_at, y, &keys, below.width, style.patch(theme.key));
    }
    if let Some(command) = found.get(selected) {
        tell(state, command, theme, below, buffer);
    }
    Some(cursor)
}

/// All that a command does, and why it cannot be done now, below a list in which there is less room for it.
fn tell(state: &State, command: &Command, theme: &Theme, below: Rect, buffer: &mut Buffer) {
    let (_, Some(area)) = told_below(below) else { return };
    let mut y = area.y;
    let mut say = |said: &str, style: ratatui::style::Style| {
        for line in text::wrap(said, usize::from(area.width - 1), usize::from(area.bottom() - y)) {
            text::put(buffer, area.x + 1, y, &line, area.width - 1, theme.panel.patch(style));
            y += 1;
        }
    };
    say(&state.keys.spell(command.does), theme.text);
    if let Err(reason) = command.can(state) {
        say(&format!("not now: {}", state.keys.spell(reason)), theme.problem);
    }
}

/// Draws what the method advises; returns where the cursor belongs.
pub fn advice(state: &State, listing: &Listing, theme: &Theme, limits: Rect, buffer: &mut Buffer) -> Option<Position> {
    let found = crate::app::advice(state, &listing.text());
    let all = state.advice().map_or(&[][..], |advice| advice.findings());
    let area = middle(limits, 110, limits.height);
    let silenced = state.advice().map_or(0, |advice| advice.silenced().len());
    let title = match (all.len(), silenced) {
        (0, 0) => "What the method advises".to_owned(),
        (count, 0) => format!("What the method advises: {count}"),
        (count, silenced) => format!("What the method advises: {count}, and {silenced} silenced"),
    };
    let inner = panel(&title, theme, area, buffer);
    let (cursor, below) = typing(listing, "type to search", theme, inner, buffer);
    if found.is_empty() {
        let nothing = if all.is_empty() { "nothing is to be said about this board" } else { "no advice says so" };
        text::put_cut(buffer, below.x, below.y, nothing, below.width, theme.panel.patch(theme.faint));
        return Some(cursor);
    }
    let selected = listing.selected.min(found.len() - 1);
    // Below the list stand the reason and the suggestion for the marked one, as many lines as they need.
    let marked = &all[found[selected]];
    let about = about_advice(marked, usize::from(below.width));
    let place = state.panel()?;
    hidden(&place, found.len(), theme, buffer);
    let room = place.rows.len();
    for (row, (index, finding)) in found.iter().map(|index| &all[*index]).enumerate().skip(place.first).take(room).enumerate() {
        let y = below.y + row as u16;
        let style = ground(theme, index == selected, below, y, buffer);
        let sign = if finding.fix.is_some() { "f" } else { " " };
        let x = text::put(buffer, below.x + 1, y, sign, 1, style.patch(theme.key));
        text::put_cut(buffer, x + 1, y, &finding.message, below.right().saturating_sub(x + 1), style);
    }
    let y = below.y + room as u16 + 1;
    for (row, line) in about.iter().enumerate().take_while(|(row, _)| y + (*row as u16) < below.bottom()) {
        text::put(buffer, below.x, y + row as u16, line, below.width, theme.panel);
    }
    Some(cursor)
}

/// Draws the notes to go to; returns where the cursor belongs.
pub fn notes(state: &State, jumping: &Jumping, theme: &Theme, limits: Rect, buffer: &mut Buffer) -> Position {
    let area = middle(limits, 76, limits.height);
    let title = match (jumping.count, jumping.found.len()) {
        (count, shown) if shown < count => format!("Go to a note: the first {shown} of {count}"),
        (count, _) => format!("Go to a note: {count}"),
    };
    let inner = panel(&title, theme, area, buffer);
    let (cursor, below) = typing(&jumping.listing, "letters of its name", theme, inner, buffer);
    if jumping.found.is_empty() {
        text::put_cut(buffer, below.x, below.y, "no note is called so", below.width, theme.panel.patch(theme.faint));
    }
    let rows = usize::from(below.height);
    let selected = jumping.listing.selected;
    let first = (selected + 1).saturating_sub(rows);
    for (row, (index, id)) in jumping.found.iter().enumerate().skip(first).take(rows).enumerate() {
        let y = below.y + row as u16;
        let style = ground(theme, index == selected, below, y, buffer);
        let Some(note) = state.board().note(*id) else { continue };
        let kind = note.kind();
        let place = note.context.and_then(|id| state.board().context(id)).map_or("", |context| context.name.as_str());
        let about = format!("{} {place}", kind.name());
        let wide = (text::width(&about) as u16).min(below.width / 3);
        let about_at = below.right().saturating_sub(wide);
        text::put(buffer, below.x + 1, y, shape(kind), 1, style.patch(theme.mark(kind)));
        text::put_cut(buffer, below.x + 3, y, note.text.trim(), about_at.saturating_sub(below.x + 5), style);
        text::put_cut(buffer, about_at, y, about.trim(), wide, style.patch(theme.faint));
    }
    cursor
}

/// Draws the moments the board has been in; returns where the cursor belongs.
pub fn moments(state: &State, moments: &Moments, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let place = state.panel()?;
    let inner = panel("Every moment since the board was opened", theme, place.area, buffer);
    let (cursor, below) = typing(&moments.listing, "words of what was done", theme, inner, buffer);
    let rows = moments.rows(state.history());
    if rows.is_empty() {
        text::put_cut(buffer, below.x, below.y, "nothing of that name was done", below.width, theme.panel.patch(theme.faint));
    }
    hidden(&place, rows.len(), theme, buffer);
    for (row, (index, past)) in rows.iter().enumerate().skip(place.first).take(place.rows.len()).enumerate() {
        let y = below.y + row as u16;
        let style = ground(theme, index == moments.listing.selected, below, y, buffer);
        let signs = [
            (past.here, "now here"),
            (past.saved && state.path.is_some() && !state.new, "in the file"),
            (!past.ago.is_empty(), past.ago.as_str()),
        ];
        let about: Vec<&str> = signs.into_iter().filter(|(is, _)| *is).map(|(_, sign)| sign).collect();
        let about = about.join(" · ");
        let wide = (text::width(&about) as u16).min(below.width / 2);
        let about_at = below.right().saturating_sub(wide);
        let x = text::put(buffer, below.x + 1, y, &past.tree, below.width / 3, style.patch(theme.faint));
        let name = if past.here { style.patch(theme.strong) } else { style };
        text::put_cut(buffer, x + 1, y, &past.name, about_at.saturating_sub(x + 3), name);
        text::put_cut(buffer, about_at, y, &about, wide, style.patch(theme.faint));
    }
    Some(cursor)
}

/// Draws what there was to say about a text that was taken up.
pub fn report(state: &State, first: usize, theme: &Theme, limits: Rect, buffer: &mut Buffer) {
    let Some(report) = &state.report else { return };
    let area = middle(limits, 110, (report.lines.len() as u16).saturating_add(2));
    let inner = panel(&report.title, theme, area, buffer);
    for (row, line) in report.lines.iter().skip(first).take(usize::from(inner.height)).enumerate() {
        let y = inner.y + row as u16;
        let style = if line.starts_with("  ") { theme.panel } else { theme.panel.patch(theme.strong) };
        text::put_cut(buffer, inner.x, y, line, inner.width, style);
    }
}

/// Draws the help; returns where the cursor belongs.
pub fn help(state: &State, listing: &Listing, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let found = crate::app::help(&listing.text(), &state.keys);
    let place = state.panel()?;
    let inner = panel("What every key does", theme, place.area, buffer);
    let (cursor, below) = typing(listing, "type to search", theme, inner, buffer);
    if found.is_empty() {
        text::put_cut(buffer, below.x, below.y, "nothing is called so", below.width, theme.panel.patch(theme.faint));
    }
    let selected = listing.selected.min(found.len().saturating_sub(1));
    let lines = Line::of(&found);
    hidden(&place, lines.len(), theme, buffer);
    for (row, line) in lines.iter().skip(place.first).take(place.rows.len()).enumerate() {
        let y = below.y + row as u16;
        match line {
            Line::Blank => {}
            Line::Heading(name) => {
                text::put_cut(buffer, below.x, y, name, below.width, theme.panel.patch(theme.strong));
            }
            Line::Command(command, index) => help_row(state, command, *index == selected, theme, below, y, buffer),
        }
    }
    if let Some(command) = found.get(selected) {
        tell(state, command, theme, below, buffer);
    }
    Some(cursor)
}

fn help_row(state: &State, command: &Command, marked: bool, theme: &Theme, area: Rect, y: u16, buffer: &mut Buffer) {
    let style = ground(theme, marked, area, y, buffer);
    let keys = state.keys.shown(command).join("  ");
    text::put_cut(buffer, area.x + 1, y, &keys, 18, style.patch(theme.key));
    let x = area.x + 20;
    let room = area.right().saturating_sub(x);
    match command.can(state) {
        Err(reason) if command.scopes.contains(&crate::app::Scope::Wall) => {
            let x = text::put_cut(buffer, x, y, &state.keys.spell(command.does), room, style.patch(theme.faint));
            let left = area.right().saturating_sub(x + 2);
            text::put_cut(buffer, x + 2, y, &format!("– {}", state.keys.spell(reason)), left, style.patch(theme.problem));
        }
        _ => {
            text::put_cut(buffer, x, y, &state.keys.spell(command.does), room, style);
        }
    }
}

/// Draws the boards to choose from.
pub fn start(state: &State, selected: usize, theme: &Theme, buffer: &mut Buffer) {
    let Some(place) = state.panel() else { return };
    panel("Boards", theme, place.area, buffer);
    let new = ("A new board", "an empty wall");
    let entries = std::iter::once(new).chain(state.shelf.iter().map(|entry| (entry.name.as_str(), entry.about.as_str())));
    let below = place.entries;
    hidden(&place, state.shelf.len() + 1, theme, buffer);
    for (row, (index, (name, about))) in entries.enumerate().skip(place.first).take(place.rows.len()).enumerate() {
        let y = below.y + row as u16;
        let style = ground(theme, index == selected, below, y, buffer);
        let x = text::put_cut(buffer, below.x + 1, y, name, below.width / 2, style);
        let x = x.max(below.x + 28);
        text::put_cut(buffer, x + 2, y, about, below.right().saturating_sub(x + 2), style.patch(theme.faint));
    }
}
