//! The flow as a Mermaid diagram: actor → command → event → policy → command, and beside it who decides, what is called, what is
//! looked at and what is asked.

mod label;
mod path;
mod sequence;

use std::collections::HashMap;
use std::fmt::Write;

use self::label::{quoted, yaml};
use self::path::{Path, Reached};
use super::contexts::Told;
use super::relations::Relations;
use super::words;
use crate::board::{Board, Command, Detail, Kind, Policy, ReadModel};
use crate::engine::Run;
use crate::method::legend::paper;

pub use self::sequence::sequence_of_run;

/// What Mermaid draws unless the page it stands in says otherwise, in edges and in characters.
const LIMITS: (usize, usize) = (500, 50_000);
/// Dark ink on all papers.
const INK: &str = "#1c1e24";
/// How many events an arrow between contexts names.
const NAMED: usize = 5;

/// The flow of a board: every note once, coloured by kind, in its context, with guards and delays on the arrows.
pub fn mermaid(board: &Board) -> String {
    let wall = Relations::new(board);
    titled(board, &flow(&wall))
}

/// The flow of a board with the path of a run of it: the arrows it took are strong and carry the numbers of the steps that took
/// them, counted from 1; what it did not reach is faint. Of a board that is too large to be drawn, only what lies beside the path.
pub fn mermaid_of_run(board: &Board, run: &Run) -> String {
    let wall = Relations::new(board);
    let path = Path::of(&wall, run);
    let edges = Edges::of(&wall).edges;
    let whole = draw(&wall, &edges, Some(&path), None);
    if hint(edges.len(), whole.len()).is_none() {
        return titled(board, &written(edges.len(), &whole));
    }
    let near = near(&path, &edges);
    let edges: Vec<Edge> = edges.into_iter().filter(|edge| near[edge.from] && near[edge.to]).collect();
    let part = draw(&wall, &edges, Some(&path), Some(&near));
    let left_out = near.iter().filter(|near| !**near).count();
    titled(board, &format!("%% {left_out} notes are left out that the run came nowhere near.\n{}", written(edges.len(), &part)))
}

/// Which notes a run reached, or are joined to one that it reached.
fn near(path: &Path, edges: &[Edge]) -> Vec<bool> {
    let reached: Vec<bool> = path.notes.iter().map(|reached| *reached != Reached::No).collect();
    let mut near = reached.clone();
    for edge in edges.iter().filter(|edge| reached[edge.from] || reached[edge.to]) {
        near[edge.from] = true;
        near[edge.to] = true;
    }
    near
}

/// The flow without a title, for a document that has one.
pub fn flow(wall: &Relations<'_>) -> String {
    let edges = Edges::of(wall).edges;
    written(edges.len(), &draw(wall, &edges, None, None))
}

/// The contexts, and the events that cross their borders.
pub fn map(wall: &Relations<'_>, told: &[Told]) -> String {
    let mut out = String::from("flowchart LR\n    classDef context fill:#f4f2ec,stroke:#8d8a80,color:#1c1e24\n");
    for index in 0..wall.board.heading().contexts.len() {
        line(&mut out, 1, &format!("c{}({}):::context", index + 1, quoted(&wall.context_name(index))));
    }
    for pair in told.chunk_by(|one, other| (one.from, one.to) == (other.from, other.to)) {
        let mut events: Vec<String> = pair.iter().take(NAMED).map(|told| words::title(wall.note(told.event))).collect();
        if pair.len() > NAMED {
            events.push(format!("and {} more", pair.len() - NAMED));
        }
        line(&mut out, 1, &format!("c{} -->|{}| c{}", pair[0].from + 1, quoted(&events.join("\n")), pair[0].to + 1));
    }
    out
}

fn titled(board: &Board, flow: &str) -> String {
    let title = words::line(board.title());
    if title.is_empty() { flow.to_owned() } else { format!("---\ntitle: {}\n---\n{flow}", yaml(&title)) }
}

/// How an arrow is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stroke {
    /// It leads on.
    Arrow,
    /// It calls or tells.
    Dotted,
    /// It belongs together: a command and who decides it, a question and what it is about.
    Line,
}

struct Edge {
    from: usize,
    to: usize,
    stroke: Stroke,
    /// What stands on it, in lines.
    label: Vec<String>,
}

/// The arrows of a board in order: between two notes at most one, with all that is to be said of it.
#[derive(Default)]
struct Edges {
    edges: Vec<Edge>,
    known: HashMap<(usize, usize), usize>,
}

