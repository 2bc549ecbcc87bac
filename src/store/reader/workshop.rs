//! What a workshop leaves on the board.

use std::mem::take;

use chrono::{DateTime, Utc};

use super::Reader;
use super::values::{Fields, composed};
use crate::board::{Clock, Kind, Past, Phase, Request, Session, Stint, Taken, Topic, Workshop};
use crate::store::keys::{Keys, PastKey, PhaseKey, RequestKey, SessionKey, StintKey, TakenKey, TopicKey, WorkshopKey};
use crate::store::tape::Value;

impl Reader<'_, '_> {
    pub fn workshop(&mut self, value: Value<'_>) -> Option<Workshop> {
        if value.entries().is_none() {
            self.expected("workshop", value, "an object");
            return None;
        }
        let mut fields = self.fields(value, "a workshop", [WorkshopKey::TABLE, &[]])?;
        Some(Workshop {
            agenda: self.text(&fields, WorkshopKey::Agenda),
            phases: self.each(&fields, WorkshopKey::Phases, Self::phase),
            request: fields.get(WorkshopKey::Request).and_then(|value| self.request(value)),
            parked: self.each(&fields, WorkshopKey::Parked, Self::topic),
            session: fields.get(WorkshopKey::Session).and_then(|value| self.session(value)),
            unknown: take(&mut fields.unknown),
        })
    }

    fn phase(&mut self, value: Value<'_>) -> Option<Phase> {
        let mut fields = self.fields(value, "a phase", [PhaseKey::TABLE, &[]])?;
        let phase = Phase {
            name: self.text(&fields, PhaseKey::Name).unwrap_or_default(),
            least: self.minutes(&fields, PhaseKey::Least),
            minutes: self.minutes(&fields, PhaseKey::Minutes),
            kinds: self.kinds(&fields),
            activity: self.text(&fields, PhaseKey::Activity).unwrap_or_default(),
            questions: self.texts(&fields, PhaseKey::Questions),
            looks_for: self.texts(&fields, PhaseKey::LooksFor),
            unknown: take(&mut fields.unknown),
        };
        Some(phase)
    }

    fn minutes(&mut self, fields: &Fields<'_>, key: PhaseKey) -> Option<u32> {
        self.whole(fields, key).and_then(|minutes| u32::try_from(minutes).ok())
    }

    fn kinds(&mut self, fields: &Fields<'_>) -> Vec<Kind> {
        let mut kinds = Vec::new();
        for value in self.list(PhaseKey::Kinds, fields.get(PhaseKey::Kinds), "a list of kinds") {
            match value.is_text() {
                true => kinds.extend(self.kind(PhaseKey::Kinds, value)),
                false => self.fault(value.at(), format!("`kinds` must hold kinds of notes, found {}", value.what()), None),
            }
        }
        kinds
    }

    /// A feature request, which somebody who writes by hand gives as a mere text.
    fn request(&mut self, value: Value<'_>) -> Option<Request> {
        if let Some(text) = value.text() {
            return Some(Request { text: composed(text), ..Request::default() });
        }
        if value.entries().is_none() {
            self.expected(WorkshopKey::Request.name(), value, "a text or an object");
            return None;
        }
        let mut fields = self.fields(value, "a request", [RequestKey::TABLE, &[]])?;
        Some(Request {
            text: self.text(&fields, RequestKey::Text).unwrap_or_default(),
            taken: self.each(&fields, RequestKey::Taken, Self::taken),
            unknown: take(&mut fields.unknown),
        })
    }

    fn taken(&mut self, value: Value<'_>) -> Option<Taken> {
        let mut fields = self.fields(value, "words of a request", [TakenKey::TABLE, &[]])?;
        let [from, to] = [TakenKey::From, TakenKey::To].map(|key| self.whole(&fields, key).and_then(|at| u32::try_from(at).ok()));
        let kind = fields.get(TakenKey::Kind).and_then(|value| self.kind(TakenKey::Kind, value));
        let (from, to) = (from?, to?);
        if from >= to {
            let hint = "`from` is the first character, `to` the one behind the last".to_owned();
            self.fault(fields.at, format!("`to` must be more than its `from`, found {from} and {to}"), Some(hint));
        }
        Some(Taken { from, to, kind: kind?, unknown: take(&mut fields.unknown) })
    }

    fn topic(&mut self, value: Value<'_>) -> Option<Topic> {
        let mut fields = self.fields(value, "what was parked", [TopicKey::TABLE, &[]])?;
        Some(Topic {
            text: self.text(&fields, TopicKey::Text).unwrap_or_default(),
            by: self.text(&fields, TopicKey::By),
            done: self.flag(&fields, TopicKey::Done),
            unknown: take(&mut fields.unknown),
        })
    }

    fn session(&mut self, value: Value<'_>) -> Option<Session> {
        let mut fields = self.fields(value, "a session", [SessionKey::TABLE, &[]])?;
        let phase = self.whole(&fields, SessionKey::Phase).and_then(|phase| usize::try_from(phase).ok());
        let clock = self.clock(&fields);
        let log = self.each(&fields, SessionKey::Log, Self::stint);
        let earlier = self.each(&fields, SessionKey::Earlier, Self::past);
        Some(Session { phase: phase?, clock, log, earlier, unknown: take(&mut fields.unknown) })
    }

    fn past(&mut self, value: Value<'_>) -> Option<Past> {
        let mut fields = self.fields(value, "a session before", [PastKey::TABLE, &[]])?;
        let (phase, log) = (self.text(&fields, PastKey::Phase), self.each(&fields, PastKey::Log, Self::stint));
        Some(Past { phase, log, unknown: take(&mut fields.unknown) })
    }

    fn clock(&mut self, fields: &Fields<'_>) -> Clock {
        let (ends, left) = (self.date(fields, SessionKey::EndsAt), self.whole(fields, SessionKey::Left));
        let since = self.date(fields, SessionKey::Since);
        let given = |key: SessionKey| fields.get(key).is_some();
        if given(SessionKey::EndsAt) && given(SessionKey::Left) {
            let hint = "`ends_at`: the timer runs; `left`: it stands still; take one of the two away".to_owned();
            self.fault(fields.at, "a session has `ends_at` or `left`, not both", Some(hint));
        } else if given(SessionKey::Since) && !given(SessionKey::Left) {
            let hint = "write \"left\", the seconds that are left, or take `since` away".to_owned();
            self.fault(fields.at, "`left` is missing from a session whose timer stands still `since` then", Some(hint));
        }
        match (ends, left) {
            (Some(ends), _) => Clock::Runs(ends),
            (None, Some(left)) => Clock::Stands { left, since },
            (None, None) => Clock::None,
        }
    }

    fn stint(&mut self, value: Value<'_>) -> Option<Stint> {
        let mut fields = self.fields(value, "a stretch of a session", [StintKey::TABLE, &[]])?;
        let phase = self.text(&fields, StintKey::Phase).unwrap_or_default();
        let [began, ended]: [Option<DateTime<Utc>>; 2] = [StintKey::Began, StintKey::Ended].map(|key| self.date(&fields, key));
        let [paused, planned] = [StintKey::Paused, StintKey::Planned].map(|key| self.whole(&fields, key));
        let skipped = self.flag(&fields, StintKey::Skipped);
        let (paused, unknown) = (paused.unwrap_or_default(), take(&mut fields.unknown));
        Some(Stint { phase, began: began?, ended, paused, planned, skipped, unknown })
    }
}
