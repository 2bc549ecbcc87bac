//! The one table of everything a person can do.
//!
//! A row says what a command is called, what it does, which keys mean it and where, when it is available and why not otherwise.
//! The keymap, the hint bar, the help and the palette are made from the rows; nothing else knows a key.

mod advising;
mod agenda;
mod answering;
mod arranging;
mod blocks;
mod board;
mod catalog;
mod chaining;
mod closing;
mod columns;
mod completing;
mod connecting;
mod contexts;
mod copying;
mod deriving;
mod details;
mod editing;
mod filtering;
mod finding;
mod inspecting;
mod jumping;
mod keeping;
mod keymap;
mod lists;
mod looks;
mod menus;
mod missing;
mod moving;
mod parking;
mod past;
mod projecting;
mod removing;
mod reporting;
mod run_asking;
mod run_pace;
mod run_pane;
mod run_questions;
mod run_scenarios;
mod run_telling;
mod running;
mod scrolling;
mod selecting;
mod session;
mod start;
mod tour;
mod views;
mod writing;

use super::{Mode, Scope, State, Tone, Turn};

pub use advising::told;
pub(super) use answering::tell_of_a_twin;
pub(super) use arranging::put;
pub(super) use blocks::Steps;
pub(super) use board::{ask_before_leaving, ask_for_a_file, ask_for_another_file};
pub(super) use catalog::{sort_by, walk_table};
pub(super) use closing::{exported, tell_on_the_page};
pub(super) use connecting::draw;
pub(super) use copying::paste;
pub(super) use deriving::click_in_request;
pub(super) use editing::take_back;
pub(super) use filtering::filter_while_typing;
pub(super) use finding::look_while_typing;
pub(super) use keeping::keep_typed;
pub use keymap::{Clash, Keymap, show};
pub(super) use menus::choose_letter;
pub(super) use missing::narrow_what_is_missing;
pub use missing::nothing_is_missing;
pub(super) use moving::Way;
pub(super) use run_pane::take_in_run;
pub(super) use run_scenarios::tell_how_they_come_out;

/// What a command has to do with, for the help.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Group {
    /// Walking along the wall.
    Walking,
    /// Writing notes.
    Writing,
    /// Taking several notes at once.
    Selecting,
    /// Hanging notes elsewhere.
    Arranging,
    /// What a note says beyond its text.
    Details,
    /// Arrows.
    Arrows,
    /// Looking for something and looking closer.
    Looking,
    /// What the method advises.
    Advice,
    /// Running the board.
    Running,
    /// Facilitating a session.
    Facilitating,
    /// The board as a whole.
    Board,
    /// Inside menus and lists.
    Choosing,
}

impl Group {
    /// Its heading in the help.
    pub fn name(self) -> &'static str {
        match self {
            Group::Walking => "Walking along the wall",
            Group::Writing => "Writing notes",
            Group::Selecting => "Selecting several notes",
            Group::Arranging => "Hanging notes elsewhere",
            Group::Details => "What a note says beyond its text",
            Group::Arrows => "Arrows",
            Group::Looking => "Looking",
            Group::Advice => "What the method advises",
            Group::Running => "Running the board",
            Group::Facilitating => "Facilitating a session",
            Group::Board => "The board",
            Group::Choosing => "In menus and lists",
        }
    }
}

