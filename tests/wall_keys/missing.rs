//! What is missing, by keys: one key asks the next question, Enter makes a note of the answer and asks on.

use squall::app::{Act, Button, Message, Mode, Mouse, Source};
use squall::board::{Board, Clock, Context, ContextId, Detail, Edit, Kind, Property, Session};
use squall::store;

use crate::Case;
use crate::common::{Desk, Exact, empty};

/// The phases of the session guide by number.
const TIMELINE: usize = 1;
const COMMANDS: usize = 2;
const AGGREGATES: usize = 3;
const POLICIES: usize = 4;
const READ_MODELS: usize = 5;
const CONTEXTS: usize = 7;

fn board(notes: &serde_json::Value) -> Board {
    let text = serde_json::json!({"squall": 1, "title": "Shop", "notes": notes});
    let mut ids = Exact(0x5000, 0);
    store::read(&text.to_string(), &mut || ids.id()).expect("the board is right")
}

/// A board in a phase of the session guide, with the focus on its first note.
fn at_phase(board: Board, phase: usize, columns: u16, rows: u16) -> Desk {
    let mut desk = Desk::sized(board, columns, rows);
    let session = Session { phase, clock: Clock::None, log: Vec::new(), earlier: Vec::new(), unknown: Vec::new() };
    desk.edit(Edit::SetSession(Some(session)));
    desk.state.notice = None;
    desk
}

fn shop() -> Board {
    board(&serde_json::json!([
        {"kind": "actor", "text": "Customer", "at": 1},
        {"kind": "command", "text": "Place Order", "actors": ["Customer"], "outcomes": [{"events": ["Order Placed"]}], "at": 1},
        {"kind": "event", "text": "Order Placed", "at": 1},
        {"kind": "event", "text": "Payment Failed", "at": 2},
        {"kind": "policy", "text": "Ship on Payment", "at": 3},
    ]))
}

fn shop_in(phase: usize) -> Desk {
    let mut desk = at_phase(shop(), phase, 120, 36);
    desk.at("Customer");
    desk
}

/// What is being asked.
fn asked(it: &Desk) -> String {
    assert!(it.state.answering().is_some(), "nothing is being asked: {}", it.said());
    it.state.asked().unwrap_or_default()
}

fn typed(it: &Desk) -> String {
    match &it.state.mode {
        Mode::Write(writing) => writing.text(),
        _ => "nothing".to_owned(),
    }
}

