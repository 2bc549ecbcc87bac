//! How a note is written: the form of each kind.

use std::fmt::Write as _;

use super::agenda::dots;
use super::document::{Document, keyword};
use super::name::{Named, name};
use super::value;
use crate::board::{
    Action, Aggregate, Argument, Command, Detail, Event, Guard, HotSpot, Note, NoteId, Outcome, Policy, Projection, ReadModel,
};

impl<'b> Document<'b> {
    /// A note that takes one line, without its keyword.
    pub fn item(&mut self, note: &'b Note) -> String {
        let mut item = self.mention(note.id);
        self.tags(note);
        match &note.detail {
            Detail::Event(event) => item.push_str(&event_fields(event)),
            Detail::HotSpot(spot) => self.hot_spot(note, spot, &mut item),
            _ => {}
        }
        item
    }

    /// A note with the lines that belong to it.
    pub fn block(&mut self, note: &'b Note) {
        let mut head = format!("{}: {}", keyword(note.kind()), self.mention(note.id));
        self.tags(note);
        match &note.detail {
            Detail::Command(command) => {
                self.command_head(command, &mut head);
                self.line(0, &head);
                self.outcomes(0, note, command);
            }
            Detail::Aggregate(aggregate) => {
                self.line(0, &head);
                self.aggregate(note, aggregate);
            }
            Detail::Policy(policy) => {
                self.line(0, &head);
                self.policy(note, policy);
            }
            Detail::ReadModel(model) => {
                if let Some(audience) = &model.audience {
                    let _ = write!(head, " ({})", name(audience, Named::Audience));
                }
                self.line(0, &head);
                self.read_model(note, model);
            }
            Detail::Actor | Detail::ExternalSystem | Detail::Event(_) | Detail::HotSpot(_) => self.line(0, &head),
        }
    }

    /// A command among the lines of its aggregate.
    pub fn inner_command(&mut self, note: &'b Note) {
        let Detail::Command(command) = &note.detail else { return };
        let mut head = format!("- {}: {}", keyword(note.kind()), self.mention(note.id));
        self.tags(note);
        self.command_head(command, &mut head);
        self.line(0, &head);
        self.outcomes(1, note, command);
    }

    fn tags(&mut self, note: &Note) {
        if !note.tags.is_empty() {
            self.miss(note, "tags");
        }
        if !note.silenced.is_empty() {
            self.miss(note, "silenced rules");
        }
    }

    /// Tells what of a note the notation has no words for.
    fn miss(&mut self, note: &Note, what: &str) {
        let name = name(&note.text, Named::Note(note.kind()));
        self.leave_out(&name, what);
    }

