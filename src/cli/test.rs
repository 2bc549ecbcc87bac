//! `squall test BOARD…`: plays the scenarios that are saved on boards, and says what of the boards they have been through.

mod junit;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::report::{self, FOUND, REFUSED};
use super::{document, player};
use crate::board::name::{fold, nearest};
use crate::board::{Board, Scenario};
use crate::engine::scenario::{self, Coverage, Failure, Part, Played, Tally};
use crate::engine::{compile, duration, tell};
use crate::view::text::clean;

/// Plays the scenarios saved on boards, and says what of the boards they cover
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The boards, or `-` for standard input
    #[arg(required = true, value_name = "BOARD")]
    boards: Vec<PathBuf>,
    /// Play only the scenario of this name, or those that have it in theirs
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Write a report for CI systems as JUnit XML; `-` is standard output
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
}

/// A board with its scenarios played.
struct Tested {
    path: PathBuf,
    board: Board,
    played: Vec<(usize, Played)>,
    coverage: Coverage,
}

impl Tested {
    fn scenarios(&self) -> impl Iterator<Item = (&Scenario, &Played)> {
        self.played.iter().filter_map(|(index, played)| Some((self.board.heading().scenarios.get(*index)?, played)))
    }
}

/// Carries the command out. Exit status 1 where a scenario failed.
pub fn run(args: &Args) -> ExitCode {
    test(args).unwrap_or_else(|status| status)
}

fn test(args: &Args) -> Result<ExitCode, ExitCode> {
    let junit = args.junit.as_deref();
    let to_stdout = junit.is_some_and(|path| path.as_os_str() == "-");
    if to_stdout && args.json {
        report::error("standard output can take one document, --json or --junit -", "give --junit a file");
        return Err(ExitCode::from(REFUSED));
    }
    if let Some(path) = junit.filter(|_| !to_stdout) {
        let sources: Vec<&std::path::Path> = args.boards.iter().map(PathBuf::as_path).collect();
        document::may_write(path, &sources, true)?;
    }
    // What is wrong with any of the boards is said before anything is played.
    let read: Vec<Result<Board, ExitCode>> = args.boards.iter().map(|path| report::read(path)).collect();
    let boards = read.into_iter().collect::<Result<Vec<Board>, ExitCode>>()?;
    let chosen = match &args.only {
        Some(name) => chosen(name, &boards)?,
        None => boards.iter().map(|board| (0..board.heading().scenarios.len()).collect()).collect(),
    };
    let tested = args.boards.iter().zip(boards).zip(chosen).map(|((path, board), chosen)| play(path.clone(), board, &chosen));
    let tested: Vec<Tested> = tested.collect();
    let told = if args.json { format!("{:#}\n", json(&tested)) } else { text(&tested, args.only.is_none()) };
    match junit {
        Some(_) if to_stdout => {
            report::print(&junit::report(&tested))?;
            report::remark(told.trim_end(), "");
        }
        Some(path) => {
            document::write(path, &junit::report(&tested), true)?;
            report::print(&told)?;
        }
        None => report::print(&told)?,
    }
    let failed = tested.iter().flat_map(Tested::scenarios).any(|(_, played)| !played.passed());
    Ok(if failed { ExitCode::from(FOUND) } else { ExitCode::SUCCESS })
}

/// The scenarios of each board that a name means: those called so, or else those with it in their names.
fn chosen(only: &str, boards: &[Board]) -> Result<Vec<Vec<usize>>, ExitCode> {
    let named = fold(only);
    let those = |is: &dyn Fn(&str) -> bool| -> Vec<Vec<usize>> {
        let of = |board: &Board| {
            let all = board.heading().scenarios.iter().enumerate();
            all.filter(|(_, scenario)| is(&fold(&scenario.name))).map(|(index, _)| index).collect()
        };
        boards.iter().map(of).collect()
    };
    let tries = [those(&|name| name == named), those(&|name| name.contains(&named))];
    if let Some(found) = tries.into_iter().find(|found| found.iter().any(|of| !of.is_empty())) {
        return Ok(found);
    }
    let names = boards.iter().flat_map(|board| &board.heading().scenarios).map(|scenario| scenario.name.as_str());
    let hint = match nearest(only, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "without --only all scenarios are played, each with its name".to_owned(),
    };
    report::error(&format!("no scenario is called `{only}`"), &hint);
    Err(ExitCode::from(REFUSED))
}

