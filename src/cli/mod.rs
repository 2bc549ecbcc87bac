//! The command line: arguments → a subcommand → an exit status. One file per subcommand.

mod completions;
mod config;
mod doctor;
mod document;
mod export;
mod import;
mod keys;
mod lint;
mod man;
mod new;
mod open;
mod player;
mod recent;
mod report;
mod request;
mod run;
mod schema;
mod story;
mod test;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// An event-storming board for the terminal that also runs.
#[derive(Parser, Debug)]
#[command(name = "squall", version, args_conflicts_with_subcommands = true, after_help = statuses())]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// The board to open; a path that does not exist yet is a new board
    #[arg(value_name = "BOARD")]
    board: Option<PathBuf>,
}

fn statuses() -> String {
    let statuses = report::STATUSES.map(|(status, meaning)| format!("{status} {meaning}"));
    format!("Exit status: {}", statuses.join(" · "))
}

#[derive(Subcommand, Debug)]
enum Command {
    New(new::Args),
    Import(import::Args),
    Run(run::Args),
    Test(test::Args),
    Export(export::Args),
    Lint(lint::Args),
    /// Prints the JSON Schema of the board file
    Schema,
    Keys(keys::Args),
    Doctor(doctor::Args),
    Completions(completions::Args),
    /// Prints the manual page, in the form that `man` reads
    Man,
}

/// Reads the arguments and carries out what they ask for.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        Some(Command::New(args)) => new::run(&args),
        Some(Command::Import(args)) => import::run(&args),
        Some(Command::Run(args)) => run::run(&args),
        Some(Command::Test(args)) => test::run(&args),
        Some(Command::Export(args)) => export::run(&args),
        Some(Command::Lint(args)) => lint::run(&args),
        Some(Command::Schema) => schema::run(),
        Some(Command::Keys(args)) => keys::run(&args),
        Some(Command::Doctor(args)) => doctor::run(&args),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man) => man::run(),
        None => open::run(cli.board.as_deref()),
    }
}
