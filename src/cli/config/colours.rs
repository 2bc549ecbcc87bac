//! A theme of one's own: what it begins with, and colours by their names.

use std::ops::Range;
use std::path::Path;

use super::Fault;
use super::text::Text;
use crate::app::Look;
use crate::board::Kind;
use crate::view::theme::colour::READABLE;
use crate::view::theme::{Depth, Ground, NAMES, Own, Themes, name_of};

/// What a theme of one's own may begin with.
const BASES: [(&str, Look); 3] = [("dark", Look::Dark), ("light", Look::Light), ("colour-blind", Look::ColourBlind)];

/// Reads a theme. What is wrong in it is left out; what can hardly be read is used and said.
pub fn read(path: &Path, written: &str) -> (Own, Vec<Fault>) {
    let mut text = Text::new(path, written);
    let mut own = Own { base: Look::Dark, colours: Vec::new() };
    let mut places: Vec<(String, Range<usize>)> = Vec::new();
    let names: Vec<String> = NAMES.into_iter().map(str::to_owned).chain(Kind::ALL.into_iter().map(name_of)).collect();
    for (name, span, value) in text.entries() {
        let known = names.contains(&name);
        match (name.as_str(), value.as_str()) {
            ("base", Some(base)) => match BASES.iter().find(|(known, _)| *known == base) {
                Some((_, look)) => own.base = *look,
                None => text.not_among("base", base, BASES.map(|(name, _)| name), span.1),
            },
            ("base", None) => text.wrong_type("base", "a text such as \"dark\"", &value, span.1),
            (_, Some(colour)) if known => match number(colour) {
                Some(colour) => {
                    places.push((name.clone(), span.1));
                    own.colours.push((name, colour));
                }
                None => {
                    let hint = "write a colour as \"#rrggbb\": red, green and blue with two hexadecimal digits each";
                    text.fault(span.1, format!("`{colour}` is no colour"), hint.to_owned());
                }
            },
            (_, None) if known => text.wrong_type(&name, "a colour such as \"#ffa94f\"", &value, span.1),
            _ => {
                let all = std::iter::once("base").chain(names.iter().map(String::as_str));
                text.unknown("colour", &name, all, span.0);
            }
        }
    }
    // A ground of its own is taken to be what the terminal has.
    let ground = if own.base == Look::Light { Ground::Light } else { Ground::Dark };
    let theme = Themes::new(Depth::True, ground, Some(own.clone())).of(Look::Own);
    for (one, on, ratio) in theme.contrasts() {
        let glowing = on.starts_with("glowing ");
        // The pair is said where the file sets one of the two.
        let sets = |name: &str| places.iter().find(|(set, _)| name == set || name.strip_prefix("dimmed ") == Some(set));
        let place = sets(&on).or_else(|| sets(&one)).or_else(|| places.first());
        if let (true, false, Some((_, span))) = (ratio < READABLE, glowing, place) {
            let message = format!("{one} on {on} has a contrast of {ratio:.1}, less than {READABLE}");
            text.odd(span.clone(), message, "it is used; make the one lighter or the other darker to read it well".to_owned());
        }
    }
    (own, text.faults())
}

/// `#rrggbb` as a number.
fn number(written: &str) -> Option<u32> {
    let digits = written.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}
