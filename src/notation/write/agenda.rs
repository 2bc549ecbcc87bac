//! What is written about the workshop: the feature request, the agenda with its phases, what is parked; and the dots of hot spots.

use std::collections::HashSet;

use super::document::Document;
use super::name::{Named, name};
use crate::board::{Phase, Workshop};
use crate::engine::duration;

impl Document<'_> {
    /// What a board begins with: the request that it is derived from, and the agenda.
    pub fn opening(&mut self, workshop: &Workshop) {
        if let Some(request) = &workshop.request {
            self.gap();
            self.line(0, &format!("Feature: {}", name(&request.text, Named::Sentence)));
        }
        let agenda = workshop.agenda.as_deref();
        match agenda.filter(|agenda| workshop.phases.is_empty() && !Workshop::is_known_agenda(agenda)) {
            Some(agenda) => self.leave_out(&name(agenda, Named::Sentence), "the agenda of that name, as it has no phases"),
            None if agenda.is_none() && workshop.phases.is_empty() => {}
            None => {
                self.gap();
                let agenda = agenda.map_or(String::new(), |agenda| format!(" {}", name(agenda, Named::Sentence)));
                self.line(0, &format!("Agenda:{agenda}"));
            }
        }
        for phase in &workshop.phases {
            self.phase(phase);
        }
    }

    fn phase(&mut self, phase: &Phase) {
        let called = name(&phase.name, Named::Phase);
        let mut head = format!("- Phase: {called}");
        let mut lasting = |minutes: Option<u32>| {
            let minutes = minutes?;
            if minutes > Phase::LONGEST {
                self.leave_out(&called, "a length of more than a day");
                return None;
            }
            Some(duration::format(i64::from(minutes) * 60))
        };
        match (lasting(phase.least), lasting(phase.minutes)) {
            (None, None) => {}
            (None, Some(minutes)) => head.push_str(&format!(" for {minutes}")),
            (Some(least), None) => head.push_str(&format!(" for at least {least}")),
            (Some(least), Some(minutes)) => head.push_str(&format!(" for {least} to {minutes}")),
        }
        if !phase.kinds.is_empty() {
            head.push_str(&format!(" with {}", phase.kinds.iter().map(|kind| kind.plural()).collect::<Vec<_>>().join(", ")));
        }
        self.line(0, &head);
        if !phase.activity.is_empty() {
            self.line(1, &format!("- Activity: {}", name(&phase.activity, Named::Sentence)));
        }
        for question in &phase.questions {
            self.line(1, &format!("- Ask: {}", name(question, Named::Sentence)));
        }
        if !phase.looks_for.is_empty() {
            let names: Vec<_> = phase.looks_for.iter().map(|looked| name(looked, Named::Shown)).collect();
            self.line(1, &format!("- Looks for: {}", names.join(", ")));
        }
    }

    /// What a board ends with: what was put aside. And what of the workshop the notation has no words for.
    pub fn closing(&mut self, workshop: &Workshop) {
        let mut known = HashSet::new();
        for (index, topic) in workshop.parked.iter().enumerate() {
            let text = name(&topic.text, Named::Sentence);
            if index == 0 {
                self.gap();
                self.line(0, "Parked:");
            }
            if !known.insert(&topic.text) {
                self.leave_out(&text, "a second topic of that name");
                continue;
            }
            let done = if topic.done { "[x] " } else { "" };
            self.line(0, &format!("- {done}{text}"));
            if topic.by.is_some() {
                self.leave_out(&text, "who has parked it");
            }
        }
        let has_more = !workshop.unknown.is_empty()
            || workshop.phases.iter().any(|phase| !phase.unknown.is_empty())
            || workshop.request.as_ref().is_some_and(|request| !request.unknown.is_empty())
            || workshop.parked.iter().any(|topic| !topic.unknown.is_empty());
        let missing = [
            (workshop.request.as_ref().is_some_and(|request| !request.taken.is_empty()), "which words of the request are notes"),
            (workshop.session.is_some(), "how far the session is"),
            (has_more, "what others keep of it"),
        ];
        for (_, what) in missing.into_iter().filter(|(is, _)| *is) {
            self.leave_out("the workshop", what);
        }
    }
}

/// ` (3 dots: ana 2, ben 1)`; nothing where nobody gave any.
pub(super) fn dots(votes: &[(String, u32)]) -> String {
    let given: Vec<&(String, u32)> = votes.iter().filter(|(_, dots)| *dots > 0).collect();
    let total: u64 = given.iter().map(|(_, dots)| u64::from(*dots)).sum();
    let total = total.min(u64::from(u32::MAX));
    let dots = if total == 1 { "dot" } else { "dots" };
    match given[..] {
        [] => String::new(),
        [(who, _)] if who.is_empty() => format!(" ({total} {dots})"),
        _ => {
            let each: Vec<String> = given.iter().map(|(who, dots)| format!("{} {dots}", name(who, Named::Voter))).collect();
            format!(" ({total} {dots}: {})", each.join(", "))
        }
    }
}
