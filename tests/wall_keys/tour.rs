//! The tour by keys: taken, skipped, left, and never in the way.

use std::sync::Arc;

use squall::app::{Effect, Key, Message, Mode, Opened, Origin, View, commands};
use squall::board::Board;

use crate::common::{Desk, bundled, empty};
use crate::{Case, desk};

fn opened(board: Board) -> Message {
    Message::Opened(Ok(Box::new(Opened { unsaved: false, board, path: None, new: true, welcome: None })))
}

/// On the tour, on a board and a screen of some size.
fn on_tour(board: Board, columns: u16, rows: u16) -> Desk {
    let mut it = Desk::sized(empty("Another"), columns, rows);
    it.keys("g ?").send(opened(board));
    assert_eq!(step(&it), 1);
    it
}

/// The number of the step; nought where no tour is under way.
fn step(it: &Desk) -> usize {
    it.state.tour().map_or(0, |tour| tour.step().0)
}

/// What the tour says, at length.
fn told(it: &Desk) -> String {
    let told = it.state.tour().expect("a tour is under way").told(&it.state);
    told.long.iter().map(squall::app::Piece::text).collect()
}

/// What does each step. The first is done by the last of its keys, and not before.
const WAY: [fn(&mut Desk); 8] = [
    |it| {
        it.keys("l l");
        assert_eq!((step(it), told(it).contains("One more step")), (1, true), "{}", told(it));
        it.keys("right");
    },
    |it| {
        it.keys("a").text("Card Expired");
        assert!(step(it) == 2 && told(it).contains("esc stops"), "{}", told(it));
        it.keys("enter");
        assert!(step(it) == 2 && told(it).contains("is on the wall"), "{}", told(it));
        it.keys("esc");
    },
    |it| {
        it.keys("r").text("Warn Customer").keys("enter");
        assert!(step(it) == 3 && told(it).contains("arrow"), "{}", told(it));
        it.keys("esc");
    },
    |it| {
        it.keys("x");
        assert!(told(it).contains("Choose the command"), "{}", told(it));
        it.keys("enter");
        assert!(step(it) == 4 && told(it).contains("Press ."), "{}", told(it));
        it.keys(". .");
    },
    |it| {
        it.keys("tab");
        assert!(it.state.view == View::Flow && step(it) == 5 && told(it).contains("flow"), "{}", told(it));
        it.keys("tab tab tab");
    },
    |it| {
        it.keys(":").text("zoom");
        assert!(step(it) == 6 && told(it).contains("Type a word"), "{}", told(it));
        it.keys("enter");
    },
    |it| {
        it.keys("u");
        assert!(it.said().starts_with("undid"), "{}", it.said());
    },
    |it| {
        it.keys("?");
        assert!(step(it) == 8 && it.screen().contains("that was the tour"), "{}", it.screen());
        it.keys("esc");
    },
];

pub const CASES: &[Case] = &[
    ("tour.start", || {
        let mut it = desk();
        assert_eq!(it.keys("g ?").effects, [Effect::Open(Origin::Tour)]);
        it.send(opened(bundled()));
        assert!(step(&it) == 1 && it.screen().contains("step 1 of 8"), "{}", it.screen());
        // From the start screen and the palette too.
        assert_eq!(desk().keys("o g ?").effects, [Effect::Open(Origin::Tour)]);
        assert_eq!(desk().keys(":").text("take the tour").keys("enter").effects, [Effect::Open(Origin::Tour)]);
        // What is unsaved is asked about, and another board that is opened instead is no tour.
        let mut it = desk();
        it.keys("d g ?");
        assert!(it.effects.is_empty() && it.screen().contains("There are unsaved edits."));
        it.keys("esc o j enter d").send(opened(bundled()));
        assert_eq!(step(&it), 0);
    }),
    ("tour.skip", || {
        let mut it = on_tour(bundled(), 120, 36);
        assert_eq!(step(it.keys("ctrl-g")), 2);
        // Also while something else is going on, which goes on.
        assert_eq!(step(it.keys("a ctrl-g")), 3);
        assert!(matches!(it.state.mode, Mode::Write(_)));
        for (keys, number) in [("esc x", 4), (":", 5), ("esc ?", 6), ("esc o", 7)] {
            assert_eq!(step(it.keys(keys).keys("ctrl-g")), number, "{keys}");
        }
        assert_eq!(desk().keys("ctrl-g").said(), "cannot skip the step of the tour: no tour is under way; g ? takes it");
    }),
];

