//! Identities. A note's id never decides behaviour; it only says which note is meant.

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};

use uuid::Uuid;

/// Ids that are not UUIDs (a board written by hand may say `"id": "pay"`) are mapped into this namespace, so that inside the
/// program an id is always sixteen bytes.
const FOREIGN: Uuid = Uuid::from_u128(0x5717_a11b_0a2d_5e0f_8e11_d05e_0f1d_e4ed);

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Reads an id as it stands in a file. The second value is true where the text is not the canonical form of a
            /// UUID, so that whoever writes the board again must remember the text (see [`crate::board::Board::foreign_id`]).
            pub fn read(text: &str) -> ($name, bool) {
                match Uuid::try_parse(text) {
                    // Of this length only the form with hyphens can be.
                    Ok(id) if text.len() == 36 && !text.bytes().any(|byte| byte.is_ascii_uppercase()) => ($name(id), false),
                    _ => ($name(Uuid::new_v5(&FOREIGN, text.as_bytes())), true),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }
    };
}

id! {
    /// Which note.
    NoteId
}
id! {
    /// Which context.
    ContextId
}

/// A map from ids. Several times faster than one with the standard hasher, which matters where a hundred thousand notes are loaded.
pub(crate) type IdMap<K, V> = HashMap<K, V, IdHashing>;

/// Makes [`IdHasher`]s. As with the standard one, nobody can foresee which ids collide.
#[derive(Clone, Debug)]
pub(crate) struct IdHashing(u64, u64);

impl Default for IdHashing {
    fn default() -> IdHashing {
        let random = RandomState::new();
        IdHashing(random.hash_one(0), random.hash_one(1) | 1)
    }
}

impl BuildHasher for IdHashing {
    type Hasher = IdHasher;
    fn build_hasher(&self) -> IdHasher {
        IdHasher { state: self.0, key: self.1 }
    }
}

/// Mixes an id by multiplying it with a secret number, keeping both halves of the product.
#[derive(Clone, Debug)]
pub(crate) struct IdHasher {
    state: u64,
    key: u64,
}

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, word: u64) {
        let product = u128::from(self.state ^ word) * u128::from(self.key);
        self.state = (product as u64 ^ (product >> 64) as u64).wrapping_add(word.rotate_left(32));
    }

    /// The length of an id: always the same.
    fn write_usize(&mut self, _: usize) {}

    fn finish(&self) -> u64 {
        self.state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_reads_as_itself_and_anything_else_is_remembered() {
        let text = "01934f6e-0000-7000-8000-000000000001";
        let (id, foreign) = NoteId::read(text);
        assert_eq!((id.to_string().as_str(), foreign), (text, false));
        for other in [
            "{01934f6e-0000-7000-8000-000000000001}",
            "01934f6e000070008000000000000001",
            "urn:uuid:01934f6e-0000-7000-8000-000000000001",
        ] {
            assert!(NoteId::read(other).1, "{other}");
        }
        assert!(NoteId::read("pay").1);
        assert!(NoteId::read("01934F6E-0000-7000-8000-000000000001").1, "upper case would be written back in lower case");
        assert_eq!(NoteId::read("pay"), NoteId::read("pay"));
        assert_ne!(NoteId::read("pay").0, NoteId::read("Pay").0);
    }
}
