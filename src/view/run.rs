//! The run pane: the chain so far, what is asked, and where everything stands.
//!
//! Only the rows on the screen are put into words; a run of a hundred thousand steps costs no more than one of ten.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text::{break_lines, clean, put, put_cut, width};
use super::theme::{Theme, Tint};
use crate::app::Running;
use crate::app::commands::{self, Keymap};
use crate::board::Kind;
use crate::engine::tell::{self, Line, Tone};
use crate::engine::value::{Sym, Value};
use crate::engine::{Happening, Index, Run, duration};

/// A row of the pane: pieces of text, one behind the other.
pub(super) type Row = Vec<(String, Style)>;

/// Aggregates and instances that are shown at most.
const STATES: usize = 100;
/// Rows of a read model that are shown at most.
const ROWS: usize = 4;

/// Draws the run pane.
pub fn draw(running: &Running, keys: &Keymap, area: Rect, buffer: &mut Buffer, theme: &Theme) {
    let inner = frame(area, buffer, theme);
    if inner.height == 0 || inner.width < 12 {
        return;
    }
    head(running, Rect { height: 1, ..inner }, buffer, theme);
    let body = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
    let standing = standing(running, keys, usize::from(body.width), usize::from(body.height), theme);
    let below = standing.len() as u16;
    chain(running, keys, Rect { height: body.height - below, ..body }, buffer, theme);
    for (row, y) in standing.iter().zip(body.bottom() - below..) {
        draw_row(row, Rect { y, height: 1, ..body }, buffer);
    }
}

/// A line towards the wall: at the left of a pane that stands beside it, above one that lies below.
pub(super) fn frame(area: Rect, buffer: &mut Buffer, theme: &Theme) -> Rect {
    let beside = area.x > buffer.area.x;
    if beside {
        for y in area.top()..area.bottom() {
            put(buffer, area.x, y, "│", 1, theme.rule);
        }
        return Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
    }
    for x in area.left()..area.right() {
        put(buffer, x, area.y, "─", 1, theme.rule);
    }
    Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: area.height.saturating_sub(1) }
}

fn head(running: &Running, area: Rect, buffer: &mut Buffer, theme: &Theme) {
    let run = running.run();
    let time = format!("t = {}", duration::format(run.world().clock()));
    let x = put(buffer, area.x, area.y, "RUN  ", area.width, theme.strong);
    put(buffer, x, area.y, &time, area.right().saturating_sub(x), theme.key);
    let steps = match (run.len(), run.ahead()) {
        (0, 0) => "not begun".to_owned(),
        (made, 0) => format!("step {made}"),
        (made, ahead) => format!("step {made} of {}", made + ahead),
    };
    let x = area.right().saturating_sub(width(&steps) as u16);
    if x > area.x + 14 {
        put(buffer, x, area.y, &steps, area.right() - x, theme.faint);
    }
}

/// The steps that led to now, the last at the bottom.
fn chain(running: &Running, keys: &Keymap, area: Rect, buffer: &mut Buffer, theme: &Theme) {
    let run = running.run();
    if run.is_empty() {
        let words = ["Nothing has happened yet.", "{run.issue} issues a command, {run.step} makes a step."];
        for (text, y) in words.iter().zip(area.top()..area.bottom()) {
            put_cut(buffer, area.x, y, &keys.spell(text), area.width, theme.faint);
        }
        return;
    }
    let margin = times_wide(run, usize::from(area.height));
    let cells = usize::from(area.width).saturating_sub(margin + 1);
    // From the last step upwards, as far as there is room; a short chain begins at the top.
    let (mut shown, mut used) = (Vec::new(), 0);
    for number in (0..run.len()).rev() {
        let Some(step) = run.step(number) else { break };
        let (last, differs) = (number + 1 == run.len(), running.differs() == Some(number));
        let rows = step_rows(&tell::line(run, &step.what), last, differs, cells, theme);
        used += rows.len();
        if used > usize::from(area.height) {
            break;
        }
        shown.push((number, step.at, rows));
    }
    let mut y = area.top();
    for (number, at, rows) in shown.iter().rev() {
        let new_time = run.step(number.wrapping_sub(1)).is_none_or(|before| before.at != *at);
        if new_time || y == area.top() {
            let style = if number + 1 == run.len() { theme.key } else { theme.faint };
            put(buffer, area.x, y, &format!("{:>margin$}", duration::format(*at)), margin as u16, style);
        }
        for row in rows {
            let x = area.x + margin as u16 + 1;
            draw_row(row, Rect { x, y, width: area.right().saturating_sub(x), height: 1 }, buffer);
            y += 1;
        }
    }
}

/// How wide the margin for times has to be for the steps in view.
fn times_wide(run: &Run, rows: usize) -> usize {
    let first = run.len().saturating_sub(rows);
    let wide = |number| run.step(number).map_or(0, |step| duration::format(step.at).len());
    (first..run.len()).map(wide).max().unwrap_or(0).max(3)
}

