//! A run as a recording that asciinema plays (its format, version 2): what the run pane shows beside the wall, step by step.
//!
//! The frames are those of the program itself: a [`State`] with the run beside the wall, moved by the same keys, drawn by the same
//! view, told as bytes by what also tells a terminal. The time in it is made up, so that a run always gives the same recording.

use std::path::PathBuf;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::json;
use uuid::Uuid;

use crate::app::commands::by_id;
use crate::app::{LEAST, Message, Opened, Running, Source, State, update};
use crate::board::Board;
use crate::engine::{Happening, Run};
use crate::terminal::encode::{changes, encode};
use crate::view::text::clean;
use crate::view::theme::{Depth, Ground, Theme};

/// How long a step is shown, in tenths of a second.
const STEP: u64 = 8;
/// How long a jump of the clock and a choice are shown.
const PAUSE: u64 = 15;
/// How long the last frame is shown.
const END: u64 = 30;
/// The largest screen that is recorded.
const MOST: (u16, u16) = (500, 200);

/// Columns and rows of a recording.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Size, String> {
        let parsed = text.split_once(['x', '×']).and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)));
        let fits = |(columns, rows): &(u16, u16)| (LEAST.0..=MOST.0).contains(columns) && (LEAST.1..=MOST.1).contains(rows);
        match parsed {
            None => Err("write columns and rows, such as 120x36".to_owned()),
            Some(size) if !fits(&size) => {
                Err(format!("a recording has from {}x{} to {}x{} columns and rows", LEAST.0, LEAST.1, MOST.0, MOST.1))
            }
            Some((columns, rows)) => Ok(Size { columns, rows }),
        }
    }
}

/// Plays a run of a board from its start to where it stands, and records what the screen shows. `path` is what the board's file is
/// called there.
pub fn cast(board: &Board, path: Option<PathBuf>, run: &Run, size: Size) -> String {
    let mut stage = Stage::new(board, path, size);
    let pane = stage.state.open_run();
    pane.run = run.clone();
    if !run.is_empty() {
        stage.press("run.start");
    }
    stage.record();
    for _ in 0..run.len() {
        stage.press("run.step");
        stage.record();
    }
    // What was put in and has made no step yet was taken back on the way to the start.
    if run.is_unfinished() {
        stage.state.open_run().run = run.clone();
    }
    if run.is_unfinished() || run.endless().is_some() {
        stage.press("run.step");
        stage.record();
    }
    stage.end()
}

/// Ids and a time for a state in which nobody writes.
struct Nobody;

impl Source for Nobody {
    fn id(&mut self) -> Uuid {
        Uuid::nil()
    }

    fn now(&mut self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }
}

/// A screen in memory that is being recorded.
struct Stage {
    state: State,
    theme: Theme,
    shown: Buffer,
    /// When the next frame is shown, in tenths of a second.
    time: u64,
    text: String,
}

impl Stage {
    fn new(board: &Board, path: Option<PathBuf>, size: Size) -> Stage {
        let title = clean(board.title());
        let opened = Opened { unsaved: false, board: board.clone(), path, new: false, welcome: None };
        let header = json!({ "version": 2, "width": size.columns, "height": size.rows, "title": title });
        Stage {
            state: State::new(opened, (size.columns, size.rows)),
            theme: Theme::new(Depth::True, Ground::Dark),
            shown: Buffer::empty(Rect::new(0, 0, size.columns, size.rows)),
            time: 0,
            text: format!("{header}\n"),
        }
    }

    /// Presses the key of a command.
    fn press(&mut self, command: &str) {
        let keys = by_id(command).and_then(|command| self.state.keys.sequences(command).first()).cloned();
        for key in keys.unwrap_or_default() {
            update(&mut self.state, Message::Key(key), &mut Nobody);
        }
    }

    /// Records what is shown now, and how long it is to be looked at.
    fn record(&mut self) {
        let mut next = Buffer::empty(self.shown.area);
        crate::view::draw(&self.state, &self.theme, &mut next);
        // The cursor stays hidden, and nothing is left of what the terminal showed before.
        let mut bytes = if self.time == 0 { b"\x1b[?25l\x1b[m\x1b[2J".to_vec() } else { Vec::new() };
        encode(&changes(&self.shown, &next), &next, &mut bytes).expect("memory takes everything");
        self.write(&String::from_utf8_lossy(&bytes));
        self.shown = next;
        self.time += self.state.running().map_or(STEP, pace);
    }

    fn write(&mut self, output: &str) {
        self.text.push_str(&format!("[{}.{}, \"o\", {}]\n", self.time / 10, self.time % 10, json!(output)));
    }

    /// Holds the last frame for a while.
    fn end(mut self) -> String {
        self.time += END;
        self.write("\x1b[m");
        self.text
    }
}

/// How long one looks at where a run stands.
fn pace(running: &Running) -> u64 {
    let run = running.run();
    let last = run.len().checked_sub(1).and_then(|last| run.step(last));
    let jumped = last.is_some_and(|step| matches!(step.what, Happening::Clock { .. }));
    if jumped || running.question().is_some() { PAUSE } else { STEP }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_refused() {
        assert_eq!("120x36".parse(), Ok(Size { columns: 120, rows: 36 }));
        assert_eq!("40×12".parse(), Ok(Size { columns: 40, rows: 12 }));
        for wrong in ["", "120", "x", "120x", "ax3", "39x12", "40x11", "501x40", "99999x40", "-1x30", "120x36x2"] {
            assert!(wrong.parse::<Size>().is_err(), "{wrong}");
        }
    }
}
