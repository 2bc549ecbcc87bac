//! The agenda: choosing one, and making one of one's own in the editor, as storm notation.

use super::{menus, session};
use crate::app::jotting::report;
use crate::app::mode::{Choice, Menu, Then, with_plain_breaks};
use crate::app::{Effect, Mode, Report, Tone, Turn};
use crate::board::{Edit, Phase};
use crate::method::agenda::{self, Agenda, agendas};
use crate::notation;

/// What a new agenda of one's own is called.
const OWN: &str = "Our agenda";

/// Asks which agenda it shall be. `start`: the session begins with it.
pub(super) fn choose(turn: &mut Turn<'_>, start: bool) {
    let board = &turn.state.board;
    let own = Some(agenda::of(board)).filter(|_| !board.heading().workshop.phases.is_empty());
    let choice = |letter, agenda: &Agenda, name| Choice {
        letter,
        label: format!("{}: {} ({})", agenda.name, agenda.about, duration(agenda)),
        kind: None,
        then: Then::Agenda(name, start),
    };
    let mut choices: Vec<Choice> = own.iter().map(|own| choice('o', own, None)).collect();
    for agenda in agendas() {
        let letter = agenda.name.chars().next().unwrap_or('a');
        choices.push(choice(letter, &agenda, Some(agenda.name.clone())));
    }
    let here = agendas().position(|agenda| agenda.name == turn.state.agenda().name).unwrap_or(0);
    let selected = if own.is_some() { 0 } else { here };
    let title = if start { "Which session shall it be?" } else { "Which agenda?" };
    menus::open(turn, Menu { title: title.into(), choices, selected, about_note: false, back: None });
}

/// How many phases, and how long they take.
fn duration(agenda: &Agenda) -> String {
    let least: u32 = agenda.phases.iter().filter_map(|phase| phase.least.or(phase.minutes)).sum();
    let most: u32 = agenda.phases.iter().filter_map(|phase| phase.minutes).sum();
    let phases = agenda.phases.len();
    let phases = if phases == 1 { "1 phase".to_owned() } else { format!("{phases} phases") };
    match (least, most) {
        (_, 0) => phases,
        (least, most) if least == most => format!("{phases}, {most} min"),
        (least, most) => format!("{phases}, {least} to {most} min"),
    }
}

/// Takes an agenda that was chosen; none: the board's own.
pub(super) fn take(turn: &mut Turn<'_>, name: Option<String>, start: bool) {
    if let Some(name) = name
        && !set(turn, Some(name), Vec::new())
    {
        return;
    }
    match start {
        true => session::start_now(turn),
        false => tell(turn),
    }
}

/// Gives the board an agenda; false where that was refused. Another one than before begins anew.
fn set(turn: &mut Turn<'_>, name: Option<String>, phases: Vec<Phase>) -> bool {
    let was = turn.state.agenda().clone();
    let called = name.clone().unwrap_or_else(|| OWN.to_owned());
    if turn.edit(format!("choose the agenda {called}"), Edit::SetAgenda { agenda: name, phases }, None).is_err() {
        return false;
    }
    if turn.state.agenda().phases != was.phases {
        session::begin_anew(turn);
    }
    true
}

/// Says which phases there are.
fn tell(turn: &mut Turn<'_>) {
    let agenda = turn.state.agenda();
    let names: Vec<&str> = agenda.phases.iter().map(|phase| phase.name.as_str()).collect();
    let said = format!("{}: {}", agenda.name, names.join(", "));
    turn.state.say(Tone::Done, said);
}

/// Hands the agenda to the person's editor: what could not be read the last time, else the phases as notation.
pub(super) fn edit(turn: &mut Turn<'_>) {
    let text = turn.state.desk.agenda_to_mend.take().unwrap_or_else(|| written(turn.state.agenda()));
    turn.state.desk.agenda_edited = true;
    turn.effects.push(Effect::Editor(text));
}

/// An agenda as notation. One of the method's becomes one's own by it, and so has another name.
fn written(agenda: &Agenda) -> String {
    let known = agendas().any(|known| known.name == agenda.name);
    let name = if known { OWN } else { agenda.name.as_str() };
    format!("{}\n", notation::write_agenda(Some(name), &agenda.phases).text.trim())
}

/// Takes the agenda back from the editor. What cannot be read stays at hand, to be mended.
pub(super) fn take_back(turn: &mut Turn<'_>, edited: Result<String, String>) {
    let text = match edited {
        Ok(text) => with_plain_breaks(&text),
        Err(reason) => return turn.state.say(Tone::Problem, reason),
    };
    match read(turn, &text) {
        Ok((name, phases)) => {
            let workshop = &turn.state.board.heading().workshop;
            if (&workshop.agenda, &workshop.phases) == (&name, &phases) || text.trim() == written(turn.state.agenda()).trim() {
                turn.state.say(Tone::Plain, "the agenda is as it was");
            } else if set(turn, name, phases) {
                tell(turn);
            }
        }
        Err(lines) => {
            turn.state.desk.agenda_to_mend = Some(text);
            let keys = turn.state.keys.spell("{session.edit} goes on with what you wrote");
            turn.state.report = Some(Report { title: format!("The agenda stays as it was – {keys}"), lines });
            turn.state.mode = Mode::Report(0);
        }
    }
}

/// The agenda of a text, or what is wrong with it, line by line. An empty text is the session guide.
fn read(turn: &mut Turn<'_>, text: &str) -> Result<(Option<String>, Vec<Phase>), Vec<String>> {
    if text.trim().is_empty() {
        return Ok((None, Vec::new()));
    }
    let source = &mut *turn.source;
    let reading = notation::read(text, &mut || source.id()).map_err(|remarks| report(String::new(), &remarks, &[]).lines)?;
    let mut wrong = report(String::new(), &reading.remarks, &reading.skipped).lines;
    let workshop = &reading.board.heading().workshop;
    if !reading.board.notes().is_empty() {
        wrong.push("only an agenda can be written here; notes are written on the wall".to_owned());
    }
    if wrong.is_empty() && workshop.phases.is_empty() && workshop.agenda.is_none() {
        wrong.push(
            "there is no agenda in it; `Agenda: NAME` begins one, a line such as `- Phase: Warm Up for 10m` a phase".to_owned(),
        );
    }
    match wrong.is_empty() {
        true => Ok((workshop.agenda.clone(), workshop.phases.clone())),
        false => Err(wrong),
    }
}
