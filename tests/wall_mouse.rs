//! The mouse on the wall: clicks in, board and screen out.

mod common;

use chrono::{DateTime, TimeDelta, Utc};
use common::{Desk, Exact, empty, subscription_box};
use proptest::prelude::*;
use ratatui::layout::Position;
use squall::app::wall::in_view;
use squall::app::{Act, Button, Effect, Message, Mode, Mouse, Origin, Source, Target, update};
use squall::board::Board;
use uuid::Uuid;

/// Exact ids, and a clock that is set by hand.
#[derive(Default)]
struct Clock {
    ids: Exact,
    now: TimeDelta,
}

impl Source for Clock {
    fn id(&mut self) -> Uuid {
        self.ids.id()
    }

    fn now(&mut self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + self.now
    }
}

/// Somebody with a mouse.
struct Hand {
    desk: Desk,
    clock: Clock,
}

impl Hand {
    fn new(board: Board) -> Hand {
        Hand { desk: Desk::new(board), clock: Clock::default() }
    }

    fn act(&mut self, act: Act, at: Position, ctrl: bool, shift: bool) -> &mut Hand {
        let mouse = Mouse { act, column: at.x, row: at.y, ctrl, shift };
        let effects = update(&mut self.desk.state, Message::Mouse(mouse), &mut self.clock);
        self.desk.effects.extend(effects);
        self
    }

    fn wait(&mut self, milliseconds: i64) -> &mut Hand {
        self.clock.now += TimeDelta::milliseconds(milliseconds);
        self
    }

    fn click(&mut self, at: Position) -> &mut Hand {
        self.act(Act::Press(Button::Left), at, false, false).act(Act::Release(Button::Left), at, false, false)
    }

    fn drag(&mut self, button: Button, from: Position, to: Position, ctrl: bool) -> &mut Hand {
        self.act(Act::Press(button), from, ctrl, false);
        self.act(Act::Drag(button), to, ctrl, false);
        self.act(Act::Release(button), to, ctrl, false)
    }

    /// A cell of the note with a text.
    fn cell(&self, text: &str) -> Position {
        let window = self.desk.state.window().expect("large enough");
        let placed = in_view(&self.desk.state, &window);
        let found = placed.iter().find(|placed| placed.note.text == text).unwrap_or_else(|| panic!("{text} is not in view"));
        Position::new(found.area.x + 1, found.area.y)
    }

    fn click_note(&mut self, text: &str) -> &mut Hand {
        let at = self.cell(text);
        self.click(at)
    }

    /// The cell in which a text begins on the screen.
    fn on_screen(&self, text: &str) -> Position {
        let screen = self.desk.screen();
        let found =
            screen.lines().enumerate().find_map(|(y, line)| Some((y, line.find(text).map(|at| line[..at].chars().count())?)));
        let (y, x) = found.unwrap_or_else(|| panic!("{text} is not on\n{screen}"));
        Position::new(x as u16, y as u16)
    }
}

fn hand() -> Hand {
    Hand::new(subscription_box())
}

#[test]
fn a_click_focuses_what_is_drawn_there() {
    let mut it = hand();
    for text in ["Payment Attempted", "Customer", "Charge on Cycle", "Billing"] {
        assert_eq!(it.wait(1000).click_note(text).desk.focused(), text);
    }
    // The letters on the screen are the note's cells.
    let at = it.on_screen("Gateway");
    assert_eq!(it.click(at).desk.focused(), "Payment Gateway");
    assert!(!it.desk.state.unsaved() && matches!(it.desk.state.mode, Mode::Wall));
}

#[test]
fn a_click_on_nothing_changes_nothing() {
    let mut it = hand();
    let before = it.desk.focused();
    for at in [(0, 0), (119, 35), (19, 10), (500, 500), (u16::MAX, u16::MAX), (2, 3)] {
        assert_eq!(it.wait(1000).click(at.into()).desk.focused(), before, "{at:?}");
    }
    let mut nobody = Hand::new(empty(""));
    nobody.click((60, 10).into()).act(Act::Down, (60, 10).into(), false, false).click((60, 33).into());
    assert!(nobody.desk.state.focus().is_none() && nobody.desk.effects.is_empty());
}

