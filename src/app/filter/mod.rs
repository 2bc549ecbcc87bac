//! Saying which notes one means: `kind:policy payment !retry #tag`. The same language looks for notes and filters them.
//!
//! A text is read once; whether a note fits is then asked of the notes on the screen, and of all of them only when the board or the
//! filter has changed.

mod read;

use std::collections::HashSet;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::Advice;
use crate::board::name::letters;
use crate::board::{Board, Detail, Kind, Note, NoteId};
use crate::interop;

/// Which notes are meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filter {
    text: String,
    /// Of these one must hold: all terms of it.
    any: Vec<Vec<Term>>,
    /// Where it asks for that: the notes that the advice has something to say about.
    advised: Option<Advised>,
}

/// The notes that the advice has something to say about, on a board as it was at some time.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Advised {
    notes: Arc<HashSet<NoteId>>,
    of: u64,
}

impl Advised {
    fn of(board: &Board) -> Advised {
        let notes = interop::advice(board).findings.iter().filter_map(|finding| finding.note).collect();
        Advised { notes: Arc::new(notes), of: board.revision() }
    }
}

/// Something that must hold, or must not.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Term {
    not: bool,
    test: Test,
}

/// What is asked of a note. Names are folded; of several, one is enough.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Test {
    /// Its text contains this.
    Text(String),
    /// It is one of these kinds.
    Kinds(Vec<Kind>),
    /// It has a tag that begins so.
    Tag(String),
    /// Its context's name contains this; none: it belongs to none.
    Contexts(Vec<Option<String>>),
    /// Its author's name contains this; none: nobody is named.
    Authors(Vec<Option<String>>),
    /// It has one of these marks.
    Marks(Vec<Mark>),
}

/// What a note may be beside its kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mark {
    Pivotal,
    Connected,
    Hot,
    Open,
    Advised,
}

impl Mark {
    const ALL: [(Mark, &'static str); 5] = [
        (Mark::Pivotal, "pivotal"),
        (Mark::Connected, "connected"),
        (Mark::Hot, "hot"),
        (Mark::Open, "open"),
        (Mark::Advised, "advised"),
    ];

    fn holds(self, board: &Board, note: &Note, advised: Option<&Advised>) -> bool {
        let open = |note: &Note| matches!(&note.detail, Detail::HotSpot(spot) if !spot.resolved);
        match self {
            Mark::Pivotal => matches!(&note.detail, Detail::Event(event) if event.pivotal),
            Mark::Connected => !board.referrers(note.id).is_empty() || !note.links().is_empty(),
            Mark::Hot => board.referrers(note.id).iter().filter_map(|id| board.note(*id)).any(|other| open(other)),
            Mark::Open => open(note),
            Mark::Advised => advised.is_some_and(|advised| advised.notes.contains(&note.id)),
        }
    }
}

impl Filter {
    /// Reads a filter: words that must all hold. None where nothing is said.
    ///
    /// # Errors
    /// What cannot be read, and what could be meant, in a sentence without a full stop.
    pub fn read(text: &str, board: &Board) -> Result<Option<Filter>, String> {
        Filter::read_behind(text, board, None)
    }

    /// As [`Filter::read`], while somebody types; what was found out for the text before is not found out again.
    pub(super) fn read_behind(text: &str, board: &Board, before: Option<&Filter>) -> Result<Option<Filter>, String> {
        let any = read::read(text, board)?;
        let mut marks = any.iter().flatten().filter_map(|term| match &term.test {
            Test::Marks(marks) => Some(marks),
            _ => None,
        });
        let advised = marks.any(|marks| marks.contains(&Mark::Advised)).then(|| {
            let known = before.and_then(|before| before.advised.clone()).filter(|known| known.of == board.revision());
            known.unwrap_or_else(|| Advised::of(board))
        });
        Ok((!any.is_empty()).then(|| Filter { text: text.trim().to_owned(), any, advised }))
    }

    /// Reads what is looked for. Plain words are meant as they stand, one behind the other.
    ///
    /// # Errors
    /// As [`Filter::read`].
    pub fn sought(text: &str, board: &Board) -> Result<Option<Filter>, String> {
        Filter::sought_behind(text, board, None)
    }

