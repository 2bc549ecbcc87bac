//! The lint finds every mistake where it is, is quiet where there is none, and can be silenced.

mod support;

use std::collections::BTreeSet;
use std::process::{Command, Output, Stdio};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use squall::board::{Board, Edit, Kind, Note, NoteId, Place};
use squall::interop::advice;
use squall::method::lint::{Finding, Rule, lint, open_questions, report, silence, unsilence};
use squall::store::{BUNDLED, read, write};
use support::boards::boards;
use support::ids;
use uuid::Uuid;

const MISTAKES: &str = include_str!("boards/mistakes.json");
const SKIPPED: &str = include_str!("boards/skipped.json");
const MENDED: &str = include_str!("boards/mended.json");

fn board(text: &str) -> Board {
    read(text, &mut ids()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn of_notes(notes: &Value) -> Board {
    board(&json!({ "squall": 1, "title": "Test", "notes": notes }).to_string())
}

fn text(board: &Board, note: Option<NoteId>) -> &str {
    note.map_or("", |id| &board.note(id).expect("findings name notes of the board").text)
}

/// Rule and note of each finding; the board as a whole has no name.
fn found(board: &Board) -> Vec<(&'static str, &str)> {
    lint(board).iter().map(|finding| (finding.rule.name(), text(board, finding.note))).collect()
}

/// Every finding that is meant, in the order of the names.
const MEANT: &[(&str, &str)] = &[
    ("actor-without-commands", "Auditor"),
    ("aggregate-not-noun", "Process Payment"),
    ("aggregate-too-large", "Warehouse"),
    ("aggregate-without-commands", "Gift Card"),
    ("command-never-fails", "Close Order"),
    ("command-not-imperative", "Order Shipped"),
    ("command-unissued", "Archive Order"),
    ("command-without-event", "Call Customer"),
    ("crud-name", "Order Updated"),
    ("delay-in-name", "Ask Buyers a Week Later"),
    ("event-not-past", "Order Cancels"),
    ("event-unseen", "Receipt Printed"),
    ("event-without-command", "Receipt Lost"),
    ("names-alike", "Parcels Shipped"),
    ("policy-crosses-contexts", "Charge at Once"),
    ("policy-without-then", "Celebrate the First Order"),
    ("policy-without-when", "Thank Good Customers"),
    ("read-model-without-events", "Sales Report"),
    ("system-without-commands", "Tax Office"),
];

#[test]
fn every_mistake_is_found_where_it_is_and_nowhere_else() {
    let board = board(MISTAKES);
    let mut found = found(&board);
    found.sort_unstable();
    assert_eq!(found, MEANT);
}

/// What is wanted is no failure: `Cancel Order` has no other end, and lacks the one that goes wrong.
#[test]
fn of_a_command_with_one_end_the_other_is_asked_for() {
    let told = |command: &str, outcomes: &[&str]| {
        let outcomes: Vec<Value> = outcomes.iter().map(|event| json!({ "events": [event] })).collect();
        let events: Vec<Value> = outcomes.iter().map(|outcome| json!({ "kind": "event", "text": outcome["events"][0] })).collect();
        let command = json!({ "kind": "command", "text": command, "outcomes": outcomes });
        let found = lint(&of_notes(&Value::Array([vec![command], events].concat())));
        let found = found.into_iter().filter(|finding| finding.rule == Rule::CommandNeverFails);
        found.map(|finding| format!("{} – {}", finding.message, finding.suggestion)).collect::<Vec<_>>().join("; ")
    };
    let fails = "add the event of its failure, or a guard under which it is rejected otherwise";
    let only_paid = told("Charge Card", &["Card Charged"]);
    assert_eq!(only_paid, format!("command \"Charge Card\" always ends in \"Card Charged\" – {fails}"));
    let only_failed = told("Charge Card", &["Card Payment Failed", "Card Declined"]);
    let both = "\"Card Payment Failed\" or \"Card Declined\"";
    assert_eq!(only_failed, format!("command \"Charge Card\" can only fail: {both} – add the event of its success"));
    assert_eq!(told("Charge Card", &["Card Charged", "Card Payment Failed"]), "");
    let wanted = told("Cancel Order", &["Order Cancelled"]);
    assert_eq!(wanted, format!("command \"Cancel Order\" always ends in \"Order Cancelled\" – {fails}"));
}

#[test]
fn a_delay_that_only_the_name_of_a_policy_says_is_found() {
    let told = |name: &str, when: &str, then: &str, after: &[Option<&str>]| {
        let reactions: Vec<Value> = after.iter().map(|after| json!({ "command": then, "after": after })).collect();
        let board = of_notes(&json!([
            { "kind": "event", "text": when },
            { "kind": "command", "text": then },
            { "kind": "policy", "text": name, "when": [when], "then": reactions },
        ]));
        let found = lint(&board).into_iter().filter(|finding| finding.rule == Rule::DelayInName);
        found.map(|finding| format!("{} – {}", finding.message, finding.suggestion)).collect::<Vec<_>>().join("; ")
    };
    let name = "After three days retry once";
    assert_eq!(
        told(name, "Payment Failed", "Charge Card", &[None]),
        format!(
            "policy \"{name}\" says a delay, and what it issues follows at once – \
             say `after` of the command that is to wait, such as `after 3d`"
        )
    );
    assert_ne!(told("Remind a week later", "Invoice Sent", "Send Reminder", &[Some(" ")]), "");
    for (name, when, then, after) in [
        (name, "Payment Failed", "Charge Card", &[Some("3d")][..]),
        (name, "Payment Failed", "Charge Card", &[]),
        ("Retry once", "Payment Failed", "Charge Card", &[None]),
        // Who reacts to the time itself, or lets another see to it, has waited.
        (name, "Three Days Passed", "Charge Card", &[None]),
        (name, "Retry Period Over", "Charge Card", &[None]),
        (name, "Payment Failed", "Schedule Retry", &[None]),
    ] {
        assert_eq!(told(name, when, then, after), "", "{name}, {when}, {then}, {after:?}");
    }
}

#[test]
fn steps_that_were_skipped_concern_the_board_as_a_whole() {
    let mut board = board(SKIPPED);
    let whole = |board: &Board| {
        lint(board).into_iter().filter(|finding| finding.note.is_none()).map(|finding| finding.rule).collect::<Vec<_>>()
    };
    assert_eq!(whole(&board), [Rule::NoPolicy, Rule::DesignBeforeStorm]);
    // With fewer events the storm has only begun.
    let event = board.notes().iter().find(|note| note.kind() == Kind::Event).expect("there are events").id;
    let back = board.apply(Edit::Remove(event)).expect("a note of the board");
    assert_eq!(whole(&board), []);
    board.apply(back).expect("an inverse");
    for (number, kind) in [Kind::Policy, Kind::Actor, Kind::ReadModel].into_iter().enumerate() {
        let note = Note::new(NoteId(Uuid::from_u128(number as u128)), kind, kind.name(), Place::FIRST);
        board.apply(Edit::Add { note: Box::new(note), before: None }).expect("a new note");
        let expected: &[Rule] = if kind == Kind::ReadModel { &[] } else { &[Rule::DesignBeforeStorm] };
        assert_eq!(whole(&board), expected, "with {}", kind.a());
    }
}

#[test]
fn every_rule_has_a_case() {
    let boards = [board(MISTAKES), board(SKIPPED), of_notes(&unreadable())];
    let found: BTreeSet<Rule> = boards.iter().flat_map(|board| advice(board).findings).map(|finding| finding.rule).collect();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), Rule::ALL);
}

