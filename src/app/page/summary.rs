//! What came of a phase: how long it took, what was written, what it still lacks, what was parked, and what comes next.

use super::{About, Line, Page, named, pace, parked};
use crate::app::State;
use crate::app::run::Ink;
use crate::board::Phase;
use crate::method::agenda::looks_for;
use crate::method::gap::{self, Gap};
use crate::method::pace as log;

impl Page {
    /// The summary of a stretch of the session, by its place in the log; of all of them where there is none at that place.
    pub(in crate::app) fn summary(state: &State, stint: usize) -> Page {
        let paces = log::of(state.board(), state.now);
        let Some(of) = paces.get(stint) else { return all(state, &paces) };
        let mut lines = Vec::new();
        pace::lines(of, &mut lines);
        let missing = missing_lines(state, &of.phase);
        if !missing.is_empty() {
            lines.push(Line::heading("Still missing"));
            lines.extend(missing.into_iter().map(|line| Line::plain(Ink::Text, line)));
        }
        parked(state, &mut lines);
        if let Some(phase) = next(state, &of.phase) {
            lines.push(Line::heading(match minutes(phase) {
                None => format!("Next: {}", phase.name),
                Some(minutes) => format!("Next: {}, {minutes}", phase.name),
            }));
            lines.extend((!phase.activity.is_empty()).then(|| Line::plain(Ink::Text, phase.activity.clone())));
            let question = |question: &String| Line::labelled(2, vec![("?".to_owned(), Ink::Key)], Ink::Strong, question.clone());
            lines.extend(phase.questions.iter().map(question));
        } else if state.session().is_some() {
            lines.push(Line::heading("Next"));
            let said = state.keys.spell("This was the last phase. {session.closing} shows what came of it all.");
            lines.push(Line::plain(Ink::Text, said));
        }
        let when = if of.open { "so far" } else { "what came of it" };
        Page::new(format!("{} – {when}", of.phase), About::Stint(Some(stint)), lines)
    }
}

/// The phases of a session that is over, one after the other.
fn all(state: &State, paces: &[log::Pace]) -> Page {
    let mut lines = Vec::new();
    for of in paces {
        lines.push(Line::heading(of.phase.clone()));
        pace::lines(of, &mut lines);
    }
    if paces.is_empty() {
        lines.push(Line::plain(Ink::Faint, "No phase was begun yet."));
    }
    parked(state, &mut lines);
    Page::new("The session, phase by phase".to_owned(), About::Stint(None), lines)
}

/// The phase that comes behind one of a name: the one the session is in, where it has gone on already.
fn next<'s>(state: &'s State, name: &str) -> Option<&'s Phase> {
    let phases = &state.agenda().phases;
    let here = state.session()?.phase;
    match phases.get(here).is_some_and(|phase| phase.name == name) {
        true => phases.get(here + 1),
        false => phases.get(here),
    }
}

/// How long a phase takes.
fn minutes(phase: &Phase) -> Option<String> {
    let most = phase.minutes?;
    Some(match phase.least.filter(|least| *least < most) {
        Some(least) => format!("{least} to {most} minutes"),
        None if most == 1 => "a minute".to_owned(),
        None => format!("{most} minutes"),
    })
}

/// What is still missing that a phase looks for, a line for each sort.
fn missing_lines(state: &State, name: &str) -> Vec<String> {
    let Some(phase) = state.agenda().phases.iter().find(|phase| phase.name == name) else { return Vec::new() };
    let gaps = looks_for(phase);
    let missing = gap::missing(state.board(), &gaps);
    let line = |gap: &Gap| {
        let notes: Vec<_> = missing.iter().filter(|missing| missing.gap == *gap).map(|missing| missing.note).collect();
        let names = named(notes.iter().filter_map(|id| state.board().note(*id)).map(|note| note.text.as_str()));
        (!notes.is_empty()).then(|| format!("{} {}: {names}", notes.len(), gap.told()))
    };
    gaps.iter().filter_map(line).collect()
}
