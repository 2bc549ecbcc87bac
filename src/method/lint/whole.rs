//! What concerns the board as a whole: steps of the method that were left out.

use super::Verdict;
use crate::board::{Board, Detail, Guard, Kind, Note};

/// On a board of fewer events the storm has only begun.
const STORY: usize = 5;

fn count(board: &Board, kind: Kind) -> usize {
    board.notes().iter().filter(|note| note.kind() == kind).count()
}

/// The step that looks for policies was skipped.
pub(super) fn no_policy(board: &Board) -> Option<Verdict> {
    let events = count(board, Kind::Event);
    (events >= STORY && count(board, Kind::Policy) == 0).then(|| {
        Verdict::new(
            format!("the board has {events} events and not one policy"),
            "ask after every event: what happens automatically then?",
        )
    })
}

/// There is design already, and of the steps that ask who acts and what they look at one was skipped.
pub(super) fn early(board: &Board) -> Option<Verdict> {
    if count(board, Kind::Event) < STORY {
        return None;
    }
    let design = board.notes().iter().find(|note| is_design(note))?;
    let steps = [(Kind::Actor, "who issues the commands"), (Kind::ReadModel, "what people need to see")];
    let skipped: Vec<_> = steps.into_iter().filter(|(kind, _)| count(board, *kind) == 0).collect();
    let join = |part: fn(&(Kind, &'static str)) -> &'static str, and| skipped.iter().map(part).collect::<Vec<_>>().join(and);
    (!skipped.is_empty()).then(|| {
        Verdict::new(
            format!(
                "\"{}\" says already how it decides, and the board has no {}",
                design.text,
                join(|(kind, _)| kind.name(), " and no ")
            ),
            format!("ask first {}", join(|(_, question)| question, " and ")),
        )
    })
}

/// Whether a note says how something is decided and remembered.
fn is_design(note: &Note) -> bool {
    match &note.detail {
        Detail::Aggregate(aggregate) => !aggregate.state.is_empty() || !aggregate.invariants.is_empty(),
        Detail::Command(command) => {
            command.outcomes.iter().any(|outcome| !outcome.set.is_empty() || matches!(outcome.guard, Guard::When(_)))
        }
        _ => false,
    }
}
