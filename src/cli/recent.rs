//! Which boards were opened last. One path per line in a small file of ours; whatever is wrong with that file is no reason not to
//! open a board.

use std::path::{Path, PathBuf};

/// How many boards are remembered.
const MOST: usize = 12;

/// The file that remembers, in `$XDG_STATE_HOME/squall` or `~/.local/state/squall`; nothing where there is no home.
fn file() -> Option<PathBuf> {
    let given = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let state = given.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".local/state")))?;
    Some(state.join("squall").join("recent"))
}

/// The boards opened last, the latest first; only those that are still there.
pub fn boards() -> Vec<PathBuf> {
    let text = file().and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
    text.lines().map(PathBuf::from).filter(|path| path.is_file()).take(MOST).collect()
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
