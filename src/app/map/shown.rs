//! The context map in the state. The region in focus is the one of the note in focus, so that the other views show the same.

use ratatui::layout::{Position, Rect};

use super::{Item, Map, Relations};
use crate::app::commands::Way;
use crate::app::flow::{Cells, Flow, Pane};
use crate::app::wall::Zoom;
use crate::app::{State, View};
use crate::board::NoteId;

/// The context map as it is looked at.
#[derive(Debug, Default)]
pub(in crate::app) struct Shown {
    map: Option<Map>,
    /// The revision, the size of notes and the cells it was made for.
    of: Option<(u64, Zoom, Rect)>,
    scroll: (i32, i32),
    /// The region in focus, and the note for which it is.
    at: usize,
    with: Option<NoteId>,
}

/// How the context map divides its part of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parts {
    /// The map.
    pub map: Rect,
    /// The external systems, in a row.
    pub rim: Rect,
    /// What there is to say of the region in focus.
    pub list: Rect,
}

impl Parts {
    fn over(area: Rect, list: Rect) -> Parts {
        let map = Rect { height: area.height.saturating_sub(1), ..area };
        Parts { map, rim: Rect { y: map.bottom(), height: area.height - map.height, ..area }, list }
    }
}

/// From so many columns on, the list stands beside the map.
const BESIDE: u16 = 116;

impl State {
    /// The context map, where it is looked at.
    pub fn map(&self) -> Option<&Map> {
        self.map.map.as_ref().filter(|_| self.view == View::Contexts)
    }

    /// How the screen is divided for the map; nothing where it is too small.
    pub fn map_parts(&self) -> Option<Parts> {
        let area = self.screen()?.wall;
        if area.width >= BESIDE {
            let wide = (area.width / 3).clamp(38, 60);
            let list = Rect { x: area.right() - wide, width: wide, ..area };
            return Some(Parts::over(Rect { width: area.width - wide, ..area }, list));
        }
        let high = (area.height / 3).min(8);
        let list = Rect { y: area.bottom() - high, height: high, ..area };
        Some(Parts::over(Rect { height: area.height - high, ..area }, list))
    }

    /// The part of the map in view.
    pub fn map_pane(&self) -> Option<Pane> {
        let (left, top) = self.map.scroll;
        Some(Pane { area: self.map_parts()?.map, left, top })
    }

    /// The region in focus.
    pub fn region_in_focus(&self) -> usize {
        self.map.at
    }

    /// The cells of the region in focus, where the map is looked at.
    pub fn region_cells_in_focus(&self) -> Option<Cells> {
        self.region_cells(self.map()?)
    }

    /// The cells of the region in focus.
    fn region_cells(&self, map: &Map) -> Option<Cells> {
        map.flow.first_standing(self.map.at).map(|standing| map.flow.cells(standing))
    }

    /// Makes the map that of the board, and brings the region in focus into view.
    pub(in crate::app) fn settle_map(&mut self) {
        if self.view != View::Contexts {
            return;
        }
        let Some(Parts { map: area, .. }) = self.map_parts() else { return };
        let of = Some((self.board.revision(), self.drawn(), area));
        let renewed = self.map.of != of;
        if renewed {
            let heights: &[i32] = match self.drawn() {
                Zoom::Line => &[2],
                Zoom::Note => &[9, 7, 6, 5, 4, 3],
                Zoom::Large | Zoom::Projected => &[24, 16, 12, 9],
            };
            self.map.map = Some(Map::new(Relations::new(&self.board), area.width, area.height, heights));
            self.map.of = of;
        }
        let Some(map) = &self.map.map else { return };
        if renewed || self.map.with != self.focus {
            let context = self.focused().and_then(|note| note.context);
            let region = map.relations.regions.iter().position(|region| region.context == context);
            self.map.at = region.unwrap_or(0);
            self.map.with = self.focus;
        }
        if self.stays(View::Contexts) {
            let (pane, (wide, high)) = (area, map.flow.size());
            let (left, top) = self.map.scroll;
            let end = |all: i32, room: u16| (all - i32::from(room)).max(0);
            self.map.scroll = (left.min(end(wide, pane.width)), top.min(end(high, pane.height)));
        } else if let (Some(pane), Some(cells)) = (self.map_pane(), self.region_cells(map)) {
            self.map.scroll = pane.reveal(cells, cells, map.flow.size());
        }
    }

