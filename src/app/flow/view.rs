//! Which part of the flow the screen shows, and what is to be seen there.

use ratatui::layout::{Position, Rect};

use super::layers::What;
use super::part::{Part, Run};
use super::{Cells, Flow, Home, Stack};
use crate::app::scrolling::step;

/// What the screen shows of the flow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pane {
    /// The cells of the screen.
    pub area: Rect,
    /// The first column in view.
    pub left: i32,
    /// The first row in view.
    pub top: i32,
}

impl Pane {
    /// The cell of the screen for a cell of the flow, where it is in view.
    pub fn cell(&self, x: i32, y: i32) -> Option<(u16, u16)> {
        let (x, y) = (x - self.left, y - self.top);
        let inside = x >= 0 && y >= 0 && x < i32::from(self.area.width) && y < i32::from(self.area.height);
        inside.then(|| (self.area.x + x as u16, self.area.y + y as u16))
    }

    /// The cells of the screen for cells of the flow, as far as they are in view.
    pub fn rect(&self, cells: Cells) -> Option<Rect> {
        let (right, bottom) = (self.left + i32::from(self.area.width), self.top + i32::from(self.area.height));
        let (x1, x2) = (cells.x.max(self.left), cells.right().min(right));
        let (y1, y2) = (cells.y.max(self.top), cells.bottom().min(bottom));
        (x1 < x2 && y1 < y2).then(|| {
            let (x, y) = (self.area.x + (x1 - self.left) as u16, self.area.y + (y1 - self.top) as u16);
            Rect::new(x, y, (x2 - x1) as u16, (y2 - y1) as u16)
        })
    }

    /// Where so many columns and rows further on are, no further than what there is of some size.
    pub fn scrolled(&self, across: i32, down: i32, size: (i32, i32)) -> (i32, i32) {
        let end = |all: i32, room: u16| (all - i32::from(room)).max(0);
        (step(self.left, across, end(size.0, self.area.width)), step(self.top, down, end(size.1, self.area.height)))
    }

    /// Where to scroll so that cells are in view, and what stands around them where there is room: nowhere, where they are in
    /// view already.
    pub fn reveal(&self, cells: Cells, around: Cells, size: (i32, i32)) -> (i32, i32) {
        let one = |from: i32, room: i32, (first, end): (i32, i32), (around, around_end): (i32, i32), all: i32, stride: i32| {
            let inside = |(first, end): (i32, i32)| first >= from && end <= from + room;
            let (first, end) = if around_end - around <= room { (around, around_end) } else { (first, end) };
            let there = match (inside((first, end)), first < from) {
                (true, _) => from,
                // A little more than must be, so that the next steps need no scrolling.
                (false, true) => first - stride,
                (false, false) => (end - room + stride).min(first),
            };
            there.clamp(0, (all - room).max(0))
        };
        let (wide, high) = (i32::from(self.area.width), i32::from(self.area.height));
        let x = ((cells.x - 2, cells.right() + 2), (around.x - 2, around.right() + 2));
        let y = ((cells.y, cells.bottom()), (around.y, around.bottom()));
        (one(self.left, wide, x.0, x.1, size.0, wide / 3), one(self.top, high, y.0, y.1, size.1, high / 4))
    }
}

/// A note in view.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seen {
    /// The note, as an index into [`crate::board::Board::notes`].
    pub note: usize,
    /// Its cells, whether all are in view or not.
    pub cells: Cells,
    /// Whether it is the one that the others of its box stand under.
    pub first: bool,
    /// Whether it is a sign only, for a note that is far away: arrows come from it, or arrows lead to it.
    pub sign: Option<bool>,
}

/// A straight piece of an arrow in view.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// Where it begins and where it ends, both included.
    pub from: (i32, i32),
    /// See `from`.
    pub to: (i32, i32),
    /// Whether it runs back to close a loop.
    pub back: bool,
    /// Whether it ends in an arrow's head.
    pub head: bool,
    /// Which net it belongs to; only those of one net share cells, apart from crossings.
    pub net: (usize, usize),
}

