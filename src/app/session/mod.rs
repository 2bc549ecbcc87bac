//! The session as the person before the screen has it: which phase it is, what the timer says, what is asked.
//!
//! What a session leaves behind stands on the board; here is only what follows from that and from the time it is.

mod kinds;
mod missing;
mod timer;

use crate::board::{Edit, Kind, Phase, Session};
use crate::method::agenda::{self, Agenda};
use crate::method::session::{self, Change};

use super::screen::TOLD;
use super::wall::text;
use super::{State, Turn};

pub(super) use missing::{Found, takes_several};
pub use missing::{Lacking, hint};
use timer::Timer;

/// What only the person before the screen has of a session.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    /// The agenda of the board, and the revision it is that of.
    agenda: Agenda,
    of: Option<u64>,
    /// Whether what is to be done is told below the top row.
    told: bool,
    /// Whether the person's editor has the agenda.
    pub(super) agenda_edited: bool,
    /// The board's own agenda that another was chosen instead of, to be chosen again.
    pub(super) own_agenda: Option<Agenda>,
    /// An agenda that could not be read, to be mended.
    pub(super) agenda_to_mend: Option<String>,
    timer: Timer,
}

impl Default for Desk {
    fn default() -> Desk {
        let agenda = Agenda { name: String::new(), about: String::new(), phases: Vec::new() };
        Desk { agenda, of: None, told: true, agenda_edited: false, own_agenda: None, agenda_to_mend: None, timer: Timer::default() }
    }
}

impl State {
    /// The agenda of the board.
    pub fn agenda(&self) -> &Agenda {
        &self.desk.agenda
    }

    /// How far the session is, where one was begun.
    pub fn session(&self) -> Option<&Session> {
        self.board.heading().workshop.session.as_ref()
    }

    /// The phase that the session is in; nothing before it begins and when it is over.
    pub fn phase(&self) -> Option<&Phase> {
        self.desk.agenda.phases.get(self.session()?.phase)
    }

    /// Whether the phase was started, be it that it is paused.
    pub fn phase_is_started(&self) -> bool {
        self.session().is_some_and(crate::method::session::is_started)
    }

    /// What is asked in the phase just now, in a sentence: about the next note at which something is missing, else in general.
    pub fn asked(&self) -> Option<String> {
        let about = self.asked_about().map(|question| question.to_string());
        about.or_else(|| Some(agenda::questions(self.phase()?).join("  ")))
    }

    /// How what the phase is about is done, in a few words with the key.
    pub fn way_on(&self) -> Option<String> {
        self.ways_on().into_iter().next()
    }

    /// How what the phase is about is done, with the key, at length and shorter. Nothing for a phase of which nothing is known.
    pub fn ways_on(&self) -> Vec<String> {
        let Some(phase) = self.phase() else { return Vec::new() };
        let ways: &[&'static str] = match phase.kinds.first() {
            _ if agenda::orders(phase) => &[
                "{note.earlier} {note.later} move a note, {note.behind} far",
                "{note.earlier} {note.later} move a note",
                "{note.earlier} {note.later} move",
            ],
            None if agenda::draws_boundaries(phase) => &["{note.context} gives a note its context", "{note.context} names it"],
            None => &[],
            Some(Kind::HotSpot) => &[
                "{note.add-beside} h asks about a note, {vote.add} gives a dot",
                "{note.add-beside} h asks, {vote.add} gives a dot",
                "{vote.add} gives a dot",
            ],
            Some(Kind::Actor | Kind::ExternalSystem) => &["{note.add-beside} adds who acts at a note", "{note.add-beside} adds"],
            Some(_) => &["{note.add} writes a note", "{note.add} writes"],
        };
        ways.iter().map(|way| self.keys.spell(way)).collect()
    }

    /// Whether what is to be done in the phase is told below the top row.
    pub fn tells_session(&self) -> bool {
        self.desk.told && self.phase().is_some() && self.tour.is_none() && !self.projector
    }

    /// For how many rows there is something to tell below the top row.
    pub(in crate::app) fn session_rows(&self) -> u16 {
        match self.phase().filter(|_| self.tells_session()) {
            None => 0,
            Some(phase) if agenda::is_bare(phase) => 1,
            Some(phase) if text::width(agenda::activity(phase)) + 3 <= usize::from(self.size.0) => TOLD - 1,
            Some(_) => TOLD,
        }
    }

    /// Tells below the top row what is to be done, or no more. Says whether it does now.
    pub(super) fn tell_session(&mut self) -> bool {
        self.desk.told = !self.desk.told;
        self.desk.told
    }

    /// Makes the agenda that of the board.
    pub(super) fn settle_session(&mut self) {
        if self.desk.of != Some(self.board.revision()) {
            self.desk.agenda = agenda::of(&self.board);
            self.desk.of = Some(self.board.revision());
        }
        self.settle_missing();
    }
}

impl Turn<'_> {
    /// Keeps on the board how far the session is. That is no step of the history: who takes a note back does not turn back time.
    pub(super) fn keep_session(&mut self, session: Session) {
        match self.state.board.apply(Edit::SetSession(Some(session))) {
            Ok(_) => {
                self.state.history.touch();
                self.state.settle();
            }
            Err(refusal) => self.refuse(&refusal),
        }
    }

    /// Goes on with the agenda that the board has now. Says what became of the session, if there is one.
    pub(super) fn change_agenda(&mut self, before: &Agenda) -> Option<Change> {
        let mut session = self.state.session().cloned()?;
        let agenda = self.state.agenda().clone();
        let change = session::change(&mut session, before, &agenda, self.stamp());
        self.keep_session(session);
        Some(change)
    }

    /// How far the session is and by which agenda, before something is done that may change either.
    pub(super) fn time(&self) -> Option<(Session, Agenda)> {
        Some((self.state.session()?.clone(), self.state.agenda().clone()))
    }

    /// Goes on with the session that there was before a step of the history, which may have put another in its place, by whatever
    /// agenda the board has now.
    pub(super) fn keep_time(&mut self, before: Option<(Session, Agenda)>) {
        if let Some((session, _)) = before.as_ref().filter(|(session, _)| self.state.session() != Some(session)) {
            self.keep_session(session.clone());
        }
        self.follow_agenda(before);
    }

    /// Goes on by another agenda, where an edit has brought one and left the session as it was.
    pub(super) fn follow_agenda(&mut self, before: Option<(Session, Agenda)>) {
        let same = |(session, agenda): &(Session, Agenda)| self.state.session() == Some(session) && self.state.agenda() != agenda;
        if let Some((_, agenda)) = before.filter(same) {
            self.change_agenda(&agenda);
        }
    }
}
