//! Everything that comes in, in one queue: keys, signals, and that the terminal has vanished. Each has a thread that sleeps
//! until there is something; nothing wakes up in between.

use std::cell::RefCell;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};

use super::keys::{self, Gate};

use crate::app::{Act, Button, Code, Key, Message, Mouse};

/// Something that came in.
pub enum News {
    /// For the program.
    Message(Message),
    /// A signal, by number.
    Signal(i32),
    /// The terminal is not there any more.
    Gone,
}

/// The queue.
pub struct Inbox {
    news: Receiver<News>,
    sender: Sender<News>,
    gate: Arc<Gate>,
    /// When somebody wants to be reminded of what.
    alarms: RefCell<Vec<(Instant, Message)>>,
}

impl Inbox {
    /// Begins to listen.
    pub fn open() -> io::Result<Inbox> {
        if super::attached() != (true, true) {
            return Err(io::Error::new(io::ErrorKind::NotFound, "the wall needs a terminal for input and output"));
        }
        let (sender, receiver) = channel();
        let mut signals = signal_hook::iterator::Signals::new(SIGNALS)?;
        let to = sender.clone();
        thread::Builder::new().name("signals".into()).spawn(move || {
            for signal in signals.forever() {
                if to.send(signalled(signal)).is_err() {
                    break;
                }
            }
        })?;
        let to = sender.clone();
        thread::Builder::new().name("watchdog".into()).spawn(move || watch(&to))?;
        let gate = keys::listen(sender.clone())?;
        Ok(Inbox { news: receiver, sender, gate, alarms: RefCell::default() })
    }

    /// Sleeps until something comes in, or the time has come to wake somebody.
    pub fn wait(&self) -> News {
        let next = self.alarms.borrow().iter().map(|(at, _)| *at).min();
        let Some(next) = next else { return self.news.recv().unwrap_or(News::Gone) };
        self.wait_at_most(next.saturating_duration_since(Instant::now())).unwrap_or_else(|| {
            let mut alarms = self.alarms.borrow_mut();
            let first = alarms.iter().position(|(at, _)| *at == next).unwrap_or(0);
            News::Message(alarms.swap_remove(first).1)
        })
    }

    /// Lets a message come in after so long, instead of any of its sort that was wished for before.
    pub fn remind(&self, message: Message, time: Duration) {
        let mut alarms = self.alarms.borrow_mut();
        alarms.retain(|(_, other)| std::mem::discriminant(other) != std::mem::discriminant(&message));
        alarms.push((Instant::now() + time, message));
    }

    /// Where something that goes on beside the key loop reports.
    pub fn sender(&self) -> Sender<News> {
        self.sender.clone()
    }

    /// Sleeps until something comes in, but no longer than this.
    pub fn wait_at_most(&self, time: Duration) -> Option<News> {
        match self.news.recv_timeout(time) {
            Ok(news) => Some(news),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(News::Gone),
        }
    }

    /// Takes no key any more, so that somebody else can have the terminal. False where a key is just being read.
    pub fn close(&self) -> bool {
        self.gate.close()
    }

    /// Forgets the keys that have come in and were not looked at yet; everything else stays.
    pub fn forget_keys(&self) {
        let others: Vec<News> = self.news.try_iter().filter(|news| !matches!(news, News::Message(Message::Key(_)))).collect();
        for news in others {
            // The queue is ours, so it takes everything.
            let _ = self.sender.send(news);
        }
    }

    /// Takes keys again.
    pub fn reopen(&self) {
        self.gate.open();
    }

    /// Takes what has come in already.
    pub fn look(&self) -> Option<News> {
        self.news.try_recv().ok()
    }
}

/// What the program listens to. A terminal that changes its size says so with a signal.
#[cfg(unix)]
const SIGNALS: [i32; 6] = [SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, signal_hook::consts::SIGWINCH];
#[cfg(not(unix))]
const SIGNALS: [i32; 5] = [SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT];

fn signalled(number: i32) -> News {
    #[cfg(unix)]
    if let (signal_hook::consts::SIGWINCH, Ok((columns, rows))) = (number, super::size()) {
        return News::Message(Message::Resize(columns, rows));
    }
    News::Signal(number)
}

/// Waits for the terminal to vanish. The library that reads keys does not notice and would read nothing for ever.
#[cfg(unix)]
fn watch(to: &Sender<News>) {
    use rustix::event::{PollFd, PollFlags, poll};
    let stdin = io::stdin();
    let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
    loop {
        match poll(&mut watched, None) {
            Ok(_) => break,
            Err(error) if error == rustix::io::Errno::INTR => {}
            Err(_) => return,
        }
    }
    // Some systems cannot watch a terminal; then there is nothing to say.
    if !watched[0].revents().contains(PollFlags::NVAL) {
        let _ = to.send(News::Gone);
    }
}

#[cfg(not(unix))]
fn watch(_: &Sender<News>) {}

