//! The program on a real terminal: the main job by keys alone, what is typed is saved, and the terminal is left as it was found.
#![cfg(unix)]

mod support;

use std::path::Path;

use support::ids;
use support::terminal::Terminal;

const EVENT: vt100::Color = vt100::Color::Rgb(0xff, 0xa9, 0x4f);
const COMMAND: vt100::Color = vt100::Color::Rgb(0x88, 0xb5, 0xf8);

/// A copy of the bundled subscription box in a folder of its own.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a temporary folder");
    let board = concat!(env!("CARGO_MANIFEST_DIR"), "/boards/subscription-box.json");
    std::fs::copy(board, home.path().join("box.json")).expect("the bundled board is there");
    home
}

fn open(home: &Path) -> Terminal {
    let terminal = Terminal::start(home, &["box.json"], 140, 45);
    terminal.until("Subscription box");
    terminal.until("? help");
    terminal
}

/// Quits, discarding what was edited.
fn discard(terminal: Terminal) {
    terminal.press("q");
    terminal.until("unsaved");
    terminal.press("d");
    assert!(terminal.end().0.success());
}

#[test]
fn the_failed_payment_is_walked_forwards_backwards_and_another_way_by_keys_alone() {
    let home = home();
    let terminal = open(home.path());
    // The hint names the key that runs; on an event it asks which command.
    terminal.until("x run");
    terminal.press_until("x", "Which command is issued?");
    terminal.press_until("a", "RUN  t = 0s");
    terminal.press_until(">", "all is quiet");
    terminal.press_until("x", "Which command is issued?");
    terminal.press("b");
    terminal.press_until(">", "Attempt Payment: what happens?");
    // The wall lights up: the command that asks is bright, a note that has nothing to do with it steps back.
    assert_eq!(terminal.paper_of("Attempt"), COMMAND);
    assert_ne!(terminal.paper_of("Monthly"), EVENT);
    terminal.press("2");
    terminal.press_until(";", "E Payment Attempted");
    terminal.press_until(";", "E Payment Failed");
    assert_eq!(terminal.paper_of("E Payment"), EVENT, "the sign of a step is paper of its kind");
    terminal.press_until(">", "RUN  t = 24h");
    terminal.until("what happens?");
    terminal.press("2");
    terminal.press_until(">", "RUN  t = 48h");
    terminal.until("what happens?");
    terminal.press("2");
    terminal.press_until(">", "Subscription Paused");
    terminal.until("step 52");
    terminal.until("\"paused\"");
    // Back to the start, and nothing is forgotten.
    terminal.press_until("<", "step 0 of 52");
    terminal.until("\"none\"");
    terminal.press_until(".", "step 1 of 52");
    terminal.press_until(">", "step 52");
    // Back to the last choice, and the other way.
    for step in (0..52).rev() {
        terminal.press_until(",", &format!("step {step} of 52"));
        terminal.until_silent();
        if terminal.contents().contains("what happens?") {
            break;
        }
    }
    terminal.press("1");
    terminal.press_until(">", "Shipment Requested");
    terminal.until("requested_boxes");
    terminal.until("all is quiet");
    terminal.until_gone("E Subscription Paused");
    terminal.press("q");
    let (status, _) = terminal.end();
    assert!(status.success(), "a run is no edit: nothing is asked");
}

#[test]
fn everything_typed_is_in_the_file_and_the_file_is_as_squall_writes_it() {
    let home = home();
    let terminal = Terminal::start(home.path(), &["tea.json"], 100, 30);
    terminal.until("tea.json is new");
    terminal.press("a");
    terminal.press("Tea Served\r");
    terminal.press("Guest Left – 走了 🫖\r");
    terminal.press("\x1b");
    terminal.until("Guest Left");
    terminal.press_until("s", "saved tea.json");
    let text = std::fs::read_to_string(home.path().join("tea.json")).expect("it was saved");
    for typed in ["\"Tea Served\"", "\"Guest Left – 走了 🫖\"", "\"kind\": \"event\"", "\"title\": \"Tea\""] {
        assert!(text.contains(typed), "{typed} is missing from\n{text}");
    }
    let board = squall::store::read(&text, &mut ids()).expect("what was saved can be read");
    assert_eq!(squall::store::write(&board), text);
    terminal.press("q");
    assert!(terminal.end().0.success());
}

