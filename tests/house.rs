//! The floors of the house: every import is one that the table allows, and nothing reaches back up.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What a floor may use of ours.
const FLOORS: &[(&str, &[&str])] = &[
    ("board", &[]),
    ("method", &["board"]),
    ("engine", &["board"]),
    ("notation", &["board", "engine"]),
    ("interop", &["board", "method", "engine", "notation"]),
    ("store", &["board"]),
    ("session", &["board", "store", "app", "view"]),
    ("app", &["board", "method", "engine", "notation", "interop", "store", "session"]),
    ("view", &["app", "board", "engine", "method"]),
    ("terminal", &["board", "method", "engine", "notation", "interop", "store", "session", "app", "view"]),
    ("cli", &["board", "method", "engine", "notation", "interop", "store", "session", "app", "view", "terminal"]),
];

/// What comes from outside the program, and the floors that must not touch it.
const OUTSIDE: &[(&[&str], &[&str])] = &[
    (&["crossterm"], &["board", "method", "engine", "notation", "interop", "store", "session", "app", "view", "cli"]),
    (&["ratatui"], &["board", "method", "engine", "notation", "interop", "store"]),
    (
        &["std::fs", "std::net", "std::process", "std::env", "std::io", "std::thread"],
        &["board", "method", "engine", "notation", "interop", "app", "view"],
    ),
    (
        &["SystemTime::now", "Instant::now", "Utc::now", "Local::now", "now_v7", "new_v4", "rand::"],
        &["board", "method", "engine", "notation", "interop", "store", "app", "view"],
    ),
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file with its floor; files directly under `src` stand on none.
fn files() -> Vec<(String, PathBuf, String)> {
    fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("src can be read") {
            let path = entry.expect("src can be read").path();
            if path.is_dir() {
                walk(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                into.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(&source(), &mut paths);
    paths.sort();
    let floor = |path: &Path| {
        let inside = path.strip_prefix(source()).expect("under src");
        (inside.components().count() > 1)
            .then(|| inside.components().next().expect("a folder").as_os_str().to_string_lossy().into_owned())
    };
    paths
        .into_iter()
        .filter_map(|path| Some((floor(&path)?, path.clone(), code(&fs::read_to_string(&path).expect("source can be read")))))
        .collect()
}

/// The text without comments: what is written there imports nothing.
fn code(text: &str) -> String {
    let uncommented = text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    uncommented.collect::<Vec<_>>().join("\n")
}

/// The modules of ours that a text names: `crate::board`, `crate::{board, engine}`, `squall::board`.
fn used(text: &str) -> Vec<String> {
    let mut used = Vec::new();
    for root in ["crate::", "squall::"] {
        for (at, _) in text.match_indices(root) {
            let rest = &text[at + root.len()..];
            let names: Vec<&str> = match rest.strip_prefix('{') {
                None => vec![rest],
                Some(group) => {
                    let mut depth = 0;
                    let end = group.find(|c| {
                        depth += match c {
                            '{' => 1,
                            '}' => -1,
                            _ => 0,
                        };
                        depth < 0
                    });
                    split_outside(&group[..end.unwrap_or(group.len())])
                }
            };
            let word = |name: &str| name.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
            used.extend(names.into_iter().map(word).filter(|name| !name.is_empty()));
        }
    }
    used
}

/// Splits at commas outside braces.
fn split_outside(group: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&group[start..]);
    parts
}

#[test]
fn every_import_is_one_that_the_floor_may_use() {
    let floors: BTreeMap<&str, &[&str]> = FLOORS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (floor, path, text) in files() {
        let Some(allowed) = floors.get(floor.as_str()) else {
            wrong.push(format!("{}: `{floor}` is on no floor", path.display()));
            continue;
        };
        for used in used(&text) {
            if floors.contains_key(used.as_str()) && used != floor && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{}: {floor} must not use {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pure_floors_touch_no_terminal_no_file_and_no_clock() {
    let mut wrong = Vec::new();
    for (floor, path, text) in files() {
        for (names, forbidden) in OUTSIDE {
            if forbidden.contains(&floor.as_str()) {
                wrong.extend(
                    names
                        .iter()
                        .filter(|name| text.contains(*name))
                        .map(|name| format!("{}: {floor} must not use {name}", path.display())),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_map_of_the_house_names_every_floor_that_is_there() {
    let map = fs::read_to_string(source().join("lib.rs")).expect("src/lib.rs can be read");
    for (floor, _) in FLOORS {
        let there = source().join(floor).is_dir();
        assert_eq!(
            there,
            map.contains(&format!("| [`{floor}`] |")),
            "{floor} is in src/ and in the table of src/lib.rs, or in neither"
        );
    }
}

#[test]
fn files_stay_short_enough_to_be_read() {
    let long: Vec<String> = files()
        .into_iter()
        .map(|(_, path, _)| (fs::read_to_string(&path).expect("source can be read").lines().count(), path))
        .filter(|(lines, _)| *lines > 500)
        .map(|(lines, path)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_walk_sees_what_it_is_looking_for() {
    assert_eq!(used("use crate::{app::{State, x}, board};\nlet x = crate::view::draw();"), ["app", "board", "view"]);
    assert!(used("use std::fmt;").is_empty());
    assert!(files().len() > 10, "the walk finds the source files");
}
