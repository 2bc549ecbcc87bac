//! The session as the person before the screen has it: which phase it is, what the timer says, what is asked.
//!
//! What a session leaves behind stands on the board; here is only what follows from that and from the time it is.

mod missing;

use crate::board::{Phase, Session};
use crate::method::agenda::{self, Agenda};

use super::State;

pub(super) use missing::{Found, takes_several};
pub use missing::{Lacking, hint};

impl State {
    /// The agenda of the board.
    pub fn agenda(&self) -> &Agenda {
        &self.agenda
    }

    /// How far the session is, where one was begun.
    pub fn session(&self) -> Option<&Session> {
        self.board.heading().workshop.session.as_ref()
    }

    /// The phase that the session is in; nothing before it begins and when it is over.
    pub fn phase(&self) -> Option<&Phase> {
        self.agenda.phases.get(self.session()?.phase)
    }

    /// What the timer of the phase says, such as `12:40`, or `+1:05` over time; nothing where there is none.
    pub fn timer(&self) -> Option<String> {
        let left = self.session().filter(|_| self.phase().is_some())?.clock.left(self.now)?;
        let (sign, seconds) = if left < 0 { ("+", -left) } else { ("", left) };
        Some(format!("{sign}{}:{:02}", seconds / 60, seconds % 60))
    }

    /// What is asked in the phase just now, in a sentence: about the next note at which something is missing, else in general.
    pub fn asked(&self) -> Option<String> {
        let about = self.asked_about().map(|question| question.to_string());
        about.or_else(|| self.phase()?.questions.first().cloned())
    }

    /// Makes the agenda that of the board.
    pub(super) fn settle_session(&mut self) {
        if self.agenda_of != Some(self.board.revision()) {
            self.agenda = agenda::of(&self.board);
            self.agenda_of = Some(self.board.revision());
        }
        self.settle_missing();
    }
}