/// Notes with something that cannot be read in every place there is.
fn unreadable() -> Value {
    json!([
        { "kind": "actor", "text": "Guest" },
        { "kind": "aggregate", "text": "Stay", "state": { "nights": 0 }, "invariants": ["nights >="] },
        { "kind": "command", "text": "Book Room", "aggregate": "Stay", "actors": ["Guest"], "outcomes": [
            { "events": ["Room Booked"], "when": "nights > > 3", "set": { "nights": "nights + \"one\"" } },
            { "events": ["Booking Refused"] },
        ] },
        { "kind": "event", "text": "Room Booked" },
        { "kind": "event", "text": "Booking Refused" },
        { "kind": "event", "text": "Room Burnt" },
        { "kind": "policy", "text": "Ask Again", "when": ["Booking Refused"], "where": "nights ===  1",
          "then": [{ "command": "Book Room", "after": "soon", "with": { "nights": "1 +" } }] },
        { "kind": "policy", "text": "Never Heard", "when": ["Room Burnt"], "where": "(", "then": [{ "command": "Book Room" }] },
        { "kind": "read_model", "text": "Rooms", "keyed_by": "nights", "on": [
            { "event": "Room Booked", "do": "upsert", "set": { "price": "nights *" } }, { "event": "Room Burnt", "do": "upsert", "set": { "price": ")" } },
        ] },
    ])
}

