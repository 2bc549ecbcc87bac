//! The catalog: the notes as tables, one for each kind and one for all.
//!
//! Which notes a table holds and in which order is found once for a board, a table, a sorting and a filter; a key looks it up, and
//! a frame puts only the rows in view into words. The focus is that of the wall.

mod column;
mod sheet;

use crate::board::{Board, Kind, NoteId};

use super::filter::Filtered;
use super::wall::text;
use super::{Mode, State, Tone, View};

pub use column::Column;
pub(in crate::app) use column::told;
pub(in crate::app) use sheet::Hit;
pub use sheet::{Sheet, Tab};

/// A table: that of a kind, or that of all notes.
pub type Table = Option<Kind>;

/// The tables, in their order.
pub const TABLES: [Table; 9] = [
    None,
    Some(Kind::Actor),
    Some(Kind::Command),
    Some(Kind::Aggregate),
    Some(Kind::ExternalSystem),
    Some(Kind::Event),
    Some(Kind::Policy),
    Some(Kind::ReadModel),
    Some(Kind::HotSpot),
];

/// So many rows are looked at to find how wide a column is.
const MEASURED: usize = 400;

/// A table's position among [`TABLES`].
fn position(table: Table) -> usize {
    table.map_or(0, |kind| kind.lane() + 1)
}

/// What a table's rows depend on.
#[derive(Clone, PartialEq, Debug)]
struct Of {
    revision: u64,
    table: Table,
    sort: Option<(Column, bool)>,
    filter: Option<String>,
}

/// The tables, and where in them one is.
#[derive(Clone, Default, Debug)]
pub struct Catalog {
    table: Table,
    /// By which column each table is sorted, and whether from the end; none: along the timeline.
    sorts: [Option<(Column, bool)>; 9],
    /// The note one was at last in each table.
    last: [Option<NoteId>; 9],
    /// The rows, as indexes into [`Board::notes`].
    rows: Vec<u32>,
    /// For each note of the board its row and one, and 0 where it has none.
    ranks: Vec<u32>,
    /// How many rows each table has.
    counts: [usize; 9],
    /// The columns in which any row says something, and how wide the widest of its cells is.
    columns: Vec<(Column, u16)>,
    of: Option<Of>,
    /// The row in focus, and the first one in view.
    at: usize,
    scroll: usize,
    /// The note in focus and its kind when that was looked at last.
    seen: Option<(NoteId, Kind)>,
}

impl Catalog {
    /// The table shown.
    pub fn table(&self) -> Table {
        self.table
    }

    /// By which column it is sorted, and whether from the end.
    pub fn sort(&self) -> Option<(Column, bool)> {
        self.sorts[position(self.table)]
    }

    /// The rows, as indexes into [`Board::notes`].
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// The row of a note, by its index in [`Board::notes`].
    pub fn row_of(&self, index: usize) -> Option<usize> {
        self.ranks.get(index).and_then(|rank| (*rank as usize).checked_sub(1))
    }

    /// The first row in view.
    pub fn scroll(&self) -> usize {
        self.scroll
    }

    /// The columns that have something to say, in their order, and how wide they would like to be.
    pub fn columns(&self) -> &[(Column, u16)] {
        &self.columns
    }

    /// How many rows a table has.
    pub fn count(&self, table: Table) -> usize {
        self.counts[position(table)]
    }

    /// Sorts the table by a column, from the end where it was sorted by that already, or not at all.
    pub(super) fn sort_by(&mut self, column: Option<Column>) {
        let sort = &mut self.sorts[position(self.table)];
        *sort = column.map(|column| (column, *sort == Some((column, false))));
    }

    /// Finds the rows anew where anything they depend on has changed.
    fn follow(&mut self, board: &Board, filtered: Option<&Filtered>) {
        let filter = filtered.map(|filtered| filtered.filter().text().to_owned());
        let of = Of { revision: board.revision(), table: self.table, sort: self.sort(), filter };
        if self.of.as_ref() == Some(&of) {
            return;
        }
        let notes = board.notes();
        let all = 0..notes.len() as u32;
        let fitting: Vec<u32> = filtered.map_or_else(|| all.collect(), |filtered| filtered.matches().to_vec());
        self.counts = [0; 9];
        self.counts[0] = fitting.len();
        for index in &fitting {
            self.counts[position(Some(notes[*index as usize].kind()))] += 1;
        }
        let in_table = |index: &u32| self.table.is_none_or(|kind| notes[*index as usize].kind() == kind);
        self.rows = fitting.into_iter().filter(in_table).collect();
        if let Some((column, from_end)) = of.sort {
            let key = |index: &u32| column.key(board, &notes[*index as usize]);
            let mut keyed: Vec<(String, u32)> = self.rows.iter().map(|index| (key(index), *index)).collect();
            // What says nothing comes last either way, and equals stay along the timeline.
            keyed.sort_by(|(one, _), (other, _)| {
                let order = if from_end { other.cmp(one) } else { one.cmp(other) };
                one.is_empty().cmp(&other.is_empty()).then(order)
            });
            self.rows = keyed.into_iter().map(|(_, index)| index).collect();
        }
        self.ranks = vec![0; notes.len()];
        for (row, index) in self.rows.iter().enumerate() {
            self.ranks[*index as usize] = row as u32 + 1;
        }
        let says = |column: &&Column| self.rows.iter().any(|index| column.says(&notes[*index as usize]));
        let used = Column::of(self.table).iter().filter(says).copied();
        // On a long table some of the rows tell how wide a column is.
        let every = self.rows.len().div_ceil(MEASURED).max(1);
        let measured = || self.rows.iter().step_by(every).map(|index| &notes[*index as usize]);
        let widest = |column: Column| measured().map(|note| text::width(column.cell(board, note).trim())).max().unwrap_or(0);
        // Behind the heading stands the sign of the order.
        let wish = |column: Column| widest(column).max(column.name().len() + 2).min(usize::from(u16::MAX)) as u16;
        self.columns = used.map(|column| (column, wish(column))).collect();
        self.of = Some(of);
    }
}

