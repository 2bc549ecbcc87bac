//! A session: its phases, its timer, the kinds it proposes. Time passes only where a test says so.

use squall::app::{Effect, Message, Mode, Opened, State};
use squall::board::{Clock, Edit, Kind, Phase};

use super::Case;
use crate::common::{Desk, empty, subscription_box};

/// A session of all eight phases that has just begun on an empty board.
fn begun() -> Desk {
    let mut it = Desk::new(empty("Loans"));
    it.keys("F F").keys("enter");
    it
}

fn phase(it: &Desk) -> String {
    it.state.phase().map_or_else(|| "none".to_owned(), |phase| phase.name.clone())
}

fn timer(it: &Desk) -> String {
    it.state.timer().unwrap_or_default()
}

/// The top row as it is seen.
fn top(it: &Desk) -> String {
    it.screen().lines().next().unwrap_or_default().to_owned()
}

pub const CASES: &[Case] = &[
    ("session.start", || {
        let mut it = Desk::new(empty("Loans"));
        assert!(it.screen().contains("F F"), "an empty board says how a session begins");
        it.keys("F F");
        assert!(it.screen().contains("session guide") && it.screen().contains("8 phases, 105 to 140 min"), "{}", it.screen());
        it.keys("enter");
        assert_eq!((phase(&it).as_str(), timer(&it).as_str()), ("Chaotic Exploration", "30:00"));
        assert!(top(&it).contains("Chaotic Exploration · phase 1 of 8 · 30:00"), "{}", top(&it));
        assert!(it.screen().contains("Everyone writes events on orange notes at once."));
        it.keys("F F");
        assert!(it.said().contains("cannot start the session: the phase is under way"), "{}", it.said());
        assert!(it.state.unsaved(), "how far the session is belongs to the board");
    }),
    ("session.pause", || {
        let mut it = begun();
        it.tick(60).keys("F p");
        assert!(it.said().contains("paused at 29:00"), "{}", it.said());
        assert_eq!(timer(it.tick(3600)), "29:00");
        assert!(top(&it).contains("29:00 paused"), "{}", top(&it));
        it.keys("F p");
        assert!(it.said().contains("cannot pause the session: the timer stands still; F F lets it go on"), "{}", it.said());
        assert_eq!(timer(it.keys("F F").tick(60)), "28:00");
    }),
    ("session.next", || {
        let mut it = begun();
        it.tick(1200).keys("F n");
        it.keys("esc");
        assert_eq!((phase(&it).as_str(), timer(&it).as_str()), ("Timeline Ordering", "20:00"));
        assert_eq!(timer(it.tick(300)), "20:00", "it waits to be started");
        assert!(top(&it).contains("to start"), "{}", top(&it));
        assert_eq!(timer(it.keys("F F").tick(1)), "19:59");
        for _ in 0..7 {
            it.keys("F n").keys("esc");
        }
        assert!(top(&it).contains("the session is over"), "{}", top(&it));
        it.keys("F n");
        assert!(it.said().contains("the session is over; F b goes back"), "{}", it.said());
    }),
    ("page.go-on", || {
        let mut it = begun();
        it.keys("a").text("Book Lends").keys("esc").tick(900).keys("F n");
        assert!(
            it.screen().contains("Chaotic Exploration") && it.screen().contains("NEXT: TIMELINE ORDERING, 15 TO 20 MINUTES"),
            "{}",
            it.screen()
        );
        it.keys("enter");
        assert!(matches!(it.state.mode, Mode::Wall) && it.state.timer_runs());
        assert!(it.said().contains("Timeline Ordering · 20:00"), "{}", it.said());
        it.keys("F n");
        assert!(it.screen().contains("event not in the past tense") && it.screen().contains("Book Lends"), "{}", it.screen());
        it.keys("esc");
        assert!(!it.state.timer_runs(), "esc only looks");
        for _ in 0..5 {
            it.keys("F k");
        }
        it.keys("F F F n enter");
        assert!(it.screen().contains("What came of it – Loans"), "behind the last phase, the closing page: {}", it.screen());
        it.keys("enter");
        assert!(matches!(it.state.mode, Mode::Wall));
    }),
    ("session.skip", || {
        let mut it = begun();
        it.keys("F k");
        assert!(it.said().contains("Chaotic Exploration is skipped – F F starts Timeline Ordering"), "{}", it.said());
        let log = &it.state.session().expect("there is one").log;
        assert!(log.len() == 1 && log[0].skipped);
    }),
    ("session.back", || {
        let mut it = begun();
        it.keys("F b");
        assert!(it.said().contains("this is the first phase"), "{}", it.said());
        it.tick(600).keys("F n").keys("esc").keys("F b");
        assert_eq!((phase(&it).as_str(), timer(&it).as_str()), ("Chaotic Exploration", "20:00"));
        assert!(it.said().contains("back to Chaotic Exploration with 20:00 left"), "{}", it.said());
    }),
    ("session.extend", || {
        let mut it = begun();
        it.tick(60).keys("F e");
        assert_eq!((timer(&it).as_str(), it.said().as_str()), ("34:00", "five minutes more: 34:00 now"));
        it.tick(40 * 60).keys("F e");
        assert_eq!(timer(&it), "5:00", "over time, from now on");
    }),
    ("session.shorten", || {
        let mut it = begun();
        it.keys("F E");
        assert_eq!(timer(&it), "25:00");
    }),
    ("session.agenda", || {
        let mut it = Desk::new(empty("Loans"));
        it.keys("F a p");
        assert_eq!((it.state.agenda().name.as_str(), it.state.agenda().phases.len()), ("process", 6));
        assert!(it.state.session().is_none(), "an agenda is no session yet");
        it.keys("F F");
        assert_eq!(phase(&it), "Chaotic Exploration", "which agenda is not asked again");
        it.tick(60).keys("F n").keys("esc").keys("F a d");
        assert_eq!((phase(&it).as_str(), timer(&it).as_str()), ("Commands and Actors", "20:00"));
        let earlier = it.state.session().map_or(&[][..], |session| session.earlier.as_slice());
        assert!(matches!(earlier, [past] if past.log.len() == 1), "what was done stays told: {earlier:?}");
        it.keys("u");
        assert_eq!(it.state.agenda().name, "design", "time is not turned back, nor is what it is spent on");
        it.keys("F F").tick(60).keys("F a s");
        assert_eq!(
            (phase(&it).as_str(), timer(&it).as_str()),
            ("Commands and Actors", "19:00"),
            "a phase of the same name goes on"
        );
        assert_eq!(it.said(), "session guide: Commands and Actors goes on as phase 3 of 8");
    }),
    ("session.edit", || {
        let mut it = Desk::new(empty("Loans"));
        it.keys("F A");
        let Some(Effect::Editor(text)) = it.effects.last().cloned() else { panic!("{:?}", it.effects) };
        assert!(
            text.starts_with("Agenda: Our agenda") && text.contains("- Phase: Policies for 15m to 20m with policies, commands"),
            "{text}"
        );
        let own =
            "Agenda: Half a day\n- Phase: Warm Up for 5m to 10m with events\n  - Ask: What is a typical day?\n- Phase: Trouble\n";
        it.send(Message::Edited(Ok(own.into())));
        assert_eq!(it.said(), "Half a day: Warm Up, Trouble");
        it.keys("F F");
        assert_eq!(
            (phase(&it).as_str(), timer(&it).as_str(), it.state.asked()),
            ("Warm Up", "10:00", Some("What is a typical day?".into()))
        );
        it.keys("F n enter");
        assert!(top(&it).contains("Trouble · phase 2 of 2 · no timer"), "{}", top(&it));
        it.keys("F e");
        assert!(it.said().contains("this phase has no timer"), "{}", it.said());
        let wrong =
            "Agenda: Half a day\n- Phase: A for 2m to 1m\n- Phase: B for 0m\n  - Looks for: event-not-past, events-unseen\n";
        it.keys("F A").send(Message::Edited(Ok(wrong.into())));
        let screen = it.screen();
        assert!(screen.contains("2 minutes at least and 1 at most") && screen.contains("the phase B is over at once"), "{screen}");
        assert!(screen.contains("looks for events-unseen, which nobody can find"), "{screen}");
        it.keys("esc F A").send(Message::Edited(Ok("Agenda: Half a day\n- Phase: Warm Up for ever\n- Phase:\n".into())));
        assert!(it.screen().contains("The agenda stays as it was – F A goes on with what you wrote"), "{}", it.screen());
        it.keys("esc F A");
        assert!(
            matches!(it.effects.last(), Some(Effect::Editor(text)) if text.contains("for ever")),
            "what was written is not lost"
        );
        it.send(Message::Edited(Ok(String::new())));
        assert!(it.screen().contains("Trouble is under way. session guide does not have it."), "{}", it.screen());
        it.keys("r");
        assert_eq!(it.state.agenda().name, "session guide", "an empty text is the guide");
        it.keys("F a o");
        assert_eq!(it.state.agenda().name, "Half a day", "one's own can be had again");
    }),
    ("session.tell", || {
        let mut it = begun();
        it.keys("F g");
        assert!(!it.screen().contains("Everyone writes") && top(&it).contains("30:00"), "the timer stays");
        assert!(it.keys("F g").screen().contains("Everyone writes"));
    }),
    ("session.ring", || {
        let mut it = begun();
        it.keys("F B").tick(1799);
        assert!(!it.effects.contains(&Effect::Ring));
        it.tick(1);
        assert_eq!(it.effects.iter().filter(|effect| **effect == Effect::Ring).count(), 1);
        it.tick(1).tick(60);
        assert_eq!(it.effects.iter().filter(|effect| **effect == Effect::Ring).count(), 1, "once");
    }),
];

