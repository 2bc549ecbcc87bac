//! Walking through the flow: along arrows where there are any, and to what lies nearest otherwise.

use std::ops::Range;

use super::layers::What;
use super::{Flow, Home, Part};

/// How many layers to both sides what lies nearest above or below is looked for.
const NEAR: usize = 6;

impl Flow {
    /// Where the note that others of its box stand under stands.
    fn standing_of(&self, stack: u32) -> usize {
        self.standings(self.stacks[stack as usize].main() as usize).start
    }

    /// From one piece of a box to another.
    fn piece(&self, stack: u32, piece: usize) -> Option<usize> {
        let note = self.stacks[stack as usize].pieces.get(piece)?.note;
        self.standings(note as usize).find(|standing| self.standing[*standing].stack == stack)
    }

    /// The nearest in row of some boxes.
    fn level_with(&self, from: usize, stacks: impl Iterator<Item = u32>) -> Option<usize> {
        let here = self.cells(from);
        let away = |standing: &usize| (self.cells(*standing).y - here.y).abs();
        stacks.map(|stack| self.standing_of(stack)).min_by_key(away)
    }

    /// One step on: along an arrow, back to where a loop began where there is no other, or to the neighbour on the right.
    pub(in crate::app) fn right(&self, from: usize) -> Option<usize> {
        let stack = self.standing[from].stack;
        let x = self.cells(from).x;
        let ahead = |ahead: bool| self.effects(stack).filter(move |other| (self.cells_of(*other).x > x) == ahead);
        self.level_with(from, ahead(true)).or_else(|| self.level_with(from, ahead(false))).or_else(|| self.beside(from, 1))
    }

    /// One step back: to a cause, or to the neighbour on the left.
    pub(in crate::app) fn left(&self, from: usize) -> Option<usize> {
        let stack = self.standing[from].stack;
        let x = self.cells(from).x;
        let behind = |behind: bool| self.causes(stack).filter(move |other| (self.cells_of(*other).x < x) == behind);
        self.level_with(from, behind(true)).or_else(|| self.beside(from, -1)).or_else(|| self.level_with(from, behind(false)))
    }

    /// The neighbour in the layer before or behind.
    fn beside(&self, from: usize, by: isize) -> Option<usize> {
        match self.homes[self.standing[from].stack as usize] {
            Home::Part { part, node } => {
                let part = &self.parts[part as usize];
                let layer = part.spots[node as usize].0;
                let layers = (1..part.layers.len()).map_while(|step| layer.checked_add_signed(by * step as isize));
                let mut layers = layers.take_while(|layer| *layer < part.layers.len());
                layers.find_map(|layer| self.level_with(from, stacks(part, layer)))
            }
            Home::Loose(index) => {
                let there = (index as usize).checked_add_signed(by)?;
                Some(self.standing_of(*self.loose.get(there)?))
            }
        }
    }

    /// What stands above or below: in the box, in the layer, nearby, in the next chain.
    pub(in crate::app) fn beyond(&self, from: usize, down: bool) -> Option<usize> {
        let super::Standing { stack, piece, .. } = self.standing[from];
        let next = if down { Some(piece as usize + 1) } else { (piece as usize).checked_sub(1) };
        if let Some(there) = next.and_then(|next| self.piece(stack, next)) {
            return Some(there);
        }
        let (index, node) = match self.homes[stack as usize] {
            Home::Part { part, node } => (part as usize, node as usize),
            Home::Loose(index) => return self.among_loose(from, index as usize, down),
        };
        let part = &self.parts[index];
        let (layer, at) = part.spots[node];
        let mut blocks: Box<dyn Iterator<Item = usize>> = match down {
            true => Box::new(at + 1..part.layers[layer].blocks.len()),
            false => Box::new((0..at).rev()),
        };
        let in_layer = blocks.find_map(|at| stack_at(part, layer, at));
        let here = self.cells_of(stack);
        let there = in_layer.or_else(|| {
            let layers = layer.saturating_sub(NEAR)..(layer + NEAR + 1).min(part.layers.len());
            let beyond = layers.filter(|other| *other != layer).filter_map(|other| {
                let blocks = &part.layers[other].blocks;
                let y = |at: usize| part.top + blocks[at].y;
                let found = match down {
                    true => (0..blocks.len()).find(|at| y(*at) >= here.bottom() && stack_at(part, other, *at).is_some()),
                    false => {
                        (0..blocks.len()).rfind(|at| y(*at) + blocks[*at].height <= here.y && stack_at(part, other, *at).is_some())
                    }
                }?;
                let rows = if down { y(found) - here.bottom() } else { here.y - y(found) - blocks[found].height };
                Some((rows + 4 * other.abs_diff(layer) as i32, stack_at(part, other, found)?))
            });
            beyond.min_by_key(|found| found.0).map(|found| found.1)
        });
        match there.or_else(|| self.next_part(index, here.x, down)) {
            Some(stack) => Some(self.edge_of(stack, down)),
            None if down => {
                self.loose.get(self.column(here.x).min(self.loose.len().checked_sub(1)?)).map(|at| self.standing_of(*at))
            }
            None => None,
        }
    }

