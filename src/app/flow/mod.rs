//! The flow: causes and effects as a graph, from left to right.
//!
//! [`Flow`] is the layout of a whole board as a value, computed once for a revision of it: which notes stand together in a box
//! ([`Stack`]), which layer and row each box has, and in which cells the arrows between them run. Arrows keep to the channels
//! between layers and to rows of their own, so that none runs through a note or along another one; they only ever cross.
//! Loops are broken where the story comes back to what it began with; those arrows run back and are drawn in another way.
//!
//! It is made as Sugiyama, Tagawa and Toda have taught it: break loops, find layers, let long arrows pass through layers, order
//! each layer, place. Every step is about linear in the arrows. Nothing here knows a colour or a terminal.

mod channels;
mod graph;
mod layers;
mod order;
mod overview;
mod part;
mod rows;
mod shown;
mod view;
mod walk;

use std::ops::Range;

use super::wall::Zoom;
use crate::board::{Board, NoteId};
pub(super) use graph::Graph;
pub use graph::{Piece, Stack};
pub(super) use layers::Limits;
use layers::MOST_INTO_ONE;
pub use overview::Bar;
use part::Part;
pub(super) use shown::Shown;
pub use view::{Line, Pane, Seen};

/// Cells on the whole flow, which may be larger than any screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Cells {
    /// The first column.
    pub x: i32,
    /// The first row.
    pub y: i32,
    /// How many columns.
    pub width: i32,
    /// How many rows.
    pub height: i32,
}

impl Cells {
    /// The column behind the last.
    pub fn right(self) -> i32 {
        self.x + self.width
    }

    /// The row behind the last.
    pub fn bottom(self) -> i32 {
        self.y + self.height
    }
}

/// Where a note stands. An aggregate stands wherever it decides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Standing {
    note: u32,
    stack: u32,
    piece: u32,
}

/// Where a box stands: in a chain, or among what is connected with nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Home {
    Part { part: u32, node: u32 },
    Loose(u32),
}

/// The flow of a board.
#[derive(Debug, Default)]
pub struct Flow {
    width: i32,
    stacks: Vec<Stack>,
    homes: Vec<Home>,
    /// Below each other.
    parts: Vec<Part>,
    /// The boxes that no arrow leads to or from.
    loose: Vec<u32>,
    loose_top: i32,
    loose_height: i32,
    /// How many of these stand beside each other.
    abreast: usize,
    /// In the order of the notes.
    standing: Vec<Standing>,
    /// From which box to which, in order.
    effects: Vec<(u32, u32)>,
    /// To which box from which, in order.
    causes: Vec<(u32, u32)>,
}

/// On a large board, arrows that lead further than a few layers become signs, so that the work stays in proportion.
fn longest(arrows: usize) -> usize {
    (100_000 / arrows.max(1)).clamp(3, 60)
}

/// Free rows between two chains.
const BETWEEN: i32 = 1;

impl Flow {
    /// Lays out a board for a screen of so many columns. These decide only how many unconnected notes stand in a row.
    pub fn new(board: &Board, zoom: Zoom, columns: u16) -> Flow {
        let graph = Graph::new(board, zoom);
        let limits = Limits { longest: longest(graph.edges.len()), into_one: MOST_INTO_ONE };
        Flow::lay_out(graph, graph::width(zoom), columns, limits)
    }