#[test]
fn a_timer_is_calm_until_time_is_up_and_then_flashes() {
    let mut it = begun();
    it.keys("a").text("Book Lent");
    it.tick(1790);
    assert!(!it.state.flashes() && it.said().is_empty());
    it.tick(10);
    assert!(it.said().contains("Chaotic Exploration: time is up; F n goes on"), "{}", it.said());
    let flashes: Vec<bool> = (0..8).map(|_| it.tick(1).state.flashes()).collect();
    assert!(flashes.iter().filter(|flash| **flash).count() >= 2 && !flashes[7], "{flashes:?}");
    assert_eq!(timer(&it), "+0:08");
    assert!(!it.effects.contains(&Effect::Ring), "the bell is silent unless somebody wants it");
    assert!(matches!(it.state.mode, Mode::Write(_)), "whoever writes goes on writing");
}

#[test]
fn a_timer_that_runs_asks_to_be_looked_at_and_one_that_stands_does_not() {
    let ticks = |it: &Desk| it.effects.iter().filter(|effect| matches!(effect, Effect::Tick(_))).count();
    let mut it = Desk::new(subscription_box());
    it.keys("l h");
    assert_eq!(ticks(&it), 0, "without a session nothing ticks");
    let mut it = begun();
    it.keys("F p");
    let before = ticks(&it);
    it.keys("l").send(Message::Tick);
    assert_eq!(ticks(&it), before);
}

