//! Projector mode: larger notes and nothing else.

use super::Command;

pub(super) const COMMANDS: &[Command] = &[];
