//! A condition upon a run, from outside: when to stop at a breakpoint.
//!
//! It sees what the last step told (a command's arguments, an event's data), then the state of the aggregate at work, and
//! `Aggregate.field` everywhere. It asks nothing and changes nothing: what has no value does not hold.

use super::expr::{self, Env, Expr, Resolved, Scope};
use super::happening::Happening;
use super::model::{Index, Model};
use super::run::Run;
use super::value::{Sym, Texts, Type, Value};
use crate::board::name::{fold, nearest};

/// A condition upon a run.
#[derive(Debug, Clone)]
pub struct Condition {
    expr: Expr,
    names: Vec<Name>,
    /// The texts of the run it was made for, and those it speaks of.
    texts: Texts,
}

#[derive(Debug, Clone, PartialEq)]
enum Name {
    /// `Aggregate.field`: the aggregate, and which of its fields.
    Of(Index, usize),
    /// A name that the step or the aggregate at work may have.
    Here(Box<str>),
}

/// What names stand for in a condition.
struct Names<'a> {
    model: &'a Model,
    names: Vec<Name>,
}

impl Names<'_> {
    fn slot(&mut self, name: Name) -> u32 {
        let at = self.names.iter().position(|other| *other == name).unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        });
        at as u32
    }

    /// Every name that a step or an aggregate of the board may have.
    fn here(&self) -> impl Iterator<Item = &str> + '_ {
        let texts = &self.model.texts;
        let fields = self.model.aggregates.iter().flat_map(|aggregate| &aggregate.fields);
        let arguments = self.model.commands.iter().flat_map(|command| &command.arguments).map(|argument| &argument.name);
        let outcomes = self.model.commands.iter().flat_map(|command| &command.outcomes);
        let data = outcomes.flat_map(|outcome| &outcome.events).flat_map(|recorded| recorded.data.iter().map(|(name, _)| name));
        fields.chain(arguments).chain(data).map(|name| texts.get(*name))
    }
}

impl Scope for Names<'_> {
    fn resolve(&mut self, aggregate: Option<&str>, field: &str) -> Resolved {
        let model = self.model;
        let Some(written) = aggregate else {
            if self.here().any(|name| name == field) {
                return Resolved::Field { slot: self.slot(Name::Here(field.into())), ty: Type::Unknown, texts: None };
            }
            let near = nearest(field, self.here()).map_or(String::new(), |near| format!(": did you mean `{near}`?"));
            return Resolved::Refused { message: format!("nothing on the board is called `{field}`{near}") };
        };
        let Some(index) = model.aggregates.iter().position(|aggregate| fold(&aggregate.name) == fold(written)) else {
            let near = nearest(written, model.aggregates.iter().map(|aggregate| &*aggregate.name));
            let near = near.map_or(String::new(), |near| format!(": did you mean `{near}`?"));
            return Resolved::Refused { message: format!("there is no aggregate `{written}`{near}") };
        };
        let fields = &model.aggregates[index].fields;
        let Some(at) = fields.iter().position(|name| model.texts.get(*name) == field) else {
            let near = nearest(field, fields.iter().map(|name| model.texts.get(*name)));
            let near = near.map_or(String::new(), |near| format!(": did you mean `{near}`?"));
            return Resolved::Refused { message: format!("`{written}` has no field `{field}`{near}") };
        };
        let ty = model.aggregates[index].types[at];
        Resolved::Field { slot: self.slot(Name::Of(index as Index, at)), ty, texts: None }
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.here().map(str::to_owned).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// Where a run stands, as a condition sees it.
struct Sight<'a> {
    run: &'a Run,
    condition: &'a Condition,
}

