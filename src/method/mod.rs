//! What event storming SAYS: the legend and the grammar of each colour.
//!
//! Must not know how a board runs, is kept or is shown.

pub mod english;
pub mod legend;
