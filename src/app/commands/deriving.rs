//! Deriving a board from a feature request: the request in sight, its words becoming notes, no step forgotten.

use std::collections::HashSet;
use std::ops::Range;

use super::{Command, Group, Section, always, back_to_the_wall, menus, writing};
use crate::app::deriving::words::{as_note, carried};
use crate::app::deriving::{Stands, Walk, Wording};
use crate::app::mode::{Then, Writing};
use crate::app::state::short;
use crate::app::twins::twin;
use crate::app::{Mode, Scope, State, Target, Tone, Turn};
use crate::board::name::fold;
use crate::board::{ContextId, Edit, Kind, Note, NoteId, Place, Request, Taken};
use crate::method::derive::STEPS;

const HERE: Section = Section { group: Group::Facilitating, scopes: &[Scope::Derive], available: always };
const WORDS: Section = Section { available: some_words, ..HERE };

pub(super) const COMMANDS: &[Command] = &[
    Command {
        scopes: &[Scope::Wall, Scope::Derive],
        ..HERE.row(
            "request.write",
            "write the feature request",
            "opens the feature request to be typed, pasted or changed; {write.editor} hands it to your editor; without a text there \
             is none any more",
            &["F r"],
            None,
            |turn| write(turn, matches!(turn.state.mode, Mode::Derive)),
        )
    },
    Command {
        scopes: &[Scope::Wall, Scope::Derive],
        ..HERE.row(
            "request.derive",
            "go through the request",
            "shows the feature request beside the wall, step by step from events to read models; its words become notes; again: back to the wall",
            &["F d"],
            None,
            |turn| match turn.state.request() {
                _ if matches!(turn.state.mode, Mode::Derive) => back_to_the_wall(turn),
                Some(_) => turn.state.open_deriving(),
                None => write(turn, true),
            },
        )
    },
    HERE.row(
        "request.left",
        "go to the word before",
        "goes to the word before; with shift it is selected along",
        &["h", "left", "shift-left"],
        None,
        |turn| walk(turn, Walk::Left),
    ),
    HERE.row(
        "request.right",
        "go to the next word",
        "goes to the next word; with shift it is selected along",
        &["l", "right", "shift-right"],
        Some(("word", 80)),
        |turn| walk(turn, Walk::Right),
    ),
    HERE.row(
        "request.up",
        "go up in the request",
        "goes to the line above; with shift what is between is selected along",
        &["k", "up", "shift-up"],
        None,
        |turn| walk(turn, Walk::Up),
    ),
    HERE.row(
        "request.down",
        "go down in the request",
        "goes to the line below; with shift what is between is selected along",
        &["j", "down", "shift-down"],
        Some(("line", 79)),
        |turn| walk(turn, Walk::Down),
    ),
    HERE.row("request.page-up", "go many lines up", "goes half a pane up", &["ctrl-u", "pageup"], None, |turn| {
        walk(turn, Walk::PageUp);
    }),
    HERE.row("request.page-down", "go many lines down", "goes half a pane down", &["ctrl-d", "pagedown"], None, |turn| {
        walk(turn, Walk::PageDown);
    }),
    HERE.row("request.first", "go to the first word", "goes to where the request begins", &["g g", "home"], None, |turn| {
        walk(turn, Walk::First);
    }),
    HERE.row("request.last", "go to the last word", "goes to where the request ends", &["G", "end"], None, |turn| {
        walk(turn, Walk::Last);
    }),
    WORDS.row(
        "request.select",
        "select words",
        "begins to select words, from the one under the cursor to wherever one goes; again: lets go of them",
        &["v", "space"],
        Some(("select", 90)),
        |turn| turn.state.deriving.toggle(),
    ),
    WORDS.row(
        "request.take",
        "make a note of the words",
        "makes a note of the kind that the step is about of what is selected, or of the word under the cursor",
        &["enter"],
        Some(("note", 100)),
        |turn| {
            if let Some(kind) = turn.state.deriving().map(|deriving| deriving.at().kind) {
                take_as(turn, kind);
            }
        },
    ),
    WORDS.row(
        "request.word",
        "write the note in words of your own",
        "makes a note of the words and opens its text first; behind a note just made, opens that one",
        &["e"],
        Some(("in your words", 88)),
        word,
    ),
    WORDS.row(
        "request.kind",
        "make a note of another kind",
        "makes a note of the words, of a kind that you choose",
        &["t"],
        Some(("other kind", 70)),
        |turn| {
            if let Some(kind) = turn.state.deriving().map(|deriving| deriving.at().kind) {
                menus::open_kinds(turn, "What do these words become?", kind, None, Then::TakeWords);
            }
        },
    ),
    HERE.row(
        "request.next",
        "go to the next step",
        "goes to the next of the five steps, and says what this one leaves open",
        &["tab", "n"],
        Some(("next step", 95)),
        |turn| {
            let step = turn.state.deriving.step;
            if step + 1 < STEPS.len() { go(turn, step + 1) } else { tell_end(turn) }
        },
    ),
    HERE.row("request.previous", "go to the step before", "goes to the step before", &["shift-tab", "N"], None, |turn| {
        match turn.state.deriving.step.checked_sub(1) {
            Some(step) => go(turn, step),
            None => turn.state.say(Tone::Plain, "this is the first of the five steps"),
        }
    }),
    HERE.row("request.step", "go to a step", "goes to the step of that number", &["1", "2", "3", "4", "5"], None, |turn| {
        if let Some(step) = turn.key.and_then(|key| turn.state.keys.place("request.step", key)) {
            go(turn, step);
        }
    }),
    HERE.row(
        "request.leave",
        "leave the request",
        "lets go of what is selected, or goes back to the wall; the request stays in sight",
        &["esc"],
        Some(("wall", 85)),
        |turn| match turn.state.deriving.selects() {
            true => turn.state.deriving.let_go(),
            false => turn.state.mode = Mode::Wall,
        },
    ),
    HERE.row(
        "request.close",
        "close the request",
        "closes the deriving pane, and says which steps nobody has walked",
        &["q", "X"],
        Some(("close", 60)),
        close,
    ),
];

