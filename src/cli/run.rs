//! `squall run BOARD COMMAND…`: issues commands in order, each when the one before has come to rest, and prints the chain, or tells
//! it in another form.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::cast::{Size, cast};
use super::player::{self, Played, Playing};
use super::{document, report, story};
use crate::board::Board;
use crate::interop;

/// Issues commands to the modelled aggregates and prints, step by step, what follows.
#[derive(clap::Args, Debug)]
#[command(group = clap::ArgGroup::new("form").args(["json", "story", "mermaid", "sequence", "cast"]))]
pub struct Args {
    /// The board, or `-` for standard input
    board: PathBuf,
    /// A command to issue, such as "Trigger Billing Cycle" or 'Deposit Parcel (size = "S") at 12h'
    command: Vec<String>,
    #[command(flatten)]
    playing: Playing,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Tell the run as a numbered story in plain sentences
    #[arg(long)]
    story: bool,
    /// Print the flow as a Mermaid diagram with the path of the run marked
    #[arg(long)]
    mermaid: bool,
    /// Print the run as a Mermaid sequence diagram: who says what to whom
    #[arg(long)]
    sequence: bool,
    /// Record what the run pane shows, step by step, for asciinema; `-` is standard output
    #[arg(long, value_name = "FILE")]
    cast: Option<PathBuf>,
    /// Columns and rows of the recording
    #[arg(long, value_name = "SIZE", default_value = "120x36", requires = "cast")]
    size: Size,
    /// Write over a file that is there already
    #[arg(long, requires = "cast")]
    force: bool,
}

/// Carries the command out.
pub fn run(args: &Args) -> ExitCode {
    carry_out(args).unwrap_or_else(|status| status)
}

fn carry_out(args: &Args) -> Result<ExitCode, ExitCode> {
    let file = args.cast.as_deref().filter(|path| path.as_os_str() != "-");
    if let Some(path) = file {
        document::may_write(path, &[&args.board], args.force)?;
    }
    let board = report::read(&args.board)?;
    let played = player::play(&args.board.display().to_string(), &board, &args.command, &args.playing)?;
    let told = told(args, &board, &played);
    match file {
        None => report::print(&told)?,
        Some(path) => {
            document::write(path, &told, args.force)?;
            report::remark(&format!("wrote {}", path.display()), "");
        }
    }
    Ok(played.close())
}

/// The run in the form that was asked for.
fn told(args: &Args, board: &Board, played: &Played) -> String {
    let run = &played.run;
    match () {
        () if args.json => format!("{:#}\n", story::json(run, board.title(), &played.ended)),
        () if args.story => interop::story(run),
        () if args.mermaid => interop::mermaid_of_run(board, run),
        () if args.sequence => interop::sequence_of_run(board, run),
        () if args.cast.is_some() => {
            let path = (args.board != Path::new("-")).then(|| args.board.clone());
            cast(board, path, run, args.size)
        }
        () => story::text(run, &played.ended),
    }
}
