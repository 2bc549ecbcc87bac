//! The board as a graph: which notes stand together in one box, and which boxes arrows join.
//!
//! A command stands over the aggregate that decides about it, and a hot spot under what it asks about. These arrows are told by
//! standing together, so that lines are left for what causes what. An aggregate that decides about several commands stands
//! under each of them.

use crate::app::wall::{Zoom, text};
use crate::board::{Board, IdMap, Kind, Link, Note, NoteId};

/// A note's part of a box.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The note, as an index into [`Board::notes`].
    pub note: u32,
    /// Its first row, counted from the first row of the box.
    pub y: i32,
    /// How many rows it has.
    pub rows: i32,
}

/// A box: a note that arrows lead to and from, and what stands under it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stack {
    /// The note itself first. The row over it is the box's too, for a name.
    pub pieces: Vec<Piece>,
}

impl Stack {
    /// How many rows the box has.
    pub fn rows(&self) -> i32 {
        self.pieces.last().map_or(1, |last| last.y + last.rows)
    }

    /// The note that arrows lead to and from, as an index into [`Board::notes`].
    pub fn main(&self) -> u32 {
        self.pieces.first().map_or(0, |piece| piece.note)
    }

    /// Gives the note that arrows lead to at least so many rows.
    pub(super) fn grow(&mut self, rows: i32) {
        let more = self.pieces.first().map_or(0, |first| (rows - first.rows).max(0));
        for (index, piece) in self.pieces.iter_mut().enumerate() {
            match index {
                0 => piece.rows += more,
                _ => piece.y += more,
            }
        }
    }
}

/// The boxes of a board and the arrows between them.
#[derive(Debug, Default)]
pub(in crate::app) struct Graph {
    /// In the order of the timeline.
    pub stacks: Vec<Stack>,
    /// From which box to which, each once.
    pub edges: Vec<(u32, u32)>,
}

/// Columns of a box.
pub fn width(zoom: Zoom) -> i32 {
    match zoom {
        Zoom::Line => 24,
        Zoom::Note => 16,
        Zoom::Large | Zoom::Projected => 28,
    }
}

fn rows(note: &Note, zoom: Zoom) -> i32 {
    match (zoom, note.kind()) {
        (Zoom::Line, _) | (Zoom::Note, Kind::Aggregate) => 1,
        (Zoom::Note, Kind::Actor) => wrapped(note, zoom, 2),
        (Zoom::Note, Kind::ExternalSystem) => 2,
        (Zoom::Projected, Kind::Actor | Kind::ExternalSystem | Kind::Aggregate) => 3,
        (Zoom::Projected, _) => 5,
        (_, Kind::HotSpot) => wrapped(note, zoom, 4),
        (Zoom::Note, _) => 3,
        (Zoom::Large, Kind::Actor | Kind::ExternalSystem) => 2,
        (Zoom::Large, Kind::Aggregate) => 3,
        (Zoom::Large, _) => 6,
    }
}

fn wrapped(note: &Note, zoom: Zoom, most: usize) -> i32 {
    let cells = (width(zoom) - 2) as usize;
    if note.text.len() <= cells { 1 } else { text::wrap(&note.text, cells, most).len().max(1) as i32 }
}

impl Graph {
    pub fn new(board: &Board, zoom: Zoom) -> Graph {
        let notes = board.notes();
        let index: IdMap<NoteId, u32> = notes.iter().enumerate().map(|(index, note)| (note.id, index as u32)).collect();
        let mut arrows: Vec<(u32, u32)> = Vec::with_capacity(notes.len());
        // For each command its aggregate, for each aggregate its first command, for each hot spot what it is about.
        let mut under: Vec<Option<u32>> = vec![None; notes.len()];
        let mut over: Vec<Option<u32>> = vec![None; notes.len()];
        let mut about: Vec<Option<u32>> = vec![None; notes.len()];
        for (number, note) in notes.iter().enumerate() {
            let number = number as u32;
            for (link, other) in note.links() {
                let Some(other) = index.get(&other).copied() else { continue };
                match link {
                    Link::DecidedBy => {
                        under[number as usize] = Some(other);
                        over[other as usize].get_or_insert(number);
                    }
                    Link::About => about[number as usize] = Some(other),
                    _ if link.kept_at_head() => arrows.push((other, number)),
                    _ => arrows.push((number, other)),
                }
            }
        }
        let homes = homes(&about, &over);
        let mut graph = Graph::default();
        let mut stack_of: Vec<u32> = vec![u32::MAX; notes.len()];
        for (number, note) in notes.iter().enumerate() {
            if homes[number] != number as u32 {
                continue;
            }
            stack_of[number] = graph.stacks.len() as u32;
            let main = Piece { note: number as u32, y: 1, rows: rows(note, zoom) };
            let mut stack = Stack { pieces: vec![main] };
            if let Some(aggregate) = under[number] {
                let piece = Piece { note: aggregate, y: stack.rows(), rows: rows(&notes[aggregate as usize], zoom) };
                stack.pieces.push(piece);
            }
            graph.stacks.push(stack);
        }
        for (number, note) in
            notes.iter().enumerate().filter(|(number, note)| note.kind() == Kind::HotSpot && homes[*number] != *number as u32)
        {
            let stack = &mut graph.stacks[stack_of[homes[number] as usize] as usize];
            let piece = Piece { note: number as u32, y: stack.rows(), rows: rows(note, zoom) };
            stack.pieces.push(piece);
        }
        arrows.sort_unstable();
        arrows.dedup();
        let stack = |number: u32| stack_of[number as usize];
        graph.edges = arrows.into_iter().map(|(from, to)| (stack(from), stack(to))).collect();
        graph
    }
}

/// For each note the one in whose box it stands: for a hot spot what it is about in the end, for an aggregate its first command,
/// for all others themselves.
fn homes(about: &[Option<u32>], over: &[Option<u32>]) -> Vec<u32> {
    const UNKNOWN: u32 = u32::MAX;
    let mut homes = vec![UNKNOWN; about.len()];
    let mut way = Vec::new();
    for start in 0..about.len() {
        let mut at = start;
        way.clear();
        let home = loop {
            if homes[at] != UNKNOWN {
                break homes[at];
            }
            // Questions about each other stand under the first of them.
            if let Some(begin) = way.iter().position(|other| *other == at) {
                break way[begin..].iter().copied().min().unwrap_or(at) as u32;
            }
            match about[at] {
                Some(next) => {
                    way.push(at);
                    at = next as usize;
                }
                None => {
                    homes[at] = over[at].unwrap_or(at as u32);
                    break homes[at];
                }
            }
        };
        way.iter().for_each(|other| homes[*other] = home);
    }
    homes
}