    /// Lays out boxes of any meaning; what they call notes is up to who reads the answers.
    pub(super) fn lay_out(graph: Graph, width: i32, columns: u16, limits: Limits) -> Flow {
        let Graph { mut stacks, edges } = graph;
        let mut homes = vec![Home::Loose(0); stacks.len()];
        let (groups, loose) = groups(&stacks, &edges);
        let mut parts: Vec<Part> = Vec::with_capacity(groups.len());
        let mut top = 0;
        for (boxes, arrows) in groups {
            let mut part = Part::new(&boxes, &arrows, &mut stacks, width, limits);
            boxes.iter().enumerate().for_each(|(node, stack)| {
                homes[*stack as usize] = Home::Part { part: parts.len() as u32, node: node as u32 };
            });
            part.top = top;
            top += part.height + BETWEEN;
            parts.push(part);
        }
        loose.iter().enumerate().for_each(|(index, stack)| homes[*stack as usize] = Home::Loose(index as u32));
        let pieces = stacks.iter().enumerate().flat_map(|(stack, of)| {
            let of = of.pieces.iter().enumerate();
            of.map(move |(piece, at)| Standing { note: at.note, stack: stack as u32, piece: piece as u32 })
        });
        let mut standing: Vec<Standing> = pieces.collect();
        standing.sort_by_key(|standing| (standing.note, standing.stack));
        let mut causes: Vec<(u32, u32)> = edges.iter().map(|(from, to)| (*to, *from)).collect();
        causes.sort_unstable();
        Flow {
            width,
            homes,
            parts,
            loose_top: top,
            loose_height: loose.iter().map(|stack| stacks[*stack as usize].rows()).max().unwrap_or(0),
            loose,
            abreast: ((i32::from(columns) - 2) / (width + 2)).max(1) as usize,
            stacks,
            standing,
            effects: edges,
            causes,
        }
    }

    /// Whether any arrow causes anything.
    pub fn has_arrows(&self) -> bool {
        !self.parts.is_empty()
    }

    /// How many chains there are that have nothing to do with each other.
    pub fn chains(&self) -> usize {
        self.parts.len()
    }

    /// The notes that no arrow leads to or from: how many, and the row over them.
    pub fn loose(&self) -> Option<(usize, i32)> {
        (!self.loose.is_empty()).then_some((self.loose.len(), self.loose_top))
    }

    /// Columns and rows of all of it.
    pub fn size(&self) -> (i32, i32) {
        let width = self.parts.iter().map(|part| part.width).max().unwrap_or(0);
        let abreast = self.loose.len().min(self.abreast) as i32;
        let rows = self.loose.len().div_ceil(self.abreast.max(1)) as i32;
        let loose = if rows > 0 { 1 + rows * self.loose_height } else { 0 };
        (width.max(2 + abreast * (self.width + 2)), self.loose_top + loose)
    }

    /// Where the notes stand, as positions among all of them.
    fn standings(&self, note: usize) -> Range<usize> {
        let first = self.standing.partition_point(|standing| (standing.note as usize) < note);
        let count = self.standing[first..].iter().take_while(|standing| standing.note as usize == note).count();
        first..first + count
    }

    /// The standing of a note nearest to another one's.
    pub(super) fn standing(&self, board: &Board, id: NoteId, near: Option<usize>) -> Option<usize> {
        let mut all = self.standings(board.position(id)?);
        if let Some(near) = near.filter(|near| all.contains(near)) {
            return Some(near);
        }
        match near.filter(|near| *near < self.standing.len() && all.len() > 1) {
            None => all.next(),
            Some(near) => {
                let here = self.cells(near);
                let away = |standing: &usize| {
                    let there = self.cells(*standing);
                    there.x.abs_diff(here.x) + 3 * there.y.abs_diff(here.y)
                };
                all.min_by_key(away)
            }
        }
    }

    /// The cells of a box, with the row over it.
    fn cells_of(&self, stack: u32) -> Cells {
        let height = self.stacks[stack as usize].rows();
        match self.homes[stack as usize] {
            Home::Part { part, node } => {
                let part = &self.parts[part as usize];
                let (layer, at) = part.spots[node as usize];
                let layer = &part.layers[layer];
                Cells { x: layer.x, y: part.top + layer.blocks[at].y, width: self.width, height }
            }
            Home::Loose(index) => {
                let (row, at) = (index as usize / self.abreast, index as usize % self.abreast);
                let y = self.loose_top + 1 + row as i32 * self.loose_height;
                Cells { x: 2 + at as i32 * (self.width + 2), y, width: self.width, height }
            }
        }
    }

    /// The cells of a note where it stands.
    pub(super) fn cells(&self, standing: usize) -> Cells {
        let Standing { stack, piece, .. } = self.standing[standing];
        let Piece { y, rows, .. } = self.stacks[stack as usize].pieces[piece as usize];
        let cells = self.cells_of(stack);
        Cells { y: cells.y + y, height: rows, ..cells }
    }

