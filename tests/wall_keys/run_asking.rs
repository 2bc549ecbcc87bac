//! Asking a run by keys: why, because of what, which way else, which of several; and what could happen now.

use serde_json::json;
use squall::app::Mode;
use squall::app::run::Stands;
use squall::board::Board;

use crate::Case;
use crate::common::{Desk, bundled};
use crate::run_pane::{cell, click, cursor, in_the_run, last, steps};

fn desk() -> Desk {
    Desk::sized(bundled(), 140, 60)
}

fn board(notes: serde_json::Value) -> Board {
    let text = json!({"squall": 1, "title": "Small", "notes": notes}).to_string();
    let mut next = 0;
    let mut ids = || {
        next += 1;
        uuid::Uuid::from_u128(next)
    };
    squall::store::read(&text, &mut ids).expect("it is a board")
}

/// One event, two policies at once, each with its command.
fn two_at_once() -> Desk {
    let it = board(json!([
        {"kind": "command", "text": "Ring Bell", "outcomes": [{"events": ["Bell Rung"]}]},
        {"kind": "event", "text": "Bell Rung"},
        {"kind": "policy", "text": "Wake Cook", "when": ["Bell Rung"], "then": [{"command": "Light Fire"}]},
        {"kind": "policy", "text": "Wake Guard", "when": ["Bell Rung"], "then": [{"command": "Open Gate"}]},
        {"kind": "command", "text": "Light Fire", "outcomes": [{"events": ["Fire Lit"]}]},
        {"kind": "command", "text": "Open Gate", "outcomes": [{"events": ["Gate Opened"]}]},
        {"kind": "event", "text": "Fire Lit"},
        {"kind": "event", "text": "Gate Opened"},
    ]));
    Desk::sized(it, 140, 50)
}

/// Subscribers, told apart by who they are.
fn subscribers() -> Desk {
    let it = board(json!([
        {"kind": "actor", "text": "Clerk"},
        {"kind": "command", "text": "Join Club", "actors": ["Clerk"], "aggregate": "Member", "fields": {"who": ["ana", "ben"]},
            "outcomes": [{"events": ["Member Joined"], "set": {"years": "years + 1"}}]},
        {"kind": "aggregate", "text": "Member", "state": {"years": 0}, "identified_by": "who"},
        {"kind": "event", "text": "Member Joined"},
        {"kind": "read_model", "text": "Members", "built_from": ["Member Joined"], "keyed_by": "who"},
    ]));
    Desk::sized(it, 140, 50)
}

