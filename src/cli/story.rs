//! A run as JSON (`squall run --json`) and as lines to read. Keys and names are as the contract has them.

use serde_json::{Map, Value as Json, json};

use crate::engine::script::Ended;
use crate::engine::value::{Sym, Value};
use crate::engine::{By, Faults, Happening, Index, Model, Question, Row, Run, Seen, Step, duration, tell, watch};
use crate::view::text::clean;

/// How a run ended, as the contract names it.
fn ended_key(ended: &Ended) -> &'static str {
    match ended {
        Ended::Quiescent => "quiescent",
        Ended::NeedsAnswer(_) => "needs-answer",
        Ended::Endless(_) => "endless",
        Ended::Stopped => "stopped",
    }
}

/// The whole run as one JSON object.
pub fn json(run: &Run, title: &str, ended: &Ended) -> Json {
    let model = run.model();
    let mut whole = json!({
        "board": title,
        "steps": run.steps().enumerate().map(|(number, step)| step_json(run, number + 1, step)).collect::<Vec<_>>(),
        "ended": ended_key(ended),
        "clock": duration::format(run.world().clock()),
        "state": state(run),
        "read_models": read_models(run),
        "agenda": run.what_waits().map(|waiting| json!({
            "due": duration::format(waiting.due),
            "command": model.command(waiting.command).name,
            "by": model.policy(waiting.policy).name,
            "unless": waiting.unless.iter().map(|event| &model.event(*event).name).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    });
    let broken = watch::watch(run);
    if !broken.is_empty() {
        let one = |breach: &watch::Breach| json!({"rule": breach.rule, "step": breach.step + 1, "at": duration::format(breach.at), "message": breach.why});
        whole["broken_rules"] = broken.iter().map(one).collect();
    }
    match ended {
        Ended::NeedsAnswer(question) => whole["question"] = asked(run, question),
        Ended::Endless(Some(from)) => whole["cycle"] = json!({"from": from + 1, "to": run.len()}),
        Ended::Endless(None) | Ended::Quiescent | Ended::Stopped => {}
    }
    whole
}

fn asked(run: &Run, question: &Question) -> Json {
    let (_, words) = tell::question(run, question);
    let mut asked = Map::new();
    let asker = |asker: &crate::engine::Asker| match asker {
        crate::engine::Asker::Command(_) => "command",
        crate::engine::Asker::Policy(_) => "policy",
    };
    let options = match question {
        Question::Value { asker: who, name, options, .. } => {
            asked.insert("field".to_owned(), json!(name));
            asked.insert(asker(who).to_owned(), json!(run.asker(*who)));
            options.iter().map(|option| value(run, *option)).collect()
        }
        Question::Guard { asker: who, text, .. } => {
            asked.insert("guard".to_owned(), json!(text));
            asked.insert(asker(who).to_owned(), json!(run.asker(*who)));
            json!(words)
        }
        Question::Outcome { command, .. } => {
            asked.insert("command".to_owned(), json!(run.model().command(*command).name));
            json!(words)
        }
        Question::Reaction { policy, .. } => {
            asked.insert("policy".to_owned(), json!(run.model().policy(*policy).name));
            json!(words)
        }
    };
    asked.insert("options".to_owned(), options);
    Json::Object(asked)
}

fn value(run: &Run, value: Value) -> Json {
    match value {
        Value::None => Json::Null,
        Value::Bool(bool) => json!(bool),
        Value::Int(int) => json!(int),
        Value::Text(text) => json!(run.texts().get(text)),
        Value::Duration(seconds) => json!(duration::format(seconds)),
    }
}

/// A value as a key of an object: texts as they are, anything else as it is written.
fn key(run: &Run, key: Value) -> String {
    match key {
        Value::Text(text) => run.texts().get(text).to_owned(),
        other => tell::shown(run, other),
    }
}

fn named<'a>(run: &Run, values: impl IntoIterator<Item = &'a (Sym, Value)>) -> Json {
    values.into_iter().map(|(name, of)| (run.texts().get(*name).to_owned(), value(run, *of))).collect::<Map<_, _>>().into()
}

fn seen_values(run: &Run, seen: &Seen) -> Json {
    seen.values.iter().map(|(name, of)| (name.to_string(), value(run, *of))).collect::<Map<_, _>>().into()
}

fn row_json(run: &Run, row: &Row) -> Json {
    named(run, &row.cells)
}

fn state(run: &Run) -> Json {
    let mut all = Map::new();
    let names = distinct(run.model().aggregates.iter().map(|aggregate| &*aggregate.name));
    for name in &names {
        all.insert(name.clone(), json!({}));
    }
    for state in run.states() {
        let aggregate = run.model().aggregate(state.aggregate);
        let name = &names[state.aggregate as usize];
        let fields = named(run, &state.fields);
        match aggregate.key {
            None => all[name] = fields,
            Some(_) => all[name][key(run, state.key)] = fields,
        }
    }
    all.into()
}

fn read_models(run: &Run) -> Json {
    let rows = |index: usize| run.rows(index as Index).iter().map(|row| row_json(run, row)).collect::<Vec<_>>();
    let names = distinct(run.model().read_models.iter().map(|model| &*model.name));
    names.into_iter().enumerate().map(|(index, name)| (name, json!(rows(index)))).collect::<Map<_, _>>().into()
}

/// Names as keys of one object: of two notes with one text, the second is `Text (2)`.
fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
    let name = |name| {
        let count = seen.entry(name).or_default();
        *count += 1;
        if *count == 1 { name.to_owned() } else { format!("{name} ({count})") }
    };
    names.map(name).collect()
}

fn step_json(run: &Run, number: usize, step: &Step) -> Json {
    let model = run.model();
    let mut all = Map::new();
    all.insert("n".to_owned(), json!(number));
    all.insert("at".to_owned(), json!(duration::format(step.at)));
    all.insert("kind".to_owned(), json!(step.what.kind()));
    let Json::Object(more) = particulars(run, model, &step.what) else { return all.into() };
    all.extend(more);
    all.into()
}

fn particulars(run: &Run, model: &Model, what: &Happening) -> Json {
    let command = |index: &Index| &model.command(*index).name;
    let event = |index: &Index| &model.event(*index).name;
    match what {
        Happening::Issued { command: at, arguments, by } => {
            let of = model.command(*at);
            let given = of.arguments.iter().zip(&**arguments).filter(|(_, value)| **value != Value::None);
            let given: Vec<(Sym, Value)> = given.map(|(argument, value)| (argument.name, *value)).collect();
            let by = match by {
                By::Actor => json!({"actor": of.actors.first()}),
                By::Policy(policy) => json!({"policy": model.policy(*policy).name, "from_agenda": false}),
                By::Agenda(policy) => json!({"policy": model.policy(*policy).name, "from_agenda": true}),
            };
            let mut step = json!({"command": command(at), "arguments": named(run, &given), "by": by});
            if of.outcomes.is_empty() {
                let why = if of.aggregate.is_none() {
                    "no aggregate decides this command yet"
                } else {
                    "this command has no outcome yet"
                };
                step["ends"] = json!(why);
            }
            step
        }
        Happening::Chosen { command: at, outcome, set, faults, .. } => {
            let outcome = &model.command(*at).outcomes[*outcome as usize];
            let set: Vec<(Sym, Value)> = set.iter().map(|(name, _, after)| (*name, *after)).collect();
            let events: Vec<_> = outcome.events.iter().map(|recorded| event(&recorded.event)).collect();
            let mut step = json!({"command": command(at), "events": events, "set": named(run, &set)});
            errors(&mut step, faults);
            step
        }
        Happening::Rejected { command: at, guards } => {
            json!({"command": command(at), "guards": guards.iter().map(|guard| seen(run, guard, "guard")).collect::<Vec<_>>()})
        }
        Happening::Recorded { event: at, aggregate, data, followed, .. } => {
            let aggregate = aggregate.map(|aggregate| &model.aggregate(aggregate).name);
            let mut step = json!({"event": event(at), "aggregate": aggregate, "data": named(run, data)});
            if !followed {
                step["ends"] = json!("nobody reacts to this event yet");
            }
            step
        }
        Happening::Broken { aggregate, invariant } => {
            let mut step = seen(run, invariant, "invariant");
            step["aggregate"] = json!(model.aggregate(*aggregate).name);
            step
        }
        Happening::Updated { read_model, event: by, row, faults } => {
            let name = &model.read_models[*read_model as usize].name;
            let mut step = json!({"read_model": name, "event": event(by), "row": row.as_ref().map(|row| row_json(run, row))});
            errors(&mut step, faults);
            step
        }
        Happening::Fired { policy, event: by, guard, commands, faults } => {
            let issued = commands.iter().map(|(at, after)| json!({"command": command(at), "after": after.map(duration::format)}));
            let issued: Vec<_> = issued.collect();
            let mut step = reaction(run, &model.policy(*policy).name, event(by), guard.as_ref());
            step["commands"] = json!(issued);
            errors(&mut step, faults);
            step
        }
        Happening::Skipped { policy, event: by, guard } => {
            let mut step = reaction(run, &model.policy(*policy).name, event(by), Some(guard));
            step["commands"] = json!([]);
            step
        }
        Happening::CalledOff { command: at, event: by } => json!({"command": command(at), "event": event(by)}),
        Happening::Clock { from, to } => json!({"from": duration::format(*from), "to": duration::format(*to)}),
        Happening::Quiescent => json!({}),
    }
}

/// What could not be evaluated in a step, if anything.
fn errors(step: &mut Json, faults: &Faults) {
    if !faults.is_empty() {
        let faults = faults.iter().map(|(text, fault)| json!({"expression": text, "error": fault.to_string()}));
        step["errors"] = faults.collect();
    }
}

fn seen(run: &Run, seen: &Seen, name: &str) -> Json {
    let mut all = json!({ name: seen.text, "values": seen_values(run, seen) });
    if let Some(fault) = seen.fault {
        all["error"] = json!(fault.to_string());
    }
    all
}

fn reaction(run: &Run, policy: &str, event: &str, guard: Option<&Seen>) -> Json {
    let mut all = json!({"policy": policy, "event": event});
    all["guard"] = json!(guard.map(|guard| &guard.text));
    all["values"] = guard.map_or_else(|| json!({}), |guard| seen_values(run, guard));
    if let Some(fault) = guard.and_then(|guard| guard.fault) {
        all["error"] = json!(fault.to_string());
    }
    all
}

/// The run as lines to read: the chain with its virtual time, then where everything stands.
pub fn text(run: &Run, ended: &Ended) -> String {
    let mut lines = Vec::new();
    let mut time = None;
    for step in run.steps() {
        let line = tell::line(run, &step.what);
        let at = if time == Some(step.at) { String::new() } else { duration::format(step.at) };
        time = Some(step.at);
        let indent = if line.depth == 0 { "" } else { "  " };
        let remark = if line.remark.is_empty() { String::new() } else { format!("   {}", line.remark) };
        lines.push(format!("{at:>7}  {indent}{} {}{remark}", line.sign, line.head));
    }
    let now = duration::format(run.world().clock());
    lines.push(String::new());
    lines.push(match ended {
        Ended::Quiescent => format!("Quiet at {now} after {} steps.", run.len()),
        Ended::NeedsAnswer(_) => format!("Waits at {now} for an answer, after {} steps.", run.len()),
        Ended::Endless(None) => format!("Endless: at {now}, the chain still goes on after {} steps.", run.len()),
        Ended::Endless(Some(from)) => {
            format!("Endless: at {now}, what began with step {} begins again after step {}.", from + 1, run.len())
        }
        Ended::Stopped => format!("Stopped at {now} after {} steps.", run.len()),
    });
    for state in run.states().filter(|state| !state.fields.is_empty()) {
        let name = &run.model().aggregate(state.aggregate).name;
        let which = if state.key == Value::None { String::new() } else { format!(" {}", tell::shown(run, state.key)) };
        let fields: Vec<String> = state.fields.iter().map(|(name, value)| tell::named(run, *name, *value)).collect();
        lines.push(format!("  {name}{which}: {}", fields.join(", ")));
    }
    for waiting in run.what_waits() {
        let model = run.model();
        let (due, command) = (duration::format(waiting.due), &model.command(waiting.command).name);
        lines.push(format!("  on the agenda at {due}: {command}, by {}", model.policy(waiting.policy).name));
    }
    // What stands on a note may hold anything; a terminal is only ever sent what can be seen.
    let mut text: String = lines.iter().map(|line| clean(line)).collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}
