//! What a configuration does: the README's is read, `squall keys` prints the keys in force, `squall doctor` says what was read, what is
//! wrong in it, and why everything looks as it does.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder with a configuration and themes.
fn folder(config: &str, themes: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let squall = folder.path().join("squall");
    std::fs::create_dir_all(squall.join("themes")).expect("it can be made");
    std::fs::write(squall.join("config.toml"), config).expect("it can be written");
    for (name, text) in themes {
        std::fs::write(squall.join("themes").join(name), text).expect("it can be written");
    }
    folder
}

/// What is printed on standard output and standard error, with a terminal of 24-bit colours.
fn squall(arguments: &[&str], folder: &Path, variables: &[(&str, &str)]) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_squall"));
    for name in ["NO_COLOR", "COLORFGBG", "TMUX", "STY", "WT_SESSION"] {
        command.env_remove(name);
    }
    command.env("XDG_CONFIG_HOME", folder).env("TERM", "xterm-256color").env("COLORTERM", "truecolor");
    let output = command.args(arguments).envs(variables.iter().copied()).output().expect("squall starts");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr))
}

fn doctor(folder: &Path, variables: &[(&str, &str)]) -> Value {
    serde_json::from_str(&squall(&["doctor", "--json"], folder, variables).0).expect("one JSON object")
}

/// The line of `squall keys` with an id.
fn line(keys: &str, id: &str) -> String {
    let line =
        keys.lines().find(|line| line.ends_with(&format!("[{id}]"))).unwrap_or_else(|| panic!("{id} is missing from\n{keys}"));
    line.trim().to_owned()
}

#[test]
fn the_configuration_in_the_readme_is_one() {
    let readme = include_str!("../README.md");
    let mut examples = readme.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let (config, theme) = (examples.next().expect("a configuration"), examples.next().expect("a theme"));
    let there = folder(config, &[]);
    let found = doctor(there.path(), &[]);
    assert_eq!(found["configuration"]["is"]["problems"], json!([]));
    assert_eq!(found["theme"]["is"], "colour-blind");
    let (keys, said) = squall(&["keys"], there.path(), &[]);
    assert_eq!(said, "");
    assert_eq!(
        line(&keys, "note.add"),
        "a, ins                   add a note: writes a new note, in a new column behind this one [note.add]"
    );
    assert!(line(&keys, "board.redo").starts_with("ctrl-y "));
    assert!(line(&keys, "report.open").starts_with("read the last report"));
    let (default, _) = squall(&["keys", "--default"], there.path(), &[]);
    assert!(line(&default, "board.redo").starts_with("ctrl-r, U "));
    let there = folder("theme = \"harbour\"", &[("harbour.toml", theme)]);
    let found = doctor(there.path(), &[]);
    assert_eq!(found["configuration"]["is"]["problems"], json!([]), "nothing is said of its contrasts either");
    assert_eq!((&found["theme"]["is"], &found["theme"]["why"]), (&json!("harbour"), &json!("`theme` in config.toml says so")));
}

#[test]
fn doctor_lists_everything_that_is_wrong() {
    let there = folder(
        "theme = \"sea\"\ndepht = \"256\"\n[keys]\n\"note.add\" = [\"u\"]\n",
        &[("sea.toml", "event = \"#333333\"\nink = \"#222222\"\n")],
    );
    let (said, _) = squall(&["doctor"], there.path(), &[]);
    let path = there.path().join("squall");
    for expected in [
        format!("configuration  {}, with ", path.join("config.toml").display()),
        format!("{}:2:1: error: there is no setting `depht`", path.join("config.toml").display()),
        "hint: did you mean `depth`?".to_owned(),
        format!("{}:4:15: error: `u` cannot mean note.add: it means board.undo already", path.join("config.toml").display()),
        format!("{}:1:9: warning: ink on event has a contrast of 1.3, less than 4.5", path.join("themes/sea.toml").display()),
        "what to do: mend what is listed here; everything else in it is used".to_owned(),
    ] {
        assert!(said.contains(&expected), "{expected} is missing from\n{said}");
    }
    let found = doctor(there.path(), &[]);
    let problems = found["configuration"]["is"]["problems"].as_array().expect("a list");
    let depth = problems.iter().find(|problem| problem["line"] == 2).expect("it is listed");
    assert_eq!((&depth["column"], &depth["used"], &depth["hint"]), (&json!(1), &json!(false), &json!("did you mean `depth`?")));
    // Who asks for the keys hears of it where it does not disturb.
    let (keys, said) = squall(&["keys"], there.path(), &[]);
    assert!(line(&keys, "note.add").starts_with("a "));
    assert!(said.contains("config.toml:4:15: error:") && said.contains("hint: "), "{said}");
}

