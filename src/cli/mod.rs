//! The command line: arguments → a subcommand → an exit status. One file per subcommand.

mod cast;
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

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::board::name::nearest;

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
    let mut arguments = std::env::args_os().skip(1);
    if let Some((said, hint)) = arguments.next().and_then(|first| mistyped(&first, arguments.next().is_none())) {
        report::error(&said, &hint);
        return ExitCode::from(report::REFUSED);
    }
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

/// What to say where the first argument is neither a subcommand nor a board but nearly a subcommand: nobody who mistypes one wants a
/// new board of that name.
fn mistyped(first: &OsStr, alone: bool) -> Option<(String, String)> {
    let name = first.to_str()?;
    let is_path = name.starts_with(['-', '.']) || name.contains(['/', '\\', '.']) || Path::new(name).exists();
    let mut program = Cli::command();
    program.build();
    let commands: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
    if is_path || commands.contains(&name) {
        return None;
    }
    let near = nearest(name, commands)?;
    let board = format!("`squall ./{name}` or `squall {name}.json` opens a new board of that name");
    Some(match alone {
        true => (format!("`{name}` is no board and no command: did you mean `squall {near}`?"), board),
        false => (format!("`{name}` is no command: did you mean `squall {near}`?"), String::new()),
    })
}
