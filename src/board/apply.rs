//! How an edit is made and what undoes it.

use std::mem::replace;
use std::sync::Arc;

use super::{Board, Context, ContextId, Detail, Edit, Kind, Link, Note, NoteId, Place, Property, Refusal};

impl Board {
    /// Makes an edit and returns the edit that undoes it.
    ///
    /// # Errors
    /// A [`Refusal`] says why the edit cannot be made; the board is then as it was.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, Refusal> {
        let inverse = match edit {
            Edit::Add { note, before } => self.add(*note, before),
            Edit::Remove(note) => self.remove(note),
            Edit::Reword { note, text } => {
                self.change(note, |note| Ok(Edit::Reword { note: note.id, text: replace(&mut note.text, text) }))
            }
            Edit::Retype { note, kind } => self.retype(note, kind),
            Edit::Move { note, at, before } => self.shift(note, at, before),
            Edit::Connect { from, to } => self.connect(from, to),
            Edit::Disconnect { from, to } => self.disconnect(from, to),
            Edit::Set { note, property } => self.set(note, property),
            Edit::Replace { note, before } => self.replace(*note, before),
            Edit::Assign { note, context } => {
                self.known_context(context)?;
                self.change(note, |note| Ok(Edit::Assign { note: note.id, context: replace(&mut note.context, context) }))
            }
            Edit::AddContext { context, index } => self.add_context(context, index),
            Edit::RenameContext { context, name } => {
                let found = self.heading.contexts.iter_mut().find(|other| other.id == context);
                let found = found.ok_or(Refusal::NoSuchContext(context))?;
                Ok(Edit::RenameContext { context, name: replace(&mut found.name, name) })
            }
            Edit::RecolourContext { context, colour } => {
                let found = self.heading.contexts.iter_mut().find(|other| other.id == context);
                let found = found.ok_or(Refusal::NoSuchContext(context))?;
                Ok(Edit::RecolourContext { context, colour: replace(&mut found.colour, colour) })
            }
            Edit::RemoveContext(context) => self.remove_context(context),
            Edit::Retitle(title) => Ok(Edit::Retitle(replace(&mut self.heading.title, title))),
            Edit::SetRules(rules) => Ok(Edit::SetRules(replace(&mut self.heading.rules, rules))),
            Edit::SetScenarios(scenarios) => {
                scenarios.iter().try_for_each(|scenario| self.check_scenario(scenario))?;
                Ok(Edit::SetScenarios(replace(&mut self.heading.scenarios, scenarios)))
            }
            Edit::SetAgenda { agenda, phases } => {
                let workshop = &mut self.heading.workshop;
                Ok(Edit::SetAgenda { agenda: replace(&mut workshop.agenda, agenda), phases: replace(&mut workshop.phases, phases) })
            }
            Edit::SetRequest(request) => Ok(Edit::SetRequest(replace(&mut self.heading.workshop.request, request))),
            Edit::SetParked(parked) => Ok(Edit::SetParked(replace(&mut self.heading.workshop.parked, parked))),
            Edit::SetSession(session) => Ok(Edit::SetSession(replace(&mut self.heading.workshop.session, session))),
            Edit::SetSilenced(silenced) => Ok(Edit::SetSilenced(replace(&mut self.heading.silenced, silenced))),
            Edit::Become(board) => {
                // Whoever knows a board by its revision must not take this one for an older one.
                let revision = self.revision;
                let was = replace(self, *board);
                self.revision = revision;
                Ok(Edit::Become(Box::new(was)))
            }
            Edit::Group(edits) => self.group(edits),
        }?;
        self.revision += 1;
        Ok(inverse)
    }

    fn group(&mut self, edits: Vec<Edit>) -> Result<Edit, Refusal> {
        let mut inverses = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.apply(edit) {
                Ok(inverse) => inverses.push(inverse),
                Err(refusal) => {
                    for inverse in inverses.into_iter().rev() {
                        let undone = self.apply(inverse);
                        debug_assert!(undone.is_ok(), "an inverse was refused: {undone:?}");
                    }
                    return Err(refusal);
                }
            }
        }
        inverses.reverse();
        Ok(Edit::Group(inverses))
    }

    fn add(&mut self, note: Note, before: Option<NoteId>) -> Result<Edit, Refusal> {
        if self.by_id.contains_key(&note.id) {
            return Err(Refusal::DuplicateId(note.id));
        }
        self.check(&note)?;
        let id = note.id;
        self.hang(Arc::new(note), before);
        Ok(Edit::Remove(id))
    }

    fn remove(&mut self, id: NoteId) -> Result<Edit, Refusal> {
        let position = self.position(id).ok_or(Refusal::NoSuchNote(id))?;
        let before = self.next_in_cell(position);
        let mut inverses = Vec::new();
        for referrer in self.referrers(id).to_vec() {
            inverses.extend(self.cut(referrer, id));
        }
        inverses.extend(self.forget_in_scenarios(id));
        let note = self.take_down(position);
        inverses.push(Edit::Add { note: Box::new(Arc::unwrap_or_clone(note)), before });
        inverses.reverse();
        Ok(Edit::Group(inverses))
    }

    fn retype(&mut self, id: NoteId, kind: Kind) -> Result<Edit, Refusal> {
        let position = self.position(id).ok_or(Refusal::NoSuchNote(id))?;
        if self.notes[position].kind() == kind {
            return Err(Refusal::SameKind(kind));
        }
        let before = self.next_in_cell(position);
        let mut inverses = Vec::new();
        for referrer in self.referrers(id).to_vec() {
            // A hot spot may ask about a note of any kind.
            let links = self.note(referrer).map(|note| note.links()).unwrap_or_default();
            if links.iter().any(|(link, other)| *other == id && !link.other_end().contains(&kind)) {
                inverses.extend(self.cut(referrer, id));
            }
        }
        inverses.extend(self.forget_in_scenarios(id));
        let old = self.take_down(position);
        let mut new = Note::clone(&old);
        new.detail = Detail::empty(kind);
        self.hang(Arc::new(new), None);
        inverses.push(Edit::Replace { note: Box::new(Arc::unwrap_or_clone(old)), before });
        inverses.reverse();
        Ok(Edit::Group(inverses))
    }

    fn shift(&mut self, id: NoteId, at: Place, before: Option<NoteId>) -> Result<Edit, Refusal> {
        let position = self.position(id).ok_or(Refusal::NoSuchNote(id))?;
        let inverse = Edit::Move { note: id, at: self.notes[position].at, before: self.next_in_cell(position) };
        let mut note = Arc::unwrap_or_clone(self.take_down(position));
        note.at = at;
        self.hang(Arc::new(note), before);
        Ok(inverse)
    }

    fn connect(&mut self, from: NoteId, to: NoteId) -> Result<Edit, Refusal> {
        let kind = |id: NoteId| self.note(id).map(|note| note.kind()).ok_or(Refusal::NoSuchNote(id));
        let kinds = (kind(from)?, kind(to)?);
        if from == to {
            return Err(Refusal::Itself);
        }
        // Whoever draws the arrow from the wrong end means the same one.
        let forward = Link::between(kinds.0, kinds.1).map(|link| (link, from, to));
        let (link, tail, head) = forward
            .or_else(|| Link::between(kinds.1, kinds.0).map(|link| (link, to, from)))
            .ok_or(Refusal::NotConnectable { from: kinds.0, to: kinds.1 })?;
        let (keeper, other) = if link.kept_at_head() { (head, tail) } else { (tail, head) };
        self.change(keeper, |note| {
            let old = note.clone();
            if note.link(link, other) { Ok(restore(old)) } else { Err(Refusal::AlreadyConnected) }
        })
    }

    fn disconnect(&mut self, from: NoteId, to: NoteId) -> Result<Edit, Refusal> {
        for id in [from, to] {
            self.note(id).ok_or(Refusal::NoSuchNote(id))?;
        }
        let inverses: Vec<Edit> =
            [(from, to), (to, from)].into_iter().filter_map(|(keeper, other)| self.cut(keeper, other)).collect();
        if inverses.is_empty() { Err(Refusal::NotConnected) } else { Ok(Edit::Group(inverses)) }
    }

    fn set(&mut self, id: NoteId, property: Property) -> Result<Edit, Refusal> {
        let old = self.note(id).cloned().ok_or(Refusal::NoSuchNote(id))?;
        let mut new = Note::clone(&old);
        let key = property.key();
        let property = property.swap(&mut new).map_err(|_| Refusal::NoSuchProperty { key, kind: old.kind() })?;
        self.check(&new)?;
        self.put(Arc::new(new));
        Ok(Edit::Set { note: id, property })
    }

    fn replace(&mut self, note: Note, before: Option<NoteId>) -> Result<Edit, Refusal> {
        let position = self.position(note.id).ok_or(Refusal::NoSuchNote(note.id))?;
        let old = self.notes[position].clone();
        if old.at != note.at {
            return Err(Refusal::OtherPlace);
        }
        self.check(&note)?;
        let next = self.next_in_cell(position);
        if old.kind() == note.kind() {
            self.put(Arc::new(note));
        } else {
            self.check_referrers(&note)?;
            self.check_mentions(&note)?;
            self.take_down(position);
            self.hang(Arc::new(note), before);
        }
        Ok(Edit::Replace { note: Box::new(Note::clone(&old)), before: next })
    }

    fn add_context(&mut self, context: Context, index: Option<usize>) -> Result<Edit, Refusal> {
        if self.context(context.id).is_some() {
            return Err(Refusal::DuplicateContext(context.id));
        }
        let contexts = &mut self.heading.contexts;
        let id = context.id;
        contexts.insert(index.unwrap_or(contexts.len()).min(contexts.len()), context);
        Ok(Edit::RemoveContext(id))
    }

    fn remove_context(&mut self, id: ContextId) -> Result<Edit, Refusal> {
        let index = self.heading.contexts.iter().position(|context| context.id == id).ok_or(Refusal::NoSuchContext(id))?;
        let members: Vec<NoteId> = self.notes.iter().filter(|note| note.context == Some(id)).map(|note| note.id).collect();
        let context = self.heading.contexts.remove(index);
        let mut inverses = vec![Edit::AddContext { context, index: Some(index) }];
        for note in members {
            inverses.push(self.change(note, |note| {
                note.context = None;
                Ok(Edit::Assign { note: note.id, context: Some(id) })
            })?);
        }
        Ok(Edit::Group(inverses))
    }
}

