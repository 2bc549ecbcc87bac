//! Scenarios as they are kept on the board. The engine runs them.

use super::{FieldName, Literal, NoteId, Unknown};

/// A run that is to come out in a certain way.
#[derive(Clone, PartialEq, Debug)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// What has happened before.
    pub given: Vec<Issue>,
    /// What is done.
    pub when: Vec<Issue>,
    /// Events that must be recorded then, in this order.
    pub then: Vec<NoteId>,
    /// Events that must not.
    pub never: Vec<NoteId>,
    /// Expressions that must hold at the end.
    pub state: Vec<String>,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

/// A command issued in a scenario.
#[derive(Clone, PartialEq, Debug)]
pub struct Issue {
    /// The command.
    pub command: NoteId,
    /// The virtual time at which it is issued, such as `12h`; none: when all is quiet.
    pub at: Option<String>,
    /// Its arguments.
    pub with: Vec<(FieldName, Literal)>,
    /// What is answered to questions.
    pub answers: Vec<Answer>,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

/// An answer given in a scenario.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// What is asked.
    pub to: AnswerTo,
    /// What is answered.
    pub with: AnswerWith,
    /// Keys this version does not know.
    pub unknown: Unknown,
}

/// What a question is about.
#[derive(Clone, PartialEq, Debug)]
pub enum AnswerTo {
    /// A command or a policy.
    Note(NoteId),
    /// A field.
    Field(FieldName),
}

/// What may be answered.
#[derive(Clone, PartialEq, Debug)]
pub enum AnswerWith {
    /// An event of an outcome, or the command that a policy shall issue.
    Note(NoteId),
    /// A value, or yes and no.
    Value(Literal),
}

impl Scenario {
    /// Every note the scenario names, in order, repeats included.
    pub fn references(&self) -> impl Iterator<Item = NoteId> + '_ {
        let issues = self.given.iter().chain(&self.when);
        let issued =
            issues.flat_map(|issue| std::iter::once(issue.command).chain(issue.answers.iter().flat_map(Answer::references)));
        issued.chain(self.then.iter().copied()).chain(self.never.iter().copied())
    }

    /// Takes every mention of a note out: steps that issue it, answers about it, expectations of it.
    pub fn forget(&mut self, note: NoteId) {
        for issues in [&mut self.given, &mut self.when] {
            issues.retain(|issue| issue.command != note);
            for issue in issues {
                issue.answers.retain(|answer| answer.references().all(|other| other != note));
            }
        }
        self.then.retain(|event| *event != note);
        self.never.retain(|event| *event != note);
    }
}

impl Answer {
    fn references(&self) -> impl Iterator<Item = NoteId> + '_ {
        let to = if let AnswerTo::Note(id) = self.to { Some(id) } else { None };
        let with = if let AnswerWith::Note(id) = self.with { Some(id) } else { None };
        to.into_iter().chain(with)
    }
}
