//! Commands: what they need, who decides, who issues them, what may come of them.

use std::collections::HashSet;

use super::{Build, List};
use crate::board::name::fold;
use crate::board::{Argument, Command, Detail, Guard, Kind, NoteId};
use crate::notation::read::names::{Tier, Use};
use crate::notation::read::phrase::{self, list};
use crate::notation::read::piece::Piece;
use crate::notation::read::shape::arrow_parts;
use crate::notation::read::statement::Statement;
use crate::notation::read::value::arguments;
use crate::notation::read::wording::{Name, headed};

/// What one statement says may come of a command.
#[derive(Debug)]
pub struct Group {
    /// The statement that opens the block.
    pub statement: usize,
    /// The command.
    pub command: usize,
    /// The outcomes.
    pub outcomes: Vec<Said>,
}

/// An event that a command is said to cause.
#[derive(Debug)]
pub struct Caused {
    /// The statement that says so.
    pub statement: usize,
    /// The command.
    pub command: usize,
    /// The event.
    pub event: usize,
}

/// An outcome as it is said in one place.
#[derive(Clone, Debug)]
pub struct Said {
    /// The events.
    pub events: Vec<usize>,
    /// What the aggregate remembers.
    pub set: Vec<(String, String)>,
    /// When it is possible.
    pub guard: Guard,
}

/// `Attempt Payment (amount = 1) by Customer via Gateway -> …` taken apart.
struct Declared<'l> {
    name: Piece<'l>,
    inside: Vec<Piece<'l>>,
    by: Option<Piece<'l>>,
    via: Option<Piece<'l>>,
    aggregate: Option<Piece<'l>>,
    outcomes: Option<Piece<'l>>,
    rest: Piece<'l>,
}

