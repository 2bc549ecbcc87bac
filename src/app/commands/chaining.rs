//! Writing along the chain: what follows from a note, or what caused it, already connected. The grammar proposes the kind, and
//! Tab goes through the others that may stand there.

use super::{Command, Group, Section, writing};
use crate::app::mode::Chain;
use crate::app::state::short;
use crate::app::{Mode, Scope, State, Target, Tone, Turn};
use crate::board::{Board, Detail, Kind, NoteId, Place};

const HERE: Section = Section { group: Group::Writing, scopes: &[Scope::Wall], available: |state| can(state, Chain::Forth) };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "note.follow-up",
        "write what follows",
        "writes what follows from this note, already connected; {write.finish} goes on along the chain, {write.next-kind} takes another kind",
        &["r"],
        Some(("what follows", 95)),
        |turn| begin(turn, Chain::Forth),
    ),
    Command {
        available: |state| can(state, Chain::Back),
        ..HERE.row(
            "note.trace-back",
            "write what caused it",
            "writes what caused this note, already connected; {write.finish} goes further back, {write.next-kind} takes another kind",
            &["R"],
            Some(("cause", 42)),
            |turn| begin(turn, Chain::Back),
        )
    },
];

/// Whether a command goes along the chain and could be done here if a note of another kind were in focus.
pub(super) fn another_kind_could(state: &State, command: &Command) -> bool {
    let is_here = COMMANDS.iter().any(|it| it.id == command.id);
    is_here && state.focused().is_some() && super::views::in_view(state, command).is_ok()
}

fn can(state: &State, chain: Chain) -> Result<(), &'static str> {
    let kind = state.focused().map(|note| note.kind()).ok_or("the board is empty; {note.add} adds the first note")?;
    match (chain, kind) {
        (Chain::Forth, Kind::ReadModel) => {
            Err("nothing follows from a read model by itself; {note.add-beside} adds what belongs to it")
        }
        (Chain::Back, Kind::Actor) => Err("an actor needs no cause; {note.follow-up} writes the command it issues"),
        (_, Kind::HotSpot) => Err("a question has no causes and no effects; {note.add-beside} adds what belongs to it"),
        _ => Ok(()),
    }
}

/// What may stand next to a note along the chain, the most likely first, and the note it is to be connected with.
fn next(state: &State, id: NoteId, chain: Chain) -> Option<(NoteId, &'static [Kind])> {
    use Kind::{Actor, Aggregate, Command, Event, ExternalSystem, HotSpot, Policy, ReadModel};
    let note = state.board.note(id)?;
    let decided = matches!(&note.detail, Detail::Command(command) if command.aggregate.is_some());
    let kinds: &[Kind] = match (chain, note.kind()) {
        (Chain::Forth, Event) => &[Policy, ReadModel, HotSpot],
        (Chain::Forth, Policy) => &[Command, HotSpot],
        (Chain::Forth, Command) if decided => &[Event, ExternalSystem, HotSpot],
        (Chain::Forth, Command) => &[Aggregate, Event, ExternalSystem, HotSpot],
        (Chain::Forth, Actor) => &[Command],
        // The command that it belongs to records what happens.
        (Chain::Forth, Aggregate | ExternalSystem) => {
            return match state.board.referrers(id).iter().rfind(|other| is_command(state, **other)) {
                Some(command) => next(state, *command, chain),
                None => Some((id, &[Command])),
            };
        }
        (Chain::Back, Event) => &[Command, HotSpot],
        (Chain::Back, Command) => &[Policy, Actor, HotSpot],
        (Chain::Back, Policy | ReadModel) => &[Event, HotSpot],
        (Chain::Back, Aggregate | ExternalSystem) => &[Command],
        (Chain::Forth, ReadModel) | (Chain::Back, Actor) | (_, HotSpot) => return None,
    };
    Some((id, kinds))
}

fn is_command(state: &State, id: NoteId) -> bool {
    state.board.note(id).is_some_and(|note| note.kind() == Kind::Command)
}

fn begin(turn: &mut Turn<'_>, chain: Chain) {
    if let Some(id) = turn.state.focus {
        go_on(turn, id, chain);
    }
}

/// Begins the note that stands next to another along the chain. Where the chain ends, nothing is begun.
pub(super) fn go_on(turn: &mut Turn<'_>, id: NoteId, chain: Chain) {
    if let Some((with, [kind, ..])) = next(turn.state, id, chain) {
        draft(turn, with, *kind, chain);
    }
}

/// The kind after another among those that may stand where a note is being written. False where it stands in no chain.
pub(super) fn turn_kind(turn: &mut Turn<'_>, back: bool) -> bool {
    let Mode::Write(writing) = &turn.state.mode else { return false };
    let Target::New { kind, with: Some(with), chain: Some(chain), .. } = writing.target else { return false };
    let Some((_, kinds)) = next(turn.state, with, chain) else { return false };
    let here = kinds.iter().position(|other| *other == kind);
    let step = if back { kinds.len() - 1 } else { 1 };
    let there = kinds[here.map_or(0, |here| (here + step) % kinds.len())];
    let area = writing.area.clone();
    draft(turn, with, there, chain);
    if let Mode::Write(writing) = &mut turn.state.mode {
        writing.area = area;
    }
    true
}

fn draft(turn: &mut Turn<'_>, with: NoteId, kind: Kind, chain: Chain) {
    let Some(at) = place(&turn.state.board, with, kind, chain) else { return };
    writing::begin(turn, Target::New { kind, at, with: Some(with), chain: Some(chain) }, "");
    let name = turn.state.board.note(with).map_or_else(String::new, |note| short(&note.text));
    let (says, others) = match chain {
        Chain::Forth => ("follows from", "what else may follow"),
        Chain::Back => ("comes before", "what else may cause it"),
    };
    let tab = turn.state.keys.name("write.next-kind");
    turn.state.say(Tone::Plain, format!("{} that {says} {name}; {tab}: {others}", kind.a()));
}

/// Where a note of a kind hangs that stands next to another along the chain: in the same moment as far as that has room, or in
/// one of its own behind it, or before it.
pub(super) fn place(board: &Board, with: NoteId, kind: Kind, chain: Chain) -> Option<Place> {
    let note = board.note(with)?;
    let is_free = board.cell(note.at, kind).is_empty();
    let other_moment = match (chain, note.kind(), kind) {
        (_, _, Kind::HotSpot) => false,
        (Chain::Forth, Kind::Policy, Kind::Command) | (Chain::Back, Kind::Command, Kind::Policy) => true,
        (Chain::Forth, Kind::Command, Kind::Event) | (Chain::Back, _, Kind::Command | Kind::Event) => !is_free,
        _ => false,
    };
    Some(match (other_moment, chain) {
        (false, _) => note.at,
        (true, Chain::Forth) => board.column_behind(note.at),
        (true, Chain::Back) => board.column_before(note.at),
    })
}
