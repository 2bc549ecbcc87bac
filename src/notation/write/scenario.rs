//! How a scenario is written.

use std::fmt::Write as _;

use super::document::Document;
use super::name::{Named, name, quoted};
use super::value;
use crate::board::{Answer, AnswerTo, AnswerWith, Issue, Kind, Literal, Scenario};

impl Document<'_> {
    /// All scenarios, each behind an empty line.
    pub fn scenarios(&mut self, scenarios: &[Scenario]) {
        for scenario in scenarios {
            self.scenario(scenario);
        }
    }

    /// One scenario.
    pub fn scenario(&mut self, scenario: &Scenario) {
        let title = name(&scenario.name, Named::Scenario);
        self.gap();
        self.line(0, &format!("Scenario: {title}"));
        for (section, issues) in [("Given", &scenario.given), ("When", &scenario.when)] {
            for issue in issues {
                let line = format!("- {section}: {}", self.issue(&title, issue));
                self.line(0, &line);
                for answer in &issue.answers {
                    self.answer(&title, answer);
                }
            }
        }
        for (section, events) in [("Then", &scenario.then), ("Never", &scenario.never)] {
            if !events.is_empty() {
                let events = self.mentions(events, ", ");
                self.line(0, &format!("- {section}: {events}"));
            }
        }
        for state in &scenario.state {
            match value::expression(state) {
                Some(state) => self.line(0, &format!("- State: {state}")),
                None => self.leave_out(&title, &format!("the state {}", quoted(state))),
            }
        }
    }

    /// `Deposit Parcel (size = "S") at 12h`
    fn issue(&mut self, scenario: &str, issue: &Issue) -> String {
        let mut text = self.mention(issue.command);
        if !issue.with.is_empty() {
            let with = issue.with.iter().map(|(field, value)| format!("{} = {}", name(field, Named::Field), value::literal(value)));
            let _ = write!(text, " ({})", with.collect::<Vec<_>>().join(", "));
        }
        match issue.at.as_deref().map(|at| (at, value::length(at))) {
            None => {}
            Some((_, Some(at))) => {
                let _ = write!(text, " at {at}");
            }
            Some((at, None)) => self.leave_out(scenario, &format!("the time {}", quoted(at))),
        }
        text
    }

    /// A line below the command that an answer is given to. A command is looked for first, then a policy, then a field.
    fn answer(&mut self, scenario: &str, answer: &Answer) {
        const ASKERS: [Kind; 2] = [Kind::Command, Kind::Policy];
        let (to, is_hidden) = match &answer.to {
            AnswerTo::Note(id) => {
                let is_hidden = self
                    .note(*id)
                    .is_some_and(|note| note.kind() == Kind::Policy && self.kinds_of(&note.text).contains(&Kind::Command));
                (self.mention(*id), is_hidden)
            }
            AnswerTo::Field(field) => {
                let is_hidden = self.kinds_of(field).iter().any(|kind| ASKERS.contains(kind));
                let is_short = self.is_short_for(field, &ASKERS);
                (if is_short { quoted(field) } else { name(field, Named::Field).into_owned() }, is_hidden)
            }
        };
        let with = match &answer.with {
            AnswerWith::Note(id) => self.mention(*id),
            AnswerWith::Value(Literal::Bool(yes)) if matches!(answer.to, AnswerTo::Note(_)) => {
                if *yes { "yes" } else { "no" }.to_owned()
            }
            AnswerWith::Value(value) => value::literal(value),
        };
        match is_hidden {
            true => self.leave_out(scenario, &format!("the answer {with} to {to}, as a command or policy has that name too")),
            false => self.line(1, &format!("- {to} -> {with}")),
        }
    }
}
