//! The first steps of the layout of one chain: loops are broken, every node gets a layer, and arrows that would lead too far
//! become signs.

/// What a node of a chain is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    /// A box, by its number.
    Stack(u32),
    /// An arrow on its way through a layer, by the number of its net.
    Pass(u32),
    /// Where an arrow that leads far away ends for the eye: the box it leads to.
    To(u32),
    /// Where arrows from far away begin for the eye: the box they lead to.
    From(u32),
}

/// All arrows from one node that run in one direction. They share their lines until they part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Net {
    pub source: usize,
    pub targets: Vec<usize>,
    /// Whether it runs against the direction of the layers.
    pub back: bool,
}

/// The nodes of a chain in layers, before anything has a place.
#[derive(Debug, Default)]
pub(super) struct Layered {
    pub what: Vec<What>,
    pub layer: Vec<usize>,
    pub nets: Vec<Net>,
    /// Arrows that are told by signs, between nodes.
    pub far: Vec<(usize, usize)>,
}

/// Which arrows are told by signs instead of lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::app) struct Limits {
    /// Those that lead further than so many layers.
    pub longest: usize,
    /// Those into a box to which more than so many lead.
    pub into_one: usize,
}

/// More arrows than this into one box tell nothing as lines.
pub(super) const MOST_INTO_ONE: usize = 16;

/// How often what leads too far is looked for anew.
const ROUNDS: usize = 8;

/// Breaks loops and finds layers for nodes that stand for the boxes `stacks`; `edges` are between these, in order.
pub(super) fn layer(stacks: &[u32], edges: &[(usize, usize)], limits: Limits) -> Layered {
    let mut what: Vec<What> = stacks.iter().map(|stack| What::Stack(*stack)).collect();
    let count = what.len();
    let back = loops(count, edges);
    let mut into = vec![0usize; count];
    edges.iter().for_each(|(_, to)| into[*to] += 1);
    let first = longest_paths(count, count, edges, &back);
    let mut is_far: Vec<bool> = edges.iter().map(|(_, to)| into[*to] > limits.into_one).collect();
    // Where some arrows become signs, the layers move, and others may lead too far then.
    let mut layer = first.clone();
    for _ in 0..ROUNDS {
        let mut more = false;
        for (edge, (from, to)) in edges.iter().enumerate() {
            let long = !is_far[edge] && layer[*from].abs_diff(layer[*to]) > limits.longest;
            is_far[edge] |= long;
            more |= long;
        }
        if !more {
            break;
        }
        let kept = (0..edges.len()).filter(|edge| !is_far[*edge]);
        let (near, near_back): (Vec<(usize, usize)>, Vec<bool>) = kept.map(|edge| (edges[edge], back[edge])).unzip();
        layer = longest_paths(count, count, &near, &near_back);
    }
    if !is_far.contains(&true) {
        return Layered { nets: nets(count, edges, &back), what, layer: first, far: Vec::new() };
    }
    let mut kept = Vec::with_capacity(edges.len());
    let mut kept_back = Vec::with_capacity(edges.len());
    let mut told = Vec::new();
    let mut has_sign = std::collections::HashSet::new();
    for (edge, (from, to)) in edges.iter().copied().enumerate() {
        if !is_far[edge] {
            kept.push((from, to));
            kept_back.push(back[edge]);
            continue;
        }
        told.push((from, to));
        kept.push((from, what.len()));
        kept_back.push(false);
        what.push(What::To(stacks[to]));
        if has_sign.insert(to) {
            kept.push((what.len(), to));
            kept_back.push(false);
            what.push(What::From(stacks[to]));
        }
    }
    let layer = longest_paths(what.len(), count, &kept, &kept_back);
    Layered { nets: nets(what.len(), &kept, &kept_back), what, layer, far: told }
}