/// A terminal's event as the program means it; nothing for what it does not care about.
pub(super) fn message(event: Event) -> Option<Message> {
    match event {
        Event::Key(event) if event.kind != KeyEventKind::Release => key(event).map(Message::Key),
        Event::Mouse(event) => mouse(event).map(Message::Mouse),
        Event::FocusGained => Some(Message::Focused),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(columns, rows) => Some(Message::Resize(columns, rows)),
        _ => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    let mut shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let mut ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let code = match event.code {
        // Terminals that tell these apart mean no other keys than all the others, which send the same for both.
        KeyCode::Char('[' | 'i' | 'm') if ctrl => {
            ctrl = false;
            match event.code {
                KeyCode::Char('[') => Code::Esc,
                KeyCode::Char('i') => Code::Tab,
                _ => Code::Enter,
            }
        }
        KeyCode::Esc | KeyCode::Backspace if shift => {
            shift = false;
            if event.code == KeyCode::Esc { Code::Esc } else { Code::Backspace }
        }
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => {
            shift = true;
            Code::Tab
        }
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    Some(Key { code, ctrl, alt, shift })
}

fn mouse(event: MouseEvent) -> Option<Mouse> {
    let button = |button| match button {
        MouseButton::Left => Some(Button::Left),
        MouseButton::Right => Some(Button::Right),
        MouseButton::Middle => None,
    };
    let act = match event.kind {
        MouseEventKind::Down(which) => Act::Press(button(which)?),
        MouseEventKind::Drag(which) => Act::Drag(button(which)?),
        MouseEventKind::Up(which) => Act::Release(button(which)?),
        MouseEventKind::ScrollUp => Act::Up,
        MouseEventKind::ScrollDown => Act::Down,
        MouseEventKind::ScrollLeft => Act::Left,
        MouseEventKind::ScrollRight => Act::Right,
        // Where the mouse merely is means nothing.
        MouseEventKind::Moved => return None,
    };
    let held = |key| event.modifiers.contains(key);
    let (ctrl, shift) = (held(KeyModifiers::CONTROL), held(KeyModifiers::SHIFT));
    Some(Mouse { act, column: event.column, row: event.row, ctrl, shift })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminals_keys_are_the_tables_keys() {
        let check = |code, modifiers, expected: &str| {
            let found = key(KeyEvent::new(code, modifiers)).map(Key::normal);
            assert_eq!(found, Key::parse(expected), "{code:?} {modifiers:?}");
        };
        check(KeyCode::Char('a'), KeyModifiers::NONE, "a");
        check(KeyCode::Char('G'), KeyModifiers::SHIFT, "G");
        check(KeyCode::Char('d'), KeyModifiers::CONTROL, "ctrl-d");
        check(KeyCode::BackTab, KeyModifiers::SHIFT, "shift-tab");
        check(KeyCode::BackTab, KeyModifiers::NONE, "shift-tab");
        check(KeyCode::Right, KeyModifiers::SHIFT, "shift-right");
        check(KeyCode::F(1), KeyModifiers::NONE, "f1");
        check(KeyCode::Char('['), KeyModifiers::CONTROL, "esc");
        check(KeyCode::Char('i'), KeyModifiers::CONTROL, "tab");
        check(KeyCode::Char('m'), KeyModifiers::CONTROL, "enter");
        check(KeyCode::Char('j'), KeyModifiers::CONTROL, "ctrl-j");
        check(KeyCode::Backspace, KeyModifiers::SHIFT, "backspace");
        check(KeyCode::Enter, KeyModifiers::SHIFT, "shift-enter");
        let release = KeyEvent::new_with_kind(KeyCode::Char('a'), KeyModifiers::NONE, KeyEventKind::Release);
        assert!(message(Event::Key(release)).is_none(), "a key let go of means nothing");
        assert!(matches!(message(Event::FocusGained), Some(Message::Focused)) && message(Event::FocusLost).is_none());
        assert_eq!(key(KeyEvent::new(KeyCode::CapsLock, KeyModifiers::NONE)), None);
    }

    #[test]
    fn a_terminals_mouse_is_the_walls_mouse() {
        let event = |kind| MouseEvent { kind, column: 7, row: 3, modifiers: KeyModifiers::CONTROL };
        let act = |kind| mouse(event(kind)).map(|mouse| mouse.act);
        let press = mouse(event(MouseEventKind::Down(MouseButton::Right)));
        assert_eq!(press, Some(Mouse { act: Act::Press(Button::Right), column: 7, row: 3, ctrl: true, shift: false }));
        assert_eq!(act(MouseEventKind::Drag(MouseButton::Left)), Some(Act::Drag(Button::Left)));
        assert_eq!(act(MouseEventKind::Up(MouseButton::Left)), Some(Act::Release(Button::Left)));
        assert_eq!(act(MouseEventKind::ScrollDown), Some(Act::Down));
        assert_eq!(act(MouseEventKind::Down(MouseButton::Middle)), None);
        assert_eq!(act(MouseEventKind::Moved), None, "a mouse that only moves wakes nobody");
    }
}
