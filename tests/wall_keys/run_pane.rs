//! In the run pane by keys and by clicks: to any step, to what is asked, to what stands below.

use proptest::prelude::*;
use ratatui::layout::Position;
use squall::app::run::Stands;
use squall::app::{Act, Button, Message, Mode, Mouse};
use squall::engine::tell;

use crate::Case;
use crate::common::{Desk, bundled};

/// The box charged once, with somebody in the run pane.
pub fn in_the_run() -> Desk {
    let mut it = Desk::sized(bundled(), 140, 45);
    it.at("Trigger Billing Cycle").keys("x > P P");
    assert!(matches!(it.state.mode, Mode::Run(Stands::Option(0))), "what is asked comes first: {:?}", it.state.mode);
    it
}

pub fn cursor(it: &Desk) -> Stands {
    it.state.run_cursor().expect("somebody is in the run")
}

pub fn steps(it: &Desk) -> usize {
    it.state.running().expect("a run is open").run().len()
}

/// The cell where a text begins in the run pane.
pub fn cell(it: &Desk, text: &str) -> Position {
    let pane = it.state.run_pane().expect("there is a pane");
    let row = |y: u16| it.screen().lines().nth(usize::from(y)).expect("on the screen").to_owned();
    let found = (pane.area.top()..pane.area.bottom()).find_map(|y| {
        let row: Vec<char> = row(y).chars().collect();
        let pane: String = row.iter().skip(pane.area.x.into()).collect();
        pane.find(text).map(|at| (pane[..at].chars().count(), y))
    });
    let (x, y) = found.unwrap_or_else(|| panic!("{text} is not in the pane:\n{}", it.screen()));
    Position::new(pane.area.x + x as u16, y)
}

/// The last step in words.
pub fn last(it: &Desk) -> String {
    let run = it.state.running().expect("a run is open").run();
    let line = tell::line(run, &run.step(run.len() - 1).expect("something has happened").what);
    format!("{} {}", line.head, line.remark)
}

pub fn click(it: &mut Desk, at: Position) {
    for act in [Act::Press(Button::Left), Act::Release(Button::Left)] {
        it.send(Message::Mouse(Mouse { act, column: at.x, row: at.y, ctrl: false, shift: false }));
    }
}

pub const CASES: &[Case] = &[
    ("run.enter", || {
        let mut it = Desk::sized(bundled(), 140, 45);
        it.keys("P P");
        assert!(it.said().contains("no run is open"), "{}", it.said());
        in_the_run();
    }),
    ("run.up", || {
        let mut it = in_the_run();
        let last = steps(&it) - 1;
        it.keys("k");
        assert_eq!(cursor(&it), Stands::Step(last));
        it.keys("up");
        assert_eq!(cursor(&it), Stands::Step(last - 1));
    }),
    ("run.down", || {
        let mut it = in_the_run();
        it.keys("j");
        assert_eq!(cursor(&it), Stands::Option(1));
        it.keys("down");
        assert!(matches!(cursor(&it), Stands::Field(..)), "the state stands below: {:?}", cursor(&it));
    }),
    ("run.left", || {
        let mut it = in_the_run();
        it.keys("2 > g g k");
        let Stands::Time(first) = cursor(&it) else { panic!("the time line is above the steps: {:?}", cursor(&it)) };
        it.keys("l l h left");
        assert_eq!(cursor(&it), Stands::Time(first));
    }),
    ("run.right", || {
        let mut it = in_the_run();
        it.keys("2 > g g k");
        let before = cursor(&it);
        it.keys("right");
        let (Stands::Time(before), Stands::Time(after)) = (before, cursor(&it)) else { panic!("not on the time line") };
        assert!(before < after);
        it.keys("enter");
        assert_eq!(steps(&it), after + 1, "the time line leads there");
    }),
    ("run.page-up", || {
        let mut it = in_the_run();
        it.keys("k ctrl-u");
        assert_eq!(cursor(&it), Stands::Step(0));
    }),
    ("run.page-down", || {
        let mut it = in_the_run();
        it.keys("g g ctrl-d");
        assert!(matches!(cursor(&it), Stands::Step(number) if number > 0));
    }),
    ("run.first", || {
        let mut it = in_the_run();
        it.keys("g g");
        assert_eq!(cursor(&it), Stands::Step(0));
        it.keys("enter");
        assert_eq!((steps(&it), it.focused().as_str()), (1, "Trigger Billing Cycle"), "the wall follows");
    }),
    ("run.last", || {
        let mut it = in_the_run();
        let all = steps(&it);
        it.keys("g g enter G");
        assert_eq!(cursor(&it), Stands::Step(all - 1), "steps that are remembered can be gone to");
        assert!(it.screen().contains("Attempt Payment"), "{}", it.screen());
        it.keys("enter");
        assert_eq!(steps(&it), all);
    }),
    ("run.take", || {
        let mut it = in_the_run();
        it.keys("j enter");
        assert!(it.screen().contains("▶  ? Payment Attempted + Payment Failed"), "the second option was taken: {}", it.screen());
    }),
    ("run.leave", || {
        let mut it = in_the_run();
        it.keys("esc");
        assert!(matches!(it.state.mode, Mode::Wall) && it.state.running().is_some());
    }),
];

