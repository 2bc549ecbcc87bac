//! `squall import` as a script meets it: where it reads and writes, what it says, and how it ends.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const COOP: &str = "# Food co-op\n\nWe pack baskets once a week.\n\nActor: Member\n[Basket]\n  State: packed = 0\n  Command: Pack Basket by Member\n    \
                    -> Basket Packed { packed = packed + 1 } when packed < 2\n    -> Packing Refused otherwise\n\n\
                    Policy: Tell Member\n  When: Basket Packed\n  Then: Send Message\n";
const BROKEN: &str = "# Food co-op\nPolicy: Tell Member\n  When:\n  Then: Send Message after 5 moons\n";
const DOUBTFUL: &str =
    "[Basket]\n- Pack Basket -> Basket Packed\n\nPolicy: Tell Member\n  When: Basket Paked\n  Then: Send Message\n";

/// A folder of its own, and a shell in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a temporary folder"))
    }

    fn with(name: &str, text: &str) -> Folder {
        let folder = Folder::new();
        folder.write(name, text);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), text).expect("it can be written");
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("it is there")
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("the folder is there");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn squall(&self, arguments: &[&str]) -> Output {
        self.squall_reading(arguments, "")
    }

    fn squall_reading(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_squall"))
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("squall starts");
        let mut stdin = child.stdin.take().expect("its input");
        // Who refuses the arguments does not read on.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        child.wait_with_output().expect("it ends")
    }
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|wrong| panic!("{wrong}: {text}"))
}

/// The texts of a board's notes of a kind.
fn texts(board: &Value, kind: &str) -> Vec<String> {
    let notes = board["notes"].as_array().expect("notes").iter().filter(|note| note["kind"] == kind);
    notes.map(|note| note["text"].as_str().expect("a text").to_owned()).collect()
}

#[track_caller]
fn refused(folder: &Folder, arguments: &[&str], said: &[&str]) {
    let before = folder.names();
    let output = folder.squall(arguments);
    assert_eq!(status(&output), 2, "{arguments:?}: {}", stderr(&output));
    for text in said {
        assert!(stderr(&output).contains(text), "{text} is missing from\n{}", stderr(&output));
    }
    assert_eq!(stdout(&output), "", "{arguments:?}");
    assert_eq!(folder.names(), before, "nothing is written");
}

#[test]
fn without_o_the_board_goes_to_standard_output_and_what_is_said_to_standard_error() {
    let folder = Folder::with("coop.md", COOP);
    for arguments in [&["import", "coop.md"][..], &["import", "coop.md", "-o", "-"]] {
        let output = folder.squall(arguments);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let board = json_of(&stdout(&output));
        assert_eq!((&board["squall"], &board["title"]), (&json!(1), &json!("Food co-op")));
        assert_eq!(texts(&board, "event"), ["Basket Packed", "Packing Refused"]);
        assert!(stderr(&output).contains("2 events") && stderr(&output).contains("1 actor"), "{}", stderr(&output));
        assert!(stderr(&output).contains("1 line of prose left out"), "{}", stderr(&output));
    }
    assert_eq!(folder.names(), ["coop.md"]);
}

#[test]
fn a_document_may_come_from_standard_input() {
    let folder = Folder::new();
    let output = folder.squall_reading(&["import", "-"], COOP);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert_eq!(texts(&json_of(&stdout(&output)), "policy"), ["Tell Member"]);
    let output = folder.squall_reading(&["import", "-", "-o", "coop.json"], COOP);
    assert_eq!((status(&output), stdout(&output).as_str()), (0, ""), "{}", stderr(&output));
    assert_eq!(texts(&json_of(&folder.text("coop.json")), "policy"), ["Tell Member"]);
    let output = folder.squall_reading(&["import", "-"], BROKEN);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("<stdin>:3:8: error: "), "{}", stderr(&output));
}

