//! How a run goes on: breakpoints with and without a condition, until a time, by itself, and answers that are the same from now on.

use std::time::Duration;

use squall::app::{Effect, Message};

use crate::Case;
use crate::common::{Desk, bundled};
use crate::run_pane::{cell, click, in_the_run, last, steps};

fn desk() -> Desk {
    Desk::sized(bundled(), 140, 45)
}

/// The clock of the run in seconds.
fn clock(it: &Desk) -> i64 {
    it.state.running().expect("a run is open").run().world().clock()
}

fn asks(it: &Desk) -> bool {
    it.state.running().expect("a run is open").question().is_some()
}

pub const CASES: &[Case] = &[
    ("run.break", || {
        let mut it = desk();
        it.at("Payment Failed").keys("P b");
        assert!(it.said().contains("runs stop at Payment Failed") && it.screen().contains('●'), "{}", it.screen());
        it.at("Trigger Billing Cycle").keys("x > 2 >");
        assert_eq!((it.focused().as_str(), it.said().as_str()), ("Payment Failed", "stopped at Payment Failed"));
        // Further steps go on behind it, and from the pane it is taken away at the step.
        it.keys("P P P b");
        assert!(it.said().contains("runs pass Payment Failed again"), "{}", it.said());
        it.keys(">");
        assert!(asks(&it), "{}", it.screen());
        // What is no note of the board is no place to stop at.
        it.keys("P P j j P b");
        assert!(it.said().contains("there is no note in this row"), "{}", it.said());
        // A system outside acts where a command speaks to it.
        let mut it = desk();
        it.at("Payment Gateway").keys("P b").at("Trigger Billing Cycle").keys("x >");
        assert!(it.said().contains("stopped at Payment Gateway"), "{}", it.said());
    }),
    ("run.break-if", || {
        let mut it = desk();
        it.at("Payment Failed").keys("P B").text("Billing.retry_count == 1").keys("enter");
        assert!(it.said().contains("when Billing.retry_count == 1") && it.screen().contains('◐'), "{}", it.screen());
        it.at("Trigger Billing Cycle").keys("x > 2 >");
        assert!(!it.said().starts_with("stopped"), "the first failure passes: {}", it.said());
        it.keys("2 >");
        assert_eq!(it.said(), "stopped at Payment Failed: Billing.retry_count == 1");
        assert_eq!(clock(&it), 24 * 3600);
        // What cannot be read stays to be mended.
        it.keys("P B").text(" && Biling.retry == 2").keys("enter");
        assert!(it.said().contains("did you mean `Billing`?"), "{}", it.said());
        it.keys("esc P B enter P b");
        assert!(it.state.breaks().iter().next().is_none());
    }),
    ("run.until", || {
        let mut it = desk();
        it.at("Trigger Billing Cycle").keys("x > 2 P t").text("12h").keys("enter");
        assert_eq!(clock(&it), 0, "nothing is due before");
        assert!(it.said().contains("nothing more is due until 12h; Attempt Payment follows at 24h"), "{}", it.said());
        it.keys("P t").text("+24h").keys("enter");
        assert_eq!(clock(&it), 24 * 3600);
        assert!(asks(&it), "{}", it.screen());
        it.keys("P t").text("1h").keys("enter");
        assert!(it.said().contains("it is 24h already"), "{}", it.said());
        it.keys("esc P t").text("soon").keys("enter");
        assert!(it.said().contains("write a time such as 24h"), "{}", it.said());
        it.keys("esc");
    }),
    ("run.play", || {
        let mut it = desk();
        it.at("Trigger Billing Cycle").keys("x P p");
        let second = Effect::Wake(Duration::from_secs(1));
        assert_eq!(it.effects.last(), Some(&second), "the next step comes in a second");
        assert!(it.screen().contains("▷ a step a second"), "{}", it.screen());
        let before = steps(&it);
        it.send(Message::Beat);
        assert_eq!(steps(&it), before + 1);
        // It stands still where something is asked, and wants no beat any more.
        for _ in 0..20 {
            it.send(Message::Beat);
        }
        assert!(it.said().contains("what happens?"), "{}", it.said());
        let wishes = it.effects.len();
        it.send(Message::Beat);
        assert_eq!(it.effects.len(), wishes);
        // With the answer it plays on, and the same key stops it.
        it.keys("1");
        assert_eq!(it.effects.last(), Some(&second));
        it.keys("P p");
        assert_eq!(it.said(), "the run stands still");
        let before = steps(&it);
        it.send(Message::Beat);
        assert_eq!(steps(&it), before);
    }),
    ("run.faster", || {
        let mut it = desk();
        it.at("Trigger Billing Cycle").keys("x P + P p");
        assert_eq!(it.effects.last(), Some(&Effect::Wake(Duration::from_millis(500))));
        it.keys("P + P + P + P + P +");
        assert!(it.said().contains("it goes no further"), "{}", it.said());
    }),
    ("run.slower", || {
        let mut it = desk();
        it.at("Trigger Billing Cycle").keys("x P - P p");
        assert_eq!(it.effects.last(), Some(&Effect::Wake(Duration::from_secs(2))));
    }),
    ("run.same", || {
        let mut it = desk();
        it.at("Trigger Billing Cycle").keys("x P a");
        assert_eq!(it.said(), "nothing has been answered yet");
        it.keys("> P a");
        assert!(it.screen().contains("CHOOSE · THE SAME FROM NOW ON"), "{}", it.screen());
        it.keys("2 >");
        // Three failures without another question, up to the pause.
        assert!(it.screen().contains("Pause Subscription rejected") && !asks(&it), "{}", it.screen());
        assert_eq!(clock(&it), 48 * 3600);
        // What is not asked is listed, and asked again after a click.
        let mut it = Desk::sized(bundled(), 140, 60);
        it.at("Trigger Billing Cycle").keys("x > 2 P a >");
        assert!(!asks(&it), "the last answer counts as well: {}", it.screen());
        let at = cell(&it, "Attempt Payment  Payment Failed");
        click(&mut it, at);
        assert_eq!(it.said(), "Attempt Payment is asked again");
        it.at("Trigger Billing Cycle").keys("x >");
        assert!(asks(&it), "{}", it.screen());
    }),
];

#[test]
fn an_answer_that_does_not_fit_any_more_is_asked_for() {
    let mut it = desk();
    it.at("Trigger Billing Cycle").keys("x > P a 2 >");
    it.at("Payment Failed").keys("d");
    it.at("Trigger Billing Cycle").keys("< x >");
    assert!(!last(&it).contains("Payment Failed"), "{}", last(&it));
}

#[test]
fn a_breakpoint_goes_with_its_note() {
    let mut it = in_the_run();
    it.keys("esc").at("Payment Failed").keys("P b d");
    assert!(it.state.breaks().iter().next().is_none());
}
