//! What must hold of every input. The fuzzer and `cargo test` call the same functions.

use std::collections::HashSet;

use squall::board::name::fold;
use squall::board::{Board, Kind};
use squall::notation::{self, Onto};
use squall::store;
use uuid::Uuid;

/// Reads a document, however broken. What can be read survives its file and its notation, and reading it again adds nothing.
pub fn notation(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(reading) = notation::read(&text, &mut ids(1)) else { return };
    let board = reading.board;
    let written = store::write(&board);
    match store::read(&written, &mut ids(2)) {
        Ok(read) => assert!(read == board, "the board and its file differ:\n{board:#?}\n{written}\n{read:#?}"),
        Err(faults) => panic!("the board's file is refused: {faults:?}\n{written}"),
    }
    onto(&board, &text);
    in_notation(&board);
}

/// Writes a board as notation, reads that, and writes it once more.
fn in_notation(board: &Board) {
    let once = notation::write(board).text;
    let reading =
        notation::read(&once, &mut ids(4)).unwrap_or_else(|remarks| panic!("what was written is refused: {remarks:#?}\n{once}"));
    assert!(reading.skipped.is_empty(), "what was written is left out: {:?}\n{once}", reading.skipped);
    let twice = notation::write(&reading.board).text;
    assert!(once == twice, "written once:\n{once}\nand twice:\n{twice}");
}

/// Reads a document onto the board that it gave, takes the edit up, and undoes it.
fn onto(board: &Board, text: &str) {
    // Where all names are known, a short one may be ambiguous that was none before.
    let Ok(pasted) = notation::read_onto(board, text, &Onto::default(), &mut ids(3)) else { return };
    assert!(pasted.notes.is_empty() || actor_and_command(board), "said twice, there twice: {:?}", pasted.edit);
    let mut edited = board.clone();
    let inverse = edited.apply(pasted.edit).unwrap_or_else(|refusal| panic!("the edit is refused: {refusal}"));
    edited.apply(inverse).unwrap_or_else(|refusal| panic!("the inverse is refused: {refusal}"));
    assert!(edited == *board, "undone, and not as it was:\n{board:#?}\n{edited:#?}");
}

/// Whether an actor is called like a command: then a line that begins with the name may mean either, by what is known before it.
fn actor_and_command(board: &Board) -> bool {
    let named = |kind: Kind| -> HashSet<String> {
        board.notes().iter().filter(|note| note.kind() == kind).map(|note| fold(&note.text)).collect()
    };
    !named(Kind::Actor).is_disjoint(&named(Kind::Command))
}

/// Ids in the order in which they are asked for, of a series of their own.
fn ids(series: u128) -> impl FnMut() -> Uuid {
    let mut next = 0x0193_4f6e_0000_7000_8000_0000_0000_0000 + (series << 32);
    move || {
        next += 1;
        Uuid::from_u128(next)
    }
}
