//! A run as a Mermaid sequence diagram: who asks, who decides, what follows from it, and when.

use std::collections::HashMap;
use std::fmt::Write;

use super::super::asked::{Asked, Standing};
use super::super::tale;
use super::super::words;
use super::label::escaped;
use crate::board::{Board, Kind, Link, NoteId};
use crate::engine::value::Value;
use crate::engine::{By, Happening, Index, Run, duration, tell};
use crate::method::legend::shape;

/// Who takes part.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Who {
    /// Somebody whom the board does not name.
    Somebody,
    /// An actor, an external system, a policy or a read model.
    Note(NoteId),
    /// An aggregate, or one instance of it.
    Aggregate(Index, Value),
    /// Whoever will decide a command that no aggregate decides yet.
    Nobody(Index),
}

enum Line {
    Said(String),
    /// A note over everybody.
    All(String),
}

struct Sequence<'r> {
    board: &'r Board,
    run: &'r Run,
    asked: Asked,
    numbers: HashMap<Who, usize>,
    lanes: Vec<String>,
    lines: Vec<Line>,
    /// Who decides the command at hand, and who issued it.
    decider: usize,
    issuer: usize,
}

/// A run up to now: actors, aggregates, policies, external systems and read models beside each other, commands and events between
/// them in the order in which they came.
pub fn sequence_of_run(board: &Board, run: &Run) -> String {
    let (numbers, lanes, lines) = (HashMap::new(), Vec::new(), Vec::new());
    let mut sequence = Sequence { board, run, asked: Asked::of(run), numbers, lanes, lines, decider: 0, issuer: 0 };
    for (number, step) in run.steps().enumerate() {
        for said in sequence.asked.values(run, number) {
            sequence.lines.push(Line::All(said));
        }
        sequence.step(number, &step.what);
    }
    if Standing::of(run) != Standing::Quiet {
        sequence.lines.push(Line::All(tale::ending(run, |_| None).join("\n")));
    }
    super::titled(board, &sequence.written())
}

