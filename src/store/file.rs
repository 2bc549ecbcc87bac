//! Boards in files: loaded whole or not at all, saved whole or not at all, and never over what somebody else wrote.
//!
//! A save writes a new file beside the old one and then puts it in its place in one step. This module knows files, nothing of what
//! a board says. It uses the process id and a counter for names, no randomness and no clock.

use std::fmt;
use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use uuid::Uuid;

use super::fault::{Fault, Lines, LoadCause, LoadError, hint, printable};
use super::reader::{LIMIT, read};
use super::stamp::Stamp;
use super::writer::write;
use crate::board::Board;

/// A board out of a file, and what the file was like.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The board.
    pub board: Board,
    /// What the file was like; [`save`] wants it back.
    pub stamp: Stamp,
}

/// Loads a board. Notes and contexts without an id are given one by `ids`.
///
/// # Errors
/// The file cannot be read, or everything that is wrong with its text.
pub fn load(path: &Path, ids: &mut dyn FnMut() -> Uuid) -> Result<Loaded, LoadError> {
    let wrong = |error: io::Error| {
        let (message, hint) = reason(&error, path);
        LoadError::file(path, error.kind(), message, hint)
    };
    // A pipe would be waited for here, which is what whoever names one wants.
    let mut file = File::open(path).map_err(wrong)?;
    let about = file.metadata().map_err(wrong)?;
    if about.is_dir() {
        return Err(wrong(ErrorKind::IsADirectory.into()));
    }
    if about.len() > LIMIT as u64 {
        return Err(too_large(path));
    }
    let mut bytes = Vec::with_capacity(about.len() as usize + 1);
    (&mut file).take(LIMIT as u64 + 1).read_to_end(&mut bytes).map_err(wrong)?;
    if bytes.len() > LIMIT {
        return Err(too_large(path));
    }
    let stamp = Stamp::new(&bytes, Some(&about));
    Ok(Loaded { board: parse(path, bytes, ids)?, stamp })
}

/// What a file is like now.
///
/// # Errors
/// The file cannot be read.
pub fn stamp(path: &Path) -> io::Result<Stamp> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    let mut bytes = Vec::with_capacity(about.len().min(LIMIT as u64) as usize + 1);
    file.take(LIMIT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(Stamp::new(&bytes, Some(&about)))
}

/// Reads a board out of bytes that came from somewhere: a file, or standard input. `path` is for messages only.
///
/// # Errors
/// The bytes are not UTF-8, or everything that is wrong with the text.
pub fn parse(path: &Path, bytes: Vec<u8>, ids: &mut dyn FnMut() -> Uuid) -> Result<Board, LoadError> {
    let result = String::from_utf8(bytes).map_err(|error| vec![not_utf8(error.as_bytes(), error.utf8_error().valid_up_to())]);
    let result = result.and_then(|text| read(&text, ids));
    result.map_err(|faults| LoadError { path: path.to_owned(), cause: LoadCause::Text(faults) })
}

fn too_large(path: &Path) -> LoadError {
    LoadError::file(path, ErrorKind::FileTooLarge, "the file is too large for a board", Some("a board has at most one gigabyte"))
}

fn not_utf8(bytes: &[u8], at: usize) -> Fault {
    let before = String::from_utf8_lossy(&bytes[..at]);
    let (line, column) = Lines::new(&before).place(at);
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let hint = if utf16 { "it seems to be UTF-16; save it as UTF-8" } else { "save the file as UTF-8" };
    let message = format!("the file is not UTF-8: byte 0x{:02x} at offset {at}", bytes[at]);
    Fault { line, column, message, hint: Some(hint.to_owned()) }
}

/// What somebody else did to a file since it was loaded or saved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// It says something else.
    Text,
    /// It is there now.
    Appeared,
    /// It is gone.
    Gone,
}

