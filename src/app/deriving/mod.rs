//! Deriving from a feature request: which of the five steps one is at, which words of the request are in hand, and what each step
//! leaves open.
//!
//! The words and the lines are found when the board or the width changes, and what is open when the board does, not when either is
//! drawn. Nothing here guesses: the people choose the words, this only keeps count.

mod layout;
pub(super) mod words;

use std::collections::HashSet;
use std::ops::Range;

use ratatui::layout::Rect;

use crate::board::{Board, Kind, NoteId, Request};
use crate::method::derive::{STEPS, Step, found, left};

use super::mode::Then;
use super::screen::BESIDE;
use super::wall::text::{break_lines, width};
use super::{Mode, State};
use words::{Word, words};

pub use layout::{Pane, Piece, Row, Stands};

/// What the deriving pane remembers.
#[derive(Clone, Default, Debug)]
pub struct Deriving {
    open: bool,
    /// The step one is at, counted from nought.
    pub(super) step: usize,
    /// The steps one has been at.
    walked: [bool; 5],
    /// The steps that a phase of the session was about which is over.
    passed: [bool; 5],
    /// The word under the cursor.
    cursor: usize,
    /// Where the selection begins that reaches to the cursor.
    anchor: Option<usize>,
    /// The first line in view.
    first: usize,
    /// The notes that were made of words since the board was opened.
    pub(super) born: HashSet<NoteId>,
    /// The note made last, and how things were then.
    fresh: Option<(NoteId, usize, u64)>,
    /// What is being written of it in words of one's own.
    pub(super) wording: Option<Wording>,
    /// The request as it was typed when its form was left.
    pub(super) left: Option<String>,
    /// Whether the mouse has begun to select.
    pub(super) dragging: bool,
    laid: Laid,
    counts: Counts,
}

/// What is being written in words of one's own.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Wording {
    /// A note of words of the request: their characters, and what they say as they stand there.
    New(Range<usize>, String),
    /// The note that was made last.
    Again,
}

/// The request as words and lines.
#[derive(Clone, Default, Debug)]
struct Laid {
    of: Option<(u64, u16)>,
    words: Vec<Word>,
    lines: Vec<Range<usize>>,
    /// The bytes that became notes, and of which kind; what was taken later lies over what was before.
    taken: Vec<(Range<usize>, Kind)>,
}

/// How far each step is.
#[derive(Clone, Default, Debug)]
struct Counts {
    of: Option<u64>,
    found: [usize; 5],
    /// What the gaps of each step leave open, in their order.
    left: [Vec<usize>; 5],
}

/// How far a step is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// There is no note of its kind yet.
    Ahead,
    /// There are some, and something is open.
    Under,
    /// Nothing is open.
    Done,
}

/// A way to walk in the request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Walk {
    Left,
    Right,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    /// To a word, counted from nought.
    To(usize),
}

