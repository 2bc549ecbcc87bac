//! Filtering, the tables of the catalog and the inspector, by keys and by mouse.

use squall::app::catalog::Column;
use squall::app::{Act, Button, Message, Mode, Mouse, View};
use squall::board::{Edit, Kind, Property};

use crate::common::{Build, Desk, bundled, empty};
use crate::{Case, desk};

/// The texts of the rows of the table, from the top.
fn rows(it: &Desk) -> Vec<String> {
    let notes = it.state.board().notes();
    it.state.catalog().rows().iter().map(|index| notes[*index as usize].text.clone()).collect()
}

fn table(it: &Desk) -> Option<Kind> {
    it.state.catalog().table()
}

/// Clicks where a text stands on the screen, so many cells behind its beginning.
fn click(it: &mut Desk, text: &str) {
    let screen = it.screen();
    let row = screen.lines().position(|row| row.contains(text)).unwrap_or_else(|| panic!("{text} is not on\n{screen}"));
    let line = screen.lines().nth(row).expect("it is there");
    let column = line[..line.find(text).expect("it is there")].chars().count();
    for act in [Act::Press(Button::Left), Act::Release(Button::Left)] {
        it.send(Message::Mouse(Mouse { act, column: column as u16, row: row as u16, ctrl: false, shift: false }));
    }
}

fn wheel(it: &mut Desk, act: Act, column: u16, row: u16) {
    it.send(Message::Mouse(Mouse { act, column, row, ctrl: false, shift: false }));
}

