//! How a run goes on: to where somebody wants to look around, until a time, slowly for an audience; and what is not asked again.

use super::running::{a_run, walk};
use super::{Command, Group, Section};
use crate::app::mode::{Asked, Writing};
use crate::app::run::{Running, Stands};
use crate::app::{Effect, Mode, Scope, State, Target, Tone, Turn};
use crate::board::NoteId;
use crate::engine::{duration, tell};

const HERE: Section = Section { group: Group::Running, scopes: &[Scope::Wall, Scope::Run], available: a_run };

pub(super) const COMMANDS: &[Command] = &[
    Command {
        available: a_place,
        ..HERE.row(
            "run.break",
            "stop runs here",
            "lets every run stop when it is this note's turn, or lets it pass again; in the run pane, the note of the step",
            &["P b"],
            None,
            |turn| {
                let Some(note) = place(turn.state) else { return };
                let name = turn.state.name_of(note);
                if turn.state.breaks.take(note) {
                    turn.state.say(Tone::Done, format!("runs pass {name} again"));
                } else {
                    turn.state.breaks.set(note, None);
                    turn.state.say(Tone::Done, format!("runs stop at {name}"));
                }
            },
        )
    },
    Command {
        available: a_place,
        ..HERE.row(
            "run.break-if",
            "stop runs here under a condition",
            "lets runs stop at this note when an expression holds, such as `retry_count == 2`",
            &["P B"],
            None,
            |turn| {
                let Some(note) = place(turn.state) else { return };
                let before = turn.state.breaks.at(note).and_then(|at| at.condition.clone()).unwrap_or_default();
                turn.state.mode = Mode::Write(Writing::new(Target::Run(Asked::Condition(note)), &before));
            },
        )
    },
    HERE.row(
        "run.until",
        "run until a time",
        "steps on until a time such as `24h` since the start, or `+6h` from now",
        &["P t"],
        None,
        |turn| turn.state.mode = Mode::Write(Writing::new(Target::Run(Asked::Until), "")),
    ),
    HERE.row(
        "run.play",
        "play the run",
        "plays the run step by step by itself, for people who look on; once more stops it",
        &["P p"],
        None,
        |turn| {
            let Some(running) = turn.state.running_mut() else { return };
            let on = !running.is_playing();
            running.play(on);
            let pace = running.pace();
            if on {
                turn.beat();
            } else {
                turn.state.say(Tone::Plain, "the run stands still");
            }
            if turn.state.running().is_some_and(Running::is_playing) {
                let hint = turn.state.keys.spell("{run.faster} and {run.slower} change that");
                turn.state.say(Tone::Done, format!("the run plays, {pace}; {hint}"));
            }
        },
    ),
    HERE.row("run.faster", "play faster", "lets a run that plays go faster", &["P +"], None, |turn| pace(turn, true)),
    HERE.row("run.slower", "play slower", "lets a run that plays go slower", &["P -"], None, |turn| pace(turn, false)),
    HERE.row(
        "run.same",
        "answer the same from now on",
        "gives the next answer, or the last one, again whenever the same is asked; in the list of such answers, enter takes one away",
        &["P a"],
        None,
        |turn| {
            let Some(running) = turn.state.running_mut() else { return };
            let said = running.keep_answer();
            turn.state.say(Tone::Done, said);
        },
    ),
];

/// The note that a breakpoint is about: in the run pane that of the step, on the wall that in focus.
fn place(state: &State) -> Option<NoteId> {
    match (state.run_cursor(), state.running()) {
        (Some(Stands::Step(number) | Stands::Time(number)), Some(running)) => {
            running.run().remembered(number).and_then(|step| tell::notes(running.run(), &step.what).0)
        }
        (Some(Stands::Command(note)), _) => Some(note),
        (Some(_), _) => None,
        (None, _) => state.focus,
    }
}

