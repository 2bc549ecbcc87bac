//! Scenarios: each thing that can go otherwise is said at the first step where it does; a run that is saved as one passes; what
//! scenarios have been through is counted.

mod support;

use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value as Json, json};
use squall::board::{Board, Literal};
use squall::engine::scenario::{Coverage, Failure, FailureKind, Tally, of_open_run, of_run, play, states};
use squall::engine::value::Type;
use squall::engine::{Answer, Happening, Index, Moved, Question, Run, compile, tell};
use support::boards;

/// A library: a copy is lent, the borrower is reminded after two weeks unless it comes back.
fn library(scenario: &Json) -> Board {
    let file = json!({ "squall": 1, "title": "Library", "scenarios": [scenario], "notes": [
        { "kind": "actor", "text": "Member" },
        { "kind": "command", "text": "Lend Copy", "at": 1, "actors": ["Member"], "aggregate": "Copy",
          "outcomes": [{ "events": ["Copy Lent"], "when": "status == \"there\"", "set": { "status": "\"lent\"", "loans": "loans + 1" } },
                       { "events": ["Loan Refused"], "otherwise": true }] },
        { "kind": "aggregate", "text": "Copy", "at": 1, "state": { "status": "there", "loans": 0, "limit": 2 }, "invariants": ["loans <= limit"] },
        { "kind": "event", "text": "Copy Lent", "at": 1 },
        { "kind": "event", "text": "Loan Refused", "at": 1 },
        { "kind": "policy", "text": "Remind of Overdue Copies", "at": 1, "when": ["Copy Lent"],
          "then": [{ "command": "Send Reminder", "after": "14d", "unless": ["Copy Returned"] }] },
        { "kind": "command", "text": "Send Reminder", "at": 2, "aggregate": "Copy",
          "outcomes": [{ "events": ["Reminder Sent"] }, { "events": ["Reminder Bounced"] }] },
        { "kind": "event", "text": "Reminder Sent", "at": 2 },
        { "kind": "event", "text": "Reminder Bounced", "at": 2 },
        { "kind": "command", "text": "Return Copy", "at": 3, "actors": ["Member"], "aggregate": "Copy",
          "outcomes": [{ "events": ["Copy Returned"], "when": "status == \"lent\"", "set": { "status": "\"there\"" } }] },
        { "kind": "event", "text": "Copy Returned", "at": 3 },
        { "kind": "event", "text": "Copy Lost", "at": 4 },
        { "kind": "read_model", "text": "Loans", "at": 4, "built_from": ["Copy Lent"] }
    ]});
    let mut ids = support::ids();
    squall::store::read(&file.to_string(), &mut ids).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// What a scenario of the library fails with: each failure as `kind, step, time: expected / actual`.
fn failures(scenario: Json) -> Vec<String> {
    let board = library(&scenario);
    let played = play(&Arc::new(compile(&board)), &board.heading().scenarios[0]);
    let told = |failure: &Failure| {
        let at = squall::engine::duration::format(failure.at);
        format!("{:?} {} {at}: {} / {}", failure.kind, failure.step + 1, failure.expected, failure.actual)
    };
    assert_eq!(played.passed(), played.first().is_none());
    played.failures.iter().map(told).collect()
}

fn only(scenario: Json) -> String {
    let all = failures(scenario);
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].clone()
}

const SENT: (&str, &str) = ("Send Reminder", "Reminder Sent");

fn lend() -> Json {
    json!({ "command": "Lend Copy", "answers": [{ "to": SENT.0, "with": SENT.1 }] })
}

