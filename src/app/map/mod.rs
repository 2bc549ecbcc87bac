//! The context map: which contexts there are, what each holds, and who tells whom.
//!
//! One context **tells** another of an event where the event belongs to the one, and a policy or a read model that reacts to it
//! to the other. That is how the method wants borders crossed. A **command crosses** a border where a policy of one context
//! issues it in another, or where the command belongs to one and the aggregate that decides about it, or the event it records,
//! to another: somebody then reaches into what is not theirs. Actors, external systems and hot spots belong to nobody and tell
//! nothing. What has no context is taken together, as a region that has no name yet.

mod shown;

use std::collections::BTreeMap;

use super::flow::{Flow, Graph, Limits, Piece, Stack};
use crate::board::{Board, ContextId, IdMap, Kind, Link, NoteId};
pub use shown::Parts;
pub(super) use shown::Shown;

/// A context with what it holds; notes are indexes into [`Board::notes`].
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Region {
    /// The context; nothing for all notes that have none.
    pub context: Option<ContextId>,
    /// Its position among the board's contexts, from which it takes its tint.
    pub index: usize,
    /// How many notes of each kind.
    pub counts: [usize; 8],
    /// Its aggregates.
    pub aggregates: Vec<u32>,
    /// Its commands.
    pub commands: Vec<u32>,
    /// The external systems that its commands call.
    pub systems: Vec<u32>,
    /// Its first note on the timeline.
    pub first: Option<u32>,
}

/// What one region tells another.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Telling {
    /// Which region tells.
    pub from: usize,
    /// Which region is told.
    pub to: usize,
    /// Each event that crosses, with the notes that react to it.
    pub events: Vec<(u32, Vec<u32>)>,
    /// Each command that crosses, with the note it is about on the other side.
    pub commands: Vec<(u32, u32)>,
}

impl Telling {
    /// What crosses, the events first, and whether it is a command.
    pub fn crossing(&self) -> impl Iterator<Item = (u32, bool)> + '_ {
        let commands = self.commands.iter().map(|(command, _)| (*command, true));
        self.events.iter().map(|(event, _)| (*event, false)).chain(commands)
    }
}

/// What stands somewhere on the map.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    /// A region, by its number.
    Region(usize),
    /// What crosses a border, by the number of the telling.
    Telling(usize),
}

/// The contexts of a board and who tells whom.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Relations {
    /// The contexts in the board's order, then what has none, where there is such a thing.
    pub regions: Vec<Region>,
    /// Who tells whom, in the order of the regions.
    pub tellings: Vec<Telling>,
    /// The external systems, in the order of the timeline.
    pub systems: Vec<u32>,
}

impl Relations {
    /// Finds who tells whom on a board.
    pub fn new(board: &Board) -> Relations {
        let contexts = &board.heading().contexts;
        let number: IdMap<ContextId, usize> = contexts.iter().enumerate().map(|(index, context)| (context.id, index)).collect();
        let of = |context: Option<ContextId>| context.and_then(|id| number.get(&id).copied()).unwrap_or(contexts.len());
        let mut regions: Vec<Region> = contexts
            .iter()
            .enumerate()
            .map(|(index, context)| Region { context: Some(context.id), index, ..Region::default() })
            .collect();
        regions.push(Region { index: contexts.len(), ..Region::default() });
        let notes = board.notes();
        let position: IdMap<NoteId, u32> = notes.iter().enumerate().map(|(index, note)| (note.id, index as u32)).collect();
        let mut systems = Vec::new();
        let mut crossing: BTreeMap<(usize, usize), Telling> = BTreeMap::new();
        for (index, note) in notes.iter().enumerate() {
            let (index, here) = (index as u32, of(note.context));
            // What is outside belongs to no region, even where somebody has said so.
            if note.kind() == Kind::ExternalSystem {
                systems.push(index);
                continue;
            }
            let region = &mut regions[here];
            region.counts[note.kind().lane()] += 1;
            region.first.get_or_insert(index);
            match note.kind() {
                Kind::Aggregate => region.aggregates.push(index),
                Kind::Command => region.commands.push(index),
                _ => {}
            }
            for (link, other) in note.links() {
                let Some(other) = position.get(&other).copied() else { continue };
                let there = of(notes[other as usize].context);
                if link == Link::Calls && !regions[here].systems.contains(&other) {
                    regions[here].systems.push(other);
                }
                if here == there {
                    continue;
                }
                match link {
                    Link::Triggers | Link::CallsOff | Link::Updates => {
                        let events = &mut telling(&mut crossing, there, here).events;
                        match events.iter_mut().find(|(event, _)| *event == other) {
                            Some((_, listeners)) if listeners.contains(&index) => {}
                            Some((_, listeners)) => listeners.push(index),
                            None => events.push((other, vec![index])),
                        }
                    }
                    Link::Then => telling(&mut crossing, here, there).commands.push((other, index)),
                    Link::DecidedBy | Link::Records => telling(&mut crossing, here, there).commands.push((index, other)),
                    Link::Issues | Link::Calls | Link::About => {}
                }
            }
        }
        if regions.last().is_some_and(|rest| rest.first.is_none()) {
            regions.pop();
        }
        let mut tellings: Vec<Telling> = crossing.into_values().collect();
        for telling in &mut tellings {
            telling.events.sort_unstable();
            telling.commands.sort_unstable();
            telling.commands.dedup_by_key(|crossing| crossing.0);
        }
        Relations { regions, tellings, systems }
    }
}

