//! `squall keys`: every command of the terminal with the keys in force.

use std::process::ExitCode;

use super::{config, report};
use crate::app::commands::{self, Keymap};

/// Prints every command of the terminal with its keys and its id
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Print the keys that commands have where config.toml gives them no others
    #[arg(long)]
    default: bool,
}

/// Carries the command out.
pub fn run(args: &Args) -> ExitCode {
    let keys = if args.default {
        Keymap::of_the_table()
    } else {
        let config = config::load();
        config.faults.iter().filter(|fault| !fault.odd).for_each(|fault| report::remark(&fault.to_string(), &fault.hint));
        config.keys
    };
    let mut text = String::new();
    let mut group = None;
    for command in commands::table() {
        if group != Some(command.group) {
            group = Some(command.group);
            text.push_str(&format!("{}{}\n", if text.is_empty() { "" } else { "\n" }, command.group.name()));
        }
        let (shown, does) = (keys.shown(command).join(", "), keys.spell(command.does));
        text.push_str(&format!("  {shown:<24} {}: {does} [{}]\n", command.name, command.id));
    }
    report::print(&text).err().unwrap_or(ExitCode::SUCCESS)
}
