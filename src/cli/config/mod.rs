//! The configuration: a file of the person's own, read once at the start. What is wrong in it keeps nobody from working: what is
//! right is used, and what is wrong is said with its place.

mod colours;
mod keys;
mod text;

use std::ffi::OsString;
use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::de::DeValue;

use crate::app::commands::Keymap;
use crate::app::{Look, Looks};
use crate::board::name::nearest;
use crate::terminal::{self, Verdict};
use crate::view::theme::{Depth, Ground, Own, Themes};

use text::Text;

/// Something that is wrong in a file, or odd.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The file.
    pub path: PathBuf,
    /// Line and column, counted from 1; none where it is about the whole file.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// Whether it is used all the same.
    pub odd: bool,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.path.display())?;
        if let Some((line, column)) = self.place {
            write!(f, "{line}:{column}:")?;
        }
        write!(f, " {}: {}", if self.odd { "warning" } else { "error" }, self.message)
    }
}

/// What the person has chosen.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the file is or would be, and why there; or why there is no place for it.
    pub place: Result<(PathBuf, &'static str), &'static str>,
    /// Whether there is one.
    pub found: bool,
    /// Which keys mean what.
    pub keys: Arc<Keymap>,
    /// The theme, where one is chosen.
    pub look: Option<Look>,
    /// The theme of the person's own that is chosen, and its name.
    pub own: Option<(String, Own)>,
    /// How many colours to use, where that is chosen.
    pub depth: Option<Depth>,
    /// Whether the terminal's bell rings when the time of a phase is up.
    pub bell: bool,
    /// What is wrong or odd.
    pub faults: Vec<Fault>,
}

/// The names of themes that come with the program.
const THEMES: [(&str, Option<Look>); 5] = [
    ("auto", None),
    ("dark", Some(Look::Dark)),
    ("light", Some(Look::Light)),
    ("colour-blind", Some(Look::ColourBlind)),
    ("plain", Some(Look::Plain)),
];

const DEPTHS: [(&str, Option<Depth>); 5] = [
    ("auto", None),
    ("24bit", Some(Depth::True)),
    ("256", Some(Depth::Indexed)),
    ("16", Some(Depth::Basic)),
    ("none", Some(Depth::Plain)),
];

/// Longer files are no configuration.
const LONGEST: u64 = 1 << 20;

