//! Every change there is, as a value, and every reason why one cannot be made.

use std::fmt;

use super::{Context, ContextId, Kind, Link, Note, NoteId, Phase, Place, Property, Request, Scenario, Session, Topic};

/// A change of a board. [`crate::board::Board::apply`] returns the edit that undoes it.
#[derive(Clone, PartialEq, Debug)]
pub enum Edit {
    /// Hang up a note, before another of its place and lane, or behind all of them.
    Add {
        /// The note.
        note: Box<Note>,
        /// The note it stands before.
        before: Option<NoteId>,
    },
    /// Take down a note with everything that points at it: arrows, outcomes left without an event, reactions without their
    /// command, steps of scenarios.
    Remove(NoteId),
    /// Write another text on a note.
    Reword {
        /// The note.
        note: NoteId,
        /// The new text.
        text: String,
    },
    /// Make a note one of another kind. What its kind had of its own goes, and with it the arrows that make no sense any more.
    Retype {
        /// The note.
        note: NoteId,
        /// The new kind.
        kind: Kind,
    },
    /// Hang a note at another place, before another of its lane there, or behind all of them.
    Move {
        /// The note.
        note: NoteId,
        /// The new place.
        at: Place,
        /// The note it stands before.
        before: Option<NoteId>,
    },
    /// Draw an arrow between two notes, in the direction in which the method has one.
    Connect {
        /// One end.
        from: NoteId,
        /// The other end.
        to: NoteId,
    },
    /// Take away all arrows between two notes.
    Disconnect {
        /// One end.
        from: NoteId,
        /// The other end.
        to: NoteId,
    },
    /// Give one key of a note another value.
    Set {
        /// The note.
        note: NoteId,
        /// The key and its value.
        property: Property,
    },
    /// Put another version of a note in its place: same id, anything else may differ but its place on the timeline.
    Replace {
        /// The note as it shall be.
        note: Box<Note>,
        /// The note it stands before, where its kind changes.
        before: Option<NoteId>,
    },
    /// Say which context a note belongs to.
    Assign {
        /// The note.
        note: NoteId,
        /// The context; none takes it out.
        context: Option<ContextId>,
    },
    /// Add a context at a position, or as the last.
    AddContext {
        /// The context.
        context: Context,
        /// Its position among the contexts; none: the last.
        index: Option<usize>,
    },
    /// Give a context another name.
    RenameContext {
        /// The context.
        context: ContextId,
        /// The new name.
        name: String,
    },
    /// Give the ground of a context another colour.
    RecolourContext {
        /// The context.
        context: ContextId,
        /// The colour by name; none: whichever its turn is.
        colour: Option<String>,
    },
    /// Remove a context; its notes belong to none then.
    RemoveContext(ContextId),
    /// Give the board another title.
    Retitle(String),
    /// Replace the rules.
    SetRules(Vec<String>),
    /// Replace the scenarios.
    SetScenarios(Vec<Scenario>),
    /// Replace the rules of the lint that say nothing about the board.
    SetSilenced(Vec<String>),
    /// Replace the agenda of the workshop: its name, and the phases where it is the board's own.
    SetAgenda {
        /// The name; none: the method's session guide.
        agenda: Option<String>,
        /// The phases of the board's own; empty: it is one that the method has.
        phases: Vec<Phase>,
    },
    /// Replace the feature request.
    SetRequest(Option<Request>),
    /// Replace what was put aside to be talked about later.
    SetParked(Vec<Topic>),
    /// Replace how far the session is.
    SetSession(Option<Session>),
    /// Put another board in the place of this one, whole: what its file says after somebody else wrote it.
    Become(Box<super::Board>),
    /// Several edits as one: all are made, or none.
    Group(Vec<Edit>),
}

