//! Who is who: every name of every kind, what it is shown as, and what a short one stands for.

use std::collections::HashMap;

use super::piece::At;
use super::remark::Remarks;
use super::wording::{Name, words};
use crate::board::name::{distance, fold};
use crate::board::{Detail, Kind, NoteId};

/// How sure it is that a name is one of its kind. Stronger ones are looked up first: what a declaration calls by its full name, a
/// mention may call by its last words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tier {
    /// `Event: Payment Failed`, or a note that was on the board before.
    Declared,
    /// `Attempt Payment -> Payment Failed`.
    Mapped,
    /// `When: Payment Failed`.
    Mentioned,
    /// `Built from: Payment Failed, Retried`, where short names are the custom.
    Listed,
    /// `@ Payment Failed`, which makes no note.
    Asked,
}

/// A note in the making.
#[derive(Debug)]
pub struct Entry {
    /// Its id.
    pub id: NoteId,
    /// What is written on it.
    pub text: String,
    /// How sure it is.
    pub tier: Tier,
    /// Where it is named for the first time; nothing for a note that was on the board before.
    pub first: Option<At>,
    /// The context it belongs to, as an index of contexts; it is settled by the first of the surest places that name it in one.
    pub context: Option<usize>,
    /// What its kind has of its own.
    pub detail: Detail,
    /// The words of the text, folded.
    words: Vec<String>,
    /// Where the text was taken from, and whether it stands in quotes there.
    shown: (At, bool),
}

impl Entry {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.detail.kind()
    }

    /// Whether it is named in a document, and nowhere in quotes.
    pub fn is_new_and_bare(&self) -> bool {
        self.first.is_some() && !self.shown.1
    }
}

/// All names.
#[derive(Debug, Default)]
pub struct Names {
    /// The notes in the making.
    pub entries: Vec<Entry>,
    exact: HashMap<(Kind, String), usize>,
    by_id: HashMap<NoteId, usize>,
    /// By the last words of a name, all of them left out.
    last: HashMap<(Kind, String), Vec<usize>>,
    /// By the first words of a command, all of them included.
    begin: HashMap<String, Vec<usize>>,
}

/// Where a name stands and what for.
#[derive(Clone, Copy, Debug)]
pub struct Use {
    /// The kind that the place calls for.
    pub kind: Kind,
    /// How sure the place is.
    pub tier: Tier,
    /// The context around it.
    pub context: Option<usize>,
    /// The note named before it in the same line.
    pub after: Option<usize>,
}

impl Names {
    /// Takes up a note that is on the board already.
    pub fn known(&mut self, id: NoteId, text: &str, detail: Detail) {
        let entry = Entry {
            id,
            text: text.to_owned(),
            tier: Tier::Declared,
            first: None,
            context: None,
            detail,
            words: words(text),
            shown: (At::default(), true),
        };
        self.insert(fold(text), entry);
    }

    /// The note that a name stands for where it is declared; it is made where there is none. What is listed outside of all contexts
    /// first may be declared in one of them as well.
    pub fn declare(&mut self, name: &Name<'_>, kind: Kind, context: Option<usize>, id: impl FnOnce() -> NoteId) -> usize {
        match self.exact.get(&(kind, fold(&name.text))).copied() {
            Some(index) => {
                let there = &mut self.entries[index].context;
                *there = there.or(context);
                self.seen(index, name, true)
            }
            None => self.make(name, name.text.clone(), Use { kind, tier: Tier::Declared, context, after: None }, id),
        }
    }

    /// The note that a name stands for, which is made where there is none; nothing where it may be several, which is said.
    pub fn find(&mut self, name: &Name<'_>, place: Use, id: impl FnOnce() -> NoteId, remarks: &mut Remarks) -> Option<usize> {
        let short = name.without_kind_word(place.kind);
        if let Some(index) = self.exact.get(&(place.kind, fold(&name.text))).copied() {
            return Some(self.seen(index, name, true));
        }
        if let Some(index) = short.as_ref().and_then(|short| self.exact.get(&(place.kind, fold(short))).copied()) {
            return Some(self.seen(index, name, false));
        }
        let text = short.unwrap_or_else(|| name.text.clone());
        let found = if name.literal { Vec::new() } else { self.longer(&text, place) };
        match found.as_slice() {
            [] => Some(self.make(name, text, place, id)),
            [only] => Some(self.seen(*only, name, false)),
            several => {
                remarks.error(name.piece.at(), self.may_be(name, several), "write the whole name");
                None
            }
        }
    }

