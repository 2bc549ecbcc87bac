//! Which commands or notes a typed text means: fuzzy in the palette and among the notes, by words in the help.

use std::cell::RefCell;
use std::collections::HashSet;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::commands::{self, Command, Keymap};
use super::mode::{Jumping, Listing};
use super::{Key, Scope, State};
use crate::board::{Board, Kind, NoteId};
use crate::method::lint::Finding;

/// More notes than this are not listed: who sees so many types another letter.
const MOST_NOTES: usize = 200;

thread_local! {
    // A matcher keeps 130 KB of scratch memory; making one for every key would cost more than matching.
    static MATCHER: RefCell<Matcher> = RefCell::new(Matcher::new(prefix_first()));
}

/// Who types the beginning of a name means that name.
fn prefix_first() -> Config {
    let mut config = Config::DEFAULT;
    config.prefer_prefix = true;
    config
}

/// The commands of the wall that match a text, the best match first; all of them for an empty text.
pub fn palette(text: &str, keymap: &Keymap) -> Vec<&'static Command> {
    let commands = commands::table().filter(|command| command.scopes.contains(&Scope::Wall) && command.id != "palette.open");
    if text.is_empty() {
        return commands.collect();
    }
    let pattern = Pattern::parse(text, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut score =
        |haystack: &str| MATCHER.with_borrow_mut(|matcher| pattern.score(Utf32Str::new(haystack, &mut buffer), matcher));
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let mut found: Vec<(u32, &Command)> = commands
        .filter_map(|command| {
            // Letters scattered over a whole sentence mean nothing; the sentence counts where it has the words, and less than the name.
            let does = keymap.spell(command.does).to_lowercase();
            let says = words.iter().all(|word| does.contains(word)).then_some(1);
            Some((score(command.name).map(|score| score + 1).or(says)?, command))
        })
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, command)| command).collect()
}

/// The names of notes of a kind that match a text, the best match first, each once; all of them for an empty text.
pub(super) fn names(board: &Board, kind: Kind, text: &str) -> Vec<String> {
    let pattern = Pattern::parse(text, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut found: Vec<(u32, &str)> = board
        .notes()
        .iter()
        .filter(|note| note.kind() == kind && !note.text.is_empty())
        .filter_map(|note| {
            let score = MATCHER.with_borrow_mut(|matcher| pattern.score(Utf32Str::new(&note.text, &mut buffer), matcher))?;
            Some((score, note.text.as_str()))
        })
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let mut seen = HashSet::new();
    found.into_iter().map(|(_, name)| name).filter(|name| seen.insert(*name)).map(str::to_owned).collect()
}

/// Whether a text says what is sought, which is in small letters. A line break is a blank to whoever looks for words.
pub fn says(text: &str, sought: &str) -> bool {
    let text = text.to_lowercase();
    text.contains(sought) || (text.contains('\n') && text.replace('\n', " ").contains(sought))
}

/// The commands whose name, sentence, keys or group contain every word of a text, grouped as in the help.
pub fn help(text: &str, keymap: &Keymap) -> Vec<&'static Command> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let mut found: Vec<&Command> = commands::table()
        .filter(|command| {
            let keys = keymap.shown(command).join(" ");
            let all = format!("{} {} {} {keys}", command.name, keymap.spell(command.does), command.group.name()).to_lowercase();
            let written = |word: &str| Key::parse(word).is_some_and(|key| keymap.sequences(command).contains(&vec![key]));
            words.iter().all(|word| all.contains(word) || written(word))
        })
        .collect();
    found.sort_by_key(|command| command.group);
    found
}

impl Jumping {
    /// With nothing typed yet: all notes, along the timeline.
    pub(super) fn new(board: &Board) -> Jumping {
        let mut jumping = Jumping { listing: Listing::new(), found: Vec::new(), count: 0 };
        jumping.look(board);
        jumping
    }

    /// Finds the notes that match what is typed.
    pub(super) fn look(&mut self, board: &Board) {
        (self.found, self.count) = notes(board, &self.listing.text());
        self.listing.selected = 0;
    }
}

/// The notes whose text matches, the best match first and along the timeline among equals, and how many match in all; all of them
/// for an empty text. Of many only the best are listed.
fn notes(board: &Board, text: &str) -> (Vec<NoteId>, usize) {
    if text.is_empty() {
        return (board.notes().iter().take(MOST_NOTES).map(|note| note.id).collect(), board.notes().len());
    }
    let pattern = Pattern::parse(text, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut found: Vec<(std::cmp::Reverse<u32>, usize)> = MATCHER.with_borrow_mut(|matcher| {
        let scored = board.notes().iter().enumerate().filter_map(|(index, note)| {
            let score = pattern.score(Utf32Str::new(&note.text, &mut buffer), matcher)?;
            Some((std::cmp::Reverse(score), index))
        });
        scored.collect()
    });
    let count = found.len();
    // Only the best are put in order.
    if count > MOST_NOTES {
        found.select_nth_unstable(MOST_NOTES);
        found.truncate(MOST_NOTES);
    }
    found.sort_unstable();
    (found.into_iter().map(|(_, index)| board.notes()[index].id).collect(), count)
}

/// The advice whose rule, note and words contain every word of a text, as indexes of the findings.
pub fn advice(state: &State, text: &str) -> Vec<usize> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let findings = state.advice().map_or(&[][..], |advice| advice.findings());
    let fits = |finding: &Finding| {
        let all = format!("{} {} {}", finding.rule.name(), finding.message, finding.suggestion).to_lowercase();
        words.iter().all(|word| all.contains(word))
    };
    findings.iter().enumerate().filter(|(_, finding)| fits(finding)).map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_palette_finds_by_scattered_letters_and_prefers_names() {
        let keymap = Keymap::of_the_table();
        assert_eq!(palette("undo", &keymap).first().map(|command| command.id), Some("board.undo"));
        assert_eq!(palette("cnct", &keymap).first().map(|command| command.id), Some("arrow.connect"));
        assert_eq!(palette("con", &keymap).first().map(|command| command.id), Some("arrow.connect"));
        assert!(palette("zzzz", &keymap).is_empty());
        assert!(palette("", &keymap).len() > 30);
    }

    #[test]
    fn the_help_finds_by_words_and_by_key() {
        let keymap = Keymap::of_the_table();
        assert!(help("arrow draws", &keymap).iter().any(|command| command.id == "arrow.connect"));
        assert!(help("ctrl-r", &keymap).iter().any(|command| command.id == "board.redo"));
        assert_eq!(help("", &keymap).len(), commands::table().count());
    }
}