    /// An expression; what it is, is told where it is none that can be written.
    fn expression<'t>(&mut self, note: &Note, what: &str, text: &'t str) -> Option<std::borrow::Cow<'t, str>> {
        let expression = value::expression(text);
        if expression.is_none() {
            self.miss(note, &format!("{what} {}", super::name::quoted(text)));
        }
        expression
    }

    /// `a = e, b = f`; nothing where none of them can be written.
    fn assignments(&mut self, note: &Note, what: &str, set: &[(String, String)]) -> Option<String> {
        let mut written = Vec::with_capacity(set.len());
        for (field, text) in set {
            let field = name(field, Named::Field);
            if let Some(expression) = self.expression(note, &format!("{what} {field} ="), text) {
                written.push(format!("{field} = {expression}"));
            }
        }
        (!written.is_empty()).then(|| written.join(", "))
    }

    fn hot_spot(&mut self, note: &Note, spot: &HotSpot, item: &mut String) {
        if spot.resolved {
            item.insert_str(0, "[x] ");
        }
        match spot.about.and_then(|id| self.note(id)) {
            Some(about) if about.id == note.id => self.miss(note, "that it is about another of that name"),
            Some(about) => {
                let _ = write!(item, " @ {}", self.full_name(about));
            }
            None => {}
        }
        item.push_str(&dots(&spot.votes));
        if spot.run.is_some() {
            self.miss(note, "the run that shows it");
        }
    }

    fn command_head(&mut self, command: &Command, head: &mut String) {
        if !command.fields.is_empty() {
            let _ = write!(head, " ({})", command.fields.iter().map(argument).collect::<Vec<_>>().join(", "));
        }
        if !command.actors.is_empty() {
            let _ = write!(head, " by {}", self.mentions(&command.actors, ", "));
        }
        if !command.systems.is_empty() {
            let _ = write!(head, " via {}", self.mentions(&command.systems, ", "));
        }
    }

    fn outcomes(&mut self, depth: usize, note: &Note, command: &Command) {
        for outcome in &command.outcomes {
            self.outcome(depth, note, outcome);
        }
    }

    fn outcome(&mut self, depth: usize, note: &Note, outcome: &Outcome) {
        if outcome.events.is_empty() {
            return self.miss(note, "an outcome without events");
        }
        let mut line = format!("- -> {}", self.mentions(&outcome.events, " + "));
        if let Some(set) = self.assignments(note, "what it sets,", &outcome.set) {
            let _ = write!(line, " {{ {set} }}");
        }
        match &outcome.guard {
            Guard::None => {}
            Guard::Otherwise => line.push_str(" otherwise"),
            Guard::When(guard) => {
                if let Some(guard) = self.expression(note, "the guard", guard) {
                    let _ = write!(line, " when {guard}");
                }
            }
        }
        self.line(depth, &line);
    }

    fn aggregate(&mut self, note: &Note, aggregate: &Aggregate) {
        if let Some(field) = &aggregate.identified_by {
            self.line(0, &format!("- Identified by: {}", name(field, Named::Field)));
        }
        let field = |(field, value): &(String, Option<_>)| match value {
            Some(value) => format!("{} = {}", name(field, Named::Field), value::literal(value)),
            None => name(field, Named::Field).into_owned(),
        };
        if !aggregate.state.is_empty() {
            self.line(0, &format!("- State: {}", aggregate.state.iter().map(field).collect::<Vec<_>>().join(", ")));
        }
        for invariant in &aggregate.invariants {
            if let Some(invariant) = self.expression(note, "the invariant", invariant) {
                self.line(0, &format!("- Invariant: {invariant}"));
            }
        }
    }

    fn policy(&mut self, note: &Note, policy: &Policy) {
        let guard = policy.guard.as_ref().and_then(|guard| self.expression(note, "the guard", guard));
        if !policy.when.is_empty() {
            let mut line = format!("- When: {}", self.mentions(&policy.when, " or "));
            if let Some(guard) = guard {
                let _ = write!(line, " where {guard}");
            }
            self.line(0, &line);
        } else if let Some(guard) = guard {
            self.miss(note, &format!("the guard {}, as there is no event", super::name::quoted(&guard)));
        }
        let between = if policy.choose { " | " } else { " + " };
        if policy.choose && policy.then.len() < 2 {
            self.miss(note, "that somebody chooses, as there are no two commands");
        }
        let reactions: Vec<String> = policy.then.iter().map(|reaction| self.reaction(note, reaction)).collect();
        if !reactions.is_empty() {
            self.line(0, &format!("- Then: {}", reactions.join(between)));
        }
    }

    fn reaction(&mut self, note: &Note, reaction: &crate::board::Reaction) -> String {
        let mut text = self.mention(reaction.command);
        if let Some(with) = self.assignments(note, "the argument", &reaction.with) {
            let _ = write!(text, " ({with})");
        }
        if let Some(after) = &reaction.after {
            match value::length(after) {
                Some(after) => {
                    let _ = write!(text, " after {after}");
                }
                None => self.miss(note, &format!("the delay {}", super::name::quoted(after))),
            }
        }
        if !reaction.unless.is_empty() {
            let _ = write!(text, " unless {}", self.mentions(&reaction.unless, " or "));
        }
        text
    }

    fn read_model(&mut self, note: &Note, model: &ReadModel) {
        if !model.built_from.is_empty() {
            let events = self.mentions(&model.built_from, ", ");
            self.line(0, &format!("- Built from: {events}"));
        }
        if !model.shows.is_empty() {
            let shows: Vec<_> = model.shows.iter().map(|text| name(text, Named::Shown)).collect();
            self.line(0, &format!("- Shows: {}", shows.join(", ")));
        }
        if let Some(field) = &model.keyed_by {
            self.line(0, &format!("- Keyed by: {}", name(field, Named::Field)));
        }
        for projection in &model.on {
            self.projection(note, projection);
        }
    }

    fn projection(&mut self, note: &Note, projection: &Projection) {
        let mut line = format!("- On {}: {}", self.mention(projection.event), projection.action.key());
        if projection.action == Action::Delete && !projection.set.is_empty() {
            self.miss(note, "what is set in a row that is taken away");
        } else if let Some(set) = self.assignments(note, "the column", &projection.set) {
            let _ = write!(line, " {set}");
        }
        self.line(0, &line);
    }

    /// The names of the notes that some ids stand for.
    pub fn mentions(&mut self, ids: &[NoteId], between: &str) -> String {
        ids.iter().map(|id| self.mention(*id)).collect::<Vec<_>>().join(between)
    }
}

/// ` (a, b)`; nothing where an event carries all there is.
fn event_fields(event: &Event) -> String {
    if event.fields.is_empty() {
        return String::new();
    }
    format!(" ({})", event.fields.iter().map(|field| name(field, Named::Field)).collect::<Vec<_>>().join(", "))
}

/// `f = 1 | 2`
fn argument(argument: &Argument) -> String {
    let field = name(&argument.name, Named::Field);
    let values: Vec<String> = argument.values.iter().map(value::literal).collect();
    if values.is_empty() { field.into_owned() } else { format!("{field} = {}", values.join(" | ")) }
}
