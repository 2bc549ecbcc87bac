//! Arrows of the note in focus, and the one that is being travelled or drawn.
//!
//! They run through the gutters between lanes and columns and through free cells, never over a note. Ways are sought on the
//! coarse grid of gutters, so that their cost does not depend on the board. All arrows of one note share one tree of ways.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::wall::{Placed, Spot, Window};
use crate::app::{Mode, Purpose, State};
use crate::board::{Kind, Link, NoteId};

use super::lines::{DOWN, LEFT, RIGHT, UP, corner, put};
use super::theme::Theme;

/// More arrows than this at one note tell nothing any more.
const MOST: usize = 64;
/// Going round a corner.
const BEND: u32 = 5;
/// Going behind a note: only where there is no other way.
const BEHIND: u32 = 40;

/// Draws the arrows that are to be seen.
pub fn draw(state: &State, theme: &Theme, window: &Window, placed: &[Placed<'_>], buffer: &mut Buffer) {
    let routes = Routes::new(window, placed);
    if let Mode::Connect(connect) = state.mode {
        let Some(to) = state.focus().filter(|to| *to != connect.from) else { return };
        let kind = |id: NoteId| state.board().note(id).map(|note| note.kind());
        let (Some(from_kind), Some(to_kind)) = (kind(connect.from), kind(to)) else { return };
        // Drawn from the wrong end, the arrow means the same; it is shown as it will be.
        let there = (connect.from, to);
        let (style, pair) = match (connect.purpose, Link::between(from_kind, to_kind), Link::between(to_kind, from_kind)) {
            (Purpose::Merge, ..) => (if from_kind == to_kind { theme.arrow } else { theme.wrong }, there),
            // It says where the note goes and is no arrow of the method.
            (Purpose::Behind, ..) => return,
            (Purpose::Cut, ..) | (Purpose::Draw, None, None) => (theme.wrong, there),
            (Purpose::Draw, Some(_), _) => (theme.arrow, there),
            (Purpose::Draw, None, Some(_)) => (theme.arrow, (to, connect.from)),
        };
        return routes.draw(state, &[pair], connect.from, style, buffer);
    }
    if let Some(focus) = state.focus().filter(|_| state.grid().draft().is_none()) {
        let arrows: Vec<_> = state.board().arrows(focus).into_iter().take(MOST).map(|(_, from, to)| (from, to)).collect();
        routes.draw(state, &arrows, focus, theme.arrow, buffer);
    }
    if let Some((from, to)) = state.spotlight.travelled {
        routes.draw(state, &[(from, to)], from, theme.frame, buffer);
    }
}

/// A row of cells between two lanes.
struct Level {
    y: u16,
    /// The lane under it; none under the last.
    lane: Option<usize>,
}

/// The coarse grid: vertical tracks through gutters and middles of units, horizontal levels between lanes.
struct Routes<'a> {
    window: &'a Window,
    tracks: Vec<u16>,
    levels: Vec<Level>,
    /// For each lane the cells from left to right that notes cover, and whether an aggregate does.
    covered: [Vec<(u16, u16, bool)>; 8],
    spots: HashMap<NoteId, (u16, u16, usize)>,
}

/// A place on the coarse grid: level and track.
type Node = (usize, usize);

