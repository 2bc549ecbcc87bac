//! In which rows the nodes of a chain stand: what is joined stands level where it can, and nothing overlaps.

use super::graph::Stack;
use super::layers::{Lists, What};
use super::order::Ordered;

/// Where a wire touches a node: the node, and the row of it.
pub(super) type Port = (usize, i32);

/// The rows of everything.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The first row of each node.
    pub y: Vec<i32>,
    /// For each wire its ports before and behind its channel.
    pub ports: Vec<(Vec<Port>, Vec<Port>)>,
}

/// Places the nodes, giving boxes as many rows as arrows come in.
pub(super) fn place(it: &Ordered, stacks: &mut [Stack]) -> Rows {
    let ports = ports(it, stacks);
    let high: Vec<i32> = it.what.iter().map(|what| height(*what, stacks)).collect();
    let count = it.what.len();
    let mut pairs: Vec<(Port, Port)> = Vec::new();
    for (left, right) in &ports {
        pairs.extend(left.iter().flat_map(|left| right.iter().map(|right| (*left, *right))));
    }
    let behind = Lists::new(count, pairs.iter().enumerate().map(|(index, pair)| (pair.0.0, index)));
    let before = Lists::new(count, pairs.iter().enumerate().map(|(index, pair)| (pair.1.0, index)));
    let mut y = vec![0; count];
    for layer in &it.order {
        let mut next = 0;
        for (index, node) in layer.iter().enumerate() {
            y[*node] = next;
            next += high[*node] + layer.get(index + 1).map_or(0, |below| gap(it.what[*node], it.what[*below]));
        }
    }
    let mut wishes = Vec::new();
    let mut settle = |y: &mut Vec<i32>, layer: &[usize], sides: [Option<&Lists>; 2]| {
        wishes.clear();
        let mut offset = 0;
        let mut near: Vec<i32> = Vec::new();
        for (index, node) in layer.iter().enumerate() {
            near.clear();
            for pair in sides.iter().flatten().flat_map(|side| side.of(*node)).map(|pair| &pairs[*pair as usize]) {
                let (mine, other) = if pair.0.0 == *node { (pair.0, pair.1) } else { (pair.1, pair.0) };
                near.push(y[other.0] + other.1 - mine.1);
            }
            if let (true, Some(at)) = (near.is_empty(), it.turns.get(node)) {
                near.push(y[*at] + 1);
            }
            near.sort_unstable();
            // Long arrows had better stay straight than boxes stand in the middle.
            let weight = match (near.is_empty(), it.what[*node]) {
                (true, _) => 0.05,
                (false, What::Pass(_)) => 25.0,
                (false, _) => 1.0,
            };
            let wish = near.get(near.len().saturating_sub(1) / 2).copied().unwrap_or(y[*node]);
            wishes.push((f64::from(wish - offset), weight));
            offset += high[*node] + layer.get(index + 1).map_or(0, |below| gap(it.what[*node], it.what[*below]));
        }
        offset = 0;
        for (index, (node, level)) in layer.iter().zip(rising(&wishes)).enumerate() {
            y[*node] = level.round() as i32 + offset;
            offset += high[*node] + layer.get(index + 1).map_or(0, |below| gap(it.what[*node], it.what[*below]));
        }
    };
    for round in 0..4 {
        it.order.iter().for_each(|layer| settle(&mut y, layer, [Some(&before), None]));
        if round < 3 {
            it.order.iter().rev().for_each(|layer| settle(&mut y, layer, [Some(&behind), None]));
        }
    }
    // What begins a story stands level with what it begins.
    let begins = |layer: &[usize]| layer.iter().all(|node| before.of(*node).is_empty());
    it.order.iter().rev().filter(|layer| begins(layer)).for_each(|layer| settle(&mut y, layer, [Some(&behind), None]));
    Rows { y, ports }
}

pub(super) fn height(what: What, stacks: &[Stack]) -> i32 {
    match what {
        What::Stack(stack) => stacks[stack as usize].rows(),
        What::Pass(_) | What::To(_) | What::From(_) => 1,
    }
}