pub const CASES: &[Case] = &[
    ("missing.next", || {
        let mut it = shop_in(POLICIES);
        assert_eq!(it.state.missing().len(), 4, "{:?}", it.state.missing());
        assert_eq!(it.state.asked().as_deref(), Some("What if Place Order fails?"), "what would be asked next");
        it.at("Payment Failed").keys("Q");
        assert_eq!(asked(&it), "After Payment Failed, what happens automatically?");
        assert!(it.screen().contains("After Payment Failed, what happens automatically?"), "{}", it.screen());
        assert_eq!(it.focused(), "Payment Failed");
        // The answer is a policy, connected, in the moment of the event; then the policy itself is asked about.
        it.text("Retry Payment").keys("enter");
        assert!(it.linked("Payment Failed", "Retry Payment"));
        assert_eq!(it.note("Retry Payment").kind(), Kind::Policy);
        assert_eq!(it.note("Retry Payment").at, it.note("Payment Failed").at);
        assert_eq!(it.said(), "added Retry Payment, connected with Payment Failed");
        assert_eq!(asked(&it), "When Retry Payment fires, what is to be done?");
        // Several commands at once; they come later in time.
        it.text("Schedule Retry, Tell the Customer").keys("enter");
        for command in ["Schedule Retry", "Tell the Customer"] {
            assert!(it.linked("Retry Payment", command));
            assert!(it.note(command).at > it.note("Retry Payment").at);
        }
        assert_eq!(it.said(), "added Schedule Retry and Tell the Customer, connected with Retry Payment");
        // Behind the last comes the first again.
        assert_eq!(asked(&it), "When Ship on Payment fires, what is to be done?");
        it.text("place order").keys("enter");
        assert!(it.linked("Ship on Payment", "Place Order"), "what is there is connected, not written twice");
        assert_eq!(it.said(), "connected Ship on Payment with Place Order, which is there already");
        assert_eq!(asked(&it), "What if Place Order fails?");
        it.text("Order Refused").keys("enter");
        let Detail::Command(command) = &it.note("Place Order").detail else { panic!("no command") };
        assert_eq!(command.outcomes.len(), 2, "another outcome");
        assert!(it.note("Order Refused").at > it.note("Order Placed").at, "a moment of its own");
        assert_eq!(asked(&it), "After Order Refused, what happens automatically?", "what was written is asked about first");
        it.keys("ctrl-x").keys("ctrl-x");
        assert!(matches!(it.state.mode, Mode::Wall), "{}", asked(&it));
        assert!(it.said().ends_with("; nothing is missing in Policies any more; F n goes on"), "{}", it.said());
        assert_eq!(
            it.state.asked().as_deref(),
            Some("What happens automatically next?  What if this fails?"),
            "what the phase asks in general"
        );
        assert_eq!(it.keys("Q").said(), "nothing is missing in Policies; F n goes on");
        // Each answer is one step.
        it.keys("u u u u");
        assert!(it.has("Tell the Customer") && !it.linked("Ship on Payment", "Place Order"));
        it.keys("u");
        assert!(!it.has("Tell the Customer") && !it.has("Schedule Retry") && it.has("Retry Payment"));
        assert!(!it.keys("u").has("Retry Payment"));
        assert_eq!(it.focused(), "Payment Failed");
        // Where nothing is looked for.
        let mut it = shop_in(0);
        assert_eq!(it.keys("Q").said(), "no question is open in Chaotic Exploration; a writes a note; F n goes on");
        // Without a session all is asked, and on an empty board what to do is said.
        let mut it = Desk::new(shop());
        assert_eq!((it.state.asked(), it.state.missing().len()), (None, 0), "nobody asked");
        assert!(it.keys("Q").state.missing().len() > 4);
        let mut it = Desk::new(empty(""));
        let said = "cannot answer the next question: nothing is on the wall yet: F F starts a session, a writes the first event";
        assert_eq!(it.keys("Q").said(), said);
        // Keys are said where nothing is typed, and esc leaves all as it was.
        let mut it = shop_in(POLICIES);
        it.keys("Q enter");
        assert!(it.said().starts_with("type the answer; tab leaves it open, ctrl-x says"), "{}", it.said());
        it.text("no answer").keys("esc");
        assert!(matches!(it.state.mode, Mode::Wall) && !it.has("no answer"));
        // What was begun is there again with the question, whatever was done in between.
        assert_eq!(it.said(), "what was typed is kept until that is asked again");
        it.keys("j a").text("Order Packed").keys("enter esc");
        assert_eq!(typed(it.at("Customer").keys("Q")), "no answer");
        it.keys("tab");
        assert_eq!((it.said().as_str(), typed(&it).as_str()), ("what was typed is kept until that is asked again", ""));
        assert_eq!(typed(it.keys("shift-tab")), "no answer");
        it.keys("ctrl-u esc Q");
        assert_eq!((it.said().as_str(), typed(&it).as_str()), ("", ""));
    }),
    ("missing.previous", || {
        let mut it = shop_in(POLICIES);
        it.at("Payment Failed").keys("F q");
        assert_eq!(asked(&it), "After Order Placed, what happens automatically?");
        it.keys("esc F q");
        assert_eq!(asked(&it), "What if Place Order fails?");
        it.keys("esc F q");
        assert_eq!(asked(&it), "When Ship on Payment fires, what is to be done?", "round and round");
        assert_eq!(it.focused(), "Ship on Payment");
    }),
    ("missing.list", || {
        let mut it = shop_in(POLICIES);
        it.at("Payment Failed").keys("F l");
        let screen = it.screen();
        for words in ["What is missing in Policies: 4", "What if Place Order fails?", "When Ship on Payment fires"] {
            assert!(screen.contains(words), "{words}\n{screen}");
        }
        it.keys("enter");
        assert_eq!(asked(&it), "After Payment Failed, what happens automatically?", "the one at the focus is marked");
        it.keys("esc F l down enter");
        assert_eq!(asked(&it), "When Ship on Payment fires, what is to be done?");
        it.keys("esc F l").text("automatically placed").keys("enter");
        assert_eq!(asked(&it), "After Order Placed, what happens automatically?");
        it.keys("esc F l").text("zzz");
        assert!(it.screen().contains("no question has these words"), "{}", it.screen());
        assert!(matches!(it.keys("enter").state.mode, Mode::Wall));
        let mut it = shop_in(0);
        assert!(
            it.keys("F l").screen().contains("no question is open in Chaotic Exploration; a writes a note; F n goes on"),
            "{}",
            it.screen()
        );
        assert!(matches!(it.keys("down up enter").state.mode, Mode::Wall));
        let mut it = Desk::new(empty(""));
        assert!(it.keys("F l").said().contains("nothing is on the wall yet: F F starts a session"), "{}", it.said());
        let mut it = Desk::new(shop());
        assert!(it.keys("F l").screen().contains("What is missing on this board: "), "{}", it.screen());
    }),
    ("missing.silence", || {
        let mut it = shop_in(POLICIES);
        it.keys("Q ctrl-x");
        assert_eq!(it.note("Place Order").silenced, ["command-never-fails"]);
        assert_eq!(it.said(), "that is not asked about Place Order any more");
        assert_eq!(asked(&it), "After Order Placed, what happens automatically?", "the next question comes");
        it.keys("esc");
        assert_eq!(it.state.missing().len(), 3);
        it.keys("u");
        assert_eq!(it.said(), "undid: ask no more: What if Place Order fails?");
        assert_eq!(it.state.missing().len(), 4, "undone, it is asked again");
        // What is odd about a name is said, and the name kept.
        it.keys("Q").text("Order Rejects").keys("enter");
        assert!(it.said().ends_with("connected with Place Order – has that happened, as in Order Placed?"), "{}", it.said());
        it.keys("esc u");
        // Who says that there is nothing has answered as well.
        let notes = it.state.board().notes().len();
        it.keys("Q").text("Nothing").keys("enter esc");
        assert_eq!((it.note("Place Order").silenced.len(), it.state.board().notes().len()), (1, notes));
        it.keys("u");
        assert!(it.note("Place Order").silenced.is_empty());
        // What is silenced stands at the end of the list, from where it is asked again.
        it.keys("Q ctrl-x esc F l up");
        let screen = it.screen();
        assert!(screen.contains("What is missing in Policies: 3, and 1 silenced"), "{screen}");
        assert!(screen.contains("silenced ") && screen.contains("meant so; ↵ asks again"), "{screen}");
        it.keys("enter");
        assert_eq!((asked(&it).as_str(), it.note("Place Order").silenced.len()), ("What if Place Order fails?", 0));
        assert_eq!(it.said(), "that is asked about Place Order again");
        it.keys("esc u");
        assert_eq!(it.state.missing().len(), 3);
        it.keys("a ctrl-x");
        assert_eq!(it.said(), "cannot silence the question: no question is asked here; Q on the wall asks the next");
    }),
    ("missing.silence-listed", || {
        // One of the list.
        let mut it = shop_in(POLICIES);
        it.keys("F l");
        assert!(it.screen().contains("meant so"), "{}", it.screen());
        it.keys("ctrl-x");
        assert_eq!(it.said(), "that is not asked about Place Order any more");
        assert_eq!(it.note("Place Order").silenced, ["command-never-fails"]);
        let screen = it.screen();
        assert!(screen.contains("What is missing in Policies: 3, and 1 silenced"), "the list stays\n{screen}");
        it.keys("up ctrl-x");
        assert_eq!(it.said(), "cannot remove the entry: this is silenced already; ↵ asks it again");
        assert!(it.keys("esc u").note("Place Order").silenced.is_empty());
        // All that is listed, and nothing else, in one step.
        it.keys("F l").text("automatically").keys("f9");
        assert_eq!(it.said(), "2 questions are asked no more; esc u asks them again");
        for event in ["Order Placed", "Payment Failed"] {
            assert_eq!(it.note(event).silenced, ["event-without-reaction"]);
        }
        assert_eq!(it.state.missing().len(), 2);
        it.keys("alt-x");
        assert_eq!(it.said(), "cannot silence what is listed: no question is open here");
        it.keys("esc u");
        assert_eq!((it.state.missing().len(), it.note("Order Placed").silenced.len()), (4, 0));
        // Several things about one note.
        let mut it = Desk::new(shop());
        it.keys("F l").text("payment failed").keys("f9");
        assert!(it.note("Payment Failed").silenced.len() > 1, "{:?}", it.note("Payment Failed").silenced);
        assert!(it.keys("esc u").note("Payment Failed").silenced.is_empty());
        it.keys("P s esc f9");
        assert!(!it.said().contains("questions"), "{}", it.said());
    }),
];

