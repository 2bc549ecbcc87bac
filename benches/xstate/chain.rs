//! The failed-payment chain of the bundled subscription box, played headless to quiescence: create a subscription, trigger a billing
//! cycle, fail, fail a day later, fail a day later, paused. `benches/xstate/compare` sets it beside XState doing the same.
//!
//! Prints one line of JSON: `{"chains", "steps_per_chain", "seconds", "steps_per_second", "scenario_steps_per_second"}`. Every run
//! keeps all its steps, so that one could go back in it; the last figure is that of the scenario as `squall test` plays it, its
//! answers looked up and its outcome judged.

use std::sync::Arc;
use std::time::Instant;

use squall::board::Scenario;
use squall::engine::scenario::play;
use squall::engine::{Answer, Index, Model, Moved, Question, Run, compile};

fn main() {
    let seconds = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(3.0);
    let board = squall::store::BUNDLED
        .iter()
        .find(|bundled| bundled.name == "subscription-box")
        .map(|bundled| bundled.board(&mut || uuid::Uuid::nil()).unwrap_or_else(|wrong| panic!("{wrong}")))
        .expect("the subscription box is bundled");
    let model = Arc::new(compile(&board));
    let command =
        |name: &str| model.commands.iter().position(|command| &*command.name == name).expect("it is on the board") as Index;
    let issues = [command("Create Subscription"), command("Trigger Billing Cycle")];
    let failed = model.events.iter().position(|event| &*event.name == "Payment Failed").expect("it is on the board") as Index;
    let scenarios = &board.heading().scenarios;
    let paused = scenarios.iter().find(|scenario| scenario.name == "Three failed payments pause the subscription");
    let paused = paused.expect("it is on the board");

    let (chains, steps, spent) = measure(seconds, || chain(&model, issues, failed));
    let (_, judged, judging) = measure(seconds, || scenario(&model, paused));
    println!(
        "{}",
        serde_json::json!({
            "chains": chains,
            "steps_per_chain": steps / chains,
            "seconds": spent,
            "steps_per_second": (steps as f64 / spent) as u64,
            "scenario_steps_per_second": (judged as f64 / judging) as u64,
        })
    );
}

/// Does something many times; returns how often, how many steps that were, and how many seconds it took.
fn measure(seconds: f64, mut chain: impl FnMut() -> usize) -> (usize, usize, f64) {
    let _warm: usize = (0..2000).map(|_| chain()).sum();
    let begun = Instant::now();
    let (mut chains, mut steps) = (0, 0);
    while begun.elapsed().as_secs_f64() < seconds {
        for _ in 0..100 {
            steps += chain();
        }
        chains += 100;
    }
    (chains, steps, begun.elapsed().as_secs_f64())
}

fn chain(model: &Arc<Model>, issues: [Index; 2], failed: Index) -> usize {
    let mut run = Run::new(model.clone());
    for command in issues {
        run.issue(command, &[], None).expect("a quiet run takes a command");
        loop {
            match run.play(10_000, None) {
                Some(Moved::Asks(Question::Outcome { command, options })) => {
                    let outcomes = &model.command(command).outcomes;
                    let fails = |option: &&u16| outcomes[**option as usize].events.iter().any(|recorded| recorded.event == failed);
                    let option = options.iter().find(fails).expect("a payment may fail");
                    run.answer(Answer::Outcome(*option)).expect("it fits");
                }
                Some(Moved::Done) => break,
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!(run.world().clock(), 48 * 60 * 60, "the subscription is paused after two days");
    run.len()
}

fn scenario(model: &Arc<Model>, paused: &Scenario) -> usize {
    let played = play(model, paused);
    assert!(played.passed(), "{:?}", played.first());
    played.run.len()
}
