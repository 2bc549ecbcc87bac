//! The wall can be drawn whatever hangs on it, at any size and in any mode, and no key sequence leaves it inconsistent.

mod common;

use common::{Desk, draw, subscription_box};
use proptest::prelude::*;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use squall::app::wall::Zoom;
use squall::app::{Code, Key, Message, State, View, commands};
use squall::board::{Board, Context, ContextId, Edit, Heading, Kind, Note, NoteId, Place, Request, Taken};
use squall::view::theme::{Depth, Ground, Theme};
use uuid::Uuid;

fn nasty_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-z]{1,12}( [A-Z][a-z]{1,12}){0,5}",
        Just(String::new()),
        Just("\u{1b}[31m\u{7}\u{202e}abc\u{9b}2J\r\n\t\u{0}".to_owned()),
        Just("👩‍👩‍👧‍👦 支払いが失敗した ❤️ e\u{301}\u{301} \u{200d}\u{200b}\u{feff}".to_owned()),
        Just("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".to_owned()),
        Just(format!("Z{}algo", "\u{300}".repeat(50))),
        Just("﷽ ௌ நி 한국어 क्षि".to_owned()),
        any::<String>(),
    ]
}

prop_compose! {
    fn a_note()(kind in 0..8usize, at in -3..12i32, half in any::<bool>(), text in nasty_text(), context in 0..4usize)
        -> (Kind, f64, String, usize) {
        (Kind::ALL[kind], f64::from(at) + if half { 0.5 } else { 0.0 }, text, context)
    }
}

fn context(index: usize) -> ContextId {
    ContextId(Uuid::from_u128(0xc0 + index as u128))
}

/// A request of some paragraphs, or none.
fn a_request() -> impl Strategy<Value = String> {
    prop::collection::vec(nasty_text(), 0..30).prop_map(|lines| lines.join(" \n"))
}

fn a_board() -> impl Strategy<Value = Board> {
    (prop::collection::vec(a_note(), 0..40), prop::collection::vec((0..40u128, 0..40u128), 0..40), nasty_text(), a_request())
        .prop_map(|(notes, arrows, title, request)| {
            let mut board = Board::new(Heading::new("b", title.clone(), None));
            let taken = |from, to, kind| Taken { from, to, kind, unknown: Vec::new() };
            let taken = vec![taken(0, 3, Kind::Event), taken(2, 4_000_000_000, Kind::Policy), taken(2, 9, Kind::Command)];
            let request = Request { text: request, taken, unknown: Vec::new() };
            board.apply(Edit::SetRequest((!request.text.is_empty()).then_some(request))).expect("a request");
            for (index, name) in ["Billing", "支払い", &title].into_iter().enumerate() {
                let context = Context { id: context(index), name: name.to_owned(), colour: None, unknown: Vec::new() };
                board.apply(Edit::AddContext { context, index: None }).expect("a new context");
            }
            for (index, (kind, at, text, belongs)) in notes.into_iter().enumerate() {
                let id = NoteId(Uuid::from_u128(index as u128));
                let mut note = Note::new(id, kind, text, Place::new(at).expect("finite"));
                note.context = (belongs < 3).then(|| context(belongs));
                board.apply(Edit::Add { note: Box::new(note), before: None }).expect("a new note");
            }
            for (from, to) in arrows {
                let [from, to] = [from, to].map(|index| NoteId(Uuid::from_u128(index)));
                let _ = board.apply(Edit::Connect { from, to });
            }
            board
        })
}

/// Keys that open every mode and do something in it, and some that mean nothing.
fn a_key() -> impl Strategy<Value = Key> {
    let known: Vec<Key> =
        commands::table().flat_map(|command| command.keys.iter().flat_map(|keys| Key::parse_all(keys).expect("keys"))).collect();
    prop_oneof![
        6 => prop::sample::select(known),
        2 => prop::sample::select("hjklaAcCdtbnuUzesrpg1\u{202e}支".chars().collect::<Vec<_>>()).prop_map(|c| Key::plain(Code::Char(c))),
        2 => Just(Key::plain(Code::Enter)),
        1 => Just(Key::plain(Code::Esc)),
    ]
}

