//! Runs kept as scenarios: saving them, seeing how they come out and what they cover, mending them.

use super::running::a_run;
use super::{Command, Group, Section, always};
use crate::app::jotting::report;
use crate::app::mode::{Asked, Listing, Writing, with_plain_breaks};
use crate::app::run::{Tell, carried, first_difference};
use crate::app::state::short;
use crate::app::{Effect, Mode, Report, Scope, State, Target, Tone, Turn};
use crate::board::name::{fold, nearest};
use crate::board::{Edit, Json, Property, Scenario};
use crate::engine::scenario::{issued, of_run};
use crate::engine::{Misfit, Run};
use crate::notation::{self, Onto, Remark};

const HERE: Section = Section { group: Group::Running, scopes: &[Scope::Wall, Scope::Run], available: something_ran };
const LIST: Section = Section { group: Group::Choosing, scopes: &[Scope::List], available: a_scenario };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "run.save",
        "save the run as a scenario",
        "keeps the run on the board under a name: what was done, and the events that came of the last command; `squall test` plays it",
        &["P s"],
        None,
        |turn| {
            let Some(running) = turn.state.running() else { return };
            if let Err(why) = of_run(running.run(), "", 0) {
                return turn.state.say(Tone::Problem, format!("cannot save the run as a scenario: {why}"));
            }
            let name = running.told().map_or(String::new(), |told| told.name.clone());
            turn.state.mode = Mode::Write(Writing::new(Target::Run(Asked::Scenario), &name));
        },
    ),
    Command {
        available: always,
        ..HERE.row(
            "run.scenarios",
            "show the scenarios",
            "lists the scenarios of the board, says which pass and where the others first go otherwise, and opens their runs",
            &["P S"],
            None,
            |turn| turn.state.mode = Mode::Scenarios(Listing::new()),
        )
    },
    Command {
        available: some_scenario,
        ..HERE.row("run.all", "run all scenarios", "plays every scenario and says which fail", &["P A"], None, |turn| {
            turn.state.scenarios.tell = Some(Tell::Verdicts);
            turn.state.say(Tone::Plain, "playing the scenarios …");
        })
    },
    Command {
        available: some_scenario,
        ..HERE.row(
            "run.cover",
            "show what scenarios cover",
            "marks the notes that scenarios go through with ✓ and those that none goes through with ○; once more takes the marks away",
            &["P v"],
            None,
            |turn| {
                let scenarios = &mut turn.state.scenarios;
                scenarios.shown = !scenarios.shown;
                match scenarios.shown {
                    true => scenarios.tell = Some(Tell::Cover),
                    false => turn.state.say(Tone::Plain, "what scenarios cover is not shown any more"),
                }
            },
        )
    },
];

/// What can be done in the list of scenarios.
pub(super) const IN_THE_LIST: &[Command] = &[
    LIST.row(
        "scenario.rename",
        "rename the scenario",
        "gives the one that is marked in the list of scenarios another name",
        &["f2", "ctrl-r"],
        Some(("rename", 60)),
        |turn| {
            let Some(index) = marked(turn.state) else { return };
            let name = turn.state.board.heading().scenarios[index].name.clone();
            turn.state.mode = Mode::Write(Writing::new(Target::Run(Asked::Rename(index)), &name));
        },
    ),
    LIST.row(
        "scenario.editor",
        "edit the scenario in your editor",
        "hands the one that is marked in the list of scenarios, in storm notation, to your editor, and takes it back",
        &["f4", "ctrl-e"],
        Some(("edit", 62)),
        edit,
    ),
];

pub(super) fn something_ran(state: &State) -> Result<(), &'static str> {
    a_run(state)?;
    match state.running().is_some_and(|running| running.run().is_empty()) {
        true => Err("nothing has happened yet; {run.step} makes a step"),
        false => Ok(()),
    }
}

fn some_scenario(state: &State) -> Result<(), &'static str> {
    match state.board().heading().scenarios.is_empty() {
        true => Err("the board has no scenario yet; {run.save} keeps a run as one"),
        false => Ok(()),
    }
}

pub(super) fn a_scenario(state: &State) -> Result<(), &'static str> {
    match (&state.mode, marked(state)) {
        (Mode::Scenarios(_), Some(_)) => Ok(()),
        (Mode::Scenarios(_), None) => Err("there is none; {run.save} keeps a run as one"),
        _ => Err("this is for the list of scenarios; {run.scenarios} shows it"),
    }
}

/// The scenario that is marked in the list, by its place on the board.
fn marked(state: &State) -> Option<usize> {
    let Mode::Scenarios(listing) = &state.mode else { return None };
    let found = state.scenarios_listed(&listing.text());
    found.get(listing.selected.min(found.len().checked_sub(1)?)).copied()
}

