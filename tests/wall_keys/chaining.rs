//! Writing along the chain of causes and effects, by keys.

use squall::app::Mode;
use squall::board::Kind;

use crate::common::{Desk, empty};
use crate::{Case, desk};

pub const CASES: &[Case] = &[
    ("note.follow-up", || {
        // From the first note on, every note is connected with the one before it, and Enter is the only other key.
        let mut it = Desk::new(empty(""));
        it.keys("a").text("Payment Failed").keys("esc r");
        assert_eq!(it.said(), "a policy that follows from Payment Failed; tab: what else may follow");
        for text in ["Retry Failed Payment", "Schedule Retry", "Billing", "Retry Scheduled", "Remind the Customer", "Send Reminder"]
        {
            it.text(text).keys("enter");
        }
        it.keys("esc");
        for (from, to) in [
            ("Payment Failed", "Retry Failed Payment"),
            ("Retry Failed Payment", "Schedule Retry"),
            ("Schedule Retry", "Billing"),
            ("Schedule Retry", "Retry Scheduled"),
            ("Retry Scheduled", "Remind the Customer"),
            ("Remind the Customer", "Send Reminder"),
        ] {
            assert!(it.linked(from, to), "{from} → {to}");
        }
        let kinds = ["Retry Failed Payment", "Schedule Retry", "Billing", "Retry Scheduled"].map(|text| it.note(text).kind());
        assert_eq!(kinds, [Kind::Policy, Kind::Command, Kind::Aggregate, Kind::Event]);
        // What belongs to one moment hangs in one column; time goes on where a policy issues a command.
        assert_eq!(it.note("Payment Failed").at, it.note("Retry Failed Payment").at);
        assert!(it.note("Schedule Retry").at > it.note("Payment Failed").at);
        assert_eq!(it.note("Billing").at, it.note("Retry Scheduled").at);
        // Tab goes through what else may stand there, and only that; what was typed stays.
        it.at("Retry Scheduled").keys("r").text("Retries").keys("tab");
        assert_eq!(it.said(), "a read model that follows from Retry Scheduled; tab: what else may follow");
        it.keys("tab tab tab enter");
        assert_eq!(it.note("Retries").kind(), Kind::ReadModel);
        assert!(matches!(it.state.mode, Mode::Wall), "nothing follows from a read model");
        assert!(it.linked("Retry Scheduled", "Retries"));
        assert!(it.keys("r").said().contains("nothing follows from a read model"), "{}", it.said());
        // A name that is there is connected with, and the chain goes on from it.
        it.at("Send Reminder").keys("r").text("billing").keys("enter");
        assert!(it.linked("Send Reminder", "Billing"));
        assert_eq!(it.said(), "an event that follows from Send Reminder; tab: what else may follow");
        it.keys("esc");
        // Another outcome of a command gets a moment of its own.
        let mut it = desk();
        it.at("Attempt Payment").keys("r").text("Payment Refused").keys("enter esc");
        assert!(it.linked("Attempt Payment", "Payment Refused"));
        assert!(it.note("Payment Refused").at > it.note("Attempt Payment").at);
        // Storm notation says itself what follows.
        it.at("Payment Refused").keys("r").text("When Payment Refused then Call the Bank").keys("enter");
        assert!(matches!(it.state.mode, Mode::Wall));
        assert_eq!(it.note("Call the Bank").kind(), Kind::Command);
        // An empty note ends the chain and leaves nothing behind.
        let notes = it.state.board().notes().len();
        it.keys("r enter");
        assert!(matches!(it.state.mode, Mode::Wall));
        assert_eq!(it.state.board().notes().len(), notes);
        // A kind that cannot follow is refused, and what was typed stays to be mended, or hangs alone when one leaves.
        it.at("Subscription Resumed").keys("r ctrl-t a").text("A Clerk").keys("enter");
        assert!(it.said().contains("no arrow goes from"), "{}", it.said());
        assert!(matches!(&it.state.mode, Mode::Write(writing) if writing.text() == "A Clerk"));
        it.keys("esc");
        assert_eq!(it.note("A Clerk").kind(), Kind::Actor);
        assert!(it.state.board().arrows(it.note("A Clerk").id).is_empty());
        // Undone note by note.
        let mut it = Desk::new(empty(""));
        it.keys("a").text("A Thing Happened").keys("esc r").text("React").keys("enter esc u");
        assert!(it.has("A Thing Happened") && !it.has("React"));
        assert!(Desk::new(empty("")).keys("r").said().contains("the board is empty"));
    }),
    ("note.trace-back", || {
        let mut it = Desk::new(empty(""));
        it.keys("a").text("Subscription Paused").keys("esc R");
        assert_eq!(it.said(), "a command that comes before Subscription Paused; tab: what else may cause it");
        for text in ["Pause Subscription", "Pause After Retries", "Payment Failed", "Attempt Payment"] {
            it.text(text).keys("enter");
        }
        // Before a command stands a policy, or an actor with one key more; that is where a story begins.
        it.keys("tab").text("Customer").keys("enter");
        assert!(matches!(it.state.mode, Mode::Wall));
        for (from, to) in [
            ("Pause Subscription", "Subscription Paused"),
            ("Pause After Retries", "Pause Subscription"),
            ("Payment Failed", "Pause After Retries"),
            ("Attempt Payment", "Payment Failed"),
            ("Customer", "Attempt Payment"),
        ] {
            assert!(it.linked(from, to), "{from} → {to}");
        }
        let at = |text: &str| it.note(text).at;
        assert_eq!(at("Pause Subscription"), at("Subscription Paused"));
        assert_eq!(at("Payment Failed"), at("Pause After Retries"));
        assert!(at("Pause After Retries") < at("Pause Subscription"));
        assert!(it.keys("R").said().contains("an actor needs no cause"), "{}", it.said());
        it.keys("r");
        assert!(it.said().starts_with("a command that follows from Customer"), "{}", it.said());
    }),
];

#[test]
fn ten_connected_notes_take_ten_times_their_text_and_enter() {
    let mut it = Desk::new(empty(""));
    it.keys("a").text("Order Placed").keys("esc r");
    let texts =
        ["Reserve on Order", "Reserve Stock", "Stock", "Stock Reserved", "Ship", "Ship Order", "Shipment", "Order Shipped", "Tell"];
    for text in texts {
        it.text(text).keys("enter");
    }
    it.keys("esc");
    let board = it.state.board();
    assert_eq!(board.notes().len(), 10);
    assert!(board.notes().iter().all(|note| !board.arrows(note.id).is_empty()));
    // The same again in one look: what the method has to say about it.
    it.keys("w");
    assert!(!it.said().contains("is not connected"), "{}", it.said());
}
