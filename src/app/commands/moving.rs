//! Walking along the wall.

use crate::board::{Board, NoteId};

use super::{Command, Group, a_note};
use crate::app::{Scope, State, Turn, View};

const WALKING: &[Scope] = &[Scope::Wall, Scope::Connect];

const fn step(
    id: &'static str,
    name: &'static str,
    does: &'static str,
    keys: &'static [&'static str],
    run: fn(&mut Turn<'_>),
) -> Command {
    Command { id, name, does, group: Group::Walking, scopes: WALKING, keys, hint: None, available: a_note, run }
}

pub(super) const COMMANDS: &[Command] = &[
    step(
        "focus.left",
        "go left",
        "goes to the note before this one in its lane; in the flow, to a cause",
        &["h", "left"],
        |turn| walk(turn, Way::Left),
    ),
    step(
        "focus.right",
        "go right",
        "goes to the note behind this one in its lane; in the flow, along an arrow",
        &["l", "right"],
        |turn| walk(turn, Way::Right),
    ),
    step("focus.up", "go up", "goes to the nearest note in the lane above, or above this one", &["k", "up"], |turn| {
        walk(turn, Way::Up)
    }),
    step("focus.down", "go down", "goes to the nearest note in the lane below, or below this one", &["j", "down"], |turn| {
        walk(turn, Way::Down)
    }),
    step("focus.page-right", "page right", "goes half a screen on along the timeline", &["ctrl-d", "pagedown"], |turn| {
        walk(turn, Way::PageRight);
    }),
    step("focus.page-left", "page left", "goes half a screen back along the timeline", &["ctrl-u", "pageup"], |turn| {
        walk(turn, Way::PageLeft);
    }),
    step(
        "focus.first",
        "go to the beginning",
        "goes to the first note of the lane, or of the flow",
        &["g g", "home", "^"],
        |turn| walk(turn, Way::First),
    ),
    step("focus.last", "go to the end", "goes to the last note of the lane, or of the flow", &["G", "end", "$", "g e"], |turn| {
        walk(turn, Way::Last)
    }),
    step("focus.top", "go to the top lane", "goes to the top lane that holds a note", &["g t"], |turn| walk(turn, Way::Top)),
    step("focus.bottom", "go to the bottom lane", "goes to the bottom lane that holds a note", &["g b"], |turn| {
        walk(turn, Way::Bottom)
    }),
    Command {
        available: |state| arrow(state, true).map(|_| ()),
        ..step("focus.follow", "follow the arrow", "goes where the first arrow from this note leads", &["g n"], |turn| {
            if let Ok(id) = arrow(turn.state, true) {
                turn.state.jump(id);
            }
        })
    },
    Command {
        available: |state| arrow(state, false).map(|_| ()),
        ..step("focus.cause", "go to the cause", "goes where the first arrow to this note comes from", &["g p"], |turn| {
            if let Ok(id) = arrow(turn.state, false) {
                turn.state.jump(id);
            }
        })
    },
];

/// A way to walk; what it means is up to the view.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::app) enum Way {
    Left,
    Right,
    Up,
    Down,
    PageRight,
    PageLeft,
    First,
    Last,
    Top,
    Bottom,
}

fn walk(turn: &mut Turn<'_>, way: Way) {
    match turn.state.view {
        View::Wall => on_wall(turn, way),
        View::Flow => turn.state.walk_flow(way),
        View::Contexts => turn.state.walk_map(way),
        View::Catalog => super::walk_table(turn, way),
    }
}

fn on_wall(turn: &mut Turn<'_>, way: Way) {
    match way {
        Way::Left => along(turn, -1),
        Way::Right => along(turn, 1),
        Way::Up => across(turn, false),
        Way::Down => across(turn, true),
        Way::PageRight => page(turn, 1),
        Way::PageLeft => page(turn, -1),
        Way::First => end(turn, false),
        Way::Last => end(turn, true),
        Way::Top => lane(turn, false),
        Way::Bottom => lane(turn, true),
    }
}

