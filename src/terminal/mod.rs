//! The only code that talks to a terminal.
//!
//! [`run`] shows a [`State`] until the person leaves, a signal comes or the terminal vanishes, and puts the terminal back as it
//! was in every case. It waits for input without waking up, takes all input that is there before it draws, and draws nothing
//! that has not changed.
//!
//! Architecture invariant: nothing here decides what a key means or how something looks; files are somebody else's, behind
//! [`Files`].

mod clipboard;
mod depth;
mod editor;
pub mod encode;
mod inbox;
mod keyboard;
mod keys;
mod rescue;
mod screen;
mod source;

use std::io::{self, IsTerminal};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

#[cfg(unix)]
use signal_hook::consts::SIGTSTP;
use signal_hook::consts::{SIGHUP, SIGTERM};

use crate::app::{Effect, Message, Opened, Origin, Outside, Source, State, update};
use crate::board::Board;
use crate::view::theme::Themes;

pub use clipboard::{Way, clipboard, there_is};
pub use depth::{Verdict, depth, ground};
pub use keyboard::keyboard;
pub use rescue::{rescued, rescued_board};
pub use source::SystemSource;

use editor::Editor;
use inbox::{Inbox, News};
use screen::Screen;

/// What the terminal needs done with files.
pub trait Files {
    /// Opens a board.
    ///
    /// # Errors
    /// Why it cannot be opened, in a sentence for the person.
    fn open(&mut self, origin: &Origin) -> Result<Opened, String>;

    /// Saves a board under a path.
    ///
    /// # Errors
    /// Why it cannot be saved, in a sentence for the person.
    fn save(&mut self, board: &Board, path: &Path) -> Result<(), String>;

    /// Writes a document to a path, or beside it where the file there does not end with the last line of the text; returns where.
    ///
    /// # Errors
    /// Why it cannot be written, in a sentence for the person.
    fn export(&mut self, _path: &Path, _text: &str) -> Result<PathBuf, String> {
        Err("there are no files here".to_owned())
    }

    /// What somebody else did to a file since it was opened or saved. It is told once; a file that nobody keeps an eye on is as it
    /// was.
    fn outside(&mut self, _path: &Path) -> Option<Outside> {
        None
    }
}

/// Why the program ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// The person left.
    Quit,
    /// A signal came, by number.
    Signal(i32),
    /// The terminal is not there any more.
    Gone,
    /// A mistake in the program. The panic has been reported already.
    Panic,
}

impl End {
    /// The exit status that says so.
    pub fn status(self) -> u8 {
        match self {
            End::Quit => 0,
            End::Signal(number) => (128 + number) as u8,
            // As if the signal had come that a closed terminal sends.
            End::Gone => 129,
            End::Panic => 101,
        }
    }
}

/// How it ended, and where edits went that were in no file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ended {
    /// Why.
    pub end: End,
    /// The file that unsaved edits were written to, or why they could not be.
    pub rescued: Option<Result<PathBuf, String>>,
}

/// Whether standard input and standard output are a terminal; the wall needs both to be.
pub fn attached() -> (bool, bool) {
    (io::stdin().is_terminal(), io::stdout().is_terminal())
}

/// Columns and rows of the terminal.
///
/// # Errors
/// The terminal's.
pub fn size() -> io::Result<(u16, u16)> {
    crossterm::terminal::size()
}

/// Shows a state in the terminal until the end, in the theme that it wears.
///
/// # Errors
/// Where there is no terminal, or it cannot be set up.
pub fn run(state: &mut State, themes: &Themes, files: &mut dyn Files, source: &mut dyn Source) -> io::Result<Ended> {
    let inbox = Inbox::open()?;
    let mut screen = Screen::enter(state.size)?;
    let end = catch_unwind(AssertUnwindSafe(|| turns(state, themes, files, source, &inbox, &mut screen)));
    screen.leave();
    let end = end.unwrap_or(End::Panic);
    // Behind a mistake in the program nothing more is asked of it.
    if matches!(end, End::Signal(_) | End::Gone) {
        let _ = catch_unwind(AssertUnwindSafe(|| update(state, Message::Ending, source)));
    }
    // Whoever quits has been asked already.
    let rescued = (end != End::Quit && state.unsaved()).then(|| rescue::rescue(state, files));
    Ok(Ended { end, rescued })
}

/// As many messages are taken before a frame is drawn, so that a held key never queues frames and a flood still shows something.
const MOST_AT_ONCE: usize = 4096;

fn turns(
    state: &mut State,
    themes: &Themes,
    files: &mut dyn Files,
    source: &mut dyn Source,
    inbox: &Inbox,
    screen: &mut Screen,
) -> End {
    let mut worn = (state.looks.worn, themes.of(state.looks.worn));
    // A timer that runs on the board goes on before anybody presses a key.
    if let Some(end) = turn(state, Message::Tick, files, source, inbox, screen) {
        return end;
    }
    loop {
        if worn.0 != state.looks.worn {
            worn = (state.looks.worn, themes.of(state.looks.worn));
        }
        if screen.draw(state, &worn.1).is_err() {
            return End::Gone;
        }
        let mut news = inbox.wait();
        for _ in 0..MOST_AT_ONCE {
            let end = match news {
                News::Message(message) => turn(state, message, files, source, inbox, screen),
                News::Signal(number) => screen.signalled(number, state, source),
                News::Gone => Some(End::Gone),
            };
            if let Some(end) = end {
                return end;
            }
            match inbox.look() {
                Some(more) => news = more,
                None => break,
            }
        }
    }
}

