//! Boards as lines that a person reads: a line a note, by kind from actors to hot spots, then as the notes stand.

use std::fmt::Write;

use squall::board::{Answer, AnswerTo, AnswerWith, Board, Detail, FieldName, Guard, Issue, Kind, Literal, Note, NoteId, Scenario};
use squall::notation::{self, Reading, Remark, Severity};
use uuid::Uuid;

/// Ids in the order in which they are asked for.
pub fn ids() -> impl FnMut() -> Uuid {
    let mut next = 0x0193_4f6e_0000_7000_8000_0000_0000_0000;
    move || {
        next += 1;
        Uuid::from_u128(next)
    }
}

/// What a document gives, warnings and all.
#[track_caller]
pub fn reading(text: &str) -> Reading {
    notation::read(text, &mut ids()).unwrap_or_else(|remarks| panic!("{}\nin\n{text}", said(&remarks).join("\n")))
}

/// The board of a document that there is nothing to say about.
#[track_caller]
pub fn read(text: &str) -> Board {
    let reading = reading(text);
    assert!(reading.remarks.is_empty(), "{}\nin\n{text}", said(&reading.remarks).join("\n"));
    reading.board
}

/// The notes of a document that there is nothing to say about, a line each.
#[track_caller]
pub fn notes(text: &str) -> Vec<String> {
    lines(&read(text))
}

/// The line of the one note that a document there is nothing to say about has under a name.
#[track_caller]
pub fn note(text: &str, name: &str) -> String {
    let board = read(text);
    let mut found = board.notes().iter().filter(|note| note.text == name);
    let (Some(note), None) = (found.next(), found.next()) else { panic!("not one {name} in {:#?}", lines(&board)) };
    line(&board, note)
}

/// The lines that are left out as prose, of a document that there is nothing to say about.
#[track_caller]
pub fn left_out(text: &str) -> Vec<String> {
    let reading = reading(text);
    assert!(reading.remarks.is_empty(), "{}\nin\n{text}", said(&reading.remarks).join("\n"));
    reading.skipped.into_iter().map(|line| line.text).filter(|line| !line.is_empty()).collect()
}

/// The warnings about a document that can be read, and its notes.
#[track_caller]
pub fn warned(text: &str) -> (Vec<String>, Vec<String>) {
    let reading = reading(text);
    assert!(reading.remarks.iter().all(|remark| remark.severity == Severity::Warning));
    (said(&reading.remarks), lines(&reading.board))
}

/// What is said about a document that cannot be read.
#[track_caller]
pub fn refused(text: &str) -> Vec<String> {
    match notation::read(text, &mut ids()) {
        Ok(reading) => panic!("read as {:#?}", lines(&reading.board)),
        Err(remarks) => said(&remarks),
    }
}

/// Remarks as they are printed.
pub fn said(remarks: &[Remark]) -> Vec<String> {
    remarks.iter().map(Remark::to_string).collect()
}

/// Every note, a line each.
pub fn lines(board: &Board) -> Vec<String> {
    let mut notes: Vec<&Note> = board.notes().iter().map(AsRef::as_ref).collect();
    notes.sort_by_key(|note| note.kind());
    notes.into_iter().map(|note| line(board, note)).collect()
}

/// Which notes of the wanted kinds hang at which place: `1: Lend Book, Book Lent`.
pub fn places(board: &Board, kinds: &[Kind]) -> Vec<String> {
    let mut places: Vec<(f64, Vec<&str>)> = Vec::new();
    for note in board.notes().iter().filter(|note| kinds.contains(&note.kind())) {
        match places.last_mut().filter(|(at, _)| *at == note.at.get()) {
            Some((_, names)) => names.push(&note.text),
            None => places.push((note.at.get(), vec![&note.text])),
        }
    }
    places.into_iter().map(|(at, names)| format!("{at}: {}", names.join(", "))).collect()
}

/// `Issue X (a = 1) at 12h [X -> Y, field -> 2]`, and what is expected of a scenario.
pub fn scenario(board: &Board, scenario: &Scenario) -> Vec<String> {
    let mut out = vec![format!("scenario {}", scenario.name)];
    out.extend(scenario.given.iter().map(|given| format!("given {}", issue(board, given))));
    out.extend(scenario.when.iter().map(|when| format!("when {}", issue(board, when))));
    let mut names = |word: &str, ids: &[NoteId]| out.extend((!ids.is_empty()).then(|| format!("{word} {}", all(board, ids, ", "))));
    names("then", &scenario.then);
    names("never", &scenario.never);
    out.extend(scenario.state.iter().map(|state| format!("state {state}")));
    out
}

fn issue(board: &Board, issue: &Issue) -> String {
    let mut out = name(board, issue.command);
    if !issue.with.is_empty() {
        let with: Vec<String> = issue.with.iter().map(|(name, value)| format!("{name} = {}", literal(value))).collect();
        let _ = write!(out, " ({})", with.join(", "));
    }
    push(&mut out, "at", issue.at.as_deref());
    if !issue.answers.is_empty() {
        let answers: Vec<String> = issue.answers.iter().map(|given| answer(board, given)).collect();
        let _ = write!(out, " [{}]", answers.join("; "));
    }
    out
}