impl Deriving {
    /// The step one is at.
    pub fn at(&self) -> &'static Step {
        &STEPS[self.step.min(STEPS.len() - 1)]
    }

    /// How far a step is, counted from nought.
    pub fn stage(&self, step: usize) -> Stage {
        match (self.counts.found[step], self.open_of(step)) {
            (0, _) => Stage::Ahead,
            // Nobody can count the events that nobody has thought of: that step is done when one goes on.
            (_, 0) if step == 0 && self.step == 0 && self.counts.found[1..].iter().all(|found| *found == 0) => Stage::Under,
            (_, 0) => Stage::Done,
            _ => Stage::Under,
        }
    }

    /// How much a step leaves open.
    fn open_of(&self, step: usize) -> usize {
        self.counts.left[step].iter().sum()
    }

    /// What a step leaves open, such as `5 events without one`; nothing where nothing is.
    pub fn left(&self, step: usize) -> Option<String> {
        let gaps = STEPS[step].gaps.iter().zip(&self.counts.left[step]).filter(|(_, count)| **count > 0);
        let told: Vec<String> = gaps.map(|((_, says), count)| counted(*count, says)).collect();
        (!told.is_empty()).then(|| told.join(", "))
    }

    /// The steps that nobody has been at and that are not done by themselves, or that have no note yet.
    pub(super) fn forgotten(&self) -> Vec<usize> {
        let is_forgotten = |step: &usize| match self.stage(*step) {
            Stage::Ahead => true,
            Stage::Under => !self.walked[*step] && !self.passed[*step],
            Stage::Done => false,
        };
        (0..STEPS.len()).filter(is_forgotten).collect()
    }

    /// Goes to a step.
    pub(super) fn go(&mut self, step: usize) {
        self.step = step.min(STEPS.len() - 1);
        self.walked[self.step] = true;
    }

    /// The words in hand, by their places among all: those selected, or the one under the cursor.
    fn in_hand(&self) -> Option<Range<usize>> {
        let anchor = self.anchor.unwrap_or(self.cursor);
        (self.cursor < self.laid.words.len()).then(|| self.cursor.min(anchor)..self.cursor.max(anchor) + 1)
    }

    /// Whether words are selected.
    pub(super) fn selects(&self) -> bool {
        self.anchor.is_some()
    }

    /// Begins a selection at the cursor, or ends the one there is.
    pub(super) fn toggle(&mut self) {
        self.anchor = if self.anchor.is_some() { None } else { Some(self.cursor) };
    }

    /// Lets go of what is selected.
    pub(super) fn let_go(&mut self) {
        self.anchor = None;
    }

    /// The words in hand have become a note: the cursor goes on behind them.
    pub(super) fn done(&mut self, note: NoteId, revision: u64) {
        if let Some(hand) = self.in_hand() {
            self.cursor = hand.end.min(self.laid.words.len().saturating_sub(1));
        }
        self.anchor = None;
        self.fresh = Some((note, self.cursor, revision));
    }

    /// The note made last has its words; from here on it is changed on the wall.
    pub(super) fn settle_on_words(&mut self) {
        self.fresh = None;
    }

    /// The note made last, as long as nothing else was done.
    pub(super) fn fresh(&self, board: &Board) -> Option<NoteId> {
        let (note, cursor, revision) = self.fresh?;
        (self.anchor.is_none() && cursor == self.cursor && revision == board.revision()).then_some(note)
    }

    /// The line in which a word begins.
    fn line_of(&self, word: usize) -> usize {
        let Some(word) = self.laid.words.get(word) else { return 0 };
        self.laid.lines.partition_point(|line| line.start <= word.bytes.start).saturating_sub(1)
    }

    /// The words that begin in a line.
    fn words_in(&self, line: usize) -> Range<usize> {
        let Some(line) = self.laid.lines.get(line) else { return 0..0 };
        let at = |byte: usize| self.laid.words.partition_point(|word| word.bytes.start < byte);
        at(line.start)..at(line.end)
    }

    /// The word of a line, or of the nearest one beyond it that has any, nearest to a column.
    fn nearest(&self, text: &str, line: usize, down: bool, column: usize) -> Option<usize> {
        let mut lines: Box<dyn Iterator<Item = usize>> =
            if down { Box::new(line..self.laid.lines.len()) } else { Box::new((0..=line).rev()) };
        let words = lines.find_map(|line| Some(self.words_in(line)).filter(|words| !words.is_empty()))?;
        words.min_by_key(|word| self.column(text, *word).abs_diff(column))
    }

    /// The column in which a word begins.
    fn column(&self, text: &str, word: usize) -> usize {
        let line = self.laid.lines.get(self.line_of(word)).map_or(0, |line| line.start);
        self.laid.words.get(word).and_then(|word| text.get(line..word.bytes.start)).map_or(0, width)
    }

    fn follow(&mut self, board: &Board, request: &Request, cells: u16) {
        let of = Some((board.revision(), cells));
        if self.laid.of != of {
            let text = &*request.text;
            let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            bytes.push(text.len());
            let byte = |at: u32| bytes.get(at as usize).copied();
            let taken = request.taken.iter().filter_map(|taken| Some((byte(taken.from)?..byte(taken.to)?, taken.kind)));
            let taken = taken.filter(|(range, _)| !range.is_empty()).collect();
            self.laid = Laid { of, words: words(text), lines: break_lines(text, usize::from(cells)), taken };
        }
        if self.counts.of != Some(board.revision()) {
            self.counts = Counts { of: Some(board.revision()), found: STEPS.map(|step| found(board, &step)), left: left(board) };
        }
        let last = self.laid.words.len().saturating_sub(1);
        self.cursor = self.cursor.min(last);
        self.anchor = self.anchor.map(|anchor| anchor.min(last));
    }

    /// Brings the word under the cursor into view, in so many rows.
    fn reveal(&mut self, rows: usize) {
        let line = self.line_of(self.cursor);
        let most = self.laid.lines.len().saturating_sub(rows.max(1));
        self.first = self.first.clamp((line + 1).saturating_sub(rows.max(1)), line).min(most);
    }
}

