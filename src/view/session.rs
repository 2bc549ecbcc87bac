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
    if done.len() < 2 {
        put_right(&state.ways_on(), inner.right().saturating_sub(end + 2), (inner.right(), inner.y), theme, buffer);
    }
    asked(state, theme, Rect { y: inner.bottom() - 1, height: 1, ..inner }, buffer);
}

/// The name of the phase, how long it takes, and the ways on.
fn head(state: &State, phase: &Phase, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let x = text::put_cut(buffer, area.x, area.y, &phase.name, area.width, theme.panel.patch(theme.strong));
    let faint = theme.panel.patch(theme.faint);
    let ways: &[&'static str] = match (state.phase_is_started(), state.timer_runs()) {
        (false, _) => &["{session.start} starts it", " · {session.skip} skips it"],
        (true, true) => &["{session.next} finishes", " · {session.pause} pauses", " · {session.extend} adds 5 min"],
        (true, false) if state.left().is_some() => &["{session.start} goes on", " · {session.next} finishes"],
        (true, false) => &["{session.next} finishes it"],
    };
    // As many of the ways as there is room for, the last first to go.
    let ways: Vec<String> =
        (1..=ways.len()).rev().map(|many| ways[..many].iter().map(|way| state.keys.spell(way)).collect()).collect();
    let room = area.right().saturating_sub(x + 3);
    let wide = put_right(&ways, room, (area.right(), area.y), theme, buffer);
    let told = duration(state, phase);
    let for_told = text::width(&told) as u16;
    if for_told + if wide > 0 { wide + 2 } else { 0 } <= room {
        text::put(buffer, x + 2, area.y, &told, for_told, faint);
    }
}

/// Puts the first of some texts that there is room for at the right end of a row; returns how wide it is.
fn put_right(texts: &[String], room: u16, (right, y): (u16, u16), theme: &Theme, buffer: &mut Buffer) -> u16 {
    let Some((fits, wide)) = texts.iter().map(|fits| (fits, text::width(fits) as u16)).find(|(_, wide)| *wide <= room) else {
        return 0;
    };
    text::put(buffer, right - wide, y, fits, wide, theme.panel.patch(theme.faint));
    wide
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
    let answers = format!("{} answers", state.keys.name("missing.next"));
    let ways = [format!("{answers} · {left} missing"), answers, state.keys.name("missing.next")];
    let whole = text::width(&question.to_string()) as u16;
    // The question is worth more than how it is answered.
    let room = area.width.saturating_sub(whole + 2);
    let right = area.right() - put_right(&ways[usize::from(left < 2)..], room, (area.right(), area.y), theme, buffer);
    let mut x = area.x;
    for (piece, style) in [(&question.before, key), (&question.name, key.patch(theme.strong)), (&question.behind, key)] {
        x = text::put_cut(buffer, x, area.y, piece, right.saturating_sub(x), style);
    }
}