    /// The piece of a box that is met first by who comes from above or from below.
    fn edge_of(&self, stack: u32, down: bool) -> usize {
        let last = self.stacks[stack as usize].pieces.len() - 1;
        self.piece(stack, if down { 0 } else { last }).unwrap_or_else(|| self.standing_of(stack))
    }

    /// The box nearest to a column at the edge of the chain below or above.
    fn next_part(&self, index: usize, x: i32, down: bool) -> Option<u32> {
        let next = if down { index + 1 } else { index.checked_sub(1)? };
        self.at_edge(self.parts.get(next)?, x, down)
    }

    fn at_edge(&self, part: &Part, x: i32, top: bool) -> Option<u32> {
        let nearest = part.layers.partition_point(|layer| layer.x < x).min(part.layers.len().saturating_sub(1));
        let layers = nearest.saturating_sub(NEAR)..(nearest + NEAR + 1).min(part.layers.len());
        let edge = layers.filter_map(|layer| {
            let mut all = stacks(part, layer);
            let stack = if top { all.next() } else { all.last() }?;
            Some(((part.layers[layer].x - x).abs(), stack))
        });
        edge.min_by_key(|found| found.0).map(|found| found.1)
    }

    /// Which of the unconnected notes of a row stands in a column.
    fn column(&self, x: i32) -> usize {
        (((x - 2).max(0) / (self.width + 2)) as usize).min(self.abreast - 1)
    }

    fn among_loose(&self, from: usize, index: usize, down: bool) -> Option<usize> {
        let last = self.loose.len() - 1;
        let there = match down {
            true if index / self.abreast == last / self.abreast => return None,
            true => (index + self.abreast).min(last),
            false if index < self.abreast => {
                let part = self.parts.last()?;
                return self.at_edge(part, self.cells(from).x, false).map(|stack| self.edge_of(stack, false));
            }
            false => index - self.abreast,
        };
        Some(self.standing_of(self.loose[there]))
    }

    /// So many columns on or back in the chain, and from its ends on to the next one.
    pub(in crate::app) fn page(&self, from: usize, columns: i32) -> Option<usize> {
        let here = self.cells(from);
        let (index, node) = match self.homes[self.standing[from].stack as usize] {
            Home::Part { part, node } => (part as usize, node as usize),
            Home::Loose(index) => {
                let rows = if columns > 0 { 1 } else { -1 };
                let there = (index as usize).checked_add_signed(rows * self.abreast as isize);
                let there = there.filter(|there| *there < self.loose.len()).map(|there| self.standing_of(self.loose[there]));
                return there.or_else(|| self.beyond(from, columns > 0)).or_else(|| self.end(columns > 0));
            }
        };
        let part = &self.parts[index];
        let own = part.spots[node].0;
        let goal = here.x + columns;
        let layers: Range<usize> = if columns > 0 { own + 1..part.layers.len() } else { 0..own };
        let filled = layers.filter(|layer| stacks(part, *layer).next().is_some());
        match filled.min_by_key(|layer| (part.layers[*layer].x - goal).abs()) {
            Some(layer) => self.level_with(from, stacks(part, layer)),
            None if columns > 0 => {
                let next = self.parts.get(index + 1).and_then(|part| self.at_edge(part, 0, true));
                next.or(self.loose.first().copied()).map(|stack| self.standing_of(stack))
            }
            None => {
                let before = index.checked_sub(1).map(|index| &self.parts[index]);
                before.and_then(|part| self.at_edge(part, part.width, false)).map(|stack| self.standing_of(stack))
            }
        }
    }

    /// The first note of all, or the last.
    pub(in crate::app) fn end(&self, last: bool) -> Option<usize> {
        let first_of = |part: &Part| (0..part.layers.len()).find_map(|layer| stacks(part, layer).next());
        let last_of = |part: &Part| (0..part.layers.len()).rev().find_map(|layer| stacks(part, layer).last());
        let stack = match last {
            true => self.loose.last().copied().or_else(|| self.parts.last().and_then(last_of)),
            false => self.parts.first().and_then(first_of).or_else(|| self.loose.first().copied()),
        };
        stack.map(|stack| self.standing_of(stack))
    }

    /// The top or the bottom of the layer.
    pub(in crate::app) fn edge(&self, from: usize, bottom: bool) -> Option<usize> {
        match self.homes[self.standing[from].stack as usize] {
            Home::Part { part, node } => {
                let part = &self.parts[part as usize];
                let mut all = stacks(part, part.spots[node as usize].0);
                let stack = if bottom { all.last() } else { all.next() }?;
                Some(self.edge_of(stack, !bottom))
            }
            Home::Loose(index) => {
                let column = index as usize % self.abreast;
                let last = self.loose.len() - 1;
                let row = if bottom { last / self.abreast } else { 0 };
                Some(self.standing_of(self.loose[(row * self.abreast + column).min(last)]))
            }
        }
    }
}

fn stack_at(part: &Part, layer: usize, at: usize) -> Option<u32> {
    match part.layers[layer].blocks[at].what {
        What::Stack(stack) => Some(stack),
        _ => None,
    }
}

/// The boxes of a layer from top to bottom.
fn stacks(part: &Part, layer: usize) -> impl Iterator<Item = u32> + '_ {
    part.layers[layer].blocks.iter().filter_map(|block| match block.what {
        What::Stack(stack) => Some(stack),
        _ => None,
    })
}