#[test]
fn what_cannot_be_read_is_found_in_every_place_and_says_where_and_what_follows() {
    let board = of_notes(&unreadable());
    let found = advice(&board).findings;
    let found: Vec<&Finding> = found.iter().filter(|finding| finding.rule == Rule::UnreadableExpression).collect();
    let told: Vec<String> = found.iter().map(|finding| format!("{} → {}", finding.message, finding.suggestion)).collect();
    insta::assert_snapshot!("unreadable", told.join("\n"));
    assert!(lint(&board).iter().all(|finding| finding.rule != Rule::UnreadableExpression), "the method cannot tell");
}

#[test]
fn a_board_runs_with_what_cannot_be_read_and_the_rule_is_silenced_as_others_are() {
    let mut board = of_notes(&unreadable());
    let note = board.notes().iter().find(|note| note.text == "Ask Again").expect("there").id;
    let unread = |findings: &[Finding], note: Option<NoteId>| {
        let meant = |finding: &&Finding| finding.rule == Rule::UnreadableExpression && (note.is_none() || finding.note == note);
        findings.iter().filter(meant).count()
    };
    assert_eq!(unread(&advice(&board).findings, Some(note)), 3, "its guard, its delay, what it gives");
    let all = unread(&advice(&board).findings, None);
    board.apply(silence(&board, Rule::UnreadableExpression, Some(note)).expect("it speaks")).expect("a note of the board");
    let report = advice(&board);
    assert_eq!((unread(&report.silenced, Some(note)), unread(&report.findings, None)), (3, all - 3));
    board.apply(silence(&board, Rule::UnreadableExpression, None).expect("it speaks")).expect("a note of the board");
    assert_eq!(unread(&advice(&board).findings, None), 0);
    let place = |finding: &Finding| (finding.note.map(|id| board.position(id)), finding.rule);
    assert!(advice(&board).silenced.is_sorted_by_key(place));
}

#[test]
fn on_boards_where_everything_can_be_read_there_is_nothing_to_add() {
    for text in [MISTAKES, SKIPPED, MENDED].into_iter().chain(BUNDLED.iter().map(|bundled| bundled.text)) {
        let board = board(text);
        assert_eq!(advice(&board), report(&board));
    }
}

