//! A session going through its agenda: starting, pausing, extending, ending and skipping phases.
//!
//! Every function is given the time; none asks for it. A session is a value on the board, so a timer goes on where a board is
//! closed and opened again.

use chrono::{DateTime, TimeDelta, Utc};

use crate::board::name::fold;
use crate::board::{Clock, Past, Session, Stint};

use super::agenda::Agenda;

/// Whoever extends a phase gives it so many seconds more.
pub const MORE: i64 = 5 * 60;

/// A session that begins with the first phase of an agenda, whose timer runs.
pub fn begin(agenda: &Agenda, now: DateTime<Utc>) -> Session {
    let mut session = Session { phase: 0, clock: Clock::None, log: Vec::new(), earlier: Vec::new(), unknown: Vec::new() };
    session.clock = ready(&session, agenda);
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

/// Ends the phase and goes on to the next, whose timer waits to be started with the time it has left. `skipped`: it was left out,
/// or not done to its end.
pub fn go_on(session: &mut Session, agenda: &Agenda, now: DateTime<Utc>, skipped: bool) {
    let Some(phase) = agenda.phases.get(session.phase) else { return };
    // What was done before is not skipped by being left again.
    let done = |stint: &Stint| stint.ended.is_some() && !stint.skipped;
    let skipped = skipped && !spent_in(session, agenda).any(done);
    if skipped && !is_started(session) {
        let (phase, began) = (phase.name.clone(), now);
        session.log.push(Stint { phase, began, ended: None, paused: 0, planned: None, skipped: true, unknown: Vec::new() });
    }
    end(session, now, skipped);
    session.phase += 1;
    session.clock = ready(session, agenda);
}

/// Goes back to the phase before, with the time that was left of it: a few minutes at least, as there was a reason to go back. Its
/// timer waits to be started.
pub fn go_back(session: &mut Session, agenda: &Agenda, now: DateTime<Utc>) {
    let Some(before) = session.phase.checked_sub(1) else { return };
    end(session, now, false);
    session.phase = before.min(agenda.phases.len().saturating_sub(1));
    session.clock = ready(session, agenda);
    let was_there = unused(session, agenda).is_some();
    if let (Clock::Stands { left, .. }, true) = (&mut session.clock, was_there) {
        *left = (*left).max(MORE);
    }
}

/// What becomes of a session where another agenda is chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// It is in the phase it was in, with its clock as it was.
    Stays,
    /// The one before goes on where it was left.
    TakenUp,
    /// It begins anew with the first phase; what was done is told as a session before.
    Anew,
}

/// Whether a phase is under way that another agenda does not have.
pub fn would_end(session: &Session, from: &Agenda, to: &Agenda) -> bool {
    let here = from.phases.get(session.phase).filter(|_| is_started(session));
    here.is_some_and(|phase| place(to, &phase.name, session.phase).is_none())
}

/// Goes on with another agenda, or with the same once more. Where it has the phase that the session is in, nothing else changes.
/// Where nothing was done yet since another session was left, and that one was in a phase which the agenda has, it is taken up: what
/// was under way is paused since. Elsewhere the session ends, and the first phase of the agenda waits to be started.
pub fn change(session: &mut Session, from: &Agenda, to: &Agenda, now: DateTime<Utc>) -> Change {
    let untouched = session.log.is_empty() && session.phase == 0;
    let left_in = session.earlier.last().and_then(|past| past.phase.as_deref()).filter(|_| untouched);
    if let Some(there) = left_in.and_then(|name| place(to, name, 0)) {
        take_up(session, to, there, now);
        return Change::TakenUp;
    }
    let here = from.phases.get(session.phase);
    if let (Some(phase), false) = (here, untouched)
        && let Some(there) = place(to, &phase.name, session.phase)
    {
        session.phase = there;
        if !is_started(session) && to.phases[there].minutes != phase.minutes {
            session.clock = ready(session, to);
        }
        return Change::Stays;
    }
    end(session, now, false);
    if !session.log.is_empty() {
        let phase = here.map(|phase| phase.name.clone());
        session.earlier.push(Past { phase, log: std::mem::take(&mut session.log), unknown: Vec::new() });
    }
    session.phase = 0;
    session.clock = ready(session, to);
    Change::Anew
}

