//! What came of a phase: how long it took, what was written, what it still lacks, what was parked, and what comes next.

use std::collections::BTreeMap;

use super::{About, Line, Page, named, pace, parked};
use crate::app::Ink;
use crate::app::State;
use crate::board::{Kind, NoteId, Phase};
use crate::method::agenda::{self, looks_for};
use crate::method::gap::{self, Gap};
use crate::method::pace as log;

impl Page {
    /// The summary of the phase of a stretch of the session, by its place in the log; of all phases where there is none there.
    pub(in crate::app) fn summary(state: &State, stint: usize) -> Page {
        let went = log::of(state.board(), state.now);
        let row = went.phases.iter().find(|row| went.at_hand && row.stints.contains(&stint));
        let Some(log::Row { pace: of, place, .. }) = row else { return all(state, &went) };
        let mut lines = Vec::new();
        pace::lines(of, &mut lines);
        let phase = place.and_then(|place| state.agenda().phases.get(place));
        contexts(state, phase, &mut lines);
        let missing = missing_lines(state, phase);
        if !missing.is_empty() {
            lines.push(Line::heading("Still missing"));
            lines.extend(missing);
        }
        parked(state, &mut lines);
        if let Some(phase) = next(state, *place) {
            lines.push(Line::heading(match minutes(phase) {
                None => format!("Next: {}", phase.name),
                Some(minutes) => format!("Next: {}, {minutes}", phase.name),
            }));
            let activity = agenda::activity(phase);
            lines.extend((!activity.is_empty()).then(|| Line::plain(Ink::Text, activity.to_owned())));
            let question = |question: &str| Line::labelled(2, vec![("?".to_owned(), Ink::Key)], Ink::Strong, question.to_owned());
            lines.extend(agenda::questions(phase).into_iter().map(question));
        } else if state.session().is_some() {
            lines.push(Line::heading("Next"));
            let said = state.keys.spell("This was the last phase. {session.closing} shows what came of it all.");
            lines.push(Line::plain(Ink::Text, said));
        }
        let when = if of.open { "so far" } else { "what came of it" };
        Page::new(format!("{} – {when}", of.phase), About::Stint(Some(stint)), lines)
    }
}

/// The contexts that were named, behind a phase in which they are.
fn contexts(state: &State, phase: Option<&Phase>, lines: &mut Vec<Line>) {
    let contexts = &state.board().heading().contexts;
    if phase.is_some_and(agenda::draws_boundaries) && !contexts.is_empty() {
        let label = vec![("now".to_owned(), Ink::Faint)];
        let said = format!("{}: {}", contexts.len(), named(contexts.iter().map(|context| context.name.as_str())));
        lines.push(Line::labelled(8, label, Ink::Text, format!("contexts, {said}")));
    }
}

/// The phases of a session that is over, one after the other.
fn all(state: &State, went: &log::Went) -> Page {
    let mut lines = Vec::new();
    for log::Row { pace: of, .. } in &went.phases {
        lines.push(Line::heading(of.phase.clone()));
        pace::lines(of, &mut lines);
    }
    if went.phases.is_empty() {
        lines.push(Line::plain(Ink::Faint, "No phase was begun yet."));
    }
    parked(state, &mut lines);
    Page::new("The session, phase by phase".to_owned(), About::Stint(None), lines)
}

/// The phase that comes behind one: the one the session is in, where it has gone on already.
fn next(state: &State, place: Option<usize>) -> Option<&Phase> {
    let phases = &state.agenda().phases;
    let here = state.session()?.phase;
    match place == Some(here) {
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

/// What a phase still lacks, a line for each sort, with the first notes that lack it.
fn missing_lines(state: &State, phase: Option<&Phase>) -> Vec<Line> {
    let Some(phase) = phase else { return Vec::new() };
    let board = state.board();
    let mut found: BTreeMap<Gap, Vec<NoteId>> = BTreeMap::new();
    for missing in gap::missing(board, &looks_for(phase)) {
        found.entry(missing.gap).or_default().push(missing.note);
    }
    let line = |(gap, notes): (Gap, Vec<NoteId>)| {
        let number = notes.len();
        let text = |id: &NoteId| board.note(*id).map_or("?", |note| note.text.trim());
        let label = vec![(format!("{number:>3} "), Ink::Strong), (words(gap, number), Ink::Text)];
        Line::labelled(38, label, Ink::Faint, named(notes.iter().map(text)))
    };
    found.into_iter().map(line).collect()
}

/// What is missing, of one or of many.
fn words(gap: Gap, number: usize) -> String {
    let (kind, lacks) = match gap {
        Gap::EventNotPast => (Kind::Event, "not in the past tense"),
        Gap::EventDoubled => (Kind::Event, "much like another"),
        Gap::EventWithoutCommand => (Kind::Event, "without a command"),
        Gap::CommandWithoutActor => (Kind::Command, "that nobody issues"),
        Gap::CommandWithoutAggregate => (Kind::Command, "without an aggregate"),
        Gap::AggregateTooLarge => (Kind::Aggregate, "with too many events"),
        Gap::EventWithoutReaction => (Kind::Event, "without a reaction"),
        Gap::PolicyWithoutCommand => (Kind::Policy, "without a command"),
        Gap::CommandWithoutFailure => (Kind::Command, "lacking success or failure"),
        Gap::EventUnseen => (Kind::Event, "that nobody sees"),
        Gap::ReadModelWithoutEvents => (Kind::ReadModel, "without an event"),
        Gap::AggregateWithoutContext => (Kind::Aggregate, "without a context"),
    };
    format!("{} {lacks}", if number == 1 { kind.name() } else { kind.plural() })
}