#[test]
fn the_shell_tells_what_cannot_be_read() {
    let board = json!({ "squall": 1, "title": "Test", "notes": unreadable() }).to_string();
    let output = squall(&["-"], Some(&board));
    assert_eq!(output.status.code(), Some(1));
    let words = words(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("unreadable-expression") && words.contains("policy \"Ask Again\": its delay `soon`"), "{words}");
    let told: Value = serde_json::from_slice(&squall(&["-", "--json"], Some(&board)).stdout).expect("JSON");
    let told: Vec<&Value> =
        told.as_array().expect("an array").iter().filter(|finding| finding["rule"] == "unreadable-expression").collect();
    assert_eq!(told.len(), 9);
    assert!(told.iter().all(|finding| finding.as_object().is_some_and(|finding| finding.len() == 5)), "{told:?}");
}

#[test]
fn what_only_looks_like_a_mistake_is_none() {
    let board = board(MENDED);
    assert_eq!(lint(&board), []);
}

#[test]
fn findings_come_in_the_order_of_the_wall() {
    for text in [MISTAKES, SKIPPED] {
        let board = board(text);
        let place = |finding: &Finding| (finding.note.map(|id| board.position(id)), finding.rule);
        let places: Vec<_> = lint(&board).iter().map(place).collect();
        assert!(places.is_sorted(), "{places:?}");
        assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), places.len(), "a rule speaks once of a note");
    }
}

#[test]
fn a_finding_names_its_note_and_says_what_to_do() {
    let board = board(MISTAKES);
    for finding in lint(&board) {
        let note = board.note(finding.note.expect("of a note")).expect("of the board");
        let named = format!("{} \"{}\"", note.kind().name(), note.text);
        assert!(finding.message.contains(&named) && !finding.message.ends_with('.'), "{}", finding.message);
        assert!(!finding.suggestion.is_empty() && !finding.suggestion.ends_with('.'), "{}", finding.suggestion);
    }
    let of = |rule| lint(&board).into_iter().find(|finding| finding.rule == rule).expect("found");
    assert_eq!(of(Rule::EventNotPast).message, "event \"Order Cancels\" is not in the past tense");
    assert_eq!(of(Rule::EventNotPast).suggestion, "call it \"Order Cancelled\"");
    assert_eq!(of(Rule::CommandNotImperative).suggestion, "call it \"Ship Order\"");
    assert_eq!(of(Rule::AggregateTooLarge).message, "the commands of aggregate \"Warehouse\" record 9 events");
    assert_eq!(
        of(Rule::PolicyCrossesContexts).message,
        "policy \"Charge at Once\" hears \"Order Placed\" in Sales and issues \"Charge Card\" in Billing"
    );
    assert_eq!(of(Rule::PolicyCrossesContexts).suggestion, "move the policy to Billing, so that the event crosses");
}

#[test]
fn open_questions_are_listed_and_are_no_findings() {
    let board = board(MISTAKES);
    let questions: Vec<&str> = open_questions(&board).into_iter().map(|id| text(&board, Some(id))).collect();
    assert_eq!(questions, ["Who pays for damage?"]);
}

#[test]
fn a_fix_is_an_edit_that_ends_its_finding_and_can_be_undone() {
    let mut fixes = 0;
    let bundled = BUNDLED.iter().map(|bundled| bundled.text);
    for start in [MISTAKES, SKIPPED].into_iter().chain(bundled).map(board) {
        for finding in lint(&start) {
            let Some(fix) = finding.fix.clone() else { continue };
            let mut board = start.clone();
            let inverse = board.apply(fix).unwrap_or_else(|refusal| panic!("{finding:?}: {refusal}"));
            assert!(lint(&board).iter().all(|other| (other.rule, other.note) != (finding.rule, finding.note)), "{finding:?}");
            board.apply(inverse).expect("an inverse");
            assert_eq!(board, start);
            fixes += 1;
        }
    }
    assert!(fixes >= 3, "only {fixes}");
}