#[test]
fn a_double_click_edits_and_a_slow_one_does_not() {
    let editing = |it: &Hand| matches!(&it.desk.state.mode, Mode::Write(writing) if matches!(writing.target, Target::Note(_)));
    let mut it = hand();
    it.click_note("Payment Attempted").wait(401).click_note("Payment Attempted");
    assert!(!editing(&it));
    it.wait(400).click_note("Payment Attempted");
    assert!(editing(&it));
    it.desk.text("!").keys("enter");
    assert_eq!(it.desk.focused(), "Payment Attempted!");
    let mut it = hand();
    it.click_note("Payment Attempted").wait(50).click_note("Customer");
    assert!(!editing(&it), "two notes are no double click");
    let mut it = hand();
    it.click_note("Customer").wait(-50).click_note("Customer");
    assert!(!editing(&it), "a clock that goes back is no double click");
}

#[test]
fn while_a_text_is_written_the_mouse_waits() {
    let mut it = hand();
    it.desk.keys("e").text("?");
    it.click_note("Customer");
    assert!(matches!(it.desk.state.mode, Mode::Write(_)));
    assert!(it.desk.said().starts_with("↵ finishes the text"), "{}", it.desk.said());
    assert_eq!(it.desk.keys("enter").focused(), "Subscription Created?");
}

#[test]
fn a_note_dragged_to_another_column_hangs_there_and_one_undo_takes_it_back() {
    let mut it = hand();
    let start = it.desk.state.board().clone();
    let (from, to) = (it.cell("Payment Attempted"), it.cell("Subscription Created"));
    it.drag(Button::Left, from, to, false);
    assert_eq!(it.desk.note("Payment Attempted").at, it.desk.note("Subscription Created").at);
    assert_eq!(it.desk.focused(), "Payment Attempted");
    assert!(it.desk.keys("u").said().starts_with("undid: move Payment Attempted"), "{}", it.desk.said());
    assert_eq!(*it.desk.state.board(), start);
    // Within its column, and where no column is, it stays.
    let here = it.cell("Payment Attempted");
    for to in [Position::new(here.x, here.y + 5), Position::new(here.x + 2, here.y), (3, here.y).into(), (60, 35).into()] {
        it.wait(1000).drag(Button::Left, here, to, false);
        assert_eq!(*it.desk.state.board(), start, "{to:?}");
    }
    assert!(it.desk.said().starts_with("there is no column"), "{}", it.desk.said());
}

#[test]
fn an_arrow_is_dragged_with_ctrl_or_the_right_button() {
    for (button, ctrl) in [(Button::Left, true), (Button::Right, false)] {
        let mut it = hand();
        let (from, to) = (it.cell("Payment Attempted"), it.cell("Charge on Cycle"));
        it.drag(button, from, to, ctrl);
        assert!(it.desk.linked("Payment Attempted", "Charge on Cycle"), "{}", it.desk.said());
        assert_eq!(it.desk.focused(), "Payment Attempted");
        assert!(it.desk.keys("u").said().starts_with("undid: connect"));
        // What the grammar does not know is refused, and nothing is kept in hand.
        let wrong = it.cell("Customer");
        it.drag(button, from, wrong, ctrl);
        assert!(it.desk.said().starts_with("no arrow goes from an event to an actor"), "{}", it.desk.said());
        assert!(matches!(it.desk.state.mode, Mode::Wall) && !it.desk.state.unsaved());
        it.drag(button, from, (0, 0).into(), ctrl);
        assert!(it.desk.said().starts_with("an arrow ends at another note"), "{}", it.desk.said());
    }
}

