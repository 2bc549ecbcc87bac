//! What stands below the chain of a run: what is asked, what could happen, and where everything stands.

use crate::app::commands::{self, Keymap};
use crate::app::wall::text::{break_lines, clean, width};
use crate::board::Kind;
use crate::engine::tell;
use crate::engine::value::{Sym, Value};
use crate::engine::{Happening, Index, Question, Run, duration};

use super::pane::{Row, Stands, heading, instance_ink, pad};
use super::{Running, branches, deck, reasons, scenarios};
use crate::app::Ink;

/// Aggregates and instances that are shown at most.
const STATES: usize = 100;
/// Rows of a read model that are shown at most.
const ROWS: usize = 4;

/// What is asked and where everything stands, as far as there is room in so many rows beside those of the chain; what is in focus is always among it.
pub(super) fn standing(
    running: &Running,
    keys: &Keymap,
    cells: usize,
    (rows, chain): (usize, usize),
    cursor: Option<Stands>,
) -> Vec<Row> {
    let run = running.run();
    // A little of the chain stays in sight, where there is room for more than the question.
    let for_question = if rows > 4 { rows - 2 } else { rows };
    let mut all = question(running, keys, cells, for_question);
    let asked = all.len();
    if let Some(from) = running.endless() {
        all.push(heading("ENDLESS", cells));
        all.push(match from {
            Some(from) => {
                let mut row = Row::of(Stands::Step(from));
                row.put(format!("What began with step {} begins again.", from + 1), Ink::Problem);
                row
            }
            None => Row::plain("It goes on and on at one instant.", Ink::Problem),
        });
    }
    all.extend(scenarios::section(running, cells));
    all.extend(reasons::rows(running, cells));
    let sections = [
        deck::waiting(running, cells),
        deck::deck(running, keys, cells),
        state(running, cells),
        agenda(run, cells),
        read_models(run, cells),
        branches::rows(running, cells),
        always(running, cells),
    ];
    all.extend(sections.into_iter().filter(|section| section.len() > 1).flatten());
    // The chain keeps the upper half, unless the question needs more than the lower one.
    let most = (rows / 2).max(rows.saturating_sub(chain + 1)).max(asked.min(for_question));
    let focus = cursor.and_then(|cursor| all.iter().position(|row| stands_for(row, cursor)));
    window(all, most, asked, focus)
}

fn stands_for(row: &Row, wanted: Stands) -> bool {
    row.stands == Some(wanted) || row.pieces.iter().any(|piece| piece.stands == Some(wanted))
}

/// As many rows as there is room for, with the one in focus; what is left out is counted. What is asked comes before the counting.
fn window(mut all: Vec<Row>, most: usize, asked: usize, focus: Option<usize>) -> Vec<Row> {
    if all.len() <= most {
        return all;
    }
    if most < 2 || most <= asked {
        all.truncate(most);
        return all;
    }
    let first = focus.map_or(0, |focus| (focus + 2).saturating_sub(most)).min(all.len() - most);
    let hidden = all.len() - first - most;
    let mut shown: Vec<Row> = all.drain(first..first + most).collect();
    if hidden > 0
        && let Some(last) = shown.last_mut()
    {
        *last = Row::plain(format!("… {} more", hidden + 1), Ink::Faint);
    }
    shown
}

/// What is asked with its options as keys, in so many rows at most: one below the other where they fit, else side by side.
fn question(running: &Running, keys: &Keymap, cells: usize, most: usize) -> Vec<Row> {
    let Some((question, options, typed)) = running.options() else { return Vec::new() };
    let question = clean(&question);
    let asked: Vec<Row> =
        break_lines(&question, cells).into_iter().map(|range| Row::plain(question[range].trim_end(), Ink::Strong)).collect();
    let kind = match running.question() {
        Some(Question::Outcome { .. }) => Some(Kind::Event),
        Some(Question::Reaction { .. }) => Some(Kind::Command),
        _ => None,
    };
    let digits = commands::by_id("run.answer").map_or_else(Vec::new, |answer| keys.shown(answer));
    let mut answers: Vec<Row> = Vec::new();
    for (number, option) in options.iter().enumerate() {
        let digit = digits.get(number).map_or_else(|| "   ".to_owned(), |digit| format!(" {digit} "));
        let mut row = Row::default();
        row.spot(digit, Ink::Key, Stands::Option(number));
        row.spot(format!(" {option} "), kind.map_or(Ink::Text, |kind| Ink::Paper(kind, false)), Stands::Option(number));
        answers.push(row);
    }
    if typed {
        let mut row = Row::default();
        row.spot(format!(" {} ", keys.name("run.type")), Ink::Key, Stands::TypeIn);
        row.spot(" type a value", Ink::Faint, Stands::TypeIn);
        answers.push(row);
    }
    if 1 + asked.len() + answers.len() <= most {
        let title = if running.keeping() { "CHOOSE · THE SAME FROM NOW ON" } else { "CHOOSE" };
        let mut rows = vec![heading(title, cells)];
        rows.extend(asked);
        rows.extend(answers);
        return rows;
    }
    // The options come before the sentence: whoever can see them can answer.
    let mut packed = answers;
    if packed.len() > most.saturating_sub(1) {
        packed = side_by_side(packed, cells);
    }
    let mut rows = asked;
    rows.truncate(most.saturating_sub(packed.len()));
    rows.extend(packed);
    rows
}