#[test]
fn a_rule_is_silenced_on_one_note_or_on_the_board_and_that_is_kept_in_the_file() {
    for text in [MISTAKES, SKIPPED] {
        for finding in lint(&board(text)) {
            let start = board(text);
            for note in [finding.note, None] {
                let mut board = start.clone();
                let edit = silence(&board, finding.rule, note).expect("it speaks");
                board.apply(edit).expect("a note of the board");
                let board_again = read(&write(&board), &mut ids()).expect("what was written");
                for board in [&board, &board_again] {
                    let report = report(board);
                    // On the board it is silent about every note.
                    let meant = |other: &Finding| other.rule == finding.rule && (note.is_none() || other.note == note);
                    let (silent, spoken): (Vec<_>, Vec<_>) = lint(&start).into_iter().partition(meant);
                    assert_eq!((&report.silenced, &report.findings), (&silent, &spoken));
                    assert_eq!(silence(board, finding.rule, note), None, "it is silent already");
                }
                let edit = unsilence(&board, finding.rule, note).expect("it was silenced");
                board.apply(edit).expect("a note of the board");
                assert_eq!(board, start);
                assert_eq!(unsilence(&board, finding.rule, note), None, "it speaks already");
            }
        }
    }
}

#[test]
fn a_rule_that_no_version_knows_is_kept_and_nothing_else() {
    let silenced = json!(["a-rule-to-come", "event-unseen"]);
    let notes = json!([{ "kind": "event", "text": "Order Placed", "silenced": silenced }]);
    let mut board = of_notes(&notes);
    assert_eq!(found(&board), [("event-without-command", "Order Placed")]);
    let note = board.notes()[0].id;
    let edit = unsilence(&board, Rule::EventUnseen, Some(note)).expect("it is silenced");
    board.apply(edit).expect("a note of the board");
    assert_eq!(board.notes()[0].silenced, ["a-rule-to-come"]);
    assert_eq!(silence(&board, Rule::EventUnseen, Some(NoteId(Uuid::nil()))), None, "no such note");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn on_any_board_findings_are_in_order_and_their_edits_hold(start in boards(10), names in vec(select(NAMES.to_vec()), 10)) {
        let mut start = start;
        let ids: Vec<NoteId> = start.notes().iter().map(|note| note.id).collect();
        for (note, text) in ids.into_iter().zip(names).filter(|(_, text)| !text.is_empty()) {
            let reworded = start.apply(Edit::Reword { note, text: text.to_owned() });
            prop_assert!(reworded.is_ok());
        }
        let findings = lint(&start);
        let place = |finding: &Finding| (finding.note.map(|id| start.position(id)), finding.rule);
        prop_assert!(findings.windows(2).all(|pair| place(&pair[0]) < place(&pair[1])));
        for finding in findings {
            for edit in silence(&start, finding.rule, finding.note).into_iter().chain(finding.fix.clone()) {
                let mut board = start.clone();
                let inverse = board.apply(edit);
                prop_assert!(lint(&board).iter().all(|other| place(other) != place(&finding)), "{:?}", finding);
                prop_assert!(inverse.is_ok_and(|inverse| board.apply(inverse).is_ok()));
                prop_assert_eq!(&board, &start);
            }
        }
    }
}

/// Names as they are met on boards, right and wrong; none leaves the note its own.
const NAMES: &[&str] = &[
    "",
    "Place Order",
    "Order Placed",
    "Orders Placed",
    "Order placed!",
    "order_places",
    "PlaceOrder",
    "Customer Pays Invoice",
    "Pay Invoice",
    "Invoice",
    "Order Updated",
    "Bestellung aufgegeben",
    "注文する",
    "Retry 2",
];

/// What is found on the bundled boards: gaps that the method's own example leaves, for its hot spots to ask about.
const BUNDLED_MEANT: &[(&str, &[(&str, &str)])] = &[
    ("subscription-box", &[("command-never-fails", "Trigger Billing Cycle"), ("command-never-fails", "Request Shipment")]),
    ("parcel-locker", &[]),
    ("motor-insurance-claim", &[]),
    ("library", &[]),
];