#[test]
fn tab_leaves_a_question_open_and_shift_tab_goes_back() {
    let mut it = shop_in(POLICIES);
    it.keys("Q");
    let all = [
        "What if Place Order fails?",
        "After Order Placed, what happens automatically?",
        "After Payment Failed, what happens automatically?",
        "When Ship on Payment fires, what is to be done?",
    ];
    for question in all.iter().chain(&all[..1]) {
        assert_eq!(asked(&it), *question);
        it.keys("tab");
    }
    it.keys("shift-tab shift-tab");
    assert_eq!(asked(&it), all[3], "round and round");
    assert!(!it.screen().contains("next kind") && it.screen().contains("leave it open"), "{}", it.screen());
    it.keys("esc").edit(Edit::SetSilenced(vec!["event-without-reaction".into(), "command-never-fails".into()])).keys("Q tab");
    assert_eq!(it.said(), "this is the only question left; esc goes back to the wall");
}

#[test]
fn an_event_is_put_in_the_past_tense_by_enter() {
    let notes =
        [("Order Places", 1), ("Order Shipped", 2)].map(|(text, at)| serde_json::json!({"kind": "event", "text": text, "at": at}));
    let mut it = at_phase(board(&serde_json::json!(notes)), TIMELINE, 120, 36);
    it.keys("Q");
    assert_eq!(asked(&it), "Order Places is not in the past tense: what happened?");
    assert_eq!(typed(&it), "Order Placed");
    it.keys("ctrl-u").text("Order Places").keys("enter");
    assert_eq!(it.said(), "it is called so already; ctrl-x says that it is meant so");
    it.keys("ctrl-u").text("order shipped").keys("enter");
    assert_eq!(it.said(), "Order Shipped is there already; another name tells them apart, g m merges two notes");
    it.keys("ctrl-u").text("Order Placed").keys("enter");
    assert!(it.has("Order Placed"));
    assert_eq!(it.said(), "Order Places is called Order Placed now; nothing is missing in Timeline Ordering any more; F n goes on");
    assert!(it.keys("u").has("Order Places"));
}