/// Why a file was not saved. It is as it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SaveError {
    /// Somebody else changed the file.
    ChangedOutside {
        /// The file.
        path: PathBuf,
        /// How it changed.
        change: Change,
    },
    /// The file could not be written.
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        kind: ErrorKind,
        /// What is wrong, without a full stop.
        message: String,
        /// What to do about it.
        hint: Option<&'static str>,
    },
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SaveError::ChangedOutside { path, change } => {
                let (message, text) = match change {
                    Change::Text => ("the file was changed by somebody else", "save under another name, and compare the two"),
                    Change::Appeared => ("the file is there already", "choose another name"),
                    Change::Gone => ("the file was moved or deleted by somebody else", "save under another name, or as a new file"),
                };
                write!(f, "{}: error: {message}", printable(path))?;
                hint(f, Some(text))
            }
            SaveError::File { path, message, hint: text, .. } => {
                write!(f, "{}: error: {message}", printable(path))?;
                hint(f, *text)
            }
        }
    }
}

impl std::error::Error for SaveError {}

/// Saves a board, if the file is still what `expected` says; none: if there is no file yet. Returns what the file is like now.
///
/// # Errors
/// The file was changed by somebody else, or cannot be written. It is then as it was.
pub fn save(path: &Path, board: &Board, expected: Option<&Stamp>) -> Result<Stamp, SaveError> {
    save_text(path, &write(board), expected)
}

/// Saves any text as [`save`] does a board.
///
/// # Errors
/// As [`save`].
pub fn save_text(path: &Path, text: &str, expected: Option<&Stamp>) -> Result<Stamp, SaveError> {
    let changed = |change| SaveError::ChangedOutside { path: path.to_owned(), change };
    let wrong = |error: io::Error| {
        let (message, hint) = reason(&error, path);
        SaveError::File { path: path.to_owned(), kind: error.kind(), message, hint }
    };
    let target = behind_links(path).map_err(wrong)?;
    // Before anything is written, so that what is refused costs nothing …
    let old = unchanged(&target, expected).map_err(wrong)?.map_err(changed)?;
    let (mut file, temporary) = Temporary::beside(&target, old.is_some()).map_err(wrong)?;
    if let Some(old) = &old {
        keep_owner_and_mode(&file, old).map_err(wrong)?;
    }
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(wrong)?;
    let about = file.metadata().map_err(wrong)?;
    drop(file);
    // … and again at the last moment, while no other Squall can be at the same point.
    let lock = Lock::on(temporary.path.parent());
    unchanged(&target, expected).map_err(wrong)?.map_err(changed)?;
    match old {
        Some(_) => temporary.replace(&target).map_err(wrong)?,
        None => temporary.appear(&target).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => changed(Change::Appeared),
            _ => wrong(error),
        })?,
    }
    drop(lock);
    Ok(Stamp::new(text.as_bytes(), Some(&about)))
}

/// Saves any text over whatever the file says, or as a new file.
///
/// # Errors
/// The file cannot be read or written, or somebody else is writing it at this moment. It is then as it was.
pub fn replace_text(path: &Path, text: &str) -> Result<Stamp, SaveError> {
    // What is no regular file is refused where it is written, and not waited for here.
    if std::fs::metadata(path).is_ok_and(|about| !about.is_file()) {
        return save_text(path, text, None);
    }
    let old = match std::fs::read(path) {
        Ok(bytes) => Some(Stamp::new(&bytes, None)),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => {
            let (message, hint) = reason(&error, path);
            return Err(SaveError::File { path: path.to_owned(), kind: error.kind(), message, hint });
        }
    };
    save_text(path, text, old.as_ref())
}

/// The file itself behind symbolic links, also where it does not exist yet.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..40 {
        match std::fs::read_link(&path) {
            Ok(link) => path = path.parent().unwrap_or(Path::new("")).join(link),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("symbolic links lead in a circle"))
}

/// What the file is like, if it is what was expected.
fn unchanged(target: &Path, expected: Option<&Stamp>) -> io::Result<Result<Option<Metadata>, Change>> {
    let about = match std::fs::metadata(target) {
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        about => Some(about?),
    };
    Ok(match (about, expected) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(Change::Gone),
        (Some(about), _) if about.is_dir() => return Err(ErrorKind::IsADirectory.into()),
        (Some(about), _) if !about.is_file() => return Err(io::Error::other("not a regular file")),
        (Some(_), None) => Err(Change::Appeared),
        (Some(about), Some(expected)) => {
            // Opened for writing too, since a rename would replace even a file that may not be written.
            let mut file = OpenOptions::new().read(true).write(true).open(target)?;
            let mut bytes = Vec::with_capacity(about.len() as usize + 1);
            (&mut file).take(LIMIT as u64 + 1).read_to_end(&mut bytes)?;
            if Stamp::new(&bytes, None).same_text(expected) { Ok(Some(about)) } else { Err(Change::Text) }
        }
    })
}

