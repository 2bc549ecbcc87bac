//! What must be true of a board at all times, so that it can be written and read again: everything that is named is there and of a
//! kind that can stand there, and no name stands twice where it is a key.

use std::collections::HashSet;

use super::{
    Answer, AnswerTo, AnswerWith, Board, ContextId, Detail, FieldName, Issue, Kind, Link, Literal, Note, NoteId, Refusal, Scenario,
};

impl Board {
    pub(super) fn known_context(&self, context: Option<ContextId>) -> Result<(), Refusal> {
        match context {
            Some(id) if self.context(id).is_none() => Err(Refusal::NoSuchContext(id)),
            _ => Ok(()),
        }
    }

    /// Whether everything a note points at is there and of the right kind.
    pub(super) fn check(&self, note: &Note) -> Result<(), Refusal> {
        self.known_context(note.context)?;
        self.check_own(note)
    }

    /// [`Board::check`] for a note whose context is known to be there.
    pub(super) fn check_own(&self, note: &Note) -> Result<(), Refusal> {
        no_name_twice(note)?;
        let mut result = Ok(());
        note.each_link(|link, other| {
            if result.is_ok() {
                result = self.check_link(note, link, other);
            }
        });
        result
    }

    fn check_link(&self, note: &Note, link: Link, other: NoteId) -> Result<(), Refusal> {
        if other == note.id {
            return Err(Refusal::Itself);
        }
        let kind = self.note(other).ok_or(Refusal::NoSuchNote(other))?.kind();
        if !link.other_end().contains(&kind) {
            return Err(Refusal::WrongKind { note: note.id, link, to: other, kind });
        }
        Ok(())
    }

    /// Whether everything that points at a note may point at it in its new kind.
    pub(super) fn check_referrers(&self, note: &Note) -> Result<(), Refusal> {
        for referrer in self.referrers(note.id).iter().filter_map(|referrer| self.note(*referrer)) {
            for (link, _) in referrer.links().into_iter().filter(|(_, other)| *other == note.id) {
                if !link.other_end().contains(&note.kind()) {
                    return Err(Refusal::WrongKind { note: referrer.id, link, to: note.id, kind: note.kind() });
                }
            }
        }
        Ok(())
    }

    /// Whether every scenario that names a note may name it in its new kind.
    pub(super) fn check_mentions(&self, note: &Note) -> Result<(), Refusal> {
        let kind = |id: NoteId| if id == note.id { Some(note.kind()) } else { self.note(id).map(|note| note.kind()) };
        let mut mentions = self.heading.scenarios.iter().filter(|scenario| scenario.references().any(|id| id == note.id));
        mentions.try_for_each(|scenario| check_scenario(scenario, kind))
    }

    pub(super) fn check_scenario(&self, scenario: &Scenario) -> Result<(), Refusal> {
        check_scenario(scenario, |id| self.note(id).map(|note| note.kind()))
    }
}

fn check_scenario(scenario: &Scenario, kind_of: impl Fn(NoteId) -> Option<Kind>) -> Result<(), Refusal> {
    let is = |to: NoteId, kinds: &[Kind]| match kind_of(to) {
        None => Err(Refusal::NoSuchNote(to)),
        Some(kind) if kinds.contains(&kind) => Ok(kind),
        Some(kind) => Err(Refusal::WrongKindInScenario { scenario: scenario.name.clone(), to, kind }),
    };
    let answer = |answer: &Answer| {
        let asked = match answer.to {
            AnswerTo::Note(to) => Some(is(to, &[Kind::Command, Kind::Policy])?),
            AnswerTo::Field(_) => None,
        };
        match (asked, &answer.with) {
            (Some(Kind::Command), AnswerWith::Note(with)) => is(*with, &[Kind::Event]).map(|_| ()),
            (Some(Kind::Policy), AnswerWith::Note(with)) => is(*with, &[Kind::Command]).map(|_| ()),
            (Some(Kind::Policy), AnswerWith::Value(Literal::Bool(_))) | (None, AnswerWith::Value(_)) => Ok(()),
            _ => Err(Refusal::UnfitAnswer(scenario.name.clone())),
        }
    };
    let issue = |issue: &Issue| {
        is(issue.command, &[Kind::Command])?;
        once(&issue.with, |(name, _)| name)?;
        issue.answers.iter().try_for_each(answer)
    };
    scenario.given.iter().chain(&scenario.when).try_for_each(issue)?;
    scenario.then.iter().chain(&scenario.never).try_for_each(|event| is(*event, &[Kind::Event]).map(|_| ()))
}

fn no_name_twice(note: &Note) -> Result<(), Refusal> {
    match &note.detail {
        Detail::Command(command) => {
            once(&command.fields, |argument| &argument.name)?;
            command.outcomes.iter().try_for_each(|outcome| once(&outcome.set, |(name, _)| name))
        }
        Detail::Aggregate(aggregate) => once(&aggregate.state, |(name, _)| name),
        Detail::Policy(policy) => policy.then.iter().try_for_each(|reaction| once(&reaction.with, |(name, _)| name)),
        Detail::ReadModel(model) => model.on.iter().try_for_each(|projection| once(&projection.set, |(name, _)| name)),
        Detail::Actor | Detail::Event(_) | Detail::ExternalSystem | Detail::HotSpot(_) => Ok(()),
    }
}

/// Whether each name stands once.
fn once<T>(items: &[T], name: impl Fn(&T) -> &FieldName) -> Result<(), Refusal> {
    if items.len() < 2 {
        return Ok(());
    }
    let mut seen = HashSet::with_capacity(items.len());
    match items.iter().map(name).find(|name| !seen.insert(name.as_str())) {
        Some(name) => Err(Refusal::DuplicateName(name.clone())),
        None => Ok(()),
    }
}
