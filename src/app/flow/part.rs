//! The layout of one chain: boxes, and the wires between them, in cells counted from its own corner.

use super::channels::{self, Need, Track};
use super::graph::Stack;
use super::layers::{Limits, Net, What, layer};
use super::order::{Ordered, order};
use super::rows::{Port, Rows, height, place};

/// A box, a sign, or an arrow passing through.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Block {
    pub what: What,
    pub y: i32,
    pub height: i32,
}

/// Nodes above each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Layer {
    pub x: i32,
    /// From top to bottom.
    pub blocks: Vec<Block>,
}

/// A piece of a net between two layers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Line {
    pub net: usize,
    pub left: Vec<Port>,
    pub right: Vec<Port>,
    pub track: Track,
    pub low: i32,
    pub high: i32,
}

/// What lies between two layers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Channel {
    pub x: i32,
    pub width: i32,
    pub lines: Vec<Line>,
}

/// One chain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Part {
    /// Its first row among all chains.
    pub top: i32,
    pub height: i32,
    pub width: i32,
    pub layers: Vec<Layer>,
    /// One more than layers: before the first, between two, behind the last.
    pub channels: Vec<Channel>,
    pub nets: Vec<Net>,
    pub what: Vec<What>,
    /// For each node its layer, and where it stands there.
    pub spots: Vec<(usize, usize)>,
    /// Arrows that are told by signs, between nodes.
    pub far: Vec<(usize, usize)>,
}

/// A straight piece of an arrow: from one cell to another, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Run {
    pub from: (i32, i32),
    pub to: (i32, i32),
}

impl Part {
    /// Lays out boxes joined by edges between them.
    pub fn new(boxes: &[u32], edges: &[(usize, usize)], stacks: &mut [Stack], width: i32, limits: Limits) -> Part {
        let mut layered = layer(boxes, edges, limits);
        let far = std::mem::take(&mut layered.far);
        let it = order(layered);
        let mut rows = place(&it, stacks);
        let mut tracks = columns(&it, &rows);
        level(&mut rows, &mut tracks);
        let mut part = Part {
            top: 0,
            height: 0,
            width: 0,
            layers: Vec::with_capacity(it.order.len()),
            channels: Vec::with_capacity(it.order.len() + 1),
            nets: Vec::new(),
            what: Vec::new(),
            spots: vec![(0, 0); it.what.len()],
            far,
        };
        let mut x = 0;
        for (index, (wires, columns)) in tracks.into_iter().enumerate() {
            let lines: Vec<Line> = wires.into_iter().map(|(wire, track)| line(it.wires[wire].net, &rows, wire, track)).collect();
            // Room for the frame of a note on both sides, and for the arrow's head.
            let wide = match (index, lines.is_empty()) {
                (0, true) => 2,
                (at, true) if at == it.order.len() => 2,
                _ => (columns + 3).max(4),
            };
            part.height = lines.iter().map(|line| line.high + 1).fold(part.height, i32::max);
            part.channels.push(Channel { x, width: wide, lines });
            x += wide;
            let Some(nodes) = it.order.get(index) else { continue };
            let blocks: Vec<Block> = nodes
                .iter()
                .map(|node| Block { what: it.what[*node], y: rows.y[*node], height: height(it.what[*node], stacks) })
                .collect();
            nodes.iter().enumerate().for_each(|(at, node)| part.spots[*node] = (index, at));
            part.height = blocks.iter().map(|block| block.y + block.height).fold(part.height, i32::max);
            part.layers.push(Layer { x, blocks });
            x += width;
        }
        part.width = x;
        part.nets = it.nets;
        part.what = it.what;
        part
    }

