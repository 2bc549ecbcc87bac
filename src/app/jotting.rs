//! Storm notation that is pasted or typed: it becomes notes, connected, as one step that can be undone.

use crate::board::{Edit, Kind, Note, NoteId, Place};
use crate::notation::{self, Onto, Pasted, Remark, Severity};

use super::{Tone, Turn};

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

/// More pasted lines than this that are no notation are no list of notes either.
const MOST_LINES: usize = 500;

impl Turn<'_> {
    /// Takes up a text that was pasted on the wall: notation becomes notes and arrows, plain lines become a note each.
    pub(super) fn paste_on_wall(&mut self, text: &str) {
        let behind = self.state.focused().map(|note| note.at);
        let onto = self.onto(behind, None);
        let source = &mut *self.source;
        match notation::read_onto(&self.state.board, text, &onto, &mut || source.id()) {
            Ok(pasted) if pasted.forms > 0 => self.take_up(pasted, "paste"),
            Ok(_) => self.paste_lines(text),
            Err(remarks) => self.say_what_is_wrong(&remarks, "nothing was pasted"),
        }
    }

    /// Each line becomes a note of the kind in focus.
    fn paste_lines(&mut self, text: &str) {
        let mark = |line: &str| line.trim().trim_start_matches(['-', '*', '•', '–']).trim().to_owned();
        let lines: Vec<String> = text.lines().map(mark).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() || lines.len() > MOST_LINES {
            let why = if lines.is_empty() { "there is nothing to paste" } else { "that is a document and no storm notation" };
            return self.state.say(Tone::Problem, why);
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
                Some(at) => self.state.board.place_after(at).map_or(at.after(), |next| at.between(next).unwrap_or(at)),
            };
            at = Some(place);
            let id = NoteId(self.source.id());
            first = first.or(Some(id));
            let mut note = Note::new(id, kind, line.clone(), place);
            note.author = self.state.author.clone();
            note.created_at = Some(self.source.now());
            edits.push(Edit::Add { note: Box::new(note), before: None });
        }
        let count = counted(lines.len(), kind);
        if self.edit(format!("paste {count}"), Edit::Group(edits), first).is_ok() {
            self.state.say(Tone::Done, format!("pasted {count}, a line each – u takes them back"));
        }
    }

    /// Takes up what is written in a note where it is notation: `When Payment Failed then Schedule Retry`.
    pub(super) fn jot(&mut self, text: &str, kind: Kind, at: Place, context: Option<crate::board::ContextId>) -> Jotted {
        // A question may say when and then too.
        if (kind == Kind::HotSpot && !text.contains(':')) || !notation::has_forms(text) {
            return Jotted::Nothing;
        }
        // What is new comes where the note would have hung.
        let behind = self.state.board.place_before(at).unwrap_or_else(|| at.before());
        let onto = self.onto(Some(behind), context);
        let source = &mut *self.source;
        match notation::read_onto(&self.state.board, text, &onto, &mut || source.id()) {
            Ok(pasted) if pasted.forms > 0 && pasted.skipped.is_empty() => {
                self.take_up(pasted, "write");
                Jotted::Done
            }
            Ok(_) => Jotted::Nothing,
            Err(remarks) => {
                self.say_what_is_wrong(&remarks, "esc leaves it");
                Jotted::Refused
            }
        }
    }

    /// Makes a note that is there a policy, or gives a policy what its new text says.
    pub(super) fn rejot(&mut self, id: NoteId, text: &str) -> Jotted {
        let Some(note) = self.state.board.note(id).cloned() else { return Jotted::Nothing };
        let becomes = matches!(note.kind(), Kind::Event | Kind::Policy | Kind::Command);
        if !becomes || !text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("when")) || !notation::has_forms(text) {
            return Jotted::Nothing;
        }
        let mut edits = vec![Edit::Reword { note: id, text: text.to_owned() }];
        if note.kind() != Kind::Policy {
            edits.push(Edit::Retype { note: id, kind: Kind::Policy });
        }
        // What the text says is said of the note as it will be.
        let mut board = self.state.board.clone();
        if board.apply(Edit::Group(edits.clone())).is_err() {
            return Jotted::Nothing;
        }
        let onto = self.onto(Some(note.at), note.context);
        let source = &mut *self.source;
        match notation::read_onto(&board, text, &onto, &mut || source.id()) {
            Ok(pasted) if pasted.forms == 1 && !pasted.notes.iter().any(|new| is_policy(&pasted, *new)) => {
                edits.push(pasted.edit.clone());
                self.take_up(Pasted { edit: Edit::Group(edits), notes: vec![id], ..pasted }, "write");
                Jotted::Done
            }
            Ok(_) => Jotted::Nothing,
            Err(remarks) => {
                self.say_what_is_wrong(&remarks, "esc leaves it");
                Jotted::Refused
            }
        }
    }

    fn onto(&mut self, behind: Option<Place>, context: Option<crate::board::ContextId>) -> Onto {
        Onto { behind, context, author: self.state.author.clone(), created_at: Some(self.source.now()) }
    }

    fn take_up(&mut self, pasted: Pasted, verb: &str) {
        let count = pasted.notes.len();
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
            (0, _) => "joined what was said with notes that are there".to_owned(),
            _ => format!("added {count} notes"),
        };
        let left_out = match pasted.skipped.len() {
            0 => String::new(),
            1 => ", left out 1 line".to_owned(),
            lines => format!(", left out {lines} lines"),
        };
        let (tone, doubt) = match pasted.remarks.first() {
            None => (Tone::Done, String::new()),
            Some(remark) => (Tone::Plain, format!("; {}", told(remark))),
        };
        self.state.say(tone, format!("{added}{left_out} – u takes it back{doubt}"));
    }

    fn say_what_is_wrong(&mut self, remarks: &[Remark], done: &str) {
        let errors: Vec<&Remark> = remarks.iter().filter(|remark| remark.severity == Severity::Error).collect();
        let Some(first) = errors.first() else { return };
        let place = if remarks.iter().any(|remark| remark.line > 1) { format!("line {}: ", first.line) } else { String::new() };
        let more = if errors.len() > 1 { format!(" (and {} more)", errors.len() - 1) } else { String::new() };
        self.state.say(Tone::Problem, format!("{place}{}{more}; {done}", told(first)));
    }
}

/// A remark in one line.
fn told(remark: &Remark) -> String {
    match &remark.hint {
        Some(hint) => format!("{} – {hint}", remark.message),
        None => remark.message.clone(),
    }
}

fn is_policy(pasted: &Pasted, id: NoteId) -> bool {
    let Edit::Group(edits) = &pasted.edit else { return false };
    edits.iter().any(|edit| matches!(edit, Edit::Add { note, .. } if note.id == id && note.kind() == Kind::Policy))
}

fn counted(count: usize, kind: Kind) -> String {
    if count == 1 { kind.a().to_owned() } else { format!("{count} {}", kind.plural()) }
}