/// A step as rows: one, and as many more as its remark needs where it is told in full.
fn step_rows(line: &Line, last: bool, differs: bool, cells: usize, theme: &Theme) -> Vec<Row> {
    let indent = if line.depth == 0 { "" } else { "  " };
    let pointer = match (last, differs) {
        (true, _) => ("▶", theme.key),
        (_, true) => ("≠", theme.problem),
        _ => (" ", theme.text),
    };
    let sign = match line.kind {
        Some(kind) if line.tone != Tone::Quiet => theme.paper(kind, if last { Tint::Glow } else { Tint::Usual }),
        Some(kind) => theme.mark(kind),
        None if line.tone == Tone::Alarm => theme.problem,
        None => theme.faint,
    };
    let head = match (line.tone, last) {
        (Tone::Alarm, _) => theme.problem,
        (Tone::Quiet, _) => theme.faint,
        (Tone::Plain, true) => theme.strong,
        (Tone::Plain, false) => theme.text,
    };
    let mut first: Row = vec![
        (pointer.0.to_owned(), pointer.1),
        (indent.to_owned(), theme.text),
        (line.sign.to_string(), sign),
        (format!(" {}", line.head), head),
    ];
    let used: usize = first.iter().map(|(text, _)| width(text)).sum();
    let remark = &*clean(&line.remark);
    let remark_style = if line.tone == Tone::Alarm { theme.problem } else { theme.faint };
    // What went wrong is worth its room; other remarks are told in full for the last step only.
    let whole = last || line.tone == Tone::Alarm;
    if remark.is_empty() || !whole || used + 2 + width(remark) <= cells {
        if !remark.is_empty() {
            first.push((format!("  {remark}"), remark_style));
        }
        return vec![first];
    }
    let hang = 3 + indent.len();
    let mut rows = vec![first];
    for range in break_lines(remark, cells.saturating_sub(hang)).into_iter().take(4) {
        rows.push(vec![(" ".repeat(hang), theme.text), (remark[range].trim_end().to_owned(), remark_style)]);
    }
    rows
}

/// What is asked and where everything stands: question, state, agenda, read models, as far as there is room.
fn standing(running: &Running, keys: &Keymap, cells: usize, rows: usize, theme: &Theme) -> Vec<Row> {
    let run = running.run();
    let mut all = question(running, keys, cells, theme);
    if let Some(from) = running.endless() {
        all.push(section("ENDLESS", cells, theme));
        let words = match from {
            Some(from) => format!("What began with step {} begins again.", from + 1),
            None => "It goes on and on at one instant.".to_owned(),
        };
        all.push(vec![(words, theme.problem)]);
    }
    // The chain keeps the upper half, unless the question needs more than the lower one.
    let most = (rows / 2).max(all.len().min(rows.saturating_sub(2)));
    all.truncate(most);
    for rows in [state(run, cells, theme), agenda(run, cells, theme), read_models(run, cells, theme)] {
        let left = most - all.len();
        if rows.len() < 2 || left < 2 {
            continue;
        }
        let cut = rows.len() > left;
        let hidden = rows.len() - left.min(rows.len());
        all.extend(rows.into_iter().take(left));
        if cut && let Some(last) = all.last_mut() {
            *last = vec![(format!("… {} more", hidden + 1), theme.faint)];
        }
    }
    all
}

pub(super) fn section(title: &str, cells: usize, theme: &Theme) -> Row {
    let rule = "─".repeat(cells.saturating_sub(width(title) + 4));
    vec![("── ".to_owned(), theme.rule), (title.to_owned(), theme.faint), (format!(" {rule}"), theme.rule)]
}

fn question(running: &Running, keys: &Keymap, cells: usize, theme: &Theme) -> Vec<Row> {
    let Some((question, options, typed)) = running.options() else { return Vec::new() };
    let question = clean(&question);
    let mut rows = vec![section("CHOOSE", cells, theme)];
    rows.extend(break_lines(&question, cells).into_iter().map(|range| vec![(question[range].trim_end().to_owned(), theme.strong)]));
    let kind = match running.question() {
        Some(crate::engine::Question::Outcome { .. }) => Some(Kind::Event),
        Some(crate::engine::Question::Reaction { .. }) => Some(Kind::Command),
        _ => None,
    };
    let digits = commands::by_id("run.answer").map_or_else(Vec::new, |answer| keys.shown(answer));
    for (number, option) in options.iter().enumerate() {
        let digit = digits.get(number).map_or_else(|| "   ".to_owned(), |digit| format!(" {digit} "));
        let style = kind.map_or(theme.text, |kind| theme.paper(kind, Tint::Usual));
        rows.push(vec![(digit, theme.key), (format!(" {option} "), style)]);
    }
    if typed {
        rows.push(vec![(format!(" {} ", keys.name("run.type")), theme.key), (" type a value".to_owned(), theme.faint)]);
    }
    rows
}

