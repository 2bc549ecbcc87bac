//! The README shows what the program shows: its picture and its key table are made by the program and compared here.
//! `INSTA_UPDATE=always cargo test --test readme` makes them anew.

mod common;

use std::fmt::Write;
use std::path::PathBuf;

use common::{Desk, bundled, draw};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use squall::app::commands;
use squall::view::theme::{Depth, Ground, Theme};

const PICTURE: &str = "tests/pictures/run.svg";
const WALL: &str = "tests/pictures/wall.svg";

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Compares a file with what the program makes of it, or writes it where that was asked for.
fn keep(name: &str, made: &str) {
    if std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always") {
        std::fs::write(path(name), made).expect("it can be written");
    }
    let kept = std::fs::read_to_string(path(name)).unwrap_or_default();
    assert!(kept == made, "{name} is not what the program shows; INSTA_UPDATE=always cargo test --test readme makes it anew");
}

/// Cells in SVG: width and height of one, and where in it the text stands.
const CELL: (f32, f32, f32) = (8.4, 18.0, 13.5);

fn hex(color: Color, usual: &str) -> String {
    match color {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => usual.to_owned(),
    }
}

/// Runs of cells of a row that are alike.
fn runs(buffer: &Buffer, y: u16, alike: impl Fn(&Cell, &Cell) -> bool) -> Vec<(u16, Vec<&Cell>)> {
    let mut runs: Vec<(u16, Vec<&Cell>)> = Vec::new();
    for x in 0..buffer.area.width {
        let cell = &buffer[(x, y)];
        match runs.last_mut() {
            Some((_, run)) if alike(run[0], cell) => run.push(cell),
            _ => runs.push((x, vec![cell])),
        }
    }
    runs
}

fn svg(buffer: &Buffer) -> String {
    let (width, height, base) = CELL;
    let whole = (f32::from(buffer.area.width) * width, f32::from(buffer.area.height) * height);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.1} {:.1}\" font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\" shape-rendering=\"crispEdges\">\n<rect width=\"100%\" height=\"100%\" fill=\"#101216\"/>\n",
        whole.0, whole.1
    );
    for y in 0..buffer.area.height {
        for (x, run) in runs(buffer, y, |one, other| one.bg == other.bg) {
            if run[0].bg != Color::Reset {
                let (left, top) = (f32::from(x) * width, f32::from(y) * height);
                let (wide, fill) = (run.len() as f32 * width, hex(run[0].bg, "#101216"));
                writeln!(out, "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{height:.1}\" fill=\"{fill}\"/>")
                    .expect("written");
            }
        }
        // Blanks divide, so that every word stands in its own cells whatever the font.
        let blank = |cell: &Cell| cell.symbol().trim().is_empty();
        for (x, run) in
            runs(buffer, y, |one, other| one.fg == other.fg && one.modifier == other.modifier && blank(one) == blank(other))
        {
            let text: String = run.iter().map(|cell| cell.symbol()).collect();
            if text.trim().is_empty() {
                continue;
            }
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let (left, top, wide) = (f32::from(x) * width, f32::from(y) * height + base, run.len() as f32 * width);
            let bold = if run[0].modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
            let fill = hex(run[0].fg, "#d7dae0");
            writeln!(out, "<text x=\"{left:.1}\" y=\"{top:.1}\" textLength=\"{wide:.1}\" fill=\"{fill}\"{bold}>{text}</text>")
                .expect("written");
        }
    }
    out.push_str("</svg>\n");
    out
}

#[test]
fn the_picture_of_the_wall_is_what_export_writes() {
    keep(WALL, &squall::interop::svg(&bundled()));
}

#[test]
fn the_picture_is_what_the_program_draws() {
    let mut desk = Desk::sized(bundled(), 132, 38);
    desk.at("Create Subscription").keys("x >");
    desk.at("Trigger Billing Cycle").keys("x > 2 ; ; . . . .");
    keep(PICTURE, &svg(&draw(&desk.state, &Theme::new(Depth::True, Ground::Dark))));
}

#[test]
fn the_key_table_is_the_command_table() {
    let mut table = String::from("\n| keys | what they do |\n|---|---|\n");
    let (mut group, keymap) = (None, commands::Keymap::of_the_table());
    for command in commands::table() {
        if group.replace(command.group) != Some(command.group) {
            writeln!(table, "| | **{}** |", command.group.name()).expect("written");
        }
        let keys: Vec<String> = command.shown_keys().iter().map(|key| format!("`{key}`")).collect();
        writeln!(
            table,
            "| {} | {}: {} |",
            keys.join(" ").replace('|', "\\|"),
            command.name,
            keymap.spell(command.does).replace('|', "\\|")
        )
        .expect("written");
    }
    let readme = std::fs::read_to_string(path("README.md")).expect("there is a README");
    let (begin, end) = ("<!-- keys: made by the program -->", "<!-- end of keys -->");
    let (before, rest) = readme.split_once(begin).expect("the README has a place for the keys");
    let (_, after) = rest.split_once(end).expect("the place has an end");
    keep("README.md", &format!("{before}{begin}\n{table}\n{end}{after}"));
}

#[test]
fn the_readme_speaks_of_commands_that_work() {
    let readme = std::fs::read_to_string(path("README.md")).expect("there is a README");
    // The example board is read and run.
    let json = readme.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the README shows a board");
    let mut next = 0;
    let mut ids = || {
        next += 1;
        uuid::Uuid::from_u128(next)
    };
    let board = squall::store::read(json, &mut ids).unwrap_or_else(|faults| panic!("{faults:?}"));
    let model = squall::engine::compile(&board);
    assert!(model.diagnostics.is_empty(), "{:?}", model.diagnostics);
    let mut run = squall::engine::Run::new(std::sync::Arc::new(model));
    run.issue(0, &[], None).expect("Seat Guest can be issued");
    assert_eq!(run.play(100, None), Some(squall::engine::Moved::Done));
    assert_eq!(run.world().clock(), 300, "tea after five minutes");
}
