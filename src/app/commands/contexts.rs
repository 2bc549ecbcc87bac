//! Contexts: saying which one a note belongs to, naming them, removing them.

use crate::board::name::fold;
use crate::board::{Context, ContextId, Edit, NoteId};

use super::{Command, Group, Section, a_note, menus};
use crate::app::mode::{Choice, Menu, Then, Writing};
use crate::app::state::short;
use crate::app::{Mode, Scope, State, Target, Tone, Turn};
use crate::method::legend::GROUNDS;

const HERE: Section = Section { group: Group::Arranging, scopes: &[Scope::Wall], available: in_a_context };

pub(super) const COMMANDS: &[Command] = &[
    Command {
        available: a_note,
        ..HERE.row(
            "note.context",
            "assign to a context",
            "says which context this note, or what is selected, belongs to",
            &["b"],
            Some(("context", 35)),
            contexts,
        )
    },
    HERE.row("context.rename", "rename the context", "gives the context of this note another name", &["B"], None, |turn| {
        if let Ok(context) = its_context(turn.state) {
            ask_for_another_name(turn, context);
        }
    }),
    HERE.row(
        "context.recolour",
        "colour the context",
        "gives the ground of this note's context another colour",
        &["g C"],
        None,
        |turn| {
            if let Ok(context) = its_context(turn.state) {
                ask_for_a_colour(turn, context);
            }
        },
    ),
    HERE.row(
        "context.remove",
        "remove the context",
        "removes the context of this note; its notes stay and belong to none",
        &["g B"],
        None,
        |turn| {
            if let Ok(context) = its_context(turn.state) {
                remove(turn, context);
            }
        },
    ),
];

fn its_context(state: &State) -> Result<ContextId, &'static str> {
    a_note(state)?;
    state.focused().and_then(|note| note.context).ok_or("this note belongs to no context; {note.context} assigns it to one")
}

fn in_a_context(state: &State) -> Result<(), &'static str> {
    its_context(state).map(|_| ())
}

/// The context with a name, however that is written.
pub(super) fn called(state: &State, name: &str) -> Option<ContextId> {
    let wanted = fold(name);
    state.board.heading().contexts.iter().find(|context| fold(&context.name) == wanted).map(|context| context.id)
}

fn contexts(turn: &mut Turn<'_>) {
    let ids = turn.state.chosen();
    let Some(current) = ids.first().and_then(|id| turn.state.board.note(*id)).map(|note| note.context) else { return };
    let several = ids.len() > 1;
    let contexts = &turn.state.board.heading().contexts;
    // Digits and the letters that mean nothing else in this menu.
    let letters = "123456789abefghijklmopqstuvwxyz".chars();
    let mut choices: Vec<Choice> = contexts
        .iter()
        .zip(letters)
        .map(|(context, letter)| Choice {
            letter,
            label: context.name.clone(),
            kind: None,
            then: Then::Assign(ids.clone(), Some(context.id)),
        })
        .collect();
    let selected = contexts.iter().position(|context| Some(context.id) == current).unwrap_or(0);
    choices.push(Choice { letter: 'n', label: "a new context".into(), kind: None, then: Then::NewContext(ids.clone()) });
    if let Some(context) = current.and_then(|id| turn.state.board.context(id)) {
        let name = short(&context.name);
        let choice = |letter, label, then| Choice { letter, label, kind: None, then };
        choices.push(choice('0', "no context".into(), Then::Assign(ids, None)));
        choices.push(choice('r', format!("rename {name}"), Then::RenameContext(context.id)));
        choices.push(choice('c', format!("colour {name}"), Then::AskForColour(context.id)));
        choices.push(choice('d', format!("remove {name}"), Then::RemoveContext(context.id)));
    }
    let title = if several { "Which context do they belong to?" } else { "Which context does it belong to?" };
    menus::open(turn, Menu { title: title.into(), choices, selected, about_note: true, back: None });
}

/// Says which context notes belong to.
pub(super) fn assign(turn: &mut Turn<'_>, notes: &[NoteId], context: Option<ContextId>) {
    let board = &turn.state.board;
    let elsewhere = |id: &&NoteId| board.note(**id).is_some_and(|note| note.context != context);
    let notes: Vec<NoteId> = notes.iter().filter(elsewhere).copied().collect();
    if notes.is_empty() {
        return;
    }
    let name = turn.state.name_of_all(&notes);
    let place = context.and_then(|id| turn.state.board.context(id)).map(|context| short(&context.name));
    let said = format!("{} to {}", belong(&name, &notes), place.as_deref().unwrap_or("no context"));
    let edits = notes.iter().map(|note| Edit::Assign { note: *note, context }).collect();
    if turn.edit(format!("assign {name}"), Edit::Group(edits), None).is_ok() {
        turn.state.say(Tone::Done, said);
    }
}

