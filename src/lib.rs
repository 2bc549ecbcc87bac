//! Squall: an event-storming board for the terminal that also runs.
//!
//! The folders are the architecture. Data runs one way; nothing reaches back up.
//!
//! | floor | what it is | may use |
//! |---|---|---|
//! | [`board`] | what is on the wall; every change is an `Edit` | no other module of ours |
//! | [`method`] | what event storming says: legend, grammar, common mistakes | `board` |
//! | [`engine`] | the board in motion: compile, step, run | `board` |
//! | [`notation`] | board ⇄ storm notation | `board`, the engine's parsers |
//! | [`interop`] | board → artefacts and pictures | `board`, `method`, `engine`, `notation` |
//! | [`store`] | the file: format, atomic saving, bundled boards | `board`, files |
//! | [`app`] | what the terminal user is doing; returns effects | `board`, `method`, `engine`, `notation` as values |
//! | [`view`] | state → cells, and nothing else | `app` to read, `board`, `engine`, `method` |
//! | [`terminal`] | the only code that talks to a terminal | everything below |
//! | [`cli`] | one file per subcommand | everything below |
//!
//! Architecture invariants: a board changes only through [`board::Board::apply`]; the engine is a function, and a run is a value;
//! ids, now and randomness come in from outside; text from a board or a file is data and never reaches a terminal as anything else.

pub mod app;
pub mod board;
pub mod cli;
pub mod engine;
pub mod interop;
pub mod method;
pub mod notation;
pub mod store;
pub mod terminal;
pub mod view;
