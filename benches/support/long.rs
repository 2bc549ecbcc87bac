//! A board whose run over time has no end.

use squall::board::{
    Aggregate, Board, Command, Detail, Event, Guard, Heading, Literal, Note, NoteId, Outcome, Place, Policy, Reaction, ReadModel,
};
use uuid::Uuid;

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