#[test]
fn the_whole_tour_is_done_by_keys() {
    for (columns, rows) in [(120, 36), (80, 24), (40, 12)] {
        let mut it = on_tour(bundled(), columns, rows);
        for (number, walk) in WAY.iter().enumerate() {
            assert_eq!(step(&it), number + 1, "{}", it.screen());
            walk(&mut it);
        }
        assert_eq!(step(&it), 0);
        assert!(it.said().starts_with("That was the tour") && it.said().contains("g ?"), "{}", it.said());
        // The copy stays open, and nothing was written.
        assert!(it.has("Card Expired") && it.state.unsaved() && it.effects == [Effect::Open(Origin::Tour)]);
        assert!(!it.screen().contains("step 8"), "{}", it.screen());
    }
}

#[test]
fn the_tour_can_be_left_at_every_step_and_gone_on_with() {
    for left in 0..WAY.len() {
        let mut it = on_tour(bundled(), 80, 24);
        WAY[..left].iter().for_each(|walk| walk(&mut it));
        let before = it.state.board().clone();
        it.keys("esc");
        assert!(step(&it) == 0 && it.said().contains("g ? goes on"), "{}: {}", left + 1, it.said());
        assert_eq!(*it.state.board(), before);
        it.keys("g ?");
        assert_eq!((step(&it), it.effects.len()), (left + 1, 1), "the same board, the same step");
        WAY[left..].iter().for_each(|walk| walk(&mut it));
        assert_eq!(step(&it), 0);
        // It is over, so that it begins anew.
        it.keys("g ? d");
        assert_eq!(it.effects.last(), Some(&Effect::Open(Origin::Tour)));
    }
}

#[test]
fn what_is_open_is_left_before_the_tour_is() {
    for keys in ["a", "x", ":", "?", "/", "&", "c", "t", "o", "E", "tab", "g", "T", "space", "W", "g f"] {
        let mut it = on_tour(bundled(), 120, 36);
        it.keys(keys);
        let leaves = |it: &Desk| it.screen().contains("esc leaves the tour");
        assert!(!leaves(&it), "{keys}: {}", it.screen());
        it.keys("esc");
        assert!(step(&it) > 0 && leaves(&it), "{keys}: {}", it.screen());
        it.keys("esc");
        assert_eq!(step(&it), 0, "{keys}");
    }
}

#[test]
fn every_step_can_be_skipped_on_every_board_and_screen() {
    for (columns, rows) in [(1, 1), (40, 12), (40, 40), (59, 16), (80, 15), (120, 36), (300, 90)] {
        for board in [empty(""), bundled()] {
            let mut it = on_tour(board, columns, rows);
            for number in 1..=WAY.len() {
                assert_eq!(step(&it), number);
                for keys in ["a", "x", ":", "o", "tab", "r", "g", "I"] {
                    it.keys(keys).screen();
                    it.keys("esc");
                    // That may have been one too many.
                    if step(&it) == 0 {
                        it.keys("g ?");
                    }
                    it.screen();
                }
                while step(&it) == number {
                    it.keys("ctrl-g");
                }
            }
            assert_eq!(step(&it), 0);
        }
    }
}

#[test]
fn nothing_is_taken_back_where_nothing_was_done_and_that_is_said() {
    let mut it = on_tour(empty(""), 120, 36);
    it.keys("l l l h");
    assert_eq!(step(&it), 1, "there is nowhere to walk to");
    it.keys("ctrl-g ctrl-g r");
    assert!(told(&it).contains("Walk to an event"), "{}", told(&it));
    it.keys("ctrl-g ctrl-g ctrl-g ctrl-g");
    assert!(step(&it) == 7 && told(&it).contains("nothing is changed now"), "{}", told(&it));
    it.keys("a").text("It Began").keys("esc");
    assert!(told(&it).contains("Press u"), "{}", told(&it));
    assert_eq!(step(it.keys("u")), 8);
}