#[test]
fn the_first_start_begins_the_tour_and_no_later_one_does() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let terminal = Terminal::start(home.path(), &[], 80, 24);
    terminal.until("step 1 of 8");
    terminal.until("Welcome to Squall");
    terminal.press_until("lll", "step 2 of 8");
    terminal.press_until("\x07", "step 3 of 8");
    terminal.press_until("\x1b", "you have left the tour");
    terminal.until_gone("step 3 of 8");
    terminal.press_until("g?", "step 3 of 8");
    terminal.press("q");
    assert!(terminal.end().0.success());
    let terminal = Terminal::start(home.path(), &[], 80, 24);
    terminal.until("Welcome to Squall");
    assert!(!terminal.contents().contains("step 1 of 8"), "{}", terminal.contents());
    // Somebody has to ask for it: here on the start screen, whose first entry is a new board.
    terminal.press_until("o", "A short tour");
    terminal.press_until("j\r", "step 1 of 8");
    terminal.press("q");
    assert!(terminal.end().0.success());
    let written: Vec<_> = std::fs::read_dir(home.path()).expect("it is there").flatten().map(|file| file.file_name()).collect();
    assert_eq!(written, ["squall"], "no board was written, only that somebody was here");
}

#[test]
fn whoever_begins_with_a_board_of_their_own_is_not_shown_around() {
    let home = home();
    let terminal = open(home.path());
    assert!(!terminal.contents().contains("step 1 of 8"));
    terminal.press("q");
    assert!(terminal.end().0.success());
    let recent = std::fs::read_to_string(home.path().join("squall/recent")).expect("it is remembered");
    assert!(recent.ends_with("box.json\n"), "{recent}");
    std::fs::remove_file(home.path().join("box.json")).expect("it was there");
    let terminal = Terminal::start(home.path(), &[], 80, 24);
    terminal.until("Welcome to Squall");
    assert!(!terminal.contents().contains("step 1 of 8"), "{}", terminal.contents());
    terminal.press("q");
    assert!(terminal.end().0.success());
}

#[test]
fn a_board_that_was_only_looked_at_is_not_written() {
    let home = home();
    let before = std::fs::read(home.path().join("box.json")).expect("it is there");
    let terminal = open(home.path());
    terminal.press("jjllq");
    assert!(terminal.end().0.success());
    assert_eq!(std::fs::read(home.path().join("box.json")).expect("it is there"), before);
}

/// What a terminal is told to report of its mouse: clicks, drags, in which way; on and off.
const MOUSE: [(&str, &str); 3] = [("\x1b[?1000h", "\x1b[?1000l"), ("\x1b[?1002h", "\x1b[?1002l"), ("\x1b[?1006h", "\x1b[?1006l")];

/// What has to be undone before the terminal is somebody else's again.
fn assert_restored(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let modes = [
        ("\x1b[?1049h", "\x1b[?1049l"),
        ("\x1b[?2004h", "\x1b[?2004l"),
        ("\x1b[?25l", "\x1b[?25h"),
        ("\x1b[?1004h", "\x1b[?1004l"),
        ("\x1b[>1u", "\x1b[<u"),
    ];
    // What a terminal makes of a word that it does not know must not be seen.
    assert!(text.rfind("\x1b[<u") < text.rfind("\x1b[?1049l") && text.find("\x1b[>1u") > text.find("\x1b[?1049h"));
    assert_eq!(text.matches("\x1b[>1u").count(), text.matches("\x1b[<u").count(), "as often as it was said it is taken back");
    for (on, off) in modes.into_iter().chain(MOUSE) {
        if let Some(last) = text.rfind(on) {
            assert!(text.rfind(off).is_some_and(|undone| undone > last), "{off:?} is missing");
        }
    }
}

