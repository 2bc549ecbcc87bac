//! Who on a board is related to whom, found once: every document asks for it note by note.
//!
//! Notes are meant by their number in [`Board::notes`], which is the order of everything that is written out.

use std::sync::Arc;

use super::words;
use crate::board::{Board, ContextId, Detail, IdMap, Kind, Link, Note, NoteId};

/// A board with its arrows readable from both ends.
#[derive(Debug)]
pub struct Relations<'b> {
    /// The board itself.
    pub board: &'b Board,
    numbers: IdMap<NoteId, usize>,
    /// For every note: who keeps an arrow to it, and what that says; each once, in the board's order.
    keepers: Vec<Vec<(Link, usize)>>,
    contexts: IdMap<ContextId, usize>,
}

/// The notes of one kind that belong together, under the context's name.
#[derive(Debug)]
pub struct Group {
    /// The context; nothing where the board has none, and `Outside any context` for the rest.
    pub heading: Option<String>,
    /// The notes.
    pub notes: Vec<usize>,
}

impl<'b> Relations<'b> {
    /// The relations of a board.
    pub fn new(board: &'b Board) -> Relations<'b> {
        let notes = board.notes();
        let numbers: IdMap<NoteId, usize> = notes.iter().enumerate().map(|(number, note)| (note.id, number)).collect();
        let mut keepers: Vec<Vec<(Link, usize)>> = vec![Vec::new(); notes.len()];
        for (keeper, note) in notes.iter().enumerate() {
            for (link, other) in note.links() {
                let Some(other) = numbers.get(&other) else { continue };
                let known = &mut keepers[*other];
                // All arrows of one keeper come in a row.
                if !known.iter().rev().take_while(|(_, of)| *of == keeper).any(|(of, _)| *of == link) {
                    known.push((link, keeper));
                }
            }
        }
        let contexts = board.heading().contexts.iter().enumerate().map(|(index, context)| (context.id, index)).collect();
        Relations { board, numbers, keepers, contexts }
    }

    /// How many notes there are.
    pub fn len(&self) -> usize {
        self.board.notes().len()
    }

    /// A note by its number.
    pub fn note(&self, number: usize) -> &'b Arc<Note> {
        &self.board.notes()[number]
    }

    /// The number of a note.
    pub fn number(&self, id: NoteId) -> Option<usize> {
        self.numbers.get(&id).copied()
    }

    /// The numbers of notes, in their order.
    pub fn those<'i>(&'i self, ids: &'i [NoteId]) -> impl Iterator<Item = usize> + 'i {
        ids.iter().filter_map(|id| self.number(*id))
    }

    /// What notes say, each in one line.
    pub fn titles(&self, ids: &[NoteId]) -> Vec<String> {
        self.those(ids).map(|number| words::title(self.note(number))).collect()
    }

    /// Who keeps an arrow of one meaning to a note: for an event and [`Link::Triggers`], the policies that react to it.
    pub fn keepers(&self, number: usize, link: Link) -> impl Iterator<Item = usize> + '_ {
        self.keepers[number].iter().filter(move |(of, _)| *of == link).map(|(_, keeper)| *keeper)
    }

    /// The notes of a kind.
    pub fn all(&self, kind: Kind) -> impl Iterator<Item = usize> + '_ {
        self.board.notes().iter().enumerate().filter(move |(_, note)| note.kind() == kind).map(|(number, _)| number)
    }

    /// The position of a note's context among the contexts.
    pub fn context(&self, number: usize) -> Option<usize> {
        self.note(number).context.and_then(|id| self.contexts.get(&id).copied())
    }

    /// What a context is called, by its position.
    pub fn context_name(&self, index: usize) -> String {
        words::context(&self.board.heading().contexts[index])
    }

    /// The notes of a kind by context, in the order of the contexts; those outside any come last.
    pub fn groups(&self, kind: Kind) -> Vec<Group> {
        let count = self.board.heading().contexts.len();
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); count + 1];
        self.all(kind).for_each(|number| groups[self.context(number).unwrap_or(count)].push(number));
        let heading = |index| match index {
            _ if count == 0 => None,
            index if index == count => Some("Outside any context".to_owned()),
            index => Some(self.context_name(index)),
        };
        let groups = groups.into_iter().enumerate().filter(|(_, notes)| !notes.is_empty());
        groups.map(|(index, notes)| Group { heading: heading(index), notes }).collect()
    }

    /// The names of what an event carries, and whether it says so itself: one that declares no fields carries the arguments of
    /// the commands that record it and what their aggregates remember.
    pub fn fields(&self, event: usize) -> (Vec<String>, bool) {
        let Detail::Event(of) = &self.note(event).detail else { return (Vec::new(), true) };
        if !of.fields.is_empty() {
            return (of.fields.iter().map(|field| words::line(field)).collect(), true);
        }
        let mut fields: Vec<String> = Vec::new();
        let mut add = |name: &str| {
            let name = words::line(name);
            if !fields.contains(&name) {
                fields.push(name);
            }
        };
        for command in self.keepers(event, Link::Records) {
            let Detail::Command(command) = &self.note(command).detail else { continue };
            command.fields.iter().for_each(|argument| add(&argument.name));
            let aggregate = command.aggregate.and_then(|id| self.board.note(id));
            if let Some(Detail::Aggregate(aggregate)) = aggregate.map(|note| &note.detail) {
                aggregate.state.iter().for_each(|(name, _)| add(name));
            }
        }
        (fields, false)
    }
}
