//! The clipboard: a tool of the system where there is one, and the terminal itself (OSC 52) where there is none.
//!
//! A tool may take its time or hang, so it runs beside the key loop and reports with a message.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use super::Verdict;
use super::inbox::News;
use crate::app::Message;

/// A tool that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(3);

/// More than this is no matter for a terminal's clipboard: many cut it off or leave it, and none says so.
const MOST_FOR_A_TERMINAL: usize = 74_000;

/// How the clipboard is reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Tools that take a text and give it back: each a program with its arguments.
    Tools {
        /// Takes a text from its input.
        copy: &'static [&'static str],
        /// Writes the text to its output.
        paste: &'static [&'static str],
    },
    /// The terminal takes a text (OSC 52); reading is not possible.
    Terminal,
}

const NAMED: [(&str, &str, Way); 5] = [
    ("TMUX", "tmux", Way::Tools { copy: &["tmux", "load-buffer", "-w", "-"], paste: &["tmux", "save-buffer", "-"] }),
    ("WAYLAND_DISPLAY", "wl-copy", Way::Tools { copy: &["wl-copy"], paste: &["wl-paste", "--no-newline"] }),
    (
        "DISPLAY",
        "xclip",
        Way::Tools { copy: &["xclip", "-selection", "clipboard"], paste: &["xclip", "-selection", "clipboard", "-o"] },
    ),
    ("DISPLAY", "xsel", Way::Tools { copy: &["xsel", "--clipboard", "--input"], paste: &["xsel", "--clipboard", "--output"] }),
    (
        "WSL_DISTRO_NAME",
        "clip.exe",
        Way::Tools { copy: &["clip.exe"], paste: &["powershell.exe", "-NoProfile", "-Command", "Get-Clipboard"] },
    ),
];

/// How the clipboard is reached here, from the variables of the environment and the programs there are.
pub fn clipboard(get: impl Fn(&str) -> Option<String>, there_is: impl Fn(&str) -> bool) -> Verdict<Way> {
    let is_set = |name: &str| get(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "macos") && !is_set("SSH_CONNECTION") {
        let way = Way::Tools { copy: &["pbcopy"], paste: &["pbpaste"] };
        return Verdict { is: way, by: None, why: "this is macOS".into() };
    }
    if cfg!(windows) {
        let way = Way::Tools { copy: &["clip"], paste: &["powershell", "-NoProfile", "-Command", "Get-Clipboard"] };
        return Verdict { is: way, by: None, why: "this is Windows".into() };
    }
    let found = NAMED.iter().find(|(variable, program, _)| is_set(variable) && there_is(program));
    match found {
        Some((variable, program, way)) => {
            Verdict { is: *way, by: Some(variable), why: format!("{variable} is set and {program} is there") }
        }
        None => Verdict {
            is: Way::Terminal,
            by: None,
            why: "none of tmux, wl-copy, xclip and xsel can be used here; the terminal is asked to keep what is copied (OSC 52)"
                .into(),
        },
    }
}

/// Whether a program is on the search path.
pub fn there_is(program: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else { return false };
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// The way here.
pub fn here() -> Way {
    clipboard(|name| std::env::var(name).ok(), there_is).is
}

/// Whether a text is small enough to be handed to the terminal.
pub fn fits_a_terminal(text: &str) -> bool {
    text.len() <= MOST_FOR_A_TERMINAL
}

/// Hands a text to a tool, and reports.
pub fn copy(tool: &'static [&'static str], text: String, to: Sender<News>) {
    thread::spawn(move || {
        let copied = run(tool, Some(text)).map(|_| format!("also for other programs ({})", tool[0]));
        let _ = to.send(News::Message(Message::Copied(copied)));
    });
}

/// Reads the clipboard with a tool, and reports.
pub fn paste(tool: &'static [&'static str], to: Sender<News>) {
    thread::spawn(move || {
        let read = run(tool, None);
        let _ = to.send(News::Message(Message::Clipboard(read)));
    });
}

/// Runs a tool, with a text for its input or for the text of its output.
fn run(tool: &[&str], input: Option<String>) -> Result<String, String> {
    let name = tool[0];
    let mut command = Command::new(name);
    let is_read = input.is_none();
    // A tool that keeps the text goes on in the background; it must not keep an output of ours open.
    command.args(&tool[1..]).stderr(Stdio::null());
    command.stdin(if is_read { Stdio::null() } else { Stdio::piped() });
    command.stdout(if is_read { Stdio::piped() } else { Stdio::null() });
    let mut child = command.spawn().map_err(|wrong| format!("{name} cannot be run: {wrong}"))?;
    let (done, wait) = channel();
    let mut stdin = child.stdin.take();
    let mut stdout = child.stdout.take();
    thread::spawn(move || {
        let mut text = Vec::new();
        let written = input.zip(stdin.as_mut()).map_or(Ok(()), |(input, stdin)| stdin.write_all(input.as_bytes()));
        drop(stdin);
        let read = stdout.as_mut().map_or(Ok(0), |stdout| stdout.read_to_end(&mut text));
        let _ = done.send(written.and(read).map(|_| text));
    });
    let text = match wait.recv_timeout(PATIENCE) {
        Ok(text) => text.map_err(|wrong| format!("{name}: {wrong}"))?,
        Err(_) => {
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("{name} does not answer"));
        }
    };
    ended(name, child)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Waits for a tool that has read or written all, and says how it ended.
fn ended(name: &str, mut child: Child) -> Result<(), String> {
    let status = child.wait().map_err(|wrong| format!("{name}: {wrong}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} ended with {status}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn the_surroundings_tell_the_clipboard() {
        let check = |variables: &[&str], programs: &[&str], expected: Option<&str>| {
            let get = |name: &str| variables.contains(&name).then(|| "1".to_owned());
            let verdict = clipboard(get, |program| programs.contains(&program));
            let tool = match verdict.is {
                Way::Tools { copy, .. } => Some(copy[0]),
                Way::Terminal => None,
            };
            assert_eq!(tool, expected, "{variables:?} {programs:?}: {}", verdict.why);
        };
        check(&[], &["xclip", "wl-copy"], None);
        check(&["DISPLAY"], &["xsel"], Some("xsel"));
        check(&["DISPLAY", "WAYLAND_DISPLAY"], &["xclip", "wl-copy"], Some("wl-copy"));
        check(&["DISPLAY", "TMUX"], &["xclip", "tmux"], Some("tmux"));
        check(&["SSH_CONNECTION"], &["xclip"], None);
    }

    #[cfg(unix)]
    #[test]
    fn a_tool_gives_and_takes_and_says_why_not() {
        assert_eq!(run(&["cat"], None), Ok(String::new()));
        assert_eq!(run(&["printf", "a\nb"], None), Ok("a\nb".into()));
        assert_eq!(run(&["cat"], Some("text".into())), Ok(String::new()));
        let gone = run(&["no-such-clipboard-tool"], None).expect_err("not there");
        assert!(gone.starts_with("no-such-clipboard-tool cannot be run"), "{gone}");
        let failed = run(&["false"], None).expect_err("fails");
        assert!(failed.starts_with("false ended with"), "{failed}");
    }
}