pub(super) fn find(state: &State, name: &str) -> Option<usize> {
    state.board.heading().scenarios.iter().position(|scenario| scenario.name == name)
}

/// Back in the list of scenarios, at one of them.
fn list_at(turn: &mut Turn<'_>, index: usize) {
    turn.state.mode = Mode::Scenarios(Listing { selected: index, ..Listing::new() });
}

/// Opens the run of the scenario that is marked.
pub(super) fn open_marked(turn: &mut Turn<'_>) {
    if let Some(index) = marked(turn.state) {
        turn.state.mode = Mode::Wall;
        open(turn, index);
    }
}

/// Opens the run of a scenario and says how it comes out.
pub(super) fn open(turn: &mut Turn<'_>, index: usize) {
    let Some(scenario) = turn.state.board.heading().scenarios.get(index).cloned() else { return };
    turn.state.open_run().play_scenario(&scenario);
    turn.state.follow_run();
    let failure = turn.state.running().and_then(|running| running.told()).and_then(|told| told.failure.as_ref());
    match failure.map(|failure| format!("step {}: {}", failure.step + 1, failure.expected)) {
        None => {
            let offer = offered(turn.state.offer(&scenario.name));
            turn.state.say(Tone::Done, format!("the scenario {} passes{offer}", scenario.name));
        }
        // What came out instead stands in the pane.
        Some(difference) => turn.state.say(Tone::Problem, format!("the scenario {} fails at {difference}", scenario.name)),
    }
}

/// What is offered, behind what is said.
fn offered(offer: Option<String>) -> String {
    offer.map_or(String::new(), |offer| format!("; {offer}"))
}

/// The run that is open as a scenario of a name, in place of one that was there.
fn kept(state: &State, name: &str, old: Option<&Scenario>) -> Result<Scenario, Misfit> {
    let run = state.running().map(|running| running.run()).filter(|run: &&Run| !run.is_empty());
    let run = run.ok_or_else(|| Misfit("nothing has happened".to_owned()))?;
    // What led up to the last command is how things stood.
    let most = issued(run).saturating_sub(1);
    let given = old.map_or(most, |old| old.given.len().min(most));
    let scenario = of_run(run, name, given)?;
    Ok(match old {
        None => scenario,
        Some(old) => Scenario { never: old.never.clone(), state: old.state.clone(), unknown: old.unknown.clone(), ..scenario },
    })
}

/// Keeps the run under a name. False where the name must be mended.
pub(super) fn save(turn: &mut Turn<'_>, name: &str) -> bool {
    if name.is_empty() {
        turn.state.say_with_keys(Tone::Problem, "a scenario needs a name; {write.leave} leaves it");
        return false;
    }
    let index = find(turn.state, name);
    let mut scenarios = turn.state.board.heading().scenarios.clone();
    let scenario = match kept(turn.state, name, index.map(|index| &scenarios[index])) {
        Ok(scenario) => scenario,
        Err(why) => {
            turn.state.say(Tone::Problem, format!("cannot save the run as a scenario: {why}"));
            return true;
        }
    };
    match index {
        Some(index) => scenarios[index] = scenario.clone(),
        None => scenarios.push(scenario.clone()),
    }
    if turn.edit(format!("save the scenario {}", short(name)), Edit::SetScenarios(scenarios), None).is_err() {
        return true;
    }
    let then = scenario.then.iter().map(|event| turn.state.name_of(*event)).collect::<Vec<_>>().join(", ");
    let then = if then.is_empty() { "nothing".to_owned() } else { then };
    let verb = if index.is_some() { "replaced the scenario" } else { "saved the scenario" };
    let fails = now_open(turn, &scenario);
    let undo = turn.state.keys.name("board.undo");
    match fails {
        None => turn.state.say(Tone::Done, format!("{verb} {name}, then: {then} – {undo} takes it back")),
        Some(difference) => turn.state.say(Tone::Problem, format!("{verb} {name}; it fails at {difference}")),
    }
    true
}

/// The run that is open is that of a scenario now; where it fails is given back.
pub(super) fn now_open(turn: &mut Turn<'_>, scenario: &Scenario) -> Option<String> {
    turn.state.aside = None;
    let running = turn.state.running_mut()?;
    running.play_scenario(scenario);
    let failure = running.told().and_then(|told| told.failure.as_ref()).map(first_difference);
    turn.state.follow_run();
    failure
}

