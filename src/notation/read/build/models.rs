//! What aggregates remember, what read models are built from, which events are turning points, which rules there are.

use super::{Build, List};
use crate::board::{Action, Aggregate, Detail, Kind, Projection, ReadModel};
use crate::engine::expr;
use crate::engine::rule::{self, Rule};
use crate::notation::read::names::{Tier, Use};
use crate::notation::read::phrase::list;
use crate::notation::read::piece::Piece;
use crate::notation::read::value;
use crate::notation::read::wording::{Name, headed, unquote};

impl<'l> Build<'l, '_> {
    fn aggregate(&mut self, entry: usize) -> &mut Aggregate {
        match &mut self.names.entries[entry].detail {
            Detail::Aggregate(aggregate) => aggregate,
            _ => unreachable!("a name is looked up by its kind"),
        }
    }

    fn read_model(&mut self, entry: usize) -> &mut ReadModel {
        match &mut self.names.entries[entry].detail {
            Detail::ReadModel(model) => model,
            _ => unreachable!("a name is looked up by its kind"),
        }
    }

    pub(super) fn identified_by(&mut self, entry: usize, piece: Piece<'l>) {
        let Some(field) = value::field(piece, self.remarks) else { return };
        let there = &mut self.aggregate(entry).identified_by;
        if there.get_or_insert_with(|| field.clone()) != &field {
            self.remarks.error(piece.at(), "the aggregate is identified by another field elsewhere", "name one field");
        }
    }

    pub(super) fn state(&mut self, entry: usize, piece: Piece<'l>) {
        self.taken(entry, piece);
        for (name, initial, item) in value::state(piece, self.remarks) {
            let Detail::Aggregate(aggregate) = &mut self.names.entries[entry].detail else { return };
            let state = &mut aggregate.state;
            let found = self.texts_in.find((entry, List::State), &name, state.len(), |index| state[index].0.clone());
            match found.map(|index| &mut state[index]) {
                None => state.push((name, initial)),
                Some((_, there @ None)) => *there = initial,
                Some((_, there)) if initial.is_none() || *there == initial => {}
                Some(_) => {
                    self.remarks.error(item.at(), format!("`{name}` begins with another value elsewhere"), "write one of the two")
                }
            }
        }
    }

    pub(super) fn invariant(&mut self, entry: usize, piece: Piece<'l>) {
        self.taken(entry, piece);
        if let Some(invariant) = value::expression(piece, self.remarks) {
            let Detail::Aggregate(aggregate) = &mut self.names.entries[entry].detail else { return };
            let (all, wanted) = (&mut aggregate.invariants, expr::canonical(&invariant));
            let canonical = |index: usize| expr::canonical(&all[index]);
            if self.texts_in.find((entry, List::Invariants), &wanted, all.len(), canonical).is_none() {
                all.push(invariant);
            }
        }
    }

    pub(super) fn built_from(&mut self, entry: usize, piece: Piece<'l>, context: Option<usize>) {
        for event in self.event_list(piece, context) {
            let id = self.id(event);
            let Detail::ReadModel(model) = &mut self.names.entries[entry].detail else { return };
            let all = &mut model.built_from;
            if self.ids_in.find((entry, List::BuiltFrom), &id, all.len(), |index| all[index]).is_none() {
                all.push(id);
            }
        }
    }

    /// `Subscription Created, Paused and Resumed`.
    pub(super) fn event_list(&mut self, piece: Piece<'l>, context: Option<usize>) -> Vec<usize> {
        let known = &self.names;
        let parts = list(piece, Kind::Event, &["and", "or"], &|kind, name| known.exactly(kind, name).is_some());
        let names = parts.into_iter().map(|part| Name::read(headed(part).name, Kind::Event)).collect();
        self.events(names, Tier::Listed, context)
    }

    pub(super) fn shows(&mut self, entry: usize, piece: Piece<'l>) {
        for item in piece.commas().into_iter().filter(|item| !item.is_blank()) {
            let shown = unquote(item.text()).unwrap_or_else(|| item.text().to_owned());
            let Detail::ReadModel(model) = &mut self.names.entries[entry].detail else { return };
            let all = &mut model.shows;
            if self.texts_in.find((entry, List::Shows), &shown, all.len(), |index| all[index].clone()).is_none() {
                all.push(shown);
            }
        }
    }

    pub(super) fn keyed_by(&mut self, entry: usize, piece: Piece<'l>) {
        let Some(field) = value::field(piece, self.remarks) else { return };
        let there = &mut self.read_model(entry).keyed_by;
        if there.get_or_insert_with(|| field.clone()) != &field {
            self.remarks.error(piece.at(), "the read model is keyed by another field elsewhere", "name one field");
        }
    }

    pub(super) fn on(&mut self, entry: usize, event: Piece<'l>, action: Piece<'l>, context: Option<usize>) {
        self.taken(entry, action);
        let Some(event) = self.find(Name::read(headed(event).name, Kind::Event), Kind::Event, Tier::Mentioned, context, None)
        else {
            return;
        };
        for (does, word) in Action::ALL {
            let Some(rest) = action.behind_word(word) else { continue };
            let rest = rest.within('{', '}').unwrap_or(rest);
            let mut set = value::assignments(rest.trim(), self.remarks);
            if does == Action::Delete && !set.is_empty() {
                self.remarks.warning(
                    rest.trim().at(),
                    "a row that is deleted has no values any more",
                    "write `delete` alone, or `update`",
                );
                set.clear();
            }
            let projection = Projection { event: self.id(event), action: does, set, unknown: Vec::new() };
            let Detail::ReadModel(model) = &mut self.names.entries[entry].detail else { return };
            let (on, told) = (&mut model.on, |projection: &Projection| format!("{projection:?}"));
            if self.texts_in.find((entry, List::On), &told(&projection), on.len(), |index| told(&on[index])).is_none() {
                on.push(projection);
            }
        }
    }

    pub(super) fn pivotal(&mut self, piece: Piece<'l>, context: Option<usize>) {
        for event in self.event_list(piece, context) {
            if let Detail::Event(event) = &mut self.names.entries[event].detail {
                event.pivotal = true;
            }
        }
    }

    /// A rule is kept as it is written; its events are looked up, but a rule makes none.
    pub(super) fn rule(&mut self, piece: Piece<'l>) {
        let rule = match Rule::parse(piece.text()) {
            Ok(rule) => rule,
            Err((at, message)) => return self.remarks.error(piece.at_byte(at), message, rule::FORMS),
        };
        let events = match rule {
            Rule::Never(a, b) | Rule::OnlyAfter(a, b) | Rule::Eventually(a, b) => vec![a, b],
            Rule::Always(condition) => {
                if value::expression(piece.slice(condition), self.remarks).is_none() {
                    return;
                }
                Vec::new()
            }
        };
        for event in events {
            let event = piece.slice(event);
            let name = Name::read(event, Kind::Event);
            let place = Use { kind: Kind::Event, tier: Tier::Asked, context: None, after: None };
            let short = name.without_kind_word(Kind::Event);
            let known = [Some(&name.text), short.as_ref()].into_iter().flatten();
            if known
                .into_iter()
                .all(|text| self.names.exactly(Kind::Event, text).is_none() && self.names.longer(text, place).is_empty())
            {
                let near = self.nearest_name(&name.text, |kind| kind == Kind::Event);
                let hint = near.map_or(String::new(), |near| format!("did you mean `{near}`?"));
                self.remarks.warning(event.at(), format!("no event is called `{}`", name.text), hint);
            }
        }
        let rule = piece.text().to_owned();
        let rules = &self.rules;
        if self.texts_in.find((0, List::Rules), &rule, rules.len(), |index| rules[index].clone()).is_none() {
            self.rules.push(rule);
        }
    }
}
