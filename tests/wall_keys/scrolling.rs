//! Scrolling freely: the view goes on, the focus stays, and comes back into view when it is moved.

use squall::app::{Act, Message, Mouse, View};

use squall::board::Kind;

use crate::common::{Build, Desk, rows, subscription_box};
use crate::{Case, desk};

pub const CASES: &[Case] = &[
    ("view.scroll-right", || {
        let mut it = desk();
        assert_eq!(it.keys("ctrl-right alt-l").focused(), "Subscription Created");
        assert_eq!(unit(&it), 2);
        assert!(!it.screen().contains('▌'), "the focus is out of view:\n{}", it.screen());
        // The first step brings it back.
        assert_eq!(it.keys("l").focused(), "Monthly Billing Cycle Triggered");
        assert!(it.screen().contains('▌'));
        for _ in 0..40 {
            it.keys("ctrl-right");
        }
        assert_eq!(it.said(), "nothing is further right");
        assert_eq!(it.state.window().map(|window| window.units.end), Some(it.state.grid().width()));
    }),
    ("view.scroll-left", || {
        let mut it = desk();
        it.keys("G");
        let end = unit(&it);
        assert_eq!(it.keys("ctrl-left alt-h").focused(), "Subscription Cancelled");
        assert_eq!(unit(&it), end - 2);
        for _ in 0..40 {
            it.keys("alt-h");
        }
        assert_eq!((unit(&it), it.said().as_str()), (0, "nothing is further left"));
        // Walking where there is nothing to walk to shows where one is, too.
        it.keys("l");
        assert_eq!((unit(&it), it.focused().as_str()), (end, "Subscription Cancelled"));
    }),
    ("view.scroll-down", || {
        let mut it = low();
        assert_eq!(lane(it.keys("ctrl-down alt-j")), 2);
        assert_eq!(it.focused(), "Customer");
        for _ in 0..9 {
            it.keys("ctrl-down");
        }
        assert_eq!(it.said(), "nothing is further down");
        assert!(it.screen().contains("R read"), "{}", it.screen());
        // What is done about the note needs it in view.
        assert_eq!(lane(it.keys("e")), 0);
        assert!(it.screen().contains("┃ Customer"), "{}", it.screen());
    }),
    ("view.scroll-up", || {
        let mut it = low();
        it.keys("g b");
        let bottom = lane(&it);
        assert!(bottom > 1 && lane(it.keys("ctrl-up alt-k")) == bottom - 2);
        for _ in 0..9 {
            it.keys("alt-k");
        }
        assert_eq!((lane(&it), it.said().as_str()), (0, "nothing is further up"));
    }),
];

/// A screen on which not all lanes have room.
fn low() -> Desk {
    let mut it = Desk::sized(subscription_box(), 80, 14);
    it.keys("g t");
    it
}

fn unit(it: &Desk) -> usize {
    it.state.window().map_or(0, |window| window.units.start)
}

fn lane(it: &Desk) -> usize {
    it.state.window().map_or(0, |window| window.first_lane)
}

fn wheel(it: &mut Desk, act: Act, shift: bool) {
    it.send(Message::Mouse(Mouse { act, column: 30, row: 8, ctrl: false, shift }));
}

fn pane(it: &Desk) -> (i32, i32) {
    let pane = if it.state.view == View::Flow { it.state.flow_pane() } else { it.state.map_pane() };
    pane.map(|pane| (pane.left, pane.top)).expect("large enough")
}

#[test]
fn the_flow_scrolls_by_keys_and_wheel_up_to_its_edges() {
    let mut it = Desk::sized(subscription_box(), 80, 24);
    it.keys("f3 g g");
    assert_eq!(pane(&it), (0, 0));
    let first = it.focused();
    assert_eq!(pane(it.keys("ctrl-right ctrl-down")), (8, 3));
    wheel(&mut it, Act::Down, false);
    wheel(&mut it, Act::Down, true);
    assert_eq!(pane(&it), (16, 6), "this flow is higher than the screen");
    for _ in 0..200 {
        it.keys("alt-l alt-j");
    }
    let (size, area) = (it.state.flow().map(|flow| flow.size()), it.state.screen().map(|screen| screen.wall));
    let ((wide, high), area) = (size.expect("shown"), area.expect("large enough"));
    assert_eq!(pane(&it), (wide - i32::from(area.width), high - i32::from(area.height)));
    assert_eq!(it.focused(), first);
    assert!(!it.screen().contains('▌'));
    assert!(it.keys("h").screen().contains('▌'), "back where the focus is:\n{}", it.screen());
}