fn some_words(state: &State) -> Result<(), &'static str> {
    match state.note_in_hand() {
        Some(_) => Ok(()),
        None => Err("the request has no words yet; {request.write} writes it"),
    }
}

fn write(turn: &mut Turn<'_>, derive: bool) {
    let left = turn.state.deriving.left.take();
    let text = left.or_else(|| Some(turn.state.request()?.text.clone())).unwrap_or_default();
    turn.state.mode = Mode::Write(Writing::new(Target::Request { derive }, &text));
}

fn walk(turn: &mut Turn<'_>, walk: Walk) {
    let selecting = turn.key.is_some_and(|key| key.shift);
    turn.state.walk_request(walk, selecting);
}

/// Keeps the request as it was written; what was taken stays marked where its words still are.
pub(super) fn keep(turn: &mut Turn<'_>, text: String, derive: bool) {
    let old = turn.state.request().cloned();
    let before = old.as_ref().map_or("", |request| request.text.trim());
    let is_old = crate::app::mode::with_plain_breaks(before) == text;
    match (text.is_empty(), old) {
        (true, None) => turn.state.say_with_keys(Tone::Plain, "there is no feature request; {request.write} writes one"),
        (true, Some(_)) => {
            if turn.edit("take the feature request away", Edit::SetRequest(None), None).is_ok() {
                turn.state.say_with_keys(Tone::Done, "the feature request is gone – {board.undo} brings it back");
            }
        }
        (false, Some(_)) if is_old => {}
        (false, old) => {
            let name = if old.is_some() { "change the feature request" } else { "write the feature request" };
            let old = old.unwrap_or_default();
            let (taken, gone) = carried(&old.taken, &old.text, &text);
            if turn.edit(name, Edit::SetRequest(Some(Request { text, taken, unknown: old.unknown })), None).is_ok() {
                let keys = &turn.state.keys;
                let said = match gone {
                    0 if derive => keys.spell("the board has its request; {request.take} makes notes of its words"),
                    0 => keys.spell("the board has its request; {request.derive} goes through it step by step"),
                    1 => "words that a note was made of are not there any more; the note stays".to_owned(),
                    gone => format!("words that {gone} notes were made of are not there any more; the notes stay"),
                };
                turn.state.say(Tone::Done, said);
            }
        }
    }
    if derive && turn.state.request().is_some() {
        turn.state.open_deriving();
    }
}

