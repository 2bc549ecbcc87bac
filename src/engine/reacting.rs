//! What follows an event: delayed commands called off, read models updated, policies fired or skipped.

use std::sync::Arc;

use super::expr::Env;
use super::happening::{Asker, By, Happening, Question, Row};
use super::model::{Feed, Follow, Guard, Index, Model, Projection, Reaction, Recorded, slot};
use super::step::{Progress, Sight, Witness, finish, holds, turn_to, unreadable};
use super::value::Value;
use super::world::{Cursor, Entry, Pending, Stage, World};
use crate::board::Action;

/// The event at hand, as the outcome records it.
pub(super) fn at_hand<'m>(model: &'m Model, world: &World) -> Option<&'m Recorded> {
    let handling = world.handling.as_ref()?;
    let outcome = &model.command(handling.command).outcomes[world.cursor.outcome as usize];
    outcome.events.get(world.cursor.event as usize)
}

/// Whether events are still to be recorded, or read models and policies to follow them.
pub(super) fn goes_on(model: &Model, world: &World) -> bool {
    let Some(handling) = &world.handling else { return false };
    let Some(outcome) = model.command(handling.command).outcomes.get(world.cursor.outcome as usize) else { return false };
    let (event, next) = (world.cursor.event as usize, world.cursor.next as usize);
    let followers = |recorded: &Recorded| recorded.projections.len() + recorded.reactions.len();
    match world.cursor.stage {
        Stage::Idle => false,
        Stage::Deciding => true,
        Stage::Recording if event < outcome.events.len() => true,
        Stage::CallingOff if event + 1 < outcome.events.len() => true,
        Stage::Recording | Stage::CallingOff | Stage::Checking => outcome.events.iter().any(|recorded| followers(recorded) > 0),
        Stage::Reacting => outcome.events.iter().enumerate().skip(event).any(|(at, recorded)| {
            let done = if at == event { next } else { 0 };
            done < followers(recorded)
        }),
    }
}

pub(super) fn calling_off(model: &Model, world: &mut World, witness: &mut impl Witness) -> Option<Progress> {
    let cursor = world.cursor;
    let found = at_hand(model, world).and_then(|recorded| {
        let data = &world.handling.as_ref()?.data;
        let at = world.agenda.iter().position(|entry| calls_off(model, recorded, data, entry))?;
        Some((recorded.event, at))
    });
    let Some((event, at)) = found else {
        world.set_cursor(Cursor { stage: Stage::Recording, event: cursor.event + 1, ..cursor });
        return None;
    };
    let entry = world.unschedule(at);
    witness.see(|| Happening::CalledOff { command: entry.command, event });
    Some(Progress::Stepped)
}

/// Whether an event calls a delayed command off: it is named in `unless`, and every identifying field that both carry is equal.
fn calls_off(model: &Model, recorded: &Recorded, data: &[Value], entry: &Entry) -> bool {
    model.unless[entry.unless as usize].contains(&recorded.event)
        && model.command(entry.command).identifying.iter().all(|(name, argument)| {
            let theirs = entry.arguments[*argument];
            recorded.identifying.iter().filter(|(other, _)| other == name).all(|(_, at)| {
                let ours = data[*at];
                ours == theirs || ours == Value::None || theirs == Value::None
            })
        })
}

pub(super) fn reacting(model: &Model, world: &mut World, witness: &mut impl Witness) -> Option<Progress> {
    let cursor = world.cursor;
    let Some(recorded) = at_hand(model, world) else {
        finish(world);
        return None;
    };
    let next = cursor.next as usize;
    if let Some(projection) = recorded.projections.get(next) {
        world.set_cursor(Cursor { next: cursor.next + 1, ..cursor });
        return project(model, world, recorded, projection, witness);
    }
    if let Some(reaction) = recorded.reactions.get(next - recorded.projections.len()) {
        return Some(react(model, world, recorded, reaction, witness));
    }
    world.set_cursor(Cursor { event: cursor.event + 1, next: 0, ..cursor });
    if let Some(recorded) = at_hand(model, world) {
        turn_to(model, world, recorded);
    }
    None
}

