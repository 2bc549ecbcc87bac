//! Which boards were opened last. One path per line in a small file of ours; whatever is wrong with that file is no reason not to
//! open a board.

use std::ffi::OsString;
use std::fs::Metadata;
use std::path::{Path, PathBuf};

/// How many boards are remembered.
const MOST: usize = 12;

/// The file that remembers, in `$XDG_STATE_HOME/squall` or `~/.local/state/squall`, and why it lies there.
///
/// # Errors
/// Why there is no place for it.
pub fn place(get: impl Fn(&str) -> Option<OsString>) -> Result<(PathBuf, &'static str), &'static str> {
    let absolute = |name: &str| get(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let file = |state: &Path| state.join("squall").join("recent");
    if let Some(state) = absolute("XDG_STATE_HOME") {
        return Ok((file(&state), "XDG_STATE_HOME says so"));
    }
    let given = get("XDG_STATE_HOME").is_some_and(|value| !value.is_empty());
    match (absolute("HOME"), given) {
        (Some(home), false) => Ok((file(&home.join(".local/state")), "XDG_STATE_HOME is not set")),
        (Some(home), true) => Ok((file(&home.join(".local/state")), "XDG_STATE_HOME is no absolute path")),
        (None, _) => Err("neither XDG_STATE_HOME nor HOME is an absolute path"),
    }
}

fn file() -> Option<PathBuf> {
    place(|name| std::env::var_os(name)).ok().map(|(file, _)| file)
}

/// What keeps a file from being written, without touching it; nothing where it, or what is to hold it, may be written.
pub fn obstacle(file: &Path) -> Option<String> {
    let there = |path: &Path| path.metadata().ok();
    let (path, metadata) = file.ancestors().find_map(|path| Some((path.to_owned(), there(path)?)))?;
    let whole = path == file;
    match () {
        () if whole && !metadata.is_file() => Some("it is no file".to_owned()),
        () if !whole && !metadata.is_dir() => Some(format!("{} is no folder", path.display())),
        () if !may_write(&path, &metadata) => {
            Some(format!("{} may not be written", if whole { "it".into() } else { path.display().to_string() }))
        }
        () => None,
    }
}

#[cfg(unix)]
fn may_write(path: &Path, metadata: &Metadata) -> bool {
    use rustix::fs::{Access, access};
    let needed = if metadata.is_dir() { Access::WRITE_OK | Access::EXEC_OK } else { Access::WRITE_OK };
    access(path, needed).is_ok()
}

#[cfg(not(unix))]
fn may_write(_: &Path, metadata: &Metadata) -> bool {
    metadata.is_dir() || !metadata.permissions().readonly()
}

/// The boards opened last, the latest first; only those that are still there.
pub fn boards() -> Vec<PathBuf> {
    let text = file().and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
    text.lines().map(PathBuf::from).filter(|path| path.is_file()).take(MOST).collect()
}

/// Whether Squall is here for the first time, as far as can be remembered. It is only once, and never where nothing can be written.
pub fn first_time() -> bool {
    file().is_some_and(|file| claim(&file))
}

/// Makes the file; false where it is there already, or cannot be made.
fn claim(file: &Path) -> bool {
    let folder = file.parent().is_some_and(|folder| std::fs::create_dir_all(folder).is_ok());
    folder && std::fs::OpenOptions::new().write(true).create_new(true).open(file).is_ok()
}

/// Remembers a board as the one opened last.
pub fn remember(board: &Path) {
    let (Some(file), Ok(board)) = (file(), std::path::absolute(board)) else { return };
    let mut paths = vec![board.clone()];
    paths.extend(boards().into_iter().filter(|path| *path != board));
    let lines: String = paths.iter().take(MOST).filter_map(|path| Some(format!("{}\n", path.to_str()?))).collect();
    if let Some(folder) = file.parent() {
        // Whoever cannot write there simply has no memory of boards.
        let _ = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&file, lines));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_lies_where_the_surroundings_say_or_nowhere() {
        let check = |variables: &[(&str, &str)], expected: Option<&str>| {
            let get = |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value));
            assert_eq!(place(get).ok().map(|(file, _)| file), expected.map(PathBuf::from), "{variables:?}");
        };
        if cfg!(windows) {
            return;
        }
        check(&[("XDG_STATE_HOME", "/s"), ("HOME", "/h")], Some("/s/squall/recent"));
        check(&[("XDG_STATE_HOME", "s"), ("HOME", "/h")], Some("/h/.local/state/squall/recent"));
        check(&[("XDG_STATE_HOME", ""), ("HOME", "/h")], Some("/h/.local/state/squall/recent"));
        check(&[("HOME", "")], None);
        check(&[], None);
    }

    #[test]
    fn the_first_time_is_only_once() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("squall").join("recent");
        assert!(claim(&file) && !claim(&file));
        assert!(!claim(&file.join("recent")), "where nothing can be remembered it never is");
    }

    #[test]
    fn what_is_in_the_way_of_a_file_is_said_without_touching_anything() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("squall").join("recent");
        assert_eq!(obstacle(&file), None);
        assert!(!folder.path().join("squall").exists());
        std::fs::write(folder.path().join("squall"), "").expect("it can be written");
        assert!(obstacle(&file).is_some_and(|why| why.ends_with("is no folder")));
        assert_eq!(obstacle(&folder.path().join("squall")), None);
        assert_eq!(obstacle(folder.path()).as_deref(), Some("it is no file"));
    }
}
