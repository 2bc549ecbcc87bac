//! Deriving from a feature request, by keys and by the mouse.

use ratatui::layout::Position;
use ratatui::style::Modifier;
use squall::app::{Act, Button, Effect, Message, Mode, Mouse};
use squall::board::{Clock, Edit, Kind, Session};
use squall::view::theme::Depth;

use crate::Case;
use crate::common::{Desk, empty, subscription_box};

/// The feature of the method's own text, in two paragraphs.
const FEATURE: &str = "Customers can subscribe to a monthly product box. They are charged monthly.\r\n\r\nIf payment fails, retry twice, \
                       then pause the subscription.\r\n";

/// An empty board whose request was pasted, with the keys in the pane.
fn desk() -> Desk {
    sized(120, 36)
}

fn sized(columns: u16, rows: u16) -> Desk {
    let mut it = Desk::sized(empty(""), columns, rows);
    it.keys("F d").send(Message::Paste(FEATURE.into())).keys("enter");
    it
}

fn request(it: &Desk) -> String {
    it.state.request().map_or_else(String::new, |request| request.text.clone())
}

/// What was taken: the words and the kind.
fn taken(it: &Desk) -> Vec<(String, Kind)> {
    let Some(request) = it.state.request() else { return Vec::new() };
    let words = |from, to| request.text.chars().skip(from as usize).take((to - from) as usize).collect();
    request.taken.iter().map(|taken| (words(taken.from, taken.to), taken.kind)).collect()
}

/// The words in hand as they would be a note.
fn hand(it: &Desk) -> String {
    it.state.note_in_hand().map_or_else(String::new, |(says, _)| says)
}

fn texts(it: &Desk) -> Vec<(&str, Kind)> {
    it.state.board().notes().iter().map(|note| (note.text.as_str(), note.kind())).collect()
}

fn derives(it: &Desk) -> bool {
    matches!(it.state.mode, Mode::Derive)
}

/// The title of the step one is at.
fn step(it: &Desk) -> &'static str {
    it.state.deriving().map_or("closed", |deriving| deriving.at().title)
}

fn mouse(it: &mut Desk, act: Act, at: Position) {
    it.send(Message::Mouse(Mouse { act, column: at.x, row: at.y, ctrl: false, shift: false }));
}

/// The cell in which something begins on the screen.
fn cell(it: &Desk, text: &str) -> Position {
    let screen = it.screen();
    let found = screen.lines().enumerate().find_map(|(y, line)| Some((line[..line.find(text)?].chars().count(), y)));
    let (x, y) = found.unwrap_or_else(|| panic!("{text} is not on the screen\n{screen}"));
    Position::new(x as u16, y as u16)
}

