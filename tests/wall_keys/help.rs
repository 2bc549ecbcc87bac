//! The help over what is open: it says what the keys do there, and closing it goes back there.

use squall::app::{Mode, View};
use squall::board::Kind;

use crate::common::{Desk, bundled};
use crate::desk;

#[test]
fn the_help_over_the_form_goes_back_to_the_form_as_it_was() {
    for key in ["?", "f1"] {
        let mut it = Desk::sized(bundled(), 120, 36);
        it.at("Retry Failed Payment").keys("E j j");
        let (before, screen) = (it.state.details().map(|form| (form.note, form.selected)), it.screen());
        assert!(it.keys(key).screen().contains("What every key does"), "{}", it.screen());
        assert!(matches!(it.state.mode, Mode::Help(_)));
        it.keys("down pagedown").text("row").keys("esc");
        assert!(matches!(it.state.mode, Mode::Details(_)));
        assert_eq!(it.state.details().map(|form| (form.note, form.selected)), before);
        assert_eq!(it.screen(), screen);
        assert!(matches!(it.keys("esc").state.mode, Mode::Wall));
    }
}

#[test]
fn what_the_help_over_the_form_lists_is_done_in_the_form() {
    let mut it = Desk::sized(bundled(), 120, 36);
    it.at("Retry Failed Payment").keys("E G ?").text("marks the first row").keys("enter");
    assert_eq!(it.state.details().map(|form| form.selected), Some(0));
    assert!(it.keys("?").screen().contains("› ↵  e               changes what stands in the row"), "{}", it.screen());
    it.keys("esc");
    // And what is of the wall is done there.
    it.keys("?").text("draw notes larger").keys("enter");
    assert!(matches!(it.state.mode, Mode::Wall), "{:?}", it.state.mode);
}

#[test]
fn in_a_row_that_is_written_a_question_mark_is_typed() {
    let mut it = Desk::sized(bundled(), 120, 36);
    it.at("Retry Failed Payment").keys("E enter ?");
    let typed = it.state.details().and_then(|form| form.editing.as_ref()).map(|editing| editing.text());
    assert!(typed.is_some_and(|typed| typed.contains('?')), "{}", it.screen());
}

#[test]
fn the_help_goes_back_wherever_it_was_opened() {
    // The start screen, with the board that was marked.
    let mut it = desk();
    it.keys("o j ?");
    assert!(matches!(it.state.mode, Mode::Help(_)));
    assert!(matches!(it.keys("esc").state.mode, Mode::Start(1)));
    // An arrow that is being drawn.
    let mut it = desk();
    it.at("Create Subscription").keys("c l ?");
    assert!(matches!(it.state.mode, Mode::Help(_)));
    assert!(matches!(it.keys("esc").state.mode, Mode::Connect(_)));
    let focus = it.focused();
    assert_eq!(it.note(&focus).kind(), Kind::Command, "where it was");
    // A report.
    let mut it = desk();
    it.send(squall::app::Message::Paste("Policy: Remind\n  When:\n".to_owned()));
    it.keys("j ?");
    assert!(matches!(it.state.mode, Mode::Help(_)));
    assert!(matches!(it.keys("esc").state.mode, Mode::Report(1)));
    // Another view, and the tour beside it.
    let mut it = desk();
    for view in [View::Flow, View::Contexts, View::Catalog] {
        it.keys("tab ? esc");
        assert_eq!(it.state.view, view);
    }
    assert!(matches!(it.state.mode, Mode::Wall));
    // In texts it is a letter like any other.
    for keys in ["a", "/", "&", "g f", ":", "g u"] {
        let mut it = desk();
        it.keys("a").text("It Began").keys("esc").keys(keys).keys("?");
        assert!(!matches!(it.state.mode, Mode::Help(_) | Mode::Wall), "{keys}: {:?}", it.state.mode);
    }
}
