//! How long reading and writing a board file takes.

mod support;

use divan::Bencher;
use divan::counter::BytesCount;
use squall::store;

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [200, 20_000, 100_000];

#[divan::bench(args = SIZES)]
fn reading(bencher: Bencher<'_, '_>, notes: usize) {
    let text = store::write(&support::board(notes));
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| store::read(&text, &mut uuid::Uuid::nil).expect("what was written can be read"));
}

#[divan::bench(args = SIZES)]
fn writing(bencher: Bencher<'_, '_>, notes: usize) {
    let board = support::board(notes);
    bencher.counter(BytesCount::of_str(&store::write(&board))).bench(|| store::write(&board));
}

/// From the file and back to it, with everything that makes saving safe.
#[divan::bench(args = SIZES)]
fn saving(bencher: Bencher<'_, '_>, notes: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("board.json");
    let board = support::board(notes);
    let mut stamp = store::save(&path, &board, None).expect("a new file");
    bencher.bench_local(|| stamp = store::save(&path, &board, Some(&stamp)).expect("our own file"));
}
