//! What is right in a configuration is used, and what is wrong is said, all of it, with its place.

use super::*;
use crate::app::commands::by_id;

/// What a configuration says, with the themes beside it.
fn read(text: &str, themes: &[(&str, &str)]) -> Config {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("config.toml");
    std::fs::write(&path, text).expect("it can be written");
    std::fs::create_dir(folder.path().join("themes")).expect("it can be made");
    for (name, text) in themes {
        std::fs::write(folder.path().join("themes").join(format!("{name}.toml")), text).expect("it can be written");
    }
    load_from(Ok((path, "")))
}

/// What is said about a configuration: `line:column message – hint`.
#[track_caller]
fn check(text: &str, expected: &[&str]) -> Config {
    let config = read(text, &[]);
    assert_eq!(told(&config), expected, "{text}");
    config
}

fn told(config: &Config) -> Vec<String> {
    let place = |fault: &Fault| fault.place.map_or(String::new(), |(line, column)| format!("{line}:{column} "));
    config.faults.iter().map(|fault| format!("{}{} – {}", place(fault), fault.message, fault.hint)).collect()
}

fn keys(config: &Config, id: &str) -> Vec<String> {
    config.keys.shown(by_id(id).expect("there is such a command"))
}

#[test]
fn what_is_right_is_used() {
    let config = check(
        "theme = \"colour-blind\"\ndepth = \"24bit\"\n[keys]\n\"note.add\" = [\"f8\", \"insert\"]\nboard.undo = [\"ctrl-y\"]\n\"board.title\" = []\n",
        &[],
    );
    assert_eq!((config.look, config.depth), (Some(Look::ColourBlind), Some(Depth::True)));
    assert_eq!(keys(&config, "note.add"), ["F8", "ins"]);
    assert_eq!(keys(&config, "board.undo"), ["ctrl-y"]);
    assert_eq!(keys(&config, "board.title"), [""; 0]);
    assert_eq!(keys(&config, "board.save"), ["s", "ctrl-s"]);
    assert_eq!(config.complaint(), None);
    // Two commands may change their keys with each other.
    check("[keys]\n\"note.add\" = [\"x\"]\n\"run.issue\" = [\"a\"]\n", &[]);
    check("", &[]);
    assert!(check("bell = true\n", &[]).bell && !check("bell = false\n", &[]).bell && !check("", &[]).bell);
    check("bell = \"loud\"\n", &["1:8 `bell` is a text – write true or false"]);
    assert!(check("theme = \"auto\"\ndepth = \"auto\"\n", &[]).look.is_none());
}

#[test]
fn everything_wrong_is_said_at_once() {
    let config = check(
        "them = \"dark\"\ndepth = 256\ntheme = \"drak\"\n\n[keys]\n\"note.ad\" = [\"i\"]\n\"note.edit\" = \"i\"\n\"board.save\" = [\"w\", \"Y\", \"pagedwn\", 3]\n",
        &[
            "1:1 there is no setting `them` – did you mean `theme`?",
            "2:9 `depth` is a number – write a text such as \"256\"",
            "3:9 there is no theme `drak` – did you mean \"dark\"?",
            "6:1 there is no command `note.ad` – did you mean `note.add`?",
            "7:15 `note.edit` is a text – write a list of keys such as [\"a\", \"ctrl-n\", \"g a\"], or [] for no key",
            "8:17 `w` cannot mean board.save: it means advice.next already – take another key, or give advice.next others, too",
            "8:27 `pagedwn` is no key – did you mean \"pagedown\"?",
            "8:38 `board.save` is a number – write a list of keys such as [\"a\", \"ctrl-n\", \"g a\"], or [] for no key",
        ],
    );
    assert_eq!(keys(&config, "board.save"), ["Y"], "what is right is used");
    assert_eq!(keys(&config, "note.edit"), ["↵", "e"]);
    assert_eq!(config.complaint().as_deref(), Some("config.toml:1:1: there is no setting `them` (7 more, see `squall doctor`)"));
}

