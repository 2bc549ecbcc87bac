//! `squall export BOARD --format FORMAT`: writes a board as a document or a picture.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use super::document;
use super::player::{self, Playing};
use super::report::{self, REFUSED};
use crate::{interop, notation};

/// Writes a board as a document or a picture
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The board, or `-` for standard input
    board: PathBuf,
    /// What to write
    #[arg(long, short, value_enum)]
    format: Format,
    /// The file to write; without it, or with `-`, standard output
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Write over a file that is there already
    #[arg(long)]
    force: bool,
    /// Mark the path of a run of these commands; only in Mermaid, with the answers and limits of `squall run`
    #[arg(long, value_name = "COMMAND", num_args = 1..)]
    run: Vec<String>,
    #[command(flatten)]
    playing: Playing,
}

/// What a board can be written as.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// Storm notation, which `squall import` reads back
    Storm,
    /// The method's six artefacts as one document
    Markdown,
    /// The flow as a diagram
    Mermaid,
    /// The wall as a picture
    Svg,
}

/// Carries the command out.
pub fn run(args: &Args) -> ExitCode {
    export(args).unwrap_or_else(|status| status)
}

fn export(args: &Args) -> Result<ExitCode, ExitCode> {
    fits(args)?;
    let output = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    if let Some(path) = output {
        document::may_write(path, &[&args.board], args.force)?;
    }
    let board = report::read(&args.board)?;
    let text = match args.format {
        Format::Storm => {
            let written = notation::write(&board);
            // The board keeps what the notation has no words for; who edits the text should know.
            for left_out in gathered(&written.left_out) {
                report::warning(&format!("the notation has no words for it: {left_out}"));
            }
            written.text
        }
        Format::Markdown => interop::markdown(&board),
        Format::Svg => interop::svg(&board),
        Format::Mermaid if args.run.is_empty() => interop::mermaid(&board),
        Format::Mermaid => {
            let played = player::play(&args.board.display().to_string(), &board, &args.run, &args.playing)?;
            write(output, &interop::mermaid_of_run(&board, &played.run), args.force)?;
            return Ok(played.close());
        }
    };
    write(output, &text, args.force)?;
    Ok(ExitCode::SUCCESS)
}

/// What is left out, of many notes alike in one line.
fn gathered(left_out: &[String]) -> Vec<String> {
    const MANY: usize = 3;
    let what = |line: &str| line.rsplit_once(": ").map(|(_, what)| what.to_owned());
    let mut alike: HashMap<String, usize> = HashMap::new();
    left_out.iter().filter_map(|line| what(line)).for_each(|what| *alike.entry(what).or_default() += 1);
    let mut lines = Vec::new();
    for line in left_out {
        let Some((name, what)) = line.rsplit_once(": ") else {
            lines.push(line.clone());
            continue;
        };
        // Of many, the first stands for all.
        match alike.get_mut(what) {
            Some(count) if *count > MANY => lines.push(format!("{name} and {} others: {what}", std::mem::take(count) - 1)),
            Some(0) => {}
            _ => lines.push(line.clone()),
        }
    }
    lines
}

fn write(output: Option<&Path>, text: &str, force: bool) -> Result<(), ExitCode> {
    match output {
        None => report::print(text),
        Some(path) => {
            document::write(path, text, force)?;
            report::remark(&format!("wrote {}", path.display()), "");
            Ok(())
        }
    }
}

/// Whether the arguments fit each other.
fn fits(args: &Args) -> Result<(), ExitCode> {
    let refuse = |message: &str, hint: &str| {
        report::error(message, hint);
        Err(ExitCode::from(REFUSED))
    };
    if args.run.is_empty() && (!args.playing.answer.is_empty() || args.playing.until.is_some()) {
        return refuse("--answer and --until belong to a run", "add --run COMMAND");
    }
    if !args.run.is_empty() && args.format != Format::Mermaid {
        return refuse("only a Mermaid diagram shows a run", "use --format mermaid, or `squall run` for the run as text");
    }
    Ok(())
}
