//! What a run did otherwise than a scenario says, step by step.

use std::collections::HashMap;

use super::{Failure, FailureKind, state};
use crate::board::{NoteId, Scenario};
use crate::engine::answers::note_of;
use crate::engine::happening::{Faults, Happening, Question, Seen};
use crate::engine::model::{Index, Model};
use crate::engine::run::Run;
use crate::engine::watch::Breach;
use crate::engine::{duration, tell};

/// The note that asks.
pub(super) fn asker(run: &Run, question: &Question) -> NoteId {
    match question {
        Question::Value { asker, .. } | Question::Guard { asker, .. } => note_of(run, *asker),
        Question::Outcome { command, .. } => run.model().command(*command).note,
        Question::Reaction { policy, .. } => run.model().policy(*policy).note,
    }
}

/// An answer that was left over after so many steps.
pub(super) fn unused(run: &Run, steps: usize, words: &str) -> Failure {
    let step = steps.saturating_sub(1);
    let at = run.step(step).map_or(run.world().clock(), |step| step.at);
    let expected = format!("the answer `{words}` is asked for");
    Failure { kind: FailureKind::Unused, step, at, note: None, expected, actual: "nothing asked for it any more".to_owned() }
}

/// A rule of the board that the run broke.
pub(super) fn breach(breach: Breach) -> Failure {
    let Breach { rule, step, at, why } = breach;
    Failure { kind: FailureKind::Rule, step, at, note: None, expected: format!("the rule `{rule}` holds"), actual: why }
}

/// A condition that does not hold at the end.
pub(super) fn state(run: &Run, text: &str) -> Option<Failure> {
    let actual = state::holds(run, text).err()?;
    let (step, at) = (run.len().saturating_sub(1), run.world().clock());
    let expected = format!("at the end, {text}");
    Some(Failure { kind: FailureKind::State, step, at, note: None, expected, actual })
}

/// What went wrong along the way: events that must never be, invariants that broke, expressions that could not be worked out.
pub(super) fn along(run: &Run, scenario: &Scenario, begins: Option<usize>) -> Vec<Failure> {
    let model = run.model();
    let mut failures = Vec::new();
    for (number, step) in run.steps().enumerate() {
        let mut fail = |kind, note, expected, actual| {
            failures.push(Failure { kind, step: number, at: step.at, note, expected, actual });
        };
        let after = begins.is_some_and(|begins| number >= begins);
        match &step.what {
            Happening::Recorded { event, command, .. } if after && scenario.never.contains(&model.event(*event).note) => {
                let event = model.event(*event);
                let by = &model.command(*command).name;
                let actual = format!("it was recorded at {}, by {by}", duration::format(step.at));
                fail(FailureKind::Never, Some(event.note), format!("{} is never recorded", event.name), actual);
            }
            Happening::Broken { aggregate, invariant } => {
                let aggregate = model.aggregate(*aggregate);
                let expected = format!("for {}, {} stays true", aggregate.name, invariant.text);
                fail(FailureKind::Broken, Some(aggregate.note), expected, format!("it is false: {}", values(run, invariant)));
            }
            what => {
                let note = tell::notes(run, what).0;
                for (text, reason) in faults(what) {
                    fail(FailureKind::Fault, note, format!("{text} can be worked out"), reason);
                }
            }
        }
    }
    failures
}

/// The values an expression saw, or why it has none.
fn values(run: &Run, seen: &Seen) -> String {
    let values = seen.values.iter().map(|(name, value)| format!("{name} = {}", tell::shown(run, *value)));
    let all: Vec<String> = values.chain(seen.fault.map(|fault| fault.to_string())).collect();
    all.join(", ")
}

