//! Documents that are made of a board and stand beside it: written over when the board is told again, and never over what somebody
//! else wrote.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::file::{Change, SaveError, save_text};
use super::stamp::Stamp;

/// A document is never this large; a larger file is somebody else's.
const LIMIT: u64 = 256 << 20;
/// So many names are tried.
const NAMES: u32 = 1000;

/// Writes a text to a file of its own: the one at the path, or where that is somebody else's the next free one, such as
/// `box-2.md` for `box.md`. The last line of the text says whose it is: a file that ends with that line is written over. Returns
/// which file it became.
///
/// # Errors
/// The file cannot be written. It is then as it was.
pub fn save_beside(path: &Path, text: &str) -> Result<PathBuf, SaveError> {
    let mark = last_line(text);
    let mut appeared = None;
    for number in 1..=NAMES {
        let path = numbered(path, number);
        let own = match path.symlink_metadata() {
            // Whatever is no file is somebody's too, and a pipe would be waited for.
            Ok(_) => match own(&path, mark) {
                None => continue,
                own => own,
            },
            Err(_) => None,
        };
        match save_text(&path, text, own.as_ref()) {
            Ok(_) => return Ok(path),
            // Somebody was faster.
            Err(wrong @ SaveError::ChangedOutside { change: Change::Appeared | Change::Text, .. }) => appeared = Some(wrong),
            Err(wrong) => return Err(wrong),
        }
    }
    Err(appeared.unwrap_or(SaveError::ChangedOutside { path: path.to_owned(), change: Change::Appeared }))
}

/// What a file is like that ends with a line; nothing where it does not.
fn own(path: &Path, mark: &str) -> Option<Stamp> {
    let about = path.metadata().ok().filter(|about| about.is_file() && about.len() <= LIMIT)?;
    let mut bytes = Vec::with_capacity(about.len() as usize + 1);
    std::fs::File::open(path).ok()?.take(LIMIT + 1).read_to_end(&mut bytes).ok()?;
    let text = std::str::from_utf8(&bytes).ok()?;
    (!mark.is_empty() && last_line(text) == mark).then(|| Stamp::new(&bytes, None))
}

fn last_line(text: &str) -> &str {
    text.trim_end().lines().next_back().unwrap_or_default()
}

fn numbered(path: &Path, number: u32) -> PathBuf {
    if number == 1 {
        return path.to_owned();
    }
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number}"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const MARK: &str = "<!-- written by Squall from box.json -->";

    #[test]
    fn only_what_is_its_own_is_written_over() {
        let directory = tempfile::tempdir().expect("a directory");
        let at = |name: &str| directory.path().join(name);
        let export = |text: &str| save_beside(&at("box.md"), &format!("{text}\n{MARK}\n")).expect("written");
        assert_eq!(export("one"), at("box.md"));
        assert_eq!(export("two"), at("box.md"), "its own is replaced");
        assert_eq!(fs::read_to_string(at("box.md")).expect("there"), format!("two\n{MARK}\n"));
        fs::write(at("box.md"), format!("two\n{MARK}\nand a line of my own\n")).expect("written");
        assert_eq!(export("three"), at("box-2.md"), "what somebody went on with is theirs");
        fs::write(at("box-2.md"), [0xff, 0xfe]).expect("written");
        fs::create_dir(at("box-3.md")).expect("made");
        assert_eq!(export("four"), at("box-4.md"));
        assert_eq!(fs::read(at("box-2.md")).expect("there"), [0xff, 0xfe]);
        assert!(fs::read_to_string(at("box.md")).expect("there").ends_with("of my own\n"));
        let others = format!("two\n{}\n", MARK.replace("box", "crate"));
        fs::write(at("box.md"), &others).expect("written");
        assert_eq!(export("five"), at("box-4.md"), "that of another board is not its own");
        assert_eq!(fs::read_dir(directory.path()).expect("there").count(), 4, "nothing is left over");
    }

    #[test]
    fn where_nothing_can_be_written_it_is_said() {
        let directory = tempfile::tempdir().expect("a directory");
        let wrong = save_beside(&directory.path().join("none/box.md"), MARK).expect_err("no directory");
        assert!(wrong.to_string().contains("there is no such directory"), "{wrong}");
    }
}
