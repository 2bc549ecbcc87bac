//! Runs kept as scenarios and as hot spots by keys: saved, seen failing and passing again, listed, mended, covering.

use squall::app::{Effect, Message, Mode};
use squall::board::{Detail, Edit, HotSpot, Json, Property, Scenario};

use crate::Case;
use crate::common::{Build, Desk, bundled, empty};
use crate::run_pane::in_the_run;

fn scenarios(it: &Desk) -> &[Scenario] {
    &it.state.board().heading().scenarios
}

fn named(it: &Desk, name: &str) -> Scenario {
    let found = scenarios(it).iter().find(|scenario| scenario.name == name);
    found.unwrap_or_else(|| panic!("no scenario {name}: {:?}", scenarios(it))).clone()
}

/// Everybody retries once less, or as often as before.
fn retries(it: &mut Desk, guard: &str) {
    let note = it.note("Retry Failed Payment").id;
    it.edit(Edit::Set { note, property: Property::Where(Some(guard.into())) });
}

/// The box charged once, the payment failed three times, and the run kept.
fn saved() -> Desk {
    let mut it = Desk::sized(bundled(), 140, 45);
    it.at("Create Subscription").keys("x >").at("Trigger Billing Cycle").keys("x > 2 > 2 > 2 >");
    it.keys("P s").text("Failing three times").keys("enter");
    it
}

fn spot<'d>(it: &'d Desk, text: &str) -> &'d HotSpot {
    match &it.note(text).detail {
        Detail::HotSpot(spot) => spot,
        other => panic!("{other:?}"),
    }
}