/// Finishes a text, or leaves it, and goes back to the request where the text is about that.
pub(super) fn finish(turn: &mut Turn<'_>, keep: bool) {
    let Mode::Write(written) = &turn.state.mode else { return };
    let (text, draft) = (written.text(), written.draft());
    if let (Target::Request { .. }, false) = (&written.target, keep) {
        let before = turn.state.request().map_or("", |request| request.text.trim());
        let changed = crate::app::mode::with_plain_breaks(before) != text;
        back(turn);
        if changed && !text.is_empty() {
            turn.state.say_with_keys(Tone::Plain, "the request is left as it was; {request.write} goes on with what was typed");
            turn.state.deriving.left = Some(text);
        }
        return;
    }
    let go_on = if keep { |turn: &mut Turn<'_>| writing::finish(turn, true) } else { writing::leave };
    match turn.state.deriving.wording.clone() {
        None => go_on(turn),
        Some(Wording::Again) => {
            turn.state.deriving.settle_on_words();
            go_on(turn);
            back_if_written(turn);
        }
        Some(Wording::New(chars, as_it_stood)) => {
            let kind = draft.map_or(Kind::Event, |(_, kind)| kind);
            if text.is_empty() || (!keep && text == as_it_stood) {
                return back(turn);
            }
            if let Some(there) = twin(&turn.state.board, kind, &text, None).map(|note| note.id) {
                back(turn);
                return mark_for(turn, there, chars, kind);
            }
            let here = turn.state.history.here();
            go_on(turn);
            if turn.state.history.here() == here {
                return back_if_written(turn);
            }
            back(turn);
            bind(turn, chars, kind);
        }
    }
}

/// Goes back to the request, where its pane is still open.
fn back(turn: &mut Turn<'_>) {
    turn.state.deriving.wording = None;
    turn.state.mode = if turn.state.deriving().is_some() { Mode::Derive } else { Mode::Wall };
}

/// Goes back to the request unless what was written must be mended first.
fn back_if_written(turn: &mut Turn<'_>) {
    if !matches!(turn.state.mode, Mode::Write(_)) {
        back(turn);
    }
}

/// Marks the words that the note in focus was just written from, in the same step of the history.
fn bind(turn: &mut Turn<'_>, chars: Range<usize>, kind: Kind) {
    let Some(id) = turn.state.focus else { return };
    let said = turn.state.notice.take();
    if let Some(edit) = mark(turn.state, chars, kind)
        && turn.edit("mark the words", edit, Some(id)).is_ok()
    {
        turn.state.history.join();
    }
    turn.state.notice = said;
    if turn.state.notice.is_none() {
        let name = turn.state.name_of(id);
        turn.state.say(Tone::Done, format!("added {name}"));
    }
    taken(turn, id);
    // It was worded just now.
    turn.state.deriving.settle_on_words();
}

/// What is said of a dash between words, or of dots.
const NO_WORD: &str = "that is no word; a note needs some";

/// The words in hand become a note of a kind; where there is one that says so already they are only marked.
pub(super) fn take_as(turn: &mut Turn<'_>, kind: Kind) {
    turn.state.mode = Mode::Derive;
    let Some((chars, text)) = turn.state.words_in_hand(kind) else { return };
    if text.is_empty() {
        return turn.state.say(Tone::Problem, NO_WORD);
    }
    if let Some(there) = twin(&turn.state.board, kind, &text, None).map(|note| note.id) {
        return mark_for(turn, there, chars, kind);
    }
    let id = NoteId(turn.source.id());
    let (at, context) = place(turn.state);
    let mut note = Note::new(id, kind, text, at);
    note.author = turn.state.author.clone();
    note.created_at = Some(turn.stamp());
    note.context = context;
    let name = short(&note.text);
    let mut edits = vec![Edit::Add { note: Box::new(note), before: None }];
    edits.extend(mark(turn.state, chars, kind));
    if turn.edit(format!("add {name}"), Edit::Group(edits), Some(id)).is_ok() {
        let word = turn.state.keys.name("request.word");
        turn.state.say(Tone::Done, format!("added {} {name}; {word} words it otherwise", kind.name()));
        taken(turn, id);
    }
}

/// Marks words as those of a note that is there already.
fn mark_for(turn: &mut Turn<'_>, there: NoteId, chars: Range<usize>, kind: Kind) {
    let name = turn.state.name_of(there);
    let said = match mark(turn.state, chars, kind) {
        Some(edit) => match turn.edit(format!("mark the words of {name}"), edit, Some(there)) {
            Ok(()) => format!("the {} {name} is there already; its words are marked", kind.name()),
            Err(_) => return,
        },
        None => format!("the {} {name} is there already, and its words are marked", kind.name()),
    };
    turn.state.say(Tone::Plain, said);
    taken(turn, there);
    turn.state.deriving.settle_on_words();
}

/// The note has its words: it is in focus, and the cursor goes on behind them.
fn taken(turn: &mut Turn<'_>, id: NoteId) {
    turn.state.set_focus(id);
    let revision = turn.state.board.revision();
    turn.state.deriving.born.insert(id);
    turn.state.deriving.done(id, revision);
}

/// The edit that marks words as taken; nothing where they are.
fn mark(state: &State, chars: Range<usize>, kind: Kind) -> Option<Edit> {
    let mut request = state.request()?.clone();
    let [from, to] = [chars.start, chars.end].map(u32::try_from);
    let fresh = Taken { from: from.ok()?, to: to.ok()?, kind, unknown: Vec::new() };
    let is_marked = |taken: &Taken| (taken.from, taken.to, taken.kind) == (fresh.from, fresh.to, kind);
    if request.taken.iter().any(is_marked) {
        return None;
    }
    request.taken.push(fresh);
    Some(Edit::SetRequest(Some(request)))
}

/// Where a note of the request's words hangs: behind the last of those that came from it, else behind the focus. It belongs to a
/// context where the notes on both sides do.
fn place(state: &State) -> (Place, Option<ContextId>) {
    let Some(behind) = last_derived(state).or(state.focused()) else { return (Place::FIRST, None) };
    let next = state.board.place_after(behind.at).and_then(|place| state.board.column(place).first()).and_then(|note| note.context);
    (state.board.column_behind(behind.at), behind.context.filter(|context| next == Some(*context)))
}

/// The last note along the story that was made of the request's words, or is called as they say.
fn last_derived(state: &State) -> Option<&Note> {
    let request = state.request()?;
    let chars: Vec<char> = request.text.chars().collect();
    let says = |taken: &Taken| {
        let words: String = chars.get(taken.from as usize..taken.to as usize)?.iter().collect();
        Some((taken.kind, fold(&as_note(&words, taken.kind))))
    };
    let names: HashSet<(Kind, String)> = request.taken.iter().filter_map(says).collect();
    let born = &state.deriving.born;
    let is_derived = |note: &&Note| born.contains(&note.id) || names.contains(&(note.kind(), fold(&note.text)));
    state.board.notes().iter().rev().map(AsRef::as_ref).find(is_derived)
}

/// Opens the text of a note made of the words in hand, or of the one that was just made.
fn word(turn: &mut Turn<'_>) {
    let fresh = turn.state.deriving.fresh(&turn.state.board);
    if let Some((id, text)) = fresh.and_then(|id| Some((id, turn.state.board.note(id)?.text.clone()))) {
        turn.state.deriving.wording = Some(Wording::Again);
        return writing::begin(turn, Target::Note(id), &text);
    }
    let Some(kind) = turn.state.deriving().map(|deriving| deriving.at().kind) else { return };
    let Some((chars, text)) = turn.state.words_in_hand(kind) else { return };
    if text.is_empty() {
        return turn.state.say(Tone::Problem, NO_WORD);
    }
    let (at, _) = place(turn.state);
    turn.state.deriving.wording = Some(Wording::New(chars, text.clone()));
    writing::begin(turn, Target::New { kind, at, with: None, chain: None }, &text);
}

/// Goes to a step and says what the one before it leaves open: it goes on all the same.
fn go(turn: &mut Turn<'_>, step: usize) {
    let from = turn.state.deriving.step;
    let open = left_open(turn.state, from).filter(|_| step > from);
    turn.state.deriving.settle_on_words();
    turn.state.deriving.go(step);
    if let Some(open) = open {
        let back = turn.state.keys.name("request.previous");
        turn.state.say(Tone::Plain, format!("{open} – {back} goes back there"));
    }
}

/// What a step leaves open, in words that name it; nothing where it is done.
fn left_open(state: &State, step: usize) -> Option<String> {
    use crate::app::deriving::Stage;
    let deriving = state.deriving()?;
    match deriving.stage(step) {
        Stage::Ahead => Some(format!("{}: none yet", named(step))),
        Stage::Under => deriving.left(step).map(|left| format!("{}: {left}", named(step))),
        Stage::Done => None,
    }
}

fn named(step: usize) -> String {
    format!("{} {}", step + 1, STEPS[step].title)
}

/// Which steps nobody has walked; nothing where all are.
fn forgotten(state: &State) -> Option<String> {
    let steps: Vec<String> = state.deriving.forgotten().into_iter().map(named).collect();
    (!steps.is_empty()).then(|| format!("still to walk: {}", steps.join(", ")))
}

/// Behind the last step: which ones were forgotten, or what comes next.
fn tell_end(turn: &mut Turn<'_>) {
    let said = match forgotten(turn.state) {
        Some(forgotten) => format!("this is the last step; {forgotten}"),
        None => {
            let open: Vec<String> = (0..STEPS.len()).filter_map(|step| left_open(turn.state, step)).collect();
            let open = if open.is_empty() { String::new() } else { format!(" (open: {})", open.join("; ")) };
            format!("all five steps are walked{open}; what comes next are hot spots – what don't we know? – and contexts")
        }
    };
    turn.state.say(Tone::Plain, said);
}

/// Closes the deriving pane, and says which steps nobody has walked.
pub(super) fn close(turn: &mut Turn<'_>) {
    let derive = turn.state.keys.name("request.derive");
    let said = match forgotten(turn.state) {
        Some(forgotten) => format!("{forgotten} – {derive} goes on there"),
        None => "all five steps are walked; hot spots and contexts come next".to_owned(),
    };
    turn.state.hide_deriving();
    turn.state.say(Tone::Plain, said);
}

/// Does what a place of the deriving pane stands for, clicked with the mouse.
pub(in crate::app) fn click_in_request(turn: &mut Turn<'_>, stands: Option<Stands>) {
    turn.state.mode = Mode::Derive;
    match stands {
        Some(Stands::Step(step)) => go(turn, step),
        Some(Stands::Word(word)) => {
            turn.state.deriving.let_go();
            turn.state.walk_request(Walk::To(word), false);
            turn.state.deriving.dragging = true;
        }
        None => {}
    }
}
