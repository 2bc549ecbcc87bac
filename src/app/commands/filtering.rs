//! The filter: only what matches stays, until it is taken away.

use super::{Command, Group, Section, always};
use crate::app::mode::{Filtering, line, written};
use crate::app::{Filter, Filtered, Mode, Scope, State, Tone, Turn};

const HERE: Section = Section { group: Group::Looking, scopes: &[Scope::Filter], available: always };

pub(super) const COMMANDS: &[Command] = &[
    Command {
        scopes: &[Scope::Wall],
        available: notes,
        ..HERE.row(
            "filter.open",
            "filter",
            "leaves only what matches, such as kind:policy payment !retry #tag, or is:advised; other notes step back",
            &["&"],
            Some(("filter", 43)),
            open,
        )
    },
    HERE.row(
        "filter.finish",
        "keep the filter",
        "keeps the filter; {find.next} and {find.previous} walk along what it leaves",
        &["enter"],
        Some(("keep", 100)),
        finish,
    ),
    HERE.row(
        "filter.leave",
        "leave the filter as it was",
        "goes back to the filter there was before",
        &["esc"],
        Some(("go back", 90)),
        |turn| {
            if let Mode::Filter(filtering) = std::mem::take(&mut turn.state.mode) {
                turn.state.filtered = filtering.before;
                filtering.origin.into_iter().for_each(|origin| turn.state.set_focus(origin));
            }
        },
    ),
];

fn notes(state: &State) -> Result<(), &'static str> {
    if state.board().notes().is_empty() { Err("there are no notes yet; {note.add} adds the first one") } else { Ok(()) }
}

fn open(turn: &mut Turn<'_>) {
    let before = turn.state.filtered.clone();
    let text = before.as_ref().map_or("", |filtered| filtered.filter().text());
    turn.state.mode = Mode::Filter(Filtering { area: line(text), origin: turn.state.focus, before, wrong: None });
}

/// After every letter: what can be read is in force at once, what cannot is said and changes nothing.
pub(crate) fn filter_while_typing(turn: &mut Turn<'_>) {
    let Mode::Filter(filtering) = &mut turn.state.mode else { return };
    let before = turn.state.filtered.as_ref().map(Filtered::filter);
    let read = Filter::read_behind(&written(&filtering.area), &turn.state.board, before);
    filtering.wrong = read.as_ref().err().cloned();
    let origin = filtering.origin;
    if let Ok(filter) = read {
        turn.state.filtered = filter.map(|filter| Filtered::new(filter, &turn.state.board));
        // What was passed over for an earlier state of the text may be there again.
        origin.into_iter().for_each(|origin| turn.state.set_focus(origin));
    }
}

fn finish(turn: &mut Turn<'_>) {
    let Mode::Filter(filtering) = &turn.state.mode else { return };
    if let Some(wrong) = filtering.wrong.clone() {
        return turn.state.say(Tone::Problem, wrong);
    }
    let was = filtering.before.is_some();
    turn.state.mode = Mode::Wall;
    match &turn.state.filtered {
        Some(filtered) => {
            let keys = &turn.state.keys;
            let said = match filtered.matches().len() {
                0 => keys.spell("no note is left; {filter.open} changes the filter, {board.back} on the wall takes it away"),
                1 => keys.spell("1 note is left; {find.next} goes there"),
                count => format!("{count} {}", keys.spell("notes are left; {find.next} and {find.previous} walk along them")),
            };
            // Who has just filtered walks along what that leaves.
            turn.state.sought = None;
            turn.state.say(Tone::Plain, said);
        }
        None if was => turn.state.say(Tone::Done, "nothing is filtered any more"),
        None => {}
    }
}
