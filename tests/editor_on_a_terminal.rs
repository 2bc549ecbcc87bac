//! The person's own editor on a real terminal: it has the keys to itself, and what it writes is one step on the board.
#![cfg(unix)]

mod support;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use pty_process::blocking::Command;
use support::terminal::Terminal;

/// An editor that reads a line from its terminal and writes it and another one into the file.
const LINE: &str = "#!/bin/sh\ntrap : INT\nold=$(cat \"$1\")\nprintf 'EDITS %s\\n' \"$old\"\nread line || read line\n\
                    printf '%s\\nand more\\n' \"$line\" > \"$1\"\n";

fn home(script: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a temporary folder");
    let path = home.path().join("my editor");
    std::fs::write(&path, script).expect("a script is written");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("it may be run");
    let board = r#"{ "squall": 1, "title": "Tea", "notes": [ { "kind": "event", "text": "Tea Served", "at": 1 } ] }"#;
    std::fs::write(home.path().join("tea.json"), board).expect("a board is written");
    home
}

fn open(home: &Path, variable: &str, editor: &str) -> Terminal {
    let command = Command::new(env!("CARGO_BIN_EXE_squall"))
        .arg("tea.json")
        .env("TMPDIR", home)
        .env_remove("VISUAL")
        .env("EDITOR", "false")
        .env(variable, editor);
    let terminal = Terminal::spawn(command, home, 100, 30);
    terminal.until("? help");
    terminal
}

#[test]
fn the_editor_has_every_key_and_what_it_wrote_is_one_step() {
    let home = home(LINE);
    let terminal = open(home.path(), "VISUAL", "'./my editor'");
    let mut old = "Tea Served".to_owned();
    for round in 0..8 {
        terminal.press("\x05");
        terminal.until(&format!("EDITS {old}"));
        terminal.until_settings("icanon");
        // Letters that would do harm on the wall.
        let new = format!("dddq {round} 走了");
        terminal.press(&format!("{new}\r"));
        terminal.until("? help");
        terminal.until(&format!("dddq {round}"));
        terminal.until("and more");
        old = format!("{new}\nand more").lines().next().expect("a line").to_owned();
    }
    terminal.press_until("u", "undid: reword");
    terminal.until("dddq 6");
    // What is typed too early is nobody's; on the wall it would take notes down.
    terminal.press("\x05dddd");
    terminal.until("EDITS dddq 6");
    terminal.press("dddq 9\r");
    terminal.until("? help");
    terminal.until("dddq 9");
    terminal.press_until("u", "undid: reword");
    terminal.until("dddq 6");
    // While writing, the editor goes on with what is typed.
    terminal.press("aCup");
    terminal.until("Cup");
    terminal.press("\x05");
    terminal.until("EDITS Cup");
    terminal.press("Cup Washed\r");
    terminal.until("kind by letter");
    terminal.until("┃ and more");
    terminal.press("\r");
    terminal.until_gone("┃ and more");
    terminal.press("\x1b");
    terminal.until("? help");
    terminal.press_until("s", "saved tea.json");
    let saved = std::fs::read_to_string(home.path().join("tea.json")).expect("it was saved");
    assert!(saved.contains(r#""text": "Cup Washed\nand more""#), "{saved}");
    terminal.press("q");
    assert!(terminal.end().0.success());
    let left = std::fs::read_dir(home.path()).expect("it can be read").filter_map(Result::ok);
    let left: Vec<_> = left.map(|entry| entry.file_name()).filter(|name| name.to_string_lossy().starts_with("squall-")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn ctrl_c_is_the_editors_and_a_status_or_a_missing_editor_changes_nothing() {
    let home = home(LINE);
    let terminal = open(home.path(), "VISUAL", "'./my editor'");
    terminal.press("\x05");
    terminal.until("EDITS Tea Served");
    terminal.press("\x03");
    terminal.press("Tea Poured\r");
    terminal.until("? help");
    terminal.until("Tea Poured");
    terminal.press("q");
    terminal.until("unsaved");
    terminal.press("d");
    assert!(terminal.end().0.success());

    for (variable, editor, said) in [
        ("VISUAL", "no-such-editor --wait", "the editor `no-such-editor --wait` was not found"),
        ("VISUAL", "no-such-editor $HOME", "was not found"),
        ("EDITOR", "sh -c 'exit 3'", "ended with status 3, so nothing was changed"),
        ("EDITOR", "true", "the text is as it was"),
    ] {
        let terminal = open(home.path(), variable, editor);
        terminal.press_until("\x05", said);
        terminal.until("Tea Served");
        terminal.press("q");
        let (status, _) = terminal.end();
        assert!(status.success(), "nothing was changed, so nothing is asked");
    }
}

#[test]
fn a_signal_ends_the_program_though_the_editor_has_the_terminal() {
    let home = home(LINE);
    let terminal = open(home.path(), "VISUAL", "'./my editor'");
    terminal.press("\x05");
    terminal.until("EDITS Tea Served");
    terminal.signal("TERM");
    let (status, bytes) = terminal.end();
    assert_eq!(status.code(), Some(143));
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.rfind("\x1b[?1049l") > text.rfind("\x1b[?1049h"), "the screen is given back");
}