#[test]
fn the_map_and_the_tables_scroll_too() {
    let mut it = Desk::sized(subscription_box(), 40, 12);
    it.keys("f4");
    let (start, focus) = (pane(&it), it.focused());
    it.keys("ctrl-right ctrl-down");
    assert_ne!(pane(&it), start);
    assert_eq!(it.focused(), focus);
    it.keys("g g");
    let mut it = Desk::sized(subscription_box(), 80, 24);
    it.keys("f5 g g");
    let focus = it.focused();
    assert_eq!(it.state.catalog().scroll(), 0);
    wheel(&mut it, Act::Down, false);
    assert_eq!(it.keys("alt-j").state.catalog().scroll(), 6);
    for _ in 0..40 {
        wheel(&mut it, Act::Down, false);
    }
    let rows = it.state.sheet().map_or(0, |sheet| usize::from(sheet.rows.height));
    assert_eq!(it.state.catalog().scroll(), it.state.catalog().rows().len() - rows, "the last row is the last");
    assert_eq!(it.focused(), focus);
    assert!(it.keys("ctrl-right").said().contains("never wider"), "{}", it.said());
    it.keys("j");
    assert_eq!(it.state.catalog().scroll(), 1, "the second row is in focus and in view");
}

#[test]
fn resizing_zooming_and_the_help_keep_the_place() {
    let mut it = desk();
    it.keys("ctrl-right ctrl-right ctrl-right ? esc");
    assert_eq!(unit(&it), 3);
    it.send(Message::Resize(80, 24)).send(Message::Resize(200, 50)).send(Message::Resize(120, 36));
    assert_eq!(unit(&it), 3);
    assert_eq!(unit(it.keys("+ -")), 3);
    // Whatever changes the board shows where.
    it.keys("t p");
    assert_eq!(unit(&it), 0);
    // So does whatever goes to a note, be it the one in focus.
    it.keys("ctrl-right ctrl-right /").text("subscription created").keys("enter");
    assert_eq!((unit(&it), it.focused().as_str()), (0, "Subscription Created"));
    // Each view has a place of its own.
    it.keys("ctrl-right ctrl-right tab shift-tab");
    assert_eq!(unit(&it), 0);
}

#[test]
fn the_editor_hides_no_note_where_it_can_be_avoided() {
    // In the last column the editor has room behind it, and the note before stays in view.
    let mut it = Desk::sized(subscription_box(), 80, 24);
    it.keys("G a").text("Customer Won Back");
    let screen = it.screen();
    assert!(screen.contains("┃ Customer Won Back") && screen.contains("  Cancelled"), "{screen}");
    it.keys("enter esc");
    assert_eq!(it.state.window().map(|window| window.units.end), Some(it.state.grid().width()), "the wall ends at its end again");
    // What can be written in one unit takes no other, and where only the unit before is free, that one is taken.
    let mut it = Desk::sized(subscription_box(), 60, 18);
    it.at("Payment Attempted").keys("e");
    assert!(it.screen().contains("Cycle Triggered   ┃ Attempted "), "{}", it.screen());
    let mut it = Build::new("", &[]);
    it.note(Kind::Event, 1.0, "One Happened", "");
    it.note(Kind::Command, 2.0, "Do Two", "");
    it.note(Kind::Event, 3.0, "Three Happened", "");
    it.note(Kind::Event, 4.0, "Four Happened", "");
    let mut it = Desk::sized(it.board, 80, 24);
    it.at("Three Happened").keys("e");
    let screen = it.screen();
    assert!(screen.contains("┃ Three Happened") && screen.contains("One") && screen.contains("Four"), "{screen}");
}