pub const CASES: &[Case] = &[
    ("request.write", || {
        let mut it = Desk::new(empty(""));
        it.keys("F r").text("Customers subscribe.").keys("ctrl-j").text("They pay.").keys("enter");
        assert_eq!(request(&it), "Customers subscribe.\nThey pay.");
        assert!(it.said().contains("F d goes through it"), "{}", it.said());
        assert!(matches!(it.state.mode, Mode::Wall));
        assert_eq!(it.keys("u").state.request(), None, "it can be undone");
        assert_eq!(request(it.keys("ctrl-r")), "Customers subscribe.\nThey pay.");
        it.keys("F r").text(" And leave.").keys("esc");
        assert_eq!(
            (request(&it).as_str(), it.said().as_str()),
            ("Customers subscribe.\nThey pay.", "the request is left as it was; F r goes on with what was typed")
        );
        it.keys("l F r").text(" Soon.").keys("enter");
        assert_eq!(request(&it), "Customers subscribe.\nThey pay. And leave. Soon.", "what was typed is not lost");
        it.keys("F r esc");
        assert_eq!(it.said(), "", "nothing was typed");
        // A paste of several paragraphs goes in whole, and the editor has it.
        let mut it = Desk::new(empty(""));
        it.keys("F r").send(Message::Paste(FEATURE.into())).keys("ctrl-e");
        let whole = FEATURE.replace("\r\n", "\n").trim().to_owned();
        assert_eq!(it.effects, [Effect::Editor(whole.clone())]);
        it.send(Message::Edited(Ok(format!("{whole}\r\nOr not.\n")))).keys("enter");
        assert_eq!(request(&it), format!("{whole}\nOr not."));
        // Without a text there is none.
        it.keys("F r").send(Message::Edited(Ok(String::new()))).keys("enter");
        assert_eq!(it.state.request(), None);
        assert!(it.said().contains("u brings it back"), "{}", it.said());
        it.keys("F r enter");
        assert_eq!(it.said(), "there is no feature request; F r writes one");
    }),
    ("request.derive", || {
        let mut it = desk();
        assert!(derives(&it) && step(&it) == "Events", "what is kept is derived from at once");
        let screen = it.screen();
        for said in ["› ", "○ 1 ▲ Events none yet", "○ 5 ▤ Read models none yet", "ask: what happens?", "They are charged monthly."]
        {
            assert!(screen.contains(said.trim()), "{said}\n{screen}");
        }
        it.keys("esc");
        assert!(!derives(&it) && it.screen().contains("They are charged"), "it stays in sight");
        assert!(derives(it.keys("F d")));
        let mut it = Desk::new(empty(""));
        it.keys("F d esc");
        assert!(it.state.deriving().is_none(), "nothing to derive from");
    }),
    ("request.right", || {
        let mut it = desk();
        assert_eq!(hand(&it), "Customers");
        assert_eq!(hand(it.keys("l")), "can");
        assert_eq!(hand(it.keys("right")), "subscribe");
        assert_eq!(hand(it.keys("shift-right shift-right")), "subscribe to a");
    }),
    ("request.left", || {
        let mut it = desk();
        assert_eq!(hand(it.keys("h")), "Customers");
        assert_eq!(hand(it.keys("G h")), "the");
        assert_eq!(hand(it.keys("left")), "pause");
        assert_eq!(hand(it.keys("shift-left shift-left")), "twice, then pause");
    }),
    ("request.down", || {
        let mut it = desk();
        assert_eq!(hand(it.keys("j")), "box");
        assert_eq!(hand(it.keys("down")), "If", "an empty line has no word");
        assert_eq!(hand(it.keys("shift-down")), "If payment fails, retry twice, then pause the subscription");
    }),
    ("request.up", || {
        let mut it = desk();
        assert_eq!(hand(it.keys("j j k")), "box");
        assert_eq!(hand(it.keys("up up up")), "Customers");
        assert_eq!(hand(it.keys("j shift-up")), "Customers can subscribe to a monthly product box");
    }),
    ("request.page-down", || {
        assert_eq!(hand(desk().keys("ctrl-d")), "subscription");
        let mut it = long();
        it.keys("pagedown");
        assert!(hand(&it) != "Line" && it.screen().contains(&hand(&it)), "{}", hand(&it));
    }),
    ("request.page-up", || {
        assert_eq!(hand(desk().keys("G ctrl-u")), "Customers");
        let mut it = long();
        assert_eq!(hand(it.keys("pagedown pageup")), "Line0");
    }),
    ("request.first", || {
        for keys in ["g g", "home"] {
            assert_eq!(hand(desk().keys("G").keys(keys)), "Customers");
        }
    }),
    ("request.last", || {
        for keys in ["G", "end"] {
            assert_eq!(hand(desk().keys(keys)), "subscription");
        }
        let mut it = long();
        assert_eq!(hand(it.keys("G")), "end199");
        assert!(it.screen().contains("end199") && it.screen().contains("of 200"), "{}", it.screen());
    }),
    ("request.select", || {
        let mut it = desk();
        it.keys("l l v l l l l l");
        assert_eq!(hand(&it), "subscribe to a monthly product box");
        assert_eq!(hand(it.keys("v")), "box", "the same key lets go");
        assert_eq!(hand(it.keys("space h")), "product box");
        // What is selected is seen without colours too.
        let buffer = it.buffer(Depth::Plain);
        let at = cell(&it, "product");
        assert!(buffer[(at.x, at.y)].modifier.contains(Modifier::REVERSED));
    }),
    ("request.take", || {
        let mut it = desk();
        it.keys("l l v l l l l l enter");
        assert_eq!(texts(&it), [("subscribe to a monthly product box", Kind::Event)]);
        assert_eq!(it.said(), "added event subscribe to a monthly product box; e words it otherwise");
        assert_eq!((hand(&it).as_str(), it.focused().as_str()), ("They", "subscribe to a monthly product box"));
        assert_eq!(taken(&it), [("subscribe to a monthly product box".to_owned(), Kind::Event)]);
        let buffer = it.buffer(Depth::Plain);
        let at = cell(&it, "monthly product");
        assert!(buffer[(at.x, at.y)].modifier.contains(Modifier::UNDERLINED), "taken words are seen without colours");
        // Behind the last one that came from the request, wherever the focus is.
        it.keys("l l v l enter enter");
        let all = ["subscribe to a monthly product box", "charged monthly", "If"];
        assert_eq!(texts(&it).iter().map(|(text, _)| *text).collect::<Vec<_>>(), all, "{}", it.said());
        // The note and its mark are one step.
        it.keys("u");
        assert_eq!((texts(&it).len(), taken(&it).len(), derives(&it)), (2, 2, true));
        it.keys("u u ctrl-r");
        assert_eq!((texts(&it).len(), taken(&it).len()), (1, 1));
        // What is there already is only marked.
        let mut it = desk();
        it.keys("esc a").text("Retry_Twice").keys("esc F d G h h h h v h enter");
        assert_eq!(texts(&it), [("Retry_Twice", Kind::Event)]);
        assert_eq!(it.said(), "the event Retry_Twice is there already; its words are marked");
        assert_eq!(taken(&it), [("retry twice".to_owned(), Kind::Event)]);
        it.keys("h v h enter");
        assert_eq!((taken(&it).len(), it.state.history().len()), (1, 3), "and marked once: {}", it.said());
    }),
    ("request.word", || {
        let mut it = desk();
        it.keys("l l e");
        assert!(it.screen().contains("━ ▲ event ━"), "{}", it.screen());
        it.keys("ctrl-u").text("Subscription Created").keys("enter");
        assert_eq!((texts(&it), derives(&it)), (vec![("Subscription Created", Kind::Event)], true));
        assert_eq!((taken(&it), hand(&it).as_str()), (vec![("subscribe".to_owned(), Kind::Event)], "to"));
        assert!(it.keys("u").state.board().notes().is_empty() && taken(&it).is_empty(), "one step");
        it.keys("ctrl-r");
        assert_eq!((texts(&it).len(), taken(&it).len()), (1, 1));
        // Behind a note just made, that one.
        it.keys("l enter e ctrl-u").text("Box Chosen").keys("enter");
        assert_eq!((it.focused().as_str(), derives(&it), taken(&it).len()), ("Box Chosen", true, 2));
        // Once it has been worded, or where one has walked on or to another step, the words in hand are meant again.
        let texts_before = texts(&it).len();
        it.keys("e ctrl-u").text("Box Packed").keys("enter");
        assert!(it.has("Box Chosen") && it.has("Box Packed") && texts(&it).len() == texts_before + 1, "{:?}", texts(&it));
        it.keys("enter tab e").keys("esc shift-tab");
        assert!(it.has("Box Packed") && derives(&it));
        it.keys("u u");
        // Left as they stand, the words become nothing; what was typed is kept.
        it.keys("G e esc");
        assert_eq!((texts(&it).len(), derives(&it)), (2, true));
        it.keys("e").text(" Paused").keys("esc");
        assert_eq!((it.focused().as_str(), derives(&it)), ("subscription Paused", true));
        it.keys("G h e ctrl-u").text("box chosen").keys("enter");
        assert_eq!(it.said(), "the event Box Chosen is there already; its words are marked");
        // A policy that is written as one takes its arrows along, in one step.
        let count = it.state.board().notes().len();
        it.keys("4 g g e ctrl-u").text("When Box Chosen then Send Box").keys("enter");
        assert!(it.has("Send Box") && it.linked("Box Chosen", &it.focused()), "{}", it.screen());
        assert_eq!(taken(&it).last().map(|(_, kind)| *kind), Some(Kind::Policy));
        it.keys("u");
        assert_eq!((it.state.board().notes().len(), taken(&it).len()), (count, 4));
        // A note that is written later has nothing to do with the words.
        it.keys("g g e enter esc a").text("Another").keys("enter esc");
        assert!(matches!(it.state.mode, Mode::Wall) && it.has("Another"));
    }),
    ("request.kind", || {
        let mut it = desk();
        it.keys("t a");
        assert_eq!((texts(&it), derives(&it)), (vec![("Customers", Kind::Actor)], true));
        it.keys("t esc");
        assert!(derives(&it) && texts(&it).len() == 1, "staying stays here");
    }),
    ("request.next", || {
        let mut it = desk();
        it.keys("tab");
        assert_eq!((step(&it), it.said().as_str()), ("Commands", "1 Events: none yet – shift-tab goes back there"));
        it.keys("1 enter n n");
        assert_eq!(it.said(), "2 Commands: none yet – shift-tab goes back there");
        it.keys("n n n");
        assert_eq!(step(&it), "Read models");
        assert_eq!(it.said(), "this is the last step; still to walk: 2 Commands, 3 Aggregates, 4 Policies, 5 Read models");
        let mut it = walked();
        it.keys("2 n");
        assert_eq!(it.said(), "2 Commands: 1 event without one – shift-tab goes back there");
        it.keys("5 n");
        assert!(it.said().starts_with("all five steps are walked (open: 2 Commands: 1 event without one"), "{}", it.said());
        assert!(it.said().ends_with("what comes next are hot spots – what don't we know? – and contexts"), "{}", it.said());
    }),
    ("request.previous", || {
        let mut it = desk();
        assert_eq!(step(it.keys("n n N")), "Commands");
        assert_eq!(step(it.keys("shift-tab")), "Events");
        assert_eq!(it.keys("N").said(), "this is the first of the five steps");
    }),
    ("request.step", || {
        let mut it = desk();
        for (key, title) in [("4", "Policies"), ("1", "Events"), ("5", "Read models"), ("2", "Commands"), ("3", "Aggregates")] {
            assert_eq!(step(it.keys(key)), title);
        }
    }),
    ("request.leave", || {
        let mut it = desk();
        assert!(derives(it.keys("v l esc")), "first the selection");
        assert_eq!(hand(&it), "can");
        assert!(!derives(it.keys("esc")) && it.state.deriving().is_some());
    }),
    ("request.close", || {
        for key in ["q", "X"] {
            let mut it = desk();
            it.keys("enter").keys(key);
            assert!(it.state.deriving().is_none() && matches!(it.state.mode, Mode::Wall));
            assert_eq!(it.said(), "still to walk: 2 Commands, 3 Aggregates, 4 Policies, 5 Read models – F d goes on there");
            assert!(!it.screen().contains("They are charged"), "{}", it.screen());
        }
        // From the wall too, where it has the place of the run.
        let mut it = desk();
        it.keys("esc");
        assert!(it.state.deriving().is_some() && it.screen().contains("X close the request"), "{}", it.screen());
        assert!(it.keys("X").state.deriving().is_none() && it.said().starts_with("still to walk"), "{}", it.said());
        let mut it = walked();
        assert_eq!(it.keys("q").said(), "all five steps are walked; hot spots and contexts come next");
    }),
];