/// Where the file is or would be, and why.
///
/// # Errors
/// Why there is no place for it.
fn place(get: impl Fn(&str) -> Option<OsString>, windows: bool) -> Result<(PathBuf, &'static str), &'static str> {
    let folder = |name: &str| get(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let file = |folder: &Path| folder.join("squall").join("config.toml");
    if windows {
        let found = folder("APPDATA").map(|folder| (file(&folder), "APPDATA says so"));
        return found.ok_or("APPDATA is no absolute path");
    }
    if let Some(folder) = folder("XDG_CONFIG_HOME") {
        return Ok((file(&folder), "XDG_CONFIG_HOME says so"));
    }
    match folder("HOME") {
        Some(home) => Ok((file(&home.join(".config")), "XDG_CONFIG_HOME is no absolute path or not set")),
        None => Err("neither XDG_CONFIG_HOME nor HOME is an absolute path"),
    }
}

/// Reads the configuration of whoever started the program.
pub fn load() -> Config {
    load_from(place(|name| std::env::var_os(name), cfg!(windows)))
}

fn load_from(place: Result<(PathBuf, &'static str), &'static str>) -> Config {
    let mut config = Config {
        place,
        found: false,
        keys: Keymap::of_the_table(),
        look: None,
        own: None,
        depth: None,
        bell: false,
        faults: Vec::new(),
    };
    let Ok((path, _)) = config.place.clone() else { return config };
    match contents(&path) {
        Ok(None) => {}
        Ok(Some(text)) => {
            config.found = true;
            config.take(&path, &text);
        }
        Err(message) => {
            config.found = true;
            config.faults.push(unreadable(&path, message));
        }
    }
    config
}

fn unreadable(path: &Path, message: String) -> Fault {
    let hint = "make it a text file in UTF-8 that may be read".to_owned();
    Fault { path: path.to_owned(), place: None, message, hint, odd: false }
}

/// The text of a file; nothing where there is none.
fn contents(path: &Path) -> Result<Option<String>, String> {
    let mut bytes = Vec::new();
    match std::fs::File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes)) {
        Err(wrong) if wrong.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(wrong) => return Err(format!("it cannot be read: {wrong}")),
        Ok(_) if bytes.len() as u64 > LONGEST => return Err("it is longer than 1 MB".to_owned()),
        Ok(_) => {}
    }
    String::from_utf8(bytes).map(Some).map_err(|_| "it is no UTF-8".to_owned())
}

impl Config {
    /// Takes over what is right in a text.
    fn take(&mut self, path: &Path, written: &str) {
        let mut text = Text::new(path, written);
        for (name, span, value) in text.entries() {
            match name.as_str() {
                "keys" => self.keys = keys::read(&mut text, &span, &value),
                "theme" => self.take_theme(&mut text, path, span, &value),
                "depth" => match value.as_str().map(|depth| (depth, DEPTHS.iter().find(|(name, _)| *name == depth))) {
                    Some((_, Some((_, depth)))) => self.depth = *depth,
                    Some((depth, None)) => text.not_among("depth", depth, DEPTHS.iter().map(|(name, _)| *name), value_span(&span)),
                    None => text.wrong_type("depth", "a text such as \"256\"", &value, span.1.clone()),
                },
                "bell" => match value.as_bool() {
                    Some(bell) => self.bell = bell,
                    None => text.wrong_type("bell", "true or false", &value, span.1.clone()),
                },
                _ => text.unknown("setting", &name, ["keys", "theme", "depth", "bell"], span.0.clone()),
            }
        }
        self.faults.extend(text.faults());
    }

    fn take_theme(&mut self, text: &mut Text<'_>, path: &Path, span: text::Span, value: &DeValue<'_>) {
        let Some(name) = value.as_str() else {
            return text.wrong_type("theme", "a text such as \"dark\"", value, span.1);
        };
        if let Some((_, look)) = THEMES.iter().find(|(known, _)| *known == name) {
            self.look = *look;
            return;
        }
        let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        let file = path.with_file_name("themes").join(format!("{name}.toml"));
        let found = if plain { contents(&file) } else { Ok(None) };
        match found {
            Ok(Some(written)) => {
                let (own, faults) = colours::read(&file, &written);
                self.faults.extend(faults);
                self.look = Some(Look::Own);
                self.own = Some((name.to_owned(), own));
            }
            Ok(None) => {
                let names = THEMES.map(|(name, _)| name);
                let hint = match nearest(name, names) {
                    Some(near) => format!("did you mean \"{near}\"?"),
                    None if plain => format!("write {}, or put your own colours into {}", list(names), file.display()),
                    None => format!("write {}, or the name of a file in the folder themes beside this one", list(names)),
                };
                text.fault(span.1, format!("there is no theme `{name}`"), hint);
            }
            Err(message) => self.faults.push(unreadable(&file, message)),
        }
    }

    /// How many colours are used, and why. What the person says counts more than what the surroundings tell, NO_COLOR included.
    pub fn depth(&self, get: impl Fn(&str) -> Option<String>) -> Verdict<Depth> {
        match self.depth {
            Some(is) => Verdict { is, by: Some("config.toml"), why: "`depth` in config.toml says so".to_owned() },
            None => terminal::depth(get),
        }
    }

    /// Whether the terminal is dark or light, and why.
    pub fn ground(&self, get: impl Fn(&str) -> Option<String>) -> Verdict<Ground> {
        let look = self.own.as_ref().map_or(self.look, |(_, own)| Some(own.base));
        let is = match look {
            Some(Look::Dark) => Ground::Dark,
            Some(Look::Light) => Ground::Light,
            _ => return terminal::ground(get),
        };
        Verdict { is, by: Some("config.toml"), why: "`theme` in config.toml says so".to_owned() }
    }

    /// The themes there are on this terminal, and which is worn at first.
    pub fn looks(&self, get: impl Fn(&str) -> Option<String> + Copy) -> (Looks, Themes) {
        let (depth, ground) = (self.depth(get).is, self.ground(get));
        let (ground, guessed) = (ground.is, ground.by.is_none());
        let usual = if ground == Ground::Dark { Look::Dark } else { Look::Light };
        let looks = Looks { worn: self.look.unwrap_or(usual), own: self.own.is_some(), colours: depth != Depth::Plain };
        (looks, Themes::new(depth, ground, self.own.as_ref().map(|(_, own)| own.clone())).guessed(guessed))
    }

    /// One line about what is wrong, if anything is: the first of it, and how much more there is.
    pub fn complaint(&self) -> Option<String> {
        let wrong: Vec<&Fault> = self.faults.iter().filter(|fault| !fault.odd).collect();
        let first = wrong.first()?;
        let name = first.path.file_name().unwrap_or(first.path.as_os_str()).to_string_lossy();
        let place = first.place.map_or(String::new(), |(line, column)| format!("{line}:{column}:"));
        let more = match wrong.len() - 1 {
            0 => "`squall doctor` says more".to_owned(),
            more => format!("{more} more, see `squall doctor`"),
        };
        Some(format!("{name}:{place} {} ({more})", first.message))
    }
}

fn value_span(span: &text::Span) -> std::ops::Range<usize> {
    span.1.clone()
}

/// Names, comma by comma, in quotes.
fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
