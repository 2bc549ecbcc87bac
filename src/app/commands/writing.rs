//! Writing notes: adding, changing what they say, changing their kind.

use crate::board::{Detail, Edit, Kind, Link, NoteId, Place, Property};

use super::{Command, Group, a_note, always, chaining, completing, deriving, menus, missing};
use crate::app::jotting::Jotted;
use crate::app::mode::{Chain, Then, Writing, with_plain_breaks};
use crate::app::state::short;
use crate::app::twins::twin;
use crate::app::{Mode, Scope, State, Target, Tone, Turn};

const WALL: &[Scope] = &[Scope::Wall];
const WRITE: &[Scope] = &[Scope::Write];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "note.add",
        name: "add a note",
        does: "writes a new note, in a new column behind this one",
        group: Group::Writing,
        scopes: WALL,
        keys: &["a"],
        hint: Some(("note", 100)),
        available: always,
        run: add,
    },
    Command {
        id: "note.add-beside",
        name: "add what belongs to this note",
        does: "writes a note of a kind that you choose, in this column and already connected",
        group: Group::Writing,
        scopes: WALL,
        keys: &["A"],
        hint: Some(("beside", 60)),
        available: a_note,
        run: |turn| {
            if let Some((id, kind)) = turn.state.focused().map(|note| (note.id, note.kind())) {
                let marked = turn.state.kind_now(next_kind(kind));
                menus::open_kinds(turn, "What belongs to it?", marked, None, |kind| Then::AddBeside(id, kind));
            }
        },
    },
    Command {
        id: "note.edit",
        name: "edit the text",
        does: "changes what this note says; on the map of contexts, shows its flow",
        group: Group::Writing,
        scopes: WALL,
        keys: &["enter", "e"],
        hint: Some(("edit", 90)),
        available: a_note,
        run: |turn| {
            let Some((id, text)) = turn.state.focused().map(|note| (note.id, note.text.clone())) else { return };
            if super::views::open(turn) {
                return;
            }
            turn.state.mode = Mode::Write(Writing::new(Target::Note(id), &text));
        },
    },
    Command {
        id: "note.retype",
        name: "change the kind",
        does: "makes this note, or what is selected, of another kind; arrows that make no sense any more go",
        group: Group::Writing,
        scopes: WALL,
        keys: &["t"],
        hint: Some(("kind", 50)),
        available: a_note,
        run: |turn| {
            let ids = turn.state.chosen();
            if let Some(kind) = turn.state.focused().map(|note| note.kind()) {
                let title = if ids.len() > 1 { "Which kind are they?" } else { "Which kind is it?" };
                menus::open_kinds(turn, title, kind, None, |kind| Then::Retype(ids.clone(), kind));
            }
        },
    },
    Command {
        id: "note.delete",
        name: "take the note down",
        does: "removes this note, or what is selected, and the arrows from the wall",
        group: Group::Writing,
        scopes: WALL,
        keys: &["d", "delete"],
        hint: Some(("take down", 45)),
        available: a_note,
        run: super::removing::delete,
    },
    Command {
        id: "note.pivotal",
        name: "mark as pivotal",
        does: "marks this event as a turning point on the ruler, or takes the mark away",
        group: Group::Writing,
        scopes: WALL,
        keys: &["*"],
        hint: None,
        available: |state| match state.focused().map(|note| &note.detail) {
            Some(Detail::Event(_)) => Ok(()),
            _ => Err("only an event can be pivotal"),
        },
        run: |turn| {
            let Some((id, pivotal)) = turn.state.focused().and_then(|note| match &note.detail {
                Detail::Event(event) => Some((note.id, event.pivotal)),
                _ => None,
            }) else {
                return;
            };
            let name = format!("{} {}", if pivotal { "unmark" } else { "mark as pivotal" }, turn.state.name_of(id));
            let done = turn.edit(name, Edit::Set { note: id, property: Property::Pivotal(!pivotal) }, None);
            if done.is_ok() {
                turn.state
                    .say(Tone::Done, if pivotal { "not a turning point any more" } else { "a turning point, ◆ on the ruler" });
            }
        },
    },
    Command {
        id: "write.finish",
        name: "finish the text",
        does: "keeps the text; behind a new note the next one begins, behind an answer comes the next question",
        group: Group::Writing,
        scopes: WRITE,
        keys: &["enter"],
        hint: Some(("done", 100)),
        available: always,
        run: |turn| deriving::finish(turn, true),
    },
    Command {
        id: "write.leave",
        name: "stop writing",
        does: "keeps a new note or topic that has a text, or half an answer, and stops; leaves an old text as it was",
        group: Group::Writing,
        scopes: WRITE,
        keys: &["esc"],
        hint: Some(("stop", 90)),
        available: always,
        run: |turn| deriving::finish(turn, false),
    },
    Command {
        id: "write.break-line",
        name: "break the line",
        does: "goes on in a new line of the same text",
        group: Group::Writing,
        scopes: WRITE,
        keys: &["ctrl-j", "alt-enter", "shift-enter", "ctrl-enter"],
        hint: Some(("new line", 55)),
        available: |state| match &state.mode {
            Mode::Write(writing) if writing.has_lines() => Ok(()),
            _ => Err("only the text of a note and a request have several lines"),
        },
        run: |turn| {
            if let Mode::Write(writing) = &mut turn.state.mode {
                writing.area.insert_newline();
            }
        },
    },
    Command {
        id: "write.next-kind",
        name: "try the next kind",
        does: "makes the note being written one of the next kind; where a question is answered, leaves it open and goes to the next",
        group: Group::Writing,
        scopes: WRITE,
        keys: &["tab"],
        hint: Some(("next kind", 80)),
        available: new_note_or_answer,
        run: |turn| turn_kind(turn, 1),
    },
    Command {
        id: "write.previous-kind",
        name: "try the kind before",
        does: "makes the note being written one of the kind before; where a question is answered, goes to the one before",
        group: Group::Writing,
        scopes: WRITE,
        keys: &["shift-tab"],
        hint: None,
        available: new_note_or_answer,
        run: |turn| turn_kind(turn, 7),
    },
    Command {
        id: "write.complete",
        name: "complete the name",
        does: "goes on to the name of a note that is there and fits what is typed; again: to the next",
        group: Group::Writing,
        scopes: WRITE,
        keys: &["ctrl-n"],
        hint: Some(("complete", 60)),
        available: completing::names_of_notes,
        run: completing::complete,
    },
    Command {
        id: "write.kind",
        name: "choose the kind",
        does: "chooses the kind of the note being written by its letter",
        group: Group::Writing,
        scopes: WRITE,
        keys: &["ctrl-t"],
        hint: Some(("kind by letter", 70)),
        available: new_note,
        run: |turn| {
            if let Mode::Write(writing) = std::mem::take(&mut turn.state.mode) {
                let kind = writing.draft().map_or(Kind::Event, |(_, kind)| kind);
                menus::open_kinds(turn, "Which kind is it?", kind, Some(Box::new(writing)), Then::Kind);
            }
        },
    },
];

