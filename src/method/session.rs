//! A session going through its agenda: starting, pausing, extending, ending and skipping phases.
//!
//! Every function is given the time; none asks for it. A session is a value on the board, so a timer goes on where a board is
//! closed and opened again.

use chrono::{DateTime, TimeDelta, Utc};

use crate::board::{Clock, Session, Stint};

use super::agenda::Agenda;

/// Whoever extends a phase gives it so many seconds more.
pub const MORE: i64 = 5 * 60;

/// A session that begins with the first phase of an agenda, whose timer runs.
pub fn begin(agenda: &Agenda, now: DateTime<Utc>) -> Session {
    let mut session = Session { phase: 0, clock: Clock::None, log: Vec::new(), unknown: Vec::new() };
    session.clock = fresh(agenda, 0);
    start(&mut session, agenda, now);
    session
}

/// Whether the phase was started, be it that it is paused.
pub fn is_started(session: &Session) -> bool {
    session.log.last().is_some_and(|stint| stint.ended.is_none())
}

/// Whether there is no phase any more.
pub fn is_over(session: &Session, agenda: &Agenda) -> bool {
    session.phase >= agenda.phases.len()
}

/// Starts the phase, or lets it go on after a pause.
pub fn start(session: &mut Session, agenda: &Agenda, now: DateTime<Utc>) {
    let Some(phase) = agenda.phases.get(session.phase) else { return };
    let left = match session.clock {
        Clock::Stands { left, since } => {
            let paused = since.map_or(0, |since| seconds(now - since));
            if let Some(stint) = session.log.last_mut().filter(|stint| stint.ended.is_none()) {
                stint.paused = bounded(stint.paused + paused);
            }
            session.clock = Clock::Runs(later(now, left));
            Some(left)
        }
        Clock::Runs(_) | Clock::None => None,
    };
    if !is_started(session) {
        session.log.push(Stint {
            phase: phase.name.clone(),
            began: now,
            ended: None,
            paused: 0,
            planned: left,
            skipped: false,
            unknown: Vec::new(),
        });
    }
}

/// Stops the timer. What is left stays.
pub fn pause(session: &mut Session, now: DateTime<Utc>) {
    if let (Clock::Runs(_), Some(left)) = (session.clock, session.clock.left(now)) {
        session.clock = Clock::Stands { left, since: Some(now) };
    }
}

/// Gives the phase so many seconds more; one that is over time, so many from now on. Less than nought takes them away, as far as
/// there are any.
pub fn extend(session: &mut Session, by: i64, now: DateTime<Utc>) {
    let Some(before) = session.clock.left(now) else { return };
    let left = if by < 0 { (before + by).max(before.min(0)) } else { before.max(0) + by };
    let more = left - before;
    match &mut session.clock {
        Clock::Runs(ends) => *ends = later(*ends, more),
        Clock::Stands { left: standing, .. } => *standing = left.min(Clock::MOST),
        Clock::None => {}
    }
    if let Some(stint) = session.log.last_mut().filter(|stint| stint.ended.is_none()) {
        // Where somebody has put the clock back, more may be taken away than there was.
        stint.planned = stint.planned.map(|planned| bounded(planned + more));
    }
}

/// Ends the phase and goes on to the next, whose timer waits to be started. `skipped`: it was left out, or not done to its end.
pub fn go_on(session: &mut Session, agenda: &Agenda, now: DateTime<Utc>, skipped: bool) {
    let Some(phase) = agenda.phases.get(session.phase) else { return };
    // What was done before is not skipped by being left again.
    let done = |stint: &Stint| stint.phase == phase.name && stint.ended.is_some() && !stint.skipped;
    let skipped = skipped && !session.log.iter().any(done);
    if skipped && !is_started(session) {
        let (phase, began) = (phase.name.clone(), now);
        session.log.push(Stint { phase, began, ended: None, paused: 0, planned: None, skipped: true, unknown: Vec::new() });
    }
    end(session, now, skipped);
    session.phase += 1;
    session.clock = fresh(agenda, session.phase);
}

