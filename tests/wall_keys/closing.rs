//! The end of a phase and of a session by keys: the summary, the closing page, the artefacts as a file.

use chrono::DateTime;
use squall::app::{Act, Effect, Message, Mode, Mouse};
use squall::board::{Board, Clock, Edit, Kind, Phase, Property, Session, Stint, Topic};
use squall::view::theme::{Depth, Ground, Theme};

use crate::Case;
use crate::common::{Build, Desk, bundled, draw, empty, rows, subscription_box};

/// A stretch of a session from one second to another.
fn stint(phase: &str, began: i64, ended: Option<i64>, planned: i64) -> Stint {
    let at = |seconds| DateTime::from_timestamp(seconds, 0).expect("in range");
    let (began, ended) = (at(began), ended.map(at));
    Stint { phase: phase.into(), began, ended, paused: 0, planned: Some(planned), skipped: false, unknown: Vec::new() }
}

fn session(phase: usize, log: Vec<Stint>) -> Edit {
    let since = DateTime::from_timestamp(2400, 0);
    Edit::SetSession(Some(Session {
        phase,
        clock: Clock::Stands { left: 300, since },
        log,
        earlier: Vec::new(),
        unknown: Vec::new(),
    }))
}

/// The subscription box with when its notes were written: a note every forty seconds.
fn written() -> Board {
    let mut board = subscription_box();
    for (index, note) in board.clone().notes().iter().enumerate() {
        let mut note = (**note).clone();
        let burst = i64::from(index % 5 == 0) * 11;
        note.created_at = DateTime::from_timestamp(index as i64 * 60 - burst * index as i64, 0);
        board.apply(Edit::Replace { note: Box::new(note), before: None }).expect("it is there");
    }
    board
}

/// A session in its third phase, the timer standing still, with dots and topics.
fn desk(columns: u16, rows: u16) -> Desk {
    let mut it = Desk::sized(written(), columns, rows);
    let mut first = stint("Chaotic Exploration", 0, Some(1200), 1800);
    first.paused = 90;
    let skipped = Stint { skipped: true, ..stint("Timeline Ordering", 1200, Some(1200), 1200) };
    it.edit(session(2, vec![first, skipped, stint("Commands and Actors", 1200, None, 900)]));
    let topic = |text: &str, by: Option<&str>, done| Topic { text: text.into(), by: by.map(Into::into), done, ..Topic::default() };
    let vouchers = topic("Do vouchers count as payments?", Some("ana"), true);
    it.edit(Edit::SetParked(vec![vouchers, topic("Which gateway, and who pays for a second one?", None, false)]));
    for (text, dots) in
        [("What if the payment gateway is unreachable?", 3), ("How long do we retain failed payment records for compliance?", 7)]
    {
        let note = it.note(text).id;
        it.edit(Edit::Set { note, property: Property::Votes(vec![("ana".into(), dots - 1), ("ben".into(), 1)]) });
    }
    it.later(2520);
    it
}

fn exported(it: &Desk) -> (String, String) {
    let exported = it.effects.iter().find_map(|effect| match effect {
        Effect::Export { path, text } => Some((path.display().to_string(), text.clone())),
        _ => None,
    });
    exported.unwrap_or_else(|| panic!("nothing was exported: {:?}", it.effects))
}

