//! Scenarios. They are read last, when every note is known, so that their references are looked up at once.

use std::mem::take;

use super::Reader;
use super::values::{Fields, composed};
use crate::board::{Answer, AnswerTo, AnswerWith, Issue, Kind, Literal, NoteId, Scenario};
use crate::store::keys::{AnswerKey, BoardKey, FIELD, IssueKey, Keys, ScenarioKey};
use crate::store::tape::Value;

/// What may be asked.
const ASKED: &[Kind] = &[Kind::Command, Kind::Policy];

impl Reader<'_, '_> {
    pub fn scenarios(&mut self, fields: &Fields<'_>) -> Vec<Scenario> {
        self.each(fields, BoardKey::Scenarios, Self::scenario)
    }

    fn scenario(&mut self, value: Value<'_>) -> Option<Scenario> {
        let mut fields = self.fields(value, "a scenario", [ScenarioKey::TABLE, &[]])?;
        Some(Scenario {
            name: self.text(&fields, ScenarioKey::Name).unwrap_or_default(),
            given: self.issues(&fields, ScenarioKey::Given),
            when: self.issues(&fields, ScenarioKey::When),
            then: self.events(&fields, ScenarioKey::Then),
            never: self.events(&fields, ScenarioKey::Never),
            state: self.texts(&fields, ScenarioKey::State),
            unknown: take(&mut fields.unknown),
        })
    }

    fn events(&mut self, fields: &Fields<'_>, key: ScenarioKey) -> Vec<NoteId> {
        let values = self.note_list(fields, key);
        values.into_iter().filter_map(|value| self.named_note(value, &[Kind::Event])).collect()
    }

    fn issues(&mut self, fields: &Fields<'_>, key: ScenarioKey) -> Vec<Issue> {
        self.each(fields, key, Self::issue)
    }

    fn issue(&mut self, value: Value<'_>) -> Option<Issue> {
        let mut fields = self.fields(value, "a command of a scenario", [IssueKey::TABLE, &[]])?;
        let command = fields.get(IssueKey::Command).and_then(|value| {
            if !value.is_text() {
                self.expected(IssueKey::Command.name(), value, "the id or text of a note");
            }
            self.named_note(value, &[Kind::Command])
        });
        let at = self.text(&fields, IssueKey::At);
        let with = self.values(&fields, IssueKey::With);
        let answers = self.each(&fields, IssueKey::Answers, Self::answer);
        Some(Issue { command: command?, at, with, answers, unknown: take(&mut fields.unknown) })
    }

    fn answer(&mut self, value: Value<'_>) -> Option<Answer> {
        let mut fields = self.fields(value, "an answer", [AnswerKey::TABLE, &[]])?;
        let (to, with) = (fields.get(AnswerKey::To)?, fields.get(AnswerKey::With)?);
        let to = self.asked(to)?;
        let with = match &to {
            AnswerTo::Field(name) => self.literal(name, with, "a value").map(AnswerWith::Value),
            AnswerTo::Note(id) => match self.kind_of(*id) {
                Some(Kind::Policy) => self.decision(with),
                _ => self.event(with),
            },
        }?;
        Some(Answer { to, with, unknown: take(&mut fields.unknown) })
    }

    /// What a question is about: a command or a policy if one is called so, else a field.
    fn asked(&mut self, value: Value<'_>) -> Option<AnswerTo> {
        if let Some(text) = value.text() {
            let text = text.into_owned();
            let (id, _) = NoteId::read(&text);
            return match self.may_mean(&text, id, ASKED) {
                true => self.find(value.at(), id, ASKED, None).map(AnswerTo::Note),
                false => Some(AnswerTo::Field(composed(text.into()))),
            };
        }
        let field = value.entries().and_then(|mut entries| match (entries.next(), entries.next()) {
            (Some((key, value)), None) if key.text().as_deref() == Some(FIELD) => value.text(),
            _ => None,
        });
        if field.is_none() {
            self.expected(AnswerKey::To.name(), value, "a command, a policy or the name of a field");
        }
        field.map(|field| AnswerTo::Field(composed(field)))
    }

    /// What a policy shall do: yes, no, or a command.
    fn decision(&mut self, value: Value<'_>) -> Option<AnswerWith> {
        let yes = |yes: bool| Some(AnswerWith::Value(Literal::Bool(yes)));
        if let Some(flag) = value.flag() {
            return yes(flag);
        }
        let Some(text) = value.text() else {
            self.expected(AnswerKey::With.name(), value, "yes, no or a command");
            return None;
        };
        match &*text {
            text if self.may_mean(text, NoteId::read(text).0, &[Kind::Command]) => {}
            "yes" | "true" => return yes(true),
            "no" | "false" => return yes(false),
            _ => {}
        }
        self.named_note(value, &[Kind::Command]).map(AnswerWith::Note)
    }

    fn event(&mut self, value: Value<'_>) -> Option<AnswerWith> {
        if !value.is_text() {
            self.expected(AnswerKey::With.name(), value, "an event");
        }
        self.named_note(value, &[Kind::Event]).map(AnswerWith::Note)
    }

    fn named_note(&mut self, value: Value<'_>, kinds: &[Kind]) -> Option<NoteId> {
        let (id, _) = NoteId::read(&value.text()?);
        self.find(value.at(), id, kinds, None)
    }
}
