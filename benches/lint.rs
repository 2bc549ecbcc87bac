//! How long the lint takes, on a chain of payments and on one of slips of the pen.

mod support;

use divan::Bencher;
use divan::counter::ItemsCount;
use squall::board::Edit;
use squall::method::gap::{Gap, missing};
use squall::method::lint::lint;

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [200, 2_000, 20_000];

#[divan::bench(args = SIZES)]
fn a_chain(bencher: Bencher<'_, '_>, notes: usize) {
    let board = support::board(notes);
    bencher.counter(ItemsCount::new(notes)).bench(|| lint(&board));
}

/// All that may be missing, on a board where nearly every note lacks something.
#[divan::bench(args = SIZES)]
fn what_is_missing(bencher: Bencher<'_, '_>, notes: usize) {
    let board = support::board(notes);
    bencher.counter(ItemsCount::new(notes)).bench(|| missing(&board, &Gap::ALL));
}

/// Every note has a name of its own, of words that differ from many others by a letter: what comparing names costs at most.
#[divan::bench(args = SIZES)]
fn names_alike(bencher: Bencher<'_, '_>, notes: usize) {
    let mut board = support::board(notes);
    let ids: Vec<_> = board.notes().iter().map(|note| note.id).collect();
    for (number, note) in ids.into_iter().enumerate() {
        let letter = |place: usize| char::from(b'a' + (number / 26usize.pow(place as u32) % 26) as u8);
        let text = format!("Order p{}{}{}ed", letter(0), letter(1), letter(2));
        board.apply(Edit::Reword { note, text }).expect("a note of the board");
    }
    bencher.counter(ItemsCount::new(notes)).bench(|| lint(&board));
}
