//! What the method advises, by keys: one key goes on to the next finding, one does what it says, one silences it.

use squall::board::Board;
use squall::store;

use crate::Case;
use crate::common::{Desk, empty};

/// A board with a command that is called like an event, an event that is called like a command, and more.
fn board() -> Board {
    let text = serde_json::json!({"squall": 1, "title": "Bad habits", "notes": [
        {"kind": "actor", "text": "Customer"},
        {"kind": "command", "text": "Order Placement", "actors": ["Customer"], "outcomes": [{"events": ["Place Order"]}]},
        {"kind": "event", "text": "Place Order"},
        {"kind": "read_model", "text": "Orders", "built_from": ["Place Order"]},
    ]});
    store::read(&text.to_string(), &mut uuid::Uuid::now_v7).expect("the board is right")
}

fn desk() -> Desk {
    Desk::sized(board(), 120, 36)
}

fn advice(it: &Desk) -> Vec<String> {
    it.state.advice().map_or(Vec::new(), |advice| advice.findings().iter().map(|finding| finding.message.clone()).collect())
}

pub const CASES: &[Case] = &[
    ("advice.next", || {
        let mut it = desk();
        it.at("Customer");
        assert_eq!(it.keys("w").focused(), "Order Placement");
        assert_eq!(it.said(), "1 of 3 · command \"Order Placement\" is not in the imperative – call it \"Place Order\"");
        assert_eq!(it.keys("w").focused(), "Order Placement", "it has two");
        assert_eq!(it.keys("w").focused(), "Place Order");
        assert!(it.screen().contains("Place Order  !f"), "{}", it.screen());
        assert_eq!(it.keys("w").focused(), "Order Placement", "round and round");
        it.at("Place Order").keys("a").text("place order").keys("esc");
        let said: Vec<String> = (0..8).map(|_| it.keys("w").said()).collect();
        assert!(said.iter().any(|said| said.ends_with("(g m merges two notes)")), "{said:?}");
        let mut it = Desk::new(empty(""));
        assert!(it.keys("w").said().contains("empty board"), "{}", it.said());
    }),
    ("advice.follow", || {
        let mut it = desk();
        it.keys("w").at("Customer").keys("f");
        assert_eq!(it.said(), "cannot follow the advice: there is nothing to say about this note; w goes to the next one");
        let mut it = desk();
        it.at("Place Order").keys("w f");
        assert!(it.has("Order Placed") && !it.has("Place Order"));
        assert_eq!(it.said(), "Place Order is called Order Placed now – 2 left, w goes on, u takes it back");
        it.keys("u");
        assert!(it.has("Place Order"));
        assert_eq!(advice(&it).len(), 3, "the advice is that of the board as it is");
        let mut it = desk();
        it.at("Order Placement").keys("w w f");
        assert!(it.said().ends_with("this is for you to decide; W shows what can be done"), "{}", it.said());
        assert!(it.has("Order Placement"), "the finding that is told is the one that is followed");
        let mut it = desk();
        it.at("Customer").keys("w f");
        assert!(it.has("Place Order") && !it.has("Order Placement"));
        assert_eq!(desk().keys("f").said(), "cannot follow the advice: w looks first whether anything is wrong");
    }),
    ("advice.silence", || {
        let mut it = desk();
        it.at("Place Order").keys("w m n");
        assert!(!advice(&it).iter().any(|message| message.contains("past tense")));
        assert_eq!(it.note("Place Order").silenced, ["event-not-past"]);
        it.keys("u");
        assert_eq!(advice(&it).len(), 3);
        it.at("Place Order").keys("w m b");
        assert_eq!(it.state.board().heading().silenced, ["event-not-past"]);
        it.keys("m 1");
        assert!(it.state.board().heading().silenced.is_empty(), "it speaks again");
        assert_eq!(advice(&it).len(), 3);
    }),
    ("advice.list", || {
        let mut it = desk();
        it.at("Place Order").keys("W");
        let screen = it.screen();
        for words in
            ["What the method advises: 3", "event-not-past", "Why: An event is a fact about the past", "What to do: call it"]
        {
            assert!(screen.contains(words), "{words}\n{screen}");
        }
        it.text("never").keys("enter");
        assert_eq!(it.focused(), "Order Placement");
        assert!(it.keys("W").text("zzz").screen().contains("no advice says so"));
        assert_eq!(it.keys("enter esc").focused(), "Order Placement", "nothing is taken where nothing is found");
    }),
    ("advice.hide", || {
        let mut it = desk();
        it.keys("w g w");
        assert!(it.state.advice().is_none());
        assert!(!it.screen().contains("!f"));
        assert_eq!(it.keys("g w").said(), "cannot hide the advice: no advice is shown; w shows it");
    }),
];

#[test]
fn what_cannot_be_read_is_marked_listed_and_told_with_the_form_where_it_stands() {
    let text = serde_json::json!({"squall": 1, "title": "Unread", "notes": [
        {"kind": "actor", "text": "Customer"},
        {"kind": "command", "text": "Place Order", "actors": ["Customer"], "outcomes": [{"events": ["Order Placed"]}, {"events": ["Order Refused"]}]},
        {"kind": "event", "text": "Order Placed"},
        {"kind": "event", "text": "Order Refused"},
        {"kind": "policy", "text": "Ask Again", "when": ["Order Refused"], "where": "times <", "then": [{"command": "Place Order"}]},
        {"kind": "read_model", "text": "Orders", "built_from": ["Order Placed"]},
    ]});
    let board = store::read(&text.to_string(), &mut uuid::Uuid::now_v7).expect("the board is right");
    let mut it = Desk::sized(board, 120, 36);
    assert_eq!(it.keys("w").focused(), "Ask Again");
    let said = it.said();
    assert!(said.starts_with("1 of 1 · policy \"Ask Again\": its guard `times <` cannot be read: "), "{said}");
    assert!(said.ends_with("until then a run asks yes or no (E opens the form where it stands)"), "{said}");
    assert!(it.keys("W").screen().contains("unreadable-expression"), "{}", it.screen());
    assert!(it.keys("esc I").screen().contains("cannot be read"), "{}", it.screen());
    assert!(it.keys("I f").said().ends_with("this is for you to decide; W shows what can be done"), "{}", it.said());
    it.keys("m n");
    assert_eq!(it.note("Ask Again").silenced, ["unreadable-expression"]);
    assert!(advice(&it).is_empty());
    it.keys("u");
    assert_eq!(advice(&it).len(), 1);
    // Mended in the form, it is gone.
    it.keys("E");
    while it.state.details().and_then(|form| form.row(it.state.board())).is_none_or(|row| row.label != "where") {
        it.keys("j");
    }
    it.keys("enter").text(" 3").keys("enter esc");
    assert!(advice(&it).is_empty(), "{:?}", advice(&it));
}
