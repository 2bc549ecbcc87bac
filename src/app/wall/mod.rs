//! Where the notes hang: the [`Grid`] says in which unit and lane, the [`Window`] which part of it the screen shows and in which
//! cells. Both the movement of the focus and the drawing read them; neither knows a colour or a terminal.

mod grid;
mod placed;
pub mod text;
mod window;

pub use grid::{Band, Column, Grid, Spot};
pub use placed::{Placed, in_view};
pub use window::{GUTTER, Lane, Window, Zoom};