/// Where an arrow's end is, in nodes, with the sign of its head there.
type Ends = Vec<(Node, &'static str, u8)>;

impl<'a> Routes<'a> {
    fn new(window: &'a Window, placed: &[Placed<'_>]) -> Routes<'a> {
        let mut tracks = Vec::new();
        for slot in 0..=window.room {
            let x = window.x(window.units.start + slot);
            tracks.push(x - 1);
            tracks.push(x + window.note_width / 2);
        }
        tracks.retain(|x| *x < window.area.right());
        let mut levels = Vec::new();
        let mut next = None;
        for lane in window.first_lane..8 {
            let Some(y) = window.y(lane).filter(|_| window.lanes[lane].filled) else { continue };
            levels.push(Level { y: y - 1, lane: Some(lane) });
            next = Some(y + window.rows(lane));
        }
        // Before a room nothing stands in the row below the wall, unless something is said.
        let end = window.area.bottom() + u16::from(window.whole);
        levels.extend(next.filter(|y| *y < end).map(|y| Level { y, lane: None }));
        let mut covered: [Vec<(u16, u16, bool)>; 8] = Default::default();
        let mut spots = HashMap::with_capacity(placed.len());
        for Placed { note, area } in placed {
            let kind = note.kind();
            covered[kind.lane()].push((area.left(), area.right(), kind == Kind::Aggregate));
            spots.insert(note.id, (area.left(), area.right(), kind.lane()));
        }
        Routes { window, tracks, levels, covered, spots }
    }

    /// The nodes at which an arrow may touch a note, and the sign of a head there.
    fn ends(&self, state: &State, id: NoteId) -> Option<Ends> {
        let spot = state.grid().spot(state.board(), id)?;
        match self.spots.get(&id) {
            Some((left, right, lane)) => Some(self.ends_in_view(*left, *right, *lane, spot)),
            None => self.end_at_edge(spot),
        }
    }

    fn ends_in_view(&self, left: u16, right: u16, lane: usize, spot: Spot) -> Ends {
        let mut ends = Ends::new();
        let inside = |x: &u16| *x > left && *x < right;
        // A note that is only wider than its unit is touched in the middle of that unit, an aggregate anywhere.
        let middles = self
            .tracks
            .iter()
            .enumerate()
            .filter(|(_, x)| inside(x) && (**x - left) % self.window.stride() != self.window.stride() - 1);
        for (track, _) in middles.take(if spot.width > 1 { usize::MAX } else { 1 }) {
            for (level, row) in self.levels.iter().enumerate() {
                if row.lane == Some(lane) {
                    ends.push(((level, track), "▼", DOWN));
                    if level + 1 < self.levels.len() {
                        ends.push(((level + 1, track), "▲", UP));
                    }
                }
            }
        }
        ends
    }

    /// A note out of view is somewhere behind the edge.
    fn end_at_edge(&self, spot: Spot) -> Option<Ends> {
        let last = self.tracks.len().checked_sub(1)?;
        let level = self.levels.iter().position(|level| level.lane.is_some_and(|lane| lane >= spot.lane));
        let level = level.unwrap_or(self.levels.len().checked_sub(1)?);
        if spot.unit >= self.window.units.start + self.window.room {
            Some(vec![((level, last), "▶", RIGHT)])
        } else if spot.unit + spot.width <= self.window.units.start {
            Some(vec![((level, 0), "◀", LEFT)])
        } else {
            let below = spot.lane > self.window.first_lane;
            let x = self.window.x(spot.unit) + self.window.note_width / 2;
            let track = self.tracks.iter().position(|track| *track >= x).unwrap_or(last);
            let level = if below { self.levels.len() - 1 } else { 0 };
            Some(vec![((level, track), if below { "▼" } else { "▲" }, if below { DOWN } else { UP })])
        }
    }

    /// Draws arrows that all have one end in common.
    fn draw(&self, state: &State, arrows: &[(NoteId, NoteId)], center: NoteId, style: Style, buffer: &mut Buffer) {
        let Some(starts) = self.ends(state, center) else { return };
        let came = self.tree(&starts);
        let mut cells: HashMap<(u16, u16), u8> = HashMap::new();
        let mut heads: HashMap<(u16, u16), &'static str> = HashMap::new();
        let mut tails = Vec::new();
        for (from, to) in arrows {
            let outward = *from == center;
            let Some(ends) = self.ends(state, if outward { *to } else { *from }) else { continue };
            let best = ends.iter().filter_map(|end| Some((came.get(&end.0)?.0, end))).min_by_key(|(cost, _)| *cost);
            let Some((_, (end, sign, toward))) = best else { continue };
            let mut path = vec![*end];
            while let Some((_, Some(before))) = came.get(path.last().unwrap_or(end)) {
                path.push(*before);
            }
            let start = path.last().copied().unwrap_or(*end);
            let Some((_, start_sign, start_toward)) = starts.iter().find(|other| other.0 == start) else { continue };
            for pair in path.windows(2) {
                self.line(pair[0], pair[1], &mut cells);
            }
            *cells.entry(self.cell(*end)).or_default() |= toward;
            *cells.entry(self.cell(start)).or_default() |= start_toward;
            let (node, sign) = if outward { (*end, sign) } else { (start, start_sign) };
            // Arrows that come and arrows that go share lines; where one comes from is told by the dot it begins with.
            if !outward && self.spots.contains_key(from) {
                tails.push(self.cell(*end));
            }
            // Where one arrow arrives above and another below, both are to be seen.
            let head = heads.entry(self.cell(node)).or_insert(*sign);
            if head != sign {
                *head = "↕";
            }
        }
        for ((x, y), bits) in &cells {
            put(buffer, *x, *y, corner(*bits), style);
        }
        for (x, y) in tails {
            put(buffer, x, y, "•", style);
        }
        for ((x, y), sign) in heads {
            put(buffer, x, y, sign, style);
        }
    }

    fn cell(&self, (level, track): Node) -> (u16, u16) {
        (self.tracks[track], self.levels[level].y)
    }

    /// Marks the cells of a straight piece, apart from those that a note covers.
    fn line(&self, one: Node, other: Node, cells: &mut HashMap<(u16, u16), u8>) {
        let ((x1, y1), (x2, y2)) = (self.cell(one.min(other)), self.cell(one.max(other)));
        if y1 == y2 {
            let (x1, x2) = (x1.min(x2), x1.max(x2));
            for x in x1..=x2 {
                let bits = if x > x1 { LEFT } else { 0 } | if x < x2 { RIGHT } else { 0 };
                *cells.entry((x, y1)).or_default() |= bits;
            }
        } else {
            let lane = self.levels[one.0.min(other.0)].lane;
            let behind = lane.is_some_and(|lane| self.covering(lane, x1).is_some());
            let rows = lane.and_then(|lane| Some((self.window.y(lane)?, self.window.y(lane)? + self.window.rows(lane))));
            for y in y1..=y2 {
                if behind && rows.is_some_and(|(top, bottom)| y >= top && y < bottom) {
                    continue;
                }
                let bits = if y > y1 { UP } else { 0 } | if y < y2 { DOWN } else { 0 };
                *cells.entry((x1, y)).or_default() |= bits;
            }
        }
    }

    /// Whether a note of a lane covers a column of cells, and whether it is an aggregate.
    fn covering(&self, lane: usize, x: u16) -> Option<bool> {
        self.covered[lane].iter().find(|(left, right, _)| (*left..*right).contains(&x)).map(|(_, _, aggregate)| *aggregate)
    }

    /// The cheapest way from some nodes to every other: its cost and the node before.
    fn tree(&self, starts: &Ends) -> HashMap<Node, (u32, Option<Node>)> {
        // A node is visited once for each direction one may come from, since bends cost.
        let mut best: HashMap<(Node, bool), u32> = HashMap::new();
        let mut came: HashMap<Node, (u32, Option<Node>)> = HashMap::new();
        let mut queue = BinaryHeap::new();
        for (node, _, _) in starts {
            queue.push(Reverse((0, *node, None::<Node>, true)));
        }
        while let Some(Reverse((cost, node, before, vertical))) = queue.pop() {
            if came.contains_key(&node) {
                continue;
            }
            came.insert(node, (cost, before));
            for (next, step, upright) in self.neighbours(node) {
                let cost = cost + step + if upright == vertical { 0 } else { BEND };
                if !came.contains_key(&next) && best.get(&(next, upright)).is_none_or(|known| cost < *known) {
                    best.insert((next, upright), cost);
                    queue.push(Reverse((cost, next, Some(node), upright)));
                }
            }
        }
        came
    }

    fn neighbours(&self, (level, track): Node) -> Vec<(Node, u32, bool)> {
        let mut next = Vec::with_capacity(4);
        let x = self.tracks[track];
        let mut beside = |other: usize| next.push(((level, other), u32::from(self.tracks[other].abs_diff(x)), false));
        track.checked_sub(1).into_iter().for_each(&mut beside);
        Some(track + 1).filter(|track| *track < self.tracks.len()).into_iter().for_each(&mut beside);
        let mut through = |other: usize| {
            let upper = level.min(other);
            let high = u32::from(self.levels[level].y.abs_diff(self.levels[other].y));
            // An aggregate lies between its command and the event, so an arrow may well go behind it.
            let behind = match self.levels[upper].lane.and_then(|lane| self.covering(lane, x)) {
                Some(true) => BEHIND / 4,
                Some(false) => BEHIND,
                None => 0,
            };
            next.push(((other, track), high + behind, true));
        };
        level.checked_sub(1).into_iter().for_each(&mut through);
        Some(level + 1).filter(|level| *level < self.levels.len()).into_iter().for_each(&mut through);
        next
    }
}