fn consistent(state: &State) {
    match state.focus() {
        Some(id) => assert!(state.board().note(id).is_some(), "the focus is on the board"),
        None => assert!(state.board().notes().is_empty(), "something is in focus"),
    }
    if let (Some(window), Some(spot)) = (state.window(), state.grid().draft().or_else(|| state.focus_spot())) {
        assert!(window.rect(spot).is_some() || state.stays(View::Wall), "the focus is in view, or the view was scrolled");
    }
    let catalog = state.catalog();
    if let (View::Catalog, Some(sheet), false) = (state.view, state.sheet(), catalog.rows().is_empty()) {
        let row = state.focus().and_then(|id| catalog.row_of(state.board().position(id)?)).expect("the focus has a row");
        let in_view = (catalog.scroll()..catalog.scroll() + usize::from(sheet.rows.height).max(1)).contains(&row);
        assert!(in_view || state.stays(View::Catalog), "it is in view, or the table was scrolled");
        assert!(sheet.columns.iter().all(|(_, x, width)| x + width <= sheet.rows.right()), "{sheet:?}");
    }
    let mut last = 0;
    for (index, note) in state.board().notes().iter().enumerate() {
        let spot = state.grid().spot_at(state.board(), index);
        assert!(spot.lane == note.kind().lane() && spot.unit + spot.width <= state.grid().width());
        last = last.max(spot.unit + spot.width);
    }
    assert!(last <= state.grid().width());
}

fn drawn(state: &State) {
    for theme in [Theme::new(Depth::True, Ground::Dark), Theme::new(Depth::Plain, Ground::Light)] {
        let buffer = draw(state, &theme);
        for cell in buffer.content() {
            let symbol = cell.symbol();
            let harmful = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            assert!(!symbol.chars().any(harmful), "{symbol:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn drawing_never_fails(
        board in a_board(),
        (columns, rows) in (1..=300u16, 1..=100u16),
        zoom in prop::sample::select(vec![Zoom::Line, Zoom::Note, Zoom::Large]),
        opened in prop::sample::select(vec!["", "x enter", "I", "f5", "f5 I S n", "& a", "f5 l & ! k i n d : e enter", "F m", "F m x enter", "F m f3", "F m f4 a", "F r", "F d", "F d v l j enter tab t", "F d e"]),
        keys in prop::collection::vec(a_key(), 0..8),
    ) {
        let mut desk = Desk::sized(board, columns, rows);
        desk.state.zoom = zoom;
        desk.send(Message::Resize(columns, rows));
        desk.keys(opened);
        drawn(&desk.state);
        for key in keys {
            desk.send(Message::Key(key));
            drawn(&desk.state);
        }
        desk.send(Message::Resize(rows, columns));
        drawn(&desk.state);
    }

    #[test]
    fn any_keys_leave_it_consistent_and_can_be_undone(board in a_board(), keys in prop::collection::vec(a_key(), 1..60)) {
        let start = board.clone();
        let mut desk = Desk::sized(board, 80, 24);
        for key in keys {
            desk.send(Message::Key(key));
            consistent(&desk.state);
        }
        // Out of whatever mode there is, then back to the beginning.
        desk.keys("esc esc esc esc");
        while desk.state.history().last().is_some() {
            desk.keys("u");
            consistent(&desk.state);
        }
        // Time cannot be turned back: how far a session is stays, and its agenda.
        let mut back = desk.state.board().clone();
        let timeless = vec![Edit::SetSession(None), Edit::SetAgenda { agenda: None, phases: Vec::new() }];
        back.apply(Edit::Group(timeless)).expect("any board takes it");
        prop_assert_eq!(&back, &start);
        while desk.state.history().next().is_some() {
            desk.keys("ctrl-r");
            consistent(&desk.state);
        }
    }
}

#[test]
fn every_small_size_can_be_drawn() {
    for columns in 1..60 {
        for rows in 1..20 {
            let mut desk = Desk::sized(subscription_box(), columns, rows);
            drawn(&desk.state);
            for keys in ["I", "f5", "I l l", "f2 F m", "F m F r", "esc F d a b c enter", "v l enter e", "enter n esc F r"] {
                drawn(&desk.keys(keys).state);
            }
        }
    }
}

#[test]
fn a_window_too_small_says_what_is_needed() {
    let desk = Desk::sized(subscription_box(), 30, 10);
    assert!(desk.screen().contains("Squall needs 40×12; this"), "{}", desk.screen());
}

#[test]
fn what_acts_is_marked_and_the_travelled_arrow_is_drawn() {
    let mut desk = Desk::sized(subscription_box(), 120, 36);
    let id = |text: &str| desk.note(text).id;
    let (from, to) = (id("Attempt Payment"), id("Payment Succeeded"));
    let before = desk.screen();
    desk.state.spotlight.acting = Some(to);
    desk.state.spotlight.travelled = Some((from, to));
    desk.state.spotlight.dim_rest = true;
    let screen = desk.screen();
    assert!(!before.contains('▶') || before.matches('▶').count() < screen.matches('▶').count());
    assert!(screen.contains("▶ Succeeded") && screen.contains("▍Payment"), "{screen}");
    assert!(screen.matches('▼').count() > before.matches('▼').count(), "{screen}");
}

#[test]
fn without_colour_nothing_is_coloured_and_the_focus_is_seen() {
    let desk = Desk::sized(subscription_box(), 120, 36);
    let buffer = desk.buffer(Depth::Plain);
    assert!(buffer.content().iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset)));
    assert!(common::rows(&buffer).iter().any(|row| row.contains("▌ Subscription ▐")), "{}", desk.screen());
}