#[test]
fn a_click_chooses_the_other_end_of_an_arrow() {
    let mut it = hand();
    it.desk.at("Payment Attempted").keys("c");
    it.click_note("Charge on Cycle");
    assert!(it.desk.linked("Payment Attempted", "Charge on Cycle"), "{}", it.desk.said());
    assert!(matches!(it.desk.state.mode, Mode::Wall));
}

#[test]
fn the_wheel_scrolls_along_the_timeline_and_the_focus_stays() {
    let mut it = hand();
    let over = Position::new(60, 10);
    let first = |it: &Hand| it.desk.state.window().map(|window| window.units.start);
    it.act(Act::Down, over, false, false).act(Act::Right, over, false, false).act(Act::Down, over, false, true);
    assert_eq!(first(&it), Some(3), "all lanes are in view, so the wheel goes along the timeline");
    assert_eq!(it.desk.focused(), "Subscription Created");
    assert!(!it.desk.screen().contains("Create ") && it.desk.said().is_empty(), "{}", it.desk.screen());
    // What is drawn is what is hit, and a click on what is in view scrolls no further.
    it.click_note("Payment Succeeded");
    assert_eq!((it.desk.focused().as_str(), first(&it)), ("Payment Succeeded", Some(3)));
    it.act(Act::Up, over, false, false).act(Act::Left, over, false, false).act(Act::Up, over, false, true);
    assert_eq!(first(&it), Some(0));
    for _ in 0..40 {
        it.act(Act::Down, over, false, false);
    }
    let (window, width) = (it.desk.state.window().expect("large enough"), it.desk.state.grid().width());
    assert_eq!(window.units.end, width, "the wall ends where it ends");
    assert_eq!(it.act(Act::Up, over, false, false).desk.state.window().map(|window| window.units.end), Some(width - 1));
    assert_eq!(it.desk.focused(), "Payment Succeeded");
    // A step with the keys begins where the focus is, and is in view.
    it.desk.keys("h");
    assert_eq!(it.desk.focused(), "Payment Attempted");
    it.cell("Payment Attempted");
    it.desk.keys("?");
    it.act(Act::Down, over, false, false);
    assert!(matches!(&it.desk.state.mode, Mode::Help(listing) if listing.selected == 1));
}

#[test]
fn where_not_all_lanes_have_room_the_wheel_goes_from_lane_to_lane() {
    let mut it = Hand { desk: Desk::sized(subscription_box(), 80, 14), clock: Clock::default() };
    it.desk.keys("g t");
    let over = Position::new(40, 6);
    let at = |it: &Hand| it.desk.state.window().map(|window| (window.units.start, window.first_lane));
    assert_eq!(at(&it), Some((0, 0)));
    assert_eq!(at(it.act(Act::Down, over, false, false)), Some((0, 1)));
    assert_eq!(at(it.act(Act::Down, over, false, true)), Some((1, 1)), "with shift it goes along the timeline");
    for _ in 0..20 {
        it.act(Act::Down, over, false, false);
    }
    let window = it.desk.state.window().expect("large enough");
    assert!(window.shows_lane(7) && window.first_lane < 7, "{window:?}");
    assert_eq!(it.desk.focused(), "Customer");
    assert_eq!(at(it.act(Act::Up, over, false, false)), Some((1, window.first_lane - 1)));
}

