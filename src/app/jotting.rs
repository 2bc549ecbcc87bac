//! Storm notation that is pasted or typed: it becomes notes, connected, as one step that can be undone.

use std::collections::HashSet;

use crate::board::name::fold;
use crate::board::{Detail, Edit, Kind, Note, NoteId, Place, Policy};
use crate::notation::{self, Onto, Pasted, Remark, Severity, Skipped};

use super::mode::with_plain_breaks;
use super::state::short;
use super::{Mode, Report, Tone, Turn};

/// What came of a text that may be notation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Jotted {
    /// It is none.
    Nothing,
    /// It is, and the board has it.
    Done,
    /// It is, and something is wrong with it, which is said.
    Refused,
}

/// What an edit changes of the workshop, in words; nothing where it changes anything else.
fn of_workshop(edit: &Edit) -> Option<String> {
    let Edit::Group(edits) = edit else { return None };
    let parts: Option<Vec<&str>> = edits
        .iter()
        .map(|edit| match edit {
            Edit::SetAgenda { .. } => Some("the agenda"),
            Edit::SetRequest(_) => Some("the feature request"),
            Edit::SetParked(_) => Some("what is parked"),
            _ => None,
        })
        .collect();
    parts.map(|parts| parts.join(" and "))
}

/// More pasted lines than this that are no notation are no list of notes either.
const MOST_LINES: usize = 500;

