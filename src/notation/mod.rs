//! Board ⇄ storm notation: the plain-text form of a board.
//!
//! Must not know the terminal, files or how a board is shown.

mod read;
mod write;

pub use read::{Call, Onto, Pasted, Reading, Remark, Severity, Skipped, call, has_forms, literal, read, read_all, read_onto};
pub use write::{Written, write, write_agenda, write_scenario};
