//! Scenarios beside the run: how each of the board comes out, what they cover, and the one whose run is open.

use std::collections::HashSet;
use std::sync::Arc;

use crate::app::wall::text::{break_lines, clean, width, wrap};
use crate::app::{Effect, Mode, State, Turn, commands};
use crate::board::{Board, Detail, HotSpot, Json, Kind, Note, NoteId, Scenario};
use crate::engine::scenario::{Coverage, Failure, Tally, play};
use crate::engine::{Model, Run, compile};

use super::Running;
use super::pane::{Row, Stands};
use crate::app::Ink;

/// Steps that are made at one go, so that no key waits for many scenarios.
const STEPS: usize = 20_000;
/// Rows that what was expected takes at most, and as many what came out.
const HANGING: usize = 5;
/// Names of what is not covered that are told at most.
const NAMED: usize = 3;

/// How a scenario came out.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Where it first went otherwise than the scenario says; nothing where it passed.
    pub failure: Option<Failure>,
}

/// What is to be told once all scenarios have been played.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::app) enum Tell {
    /// How they came out.
    Verdicts,
    /// What they cover.
    Cover,
}

/// How the scenarios of the board come out: found out when somebody asks, kept until the board changes.
#[derive(Default, Debug)]
pub struct Scenarios {
    of: Option<u64>,
    model: Option<Arc<Model>>,
    /// Of the first so many scenarios; the others have not been played yet.
    verdicts: Vec<Verdict>,
    coverage: Option<Coverage>,
    /// What is covered and what is not, once all have been played.
    covered: Option<(HashSet<NoteId>, HashSet<NoteId>)>,
    /// Whether the wall shows what they cover.
    pub(in crate::app) shown: bool,
    pub(in crate::app) tell: Option<Tell>,
    /// The name of the scenario that the person's editor has.
    pub(in crate::app) edited: Option<String>,
    /// The name of a scenario and a text for it that could not be read, to be mended.
    pub(in crate::app) to_mend: Option<(String, String)>,
}

impl Scenarios {
    /// How a scenario came out; nothing where it has not been played yet.
    pub fn verdict(&self, index: usize) -> Option<&Verdict> {
        self.verdicts.get(index)
    }

    /// Where the wall shows it: whether a note takes part in a scenario. Nothing for what takes part in no run.
    pub fn covers(&self, note: NoteId) -> Option<bool> {
        let (covered, uncovered) = self.covered.as_ref().filter(|_| self.shown)?;
        if covered.contains(&note) {
            return Some(true);
        }
        uncovered.contains(&note).then_some(false)
    }

    /// How many have passed, and the first that failed.
    pub(in crate::app) fn count(&self) -> (usize, Option<usize>) {
        let passed = self.verdicts.iter().filter(|verdict| verdict.failure.is_none()).count();
        (passed, self.verdicts.iter().position(|verdict| verdict.failure.is_some()))
    }

    /// Plays some of those that have not been played since the board changed. True where all have been.
    fn play(&mut self, board: &Board) -> bool {
        let of = Some(board.revision());
        if self.of != of {
            self.of = of;
            self.verdicts.clear();
            self.covered = None;
            let model = Arc::new(compile(board));
            self.coverage = Some(Coverage::new(model.clone()));
            self.model = Some(model);
        }
        let (Some(model), Some(coverage)) = (&self.model, &mut self.coverage) else { return true };
        let all = &board.heading().scenarios;
        let mut steps = 0;
        while let Some(scenario) = all.get(self.verdicts.len()) {
            if steps >= STEPS {
                return false;
            }
            let played = play(model, scenario);
            // Those that need no step at all take their time too.
            steps += played.run.len() + 20;
            coverage.add(&played.run);
            self.verdicts.push(Verdict { failure: played.failures.into_iter().next() });
        }
        if self.covered.is_none() {
            self.covered = Some((coverage.covered().clone(), coverage.uncovered()));
        }
        true
    }

    /// What they cover, in a line.
    pub(in crate::app) fn told_cover(&self) -> String {
        let Some(coverage) = &self.coverage else { return String::new() };
        let (notes, outcomes, policies) = (coverage.notes(), coverage.outcomes(), coverage.policies());
        let parts = [("notes", &notes), ("outcomes", &outcomes), ("policies", &policies)];
        let percents = parts.map(|(name, parts)| format!("{name} {:.0} %", Tally::of(parts).percent().floor()));
        let open = |part: &&crate::engine::scenario::Part| !part.covered;
        let mut missing: Vec<&str> = notes.iter().chain(&outcomes).filter(open).map(|part| &*part.name).collect();
        let quiet = policies.iter().filter(open).map(|part| &*part.name).filter(|name| !missing.contains(name));
        let quiet: Vec<&str> = quiet.collect();
        missing.extend(quiet);
        let more = missing.len().saturating_sub(NAMED);
        let named = missing.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        let missing = match (missing.len(), more) {
            (0, _) => "everything is covered".to_owned(),
            (_, 0) => format!("not covered: {named}"),
            (_, more) => format!("not covered: {named} and {more} more"),
        };
        format!("{}; {}", percents.join(", "), missing)
    }
}

