//! `squall man`: the manual page. Commands and options are those of the parser; what it cannot know stands here: which files and
//! variables matter, and how a session in the terminal ends.

use std::io;
use std::process::ExitCode;

use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::{Cli, report};

/// What `squall` without a command does.
const DESCRIPTION: [&str; 2] = [
    "Event storming finds out how a business works by sticking coloured notes on a wall: events, commands, aggregates, policies, \
     read models. Squall puts that wall into a terminal and makes it run.",
    "Without a command it opens a board in the terminal: the one that is named, or the one that was opened last, or on a first \
     start a copy of a bundled one. There, ? shows every key and q quits. A path that does not exist yet is a new board.",
];

/// Exit statuses of a session in the terminal, beside those of [`report::STATUSES`].
const OF_THE_TERMINAL: [(&str, &str); 3] = [
    ("101", "a mistake in the program ended a session in the terminal; unsaved edits are in a rescue file"),
    ("129", "the terminal of a session has gone away; unsaved edits are in a rescue file"),
    ("128+N", "signal N ended a session in the terminal; unsaved edits are in a rescue file"),
];

const FILES: [(&str, &str); 6] = [
    (
        "$XDG_CONFIG_HOME/squall/config.toml",
        "Keys, theme and depth of colours; see README. squall doctor lists what is wrong in it.",
    ),
    (
        "~/.config/squall/config.toml",
        "The same where XDG_CONFIG_HOME is not set or is no absolute path; on Windows it is %APPDATA%\\squall\\config.toml.",
    ),
    ("themes/NAME.toml", "Beside config.toml: colours of one's own, used with theme = \"NAME\"."),
    ("$XDG_STATE_HOME/squall/recent", "The boards that were opened last, one path per line."),
    ("~/.local/state/squall/recent", "The same where XDG_STATE_HOME is not set or is no absolute path."),
    (
        "NAME.rescue.json",
        "Beside NAME.json: edits that were in no file when a session had to end. NAME.rescue-2.json where an older one waits there. \
         Opened, they are saved in the place of NAME.json.",
    ),
];

const VARIABLES: [(&str, &str); 12] = [
    ("NO_COLOR", "Where it is set and not empty, no colours are used, unless config.toml says a depth."),
    ("COLORTERM", "With truecolor or 24bit, the terminal has 24-bit colours."),
    (
        "TERM",
        "The terminal: no colours with dumb; 24-bit colours with -direct at its end, or the name of a terminal known to have \
         them; 256 with 256 in it; otherwise 16.",
    ),
    ("WT_SESSION", "Set by Windows Terminal, which has 24-bit colours."),
    ("COLORFGBG", "The terminal's foreground and background; light where it ends in ;7 or ;15, otherwise dark."),
    ("XDG_STATE_HOME", "The folder of what is remembered; see FILES."),
    ("XDG_CONFIG_HOME, APPDATA", "The folder of the configuration; see FILES."),
    ("HOME", "Where these folders lie if XDG_STATE_HOME and XDG_CONFIG_HOME do not say."),
    ("USER, LOGNAME", "Who writes the notes."),
    ("LC_ALL, LC_CTYPE, LANG", "Looked at by squall doctor only: whether the locale is UTF-8, in which Squall always writes."),
    ("TMUX, STY, ZELLIJ", "Looked at by squall doctor only: whether it runs inside tmux, screen or zellij."),
    ("SSH_CONNECTION, SSH_TTY, TERM_PROGRAM", "Looked at by squall doctor only: where the terminal is, and which."),
];

/// Carries the command out.
pub fn run() -> ExitCode {
    let page = page().expect("a page is written to memory");
    report::print(&page).err().unwrap_or(ExitCode::SUCCESS)
}

fn page() -> io::Result<String> {
    let mut built = Cli::command();
    built.build();
    let mut page = Vec::new();
    let man = Man::new(Cli::command().override_usage("squall [BOARD]\nsquall COMMAND [OPTIONS] [ARGUMENTS]"));
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    let mut page = String::from_utf8_lossy(&page).into_owned();
    let mut description = heading("DESCRIPTION");
    for paragraph in DESCRIPTION {
        description.control("PP", []).text([roman(paragraph)]);
    }
    page.push_str(&description.render());
    page.push_str(&section(|to| man.render_options_section(to), &heading("OPTIONS"))?);
    page.push_str(&heading("COMMANDS").render());
    for sub in built.get_subcommands_mut().filter(|sub| sub.get_name() != "help") {
        let name = format!("squall {}", sub.get_name());
        let mut head = Roff::new();
        head.control("SS", [name.as_str()]);
        let about = sub.get_about().map(|about| about.to_string()).unwrap_or_default();
        head.text([roman(format!("{}.", about.trim_end_matches('.')))]).control("PP", []);
        let usage = sub.render_usage().to_string();
        let usage = usage.trim_start_matches("Usage:").trim().to_owned();
        // That every command has --help is said once.
        let man = Man::new(sub.clone().mut_arg("help", |help| help.hide(true)).override_usage(usage).bin_name(name));
        page.push_str(&section(|to| man.render_synopsis_section(to), &head)?);
        page.push_str(&section(|to| man.render_options_section(to), &Roff::new())?);
    }
    let statuses: Vec<_> = report::STATUSES.into_iter().chain(OF_THE_TERMINAL).collect();
    for (name, entries) in [("EXIT STATUS", &statuses[..]), ("FILES", &FILES), ("ENVIRONMENT", &VARIABLES)] {
        let mut list = heading(name);
        for (term, meaning) in entries {
            let meaning = meaning.chars().next().into_iter().flat_map(char::to_uppercase).chain(meaning.chars().skip(1));
            let meaning: String = meaning.collect();
            list.control("TP", []).text([bold(*term)]).text([roman(format!("{}.", meaning.trim_end_matches('.')))]);
        }
        page.push_str(&list.render());
    }
    page.push_str(&heading("EXAMPLES").render());
    for (example, does) in EXAMPLES {
        let mut roff = Roff::new();
        roff.control("TP", []).text([bold(example)]).text([roman(does)]);
        page.push_str(&roff.render());
    }
    Ok(page)
}

const EXAMPLES: [(&str, &str); 5] = [
    ("squall new shop.json --from subscription-box", "Writes a copy of a bundled board, to be changed."),
    (
        "squall run shop.json \"Create Subscription\" \"Trigger Billing Cycle\"",
        "Prints what follows, and asks what it has to know.",
    ),
    ("squall test shop.json", "Plays the scenarios kept on the board, and says what of it they cover."),
    ("squall export shop.json --format markdown -o shop.md", "Writes the board as a document."),
    ("squall completions bash > ~/.local/share/bash-completion/completions/squall", "Lets bash complete commands and options."),
];

fn heading(name: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [name]);
    roff
}

/// What the library writes as a section of its own, under a heading of ours.
fn section(render: impl Fn(&mut dyn io::Write) -> io::Result<()>, heading: &Roff) -> io::Result<String> {
    let mut written = Vec::new();
    render(&mut written)?;
    let written = String::from_utf8_lossy(&written).into_owned();
    let lines = written.lines().filter(|line| !line.starts_with(".SH "));
    Ok(heading.render() + &lines.map(|line| format!("{line}\n")).collect::<String>())
}
