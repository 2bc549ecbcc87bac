//! What is put aside and what is voted for: parked topics, dots on hot spots.

use super::{Command, Group, Section, always};
use crate::app::mode::{Listing, Writing};
use crate::app::state::short;
use crate::app::{Mode, Scope, State, Target, Tone, Turn};
use crate::board::{Detail, Edit, HotSpot, Kind, Note, NoteId, Place, Property, Topic};
use crate::method::dots;

const HERE: Section = Section { group: Group::Facilitating, scopes: &[Scope::Wall], available: always };
const LIST: Section = Section { group: Group::Choosing, scopes: &[Scope::List], available: a_topic };

/// Who gives a dot where nobody has a name.
const SOMEBODY: &str = "somebody";

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "topic.park",
        "park a topic",
        "keeps something on the board that is to be talked about later, and not now",
        &["F t"],
        None,
        |turn| turn.state.mode = Mode::Write(Writing::new(Target::Park, "")),
    ),
    HERE.row(
        "topic.list",
        "list the parked topics",
        "lists what was parked, ticks off what was talked about, and makes hot spots of what is worth one",
        &["F T"],
        None,
        |turn| turn.state.mode = Mode::Parked(Listing::new()),
    ),
    Command {
        available: a_hot_spot,
        ..HERE.row("vote.add", "give a dot", "votes for the hot spot in focus with one dot more", &["F v"], None, |turn| {
            vote(turn, |dots| dots.saturating_add(1))
        })
    },
    Command {
        available: a_dot,
        ..HERE.row(
            "vote.take",
            "take a dot back",
            "takes back a dot with which you voted for the hot spot in focus",
            &["F V"],
            None,
            |turn| vote(turn, |dots| dots.saturating_sub(1)),
        )
    },
];

/// What can be done in the list of parked topics.
pub(super) const IN_THE_LIST: &[Command] = &[LIST.row(
    "topic.ask",
    "make a hot spot of the topic",
    "hangs the parked topic that is marked up as a hot spot beside the note in focus; it is parked no more",
    &["f6"],
    Some(("hot spot", 56)),
    ask,
)];

pub(super) fn a_topic(state: &State) -> Result<(), &'static str> {
    match (&state.mode, marked(state)) {
        (Mode::Parked(_), Some(_)) => Ok(()),
        (Mode::Parked(_), None) => Err("nothing is parked; {topic.park} on the wall parks a topic"),
        _ => Err("this is for the parked topics; {topic.list} lists them"),
    }
}

fn spot(state: &State) -> Option<(&Note, &HotSpot)> {
    let note = state.focused()?;
    match &note.detail {
        Detail::HotSpot(spot) => Some((note, spot)),
        _ => None,
    }
}

fn a_hot_spot(state: &State) -> Result<(), &'static str> {
    match spot(state) {
        Some(_) => Ok(()),
        None => Err("dots are for hot spots; {focus.bottom} goes to them"),
    }
}

fn own(state: &State, spot: &HotSpot) -> u32 {
    let me = state.author.as_deref().unwrap_or(SOMEBODY);
    spot.votes.iter().find(|(who, _)| who == me).map_or(0, |(_, dots)| *dots)
}

fn a_dot(state: &State) -> Result<(), &'static str> {
    a_hot_spot(state)?;
    match spot(state).is_some_and(|(_, spot)| own(state, spot) > 0) {
        true => Ok(()),
        false => Err("you have given it none; {vote.add} gives one"),
    }
}

/// Changes how many dots the hot spot in focus has of the person.
fn vote(turn: &mut Turn<'_>, change: impl Fn(u32) -> u32) {
    let Some((note, spot)) = spot(turn.state) else { return };
    let (id, before) = (note.id, own(turn.state, spot));
    let after = change(before);
    let me = turn.state.author.clone().unwrap_or_else(|| SOMEBODY.to_owned());
    let mut votes = spot.votes.clone();
    votes.retain(|(who, _)| *who != me || after > 0);
    match votes.iter_mut().find(|(who, _)| *who == me) {
        Some((_, dots)) => *dots = after,
        None if after > 0 => votes.push((me, after)),
        None => {}
    }
    let name = turn.state.name_of(id);
    let step = if after > before { "give a dot to" } else { "take a dot back from" };
    if turn.edit(format!("{step} {name}"), Edit::Set { note: id, property: Property::Votes(votes) }, Some(id)).is_ok() {
        let all = turn.state.focused().map_or(0, dots::of);
        let said = match all {
            0 => format!("{name} has no dots any more"),
            1 => format!("{name} has 1 dot"),
            all => format!("{name} has {all} dots"),
        };
        turn.state.say(Tone::Done, said);
    }
}

