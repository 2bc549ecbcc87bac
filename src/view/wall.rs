//! The wall: lanes with their heads, contexts as bands behind the notes, the notes, and what makes some of them stand out.

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::commands::{self, Keymap};
use crate::app::run::Break;
use crate::app::wall::{Placed, Window, in_view};
use crate::app::{Dragged, Filter, Filtered, Mode, Purpose, State};
use crate::board::{Kind, Link, Note, NoteId};
use crate::method::legend::question;

use super::theme::{Theme, Tint, shape};
use super::{arrows, notes, scenarios, text};

/// Draws the wall.
pub fn draw(state: &State, theme: &Theme, window: &Window, buffer: &mut Buffer) {
    bands(state, theme, window, buffer);
    if !window.whole {
        heads(state, theme, window, buffer);
    }
    let placed = in_view(state, window);
    let standing = Standing::new(state);
    for Placed { note, area } in &placed {
        let tint = standing.tint(state, note);
        notes::draw(state.board(), note, state.drawn(), tint, theme, *area, buffer);
        if window.whole && tint == Tint::Glow {
            // Beside the paper, where arrows may run over it.
            let (bar, rows) = (if theme.needs_shapes() { "▌" } else { "▐" }, area.top()..area.bottom());
            rows.for_each(|y| _ = text::put(buffer, area.x - 1, y, bar, 1, theme.frame));
        }
    }
    arrows::draw(state, theme, window, &placed, buffer);
    if !window.whole {
        questions(state, theme, window, buffer);
    }
    let selected = state.selected();
    for Placed { note, area } in &placed {
        if selected(note) {
            text::put(buffer, area.x, area.y, "✓", 1, theme.sign(note.kind()));
        }
        if state.focus() == Some(note.id) && state.grid().draft().is_none() {
            match window.whole {
                true => frame_all_around(*area, theme, buffer),
                false => frame(*area, ["▌", "▐"], theme, buffer),
            }
        } else if matches!(state.mode, Mode::Connect(connect) if connect.from == note.id) {
            frame(*area, ["║", "║"], theme, buffer);
        }
        let said = state.advice().map_or(&[][..], |advice| advice.on(note.id));
        if !said.is_empty() {
            // What one key can mend shows the key.
            let sign = if said.iter().any(|finding| finding.fix.is_some()) { "!f" } else { "!" };
            text::put(buffer, area.right(), area.y, sign, 2, theme.flag);
        }
        if let Some(at) = state.breaks().at(note.id) {
            text::put(buffer, area.right(), area.bottom() - 1, break_sign(at), 1, theme.key);
        }
        scenarios::sign(state, note.id, theme, area.x - 1, area.y, buffer);
        if state.spotlight.acting == Some(note.id) {
            text::put(buffer, area.x - 1, area.y + (area.height - 1) / 2, "▶", 1, theme.frame);
        }
    }
    dragged(state, theme, window, &placed, buffer);
    if state.board().notes().is_empty() && matches!(state.mode, Mode::Wall) {
        let left = window.header + 2;
        let area = Rect { x: window.area.x + left, width: window.area.width.saturating_sub(left + 2), ..window.area };
        welcome(state, theme, "An empty wall.", area, buffer);
    }
}

/// The sign beside a note at which runs stop, always or under a condition.
pub fn break_sign(at: &Break) -> &'static str {
    if at.condition.is_some() { "◐" } else { "●" }
}

/// What the mouse drags: a note hovers over the column that it will hang in; both ends of an arrow are framed.
fn dragged(state: &State, theme: &Theme, window: &Window, placed: &[Placed<'_>], buffer: &mut Buffer) {
    let area_of = |id: NoteId| placed.iter().find(|placed| placed.note.id == id);
    match state.dragged() {
        Some(Dragged::Arrow(from, to)) => {
            let head = placed.iter().rev().find(|placed| placed.area.contains(to) && placed.note.id != from);
            for end in area_of(from).into_iter().chain(head) {
                frame(end.area, ["║", "║"], theme, buffer);
            }
        }
        Some(Dragged::Note(id, (columns, rows))) => {
            if let Some(column) = state.landing() {
                let marks = "▔".repeat(usize::from(column.width));
                text::put(buffer, column.x, column.y, &marks, column.width, theme.arrow);
            }
            let Some(Placed { note, area }) = area_of(id) else { return };
            let moved =
                |at: u16, by: i32, least: u16, most: u16| (i32::from(at) + by).clamp(least.into(), most.max(least).into()) as u16;
            let limits = window.area;
            let area = Rect {
                x: moved(area.x, columns, limits.x + window.header + 1, limits.right().saturating_sub(area.width + 1)),
                y: moved(area.y, rows, limits.y, limits.bottom().saturating_sub(area.height)),
                ..*area
            };
            if area.right() < limits.right() && area.bottom() <= limits.bottom() {
                notes::draw(state.board(), note, state.drawn(), Tint::Usual, theme, area, buffer);
                frame(area, ["┊", "┊"], theme, buffer);
            }
        }
        None => {}
    }
}

/// What stands out among the notes and what steps back, and why.
pub struct Standing<'s> {
    related: HashSet<NoteId>,
    sought: Option<&'s Filter>,
}

