//! A run told by keys: as a story to read, as texts for other programs.

use squall::app::{Effect, Mode};

use crate::Case;
use crate::common::{Desk, bundled};
use crate::run_pane::in_the_run;

fn copied(it: &Desk) -> &str {
    match it.effects.last() {
        Some(Effect::Copy(text)) => text,
        other => panic!("nothing was copied: {other:?}"),
    }
}

pub const CASES: &[Case] = &[
    ("run.story", || {
        let mut it = Desk::sized(bundled(), 140, 45);
        it.at("Trigger Billing Cycle").keys("x , P e");
        assert!(it.said().contains("nothing has happened yet"), "{}", it.said());
        let mut it = in_the_run();
        it.keys("2 P e");
        let screen = it.screen();
        assert!(screen.contains("What happened") && screen.contains("1. "), "{screen}");
        assert!(screen.contains("Payment Failed"), "{screen}");
        it.keys("esc");
        assert!(matches!(it.state.mode, Mode::Wall));
        // On a narrow screen sentences are broken between words, not cut.
        let mut it = Desk::sized(bundled(), 60, 20);
        it.at("Trigger Billing Cycle").keys("x > P e");
        let report = it.state.report.as_ref().expect("there is one");
        assert!(report.lines.iter().all(|line| line.chars().count() <= 54), "{report:?}");
    }),
    ("run.copy-story", || {
        let mut it = in_the_run();
        it.keys("2 P y");
        assert!(copied(&it).starts_with("1. ") && copied(&it).contains("Payment Failed"), "{}", copied(&it));
        assert_eq!(it.said(), "copied the story of the run");
    }),
    ("run.copy-flow", || {
        let mut it = in_the_run();
        it.keys("P m");
        assert!(copied(&it).contains("flowchart"), "{}", copied(&it));
    }),
    ("run.copy-sequence", || {
        let mut it = in_the_run();
        it.keys("P M");
        assert!(copied(&it).contains("sequenceDiagram"), "{}", copied(&it));
    }),
];

#[test]
fn an_edit_says_what_becomes_of_the_run() {
    let mut it = in_the_run();
    it.keys("2 > esc").at("Cancel Subscription").keys("d");
    assert!(it.said().ends_with("the run stays as it was"), "{}", it.said());
    it.at("Charge on Cycle").keys("d");
    assert!(it.said().contains("the run is another from step 4 on"), "{}", it.said());
    assert!(it.said().starts_with("took down Charge on Cycle"), "{}", it.said());
}