fn play(path: PathBuf, board: Board, chosen: &[usize]) -> Tested {
    let model = Arc::new(compile(&board));
    player::warn(&path.display().to_string(), &board, &model);
    let mut coverage = Coverage::new(model.clone());
    let scenarios = chosen.iter().filter_map(|index| Some((*index, board.heading().scenarios.get(*index)?)));
    let played: Vec<(usize, Played)> = scenarios.map(|(index, scenario)| (index, scenario::play(&model, scenario))).collect();
    played.iter().for_each(|(_, played)| coverage.add(&played.run));
    Tested { path, board, played, coverage }
}

/// How a board without scenarios gets one, with names of its own where it has them.
fn first_scenario(one: &Tested) -> Vec<String> {
    let model = one.coverage.model();
    let free = model.commands.iter().find(|command| !command.by_policy && !command.outcomes.is_empty());
    let event = free.and_then(|command| command.outcomes.first()?.events.first());
    let command = free.map_or("A Command", |command| &command.name);
    let event = event.map_or("An Event", |recorded| &model.event(recorded.event).name);
    vec![
        format!("  no scenarios yet. To make one, open the board (squall {}) and paste lines such as", one.path.display()),
        "    Scenario: What it shows".to_owned(),
        format!("      When: {command}"),
        format!("      Then: {event}"),
        String::new(),
    ]
}