/// Goes back to the phase before, with the time that was left of it, or a few minutes where there was none. Its timer waits to be
/// started.
pub fn go_back(session: &mut Session, agenda: &Agenda, now: DateTime<Utc>) {
    let Some(before) = session.phase.checked_sub(1) else { return };
    end(session, now, false);
    session.phase = before.min(agenda.phases.len().saturating_sub(1));
    session.clock = fresh(agenda, session.phase);
    let name = agenda.phases.get(session.phase).map(|phase| phase.name.as_str());
    let last = session.log.iter().rev().find(|stint| Some(stint.phase.as_str()) == name);
    if let (Clock::Stands { left, .. }, Some(stint)) = (&mut session.clock, last)
        && let (Some(planned), false) = (stint.planned, stint.skipped)
    {
        let unused = planned - worked(stint, now);
        *left = if unused > 0 { unused } else { MORE };
    }
}

/// Begins an agenda that is another than before: what is under way ends, and the first phase waits to be started.
pub fn restart(session: &mut Session, agenda: &Agenda, now: DateTime<Utc>) {
    end(session, now, false);
    session.phase = 0;
    make_ready(session, agenda);
}

/// Gives the phase, which waits to be started, the time that the agenda has for it.
pub fn make_ready(session: &mut Session, agenda: &Agenda) {
    session.clock = fresh(agenda, session.phase);
}

/// The seconds that a stint took, pauses that are over left out. `now` counts where it goes on.
pub fn worked(stint: &Stint, now: DateTime<Utc>) -> i64 {
    (seconds(stint.ended.unwrap_or(now) - stint.began) - stint.paused).max(0)
}

fn end(session: &mut Session, now: DateTime<Utc>, skipped: bool) {
    let paused = match session.clock {
        Clock::Stands { since: Some(since), .. } => seconds(now - since),
        _ => 0,
    };
    if let Some(stint) = session.log.last_mut().filter(|stint| stint.ended.is_none()) {
        stint.paused = bounded(stint.paused + paused);
        stint.ended = Some(now);
        stint.skipped = skipped;
    }
}

/// The timer of a phase before it is started.
fn fresh(agenda: &Agenda, phase: usize) -> Clock {
    match agenda.phases.get(phase).and_then(|phase| phase.minutes) {
        Some(minutes) => Clock::Stands { left: i64::from(minutes) * 60, since: None },
        None => Clock::None,
    }
}

/// Whole seconds; a clock that was put back makes none of them less than nought.
fn seconds(span: TimeDelta) -> i64 {
    span.num_seconds().max(0)
}

/// So many seconds as a file can say: not less than none, and no ages.
fn bounded(seconds: i64) -> i64 {
    seconds.clamp(0, Clock::MOST)
}

