//! How contexts communicate: what crosses their borders.

use super::relations::Relations;
use crate::board::{Board, Kind, Link, NoteId};

/// An event of one context that another one listens to.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// The context of the event.
    pub from: usize,
    /// The context of those who listen.
    pub to: usize,
    /// The event.
    pub event: usize,
    /// The policies and read models that listen.
    pub by: Vec<usize>,
}

/// The events that cross borders: by the context they come from, then by the one they go to, then as the board has them.
pub fn told(wall: &Relations<'_>) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    for event in wall.all(Kind::Event) {
        let Some(from) = wall.context(event) else { continue };
        let mut here: Vec<Told> = Vec::new();
        for by in wall.keepers(event, Link::Triggers).chain(wall.keepers(event, Link::Updates)) {
            let Some(to) = wall.context(by).filter(|to| *to != from) else { continue };
            match here.iter_mut().find(|told| told.to == to) {
                Some(told) => told.by.push(by),
                None => here.push(Told { from, to, event, by: vec![by] }),
            }
        }
        all.extend(here);
    }
    all.sort_by_key(|told| (told.from, told.to));
    all
}

/// The events of a board that cross the border of their context, in the board's order.
pub fn crossing(board: &Board) -> Vec<NoteId> {
    let wall = Relations::new(board);
    let mut events: Vec<usize> = told(&wall).iter().map(|told| told.event).collect();
    events.sort_unstable();
    events.dedup();
    events.into_iter().map(|event| wall.note(event).id).collect()
}

/// Policies that reach across a border: the policy, the command it issues, and the contexts of the two. The method would have
/// events cross borders and commands stay within them.
pub fn reaching(wall: &Relations<'_>) -> Vec<(usize, usize, usize, usize)> {
    let mut all = Vec::new();
    for command in wall.all(Kind::Command) {
        let Some(to) = wall.context(command) else { continue };
        for policy in wall.keepers(command, Link::Then) {
            if let Some(from) = wall.context(policy).filter(|from| *from != to) {
                all.push((policy, command, from, to));
            }
        }
    }
    all.sort_by_key(|(policy, command, from, to)| (*from, *to, *policy, *command));
    all
}
