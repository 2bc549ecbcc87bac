//! The text of a file → a board, or everything that is wrong with it.
//!
//! The text is gone through once. Each note is read as soon as it has been scanned; what it points at is looked up when all notes
//! are known. Faults are collected and reading goes on, so that one pass reports all of them; only where the text is no JSON does
//! it end at once. This module knows text and boards, nothing of files.

mod links;
mod notes;
mod scenarios;
mod values;
mod workshop;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use uuid::Uuid;

use super::fault::{Fault, Lines, quoted};
use super::keys::{BoardKey, ContextKey, FORMAT, Keys};
use super::migrate;
use super::scan::{Scanner, Syntax};
use super::tape::{Tape, Value};
use crate::board::{Board, Context, ContextId, Heading, IdMap, Note, NoteId, settle};

use links::{Pending, Wall};
use values::Fields;

/// The largest text that is read, in bytes.
pub(super) const LIMIT: usize = 1 << 30;

/// Reads a board. Notes and contexts without an id are given one by `ids`.
///
/// # Errors
/// Everything that is wrong with the text, in the order in which it stands there.
pub fn read(text: &str, ids: &mut dyn FnMut() -> Uuid) -> Result<Board, Vec<Fault>> {
    let fault = |message: String, hint: &str| vec![Fault { line: 1, column: 1, message, hint: Some(hint.to_owned()) }];
    if text.len() > LIMIT {
        return Err(fault(format!("{} bytes are too large for a board", text.len()), "a board has at most one gigabyte"));
    }
    if text.trim_start_matches('\u{feff}').trim_ascii().is_empty() {
        return Err(fault("the file is empty".to_owned(), "`squall new` writes a new board; an older copy may hold the lost one"));
    }
    let mut reader = Reader::new(text, ids, true);
    let mut result = reader.document();
    if reader.doubtful {
        reader = Reader::new(text, ids, false);
        result = reader.document();
    }
    match result {
        Ok(Some(board)) => Ok(board),
        Ok(None) => Err(reader.faults()),
        Err(syntax) => {
            reader.found = vec![Finding { at: syntax.at, message: syntax.message, hint: syntax.hint }];
            Err(reader.faults())
        }
    }
}

/// A fault that is known by its offset.
#[derive(Debug)]
struct Finding {
    at: usize,
    message: String,
    hint: Option<String>,
}

struct Reader<'a, 'i> {
    text: &'a str,
    /// Take it that the text was written by Squall: every id and reference is a UUID. Nothing is then looked up here, which
    /// [`Board::assemble`] does once more anyway. Where that turns out to be wrong, all is read again without.
    trusting: bool,
    doubtful: bool,
    lines: OnceCell<Lines<'a>>,
    ids: &'i mut dyn FnMut() -> Uuid,
    found: Vec<Finding>,
    foreign: HashMap<Uuid, Box<str>>,
    contexts: Vec<Context>,
    context_at: IdMap<ContextId, usize>,
    notes: Vec<Arc<Note>>,
    /// Where the id of each note stands, or the note itself where it has none.
    note_at: Vec<u32>,
    /// Which notes have no place.
    missing: Vec<bool>,
    pending: Vec<Pending>,
    /// Ids and texts of notes that were refused, so that what points at them is not reported too.
    refused: HashSet<String>,
    wall: Wall,
}

/// A key of the board that was scanned: its place in the table, the nodes of key and value.
type Entry = (Option<usize>, u32, u32);

impl<'a, 'i> Reader<'a, 'i> {
    fn new(text: &'a str, ids: &'i mut dyn FnMut() -> Uuid, trusting: bool) -> Reader<'a, 'i> {
        Reader {
            text,
            trusting,
            doubtful: false,
            lines: OnceCell::new(),
            ids,
            found: Vec::new(),
            foreign: HashMap::new(),
            contexts: Vec::new(),
            context_at: IdMap::default(),
            notes: Vec::new(),
            note_at: Vec::new(),
            missing: Vec::new(),
            pending: Vec::new(),
            refused: HashSet::new(),
            wall: Wall::default(),
        }
    }

    /// The board; none where something was found.
    fn document(&mut self) -> Result<Option<Board>, Syntax> {
        let start = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        let mut scanner = Scanner::new(self.text, start);
        let mut tape = Tape::new(self.text);
        let root = scanner.peek().map_or(0, |(_, at)| at);
        if !scanner.open(b'{') {
            return self.no_object(&mut scanner, &mut tape, root).map(|()| None);
        }
        let entries = self.entries(&mut scanner, &mut tape)?;
        scanner.finish()?;
        for (second, first) in std::mem::take(&mut scanner.repeated) {
            self.repeated(second as usize, first as usize);
        }
        let mut fields = Fields::empty(root);
        for (slot, key, value) in entries {
            match slot {
                Some(slot) => fields.put(slot, tape.value(value)),
                None => fields.unknown.push((tape.value(key).text().unwrap_or_default().into_owned(), tape.value(value).json())),
            }
        }
        if !self.format(&fields) {
            return Ok(None);
        }
        Ok(self.board(fields))
    }