#[test]
fn on_the_bundled_boards_nothing_is_found_that_is_not_meant() {
    let names: BTreeSet<&str> = BUNDLED.iter().map(|bundled| bundled.name).collect();
    assert_eq!(names, BUNDLED_MEANT.iter().map(|(name, _)| *name).collect());
    for bundled in BUNDLED {
        let (_, meant) = BUNDLED_MEANT.iter().find(|(name, _)| *name == bundled.name).expect("listed");
        let board = board(bundled.text);
        assert_eq!(found(&board), *meant, "{}", bundled.name);
        let silenced: BTreeSet<&str> = report(&board).silenced.iter().map(|finding| finding.rule.name()).collect();
        // In a session, people have said of commands that they are meant to succeed.
        let expected = if bundled.name == "library" { BTreeSet::from(["command-never-fails"]) } else { BTreeSet::new() };
        assert_eq!(silenced, expected, "{}", bundled.name);
    }
}

#[test]
fn names_in_other_languages_are_left_alone() {
    let languages = [
        ["Bestellung aufgegeben", "Bestellung abgegeben", "Bestellung aufgeben", "Auftrag annehmen", "Bestellungen"],
        ["Commande passée", "Commandes passées", "Passer une commande", "Annuler la commande", "Commandes"],
        ["Pedido realizado", "Pedido realizada", "Realizar pedido", "Cancelar pedido", "Pedidos"],
        ["Заказ размещён", "Заказ размещен", "Разместить заказ", "Отменить заказ", "Заказы"],
        ["注文が確定した", "注文を確定した", "注文する", "注文を取り消す", "注文書"],
        ["הזמנה בוצעה", "הזמנה בוטלה", "בצע הזמנה", "בטל הזמנה", "הזמנות"],
    ];
    for [event, near, command, other, aggregate] in languages {
        let board = of_notes(&json!([
            { "kind": "actor", "text": "A" },
            { "kind": "aggregate", "text": aggregate },
            { "kind": "command", "text": command, "aggregate": aggregate, "actors": ["A"], "outcomes": [{ "events": [event] }, { "events": [near] }] },
            { "kind": "command", "text": other, "aggregate": aggregate, "actors": ["A"], "outcomes": [{ "events": [event] }, { "events": [near] }] },
            { "kind": "event", "text": event },
            { "kind": "event", "text": near },
            { "kind": "read_model", "text": "R", "built_from": [event, near] },
        ]));
        assert_eq!(found(&board), [], "{event}");
    }
}

/// Whether two notes of a kind are taken for almost alike.
fn alike(kind: Kind, one: &str, other: &str) -> bool {
    let board = of_notes(&json!([{ "kind": kind.key(), "text": one, "at": 1 }, { "kind": kind.key(), "text": other, "at": 2 }]));
    found(&board).contains(&("names-alike", other))
}

#[test]
fn a_suggestion_that_would_make_a_twin_is_no_fix() {
    let board = of_notes(&json!([
        { "kind": "event", "text": "Order Placed", "at": 1 },
        { "kind": "event", "text": "Order Places", "at": 2 },
    ]));
    let findings = lint(&board);
    let finding = findings.iter().find(|finding| finding.rule == Rule::EventNotPast).expect("it is found");
    assert_eq!((finding.suggestion.as_str(), &finding.fix), ("\"Order Placed\" is there already: keep one of the two", &None));
}

#[test]
fn a_slip_is_found_although_a_policy_repeats_it() {
    let board = of_notes(&json!([
        { "kind": "event", "text": "Order Placed", "at": 1 },
        { "kind": "event", "text": "Order Placd", "at": 2 },
        { "kind": "policy", "text": "When Order Placd then Send Mail", "at": 2, "when": ["Order Placd"] },
    ]));
    assert!(found(&board).contains(&("names-alike", "Order Placd")));
}

