//! A run told: as a story to read, and as texts and drawings for other programs.

use super::running::a_run;
use super::{Command, Group, Section};
use crate::app::wall::text::break_lines;
use crate::app::{Effect, Mode, Report, Scope, State, Tone, Turn};
use crate::board::Board;
use crate::engine::Run;
use crate::interop;

const HERE: Section = Section { group: Group::Running, scopes: &[Scope::Wall, Scope::Run], available: a_story };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row("run.story", "read the run as a story", "tells what has happened in numbered sentences", &["P e"], None, |turn| {
        let Some(story) = told(turn.state, |_, run| interop::story(run)) else { return };
        let title = format!("What happened – {}", turn.state.keys.spell("{run.copy-story} copies it"));
        let cells = usize::from(turn.state.size.0.min(WIDE)).saturating_sub(6);
        turn.state.report = Some(Report { title, lines: story.lines().flat_map(|line| wrapped(line, cells)).collect() });
        turn.state.mode = Mode::Report(0);
    }),
    HERE.row("run.copy-story", "copy the story", "puts the run as numbered sentences on the clipboard", &["P y"], None, |turn| {
        copy(turn, "the story of the run", |_, run| interop::story(run));
    }),
    HERE.row(
        "run.copy-flow",
        "copy the run as a flowchart",
        "puts the board as a Mermaid flowchart on the clipboard, with the way of the run marked",
        &["P m"],
        None,
        |turn| copy(turn, "the way of the run, in Mermaid", interop::mermaid_of_run),
    ),
    HERE.row(
        "run.copy-sequence",
        "copy the run as a sequence diagram",
        "puts who says what to whom as a Mermaid diagram on the clipboard",
        &["P M"],
        None,
        |turn| copy(turn, "the sequence of the run, in Mermaid", interop::sequence_of_run),
    ),
];

/// The width of a report at most.
pub(super) const WIDE: u16 = 110;

/// A line of a story as lines that fit; those that go on stand under the first word.
fn wrapped(line: &str, cells: usize) -> Vec<String> {
    let indent = line.find(|c: char| c.is_alphabetic()).filter(|at| *at < 8).unwrap_or(2);
    let lines = break_lines(line, cells.saturating_sub(indent));
    let told = lines.into_iter().enumerate().map(|(number, range)| match number {
        0 => line[range].trim_end().to_owned(),
        _ => format!("{}{}", " ".repeat(indent), line[range].trim_end()),
    });
    told.collect()
}

fn a_story(state: &State) -> Result<(), &'static str> {
    a_run(state)?;
    match state.running().is_some_and(|running| running.run().is_empty()) {
        true => Err("nothing has happened yet; {run.step} makes a step"),
        false => Ok(()),
    }
}

fn told(state: &State, tell: fn(&Board, &Run) -> String) -> Option<String> {
    state.running().map(|running| tell(&state.board, running.run()))
}

fn copy(turn: &mut Turn<'_>, what: &str, tell: fn(&Board, &Run) -> String) {
    let Some(text) = told(turn.state, tell) else { return };
    turn.state.say(Tone::Done, format!("copied {what}"));
    turn.effects.push(Effect::Copy(text));
}