pub const CASES: &[Case] = &[
    ("filter.open", || {
        let mut it = desk();
        it.keys("&");
        assert!(it.screen().contains("such as kind:policy payment !retry #tag"), "{}", it.screen());
        it.text("kind:policy payment");
        assert!(it.screen().contains("2 of 35"), "while it is typed: {}", it.screen());
        // What cannot be read is told, and what could be read last stays in force.
        it.keys("home ctrl-k").text("kind:event !kind:polizy");
        assert!(it.screen().contains("there is no kind “polizy”; policy is near"), "{}", it.screen());
        assert_eq!(it.state.filtered().map(|filtered| filtered.matches().len()), Some(11));
        // The filter is there again to be changed.
        it.keys("home ctrl-k").text("#none").keys("enter &");
        assert!(it.screen().contains("#none"), "{}", it.screen());
        assert!(it.screen().contains("0 of 35"), "{}", it.screen());
        // A click on a note keeps it.
        it.keys("home ctrl-k").text("in:billing");
        click(&mut it, "Customer");
        assert!(matches!(it.state.mode, Mode::Wall) && it.state.filtered().is_some());
        assert!(Desk::new(empty("")).keys("&").said().contains("there are no notes yet"));
    }),
    ("filter.finish", || {
        let mut it = desk();
        it.keys("&").text("kind:policy payment").keys("enter");
        assert_eq!(it.said(), "2 notes are left; n and N walk along them");
        assert!(it.screen().contains("filter kind:policy payment · 2 of 35 · esc clears"), "{}", it.screen());
        assert_eq!(it.focused(), "Subscription Created", "the focus stays");
        assert_eq!(it.keys("l").focused(), "Monthly Billing Cycle Triggered", "one walks along all notes");
        assert_eq!(it.keys("n").focused(), "Fulfill on Payment");
        assert_eq!(it.keys("n n").focused(), "Fulfill on Payment");
        assert_eq!(it.said(), "once around");
        assert_eq!(it.keys("N").focused(), "Retry Failed Payment");
        assert_eq!(it.keys("N").focused(), "Fulfill on Payment");
        // A search goes on within what the filter leaves.
        assert_eq!(it.keys("/").text("retry").keys("enter").focused(), "Retry Failed Payment");
        assert_eq!(it.keys("n").said(), "the only match");
        it.keys("/").text("shipment").keys("enter n");
        assert_eq!(it.said(), "no note that the filter leaves says “shipment”");
        // The board changes, and the filter follows.
        it.keys("/").text("retry failed").keys("enter d");
        assert!(it.screen().contains("1 of 34"), "{}", it.screen());
        it.keys("u");
        assert!(it.screen().contains("2 of 35"), "{}", it.screen());
        // Esc takes it away, and nothing else.
        assert_eq!(it.keys("esc").said(), "not filtered by kind:policy payment any more");
        assert!(it.state.filtered().is_none() && !it.screen().contains("filter kind"));
        // What cannot be read is not kept, and nothing is lost of what was typed.
        it.keys("&").text("is:odd").keys("enter");
        assert!(it.said().starts_with("no note is “odd”; there are pivotal"), "{}", it.said());
        assert!(matches!(it.state.mode, Mode::Filter(_)) && it.screen().contains("is:odd"), "{}", it.screen());
        it.keys("home ctrl-k").text("zebra").keys("enter");
        assert!(it.said().starts_with("no note is left"), "{}", it.said());
        assert!(it.keys("n").said().contains("the filter leaves no note"), "{}", it.said());
        it.keys("& home ctrl-k enter");
        assert_eq!(it.said(), "nothing is filtered any more");
        assert!(it.state.filtered().is_none());
        assert_eq!(it.keys("n").said(), "cannot go to the next match: nothing was looked for yet; / does");
    }),
    ("filter.leave", || {
        let mut it = desk();
        it.keys("& x esc");
        assert!(it.state.filtered().is_none() && matches!(it.state.mode, Mode::Wall));
        it.keys("&").text("kind:event").keys("enter &").text(" payment").keys("esc");
        assert_eq!(it.state.filtered().map(|filtered| filtered.filter().text().to_owned()), Some("kind:event".into()));
        // In a table the focus has to leave a row that is filtered away; it comes back.
        it.keys("f5 & home ctrl-k").text("kind:actor");
        assert_eq!(it.focused(), "Customer");
        assert_eq!(it.keys("esc").focused(), "Subscription Created");
    }),
    ("catalog.sort", || {
        let mut it = desk();
        assert_eq!(it.keys("S").said(), "cannot sort the table: only the tables of the catalog are sorted; F5 shows them");
        it.keys("f5 l l S");
        assert!(it.screen().contains("issued by") && it.screen().contains("along the timeline"), "{}", it.screen());
        it.keys("n");
        assert_eq!(rows(&it)[..3], ["Attempt Payment", "Cancel Subscription", "Create Subscription"]);
        assert_eq!(it.said(), "sorted by name ▲");
        assert!(it.screen().contains("name ▲"), "{}", it.screen());
        it.keys("S n");
        assert_eq!(rows(&it)[0], "Trigger Billing Cycle", "the same again turns around");
        // What says nothing comes last, whichever way.
        it.keys("S i");
        let issued = rows(&it).iter().position(|name| name == "Cancel Subscription");
        assert!(issued.is_some_and(|row| row < 6), "{:?}", rows(&it));
        // Each table keeps its own order, and the timeline is one of them.
        it.keys("l h");
        assert_eq!(it.state.catalog().sort(), Some((Column::IssuedBy, false)));
        it.keys("S t");
        assert_eq!((rows(&it)[0].as_str(), it.said().as_str()), ("Create Subscription", "in the order of the timeline"));
        assert!(it.keys("S esc").state.catalog().sort().is_none());
    }),
    ("inspector.toggle", || {
        let mut it = Desk::new(bundled());
        it.at("Attempt Payment").keys("I");
        let screen = it.screen();
        for words in ["COMMAND", "ONE OF THESE HAPPENS", "ISSUED BY", "★ Charge on Cycle", "DECIDED BY", "RAISES", "in Billing"] {
            assert!(screen.contains(words), "{words}\n{screen}");
        }
        assert!(it.keys("g n").screen().contains("RAISED BY"), "it follows the focus");
        it.keys("w");
        assert!(it.screen().contains("ADVICE") || it.state.advice().is_some_and(|advice| advice.findings().is_empty()));
        // A run has the pane, and the inspector waits behind it.
        it.at("Trigger Billing Cycle").keys("x");
        assert!(it.screen().contains("RUN") && !it.screen().contains("DECIDED BY"), "{}", it.screen());
        assert!(it.keys("}").said().contains("the run has the pane"), "{}", it.said());
        assert!(it.keys("X").screen().contains("DECIDED BY"), "{}", it.screen());
        assert!(!it.keys("I").screen().contains("DECIDED BY"));
        it.keys("x I");
        assert!(it.said().starts_with("the run has the pane; the inspector is there when X"), "{}", it.said());
        assert_eq!(it.keys("I").said(), "the inspector stays closed");
        assert!(it.keys("X").state.inspector().is_none());
        let mut it = Desk::new(empty(""));
        assert_eq!(it.keys("I").said(), "cannot open the inspector: the board is empty; a adds the first note");
        it.keys("a").text("Something Happened").keys("esc I d");
        assert!(it.screen().contains("The board is empty; a adds"), "{}", it.screen());
        assert!(it.keys("I").state.inspector().is_none());
    }),
    ("inspector.down", || {
        let mut it = Desk::sized(bundled(), 80, 24);
        assert_eq!(it.keys("}").said(), "cannot scroll the inspector down: the inspector is closed; I opens it");
        it.at("Attempt Payment").keys("I");
        assert!(!it.screen().contains("RAISES"), "{}", it.screen());
        for _ in 0..9 {
            it.keys("}");
        }
        assert!(it.screen().contains("Payment Gateway"), "{}", it.screen());
        let first = it.state.inspector().map(|inspector| inspector.first());
        assert_eq!(it.keys("}").state.inspector().map(|inspector| inspector.first()), first, "its end is its end");
        assert_eq!(it.keys("g n").state.inspector().map(|inspector| inspector.first()), Some(0), "another note begins at the top");
    }),
    ("inspector.up", || {
        let mut it = Desk::sized(bundled(), 80, 24);
        assert!(it.keys("{").said().contains("I opens it"));
        it.at("Attempt Payment").keys("I } } { { {");
        assert_eq!(it.state.inspector().map(|inspector| inspector.first()), Some(0));
        wheel(&mut it, Act::Down, 10, 20);
        assert!(it.state.inspector().is_some_and(|inspector| inspector.first() > 0));
        wheel(&mut it, Act::Up, 10, 20);
        assert_eq!(it.state.inspector().map(|inspector| inspector.first()), Some(0));
        assert_eq!(it.focused(), "Attempt Payment", "over the inspector the wheel does not walk");
    }),
    ("related.open", || {
        let mut it = Desk::new(bundled());
        it.at("Payment Failed").keys("g d");
        let screen = it.screen();
        for words in ["From Payment Failed", "Attempt Payment  · raised by", "Retry Failed Payment  · triggers", "questioned by"]
        {
            assert!(screen.contains(words), "{words}\n{screen}");
        }
        assert_eq!(it.keys("a").focused(), "Attempt Payment");
        assert_eq!(it.keys("ctrl-o").focused(), "Payment Failed", "it is a jump");
        // Who uses a field of an aggregate is related to it.
        it.keys("/").text("kind:g billing").keys("enter g d");
        assert!(it.screen().contains("Retry Failed Payment  · fields used by"), "{}", it.screen());
        it.keys("esc I g d a");
        assert_ne!(it.focused(), "Billing");
        // A click on a line of the inspector goes there too.
        it.at("Payment Failed");
        click(&mut it, "★ Retry Failed Payment");
        assert_eq!(it.focused(), "Retry Failed Payment");
        assert_eq!(it.keys("ctrl-o").focused(), "Payment Failed");
        let mut alone = Desk::new(empty(""));
        assert!(alone.keys("g d").said().contains("the board is empty"));
        assert_eq!(alone.keys("a").text("Lone").keys("esc g d").said(), "no arrow leads to this note or away; c draws one");
    }),
];

