//! Keys told apart that older terminals send alike (the kitty keyboard protocol, its first step only): ctrl-enter from enter, and
//! esc from the beginning of another key.
//!
//! The terminal is told and not asked, so nothing is waited for. Most terminals that do not know the words leave them; some print
//! a part of them (QTerminal, older Konsole, cool-retro-term, deepin-terminal) or take them for another order (older st). So they
//! are said on the second screen only, right before it is cleared and right before it is left, where nothing of it is ever seen.
//! They are not said where there may be no second screen, nor to a terminal that is known to gain nothing.

use std::sync::OnceLock;

use super::Verdict;

/// From now on keys are told apart.
pub const ON: &[u8] = b"\x1b[>1u";
/// Keys are told as they were before.
pub const OFF: &[u8] = b"\x1b[<u";

/// Beginnings of the names of terminals that may have one screen only.
const ONE_SCREEN: [&str; 7] = ["linux", "dumb", "eterm", "vt", "ansi", "cons", "sun"];

/// Whether the terminal is asked to tell keys apart, from the variables of the environment.
pub fn keyboard(get: impl Fn(&str) -> Option<String>) -> Verdict<bool> {
    let value = |name: &str| get(name).unwrap_or_default();
    let term = value("TERM");
    if cfg!(windows) {
        return Verdict { is: false, by: None, why: "this is Windows, where keys are told apart without it".into() };
    }
    if term.is_empty() || ONE_SCREEN.iter().any(|name| term.starts_with(name)) {
        let said = if term.is_empty() { "TERM is not set".to_owned() } else { format!("TERM is {term}") };
        return Verdict { is: false, by: Some("TERM"), why: format!("{said}, and what it does not know it might print") };
    }
    if value("TERMINAL_EMULATOR") == "JetBrains-JediTerm" {
        let why = "TERMINAL_EMULATOR is JetBrains-JediTerm, which does not know it and prints a part of it";
        return Verdict { is: false, by: Some("TERMINAL_EMULATOR"), why: why.into() };
    }
    Verdict { is: true, by: None, why: "a terminal that does not know it loses nothing".into() }
}

/// Whether it is so here.
pub fn here() -> bool {
    static HERE: OnceLock<bool> = OnceLock::new();
    *HERE.get_or_init(|| keyboard(|name| std::env::var(name).ok()).is)
}

#[cfg(all(test, not(windows)))]
mod tests {
    use super::*;

    #[test]
    fn terminals_that_might_print_it_are_spared() {
        let check = |variables: &[(&str, &str)], expected: bool| {
            let get = |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| value.to_string());
            assert_eq!(keyboard(get).is, expected, "{variables:?}");
        };
        check(&[("TERM", "xterm-256color")], true);
        check(&[("TERM", "tmux-256color")], true);
        check(&[("TERM", "linux")], false);
        check(&[("TERM", "eterm-color")], false);
        check(&[], false);
        check(&[("TERM", "xterm-256color"), ("TERMINAL_EMULATOR", "JetBrains-JediTerm")], false);
    }
}
