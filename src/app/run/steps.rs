//! The chain of a run as rows: what has happened, and faintly what is remembered beyond now.

use crate::app::commands::Keymap;
use crate::app::wall::text::{break_lines, clean, width};
use crate::engine::tell::{self, Line, Tone};
use crate::engine::{Run, duration};

use super::Running;
use super::pane::{Row, Stands, instance_ink};
use crate::app::Ink;

/// Rows that the remark of one step takes at most, beyond the first.
const HANGING: usize = 4;
/// Steps that are looked at for those of the one that is followed.
const FAR: usize = 2_000;

/// The steps around the last one, or around the one in focus.
pub(super) fn chain(running: &Running, keys: &Keymap, cells: usize, rows: usize, cursor: Option<Stands>) -> Vec<Row> {
    let run = running.run();
    let end = run.len() + run.ahead();
    if end == 0 {
        let words = ["Nothing has happened yet.", "{run.issue} issues a command, {run.step} makes a step."];
        return words.iter().take(rows).map(|text| Row::plain(keys.spell(text), Ink::Faint)).collect();
    }
    let focus = match cursor {
        Some(Stands::Step(number) | Stands::Time(number)) => number.min(end - 1),
        _ => run.len().saturating_sub(1),
    };
    let margin = times_wide(run, focus, rows);
    let tell = |number: usize| step_rows(running, number, cells.saturating_sub(margin + 1), number == focus);
    // Upwards from the focus as far as there is room, but for a little of what follows; then down, then on upwards.
    let below = (end - focus - 1).min(rows / 4);
    let mut above = vec![tell(focus)];
    let mut used = above[0].len();
    let (mut first, mut next) = (focus, focus + 1);
    let mut after = Vec::new();
    let mut looked = 0;
    for most in [rows.saturating_sub(below), rows] {
        while first > 0 && looked < FAR {
            looked += 1;
            if !running.shows(first - 1) {
                first -= 1;
                above.push(Vec::new());
                continue;
            }
            let told = tell(first - 1);
            if used + told.len() > most {
                break;
            }
            used += told.len();
            above.push(told);
            first -= 1;
        }
        while next < end && looked < FAR {
            looked += 1;
            if !running.shows(next) {
                next += 1;
                after.push(Vec::new());
                continue;
            }
            let told = tell(next);
            if used + told.len() > rows {
                break;
            }
            used += told.len();
            after.push(told);
            next += 1;
        }
    }
    let mut all = Vec::new();
    for (number, told) in (first..).zip(above.into_iter().rev().chain(after)) {
        let at = run.remembered(number).map_or(0, |step| step.at);
        let before = number.checked_sub(1).and_then(|before| run.remembered(before));
        let new_time = all.is_empty() || before.is_none_or(|before| before.at != at);
        for (index, row) in told.into_iter().enumerate() {
            let time = if new_time && index == 0 { duration::format(at) } else { String::new() };
            let ink = if number + 1 == run.len() { Ink::Key } else { Ink::Faint };
            let mut whole = Row::of(Stands::Step(number)).and(format!("{time:>margin$} "), ink);
            whole.pieces.extend(row.pieces);
            all.push(whole);
        }
    }
    all.truncate(rows);
    all
}

/// How wide the margin for times has to be for the steps in view.
fn times_wide(run: &Run, focus: usize, rows: usize) -> usize {
    let around = focus.saturating_sub(rows)..(focus + rows).min(run.len() + run.ahead());
    let wide = |number| run.remembered(number).map_or(0, |step| duration::format(step.at).len());
    around.map(wide).max().unwrap_or(0).max(3)
}

/// A step as rows: one, and as many more as its remark needs where it is told in full.
fn step_rows(running: &Running, number: usize, cells: usize, in_focus: bool) -> Vec<Row> {
    let run = running.run();
    let Some(step) = run.remembered(number) else { return vec![Row::default()] };
    let line = tell::line(run, &step.what);
    let last = number + 1 == run.len();
    // What is remembered beyond now has not happened here.
    let beyond = number >= run.len();
    let indent = if line.depth == 0 { "" } else { "  " };
    let mut first = match (last, running.differs() == Some(number)) {
        _ if running.fails_at() == Some(number) => Row::plain("≠", Ink::Problem),
        (_, true) => Row::plain("≠", Ink::Problem),
        (true, _) => Row::plain("▶", Ink::Key),
        _ => Row::plain(" ", Ink::Text),
    };
    let instance = run.instance(number).map(|(_, key)| key);
    match instance {
        // A bar in its colour leads down from the command, whose row has its name.
        Some(key) if line.depth > 0 => first.put("┃ ", instance_ink(key)),
        _ => first.put(indent, Ink::Text),
    }
    first.put(line.sign.to_string(), sign(&line, last, beyond));
    let head = match (line.tone, last) {
        _ if beyond => Ink::Faint,
        (Tone::Alarm, _) => Ink::Problem,
        (Tone::Quiet, _) => Ink::Faint,
        (Tone::Plain, true) => Ink::Strong,
        (Tone::Plain, false) => Ink::Text,
    };
    first.put(format!(" {}", line.head), head);
    if let Some(key) = instance.filter(|_| line.depth == 0) {
        first.put(format!("  {}", tell::shown(run, key)), instance_ink(key));
    }
    let used = first.wide();
    let remark = clean(&line.remark);
    let ink = if line.tone == Tone::Alarm && !beyond { Ink::Problem } else { Ink::Faint };
    // What went wrong is worth its room; other remarks are told in full for the step that matters only.
    let whole = last || in_focus || line.tone == Tone::Alarm;
    if remark.is_empty() || !whole || used + 2 + width(&remark) <= cells {
        if !remark.is_empty() {
            first.put(format!("  {remark}"), ink);
        }
        return vec![first];
    }
    let hang = 3 + indent.len();
    let mut rows = vec![first];
    for range in break_lines(&remark, cells.saturating_sub(hang)).into_iter().take(HANGING) {
        rows.push(Row::plain(" ".repeat(hang), Ink::Text).and(remark[range].trim_end(), ink));
    }
    rows
}

fn sign(line: &Line, last: bool, beyond: bool) -> Ink {
    match line.kind {
        Some(kind) if line.tone != Tone::Quiet && !beyond => Ink::Paper(kind, last),
        Some(kind) => Ink::Mark(kind),
        None if line.tone == Tone::Alarm && !beyond => Ink::Problem,
        None => Ink::Faint,
    }
}
