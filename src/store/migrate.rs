//! Older formats → this one, in memory; the next save writes the new one.
//!
//! Format 1 is the first, so nothing is to be done yet. A later format adds a step here that turns the tables of its forerunner into
//! its own, and [`known`] keeps saying which numbers have ever been written.

use super::keys::FORMAT;

/// Whether a format is one that this version reads.
pub(super) fn known(format: i64) -> bool {
    (1..=FORMAT).contains(&format)
}
