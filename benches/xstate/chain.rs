//! The failed-payment chain of the bundled subscription box, played headless to quiescence: create a subscription, trigger a billing
//! cycle, fail, fail a day later, fail a day later, paused. `benches/xstate/compare` sets it beside XState doing the same.
//!
//! Prints one line of JSON: `{"steps_per_chain", "steps_per_second", "kept", "scenario"}`. The first figure is that of the engine as
//! a search uses it, which like XState keeps where it stands and no story; `kept` is that of a run that keeps every step, so that one
//! can go back in it; `scenario` that of `squall test`, with answers looked up and the outcome judged. Steps are counted in windows of
//! a tenth of a second, of which the median counts.

use std::sync::Arc;
use std::time::{Duration, Instant};

use squall::board::Scenario;
use squall::engine::scenario::play;
use squall::engine::{Answer, Index, Model, Moved, Progress, Question, Run, Silent, compile};

const PAUSED_AFTER: i64 = 48 * 60 * 60;

fn main() {
    let seconds = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(3.0);
    let bundled = squall::store::BUNDLED.iter().find(|bundled| bundled.name == "subscription-box").expect("it is bundled");
    let board = bundled.board(&mut uuid::Uuid::nil).unwrap_or_else(|wrong| panic!("{wrong}"));
    let model = Arc::new(compile(&board));
    let command =
        |name: &str| model.commands.iter().position(|command| &*command.name == name).expect("it is on the board") as Index;
    let issues = [command("Create Subscription"), command("Trigger Billing Cycle")];
    let failed = model.events.iter().position(|event| &*event.name == "Payment Failed").expect("it is on the board") as Index;
    let scenarios = &board.heading().scenarios;
    let paused = scenarios.iter().find(|scenario| scenario.name == "Three failed payments pause the subscription");
    let paused = paused.expect("it is on the board");

    let steps = silent(&model, issues, failed);
    assert_eq!((kept(&model, issues, failed), scenario(&model, paused)), (steps, steps), "they make the same steps");
    println!(
        "{}",
        serde_json::json!({
            "steps_per_chain": steps,
            "steps_per_second": measure(seconds, || silent(&model, issues, failed)),
            "kept": measure(seconds, || kept(&model, issues, failed)),
            "scenario": measure(seconds, || scenario(&model, paused)),
        })
    );
}

/// Does something many times; returns the steps per second of the median window.
fn measure(seconds: f64, mut chain: impl FnMut() -> usize) -> u64 {
    let begun = Instant::now();
    let mut windows = Vec::new();
    while windows.is_empty() || begun.elapsed().as_secs_f64() < seconds {
        let window = Instant::now();
        let mut steps = 0;
        while window.elapsed() < Duration::from_millis(100) {
            steps += chain();
        }
        windows.push((steps as f64 / window.elapsed().as_secs_f64()) as u64);
    }
    windows.sort_unstable();
    windows[windows.len() / 2]
}

/// The possible outcome that the payment gateway would call a failure.
fn failure(model: &Model, question: &Question, failed: Index) -> Answer {
    let Question::Outcome { command, options } = question else { panic!("{question:?}") };
    let outcomes = &model.command(*command).outcomes;
    let fails = |option: &&u16| outcomes[**option as usize].events.iter().any(|recorded| recorded.event == failed);
    Answer::Outcome(*options.iter().find(fails).expect("a payment may fail"))
}

fn silent(model: &Model, issues: [Index; 2], failed: Index) -> usize {
    let mut run = Silent::new(model);
    let mut all = 0;
    for command in issues {
        assert!(run.issue(command), "a quiet run takes a command");
        loop {
            let (steps, ended) = run.play(10_000);
            all += steps;
            match ended {
                Progress::Asks(question) => assert!(run.answer(&question, &failure(model, &question, failed)), "it fits"),
                Progress::Done => break,
                Progress::Stepped => panic!("it comes to rest"),
            }
        }
    }
    assert_eq!(run.world().clock(), PAUSED_AFTER, "the subscription is paused after two days");
    all
}

fn kept(model: &Arc<Model>, issues: [Index; 2], failed: Index) -> usize {
    let mut run = Run::new(model.clone());
    for command in issues {
        run.issue(command, &[], None).expect("a quiet run takes a command");
        loop {
            match run.play(10_000, None) {
                Some(Moved::Asks(question)) => run.answer(failure(model, &question, failed)).expect("it fits"),
                Some(Moved::Done) => break,
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!(run.world().clock(), PAUSED_AFTER, "the subscription is paused after two days");
    run.len()
}

fn scenario(model: &Arc<Model>, paused: &Scenario) -> usize {
    let played = play(model, paused);
    assert!(played.passed(), "{:?}", played.first());
    played.run.len()
}
