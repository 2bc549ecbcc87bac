//! The tables of the catalog: walking along their rows, from table to table, and sorting them.

use super::moving::Way;
use super::{Command, Group, Section, menus};
use crate::app::catalog::{Column, TABLES};
use crate::app::mode::{Choice, Menu, Then};
use crate::app::{Scope, State, Tone, Turn, View};

const HERE: Section = Section { group: Group::Looking, scopes: &[Scope::Wall], available: in_the_catalog };

pub(super) const COMMANDS: &[Command] = &[HERE.row(
    "catalog.sort",
    "sort the table",
    "sorts this table of the catalog by a column; the same column again turns the order around",
    &["S"],
    Some(("sort", 58)),
    ask,
)];

fn in_the_catalog(state: &State) -> Result<(), &'static str> {
    if state.view == View::Catalog { Ok(()) } else { Err("only the tables of the catalog are sorted; F5 shows them") }
}

fn ask(turn: &mut Turn<'_>) {
    let catalog = turn.state.catalog();
    let sort = catalog.sort();
    let mut choices: Vec<Choice> = Vec::new();
    // The first letter of its name that no column before has.
    let free = |choices: &[Choice], name: &str| {
        let letters = name.chars().chain('1'..='9').filter(char::is_ascii_alphanumeric);
        let mut letters = letters.filter(|letter| *letter != 't' && choices.iter().all(|choice| choice.letter != *letter));
        letters.next().unwrap_or('0')
    };
    for column in Column::of(catalog.table()) {
        let label = match sort {
            Some((by, false)) if by == *column => format!("{} ▲ turn around", column.name()),
            Some((by, true)) if by == *column => format!("{} ▼ turn around", column.name()),
            _ => column.name().to_owned(),
        };
        let letter = free(&choices, column.name());
        choices.push(Choice { letter, label, kind: None, then: Then::Sort(Some(*column)) });
    }
    choices.push(Choice { letter: 't', label: "along the timeline".into(), kind: None, then: Then::Sort(None) });
    let here = |(by, _)| Column::of(catalog.table()).iter().position(|column| *column == by);
    let selected = sort.and_then(here).unwrap_or(0);
    menus::open(turn, Menu { title: "Sort by".into(), choices, selected, about_note: false, back: None });
}

/// Sorts the table; by the column that it is sorted by already: the other way round.
pub(crate) fn sort_by(turn: &mut Turn<'_>, column: Option<Column>) {
    turn.state.catalog.sort_by(column);
    let said = match turn.state.catalog.sort() {
        Some((column, false)) => format!("sorted by {} ▲", column.name()),
        Some((column, true)) => format!("sorted by {} ▼", column.name()),
        None => "in the order of the timeline".to_owned(),
    };
    turn.state.say(Tone::Done, said);
}

/// Walks: up and down along the rows, left and right from table to table.
pub(crate) fn walk_table(turn: &mut Turn<'_>, way: Way) {
    let state = &mut *turn.state;
    let last = state.catalog.rows().len().saturating_sub(1);
    let row = state.focused_row();
    let half = state.sheet().map_or(1, |sheet| usize::from(sheet.rows.height / 2).max(1));
    let there = match (way, row) {
        (Way::Left, _) => return turn_table(turn, TABLES.len() - 1),
        (Way::Right, _) => return turn_table(turn, 1),
        (Way::First | Way::Top, _) | (_, None) => 0,
        (Way::Last | Way::Bottom, _) => last,
        (Way::Up, Some(row)) => row.saturating_sub(1),
        (Way::Down, Some(row)) => row + 1,
        (Way::PageRight, Some(row)) => row + half,
        (Way::PageLeft, Some(row)) => row.saturating_sub(half),
    };
    state.focus_row(there.min(last));
}

/// To the table so many further on, around.
fn turn_table(turn: &mut Turn<'_>, by: usize) {
    let table = turn.state.catalog.table();
    let here = TABLES.iter().position(|other| *other == table).unwrap_or(0);
    turn.state.show_table(TABLES[(here + by) % TABLES.len()]);
}
