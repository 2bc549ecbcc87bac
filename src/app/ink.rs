//! How words in a pane or on a page are written. Which colours that means is the view's business.

use crate::board::Kind;

/// How something is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    /// Plain.
    Text,
    /// Stepping back.
    Faint,
    /// To be seen first.
    Strong,
    /// A key, or a time.
    Key,
    /// What has just changed.
    Done,
    /// What went wrong, or differs.
    Problem,
    /// A line that only divides.
    Rule,
    /// Words that became a note of a kind.
    Taken(Kind),
    /// On paper of a kind; glowing where it acts.
    Paper(Kind, bool),
    /// In the colour of a kind.
    Mark(Kind),
    /// In the colour of one of several, such as one subscriber.
    Instance(u8),
}
