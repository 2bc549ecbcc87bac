//! The flow in the state: computed when it is looked at, for a revision of the board, and scrolled only where the focus leaves
//! the view.

use ratatui::layout::{Position, Rect};

use super::{Cells, Flow, Pane, Seen};
use crate::app::commands::Way;
use crate::app::wall::Zoom;
use crate::app::{State, View};
use crate::board::NoteId;

/// The flow as it is looked at.
#[derive(Debug, Default)]
pub(in crate::app) struct Shown {
    flow: Option<Flow>,
    /// The revision, the size of notes and the columns it was made for.
    of: Option<(u64, Zoom, u16)>,
    scroll: (i32, i32),
    /// Where the note in focus stands, since one may stand in several places.
    at: Option<usize>,
}

impl State {
    /// The flow, where it is looked at.
    pub fn flow(&self) -> Option<&Flow> {
        self.flow.flow.as_ref().filter(|_| self.view == View::Flow)
    }

    /// The part of the flow in view; nothing where the screen is too small.
    pub fn flow_pane(&self) -> Option<Pane> {
        let screen = self.screen()?;
        let (left, top) = self.flow.scroll;
        Some(Pane { area: screen.wall, left, top })
    }

    /// Where the note in focus stands in the flow.
    pub fn flow_focus(&self) -> Option<Cells> {
        self.flow().zip(self.flow.at).map(|(flow, at)| flow.cells(at))
    }

    /// Makes the flow that of the board, and brings the focus into view.
    pub(in crate::app) fn settle_flow(&mut self) {
        if self.view != View::Flow {
            return;
        }
        let Some(screen) = self.screen() else { return };
        let of = Some((self.board.revision(), self.drawn(), screen.wall.width));
        if self.flow.of != of {
            // Places are numbered anew; a view that was scrolled stays near what it showed.
            let before = self.flow.flow.as_ref().map(Flow::size);
            let flow = Flow::new(&self.board, self.drawn(), screen.wall.width);
            if let Some(before) = before.filter(|_| self.stays(View::Flow)) {
                let there = |at: i32, was: i32, is: i32| (i64::from(at) * i64::from(is) / i64::from(was.max(1))) as i32;
                let ((left, top), size) = (self.flow.scroll, flow.size());
                self.flow.scroll = (there(left, before.0, size.0), there(top, before.1, size.1));
            }
            self.flow.flow = Some(flow);
            self.flow.of = of;
            self.flow.at = None;
        }
        let Some(flow) = &self.flow.flow else { return };
        self.flow.at = self.focus.and_then(|id| flow.standing(&self.board, id, self.flow.at));
        if self.stays(View::Flow) {
            let (pane, (wide, high)) = (screen.wall, flow.size());
            let (left, top) = self.flow.scroll;
            let end = |all: i32, room: u16| (all - i32::from(room)).max(0);
            self.flow.scroll = (left.min(end(wide, pane.width)), top.min(end(high, pane.height)));
        } else if let (Some(at), Some(pane)) = (self.flow.at, self.flow_pane()) {
            let scroll = pane.reveal(flow.cells(at), flow.cells_around(at), flow.size());
            let left = match scroll.0 {
                left if left == pane.left || left == 0 => left,
                left => flow.whole_layers(at, left, i32::from(pane.area.width)),
            };
            self.flow.scroll = (left, scroll.1);
        }
    }

    /// Scrolls the flow by so many columns and rows. False where it goes no further.
    pub(in crate::app) fn scroll_flow(&mut self, across: i32, down: i32) -> bool {
        let (Some(flow), Some(pane)) = (self.flow(), self.flow_pane()) else { return false };
        let there = pane.scrolled(across, down, flow.size());
        std::mem::replace(&mut self.flow.scroll, there) != there
    }

    /// Puts the note in view in focus that is nearest to a column or a row, and to where the focus was otherwise. False where no
    /// note is in view; for a column, what is nearest to it in the chain is in focus then.
    pub(in crate::app) fn focus_in_flow(&mut self, row: bool, place: i32) -> bool {
        let (Some(flow), Some(pane)) = (self.flow(), self.flow_pane()) else { return false };
        let here = self.flow_focus().map_or((pane.left, pane.top), |cells| (cells.x, cells.y));
        let (x, y) = if row { (here.0, place) } else { (place, here.1) };
        let away = |seen: &&Seen| {
            let middle = (seen.cells.x + seen.cells.width / 2, seen.cells.y + seen.cells.height / 2);
            // A row is as far from the next as some columns are.
            middle.0.abs_diff(x) + 3 * middle.1.abs_diff(y)
        };
        let seen = flow.seen(&pane);
        let near = seen.iter().filter(|seen| seen.sign.is_none()).min_by_key(away);
        let standing = match near {
            Some(near) => flow.standings(near.note).find(|standing| flow.cells(*standing) == near.cells),
            None if row => None,
            None => self.flow.at.and_then(|at| flow.page(at, place - here.0)),
        };
        let found = near.is_some();
        let note = standing.and_then(|standing| self.board.notes().get(flow.note(standing))).map(|note| note.id);
        if let Some(id) = note {
            self.set_focus(id);
            self.flow.at = standing;
        }
        found
    }

    /// Walks through the flow.
    pub(in crate::app) fn walk_flow(&mut self, way: Way) {
        let (Some(flow), Some(from), Some(pane)) = (self.flow(), self.flow.at, self.flow_pane()) else { return };
        let half = i32::from(pane.area.width) / 2;
        let there = match way {
            Way::Left => flow.left(from),
            Way::Right => flow.right(from),
            Way::Up => flow.beyond(from, false),
            Way::Down => flow.beyond(from, true),
            Way::PageRight => flow.page(from, half),
            Way::PageLeft => flow.page(from, -half),
            Way::First => flow.end(false),
            Way::Last => flow.end(true),
            Way::Top => flow.edge(from, false),
            Way::Bottom => flow.edge(from, true),
        };
        let note = there.and_then(|there| self.board.notes().get(flow.note(there))).map(|note| note.id);
        if let Some(id) = note {
            self.set_focus(id);
            self.flow.at = there;
        }
    }

    /// The note in a cell of the flow.
    pub(in crate::app) fn flow_note_at(&self, at: Position) -> Option<NoteId> {
        let pane = self.flow_pane().filter(|pane| pane.area.contains(at))?;
        let note = self.flow()?.note_in(&pane, at)?;
        self.board.notes().get(note).map(|note| note.id)
    }

    /// The cells of the note in focus, or of the note that is being written, in the view that is looked at.
    pub(in crate::app) fn cells_in_focus(&self) -> Option<Rect> {
        match self.view {
            View::Flow => self.flow_pane()?.rect(self.flow_focus()?),
            View::Catalog => self.row_area(self.focus?),
            View::Wall | View::Contexts => {
                let spot = self.grid.draft().or_else(|| self.focus_spot());
                self.window()?.rect(spot?)
            }
        }
    }
}
