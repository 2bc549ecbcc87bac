//! The board before a room, by keys.

use squall::app::wall::Zoom;
use squall::app::{Act, Button, Message, Mode, Mouse, Opened, View};

use crate::common::{Desk, empty, subscription_box};
use crate::{Case, desk};

pub const CASES: &[Case] = &[("projector.toggle", || {
    let mut it = desk();
    it.at("Payment Failed");
    let revision = it.state.board().revision();
    it.keys("F m");
    assert!(it.state.projector && it.focused() == "Payment Failed", "{}", it.screen());
    assert_eq!(it.said(), "on the projector; F m goes back");
    assert!(!it.keys("l h").screen().contains("E events"), "{}", it.screen());
    // Notes have one size there; that on the desk stays.
    assert_eq!(it.keys("+").said(), "cannot draw notes larger: on the projector notes have one size; F m goes back");
    assert!(it.keys("-").said().starts_with("cannot draw notes smaller"), "{}", it.said());
    assert!(it.keys("z").said().starts_with("cannot zoom: on the projector"), "{}", it.said());
    assert_eq!(it.state.zoom, Zoom::Note);
    // It is the same in every view, and with another board.
    assert!(it.keys("f3").state.projector && it.keys("f5").state.projector);
    it.keys("esc");
    assert!(it.state.projector && it.state.view == View::Wall, "esc goes to the wall first");
    it.keys("F m");
    assert!(!it.state.projector && it.said() == "not on the projector any more");
    assert!(it.screen().contains("E events") && it.focused() == "Payment Failed", "{}", it.screen());
    // Esc on the wall goes back as well, and only then to what else there is.
    it.keys("& p a y enter F m esc");
    assert!(!it.state.projector && it.state.filtered().is_some());
    assert!(it.keys("esc").state.filtered().is_none());
    assert_eq!((it.state.board().revision(), it.state.unsaved()), (revision, false), "nothing of it is on the board");
    it.keys("F m").send(Message::Opened(Ok(Box::new(Opened {
        unsaved: false,
        board: empty("Other"),
        path: None,
        new: true,
        welcome: None,
    }))));
    assert!(it.state.projector && it.screen().contains("Other"));
})];

#[test]
fn a_click_takes_the_note_that_is_seen() {
    let mut it = Desk::sized(subscription_box(), 100, 30);
    it.at("Payment Failed").keys("F m");
    let area = |it: &Desk, name: &str| {
        let (window, id) = (it.state.window().expect("large enough"), it.note(name).id);
        it.state.grid().spot(it.state.board(), id).and_then(|spot| window.rect(spot)).expect("in view")
    };
    // At both ends of what is drawn.
    let (retry, succeeded) = (area(&it, "Retry Failed Payment"), area(&it, "Payment Succeeded"));
    let ends = [(retry.right() - 1, retry.bottom() - 1), (succeeded.x, succeeded.y)];
    for ((column, row), name) in ends.into_iter().zip(["Retry Failed Payment", "Payment Succeeded"]) {
        for act in [Act::Press(Button::Left), Act::Release(Button::Left)] {
            it.send(Message::Mouse(Mouse { act, column, row, ctrl: false, shift: false }));
        }
        assert_eq!(it.focused(), name);
    }
}

#[test]
fn what_is_written_there_is_a_note_as_large() {
    let mut it = Desk::sized(subscription_box(), 100, 30);
    it.at("Payment Failed").keys("F m a").text("Customer Told");
    assert!(matches!(it.state.mode, Mode::Write(_)) && it.screen().contains("Customer Told"), "{}", it.screen());
    let window = it.state.window().expect("large enough");
    let spot = it.state.writing_spot(&window).expect("being written");
    assert_eq!(window.rect(spot).map(|area| area.width), Some(window.note_width));
    it.keys("enter esc");
    assert!(it.has("Customer Told") && it.state.projector, "esc ends the writing first");
}

#[test]
fn the_focus_is_in_view_whole_wherever_one_walks() {
    for (columns, rows) in [(100, 30), (200, 50), (80, 24), (60, 18), (40, 12)] {
        for pane in ["", "I", "x >"] {
            let mut it = Desk::sized(subscription_box(), columns, rows);
            it.at("Attempt Payment").keys(pane).keys("F m");
            for key in "jjjjhhhkkkklllljjjjlllllllkkkkkkkhhhhhhhhhjjjjjjjj".chars() {
                it.keys(&key.to_string());
                let window = it.state.window().expect("large enough");
                let spot = it.state.focus_spot().expect("a note");
                let area = window.rect(spot).unwrap_or_else(|| panic!("{columns}x{rows}: {}", it.screen()));
                assert_eq!(area.height, window.lanes[spot.lane].rows, "{columns}x{rows}: {}", it.screen());
                // What follows is there too where there is room for two lanes.
                let next = (spot.lane + 1..8).find(|lane| window.lanes[*lane].filled);
                let room = window.area.height >= 8;
                assert!(!room || next.is_none_or(|next| window.y(next).is_some()), "{columns}x{rows}: {}", it.screen());
            }
        }
    }
}

#[test]
fn what_was_said_leaves_the_sight_of_a_room_after_a_while() {
    let mut it = Desk::sized(empty("Loans"), 100, 30);
    it.keys("F F enter").keys("F m");
    assert!(it.tick(7).screen().contains("F m goes back"), "{}", it.screen());
    assert!(!it.tick(2).screen().contains("F m goes back"), "{}", it.screen());
    it.keys("G u");
    let said = it.said();
    assert!(said.starts_with("cannot undo") && it.tick(60).said() == said, "what went wrong stays: {said}");
    let mut it = Desk::sized(empty("Loans"), 100, 30);
    it.keys("F F enter");
    let said = it.said();
    assert_eq!(it.tick(60).said(), said, "whoever sits before it presses a key sooner or later");
}
