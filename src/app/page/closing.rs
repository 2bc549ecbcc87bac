//! What came of a session: the artefacts, what is open, what is still said against the board, and how fast it went.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::{About, Line, MOST, Page, count, more, named, pace, parked};
use crate::app::Ink;
use crate::app::State;
use crate::app::run::first_difference;
use crate::board::{Board, Detail, Kind, Note, NoteId};
use crate::engine::{Run, compile, watch};
use crate::interop;
use crate::method::lint::{Finding, Rule};
use crate::method::{dots, pace as log};

/// Where what is said of an artefact begins.
const AT: usize = 25;

impl Page {
    /// The closing page. `played`: how every scenario comes out is known.
    pub(in crate::app) fn closing(state: &State, played: bool) -> Page {
        let board = state.board();
        let mut lines = Vec::new();
        artefacts(board, &mut lines);
        questions(board, &mut lines);
        parked(state, &mut lines);
        scenarios(state, played, &mut lines);
        let renewed;
        let findings = match state.advice().filter(|advice| !advice.is_stale(board)) {
            Some(advice) => advice.findings(),
            None => {
                renewed = interop::advice(board).findings;
                &renewed
            }
        };
        unread(board, findings, &mut lines);
        advised(board, findings, &mut lines);
        went(state, &mut lines);
        let title = match board.title() {
            "" => "What came of it".to_owned(),
            title => format!("What came of it – {title}"),
        };
        Page::new(title, About::Closing { playing: !played }, lines)
    }
}

/// The six artefacts of the method.
fn artefacts(board: &Board, lines: &mut Vec<Line>) {
    let all = |kind: Kind| board.notes().iter().filter(move |note| note.kind() == kind);
    let number = |kind: Kind| all(kind).count();
    let many = |kind: Kind| count(number(kind), kind.name(), kind.plural());
    let names = |kind: Kind| named(all(kind).map(|note| note.text.as_str()));
    let pivotal = all(Kind::Event).filter(|note| matches!(&note.detail, Detail::Event(event) if event.pivotal)).count();
    let aggregate = |note: &&Arc<Note>| matches!(&note.detail, Detail::Command(command) if command.aggregate.is_none());
    let undecided = all(Kind::Command).filter(aggregate).count();
    let then = |note: &Arc<Note>| match &note.detail {
        Detail::Policy(policy) => policy.then.iter().map(|reaction| reaction.command).collect(),
        _ => Vec::new(),
    };
    let issued: HashSet<NoteId> = all(Kind::Policy).flat_map(then).collect();
    let begins = all(Kind::Command).filter(|note| !issued.contains(&note.id)).count();
    let open = crate::method::lint::open_questions(board).len();
    let contexts = &board.heading().contexts;
    let crossing = interop::crossing(board);
    let or = |empty: bool, nothing: &str, said: String| if empty { Err(nothing.to_owned()) } else { Ok(said) };
    let behind = |number: usize, said: String| if number == 0 { String::new() } else { said };
    let told = [
        or(number(Kind::Event) == 0, "no events yet", {
            format!("{}{}", many(Kind::Event), behind(pivotal, format!(", {pivotal} of them pivotal")))
        }),
        or(number(Kind::Command) == 0, "no commands yet", {
            let open = behind(undecided, format!("; {undecided} without an aggregate"));
            format!("{} to {}{open}", many(Kind::Command), many(Kind::Aggregate))
        }),
        or(number(Kind::Policy) == 0, "no policies yet", format!("{}: {}", many(Kind::Policy), names(Kind::Policy))),
        or(
            number(Kind::Command) == 0,
            "no chain yet",
            match begins {
                0 => "begins nowhere: every command is issued by a policy".to_owned(),
                begins => format!("begins with {}", count(begins, "command", "commands")),
            },
        ),
        or(contexts.is_empty(), "no contexts yet", {
            let crossing = match crossing.as_slice() {
                [] => "no event crosses their borders".to_owned(),
                [one] => format!("{} crosses their borders", name(board, *one)),
                several => {
                    format!("{} events cross their borders: {}", several.len(), named(several.iter().map(|id| name(board, *id))))
                }
            };
            let names = named(contexts.iter().map(|context| context.name.as_str()));
            format!("{}: {names}; {crossing}", count(contexts.len(), "context", "contexts"))
        }),
        or(number(Kind::HotSpot) == 0, "no hot spots yet", {
            let said = match open {
                0 => "all answered".to_owned(),
                open if open == number(Kind::HotSpot) => "none answered yet".to_owned(),
                open => format!("{open} open"),
            };
            format!("{}, {said}", many(Kind::HotSpot))
        }),
    ];
    let titles = ["Event catalog", "Command–event mapping", "Policy definitions", "Chain diagram", "Context map", "Hot spots"];
    lines.push(Line::heading("The six artefacts"));
    for (index, (title, told)) in titles.into_iter().zip(told).enumerate() {
        let (said, ink) = match told {
            Ok(said) => (said, Ink::Text),
            Err(nothing) => (nothing, Ink::Faint),
        };
        let label = vec![((index + 1).to_string(), Ink::Faint), (format!(" {title}"), Ink::Strong)];
        lines.push(Line::labelled(AT, label, ink, said));
    }
}

fn name(board: &Board, id: NoteId) -> &str {
    board.note(id).map_or("?", |note| note.text.trim())
}

