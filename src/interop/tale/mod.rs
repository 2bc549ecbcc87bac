//! A run as a numbered story in plain sentences, to be read aloud to somebody who knows the business and not the program.
//!
//! What belongs together has one number: somebody asks, somebody decides, what is then seen, what then follows by itself. Where the
//! clock jumps, that is said first. What whoever runs the board chose or said is marked as theirs.

mod time;

use std::collections::HashMap;
use std::sync::Arc;

use self::time::passes;
use super::asked::{Asked, Standing};
use super::words;
use crate::board::Kind;
use crate::engine::value::{Sym, Value};
use crate::engine::{By, Faults, Happening, Index, Row, Run, Seen, duration, tell};

/// How many commands that are still to come are named.
const COMING: usize = 5;

/// The steps of a run up to now as a numbered story, and where it stands.
pub fn story(run: &Run) -> String {
    let mut tale = Tale {
        run,
        asked: Asked::of(run),
        items: Vec::new(),
        item_of: Vec::with_capacity(run.len()),
        last: Beat::Nothing,
        decider: None,
        command: String::new(),
        taking_up: false,
        recorded: Vec::new(),
        because: None,
        called_off: Vec::new(),
        rows: HashMap::new(),
        seen: Vec::new(),
    };
    for number in 0..run.len() {
        tale.step(number);
    }
    tale.written()
}

/// What a step is part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beat {
    Nothing,
    /// The clock jumped: what happens then is told in the same breath.
    Time,
    /// Somebody asks.
    Asks,
    /// A policy's command is taken up, and what comes of any command.
    Decides,
    /// What people see.
    Shows,
    /// What follows by itself, or does not.
    Follows,
    /// All has come to rest.
    Rests,
}

impl Beat {
    fn of(what: &Happening) -> Beat {
        match what {
            Happening::Clock { .. } => Beat::Time,
            Happening::Issued { by: By::Actor, .. } => Beat::Asks,
            Happening::Issued { .. }
            | Happening::Chosen { .. }
            | Happening::Rejected { .. }
            | Happening::Recorded { .. }
            | Happening::CalledOff { .. }
            | Happening::Broken { .. } => Beat::Decides,
            Happening::Updated { .. } => Beat::Shows,
            Happening::Fired { .. } | Happening::Skipped { .. } => Beat::Follows,
            Happening::Quiescent => Beat::Rests,
        }
    }
}

struct Tale<'r> {
    run: &'r Run,
    asked: Asked,
    /// The sentences under each number.
    items: Vec<Vec<String>>,
    /// Under which number each step is told.
    item_of: Vec<usize>,
    last: Beat,
    /// Who decides the command at hand, with the instance.
    decider: Option<String>,
    /// The command at hand with its arguments.
    command: String,
    /// Whether the command at hand has not been named yet.
    taking_up: bool,
    /// The events of the outcome at hand, with their data.
    recorded: Vec<(Index, &'r [(Sym, Value)])>,
    /// The event that was named last as a cause.
    because: Option<Index>,
    called_off: Vec<String>,
    /// What read models showed last, row by row.
    rows: HashMap<(Index, Value), Arc<Row>>,
    /// What read models show anew and was not told yet.
    seen: Vec<Shown>,
}

/// A row of a read model before and after; none where there is none.
struct Shown {
    model: Index,
    key: Value,
    old: Option<Arc<Row>>,
    new: Option<Arc<Row>>,
}

impl<'r> Tale<'r> {
    fn step(&mut self, number: usize) {
        let Some(step) = self.run.step(number) else { return };
        let beat = Beat::of(&step.what);
        let issued = matches!(step.what, Happening::Issued { .. });
        let goes_on = match self.last {
            Beat::Nothing => false,
            Beat::Time => beat != Beat::Time,
            last => beat == Beat::Rests || (last == beat && !issued),
        };
        // Nothing is numbered that has nothing to tell.
        if self.items.last().is_none_or(|item| !goes_on && !item.is_empty()) {
            self.items.push(Vec::new());
        }
        self.item_of.push(self.items.len());
        if beat != Beat::Follows {
            self.because = None;
        }
        for said in self.asked.values(self.run, number) {
            self.say(said);
        }
        self.tell(number, &step.what);
        self.last = beat;
    }