    /// Scans the board's keys; contexts and notes are read on the way.
    fn entries(&mut self, scanner: &mut Scanner<'a>, tape: &mut Tape<'a>) -> Result<Vec<Entry>, Syntax> {
        let (mut first, mut entries, mut seen) = (true, Vec::new(), HashMap::new());
        let mut length = 0;
        while scanner.more(&mut first, b'}')? {
            let key = length;
            scanner.key(tape)?;
            let (name, at) = (tape.value(key).text().unwrap_or_default().into_owned(), tape.value(key).at());
            let slot = BoardKey::TABLE.iter().position(|known| known.name == name);
            let is = |key: BoardKey| slot == Some(key.index());
            let again = seen.insert(name, at);
            if let Some(first) = again {
                self.repeated(at, first);
            }
            if is(BoardKey::Notes) && again.is_none() && matches!(scanner.peek(), Some((b'[', _))) {
                self.wall(scanner)?;
                if self.doubtful {
                    return Ok(entries);
                }
                tape.truncate(key);
                continue;
            }
            scanner.value(tape, 1)?;
            length = tape.length();
            if again.is_none() {
                entries.push((slot, key, key + 1));
                if is(BoardKey::Contexts) {
                    self.read_contexts(tape.value(key + 1));
                }
            }
        }
        Ok(entries)
    }

    /// Reads the notes, one after the other.
    fn wall(&mut self, scanner: &mut Scanner<'a>) -> Result<(), Syntax> {
        let (mut first, mut tape) = (true, Tape::new(self.text));
        scanner.open(b'[');
        while !self.doubtful && scanner.more(&mut first, b']')? {
            tape.clear();
            scanner.value(&mut tape, 2)?;
            self.note(tape.value(0));
        }
        Ok(())
    }

    /// What is wrong with a text that holds something else.
    fn no_object(&mut self, scanner: &mut Scanner<'a>, tape: &mut Tape<'a>, root: usize) -> Result<(), Syntax> {
        let notation = self.text[root..].starts_with(['#', '-', '*', '`']) || self.text[root..].starts_with(char::is_alphabetic);
        let result = scanner.value(tape, 0).and_then(|()| scanner.finish());
        match result {
            Ok(()) => {
                let what = tape.value(0).what();
                self.fault(
                    root,
                    format!("a board is an object, found {what}"),
                    Some("a board begins with `{ \"squall\": 1`".to_owned()),
                );
                Ok(())
            }
            Err(syntax) if notation => {
                let hint = "storm notation and other tools' files are read by `squall import`";
                Err(Syntax { hint: syntax.hint.or(Some(hint.to_owned())), ..syntax })
            }
            Err(syntax) => Err(syntax),
        }
    }

    /// Whether the format is one this version reads. A newer one is the only thing said about a file: nothing else in it can be judged.
    fn format(&mut self, fields: &Fields<'_>) -> bool {
        let newest = format!("this one reads up to {FORMAT}");
        let Some(value) = fields.get(BoardKey::Squall) else {
            let hint = format!("a board says `\"squall\": {FORMAT}` at its beginning");
            self.fault(fields.at, "`squall`, the number of the format, is missing", Some(hint));
            return true;
        };
        match value.number().map(|number| (number, number.parse::<i64>())) {
            Some((number, Ok(format))) if format > FORMAT => self.newer(value, number, &newest),
            // Beyond 64 bits: very new, or nonsense.
            Some((number, Err(_))) if !number.contains(['.', 'e', 'E', '-']) => self.newer(value, number, &newest),
            Some((_, Ok(format))) if migrate::known(format) => return true,
            Some((number, Ok(_))) => {
                self.fault(value.at(), format!("there is no format {number}"), Some("the first format is 1".to_owned()));
                return true;
            }
            _ => {
                let message = format!("`squall`, the number of the format, must be a whole number, found {}", value.what());
                self.fault(value.at(), message, Some(format!("this version writes `\"squall\": {FORMAT}`")));
                return true;
            }
        }
        false
    }

    fn newer(&mut self, value: Value<'_>, number: &str, newest: &str) {
        self.found.clear();
        let hint = Some("open it with a newer Squall".to_owned());
        self.fault(value.at(), format!("written by a newer Squall (format {number}); {newest}"), hint);
    }