    /// Scrolls the map by so many columns and rows. False where it goes no further.
    pub(in crate::app) fn scroll_map(&mut self, across: i32, down: i32) -> bool {
        let (Some(map), Some(pane)) = (self.map(), self.map_pane()) else { return false };
        let there = pane.scrolled(across, down, map.flow.size());
        std::mem::replace(&mut self.map.scroll, there) != there
    }

    /// Puts the region in view in focus that is nearest to a column or a row, and to where the focus was otherwise.
    pub(in crate::app) fn focus_on_map(&mut self, row: bool, place: i32) {
        let (Some(map), Some(pane)) = (self.map(), self.map_pane()) else { return };
        let here = self.region_cells(map).map_or((pane.left, pane.top), |cells| (cells.x, cells.y));
        let (x, y) = if row { (here.0, place) } else { (place, here.1) };
        let regions = map.flow.seen(&pane).into_iter().filter_map(|seen| match map.item(seen.note) {
            Item::Region(region) => Some((region, seen.cells)),
            Item::Telling(_) => None,
        });
        let away =
            |(_, cells): &(usize, Cells)| (cells.x + cells.width / 2).abs_diff(x) + 3 * (cells.y + cells.height / 2).abs_diff(y);
        if let Some((region, _)) = regions.min_by_key(away) {
            self.focus_region(region);
        }
    }

    /// Walks from region to region.
    pub(in crate::app) fn walk_map(&mut self, way: Way) {
        let (Some(map), Some(pane)) = (self.map(), self.map_pane()) else { return };
        let Some(mut at) = map.flow.first_standing(self.map.at) else { return };
        let half = i32::from(pane.area.width) / 2;
        let step = |flow: &Flow, at: usize| match way {
            Way::Left => flow.left(at),
            Way::Right => flow.right(at),
            Way::Up => flow.beyond(at, false),
            Way::Down => flow.beyond(at, true),
            Way::PageRight => flow.page(at, half),
            Way::PageLeft => flow.page(at, -half),
            Way::First => flow.end(false),
            Way::Last => flow.end(true),
            Way::Top => flow.edge(at, false),
            Way::Bottom => flow.edge(at, true),
        };
        // What crosses a border is on the way; one walks on to a region.
        for _ in 0..=map.relations.tellings.len() {
            let Some(next) = step(&map.flow, at).filter(|next| *next != at) else { return };
            at = next;
            if let Item::Region(region) = map.item(map.flow.note(at)) {
                return self.focus_region(region);
            }
        }
    }

    /// Puts a region in focus, and its first note.
    fn focus_region(&mut self, region: usize) {
        let first = self.map().and_then(|map| map.relations.regions.get(region)).and_then(|region| region.first);
        if let Some(note) = first.and_then(|first| self.board.notes().get(first as usize)).map(|note| note.id) {
            self.set_focus(note);
        }
        self.map.at = region;
        self.map.with = self.focus;
    }

    /// The note in a cell of the map: what crosses a border, or what a region begins with.
    pub(in crate::app) fn map_note_at(&self, at: Position) -> Option<NoteId> {
        let (map, pane) = (self.map()?, self.map_pane()?);
        let number = map.flow.note_in(&pane, at)?;
        let note = match map.item(number) {
            // The region that is in focus already keeps its note.
            Item::Region(region) if region == self.map.at && self.map.with == self.focus => return self.focus,
            Item::Region(region) => map.relations.regions[region].first?,
            Item::Telling(telling) => {
                let cells = map.flow.first_standing(number).map(|standing| map.flow.cells(standing))?;
                let row = i32::from(at.y) - i32::from(pane.area.y) + pane.top - cells.y;
                map.relations.tellings[telling].crossing().nth(row.max(0) as usize)?.0
            }
        };
        self.board.notes().get(note as usize).map(|note| note.id)
    }
}