/// The word for the hint bar where a note is written behind which the next one begins.
pub(super) fn word(state: &State, command: &Command) -> Option<&'static str> {
    match (command.id, &state.mode) {
        (
            "write.finish",
            Mode::Write(Writing { target: Target::New { with: None, .. } | Target::New { chain: Some(_), .. }, .. }),
        ) => Some("next"),
        _ => None,
    }
}

fn new_note(state: &State) -> Result<(), &'static str> {
    match state.writing_on_wall().and_then(Writing::draft) {
        Some(_) => Ok(()),
        None => Err("only a new note can change its kind while it is written; {note.retype} changes the kind of an old one"),
    }
}

fn new_note_or_answer(state: &State) -> Result<(), &'static str> {
    state.answering().map_or_else(|| new_note(state), |_| Ok(()))
}

/// The kind that the grammar expects after a kind.
fn next_kind(kind: Kind) -> Kind {
    match kind {
        Kind::Actor | Kind::Policy | Kind::ExternalSystem => Kind::Command,
        Kind::Command | Kind::Aggregate | Kind::HotSpot => Kind::Event,
        Kind::Event => Kind::Policy,
        Kind::ReadModel => Kind::Actor,
    }
}

fn add(turn: &mut Turn<'_>) {
    let focused = turn.state.focused().map(|note| (note.kind(), note.at));
    let (kind, at) = match focused {
        Some((kind, at)) => (kind, turn.state.board.column_behind(at)),
        None => (Kind::Event, Place::FIRST),
    };
    let kind = turn.state.kind_now(kind);
    turn.state.mode = Mode::Write(Writing::new(Target::New { kind, at, with: None, chain: None }, ""));
}

