//! What reaches the program from outside, and what it asks for in return. Plain values: whoever drives the program carries
//! effects out and reports back with another message.

use std::path::PathBuf;
use std::time::Duration;

use crate::board::{Board, Edit};

use super::{Key, Mouse};

/// Something that happened outside.
#[derive(Clone, Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// A text was pasted.
    Paste(String),
    /// What the clipboard holds, or why it cannot be read: the answer to [`Effect::Read`].
    Clipboard(Result<String, String>),
    /// A text was put on the clipboard, and how; or it was not and why: the answer to [`Effect::Copy`].
    Copied(Result<String, String>),
    /// An edit that comes from elsewhere than a key, with its name for the history.
    Edit(String, Box<Edit>),
    /// The screen has another size: columns, rows.
    Resize(u16, u16),
    /// The time has come that [`Effect::Wake`] asked for.
    Beat,
    /// The time has come that [`Effect::Tick`] asked for.
    Tick,
    /// The program has to end: what is being typed belongs on the board, which is about to be rescued.
    Ending,
    /// Somebody asks the program to leave (ctrl-c, a menu): it asks back where edits are unsaved.
    Leave,
    /// The board was saved under a path, or was not and why.
    Saved(Result<PathBuf, String>),
    /// A board was opened, or was not and why.
    Opened(Result<Box<Opened>, String>),
    /// The person's editor came back with a text, or did not and why.
    Edited(Result<String, String>),
    /// The terminal is looked at again.
    Focused,
    /// Somebody else did something to the board's file: the answer to [`Effect::Look`].
    Outside(Outside),
    /// The board's file was read again, or was not and why.
    Reloaded(Result<Box<Board>, String>),
    /// The artefacts were written to a path, or were not and why: the answer to [`Effect::Export`].
    Exported(Result<PathBuf, String>),
    /// Boards to choose from on the start screen.
    Shelf(Vec<Entry>),
}

/// What is to be done outside.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Write the board to a path and report with [`Message::Saved`].
    Save(PathBuf),
    /// Open another board and report with [`Message::Opened`].
    Open(Origin),
    /// Look whether somebody else did something to a file, and report with [`Message::Outside`] if so.
    Look(PathBuf),
    /// Read the board's file again and report with [`Message::Reloaded`].
    Reload(PathBuf),
    /// Write a document to a path, or beside it where the file there does not end with the last line of the text, and report with
    /// [`Message::Exported`].
    Export {
        /// Where it belongs.
        path: PathBuf,
        /// The document; its last line says whose it is.
        text: String,
    },
    /// Leave the program.
    Quit,
    /// Report with [`Message::Beat`] after so long, once; the last wish counts.
    Wake(Duration),
    /// Report with [`Message::Tick`] after so long, once; the last wish counts. Apart from [`Effect::Wake`], so that a timer and a
    /// run that plays do not take each other's time away.
    Tick(Duration),
    /// Ring the terminal's bell.
    Ring,
    /// Put the program to sleep, as ctrl-z does in a shell.
    Suspend,
    /// Hand a text to the person's editor and report with [`Message::Edited`].
    Editor(String),
    /// Draw the whole screen again, whatever the terminal shows.
    Redraw,
    /// Put a text on the clipboard and report with [`Message::Copied`].
    Copy(String),
    /// Read the clipboard and report with [`Message::Clipboard`].
    Read,
    /// Take the mouse, or let go of it, so that the terminal selects text with it.
    Mouse(bool),
}

/// What somebody else did to the board's file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outside {
    /// It says something else.
    Changed,
    /// It is not there any more.
    Gone,
}

/// A board that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The board.
    pub board: Board,
    /// Where it is saved; none where it has no file yet.
    pub path: Option<PathBuf>,
    /// Whether its file is yet to be written for the first time.
    pub new: bool,
    /// Whether the board is not what its file says, as one that was rescued.
    pub unsaved: bool,
    /// A line to greet with.
    pub welcome: Option<String>,
}

/// Where a board on the start screen comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// A new, empty board.
    New,
    /// A file.
    File(PathBuf),
    /// A document in storm notation.
    Notation(PathBuf),
    /// A board that came with the program, by name.
    Bundled(String),
    /// A copy of the board that the tour is taken on.
    Tour,
}

/// A board on the start screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its title.
    pub name: String,
    /// A few words about it: its path, its age, what it teaches.
    pub about: String,
    /// Where it comes from.
    pub origin: Origin,
}
