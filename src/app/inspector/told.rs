//! What there is to say about a note, in lines.

use crate::app::catalog::told;
use crate::board::name::fold;
use crate::board::{Board, Command, Detail, Guard, HotSpot, Json, Link, Note, NoteId, Policy, ReadModel};
use crate::engine::rule::Rule;
use crate::method::dots;
use crate::method::lint::Finding;

use super::uses::{Uses, names};
use super::{Ink, Line, Relation};

/// More notes than this are not named under one heading.
const MOST: usize = 40;

/// What an arrow says from one of its ends.
fn says(link: Link, outwards: bool) -> &'static str {
    match (link, outwards) {
        (Link::Issues | Link::Then, true) => "issues",
        (Link::Issues | Link::Then, false) => "issued by",
        (Link::DecidedBy, true) => "decided by",
        (Link::DecidedBy, false) => "decides",
        (Link::Calls, true) => "calls",
        (Link::Calls, false) => "called by",
        (Link::Records, true) => "raises",
        (Link::Records, false) => "raised by",
        (Link::Triggers, true) => "triggers",
        (Link::Triggers, false) => "triggered by",
        (Link::CallsOff, true) => "calls off the delay of",
        (Link::CallsOff, false) => "delay called off by",
        (Link::Updates, true) => "seen in",
        (Link::Updates, false) => "built from",
        (Link::About, true) => "asks about",
        (Link::About, false) => "questioned by",
    }
}

/// What arrows say, in the order in which it is told: where a note comes from, then where it leads to, questions last.
const ORDER: [&str; 15] = [
    "issued by",
    "decided by",
    "triggered by",
    "delay called off by",
    "raised by",
    "called by",
    "built from",
    "issues",
    "decides",
    "calls",
    "raises",
    "triggers",
    "calls off the delay of",
    "seen in",
    "asks about",
];

/// The notes at the other ends of a note's arrows, group by group, along the timeline within; then those that use its fields.
pub(super) fn related(board: &Board, note: &Note, uses: &Uses) -> Vec<Relation> {
    let relation = |(link, from, to): (Link, NoteId, NoteId)| match from == note.id {
        true => Relation { says: says(link, true), other: to },
        false => Relation { says: says(link, false), other: from },
    };
    let mut related: Vec<Relation> = board.arrows(note.id).into_iter().map(relation).collect();
    let place = |says: &str| ORDER.iter().position(|other| *other == says).unwrap_or(ORDER.len());
    related.sort_by_key(|relation| (place(relation.says), board.note(relation.other).map(|other| (other.at, other.kind()))));
    related.dedup();
    let users = uses.users(board, note, MOST).into_iter();
    related.extend(users.map(|other| Relation { says: "fields used by", other }));
    related
}

/// Everything there is to say about a note.
pub(super) fn lines(board: &Board, note: &Note, uses: &Uses, findings: &[Finding]) -> Vec<Line> {
    let mut lines = Lines(Vec::new());
    let text = note.text.trim();
    lines.add(Ink::Strong, 0, if text.is_empty() { "(nothing is written on it)" } else { text });
    about(board, note, &mut lines);
    match &note.detail {
        Detail::Command(of) => command(board, of, &mut lines),
        Detail::Aggregate(of) => {
            let state = of.state.iter().map(|(field, value)| told(field, value.as_ref()));
            lines.part("remembers", state);
            lines.part("told apart by", of.identified_by.iter().cloned());
            lines.part("always", of.invariants.iter().cloned());
        }
        Detail::Event(of) => lines.part("carries", of.fields.iter().cloned()),
        Detail::Policy(of) => policy(board, of, &mut lines),
        Detail::ReadModel(of) => read_model(board, of, &mut lines),
        Detail::Actor | Detail::ExternalSystem | Detail::HotSpot(_) => {}
    }
    let related = related(board, note, uses);
    let mut before = "";
    let mut shown = 0;
    for relation in &related {
        if relation.says != before {
            before = relation.says;
            shown = 0;
            lines.heading(before);
        }
        shown += 1;
        match shown {
            _ if shown <= MOST => lines.note(board, relation.other),
            _ if shown == MOST + 1 => lines.add(Ink::Quiet, 2, "… and more"),
            _ => {}
        }
    }
    if related.is_empty() {
        lines.heading("arrows");
        lines.add(Ink::Quiet, 2, "none yet");
    }
    mentions(board, note, &mut lines);
    if !findings.is_empty() {
        lines.heading("advice");
    }
    for finding in findings {
        lines.add(Ink::Problem, 2, &finding.message);
        lines.add(Ink::Quiet, 2, &finding.suggestion);
    }
    lines.0
}

