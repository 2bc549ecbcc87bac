//! What colours the terminal has, as far as its surroundings tell, and what told it. Nothing is asked of the terminal, so nothing is
//! waited for.

use crate::view::theme::{Depth, Ground};

/// What was concluded, and from what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict<T> {
    /// The conclusion.
    pub is: T,
    /// The variable that told; nothing where none did and something had to be taken for granted.
    pub by: Option<&'static str>,
    /// Why, as words that may follow a "because". They may quote a variable, which may hold anything.
    pub why: String,
}

impl<T> Verdict<T> {
    fn told(is: T, by: &'static str, why: String) -> Verdict<T> {
        Verdict { is, by: Some(by), why }
    }

    fn assumed(is: T, why: String) -> Verdict<T> {
        Verdict { is, by: None, why }
    }
}

/// Parts of the names of terminals that have 24-bit colours, whatever else their surroundings say.
const TRUE: [&str; 5] = ["kitty", "alacritty", "ghostty", "foot", "wezterm"];

/// How many colours there are, from the variables of the environment.
pub fn depth(get: impl Fn(&str) -> Option<String>) -> Verdict<Depth> {
    let value = |name: &str| get(name).unwrap_or_default();
    let (term, colorterm) = (value("TERM"), value("COLORTERM"));
    match () {
        () if !value("NO_COLOR").is_empty() => Verdict::told(Depth::Plain, "NO_COLOR", "NO_COLOR is set".to_owned()),
        () if term == "dumb" => Verdict::told(Depth::Plain, "TERM", "TERM is dumb".to_owned()),
        () if matches!(colorterm.as_str(), "truecolor" | "24bit") => {
            Verdict::told(Depth::True, "COLORTERM", format!("COLORTERM is {colorterm}"))
        }
        () if term.ends_with("-direct") || TRUE.iter().any(|name| term.contains(name)) => {
            Verdict::told(Depth::True, "TERM", format!("TERM is {term}, a terminal that has them"))
        }
        () if !value("WT_SESSION").is_empty() => {
            Verdict::told(Depth::True, "WT_SESSION", "WT_SESSION is set, as it is in Windows Terminal".to_owned())
        }
        () if term.contains("256") => {
            Verdict::told(Depth::Indexed, "TERM", format!("TERM is {term} and COLORTERM does not say truecolor"))
        }
        () if term.is_empty() => Verdict::assumed(Depth::Basic, "TERM is not set and COLORTERM does not say truecolor".to_owned()),
        () => Verdict::told(
            Depth::Basic,
            "TERM",
            format!("TERM is {term}, which names no more, and COLORTERM does not say truecolor"),
        ),
    }
}

/// Whether the terminal is dark or light, from the variables of the environment; dark where nothing tells.
pub fn ground(get: impl Fn(&str) -> Option<String>) -> Verdict<Ground> {
    let Some(value) = get("COLORFGBG").filter(|value| !value.is_empty()) else {
        return Verdict::assumed(Ground::Dark, "COLORFGBG is not set: dark is taken for granted, and painted".to_owned());
    };
    // `foreground;background` as numbers of the 16 colours; 7 and 15 are the light ones.
    match value.rsplit(';').next().and_then(|number| number.parse::<u8>().ok()) {
        Some(7 | 15) => Verdict::told(Ground::Light, "COLORFGBG", format!("COLORFGBG is {value}")),
        Some(_) => Verdict::told(Ground::Dark, "COLORFGBG", format!("COLORFGBG is {value}")),
        None => Verdict::assumed(
            Ground::Dark,
            format!("COLORFGBG is {value}, which names no background: dark is taken for granted, and painted"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surroundings_tell_the_colours() {
        let check = |variables: &[(&str, &str)], expected, by: (Option<&str>, Option<&str>)| {
            let get = |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| value.to_string());
            let (depth, ground) = (depth(get), ground(get));
            assert_eq!((depth.is, ground.is), expected, "{variables:?}");
            assert_eq!((depth.by, ground.by), by, "{variables:?}");
            // A reason names what it is a reason for.
            assert!(by.0.is_none_or(|by| depth.why.starts_with(by)), "{}", depth.why);
            assert!(ground.why.starts_with("COLORFGBG"), "{}", ground.why);
        };
        let (term, colorterm) = (Some("TERM"), Some("COLORTERM"));
        check(&[], (Depth::Basic, Ground::Dark), (None, None));
        check(&[("TERM", "xterm-256color")], (Depth::Indexed, Ground::Dark), (term, None));
        check(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], (Depth::True, Ground::Dark), (colorterm, None));
        check(&[("COLORTERM", "truecolor"), ("NO_COLOR", "1")], (Depth::Plain, Ground::Dark), (Some("NO_COLOR"), None));
        check(&[("COLORTERM", "24bit"), ("NO_COLOR", "")], (Depth::True, Ground::Dark), (colorterm, None));
        check(&[("TERM", "dumb")], (Depth::Plain, Ground::Dark), (term, None));
        check(&[("TERM", "xterm-kitty")], (Depth::True, Ground::Dark), (term, None));
        check(&[("TERM", "xterm"), ("WT_SESSION", "1")], (Depth::True, Ground::Dark), (Some("WT_SESSION"), None));
        check(&[("TERM", "linux"), ("COLORFGBG", "0;15")], (Depth::Basic, Ground::Light), (term, Some("COLORFGBG")));
        check(&[("COLORFGBG", "15;default;0")], (Depth::Basic, Ground::Dark), (None, Some("COLORFGBG")));
        check(&[("COLORFGBG", "15;default")], (Depth::Basic, Ground::Dark), (None, None));
    }
}