    /// The command that begins with a name, such as `Attempt` for `Attempt Payment`.
    pub fn beginning(&mut self, name: &Name<'_>, place: Use, id: impl FnOnce() -> NoteId, remarks: &mut Remarks) -> Option<usize> {
        let found = self.begin.get(&fold(&name.text)).map_or(&[][..], Vec::as_slice);
        match found {
            [only] if !name.literal => Some(self.seen(*only, name, false)),
            [_, _, ..] if !name.literal && !self.exact.contains_key(&(place.kind, fold(&name.text))) => {
                let message = self.may_be(name, found);
                remarks.error(name.piece.at(), message, "write the whole name");
                None
            }
            _ => self.find(name, place, id, remarks),
        }
    }

    /// `Paused` may be `Loan Paused` or `Room Paused`.
    fn may_be(&self, name: &Name<'_>, several: &[usize]) -> String {
        let names = several.iter().take(MOST_TOLD).map(|index| format!("`{}`", self.entries[*index].text));
        let more = if several.len() > MOST_TOLD { " or others" } else { "" };
        format!("`{}` may be {}{more}", name.piece.text(), names.collect::<Vec<_>>().join(" or "))
    }

    /// The note with an id.
    pub fn of(&self, id: NoteId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// The note of a kind with exactly this name.
    pub fn exactly(&self, kind: Kind, name: &str) -> Option<usize> {
        self.exact.get(&(kind, fold(name))).copied()
    }

    /// The notes whose last words a name is: all, or those that begin like the name before it where there are several.
    pub fn longer(&self, text: &str, place: Use) -> Vec<usize> {
        let short = fold(text);
        let before = place.after.map_or(&[][..], |after| &self.entries[after].words);
        // What is meant most often is found at once: the name before, its end replaced.
        let replaced = (1..=before.len().min(MOST_WORDS)).rev().find_map(|kept| {
            let index = *self.exact.get(&(place.kind, before[..kept].concat() + &short))?;
            (self.entries[index].tier < place.tier).then_some(index)
        });
        if let Some(index) = replaced {
            return vec![index];
        }
        let all = self.last.get(&(place.kind, short)).map_or(&[][..], Vec::as_slice);
        // Names are taken up in the order of their tiers.
        let surer = all.iter().copied().take_while(|index| self.entries[*index].tier < place.tier);
        let mut found: Vec<usize> = surer.take(MOST_MEANT).collect();
        if found.len() > 1 {
            let alike = |index: &usize| self.entries[*index].words.iter().zip(before).take_while(|(a, b)| a == b).count();
            let most = found.iter().map(alike).max().unwrap_or_default();
            if most > 0 {
                found.retain(|index| alike(index) == most);
            }
        }
        found
    }

    /// A note is named here: the first place counts, and what it is shown as there.
    fn seen(&mut self, index: usize, name: &Name<'_>, whole: bool) -> usize {
        let at = name.piece.at();
        let entry = &mut self.entries[index];
        let Some(first) = entry.first else { return index };
        entry.first = Some(first.min(at));
        let (shown, literal) = entry.shown;
        if whole && (name.literal, std::cmp::Reverse(at)) > (literal, std::cmp::Reverse(shown)) {
            entry.text.clone_from(&name.text);
            entry.shown = (at, name.literal);
        }
        index
    }

    fn make(&mut self, name: &Name<'_>, text: String, place: Use, id: impl FnOnce() -> NoteId) -> usize {
        let at = name.piece.at();
        let entry = Entry {
            id: id(),
            tier: place.tier,
            first: Some(at),
            context: place.context,
            detail: Detail::empty(place.kind),
            words: words(&text),
            shown: (at, name.literal),
            text,
        };
        let folded = fold(&entry.text);
        self.insert(folded, entry)
    }

    fn insert(&mut self, folded: String, entry: Entry) -> usize {
        let (index, kind) = (self.entries.len(), entry.kind());
        if kind != Kind::HotSpot {
            let words = &entry.words;
            for from in 1..words.len().min(MOST_WORDS) {
                self.last.entry((kind, words[from..].concat())).or_default().push(index);
            }
            if kind == Kind::Command {
                for to in 1..=words.len().min(MOST_WORDS) {
                    self.begin.entry(words[..to].concat()).or_default().push(index);
                }
            }
        }
        self.exact.entry((kind, folded)).or_insert(index);
        self.by_id.insert(entry.id, index);
        self.entries.push(entry);
        index
    }

    /// Warns of names that no declaration knows and that differ from another by a slip.
    pub fn warn_of_slips(&self, remarks: &mut Remarks) {
        // Names that one letter left out makes the same are next to each other here; comparing all pairs would take for ever.
        let mut near: Vec<(u64, usize)> = Vec::new();
        let folded: Vec<String> = self.entries.iter().map(|entry| fold(&entry.text)).collect();
        let letters: Vec<String> = folded.iter().map(|name| name.chars().filter(|c| !c.is_numeric()).collect()).collect();
        let named = |index: &usize| self.entries[*index].kind() != Kind::HotSpot && folded[*index].chars().count() <= LONGEST_SLIP;
        for index in (0..self.entries.len()).filter(named) {
            let (kind, name) = (self.entries[index].kind(), &*folded[index]);
            near.push((mixed(kind, name, ""), index));
            let shorter = name.char_indices().map(|(at, c)| mixed(kind, &name[..at], &name[at + c.len_utf8()..]));
            near.extend(shorter.map(|key| (key, index)));
        }
        near.sort_unstable();
        near.dedup();
        let mut told: Vec<Option<usize>> = vec![None; self.entries.len()];
        for same in near.chunk_by(|a, b| a.0 == b.0).filter(|same| (2..=MOST_ALIKE).contains(&same.len())) {
            let same = || same.iter().map(|(_, index)| index);
            for a in same() {
                for b in same() {
                    // Of two the less sure one is the slip; of two that are equally sure, the later.
                    let key = |index: usize| (self.entries[index].tier, self.entries[index].first);
                    if key(*a) > key(*b)
                        && self.entries[*a].tier > Tier::Declared
                        && letters[*a] != letters[*b]
                        && self.is_slip(&folded[*a], &folded[*b], *a)
                    {
                        let better = told[*a].is_none_or(|other| key(*b) < key(other));
                        told[*a] = if better { Some(*b) } else { told[*a] };
                    }
                }
            }
        }
        for (index, meant) in told.into_iter().enumerate() {
            if let (Some(meant), Some(at)) = (meant, self.entries[index].first) {
                let (name, kind) = (&self.entries[index].text, self.entries[index].kind());
                let message = format!("`{name}` is {} of its own now", kind.a());
                remarks.warning(at, message, format!("did you mean `{}`?", self.entries[meant].text));
            }
        }
    }

    fn is_slip(&self, name: &str, other: &str, index: usize) -> bool {
        let reach = if self.entries[index].tier >= Tier::Mentioned && name.chars().count() >= 8 { 2 } else { 1 };
        name.chars().count().min(other.chars().count()) >= SHORTEST_SLIP && distance(name, other) <= reach
    }
}

/// A number for the two parts of a name of a kind together. Others may have it too: what it finds is compared.
fn mixed(kind: Kind, before: &str, after: &str) -> u64 {
    let bytes = before.bytes().chain(after.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325 ^ kind.lane() as u64, |mixed, byte| (mixed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Names with more words than this are not called by their last ones.
const MOST_WORDS: usize = 24;
/// A short name that more names than this end with is told apart among the first of them.
const MOST_MEANT: usize = 512;
/// How many names are told that a short one may stand for.
const MOST_TOLD: usize = 4;
/// Names shorter than this differ in a letter because they are others: `A` and `B`.
const SHORTEST_SLIP: usize = 4;
/// Names longer than this are not looked at for slips.
const LONGEST_SLIP: usize = 80;
/// Where more names than this are alike, they are a series and no slips.
const MOST_ALIKE: usize = 8;
