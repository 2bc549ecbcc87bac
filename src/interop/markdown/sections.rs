//! The sections of the document, each from the board's relations to a piece of the page.

use super::inline::{bold, code, codes, or_dash, table, text, texts};
use crate::board::{Board, Command, Detail, FieldName, Issue, Kind, Link, Literal, Outcome, Policy, Reaction, Scenario};
use crate::interop::contexts::{Told, reaching};
use crate::interop::relations::{Group, Relations};
use crate::interop::words;

/// Writes what `write` does for every context under its name.
fn grouped(groups: Vec<Group>, page: &mut String, mut write: impl FnMut(&[usize], &mut String)) {
    for group in groups {
        if let Some(heading) = group.heading {
            page.push_str(&format!("### {}\n\n", text(&heading)));
        }
        write(&group.notes, page);
    }
}

/// What a note says, with its line breaks.
fn name(wall: &Relations<'_>, number: usize) -> String {
    words::name(wall.note(number))
}

fn names(wall: &Relations<'_>, numbers: impl Iterator<Item = usize>) -> String {
    texts(&numbers.map(|number| name(wall, number)).collect::<Vec<_>>())
}

/// What happened: every event with what it carries, where it comes from and where it leads.
pub fn catalog(wall: &Relations<'_>, page: &mut String) {
    let groups = wall.groups(Kind::Event);
    if groups.is_empty() {
        page.push_str("No events yet: ask what happens, and write it down in the past tense.\n\n");
        return;
    }
    let mut undeclared = false;
    grouped(groups, page, |events, page| {
        let rows = events.iter().map(|event| {
            let (fields, declared) = wall.fields(*event);
            let mut fields = codes(&fields);
            if !declared && fields != "–" {
                fields.insert_str(0, "*all:* ");
                undeclared = true;
            }
            let pivotal = matches!(&wall.note(*event).detail, Detail::Event(event) if event.pivotal);
            let mark = if pivotal { " (pivotal)" } else { "" };
            vec![
                format!("{}{mark}", bold(&name(wall, *event))),
                fields,
                names(wall, wall.keepers(*event, Link::Records)),
                names(wall, wall.keepers(*event, Link::Triggers)),
                names(wall, wall.keepers(*event, Link::Updates)),
            ]
        });
        table(page, &["Event", "Fields", "Recorded by", "Policies", "Read models"], rows.collect::<Vec<_>>());
    });
    if undeclared {
        page.push_str(
            "*all:* the event declares no fields, so it carries the arguments of its command and the state of the aggregate.\n\n",
        );
    }
}

/// What causes what: every command, who decides it, and what may come of it, an outcome a row.
pub fn mapping(wall: &Relations<'_>, page: &mut String) {
    let groups = wall.groups(Kind::Command);
    if groups.is_empty() {
        page.push_str("No commands yet: ask of every event what caused it.\n\n");
        return;
    }
    grouped(groups, page, |commands, page| {
        let mut rows = Vec::new();
        for number in commands {
            let Detail::Command(command) = &wall.note(*number).detail else { continue };
            let mut head = vec![command_cell(wall, *number, command), issuers(wall, *number, command), decider(wall, command)];
            if command.outcomes.is_empty() {
                rows.push([head.clone(), vec!["nothing yet".to_owned(), "–".to_owned(), "–".to_owned()]].concat());
            }
            for outcome in &command.outcomes {
                rows.push([std::mem::replace(&mut head, vec![String::new(); 3]), outcome_cells(wall, outcome).to_vec()].concat());
            }
        }
        table(page, &["Command", "Issued by", "Aggregate", "Events", "When", "Then remembered"], rows);
    });
}

fn command_cell(wall: &Relations<'_>, number: usize, command: &Command) -> String {
    let arguments: Vec<String> = command.fields.iter().map(words::argument).collect();
    let arguments = if arguments.is_empty() { String::new() } else { format!(" ({})", codes(&arguments)) };
    format!("{}{arguments}", bold(&name(wall, number)))
}

