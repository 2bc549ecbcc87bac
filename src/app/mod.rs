//! WHAT the terminal user is doing: the [`State`], and [`update()`], which a [`Message`] changes it with and which answers with
//! [`Effect`]s for somebody else to carry out.
//!
//! Everything a person can do is a row of the one table in [`commands`]; the keymap, the hints, the help and the palette are
//! made from it.
//!
//! Architecture invariant: nothing here knows a terminal, a file, a socket, the clock or chance. Ids and the time come from a
//! [`Source`], everything else as messages. So every test is exact: keys in, board and screen out.

mod advice;
pub mod catalog;
pub mod commands;
pub mod deriving;
pub mod details;
pub mod filter;
pub mod flow;
mod history;
mod ink;
pub mod inspector;
mod jotting;
mod key;
mod looks;
pub mod map;
mod message;
mod mode;
mod moments;
mod mouse;
mod outside;
mod page;
pub mod panel;
mod projecting;
mod register;
pub mod run;
mod screen;
mod scrolling;
mod search;
mod selection;
mod session;
mod state;
mod tour;
mod trail;
mod turn;
mod twins;
mod update;
mod views;
pub mod wall;

pub use advice::Advice;
pub use catalog::Catalog;
pub use details::Details;
pub use filter::{Filter, Filtered};
pub use history::{History, Moment, Step};
pub use ink::Ink;
pub use inspector::Inspector;
pub use key::{Code, Key};
pub use looks::{Look, Looks};
pub use message::{Effect, Entry, Message, Opened, Origin, Outside};
pub use mode::{
    Asked, Chain, Choice, Connecting, Filtering, Finding, Jumping, Listing, Menu, Mode, Purpose, Report, Scope, Target, Writing,
};
pub use moments::{Moments, Past};
pub use mouse::{Act, Button, Dragged, Mouse};
pub use page::{Page, Row as PageRow};
pub use panel::Panel;
pub use register::Register;
pub use run::Running;
pub use screen::{BESIDE, LEAST, Screen, is_large};
pub use search::{advice, help, palette, says};
pub use session::{Lacking, hint};
pub use state::{Notice, Source, Spotlight, State, Tone};
pub use tour::{Piece, Told, Tour};
pub use turn::Turn;
pub use update::update;
pub use views::View;
