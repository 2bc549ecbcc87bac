//! What of a board runs have been through.
//!
//! What counts is what can take part in a run: every command; every event that an outcome records; every aggregate that decides a
//! command; every policy that such an event triggers; every read model that such an event updates. Actors, external systems and hot
//! spots do not run, and what nothing can reach is a matter for `squall lint` and `squall check`.
//!
//! A command takes part when it is issued, an aggregate when it decides (a rejection included), an event when it is recorded, a
//! read model when it is updated, and a policy when an event reaches it, whether it fires or is skipped. Of outcomes and policies
//! it is counted too which were taken, and which fired.

use std::collections::HashSet;
use std::sync::Arc;

use crate::board::{Kind, NoteId};
use crate::engine::happening::Happening;
use crate::engine::model::{Index, Model};
use crate::engine::run::Run;

/// What of one board's model some runs have been through.
#[derive(Debug, Clone)]
pub struct Coverage {
    model: Arc<Model>,
    notes: HashSet<NoteId>,
    outcomes: HashSet<(Index, u16)>,
    policies: HashSet<Index>,
}

/// Something that can be covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The note; for an outcome, its command.
    pub note: NoteId,
    /// The kind of that note.
    pub kind: Kind,
    /// Its name: the note's text, or `Command → events` for an outcome.
    pub name: String,
    /// Whether a run has been through it.
    pub covered: bool,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many are covered.
    pub covered: usize,
    /// How many there are.
    pub all: usize,
}

impl Tally {
    /// Counts.
    pub fn of(parts: &[Part]) -> Tally {
        Tally { covered: parts.iter().filter(|part| part.covered).count(), all: parts.len() }
    }

    /// In percent with one decimal, rounded down: 100 only where all are covered. Of nothing, all is covered.
    pub fn percent(self) -> f64 {
        (self.covered * 1000).checked_div(self.all).map_or(100.0, |permille| permille as f64 / 10.0)
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Tally) -> Tally {
        Tally { covered: self.covered + other.covered, all: self.all + other.all }
    }
}

impl Coverage {
    /// Nothing of a model has been covered yet.
    pub fn new(model: Arc<Model>) -> Coverage {
        Coverage { model, notes: HashSet::new(), outcomes: HashSet::new(), policies: HashSet::new() }
    }

    /// The model that is covered.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Adds what a run of the same model has been through.
    pub fn add(&mut self, run: &Run) {
        let model = self.model.clone();
        for step in run.steps() {
            match &step.what {
                Happening::Issued { command, .. } => self.note(model.command(*command).note),
                Happening::Chosen { command, outcome, .. } => {
                    self.outcomes.insert((*command, *outcome));
                    self.decided(&model, *command);
                }
                Happening::Rejected { command, .. } => self.decided(&model, *command),
                Happening::Recorded { event, .. } => self.note(model.event(*event).note),
                Happening::Updated { read_model, .. } => self.note(model.read_models[*read_model as usize].note),
                Happening::Fired { policy, .. } => {
                    self.policies.insert(*policy);
                    self.note(model.policy(*policy).note);
                }
                Happening::Skipped { policy, .. } => self.note(model.policy(*policy).note),
                Happening::Broken { .. } | Happening::CalledOff { .. } | Happening::Clock { .. } | Happening::Quiescent => {}
            }
        }
    }

    fn note(&mut self, note: NoteId) {
        self.notes.insert(note);
    }

    fn decided(&mut self, model: &Model, command: Index) {
        if let Some(aggregate) = model.command(command).aggregate {
            self.note(model.aggregate(aggregate).note);
        }
    }

    /// The notes that took part, for the wall to show.
    pub fn covered(&self) -> &HashSet<NoteId> {
        &self.notes
    }

    /// The notes that could have taken part and did not, for the wall to show.
    pub fn uncovered(&self) -> HashSet<NoteId> {
        self.notes().into_iter().filter(|part| !part.covered).map(|part| part.note).collect()
    }

    /// Every note that counts, by kind and on the timeline.
    pub fn notes(&self) -> Vec<Part> {
        let model = &self.model;
        let reached = Reached::of(model);
        let part =
            |kind: Kind, note: NoteId, name: &str| Part { note, kind, name: name.to_owned(), covered: self.notes.contains(&note) };
        let commands = model.commands.iter().map(|command| part(Kind::Command, command.note, &command.name));
        let some = |set: &HashSet<Index>, index: usize| set.contains(&(index as Index));
        let aggregates = model.aggregates.iter().enumerate().filter(|(index, _)| some(&reached.aggregates, *index));
        let events = model.events.iter().enumerate().filter(|(index, _)| some(&reached.events, *index));
        let policies = model.policies.iter().enumerate().filter(|(index, _)| some(&reached.policies, *index));
        let read_models = model.read_models.iter().enumerate().filter(|(index, _)| some(&reached.read_models, *index));
        commands
            .chain(aggregates.map(|(_, aggregate)| part(Kind::Aggregate, aggregate.note, &aggregate.name)))
            .chain(events.map(|(_, event)| part(Kind::Event, event.note, &event.name)))
            .chain(policies.map(|(_, policy)| part(Kind::Policy, policy.note, &policy.name)))
            .chain(read_models.map(|(_, read_model)| part(Kind::ReadModel, read_model.note, &read_model.name)))
            .collect()
    }

    /// Every outcome of every command; covered where it was taken.
    pub fn outcomes(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        for (index, command) in self.model.commands.iter().enumerate() {
            for (number, outcome) in command.outcomes.iter().enumerate() {
                let events: Vec<&str> = outcome.events.iter().map(|recorded| &*self.model.event(recorded.event).name).collect();
                let events = if events.is_empty() { "nothing recorded".to_owned() } else { events.join(" + ") };
                // Guards tell outcomes of the same events apart.
                let guard = match outcome.guard() {
                    None => String::new(),
                    Some("otherwise") => " otherwise".to_owned(),
                    Some(guard) => format!(" when {guard}"),
                };
                parts.push(Part {
                    note: command.note,
                    kind: Kind::Command,
                    name: format!("{} → {events}{guard}", command.name),
                    covered: self.outcomes.contains(&(index as Index, number as u16)),
                });
            }
        }
        parts
    }

    /// Every policy that something can trigger; covered where it fired.
    pub fn policies(&self) -> Vec<Part> {
        let reached = Reached::of(&self.model);
        let all = self.model.policies.iter().enumerate();
        all.filter(|(index, _)| reached.policies.contains(&(*index as Index)))
            .map(|(index, policy)| Part {
                note: policy.note,
                kind: Kind::Policy,
                name: policy.name.to_string(),
                covered: self.policies.contains(&(index as Index)),
            })
            .collect()
    }
}

/// What outcomes lead to.
#[derive(Default)]
struct Reached {
    aggregates: HashSet<Index>,
    events: HashSet<Index>,
    policies: HashSet<Index>,
    read_models: HashSet<Index>,
}

impl Reached {
    fn of(model: &Model) -> Reached {
        let mut reached = Reached::default();
        for command in model.commands.iter().filter(|command| !command.outcomes.is_empty()) {
            reached.aggregates.extend(command.aggregate);
            for recorded in command.outcomes.iter().flat_map(|outcome| &outcome.events) {
                reached.events.insert(recorded.event);
                reached.policies.extend(recorded.reactions.iter().map(|reaction| reaction.policy));
                reached.read_models.extend(recorded.projections.iter().map(|projection| projection.model));
            }
        }
        reached
    }
}