/// Rows put one behind the other, as many in a row as there is room for.
fn side_by_side(rows: Vec<Row>, cells: usize) -> Vec<Row> {
    let mut packed: Vec<Row> = Vec::new();
    for row in rows {
        match packed.last_mut() {
            Some(last) if last.wide() + row.wide() <= cells => last.pieces.extend(row.pieces),
            _ => packed.push(row),
        }
    }
    packed
}

/// What the aggregates remember, with what the command at hand has just changed.
fn state(running: &Running, cells: usize) -> Vec<Row> {
    let run = running.run();
    let (changed_in, changes) = changes(run);
    let mut rows = vec![heading("STATE", cells)];
    let followed = |state: &crate::engine::State| {
        let other = |(aggregate, key)| state.aggregate == aggregate && state.key != key;
        !running.only().is_some_and(other)
    };
    // Not more than could be shown; a board may have thousands.
    let mut states: Vec<_> = run.states().filter(|state| !state.fields.is_empty()).filter(followed).take(STATES).collect();
    // What has just changed is not to be the part that there is no room for.
    states.sort_by_key(|state| Some(state.aggregate) != changed_in);
    let name = |aggregate: Index| &*run.model().aggregate(aggregate).name;
    let wide = states.iter().map(|state| width(name(state.aggregate))).max().unwrap_or(0).min(cells / 2);
    for state in &states {
        let mut row = Row::plain(pad(name(state.aggregate), wide), Ink::Text);
        if state.key != Value::None {
            row.put(format!("  {}", tell::shown(run, state.key)), instance_ink(state.key));
        }
        for (field, value) in &state.fields {
            let stands = Stands::Field(state.aggregate, state.key, *field);
            row.put("  ", Ink::Text);
            row.spot(format!("{} ", run.texts().get(*field)), Ink::Faint, stands);
            let change = changes.iter().find(|(name, before, after)| {
                Some(state.aggregate) == changed_in && name == field && after == value && before != after
            });
            if let Some((_, before, _)) = change {
                row.spot(format!("{} → ", tell::shown(run, *before)), Ink::Faint, stands);
            }
            row.spot(tell::shown(run, *value), if change.is_some() { Ink::Done } else { Ink::Strong }, stands);
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

/// What is delayed, with the time at which it is due.
fn agenda(run: &Run, cells: usize) -> Vec<Row> {
    let mut rows = vec![heading("AGENDA", cells)];
    for (number, waiting) in run.what_waits().take(STATES).enumerate() {
        let model = run.model();
        rows.push(
            Row::of(Stands::Due(number))
                .and(format!("{:>4}  ", duration::format(waiting.due)), Ink::Key)
                .and(&*model.command(waiting.command).name, Ink::Text)
                .and(format!("  by {}", model.policy(waiting.policy).name), Ink::Faint),
        );
    }
    rows
}

/// The read models as tables, those that hold something.
fn read_models(run: &Run, cells: usize) -> Vec<Row> {
    let mut all = vec![heading("READ MODELS", cells)];
    for (index, model) in run.model().read_models.iter().enumerate() {
        let index = index as Index;
        let rows = run.rows(index);
        if rows.is_empty() {
            continue;
        }
        all.push(Row::plain("R", Ink::Paper(Kind::ReadModel, false)).and(format!(" {}", model.name), Ink::Text));
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
        let mut names = Row::default();
        for (column, wide) in columns.iter().zip(&widths) {
            names.put(format!("  {}", pad(run.texts().get(*column), *wide)), Ink::Faint);
        }
        all.push(names);
        for row in shown {
            let mut told = Row::default();
            for (column, wide) in columns.iter().zip(&widths) {
                told.put("  ", Ink::Text);
                told.spot(pad(&cell(row, *column), *wide), Ink::Text, Stands::Cell(index, row.key, *column));
            }
            all.push(told);
        }
        if rows.len() > shown.len() {
            all.push(Row::plain(format!("  … {} earlier rows", rows.len() - shown.len()), Ink::Faint));
        }
    }
    all
}

/// What is not asked any more, because the answer is the same from now on.
fn always(running: &Running, cells: usize) -> Vec<Row> {
    let mut rows = vec![heading("THE SAME FROM NOW ON", cells)];
    for (number, always) in running.always().iter().enumerate() {
        rows.push(Row::of(Stands::Always(number)).and(format!("{}  ", always.question), Ink::Text).and(&*always.label, Ink::Key));
    }
    rows
}