/// A net, and one of its targets where only the way there is meant.
type Only = (usize, Option<usize>);

/// More arrows than this into one note need not stand out, one by one.
const MOST_CAUSES: usize = 64;

impl Flow {
    /// The chains of which some rows are in view.
    fn parts_in_view(&self, pane: &Pane) -> impl Iterator<Item = (usize, &Part)> {
        let end = pane.top + i32::from(pane.area.height);
        let first = self.parts.partition_point(|part| part.top + part.height <= pane.top);
        self.parts[first..].iter().take_while(move |part| part.top < end).enumerate().map(move |(at, part)| (first + at, part))
    }

    /// The notes in view, and signs for notes that are not.
    pub fn seen(&self, pane: &Pane) -> Vec<Seen> {
        let mut seen = Vec::new();
        let (right, bottom) = (pane.left + i32::from(pane.area.width), pane.top + i32::from(pane.area.height));
        for (_, part) in self.parts_in_view(pane) {
            let first = part.layers.partition_point(|layer| layer.x + self.width <= pane.left);
            for layer in part.layers[first..].iter().take_while(|layer| layer.x < right) {
                let first = layer.blocks.partition_point(|block| part.top + block.y + block.height <= pane.top);
                for block in layer.blocks[first..].iter().take_while(|block| part.top + block.y < bottom) {
                    let cells = Cells { x: layer.x, y: part.top + block.y, width: self.width, height: block.height };
                    match block.what {
                        What::Stack(stack) => self.see_box(&self.stacks[stack as usize], cells, &mut seen),
                        What::To(stack) | What::From(stack) => seen.push(Seen {
                            note: self.stacks[stack as usize].main() as usize,
                            cells,
                            first: false,
                            sign: Some(matches!(block.what, What::From(_))),
                        }),
                        What::Pass(_) => {}
                    }
                }
            }
        }
        // Those connected with nothing stand in rows of one height.
        if self.loose_height > 0 {
            let first = ((pane.top - self.loose_top - 1) / self.loose_height).max(0) as usize * self.abreast;
            for stack in self.loose.iter().skip(first) {
                let cells = self.cells_of(*stack);
                if cells.y >= bottom {
                    break;
                }
                self.see_box(&self.stacks[*stack as usize], cells, &mut seen);
            }
        }
        seen
    }

    fn see_box(&self, stack: &Stack, cells: Cells, seen: &mut Vec<Seen>) {
        seen.extend(stack.pieces.iter().enumerate().map(|(index, piece)| Seen {
            note: piece.note as usize,
            cells: Cells { y: cells.y + piece.y, height: piece.rows, ..cells },
            first: index == 0,
            sign: None,
        }));
    }

    /// The note in a cell of the screen, as an index into [`crate::board::Board::notes`].
    pub fn note_in(&self, pane: &Pane, at: Position) -> Option<usize> {
        let hit = |seen: &Seen| pane.rect(seen.cells).is_some_and(|rect| rect.contains(at));
        self.seen(pane).into_iter().find(hit).map(|seen| seen.note)
    }

    /// All arrows of which something is in view.
    pub fn lines(&self, pane: &Pane, mut line: impl FnMut(Line)) {
        for (index, part) in self.parts_in_view(pane) {
            self.lines_of(index, part, pane, None, &mut line);
        }
    }