#[test]
fn a_scenario_that_comes_out_as_it_says_passes() {
    let none: Vec<String> = Vec::new();
    let scenario = json!({ "name": "Reminded", "when": [lend(), { "command": "Return Copy" }],
        "then": ["Copy Lent", "Reminder Sent", "Copy Returned"], "never": ["Loan Refused"],
        "state": ["Copy.status == \"there\"", "Copy.status = \"there\"", "loans == 1", "Copy.loans <= Copy.limit"] });
    assert_eq!(failures(scenario), none);
    let scenario = json!({ "name": "In time", "given": [lend(), { "command": "Return Copy" }],
        "when": [{ "command": "Lend Copy" }, { "command": "Return Copy", "at": "480h" }], "then": ["Copy Returned"],
        // What was before When does not count.
        "never": ["Reminder Sent"] });
    assert_eq!(failures(scenario), none);
    // A command that is rejected is no failure of its own.
    assert_eq!(failures(json!({ "name": "Refused", "when": [{ "command": "Return Copy" }], "never": ["Copy Returned"] })), none);
    assert_eq!(failures(json!({ "name": "Nothing" })), none);
}

#[test]
fn an_expected_event_that_does_not_come_says_what_kept_it() {
    assert_eq!(
        only(json!({ "name": "x", "when": [{ "command": "Return Copy" }], "then": ["Copy Returned"] })),
        "Then 2 0s: Copy Returned is recorded / it did not come until all was quiet at 0s: Return Copy was rejected in step 2, \
         as this is false: status == \"lent\" (status = \"there\")"
    );
    let early = json!({ "name": "x", "when": [{ "command": "Lend Copy" }, { "command": "Return Copy", "at": "1d" }],
        "then": ["Copy Returned", "Reminder Sent"] });
    assert_eq!(
        only(early),
        "Then 10 24h: Reminder Sent is recorded after Copy Returned / it did not come until all was quiet at 24h: \
         Send Reminder was called off by Copy Returned in step 10"
    );
    let otherwise = json!({ "name": "x", "when": [lend()], "then": ["Reminder Bounced"] });
    assert_eq!(
        only(otherwise),
        "Then 8 336h: Reminder Bounced is recorded / it did not come until all was quiet at 336h: \
         Send Reminder came to Reminder Sent in step 8"
    );
    let order = json!({ "name": "x", "when": [lend()], "then": ["Reminder Sent", "Copy Lent"] });
    assert_eq!(
        only(order),
        "Then 3 0s: Copy Lent is recorded after Reminder Sent / it was recorded before that, in step 3, and not again"
    );
    let never = json!({ "name": "x", "when": [lend()], "then": ["Copy Lost"] });
    assert_eq!(only(never), "Then 10 336h: Copy Lost is recorded / it did not come until all was quiet at 336h");
    // What was before When does not count.
    let before = json!({ "name": "x", "given": [lend()], "when": [{ "command": "Return Copy" }], "then": ["Copy Lent"] });
    assert!(only(before).starts_with("Then "));
}

#[test]
fn events_that_must_never_be_and_states_that_are_not_so() {
    assert_eq!(
        only(json!({ "name": "x", "when": [lend()], "never": ["Reminder Sent"] })),
        "Never 9 336h: Reminder Sent is never recorded / it was recorded at 336h, by Send Reminder"
    );
    let state =
        |text: &str| only(json!({ "name": "x", "when": [lend()], "state": [text] })).split_once(" / ").expect("both").1.to_owned();
    assert_eq!(state("Copy.status == \"there\""), "Copy.status is \"lent\"");
    assert_eq!(state("Copy.loans + 1 == Copy.limit * 2"), "Copy.loans is 1, Copy.limit is 2");
    assert!(state("Cpy.status == \"lent\"").contains("did you mean `Copy`?"));
    assert!(state("stats == 1").contains("did you mean `status`?"));
    assert!(state("Copy.loans ==").starts_with("the condition cannot be read"));
    assert!(state("Copy.loans / 0 == 1").contains("division by zero"));
}

