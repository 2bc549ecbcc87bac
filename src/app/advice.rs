//! What the method advises about the board, and what on it cannot be read, kept beside it until the board changes.

use std::collections::HashMap;

use crate::board::{Board, NoteId};
use crate::interop;
use crate::method::lint::Finding;

/// What the method advises.
#[derive(Clone, Debug)]
pub struct Advice {
    findings: Vec<Finding>,
    /// The first finding of a note, and how many it has; they follow each other.
    by_note: HashMap<NoteId, (usize, usize)>,
    silenced: Vec<Finding>,
    of: u64,
    /// The finding that was looked at last.
    pub(super) at: Option<usize>,
}

impl Advice {
    /// On a board with more notes than this, advice is renewed only when it is asked for: no key shall wait for it.
    pub(super) const MOST: usize = 5_000;

    pub(super) fn new(board: &Board) -> Advice {
        let report = interop::advice(board);
        let mut by_note: HashMap<NoteId, (usize, usize)> = HashMap::new();
        for (index, finding) in report.findings.iter().enumerate() {
            if let Some(note) = finding.note {
                by_note.entry(note).or_insert((index, 0)).1 += 1;
            }
        }
        Advice { findings: report.findings, by_note, silenced: report.silenced, of: board.revision(), at: None }
    }

    /// Renews the advice where the board has changed and it does not take long.
    pub(super) fn follow(&mut self, board: &Board) {
        if self.is_stale(board) && board.notes().len() <= Advice::MOST {
            self.renew(board);
        }
    }

    /// Renews the advice where the board has changed.
    pub(super) fn renew(&mut self, board: &Board) {
        if self.is_stale(board) {
            *self = Advice { at: self.at, ..Advice::new(board) };
            self.at = self.at.filter(|at| *at < self.findings.len());
        }
    }

    /// Whether the board has changed since.
    pub fn is_stale(&self, board: &Board) -> bool {
        self.of != board.revision()
    }

    /// Everything there is to say: first of the board as a whole, then note by note along the wall.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What silenced rules would say.
    pub fn silenced(&self) -> &[Finding] {
        &self.silenced
    }

    /// What there is to say of a note.
    pub fn on(&self, note: NoteId) -> &[Finding] {
        self.by_note.get(&note).map_or(&[], |(first, count)| &self.findings[*first..*first + *count])
    }

    /// The finding about a note that is looked at: the one looked at last, or the first.
    pub(super) fn current(&self, note: Option<NoteId>) -> Option<usize> {
        let last = self.at.filter(|at| self.findings[*at].note.is_none() || self.findings[*at].note == note);
        last.or_else(|| self.by_note.get(&note?).map(|(first, _)| *first))
    }

    /// The finding behind the one looked at, or behind a note's place on the wall, round and round.
    pub(super) fn next(&self, board: &Board, focus: Option<NoteId>) -> Option<usize> {
        let count = self.findings.len();
        if let Some(at) = self.at.filter(|at| self.findings[*at].note == focus || self.findings[*at].note.is_none()) {
            return (count > 0).then(|| (at + 1) % count);
        }
        // What concerns the board as a whole comes first.
        if self.at.is_none() && self.findings.first().is_some_and(|first| first.note.is_none()) {
            return Some(0);
        }
        let here = focus.and_then(|id| board.position(id));
        let behind = |finding: &Finding| finding.note.and_then(|id| board.position(id)) >= here && finding.note.is_some();
        self.findings.iter().position(behind).or((count > 0).then_some(0))
    }
}
