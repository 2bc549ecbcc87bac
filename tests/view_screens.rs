//! How the other views look: screens of the flow and of the map of contexts with their colours, kept as pictures.

mod common;

use common::{Build, Desk, bundled, empty, subscription_box};
use squall::board::{Board, Kind, Property, Reaction};
use squall::view::theme::Depth;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 50)];

/// A payment that is tried until it succeeds: its failure leads back to where it began.
fn retried() -> Board {
    let mut it = Build::new("Retried", &["Billing"]);
    let notes = [
        (Kind::Actor, 1.0, "Customer"),
        (Kind::Command, 1.0, "Attempt Payment"),
        (Kind::Aggregate, 1.0, "Billing"),
        (Kind::Event, 2.0, "Payment Succeeded"),
        (Kind::Event, 2.0, "Payment Failed"),
        (Kind::Policy, 3.0, "Try Again Tomorrow"),
    ];
    for (kind, at, text) in notes {
        it.note(kind, at, text, "Billing");
    }
    it.link("Customer", &["Attempt Payment"]);
    it.link("Attempt Payment", &["Billing", "Payment Succeeded", "Payment Failed"]);
    it.link("Payment Failed", &["Try Again Tomorrow"]);
    let again = Reaction { after: Some("24h".into()), ..Reaction::new(it.id("Attempt Payment")) };
    it.set("Try Again Tomorrow", Property::Then(vec![again]));
    it.board
}

/// Names that take two cells a character, and others that are hard to lay out.
fn wide() -> Board {
    let mut it = Build::new("支払い", &["請求", "配送と在庫の管理をする部門"]);
    let notes = [
        (Kind::Actor, 1.0, "お客様", "請求"),
        (Kind::Command, 1.0, "支払いを試みる", "請求"),
        (Kind::Aggregate, 1.0, "請求", "請求"),
        (Kind::Event, 2.0, "支払いが成功しました👩‍👩‍👧‍👦🎈", "請求"),
        (Kind::Policy, 3.0, "支払いが成功したら出荷を依頼する。長い名前", "配送と在庫の管理をする部門"),
        (Kind::Command, 4.0, "e\u{301}xpe\u{301}dier \u{202e}le colis\ttout de suite", "配送と在庫の管理をする部門"),
        (Kind::HotSpot, 4.0, "שלום", "配送と在庫の管理をする部門"),
        (Kind::Event, 9.0, "אירוע ללא חץ", ""),
    ];
    for (kind, at, text, context) in notes {
        it.note(kind, at, text, context);
    }
    it.link("お客様", &["支払いを試みる"]);
    it.link("支払いを試みる", &["請求", "支払いが成功しました👩‍👩‍👧‍👦🎈"]);
    it.link("支払いが成功しました👩‍👩‍👧‍👦🎈", &["支払いが成功したら出荷を依頼する。長い名前"]);
    it.link("支払いが成功したら出荷を依頼する。長い名前", &["e\u{301}xpe\u{301}dier \u{202e}le colis\ttout de suite"]);
    it.link("שלום", &["支払いを試みる"]);
    it.board
}

#[test]
fn the_flow() {
    for (columns, rows) in SIZES {
        let mut desk = Desk::sized(subscription_box(), columns, rows);
        desk.at("Attempt Payment").keys("f3");
        keep!(format!("flow_{columns}x{rows}"), desk);
    }
}

#[test]
fn the_contexts() {
    for (columns, rows) in SIZES {
        let mut desk = Desk::sized(subscription_box(), columns, rows);
        desk.at("Payment Failed").keys("f4");
        keep!(format!("map_{columns}x{rows}"), desk);
    }
}

#[test]
fn other_sizes_of_notes() {
    for (name, keys) in [("lines", "f3 -"), ("large", "f3 +")] {
        let mut desk = Desk::sized(subscription_box(), 120, 36);
        desk.at("Attempt Payment").keys(keys);
        keep!(format!("flow_{name}_120x36"), desk);
    }
    let mut desk = Desk::sized(bundled(), 200, 50);
    desk.keys("f4 +");
    keep!("map_large_200x50", desk);
}

#[test]
fn a_loop_is_seen_as_a_loop() {
    let mut desk = Desk::sized(retried(), 120, 24);
    desk.at("Payment Failed").keys("f3");
    keep!("flow_loop_120x24", desk);
    let screen = desk.screen();
    assert!(screen.contains('╌') && screen.contains('╎'), "{screen}");
    assert_eq!(desk.keys("l l").focused(), "Attempt Payment", "right goes on along the loop");
}

#[test]
fn a_run_lights_up_the_flow() {
    let mut desk = Desk::sized(bundled(), 200, 50);
    desk.at("Trigger Billing Cycle").keys("f3 x > .");
    keep!("flow_run_200x50", desk);
}

#[test]
fn writing_and_connecting_in_the_flow() {
    let mut desk = Desk::sized(subscription_box(), 120, 36);
    desk.at("Payment Failed").keys("f3 A enter").text("Tell the Customer");
    keep!("flow_writing_120x36", desk);
    desk.keys("esc u c l");
    keep!("flow_connecting_120x36", desk);
}

#[test]
fn what_the_method_advises_stands_in_the_flow_too() {
    let mut desk = Desk::sized(subscription_box(), 120, 36);
    desk.at("Subscription Created").keys("f3 w");
    keep!("flow_advice_120x36", desk);
}

#[test]
fn empty_boards() {
    for (name, key) in [("flow", "f3"), ("map", "f4")] {
        let mut desk = Desk::sized(empty("A new beginning"), 80, 24);
        keep!(format!("{name}_empty_80x24"), desk.keys(key));
        desk.keys("esc a").text("Order Placed").keys("enter").text("Order Shipped").keys("enter esc").keys(key);
        keep!(format!("{name}_without_arrows_80x24"), desk);
    }
}

#[test]
fn wide_characters_keep_the_grid() {
    let mut desk = Desk::sized(wide(), 120, 30);
    keep!("flow_wide_120x30", desk.keys("f3"));
    keep!("map_wide_120x30", desk.keys("f4"));
}

#[test]
fn tiny_screens() {
    for (name, key) in [("flow", "f3"), ("map", "f4")] {
        let mut desk = Desk::sized(subscription_box(), 40, 12);
        desk.at("Payment Failed").keys(key);
        keep!(format!("{name}_40x12"), desk);
    }
}

#[test]
fn without_any_colour() {
    for (name, key) in [("flow", "f3"), ("map", "f4")] {
        let mut desk = Desk::sized(subscription_box(), 80, 24);
        desk.at("Payment Failed").keys(key);
        keep!(format!("{name}_plain_80x24"), desk, Depth::Plain);
    }
}

#[test]
fn drawing_never_panics_at_any_size() {
    for board in [subscription_box(), bundled(), retried(), wide(), empty("")] {
        let mut desk = Desk::sized(board, 120, 36);
        for key in ["f3", "f4"] {
            desk.keys(key);
            for (columns, rows) in [(1, 1), (39, 12), (40, 12), (41, 13), (60, 14), (77, 40), (116, 20), (300, 120)] {
                desk.send(squall::app::Message::Resize(columns, rows));
                for keys in ["l", "j", "+", "G", "k", "-", "-", "g g", "h", "ctrl-d", "ctrl-u", "g b", "g t", "x", "X", "+"] {
                    desk.keys(keys);
                    desk.buffer(Depth::True);
                }
                desk.keys("esc esc").keys(key);
            }
        }
    }
}
