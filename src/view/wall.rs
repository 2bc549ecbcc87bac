//! The wall: lanes with their heads, contexts as bands behind the notes, the notes, and what makes some of them stand out.

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::wall::{Placed, Window, in_view};
use crate::app::{Mode, Purpose, State, commands};
use crate::board::{Kind, Link, Note, NoteId};

use super::theme::{Theme, Tint, shape};
use super::{arrows, notes, text};

/// Draws the wall.
pub fn draw(state: &State, theme: &Theme, window: &Window, buffer: &mut Buffer) {
    bands(state, theme, window, buffer);
    heads(state, theme, window, buffer);
    let placed = in_view(state, window);
    let standing = Standing::new(state);
    for Placed { note, area } in &placed {
        notes::draw(state.board(), note, state.zoom, standing.tint(state, note), theme, *area, buffer);
    }
    arrows::draw(state, theme, window, &placed, buffer);
    for Placed { note, area } in &placed {
        if state.focus() == Some(note.id) && state.grid().draft().is_none() {
            frame(*area, ["▌", "▐"], theme, buffer);
        } else if matches!(state.mode, Mode::Connect(connect) if connect.from == note.id) {
            frame(*area, ["║", "║"], theme, buffer);
        }
        let said = state.advice().map_or(&[][..], |advice| advice.on(note.id));
        if !said.is_empty() {
            // What one key can mend shows the key.
            let sign = if said.iter().any(|finding| finding.fix.is_some()) { "!f" } else { "!" };
            text::put(buffer, area.right(), area.y, sign, 2, theme.flag);
        }
        if state.spotlight.acting == Some(note.id) {
            text::put(buffer, area.x - 1, area.y + (area.height - 1) / 2, "▶", 1, theme.frame);
        }
    }
    if state.board().notes().is_empty() && matches!(state.mode, Mode::Wall) {
        let left = window.header + 2;
        let area = Rect { x: window.area.x + left, width: window.area.width.saturating_sub(left + 2), ..window.area };
        welcome(theme, "An empty wall.", area, buffer);
    }
}

/// What stands out among the notes and what steps back, and why.
pub(super) struct Standing {
    related: HashSet<NoteId>,
    sought: Option<String>,
}

impl Standing {
    pub(super) fn new(state: &State) -> Standing {
        let center = match state.mode {
            Mode::Connect(connect) => Some(connect.from),
            _ => state.focus(),
        };
        let arrows = center.map(|id| state.board().arrows(id)).unwrap_or_default();
        let related = arrows.into_iter().flat_map(|(_, from, to)| [from, to]).collect();
        let searching = matches!(state.mode, Mode::Find(_)) && !state.sought.is_empty();
        Standing { related, sought: searching.then(|| state.sought.to_lowercase()) }
    }

    pub(super) fn tint(&self, state: &State, note: &Note) -> Tint {
        let focused = state.focus() == Some(note.id);
        if let Mode::Connect(connect) = state.mode {
            let from = state.board().note(connect.from).map(|note| note.kind());
            let can = |from: Kind| Link::between(from, note.kind()).is_some() || Link::between(note.kind(), from).is_some();
            let candidate = match connect.purpose {
                Purpose::Draw => from.is_some_and(can),
                Purpose::Cut => self.related.contains(&note.id),
                Purpose::Merge => from == Some(note.kind()),
            };
            return match (focused || connect.from == note.id, candidate) {
                (true, _) => Tint::Glow,
                (false, true) => Tint::Usual,
                (false, false) => Tint::Dim,
            };
        }
        if let Some(sought) = &self.sought {
            return match (focused, note.text.to_lowercase().contains(sought)) {
                (true, _) => Tint::Glow,
                (false, true) => Tint::Usual,
                (false, false) => Tint::Dim,
            };
        }
        let light = &state.spotlight;
        if light.acting == Some(note.id) || light.glow.contains(&note.id) {
            return Tint::Glow;
        }
        match focused || self.related.contains(&note.id) {
            true => Tint::Glow,
            false if light.dim_rest => Tint::Dim,
            false => Tint::Usual,
        }
    }
}

