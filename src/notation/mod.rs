//! Board ⇄ storm notation: the plain-text form of a board.
//!
//! Must not know the terminal, files or how a board is shown.

mod write;

pub use write::{Written, write};
