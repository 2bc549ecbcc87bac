//! Contexts by keys.

use crate::common::{Desk, empty};
use crate::{Case, desk};

fn context(it: &Desk, note: &str) -> Option<String> {
    it.note(note).context.and_then(|id| it.state.board().context(id)).map(|context| context.name.clone())
}

fn names(it: &Desk) -> Vec<&str> {
    it.state.board().heading().contexts.iter().map(|context| context.name.as_str()).collect()
}

pub const CASES: &[Case] = &[
    ("context.recolour", || {
        let mut it = desk();
        it.at("Payment Failed");
        let colour = |it: &Desk| {
            let contexts = &it.state.board().heading().contexts;
            contexts.iter().find(|context| context.name == "Billing").and_then(|context| context.colour.clone())
        };
        let before = it.buffer(squall::view::theme::Depth::True);
        it.keys("g C");
        assert!(it.screen().contains("The ground of Billing"), "{}", it.screen());
        it.keys("t");
        assert_eq!((colour(&it).as_deref(), it.said().as_str()), (Some("teal"), "Billing has a teal ground"));
        it.keys("esc");
        assert_ne!(it.buffer(squall::view::theme::Depth::True), before, "it is seen");
        it.keys("b c n");
        assert_eq!(colour(&it), None);
        it.keys("u");
        assert_eq!(colour(&it).as_deref(), Some("teal"));
        it.keys("u g C esc");
        assert_eq!(colour(&it), None);
        // In the file too, where a name that nobody knows is kept.
        it.keys("g C r");
        let written = squall::store::write(it.state.board());
        assert!(written.contains("\"name\": \"Billing\", \"colour\": \"rose\""), "{written}");
        let text = written.replace("rose", "ultramarine");
        let read = squall::store::read(&text, &mut uuid::Uuid::now_v7).expect("readable");
        assert_eq!(squall::store::write(&read), text);
        it.at("Customer").keys("b 0 g C");
        assert!(it.said().contains("belongs to no context"), "{}", it.said());
    }),
    ("note.context", || {
        let mut it = desk();
        it.at("Payment Failed").keys("b 3");
        let of = |it: &Desk| context(it, "Payment Failed");
        assert_eq!(of(&it).as_deref(), Some("Fulfillment"));
        it.keys("b n").text("Dunning").keys("enter");
        assert_eq!(of(&it).as_deref(), Some("Dunning"));
        it.keys("b n").text("billing").keys("enter");
        assert_eq!(of(&it).as_deref(), Some("Billing"), "a known name is the known context");
        it.keys("b 0");
        assert_eq!(of(&it), None);
        it.keys("u u u u");
        assert_eq!(of(&it).as_deref(), Some("Billing"));
        assert_eq!(names(&it).len(), 3);
    }),
    ("context.rename", || {
        let mut it = desk();
        it.at("Payment Failed").keys("B").text(" and Dunning").keys("enter");
        assert_eq!(names(&it), ["Subscription", "Billing and Dunning", "Fulfillment"]);
        assert_eq!(it.said(), "the context Billing is called Billing and Dunning now");
        assert!(it.keys("u").said().starts_with("undid: rename"), "{}", it.said());
        assert_eq!(names(&it)[1], "Billing");
        // From the menu; the name of another context stays in hand, to be mended.
        it.keys("b r home ctrl-k").text("fulfill ment").keys("enter");
        assert!(it.screen().contains("another context is called so"), "{}", it.screen());
        it.text("s").keys("enter");
        assert_eq!(names(&it)[1], "fulfill ments");
        it.keys("B home ctrl-k enter");
        assert!(it.said().contains("needs a name"), "{}", it.said());
        it.keys("esc");
        assert_eq!(names(&it)[1], "fulfill ments");
        it.keys("b 0 B");
        assert_eq!(it.said(), "cannot rename the context: this note belongs to no context; b assigns it to one");
    }),
    ("context.remove", || {
        for keys in ["g B", "b d"] {
            let mut it = desk();
            let start = it.state.board().clone();
            it.at("Request Shipment").keys(keys);
            assert_eq!(names(&it), ["Subscription", "Billing"]);
            assert_eq!(it.said(), "removed the context Fulfillment; its 5 notes belong to none now – u brings it back");
            assert_eq!(context(&it, "Shipment Queue"), None);
            assert_eq!(it.focused(), "Request Shipment");
            it.keys("u");
            assert_eq!(*it.state.board(), start);
        }
    }),
];

#[test]
fn a_line_stands_where_a_context_ends_before_what_belongs_to_none() {
    let mut it = Desk::new(empty(""));
    it.keys("a").text("Order Placed").keys("enter").text("Order Shipped").keys("enter").text("Order Lost").keys("enter esc 0");
    it.at("Order Placed").keys("b").text("n").text("Sales").keys("enter");
    let ruler = |it: &Desk| it.screen().lines().find(|line| line.contains("┄")).unwrap_or_default().to_owned();
    assert_eq!(ruler(&it).matches('╎').count(), 2, "{}", ruler(&it));
    it.at("Order Shipped").keys("b").text("1");
    assert_eq!(ruler(&it).matches('╎').count(), 2, "the line goes along: {}", ruler(&it));
    it.at("Order Lost").keys("b").text("n").text("Care").keys("enter");
    assert_eq!(ruler(&it).matches('╎').count(), 2, "where another begins one line is enough: {}", ruler(&it));
    it.at("Order Shipped").keys("b").text("2");
    it.at("Order Lost").keys("b").text("1");
    assert_eq!(ruler(&it).matches('╎').count(), 3, "{}", ruler(&it));
}