#[test]
fn a_click_on_the_bars_of_the_flow_goes_there() {
    let mut it = Hand { desk: Desk::sized(subscription_box(), 80, 24), clock: Clock::default() };
    it.desk.keys("f3 g g");
    let bars = it.desk.state.bars();
    let [across, down] = bars[..] else { panic!("the flow is larger than this screen: {bars:?}") };
    let pane = |it: &Hand| it.desk.state.flow_pane().map(|pane| (pane.left, pane.top)).expect("large enough");
    let first = it.desk.focused();
    it.click((across.cells.right() - 1, across.cells.y).into());
    assert_eq!(pane(&it).0, across.all - across.room, "the end is the end");
    assert_ne!(it.desk.focused(), first, "what is there is in focus");
    assert!(it.desk.state.flow_focus().is_some_and(|cells| cells.x >= pane(&it).0));
    it.click((down.cells.right() - 1, down.cells.y).into());
    assert_eq!(pane(&it).1, down.all - down.room);
    let screen = it.desk.screen();
    let strip = screen.lines().nth(usize::from(down.cells.y)).unwrap_or_default().to_owned();
    assert!(strip.contains('█') && strip.contains('━') && strip.contains("▾"), "{strip}");
    it.click((across.cells.x, across.cells.y).into()).click((down.cells.x, down.cells.y).into());
    assert_eq!(pane(&it), (0, 0));
    assert!(!it.desk.state.unsaved());
    // Wherever one clicks, a note is in view then, even where only lines run.
    for x in (across.cells.x..across.cells.right()).step_by(3) {
        it.click((x, across.cells.y).into());
        let (flow, pane) = it.desk.state.flow().zip(it.desk.state.flow_pane()).expect("large enough");
        assert!(flow.seen(&pane).iter().any(|seen| seen.sign.is_none()), "{}", it.desk.screen());
    }
}

#[test]
fn the_wheel_over_the_run_walks_through_its_steps() {
    let mut it = hand();
    it.desk.at("Trigger Billing Cycle").keys("x");
    let pane = it.desk.state.screen().and_then(|screen| screen.pane).expect("a run is open");
    let over = Position::new(pane.x + 5, pane.y + 5);
    let steps = |it: &Hand| it.desk.state.running().map(|running| running.run().len());
    let before = steps(&it);
    it.act(Act::Down, over, false, false);
    assert_eq!(steps(&it), before.map(|steps| steps + 1));
    assert_eq!(steps(it.act(Act::Up, over, false, false)), before);
}

#[test]
fn a_click_takes_an_entry() {
    let mut it = hand();
    it.desk.keys("t");
    let at = it.on_screen("hot spot");
    assert!(it.click(at).desk.said().contains("is a hot spot now"), "{}", it.desk.said());
    it.desk.keys("o");
    let at = it.on_screen("Parcel locker");
    it.click(at);
    assert!(it.desk.effects.is_empty() && it.desk.screen().contains("There are unsaved edits."));
    let at = it.on_screen("discard");
    assert_eq!(it.click(at).desk.effects, [Effect::Open(Origin::File("Parcel locker.json".into()))]);
    let mut it = hand();
    it.desk.keys(":");
    let at = it.on_screen("go to the end");
    assert_eq!(it.click(at).desk.focused(), "Subscription Cancelled");
    it.desk.keys("?");
    let at = it.on_screen("goes to the first note of the lane");
    assert_eq!(it.click(at).desk.focused(), "Subscription Created");
    // Scrolled, what is drawn is still what is taken; what is no entry takes nothing.
    it.desk.keys("?");
    for _ in 0..30 {
        if !it.desk.screen().contains("goes to the next note looked for") {
            it.desk.keys("pagedown");
        }
    }
    it.click((60, 1).into()).click((0, 20).into());
    assert!(matches!(it.desk.state.mode, Mode::Help(_)));
    let at = it.on_screen("goes to the next note looked for");
    let said = it.click(at).desk.said();
    assert!(said.starts_with("cannot go to the next match: nothing was looked for"), "{said}");
    it.desk.keys("esc g f").text("shipment");
    let at = it.on_screen("Shipment Requested");
    assert_eq!(it.click(at).desk.focused(), "Shipment Requested");
    it.desk.keys("W");
    let at = it.on_screen("›");
    let second = Position::new(at.x + 4, at.y + 3);
    assert!(matches!(it.click(second).desk.state.mode, Mode::Wall));
}