#[test]
fn doctor_says_where_the_file_would_be_and_why_everything_looks_as_it_does() {
    let nothing = tempfile::tempdir().expect("a temporary folder");
    let (said, _) = squall(&["doctor"], nothing.path(), &[]);
    let place = nothing.path().join("squall/config.toml");
    let line = format!("configuration  none; {} would be read, because XDG_CONFIG_HOME says so", place.display());
    assert!(said.contains(&line), "{said}");
    assert!(said.contains("theme          dark, because no theme is chosen and the ground is dark"), "{said}");
    let found = doctor(nothing.path(), &[]);
    assert_eq!(found["configuration"]["is"], json!({"path": place.display().to_string(), "found": false, "problems": []}));
    // NO_COLOR counts more than a theme, and a depth more than NO_COLOR.
    let no_color = [("NO_COLOR", "1")];
    let there = folder("theme = \"light\"", &[]);
    let (said, _) = squall(&["doctor"], there.path(), &no_color);
    assert!(said.contains("theme          light, without its colours, because `theme` in config.toml says so"), "{said}");
    assert!(said.contains("because NO_COLOR is set") && said.contains("ground         light, because `theme`"), "{said}");
    let there = folder("depth = \"256\"", &[]);
    assert!(squall(&["doctor"], there.path(), &no_color).0.contains("colours        256, because `depth` in config.toml says so"));
    let there = folder("theme = \"plain\"", &[]);
    assert!(squall(&["doctor"], there.path(), &[]).0.contains("theme          plain, which has no colours"));
}

#[cfg(unix)]
#[path = "support/terminal.rs"]
#[allow(dead_code, reason = "each test uses a part")]
mod terminal;

#[cfg(unix)]
#[test]
fn a_wall_opens_with_what_is_right_in_it_and_says_what_is_wrong() {
    use terminal::Terminal;
    let there =
        folder("theme = \"light\"\n[keys]\n\"note.add\" = [\"f8\"]\n\"note.edit\" = [\"u\"]\n\"program.quit\" = [\"Z\"]\n", &[]);
    let terminal = Terminal::start(there.path(), &["new.json"], 120, 30);
    terminal.until("config.toml:4:16: `u` cannot mean note.edit: it means board.undo already (`squall doctor` says more)");
    terminal.until("F8 note");
    // The key of the table means nothing any more, the one chosen does what it says.
    terminal.press_until("a", "a means nothing here");
    terminal.press_until("\u{1b}[19~", "next kind");
    terminal.press("Tea Served\r");
    terminal.press("\u{1b}");
    // Keys that come at once behind esc would be alt with them.
    terminal.until_gone("stop");
    terminal.until("Tea Served");
    // The wall is that of a light terminal: its top row is light.
    let top = terminal.look(|screen| screen.cell(0, 1).map(|cell| cell.bgcolor()));
    assert_eq!(top, Some(vt100::Color::Rgb(0xec, 0xee, 0xf2)));
    // Another theme for now, which brings its ground.
    terminal.press("gT");
    terminal.press_until("d", "the theme is dark");
    let ground = terminal.look(|screen| screen.cell(5, 1).map(|cell| cell.bgcolor()));
    assert_eq!(ground, Some(vt100::Color::Rgb(0x10, 0x12, 0x16)));
    terminal.press_until("Z", "unsaved");
    terminal.press("d");
    assert!(terminal.end().0.success());
}

/// A timer goes on by itself, and rings where that is wished: nobody presses a key.
#[cfg(unix)]
#[test]
fn a_phase_that_ends_rings_the_terminals_bell_where_the_configuration_says_so() {
    use terminal::Terminal;
    for bell in [true, false] {
        let there = folder(&format!("bell = {bell}\n"), &[]);
        let ends = (chrono::Utc::now() + chrono::TimeDelta::seconds(3)).format("%Y-%m-%dT%H:%M:%SZ");
        let began = "2026-01-01T09:00:00Z";
        let session =
            json!({ "phase": 0, "ends_at": ends.to_string(), "log": [{ "phase": "Chaotic Exploration", "began": began }] });
        let board = json!({ "squall": 1, "title": "Loans", "notes": [], "workshop": { "session": session } });
        std::fs::write(there.path().join("loans.json"), board.to_string()).expect("it can be written");
        let terminal = Terminal::start(there.path(), &["loans.json"], 100, 30);
        terminal.until("Chaotic Exploration · phase 1 of 8 · 0:0");
        terminal.until("Chaotic Exploration: time is up");
        terminal.until("phase 1 of 8 · +0:0");
        assert_eq!(terminal.bytes().contains(&7), bell, "bell = {bell}");
        terminal.press("q");
        assert!(terminal.end().0.success());
    }
}