#[test]
fn questions_answers_and_commands_that_do_not_go_together() {
    assert_eq!(
        only(json!({ "name": "x", "when": [{ "command": "Lend Copy" }], "then": ["Reminder Sent"] })),
        "Unanswered 8 336h: everything that is asked has an answer / \
         no answer is left for \"Send Reminder: what happens?\" (Reminder Sent | Reminder Bounced)"
    );
    let unfit = json!({ "command": "Lend Copy", "answers": [{ "to": "Send Reminder", "with": "Copy Lost" }] });
    assert!(
        only(json!({ "name": "x", "when": [unfit] }))
            .starts_with("Unfit 8 336h: every answer fits what is asked / the answer `Send Reminder -> Copy Lost` fits no outcome")
    );
    // An answer belongs to what its command leads to: left over, it is said where that is over.
    let left =
        json!({ "name": "x", "when": [{ "command": "Return Copy", "answers": [{ "to": SENT.0, "with": SENT.1 }] }, lend()] });
    assert_eq!(only(left), "Unused 3 0s: the answer `Send Reminder -> Reminder Sent` is asked for / nothing asked for it any more");
    let later = json!({ "name": "x", "when": [{ "command": "Lend Copy" },
        { "command": "Return Copy", "answers": [{ "to": SENT.0, "with": SENT.1 }] }] });
    assert!(only(later).ends_with("; one stands below Return Copy, which is issued later"));
    let past =
        json!({ "name": "x", "given": [lend()], "when": [{ "command": "Return Copy" }, { "command": "Lend Copy", "at": "1h" }] });
    assert!(only(past).ends_with("Lend Copy is issued at 1h / `Lend Copy` cannot be issued at 1h: it is 336h already"));
    let when = json!({ "name": "x", "when": [lend(), { "command": "Return Copy", "at": "soon" }] });
    assert!(only(when).starts_with("Refused 11 336h: Return Copy is issued / "));
    let with = json!({ "name": "x", "when": [{ "command": "Lend Copy", "with": { "until": 3 } }] });
    assert!(only(with).contains("`Lend Copy` has no argument `until`"));
}

#[test]
fn broken_invariants_and_endless_chains_fail_too() {
    let back = || json!({ "command": "Return Copy" });
    let broken = failures(json!({ "name": "x", "when": [lend(), back(), lend(), back(), lend(), back()] }));
    assert!(broken[0].contains("for Copy, loans <= limit stays true / it is false: loans = 3, limit = 2"), "{broken:?}");
    let round = json!({ "squall": 1, "title": "Round", "notes": [
        { "kind": "command", "text": "Ping", "at": 1, "outcomes": [{ "events": ["Pinged"] }] },
        { "kind": "event", "text": "Pinged", "at": 1 },
        { "kind": "policy", "text": "Again", "at": 1, "when": ["Pinged"], "then": [{ "command": "Ping" }] }],
        "scenarios": [{ "name": "x", "when": [{ "command": "Ping" }] }] });
    let board = squall::store::read(&round.to_string(), &mut support::ids()).expect("a board");
    let played = play(&Arc::new(compile(&board)), &board.heading().scenarios[0]);
    assert_eq!(played.failures.iter().map(|failure| failure.kind).collect::<Vec<_>>(), [FailureKind::Restless]);
    assert!(played.failures[0].actual.starts_with("it goes round for ever"));
}