#[test]
fn a_click_on_the_strip_jumps() {
    let mut it = hand();
    let strip = it.desk.state.screen().expect("large enough").strip;
    let cells = it.desk.state.window().expect("large enough").strip(strip);
    it.click((cells.right() - 1, strip.y).into());
    assert_eq!(it.desk.focused(), "Subscription Cancelled");
    it.click((cells.x, strip.y).into());
    assert_eq!(it.desk.focused(), "Subscription Created");
}

#[test]
fn a_mouse_that_was_let_go_of_means_nothing() {
    let mut it = hand();
    it.desk.keys("M");
    it.click_note("Customer");
    assert_eq!(it.desk.focused(), "Subscription Created");
    it.desk.keys("M");
    assert_eq!(it.click_note("Customer").desk.focused(), "Customer");
    assert_eq!(it.desk.effects, [Effect::Mouse(false), Effect::Mouse(true)]);
}

fn act() -> impl Strategy<Value = Act> {
    let button = prop_oneof![Just(Button::Left), Just(Button::Right)];
    prop_oneof![
        4 => button.clone().prop_map(Act::Press),
        2 => button.clone().prop_map(Act::Drag),
        4 => button.prop_map(Act::Release),
        1 => Just(Act::Up),
        1 => Just(Act::Down),
        1 => Just(Act::Left),
        1 => Just(Act::Right),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_mouse_does_can_be_drawn_and_undone(
        size in prop_oneof![Just((120u16, 36u16)), Just((80, 24)), Just((40, 12)), (1u16..60, 1u16..20)],
        keys in prop::collection::vec(prop::sample::select(vec!["h", "?", ":", "t", "o", "W", "c", "g", "x", "a", "-", "+", "/", "esc", "M", "f5", "I", "&", "l"]), 12),
        acts in prop::collection::vec((act(), 0u16..125, 0u16..40, any::<bool>(), any::<bool>(), 0i64..600), 1..60),
    ) {
        let start = subscription_box();
        let mut it = Hand { desk: Desk::sized(start.clone(), size.0, size.1), clock: Clock::default() };
        for (index, (act, x, y, ctrl, shift, later)) in acts.into_iter().enumerate() {
            if index % 5 == 0 {
                it.desk.keys(keys[index / 5]);
            }
            it.wait(later).act(act, Position::new(x, y), ctrl, shift);
            it.desk.screen();
            let focus = it.desk.state.focus();
            prop_assert!(focus.is_some_and(|id| it.desk.state.board().note(id).is_some()), "no note is in focus");
        }
        it.desk.keys("esc esc esc");
        while it.desk.state.history().last().is_some() {
            it.desk.keys("esc u");
        }
        prop_assert_eq!(it.desk.state.board(), &start);
    }
}

#[test]
fn what_is_dragged_hovers_where_the_mouse_is() {
    let mut it = hand();
    let (from, to) = (it.cell("Payment Attempted"), it.cell("Subscription Created"));
    let to = Position::new(to.x, to.y + 5);
    it.act(Act::Press(Button::Left), from, false, false).act(Act::Drag(Button::Left), to, false, false);
    let screen = it.desk.screen();
    let row = screen.lines().nth(usize::from(to.y)).unwrap_or_default().to_owned();
    assert!(row.contains("┊ Payment"), "the note hangs under the mouse:\n{screen}");
    assert!(screen.contains("▔▔▔▔▔▔▔▔"), "over the column where it will land:\n{screen}");
    it.act(Act::Release(Button::Left), to, false, false);
    assert!(!it.desk.screen().contains('┊') && !it.desk.screen().contains('▔'));
    assert_eq!(it.desk.note("Payment Attempted").at, it.desk.note("Subscription Created").at);
    // An arrow frames what it would join.
    let (from, to) = (it.cell("Payment Succeeded"), it.cell("Charge on Cycle"));
    it.act(Act::Press(Button::Right), from, false, false).act(Act::Drag(Button::Right), to, false, false);
    let screen = it.desk.screen();
    assert!(screen.contains("║ Charge on") && screen.contains("║ Payment"), "{screen}");
}
