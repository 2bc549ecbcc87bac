//! Saving: whole or not at all, links, modes and what others wrote kept, nothing left behind.

mod support;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use squall::board::{Board, Edit};
use squall::store::{Change, SaveError, Stamp, load, read, save, save_text};
use support::ids;

struct Room {
    directory: tempfile::TempDir,
}

impl Room {
    fn new() -> Room {
        Room { directory: tempfile::tempdir().expect("a directory") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// A new board in a file.
    fn board(&self, name: &str) -> (PathBuf, Board, Stamp) {
        let path = self.path(name);
        let board = titled("First");
        let stamp = save(&path, &board, None).expect("saved");
        (path, board, stamp)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.directory.path())
            .expect("listed")
            .map(|entry| entry.expect("entry").file_name().into_string().expect("UTF-8"))
            .collect();
        names.sort();
        names
    }

    /// What is said, without the directory's name.
    fn said(&self, error: SaveError) -> String {
        error.to_string().replace(&*self.directory.path().to_string_lossy(), "")
    }
}

fn titled(title: &str) -> Board {
    read(&format!("{{ \"squall\": 1, \"id\": \"b\", \"title\": \"{title}\" }}"), &mut ids()).expect("a board")
}

fn title(path: &Path) -> String {
    load(path, &mut ids()).expect("loaded").board.title().to_owned()
}

fn changed(result: Result<Stamp, SaveError>) -> Change {
    match result {
        Err(SaveError::ChangedOutside { change, .. }) => change,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_board_is_saved_again_and_again() {
    let room = Room::new();
    let (path, mut board, mut stamp) = room.board("b.json");
    for title in ["Second", "Third"] {
        board.apply(Edit::Retitle(title.to_owned())).expect("taken");
        stamp = save(&path, &board, Some(&stamp)).expect("saved");
        let loaded = load(&path, &mut ids()).expect("loaded");
        assert_eq!((loaded.board.title(), &loaded.stamp), (title, &stamp));
        assert!(!stamp.may_differ(&path.metadata().expect("there")));
    }
    assert_eq!(room.names(), ["b.json"]);
}

#[test]
fn a_new_board_never_goes_over_an_existing_file() {
    let room = Room::new();
    let (path, ..) = room.board("b.json");
    let result = save(&path, &titled("Other"), None);
    assert_eq!(
        room.said(result.clone().expect_err("refused")),
        "/b.json: error: the file is there already\n  hint: choose another name"
    );
    assert_eq!(changed(result), Change::Appeared);
    assert_eq!((title(&path).as_str(), room.names()), ("First", vec!["b.json".to_owned()]));
}

#[test]
fn a_change_by_somebody_else_is_noticed() {
    let room = Room::new();
    let (path, board, stamp) = room.board("b.json");
    let old = std::fs::read_to_string(&path).expect("read");
    let other = old.replace("First", "Fi_st");
    // Of the same length and, set back, of the same time.
    let time = path.metadata().and_then(|about| about.modified()).expect("time");
    std::fs::write(&path, &other).expect("written");
    std::fs::File::options().write(true).open(&path).and_then(|file| file.set_modified(time)).expect("set back");
    let result = save(&path, &board, Some(&stamp));
    assert_eq!(
        room.said(result.clone().expect_err("refused")),
        "/b.json: error: the file was changed by somebody else\n  hint: save under another name, and compare the two"
    );
    assert_eq!(changed(result), Change::Text);
    assert_eq!(std::fs::read_to_string(&path).expect("read"), other);
    // Put back as it was, it is the same text again, whatever the time.
    std::fs::write(&path, &old).expect("written");
    save(&path, &board, Some(&stamp)).expect("saved");
    std::fs::remove_file(&path).expect("removed");
    let result = save(&path, &board, Some(&stamp));
    assert_eq!(
        room.said(result.clone().expect_err("refused")),
        "/b.json: error: the file was moved or deleted by somebody else\n  hint: save under another name, or as a new file"
    );
    assert_eq!(changed(result), Change::Gone);
    assert!(room.names().is_empty());
}

#[test]
fn of_many_who_save_at_once_one_is_first() {
    let room = Room::new();
    for round in 0..20 {
        let (path, _, stamp) = room.board(&format!("{round}.json"));
        let saved: Vec<usize> = std::thread::scope(|scope| {
            let (path, stamp) = (&path, &stamp);
            let savers: Vec<_> =
                (0..6).map(|n| scope.spawn(move || save(path, &titled(&format!("By {n}")), Some(stamp)).is_ok())).collect();
            savers.into_iter().enumerate().filter_map(|(n, saver)| saver.join().expect("no panic").then_some(n)).collect()
        });
        assert_eq!(saved.len(), 1, "{saved:?}");
        assert_eq!(title(&path), format!("By {}", saved[0]));
        // And so for a file that is new.
        let path = room.path(&format!("new {round}.json"));
        let made: usize = std::thread::scope(|scope| {
            let makers: Vec<_> = (0..6)
                .map(|n| (n, &path))
                .map(|(n, path)| scope.spawn(move || save(path, &titled(&n.to_string()), None).is_ok()))
                .collect();
            makers.into_iter().map(|maker| usize::from(maker.join().expect("no panic"))).sum()
        });
        assert_eq!(made, 1);
    }
    assert_eq!(room.names().len(), 40);
}

#[test]
fn a_reader_always_sees_a_whole_file() {
    let room = Room::new();
    let (path, mut board, mut stamp) = room.board("b.json");
    let done = AtomicBool::new(false);
    let seen = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut seen = 0;
            while !done.load(Ordering::Relaxed) {
                let text = std::fs::read_to_string(&path).expect("always there");
                assert!(text.ends_with("}\n"), "cut off: {} bytes", text.len());
                let board = read(&text, &mut ids()).expect("always whole");
                // The title says how long the rules are.
                assert!(board.title() == "First" || board.title() == board.heading().rules.len().to_string());
                seen += 1;
            }
            seen
        });
        for n in 1..60 {
            let rules = vec!["a rule that takes some room in the file".repeat(50); n * 5];
            board.apply(Edit::Group(vec![Edit::Retitle(rules.len().to_string()), Edit::SetRules(rules)])).expect("taken");
            stamp = save(&path, &board, Some(&stamp)).expect("saved");
        }
        done.store(true, Ordering::Relaxed);
        reader.join().expect("no panic")
    });
    assert!(seen > 10, "read {seen} times");
}

