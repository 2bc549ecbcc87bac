//! What the method advises: going from one finding to the next, doing what it says, telling it to be silent.

use super::{Command, Group, Keymap, Section, menus};
use crate::app::advice::Advice;
use crate::app::mode::{Choice, Listing, Menu, Then};
use crate::app::{Mode, Scope, State, Tone, Turn};
use crate::board::NoteId;
use crate::method::lint::{self, Finding, Rule};

const HERE: Section = Section { group: Group::Advice, scopes: &[Scope::Wall], available: any_note };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "advice.next",
        "look for what is wrong",
        "goes to the next note that the method has something to say about, and marks them all",
        &["w"],
        Some(("what is wrong?", 52)),
        next,
    ),
    Command {
        available: can_be_followed,
        hint: Some(("do it", 97)),
        ..HERE.row("advice.follow", "follow the advice", "does what is suggested for this note", &["f"], None, follow)
    },
    Command {
        available: can_be_silenced,
        hint: Some(("silence", 94)),
        ..HERE.row(
            "advice.silence",
            "silence the advice",
            "says no more so, of this note or of the whole board; or lets it speak again",
            &["m"],
            None,
            ask,
        )
    },
    HERE.row(
        "advice.list",
        "list all advice",
        "lists everything that the method has to say about the board",
        &["W"],
        None,
        |turn| {
            look(turn);
            let selected = turn.state.advice().and_then(|advice| advice.current(turn.state.focus)).unwrap_or(0);
            turn.state.mode = Mode::Advice(Listing { selected, ..Listing::new() });
        },
    ),
    Command {
        available: |state| match state.advice() {
            Some(_) => Ok(()),
            None => Err("no advice is shown; {advice.next} shows it"),
        },
        ..HERE.row(
            "advice.hide",
            "hide the advice",
            "takes the marks off the wall; {advice.next} shows them again",
            &["g w"],
            None,
            |turn| {
                turn.state.advice = None;
                turn.state.say_with_keys(Tone::Plain, "the advice is hidden; {advice.next} shows it again");
            },
        )
    },
];

fn any_note(state: &State) -> Result<(), &'static str> {
    match state.board.notes().is_empty() {
        false => Ok(()),
        true => Err("there is nothing to say about an empty board; {note.add} adds the first note"),
    }
}

fn can_be_followed(state: &State) -> Result<(), &'static str> {
    state.advice().ok_or("{advice.next} looks first whether anything is wrong")?;
    match current(state) {
        Some(Finding { fix: Some(_), .. }) => Ok(()),
        Some(_) => Err("this is for you to decide; {advice.list} shows what can be done"),
        None => Err("there is nothing to say about this note; {advice.next} goes to the next one"),
    }
}

fn can_be_silenced(state: &State) -> Result<(), &'static str> {
    state.advice().ok_or("{advice.next} looks first whether anything is wrong")?;
    match current(state).is_some() || !silent(state).is_empty() {
        true => Ok(()),
        false => Err("there is nothing to say about this note; {advice.next} goes to the next one"),
    }
}

/// What could be said again of the note in focus: the rule, and the note unless it is silent on the whole board.
fn silent(state: &State) -> Vec<(Rule, Option<NoteId>)> {
    let mut silent = Vec::new();
    for finding in state.advice().map_or(&[][..], Advice::silenced).iter().filter(|finding| finding.note == state.focus) {
        for note in [state.focus, None] {
            let is_new = !silent.contains(&(finding.rule, note));
            if is_new && lint::unsilence(&state.board, finding.rule, note).is_some() {
                silent.push((finding.rule, note));
            }
        }
    }
    silent
}

/// Looks the board over, if that was not done since it changed.
fn look(turn: &mut Turn<'_>) {
    let board = &turn.state.board;
    let advice = turn.state.advice.get_or_insert_with(|| Advice::new(board));
    advice.renew(board);
}

fn next(turn: &mut Turn<'_>) {
    let focus = turn.state.focus;
    look(turn);
    let next = turn.state.advice().and_then(|advice| advice.next(&turn.state.board, focus));
    match next {
        Some(index) => go(turn, index),
        None => {
            let silent = turn.state.advice().map_or(0, |advice| advice.silenced().len());
            let silent = if silent > 0 { format!(" ({silent} silenced)") } else { String::new() };
            turn.state.say(Tone::Done, format!("the method has nothing to say about this board{silent}"));
        }
    }
}

