//! The run beside the wall: issuing a command, stepping forwards and backwards, answering what is asked.

use super::{Command, Group, Section, menus, run_asking, run_pace, run_questions, run_scenarios};
use crate::app::mode::{Asked, Choice, Menu, Then, Writing};
use crate::app::run::Running;
use crate::app::{Mode, Scope, State, Target, Tone, Turn};
use crate::board::{Kind, NoteId};

const HERE: Section = Section { group: Group::Running, scopes: &[Scope::Wall, Scope::Run], available: a_run };

pub(super) const COMMANDS: &[Command] = &[
    Command {
        available: a_command,
        ..HERE.row(
            "run.issue",
            "run a command",
            "issues the command in focus and opens the run; on a hot spot that carries a run, replays it; elsewhere asks which",
            &["x"],
            Some(("run", 85)),
            issue,
        )
    },
    HERE.row("run.step", "step on", "makes the next step of the run", &["."], Some(("step", 99)), |turn| {
        walk(turn, Running::forward, "");
    }),
    HERE.row("run.back", "step back", "takes the last step of the run back", &[","], Some(("back", 98)), |turn| {
        walk(turn, Running::back, "this is the start of the run");
    }),
    HERE.row(
        "run.event",
        "run to the next event",
        "steps on until something has happened",
        &[";"],
        Some(("next event", 70)),
        |turn| {
            walk(turn, Running::to_next_event, "");
        },
    ),
    HERE.row(
        "run.end",
        "run to the end",
        "steps on until something is asked or all is quiet",
        &[">"],
        Some(("to the end", 69)),
        |turn| {
            walk(turn, Running::to_end, "");
        },
    ),
    HERE.row("run.start", "run back to the start", "takes all steps back; nothing is forgotten", &["<"], None, |turn| {
        walk(turn, Running::to_start, "this is the start of the run");
    }),
    Command {
        available: a_choice,
        ..HERE.row(
            "run.answer",
            "answer",
            "answers what the run asks by the number of the option; where all is quiet, issues a command that could happen now",
            &["1", "2", "3", "4", "5", "6", "7", "8", "9"],
            Some(("answer", 101)),
            answer,
        )
    },
    Command {
        available: a_value,
        ..HERE.row(
            "run.type",
            "type a value",
            "answers what the run asks with a value of your own",
            &["i"],
            Some(("type a value", 100)),
            |turn| {
                turn.state.mode = Mode::Write(Writing::new(Target::Run(Asked::Value), ""));
            },
        )
    },
    Command {
        available: |state| state.deriving().map_or_else(|| a_run(state), |_| Ok(())),
        ..HERE.row(
            "run.close",
            "close the run",
            "closes the run pane and forgets the run; where the request is in sight, closes that",
            &["X"],
            Some(("close the run", 60)),
            |turn| {
                if turn.state.deriving().is_some() {
                    return super::deriving::close(turn);
                }
                turn.state.close_run();
                turn.state.say_with_keys(Tone::Done, "the run is closed; {run.issue} starts another");
            },
        )
    },
];

pub(super) fn a_run(state: &State) -> Result<(), &'static str> {
    if state.running().is_some() { Ok(()) } else { Err("no run is open; {run.issue} on a command starts one") }
}

fn a_command(state: &State) -> Result<(), &'static str> {
    match state.grid().lane(Kind::Command.lane()).is_empty() {
        true => Err("the board has no command yet; {note.add} adds a note, {write.next-kind} makes it a command"),
        false => Ok(()),
    }
}

fn a_choice(state: &State) -> Result<(), &'static str> {
    match state.running().map(Running::options) {
        Some(Some((_, options, _))) if !options.is_empty() => Ok(()),
        Some(Some(_)) => Err("there is nothing to choose from; {run.type} types a value"),
        _ if state.running().is_some_and(|running| running.cards().next().is_some()) => Ok(()),
        _ => Err("the run asks nothing now"),
    }
}

/// The words for answering where nothing is asked, and for closing what has the place of the run.
pub(super) fn word(state: &State, command: &Command) -> Option<&'static str> {
    if command.id == "run.close" && state.deriving().is_some() {
        return Some("close the request");
    }
    let quiet = state.running().is_some_and(|running| running.question().is_none());
    (command.id == "run.answer" && quiet).then_some("issue")
}

fn a_value(state: &State) -> Result<(), &'static str> {
    match state.running().map(Running::options) {
        Some(Some((_, _, true))) => Ok(()),
        Some(Some(_)) => Err("this is answered with a digit"),
        _ => Err("the run asks nothing now"),
    }
}