impl Turn<'_> {
    /// Takes up a text that was pasted on the wall: notation becomes notes and arrows, plain lines become a note each.
    pub(super) fn paste_on_wall(&mut self, text: &str) {
        // Terminals send what is pasted as if it were typed, with the code of Enter at the ends of lines.
        let text = &*with_plain_breaks(text);
        let behind = self.state.focused().map(|note| note.at);
        let onto = self.onto(behind, None);
        let is_empty = self.state.board.notes().is_empty();
        let source = &mut *self.source;
        match notation::read_onto(&self.state.board, text, &onto, &mut || source.id()) {
            Ok(mut pasted) if pasted.forms > 0 => {
                // On an empty wall, the document is the board.
                if let (true, Some(title), Edit::Group(edits)) = (is_empty, pasted.title.take(), &mut pasted.edit) {
                    edits.push(Edit::Retitle(title));
                }
                if !is_document(text) {
                    self.take_up_names(&mut pasted);
                }
                self.take_up(pasted, "paste");
            }
            Ok(_) => self.paste_lines(text),
            Err(remarks) => {
                // Where several lines are wrong, or one far down, a line at the bottom does not tell enough.
                let errors = remarks.iter().filter(|remark| remark.severity == Severity::Error).count();
                let title = if errors == 1 {
                    "Nothing was pasted: 1 error".to_owned()
                } else {
                    format!("Nothing was pasted: {errors} errors")
                };
                self.state.report = Some(report(title, &remarks, &[]));
                self.state.mode = Mode::Report(0);
            }
        }
    }

    /// Beside notation, lines that are names become notes as well, behind the others and as [`Turn::paste_lines`] makes them; what
    /// is called so already is there, and no other line is lost: it is told as left out.
    fn take_up_names(&mut self, pasted: &mut Pasted) {
        let names = pasted.skipped.iter().filter(|line| is_name(&unmarked(&line.text))).count();
        let mut board = self.state.board.clone();
        if names == 0 || names > MOST_LINES || board.apply(pasted.edit.clone()).is_err() {
            return;
        }
        let kind = self.state.focused().map_or(Kind::Event, Note::kind);
        let mut known: HashSet<String> = board.notes().iter().map(|note| fold(&note.text)).collect();
        let last = pasted.notes.iter().filter_map(|id| board.note(*id)).map(|note| note.at).max();
        let mut at = last.or(self.state.focused().map(|note| note.at)).or(board.notes().last().map(|note| note.at));
        let Edit::Group(edits) = &mut pasted.edit else { return };
        pasted.skipped.retain(|line| {
            let name = unmarked(&line.text);
            if !is_name(&name) {
                return true;
            }
            if known.insert(fold(&name)) {
                let place = at.map_or(Place::FIRST, |at| board.column_behind(at));
                at = Some(place);
                let note = self.line_note(name, kind, place);
                pasted.notes.push(note.id);
                edits.push(Edit::Add { note: Box::new(note), before: None });
            }
            false
        });
    }

    /// The note that a plain line becomes. A question is nothing that happened.
    fn line_note(&mut self, line: String, kind: Kind, at: Place) -> Note {
        let kind = if line.ends_with('?') { Kind::HotSpot } else { kind };
        let id = NoteId(self.source.id());
        self.fresh_note(id, kind, line, at)
    }

    /// Each line becomes a note of the kind in focus.
    fn paste_lines(&mut self, text: &str) {
        let lines: Vec<String> = text.lines().map(unmarked).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            return self.state.say(Tone::Problem, "there is nothing to paste");
        }
        if lines.len() > MOST_LINES {
            let said = format!("no storm notation, and {} lines are too many for a note each (at most {MOST_LINES})", lines.len());
            return self.state.say(Tone::Problem, said);
        }
        let (kind, mut at) = match self.state.focused() {
            Some(note) => (note.kind(), Some(note.at)),
            None => (Kind::Event, None),
        };
        let mut edits = Vec::with_capacity(lines.len());
        let mut first = None;
        for line in &lines {
            let place = match at {
                None => Place::FIRST,
                Some(at) => self.state.board.column_behind(at),
            };
            at = Some(place);
            let note = self.line_note(line.clone(), kind, place);
            first = first.or(Some(note.id));
            edits.push(Edit::Add { note: Box::new(note), before: None });
        }
        let questions = lines.iter().filter(|line| line.ends_with('?')).count();
        let count = match (questions, lines.len() - questions) {
            (0, notes) => counted(notes, kind),
            (questions, 0) => counted(questions, Kind::HotSpot),
            (questions, notes) => format!("{} and {}", counted(notes, kind), counted(questions, Kind::HotSpot)),
        };
        if self.edit(format!("paste {count}"), Edit::Group(edits), first).is_ok() {
            let undo = self.state.keys.name("board.undo");
            // Several sentences in a line are no note, but maybe what the board is to be derived from.
            let is_prose = |line: &String| line.trim_end_matches('.').contains(". ");
            let request = match self.state.request().is_none() && lines.iter().any(is_prose) {
                true => self.state.keys.spell("; {request.write} takes a feature request"),
                false => String::new(),
            };
            self.state.say(Tone::Done, format!("pasted {count}, a line each – {undo} takes them back{request}"));
        }
    }

    /// Takes up what is written in a note where it is notation: `When Payment Failed then Schedule Retry`.
    pub(super) fn jot(&mut self, text: &str, kind: Kind, at: Place, context: Option<crate::board::ContextId>) -> Jotted {
        // Line breaks are blanks to the notation of a single note.
        let text = &*text.replace('\n', " ");
        let named = with_a_name(text);
        let text = named.as_deref().unwrap_or(text);
        // A question may say when and then too.
        if (kind == Kind::HotSpot && !text.contains(':')) || !notation::has_forms(text) {
            return Jotted::Nothing;
        }
        // What is new comes where the note would have hung.
        let behind = self.state.board.place_before(at).unwrap_or_else(|| at.before());
        let onto = self.onto(Some(behind), context);
        let source = &mut *self.source;
        match notation::read_onto(&self.state.board, text, &onto, &mut || source.id()) {
            // Where a warning is all that comes of it, the text is not to be lost.
            Ok(pasted) if pasted.forms > 0 && changes_nothing(&pasted) && !pasted.remarks.is_empty() => {
                self.say_what_is_wrong(&pasted.remarks, "{write.leave} leaves it");
                Jotted::Refused
            }
            Ok(pasted) if pasted.forms > 0 && pasted.skipped.is_empty() => {
                self.take_up(pasted, "write");
                Jotted::Done
            }
            Ok(_) => Jotted::Nothing,
            Err(remarks) => {
                self.say_what_is_wrong(&remarks, "{write.leave} leaves it");
                Jotted::Refused
            }
        }
    }

    /// Makes of a note that is there the policy that its new text says. What a policy said before goes with its old text.
    pub(super) fn rejot(&mut self, id: NoteId, text: &str) -> Jotted {
        let text = &*text.replace('\n', " ");
        let Some(note) = self.state.board.note(id).cloned() else { return Jotted::Nothing };
        let becomes = matches!(note.kind(), Kind::Event | Kind::Policy | Kind::Command);
        if !becomes || !text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("when")) || !notation::has_forms(text) {
            return Jotted::Nothing;
        }
        if note.kind() != Kind::Policy && !self.state.board.arrows(id).is_empty() {
            let instead = self.state.keys.spell("{write.leave} leaves it, {note.add} writes a note of its own");
            let said = format!("this {} has arrows that a policy cannot have – {instead}", note.kind().name());
            self.state.say(Tone::Problem, said);
            return Jotted::Refused;
        }
        let said_before = matches!(&note.detail, Detail::Policy(policy) if !policy.then.is_empty());
        let fresh = Note { text: text.to_owned(), detail: Detail::Policy(Policy::default()), ..Note::clone(&note) };
        let mut edits = vec![Edit::Replace { note: Box::new(fresh), before: None }];
        // What the text says is said of the note as it will be.
        let mut board = self.state.board.clone();
        if board.apply(Edit::Group(edits.clone())).is_err() {
            return Jotted::Nothing;
        }
        let onto = self.onto(Some(self.state.board.place_before(note.at).unwrap_or_else(|| note.at.before())), note.context);
        let source = &mut *self.source;
        match notation::read_onto(&board, text, &onto, &mut || source.id()) {
            Ok(pasted) if pasted.forms == 1 && !pasted.notes.iter().any(|new| is_policy(&pasted, *new)) => {
                edits.push(pasted.edit);
                if self.edit(format!("reword {}", short(&note.text)), Edit::Group(edits), Some(id)).is_ok() {
                    let instead = if said_before { " instead of what it said before" } else { "" };
                    let doubt = pasted.remarks.first().map_or(String::new(), |remark| format!("; {}", told(remark)));
                    let tone = if doubt.is_empty() { Tone::Done } else { Tone::Plain };
                    let undo = self.way_to_undo();
                    self.state.say(tone, format!("the policy does what it says now{instead} – {undo} takes it back{doubt}"));
                }
                Jotted::Done
            }
            Ok(_) => Jotted::Nothing,
            Err(remarks) => {
                self.say_what_is_wrong(&remarks, "{write.leave} leaves it");
                Jotted::Refused
            }
        }
    }

    fn onto(&mut self, behind: Option<Place>, context: Option<crate::board::ContextId>) -> Onto {
        Onto { behind, context, author: self.state.author.clone(), created_at: Some(self.stamp()) }
    }

    /// The keys that undo what has just been taken up: behind an answer the next question is asked, which is left first.
    fn way_to_undo(&self) -> String {
        self.state.keys.spell(if self.state.answering().is_some() { "{write.leave} {board.undo}" } else { "{board.undo}" })
    }

    fn take_up(&mut self, pasted: Pasted, verb: &str) {
        let told_of = !pasted.remarks.is_empty() || !pasted.skipped.is_empty();
        self.state.report = told_of.then(|| report("What was pasted last".to_owned(), &pasted.remarks, &pasted.skipped));
        if changes_nothing(&pasted) {
            let left_out = self.left_out(pasted.skipped.len());
            let why = pasted.remarks.first().map_or("the board says all of that already".to_owned(), told);
            return self.state.say(Tone::Plain, format!("nothing new: {why}{left_out}"));
        }
        let count = pasted.notes.len();
        let workshop = of_workshop(&pasted.edit);
        let name = match (count, pasted.notes.first()) {
            (1, Some(_)) => format!("{verb} a note"),
            (0, _) => format!("{verb} storm notation"),
            _ => format!("{verb} {count} notes"),
        };
        let focus =
            pasted.notes.iter().copied().find(|id| is_policy(&pasted, *id) && verb == "write").or(pasted.notes.first().copied());
        if self.edit(name, pasted.edit, focus).is_err() {
            return;
        }
        let added = match (count, focus) {
            (1, Some(note)) => format!("added {}", self.state.name_of(note)),
            (0, _) if workshop.is_some() => format!("took up {}", workshop.unwrap_or_default()),
            (0, _) => "joined what was said with notes that are there".to_owned(),
            _ => format!("added {count} notes"),
        };
        let left_out = self.left_out(pasted.skipped.len());
        let (tone, doubt) = match pasted.remarks.first() {
            None => (Tone::Done, String::new()),
            Some(remark) => (Tone::Plain, format!("; {}", told(remark))),
        };
        let undo = self.way_to_undo();
        self.state.say(tone, format!("{added}{left_out} – {undo} takes it back{doubt}"));
    }

    /// How many lines became nothing, if any, and where they can be read.
    fn left_out(&self, lines: usize) -> String {
        match lines {
            0 => String::new(),
            1 => self.state.keys.spell(", left out 1 line ({report.open} shows it)"),
            lines => format!(", left out {lines} lines ({} shows them)", self.state.keys.name("report.open")),
        }
    }

    fn say_what_is_wrong(&mut self, remarks: &[Remark], done: &'static str) {
        let worst = remarks.iter().map(|remark| remark.severity).min();
        let errors: Vec<&Remark> = remarks.iter().filter(|remark| Some(remark.severity) == worst).collect();
        let Some(first) = errors.first() else { return };
        let place = if remarks.iter().any(|remark| remark.line > 1) { format!("line {}: ", first.line) } else { String::new() };
        let more = if errors.len() > 1 { format!(" (and {} more)", errors.len() - 1) } else { String::new() };
        let done = self.state.keys.spell(done);
        self.state.say(Tone::Problem, format!("{place}{}{more}; {done}", told(first)));
    }
}

