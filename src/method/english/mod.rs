//! The English that a name on a note is written in: whether an event's name is past, a command's imperative, an aggregate's a noun.
//!
//! A name is claimed to be wrong only on evidence: words this folder knows, in the place that decides. A name in another language,
//! or one whose words are not known, is [`Tense::Unknown`] and no reason to tell anybody anything.
//!
//! A name is cut into words (`phrase`), each word is everything it can be (`word`, `inflect`, `words`), and a whole name is
//! read for what it says (`sentence`); `tense`, `mood`, `thing`, `crud` and `failure` each judge that.
//!
//! Must not know notes or boards: a name is a text.

mod claim;
mod crud;
mod failure;
mod inflect;
mod mood;
mod phrase;
mod sentence;
mod tense;
mod thing;
mod word;
mod words;

pub use crud::crud;
pub use failure::is_failure;
pub use mood::mood;
pub use tense::tense;
pub use thing::thing;

/// What the wording of an event's name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tense {
    /// A fact about the past.
    Past,
    /// Something else.
    Other {
        /// The name as a fact about the past, in the style of the name; `None` if no form is sure.
        suggestion: Option<String>,
    },
    /// Not in words that are known here: nothing is claimed.
    Unknown,
}

/// What the wording of a command's name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Something to do.
    Imperative,
    /// Something else.
    Other {
        /// The name as something to do, in the style of the name; `None` if no form is sure.
        suggestion: Option<String>,
    },
    /// Not in words that are known here: nothing is claimed.
    Unknown,
}

/// What the wording of an aggregate's name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A thing.
    Noun,
    /// Something else.
    Other {
        /// The thing that is spoken of, in the style of the name; `None` if none is sure.
        suggestion: Option<String>,
    },
    /// Not in words that are known here: nothing is claimed.
    Unknown,
}

/// Whether a single word is an English one that is known here, in any of its forms.
pub fn is_word(word: &str) -> bool {
    word::Word::read(word).known()
}
