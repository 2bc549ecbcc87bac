//! Edits that are in no file when the program has to end: they are written beside the board.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Files;
use crate::app::State;

/// Writes the board to a file of its own beside its file; returns that file.
pub fn rescue(state: &State, files: &mut dyn Files) -> Result<PathBuf, String> {
    let path = free_path(state.path.as_deref(), |path| path.exists());
    files.save(state.board(), &path)?;
    Ok(path)
}

/// The file with the edits of a board that were rescued last, if it is younger than the board's own.
pub fn rescued(board: &Path) -> Option<PathBuf> {
    let last = (1..=MOST).map(|number| place(board, number)).take_while(|path| path.exists()).last()?;
    (written(&last) > written(board)).then_some(last)
}

/// When a file was written last; nothing where there is none, which is before any time.
fn written(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|metadata| metadata.modified()).ok()
}

/// The board that a file with rescued edits is to be saved as; nothing for any other file, nor where the board was saved since.
pub fn rescued_board(rescue: &Path) -> Option<PathBuf> {
    board_of(rescue).filter(|board| written(rescue) > written(board))
}

/// The board that a file with rescued edits belongs to, by its name.
fn board_of(rescue: &Path) -> Option<PathBuf> {
    let stem = rescue.file_name()?.to_str()?.strip_suffix(".json")?;
    let (board, number) = stem.rsplit_once(".rescue")?;
    let is_number = |number: &str| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    let is_rescue = number.is_empty() || number.strip_prefix('-').is_some_and(is_number);
    (is_rescue && !board.is_empty()).then(|| rescue.with_file_name(format!("{board}.json")))
}

/// More rescues than this of one board do not wait.
const MOST: u32 = 1000;

/// `billing.json` is rescued to `billing.rescue.json`, and to `billing.rescue-2.json` where an older rescue waits there.
fn free_path(board: Option<&Path>, taken: impl Fn(&Path) -> bool) -> PathBuf {
    let board = board.unwrap_or(Path::new("untitled.json"));
    let number = (1..MOST).find(|number| !taken(&place(board, *number))).unwrap_or(MOST);
    place(board, number)
}

fn place(board: &Path, number: u32) -> PathBuf {
    let stem = board.file_stem().unwrap_or(board.as_os_str()).to_string_lossy();
    let number = if number == 1 { String::new() } else { format!("-{number}") };
    board.with_file_name(format!("{stem}.rescue{number}.json"))
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
        for (rescue, board) in [
            ("/a/billing.rescue.json", Some("/a/billing.json")),
            ("/a/billing.rescue-12.json", Some("/a/billing.json")),
            ("/a/billing.rescue.rescue.json", Some("/a/billing.rescue.json")),
            ("/a/billing.json", None),
            ("/a/to-the-rescue.json", None),
            ("/a/billing.rescue-me.json", None),
            ("/a/.rescue.json", None),
        ] {
            assert_eq!(board_of(Path::new(rescue)).as_deref(), board.map(Path::new), "{rescue}");
        }
    }

    #[test]
    fn the_last_rescue_is_found_where_it_is_younger_than_the_board() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str| folder.path().join(name);
        let write = |name: &str, seconds: u64| {
            let written = std::fs::File::create(file(name)).expect("it can be written");
            written.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds)).expect("it can be dated");
        };
        let board = file("a.json");
        assert_eq!(rescued(&board), None);
        write("a.rescue.json", 10);
        assert_eq!(rescued(&board), Some(file("a.rescue.json")), "the board itself was never written");
        assert_eq!(rescued_board(&file("a.rescue.json")), Some(board.clone()));
        write("a.json", 20);
        assert_eq!(rescued(&board), None, "saved since");
        assert_eq!(rescued_board(&file("a.rescue.json")), None, "what is older is not saved over what is younger");
        write("a.rescue-2.json", 30);
        assert_eq!(rescued(&board), Some(file("a.rescue-2.json")));
    }
}