/// A row of the table.
pub struct Command {
    /// Its name for configuration and tests, such as `note.add`.
    pub id: &'static str,
    /// Its name for people: what one does, so that it can follow `cannot` and `to`.
    pub name: &'static str,
    /// What it does, in a sentence without a full stop, in which other commands stand as [`Keymap::spell`] reads them.
    pub does: &'static str,
    /// What it has to do with.
    pub group: Group,
    /// Where it can be used.
    pub scopes: &'static [Scope],
    /// The keys that mean it unless somebody has chosen others, as [`Key::parse_all`](super::Key::parse_all) reads them.
    pub keys: &'static [&'static str],
    /// A word for the hint bar and how early it stands there; none: not there.
    pub hint: Option<(&'static str, u8)>,
    /// Whether it can be done now, and why not otherwise, in words that [`Keymap::spell`] reads.
    pub available: fn(&State) -> Result<(), &'static str>,
    /// Does it.
    pub run: fn(&mut Turn<'_>),
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

impl PartialEq for Command {
    fn eq(&self, other: &Command) -> bool {
        self.id == other.id
    }
}

impl Command {
    /// Whether it can be done now, and why not otherwise.
    ///
    /// # Errors
    /// Why not, as the end of a sentence.
    pub fn can(&self, state: &State) -> Result<(), &'static str> {
        views::in_view(state, self)?;
        (self.available)(state)
    }

    /// The keys that the table gives it, as they are shown, such as `g g` and `home`.
    pub fn shown_keys(&self) -> Vec<String> {
        Keymap::of_the_table().shown(self)
    }
}

/// What the rows of one section have in common.
struct Section {
    group: Group,
    scopes: &'static [Scope],
    available: fn(&State) -> Result<(), &'static str>,
}

impl Section {
    const fn row(
        &self,
        id: &'static str,
        name: &'static str,
        does: &'static str,
        keys: &'static [&'static str],
        hint: Option<(&'static str, u8)>,
        run: fn(&mut Turn<'_>),
    ) -> Command {
        Command { id, name, does, group: self.group, scopes: self.scopes, keys, hint, available: self.available, run }
    }
}

const SECTIONS: &[&[Command]] = &[
    moving::COMMANDS,
    writing::COMMANDS,
    chaining::COMMANDS,
    editing::COMMANDS,
    details::COMMANDS,
    copying::COMMANDS,
    selecting::COMMANDS,
    arranging::COMMANDS,
    columns::COMMANDS,
    contexts::COMMANDS,
    connecting::COMMANDS,
    finding::COMMANDS,
    filtering::COMMANDS,
    jumping::COMMANDS,
    views::COMMANDS,
    scrolling::COMMANDS,
    catalog::COMMANDS,
    inspecting::COMMANDS,
    advising::COMMANDS,
    running::COMMANDS,
    run_pane::COMMANDS,
    run_pace::COMMANDS,
    run_asking::COMMANDS,
    run_scenarios::COMMANDS,
    run_questions::COMMANDS,
    run_telling::COMMANDS,
    session::COMMANDS,
    missing::COMMANDS,
    deriving::COMMANDS,
    parking::COMMANDS,
    closing::COMMANDS,
    projecting::COMMANDS,
    past::COMMANDS,
    board::COMMANDS,
    tour::COMMANDS,
    looks::COMMANDS,
    lists::COMMANDS,
    run_scenarios::IN_THE_LIST,
    parking::IN_THE_LIST,
    menus::COMMANDS,
    reporting::COMMANDS,
    start::COMMANDS,
];

/// Every command, in the order of the help.
pub fn table() -> impl Iterator<Item = &'static Command> {
    SECTIONS.iter().copied().flatten()
}

/// The command with an id.
pub fn by_id(id: &str) -> Option<&'static Command> {
    table().find(|command| command.id == id)
}

/// What keys mean.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Found {
    /// A command.
    Command(&'static Command),
    /// The beginning of longer sequences.
    Prefix,
    /// Nothing.
    Nothing,
}

/// A place in the hint bar.
pub struct Hint {
    /// The key, as it is shown.
    pub key: String,
    /// What it does, in a word or two.
    pub word: &'static str,
    /// Whether the command can be done now.
    pub can: bool,
}

/// The commands worth a hint in a scope that can be done now, the most worthy first. What only the kind of the note in focus is
/// against keeps its place, so that the bar does not shift under whoever walks.
pub fn hints(state: &State) -> Vec<Hint> {
    let scope = state.mode.scope();
    let mut hints: Vec<_> = table()
        .filter(|command| command.scopes.contains(&scope))
        .filter_map(|command| {
            let of_phase = if scope == Scope::Wall { state.hint_of_phase(command.id) } else { None };
            let (word, priority) = of_phase.or(command.hint)?;
            let can = command.can(state).is_ok();
            if !missing::is_hinted(state, command) || !can && !chaining::another_kind_could(state, command) {
                return None;
            }
            let word = views::word(state, command)
                .or_else(|| running::word(state, command))
                .or_else(|| missing::word(state, command))
                .or_else(|| closing::word(state, command))
                .or_else(|| writing::word(state, command))
                .unwrap_or(word);
            let sequences = state.keys.sequences(command);
            // Of a row of keys, such as the digits, the ends.
            let key = match sequences {
                [first, .., last] if sequences.len() > 4 => format!("{}…{}", show(first), show(last)),
                _ => show(sequences.first()?),
            };
            Some((priority, Hint { key, word, can }))
        })
        .collect();
    hints.sort_by_key(|(priority, _)| std::cmp::Reverse(*priority));
    hints.into_iter().map(|(_, hint)| hint).collect()
}

