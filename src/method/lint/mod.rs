//! The lint: the grammar of each kind and the method's common mistakes, found on a board.
//!
//! A rule says nothing where it cannot be sure: a name in a language it does not know, an arrow whose ends belong to no context. It
//! can be silenced on a note or on the whole board, which keeps that under `silenced`. Open hot spots are no findings: marking what
//! nobody knows is what the method asks for.

pub(in crate::method) mod alike;
pub(in crate::method) mod boundaries;
mod delay;
pub(in crate::method) mod grammar;
pub(in crate::method) mod missing;
mod rule;
mod whole;
pub(in crate::method) mod wiring;
mod words;

use std::cell::LazyCell;
use std::collections::HashSet;

use crate::board::name::fold;
use crate::board::{Board, Detail, Edit, Kind, Note, NoteId, Property};

pub use rule::Rule;
use wiring::Wiring;

/// Something on the board that the method advises against.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// The note; none: the board as a whole.
    pub note: Option<NoteId>,
    /// What was found, with the note's name, without a full stop.
    pub message: String,
    /// What to do about it, in words, without a full stop.
    pub suggestion: String,
    /// The edit that does it, where one can.
    pub fix: Option<Edit>,
}

/// What a rule says of a note: message, suggestion and fix of a [`Finding`].
pub(in crate::method) struct Verdict {
    message: String,
    suggestion: String,
    pub(in crate::method) fix: Option<Edit>,
}

impl Verdict {
    fn new(message: impl Into<String>, suggestion: impl Into<String>) -> Verdict {
        Verdict { message: message.into(), suggestion: suggestion.into(), fix: None }
    }
}

/// Everything the rules find on a board.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Report {
    /// What is to be looked at: first what concerns the board as a whole, then note by note in the order of the wall.
    pub findings: Vec<Finding>,
    /// What silenced rules would have said, in the same order.
    pub silenced: Vec<Finding>,
}

impl Report {
    /// Enters what others have found out about a board, which is silenced as everything else is. [`Rule::UnreadableExpression`] is
    /// found by whoever knows what can be read, and that is not the method.
    pub fn enter(&mut self, board: &Board, found: impl IntoIterator<Item = Finding>) {
        let whole = &board.heading().silenced;
        let mut found = found.into_iter().peekable();
        if found.peek().is_none() {
            return;
        }
        for finding in found {
            let note = finding.note.and_then(|id| board.note(id));
            let silenced = names(whole, finding.rule) || note.is_some_and(|note| names(&note.silenced, finding.rule));
            if silenced { &mut self.silenced } else { &mut self.findings }.push(finding);
        }
        // Several of one rule on a note stay in the order in which they stand there.
        for list in [&mut self.findings, &mut self.silenced] {
            list.sort_by_key(|finding| (finding.note.map(|id| board.position(id)), finding.rule));
        }
    }
}

/// What the rules find on a board, apart from what is silenced: first what concerns the board as a whole, then note by note in the
/// order of the wall, the rules of a note in their own order.
pub fn lint(board: &Board) -> Vec<Finding> {
    report(board).findings
}

