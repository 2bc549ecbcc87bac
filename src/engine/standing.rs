//! Where a run stands: what aggregates remember, what waits on the agenda, the rows of read models.

use std::sync::Arc;

use super::happening::Row;
use super::model::Index;
use super::run::Run;
use super::value::{Sym, Value};

impl Run {
    /// The agenda: delayed commands by due time.
    pub fn what_waits(&self) -> impl Iterator<Item = Waiting> + '_ {
        self.world.agenda.iter().map(|entry| Waiting {
            due: entry.due,
            command: entry.command,
            policy: entry.policy,
            unless: self.model.unless[entry.unless as usize].to_vec(),
        })
    }

    /// The state of every aggregate, those with instances by instance in the order in which they were first spoken to.
    pub fn states(&self) -> impl Iterator<Item = State> + '_ {
        self.model.aggregates.iter().enumerate().flat_map(move |(index, aggregate)| {
            let index = index as Index;
            let single = aggregate.key.is_none().then_some((Value::None, aggregate.base));
            let all = if single.is_some() { &[] } else { self.world.instances.as_slice() };
            let instances = all.iter().filter(move |(of, ..)| *of == index).map(|(_, key, base)| (*key, *base));
            single.into_iter().chain(instances).map(move |(key, base)| {
                let values = &self.world.state[base as usize..base as usize + aggregate.fields.len()];
                let fields = aggregate.fields.iter().copied().zip(values.iter().copied()).collect();
                State { aggregate: index, key, fields }
            })
        })
    }

    /// The rows of a read model.
    pub fn rows(&self, read_model: Index) -> &[Arc<Row>] {
        &self.world.rows[read_model as usize]
    }
}

/// What one aggregate, or one instance of it, remembers.
#[derive(Clone, PartialEq, Debug)]
pub struct State {
    /// The aggregate.
    pub aggregate: Index,
    /// Which instance; [`Value::None`] for an aggregate that has only one.
    pub key: Value,
    /// Its fields and their values.
    pub fields: Vec<(Sym, Value)>,
}

/// A command on the agenda.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// When it is due, in seconds since the run began.
    pub due: i64,
    /// The command.
    pub command: Index,
    /// The policy that issued it.
    pub policy: Index,
    /// The events that call it off.
    pub unless: Vec<Index>,
}
