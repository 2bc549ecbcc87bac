//! The ways to look at one board.

/// How the board is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum View {
    /// Lanes along the timeline.
    #[default]
    Wall,
    /// Causes and effects as a graph.
    Flow,
    /// The contexts and who tells whom.
    Contexts,
    /// Tables of notes.
    Catalog,
}

impl View {
    /// All of them, in the order in which one key goes through them.
    pub const ALL: [View; 4] = [View::Wall, View::Flow, View::Contexts, View::Catalog];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            View::Wall => "wall",
            View::Flow => "flow",
            View::Contexts => "contexts",
            View::Catalog => "catalog",
        }
    }

    /// The one so many further on, around.
    pub(super) fn next(self, by: usize) -> View {
        let here = View::ALL.iter().position(|view| *view == self).unwrap_or(0);
        View::ALL[(here + by) % View::ALL.len()]
    }
}