/// What the aggregates remember, with what the command at hand has just changed.
fn state(run: &Run, cells: usize, theme: &Theme) -> Vec<Row> {
    let (changed_in, changes) = changes(run);
    let mut rows = vec![section("STATE", cells, theme)];
    // Not more than could be shown; a board may have thousands.
    let mut states: Vec<_> = run.states().filter(|state| !state.fields.is_empty()).take(STATES).collect();
    // What has just changed is not to be the part that there is no room for.
    states.sort_by_key(|state| Some(state.aggregate) != changed_in);
    let filled = || states.iter();
    let wide = filled().map(|state| width(&run.model().aggregate(state.aggregate).name)).max().unwrap_or(0).min(cells / 2);
    for state in filled() {
        let name = &run.model().aggregate(state.aggregate).name;
        let mut row: Row = vec![(pad(name, wide), theme.text)];
        if state.key != Value::None {
            row.push((format!("  {}", tell::shown(run, state.key)), theme.key));
        }
        for (field, value) in &state.fields {
            row.push((format!("  {} ", run.texts().get(*field)), theme.faint));
            let change = changes.iter().find(|(name, before, after)| {
                Some(state.aggregate) == changed_in && name == field && after == value && before != after
            });
            if let Some((_, before, _)) = change {
                row.push((format!("{} → ", tell::shown(run, *before)), theme.faint));
            }
            row.push((tell::shown(run, *value), if change.is_some() { theme.done } else { theme.strong }));
        }
        rows.push(row);
    }
    rows
}

/// What the outcome of the command at hand has changed, and in which aggregate.
fn changes(run: &Run) -> (Option<Index>, Vec<(Sym, Value, Value)>) {
    for number in (0..run.len()).rev() {
        match run.step(number).map(|step| &step.what) {
            Some(Happening::Chosen { command, set, .. }) => return (run.model().command(*command).aggregate, set.to_vec()),
            Some(Happening::Issued { .. } | Happening::Clock { .. }) | None => break,
            Some(_) => {}
        }
    }
    (None, Vec::new())
}

fn agenda(run: &Run, cells: usize, theme: &Theme) -> Vec<Row> {
    let mut rows = vec![section("AGENDA", cells, theme)];
    for waiting in run.what_waits() {
        let model = run.model();
        rows.push(vec![
            (format!("{:>4}  ", duration::format(waiting.due)), theme.key),
            (model.command(waiting.command).name.to_string(), theme.text),
            (format!("  by {}", model.policy(waiting.policy).name), theme.faint),
        ]);
    }
    rows
}

/// The read models as tables, those that hold something.
fn read_models(run: &Run, cells: usize, theme: &Theme) -> Vec<Row> {
    let mut all = vec![section("READ MODELS", cells, theme)];
    for (index, model) in run.model().read_models.iter().enumerate() {
        let rows = run.rows(index as Index);
        if rows.is_empty() {
            continue;
        }
        all.push(vec![("R".to_owned(), theme.paper(Kind::ReadModel, Tint::Usual)), (format!(" {}", model.name), theme.text)]);
        let shown = &rows[rows.len().saturating_sub(ROWS)..];
        let mut columns: Vec<Sym> = Vec::new();
        for (name, _) in shown.iter().flat_map(|row| &row.cells) {
            if !columns.contains(name) {
                columns.push(*name);
            }
        }
        let cell = |row: &crate::engine::Row, column: Sym| {
            let found = row.cells.iter().find(|(name, _)| *name == column);
            found.map_or_else(String::new, |(_, value)| tell::shown(run, *value))
        };
        let wide = |column: &Sym| {
            let cells = shown.iter().map(|row| width(&cell(row, *column))).max().unwrap_or(0);
            cells.max(width(run.texts().get(*column))).min(24)
        };
        let widths: Vec<usize> = columns.iter().map(wide).collect();
        let line = |of: &dyn Fn(Sym) -> String, style| {
            let padded = columns.iter().zip(&widths).map(|(column, wide)| (format!("  {}", pad(&of(*column), *wide)), style));
            padded.collect::<Row>()
        };
        all.push(line(&|column| run.texts().get(column).to_owned(), theme.faint));
        all.extend(shown.iter().map(|row| line(&|column| cell(row, column), theme.text)));
        if rows.len() > shown.len() {
            all.push(vec![(format!("  … {} earlier rows", rows.len() - shown.len()), theme.faint)]);
        }
    }
    all
}

fn pad(text: &str, cells: usize) -> String {
    format!("{text}{}", " ".repeat(cells.saturating_sub(width(text))))
}

/// Draws a row; what does not fit is cut with a mark.
pub(super) fn draw_row(row: &Row, area: Rect, buffer: &mut Buffer) {
    let mut x = area.x;
    for (text, style) in row {
        let left = area.right().saturating_sub(x);
        if left == 0 {
            break;
        }
        x = put_cut(buffer, x, area.y, text, left, *style);
    }
}
