//! `squall run BOARD COMMAND…`: issues commands in order, each when the one before has come to rest, and prints the chain.

use std::path::PathBuf;
use std::process::ExitCode;

use super::player::{self, Playing};
use super::{report, story};

/// Issues commands to the modelled aggregates and prints, step by step, what follows.
#[derive(clap::Args, Debug)]
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
}

/// Carries the command out.
pub fn run(args: &Args) -> ExitCode {
    let board = match report::read(&args.board) {
        Ok(board) => board,
        Err(status) => return status,
    };
    let played = match player::play(&args.board.display().to_string(), &board, &args.command, &args.playing) {
        Ok(played) => played,
        Err(status) => return status,
    };
    let told = match args.json {
        true => format!("{:#}\n", story::json(&played.run, board.title(), &played.ended)),
        false => story::text(&played.run, &played.ended),
    };
    match report::print(&told) {
        Ok(()) => played.close(),
        Err(status) => status,
    }
}