#[test]
fn a_search_understands_what_the_filter_does() {
    let mut it = desk();
    it.keys("/").text("kind:policy payment").keys("enter");
    assert_eq!(it.focused(), "Fulfill on Payment");
    assert_eq!(it.keys("n").focused(), "Retry Failed Payment");
    assert_eq!(it.keys("n").focused(), "Fulfill on Payment");
    // What cannot be read is told where it is typed; what was found stays, and Enter keeps nothing wrong.
    it.keys("/").text("kind:policies kind:x").keys("enter");
    assert!(it.said().starts_with("there is no kind “x”"), "{}", it.said());
    assert!(matches!(it.state.mode, Mode::Find(_)) && it.screen().contains("there is no kind “x”"), "{}", it.screen());
    assert_eq!(it.keys("esc").focused(), "Fulfill on Payment");
    // Plain words still mean what they say, one behind the other.
    assert_eq!(it.keys("/").text("payment failed").keys("enter").focused(), "Payment Failed");
    assert_eq!(it.keys("n").said(), "the only match");
    it.keys("/").text("http://x").keys("enter n");
    assert_eq!(it.said(), "no note says “http://x”");
}

#[test]
fn tables_are_walked_and_the_focus_is_that_of_the_wall() {
    let mut it = desk();
    it.at("Payment Failed").keys("f5");
    assert_eq!((it.state.view, table(&it), it.focused().as_str()), (View::Catalog, None, "Payment Failed"));
    // Up and down along the rows, right and left from table to table, around.
    assert_eq!(it.keys("j").focused(), "Retry Failed Payment");
    it.keys("k l");
    assert_eq!((table(&it), rows(&it).len()), (Some(Kind::Actor), 2));
    assert_eq!(it.focused(), "Scheduler", "the nearest on the timeline");
    it.keys("h");
    assert_eq!((table(&it), it.focused().as_str()), (None, "Scheduler"));
    it.keys("h");
    assert_eq!(table(&it), Some(Kind::HotSpot));
    it.keys("left left left");
    assert_eq!((table(&it), rows(&it).len()), (Some(Kind::Event), 11));
    assert_eq!(it.keys("g g").focused(), "Subscription Created");
    assert_eq!(it.keys("G").focused(), "Subscription Cancelled");
    assert_eq!(it.keys("j").focused(), "Subscription Cancelled", "nothing is below the last");
    assert_eq!(it.keys("ctrl-u g t k").focused(), "Subscription Created");
    assert_eq!(it.keys("g b").focused(), "Subscription Cancelled");
    assert_eq!(it.keys("ctrl-u ctrl-d").focused(), "Subscription Cancelled");
    // Each table remembers where one was.
    it.keys("g g j l h");
    assert_eq!(it.focused(), "Monthly Billing Cycle Triggered");
    // A jump to a note of another kind takes the table along.
    it.keys("g f").text("Customer").keys("enter");
    assert_eq!((table(&it), it.focused().as_str()), (Some(Kind::Actor), "Customer"));
    // So does a note that becomes one of another kind.
    it.keys("t p");
    assert_eq!((table(&it), it.focused().as_str()), (Some(Kind::Policy), "Customer"));
    it.keys("u");
    assert_eq!(table(&it), Some(Kind::Actor));
    // Esc goes back to the wall, and the note in focus is the same.
    it.keys("esc");
    assert_eq!((it.state.view, it.focused().as_str()), (View::Wall, "Customer"));
}

