//! What is missing: going from question to question, leaving them open, listing them. What becomes of answers is told elsewhere.

use super::{Command, Group, Section};
use crate::app::mode::Writing;
use crate::app::state::short;
use crate::app::{Lacking, Mode, Scope, State, Target, Tone, Turn};
use crate::board::{Edit, NoteId};
use crate::method::gap::{self, Missing};

const HERE: Section = Section { group: Group::Facilitating, scopes: &[Scope::Wall, Scope::Derive], available: any_note };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "missing.next",
        "answer the next question",
        "asks what is missing next, at this note or behind it; the answer becomes a note, connected, and with a ? a hot spot",
        &["Q"],
        Some(("next question", 93)),
        |turn| begin(turn, State::next_missing),
    ),
    HERE.row(
        "missing.previous",
        "answer the question before",
        "asks what is missing before this note; the answer becomes a note, connected",
        &["F q"],
        None,
        |turn| begin(turn, State::previous_missing),
    ),
    HERE.row(
        "missing.list",
        "list what is missing",
        "lists all that is missing in this phase of the session, or on the board, as questions, at last those that are silenced; \
         {list.take} answers one",
        &["F l"],
        None,
        |turn| {
            turn.state.look_for_missing();
            let mut lacking = Lacking::new(turn.state);
            lacking.listing.selected = turn.state.next_missing().unwrap_or(0);
            turn.state.mode = Mode::Missing(lacking);
        },
    ),
    Command {
        scopes: &[Scope::Write],
        available: |state| match state.answering() {
            Some(_) => Ok(()),
            None => Err("no question is asked here; {missing.next} on the wall asks the next"),
        },
        hint: Some(("meant so", 75)),
        ..HERE.row(
            "missing.silence",
            "silence the question",
            "says that nothing is missing at this note, it is meant so; the board keeps that, and the next question comes",
            &["ctrl-x"],
            None,
            silence,
        )
    },
    Command {
        scopes: &[Scope::List],
        available: an_open_question,
        hint: Some(("all meant so", 57)),
        ..HERE.row(
            "missing.silence-listed",
            "silence what is listed",
            "says that nothing is missing wherever a question is listed, as all of it is meant so; type to list fewer",
            &["f9", "alt-x"],
            None,
            silence_listed,
        )
    },
];

/// Whether the list of what is missing has a question that is not silenced.
pub(super) fn an_open_question(state: &State) -> Result<(), &'static str> {
    match &state.mode {
        Mode::Missing(lacking) if lacking.listing.selected < lacking.open => Ok(()),
        Mode::Missing(lacking) if lacking.open > 0 => Err("this is silenced already; {list.take} asks it again"),
        Mode::Missing(_) => Err("no question is open here"),
        _ => Err("this is for the list of what is missing; {missing.list} shows it"),
    }
}

fn any_note(state: &State) -> Result<(), &'static str> {
    match state.board.notes().is_empty() {
        false => Ok(()),
        true => Err("nothing is on the wall yet: {session.start} starts a session, {note.add} writes the first event"),
    }
}

/// Whether a command is worth a hint: before a session begins nobody waits for its questions.
pub(super) fn is_hinted(state: &State, command: &Command) -> bool {
    command.id != "missing.next" || !state.missing().is_empty()
}

/// The word for the hint bar where a question is answered.
pub(super) fn word(state: &State, command: &Command) -> Option<&'static str> {
    if let (Mode::Missing(_), "list.remove") = (&state.mode, command.id) {
        return Some("meant so");
    }
    state.answering()?;
    match command.id {
        "write.finish" => Some("answer"),
        "write.next-kind" => Some("leave it open"),
        _ => None,
    }
}

/// Begins to answer what one of two ways leads to.
fn begin(turn: &mut Turn<'_>, which: fn(&State) -> Option<usize>) {
    turn.state.look_for_missing();
    match which(turn.state).and_then(|at| turn.state.missing().get(at).copied()) {
        Some(missing) => go(turn, missing),
        None => say_nothing_is_missing(turn, false),
    }
}

