//! The rows of the form: what a note of each kind has, one below the other.

use super::slot::{self, Slot};
use crate::board::{Board, Detail, Note};

/// A row of the form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The place it shows.
    pub slot: Slot,
    /// What it is called.
    pub label: String,
    /// What stands there, or what is to be said about nothing standing there.
    pub value: String,
    /// Whether nothing stands there.
    pub empty: bool,
    /// Whether another item of a list would stand there.
    pub new: bool,
    /// Whether it belongs to the row above it that stands further out.
    pub inner: bool,
}

/// Collects the rows of a note.
struct Rows<'a> {
    board: &'a Board,
    note: &'a Note,
    /// A place that is being filled for the first time.
    adding: Option<Slot>,
    rows: Vec<Row>,
}

/// The rows of a note, with one for a place that is being filled for the first time.
pub fn rows(board: &Board, note: &Note, adding: Option<Slot>) -> Vec<Row> {
    let mut rows = Rows { board, note, adding, rows: Vec::new() };
    rows.own();
    rows.one("context", Slot::Context);
    rows.one("tags", Slot::Tags);
    if note.author.is_some() || note.created_at.is_some() {
        rows.one("written", Slot::Written);
    }
    rows.rows
}

impl Rows<'_> {
    fn own(&mut self) {
        match &self.note.detail {
            Detail::Actor | Detail::ExternalSystem => {}
            Detail::Event(event) => {
                self.one("pivotal", Slot::Pivotal);
                self.list("fields", Slot::EventField(0), event.fields.len(), false);
            }
            Detail::Command(command) => {
                self.one("aggregate", Slot::DecidedBy);
                self.list("actors", Slot::Actor(0), command.actors.len(), false);
                self.list("systems", Slot::System(0), command.systems.len(), false);
                self.list("arguments", Slot::Argument(0), command.fields.len(), false);
                for (index, outcome) in command.outcomes.iter().enumerate() {
                    self.block("outcome", Slot::Outcome(index), "always possible");
                    self.list("events", Slot::Records(index, 0), outcome.events.len(), true);
                    self.list("sets", Slot::Sets(index, 0), outcome.set.len(), true);
                }
                self.another("outcome", "outcomes", Slot::Outcome(command.outcomes.len()));
            }
            Detail::Aggregate(aggregate) => {
                self.one("identified by", Slot::IdentifiedBy);
                self.list("state", Slot::State(0), aggregate.state.len(), false);
                self.list("invariants", Slot::Invariant(0), aggregate.invariants.len(), false);
            }
            Detail::Policy(policy) => {
                self.list("when", Slot::When(0), policy.when.len(), false);
                self.one("where", Slot::Where);
                for (index, reaction) in policy.then.iter().enumerate() {
                    self.block("then", Slot::Then(index), "");
                    self.inner("after", Slot::After(index));
                    self.list("unless", Slot::Unless(index, 0), reaction.unless.len(), true);
                    self.list("with", Slot::With(index, 0), reaction.with.len(), true);
                }
                self.another("then", "then", Slot::Then(policy.then.len()));
                self.one("only one", Slot::Choose);
            }
            Detail::ReadModel(model) => {
                self.one("audience", Slot::Audience);
                self.list("built from", Slot::BuiltFrom(0), model.built_from.len(), false);
                self.list("shows", Slot::Shows(0), model.shows.len(), false);
                self.one("keyed by", Slot::KeyedBy);
                for (index, projection) in model.on.iter().enumerate() {
                    self.block("on", Slot::On(index), "");
                    self.inner("does", Slot::Does(index));
                    self.list("columns", Slot::Column(index, 0), projection.set.len(), true);
                }
                self.another("on", "on", Slot::On(model.on.len()));
            }
            Detail::HotSpot(spot) => {
                self.one("about", Slot::About);
                self.one("resolved", Slot::Resolved);
                if spot.run.is_some() {
                    self.one("run", Slot::Run);
                }
                if !spot.votes.is_empty() {
                    self.one("dots", Slot::Dots);
                }
            }
        }
    }

    fn push(&mut self, label: impl Into<String>, slot: Slot, nothing: &str, inner: bool) {
        let value = slot::text(self.board, self.note, slot);
        let empty = value.is_empty();
        let value = if empty { nothing.to_owned() } else { value };
        self.rows.push(Row { slot, label: label.into(), value, empty, new: false, inner });
    }

    /// Where another item of a list would stand.
    fn push_new(&mut self, label: impl Into<String>, slot: Slot, nothing: &str, inner: bool) {
        self.rows.push(Row { slot, label: label.into(), value: nothing.to_owned(), empty: true, new: true, inner });
    }

    fn one(&mut self, label: &str, slot: Slot) {
        self.push(label, slot, slot.nothing(), false);
    }

    fn inner(&mut self, label: &str, slot: Slot) {
        self.push(label, slot, slot.nothing(), true);
    }

    /// The items of a list, named once; where there is none, how to make one.
    fn list(&mut self, label: &str, first: Slot, count: usize, inner: bool) {
        for index in 0..count {
            // What stands there may be empty without being nothing.
            self.push(if index == 0 { label } else { "" }, first.nth(index), "(empty)", inner);
        }
        if count == 0 || self.adding == Some(first.nth(count)) {
            self.push_new(if count == 0 { label } else { "" }, first.nth(count), first.nothing(), inner);
        }
    }

    /// An item that has rows of its own below it.
    fn block(&mut self, label: &str, slot: Slot, nothing: &str) {
        let number = match slot {
            Slot::Outcome(index) | Slot::Then(index) | Slot::On(index) => index + 1,
            _ => 0,
        };
        self.push(format!("{label} {number}"), slot, nothing, false);
    }

    /// Where another such item would stand.
    fn another(&mut self, label: &str, many: &str, slot: Slot) {
        match slot {
            _ if slot == slot.nth(0) => self.push_new(many, slot, slot.nothing(), false),
            Slot::Outcome(index) | Slot::Then(index) | Slot::On(index) if self.adding == Some(slot) => {
                self.push_new(format!("{label} {}", index + 1), slot, "", false);
            }
            _ => {}
        }
    }
}
