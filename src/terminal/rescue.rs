//! Edits that are in no file when the program has to end: they are written beside the board.

use std::path::{Path, PathBuf};

use super::Files;
use crate::app::State;

/// Writes the board to a file of its own beside its file; returns that file.
pub fn rescue(state: &State, files: &mut dyn Files) -> Result<PathBuf, String> {
    let path = free_path(state.path.as_deref(), |path| path.exists());
    files.save(state.board(), &path)?;
    Ok(path)
}

/// `billing.json` is rescued to `billing.rescue.json`, and to `billing.rescue-2.json` where an older rescue waits there.
fn free_path(board: Option<&Path>, taken: impl Fn(&Path) -> bool) -> PathBuf {
    let board = board.unwrap_or(Path::new("untitled.json"));
    let stem = board.file_stem().unwrap_or(board.as_os_str()).to_string_lossy();
    let path = |number: u32| {
        let number = if number == 1 { String::new() } else { format!("-{number}") };
        board.with_file_name(format!("{stem}.rescue{number}.json"))
    };
    let number = (1..1000).find(|number| !taken(&path(*number))).unwrap_or(1000);
    path(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rescue_lies_beside_the_board_and_never_over_another() {
        assert_eq!(free_path(Some(Path::new("/a/billing.json")), |_| false), Path::new("/a/billing.rescue.json"));
        let taken = |path: &Path| path == Path::new("/a/billing.rescue.json");
        assert_eq!(free_path(Some(Path::new("/a/billing.json")), taken), Path::new("/a/billing.rescue-2.json"));
        assert_eq!(free_path(None, |_| false), Path::new("untitled.rescue.json"));
    }
}