/// Asks what is marked in the list; what is silenced is asked again.
pub(super) fn take(turn: &mut Turn<'_>, lacking: &Lacking) {
    let Some(marked) = lacking.found.get(lacking.listing.selected) else { return };
    if let Some(edit) = gap::unsilence(&turn.state.board, marked) {
        let name = turn.state.name_of(marked.note);
        if turn.edit(format!("ask again about {name}"), edit, Some(marked.note)).is_err() {
            return;
        }
        turn.state.say(Tone::Done, format!("that is asked about {name} again"));
        turn.state.look_for_missing();
    }
    go(turn, *marked);
}

/// Goes to a note, far as it may be, and asks what is missing there.
fn go(turn: &mut Turn<'_>, missing: Missing) {
    if turn.state.board.note(missing.note).is_some() {
        turn.state.swap_origin(None);
        turn.state.jump(missing.note);
        ask(turn, missing);
    }
}

/// Asks what is missing at a note. What has just been said stays.
fn ask(turn: &mut Turn<'_>, missing: Missing) {
    let begun = turn.state.take_begun(&missing);
    let text = begun.or_else(|| gap::suggestion(&turn.state.board, &missing)).unwrap_or_default();
    turn.state.set_focus(missing.note);
    turn.state.mode = Mode::Write(Writing::new(Target::Answer(missing), &text));
}

/// Says that the phase has what it needs, and what comes then. `any_more`: the last of it has just been answered.
fn say_nothing_is_missing(turn: &mut Turn<'_>, any_more: bool) {
    turn.state.mode = Mode::Wall;
    let said = nothing_is_missing(turn.state, any_more);
    // What has just been done is said first.
    match &mut turn.state.notice {
        Some(notice) if any_more => notice.text = format!("{}; {said}", notice.text),
        _ => turn.state.say(Tone::Done, said),
    }
}

/// A sentence for where nothing is missing.
pub fn nothing_is_missing(state: &State, any_more: bool) -> String {
    let any_more = if any_more { " any more" } else { "" };
    match state.phase() {
        Some(phase) if state.looked_for().is_empty() => {
            let next = state.keys.name("session.next");
            let way = state.way_on().map_or(String::new(), |way| format!("; {way}"));
            format!("no question is open in {}{way}; {next} goes on", short(&phase.name))
        }
        Some(phase) => {
            let next = state.keys.name("session.next");
            format!("nothing is missing in {}{any_more}; {next} goes on", short(&phase.name))
        }
        None => format!("nothing is missing on this board{any_more}"),
    }
}

/// Goes on after an answer: to what is missing at what was just written, else back to the round along the wall, behind the note
/// that was asked about, which stood at a place of the wall.
pub(super) fn go_on(turn: &mut Turn<'_>, answered: &Missing, position: usize, written: &[NoteId]) {
    let state = &mut *turn.state;
    state.look_for_missing();
    let origin = state.swap_origin(None).filter(|origin| state.board.note(origin.note).is_some()).unwrap_or(*answered);
    let next = match written.iter().find_map(|note| state.missing_on(*note)) {
        Some(next) => {
            state.swap_origin(Some(origin));
            Some(next)
        }
        None => {
            let there = state.board.position(origin.note).unwrap_or(position);
            state.missing_behind(there, origin.gap)
        }
    };
    match next {
        Some(next) => ask(turn, next),
        None => say_nothing_is_missing(turn, true),
    }
}