    fn say(&mut self, sentence: String) {
        if let Some(item) = self.items.last_mut() {
            item.push(sentence);
        }
    }

    fn tell(&mut self, number: usize, what: &'r Happening) {
        match what {
            Happening::Clock { from, to } => {
                self.say(format!("{}: it is {}.", passes(to.saturating_sub(*from)), duration::format(*to)));
            }
            Happening::Issued { command, arguments, by } => self.issued(what, *command, arguments, *by),
            Happening::Chosen { command, outcome, set, faults, .. } => {
                self.asked.guards(number).into_iter().for_each(|said| self.say(said));
                self.chosen(*command, *outcome);
                self.set(set);
                self.faults(faults);
                self.choice(number);
            }
            Happening::Rejected { guards, .. } => self.rejected(guards),
            Happening::Recorded { event, data, followed, .. } => {
                self.recorded.push((*event, data));
                if !followed {
                    self.say(format!("Nothing follows from {} yet.", self.event(*event)));
                }
            }
            Happening::CalledOff { command, event } => self.called_off(number, *command, *event),
            Happening::Broken { aggregate, invariant } => {
                let name = words::called(&self.run.model().aggregate(*aggregate).name, Kind::Aggregate);
                self.say(format!("That breaks a rule of {name}: {}.", self.held(invariant, false)));
            }
            Happening::Updated { read_model, event, row, faults } => {
                self.updated(number, *read_model, *event, row.as_ref());
                self.faults(faults);
            }
            Happening::Fired { policy, event, guard, commands, faults } => {
                self.fired(*policy, *event, guard.as_ref(), commands);
                self.faults(faults);
                self.choice(number);
            }
            Happening::Skipped { policy, event, guard } => {
                let policy = words::called(&self.run.model().policy(*policy).name, Kind::Policy);
                let after = match self.because.replace(*event) {
                    Some(known) if known == *event => String::new(),
                    _ => format!("After {}, ", self.event(*event)),
                };
                let why = if guard.text.is_empty() { String::new() } else { format!(": {}", self.held(guard, false)) };
                self.say(format!("{after}{policy} does nothing{why}."));
            }
            // At the end it is said apart.
            Happening::Quiescent if number + 1 == self.run.len() => {}
            Happening::Quiescent => self.say("Then all is quiet.".to_owned()),
        }
    }

    fn event(&self, event: Index) -> String {
        words::called(&self.run.model().event(event).name, Kind::Event)
    }

    fn command(&self, command: Index) -> String {
        words::called(&self.run.model().command(command).name, Kind::Command)
    }

    fn issued(&mut self, what: &Happening, command: Index, arguments: &[Value], by: By) {
        let of = self.run.model().command(command);
        let given = tell::line(self.run, what).head;
        self.command = self.command(command) + given.strip_prefix(&*of.name).unwrap_or_default();
        self.decider = of.aggregate.map(|aggregate| self.instance(aggregate, command, arguments));
        self.taking_up = matches!(by, By::Policy(_));
        self.recorded.clear();
        let ends = of.outcomes.is_empty();
        match by {
            By::Actor => {
                let actors: Vec<String> = of.actors.iter().map(|actor| the(&words::called(actor, Kind::Actor))).collect();
                let who = if actors.is_empty() { "Somebody".to_owned() } else { sentence_case(&words::either(&actors)) };
                self.say(format!("{who} asks: {}.", self.command));
            }
            By::Agenda(policy) => {
                let policy = words::called(&self.run.model().policy(policy).name, Kind::Policy);
                self.say(format!("{}, which {policy} has put off until now, is due.", self.command));
            }
            By::Policy(_) if ends => self.say(format!("{} is taken up.", self.command)),
            By::Policy(_) => {}
        }
        if ends {
            let why = if of.aggregate.is_none() { "no aggregate decides it yet" } else { "it has no outcome yet" };
            self.say(format!("There the chain ends: {why}."));
        }
    }