/// What is covered of notes, outcomes and policies.
struct Shares([(&'static str, Vec<Part>); 3]);

impl Shares {
    fn of(coverage: &Coverage) -> Shares {
        Shares([("notes", coverage.notes()), ("outcomes", coverage.outcomes()), ("policies", coverage.policies())])
    }

    fn tallies(&self) -> [Tally; 3] {
        [Tally::of(&self.0[0].1), Tally::of(&self.0[1].1), Tally::of(&self.0[2].1)]
    }
}

/// The whole report as one JSON object.
fn json(tested: &[Tested]) -> Json {
    let mut totals = [Tally::default(); 3];
    let mut scenarios = Vec::new();
    let mut uncovered = Vec::new();
    for one in tested {
        let board = one.board.title();
        for (scenario, played) in one.scenarios() {
            let first = played.first();
            scenarios.push(json!({
                "board": board,
                "name": scenario.name,
                "ok": played.passed(),
                "expected": first.map(|failure| &failure.expected),
                "actual": first.map(|failure| &failure.actual),
                "step": first.map(|failure| failure.step + 1),
                "at": first.map(|failure| duration::format(failure.at)),
                "failures": played.failures.iter().map(|failure| json!({
                    "expected": failure.expected, "actual": failure.actual, "step": failure.step + 1, "at": duration::format(failure.at),
                })).collect::<Vec<_>>(),
                "path": one.path.display().to_string(),
            }));
        }
        let shares = Shares::of(&one.coverage);
        for (total, tally) in totals.iter_mut().zip(shares.tallies()) {
            *total = total.plus(tally);
        }
        let names = |parts: &[Part]| parts.iter().filter(|part| !part.covered).map(|part| part.name.clone()).collect::<Vec<_>>();
        let [(_, notes), (_, outcomes), (_, policies)] = &shares.0;
        uncovered.push(json!({
            "board": board, "notes": names(notes), "outcomes": names(outcomes), "policies": names(policies),
        }));
    }
    let failed = scenarios.iter().filter(|scenario| scenario["ok"] == false).count();
    json!({
        "passed": scenarios.len() - failed,
        "failed": failed,
        "coverage": { "notes": totals[0].percent(), "outcomes": totals[1].percent(), "policies": totals[2].percent() },
        "uncovered": uncovered,
        "scenarios": scenarios,
    })
}

/// How many uncovered names are listed before they are only counted.
const MOST: usize = 8;
/// How many failures that come after the first are told.
const ALSO: usize = 3;
/// How many steps of the chain are shown before the one that diverges.
const BEFORE: usize = 6;

/// The report as lines to read. What is not covered is only named where all scenarios were played.
fn text(tested: &[Tested], all: bool) -> String {
    let mut lines = Vec::new();
    let mut totals = [Tally::default(); 3];
    let (mut passed, mut failed) = (0, 0);
    for one in tested {
        lines.push(format!("{} ({})", one.board.title(), one.path.display()));
        if one.board.heading().scenarios.is_empty() {
            lines.extend(first_scenario(one));
            continue;
        }
        for (scenario, played) in one.scenarios() {
            match played.first() {
                None => {
                    passed += 1;
                    lines.push(format!("  ok      {}", scenario.name));
                }
                Some(first) => {
                    failed += 1;
                    lines.push(format!("  FAILED  {}", scenario.name));
                    diverges(played, first, &mut lines);
                }
            }
        }
        let shares = Shares::of(&one.coverage);
        lines.push(format!("  covered: {}", percents(&shares.tallies())));
        for (total, tally) in totals.iter_mut().zip(shares.tallies()) {
            *total = total.plus(tally);
        }
        for (what, parts) in &shares.0 {
            let missing: Vec<&str> = parts.iter().filter(|part| !part.covered).map(|part| part.name.as_str()).collect();
            if all && !missing.is_empty() {
                let more = if missing.len() > MOST { format!(" and {} more", missing.len() - MOST) } else { String::new() };
                lines.push(format!("  not covered, {what}: {}{more}", missing[..missing.len().min(MOST)].join("; ")));
            }
        }
        lines.push(String::new());
    }
    let plural = if passed + failed == 1 { "" } else { "s" };
    let boards = if tested.len() == 1 { String::new() } else { format!(" on {} boards", tested.len()) };
    lines.push(match failed {
        0 if passed == 0 => "Nothing was played.".to_owned(),
        0 => format!("{passed} scenario{plural}{boards}, all passed."),
        _ => format!("{} scenario{plural}{boards}: {passed} passed, {failed} failed.", passed + failed),
    });
    if tested.len() > 1 && passed + failed > 0 {
        lines.push(format!("covered: {}", percents(&totals)));
    }
    // What stands on a note may hold anything; a terminal is only ever sent what can be seen.
    let mut text: String = lines.iter().map(|line| clean(line)).collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}

fn percents(tallies: &[Tally; 3]) -> String {
    let one = |(what, tally): (&str, &Tally)| format!("{what} {} % ({} of {})", tally.percent(), tally.covered, tally.all);
    ["notes", "outcomes", "policies"].into_iter().zip(tallies).map(one).collect::<Vec<_>>().join(" · ")
}

/// Where a run first went otherwise, with the steps that led there.
fn diverges(played: &Played, first: &Failure, lines: &mut Vec<String>) {
    for line in sentences(first) {
        lines.push(format!("          {line}"));
    }
    let run = &played.run;
    let end = (first.step + 1).min(run.len());
    let start = end.saturating_sub(BEFORE);
    if start > 0 {
        lines.push(format!("          {:>5} …", ""));
    }
    for number in start..end {
        let Some(step) = run.step(number) else { continue };
        let line = tell::line(run, &step.what);
        let here = if number == first.step { '▶' } else { ' ' };
        let indent = if line.depth == 0 { "" } else { "  " };
        let remark = if line.remark.is_empty() { String::new() } else { format!("   {}", line.remark) };
        let at = duration::format(step.at);
        lines.push(format!("          {here}{:>4} {at:>7}  {indent}{} {}{remark}", number + 1, line.sign, line.head));
    }
    if first.step >= run.len() {
        lines.push(format!("          ▶{:>4} {:>7}  it goes no further", first.step + 1, duration::format(first.at)));
    }
    for other in played.failures.iter().skip(1).take(ALSO) {
        let (step, at) = (other.step + 1, duration::format(other.at));
        lines.push(format!("          also, in step {step} at {at}: expected that {}; {}", other.expected, other.actual));
    }
    if played.failures.len() > ALSO + 1 {
        lines.push(format!("          and {} more", played.failures.len() - ALSO - 1));
    }
}

/// The first difference in words: where, what was expected, what happened.
fn sentences(failure: &Failure) -> [String; 3] {
    [
        format!("goes otherwise in step {}, at {}:", failure.step + 1, duration::format(failure.at)),
        format!("  expected: {}", failure.expected),
        format!("  actual:   {}", failure.actual),
    ]
}
