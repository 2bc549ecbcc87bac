//! What colours the terminal has, as far as its surroundings tell. Nothing is asked of the terminal, so nothing is waited for.

use crate::view::theme::{Depth, Ground};

/// How many colours there are, from the variables of the environment.
pub fn depth(get: impl Fn(&str) -> Option<String>) -> Depth {
    let value = |name: &str| get(name).unwrap_or_default();
    let term = value("TERM");
    if !value("NO_COLOR").is_empty() || term == "dumb" {
        return Depth::Plain;
    }
    let truecolor = matches!(value("COLORTERM").as_str(), "truecolor" | "24bit")
        || term.ends_with("-direct")
        || ["kitty", "alacritty", "ghostty", "foot", "wezterm"].iter().any(|name| term.contains(name))
        || !value("WT_SESSION").is_empty();
    match () {
        () if truecolor => Depth::True,
        () if term.contains("256") => Depth::Indexed,
        () => Depth::Basic,
    }
}

/// Whether the terminal is dark or light, from the variables of the environment; dark where nothing tells.
pub fn ground(get: impl Fn(&str) -> Option<String>) -> Ground {
    // `foreground;background` as numbers of the 16 colours; 7 and 15 are the light ones.
    match get("COLORFGBG").as_deref().and_then(|value| value.rsplit(';').next()) {
        Some("7" | "15") => Ground::Light,
        _ => Ground::Dark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surroundings_tell_the_colours() {
        let check = |variables: &[(&str, &str)], expected| {
            let get = |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| value.to_string());
            assert_eq!((depth(get), ground(get)), expected, "{variables:?}");
        };
        check(&[], (Depth::Basic, Ground::Dark));
        check(&[("TERM", "xterm-256color")], (Depth::Indexed, Ground::Dark));
        check(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], (Depth::True, Ground::Dark));
        check(&[("COLORTERM", "truecolor"), ("NO_COLOR", "1")], (Depth::Plain, Ground::Dark));
        check(&[("COLORTERM", "24bit"), ("NO_COLOR", "")], (Depth::True, Ground::Dark));
        check(&[("TERM", "dumb")], (Depth::Plain, Ground::Dark));
        check(&[("TERM", "linux"), ("COLORFGBG", "0;15")], (Depth::Basic, Ground::Light));
        check(&[("COLORFGBG", "15;default;0")], (Depth::Basic, Ground::Dark));
    }
}
