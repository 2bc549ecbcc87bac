//! One message's turn: what a command may touch while it runs.

use chrono::{DateTime, SubsecRound, Utc};

use crate::board::{Edit, Kind, Note, NoteId, Place, Refusal};

use super::history::{Leg, Moment, Step};
use super::mode::Leave;
use super::{Effect, Key, Mode, Origin, Source, State, Tone};

/// What a command may touch while it runs: the state, where ids and the time come from, and what it asks of the world outside.
pub struct Turn<'a> {
    /// The state.
    pub state: &'a mut State,
    /// Where ids and the time come from.
    pub source: &'a mut dyn Source,
    /// The key that is being handled, if it is one.
    pub key: Option<Key>,
    /// What is to be done outside.
    pub effects: Vec<Effect>,
}

impl Turn<'_> {
    /// The time as it is written on a note: to the second, since what happened within it is nobody's business in a file.
    pub(super) fn stamp(&mut self) -> DateTime<Utc> {
        self.source.now().trunc_subsecs(0)
    }

    /// A note as it is when somebody has just written it.
    pub(super) fn fresh_note(&mut self, id: NoteId, kind: Kind, text: String, at: Place) -> Note {
        let mut note = Note::new(id, kind, text, at);
        note.author = self.state.author.clone();
        note.created_at = Some(self.stamp());
        note
    }

    /// Makes an edit as one step that can be undone, and puts a note in focus. A refusal is said and given back.
    ///
    /// # Errors
    /// The board's refusal.
    pub fn edit(&mut self, name: impl Into<String>, edit: Edit, focus: Option<NoteId>) -> Result<(), Refusal> {
        let before = self.state.focus;
        let time = self.time();
        match self.state.board.apply(edit) {
            Ok(inverse) => {
                let after = focus.or(before);
                let at = self.stamp();
                self.state.history.record(Step { name: name.into(), at, edit: inverse, before, after });
                self.state.focus = after;
                self.state.settle();
                self.follow_agenda(time);
                Ok(())
            }
            Err(refusal) => {
                self.refuse(&refusal);
                Err(refusal)
            }
        }
    }

    /// Says why something was not done, and what to do instead.
    pub fn refuse(&mut self, refusal: &Refusal) {
        let text = match refusal.hint() {
            "" => refusal.to_string(),
            hint => format!("{refusal} – {hint}"),
        };
        self.state.say(Tone::Problem, text);
    }

    /// Goes one step back in the history, or forth.
    pub(super) fn travel(&mut self, back: bool) {
        let history = &self.state.history;
        let there = match (back, history.here()) {
            (true, None) => return,
            (true, Some(here)) => history.before(here),
            (false, here) => match history.after(here) {
                None => return,
                there => there,
            },
        };
        let step = if back { history.last() } else { history.next() };
        let name = step.map_or_else(String::new, |step| step.name.clone());
        if self.travel_to(there) {
            self.state.say(Tone::Done, format!("{}: {name}", if back { "undid" } else { "did again" }));
        }
    }

    /// Goes to a moment of the history. False where the way is closed, which has been said.
    pub(super) fn travel_to(&mut self, there: Moment) -> bool {
        let time = self.time();
        for leg in self.state.history.way_to(there) {
            let (Leg::Back(moment) | Leg::Forth(moment)) = leg;
            let Some(step) = self.state.history.step(moment).cloned() else { return false };
            match self.state.board.apply(step.edit) {
                Ok(inverse) => {
                    self.state.history.gone(leg, inverse);
                    self.state.focus = if matches!(leg, Leg::Back(_)) { step.before } else { step.after };
                }
                Err(refusal) => {
                    // The board has moved on under the history, so the step leads nowhere any more.
                    self.state.history.touch();
                    self.refuse(&refusal);
                    return false;
                }
            }
        }
        self.state.settle();
        self.keep_time(time);
        true
    }

    /// Asks for the board to be saved, or for a file name where it has none. Leaves afterwards, if so wished.
    pub(super) fn save(&mut self, leaving: Option<Leave>) {
        self.state.leaving = leaving;
        self.state.mode = Mode::Wall;
        match &self.state.path {
            Some(path) => {
                let path = path.clone();
                self.state.saving = Some((self.state.history.here(), path.clone()));
                self.effects.push(Effect::Save(path));
            }
            None => super::commands::ask_for_a_file(self),
        }
    }

    /// Leaves at once.
    pub(super) fn leave(&mut self, leave: Leave) {
        // What comes of it is the board of the tour, unless it was another that was asked for last.
        self.state.tour_ahead = matches!(leave, Leave::Open(Origin::Tour));
        self.effects.push(match leave {
            Leave::Quit => Effect::Quit,
            Leave::Open(origin) => Effect::Open(origin),
        });
    }

    /// Leaves, or asks first where edits are unsaved. What is being typed, or was typed and left, is an edit that is unsaved.
    pub(super) fn leave_safely(&mut self, leave: Leave) {
        super::commands::keep_typed(self);
        if self.state.unsaved() {
            super::commands::ask_before_leaving(self, leave);
        } else {
            self.leave(leave);
        }
    }
}
