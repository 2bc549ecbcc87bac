//! How long compiling a board takes, and how many steps a run makes in a second.

mod support;

use std::sync::Arc;

use divan::Bencher;
use divan::counter::ItemsCount;
use squall::engine::{Run, World, compile, step};

fn main() {
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
