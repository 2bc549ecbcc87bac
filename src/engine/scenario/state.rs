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

/// A condition, read.
pub(in crate::engine) struct Condition {
    expr: Expr,
    places: Vec<Place>,
    /// The identifying field it is about, where it speaks of instances.
    key: Option<Sym>,
}

/// What came of a condition.
pub(in crate::engine) enum Verdict {
    /// It holds.
    True,
    /// It is false, or cannot be worked out: the values it saw.
    False(String),
    /// It speaks of something that has no value, or of instances where there are none: what is missing.
    Open(String),
}

/// Whether a condition holds where the run stands.
///
/// # Errors
/// Where it is false, with the values it saw; where it has no value, or cannot be read at all.
pub(super) fn holds(run: &Run, text: &str) -> Result<(), String> {
    let condition = Condition::read(run, text).map_err(|why| format!("the condition cannot be read: {why}"))?;
    match condition.judge(run) {
        Verdict::True => Ok(()),
        Verdict::False(why) | Verdict::Open(why) => Err(why),
    }
}

impl Condition {
    /// Reads a condition on what a run's model remembers.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(in crate::engine) fn read(run: &Run, text: &str) -> Result<Condition, String> {
        let (expr, places) = read(run, text)?;
        let key_of = |place: &Place| match place {
            Place::Key(key) => Some(*key),
            Place::Field { aggregate, .. } => run.model().aggregates[*aggregate].key,
        };
        let key = places.iter().find_map(key_of);
        if places.iter().filter_map(key_of).any(|other| Some(other) != key) {
            return Err("it speaks of instances by two different fields: write two conditions".to_owned());
        }
        Ok(Condition { expr, places, key })
    }

    /// What comes of it where the run stands.
    pub(in crate::engine) fn judge(&self, run: &Run) -> Verdict {
        let states: Vec<State> = run.states().collect();
        let sight = |key| Sight { run, states: &states, places: &self.places, key };
        let Some(key) = self.key else { return one(&sight(Value::None), &self.expr) };
        let name = run.texts().get(key);
        let mut keys: Vec<Value> = Vec::new();
        for state in &states {
            let same = run.model().aggregate(state.aggregate).key == Some(key);
            if same && state.key != Value::None && !keys.contains(&state.key) {
                keys.push(state.key);
            }
        }
        if keys.is_empty() {
            return Verdict::Open(format!("nothing with a {name} has been spoken to"));
        }
        let (mut failed, mut open, mut held) = (Vec::new(), Vec::new(), false);
        for key in keys {
            let instance = |why| format!("for {name} = {}, {why}", tell::shown(run, key));
            match one(&sight(key), &self.expr) {
                Verdict::True => held = true,
                Verdict::False(why) => failed.push(instance(why)),
                Verdict::Open(why) => open.push(instance(why)),
            }
        }
        match (held && self.places.contains(&Place::Key(key)), failed.is_empty(), open.is_empty()) {
            (true, ..) | (_, true, true) => Verdict::True,
            (_, false, _) => Verdict::False(failed.join("; ")),
            (_, true, false) => Verdict::Open(open.join("; ")),
        }
    }
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

fn one(sight: &Sight<'_>, expr: &Expr) -> Verdict {
    let shown = || {
        let values = expr.reads().iter().map(|(slot, name)| match sight.value(*slot) {
            Value::None => format!("{name} has no value"),
            value => format!("{name} is {}", tell::shown(sight.run, value)),
        });
        values.collect::<Vec<_>>().join(", ")
    };
    match expr.eval(sight) {
        Ok(Value::Bool(true)) => Verdict::True,
        Ok(_) => Verdict::False(shown()),
        Err(Stop::Missing(_)) => Verdict::Open(shown()),
        Err(Stop::Fault(fault)) => Verdict::False(format!("{} ({fault})", shown())),
    }
}