#[test]
fn with_o_the_board_is_written_to_a_file() {
    let folder = Folder::with("coop.md", COOP);
    let output = folder.squall(&["import", "coop.md", "-o", "coop.json"]);
    assert_eq!((status(&output), stdout(&output).as_str()), (0, ""), "{}", stderr(&output));
    assert!(stderr(&output).contains("coop.json"), "{}", stderr(&output));
    assert_eq!(folder.names(), ["coop.json", "coop.md"]);
    assert_eq!(texts(&json_of(&folder.text("coop.json")), "command"), ["Pack Basket", "Send Message"]);
}

#[test]
fn a_board_that_is_there_is_replaced_only_by_force() {
    let folder = Folder::with("coop.md", COOP);
    folder.write("coop.json", "mine\n");
    refused(&folder, &["import", "coop.md", "-o", "coop.json"], &["error: ", "coop.json", "hint: ", "--force"]);
    assert_eq!(folder.text("coop.json"), "mine\n");
    let output = folder.squall(&["import", "coop.md", "-o", "coop.json", "--force"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert_eq!(json_of(&folder.text("coop.json"))["title"], json!("Food co-op"));
    let output = folder.squall(&["import", "coop.md", "-o", "new.json", "--force"]);
    assert_eq!(status(&output), 0, "force needs no file: {}", stderr(&output));
}

#[test]
fn force_never_replaces_a_board_by_a_broken_document() {
    let folder = Folder::with("coop.md", BROKEN);
    folder.write("coop.json", "mine\n");
    refused(&folder, &["import", "coop.md", "-o", "coop.json", "--force"], &["coop.md:3:8: error: "]);
    assert_eq!(folder.text("coop.json"), "mine\n");
}

#[test]
fn a_board_is_never_written_to_where_none_can_be() {
    let folder = Folder::with("coop.md", COOP);
    std::fs::create_dir(folder.path("there")).expect("a folder");
    refused(&folder, &["import", "coop.md", "-o", "there"], &["there"]);
    refused(&folder, &["import", "coop.md", "-o", "there", "--force"], &["there"]);
    refused(&folder, &["import", "coop.md", "-o", "nowhere/coop.json"], &["nowhere"]);
}

#[test]
fn errors_end_with_status_2_are_told_all_at_once_and_nothing_is_written() {
    let folder = Folder::with("coop.md", BROKEN);
    let told = ["coop.md:3:8: error: ", "coop.md:4:28: error: ", "\n    Then: Send Message after 5 moons\n", "^\n", "hint: "];
    refused(&folder, &["import", "coop.md", "-o", "coop.json"], &told);
    refused(&folder, &["import", "coop.md"], &told);
}

#[test]
fn warnings_keep_status_0() {
    let folder = Folder::with("coop.md", DOUBTFUL);
    let output = folder.squall(&["import", "coop.md", "-o", "coop.json"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    for text in ["coop.md:5:9: warning: ", "Basket Paked", "\n          ^\n", "hint: did you mean `Basket Packed`?"] {
        assert!(stderr(&output).contains(text), "{text} is missing from\n{}", stderr(&output));
    }
    assert_eq!(texts(&json_of(&folder.text("coop.json")), "event"), ["Basket Packed", "Basket Paked"]);
}

#[test]
fn what_was_left_out_is_listed_by_line_where_that_is_asked_for() {
    let folder = Folder::with("coop.md", COOP);
    let quiet = folder.squall(&["import", "coop.md"]);
    assert!(!stderr(&quiet).contains("We pack baskets"), "{}", stderr(&quiet));
    let verbose = folder.squall(&["import", "coop.md", "--verbose"]);
    assert_eq!(status(&verbose), 0);
    assert!(stderr(&verbose).contains("coop.md:3: left out: We pack baskets once a week."), "{}", stderr(&verbose));
}

#[test]
fn with_json_the_report_goes_to_standard_output_where_the_board_does_not() {
    let folder = Folder::with("coop.md", DOUBTFUL);
    folder.write("prose.md", "Nothing here.\n");
    let output = folder.squall(&["import", "coop.md", "prose.md", "-o", "coop.json", "--json"]);
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
    let report = json_of(&stdout(&output));
    assert_eq!((&report["board"], &report["errors"]), (&json!("coop.json"), &json!([])));
    assert_eq!(report["notes"]["event"], json!(2));
    assert_eq!(report["left_out"], json!([{"path": "prose.md", "line": 1, "text": "Nothing here."}]));
    let warning = &report["warnings"][0];
    assert_eq!((&warning["path"], &warning["line"], &warning["column"]), (&json!("coop.md"), &json!(5), &json!(9)));
    assert!(warning["message"].as_str().expect("a message").contains("Basket Paked"), "{warning}");
    assert_eq!(warning["hint"], json!("did you mean `Basket Packed`?"));
}

#[test]
fn with_json_the_report_goes_to_standard_error_where_the_board_goes_to_standard_output() {
    let folder = Folder::with("coop.md", COOP);
    let output = folder.squall(&["import", "coop.md", "--json"]);
    assert_eq!(status(&output), 0);
    assert_eq!(texts(&json_of(&stdout(&output)), "aggregate"), ["Basket"]);
    let report = json_of(&stderr(&output));
    assert_eq!((&report["board"], &report["title"], &report["notes"]["policy"]), (&Value::Null, &json!("Food co-op"), &json!(1)));
}

#[test]
fn with_json_errors_are_a_report_too() {
    let folder = Folder::with("coop.md", BROKEN);
    let output = folder.squall(&["import", "coop.md", "-o", "coop.json", "--json"]);
    assert_eq!(status(&output), 2);
    let report = json_of(&stdout(&output));
    let places: Vec<(&Value, &Value)> =
        report["errors"].as_array().expect("errors").iter().map(|error| (&error["line"], &error["column"])).collect();
    assert_eq!(places, [(&json!(3), &json!(8)), (&json!(4), &json!(28))]);
    assert_eq!((&report["board"], folder.names()), (&Value::Null, vec!["coop.md".to_owned()]));
}

#[test]
fn several_documents_make_one_board() {
    let folder = Folder::with("one.md", COOP);
    folder.write("two.md", "# Another title\nPolicy: Tell Driver\n  When: BasketPacked\n  Then: Load Van\n");
    let output = folder.squall(&["import", "one.md", "two.md", "-o", "coop.json"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let board = json_of(&folder.text("coop.json"));
    assert_eq!(board["title"], json!("Food co-op"));
    assert_eq!(texts(&board, "event"), ["Basket Packed", "Packing Refused"]);
    assert_eq!(texts(&board, "policy"), ["Tell Member", "Tell Driver"]);
    let output = folder.squall_reading(&["import", "one.md", "-", "-o", "-"], "Event: Van Loaded\n");
    assert_eq!(texts(&json_of(&stdout(&output)), "event"), ["Basket Packed", "Packing Refused", "Van Loaded"]);
}

#[test]
fn errors_in_several_documents_are_told_under_their_names() {
    let folder = Folder::with("one.md", BROKEN);
    folder.write("two.md", "Policy: B\n  When:\n");
    refused(&folder, &["import", "one.md", "two.md"], &["one.md:3:8: error: ", "one.md:4:28: error: ", "two.md:2:8: error: "]);
}

#[test]
fn a_board_without_a_title_is_called_after_its_file() {
    let folder = Folder::with("food co-op.md", "Event: Basket Packed\n");
    let output = folder.squall(&["import", "food co-op.md"]);
    let title = json_of(&stdout(&output))["title"].as_str().expect("a title").to_lowercase();
    assert_eq!(title, "food co op");
}

#[test]
fn a_file_that_is_missing_a_folder_or_no_utf_8_is_refused_with_its_name() {
    let folder = Folder::with("coop.md", COOP);
    std::fs::create_dir(folder.path("there")).expect("a folder");
    folder.write("bytes.md", b"# Caf\xc3\xa9\nEvent: Caf\xe9\n");
    refused(&folder, &["import", "missing.md"], &["missing.md: error: "]);
    refused(&folder, &["import", "there"], &["there: error: "]);
    refused(&folder, &["import", "bytes.md"], &["bytes.md:2:11: error: ", "UTF-8"]);
    refused(
        &folder,
        &["import", "coop.md", "missing.md", "bytes.md", "-o", "b.json"],
        &["missing.md: error: ", "bytes.md:2:11: error: "],
    );
    refused(&folder, &["import"], &["FILE"]);
    refused(&folder, &["import", "coop.md", "--from", "runes"], &["storm"]);
}

#[test]
fn a_document_of_prose_alone_is_an_empty_board() {
    let folder = Folder::with("prose.md", "Nothing here.\n\nNor here.\n");
    let output = folder.squall(&["import", "prose.md"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(stderr(&output).contains("2 lines of prose left out"), "{}", stderr(&output));
}

#[test]
fn what_was_imported_runs() {
    let folder = Folder::with("coop.md", COOP);
    let output = folder.squall(&["import", "coop.md", "-o", "coop.json"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let output = folder.squall(&["run", "coop.json", "Pack Basket", "PackBasket", "pack basket", "--json"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let run = json_of(&stdout(&output));
    assert_eq!(
        (&run["board"], &run["ended"], &run["state"]),
        (&json!("Food co-op"), &json!("quiescent"), &json!({"Basket": {"packed": 2}}))
    );
    let recorded: Vec<&Value> = run["steps"]
        .as_array()
        .expect("steps")
        .iter()
        .filter(|step| step["kind"] == "event-recorded")
        .map(|step| &step["event"])
        .collect();
    assert_eq!(recorded, ["Basket Packed", "Basket Packed", "Packing Refused"]);
}

#[test]
fn what_goes_to_standard_output_runs_from_standard_input() {
    let folder = Folder::with("coop.md", COOP);
    let board = stdout(&folder.squall(&["import", "coop.md"]));
    let output = folder.squall_reading(&["run", "-", "Pack Basket"], &board);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("E Basket Packed"), "{}", stdout(&output));
}

#[test]
fn no_control_character_of_a_document_reaches_the_terminal() {
    let folder = Folder::with("bad\u{1b}.md", "\u{1b}[2J prose\nPolicy: \u{1b}[31m\n  When: A\n  Then: B after 5 \u{202e}moons\n");
    let output = folder.squall(&["import", "bad\u{1b}.md", "--verbose"]);
    assert!(!stderr(&output).contains(['\u{1b}', '\u{202e}']), "{}", stderr(&output));
    assert!(Path::new(&folder.path("bad\u{1b}.md")).exists());
}

#[test]
fn a_board_is_no_notation_and_prose_alone_makes_an_empty_board() {
    let folder = Folder::with("coop.md", COOP);
    assert!(folder.squall(&["import", "coop.md", "-o", "coop.json"]).status.success());
    let again = folder.squall(&["import", "coop.json"]);
    assert_eq!(again.status.code(), Some(2));
    let said = String::from_utf8_lossy(&again.stderr);
    assert!(said.contains("coop.json: error: this is a board already"), "{said}");
    let prose = folder.squall_reading(&["import", "-"], "We pack baskets once a week.\n");
    assert_eq!(prose.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&prose.stderr).contains("warning: nothing in it is storm notation"));
}

#[test]
fn a_workshop_alone_is_notation_and_is_told() {
    let text = "Agenda: Big Picture\nFeature: Members get a basket once a week.\nParked:\n- Refunds\n";
    let read = Folder::new().squall_reading(&["import", "-"], text);
    assert_eq!((status(&read), stderr(&read).trim_end()), (0, "read: the agenda, the feature request, 1 parked topic"));
}
