//! What an answer to a question about something missing becomes: a note, another name, one note of two, a context, another
//! aggregate; and a hot spot where it is a question itself. Each is one step that can be undone.

use crate::app::jotting::{Jotted, when_then};
use crate::app::mode::{Chain, Writing};
use crate::app::state::short;
use crate::app::twins::twin;
use crate::app::{Mode, State, Tone, Turn, session};
use crate::board::name::fold;
use crate::board::{Board, Detail, Edit, Kind, Link, Note, NoteId, Refusal};
use crate::method::english::{self, Mood, Tense};
use crate::method::gap::{Answer, Gap, Missing, answers_with, cluster};

use super::{chaining, completing, connecting, contexts, missing, writing};

/// Takes up an answer and goes on to the next question. What cannot be taken up stays in hand, to be mended.
pub(super) fn answer(turn: &mut Turn<'_>, writing: Writing, asked: Missing) {
    let text = writing.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(position) = turn.state.board.position(asked.note) else {
        return turn.refuse(&Refusal::NoSuchNote(asked.note));
    };
    // It stays in hand until it is taken up.
    turn.state.mode = Mode::Write(writing);
    if text.is_empty() {
        let keys = "type the answer; {write.next-kind} leaves it open, {missing.silence} says that nothing is missing";
        return turn.state.say_with_keys(Tone::Plain, keys);
    }
    if says_nothing(asked.gap, &text) {
        return missing::mean_so(turn, &asked);
    }
    let written = match answers_with(asked.gap) {
        // What nobody knows is a hot spot, and the gap stays.
        _ if text.ends_with('?') => notes(turn, &asked, Kind::HotSpot, &text),
        Answer::Note(kind) => notes(turn, &asked, kind, &text),
        Answer::Name => reword(turn, &asked, text),
        Answer::Merge => match (text.to_lowercase().as_str(), asked.other) {
            ("yes" | "y", Some(other)) => merge(turn, other, asked.note),
            ("no" | "n", _) => return missing::mean_so(turn, &asked),
            _ => reword(turn, &asked, text),
        },
        Answer::Context => {
            let around = cluster(&turn.state.board, asked.note);
            contexts::name_context(turn, &around, text);
            let belongs = turn.state.board.note(asked.note).is_some_and(|note| note.context.is_some());
            belongs.then(Vec::new)
        }
        Answer::Split => split(turn, &asked, &text),
    };
    if let Some(written) = written {
        missing::go_on(turn, &asked, position, &written);
    }
}

/// Whether an answer says that there is no answer: no note is called so.
fn says_nothing(gap: Gap, text: &str) -> bool {
    let asks_for_a_note = matches!(answers_with(gap), Answer::Note(_));
    asks_for_a_note && matches!(text.to_lowercase().as_str(), "nothing" | "nobody" | "none" | "no one" | "nowhere" | "never" | "-")
}

/// What is called so already and would be connected.
fn there(board: &Board, kind: Kind, name: &str) -> Option<NoteId> {
    let called = |kind| twin(board, kind, name, None).map(|note| note.id);
    // A command is issued by a policy as well.
    called(kind).or_else(|| (kind == Kind::Actor).then(|| called(Kind::Policy)).flatten())
}

/// Whether a note can be connected with another without an arrow of its own going: a question is about one note.
fn is_free(board: &Board, id: NoteId, with: NoteId) -> bool {
    match board.note(id).map(|note| &note.detail) {
        Some(Detail::HotSpot(spot)) => spot.about.is_none_or(|about| about == with),
        _ => true,
    }
}

/// The names in an answer, each once.
fn names<'t>(board: &Board, asked: &Missing, kind: Kind, text: &'t str) -> Vec<&'t str> {
    // A name that is there may have a comma of its own.
    if !session::takes_several(asked.gap) || kind == Kind::HotSpot || there(board, kind, text).is_some() {
        return vec![text];
    }
    let mut names: Vec<&str> = Vec::new();
    for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        if !names.iter().any(|other| fold(other) == fold(name)) {
            names.push(name);
        }
    }
    names
}

/// Where an answer about an event says `When … then …` and what it says there is no event, but when the policy applies: those words,
/// and the answer as it is meant, with the event that was asked about and the words as its condition.
fn condition<'t>(board: &Board, event: &str, answer: &'t str) -> Option<(&'t str, String)> {
    let (said, then) = when_then(answer)?;
    // What has a sign of the notation in it is notation, and so is what names an event, be it a new one.
    let signs = ['(', ')', '{', '}', ':', ',', '+', '|', '\"'];
    let is_event = |name: &str| {
        let is_called = name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
        twin(board, Kind::Event, name, None).is_some() || is_called && matches!(english::tense(name), Tense::Past)
    };
    let events = said.split(" or ").flat_map(|part| part.split(" and ")).map(str::trim);
    if said.contains(signs) || event.contains(signs) || events.into_iter().any(is_event) {
        return None;
    }
    Some((said, format!("When {event} ({said}) then {then}")))
}

