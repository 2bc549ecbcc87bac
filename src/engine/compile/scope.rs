//! What a name in an expression stands for, where it stands.

use std::collections::HashMap;

use crate::board::name::fold;
use crate::engine::expr::{self, Compiled, Resolved, Scope};
use crate::engine::model::{Aggregate, Ask, Foreign, Index, slot};
use crate::engine::value::{Sym, Texts, Type, Value};

/// A name with what is known of it before anything runs.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) name: String,
    pub(super) ty: Type,
    /// All texts it can ever hold, where that is known.
    pub(super) texts: Option<Vec<Sym>>,
}

/// The aggregates' fields, as every expression of the board sees them.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) by_name: HashMap<String, Index>,
    pub(super) of: Vec<Vec<Known>>,
    /// The names of the arguments that identify instances.
    pub(super) keys: Vec<Option<String>>,
}

/// The names in sight at one place: local ones first (arguments, or an event's data), then the aggregate's own fields, and
/// `Aggregate.field` everywhere. What nobody declares becomes a local name that is asked.
pub(super) struct Names<'a> {
    pub(super) locals: Vec<Known>,
    /// How many of the local names somebody declares; those behind them are asked.
    pub(super) declared: usize,
    pub(super) own: Option<Index>,
    pub(super) asks: Vec<Ask>,
    pub(super) fields: &'a Fields,
    pub(super) aggregates: &'a [Aggregate],
    pub(super) foreign: &'a mut Vec<Foreign>,
}

/// A field's name as it is compared: words standing apart are one.
pub(super) fn field_name(written: &str) -> String {
    written.split_whitespace().collect::<Vec<_>>().join("_")
}

impl Names<'_> {
    /// Compiles a text here, and remembers of each name what the expression says about it.
    pub(super) fn compile(&mut self, text: &str, expected: Type, texts: &mut Texts) -> Compiled {
        let compiled = expr::compile(text, expected, self, texts);
        let reads = compiled.expr.as_ref().map(|expr| expr.reads()).unwrap_or_default();
        for (slot, ty, constants) in &compiled.slots {
            let Some((_, name)) = reads.iter().find(|(read, _)| read == slot) else { continue };
            let index = self.asks.iter().position(|ask| ask.slot == *slot).unwrap_or_else(|| {
                self.asks.push(Ask { slot: *slot, name: name.clone(), ty: *ty, compared: Vec::new() });
                self.asks.len() - 1
            });
            let ask = &mut self.asks[index];
            if ask.ty == Type::Unknown {
                ask.ty = *ty;
            }
            ask.compared.extend(constants.iter().filter(|value| **value != Value::None));
            let mut seen = Vec::new();
            ask.compared.retain(|value| {
                !seen.contains(value) && {
                    seen.push(*value);
                    true
                }
            });
        }
        compiled
    }

    /// The slot of a local name.
    pub(super) fn local(&self, name: &str) -> Option<usize> {
        self.locals.iter().position(|known| known.name == name)
    }

    fn of_aggregate(&mut self, aggregate: &str, field: &str) -> Resolved {
        let Some(&index) = self.fields.by_name.get(&fold(aggregate)) else {
            let names = self.aggregates.iter().map(|aggregate| &*aggregate.name);
            let hint =
                crate::board::name::nearest(aggregate, names).map_or(String::new(), |near| format!(": did you mean `{near}`?"));
            return Resolved::Refused { message: format!("there is no aggregate `{aggregate}`{hint}") };
        };
        let known = &self.fields.of[index as usize];
        let Some(position) = known.iter().position(|known| known.name == field) else {
            let near = crate::board::name::nearest(field, known.iter().map(|known| known.name.as_str()));
            let hint = near.map_or(String::new(), |near| format!(": did you mean `{near}`?"));
            return Resolved::Refused { message: format!("`{aggregate}` has no field `{field}`{hint}") };
        };
        let found = known[position].clone();
        let target = &self.aggregates[index as usize];
        let slot = match target.key {
            None => slot::SINGLE | (target.base + position as u32),
            // The aggregate that handles the command speaks of its own instance.
            Some(_) if self.own == Some(index) => slot::OWN | position as u32,
            Some(_) => {
                let key = self.fields.key_name(index).and_then(|key| self.local(key)).map(|local| local as u32);
                self.foreign.push(Foreign { aggregate: index, field: position as u32, key });
                slot::FOREIGN | (self.foreign.len() - 1) as u32
            }
        };
        Resolved::Field { slot, ty: found.ty, texts: found.texts }
    }
}

impl Fields {
    fn key_name(&self, aggregate: Index) -> Option<&str> {
        self.keys.get(aggregate as usize)?.as_deref()
    }
}

impl Scope for Names<'_> {
    fn resolve(&mut self, aggregate: Option<&str>, field: &str) -> Resolved {
        if let Some(aggregate) = aggregate {
            return self.of_aggregate(aggregate, field);
        }
        if let Some(local) = self.local(field) {
            let slot = slot::LOCAL | local as u32;
            let known = &self.locals[local];
            return match local < self.declared {
                true => Resolved::Field { slot, ty: known.ty, texts: known.texts.clone() },
                false => Resolved::Undeclared { slot },
            };
        }
        if let Some(own) = self.own
            && let Some(position) = self.fields.of[own as usize].iter().position(|known| known.name == field)
        {
            let known = &self.fields.of[own as usize][position];
            return Resolved::Field { slot: slot::OWN | position as u32, ty: known.ty, texts: known.texts.clone() };
        }
        self.locals.push(Known { name: field.to_owned(), ty: Type::Unknown, texts: None });
        Resolved::Undeclared { slot: slot::LOCAL | (self.locals.len() - 1) as u32 }
    }

    fn names(&self) -> Vec<String> {
        let own = self.own.map(|own| self.fields.of[own as usize].as_slice()).unwrap_or_default();
        let mut names: Vec<String> = self.locals[..self.declared].iter().chain(own).map(|known| known.name.clone()).collect();
        for (aggregate, known) in self.aggregates.iter().zip(&self.fields.of) {
            names.extend(known.iter().map(|known| format!("{}.{}", hump(&aggregate.name), known.name)));
        }
        names
    }
}

/// An aggregate's name as expressions write it: `Parcel Locker` is `ParcelLocker`.
pub(in crate::engine) fn hump(name: &str) -> String {
    let mut humped = String::new();
    for word in name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut chars = word.chars();
        humped.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        humped.push_str(chars.as_str());
    }
    humped
}