#[test]
fn two_events_are_merged_told_apart_or_left() {
    let desk = || {
        let mut it = at_phase(
            board(&serde_json::json!([
                {"kind": "event", "text": "Order Placed", "at": 1},
                {"kind": "event", "text": "Orders Placed", "at": 2},
                {"kind": "policy", "text": "Ship", "when": ["Orders Placed"], "at": 2},
            ])),
            TIMELINE,
            120,
            36,
        );
        it.keys("Q");
        assert_eq!(asked(&it), "Are Orders Placed and Order Placed one event?");
        it
    };
    let mut it = desk();
    it.keys("enter");
    assert!(it.has("Orders Placed") && it.said().starts_with("type the answer"), "{}", it.said());
    it.text("Yes").keys("enter");
    assert!(!it.has("Orders Placed") && it.linked("Order Placed", "Ship"));
    assert!(it.said().contains("merged Orders Placed into Order Placed, which stays"), "{}", it.said());
    assert!(it.keys("u").has("Orders Placed"));
    let mut it = desk();
    it.text("Order Placed").keys("enter");
    assert_eq!(it.said(), "that is what the other is called; yes makes them one");
    it.keys("ctrl-u").text("Large Order Placed").keys("enter");
    assert!(it.has("Large Order Placed") && matches!(it.state.mode, Mode::Wall));
    let mut it = desk();
    it.text("no").keys("enter");
    assert_eq!(it.note("Orders Placed").silenced, ["names-alike"]);
    assert!(it.state.missing().is_empty());
}

