//! The session: its agenda, its phases, its timer.

use super::Command;

pub(super) const COMMANDS: &[Command] = &[];
