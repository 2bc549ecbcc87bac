//! What a room sees over the notes: the phase and what is asked, and the timer, large; before a session the title.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::{Mode, State, is_large};
use crate::board::Phase;

use super::theme::{Theme, Tint, shape};
use super::{digits, text};

/// The air at both sides.
const MARGIN: u16 = 3;

/// Draws the header into its rows.
pub fn header(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let margin = if area.width < 60 { 1 } else { MARGIN };
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    if inner.height == 0 {
        return;
    }
    let Some(phase) = state.phase() else {
        text::put_cut(buffer, inner.x, inner.y, state.board().title().trim(), inner.width, theme.strong);
        return;
    };
    let large = is_large(state.size.0, state.size.1) && inner.height >= digits::ROWS;
    let timed = state.timer();
    // Hours over time are many digits; the question keeps its half.
    let large = large && timed.as_ref().is_none_or(|time| digits::width(time) + 2 * MARGIN <= inner.width / 2);
    let left = match timed {
        Some(time) if large => large_timer(&time, theme, inner, buffer),
        Some(time) => timer(&time, theme, inner, buffer),
        None => inner.right(),
    };
    let stands = if state.left().is_none() || state.timer_runs() {
        ""
    } else if state.phase_is_started() {
        "  paused"
    } else {
        "  not started"
    };
    let end = name(phase, theme, Rect { width: left.saturating_sub(inner.x), ..inner }, buffer);
    text::put_cut(buffer, end, inner.y, stands, left.saturating_sub(end), theme.strong);
    // Large digits stand beside the question, others over it.
    let right = if large { left } else { inner.right() };
    let (room, rows) = (right.saturating_sub(inner.x), inner.height - 1);
    let asked = state.asked().unwrap_or_default();
    let lines = text::wrap(&text::clean(&asked), usize::from(room), usize::from(rows));
    for (line, y) in lines.iter().zip(inner.y + 1..) {
        text::put(buffer, inner.x, y, line, room, theme.strong);
    }
}

/// Empties the bottom row where something is to be said in it: the frame and the arrows of the last lane end there.
pub fn make_way(state: &State, area: Rect, buffer: &mut Buffer) {
    if state.notice.is_some() || state.has_selection() || !matches!(state.mode, Mode::Wall) {
        text::put(buffer, area.x, area.y, &" ".repeat(usize::from(area.width)), area.width, Style::reset());
    }
}

/// The name of the phase, on paper of the kind that it is about; returns the column behind it.
fn name(phase: &Phase, theme: &Theme, area: Rect, buffer: &mut Buffer) -> u16 {
    let Some(kind) = phase.kinds.first().copied() else {
        return text::put_cut(buffer, area.x, area.y, phase.name.trim(), area.width, theme.strong);
    };
    let paper = theme.firm(theme.paper(kind, Tint::Usual));
    let room = area.width.saturating_sub(4);
    let x = text::put(buffer, area.x, area.y, &format!(" {} ", shape(kind)), area.width, paper);
    let x = text::put_cut(buffer, x, area.y, phase.name.trim(), room, paper);
    text::put(buffer, x, area.y, " ", area.right().saturating_sub(x), paper)
}

/// How a timer is shown that has run out, and the edge of that ground.
fn over_time(theme: &Theme) -> (Style, Style) {
    match theme.flag.bg {
        Some(ground) => (theme.flag, Style::new().fg(ground)),
        None => (theme.strong.add_modifier(Modifier::REVERSED), theme.text),
    }
}

/// The timer over three rows; returns the column where the room to its left ends.
fn large_timer(time: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) -> u16 {
    let wide = digits::width(time);
    let late = time.starts_with('+');
    let x = area.right().saturating_sub(wide + if late { 2 } else { 0 });
    if !late {
        digits::put(buffer, x, area.y, time, theme.strong);
        return x.saturating_sub(MARGIN);
    }
    // A ground of its own, with half a row of air over the digits as there is below.
    let (style, edge) = over_time(theme);
    let ground = Rect { x: x - 2, width: wide + 4, height: digits::ROWS, ..area };
    for y in ground.top()..ground.bottom() {
        text::put(buffer, ground.x, y, &" ".repeat(usize::from(ground.width)), ground.width, style);
    }
    if area.y > 0 {
        text::put(buffer, ground.x, area.y - 1, &"▄".repeat(usize::from(ground.width)), ground.width, edge);
    }
    digits::put(buffer, x, area.y, time, style);
    ground.x.saturating_sub(MARGIN)
}

/// The timer in a row; returns the column where the room to its left ends.
fn timer(time: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) -> u16 {
    let said = format!(" {time} ");
    let wide = (text::width(&said) as u16).min(area.width);
    let style = if time.starts_with('+') { over_time(theme).0 } else { theme.strong };
    let x = area.right() - wide;
    text::put(buffer, x, area.y, &said, wide, style);
    x.saturating_sub(1)
}