fn issue(turn: &mut Turn<'_>) {
    if run_questions::replay(turn) {
        return;
    }
    let command = turn.state.focused().filter(|note| note.kind() == Kind::Command).map(|note| note.id);
    match command {
        Some(command) => issue_note(turn, command),
        None => ask_which(turn),
    }
}

/// Issues a command and opens the run pane if it is not open.
pub(super) fn issue_note(turn: &mut Turn<'_>, command: NoteId) {
    if let Err(reason) = turn.state.open_run().issue(command) {
        turn.state.say(Tone::Problem, reason);
    }
    turn.state.follow_run();
}

/// A menu of the commands that somebody may issue.
fn ask_which(turn: &mut Turn<'_>) {
    let running = turn.state.open_run();
    let commands = Running::commands(running.run().model());
    let letters = ('a'..='z').chain('0'..='9');
    let choices: Vec<Choice> = letters
        .zip(commands)
        .map(|(letter, (_, note, name))| Choice {
            letter,
            label: name.to_owned(),
            kind: Some(Kind::Command),
            then: Then::Issue(note),
        })
        .collect();
    menus::open(turn, Menu { title: "Which command is issued?".into(), choices, selected: 0, about_note: false, back: None });
}

/// Moves the run; says why it did not move, or why it has stopped.
pub(super) fn walk(turn: &mut Turn<'_>, walk: fn(&mut Running) -> bool, stuck: &str) {
    let value = turn.state.keys.name("run.type");
    if let Err(why) = turn.state.look_out() {
        return turn.state.say(Tone::Problem, why);
    }
    let Some(running) = turn.state.running_mut() else { return };
    let moved = walk(running);
    let halted = running.halted();
    let reason = match (moved, running.endless(), running.options()) {
        _ if halted.is_some() => halted.map(|note| turn.state.stopped_at(note)),
        (true, ..) => None,
        (false, Some(_), _) => Some("the chain is endless: it would begin again".to_owned()),
        (false, _, Some((question, options, typed))) => Some(match (options.is_empty(), typed) {
            (false, true) => format!("{question} press its number, or {value} to type a value"),
            (false, false) => format!("{question} press its number"),
            (true, _) => format!("{question} press {value} to type a value"),
        }),
        (false, None, None) if stuck.is_empty() => Some(turn.state.keys.spell("all is quiet; {run.issue} issues the next command")),
        (false, None, None) => Some(stuck.to_owned()),
    };
    turn.state.follow_run();
    if let Some(reason) = reason {
        turn.state.say(Tone::Plain, reason);
    }
}

fn answer(turn: &mut Turn<'_>) {
    // The first of the keys takes the first option, whatever keys they are; where nothing is asked, the first command.
    let number = turn.key.and_then(|key| turn.state.keys.place("run.answer", key));
    let (Some(number), Some(running)) = (number, turn.state.running()) else { return };
    if running.question().is_some() {
        return choose(turn, number);
    }
    let command = running.cards().nth(number);
    match command {
        Some(command) => issue_note(turn, command),
        None => turn.state.say(Tone::Problem, format!("there is no command {}", number + 1)),
    }
}

/// Answers with an option of what is asked.
pub(super) fn choose(turn: &mut Turn<'_>, option: usize) {
    let Some(running) = turn.state.running_mut() else { return };
    if let Err(reason) = running.choose(option) {
        turn.state.say(Tone::Problem, reason);
    }
    turn.state.follow_run();
    turn.play_on();
}

/// Takes up what was typed about the run; false where it does not fit and the text stays to be mended.
pub(super) fn typed(turn: &mut Turn<'_>, asked: &Asked, text: &str) -> bool {
    match asked {
        Asked::Value => type_in(turn, text),
        Asked::Until => run_pace::run_until(turn, text),
        Asked::Command => run_asking::issue_typed(turn, text),
        Asked::Condition(note) => run_pace::stop_if(turn, *note, text),
        Asked::Scenario => run_scenarios::save(turn, text),
        Asked::Rename(index) => run_scenarios::rename(turn, *index, text),
        Asked::Question => run_questions::ask_about(turn, text),
        Asked::Instead(name) => run_questions::expect_instead(turn, name, text),
    }
}

/// Answers with what was typed.
fn type_in(turn: &mut Turn<'_>, typed: &str) -> bool {
    let Some(running) = turn.state.running_mut() else { return true };
    match running.type_in(typed) {
        Ok(()) => {
            turn.state.follow_run();
            turn.play_on();
            true
        }
        Err(reason) => {
            turn.state.say(Tone::Problem, reason);
            false
        }
    }
}
