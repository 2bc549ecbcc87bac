//! Policies: what they react to and what they issue.

use super::{Build, List};
use crate::board::{Detail, Kind, Policy, Reaction};
use crate::engine::expr;
use crate::notation::read::names::Tier;
use crate::notation::read::phrase;
use crate::notation::read::piece::Piece;

impl<'l> Build<'l, '_> {
    fn policy(&mut self, entry: usize) -> &mut Policy {
        match &mut self.names.entries[entry].detail {
            Detail::Policy(policy) => policy,
            _ => unreachable!("a name is looked up by its kind"),
        }
    }

    pub(super) fn when(&mut self, entry: usize, piece: Piece<'l>, context: Option<usize>) {
        let names = &self.names;
        let trigger = phrase::trigger(piece, &|kind, name| names.exactly(kind, name).is_some(), self.remarks);
        self.taken(entry, piece);
        for event in self.events(trigger.events, Tier::Mentioned, context) {
            let id = self.id(event);
            let Detail::Policy(policy) = &mut self.names.entries[entry].detail else { return };
            let when = &mut policy.when;
            if self.ids_in.find((entry, List::When), &id, when.len(), |index| when[index]).is_none() {
                when.push(id);
            }
        }
        if let Some((guard, piece)) = trigger.guard {
            self.guard(entry, guard, piece);
        }
    }

    /// A policy has one guard, which may be said in several places.
    fn guard(&mut self, entry: usize, guard: String, piece: Piece<'l>) {
        match self.policy(entry).guard.clone() {
            None => self.policy(entry).guard = Some(guard),
            Some(other) if expr::same(&other, &guard) => {}
            Some(other) => {
                let message = format!("the policy `{}` has another guard elsewhere: `{other}`", self.names.entries[entry].text);
                self.remarks.error(piece.at(), message, "give one of the two policies another name, or join the guards with `&&`");
            }
        }
    }

    pub(super) fn then(&mut self, entry: usize, piece: Piece<'l>, context: Option<usize>) {
        let names = &self.names;
        let (reactions, choose) = phrase::reactions(piece, &|kind, name| names.exactly(kind, name).is_some(), self.remarks);
        self.taken(entry, piece);
        let before = self.policy(entry);
        if !before.then.is_empty() && before.choose != choose {
            let message =
                format!("the policy `{}` issues one of several in one place and all in another", self.names.entries[entry].text);
            self.remarks.error(piece.at(), message, "write `|` in both places, or `+`");
            return;
        }
        self.policy(entry).choose = choose;
        // What another line says already is not said again; one line may issue a command twice.
        let before = self.policy(entry).then.len();
        for form in reactions {
            let Some(command) = self.find(form.command, Kind::Command, Tier::Mentioned, context, None) else { continue };
            if let Some(aggregate) = form.aggregate {
                let aggregate = self.find(aggregate, Kind::Aggregate, Tier::Mentioned, context, None);
                self.decide(command, aggregate, piece);
            }
            if let Some((guard, piece)) = form.guard {
                self.guard(entry, guard, piece);
            }
            let unless = self.events(form.unless, Tier::Mentioned, context);
            let reaction = Reaction {
                after: form.after,
                unless: unless.into_iter().map(|event| self.id(event)).collect(),
                with: form.with,
                ..Reaction::new(self.id(command))
            };
            let Detail::Policy(policy) = &mut self.names.entries[entry].detail else { return };
            let then = &mut policy.then;
            let there = self.texts_in.find((entry, List::Then), &told(&reaction), then.len(), |index| told(&then[index]));
            if there.is_none_or(|index| index >= before) {
                then.push(reaction);
            }
        }
    }
}

/// A reaction as a text to look up by.
pub(super) fn told(reaction: &Reaction) -> String {
    format!("{reaction:?}")
}
