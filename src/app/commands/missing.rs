//! What is missing: going from question to question, answering them.

use super::Command;

pub(super) const COMMANDS: &[Command] = &[];
