//! What comes around the program: completions, the manual page, and what `squall doctor` says about a terminal.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "elvish", "powershell"];

/// Everything that tells something about a terminal.
const TELLING: [&str; 15] = [
    "TERM",
    "TERM_PROGRAM",
    "COLORTERM",
    "COLORFGBG",
    "NO_COLOR",
    "WT_SESSION",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
    "TMUX",
    "STY",
    "ZELLIJ",
    "SSH_CONNECTION",
    "SSH_TTY",
    "XDG_STATE_HOME",
];

fn squall(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_squall"));
    for name in TELLING {
        command.env_remove(name);
    }
    // Whoever runs the tests may have a configuration.
    command.env("XDG_CONFIG_HOME", "/nowhere");
    command.args(arguments).envs(variables.iter().copied()).stdin(Stdio::null()).output().expect("squall starts")
}

fn printed(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let output = squall(arguments, variables);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), stderr.as_str()), (Some(0), ""), "{arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The subcommands, as the help lists them.
fn subcommands() -> Vec<String> {
    let help = printed(&["--help"], &[]);
    let (_, list) = help.split_once("Commands:\n").expect("the help lists commands");
    let names = list.lines().take_while(|line| !line.is_empty()).filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: Vec<String> =
        names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect();
    assert!(names.len() >= 10, "{names:?}");
    names
}

/// Whether a program is installed; where it is not, that is said.
fn installed(program: &str) -> bool {
    let there = Command::new(program).arg("--version").stdin(Stdio::null()).output().is_ok();
    if !there {
        eprintln!("{program}: not installed: skipped");
    }
    there
}

/// A file that holds a text.
fn file(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), text).expect("it can be written");
    file
}

#[test]
fn every_shell_gets_a_script_that_names_every_subcommand_and_its_options() {
    let subcommands = subcommands();
    for shell in SHELLS {
        let script = printed(&["completions", shell], &[]);
        for name in &subcommands {
            assert!(script.contains(name.as_str()), "{shell}: {name} is missing");
        }
        for option in ["until", "format", "force"] {
            assert!(script.contains(option), "{shell}: {option} is missing");
        }
        if !["bash", "zsh", "fish"].contains(&shell) {
            continue;
        }
        // These complete values, too, and can read a script without running it.
        assert!(script.contains("mermaid"), "{shell}: formats are missing");
        if installed(shell) {
            let read = Command::new(shell).arg("-n").arg(file(&script).path()).output().expect("the shell starts");
            assert!(read.status.success(), "{shell}: {}", String::from_utf8_lossy(&read.stderr));
        }
    }
    let unknown = squall(&["completions", "tcsh"], &[]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("powershell"), "it says which there are");
}

#[test]
fn bash_completes_subcommands_options_and_formats() {
    if !installed("bash") {
        return;
    }
    let script = file(&printed(&["completions", "bash"], &[]));
    let completed = |words: &[&str]| {
        let drive = "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); \
                     _squall squall \"${COMP_WORDS[-1]}\" \"${COMP_WORDS[-2]}\"; printf '%s\\n' \"${COMPREPLY[@]}\"";
        let output = Command::new("bash").args(["--norc", "-c", drive, "bash"]).arg(script.path()).args(words).output();
        let output = output.expect("bash starts");
        String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let all = completed(&["squall", ""]);
    assert!(subcommands().iter().all(|name| all.contains(name)), "{all:?}");
    assert_eq!(completed(&["squall", "doc"]), ["doctor"]);
    assert_eq!(completed(&["squall", "doctor", "--j"]), ["--json"]);
    assert_eq!(completed(&["squall", "export", "b.json", "--format", "m"]), ["markdown", "mermaid"]);
}

#[test]
fn the_manual_page_says_every_subcommand_option_and_exit_status() {
    let page = printed(&["man"], &[]);
    for name in subcommands() {
        assert!(page.contains(&format!(".SS \"squall {name}\"")), "{name} is missing");
        let help = printed(&[&name, "--help"], &[]);
        let options = help.split_whitespace().filter(|word| word.starts_with("--"));
        for option in options.map(|word| word.trim_end_matches(|c: char| !c.is_alphanumeric()).replace('-', "\\-")) {
            assert!(page.contains(&option), "{name}: {option} is missing");
        }
    }
    let (_, statuses) = page.split_once(".SH \"EXIT STATUS\"").expect("there is a section for it");
    for status in ["0", "1", "2", "3", "101", "129", "128+N"] {
        assert!(statuses.contains(&format!("\\fB{status}\\fR\n")), "{status} is missing");
    }
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "FILES", "ENVIRONMENT", "EXAMPLES"] {
        assert_eq!(page.lines().filter(|line| *line == format!(".SH {section}")).count(), 1, "{section}");
    }
}

