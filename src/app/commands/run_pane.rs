//! In the run pane: walking along the steps and over what stands below them, and going to any of it.

use super::running::{a_run, choose, issue_note};
use super::{Command, Group, Section, back_to_the_wall, by_id, run};
use crate::app::run::{Stands, Walk};
use crate::app::{Mode, Scope, Tone, Turn};

const HERE: Section = Section { group: Group::Running, scopes: &[Scope::Run], available: a_run };

pub(super) const COMMANDS: &[Command] = &[
    Command {
        scopes: &[Scope::Wall],
        ..HERE.row(
            "run.enter",
            "go into the run",
            "goes into the run pane: to any step, to what is asked, to what stands below",
            &["P P"],
            Some(("into the run", 58)),
            |turn| {
                turn.state.enter_run();
            },
        )
    },
    HERE.row("run.up", "go up in the run", "goes to the row above", &["k", "up"], None, |turn| turn.state.walk_run(Walk::Up)),
    HERE.row("run.down", "go down in the run", "goes to the row below", &["j", "down"], Some(("walk", 90)), |turn| {
        turn.state.walk_run(Walk::Down);
    }),
    HERE.row("run.left", "go left in the run", "goes to what stands to the left", &["h", "left"], None, |turn| {
        turn.state.walk_run(Walk::Left);
    }),
    HERE.row("run.right", "go right in the run", "goes to what stands to the right", &["l", "right"], None, |turn| {
        turn.state.walk_run(Walk::Right);
    }),
    HERE.row("run.page-up", "go many steps back", "goes half a pane of steps back", &["ctrl-u", "pageup"], None, |turn| {
        turn.state.walk_run(Walk::PageUp);
    }),
    HERE.row("run.page-down", "go many steps on", "goes half a pane of steps on", &["ctrl-d", "pagedown"], None, |turn| {
        turn.state.walk_run(Walk::PageDown);
    }),
    HERE.row("run.first", "go to the first step", "goes to the first step of the run", &["g g", "home"], None, |turn| {
        turn.state.walk_run(Walk::First);
    }),
    HERE.row("run.last", "go to the last step", "goes to the last step that is remembered", &["G", "end"], None, |turn| {
        turn.state.walk_run(Walk::Last);
    }),
    HERE.row(
        "run.take",
        "go there",
        "goes to the step in focus, back or forth; answers with the option, issues the command, goes to what wrote the value",
        &["enter"],
        Some(("go there", 97)),
        |turn| {
            if let Some(stands) = turn.state.run_cursor() {
                take_in_run(turn, stands);
            }
        },
    ),
    HERE.row(
        "run.leave",
        "leave the run pane",
        "goes back to the wall; the run stays",
        &["esc"],
        Some(("wall", 96)),
        back_to_the_wall,
    ),
];

/// Does what a place of the run pane stands for.
pub(in crate::app) fn take_in_run(turn: &mut Turn<'_>, stands: Stands) {
    match stands {
        Stands::Step(number) | Stands::Time(number) => {
            if let Some(running) = turn.state.running_mut() {
                running.to_step(number + 1);
            }
            turn.state.follow_run();
        }
        Stands::Option(number) => choose(turn, number),
        Stands::TypeIn => {
            if let Some(command) = by_id("run.type") {
                run(turn, command);
            }
        }
        Stands::Command(note) => issue_note(turn, note),
        Stands::Always(number) => {
            if let Some(gone) = turn.state.running_mut().and_then(|running| running.ask_again(number)) {
                turn.state.say(Tone::Done, format!("{} is asked again", gone.question));
            }
        }
        Stands::Scenario => {
            if let Some(running) = turn.state.running_mut() {
                running.go_to_failure();
            }
            turn.state.follow_run();
        }
        Stands::Cause(number) => turn.state.mode = Mode::Run(Stands::Step(number)),
        Stands::Waiting(position) => {
            let said = turn.state.running_mut().map(|running| running.bring_forward(position));
            match said {
                Some(Ok(name)) => turn.state.say(Tone::Done, format!("{name} goes first")),
                Some(Err(why)) => turn.state.say(Tone::Problem, why.to_string()),
                None => {}
            }
        }
        Stands::Branch(end) => {
            if let Some(running) = turn.state.running_mut() {
                running.take_branch(end);
            }
            turn.state.follow_run();
        }
        Stands::Field(..) | Stands::Cell(..) | Stands::Due(_) => {
            let Some(run) = turn.state.running().map(|running| running.run()) else { return };
            let wrote = match stands {
                Stands::Field(aggregate, key, field) => run.wrote_state(aggregate, key, field),
                Stands::Cell(model, key, column) => run.wrote_cell(model, key, column),
                Stands::Due(at) => run.wrote_agenda(at),
                _ => None,
            };
            match wrote {
                Some(number) => turn.state.mode = Mode::Run(Stands::Step(number)),
                None => turn.state.say(Tone::Plain, "it has been so from the beginning: no step wrote it"),
            }
        }
    }
}
