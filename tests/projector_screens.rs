//! What a room sees: the board on a projector, screens with their colours, kept as pictures.

mod common;

use common::{Build, Desk, bundled, empty, subscription_box};
use ratatui::style::Modifier;
use squall::app::wall::in_view;
use squall::app::{Message, Opened};
use squall::board::{Board, Clock, Edit, Kind, Session};
use squall::view::theme::Depth;

const SIZES: [(u16, u16); 4] = [(100, 30), (200, 50), (80, 24), (40, 12)];

/// A board in the phase of the policies, with so many seconds left.
fn in_session(mut board: Board, left: i64) -> Board {
    let session =
        Session { phase: 4, clock: Clock::Stands { left, since: None }, log: vec![], earlier: Vec::new(), unknown: vec![] };
    board.apply(Edit::SetSession(Some(session))).expect("a session");
    board
}

/// A board as a room sees it.
fn before_a_room(board: Board, columns: u16, rows: u16) -> Desk {
    let mut desk = Desk::sized(board, columns, rows);
    desk.keys("F m");
    desk.state.notice = None;
    desk
}

/// The same, with a note in focus.
fn at(board: Board, note: &str, columns: u16, rows: u16) -> Desk {
    let mut desk = Desk::sized(board, columns, rows);
    desk.at(note).keys("F m");
    desk.state.notice = None;
    desk
}

#[test]
fn a_session() {
    for (columns, rows) in SIZES {
        let desk = at(in_session(subscription_box(), 760), "Payment Failed", columns, rows);
        keep!(format!("projector_{columns}x{rows}"), desk);
    }
    keep!("projector_late_100x30", at(in_session(subscription_box(), -65), "Attempt Payment", 100, 30));
    keep!("projector_late_40x12", at(in_session(subscription_box(), -65), "Attempt Payment", 40, 12));
    keep!("projector_basic_100x30", at(in_session(subscription_box(), 760), "Payment Failed", 100, 30), Depth::Basic);
    keep!("projector_plain_100x30", at(in_session(subscription_box(), -65), "Payment Failed", 100, 30), Depth::Plain);
}

#[test]
fn without_a_session_the_title() {
    keep!("projector_title_100x30", before_a_room(subscription_box(), 100, 30));
    keep!("projector_empty_100x30", before_a_room(empty("Tea shop"), 100, 30));
    let untitled = before_a_room(empty(""), 100, 30);
    assert_eq!(untitled.state.screen().and_then(|screen| screen.header).map(|header| header.height), Some(0));
}

#[test]
fn writing() {
    let mut desk = at(in_session(subscription_box(), 760), "Payment Failed", 100, 30);
    desk.keys("a");
    keep!("projector_writing_100x30", desk);
    desk.text("Customer told why the payment failed");
    keep!("projector_written_100x30", desk);
    let mut desk = at(in_session(subscription_box(), 760), "Payment Failed", 100, 30);
    keep!("projector_prompt_100x30", desk.keys("/").text("pay"));
}