fn issuers(wall: &Relations<'_>, number: usize, command: &Command) -> String {
    names(wall, wall.those(&command.actors).chain(wall.keepers(number, Link::Then)))
}

fn decider(wall: &Relations<'_>, command: &Command) -> String {
    let aggregate = names(wall, wall.those(command.aggregate.as_slice()));
    match command.systems.is_empty() {
        true => aggregate,
        false => format!("{aggregate}, with {}", names(wall, wall.those(&command.systems))),
    }
}

fn outcome_cells(wall: &Relations<'_>, outcome: &Outcome) -> [String; 3] {
    let events: Vec<String> = wall.those(&outcome.events).map(|event| text(&name(wall, event))).collect();
    let events = if events.is_empty() { "nothing".to_owned() } else { events.join(" + ") };
    let when = match words::guard(outcome) {
        None => String::new(),
        Some((_, Some(expression))) => code(&expression),
        Some((word, None)) => word.to_owned(),
    };
    [events, or_dash(when), codes(&words::sets(&outcome.set))]
}

/// What follows by itself.
pub fn policies(wall: &Relations<'_>, page: &mut String) {
    let groups = wall.groups(Kind::Policy);
    if groups.is_empty() {
        page.push_str("No policies yet: ask after every event what follows by itself.\n\n");
        return;
    }
    grouped(groups, page, |policies, page| {
        for number in policies {
            let Detail::Policy(policy) = &wall.note(*number).detail else { continue };
            page.push_str(&format!("- {}\n  - Trigger: {}\n", bold(&name(wall, *number)), trigger(wall, policy)));
            match policy.then.as_slice() {
                [] => page.push_str("  - Action: nothing yet\n"),
                [only] => page.push_str(&format!("  - Action: {}\n", action(wall, only))),
                several => {
                    let all = if policy.choose { "one of these, as somebody chooses" } else { "all of these" };
                    page.push_str(&format!("  - Action: {all}\n"));
                    several.iter().for_each(|one| page.push_str(&format!("    - {}\n", action(wall, one))));
                }
            }
        }
        page.push('\n');
    });
}

fn trigger(wall: &Relations<'_>, policy: &Policy) -> String {
    let events: Vec<String> = wall.those(&policy.when).map(|event| text(&name(wall, event))).collect();
    let events = if events.is_empty() { "nothing yet".to_owned() } else { words::either(&events) };
    match policy.guard.as_deref().map(words::line).filter(|guard| !guard.is_empty()) {
        None => events,
        Some(guard) => format!("{events}, where {}", code(&guard)),
    }
}

fn action(wall: &Relations<'_>, reaction: &Reaction) -> String {
    let mut parts = vec![names(wall, wall.number(reaction.command).into_iter())];
    parts.extend(words::delay(reaction).map(|delay| text(&delay)));
    if !reaction.unless.is_empty() {
        let events: Vec<String> = wall.those(&reaction.unless).map(|event| text(&name(wall, event))).collect();
        parts.push(format!("unless {}", words::either(&events)));
    }
    if !reaction.with.is_empty() {
        parts.push(format!("with {}", codes(&words::sets(&reaction.with))));
    }
    parts.join(", ")
}

/// What belongs together: the contexts with what is in them.
pub fn contexts(wall: &Relations<'_>, page: &mut String) {
    let inside = |kind: Kind| {
        let mut inside: Vec<Vec<String>> = vec![Vec::new(); wall.board.heading().contexts.len()];
        for number in wall.all(kind) {
            if let Some(context) = wall.context(number) {
                inside[context].push(name(wall, number));
            }
        }
        inside
    };
    let (aggregates, commands, events) = (inside(Kind::Aggregate), inside(Kind::Command), inside(Kind::Event));
    let rows = (0..aggregates.len()).map(|index| {
        let context = bold(&wall.context_name(index));
        vec![context, texts(&aggregates[index]), texts(&commands[index]), texts(&events[index])]
    });
    table(page, &["Context", "Aggregates", "Commands within", "Events"], rows.collect::<Vec<_>>());
}

