//! The screen: entered and left again whatever happens, and drawn in one write a frame.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste, EnableFocusChange, EnableMouseCapture,
};
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, queue, style};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use signal_hook::consts::{SIGCONT, SIGTSTP};

use super::End;
use super::encode::{changes, encode};
use super::keyboard;
use crate::app::{Message, Source, State, update};
use crate::view::theme::Theme;

/// Whether the terminal is ours just now, so that it is given back exactly once.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Held while the terminal's settings are changed.
static SETTINGS: Mutex<()> = Mutex::new(());

/// Marks around a frame: a terminal that knows them shows the frame as a whole.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Collects a frame and sends it in one write. Flushing does nothing, since the library flushes in the middle of a frame.
struct Frame {
    bytes: Vec<u8>,
    out: std::fs::File,
}

impl Write for Frame {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Frame {
    fn new() -> io::Result<Frame> {
        #[cfg(unix)]
        let out = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?.into();
        #[cfg(windows)]
        let out = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned()?.into();
        let mut bytes = Vec::with_capacity(64 * 1024);
        bytes.extend_from_slice(BEGIN);
        Ok(Frame { bytes, out })
    }

    /// Sends the frame, unless there is nothing in it.
    fn send(&mut self) -> io::Result<()> {
        if self.bytes.len() == BEGIN.len() {
            return Ok(());
        }
        self.bytes.extend_from_slice(END);
        let sent = self.out.write_all(&self.bytes);
        self.bytes.truncate(BEGIN.len());
        sent
    }
}

/// The screen while it is ours.
pub struct Screen {
    frame: Frame,
    shown: Buffer,
    next: Buffer,
    cursor: Option<Position>,
    /// Whether the screen may show something else than we think.
    stale: bool,
    /// Whether the mouse is to be ours.
    mouse: bool,
}

impl Screen {
    /// Takes the terminal over.
    pub fn enter((columns, rows): (u16, u16)) -> io::Result<Screen> {
        restore_on_panic();
        let area = Rect::new(0, 0, columns, rows);
        let (shown, next) = (Buffer::empty(area), Buffer::empty(area));
        let mut screen = Screen { frame: Frame::new()?, shown, next, cursor: None, stale: true, mouse: true };
        screen.take_over()?;
        Ok(screen)
    }

    /// Takes the terminal over, or takes it back.
    pub fn take_over(&mut self) -> io::Result<()> {
        {
            let _held = SETTINGS.lock().unwrap_or_else(PoisonError::into_inner);
            crossterm::terminal::enable_raw_mode()?;
            ENTERED.store(true, Ordering::SeqCst);
        }
        queue!(self.frame, EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange, cursor::Hide)?;
        // On the second screen, which is cleared next: terminals that print what they do not understand have shown nothing.
        if keyboard::here() {
            self.frame.write_all(keyboard::ON)?;
        }
        if self.mouse {
            queue!(self.frame, EnableMouseCapture)?;
        }
        self.cursor = None;
        self.stale = true;
        Ok(())
    }

    /// Takes the mouse, or lets go of it.
    pub fn take_mouse(&mut self, take: bool) -> io::Result<()> {
        self.mouse = take;
        match take {
            true => queue!(self.frame, EnableMouseCapture),
            false => queue!(self.frame, DisableMouseCapture),
        }
    }

    /// Asks the terminal to put a text on its clipboard.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        queue!(self.frame, CopyToClipboard::to_clipboard_from(text))
    }

    /// Rings the terminal's bell.
    pub fn ring(&mut self) -> io::Result<()> {
        self.frame.write_all(b"\x07")
    }

    /// Gives the terminal back as it was.
    pub fn leave(&mut self) {
        self.frame.bytes.truncate(BEGIN.len());
        restore();
    }

    /// Whatever is shown is drawn anew with the next frame.
    pub fn forget(&mut self) {
        self.stale = true;
    }

    /// The screen has another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let area = Rect::new(0, 0, columns, rows);
        if area != self.shown.area {
            self.next = Buffer::empty(area);
            self.stale = true;
        }
    }

    /// Draws the state, as far as it differs from what is shown.
    pub fn draw(&mut self, state: &State, theme: &Theme) -> io::Result<()> {
        self.next.reset();
        let cursor = crate::view::draw(state, theme, &mut self.next);
        if self.stale {
            self.shown = Buffer::empty(self.next.area);
            queue!(self.frame, style::ResetColor, Clear(ClearType::All))?;
            self.stale = false;
        }
        let changes = changes(&self.shown, &self.next);
        let changed = !changes.is_empty();
        if changed {
            encode(&changes, &self.next, &mut self.frame)?;
        }
        if cursor != self.cursor || (changed && cursor.is_some()) {
            match cursor {
                Some(at) => queue!(self.frame, cursor::MoveTo(at.x, at.y), cursor::Show)?,
                None => queue!(self.frame, cursor::Hide)?,
            }
            self.cursor = cursor;
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        if self.next.area != self.shown.area {
            self.next = Buffer::empty(self.shown.area);
        }
        self.frame.send()
    }

    /// Gives the terminal back, sleeps until the shell wakes the program, and takes it over again.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.leave();
        #[cfg(unix)]
        signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
        self.take_over()
    }

    /// What a signal means; an end, for most.
    pub fn signalled(&mut self, number: i32, state: &mut State, source: &mut dyn Source) -> Option<End> {
        let again = match number {
            SIGTSTP => self.suspend(),
            // Whoever stopped the program from outside may have changed the terminal meanwhile.
            SIGCONT => {
                let _ = crossterm::terminal::disable_raw_mode();
                // How keys are told is kept in a pile, on which it would lie twice.
                if keyboard::here() {
                    self.frame.write_all(keyboard::OFF).and_then(|()| self.take_over())
                } else {
                    self.take_over()
                }
            }
            _ => return Some(End::Signal(number)),
        };
        if again.is_err() {
            return Some(End::Gone);
        }
        if let Ok((columns, rows)) = super::size() {
            self.resize(columns, rows);
            update(state, Message::Resize(columns, rows), source);
        }
        None
    }
}

/// Makes the terminal tell once more that keys are waiting: it does whenever its settings are set, even to what they are.
#[cfg(unix)]
pub fn nudge() {
    use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
    let _held = SETTINGS.lock().unwrap_or_else(PoisonError::into_inner);
    let stdin = io::stdin();
    if let (true, Ok(settings)) = (ENTERED.load(Ordering::SeqCst), tcgetattr(&stdin)) {
        let _ = tcsetattr(&stdin, OptionalActions::Now, &settings);
    }
}

/// Gives the terminal back, once.
fn restore() {
    let _held = SETTINGS.lock().unwrap_or_else(PoisonError::into_inner);
    if ENTERED.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = out.write_all(END);
        let _ = queue!(out, style::ResetColor, DisableMouseCapture, DisableFocusChange, DisableBracketedPaste);
        // Before the second screen is left: that is where it was said, and where nobody sees what a terminal makes of it.
        if keyboard::here() {
            let _ = out.write_all(keyboard::OFF);
        }
        let _ = queue!(out, LeaveAlternateScreen, cursor::Show);
        let _ = out.flush();
        let _ = crossterm::terminal::disable_raw_mode();
    }
}

fn restore_on_panic() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            restore();
            report(panic);
        }));
    });
}
