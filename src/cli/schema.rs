//! `squall schema`: prints the JSON Schema of the board file.

use std::process::ExitCode;

use super::report;
use crate::store;

/// Carries the command out.
pub fn run() -> ExitCode {
    report::print(&store::schema()).err().unwrap_or(ExitCode::SUCCESS)
}
