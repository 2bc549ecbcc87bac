//! What a run asks and how it is answered: by an option, or by a value that was typed.

use crate::board::Literal;
use crate::engine::value::Type;
use crate::engine::{Answer, Question, duration, tell};

use super::{Always, Running};

impl Running {
    /// Answers with one of the options that [`Running::options`] lists, and makes the step that follows.
    ///
    /// # Errors
    /// Where there is no such option.
    pub fn choose(&mut self, option: usize) -> Result<(), String> {
        let answer = match self.question.as_ref() {
            None => return Err("nothing is asked now".to_owned()),
            Some(Question::Outcome { options, .. }) => options.get(option).map(|outcome| Answer::Outcome(*outcome)),
            Some(Question::Reaction { commands, .. }) => commands.get(option).map(|_| Answer::Reaction(option as u16)),
            Some(Question::Guard { .. }) => (option < 2).then_some(Answer::Yes(option == 0)),
            Some(Question::Value { options, .. }) => {
                let value = options.get(option).map(|value| tell::literal(&self.run, *value));
                value.flatten().map(Answer::Value)
            }
        };
        self.answer(answer.ok_or_else(|| format!("there is no option {}", option + 1))?)
    }

    /// Answers a question for a value with what was typed, and makes the step that follows.
    ///
    /// # Errors
    /// Where it is no value of the type that is asked for.
    pub fn type_in(&mut self, typed: &str) -> Result<(), String> {
        let Some(Question::Value { ty, name, .. }) = &self.question else { return Err("no value is asked now".to_owned()) };
        let typed = typed.trim();
        let literal = match ty {
            Type::Int => typed.parse().map(Literal::Int).map_err(|_| format!("`{name}` is a whole number, such as 2")),
            Type::Bool => match typed {
                "true" | "yes" | "y" => Ok(Literal::Bool(true)),
                "false" | "no" | "n" => Ok(Literal::Bool(false)),
                _ => Err(format!("`{name}` is yes or no")),
            },
            Type::Duration => duration::parse(typed).map(|_| Literal::Text(typed.to_owned())),
            Type::Text => Ok(Literal::Text(unquoted(typed).to_owned())),
            Type::Unknown => Ok(guess(typed)),
        };
        if typed.is_empty() {
            return Err(format!("type a value for `{name}`, or go back with `,`"));
        }
        self.answer(Answer::Value(literal?))
    }

    fn answer(&mut self, answer: Answer) -> Result<(), String> {
        let given = self.question.as_ref().map(|question| Always::new(&self.run, question, &answer));
        self.run.answer(answer).map_err(|misfit| misfit.to_string())?;
        self.goes_its_own_way();
        self.answered = given;
        if std::mem::take(&mut self.keeping) {
            self.keep_last();
        }
        self.forward();
        Ok(())
    }

    fn keep_last(&mut self) -> Option<&Always> {
        let last = self.answered.clone()?;
        self.always.retain(|other| !other.same_question(&last));
        self.always.push(last);
        self.always.last()
    }

    /// While something is asked: the next answer is the same from now on, or is not after all. Else the last answer is. Returns
    /// what is to be said.
    pub(in crate::app) fn keep_answer(&mut self) -> String {
        if self.question.is_some() {
            self.keeping = !self.keeping;
            let said =
                if self.keeping { "the next answer is the same from now on" } else { "the next answer is for this time only" };
            return said.to_owned();
        }
        match self.keep_last() {
            Some(last) => format!("{} from now on: {}", last.question, last.label),
            None => "nothing has been answered yet".to_owned(),
        }
    }

    /// Asks again what was answered once and for all.
    pub(in crate::app) fn ask_again(&mut self, at: usize) -> Option<Always> {
        (at < self.always.len()).then(|| self.always.remove(at))
    }

    /// The question as a sentence with its options as words; a value may be typed where the last is true.
    pub fn options(&self) -> Option<(String, Vec<String>, bool)> {
        let question = self.question.as_ref()?;
        let (text, options) = tell::question(&self.run, question);
        Some((text, options, matches!(question, Question::Value { .. })))
    }
}

fn unquoted(typed: &str) -> &str {
    let inside = |quote: char| typed.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(typed)
}

/// A value of a field whose type nobody knows, by how it looks.
fn guess(typed: &str) -> Literal {
    match (typed.parse(), typed) {
        (Ok(int), _) => Literal::Int(int),
        (_, "true") => Literal::Bool(true),
        (_, "false") => Literal::Bool(false),
        _ => Literal::Text(unquoted(typed).to_owned()),
    }
}