#[test]
fn what_can_take_part_is_counted() {
    let board = library(&json!({ "name": "x", "when": [lend()] }));
    let model = Arc::new(compile(&board));
    let mut coverage = Coverage::new(model.clone());
    assert_eq!(Tally::of(&coverage.notes()), Tally { covered: 0, all: 3 + 1 + 5 + 1 + 1 });
    coverage.add(&play(&model, &board.heading().scenarios[0]).run);
    let missing = |parts: Vec<squall::engine::scenario::Part>| {
        parts.into_iter().filter(|part| !part.covered).map(|part| part.name).collect::<Vec<_>>()
    };
    // Nothing records that a copy is lost, so no scenario could; an actor does not run.
    assert_eq!(missing(coverage.notes()), ["Return Copy", "Loan Refused", "Reminder Bounced", "Copy Returned"]);
    assert_eq!(
        missing(coverage.outcomes()),
        [
            "Lend Copy → Loan Refused otherwise",
            "Send Reminder → Reminder Bounced",
            "Return Copy → Copy Returned when status == \"lent\""
        ]
    );
    assert_eq!(Tally::of(&coverage.outcomes()).percent(), 40.0);
    assert_eq!(Tally::of(&coverage.policies()), Tally { covered: 1, all: 1 });
    assert_eq!(coverage.uncovered().len(), 4);
    assert_eq!(coverage.covered().len(), 7);
    assert_eq!(Tally { covered: 999, all: 1000 }.percent(), 99.9);
    assert_eq!(Tally { covered: 9999, all: 10_000 }.percent(), 99.9);
}

/// Plays a run by hand: commands and answers by number, now and then before what waits has come due.
fn by_hand(board: &Board, choices: &[(u8, bool)]) -> Run {
    let mut run = Run::new(Arc::new(compile(board)));
    let commands = run.model().commands.len();
    let mut left = 400;
    for (number, soon) in choices.iter().filter(|_| commands > 0) {
        // Either all is played out first, or what comes due until then.
        let at = soon.then(|| run.world().clock() + i64::from(*number / 4) * 60);
        while left > 0 {
            left -= 1;
            match run.forward(at) {
                Moved::Stepped => {}
                Moved::Asks(question) => {
                    let answer = some_answer(&run, &question, *number);
                    run.answer(answer).expect("it fits");
                }
                Moved::Done | Moved::Endless { .. } => break,
            }
        }
        if run.is_quiet() && run.endless().is_none() {
            let at = at.map(|at| at.max(run.world().clock()));
            run.issue((*number as usize % commands) as Index, &[], at).expect("a quiet run takes any command");
        }
    }
    for number in 0..200u8 {
        match run.play(100, None) {
            Some(Moved::Asks(question)) => {
                let answer = some_answer(&run, &question, number);
                run.answer(answer).expect("it fits");
            }
            _ => break,
        }
    }
    run
}

fn some_answer(run: &Run, question: &Question, number: u8) -> Answer {
    match question {
        Question::Value { ty, .. } => Answer::Value(match ty {
            Type::Int => Literal::Int(i64::from(number) - 100),
            Type::Bool => Literal::Bool(number.is_multiple_of(2)),
            Type::Duration => Literal::Text(format!("{number}h")),
            Type::Text | Type::Unknown => Literal::Text(format!("t{}", number % 3)),
        }),
        Question::Guard { .. } => Answer::Yes(number.is_multiple_of(2)),
        Question::Outcome { command, options } => {
            // Mostly one that an event tells from the others, as it is on boards that people draw.
            let events =
                |option: u16| run.model().command(*command).outcomes[option as usize].events.iter().map(|event| event.event);
            let others = |option: u16| options.iter().copied().filter(move |other| *other != option);
            let own =
                |option: &&u16| events(**option).any(|event| others(**option).all(|other| events(other).all(|has| has != event)));
            let telling: Vec<u16> = options.iter().filter(own).copied().collect();
            let of = if telling.is_empty() || number < 16 { options } else { &telling };
            Answer::Outcome(of[number as usize % of.len()])
        }
        Question::Reaction { commands, .. } => Answer::Reaction(u16::from(number) % commands.len() as u16),
    }
}

