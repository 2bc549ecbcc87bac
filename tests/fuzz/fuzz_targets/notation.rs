#![no_main]
//! `cargo fuzz run --fuzz-dir tests/fuzz notation`

#[path = "../target.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target::notation(bytes));
