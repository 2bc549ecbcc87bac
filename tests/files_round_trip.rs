//! What is saved is what is loaded, and saving what was just loaded from a normalised file changes no byte.

mod support;

use proptest::prelude::*;
use squall::board::{Board, Kind};
use squall::store::{load, read, save, write};
use support::boards::boards;
use support::ids;

/// Reads a text that is known to be a board; asks for no id.
fn again(text: &str) -> Board {
    match read(text, &mut || panic!("every note has its id:\n{text}")) {
        Ok(board) => board,
        Err(faults) => panic!("{}\n{text}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn save_then_load_is_identity(board in boards(12)) {
        let text = write(&board);
        let loaded = again(&text);
        prop_assert_eq!(&loaded, &board, "{}", text);
        prop_assert_eq!(write(&loaded), text);
    }

    #[test]
    fn what_is_written_is_json_that_others_read(board in boards(12)) {
        let text = write(&board);
        let json: serde_json::Value = match serde_json::from_str(&text.replace("1e400", "1e40")) {
            Ok(json) => json,
            Err(error) => return Err(TestCaseError::fail(format!("{error}\n{text}"))),
        };
        prop_assert_eq!(json["notes"].as_array().map_or(0, Vec::len), board.notes().len());
        prop_assert!(text.ends_with("}\n") && !text.contains('\r'), "ends and lines");
        prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
    }

    #[test]
    fn layout_blanks_line_ends_and_a_byte_order_mark_mean_nothing(board in boards(8)) {
        let text = write(&board);
        // Between its lines a normalised text may have any blanks.
        let other = format!("\u{feff}{}", text.replace('\n', "\r\n\t "));
        prop_assert_eq!(&again(&other), &board);
        prop_assert_eq!(write(&again(&other)), text);
    }

    #[test]
    fn nothing_that_is_cut_off_or_changed_panics(board in boards(6), cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let text = write(&board);
        let at = cut.index(text.len());
        let mut bytes = text.clone().into_bytes();
        bytes[at] = byte;
        let changed = String::from_utf8(bytes).ok();
        if let Some(board) = changed.and_then(|changed| read(&changed, &mut ids()).ok()) {
            // Whatever was understood can be written and read again.
            let text = write(&board);
            prop_assert_eq!(write(&again(&text)), text);
        }
        let whole = text.trim_end().len();
        if text.is_char_boundary(at) && at < whole {
            prop_assert!(read(&text[..at], &mut ids()).is_err());
        }
    }
}

#[test]
fn a_file_holds_what_was_saved() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("board.json");
    let board = read(SAMPLE, &mut ids()).expect("a board");
    let stamp = save(&path, &board, None).expect("saved");
    let loaded = load(&path, &mut ids()).expect("loaded");
    assert_eq!(loaded.board, board);
    assert!(loaded.stamp.same_text(&stamp));
    let bytes = std::fs::read(&path).expect("read");
    save(&path, &loaded.board, Some(&loaded.stamp)).expect("saved");
    assert_eq!(std::fs::read(&path).expect("read"), bytes);
}

/// As a person or a script writes it: texts for references, no ids, places missing.
const SAMPLE: &str = include_str!("support/by_hand.json");

#[test]
fn a_board_written_by_hand_is_understood_and_then_normalised() {
    let board = read(SAMPLE, &mut ids()).unwrap_or_else(|faults| panic!("{faults:?}"));
    assert_eq!(board.notes().len(), 13);
    for kind in Kind::ALL {
        assert!(board.notes().iter().any(|note| note.kind() == kind), "{kind:?}");
    }
    insta::assert_snapshot!("by_hand", write(&board));
    assert_eq!(again(&write(&board)), board);
}
