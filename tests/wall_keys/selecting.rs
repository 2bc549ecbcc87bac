//! Several notes at once: selecting, moving, assigning, taking down, by keys.

use proptest::prelude::*;
use squall::board::{Board, Kind, NoteId, Place};

use crate::common::{Desk, subscription_box};
use crate::{Case, desk};

/// The texts of the selected notes, along the board.
fn selected(it: &Desk) -> Vec<String> {
    let is = it.state.selected();
    let texts: Vec<String> = it.state.board().notes().iter().filter(|note| is(note)).map(|note| note.text.clone()).collect();
    assert_eq!(texts.len(), it.state.selected_count());
    texts
}

fn at(it: &Desk, text: &str) -> f64 {
    it.note(text).at.get()
}

pub const CASES: &[Case] = &[
    ("select.note", || {
        let mut it = desk();
        it.keys("space l l space");
        assert_eq!(selected(&it), ["Subscription Created", "Payment Attempted"]);
        assert!(it.screen().contains("2 notes are selected"), "{}", it.screen());
        assert_eq!(it.screen().matches('✓').count(), 2);
        it.keys("space");
        assert_eq!(selected(&it), ["Subscription Created"]);
        // What comes next is about the selected note, wherever the focus is.
        it.keys("d");
        assert!(!it.has("Subscription Created") && it.has("Payment Attempted"));
        assert_eq!(it.focused(), "Payment Attempted");
        assert!(!it.state.has_selection(), "what is gone is not selected");
    }),
    ("select.stretch", || {
        let mut it = desk();
        it.at("Payment Succeeded").keys("v l j");
        assert_eq!(
            selected(&it),
            ["Payment Succeeded", "Fulfill on Payment", "Payment Failed", "Retry Failed Payment"],
            "between two corners, in whatever order one walks there"
        );
        it.keys("v h h");
        assert_eq!(selected(&it).len(), 4, "kept while one walks on");
        let start = it.state.board().clone();
        it.keys("d");
        assert!(it.said().starts_with("took down 4 notes and their"), "{}", it.said());
        assert!(!it.has("Payment Succeeded") && !it.has("Retry Failed Payment"));
        it.keys("u");
        assert_eq!(*it.state.board(), start, "one step");
    }),
    ("select.column", || {
        let mut it = desk();
        it.at("Payment Failed").keys("V");
        assert_eq!(selected(&it).len(), 4, "{:?}", selected(&it));
        // Moved as one, past the next column, and back.
        let before = it.state.board().clone();
        it.keys("L");
        assert_eq!(it.said(), "moved 4 notes");
        assert!(at(&it, "Payment Failed") > at(&it, "Schedule Retry"));
        assert_eq!(it.note("Payment Failed").at, it.note("Retry Failed Payment").at, "they keep their column");
        it.keys("u");
        assert_eq!(*it.state.board(), before);
        it.keys("H");
        assert!(at(&it, "Payment Failed") < at(&it, "Payment Succeeded"));
        // Several columns go on as several, out of a column that they share first.
        it.keys("u esc").at("Payment Succeeded").keys("v l v L");
        assert!(at(&it, "Payment Succeeded") < at(&it, "Payment Failed"));
        assert!(at(&it, "Payment Succeeded") > at(&it, "Retry Failed Payment") && at(&it, "Payment Failed") < 6.0);
        // Turning round leads back into the columns they came from, and from there further on.
        it.keys("H");
        assert_eq!(*it.state.board(), before);
        it.keys("H");
        assert!(at(&it, "Payment Succeeded") < at(&it, "Fulfill on Payment"));
        assert!(at(&it, "Payment Failed") < at(&it, "Fulfill on Payment") && at(&it, "Payment Failed") > 3.0);
        // At the ends there is nowhere to go.
        it.keys("esc G V");
        assert_eq!(it.keys("L").said(), "this is the last column");
        // Into the neighbouring column.
        it.keys("K");
        assert_eq!(it.note("Subscription Cancelled").at, it.note("Subscription Resumed").at);
        assert_eq!(it.note("My Subscription").at, it.note("Subscription Resumed").at);
    }),
    ("select.all", || {
        let mut it = desk();
        it.keys("ctrl-a");
        assert_eq!(it.state.selected_count(), it.state.board().notes().len());
        let arrows: usize = it.state.board().notes().iter().map(|note| note.links().len()).sum();
        it.keys("d");
        assert!(it.state.board().notes().is_empty());
        assert_eq!(it.said(), format!("took down 35 notes and their {arrows} arrows – u brings them back"));
        assert!(it.state.focus().is_none());
        it.keys("u ctrl-a b n").text("All of It").keys("enter");
        assert_eq!(it.said(), "35 notes belong to the new context All of It");
        let context = it.note("Payment Failed").context;
        assert!(it.state.board().notes().iter().all(|note| note.context == context));
        it.keys("b 1");
        assert_eq!(it.said(), "35 notes belong to Subscription");
        it.keys("b 0");
        assert_eq!(it.said(), "35 notes belong to no context");
        it.keys("esc").at("Customer").keys("space l space t h");
        assert_eq!(
            it.said(),
            "Customer, Scheduler are hot spots now".replace("Customer, Scheduler", "2 notes")
                + "; 4 arrows that made no sense any more are gone"
        );
        assert_eq!(it.note("Scheduler").kind(), Kind::HotSpot);
    }),
    ("select.none", || {
        let mut it = desk();
        assert!(it.keys("g v").said().contains("nothing is selected"), "{}", it.said());
        it.keys("space l v g v");
        assert!(!it.state.has_selection());
        it.keys("space esc");
        assert!(!it.state.has_selection(), "Esc lets go as well");
    }),
    ("note.add-before", || {
        let mut it = desk();
        it.at("Payment Failed").keys("O").text("Card Checked").keys("esc");
        assert!(at(&it, "Payment Succeeded") < at(&it, "Card Checked") && at(&it, "Card Checked") < at(&it, "Payment Failed"));
        it.keys("g g O").text("Site Opened").keys("esc");
        assert_eq!(it.note("Site Opened").at, Place::FIRST.before());
        assert_eq!(it.note("Site Opened").kind(), Kind::Event);
    }),
    ("column.close", || {
        let mut it = desk();
        it.at("Payment Failed").keys("g c");
        assert_eq!(it.said(), "4 notes hang in the column before now – u takes it back");
        assert_eq!(it.note("Payment Failed").at, it.note("Payment Succeeded").at);
        it.keys("u g g g c");
        assert_eq!(it.said(), "this is the first column");
    }),
    ("note.split", || {
        let mut it = desk();
        it.at("Payment Failed").keys("g s");
        assert!(it.said().contains("what does it say?"), "{}", it.said());
        for _ in 0..6 {
            it.keys("backspace");
        }
        it.text("Declined").keys("enter");
        assert!(it.has("Payment Failed") && it.has("Payment Declined"));
        // All arrows of the first are the second's too.
        for reaction in ["Retry Failed Payment", "Pause After Retries Exhausted", "Failed Payments Dashboard"] {
            assert!(it.linked("Payment Failed", reaction) && it.linked("Payment Declined", reaction));
        }
        assert!(it.linked("Attempt Payment", "Payment Declined"));
        assert_eq!(it.note("Payment Declined").at, it.note("Payment Failed").at);
        // A command takes what it keeps itself along.
        it.at("Attempt Payment").keys("g s").text(" Again").keys("enter");
        assert!(it.linked("Attempt Payment Again", "Payment Failed") && it.linked("Attempt Payment Again", "Payment Gateway"));
        assert!(it.linked("Charge on Cycle", "Attempt Payment Again"));
        // Esc leaves the text as it was; the second note is there all the same, and two undos take all of it back.
        it.keys("u u u u");
        assert!(!it.state.unsaved());
    }),
    ("board.tidy", || {
        let mut it = desk();
        // Everything into one column, in an order of chance.
        it.keys("ctrl-a J");
        let places = |it: &Desk| it.state.grid().columns().len();
        assert_eq!(places(&it), 1);
        it.keys("esc g =");
        assert!(it.said().starts_with("tidied the columns"), "{}", it.said());
        for (before, after) in [
            ("Create Subscription", "Pause Subscription"),
            ("Trigger Billing Cycle", "Attempt Payment"),
            ("Attempt Payment", "Schedule Retry"),
            ("Attempt Payment", "Request Shipment"),
        ] {
            assert!(at(&it, before) < at(&it, after), "{before} before {after}");
        }
        for (one, other) in [
            ("Customer", "Create Subscription"),
            ("Create Subscription", "Subscription Created"),
            ("Payment Failed", "Retry Failed Payment"),
            ("What if the payment gateway is unreachable?", "Attempt Payment"),
        ] {
            assert_eq!(at(&it, one), at(&it, other), "{one} with {other}");
        }
        it.keys("g =");
        assert_eq!(it.said(), "the columns are in the order of cause and effect");
        it.keys("u");
        assert_eq!(places(&it), 1, "one step");
    }),
];