/// A walk that comes by notes of every kind.
const WALK: &str = "jjjjjjjj lll kkkk lll jjj kkkkkkk hhh jjj hhh jj lll jj";

/// A terminal of 16 colours shows bold black as grey, and grey on paper cannot be read.
#[test]
fn of_16_colours_no_ink_on_paper_is_bold_and_what_is_related_is_underlined() {
    let mut desk = Desk::sized(subscription_box(), 120, 36);
    let is_underlined = |cell: &Cell| cell.modifier.contains(Modifier::UNDERLINED);
    for view in [View::Wall, View::Flow, View::Contexts, View::Catalog] {
        desk.state.view = view;
        for key in WALK.chars().filter(|key| *key != ' ') {
            let buffer = desk.keys(&key.to_string()).buffer(Depth::Basic);
            let is_bold = |cell: &Cell| cell.fg == Color::Black && cell.modifier.contains(Modifier::BOLD);
            assert!(!buffer.content().iter().any(is_bold), "{view:?}\n{}", desk.screen());
            assert!(view == View::Contexts || buffer.content().iter().any(is_underlined), "{view:?}\n{}", desk.screen());
            let is_blank = |cell: &Cell| cell.symbol() == " " && is_underlined(cell);
            let blank = buffer.content().windows(2).any(|two| two.iter().all(is_blank));
            assert!(!blank, "blank paper is not underlined: {view:?}\n{}", desk.screen());
        }
    }
}

#[test]
fn the_hint_bar_stays_as_it_is_under_whoever_walks() {
    let mut desk = Desk::sized(subscription_box(), 200, 50);
    let mut bars: Vec<String> = Vec::new();
    let mut kinds: Vec<Kind> = Vec::new();
    for key in WALK.chars().filter(|key| *key != ' ') {
        let buffer = desk.keys(&key.to_string()).buffer(Depth::True);
        let bar = common::rows(&buffer).pop().expect("a bar");
        let kind = desk.state.focused().expect("a note").kind();
        let at = bar.find("r what follows").expect("the chain is in the bar");
        let is_there = buffer[(bar[..at].chars().count() as u16, 49)].modifier.contains(Modifier::BOLD);
        assert_eq!(is_there, !matches!(kind, Kind::ReadModel | Kind::HotSpot), "{kind:?}: {bar}");
        bars.push(bar);
        kinds.push(kind);
    }
    bars.dedup();
    assert_eq!(bars.len(), 1, "{bars:#?}");
    assert!(kinds.contains(&Kind::ReadModel) && kinds.contains(&Kind::Actor), "{kinds:?}");
}
