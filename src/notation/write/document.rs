//! The document as a whole: which parts it has, and what stands in which.

use std::collections::HashMap;

use super::Written;
use super::name::{self, Named, name, quoted};
use super::order::Lists;
use super::value;
use crate::board::name::fold;
use crate::board::{Board, Context, ContextId, Detail, IdMap, Kind, Note, NoteId, Policy, Scenario, Workshop};
use crate::engine::expr;
use crate::engine::rule::Rule;

/// A document in the making.
pub(super) struct Document<'b> {
    /// What is to be written, in order: of notes that the notation cannot tell apart the first.
    notes: Vec<&'b Note>,
    /// The same by context, and by their aggregate for commands that have one.
    parts: HashMap<Option<ContextId>, Part<'b>>,
    /// The note that stands for each.
    stands_for: IdMap<NoteId, &'b Note>,
    /// The kinds of note that share a name.
    kinds: HashMap<String, Vec<Kind>>,
    /// Each note by its kind and what distinguishes its name.
    by_name: HashMap<(Kind, String), &'b Note>,
    /// Notes whose names must be quoted so that they are not taken for the beginning of another's.
    literal: IdMap<NoteId, ()>,
    text: String,
    named: Vec<NoteId>,
    is_named: IdMap<NoteId, ()>,
    left_out: Vec<String>,
}

/// What belongs to one context, or to none.
#[derive(Default)]
struct Part<'b> {
    /// The notes, without commands that belong to an aggregate.
    notes: Vec<&'b Note>,
    /// Those commands.
    commands: IdMap<NoteId, Vec<&'b Note>>,
    /// Their aggregates that do not belong here, in the order of the commands.
    elsewhere: Vec<&'b Note>,
}

