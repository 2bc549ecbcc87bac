//! What is missing in the phase that the session is in, kept beside the board until it changes, and what is asked about it next.

use ratatui::layout::Rect;

use crate::board::{Board, NoteId};
use crate::method::agenda;
use crate::method::gap::{self, Answer, Gap, Missing, Question};

use super::super::mode::{Listing, Target, Writing};
use super::super::{Advice, Mode, State};

/// The rows of the wall that a question of two lines takes, with what is said above it; one more stands in the strip's row.
const QUESTION: u16 = 3;

/// What is missing on a board.
#[derive(Clone, Debug)]
pub(in crate::app) struct Found {
    missing: Vec<Missing>,
    /// Where the note of each hangs in the order of the wall.
    positions: Vec<usize>,
    silenced: Vec<Missing>,
    of: u64,
    /// What was asked before answers led to questions about what they had become.
    origin: Option<Missing>,
    /// What was typed where a question was left before it was answered.
    begun: Vec<(Missing, String)>,
}

impl Found {
    fn new(board: &Board, gaps: &[Gap]) -> Found {
        let (missing, silenced) = gap::told_apart(board, gaps);
        let mut position = 0;
        let mut place = |missing: &Missing| {
            position += board.notes()[position..].iter().take_while(|note| note.id != missing.note).count();
            position
        };
        let positions = missing.iter().map(&mut place).collect();
        Found { missing, positions, silenced, of: board.revision(), origin: None, begun: Vec::new() }
    }

    /// How many are before a place of the wall and a gap there.
    fn before(&self, there: (usize, Gap)) -> usize {
        let all = || self.positions.iter().zip(&self.missing).map(|(position, missing)| (*position, missing.gap));
        let first = self.positions.partition_point(|position| *position < there.0);
        first + all().skip(first).take_while(|here| *here < there).count()
    }
}

/// The list of what is missing, narrowed while one types.
#[derive(Clone, Debug)]
pub struct Lacking {
    /// The text typed, and which entry is marked.
    pub listing: Listing,
    /// What is listed, at last what is silenced. Found when the text changes, not when it is drawn.
    pub found: Vec<Missing>,
    /// How many of them are not silenced.
    pub open: usize,
}

impl Lacking {
    pub(in crate::app) fn new(state: &State) -> Lacking {
        let found = [state.missing(), state.silenced()].concat();
        Lacking { listing: Listing::new(), found, open: state.missing().len() }
    }

    /// Finds what has every word of what is typed in its question.
    pub(in crate::app) fn look(&mut self, board: &Board, open: &[Missing], silenced: &[Missing]) {
        let words: Vec<String> = self.listing.text().split_whitespace().map(str::to_lowercase).collect();
        let fits = |missing: &&Missing| {
            let asked = format!("{} {}", gap::question(board, missing), missing.gap.name()).to_lowercase();
            words.iter().all(|word| asked.contains(word))
        };
        let fitting = |all: &[Missing]| all.iter().filter(|missing| words.is_empty() || fits(missing)).copied().collect();
        self.found = fitting(open);
        self.open = self.found.len();
        let silenced: Vec<Missing> = fitting(silenced);
        self.found.extend(silenced);
        self.listing.selected = 0;
    }
}

impl State {
    /// What is missing in the phase of the session, or of all that the method looks for where there is none: note by note along the
    /// wall. Nothing before a session has begun or somebody has asked, and on a large board only as long as it does not change.
    pub fn missing(&self) -> &[Missing] {
        self.found().map_or(&[], |found| &found.missing)
    }

    /// What would be missing as well if it were not silenced.
    pub fn silenced(&self) -> &[Missing] {
        self.found().map_or(&[], |found| &found.silenced)
    }

    /// The question that is being answered, or that would be asked next.
    pub fn asked_about(&self) -> Option<Question> {
        let missing = self.answering().or_else(|| self.missing().get(self.next_missing()?).copied())?;
        self.board.note(missing.note)?;
        Some(gap::question(&self.board, &missing))
    }

    /// What is missing where a question about it is being answered.
    pub fn answering(&self) -> Option<Missing> {
        match &self.mode {
            Mode::Write(Writing { target: Target::Answer(missing), .. }) => Some(*missing),
            _ => None,
        }
    }

    /// The cells of the wall above the question that is being answered, so that the note it is about is in view.
    pub(in crate::app) fn above_question(&self, wall: Rect) -> Rect {
        let taken = if self.answering().is_some() { QUESTION } else { 0 };
        Rect { height: wall.height.saturating_sub(taken).max(wall.height.min(3)), ..wall }
    }

    /// Which of all that is missing something is, counted from nought.
    pub fn missing_at(&self, missing: &Missing) -> Option<usize> {
        let found = self.found()?;
        let at = found.before((self.board.position(missing.note)?, missing.gap));
        (found.missing.get(at) == Some(missing)).then_some(at)
    }

    /// What is looked for just now.
    pub(in crate::app) fn looked_for(&self) -> Vec<Gap> {
        self.phase().map_or_else(|| Gap::ALL.to_vec(), agenda::looks_for)
    }

    /// Looks for what is missing, if that was not done since the board changed.
    pub(in crate::app) fn look_for_missing(&mut self) {
        if self.found().is_none() {
            let (origin, begun) = self.found.take().map_or((None, Vec::new()), |found| (found.origin, found.begun));
            self.found = Some(Found { origin, begun, ..Found::new(&self.board, &self.looked_for()) });
        }
    }

    /// Keeps what is missing true to the board where anybody wants to know it and it does not take long.
    pub(super) fn settle_missing(&mut self) {
        let wanted = self.found.is_some() || self.phase().is_some();
        if wanted && self.board.notes().len() <= Advice::MOST {
            self.look_for_missing();
        }
    }

