//! `squall keys`: every command of the terminal with its keys, as the table has them.

use std::process::ExitCode;

use super::report;
use crate::app::commands;

/// Carries the command out.
pub fn run() -> ExitCode {
    let mut text = String::new();
    let mut group = None;
    for command in commands::table() {
        if group != Some(command.group) {
            group = Some(command.group);
            text.push_str(&format!("{}{}\n", if text.is_empty() { "" } else { "\n" }, command.group.name()));
        }
        text.push_str(&format!("  {:<24} {}: {}\n", command.shown_keys().join(", "), command.name, command.does));
    }
    report::print(&text).err().unwrap_or(ExitCode::SUCCESS)
}