/// So many seconds later, or earlier, as far as a date of four digits goes: a file can say no other.
fn later(time: DateTime<Utc>, seconds: i64) -> DateTime<Utc> {
    const FIRST: i64 = -62_167_219_200;
    const LAST: i64 = 253_402_300_799;
    let there = time.timestamp().saturating_add(seconds).clamp(FIRST, LAST);
    DateTime::from_timestamp(there, time.timestamp_subsec_nanos()).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::agenda::agendas;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    fn guide() -> Agenda {
        agendas().next().expect("there is one")
    }

    #[test]
    fn a_timer_counts_down_and_stands_still_in_a_pause() {
        let mut session = begin(&guide(), at(100));
        assert_eq!(session.clock.left(at(100)), Some(1800));
        assert_eq!(session.clock.left(at(700)), Some(1200));
        pause(&mut session, at(700));
        assert_eq!(session.clock.left(at(5000)), Some(1200));
        start(&mut session, &guide(), at(5000));
        assert_eq!(session.clock.left(at(5060)), Some(1140));
        assert_eq!((session.log.len(), session.log[0].paused), (1, 4300), "a pause begins no other stint");
        assert_eq!(worked(&session.log[0], at(5060)), 660);
    }

    #[test]
    fn over_time_is_counted_on_and_an_extension_counts_from_now() {
        let mut session = begin(&guide(), at(0));
        assert_eq!(session.clock.left(at(1890)), Some(-90));
        extend(&mut session, MORE, at(1890));
        assert_eq!(session.clock.left(at(1890)), Some(MORE));
        assert_eq!(session.log[0].planned, Some(1890 + MORE));
        extend(&mut session, -60, at(1890));
        assert_eq!(session.clock.left(at(1890)), Some(MORE - 60));
        assert_eq!(session.log[0].planned, Some(1890 + MORE - 60));
        extend(&mut session, -10 * MORE, at(1890));
        assert_eq!(session.clock.left(at(1890)), Some(0), "no more than there is");
        extend(&mut session, MORE, at(1890));
        pause(&mut session, at(3000));
        extend(&mut session, MORE, at(3000));
        assert_eq!(session.clock.left(at(9999)), Some(MORE), "one that is paused over time as well");
    }

    #[test]
    fn phases_follow_each_other_and_wait_to_be_started() {
        let (guide, mut session) = (guide(), begin(&guide(), at(0)));
        go_on(&mut session, &guide, at(600), false);
        assert_eq!((session.phase, session.clock), (1, Clock::Stands { left: 1200, since: None }));
        assert!(!is_started(&session));
        assert_eq!(session.log[0].ended, Some(at(600)));
        start(&mut session, &guide, at(660));
        assert_eq!((session.log[1].phase.as_str(), session.log[1].began), ("Timeline Ordering", at(660)));
        for _ in 1..8 {
            go_on(&mut session, &guide, at(700), false);
        }
        assert!(is_over(&session, &guide) && session.clock == Clock::None);
        go_on(&mut session, &guide, at(800), false);
        assert_eq!(session.phase, 8, "behind the last there is nothing");
    }

    #[test]
    fn going_back_gives_what_was_left() {
        let (guide, mut session) = (guide(), begin(&guide(), at(0)));
        go_on(&mut session, &guide, at(600), false);
        go_back(&mut session, &guide, at(610));
        assert_eq!((session.phase, session.clock.left(at(610))), (0, Some(1200)));
        start(&mut session, &guide, at(610));
        go_on(&mut session, &guide, at(2000), false);
        go_back(&mut session, &guide, at(2000));
        assert_eq!(session.clock.left(at(2000)), Some(MORE), "of nothing, a few minutes");
        assert_eq!(session.log.len(), 2);
        go_back(&mut session, &guide, at(2000));
        assert_eq!(session.phase, 0);
    }

    #[test]
    fn what_is_skipped_is_told_as_skipped() {
        let (guide, mut session) = (guide(), begin(&guide(), at(0)));
        go_on(&mut session, &guide, at(60), true);
        go_on(&mut session, &guide, at(60), true);
        let told: Vec<_> = session.log.iter().map(|stint| (stint.phase.as_str(), stint.skipped, worked(stint, at(99)))).collect();
        assert_eq!(told, [("Chaotic Exploration", true, 60), ("Timeline Ordering", true, 0)]);
        go_back(&mut session, &guide, at(61));
        assert_eq!(session.clock.left(at(61)), Some(1200), "of what was skipped, all of it");
        start(&mut session, &guide, at(61));
        go_on(&mut session, &guide, at(99), false);
        go_back(&mut session, &guide, at(99));
        go_on(&mut session, &guide, at(99), true);
        assert_eq!(session.log.iter().filter(|stint| stint.skipped).count(), 2, "what was done once is not skipped any more");
    }

    #[test]
    fn a_clock_that_was_put_back_does_no_harm() {
        let (guide, mut session) = (guide(), begin(&guide(), at(1000)));
        pause(&mut session, at(900));
        start(&mut session, &guide, at(100));
        go_on(&mut session, &guide, at(0), false);
        assert_eq!((session.log[0].paused, worked(&session.log[0], at(0))), (0, 0));
    }
}
