//! Answers that are the same from now on: whoever has said once how a payment ends is not asked again.

use crate::board::{Literal, NoteId};
use crate::engine::value::quote;
use crate::engine::{Answer, Asker, Question, Run, tell};

/// An answer that is the same from now on.
#[derive(Clone, PartialEq, Debug)]
pub struct Always {
    /// The note that asks.
    asker: NoteId,
    /// Which of its questions: a field, a guard, or nothing for a choice.
    about: Box<str>,
    /// The question in a word or two.
    pub question: String,
    /// The answer in words.
    pub label: String,
    answer: Answer,
}

impl Always {
    /// An answer to a question, to be given again whenever that is asked.
    pub(super) fn new(run: &Run, question: &Question, answer: &Answer) -> Always {
        let (asker, about, name) = asked(run, question);
        Always { asker, about: about.into(), question: name, label: label(run, question, answer), answer: answer.clone() }
    }

    /// Whether it answers the same question as another.
    pub(super) fn same_question(&self, other: &Always) -> bool {
        self.asker == other.asker && self.about == other.about
    }

    /// The answer to a question, where this is one: the option that is called the same.
    pub(super) fn to(&self, run: &Run, question: &Question) -> Option<Answer> {
        let (asker, about, _) = asked(run, question);
        if self.asker != asker || *self.about != *about {
            return None;
        }
        let same = |answer: &Answer| label(run, question, answer) == self.label;
        match question {
            Question::Outcome { options, .. } => options.iter().map(|option| Answer::Outcome(*option)).find(same),
            Question::Reaction { commands, .. } => (0..commands.len() as u16).map(Answer::Reaction).find(same),
            Question::Value { .. } | Question::Guard { .. } => Some(self.answer.clone()),
        }
    }
}

/// Who asks, what about, and both in words.
fn asked(run: &Run, question: &Question) -> (NoteId, String, String) {
    let model = run.model();
    let of = |asker: &Asker| match asker {
        Asker::Command(command) => model.command(*command).note,
        Asker::Policy(policy) => model.policy(*policy).note,
    };
    match question {
        Question::Value { asker, name, .. } => (of(asker), name.to_string(), format!("{}: {name}", run.asker(*asker))),
        Question::Guard { asker, text, .. } => (of(asker), text.to_string(), format!("{}: {text}", run.asker(*asker))),
        Question::Outcome { command, .. } => {
            (model.command(*command).note, String::new(), model.command(*command).name.to_string())
        }
        Question::Reaction { policy, .. } => (model.policy(*policy).note, String::new(), model.policy(*policy).name.to_string()),
    }
}

/// An answer in the words it was offered in: they outlive an edit of the board, and another way to the same.
fn label(run: &Run, question: &Question, answer: &Answer) -> String {
    let offered = |at: Option<usize>| at.and_then(|at| tell::question(run, question).1.into_iter().nth(at)).unwrap_or_default();
    match (question, answer) {
        (_, Answer::Value(Literal::Int(int))) => int.to_string(),
        (_, Answer::Value(Literal::Bool(bool))) => bool.to_string(),
        (_, Answer::Value(Literal::Text(text))) => quote(text),
        (_, Answer::Yes(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        (Question::Outcome { options, .. }, Answer::Outcome(outcome)) => {
            offered(options.iter().position(|option| option == outcome))
        }
        (_, Answer::Reaction(at)) => offered(Some(usize::from(*at))),
        _ => String::new(),
    }
}