    /// As [`Filter::sought`], while somebody types.
    pub(super) fn sought_behind(text: &str, board: &Board, before: Option<&Filter>) -> Result<Option<Filter>, String> {
        if read::is_plain(text) {
            let phrase = fold(&text.split_whitespace().collect::<Vec<_>>().join(" "));
            let any = vec![vec![Term { not: false, test: Test::Text(phrase) }]];
            return Ok(Some(Filter { text: text.trim().to_owned(), any, advised: None }));
        }
        Filter::read_behind(text, board, before)
    }

    /// Looks again what is advised where the board has changed, unless that took so long that a key would wait for it.
    pub(super) fn follow(&mut self, board: &Board) {
        if let Some(advised) = self.advised.as_mut().filter(|advised| advised.of != board.revision())
            && board.notes().len() <= Advice::MOST
        {
            *advised = Advised::of(board);
        }
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it asks for one text only, and a note is called that and no more, as far as names are told apart.
    pub(super) fn is_name_of(&self, note: &Note) -> bool {
        let [all] = self.any.as_slice() else { return false };
        let [Term { not: false, test: Test::Text(wanted) }] = all.as_slice() else { return false };
        match note.text.is_ascii() {
            true => letters(&note.text).eq(letters(wanted)),
            false => letters(&fold(&note.text)).eq(letters(wanted)),
        }
    }

    /// Whether a note of a board is meant.
    pub fn fits(&self, board: &Board, note: &Note) -> bool {
        self.any.iter().any(|all| all.iter().all(|term| term.test.holds(board, note, self.advised.as_ref()) != term.not))
    }
}

impl Test {
    fn holds(&self, board: &Board, note: &Note, advised: Option<&Advised>) -> bool {
        let named = |name: Option<&str>, wanted: &Option<String>| match (name, wanted) {
            (None, None) => true,
            (Some(name), Some(wanted)) => contains(name, wanted),
            _ => false,
        };
        match self {
            Test::Text(wanted) => contains(&note.text, wanted),
            Test::Kinds(kinds) => kinds.contains(&note.kind()),
            Test::Tag(wanted) => note.tags.iter().any(|tag| fold(tag.trim_start_matches('#')).starts_with(wanted)),
            Test::Contexts(names) => {
                let context = note.context.and_then(|id| board.context(id)).map(|context| context.name.as_str());
                names.iter().any(|wanted| named(context, wanted))
            }
            Test::Authors(names) => names.iter().any(|wanted| named(note.author.as_deref(), wanted)),
            Test::Marks(marks) => marks.iter().any(|mark| mark.holds(board, note, advised)),
        }
    }
}

/// A text without what does not distinguish: case, accents, the width of a letter; every blank is one.
fn fold(text: &str) -> String {
    let letters = text.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    letters.flat_map(char::to_lowercase).map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

/// Whether a text contains one that is folded already.
fn contains(text: &str, wanted: &str) -> bool {
    if !text.is_ascii() {
        return fold(text).contains(wanted);
    }
    // Most texts need no folding; asked of every note of a large board, this counts.
    let same = |(one, other): (&u8, &u8)| match other {
        b' ' => one.is_ascii_whitespace(),
        _ => one.eq_ignore_ascii_case(other),
    };
    wanted.is_empty() || text.as_bytes().windows(wanted.len()).any(|part| part.iter().zip(wanted.as_bytes()).all(same))
}

/// The filter in force, and the notes that it leaves: found once for a board and a filter.
#[derive(Clone, Debug)]
pub struct Filtered {
    filter: Filter,
    /// Indexes into [`Board::notes`], ascending.
    matches: Vec<u32>,
    of: u64,
}

impl Filtered {
    pub(super) fn new(filter: Filter, board: &Board) -> Filtered {
        let fits = |(index, note): (usize, &Arc<Note>)| filter.fits(board, note).then_some(index as u32);
        let matches = board.notes().iter().enumerate().filter_map(fits).collect();
        Filtered { filter, matches, of: board.revision() }
    }

    /// Looks again where the board has changed.
    pub(super) fn follow(&mut self, board: &Board) {
        if self.of != board.revision() {
            self.filter.follow(board);
            *self = Filtered::new(self.filter.clone(), board);
        }
    }

    /// The filter.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The notes that it leaves, as indexes into [`Board::notes`], along the timeline.
    pub fn matches(&self) -> &[u32] {
        &self.matches
    }

    /// In words: what is filtered by, and how many notes that leaves.
    pub fn told(&self, board: &Board) -> String {
        format!("{} · {} of {}", self.filter.text, self.matches.len(), board.notes().len())
    }
}

#[cfg(test)]
mod tests;