/// Goes on with the session before, in a phase of an agenda.
fn take_up(session: &mut Session, agenda: &Agenda, phase: usize, now: DateTime<Utc>) {
    let Some(past) = session.earlier.pop() else { return };
    (session.phase, session.log) = (phase, past.log);
    session.clock = ready(session, agenda);
    let was_in = |stint: &&mut Stint| past.phase.as_ref().is_some_and(|phase| fold(phase) == fold(&stint.phase));
    let Some(stint) = session.log.last_mut().filter(was_in) else { return };
    let left = stint.planned.map(|planned| planned - worked(stint, now));
    let Some(ended) = stint.ended.take() else { return };
    session.clock = match left {
        Some(left) => Clock::Stands { left, since: Some(ended) },
        None => {
            stint.paused = bounded(stint.paused + seconds(now - ended));
            Clock::None
        }
    };
}

/// Where in an agenda each stint of a log belongs; nothing where it has no such phase.
pub fn places(log: &[Stint], agenda: &Agenda) -> Vec<Option<usize>> {
    let mut near = 0;
    let mut place = |stint: &Stint| {
        let there = place(agenda, &stint.phase, near);
        near = there.unwrap_or(near);
        there
    };
    log.iter().map(&mut place).collect()
}

/// Where in an agenda a phase of a name is. Several may be called so, such as breaks: the nearest, one that is yet to come first.
fn place(agenda: &Agenda, name: &str, near: usize) -> Option<usize> {
    let name = fold(name);
    let called = agenda.phases.iter().enumerate().filter(|(_, phase)| fold(&phase.name) == name).map(|(index, _)| index);
    called.min_by_key(|index| (index.abs_diff(near), *index < near))
}

/// The stints of the session in the phase it is in, the last one first.
fn spent_in<'s>(session: &'s Session, agenda: &Agenda) -> impl Iterator<Item = &'s Stint> + use<'s> {
    let places = places(&session.log, agenda);
    session.log.iter().zip(places).rev().filter(|(_, place)| *place == Some(session.phase)).map(|(stint, _)| stint)
}