/// The lines being written.
struct Lines(Vec<Line>);

impl Lines {
    fn add(&mut self, ink: Ink, indent: u16, text: &str) {
        self.0.push(Line::new(ink, indent, text));
    }

    fn heading(&mut self, text: &str) {
        self.add(Ink::Heading, 0, text);
    }

    /// A heading with lines under it, where there are any.
    fn part(&mut self, heading: &str, lines: impl Iterator<Item = String>) {
        let mut lines = lines.peekable();
        if lines.peek().is_some() {
            self.heading(heading);
            lines.for_each(|line| self.add(Ink::Plain, 2, &line));
        }
    }

    fn note(&mut self, board: &Board, id: NoteId) {
        let Some(note) = board.note(id) else { return };
        let line = Line::new(Ink::Plain, 2, note.text.trim());
        self.0.push(Line { note: Some((id, note.kind())), ..line });
    }
}

/// Where it belongs, what it is marked as, who wrote it.
fn about(board: &Board, note: &Note, lines: &mut Lines) {
    let mut facts: Vec<String> = Vec::new();
    match &note.detail {
        Detail::Event(event) if event.pivotal => facts.push("◆ a turning point".to_owned()),
        Detail::HotSpot(spot) if spot.resolved => facts.push("✓ answered".to_owned()),
        Detail::HotSpot(_) => facts.push("open".to_owned()),
        _ => {}
    }
    if let Detail::HotSpot(HotSpot { run: Some(run), .. }) = &note.detail {
        facts.push(match run {
            Json::Text(name) if board.heading().scenarios.iter().any(|scenario| scenario.name == *name) => {
                format!("▷ carries the run of the scenario {name}")
            }
            Json::Text(name) => format!("▷ carried the run of the scenario {name}, which is gone"),
            _ => "▷ carries a run".to_owned(),
        });
    }
    if let Detail::HotSpot(HotSpot { votes, .. }) = &note.detail
        && dots::of(note) > 0
    {
        let by: Vec<String> = votes.iter().map(|(who, dots)| format!("{who} {dots}")).collect();
        facts.push(format!("{} of {}", dots::shown(dots::of(note)), by.join(", ")));
    }
    match note.context.and_then(|id| board.context(id)) {
        Some(context) => facts.push(format!("in {}", context.name)),
        None => facts.push("in no context".to_owned()),
    }
    facts.extend(note.tags.iter().map(|tag| format!("#{}", tag.trim_start_matches('#'))));
    lines.add(Ink::Quiet, 0, &facts.join(" · "));
    let day = note.created_at.map(|at| at.format("%Y-%m-%d").to_string());
    match (&note.author, day) {
        (Some(author), Some(day)) => lines.add(Ink::Quiet, 0, &format!("written by {author} on {day}")),
        (Some(author), None) => lines.add(Ink::Quiet, 0, &format!("written by {author}")),
        (None, Some(day)) => lines.add(Ink::Quiet, 0, &format!("written on {day}")),
        (None, None) => {}
    }
    if !note.silenced.is_empty() {
        lines.add(Ink::Quiet, 0, &format!("no advice of {}", note.silenced.join(", ")));
    }
}

fn name(board: &Board, id: NoteId) -> &str {
    board.note(id).map_or("?", |note| note.text.trim())
}

fn named(board: &Board, ids: &[NoteId], between: &str) -> String {
    ids.iter().map(|id| name(board, *id)).collect::<Vec<_>>().join(between)
}