/// One message and everything that follows from it.
fn turn(
    state: &mut State,
    message: Message,
    files: &mut dyn Files,
    source: &mut dyn Source,
    inbox: &Inbox,
    screen: &mut Screen,
) -> Option<End> {
    let mut messages = vec![message];
    while let Some(message) = messages.pop() {
        if let Message::Resize(columns, rows) = message {
            screen.resize(columns, rows);
        }
        for effect in update(state, message, source) {
            match effect {
                Effect::Save(path) => {
                    let saved = files.save(state.board(), &path).map(|()| path);
                    messages.push(Message::Saved(saved));
                }
                Effect::Export { path, text } => messages.push(Message::Exported(files.export(&path, &text))),
                Effect::Open(origin) => messages.push(Message::Opened(files.open(&origin).map(Box::new))),
                Effect::Look(path) => messages.extend(files.outside(&path).map(Message::Outside)),
                Effect::Reload(path) => {
                    let read = files.open(&Origin::File(path)).map(|opened| Box::new(opened.board));
                    messages.push(Message::Reloaded(read));
                }
                Effect::Quit => return Some(End::Quit),
                Effect::Redraw => screen.forget(),
                Effect::Wake(time) => inbox.remind(Message::Beat, time),
                Effect::Tick(time) => inbox.remind(Message::Tick, time),
                Effect::Ring => {
                    if screen.ring().is_err() {
                        return Some(End::Gone);
                    }
                }
                Effect::Copy(text) => messages.extend(copy(text, inbox, screen)),
                Effect::Read => match clipboard::here() {
                    Way::Tools { paste, .. } => clipboard::paste(paste, inbox.sender()),
                    Way::Terminal => {
                        let why = "no program here can read the clipboard (wl-paste, xclip, xsel)";
                        messages.push(Message::Clipboard(Err(why.into())));
                    }
                },
                Effect::Mouse(take) => {
                    if screen.take_mouse(take).is_err() {
                        return Some(End::Gone);
                    }
                }
                Effect::Editor(text) => {
                    match edit(&text, inbox, screen) {
                        Ok(edited) => messages.push(Message::Edited(edited)),
                        Err(end) => return Some(end),
                    }
                    messages.extend(size().ok().map(|(columns, rows)| Message::Resize(columns, rows)));
                }
                Effect::Suspend => {
                    if screen.suspend().is_err() {
                        return Some(End::Gone);
                    }
                    messages.extend(size().ok().map(|(columns, rows)| Message::Resize(columns, rows)));
                }
            }
        }
    }
    None
}

/// Puts a text on the clipboard; returns what is to be said at once.
fn copy(text: String, inbox: &Inbox, screen: &mut Screen) -> Option<Message> {
    match clipboard::here() {
        Way::Tools { copy, .. } => {
            clipboard::copy(copy, text, inbox.sender());
            None
        }
        Way::Terminal if !clipboard::fits_a_terminal(&text) => {
            Some(Message::Copied(Err("it is too much to hand to the terminal".into())))
        }
        Way::Terminal => {
            let copied = screen.copy(&text).map(|()| "handed to the terminal (OSC 52)".to_owned());
            Some(Message::Copied(copied.map_err(|wrong| wrong.to_string())))
        }
    }
}

/// How often it is looked whether the editor has ended. Signals are heard at once all the same.
const LOOK: Duration = Duration::from_millis(40);

/// Hands a text to the person's editor, and the terminal with it; returns what came back, or why nothing did.
fn edit(text: &str, inbox: &Inbox, screen: &mut Screen) -> Result<Result<String, String>, End> {
    if !inbox.close() {
        // What was typed behind the key was meant for the editor: on the wall it could do harm.
        inbox.forget_keys();
        return Ok(Err("a key is only half here, so the editor cannot have the terminal yet – press it again".to_owned()));
    }
    screen.leave();
    let edited = match Editor::start(text) {
        Ok(editor) => with_editor(editor, inbox),
        Err(reason) => Ok(Err(reason)),
    };
    let again = screen.take_over();
    inbox.reopen();
    match edited {
        Ok(_) if again.is_err() => Err(End::Gone),
        edited => edited,
    }
}

/// Waits for the editor. What the terminal's keys signal meanwhile, ctrl-c and ctrl-z, is the editor's business first.
fn with_editor(mut editor: Editor, inbox: &Inbox) -> Result<Result<String, String>, End> {
    loop {
        match editor.ended() {
            Ok(Some(status)) => return Ok(editor.text(status)),
            Ok(None) => {}
            Err(wrong) => return Ok(Err(format!("the editor is lost: {wrong}"))),
        }
        let end = match inbox.wait_at_most(LOOK) {
            // The editor sleeps, so the shell has to be woken.
            #[cfg(unix)]
            Some(News::Signal(SIGTSTP)) => {
                let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
                None
            }
            Some(News::Signal(number @ (SIGTERM | SIGHUP))) => Some(End::Signal(number)),
            Some(News::Gone) => Some(End::Gone),
            Some(News::Signal(_) | News::Message(_)) | None => None,
        };
        if let Some(end) = end {
            editor.kill();
            return Err(end);
        }
    }
}
