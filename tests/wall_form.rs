//! The form for what a note says beyond its text: with the mouse, at every size, whatever stands in it.

mod common;

use common::{Desk, bundled, empty, rows};
use proptest::prelude::*;
use ratatui::layout::Position;
use squall::app::{Act, Button, Message, Mouse};
use squall::board::{Edit, Kind, Note, NoteId, Place, Property};
use squall::view::theme::{Depth, Ground, Theme};
use uuid::Uuid;

fn click(desk: &mut Desk, at: Position) {
    for act in [Act::Press(Button::Left), Act::Release(Button::Left)] {
        desk.send(Message::Mouse(Mouse { act, column: at.x, row: at.y, ctrl: false, shift: false }));
    }
}

/// Where a text begins on the screen.
fn place(desk: &Desk, text: &str) -> Position {
    let screen = desk.screen();
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains(text)).unwrap_or_else(|| panic!("{screen}"));
    Position::new(line[..line.find(text).expect("it is there")].chars().count() as u16, row as u16)
}

#[test]
fn a_click_marks_a_row_and_another_writes_in_it() {
    let mut desk = Desk::new(bundled());
    desk.keys("g f").text("Retry Failed Payment").keys("enter E");
    let at = place(&desk, "24h");
    click(&mut desk, at);
    let marked = |desk: &Desk| desk.state.details().and_then(|details| details.row(desk.state.board())).map(|row| row.label);
    assert_eq!(marked(&desk).as_deref(), Some("after"));
    assert!(desk.state.details().is_some_and(|details| details.editing.is_none()));
    click(&mut desk, at);
    assert!(desk.state.details().is_some_and(|details| details.editing.is_some()));
    // While something is typed, the mouse waits.
    click(&mut desk, place(&Desk::new(bundled()), "Customer"));
    assert!(desk.said().contains("enter keeps"), "{}", desk.said());
    desk.keys("esc");
    let before = marked(&desk);
    desk.send(Message::Mouse(Mouse { act: Act::Down, column: at.x, row: at.y, ctrl: false, shift: false }));
    assert_ne!(marked(&desk), before, "the wheel goes from row to row");
}

#[test]
fn the_marked_row_and_what_is_wrong_are_in_view_at_every_size() {
    for (columns, lines) in [(40, 12), (80, 24), (120, 36), (200, 50)] {
        let mut desk = Desk::sized(bundled(), columns, lines);
        desk.keys("g f").text("Attempt Payment").keys("enter E");
        let count = desk.state.details().map_or(0, |details| details.rows(desk.state.board()).len());
        for _ in 0..count {
            let row = desk.state.details().and_then(|details| details.row(desk.state.board())).expect("a row");
            let start: String = row.value.chars().take(12).collect();
            assert!(desk.screen().contains(start.trim()), "{start} at {columns}×{lines}\n{}", desk.screen());
            let room = lines > 24;
            assert_eq!(desk.screen().contains(" more ─"), !room, "what is out of view is told\n{}", desk.screen());
            desk.keys("j");
        }
        desk.keys("esc g f").text("Retry Failed Payment").keys("enter E j enter");
        desk.text(" && a rather long remark that is no expression");
        let screen = desk.screen();
        assert!(screen.contains('^'), "{screen}");
        assert!(screen.lines().filter(|line| line.contains("expression")).count() >= 1, "{screen}");
    }
}

#[test]
fn the_cursor_stands_where_one_types_whatever_one_types() {
    let theme = Theme::new(Depth::True, Ground::Dark);
    let cursor = |desk: &Desk| {
        let mut buffer = ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, desk.state.size.0, desk.state.size.1));
        let at = squall::view::draw(&desk.state, &theme, &mut buffer).expect("a cursor");
        (at, rows(&buffer))
    };
    // In the form …
    let mut desk = Desk::new(bundled());
    desk.keys("g f").text("Failed Payments Dashboard").keys("enter E enter home ctrl-k");
    let start = cursor(&desk).0;
    desk.text("支払い👩‍👩‍👧‍👦e\u{301}x");
    let (end, screen) = cursor(&desk);
    assert_eq!((end.y, end.x - start.x), (start.y, 10), "{}", screen.join("\n"));
    // … and on a note of several lines.
    let mut desk = Desk::new(empty(""));
    desk.keys("a");
    let start = cursor(&desk).0;
    desk.text("支払い").keys("ctrl-j").text("e\u{301}👩‍👩‍👧‍👦").keys("alt-enter").text("x");
    let at = |desk: &Desk| {
        let (at, _) = cursor(desk);
        (at.x - start.x, at.y - start.y)
    };
    assert_eq!(at(&desk), (1, 2));
    assert_eq!(at(desk.keys("up end")), (3, 1));
    assert_eq!(at(desk.keys("up end")), (6, 0));
    assert_eq!(at(desk.keys("backspace")), (4, 0));
    assert_eq!(at(desk.keys("down down down home")), (0, 2));
    desk.keys("enter esc");
    assert_eq!(desk.focused(), "支払\ne\u{301}👩‍👩‍👧‍👦\nx");
    let screen = desk.screen();
    let at = |text: &str| screen.lines().position(|line| line.contains(text));
    assert_eq!(
        at("支払").map(|row| row + 1),
        at("e\u{301}👩"),
        "the first of the family is shown, the note has all of it:\n{screen}"
    );
}