fn a_place(state: &State) -> Result<(), &'static str> {
    match (place(state), state.run_cursor()) {
        (Some(_), _) => Ok(()),
        (None, Some(_)) => Err("there is no note in this row"),
        (None, None) => Err("the board is empty; {note.add} adds the first note"),
    }
}

fn pace(turn: &mut Turn<'_>, faster: bool) {
    let Some(running) = turn.state.running_mut() else { return };
    let changed = running.change_pace(faster);
    let said = format!("{}{}", running.pace(), if changed { "" } else { "; it goes no further" });
    turn.state.say(Tone::Plain, said);
}

impl Turn<'_> {
    /// Lets a run that plays go on after an answer.
    pub(super) fn play_on(&mut self) {
        if let Some(running) = self.state.running().filter(|running| running.is_playing()) {
            self.effects.push(Effect::Wake(running.beat()));
        }
    }

    /// A step of a run that plays, and the next to come.
    pub(in crate::app) fn beat(&mut self) {
        let Some(running) = self.state.running_mut().filter(|running| running.is_playing()) else { return };
        let goes_on = running.beat_on();
        let beat = running.beat();
        self.state.follow_run();
        match goes_on {
            true => self.effects.push(Effect::Wake(beat)),
            false => walk(self, |_| false, ""),
        }
    }
}

/// Sets the condition of a breakpoint; false where it cannot be read, which has been said.
pub(super) fn stop_if(turn: &mut Turn<'_>, note: NoteId, text: &str) -> bool {
    let name = turn.state.name_of(note);
    if text.is_empty() {
        turn.state.breaks.set(note, None);
        turn.state.say(Tone::Done, format!("runs stop at {name}, whatever holds"));
        return true;
    }
    let read = match turn.state.running() {
        Some(running) => running.run().condition(text).map(|_| ()),
        None => Running::new(&turn.state.board).run().condition(text).map(|_| ()),
    };
    match read {
        Ok(()) => {
            turn.state.breaks.set(note, Some(text.to_owned()));
            turn.state.say(Tone::Done, format!("runs stop at {name} when {text}"));
            true
        }
        Err(why) => {
            turn.state.say(Tone::Problem, why);
            false
        }
    }
}

/// Runs until a time that was typed; false where that is none, which has been said.
pub(super) fn run_until(turn: &mut Turn<'_>, text: &str) -> bool {
    let text = text.trim();
    let Some(running) = turn.state.running() else { return true };
    let now = running.run().world().clock();
    let (later, written) = match text.strip_prefix('+') {
        Some(later) => (true, later),
        None => (false, text),
    };
    let until = match duration::parse(written) {
        Ok(time) if later => now.saturating_add(time),
        Ok(time) => time,
        Err(why) => {
            turn.state.say(Tone::Problem, format!("{why}; write a time such as 24h, or +6h from now"));
            return false;
        }
    };
    if until < now {
        let hint = turn.state.keys.spell("{run.back} goes back, {run.start} to the start");
        turn.state.say(Tone::Problem, format!("it is {} already; {hint}", duration::format(now)));
        return false;
    }
    if let Err(why) = turn.state.look_out() {
        turn.state.say(Tone::Problem, why);
        return false;
    }
    if let Some(running) = turn.state.running_mut() {
        running.to_time(until);
    }
    turn.state.follow_run();
    said_after(turn, until);
    true
}

/// Says where the run has come to rest.
fn said_after(turn: &mut Turn<'_>, until: i64) {
    let Some(running) = turn.state.running() else { return };
    let run = running.run();
    if running.halted().is_some() || running.question().is_some() || running.endless().is_some() {
        return walk(turn, |_| false, "");
    }
    let until = duration::format(until);
    let said = match run.what_waits().next() {
        Some(next) => {
            let (due, command) = (duration::format(next.due), &run.model().command(next.command).name);
            format!("nothing more is due until {until}; {command} follows at {due}")
        }
        None => format!("all is quiet until {until}"),
    };
    turn.state.say(Tone::Plain, said);
}