/// The scenario whose run is open.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its name.
    pub name: String,
    /// Where it first went otherwise than the scenario says; nothing where it passed.
    pub failure: Option<Failure>,
    /// Whether somebody went another way since, so that it is no run of the scenario any more.
    pub strayed: bool,
    /// Whether it has been played again after an edit.
    pub again: bool,
    /// Whether it failed before that edit.
    pub mended: bool,
}

impl Running {
    /// The scenario whose run this is.
    pub fn told(&self) -> Option<&Told> {
        self.told.as_ref()
    }

    /// The step at which the scenario first goes otherwise, counted from 0.
    pub fn fails_at(&self) -> Option<usize> {
        let told = self.told.as_ref().filter(|told| !told.strayed)?;
        told.failure.as_ref().map(|failure| failure.step)
    }

    /// Plays a scenario, and stands where it first goes otherwise, or at its end.
    pub(in crate::app) fn play_scenario(&mut self, scenario: &Scenario) {
        let played = play(self.run.model(), scenario);
        let failure = played.failures.into_iter().next();
        self.run = played.run;
        self.goes_its_own_way();
        self.halted = None;
        self.only = None;
        self.playing = false;
        self.told = Some(Told { name: scenario.name.clone(), failure, strayed: false, again: false, mended: false });
        if !self.go_to_failure() {
            self.settle();
        }
    }

    /// Goes to where the scenario first goes otherwise. False where it does not.
    pub(in crate::app) fn go_to_failure(&mut self) -> bool {
        let Some(step) = self.fails_at() else { return false };
        self.to_step(step.saturating_add(1).min(self.run.len() + self.run.ahead()));
        true
    }

    /// From here on it is another run than that of the scenario.
    pub(super) fn stray(&mut self) {
        if let Some(told) = &mut self.told {
            told.strayed = true;
        }
    }

    /// The scenario is called otherwise from now on.
    pub(in crate::app) fn rename_scenario(&mut self, from: &str, to: &str) {
        if let Some(told) = self.told.as_mut().filter(|told| told.name == from) {
            to.clone_into(&mut told.name);
        }
    }

    /// Where this is the run of a scenario: plays it again on a board that has changed. False where it is none.
    pub(super) fn follow_scenario(&mut self, board: &Board) -> bool {
        let Some(told) = self.told.as_ref().filter(|told| !told.strayed) else { return false };
        let Some(scenario) = board.heading().scenarios.iter().find(|scenario| scenario.name == told.name) else {
            self.told = None;
            return false;
        };
        let failed = told.failure.is_some();
        self.run = Run::new(Arc::new(compile(board)));
        self.play_scenario(scenario);
        if let Some(told) = &mut self.told {
            told.again = true;
            told.mended = failed && told.failure.is_none();
        }
        true
    }
}

/// The scenario that is played: whether it passes, and where it does not, what was expected beside what came out.
pub(super) fn section(running: &Running, cells: usize) -> Vec<Row> {
    let Some(told) = running.told() else { return Vec::new() };
    let (verdict, ink) = match (&told.failure, told.strayed) {
        (_, true) => ("· another way since", Ink::Faint),
        (None, _) => ("✓ passes", Ink::Done),
        (Some(_), _) => ("✗ fails", Ink::Problem),
    };
    let mut rows = Vec::new();
    let head = "── SCENARIO ";
    let name = clean(&told.name);
    let room = cells.saturating_sub(width(head) + width(verdict) + 4).max(8);
    let cut = break_lines(&name, room);
    let shown = match &cut[..] {
        [first, _, ..] => format!("{}…", name[first.clone()].trim_end()),
        _ => name.to_string(),
    };
    let mut row = Row::of(Stands::Scenario).and("── ", Ink::Rule).and("SCENARIO ", Ink::Faint).and(shown, Ink::Strong);
    row.put(format!("  {verdict} "), ink);
    row.put("─".repeat(cells.saturating_sub(row.wide())), Ink::Rule);
    rows.push(row);
    if told.strayed {
        return rows;
    }
    if told.again {
        rows.push(Row::of(Stands::Scenario).and("played again after the edit", Ink::Faint));
    }
    if let Some(failure) = &told.failure {
        for (label, said, ink) in [("expected  ", &failure.expected, Ink::Text), ("actual    ", &failure.actual, Ink::Problem)] {
            let said = clean(said);
            let lines = wrap(&said, cells.saturating_sub(label.len()).max(8), HANGING);
            for (number, line) in lines.into_iter().enumerate() {
                let label = if number == 0 { label.to_owned() } else { " ".repeat(label.len()) };
                rows.push(Row::of(Stands::Scenario).and(label, Ink::Faint).and(line, ink));
            }
        }
    }
    rows
}