#[test]
fn keys_that_cannot_be_meant_are_refused() {
    let config = check(
        "[keys]\n\"note.add\" = [\"g\"]\n\"board.title\" = [\"u t\"]\n\"write.finish\" = [\"x\"]\n\"menu.leave\" = [\"q\"]\n\"program.leave\" = []\n",
        &[
            "2:15 `g` would keep `g g`, which means focus.first, from ever being reached – take another key, or one behind it such as `g a`",
            "3:18 `u t` can never be reached: `u` means board.undo at once – take other keys, or give board.undo others, too",
            "4:19 `x` would take a letter from what is typed there – take a key that writes nothing, such as \"f9\" or \"ctrl-y\"",
            "5:17 `q` would take a letter away from what menus offer – take a key that writes nothing, such as \"f9\" or \"ctrl-y\"",
            "6:19 `program.leave` needs a key: it is the way out of everywhere – give it another key, or leave the line out",
        ],
    );
    // Nobody is left without a key by mistake.
    assert_eq!(keys(&config, "note.add"), ["a"]);
    assert_eq!(keys(&config, "write.finish"), ["↵"]);
    assert_eq!(keys(&config, "program.leave"), ["ctrl-c"]);
    check(
        "[keys]\n\"note.add\" = [\"Ctrl-y\"]\n\"note.edit\" = [\"\"]\n",
        &[
            "2:15 `Ctrl-y` is no key – did you mean \"ctrl-y\"?",
            "3:16 `` is no key – keys are written a, G, ctrl-d, alt-x, shift-left, enter, f1, and one after the other with blanks: g a",
        ],
    );
    // One key for two commands is said at the second.
    check(
        "[keys]\n\"note.add\" = [\"f9\"]\n\"note.edit\" = [\"f9\"]\n",
        &["3:16 `F9` cannot mean note.edit: it means note.add already – take another key, or give note.add others, too"],
    );
}

#[test]
fn a_text_that_is_no_toml_is_used_as_far_as_it_goes() {
    let config = read("theme = dark\ndepth = \"256\"\n[keys\n", &[]);
    assert_eq!(config.depth, Some(Depth::Indexed));
    let lines: Vec<_> = config.faults.iter().filter_map(|fault| fault.place).map(|(line, _)| line).collect();
    assert_eq!(lines, [1, 3], "{:?}", told(&config));
    for text in [
        "\u{feff}theme = \"dark\"",
        "[[[[",
        "a.b.c = 1\na.b = 2",
        "\"",
        "keys = 3",
        "[keys]\nnote = 3",
        "\0",
        "theme = \"é\u{1b}[2J\"",
    ] {
        // Whatever it is, it is no reason to fall over.
        let _ = read(text, &[]);
    }
}

#[test]
fn a_theme_of_ones_own_is_read_from_its_file() {
    let good = read("theme = \"sea\"", &[("sea", "base = \"light\"\ncommand = \"#004488\"\n")]);
    assert_eq!(told(&good), [""; 0]);
    let own = Own { base: Look::Light, colours: vec![("command".to_owned(), 0x00_4488)] };
    assert_eq!((good.look, good.own), (Some(Look::Own), Some(("sea".to_owned(), own))));
    let bad = read(
        "theme = \"sea\"",
        &[("sea", "base = \"drak\"\nevnt = \"#004488\"\nevent = \"orange\"\nkey = 3\nink = \"#777777\"\nactor = \"#888888\"\n")],
    );
    let all = told(&bad);
    assert_eq!(
        all[..4],
        [
            "1:8 `base` cannot be `drak` – did you mean \"dark\"? write \"dark\", \"light\", \"colour-blind\"",
            "2:1 there is no colour `evnt` – did you mean `event`?",
            "3:9 `orange` is no colour – write a colour as \"#rrggbb\": red, green and blue with two hexadecimal digits each",
            "4:7 `key` is a number – write a colour such as \"#ffa94f\"",
        ]
    );
    let actor = "6:9 ink on actor has a contrast of 1.3, less than 4.5";
    assert!(all.iter().any(|said| said.starts_with(actor)), "{all:?}");
    assert!(bad.faults.iter().filter(|fault| fault.message.contains("contrast")).all(|fault| fault.odd));
    assert_eq!(bad.own.map(|(_, own)| own.colours.len()), Some(2), "it is used all the same");
    let none = read("theme = \"../sea\"", &[("sea", "")]);
    assert!(told(&none)[0].starts_with("1:9 there is no theme `../sea`"), "{:?}", told(&none));
}