#[test]
fn a_name_as_long_as_a_name_may_be() {
    let room = Room::new();
    let name = format!("{}.json", "n".repeat(250));
    let (path, board, stamp) = room.board(&name);
    save(&path, &board, Some(&stamp)).expect("saved");
    let error = save(&room.path(&"n".repeat(300)), &board, None).expect_err("refused");
    assert!(room.said(error).ends_with("error: the name is too long or not allowed here"));
    assert_eq!(room.names(), [name]);
}

#[test]
fn any_text_is_saved_alike() {
    let room = Room::new();
    let stamp = save_text(&room.path("b.storm"), "# Board\n", None).expect("saved");
    save_text(&room.path("b.storm"), "# Other\n", Some(&stamp)).expect("saved");
    assert_eq!(std::fs::read_to_string(room.path("b.storm")).expect("read"), "# Other\n");
}

#[test]
fn where_nothing_can_be_saved() {
    let room = Room::new();
    let (path, board, stamp) = room.board("b.json");
    let said = |path: PathBuf, expected| room.said(save(&path, &board, expected).expect_err("refused"));
    assert_eq!(said(room.path(""), None), "/: error: this is a directory, not a board\n  hint: name a file in it");
    assert_eq!(said(room.path("x/b.json"), None), "/x/b.json: error: there is no such directory\n  hint: make it first");
    assert_eq!(said(path.join("b.json"), None), "/b.json/b.json: error: a part of the path is a file, not a directory");
    assert!(save(Path::new("/dev/null"), &board, Some(&stamp)).is_err());
    assert_eq!(room.names(), ["b.json"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        path.metadata().expect("there").permissions().mode() & 0o7777
    }

    fn set_mode(path: &Path, mode: u32) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("set");
    }

    #[test]
    fn a_symbolic_link_stays() {
        let room = Room::new();
        std::fs::create_dir(room.path("elsewhere")).expect("made");
        let (target, board, stamp) = room.board("elsewhere/real.json");
        symlink("elsewhere/middle.json", room.path("link.json")).expect("linked");
        symlink("real.json", room.path("elsewhere/middle.json")).expect("linked");
        let mut board = board;
        board.apply(Edit::Retitle("Second".to_owned())).expect("taken");
        save(&room.path("link.json"), &board, Some(&stamp)).expect("saved");
        for link in ["link.json", "elsewhere/middle.json"] {
            assert!(room.path(link).symlink_metadata().expect("there").is_symlink());
        }
        assert!(!target.symlink_metadata().expect("there").is_symlink());
        assert_eq!(title(&target), "Second");
        // A link to nothing yet: the board comes to be where it points.
        symlink("elsewhere/new.json", room.path("new.json")).expect("linked");
        save(&room.path("new.json"), &board, None).expect("saved");
        assert_eq!(title(&room.path("elsewhere/new.json")), "Second");
        symlink("circle.json", room.path("circle.json")).expect("linked");
        let error = room.said(save(&room.path("circle.json"), &board, None).expect_err("refused"));
        assert_eq!(error, "/circle.json: error: symbolic links lead in a circle");
        assert_eq!(room.names(), ["circle.json", "elsewhere", "link.json", "new.json"]);
    }

    #[test]
    fn mode_and_owner_stay() {
        let room = Room::new();
        let (path, board, mut stamp) = room.board("b.json");
        for wanted in [0o600, 0o644, 0o664, 0o660, 0o640] {
            set_mode(&path, wanted);
            stamp = save(&path, &board, Some(&stamp)).expect("saved");
            assert_eq!(mode(&path), wanted, "{wanted:o}");
        }
        let new = room.path("plain");
        std::fs::write(&new, "").expect("written");
        let (other, ..) = room.board("other.json");
        assert_eq!(mode(&other), mode(&new), "a new board has the mode of any new file");
        // Only root may try this one.
        if std::os::unix::fs::chown(&path, Some(1234), Some(5678)).is_ok() {
            save(&path, &board, Some(&stamp)).expect("saved");
            let about = path.metadata().expect("there");
            assert_eq!((about.uid(), about.gid(), mode(&path)), (1234, 5678, 0o640));
        }
    }

    #[test]
    fn what_may_not_be_written_is_not() {
        let room = Room::new();
        let (path, board, stamp) = room.board("b.json");
        set_mode(&path, 0);
        let root = std::fs::File::open(&path).is_ok();
        let refused = |error: SaveError| {
            assert_eq!(room.said(error), "/b.json: error: permission denied\n  hint: ask its owner, or use another place");
        };
        set_mode(&path, 0o444);
        match save(&path, &board, Some(&stamp)) {
            Err(error) => refused(error),
            Ok(_) => assert!(root, "root may write anything"),
        }
        set_mode(&path, 0o644);
        set_mode(room.directory.path(), 0o555);
        match save(&path, &board, Some(&stamp)) {
            Err(error) => refused(error),
            Ok(_) => assert!(root, "root may write anything"),
        }
        set_mode(room.directory.path(), 0o755);
        assert_eq!(room.names(), ["b.json"]);
        assert_eq!(title(&path), "First");
    }

    /// A program that is killed at any moment leaves the old file or the new one, and at most a file that nothing takes for a board.
    #[test]
    fn killed_at_any_instant() {
        let room = Room::new();
        if std::env::var_os("SQUALL_TEST_SAVES").is_some() {
            return;
        }
        let (path, ..) = room.board("b.json");
        for round in 0..12u64 {
            let mut child = std::process::Command::new(std::env::current_exe().expect("this test"))
                .args(["--exact", "unix::saves_until_it_is_killed", "--nocapture"])
                .env("SQUALL_TEST_SAVES", &path)
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null())
                .spawn()
                .expect("started");
            std::thread::sleep(std::time::Duration::from_millis(30 + round * 7));
            child.kill().expect("killed");
            child.wait().expect("gone");
            let board = load(&path, &mut ids()).expect("whole").board;
            assert!(board.title() == "First" || board.title() == board.heading().rules.len().to_string());
        }
        assert_ne!(title(&path), "First", "the child never came to save");
        for name in room.names().iter().filter(|name| *name != "b.json") {
            assert!(name.starts_with(".squall-") && name.ends_with(".tmp"), "{name}");
        }
        // What was left behind is in nobody's way.
        let loaded = load(&path, &mut ids()).expect("loaded");
        save(&path, &loaded.board, Some(&loaded.stamp)).expect("saved");
    }

    /// The child of the test above; does nothing by itself.
    #[test]
    fn saves_until_it_is_killed() {
        let Some(path) = std::env::var_os("SQUALL_TEST_SAVES").map(PathBuf::from) else { return };
        let loaded = load(&path, &mut ids()).expect("loaded");
        let (mut board, mut stamp) = (loaded.board, loaded.stamp);
        for n in 1.. {
            let rules = vec!["a rule that takes some room in the file".repeat(100); 50 + n % 50];
            board.apply(Edit::Group(vec![Edit::Retitle(rules.len().to_string()), Edit::SetRules(rules)])).expect("taken");
            stamp = save(&path, &board, Some(&stamp)).expect("saved");
        }
    }
}