    /// An aggregate by name, with the value that tells the instance apart which a command speaks to.
    fn instance(&self, aggregate: Index, command: Index, arguments: &[Value]) -> String {
        let of = self.run.model().aggregate(aggregate);
        let name = words::called(&of.name, Kind::Aggregate);
        let given = self.run.model().command(command).arguments.iter().zip(arguments);
        let key = of.key.and_then(|key| given.into_iter().find(|(argument, _)| argument.name == key));
        match key {
            Some((_, value)) if *value != Value::None => format!("{name} {}", self.shown(*value)),
            _ => name,
        }
    }

    fn shown(&self, value: Value) -> String {
        words::line(&tell::shown(self.run, value))
    }

    fn chosen(&mut self, command: Index, outcome: u16) {
        let outcome = &self.run.model().command(command).outcomes[outcome as usize];
        let events: Vec<String> = outcome.events.iter().map(|recorded| self.event(recorded.event)).collect();
        let events = if events.is_empty() { "nothing is recorded".to_owned() } else { words::all(&events) };
        let as_ = match outcome.guard() {
            None => String::new(),
            Some("otherwise") => ", as nothing else applies".to_owned(),
            Some(guard) => format!(", as {} holds", words::line(guard)),
        };
        let told = match (&self.decider, std::mem::take(&mut self.taking_up)) {
            (Some(decider), true) => format!("{decider} takes up {} and decides{as_}: {events}.", self.command),
            (Some(decider), false) => format!("{decider} decides{as_}: {events}."),
            (None, true) => format!("{} is taken up, and what comes of it is this{as_}: {events}.", self.command),
            (None, false) => format!("What comes of it is this{as_}: {events}."),
        };
        self.say(told);
    }

    fn set(&mut self, set: &[(Sym, Value, Value)]) {
        let (mut changed, mut new, mut emptied) = (Vec::new(), Vec::new(), Vec::new());
        for (name, before, after) in set.iter().filter(|(_, before, after)| before != after) {
            let name = format!("its {}", self.run.texts().get(*name));
            match (before, after) {
                (Value::None, after) => new.push(format!("{name} to {}", self.shown(*after))),
                (_, Value::None) => emptied.push(name),
                (before, after) => changed.push(format!("{name} from {} to {}", self.shown(*before), self.shown(*after))),
            }
        }
        for (verb, what) in [("changes", changed), ("sets", new), ("empties", emptied)] {
            if !what.is_empty() {
                self.say(format!("That {verb} {}.", words::all(&what)));
            }
        }
    }

    fn faults(&mut self, faults: &Faults) {
        for (text, fault) in faults {
            self.say(format!("But {} cannot be worked out: {fault}.", words::line(text)));
        }
    }

    /// Says that a step was a choice, and what else could have been chosen.
    fn choice(&mut self, number: usize) {
        let Some((chosen, instead)) = self.asked.choice(self.run, number) else { return };
        let instead = match instead.is_empty() {
            true => String::new(),
            false => format!("; it could have been {}", words::either(&instead)),
        };
        self.say(format!("{chosen} was chosen by whoever runs the board{instead}."));
    }

    fn rejected(&mut self, guards: &[Seen]) {
        let whys: Vec<String> = guards.iter().map(|guard| self.held(guard, false)).collect();
        let why = if whys.is_empty() { String::new() } else { format!(": {}", whys.join("; ")) };
        // Whoever asked, or was due, has just been named.
        let what = if std::mem::take(&mut self.taking_up) { self.command.as_str() } else { "it" };
        self.say(match &self.decider {
            Some(decider) => format!("{decider} refuses {what}{why}."),
            None => format!("{} is refused{why}.", self.command),
        });
        self.say("Nothing changes.".to_owned());
    }

