//! Runs kept as hot spots: a question with the run that raised it, and what should have happened instead.

use super::run_scenarios::{find, now_open, open, something_ran};
use super::{Command, Group, Section};
use crate::app::mode::{Asked, Writing};
use crate::app::run::{carried, first_difference};
use crate::app::state::short;
use crate::app::{Mode, Scope, Target, Tone, Turn};
use crate::board::name::{fold, nearest};
use crate::board::{Detail, Edit, HotSpot, Json, Kind, Note, NoteId};
use crate::engine::scenario::of_open_run;

const HERE: Section = Section { group: Group::Running, scopes: &[Scope::Wall, Scope::Run], available: something_ran };

pub(super) const COMMANDS: &[Command] = &[HERE.row(
    "run.question",
    "keep the run as a hot spot",
    "hangs a question beside the note that acted last, which carries the run; {run.issue} on it replays the run",
    &["P h"],
    None,
    |turn| {
        let Some(running) = turn.state.running() else { return };
        if let Err(why) = of_open_run(running.run(), "") {
            return turn.state.say(Tone::Problem, format!("cannot keep the run as a hot spot: {why}"));
        }
        turn.state.mode = Mode::Write(Writing::new(Target::Run(Asked::Question), ""));
    },
)];

/// Whether a note is a hot spot that carries a run.
pub(super) fn carries_a_run(note: &Note) -> bool {
    carried(note).is_some()
}

/// Replays the run that the hot spot in focus carries. False where it carries none.
pub(super) fn replay(turn: &mut Turn<'_>) -> bool {
    let Some((spot, name)) = turn.state.focused().and_then(|note| Some((note.id, carried(note)?.0.to_owned()))) else {
        return false;
    };
    let Some(index) = find(turn.state, &name) else {
        let list = turn.state.keys.name("run.scenarios");
        let said =
            format!("the scenario {name}, whose run this hot spot carries, is not on the board; {list} shows those that are");
        turn.state.say(Tone::Problem, said);
        return true;
    };
    open(turn, index);
    // Whoever has opened a question goes on with it.
    turn.state.set_focus(spot);
    let failure = turn.state.running().and_then(|running| running.told()).and_then(|told| told.failure.as_ref());
    let said = match failure.map(first_difference) {
        Some(difference) => format!("this is its run; it goes otherwise at {difference}"),
        None => format!("this is its run; {}", turn.state.offer(&name).unwrap_or_else(|| "it comes to rest".to_owned())),
    };
    turn.state.say(Tone::Done, said);
    true
}

/// Hangs the question beside the note that acted last, with the run, and asks what should have happened instead. False where the
/// question must be mended.
pub(super) fn ask_about(turn: &mut Turn<'_>, question: &str) -> bool {
    if question.is_empty() {
        turn.state.say_with_keys(Tone::Problem, "a hot spot needs a question; {write.leave} leaves it");
        return false;
    }
    if find(turn.state, question).is_some() {
        turn.state.say(Tone::Problem, format!("a scenario is called {question} already; ask it in other words"));
        return false;
    }
    let Some(running) = turn.state.running() else { return true };
    let about = running.last_acting().and_then(|id| turn.state.board.note(id)).cloned();
    let scenario = match of_open_run(running.run(), question) {
        Ok(scenario) => scenario,
        Err(why) => {
            turn.state.say(Tone::Problem, format!("cannot keep the run as a hot spot: {why}"));
            return true;
        }
    };
    let Some(about) = about else { return true };
    let id = NoteId(turn.source.id());
    let mut note = Note::new(id, Kind::HotSpot, question, about.at);
    let run = Some(Json::Text(question.to_owned()));
    note.detail = Detail::HotSpot(HotSpot { about: Some(about.id), run, ..HotSpot::default() });
    note.context = about.context;
    note.author = turn.state.author.clone();
    note.created_at = Some(turn.stamp());
    let mut scenarios = turn.state.board.heading().scenarios.clone();
    scenarios.push(scenario.clone());
    let edit = Edit::Group(vec![Edit::Add { note: Box::new(note), before: None }, Edit::SetScenarios(scenarios)]);
    if turn.edit(format!("ask {}", short(question)), edit, Some(id)).is_err() {
        return true;
    }
    now_open(turn, &scenario);
    turn.state.set_focus(id);
    turn.state.mode = Mode::Write(Writing::new(Target::Run(Asked::Instead(question.to_owned())), ""));
    true
}

/// What was typed before the last of several names, and that name.
pub(super) fn last_name(text: &str) -> (String, String) {
    let at = text.rfind(',').map_or(0, |comma| comma + 1);
    let blanks = text[at..].len() - text[at..].trim_start().len();
    let mut at = at + blanks;
    if text[at..].to_lowercase().starts_with("never ") {
        at += "never ".len();
    }
    let (before, name) = text.split_at(at);
    (before.to_owned(), name.to_owned())
}

/// Takes up what should have happened instead. False where it cannot be read.
pub(super) fn expect_instead(turn: &mut Turn<'_>, name: &str, text: &str) -> bool {
    let Some(index) = find(turn.state, name) else { return true };
    let issue = turn.state.keys.name("run.issue");
    if text.is_empty() {
        turn.state.say(Tone::Done, format!("the hot spot carries the run; {issue} on it replays it"));
        return true;
    }
    let mut scenarios = turn.state.board.heading().scenarios.clone();
    let scenario = &mut scenarios[index];
    let mut never = false;
    for piece in text.split(',').map(str::trim).filter(|piece| !piece.is_empty()) {
        let wanted = match piece.get(..6).filter(|word| word.eq_ignore_ascii_case("never ")) {
            Some(_) => {
                never = true;
                piece[6..].trim()
            }
            None => piece,
        };
        let events = || turn.state.board.notes().iter().filter(|note| note.kind() == Kind::Event);
        let Some(event) = events().find(|event| fold(&event.text) == fold(wanted)).map(|event| event.id) else {
            let near = nearest(wanted, events().map(|event| event.text.as_str()));
            let hint = near.map_or(String::new(), |near| format!("; did you mean {near}?"));
            turn.state.say(Tone::Problem, format!("no event is called {wanted}{hint}"));
            return false;
        };
        if never { &mut scenario.never } else { &mut scenario.then }.push(event);
    }
    let expected = format!("expect something of {}", short(name));
    if turn.edit(expected, Edit::SetScenarios(scenarios), None).is_ok() {
        turn.state.aside = None;
        let failure = turn.state.running().and_then(|running| running.told()).and_then(|told| told.failure.as_ref());
        let said = match failure.map(first_difference) {
            Some(difference) => format!("the hot spot carries the run, which fails at {difference}"),
            None => format!("the run does that already; {issue} on the hot spot replays it"),
        };
        turn.state.say(Tone::Done, said);
    }
    true
}