impl Edges {
    fn of(wall: &Relations<'_>) -> Edges {
        let mut edges = Edges::default();
        for number in 0..wall.len() {
            match &wall.note(number).detail {
                Detail::Command(command) => edges.command(wall, number, command),
                Detail::Policy(policy) => edges.policy(wall, number, policy),
                Detail::ReadModel(model) => edges.read_model(wall, number, model),
                Detail::HotSpot(spot) => {
                    wall.those(spot.about.as_slice()).for_each(|about| edges.add(number, about, Stroke::Line, None))
                }
                Detail::Actor | Detail::Aggregate(_) | Detail::ExternalSystem | Detail::Event(_) => {}
            }
        }
        edges
    }

    fn add(&mut self, from: usize, to: usize, stroke: Stroke, label: Option<String>) {
        let index = *self.known.entry((from, to)).or_insert_with(|| {
            self.edges.push(Edge { from, to, stroke, label: Vec::new() });
            self.edges.len() - 1
        });
        let known = &mut self.edges[index].label;
        known.extend(label.filter(|label| !known.contains(label)));
    }

    fn command(&mut self, wall: &Relations<'_>, number: usize, command: &Command) {
        wall.those(&command.actors).for_each(|actor| self.add(actor, number, Stroke::Arrow, None));
        wall.those(command.aggregate.as_slice()).for_each(|aggregate| self.add(number, aggregate, Stroke::Line, None));
        wall.those(&command.systems).for_each(|system| self.add(number, system, Stroke::Dotted, None));
        for outcome in &command.outcomes {
            let guard =
                words::guard(outcome).map(|(word, expression)| expression.map_or(word.to_owned(), |text| format!("{word} {text}")));
            wall.those(&outcome.events).for_each(|event| self.add(number, event, Stroke::Arrow, guard.clone()));
        }
    }

    fn policy(&mut self, wall: &Relations<'_>, number: usize, policy: &Policy) {
        let guard = policy.guard.as_deref().map(words::line).filter(|guard| !guard.is_empty()).map(|guard| format!("if {guard}"));
        wall.those(&policy.when).for_each(|event| self.add(event, number, Stroke::Arrow, guard.clone()));
        let choice = policy.choose && policy.then.len() > 1;
        for reaction in &policy.then {
            let Some(command) = wall.number(reaction.command) else { continue };
            let unless = wall.titles(&reaction.unless);
            let unless = (!unless.is_empty()).then(|| format!("unless {}", words::either(&unless)));
            let parts = choice.then(|| "by choice".to_owned()).into_iter().chain(words::delay(reaction)).chain(unless);
            let parts: Vec<String> = parts.collect();
            self.add(number, command, Stroke::Arrow, (!parts.is_empty()).then(|| parts.join("\n")));
        }
    }

    fn read_model(&mut self, wall: &Relations<'_>, number: usize, model: &ReadModel) {
        for event in wall.those(&model.built_from) {
            self.add(event, number, Stroke::Dotted, None);
        }
        for event in model.on.iter().filter_map(|on| wall.number(on.event)) {
            self.add(event, number, Stroke::Dotted, None);
        }
    }
}

/// What stands below the first line: notes, arrows, and what a run marks. `only`: which notes are drawn, where not all are.
fn draw(wall: &Relations<'_>, edges: &[Edge], path: Option<&Path>, only: Option<&[bool]>) -> String {
    let mut out = String::new();
    classes(&mut out, path.is_some());
    nodes(wall, only, &mut out);
    for edge in edges {
        let steps = path.and_then(|path| path.steps(edge.from, edge.to));
        out.push_str("    ");
        write!(out, "n{} {}", edge.from + 1, arrow(edge.stroke)).expect("a string takes everything");
        let lines: Vec<String> = steps.into_iter().chain(edge.label.iter().cloned()).collect();
        if !lines.is_empty() {
            write!(out, "|{}|", quoted(&lines.join("\n"))).expect("a string takes everything");
        }
        writeln!(out, " n{}", edge.to + 1).expect("a string takes everything");
    }
    if let Some(path) = path {
        mark(path, edges, only, &mut out);
    }
    out
}

/// A flow with its first line, and with a hint where it is large.
fn written(edges: usize, flow: &str) -> String {
    format!("flowchart LR\n{}{flow}", hint(edges, flow.len()).unwrap_or_default())
}

/// What to know of a diagram of so many arrows and characters that Mermaid does not draw as it is.
fn hint(edges: usize, text: usize) -> Option<String> {
    let (most_edges, most_text) = LIMITS;
    (edges > most_edges || text > most_text).then(|| {
        format!("%% {edges} arrows, {text} characters: Mermaid draws this only where maxEdges and maxTextSize are raised.\n")
    })
}

