//! What aggregates remember, what read models are built from, what hot spots are about, which events are turning points.

use super::{Build, List};
use crate::board::{Action, Aggregate, Detail, Kind, Projection, ReadModel};
use crate::engine::expr;
use crate::engine::rule::{self, Rule};
use crate::notation::read::blocks::Read;
use crate::notation::read::keyword::{Keyword, keyword};
use crate::notation::read::names::{Tier, Use};
use crate::notation::read::phrase::list;
use crate::notation::read::piece::{Piece, outside};
use crate::notation::read::statement::What;
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
            let set = value::assignments(rest.trim(), self.remarks);
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

    /// Hot spots come when every other name is known: only then it is sure whether what stands behind an `@` is a note.
    pub(super) fn hot_spots(&mut self, read: &Read<'l>) {
        let mut waiting = Vec::new();
        for statement in &read.statements {
            if let What::Declared(Kind::HotSpot, piece) = statement.what {
                match hot_spot(piece) {
                    spot if spot.text.is_blank() => {
                        self.remarks.error(piece.at(), "a hot spot asks nothing", "write the question or the concern");
                    }
                    spot => waiting.push((spot, self.around(statement))),
                }
            }
        }
        // A question may be about another that stands further down.
        for _ in 0..MOST_ROUNDS {
            let before = waiting.len();
            waiting.retain(|(spot, context)| !self.hot_spot(spot, *context));
            if waiting.len() == before {
                break;
            }
        }
        for (spot, context) in waiting {
            let Some(about) = spot.about else { continue };
            let near = self.nearest_name(about.text(), |kind| kind != Kind::HotSpot);
            let hint = near.map_or(String::new(), |near| format!("did you mean `{near}`?"));
            let message = format!("no note is called `{}`, so it stays part of the question", about.text());
            self.remarks.warning(about.at(), message, hint);
            self.ask(&spot, spot.whole, None, context);
        }
    }

    /// Hangs up a hot spot, unless it is not known yet what it is about.
    fn hot_spot(&mut self, spot: &Spot<'l>, context: Option<usize>) -> bool {
        let Some(about) = spot.about else {
            self.ask(spot, spot.text, None, context);
            return true;
        };
        // A question with an @ of its own is one that is known as a whole.
        let whole = Name::read(spot.whole, Kind::HotSpot).text;
        if self.names.exactly(Kind::HotSpot, &whole).is_some() {
            self.ask(spot, spot.whole, None, context);
            return true;
        }
        let text = Name::read(spot.text, Kind::HotSpot).text;
        let itself = self.names.exactly(Kind::HotSpot, &text);
        match self.whatever(about, itself) {
            Some(other) => {
                self.ask(spot, spot.text, Some(other), context);
                true
            }
            None => false,
        }
    }

    fn ask(&mut self, spot: &Spot<'l>, text: Piece<'l>, about: Option<usize>, context: Option<usize>) {
        let about = about.map(|other| self.id(other));
        let entry = self.declared(Name::read(text, Kind::HotSpot), Kind::HotSpot, context);
        if let Detail::HotSpot(detail) = &mut self.names.entries[entry].detail {
            detail.resolved |= spot.resolved;
            detail.about = about.or(detail.about);
        }
    }

    /// The note of any kind that a name stands for, other than one.
    fn whatever(&mut self, piece: Piece<'l>, itself: Option<usize>) -> Option<usize> {
        let kinds = [
            Kind::Event,
            Kind::Command,
            Kind::Policy,
            Kind::Aggregate,
            Kind::ReadModel,
            Kind::ExternalSystem,
            Kind::Actor,
            Kind::HotSpot,
        ];
        if let Some((Keyword::One(kind), colon)) = keyword(piece.text()) {
            let found = self.names.exactly(kind, &Name::read(piece.from(colon), kind).text);
            return found.filter(|found| Some(*found) != itself);
        }
        let exact = |kind: &Kind| {
            let found = self.names.exactly(*kind, &Name::read(piece, *kind).text);
            found.filter(|found| Some(*found) != itself)
        };
        kinds.iter().find_map(exact).or_else(|| {
            let place = |kind: Kind| Use { kind, tier: Tier::Asked, context: None, after: None };
            let text = Name::read(piece, Kind::HotSpot).text;
            kinds.iter().find_map(|kind| match self.names.longer(&text, place(*kind)).as_slice() {
                [only] => Some(*only),
                _ => None,
            })
        })
    }
}

/// How often hot spots about hot spots further down are tried.
const MOST_ROUNDS: usize = 8;

/// A hot spot taken apart.
struct Spot<'l> {
    /// All but the mark.
    whole: Piece<'l>,
    text: Piece<'l>,
    resolved: bool,
    about: Option<Piece<'l>>,
}

/// `[x] What if …? @ Attempt Payment`.
fn hot_spot(piece: Piece<'_>) -> Spot<'_> {
    let marked = |mark: &str| piece.text().strip_prefix(mark).map(|_| piece.from(mark.len()));
    let done = marked("[x]").or_else(|| marked("[X]"));
    let rest = done.or_else(|| marked("[ ]")).unwrap_or(piece);
    let text = rest.text();
    let is_at = |at: &usize| {
        text[*at..].strip_prefix('@').is_some_and(|rest| rest.starts_with(char::is_whitespace))
            && text[..*at].ends_with(char::is_whitespace)
    };
    let at = outside(text).filter(is_at).last();
    let about = at.map(|at| rest.from(at + 1)).filter(|about| !about.is_blank());
    Spot { whole: rest, text: at.filter(|_| about.is_some()).map_or(rest, |at| rest.before(at)), resolved: done.is_some(), about }
}
