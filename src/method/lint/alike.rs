//! Names that differ only slightly, or not at all: in case and blanks, in number, in the order of their words, or by one slip of the pen.
//!
//! Only names of one kind are compared, and never name by name: names that come to the same are found under the same key, and slips
//! of the pen are looked for among the words of the board, of which there are few. Beyond case and blanks only English is judged:
//! in another language one letter may make another word.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use super::words::{Numbers, root, split, stem};
use super::{Verdict, named};
use crate::board::name::distance;
use crate::board::{Board, Kind, Note};
use crate::method::english::{self, Mood, Tense, Thing};

/// A word of fewer letters has too many neighbours that are words too.
const SHORTEST: usize = 5;
/// A longer one is no word.
const LONGEST: usize = 24;
/// The words of a longer name stand in an order that means something.
const MOST_TURNED: usize = 4;

/// For each note the first one on the wall whose name is almost its own.
pub(in crate::method) struct Alike(Vec<Option<usize>>);

/// A name that notes of a kind share, however it is written.
struct Name<'b> {
    kind: Kind,
    text: &'b str,
    /// The position of the first note that has it.
    first: usize,
    /// Its words, by number.
    words: Vec<u32>,
}

impl Alike {
    pub fn new(board: &Board) -> Alike {
        let mut to = vec![None; board.notes().len()];
        let (mut words, mut names, mut name_of) = (Numbers::default(), Vec::new(), vec![None; board.notes().len()]);
        let mut known: HashMap<(Kind, String), usize> = HashMap::new();
        for (position, note) in board.notes().iter().enumerate().filter(|(_, note)| note.kind() != Kind::HotSpot) {
            let parts = split(&note.text);
            if parts.is_empty() {
                continue;
            }
            let name = *known.entry((note.kind(), parts.concat())).or_insert_with(|| {
                let words = parts.iter().map(|part| words.of(part)).collect();
                names.push(Name { kind: note.kind(), text: &note.text, first: position, words });
                names.len() - 1
            });
            name_of[position] = Some(name);
            let twice = names[name].first != position && !matches!(note.kind(), Kind::Actor | Kind::ExternalSystem);
            if twice || names[name].text.trim() != note.text.trim() {
                to[position] = Some(names[name].first);
            }
        }
        let mut nearest = turned(&names, &words);
        slips(&names, &words, &mut nearest);
        for (to, name) in to.iter_mut().zip(name_of) {
            *to = to.or_else(|| nearest[name?].map(|name| names[name].first));
        }
        Alike(to)
    }

    /// The position of the first note whose name is almost that of the note at this position.
    pub fn to(&self, position: usize) -> Option<usize> {
        self.0[position]
    }
}

pub(super) fn verdict(note: &Note, other: &Note) -> Verdict {
    if note.text.trim() == other.text.trim() {
        let suggestion = "keep one of the two, connected with what both are connected with";
        return Verdict::new(format!("{} hangs there twice", named(note)), suggestion);
    }
    Verdict::new(
        format!("{} is called almost like {}", named(note), named(other)),
        "if both are the same, write them alike or keep one; if not, give them names that nobody mixes up",
    )
}

