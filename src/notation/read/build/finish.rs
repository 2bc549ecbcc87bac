//! Notes in the making → notes with their places.

use std::collections::{HashMap, HashSet};

use super::Build;
use super::taking_up::{follow_policies, take_up};
use crate::board::{Board, Context, Detail, Edit, Note, NoteId, Place, Scenario, Workshop, settle};
use crate::engine::{self, Diagnostic};
use crate::notation::read::Onto;
use crate::notation::read::piece::{At, Piece};

/// What statements were made into.
#[derive(Debug)]
pub struct Built<'l> {
    /// Every note, those of the board first, in their order, then the new ones as they are named.
    pub notes: Vec<Note>,
    /// How many of them were on the board before.
    pub before: usize,
    /// All contexts.
    pub contexts: Vec<Context>,
    /// Rules that were read.
    pub rules: Vec<String>,
    /// Scenarios that were read.
    pub scenarios: Vec<Scenario>,
    /// What was read about the workshop; nothing where it is taken up by a board.
    pub workshop: Workshop,
    /// What brings the workshop of a board to it.
    workshop_edits: Vec<Edit>,
    /// Where notes are named for the first time.
    firsts: HashMap<NoteId, At>,
    /// Lines that say something about a note.
    sources: HashMap<NoteId, Vec<Piece<'l>>>,
}

impl<'l> Build<'l, '_> {
    /// The notes, with their places on the timeline.
    pub fn finish(mut self, onto: Option<(&Board, &Onto)>) -> Built<'l> {
        let board = onto.map(|(board, _)| board);
        self.names.warn_of_slips(self.remarks);
        let workshop_edits = onto.map_or(Vec::new(), |(board, onto)| self.workshop_edits(board, onto));
        let ids: Vec<NoteId> = self.names.entries.iter().map(|entry| entry.id).collect();
        let gone: HashSet<NoteId> = self.gone.iter().copied().collect();
        let before = board.map_or(0, |board| board.notes().len());
        let mut entries = std::mem::take(&mut self.names.entries);
        // Notes of the board have no place in the document and so come first.
        entries.sort_by_key(|entry| entry.first);
        let mut firsts = HashMap::new();
        let mut notes = Vec::with_capacity(entries.len());
        for entry in entries.into_iter().filter(|entry| !gone.contains(&entry.id)) {
            let old = board.and_then(|board| board.note(entry.id));
            if let Some(at) = entry.first {
                firsts.insert(entry.id, at);
            }
            notes.push(match old {
                Some(old) => Note { detail: entry.detail, ..Note::clone(old) },
                None => Note {
                    context: entry.context.map(|index| self.contexts[index].id),
                    ..Note { detail: entry.detail.clone(), ..Note::new(entry.id, entry.detail.kind(), entry.text, Place::FIRST) }
                },
            });
        }
        let mut missing: Vec<bool> = (0..notes.len()).map(|index| index >= before).collect();
        if let Some((board, onto)) = onto {
            take_up(&mut notes, &mut missing, before, board, onto);
        }
        settle(&mut notes, &missing);
        if onto.is_some() {
            follow_policies(&mut notes, before);
        }
        let mut sources: HashMap<NoteId, Vec<Piece<'l>>> = HashMap::new();
        for (entry, piece) in self.sources {
            sources.entry(ids[entry]).or_default().push(piece);
        }
        let workshop = self.told.workshop;
        let mut scenarios: Vec<Scenario> = Vec::new();
        add_scenarios(&mut scenarios, self.scenarios.into_iter().map(|(_, scenario)| scenario));
        Built { notes, before, contexts: self.contexts, rules: self.rules, scenarios, workshop, workshop_edits, firsts, sources }
    }
}

/// How many bytes are searched for expressions that there is something to say about. What is not found is told at its note.
const MOST_SEARCHED: usize = 64 << 20;
/// How many bytes are read in the time in which a search begins.
const SEARCH: usize = 64;
impl Built<'_> {
    /// What the engine has to say about the expressions of a board made of this: where, what, and what to do.
    pub fn doubts(&self, board: &Board) -> Vec<(At, String, String)> {
        let model = engine::compile(board);
        let mut patience = MOST_SEARCHED;
        let mut doubt = |diagnostic: &Diagnostic| {
            let pieces = self.sources.get(&diagnostic.note)?;
            let searched = pieces.iter().take_while(|piece| {
                patience = patience.saturating_sub(SEARCH + piece.text().len());
                patience > 0
            });
            let within = |piece: &Piece<'_>| Some(piece.at_byte(piece.text().find(&*diagnostic.text)? + diagnostic.span.start));
            let at = searched.filter_map(within).next();
            let at = at.or_else(|| self.firsts.get(&diagnostic.note).copied())?;
            Some((at, diagnostic.message.clone(), diagnostic.hint.clone().unwrap_or_default()))
        };
        model.diagnostics.iter().filter_map(&mut doubt).collect()
    }

    /// The edits that bring a board to this: new contexts, new notes, then what notes say, once all of them hang.
    pub fn edits(self, board: &Board) -> Vec<Edit> {
        let mut edits = Vec::new();
        let known = board.heading().contexts.len();
        edits.extend(self.contexts.into_iter().skip(known).map(|context| Edit::AddContext { context, index: None }));
        for note in &self.notes[self.before..] {
            let bare = Note { detail: Detail::empty(note.kind()), ..note.clone() };
            edits.push(Edit::Add { note: Box::new(bare), before: None });
        }
        let told = |note: &Note| match board.note(note.id) {
            Some(old) => **old != *note,
            None => note.detail != Detail::empty(note.kind()),
        };
        let said = self.notes.into_iter().filter(told);
        edits.extend(said.map(|note| Edit::Replace { note: Box::new(note), before: None }));
        let mut rules = board.heading().rules.clone();
        let known: HashSet<&String> = board.heading().rules.iter().collect();
        rules.extend(self.rules.into_iter().filter(|rule| !known.contains(rule)));
        if rules.len() > board.heading().rules.len() {
            edits.push(Edit::SetRules(rules));
        }
        let mut scenarios = board.heading().scenarios.clone();
        add_scenarios(&mut scenarios, self.scenarios);
        if scenarios.len() > board.heading().scenarios.len() {
            edits.push(Edit::SetScenarios(scenarios));
        }
        edits.extend(self.workshop_edits);
        edits
    }
}

/// Adds scenarios, each once.
fn add_scenarios(scenarios: &mut Vec<Scenario>, more: impl IntoIterator<Item = Scenario>) {
    let mut known: HashSet<String> = scenarios.iter().map(|scenario| format!("{scenario:?}")).collect();
    scenarios.extend(more.into_iter().filter(|scenario| known.insert(format!("{scenario:?}"))));
}
