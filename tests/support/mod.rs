//! What several tests of the whole program share.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "every test file compiles this for itself and uses a part of it")]

pub mod boards;
pub mod edits;
pub mod lively;
pub mod play;
pub mod same;
pub mod sayable;
#[cfg(unix)]
pub mod terminal;
pub mod workshops;

use uuid::Uuid;

/// Ids in the order in which they are asked for.
pub fn ids() -> impl FnMut() -> Uuid {
    let mut next = 0x0193_4f6e_0000_7000_8000_0000_0000_0000;
    move || {
        next += 1;
        Uuid::from_u128(next)
    }
}