/// By name the first other one that consists of the same words in another number, spelling or order.
fn turned(names: &[Name<'_>], words: &Numbers) -> Vec<Option<usize>> {
    let mut stems = Numbers::default();
    let stem_of: Vec<u32> = words.all.iter().map(|word| stems.of(&stem(word))).collect();
    let mut known: HashMap<(Kind, Vec<u32>), usize> = HashMap::new();
    let turned = |(index, name): (usize, &Name<'_>)| {
        let stems: Vec<u32> = name.words.iter().map(|word| stem_of[*word as usize]).collect();
        let first = *known.entry((name.kind, least_turn(stems))).or_insert(index);
        (first != index && is_english(&names[first], name)).then_some(first)
    };
    names.iter().enumerate().map(turned).collect()
}

/// Enters for each name the first other one in which a single word is written with a slip of the pen.
fn slips(names: &[Name<'_>], words: &Numbers, nearest: &mut [Option<usize>]) {
    let near = near_words(names, words);
    if near.iter().all(Vec::is_empty) {
        return;
    }
    let known: HashMap<(Kind, &[u32]), usize> =
        names.iter().enumerate().map(|(index, name)| ((name.kind, name.words.as_slice()), index)).collect();
    for (index, name) in names.iter().enumerate() {
        let mut other = name.words.clone();
        for (at, word) in name.words.iter().enumerate() {
            for near in &near[*word as usize] {
                other[at] = *near;
                if let Some(found) = known.get(&(name.kind, other.as_slice())).copied().filter(|found| *found < index)
                    && nearest[index].is_none_or(|nearest| found < nearest)
                {
                    nearest[index] = Some(found);
                }
            }
            other[at] = *word;
        }
    }
}

/// For each word those it could be a slip of the pen for, or that could be one for it.
///
/// A slip is no word: of the two, one is known and the other is not, and stands in this one name only. At its ends a word changes when
/// it becomes another (`insurer` and `insured`), so those must agree.
fn near_words(names: &[Name<'_>], words: &Numbers) -> Vec<Vec<u32>> {
    let (hashing, mut keys) = (RandomState::new(), Vec::new());
    let used = uses(names, words);
    for (word, text) in (0..).zip(&words.all) {
        if text.len() < SHORTEST - 1 || text.len() > LONGEST || !text.bytes().all(|byte| byte.is_ascii_lowercase()) {
            continue;
        }
        let known = english::is_word(text);
        if known || used[word as usize] < 2 {
            // Words that differ by one letter come to the same when each, or one of them, leaves a letter out.
            let shorter = (1..text.len() - 1).map(|out| format!("{}{}", &text[..out], &text[out + 1..]));
            keys.extend(shorter.chain([text.clone()]).map(|text| (hashing.hash_one(text), known, word)));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    let mut near = vec![Vec::new(); words.all.len()];
    for same in keys.chunk_by(|one, other| one.0 == other.0) {
        let (slips, meant) = same.split_at(same.partition_point(|(_, known, _)| !known));
        for (slip, meant) in slips.iter().flat_map(|slip| meant.iter().map(move |meant| (slip.2, meant.2))) {
            if is_slip(&words.all[slip as usize], &words.all[meant as usize]) && !near[slip as usize].contains(&meant) {
                near[slip as usize].push(meant);
                near[meant as usize].push(slip);
            }
        }
    }
    near
}

fn is_slip(one: &str, other: &str) -> bool {
    let ends = |word: &str| (word.chars().next(), word.chars().next_back());
    one.len().max(other.len()) >= SHORTEST && ends(one) == ends(other) && distance(one, other) == 1
}

/// By word in how many names it stands, in whatever form.
fn uses(names: &[Name<'_>], words: &Numbers) -> Vec<u32> {
    let mut roots = Numbers::default();
    let root_of: Vec<u32> = words.all.iter().map(|word| roots.of(root(word))).collect();
    let mut counts = vec![0; roots.all.len()];
    // A policy may be called by its whole sentence; that makes a slip in it no word.
    for name in names.iter().filter(|name| name.kind != Kind::Policy) {
        let mut roots: Vec<u32> = name.words.iter().map(|word| root_of[*word as usize]).collect();
        roots.sort_unstable();
        roots.dedup();
        roots.into_iter().for_each(|root| counts[root as usize] += 1);
    }
    root_of.into_iter().map(|root| counts[root as usize]).collect()
}

/// Whether one of two names is in the language whose words are known here.
fn is_english(one: &Name<'_>, other: &Name<'_>) -> bool {
    [one, other].iter().any(|name| match name.kind {
        Kind::Event => !matches!(english::tense(name.text), Tense::Unknown),
        Kind::Command => !matches!(english::mood(name.text), Mood::Unknown),
        _ => !matches!(english::thing(name.text), Thing::Unknown),
    })
}

/// The least of the orders in which words may stand when some are taken from the front to the end.
fn least_turn(words: Vec<u32>) -> Vec<u32> {
    if words.len() > MOST_TURNED {
        return words;
    }
    let turn = |by: usize| [&words[by..], &words[..by]].concat();
    (1..words.len()).map(turn).fold(words.clone(), Ord::min)
}
