//! References: read as they stand, looked up when all notes are known.
//!
//! What stands in a file is an id, or a text that is unique among the kind meant. A note first takes the id that the reference would
//! be if it is one; where it turns out to be a text, [`Reader::look_up`] puts the right id in its place.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use uuid::Uuid;

use super::Reader;
use super::values::{Fields, composed};
use crate::board::{Context, ContextId, Detail, IdMap, Kind, Link, Note, NoteId, name};
use crate::store::fault::quoted;
use crate::store::keys::{Keys, NoteKey};
use crate::store::tape::Value;

/// For how many wrong references the nearest text is looked for: it takes a walk over all notes each time.
const NEAREST: usize = 20;

/// A reference that is to be looked up.
#[derive(Debug)]
pub(super) struct Pending {
    note: u32,
    at: u32,
    id: Uuid,
    wanted: Wanted,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Wanted {
    Note(Link),
    Context,
}

/// The notes by what they may be called by.
#[derive(Default, Debug)]
pub(super) struct Wall {
    by_id: IdMap<NoteId, u32>,
    by_text: OnceCell<HashMap<String, Vec<u32>>>,
    nearest: usize,
}

impl Reader<'_, '_> {
    /// The note behind a key.
    pub fn reference<K: Keys>(&mut self, fields: &Fields<'_>, key: K, link: Link) -> Option<NoteId> {
        let value = fields.get(key)?;
        if !value.is_text() {
            self.expected(key.name(), value, "the id or text of a note");
        }
        self.point(value, link)
    }

    /// The notes behind a key.
    pub fn references<K: Keys>(&mut self, fields: &Fields<'_>, key: K, link: Link) -> Vec<NoteId> {
        let mut ids = Vec::new();
        for value in self.list(key, fields.get(key), "a list of notes") {
            match self.point(value, link) {
                Some(id) => ids.push(id),
                None => self.no_note(key, value),
            }
        }
        ids.shrink_to_fit();
        ids
    }

    fn no_note<K: Keys>(&mut self, key: K, value: Value<'_>) {
        self.fault(value.at(), format!("`{}` must hold ids or texts of notes, found {}", key.name(), value.what()), None);
    }

