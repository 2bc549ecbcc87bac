//! Scenarios: the list of them, and on the wall what they cover.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::panel::told_below;
use crate::app::{Listing, State};
use crate::board::{Issue, NoteId, Scenario};

use super::lists::{ground, nothing, typing};
use super::panel::{hidden, panel};
use super::text;
use super::theme::Theme;

/// Draws the list of scenarios; returns where the cursor belongs.
pub fn list(state: &State, listing: &Listing, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let place = state.panel()?;
    let all = &state.board().heading().scenarios;
    let scenarios = state.scenarios();
    let failed = (0..all.len()).filter_map(|index| scenarios.verdict(index)).filter(|verdict| verdict.failure.is_some()).count();
    let title = match (all.len(), failed) {
        (0, _) => "Scenarios".to_owned(),
        (count, 0) => format!("Scenarios: {count}"),
        (count, failed) => format!("Scenarios: {count}, {failed} failed"),
    };
    let inner = panel(&title, theme, place.area, buffer);
    let (cursor, below) = typing(listing, "words of its name", theme, inner, buffer);
    let found = state.scenarios_listed(&listing.text());
    if found.is_empty() {
        let said = match all.is_empty() {
            true => state.keys.spell("No scenario yet: {run.issue} on a command starts a run, {run.save} keeps the run as one."),
            false => "no scenario is called so".to_owned(),
        };
        nothing(&said, theme, below, buffer);
        return Some(cursor);
    }
    let selected = listing.selected.min(found.len() - 1);
    hidden(&place, found.len(), theme, buffer);
    for (row, (at, index)) in found.iter().enumerate().skip(place.first).take(place.rows.len()).enumerate() {
        let y = below.y + row as u16;
        let style = ground(theme, at == selected, below, y, buffer);
        let verdict = scenarios.verdict(*index);
        let (sign, ink) = match verdict.map(|verdict| &verdict.failure) {
            None => ("…", theme.faint),
            Some(None) => ("✓", theme.done),
            Some(Some(_)) => ("✗", theme.problem),
        };
        text::put(buffer, below.x + 1, y, sign, 1, style.patch(ink));
        let failure = verdict.and_then(|verdict| verdict.failure.as_ref());
        // The name keeps its room; what went wrong has what is left.
        let room = if failure.is_some() { below.width * 3 / 5 } else { below.width.saturating_sub(3) };
        let x = text::put_cut(buffer, below.x + 3, y, &all[*index].name, room, style);
        if let Some(failure) = failure {
            let said = format!("step {}: {}", failure.step + 1, failure.expected);
            text::put_cut(buffer, x + 2, y, &said, below.right().saturating_sub(x + 2), style.patch(theme.problem));
        }
    }
    about(state, found[selected], theme, below, buffer);
    Some(cursor)
}

/// What is to be said of the marked one, below the list: where it goes otherwise, or what can be done with it.
fn about(state: &State, index: usize, theme: &Theme, below: ratatui::layout::Rect, buffer: &mut Buffer) {
    let (_, Some(area)) = told_below(below) else { return };
    let verdict = state.scenarios().verdict(index);
    let mut y = area.y;
    if let Some(failure) = verdict.and_then(|verdict| verdict.failure.as_ref()) {
        let said = [("expected  ", &failure.expected, theme.text), ("actual    ", &failure.actual, theme.problem)];
        for (label, said, style) in said {
            let x = text::put(buffer, area.x + 1, y, label, area.width - 1, theme.panel.patch(theme.faint));
            text::put_cut(buffer, x, y, said, area.right().saturating_sub(x), theme.panel.patch(style));
            y += 1;
        }
    } else if let Some(scenario) = state.board().heading().scenarios.get(index) {
        text::put_cut(buffer, area.x + 1, y, &says(state, scenario), area.width - 1, theme.panel);
        y += 1;
    }
    let keys = "{list.take} opens its run, {scenario.rename} renames, {scenario.editor} edits it in your editor, \
                {list.remove} removes it";
    text::put_cut(buffer, area.x + 1, y, &state.keys.spell(keys), area.width - 1, theme.panel.patch(theme.faint));
}

/// A scenario in a line.
fn says(state: &State, scenario: &Scenario) -> String {
    let name = |id: &NoteId| state.board().note(*id).map_or("?", |note| note.text.trim());
    let issued = |issues: &[Issue]| issues.iter().map(|issue| name(&issue.command)).collect::<Vec<_>>().join(", ");
    let events = |events: &[NoteId]| events.iter().map(name).collect::<Vec<_>>().join(", ");
    let parts = [
        ("Given", issued(&scenario.given)),
        ("When", issued(&scenario.when)),
        ("Then", events(&scenario.then)),
        ("Never", events(&scenario.never)),
        ("State", scenario.state.join(", ")),
    ];
    let told = parts.iter().filter(|(_, said)| !said.is_empty()).map(|(part, said)| format!("{part} {said}"));
    told.collect::<Vec<_>>().join(" · ")
}

/// Beside a note, while it is shown: whether a scenario goes through it.
pub fn sign(state: &State, note: NoteId, theme: &Theme, x: u16, y: u16, buffer: &mut Buffer) {
    match state.scenarios().covers(note) {
        Some(true) => _ = text::put(buffer, x, y, "✓", 1, theme.done),
        Some(false) => _ = text::put(buffer, x, y, "○", 1, theme.problem),
        None => {}
    }
}