/// A request of two hundred lines.
fn long() -> Desk {
    let mut it = Desk::sized(empty(""), 80, 24);
    let lines: Vec<String> = (0..200).map(|line| format!("Line{line} to its end{line}")).collect();
    it.keys("F d").send(Message::Paste(lines.join("\n"))).keys("enter");
    it
}

/// A board on which each of the five steps has found something.
fn walked() -> Desk {
    let mut it = desk();
    it.keys("enter n l enter n l enter n l enter n l enter");
    let kinds: Vec<Kind> = texts(&it).iter().map(|(_, kind)| *kind).collect();
    assert_eq!(kinds, [Kind::Event, Kind::Command, Kind::Aggregate, Kind::Policy, Kind::ReadModel]);
    it
}

#[test]
fn words_that_were_taken_move_with_the_request_and_go_with_it() {
    let mut it = desk();
    it.keys("l l enter j j v l l enter");
    let both = taken(&it);
    assert_eq!(both.len(), 2);
    let longer = format!("Since May: {}", request(&it));
    it.keys("F r").send(Message::Edited(Ok(longer))).keys("enter");
    assert!(derives(&it), "back where one came from");
    assert_eq!(taken(&it), both);
    let without = request(&it).replace("subscribe", "sign up");
    it.keys("F r").send(Message::Edited(Ok(without))).keys("enter");
    assert_eq!(taken(&it), both[1..]);
    assert_eq!(it.said(), "words that a note was made of are not there any more; the note stays");
    assert_eq!(it.state.board().notes().len(), 2);
    assert_eq!(taken(it.keys("u")), both);
    // Where the request is taken away there is nothing to derive from.
    it.keys("u u u u u");
    assert_eq!((it.state.request(), step(&it)), (None, "closed"));
    it.keys("ctrl-r ctrl-r F d");
    assert!(derives(&it));
}

