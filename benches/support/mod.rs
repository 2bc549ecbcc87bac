//! Boards of any size to measure with: one long chain of payments, each of ten notes, in contexts of a hundred columns.

use squall::board::{
    Aggregate, Board, Command, Context, ContextId, Detail, Event, Guard, Heading, Kind, Literal, Note, NoteId, Outcome, Place,
    Policy, Reaction, ReadModel,
};
use uuid::Uuid;

/// A board of about so many notes.
pub fn board(notes: usize) -> Board {
    let mut heading = Heading::new("bench", format!("{notes} notes"), None);
    let links = (notes / 10).max(1);
    for number in 0..links / 100 + 1 {
        heading.contexts.push(Context { id: context(number), name: format!("Region {number}"), colour: None, unknown: Vec::new() });
    }
    let all = (0..links).flat_map(|link| chain_link(link, links)).collect();
    Board::assemble(heading, all, std::collections::HashMap::new()).expect("the references are right")
}

fn context(number: usize) -> ContextId {
    ContextId(Uuid::from_u128(1 << 100 | number as u128))
}

/// The notes of one link of the chain are numbered; the next link's command follows from this link's policy.
fn id(link: usize, number: usize) -> NoteId {
    NoteId(Uuid::from_u128((link * 10 + number + 1) as u128))
}

fn chain_link(link: usize, links: usize) -> Vec<Note> {
    let note = |number: usize, text: &str, at: usize, detail: Detail| {
        let mut note = Note::new(id(link, number), detail.kind(), format!("{text} {link}"), Place::FIRST);
        note.at = Place::new((link * 2 + at) as f64).expect("finite");
        note.detail = detail;
        note.context = Some(context(link / 100));
        note
    };
    let outcome = |event: usize, guard: &str, count: &str| Outcome {
        events: vec![id(link, event)],
        set: vec![("retry_count".to_owned(), count.to_owned())],
        guard: Guard::When(guard.to_owned()),
        ..Outcome::default()
    };
    let command = Command {
        aggregate: Some(id(link, 2)),
        actors: vec![id(link, 1)],
        systems: vec![id(link, 3)],
        outcomes: vec![outcome(4, "retry_count == 0", "retry_count + 1"), outcome(5, "retry_count > 0", "0")],
        ..Command::default()
    };
    let aggregate = squall::board::Aggregate {
        state: vec![("retry_count".to_owned(), Some(Literal::Int(0)))],
        invariants: vec!["retry_count <= 3".to_owned()],
        ..Default::default()
    };
    let policy = |event: usize, then: Vec<Reaction>| {
        Detail::Policy(Policy { when: vec![id(link, event)], guard: Some("retry_count < 2".to_owned()), then, choose: false })
    };
    let next = if link + 1 < links { vec![Reaction::new(id(link + 1, 0))] } else { Vec::new() };
    let model = ReadModel { built_from: vec![id(link, 4), id(link, 5)], ..ReadModel::default() };
    vec![
        note(0, "Attempt Payment", 0, Detail::Command(command)),
        note(1, "Scheduler", 0, Detail::Actor),
        note(2, "Billing", 0, Detail::Aggregate(aggregate)),
        note(3, "Payment Gateway", 0, Detail::ExternalSystem),
        note(4, "Payment Succeeded", 0, Detail::Event(Event::default())),
        note(5, "Payment Failed", 1, Detail::Event(Event { fields: Vec::new(), pivotal: link.is_multiple_of(50) })),
        note(6, "Charge the Next", 0, policy(4, next)),
        note(7, "Give Up", 1, policy(5, Vec::new())),
        note(8, "Payments of the Month", 1, Detail::ReadModel(model)),
        note(9, "What if the gateway is unreachable?", 1, Detail::empty(Kind::HotSpot)),
    ]
}

/// A board whose one command is issued again an hour later, for ever: guard, state, invariant and read model in every round. The
/// words on its notes end in what is asked for.
pub fn for_ever(words: &str) -> Board {
    let id = |number: u128| NoteId(Uuid::from_u128(number + 1));
    let note = |number: u128, text: &str, detail: Detail| {
        let mut note = Note::new(id(number), detail.kind(), format!("{text}{words}"), Place::FIRST);
        note.detail = detail;
        note
    };
    let outcome = |event: u128, guard: &str| Outcome {
        events: vec![id(event)],
        set: vec![("cycles".to_owned(), "cycles + 1".to_owned())],
        guard: Guard::When(guard.to_owned()),
        ..Outcome::default()
    };
    let command = Command {
        aggregate: Some(id(2)),
        actors: vec![id(1)],
        outcomes: vec![outcome(4, "status == \"active\""), outcome(5, "status != \"active\"")],
        ..Command::default()
    };
    let aggregate = Aggregate {
        state: vec![("cycles".to_owned(), Some(Literal::Int(0))), ("status".to_owned(), Some(Literal::Text("active".to_owned())))],
        invariants: vec!["cycles >= 0".to_owned()],
        ..Aggregate::default()
    };
    let again = Reaction { after: Some("1h".to_owned()), unless: vec![id(5)], ..Reaction::new(id(0)) };
    let policy = Policy { when: vec![id(4)], guard: Some("cycles > 0".to_owned()), then: vec![again], choose: false };
    let notes = vec![
        note(0, "Trigger Billing Cycle", Detail::Command(command)),
        note(1, "Scheduler", Detail::Actor),
        note(2, "Subscription", Detail::Aggregate(aggregate)),
        note(4, "Billing Cycle Started", Detail::Event(Event::default())),
        note(5, "Billing Cycle Skipped", Detail::Event(Event::default())),
        note(6, "Bill Again", Detail::Policy(policy)),
        note(7, "Cycles", Detail::ReadModel(ReadModel { built_from: vec![id(4)], ..ReadModel::default() })),
    ];
    Board::assemble(Heading::new("bench", "for ever".to_owned(), None), notes, std::collections::HashMap::new())
        .expect("the references are right")
}