    /// The board of what was read; none where something was found.
    fn board(&mut self, mut fields: Fields<'_>) -> Option<Board> {
        if let Some(value) = fields.get(BoardKey::Notes) {
            self.expected(BoardKey::Notes.name(), value, "a list of notes");
        }
        let id = self.id(&fields, BoardKey::Id);
        let mut heading = Heading::new("", self.text(&fields, BoardKey::Title).unwrap_or_default(), None);
        heading.created_at = self.date(&fields, BoardKey::CreatedAt);
        heading.rules = self.texts(&fields, BoardKey::Rules);
        heading.workshop = fields.get(BoardKey::Workshop).and_then(|value| self.workshop(value)).unwrap_or_default();
        heading.silenced = self.texts(&fields, BoardKey::Silenced);
        heading.unknown = std::mem::take(&mut fields.unknown);
        if !self.trusting || fields.get(BoardKey::Scenarios).is_some() {
            self.look_up();
        }
        heading.scenarios = self.scenarios(&fields);
        heading.id = id.map_or_else(|| self.fresh().to_string(), |(id, _)| id.into_owned());
        if !self.found.is_empty() || self.doubtful {
            return None;
        }
        heading.contexts = std::mem::take(&mut self.contexts);
        let mut notes = std::mem::take(&mut self.notes);
        if self.missing.contains(&true) {
            let mut unplaced: Vec<Note> = notes.into_iter().map(Arc::unwrap_or_clone).collect();
            settle(&mut unplaced, &self.missing);
            notes = unplaced.into_iter().map(Arc::new).collect();
        }
        match Board::assemble_shared(heading, notes, std::mem::take(&mut self.foreign)) {
            Ok(board) => Some(board),
            Err(refusal) => {
                self.fault(fields.at, refusal.to_string(), None);
                None
            }
        }
    }

    fn read_contexts(&mut self, value: Value<'_>) {
        for value in self.objects(BoardKey::Contexts, Some(value).filter(|value| !value.is_null())) {
            let Some(mut fields) = self.fields(value, "a context", [ContextKey::TABLE, &[]]) else { continue };
            let id = self.id(&fields, ContextKey::Id);
            let name = self.text(&fields, ContextKey::Name).unwrap_or_default();
            let colour = self.text(&fields, ContextKey::Colour);
            let (id, at) = match id {
                Some((text, at)) => {
                    let (id, foreign) = ContextId::read(&text);
                    if foreign {
                        self.foreign.insert(id.0, text.into());
                    }
                    (id, at)
                }
                None => (ContextId(self.fresh()), fields.at),
            };
            match self.context_at.get(&id) {
                Some(first) => self.id_taken(at, *first, "context"),
                None => drop(self.context_at.insert(id, at)),
            }
            self.contexts.push(Context { id, name, colour, unknown: std::mem::take(&mut fields.unknown) });
        }
    }

    fn id_taken(&mut self, at: usize, first: usize, what: &str) {
        let id = self.text_at(at);
        let message = format!("the id {} belongs to the {what} in line {} already", quoted(&id), self.lines().line(first));
        self.fault(at, message, Some("give one of the two another id, or none: it is given one".to_owned()));
    }

    fn repeated(&mut self, second: usize, first: usize) {
        let key = self.text_at(second);
        let message = format!("the key {} stands twice in this object, first in line {}", quoted(&key), self.lines().line(first));
        self.fault(second, message, Some("take one of the two away".to_owned()));
    }

    /// The text that begins at an offset, unescaped.
    fn text_at(&self, at: usize) -> String {
        let mut tape = Tape::new(self.text);
        let scanned = Scanner::new(self.text, at).value(&mut tape, 0);
        scanned.ok().and_then(|()| tape.value(0).text().map(|text| text.into_owned())).unwrap_or_default()
    }

    fn lines(&self) -> &Lines<'a> {
        self.lines.get_or_init(|| Lines::new(self.text))
    }

    /// An id from outside. They are not to be wasted on a text that is read again.
    fn fresh(&mut self) -> Uuid {
        self.doubtful |= self.trusting;
        if self.doubtful { Uuid::nil() } else { (self.ids)() }
    }

    fn fault(&mut self, at: usize, message: impl Into<String>, hint: Option<String>) {
        self.doubtful |= self.trusting;
        self.found.push(Finding { at, message: message.into(), hint });
    }

    /// Everything found, in the order of the text.
    fn faults(&mut self) -> Vec<Fault> {
        let mut found = std::mem::take(&mut self.found);
        found.sort_by_key(|finding| finding.at);
        let lines = self.lines();
        let fault = |finding: Finding| {
            let (line, column) = lines.place(finding.at);
            Fault { line, column, message: finding.message, hint: finding.hint }
        };
        found.into_iter().map(fault).collect()
    }

    /// Enters a note that was read.
    fn enter(&mut self, note: Note, at: usize, missing: bool) {
        self.notes.push(Arc::new(note));
        self.note_at.push(at as u32);
        self.missing.push(missing);
    }

    fn note_id(&mut self, id: Option<&str>) -> NoteId {
        match id {
            Some(text) => {
                let (id, foreign) = NoteId::read(text);
                if foreign {
                    self.foreign.insert(id.0, text.into());
                }
                id
            }
            None => NoteId(self.fresh()),
        }
    }
}
