//! What it costs to write a board out. Twice the notes may cost twice as much, not four times.

mod support;

use divan::Bencher;
use squall::interop;

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [200, 2_000, 20_000];

#[divan::bench(args = SIZES)]
fn markdown(bencher: Bencher<'_, '_>, notes: usize) {
    let board = support::board(notes);
    bencher.bench_local(|| interop::markdown(&board));
}

#[divan::bench(args = SIZES)]
fn mermaid(bencher: Bencher<'_, '_>, notes: usize) {
    let board = support::board(notes);
    bencher.bench_local(|| interop::mermaid(&board));
}

#[divan::bench(args = SIZES)]
fn svg(bencher: Bencher<'_, '_>, notes: usize) {
    let board = support::board(notes);
    bencher.bench_local(|| interop::svg(&board));
}