/// The law of saving: a run that can be saved as a scenario is one that passes, and leads where the run led. Whether it could be.
fn saved(board: &Board, run: &Run, given: usize) -> Result<bool, TestCaseError> {
    let open = of_open_run(run, "Open");
    if let Ok(open) = &open {
        // However it ends, it leads as far as the run led.
        prop_assert!(open.given.is_empty() && open.then.is_empty());
        let events = |run: &Run| {
            let recorded = run.steps().filter(|step| matches!(step.what, Happening::Recorded { .. }));
            recorded.map(|step| (step.at, tell::line(run, &step.what).head)).collect::<Vec<_>>()
        };
        let (was, is) = (events(run), events(&play(run.model(), open).run));
        prop_assert!(is.starts_with(&was), "{is:?} does not begin with {was:?}");
    }
    prop_assert!(open.is_ok() || of_run(run, "Saved", given).is_err());
    let scenario = match of_run(run, "Saved", given) {
        Ok(scenario) => scenario,
        Err(misfit) => {
            let known = ["the run is not at its end", "the run never comes to rest", "a scenario cannot tell this run"];
            prop_assert!(known.iter().any(|known| misfit.0.starts_with(known)), "{misfit}");
            return Ok(false);
        }
    };
    let played = play(run.model(), &scenario);
    // Only what the run itself broke is broken still.
    let own = |failure: &Failure| matches!(failure.kind, FailureKind::Broken | FailureKind::Fault | FailureKind::Rule);
    prop_assert!(played.failures.iter().all(own), "{:?}", played.failures);
    let recorded = |run: &Run| run.steps().filter(|step| matches!(step.what, Happening::Recorded { .. })).count();
    prop_assert_eq!(recorded(run), recorded(&played.run));
    prop_assert_eq!(run.states().collect::<Vec<_>>(), played.run.states().collect::<Vec<_>>());
    let with_states = squall::board::Scenario { state: states(run), ..scenario.clone() };
    prop_assert!(play(run.model(), &with_states).failures.iter().all(own), "{:?}", with_states.state);
    // It is one that the board can carry.
    let mut board = board.clone();
    prop_assert!(board.apply(squall::board::Edit::SetScenarios(vec![scenario])).is_ok());
    Ok(true)
}

/// Tries the law of saving on boards; returns how many runs of some length could be saved, and how many of any length could not.
fn law_of_saving(boards: impl Strategy<Value = Board>, cases: u32) -> (usize, usize) {
    let mut runner = TestRunner::new(ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() });
    let input = (boards, prop::collection::vec(any::<(u8, bool)>(), 1..8), 0..3usize);
    let told = std::cell::Cell::new((0, 0));
    let law = runner.run(&input, |(board, choices, given)| {
        let run = by_hand(&board, &choices);
        let (yes, no) = told.get();
        match saved(&board, &run, given)? {
            true => told.set((yes + usize::from(run.len() > 3), no)),
            false => told.set((yes, no + 1)),
        }
        Ok(())
    });
    law.unwrap_or_else(|wrong| panic!("{wrong}"));
    told.get()
}

#[test]
fn a_run_of_any_board_saved_as_a_scenario_passes() {
    // On boards drawn by chance most chains go round, and few outcomes can be told apart.
    let (yes, no) = law_of_saving(boards::boards(16), 256);
    assert!(yes >= 5, "{yes} runs were saved, {no} could not be");
}

#[test]
fn a_run_of_a_bundled_board_saved_as_a_scenario_passes() {
    let bundled: Vec<Board> = squall::store::BUNDLED
        .iter()
        .map(|bundled| bundled.board(&mut support::ids()).unwrap_or_else(|wrong| panic!("{wrong}")))
        .collect();
    let (yes, no) = law_of_saving(prop::sample::select(bundled), 96);
    assert!(yes > 20 * no, "{yes} runs were saved, {no} could not be");
}

#[test]
fn a_run_with_a_command_during_a_wait_is_replayed_whole() {
    let board = library(&json!({ "name": "x", "when": [{ "command": "Lend Copy" }, { "command": "Return Copy", "at": "1d" }] }));
    let model = Arc::new(compile(&board));
    let played = play(&model, &board.heading().scenarios[0]);
    let again = squall::engine::replay(&played.run, model);
    assert_eq!((again.differs, again.run.len()), (None, played.run.len()));
}
