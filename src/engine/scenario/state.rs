//! Conditions on the state at the end of a run, such as `Subscription.status == "paused"`.
//!
//! A field alone is that of the one aggregate that has it. Of an aggregate with instances, the condition has to hold for every
//! instance there is; where it speaks of the identifying field itself (`parcel_id == "P-1" && Parcel.status == "stored"`), for one.

use crate::board::name::{fold, nearest};
use crate::engine::expr::{self, Env, Expr, Resolved, Scope, Stop};
use crate::engine::model::Model;
use crate::engine::run::Run;
use crate::engine::standing::State;
use crate::engine::tell;
use crate::engine::value::{Sym, Type, Value};

/// What a slot stands for.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// A field of an aggregate.
    Field { aggregate: usize, field: usize },
    /// The identifying field.
    Key(Sym),
}

/// Finds names among all that the aggregates remember.
struct Names<'a> {
    model: &'a Model,
    places: Vec<Place>,
}

impl Names<'_> {
    fn field_name(&self, name: Sym) -> &str {
        self.model.texts().get(name)
    }

    fn place(&mut self, place: Place, ty: Type) -> Resolved {
        self.places.push(place);
        Resolved::Field { slot: self.places.len() as u32 - 1, ty, texts: None }
    }

    fn fields(&self, aggregate: usize) -> impl Iterator<Item = &str> + Clone {
        self.model.aggregates[aggregate].fields.iter().map(|field| self.model.texts().get(*field))
    }
}

impl Scope for Names<'_> {
    fn resolve(&mut self, aggregate: Option<&str>, field: &str) -> Resolved {
        let model = self.model;
        let Some(name) = aggregate else {
            let keys = model.aggregates.iter().filter_map(|aggregate| aggregate.key);
            if let Some(key) = { keys }.find(|key| self.field_name(*key) == field) {
                return self.place(Place::Key(key), Type::Unknown);
            }
            let has = |index: &usize| self.fields(*index).any(|name| name == field);
            let having: Vec<usize> = (0..model.aggregates.len()).filter(has).collect();
            return match having.as_slice() {
                [only] => self.field(*only, field),
                [] => Resolved::Refused { message: format!("no aggregate has a field `{field}`{}", self.hint(field)) },
                several => {
                    let names: Vec<&str> = several.iter().map(|index| &*model.aggregates[*index].name).collect();
                    let message = format!("`{field}` is a field of {}: write `Aggregate.{field}`", names.join(" and "));
                    Resolved::Refused { message }
                }
            };
        };
        match model.aggregates.iter().position(|aggregate| fold(&aggregate.name) == fold(name)) {
            Some(index) => self.field(index, field),
            None => {
                let near = nearest(name, model.aggregates.iter().map(|aggregate| &*aggregate.name));
                let hint = near.map_or(String::new(), |near| format!(": did you mean `{near}`?"));
                Resolved::Refused { message: format!("there is no aggregate `{name}`{hint}") }
            }
        }
    }

    fn names(&self) -> Vec<String> {
        (0..self.model.aggregates.len()).flat_map(|index| self.fields(index)).map(str::to_owned).collect()
    }
}

impl Names<'_> {
    fn field(&mut self, aggregate: usize, field: &str) -> Resolved {
        let position = self.fields(aggregate).position(|name| name == field);
        match position {
            Some(position) => {
                let ty = self.model.aggregates[aggregate].types[position];
                self.place(Place::Field { aggregate, field: position }, ty)
            }
            None => {
                let near = nearest(field, self.fields(aggregate));
                let hint = near.map_or(String::new(), |near| format!(": did you mean `{near}`?"));
                Resolved::Refused { message: format!("`{}` has no field `{field}`{hint}", self.model.aggregates[aggregate].name) }
            }
        }
    }

    fn hint(&self, field: &str) -> String {
        let names = self.names();
        nearest(field, names.iter().map(String::as_str)).map_or(String::new(), |near| format!(": did you mean `{near}`?"))
    }
}

/// The values for one instance.
struct Sight<'a> {
    run: &'a Run,
    states: &'a [State],
    places: &'a [Place],
    key: Value,
}