/// Open hot spots, the most dots first.
fn questions(board: &Board, lines: &mut Vec<Line>) {
    lines.push(Line::heading("Open questions"));
    let ranked = dots::ranked(board);
    if ranked.is_empty() {
        lines.push(Line::plain(Ink::Faint, "none"));
    }
    let given = |id: &NoteId| board.note(*id).map_or(0, |note| dots::of(note));
    let any = ranked.first().is_some_and(|first| given(first) > 0);
    for note in ranked.iter().take(MOST).filter_map(|id| board.note(*id)) {
        let about = match &note.detail {
            Detail::HotSpot(spot) => spot.about.and_then(|id| board.note(id)),
            _ => None,
        };
        let about = about.map_or(String::new(), |about| {
            format!(" – about the {} {}", about.kind().name(), crate::app::state::short(&about.text))
        });
        let label = if any { dots::shown(dots::of(note)) } else { "!".to_owned() };
        let at = if any { 6 } else { 2 };
        lines.push(Line::labelled(at, vec![(label, Ink::Mark(Kind::HotSpot))], Ink::Text, format!("{}{about}", note.text)));
    }
    more(ranked.len(), lines);
}

/// How the scenarios come out.
fn scenarios(state: &State, played: bool, lines: &mut Vec<Line>) {
    let all = &state.board().heading().scenarios;
    lines.push(Line::heading("Scenarios"));
    if all.is_empty() {
        return lines.push(Line::plain(Ink::Faint, "none are kept"));
    }
    if !played {
        return lines.push(Line::plain(Ink::Faint, "playing them …"));
    }
    let failed = |index: &usize| state.scenarios().verdict(*index).and_then(|verdict| verdict.failure.as_ref());
    let failures: Vec<usize> = (0..all.len()).filter(|index| failed(index).is_some()).collect();
    let passed = all.len() - failures.len();
    if passed > 0 {
        let label = vec![("✓".to_owned(), Ink::Done)];
        let said = match (passed, failures.is_empty()) {
            (1, true) => "the scenario passes".to_owned(),
            (_, true) => format!("all {passed} pass"),
            (_, false) => format!("{passed} of {} pass", all.len()),
        };
        lines.push(Line::labelled(2, label, Ink::Text, said));
    }
    for index in failures.iter().take(MOST) {
        let Some(failure) = failed(index) else { continue };
        let said = format!("{} fails at {}", all[*index].name, first_difference(failure));
        lines.push(Line::labelled(2, vec![("✗".to_owned(), Ink::Problem)], Ink::Text, said));
    }
    more(failures.len(), lines);
}

/// Expressions and rules that cannot be read; nothing where all can.
fn unread(board: &Board, findings: &[Finding], lines: &mut Vec<Line>) {
    let rules = match board.heading().rules.is_empty() {
        true => Vec::new(),
        false => watch::unreadable(&Run::new(Arc::new(compile(board)))),
    };
    let expressions: Vec<&Finding> = findings.iter().filter(|finding| finding.rule == Rule::UnreadableExpression).collect();
    if rules.is_empty() && expressions.is_empty() {
        return;
    }
    lines.push(Line::heading("What cannot be read"));
    let label = || vec![("✗".to_owned(), Ink::Problem)];
    let number = rules.len() + expressions.len();
    let rules = rules.into_iter().map(|(rule, why)| format!("rule `{rule}`: {why}"));
    let all = expressions.iter().map(|finding| finding.message.clone()).chain(rules);
    lines.extend(all.take(MOST).map(|said| Line::labelled(2, label(), Ink::Text, said)));
    more(number, lines);
}

/// What the method advises, rule by rule.
fn advised(board: &Board, findings: &[Finding], lines: &mut Vec<Line>) {
    lines.push(Line::heading("What the method advises"));
    let mut rules: BTreeMap<Rule, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.rule != Rule::UnreadableExpression) {
        rules.entry(finding.rule).or_default().push(finding);
    }
    if rules.is_empty() {
        lines.push(Line::labelled(2, vec![("✓".to_owned(), Ink::Done)], Ink::Text, "nothing is to be said about this board"));
    }
    let widest = rules.keys().map(|rule| rule.name().len()).max().unwrap_or(0);
    for (rule, found) in rules {
        let label = vec![(format!("{:>3}  ", found.len()), Ink::Strong), (rule.name().replace('-', " "), Ink::Text)];
        let of_notes: Vec<&str> = found.iter().filter_map(|finding| finding.note).map(|id| name(board, id)).collect();
        // What concerns the board as a whole says so itself.
        let said = match of_notes.is_empty() {
            true => found.first().map_or(String::new(), |finding| finding.message.clone()),
            false => named(of_notes.into_iter()),
        };
        lines.push(Line::labelled(7 + widest, label, Ink::Faint, said));
    }
}

/// How the session went, phase by phase, and which phases it never came to.
fn went(state: &State, lines: &mut Vec<Line>) {
    lines.push(Line::heading("Pace"));
    let went = log::of(state.board(), state.now);
    if went.phases.is_empty() {
        return lines.push(Line::plain(Ink::Faint, "No session was begun on this board."));
    }
    let begun: HashSet<usize> = went.phases.iter().filter_map(|row| row.place).collect();
    let phases = state.agenda().phases.iter().enumerate();
    let never: Vec<&str> = phases.filter(|(place, _)| !begun.contains(place)).map(|(_, phase)| phase.name.as_str()).collect();
    pace::table(&went, lines);
    // Of another agenda nothing was to be begun.
    if went.at_hand && !never.is_empty() {
        let label = vec![("never begun".to_owned(), Ink::Faint)];
        lines.push(Line::labelled(24, label, Ink::Faint, never.join(", ")));
    }
}