#[test]
fn the_terminal_is_left_as_it_was_found_after_quitting_and_after_signals() {
    for (how, expected) in [("quit", 0), ("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let home = home();
        let terminal = open(home.path());
        assert!(terminal.settings().contains("-icanon"), "the wall takes keys as they come");
        match how {
            "quit" => terminal.press("q"),
            signal => terminal.signal(signal),
        }
        terminal.until_settings("icanon");
        let (status, bytes) = terminal.end();
        assert_eq!(status.code(), Some(expected), "{how}");
        assert_restored(&bytes);
    }
}

#[test]
fn edits_are_rescued_when_the_program_is_told_to_end() {
    let home = home();
    let before = std::fs::read(home.path().join("box.json")).expect("it is there");
    let terminal = open(home.path());
    terminal.press("aPayment Disputed\r\x1b");
    terminal.until("Payment Disputed");
    terminal.signal("TERM");
    let (status, bytes) = terminal.end();
    assert_eq!(status.code(), Some(143));
    assert!(String::from_utf8_lossy(&bytes).contains("box.rescue.json"));
    assert_eq!(std::fs::read(home.path().join("box.json")).expect("it is there"), before, "the board itself is untouched");
    let rescued = std::fs::read_to_string(home.path().join("box.rescue.json")).expect("the edits are there");
    assert!(rescued.contains("Payment Disputed"));
    // Whoever opens the board again is told.
    let terminal = Terminal::start(home.path(), &["box.json"], 120, 36);
    terminal.until("edits that were not saved are in box.rescue.json; o lists it");
    terminal.press("o");
    terminal.until("box.rescue.json");
    terminal.signal("TERM");
    terminal.end();
    // What was rescued is saved in the place of the board, and then nobody is told any more.
    let terminal = Terminal::start(home.path(), &["box.rescue.json"], 120, 36);
    terminal.until("this is what was rescued of box.json; s saves it there");
    terminal.press_until("q", "There are unsaved edits.");
    terminal.press_until("n", "box.json, unsaved");
    terminal.press_until("s", "saved box.json");
    terminal.press("q");
    assert!(terminal.end().0.success());
    assert!(std::fs::read_to_string(home.path().join("box.json")).expect("it is there").contains("Payment Disputed"));
    let terminal = Terminal::start(home.path(), &["box.json"], 120, 36);
    terminal.until("box.json, saved");
    terminal.press("q");
    let (_, bytes) = terminal.end();
    assert!(!String::from_utf8_lossy(&bytes).contains("edits that were not saved"));
}

#[test]
fn what_is_being_typed_is_rescued_too() {
    let home = home();
    let terminal = open(home.path());
    terminal.press("aHalf a Note");
    terminal.until("Half a Note");
    terminal.signal("HUP");
    assert_eq!(terminal.end().0.code(), Some(129));
    let rescued = std::fs::read_to_string(home.path().join("box.rescue.json")).expect("what was typed is there");
    assert!(rescued.contains("Half a Note"));
}

#[test]
fn a_changed_file_is_not_written_over() {
    let home = home();
    let terminal = open(home.path());
    terminal.press("aPayment Disputed\r\x1b");
    terminal.until("Payment Disputed");
    let path = home.path().join("box.json");
    let theirs = std::fs::read_to_string(&path).expect("it is there").replace("Subscription box", "Somebody else's box");
    std::fs::write(&path, &theirs).expect("another program writes it");
    terminal.press_until("s", "changed");
    // The edits are not lost: the name stands there to be changed into another.
    terminal.press("\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7fmine.json");
    terminal.until("mine.json");
    terminal.press_until("\r", "saved mine.json");
    assert_eq!(std::fs::read_to_string(&path).expect("it is there"), theirs);
    let mine = std::fs::read_to_string(home.path().join("mine.json")).expect("it was saved");
    assert!(mine.contains("Payment Disputed"));
    terminal.press("q");
    assert!(terminal.end().0.success());
}

#[test]
fn the_artefacts_are_written_beside_the_board_and_over_nobody_elses_file() {
    let home = home();
    let read = |name: &str| std::fs::read_to_string(home.path().join(name)).expect("it was written");
    let terminal = open(home.path());
    terminal.press_until("Fx", "exported the six artefacts to box.md");
    assert!(read("box.md").starts_with("# Subscription box\n"));
    assert!(read("box.md").ends_with("<!-- written by Squall from box.json -->\n"));
    terminal.press("TCrates\r");
    terminal.until("a new title");
    terminal.press_until("Fx", "exported the six artefacts to box.md");
    assert!(read("box.md").contains("Crates"), "its own is written over");
    std::fs::write(home.path().join("box.md"), "my own words\n").expect("somebody writes");
    terminal.press_until("Fx", "exported the six artefacts to box-2.md (the box.md there is not Squall's)");
    assert_eq!(read("box.md"), "my own words\n");
    assert!(read("box-2.md").contains("Crates"));
    discard(terminal);
}

#[test]
fn a_file_that_changed_outside_is_pointed_out_and_read_again() {
    let home = home();
    let terminal = open(home.path());
    let path = home.path().join("box.json");
    terminal.press("\x1b[I");
    terminal.until_silent();
    assert!(!terminal.contents().contains("somebody else"), "nothing has changed");
    let theirs = std::fs::read_to_string(&path).expect("it is there").replace("Subscription box", "Crate of the month");
    std::fs::write(&path, &theirs).expect("another program writes it");
    terminal.press_until("\x1b[O\x1b[I", "box.json was changed by somebody else; g R reads it again");
    terminal.press_until("gR", "Crate of the month");
    terminal.until("read box.json again; u brings back what was here");
    // What was here before can be had again, and be saved over what somebody else wrote.
    terminal.press_until("u", "unsaved");
    terminal.press_until("s", "saved box.json");
    assert!(std::fs::read_to_string(&path).expect("it is there").contains("Subscription box"));
    // As a terminal tells keys that it was asked to tell apart: ctrl-enter, then esc.
    terminal.press("ePayment\x1b[13;5uDisputed\x1b[27u");
    std::fs::remove_file(&path).expect("another program takes it away");
    terminal.press_until("\x1b[I", "box.json was moved or deleted by somebody else");
    terminal.press_until("s", "enter writes it anew");
    terminal.press_until("\r", "saved box.json");
    assert!(path.exists());
    terminal.press("q");
    let (status, bytes) = terminal.end();
    assert!(status.success());
    assert_restored(&bytes);
}

#[test]
fn the_wall_follows_the_size_of_the_terminal_down_to_one_cell() {
    let home = home();
    let terminal = open(home.path());
    for (columns, rows) in [(30, 10), (1, 1), (300, 100), (80, 24)] {
        terminal.resize(columns, rows);
        if (columns, rows) == (30, 10) {
            terminal.until("40×12");
        }
    }
    terminal.until("? help");
    terminal.press("q");
    assert!(terminal.end().0.success());
}

/// Opens the wall in this process, with files that panic when they are saved.
#[test]
fn child_that_panics() {
    use squall::app::{Opened, Origin, State};
    use squall::board::{Board, Heading};
    use squall::terminal::{Files, SystemSource};
    use squall::view::theme::{Depth, Ground, Themes};

    /// Panics once; the edits are rescued the second time.
    struct Broken(bool);
    impl Files for Broken {
        fn open(&mut self, _: &Origin) -> Result<Opened, String> {
            Err("there is nothing to open".to_owned())
        }
        fn save(&mut self, _: &Board, path: &Path) -> Result<(), String> {
            assert!(std::mem::replace(&mut self.0, true), "a mistake in the program");
            std::fs::write(path, "rescued").map_err(|wrong| wrong.to_string())
        }
    }
    // Only as the child of the next test; by itself there is nothing to see.
    if std::env::var_os("SQUALL_CHILD").is_none() {
        return;
    }
    let opened = Opened {
        unsaved: false,
        board: Board::new(Heading::new("b", "Broken", None)),
        path: Some("b.json".into()),
        new: true,
        welcome: None,
    };
    let mut state = State::new(opened, (80, 24));
    let themes = Themes::new(Depth::True, Ground::Dark, None);
    let _ = squall::terminal::run(&mut state, &themes, &mut Broken(false), &mut SystemSource);
    std::process::exit(7);
}

#[test]
fn the_terminal_is_left_as_it_was_found_after_a_panic() {
    let home = home();
    let child = std::env::current_exe().expect("this test has a path");
    let command =
        pty_process::blocking::Command::new(child).args(["--exact", "child_that_panics", "--nocapture"]).env("SQUALL_CHILD", "1");
    let terminal = Terminal::spawn(command, home.path(), 80, 24);
    terminal.until("Broken");
    terminal.press("aSomething Broke\r\x1b");
    terminal.until("Something Broke");
    terminal.press("s");
    terminal.until_settings("icanon");
    let (status, bytes) = terminal.end();
    assert_eq!(status.code(), Some(7), "the panic was caught and reported");
    assert!(home.path().join("b.rescue.json").exists(), "the edits are rescued");
    assert!(String::from_utf8_lossy(&bytes).contains("a mistake in the program"), "the report is on the terminal");
    assert_restored(&bytes);
}

#[test]
fn a_terminal_that_vanishes_ends_the_program_even_where_nobody_says_so() {
    let home = home();
    // A parent that ignores SIGHUP, as nohup does: the kernel's word does not arrive.
    let command =
        pty_process::blocking::Command::new("sh").args(["-c", "trap '' HUP; exec \"$0\" box.json", env!("CARGO_BIN_EXE_squall")]);
    let (mut pty, pts) = pty_process::blocking::open().expect("a pseudo-terminal can be had");
    pty.resize(pty_process::Size::new(30, 100)).expect("it takes a size");
    let mut child = command.current_dir(home.path()).env("XDG_STATE_HOME", home.path()).spawn(pts).expect("it starts");
    let (mut seen, mut bytes) = (Vec::new(), [0; 4096]);
    while !String::from_utf8_lossy(&seen).contains("help") {
        let count = std::io::Read::read(&mut pty, &mut bytes).expect("something is drawn");
        seen.extend_from_slice(&bytes[..count]);
    }
    drop(pty);
    let start = std::time::Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            break status;
        }
        if start.elapsed() > std::time::Duration::from_secs(20) {
            let _ = child.kill();
            panic!("it does not end");
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    };
    assert_eq!(status.code(), Some(129));
}

