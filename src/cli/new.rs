//! `squall new FILE`: writes a new board, empty or from a bundled one; never over an existing file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::SubsecRound;

use super::report::{self, REFUSED};
use crate::app::Source;
use crate::board::{Board, Heading, name};
use crate::store;
use crate::terminal::SystemSource;

/// Writes a new board, empty or from a bundled one; never over an existing file
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The file to write, or `-` for standard output
    file: PathBuf,
    /// A bundled board to begin with, such as subscription-box
    #[arg(long, value_name = "NAME")]
    from: Option<String>,
}

/// Carries the command out.
pub fn run(args: &Args) -> ExitCode {
    let board = match &args.from {
        None => empty(&args.file),
        Some(name) => match bundled(name) {
            Ok(board) => board,
            Err(status) => return status,
        },
    };
    if args.file.as_os_str() == "-" {
        return report::print(&store::write(&board)).err().unwrap_or(ExitCode::SUCCESS);
    }
    match store::save(&args.file, &board, None) {
        Ok(_) => {
            report::remark(&format!("wrote {}: {} notes", args.file.display(), board.notes().len()), "");
            ExitCode::SUCCESS
        }
        Err(wrong) => {
            report::remark(&wrong.to_string(), "");
            ExitCode::from(REFUSED)
        }
    }
}

/// An empty board that is called after its file: `parcel-lockers.json` is `Parcel lockers`.
pub fn empty(file: &Path) -> Board {
    Board::new(Heading::new(report::fresh_id().to_string(), title(file), Some(SystemSource.now().trunc_subsecs(0))))
}

/// What a board in a file is called that says nothing else.
pub fn title(file: &Path) -> String {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().replace(['-', '_'], " ")).unwrap_or_default();
    let mut chars = stem.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

fn bundled(wanted: &str) -> Result<Board, ExitCode> {
    let stem = wanted.strip_suffix(".json").unwrap_or(wanted);
    let Some(bundled) = store::BUNDLED.iter().find(|bundled| name::fold(bundled.name) == name::fold(stem)) else {
        let names: Vec<&str> = store::BUNDLED.iter().map(|bundled| bundled.name).collect();
        let hint = match name::nearest(stem, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", names.join(", ")),
        };
        report::error(&format!("there is no bundled board `{wanted}`"), &hint);
        return Err(ExitCode::from(REFUSED));
    };
    bundled.board(&mut report::fresh_id).map_err(|wrong| {
        report::remark(&wrong.to_string(), "");
        ExitCode::from(REFUSED)
    })
}