    /// The elements of a list of notes that are texts.
    pub fn note_list<'t, K: Keys>(&mut self, fields: &Fields<'t>, key: K) -> Vec<Value<'t>> {
        let mut values = Vec::new();
        for value in self.list(key, fields.get(key), "a list of notes") {
            match value.is_text() {
                true => values.push(value),
                false => self.no_note(key, value),
            }
        }
        values
    }

    fn point(&mut self, value: Value<'_>, link: Link) -> Option<NoteId> {
        let (id, foreign) = NoteId::read(&value.text()?);
        if !self.trusting {
            self.pend(value, id.0, Wanted::Note(link));
        }
        self.doubtful |= self.trusting && foreign;
        Some(id)
    }

    /// The context a note says it belongs to.
    pub fn context(&mut self, fields: &Fields<'_>) -> Option<ContextId> {
        let value = fields.get(NoteKey::Context)?;
        let Some(text) = value.text() else {
            self.expected(NoteKey::Context.name(), value, "the id or name of a context");
            return None;
        };
        let (id, _) = ContextId::read(&text);
        if !self.context_at.contains_key(&id) {
            self.doubtful |= self.trusting;
            self.pend(value, id.0, Wanted::Context);
        }
        Some(id)
    }

    fn pend(&mut self, value: Value<'_>, id: Uuid, wanted: Wanted) {
        self.pending.push(Pending { note: self.notes.len() as u32, at: value.at() as u32, id, wanted });
    }

    /// Looks every reference up, now that all notes are there.
    pub fn look_up(&mut self) {
        self.wall.by_id.reserve(self.notes.len());
        for index in 0..self.notes.len() {
            let (id, at) = (self.notes[index].id, self.note_at[index] as usize);
            match self.wall.by_id.get(&id) {
                Some(first) => self.id_taken(at, self.note_at[*first as usize] as usize, "note"),
                None => drop(self.wall.by_id.insert(id, index as u32)),
            }
        }
        // What a note's references turn out to be; only where they are not what they seemed.
        let mut renamed: Vec<(Link, NoteId, NoteId)> = Vec::new();
        let mut renaming = 0;
        for pending in std::mem::take(&mut self.pending) {
            if pending.note != renaming {
                self.rename(renaming, &mut renamed);
                renaming = pending.note;
            }
            let (at, note) = (pending.at as usize, pending.note as usize);
            match pending.wanted {
                Wanted::Context => {
                    let context = self.find_context(at, ContextId(pending.id));
                    Arc::make_mut(&mut self.notes[note]).context = context;
                }
                Wanted::Note(link) => {
                    let (id, me) = (NoteId(pending.id), self.notes[note].id);
                    match self.find(at, id, link.other_end(), Some(me)) {
                        Some(found) if found != id => renamed.push((link, id, found)),
                        _ => {}
                    }
                }
            }
        }
        self.rename(renaming, &mut renamed);
    }

    fn rename(&mut self, note: u32, renamed: &mut Vec<(Link, NoteId, NoteId)>) {
        if !renamed.is_empty() {
            each_link(Arc::make_mut(&mut self.notes[note as usize]), |link, id| {
                if let Some((_, _, to)) = renamed.iter().find(|(other, from, _)| *other == link && from == id) {
                    *id = *to;
                }
            });
            renamed.clear();
        }
    }

    /// The note that the reference at an offset means: by id, else by a text that only one note of these kinds has.
    pub fn find(&mut self, at: usize, id: NoteId, kinds: &[Kind], me: Option<NoteId>) -> Option<NoteId> {
        let fits = |index: &u32| {
            let note: &Note = &self.notes[*index as usize];
            kinds.contains(&note.kind()) && Some(note.id) != me
        };
        if self.wall.by_id.get(&id).is_some_and(fits) {
            return Some(id);
        }
        let text = composed(self.text_at(at).into());
        let called: Vec<u32> = self.called(&text).iter().copied().filter(fits).collect();
        match called[..] {
            [one] => return Some(self.notes[one as usize].id),
            [] => {}
            _ => {
                self.ambiguous(at, &text, kinds, &called);
                return None;
            }
        }
        // A UUID in capitals or braces.
        let other = Uuid::try_parse(&text).ok().map(NoteId).filter(|other| self.wall.by_id.get(other).is_some_and(fits));
        if other.is_none() {
            self.not_found(at, id, &text, kinds, me);
        }
        other
    }

    /// Whether a text is the id or the text of a note of one of these kinds, be it of one or of several.
    pub fn may_mean(&self, text: &str, id: NoteId, kinds: &[Kind]) -> bool {
        let fits = |index: &u32| kinds.contains(&self.notes[*index as usize].kind());
        self.wall.by_id.get(&id).is_some_and(fits) || self.called(&composed(text.into())).iter().any(fits)
    }

    /// The kind of a note that is known.
    pub fn kind_of(&self, id: NoteId) -> Option<Kind> {
        self.wall.by_id.get(&id).map(|index| self.notes[*index as usize].kind())
    }

    /// The notes with a text.
    fn called(&self, text: &str) -> &[u32] {
        let by_text = self.wall.by_text.get_or_init(|| {
            let mut by_text: HashMap<String, Vec<u32>> = HashMap::with_capacity(self.notes.len());
            for (index, note) in self.notes.iter().enumerate() {
                by_text.entry(note.text.clone()).or_default().push(index as u32);
            }
            by_text
        });
        by_text.get(text).map_or(&[], Vec::as_slice)
    }

    fn ambiguous(&mut self, at: usize, text: &str, kinds: &[Kind], called: &[u32]) {
        let what = if let [kind] = kinds { kind.plural() } else { "notes" };
        let lines: Vec<String> =
            called.iter().take(8).map(|index| self.lines().line(self.note_at[*index as usize] as usize).to_string()).collect();
        let more = if called.len() > lines.len() { ", …" } else { "" };
        let message = format!("{} {what} are called {} (lines {}{more})", called.len(), quoted(text), lines.join(", "));
        self.fault(at, message, Some("give the one that is meant an `id` and write it here".to_owned()));
    }

    fn not_found(&mut self, at: usize, id: NoteId, text: &str, kinds: &[Kind], me: Option<NoteId>) {
        let mine = |index: &u32| kinds.contains(&self.notes[*index as usize].kind()) && Some(self.notes[*index as usize].id) == me;
        if self.wall.by_id.get(&id).is_some_and(mine) || self.called(text).iter().any(mine) {
            return self.fault(
                at,
                "a note cannot be connected with itself",
                Some("take the reference away, or name another note".to_owned()),
            );
        }
        let index = self.wall.by_id.get(&id).or(self.called(text).first()).copied();
        if let Some(index) = index {
            let kind = self.notes[index as usize].kind();
            let message = format!("{} is {}, and only {} can stand here", quoted(text), kind.a(), any_of(kinds));
            let line = self.lines().line(self.note_at[index as usize] as usize);
            return self.fault(at, message, Some(format!("it stands in line {line}")));
        }
        if self.refused.contains(text) {
            return;
        }
        let what = if let [kind] = kinds { kind.name() } else { "note" };
        let message = match Uuid::try_parse(text) {
            Ok(_) => format!("there is no {what} with the id {}", quoted(text)),
            Err(_) => format!("there is no {what} {}", quoted(text)),
        };
        self.wall.nearest += 1;
        let near = (self.wall.nearest <= NEAREST).then(|| {
            let texts = self.notes.iter().filter(|note| kinds.contains(&note.kind()) && Some(note.id) != me);
            name::nearest(text, texts.map(|note| note.text.as_str())).map(|near| format!("did you mean {}?", quoted(near)))
        });
        let hint = near.flatten().unwrap_or_else(|| format!("add the {what}, or take the reference away"));
        self.fault(at, message, Some(hint));
    }

    fn find_context(&mut self, at: usize, id: ContextId) -> Option<ContextId> {
        if self.context_at.contains_key(&id) {
            return Some(id);
        }
        let text = composed(self.text_at(at).into());
        let called: Vec<&Context> = self.contexts.iter().filter(|context| context.name == text).collect();
        let other = Uuid::try_parse(&text).ok().map(ContextId).filter(|other| self.context_at.contains_key(other));
        match (&called[..], other) {
            ([one], _) => return Some(one.id),
            ([], Some(_)) => return other,
            ([], None) => {
                let near = name::nearest(&text, self.contexts.iter().map(|context| context.name.as_str()));
                let hint = near.map_or("add it to `contexts`".to_owned(), |near| format!("did you mean {}?", quoted(near)));
                self.fault(at, format!("there is no context {}", quoted(&text)), Some(hint));
            }
            (several, _) => {
                let message = format!("{} contexts are called {}", several.len(), quoted(&text));
                self.fault(at, message, Some("give the one that is meant an `id` and write it here".to_owned()));
            }
        }
        None
    }
}