impl Env for Sight<'_> {
    fn value(&self, slot: u32) -> Value {
        match self.places.get(slot as usize) {
            None => Value::None,
            Some(Place::Key(_)) => self.key,
            Some(Place::Field { aggregate, field }) => {
                let of = &self.run.model().aggregates[*aggregate];
                let key = if of.key.is_some() { self.key } else { Value::None };
                let state = self.states.iter().find(|state| state.aggregate as usize == *aggregate && state.key == key);
                // An instance that nobody has spoken to yet is as it begins.
                state.map_or(of.initial[*field], |state| state.fields[*field].1)
            }
        }
    }
}

/// Whether a condition holds where the run stands.
///
/// # Errors
/// Where it is false, with the values it saw; where it has no value, or cannot be read at all.
pub(super) fn holds(run: &Run, text: &str) -> Result<(), String> {
    let (expr, places) = read(run, text).map_err(|why| format!("the condition cannot be read: {why}"))?;
    let model = run.model();
    let states: Vec<State> = run.states().collect();
    let key_of = |place: &Place| match place {
        Place::Key(key) => Some(*key),
        Place::Field { aggregate, .. } => model.aggregates[*aggregate].key,
    };
    let Some(key) = places.iter().find_map(key_of) else {
        return one(&Sight { run, states: &states, places: &places, key: Value::None }, &expr);
    };
    let name = run.texts().get(key);
    if places.iter().filter_map(key_of).any(|other| other != key) {
        return Err(format!("the condition speaks of instances by {name} and by another field at once: write two conditions"));
    }
    let mut keys: Vec<Value> = Vec::new();
    for state in &states {
        if state.key != Value::None && model.aggregate(state.aggregate).key == Some(key) && !keys.contains(&state.key) {
            keys.push(state.key);
        }
    }
    if keys.is_empty() {
        return Err(format!("nothing with a {name} has been spoken to"));
    }
    let tried = keys.iter().map(|key| {
        let told = one(&Sight { run, states: &states, places: &places, key: *key }, &expr);
        told.map_err(|why| format!("for {name} = {}, {why}", tell::shown(run, *key)))
    });
    let tried: Vec<Result<(), String>> = tried.collect();
    let named = places.contains(&Place::Key(key));
    if named && tried.iter().any(Result::is_ok) {
        return Ok(());
    }
    let failed: Vec<String> = tried.into_iter().filter_map(Result::err).collect();
    if failed.is_empty() { Ok(()) } else { Err(failed.join("; ")) }
}

/// Reads a condition; a lone `=` is taken for `==`.
fn read(run: &Run, text: &str) -> Result<(Expr, Vec<Place>), String> {
    let attempt = |text: &str| {
        let mut names = Names { model: run.model(), places: Vec::new() };
        let compiled = expr::compile(text, Type::Bool, &mut names, &mut run.texts().clone());
        let wrong = compiled.diagnostics.into_iter().map(|diagnostic| match diagnostic.hint {
            Some(hint) => format!("{}, {hint}", diagnostic.message),
            None => diagnostic.message,
        });
        let wrong: Vec<String> = wrong.collect();
        compiled.expr.map(|expr| (expr, names.places)).ok_or_else(|| wrong.join("; "))
    };
    attempt(text).or_else(|wrong| match lone_equals(text) {
        Some(at) => attempt(&format!("{}={}", &text[..at], &text[at..])).map_err(|_| wrong),
        None => Err(wrong),
    })
}

/// Where a single `=` stands outside quotes.
fn lone_equals(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte && bytes[at - 1] != b'\\' => quote = None,
            (None, b'=') => {
                let joined = |other: Option<&u8>| other.is_some_and(|other| b"=!<>".contains(other));
                if !joined(at.checked_sub(1).and_then(|before| bytes.get(before))) && bytes.get(at + 1) != Some(&b'=') {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

fn one(sight: &Sight<'_>, expr: &Expr) -> Result<(), String> {
    let shown = || {
        let values = expr.reads().iter().map(|(slot, name)| match sight.value(*slot) {
            Value::None => format!("{name} has no value"),
            value => format!("{name} is {}", tell::shown(sight.run, value)),
        });
        values.collect::<Vec<_>>().join(", ")
    };
    match expr.eval(sight) {
        Ok(Value::Bool(true)) => Ok(()),
        Ok(_) | Err(Stop::Missing(_)) => Err(shown()),
        Err(Stop::Fault(fault)) => Err(format!("{} ({fault})", shown())),
    }
}