    /// Whether a guard holds, with the values it saw.
    fn held(&self, seen: &Seen, holds: bool) -> String {
        let verb = if holds { "holds" } else { "does not hold" };
        if seen.answered {
            return format!("{} {verb}, as whoever runs the board says", words::line(&seen.text));
        }
        let told = tell::seen(self.run, seen);
        let values = told.strip_prefix(&*seen.text).unwrap_or_default();
        format!("{} {verb}{values}", words::line(&seen.text))
    }

    fn called_off(&mut self, number: usize, command: Index, event: Index) {
        self.called_off.push(self.command(command));
        let next = self.run.step(number + 1).map(|step| &step.what);
        if !matches!(next, Some(Happening::CalledOff { event: by, .. }) if *by == event) {
            let all = std::mem::take(&mut self.called_off);
            let were = if all.len() == 1 { "was" } else { "were" };
            self.say(format!("{} calls off {}, which {were} still to come.", self.event(event), words::all(&all)));
        }
    }

    /// Keeps what a read model shows now, until all that an outcome changes in what people see has come.
    fn updated(&mut self, number: usize, read_model: Index, event: Index, row: Option<&Arc<Row>>) {
        let key = match row {
            Some(row) => row.key,
            None => self.key_of(read_model, event),
        };
        let old = match row {
            Some(row) => self.rows.insert((read_model, key), row.clone()),
            None => self.rows.remove(&(read_model, key)),
        };
        match self.seen.iter_mut().find(|seen| (seen.model, seen.key) == (read_model, key)) {
            Some(seen) => seen.new = row.cloned(),
            None => self.seen.push(Shown { model: read_model, key, old, new: row.cloned() }),
        }
        let next = self.run.step(number + 1).map(|step| &step.what);
        if !matches!(next, Some(Happening::Updated { .. })) {
            let told: Vec<String> = std::mem::take(&mut self.seen).iter().filter_map(|seen| self.shows(seen)).collect();
            match told.is_empty() {
                true => self.say("What people see stays as it is.".to_owned()),
                false => told.into_iter().for_each(|told| self.say(told)),
            }
        }
    }

    /// The value that tells the row of a read model apart which an event has just deleted.
    fn key_of(&self, read_model: Index, event: Index) -> Value {
        let data = self.recorded.iter().find(|(of, _)| *of == event).map_or(&[][..], |(_, data)| data);
        let key = self.run.model().read_models[read_model as usize].key;
        key.and_then(|key| data.iter().find(|(name, _)| *name == key)).map_or(Value::None, |(_, value)| *value)
    }

    /// What a read model shows otherwise than before; nothing where it shows the same.
    fn shows(&self, seen: &Shown) -> Option<String> {
        let of = &self.run.model().read_models[seen.model as usize];
        let name = words::called(&of.name, Kind::ReadModel);
        let cell = |(name, value): &(Sym, Value)| words::line(&tell::named(self.run, *name, *value));
        let which = of.key.filter(|_| seen.key != Value::None).map(|key| cell(&(key, seen.key)));
        let Some(row) = &seen.new else {
            return seen.old.as_ref().map(|_| match which {
                Some(which) => format!("{name} no longer shows {which}."),
                None => format!("{name} is empty now."),
            });
        };
        let is_new = |(name, value): &&(Sym, Value)| {
            let known = seen.old.as_ref().and_then(|old| old.cells.iter().find(|(of, _)| of == name));
            Some(*name) != of.key && known.map_or(*value != Value::None, |(_, known)| known != value)
        };
        let cells: Vec<String> = row.cells.iter().filter(is_new).map(cell).collect();
        match (cells.is_empty(), which) {
            (false, None) => Some(format!("{name} now shows {}.", words::all(&cells))),
            (false, Some(which)) => Some(format!("{name} now shows for {which}: {}.", words::all(&cells))),
            (true, Some(which)) if seen.old.is_none() => Some(format!("{name} now shows {which}.")),
            (true, _) => None,
        }
    }

