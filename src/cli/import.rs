//! `squall import FILE…`: notation → a board.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value, json};

use super::document;
use super::new;
use super::report::{self, REFUSED};
use crate::app::Opened;
use crate::app::commands::Keymap;
use crate::board::{Board, Edit, Kind};
use crate::notation::{self, Remark, Severity, Skipped};
use crate::store;

/// Reads storm notation, in any Markdown around it, and writes a board
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Documents that make one board together; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The board to write; standard output without it
    #[arg(short, value_name = "BOARD")]
    output: Option<PathBuf>,
    /// What the documents are written in
    #[arg(long, value_enum, default_value_t = Format::Storm, value_name = "FORMAT")]
    from: Format,
    /// Replace the board if it is there already
    #[arg(long)]
    force: bool,
    /// List every line that was left out as prose
    #[arg(long)]
    verbose: bool,
    /// Report as one JSON object: on standard error where standard output carries the board
    #[arg(long)]
    json: bool,
}

/// What a board can be read from.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Format {
    /// Storm notation, in any Markdown around it
    Storm,
}

/// Carries the command out.
pub fn run(args: &Args) -> ExitCode {
    let Format::Storm = args.from;
    let output = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    if let Some(path) = output {
        let sources: Vec<&Path> = args.files.iter().map(PathBuf::as_path).collect();
        if let Err(status) = document::may_write(path, &sources, args.force) {
            return status;
        }
    }
    let names: Vec<String> = args.files.iter().map(|file| name(file)).collect();
    let mut texts = Vec::with_capacity(args.files.len());
    let mut unreadable = false;
    for (file, name) in args.files.iter().zip(&names) {
        match report::text(file, name) {
            Ok(text) => texts.push(text),
            Err(()) => unreadable = true,
        }
    }
    if unreadable {
        return ExitCode::from(REFUSED);
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    if let Some((name, _)) = names.iter().zip(&texts).find(|(_, text)| is_board(text)) {
        report::remark(&format!("{name}: error: this is a board already"), &format!("open it with `squall {name}`"));
        return ExitCode::from(REFUSED);
    }
    let reading = match notation::read_all(&texts, &mut report::fresh_id) {
        Ok(reading) => reading,
        Err(remarks) => {
            tell(args, &names, &remarks, &[], None);
            return ExitCode::from(REFUSED);
        }
    };
    let board = titled(reading.board, args);
    let text = store::write(&board);
    let written = output.map_or_else(|| report::print(&text), |path| document::write(path, &text, args.force));
    if let Err(status) = written {
        return status;
    }
    tell(args, &names, &reading.remarks, &reading.skipped, Some(&board));
    ExitCode::SUCCESS
}

/// An unsaved board made of a document. What is wrong with it is said in one line: the first place, and how many more there are.
pub fn open(path: &Path, keys: &Keymap) -> Result<Opened, String> {
    let name = name(path);
    let text = std::fs::read_to_string(path).map_err(|wrong| format!("{name}: {wrong}"))?;
    let reading = notation::read(&text, &mut report::fresh_id).map_err(|remarks| {
        let errors: Vec<&Remark> = remarks.iter().filter(|remark| remark.severity == Severity::Error).collect();
        let more =
            if errors.len() > 1 { format!(" (and {} more; squall import shows them)", errors.len() - 1) } else { String::new() };
        errors.first().map_or(name.clone(), |first| format!("{name}:{}:{}: {}{more}", first.line, first.column, first.message))
    })?;
    let mut board = reading.board;
    if board.title().is_empty() {
        // A title is never refused.
        let _ = board.apply(Edit::Retitle(new::title(path)));
    }
    let counted = counted(board.notes().len(), "note", "notes");
    let save = keys.name("board.save");
    let welcome = match reading.remarks.len() {
        0 => format!("{counted} from {name}; {save} saves them as a board."),
        doubts => format!(
            "{counted} from {name}; squall import tells {}; {save} saves them as a board.",
            self::counted(doubts, "doubt", "doubts")
        ),
    };
    Ok(Opened { unsaved: false, board, path: None, new: true, welcome: Some(welcome) })
}

/// Whether a text is a board file, whatever may be wrong with it.
fn is_board(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('{') && serde_json::from_str::<Value>(text).is_ok_and(|value| value.get("squall").is_some())
}

/// What a document is called in what is said about it.
fn name(file: &Path) -> String {
    if file.as_os_str() == "-" { "<stdin>".to_owned() } else { file.display().to_string() }
}

/// A board without a title is called after its file, or after the document.
fn titled(mut board: Board, args: &Args) -> Board {
    if board.title().is_empty() {
        let files = args.output.iter().chain(&args.files).filter(|file| file.as_os_str() != "-");
        let title = files.map(|file| new::title(file)).find(|title| !title.is_empty()).unwrap_or_else(|| "Untitled".to_owned());
        // A title is never refused.
        let _ = board.apply(Edit::Retitle(title));
    }
    board
}

/// Says what was read and what was left out.
fn tell(args: &Args, names: &[String], remarks: &[Remark], skipped: &[Skipped], board: Option<&Board>) {
    let to_stdout = args.output.as_ref().is_some_and(|output| output.as_os_str() != "-") || board.is_none();
    if args.json {
        let said = format!("{:#}\n", object(args, names, remarks, skipped, board));
        match to_stdout {
            true => drop(report::print(&said)),
            false => report::remark(said.trim_end(), ""),
        }
        return;
    }
    for remark in remarks {
        report::remark(&format!("{}:{remark}", names[remark.document]), "");
    }
    if args.verbose {
        for line in skipped {
            report::remark(&format!("{}:{}: left out: {}", names[line.document], line.line, line.text), "");
        }
    }
    if board.is_some_and(|board| board.notes().is_empty() && board.heading().workshop.is_empty()) && remarks.is_empty() {
        report::warning("nothing in it is storm notation, so the board is empty");
    }
    match board {
        Some(board) => report::remark(&summary(args, board, skipped.len()), ""),
        None => {
            let errors = remarks.iter().filter(|remark| remark.severity == Severity::Error).count();
            report::remark(&format!("nothing was imported: {}", counted(errors, "error", "errors")), "");
        }
    }
}

/// `wrote b.json: 11 events, 3 aggregates; 200 lines of prose left out (--verbose lists them)`
fn summary(args: &Args, board: &Board, skipped: usize) -> String {
    let where_to = match &args.output {
        Some(output) if output.as_os_str() != "-" => format!("wrote {}", output.display()),
        _ => "read".to_owned(),
    };
    let mut counts: Vec<String> = counts(board).map(|(kind, count)| counted(count, kind.name(), kind.plural())).collect();
    let workshop = &board.heading().workshop;
    let parts = [
        (workshop.agenda.is_some() || !workshop.phases.is_empty(), "the agenda".to_owned()),
        (workshop.request.is_some(), "the feature request".to_owned()),
        (!workshop.parked.is_empty(), counted(workshop.parked.len(), "parked topic", "parked topics")),
    ];
    counts.extend(parts.into_iter().filter(|(is, _)| *is).map(|(_, part)| part));
    let notes = if counts.is_empty() { "no notes".to_owned() } else { counts.join(", ") };
    let hint = if args.verbose { "" } else { " (--verbose lists them)" };
    let left_out = match skipped {
        0 => String::new(),
        1 => format!("; 1 line of prose left out{}", hint.replace("them", "it")),
        several => format!("; {several} lines of prose left out{hint}"),
    };
    format!("{where_to}: {notes}{left_out}")
}

/// How many notes there are of each kind that there is.
fn counts(board: &Board) -> impl Iterator<Item = (Kind, usize)> + '_ {
    let count = |kind| board.notes().iter().filter(|note| note.kind() == kind).count();
    Kind::ALL.into_iter().map(move |kind| (kind, count(kind))).filter(|(_, count)| *count > 0)
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `{"board", "title", "notes", "errors", "warnings", "left_out"}`.
fn object(args: &Args, names: &[String], remarks: &[Remark], skipped: &[Skipped], board: Option<&Board>) -> Value {
    let said = |severity: Severity| -> Vec<Value> {
        let remarks = remarks.iter().filter(|remark| remark.severity == severity);
        remarks
            .map(|remark| {
                json!({
                    "path": names[remark.document],
                    "line": remark.line,
                    "column": remark.column,
                    "message": remark.message,
                    "hint": remark.hint,
                    "source": remark.source,
                })
            })
            .collect()
    };
    let left_out: Vec<Value> =
        skipped.iter().map(|line| json!({ "path": names[line.document], "line": line.line, "text": line.text })).collect();
    json!({
        "board": args.output.as_ref().filter(|_| board.is_some()).map(|output| output.display().to_string()),
        "title": board.map(Board::title),
        "notes": board.map(|board| counts(board).map(|(kind, count)| (kind.key().to_owned(), json!(count))).collect::<serde_json::Map<_, _>>()),
        "errors": said(Severity::Error),
        "warnings": said(Severity::Warning),
        "left_out": left_out,
    })
}