pub const CASES: &[Case] = &[
    ("run.why", || {
        let mut it = desk();
        it.at("Trigger Billing Cycle").keys("x > P a 2 > P w");
        assert_eq!(it.said(), "the pane says why");
        // The refused command names its guard with the value that made it false.
        it.keys(",");
        let screen = it.screen();
        assert!(last(&it).contains("Pause Subscription rejected"), "{}", last(&it));
        assert!(screen.contains("WHY STEP") && screen.contains("status == \"active\""), "{screen}");
        assert!(screen.contains("\"none\" == \"active\"  false"), "{screen}");
        it.keys("P w");
        assert!(!it.screen().contains("WHY STEP"));
        // In the pane it is there for every step one looks at, without going there.
        let before = steps(&it);
        it.keys("P P k k k k");
        assert!(it.screen().contains("WHY STEP") && steps(&it) == before, "{}", it.screen());
    }),
    ("run.cause", || {
        let mut it = desk();
        it.at("Trigger Billing Cycle").keys("x > 2 P c");
        let Stands::Step(cause) = cursor(&it) else { panic!("not on a step") };
        assert!(cause < steps(&it));
        // Again and again, back to the actor's command.
        for _ in 0..20 {
            it.keys("P c");
        }
        assert_eq!(cursor(&it), Stands::Step(0));
        assert!(it.said().contains("somebody did, or time went by"), "{}", it.said());
        // The chain stands below and can be clicked.
        it.keys("G");
        assert!(it.screen().contains("BECAUSE OF"), "{}", it.screen());
        let at = cell(&it, "BECAUSE OF");
        click(&mut it, ratatui::layout::Position::new(at.x, at.y + 1));
        assert!(matches!(cursor(&it), Stands::Step(_)));
    }),
    ("run.order", || {
        let mut it = two_at_once();
        it.at("Ring Bell").keys("x P o");
        assert!(it.said().contains("no two commands wait together"), "{}", it.said());
        it.keys(". . . .");
        assert!(it.screen().contains("WAITING TOGETHER"), "{}", it.screen());
        it.keys("P o enter");
        assert_eq!(it.said(), "Open Gate goes first");
        it.keys("esc .");
        assert_eq!(it.focused(), "Open Gate");
        // It is an answer like any other: back takes it back, and the other order is a branch of its own.
        it.keys(", .");
        assert_eq!(it.focused(), "Open Gate", "going on goes the same way");
        it.keys("> < ; ;");
        assert!(steps(&it) > 0);
    }),
    ("run.compare", || {
        let mut it = desk();
        it.at("Trigger Billing Cycle").keys("x > P d");
        assert!(it.said().contains("there is one way only"), "{}", it.said());
        let asked = steps(&it);
        it.keys("1 >");
        let back = ", ".repeat(steps(&it) - asked);
        it.keys(back.trim()).keys("2 >");
        let screen = it.screen();
        assert!(screen.contains("BRANCHES") && screen.contains("Trigger Billing Cycle … Shipment Requested"), "{screen}");
        it.keys("P d");
        let report = it.state.report.clone().expect("two ways beside one another");
        assert!(report.title.contains("they differ from step 6 on"), "{report:?}");
        let parting = report.lines.iter().find(|line| line.contains('≠')).expect("the first difference is marked");
        assert!(parting.contains("Payment Failed") && parting.contains("Payment Succeeded"), "{parting}");
        // The first way is not lost: it can be gone to.
        it.keys("esc");
        let before = last(&it);
        let at = cell(&it, "Trigger Billing Cycle … Shipment Requested");
        click(&mut it, at);
        it.keys("P P G");
        assert_ne!(last(&it), before);
    }),
    ("run.follow", || {
        let mut it = subscribers();
        it.at("Join Club").keys("x > P i");
        for _ in 0..40 {
            it.keys("backspace");
        }
        it.text("Join Club (who = \"ben\")").keys("enter >");
        let screen = it.screen();
        assert!(screen.contains("\"ana\"") && screen.contains("\"ben\"") && screen.contains('┃'), "{screen}");
        it.keys(", P f");
        assert!(it.said().contains("only steps of Member \"ben\""), "{}", it.said());
        assert!(!it.screen().contains("C Join Club (who = \"ana\")"), "{}", it.screen());
        it.keys("P f");
        assert!(it.screen().contains("C Join Club (who = \"ana\")"), "{}", it.screen());
        let mut it = in_the_run();
        it.keys("P f");
        assert!(it.said().contains("is not about one of several"), "{}", it.said());
    }),
    ("run.with", || {
        let mut it = subscribers();
        it.at("Join Club").keys("P i");
        assert!(it.screen().contains("issue"), "{}", it.screen());
        it.keys("enter");
        assert!(it.screen().contains("Join Club (who = \"ana\")"), "{}", it.screen());
        it.keys(">").at("Join Club").keys("P i").text(" at 5h").keys("enter >");
        let run = it.state.running().expect("a run is open").run();
        assert_eq!(run.world().clock(), 5 * 3600);
        it.at("Join Club").keys("P i").text(" at noon").keys("enter");
        assert!(it.said().contains("at 12h"), "what to write is said, and what was typed stays: {}", it.said());
        assert!(matches!(it.state.mode, Mode::Write(_)));
        it.keys("esc");
    }),
];

#[test]
fn at_a_quiet_moment_the_pane_lists_what_could_happen_and_digits_do_it() {
    let mut it = desk();
    it.at("Create Subscription").keys("x >");
    let screen = it.screen();
    assert!(screen.contains("COULD HAPPEN NOW"), "{screen}");
    assert!(screen.lines().any(|row| row.contains("Create Subscription") && row.contains('✗')), "refused ones say why: {screen}");
    let before = steps(&it);
    let row = screen.lines().find(|row| row.contains("  Trigger Billing Cycle") && row.contains("Scheduler")).expect("it is there");
    let digit = row.split('│').nth(1).unwrap_or(row).trim().chars().next().expect("a digit");
    it.keys(&digit.to_string());
    assert_eq!((it.focused().as_str(), steps(&it)), ("Trigger Billing Cycle", before + 1));
    // While something is asked, digits answer.
    it.keys("> 1");
    assert!(last(&it).contains("Payment Succeeded"), "{}", last(&it));
}

#[test]
fn a_value_knows_who_wrote_it() {
    let mut it = desk();
    it.at("Trigger Billing Cycle").keys("x > P a 2 >");
    let at = cell(&it, "retry_count 2");
    click(&mut it, at);
    let Stands::Step(wrote) = cursor(&it) else { panic!("not on a step") };
    let run = it.state.running().expect("a run is open").run();
    let line = squall::engine::tell::line(run, &run.step(wrote).expect("it is a step").what);
    assert!(line.remark.contains("retry_count 1 → 2"), "{line:?}");
    // What nobody wrote says so.
    it.keys("esc");
    let at = cell(&it, "requested_boxes 0");
    click(&mut it, at);
    assert!(it.said().contains("from the beginning"), "{}", it.said());
    // A cell of a read model, too.
    let at = cell(&it, "\"exhausted\"");
    click(&mut it, at);
    assert!(matches!(cursor(&it), Stands::Step(_)));
}