impl<'b> Document<'b> {
    /// Writes a document with some notes listed at its top.
    pub fn write(board: &'b Board, settled: &'b [Note], lists: &Lists) -> Document<'b> {
        let mut document = Document::blank(settled);
        let contexts = document.divide(board);
        document.line(0, &format!("# {}", name(board.title(), Named::Board)));
        document.opening(&board.heading().workshop);
        document.part(None, lists);
        for context in contexts {
            document.gap();
            document.line(0, &format!("## Context: {}", name(&context.name, Named::Context)));
            document.part(Some(context.id), lists);
        }
        document.rules(&board.heading().rules);
        document.scenarios(&board.heading().scenarios);
        document.closing(&board.heading().workshop);
        if board.heading().contexts.iter().any(|context| context.colour.is_some()) {
            document.left_out.push("the colours of the contexts".to_owned());
        }
        document
    }

    /// Writes nothing but the agenda of a workshop.
    pub fn of_agenda(workshop: &Workshop) -> Document<'static> {
        let mut document = Document::blank(&[]);
        document.opening(workshop);
        document
    }

    /// Writes nothing but a scenario of the board.
    pub fn of_scenario(settled: &'b [Note], scenario: &Scenario) -> Document<'b> {
        let mut document = Document::blank(settled);
        // What cannot be told apart matters only where the scenario names it.
        document.left_out.clear();
        let mut told: Vec<NoteId> = Vec::new();
        for id in scenario.references() {
            if let Some(first) = document.note(id).filter(|first| first.id != id && !told.contains(&id)) {
                told.push(id);
                document
                    .leave_out(&scenario.name, &format!("which of the {} called {} is meant", first.kind().plural(), first.text));
            }
        }
        document.scenario(scenario);
        document
    }

    /// A document in which nothing is written yet.
    fn blank(settled: &'b [Note]) -> Document<'b> {
        let mut document = Document {
            notes: Vec::with_capacity(settled.len()),
            parts: HashMap::new(),
            stands_for: IdMap::default(),
            kinds: HashMap::new(),
            by_name: HashMap::new(),
            literal: IdMap::default(),
            text: String::new(),
            named: Vec::new(),
            is_named: IdMap::default(),
            left_out: Vec::new(),
        };
        document.tell_apart(settled);
        document.find_literal_names();
        document
    }

    /// What must be listed at the top of this document so that reading brings its notes into their order.
    pub fn lists(&self) -> Lists {
        Lists::needed(&self.notes, &self.named)
    }

    /// What has come of it.
    pub fn written(self) -> Written {
        Written { text: self.text, left_out: self.left_out }
    }

    /// Finds out which notes have a name of their own.
    fn tell_apart(&mut self, settled: &'b [Note]) {
        for note in settled {
            let folded = fold(&note.text);
            let stands = *self.by_name.entry((note.kind(), folded.clone())).or_insert(note);
            self.stands_for.insert(note.id, stands);
            if stands.id == note.id {
                self.notes.push(note);
                self.kinds.entry(folded).or_default().push(note.kind());
            } else {
                let name = name(&note.text, Named::Note(note.kind()));
                self.leave_out(&name, &format!("a second {} of that name", note.kind().name()));
            }
        }
    }

    /// Finds the names that would be taken for something else beside another name, so that they are always quoted.
    fn find_literal_names(&mut self) {
        let mut by_trigger: HashMap<Vec<NoteId>, Vec<(String, NoteId, &Policy)>> = HashMap::new();
        for note in &self.notes {
            let folded = fold(&note.text);
            if matches!(note.kind(), Kind::Event | Kind::Command) {
                // `Paid when late` would be the event of that name.
                let begins = name::beginnings(&folded).filter_map(|begin| self.by_name.get(&(note.kind(), begin.to_owned())));
                self.literal.extend(begins.map(|note| (note.id, ())));
            }
            if let Detail::Policy(policy) = &note.detail {
                let mut when: Vec<NoteId> = policy.when.iter().filter_map(|id| Some(self.note(*id)?.id)).collect();
                when.sort_unstable();
                when.dedup();
                by_trigger.entry(when).or_default().push((folded, note.id, policy));
            }
        }
        by_trigger.remove(&[][..]);
        for mut policies in by_trigger.into_values() {
            // Of two with the same trigger and guard, the one whose name begins the other's would be joined into it.
            policies.sort_by(|a, b| a.0.cmp(&b.0));
            for (index, (folded, id, policy)) in policies.iter().enumerate() {
                let mut longer = policies[index + 1..].iter().take_while(|(other, ..)| other.starts_with(folded));
                if longer.any(|(.., other)| is_same_guard(policy, other)) {
                    self.literal.insert(*id, ());
                }
            }
        }
    }

    /// Divides the notes among the contexts, which are returned: of those that the notation cannot tell apart the first.
    fn divide(&mut self, board: &'b Board) -> Vec<&'b Context> {
        let mut first: HashMap<String, ContextId> = HashMap::new();
        let mut stands_for: IdMap<ContextId, ContextId> = IdMap::default();
        for context in &board.heading().contexts {
            let stands = *first.entry(fold(&context.name)).or_insert(context.id);
            stands_for.insert(context.id, stands);
            if stands != context.id {
                self.leave_out(&name(&context.name, Named::Context), "a second context of that name");
            }
        }
        let context_of = |note: &Note| note.context.and_then(|id| stands_for.get(&id).copied());
        for note in self.notes.clone() {
            let aggregate = self.aggregate_of(note);
            let part = self.parts.entry(context_of(note)).or_default();
            let Some(aggregate) = aggregate else {
                part.notes.push(note);
                continue;
            };
            let commands = part.commands.entry(aggregate.id).or_default();
            if commands.is_empty() && context_of(aggregate) != context_of(note) {
                part.elsewhere.push(aggregate);
            }
            commands.push(note);
        }
        board.heading().contexts.iter().filter(|context| stands_for.get(&context.id) == Some(&context.id)).collect()
    }

    /// The aggregate that decides about a command.
    fn aggregate_of(&self, note: &Note) -> Option<&'b Note> {
        match &note.detail {
            Detail::Command(command) => self.note(command.aggregate?),
            _ => None,
        }
    }

    /// What belongs to one context, or to none. Nothing is named before it stands here, as far as that can be.
    fn part(&mut self, context: Option<ContextId>, lists: &Lists) {
        let part = self.parts.remove(&context).unwrap_or_default();
        let none = Lists::default();
        let lists = if context.is_none() { lists } else { &none };
        for kind in [Kind::Actor, Kind::ExternalSystem, Kind::Event] {
            self.list(kind, &part, lists);
        }
        let pivotal = |note: &&Note| matches!(&note.detail, Detail::Event(event) if event.pivotal);
        let pivotal: Vec<NoteId> = part.notes.iter().copied().filter(pivotal).map(|note| note.id).collect();
        if !pivotal.is_empty() {
            self.gap();
            let events = self.mentions(&pivotal, ", ");
            self.line(0, &format!("Pivotal: {events}"));
        }
        // A command belongs to the aggregate above it, so those that belong to none come first.
        for kind in [Kind::Command, Kind::Aggregate, Kind::Policy, Kind::ReadModel] {
            self.names(kind, lists);
            for note in part.notes.iter().filter(|note| note.kind() == kind) {
                self.gap();
                self.block(note);
                self.commands(part.commands.get(&note.id));
            }
            for aggregate in part.elsewhere.iter().filter(|_| kind == Kind::Aggregate) {
                self.gap();
                let again = format!("[{}]", self.mention(aggregate.id));
                self.line(0, &again);
                self.commands(part.commands.get(&aggregate.id));
            }
        }
        self.list(Kind::HotSpot, &part, lists);
    }

    fn commands(&mut self, commands: Option<&Vec<&'b Note>>) {
        for command in commands.into_iter().flatten() {
            self.inner_command(command);
        }
    }

    /// A list of notes that need no block. What is listed at the top with all that is said of it is not listed again.
    fn list(&mut self, kind: Kind, part: &Part<'b>, lists: &Lists) {
        let listed = self.listed(kind, lists).into_iter().map(|note| (note, note.context.is_none()));
        let rest = part.notes.iter().filter(|note| note.kind() == kind && !lists.has(note.id)).map(|note| (*note, true));
        let items: Vec<(&Note, bool)> = listed.chain(rest).collect();
        if !items.is_empty() {
            self.gap();
            self.line(0, &format!("{}:", heading(kind)));
        }
        for (note, with_details) in items {
            let item = if with_details { self.item(note) } else { self.mention(note.id) };
            self.line(0, &format!("- {item}"));
        }
    }

    /// A list of mere names, at the top.
    fn names(&mut self, kind: Kind, lists: &Lists) {
        let listed = self.listed(kind, lists);
        if !listed.is_empty() {
            self.gap();
            self.line(0, &format!("{}:", heading(kind)));
        }
        for note in listed {
            let item = format!("- {}", self.mention(note.id));
            self.line(0, &item);
        }
    }

    /// What is to be listed at the top of a kind.
    fn listed(&self, kind: Kind, lists: &Lists) -> Vec<&'b Note> {
        // Most documents need no lists, and every part asks.
        let notes = if lists.is_empty() { &[] } else { self.notes.as_slice() };
        notes.iter().copied().filter(|note| note.kind() == kind && lists.has(note.id)).collect()
    }

    fn rules(&mut self, rules: &[String]) {
        for rule in rules {
            match value::is_line(rule) && is_rule(rule) {
                true => {
                    self.gap();
                    self.line(0, &format!("Rule: {rule}"));
                }
                false => self.left_out.push(format!("the rule {}", quoted(rule))),
            }
        }
    }

    /// The name of a note, which is named here.
    pub fn mention(&mut self, id: NoteId) -> String {
        let Some(note) = self.note(id) else { return quoted("") };
        if self.is_named.insert(note.id, ()).is_none() {
            self.named.push(note.id);
        }
        self.name(note)
    }

    /// The name of a note among those of all kinds: with its kind where another has the same. What a hot spot is about is looked up
    /// when all notes are known, so it is not named here.
    pub fn full_name(&self, note: &Note) -> String {
        let name = self.name(note);
        let shared = self.kinds.get(&fold(&note.text)).is_some_and(|kinds| kinds.len() > 1);
        if shared { format!("{}: {name}", keyword(note.kind())) } else { name }
    }

    fn name(&self, note: &Note) -> String {
        match self.literal.contains_key(&note.id) {
            true => quoted(&note.text),
            false => name(&note.text, Named::Note(note.kind())).into_owned(),
        }
    }

    /// The note that stands for another, or the note itself.
    pub fn note(&self, id: NoteId) -> Option<&'b Note> {
        self.stands_for.get(&id).copied()
    }

    /// The kinds of note that have a name.
    pub fn kinds_of(&self, text: &str) -> &[Kind] {
        self.kinds.get(&fold(text)).map_or(&[], Vec::as_slice)
    }

    /// Whether a text may stand for a longer name of one of these kinds, as its last words.
    pub fn is_short_for(&self, text: &str, kinds: &[Kind]) -> bool {
        let folded = fold(text);
        self.kinds.iter().any(|(name, of)| name.ends_with(&folded) && of.iter().any(|kind| kinds.contains(kind)))
    }

    /// Tells what of something the notation has no words for.
    pub fn leave_out(&mut self, of: &str, what: &str) {
        self.left_out.push(format!("{of}: {what}"));
    }

    /// A line, by two blanks for each step further in.
    pub fn line(&mut self, depth: usize, text: &str) {
        self.text.extend(std::iter::repeat_n("  ", depth));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// An empty line between blocks.
    pub fn gap(&mut self) {
        self.text.push('\n');
    }
}

