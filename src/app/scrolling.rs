//! Scrolling freely: the view goes on and the focus stays where it is, until it is moved or something is done about it.
//!
//! That the focus is in view is the rule; a view that was scrolled is the exception, and remembers what it is an exception from.

use std::mem::{Discriminant, discriminant};

use ratatui::layout::Position;

use crate::board::NoteId;

use super::catalog::{Column, Table};
use super::flow::Bar;
use super::wall::Window;
use super::{Mode, State, View};

/// How things were when a view was scrolled freely. Where anything of it changes, the focus comes back into view.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Anchor {
    view: View,
    focus: Option<NoteId>,
    revision: u64,
    /// What is being done about the note, such as writing it.
    about: Option<Discriminant<Mode>>,
    table: Table,
    sort: Option<(Column, bool)>,
}

/// The columns and rows of the flow, the map and the tables that one step goes on by.
const STEP: (i32, i32) = (8, 3);

impl State {
    fn anchor(&self) -> Anchor {
        let elsewhere =
            matches!(self.mode, Mode::Wall | Mode::Help(_) | Mode::Palette(_) | Mode::Report(_) | Mode::Page(_) | Mode::Start(_));
        Anchor {
            view: self.view,
            focus: self.focus,
            revision: self.board.revision(),
            about: (!elsewhere).then(|| discriminant(&self.mode)),
            table: self.catalog.table(),
            sort: self.catalog.sort(),
        }
    }

    /// Whether a view stays where it was scrolled to, though the focus may be out of view.
    pub fn stays(&self, view: View) -> bool {
        self.scrolled == Some(self.anchor()) && self.view == view
    }

    /// Keeps the view where it is, whatever is in focus.
    fn stay(&mut self) {
        self.scrolled = Some(self.anchor());
    }

    /// Brings the focus back into view.
    pub(super) fn come_back(&mut self) {
        self.scrolled = None;
    }

    /// Scrolls the view by so many steps to the right and down, as far as it goes. False where it goes no further.
    pub(super) fn scroll_by(&mut self, across: i32, down: i32) -> bool {
        let moved = match self.view {
            View::Wall => self.scroll_wall(across, down),
            View::Flow => self.scroll_flow(across * STEP.0, down * STEP.1),
            View::Contexts => self.scroll_map(across * STEP.0, down * STEP.1),
            View::Catalog => self.scroll_table(down * STEP.1),
        };
        if moved {
            self.stay();
        }
        moved
    }

    fn scroll_wall(&mut self, across: i32, down: i32) -> bool {
        let Some(window) = self.window() else { return false };
        let here = (window.units.start, window.first_lane);
        let there = (here.0.saturating_add_signed(across as isize), here.1.saturating_add_signed(down as isize));
        let Window { units, first_lane, .. } = Window::new(window.area, &self.grid, self.drawn(), there.0, there.1);
        let there = (units.start, first_lane);
        self.scroll = there;
        there != here
    }

    /// Whether the view is higher than the screen.
    pub(super) fn is_high(&self) -> bool {
        match self.shown() {
            View::Wall => self.window().is_some_and(|window| window.first_lane > 0 || !window.shows_lane(7)),
            View::Flow => self.flow().zip(self.flow_pane()).is_some_and(|(flow, pane)| flow.size().1 > i32::from(pane.area.height)),
            View::Contexts => {
                self.map().zip(self.map_pane()).is_some_and(|(map, pane)| map.flow.size().1 > i32::from(pane.area.height))
            }
            View::Catalog => true,
        }
    }

    /// The bars that show where one is in a view that is larger than the screen.
    pub fn bars(&self) -> Vec<Bar> {
        let Some(screen) = self.screen().filter(|screen| screen.strip.height > 0) else { return Vec::new() };
        let of = match self.shown() {
            View::Flow => self.flow().zip(self.flow_pane()).map(|(flow, pane)| (flow.size(), pane)),
            View::Contexts => self.map().zip(self.map_pane()).map(|(map, pane)| (map.flow.size(), pane)),
            View::Wall | View::Catalog => None,
        };
        of.map_or_else(Vec::new, |(size, pane)| pane.bars(size, screen.strip))
    }

    /// Goes to what a cell of a bar stands for, and puts what is nearest there in focus. False where there is no bar.
    pub(super) fn go_by_bar(&mut self, cell: Position) -> bool {
        let Some(bar) = self.bars().into_iter().find(|bar| bar.cells.contains(cell)) else { return false };
        let by = bar.start_at(cell) - bar.from;
        let (across, down) = if bar.down { (0, by) } else { (by, 0) };
        match self.view {
            View::Flow => {
                self.scroll_flow(across, down);
                if !self.focus_in_flow(bar.down, bar.place_of(cell)) && !bar.down {
                    // Only lines run there; the nearest note brings itself into view.
                    self.come_back();
                    return true;
                }
            }
            View::Contexts => {
                self.scroll_map(across, down);
                self.focus_on_map(bar.down, bar.place_of(cell));
            }
            View::Wall | View::Catalog => {}
        }
        self.stay();
        true
    }
}

/// Where a step from a place leads that goes no further than some end, and never back.
pub(super) fn step(from: i32, by: i32, end: i32) -> i32 {
    match by {
        0 => from,
        1.. => (from + by).min(end).max(from),
        _ => (from + by).max(0).min(from),
    }
}
