//! What is missing: the question that is being answered, and the list of all questions.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui_textarea::TextArea;

use crate::app::panel::told_below;
use crate::app::{Lacking, State, commands, hint};
use crate::board::Kind;
use crate::method::gap::{Answer, Missing, Question, answers_with, question};

use super::lists::{ground, typing};
use super::panel::{hidden, panel};
use super::theme::{Theme, shape};
use super::{bars, text};

/// A longer question is cut.
const MOST_LINES: usize = 3;

/// A question as one text, and where in it the name is.
fn told(question: &Question) -> (String, Range<usize>) {
    let [before, name, behind] = [&question.before, &question.name, &question.behind].map(|part| text::clean(part).into_owned());
    let (from, to) = (before.len(), before.len() + name.len());
    (before + &name + &behind, from..to)
}

/// Puts a part of a text whose name stands out into a row; returns the column behind it.
fn put(
    (all, name): (&str, &Range<usize>),
    part: Range<usize>,
    (x, y, most): (u16, u16, u16),
    (style, strong): (Style, Style),
    buffer: &mut Buffer,
) -> u16 {
    let (end, mut x) = (x + most, x);
    let from = name.start.clamp(part.start, part.end);
    let to = name.end.clamp(part.start, part.end);
    for (piece, style) in [(part.start..from, style), (from..to, strong), (to..part.end, style)] {
        x = text::put_cut(buffer, x, y, &all[piece], end.saturating_sub(x), style);
    }
    x
}

/// Draws the line in which an answer is typed, above it the question, and above that what is said; returns where the cursor belongs.
pub(super) fn answer(
    state: &State,
    missing: &Missing,
    typed: &TextArea<'_>,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let (all, name) = told(&question(state.board(), missing));
    let cells = usize::from(area.width);
    let mut lines = text::break_lines(&all, cells);
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        if let Some(last) = lines.last_mut() {
            last.end = all.len();
        }
    }
    let blank = |y: u16, buffer: &mut Buffer| {
        text::put(buffer, area.x - 1, y, &" ".repeat(cells + 2), area.width + 2, Style::reset());
    };
    let mut y = area.y;
    for line in lines.into_iter().rev() {
        let line = line.start..line.start + all[line].trim_end().len();
        y = y.saturating_sub(1);
        blank(y, buffer);
        put((&all, &name), line, (area.x, y, area.width), (theme.text, theme.strong), buffer);
    }
    if let Some(notice) = &state.notice {
        let style = bars::tone(notice.tone, theme);
        for line in text::wrap(&text::clean(&notice.text), cells, 2).iter().rev() {
            y = y.saturating_sub(1);
            blank(y, buffer);
            text::put_cut(buffer, area.x, y, line, area.width, style);
        }
    }
    let x = match label(missing) {
        (Some(kind), label) => {
            let x = text::put(buffer, area.x, area.y, shape(kind), 1, theme.mark(kind));
            text::put_cut(buffer, x + 1, area.y, label, area.width / 3, theme.faint)
        }
        (None, label) => text::put_cut(buffer, area.x, area.y, label, area.width / 3, theme.faint),
    };
    // Which of how many, where what is typed has room enough beside it.
    let count = state.missing_at(missing).map_or(String::new(), |at| format!("{} of {}", at + 1, state.missing().len()));
    let wide = text::width(&count) as u16 + 2;
    let room = if wide * 4 <= area.width { wide } else { 0 };
    let line = Rect { x: x + 2, width: area.right().saturating_sub(x + 2 + room), height: 1, ..area };
    let cursor = bars::line(typed, line, theme.text, buffer);
    if typed.is_empty() {
        text::put_cut(buffer, line.x + 1, line.y, &hint(state, missing), line.width.saturating_sub(1), theme.faint);
    }
    if room > 0 {
        text::put(buffer, line.right() + 2, area.y, &count, room, theme.faint);
    }
    cursor
}

/// What stands before an answer: what it becomes.
fn label(missing: &Missing) -> (Option<Kind>, &'static str) {
    match answers_with(missing.gap) {
        Answer::Note(kind) => (Some(kind), kind.name()),
        Answer::Name => (Some(Kind::Event), "its name"),
        Answer::Merge => (Some(Kind::Event), "one event?"),
        Answer::Context => (None, "context"),
        Answer::Split => (Some(Kind::Aggregate), Kind::Aggregate.name()),
    }
}

/// Draws all that is missing; returns where the cursor belongs.
pub(super) fn list(state: &State, lacking: &Lacking, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let place = state.panel()?;
    let place_of = state.phase().map_or("on this board".to_owned(), |phase| format!("in {}", phase.name));
    let title = match (state.missing().len(), state.silenced().len()) {
        (0, 0) => format!("What is missing {place_of}"),
        (count, 0) => format!("What is missing {place_of}: {count}"),
        (count, silenced) => format!("What is missing {place_of}: {count}, and {silenced} silenced"),
    };
    let inner = panel(&title, theme, place.area, buffer);
    let (cursor, below) = typing(&lacking.listing, "type to search", theme, inner, buffer);
    let Some(marked) = lacking.found.get(lacking.listing.selected) else {
        let said = match state.missing().is_empty() && lacking.listing.text().is_empty() {
            true => commands::nothing_is_missing(state, false),
            false => "no question has these words".to_owned(),
        };
        for (row, line) in text::wrap(&said, usize::from(below.width), 4).iter().enumerate() {
            text::put_cut(buffer, below.x, below.y + row as u16, line, below.width, theme.panel.patch(theme.faint));
        }
        return Some(cursor);
    };
    hidden(&place, lacking.found.len(), theme, buffer);
    for (row, (index, missing)) in lacking.found.iter().enumerate().skip(place.first).take(place.rows.len()).enumerate() {
        let y = below.y + row as u16;
        let style = ground(theme, index == lacking.listing.selected, below, y, buffer);
        let (all, name) = told(&question(state.board(), missing));
        let kind = missing.gap.kind();
        text::put(buffer, below.x + 1, y, shape(kind), 1, style.patch(theme.mark(kind)));
        let silenced = index >= lacking.open;
        let (style, strong) = match silenced {
            true => (style.patch(theme.faint), style.patch(theme.faint)),
            false => (style, style.patch(theme.strong)),
        };
        let sign = if silenced { " silenced" } else { "" };
        let room = below.width.saturating_sub(3 + sign.len() as u16);
        put((&all, &name), 0..all.len(), (below.x + 3, y, room), (style, strong), buffer);
        text::put(buffer, below.right().saturating_sub(sign.len() as u16), y, sign, sign.len() as u16, style);
    }
    if let (_, Some(area)) = told_below(below) {
        let asked = question(state.board(), marked).to_string();
        let mut lines: Vec<(String, Style)> =
            text::wrap(&text::clean(&asked), usize::from(area.width), 2).into_iter().map(|line| (line, theme.text)).collect();
        let about = match lacking.listing.selected >= lacking.open {
            true => state.keys.spell("It was said that this is meant so; {list.take} asks again."),
            false => format!("{}: {}", label(marked).1, hint(state, marked)),
        };
        lines.push((about, theme.faint));
        for (row, (line, style)) in lines.iter().take(usize::from(area.height)).enumerate() {
            text::put_cut(buffer, area.x, area.y + row as u16, line, area.width, theme.panel.patch(*style));
        }
    }
    Some(cursor)
}