/// So many of something, in words that speak of several.
fn counted(count: usize, says: &str) -> String {
    match (count, says.split_once(' ')) {
        (1, Some(("policies", rest))) => format!("1 policy {rest}"),
        (1, Some((several, rest))) => format!("1 {} {rest}", several.trim_end_matches('s')),
        _ => format!("{count} {says}"),
    }
}

impl State {
    /// The feature request of the board.
    pub fn request(&self) -> Option<&Request> {
        self.board.heading().workshop.request.as_ref()
    }

    /// The deriving pane, where it is open. It has the place of the run and the inspector as long as it is.
    pub fn deriving(&self) -> Option<&Deriving> {
        Some(&self.deriving).filter(|deriving| deriving.open)
    }

    /// Whether there is a pane beside the wall.
    pub(super) fn has_pane(&self) -> bool {
        self.deriving.open || self.running.is_some() || self.inspector.is_some()
    }

    /// Opens the deriving pane and gives it the keys. The first time one begins at the step that the phase of the session is about,
    /// else at the first that is not done.
    pub(super) fn open_deriving(&mut self) {
        self.inspector = None;
        self.deriving.open = true;
        self.mode = Mode::Derive;
        self.settle_deriving();
        if self.deriving.walked == [false; 5] {
            let of_phase = self.step_of_phase();
            let not_done = || (0..STEPS.len()).find(|step| self.deriving.stage(*step) != Stage::Done);
            let step = of_phase.or_else(not_done).unwrap_or(0);
            self.deriving.go(step);
            self.settle_deriving();
        }
    }

    /// Brings the request in sight again where a board is opened in the middle of a session that is at one of the steps, as long as
    /// there is room for it beside the wall. The keys stay with the wall.
    pub(super) fn derive_again(&mut self) {
        if let (Some(_), Some(step), true) = (self.request(), self.step_of_phase(), self.size.0 >= BESIDE) {
            self.deriving.open = true;
            self.deriving.go(step);
            self.settle();
        }
    }

    /// The step that the phase of the session is about, if one is. What a phase is about most it names first.
    fn step_of_phase(&self) -> Option<usize> {
        self.phase()?.kinds.iter().find_map(|kind| STEPS.iter().position(|step| step.kind == *kind))
    }

    /// Goes to the step that the phase is about which has just begun, where the request is in sight.
    pub(super) fn derive_along(&mut self) {
        if let (true, Some(step)) = (self.deriving.open, self.step_of_phase()) {
            self.deriving.go(step);
        }
    }

    /// Makes room for what is opened in place of the deriving pane, or closes it.
    pub(super) fn hide_deriving(&mut self) {
        self.deriving.open = false;
        if matches!(self.mode, Mode::Derive) {
            self.mode = Mode::Wall;
        }
    }

    /// The deriving pane, where it is open and the screen has room for it.
    pub fn deriving_pane(&self) -> Option<Pane> {
        let (deriving, request) = (self.deriving()?, self.request()?);
        // What becomes of the words in hand is asked or written elsewhere.
        let asked = |menu: &super::Menu| menu.choices.first().is_some_and(|choice| matches!(choice.then, Then::TakeWords(_)));
        let here = match &self.mode {
            Mode::Derive => true,
            Mode::Menu(menu) => asked(menu) || deriving.wording.is_some(),
            _ => deriving.wording.is_some(),
        };
        Some(layout::pane(deriving, &request.text, self.deriving_area()?, here))
    }

    fn deriving_area(&self) -> Option<Rect> {
        self.screen()?.inside_pane().filter(|area| area.width > 0 && area.height > 0)
    }

