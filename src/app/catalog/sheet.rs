//! The cells of a table: what is drawn there, and what a click there means.

use ratatui::layout::{Position, Rect};

use super::{Column, TABLES, Table};
use crate::app::State;
use crate::app::wall::text;
use crate::board::{Kind, NoteId};

/// The cells between two columns.
const GAP: u16 = 2;

/// What stands where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// The names of the tables.
    pub tabs: Vec<Tab>,
    /// The row of the columns' heads.
    pub head: Rect,
    /// The cells of the rows.
    pub rows: Rect,
    /// The columns that have room, each with its first column of cells and its width.
    pub columns: Vec<(Column, u16, u16)>,
}

/// The name of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tab {
    /// The table.
    pub table: Table,
    /// Its cells.
    pub area: Rect,
    /// What it says, behind the shape of the kind.
    pub text: String,
}

/// What a click in a cell means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::app) enum Hit {
    Tab(Table),
    Head(Column),
}

impl State {
    /// Where the table of the catalog stands; nothing where the screen is too small.
    pub fn sheet(&self) -> Option<Sheet> {
        let screen = self.screen()?;
        // A tall table can afford some air under the names of the tables.
        let air = u16::from(screen.wall.height >= 20);
        let head = Rect { y: screen.wall.y + air, height: 1, ..screen.wall };
        let rows = Rect { y: head.y + 1, height: screen.wall.height.saturating_sub(air + 1), ..screen.wall };
        Some(Sheet { tabs: self.tabs(screen.ruler), head, rows, columns: self.columns_in(head) })
    }

    fn tabs(&self, row: Rect) -> Vec<Tab> {
        let catalog = self.catalog();
        let name = |table: Table, short: bool| match table {
            None => "all".to_owned(),
            Some(kind) if short => kind.letter().to_string(),
            Some(Kind::ExternalSystem) => "systems".to_owned(),
            Some(kind) => kind.plural().to_owned(),
        };
        // Names with counts where there is room, then names, letters with counts, letters.
        let texts = |(short, counted): (bool, bool)| {
            let text = |table: Table| match counted {
                true => format!("{} {}", name(table, short), catalog.count(table)),
                false => name(table, short),
            };
            let texts = TABLES.map(text);
            let wide: usize = texts.iter().map(|text| text::width(text) + 4).sum();
            (wide <= usize::from(row.width) + 2 || (short && !counted)).then_some(texts)
        };
        let texts = [(false, true), (false, false), (true, true), (true, false)].into_iter().find_map(texts).unwrap_or_default();
        let (mut tabs, mut x) = (Vec::new(), row.x);
        for (table, text) in TABLES.into_iter().zip(texts) {
            let shape = if table.is_some() { 2 } else { 0 };
            let width = text::width(&text) as u16 + shape + 2;
            if x + width > row.right() {
                break;
            }
            tabs.push(Tab { table, area: Rect { x, width, ..row }, text });
            x += width;
        }
        tabs
    }

    /// The columns that have room: the least important fold away first, and what is left over is shared out.
    fn columns_in(&self, head: Rect) -> Vec<(Column, u16, u16)> {
        let table = self.catalog().table();
        let mut columns: Vec<(Column, (u16, u16, u8))> =
            self.catalog().columns().iter().map(|(column, widest)| (*column, column.measure(table, *widest))).collect();
        // A bar tells the focus at the left, and the shape of the kind stands before the name.
        let room = head.width.saturating_sub(5);
        let wide =
            |columns: &[(Column, (u16, u16, u8))]| columns.iter().map(|(_, (least, ..))| least + GAP).sum::<u16>() - GAP.min(room);
        while columns.len() > 1 && wide(&columns) > room {
            let least = columns.iter().enumerate().min_by_key(|(_, (_, (.., stays)))| *stays).map_or(0, |(index, _)| index);
            columns.remove(least);
        }
        if columns.is_empty() {
            return Vec::new();
        }
        let mut spare = room.saturating_sub(wide(&columns));
        // A cell for each that has a use for it, again and again: what needs little gets all it needs.
        while spare > 0 && columns.iter().any(|(_, (width, most, _))| width < most) {
            for (_, (width, most, _)) in &mut columns {
                if spare > 0 && width < most {
                    *width += 1;
                    spare -= 1;
                }
            }
        }
        let mut x = head.x + 4;
        let mut placed = Vec::new();
        for (column, (width, ..)) in columns {
            let width = width.min(head.right().saturating_sub(x + 1));
            placed.push((column, x, width));
            x += width + GAP;
        }
        placed
    }

    /// The cells of a note's row, the name's column only; nothing where it is not in view.
    pub fn row_area(&self, id: NoteId) -> Option<Rect> {
        let sheet = self.sheet()?;
        let row = self.catalog().row_of(self.board().position(id)?)?;
        let y = row.checked_sub(self.catalog().scroll()).filter(|y| *y < usize::from(sheet.rows.height))?;
        let (_, x, width) = *sheet.columns.iter().find(|(column, ..)| *column == Column::Name)?;
        Some(Rect { x, y: sheet.rows.y + y as u16, width, height: 1 })
    }

    /// The note in whose row a cell lies.
    pub(in crate::app) fn note_in_row(&self, cell: Position) -> Option<NoteId> {
        let sheet = self.sheet()?;
        let row = sheet.rows.contains(cell).then(|| usize::from(cell.y - sheet.rows.y) + self.catalog().scroll())?;
        let index = self.catalog().rows().get(row)?;
        Some(self.board().notes()[*index as usize].id)
    }

    /// What a click above the rows means.
    pub(in crate::app) fn hit_on_sheet(&self, cell: Position) -> Option<Hit> {
        let sheet = self.sheet()?;
        if let Some(tab) = sheet.tabs.iter().find(|tab| tab.area.contains(cell)) {
            return Some(Hit::Tab(tab.table));
        }
        let column = |(_, x, width): &&(Column, u16, u16)| cell.x >= *x && cell.x < x + width;
        let found = sheet.head.contains(cell).then(|| sheet.columns.iter().find(column)).flatten();
        found.map(|(column, ..)| Hit::Head(*column))
    }
}