/// Begins to write.
pub(super) fn begin(turn: &mut Turn<'_>, target: Target, text: &str) {
    turn.state.mode = Mode::Write(Writing::new(target, text));
}

/// Begins a note of a kind beside another, to be connected with it where the method has an arrow between the two.
pub(super) fn add_beside(turn: &mut Turn<'_>, id: NoteId, kind: Kind) {
    let Some((from, at)) = turn.state.board.note(id).map(|note| (note.kind(), note.at)) else { return };
    let joins = |a, b| Link::between(a, b).is_some();
    let with = (joins(from, kind) || joins(kind, from)).then_some(id);
    // Time goes on where a policy issues a command; everything else belongs to the same moment.
    let at = if (from, kind) == (Kind::Policy, Kind::Command) { turn.state.board.column_behind(at) } else { at };
    turn.state.mode = Mode::Write(Writing::new(Target::New { kind, at, with, chain: None }, ""));
}

fn turn_kind(turn: &mut Turn<'_>, by: usize) {
    if missing::leave_open(turn, by == 1) || chaining::turn_kind(turn, by != 1) {
        return;
    }
    let Some((_, kind)) = turn.state.writing_on_wall().and_then(Writing::draft) else { return };
    let next = turn.state.kind_behind(kind, by);
    if let Mode::Write(Writing { target: Target::New { kind, .. }, .. }) = &mut turn.state.mode {
        *kind = next;
    }
    if let Some(waits) = turn.state.waits(next) {
        turn.state.say(Tone::Plain, format!("{} {waits}; it can be written all the same", next.a()));
    }
}

/// Keeps what was written. `more`: behind a new note the next one begins.
pub(super) fn finish(turn: &mut Turn<'_>, more: bool) {
    let Mode::Write(writing) = std::mem::take(&mut turn.state.mode) else { return };
    let text = writing.text();
    match writing.target.clone() {
        Target::New { kind, at, with, chain } => {
            if text.is_empty() {
                return;
            }
            if let Some(with) = with
                && let Some(there) = twin(&turn.state.board, kind, &text, None).map(|note| note.id)
            {
                join(turn, with, there);
                return go_along(turn, there, chain.filter(|_| more));
            }
            let context = context_for(turn.state, at, with);
            let hung = match turn.jot(&text, kind, at, context) {
                Jotted::Nothing => hang(turn, kind, at, with, text),
                // What was written says itself what follows.
                Jotted::Done if chain.is_some() => return,
                Jotted::Done => true,
                Jotted::Refused if more => {
                    turn.state.mode = Mode::Write(writing);
                    return;
                }
                // Who leaves a text that cannot be read keeps it as it is.
                Jotted::Refused => {
                    let why = turn.state.notice.take();
                    let hung = hang(turn, kind, at, with, text);
                    turn.state.notice = why;
                    hung
                }
            };
            if !hung {
                // What was typed is not lost: it can be of another kind, and who leaves hangs it up as it is.
                let why = turn.state.notice.take();
                match more {
                    true => turn.state.mode = Mode::Write(writing),
                    false => _ = hang(turn, kind, at, None, writing.text()),
                }
                turn.state.notice = why;
                return;
            }
            if let (true, Some(chain), Some(id)) = (hung && more, chain, turn.state.focus) {
                return go_along(turn, id, Some(chain));
            }
            if hung && more && with.is_none() {
                let at = turn.state.board.column_behind(at);
                turn.state.mode = Mode::Write(Writing::new(Target::New { kind, at, with: None, chain: None }, ""));
            }
        }
        Target::Note(id) => {
            let old = turn.state.board.note(id).map(|note| note.text.clone()).unwrap_or_default();
            if text.is_empty() {
                turn.state.say_with_keys(Tone::Problem, "a note needs a text; {write.leave} leaves it as it was");
                turn.state.mode = Mode::Write(writing);
            } else if text != with_plain_breaks(&old).trim() && !reword(turn, id, text) {
                turn.state.mode = Mode::Write(writing);
            }
        }
        Target::Title => {
            if text != turn.state.board.title() && turn.edit("change the title", Edit::Retitle(text), None).is_ok() {
                turn.state.say(Tone::Done, "the board has a new title");
            }
        }
        Target::Context(notes) => super::contexts::name_context(turn, &notes, text),
        Target::ContextName(context) => {
            if !super::contexts::rename(turn, context, text) {
                turn.state.mode = Mode::Write(writing);
            }
        }
        Target::Request { derive } => deriving::keep(turn, text, derive),
        Target::File => super::board::save_as(turn, text),
        Target::Document => super::start::import(turn, text),
        Target::Park => super::parking::park(turn, text),
        Target::Answer(asked) => super::answering::answer(turn, writing, asked),
        Target::Run(ref asked) => {
            // What does not fit stays in hand, to be mended.
            if !super::running::typed(turn, asked, &text) {
                turn.state.mode = Mode::Write(writing);
            }
        }
    }
}

