//! Arrows, two notes that become one, one that is hung behind another: choosing the other note by walking there.

use crate::board::name::fold;
use crate::board::{Edit, NoteId, Refusal, merge};

use super::{Command, Group, a_note, always};
use crate::app::{Connecting, Mode, Purpose, Scope, State, Tone, Turn};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "arrow.connect",
        name: "connect",
        does: "draws an arrow from this note: walk to the other one, {arrow.choose} draws",
        group: Group::Arrows,
        scopes: &[Scope::Wall],
        keys: &["c"],
        hint: Some(("connect", 80)),
        available: |state| match state.board().notes().len() {
            0 => a_note(state),
            1 => Err("it takes two notes"),
            _ => Ok(()),
        },
        run: |turn| begin(turn, Purpose::Draw),
    },
    Command {
        id: "arrow.disconnect",
        name: "disconnect",
        does: "takes an arrow of this note away: walk to the other end, {arrow.choose} takes it away",
        group: Group::Arrows,
        scopes: &[Scope::Wall],
        keys: &["C"],
        hint: None,
        available: |state| {
            a_note(state)?;
            match state.focus().map(|id| state.board().arrows(id).is_empty()) {
                Some(false) => Ok(()),
                _ => Err("this note has no arrow"),
            }
        },
        run: |turn| begin(turn, Purpose::Cut),
    },
    Command {
        id: "note.merge",
        name: "merge into another",
        does: "makes this note and another of its kind one: walk to the one that stays, {arrow.choose} merges",
        group: Group::Arranging,
        scopes: &[Scope::Wall],
        keys: &["g m"],
        hint: None,
        available: |state| {
            a_note(state)?;
            match state.focused().map(|note| state.grid().lane(note.kind().lane()).len()) {
                Some(0 | 1) | None => Err("there is no other note of its kind"),
                Some(_) => Ok(()),
            }
        },
        run: |turn| begin(turn, Purpose::Merge),
    },
    Command {
        id: "note.behind",
        name: "move behind another",
        does: "hangs this note elsewhere on the timeline: walk to the note that it follows, {arrow.choose} hangs it in a column behind that",
        group: Group::Arranging,
        scopes: &[Scope::Wall],
        keys: &["g h"],
        hint: None,
        available: |state| match state.board().notes().len() {
            0 => a_note(state),
            1 => Err("there is no other note"),
            _ => Ok(()),
        },
        run: |turn| begin(turn, Purpose::Behind),
    },
    Command {
        id: "arrow.choose",
        name: "take this note",
        does: "draws the arrow to this note, takes it away, merges into this note, or hangs the other behind it",
        group: Group::Arrows,
        scopes: &[Scope::Connect],
        keys: &["enter", "c", "C"],
        hint: Some(("this one", 100)),
        available: always,
        run: choose,
    },
    Command {
        id: "arrow.leave",
        name: "leave the arrow",
        does: "goes back without drawing an arrow or merging",
        group: Group::Arrows,
        scopes: &[Scope::Connect],
        keys: &["esc", "q"],
        hint: Some(("leave", 90)),
        available: always,
        run: |turn| {
            if let Mode::Connect(Connecting { from, .. }) = std::mem::take(&mut turn.state.mode) {
                turn.state.set_focus(from);
            }
        },
    },
];

fn begin(turn: &mut Turn<'_>, purpose: Purpose) {
    let Some(from) = turn.state.focus else { return };
    turn.state.mode = Mode::Connect(Connecting { from, purpose });
    let proposed = match purpose {
        Purpose::Draw => None,
        // With one arrow there is nothing to choose; with several the first is a start.
        Purpose::Cut => {
            let arrows = turn.state.board.arrows(from);
            arrows.first().map(|(_, tail, head)| if *tail == from { *head } else { *tail })
        }
        Purpose::Merge => namesake(turn.state, from),
        Purpose::Behind => None,
    };
    if let Some(id) = proposed {
        turn.state.set_focus(id);
    }
}