/// The edit that puts a note's old version back.
fn restore(old: Note) -> Edit {
    Edit::Replace { note: Box::new(old), before: None }
}

// What the edits above are made of. Everything that changes a note goes through `put`, `hang` and `take_down`, which keep the
// indexes true.
impl Board {
    /// Changes a note where it hangs: neither its place nor its kind may change.
    fn change(&mut self, id: NoteId, change: impl FnOnce(&mut Note) -> Result<Edit, Refusal>) -> Result<Edit, Refusal> {
        let mut note = Note::clone(self.note(id).ok_or(Refusal::NoSuchNote(id))?);
        let inverse = change(&mut note)?;
        self.put(Arc::new(note));
        Ok(inverse)
    }

    /// Takes the arrows at `other` out of a note; returns what puts them back.
    fn cut(&mut self, keeper: NoteId, other: NoteId) -> Option<Edit> {
        let old = self.note(keeper)?.clone();
        let mut new = Note::clone(&old);
        new.unlink(other).then(|| {
            self.put(Arc::new(new));
            restore(Arc::unwrap_or_clone(old))
        })
    }

    fn forget_in_scenarios(&mut self, id: NoteId) -> Option<Edit> {
        if !self.heading.scenarios.iter().any(|scenario| scenario.references().any(|other| other == id)) {
            return None;
        }
        let old = self.heading.scenarios.clone();
        self.heading.scenarios.iter_mut().for_each(|scenario| scenario.forget(id));
        Some(Edit::SetScenarios(old))
    }

