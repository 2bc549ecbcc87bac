//! Which kinds of notes a phase is about: they are proposed first, and of the others it is said which phase they wait for.

use crate::app::State;
use crate::board::{Kind, Note};
use crate::method::agenda;

impl State {
    /// The kinds in the order in which they are proposed: those of the phase first, those that wait for theirs last.
    pub fn kinds(&self) -> Vec<Kind> {
        let first = self.phase().map_or(&[][..], |phase| phase.kinds.as_slice());
        let (waiting, welcome): (Vec<Kind>, Vec<Kind>) = Kind::ALL.into_iter().partition(|kind| self.waits(*kind).is_some());
        let mut kinds: Vec<Kind> = Vec::with_capacity(8);
        for kind in first.iter().copied().chain(welcome).chain(waiting) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    }

    /// Which phase a kind waits for, in words: `waits for Policies, phase 5`; nothing where its time has come.
    pub fn waits(&self, kind: Kind) -> Option<String> {
        let here = self.phase().and(self.session())?.phase;
        let there = agenda::waits_for(self.agenda(), here, kind)?;
        let name = &self.agenda().phases.get(there)?.name;
        Some(format!("waits for {name}, phase {}", there + 1))
    }

    /// Whether a kind is asked for by itself: in a session those of the phases so far, and questions; elsewhere every kind.
    pub fn has_come(&self, kind: Kind) -> bool {
        let Some(session) = self.session().filter(|_| self.phase().is_some()) else { return true };
        kind == Kind::HotSpot || self.agenda().phases.iter().take(session.phase + 1).any(|phase| phase.kinds.contains(&kind))
    }

    /// The kind of the next note, where it would be of one: the phase's first unless it is about that one too.
    pub(in crate::app) fn kind_now(&self, kind: Kind) -> Kind {
        match self.phase().map(|phase| phase.kinds.as_slice()) {
            Some([first, ..]) if !self.phase().is_some_and(|phase| phase.kinds.contains(&kind)) => *first,
            _ => kind,
        }
    }

    /// The word in the hint bar for a command that the phase is about, and how much it is worth there; nothing for any other.
    pub(in crate::app) fn hint_of_phase(&self, id: &str) -> Option<(&'static str, u8)> {
        let phase = self.phase()?;
        match id {
            // What the next note will be, as the phase may make it another than the one in focus.
            "note.add" => Some((self.kind_now(self.focused().map_or(Kind::Event, Note::kind)).name(), 100)),
            "note.earlier" if agenda::orders(phase) => Some(("earlier", 94)),
            "note.later" if agenda::orders(phase) => Some(("later", 93)),
            "note.context" if agenda::draws_boundaries(phase) => Some(("context", 94)),
            "vote.add" if phase.kinds.contains(&Kind::HotSpot) => Some(("dot", 94)),
            _ => None,
        }
    }

    /// The kind so many steps behind another in the order in which they are proposed, around.
    pub(in crate::app) fn kind_behind(&self, kind: Kind, by: usize) -> Kind {
        let kinds = self.kinds();
        let here = kinds.iter().position(|other| *other == kind).unwrap_or(0);
        kinds[(here + by) % kinds.len()]
    }
}