#[test]
fn a_session_begins_at_the_step_its_phase_is_about() {
    let mut it = Desk::new(subscription_box());
    it.keys("F r").text("Customers subscribe").keys("enter F d");
    assert_eq!(step(&it), "Commands", "the first that is not done");
    assert!(it.screen().contains("◐ 2 ■ Commands 8 · 1 event without one"), "{}", it.screen());
    let mut it = Desk::new(subscription_box());
    let session = Session { phase: 5, clock: Clock::None, log: Vec::new(), earlier: Vec::new(), unknown: Vec::new() };
    it.edit(Edit::SetSession(Some(session))).keys("F r").text("Customers subscribe").keys("enter F d");
    assert_eq!(step(&it), "Read models");
    // What a phase was about that is over was walked in it, whatever it has left open.
    assert_eq!(it.keys("q").said(), "all five steps are walked; hot spots and contexts come next");
    let mut it = Desk::new(subscription_box());
    it.keys("F r").text("Customers subscribe").keys("enter F d q");
    assert_eq!(it.said(), "still to walk: 4 Policies, 5 Read models – F d goes on there");
    // A request that is in sight goes along with the phases; a pause changes nothing.
    let mut it = desk();
    it.keys("esc F F enter");
    for title in ["Events", "Commands", "Aggregates", "Policies", "Read models", "Read models"] {
        it.keys("F n enter");
        assert_eq!(step(&it), title);
    }
    it.keys("F d 4 F p F F");
    assert_eq!(step(&it), "Policies");
}