fn line(out: &mut String, depth: usize, text: &str) {
    writeln!(out, "{}{text}", "    ".repeat(depth)).expect("a string takes everything");
}

fn arrow(stroke: Stroke) -> &'static str {
    match stroke {
        Stroke::Arrow => "-->",
        Stroke::Dotted => "-.->",
        Stroke::Line => "-.-",
    }
}

fn classes(out: &mut String, path: bool) {
    for kind in Kind::ALL {
        let fill = paper(kind);
        line(out, 1, &format!("classDef {} fill:#{fill:06x},stroke:#{:06x},color:{INK}", class(kind), darker(fill)));
    }
    line(out, 1, "classDef context fill:#f4f2ec,stroke:#c9c5b9,color:#1c1e24");
    if path {
        line(out, 1, "classDef taken stroke:#c2410c,stroke-width:3px");
        line(out, 1, "classDef refused stroke:#b91c1c,stroke-width:3px,stroke-dasharray:6 4");
        line(out, 1, "classDef faint opacity:0.6");
    }
}

/// The class of a kind. None may be a word of the language.
fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::ExternalSystem => "system",
        Kind::ReadModel => "readModel",
        Kind::HotSpot => "hotSpot",
        _ => kind.key(),
    }
}

/// A colour that stands out on paper of a colour.
fn darker(paper: u32) -> u32 {
    let part = |shift: u32| ((paper >> shift & 0xff) * 62 / 100) << shift;
    part(16) | part(8) | part(0)
}

/// The notes, those of a context in its box. A shape for every kind, so that colour is not all there is.
fn nodes(wall: &Relations<'_>, only: Option<&[bool]>, out: &mut String) {
    let contexts = wall.board.heading().contexts.len();
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); contexts + 1];
    let shown = (0..wall.len()).filter(|number| only.is_none_or(|only| only[*number]));
    shown.for_each(|number| inside[wall.context(number).unwrap_or(contexts)].push(number));
    for (index, notes) in inside.iter().enumerate().filter(|(_, notes)| !notes.is_empty()) {
        let boxed = index < contexts;
        if boxed {
            line(out, 1, &format!("subgraph c{}[{}]", index + 1, quoted(&wall.context_name(index))));
        }
        for number in notes {
            let note = wall.note(*number);
            let (open, close) = match note.kind() {
                Kind::Actor => ("([", "])"),
                Kind::Command => ("[", "]"),
                Kind::Aggregate => ("[[", "]]"),
                Kind::ExternalSystem => ("[/", "\\]"),
                Kind::Event => ("(", ")"),
                Kind::Policy => ("{{", "}}"),
                Kind::ReadModel => ("[(", ")]"),
                Kind::HotSpot => (">", "]"),
            };
            let text = format!("n{}{open}{}{close}:::{}", number + 1, quoted(&words::name(note)), class(note.kind()));
            line(out, 1 + usize::from(boxed), &text);
        }
        if boxed {
            line(out, 1, "end");
            line(out, 1, &format!("class c{} context", index + 1));
        }
    }
}

/// Marks what a run has taken and reached.
fn mark(path: &Path, edges: &[Edge], only: Option<&[bool]>, out: &mut String) {
    let mut classes: [(&str, Vec<String>); 3] = [("taken", Vec::new()), ("refused", Vec::new()), ("faint", Vec::new())];
    for (number, reached) in path.notes.iter().enumerate().filter(|(number, _)| only.is_none_or(|only| only[*number])) {
        let class = match reached {
            Reached::Yes => 0,
            Reached::Refused => 1,
            Reached::No => 2,
        };
        classes[class].1.push(format!("n{}", number + 1));
    }
    for (class, notes) in classes.iter().filter(|(_, notes)| !notes.is_empty()) {
        line(out, 1, &format!("class {} {class}", notes.join(",")));
    }
    let is_taken = |edge: &Edge| path.steps(edge.from, edge.to).is_some();
    for (taken, style) in [(true, "stroke:#c2410c,stroke-width:3px"), (false, "stroke:#9aa0a6,opacity:0.6")] {
        let which: Vec<String> =
            edges.iter().enumerate().filter(|(_, edge)| is_taken(edge) == taken).map(|(index, _)| index.to_string()).collect();
        if !which.is_empty() {
            line(out, 1, &format!("linkStyle {} {style}", which.join(",")));
        }
    }
}