fn command(board: &Board, command: &Command, lines: &mut Lines) {
    let arguments = command.fields.iter().map(|field| {
        let values: Vec<String> =
            field.values.iter().map(|value| told("", Some(value)).trim_start_matches(" = ").to_owned()).collect();
        if values.is_empty() { field.name.clone() } else { format!("{} = {}", field.name, values.join(" | ")) }
    });
    lines.part("needs", arguments);
    // An outcome without a condition says no more than its arrow does.
    let plain = command.outcomes.iter().all(|outcome| outcome.guard == Guard::None && outcome.set.is_empty());
    if plain && command.outcomes.len() < 2 {
        return;
    }
    lines.heading("one of these happens");
    for outcome in &command.outcomes {
        let events = if outcome.events.is_empty() { "nothing".to_owned() } else { named(board, &outcome.events, " + ") };
        lines.add(Ink::Plain, 2, &events);
        match &outcome.guard {
            Guard::None => {}
            Guard::When(guard) => lines.add(Ink::Quiet, 4, &format!("when {guard}")),
            Guard::Otherwise => lines.add(Ink::Quiet, 4, "otherwise"),
        }
        for (field, expression) in &outcome.set {
            lines.add(Ink::Quiet, 4, &format!("then {field} = {expression}"));
        }
    }
}

fn policy(board: &Board, policy: &Policy, lines: &mut Lines) {
    lines.part("where", policy.guard.iter().cloned());
    let telling =
        policy.choose || policy.then.iter().any(|then| then.after.is_some() || !then.unless.is_empty() || !then.with.is_empty());
    if !telling {
        return;
    }
    lines.heading(if policy.choose { "somebody chooses one of" } else { "then" });
    for reaction in &policy.then {
        let after = reaction.after.as_ref().map(|after| format!(" after {after}")).unwrap_or_default();
        lines.add(Ink::Plain, 2, &format!("{}{after}", name(board, reaction.command)));
        if !reaction.unless.is_empty() {
            lines.add(Ink::Quiet, 4, &format!("unless {}", named(board, &reaction.unless, " or ")));
        }
        for (field, expression) in &reaction.with {
            lines.add(Ink::Quiet, 4, &format!("with {field} = {expression}"));
        }
    }
}

fn read_model(board: &Board, model: &ReadModel, lines: &mut Lines) {
    lines.part("for", model.audience.iter().cloned());
    lines.part("shows", model.shows.iter().cloned());
    lines.part("a row for each", model.keyed_by.iter().cloned());
    if !model.on.is_empty() {
        lines.heading("what an event does to a row");
    }
    for projection in &model.on {
        lines.add(Ink::Plain, 2, &format!("{}: {}", name(board, projection.event), projection.action.key()));
        for (column, expression) in &projection.set {
            lines.add(Ink::Quiet, 4, &format!("{column} = {expression}"));
        }
    }
}

/// Where it is named outside of arrows: scenarios, and rules over every run.
fn mentions(board: &Board, note: &Note, lines: &mut Lines) {
    let heading = board.heading();
    let scenarios = heading.scenarios.iter().filter(|scenario| scenario.references().any(|id| id == note.id));
    lines.part("in scenarios", scenarios.take(MOST).map(|scenario| scenario.name.clone()));
    let own = fold(&note.text);
    let fields = super::uses::fields(note);
    let is_it = |name: &str| fold(name.trim().trim_matches('"')) == own;
    let concerns = |rule: &&String| match Rule::parse(rule) {
        Ok(Rule::Never(one, other) | Rule::OnlyAfter(one, other) | Rule::Eventually(one, other)) => {
            is_it(&rule[one]) || is_it(&rule[other])
        }
        Ok(Rule::Always(condition)) => {
            let condition = &rule[condition];
            names(condition).any(|name| fields.contains(&name) || is_it(name))
        }
        Err(_) => false,
    };
    lines.part("in rules", heading.rules.iter().filter(concerns).take(MOST).cloned());
}
