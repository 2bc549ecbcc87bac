//! What was copied last.

use crate::board::Picked;

/// Notes that were copied, and how other programs got them.
#[derive(Clone, PartialEq, Debug)]
pub struct Register {
    /// The notes.
    pub(super) picked: Picked,
    /// The same as storm notation.
    pub(super) text: String,
}
