//! WHAT is on the wall: notes, links between them, contexts, the timeline.
//!
//! A [`Board`] changes in one way only: [`Board::apply`] takes an [`Edit`] and returns the edit that undoes it, or a [`Refusal`],
//! in which case nothing has changed. Keys, mouse, paste, import, undo and other people all enter there.
//!
//! This floor knows no other module of ours, no file, no clock and no randomness: ids and times come in from outside.

mod apply;
mod check;
mod edit;
mod id;
mod json;
mod link;
mod merge;
pub mod name;
mod note;
mod pick;
mod place;
mod placing;
mod property;
mod scenario;
mod workshop;

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

pub use edit::{Edit, Refusal};
pub(crate) use id::IdMap;
pub use id::{ContextId, NoteId};
pub use json::{Json, Unknown};
pub use link::Link;
pub use merge::{Merger, merge};
pub use note::{
    Action, Aggregate, Argument, Command, Context, Detail, Event, FieldName, Guard, HotSpot, Kind, Literal, Note, Outcome, Policy,
    Projection, Reaction, ReadModel,
};
pub use pick::{Picked, pick};
pub use place::{Place, spread};
pub use placing::settle;
pub use property::Property;
pub use scenario::{Answer, AnswerTo, AnswerWith, Issue, Scenario};
pub use workshop::{Clock, Past, Phase, Request, Session, Stint, Taken, Topic, Workshop};

/// What a board is called and what it carries beside its notes.
#[derive(Clone, PartialEq, Debug)]
pub struct Heading {
    /// The board's own id, as written.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it was begun.
    pub created_at: Option<DateTime<Utc>>,
    /// The contexts, in order.
    pub contexts: Vec<Context>,
    /// Rules over every run, as written.
    pub rules: Vec<String>,
    /// Saved runs.
    pub scenarios: Vec<Scenario>,
    /// What a workshop leaves on the board.
    pub workshop: Workshop,
    /// The rules of the lint that say nothing about this board, by name; one of a newer version is kept too.
    pub silenced: Vec<String>,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

impl Heading {
    /// The heading of an empty board.
    pub fn new(id: impl Into<String>, title: impl Into<String>, created_at: Option<DateTime<Utc>>) -> Heading {
        Heading {
            id: id.into(),
            title: title.into(),
            created_at,
            contexts: Vec::new(),
            rules: Vec::new(),
            scenarios: Vec::new(),
            workshop: Workshop::default(),
            silenced: Vec::new(),
            unknown: Vec::new(),
        }
    }
}

/// A board: notes along a timeline, and the contexts they belong to.
///
/// The notes are always in the order of the file: by place, then by lane, then as they stood. Cloning is cheap in the sense that
/// matters to undo and to drawing: notes are shared, and a note that did not change keeps its address.
#[derive(Clone, Debug)]
pub struct Board {
    heading: Heading,
    notes: Vec<Arc<Note>>,
    by_id: IdMap<NoteId, Arc<Note>>,
    /// Who points at a note. Kept with every edit, so that arrows cost what they show and not what the board holds.
    referrers: IdMap<NoteId, Vec<NoteId>>,
    /// Ids that are not UUIDs, as they were written.
    foreign: HashMap<Uuid, Box<str>>,
    revision: u64,
}

impl PartialEq for Board {
    /// Two boards are equal when they say the same; how often they were edited does not count.
    fn eq(&self, other: &Board) -> bool {
        self.heading == other.heading && self.notes == other.notes
    }
}

impl Board {
    /// An empty board under a heading.
    pub fn new(heading: Heading) -> Board {
        Board {
            heading,
            notes: Vec::new(),
            by_id: IdMap::default(),
            referrers: IdMap::default(),
            foreign: HashMap::new(),
            revision: 0,
        }
    }

    /// A board of notes in any order, with the ids that are not UUIDs as they were written.
    ///
    /// # Errors
    /// Two notes with one id, or a reference to nothing or to the wrong kind.
    pub fn assemble(heading: Heading, notes: Vec<Note>, foreign: HashMap<Uuid, Box<str>>) -> Result<Board, Refusal> {
        Board::assemble_shared(heading, notes.into_iter().map(Arc::new).collect(), foreign)
    }

