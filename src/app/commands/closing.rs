//! The end of a phase and of a session: the summary, the closing page, the artefacts.

use super::Command;

pub(super) const COMMANDS: &[Command] = &[];