fn telling(all: &mut BTreeMap<(usize, usize), Telling>, from: usize, to: usize) -> &mut Telling {
    all.entry((from, to)).or_insert_with(|| Telling { from, to, ..Telling::default() })
}

/// The map, laid out.
#[derive(Debug)]
pub struct Map {
    /// Who tells whom.
    pub relations: Relations,
    /// Where everything stands.
    pub flow: Flow,
    /// Whether what crosses stands between the regions; where there is no room for that, it stands only in the list of the
    /// region in focus.
    pub labelled: bool,
}

/// Columns of a region.
pub const WIDTH: i32 = 22;
/// With more borders crossed than this, lines tell nothing any more.
const MOST_TELLINGS: usize = 200;

impl Map {
    /// Lays out a map on some columns and rows, with regions of at most so many rows inside, the most generous that fits.
    pub fn new(relations: Relations, columns: u16, rows: u16, heights: &[i32]) -> Map {
        let wide = |flow: &Flow| flow.size().0 > i32::from(columns);
        let high = |flow: &Flow| flow.size().1 > i32::from(rows);
        let mut chosen = None;
        // What crosses is better said between two regions than in a list; and regions had better be small than out of view.
        for (labelled, height) in
            [true, false].into_iter().flat_map(|labelled| heights.iter().map(move |height| (labelled, *height)))
        {
            let flow = lay_out(&relations, columns, labelled, height);
            if labelled && wide(&flow) {
                continue;
            }
            let fits = !high(&flow);
            chosen = Some((flow, labelled));
            if fits || (labelled && heights.last() == Some(&height)) {
                break;
            }
        }
        let (flow, labelled) = chosen.unwrap_or_default();
        Map { flow, relations, labelled }
    }

    /// What stands under a number in [`Map::flow`].
    pub fn item(&self, number: usize) -> Item {
        match number.checked_sub(self.relations.regions.len()) {
            None => Item::Region(number),
            Some(telling) => Item::Telling(telling),
        }
    }
}

/// Rows inside a region that shows everything, its frame not counted: counts, aggregates, commands.
pub fn rows_needed(region: &Region) -> i32 {
    1 + region.aggregates.len() as i32 + region.commands.len() as i32
}

fn lay_out(relations: &Relations, columns: u16, labelled: bool, height: i32) -> Flow {
    let mut graph = Graph::default();
    let mut add = |rows: i32| {
        let note = graph.stacks.len() as u32;
        graph.stacks.push(Stack { pieces: vec![Piece { note, y: 1, rows }] });
        note
    };
    relations.regions.iter().for_each(|region| _ = add(rows_needed(region).clamp(2, height) + 2));
    let regions = relations.regions.len();
    let lines = relations.tellings.len() <= MOST_TELLINGS;
    for telling in relations.tellings.iter().filter(|_| labelled && lines) {
        add((telling.crossing().count() as i32).min(height));
    }
    for (number, telling) in relations.tellings.iter().enumerate().filter(|_| lines) {
        let (from, to, between) = (telling.from as u32, telling.to as u32, (regions + number) as u32);
        match labelled {
            true => graph.edges.extend([(from, between), (between, to)]),
            false => graph.edges.push((from, to)),
        }
    }
    graph.edges.sort_unstable();
    Flow::lay_out(graph, WIDTH, columns, Limits { longest: usize::MAX, into_one: usize::MAX })
}
