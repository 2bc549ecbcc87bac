//! Whether two boards say the same, as far as storm notation has words for it: by names, without ids, authors, dates and tags.

use squall::board::name::fold;
use squall::board::{
    Answer, AnswerTo, AnswerWith, Board, Detail, Guard, Issue, Kind, Literal, Note, NoteId, Outcome, Projection, Reaction,
    Scenario, settle,
};
use squall::engine::{duration, expr};

/// One thing that a board says, and when another says the same.
#[derive(Debug)]
enum Said {
    Exactly(String),
    /// Expressions may be laid out in another way.
    Expression(String),
    /// A length of time may be written in another way.
    Length(String),
}

impl Said {
    fn is(&self, other: &Said) -> bool {
        match (self, other) {
            (Said::Exactly(a), Said::Exactly(b)) => a == b,
            (Said::Expression(a), Said::Expression(b)) => expr::same(a, b),
            (Said::Length(a), Said::Length(b)) => duration::parse(a) == duration::parse(b),
            _ => false,
        }
    }
}

type Lines = Vec<(String, Said)>;

/// Compares two boards.
///
/// # Errors
/// The first difference, in words.
pub fn same(a: &Board, b: &Board) -> Result<(), String> {
    equal("title", a.title(), b.title())?;
    let contexts = |board: &Board| board.heading().contexts.iter().map(|context| context.name.clone()).collect::<Vec<_>>();
    equal("contexts", contexts(a), contexts(b))?;
    for kind in Kind::ALL {
        equal(kind.plural(), names(a, kind), names(b, kind))?;
        equal(&format!("the order of {}", kind.plural()), order(a, kind), order(b, kind))?;
    }
    for note in a.notes() {
        let other = b.notes().iter().find(|other| other.kind() == note.kind() && fold(&other.text) == fold(&note.text));
        let other = other.ok_or_else(|| format!("{:?} is missing", note.text))?;
        let what = format!("{} {:?}", note.kind().name(), note.text);
        compare(&what, lines(a, note), lines(b, other))?;
    }
    equal("workshop", &a.heading().workshop, &b.heading().workshop)?;
    equal("rules", &a.heading().rules, &b.heading().rules)?;
    let (these, those) = (&a.heading().scenarios, &b.heading().scenarios);
    equal("scenarios", these.len(), those.len())?;
    for (this, that) in these.iter().zip(those) {
        compare(&format!("scenario {:?}", this.name), scenario(a, this), scenario(b, that))?;
    }
    Ok(())
}

fn equal<T: PartialEq + std::fmt::Debug>(what: &str, a: T, b: T) -> Result<(), String> {
    if a == b { Ok(()) } else { Err(format!("{what}:\n  {a:?}\n  {b:?}")) }
}

fn compare(what: &str, a: Lines, b: Lines) -> Result<(), String> {
    for index in 0..a.len().max(b.len()) {
        match (a.get(index), b.get(index)) {
            (Some((this, said)), Some((that, other))) if this == that && said.is(other) => {}
            (this, that) => return Err(format!("{what}:\n  {this:?}\n  {that:?}")),
        }
    }
    Ok(())
}

/// The names of a kind, in no order.
fn names(board: &Board, kind: Kind) -> Vec<String> {
    let mut names: Vec<String> = board.notes().iter().filter(|note| note.kind() == kind).map(|note| note.text.clone()).collect();
    names.sort();
    names
}

/// The names of a kind in the order in which notation keeps them: that of the places which notes take from the story. Where a hot
/// spot about a hot spot stands follows from nothing.
fn order(board: &Board, kind: Kind) -> Vec<String> {
    let is_spot = |id: NoteId| board.note(id).is_some_and(|note| note.kind() == Kind::HotSpot);
    let about_spot = |note: &Note| matches!(&note.detail, Detail::HotSpot(spot) if spot.about.is_some_and(is_spot));
    let mut notes: Vec<Note> = board.notes().iter().map(|note| Note::clone(note)).filter(|note| !about_spot(note)).collect();
    let missing = vec![true; notes.len()];
    settle(&mut notes, &missing);
    notes.sort_by_key(|note| (note.at, note.kind()));
    notes.into_iter().filter(|note| note.kind() == kind).map(|note| note.text).collect()
}

fn text(board: &Board, id: NoteId) -> String {
    board.note(id).map_or("?".to_owned(), |note| format!("{} {:?}", note.kind().name(), note.text))
}

fn texts(board: &Board, ids: &[NoteId]) -> String {
    ids.iter().map(|id| text(board, *id)).collect::<Vec<_>>().join(", ")
}

fn exactly(lines: &mut Lines, what: &str, said: impl std::fmt::Debug) {
    lines.push((what.to_owned(), Said::Exactly(format!("{said:?}"))));
}

