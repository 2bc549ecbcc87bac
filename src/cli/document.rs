//! Documents in files: written whole or not at all, and over a file that is there only where that was asked for.

use std::path::Path;
use std::process::ExitCode;

use super::report::{self, REFUSED};
use crate::store::{self, Change, SaveError};

/// Whether what is made of some files may be written to a path, before any work is done for it.
///
/// # Errors
/// The exit status to end with where a file is there already, or where it is one of those it is made of, which is said.
pub fn may_write(path: &Path, sources: &[&Path], force: bool) -> Result<(), ExitCode> {
    let refuse = |message: &str, hint: &str| {
        report::error(&format!("{}: {message}", path.display()), hint);
        Err(ExitCode::from(REFUSED))
    };
    let mut files = sources.iter().filter(|source| source.as_os_str() != "-");
    let is = |source: &&&Path| {
        std::fs::canonicalize(source).is_ok_and(|source| std::fs::canonicalize(path).is_ok_and(|path| path == source))
    };
    if files.any(|source| is(&source)) {
        return refuse("this is what is read", "choose another name");
    }
    if path.is_file() && !force {
        return refuse("the file is there already", "choose another name, or add --force to write over it");
    }
    Ok(())
}

/// Writes a document to a file.
///
/// # Errors
/// The exit status to end with where it cannot be written, which is said; the file is then as it was.
pub fn write(path: &Path, text: &str, force: bool) -> Result<(), ExitCode> {
    let written = if force { store::replace_text(path, text) } else { store::save_text(path, text, None) };
    match written {
        Ok(_) => Ok(()),
        Err(SaveError::ChangedOutside { change: Change::Appeared, .. }) => {
            report::error(
                &format!("{}: the file is there already", path.display()),
                "choose another name, or add --force to write over it",
            );
            Err(ExitCode::from(REFUSED))
        }
        Err(wrong) => {
            report::remark(&wrong.to_string(), "");
            Err(ExitCode::from(REFUSED))
        }
    }
}
