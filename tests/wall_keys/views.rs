//! The ways to look at a board, and walking in the flow and on the map of contexts.

use squall::app::{Act, Button, Message, Mode, Mouse, View};
use squall::board::Kind;

use crate::common::{Build, Desk, empty};
use crate::{Case, desk};

pub const CASES: &[Case] = &[
    ("view.next", || {
        let mut it = desk();
        let views: Vec<View> = (0..4).map(|_| it.keys("tab").state.view).collect();
        assert_eq!(views, [View::Flow, View::Contexts, View::Catalog, View::Wall]);
    }),
    ("view.previous", || {
        let mut it = desk();
        assert_eq!(it.keys("shift-tab").state.view, View::Catalog);
        assert_eq!(it.keys("shift-tab shift-tab").state.view, View::Flow);
    }),
    ("view.wall", || {
        let mut it = desk();
        it.at("Payment Failed");
        assert_eq!(it.keys("f3 f2").state.view, View::Wall);
        assert_eq!(it.keys("f4 esc").state.view, View::Wall, "esc goes back");
        assert_eq!(it.focused(), "Payment Failed", "the focus is the same in every view");
    }),
    ("view.flow", || {
        let mut it = desk();
        it.at("Trigger Billing Cycle").keys("f3");
        assert_eq!(it.state.view, View::Flow);
        assert!(it.screen().contains("What causes what"), "{}", it.screen());
        let way: Vec<String> = (0..4).map(|_| it.keys("l").focused()).collect();
        assert_eq!(way, ["Monthly Billing Cycle Triggered", "Charge on Cycle", "Attempt Payment", "Payment Attempted"]);
        assert_eq!(it.keys("j j").focused(), "Payment Failed");
        assert_eq!(it.keys("h").focused(), "Attempt Payment");
        assert_eq!(it.keys("j").focused(), "Billing", "the aggregate stands under the command");
        assert_eq!(it.keys("j").focused(), "What if the payment gateway is unreachable?");
        assert_eq!(it.keys("k k").focused(), "Attempt Payment");
        assert_eq!(it.keys("g n").focused(), "Payment Attempted");
    }),
    ("view.contexts", || {
        let mut it = desk();
        it.at("Payment Failed").keys("f4");
        let screen = it.screen();
        assert!(screen.contains("Who tells whom") && screen.contains("tells Fulfillment"), "{screen}");
        assert_eq!(it.focused(), "Payment Failed");
        let context =
            |it: &Desk| it.state.focused().and_then(|note| it.state.board().context(note.context?)).map(|of| of.name.clone());
        assert_eq!(context(it.keys("l")).as_deref(), Some("Subscription"));
        assert_eq!(context(it.keys("j")).as_deref(), Some("Fulfillment"));
        assert_eq!(context(it.keys("h")).as_deref(), Some("Billing"));
        assert!(it.keys("d").said().contains("no note is in view here"), "{}", it.said());
        it.keys("enter");
        assert_eq!(it.state.view, View::Flow, "enter shows the flow of the context");
    }),
    ("view.catalog", || assert_eq!(desk().keys("f5").state.view, View::Catalog)),
];

/// Looks for a note without leaving the view.
fn go<'d>(it: &'d mut Desk, text: &str) -> &'d mut Desk {
    it.keys("/").text(text).keys("enter");
    assert_eq!(it.focused(), text);
    it
}

/// The cell of the screen where some words begin.
fn find(it: &Desk, words: &str) -> (u16, u16) {
    let screen = it.screen();
    let found = screen.lines().enumerate().find_map(|(row, line)| line.find(words).map(|at| (line[..at].chars().count(), row)));
    let (column, row) = found.unwrap_or_else(|| panic!("{words} is not on\n{screen}"));
    (column as u16, row as u16)
}

fn mouse(it: &mut Desk, act: Act, (column, row): (u16, u16)) {
    it.send(Message::Mouse(Mouse { act, column, row, ctrl: false, shift: false }));
}

#[test]
fn walking_goes_to_every_corner_of_the_flow_and_back() {
    let mut it = desk();
    it.keys("f3 G");
    let last = it.focused();
    it.keys("g g");
    let first = it.focused();
    assert_ne!(first, last);
    for (there, back) in [("ctrl-d", "ctrl-u"), ("l", "h"), ("j", "k")] {
        it.keys("g g");
        for _ in 0..40 {
            it.keys(there);
        }
        assert_ne!(it.focused(), first, "{there} leads somewhere");
        for _ in 0..40 {
            it.keys(back);
        }
    }
    it.keys("g g g b");
    let bottom = it.focused();
    assert_ne!(it.keys("g t").focused(), bottom);
}

#[test]
fn every_note_can_be_reached_and_is_then_in_view() {
    for (columns, rows) in [(40, 12), (80, 24), (200, 50)] {
        let mut it = Desk::sized(crate::subscription_box(), columns, rows);
        it.keys("f3");
        let texts: Vec<String> = it.state.board().notes().iter().map(|note| note.text.clone()).collect();
        // What an aggregate is called, other notes say too.
        for text in texts.iter().filter(|text| text.contains(' ') || *text == "Customer") {
            go(&mut it, text);
            let screen = it.screen();
            let begin: String = text.chars().take(5).collect();
            assert!(screen.contains(&begin) && screen.contains('▌'), "{text} at {columns}×{rows}:\n{screen}");
        }
    }
}

