//! What is said twice is joined without repeats.

use std::collections::{HashMap, HashSet};

use super::Build;
use super::commands::{Caused, Said};
use super::outcomes::Outcomes;
use super::policies::told;
use crate::board::{Detail, Guard, NoteId, Outcome};
use crate::engine::expr;
use crate::notation::read::wording::words;

impl Build<'_, '_> {
    /// Gives commands their outcomes: what several places say of one is one.
    pub(super) fn join_outcomes(&mut self) {
        let mut caused = std::mem::take(&mut self.caused);
        caused.sort_by_key(|caused| caused.statement);
        let groups = std::mem::take(&mut self.outcomes);
        let mut explicit: HashSet<(usize, usize)> = HashSet::new();
        for group in &groups {
            explicit.extend(group.outcomes.iter().flat_map(|outcome| &outcome.events).map(|event| (group.command, *event)));
        }
        let mut order: Vec<usize> =
            groups.iter().map(|group| group.command).chain(caused.iter().map(|caused| caused.command)).collect();
        order.sort_unstable();
        order.dedup();
        let mut known: HashMap<usize, Outcomes> =
            order.iter().map(|command| (*command, Outcomes::new(self.outcomes_of(*command)))).collect();
        // In the order in which the document says it.
        let mut caused = caused.into_iter().peekable();
        let mut groups = groups.into_iter().peekable();
        loop {
            let at = groups.peek().map_or(usize::MAX, |group| group.statement);
            if let Some(Caused { command, event, .. }) = caused.next_if(|caused| caused.statement <= at) {
                let known = known.entry(command).or_default();
                if !explicit.contains(&(command, event)) && !known.record(event) {
                    known.push(Said { events: vec![event], set: Vec::new(), guard: Guard::None });
                }
            } else if let Some(group) = groups.next() {
                known.entry(group.command).or_default().join(group.outcomes);
            } else {
                break;
            }
        }
        for command in order {
            let said = known.remove(&command).unwrap_or_default();
            let outcomes: Vec<Outcome> = said
                .into_said()
                .into_iter()
                .map(|said| Outcome {
                    events: said.events.iter().map(|event| self.id(*event)).collect(),
                    set: said.set,
                    guard: said.guard,
                    unknown: Vec::new(),
                })
                .collect();
            if let Detail::Command(command) = &mut self.names.entries[command].detail {
                // Outcomes that were on the board before keep what this version does not know.
                let mut before = std::mem::take(&mut command.outcomes).into_iter();
                command.outcomes = outcomes
                    .into_iter()
                    .map(|outcome| Outcome { unknown: before.next().map_or(Vec::new(), |before| before.unknown), ..outcome })
                    .collect();
            }
        }
    }

    /// What a command records already: that of a note that was on the board before.
    fn outcomes_of(&self, command: usize) -> Vec<Said> {
        let Detail::Command(command) = &self.names.entries[command].detail else { return Vec::new() };
        if command.outcomes.is_empty() {
            return Vec::new();
        }
        let said = |outcome: &Outcome| Said {
            events: outcome.events.iter().filter_map(|event| self.names.of(*event)).collect(),
            set: outcome.set.clone(),
            guard: outcome.guard.clone(),
        };
        command.outcomes.iter().map(said).collect()
    }

    /// Two policies with the same events, the same guard and a name that begins with the other's words are one: the longer name stays.
    /// A name in quotes is meant to the letter, so it is not the beginning of another.
    pub(super) fn join_policies(&mut self) {
        let mut alike: HashMap<Vec<NoteId>, Vec<usize>> = HashMap::new();
        for (index, entry) in self.names.entries.iter().enumerate() {
            if let Detail::Policy(policy) = &entry.detail
                && !policy.when.is_empty()
            {
                let mut when = policy.when.clone();
                when.sort_unstable();
                alike.entry(when).or_default().push(index);
            }
        }
        let mut gone: HashMap<NoteId, NoteId> = HashMap::new();
        for same in alike.into_values().filter(|same| same.len() > 1) {
            // With a comma before `then` or without one it is the same sentence.
            let plain = |index: usize| words(&self.names.entries[index].text.replace(',', " "));
            let mut same: Vec<(usize, Vec<String>)> = same.into_iter().map(|index| (index, plain(index))).collect();
            // Shorter names first, next to the names that begin with them.
            // Of equal ones, a note that was on the board before stays.
            same.sort_by_cached_key(|(index, words)| (words.clone(), self.names.entries[*index].first.is_none()));
            let mut index = 0;
            while index + 1 < same.len() {
                let ((short, begin), (long, name)) = (&same[index], &same[index + 1]);
                if name.starts_with(begin) && !begin.is_empty() && self.joined(*short, *long) {
                    gone.insert(self.id(*short), self.id(*long));
                    same.remove(index);
                } else {
                    index += 1;
                }
            }
        }
        if gone.is_empty() {
            return;
        }
        let last = |mut id: NoteId| {
            while let Some(next) = gone.get(&id) {
                id = *next;
            }
            id
        };
        self.forget_policies(&gone.keys().copied().collect::<Vec<_>>(), last);
    }

    /// Joins a policy into one with a longer name, where both mean the same.
    fn joined(&mut self, short: usize, long: usize) -> bool {
        let (first, new) = (self.first(short), self.names.entries[short].is_new_and_bare());
        let (Detail::Policy(from), Detail::Policy(into)) = (&self.names.entries[short].detail, &self.names.entries[long].detail)
        else {
            return false;
        };
        let same_guard = match (&from.guard, &into.guard) {
            (Some(a), Some(b)) => expr::same(a, b),
            (None, None) => true,
            _ => false,
        };
        let said = !from.then.is_empty() && !into.then.is_empty();
        // Notes that were on the board before are not taken away.
        if !new || !same_guard || (said && from.choose != into.choose) {
            return false;
        }
        let (from, into) = (from.clone(), into.clone());
        let longs = self.names.entries[long].first;
        // What is named first stands first.
        let (mut first_said, second_said) =
            if longs.is_some_and(|at| at < first) { (into.clone(), &from) } else { (from.clone(), &into) };
        let mut known: HashSet<String> = first_said.then.iter().map(told).collect();
        first_said.then.extend(second_said.then.iter().filter(|reaction| known.insert(told(reaction))).cloned());
        let joined = crate::board::Policy { choose: from.choose || into.choose, when: into.when.clone(), ..first_said };
        self.names.entries[long].detail = Detail::Policy(joined);
        self.names.entries[long].first = longs.map(|at| at.min(first));
        true
    }

    /// Takes joined policies away; what pointed at them points at what they became.
    fn forget_policies(&mut self, gone: &[NoteId], became: impl Fn(NoteId) -> NoteId) {
        self.gone.extend(gone.iter().copied());
        for entry in &mut self.names.entries {
            if let Detail::HotSpot(spot) = &mut entry.detail {
                spot.about = spot.about.map(&became);
            }
        }
        for (_, scenario) in &mut self.scenarios {
            for answer in scenario.given.iter_mut().chain(&mut scenario.when).flat_map(|issue| &mut issue.answers) {
                if let crate::board::AnswerTo::Note(id) = &mut answer.to {
                    *id = became(*id);
                }
            }
        }
    }
}
