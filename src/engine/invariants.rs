//! What must hold after every outcome: the invariants of the aggregate that decided, and those of others that look at it.

use super::expr::{Expr, Stop};
use super::happening::Happening;
use super::model::{Index, Model};
use super::step::{Progress, Sight, Witness, turn_to};
use super::value::Value;
use super::world::{Cursor, Stage, World};

/// An invariant of an aggregate, or of one of its instances.
pub(super) struct Check<'m> {
    pub(super) aggregate: Index,
    pub(super) expr: &'m Expr,
    pub(super) base: Index,
    pub(super) key: Value,
}

pub(super) fn checking(model: &Model, world: &mut World, witness: &mut impl Witness) -> Option<Progress> {
    let cursor = world.cursor;
    let command = model.command(world.handling.as_ref()?.command);
    for (number, check) in checks(model, world).iter().enumerate().skip(cursor.next as usize) {
        let locals = [check.key];
        let sight = Sight { model, world, locals: &locals, asked: &[], base: check.base, deciding: None };
        // What has no value yet breaks nothing.
        if matches!(check.expr.eval(&sight), Ok(Value::Bool(false)) | Err(Stop::Fault(_))) {
            witness.see(|| Happening::Broken { aggregate: check.aggregate, invariant: sight.seen(check.expr) });
            world.set_cursor(Cursor { next: number as u16 + 1, ..cursor });
            return Some(Progress::Stepped);
        }
    }
    if let Some(recorded) = command.outcomes[cursor.outcome as usize].events.first() {
        turn_to(model, world, recorded);
    }
    world.set_cursor(Cursor { stage: Stage::Reacting, event: 0, next: 0, ..cursor });
    None
}

pub(super) fn checks<'m>(model: &'m Model, world: &World) -> Vec<Check<'m>> {
    let Some(handling) = &world.handling else { return Vec::new() };
    let command = model.command(handling.command);
    let Some(decider) = command.aggregate else { return Vec::new() };
    let mut checks = Vec::new();
    let key = command.key.map_or(Value::None, |key| handling.arguments[key]);
    for expr in model.aggregate(decider).invariants.iter().filter_map(|(_, expr)| expr.as_ref()) {
        checks.push(Check { aggregate: decider, expr, base: handling.base, key });
    }
    for (owner, number) in &model.aggregate(decider).watched_by {
        let aggregate = model.aggregate(*owner);
        let Some(expr) = aggregate.invariants[*number as usize].1.as_ref() else { continue };
        let of = |base, key| Check { aggregate: *owner, expr, base, key };
        match aggregate.key {
            None => checks.push(of(aggregate.base, Value::None)),
            Some(_) => {
                let instances = world.instances.iter().filter(|(other, ..)| other == owner);
                checks.extend(instances.map(|(_, key, base)| of(*base, *key)));
            }
        }
    }
    checks
}