#[test]
fn what_can_be_done_on_the_wall_can_be_done_in_a_table() {
    let mut it = desk();
    it.at("Payment Failed").keys("f5");
    // The small editor stands over the row.
    it.keys("enter").text(" Twice");
    assert!(it.screen().contains("┏━ ▲ event"), "{}", it.screen());
    it.keys("enter");
    assert_eq!(it.focused(), "Payment Failed Twice");
    it.keys("u");
    // An arrow to a row further up.
    let mut it = desk();
    it.at("Schedule Retry").keys("f5 c");
    while it.focused() != "Payment Attempted" {
        it.keys("k");
    }
    it.keys("enter");
    assert!(it.linked("Schedule Retry", "Payment Attempted"), "{}", it.said());
    // A new note is written on the wall, where its place is seen, and then stands in the table.
    it.keys("a").text("Invoice Sent");
    assert!(it.screen().contains("timeline") || it.screen().contains("E events"), "{}", it.screen());
    it.keys("esc");
    assert!(it.screen().contains("along the timeline") && it.focused() == "Invoice Sent", "{}", it.screen());
    // Taking a note down goes on with the row that takes its place.
    it.keys("d");
    assert!(!it.has("Invoice Sent") && it.state.view == View::Catalog);
    // Letters of menus stand beside the row.
    it.keys("t");
    assert!(it.screen().contains("Which kind is it?"), "{}", it.screen());
}