impl Sequence<'_> {
    /// The number of somebody who takes part from now on.
    fn lane(&mut self, who: Who) -> usize {
        if let Some(number) = self.numbers.get(&who) {
            return *number;
        }
        let number = self.lanes.len() + 1;
        let named = |kind: Kind, name: String| (kind, format!("{} {name}", shape(kind)));
        let (kind, name) = match who {
            Who::Somebody => named(Kind::Actor, "(somebody)".to_owned()),
            Who::Note(id) => match self.board.note(id) {
                Some(note) => named(note.kind(), words::name(note)),
                None => named(Kind::Actor, "(taken down)".to_owned()),
            },
            Who::Aggregate(index, key) => {
                let name = words::called(&self.run.model().aggregate(index).name, Kind::Aggregate);
                let key = if key == Value::None { String::new() } else { format!("\n{}", self.shown(key)) };
                named(Kind::Aggregate, name + &key)
            }
            Who::Nobody(command) => named(Kind::Aggregate, format!("(who decides?)\n{}", self.command(command))),
        };
        let word = if kind == Kind::Actor { "actor" } else { "participant" };
        self.lanes.push(format!("{word} p{number} as {}", escaped(&name)));
        self.numbers.insert(who, number);
        number
    }

    fn shown(&self, value: Value) -> String {
        words::line(&tell::shown(self.run, value))
    }

    fn command(&self, command: Index) -> String {
        words::called(&self.run.model().command(command).name, Kind::Command)
    }

    fn event(&self, event: Index) -> String {
        words::called(&self.run.model().event(event).name, Kind::Event)
    }

    fn send(&mut self, from: usize, arrow: &str, to: usize, what: &str) {
        self.lines.push(Line::Said(format!("p{from}{arrow}p{to}: {}", escaped(what))));
    }

    fn remark(&mut self, over: usize, what: &str) {
        let what = words::clean(what);
        if !what.is_empty() {
            self.lines.push(Line::Said(format!("Note over p{over}: {}", escaped(&what))));
        }
    }

    fn step(&mut self, number: usize, what: &Happening) {
        let model = self.run.model().clone();
        let line = tell::line(self.run, what);
        match what {
            Happening::Clock { to, .. } => self.lines.push(Line::All(format!("t = {}", duration::format(*to)))),
            Happening::Issued { command, arguments, by } => {
                let of = model.command(*command);
                let issuer = match by {
                    By::Actor => of.actor_notes.first().map_or(Who::Somebody, |actor| Who::Note(*actor)),
                    By::Policy(policy) | By::Agenda(policy) => Who::Note(model.policy(*policy).note),
                };
                let decider = of.aggregate.map_or(Who::Nobody(*command), |aggregate| {
                    let key = model.aggregate(aggregate).key;
                    let mut given = of.arguments.iter().zip(&**arguments);
                    let key = key.and_then(|key| given.find(|(argument, _)| argument.name == key));
                    Who::Aggregate(aggregate, key.map_or(Value::None, |(_, value)| *value))
                });
                self.issuer = self.lane(issuer);
                self.decider = self.lane(decider);
                let given = line.head.strip_prefix(&*of.name).unwrap_or_default();
                self.send(self.issuer, "->>", self.decider, &words::line(&format!("{}{given}", self.command(*command))));
                let note = self.board.note(of.note);
                let links = note.map(|note| note.links()).unwrap_or_default();
                for (_, system) in links.into_iter().filter(|(link, _)| *link == Link::Calls) {
                    let system = self.lane(Who::Note(system));
                    self.send(self.decider, "->>", system, &self.command(*command));
                }
            }
            Happening::Chosen { possible, .. } => {
                let told = line.remark.strip_prefix(&format!("chosen among {possible}")).unwrap_or(&line.remark);
                self.remark(self.decider, &format!("{}\n{}", self.choice(number), parts(told)));
            }
            Happening::Rejected { command, .. } => {
                self.send(self.decider, "--x", self.issuer, &format!("{} is refused", self.command(*command)));
                self.remark(self.decider, &parts(&line.remark));
            }
            Happening::Recorded { event, .. } => {
                // Whom it reaches is told as it reaches them.
                if !self.is_followed(number, *event) {
                    self.send(self.decider, "->>", self.decider, &self.event(*event));
                }
            }
            Happening::Broken { .. } => self.remark(self.decider, &format!("! {}\n{}", line.head, line.remark)),
            Happening::CalledOff { command, event } => {
                self.remark(self.decider, &format!("{} calls off {}", self.event(*event), self.command(*command)));
            }
            Happening::Updated { read_model, event, row, .. } => {
                let to = self.lane(Who::Note(model.read_models[*read_model as usize].note));
                let deleted = if row.is_none() { "\n(row deleted)" } else { "" };
                self.send(self.decider, "-->>", to, &format!("{}{deleted}", self.event(*event)));
            }
            Happening::Fired { policy, event, guard, commands, faults } => {
                let to = self.lane(Who::Note(model.policy(*policy).note));
                self.send(self.decider, "-->>", to, &self.event(*event));
                let chosen = self.asked.choice(self.run, number).is_some();
                if chosen || guard.is_some() || !faults.is_empty() || commands.iter().any(|(_, after)| after.is_some()) {
                    // The guard stands above what is issued.
                    let told = parts(&line.remark.replacen(" → ", "\n→ ", 1));
                    self.remark(to, &format!("{told}\n{}", self.choice(number)));
                }
            }
            Happening::Skipped { policy, event, .. } => {
                let to = self.lane(Who::Note(model.policy(*policy).note));
                self.send(self.decider, "--x", to, &self.event(*event));
                self.remark(to, &parts(&line.remark));
            }
            Happening::Quiescent => {}
        }
    }

    /// What was chosen in a step, and what was not; nothing where it was no choice.
    fn choice(&self, number: usize) -> String {
        match self.asked.choice(self.run, number) {
            Some((chosen, instead)) if instead.is_empty() => format!("{chosen} was chosen"),
            Some((chosen, instead)) => format!("{chosen} was chosen, not {}", words::either(&instead)),
            None => String::new(),
        }
    }

    /// Whether an event that was just recorded reaches anybody.
    fn is_followed(&self, number: usize, event: Index) -> bool {
        let later = (number + 1..).map_while(|number| self.run.step(number)).map(|step| &step.what);
        let of_its_outcome =
            later.take_while(|what| !matches!(what, Happening::Issued { .. } | Happening::Clock { .. } | Happening::Quiescent));
        of_its_outcome.into_iter().any(|what| match what {
            Happening::Updated { event: by, .. } | Happening::Fired { event: by, .. } | Happening::Skipped { event: by, .. } => {
                *by == event
            }
            _ => false,
        })
    }

    fn written(&self) -> String {
        let mut out = String::from("sequenceDiagram\n    autonumber\n");
        if self.lanes.is_empty() {
            out.push_str("    participant p1 as Nobody\n");
        }
        for lane in &self.lanes {
            super::line(&mut out, 1, lane);
        }
        let last = self.lanes.len().max(1);
        for line in &self.lines {
            match line {
                Line::Said(said) => super::line(&mut out, 1, said),
                Line::All(said) => {
                    let over = if last == 1 { "p1".to_owned() } else { format!("p1,p{last}") };
                    writeln!(out, "    Note over {over}: {}", escaped(&words::clean(said))).expect("a string takes everything");
                }
            }
        }
        match super::hint(self.lines.len(), out.len()) {
            Some(hint) => hint + &out,
            None => out,
        }
    }
}

/// What is said in one line, part by part in lines; whoever reads a diagram is not the one who ran the board.
fn parts(remark: &str) -> String {
    remark.replace(" · ", "\n").replace("answered by you", "answered by whoever ran it")
}