    fn put(&mut self, note: Arc<Note>) {
        if let (Some(position), Some(old)) = (self.position(note.id), self.by_id.insert(note.id, note.clone())) {
            self.note_references(&old, false);
            self.note_references(&note, true);
            self.notes[position] = note;
        }
    }

    fn hang(&mut self, note: Arc<Note>, before: Option<NoteId>) {
        let cell = self.cell(note.at, note.kind());
        let found = before.and_then(|before| self.notes[cell.clone()].iter().position(|other| other.id == before));
        let position = found.map_or(cell.end, |index| cell.start + index);
        self.note_references(&note, true);
        self.by_id.insert(note.id, note.clone());
        self.notes.insert(position, note);
    }

    fn take_down(&mut self, position: usize) -> Arc<Note> {
        let note = self.notes.remove(position);
        self.by_id.remove(&note.id);
        self.note_references(&note, false);
        note
    }

    /// The note behind this one in its own cell.
    fn next_in_cell(&self, position: usize) -> Option<NoteId> {
        let note = &self.notes[position];
        let next = self.notes.get(position + 1)?;
        (next.at == note.at && next.kind() == note.kind()).then_some(next.id)
    }

    /// Enters a note into the index of who points at whom, or takes it out.
    pub(super) fn note_references(&mut self, note: &Note, enter: bool) {
        note.each_link(|_, other| {
            let referrers = self.referrers.entry(other).or_insert_with(|| Vec::with_capacity(1));
            if !enter {
                referrers.retain(|referrer| *referrer != note.id);
            } else if referrers.last() != Some(&note.id) {
                // All arrows of a note are entered together, so that it can only be the last.
                referrers.push(note.id);
            }
        });
    }
}
