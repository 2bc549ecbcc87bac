//! What is put aside and what is voted for: parked topics, dots on hot spots.

use super::Command;

pub(super) const COMMANDS: &[Command] = &[];