#[test]
fn a_board_closed_in_mid_phase_and_opened_later_shows_the_time_that_is_left() {
    let mut it = begun();
    it.tick(60);
    let text = squall::store::write(it.state.board());
    let board = squall::store::read(&text, &mut uuid::Uuid::nil).expect("it can be read");
    assert_eq!(&board, it.state.board());
    let mut again = Desk::new(board.clone());
    again.later(60 + 300).send(Message::Focused);
    assert_eq!((phase(&again).as_str(), timer(&again).as_str()), ("Chaotic Exploration", "24:00"));
    assert_eq!(again.said(), "Chaotic Exploration is under way and its time went on; F p pauses it");
    let mut late = Desk::new(board.clone());
    late.state.let_ring(true);
    late.later(1860).send(Message::Focused);
    assert_eq!(timer(&late), "+1:00");
    assert_eq!(late.said(), "time for Chaotic Exploration is up; F n finishes it");
    let flashes = (0..8).any(|_| late.tick(1).state.flashes());
    assert!(!flashes && !late.effects.contains(&Effect::Ring), "nobody is startled by what ended before the board was opened");
    // Opened instead of another board, it says so at once, unless there is another welcome.
    for (welcome, said) in [(None, again.said()), (Some("A copy."), "A copy.".to_owned())] {
        let mut other = Desk::new(empty("Other"));
        let opened = Opened { unsaved: false, board: board.clone(), path: None, new: false, welcome: welcome.map(Into::into) };
        other.later(90).send(Message::Opened(Ok(Box::new(opened))));
        assert_eq!(other.said(), said);
    }
    it.keys("F p");
    let text = squall::store::write(it.state.board());
    let board = squall::store::read(&text, &mut uuid::Uuid::nil).expect("it can be read");
    let opened = Opened { unsaved: false, board, path: None, new: false, welcome: None };
    let paused = State::new(opened, (80, 24));
    assert_eq!(paused.timer().as_deref(), Some("29:00"), "a pause lasts");
    let mut it = Desk { state: paused, ..Desk::new(empty("")) };
    assert_eq!(it.send(Message::Focused).said(), "", "nothing went on");
}