fn project(
    model: &Model,
    world: &mut World,
    recorded: &Recorded,
    projection: &Projection,
    witness: &mut impl Witness,
) -> Option<Progress> {
    let handling = world.handling.as_ref()?;
    let sight = Sight { model, world, locals: &handling.data, asked: &handling.asked, base: handling.base, deciding: None };
    let key = projection.key.map_or(Value::None, |key| sight.value(slot::LOCAL | key as u32));
    let old = world.rows[projection.model as usize].iter().find(|row| row.key == key);
    let updated = |row, faults| Happening::Updated { read_model: projection.model, event: recorded.event, row, faults };
    if projection.action == Action::Delete {
        return world.take_row(projection.model, key).then(|| {
            witness.see(|| updated(None, Box::default()));
            Progress::Stepped
        });
    }
    if projection.action == Action::Update && old.is_none() {
        return None;
    }
    let mut row = old.map_or_else(|| Row { key, cells: Vec::new() }, |row| Row::clone(row));
    let mut put = |column, value| match row.cells.iter_mut().find(|(name, _)| *name == column) {
        Some((_, cell)) => *cell = value,
        None => row.cells.push((column, value)),
    };
    if let Some(column) = model.read_models[projection.model as usize].key
        && key != Value::None
    {
        put(column, key);
    }
    if projection.all {
        for ((column, _), value) in recorded.data.iter().zip(&*handling.data).filter(|(_, value)| **value != Value::None) {
            put(*column, *value);
        }
    }
    for (column, expr) in &projection.sets {
        // A cell whose value is missing, or cannot be worked out, is empty.
        put(*column, expr.as_ref().and_then(|expr| expr.eval(&sight).ok()).unwrap_or_default());
    }
    let faults = projection.sets.iter().filter_map(|(_, expr)| sight.fault(expr.as_ref()?)).collect();
    let row = Arc::new(row);
    world.put_row(projection.model, row.clone());
    witness.see(|| updated(Some(row), faults));
    Some(Progress::Stepped)
}

fn react(model: &Model, world: &mut World, recorded: &Recorded, reaction: &Reaction, witness: &mut impl Witness) -> Progress {
    let cursor = world.cursor;
    let Some(handling) = world.handling.as_ref() else { return Progress::Done };
    let policy = model.policy(reaction.policy);
    let sight = Sight { model, world, locals: &handling.data, asked: &handling.asked, base: handling.base, deciding: None };
    let asker = Asker::Policy(reaction.policy);
    let fires = match holds(&reaction.guard, cursor.next, &sight, &handling.said, asker, &recorded.asks) {
        Ok(fires) => fires,
        Err(progress) => return progress,
    };
    let seen = || match &reaction.guard {
        Guard::When(expr) => Some(sight.seen(expr)),
        Guard::Unreadable(text) => Some(unreadable(text)),
        Guard::Always | Guard::Otherwise => None,
    };
    let (policy_at, event) = (reaction.policy, recorded.event);
    if !fires {
        witness.see(|| Happening::Skipped { policy: policy_at, event, guard: seen().unwrap_or_else(|| unreadable("")) });
        world.set_cursor(Cursor { next: cursor.next + 1, ..cursor });
        return Progress::Stepped;
    }
    let chosen = match handling.chosen {
        Some(chosen) => reaction.then.get(chosen as usize..chosen as usize + 1).unwrap_or_default(),
        None if policy.choose && reaction.then.len() > 1 => {
            let commands = reaction.then.iter().map(|follow| follow.command).collect();
            return Progress::Asks(Question::Reaction { policy: policy_at, commands });
        }
        None => &reaction.then,
    };
    witness.see(|| Happening::Fired {
        policy: policy_at,
        event,
        guard: seen(),
        commands: chosen.iter().map(|follow| (follow.command, follow.delay)).collect(),
        faults: chosen
            .iter()
            .flat_map(|follow| &follow.with)
            .filter_map(|feed| match feed {
                Feed::Expr(expr) => sight.fault(expr),
                _ => None,
            })
            .collect(),
    });
    let fed: Vec<Arc<[Value]>> = chosen.iter().map(|follow| arguments(model, follow, &sight)).collect();
    let chose = handling.chosen.is_some();
    for (follow, arguments) in chosen.iter().zip(fed) {
        issue(world, policy_at, follow, arguments);
    }
    if chose {
        world.change_handling(|handling| handling.chosen = None);
    }
    world.set_cursor(Cursor { stage: Stage::Reacting, next: cursor.next + 1, ..cursor });
    Progress::Stepped
}

/// The arguments of a triggered command: by expression, else from the event's data, else its default.
fn arguments(model: &Model, follow: &Follow, sight: &Sight<'_>) -> Arc<[Value]> {
    let arguments = &model.command(follow.command).arguments;
    let fed = arguments.iter().zip(&follow.with).map(|(argument, feed)| match feed {
        Feed::Expr(expr) => expr.eval(sight).unwrap_or_default(),
        Feed::Slot(slot) => match sight.value(*slot) {
            Value::None => argument.default(),
            value => value,
        },
        Feed::Default => argument.default(),
        Feed::Nothing => Value::None,
    });
    fed.collect()
}

fn issue(world: &mut World, policy: Index, follow: &Follow, arguments: Arc<[Value]>) {
    match follow.delay {
        None | Some(0) => {
            world.enqueue(Pending { command: follow.command, arguments, by: By::Policy(policy), not_before: 0 });
        }
        Some(delay) => {
            let due = world.clock().saturating_add(delay);
            world.schedule(Entry { due, command: follow.command, arguments, policy, unless: follow.unless });
        }
    }
}
