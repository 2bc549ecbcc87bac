//! `squall export` as a script meets it: where documents go, what is never written over, and how it ends.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const BOX: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/boards/subscription-box.json");

fn squall(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_squall")).args(arguments).stdin(Stdio::null()).output().expect("squall starts")
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// The status, standard output and standard error.
fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (output.status.code().expect("it was not killed"), text(&output.stdout), text(&output.stderr))
}

/// Everything in a folder, so that nothing is left behind unseen.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("it can be read");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_document_goes_to_standard_output_or_to_a_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (format, head) in
        [("markdown", "# Subscription box\n"), ("mermaid", "---\ntitle: \"Subscription box\"\n"), ("svg", "<svg ")]
    {
        let (status, document, said) = told(&squall(&["export", BOX, "--format", format]));
        assert_eq!((status, said.as_str()), (0, ""));
        assert!(document.starts_with(head), "{document}");
        let (_, dash, _) = told(&squall(&["export", BOX, "--format", format, "-o", "-"]));
        assert_eq!(dash, document);
        let file = folder.path().join(format);
        let (status, printed, said) = told(&squall(&["export", BOX, "--format", format, "-o", path(&file)]));
        assert_eq!((status, printed.as_str()), (0, ""));
        assert!(said.contains("wrote "), "{said}");
        assert_eq!(std::fs::read_to_string(&file).expect("it was written"), document);
    }
    assert_eq!(names(folder.path()), ["markdown", "mermaid", "svg"]);
}

#[test]
fn a_board_may_come_from_standard_input() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_squall"))
        .args(["export", "-", "--format", "markdown"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("squall starts");
    let board = std::fs::read(BOX).expect("the board is there");
    child.stdin.take().expect("a pipe").write_all(&board).expect("it is read");
    let (status, document, _) = told(&child.wait_with_output().expect("it ends"));
    assert_eq!(status, 0);
    assert_eq!(document, told(&squall(&["export", BOX, "--format", "markdown"])).1);
}

#[test]
fn a_file_that_is_there_stays_unless_it_is_said_by_force_and_the_board_stays_always() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (file, board) = (folder.path().join("box.svg"), folder.path().join("box.json"));
    std::fs::write(&file, "mine").expect("it can be written");
    std::fs::copy(BOX, &board).expect("it can be copied");
    let arguments = ["export", path(&board), "--format", "svg", "-o", path(&file)];
    let (status, printed, said) = told(&squall(&arguments));
    assert_eq!((status, printed.as_str()), (2, ""));
    assert!(said.contains("error: ") && said.contains("there already") && said.contains("--force"), "{said}");
    assert_eq!(std::fs::read_to_string(&file).expect("it is there"), "mine");

    let (status, ..) = told(&squall(&[&arguments[..], &["--force"]].concat()));
    assert_eq!(status, 0);
    assert!(std::fs::read_to_string(&file).expect("it is there").starts_with("<svg "));

    let (status, _, said) = told(&squall(&["export", path(&board), "--format", "svg", "-o", path(&board), "--force"]));
    assert_eq!(status, 2);
    assert!(said.contains("this is what is read"), "{said}");
    assert_eq!(std::fs::read(&board).expect("it is there"), std::fs::read(BOX).expect("it is there"));
    assert_eq!(names(folder.path()), ["box.json", "box.svg"]);
}

#[test]
fn what_cannot_be_carried_out_says_so_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (broken, nowhere) = (folder.path().join("broken.json"), folder.path().join("no/such.svg"));
    std::fs::write(&broken, "{ \"squall\": 1, ").expect("it can be written");
    let out = folder.path().join("out");
    let cases: [(&[&str], &str); 9] = [
        (&[path(&broken), "--format", "svg", "-o", path(&out)], "broken.json:1:"),
        (&["no-such-board.json", "--format", "svg", "-o", path(&out)], "no such file"),
        (&[BOX, "--format", "svg", "-o", path(&nowhere)], "no such directory"),
        (&[BOX, "--format", "svg", "-o", path(folder.path()), "--force"], "directory"),
        (&[BOX, "--format", "pdf"], "invalid value 'pdf'"),
        (&[BOX], "--format"),
        (&[BOX, "--format", "svg", "--run", "Create Subscription"], "only a Mermaid diagram shows a run"),
        (&[BOX, "--format", "mermaid", "--until", "2h"], "belong to a run"),
        (&[BOX, "--format", "mermaid", "-o", path(&out), "--run", "Create Subscripton"], "did you mean `Create Subscription`?"),
    ];
    for (arguments, reason) in cases {
        let (status, printed, said) = told(&squall(&[&["export"], arguments].concat()));
        assert_eq!((status, printed.as_str()), (2, ""), "{arguments:?}");
        assert!(said.contains(reason), "{arguments:?}: {said}");
    }
    assert_eq!(names(folder.path()), ["broken.json"]);
}

#[test]
fn a_run_is_drawn_with_the_statuses_of_squall_run() {
    let run = ["export", BOX, "--format", "mermaid", "--run", "Create Subscription", "Trigger Billing Cycle"];
    let answered = [&run[..], &["--answer", "Attempt Payment=Payment Succeeded"]].concat();
    let (status, drawn, said) = told(&squall(&answered));
    assert_eq!((status, said.as_str()), (0, ""));
    assert!(drawn.contains("linkStyle 0,") && drawn.contains(" faint\n") && drawn.contains("▸ 1\""), "{drawn}");

    // What is not answered ends the run there; the picture shows how far it came.
    let (status, drawn, said) = told(&squall(&run));
    assert_eq!(status, 3);
    assert!(drawn.contains("linkStyle 0,"), "{drawn}");
    assert!(said.contains("needs an answer: Attempt Payment"), "{said}");

    let (status, _, said) = told(&squall(&[&answered[..], &["--answer", "size=2"]].concat()));
    assert_eq!(status, 0);
    assert!(said.contains("`size=2` was not needed"), "{said}");

    let folder = tempfile::tempdir().expect("a temporary folder");
    let board = folder.path().join("broken-rule.json");
    let notes = serde_json::json!({ "squall": 1, "title": "Test", "notes": [
        { "kind": "aggregate", "text": "Table", "state": { "free": 0 }, "invariants": ["free >= 0"] },
        { "kind": "command", "text": "Seat", "aggregate": "Table", "outcomes": [{ "events": ["Seated"], "set": { "free": "free - 1" } }] },
        { "kind": "event", "text": "Seated" } ] });
    std::fs::write(&board, notes.to_string()).expect("it can be written");
    let (status, drawn, _) = told(&squall(&["export", path(&board), "--format", "mermaid", "--run", "Seat"]));
    assert_eq!(status, 1, "an invariant is broken");
    assert!(drawn.contains(" refused\n"), "{drawn}");
}

/// What the notation has no words for is told, of many notes alike in one line.
#[test]
fn what_a_document_leaves_out_is_told_and_not_note_by_note() {
    let library = concat!(env!("CARGO_MANIFEST_DIR"), "/boards/library.json");
    let (status, document, said) = told(&squall(&["export", library, "--format", "storm"]));
    assert!(status == 0 && document.contains("Agenda: session guide"), "{document}");
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(said.contains("Reader Registered and 17 others: silenced rules"), "{said}");
    assert!(said.contains("the workshop: which words of the request are notes"), "{said}");
}
