//! What is written as notation is read back as the same board.

mod support;

use squall::board::Board;
use squall::notation::write;
use squall::store::BUNDLED;
use support::ids;

fn bundled() -> impl Iterator<Item = (&'static str, Board)> {
    BUNDLED.iter().map(|bundled| (bundled.name, bundled.board(&mut ids()).expect("a board")))
}

#[test]
fn bundled_boards_as_notation() {
    for (name, board) in bundled() {
        let written = write(&board);
        assert!(written.left_out.is_empty(), "{name}: {:?}", written.left_out);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("notation_{name}"), written.text);
        });
    }
}