/// The kinds in words: `a command or a policy`.
fn any_of(kinds: &[Kind]) -> String {
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.a()).collect();
    kinds.join(" or ")
}

/// Every reference that a note keeps, to be changed.
fn each_link(note: &mut Note, mut change: impl FnMut(Link, &mut NoteId)) {
    let mut each = |link: Link, ids: &mut [NoteId]| ids.iter_mut().for_each(|id| change(link, id));
    match &mut note.detail {
        Detail::Command(command) => {
            each(Link::Issues, &mut command.actors);
            each(Link::DecidedBy, command.aggregate.as_mut_slice());
            each(Link::Calls, &mut command.systems);
            command.outcomes.iter_mut().for_each(|outcome| each(Link::Records, &mut outcome.events));
        }
        Detail::Policy(policy) => {
            each(Link::Triggers, &mut policy.when);
            for reaction in &mut policy.then {
                each(Link::Then, std::slice::from_mut(&mut reaction.command));
                each(Link::CallsOff, &mut reaction.unless);
            }
        }
        Detail::ReadModel(model) => {
            each(Link::Updates, &mut model.built_from);
            model.on.iter_mut().for_each(|projection| each(Link::Updates, std::slice::from_mut(&mut projection.event)));
        }
        Detail::HotSpot(spot) => each(Link::About, spot.about.as_mut_slice()),
        Detail::Actor | Detail::Aggregate(_) | Detail::ExternalSystem | Detail::Event(_) => {}
    }
}