/// Goes on along the chain, if one is being written.
fn go_along(turn: &mut Turn<'_>, id: NoteId, chain: Option<Chain>) {
    if let Some(chain) = chain {
        chaining::go_on(turn, id, chain);
    }
}

/// Writes another text on a note, and takes it up where it is notation. False where the text must be mended first.
pub(super) fn reword(turn: &mut Turn<'_>, id: NoteId, text: String) -> bool {
    match turn.rejot(id, &text) {
        Jotted::Nothing => {
            let name = format!("reword {}", turn.state.name_of(id));
            let _ = turn.edit(name, Edit::Reword { note: id, text }, Some(id));
            true
        }
        Jotted::Done => true,
        Jotted::Refused => false,
    }
}

/// Connects a note with one that is there already, instead of hanging up another of its name.
fn join(turn: &mut Turn<'_>, from: NoteId, to: NoteId) {
    let (one, other) = (turn.state.name_of(from), turn.state.name_of(to));
    if turn.edit(format!("connect {one} with {other}"), Edit::Connect { from, to }, Some(to)).is_ok() {
        turn.state.say(Tone::Done, format!("connected {one} with {other}, which is there already"));
    }
}

/// Hangs up a new note, connected with another where that was wished. False where it was refused.
fn hang(turn: &mut Turn<'_>, kind: Kind, at: Place, with: Option<NoteId>, text: String) -> bool {
    let id = NoteId(turn.source.id());
    let mut note = turn.fresh_note(id, kind, text, at);
    note.context = context_for(turn.state, at, with);
    let name = short(&note.text);
    let mut edits = vec![Edit::Add { note: Box::new(note), before: None }];
    edits.extend(with.map(|with| Edit::Connect { from: with, to: id }));
    let edit = if edits.len() == 1 { edits.remove(0) } else { Edit::Group(edits) };
    let done = turn.edit(format!("add {name}"), edit, Some(id)).is_ok();
    if let (true, Some(with)) = (done, with) {
        let other = turn.state.name_of(with);
        turn.state.say(Tone::Done, format!("added {name}, connected with {other}"));
    }
    done
}

/// A new note belongs to the context of the note it was made from, or to the one on both sides of it.
fn context_for(state: &State, at: Place, with: Option<NoteId>) -> Option<crate::board::ContextId> {
    if let Some(with) = with {
        return state.board.note(with)?.context;
    }
    let unit = state.grid.draft()?.unit;
    let band = |unit: usize| state.grid.bands().iter().find(|band| band.units.contains(&unit)).map(|band| band.context);
    // The draft's own column is in no band unless other notes stand there.
    let left = unit.checked_sub(1).and_then(band);
    let right = state.board.place_after(at).and_then(|_| band(unit + 1));
    band(unit).or(left.filter(|left| right == Some(*left)))
}

pub(super) fn leave(turn: &mut Turn<'_>) {
    let Mode::Write(writing) = &turn.state.mode else { return };
    match writing.target {
        Target::New { .. } => finish(turn, false),
        Target::Note(id) => {
            let changed = turn.state.board.note(id).is_some_and(|note| with_plain_breaks(&note.text).trim() != writing.text());
            turn.state.mode = Mode::Wall;
            if changed {
                turn.state.say(Tone::Plain, "left as it was");
            }
        }
        Target::Answer(_) => missing::leave(turn),
        // A topic is as dear as a note.
        Target::Park => finish(turn, false),
        _ => {
            turn.state.leaving = None;
            turn.state.mode = Mode::Wall;
        }
    }
}
