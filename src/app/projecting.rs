//! The board before a room: larger notes and nothing else, seen through a projector whose cells are as large as the person's
//! font makes them.

use chrono::TimeDelta;

use super::screen::{Screen, is_large};
use super::state::Notice;
use super::wall::{Spot, Zoom};
use super::{State, Tone};

/// For so long a room sees what was said.
const NEWS: TimeDelta = TimeDelta::seconds(8);

impl State {
    /// How large notes are drawn: as the person has chosen, or as a room needs them.
    pub fn drawn(&self) -> Zoom {
        if self.projector { Zoom::Projected } else { self.zoom }
    }

    /// The screen as it is for whoever sits before it, or for a room.
    pub(super) fn divided(&self, screen: Screen) -> Screen {
        match self.projector {
            true => screen.projected(self.header_rows()),
            false => screen,
        }
    }

    /// Takes what was said out of a room's sight after a while, as nobody may press a key there for long. What went wrong stays.
    pub(super) fn clear_old_news(&mut self) {
        let is_old = |notice: &Notice| notice.tone != Tone::Problem && self.now - notice.since >= NEWS;
        if self.projector && self.notice.as_ref().is_some_and(is_old) {
            self.notice = None;
        }
    }

    /// The rows that tell a room where it is: the phase and a question of two lines, or the title and air.
    fn header_rows(&self) -> u16 {
        match self.phase() {
            Some(_) => 3,
            None if self.board.title().trim().is_empty() => 0,
            None => 1 + u16::from(is_large(self.size.0, self.size.1)),
        }
    }

    /// Brings a spot of the wall into view.
    pub(super) fn reveal_on_wall(&mut self, spot: Spot) {
        let turn = |state: &State| {
            let window = state.window()?;
            let spot = state.writing_spot(&window).unwrap_or(spot);
            let (unit, lane) = window.reveal(spot);
            // Of the few columns that a room sees, the one that is written behind stays in view.
            let least = (spot.unit + spot.width).saturating_sub(window.room);
            let writes = window.whole && state.grid.draft().is_some();
            Some((if writes && unit > window.units.start { least } else { unit }, lane))
        };
        // Which lanes are shown to a room depends on where along the timeline it is, so that is settled first.
        for _ in 0..=usize::from(self.projector) {
            self.scroll = turn(self).unwrap_or(self.scroll);
        }
    }
}