#[test]
fn a_program_with_nothing_to_do_writes_nothing() {
    let home = home();
    let terminal = open(home.path());
    terminal.until_silent();
    let before = terminal.bytes().len();
    terminal.press("\x1b");
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert_eq!(terminal.bytes().len(), before, "a key that changes nothing writes nothing");
}

#[test]
fn a_paste_is_one_text_whatever_is_in_it() {
    let home = home();
    let terminal = open(home.path());
    terminal.press("a\x1b[200~Refund\r\nPaid q d\x1b[201~\r\x1b");
    terminal.until("Paid q d");
    discard(terminal);
}

#[test]
fn a_click_focuses_a_note_and_the_mouse_is_given_back() {
    let home = home();
    let terminal = open(home.path());
    terminal.until_silent();
    let row = terminal.contents().lines().position(|line| line.contains("Monthly")).expect("it is in view");
    let line = terminal.contents().lines().nth(row).expect("it is in view").to_owned();
    let column = line[..line.find("Monthly").expect("it is in view")].chars().count();
    // As a terminal sends it: press and release, counted from one.
    let (x, y) = (column + 1, row + 1);
    terminal.press(&format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"));
    terminal.until("▌ Monthly");
    let before = terminal.bytes().len();
    terminal.press("M");
    terminal.until_bytes(before, MOUSE[0].1);
    terminal.press("M");
    terminal.until("the mouse is Squall's again");
    terminal.press("q");
    let (status, bytes) = terminal.end();
    assert!(status.success());
    for (on, _) in MOUSE {
        assert!(String::from_utf8_lossy(&bytes).contains(on), "{on:?}");
    }
    assert_restored(&bytes);
}

#[test]
fn waking_from_sleep_draws_everything_again() {
    let home = home();
    let terminal = open(home.path());
    terminal.until_silent();
    terminal.signal("STOP");
    let before = terminal.bytes().len();
    terminal.signal("CONT");
    terminal.until_bytes(before, "Subscription box");
    terminal.press("q");
    assert!(terminal.end().0.success());
}

/// A board whose notes hold everything that a terminal could take for something else than text.
fn nasty_board() -> String {
    let texts = [
        "\u{1b}[2J\u{1b}[31mred",
        "\u{1b}]0;a title\u{7}and a bell",
        "\u{9b}1;1H and \u{90}q",
        "支払いが失敗した\tand a tab",
        "فشل الدفع",
        "two\nlines\r\nthree",
        "\u{202e}backwards\u{202c} \u{2066}isolated\u{2069}",
        "e\u{301}\u{302}\u{303} 👩\u{200d}👩\u{200d}👧\u{200d}👦 \u{200b}\u{feff}",
        "\u{8}\u{8}\u{7f}\u{0}\u{c}",
    ];
    let note = |(index, text): (usize, &&str)| {
        serde_json::json!({
            "id": format!("01934f6e-0000-7000-8000-{index:012x}"), "kind": "event", "text": text, "at": index + 1,
            "fields": [text], "tags": [text], "author": text,
        })
    };
    let notes: Vec<_> = texts.iter().enumerate().map(note).collect();
    serde_json::json!({ "squall": 1, "id": "nasty", "title": texts.concat(), "notes": notes }).to_string()
}

#[test]
fn what_notes_hold_never_acts_upon_the_terminal() {
    let home = home();
    std::fs::write(home.path().join("nasty.json"), nasty_board()).expect("it can be written");
    let terminal = Terminal::start(home.path(), &["nasty.json"], 120, 36);
    terminal.until("events");
    for keys in
        ["l", "l", "l", "z", "z", "I", "\t", "\t", "\t", "\t", "E", "\u{1b}", "/red\r", ":undo", "\u{1b}", "gf", "\u{1b}", "w", "e"]
    {
        terminal.press(keys);
        terminal.until_silent();
    }
    let said = String::from_utf8(terminal.bytes()).expect("what is written is text");
    // What Squall says to the terminal itself: sequences that begin with ESC [ and end with a letter.
    let mut text = String::new();
    let mut rest = said.as_str();
    while let Some((before, sequence)) = rest.split_once("\u{1b}[") {
        text.push_str(before);
        let end = sequence.find(|c: char| c.is_ascii_alphabetic()).expect("a sequence ends");
        assert!(
            sequence[..end].chars().all(|c| c.is_ascii_digit() || matches!(c, ';' | '?' | '<' | '>')),
            "{:?}",
            &sequence[..=end]
        );
        rest = &sequence[end + 1..];
    }
    text.push_str(rest);
    let harmful: Vec<char> =
        text.chars().filter(|c| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')).collect();
    assert!(harmful.is_empty(), "{harmful:?}");
    // What was tried is shown, and the screen is where it was.
    assert!(text.contains('␛') && said.matches("\u{1b}[2J").count() <= 2, "only the screen itself was cleared");
    assert!(terminal.contents().starts_with(" Squall"), "{}", terminal.contents());
}