/// A policy that says its name first, `Retry Failed Payment: When Payment Failed then Schedule Retry`, as a document says it.
fn with_a_name(text: &str) -> Option<String> {
    let (name, rule) = text.split_once(':')?;
    let (name, rule) = (name.trim(), rule.trim());
    let (when, then) = when_then(rule).filter(|_| !name.is_empty())?;
    Some(format!("Policy: {name}\n- When: {when}\n- Then: {then}"))
}

/// Of `When … then …` what stands before the first `then` and behind it; nothing where either is blank.
pub(super) fn when_then(rule: &str) -> Option<(&str, &str)> {
    let rule = rule.get(5..).filter(|_| rule[..5].eq_ignore_ascii_case("when "))?;
    let at = rule.to_ascii_lowercase().find(" then ")?;
    let (when, then) = (rule[..at].trim_end_matches(',').trim(), rule[at + 6..].trim());
    (!when.is_empty() && !then.is_empty()).then_some((when, then))
}

/// Whether a text has headings, tables or code: of a document only the notation is wanted, and what it says around that is left out.
fn is_document(text: &str) -> bool {
    text.lines()
        .map(str::trim_start)
        .any(|line| line.starts_with(['#', '|', '>']) || line.starts_with("```") || line.starts_with("~~~"))
}

