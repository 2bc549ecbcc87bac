//! The path of a run over a board: which arrows its steps took, and which notes they reached.

use std::collections::HashMap;

use super::super::relations::Relations;
use crate::board::NoteId;
use crate::engine::{By, Happening, Index, Run};

/// How many numbers stand on an arrow that was taken often.
const NUMBERS: usize = 6;

/// Whether a run came by a note.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reached {
    /// It did not.
    No,
    /// It did.
    Yes,
    /// It did, and was refused there, or broke a rule.
    Refused,
}

/// Where a run has been.
#[derive(Debug)]
pub struct Path {
    /// By the note's number.
    pub notes: Vec<Reached>,
    /// By the numbers of the notes at both ends: the steps that took the arrow.
    arrows: HashMap<(usize, usize), Vec<usize>>,
}

impl Path {
    /// The path of a run up to now.
    pub fn of(wall: &Relations<'_>, run: &Run) -> Path {
        let mut path = Path { notes: vec![Reached::No; wall.len()], arrows: HashMap::new() };
        for (step, what) in run.steps().enumerate() {
            path.walk(wall, run, step + 1, &what.what);
        }
        path
    }

    /// The numbers of the steps that took an arrow, in words; nothing where none did.
    pub fn steps(&self, from: usize, to: usize) -> Option<String> {
        let steps = self.arrows.get(&(from, to))?;
        let shown: Vec<String> = match steps.len() {
            count if count > NUMBERS => {
                let first = steps[..NUMBERS - 1].iter().map(usize::to_string);
                first.chain(["…".to_owned(), steps[count - 1].to_string()]).collect()
            }
            _ => steps.iter().map(usize::to_string).collect(),
        };
        Some(format!("▸ {}", shown.join(" · ")))
    }

    fn walk(&mut self, wall: &Relations<'_>, run: &Run, step: usize, what: &Happening) {
        let model = run.model();
        let command = |index: Index| model.command(index).note;
        let event = |index: Index| model.event(index).note;
        let mut take = |from: NoteId, to: NoteId| self.take(wall, step, from, to);
        match what {
            Happening::Issued { command: at, by, .. } => {
                let of = model.command(*at);
                match by {
                    By::Actor => of.actor_notes.first().iter().for_each(|actor| take(**actor, of.note)),
                    By::Policy(policy) | By::Agenda(policy) => take(model.policy(*policy).note, of.note),
                }
                self.reach(wall, of.note, Reached::Yes);
            }
            Happening::Chosen { command: at, .. } => {
                if let Some(aggregate) = model.command(*at).aggregate {
                    take(command(*at), model.aggregate(aggregate).note);
                }
                let note = wall.board.note(command(*at));
                let links = note.map(|note| note.links()).unwrap_or_default();
                let called = links.into_iter().filter(|(link, _)| *link == crate::board::Link::Calls);
                called.for_each(|(_, system)| take(command(*at), system));
            }
            Happening::Rejected { command: at, .. } => self.reach(wall, command(*at), Reached::Refused),
            Happening::Recorded { event: at, command: by, .. } => take(command(*by), event(*at)),
            Happening::Broken { aggregate, .. } => self.reach(wall, model.aggregate(*aggregate).note, Reached::Refused),
            Happening::Updated { read_model, event: by, .. } => {
                take(event(*by), model.read_models[*read_model as usize].note);
            }
            Happening::Fired { policy, event: by, .. } => take(event(*by), model.policy(*policy).note),
            // What did not happen took no arrow.
            Happening::Skipped { .. } | Happening::CalledOff { .. } | Happening::Clock { .. } | Happening::Quiescent => {}
        }
    }

    fn take(&mut self, wall: &Relations<'_>, step: usize, from: NoteId, to: NoteId) {
        let (Some(tail), Some(head)) = (wall.number(from), wall.number(to)) else { return };
        self.arrows.entry((tail, head)).or_default().push(step);
        self.reach(wall, from, Reached::Yes);
        self.reach(wall, to, Reached::Yes);
    }

    fn reach(&mut self, wall: &Relations<'_>, note: NoteId, how: Reached) {
        if let Some(reached) = wall.number(note).map(|number| &mut self.notes[number])
            && *reached != Reached::Refused
        {
            *reached = how;
        }
    }
}