/// Where a scenario first goes otherwise, in a line.
pub(in crate::app) fn first_difference(failure: &Failure) -> String {
    format!("step {}: {}; {}", failure.step + 1, failure.expected, failure.actual)
}

/// The name of the scenario that a hot spot carries, and the hot spot.
pub(in crate::app) fn carried(note: &Note) -> Option<(&str, &HotSpot)> {
    match &note.detail {
        Detail::HotSpot(spot) => match &spot.run {
            Some(Json::Text(name)) => Some((name, spot)),
            _ => None,
        },
        _ => None,
    }
}

impl State {
    /// How the scenarios of the board come out.
    pub fn scenarios(&self) -> &Scenarios {
        &self.scenarios
    }

    /// Plays some of the scenarios that have not been played since the board changed. True where all have been.
    pub(in crate::app) fn play_scenarios_now(&mut self) -> bool {
        self.scenarios.play(&self.board)
    }

    /// The scenarios whose name has every word of a text, by their place on the board.
    pub fn scenarios_listed(&self, text: &str) -> Vec<usize> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let all = self.board.heading().scenarios.iter().enumerate();
        let fits = |name: &str| {
            let name = name.to_lowercase();
            words.iter().all(|word| name.contains(word))
        };
        all.filter(|(_, scenario)| words.is_empty() || fits(&scenario.name)).map(|(index, _)| index).collect()
    }

    /// Says behind what was done to the board what became of the run.
    pub(in crate::app) fn say_how_it_differs(&mut self) {
        let Some(running) = &self.running else { return };
        let said = match (running.told().filter(|told| !told.strayed), running.differs()) {
            (Some(Told { name, failure: Some(failure), .. }), _) => {
                format!("the scenario {name} fails at {}", first_difference(failure))
            }
            (Some(told), _) => {
                let offer = if told.mended { self.offer(&told.name) } else { None };
                let offer = offer.map_or(String::new(), |offer| format!("; {offer}"));
                format!("the scenario {} passes{offer}", told.name)
            }
            (None, Some(step)) => format!("the run is another from step {} on", step + 1),
            (None, None) if running.run().is_empty() => return,
            (None, None) => "the run stays as it was".to_owned(),
        };
        self.aside = Some(said);
    }

    /// What can be done about an open hot spot whose scenario passes and expects something: to mark it as answered.
    pub(in crate::app) fn offer(&self, scenario: &str) -> Option<String> {
        let kept = self.board.heading().scenarios.iter().find(|kept| kept.name == scenario)?;
        if kept.then.is_empty() && kept.never.is_empty() && kept.state.is_empty() {
            return None;
        }
        let carries = |note: &&Arc<Note>| carried(note).is_some_and(|(name, spot)| name == scenario && !spot.resolved);
        let spot = self.board.notes().iter().filter(|note| note.kind() == Kind::HotSpot).find(carries)?;
        let keys = self.keys.spell("{note.details} {details.edit}");
        Some(match self.focus == Some(spot.id) {
            true => format!("its scenario passes; {keys} marks it answered"),
            false => format!("{} can be marked as answered: {keys} on it", self.name_of(spot.id)),
        })
    }
}

impl Turn<'_> {
    /// Plays the scenarios where somebody looks at how they come out; some now, and the others when the next beat comes.
    pub(in crate::app) fn play_scenarios(&mut self) {
        let state = &mut *self.state;
        let told = matches!(&state.mode, Mode::Page(page) if page.waits_for_scenarios());
        let wanted = matches!(state.mode, Mode::Scenarios(_)) || told || state.scenarios.shown || state.scenarios.tell.is_some();
        if !wanted {
            return;
        }
        if !state.scenarios.play(&state.board) {
            // A run that plays has a beat of its own.
            if !state.running.as_ref().is_some_and(Running::is_playing) {
                self.effects.push(Effect::Wake(std::time::Duration::ZERO));
            }
        } else if let Some(tell) = state.scenarios.tell.take() {
            commands::tell_how_they_come_out(self, tell);
        } else if told {
            commands::tell_on_the_page(self);
        }
    }
}