#[test]
fn taking_a_note_back_does_not_turn_back_time() {
    let mut it = begun();
    it.keys("a").text("Book Lent").keys("esc").tick(600).keys("F n").keys("esc").keys("u");
    assert!(!it.has("Book Lent"));
    assert_eq!(phase(&it), "Timeline Ordering");
}

#[test]
fn the_kinds_of_the_phase_come_first_and_others_can_be_had_all_the_same() {
    let mut it = begun();
    it.keys("a").text("Book Lent").keys("enter").keys("ctrl-t");
    let screen = it.screen();
    let at = |text: &str| screen.find(text).unwrap_or_else(|| panic!("{text} in {screen}"));
    assert!(at("e  ▲ event") < at("h  ! hot spot") && at("hot spot") < at("policy – waits for Policies, phase 5"));
    it.keys("p").text("Remind the reader").keys("enter esc");
    assert_eq!(it.note("Remind the reader").kind(), Kind::Policy, "the facilitator decides");
    it.keys("F n").keys("esc").keys("F k F F");
    assert_eq!(phase(&it), "Commands and Actors");
    it.at("Book Lent").keys("a");
    assert!(it.screen().contains("■ command"), "a new note is of the kind that the phase is about");
    it.keys("tab");
    assert!(it.screen().contains("● actor"));
    assert!(matches!(it.state.session().map(|session| session.clock), Some(Clock::Runs(_))));
}

#[test]
fn the_list_behind_the_key_shows_what_can_be_done_where_it_cannot_show_all() {
    let mut it = Desk::sized(subscription_box(), 40, 12);
    it.keys("F");
    let screen = it.screen();
    assert!(screen.contains("F  start the") && screen.contains("m  show it") && !screen.contains("pause"), "{screen}");
    let mut it = Desk::sized(subscription_box(), 80, 24);
    it.keys("F");
    assert!(it.screen().contains("show it on the projector") && it.screen().contains("pause the session"), "{}", it.screen());
}

#[test]
fn a_phase_says_how_what_it_is_about_is_done() {
    let mut it = begun();
    let mut ways = Vec::new();
    for _ in 0..8 {
        ways.push(it.state.way_on().unwrap_or_default());
        it.keys("F k");
    }
    assert_eq!(ways[0], "a writes a note");
    assert_eq!(ways[1], "H L move a note, g h far");
    assert_eq!(ways[6], "A h asks about a note, F v gives a dot");
    assert_eq!(ways[7], "b gives a note its context");
}

#[test]
fn only_the_phases_so_far_ask_in_empty_lanes() {
    let mut it = Desk::new(empty("Loans"));
    it.keys("F a b F F").keys("a").text("Book Lent").keys("esc");
    let asks = |it: &Desk, question: &str| it.screen().contains(question);
    assert!(!asks(&it, "What happens automatically next?") && !asks(&it, "Who initiated the command?"), "{}", it.screen());
    it.keys("F k F k");
    assert!(asks(&it, "Who initiated the command?") && asks(&it, "What is outside?"), "{}", it.screen());
    assert!(!asks(&it, "What happens automatically next?"), "no phase of this agenda is about policies");
}

#[test]
fn a_session_has_room_on_every_screen() {
    for (columns, rows) in [(40, 12), (60, 18), (80, 24), (200, 50)] {
        let mut it = Desk::sized(subscription_box(), columns, rows);
        it.keys("F F enter").tick(61);
        assert!(top(&it).contains("28:59"), "{columns}x{rows}: {}", it.screen());
        assert!(it.screen().contains("What happened?"), "{columns}x{rows}: {}", it.screen());
        it.keys("F g");
        assert!(top(&it).contains("28:59") && !it.screen().contains("What happened?"));
    }
}

#[test]
fn a_session_at_three_sizes() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 36)] {
        let mut it = Desk::sized(subscription_box(), columns, rows);
        it.keys("F F enter").keys("F n").keys("esc F F").tick(61).keys("l");
        crate::keep!(format!("session_{columns}x{rows}"), it);
    }
}

