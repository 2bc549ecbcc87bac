//! The run that is open beside the wall, as the state has it, and what of it lights up there.

use super::{Breaks, Running, Stands};
use crate::app::{Mode, Spotlight, State};
use crate::board::NoteId;

impl State {
    /// The run that is open.
    pub fn running(&self) -> Option<&Running> {
        self.running.as_ref()
    }

    pub(in crate::app) fn running_mut(&mut self) -> Option<&mut Running> {
        self.running.as_mut()
    }

    /// The run that is open, or a new one.
    pub(crate) fn open_run(&mut self) -> &mut Running {
        self.running.get_or_insert_with(|| Running::new(&self.board))
    }

    pub(in crate::app) fn close_run(&mut self) {
        self.running = None;
        self.spotlight = Spotlight::default();
    }

    /// The notes at which runs stop by themselves.
    pub fn breaks(&self) -> &Breaks {
        &self.breaks
    }

    /// Tells the run where to stop by itself.
    pub(in crate::app) fn look_out(&mut self) -> Result<(), String> {
        match &mut self.running {
            Some(running) => running.look_out(&self.breaks, &self.board),
            None => Ok(()),
        }
    }

    /// Where a run has stopped by itself, in a sentence.
    pub(in crate::app) fn stopped_at(&self, note: NoteId) -> String {
        let name = self.name_of(note);
        match self.breaks.at(note).and_then(|at| at.condition.as_deref()) {
            Some(condition) => format!("stopped at {name}: {condition}"),
            None => format!("stopped at {name}"),
        }
    }

    /// Lights up what the run does and brings the note that acts into view.
    pub(in crate::app) fn follow_run(&mut self) {
        self.light_run();
        // Whoever is in the run pane stays with what acts.
        if let (Mode::Run(_), Some(last)) = (&self.mode, self.running().and_then(|running| running.run().len().checked_sub(1))) {
            self.mode = Mode::Run(Stands::Step(last));
        }
        if let Some(acting) = self.running.as_ref().and_then(Running::last_acting) {
            self.set_focus(acting);
        }
    }

    pub(in crate::app) fn light_run(&mut self) {
        let Some(running) = &self.running else { return };
        let (acting, touched) = running.lit();
        self.spotlight = Spotlight {
            acting,
            travelled: acting.zip(touched.first().copied()).and_then(|(acting, other)| self.arrow_between(acting, other)),
            dim_rest: acting.is_some(),
            glow: touched.into_iter().collect(),
        };
    }

    /// The arrow that joins two notes, from which to which.
    fn arrow_between(&self, one: NoteId, other: NoteId) -> Option<(NoteId, NoteId)> {
        let arrows = self.board.arrows(one);
        arrows.into_iter().map(|(_, from, to)| (from, to)).find(|arrow| *arrow == (one, other) || *arrow == (other, one))
    }
}
