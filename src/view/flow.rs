//! The flow: chains of notes from left to right, and the arrows between them in the channels that the layout keeps free.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::flow::{Cells, Flow, Line, Pane, Seen};
use crate::app::{Mode, Screen, State};
use crate::board::{ContextId, Kind, NoteId};

use super::lines::{Lines, Stroke};
use super::theme::{Theme, Tint, shape};
use super::wall::{self, Standing};
use super::{notes, scenarios, text};

/// Draws the flow.
pub fn draw(state: &State, theme: &Theme, screen: &Screen, buffer: &mut Buffer) {
    let (Some(flow), Some(pane)) = (state.flow(), state.flow_pane()) else { return };
    if screen.header.is_none() {
        heading(state, flow, theme, screen.ruler, buffer);
    }
    if state.board().notes().is_empty() {
        if matches!(state.mode, Mode::Wall) {
            let inner = Rect { x: pane.area.x + 2, width: pane.area.width.saturating_sub(4), ..pane.area };
            wall::welcome(state, theme, "Nothing flows yet.", inner, buffer);
        }
        return;
    }
    arrows(state, flow, &pane, theme, buffer);
    if let Some((count, row)) = flow.loose() {
        let said = match flow.has_arrows() {
            true => format!("not connected yet: {count}"),
            false => "No arrow yet: c draws one, A adds the next note of the chain, connected.".to_owned(),
        };
        let style = if flow.has_arrows() { theme.faint } else { theme.text };
        if let Some((x, y)) = pane.cell(pane.left + 2, row) {
            text::put_cut(buffer, x, y, &said, pane.area.right().saturating_sub(x), style);
        }
    }
    let standing = Standing::new(state);
    let focus = state.flow_focus();
    for seen in flow.seen(&pane) {
        note(state, flow, &pane, &standing, seen, focus, theme, buffer);
    }
    overview(state, focus, theme, buffer);
}

/// What the view shows, in a line.
fn heading(state: &State, flow: &Flow, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let chains = match flow.chains() {
        0 => "nothing is connected yet".to_owned(),
        1 => "one chain".to_owned(),
        chains => format!("{chains} chains, each on its own"),
    };
    if !state.board().notes().is_empty() {
        let x = text::put(buffer, area.x + 2, area.y, "What causes what", area.width.saturating_sub(4), theme.strong);
        text::put_cut(buffer, x + 3, area.y, &chains, area.right().saturating_sub(x + 4), theme.faint);
    }
}

/// One note, or the sign that stands for one far away.
#[allow(clippy::too_many_arguments, reason = "everything that a note is drawn by")]
fn note(
    state: &State,
    flow: &Flow,
    pane: &Pane,
    standing: &Standing<'_>,
    seen: Seen,
    focus: Option<Cells>,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let (Some(note), Some(area)) = (state.board().notes().get(seen.note), pane.rect(seen.cells)) else { return };
    let tint = standing.tint(state, note);
    if let Some(from_far) = seen.sign {
        // Arrows come from far away, or lead there: the name of what they lead to tells where.
        let said = if from_far { "from far away ─".to_owned() } else { note.text.clone() };
        let x = text::put(buffer, area.x, area.y, shape(note.kind()), 1, theme.mark(note.kind()));
        text::put_cut(buffer, x + 1, area.y, &said, area.width.saturating_sub(2), theme.faint);
        return;
    }
    whole(seen.cells, area, pane, buffer, |area, buffer| {
        notes::draw(state.board(), note, state.drawn(), tint, theme, area, buffer);
        // There is no lane that says of which kind it is; a torn corner says it already.
        if note.kind() != Kind::HotSpot {
            text::put(buffer, area.x, area.y, shape(note.kind()), 1, theme.paper(note.kind(), tint));
            if tint == Tint::Glow && area.height > 1 {
                text::put(buffer, area.x, area.y + 1, notes::GLOW, 1, theme.paper(note.kind(), Tint::Usual));
            }
        }
    });
    let (left, right) = (area.x.checked_sub(1), (area.right() < pane.area.right()).then_some(area.right()));
    let mut beside = |at: Option<u16>, sign: &str, style: Style| {
        for y in area.top()..area.bottom() {
            at.into_iter().for_each(|x| _ = text::put(buffer, x, y, sign, 1, style));
        }
    };
    let left_in_view = left.filter(|x| *x >= pane.area.x);
    if focus == Some(seen.cells) {
        beside(left_in_view, "▌", theme.frame);
        beside(right, "▐", theme.frame);
    } else if matches!(state.mode, Mode::Connect(connect) if connect.from == note.id) {
        beside(left_in_view, "║", theme.frame);
        beside(right, "║", theme.frame);
    }
    let said = state.advice().map_or(&[][..], |advice| advice.on(note.id));
    if let (false, Some(x)) = (said.is_empty(), right) {
        // What one key can mend shows the key.
        let sign = if said.iter().any(|finding| finding.fix.is_some()) { "!f" } else { "!" };
        text::put(buffer, x, area.y, sign, 2.min(pane.area.right() - x), theme.flag);
    }
    if let (Some(at), Some(x)) = (state.breaks().at(note.id), right) {
        text::put(buffer, x, area.bottom() - 1, wall::break_sign(at), 1, theme.key);
    }
    if let Some(x) = left_in_view {
        scenarios::sign(state, note.id, theme, x, area.y, buffer);
    }
    if let (true, Some(x)) = (state.spotlight.acting == Some(note.id), left_in_view) {
        text::put(buffer, x, area.y + (area.height - 1) / 2, "▶", 1, theme.frame);
    }
    if seen.first {
        context(state, flow, pane, seen, theme, buffer);
    }
}