/// Leaves the question open that is being answered, and goes to the next one or to the one before. False where none is.
pub(super) fn leave_open(turn: &mut Turn<'_>, forth: bool) -> bool {
    let Some(asked) = turn.state.answering() else { return false };
    turn.state.look_for_missing();
    turn.state.swap_origin(None);
    let Some(position) = turn.state.board.position(asked.note) else { return true };
    let state = &*turn.state;
    let next = if forth { state.missing_behind(position, asked.gap) } else { state.missing_before(position, asked.gap) };
    if next == Some(asked) {
        turn.state.say_with_keys(Tone::Plain, "this is the only question left; {write.leave} goes back to the wall");
        return true;
    }
    keep_half(turn);
    next.into_iter().for_each(|next| ask(turn, next));
    true
}

/// Leaves the questions and goes back to the wall.
pub(super) fn leave(turn: &mut Turn<'_>) {
    keep_half(turn);
    turn.state.mode = Mode::Wall;
}

/// Keeps half an answer where the question is left.
fn keep_half(turn: &mut Turn<'_>) {
    if turn.state.keep_begun() {
        turn.state.say(Tone::Plain, "what was typed is kept until that is asked again");
    }
}

fn silence(turn: &mut Turn<'_>) {
    if let Some(asked) = turn.state.answering() {
        mean_so(turn, &asked);
    }
}

/// Leaves the note as it is meant, and asks no more about that.
pub(super) fn mean_so(turn: &mut Turn<'_>, asked: &Missing) {
    let board = &turn.state.board;
    let (Some(edit), Some(position)) = (gap::silence(board, asked.gap, Some(asked.note)), board.position(asked.note)) else {
        return;
    };
    let (step, said) = meant_so(turn.state, asked);
    if turn.edit(step, edit, Some(asked.note)).is_ok() {
        turn.state.say(Tone::Done, said);
        go_on(turn, asked, position, &[]);
    }
}

/// The step that asks something no more, and what is said of it.
fn meant_so(state: &State, asked: &Missing) -> (String, String) {
    let step = format!("ask no more: {}", gap::question(&state.board, asked));
    (step, format!("that is not asked about {} any more", state.name_of(asked.note)))
}

/// Leaves what is marked in the list as it is meant.
pub(super) fn silence_marked(turn: &mut Turn<'_>) {
    let Mode::Missing(lacking) = &turn.state.mode else { return };
    if let Some(marked) = lacking.found[..lacking.open].get(lacking.listing.selected).copied() {
        silence_these(turn, &[marked]);
    }
}

fn silence_listed(turn: &mut Turn<'_>) {
    let Mode::Missing(lacking) = &turn.state.mode else { return };
    let open = lacking.found[..lacking.open].to_vec();
    silence_these(turn, &open);
}

/// Leaves some of what is listed as it is meant, in one step; the list stays.
fn silence_these(turn: &mut Turn<'_>, these: &[Missing]) {
    let mut board = turn.state.board.clone();
    let mut edits = Vec::new();
    // A note may be silenced about several things: each edit goes by what the one before has left.
    for missing in these {
        if let Some(edit) = gap::silence(&board, missing.gap, Some(missing.note))
            && board.apply(edit.clone()).is_ok()
        {
            edits.push(edit);
        }
    }
    let (step, said) = match these {
        [] => return,
        [only] => meant_so(turn.state, only),
        _ => {
            let undo = turn.state.keys.spell("{list.leave} {board.undo} asks them again");
            (format!("ask {} questions no more", these.len()), format!("{} questions are asked no more; {undo}", these.len()))
        }
    };
    if turn.edit(step, Edit::Group(edits), None).is_ok() {
        turn.state.say(Tone::Done, said);
        turn.state.look_for_missing();
        narrow_what_is_missing(turn);
    }
}

/// Lists what has every word of what is typed in its question.
pub(in crate::app) fn narrow_what_is_missing(turn: &mut Turn<'_>) {
    let state = &mut *turn.state;
    let Mode::Missing(mut lacking) = std::mem::take(&mut state.mode) else { return };
    lacking.look(&state.board, state.missing(), state.silenced());
    state.mode = Mode::Missing(lacking);
}
