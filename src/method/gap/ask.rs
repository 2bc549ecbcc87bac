//! The questions of the method's quick reference, asked about one note that is there, and what their answers become.

use std::fmt;

use crate::board::{Board, Detail, Edit, Kind, NoteId};
use crate::method::lint::{self, grammar};

use super::{Gap, Missing};

/// A question about one note, in pieces, so that its name can stand out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// The words before the name.
    pub before: String,
    /// The name of the note, in one line.
    pub name: String,
    /// The words behind it.
    pub behind: String,
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.before, self.name, self.behind)
    }
}

/// What an answer becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// A note of a kind, connected with the note that is asked about.
    Note(Kind),
    /// What the note says instead.
    Name,
    /// Both notes become one, or this one gets a name that nobody mixes up with the other's.
    Merge,
    /// The context of the note and of what is clustered around it.
    Context,
    /// Another aggregate, which takes over some of the commands.
    Split,
}

/// What is asked about a note.
pub fn question(board: &Board, missing: &Missing) -> Question {
    let name = name(board, missing.note);
    let (before, behind) = match missing.gap {
        Gap::EventNotPast => ("", " is not in the past tense: what happened?".to_owned()),
        Gap::EventDoubled => match missing.other.map(|other| self::name(board, other)) {
            Some(other) if other != name => ("Are ", format!(" and {other} one event?")),
            _ => ("", " hangs there twice: is it one event?".to_owned()),
        },
        Gap::EventWithoutCommand => ("What triggered ", "?".to_owned()),
        Gap::CommandWithoutActor => ("Who initiated ", "?".to_owned()),
        Gap::CommandWithoutAggregate => ("Who decides about ", "?".to_owned()),
        Gap::AggregateTooLarge => {
            let events = recorded(board, missing.note);
            ("", format!(" records {events} events: which of them are another thing's?"))
        }
        Gap::EventWithoutReaction => ("After ", ", what happens automatically?".to_owned()),
        Gap::PolicyWithoutCommand => ("When ", " fires, what is to be done?".to_owned()),
        Gap::CommandWithoutFailure if lacks_success(board, missing) => ("What if ", " succeeds?".to_owned()),
        Gap::CommandWithoutFailure => ("What if ", " fails?".to_owned()),
        Gap::EventUnseen => ("In which view does somebody see ", "?".to_owned()),
        Gap::ReadModelWithoutEvents => ("What is ", " built from?".to_owned()),
        Gap::AggregateWithoutContext => ("Where does ", " belong: in which context?".to_owned()),
    };
    Question { before: before.to_owned(), name, behind }
}

/// What the answer to a question about such a gap becomes.
pub fn answers_with(gap: Gap) -> Answer {
    match gap {
        Gap::EventNotPast => Answer::Name,
        Gap::EventDoubled => Answer::Merge,
        Gap::EventWithoutCommand | Gap::PolicyWithoutCommand => Answer::Note(Kind::Command),
        Gap::CommandWithoutActor => Answer::Note(Kind::Actor),
        Gap::CommandWithoutAggregate => Answer::Note(Kind::Aggregate),
        Gap::AggregateTooLarge => Answer::Split,
        Gap::EventWithoutReaction => Answer::Note(Kind::Policy),
        Gap::CommandWithoutFailure | Gap::ReadModelWithoutEvents => Answer::Note(Kind::Event),
        Gap::EventUnseen => Answer::Note(Kind::ReadModel),
        Gap::AggregateWithoutContext => Answer::Context,
    }
}

/// The answer that can be told from the note itself, for people to take or to mend.
pub fn suggestion(board: &Board, missing: &Missing) -> Option<String> {
    match (missing.gap, grammar::event(board.note(missing.note)?)?.fix?) {
        (Gap::EventNotPast, Edit::Reword { text, .. }) => Some(text),
        _ => None,
    }
}

/// Whether what a command lacks is the other end: all that it records is its failure.
pub fn lacks_success(board: &Board, missing: &Missing) -> bool {
    match board.note(missing.note) {
        Some(note) => matches!(&note.detail, Detail::Command(command)
            if missing.gap == Gap::CommandWithoutFailure && lint::missing::only_fails(note, command, board)),
        None => false,
    }
}

/// The name of a note in one line.
fn name(board: &Board, note: NoteId) -> String {
    let text = board.note(note).map_or("", |note| &note.text);
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { "a note without a text".to_owned() } else { name }
}

/// How many different events the commands of an aggregate record.
fn recorded(board: &Board, aggregate: NoteId) -> usize {
    let mut events: Vec<NoteId> = Vec::new();
    for command in board.referrers(aggregate).iter().filter_map(|id| board.note(*id)) {
        if let Detail::Command(command) = &command.detail {
            events.extend(command.outcomes.iter().flat_map(|outcome| &outcome.events));
        }
    }
    events.sort_unstable();
    events.dedup();
    events.len()
}