/// Draws an arrow from one note to another, or says why not.
pub(crate) fn draw(turn: &mut Turn<'_>, from: NoteId, to: NoteId) {
    turn.state.mode = Mode::Connect(Connecting { from, purpose: Purpose::Draw });
    turn.state.set_focus(to);
    choose(turn);
    // The arrow is not kept in hand: whoever drew it has let go of it.
    turn.state.mode = Mode::Wall;
    turn.state.set_focus(from);
}

/// The first other note of the same kind with the same name, however it is written.
fn namesake(state: &State, id: NoteId) -> Option<NoteId> {
    let note = state.board.note(id)?;
    let name = fold(&note.text);
    let lane = state.grid.lane(note.kind().lane()).iter().map(|index| &state.board.notes()[*index as usize]);
    lane.filter(|other| other.id != id).find(|other| fold(&other.text) == name).map(|other| other.id)
}

fn choose(turn: &mut Turn<'_>) {
    let Mode::Connect(Connecting { from, purpose }) = turn.state.mode else { return };
    let Some(to) = turn.state.focus else { return };
    let result = match purpose {
        Purpose::Draw | Purpose::Cut => join(turn, from, to, purpose),
        Purpose::Merge => become_one(turn, to, from),
        Purpose::Behind => follow(turn, from, to),
    };
    match result {
        Ok(said) => {
            turn.state.mode = Mode::Wall;
            turn.state.set_focus(if purpose == Purpose::Merge { to } else { from });
            turn.state.say(Tone::Done, said);
        }
        // The arrow stays in hand, so that another note can be chosen.
        Err(Refusal::Itself) => turn.state.say_with_keys(Tone::Plain, "walk to the other note, then press {arrow.choose}"),
        Err(_) => {}
    }
}

/// Draws an arrow or takes it away; returns what is to be said.
fn join(turn: &mut Turn<'_>, from: NoteId, to: NoteId, purpose: Purpose) -> Result<String, Refusal> {
    let (tail, head) = (turn.state.name_of(from), turn.state.name_of(to));
    if purpose == Purpose::Cut {
        turn.edit(format!("disconnect {tail} and {head}"), Edit::Disconnect { from, to }, Some(from))?;
        return Ok(format!("no arrow any more between {tail} and {head}"));
    }
    turn.edit(format!("connect {tail} and {head}"), Edit::Connect { from, to }, Some(from))?;
    Ok(format!("connected {tail} and {head}"))
}

/// Hangs a note in a column of its own behind another; returns what is to be said.
fn follow(turn: &mut Turn<'_>, note: NoteId, after: NoteId) -> Result<String, Refusal> {
    let Some(column) = turn.state.board.note(after).map(|after| after.at).filter(|_| note != after) else {
        return Err(Refusal::Itself);
    };
    let (name, other) = (turn.state.name_of(note), turn.state.name_of(after));
    let at = turn.state.board.column_behind(column);
    turn.edit(format!("move {name} behind {other}"), Edit::Move { note, at, before: None }, Some(note))?;
    Ok(format!("{name} hangs behind {other}"))
}

/// Merges a note into another; returns what is to be said.
pub(super) fn become_one(turn: &mut Turn<'_>, keep: NoteId, gone: NoteId) -> Result<String, Refusal> {
    let merger = merge(&turn.state.board, keep, gone).inspect_err(|refusal| turn.refuse(refusal))?;
    let (stays, goes) = (turn.state.name_of(keep), turn.state.name_of(gone));
    // Whoever undoes it is back at the note that was merged.
    turn.state.set_focus(gone);
    turn.edit(format!("merge {goes} into {stays}"), merger.edit, Some(keep))?;
    let differing = match merger.differing.as_slice() {
        [] => String::new(),
        keys => format!("; where the two differed it keeps its own: {}", keys.join(", ")),
    };
    let undo = turn.state.keys.name("board.undo");
    Ok(format!("merged {goes} into {stays}, which stays{differing} – {undo} takes it back"))
}
