//! The session: its agenda, its phases, its timer.

use super::{Command, Group, Section, always, back_to_the_wall};
use crate::app::{Mode, Scope, State, Tone, Turn};
use crate::board::{Clock, Session};
use crate::method::agenda;
use crate::method::session as pace;

const HERE: Section = Section { group: Group::Facilitating, scopes: &[Scope::Wall, Scope::Derive], available: in_a_phase };

pub(super) const COMMANDS: &[Command] = &[
    Command {
        available: can_start,
        ..HERE.row(
            "session.start",
            "start the session",
            "starts a session with its first phase, or the phase that waits; lets a timer go on that is paused",
            &["F F"],
            None,
            start,
        )
    },
    Command {
        scopes: &[Scope::Page],
        available: always,
        hint: Some(("go on", 101)),
        ..HERE.row(
            "page.go-on",
            "go on from the page",
            "behind the summary of a phase, starts the next one; behind the last, shows what came of it all; elsewhere goes back",
            &["enter"],
            None,
            go_on_from_the_page,
        )
    },
    Command {
        available: runs,
        ..HERE.row(
            "session.pause",
            "pause the session",
            "stops the timer of the phase; {session.start} lets it go on",
            &["F p"],
            None,
            pause,
        )
    },
    HERE.row(
        "session.next",
        "finish the phase",
        "ends the phase, shows what came of it and makes the next one ready, which {session.start} starts",
        &["F n"],
        None,
        |turn| go_on(turn, false),
    ),
    HERE.row(
        "session.skip",
        "skip the phase",
        "leaves the phase out, or the rest of it, and makes the next one ready",
        &["F k"],
        None,
        |turn| go_on(turn, true),
    ),
    Command {
        available: has_a_phase_before,
        ..HERE.row(
            "session.back",
            "go back to the phase before",
            "makes the phase before ready again, with the time that was left of it, five minutes at least",
            &["F b"],
            None,
            go_back,
        )
    },
    Command {
        available: has_a_timer,
        ..HERE.row("session.extend", "add five minutes", "gives the phase five minutes more", &["F e"], None, |turn| {
            extend(turn, pace::MORE)
        })
    },
    Command {
        available: has_a_timer,
        ..HERE.row("session.shorten", "take five minutes away", "gives the phase five minutes less", &["F E"], None, |turn| {
            extend(turn, -pace::MORE)
        })
    },
    Command {
        available: always,
        ..HERE.row(
            "session.agenda",
            "choose the agenda",
            "chooses which phases a session goes through: the method's guide, big picture, process, design, or the board's own; \
             where a session is over, another begins",
            &["F a"],
            None,
            |turn| super::agenda::choose(turn, false),
        )
    },
    Command {
        available: always,
        ..HERE.row(
            "session.edit",
            "edit the agenda in your editor",
            "hands the agenda with its phases to your editor, in storm notation, and takes back one of your own",
            &["F A"],
            None,
            super::agenda::edit,
        )
    },
    HERE.row(
        "session.tell",
        "show what is to be done",
        "tells below the top row what is to be done and asked in the phase, or no more; the timer stays",
        &["F g"],
        None,
        |turn| {
            let said = match turn.state.tell_session() {
                true => "what is to be done is told above",
                false => "the timer stays in sight; {session.tell} tells again what is to be done",
            };
            turn.state.say_with_keys(Tone::Done, said);
        },
    ),
    Command {
        available: always,
        ..HERE.row(
            "session.ring",
            "let the timer ring",
            "rings the terminal's bell when the time of a phase is up, or no more",
            &["F B"],
            None,
            |turn| {
                let rings = !turn.state.rings();
                turn.state.let_ring(rings);
                turn.state.say(Tone::Done, if rings { "the bell rings when time is up" } else { "no bell; the timer flashes" });
            },
        )
    },
];

fn in_a_phase(state: &State) -> Result<(), &'static str> {
    match (state.session(), state.phase()) {
        (_, Some(_)) => Ok(()),
        (None, _) => Err("no session was begun; {session.start} begins one"),
        (Some(_), None) => Err("the session is over; {session.back} goes back, {session.agenda} begins another"),
    }
}

pub(super) fn can_start(state: &State) -> Result<(), &'static str> {
    let Some(session) = state.session() else { return Ok(()) };
    in_a_phase(state)?;
    match session.clock {
        Clock::Runs(_) => Err("the phase is under way; {session.next} finishes it, {session.pause} pauses"),
        Clock::None if pace::is_started(session) => Err("the phase is under way; {session.next} finishes it"),
        Clock::Stands { .. } | Clock::None => Ok(()),
    }
}

fn runs(state: &State) -> Result<(), &'static str> {
    in_a_phase(state)?;
    has_a_timer(state)?;
    match state.timer_runs() {
        true => Ok(()),
        false => Err("the timer stands still; {session.start} lets it go on"),
    }
}

fn has_a_timer(state: &State) -> Result<(), &'static str> {
    in_a_phase(state)?;
    match state.left() {
        Some(_) => Ok(()),
        None => Err("this phase has no timer; it ends when {session.next} ends it"),
    }
}