#[test]
fn what_the_file_says_counts_more_than_the_surroundings() {
    let no_color = |name: &str| (name == "NO_COLOR").then(|| "1".to_owned());
    let truecolor = |name: &str| (name == "COLORTERM").then(|| "truecolor".to_owned());
    let check = |text: &str, get: fn(&str) -> Option<String>, depth: Depth, ground: Ground, worn: Look| {
        let config = read(text, &[("sea", "base = \"light\"")]);
        let (looks, _) = config.looks(get);
        assert_eq!((config.depth(get).is, config.ground(get).is, looks.worn), (depth, ground, worn), "{text}");
        assert_eq!(looks.colours, depth != Depth::Plain);
    };
    check("", truecolor, Depth::True, Ground::Dark, Look::Dark);
    check("theme = \"light\"", truecolor, Depth::True, Ground::Light, Look::Light);
    check("theme = \"sea\"", truecolor, Depth::True, Ground::Light, Look::Own);
    check("theme = \"dark\"", no_color, Depth::Plain, Ground::Dark, Look::Dark);
    check("depth = \"256\"", no_color, Depth::Indexed, Ground::Dark, Look::Dark);
    check("theme = \"plain\"", truecolor, Depth::True, Ground::Dark, Look::Plain);
}

#[test]
fn the_file_lies_where_the_surroundings_say() {
    let check = |variables: &[(&str, &str)], windows, expected: Option<&str>| {
        let get = |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value));
        assert_eq!(place(get, windows).ok().map(|(file, _)| file), expected.map(PathBuf::from), "{variables:?}");
    };
    if cfg!(windows) {
        return;
    }
    check(&[("XDG_CONFIG_HOME", "/c"), ("HOME", "/h")], false, Some("/c/squall/config.toml"));
    check(&[("XDG_CONFIG_HOME", "c"), ("HOME", "/h")], false, Some("/h/.config/squall/config.toml"));
    check(&[("HOME", "/h")], false, Some("/h/.config/squall/config.toml"));
    check(&[("APPDATA", "/a"), ("HOME", "/h")], true, Some("/a/squall/config.toml"));
    check(&[("HOME", "")], false, None);
}

mod whatever_is_written {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn is_read_and_every_fault_has_its_place_in_the_text(
            pieces in proptest::collection::vec(
                prop_oneof![
                    proptest::sample::select(vec![
                        "theme", "depth", "[keys]\n", "keys.", "\"note.add\"", "note.edit", " = ", "[", "]", "\"", "\"g\"", ",", "\n",
                        "\"g a\"", "{", "}", "#", "'", "\"ctrl-\"", "\"-\"", "é", "\u{1b}", "256", "true", "\"\"\"",
                    ]).prop_map(str::to_owned),
                    "\\PC{0,4}",
                ],
                0..24,
            )
        ) {
            let written = pieces.concat();
            let (own, faults) = colours::read(Path::new("theme.toml"), &written);
            prop_assert!(own.colours.len() <= 26);
            let config = read(&written, &[]);
            for fault in config.faults.iter().chain(&faults) {
                let (line, column) = fault.place.expect("a place");
                let there = written.split('\n').nth(line - 1).expect("the line is there");
                prop_assert!(column <= there.chars().count() + 1, "{fault}");
                prop_assert!(!fault.message.is_empty() && !fault.hint.is_empty());
            }
            // Whatever keys are chosen, there is a way out.
            prop_assert!(!config.keys.sequences(by_id("program.leave").expect("there")).is_empty());
        }
    }
}
