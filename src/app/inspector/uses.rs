//! Which notes use a field: every name in every expression of the board, found once for a board.

use std::collections::HashMap;

use crate::board::{Board, Detail, Guard, Note, NoteId};

/// The notes in whose expressions each name stands, along the timeline.
#[derive(Clone, Default, Debug)]
pub(super) struct Uses {
    by_name: HashMap<String, Vec<u32>>,
    of: Option<u64>,
}

impl Uses {
    /// The uses on a board.
    pub fn of(board: &Board) -> Uses {
        let mut by_name: HashMap<String, Vec<u32>> = HashMap::new();
        for (index, note) in board.notes().iter().enumerate() {
            each_expression(note, &mut |expression| {
                for name in names(expression) {
                    let known = by_name.entry(name.to_owned()).or_default();
                    if known.last() != Some(&(index as u32)) {
                        known.push(index as u32);
                    }
                }
            });
        }
        Uses { by_name, of: Some(board.revision()) }
    }

    /// Whether they are those of a board as it is.
    pub fn are_of(&self, board: &Board) -> bool {
        self.of == Some(board.revision())
    }

    /// Looks again where the board has changed.
    pub fn follow(&mut self, board: &Board) {
        if !self.are_of(board) {
            *self = Uses::of(board);
        }
    }

    /// The notes whose expressions name one of the fields of a note, apart from itself; no more than so many. A command that
    /// another aggregate decides means that one's field, where it has one of that name.
    pub fn users(&self, board: &Board, note: &Note, most: usize) -> Vec<NoteId> {
        let mut users: Vec<NoteId> = Vec::new();
        for field in fields(note) {
            for user in self.by_name.get(field).into_iter().flatten().filter_map(|index| board.notes().get(*index as usize)) {
                if users.len() >= most {
                    return users;
                }
                if user.id != note.id && !users.contains(&user.id) && !means_another(board, user, note, field) {
                    users.push(user.id);
                }
            }
        }
        users
    }
}

/// Whether a note that names a field means that of another aggregate.
fn means_another(board: &Board, user: &Note, note: &Note, field: &str) -> bool {
    let has =
        |note: &Note| matches!(&note.detail, Detail::Aggregate(aggregate) if aggregate.state.iter().any(|(name, _)| name == field));
    match (&note.detail, &user.detail) {
        (Detail::Aggregate(_), Detail::Aggregate(_)) => true,
        (Detail::Aggregate(_), Detail::Command(command)) => {
            let decider = command.aggregate.filter(|id| *id != note.id).and_then(|id| board.note(id));
            decider.is_some_and(|other| has(other)) || command.fields.iter().any(|own| own.name == field)
        }
        // What an event carries is known to those that react to it or are built from it, and there only.
        (Detail::Event(_), Detail::Policy(policy)) => !policy.when.contains(&note.id),
        (Detail::Event(_), Detail::ReadModel(model)) => {
            !model.built_from.contains(&note.id) && model.on.iter().all(|projection| projection.event != note.id)
        }
        (Detail::Event(_), _) => true,
        _ => false,
    }
}

/// The fields that a note brings into the board.
pub(super) fn fields(note: &Note) -> Vec<&str> {
    match &note.detail {
        Detail::Aggregate(aggregate) => aggregate.state.iter().map(|(name, _)| name.as_str()).collect(),
        Detail::Event(event) => event.fields.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

fn each_expression(note: &Note, visit: &mut dyn FnMut(&str)) {
    match &note.detail {
        Detail::Command(command) => {
            for outcome in &command.outcomes {
                if let Guard::When(guard) = &outcome.guard {
                    visit(guard);
                }
                outcome.set.iter().for_each(|(field, expression)| {
                    visit(field);
                    visit(expression);
                });
            }
        }
        Detail::Aggregate(aggregate) => aggregate.invariants.iter().for_each(|invariant| visit(invariant)),
        Detail::Policy(policy) => {
            policy.guard.iter().for_each(|guard| visit(guard));
            policy.then.iter().flat_map(|reaction| &reaction.with).for_each(|(_, expression)| visit(expression));
        }
        Detail::ReadModel(model) => {
            model.keyed_by.iter().for_each(|field| visit(field));
            model.on.iter().flat_map(|projection| &projection.set).for_each(|(_, expression)| visit(expression));
        }
        Detail::Actor | Detail::ExternalSystem | Detail::Event(_) | Detail::HotSpot(_) => {}
    }
}

/// The names in an expression, texts in quotes aside.
pub(super) fn names(expression: &str) -> impl Iterator<Item = &str> {
    let outside = expression.split('"').enumerate().filter(|(index, _)| index % 2 == 0).map(|(_, part)| part);
    let words = outside.flat_map(|part| part.split(|c: char| !(c.is_alphanumeric() || c == '_')));
    words.filter(|word| word.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_outside_of_quotes() {
        let found: Vec<&str> = names("retry_count + 1 < Billing.limit && status != \"paused now\" || größe == 2").collect();
        assert_eq!(found, ["retry_count", "Billing", "limit", "status", "größe"]);
    }
}