/// Free rows between two neighbours. Boxes have a row for a name over them, which is air enough.
fn gap(upper: What, lower: What) -> i32 {
    i32::from(matches!(upper, What::Stack(_)) && !matches!(lower, What::Stack(_)))
}

/// Every arrow that comes into a box has a row of its own there; those that leave share one, those that turn back another.
fn ports(it: &Ordered, stacks: &mut [Stack]) -> Vec<(Vec<Port>, Vec<Port>)> {
    let count = it.what.len();
    let into = Lists::new(count, it.wires.iter().enumerate().flat_map(|(wire, of)| of.right.iter().map(move |node| (*node, wire))));
    let mut both = vec![[false; 2]; count];
    it.nets.iter().for_each(|net| both[net.source][usize::from(net.back)] = true);
    // The row of each wire into each box, in the order in which they come.
    let mut rows: std::collections::HashMap<(usize, usize), i32> = std::collections::HashMap::new();
    let mut coming: Vec<(f64, usize)> = Vec::new();
    for (node, what) in it.what.iter().enumerate() {
        let What::Stack(stack) = what else { continue };
        let stack = &mut stacks[*stack as usize];
        coming.clear();
        for wire in into.of(node).iter().map(|wire| *wire as usize) {
            let of = &it.wires[wire];
            let from = match of.left.as_slice() {
                // One that turns comes from above or below.
                _ if it.nets[of.net].back => {
                    let turn = of.right.iter().filter(|other| matches!(it.what[**other], What::Pass(_)));
                    let above = turn.map(|turn| it.position[*turn]).max().is_some_and(|turn| turn < it.position[node]);
                    if above { f64::MIN } else { f64::MAX }
                }
                left => left.iter().map(|left| it.position[*left] as f64).sum::<f64>() / left.len().max(1) as f64,
            };
            coming.push((from, wire));
        }
        coming.sort_by(|one, other| one.0.total_cmp(&other.0));
        stack.grow((coming.len() as i32).max(if both[node] == [true; 2] { 2 } else { 1 }));
        let (y, high) = stack.pieces.first().map_or((0, 1), |main| (main.y, main.rows));
        let first = y + (high - coming.len() as i32) / 2;
        rows.extend(coming.iter().enumerate().map(|(index, (_, wire))| ((*wire, node), first + index as i32)));
    }
    let leaving = |node: usize, back: bool| match it.what[node] {
        What::Stack(stack) => {
            let main = stacks[stack as usize].pieces.first();
            main.map_or(0, |main| main.y + (main.rows - 1) / 2 + i32::from(back && main.rows > 1))
        }
        _ => 0,
    };
    let wires = it.wires.iter().enumerate();
    let of = |(wire, of): (usize, &super::order::Wire)| {
        let back = it.nets[of.net].back;
        let left = of.left.iter().map(|node| (*node, leaving(*node, back))).collect();
        let right = of.right.iter().map(|node| (*node, rows.get(&(wire, *node)).copied().unwrap_or(0))).collect();
        (left, right)
    };
    wires.map(of).collect()
}

/// The levels nearest to what is wished, none above the one before it: neighbours in each other's way meet in the middle.
fn rising(wishes: &[(f64, f64)]) -> Vec<f64> {
    let mut groups: Vec<(f64, f64, usize)> = Vec::with_capacity(wishes.len());
    for (wish, weight) in wishes {
        let mut group = (*wish, *weight, 1);
        while let Some(upper) = groups.last().copied().filter(|upper| upper.0 > group.0) {
            groups.pop();
            let weight = upper.1 + group.1;
            group = ((upper.0 * upper.1 + group.0 * group.1) / weight, weight, upper.2 + group.2);
        }
        groups.push(group);
    }
    groups.into_iter().flat_map(|(level, _, count)| std::iter::repeat_n(level, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_each_others_way_meet_in_the_middle() {
        assert_eq!(rising(&[(0.0, 1.0), (5.0, 1.0)]), [0.0, 5.0]);
        assert_eq!(rising(&[(6.0, 1.0), (2.0, 1.0), (9.0, 1.0)]), [4.0, 4.0, 9.0]);
        assert_eq!(rising(&[(6.0, 3.0), (2.0, 1.0)]), [5.0, 5.0]);
    }
}
