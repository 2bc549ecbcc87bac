//! What somebody who leads a session does over and over, in keys.

use squall::app::{Effect, Message, Mode};
use squall::board::{Detail, Kind};
use squall::engine::{Happening, Run};
use squall::method::gap::question;
use squall::store;

use crate::common::{Desk, Exact};

/// What the room says to a question.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Say {
    /// An answer, typed.
    Type(&'static str),
    /// What is typed in the line already.
    Take(&'static str),
    /// Nothing is missing, it is meant so.
    MeantSo,
    /// Nobody knows: a question back, which is a hot spot. What was asked stays open.
    Wonder(&'static str),
    /// Nobody can say that now.
    LeaveOpen,
}

use Say::{LeaveOpen, MeantSo, Take, Type, Wonder};

/// The screen on which all is read. On others lines break elsewhere, and the smallest have not got room for everything.
pub const SCREEN: (u16, u16) = (120, 36);

/// Reads on the screen what must stand there.
pub fn sees(it: &Desk, said: &[&str]) {
    let screen = it.screen();
    if it.state.size == SCREEN {
        for said in said {
            assert!(screen.contains(said), "{said} is not on the screen:\n{screen}");
        }
    }
}

/// Reads in the top row which of the eight phases it is, and the timer.
pub fn in_phase(it: &Desk, number: usize, name: &str, timer: &str) {
    let top = it.screen().lines().next().unwrap_or_default().to_owned();
    let wide = format!("{name} · phase {number} of 8 · {timer}");
    assert!(top.contains(if it.state.size == SCREEN { &wide } else { timer }), "{top}");
    assert_eq!(it.state.phase().map(|phase| phase.name.as_str()), Some(name));
}

/// The question that is being asked, if one is.
pub fn asked(it: &Desk) -> Option<String> {
    it.state.answering().and_then(|_| it.state.asked())
}

/// One round of questions: every question that comes up is read on the screen and answered as prepared, half a minute each, until
/// nothing is asked that was not left open before. Every answer that was prepared must have been asked for.
pub fn round(it: &mut Desk, prepared: &[(&str, Say)]) {
    let mut seen: Vec<String> = Vec::new();
    it.keys("Q");
    while let Some(question) = asked(it).filter(|question| !seen.contains(question)) {
        sees(it, &[&question]);
        it.tick(30);
        let say = prepared.iter().find(|(known, _)| *known == question).map(|(_, say)| *say);
        match say.unwrap_or_else(|| panic!("nobody has prepared an answer to: {question}\n{}", it.screen())) {
            Type(answer) | Wonder(answer) => it.text(answer).keys("enter"),
            Take(answer) => {
                sees(it, &[answer]);
                it.keys("enter")
            }
            MeantSo => it.keys("ctrl-x"),
            LeaveOpen => it.keys("tab"),
        };
        let stays_open = matches!(say, Some(Wonder(_) | LeaveOpen));
        assert_eq!(missing(it).contains(&question), stays_open, "{question} {:?}: {}", say, it.said());
        seen.push(question);
    }
    it.keys("esc");
    let is_unheard = |known: &&str| !seen.iter().any(|seen| seen == known);
    let unheard: Vec<&str> = prepared.iter().map(|(known, _)| *known).filter(is_unheard).collect();
    assert!(unheard.is_empty(), "never asked: {unheard:#?}\nasked: {seen:#?}");
}

/// What is missing in the phase, as questions.
fn missing(it: &Desk) -> Vec<String> {
    let board = it.state.board();
    it.state.missing().iter().map(|missing| question(board, missing).to_string()).collect()
}

/// Finishes the phase, reads its summary, and starts the next phase from there.
pub fn finish(it: &mut Desk, summary: &[&str]) {
    it.tick(10).keys("F n");
    assert!(matches!(it.state.mode, Mode::Page(_)), "{}", it.screen());
    sees(it, summary);
    it.keys("enter");
}

/// Goes to words of the feature request and selects them.
pub fn select(it: &mut Desk, words: &str) {
    it.keys("g g");
    let first = words.split(' ').next().expect("some words");
    let hand = |it: &Desk| it.state.note_in_hand().map_or_else(String::new, |(text, _)| text);
    for _ in 0..100 {
        if hand(it) == first {
            break;
        }
        it.keys("l");
    }
    it.keys("v");
    for _ in words.split(' ').skip(1) {
        it.keys("l");
    }
    assert_eq!(hand(it), words);
}

/// Marks the row of the form that begins so.
fn go(it: &mut Desk, row: &str) {
    let shown = |it: &Desk| {
        let row = it.state.details().and_then(|details| details.row(it.state.board())).expect("there is a row");
        format!("{} {}", row.label, row.value).trim().to_owned()
    };
    it.keys("home");
    for _ in 0..60 {
        if shown(it).starts_with(row) {
            return;
        }
        it.keys("j");
    }
    panic!("no row {row} in\n{}", it.screen());
}

/// Opens the form of a note and adds to its lists, or writes in its rows.
pub fn fill(it: &mut Desk, note: &str, rows: &[(&str, &str)]) {
    it.at(note).keys("E");
    for (row, text) in rows {
        go(it, row);
        it.keys("enter home ctrl-k").text(text).keys("enter");
        assert!(it.state.details().is_some_and(|details| details.editing.is_none()), "{row} {text}: {}", it.screen());
    }
    it.keys("esc");
}

/// Takes what was there before off a form: the row that begins so, as often as said.
pub fn drop_rows(it: &mut Desk, note: &str, row: &str, times: usize) {
    it.at(note).keys("E");
    for _ in 0..times {
        go(it, row);
        it.keys("d");
    }
    it.keys("esc");
}

/// How many ways a command can come out.
pub fn outcomes(it: &Desk, command: &str) -> usize {
    match &it.note(command).detail {
        Detail::Command(command) => command.outcomes.len(),
        other => panic!("{other:?}"),
    }
}

/// Closes the program, its board saved, and opens it again so many seconds later.
pub fn reopened(mut it: Desk, seconds: i64) -> Desk {
    it.keys("s");
    assert!(it.effects.iter().any(|effect| matches!(effect, Effect::Save(_))), "{:?}", it.effects);
    let text = store::write(it.state.board());
    let board = store::read(&text, &mut || panic!("every note has its id")).expect("it can be read");
    assert_eq!(&board, it.state.board());
    let (columns, rows) = it.state.size;
    let mut again = Desk::sized(board, columns, rows);
    again.source = Exact(it.source.0, it.source.1 + seconds);
    again.send(Message::Focused);
    again
}

/// Answers what the run asks with an option that says so.
pub fn choose(it: &mut Desk, option: &str) {
    let (_, options, _) = it.state.running().and_then(|running| running.options()).expect("the run asks something");
    let at = options.iter().position(|said| said.contains(option)).unwrap_or_else(|| panic!("no {option} in {options:?}"));
    it.keys(&(at + 1).to_string());
}

/// The events that a run has recorded, each with its virtual time in hours.
pub fn recorded(run: &Run) -> Vec<(i64, String)> {
    let mut told = Vec::new();
    for step in run.steps() {
        if let Happening::Recorded { event, .. } = step.what {
            told.push((step.at / 3600, run.model().events[event as usize].name.to_string()));
        }
    }
    told
}

/// The events in the order of the timeline.
pub fn events(it: &Desk) -> Vec<&str> {
    it.state.board().notes().iter().filter(|note| note.kind() == Kind::Event).map(|note| note.text.as_str()).collect()
}

/// What the timer says.
pub fn timer(it: &Desk) -> String {
    it.state.timer().unwrap_or_default()
}
