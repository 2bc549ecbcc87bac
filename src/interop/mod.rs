//! Board → artefacts and pictures.
//!
//! Everything here is a function from a board, or a run on it, to text. Must not know the terminal or files.
//!
//! [`markdown()`] writes the method's six artefacts, [`mermaid()`] draws the flow and [`mermaid_of_run()`] one run on it, [`svg()`] draws
//! the wall, [`advice()`] joins what the method has to say with what the engine cannot read. The same board gives the same text, note by note in the board's order, so that a change of one note changes few lines.
//! What stands on a note is data: each format escapes it so that it reads as it was written and does nothing else.

mod advice;
mod chain;
mod contexts;
mod markdown;
mod mermaid;
mod relations;
mod svg;
mod words;

pub use advice::advice;
pub use markdown::markdown;
pub use mermaid::{mermaid, mermaid_of_run};
pub use svg::svg;
