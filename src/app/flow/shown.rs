//! The flow in the state: computed when it is looked at, for a revision of the board, and scrolled only where the focus leaves
//! the view.

use ratatui::layout::{Position, Rect};

use super::{Cells, Flow, Pane};
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
        let of = Some((self.board.revision(), self.zoom, screen.wall.width));
        if self.flow.of != of {
            // Places are numbered anew.
            self.flow.flow = Some(Flow::new(&self.board, self.zoom, screen.wall.width));
            self.flow.of = of;
            self.flow.at = None;
        }
        let Some(flow) = &self.flow.flow else { return };
        self.flow.at = self.focus.and_then(|id| flow.standing(&self.board, id, self.flow.at));
        if let (Some(at), Some(pane)) = (self.flow.at, self.flow_pane()) {
            let scroll = pane.reveal(flow.cells(at), flow.cells_around(at), flow.size());
            let left = match scroll.0 {
                left if left == pane.left || left == 0 => left,
                left => flow.whole_layers(at, left, i32::from(pane.area.width)),
            };
            self.flow.scroll = (left, scroll.1);
        }
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