impl<'s> Standing<'s> {
    /// What stands out as things are.
    pub fn new(state: &'s State) -> Standing<'s> {
        let center = match state.mode {
            Mode::Connect(connect) => Some(connect.from),
            _ => state.focus(),
        };
        let arrows = center.map(|id| state.board().arrows(id)).unwrap_or_default();
        let related = arrows.into_iter().flat_map(|(_, from, to)| [from, to]).collect();
        let searching = matches!(state.mode, Mode::Find(_));
        Standing { related, sought: state.sought.as_ref().filter(|_| searching) }
    }

    /// How strongly a note is shown.
    pub fn tint(&self, state: &State, note: &Note) -> Tint {
        let focused = state.focus() == Some(note.id);
        if let Mode::Connect(connect) = state.mode {
            let from = state.board().note(connect.from).map(|note| note.kind());
            let can = |from: Kind| Link::between(from, note.kind()).is_some() || Link::between(note.kind(), from).is_some();
            let candidate = match connect.purpose {
                Purpose::Draw => from.is_some_and(can),
                Purpose::Cut => self.related.contains(&note.id),
                Purpose::Merge => from == Some(note.kind()),
                Purpose::Behind => true,
            };
            // What has a frame needs no other mark.
            return match (focused || connect.from == note.id, candidate) {
                (true, _) => Tint::Usual,
                (false, true) => Tint::Usual,
                (false, false) => Tint::Dim,
            };
        }
        if let Some(sought) = &self.sought {
            return match (focused, sought.fits(state.board(), note)) {
                (true, _) => Tint::Usual,
                (false, true) => Tint::Usual,
                (false, false) => Tint::Dim,
            };
        }
        if focused {
            return Tint::Usual;
        }
        let light = &state.spotlight;
        if light.acting == Some(note.id) || light.glow.contains(&note.id) {
            return Tint::Glow;
        }
        let left = |filtered: &Filtered| filtered.filter().fits(state.board(), note);
        if !state.filtered().is_none_or(left) {
            return Tint::Dim;
        }
        match self.related.contains(&note.id) {
            true => Tint::Glow,
            false if light.dim_rest || state.scenarios().covers(note.id) == Some(false) => Tint::Dim,
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

/// A frame all around a note, which a room sees: as thick as a cell is wide, or a line with air before the paper where paper may
/// have the frame's own colour. The heads of arrows that end there stay.
fn frame_all_around(area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let (sides, above, below) = match theme.needs_shapes() {
        true => (["┃", "┃"], ["┏", "━", "┓"], ["┗", "━", "┛"]),
        false => (["█", "█"], ["▄"; 3], ["▀"; 3]),
    };
    frame(area, sides, theme, buffer);
    let (first, last) = (area.x.saturating_sub(1), area.right());
    for (y, [begin, line, end]) in area.y.checked_sub(1).map(|y| (y, above)).into_iter().chain([(area.bottom(), below)]) {
        for x in first..=last {
            let Some(cell) = buffer.cell((x, y)) else { continue };
            let sign = match x {
                _ if x == first => begin,
                _ if x == last => end,
                _ => line,
            };
            if !matches!(cell.symbol(), "▼" | "▲" | "↕" | "•") {
                let style = theme.frame.bg(cell.bg);
                text::put(buffer, x, y, sign, 1, style);
            }
        }
    }
}

/// The grounds of the contexts, and a line where one begins and where one ends.
fn bands(state: &State, theme: &Theme, window: &Window, buffer: &mut Buffer) {
    for Stretch { area, index, begins, ends } in stretches(state, window) {
        let style = ground(state, theme, index);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                buffer[(x, y)].set_style(style);
            }
            if begins {
                text::put(buffer, area.x, y, "╎", 1, theme.rule.patch(style));
            }
            if ends {
                text::put(buffer, area.right(), y, "╎", 1, theme.rule);
            }
        }
    }
}

/// The ground of a context, by its position among the contexts.
pub fn ground(state: &State, theme: &Theme, index: usize) -> ratatui::style::Style {
    theme.band(index, state.board().heading().contexts.get(index).and_then(|context| context.colour.as_deref()))
}

/// What is in view of a band of contexts.
pub struct Stretch {
    /// The cells behind it.
    pub area: Rect,
    /// The context's position among the contexts.
    pub index: usize,
    /// Whether the band begins in view.
    pub begins: bool,
    /// Whether it ends in view before what belongs to no context, in the cells behind the area.
    pub ends: bool,
}

/// The bands of contexts in view, from left to right.
pub fn stretches(state: &State, window: &Window) -> Vec<Stretch> {
    let bands = state.grid().bands();
    let first = bands.partition_point(|band| band.units.end <= window.units.start);
    let in_view = bands[first..].iter().enumerate().take_while(|(_, band)| band.units.start < window.units.end);
    in_view
        .map(|(at, band)| {
            let x = window.x(band.units.start.max(window.units.start)) - crate::app::wall::GUTTER;
            let right = match band.units.end >= window.units.end {
                true => window.right(),
                false => window.x(band.units.end) - crate::app::wall::GUTTER,
            };
            let right = right.min(window.x(band.units.end.min(window.units.end))).max(x);
            let area = Rect { x, width: right - x, ..window.area };
            let next = bands.get(first + at + 1).map(|next| next.units.start);
            let ends = band.units.end < window.units.end && next != Some(band.units.end) && right < window.right();
            Stretch { area, index: band.index, begins: band.units.start >= window.units.start, ends }
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

/// What the empty lanes ask, over the lines that go through them.
fn questions(state: &State, theme: &Theme, window: &Window, buffer: &mut Buffer) {
    if state.board().notes().is_empty() {
        return;
    }
    let x = window.area.x + window.header + 1;
    // In a session, only what the phases so far are about.
    for kind in Kind::ALL.into_iter().filter(|kind| !state.grid().is_filled(kind.lane()) && state.has_come(*kind)) {
        let Some(y) = window.y(kind.lane()) else { continue };
        ask(kind, &state.keys, theme, Rect { x, width: window.area.right().saturating_sub(x), y, height: 1 }, buffer);
    }
}

/// In an empty lane: the key question that fills it, and the keys that write the answer.
fn ask(kind: Kind, keys: &Keymap, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let keys = format!("{} {}", keys.name("note.add-beside"), kind.letter().to_lowercase());
    // With air around each, so that no line runs into the words.
    let x = text::put_cut(buffer, area.x, area.y, question(kind), area.width, theme.faint);
    let x = text::put(buffer, x, area.y, "  ", area.right().saturating_sub(x), theme.faint);
    let x = text::put_cut(buffer, x, area.y, &keys, area.right().saturating_sub(x), theme.faint);
    text::put(buffer, x, area.y, " ", area.right().saturating_sub(x), theme.faint);
}

/// What the head of a lane calls it.
fn lane_name(kind: Kind) -> &'static str {
    match kind {
        Kind::ExternalSystem => "systems",
        _ => kind.plural(),
    }
}

/// Says how to fill an empty board.
pub(super) fn welcome(state: &State, theme: &Theme, said: &str, area: Rect, buffer: &mut Buffer) {
    let lines =
        [(said, theme.strong), ("What happened? Write it in the past tense, one event a note.", theme.text), ("", theme.text)];
    let keys = ["note.add", "session.start", "request.write", "board.open", "help.open"]
        .into_iter()
        .filter_map(commands::by_id)
        .filter(|command| command.can(state).is_ok());
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
        let end = text::put_cut(buffer, x, y, &state.keys.name(command.id), room, theme.key);
        let left = room.saturating_sub(end + 2 - x);
        let does = state.keys.spell(command.does);
        text::put_cut(buffer, end + 2, y, clauses(&does, left).unwrap_or(command.name), left, theme.text);
        y += 1;
    }
}

/// As many clauses of a sentence as there is room for, from its beginning; nothing where not even the first fits.
fn clauses(sentence: &str, room: u16) -> Option<&str> {
    let ends = sentence.rmatch_indices([';', ',']).map(|(end, _)| end);
    std::iter::once(sentence.len()).chain(ends).map(|end| &sentence[..end]).find(|part| text::width(part) <= usize::from(room))
}
