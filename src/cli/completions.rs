//! `squall completions SHELL`: a script that makes a shell complete what is typed behind `squall`.

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, report};

/// Prints a script that completes commands, options and files in a shell
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The shell to print it for
    #[arg(value_enum)]
    shell: Shell,
}

/// Carries the command out.
pub fn run(args: &Args) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "squall", &mut script);
    report::print(&String::from_utf8_lossy(&script)).err().unwrap_or(ExitCode::SUCCESS)
}
