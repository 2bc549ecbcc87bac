//! Hashes of what decides what follows: kept with every change of a World, so that two Worlds are told apart at a glance.

use super::model::Index;
use super::value::Value;
use super::world::Entry;

pub(super) fn hash_value(value: Value) -> u64 {
    match value {
        Value::None => 1,
        Value::Bool(bool) => 2 + u64::from(bool),
        Value::Int(int) => mix(int as u64 ^ 0x5bd1),
        Value::Text(text) => mix(u64::from(text.0) ^ 0x7465_7874_0000_0000),
        Value::Duration(seconds) => mix(seconds as u64 ^ 0x6475_7261_0000_0000),
    }
}

pub(super) fn hash_state(at: Index, value: Value) -> u64 {
    mix(hash_value(value).wrapping_add(u64::from(at) << 32))
}

pub(super) fn hash_instance(aggregate: Index, key: Value) -> u64 {
    mix(hash_value(key) ^ (u64::from(aggregate) << 32) ^ 0x696e_7374)
}

pub(super) fn hash_entry(entry: &Entry) -> u64 {
    let start = mix(entry.due as u64 ^ (u64::from(entry.command) << 40) ^ (u64::from(entry.unless) << 20));
    entry.arguments.iter().fold(start, |hash, value| mix(hash ^ hash_value(*value)))
}

/// The finisher of splitmix64: every bit of the input reaches every bit of the result.
pub(super) fn mix(value: u64) -> u64 {
    // Counted on first, so that nothing is not hashed to nothing.
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