    /// [`Board::assemble`] of notes that are where they shall stay: moving a hundred thousand of them takes its time.
    pub(crate) fn assemble_shared(
        heading: Heading,
        mut notes: Vec<Arc<Note>>,
        foreign: HashMap<Uuid, Box<str>>,
    ) -> Result<Board, Refusal> {
        let mut board = Board { foreign, ..Board::new(heading) };
        notes.sort_by_key(|note| (note.at, note.kind()));
        board.by_id.reserve(notes.len());
        for note in &notes {
            if board.by_id.insert(note.id, note.clone()).is_some() {
                return Err(Refusal::DuplicateId(note.id));
            }
        }
        let contexts: IdMap<ContextId, ()> = board.heading.contexts.iter().map(|context| (context.id, ())).collect();
        board.referrers.reserve(notes.len());
        for note in &notes {
            if let Some(id) = note.context.filter(|id| !contexts.contains_key(id)) {
                return Err(Refusal::NoSuchContext(id));
            }
            board.check_own(note)?;
            board.note_references(note, true);
        }
        board.notes = notes;
        for scenario in &board.heading.scenarios {
            board.check_scenario(scenario)?;
        }
        Ok(board)
    }

    /// The title, the contexts, and whatever else is not a note.
    pub fn heading(&self) -> &Heading {
        &self.heading
    }

    /// The title.
    pub fn title(&self) -> &str {
        &self.heading.title
    }

    /// All notes: by place, then by lane, then as they stood.
    pub fn notes(&self) -> &[Arc<Note>] {
        &self.notes
    }

    /// A note by its id.
    pub fn note(&self, id: NoteId) -> Option<&Arc<Note>> {
        self.by_id.get(&id)
    }

    /// A context by its id.
    pub fn context(&self, id: ContextId) -> Option<&Context> {
        self.heading.contexts.iter().find(|context| context.id == id)
    }

    /// Where a note stands in [`Board::notes`].
    pub fn position(&self, id: NoteId) -> Option<usize> {
        let note = self.by_id.get(&id)?;
        let cell = self.cell(note.at, note.kind());
        self.notes[cell.clone()].iter().position(|other| other.id == id).map(|index| cell.start + index)
    }

    /// The notes of one lane at one place, as a range of [`Board::notes`].
    pub fn cell(&self, at: Place, kind: Kind) -> std::ops::Range<usize> {
        let start = self.notes.partition_point(|note| (note.at, note.kind()) < (at, kind));
        let length = self.notes[start..].partition_point(|note| (note.at, note.kind()) == (at, kind));
        start..start + length
    }

    /// The notes that point at a note, each once.
    pub fn referrers(&self, id: NoteId) -> &[NoteId] {
        self.referrers.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Every arrow at a note, kept by it or by others: what it says, from which note, to which.
    pub fn arrows(&self, id: NoteId) -> Vec<(Link, NoteId, NoteId)> {
        let Some(note) = self.note(id) else { return Vec::new() };
        let point = |keeper: NoteId, (link, other): (Link, NoteId)| match link.kept_at_head() {
            true => (link, other, keeper),
            false => (link, keeper, other),
        };
        let mut arrows: Vec<_> = note.links().into_iter().map(|link| point(id, link)).collect();
        for referrer in self.referrers(id).iter().filter(|referrer| **referrer != id).filter_map(|referrer| self.note(*referrer)) {
            arrows.extend(referrer.links().into_iter().filter(|(_, other)| *other == id).map(|link| point(referrer.id, link)));
        }
        arrows.sort_unstable();
        arrows.dedup();
        arrows
    }

    /// How an id is written in the file where it is not a UUID.
    pub fn foreign_id(&self, id: Uuid) -> Option<&str> {
        self.foreign.get(&id).map(|text| &**text)
    }

    /// How often the board has changed since it was made. Whoever keeps something computed from the board keeps this beside it.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The last place in use.
    pub fn last_place(&self) -> Option<Place> {
        self.notes.last().map(|note| note.at)
    }

    /// The nearest place in use left of a place.
    pub fn place_before(&self, at: Place) -> Option<Place> {
        let first = self.notes.partition_point(|note| note.at < at);
        first.checked_sub(1).map(|index| self.notes[index].at)
    }

    /// The nearest place in use right of a place.
    pub fn place_after(&self, at: Place) -> Option<Place> {
        let next = self.notes.partition_point(|note| note.at <= at);
        self.notes.get(next).map(|note| note.at)
    }

    /// The notes of a column.
    pub fn column(&self, at: Place) -> &[Arc<Note>] {
        let first = self.notes.partition_point(|note| note.at < at);
        let end = self.notes.partition_point(|note| note.at <= at);
        &self.notes[first..end]
    }

    /// A place for a new column behind another. Where the numbers are too near to each other, it is that one itself.
    pub fn column_behind(&self, at: Place) -> Place {
        self.place_after(at).map_or(at.after(), |next| at.between(next).unwrap_or(at))
    }

    /// A place for a new column before another. Where the numbers are too near to each other, it is that one itself.
    pub fn column_before(&self, at: Place) -> Place {
        self.place_before(at).map_or(at.before(), |before| before.between(at).unwrap_or(at))
    }
}
