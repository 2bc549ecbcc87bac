//! Deriving a board from a feature request: the request in sight, its words becoming notes.

use super::Command;

pub(super) const COMMANDS: &[Command] = &[];