/// To the neighbour in the lane.
fn along(turn: &mut Turn<'_>, by: isize) {
    let Some((lane, position)) = standing(turn.state) else { return };
    let there = position.checked_add_signed(by).and_then(|position| turn.state.grid.lane(lane).get(position));
    go(turn, there.copied());
}

/// Where the focus stands: its lane, and its position in that lane.
fn standing(state: &State) -> Option<(usize, usize)> {
    let index = state.board.position(state.focus?)?;
    let lane = state.board.notes()[index].kind().lane();
    let position = state.grid.lane(lane).binary_search(&(index as u32)).ok()?;
    Some((lane, position))
}

/// To a note by its index, which becomes the column to keep to.
fn go(turn: &mut Turn<'_>, index: Option<u32>) {
    let note = index.and_then(|index| turn.state.board.notes().get(index as usize)).map(|note| note.id);
    if let Some(id) = note {
        turn.state.set_focus(id);
    }
}

fn across(turn: &mut Turn<'_>, down: bool) {
    let Some(spot) = turn.state.focus_spot() else { return };
    let lanes: Vec<usize> = if down { (spot.lane + 1..8).collect() } else { (0..spot.lane).rev().collect() };
    first_of(turn, lanes);
}

fn lane(turn: &mut Turn<'_>, bottom: bool) {
    let lanes: Vec<usize> = if bottom { (0..8).rev().collect() } else { (0..8).collect() };
    first_of(turn, lanes);
}

/// To the nearest note of the first of some lanes that holds any, keeping to the column one was walking along.
fn first_of(turn: &mut Turn<'_>, lanes: Vec<usize>) {
    let state = &mut *turn.state;
    let found = lanes.into_iter().find_map(|lane| state.grid.nearest(&state.board, lane, state.goal));
    if let Some(index) = found {
        state.set_focus_along(index);
    }
}

fn page(turn: &mut Turn<'_>, by: isize) {
    let (Some((lane, position)), Some(window)) = (standing(turn.state), turn.state.window()) else { return };
    let half = (window.room / 2).max(1);
    let grid = &turn.state.grid;
    let unit = grid.unit(grid.lane(lane)[position] as usize);
    let there = if by > 0 {
        grid.first_from(lane, unit + half).min(grid.lane(lane).len() - 1)
    } else {
        grid.first_from(lane, unit.saturating_sub(half)).min(position.saturating_sub(1))
    };
    let there = grid.lane(lane).get(there).copied();
    go(turn, there);
}

fn end(turn: &mut Turn<'_>, last: bool) {
    let Some((lane, _)) = standing(turn.state) else { return };
    let notes = turn.state.grid.lane(lane);
    let there = if last { notes.last() } else { notes.first() }.copied();
    go(turn, there);
}

/// The note at the other end of the first arrow that leaves the note in focus, or arrives there. Arrows to the right come
/// first, so that following them tells the story on.
fn arrow(state: &State, forward: bool) -> Result<NoteId, &'static str> {
    a_note(state)?;
    let focus = state.focus.ok_or("no note is in focus")?;
    let place = |board: &Board, id: NoteId| board.position(id).unwrap_or(usize::MAX);
    let arrows = state.board.arrows(focus).into_iter();
    let ends = arrows.filter_map(|(_, from, to)| match forward {
        true => (from == focus).then_some(to),
        false => (to == focus).then_some(from),
    });
    let here = place(&state.board, focus);
    // Of an event that feeds a read model and a policy, the policy goes on with the story.
    let rank = |id: &NoteId| {
        let kind = state.board.note(*id).map(|note| note.kind());
        let aside =
            matches!(kind, Some(crate::board::Kind::ReadModel | crate::board::Kind::HotSpot | crate::board::Kind::ExternalSystem));
        (aside, matches!(kind, Some(crate::board::Kind::Aggregate)), place(&state.board, *id).abs_diff(here))
    };
    ends.min_by_key(rank).ok_or(if forward { "no arrow leaves this note" } else { "no arrow leads to this note" })
}