#[test]
fn one_pane_at_a_time() {
    let mut it = desk();
    it.keys("enter esc I");
    assert!(it.state.deriving().is_none() && it.state.inspector().is_some());
    it.keys("F d");
    assert!(it.state.deriving().is_some() && it.state.inspector().is_none());
    let mut it = Desk::new(subscription_box());
    it.at("Create Subscription").keys("x F r").text("Customers subscribe").keys("enter F d");
    assert!(it.state.deriving().is_some() && it.state.run_pane().is_none(), "the run waits behind");
    it.keys("esc .");
    assert!(it.state.deriving().is_none() && it.state.run_pane().is_some(), "who goes on with the run sees it");
    it.keys("F d q");
    assert!(it.state.run_pane().is_some(), "what was behind is there again");
}

#[test]
fn help_and_the_palette_come_back_to_the_request() {
    let mut it = desk();
    assert!(derives(it.keys("? esc")));
    assert!(derives(it.keys(": esc")));
    it.keys(":").text("undo").keys("enter");
    assert!(it.said().starts_with("undid: write the feature request"), "{}", it.said());
}

#[test]
fn the_mouse_selects_words_and_goes_to_steps() {
    let mut it = desk();
    let (from, to) = (cell(&it, "payment"), cell(&it, "twice"));
    mouse(&mut it, Act::Press(Button::Left), from);
    assert_eq!(hand(&it), "payment");
    mouse(&mut it, Act::Drag(Button::Left), to);
    mouse(&mut it, Act::Release(Button::Left), to);
    assert_eq!(hand(&it), "payment fails, retry twice");
    it.keys("enter");
    assert_eq!(it.focused(), "payment fails, retry twice");
    let policies = cell(&it, "Policies none");
    mouse(&mut it, Act::Press(Button::Left), policies);
    mouse(&mut it, Act::Release(Button::Left), policies);
    assert_eq!(step(&it), "Policies");
    // Beyond the text, a drag reaches to its last word.
    let at = cell(&it, "They");
    mouse(&mut it, Act::Press(Button::Left), at);
    mouse(&mut it, Act::Drag(Button::Left), Position::new(119, 30));
    assert!(hand(&it).starts_with("They are") && hand(&it).ends_with("subscription"), "{}", hand(&it));
    mouse(&mut it, Act::Release(Button::Left), Position::new(119, 30));
    // From the wall, a click goes in and the wheel goes from line to line.
    it.keys("esc esc");
    let at = cell(&it, "Customers");
    mouse(&mut it, Act::Press(Button::Left), at);
    assert!(derives(&it) && hand(&it) == "Customers");
    let at = cell(&it, "Customers");
    mouse(&mut it, Act::Down, at);
    assert_eq!(hand(&it), "box");
    mouse(&mut it, Act::Press(Button::Left), Position::new(5, 20));
    assert!(!derives(&it) && it.state.deriving().is_some(), "a click on the wall goes there");
}