    /// Makes the pane that of the board and brings the cursor's word into view.
    pub(super) fn settle_deriving(&mut self) {
        if !matches!(self.mode, Mode::Write(_) | Mode::Menu(_)) {
            self.deriving.wording = None;
        }
        let Some(request) = self.board.heading().workshop.request.as_ref().filter(|_| self.deriving.open) else {
            return self.hide_deriving();
        };
        let over = self.session().map_or(0, |session| session.phase);
        let about = |kind| self.agenda().phases.iter().take(over).any(|phase| phase.kinds.contains(&kind));
        self.deriving.passed = STEPS.map(|step| about(step.kind));
        let area = self.deriving_area();
        self.deriving.follow(&self.board, request, area.map_or(1, |area| area.width));
        if let Some(area) = area {
            let rows = layout::rows_for_text(&self.deriving, area);
            self.deriving.reveal(rows);
        }
    }

    /// Walks in the request; `selecting` takes what one comes by along.
    pub(super) fn walk_request(&mut self, walk: Walk, selecting: bool) {
        let Some(area) = self.deriving_area() else { return };
        let page = (layout::rows_for_text(&self.deriving, area) / 2).max(1);
        let Some(request) = self.board.heading().workshop.request.as_ref() else { return };
        let (deriving, text) = (&mut self.deriving, &*request.text);
        let Some(last) = deriving.laid.words.len().checked_sub(1) else { return };
        deriving.settle_on_words();
        if selecting && deriving.anchor.is_none() {
            deriving.anchor = Some(deriving.cursor);
        }
        let (line, column) = (deriving.line_of(deriving.cursor), deriving.column(text, deriving.cursor));
        let up = |by: usize| line.checked_sub(by).and_then(|line| deriving.nearest(text, line, false, column));
        let down = |by: usize| deriving.nearest(text, line + by, true, column);
        let there = match walk {
            Walk::Left => Some(deriving.cursor.saturating_sub(1)),
            Walk::Right => Some((deriving.cursor + 1).min(last)),
            Walk::Up => up(1),
            Walk::Down => down(1),
            Walk::PageUp => up(page).or(Some(0)),
            Walk::PageDown => down(page).or(Some(last)),
            Walk::First => Some(0),
            Walk::Last => Some(last),
            Walk::To(word) => Some(word.min(last)),
        };
        deriving.cursor = there.unwrap_or(deriving.cursor);
        self.settle_deriving();
    }

    /// The words in hand: their characters, counted from nought, and what they say as a note of a kind.
    pub(super) fn words_in_hand(&self, kind: Kind) -> Option<(Range<usize>, String)> {
        let (deriving, text) = (self.deriving()?, &*self.request()?.text);
        let hand = deriving.in_hand()?;
        let (first, last) = (deriving.laid.words.get(hand.start)?, deriving.laid.words.get(hand.end - 1)?);
        let words = text.get(first.bytes.start..last.bytes.end)?;
        let end = first.chars.start + words::bare(words, kind).chars().count();
        Some((first.chars.start..end, words::as_note(words, kind)))
    }

    /// What the words in hand would say as a note, and the kinds of the notes that some of them have become already.
    pub fn note_in_hand(&self) -> Option<(String, Vec<Kind>)> {
        let (chars, says) = self.words_in_hand(self.deriving()?.at().kind)?;
        let mut kinds = Vec::new();
        for taken in &self.request()?.taken {
            let meets = (taken.from as usize) < chars.end && taken.to as usize > chars.start;
            if meets && !kinds.contains(&taken.kind) {
                kinds.push(taken.kind);
            }
        }
        Some((says, kinds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_spoken_of_as_one() {
        assert_eq!(counted(5, "events without one"), "5 events without one");
        assert_eq!(counted(1, "events without one"), "1 event without one");
        assert_eq!(counted(1, "policies without a command"), "1 policy without a command");
    }

    #[test]
    fn the_word_under_the_cursor_is_in_view_however_few_rows_there_are() {
        let text = (0..200).map(|line| format!("line {line}\n")).collect::<String>();
        let mut it = Deriving {
            laid: Laid { words: words(&text), lines: break_lines(&text, 20), ..Laid::default() },
            ..Deriving::default()
        };
        for rows in [0, 1, 2, 7, 300] {
            for cursor in [0, 1, 57, 399, 200, 0] {
                it.cursor = cursor;
                it.reveal(rows);
                let line = it.line_of(cursor);
                assert!(it.first <= line && line < it.first + rows.max(1), "{cursor} in {rows} rows: {}", it.first);
            }
        }
        it.cursor = 399;
        it.reveal(300);
        assert_eq!(it.first, 0, "what fits is not scrolled");
    }
}