/// Why an edit was not made. Nothing has changed then.
#[derive(Clone, PartialEq, Debug)]
pub enum Refusal {
    /// There is no such note (any more).
    NoSuchNote(NoteId),
    /// There is no such context (any more).
    NoSuchContext(ContextId),
    /// A note or context with that id is there already.
    DuplicateId(NoteId),
    /// A context with that id is there already.
    DuplicateContext(ContextId),
    /// A reference to a note of a kind that cannot stand there.
    WrongKind {
        /// The note that keeps the reference.
        note: NoteId,
        /// What the reference says.
        link: Link,
        /// The note it points at.
        to: NoteId,
        /// That note's kind.
        kind: Kind,
    },
    /// A scenario names a note of a kind that cannot stand there.
    WrongKindInScenario {
        /// The scenario's name.
        scenario: String,
        /// The note it names.
        to: NoteId,
        /// That note's kind.
        kind: Kind,
    },
    /// A scenario gives an answer of a sort that its question does not have: its name.
    UnfitAnswer(String),
    /// One name stands twice where a name stands for one thing: fields of a command, of a state, of what is set.
    DuplicateName(String),
    /// The method has no arrow between these kinds.
    NotConnectable {
        /// The kind at one end.
        from: Kind,
        /// The kind at the other.
        to: Kind,
    },
    /// The arrow is there already.
    AlreadyConnected,
    /// There is no arrow between the two.
    NotConnected,
    /// A note cannot point at itself.
    Itself,
    /// The kind of note has no such key.
    NoSuchProperty {
        /// The key.
        key: &'static str,
        /// The note's kind.
        kind: Kind,
    },
    /// The note is of that kind already.
    SameKind(Kind),
    /// Two notes of different kinds are to become one.
    DifferentKinds {
        /// The kind of the note that was to stay.
        keep: Kind,
        /// The kind of the other one.
        gone: Kind,
    },
    /// A replacement for a note at another place.
    OtherPlace,
}

impl Refusal {
    /// What to do instead, in one sentence without a full stop; empty where there is nothing to add.
    pub fn hint(&self) -> &'static str {
        match self {
            Refusal::NotConnectable { from, to } => Link::hint(*from, *to),
            Refusal::UnfitAnswer(_) => "a command is answered by an event, a policy by yes, no or a command, a field by a value",
            Refusal::DuplicateName(_) => "give one of the two another name",
            Refusal::NotConnected => "choose two notes that an arrow joins",
            Refusal::DifferentKinds { .. } => "only two notes of one kind can; t changes the kind of a note",
            Refusal::OtherPlace => "move the note instead",
            _ => "",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NoSuchNote(_) => f.write_str("that note is not on the board any more"),
            Refusal::NoSuchContext(_) => f.write_str("that context is not on the board any more"),
            Refusal::DuplicateId(id) => write!(f, "a note with the id {id} is on the board already"),
            Refusal::DuplicateContext(id) => write!(f, "a context with the id {id} is on the board already"),
            Refusal::WrongKind { link, kind, .. } => {
                write!(f, "{} cannot stand where {} is meant", kind.a(), link.other_end().first().map_or("a note", |kind| kind.a()))
            }
            Refusal::WrongKindInScenario { scenario, kind, .. } => {
                write!(f, "the scenario \"{scenario}\" names {} where it cannot stand", kind.a())
            }
            Refusal::UnfitAnswer(scenario) => write!(f, "an answer in the scenario \"{scenario}\" does not fit its question"),
            Refusal::DuplicateName(name) => write!(f, "the name \"{name}\" stands twice"),
            Refusal::NotConnectable { from, to } => write!(f, "no arrow goes from {} to {}", from.a(), to.a()),
            Refusal::AlreadyConnected => f.write_str("these notes are connected already"),
            Refusal::NotConnected => f.write_str("these notes are not connected"),
            Refusal::Itself => f.write_str("a note cannot be connected with itself"),
            Refusal::NoSuchProperty { key, kind } => write!(f, "{} has no `{key}`", kind.a()),
            Refusal::SameKind(kind) => write!(f, "this note is {} already", kind.a()),
            Refusal::DifferentKinds { keep, gone } => write!(f, "{} and {} cannot become one note", gone.a(), keep.a()),
            Refusal::OtherPlace => f.write_str("a note cannot be replaced by one at another place"),
        }
    }
}

impl std::error::Error for Refusal {}