/// What is left of the phase the session is in, where it was there before: every stint was given what those before it had left.
fn unused(session: &Session, agenda: &Agenda) -> Option<i64> {
    let given = |stint: &Stint| Some(stint.planned? - worked(stint, stint.began));
    spent_in(session, agenda).find_map(given)
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

/// The timer of the phase that the session is in, before it is started: all its time, or what it has left where one comes back to
/// it; of nothing, a few minutes.
fn ready(session: &Session, agenda: &Agenda) -> Clock {
    let Some(minutes) = agenda.phases.get(session.phase).and_then(|phase| phase.minutes) else { return Clock::None };
    let left = match unused(session, agenda) {
        None => i64::from(minutes) * 60,
        Some(left) if left > 0 => left.min(Clock::MOST),
        Some(_) => MORE,
    };
    Clock::Stands { left, since: None }
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
    use crate::board::Phase;
    use crate::method::agenda::{agendas, by_name};

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

    /// An agenda of phases of so many minutes.
    fn own(phases: &[(&str, u32)]) -> Agenda {
        let phase = |(name, minutes): &(&str, u32)| Phase { name: (*name).into(), minutes: Some(*minutes), ..Phase::default() };
        Agenda { name: "Ours".into(), about: String::new(), phases: phases.iter().map(phase).collect() }
    }

    #[test]
    fn a_phase_one_comes_back_to_goes_on_with_what_it_had_left() {
        let (guide, mut session) = (guide(), begin(&guide(), at(0)));
        go_on(&mut session, &guide, at(1800), false);
        start(&mut session, &guide, at(1800));
        go_back(&mut session, &guide, at(1898));
        assert_eq!((session.phase, session.clock.left(at(1898))), (0, Some(MORE)));
        start(&mut session, &guide, at(1898));
        go_on(&mut session, &guide, at(1900), false);
        assert_eq!(session.clock, Clock::Stands { left: 1102, since: None }, "18:22 as it was");
        go_on(&mut session, &guide, at(1900), true);
        go_back(&mut session, &guide, at(1900));
        assert_eq!(session.clock.left(at(1900)), Some(1102), "a skip takes nothing from it");
        start(&mut session, &guide, at(1900));
        extend(&mut session, MORE, at(2000));
        go_back(&mut session, &guide, at(2000));
        go_on(&mut session, &guide, at(2000), true);
        assert_eq!(session.clock.left(at(2000)), Some(1102 - 100 + MORE), "nor does leaving out the one before");
        start(&mut session, &guide, at(2000));
        go_back(&mut session, &guide, at(9000));
        go_on(&mut session, &guide, at(9000), false);
        assert_eq!(session.clock.left(at(9000)), Some(MORE), "of nothing, a few minutes");
        let short = own(&[("A", 2), ("B", 2)]);
        let mut session = begin(&short, at(0));
        go_on(&mut session, &short, at(60), false);
        go_on(&mut session, &short, at(60), false);
        go_back(&mut session, &short, at(60));
        assert_eq!(session.clock.left(at(60)), Some(120), "where nobody was yet, all of it");
        go_back(&mut session, &short, at(60));
        assert_eq!(session.clock.left(at(60)), Some(MORE), "whoever goes back needs time for it");
    }

    #[test]
    fn phases_of_one_name_have_times_of_their_own() {
        let day = own(&[("Facts", 9), ("Break", 10), ("Order", 9), ("break", 10)]);
        let mut session = begin(&day, at(0));
        for minute in 1..3 {
            go_on(&mut session, &day, at(minute * 60), false);
            start(&mut session, &day, at(minute * 60));
        }
        go_on(&mut session, &day, at(180), false);
        assert_eq!((session.phase, session.clock.left(at(180))), (3, Some(600)));
        start(&mut session, &day, at(180));
        assert_eq!(places(&session.log, &day), [0, 1, 2, 3].map(Some));
    }

    #[test]
    fn a_phase_under_way_outlives_an_agenda_that_does_not_have_it() {
        let (guide, picture) = (guide(), by_name("big picture").expect("there is one"));
        let mut session = begin(&guide, at(0));
        for _ in 0..4 {
            go_on(&mut session, &guide, at(10), true);
        }
        assert!(!would_end(&session, &guide, &picture), "what only waits is no question");
        start(&mut session, &guide, at(100));
        assert!(would_end(&session, &guide, &picture) && !would_end(&session, &guide, &by_name("design").expect("too")));
        let was = session.clone();
        assert_eq!(change(&mut session, &guide, &picture, at(101)), Change::Anew);
        assert_eq!((session.phase, session.clock), (0, Clock::Stands { left: 1800, since: None }));
        assert_eq!((session.log.len(), session.earlier[0].phase.as_deref()), (0, Some("Policies")));
        assert_eq!(change(&mut session, &picture, &guide, at(500)), Change::TakenUp);
        assert_eq!((session.phase, session.clock), (4, Clock::Stands { left: 1199, since: Some(at(101)) }));
        assert_eq!((&session.log, session.earlier.len()), (&was.log, 0), "as if nothing had been");
        start(&mut session, &guide, at(501));
        assert_eq!(session.log[4].paused, 400);
        // What is under way in the other by then is a session of its own.
        change(&mut session, &guide, &picture, at(502));
        go_on(&mut session, &picture, at(502), true);
        start(&mut session, &picture, at(502));
        assert_eq!(change(&mut session, &picture, &guide, at(503)), Change::Stays);
        assert_eq!((session.phase, session.log.len(), session.earlier.len()), (1, 2, 1));
    }

    #[test]
    fn a_phase_that_waits_is_come_back_to_and_what_is_over_is_not() {
        let (guide, picture) = (guide(), by_name("big picture").expect("there is one"));
        let mut session = begin(&guide, at(0));
        for _ in 0..4 {
            go_on(&mut session, &guide, at(10), false);
        }
        change(&mut session, &guide, &picture, at(20));
        assert_eq!(change(&mut session, &picture, &guide, at(30)), Change::TakenUp);
        assert_eq!((session.phase, session.clock, session.log.len()), (4, Clock::Stands { left: 1200, since: None }, 1));
        for _ in 4..8 {
            go_on(&mut session, &guide, at(40), false);
        }
        assert_eq!(change(&mut session, &guide, &guide, at(50)), Change::Anew, "the same agenda, from its beginning");
        assert_eq!((session.phase, session.clock.left(at(50))), (0, Some(1800)), "with all its time");
        assert_eq!(change(&mut session, &guide, &picture, at(50)), Change::Anew);
        assert_eq!(session.earlier.iter().map(|past| past.phase.as_deref()).collect::<Vec<_>>(), [None]);
        go_on(&mut session, &picture, at(60), true);
        assert!(session.log[0].skipped, "what another session did is not done in this one");
    }

    #[test]
    fn a_phase_without_a_timer_is_taken_up_as_well() {
        let talk = Agenda { phases: vec![Phase { name: "Talk".into(), ..Phase::default() }], ..own(&[]) };
        let mut session = begin(&talk, at(0));
        change(&mut session, &talk, &guide(), at(60));
        assert_eq!(change(&mut session, &guide(), &talk, at(100)), Change::TakenUp);
        assert!(is_started(&session) && session.clock == Clock::None);
        assert_eq!(worked(&session.log[0], at(160)), 120, "the time between was not spent in it");
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
