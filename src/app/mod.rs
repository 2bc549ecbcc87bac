//! WHAT the terminal user is doing: the [`State`], and [`update()`], which a [`Message`] changes it with and which answers with
//! [`Effect`]s for somebody else to carry out.
//!
//! Everything a person can do is a row of the one table in [`commands`]; the keymap, the hints, the help and the palette are
//! made from it.
//!
//! Architecture invariant: nothing here knows a terminal, a file, a socket, the clock or chance. Ids and the time come from a
//! [`Source`], everything else as messages. So every test is exact: keys in, board and screen out.

mod advice;
pub mod commands;
pub mod flow;
mod history;
mod jotting;
mod key;
pub mod map;
mod message;
mod mode;
mod mouse;
pub mod panel;
mod running;
mod screen;
mod search;
mod state;
mod trail;
mod turn;
mod twins;
mod update;
mod views;
pub mod wall;

pub use advice::Advice;
pub use history::{History, Step};
pub use key::{Code, Key};
pub use message::{Effect, Entry, Message, Opened, Origin};
pub use mode::{Choice, Connecting, Finding, Jumping, Listing, Menu, Mode, Purpose, Report, Scope, Target, Writing};
pub use mouse::{Act, Button, Mouse};
pub use panel::Panel;
pub use running::Running;
pub use screen::{BESIDE, LEAST, Screen};
pub use search::{advice, help, palette};
pub use state::{Notice, Source, Spotlight, State, Tone};
pub use turn::Turn;
pub use update::update;
pub use views::View;