impl Env for Sight<'_> {
    fn value(&self, slot: u32) -> Value {
        let value = match &self.condition.names[slot as usize] {
            Name::Of(aggregate, field) => self.of(*aggregate, *field),
            Name::Here(name) => self.here(name),
        };
        // The run numbers its texts, the condition its own; one that the condition has never heard of equals none of its texts.
        match value {
            Value::Text(text) => Value::Text(self.condition.texts.find(self.run.texts().get(text)).unwrap_or(Sym(u32::MAX))),
            value => value,
        }
    }
}

impl Sight<'_> {
    /// A field of an aggregate; of one with instances, of the one at work.
    fn of(&self, aggregate: Index, field: usize) -> Value {
        let of = self.run.model().aggregate(aggregate);
        let base = match of.key {
            None => Some(of.base),
            Some(_) => self.at_work().filter(|(at_work, _)| *at_work == aggregate).and_then(|(_, base)| base),
        };
        base.map_or(Value::None, |base| self.run.world().state.get(base as usize + field).copied().unwrap_or_default())
    }

    /// The aggregate of the command that was issued last, and where its state begins.
    fn at_work(&self) -> Option<(Index, Option<Index>)> {
        let run = self.run;
        let steps = (0..run.len()).rev().filter_map(|number| run.step(number));
        let (command, arguments) =
            steps.take_while(|step| !matches!(step.what, Happening::Clock { .. })).find_map(|step| match &step.what {
                Happening::Issued { command, arguments, .. } => Some((run.model().command(*command), arguments)),
                _ => None,
            })?;
        let aggregate = command.aggregate?;
        let of = run.model().aggregate(aggregate);
        let base = match (of.key, command.key) {
            (None, _) => Some(of.base),
            (Some(_), Some(key)) => run.world().instance(aggregate, arguments[key]),
            (Some(_), None) => None,
        };
        Some((aggregate, base))
    }

    /// A name as the last step has it, else the aggregate at work.
    fn here(&self, name: &str) -> Value {
        let run = self.run;
        let is = |sym: Sym| run.texts().get(sym) == name;
        let step = run.len().checked_sub(1).and_then(|last| run.step(last));
        let told = match step.map(|step| &step.what) {
            Some(Happening::Issued { command, arguments, .. }) => {
                let of = run.model().command(*command);
                of.arguments.iter().zip(&**arguments).find(|(argument, _)| is(argument.name)).map(|(_, value)| *value)
            }
            Some(Happening::Recorded { data, .. }) => data.iter().find(|(sym, _)| is(*sym)).map(|(_, value)| *value),
            Some(Happening::Updated { row: Some(row), .. }) => row.cells.iter().find(|(sym, _)| is(*sym)).map(|(_, value)| *value),
            _ => None,
        };
        told.filter(|value| *value != Value::None)
            .or_else(|| {
                let (aggregate, base) = self.at_work()?;
                let at = run.model().aggregate(aggregate).fields.iter().position(|sym| is(*sym))?;
                run.world().state.get(base? as usize + at).copied()
            })
            .unwrap_or_default()
    }
}

impl Run {
    /// A condition upon this run.
    ///
    /// # Errors
    /// What is wrong with its text, and what to do.
    pub fn condition(&self, text: &str) -> Result<Condition, String> {
        let mut texts = self.texts().clone();
        let mut names = Names { model: self.model(), names: Vec::new() };
        let compiled = expr::compile(text, Type::Bool, &mut names, &mut texts);
        let said = compiled.diagnostics.into_iter().find(|said| said.severity == expr::Severity::Error);
        match (compiled.expr, said) {
            (Some(expr), _) => Ok(Condition { expr, names: names.names, texts }),
            (None, Some(said)) => Err(match said.hint {
                Some(hint) => format!("{}: {hint}", said.message),
                None => said.message,
            }),
            (None, None) => Err(format!("`{text}` is no condition")),
        }
    }

    /// Whether a condition holds after the last step. What has no value holds nothing.
    pub fn holds(&self, condition: &Condition) -> bool {
        condition.expr.eval(&Sight { run: self, condition }) == Ok(Value::Bool(true))
    }
}
