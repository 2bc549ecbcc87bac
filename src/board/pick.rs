//! Notes picked out of a board, to be hung up once more, here or elsewhere.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::name::fold;
use super::{Board, Context, ContextId, Edit, Heading, Note, NoteId, Place, spread};

/// Notes that were picked out of a board, with the arrows among them and the names of their contexts.
#[derive(Clone, PartialEq, Debug)]
pub struct Picked {
    notes: Vec<Note>,
    contexts: Vec<Context>,
}

/// Picks notes out of a board, in the order of the board. What they say of notes that are not picked is left out.
pub fn pick(board: &Board, ids: &[NoteId]) -> Picked {
    let picked: HashSet<&NoteId> = ids.iter().collect();
    let notes: Vec<Note> = board
        .notes()
        .iter()
        .filter(|note| picked.contains(&note.id))
        .map(|note| {
            let mut note = Note::clone(note);
            note.relink(|id| picked.contains(&id).then_some(id));
            note
        })
        .collect();
    let named = |context: &&Context| notes.iter().any(|note| note.context == Some(context.id));
    let contexts = board.heading().contexts.iter().filter(named).cloned().collect();
    Picked { notes, contexts }
}

impl Picked {
    /// How many notes there are.
    pub fn len(&self) -> usize {
        self.notes.len()
    }

    /// Whether there is no note.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// The notes on a board of their own.
    pub fn board(&self, title: &str) -> Board {
        let mut heading = Heading::new("", title, None);
        heading.contexts.clone_from(&self.contexts);
        // What is picked out of a board says nothing that a board cannot say.
        Board::assemble(heading, self.notes.clone(), HashMap::new()).unwrap_or_else(|_| Board::new(Heading::new("", title, None)))
    }

    /// Hangs the notes up once more in columns of their own behind a place, as notes with ids of their own: the edit, and the
    /// ids. A context that the board has by name is taken, another one is added. Nothing where there is no room behind the place.
    pub fn hang(&self, board: &Board, behind: Option<Place>, ids: &mut dyn FnMut() -> Uuid) -> Option<(Edit, Vec<NoteId>)> {
        let mut columns: Vec<Place> = self.notes.iter().map(|note| note.at).collect();
        columns.dedup();
        let behind = behind.or_else(|| board.last_place());
        let places = spread(behind, behind.and_then(|at| board.place_after(at)), columns.len())?;
        let mut edits = Vec::new();
        let mut here: HashMap<ContextId, ContextId> = HashMap::new();
        for context in &self.contexts {
            let known = board.heading().contexts.iter().find(|other| fold(&other.name) == fold(&context.name));
            let id = match known {
                Some(known) => known.id,
                None => {
                    let id = ContextId(ids());
                    edits.push(Edit::AddContext { context: Context { id, ..context.clone() }, index: None });
                    id
                }
            };
            here.insert(context.id, id);
        }
        let new: HashMap<NoteId, NoteId> = self.notes.iter().map(|note| (note.id, NoteId(ids()))).collect();
        let mut later = Vec::new();
        for note in &self.notes {
            let column = columns.binary_search(&note.at).ok()?;
            let mut copy = Note { id: new[&note.id], at: places[column], ..note.clone() };
            copy.context = note.context.and_then(|context| here.get(&context).copied());
            copy.relink(|id| new.get(&id).copied());
            // A note may point at one that hangs behind it, so all are there before any arrow is.
            let mut bare = copy.clone();
            bare.relink(|_| None);
            if bare != copy {
                later.push(Edit::Replace { note: Box::new(copy), before: None });
            }
            edits.push(Edit::Add { note: Box::new(bare), before: None });
        }
        edits.extend(later);
        Some((Edit::Group(edits), self.notes.iter().map(|note| new[&note.id]).collect()))
    }
}