pub const CASES: &[Case] = &[
    ("session.summary", || {
        let mut it = Desk::new(subscription_box());
        assert!(it.keys("F z").said().contains("no session was begun on this board"), "{}", it.said());
        let mut it = desk(120, 36);
        it.keys("F z");
        let screen = it.screen();
        assert!(screen.contains("Commands and Actors – so far"), "{screen}");
        assert!(screen.contains("20:00 of 15:00, 5:00 over time, and paused for 2:00"), "{screen}");
        let missing = screen.find("STILL MISSING").expect("what is missing is told");
        assert!(screen[missing..].contains("1 event without a command") && screen.contains("Payment Retry Attempted"), "{screen}");
        assert!(screen.contains("NEXT: AGGREGATES, 10 TO 15 MINUTES") && screen.contains("? Who decides?"), "{screen}");
        assert!(screen.contains("○ Which gateway, and who pays for a second one?"), "{screen}");
        // Once it is over, all phases are told.
        let mut it = desk(120, 36);
        let log = it.state.board().heading().workshop.session.clone().expect("there").log;
        it.edit(session(8, log)).keys("F z");
        assert!(it.screen().contains("CHAOTIC EXPLORATION") && it.screen().contains("TIMELINE ORDERING"), "{}", it.screen());
    }),
    ("session.closing", || {
        let mut it = desk(120, 60);
        it.keys("F c");
        let screen = it.screen();
        assert!(screen.contains("11 events, 3 of them pivotal") || screen.contains("events, 3 of them pivotal"), "{screen}");
        let (many, few) = (screen.find("7●    How long do we retain"), screen.find("●●●   What if the payment gateway"));
        assert!(many.is_some() && many < few, "the most dots first: {screen}");
        assert!(screen.contains("never begun") && screen.contains("Bounded Contexts"), "{screen}");
        // A board with scenarios says how they come out.
        let mut it = Desk::sized(bundled(), 120, 60);
        it.keys("F c");
        assert!(it.screen().contains("✓ all 5 pass"), "{}", it.screen());
        assert!(it.screen().contains("No session was begun on this board."), "{}", it.screen());
        let note = it.note("Retry Failed Payment").id;
        it.edit(Edit::SetRules(vec!["always x >".into()]));
        it.edit(Edit::Set { note, property: Property::Where(Some("retry_count <".into())) }).keys("esc F c");
        assert!(it.screen().contains("✗ ") && it.screen().contains(" of 5 pass"), "{}", it.screen());
        assert!(it.screen().contains("WHAT CANNOT BE READ") && it.screen().contains("rule `always x >`"), "{}", it.screen());
    }),
    ("session.export", || {
        let mut it = desk(120, 36);
        it.keys("F x");
        let (path, text) = exported(&it);
        assert_eq!(path, "boards/box.md");
        assert!(text.ends_with("\n<!-- written by Squall from box.json -->\n"), "{text}");
        assert!(text.contains("| 1 | Chaotic Exploration | 18:30 | 30:00 |"), "{text}");
        assert!(text.contains("| 2 | Timeline Ordering (skipped) |") && text.contains("## Appendix: parked topics"), "{text}");
        it.send(Message::Exported(Ok("boards/box.md".into())));
        assert_eq!(it.said(), "exported the six artefacts to box.md in boards");
        it.send(Message::Exported(Ok("boards/box-2.md".into())));
        assert_eq!(it.said(), "exported the six artefacts to box-2.md (the box.md there is not Squall's) in boards");
        it.send(Message::Exported(Err("no space".into())));
        assert_eq!(it.said(), "the artefacts were not exported: no space");
        // A board without a file goes by its title.
        let mut it = Desk::new(empty("Parcel locker > 2"));
        it.state.path = None;
        it.keys("F x");
        let (path, text) = exported(&it);
        assert_eq!((path.as_str(), text.contains("from parcel-locker-2.json -->")), ("parcel-locker-2.md", true));
    }),
    ("page.export", || {
        let mut it = desk(120, 36);
        it.keys("F c x");
        assert_eq!(exported(&it).0, "boards/box.md");
        assert!(matches!(it.state.mode, Mode::Page(_)), "the page stays open");
    }),
    ("page.close", || {
        for key in ["esc", "q"] {
            assert!(matches!(desk(80, 24).keys("F c").keys(key).state.mode, Mode::Wall));
        }
    }),
];

#[test]
fn what_came_of_a_phase_looks_so() {
    let mut it = desk(80, 24);
    it.keys("F z");
    crate::keep!("summary_of_a_phase_at_80", it);
    let mut it = desk(120, 36);
    it.keys("F z");
    crate::keep!("summary_of_a_phase_at_120", it);
}

#[test]
fn what_came_of_it_all_looks_so() {
    let mut it = desk(80, 24);
    it.keys("F c");
    crate::keep!("closing_page_at_80", it);
    let mut it = desk(120, 36);
    it.keys("F c");
    crate::keep!("closing_page_at_120", it);
}

#[test]
fn pages_are_read_to_their_end_on_any_screen() {
    for (columns, high) in [(40, 12), (80, 24), (120, 36), (300, 100)] {
        let mut it = desk(columns, high);
        it.keys("F c").keys(&"pagedown ".repeat(20));
        assert!(it.screen().contains("never begun") && it.screen().contains("Bounded"), "{}", it.screen());
        it.keys(&"pageup ".repeat(20));
        assert!(it.screen().contains("THE SIX ARTEFACTS"), "{}", it.screen());
        it.keys("G");
        assert!(it.screen().contains("never begun"), "{}", it.screen());
        it.keys("g g");
        let top = it.screen();
        for act in [Act::Down, Act::Up] {
            it.send(Message::Mouse(Mouse { act, column: 5, row: 5, ctrl: false, shift: false }));
        }
        assert_eq!(it.screen(), top, "the wheel scrolls too");
        it.keys("esc F z").keys(&"j ".repeat(60));
        assert!(it.screen().contains("Who decides?"), "{}", it.screen());
        // What was scrolled to is still there where the screen grows.
        it.send(Message::Resize(300, 100));
        assert!(it.screen().contains("20:00 of 15:00"), "{}", it.screen());
    }
}

