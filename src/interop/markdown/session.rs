//! What a session left on the board: its pace, the open questions by their dots, the topics that were parked. Nothing where there
//! was none. What people typed stands in tables here, and never in the
//! first cell of a row: so no reader of notation takes it for notes.

use chrono::{DateTime, Utc};

use super::inline::{or_dash, table, text};
use crate::board::{Clock, Detail, Topic};
use crate::interop::relations::Relations;
use crate::interop::words;
use crate::method::pace::{Row, clock, known_until, of};
use crate::method::{dots, legend};

/// The sections.
pub fn sections(wall: &Relations<'_>, now: Option<DateTime<Utc>>, page: &mut String) {
    pace(wall, now, page);
    questions(wall, page);
    parked(&wall.board.heading().workshop.parked, page);
}

/// How the session went, phase by phase. Where nobody says what time it is, the time of a phase under way is left open, so that the
/// same board gives the same text at any time.
fn pace(wall: &Relations<'_>, now: Option<DateTime<Utc>>, page: &mut String) {
    let went = of(wall.board, now.unwrap_or_else(|| known_until(wall.board)));
    let session = wall.board.heading().workshop.session.as_ref();
    let runs = session.is_some_and(|session| !matches!(session.clock, Clock::Stands { .. }));
    if went.phases.is_empty() {
        return;
    }
    page.push_str("## Appendix: how the session went\n\n");
    let row = |(index, Row { pace, .. }): (usize, &Row)| {
        let notes = pace.by_kind().map(|(kind, count)| format!("{} {}", legend::shape(kind), words::count(count, kind)));
        let name = text(&words::line(&pace.phase));
        let name = match (pace.skipped, pace.open) {
            (true, _) => format!("{name} (skipped)"),
            (false, true) => format!("{name} (so far)"),
            (false, false) => name,
        };
        vec![
            (index + 1).to_string(),
            or_dash(name),
            if pace.open && runs && now.is_none() { "–".to_owned() } else { clock(pace.worked) },
            pace.planned.map_or_else(|| "–".to_owned(), |planned| clock(planned.max(0))),
            or_dash(notes.collect::<Vec<_>>().join(", ")),
            pace.rate().map_or_else(|| "–".to_owned(), |rate| format!("{rate:.1}")),
        ]
    };
    table(page, &["", "Phase", "Worked", "Planned", "Notes", "A minute"], went.phases.iter().enumerate().map(row));
    let worked = clock(went.earlier_worked);
    match went.earlier {
        0 => {}
        1 => page.push_str(&format!("Before that there was a session in which {worked} was worked.\n\n")),
        several => page.push_str(&format!("Before that there were {several} sessions in which {worked} was worked.\n\n")),
    }
}

/// The hot spots without an answer, where dots make an order of them.
fn questions(wall: &Relations<'_>, page: &mut String) {
    let given = wall.board.notes().iter().any(|note| dots::of(note) > 0);
    let ranked = if given { dots::ranked(wall.board) } else { Vec::new() };
    if ranked.is_empty() {
        return;
    }
    page.push_str("## Appendix: open questions by their dots\n\n");
    let rows = ranked.iter().filter_map(|id| {
        let note = wall.board.note(*id)?;
        let about = match &note.detail {
            Detail::HotSpot(spot) => spot.about.and_then(|about| wall.board.note(about)),
            _ => None,
        };
        let about = about.map_or(String::new(), |about| format!("{} *{}*", about.kind().name(), text(&words::title(about))));
        Some(vec![or_dash(dots::shown(dots::of(note))), text(&words::name(note)), or_dash(about)])
    });
    table(page, &["Dots", "Question", "About"], rows.collect::<Vec<_>>());
}

/// What was put aside, what was not talked about first.
fn parked(topics: &[Topic], page: &mut String) {
    if topics.is_empty() {
        return;
    }
    page.push_str("## Appendix: parked topics\n\n");
    let mut sorted: Vec<&Topic> = topics.iter().collect();
    sorted.sort_by_key(|topic| topic.done);
    let row = |topic: &&Topic| {
        let by = topic.by.as_deref().map(words::line).unwrap_or_default();
        let state = if topic.done { "talked about" } else { "open" };
        vec![state.to_owned(), or_dash(text(&words::clean(&topic.text))), or_dash(text(&by))]
    };
    table(page, &["State", "Topic", "Parked by"], sorted.iter().map(row));
}
