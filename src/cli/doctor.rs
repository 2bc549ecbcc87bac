//! `squall doctor`: what the terminal can do, and why the wall looks as it does. It concludes by the same functions as the program
//! and looks at its surroundings only: the terminal is asked nothing that it would have to answer.

use std::process::ExitCode;

use serde_json::{Map, Value as Json, json};

use super::config::{self, Config, Fault};
use super::{recent, report};
use crate::app::{BESIDE, LEAST, Look};
use crate::terminal::{self, Verdict};
use crate::view::text::{break_lines, clean};
use crate::view::theme::{Depth, Ground};

/// Says what the terminal can do and why the wall looks as it does, and what to do where it could be better
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Variables that are shown as they are.
const SHOWN: [&str; 8] = ["TERM", "TERM_PROGRAM", "COLORTERM", "COLORFGBG", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG"];

/// Something that was looked at.
struct Finding {
    key: &'static str,
    name: &'static str,
    /// For programs.
    value: Json,
    /// The same for people.
    says: String,
    why: Option<String>,
    /// What to do where it could be better.
    todo: Option<String>,
    /// What is listed below it.
    list: Vec<String>,
}

/// Carries the command out. Whatever is found, it was found out.
pub fn run(args: &Args) -> ExitCode {
    let get = |name: &str| std::env::var(name).ok();
    let findings = findings(&get);
    let told = if args.json { json_of(&findings) } else { text(&findings) };
    report::print(&told).err().unwrap_or(ExitCode::SUCCESS)
}

/// What a variable holds, to be shown.
fn shown(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

fn findings(get: &dyn Fn(&str) -> Option<String>) -> Vec<Finding> {
    let (input, output) = terminal::attached();
    let inside = inside(get);
    let config = config::load();
    vec![
        attached("input", input),
        attached("output", output),
        // Without a terminal there is nothing whose size could be known.
        size((input || output).then(terminal::size).and_then(Result::ok)),
        configuration(&config),
        theme(&config, get),
        colours(config.depth(get), get, &inside),
        ground(config.ground(get)),
        locale(get),
        keyboard(terminal::keyboard(get)),
        Finding {
            key: "inside",
            name: "inside",
            says: if inside.is_empty() { "nothing else".to_owned() } else { inside.join(", ") },
            value: json!(inside),
            why: None,
            todo: None,
            list: Vec::new(),
        },
        memory(),
    ]
}

fn attached(key: &'static str, is: bool) -> Finding {
    let todo = "the wall needs a terminal for input and output: start it without < > |";
    Finding {
        key,
        name: key,
        value: json!(is),
        says: if is { "a terminal" } else { "no terminal" }.to_owned(),
        why: None,
        todo: (!is).then(|| todo.to_owned()),
        list: Vec::new(),
    }
}

fn size(size: Option<(u16, u16)>) -> Finding {
    let finding = |value, says, why, todo| Finding { key: "size", name: "size", value, says, why, todo, list: Vec::new() };
    let Some((columns, rows)) = size else {
        return finding(Json::Null, "not known".to_owned(), Some("there is no terminal".to_owned()), None);
    };
    let enough = columns >= LEAST.0 && rows >= LEAST.1;
    let value = json!({"columns": columns, "rows": rows, "enough": enough});
    let (says, todo) = match enough {
        false => (
            "too small for the wall".to_owned(),
            Some(format!("make the window at least {} × {}, or the letters smaller", LEAST.0, LEAST.1)),
        ),
        true if columns < BESIDE => (
            "enough; a run is shown below the wall".to_owned(),
            Some(format!("with {BESIDE} columns or more, a run is shown beside the wall")),
        ),
        true => ("enough; a run is shown beside the wall".to_owned(), None),
    };
    finding(value, format!("{columns} × {rows}, {says}"), None, todo)
}

/// The file of the person's own: where it is or would be, and what is wrong in it.
fn configuration(config: &Config) -> Finding {
    let finding = |value, says, why: &str, todo| Finding {
        key: "configuration",
        name: "configuration",
        value,
        says,
        why: Some(why.to_owned()),
        todo,
        list: config.faults.iter().flat_map(|fault| [fault.to_string(), format!("  hint: {}", fault.hint)]).collect(),
    };
    let problem = |fault: &Fault| {
        let (line, column) = fault.place.unzip();
        json!({
            "path": fault.path.display().to_string(),
            "line": line,
            "column": column,
            "message": fault.message,
            "hint": fault.hint,
            "used": fault.odd,
        })
    };
    match &config.place {
        Err(why) => finding(
            json!({"path": null, "found": false, "problems": []}),
            "nowhere to be looked for".to_owned(),
            why,
            Some("export XDG_CONFIG_HOME with the path of a folder".to_owned()),
        ),
        Ok((path, why)) => {
            let problems: Vec<Json> = config.faults.iter().map(problem).collect();
            let value = json!({"path": path.display().to_string(), "found": config.found, "problems": problems});
            let says = match (config.found, config.faults.len()) {
                (false, _) => format!("none; {} would be read", path.display()),
                (true, 0) => format!("{}, read", path.display()),
                (true, 1) => format!("{}, with 1 problem", path.display()),
                (true, count) => format!("{}, with {count} problems", path.display()),
            };
            let wrong = config.faults.iter().any(|fault| !fault.odd);
            finding(value, says, why, wrong.then(|| "mend what is listed here; everything else in it is used".to_owned()))
        }
    }
}

/// The theme in force.
fn theme(config: &Config, get: &dyn Fn(&str) -> Option<String>) -> Finding {
    let (looks, _) = config.looks(get);
    let name = match &config.own {
        Some((name, _)) => name.clone(),
        None => looks.worn.name().to_owned(),
    };
    let why = match config.look {
        Some(_) => "`theme` in config.toml says so".to_owned(),
        None => format!("no theme is chosen and the ground is {}", looks.worn.name()),
    };
    let (says, todo) = match (looks.colours, looks.worn) {
        (_, Look::Plain) => ("plain, which has no colours".to_owned(), None),
        (false, _) => (format!("{name}, without its colours"), Some("see below why there are no colours".to_owned())),
        (true, Look::Own) if config.depth(get).is == Depth::Basic => {
            let todo = "with depth = \"256\" or \"24bit\" in config.toml it has its own colours";
            (format!("{name}, in the 16 colours of every theme"), Some(todo.to_owned()))
        }
        _ => (name.clone(), None),
    };
    Finding { key: "theme", name: "theme", value: json!(name), says, why: Some(why), todo, list: Vec::new() }
}

fn colours(depth: Verdict<Depth>, get: &dyn Fn(&str) -> Option<String>, inside: &[&str]) -> Finding {
    let (key, says) = match depth.is {
        Depth::True => ("24-bit", "24-bit"),
        Depth::Indexed => ("256", "256"),
        Depth::Basic => ("16", "16"),
        Depth::Plain => ("none", "none; kinds are told apart by letters and shapes"),
    };
    let is_inside = |what: &str| inside.contains(&what);
    let mut todo = Vec::new();
    match depth.is {
        Depth::Plain if depth.by == Some("NO_COLOR") => {
            todo.push("for colours: unset NO_COLOR, or write depth = \"24bit\" in config.toml")
        }
        _ if depth.by == Some("config.toml") => {}
        Depth::True if is_inside("screen") => {
            todo.push("screen shows 24-bit colours from version 5 on, with `truecolor on`; if they are wrong: unset COLORTERM");
        }
        Depth::True => {}
        Depth::Plain | Depth::Basic | Depth::Indexed => {
            if get("TERM").is_none_or(|term| term.is_empty() || term == "dumb") {
                todo.push("set TERM to what the terminal is, such as xterm-256color;");
            }
            todo.push("if the terminal has 24-bit colours: export COLORTERM=truecolor");
            if is_inside("tmux") {
                todo.push("and in ~/.tmux.conf: set -as terminal-features ',*:RGB'");
            }
            if is_inside("ssh") {
                todo.push("(on this machine: ssh does not send it along)");
            }
        }
    }
    let todo = (!todo.is_empty()).then(|| todo.join(" "));
    Finding {
        key: "colours",
        name: "colours",
        value: json!(key),
        says: says.to_owned(),
        why: Some(depth.why),
        todo,
        list: Vec::new(),
    }
}

fn ground(ground: Verdict<Ground>) -> Finding {
    let says = match ground.is {
        Ground::Dark => "dark",
        Ground::Light => "light",
    };
    let todo = ground
        .by
        .is_none()
        .then(|| "if the terminal is light: export COLORFGBG='0;15', or write theme = \"light\" in config.toml".to_owned());
    Finding {
        key: "ground",
        name: "ground",
        value: json!(says),
        says: says.to_owned(),
        why: Some(ground.why),
        todo,
        list: Vec::new(),
    }
}

/// Squall writes UTF-8 in any case; the locale tells whether what is between it and the eye reads it as such.
fn locale(get: &dyn Fn(&str) -> Option<String>) -> Finding {
    let told =
        ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| Some((name, get(name).filter(|value| !value.is_empty())?)));
    let utf8 = |value: &str| ["utf-8", "utf8"].iter().any(|name| value.to_lowercase().contains(name));
    let (is, why) = match told {
        // Windows has no such variables, and its terminals read what programs write as UTF-8 where these say so.
        None if cfg!(windows) => (true, "this is Windows".to_owned()),
        None => (false, "LC_ALL, LC_CTYPE and LANG are not set".to_owned()),
        Some((name, value)) => (utf8(&value), format!("{name} is {value}")),
    };
    let todo = "Squall writes UTF-8 all the same; if signs look wrong: export LC_ALL=C.UTF-8 before tmux, screen or ssh start";
    Finding {
        key: "utf8",
        name: "locale",
        value: json!(is),
        says: if is { "UTF-8" } else { "not UTF-8" }.to_owned(),
        why: Some(why),
        todo: (!is).then(|| todo.to_owned()),
        list: Vec::new(),
    }
}

/// Whether the terminal is asked to tell keys apart that look alike.
fn keyboard(keyboard: Verdict<bool>) -> Finding {
    let says = match keyboard.is {
        true => "asked to tell ctrl-enter and shift-enter from enter (kitty keyboard protocol)",
        false => "as it is; ctrl-j breaks a line everywhere",
    };
    Finding {
        key: "keyboard",
        name: "keyboard",
        value: json!(keyboard.is),
        says: says.to_owned(),
        why: Some(keyboard.why),
        todo: None,
        list: Vec::new(),
    }
}

/// What stands between the program and the terminal.
fn inside(get: &dyn Fn(&str) -> Option<String>) -> Vec<&'static str> {
    let set = |name: &str| get(name).is_some_and(|value| !value.is_empty());
    let term = get("TERM").unwrap_or_default();
    let mut inside = Vec::new();
    // The name of the terminal comes along where the variable does not, over ssh or sudo. tmux calls itself screen, too.
    if set("TMUX") || term.starts_with("tmux") {
        inside.push("tmux");
    } else if set("STY") || term.starts_with("screen") {
        inside.push("screen");
    }
    if set("ZELLIJ") {
        inside.push("zellij");
    }
    if set("SSH_CONNECTION") || set("SSH_TTY") {
        inside.push("ssh");
    }
    inside
}

