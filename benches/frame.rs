//! What a frame costs at 200×50: moving the focus, and stepping a run, on boards of any size. The figures must not grow with the board.

#[path = "support/long.rs"]
mod long;
mod support;

use std::hint::black_box;

use chrono::{DateTime, Utc};
use divan::Bencher;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use squall::app::{Key, Message, Opened, Source, State, update};
use squall::board::Board;
use squall::view::theme::{Depth, Ground, Theme};
use uuid::Uuid;

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [200, 20_000, 100_000];
const SCREEN: (u16, u16) = (200, 50);

/// Ids and times that nobody looks at.
struct Nothing;

impl Source for Nothing {
    fn id(&mut self) -> Uuid {
        Uuid::nil()
    }

    fn now(&mut self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }
}

struct Desk {
    state: State,
    theme: Theme,
    shown: Buffer,
    next: Buffer,
}

impl Desk {
    /// In the middle of the timeline of a board.
    fn new(notes: usize) -> Desk {
        let mut desk = Desk::with(support::board(notes));
        desk.press("l l l l l l l l");
        desk
    }

    /// Beside a run of a hundred thousand steps, at its end.
    fn long_run() -> Desk {
        let mut desk = Desk::with(long::for_ever(""));
        desk.press("x a > > > > > > > > > >");
        let steps = desk.state.running().map(|running| running.run().len());
        assert!(steps.is_some_and(|steps| steps >= 100_000), "{steps:?}");
        desk
    }

    fn with(board: Board) -> Desk {
        let opened = Opened { unsaved: false, board, path: None, new: false, welcome: None };
        let area = Rect::new(0, 0, SCREEN.0, SCREEN.1);
        Desk {
            state: State::new(opened, SCREEN),
            theme: Theme::new(Depth::True, Ground::Dark),
            shown: Buffer::empty(area),
            next: Buffer::empty(area),
        }
    }

    fn press(&mut self, keys: &str) {
        for key in Key::parse_all(keys).expect("keys") {
            update(&mut self.state, Message::Key(key), &mut Nothing);
        }
    }

    /// Draws, and finds what has to be sent to the terminal.
    fn frame(&mut self) -> usize {
        self.next.reset();
        black_box(squall::view::draw(&self.state, &self.theme, &mut self.next));
        let changes = self.shown.diff(&self.next).len();
        std::mem::swap(&mut self.shown, &mut self.next);
        changes
    }
}

/// Some keys and a frame, others that take them back and a frame.
fn there_and_back(bencher: Bencher<'_, '_>, desk: &mut Desk, there: &str, back: &str) {
    bencher.bench_local(|| {
        desk.press(there);
        let changes = desk.frame();
        desk.press(back);
        changes + desk.frame()
    });
}

/// The focus goes to a neighbour and back: two keys, two frames.
#[divan::bench(args = SIZES)]
fn moving_the_focus(bencher: Bencher<'_, '_>, notes: usize) {
    let mut desk = Desk::new(notes);
    there_and_back(bencher, &mut desk, "l", "h");
}

/// Half a screen on and back: two keys, two frames in which everything changes.
#[divan::bench(args = SIZES)]
fn scrolling(bencher: Bencher<'_, '_>, notes: usize) {
    let mut desk = Desk::new(notes);
    there_and_back(bencher, &mut desk, "ctrl-d", "ctrl-u");
}

/// One step of a run back and forward again beside the wall: two keys, two frames.
#[divan::bench(args = SIZES)]
fn stepping(bencher: Bencher<'_, '_>, notes: usize) {
    let mut desk = Desk::new(notes);
    desk.press("x a . . . . . . . .");
    there_and_back(bencher, &mut desk, ",", ".");
}

/// The same at the end of a run of a hundred thousand steps.
#[divan::bench]
fn stepping_a_long_run(bencher: Bencher<'_, '_>) {
    let mut desk = Desk::long_run();
    there_and_back(bencher, &mut desk, ",", ".");
}

/// To the first step of a long run by its pane, and to the last again: six keys, two frames.
#[divan::bench]
fn jumping_through_a_long_run(bencher: Bencher<'_, '_>) {
    let mut desk = Desk::long_run();
    desk.press("P P");
    there_and_back(bencher, &mut desk, "g g enter", "G enter");
}

/// Looking at a step in the middle of a long run and at its neighbour, each with why it came out so: two keys, two frames.
#[divan::bench]
fn asking_why_in_a_long_run(bencher: Bencher<'_, '_>) {
    let mut desk = Desk::long_run();
    desk.press("P P");
    for _ in 0..200 {
        desk.press("ctrl-u ctrl-u ctrl-u ctrl-u ctrl-u");
    }
    there_and_back(bencher, &mut desk, "j", "k");
}

/// From a board in memory to the first frame: the layout of the wall included.
#[divan::bench(args = SIZES)]
fn first_frame(bencher: Bencher<'_, '_>, notes: usize) {
    let board = support::board(notes);
    let theme = Theme::new(Depth::True, Ground::Dark);
    bencher.with_inputs(|| board.clone()).bench_local_values(|board| {
        let state = State::new(Opened { unsaved: false, board, path: None, new: false, welcome: None }, SCREEN);
        let mut buffer = Buffer::empty(Rect::new(0, 0, SCREEN.0, SCREEN.1));
        squall::view::draw(&state, &theme, &mut buffer);
        buffer
    });
}

/// A letter typed into the list of notes and taken back: two searches through all names, two frames.
#[divan::bench(args = SIZES)]
fn going_to_a_note(bencher: Bencher<'_, '_>, notes: usize) {
    let mut desk = Desk::new(notes);
    desk.press("g f p a y");
    there_and_back(bencher, &mut desk, "f", "backspace");
}

/// A row down and up again in the catalog, sorted and beside the inspector: two keys, two frames.
#[divan::bench(args = SIZES)]
fn walking_a_table(bencher: Bencher<'_, '_>, notes: usize) {
    let mut desk = Desk::new(notes);
    desk.press("f5 S n I");
    there_and_back(bencher, &mut desk, "j", "k");
}

/// A letter typed into the filter beside the catalog and taken back: the table is found twice, two frames.
#[divan::bench(args = SIZES)]
fn filtering(bencher: Bencher<'_, '_>, notes: usize) {
    let mut desk = Desk::new(notes);
    desk.press("f5 & f a i l");
    there_and_back(bencher, &mut desk, "e", "backspace");
}

/// The flow opened anew: the layout of all chains, and a frame.
#[divan::bench(args = SIZES)]
fn opening_the_flow(bencher: Bencher<'_, '_>, notes: usize) {
    let board = support::board(notes);
    let theme = Theme::new(Depth::True, Ground::Dark);
    let state = || State::new(Opened { unsaved: false, board: board.clone(), path: None, new: false, welcome: None }, SCREEN);
    bencher.with_inputs(state).bench_local_values(|mut state| {
        update(&mut state, Message::Key(Key::parse_all("f3").expect("a key")[0]), &mut Nothing);
        let mut buffer = Buffer::empty(Rect::new(0, 0, SCREEN.0, SCREEN.1));
        squall::view::draw(&state, &theme, &mut buffer);
        (state, buffer)
    });
}

/// The focus goes along an arrow and back in the flow: two keys, two frames.
#[divan::bench(args = SIZES)]
fn walking_through_the_flow(bencher: Bencher<'_, '_>, notes: usize) {
    let mut desk = Desk::new(notes);
    desk.press("f3 ctrl-d ctrl-d");
    there_and_back(bencher, &mut desk, "l", "h");
}
