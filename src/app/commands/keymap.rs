//! Which keys mean which command: those of the table, or those that somebody has chosen instead.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use super::{Command, Found, by_id, table};
use crate::app::{Key, Scope};

/// The keys in force.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Keymap {
    /// Every command's sequences of keys, the first of which stands in hints.
    keys: HashMap<&'static str, Vec<Vec<Key>>>,
    commands: HashMap<(Scope, Vec<Key>), &'static Command>,
    prefixes: HashSet<(Scope, Vec<Key>)>,
}

static TABLE: LazyLock<Arc<Keymap>> = LazyLock::new(|| {
    let mut keymap = Keymap::default();
    for command in table() {
        keymap.keys.entry(command.id).or_default();
        for keys in command.keys.iter().filter_map(|keys| Key::parse_all(keys)) {
            keymap.put(command, keys);
        }
    }
    Arc::new(keymap)
});

/// Why a sequence of keys cannot mean a command.
#[derive(Clone, PartialEq, Debug)]
pub enum Clash {
    /// It means another command already.
    Taken(&'static Command),
    /// Its beginning means a command already, so the rest is never waited for.
    Behind(&'static Command, Vec<Key>),
    /// It is the beginning of another command's keys, which could never be pressed any more.
    Before(&'static Command, Vec<Key>),
    /// It begins with a character that somebody would be typing, or that chooses from a menu, where the command can be used.
    Typed(char, Scope),
}

impl Keymap {
    /// The keys of the table.
    pub fn of_the_table() -> Arc<Keymap> {
        Arc::clone(&TABLE)
    }

    /// The keys of the table without those of some commands.
    pub fn without(commands: &[&'static Command]) -> Keymap {
        let mut keymap = Keymap::default();
        for command in table() {
            keymap.keys.entry(command.id).or_default();
            for keys in TABLE.sequences(command).iter().filter(|_| !commands.contains(&command)) {
                keymap.put(command, keys.clone());
            }
        }
        keymap
    }

    /// Gives a command one more sequence of keys.
    ///
    /// # Errors
    /// Why it would not be what is meant by it; nothing is changed then.
    pub fn add(&mut self, command: &'static Command, keys: Vec<Key>) -> Result<(), Clash> {
        for scope in command.scopes {
            self.clash(*scope, &keys, command).map_or(Ok(()), Err)?;
        }
        self.put(command, keys);
        Ok(())
    }

    fn clash(&self, scope: Scope, keys: &[Key], command: &'static Command) -> Option<Clash> {
        let typing = matches!(scope, Scope::Write | Scope::Find | Scope::List | Scope::Menu);
        if let Some(letter) = keys.first().copied().and_then(Key::letter).filter(|_| typing) {
            return Some(Clash::Typed(letter, scope));
        }
        let at = |length: usize| (scope, keys[..length].to_vec());
        if let Some(other) = self.commands.get(&at(keys.len())).filter(|other| **other != command) {
            return Some(Clash::Taken(other));
        }
        let shorter = (1..keys.len()).find_map(|length| Some((*self.commands.get(&at(length))?, length)));
        if let Some((other, length)) = shorter {
            return Some(Clash::Behind(other, keys[..length].to_vec()));
        }
        if !self.prefixes.contains(&at(keys.len())) {
            return None;
        }
        // The first of the longer ones in the order of the table, so that the same is said every time.
        let longer = |other: &&'static Command| {
            let sequences = self.sequences(other).iter().filter(|_| other.scopes.contains(&scope));
            sequences.clone().find(|longer| longer.len() > keys.len() && longer.starts_with(keys)).cloned()
        };
        table().find_map(|other| Some(Clash::Before(other, longer(&other)?)))
    }

    fn put(&mut self, command: &'static Command, keys: Vec<Key>) {
        for scope in command.scopes {
            for length in 1..keys.len() {
                self.prefixes.insert((*scope, keys[..length].to_vec()));
            }
            self.commands.insert((*scope, keys.clone()), command);
        }
        let sequences = self.keys.entry(command.id).or_default();
        if !sequences.contains(&keys) {
            sequences.push(keys);
        }
    }

    /// What keys mean in a scope.
    pub fn find(&self, scope: Scope, keys: &[Key]) -> Found {
        let at = (scope, keys.to_vec());
        match self.commands.get(&at) {
            Some(command) => Found::Command(command),
            None if self.prefixes.contains(&at) => Found::Prefix,
            None => Found::Nothing,
        }
    }

    /// What may follow keys that were pressed already: the rest of the sequence and its command.
    pub fn following(&self, scope: Scope, keys: &[Key]) -> Vec<(String, &'static Command)> {
        let mut following = Vec::new();
        for command in table().filter(|command| command.scopes.contains(&scope)) {
            for sequence in self.sequences(command) {
                if let Some(rest) = sequence.strip_prefix(keys).filter(|rest| !rest.is_empty()) {
                    following.push((show(rest), command));
                }
            }
        }
        following
    }

    /// A command's sequences of keys.
    pub fn sequences(&self, command: &Command) -> &[Vec<Key>] {
        self.keys.get(command.id).map_or(&[], Vec::as_slice)
    }

    /// A command's keys as they are shown, such as `g g` and `home`.
    pub fn shown(&self, command: &Command) -> Vec<String> {
        self.sequences(command).iter().map(|keys| show(keys)).collect()
    }

    /// Which of a command's keys a key is, counted from nought; those of more than one key are left out.
    pub fn place(&self, id: &str, key: Key) -> Option<usize> {
        self.keys.get(id)?.iter().filter(|keys| keys.len() == 1).position(|keys| keys[0] == key)
    }

    /// The key to name in a sentence for a command; where it has none, its name in the palette.
    pub fn name(&self, id: &str) -> String {
        let Some(command) = by_id(id) else { return id.to_owned() };
        match self.sequences(command).first() {
            Some(keys) => show(keys),
            None => format!("“{}” in the palette", command.name),
        }
    }

    /// A sentence of the program in which commands stand by their ids, such as `{note.add} adds the first note`, with their keys
    /// instead. Not for sentences that quote somebody.
    pub fn spell(&self, sentence: &'static str) -> String {
        let mut spelt = String::new();
        let mut rest = sentence;
        while let Some((before, behind)) = rest.split_once('{') {
            let Some((id, after)) = behind.split_once('}') else { break };
            spelt.push_str(before);
            spelt.push_str(&self.name(id));
            rest = after;
        }
        spelt + rest
    }
}

/// A sequence of keys as it is shown.
pub fn show(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Key> {
        Key::parse_all(text).expect("keys")
    }

    #[test]
    fn keys_chosen_instead_mean_the_command_and_those_of_the_table_no_more() {
        let add = by_id("note.add").expect("there is one");
        let mut keymap = Keymap::without(&[add]);
        assert_eq!(keymap.find(Scope::Wall, &keys("a")), Found::Nothing);
        assert_eq!(keymap.name("note.add"), "“add a note” in the palette");
        assert_eq!(keymap.add(add, keys("insert")), Ok(()));
        assert_eq!(keymap.add(add, keys("g z")), Ok(()));
        assert_eq!(keymap.find(Scope::Wall, &keys("g z")), Found::Command(add));
        assert_eq!(keymap.shown(add), ["ins", "g z"]);
        assert_eq!(keymap.spell("none; {note.add} adds one, {board.undo} undoes"), "none; ins adds one, u undoes");
        assert!(keymap.following(Scope::Wall, &keys("g")).iter().any(|(rest, command)| rest == "z" && *command == add));
    }

    #[test]
    fn what_would_not_be_meant_is_refused() {
        let (add, leave) = (by_id("note.add").expect("there"), by_id("write.finish").expect("there"));
        let mut keymap = Keymap::without(&[add, leave]);
        let undo = by_id("board.undo").expect("there");
        assert_eq!(keymap.add(add, keys("u")), Err(Clash::Taken(undo)));
        assert_eq!(keymap.add(add, keys("u a")), Err(Clash::Behind(undo, keys("u"))));
        assert!(matches!(keymap.add(add, keys("g")), Err(Clash::Before(_, longer)) if longer.starts_with(&keys("g"))));
        assert_eq!(keymap.add(leave, keys("x")), Err(Clash::Typed('x', Scope::Write)));
        assert_eq!(keymap.sequences(add), &[] as &[Vec<Key>]);
    }

    #[test]
    fn the_table_without_nothing_is_the_table() {
        assert_eq!(Keymap::without(&[]), *Keymap::of_the_table());
    }

    #[test]
    fn sentences_of_the_table_name_commands_that_there_are() {
        for command in table() {
            let mut rest = command.does;
            while let Some((id, behind)) = rest.split_once('{').and_then(|(_, behind)| behind.split_once('}')) {
                assert!(by_id(id).is_some(), "{}: {id} is no command", command.id);
                rest = behind;
            }
        }
    }
}
