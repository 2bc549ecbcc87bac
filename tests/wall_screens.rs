//! How the wall looks: screens with their colours, kept as pictures.

mod common;

use common::{Desk, Exact, bundled, empty, picture, subscription_box};
use squall::app::Message;
use squall::view::theme::Depth;

/// Draws what some keys lead to, in every size that counts.
fn check(name: &str, keys: impl Fn(&mut Desk)) {
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        one(&format!("{name}_{columns}x{rows}"), columns, rows, &keys);
    }
}

fn one(name: &str, columns: u16, rows: u16, keys: impl Fn(&mut Desk)) {
    let mut desk = Desk::sized(subscription_box(), columns, rows);
    keys(&mut desk);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, picture(&desk.buffer(Depth::True)));
    });
}

#[test]
fn wall() {
    check("wall", |desk| {
        desk.at("Payment Failed");
    });
}

#[test]
fn a_run_beside_the_wall() {
    for (name, columns, rows, keys) in
        [("run_80x24", 80, 24, "x >"), ("run_120x36", 120, 36, "x > 2 ; ; . ."), ("run_200x50", 200, 50, "x > 2 > 2 > 2 >")]
    {
        let mut desk = Desk::sized(bundled(), columns, rows);
        desk.at("Trigger Billing Cycle").keys(keys);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, picture(&desk.buffer(Depth::True)));
        });
    }
}

#[test]
fn wall_scrolled_to_its_end() {
    one("wall_end_80x24", 80, 24, |desk| {
        desk.keys("G");
    });
}

#[test]
fn sizes_of_notes() {
    check("lines", |desk| {
        desk.keys("l l -");
    });
    check("large", |desk| {
        desk.keys("l l +");
    });
}

#[test]
fn writing_a_note() {
    check("writing", |desk| {
        desk.keys("l a").text("Invoice Sent to the Customer").keys("tab");
    });
}

#[test]
fn connecting_two_notes() {
    one("connecting_120x36", 120, 36, |desk| {
        desk.keys("l c j l");
    });
    one("merging_120x36", 120, 36, |desk| {
        desk.keys("l g m l");
    });
    one("connecting_wrong_120x36", 120, 36, |desk| {
        desk.keys("l c g t");
    });
}

#[test]
fn panels() {
    let panels = [
        ("kinds", "l t"),
        ("contexts", "l b"),
        ("boards", "o j"),
        ("unsaved", "d q"),
        ("following", "g"),
        ("finding", "/ p a y"),
        ("going_to_a_note", "g f p a y"),
        ("title", "T"),
    ];
    for (name, keys) in panels {
        one(&format!("{name}_80x24"), 80, 24, |desk| {
            desk.keys(keys);
        });
    }
    check("palette", |desk| {
        desk.keys(": m o v e");
    });
    check("help", |desk| {
        desk.keys("?");
    });
    check("details", |desk| {
        desk.at("Schedule Retry").keys("E");
    });
    check("moments", |desk| {
        desk.keys("d l L u T x enter g u");
    });
    check("selection", |desk| {
        desk.at("Payment Succeeded").keys("v l j");
    });
    one("too_small_39x11", 39, 11, |desk| {
        desk.keys("l");
    });
}

#[test]
fn an_empty_board() {
    let desk = Desk::sized(empty("A new beginning"), 80, 24);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("empty_80x24", picture(&desk.buffer(Depth::True)));
    });
}

#[test]
fn other_depths_of_colour() {
    for (name, depth) in [("indexed", Depth::Indexed), ("basic", Depth::Basic), ("plain", Depth::Plain)] {
        let mut desk = Desk::sized(subscription_box(), 80, 24);
        desk.keys("l");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("wall_{name}_80x24"), picture(&desk.buffer(depth)));
        });
    }
}

#[test]
fn resizing_keeps_the_place() {
    let mut desk = Desk::sized(subscription_box(), 200, 50);
    desk.at("Shipment Requested");
    for (columns, rows) in [(40, 12), (1, 1), (300, 100), (80, 24)] {
        desk.send(Message::Resize(columns, rows));
        assert_eq!(desk.focused(), "Shipment Requested");
    }
    assert!(desk.screen().contains("Requested"));
    assert_eq!(Exact::default().0, 0);
}

#[test]
fn what_the_method_advises() {
    check("advice_on_the_wall", |desk| {
        desk.at("Subscription Created").keys("w w");
    });
    check("advice_as_a_list", |desk| {
        desk.keys("W");
    });
}

#[test]
fn the_form_of_every_kind() {
    let kinds = [
        ("actor", "Customer"),
        ("command", "Attempt Payment"),
        ("aggregate", "Billing"),
        ("external_system", "Payment Gateway"),
        ("event", "Payment Failed"),
        ("policy", "Retry Failed Payment"),
        ("read_model", "Failed Payments Dashboard"),
        ("hot_spot", "What if the payment gateway is unreachable?"),
    ];
    let open = |desk: &mut Desk, note: &str| {
        desk.keys("g f").text(note).keys("enter E");
        assert_eq!(desk.focused(), note);
    };
    for (kind, note) in kinds {
        one(&format!("details_{kind}_80x24"), 80, 24, |desk| open(desk, note));
    }
    one("details_policy_200x50", 200, 50, |desk| open(desk, "Retry Failed Payment"));
    one("details_wrong_80x24", 80, 24, |desk| {
        open(desk, "Retry Failed Payment");
        desk.keys("j enter").text(" && retry_count == \"a\"").keys("enter");
    });
    one("details_names_40x12", 40, 12, |desk| {
        open(desk, "Retry Failed Payment");
        desk.keys("a").text("pay");
    });
}

#[test]
fn writing_several_lines() {
    one("writing_lines_80x24", 80, 24, |desk| {
        desk.keys("l a").text("Invoice Sent").keys("ctrl-j").text("by post or e-mail,").keys("alt-enter").text("as wished");
    });
}