fn belong(name: &str, notes: &[NoteId]) -> String {
    format!("{name} {}", if notes.len() == 1 { "belongs" } else { "belong" })
}

/// Asks for the name of a new context.
pub(super) fn ask_for_a_context(turn: &mut Turn<'_>, notes: Vec<NoteId>) {
    turn.state.mode = Mode::Write(Writing::new(Target::Context(notes), ""));
}

/// Makes a context of a name, or takes the one that has it, and assigns notes to it.
pub(super) fn name_context(turn: &mut Turn<'_>, notes: &[NoteId], name: String) {
    if name.is_empty() {
        return;
    }
    if let Some(id) = called(turn.state, &name) {
        return assign(turn, notes, Some(id));
    }
    let id = ContextId(turn.source.id());
    let said = format!("{} to the new context {}", belong(&turn.state.name_of_all(notes), notes), short(&name));
    let context = Context { id, name: name.clone(), colour: None, unknown: Vec::new() };
    let mut edits = vec![Edit::AddContext { context, index: None }];
    edits.extend(notes.iter().map(|note| Edit::Assign { note: *note, context: Some(id) }));
    if turn.edit(format!("new context {name}"), Edit::Group(edits), None).is_ok() {
        turn.state.say(Tone::Done, said);
    }
}

/// Asks for another name of a context.
pub(super) fn ask_for_another_name(turn: &mut Turn<'_>, context: ContextId) {
    let Some(name) = turn.state.board.context(context).map(|context| context.name.clone()) else { return };
    turn.state.mode = Mode::Write(Writing::new(Target::ContextName(context), &name));
}

/// Gives a context another name. False where the name cannot be its own; that has been said.
pub(super) fn rename(turn: &mut Turn<'_>, id: ContextId, name: String) -> bool {
    let Some(old) = turn.state.board.context(id).map(|context| context.name.clone()) else { return true };
    if name.is_empty() {
        turn.state.say_with_keys(Tone::Problem, "a context needs a name; {write.leave} leaves it as it was");
        return false;
    }
    if called(turn.state, &name).is_some_and(|other| other != id) {
        turn.state.say_with_keys(Tone::Problem, "another context is called so; {note.context} assigns notes to it");
        return false;
    }
    if name != old {
        let (old, new) = (short(&old), short(&name));
        if turn.edit(format!("rename {old}"), Edit::RenameContext { context: id, name }, None).is_ok() {
            turn.state.say(Tone::Done, format!("the context {old} is called {new} now"));
        }
    }
    true
}

/// Removes a context; its notes belong to none then.
pub(super) fn remove(turn: &mut Turn<'_>, id: ContextId) {
    let Some(name) = turn.state.board.context(id).map(|context| short(&context.name)) else { return };
    let count = turn.state.board.notes().iter().filter(|note| note.context == Some(id)).count();
    if turn.edit(format!("remove the context {name}"), Edit::RemoveContext(id), None).is_ok() {
        let notes = match count {
            0 => "no note belonged to it".to_owned(),
            1 => "its note belongs to none now".to_owned(),
            _ => format!("its {count} notes belong to none now"),
        };
        let undo = turn.state.keys.name("board.undo");
        turn.state.say(Tone::Done, format!("removed the context {name}; {notes} – {undo} brings it back"));
    }
}

/// Asks which colour the ground of a context shall have.
pub(super) fn ask_for_a_colour(turn: &mut Turn<'_>, id: ContextId) {
    let Some(context) = turn.state.board.context(id) else { return };
    let title = format!("The ground of {}", short(&context.name));
    let choice = |colour: &'static str| Choice {
        letter: colour.chars().next().unwrap_or('?'),
        label: colour.into(),
        kind: None,
        then: Then::Recolour(id, Some(colour)),
    };
    let mut choices: Vec<Choice> = GROUNDS.into_iter().map(choice).collect();
    let selected = GROUNDS.iter().position(|colour| context.colour.as_deref() == Some(*colour)).unwrap_or(GROUNDS.len());
    choices.push(Choice { letter: 'n', label: "none of its own".into(), kind: None, then: Then::Recolour(id, None) });
    menus::open(turn, Menu { title, choices, selected, about_note: true, back: None });
}

/// Gives the ground of a context another colour.
pub(super) fn recolour(turn: &mut Turn<'_>, id: ContextId, colour: Option<&'static str>) {
    let Some(context) = turn.state.board.context(id).filter(|context| context.colour.as_deref() != colour) else { return };
    let name = short(&context.name);
    let edit = Edit::RecolourContext { context: id, colour: colour.map(str::to_owned) };
    if turn.edit(format!("colour {name}"), edit, None).is_ok() {
        let said = match colour {
            Some(colour) => format!("{name} has a {colour} ground"),
            None => format!("{name} has no ground of its own any more"),
        };
        turn.state.say(Tone::Done, said);
    }
}