#[test]
fn a_request_of_any_writing_is_walked_word_by_word() {
    let mut it = Desk::sized(empty(""), 40, 12);
    let text = "支払いが失敗した。 e\u{301}te\u{301} 👩‍👩‍👧‍👦 \u{1b}[31mred\u{202e} Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft end";
    it.keys("F d").send(Message::Paste(text.into())).keys("enter g g");
    let mut seen = vec![hand(&it)];
    for _ in 0..40 {
        it.keys("l");
        it.screen();
        if seen.last() != Some(&hand(&it)) {
            seen.push(hand(&it));
        }
    }
    assert_eq!(seen.last().map(String::as_str), Some("end"));
    assert!(seen.contains(&"e\u{301}te\u{301}".to_owned()) && seen.iter().any(|word| word.starts_with("Donau")), "{seen:?}");
    it.keys("g g v G enter");
    assert_eq!(it.state.board().notes().len(), 1);
}

#[test]
fn how_it_looks() {
    for (columns, rows) in [(80, 24), (120, 36), (40, 12)] {
        let mut it = sized(columns, rows);
        it.keys("l l e ctrl-u").text("Subscription Created").keys("enter j v l enter 2 g g l l v l");
        crate::keep!(format!("deriving_{columns}x{rows}"), it);
    }
    let mut it = sized(80, 24);
    it.keys("l l enter F r");
    crate::keep!("request_80x24", it);
    it.keys("esc v l l");
    crate::keep!("deriving_without_colours_80x24", it, Depth::Plain);
}

#[test]
fn a_request_is_in_sight_again_where_a_board_is_opened_in_the_middle_of_its_session() {
    let mut it = desk();
    it.keys("esc F F enter a").text("Box Ordered").keys("enter esc F k F F");
    let text = squall::store::write(it.state.board());
    let opened = |columns| Desk::sized(squall::store::read(&text, &mut uuid::Uuid::nil).expect("it can be read"), columns, 36);
    let mut again = opened(120);
    assert_eq!(step(&again), "Events");
    assert!(again.screen().contains("Customers can subscribe") && !derives(&again), "{}", again.screen());
    again.keys("F k F F");
    assert_eq!(step(&again), "Commands", "it goes along");
    // Where it would cover half of the wall, it waits to be asked for.
    assert_eq!(step(&opened(80)), "closed");
    // Once the session is about something else it is not there.
    it.keys("F k F k F k F k F k");
    let text = squall::store::write(it.state.board());
    let later = Desk::sized(squall::store::read(&text, &mut uuid::Uuid::nil).expect("it can be read"), 120, 36);
    assert_eq!(step(&later), "closed");
}

#[test]
fn a_sign_that_is_no_word_is_not_marked_as_one() {
    let mut it = Desk::new(empty(""));
    it.keys("F d").send(Message::Paste("Customers – subscribe".into())).keys("enter l e");
    assert!(derives(&it), "{}", it.said());
    assert_eq!(it.said(), "that is no word; a note needs some");
    it.keys("l e").text("d").keys("enter");
    assert_eq!(taken(&it), [("subscribe".to_owned(), Kind::Event)]);
    let text = squall::store::write(it.state.board());
    assert!(squall::store::read(&text, &mut uuid::Uuid::nil).is_ok(), "{text}");
}

#[test]
fn words_stay_marked_in_a_file_that_writes_letters_with_fewer_signs() {
    let mut it = Desk::new(empty(""));
    it.keys("F d").send(Message::Paste("Cafe\u{301}s order beans".into())).keys("enter l enter");
    assert_eq!(taken(&it), [("order".to_owned(), Kind::Event)]);
    let text = squall::store::write(it.state.board());
    let again = Desk::new(squall::store::read(&text, &mut uuid::Uuid::nil).expect("it can be read"));
    assert_eq!(taken(&again), taken(&it));
}