/// The neighbours of every node, in one list with the places where each one's begin.
pub(super) struct Lists {
    begin: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// Of pairs (node, item).
    pub fn new(count: usize, pairs: impl Iterator<Item = (usize, usize)> + Clone) -> Lists {
        let mut begin = vec![0u32; count + 1];
        pairs.clone().for_each(|(node, _)| begin[node + 1] += 1);
        (0..count).for_each(|node| begin[node + 1] += begin[node]);
        let mut next = begin.clone();
        let mut items = vec![0u32; begin[count] as usize];
        for (node, item) in pairs {
            items[next[node] as usize] = item as u32;
            next[node] += 1;
        }
        Lists { begin, items }
    }

    pub fn of(&self, node: usize) -> &[u32] {
        &self.items[self.begin[node] as usize..self.begin[node + 1] as usize]
    }
}

/// For every edge whether it closes a loop on the way from the beginnings of the story.
fn loops(count: usize, edges: &[(usize, usize)]) -> Vec<bool> {
    let out = Lists::new(count, edges.iter().enumerate().map(|(edge, (from, _))| (*from, edge)));
    let mut begins = vec![true; count];
    edges.iter().for_each(|(_, to)| begins[*to] = false);
    let mut back = vec![false; edges.len()];
    // 0: not seen, 1: on the way, 2: done.
    let mut seen = vec![0u8; count];
    let roots = (0..count).filter(|node| begins[*node]).chain(0..count);
    let mut way: Vec<(usize, usize)> = Vec::new();
    for root in roots {
        if seen[root] != 0 {
            continue;
        }
        seen[root] = 1;
        way.push((root, 0));
        while let Some((node, next)) = way.last_mut() {
            let Some(edge) = out.of(*node).get(*next).map(|edge| *edge as usize) else {
                seen[*node] = 2;
                way.pop();
                continue;
            };
            *next += 1;
            let to = edges[edge].1;
            match seen[to] {
                0 => {
                    seen[to] = 1;
                    way.push((to, 0));
                }
                1 => back[edge] = true,
                _ => {}
            }
        }
    }
    back
}

/// The layer of every node: behind all its causes, and beginnings right before what they begin. What begins for the eye with a
/// sign, which are the nodes from `signs` on, does so too.
fn longest_paths(count: usize, signs: usize, edges: &[(usize, usize)], back: &[bool]) -> Vec<usize> {
    let directed = || edges.iter().zip(back).map(|((from, to), back)| if *back { (*to, *from) } else { (*from, *to) });
    let out = Lists::new(count, directed());
    let mut waits = vec![0usize; count];
    directed().for_each(|(_, to)| waits[to] += 1);
    let begins: Vec<bool> = waits.iter().map(|waits| *waits == 0).collect();
    let mut caused = vec![false; count];
    directed().filter(|(from, _)| *from < signs).for_each(|(_, to)| caused[to] = true);
    let mut layer = vec![0usize; count];
    let mut ready: Vec<usize> = (0..count).filter(|node| begins[*node]).collect();
    while let Some(node) = ready.pop() {
        for next in out.of(node).iter().map(|next| *next as usize) {
            layer[next] = layer[next].max(layer[node] + 1);
            waits[next] -= 1;
            if waits[next] == 0 {
                ready.push(next);
            }
        }
    }
    // Signs come last: they keep to what they stand beside.
    for node in (0..count).filter(|node| !caused[*node]) {
        let effects = out.of(node).iter().map(|next| *next as usize).filter(|next| *next < signs);
        if let Some(first) = effects.map(|next| layer[next]).min() {
            layer[node] = first.saturating_sub(1);
        }
    }
    for (from, to) in directed().filter(|(_, to)| *to >= signs) {
        layer[to] = layer[from] + 1;
    }
    layer
}

fn nets(count: usize, edges: &[(usize, usize)], back: &[bool]) -> Vec<Net> {
    let out = Lists::new(count, edges.iter().enumerate().map(|(edge, (from, _))| (*from, edge)));
    let mut nets = Vec::with_capacity(count);
    for source in 0..count {
        for against in [false, true] {
            let mine = out.of(source).iter().map(|edge| *edge as usize).filter(|edge| back[*edge] == against);
            let targets: Vec<usize> = mine.map(|edge| edges[edge].1).collect();
            if !targets.is_empty() {
                nets.push(Net { source, targets, back: against });
            }
        }
    }
    nets
}
