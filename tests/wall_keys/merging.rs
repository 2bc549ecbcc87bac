//! Two notes become one, by keys.

use squall::app::Mode;
use squall::board::{Edit, Kind};

use crate::common::{Desk, empty};
use crate::{Case, desk};

pub const CASES: &[Case] = &[
    ("note.behind", behind),
    ("note.merge", || {
        let mut it = desk();
        let start = it.state.board().clone();
        // The note walked to stays.
        it.at("Payment Retry Attempted").keys("g m h");
        assert_eq!(it.focused(), "Payment Retry Scheduled");
        assert!(it.screen().contains("the second stays and takes over what the first says"), "{}", it.screen());
        it.keys("enter");
        assert_eq!(it.said(), "merged Payment Retry Attempted into Payment Retry Scheduled, which stays – u takes it back");
        assert!(matches!(it.state.mode, Mode::Wall) && !it.has("Payment Retry Attempted"));
        assert_eq!(it.focused(), "Payment Retry Scheduled");
        it.keys("u");
        assert_eq!(*it.state.board(), start, "one step");
        assert_eq!(it.focused(), "Payment Retry Attempted");
        // Arrows follow, and what differs is said.
        it.at("Retry Failed Payment").keys("g m l enter");
        assert!(
            it.said().ends_with("; where the two differed it keeps its own: context, where – u takes it back"),
            "{}",
            it.said()
        );
        assert!(
            it.linked("Pause After Retries Exhausted", "Attempt Payment")
                && it.linked("Payment Failed", "Pause After Retries Exhausted")
        );
        // Another kind is refused, and another note can be chosen.
        it.at("Payment Failed").keys("g m k");
        assert!(it.screen().contains("only two notes of one kind become one"), "{}", it.screen());
        it.keys("enter");
        assert!(it.said().contains("cannot become one note – only two notes of one kind can"), "{}", it.said());
        assert!(matches!(it.state.mode, Mode::Connect(_)));
        it.keys("esc g m enter");
        assert_eq!(it.said(), "walk to the other note, then press ↵");
        // A note of the same name is proposed.
        it.keys("esc");
        let note = it.note("Payment Failed").id;
        let first = it.note("Subscription Created").id;
        it.edit(Edit::Reword { note: first, text: "payment failed".into() });
        it.keys("g m");
        assert_eq!(it.state.focus(), Some(first));
        it.keys("enter");
        assert!(it.state.board().note(note).is_none());
        let mut one = Desk::new(empty(""));
        one.keys("a").text("Lonely").keys("esc");
        assert_eq!(one.state.focused().map(|note| note.kind()), Some(Kind::Event));
        assert_eq!(one.keys("g m").said(), "cannot merge into another: there is no other note of its kind");
    }),
];

fn behind() {
    let mut it = desk();
    it.at("Subscription Created").keys("g h G");
    assert_eq!(it.focused(), "Subscription Cancelled");
    assert!(it.screen().contains("hangs behind that one"), "{}", it.screen());
    it.keys("enter");
    assert_eq!(it.said(), "Subscription Created hangs behind Subscription Cancelled");
    assert_eq!(it.focused(), "Subscription Created");
    assert!(it.note("Subscription Created").at > it.note("Subscription Cancelled").at);
    assert!(it.linked("Create Subscription", "Subscription Created"), "arrows stay");
    it.keys("u");
    assert!(it.note("Subscription Created").at < it.note("Subscription Cancelled").at, "one step");
    it.keys("g h enter");
    assert_eq!(it.said(), "walk to the other note, then press ↵");
    it.keys("esc");
    assert!(matches!(it.state.mode, Mode::Wall));
    let mut alone = Desk::new(empty(""));
    assert!(alone.keys("a").text("Book Lent").keys("esc g h").said().contains("there is no other note"), "{}", alone.said());
}
