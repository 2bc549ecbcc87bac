//! What event storming SAYS: the legend, the grammar of each colour and the common mistakes.
//!
//! Must not know how a board runs, is kept or is shown.

pub mod english;
pub mod legend;
pub mod lint;
mod tidy;

pub use tidy::tidy;