/// Where each note hangs, and before which.
fn places(board: &Board) -> Vec<(NoteId, Place)> {
    board.notes().iter().map(|note| (note.id, note.at)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_group_that_turns_round_comes_back_the_way_it_went(
        chosen in prop::collection::btree_set(0usize..35, 2..12),
        ways in prop::collection::vec(any::<bool>(), 1..24),
    ) {
        let mut it = Desk::new(subscription_box());
        let texts: Vec<String> = chosen.iter().map(|index| it.state.board().notes()[*index].text.clone()).collect();
        // What is called as a part of another is left out: one walks there by its name.
        for text in texts.iter().filter(|text| text.contains(' ')) {
            it.keys("/").text(text).keys("enter space");
        }
        prop_assume!(it.state.selected_count() > 1);
        let start = it.state.board().clone();
        let mut known = std::collections::HashMap::from([(0i32, places(it.state.board()))]);
        let mut here = 0;
        for right in ways {
            it.keys(if right { "L" } else { "H" });
            if !it.said().starts_with("moved") {
                // The first or the last column: nothing has moved.
                prop_assert_eq!(&places(it.state.board()), &known[&here]);
                continue;
            }
            here += if right { 1 } else { -1 };
            let now = places(it.state.board());
            prop_assert_eq!(known.entry(here).or_insert_with(|| now.clone()), &now, "after {} steps", here);
        }
        while it.state.history().last().is_some_and(|step| step.name.starts_with("move")) {
            it.keys("u");
        }
        prop_assert_eq!(it.state.board(), &start);
    }
}

#[test]
fn an_edit_between_two_steps_ends_the_way_back() {
    let mut it = desk();
    it.at("Payment Succeeded").keys("v l v L");
    let text = |it: &Desk| at(it, "Payment Succeeded");
    let moved = text(&it);
    it.keys("u U").keys("H");
    assert!(text(&it) < moved, "what was undone and done again moves on all the same");
    assert_eq!(it.said(), "moved 2 notes");
}