/// Bars in the gutters at both sides of a note, with air between: they tell the focus without any colour.
fn frame(area: Rect, [left, right]: [&str; 2], theme: &Theme, buffer: &mut Buffer) {
    for y in area.top()..area.bottom() {
        text::put(buffer, area.x - 1, y, left, 1, theme.frame);
        text::put(buffer, area.right(), y, right, 1, theme.frame);
    }
}

/// The grounds of the contexts, and a line where one ends and another begins.
fn bands(state: &State, theme: &Theme, window: &Window, buffer: &mut Buffer) {
    for (area, index, begins) in band_areas(state, window) {
        let style = theme.band(index);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                buffer[(x, y)].set_style(style);
            }
            if begins {
                text::put(buffer, area.x, y, "╎", 1, theme.rule.patch(style));
            }
        }
    }
}

/// The cells behind each band of contexts in view, the context's position, and whether the band begins there.
pub fn band_areas(state: &State, window: &Window) -> Vec<(Rect, usize, bool)> {
    let bands = state.grid().bands();
    let first = bands.partition_point(|band| band.units.end <= window.units.start);
    let in_view = bands[first..].iter().take_while(|band| band.units.start < window.units.end);
    in_view
        .map(|band| {
            let x = window.x(band.units.start.max(window.units.start)) - crate::app::wall::GUTTER;
            let right = match band.units.end >= window.units.end {
                true => window.right(),
                false => window.x(band.units.end) - crate::app::wall::GUTTER,
            };
            let right = right.min(window.x(band.units.end.min(window.units.end))).max(x);
            let area = Rect { x, width: right - x, ..window.area };
            (area, band.index, band.units.start >= window.units.start)
        })
        .collect()
}

fn heads(state: &State, theme: &Theme, window: &Window, buffer: &mut Buffer) {
    let lane_in_focus = state.grid().draft().or_else(|| state.focus_spot()).map(|spot| spot.lane);
    for kind in Kind::ALL {
        let lane = kind.lane();
        let Some(y) = window.y(lane) else { continue };
        let count = state.grid().lane(lane).len();
        let name = lane_name(kind);
        let style = match (count, lane_in_focus == Some(lane)) {
            (_, true) => theme.strong,
            (0, false) => theme.faint,
            _ => theme.text,
        };
        let end = window.area.x + window.header;
        let mark = if count == 0 { theme.faint } else { theme.mark(kind) };
        let x = text::put(buffer, window.area.x + 1, y, shape(kind), 1, mark);
        let x = text::put(buffer, x + 1, y, &format!("{} {name}", kind.letter()), end.saturating_sub(x), style);
        if count > 0 {
            let count = count.to_string();
            let wide = count.len() as u16;
            if x + 1 + wide <= end {
                text::put(buffer, x + 1, y, &count, wide, theme.faint);
            } else if window.rows(lane) > 1 {
                text::put(buffer, window.area.x + 5, y + 1, &count, end.saturating_sub(5), theme.faint);
            }
        }
    }
}

/// What the head of a lane calls it.
fn lane_name(kind: Kind) -> &'static str {
    match kind {
        Kind::ExternalSystem => "systems",
        _ => kind.plural(),
    }
}

/// Says how to fill an empty board.
pub(super) fn welcome(theme: &Theme, said: &str, area: Rect, buffer: &mut Buffer) {
    let lines =
        [(said, theme.strong), ("What happened? Write it in the past tense, one event a note.", theme.text), ("", theme.text)];
    let keys = ["note.add", "board.open", "help.open"].into_iter().filter_map(commands::by_id);
    let (x, room) = (area.x, area.width);
    let mut y = area.y + area.height.saturating_sub(lines.len() as u16) / 3;
    for (line, style) in lines {
        for line in text::wrap(line, usize::from(room), 3).iter().map(String::as_str).chain(line.is_empty().then_some("")) {
            if y < area.bottom() {
                text::put(buffer, x, y, line, room, style);
            }
            y += 1;
        }
    }
    for command in keys.take(usize::from(area.bottom().saturating_sub(y))) {
        let end = text::put(buffer, x, y, command.shown_keys().first().map_or("", String::as_str), room, theme.key);
        text::put_cut(buffer, end + 2, y, command.does, room.saturating_sub(end + 2 - x), theme.text);
        y += 1;
    }
}