fn expression(lines: &mut Lines, what: &str, said: &str) {
    lines.push((what.to_owned(), Said::Expression(said.to_owned())));
}

fn set(lines: &mut Lines, what: &str, set: &[(String, String)]) {
    for (field, said) in set {
        expression(lines, &format!("{what} {field:?}"), said);
    }
}

fn lines(board: &Board, note: &Note) -> Lines {
    let mut lines = Lines::new();
    exactly(&mut lines, "text", &note.text);
    exactly(&mut lines, "context", note.context.and_then(|id| board.context(id)).map(|context| &context.name));
    match &note.detail {
        Detail::Actor | Detail::ExternalSystem => {}
        Detail::Event(event) => exactly(&mut lines, "event", event),
        Detail::Command(command) => {
            exactly(&mut lines, "aggregate", command.aggregate.map(|id| text(board, id)));
            exactly(&mut lines, "actors", texts(board, &command.actors));
            exactly(&mut lines, "systems", texts(board, &command.systems));
            let arguments: Vec<_> = command.fields.iter().map(|argument| (&argument.name, &argument.values)).collect();
            exactly(&mut lines, "arguments", arguments);
            command.outcomes.iter().for_each(|one| outcome(board, one, &mut lines));
        }
        Detail::Aggregate(aggregate) => {
            exactly(&mut lines, "state", &aggregate.state);
            exactly(&mut lines, "identified by", &aggregate.identified_by);
            aggregate.invariants.iter().for_each(|said| expression(&mut lines, "invariant", said));
        }
        Detail::Policy(policy) => {
            exactly(&mut lines, "when", texts(board, &policy.when));
            policy.guard.iter().for_each(|guard| expression(&mut lines, "where", guard));
            exactly(&mut lines, "choose", policy.choose);
            policy.then.iter().for_each(|one| reaction(board, one, &mut lines));
        }
        Detail::ReadModel(model) => {
            exactly(&mut lines, "audience", &model.audience);
            exactly(&mut lines, "built from", texts(board, &model.built_from));
            exactly(&mut lines, "shows", &model.shows);
            exactly(&mut lines, "keyed by", &model.keyed_by);
            model.on.iter().for_each(|one| projection(board, one, &mut lines));
        }
        Detail::HotSpot(spot) => {
            exactly(&mut lines, "about", spot.about.map(|id| text(board, id)));
            exactly(&mut lines, "resolved", spot.resolved);
            exactly(&mut lines, "votes", &spot.votes);
        }
    }
    lines
}

fn outcome(board: &Board, outcome: &Outcome, lines: &mut Lines) {
    exactly(lines, "outcome", texts(board, &outcome.events));
    set(lines, "set", &outcome.set);
    match &outcome.guard {
        Guard::None => {}
        Guard::Otherwise => exactly(lines, "otherwise", ()),
        Guard::When(guard) => expression(lines, "when", guard),
    }
}

fn reaction(board: &Board, reaction: &Reaction, lines: &mut Lines) {
    exactly(lines, "then", text(board, reaction.command));
    set(lines, "with", &reaction.with);
    lines.extend(reaction.after.iter().map(|after| ("after".to_owned(), Said::Length(after.clone()))));
    exactly(lines, "unless", texts(board, &reaction.unless));
}

fn projection(board: &Board, projection: &Projection, lines: &mut Lines) {
    exactly(lines, "on", (text(board, projection.event), projection.action));
    set(lines, "column", &projection.set);
}

fn scenario(board: &Board, scenario: &Scenario) -> Lines {
    let mut lines = Lines::new();
    exactly(&mut lines, "name", &scenario.name);
    for (section, issues) in [("given", &scenario.given), ("when", &scenario.when)] {
        for issue in issues {
            issued(board, section, issue, &mut lines);
        }
    }
    exactly(&mut lines, "then", texts(board, &scenario.then));
    exactly(&mut lines, "never", texts(board, &scenario.never));
    scenario.state.iter().for_each(|state| expression(&mut lines, "state", state));
    lines
}

fn issued(board: &Board, section: &str, issue: &Issue, lines: &mut Lines) {
    exactly(lines, section, (text(board, issue.command), &issue.with));
    lines.extend(issue.at.iter().map(|at| ("at".to_owned(), Said::Length(at.clone()))));
    for Answer { to, with, .. } in &issue.answers {
        let to = match to {
            AnswerTo::Note(id) => text(board, *id),
            AnswerTo::Field(field) => format!("{field:?}"),
        };
        let with = match with {
            AnswerWith::Note(id) => text(board, *id),
            AnswerWith::Value(Literal::Bool(bool)) => bool.to_string(),
            AnswerWith::Value(value) => format!("{value:?}"),
        };
        exactly(lines, "answer", (to, with));
    }
}
