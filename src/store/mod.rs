//! The board file: text ⇄ board, and boards in files.
//!
//! [`read`] and [`write()`] know text only; [`load`] and [`save`] put it into files so that a reader, a power cut or `kill -9` at any
//! instant finds the old file or the new one, whole. The tables in `keys` say which keys there are; reader, writer and [`schema()`] go
//! by them.
//!
//! This floor uses the board and files. It knows nothing of the screen, of running a board, of the clock and of randomness: ids for
//! notes without one come in from outside.

mod beside;
mod bundled;
mod fault;
mod file;
mod keys;
mod migrate;
mod reader;
mod scan;
mod schema;
mod stamp;
mod tape;
#[cfg(test)]
mod tests;
mod writer;

pub use beside::save_beside;
pub use bundled::{BUNDLED, Bundled};
pub use fault::{Fault, LoadCause, LoadError};
pub use file::{Change, Loaded, SaveError, load, parse, replace_text, save, save_text, stamp};
pub use reader::read;
pub use schema::schema;
pub use stamp::Stamp;
pub use writer::write;