/// What the rules find on a board, told apart by whether it is silenced.
pub fn report(board: &Board) -> Report {
    let wiring = Wiring::new(board);
    let alike = alike::Alike::new(board);
    let mut report = Report::default();
    let taken: LazyCell<HashSet<(Kind, String)>, _> =
        LazyCell::new(|| board.notes().iter().map(|note| (note.kind(), fold(&note.text))).collect());
    let mut enter = |rule: Rule, note: Option<&Note>, silenced: bool, verdict: Verdict| {
        let Verdict { message, mut suggestion, mut fix } = verdict;
        // Two notes of one name are worse than one with a wrong one.
        if let (Some(Edit::Reword { text, .. }), Some(note)) = (&fix, note)
            && fold(text) != fold(&note.text)
            && taken.contains(&(note.kind(), fold(text)))
        {
            suggestion = format!("\"{text}\" is there already: keep one of the two");
            fix = None;
        }
        let silenced = silenced || names(&board.heading().silenced, rule) || note.is_some_and(|note| names(&note.silenced, rule));
        let list = if silenced { &mut report.silenced } else { &mut report.findings };
        list.push(Finding { rule, note: note.map(|note| note.id), message, suggestion, fix });
    };
    for (rule, verdict) in [(Rule::NoPolicy, whole::no_policy(board)), (Rule::DesignBeforeStorm, whole::early(board))] {
        verdict.into_iter().for_each(|verdict| enter(rule, None, false, verdict));
    }
    for (position, note) in board.notes().iter().enumerate() {
        let mut found =
            |rule, verdict: Option<Verdict>| verdict.into_iter().for_each(|verdict| enter(rule, Some(note), false, verdict));
        match &note.detail {
            Detail::Event(_) => {
                found(Rule::EventNotPast, grammar::event(note));
                found(Rule::EventWithoutCommand, missing::cause(note, &wiring));
                found(Rule::EventUnseen, missing::consequence(note, &wiring));
                found(Rule::CrudName, grammar::crud(note));
            }
            Detail::Command(command) => {
                found(Rule::CommandNotImperative, grammar::command(note));
                found(Rule::CommandWithoutEvent, missing::effect(note, command));
                found(Rule::CommandNeverFails, missing::failure(note, command, board));
                found(Rule::CommandUnissued, missing::issuer(note, command, &wiring));
                found(Rule::CrudName, grammar::crud(note));
            }
            Detail::Aggregate(_) => {
                found(Rule::AggregateNotNoun, grammar::aggregate(note));
                found(Rule::AggregateTooLarge, boundaries::too_large(note, &wiring));
                found(Rule::AggregateWithoutCommands, missing::commands(note, &wiring));
            }
            Detail::Policy(policy) => {
                found(Rule::PolicyWithoutWhen, missing::when(note, policy));
                found(Rule::PolicyWithoutThen, missing::then(note, policy));
                found(Rule::DelayInName, delay::in_name(note, policy, board));
                found(Rule::PolicyCrossesContexts, boundaries::crossing(note, policy, board));
            }
            Detail::ReadModel(model) => found(Rule::ReadModelWithoutEvents, missing::source(note, model)),
            Detail::Actor => found(Rule::ActorWithoutCommands, missing::deeds(note, &wiring)),
            Detail::ExternalSystem => found(Rule::SystemWithoutCommands, missing::calls(note, &wiring)),
            Detail::HotSpot(_) => {}
        }
        if let Some(other) = alike.to(position) {
            let other = &board.notes()[other];
            enter(Rule::NamesAlike, Some(note), names(&other.silenced, Rule::NamesAlike), alike::verdict(note, other));
        }
    }
    report
}

/// The hot spots without an answer, in the order of the wall.
pub fn open_questions(board: &Board) -> Vec<NoteId> {
    let open = |note: &Note| matches!(&note.detail, Detail::HotSpot(spot) if !spot.resolved);
    board.notes().iter().filter(|note| open(note)).map(|note| note.id).collect()
}

/// The edit that silences a rule on one note, or on the whole board; nothing where it is silent there already.
pub fn silence(board: &Board, rule: Rule, note: Option<NoteId>) -> Option<Edit> {
    silence_name(board, rule.name(), note)
}

/// The edit that lets a rule speak again that was silenced on one note, or on the whole board; nothing where it was not silenced there.
pub fn unsilence(board: &Board, rule: Rule, note: Option<NoteId>) -> Option<Edit> {
    unsilence_name(board, rule.name(), note)
}

/// [`silence`] for whatever has a name.
pub(in crate::method) fn silence_name(board: &Board, name: &str, note: Option<NoteId>) -> Option<Edit> {
    let mut silenced = kept(board, note)?.to_vec();
    if is_among(&board.heading().silenced, name) || is_among(&silenced, name) {
        return None;
    }
    silenced.push(name.to_owned());
    Some(keep(note, silenced))
}

/// [`unsilence`] for whatever has a name.
pub(in crate::method) fn unsilence_name(board: &Board, name: &str, note: Option<NoteId>) -> Option<Edit> {
    let mut silenced = kept(board, note)?.to_vec();
    let before = silenced.len();
    silenced.retain(|other| other != name);
    (silenced.len() < before).then(|| keep(note, silenced))
}

/// The names of the rules that a note or the board keeps as silenced; nothing where there is no such note.
fn kept(board: &Board, note: Option<NoteId>) -> Option<&[String]> {
    match note {
        None => Some(&board.heading().silenced),
        Some(id) => board.note(id).map(|note| note.silenced.as_slice()),
    }
}

fn keep(note: Option<NoteId>, silenced: Vec<String>) -> Edit {
    match note {
        None => Edit::SetSilenced(silenced),
        Some(note) => Edit::Set { note, property: Property::Silenced(silenced) },
    }
}

fn names(silenced: &[String], rule: Rule) -> bool {
    is_among(silenced, rule.name())
}

/// Whether a name is kept as silenced.
pub(in crate::method) fn is_among(silenced: &[String], name: &str) -> bool {
    silenced.iter().any(|other| other == name)
}

/// A note as messages name it: `event "Order Placed"`.
fn named(note: &Note) -> String {
    format!("{} \"{}\"", note.kind().name(), note.text)
}
