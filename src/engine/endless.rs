//! Where a chain goes round for ever: it comes back to a World it has been in, or goes on and on at one instant.

use std::collections::HashMap;

use super::run::Run;

/// A chain at one virtual instant is called endless after this many steps.
pub const CHAIN_LIMIT: usize = 10_000;

/// When a World of the chain that is going on first looked so.
#[derive(Debug, Clone, Default)]
pub(super) struct Circle {
    /// How many steps there were before the chain began; nothing where the run has moved otherwise than on.
    chain: Option<usize>,
    /// How many steps were looked at.
    upto: usize,
    /// How many steps there were, by fingerprint.
    seen: HashMap<u64, usize>,
}

impl Circle {
    /// What was seen does not lead to where the run stands any longer.
    pub(super) fn forget(&mut self) {
        self.chain = None;
    }
}

impl Run {
    /// Whether the chain stood before where it stood at the mark, or has grown beyond its limit. A person's answer or command
    /// begins a new one: it can lead out of the circle.
    pub(super) fn goes_round(&mut self, fingerprint: u64, mark: usize) -> Option<Option<usize>> {
        let chain = self.tree.told(self.place())?.chain as usize;
        if !self.inputs.is_empty() {
            return None;
        }
        if self.path.len() - chain >= CHAIN_LIMIT {
            return Some(None);
        }
        if fingerprint == 0 {
            return None;
        }
        // Equal fingerprints are as good as certain; equal Worlds are.
        let number = self.first_seen(chain, fingerprint)?;
        let before = number.checked_sub(1).map_or(0, |before| self.path[before].1);
        self.world.as_it_was(before).same_chain(&self.world.as_it_was(mark)).then_some(Some(number))
    }

    /// How many steps of the chain there were when a World first had this fingerprint.
    fn first_seen(&mut self, chain: usize, fingerprint: u64) -> Option<usize> {
        if self.circle.chain != Some(chain) {
            self.circle.seen.clear();
            (self.circle.chain, self.circle.upto) = (Some(chain), chain);
        }
        for number in self.circle.upto..self.path.len() {
            let seen = self.tree.told(self.path[number].0).map_or(0, |told| told.fingerprint);
            if seen != 0 {
                self.circle.seen.entry(seen).or_insert(number);
            }
        }
        self.circle.upto = self.path.len();
        self.circle.seen.get(&fingerprint).copied()
    }
}