/// Says how all scenarios came out, or what they cover, once they have been played.
pub(in crate::app) fn tell_how_they_come_out(turn: &mut Turn<'_>, tell: Tell) {
    if tell == Tell::Cover {
        let said = turn.state.scenarios.told_cover();
        return turn.state.say(Tone::Plain, said);
    }
    let all = turn.state.board.heading().scenarios.len();
    let (passed, first) = turn.state.scenarios.count();
    let state = &*turn.state;
    let passes = |index: usize| state.scenarios.verdict(index).is_some_and(|verdict| verdict.failure.is_none());
    let passing = state.board.heading().scenarios.iter().enumerate().filter(|(index, _)| passes(*index));
    let offer = offered(passing.filter_map(|(_, scenario)| state.offer(&scenario.name)).next());
    let Some(first) = first else {
        let said = if all == 1 { "1 scenario passed".to_owned() } else { format!("{all} scenarios passed") };
        return turn.state.say(Tone::Done, format!("{said}{offer}"));
    };
    let name = turn.state.board.heading().scenarios.get(first).map_or(String::new(), |scenario| short(&scenario.name));
    let failure = turn.state.scenarios.verdict(first).and_then(|verdict| verdict.failure.as_ref());
    // What was expected there and what came out stands in the list.
    let step = failure.map_or(0, |failure| failure.step + 1);
    let failed = all - passed;
    turn.state.say(Tone::Problem, format!("{passed} passed, {failed} failed: {name} at step {step}{offer}"));
    list_at(turn, first);
}

/// The edits that let the hot spots that carry the run of one scenario carry that of another, or none.
fn carry(state: &State, from: &str, to: Option<&str>) -> Vec<Edit> {
    let spots = state.board.notes().iter().filter(|note| carried(note).is_some_and(|(name, _)| name == from));
    spots.map(|note| Edit::Set { note: note.id, property: Property::Run(to.map(|to| Json::Text(to.to_owned()))) }).collect()
}

/// Gives a scenario another name. False where the name must be mended.
pub(super) fn rename(turn: &mut Turn<'_>, index: usize, name: &str) -> bool {
    let mut scenarios = turn.state.board.heading().scenarios.clone();
    let Some(old) = scenarios.get(index).map(|scenario| scenario.name.clone()) else { return true };
    if name.is_empty() {
        turn.state.say_with_keys(Tone::Problem, "a scenario needs a name; {write.leave} leaves it as it was");
        return false;
    }
    if find(turn.state, name).is_some_and(|other| other != index) {
        turn.state.say(Tone::Problem, format!("another scenario is called {name}"));
        return false;
    }
    list_at(turn, index);
    if name == old {
        return true;
    }
    name.clone_into(&mut scenarios[index].name);
    let mut edits = vec![Edit::SetScenarios(scenarios)];
    edits.extend(carry(turn.state, &old, Some(name)));
    if let Some(running) = turn.state.running_mut() {
        running.rename_scenario(&old, name);
    }
    if turn.edit(format!("rename the scenario {}", short(&old)), Edit::Group(edits), None).is_ok() {
        turn.state.aside = None;
        turn.state.say(Tone::Done, format!("the scenario is called {name} now"));
    }
    true
}

/// Takes the marked scenario off the board.
pub(super) fn remove(turn: &mut Turn<'_>) {
    let Some(index) = marked(turn.state) else { return };
    let mut scenarios = turn.state.board.heading().scenarios.clone();
    let gone = scenarios.remove(index);
    let mut edits = vec![Edit::SetScenarios(scenarios)];
    if find(turn.state, &gone.name) == Some(index) {
        edits.extend(carry(turn.state, &gone.name, None));
    }
    let count = edits.len() - 1;
    if turn.edit(format!("remove the scenario {}", short(&gone.name)), Edit::Group(edits), None).is_ok() {
        turn.state.aside = None;
        let spots = match count {
            0 => String::new(),
            1 => "; the hot spot that carried its run stays".to_owned(),
            count => format!("; the {count} hot spots that carried its run stay"),
        };
        let undo = turn.state.keys.spell("{list.leave} {board.undo} brings it back");
        turn.state.say(Tone::Done, format!("removed the scenario {}{spots} – {undo}", gone.name));
    }
}

/// Hands the marked scenario to the person's editor: what could not be read the last time, else the scenario as notation.
fn edit(turn: &mut Turn<'_>) {
    let Some(scenario) = marked(turn.state).and_then(|index| turn.state.board.heading().scenarios.get(index)).cloned() else {
        return;
    };
    let to_mend = turn.state.scenarios.to_mend.take().filter(|(name, _)| *name == scenario.name);
    let text = match to_mend {
        Some((_, text)) => text,
        None => {
            let written = notation::write_scenario(&turn.state.board, &scenario);
            // What has no words would be lost on the way.
            if let Some(left_out) = written.left_out.first() {
                let said = format!("cannot edit the scenario as text: storm notation has no words for {left_out}");
                return turn.state.say(Tone::Problem, said);
            }
            format!("{}\n", written.text.trim())
        }
    };
    turn.state.scenarios.edited = Some(scenario.name);
    turn.effects.push(Effect::Editor(text));
}

