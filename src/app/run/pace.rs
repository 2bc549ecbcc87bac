//! Playing slowly, for an audience: one step after the other at a pace of one's own.

use std::time::Duration;

use super::Running;

/// The paces, in milliseconds between two steps.
pub const PACES: [u64; 7] = [4000, 2000, 1000, 500, 250, 125, 60];

/// The pace to begin with: a step a second.
pub(super) const USUAL: usize = 2;

impl Running {
    /// Whether it plays by itself.
    pub fn is_playing(&self) -> bool {
        self.playing
    }

    /// How long it waits between two steps while it plays.
    pub fn beat(&self) -> Duration {
        Duration::from_millis(PACES[self.pace])
    }

    /// The pace in words.
    pub fn pace(&self) -> String {
        match PACES[self.pace] {
            1000 => "a step a second".to_owned(),
            slow @ 1001.. => format!("a step in {} seconds", slow / 1000),
            fast => format!("{} steps a second", 1000 / fast),
        }
    }

    /// Begins to play, or stops.
    pub(in crate::app) fn play(&mut self, on: bool) {
        self.playing = on;
    }

    /// Plays faster, or slower. False where it cannot.
    pub(in crate::app) fn change_pace(&mut self, faster: bool) -> bool {
        let pace = if faster { self.pace + 1 } else { self.pace.wrapping_sub(1) };
        let can = pace < PACES.len();
        if can {
            self.pace = pace;
        }
        can
    }

    /// One step of playing. False where no other is to follow by itself: all is quiet, or a note is reached at which runs stop; or
    /// something is asked, and it plays on with the answer.
    pub(in crate::app) fn beat_on(&mut self) -> bool {
        let moved = self.go(None, |_| true);
        self.playing = self.halted.is_none() && (moved || self.question.is_some());
        moved && self.playing
    }
}
