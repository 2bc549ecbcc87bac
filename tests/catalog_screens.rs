//! How the catalog and the inspector look: screens with their colours, kept as pictures.

mod common;

use common::{Desk, bundled, empty, picture};
use squall::board::{Board, Edit, Kind, Property};
use squall::view::theme::Depth;

fn keep(name: &str, desk: &Desk, depth: Depth) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, picture(&desk.buffer(depth)));
    });
}

/// The bundled board, with tags here and there.
fn board() -> Board {
    let mut desk = Desk::new(bundled());
    for (text, tag) in [("Payment Failed", "risk"), ("Retry Failed Payment", "risk"), ("Request Shipment", "later")] {
        let note = desk.note(text).id;
        desk.edit(Edit::Set { note, property: Property::Tags(vec![tag.into()]) });
    }
    desk.state.board().clone()
}

fn desk(columns: u16, rows: u16) -> Desk {
    Desk::sized(board(), columns, rows)
}

#[test]
fn all_notes() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 36), (200, 50)] {
        let mut it = desk(columns, rows);
        it.at("Payment Failed").keys("f5");
        keep(&format!("catalog_{columns}x{rows}"), &it, Depth::True);
    }
    for (name, depth) in [("indexed", Depth::Indexed), ("basic", Depth::Basic), ("plain", Depth::Plain)] {
        let mut it = desk(80, 24);
        it.at("Payment Failed").keys("f5");
        keep(&format!("catalog_{name}_80x24"), &it, depth);
    }
}

#[test]
fn the_table_of_each_kind() {
    let mut it = desk(120, 36);
    it.keys("f5");
    for kind in Kind::ALL {
        it.keys("l");
        assert_eq!(it.state.catalog().table(), Some(kind));
        keep(&format!("catalog_{}_120x36", kind.key()), &it, Depth::True);
    }
}

#[test]
fn filtered_sorted_and_empty() {
    let mut it = desk(120, 36);
    it.at("Payment Failed").keys("f5 &").text("payment !kind:hot");
    keep("catalog_filtering_120x36", &it, Depth::True);
    it.keys("enter");
    keep("catalog_filtered_120x36", &it, Depth::True);
    it.keys("& home ctrl-k").text("kind:polizy");
    keep("catalog_filter_wrong_80x24", it.send(squall::app::Message::Resize(80, 24)), Depth::True);
    let mut it = desk(120, 36);
    it.at("Payment Failed").keys("f5 l l l l l S");
    keep("catalog_sorting_120x36", &it, Depth::True);
    it.keys("n S n");
    keep("catalog_sorted_120x36", &it, Depth::True);
    let mut it = Desk::sized(empty("A new beginning"), 80, 24);
    keep("catalog_empty_80x24", it.keys("f5"), Depth::True);
    it.keys("a").text("Something Happened").keys("esc l l");
    keep("catalog_no_commands_80x24", &it, Depth::True);
    let mut it = desk(80, 24);
    it.keys("f5 &").text("#risk").keys("enter h");
    keep("catalog_nothing_left_80x24", &it, Depth::True);
}

#[test]
fn a_filter_on_the_wall() {
    let mut it = desk(120, 36);
    it.at("Payment Failed").keys("&").text("kind:e,p payment").keys("enter");
    keep("wall_filtered_120x36", &it, Depth::True);
}

#[test]
fn writing_and_connecting_in_a_table() {
    let mut it = desk(120, 36);
    it.at("Payment Failed").keys("f5 e").text(" Again");
    keep("catalog_writing_120x36", &it, Depth::True);
    it.keys("esc c k");
    keep("catalog_connecting_120x36", &it, Depth::True);
}

#[test]
fn the_inspector_of_each_kind() {
    let notes = [
        (Kind::Actor, "Customer"),
        (Kind::Command, "Attempt Payment"),
        (Kind::Aggregate, "Billing"),
        (Kind::ExternalSystem, "Payment Gateway"),
        (Kind::Event, "Payment Failed"),
        (Kind::Policy, "Retry Failed Payment"),
        (Kind::ReadModel, "Failed Payments Dashboard"),
        (Kind::HotSpot, "What if payment gateway is unreachable"),
    ];
    for (kind, text) in notes {
        let mut it = desk(120, 36);
        it.keys("/").text(&format!("kind:{} \"{text}\"", kind.letter())).keys("enter esc I");
        assert!(it.focused().starts_with(text));
        assert_eq!(it.state.focused().map(|note| note.kind()), Some(kind));
        keep(&format!("inspector_{}_120x36", kind.key()), &it, Depth::True);
    }
    let mut it = desk(80, 24);
    it.at("Payment Failed").keys("I");
    keep("inspector_80x24", &it, Depth::True);
    let mut it = desk(120, 36);
    it.at("Payment Failed").keys("f5 I g d");
    keep("inspector_related_120x36", &it, Depth::True);
}