/// Whether two policies have the same guard.
fn is_same_guard(a: &Policy, b: &Policy) -> bool {
    match (&a.guard, &b.guard) {
        (Some(a), Some(b)) => expr::same(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// The keyword of one note of a kind.
pub(super) fn keyword(kind: Kind) -> &'static str {
    match kind {
        Kind::Actor => "Actor",
        Kind::Command => "Command",
        Kind::Aggregate => "Aggregate",
        Kind::ExternalSystem => "External System",
        Kind::Event => "Event",
        Kind::Policy => "Policy",
        Kind::ReadModel => "Read Model",
        Kind::HotSpot => "Hot Spot",
    }
}

/// The keyword of a list of a kind.
fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Actor => "Actors",
        Kind::Command => "Commands",
        Kind::Aggregate => "Aggregates",
        Kind::ExternalSystem => "External Systems",
        Kind::Event => "Domain Events",
        Kind::Policy => "Policies",
        Kind::ReadModel => "Read Models",
        Kind::HotSpot => "Hot Spots",
    }
}

/// Whether a text is a rule that reading takes as one.
fn is_rule(text: &str) -> bool {
    match Rule::parse(text) {
        Ok(Rule::Always(condition)) => expr::syntax(text[condition].trim()).is_ok(),
        Ok(_) => true,
        Err(_) => false,
    }
}