#[test]
fn the_keys_in_force_are_shown() {
    let ids = ["focus.left", "note.add", "tour.skip", "board.back"].map(|id| commands::by_id(id).expect("there is one"));
    let mut keymap = commands::Keymap::without(&ids);
    for (command, keys) in ids.iter().zip(["f9", "insert", "f12", "f8"]) {
        assert_eq!(keymap.add(command, Key::parse_all(keys).expect("keys")), Ok(()));
    }
    let mut it = on_tour(bundled(), 120, 36);
    it.state.keys = Arc::new(keymap);
    assert!(told(&it).contains("F9 to the left") && it.screen().contains("F12 skips · F8 leaves the tour"));
    it.keys("f12");
    assert!(told(&it).contains("Press ins to write"), "{}", told(&it));
    it.keys("f8");
    assert_eq!(step(&it), 0);
}

#[test]
fn no_id_of_a_command_is_shown_instead_of_its_key() {
    let ids: Vec<&str> = commands::table().map(|command| command.id).collect();
    for done in 0..WAY.len() {
        for keys in ["", "o", "T", ":", "a", "t", "tab", "c", "E"] {
            let mut it = on_tour(bundled(), 120, 36);
            WAY[..done].iter().for_each(|walk| walk(&mut it));
            it.keys(keys);
            let told = it.state.tour().expect("under way").told(&it.state);
            let said: String = told.long.iter().chain(&told.short).map(squall::app::Piece::text).collect();
            assert!(!said.contains(['{', '}']) && !ids.iter().any(|id| said.contains(id)), "{said}");
        }
    }
}

#[test]
fn the_note_in_focus_is_beside_the_tour() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 36)] {
        let mut it = on_tour(bundled(), columns, rows);
        for keys in ["G", "g t", "g b", "l", "x enter", "."] {
            it.keys(keys);
            let tour = it.state.screen().and_then(|screen| screen.tour).expect("a tour is shown");
            let note = it.state.window().zip(it.state.focus_spot()).and_then(|(window, spot)| window.rect(spot));
            let note = note.unwrap_or_else(|| panic!("{keys}: {}", it.screen()));
            assert!(note.area() > 0 && !note.intersects(tour), "{keys}: {}", it.screen());
        }
    }
}

#[test]
fn another_board_ends_the_tour_and_that_is_said() {
    let mut it = on_tour(bundled(), 120, 36);
    it.send(opened(empty("Another")));
    assert_eq!((step(&it), it.said().as_str()), (0, "the tour has ended with its board; g ? takes it again"));
    // Behind what there is to say of that board.
    let mut it = on_tour(bundled(), 80, 24);
    let welcome = Some("A copy; s saves it under a name of your choice.".to_owned());
    it.send(Message::Opened(Ok(Box::new(Opened { unsaved: false, board: empty("Another"), path: None, new: true, welcome }))));
    let said = "A copy; s saves it under a name of your choice – the tour has ended with its board; g ? takes it again";
    assert_eq!(it.said(), said);
    let screen = it.screen();
    assert!(screen.contains("A copy; s saves it") && screen.contains("takes it again"), "{screen}");
    // Taken again, or left before: nothing has ended.
    let mut it = on_tour(bundled(), 120, 36);
    it.keys("g ?").send(opened(bundled()));
    assert_eq!((step(&it), it.said().as_str()), (1, ""));
    let mut it = on_tour(bundled(), 120, 36);
    it.keys("esc").send(opened(empty("Another")));
    assert_eq!(it.said(), "");
}

#[test]
fn how_it_looks() {
    for (columns, rows) in [(80, 24), (120, 36)] {
        let mut it = on_tour(bundled(), columns, rows);
        crate::keep!(format!("tour_begins_{columns}x{rows}"), it);
        WAY[..3].iter().for_each(|walk| walk(&mut it));
        it.keys("x enter .");
        crate::keep!(format!("tour_runs_{columns}x{rows}"), it);
    }
}