#[test]
fn names_that_differ_slightly_are_told_from_names_of_different_things() {
    let events = [
        ("Payment Failed", "Payment Failed"),
        ("Payment Failed", "payment failed"),
        ("Payment Failed", "PaymentFailed"),
        ("Payment Failed", "Payment Failed!"),
        ("Payment Failed", "Payments Failed"),
        ("Payment Failed", "Paymnet Failed"),
        ("Payment Failed", "Payment Faild"),
        ("Order Cancelled", "Order Canceled"),
        ("Refund Authorised", "Refund Authorized"),
        ("Order Placed", "Placed Order"),
        ("Retry 1 Failed", "Retry 1 failed"),
    ];
    for (one, other) in events {
        assert!(alike(Kind::Event, one, other), "{one} / {other}");
    }
    let different = [
        ("Retry 1 Failed", "Retry 2 Failed"),
        ("Retry Failed", "Retry 2 Failed"),
        ("Rate 1.5 Set", "Rate 15 Set"),
        ("Payment Passed", "Payment Paused"),
        ("Tax Return Filed", "Tax Return Failed"),
        ("Form Filled", "Form Filed"),
        ("Order Packed", "Order Picked"),
        ("Order Shipped", "Order Skipped"),
        ("Account Locked", "Account Unlocked"),
        ("Order Placed", "Order Replaced"),
        ("Payment Received", "Payment Reversed"),
        ("Order Charged", "Order Changed"),
    ];
    for (one, other) in different {
        assert!(!alike(Kind::Event, one, other), "{one} / {other}");
    }
    assert!(alike(Kind::Aggregate, "Order", "Orders"));
    assert!(alike(Kind::Actor, "Customer", "customer "));
    assert!(!alike(Kind::Actor, "Employer", "Employee"));
    assert!(!alike(Kind::Actor, "Insurer", "Insured"));
    assert!(!alike(Kind::Actor, "Customer", "Customer"), "somebody may hang in two places");
    assert!(!alike(Kind::HotSpot, "What if it fails?", "What if it failed?"), "questions are no names");
    assert!(!alike(Kind::Command, "Assign Driver to Route", "Assign Route to Driver"));
}

#[test]
fn two_words_of_the_board_are_no_slip_of_the_pen() {
    let board = of_notes(&json!([
        { "kind": "event", "text": "Contact Closed" }, { "kind": "event", "text": "Contract Closed" },
        { "kind": "aggregate", "text": "Contact" }, { "kind": "aggregate", "text": "Contract" },
    ]));
    assert!(found(&board).iter().all(|(rule, _)| *rule != "names-alike"), "{:?}", found(&board));
}

#[test]
fn either_of_two_names_may_silence_what_is_said_of_them() {
    for silenced in 0..2 {
        let mut notes = json!([{ "kind": "event", "text": "Order Placed" }, { "kind": "event", "text": "Orders Placed" }]);
        notes[silenced]["silenced"] = json!(["names-alike"]);
        assert!(found(&of_notes(&notes)).iter().all(|(rule, _)| *rule != "names-alike"));
    }
}

/// `squall lint` with these arguments, and the board on standard input where there is one.
fn squall(arguments: &[&str], board: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_squall"));
    command.arg("lint").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("squall starts");
    if let Some(board) = board {
        std::io::Write::write_all(&mut child.stdin.take().expect("piped"), board.as_bytes()).expect("it is read");
    }
    child.wait_with_output().expect("it ends")
}