    fn fired(&mut self, policy: Index, event: Index, guard: Option<&Seen>, commands: &[(Index, Option<i64>)]) {
        let policy = words::called(&self.run.model().policy(policy).name, Kind::Policy);
        let because = match self.because.replace(event) {
            Some(known) if known == event => String::new(),
            _ => format!("Because of {}, ", self.event(event)),
        };
        let later = commands.iter().any(|(_, after)| after.is_some());
        let issued: Vec<String> = commands
            .iter()
            .map(|(command, after)| match after {
                Some(after) => format!("{} after {}", self.command(*command), duration::format(*after)),
                None if later => format!("{} at once", self.command(*command)),
                None => self.command(*command),
            })
            .collect();
        let issued = if issued.is_empty() { "nothing yet".to_owned() } else { words::all(&issued) };
        let as_ = guard.map_or_else(String::new, |guard| format!(", as {}", self.held(guard, true)));
        self.say(format!("{because}{policy} issues {issued}{as_}."));
    }

    /// All items with their numbers, and the end.
    fn written(self) -> String {
        let mut text = String::new();
        for (index, sentences) in self.items.iter().enumerate().filter(|(_, sentences)| !sentences.is_empty()) {
            text.push_str(&format!("{}. {}\n", index + 1, words::line(&sentences.join(" "))));
        }
        if !text.is_empty() {
            text.push('\n');
        }
        let ending = ending(self.run, |step| self.item_of.get(step).copied());
        text.push_str(&words::line(&ending.join(" ")));
        text.push('\n');
        text
    }
}

/// Where a run stands and what is still to come, in sentences. `number` says under which number a step, counted from 0, was told.
pub fn ending(run: &Run, number: impl Fn(usize) -> Option<usize>) -> Vec<String> {
    let now = duration::format(run.world().clock());
    let mut sentences = vec![match Standing::of(run) {
        Standing::NotBegun => "Nothing has happened yet.".to_owned(),
        Standing::Quiet => format!("So it ends, at {now}: all is quiet."),
        Standing::Asks(question) => {
            let (asked, options) = tell::question(run, &question);
            let options: Vec<String> = options.iter().map(|option| words::line(option)).collect();
            let could = if options.is_empty() { String::new() } else { format!(" It could be {}.", words::either(&options)) };
            format!("Here, at {now}, an answer is needed. {asked}{could}")
        }
        Standing::Endless(Some(from)) => match number(from) {
            Some(number) => format!("This would go on for ever: what began under {number} begins again, all at {now}."),
            None => format!("This would go on for ever: it begins again, all at {now}."),
        },
        Standing::Endless(None) => {
            format!("This goes on and on: after {} steps it is still {now}, and no end is in sight.", run.len())
        }
        Standing::GoesOn => format!("Here, at {now}, the story breaks off; more would follow."),
    }];
    let model = run.model();
    let waits: Vec<_> = run.what_waits().collect();
    let coming = waits.iter().take(COMING).map(|waiting| {
        let command = words::called(&model.command(waiting.command).name, Kind::Command);
        let unless: Vec<String> =
            waiting.unless.iter().map(|event| words::called(&model.event(*event).name, Kind::Event)).collect();
        let unless = if unless.is_empty() { String::new() } else { format!(", unless {} comes first", words::either(&unless)) };
        format!("{command} at {}{unless}", duration::format(waiting.due))
    });
    let mut coming: Vec<String> = coming.collect();
    if waits.len() > COMING {
        coming.push(format!("{} more", waits.len() - COMING));
    }
    if !coming.is_empty() {
        sentences.push(format!("Still to come: {}.", coming.join("; ")));
    }
    sentences
}

/// A name with its article, unless it has one.
fn the(name: &str) -> String {
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    if matches!(first.as_str(), "the" | "a" | "an") || name.starts_with('(') { name.to_owned() } else { format!("the {name}") }
}

fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