#[test]
fn what_cannot_be_seen_from_a_note_is_no_reason_to_be_silent() {
    // A policy in the middle of a board too large to look at with every key.
    let mut board = bundled();
    let at = Place::new(100.0).expect("finite");
    for index in 0..2000u128 {
        let note = Note::new(NoteId(Uuid::from_u128(0xffff_0000 + index)), Kind::Event, format!("Thing {index} Happened"), at);
        board.apply(Edit::Add { note: Box::new(note), before: None }).expect("a new note");
    }
    let mut desk = Desk::new(board);
    desk.keys("g f").text("Retry Failed Payment").keys("enter E j enter home ctrl-k").text("retry_count < \"a\"");
    assert!(desk.screen().contains("needs an int on both sides"), "{}", desk.screen());
    desk.keys("home ctrl-k").text("Billing.retri_count < 2");
    assert!(desk.screen().contains("did you mean `retry_count`?"), "{}", desk.screen());
    // A field that the aggregate does not have is a doubt, and no reason to refuse.
    desk.keys("esc esc g f").text("Cancel Subscription").keys("enter E G k k enter home ctrl-k").text("statos = \"cancelled\"");
    assert!(desk.screen().contains("remembers no `statos`: did you mean `status`?"), "{}", desk.screen());
    assert!(desk.keys("enter").said().contains("done"), "{}", desk.said());
}

fn hard() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("\u{1b}[31m\u{202e}abc\u{9b}2J\r\n\t\u{0}".to_owned()),
        Just("👩‍👩‍👧‍👦 支払いが失敗した ❤️ e\u{301} \u{200d}\u{200b}\u{feff}".to_owned()),
        "[a-z =|<\"&().,0-9]{0,40}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_is_drawn_whatever_is_typed_and_undone_step_by_step(
        kind in 0..8usize,
        (columns, lines) in (40..200u16, 12..60u16),
        texts in prop::collection::vec((hard(), 0..20usize, prop::sample::select(vec!["a", "enter", "d", "J", "K"])), 0..10),
    ) {
        let board = bundled();
        let note = board.notes().iter().find(|note| note.kind() == Kind::ALL[kind]).map(|note| note.id).expect("one of each");
        let mut desk = Desk::sized(board, columns, lines);
        desk.edit(Edit::Set { note, property: Property::Tags(texts.iter().map(|(text, ..)| text.clone()).collect()) });
        let start = desk.state.board().clone();
        let text = desk.state.board().note(note).map(|note| note.text.clone()).expect("it is there");
        desk.keys("g f").text(&text).keys("enter E");
        for (text, down, key) in &texts {
            for _ in 0..*down {
                desk.keys("j");
            }
            desk.keys(key);
            if desk.state.details().is_some_and(|details| details.editing.is_some()) {
                desk.send(Message::Paste(text.clone()));
                desk.screen();
                desk.keys("tab");
                desk.screen();
                desk.keys("enter enter");
                desk.screen();
                desk.keys("esc");
            }
            if desk.state.details().is_none() {
                desk.keys("E");
            }
            for row in rows(&desk.buffer(Depth::True)) {
                prop_assert!(!row.chars().any(char::is_control), "{row:?}");
            }
        }
        // All of it is steps on the board, and none is left when they are undone.
        while desk.state.history().here() > Some(0) {
            desk.keys("u");
        }
        prop_assert_eq!(desk.state.board(), &start);
    }
}