fn has_a_phase_before(state: &State) -> Result<(), &'static str> {
    match state.session() {
        None => Err("no session was begun; {session.start} begins one"),
        Some(Session { phase: 0, .. }) => Err("this is the first phase"),
        Some(_) => Ok(()),
    }
}

/// Starts what there is to start; where no agenda was chosen yet, asks which.
fn start(turn: &mut Turn<'_>) {
    let workshop = &turn.state.board.heading().workshop;
    if workshop.session.is_none() && workshop.agenda.is_none() && workshop.phases.is_empty() {
        return super::agenda::choose(turn, true);
    }
    start_now(turn);
}

/// Starts the session, or the phase that waits.
pub(super) fn start_now(turn: &mut Turn<'_>) {
    let now = turn.stamp();
    let agenda = turn.state.agenda().clone();
    let goes_on = turn.state.phase_is_started();
    let session = match turn.state.session() {
        None => pace::begin(&agenda, now),
        Some(session) => {
            let mut session = session.clone();
            pace::start(&mut session, &agenda, now);
            session
        }
    };
    turn.keep_session(session);
    if !goes_on {
        turn.state.derive_along();
    }
    let Some(phase) = turn.state.phase() else { return };
    let time = turn.state.timer().map_or_else(String::new, |timer| format!(" · {timer}"));
    let activity = agenda::activity(phase);
    let dash = if activity.is_empty() { "" } else { " – " };
    let said = format!("{}{time}{dash}{activity}", phase.name);
    turn.state.say(Tone::Done, said);
}

fn pause(turn: &mut Turn<'_>) {
    let Some(mut session) = turn.state.session().cloned() else { return };
    pace::pause(&mut session, turn.stamp());
    turn.keep_session(session);
    let left = turn.state.timer().unwrap_or_default();
    let start = turn.state.keys.name("session.start");
    turn.state.say(Tone::Done, format!("paused at {left}; {start} goes on"));
}

fn extend(turn: &mut Turn<'_>, by: i64) {
    let Some(mut session) = turn.state.session().cloned() else { return };
    let before = turn.state.left();
    pace::extend(&mut session, by, turn.stamp());
    turn.keep_session(session);
    let left = turn.state.timer().unwrap_or_default();
    let more = match turn.state.left() == before {
        true => "there is no time to take away",
        false if by > 0 => "five minutes more",
        false => "five minutes less",
    };
    turn.state.say(Tone::Done, format!("{more}: {left} now"));
}

fn go_on(turn: &mut Turn<'_>, skip: bool) {
    let (Some(mut session), Some(done)) = (turn.state.session().cloned(), turn.state.phase().map(|phase| phase.name.clone()))
    else {
        return;
    };
    let was_started = pace::is_started(&session);
    pace::go_on(&mut session, &turn.state.agenda().clone(), turn.stamp(), skip);
    turn.keep_session(session);
    let stint = turn.state.session().map_or(0, |session| session.log.len()).saturating_sub(1);
    if was_started && !skip {
        return super::closing::open_summary(turn, stint);
    }
    let is = if skip { "is skipped" } else { "is done" };
    let next = match turn.state.phase() {
        Some(next) => {
            let start = turn.state.keys.name("session.start");
            let activity = agenda::activity(next);
            let colon = if activity.is_empty() { "" } else { ": " };
            format!("{start} starts {}{colon}{activity}", next.name)
        }
        None => "that was the last phase".to_owned(),
    };
    turn.state.say(Tone::Done, format!("{done} {is} – {next}"));
}

/// What is behind a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ahead {
    NextPhase,
    ClosingPage,
    Wall,
}

/// Where one goes on to from the page that is open: from the summary of a phase to the next one, from that of the last to the
/// closing page.
pub(super) fn leads_to(state: &State) -> Ahead {
    let of_a_phase = matches!(&state.mode, Mode::Page(page) if page.stint().is_some());
    match (of_a_phase, state.phase().is_some()) {
        (true, true) if can_start(state).is_ok() => Ahead::NextPhase,
        (true, false) => Ahead::ClosingPage,
        _ => Ahead::Wall,
    }
}

fn go_on_from_the_page(turn: &mut Turn<'_>) {
    let ahead = leads_to(turn.state);
    back_to_the_wall(turn);
    match ahead {
        Ahead::NextPhase => start_now(turn),
        Ahead::ClosingPage => super::closing::open(turn),
        Ahead::Wall => {}
    }
}

fn go_back(turn: &mut Turn<'_>) {
    let Some(mut session) = turn.state.session().cloned() else { return };
    pace::go_back(&mut session, &turn.state.agenda().clone(), turn.stamp());
    turn.keep_session(session);
    let name = turn.state.phase().map_or_else(String::new, |phase| phase.name.clone());
    let left = turn.state.timer().map_or_else(String::new, |left| format!(" with {left} left"));
    let start = turn.state.keys.name("session.start");
    turn.state.say(Tone::Done, format!("back to {name}{left}; {start} starts it"));
}