#[test]
fn the_manual_page_says_every_variable_that_the_program_reads() {
    let page = printed(&["man"], &[]);
    for file in ["terminal/depth.rs", "cli/open.rs", "cli/recent.rs", "cli/doctor.rs", "cli/config/mod.rs"] {
        let source = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file)).expect("it is there");
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        // Texts of capitals only are names of variables here.
        let texts = code.split('"').filter(|text| text.len() > 2 && text.chars().all(|c| c.is_ascii_uppercase() || c == '_'));
        for name in texts.filter(|name| *name != "CARGO_PKG_VERSION") {
            assert!(page.contains(name), "{file}: {name} is not in the manual page");
        }
    }
}

#[test]
fn the_manual_page_is_read_without_a_warning() {
    let page = file(&printed(&["man"], &[]));
    if installed("groff") {
        let read =
            Command::new("groff").args(["-man", "-Tutf8", "-Kutf8", "-ww", "-z"]).arg(page.path()).output().expect("groff starts");
        assert_eq!(String::from_utf8_lossy(&read.stderr), "");
        assert!(read.status.success());
    }
    if installed("man") && installed("groff") {
        let read = Command::new("man").args(["--warnings", "-E", "UTF-8", "-l"]).arg(page.path()).env("MANROFFSEQ", "").output();
        let read = read.expect("man starts");
        // Some systems have another `man`, which knows no such options.
        if read.status.success() {
            assert_eq!(String::from_utf8_lossy(&read.stderr), "");
        } else {
            eprintln!("man: {}: skipped", String::from_utf8_lossy(&read.stderr).trim());
        }
    }
}

#[test]
fn doctor_says_the_depth_of_colours_and_why() {
    let check = |variables: &[(&str, &str)], line: &str, advice: Option<&str>| {
        let said = printed(&["doctor"], variables);
        assert!(said.lines().any(|said| said.starts_with(line)), "{line} is missing from\n{said}");
        if let Some(advice) = advice {
            // Advice may be broken over lines.
            let words = said.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains(advice), "{advice} is missing from\n{said}");
        }
    };
    let term = ("TERM", "xterm-256color");
    let truecolor = ("COLORTERM", "truecolor");
    check(&[term, truecolor], "colours        24-bit, because COLORTERM is truecolor", None);
    check(
        &[term],
        "colours        256, because TERM is xterm-256color and COLORTERM does not say truecolor",
        Some("what to do: if the terminal has 24-bit colours: export COLORTERM=truecolor"),
    );
    check(&[("TERM", "linux")], "colours        16, because TERM is linux", None);
    check(&[], "colours        16, because TERM is not set", Some("set TERM to what the terminal is"));
    check(
        &[term, truecolor, ("NO_COLOR", "1")],
        "colours        none",
        Some("because NO_COLOR is set what to do: for colours: unset NO_COLOR"),
    );
    check(&[("TERM", "dumb"), truecolor], "colours        none", Some("because TERM is dumb"));
    check(&[("TERM", "tmux-256color"), ("TMUX", "/x,1,0")], "inside         tmux", Some("set -as terminal-features ',*:RGB'"));
    check(&[term, truecolor, ("STY", "1.a")], "inside         screen", Some("`truecolor on`"));
    check(&[term, ("SSH_CONNECTION", "a 1 b 2")], "inside         ssh", Some("ssh does not send it along"));
    check(&[("COLORFGBG", "0;15")], "ground         light, because COLORFGBG is 0;15", None);
    check(&[], "ground         dark, because COLORFGBG is not set", Some("export COLORFGBG='0;15'"));
    check(&[("LANG", "de_DE.UTF-8")], "locale         UTF-8, because LANG is de_DE.UTF-8", None);
    check(
        &[("LANG", "de_DE.UTF-8"), ("LC_ALL", "C")],
        "locale         not UTF-8, because LC_ALL is C",
        Some("export LC_ALL=C.UTF-8"),
    );
}

#[test]
fn doctor_works_without_a_terminal_and_sends_none_what_it_must_not_see() {
    let said = printed(&["doctor"], &[("TERM", "\u{1b}[2Jevil"), ("LANG", "x\ny")]);
    assert!(!said.contains('\u{1b}') && said.contains("evil"), "{said}");
    for line in
        ["input          no terminal", "output         no terminal", "size           not known, because there is no terminal"]
    {
        assert!(said.lines().any(|said| said == line), "{line} is missing from\n{said}");
    }
    assert!(said.contains("what to do: the wall needs a terminal for input and output"));
    assert_eq!(squall(&["doctor", "board.json"], &[]).status.code(), Some(2));
}