/// Hangs up the notes of an answer, connected with the one that was asked about; what is there already is only connected. Returns
/// those that are new: what is missing at the others has its turn, or was left open.
fn notes(turn: &mut Turn<'_>, asked: &Missing, kind: Kind, text: &str) -> Option<Vec<NoteId>> {
    let with = Note::clone(turn.state.board.note(asked.note)?);
    let chain = if Link::between(with.kind(), kind).is_some() { Chain::Forth } else { Chain::Back };
    let at = chaining::place(&turn.state.board, with.id, kind, chain)?;
    // What notation says beyond that comes behind what it follows from.
    let beyond = if chain == Chain::Forth { turn.state.board.column_behind(with.at) } else { at };
    let condition = if asked.gap == Gap::EventWithoutReaction { condition(&turn.state.board, &with.text, text) } else { None };
    let jotted = condition.as_ref().map_or(text, |(_, whole)| whole.as_str());
    match turn.jot(jotted, kind, beyond, with.context) {
        Jotted::Nothing => {}
        Jotted::Done => {
            if let Some((condition, _)) = condition {
                let said = format!("added the policy to {}, on the condition: {}", short(&with.text), short(condition));
                turn.state.say(Tone::Done, said);
            }
            return Some(turn.state.focus.into_iter().collect());
        }
        Jotted::Refused => return None,
    }
    let names = names(&turn.state.board, asked, kind, text);
    if names.is_empty() {
        turn.state.say(Tone::Problem, "commas stand between names; write one at least");
        return None;
    }
    let mut board = turn.state.board.clone();
    let (mut edits, mut focus, mut written, mut added, mut joined) = (Vec::new(), None, Vec::new(), Vec::new(), Vec::new());
    for name in names {
        let (mut these, id) = match there(&board, kind, name).filter(|id| is_free(&board, *id, with.id)) {
            Some(id) => {
                joined.push(turn.state.name_of(id));
                (Vec::new(), id)
            }
            None => {
                let at = chaining::place(&board, with.id, kind, chain)?;
                let id = NoteId(turn.source.id());
                let note = Note { context: with.context, ..turn.fresh_note(id, kind, name.to_owned(), at) };
                added.push(short(name));
                written.push(id);
                (vec![Edit::Add { note: Box::new(note), before: None }], id)
            }
        };
        these.push(Edit::Connect { from: with.id, to: id });
        match board.apply(Edit::Group(these.clone())) {
            Ok(_) => edits.extend(these),
            Err(Refusal::AlreadyConnected) => {
                let name = turn.state.name_of(id);
                turn.state.say(Tone::Problem, format!("{name} is connected with {} already", short(&with.text)));
                return None;
            }
            Err(refusal) => {
                turn.refuse(&refusal);
                return None;
            }
        }
        focus = focus.or(Some(id));
    }
    let other = short(&with.text);
    let (step, said) = match (added.is_empty(), joined.is_empty()) {
        (false, true) => (format!("add {}", listed(&added)), format!("added {}, connected with {other}", listed(&added))),
        (true, _) => {
            let (joined, is) = (listed(&joined), if joined.len() == 1 { "is" } else { "are" });
            (format!("connect {other} with {joined}"), format!("connected {other} with {joined}, which {is} there already"))
        }
        (false, false) => {
            let (added, joined) = (listed(&added), listed(&joined));
            (format!("add {added}"), format!("added {added}, connected with {other}, as is {joined}, which was there already"))
        }
    };
    turn.edit(step, Edit::Group(edits), focus).ok()?;
    let odd = added.iter().find_map(|name| odd(kind, name));
    let tone = if odd.is_some() { Tone::Plain } else { Tone::Done };
    turn.state.say(tone, format!("{said}{}", odd.unwrap_or_default()));
    Some(written)
}

/// What is odd about a name where the grammar of its kind is another.
fn odd(kind: Kind, name: &str) -> Option<&'static str> {
    match kind {
        Kind::Event => matches!(english::tense(name), Tense::Other { .. }).then_some(" – has that happened, as in Order Placed?"),
        Kind::Command => matches!(english::mood(name), Mood::Other { .. }).then_some(" – is that to be done, as in Place Order?"),
        _ => None,
    }
}

/// Names in a sentence, many of them by their number.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] if names.len() <= 3 => format!("{} and {last}", before.join(", ")),
        _ => format!("{} notes", names.len()),
    }
}

/// Gives the note that was asked about another name.
fn reword(turn: &mut Turn<'_>, asked: &Missing, text: String) -> Option<Vec<NoteId>> {
    let old = turn.state.name_of(asked.note);
    if turn.state.board.note(asked.note)?.text.trim() == text {
        turn.state.say_with_keys(Tone::Problem, "it is called so already; {missing.silence} says that it is meant so");
        return None;
    }
    if let Some(twin) = twin(&turn.state.board, Kind::Event, &text, Some(asked.note)) {
        let name = short(&twin.text);
        let said = match (answers_with(asked.gap), Some(twin.id) == asked.other) {
            (Answer::Merge, true) => "that is what the other is called; yes makes them one".to_owned(),
            _ => format!(
                "{name} is there already; another name tells them apart, {} merges two notes",
                turn.state.keys.name("note.merge")
            ),
        };
        turn.state.say(Tone::Problem, said);
        return None;
    }
    if !writing::reword(turn, asked.note, text) {
        return None;
    }
    let new = turn.state.name_of(asked.note);
    if turn.state.notice.is_none() && new != old {
        turn.state.say(Tone::Done, format!("{old} is called {new} now"));
    }
    Some(vec![asked.note])
}

