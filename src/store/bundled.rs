//! Boards that come with the program, so that there is always one to open.

use std::path::Path;

use uuid::Uuid;

use super::{LoadError, parse};
use crate::board::Board;

/// A board that comes with the program.
#[derive(Debug, Clone, Copy)]
pub struct Bundled {
    /// Its name, which is that of its file.
    pub name: &'static str,
    /// A few words about what it shows.
    pub about: &'static str,
    /// Its file.
    pub text: &'static str,
}

/// Every board that comes with the program; the first is the one to begin with.
pub const BUNDLED: &[Bundled] = &[
    Bundled {
        name: "subscription-box",
        about: "a monthly box: charged, retried, paused",
        text: include_str!("../../boards/subscription-box.json"),
    },
    Bundled {
        name: "parcel-locker",
        about: "many parcels at once, each with its own deadline",
        text: include_str!("../../boards/parcel-locker.json"),
    },
    Bundled {
        name: "motor-insurance-claim",
        about: "a claim from accident to payment, in six contexts",
        text: include_str!("../../boards/motor-insurance-claim.json"),
    },
    Bundled {
        name: "library",
        about: "books lent, reserved and overdue, as a session left them",
        text: include_str!("../../boards/library.json"),
    },
];

impl Bundled {
    /// The board itself.
    ///
    /// # Errors
    /// None, as long as the file is what the tests have seen.
    pub fn board(&self, ids: &mut dyn FnMut() -> Uuid) -> Result<Board, LoadError> {
        parse(Path::new(self.name), self.text.as_bytes().to_vec(), ids)
    }
}