#[test]
fn doctor_says_where_it_is_remembered_which_boards_were_opened_and_touches_nothing() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let path = home.path().to_str().expect("a plain path");
    let found = |variables: &[(&str, &str)]| -> Value {
        serde_json::from_str(&printed(&["doctor", "--json"], variables)).expect("one JSON object")
    };
    let recent = &found(&[("XDG_STATE_HOME", path)])["recent"];
    assert_eq!(recent["is"], json!({"path": format!("{path}/squall/recent"), "writable": true}));
    assert_eq!(recent["why"], "XDG_STATE_HOME says so");
    assert!(!home.path().join("squall").exists());
    let recent = &found(&[("XDG_STATE_HOME", "relative"), ("HOME", path)])["recent"];
    assert_eq!(recent["is"]["path"], format!("{path}/.local/state/squall/recent"));
    // A file where the folder should be.
    std::fs::write(home.path().join("squall"), "").expect("it can be written");
    let recent = &found(&[("XDG_STATE_HOME", path)])["recent"];
    assert_eq!(recent["is"]["writable"], false);
    assert!(recent["why"].as_str().expect("a reason").ends_with("squall is no folder"), "{recent}");
    assert!(recent["what_to_do"].as_str().is_some_and(|advice| advice.contains("XDG_STATE_HOME")));
    let recent = &found(&[("HOME", "")])["recent"];
    assert_eq!(recent["is"], json!({"path": null, "writable": false}));
}

#[test]
fn doctor_tells_programs_the_same() {
    let found: Value = serde_json::from_str(&printed(
        &["doctor", "--json"],
        &[("TERM", "xterm-256color"), ("NO_COLOR", ""), ("LANG", "C.UTF-8"), ("TMUX", "x"), ("SSH_TTY", "x")],
    ))
    .expect("one JSON object");
    assert_eq!(found["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!((&found["input"]["is"], &found["output"]["is"], &found["size"]["is"]), (&json!(false), &json!(false), &Value::Null));
    assert_eq!((&found["colours"]["is"], &found["ground"]["is"]), (&json!("256"), &json!("dark")));
    assert_eq!((&found["utf8"]["is"], &found["inside"]["is"]), (&json!(true), &json!(["tmux", "ssh"])));
    assert_eq!((&found["variables"]["NO_COLOR"], &found["variables"]["COLORTERM"]), (&json!(""), &Value::Null));
    for (key, finding) in
        found.as_object().expect("an object").iter().filter(|(key, _)| !["version", "variables"].contains(&key.as_str()))
    {
        let keys: Vec<&String> = finding.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["is", "why", "what_to_do"], "{key}");
    }
}

#[cfg(unix)]
mod on_a_terminal {
    /// What doctor says on a terminal of some columns and rows.
    fn said(columns: u16, rows: u16) -> String {
        use std::io::Read;
        let (mut pty, pts) = pty_process::blocking::open().expect("a pseudo-terminal can be had");
        pty.resize(pty_process::Size::new(rows, columns)).expect("it takes a size");
        let command = pty_process::blocking::Command::new(env!("CARGO_BIN_EXE_squall")).arg("doctor");
        let mut child = command.spawn(pts).expect("it starts");
        let (mut said, mut bytes) = (Vec::new(), [0; 4096]);
        // The end of the program ends the terminal, which is read as an error.
        while let Ok(count @ 1..) = pty.read(&mut bytes) {
            said.extend_from_slice(&bytes[..count]);
        }
        assert!(child.wait().expect("it ends").success());
        String::from_utf8_lossy(&said).replace('\r', "")
    }

    #[test]
    fn doctor_says_whether_the_terminal_is_large_enough_and_asks_it_nothing() {
        let large = said(140, 40);
        for line in [
            "input          a terminal",
            "output         a terminal",
            "size           140 × 40, enough; a run is shown beside the wall",
        ] {
            assert!(large.lines().any(|said| said == line), "{line} is missing from\n{large}");
        }
        assert!(!large.contains('\u{1b}'), "{large:?}");
        assert!(said(80, 24).contains("80 × 24, enough; a run is shown below the wall"));
        let small = said(30, 10);
        assert!(small.contains("30 × 10, too small for the wall"), "{small}");
        assert!(small.contains("what to do: make the window at least 40 × 12"), "{small}");
    }
}

#[test]
fn a_mistyped_subcommand_is_no_new_board() {
    let said = |arguments: &[&str]| {
        let output = squall(arguments, &[]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.stdout.is_empty(), "{arguments:?}");
        (output.status.code(), said)
    };
    assert_eq!(
        said(&["doktor"]),
        (
            Some(2),
            "error: `doktor` is no board and no command: did you mean `squall doctor`?\n  \
             hint: `squall ./doktor` or `squall doktor.json` opens a new board of that name\n"
                .to_owned()
        )
    );
    assert_eq!(
        said(&["nwe", "x"]),
        (Some(2), "error: `nwe` is no command: did you mean `squall new`?\n".to_owned()),
        "with more behind it, it can be nothing else"
    );
    assert!(said(&["hlep"]).1.contains("did you mean `squall help`?"));
    // What is a path, or like nothing else, is a board; without a terminal none is opened.
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("lnt"), "{}").expect("written");
    for board in ["./doktor", "doktor.json", "library", "lnt"] {
        let output = Command::new(env!("CARGO_BIN_EXE_squall"))
            .arg(board)
            .current_dir(folder.path())
            .env("XDG_STATE_HOME", folder.path())
            .env("XDG_CONFIG_HOME", folder.path())
            .stdin(Stdio::null())
            .output()
            .expect("squall starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("did you mean"), "{board}: {said}");
    }
    assert_eq!(squall(&["doctor"], &[]).status.code(), Some(0));
}