#[test]
fn the_flow_scrolls_only_where_the_focus_leaves_the_view() {
    let mut it = Desk::sized(crate::subscription_box(), 120, 36);
    it.at("Monthly Billing Cycle Triggered").keys("f3");
    let before = find(&it, "Scheduler");
    it.keys("l");
    assert_eq!(find(&it, "Scheduler"), before);
    it.keys("l l l l l l");
    assert!(!it.screen().contains("Scheduler"), "{}", it.screen());
}

#[test]
fn every_command_acts_on_the_focus_in_the_flow() {
    let mut it = desk();
    it.at("Charge on Cycle").keys("f3 e").text("!").keys("enter");
    assert_eq!(it.focused(), "Charge on Cycle!");
    it.keys("u d");
    assert!(!it.has("Charge on Cycle"));
    it.keys("u");
    assert_eq!(it.focused(), "Charge on Cycle");
    // A new note stands where the arrow leads.
    go(&mut it, "Shipment Requested").keys("A enter");
    assert!(matches!(it.state.mode, Mode::Write(_)));
    assert!(it.screen().contains("What happens") && it.screen().contains("━ ★ policy ━"), "the editor is there:\n{}", it.screen());
    it.text("Tell the Customer").keys("enter");
    assert!(it.linked("Shipment Requested", "Tell the Customer"));
    assert_eq!(it.keys("h").focused(), "Shipment Requested");
    // An arrow by keys.
    go(&mut it, "Schedule Retry").keys("c k k");
    assert!(matches!(it.state.mode, Mode::Connect(_)));
    it.keys("esc");
    go(&mut it, "Trigger Billing Cycle").keys("x");
    assert!(it.state.running().is_some());
    assert_eq!(it.focused(), "Trigger Billing Cycle");
    assert!(it.screen().contains("▶"), "{}", it.screen());
}

#[test]
fn the_mouse_finds_what_is_drawn() {
    let mut it = desk();
    it.keys("f3");
    for text in ["Charge on Cycle", "Scheduler", "Billing"] {
        let at = find(&it, text);
        mouse(&mut it, Act::Press(Button::Left), at);
        mouse(&mut it, Act::Release(Button::Left), at);
        assert!(it.focused().starts_with(text) || text == "Billing", "{} for {text}", it.focused());
    }
    // An arrow is dragged from note to note.
    let (from, to) = (find(&it, "Customer"), find(&it, "Trigger Billing"));
    mouse(&mut it, Act::Press(Button::Left), from);
    mouse(&mut it, Act::Drag(Button::Left), to);
    assert!(it.said().contains("an arrow between Customer"), "{}", it.said());
    mouse(&mut it, Act::Release(Button::Left), to);
    assert!(it.linked("Customer", "Trigger Billing Cycle"));
    // Two clicks open the text.
    let at = find(&it, "Charge on Cycle");
    for _ in 0..2 {
        mouse(&mut it, Act::Press(Button::Left), at);
        mouse(&mut it, Act::Release(Button::Left), at);
    }
    assert!(matches!(it.state.mode, Mode::Write(_)));
    it.keys("esc");
    // On the map a click goes to a region.
    it.keys("f4");
    let at = find(&it, "Request Shipment");
    mouse(&mut it, Act::Press(Button::Left), at);
    mouse(&mut it, Act::Release(Button::Left), at);
    let context = it.state.focused().and_then(|note| it.state.board().context(note.context?)).map(|of| of.name.clone());
    assert_eq!(context.as_deref(), Some("Fulfillment"));
}

#[test]
fn empty_boards_say_how_to_fill_them() {
    let mut it = Desk::new(empty(""));
    assert!(it.keys("f3").screen().contains("Nothing flows yet"), "{}", it.screen());
    assert!(it.keys("f4").screen().contains("No context yet"), "{}", it.screen());
    it.keys("esc a").text("Thing Happened").keys("enter esc");
    let screen = it.keys("f3").screen();
    assert!(screen.contains("No arrow yet") && screen.contains("Thing Happened"), "{screen}");
    assert!(it.keys("f4").screen().contains("press b"), "{}", it.screen());
}

#[test]
fn a_command_across_a_border_is_a_warning() {
    let mut it = Build::new("", &["Sales", "Billing"]);
    it.note(Kind::Event, 1.0, "Order Placed", "Sales");
    it.note(Kind::Policy, 1.0, "Bill Every Order", "Sales");
    it.note(Kind::Command, 2.0, "Send Invoice", "Billing");
    it.note(Kind::Event, 2.0, "Invoice Sent", "Billing");
    it.note(Kind::ReadModel, 2.0, "Order List", "Sales");
    it.note(Kind::Event, 3.0, "Holiday Began", "");
    it.link("Order Placed", &["Bill Every Order"]);
    it.link("Bill Every Order", &["Send Invoice"]);
    it.link("Send Invoice", &["Invoice Sent"]);
    it.link("Invoice Sent", &["Order List"]);
    let screen = Desk::new(it.board).keys("f4").screen();
    assert!(screen.contains("reaches into Billing") && screen.contains("hears from Billing"), "{screen}");
    assert!(screen.contains("no context yet"), "{screen}");
}