/// The screen with runs of blanks as one, lines joined.
fn flat(it: &Desk) -> String {
    it.screen().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn edited(it: &Desk) -> String {
    match it.effects.last() {
        Some(Effect::Editor(text)) => text.clone(),
        other => panic!("nothing went to the editor: {other:?}"),
    }
}

pub const CASES: &[Case] = &[
    ("run.save", || {
        let mut it = Desk::new(bundled());
        assert!(it.keys("P s").said().contains("no run is open"), "{}", it.said());
        let mut it = in_the_run();
        it.keys("P s");
        assert!(it.said().starts_with("cannot save the run as a scenario: the run is not at its end"), "{}", it.said());
        let mut it = saved();
        assert!(it.said().starts_with("saved the scenario Failing three times, then: "), "{}", it.said());
        let kept = named(&it, "Failing three times");
        assert_eq!((kept.given.len(), kept.when.len(), kept.when[0].answers.len()), (1, 1, 3));
        assert!(it.screen().contains("SCENARIO Failing three times  ✓ passes"), "{}", it.screen());
        // The same name replaces it without asking.
        it.keys("P s enter");
        assert!(it.said().starts_with("replaced the scenario Failing three times"), "{}", it.said());
        assert_eq!(scenarios(&it).len(), 6);
        assert!(it.keys("P s ctrl-u enter").said().contains("needs a name"), "{}", it.said());
        it.keys("esc u u");
        assert_eq!(scenarios(&it).len(), 5, "one step each");
    }),
    ("run.scenarios", || {
        let mut it = Desk::sized(empty(""), 100, 30);
        it.keys("P S");
        assert!(flat(&it).contains("No scenario yet: x on a command starts a run, P s keeps the run as one."), "{}", it.screen());
        assert!(it.keys("f8").said().contains("there is none"), "{}", it.said());
        let mut it = Desk::sized(bundled(), 140, 45);
        it.keys("P S");
        assert_eq!(it.screen().matches('✓').count(), 5, "{}", it.screen());
        it.text("paid month");
        assert_eq!(it.screen().matches('✓').count(), 1, "{}", it.screen());
        it.keys("enter");
        assert!(matches!(it.state.mode, Mode::Wall));
        assert_eq!(it.said(), "the scenario A paid month ships a box passes");
        assert!(it.screen().contains("SCENARIO A paid month ships a box  ✓ passes"), "{}", it.screen());
        it.keys("P S").text("no such").keys("enter");
        assert!(matches!(it.state.mode, Mode::Scenarios(_)) && it.screen().contains("no scenario is called so"));
    }),
    ("run.all", || {
        let mut it = Desk::sized(bundled(), 140, 45);
        assert_eq!(it.keys("P A").said(), "5 scenarios passed");
        retries(&mut it, "retry_count < 1");
        it.keys("P A");
        assert!(it.said().starts_with("3 passed, 2 failed: Three failed payments pause"), "{}", it.said());
        assert!(it.said().contains(" at step "), "{}", it.said());
        assert!(matches!(it.state.mode, Mode::Scenarios(_)) && it.screen().contains("Scenarios: 5, 2 failed"), "{}", it.screen());
        assert!(it.screen().contains("✗ Three failed payments") && it.screen().contains("expected  "), "{}", it.screen());
        // The list follows the board.
        retries(&mut it, "retry_count < 2");
        assert_eq!(it.screen().matches('✓').count(), 5, "{}", it.screen());
        let mut it = Desk::new(empty(""));
        assert!(it.keys("P A").said().contains("no scenario yet"), "{}", it.said());
    }),
    ("run.cover", || {
        let mut it = Desk::sized(bundled(), 140, 45);
        it.keys("P v");
        assert_eq!(it.said(), "notes 100 %, outcomes 100 %, policies 100 %; everything is covered");
        assert!(it.screen().contains('✓') && !it.screen().contains('○'), "{}", it.screen());
        assert!(!it.keys("P v").screen().contains('✓'), "{}", it.screen());
        it.keys("P S").text("cancelled").keys("f8 esc P v");
        assert!(it.said().starts_with("notes ") && it.said().contains("not covered: Cancel Subscription, "), "{}", it.said());
        it.at("Cancel Subscription");
        assert!(it.screen().contains('○'), "{}", it.screen());
        assert!(
            it.keys("f3").screen().contains("What causes what") && it.screen().contains('○'),
            "the flow shows it too: {}",
            it.screen()
        );
        // Undone, everything is covered again.
        it.keys("u");
        assert!(it.screen().contains('✓') && !it.screen().contains('○'), "{}", it.screen());
    }),
    ("run.question", || {
        let name = "Why is nobody told?";
        let mut it = Desk::sized(bundled(), 140, 45);
        it.at("Create Subscription").keys("x >").at("Trigger Billing Cycle").keys("x > 2 > 1 > P h");
        it.keys("enter");
        assert!(it.said().contains("needs a question"), "{}", it.said());
        it.text(name).keys("enter");
        assert!(it.screen().contains("what should have happened"), "{}", it.screen());
        assert_eq!(spot(&it, name).run, Some(Json::Text(name.into())));
        let about = spot(&it, name).about.expect("it is about a note");
        assert_eq!(it.state.board().note(about).map(|note| note.at), Some(it.note(name).at), "it hangs beside");
        assert_eq!(named(&it, name).then, []);
        // Names are completed, and mended where there is none.
        it.text("never Shipment Requestd").keys("enter");
        assert!(it.said().contains("did you mean Shipment Requested?"), "{}", it.said());
        it.keys("backspace backspace ctrl-n enter");
        assert_eq!(named(&it, name).never, [it.note("Shipment Requested").id], "{}", it.said());
        assert!(it.said().contains("fails at step"), "{}", it.said());
        assert!(
            it.screen().contains("✗ fails") && it.screen().contains("expected  Shipment Requested is never"),
            "{}",
            it.screen()
        );
        assert!(it.screen().contains('≠'), "{}", it.screen());
        it.keys("u u");
        assert!(!it.has(name) && scenarios(&it).len() == 5, "the spot and its scenario are one step");
    }),
    ("scenario.rename", || {
        let mut it = Desk::sized(bundled(), 140, 45);
        it.keys("x");
        it.keys("esc P S").text("paid").keys("enter P S").text("paid").keys("f2");
        it.keys("ctrl-u").text("Three failed payments pause the subscription").keys("enter");
        assert!(it.said().contains("another scenario is called"), "{}", it.said());
        it.keys("ctrl-u").text("A box").keys("enter");
        assert!(matches!(it.state.mode, Mode::Scenarios(_)) && named(&it, "A box").given.len() == 1);
        assert!(it.keys("esc").screen().contains("SCENARIO A box"), "the open run keeps up: {}", it.screen());
    }),
    ("scenario.editor", || {
        let mut it = Desk::sized(bundled(), 140, 45);
        it.keys("P S").text("paid").keys("f4");
        let text = edited(&it);
        assert!(text.starts_with("Scenario: A paid month ships a box\n- Given: Create Subscription\n"), "{text}");
        it.send(Message::Edited(Ok(text.clone())));
        assert_eq!(it.said(), "the scenario is as it was");
        // What cannot be read is told by line, and is at hand the next time.
        let wrong = text.replace("Create Subscription", "Creat Subscription");
        it.keys("ctrl-e").send(Message::Edited(Ok(wrong.clone())));
        let report = it.state.report.as_ref().expect("there is one");
        assert!(report.lines[0].starts_with("line 2: no command is called Creat Subscription"), "{report:?}");
        assert!(flat(&it).contains("did you mean Create Subscription?"), "{}", it.screen());
        it.keys("esc P S").text("paid").keys("f4");
        assert_eq!(edited(&it), wrong);
        let right = text.replace("A paid month ships a box", "A box").replace("- Given: Create Subscription\n", "");
        it.send(Message::Edited(Ok(right)));
        assert!(it.said().starts_with("the scenario A box says what you wrote"), "{}", it.said());
        assert_eq!((named(&it, "A box").given.len(), scenarios(&it)[0].name.as_str()), (0, "A box"), "where it stood");
        let count = it.state.board().notes().len();
        it.keys("esc u");
        assert_eq!((named(&it, "A paid month ships a box").given.len(), it.state.board().notes().len()), (1, count));
        for wrong in ["", "Event: A New One\n"] {
            it.keys("P S").text("paid").keys("f4").send(Message::Edited(Ok(wrong.into())));
            assert!(matches!(it.state.mode, Mode::Report(0)), "{wrong}: {}", it.said());
            it.keys("esc");
        }
        assert_eq!(it.state.board().notes().len(), count);
    }),
    ("list.remove", || {
        let mut it = Desk::sized(bundled(), 140, 45);
        assert!(it.keys(": f8").said().contains("this is for the list of scenarios"), "{}", it.said());
        it.keys("esc P S down f8");
        assert_eq!(scenarios(&it).len(), 4);
        assert!(it.said().starts_with("removed the scenario A payment that fails once"), "{}", it.said());
        it.keys("esc u");
        assert_eq!(scenarios(&it)[1].name, "A payment that fails once is tried again a day later");
    }),
];

#[test]
fn an_edit_shows_where_a_scenario_goes_otherwise_and_undoing_it_that_it_passes() {
    let mut it = saved();
    retries(&mut it, "retry_count < 1");
    assert!(it.said().contains("the scenario Failing three times fails at step "), "{}", it.said());
    let screen = it.screen();
    assert!(screen.contains("✗ fails") && screen.contains("played again after the edit"), "{screen}");
    assert!(screen.contains("expected  ") && screen.contains("actual    ") && screen.contains('≠'), "{screen}");
    let running = it.state.running().expect("open");
    let step = running.fails_at().expect("it fails");
    assert_eq!(running.run().len(), (step + 1).min(running.run().len()), "it stands there");
    it.keys("u");
    assert!(it.said().ends_with("the scenario Failing three times passes"), "{}", it.said());
    assert!(it.screen().contains("✓ passes") && !it.screen().contains('≠'), "{}", it.screen());
    // Whoever goes another way has another run, which can be kept in its place.
    it.keys(", , , ,");
    assert!(it.screen().contains("✓ passes"), "{}", it.screen());
    it.keys(">").at("Resume Subscription").keys("x > P s enter");
    assert!(it.said().starts_with("replaced the scenario Failing three times"), "{}", it.said());
    assert_eq!(named(&it, "Failing three times").given.len(), 1, "as much is given as before");
}

#[test]
fn a_hot_spot_goes_from_a_run_to_an_answer() {
    let name = "Is a box sent unpaid?";
    let mut it = Desk::sized(bundled(), 140, 45);
    it.at("Create Subscription").keys("x >").at("Trigger Billing Cycle").keys("x > 2 > 1 > P h").text(name).keys("enter");
    it.text("never Payment Retry Scheduled").keys("enter");
    assert!(it.screen().contains("✗ fails"), "{}", it.screen());
    assert_eq!(it.focused(), name);
    it.keys("X").keys("x");
    assert!(it.said().starts_with("this is its run; it goes otherwise at step"), "{}", it.said());
    assert_eq!(it.focused(), name);
    // Somebody decides that this is how it should be.
    it.keys("P S").text("unpaid").keys("f4");
    let text = edited(&it).replace("Never: Payment Retry Scheduled", "Then: Payment Retry Scheduled");
    it.send(Message::Edited(Ok(text)));
    assert!(it.said().contains("its scenario passes; E ↵ marks it answered"), "{}", it.said());
    assert!(it.keys("esc P A").said().contains("marks it answered"), "{}", it.said());
    it.keys("P S").text("unpaid").keys("enter");
    assert!(it.said().contains("passes; Is a box sent unpaid? can be marked as answered: E ↵ on it"), "{}", it.said());
    retries(&mut it, "retry_count < 2 && false");
    assert!(it.said().contains("fails at step"), "{}", it.said());
    it.keys("u");
    assert!(it.said().contains("passes; Is a box sent unpaid? can be marked"), "{}", it.said());
    it.at(name).keys("E enter");
    assert!(spot(&it, name).resolved, "{}", it.screen());
    it.keys("esc x");
    assert_eq!(it.said(), "this is its run; it comes to rest", "what is answered is not offered again");
    // Its scenario gone, the hot spot says so.
    it.keys("P S").text("unpaid").keys("f8");
    assert!(it.said().contains("the hot spot that carried its run stays"), "{}", it.said());
    assert_eq!(spot(&it, name).run, None);
}

#[test]
fn a_question_that_a_run_stands_at_can_be_kept() {
    let mut it = in_the_run();
    it.keys("P h").text("Who decides?").keys("enter enter");
    assert!(it.said().starts_with("the hot spot carries the run"), "{}", it.said());
    assert!(it.screen().contains("✗ fails"), "nobody answers: {}", it.screen());
    it.keys("+");
    it.keys("I");
    it.keys("X");
    assert!(it.screen().contains("▷ carries"), "{}", it.screen());
}

#[test]
fn what_is_not_changed_in_the_editor_comes_back_as_it_was() {
    for bundled in squall::store::BUNDLED {
        let board = bundled.board(&mut uuid::Uuid::now_v7).expect("it can be read");
        let count = board.heading().scenarios.len();
        assert!(count >= 3);
        let mut it = Desk::new(board);
        it.keys("P S");
        for _ in 0..count {
            it.keys("f4");
            let text = edited(&it);
            it.send(Message::Edited(Ok(text.clone())));
            assert_eq!(it.said(), "the scenario is as it was", "{text}");
            it.keys("down");
        }
        it.keys("f4").send(Message::Edited(Err("the editor went away".into())));
        assert_eq!(it.said(), "the editor went away");
    }
}

#[test]
fn many_scenarios_are_played_a_few_at_a_time() {
    let mut it = Desk::sized(bundled(), 100, 30);
    let one = scenarios(&it)[2].clone();
    let many: Vec<Scenario> = (0..3000).map(|number| Scenario { name: format!("{number}"), ..one.clone() }).collect();
    it.edit(Edit::SetScenarios(many));
    it.effects.clear();
    it.keys("P S");
    assert!(matches!(it.effects.last(), Some(Effect::Wake(_))), "{:?}", it.effects.len());
    assert!(it.state.scenarios().verdict(0).is_some() && it.state.scenarios().verdict(2999).is_none());
    for _ in 0..100 {
        it.send(Message::Beat);
    }
    assert!(it.state.scenarios().verdict(2999).is_some());
    it.effects.clear();
    it.keys("down");
    assert!(it.effects.is_empty());
}

#[test]
fn a_small_screen_shows_what_matters() {
    let mut it = Desk::sized(bundled(), 60, 18);
    retries(&mut it, "retry_count < 1");
    it.keys("P A");
    let screen = it.screen();
    assert!(screen.contains("✗ Three failed payments") && screen.contains("Scenarios: 5, 2 failed"), "{screen}");
    it.keys("enter");
    assert!(it.screen().contains("SCENARIO") && it.screen().contains("✗ fails"), "{}", it.screen());
    let mut it = Desk::sized(Build::new("", &[]).board, 60, 18);
    assert!(it.keys("P S").screen().contains("P s keeps"), "{}", it.screen());
}
