//! Asking a run: why something came out so, what brought it about, how two ways differ, what one instance does.

use super::running::a_run;
use super::{Command, Group, Section};
use crate::app::mode::{Asked, Writing};
use crate::app::run::{Stands, request};
use crate::app::{Mode, Report, Scope, State, Target, Tone, Turn};
use crate::board::Kind;
use crate::engine::tell;

const HERE: Section = Section { group: Group::Running, scopes: &[Scope::Wall, Scope::Run], available: a_run };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "run.why",
        "show why",
        "shows why the last step came out as it did, part by part with the values put in; in the run pane that is there for every step",
        &["P w"],
        None,
        |turn| {
            let Some(running) = turn.state.running_mut() else { return };
            let on = running.toggle_explaining();
            turn.state.say(Tone::Done, if on { "the pane says why" } else { "the pane says why in the run pane only" });
        },
    ),
    Command {
        available: a_cause,
        ..HERE.row(
            "run.cause",
            "go to what brought it about",
            "goes from the step in focus, or the last, to the one that brought it about: again and again, back to an actor",
            &["P c"],
            Some(("cause", 89)),
            |turn| {
                if let Some(cause) = cause(turn.state) {
                    turn.state.mode = Mode::Run(Stands::Step(cause));
                }
            },
        )
    },
    Command {
        available: an_order,
        ..HERE.row(
            "run.order",
            "choose what goes first",
            "goes to the commands that wait together; enter lets the one in focus go first",
            &["P o"],
            None,
            |turn| turn.state.mode = Mode::Run(Stands::Waiting(1)),
        )
    },
    Command {
        available: branches,
        ..HERE.row(
            "run.compare",
            "look at two branches side by side",
            "lays the branch in focus, or the next one, beside this one; what differs first is marked",
            &["P d"],
            None,
            compare,
        )
    },
    Command {
        available: an_instance,
        ..HERE.row(
            "run.follow",
            "follow one of several",
            "shows only the steps of the instance at work, such as one subscriber; once more shows all again",
            &["P f"],
            None,
            follow,
        )
    },
    Command {
        available: a_board_with_commands,
        ..HERE.row(
            "run.with",
            "type a command to issue",
            "issues a command as it is written, such as `Deposit Parcel (size = \"S\") at 12h`",
            &["P i"],
            None,
            ask_for_a_command,
        )
    },
];

/// The step that the pane is about: the one in focus, else the last.
fn step(state: &State) -> Option<usize> {
    match state.run_cursor() {
        Some(Stands::Step(number) | Stands::Time(number) | Stands::Cause(number)) => Some(number),
        _ => state.running()?.run().len().checked_sub(1),
    }
}

fn cause(state: &State) -> Option<usize> {
    state.running()?.cause_of(step(state)?)
}

fn a_cause(state: &State) -> Result<(), &'static str> {
    a_run(state)?;
    match cause(state) {
        Some(_) => Ok(()),
        None => Err("nothing on the board brought it about: somebody did, or time went by"),
    }
}

fn an_order(state: &State) -> Result<(), &'static str> {
    a_run(state)?;
    match state.running().is_some_and(|running| running.due().len() > 1) {
        true => Ok(()),
        false => Err("no two commands wait together now"),
    }
}

fn branches(state: &State) -> Result<(), &'static str> {
    a_run(state)?;
    match state.running().is_some_and(|running| running.branches().len() > 1) {
        true => Ok(()),
        false => Err("there is one way only; {run.back} to a choice and another answer make a second"),
    }
}

fn an_instance(state: &State) -> Result<(), &'static str> {
    a_run(state)?;
    let Some(running) = state.running() else { return Ok(()) };
    match running.only().is_some() || step(state).is_some_and(|number| running.run().instance(number).is_some()) {
        true => Ok(()),
        false => Err("this step is not about one of several; an aggregate that is identified by a field has instances"),
    }
}

fn a_board_with_commands(state: &State) -> Result<(), &'static str> {
    match state.grid().lane(Kind::Command.lane()).is_empty() {
        true => Err("the board has no command yet; {note.add} adds a note, {write.next-kind} makes it a command"),
        false => Ok(()),
    }
}

fn compare(turn: &mut Turn<'_>) {
    let wished = match turn.state.run_cursor() {
        Some(Stands::Branch(end)) => Some(end),
        _ => None,
    };
    let cells = usize::from(turn.state.size.0.min(super::run_telling::WIDE)).saturating_sub(6);
    let Some(running) = turn.state.running() else { return };
    let Some((left, right)) = running.pair(wished) else { return };
    let (lines, from) = running.side_by_side(left, right, cells);
    turn.state.report = Some(Report { title: format!("This branch and another: they differ from step {from} on"), lines });
    turn.state.mode = Mode::Report(0);
}

fn follow(turn: &mut Turn<'_>) {
    let number = step(turn.state);
    let Some(running) = turn.state.running_mut() else { return };
    let said = match (running.only(), number.and_then(|number| running.run().instance(number))) {
        (Some(_), _) | (None, None) => {
            running.follow_only(None);
            "all steps are shown again".to_owned()
        }
        (None, Some((aggregate, key))) => {
            running.follow_only(Some((aggregate, key)));
            let name = &running.run().model().aggregate(aggregate).name;
            format!("only steps of {name} {} are shown", tell::shown(running.run(), key))
        }
    };
    turn.state.say(Tone::Done, said);
}

/// Asks for a command, with the one in focus and its arguments for a beginning.
fn ask_for_a_command(turn: &mut Turn<'_>) {
    let focused = turn.state.focused().filter(|note| note.kind() == Kind::Command).map(|note| note.id);
    let running = turn.state.open_run();
    let written = focused.and_then(|note| request::written(running.run(), note)).unwrap_or_default();
    turn.state.mode = Mode::Write(Writing::new(Target::Run(Asked::Command), &written));
}

/// Issues a command that was typed; false where it cannot be, which has been said.
pub(super) fn issue_typed(turn: &mut Turn<'_>, text: &str) -> bool {
    let running = turn.state.open_run();
    match running.issue_written(text) {
        Ok(()) => {
            turn.state.follow_run();
            true
        }
        Err(why) => {
            turn.state.say(Tone::Problem, why);
            false
        }
    }
}
