//! How long storm notation takes to read and to write.

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use squall::notation;
use uuid::Uuid;

fn main() {
    divan::main();
}

const LINES: [usize; 3] = [100, 10_000, 100_000];

/// A document of about so many lines: every form, prose between them, a tenth of it short names and names used before they are
/// declared.
fn document(lines: usize) -> String {
    let mut text = String::from("# A long wall\n");
    for number in 0..lines.div_ceil(25) {
        text.push_str(&format!(
            "
## Region {number}

What follows was found in a workshop, and somebody wrote *a sentence* about it.

Context: Region {number}
Actor: Clerk {number}
Event: Parcel {number} Sent (parcel_id, weight)
Aggregate: Parcel {number}
  State: tries = 0, status = \"idle\"
  Invariant: tries <= 3
  Command: Send Parcel {number} (weight = 2 | 20) by Clerk {number} via Carrier {number}
    -> Parcel {number} Sent {{ tries = 0 }} when weight < 10
    -> Parcel {number} Refused {{ tries = tries + 1 }} otherwise
- Weigh Parcel {number} --> Parcel {number} Weighed
Parcel {number} Weighed <-- Weigh Parcel {number} <-- Scale {number}
Policy: Try Parcel {number} Again
  When: Parcel {number} Refused and tries < 2
  Then: Send Parcel {number} after 24h unless Parcel {number} Sent
When Parcel {number} Sent then Weigh Parcel {number}
Read Model: Parcels Of {number} (clerk-facing)
  Built from: Parcel {number} Sent, Refused, Weighed
  Shows: what is under way, what came back
Hot Spot: What if parcel {number} is lost? @ Send Parcel {number}
"
        ));
    }
    text
}

fn ids() -> impl FnMut() -> Uuid {
    let mut last = 0;
    move || {
        last += 1;
        Uuid::from_u128(last)
    }
}

#[divan::bench(args = LINES, sample_count = 20)]
fn reading(bencher: Bencher<'_, '_>, lines: usize) {
    let text = document(lines);
    bencher
        .counter(BytesCount::of_str(&text))
        .counter(ItemsCount::new(text.lines().count()))
        .bench(|| notation::read(&text, &mut ids()).expect("it can be read"));
}

#[divan::bench(args = LINES, sample_count = 20)]
fn writing(bencher: Bencher<'_, '_>, lines: usize) {
    let board = notation::read(&document(lines), &mut ids()).expect("it can be read").board;
    bencher.counter(ItemsCount::new(board.notes().len())).bench(|| notation::write(&board));
}