    /// Where a note stands first.
    pub(super) fn first_standing(&self, note: usize) -> Option<usize> {
        self.standings(note).next()
    }

    /// The note that stands somewhere, as an index into [`Board::notes`].
    pub(super) fn note(&self, standing: usize) -> usize {
        self.standing[standing].note as usize
    }

    /// The cells of the whole box in which a note stands.
    pub(super) fn cells_around(&self, standing: usize) -> Cells {
        self.cells_of(self.standing[standing].stack)
    }

    /// Where to scroll to instead of a column, so that the first layer of a chain in view is there as a whole; only as far as the
    /// note that stands somewhere stays in view.
    pub(super) fn whole_layers(&self, standing: usize, left: i32, room: i32) -> i32 {
        let Home::Part { part, .. } = self.homes[self.standing[standing].stack as usize] else { return left };
        let layers = &self.parts[part as usize].layers;
        let note = self.cells(standing);
        let begin = |layer: usize| layers[layer].x - 2;
        let next = layers.partition_point(|layer| layer.x - 2 < left);
        let fits = |left: &i32| note.x - 2 >= *left && note.right() + 2 <= left + room;
        let later = (next < layers.len()).then(|| begin(next)).filter(fits);
        later.or_else(|| next.checked_sub(1).map(begin).filter(fits)).unwrap_or(left)
    }

    /// The boxes that a box causes.
    fn effects(&self, stack: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.effects.partition_point(|effect| effect.0 < stack);
        self.effects[first..].iter().take_while(move |effect| effect.0 == stack).map(|effect| effect.1)
    }

    /// The boxes that cause a box.
    fn causes(&self, stack: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.causes.partition_point(|cause| cause.0 < stack);
        self.causes[first..].iter().take_while(move |cause| cause.0 == stack).map(|cause| cause.1)
    }

    /// The notes that cause a note, as indexes into [`Board::notes`].
    pub fn causes_of(&self, note: usize) -> impl Iterator<Item = usize> + '_ {
        let stack = self.standing.get(self.standings(note).start).map(|standing| standing.stack);
        stack.into_iter().flat_map(|stack| self.causes(stack)).map(|stack| self.stacks[stack as usize].main() as usize)
    }
}

/// Boxes that arrows join, and the arrows between them by the boxes' positions.
type Group = (Vec<u32>, Vec<(usize, usize)>);

/// The chains in the order of the timeline, and the boxes that belong to none: single notes without arrows.
fn groups(stacks: &[Stack], edges: &[(u32, u32)]) -> (Vec<Group>, Vec<u32>) {
    let mut parent: Vec<u32> = (0..stacks.len() as u32).collect();
    fn root(parent: &mut [u32], mut at: u32) -> u32 {
        while parent[at as usize] != at {
            parent[at as usize] = parent[parent[at as usize] as usize];
            at = parent[at as usize];
        }
        at
    }
    for (from, to) in edges {
        let (from, to) = (root(&mut parent, *from), root(&mut parent, *to));
        // The one that comes first stands for all.
        parent[from.max(to) as usize] = from.min(to);
    }
    let mut group_of: Vec<usize> = vec![usize::MAX; stacks.len()];
    let mut place: Vec<usize> = vec![0; stacks.len()];
    let mut joined = vec![false; stacks.len()];
    edges.iter().for_each(|(from, to)| (joined[*from as usize], joined[*to as usize]) = (true, true));
    let mut groups: Vec<Group> = Vec::new();
    let mut loose = Vec::new();
    for stack in 0..stacks.len() as u32 {
        if !joined[stack as usize] && stacks[stack as usize].pieces.len() == 1 {
            loose.push(stack);
            continue;
        }
        let root = root(&mut parent, stack) as usize;
        if group_of[root] == usize::MAX {
            group_of[root] = groups.len();
            groups.push(Group::default());
        }
        let group = &mut groups[group_of[root]];
        place[stack as usize] = group.0.len();
        group.0.push(stack);
    }
    for (from, to) in edges {
        let root = root(&mut parent, *from) as usize;
        groups[group_of[root]].1.push((place[*from as usize], place[*to as usize]));
    }
    (groups, loose)
}
