//! Menus of a few things, each taken by its letter.

use super::{Command, Group, Section, advising, agenda, always, arranging, contexts, deriving, looks, running, writing};
use crate::app::mode::{Choice, Menu, Then, Writing};
use crate::app::{Mode, Scope, Target, Turn};
use crate::board::Kind;

const HERE: Section = Section { group: Group::Choosing, scopes: &[Scope::Menu], available: always };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "menu.take",
        "take it",
        "takes the choice that is marked; its letter takes it at once",
        &["enter"],
        Some(("take", 100)),
        |turn| {
            if let Mode::Menu(menu) = &turn.state.mode {
                let selected = menu.selected;
                take(turn, selected);
            }
        },
    ),
    HERE.row("menu.leave", "leave the menu", "goes back without choosing", &["esc"], Some(("stay", 90)), leave),
    HERE.row(
        "menu.next",
        "go to the next choice",
        "marks the next choice",
        &["down", "tab", "right"],
        Some(("next", 50)),
        |turn| step(turn, 1),
    ),
    HERE.row("menu.previous", "go to the choice before", "marks the choice before", &["up", "shift-tab", "left"], None, |turn| {
        step(turn, -1)
    }),
];

/// Opens a menu.
pub(super) fn open(turn: &mut Turn<'_>, menu: Menu) {
    turn.state.mode = Mode::Menu(menu);
}

/// Opens the menu of kinds, one marked.
pub(super) fn open_kinds(turn: &mut Turn<'_>, title: &str, marked: Kind, back: Option<Box<Writing>>, then: impl Fn(Kind) -> Then) {
    let state = &*turn.state;
    let choice = |kind: Kind| Choice {
        letter: kind.letter().to_ascii_lowercase(),
        // A kind whose phase is yet to come can be chosen all the same.
        label: state.waits(kind).map_or_else(|| kind.name().into(), |waits| format!("{} – {waits}", kind.name())),
        kind: Some(kind),
        then: then(kind),
    };
    let kinds = state.kinds();
    let selected = kinds.iter().position(|kind| *kind == marked).unwrap_or(0);
    let choices = kinds.into_iter().map(choice).collect();
    open(turn, Menu { title: title.into(), choices, selected, about_note: true, back });
}

fn step(turn: &mut Turn<'_>, by: isize) {
    if let Mode::Menu(menu) = &mut turn.state.mode {
        let count = menu.choices.len() as isize;
        menu.selected = (menu.selected as isize + by).rem_euclid(count.max(1)) as usize;
    }
}

/// Takes the choice with a letter, if there is one.
pub(crate) fn choose_letter(turn: &mut Turn<'_>, letter: char) {
    let Mode::Menu(menu) = &turn.state.mode else { return };
    let letter = letter.to_lowercase().next().unwrap_or(letter);
    if let Some(index) = menu.choices.iter().position(|choice| choice.letter == letter) {
        take(turn, index);
    }
}

fn leave(turn: &mut Turn<'_>) {
    if let Mode::Menu(menu) = std::mem::take(&mut turn.state.mode) {
        let of_words = menu.choices.first().is_some_and(|choice| matches!(choice.then, Then::TakeWords(_)));
        match menu.back {
            Some(writing) => turn.state.mode = Mode::Write(*writing),
            None if of_words => turn.state.mode = Mode::Derive,
            None => {}
        }
    }
}

fn take(turn: &mut Turn<'_>, index: usize) {
    let Mode::Menu(mut menu) = std::mem::take(&mut turn.state.mode) else { return };
    if index >= menu.choices.len() {
        return;
    }
    match menu.choices.swap_remove(index).then {
        Then::Retype(notes, kind) => arranging::retype(turn, &notes, kind),
        Then::AddBeside(note, kind) => writing::add_beside(turn, note, kind),
        Then::Kind(kind) => {
            if let Some(mut writing) = menu.back {
                if let Target::New { kind: current, .. } = &mut writing.target {
                    *current = kind;
                }
                turn.state.mode = Mode::Write(*writing);
            }
        }
        Then::Assign(notes, context) => contexts::assign(turn, &notes, context),
        Then::NewContext(notes) => contexts::ask_for_a_context(turn, notes),
        Then::RenameContext(context) => contexts::ask_for_another_name(turn, context),
        Then::RemoveContext(context) => contexts::remove(turn, context),
        Then::AskForColour(context) => contexts::ask_for_a_colour(turn, context),
        Then::Recolour(context, colour) => contexts::recolour(turn, context, colour),
        Then::SaveFirst(leave) => turn.save(Some(leave)),
        Then::LeaveNow(leave) => turn.leave(leave),
        Then::Reload => turn.reload_now(),
        Then::SaveElsewhere => turn.save_elsewhere(),
        Then::Unsilence(rule, note) => advising::unsilence(turn, rule, note),
        Then::Silence(rule, note) => advising::silence(turn, rule, note),
        Then::Sort(column) => super::sort_by(turn, column),
        Then::Go(note) => turn.state.jump(note),
        Then::TakeWords(kind) => deriving::take_as(turn, kind),
        Then::Issue(note) => running::issue_note(turn, note),
        Then::Agenda(name, start) => agenda::take(turn, name, start),
        Then::ReplaceAgenda(name, phases) => agenda::replace(turn, name, phases),
        Then::KeepAgenda => agenda::keep(turn),
        Then::Wear(look) => looks::wear(turn, look),
        Then::Stay => {}
    }
}