/// Does a command, or says why it cannot be done.
pub fn run(turn: &mut Turn<'_>, command: &'static Command) {
    match command.can(turn.state) {
        Ok(()) => {
            // Whoever walks wants to see where, even where there is nothing to walk to.
            if command.group == Group::Walking {
                turn.state.come_back();
            }
            (command.run)(turn);
            // Whoever goes on with the run wants to see it.
            if command.group == Group::Running && turn.state.running().is_some() {
                turn.state.hide_deriving();
            }
        }
        Err(reason) => {
            let reason = turn.state.keys.spell(reason);
            turn.state.say(Tone::Problem, format!("cannot {}: {reason}", command.name));
        }
    }
}

// What many rows ask.

fn always(_: &State) -> Result<(), &'static str> {
    Ok(())
}

fn a_note(state: &State) -> Result<(), &'static str> {
    match state.focus {
        Some(_) => Ok(()),
        None => Err("the board is empty; {note.add} adds the first note"),
    }
}

/// Leaves whatever mode there is.
fn back_to_the_wall(turn: &mut Turn<'_>) {
    turn.state.mode = Mode::Wall;
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;
    use crate::app::{Key, Opened};
    use crate::board::{Board, Heading};

    #[test]
    fn every_key_is_readable_and_means_one_thing() {
        let mut seen: HashMap<(Scope, Vec<Key>), &str> = HashMap::new();
        for command in table() {
            for keys in command.keys {
                let parsed = Key::parse_all(keys).unwrap_or_else(|| panic!("{}: {keys} is no key", command.id));
                for scope in command.scopes {
                    if let Some(other) = seen.insert((*scope, parsed.clone()), command.id) {
                        panic!("{keys} means {other} and {} in {scope:?}", command.id);
                    }
                }
            }
        }
        for ((scope, keys), id) in &seen {
            for length in 1..keys.len() {
                let shorter = seen.get(&(*scope, keys[..length].to_vec()));
                assert_eq!(shorter, None, "{id} in {scope:?} cannot be reached");
            }
        }
    }

    #[test]
    fn ids_are_unique_and_words_are_sentences() {
        let mut ids = HashSet::new();
        for command in table() {
            assert!(ids.insert(command.id), "{} twice", command.id);
            assert!(!command.scopes.is_empty(), "{} cannot be used anywhere", command.id);
            assert!(!command.keys.is_empty(), "{} has no key", command.id);
            assert!(!command.does.ends_with('.') && !command.name.is_empty() && !command.does.is_empty(), "{}", command.id);
        }
    }

    /// The verbs that names begin with. A new one is entered here by whoever has read `cannot …` with it.
    const VERBS: &str = "add answer assign break change choose close colour complete connect copy disconnect do draw edit \
         export filter find finish follow give go hide import join keep leave let list look make mark merge move open page park \
         paste pause play quit read redo redraw remove rename run save scroll see select show silence skip sort split start stay step \
         stop suspend take tidy try type undo write zoom";

    #[test]
    fn names_say_what_one_does_and_reasons_end_the_sentence() {
        let empty = State::new(Opened { unsaved: false, board: empty(), path: None, new: true, welcome: None }, (80, 24));
        for command in table() {
            let first = command.name.split(' ').next().unwrap_or_default();
            assert!(VERBS.split_whitespace().any(|verb| verb == first), "cannot {}: begins with no verb", command.name);
            let plain = |text: &str| !text.ends_with(['.', '!']) && !text.starts_with(char::is_uppercase) && text == text.trim();
            assert!(plain(command.name) && !command.name.contains(':'), "{}", command.name);
            if let Err(reason) = command.can(&empty) {
                let said = empty.keys.spell(reason);
                assert!(!said.is_empty() && plain(&said) && !said.starts_with("cannot"), "cannot {}: {said}", command.name);
            }
        }
    }

    fn empty() -> Board {
        Board::new(Heading::new("b", "", None))
    }

    #[test]
    fn a_text_is_never_mistaken_for_a_command() {
        for scope in [Scope::Write, Scope::Find, Scope::Filter, Scope::List, Scope::Value] {
            for command in table().filter(|command| command.scopes.contains(&scope)) {
                for keys in command.keys {
                    let first = Key::parse_all(keys).and_then(|keys| keys.first().copied());
                    assert_eq!(first.and_then(Key::letter), None, "{} takes {keys} from the text", command.id);
                }
            }
        }
    }
}
