//! Deriving events from a feature request: the five steps of the method, what is asked in each, and what each leaves open.

use crate::board::{Board, Kind};

use super::gap::{Gap, missing};

/// One of the five steps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// The kind of note that is looked for.
    pub kind: Kind,
    /// What the step is called.
    pub title: &'static str,
    /// What is asked, in a sentence.
    pub question: &'static str,
    /// What the step leaves open as long as it is missing, and how several of them are spoken of.
    pub gaps: &'static [(Gap, &'static str)],
}

/// The five steps, in order.
pub const STEPS: [Step; 5] = [
    Step {
        kind: Kind::Event,
        title: "Events",
        question: "Walk through the feature chronologically and ask: what happens?",
        gaps: &[],
    },
    Step {
        kind: Kind::Command,
        title: "Commands",
        question: "For each event ask: what action caused this?",
        gaps: &[(Gap::EventWithoutCommand, "events without one")],
    },
    Step {
        kind: Kind::Aggregate,
        title: "Aggregates",
        question: "Group commands and events around the nouns that enforce the rules: who decides?",
        gaps: &[(Gap::CommandWithoutAggregate, "commands without one")],
    },
    Step {
        kind: Kind::Policy,
        title: "Policies",
        question: "Look for automated reactions: when X happens, then do Y",
        gaps: &[(Gap::EventWithoutReaction, "events without one"), (Gap::PolicyWithoutCommand, "policies without a command")],
    },
    Step {
        kind: Kind::ReadModel,
        title: "Read models",
        question: "What does the user or admin need to see?",
        gaps: &[(Gap::EventUnseen, "events in none")],
    },
];

/// How many notes of the step's kind there are.
pub fn found(board: &Board, step: &Step) -> usize {
    board.notes().iter().filter(|note| note.kind() == step.kind).count()
}

/// How much each gap of each step leaves open.
pub fn left(board: &Board) -> [Vec<usize>; 5] {
    let gaps: Vec<Gap> = STEPS.iter().flat_map(|step| step.gaps).map(|(gap, _)| *gap).collect();
    let missing = missing(board, &gaps);
    let count = |gap: Gap| missing.iter().filter(|missing| missing.gap == gap).count();
    STEPS.map(|step| step.gaps.iter().map(|(gap, _)| count(*gap)).collect())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::board::{Edit, Heading, Note, NoteId, Place};

    #[test]
    fn what_a_step_leaves_open_is_counted_until_an_arrow_closes_it() {
        let mut board = Board::new(Heading::new("b", "", None));
        let kinds = [Kind::Event, Kind::Command, Kind::Aggregate, Kind::Policy, Kind::ReadModel];
        for (index, kind) in kinds.into_iter().enumerate() {
            let note = Note::new(NoteId(Uuid::from_u128(index as u128)), kind, "It", Place::FIRST);
            board.apply(Edit::Add { note: Box::new(note), before: None }).expect("a new note");
        }
        let open = |board: &Board| left(board).map(|counts| counts.iter().sum::<usize>());
        assert_eq!(STEPS.map(|step| found(&board, &step)), [1; 5]);
        assert_eq!(open(&board), [0, 1, 1, 2, 1]);
        for (from, to) in [(1, 0), (1, 2), (0, 3), (3, 1), (0, 4)] {
            let [from, to] = [from, to].map(|index| NoteId(Uuid::from_u128(index)));
            board.apply(Edit::Connect { from, to }).expect("an arrow of the method");
        }
        assert_eq!(open(&board), [0; 5]);
    }

    #[test]
    fn every_step_is_about_another_kind_and_asks_something() {
        assert!(STEPS.iter().all(|step| !step.question.is_empty() && !step.title.is_empty()));
        assert_eq!(STEPS.map(|step| step.kind), [Kind::Event, Kind::Command, Kind::Aggregate, Kind::Policy, Kind::ReadModel]);
    }
}