/// The name of the context over a note, where the chain enters it.
fn context(state: &State, flow: &Flow, pane: &Pane, seen: Seen, theme: &Theme, buffer: &mut Buffer) {
    let of = |note: usize| -> Option<ContextId> { state.board().notes().get(note)?.context };
    let Some(here) = of(seen.note) else { return };
    let mut causes = flow.causes_of(seen.note).peekable();
    if causes.peek().is_some() && causes.any(|cause| of(cause) == Some(here)) {
        return;
    }
    // What begins a story is named where it begins, and not again where what it causes stands.
    let name = state.board().context(here).map_or("", |context| context.name.as_str());
    if let Some((x, y)) = pane.cell(seen.cells.x.max(pane.left), seen.cells.y - 1) {
        // At the edge of the view a name is cut as the note under it is.
        let before = usize::try_from(pane.left - seen.cells.x).unwrap_or(0);
        let room = pane.rect(seen.cells).map_or(0, |area| area.width);
        match (before, i32::from(room) == seen.cells.width) {
            (0, true) => _ = text::put_cut(buffer, x, y, name, room, theme.faint),
            (0, false) => _ = text::put(buffer, x, y, name, room, theme.faint),
            _ => {}
        }
    }
}

/// Draws something whole, and shows as much of it as is in view.
pub(super) fn whole(cells: Cells, area: Rect, pane: &Pane, buffer: &mut Buffer, draw: impl FnOnce(Rect, &mut Buffer)) {
    if (i32::from(area.width), i32::from(area.height)) == (cells.width, cells.height) {
        return draw(area, buffer);
    }
    let mut apart = Buffer::empty(Rect::new(0, 0, cells.width.max(1) as u16, cells.height.max(1) as u16));
    draw(apart.area, &mut apart);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            let there = (
                (i32::from(x - pane.area.x) + pane.left - cells.x) as u16,
                (i32::from(y - pane.area.y) + pane.top - cells.y) as u16,
            );
            if let Some(cell) = apart.cell(there) {
                buffer[(x, y)] = cell.clone();
            }
        }
    }
}

/// Every arrow in view; those of the note in focus and the one that is travelled stand out.
fn arrows(state: &State, flow: &Flow, pane: &Pane, theme: &Theme, buffer: &mut Buffer) {
    let mut lines = Lines::new(pane.area);
    let light = &state.spotlight;
    let usual = if light.dim_rest || matches!(state.mode, Mode::Connect(_)) { Stroke::Dim } else { Stroke::Usual };
    flow.lines(pane, |line| add(&mut lines, pane, line, usual));
    let index = |id: NoteId| state.board().position(id);
    if let Some(focus) = state.focus().and_then(index).filter(|_| !matches!(state.mode, Mode::Connect(_))) {
        flow.lines_at(pane, focus, None, |line| add(&mut lines, pane, line, Stroke::Focus));
    }
    if let Some((from, to)) = light.travelled.and_then(|(from, to)| index(from).zip(index(to))) {
        flow.lines_at(pane, from, Some(to), |line| add(&mut lines, pane, line, Stroke::Travelled));
    }
    lines.draw(theme, buffer);
}

pub(super) fn add(lines: &mut Lines, pane: &Pane, line: Line, stroke: Stroke) {
    let moved = |(x, y): (i32, i32)| (x - pane.left, y - pane.top);
    match line.head {
        true => lines.head(moved(line.to), stroke),
        false => lines.run(moved(line.from), moved(line.to), line.back, stroke),
    }
}

/// The whole width and height of a view that is larger than the screen, small: what of it is in view, and where the focus is.
pub(super) fn overview(state: &State, focus: Option<Cells>, theme: &Theme, buffer: &mut Buffer) {
    for bar in state.bars() {
        let Rect { x, y, width, .. } = bar.cells;
        let signs = if bar.down { ["▴", "▾"] } else { ["◂", "▸"] };
        let more = [bar.from > 0, bar.from + bar.room < bar.all];
        for ((sign, more), x) in signs.into_iter().zip(more).zip([x - 1, x + width]) {
            text::put(buffer, x, y, sign, 1, if more { theme.text } else { theme.rule });
        }
        let focus = focus.map(|cells| bar.cell_of(if bar.down { cells.y + cells.height / 2 } else { cells.x + cells.width / 2 }));
        for cell in 0..width {
            let (sign, style) = match () {
                () if focus == Some(cell) => ("█", theme.frame),
                () if bar.shows(cell) => ("━", theme.faint),
                () => ("─", theme.rule),
            };
            text::put(buffer, x + cell, y, sign, 1, style);
        }
    }
}
