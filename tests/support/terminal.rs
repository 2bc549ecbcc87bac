//! The real program on a real pseudo-terminal, as a person meets it: keys in, screen out, colours included.

use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::path::Path;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{Command, Pty};

/// How long a screen may take to come before the test gives up. Generous: a loaded machine is no failure.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running program with its screen.
pub struct Terminal {
    pty: Arc<Pty>,
    child: Child,
    screen: Arc<Mutex<vt100::Parser>>,
    bytes: Arc<Mutex<Vec<u8>>>,
}

/// How many bytes may be shown: all up to a frame that has begun and not ended.
fn whole_frames(bytes: &[u8]) -> usize {
    const MARK: usize = 8;
    let last = |mark: &[u8; MARK]| bytes.windows(MARK).rposition(|window| window == mark);
    match (last(b"\x1b[?2026h"), last(b"\x1b[?2026l")) {
        (Some(begin), end) if end.is_none_or(|end| end < begin) => begin,
        _ => bytes.len(),
    }
}

impl Terminal {
    /// Starts squall in a terminal of some columns and rows, in a folder that is its home and its working directory.
    pub fn start(home: &Path, arguments: &[&str], columns: u16, rows: u16) -> Terminal {
        Terminal::spawn(Command::new(env!("CARGO_BIN_EXE_squall")).args(arguments), home, columns, rows)
    }

    /// Starts any program so.
    pub fn spawn(command: Command, home: &Path, columns: u16, rows: u16) -> Terminal {
        let (pty, pts) = pty_process::blocking::open().expect("a pseudo-terminal can be had");
        pty.resize(Size::new(rows, columns)).expect("it takes a size");
        let child = command
            .current_dir(home)
            .env("HOME", home)
            .env("XDG_STATE_HOME", home)
            .env("XDG_CONFIG_HOME", home)
            .env("TERM", "xterm-256color")
            .env("COLORTERM", "truecolor")
            .env_remove("COLORFGBG")
            .env_remove("NO_COLOR")
            .spawn(pts)
            .expect("it starts");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(size(rows), size(columns), 0)));
        let (pty, bytes) = (Arc::new(pty), Arc::new(Mutex::new(Vec::new())));
        let (reader, into, seen) = (pty.clone(), screen.clone(), bytes.clone());
        std::thread::spawn(move || {
            let mut buffer = [0; 65_536];
            let mut held: Vec<u8> = Vec::new();
            // The end of the program ends the terminal, which is read as an error.
            while let Ok(count @ 1..) = (&*reader).read(&mut buffer) {
                seen.lock().expect("nobody panicked").extend_from_slice(&buffer[..count]);
                held.extend_from_slice(&buffer[..count]);
                // A frame is shown when it is whole, as a terminal does that knows the marks around it: nobody sees half of one.
                let whole = whole_frames(&held);
                into.lock().expect("nobody panicked").process(&held[..whole]);
                held.drain(..whole);
            }
            into.lock().expect("nobody panicked").process(&held);
        });
        Terminal { pty, child, screen, bytes }
    }

    /// Presses keys, as the bytes a terminal sends for them.
    pub fn press(&self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).expect("the terminal takes keys");
    }

    /// What is on the screen.
    pub fn contents(&self) -> String {
        self.screen.lock().expect("nobody panicked").screen().contents()
    }

    /// Looks at the screen.
    pub fn look<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.screen.lock().expect("nobody panicked").screen())
    }

    /// Every byte that was written so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.bytes.lock().expect("nobody panicked").clone()
    }

    /// Waits until a text is on the screen.
    pub fn until(&self, text: &str) {
        self.wait(|contents| contents.contains(text), text);
    }

    /// Waits until a text is not on the screen any more.
    pub fn until_gone(&self, text: &str) {
        self.wait(|contents| !contents.contains(text), &format!("no {text}"));
    }

    /// Waits until nothing has been written for a while.
    pub fn until_silent(&self) {
        let mut before = 0;
        while std::mem::replace(&mut before, self.bytes().len()) != self.bytes().len() {
            std::thread::sleep(Duration::from_millis(150));
        }
    }

    /// Waits until a text has been written behind so many bytes.
    pub fn until_bytes(&self, behind: usize, text: &str) {
        let start = Instant::now();
        while !String::from_utf8_lossy(&self.bytes()[behind..]).contains(text) {
            assert!(start.elapsed() < PATIENCE, "{text} was not written");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until a setting of the terminal, such as `icanon`, is on.
    pub fn until_settings(&self, setting: &str) {
        let start = Instant::now();
        while !self.settings().split([' ', ';', '\n']).any(|word| word == setting) {
            assert!(start.elapsed() < PATIENCE, "{setting} stays off:\n{}", self.settings());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn wait(&self, good: impl Fn(&str) -> bool, what: &str) {
        let start = Instant::now();
        while !good(&self.contents()) {
            assert!(start.elapsed() < PATIENCE, "waited in vain for {what}:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Gives the terminal another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.screen.lock().expect("nobody panicked").screen_mut().set_size(size(rows), size(columns));
        self.pty.resize(Size::new(rows, columns)).expect("it takes a size");
    }

    /// Sends a signal, such as `TERM`.
    pub fn signal(&self, name: &str) {
        let sent = std::process::Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()));
    }

    /// Presses keys one by one, waiting after each until a text is on the screen.
    pub fn press_until(&self, key: &str, text: &str) {
        self.press(key);
        self.until(text);
    }

    /// The colour behind the first cell of a text on the screen.
    pub fn paper_of(&self, text: &str) -> vt100::Color {
        self.look(|screen| {
            let (rows, columns) = screen.size();
            for row in 0..rows.get() {
                // Cell by cell, since a wide character is one character and two cells.
                let line: Vec<&str> =
                    (0..columns.get()).map(|column| screen.cell(row, column).map_or("", |cell| cell.contents())).collect();
                let line: Vec<&str> = line.into_iter().map(|cell| if cell.is_empty() { " " } else { cell }).collect();
                for column in 0..line.len() {
                    if line[column..].concat().starts_with(text) {
                        return screen.cell(row, column as u16).expect("it is on the screen").bgcolor();
                    }
                }
            }
            panic!("{text} is not on the screen:\n{}", screen.contents());
        })
    }

    /// Waits until the program has ended.
    pub fn end(mut self) -> (ExitStatus, Vec<u8>) {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                std::thread::sleep(Duration::from_millis(50));
                return (status, self.bytes());
            }
            assert!(start.elapsed() < PATIENCE, "it does not end:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The terminal's settings, to compare before and after.
    pub fn settings(&self) -> String {
        let tty = std::fs::File::from(self.pty.as_fd().try_clone_to_owned().expect("a second handle"));
        let output = std::process::Command::new("stty").arg("-a").stdin(tty).output().expect("stty is there");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn size(cells: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(cells).expect("a terminal has cells")
}