/// Where it is remembered which boards were opened last.
fn memory() -> Finding {
    let finding = |value, says, why, todo| Finding {
        key: "recent",
        name: "recent boards",
        value,
        says,
        why: Some(why),
        todo: Some(todo),
        list: Vec::new(),
    };
    match recent::place(|name| std::env::var_os(name)) {
        Err(why) => finding(
            json!({"path": null, "writable": false}),
            "not remembered".to_owned(),
            why.to_owned(),
            "export XDG_STATE_HOME with a folder that may be written".to_owned(),
        ),
        Ok((path, why)) => {
            let obstacle = recent::obstacle(&path);
            let value = json!({"path": path.display().to_string(), "writable": obstacle.is_none()});
            match obstacle {
                None => Finding {
                    todo: None,
                    ..finding(value, format!("{}, can be written", path.display()), why.to_owned(), String::new())
                },
                Some(obstacle) => finding(
                    value,
                    format!("{}, cannot be written", path.display()),
                    obstacle,
                    format!("make it one that may be written, or export XDG_STATE_HOME with another folder ({why})"),
                ),
            }
        }
    }
}

fn json_of(findings: &[Finding]) -> String {
    let found = |finding: &Finding| {
        let found = json!({"is": finding.value, "why": finding.why, "what_to_do": finding.todo});
        (finding.key.to_owned(), found)
    };
    let mut all = Map::new();
    all.insert("version".to_owned(), json!(env!("CARGO_PKG_VERSION")));
    all.extend(findings.iter().map(found));
    all.insert(
        "variables".to_owned(),
        SHOWN.iter().map(|name| ((*name).to_owned(), json!(shown(name)))).collect::<Map<_, _>>().into(),
    );
    format!("{:#}\n", Json::Object(all))
}

