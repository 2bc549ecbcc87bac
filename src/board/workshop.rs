//! What a workshop leaves on the board beside its notes: the agenda, the request it began with, what was parked, and how far the
//! session is. What the phases mean is the method's business.

use chrono::{DateTime, TimeDelta, Utc};

use super::name::fold;
use super::{Kind, Unknown};

/// What a workshop leaves on the board.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Workshop {
    /// The agenda: the name of one that the method has, or the title of the board's own; none: the method's session guide.
    pub agenda: Option<String>,
    /// The phases of the board's own agenda; empty: the agenda is one that the method has.
    pub phases: Vec<Phase>,
    /// The feature request that the board is derived from.
    pub request: Option<Request>,
    /// What was put aside to be talked about later.
    pub parked: Vec<Topic>,
    /// How far the session is; none: it has not begun.
    pub session: Option<Session>,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

/// A phase of an agenda.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Phase {
    /// What it is called.
    pub name: String,
    /// From so many minutes on it may end; none: whenever those who are there are done.
    pub least: Option<u32>,
    /// It has so many minutes; none: there is no timer.
    pub minutes: Option<u32>,
    /// The kinds of notes it is about, the first of which is proposed.
    pub kinds: Vec<Kind>,
    /// What is done in it, in a sentence or two.
    pub activity: String,
    /// What is asked.
    pub questions: Vec<String>,
    /// The names of what is looked for; empty: what the method looks for in a phase of that name, or about those kinds.
    pub looks_for: Vec<String>,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

/// A feature request, and which of its words have become notes.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Request {
    /// What it says.
    pub text: String,
    /// What has become notes, in the order in which that happened.
    pub taken: Vec<Taken>,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

/// Words of a request that have become a note.
#[derive(Clone, PartialEq, Debug)]
pub struct Taken {
    /// The first character, counted from nought.
    pub from: u32,
    /// The character behind the last.
    pub to: u32,
    /// The kind of the note.
    pub kind: Kind,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

/// Something put aside to be talked about later.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Topic {
    /// What it is about.
    pub text: String,
    /// Who has put it aside.
    pub by: Option<String>,
    /// Whether it was talked about.
    pub done: bool,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

/// How far a session is.
#[derive(Clone, PartialEq, Debug)]
pub struct Session {
    /// The phase it is in, counted from nought; as many as there are: it is over.
    pub phase: usize,
    /// The timer of that phase.
    pub clock: Clock,
    /// What was done, in the order in which it was.
    pub log: Vec<Stint>,
    /// The sessions before it, in their order.
    pub earlier: Vec<Past>,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

/// A session before the one at hand: it was over, or another agenda was chosen and it was not gone on with.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Past {
    /// The name of the phase it was in, which it can be taken up with again; none: it was over.
    pub phase: Option<String>,
    /// What was done, in the order in which it was.
    pub log: Vec<Stint>,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

/// A timer. It says when it ends or what is left, and never what time it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// It runs out at a time.
    Runs(DateTime<Utc>),
    /// It stands still.
    Stands {
        /// Seconds left; less than nought: over time.
        left: i64,
        /// Since when; none: it was not started yet.
        since: Option<DateTime<Utc>>,
    },
    /// The phase has no timer.
    None,
}

/// A stretch of a session spent in one phase.
#[derive(Clone, PartialEq, Debug)]
pub struct Stint {
    /// The name of the phase.
    pub phase: String,
    /// When it began.
    pub began: DateTime<Utc>,
    /// When it ended; none: it goes on.
    pub ended: Option<DateTime<Utc>>,
    /// For how many seconds the timer stood still meanwhile, apart from a pause that goes on.
    pub paused: i64,
    /// How many seconds it was given, extensions included; none: it had no timer.
    pub planned: Option<i64>,
    /// Whether it was skipped.
    pub skipped: bool,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

impl Phase {
    /// The most minutes that a phase may have: a day.
    pub const LONGEST: u32 = 24 * 60;
}

impl Workshop {
    /// The names of the agendas that the method has; the first is its session guide.
    pub const AGENDAS: [&str; 4] = ["session guide", "big picture", "process", "design"];

    /// Whether the method has an agenda of that name, however it is spelt: `Big Picture`, `big-picture`.
    pub fn is_known_agenda(name: &str) -> bool {
        let folded = fold(name);
        Workshop::AGENDAS.iter().any(|known| fold(known) == folded)
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        *self == Workshop::default()
    }
}

impl Clock {
    /// More seconds than there are between any two dates that a file can hold: a session may be taken up again after years.
    pub const MOST: i64 = 10_000 * 366 * 24 * 60 * 60;

    /// Seconds left at a time, rounded up, so that what has just begun shows all it has; less than nought: over time. Nothing
    /// where there is no timer.
    pub fn left(self, now: DateTime<Utc>) -> Option<i64> {
        match self {
            Clock::Runs(ends) => Some((ends - now + TimeDelta::milliseconds(999)).num_milliseconds().div_euclid(1000)),
            Clock::Stands { left, .. } => Some(left),
            Clock::None => None,
        }
    }

    /// Whether it runs.
    pub fn runs(self) -> bool {
        matches!(self, Clock::Runs(_))
    }
}