/// Takes a scenario back from the editor. What cannot be read stays at hand, to be mended.
pub(super) fn take_back(turn: &mut Turn<'_>, name: &str, edited: Result<String, String>) {
    let text = match edited {
        Ok(text) => with_plain_breaks(&text),
        Err(reason) => return turn.state.say(Tone::Problem, reason),
    };
    let Some(index) = find(turn.state, name) else { return };
    let scenarios = match read(turn, index, &text) {
        Ok(scenarios) => scenarios,
        Err(lines) => {
            turn.state.scenarios.to_mend = Some((name.to_owned(), text));
            let keys = turn.state.keys.spell("{run.scenarios}, {scenario.editor} goes on with what you wrote");
            turn.state.report = Some(Report { title: format!("The scenario stays as it was – {keys}"), lines });
            turn.state.mode = Mode::Report(0);
            return;
        }
    };
    if scenarios == turn.state.board.heading().scenarios {
        return turn.state.say(Tone::Plain, "the scenario is as it was");
    }
    let now = scenarios.get(index).map_or(String::new(), |scenario| scenario.name.clone());
    let mut edits = Vec::new();
    if now != name && !scenarios.iter().any(|scenario| scenario.name == name) {
        edits.extend(carry(turn.state, name, Some(&now)));
        if let Some(running) = turn.state.running_mut() {
            running.rename_scenario(name, &now);
        }
    }
    edits.insert(0, Edit::SetScenarios(scenarios));
    if turn.edit(format!("edit the scenario {}", short(name)), Edit::Group(edits), None).is_ok() {
        let undo = turn.state.keys.spell("{list.leave} {board.undo} takes it back");
        turn.state.say(Tone::Done, format!("the scenario {now} says what you wrote – {undo}"));
    }
}

/// All scenarios with those of a text in place of one, or what is wrong with the text, line by line.
fn read(turn: &mut Turn<'_>, index: usize, text: &str) -> Result<Vec<Scenario>, Vec<String>> {
    let mut board = turn.state.board.clone();
    let mut scenarios = board.heading().scenarios.clone();
    let old = scenarios.remove(index);
    let refused = |why: String| vec![why];
    board.apply(Edit::SetScenarios(scenarios.clone())).map_err(|refusal| refused(refusal.to_string()))?;
    let source = &mut *turn.source;
    let pasted = notation::read_onto(&board, text, &Onto::default(), &mut || source.id());
    let pasted = pasted.map_err(|remarks: Vec<Remark>| report(String::new(), &remarks, &[]).lines)?;
    let before = board.clone();
    board.apply(pasted.edit).map_err(|refusal| refused(refusal.to_string()))?;
    let mut wrong: Vec<String> = Vec::new();
    // A name that nobody bears is a slip of the pen here: notes are written on the wall.
    for note in pasted.notes.iter().filter_map(|id| board.note(*id)) {
        let line = text.lines().position(|line| fold(line).contains(&fold(&note.text))).map_or(1, |line| line + 1);
        let others = before.notes().iter().filter(|other| other.kind() == note.kind()).map(|other| other.text.as_str());
        wrong.push(format!("line {line}: no {} is called {}", note.kind().name(), note.text));
        wrong.extend(nearest(&note.text, others).map(|other| format!("  did you mean {other}?")));
    }
    wrong.extend(pasted.skipped.iter().map(|line| format!("line {}: this is no line of a scenario: {}", line.line, line.text)));
    if wrong.is_empty() && before.notes() != board.notes() {
        wrong.push("only scenarios can be written here; notes are written on the wall".to_owned());
    }
    let mut new = board.heading().scenarios[scenarios.len().min(board.heading().scenarios.len())..].to_vec();
    if wrong.is_empty() && new.is_empty() {
        wrong.push("there is no scenario in it; `Scenario: NAME` begins one".to_owned());
    }
    if let Some(twin) = new.iter().find(|new| scenarios.iter().any(|other| other.name == new.name)) {
        wrong.push(format!("another scenario is called {}", twin.name));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    if let Some(first) = new.first_mut() {
        first.unknown = old.unknown;
    }
    scenarios.splice(index..index, new);
    Ok(scenarios)
}