#[test]
fn a_filter_hides_rows_and_an_empty_table_says_why() {
    let mut it = desk();
    it.keys("f5 &").text("payment kind:e,p").keys("enter");
    assert_eq!(rows(&it).len(), 7);
    assert!(it.screen().contains("· 7 of 35 · & changes"), "{}", it.screen());
    assert!(!it.screen().contains("Customer"), "{}", it.screen());
    // The tables count what is left; one in which nothing is says what to do.
    it.keys("l");
    assert_eq!((table(&it), rows(&it).len()), (Some(Kind::Actor), 0));
    assert!(it.screen().contains("No actor is left by the filter."), "{}", it.screen());
    it.keys("j j");
    assert_eq!(table(&it), Some(Kind::Actor), "walking where nothing is goes nowhere");
    // A note that is gone to and hidden is not shown, and that is said.
    it.keys("l l l l");
    assert_eq!(table(&it), Some(Kind::Event));
    it.keys("g f").text("Subscription Paused").keys("enter");
    assert!(it.said().starts_with("the filter hides Subscription Paused"), "{}", it.said());
    assert!(rows(&it).contains(&it.focused()));
    // A text that does not match any more leaves the table with its note.
    it.keys("g g");
    let first = it.focused();
    let id = it.note(&first).id;
    it.edit(Edit::Reword { note: id, text: "Something Else Happened".into() });
    assert_eq!(rows(&it).len(), 4);
    assert_ne!(it.focused(), "Something Else Happened");
    // Without a filter an empty table says how to fill it.
    let mut it = Desk::new(empty(""));
    it.keys("f5");
    assert!(it.screen().contains("No notes yet."), "{}", it.screen());
    it.keys("a").text("Something Happened").keys("esc");
    for _ in 0..6 {
        it.keys("l");
    }
    assert_eq!(table(&it), Some(Kind::Policy));
    assert!(it.screen().contains("No policies yet.") && it.screen().contains("ctrl-t p makes it a policy"), "{}", it.screen());
    it.keys("l l l");
    assert_eq!((table(&it), it.focused().as_str()), (None, "Something Happened"));
}

#[test]
fn the_mouse_knows_rows_heads_and_the_names_of_tables() {
    let mut it = desk();
    it.keys("f5");
    click(&mut it, "Payment Failed");
    assert_eq!(it.focused(), "Payment Failed");
    click(&mut it, "Payment Failed");
    assert!(matches!(it.state.mode, Mode::Write(_)), "a double click edits");
    it.keys("esc");
    click(&mut it, "policies");
    assert_eq!(table(&it), Some(Kind::Policy));
    click(&mut it, "when");
    assert_eq!(it.state.catalog().sort(), Some((Column::When, false)));
    click(&mut it, "when");
    assert_eq!(it.state.catalog().sort(), Some((Column::When, true)));
    it.keys("S t g g");
    wheel(&mut it, Act::Down, 10, 10);
    wheel(&mut it, Act::Right, 10, 10);
    assert_eq!(it.focused(), "Charge on Cycle", "the wheel scrolls, and all rows are in view");
    assert_eq!(table(&it), Some(Kind::Policy));
    // A row is not moved by hand; an arrow is drawn from one to another.
    let before = it.state.board().revision();
    it.send(Message::Mouse(Mouse { act: Act::Press(Button::Left), column: 10, row: 6, ctrl: false, shift: false }));
    it.send(Message::Mouse(Mouse { act: Act::Drag(Button::Left), column: 10, row: 8, ctrl: false, shift: false }));
    assert!(it.said().ends_with("stays in its row; S sorts the table"), "{}", it.said());
    it.send(Message::Mouse(Mouse { act: Act::Release(Button::Left), column: 10, row: 8, ctrl: false, shift: false }));
    assert_eq!(it.state.board().revision(), before);
}

#[test]
fn tags_and_authors_are_filtered_by_and_have_columns_where_they_are_used() {
    let mut it = desk();
    it.keys("f5");
    assert!(!it.screen().contains("tags"), "a column without a word is none: {}", it.screen());
    let id = it.note("Payment Failed").id;
    it.edit(Edit::Set { note: id, property: Property::Tags(vec!["risk".into()]) });
    assert!(it.screen().contains("tags") && it.screen().contains("#risk"), "{}", it.screen());
    it.keys("&").text("#ri").keys("enter");
    assert_eq!(rows(&it), ["Payment Failed"]);
}

#[test]
fn wide_characters_keep_the_columns_straight() {
    let mut build = Build::new("支払い", &["請求"]);
    for (at, text) in
        ["支払いが失敗したので再度試みる必要がある場合の長い名前", "Café ouvert", "👩‍👩‍👧‍👦 arrived \u{1b}[31m"].iter().enumerate()
    {
        build.note(Kind::Event, at as f64, text, "請求");
    }
    let mut it = Desk::sized(build.board, 80, 24);
    it.keys("f5 S n");
    let screen = it.screen();
    let columns: Vec<usize> = screen
        .lines()
        .filter(|line| line.contains("請求") && line.contains('▲'))
        .map(|line| unicode_width::UnicodeWidthStr::width(&line[..line.find("請求").expect("there")]))
        .collect();
    assert_eq!(columns.len(), 3, "{screen}");
    assert!(columns.iter().all(|column| *column == columns[0]), "{columns:?}\n{screen}");
    assert!(!screen.contains('\u{1b}'));
}

