//! The state as cells: lanes and notes, arrows, panels, in one palette.
//!
//! [`draw`] is a function of the state; it changes nothing and remembers nothing. It computes only what the screen shows: what
//! it costs grows with the screen, not with the board.
//!
//! Architecture invariant: nothing here knows a terminal library's input or output, or changes the state. Text reaches a cell
//! only through [`text`], which lets no control character pass.

mod arrows;
mod asking;
mod bars;
mod catalog;
mod contexts;
mod deriving;
mod details;
mod digits;
mod flow;
mod inspector;
mod lines;
mod lists;
mod notes;
mod page;
mod panel;
mod projector;
mod ruler;
mod run;
mod scenarios;
mod session;
pub mod text;
pub mod theme;
mod tour;
mod wall;
mod writing;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::{LEAST, Mode, State, Target, View};
use theme::Theme;

/// Draws the state into a buffer; returns where the cursor belongs, if it is to be seen.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let area = buffer.area;
    let fits = (area.width, area.height) == state.size;
    let (Some(screen), Some(window), true) = (state.screen(), state.window(), fits) else {
        too_small(area, theme, buffer);
        theme.paint(buffer);
        return None;
    };
    match screen.header {
        Some(header) => projector::header(state, theme, header, buffer),
        None => bars::top(state, theme, screen.top, buffer),
    }
    match state.shown() {
        View::Flow => flow::draw(state, theme, &screen, buffer),
        View::Contexts => contexts::draw(state, theme, &screen, buffer),
        View::Wall => {
            ruler::ruler(state, theme, &window, screen.ruler, buffer);
            wall::draw(state, theme, &window, buffer);
            if screen.strip.height > 0 {
                ruler::strip(state, theme, &window, screen.strip, buffer);
            }
        }
        View::Catalog => catalog::draw(state, theme, screen.strip, buffer),
    }
    match (screen.pane, state.running()) {
        (Some(pane), _) if state.deriving().is_some() => deriving::draw(state, theme, pane, buffer),
        (Some(pane), Some(_)) => run::draw(state, pane, buffer, theme),
        (Some(pane), None) => inspector::draw(state, theme, pane, buffer),
        (None, _) => {}
    }
    if let Some(tour) = state.tour() {
        tour::draw(state, tour, theme, &screen, buffer);
    } else if state.tells_session() {
        session::draw(state, theme, &screen, buffer);
    }
    if screen.header.is_some() {
        projector::make_way(state, screen.message, buffer);
    }
    let mut cursor = bars::message(state, theme, screen.message, buffer);
    if screen.hints.height > 0 {
        bars::hints(state, theme, screen.hints, buffer);
    }
    if let Some(writing) = state.writing_on_wall() {
        let at = match state.view {
            View::Flow => writing::in_flow(state, writing, theme, buffer),
            View::Wall | View::Contexts | View::Catalog => writing::on_wall(state, writing, theme, &window, buffer),
        };
        cursor = at.filter(|_| matches!(state.mode, Mode::Write(_)));
    }
    let middle = screen.panels;
    match &state.mode {
        Mode::Menu(menu) => panel::menu(state, menu, theme, buffer),
        Mode::Write(writing) if matches!(writing.target, Target::Request { .. }) => {
            cursor = deriving::form(state, writing, theme, middle, buffer);
        }
        Mode::Palette(listing) => cursor = lists::palette(state, listing, theme, buffer),
        Mode::Advice(listing) => cursor = lists::advice(state, listing, theme, middle, buffer),
        Mode::Missing(lacking) => cursor = asking::list(state, lacking, theme, buffer),
        Mode::Help(listing) => cursor = lists::help(state, listing, theme, buffer),
        Mode::Jump(jumping) => cursor = Some(lists::notes(state, jumping, theme, middle, buffer)),
        Mode::Moments(moments) => cursor = lists::moments(state, moments, theme, buffer),
        Mode::Scenarios(listing) => cursor = scenarios::list(state, listing, theme, buffer),
        Mode::Parked(listing) => cursor = page::parked(state, listing, theme, buffer),
        Mode::Details(details) => cursor = details::form(state, details, theme, buffer),
        Mode::Report(first) => lists::report(state, *first, theme, middle, buffer),
        Mode::Page(_) => page::draw(state, theme, buffer),
        Mode::Start(selected) => lists::start(state, *selected, theme, buffer),
        _ if !state.pending.is_empty() => panel::following(state, theme, middle, buffer),
        _ => {}
    }
    theme.paint(buffer);
    cursor
}

fn too_small(area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let words = format!("Squall needs {}×{}; this window is {}×{}", LEAST.0, LEAST.1, area.width, area.height);
    let lines = text::wrap(&words, usize::from(area.width), usize::from(area.height));
    let y = area.y + (area.height.saturating_sub(lines.len() as u16)) / 2;
    for (row, line) in lines.iter().enumerate() {
        let x = area.x + (area.width.saturating_sub(text::width(line) as u16)) / 2;
        text::put(buffer, x, y + row as u16, line, area.width, theme.text);
    }
}
