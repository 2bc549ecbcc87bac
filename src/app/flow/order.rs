//! The order of the nodes in their layers, so that few arrows cross; and the wires, which are arrows between two layers.

use super::layers::{Layered, Lists, Net, What};

/// What runs from one layer to the next, or turns between two: a piece of a net.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Wire {
    pub net: usize,
    /// The channel it runs in; channel 1 lies behind layer 0.
    pub channel: usize,
    /// The nodes it touches in the layer before the channel, and in the one behind it.
    pub left: Vec<usize>,
    pub right: Vec<usize>,
}

/// Nodes in the order of their layers, and the wires between these.
#[derive(Debug, Default)]
pub(super) struct Ordered {
    pub what: Vec<What>,
    pub layer: Vec<usize>,
    pub nets: Vec<Net>,
    pub wires: Vec<Wire>,
    pub order: Vec<Vec<usize>>,
    /// The position of each node in its layer.
    pub position: Vec<usize>,
    /// Where an arrow turns that runs back: the node that does so, and the one at which.
    pub turns: std::collections::BTreeMap<usize, usize>,
}

/// How often the layers are gone through, forth and back.
const SWEEPS: usize = 8;
/// Chains of more nodes than this are gone through less often.
const LARGE: usize = 4_000;

pub(super) fn order(layered: Layered) -> Ordered {
    let Layered { what, layer, nets, .. } = layered;
    let mut it = Ordered { what, layer, nets, ..Ordered::default() };
    it.wire();
    let count = it.what.len();
    let pairs: Vec<(usize, usize)> =
        it.wires.iter().flat_map(|wire| wire.left.iter().flat_map(|left| wire.right.iter().map(|right| (*left, *right)))).collect();
    let behind = Lists::new(count, pairs.iter().copied());
    let before = Lists::new(count, pairs.iter().map(|(left, right)| (*right, *left)));
    it.begin(&behind, &before);
    let mut best = (it.crossings(&behind), it.order.clone());
    for _ in 0..if count > LARGE { 2 } else { SWEEPS } {
        if best.0 == 0 {
            break;
        }
        (1..it.order.len()).for_each(|layer| it.arrange(layer, &before));
        (0..it.order.len().saturating_sub(1)).rev().for_each(|layer| it.arrange(layer, &behind));
        let crossings = it.crossings(&behind);
        if crossings < best.0 {
            best = (crossings, it.order.clone());
        }
    }
    it.order = best.1;
    (0..it.order.len()).for_each(|layer| it.number(layer));
    it
}

impl Ordered {
    /// Lays every net through the layers that it passes.
    fn wire(&mut self) {
        for net in 0..self.nets.len() {
            let Net { source, targets, back } = self.nets[net].clone();
            let from = self.layer[source];
            let mut targets: Vec<(usize, usize)> = targets.into_iter().map(|target| (self.layer[target], target)).collect();
            targets.sort_unstable();
            let (Some((first, _)), Some((last, _))) = (targets.first().copied(), targets.last().copied()) else { continue };
            let mut pass = |layer: usize| {
                self.what.push(What::Pass(net as u32));
                self.layer.push(layer);
                self.what.len() - 1
            };
            let at = |layer: usize| targets.iter().filter(move |target| target.0 == layer).map(|target| target.1);
            let mut here = source;
            if !back {
                for layer in from + 1..=last {
                    let mut right: Vec<usize> = at(layer).collect();
                    let next = (layer < last).then(|| pass(layer));
                    right.extend(next);
                    self.wires.push(Wire { net, channel: layer, left: vec![here], right });
                    here = next.unwrap_or(here);
                }
                continue;
            }
            // Out on the right as every arrow, round, and back to the left side of what it leads to.
            let turn = pass(from);
            self.turns.insert(turn, source);
            self.wires.push(Wire { net, channel: from + 1, left: vec![source, turn], right: Vec::new() });
            here = turn;
            for layer in (first..=from).rev() {
                let mut right: Vec<usize> = at(layer).collect();
                right.push(here);
                let next = (layer > first).then(|| pass(layer - 1));
                if let (None, Some(target)) = (next, right.first()) {
                    self.turns.insert(here, *target);
                }
                self.wires.push(Wire { net, channel: layer, left: next.into_iter().collect(), right });
                here = next.unwrap_or(here);
            }
        }
    }

    /// The first order: as the story goes, each node's effects behind those of the node above it.
    fn begin(&mut self, behind: &Lists, before: &Lists) {
        let count = self.what.len();
        let layers = self.layer.iter().max().map_or(0, |last| last + 1);
        self.order = vec![Vec::new(); layers];
        self.position = vec![0; count];
        let mut seen = vec![false; count];
        let mut way = Vec::new();
        for root in (0..count).filter(|node| before.of(*node).is_empty()).chain(0..count) {
            way.push(root);
            while let Some(node) = way.pop() {
                if std::mem::replace(&mut seen[node], true) {
                    continue;
                }
                self.order[self.layer[node]].push(node);
                way.extend(behind.of(node).iter().rev().map(|next| *next as usize).filter(|next| !seen[*next]));
            }
        }
        (0..layers).for_each(|layer| self.number(layer));
    }

    fn number(&mut self, layer: usize) {
        for (position, node) in self.order[layer].iter().enumerate() {
            self.position[*node] = position;
        }
    }

    /// Puts the nodes of a layer in the order of what they are joined with on one side.
    fn arrange(&mut self, layer: usize, sides: &Lists) {
        let position = &self.position;
        let key = |node: &usize| match sides.of(*node) {
            [] => self.turns.get(node).map_or(position[*node] as f64, |at| position[*at] as f64 + 0.5),
            near => near.iter().map(|other| position[*other as usize] as f64).sum::<f64>() / near.len() as f64,
        };
        let mut keyed: Vec<(f64, usize)> = self.order[layer].iter().map(|node| (key(node), *node)).collect();
        keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
        self.order[layer] = keyed.into_iter().map(|(_, node)| node).collect();
        self.number(layer);
    }

    /// How often arrows cross.
    fn crossings(&self, behind: &Lists) -> usize {
        let mut ends: Vec<usize> = Vec::new();
        let mut all = 0;
        for layer in &self.order {
            ends.clear();
            for node in layer {
                let from = ends.len();
                ends.extend(behind.of(*node).iter().map(|next| self.position[*next as usize]));
                ends[from..].sort_unstable();
            }
            all += inversions(&ends);
        }
        all
    }
}

/// How many pairs stand in the wrong order.
fn inversions(numbers: &[usize]) -> usize {
    let most = numbers.iter().max().map_or(0, |most| most + 1);
    // Counts of what has stood before, in a tree of sums.
    let mut sums = vec![0usize; most + 1];
    let mut found = 0;
    for (seen, number) in numbers.iter().enumerate() {
        let (mut at, mut not_greater) = (number + 1, 0);
        while at > 0 {
            not_greater += sums[at];
            at &= at - 1;
        }
        found += seen - not_greater;
        at = number + 1;
        while at <= most {
            sums[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inversions_are_crossings() {
        assert_eq!(inversions(&[]), 0);
        assert_eq!(inversions(&[0, 1, 1, 2]), 0);
        assert_eq!(inversions(&[2, 1, 0]), 3);
        assert_eq!(inversions(&[1, 0, 1, 0]), 3);
    }
}
