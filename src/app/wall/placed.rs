//! The notes in view and their cells: what is drawn there, and what a click there means.

use ratatui::layout::{Position, Rect};

use super::{Spot, Window, Zoom, text};
use crate::app::{State, Target, View};
use crate::board::{Kind, Note, NoteId, Place};

/// A note in view.
pub struct Placed<'a> {
    /// The note.
    pub note: &'a Note,
    /// Its cells.
    pub area: Rect,
}

/// The notes in view, lane by lane.
pub fn in_view<'a>(state: &'a State, window: &Window) -> Vec<Placed<'a>> {
    let (grid, board) = (state.grid(), state.board());
    let mut placed = Vec::new();
    for lane in window.first_lane..8 {
        if window.y(lane).is_none() {
            break;
        }
        let notes = grid.lane(lane);
        // The note before the first in view may reach into the view.
        let first = grid.first_from(lane, window.units.start).saturating_sub(1);
        for (position, index) in notes.iter().enumerate().skip(first) {
            let spot = grid.spot_at(board, *index as usize);
            if spot.unit >= window.units.end {
                break;
            }
            let next = notes.get(position + 1).map(|next| grid.unit(*next as usize));
            let note: &Note = &board.notes()[*index as usize];
            let spot = widened(state, window, note, spot, next);
            if let Some(area) = window.rect(spot) {
                placed.push(Placed { note, area });
            }
        }
    }
    placed
}

/// A note beside the chain whose text does not fit takes free units behind it, as many as it needs.
fn widened(state: &State, window: &Window, note: &Note, spot: Spot, next: Option<usize>) -> Spot {
    let rows = usize::from(window.lanes[spot.lane].rows);
    // Where there is one row, it says the first line and that there are more.
    let (first, more) = note.text.trim().split_once('\n').unwrap_or((&note.text, ""));
    let long = text::width(first) + if more.is_empty() { 2 } else { 3 };
    let fits = |width: usize| {
        let cells = (width * usize::from(window.stride())).saturating_sub(4);
        (long <= cells && (rows == 1 || more.is_empty())) || (rows > 1 && text::wrap(&note.text, cells, rows + 1).len() <= rows)
    };
    // What cause and effect line up by stays in its column.
    let beside = matches!(note.kind(), Kind::Actor | Kind::ExternalSystem | Kind::ReadModel | Kind::HotSpot);
    if !beside || matches!(state.drawn(), Zoom::Large | Zoom::Projected) || fits(1) {
        return spot;
    }
    let draft = state.grid().draft().filter(|draft| draft.lane == spot.lane && draft.unit > spot.unit).map(|draft| draft.unit);
    let edge = window.units.start + window.room;
    let limit = next.into_iter().chain(draft).min().unwrap_or(usize::MAX).min(edge.max(spot.unit + 1));
    let width = (1..=limit - spot.unit).find(|width| fits(*width)).unwrap_or(limit - spot.unit);
    Spot { width: width.min(3), ..spot }
}

/// Narrower than this, a text is hard to write.
const NARROW: u16 = 18;

impl State {
    /// Where on the wall a text is being written: where its note hangs, or will. Where one unit is narrow, the next one is written
    /// over as well, or the one before where only that is free.
    pub fn writing_spot(&self, window: &Window) -> Option<Spot> {
        let spot = match self.writing_on_wall()?.target {
            Target::New { .. } => self.grid().draft()?,
            Target::Note(id) => self.grid().spot(self.board(), id)?,
            _ => return None,
        };
        if window.note_width >= NARROW || spot.width > 1 || window.room < 2 {
            return Some(spot);
        }
        let free = |unit: usize| {
            let nearest = self.grid().nearest(self.board(), spot.lane, unit);
            let there = nearest.map(|index| self.grid().spot_at(self.board(), index));
            there.is_none_or(|there| !(there.unit..there.unit + there.width).contains(&unit))
        };
        let before = spot.unit.checked_sub(1).filter(|before| free(*before) && !free(spot.unit + 1));
        Some(Spot { unit: before.unwrap_or(spot.unit), width: 2, ..spot })
    }

    /// The note drawn in a cell of the screen.
    pub fn note_at(&self, cell: Position) -> Option<NoteId> {
        match self.shown() {
            View::Flow => return self.flow_note_at(cell),
            View::Contexts => return self.map_note_at(cell),
            View::Catalog => return self.note_in_row(cell),
            View::Wall => {}
        }
        let window = self.window()?;
        let notes = in_view(self, &window);
        // What is drawn last lies on top.
        notes.iter().rev().find(|placed| placed.area.contains(cell)).map(|placed| placed.note.id)
    }

    /// The place of the timeline in whose column a cell of the wall lies.
    pub fn place_at(&self, cell: Position) -> Option<Place> {
        let window = self.window().filter(|_| self.shown() == View::Wall)?;
        let begin = window.x(window.units.start).checked_sub(super::GUTTER)?;
        let right = window.x(window.units.end).saturating_sub(super::GUTTER).min(window.area.right());
        if !window.area.contains(cell) || cell.x < begin || cell.x >= right {
            return None;
        }
        // A gutter belongs to the note behind it.
        let unit = window.units.start + usize::from((cell.x - begin) / window.stride());
        self.grid().columns().get(self.grid().column_of_unit(unit)).map(|column| column.at)
    }

    /// The unit that a cell of the overview strip stands for.
    pub fn unit_on_strip(&self, cell: Position) -> Option<usize> {
        if matches!(self.view, View::Flow | View::Contexts) {
            return None;
        }
        let cells = self.window()?.strip(self.screen()?.strip);
        let at = cells.contains(cell).then(|| usize::from(cell.x - cells.x))?;
        Some(at * self.grid().width() / usize::from(cells.width))
    }
}