fn merge(turn: &mut Turn<'_>, keep: NoteId, gone: NoteId) -> Option<Vec<NoteId>> {
    let said = connecting::become_one(turn, keep, gone).ok()?;
    turn.state.say(Tone::Done, said);
    Some(vec![keep])
}

/// Another aggregate beside one that is too large; behind a colon the events, or commands, that are its own.
fn split(turn: &mut Turn<'_>, asked: &Missing, text: &str) -> Option<Vec<NoteId>> {
    let board = &turn.state.board;
    let large = Note::clone(board.note(asked.note)?);
    let (name, what) = text.split_once(':').map_or((text, ""), |(name, what)| (name.trim(), what));
    let other = twin(board, Kind::Aggregate, name, None).map(|note| note.id);
    if name.is_empty() || other == Some(large.id) {
        turn.state.say(Tone::Problem, format!("{} is what they are to be taken from; name the other thing", short(&large.text)));
        return None;
    }
    let mut commands = Vec::new();
    for named in what.split(',').map(str::trim).filter(|named| !named.is_empty()) {
        match commands_of(board, large.id, named) {
            found if found.is_empty() => {
                let said = format!("{} is no event or command of {}", short(named), short(&large.text));
                turn.state.say(Tone::Problem, said);
                return None;
            }
            found => commands.extend(found.into_iter().filter(|id| !commands.contains(id)).collect::<Vec<_>>()),
        }
    }
    let mut edits = Vec::new();
    let id = other.unwrap_or_else(|| NoteId(turn.source.id()));
    if other.is_none() {
        let note = Note { context: large.context, ..turn.fresh_note(id, Kind::Aggregate, name.to_owned(), large.at) };
        edits.push(Edit::Add { note: Box::new(note), before: None });
    }
    edits.extend(commands.iter().map(|command| Edit::Connect { from: *command, to: id }));
    let (name, connect) = (short(name), turn.state.keys.name("arrow.connect"));
    if edits.is_empty() {
        turn.state.say(Tone::Problem, format!("{name} is there already; behind a colon say which events are its own"));
        return None;
    }
    turn.edit(format!("split {} off {}", name, short(&large.text)), Edit::Group(edits), Some(id)).ok()?;
    let said = match commands.len() {
        0 => format!("added {name}; {connect} connects the commands that it decides about"),
        1 => format!("{name} decides about {} now", turn.state.name_of(commands[0])),
        count => format!("{name} decides about {count} commands now"),
    };
    turn.state.say(Tone::Done, said);
    Some(vec![id])
}

/// The commands of an aggregate that are called so, or record an event that is.
fn commands_of(board: &Board, aggregate: NoteId, name: &str) -> Vec<NoteId> {
    let wanted = fold(name);
    let is_it = |id: &NoteId| board.note(*id).is_some_and(|note| fold(&note.text) == wanted);
    let fits = |note: &Note| match &note.detail {
        Detail::Command(command) if command.aggregate == Some(aggregate) => {
            is_it(&note.id) || command.outcomes.iter().flat_map(|outcome| &outcome.events).any(is_it)
        }
        _ => false,
    };
    board.referrers(aggregate).iter().filter(|id| board.note(**id).is_some_and(|note| fits(note))).copied().collect()
}

/// Says where something is called so already that is being typed as an answer.
pub(in crate::app) fn tell_of_a_twin(turn: &mut Turn<'_>) {
    if let Some(said) = twin_of_answer(turn.state) {
        turn.state.say(Tone::Plain, said);
    }
}

fn twin_of_answer(state: &State) -> Option<String> {
    let (Some(asked), Mode::Write(writing)) = (state.answering(), &state.mode) else { return None };
    let text = writing.text();
    let (_, name) = completing::last_name(&text, asked.gap);
    match answers_with(asked.gap) {
        Answer::Note(kind) => {
            let note = there(&state.board, kind, &name).filter(|id| *id != asked.note)?;
            Some(format!("{} is there already; ↵ connects with it", state.name_of(note)))
        }
        Answer::Name | Answer::Merge => {
            let twin = twin(&state.board, Kind::Event, &text, Some(asked.note))?;
            Some(format!("an event is called so already: {}", short(&twin.text)))
        }
        Answer::Context => {
            let context = contexts::called(state, &text).and_then(|id| state.board.context(id))?;
            Some(format!("the context {} is there already; ↵ assigns to it", short(&context.name)))
        }
        Answer::Split => None,
    }
}