/// Goes to the note of a finding and says what was found.
pub(super) fn go(turn: &mut Turn<'_>, index: usize) {
    let Some(advice) = &mut turn.state.advice else { return };
    let Some(finding) = advice.findings().get(index).cloned() else { return };
    let count = advice.findings().len();
    advice.at = Some(index);
    if let Some(note) = finding.note {
        turn.state.jump(note);
    }
    turn.state.say(Tone::Plain, format!("{} of {count} · {}", index + 1, told(&finding, &turn.state.keys)));
}

/// A finding in one line.
pub fn told(finding: &Finding, keys: &Keymap) -> String {
    let key = match finding.rule {
        Rule::NamesAlike => keys.spell(" ({note.merge} merges two notes)"),
        Rule::UnreadableExpression => keys.spell(" ({note.details} opens the form where it stands)"),
        _ => String::new(),
    };
    format!("{} – {}{key}", finding.message, finding.suggestion)
}

fn current(state: &State) -> Option<Finding> {
    let advice = state.advice()?;
    advice.findings().get(advice.current(state.focus)?).cloned()
}

fn follow(turn: &mut Turn<'_>) {
    let Some(finding) = current(turn.state) else { return };
    let Some(fix) = finding.fix else { return };
    let name = finding.note.map_or_else(|| "the board".to_owned(), |note| turn.state.name_of(note));
    if turn.edit(format!("follow the advice on {name}"), fix, finding.note).is_ok() {
        let now = finding.note.map_or(String::new(), |note| turn.state.name_of(note));
        let done = if now == name { format!("done: {}", finding.suggestion) } else { format!("{name} is called {now} now") };
        let left = turn.state.advice().map_or(0, |advice| advice.findings().len());
        let (next, undo) = (turn.state.keys.name("advice.next"), turn.state.keys.name("board.undo"));
        turn.state.say(Tone::Done, format!("{done} – {left} left, {next} goes on, {undo} takes it back"));
    }
}

/// Asks where a rule shall be silent, or which shall speak again.
fn ask(turn: &mut Turn<'_>) {
    let mut choices = Vec::new();
    let mut title = "Speak again".to_owned();
    if let Some(finding) = current(turn.state) {
        let rule = finding.rule;
        let choice = |letter, label, note| Choice { letter, label, kind: None, then: Then::Silence(rule, note) };
        if let Some(note) = finding.note {
            choices.push(choice('n', format!("of this note: {}", turn.state.name_of(note)), Some(note)));
        }
        let findings = turn.state.advice().map_or(&[][..], Advice::findings);
        let count = findings.iter().filter(|finding| finding.rule == rule).count();
        choices.push(choice('b', format!("of the whole board ({count} now)"), None));
        title = format!("Say no more “{}”", rule.name());
    }
    for (letter, (rule, note)) in ('1'..='9').zip(silent(turn.state)) {
        let of = if note.is_some() { "this note" } else { "the whole board" };
        let label = format!("let “{}” speak again of {of}", rule.name());
        choices.push(Choice { letter, label, kind: None, then: Then::Unsilence(rule, note) });
    }
    menus::open(turn, Menu { title, choices, selected: 0, about_note: true, back: None });
}

/// Lets a rule speak again.
pub(super) fn unsilence(turn: &mut Turn<'_>, rule: Rule, note: Option<NoteId>) {
    let Some(edit) = lint::unsilence(&turn.state.board, rule, note) else { return };
    if turn.edit(format!("let {} speak again", rule.name()), edit, note).is_ok() {
        let next = turn.state.keys.name("advice.next");
        turn.state.say(Tone::Done, format!("{} speaks again; {next} goes through what it says", rule.name()));
    }
}

/// Silences a rule on a note or on the board.
pub(super) fn silence(turn: &mut Turn<'_>, rule: Rule, note: Option<NoteId>) {
    let Some(edit) = lint::silence(&turn.state.board, rule, note) else { return };
    let of = note.map_or_else(|| "the whole board".to_owned(), |note| turn.state.name_of(note));
    if turn.edit(format!("silence {} of {of}", rule.name()), edit, note).is_ok() {
        let undo = turn.state.keys.name("board.undo");
        turn.state.say(Tone::Done, format!("{} is silent of {of} – the board keeps that, {undo} takes it back", rule.name()));
    }
}