fn answer(board: &Board, answer: &Answer) -> String {
    let to = match &answer.to {
        AnswerTo::Note(id) => name(board, *id),
        AnswerTo::Field(field) => format!("field {field}"),
    };
    match &answer.with {
        AnswerWith::Note(id) => format!("{to} -> {}", name(board, *id)),
        AnswerWith::Value(value) => format!("{to} -> {}", literal(value)),
    }
}

/// `command Lend Book (days = 14) of Loan by Member -> Book Lent { out = true } when !out  @ Desk`.
pub fn line(board: &Board, note: &Note) -> String {
    let mut out = format!("{} {}", note.kind().name(), note.text);
    detail(board, note, &mut out);
    push(&mut out, "@", note.context.and_then(|id| board.context(id)).map(|context| &*context.name));
    out
}

fn detail(board: &Board, note: &Note, out: &mut String) {
    match &note.detail {
        Detail::Actor | Detail::ExternalSystem => {}
        Detail::Event(event) => {
            fields(out, event.fields.iter().map(Clone::clone).collect());
            push(out, "", event.pivotal.then_some("pivotal"));
        }
        Detail::Aggregate(aggregate) => {
            push(out, "by", aggregate.identified_by.as_deref());
            let value = |(name, value): &(FieldName, Option<Literal>)| {
                value.as_ref().map_or(name.clone(), |value| format!("{name} = {}", literal(value)))
            };
            fields(out, aggregate.state.iter().map(value).collect());
            push(out, "keeping", joined(&aggregate.invariants, "; ").as_deref());
        }
        Detail::Command(command) => {
            let values = |argument: &squall::board::Argument| match &*argument.values {
                [] => argument.name.clone(),
                values => format!("{} = {}", argument.name, values.iter().map(literal).collect::<Vec<_>>().join(" | ")),
            };
            fields(out, command.fields.iter().map(values).collect());
            push(out, "of", command.aggregate.map(|id| name(board, id)).as_deref());
            push(out, "by", Some(&*all(board, &command.actors, " & ")).filter(|by| !by.is_empty()));
            push(out, "via", Some(&*all(board, &command.systems, " & ")).filter(|via| !via.is_empty()));
            let outcomes: Vec<String> = command.outcomes.iter().map(|outcome| self::outcome(board, outcome)).collect();
            push(out, "->", joined(&outcomes, " | ").as_deref());
        }
        Detail::Policy(policy) => {
            push(out, "when", Some(&*all(board, &policy.when, " or ")).filter(|when| !when.is_empty()));
            push(out, "where", policy.guard.as_deref());
            let then: Vec<String> = policy.then.iter().map(|reaction| self::reaction(board, reaction)).collect();
            push(out, "then", joined(&then, if policy.choose { " | " } else { " + " }).as_deref());
        }
        Detail::ReadModel(model) => {
            push(out, "for", model.audience.as_deref());
            push(out, "from", Some(&*all(board, &model.built_from, ", ")).filter(|from| !from.is_empty()));
            push(out, "shows", joined(&model.shows, "; ").as_deref());
            push(out, "keyed by", model.keyed_by.as_deref());
            for on in &model.on {
                let _ = write!(out, " on {}: {}{}", name(board, on.event), on.action.key(), set(&on.set));
            }
        }
        Detail::HotSpot(spot) => {
            push(out, "about", spot.about.map(|id| name(board, id)).as_deref());
            push(out, "", spot.resolved.then_some("resolved"));
        }
    }
}

fn outcome(board: &Board, outcome: &squall::board::Outcome) -> String {
    let mut out = all(board, &outcome.events, " + ") + &set(&outcome.set);
    match &outcome.guard {
        Guard::None => {}
        Guard::When(guard) => push(&mut out, "when", Some(guard)),
        Guard::Otherwise => push(&mut out, "otherwise", Some("")),
    }
    out.trim_end().to_owned()
}

fn reaction(board: &Board, reaction: &squall::board::Reaction) -> String {
    let mut out = name(board, reaction.command);
    fields(&mut out, reaction.with.iter().map(|(name, value)| format!("{name} = {value}")).collect());
    push(&mut out, "after", reaction.after.as_deref());
    push(&mut out, "unless", Some(&*all(board, &reaction.unless, " or ")).filter(|unless| !unless.is_empty()));
    out
}

fn set(set: &[(FieldName, String)]) -> String {
    let set: Vec<String> = set.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    joined(&set, ", ").map_or(String::new(), |set| format!(" {{ {set} }}"))
}

fn fields(out: &mut String, fields: Vec<String>) {
    if let Some(fields) = joined(&fields, ", ") {
        let _ = write!(out, " ({fields})");
    }
}

fn push(out: &mut String, word: &str, what: Option<&str>) {
    if let Some(what) = what {
        let _ = write!(out, " {}", [word, what].join(" ").trim());
    }
}

fn joined(parts: &[String], with: &str) -> Option<String> {
    (!parts.is_empty()).then(|| parts.join(with))
}

fn name(board: &Board, id: NoteId) -> String {
    board.note(id).map_or_else(|| "?".to_owned(), |note| note.text.clone())
}

fn all(board: &Board, ids: &[NoteId], with: &str) -> String {
    ids.iter().map(|id| name(board, *id)).collect::<Vec<_>>().join(with)
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::Int(int) => int.to_string(),
        Literal::Bool(bool) => bool.to_string(),
        Literal::Text(text) => format!("{text:?}"),
    }
}
