//! The columns of a board in the order of cause and effect.
//!
//! A column is a moment: the command, who issues it, what decides and the first event that comes of it; the events of its other
//! outcomes follow; what reacts to an event hangs below it. A moment comes behind those that cause it. What causes do not
//! decide stays in the order in which it hangs, and so do loops: time goes on from where they begin.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use crate::board::{Board, Detail, Edit, Kind, Link, Note, NoteId, Place};

/// The edit that puts the columns in order, and how many notes move; nothing where all are in order.
pub fn tidy(board: &Board) -> Option<(Edit, usize)> {
    let notes: Vec<&Note> = board.notes().iter().map(|note| &**note).collect();
    let index: HashMap<NoteId, usize> = notes.iter().enumerate().map(|(index, note)| (note.id, index)).collect();
    let at = |id: &NoteId| index.get(id).copied();
    let mut moments = Moments::new(&notes);
    moments.take_commands_and_events(&notes, at);
    let order = moments.order(&notes, at);
    let mut column = vec![usize::MAX; notes.len()];
    for (note, moment) in moments.of.iter().enumerate().filter_map(|(note, moment)| Some((note, (*moment)?))) {
        column[note] = order[moment];
    }
    hang_the_rest(&notes, at, &mut column);
    number(board, &notes, &column)
}

/// Which notes make a moment. A moment is known by its earliest note.
struct Moments {
    of: Vec<Option<usize>>,
    /// The place at which each hangs now.
    place: Vec<Place>,
}

impl Moments {
    fn new(notes: &[&Note]) -> Moments {
        Moments { of: vec![None; notes.len()], place: Vec::new() }
    }

    fn begin(&mut self, note: usize, place: Place) -> usize {
        self.of[note] = Some(self.place.len());
        self.place.push(place);
        self.place.len() - 1
    }

    /// A command and the first event that no other command has taken are one moment; every other event is one of its own.
    fn take_commands_and_events(&mut self, notes: &[&Note], at: impl Fn(&NoteId) -> Option<usize>) {
        // In an order that no tidying changes: where two commands record one event, it stays with the same of them.
        let mut commands: Vec<usize> = (0..notes.len()).filter(|index| notes[*index].kind() == Kind::Command).collect();
        commands.sort_unstable_by_key(|index| notes[*index].id);
        for index in commands {
            let note = notes[index];
            let Detail::Command(command) = &note.detail else { continue };
            let moment = self.begin(index, note.at);
            let mut events = command.outcomes.iter().flat_map(|outcome| &outcome.events).filter_map(&at);
            if let Some(event) = events.find(|event| self.of[*event].is_none()) {
                self.of[event] = Some(moment);
            }
        }
        for (index, note) in notes.iter().enumerate().filter(|(_, note)| note.kind() == Kind::Event) {
            if self.of[index].is_none() {
                self.begin(index, note.at);
            }
        }
    }

    /// The position of each moment: behind its causes, and otherwise as it hangs now. In a loop time goes on as it does now.
    fn order(&self, notes: &[&Note], at: impl Fn(&NoteId) -> Option<usize>) -> Vec<usize> {
        let count = self.place.len();
        let moment = |id: &NoteId| at(id).and_then(|note| self.of[note]);
        let mut arrows: Vec<(usize, usize)> = Vec::new();
        for note in notes {
            match &note.detail {
                Detail::Command(command) => {
                    let events = command.outcomes.iter().flat_map(|outcome| &outcome.events);
                    arrows.extend(events.filter_map(|event| moment(&note.id).zip(moment(event))));
                }
                Detail::Policy(policy) => {
                    for event in &policy.when {
                        arrows.extend(policy.then.iter().filter_map(|then| moment(event).zip(moment(&then.command))));
                    }
                }
                _ => {}
            }
        }
        // An arrow that closes a loop leads back in time, and time goes on.
        let loops = loops(count, &arrows);
        arrows.retain(|(from, to)| loops[*from] != loops[*to] || self.place[*from] < self.place[*to]);
        let mut effects: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut causes = vec![0usize; count];
        for (from, to) in arrows {
            effects[from].push(to);
            causes[to] += 1;
        }
        let entry = |moment: usize| Reverse((self.place[moment], moment));
        let mut ready: BinaryHeap<_> = (0..count).filter(|moment| causes[*moment] == 0).map(entry).collect();
        let mut order = vec![usize::MAX; count];
        let mut position = 0;
        while let Some(Reverse((_, next))) = ready.pop() {
            order[next] = position;
            position += 1;
            for effect in &effects[next] {
                causes[*effect] -= 1;
                if causes[*effect] == 0 {
                    ready.push(entry(*effect));
                }
            }
        }
        order
    }
}