#[test]
fn commands_and_those_who_issue_them() {
    let mut it = shop_in(COMMANDS);
    it.keys("Q");
    assert_eq!(asked(&it), "What triggered Payment Failed?");
    it.text("Charge Card").keys("enter");
    assert!(it.linked("Charge Card", "Payment Failed"));
    assert_eq!(it.note("Charge Card").at, it.note("Payment Failed").at);
    assert_eq!(asked(&it), "Who initiated Charge Card?");
    // Those who are there are connected, even policies; the others are written.
    it.text("Ship on P").keys("ctrl-n");
    assert_eq!(typed(&it), "Ship on Payment");
    it.text(", cust").keys("ctrl-n");
    assert_eq!(typed(&it), "Ship on Payment, Customer");
    it.text(", Scheduler").keys("enter");
    for issuer in ["Ship on Payment", "Customer", "Scheduler"] {
        assert!(it.linked(issuer, "Charge Card"), "{issuer}");
    }
    let said = it.said();
    assert!(said.starts_with("added Scheduler, connected with Charge Card, as is Ship on Payment and Customer"), "{said}");
    assert!(said.ends_with("nothing is missing in Commands and Actors any more; F n goes on"), "{said}");
    it.keys("u");
    assert!(!it.has("Scheduler") && !it.linked("Customer", "Charge Card"), "one step");
}

#[test]
fn what_is_there_is_pointed_out_while_it_is_typed() {
    let mut it = shop_in(POLICIES);
    it.at("Payment Failed").keys("Q").text("ship on payment");
    assert_eq!(it.said(), "Ship on Payment is there already; ↵ connects with it");
    assert!(it.screen().contains("Ship on Payment is there already; ↵ connects with it"), "{}", it.screen());
    it.keys("enter");
    assert!(it.linked("Payment Failed", "Ship on Payment"));
    // Connected already, it is no other outcome.
    let mut it = shop_in(POLICIES);
    it.keys("Q").text("Order Placed").keys("enter");
    assert_eq!(it.said(), "Order Placed is connected with Place Order already");
    assert_eq!(typed(&it), "Order Placed", "it stays in hand");
}

#[test]
fn notation_is_taken_up_as_an_answer() {
    let mut it = shop_in(POLICIES);
    it.at("Payment Failed").keys("Q").text("When Payment Failed then Schedule Retry").keys("enter");
    assert!(it.has("Schedule Retry"));
    let policy = it.state.board().notes().iter().find(|note| note.kind() == Kind::Policy && note.text.contains("Failed"));
    let policy = policy.map(|note| note.text.clone()).expect("the policy that it says");
    assert!(it.linked("Payment Failed", &policy) && it.linked(&policy, "Schedule Retry"));
    assert_eq!(asked(&it), "When Ship on Payment fires, what is to be done?");
    it.keys("shift-tab shift-tab").text("When Payment Failed then").keys("enter");
    assert!(it.state.answering().is_some() && typed(&it) == "When Payment Failed then", "{}", it.said());
    it.keys("esc u");
    assert!(!it.has("Schedule Retry"));
}

#[test]
fn what_an_answer_leads_to_is_asked_first_and_then_the_round_goes_on_where_it_was() {
    let mut it = shop_in(POLICIES);
    it.keys("Q").text("Order Refused").keys("enter");
    assert_eq!(asked(&it), "After Order Refused, what happens automatically?");
    it.text("Apologise on Refusal").keys("enter");
    assert_eq!(asked(&it), "When Apologise on Refusal fires, what is to be done?");
    it.text("Send Apology").keys("enter");
    assert_eq!(asked(&it), "After Order Placed, what happens automatically?", "it hangs before what was written meanwhile");
}

