//! The session: phase and timer in the top row, and below it what is to be done and what is asked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::{Screen, State};
use crate::board::Phase;
use crate::method::agenda;

use super::text;
use super::theme::Theme;

/// From so many seconds before its end on, the timer stands out.
const SOON: i64 = 60;

/// What the top row says of the session, at length and shorter; nothing where there is none.
pub fn brief(state: &State) -> Vec<String> {
    let Some(session) = state.session() else { return Vec::new() };
    let Some(phase) = state.phase() else { return vec!["the session is over".to_owned(), "over".to_owned()] };
    let (number, all) = (session.phase + 1, state.agenda().phases.len());
    let time = match (state.timer(), state.timer_runs(), state.phase_is_started()) {
        (Some(time), true, _) => time,
        (Some(time), false, true) => format!("{time} paused"),
        (Some(time), false, false) => format!("{time} to start"),
        (None, _, true) => "no timer".to_owned(),
        (None, _, false) => "to start".to_owned(),
    };
    vec![
        format!("{} · phase {number} of {all} · {time}", phase.name),
        format!("phase {number} of {all} · {time}"),
        format!("{number}/{all} · {time}"),
        time,
    ]
}

/// How the top row says it: calm as long as there is time, strong in the last minute, and flashing when time is up.
pub fn style(state: &State, theme: &Theme) -> Style {
    let calm = theme.panel.patch(theme.text);
    match state.left() {
        _ if state.flashes() => theme.panel.patch(theme.problem).add_modifier(Modifier::REVERSED),
        Some(..0) => theme.panel.patch(theme.problem),
        Some(0..=SOON) if state.timer_runs() => theme.panel.patch(theme.strong),
        _ => calm,
    }
}

/// Draws below the top row what is to be done in the phase and what is asked. A low screen has no row for its head.
pub fn draw(state: &State, theme: &Theme, screen: &Screen, buffer: &mut Buffer) {
    let (Some(area), Some(phase)) = (screen.tour, state.phase()) else { return };
    for y in area.top()..area.bottom() {
        text::put(buffer, area.x, y, &" ".repeat(usize::from(area.width)), area.width, theme.panel);
        text::put(buffer, area.x, y, "▌", 1, theme.panel.patch(theme.key));
    }
    let mut inner = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
    if inner.height == 1 {
        return head(state, phase, theme, inner, buffer);
    }
    if inner.height > 2 {
        head(state, phase, theme, inner, buffer);
        inner = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
    }
    let told = match inner.height == area.height {
        // Nothing else says there which phase it is.
        true => format!("{}: {}", phase.name, agenda::activity(phase)),
        false => agenda::activity(phase).to_owned(),
    };
    let done = text::wrap(&told, usize::from(inner.width), usize::from(inner.height.saturating_sub(1)));
    let mut end = inner.x;
    for (line, y) in done.iter().zip(inner.y..) {
        end = text::put_cut(buffer, inner.x, y, line, inner.width, theme.panel);
    }
    if let Some(way) =
        state.way_on().filter(|way| done.len() < 2 && usize::from(inner.right().saturating_sub(end)) > text::width(way) + 2)
    {
        let wide = text::width(&way) as u16;
        text::put(buffer, inner.right() - wide, inner.y, &way, wide, theme.panel.patch(theme.faint));
    }
    asked(state, theme, Rect { y: inner.bottom() - 1, height: 1, ..inner }, buffer);
}

/// The name of the phase, how long it takes, and the ways on.
fn head(state: &State, phase: &Phase, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let x = text::put_cut(buffer, area.x, area.y, &phase.name, area.width, theme.panel.patch(theme.strong));
    let faint = theme.panel.patch(theme.faint);
    let ways = match (state.phase_is_started(), state.timer_runs()) {
        (false, _) => "{session.start} starts it · {session.skip} skips it",
        (true, true) => "{session.next} finishes · {session.pause} pauses · {session.extend} adds 5 min",
        (true, false) if state.left().is_some() => "{session.start} goes on · {session.next} finishes",
        (true, false) => "{session.next} finishes it",
    };
    let ways = state.keys.spell(ways);
    let wide = text::width(&ways) as u16;
    let room = area.right().saturating_sub(x + 3);
    let told = duration(state, phase);
    let for_told = text::width(&told) as u16;
    let free = room.saturating_sub(if wide <= room { wide + 2 } else { 0 });
    if for_told <= free {
        text::put(buffer, x + 2, area.y, &told, for_told, faint);
    }
    if wide <= room {
        text::put(buffer, area.right() - wide, area.y, &ways, wide, faint);
    }
}

/// How long a phase takes, or, once it may end, that it may.
fn duration(state: &State, phase: &Phase) -> String {
    let (Some(most), least) = (phase.minutes, phase.least) else { return String::new() };
    let gone = state.left().map(|left| i64::from(most) * 60 - left);
    match least {
        Some(least) if state.phase_is_started() && gone.is_some_and(|gone| gone >= i64::from(least) * 60) => {
            "long enough, when nothing new comes".to_owned()
        }
        Some(least) => format!("{least} to {most} min"),
        None => format!("{most} min"),
    }
}

/// What is asked just now, the note it is about standing out, and how it is answered.
fn asked(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let key = theme.panel.patch(theme.key);
    // What is being answered stands where it is answered.
    let Some(question) = state.asked_about().filter(|_| state.answering().is_none()) else {
        let asked = match state.answering() {
            Some(_) => state.phase().map_or_else(String::new, |phase| agenda::questions(phase).join("  ")),
            None => state.asked().unwrap_or_default(),
        };
        text::put_cut(buffer, area.x, area.y, &asked, area.width, key);
        return;
    };
    let left = state.missing().len();
    let others = if left > 1 { format!(" · {left} missing") } else { String::new() };
    let ways = format!("{} answers{others}", state.keys.name("missing.next"));
    let whole = text::width(&question.to_string()) as u16;
    let mut right = area.right();
    // The question is worth more than how it is answered.
    for ways in [ways.as_str(), &state.keys.name("missing.next")] {
        let wide = text::width(ways) as u16;
        if whole + wide + 2 <= area.width {
            right = area.right() - wide;
            text::put(buffer, right, area.y, ways, wide, theme.panel.patch(theme.faint));
            break;
        }
    }
    let mut x = area.x;
    for (piece, style) in [(&question.before, key), (&question.name, key.patch(theme.strong)), (&question.behind, key)] {
        x = text::put_cut(buffer, x, area.y, piece, right.saturating_sub(x), style);
    }
}