/// For each moment the loop it is part of, as a number; a moment in no loop has one of its own. (Kosaraju's way, without
/// recursion: a chain may be as long as a board.)
fn loops(count: usize, arrows: &[(usize, usize)]) -> Vec<usize> {
    let neighbours = |ends: &mut dyn Iterator<Item = (usize, usize)>| {
        let mut neighbours = vec![Vec::new(); count];
        ends.for_each(|(from, to)| neighbours[from].push(to));
        neighbours
    };
    let forth = neighbours(&mut arrows.iter().copied());
    let back = neighbours(&mut arrows.iter().map(|(from, to)| (*to, *from)));
    let mut left = Vec::with_capacity(count);
    let mut seen = vec![false; count];
    for start in 0..count {
        let mut path = vec![(start, 0)];
        while let Some((moment, tried)) = path.last_mut() {
            if *tried == 0 && std::mem::replace(&mut seen[*moment], true) {
                path.pop();
                continue;
            }
            match forth[*moment].get(*tried) {
                Some(next) => {
                    *tried += 1;
                    path.push((*next, 0));
                }
                None => {
                    left.push(*moment);
                    path.pop();
                }
            }
        }
    }
    let mut loops = vec![usize::MAX; count];
    for (number, start) in left.into_iter().rev().enumerate() {
        let mut open = vec![start];
        while let Some(moment) = open.pop() {
            if loops[moment] == usize::MAX {
                loops[moment] = number;
                open.extend(back[moment].iter().copied().filter(|next| loops[*next] == usize::MAX));
            }
        }
    }
    loops
}

/// Everything that is no moment itself hangs with what it belongs to: a policy and a read model with the last of their events,
/// who and what decides with the first command, a question with what it is about. What belongs to nothing stays with its column.
fn hang_the_rest(notes: &[&Note], at: impl Fn(&NoteId) -> Option<usize>, column: &mut [usize]) {
    let mut first_command: HashMap<NoteId, usize> = HashMap::new();
    for (index, note) in notes.iter().enumerate().filter(|(_, note)| note.kind() == Kind::Command) {
        for (_, other) in note.links().into_iter().filter(|(link, _)| *link != Link::Records) {
            let first = first_command.entry(other).or_insert(usize::MAX);
            *first = (*first).min(column[index]);
        }
    }
    let known = |column: &[usize], id: &NoteId| at(id).map(|note| column[note]).filter(|column| *column != usize::MAX);
    for (index, note) in notes.iter().enumerate() {
        let found = match &note.detail {
            Detail::Policy(policy) => {
                let events = policy.when.iter().filter_map(|event| known(column, event)).max();
                events.or_else(|| policy.then.iter().filter_map(|reaction| known(column, &reaction.command)).min())
            }
            Detail::ReadModel(model) => {
                let events = model.built_from.iter().chain(model.on.iter().map(|on| &on.event));
                events.filter_map(|event| known(column, event)).max()
            }
            Detail::Actor | Detail::Aggregate(_) | Detail::ExternalSystem => first_command.get(&note.id).copied(),
            _ => None,
        };
        if let Some(found) = found {
            column[index] = found;
        }
    }
    // A question may be about any of these, or about another question.
    for (index, note) in notes.iter().enumerate() {
        let mut asked = *note;
        for _ in 0..notes.len().min(64) {
            let Detail::HotSpot(spot) = &asked.detail else { break };
            let Some(about) = spot.about.as_ref().and_then(&at) else { break };
            if column[about] != usize::MAX {
                column[index] = column[about];
                break;
            }
            asked = notes[about];
        }
    }
}

/// A column on the way to its number: the moment that it is, or the one that it hangs behind and where it hung.
type Key = (usize, Option<Place>);

/// Numbers the columns from 1 and moves what hangs elsewhere.
fn number(board: &Board, notes: &[&Note], column: &[usize]) -> Option<(Edit, usize)> {
    // What belongs to nothing stays with the others of its place; alone there, behind the moment that it hung behind.
    let mut keys: Vec<Key> = Vec::with_capacity(notes.len());
    let mut behind = 0;
    while let Some(first) = notes.get(keys.len()) {
        let here = &column[keys.len()..][..board.column(first.at).len()];
        let moment = here.iter().filter(|column| **column != usize::MAX).min().map(|column| column + 1);
        let of_its_place = moment.map_or((behind, Some(first.at)), |moment| (moment, None));
        keys.extend(here.iter().map(|column| if *column == usize::MAX { of_its_place } else { (column + 1, None) }));
        behind = moment.unwrap_or(behind);
    }
    let mut columns = keys.clone();
    columns.sort_unstable();
    columns.dedup();
    let place = |key: &Key| Place::new(1.0 + columns.binary_search(key).ok()? as f64);
    let moves: Vec<Edit> = notes
        .iter()
        .zip(&keys)
        .filter_map(|(note, key)| {
            let at = place(key)?;
            (note.at != at).then_some(Edit::Move { note: note.id, at, before: None })
        })
        .collect();
    let moved = moves.len();
    (moved > 0).then_some((Edit::Group(moves), moved))
}
