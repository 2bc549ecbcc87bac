//! The timer: what it says, how it makes itself heard when time is up, and when it wants to be looked at again.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::{Effect, State, Tone, Turn};
use crate::board::Clock;
use crate::method::session::is_over;

/// What the timer remembers between two looks at it.
#[derive(Clone, Copy, Default, Debug)]
pub struct Timer {
    /// When it was looked at last; none: never yet.
    looked: Option<DateTime<Utc>>,
    /// Until when it flashes.
    flashes_until: Option<DateTime<Utc>>,
    /// Whether it rings when time is up.
    rings: bool,
}

/// So many seconds it flashes, every other one of them.
const FLASH: i64 = 6;

impl State {
    /// Seconds left in the phase, less than nought over time; nothing where it has no timer.
    pub fn left(&self) -> Option<i64> {
        self.session().filter(|_| self.phase().is_some())?.clock.left(self.now)
    }

    /// What the timer of the phase says, such as `12:40`, or `+1:05` over time; nothing where there is none.
    pub fn timer(&self) -> Option<String> {
        let left = self.left()?;
        let (sign, seconds) = if left < 0 { ("+", -left) } else { ("", left) };
        Some(format!("{sign}{}:{:02}", seconds / 60, seconds % 60))
    }

    /// Whether the timer runs.
    pub fn timer_runs(&self) -> bool {
        self.phase().is_some() && self.session().is_some_and(|session| session.clock.runs())
    }

    /// Whether time has just run out, and this is a moment to show it in.
    pub fn flashes(&self) -> bool {
        let until = self.desk.timer.flashes_until.filter(|until| self.now < *until);
        until.is_some_and(|until| (until - self.now).num_seconds() % 2 == 1)
    }

    /// Whether it rings when time is up.
    pub fn rings(&self) -> bool {
        self.desk.timer.rings
    }

    /// Lets it ring when time is up, or not.
    pub fn let_ring(&mut self, rings: bool) {
        self.desk.timer.rings = rings;
    }
}

impl Turn<'_> {
    /// Looks at the time: says so once when a phase has just run out. Whoever opens a board later is told calmly.
    pub(in crate::app) fn look_at_the_time(&mut self) {
        let now = self.source.now();
        let before = self.state.desk.timer.looked.replace(now);
        self.state.now = now;
        let Some(Clock::Runs(ends)) = self.state.session().map(|session| session.clock) else { return };
        if before.is_none() {
            self.tell_of_time_that_went_on(ends);
        }
        let has_run_out = before.is_some_and(|before| before < ends) && ends <= now;
        let Some(phase) = self.state.phase().filter(|_| has_run_out) else { return };
        let said = format!("{}: time is up", phase.name);
        let ways = self.state.keys.spell("{session.next} goes on, {session.extend} gives five minutes more");
        self.state.desk.timer.flashes_until = Some(now + TimeDelta::seconds(FLASH));
        self.state.say(Tone::Problem, format!("{said}; {ways}"));
        if self.state.rings() {
            self.effects.push(Effect::Ring);
        }
    }

    /// Says of a board that was opened just now that its timer went on meanwhile, unless there is something else to say.
    fn tell_of_time_that_went_on(&mut self, ends: DateTime<Utc>) {
        let Some(phase) = self.state.phase().filter(|_| self.state.notice.is_none()) else { return };
        let (name, keys) = (&phase.name, &self.state.keys);
        let said = match ends <= self.state.now {
            true => format!("time for {name} is up; {}", keys.spell("{session.next} finishes it")),
            false => format!("{name} is under way and its time went on; {}", keys.spell("{session.pause} pauses it")),
        };
        self.state.say(Tone::Plain, said);
    }

    /// Asks to be woken when the timer says something else.
    pub(in crate::app) fn wait_for_the_timer(&mut self) {
        let state = &*self.state;
        let Some(session) = state.session().filter(|session| !is_over(session, state.agenda())) else { return };
        if let Clock::Runs(ends) = session.clock {
            let rest = (ends - state.now).num_milliseconds().rem_euclid(1000);
            let wait = if rest == 0 { 1000 } else { rest };
            self.effects.push(Effect::Tick(Duration::from_millis(wait.unsigned_abs())));
        }
    }
}