    /// What would be asked next by whoever begins to answer: about the note in focus, or the next one behind it.
    pub(in crate::app) fn next_missing(&self) -> Option<usize> {
        let found = self.found()?;
        let here = self.focus.and_then(|id| self.board.position(id)).unwrap_or(0);
        round(found.before((here, Gap::ALL[0])), found.missing.len())
    }

    /// What would be asked by whoever goes back from the note in focus.
    pub(in crate::app) fn previous_missing(&self) -> Option<usize> {
        let found = self.found()?;
        let here = self.focus.and_then(|id| self.board.position(id)).unwrap_or(0);
        let count = found.missing.len();
        round(found.before((here, Gap::ALL[0])) + count.saturating_sub(1), count)
    }

    /// What is asked behind a gap at a place of the wall, round and round.
    pub(in crate::app) fn missing_behind(&self, position: usize, gap: Gap) -> Option<Missing> {
        let found = self.found()?;
        let at = found.before((position, gap));
        let is_it = found.positions.get(at) == Some(&position) && found.missing[at].gap == gap;
        found.missing.get(round(at + usize::from(is_it), found.missing.len())?).copied()
    }

    /// What is asked before a gap at a place of the wall, round and round.
    pub(in crate::app) fn missing_before(&self, position: usize, gap: Gap) -> Option<Missing> {
        let found = self.found()?;
        let count = found.missing.len();
        found.missing.get(round(found.before((position, gap)) + count.saturating_sub(1), count)?).copied()
    }

    /// What is missing at a note, the first of it.
    pub(in crate::app) fn missing_on(&self, note: NoteId) -> Option<Missing> {
        let found = self.found()?;
        let at = found.before((self.board.position(note)?, Gap::ALL[0]));
        found.missing.get(at).filter(|missing| missing.note == note).copied()
    }

    /// Where the round of questions stood before it went to what was written, in place of another such place.
    pub(in crate::app) fn swap_origin(&mut self, origin: Option<Missing>) -> Option<Missing> {
        std::mem::replace(&mut self.found.as_mut()?.origin, origin)
    }

    /// The question that is being answered and what is typed, if anything is but what was proposed.
    pub(in crate::app) fn half_answer(&self) -> Option<(Missing, String)> {
        let (asked, Mode::Write(writing)) = (self.answering()?, &self.mode) else { return None };
        let proposed = gap::suggestion(&self.board, &asked).unwrap_or_default();
        let typed = writing.text();
        (!typed.is_empty() && typed != proposed.trim()).then_some((asked, typed))
    }

    /// Keeps what is typed where a question is left that was not answered. Whether anything is.
    pub(in crate::app) fn keep_begun(&mut self) -> bool {
        let (half, Some(found)) = (self.half_answer(), &mut self.found) else { return false };
        let kept = half.is_some();
        found.begun.extend(half);
        kept
    }

    /// What was typed when a question was left, once.
    pub(in crate::app) fn take_begun(&mut self, asked: &Missing) -> Option<String> {
        let begun = &mut self.found.as_mut()?.begun;
        let at = begun.iter().position(|(missing, _)| missing == asked)?;
        Some(begun.remove(at).1)
    }

    /// All that was typed when questions were left, once.
    pub(in crate::app) fn take_all_begun(&mut self) -> Vec<(Missing, String)> {
        self.found.as_mut().map_or_else(Vec::new, |found| std::mem::take(&mut found.begun))
    }

    fn found(&self) -> Option<&Found> {
        self.found.as_ref().filter(|found| found.of == self.board.revision())
    }
}

fn round(at: usize, count: usize) -> Option<usize> {
    (count > 0).then(|| at % count)
}

/// What may be typed for an answer, for whoever has typed nothing yet.
pub fn hint(state: &State, missing: &Missing) -> String {
    let said = match missing.gap {
        Gap::EventNotPast => "such as Order Placed",
        Gap::EventDoubled => "yes makes them one, another name tells them apart",
        Gap::EventWithoutCommand => "a command, such as Place Order",
        // What a rule does has its answer where policies are looked for, not yet here.
        Gap::CommandWithoutActor => "Customer, Scheduler, or several; a rule does it? {write.next-kind}, later",
        Gap::CommandWithoutAggregate => "a thing, such as Order",
        Gap::AggregateTooLarge => "the other thing and its events: Invoice: Invoice Sent, Invoice Paid",
        Gap::EventWithoutReaction => "a policy, or When … then …",
        Gap::PolicyWithoutCommand => "a command, or several with commas",
        Gap::CommandWithoutFailure if gap::lacks_success(&state.board, missing) => "what happened then, such as Payment Received",
        Gap::CommandWithoutFailure => "what happens then, such as Payment Failed",
        Gap::EventUnseen => "a view, such as Order History",
        Gap::ReadModelWithoutEvents => "events, with commas: Order Placed, Order Shipped",
        Gap::AggregateWithoutContext => "the name of a context, there or new",
    };
    state.keys.spell(said)
}

/// Whether an answer may be several names with commas between them.
pub(in crate::app) fn takes_several(gap: Gap) -> bool {
    match gap::answers_with(gap) {
        Answer::Split => true,
        Answer::Note(_) => matches!(
            gap,
            Gap::CommandWithoutActor
                | Gap::PolicyWithoutCommand
                | Gap::CommandWithoutFailure
                | Gap::EventUnseen
                | Gap::ReadModelWithoutEvents
        ),
        Answer::Name | Answer::Merge | Answer::Context => false,
    }
}