/// Parks what was typed.
pub(super) fn park(turn: &mut Turn<'_>, text: String) {
    if text.is_empty() {
        return;
    }
    let name = short(&text);
    let mut parked = turn.state.board.heading().workshop.parked.clone();
    parked.push(Topic { text, by: turn.state.author.clone(), ..Topic::default() });
    if turn.edit(format!("park {name}"), Edit::SetParked(parked), None).is_ok() {
        let list = turn.state.keys.name("topic.list");
        turn.state.say(Tone::Done, format!("parked {name}; {list} lists what is parked"));
    }
}

/// The topic that is marked in the list, by its place on the board.
fn marked(state: &State) -> Option<usize> {
    let Mode::Parked(listing) = &state.mode else { return None };
    let found = state.topics_listed(&listing.text());
    found.get(listing.selected.min(found.len().checked_sub(1)?)).copied()
}

/// Ticks the marked topic off, or opens it again.
pub(super) fn turn_marked(turn: &mut Turn<'_>) {
    let Some(index) = marked(turn.state) else { return };
    let mut parked = turn.state.board.heading().workshop.parked.clone();
    let topic = &mut parked[index];
    topic.done = !topic.done;
    let (done, name) = (topic.done, short(&topic.text));
    let step = if done { "tick off" } else { "open again" };
    if turn.edit(format!("{step} {name}"), Edit::SetParked(parked), None).is_ok() {
        let said = if done { "was talked about" } else { "is to be talked about again" };
        turn.state.say(Tone::Done, format!("{name} {said}"));
    }
}

/// Takes the marked topic off the board.
pub(super) fn remove(turn: &mut Turn<'_>) {
    let Some(index) = marked(turn.state) else { return };
    let mut parked = turn.state.board.heading().workshop.parked.clone();
    let name = short(&parked.remove(index).text);
    if turn.edit(format!("remove the topic {name}"), Edit::SetParked(parked), None).is_ok() {
        let undo = turn.state.keys.spell("{list.leave} {board.undo} brings it back");
        turn.state.say(Tone::Done, format!("removed {name} – {undo}"));
    }
}

/// Makes a hot spot of the marked topic, in the column of the note in focus.
fn ask(turn: &mut Turn<'_>) {
    let Some(index) = marked(turn.state) else { return };
    let mut parked = turn.state.board.heading().workshop.parked.clone();
    let topic = parked.remove(index);
    let beside = turn.state.focused().map(|note| (note.at, note.context));
    let Some(at) = beside.map(|(at, _)| at).or_else(|| Place::new(1.0)) else { return };
    let id = NoteId(turn.source.id());
    let name = short(&topic.text);
    let mut note = Note::new(id, Kind::HotSpot, topic.text, at);
    note.context = beside.and_then(|(_, context)| context);
    note.author = topic.by.or_else(|| turn.state.author.clone());
    note.created_at = Some(turn.stamp());
    let edit = Edit::Group(vec![Edit::Add { note: Box::new(note), before: None }, Edit::SetParked(parked)]);
    if turn.edit(format!("make a hot spot of {name}"), edit, Some(id)).is_ok() {
        turn.state.say(Tone::Done, format!("{name} is a hot spot on the wall now, and not parked any more"));
        // Nothing is left to be done in the list.
        if turn.state.board.heading().workshop.parked.is_empty() {
            turn.state.mode = Mode::Wall;
        }
    }
}

impl State {
    /// The parked topics that have every word of a text, those first that were not talked about, by their place on the board.
    pub fn topics_listed(&self, text: &str) -> Vec<usize> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let all = &self.board.heading().workshop.parked;
        let fits = |topic: &Topic| {
            let said = topic.text.to_lowercase();
            words.iter().all(|word| said.contains(word))
        };
        let mut found: Vec<usize> = (0..all.len()).filter(|index| words.is_empty() || fits(&all[*index])).collect();
        found.sort_by_key(|index| all[*index].done);
        found
    }
}