#[test]
fn the_inspector_tells_who_names_a_note_and_its_fields() {
    let locker = squall::store::BUNDLED.iter().map(|bundled| {
        let mut number = 0;
        let mut id = || {
            number += 1;
            uuid::Uuid::from_u128(number)
        };
        bundled.board(&mut id).expect("it can be read")
    });
    let locker = locker.into_iter().find(|board| board.title() == "Parcel locker").expect("there is one");
    let mut it = Desk::new(locker);
    it.at("Parcel Stored").keys("I");
    assert!(it.screen().contains("IN RULES") && it.screen().contains("Parcel Collected only after Parcel"), "{}", it.screen());
    it.keys("/").text("kind:g locker").keys("enter");
    let screen = it.screen();
    for words in ["REMEMBERS", "free_small = 2", "FIELDS USED BY", "IN RULES", "always LockerStation.free_small >= 0"] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    // The field of another aggregate of the same name is none of its own.
    let mut build = Build::new("Two", &[]);
    for (at, name) in [(1.0, "Ship"), (2.0, "Pay")] {
        build.note(Kind::Command, at, name, "");
        build.note(Kind::Aggregate, at, &format!("{name}ment"), "");
        build.link(name, &[&format!("{name}ment")]);
        build.set(&format!("{name}ment"), Property::State(vec![("status".into(), None)]));
        let event = format!("{name} Done");
        build.note(Kind::Event, at, &event, "");
        build.link(name, &[&event]);
        let outcome = squall::board::Outcome {
            events: vec![build.id(&event)],
            set: vec![("status".into(), "\"done\"".into())],
            ..Default::default()
        };
        build.set(name, Property::Outcomes(vec![outcome]));
    }
    let mut it = Desk::new(build.board);
    it.at("Shipment").keys("g d");
    assert!(it.screen().contains("Ship  · fields used by") && !it.screen().contains("Pay  · fields"), "{}", it.screen());
}

#[test]
fn a_filter_leaves_what_is_advised_and_follows_the_board() {
    let board = serde_json::json!({"squall": 1, "title": "Bad habits", "notes": [
        {"kind": "actor", "text": "Customer"},
        {"kind": "command", "text": "Place Order", "actors": ["Customer"], "outcomes": [{"events": ["Order Placed"]}, {"events": ["Order Refused"]}]},
        {"kind": "event", "text": "Order Placed"},
        {"kind": "event", "text": "Order Refuses"},
        {"kind": "event", "text": "Order Refused"},
        {"kind": "policy", "text": "Ask Again", "when": ["Order Refused"], "where": "times <", "then": [{"command": "Place Order"}]},
        {"kind": "read_model", "text": "Orders", "built_from": ["Order Placed"]},
    ]});
    let board = squall::store::read(&board.to_string(), &mut uuid::Uuid::now_v7).expect("the board is right");
    let mut it = Desk::sized(board, 120, 36);
    let left = |it: &Desk| {
        let filtered = it.state.filtered().expect("a filter is in force");
        let notes = it.state.board().notes();
        filtered.matches().iter().map(|index| notes[*index as usize].text.clone()).collect::<Vec<_>>()
    };
    it.keys("&").text("is:adv");
    assert_eq!(left(&it), ["Order Refuses", "Ask Again"], "as soon as it can be meant");
    it.text("ised !kind:policy").keys("enter");
    assert_eq!(left(&it), ["Order Refuses"]);
    assert!(it.state.advice().is_none(), "no marks come with it");
    it.keys("esc").at("Order Refuses").keys("&").text("is:advised").keys("enter d");
    assert_eq!(left(&it), ["Ask Again"], "it follows the board");
    it.keys("u");
    assert_eq!(left(&it), ["Order Refuses", "Ask Again"]);
    // The same words look for notes.
    it.keys("esc g g /").text("is:advised").keys("enter");
    assert_eq!(it.focused(), "Order Refuses");
    assert_eq!(it.keys("n").focused(), "Ask Again");
    assert!(it.keys("&").text("is:advisd").screen().contains("no note is “advisd”; advised is near"), "{}", it.screen());
}