#[test]
fn what_was_left_open_is_not_asked_again_where_something_is_connected_with_it() {
    let event = |text: &str, at| serde_json::json!({"kind": "event", "text": text, "at": at});
    let events = [event("Card Charged", 1), event("Payment Succeeded", 2), event("Payment Failed", 3)];
    let mut it = at_phase(board(&serde_json::json!(events)), COMMANDS, 120, 36);
    it.keys("Q").text("Attempt Payment").keys("enter");
    assert_eq!(asked(&it), "Who initiated Attempt Payment?", "of what is new");
    it.keys("tab");
    assert_eq!(asked(&it), "What triggered Payment Succeeded?");
    it.text("Attempt Payment").keys("enter");
    assert_eq!(asked(&it), "What triggered Payment Failed?", "it was there already");
    it.text("Attempt Payment").keys("enter");
    assert_eq!(asked(&it), "Who initiated Attempt Payment?", "round and round");
}

#[test]
fn what_nobody_knows_is_a_hot_spot_and_the_question_stays_open() {
    let mut it = shop_in(POLICIES);
    it.at("Payment Failed").keys("Q").text("Do we retry, and how often?").keys("enter");
    let question = it.note("Do we retry, and how often?");
    assert_eq!((question.kind(), question.at), (Kind::HotSpot, it.note("Payment Failed").at));
    assert!(it.linked("Do we retry, and how often?", "Payment Failed"));
    assert_eq!(asked(&it), "When Ship on Payment fires, what is to be done?");
    assert_eq!(it.state.missing().len(), 4);
    assert!(!it.keys("esc u").has("Do we retry, and how often?"));
}

#[test]
fn an_aggregate_decides_and_a_large_one_is_split() {
    let mut it = shop_in(AGGREGATES);
    it.keys("Q").text("Order").keys("enter");
    assert!(it.linked("Place Order", "Order"));
    assert_eq!(it.note("Order").at, it.note("Place Order").at);
    let events: Vec<String> = (1..=9).map(|number| format!("Thing {number} Happened")).collect();
    let mut notes = vec![serde_json::json!({"kind": "aggregate", "text": "Order", "at": 1})];
    for event in &events {
        let command = event.replace(" Happened", " Do");
        notes.push(serde_json::json!({"kind": "event", "text": event, "at": 1}));
        notes.push(serde_json::json!({"kind": "command", "text": command, "aggregate": "Order", "outcomes": [{"events": [event]}], "at": 1}));
    }
    let mut it = at_phase(board(&serde_json::json!(notes)), AGGREGATES, 120, 36);
    it.keys("Q");
    assert_eq!(asked(&it), "Order records 9 events: which of them are another thing's?");
    it.text("order").keys("enter");
    assert!(it.said().ends_with("name the other thing"), "{}", it.said());
    it.keys("ctrl-u").text("Invoice: Invoice Sent").keys("enter");
    assert_eq!(it.said(), "Invoice Sent is no event or command of Order");
    it.keys("ctrl-u").text("Invoice: thing 1 hap").keys("ctrl-n");
    assert_eq!(typed(&it), "Invoice: Thing 1 Happened");
    it.text(", Thing 2 Do").keys("enter");
    assert!(it.linked("Thing 1 Do", "Invoice") && it.linked("Thing 2 Do", "Invoice") && !it.linked("Thing 1 Do", "Order"));
    assert!(it.said().starts_with("Invoice decides about 2 commands now; nothing is missing"), "{}", it.said());
    it.keys("u");
    assert!(!it.has("Invoice") && it.linked("Thing 1 Do", "Order"), "one step");
    it.keys("Q").text("Invoice").keys("enter");
    assert!(it.has("Invoice") && it.said().starts_with("added Invoice; c connects the commands"), "{}", it.said());
}

#[test]
fn what_people_look_at_and_what_it_is_built_from() {
    let mut it = shop_in(READ_MODELS);
    it.edit(Edit::SetSilenced(Vec::new())).keys("Q");
    assert_eq!(asked(&it), "In which view does somebody see Order Placed?");
    it.text("Order History").keys("enter");
    assert!(it.linked("Order Placed", "Order History"));
    assert_eq!(it.note("Order History").kind(), Kind::ReadModel);
    assert_eq!(asked(&it), "In which view does somebody see Payment Failed?");
    it.keys("esc").at("Payment Failed").keys("A r").text("x").keys("enter").keys("esc");
    let model = it.note("x").id;
    it.edit(Edit::Set { note: model, property: Property::BuiltFrom(Vec::new()) }).at("x").keys("Q");
    assert_eq!(asked(&it), "What is x built from?");
    it.text("Payment Failed, order placed, Order Shipped").keys("enter");
    for event in ["Payment Failed", "Order Placed", "Order Shipped"] {
        assert!(it.linked(event, "x"), "{event}");
    }
    assert_eq!(it.note("Order Shipped").kind(), Kind::Event);
}