    /// The arrows that join a note with others, as far as they are in view; only that to or from `other` where one is given.
    pub fn lines_at(&self, pane: &Pane, note: usize, other: Option<usize>, mut line: impl FnMut(Line)) {
        let stack = |note: usize| self.standing.get(self.standings(note).start).map(|standing| standing.stack);
        let Some(Home::Part { part: index, node }) = stack(note).map(|stack| self.homes[stack as usize]) else { return };
        let part = &self.parts[index as usize];
        let node_of = |stack: u32| match self.homes[stack as usize] {
            Home::Part { node, .. } => node as usize,
            Home::Loose(_) => usize::MAX,
        };
        let (node, mine) = (node as usize, stack(note).unwrap_or(0));
        // A note under another has the arrows of none.
        if self.stacks[mine as usize].main() as usize != note {
            return;
        }
        let other = other.and_then(stack).map(node_of);
        let wanted = |node: usize| other.is_none_or(|other| other == node);
        let mut joined: Vec<(usize, usize)> = Vec::new();
        match other {
            // All that leaves the box leaves it in two nets at most.
            None => part.nets_of(node).for_each(|net| self.lines_of(index as usize, part, pane, Some((net, None)), &mut line)),
            Some(_) => joined.extend(self.effects(mine).map(|stack| (node, node_of(stack))).filter(|(_, to)| wanted(*to))),
        }
        let causes = self.causes(mine).map(|stack| (node_of(stack), node)).filter(|(from, _)| wanted(*from));
        joined.extend(causes.take(MOST_CAUSES));
        // Those that are too long end at a sign.
        let signs = |of: usize| part.nets_of(of).filter(|net| !part.nets[*net].back);
        for (from, to) in joined {
            let direct = part.nets_of(from).find(|net| part.nets[*net].targets.contains(&to));
            match direct {
                Some(net) => self.lines_of(index as usize, part, pane, Some((net, Some(to))), &mut line),
                None => {
                    let far = part.what[to];
                    let What::Stack(stack) = far else { continue };
                    for net in signs(from) {
                        for sign in part.nets[net].targets.iter().filter(|target| part.what[**target] == What::To(stack)) {
                            self.lines_of(index as usize, part, pane, Some((net, Some(*sign))), &mut line);
                        }
                    }
                }
            }
        }
    }

    /// The arrows of one chain in view, or the one of a net to one of its targets.
    fn lines_of(&self, index: usize, part: &Part, pane: &Pane, only: Option<Only>, line: &mut impl FnMut(Line)) {
        let (right, bottom) = (pane.left + i32::from(pane.area.width), pane.top + i32::from(pane.area.height));
        let asked = |net: usize, node: usize| {
            only.is_none_or(|(of, target)| of == net && target.is_none_or(|target| part.on_the_way(net, target, node)))
        };
        let net_asked = |net: usize| only.is_none_or(|(of, _)| of == net);
        let give = |net: usize, run: Run, head: bool, line: &mut dyn FnMut(Line)| {
            let moved = |(x, y): (i32, i32)| (x, y + part.top);
            line(Line { from: moved(run.from), to: moved(run.to), back: part.nets[net].back, head, net: (index, net) });
        };
        let first = part.channels.partition_point(|channel| channel.x + channel.width <= pane.left);
        for (at, channel) in part.channels.iter().enumerate().skip(first).take_while(|(_, channel)| channel.x < right) {
            let in_view = |low: i32, high: i32| part.top + high >= pane.top && part.top + low < bottom;
            for of in channel.lines.iter().filter(|of| net_asked(of.net) && in_view(of.low, of.high)) {
                part.runs(at, of, |node| asked(of.net, node), |run| give(of.net, run, false, line));
                for head in of.right.iter().filter(|port| asked(of.net, port.0)).filter_map(|port| part.head(at, *port)) {
                    give(of.net, Run { from: head, to: head }, true, line);
                }
            }
        }
        let first = part.layers.partition_point(|layer| layer.x + self.width <= pane.left);
        for layer in part.layers[first..].iter().take_while(|layer| layer.x < right) {
            let first = layer.blocks.partition_point(|block| part.top + block.y + block.height <= pane.top);
            for block in layer.blocks[first..].iter().take_while(|block| part.top + block.y < bottom) {
                let What::Pass(net) = block.what else { continue };
                let net = net as usize;
                let passes =
                    only.is_none_or(|(of, target)| of == net && target.is_none_or(|target| part.passes(net, target, layer.x)));
                if passes {
                    let run = Run { from: (layer.x, block.y), to: (layer.x + self.width - 1, block.y) };
                    give(net, run, false, line);
                }
            }
        }
    }
}