fn declared(piece: Piece<'_>) -> Declared<'_> {
    let arrows = arrow_parts(piece).filter(|arrows| arrows.forward && arrows.parts.len() <= 3).map(|arrows| arrows.parts);
    let (head, aggregate, outcomes) = match arrows.as_deref() {
        Some([head, outcomes]) => (*head, None, Some(*outcomes)),
        Some([head, aggregate, outcomes]) => (*head, Some(*aggregate), Some(*outcomes)),
        _ => (piece, None, None),
    };
    let found = head.words(&["by", "via"]);
    let behind = |wanted: &str| {
        let index = found.iter().position(|(_, word)| *word == wanted)?;
        let (at, word) = found[index];
        let end = found.get(index + 1).map_or(head.text().len(), |(at, _)| *at);
        Some(head.slice(at + word.len()..end).trim())
    };
    let (by, via) = (behind("by"), behind("via"));
    let parts = headed(found.first().map_or(head, |(at, _)| head.before(*at)));
    Declared { name: parts.name, inside: parts.inside, by, via, aggregate, outcomes, rest: parts.rest }
}

impl<'l> Build<'l, '_> {
    pub(super) fn declare_command(&mut self, index: usize, piece: Piece<'l>, context: Option<usize>) {
        let parts = declared(piece);
        if self.never_closed(parts.name) {
            return;
        }
        if parts.name.is_blank() {
            self.remarks.error(piece.at(), "a command has no name", "write its name behind the colon");
            return;
        }
        if !parts.rest.is_blank() {
            let message = format!("`{}` is left out: it is no part of a command", parts.rest.text());
            self.remarks.warning(parts.rest.at(), message, "write who issues it behind `by`");
        }
        let entry = self.declared(Name::read(parts.name, Kind::Command), Kind::Command, context);
        self.opened[index] = Some(entry);
        self.taken(entry, piece);
        for inside in parts.inside {
            let said = arguments(inside, self.remarks);
            self.add_arguments(entry, said, inside);
        }
    }

    fn command(&mut self, entry: usize) -> &mut Command {
        match &mut self.names.entries[entry].detail {
            Detail::Command(command) => command,
            _ => unreachable!("a name is looked up by its kind"),
        }
    }

    /// What two places say about arguments is joined; they must not contradict each other.
    fn add_arguments(&mut self, entry: usize, said: Vec<Argument>, piece: Piece<'l>) {
        for argument in said {
            let Detail::Command(command) = &mut self.names.entries[entry].detail else { return };
            let fields = &mut command.fields;
            let name = |index: usize| fields[index].name.clone();
            let found = self.texts_in.find((entry, List::Fields), &argument.name, fields.len(), name);
            match found.map(|index| &mut fields[index]) {
                None => fields.push(argument),
                Some(other) if other.values.is_empty() => *other = argument,
                Some(other) if argument.values.is_empty() || other.values == argument.values => {}
                Some(_) => {
                    let message = format!("the argument `{}` has other values elsewhere", argument.name);
                    self.remarks.error(piece.at(), message, "write them the same in both places, or in one only");
                }
            }
        }
    }

    pub(super) fn map_command(&mut self, index: usize, piece: Piece<'l>, statement: &Statement<'l>) {
        let Some(entry) = self.opened[index] else { return };
        let parts = declared(piece);
        let context = self.around(statement);
        let aggregate = match parts.aggregate {
            Some(aggregate) => {
                self.find(Name::read(headed(aggregate).name, Kind::Aggregate), Kind::Aggregate, Tier::Mapped, context, None)
            }
            None => statement.owner.and_then(|owner| self.opened[owner]),
        };
        self.decide(entry, aggregate, piece);
        self.outcomes.push(Group { statement: index, command: entry, outcomes: Vec::new() });
        if let Some(outcomes) = parts.outcomes {
            self.map_outcomes(index, entry, outcomes, context);
        }
    }

    /// `Attempt Payment -> Billing -> …`.
    pub(super) fn map_arrow(
        &mut self,
        index: usize,
        command: Piece<'l>,
        aggregate: Option<usize>,
        outcomes: Option<Piece<'l>>,
        context: Option<usize>,
    ) {
        let parts = headed(command);
        let Some(entry) = self.find(Name::read(parts.name, Kind::Command), Kind::Command, Tier::Mapped, context, None) else {
            return;
        };
        self.opened[index] = Some(entry);
        self.taken(entry, command);
        for inside in parts.inside {
            if inside.text().contains('=') {
                let said = arguments(inside, self.remarks);
                self.add_arguments(entry, said, inside);
            }
        }
        self.decide(entry, aggregate, command);
        self.outcomes.push(Group { statement: index, command: entry, outcomes: Vec::new() });
        if let Some(outcomes) = outcomes {
            self.map_outcomes(index, entry, outcomes, context);
        }
    }

    /// Says which aggregate decides; there is one.
    pub(super) fn decide(&mut self, entry: usize, aggregate: Option<usize>, piece: Piece<'l>) {
        let Some(id) = aggregate.map(|aggregate| self.id(aggregate)) else { return };
        match self.command(entry).aggregate {
            None => self.command(entry).aggregate = Some(id),
            Some(other) if other == id => {}
            Some(other) => {
                let name = |id: NoteId| self.names.of(id).map_or("", |index| &self.names.entries[index].text);
                let message = format!(
                    "`{}` is decided by `{}` here and by `{}` elsewhere",
                    self.names.entries[entry].text,
                    name(id),
                    name(other)
                );
                self.remarks.error(piece.at(), message, "name one aggregate for it");
            }
        }
    }

    pub(super) fn map_outcomes(&mut self, statement: usize, entry: usize, piece: Piece<'l>, context: Option<usize>) {
        let names = &self.names;
        let forms = phrase::outcomes(piece, &|kind, name| names.exactly(kind, name).is_some(), self.remarks);
        self.taken(entry, piece);
        let mut said = Vec::with_capacity(forms.len());
        let mut after = None;
        for form in forms {
            let mut events = Vec::with_capacity(form.events.len());
            for name in form.events {
                if let Some(event) = self.find(name, Kind::Event, Tier::Mapped, context, after) {
                    after = Some(event);
                    events.push(event);
                }
            }
            said.push(Said { events, set: form.set, guard: form.guard });
        }
        let at = self.outcomes.partition_point(|group| group.statement < statement);
        match self.outcomes.get_mut(at).filter(|group| group.statement == statement) {
            Some(group) => group.outcomes.extend(said),
            None => self.outcomes.insert(at, Group { statement, command: entry, outcomes: said }),
        }
    }

    /// `Event <-- Command`: both are mapped to each other.
    pub(super) fn map_cause(&mut self, index: usize, event: Piece<'l>, command: Piece<'l>, context: Option<usize>) {
        let events: Vec<Piece<'l>> = event.bars().into_iter().map(|event| headed(event).name).collect();
        let named = headed(command).name;
        let is_named = named.text().contains(char::is_alphanumeric);
        let command =
            is_named.then(|| self.find(Name::read(named, Kind::Command), Kind::Command, Tier::Mapped, context, None)).flatten();
        self.opened[index] = command;
        for event in events.into_iter().filter(|event| event.text().contains(char::is_alphanumeric)) {
            let event = self.find(Name::read(event, Kind::Event), Kind::Event, Tier::Mapped, context, None);
            if let (Some(event), Some(command)) = (event, command) {
                self.caused.push(Caused { statement: index, command, event });
            }
        }
    }

    /// `by Customer via Payment Gateway`.
    pub(super) fn mention_issuers(&mut self, index: usize, piece: Piece<'l>, context: Option<usize>) {
        let Some(entry) = self.opened[index] else { return };
        let parts = declared(piece);
        for (names, kind) in [(parts.by, Kind::Actor), (parts.via, Kind::ExternalSystem)] {
            let Some(names) = names else { continue };
            let known = &self.names;
            for name in list(names, kind, &["or", "and"], &|kind, name| known.exactly(kind, name).is_some()) {
                if let Some(other) = self.find(Name::read(headed(name).name, kind), kind, Tier::Mentioned, context, None) {
                    self.involve(entry, other);
                }
            }
        }
    }

    /// An actor issues a command, or an external system takes part in it.
    pub(super) fn involve(&mut self, entry: usize, other: usize) {
        let (id, kind) = (self.id(other), self.names.entries[other].kind());
        let Detail::Command(command) = &mut self.names.entries[entry].detail else { return };
        let (all, list) = match kind {
            Kind::Actor => (&mut command.actors, List::Issuers),
            _ => (&mut command.systems, List::Systems),
        };
        if self.ids_in.find((entry, list), &id, all.len(), |index| all[index]).is_none() {
            all.push(id);
        }
    }

    /// The command of `(outcome of Attempt)`, and who issues the command.
    pub(super) fn mention_cause(
        &mut self,
        index: usize,
        event: Piece<'l>,
        command: Piece<'l>,
        issuer: Option<Piece<'l>>,
        context: Option<usize>,
    ) {
        let outcome_of = outcome_of(command);
        if let Some(of) = outcome_of {
            let place = Use { kind: Kind::Command, tier: Tier::Mentioned, context, after: None };
            let name = Name::read(of, Kind::Command);
            let found = self.names.beginning(&name, place, || NoteId((self.ids)()), self.remarks);
            self.opened[index] = found;
            for event in event.bars().into_iter().map(|event| headed(event).name).filter(|event| !event.is_blank()) {
                let event = self.find(Name::read(event, Kind::Event), Kind::Event, Tier::Mentioned, context, None);
                if let (Some(event), Some(command)) = (event, found) {
                    self.caused.push(Caused { statement: index, command, event });
                }
            }
        }
        let (Some(entry), Some(issuer)) = (self.opened[index], issuer) else { return };
        let known = &self.names;
        let names = list(issuer, Kind::Actor, &["or", "and"], &|kind, name| known.exactly(kind, name).is_some());
        for name in names.into_iter().map(|name| headed(name).name).filter(|name| name.text().contains(char::is_alphanumeric)) {
            let last = name.text().trim_end_matches('"').split_whitespace().next_back().unwrap_or_default();
            if outcome_of.is_none() && fold(last).ends_with("policy") {
                self.promised.push((entry, name));
                continue;
            }
            // Whom the document calls an external system is one here too.
            let text = Name::read(name, Kind::Actor).text;
            let is_system =
                self.names.exactly(Kind::ExternalSystem, &text).is_some() && self.names.exactly(Kind::Actor, &text).is_none();
            let kind = if outcome_of.is_some() || is_system { Kind::ExternalSystem } else { Kind::Actor };
            if let Some(other) = self.find(Name::read(name, kind), kind, Tier::Mentioned, context, None) {
                self.involve(entry, other);
            }
        }
    }

    /// Says where a policy should issue a command and none does.
    pub(super) fn check_promises(&mut self) {
        if self.promised.is_empty() {
            return;
        }
        let mut issued: HashSet<NoteId> = HashSet::new();
        for entry in &self.names.entries {
            if let Detail::Policy(policy) = &entry.detail {
                issued.extend(policy.then.iter().map(|reaction| reaction.command));
            }
        }
        for (command, piece) in std::mem::take(&mut self.promised) {
            if !issued.contains(&self.id(command)) {
                let name = &self.names.entries[command].text;
                let message = format!("no policy issues `{name}`");
                let hint = format!("write `Policy: {}` with `When: …` and `Then: {name}`", piece.text());
                self.remarks.warning(piece.at(), message, hint);
            }
        }
    }
}

/// What stands behind `outcome of` in `(outcome of Attempt)`.
fn outcome_of(piece: Piece<'_>) -> Option<Piece<'_>> {
    let inner = piece.within('(', ')')?.trim();
    let inner = ["an", "the"].iter().find_map(|word| inner.behind_word(word)).unwrap_or(inner);
    let of = inner.behind_word("outcome")?.behind_word("of")?;
    (!of.is_blank()).then_some(of)
}