#[test]
fn a_context_is_given_to_all_around_the_aggregate() {
    let notes = serde_json::json!([
        {"kind": "actor", "text": "Customer", "at": 1},
        {"kind": "command", "text": "Place Order", "actors": ["Customer"], "aggregate": "Order", "outcomes": [{"events": ["Order Placed"]}], "at": 1},
        {"kind": "aggregate", "text": "Order", "at": 1},
        {"kind": "event", "text": "Order Placed", "at": 1},
        {"kind": "command", "text": "Ship Order", "aggregate": "Parcel", "at": 2},
        {"kind": "aggregate", "text": "Parcel", "at": 2},
    ]);
    let mut it = at_phase(board(&notes), CONTEXTS, 120, 36);
    let id = ContextId(uuid::Uuid::from_u128(0xc0));
    let context = Context { id, name: "Shipping".into(), colour: None, unknown: Vec::new() };
    it.edit(Edit::AddContext { context, index: None }).at("Customer").keys("Q");
    assert_eq!(asked(&it), "Where does Order belong: in which context?");
    it.text("Ordering").keys("enter");
    let ordering = it.note("Order").context.expect("it has one");
    for text in ["Customer", "Place Order", "Order Placed"] {
        assert_eq!(it.note(text).context, Some(ordering), "{text}");
    }
    assert_eq!(it.said(), "4 notes belong to the new context Ordering");
    assert_eq!(asked(&it), "Where does Parcel belong: in which context?");
    it.text("ship").keys("ctrl-n");
    assert_eq!(typed(&it), "Shipping");
    it.keys("enter");
    assert_eq!(it.note("Parcel").context, Some(id));
    assert_eq!(it.note("Ship Order").context, Some(id));
    assert!(it.said().contains("nothing is missing in Bounded Contexts any more"), "{}", it.said());
    it.keys("u u");
    assert_eq!((it.note("Order").context, it.state.board().heading().contexts.len()), (None, 1), "one step each");
}

#[test]
fn an_answer_belongs_to_the_context_of_its_note() {
    let mut it = crate::desk();
    let session = Session { phase: POLICIES, clock: Clock::None, log: Vec::new(), earlier: Vec::new(), unknown: Vec::new() };
    it.edit(Edit::SetSession(Some(session))).at("Shipment Requested").keys("Q").text("Tell the Customer").keys("enter");
    assert_eq!(it.note("Tell the Customer").context, it.note("Shipment Requested").context);
}

#[test]
fn a_large_board_is_looked_through_when_somebody_asks() {
    let events: Vec<_> = (0..5_001)
        .map(|number| serde_json::json!({"kind": "event", "text": format!("Thing {number} Happened"), "at": number}))
        .collect();
    let mut it = at_phase(board(&serde_json::json!(events)), POLICIES, 80, 24);
    assert!(it.state.missing().is_empty());
    assert_eq!(it.state.asked().as_deref(), Some("What happens automatically next?  What if this fails?"));
    it.keys("Q");
    assert_eq!(it.state.missing().len(), 5_001);
    assert_eq!(asked(&it), "After Thing 0 Happened, what happens automatically?");
    it.text("React").keys("enter");
    assert_eq!(asked(&it), "When React fires, what is to be done?");
    it.keys("tab");
    assert_eq!(asked(&it), "After Thing 1 Happened, what happens automatically?");
    it.keys("esc F l");
    assert_eq!(it.state.missing().len(), 5_001);
    it.keys("esc d");
    assert!(it.state.missing().is_empty(), "what is not true to the board any more is not shown");
}

