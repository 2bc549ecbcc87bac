//! What a file was like when it was read or written, so that a change by somebody else is noticed.

use std::fs::Metadata;
use std::time::SystemTime;

/// What a file was like. Two stamps are of the same text if [`Stamp::same_text`] says so; a file that was only touched still is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stamp {
    length: u64,
    hash: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    pub(super) fn new(content: &[u8], file: Option<&Metadata>) -> Stamp {
        Stamp { length: content.len() as u64, hash: hash(content), modified: file.and_then(|file| file.modified().ok()) }
    }

    /// Whether both files held the same bytes.
    pub fn same_text(&self, other: &Stamp) -> bool {
        (self.length, self.hash) == (other.length, other.hash)
    }

    /// Whether a file may have changed, without reading it: whoever watches a file asks this often and reads it when it is true.
    pub fn may_differ(&self, file: &Metadata) -> bool {
        self.length != file.len() || self.modified.is_none() || self.modified != file.modified().ok()
    }
}

/// A fast hash that tells texts apart which were not made to be alike.
fn hash(content: &[u8]) -> u64 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |lane: u64, word: u64| (lane.rotate_left(23) ^ word).wrapping_mul(K);
    let word = |bytes: &[u8]| {
        let mut word = [0; 8];
        word[..bytes.len()].copy_from_slice(bytes);
        u64::from_le_bytes(word)
    };
    // Four lanes, since a multiplication waits for the one before it.
    let mut lanes = [1, 2, 3, 4].map(|lane: u64| lane.wrapping_mul(K));
    let mut blocks = content.chunks_exact(32);
    for block in &mut blocks {
        for (lane, bytes) in lanes.iter_mut().zip(block.chunks_exact(8)) {
            *lane = mix(*lane, word(bytes));
        }
    }
    let rest = blocks.remainder().chunks(8).map(word);
    let hash = lanes.into_iter().chain(rest).fold(content.len() as u64, mix);
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_any_bit_shows() {
        let text: Vec<u8> = (0..100).collect();
        let stamp = Stamp::new(&text, None);
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut other = text.clone();
                other[at] ^= 1 << bit;
                assert!(!stamp.same_text(&Stamp::new(&other, None)), "byte {at} bit {bit}");
            }
        }
        assert!(stamp.same_text(&Stamp::new(&text, None)));
        assert!(!stamp.same_text(&Stamp::new(&text[..99], None)));
        assert!(!Stamp::new(&[], None).same_text(&Stamp::new(&[0], None)));
    }
}
