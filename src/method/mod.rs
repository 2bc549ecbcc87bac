//! What event storming SAYS: the legend, the grammar of each colour, the phases of a session, what is missing, and the
//! common mistakes.
//!
//! Must not know how a board runs, is kept or is shown.

pub mod agenda;
pub mod derive;
pub mod dots;
pub mod english;
pub mod gap;
pub mod legend;
pub mod lint;
pub mod pace;
pub mod session;
mod tidy;

pub use tidy::tidy;