fn words(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[test]
fn the_exit_status_says_whether_something_was_found() {
    for (board, status) in [(MENDED, 0), (MISTAKES, 1), (SKIPPED, 1), ("{ \"squall\": 1, ", 2)] {
        for arguments in [&["-"][..], &["-", "--json"]] {
            let output = squall(arguments, Some(board));
            assert_eq!(output.status.code(), Some(status), "{}", String::from_utf8_lossy(&output.stderr));
            assert_eq!(output.stderr.is_empty(), status < 2);
            assert_eq!(output.stdout.is_empty(), status == 2);
        }
    }
    assert_eq!(squall(&["no-such-board.json"], None).status.code(), Some(2));
    assert_eq!(squall(&[], None).status.code(), Some(2));
}

#[test]
fn in_json_the_findings_are_an_array_with_ids_as_in_the_file() {
    let notes = json!([{ "kind": "event", "text": "Place\nOrder", "id": "placed" }, { "kind": "hot_spot", "text": "Why?" }]);
    let board = json!({ "squall": 1, "notes": notes, "silenced": ["event-unseen"] }).to_string();
    let output = squall(&["-", "--json"], Some(&board));
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        told,
        json!([
            {
                "rule": "event-not-past", "note": "Place\nOrder", "id": "placed",
                "message": "event \"Place\nOrder\" is not in the past tense", "suggestion": "call it \"Order Placed\""
            },
            {
                "rule": "event-without-command", "note": "Place\nOrder", "id": "placed",
                "message": "event \"Place\nOrder\" is recorded by no command",
                "suggestion": "connect it with the command that triggers it, or add one"
            }
        ])
    );
    let whole: Value = serde_json::from_slice(&squall(&["-", "--json"], Some(SKIPPED)).stdout).expect("JSON");
    let keys: Vec<&str> = whole[0].as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["rule", "note", "id", "message", "suggestion"]);
    assert_eq!((&whole[0]["rule"], &whole[0]["note"], &whole[0]["id"]), (&json!("no-policy"), &Value::Null, &Value::Null));
    assert_eq!(squall(&["-", "--json"], Some(MENDED)).stdout, b"[]\n");
}

#[test]
fn in_words_a_reason_stands_once_and_lines_fit_a_terminal() {
    let words = words(&squall(&["-"], Some(MISTAKES)));
    insta::assert_snapshot!("lint", words);
    let skipped = self::words(&squall(&["-"], Some(SKIPPED)));
    assert_eq!(skipped.matches("is recorded by no command").count(), 5);
    assert_eq!(skipped.matches(Rule::EventWithoutCommand.name()).count(), 1);
    for line in words.lines().chain(skipped.lines()) {
        assert!(line.chars().count() <= 80 && line == line.trim_end(), "{line:?}");
    }
}

#[test]
fn no_control_character_of_a_board_reaches_the_terminal() {
    let notes =
        json!([{ "kind": "event", "text": "Order \u{1b}[31m\u{202e}Place" }, { "kind": "hot_spot", "text": "Why\u{7}?\u{9b}" }]);
    let words = words(&squall(&["-"], Some(&json!({ "squall": 1, "notes": notes }).to_string())));
    assert!(words.contains("␛[31m") && words.contains("Why␇?"), "{words}");
    assert!(!words.contains(|c: char| c != '\n' && (c.is_control() || c == '\u{202e}')), "{words:?}");
}

#[test]
fn every_rule_is_listed_with_its_reason() {
    let output = squall(&["--rules"], None);
    assert_eq!(output.status.code(), Some(0));
    let listed = words(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    for rule in Rule::ALL {
        assert!(listed.contains(&format!("{} {}", rule.name(), rule.reason())), "{}", rule.name());
    }
}

/// What was asked in a session and answered with "nothing" is not asked again by the lint.
#[test]
fn an_event_of_which_both_questions_were_answered_with_nothing_is_meant_so() {
    let check = |silenced: &[&str], unseen: bool| {
        let notes = json!([{ "kind": "event", "text": "Order Placed", "silenced": silenced }]);
        let board = of_notes(&notes);
        assert_eq!(found(&board).contains(&("event-unseen", "Order Placed")), unseen, "{silenced:?}");
    };
    check(&[], true);
    check(&["event-without-reaction"], true);
    check(&["event-without-read-model"], true);
    check(&["event-without-reaction", "event-without-read-model"], false);
}
