//! Which arrows end at a note, for the whole board at once: asking note by note would go through a large read model again and again.

use crate::board::{Board, Detail, IdMap, Link, NoteId};

/// The arrows of a board, seen from the notes that do not keep them.
pub(in crate::method) struct Wiring {
    /// By note the sorts of arrow that others keep with it, a bit each.
    kept_by_others: IdMap<NoteId, u16>,
    /// How many events the commands of an aggregate record.
    events: IdMap<NoteId, usize>,
}

impl Wiring {
    pub fn new(board: &Board) -> Wiring {
        let mut kept_by_others: IdMap<NoteId, u16> = IdMap::default();
        let mut recorded: IdMap<NoteId, Vec<NoteId>> = IdMap::default();
        for note in board.notes() {
            for (link, other) in note.links() {
                *kept_by_others.entry(other).or_default() |= bit(link);
            }
            if let Detail::Command(command) = &note.detail
                && let Some(aggregate) = command.aggregate
            {
                recorded.entry(aggregate).or_default().extend(command.outcomes.iter().flat_map(|outcome| &outcome.events));
            }
        }
        let count = |(aggregate, mut events): (NoteId, Vec<NoteId>)| {
            events.sort_unstable();
            events.dedup();
            (aggregate, events.len())
        };
        Wiring { kept_by_others, events: recorded.into_iter().map(count).collect() }
    }

    /// Whether another note keeps an arrow of one of these sorts with this one.
    pub fn has(&self, note: NoteId, links: &[Link]) -> bool {
        let wanted = links.iter().fold(0, |bits, link| bits | bit(*link));
        self.kept_by_others.get(&note).is_some_and(|bits| bits & wanted != 0)
    }

    /// How many different events the commands of an aggregate record.
    pub fn events(&self, aggregate: NoteId) -> usize {
        self.events.get(&aggregate).copied().unwrap_or_default()
    }
}

fn bit(link: Link) -> u16 {
    1 << link as u16
}
