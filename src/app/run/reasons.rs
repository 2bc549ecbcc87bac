//! Why a step came out as it did, and what brought it about, as rows.

use crate::app::wall::text::width;
use crate::engine::{Happening, Part, Place, Reason, Run, Verdict, tell};

use super::Running;
use super::pane::{Row, Stands, heading, pad};
use crate::app::Ink;

/// Rows of reasons that are shown at most: the chain and the state want to be seen as well.
const MOST: usize = 14;
/// Causes that are shown at most, beside the first of all.
const CAUSES: usize = 5;
/// Causes that are looked for: a run over time has as many as it has steps.
const FAR: usize = 500;

/// What was found out about a step.
#[derive(Debug, Clone)]
pub(super) struct Explained {
    number: usize,
    at: Place,
    revision: u64,
    reasons: Vec<Reason>,
    causes: Vec<usize>,
}

impl Running {
    /// Finds out why a step came out as it did, unless that is known; nothing where none is wanted.
    pub(in crate::app) fn explain(&mut self, wanted: Option<usize>) {
        let wanted = wanted.or_else(|| if self.explaining { self.run.len().checked_sub(1) } else { None });
        // What lies beyond now has not come out yet.
        let Some(number) = wanted.filter(|number| *number < self.run.len()) else {
            self.explained = None;
            return;
        };
        let (at, revision) = (self.run.place(), self.revision);
        let known = self.explained.as_ref().is_some_and(|is| (is.number, is.at, is.revision) == (number, at, revision));
        if !known {
            let reasons = self.run.why(number);
            let causes = std::iter::successors(self.run.cause(number), |cause| self.run.cause(*cause)).take(FAR).collect();
            self.explained = Some(Explained { number, at, revision, reasons, causes });
        }
    }

    /// The step of which it is said why it came out so.
    pub(super) fn explained_step(&self) -> Option<usize> {
        self.explained.as_ref().map(|explained| explained.number)
    }

    /// Shows why the last step came out as it did while one is on the wall, or not any longer. Returns which.
    pub(in crate::app) fn toggle_explaining(&mut self) -> bool {
        self.explaining = !self.explaining;
        self.explaining
    }

    /// The nearest step that brought a step about.
    pub(in crate::app) fn cause_of(&self, number: usize) -> Option<usize> {
        self.run.cause(number)
    }
}

/// Why the step in focus came out as it did, and the way back to whoever began it.
pub(super) fn rows(running: &Running, cells: usize) -> Vec<Row> {
    let Some(explained) = &running.explained else { return Vec::new() };
    let mut all = Vec::new();
    if !explained.reasons.is_empty() {
        all.push(heading(&format!("WHY STEP {}", explained.number + 1), cells));
        let told: Vec<Row> = explained.reasons.iter().flat_map(|reason| told(reason, cells)).collect();
        let more = told.len().saturating_sub(MOST);
        all.extend(told.into_iter().take(if more > 0 { MOST - 1 } else { MOST }));
        if more > 0 {
            all.push(Row::plain(format!("  … {} more", more + 1), Ink::Faint));
        }
    }
    let run = running.run();
    let causes: Vec<usize> = explained.causes.iter().copied().filter(|number| is_told(run, *number)).collect();
    if !causes.is_empty() {
        all.push(heading("BECAUSE OF", cells));
        let left_out = causes.len().saturating_sub(CAUSES + 1);
        all.extend(causes.iter().take(CAUSES).map(|number| cause(run, *number)));
        if left_out > 0 {
            let between =
                if explained.causes.len() < FAR { format!("    … {left_out} between") } else { "    … and so on".to_owned() };
            all.push(Row::plain(between, Ink::Faint));
        }
        // The first of all is worth a row of its own, where it was found.
        let root = causes.iter().skip(CAUSES).last().filter(|_| explained.causes.len() < FAR);
        all.extend(root.map(|number| cause(run, *number)));
    }
    all
}

/// Whether a cause is worth a row: what is decided stands behind its command already.
fn is_told(run: &Run, number: usize) -> bool {
    !matches!(run.step(number).map(|step| &step.what), Some(Happening::Chosen { .. }) | None)
}

fn cause(run: &Run, number: usize) -> Row {
    let mut row = Row::of(Stands::Cause(number));
    row.put(format!("{:>4} ", number + 1), Ink::Faint);
    let Some(step) = run.step(number) else { return row };
    let line = tell::line(run, &step.what);
    row.put(line.sign.to_string(), line.kind.map_or(Ink::Faint, Ink::Mark));
    row.put(format!(" {}", line.head), Ink::Text);
    row
}

fn told(reason: &Reason, cells: usize) -> Vec<Row> {
    let (sign, ink) = match reason.verdict {
        Verdict::Taken => ("✓", Ink::Done),
        Verdict::Possible => ("○", Ink::Text),
        Verdict::Refused => ("✗", Ink::Faint),
        Verdict::Broken => ("!", Ink::Problem),
        Verdict::Set => ("=", Ink::Key),
        Verdict::Answered => ("?", Ink::Key),
    };
    let mut head = Row::plain(format!("{sign} "), ink).and(&*reason.about, Ink::Text);
    // A whole expression of one part says it all in the same row.
    match &*reason.parts {
        [] => head.put(format!("  {}", reason.text), Ink::Faint),
        [only] if head.wide() + width(&only.text) + width(&only.filled) + width(&only.value) + 8 <= cells => {
            head.pieces.extend(part(only, width(&only.text)).pieces);
        }
        parts => {
            let wide = parts.iter().map(|part| width(&part.text) + usize::from(part.depth) * 2).max().unwrap_or(0);
            let wide = wide.min(cells / 2);
            let rows = parts.iter().map(|one| part(one, wide));
            return std::iter::once(head).chain(rows).collect();
        }
    }
    vec![head]
}

/// A part of an expression: as written, with the values put in, what it comes to.
fn part(part: &Part, wide: usize) -> Row {
    let text = format!("{}{}", "  ".repeat(part.depth.into()), part.text);
    let mut row = Row::plain(format!("  {}", pad(&text, wide)), Ink::Text);
    if part.filled != part.text && part.filled != part.value {
        row.put(format!("  {}", part.filled), Ink::Faint);
    }
    let ink = match &*part.value {
        "true" => Ink::Done,
        "false" => Ink::Problem,
        "not looked at" => Ink::Faint,
        _ => Ink::Strong,
    };
    row.and("  ", Ink::Text).and(&*part.value, ink)
}
