//! What is said on standard error and with which exit status, and how documents are read and printed.

use std::io::{Read, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::app::Source;
use crate::board::Board;
use crate::store;
use crate::terminal::SystemSource;
use crate::view::text::clean;

/// Exit status: done, and something was found.
pub const FOUND: u8 = 1;
/// Exit status: the request cannot be carried out.
pub const REFUSED: u8 = 2;
/// Exit status: a run needs an answer that was not given.
pub const NEEDS_ANSWER: u8 = 3;

/// Says why the request cannot be carried out, and what to do.
pub fn error(message: &str, hint: &str) {
    remark(&format!("error: {message}"), hint);
}

/// Says that something is odd; the request is carried out all the same.
pub fn warning(message: &str) {
    remark(&format!("warning: {message}"), "");
}

/// Says something worth knowing.
pub fn note(message: &str) {
    remark(&format!("note: {message}"), "");
}

/// A line on standard error, with a hint below it. Nobody is left to tell where even that cannot be written.
pub fn remark(message: &str, hint: &str) {
    let mut stderr = std::io::stderr().lock();
    let _ = writeln!(stderr, "{}", message.lines().map(clean).collect::<Vec<_>>().join("\n"));
    if !hint.is_empty() {
        let _ = writeln!(stderr, "  hint: {}", clean(hint));
    }
}

/// Writes a document to standard output. A reader that has gone away (`squall run … | head`) is no error.
///
/// # Errors
/// The exit status to end with where it cannot be written, which is said.
pub fn print(document: &str) -> Result<(), ExitCode> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(document.as_bytes()).and_then(|()| stdout.flush()) {
        Err(wrong) if wrong.kind() != std::io::ErrorKind::BrokenPipe => {
            error(&format!("standard output: {wrong}"), "");
            Err(ExitCode::from(REFUSED))
        }
        _ => Ok(()),
    }
}

/// Reads a board from a file, or from standard input for `-`.
///
/// # Errors
/// The exit status to end with where it cannot be read; everything wrong with it is said.
pub fn read(path: &Path) -> Result<Board, ExitCode> {
    let read = match path.to_str() {
        Some("-") => {
            let mut bytes = Vec::new();
            match std::io::stdin().read_to_end(&mut bytes) {
                Ok(_) => store::parse(path, bytes, &mut fresh_id),
                Err(wrong) => {
                    error(&format!("standard input: {wrong}"), "");
                    return Err(ExitCode::from(REFUSED));
                }
            }
        }
        _ => store::load(path, &mut fresh_id).map(|loaded| loaded.board),
    };
    read.map_err(|wrong| {
        remark(&wrong.to_string(), "");
        ExitCode::from(REFUSED)
    })
}

/// A fresh id, in the order of time.
pub fn fresh_id() -> uuid::Uuid {
    SystemSource.id()
}