/// Whether a line may be the name of a note and no sentence about one.
fn is_name(line: &str) -> bool {
    const MOST_WORDS: usize = 8;
    let ends = line.ends_with(['.', ':', ';', ',', '!', '…']);
    let words = line.split_whitespace().count();
    line.chars().any(char::is_alphabetic) && !ends && (words <= MOST_WORDS || line.ends_with('?')) && !line.starts_with("<!--")
}

/// A line without the marks of a list: `- `, `1. `, `[ ] `.
fn unmarked(line: &str) -> String {
    let mut line = line.trim();
    loop {
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let rest = match line {
            _ if digits > 0 => line[digits..].strip_prefix(['.', ')']).filter(|rest| rest.starts_with(' ')),
            _ => ["- ", "* ", "• ", "– ", "[ ] ", "[x] "].iter().find_map(|mark| line.strip_prefix(mark)),
        };
        match rest {
            Some(rest) => line = rest.trim_start(),
            None => return line.to_owned(),
        }
    }
}

/// What there is to say, line by line.
pub(super) fn report(title: String, remarks: &[Remark], skipped: &[Skipped]) -> Report {
    let mut lines: Vec<String> = Vec::new();
    for remark in remarks {
        lines.extend(
            remark
                .to_string()
                .lines()
                .enumerate()
                .map(|(index, line)| if index == 0 { format!("line {line}") } else { line.to_owned() }),
        );
        lines.push(String::new());
    }
    lines.extend(skipped.iter().map(|line| format!("line {}, left out: {}", line.line, line.text)));
    Report { title, lines }
}

/// A remark in one line.
fn told(remark: &Remark) -> String {
    match &remark.hint {
        Some(hint) => format!("{} – {hint}", remark.message),
        None => remark.message.clone(),
    }
}

/// Whether all that a text says is on the board already, or is left out.
fn changes_nothing(pasted: &Pasted) -> bool {
    matches!(&pasted.edit, Edit::Group(edits) if edits.is_empty())
}

fn is_policy(pasted: &Pasted, id: NoteId) -> bool {
    let Edit::Group(edits) = &pasted.edit else { return false };
    edits.iter().any(|edit| matches!(edit, Edit::Add { note, .. } if note.id == id && note.kind() == Kind::Policy))
}

fn counted(count: usize, kind: Kind) -> String {
    if count == 1 { kind.a().to_owned() } else { format!("{count} {}", kind.plural()) }
}