#[test]
fn an_empty_board_says_what_is_not_there() {
    let mut it = Desk::sized(empty(""), 80, 40);
    it.keys("F c");
    let screen = it.screen();
    for said in ["no events yet", "no commands yet", "no policies yet", "no chain yet", "no contexts yet", "no hot spots yet"] {
        assert!(screen.contains(said), "{said}: {screen}");
    }
    assert!(screen.contains("none are kept") && screen.contains("No session was begun"), "{screen}");
    assert!(!screen.contains("PARKED") && !screen.contains("CANNOT BE READ"), "{screen}");
}

#[test]
fn the_pace_is_read_without_colours() {
    let mut it = desk(80, 24);
    it.keys("F z");
    let plain = rows(&draw(&it.state, &Theme::new(Depth::Plain, Ground::Dark))).join("\n");
    assert!(plain.contains("▁") && plain.contains("█ is 2 notes") && plain.contains("each bar is a minute"), "{plain}");
}

#[test]
fn many_scenarios_are_told_when_they_have_been_played() {
    let mut it = Desk::sized(bundled(), 120, 60);
    let one = it.state.board().heading().scenarios[0].clone();
    let many = (0..1500).map(|number| squall::board::Scenario { name: format!("S {number}"), ..one.clone() }).collect();
    it.edit(Edit::SetScenarios(many)).keys("F c");
    assert!(it.screen().contains("playing them …"), "{}", it.screen());
    for _ in 0..50 {
        it.send(Message::Beat);
    }
    assert!(it.screen().contains("✓ all 1500 pass"), "{}", it.screen());
}

#[test]
fn a_name_out_of_a_file_stays_what_it_is() {
    let mut build = Build::new("a\u{1b}[31mb", &["c"]);
    build.note(Kind::HotSpot, 1.0, "evil\u{1b}]0;title\u{7}", "c");
    let mut it = Desk::sized(build.board, 80, 24);
    it.edit(session(0, vec![stint("phase\u{1b}[2J", 0, None, -5)])).keys("F c");
    assert!(!it.screen().chars().any(|c| c.is_control() && c != '\n'), "{}", it.screen());
    it.keys("esc F z");
    assert!(!it.screen().chars().any(|c| c.is_control() && c != '\n'), "{}", it.screen());
}

/// A session on an empty board in which the second phase was left for the first and come back to, with notes written in it before.
fn come_back() -> Desk {
    let mut it = Desk::sized(empty("Loans"), 120, 60);
    it.keys("F F enter").tick(60).keys("F n enter").tick(30);
    it.keys("a").text("Book Lent").keys("enter").text("Book Returned").keys("enter esc").tick(68).keys("F b F F");
    it.tick(20).keys("F n enter");
    it
}

#[test]
fn a_phase_come_back_to_is_told_as_one() {
    let mut it = come_back();
    it.tick(2).keys("F n");
    let screen = it.screen();
    assert!(screen.contains("Timeline Ordering – what came of it") && screen.contains("1:40 of 20:00"), "{screen}");
    assert!(screen.contains("2 in all") && !screen.contains("none written"), "{screen}");
    it.keys("esc F c");
    let screen = it.screen();
    let pace = &screen[screen.find("PACE").expect("it is there")..];
    assert_eq!((pace.matches("Timeline Ordering").count(), pace.matches("Chaotic Exploration").count()), (1, 1), "{pace}");
    assert!(pace.contains("1:20 of 30:00") && pace.contains("1:40 of 20:00     2 notes"), "{pace}");
    assert!(pace.find("Chaotic Exploration") < pace.find("Timeline Ordering"), "in the order of the agenda: {pace}");
    it.keys("x");
    let (_, text) = exported(&it);
    assert!(text.contains("| 1 | Chaotic Exploration | 1:20 | 30:00 |"), "{text}");
    assert!(text.contains("| 2 | Timeline Ordering | 1:40 | 20:00 | ▲ 2 events |") && !text.contains("| 3 |"), "{text}");
    assert!(!text.contains("Before that"), "{text}");
    // Five minutes more are planned once, whenever they were given; the page of a phase that goes on adds up as well.
    let mut it = come_back();
    it.keys("F e F b F F F n enter").tick(10).keys("F z");
    assert!(it.screen().contains("Timeline Ordering – so far") && it.screen().contains("1:48 of 25:00"), "{}", it.screen());
}

