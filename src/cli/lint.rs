//! `squall lint BOARD`: what the method advises against on a board, and what is still to be asked.

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::{Value as Json, json};

use super::report::{self, FOUND};
use crate::board::{Board, Detail, NoteId};
use crate::interop;
use crate::method::lint::{self, Finding, Report, Rule};
use crate::view::text::{break_lines, clean};

/// Finds what the method advises against: the grammar of each colour and the common mistakes; and what cannot be read
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The board, or `-` for standard input
    #[arg(required_unless_present = "rules")]
    board: Option<PathBuf>,
    /// Print a JSON array of the findings
    #[arg(long)]
    json: bool,
    /// List the rules with their reasons instead
    #[arg(long, conflicts_with_all = ["board", "json"])]
    rules: bool,
}

/// How wide a line may be.
const WIDTH: usize = 80;

/// Carries the command out. Exit status 1 where something was found.
pub fn run(args: &Args) -> ExitCode {
    let Some(path) = &args.board else {
        return report::print(&rules()).err().unwrap_or(ExitCode::SUCCESS);
    };
    let board = match report::read(path) {
        Ok(board) => board,
        Err(status) => return status,
    };
    let found = interop::advice(&board);
    let told = match args.json {
        true => format!("{:#}\n", found.findings.iter().map(|finding| finding_json(&board, finding)).collect::<Json>()),
        false => text(&board, &found),
    };
    match report::print(&told) {
        Err(status) => status,
        Ok(()) if found.findings.is_empty() => ExitCode::SUCCESS,
        Ok(()) => ExitCode::from(FOUND),
    }
}

fn finding_json(board: &Board, finding: &Finding) -> Json {
    let note = finding.note.and_then(|id| board.note(id));
    json!({
        "rule": finding.rule.name(),
        "note": note.map(|note| &note.text),
        "id": note.map(|note| written_id(board, note.id)),
        "message": finding.message,
        "suggestion": finding.suggestion,
    })
}

/// An id as it stands in the file.
fn written_id(board: &Board, id: NoteId) -> String {
    board.foreign_id(id.0).map_or_else(|| id.to_string(), str::to_owned)
}

/// The findings rule by rule, so that a reason is read once; then the open questions, and how many of each there are.
fn text(board: &Board, found: &Report) -> String {
    let mut page = Page::default();
    let mut by_rule: Vec<&Finding> = found.findings.iter().collect();
    by_rule.sort_by_key(|finding| finding.rule);
    let groups: Vec<&[&Finding]> = by_rule.chunk_by(|one, other| one.rule == other.rule).collect();
    for group in &groups {
        page.rule(group[0].rule);
        for finding in *group {
            page.lines("  · ", &finding.message);
            page.lines("    → ", &finding.suggestion);
        }
        page.gap();
    }
    let questions = lint::open_questions(board);
    if !questions.is_empty() {
        page.lines("", "Open questions");
        for question in questions.iter().filter_map(|id| board.note(*id)) {
            let about = match &question.detail {
                Detail::HotSpot(spot) => spot.about.and_then(|about| board.note(about)),
                _ => None,
            };
            let about = about.map_or(String::new(), |about| format!(" ({} \"{}\")", about.kind().name(), about.text));
            page.lines("  · ", &format!("{}{about}", question.text));
        }
        page.gap();
    }
    let mut counts = match found.findings.len() {
        0 => vec!["no findings".to_owned()],
        findings => vec![format!("{} by {}", many(findings, "finding"), many(groups.len(), "rule"))],
    };
    counts.extend((!questions.is_empty()).then(|| many(questions.len(), "open question")));
    counts.extend((!found.silenced.is_empty()).then(|| format!("{} silenced", found.silenced.len())));
    page.lines("", &counts.join(" · "));
    page.0
}

fn rules() -> String {
    let mut page = Page::default();
    for rule in Rule::ALL {
        page.rule(*rule);
    }
    page.0
}

fn many(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Lines of text that fit the width.
#[derive(Default)]
struct Page(String);

impl Page {
    /// A rule with its reason.
    fn rule(&mut self, rule: Rule) {
        self.lines("", rule.name());
        self.lines("  ", rule.reason());
    }

    fn gap(&mut self) {
        self.0.push('\n');
    }

    /// A text behind a sign; lines that follow the first stand under its text. What stands on a note may hold anything.
    fn lines(&mut self, sign: &str, text: &str) {
        let text = clean(text.trim());
        let hang = sign.chars().count();
        for (index, line) in break_lines(&text, WIDTH - hang).into_iter().enumerate() {
            let before = if index == 0 { sign.to_owned() } else { " ".repeat(hang) };
            self.0.push_str(format!("{before}{}", &text[line]).trim_end());
            self.0.push('\n');
        }
    }
}