/// How wide the names of findings are.
const NAME: usize = 15;
/// How wide advice may be.
const WIDTH: usize = 100;

fn text(findings: &[Finding]) -> String {
    let mut lines = vec![format!("Squall {}", env!("CARGO_PKG_VERSION")), String::new()];
    for (index, finding) in findings.iter().enumerate() {
        let because = finding.why.as_ref().map_or(String::new(), |why| format!(", because {why}"));
        lines.push(format!("{:<NAME$}{}{because}", finding.name, finding.says));
        for line in &finding.list {
            lines.push(format!("{:NAME$}{line}", ""));
        }
        // What two in a row would say is said once, below both.
        let next = findings.get(index + 1).and_then(|next| next.todo.as_ref());
        if let Some(todo) = finding.todo.as_ref().filter(|todo| next != Some(todo)) {
            let todo = clean(&format!("what to do: {todo}")).into_owned();
            lines.extend(break_lines(&todo, WIDTH - NAME).into_iter().map(|line| format!("{:NAME$}{}", "", &todo[line])));
        }
    }
    lines.push(String::new());
    for name in SHOWN {
        let value = match shown(name) {
            None => "not set".to_owned(),
            Some(value) if value.is_empty() => "empty".to_owned(),
            Some(value) => value,
        };
        lines.push(format!("{name:<NAME$}{value}"));
    }
    // A variable may hold anything; a terminal is only ever sent what can be seen.
    lines.iter().map(|line| format!("{}\n", clean(line).trim_end())).collect()
}