/// The expressions that could not be worked out in a step, with the reason.
pub(super) fn faults(what: &Happening) -> Vec<(String, String)> {
    let all = |faults: &Faults| faults.iter().map(|(text, fault)| (text.to_string(), fault.to_string())).collect();
    let of = |seen: &Seen| seen.fault.map(|fault| (seen.text.to_string(), fault.to_string()));
    match what {
        Happening::Chosen { faults, .. } | Happening::Fired { faults, .. } | Happening::Updated { faults, .. } => all(faults),
        Happening::Rejected { guards, .. } => guards.iter().filter_map(of).collect(),
        Happening::Skipped { guard, .. } => of(guard).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Expected events that did not come, or not in their order.
pub(super) fn then(run: &Run, expected: &[NoteId], begins: usize) -> Vec<Failure> {
    let model = run.model();
    let recorded: Vec<(usize, NoteId)> = run
        .steps()
        .enumerate()
        .filter_map(|(number, step)| match &step.what {
            Happening::Recorded { event, .. } => Some((number, model.event(*event).note)),
            _ => None,
        })
        .filter(|(number, _)| *number >= begins)
        .collect();
    let mut failures = Vec::new();
    let mut next = 0;
    // Early events that stood in for none yet: each explains one that is missed.
    let mut passed_over: Vec<(usize, NoteId)> = Vec::new();
    let mut before: Option<(usize, NoteId)> = None;
    for event in expected {
        if let Some(found) = recorded[next..].iter().position(|(_, note)| note == event) {
            passed_over.extend(&recorded[next..next + found]);
            before = Some(recorded[next + found]);
            next += found + 1;
            continue;
        }
        let name = |id: NoteId| model.events.iter().find(|event| event.note == id).map_or("the event", |event| &*event.name);
        let behind = before.map_or(String::new(), |(_, event)| format!(" after {}", name(event)));
        let expects = format!("{} is recorded{behind}", name(*event));
        let fail = |step: usize, actual: String| {
            let at = run.step(step).map_or(run.world().clock(), |step| step.at);
            Failure { kind: FailureKind::Then, step, at, note: Some(*event), expected: expects.clone(), actual }
        };
        if let Some(early) = passed_over.iter().position(|(_, note)| note == event) {
            let (step, _) = passed_over.remove(early);
            failures.push(fail(step, format!("it was recorded before that, in step {}, and not again", step + 1)));
            continue;
        }
        let from = before.map_or(begins, |(number, _)| number + 1);
        let end = duration::format(run.world().clock());
        let (step, why) = match blocked(run, *event, from) {
            Some((step, why)) => (step, format!(": {why}")),
            None => (run.len().saturating_sub(1), String::new()),
        };
        failures.push(fail(step, format!("it did not come until all was quiet at {end}{why}")));
    }
    failures
}

/// The step that kept an event from coming: of what could have led to it, the last that came closest, and what became of it.
fn blocked(run: &Run, event: NoteId, from: usize) -> Option<(usize, String)> {
    let model = run.model();
    let event = model.events.iter().position(|other| other.note == event)? as Index;
    let ways = Ways::to(model, event);
    let mut best: Option<(usize, usize, String)> = None;
    for (number, step) in run.steps().enumerate().skip(from) {
        let found = match &step.what {
            Happening::Rejected { command, guards } => {
                let guards: Vec<String> = guards.iter().map(|guard| tell::seen(run, guard)).collect();
                let why = if guards.is_empty() { String::new() } else { format!(", as this is false: {}", guards.join("; ")) };
                let name = &model.command(*command).name;
                ways.commands.get(command).map(|far| (*far, format!("{name} was rejected in step {}{why}", number + 1)))
            }
            Happening::Chosen { command, outcome, .. } => ways.commands.get(command).and_then(|far| {
                let events = &model.command(*command).outcomes[*outcome as usize].events;
                let misses = events.iter().all(|recorded| ways.events.get(&recorded.event).is_none_or(|other| other > far));
                let (name, came) = (&model.command(*command).name, tell::outcome(run, *command, *outcome));
                misses.then(|| (*far, format!("{name} came to {came} in step {}", number + 1)))
            }),
            Happening::Skipped { policy, guard, .. } => ways.policies.get(policy).map(|far| {
                let (name, seen) = (&model.policy(*policy).name, tell::seen(run, guard));
                (*far, format!("{name} did not fire in step {}, as this is false: {seen}", number + 1))
            }),
            Happening::CalledOff { command, event } => ways.commands.get(command).map(|far| {
                let (name, by) = (&model.command(*command).name, &model.event(*event).name);
                (*far, format!("{name} was called off by {by} in step {}", number + 1))
            }),
            _ => None,
        };
        if let Some((far, why)) = found
            && best.as_ref().is_none_or(|(other, ..)| far <= *other)
        {
            best = Some((far, number, why));
        }
    }
    best.map(|(_, number, why)| (number, why))
}

/// What can lead to an event, each with how many commands and policies lie between.
#[derive(Default)]
struct Ways {
    events: HashMap<Index, usize>,
    commands: HashMap<Index, usize>,
    policies: HashMap<Index, usize>,
}

impl Ways {
    fn to(model: &Model, event: Index) -> Ways {
        let mut ways = Ways { events: HashMap::from([(event, 0)]), ..Ways::default() };
        let mut far = 0;
        loop {
            let known = (ways.events.len(), ways.commands.len(), ways.policies.len());
            for (index, command) in model.commands.iter().enumerate() {
                for recorded in command.outcomes.iter().flat_map(|outcome| &outcome.events) {
                    if ways.events.get(&recorded.event) == Some(&far) {
                        ways.commands.entry(index as Index).or_insert(far);
                    }
                }
            }
            let all = || model.commands.iter().flat_map(|command| &command.outcomes).flat_map(|outcome| &outcome.events);
            for recorded in all() {
                for reaction in &recorded.reactions {
                    if reaction.then.iter().any(|follow| ways.commands.get(&follow.command) == Some(&far)) {
                        ways.policies.entry(reaction.policy).or_insert(far + 1);
                        ways.events.entry(recorded.event).or_insert(far + 1);
                    }
                }
            }
            if known == (ways.events.len(), ways.commands.len(), ways.policies.len()) {
                return ways;
            }
            far += 1;
        }
    }
}