#[test]
fn a_phase_of_ones_own_says_what_the_method_says_and_a_break_takes_one_row() {
    let phase = |name: &str, kinds: &[Kind]| Phase { name: name.into(), kinds: kinds.to_vec(), ..Phase::default() };
    let phases = vec![phase("Coffee", &[]), phase("Facts", &[Kind::Event])];
    for (columns, rows) in [(120, 36), (80, 24), (40, 12)] {
        let mut it = Desk::sized(empty("Loans"), columns, rows);
        it.edit(Edit::SetAgenda { agenda: Some("Ours".into()), phases: phases.clone() }).keys("F F");
        assert_eq!(self::phase(&it), "Coffee");
        let screen = it.screen();
        assert!(screen.lines().filter(|line| line.starts_with('▌')).count() == 1, "{screen}");
        assert!(screen.contains("▌ Coffee") && !screen.contains("gives a note its context"), "{screen}");
        assert!(!it.said().contains('–'), "{}", it.said());
        it.keys("F k F F");
        let screen = it.screen();
        assert!(screen.contains("What happened?") && screen.contains("Everyone writes events"), "{screen}");
    }
}

/// A board in a session that a file says.
fn in_session(session: &str) -> Desk {
    let text = format!(r#"{{"squall": 1, "workshop": {{"agenda": "session guide", "session": {session}}}}}"#);
    let mut it = Desk::new(squall::store::read(&text, &mut uuid::Uuid::nil).expect("the session is right"));
    it.later(1_800_000_000);
    it
}

#[test]
fn whatever_time_a_file_says_what_becomes_of_it_can_be_read_again() {
    let began = r#""log": [{"phase": "A", "began": "2026-01-01T00:00:00Z", "planned": 0}]"#;
    let sessions = [
        r#"{"phase": 0, "left": 316224000000}"#.to_owned(),
        r#"{"phase": 0, "left": -316224000000, "since": "0000-01-01T00:00:00Z", "log": [{"phase": "A", "began": "9999-12-31T23:59:59Z"}]}"#.to_owned(),
        r#"{"phase": 0, "ends_at": "9999-12-31T23:59:59Z", "log": [{"phase": "A", "began": "0000-01-01T00:00:00Z", "paused": 316224000000, "planned": 316224000000}]}"#.to_owned(),
        format!(r#"{{"phase": 0, "ends_at": "0000-01-01T00:00:00Z", {began}}}"#),
        format!(r#"{{"phase": 0, "ends_at": "9999-12-31T23:59:59Z", {began}}}"#),
        format!(r#"{{"phase": 0, "left": 5, "since": "0000-01-01T00:00:00Z", {began}}}"#),
        r#"{"phase": 4294967295, "ends_at": "9999-12-31T23:59:59Z"}"#.to_owned(),
        r#"{"phase": 0, "left": 5, "earlier": [{"phase": "Policies", "log": [{"phase": "Policies", "began": "0000-01-01T00:00:00Z", "ended": "9999-12-31T23:59:59Z", "planned": 5}]}]}"#.to_owned(),
        r#"{"phase": 0, "earlier": [{}, {"phase": "Policies", "log": [{"phase": "Policies", "began": "9999-12-31T23:59:59Z", "ended": "0000-01-01T00:00:00Z", "paused": 316224000000}]}]}"#.to_owned(),
        r#"{"phase": 1, "left": 5, "log": [{"phase": "Chaotic Exploration", "began": "2026-01-01T00:00:00Z", "planned": 316224000000, "ended": "0000-01-01T00:00:00Z"}]}"#.to_owned(),
    ];
    for session in &sessions {
        let taken_up = "F a s F F F e F n esc F b F F";
        let replaced = "F F F a d r F F F a s r F F F k F b F F";
        for keys in [
            "F F",
            "F e",
            "F E",
            "F p F F",
            "F p F e F E",
            "F F F p F e",
            "F n esc F b F F",
            "F b F F",
            "F k F b",
            "F c",
            "F z",
            taken_up,
            replaced,
        ] {
            let mut it = in_session(session);
            it.tick(0).keys(keys).tick(1).screen();
            let text = squall::store::write(it.state.board());
            let again = squall::store::read(&text, &mut uuid::Uuid::nil);
            assert!(again.is_ok(), "{session} {keys}: {again:?}");
        }
    }
}

/// An agenda of one's own, as the editor gives it back.
fn own(it: &mut Desk, text: &str) {
    it.keys("F A").send(Message::Edited(Ok(text.into())));
}

#[test]
fn an_agenda_of_ones_own_can_be_had_again_however_many_were_chosen_meanwhile() {
    let mut it = Desk::new(empty("Loans"));
    own(&mut it, "Agenda: Half a day\n- Phase: Warm Up for 5m to 10m with events\n- Phase: Trouble\n");
    it.keys("F a b");
    assert!(it.said().ends_with("; until you leave, F a o brings Half a day back"), "{}", it.said());
    it.keys("F a p F a d F a o");
    assert!(!it.said().contains("until you leave"), "{}", it.said());
    assert_eq!((it.state.agenda().name.as_str(), it.state.agenda().phases.len()), ("Half a day", 2));
}

#[test]
fn a_clock_that_was_put_back_leaves_no_less_than_nothing_planned() {
    let mut it = begun();
    it.later(-3600);
    for _ in 0..8 {
        it.keys("F E");
    }
    assert_eq!(it.state.session().and_then(|session| session.log[0].planned), Some(0));
}

#[test]
fn an_agenda_to_be_mended_outlives_an_editor_that_fails() {
    let mut it = Desk::new(empty("Loans"));
    own(&mut it, "Agenda: Half a day\n- Phase: Warm Up for ever\n- Phase:\n");
    it.keys("esc F A").send(Message::Edited(Err("no editor".into())));
    it.effects.clear();
    it.keys("F A");
    assert!(matches!(it.effects.last(), Some(Effect::Editor(text)) if text.contains("for ever")), "{:?}", it.effects);
}

/// A session of all eight phases, a second after its fifth was started.
fn in_policies() -> Desk {
    let mut it = begun();
    it.keys("F k F k F k F k F F").tick(1);
    assert_eq!((phase(&it).as_str(), timer(&it).as_str()), ("Policies", "19:59"));
    it
}

#[test]
fn a_phase_under_way_is_not_thrown_away_by_another_agenda() {
    let mut it = in_policies();
    it.keys("F a b");
    let screen = it.screen();
    assert!(screen.contains("Policies is under way, 19:59 left. big picture does not have it."), "{screen}");
    assert!(screen.contains("k  keep session guide") && screen.contains("r  replace it; the session begins anew"), "{screen}");
    it.keys("enter");
    assert_eq!((it.state.agenda().name.as_str(), it.said().as_str()), ("session guide", "session guide stays, Policies goes on"));
    assert!(it.state.timer_runs(), "keeping it is what enter does");
    it.keys("F a b esc");
    assert_eq!((it.state.agenda().name.as_str(), phase(&it).as_str()), ("session guide", "Policies"));
    it.keys("F a b r");
    assert_eq!((phase(&it).as_str(), timer(&it).as_str()), ("Chaotic Exploration", "30:00"));
    assert_eq!(it.said(), "big picture begins anew, F F starts Chaotic Exploration; until then Policies waits in session guide");
    it.tick(600).keys("F a s");
    assert_eq!(it.said(), "session guide: back to Policies with 19:59 left; F F goes on");
    assert!(top(&it).contains("Policies · phase 5 of 8 · 19:59 paused"), "{}", top(&it));
    assert_eq!(timer(it.keys("F F").tick(1)), "19:58");
    // Over time it is over time when it is come back to.
    it.tick(1200).keys("F a b");
    assert!(it.screen().contains("Policies is under way, 0:02 over time."), "{}", it.screen());
    it.keys("r F a d");
    assert!(top(&it).contains("Policies · phase 3 of 6 · +0:02 paused"), "{}", top(&it));
}

#[test]
fn an_agenda_of_ones_own_asks_before_it_drops_the_phase_under_way_and_is_not_lost() {
    const OURS: &str = "Agenda: Ours\n- Phase: Talk\n- Phase: Coffee for 10m\n";
    let mut it = in_policies();
    own(&mut it, OURS);
    assert!(it.screen().contains("Policies is under way, 19:59 left. Ours does not have it."), "{}", it.screen());
    it.keys("k");
    assert_eq!(it.said(), "session guide stays, Policies goes on; F A has what you wrote");
    it.effects.clear();
    it.keys("F A");
    let handed = |it: &Desk| it.effects.iter().any(|effect| matches!(effect, Effect::Editor(text) if text == OURS));
    assert!(handed(&it), "{:?}", it.effects);
    it.send(Message::Edited(Ok(OURS.into()))).keys("r");
    assert_eq!((it.state.agenda().name.as_str(), phase(&it).as_str()), ("Ours", "Talk"));
    it.keys("F F F a s");
    assert!(it.screen().contains("Talk is under way. session guide does not have it."), "{}", it.screen());
    it.keys("k F F F n esc F a s F a o");
    assert_eq!((it.state.agenda().name.as_str(), phase(&it).as_str(), timer(&it).as_str()), ("Ours", "Coffee", "10:00"));
}

#[test]
fn an_agenda_whose_phase_under_way_is_spelt_otherwise_goes_on_in_it() {
    let mut it = in_policies();
    own(&mut it, "Agenda: Ours\n- Phase: Talk\n- Phase: policies for 30m\n");
    assert!(top(&it).contains("policies · phase 2 of 2 · 19:59"), "{}", top(&it));
    // What waits has the time that it is given now.
    own(&mut it, "Agenda: Ours\n- Phase: policies for 30m\n- Phase: Talk for 5m\n");
    it.keys("F n esc");
    assert_eq!((phase(&it).as_str(), timer(&it).as_str()), ("Talk", "5:00"));
    own(&mut it, "Agenda: Ours\n- Phase: policies for 30m\n- Phase: Talk for 8m\n");
    assert_eq!((phase(&it).as_str(), timer(&it).as_str()), ("Talk", "8:00"));
}

#[test]
fn a_session_that_is_over_is_followed_by_another() {
    let mut it = begun();
    for _ in 0..8 {
        it.keys("F k");
    }
    it.keys("F F");
    assert_eq!(it.said(), "cannot start the session: the session is over; F b goes back, F a begins another");
    it.keys("F a s");
    assert!(top(&it).contains("Chaotic Exploration · phase 1 of 8 · 30:00 to start"), "{}", top(&it));
    assert_eq!(it.said(), "session guide begins anew, F F starts Chaotic Exploration");
    own(&mut it, "Agenda: Ours\n- Phase: Talk\n");
    it.keys("F F F n esc F a o");
    assert!(top(&it).contains("Talk · phase 1 of 1"), "one's own as well: {}", top(&it));
}

#[test]
fn a_phase_one_comes_back_to_has_the_time_it_had_left() {
    let mut it = begun();
    it.keys("F n esc F F").tick(98).keys("F b");
    assert!(it.said().contains("back to Chaotic Exploration with 30:00 left"), "{}", it.said());
    it.keys("F F").tick(1790).keys("F n esc");
    assert!(top(&it).contains("Timeline Ordering · phase 2 of 8 · 18:22 to start"), "{}", top(&it));
    it.keys("F b");
    assert_eq!(timer(&it), "5:00", "whoever goes back has five minutes at least");
    it.keys("F k");
    assert_eq!((phase(&it).as_str(), timer(&it).as_str()), ("Timeline Ordering", "18:22"));
}

#[test]
fn the_keys_that_a_phase_needs_are_in_sight_on_every_screen() {
    for (columns, rows) in [(140, 45), (101, 30), (100, 30), (80, 24), (60, 18)] {
        let mut it = Desk::sized(subscription_box(), columns, rows);
        it.keys("F F enter F k F F");
        let in_sight = |it: &Desk, words: &[&str]| {
            let screen = it.screen();
            assert!(words.iter().all(|words| screen.contains(words)), "{words:?} {columns}x{rows}\n{screen}");
        };
        in_sight(&it, &["H earlier", "L later", "F n finishes", "F p pauses"]);
        it.keys("F k F k F k F F");
        in_sight(&it, &["a policy", "F n finishes"]);
        it.keys("F k F k F F").at("What if the payment gateway is unreachable?");
        in_sight(&it, &["F v dot"]);
        it.keys("F k F F");
        in_sight(&it, &["b context"]);
    }
    // A question is worth more than how it is answered, and a lone key means nothing where a word has room.
    let mut it = Desk::sized(subscription_box(), 100, 30);
    it.keys("F F enter F k F k F F a").text("A".repeat(58).as_str()).keys("esc");
    assert!(!it.screen().lines().any(|line| line.starts_with('▌') && line.ends_with("  Q")), "{}", it.screen());
}

#[test]
fn a_phase_that_waits_has_the_minutes_that_its_agenda_was_given_meanwhile() {
    let day = |minutes| format!("Agenda: A day\n- Phase: Talk for 1h with events\n- Phase: Walk for {minutes}m\n");
    let mut it = Desk::new(empty("Loans"));
    own(&mut it, &day(20));
    it.keys("F F F n esc");
    assert_eq!((phase(&it).as_str(), timer(&it).as_str()), ("Walk", "20:00"));
    own(&mut it, &day(5));
    assert_eq!((phase(&it).as_str(), timer(&it).as_str()), ("Walk", "5:00"));
    it.keys("F F").tick(60);
    own(&mut it, &day(30));
    assert_eq!(timer(&it), "4:00", "the time of one that is under way is extended by its own key");
}

#[test]
fn of_two_phases_of_a_name_the_session_stays_in_the_one_it_is_in() {
    let day = |more: &str| {
        format!("Agenda: A day\n- Phase: Break for 10m\n- Phase: Talk for 1h with events\n- Phase: Break for 10m\n{more}")
    };
    let mut it = Desk::new(empty("Loans"));
    own(&mut it, &day(""));
    it.keys("F F F n enter F n enter");
    assert!(top(&it).contains("phase 3 of 3"), "{}", top(&it));
    own(&mut it, &day("- Phase: Walk for 10m\n"));
    assert!(top(&it).contains("phase 3 of 4"), "{}", top(&it));
}

#[test]
fn the_history_never_puts_another_session_in_the_place_of_the_one_under_way() {
    // A board read again brings its own session; what came before it does not come back with a step back.
    let mut it = begun();
    it.keys("a").text("Book Lent").keys("esc").tick(60);
    let mut theirs = it.state.board().clone();
    theirs.apply(Edit::Retitle("Theirs".into())).expect("it may be called so");
    it.send(Message::Reloaded(Ok(Box::new(theirs))));
    it.tick(60).keys("F n esc F F").tick(60).keys("u");
    assert_eq!((it.state.board().title(), phase(&it).as_str(), timer(&it).as_str()), ("Loans", "Timeline Ordering", "19:00"));
    assert_eq!(timer(it.keys("ctrl-r")), "19:00");
    // An agenda that is pasted has the phase elsewhere, and taking it back too.
    let mut it = Desk::new(empty("Loans"));
    it.keys("F A").send(Message::Edited(Ok(String::new()))).keys("F F enter");
    it.edit(Edit::SetAgenda { agenda: None, phases: Vec::new() });
    it.keys("F n esc F F").tick(60);
    let day =
        "Agenda: A day\n- Phase: Talk for 1h with events\n- Phase: Walk for 5m\n- Phase: Timeline Ordering for 20m with events\n";
    it.send(Message::Paste(day.into()));
    assert!(top(&it).contains("Timeline Ordering · phase 3 of 3 · 19:00"), "{}", top(&it));
    it.keys("u");
    assert!(top(&it).contains("Timeline Ordering · phase 2 of 8 · 19:00"), "{}", top(&it));
}

#[test]
fn what_a_newer_version_says_of_a_phase_outlives_the_editor() {
    let text = r#"{"squall": 1, "workshop": {"agenda": "Ours", "phases": [{"name": "Talk", "minutes": 5, "music": "jazz"}]}}"#;
    let mut it = Desk::new(squall::store::read(text, &mut uuid::Uuid::nil).expect("the agenda is right"));
    own(&mut it, "Agenda: Ours\n- Phase: Talk for 10m\n- Phase: Walk for 5m\n");
    assert_eq!(it.state.agenda().phases[0].minutes, Some(10));
    assert!(squall::store::write(it.state.board()).contains(r#""music": "jazz""#));
}

#[test]
fn where_no_time_is_left_none_is_taken_away_and_that_is_said() {
    let mut it = begun();
    it.tick(1860).keys("F E");
    assert_eq!(it.said(), "there is no time to take away: +1:00 now");
}

#[test]
fn a_narrow_screen_spends_no_row_on_nothing() {
    let mut it = Desk::sized(empty("Loans"), 70, 24);
    it.keys("F F enter F k F k F F");
    let rows = |it: &Desk| it.screen().lines().filter(|line| line.starts_with('▌')).count();
    assert_eq!(rows(&it), 3, "what is to be done there fits a line: {}", it.screen());
    it.keys("F b");
    assert_eq!(rows(&it), 4, "and there it does not: {}", it.screen());
}

#[test]
fn who_pastes_a_feature_request_on_the_wall_is_told_where_it_belongs() {
    let mut it = Desk::new(empty("Loans"));
    it.send(Message::Paste("Members lend books. They bring them back.".into()));
    assert_eq!(it.said(), "pasted an event, a line each – u takes them back; F r takes a feature request");
    it.keys("u").send(Message::Paste("Book Lent\nBook Returned.".into()));
    assert!(!it.said().contains("feature request"), "{}", it.said());
}
