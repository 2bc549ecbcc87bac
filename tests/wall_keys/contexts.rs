//! Contexts by keys.

use crate::common::Desk;
use crate::{Case, desk};

fn context(it: &Desk, note: &str) -> Option<String> {
    it.note(note).context.and_then(|id| it.state.board().context(id)).map(|context| context.name.clone())
}

fn names(it: &Desk) -> Vec<&str> {
    it.state.board().heading().contexts.iter().map(|context| context.name.as_str()).collect()
}

pub const CASES: &[Case] = &[
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