#[test]
fn no_line_runs_through_what_an_empty_lane_asks() {
    let mut it = Build::new("", &["Sales"]);
    it.note(Kind::Command, 1.0, "Place Order", "Sales");
    for number in 0..6 {
        let at = 1.0 + f64::from(number);
        it.note(Kind::Event, at, &format!("Thing {number} Happened"), "Sales");
        it.link("Place Order", &[&format!("Thing {number} Happened")]);
    }
    let it = Desk::new(it.board);
    let screen = it.screen();
    for kind in [Kind::Aggregate, Kind::ExternalSystem] {
        let asked = squall::method::legend::question(kind);
        assert!(screen.contains(asked), "{asked} is not on\n{screen}");
    }
}

#[test]
fn a_line_that_comes_begins_with_a_dot_and_one_that_goes_ends_in_a_head() {
    let mut it = Build::new("", &[]);
    it.note(Kind::Command, 1.0, "Place Order", "");
    it.note(Kind::Event, 2.0, "Order Placed", "");
    it.note(Kind::Policy, 3.0, "Ship Every Order", "");
    it.note(Kind::ReadModel, 3.0, "Orders", "");
    it.link("Place Order", &["Order Placed"]);
    it.link("Order Placed", &["Ship Every Order", "Orders"]);
    let mut it = Desk::new(it.board);
    let screen = it.at("Order Placed").screen();
    assert_eq!(screen.matches('•').count(), 1, "one arrow comes:\n{screen}");
    let head = screen.lines().filter(|line| line.contains('▼')).count();
    assert!(head >= 2, "{screen}");
    // Of what goes, every end is a head.
    assert_eq!(it.at("Place Order").screen().matches('•').count(), 0);
}

#[test]
fn the_palette_and_the_help_say_the_whole_sentence_of_the_marked_row() {
    let mut it = Desk::sized(subscription_box(), 80, 24);
    for keys in [":", "?"] {
        it.keys(keys).text("merge into another");
        let screen = rows(&it.buffer(squall::view::theme::Depth::True));
        let found = squall::app::help("merge into another", &it.state.keys);
        let does = it.state.keys.spell(found.first().expect("there is such a command").does);
        let said = screen.join(" ").replace(['│', ' '], "");
        assert!(said.contains(&does.replace(' ', "")), "{does} is not on\n{}", screen.join("\n"));
        it.keys("esc");
    }
    it.keys(":").text("redo");
    assert!(it.screen().contains("not now: "), "{}", it.screen());
    // Where there is no room for that, the rows have it all.
    let mut it = Desk::sized(subscription_box(), 40, 12);
    assert!(!it.keys(":").text("redo").screen().contains("not now: "));
}

#[test]
fn matches_are_gone_along_as_the_table_is_sorted() {
    let mut it = desk();
    it.keys("f5");
    while it.state.catalog().table() != Some(Kind::Event) {
        it.keys("l");
    }
    it.keys("S n");
    let sorted: Vec<String> =
        it.state.catalog().rows().iter().map(|index| it.state.board().notes()[*index as usize].text.clone()).collect();
    let matches: Vec<String> = sorted.into_iter().filter(|text| text.contains("Payment")).collect();
    assert!(matches.len() > 3 && matches.is_sorted(), "{matches:?}");
    it.keys("g g /").text("payment").keys("enter");
    assert_eq!(it.focused(), matches[0], "the first below where one is");
    let seen: Vec<String> = (1..matches.len()).map(|_| it.keys("n").focused()).collect();
    assert_eq!(seen, matches[1..]);
    assert_eq!((it.keys("n").focused(), it.said().as_str()), (matches[0].clone(), "once around"));
    assert_eq!((it.keys("N").focused(), it.said().as_str()), (matches[matches.len() - 1].clone(), "once around"));
    assert_eq!(it.keys("N").focused(), matches[matches.len() - 2]);
    // The only one of a table is said to be that; what no row says is found along the timeline.
    it.keys("/").text("subscription paused").keys("enter n");
    assert_eq!(it.said(), "the only match in this table");
    it.keys("/").text("shipment queue").keys("enter");
    assert_eq!((it.focused().as_str(), it.state.catalog().table()), ("Shipment Queue", Some(Kind::ReadModel)));
}
