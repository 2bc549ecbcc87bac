//! How long compiling a board takes, how many steps a run makes in a second, and what moving through a run of 100,000 steps costs.

#[path = "support/long.rs"]
mod long;
mod support;

use std::sync::Arc;

use divan::Bencher;
use divan::counter::ItemsCount;
use squall::engine::{Moved, Place, Run, World, compile, replay, step};

fn main() {
    // Only where somebody reads it: not for `--list` nor `--test`.
    if std::env::args().all(|argument| argument != "--list" && argument != "--test") {
        memory_per_step();
    }
    divan::main();
}

const SIZES: [usize; 3] = [200, 2_000, 20_000];

#[divan::bench(args = SIZES)]
fn compiling(bencher: Bencher<'_, '_>, notes: usize) {
    let board = support::board(notes);
    bencher.bench(|| compile(&board));
}

/// The chain of a board is played from its first command to quiescence; the figure is steps, each kept and told.
#[divan::bench(args = SIZES)]
fn steps_kept(bencher: Bencher<'_, '_>, notes: usize) {
    let model = Arc::new(compile(&support::board(notes)));
    let play = || {
        let mut run = Run::new(model.clone());
        run.issue(0, &[], None).expect("a quiet run takes a command");
        run.play(1_000_000, None);
        run
    };
    let steps = play().len();
    bencher.counter(ItemsCount::new(steps)).bench(play);
}

/// The same steps with nobody told: what a search pays.
#[divan::bench(args = SIZES)]
fn steps_silent(bencher: Bencher<'_, '_>, notes: usize) {
    let model = Arc::new(compile(&support::board(notes)));
    let mut run = Run::new(model.clone());
    run.issue(0, &[], None).expect("a quiet run takes a command");
    let ready: World = run.world().clone();
    run.play(1_000_000, None);
    bencher
        .counter(ItemsCount::new(run.len()))
        .with_inputs(|| ready.clone())
        .bench_refs(|world| while step(&model, world, None, &mut ()) == squall::engine::Progress::Stepped {});
}

/// Going back to the start and forward again, over the whole chain.
#[divan::bench(args = SIZES)]
fn back_and_forward(bencher: Bencher<'_, '_>, notes: usize) {
    let mut run = Run::new(Arc::new(compile(&support::board(notes))));
    run.issue(0, &[], None).expect("a quiet run takes a command");
    run.play(1_000_000, None);
    bencher.counter(ItemsCount::new(2 * run.len())).bench_local(|| {
        while run.back() {}
        run.play(1_000_000, None)
    });
}

/// The length of a long run.
const LONG: usize = 100_000;

/// A run that has gone on for so many steps over time and could go on for ever.
fn long(steps: usize) -> Run {
    let mut run = Run::new(Arc::new(compile(&long::for_ever(""))));
    run.issue(0, &[], None).expect("a quiet run takes a command");
    assert_eq!(run.play(steps, None), None, "it goes on");
    run
}

/// A long run with so many branches that leave it all along the way, standing at its end.
fn branching(branches: usize) -> (Run, Vec<Place>) {
    let mut run = long(LONG);
    let trunk = run.place();
    let mut ends = Vec::new();
    for nth in 0..branches {
        run.go_to(run.place_on(trunk, LONG / (branches + 1) * (nth + 1)).expect("it is long"));
        // The next quiet moment, where somebody issues one command more.
        while !run.is_quiet() {
            run.forward(None);
        }
        run.issue(0, &[], None).expect("a quiet run takes a command");
        run.play(7, None);
        ends.push(run.place());
    }
    run.go_to(trunk);
    (run, ends)
}

/// What the process holds in memory, in bytes, where the system tells.
fn held() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().strip_suffix("kB")?;
    kilobytes.trim().parse::<usize>().ok().map(|kilobytes| kilobytes * 1024)
}

/// Prints what a step of a long run takes in memory, the story it tells and the way back included; and a branch in its middle.
fn memory_per_step() {
    let mut run = long(1_000);
    let Some(before) = held() else { return };
    run.play(LONG, None);
    let after = held().unwrap_or(before);
    println!("memory: {} bytes a step over {LONG} steps", (after - before) / LONG);
    let middle = run.place_on(run.place(), LONG / 2).expect("it is long");
    run.go_to(middle);
    while !run.is_quiet() {
        run.forward(None);
    }
    let before = held().unwrap_or_default();
    run.issue(0, &[], None).expect("a quiet run takes a command");
    run.play(100, None);
    println!("memory: {} bytes a step for a branch of 100 steps", held().unwrap_or(before).saturating_sub(before) / 100);
}

#[divan::bench]
fn long_run_made(bencher: Bencher<'_, '_>) {
    bencher.counter(ItemsCount::new(LONG)).bench(|| long(LONG));
}

#[divan::bench(sample_count = 100, sample_size = 100)]
fn long_run_one_step_on(bencher: Bencher<'_, '_>) {
    let mut run = long(LONG);
    bencher.bench_local(|| run.forward(None));
}

#[divan::bench]
fn long_run_one_step_back_and_on_again(bencher: Bencher<'_, '_>) {
    let mut run = long(LONG);
    bencher.bench_local(|| (run.back(), run.forward(None)));
}

/// As the keys do it that know only one step at a time.
#[divan::bench]
fn long_run_to_the_start_and_to_the_end_step_by_step(bencher: Bencher<'_, '_>) {
    let mut run = long(LONG);
    bencher.bench_local(|| {
        while run.back() {}
        while run.len() < LONG && run.forward(None) == Moved::Stepped {}
    });
}

#[divan::bench]
fn long_run_jump_to_the_start_and_to_the_end(bencher: Bencher<'_, '_>) {
    let mut run = long(LONG);
    let end = run.place();
    bencher.bench_local(|| {
        run.go_to(Place::START);
        run.go_to(end);
    });
}

#[divan::bench]
fn long_run_jump_to_the_middle_and_to_the_end(bencher: Bencher<'_, '_>) {
    let mut run = long(LONG);
    let end = run.place();
    let middle = run.place_on(end, LONG / 2).expect("it is long");
    bencher.bench_local(|| {
        run.go_to(middle);
        run.go_to(end);
    });
}

/// To the end of a branch that leaves in the middle, and back to the end of the run.
#[divan::bench]
fn long_run_jump_to_a_branch_and_back(bencher: Bencher<'_, '_>) {
    let (mut run, ends) = branching(1);
    let end = run.place();
    bencher.bench_local(|| {
        run.go_to(ends[0]);
        run.go_to(end);
    });
}

#[divan::bench]
fn long_run_replayed_after_an_edit(bencher: Bencher<'_, '_>) {
    let run = long(LONG);
    let model = Arc::new(compile(&long::for_ever(" once more")));
    bencher.bench_local(|| {
        let replayed = replay(&run, model.clone());
        assert_eq!(replayed.differs, None);
        replayed
    });
}

#[divan::bench(args = [1, 10, 1_000])]
fn long_run_all_branches(bencher: Bencher<'_, '_>, branches: usize) {
    let (run, _) = branching(branches);
    bencher.bench_local(|| run.all_branches());
}

#[divan::bench]
fn long_run_way_to_its_end(bencher: Bencher<'_, '_>) {
    let run = long(LONG);
    bencher.bench_local(|| run.way(run.place()).len());
}
