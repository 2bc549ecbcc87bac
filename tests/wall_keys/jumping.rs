//! Going to a note by its name, and back, by keys.

use squall::app::Mode;
use squall::board::Kind;

use crate::common::{Build, Desk, empty};
use crate::{Case, desk};

pub const CASES: &[Case] = &[
    ("note.jump", || {
        let mut it = desk();
        it.keys("g f");
        assert!(it.screen().contains("Go to a note: 35"), "{}", it.screen());
        it.text("pyfld");
        assert!(it.screen().contains("Payment Failed") && it.screen().contains("event Billing"), "{}", it.screen());
        it.keys("enter");
        assert_eq!(it.focused(), "Payment Failed");
        assert!(matches!(it.state.mode, Mode::Wall));
        // The first match is marked, the arrows go on, and a letter more begins at the first again.
        it.keys("g f").text("shipment").keys("down down up");
        assert!(matches!(&it.state.mode, Mode::Jump(jumping) if jumping.listing.selected == 1));
        it.text(" q").keys("enter");
        assert_eq!(it.focused(), "Shipment Queue");
        // Nothing found is said, and nothing is taken.
        it.keys("g f").text("zzz");
        assert!(it.screen().contains("no note is called so"), "{}", it.screen());
        assert_eq!(it.keys("enter").focused(), "Shipment Queue");
        assert_eq!(it.keys("g f").text("payment").keys("esc").focused(), "Shipment Queue");
        // From the palette too.
        it.keys(":").text("go to a note").keys("enter").text("Scheduler").keys("enter");
        assert_eq!(it.focused(), "Scheduler");
        assert!(Desk::new(empty("")).keys("g f").said().contains("the board is empty"));
    }),
    ("jump.back", || {
        let mut it = desk();
        assert!(it.keys("ctrl-o").said().contains("you have not jumped yet"), "{}", it.said());
        // Walking is no jump; jumps, searches, arrows and advice are.
        it.keys("l").keys("g f").text("Payment Failed").keys("enter");
        it.keys("g n").keys("l h h");
        let walked = it.focused();
        it.keys("/").text("shipment q").keys("enter");
        it.keys("w");
        let trail = ["Shipment Queue".to_owned(), walked, "Payment Failed".into(), "Monthly Billing Cycle Triggered".into()];
        for place in trail {
            assert_eq!(it.keys("ctrl-o").focused(), place);
        }
        assert!(it.keys("ctrl-o").said().contains("you have not jumped yet"));
        // Who leaves a search has not jumped, and notes that are gone are passed over.
        let mut it = desk();
        it.keys("/").text("failed").keys("esc ctrl-o");
        assert!(it.said().contains("you have not jumped yet"));
        it.keys("g f").text("Payment Failed").keys("enter").keys("g f").text("Shipment Queue").keys("enter");
        let id = it.note("Payment Failed").id;
        it.edit(squall::board::Edit::Remove(id));
        assert_eq!(it.keys("ctrl-o").focused(), "Subscription Created");
    }),
    ("jump.forth", || {
        let mut it = desk();
        assert_eq!(it.keys("g o").said(), "cannot go forth again: you have not gone back; ctrl-o does");
        it.keys("g f").text("Payment Failed").keys("enter").keys("g f").text("Shipment Queue").keys("enter");
        it.keys("ctrl-o ctrl-o");
        assert_eq!(it.focused(), "Subscription Created");
        assert_eq!(it.keys("g o").focused(), "Payment Failed");
        assert_eq!(it.keys("g o").focused(), "Shipment Queue");
        // A new jump leads another way on.
        it.keys("ctrl-o").keys("g f").text("Scheduler").keys("enter");
        assert!(it.keys("g o").said().contains("you have not gone back"));
        assert_eq!(it.keys("ctrl-o").focused(), "Payment Failed");
    }),
];

#[test]
fn a_list_of_many_notes_shows_the_best_and_says_how_many_there_are() {
    let mut build = Build::new("Many", &[]);
    for number in 0..500 {
        build.note(Kind::Event, f64::from(number), &format!("Parcel {number} Delivered"), "");
    }
    let mut it = Desk::new(build.board);
    it.keys("g f");
    assert!(it.screen().contains("Go to a note: the first 200 of 500"), "{}", it.screen());
    it.text("parcel 499").keys("enter");
    assert_eq!(it.focused(), "Parcel 499 Delivered");
}