#[test]
fn a_click_on_a_step_goes_there_and_a_click_on_an_option_answers() {
    let mut it = in_the_run();
    let (all, focus) = (steps(&it), it.focused());
    it.keys("esc");
    let at = cell(&it, "E Monthly Billing Cycle Triggered");
    click(&mut it, at);
    assert_eq!(it.focused(), "Monthly Billing Cycle Triggered");
    assert!(steps(&it) < all);
    // What is remembered beyond now is still there to be clicked.
    let at = cell(&it, "C Attempt Payment");
    click(&mut it, at);
    assert!(steps(&it) > 3, "{}", it.screen());
    it.keys(">");
    assert_eq!((steps(&it), it.focused()), (all, focus));
    let at = cell(&it, "Payment Failed");
    click(&mut it, at);
    assert!(it.screen().contains("▶  ? Payment Attempted + Payment Failed"), "{}", it.screen());
    // A click where nothing stands does nothing.
    let pane = it.state.run_pane().expect("there is a pane").area;
    let before = steps(&it);
    click(&mut it, Position::new(pane.x, pane.y));
    assert_eq!(steps(&it), before);
}

#[test]
fn every_option_is_in_sight_and_can_be_clicked_on_the_smallest_screens() {
    for (columns, rows) in [(40, 12), (60, 18), (80, 24), (100, 12)] {
        for option in ["Payment Succeeded", "Payment Failed"] {
            let mut it = Desk::sized(bundled(), columns, rows);
            it.at("Trigger Billing Cycle").keys("x >");
            let at = cell(&it, option);
            click(&mut it, at);
            assert!(last(&it).contains(option), "{columns}x{rows}: {}\n{}", last(&it), it.screen());
        }
    }
}

#[test]
fn every_place_of_the_pane_is_reached_by_keys_and_by_clicks_alike() {
    let mut it = in_the_run();
    it.keys("2 >");
    let pane = it.state.run_pane().expect("there is a pane");
    let (mut seen, mut found) = (0, Vec::new());
    for y in pane.area.top()..pane.area.bottom() {
        for x in pane.area.left()..pane.area.right() {
            if let Some(stands) = pane.at(Position::new(x, y))
                && found.last() != Some(&stands)
            {
                seen += usize::from(!found.contains(&stands));
                found.push(stands);
            }
        }
    }
    assert!(seen > 20, "{seen}");
    // Down from the top to the bottom, every row is gone through.
    it.keys("g g k");
    let mut rows = vec![cursor(&it)];
    for _ in 0..100 {
        it.keys("j");
        rows.push(cursor(&it));
    }
    rows.dedup();
    assert!(rows.len() > 20 && matches!(rows.last(), Some(Stands::Cell(..) | Stands::Due(_) | Stands::Field(..))), "{rows:?}");
}

/// Everything that has to do with a run, and a few keys that change the board under it.
const ANY: [&str; 50] = [
    "x", "a", "b", ".", ",", ";", ">", "<", "1", "2", "3", "i", "P P", "P w", "P c", "P o", "P d", "P f", "P a", "P b", "P B",
    "P t", "P p", "P +", "P i", "P e", "P s", "P S", "P A", "P v", "P h", "j", "k", "h", "l", "g g", "G", "enter", "esc", "esc",
    "ctrl-d", "ctrl-u", "d", "u", "ctrl-r", "tab", "l", "j", "enter", "X",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_pressed_in_a_run_it_can_be_drawn_and_clicked(
        which in 0..3usize,
        size in prop::sample::select(vec![(40, 12), (60, 18), (80, 24), (140, 45)]),
        keys in prop::collection::vec(prop::sample::select(ANY.to_vec()), 1..60),
        (x, y) in (0..140u16, 0..45u16),
    ) {
        let mut next = 0;
        let mut ids = || {
            next += 1;
            uuid::Uuid::from_u128(next)
        };
        let board = squall::store::BUNDLED[which].board(&mut ids).expect("it is a board");
        let mut it = Desk::sized(board, size.0, size.1);
        for keys in keys {
            it.keys(keys);
            it.send(Message::Beat);
            it.screen();
            click(&mut it, Position::new(x % size.0, y % size.1));
            it.screen();
        }
    }
}
