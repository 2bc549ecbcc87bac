//! Scenarios: runs that are to come out in a certain way.

use super::Build;
use crate::board::{Answer, AnswerTo, AnswerWith, Issue, Kind, Literal, Scenario};
use crate::notation::read::names::{Tier, Use};
use crate::notation::read::phrase;
use crate::notation::read::piece::Piece;
use crate::notation::read::statement::Section;
use crate::notation::read::value::{self, equals};
use crate::notation::read::wording::{Name, unquote};

/// An answer in a scenario: to which of its commands it belongs, what is asked, what is answered.
pub(super) struct Answered<'l> {
    owner: Option<usize>,
    section: Section,
    issue: usize,
    to: Piece<'l>,
    with: Piece<'l>,
    context: Option<usize>,
}

impl<'l> Build<'l, '_> {
    pub(super) fn scenario(&mut self, index: usize, piece: Piece<'l>) {
        let name = unquote(piece.text()).unwrap_or_else(|| piece.text().to_owned());
        let scenario = Scenario {
            name,
            given: Vec::new(),
            when: Vec::new(),
            then: Vec::new(),
            never: Vec::new(),
            state: Vec::new(),
            unknown: Vec::new(),
        };
        self.scenarios.push((index, scenario));
    }

    /// The scenario that a statement opened. Lines of a scenario follow it, so it is one of the last.
    fn of(&mut self, owner: Option<usize>) -> Option<&mut Scenario> {
        let (_, scenario) = self.scenarios.iter_mut().rev().find(|(index, _)| Some(*index) == owner)?;
        Some(scenario)
    }

    pub(super) fn part(&mut self, owner: Option<usize>, section: Section, piece: Piece<'l>, context: Option<usize>) {
        match section {
            Section::Given | Section::When => {
                for form in phrase::issued(piece, self.remarks) {
                    let Some(command) = self.find(form.command, Kind::Command, Tier::Mentioned, context, None) else { continue };
                    let command = self.id(command);
                    let issue = Issue { command, at: form.at, with: form.with, answers: Vec::new(), unknown: Vec::new() };
                    if let Some(issues) = self.issues(owner, section) {
                        issues.push(issue);
                    }
                }
            }
            Section::Then | Section::Never => {
                // Here an event may be expected more than once.
                let mut after = None;
                for part in piece.commas() {
                    let name = Name::read(part, Kind::Event);
                    let Some(event) = self.find(name, Kind::Event, Tier::Mentioned, context, after) else { continue };
                    after = Some(event);
                    let id = self.id(event);
                    if let Some(scenario) = self.of(owner) {
                        if section == Section::Then { scenario.then.push(id) } else { scenario.never.push(id) }
                    }
                }
            }
            Section::State => {
                for part in piece.commas() {
                    let said = match equals(part.text()) {
                        // `Subscription.status = "paused"` is accepted for `==`.
                        Some(at) => match (
                            value::expression(part.before(at), self.remarks),
                            value::expression(part.from(at + 1), self.remarks),
                        ) {
                            (Some(left), Some(right)) => Some(format!("{left} == {right}")),
                            _ => None,
                        },
                        None => value::expression(part, self.remarks),
                    };
                    if let (Some(said), Some(scenario)) = (said, self.of(owner)) {
                        scenario.state.push(said);
                    }
                }
            }
        }
    }

    fn issues(&mut self, owner: Option<usize>, section: Section) -> Option<&mut Vec<Issue>> {
        let scenario = self.of(owner)?;
        Some(if section == Section::Given { &mut scenario.given } else { &mut scenario.when })
    }

    /// `Attempt Payment -> Payment Failed`, `retry_count -> 2`, `Charge on Cycle -> yes`. Which of them it is shows when every name
    /// is known; to which command it belongs shows here.
    pub(super) fn answer(
        &mut self,
        owner: Option<usize>,
        section: Section,
        to: Piece<'l>,
        with: Piece<'l>,
        context: Option<usize>,
    ) {
        match self.issues(owner, section).and_then(|issues| issues.len().checked_sub(1)) {
            Some(issue) => self.answers.push(Answered { owner, section, issue, to, with, context }),
            None => self.remarks.error(
                to.at(),
                "an answer stands before any command of the scenario",
                "write the command that is issued first",
            ),
        }
    }

    /// Reads the answers, when every name is known. An answer may name a note itself, so all of them are looked through first: what
    /// one of them means does not hang on which of them stands before it.
    pub(super) fn answers(&mut self) {
        let answers = std::mem::take(&mut self.answers);
        let said = self.remarks.mark();
        for answered in &answers {
            self.read_answer(answered.to, answered.with, answered.context);
        }
        self.remarks.rewind(said);
        for answered in answers {
            let Some((to, with)) = self.read_answer(answered.to, answered.with, answered.context) else { continue };
            let answer = Answer { to, with, unknown: Vec::new() };
            if let Some(issue) = self.issues(answered.owner, answered.section).and_then(|issues| issues.get_mut(answered.issue)) {
                issue.answers.push(answer);
            }
        }
    }

    fn read_answer(&mut self, to: Piece<'l>, with: Piece<'l>, context: Option<usize>) -> Option<(AnswerTo, AnswerWith)> {
        let literal = value::literal(with.text());
        let asked = match self.asker(to) {
            Some(asked) => asked,
            None if literal.is_ok() || !to.text().contains(char::is_whitespace) => {
                let field = value::field(to, self.remarks)?;
                let value = literal.map_err(|wrong| self.remarks.error(with.at(), wrong, "")).ok()?;
                return Some((AnswerTo::Field(field), AnswerWith::Value(value)));
            }
            None => {
                if let Some(near) = self.nearest_name(to.text(), |kind| matches!(kind, Kind::Command | Kind::Policy)) {
                    let message = format!("no command or policy is called `{}`", to.text());
                    let hint = format!("did you mean `{near}`?");
                    self.remarks.error(to.at(), message, hint);
                    return None;
                }
                self.find(Name::read(to, Kind::Command), Kind::Command, Tier::Mentioned, context, None)?
            }
        };
        let (kind, id) = (self.names.entries[asked].kind(), self.id(asked));
        let said = match (kind, with.text().to_lowercase().as_str()) {
            (Kind::Policy, "yes" | "true") => AnswerWith::Value(Literal::Bool(true)),
            (Kind::Policy, "no" | "false") => AnswerWith::Value(Literal::Bool(false)),
            _ => {
                let answer = if kind == Kind::Policy { Kind::Command } else { Kind::Event };
                let found = self.find(Name::read(with, answer), answer, Tier::Mentioned, context, None)?;
                AnswerWith::Note(self.id(found))
            }
        };
        Some((AnswerTo::Note(id), said))
    }

    /// The command or policy of that name, or of which it is the last words.
    fn asker(&self, to: Piece<'l>) -> Option<usize> {
        let exact = |kind: Kind| self.names.exactly(kind, &Name::read(to, kind).text);
        let short = |kind: Kind| {
            let place = Use { kind, tier: Tier::Asked, context: None, after: None };
            let name = Name::read(to, kind);
            match self.names.longer(&name.text, place).as_slice() {
                [only] if !name.literal => Some(*only),
                _ => None,
            }
        };
        let kinds = [Kind::Command, Kind::Policy];
        kinds.into_iter().find_map(exact).or_else(|| kinds.into_iter().find_map(short))
    }
}
