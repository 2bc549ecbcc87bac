//! A key as the program means it, apart from any terminal's way of telling it.
//!
//! Written and read as in the command table: `a`, `G`, `ctrl-d`, `shift-left`, `f1`; a sequence has blanks between: `g g`.

use std::fmt;

/// Which key, without its modifiers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Code {
    /// A key that writes a character; capitals are characters of their own.
    Char(char),
    /// Enter or Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow to the left.
    Left,
    /// Arrow to the right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// The names of the keys that do not write a character.
const NAMES: [(Code, &str, &str); 15] = [
    (Code::Enter, "enter", "↵"),
    (Code::Esc, "esc", "esc"),
    (Code::Tab, "tab", "tab"),
    (Code::Backspace, "backspace", "⌫"),
    (Code::Delete, "delete", "del"),
    (Code::Insert, "insert", "ins"),
    (Code::Left, "left", "←"),
    (Code::Right, "right", "→"),
    (Code::Up, "up", "↑"),
    (Code::Down, "down", "↓"),
    (Code::Home, "home", "home"),
    (Code::End, "end", "end"),
    (Code::PageUp, "pageup", "pgup"),
    (Code::PageDown, "pagedown", "pgdn"),
    (Code::Char(' '), "space", "space"),
];

/// A key with its modifiers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Ctrl held.
    pub ctrl: bool,
    /// With Alt held.
    pub alt: bool,
    /// With Shift held; never set for characters, where the capital tells it.
    pub shift: bool,
}

impl Key {
    /// A key by itself.
    pub fn plain(code: Code) -> Key {
        Key { code, ctrl: false, alt: false, shift: false }
    }

    /// The same key in one spelling: Shift with a letter is the capital, Ctrl with a capital the small letter.
    pub fn normal(mut self) -> Key {
        if let Code::Char(c) = self.code {
            let one = |mut it: std::char::ToUppercase| if it.len() == 1 { it.next() } else { None };
            self.code = match (self.ctrl, self.shift) {
                (true, _) => Code::Char(c.to_ascii_lowercase()),
                (false, true) => Code::Char(one(c.to_uppercase()).unwrap_or(c)),
                (false, false) => self.code,
            };
            self.shift = false;
        }
        self
    }

    /// The names of the keys that do not write a character, as they are read.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.into_iter().map(|(_, name, _)| name)
    }

    /// Reads one key: `a`, `ctrl-d`, `shift-left`, `f1`.
    pub fn parse(text: &str) -> Option<Key> {
        let mut key = Key::plain(Code::Esc);
        let mut rest = text;
        while let Some((modifier, behind)) = rest.split_once('-').filter(|(_, behind)| !behind.is_empty()) {
            match modifier {
                "ctrl" => key.ctrl = true,
                "alt" => key.alt = true,
                "shift" => key.shift = true,
                _ => return None,
            }
            rest = behind;
        }
        let mut letters = rest.chars();
        key.code = match (letters.next()?, letters.as_str()) {
            (c, "") => Code::Char(c),
            ('f', number) if number.parse::<u8>().is_ok_and(|n| (1..=24).contains(&n)) => Code::F(number.parse().ok()?),
            _ => NAMES.iter().find(|(_, name, _)| *name == rest)?.0,
        };
        Some(key.normal())
    }

    /// Reads a sequence of keys with blanks between: `g g`.
    pub fn parse_all(text: &str) -> Option<Vec<Key>> {
        text.split_whitespace().map(Key::parse).collect()
    }

    /// The character that the key writes, if it writes one.
    pub fn letter(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    /// As short as it can be said: `↵`, `esc`, `ctrl-d`, `shift-←`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match (NAMES.iter().find(|(code, _, _)| *code == self.code), self.code) {
            (Some((_, _, short)), _) => f.write_str(short),
            (None, Code::Char(c)) => write!(f, "{c}"),
            (None, Code::F(number)) => write!(f, "F{number}"),
            (None, _) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written_in_the_table() {
        let check = |text: &str, shown: &str| {
            assert_eq!(Key::parse(text).map(|key| key.to_string()).as_deref(), Some(shown), "{text}");
        };
        check("a", "a");
        check("G", "G");
        check("ctrl-d", "ctrl-d");
        check("shift-left", "shift-←");
        check("f1", "F1");
        check("f", "f");
        check("-", "-");
        check("ctrl--", "ctrl--");
        check("enter", "↵");
        check("shift-g", "G");
        assert_eq!(Key::parse("hyper-a"), None);
        assert_eq!(Key::parse_all("g g").map(|keys| keys.len()), Some(2));
    }
}
