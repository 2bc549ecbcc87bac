//! Board → artefacts and pictures.
//!
//! Everything here is a function from a board, or a run on it, to text. Must not know the terminal or files.
//!
//! [`markdown()`] writes the method's six artefacts, [`mermaid()`] draws the flow and [`svg()`] the wall. A run is told by [`story()`],
//! and drawn by [`mermaid_of_run()`] on the flow and by [`sequence_of_run()`] as who says what to whom. [`advice()`] joins what the
//! method has to say with what the engine cannot read. The same board gives the same text, note by note in the board's order, so
//! that a change of one note changes few lines. What stands on a note is data: each format escapes it so that it reads as it was
//! written and does nothing else.

mod advice;
mod asked;
mod chain;
mod contexts;
mod markdown;
mod mermaid;
mod relations;
mod svg;
mod tale;
mod words;

pub use advice::advice;
pub use contexts::crossing;
pub use markdown::{markdown, markdown_at};
pub use mermaid::{mermaid, mermaid_of_run, sequence_of_run};
pub use svg::svg;
pub use tale::story;