    /// The straight pieces of a line between two layers, as far as it leads to nodes that are asked for.
    pub fn runs(&self, channel: usize, line: &Line, asked: impl Fn(usize) -> bool, mut run: impl FnMut(Run)) {
        let Channel { x, width, .. } = self.channels[channel];
        let ports = |ports: &'_ [Port]| ports.iter().filter(|port| asked(port.0)).copied().collect::<Vec<Port>>();
        let (left, right) = (ports(&line.left), ports(&line.right));
        if left.len() + right.len() < 2 {
            return;
        }
        let columns = (x + 1 + line.track.left, line.track.step.map_or(x + 1 + line.track.left, |(_, column)| x + 1 + column));
        for (_, row) in &left {
            run(Run { from: (x, *row), to: (columns.0, *row) });
        }
        for (node, row) in &right {
            let end = if matches!(self.what[*node], What::Pass(_)) { x + width - 1 } else { x + width - 2 };
            run(Run { from: (columns.1, *row), to: (end, *row) });
        }
        let mut upright = |column: i32, rows: &mut dyn Iterator<Item = i32>| {
            let (low, high) = rows.fold((i32::MAX, i32::MIN), |(low, high), row| (low.min(row), high.max(row)));
            if low < high {
                run(Run { from: (column, low), to: (column, high) });
            }
        };
        let rows = |ports: &[Port]| ports.iter().map(|port| port.1).collect::<Vec<i32>>();
        match line.track.step {
            None => upright(columns.0, &mut rows(&left).into_iter().chain(rows(&right))),
            Some((step, _)) => {
                upright(columns.0, &mut rows(&left).into_iter().chain([step]));
                upright(columns.1, &mut rows(&right).into_iter().chain([step]));
                run(Run { from: (columns.0, step), to: (columns.1, step) });
            }
        }
    }

    /// The cell of the head of a line at a node behind its channel, where there is one.
    pub fn head(&self, channel: usize, (node, row): Port) -> Option<(i32, i32)> {
        let Channel { x, width, .. } = self.channels[channel];
        (!matches!(self.what[node], What::Pass(_))).then_some((x + width - 2, row))
    }

    /// Whether a net passes through a layer on the way to one of its targets.
    pub fn passes(&self, net: usize, target: usize, x: i32) -> bool {
        let here = self.layers.partition_point(|layer| layer.x < x);
        let there = self.spots[target].0;
        if self.nets[net].back { here >= there } else { here < there }
    }

    /// The nets that begin at a node.
    pub fn nets_of(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let first = self.nets.partition_point(|net| net.source < node);
        (first..self.nets.len()).take_while(move |net| self.nets[*net].source == node)
    }

    /// Whether a node of a net lies on the way to one of its targets.
    pub fn on_the_way(&self, net: usize, target: usize, node: usize) -> bool {
        let of = &self.nets[net];
        let (there, here) = (self.spots[target].0, self.spots[node].0);
        node == target
            || node == of.source
            || (matches!(self.what[node], What::Pass(_)) && if of.back { here >= there } else { here < there })
    }
}

fn line(net: usize, rows: &Rows, wire: usize, track: Track) -> Line {
    let at = |ports: &[Port]| ports.iter().map(|(node, offset)| (*node, rows.y[*node] + offset)).collect::<Vec<Port>>();
    let (left, right) = (at(&rows.ports[wire].0), at(&rows.ports[wire].1));
    let all = || left.iter().chain(&right).map(|port| port.1).chain(track.step.map(|(row, _)| row));
    let (low, high) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
    Line { net, left, right, track, low, high }
}

/// The wires of one channel with their columns, and how many columns that makes.
type Columns = (Vec<(usize, Track)>, i32);

/// For every channel its wires with their columns.
fn columns(it: &Ordered, rows: &Rows) -> Vec<Columns> {
    let mut wires: Vec<Vec<usize>> = vec![Vec::new(); it.order.len() + 1];
    it.wires.iter().enumerate().for_each(|(wire, of)| wires[of.channel].push(wire));
    let one = |wires: Vec<usize>| {
        let at = |ports: &[Port]| ports.iter().map(|(node, offset)| rows.y[*node] + offset).collect::<Vec<i32>>();
        let needs: Vec<Need> =
            wires.iter().map(|wire| Need { left: at(&rows.ports[*wire].0), right: at(&rows.ports[*wire].1) }).collect();
        let (tracks, count) = channels::tracks(&needs);
        (wires.into_iter().zip(tracks).collect(), count)
    };
    wires.into_iter().map(one).collect()
}

/// Moves everything so that the first row is row 0.
fn level(rows: &mut Rows, tracks: &mut [Columns]) {
    let mut steps: Vec<&mut i32> =
        tracks.iter_mut().flat_map(|(wires, _)| wires).filter_map(|(_, track)| track.step.as_mut().map(|(row, _)| row)).collect();
    let least = rows.y.iter().copied().chain(steps.iter().map(|row| **row)).min().unwrap_or(0);
    steps.iter_mut().for_each(|row| **row -= least);
    rows.y.iter_mut().for_each(|y| *y -= least);
}