#[test]
fn sessions_one_after_another_are_not_mixed() {
    let mut it = come_back();
    it.keys("F n esc").keys(&"F k ".repeat(6)).keys("F a b");
    // Nothing was done in the next one yet: the last one is told.
    it.keys("F c");
    assert!(it.screen().contains("1:38 of 20:00     2 notes") && !it.screen().contains("never begun"), "{}", it.screen());
    it.keys("esc F z");
    assert!(it.screen().contains("TIMELINE ORDERING") && it.screen().contains("1:38 of 20:00"), "{}", it.screen());
    it.keys("esc F F").tick(5).keys("F n esc F c");
    let screen = it.screen();
    let pace = &screen[screen.find("PACE").expect("it is there")..];
    assert!(pace.contains("0:05 of 30:00") && !pace.contains("of 20:00"), "{pace}");
    assert!(pace.contains("before that") && pace.contains("1 session, in which 2:58 was worked"), "{pace}");
    assert!(pace.contains("never begun") && pace.contains("Emerging Contexts"), "{pace}");
    it.keys("x");
    let (_, text) = exported(&it);
    assert!(text.contains("| 1 | Chaotic Exploration | 0:05 | 30:00 |") && !text.contains("| 2 | "), "{text}");
    assert!(text.contains("Before that there was a session in which 2:58 was worked.\n"), "{text}");
}

#[test]
fn contexts_are_told_where_they_are_named_and_a_break_names_none() {
    let mut it = Desk::new(subscription_box());
    let phase = |name: &str| Phase { name: name.into(), minutes: Some(10), ..Phase::default() };
    let agenda = Some("Ours".into());
    it.edit(Edit::SetAgenda { agenda, phases: vec![phase("Coffee"), phase("Bounded Contexts")] }).keys("F F").tick(60);
    it.keys("F n");
    assert!(it.screen().contains("Coffee – what came of it") && !it.screen().contains("contexts, 3"), "{}", it.screen());
    it.keys("enter F n");
    assert!(it.screen().contains("contexts, 3: Subscription"), "{}", it.screen());
}

#[test]
fn a_page_that_leads_nowhere_says_that_enter_closes_it() {
    let hint = |it: &Desk, word: &str| it.screen().lines().last().is_some_and(|row| row.contains(&format!("↵ {word}")));
    let mut it = Desk::new(empty("Loans"));
    it.keys("F F enter").tick(60).keys("F z");
    assert!(hint(&it, "close"), "the phase goes on behind it: {}", it.screen());
    it.keys("enter F n");
    assert!(hint(&it, "go on"), "the next one starts: {}", it.screen());
    it.keys("esc").keys(&"F k ".repeat(6)).keys("F F").tick(5).keys("F n");
    assert!(hint(&it, "go on"), "the closing page: {}", it.screen());
    it.keys("enter");
    assert!(it.screen().contains("What came of it") && hint(&it, "close"), "{}", it.screen());
    it.keys("esc F z");
    assert!(it.screen().contains("The session, phase by phase") && hint(&it, "close"), "{}", it.screen());
    assert!(matches!(it.keys("enter").state.mode, Mode::Wall));
}

#[test]
fn the_export_tells_of_a_phase_under_way_what_the_page_tells() {
    let mut it = Desk::new(empty("Loans"));
    it.keys("F F enter").tick(150).keys("F x");
    let (_, text) = exported(&it);
    assert!(text.contains("Chaotic Exploration (so far) | 2:30 | 30:00"), "{text}");
    // Nobody says there what time it is, and the same board is to give the same text.
    let text = squall::interop::markdown(it.state.board());
    assert!(text.contains("Chaotic Exploration (so far) | – | 30:00"), "{text}");
    it.keys("F k F F").tick(8).keys("F k F c");
    assert!(it.screen().contains("Timeline Ordering       0:08 of 20:00     0 notes    then skipped"), "{}", it.screen());
}