/// How contexts communicate: the events that cross their borders, and the commands that do and should not.
pub fn borders(wall: &Relations<'_>, told: &[Told], page: &mut String) {
    page.push_str("### Across the borders\n\n");
    match told.is_empty() {
        true => page.push_str("No event crosses a border: every context reacts to itself only.\n\n"),
        false => {
            let row = |told: &Told| {
                let ends = [told.from, told.to].map(|context| text(&wall.context_name(context)));
                let by = told.by.iter().map(|by| format!("{} ({})", text(&name(wall, *by)), wall.note(*by).kind().name()));
                vec![ends[0].clone(), ends[1].clone(), text(&name(wall, told.event)), by.collect::<Vec<_>>().join(", ")]
            };
            table(page, &["From", "To", "Event", "Heard by"], told.iter().map(row));
        }
    }
    let reaching = reaching(wall);
    if !reaching.is_empty() {
        page.push_str("Commands that a policy issues into another context, where an event would keep the two apart:\n\n");
        let row = |(policy, command, from, to): &(usize, usize, usize, usize)| {
            let ends = [*from, *to].map(|context| text(&wall.context_name(context)));
            vec![ends[0].clone(), ends[1].clone(), text(&name(wall, *command)), text(&name(wall, *policy))]
        };
        table(page, &["From", "To", "Command", "Policy"], reaching.iter().map(row));
    }
}

/// Who decides, and what must hold.
pub fn aggregates(wall: &Relations<'_>, page: &mut String) {
    if wall.all(Kind::Aggregate).next().is_none() {
        page.push_str("No aggregates yet: ask of every command who decides it.\n\n");
        return;
    }
    page.push_str("### Aggregates\n\n");
    let row = |number: usize| {
        let Detail::Aggregate(aggregate) = &wall.note(number).detail else { return Vec::new() };
        let state = aggregate.state.iter().map(|(field, value)| match value {
            Some(value) => format!("{} = {}", words::line(field), words::literal(value)),
            None => words::line(field),
        });
        let invariants: Vec<String> = aggregate.invariants.iter().map(|text| words::line(text)).collect();
        let key = aggregate.identified_by.as_deref().map(words::line);
        vec![
            bold(&name(wall, number)),
            or_dash(wall.context(number).map_or(String::new(), |context| text(&wall.context_name(context)))),
            codes(key.as_slice()),
            codes(&state.collect::<Vec<_>>()),
            codes(&invariants),
        ]
    };
    let rows: Vec<Vec<String>> = wall.all(Kind::Aggregate).map(row).collect();
    table(page, &["Aggregate", "Context", "One for each", "Remembers", "Always true"], rows);
}

/// What nobody knows yet, to be ticked off.
pub fn hot_spots(wall: &Relations<'_>, page: &mut String) {
    let mut any = false;
    for number in wall.all(Kind::HotSpot) {
        let Detail::HotSpot(spot) = &wall.note(number).detail else { continue };
        any = true;
        let about = spot.about.and_then(|id| wall.number(id));
        let about = about.map_or(String::new(), |about| {
            format!(" — about the {} *{}*", wall.note(about).kind().name(), text(&words::title(wall.note(about))))
        });
        page.push_str(&format!("- [{}] {}{about}\n", if spot.resolved { 'x' } else { ' ' }, text(&name(wall, number))));
    }
    page.push_str(if any { "\n" } else { "No hot spots yet: ask what could go wrong, and what nobody knows.\n\n" });
}