impl State {
    /// The tables of the catalog.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Shows a table, at the note one was at last there.
    pub(super) fn show_table(&mut self, table: Table) {
        self.catalog.table = table;
        // Where the table has no row for the focus, the focus must not bring the old table back.
        self.catalog.seen = self.focus_and_kind();
        let last = self.catalog.last[position(table)].filter(|id| self.board.note(*id).is_some());
        if let Some(last) = last
            && table.is_some()
        {
            self.set_focus(last);
            self.catalog.seen = self.focus_and_kind();
        } else if table.is_some_and(|kind| self.focused().is_some_and(|note| note.kind() != kind)) {
            // To the row nearest on the timeline.
            let lane = table.map_or(0, Kind::lane);
            self.catalog.follow(&self.board, self.filtered.as_ref());
            let unit = self.goal;
            let near = self.grid.nearest(&self.board, lane, unit).filter(|index| self.catalog.row_of(*index).is_some());
            let there = near.and_then(|index| self.catalog.row_of(index));
            self.catalog.at = there.unwrap_or(0);
        }
    }

    /// Puts a row in focus.
    pub(super) fn focus_row(&mut self, row: usize) {
        let id = self.catalog.rows.get(row).map(|index| self.board.notes()[*index as usize].id);
        id.into_iter().for_each(|id| self.set_focus(id));
    }

    /// The row in focus.
    pub(super) fn focused_row(&self) -> Option<usize> {
        self.catalog.row_of(self.board.position(self.focus?)?)
    }

    fn focus_and_kind(&self) -> Option<(NoteId, Kind)> {
        self.focused().map(|note| (note.id, note.kind()))
    }

    /// Makes the catalog and the focus agree: the table is one that shows the note in focus, or the focus is in the table.
    pub(super) fn settle_catalog(&mut self) {
        if self.view != View::Catalog {
            self.catalog.seen = None;
            return;
        }
        let now = self.focus_and_kind();
        let moved = self.catalog.seen != now;
        let kind = now.map(|(_, kind)| kind);
        if moved && self.catalog.table.is_some() && kind.is_some() && self.catalog.table != kind {
            self.catalog.table = kind;
        }
        self.catalog.follow(&self.board, self.filtered.as_ref());
        let row = match self.focused_row() {
            Some(row) => row,
            None => {
                let hidden = self.focus.filter(|_| moved && self.catalog.seen.is_some() && matches!(self.mode, Mode::Wall));
                if let (Some(id), Some(_)) = (hidden, &self.filtered) {
                    let said = format!("the filter hides {}; {} changes it", self.name_of(id), self.keys.name("filter.open"));
                    self.say(Tone::Plain, said);
                }
                let row = self.catalog.at.min(self.catalog.rows.len().saturating_sub(1));
                self.focus_row(row);
                row
            }
        };
        self.catalog.at = row;
        self.catalog.seen = self.focus_and_kind();
        if self.focused_row().is_some() {
            self.catalog.last[position(self.catalog.table)] = self.focus;
        }
        let Some(sheet) = self.sheet() else { return };
        let height = usize::from(sheet.rows.height).max(1);
        let least = (row + 1).saturating_sub(height);
        let most = self.catalog.rows.len().saturating_sub(height);
        let scroll = if self.stays(View::Catalog) { self.catalog.scroll } else { self.catalog.scroll.clamp(least, row.max(least)) };
        self.catalog.scroll = scroll.min(most);
    }

    /// Scrolls the table by so many rows. False where it goes no further.
    pub(super) fn scroll_table(&mut self, down: i32) -> bool {
        let Some(sheet) = self.sheet() else { return false };
        let most = self.catalog.rows.len().saturating_sub(usize::from(sheet.rows.height).max(1));
        let there = self.catalog.scroll.saturating_add_signed(down as isize).min(most);
        std::mem::replace(&mut self.catalog.scroll, there) != there
    }
}
