//! The thread that reads keys, and the gate that keeps it from reading while the terminal is somebody else's.
//!
//! Architecture invariant: the thread takes nothing from the terminal but between [`Gate::pass`] and the next round, so once
//! [`Gate::close`] has said that it stands at the gate, every key belongs to whoever has the terminal then.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::inbox::{News, message};

/// Where the thread stands still while the gate is closed.
pub struct Gate {
    state: Mutex<Standing>,
    turned: Condvar,
    /// Wakes the thread where it waits for keys.
    #[cfg(unix)]
    bell: (io::PipeReader, io::PipeWriter),
}

#[derive(Default)]
struct Standing {
    closed: bool,
    /// Whether the thread stands at the gate.
    waiting: bool,
    /// Whether the thread has ended.
    over: bool,
}

/// How long the thread may take to come to the gate. It is on its way at once unless half a key has been read.
const PATIENCE: Duration = Duration::from_millis(500);

impl Gate {
    fn new() -> io::Result<Gate> {
        Ok(Gate {
            state: Mutex::default(),
            turned: Condvar::new(),
            #[cfg(unix)]
            bell: io::pipe()?,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Standing> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes the gate and waits until the thread stands there. False, and the gate is open again, where it does not come.
    pub fn close(&self) -> bool {
        let mut state = self.lock();
        state.closed = true;
        #[cfg(unix)]
        let _ = io::Write::write(&mut &self.bell.1, b".");
        let late = |state: &mut Standing| !state.waiting && !state.over;
        let waited = self.turned.wait_timeout_while(state, PATIENCE, late);
        state = waited.unwrap_or_else(PoisonError::into_inner).0;
        let there = state.waiting || state.over;
        state.closed = there;
        there
    }

    /// Opens the gate again. What was typed before it was closed and not told yet is forgotten by then: it was meant for nobody
    /// who is here now.
    pub fn open(&self) {
        let mut state = self.lock();
        state.closed = false;
        self.turned.notify_all();
        // A result would be of no use: who does not come in time reads keys all the same.
        let _ = self.turned.wait_timeout_while(state, PATIENCE, |state| state.waiting && !state.over);
    }

    /// Waits while the gate is closed, and forgets what came in before.
    fn pass(&self, forget: impl Fn()) {
        let mut state = self.lock();
        while state.closed {
            state.waiting = true;
            self.turned.notify_all();
            state = self.turned.wait(state).unwrap_or_else(PoisonError::into_inner);
            if !state.closed {
                drop(state);
                forget();
                state = self.lock();
            }
        }
        state.waiting = false;
        self.turned.notify_all();
    }

    fn is_closed(&self) -> bool {
        self.lock().closed
    }
}

/// Starts the thread.
pub fn listen(to: Sender<News>) -> io::Result<Arc<Gate>> {
    let gate = Arc::new(Gate::new()?);
    let at = gate.clone();
    thread::Builder::new().name("input".into()).spawn(move || {
        read(&to, &at);
        at.lock().over = true;
        at.turned.notify_all();
    })?;
    Ok(gate)
}

fn read(to: &Sender<News>, gate: &Gate) {
    loop {
        gate.pass(forget);
        let news = match next(gate) {
            Ok(Some(event)) => message(event).map(News::Message),
            Ok(None) => continue,
            Err(_) => Some(News::Gone),
        };
        let last = matches!(news, Some(News::Gone));
        if news.is_some_and(|news| to.send(news).is_err()) || last {
            break;
        }
    }
}

/// Forgets what the library has read.
fn forget() {
    while matches!(crossterm::event::poll(Duration::ZERO), Ok(true)) {
        if crossterm::event::read().is_err() {
            break;
        }
    }
}

/// The next event; nothing where the gate may have been closed meanwhile.
#[cfg(unix)]
fn next(gate: &Gate) -> io::Result<Option<crossterm::event::Event>> {
    use rustix::event::{PollFd, PollFlags, poll};
    // What was read already is handed out first. This also makes the library ready before anything is waited for.
    if crossterm::event::poll(Duration::ZERO)? {
        return crossterm::event::read().map(Some);
    }
    let stdin = io::stdin();
    let mut watched = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&gate.bell.0, PollFlags::IN)];
    match poll(&mut watched, None) {
        Ok(_) => {}
        // A signal; the size may have changed, which the library tells.
        Err(rustix::io::Errno::INTR) => return Ok(None),
        Err(wrong) => return Err(wrong.into()),
    }
    if !watched[1].revents().is_empty() {
        let _ = io::Read::read(&mut &gate.bell.0, &mut [0; 64])?;
    }
    let come = watched[0].revents();
    if come.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    if come.is_empty() || gate.is_closed() {
        return Ok(None);
    }
    if crossterm::event::poll(Duration::from_millis(10))? {
        return crossterm::event::read().map(Some);
    }
    // The library hears of keys once, when they come, and forgets them where the size changed at the same time.
    super::screen::nudge();
    Ok(None)
}

/// The next event; nothing where the gate may have been closed meanwhile. Nothing but looking wakes the thread here.
#[cfg(not(unix))]
fn next(gate: &Gate) -> io::Result<Option<crossterm::event::Event>> {
    match !gate.is_closed() && crossterm::event::poll(Duration::from_millis(50))? {
        true => crossterm::event::read().map(Some),
        false => Ok(None),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn whoever_closes_the_gate_knows_whether_somebody_stands_there() {
        let gate = Arc::new(Gate::new().expect("a pipe can be had"));
        assert!(!gate.close(), "nobody comes");
        assert!(!gate.is_closed(), "so it is open again");
        let at = gate.clone();
        let walker = thread::spawn(move || {
            for _ in 0..3 {
                while !at.is_closed() {
                    thread::yield_now();
                }
                at.pass(|| {});
            }
        });
        for _ in 0..3 {
            assert!(gate.close());
            assert!(gate.lock().waiting);
            gate.open();
            assert!(!gate.lock().waiting, "it has gone on");
        }
        walker.join().expect("it comes through");
    }
}
