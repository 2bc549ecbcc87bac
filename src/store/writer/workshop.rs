//! What a workshop leaves on the board.

use std::borrow::Cow;

use super::layout::Layout;
use super::{Writer, composed, date, flag, string, text, texts, unknown};
use crate::board::{Clock, Past, Phase, Request, Session, Stint, Taken, Topic, Workshop};
use crate::store::keys::{Keys, PastKey, PhaseKey, RequestKey, SessionKey, StintKey, TakenKey, TopicKey, WorkshopKey};

impl Writer<'_> {
    pub fn workshop(&self, out: &mut Layout, workshop: &Workshop) {
        out.fit(|out| {
            out.open('{');
            text(out, WorkshopKey::Agenda, workshop.agenda.as_deref());
            self.list(out, WorkshopKey::Phases, &workshop.phases, Writer::phase);
            if let Some(request) = &workshop.request {
                out.key(WorkshopKey::Request.name());
                self.request(out, request);
            }
            self.list(out, WorkshopKey::Parked, &workshop.parked, Writer::topic);
            if let Some(session) = &workshop.session {
                out.key(WorkshopKey::Session.name());
                self.session(out, session);
            }
            unknown(out, &workshop.unknown, [WorkshopKey::TABLE, &[]]);
            out.close('}');
        });
    }

    fn phase(&self, out: &mut Layout, phase: &Phase) {
        out.fit(|out| {
            out.open('{');
            text(out, PhaseKey::Name, Some(&phase.name));
            int(out, PhaseKey::Least, phase.least);
            int(out, PhaseKey::Minutes, phase.minutes);
            self.list(out, PhaseKey::Kinds, &phase.kinds, |_, out, kind| out.text(kind.key()));
            text(out, PhaseKey::Activity, Some(phase.activity.as_str()).filter(|activity| !activity.is_empty()));
            texts(out, PhaseKey::Questions, &phase.questions);
            texts(out, PhaseKey::LooksFor, &phase.looks_for);
            unknown(out, &phase.unknown, [PhaseKey::TABLE, &[]]);
            out.close('}');
        });
    }

    /// A request, as a mere text where there is nothing else to say about it.
    fn request(&self, out: &mut Layout, request: &Request) {
        if request.taken.is_empty() && request.unknown.is_empty() {
            return string(out, &request.text);
        }
        out.fit(|out| {
            out.open('{');
            text(out, RequestKey::Text, Some(&request.text));
            let taken = in_composed(request);
            self.list(out, RequestKey::Taken, &taken, Writer::taken);
            unknown(out, &request.unknown, [RequestKey::TABLE, &[]]);
            out.close('}');
        });
    }

    fn taken(&self, out: &mut Layout, taken: &Taken) {
        out.fit(|out| {
            out.open('{');
            int(out, TakenKey::From, Some(taken.from));
            int(out, TakenKey::To, Some(taken.to));
            text(out, TakenKey::Kind, Some(taken.kind.key()));
            unknown(out, &taken.unknown, [TakenKey::TABLE, &[]]);
            out.close('}');
        });
    }

    fn topic(&self, out: &mut Layout, topic: &Topic) {
        out.fit(|out| {
            out.open('{');
            text(out, TopicKey::Text, Some(&topic.text));
            text(out, TopicKey::By, topic.by.as_deref());
            flag(out, TopicKey::Done, topic.done);
            unknown(out, &topic.unknown, [TopicKey::TABLE, &[]]);
            out.close('}');
        });
    }

    fn session(&self, out: &mut Layout, session: &Session) {
        out.fit(|out| {
            out.open('{');
            int(out, SessionKey::Phase, i64::try_from(session.phase).ok());
            match session.clock {
                Clock::Runs(ends) => date(out, SessionKey::EndsAt, Some(ends)),
                Clock::Stands { left, since } => {
                    int(out, SessionKey::Left, Some(left));
                    date(out, SessionKey::Since, since);
                }
                Clock::None => {}
            }
            self.list(out, SessionKey::Log, &session.log, Writer::stint);
            self.list(out, SessionKey::Earlier, &session.earlier, Writer::past);
            unknown(out, &session.unknown, [SessionKey::TABLE, &[]]);
            out.close('}');
        });
    }

    fn past(&self, out: &mut Layout, past: &Past) {
        out.fit(|out| {
            out.open('{');
            text(out, PastKey::Phase, past.phase.as_deref());
            self.list(out, PastKey::Log, &past.log, Writer::stint);
            unknown(out, &past.unknown, [PastKey::TABLE, &[]]);
            out.close('}');
        });
    }

    fn stint(&self, out: &mut Layout, stint: &Stint) {
        out.fit(|out| {
            out.open('{');
            text(out, StintKey::Phase, Some(&stint.phase));
            date(out, StintKey::Began, Some(stint.began));
            date(out, StintKey::Ended, stint.ended);
            int(out, StintKey::Paused, Some(stint.paused).filter(|paused| *paused != 0));
            int(out, StintKey::Planned, stint.planned);
            flag(out, StintKey::Skipped, stint.skipped);
            unknown(out, &stint.unknown, [StintKey::TABLE, &[]]);
            out.close('}');
        });
    }
}

/// What was taken of a request, counted in the composed form in which its text is written: there, letters may be fewer.
fn in_composed(request: &Request) -> Vec<Taken> {
    let mut taken = request.taken.clone();
    let text = &*request.text;
    if let Cow::Owned(_) = composed(text) {
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let there = |at: u32| {
            let before = bytes.get(at as usize).map(|byte| composed(&text[..*byte]).chars().count());
            before.and_then(|at| u32::try_from(at).ok()).unwrap_or(at)
        };
        for words in &mut taken {
            let (from, to) = (there(words.from), there(words.to));
            // Part of a letter is no word.
            if from < to {
                (words.from, words.to) = (from, to);
            }
        }
    }
    taken
}

fn int(out: &mut Layout, key: impl Keys, int: Option<impl Into<i64>>) {
    if let Some(int) = int {
        out.key(key.name());
        out.int(int.into());
    }
}