/// What people look at.
pub fn read_models(wall: &Relations<'_>, page: &mut String) {
    if wall.all(Kind::ReadModel).next().is_none() {
        return;
    }
    page.push_str("## Appendix: read models\n\n");
    let row = |number: usize| {
        let Detail::ReadModel(model) = &wall.note(number).detail else { return Vec::new() };
        let events = model.built_from.iter().chain(model.on.iter().map(|on| &on.event));
        let mut known = std::collections::HashSet::new();
        let events = events.filter(|event| known.insert(**event)).filter_map(|event| wall.number(*event));
        let shows: Vec<String> = model.shows.iter().map(|text| words::clean(text)).filter(|text| !text.is_empty()).collect();
        vec![
            bold(&name(wall, number)),
            or_dash(text(&words::clean(model.audience.as_deref().unwrap_or_default()))),
            names(wall, events),
            texts(&shows),
        ]
    };
    let rows: Vec<Vec<String>> = wall.all(Kind::ReadModel).map(row).collect();
    table(page, &["Read model", "For", "Built from", "Shows"], rows);
}

/// What must hold in every run.
pub fn rules(board: &Board, page: &mut String) {
    let rules: Vec<String> = board
        .heading()
        .rules
        .iter()
        .map(|rule| words::line(rule))
        .filter(|rule| !rule.is_empty())
        .map(|rule| code(&rule))
        .collect();
    if !rules.is_empty() {
        page.push_str("## Appendix: rules\n\n");
        rules.iter().for_each(|rule| page.push_str(&format!("- {rule}\n")));
        page.push('\n');
    }
}

/// The saved runs.
pub fn scenarios(wall: &Relations<'_>, page: &mut String) {
    let scenarios = &wall.board.heading().scenarios;
    if scenarios.is_empty() {
        return;
    }
    page.push_str("## Appendix: scenarios\n\n");
    for Scenario { name, given, when, then, never, state, .. } in scenarios {
        let name = words::clean(name);
        page.push_str(&format!("- {}\n", bold(if name.is_empty() { "(unnamed scenario)" } else { &name })));
        let issues = |issues: &[Issue]| issues.iter().map(|one| issue(wall, one)).collect::<Vec<_>>().join(", then ");
        let events = |events| names(wall, wall.those(events));
        let state: Vec<String> = state.iter().map(|text| words::line(text)).collect();
        let parts = [
            ("Given", issues(given)),
            ("When", issues(when)),
            ("Then", events(then)),
            ("Never", events(never)),
            ("State", codes(&state)),
        ];
        for (word, part) in parts.into_iter().filter(|(_, part)| !part.is_empty() && part != "–") {
            page.push_str(&format!("  - {word}: {part}\n"));
        }
    }
    page.push('\n');
}

fn issue(wall: &Relations<'_>, issue: &Issue) -> String {
    let argument = |(name, value): &(FieldName, Literal)| format!("{} = {}", words::line(name), words::literal(value));
    let with: Vec<String> = issue.with.iter().map(argument).collect();
    let mut words = names(wall, wall.number(issue.command).into_iter());
    if !with.is_empty() {
        words.push_str(&format!(" ({})", codes(&with)));
    }
    if let Some(at) = issue.at.as_deref().map(words::line).filter(|at| !at.is_empty()) {
        words.push_str(&format!(" at {}", text(&at)));
    }
    for answer in &issue.answers {
        words.push_str(&format!(" → {}", answered(wall, answer)));
    }
    words
}

fn answered(wall: &Relations<'_>, answer: &crate::board::Answer) -> String {
    use crate::board::{AnswerTo, AnswerWith};
    let with = match &answer.with {
        AnswerWith::Note(note) => names(wall, wall.number(*note).into_iter()),
        AnswerWith::Value(value) => code(&words::literal(value)),
    };
    match &answer.to {
        AnswerTo::Field(field) => format!("{} {with}", code(&words::line(field))),
        AnswerTo::Note(_) => with,
    }
}