/// A file beside the target that is taken away again unless it takes the target's place.
#[derive(Debug)]
struct Temporary {
    path: PathBuf,
}

impl Temporary {
    /// A new file. A secret one may be read by its owner only, until it is given the mode of the file it replaces.
    fn beside(target: &Path, secret: bool) -> io::Result<(File, Temporary)> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, if secret { 0o600 } else { 0o666 });
        #[cfg(not(unix))]
        let _ = secret;
        let directory = target.parent().filter(|directory| *directory != Path::new("")).unwrap_or(Path::new("."));
        loop {
            let next = NEXT.fetch_add(1, Ordering::Relaxed);
            // Short, whatever the target's name; and no `.json`, so that nothing takes a leftover for a board.
            let path = directory.join(format!(".squall-{}-{next}.tmp", std::process::id()));
            match options.open(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                file => return file.map(|file| (file, Temporary { path })),
            }
        }
    }

    /// Takes the place of a file that is there.
    fn replace(self, target: &Path) -> io::Result<()> {
        std::fs::rename(&self.path, target)?;
        self.settle();
        // There is nothing left to take away.
        std::mem::forget(self);
        Ok(())
    }

    /// Takes a place where nothing is, in one step: a file that has appeared there in the meantime stays.
    fn appear(self, target: &Path) -> io::Result<()> {
        match std::fs::hard_link(&self.path, target) {
            Ok(()) => {
                self.settle();
                Ok(())
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
            // Some file systems have no hard links.
            Err(_) => self.replace(target),
        }
    }

    /// Makes the directory's change last. Where a file system cannot, the file is in its place all the same.
    fn settle(&self) {
        #[cfg(unix)]
        if let Some(Ok(directory)) = self.path.parent().map(File::open) {
            let _ = directory.sync_all();
        }
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Gives a new file the owner, where permitted, and the mode of the one it is to replace.
#[cfg(unix)]
fn keep_owner_and_mode(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) && fchown(file, Some(old.uid()), Some(old.gid())).is_err() {
        // Only root gives files away; the group often can be kept.
        let _ = fchown(file, None, Some(old.gid()));
    }
    file.set_permissions(std::fs::Permissions::from_mode(old.mode() & 0o7777))
}

/// Gives a new file the mode of the one it is to replace.
#[cfg(not(unix))]
fn keep_owner_and_mode(file: &File, old: &Metadata) -> io::Result<()> {
    file.set_permissions(old.permissions())
}

/// Keeps other Squalls from saving into the same directory for a moment, where the file system can.
#[derive(Debug)]
struct Lock {
    _directory: Option<File>,
}

impl Lock {
    fn on(directory: Option<&Path>) -> Lock {
        let directory = directory.and_then(|directory| File::open(directory).ok());
        if let Some(directory) = &directory {
            // Whoever else holds such a lock for long is no Squall, and shall not keep anything from being saved.
            for _ in 0..200 {
                match directory.try_lock() {
                    Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
                    _ => break,
                }
            }
        }
        Lock { _directory: directory }
    }
}

/// Why a file cannot be read or written, in words, and what to do.
fn reason(error: &io::Error, path: &Path) -> (String, Option<&'static str>) {
    let directory_missing = || path.parent().is_some_and(|parent| parent != Path::new("") && !parent.exists());
    let (message, hint) = match error.kind() {
        ErrorKind::NotFound if directory_missing() => ("there is no such directory", Some("make it first")),
        ErrorKind::NotFound => ("there is no such file", Some("`squall new` writes a new board")),
        ErrorKind::PermissionDenied => ("permission denied", Some("ask its owner, or use another place")),
        ErrorKind::IsADirectory => ("this is a directory, not a board", Some("name a file in it")),
        ErrorKind::NotADirectory => ("a part of the path is a file, not a directory", None),
        ErrorKind::ReadOnlyFilesystem => ("the file system is read-only", Some("use another place")),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ("there is no space left", Some("make room and save again")),
        ErrorKind::InvalidFilename => ("the name is too long or not allowed here", None),
        _ => return (error.to_string(), None),
    };
    (message.to_owned(), hint)
}