#[test]
fn a_click_in_the_list_asks() {
    let mut it = shop_in(POLICIES);
    it.keys("F l");
    let row = it.screen().lines().position(|line| line.contains("After Payment Failed")).expect("it is listed");
    let press = Mouse { act: Act::Press(Button::Left), column: 40, row: row as u16, ctrl: false, shift: false };
    it.send(Message::Mouse(press));
    assert_eq!(asked(&it), "After Payment Failed, what happens automatically?");
}

#[test]
fn wide_names_and_a_small_screen() {
    let notes = serde_json::json!([
        {"kind": "event", "text": "支払いが期限までに行われなかったため失敗した", "at": 1},
        {"kind": "event", "text": "The Customer Was Told That the Parcel Would Come Later", "at": 2},
    ]);
    let mut it = at_phase(board(&notes), POLICIES, 40, 12);
    it.keys("Q");
    let screen = it.screen();
    assert!(screen.contains("After 支払いが") && screen.contains("automatically?"), "{screen}");
    it.keys("tab").text("Apologise to the customer for the delay and mean it");
    let screen = it.screen();
    for words in ["After The Customer Was Told That the", "Parcel Would Come Later, what happens", "automatically?", "and mean it"]
    {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    it.keys("enter");
    assert!(it.screen().lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 40));
    assert!(it.keys("esc F l").screen().contains("What is missing in Policies"), "{}", it.screen());
    let mut it = at_phase(board(&notes), POLICIES, 80, 24);
    it.at("The Customer Was Told That the Parcel Would Come Later").keys("Q").text("Say Sor");
    crate::keep!("missing_80x24", it);
    it.keys("esc F l");
    crate::keep!("missing_list_80x24", it);
}

#[test]
fn the_same_question_about_two_notes_stays_with_both() {
    let mut it = shop_in(POLICIES);
    for event in ["Order Placed", "Payment Failed"] {
        it.at(event).keys("Q").text("Who knows?").keys("enter esc");
    }
    let about = |it: &Desk| {
        let spots = it.state.board().notes().iter().filter_map(|note| match &note.detail {
            Detail::HotSpot(spot) => spot.about.and_then(|id| it.state.board().note(id)),
            _ => None,
        });
        spots.map(|note| note.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(about(&it), ["Order Placed", "Payment Failed"]);
    it.keys("u");
    assert_eq!(about(&it), ["Order Placed"], "one answer is one step");
}

#[test]
fn commas_are_no_names() {
    let mut it = shop_in(READ_MODELS);
    let before = it.state.board().clone();
    it.at("Order Placed").keys("Q").text(" , ,").keys("enter");
    assert_eq!(it.said(), "commas stand between names; write one at least");
    assert_eq!(typed(&it).trim(), ", ,");
    assert_eq!(it.state.board(), &before);
}

#[test]
fn a_policy_said_with_a_condition_belongs_to_the_event_that_was_asked_about() {
    let answered = |text: &str| {
        let mut it = shop_in(POLICIES);
        it.at("Payment Failed").keys("Q").text(text).keys("enter");
        it
    };
    let it = answered("When two payments failed in a row, then Call Customer");
    let policy = "When Payment Failed (two payments failed in a row) then Call Customer";
    assert!(it.linked("Payment Failed", policy) && it.linked(policy, "Call Customer"), "{}", it.said());
    assert_eq!(it.said(), "added the policy to Payment Failed, on the condition: two payments failed in a row");
    assert!(!it.has("two payments failed in a row"), "that is no event");
    assert!(it.state.missing().iter().all(|missing| it.note("Payment Failed").id != missing.note), "it is not asked again");
    // What names an event is one, be it there or new.
    let mut it = answered("When Order Placed then Call Customer");
    assert!(it.said().ends_with(" – esc u takes it back"), "{}", it.said());
    assert!(!it.keys("esc u").has("Call Customer"));
    let it = answered("when Order Placed then Call Customer");
    assert!(it.linked("Order Placed", "when Order Placed then Call Customer"), "{}", it.said());
    let it = answered("When Parcel Lost then Call Customer");
    assert!(it.has("Parcel Lost"), "{}", it.said());
    for text in ["When", "when ", "When then", "When x then", "When ünter then ö", "Wenn then"] {
        let _ = answered(text);
    }
}
