//! Rules watched on a run: what a board says of every run, and the first step that breaks it.

use std::ops::Range;

use super::happening::Happening;
use super::model::{Index, Model};
use super::rule::{self, Rule};
use super::run::Run;
use super::scenario::state::{Condition, Verdict};
use crate::board::name::{fold, nearest};

/// A rule that a run broke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// The rule as written.
    pub rule: String,
    /// The step that breaks it, counted from 0; for what never came, the last.
    pub step: usize,
    /// The virtual time, in seconds.
    pub at: i64,
    /// What breaks it, as a sentence without its full stop.
    pub why: String,
}

/// A rule with its events found on the board.
enum Watched {
    Never(Index, Index),
    OnlyAfter(Index, Index),
    Eventually(Index, Index),
    Always(Condition),
}

/// The rules of the board that cannot be watched, each with the reason.
pub fn unreadable(run: &Run) -> Vec<(String, String)> {
    let rules = run.model().rules.iter();
    rules.filter_map(|text| read(run, text).err().map(|why| (text.to_string(), why))).collect()
}

/// The rules that a run broke, each at the first step where it did, in the order of steps. `after A always eventually B` is judged
/// where the run is over, or goes round for ever.
pub fn watch(run: &Run) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for text in &run.model().rules {
        // What cannot be read is said where the board is opened or run; it breaks nothing.
        let Ok(rule) = read(run, text) else { continue };
        if let Some((step, why)) = broken(run, &rule) {
            let at = run.step(step).map_or(0, |step| step.at);
            breaches.push(Breach { rule: text.to_string(), step, at, why });
        }
    }
    breaches.sort_by_key(|breach| breach.step);
    breaches
}

fn read(run: &Run, text: &str) -> Result<Watched, String> {
    let rule = Rule::parse(text).map_err(|(_, why)| format!("{why}: {}", rule::FORMS))?;
    let event = |range: Range<usize>| event(run.model(), &text[range]);
    Ok(match rule {
        Rule::Never(a, b) => Watched::Never(event(a)?, event(b)?),
        Rule::OnlyAfter(a, b) => Watched::OnlyAfter(event(a)?, event(b)?),
        Rule::Eventually(a, b) => Watched::Eventually(event(a)?, event(b)?),
        Rule::Always(condition) => Watched::Always(Condition::read(run, &text[condition])?),
    })
}

/// The event that a rule names, in quotes or without.
fn event(model: &Model, written: &str) -> Result<Index, String> {
    let quoted = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let name = quoted.map_or_else(|| written.to_owned(), |inside| inside.replace("\\\"", "\"").replace("\\\\", "\\"));
    let wanted = fold(&name);
    if let Some(index) = model.events.iter().position(|event| fold(&event.name) == wanted) {
        return Ok(index as Index);
    }
    let near = nearest(&name, model.events.iter().map(|event| &*event.name));
    let hint = near.map_or(String::new(), |near| format!(": did you mean `{near}`?"));
    Err(format!("the board has no event `{name}`{hint}"))
}

/// Where a run breaks a rule, and how.
fn broken(run: &Run, rule: &Watched) -> Option<(usize, String)> {
    let model = run.model();
    let name = |event: &Index| &*model.event(*event).name;
    let recorded = || {
        run.steps().enumerate().filter_map(|(number, step)| match &step.what {
            Happening::Recorded { event, .. } => Some((number, *event)),
            _ => None,
        })
    };
    match rule {
        Watched::Never(a, b) => {
            let (first, _) = recorded().find(|(_, event)| event == b)?;
            let (step, _) = recorded().find(|(number, event)| event == a && *number > first)?;
            Some((step, format!("{} came after {} in step {}", name(a), name(b), first + 1)))
        }
        Watched::OnlyAfter(a, b) => {
            let (step, event) = recorded().find(|(_, event)| event == a || event == b)?;
            (event == *a).then(|| (step, format!("{} came, and no {} before it", name(a), name(b))))
        }
        Watched::Eventually(a, b) => {
            let (from, _) = recorded().rfind(|(_, event)| event == a)?;
            let answered = |since: usize| recorded().any(|(number, event)| event == *b && number > since);
            if let Some(Some(round)) = run.endless() {
                // What comes round again and again is there, whenever it first came.
                let never = !recorded().any(|(number, event)| event == *b && (number >= round || number > from));
                return never.then(|| (run.len().saturating_sub(1), format!("it goes round for ever without {}", name(b))));
            }
            (run.is_over() && !answered(from)).then(|| {
                let why = format!("all is quiet, and no {} came after {} in step {}", name(b), name(a), from + 1);
                (run.len().saturating_sub(1), why)
            })
        }
        Watched::Always(condition) => always(run, condition),
    }
}

/// The first step after which a condition is false.
fn always(run: &Run, condition: &Condition) -> Option<(usize, String)> {
    let mut past = run.clone();
    let mut first = None;
    loop {
        // Only an outcome changes what aggregates remember.
        let last = past.len().checked_sub(1);
        let changed =
            last.is_none_or(|last| matches!(past.step(last), Some(step) if matches!(step.what, Happening::Chosen { .. })));
        if changed && let Verdict::False(why) = condition.judge(&past) {
            first = Some((last.unwrap_or(0), why));
        }
        if !past.back() {
            return first;
        }
    }
}