#[test]
fn texts_long_and_wide() {
    let mut it = Build::new("支払い", &["請求"]);
    it.note(Kind::Event, 1.0, "支払いが期限までに確認されなかった", "請求");
    it.note(Kind::Policy, 1.0, "👩‍👩‍👧‍👦 e\u{301}crit", "請求");
    it.note(Kind::Event, 2.0, &"What was agreed upon at the counter ".repeat(8), "請求");
    it.note(Kind::HotSpot, 2.0, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk?", "");
    keep!("projector_texts_100x30", before_a_room(it.board, 100, 30));
}

#[test]
fn in_every_view() {
    let mut desk = at(in_session(subscription_box(), 760), "Payment Failed", 100, 30);
    for (view, key) in [("flow", "f3"), ("contexts", "f4"), ("catalog", "f5")] {
        desk.keys(key);
        keep!(format!("projector_{view}_100x30"), desk);
    }
    let mut desk = at(subscription_box(), "Attempt Payment", 100, 30);
    desk.keys("x >");
    keep!("projector_run_100x30", desk);
    let mut desk = at(subscription_box(), "Attempt Payment", 80, 24);
    desk.keys("x >");
    keep!("projector_run_80x24", desk);
}

#[test]
fn on_a_tour() {
    for (columns, rows) in [(100, 30), (40, 12)] {
        let mut desk = Desk::sized(empty("Another"), columns, rows);
        let board = in_session(subscription_box(), 760);
        let opened = Opened { unsaved: false, board, path: None, new: true, welcome: None };
        desk.keys("g ?").send(Message::Opened(Ok(Box::new(opened)))).keys("F m l");
        keep!(format!("projector_tour_{columns}x{rows}"), desk);
        let (screen, note) = (desk.state.screen().expect("large enough"), desk.state.window().zip(desk.state.focus_spot()));
        let note = note.and_then(|(window, spot)| window.rect(spot)).expect("in view");
        assert!(!note.intersects(screen.tour.expect("a tour")), "{}", desk.screen());
    }
}

#[test]
fn every_note_in_view_says_its_whole_text() {
    for (index, bundled) in squall::store::BUNDLED.iter().enumerate() {
        let board = bundled.board(&mut || uuid::Uuid::from_u128(index as u128)).expect("it can be read");
        let mut desk = before_a_room(in_session(board, 760), 100, 30);
        for _ in 0..60 {
            let buffer = desk.buffer(Depth::True);
            let window = desk.state.window().expect("large enough");
            let placed = in_view(&desk.state, &window);
            assert!(placed.iter().any(|placed| desk.state.focus() == Some(placed.note.id)), "{}", desk.screen());
            for placed in placed {
                let mut said = String::new();
                for y in placed.area.top()..placed.area.bottom() {
                    (placed.area.left()..placed.area.right()).for_each(|x| said.push_str(buffer[(x, y)].symbol()));
                    said.push(' ');
                }
                // A hyphen where a word was broken, and the sign of what is resolved, are no part of the text.
                let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                assert_eq!(letters(&said), letters(&placed.note.text), "{}", desk.screen());
                assert!(!said.contains('…') && placed.area.height >= 5 && placed.area.width >= 24, "{}", desk.screen());
            }
            desk.keys("l");
        }
    }
}

#[test]
fn at_100x30_three_columns_and_three_lanes_are_seen() {
    let desk = at(in_session(bundled(), 760), "Payment Failed", 100, 30);
    let window = desk.state.window().expect("large enough");
    assert!(window.room >= 3 && (24..=30).contains(&window.note_width), "{window:?}");
    let lanes = (0..8).filter(|lane| window.lanes[*lane].filled && window.y(*lane).is_some());
    assert!(lanes.clone().count() >= 3, "{}", desk.screen());
    assert!(lanes.clone().all(|lane| window.rows(lane) == window.lanes[lane].rows), "none is cut");
    // What comes before the note in focus and what follows by itself, which the phase asks about, are both there.
    let screen = desk.screen();
    assert!(screen.contains("Retry Failed Payment") && screen.contains("what happens automatically?"), "{screen}");
}

#[test]
fn nothing_else_is_there_but_the_large_timer() {
    let desk = at(in_session(subscription_box(), 760), "Payment Failed", 100, 30);
    let screen = desk.screen();
    for chrome in ["Squall", "saved", "a note", "events", "Subscription box", " of "] {
        assert!(!screen.contains(chrome), "{chrome}\n{screen}");
    }
    let rows: Vec<&str> = screen.lines().collect();
    for (row, digits) in rows[1..4].iter().zip(["▀█  ▀▀▀█ ▄ █  █ █▀▀█", "█  █▀▀▀ ▄ ▀▀▀█ █  █", "▀▀▀ ▀▀▀▀      ▀ ▀▀▀▀"])
    {
        assert!(row.contains(digits), "{digits}\n{screen}");
    }
    // The bottom row is for what is said.
    assert_eq!(rows.get(29).copied().unwrap_or_default().trim(), "", "{screen}");
    // On a low screen a row has to do.
    assert!(at(in_session(subscription_box(), 760), "Payment Failed", 40, 12).screen().contains("12:40"));
}

#[test]
fn the_note_in_focus_has_a_frame_all_around() {
    for depth in [Depth::True, Depth::Indexed, Depth::Basic, Depth::Plain] {
        let mut desk = at(in_session(subscription_box(), 760), "Subscription Created", 100, 30);
        for _ in 0..12 {
            let (buffer, window) = (desk.buffer(depth), desk.state.window().expect("large enough"));
            let area = desk.state.focus_spot().and_then(|spot| window.rect(spot)).expect("in view");
            let frame = "█▄▀┃━┏┓┗┛▼▲↕•▶!";
            let around = |x: u16, y: u16| frame.contains(buffer[(x, y)].symbol());
            for y in area.top() - 1..=area.bottom() {
                assert!(around(area.x - 1, y) && around(area.right(), y), "{depth:?}\n{}", desk.screen());
            }
            for x in area.x - 1..=area.right() {
                assert!(around(x, area.y - 1) && around(x, area.bottom()), "{depth:?}\n{}", desk.screen());
            }
            desk.keys("l");
        }
    }
}

#[test]
fn time_that_is_up_is_seen() {
    for depth in [Depth::True, Depth::Basic, Depth::Plain] {
        let calm = at(in_session(subscription_box(), 65), "Payment Failed", 100, 30).buffer(depth);
        let late = at(in_session(subscription_box(), -65), "Payment Failed", 100, 30).buffer(depth);
        let ground = |buffer: &ratatui::buffer::Buffer| {
            let cell = &buffer[(96, 3)];
            (cell.bg, cell.modifier.contains(Modifier::REVERSED))
        };
        assert_ne!(ground(&calm), ground(&late), "{depth:?}");
    }
}

#[test]
fn hours_over_time_leave_room_for_the_question() {
    for left in [-360_000, i64::from(i32::MIN), 9_000_000_000_000_000] {
        for (columns, rows) in [(60, 18), (100, 30), (40, 12)] {
            let screen = at(in_session(subscription_box(), left), "Payment Failed", columns, rows).screen();
            assert!(screen.contains("After Payment"), "{screen}");
        }
    }
}

#[test]
fn what_is_said_and_typed_is_in_the_bottom_row_alone() {
    let mut desk = at(subscription_box(), "Payment Failed", 100, 30);
    let last = |desk: &Desk| desk.screen().lines().nth(29).unwrap_or_default().trim().to_owned();
    desk.keys("Z");
    assert_eq!(last(&desk), desk.said(), "{}", desk.screen());
    desk.keys("T");
    assert!(last(&desk).starts_with("title"), "{}", desk.screen());
}
