//! The agenda: choosing one, and making one of one's own in the editor, as storm notation.

use super::{menus, session};
use crate::app::jotting::report;
use crate::app::mode::{Choice, Menu, Then, with_plain_breaks};
use crate::app::{Effect, Mode, Report, Tone, Turn};
use crate::board::name::nearest;
use crate::board::{Edit, Kind, Phase};
use crate::method::agenda::{self, Agenda, agendas};
use crate::method::gap::Gap;
use crate::method::pace::clock;
use crate::method::session::{self as pace, Change};
use crate::notation;

/// What a new agenda of one's own is called.
const OWN: &str = "Our agenda";

/// Asks which agenda it shall be. `start`: the session begins with it.
pub(super) fn choose(turn: &mut Turn<'_>, start: bool) {
    let board = &turn.state.board;
    let is_own = !board.heading().workshop.phases.is_empty();
    let own = if is_own { Some(agenda::of(board)) } else { turn.state.desk.own_agenda.clone() };
    let choice = |letter, agenda: &Agenda, name| Choice {
        letter,
        label: format!("{} · {}: {}", agenda.name, duration(agenda), agenda.about),
        kind: None,
        then: Then::Agenda(name, start),
    };
    let mut choices: Vec<Choice> = own.iter().map(|own| choice('o', own, None)).collect();
    for agenda in agendas() {
        let letter = agenda.name.chars().next().unwrap_or('a');
        choices.push(choice(letter, &agenda, Some(agenda.name.clone())));
    }
    let here = agendas().position(|agenda| agenda.name == turn.state.agenda().name).unwrap_or(0);
    let selected = if is_own { 0 } else { here + own.iter().len() };
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
    let workshop = &turn.state.board.heading().workshop;
    let (name, phases) = match (name, &turn.state.desk.own_agenda) {
        (Some(name), _) => (Some(name), Vec::new()),
        // The board has it, or had it until another was chosen.
        (None, Some(own)) if workshop.phases.is_empty() => (Some(own.name.clone()), own.phases.clone()),
        (None, _) => (workshop.agenda.clone(), workshop.phases.clone()),
    };
    if start {
        if set(turn, name, phases).is_some() {
            session::start_now(turn);
        }
    } else if !asks_first(turn, name.as_ref(), &phases) {
        replace(turn, name, phases);
    }
}

/// Asks whether a phase under way is to end, where an agenda does not have it. Whether it does ask.
fn asks_first(turn: &mut Turn<'_>, name: Option<&String>, phases: &[Phase]) -> bool {
    let to = agenda::with(name.map(String::as_str), phases);
    let here = turn.state.agenda();
    let (Some(session), Some(phase)) = (turn.state.session(), turn.state.phase()) else { return false };
    if !pace::would_end(session, here, &to) {
        return false;
    }
    let time = match turn.state.left() {
        None => String::new(),
        Some(left @ ..0) => format!(", {} over time", clock(-left)),
        Some(left) => format!(", {} left", clock(left)),
    };
    let title = format!("{} is under way{time}. {} does not have it.", phase.name, to.name);
    let choice = |letter, label, then| Choice { letter, label, kind: None, then };
    let choices = vec![
        choice('k', format!("keep {}", here.name), Then::KeepAgenda),
        choice('r', "replace it; the session begins anew".into(), Then::ReplaceAgenda(name.cloned(), phases.to_vec())),
    ];
    menus::open(turn, Menu { title, choices, selected: 0, about_note: false, back: None });
    true
}

/// Stays with the agenda where another was to end the phase under way.
pub(super) fn keep(turn: &mut Turn<'_>) {
    let phase = turn.state.phase().map_or("it", |phase| &phase.name);
    let mend = if turn.state.desk.agenda_to_mend.is_some() { "; {session.edit} has what you wrote" } else { "" };
    let said = format!("{} stays, {phase} goes on{}", turn.state.agenda().name, turn.state.keys.spell(mend));
    turn.state.say(Tone::Plain, said);
}

/// Takes an agenda, whatever phase is under way, and says what became of the session.
pub(super) fn replace(turn: &mut Turn<'_>, name: Option<String>, phases: Vec<Phase>) {
    let before = turn.state.agenda().clone();
    let Some(change) = set(turn, name, phases) else { return };
    turn.state.desk.agenda_to_mend = None;
    match change {
        Some(change) => tell_change(turn, change, &before),
        None => tell(turn),
    }
    // The board keeps one agenda.
    let is_own = !turn.state.board.heading().workshop.phases.is_empty();
    if let (Some(own), false, Some(notice)) = (&turn.state.desk.own_agenda, is_own, &mut turn.state.notice) {
        let choose = turn.state.keys.name("session.agenda");
        notice.text = format!("{}; until you leave, {choose} o brings {} back", notice.text, own.name);
    }
}

/// Gives the board an agenda; nothing where that was refused. Says what became of the session, if there is one. Like its time, its
/// agenda is no step of the history: who takes a note back stays in the phase.
fn set(turn: &mut Turn<'_>, name: Option<String>, phases: Vec<Phase>) -> Option<Option<Change>> {
    let before = agenda::of(&turn.state.board);
    let loses_own = !turn.state.board.heading().workshop.phases.is_empty() && phases.is_empty();
    if let Err(refusal) = turn.state.board.apply(Edit::SetAgenda { agenda: name, phases }) {
        turn.refuse(&refusal);
        return None;
    }
    turn.state.history.touch();
    turn.state.settle();
    let change = turn.change_agenda(&before);
    if loses_own {
        turn.state.desk.own_agenda = Some(before);
    }
    Some(change)
}

/// Says what became of the session with another agenda.
fn tell_change(turn: &mut Turn<'_>, change: Change, before: &Agenda) {
    let (agenda, Some(here), Some(phase)) = (turn.state.agenda(), turn.state.session(), turn.state.phase()) else { return };
    let (agenda, name, time) = (&agenda.name, &phase.name, turn.state.left().map(clock));
    let time = time.map_or_else(String::new, |left| format!(" with {left} left"));
    let start = turn.state.keys.name("session.start");
    let said = match change {
        Change::Stays => {
            let (number, all) = (here.phase + 1, turn.state.agenda().phases.len());
            let goes_on = if turn.state.phase_is_started() { "goes on as" } else { "is" };
            format!("{agenda}: {name} {goes_on} phase {number} of {all}")
        }
        Change::TakenUp => {
            let way = if session::can_start(turn.state).is_ok() { format!("; {start} goes on") } else { String::new() };
            format!("{agenda}: back to {name}{time}{way}")
        }
        Change::Anew => {
            // Only in an agenda that can be chosen again: one's own may have been written over.
            let at_hand = turn.state.board.heading().workshop.phases.is_empty() || agendas().any(|known| known == *before);
            let left = here.earlier.last().and_then(|past| past.phase.as_ref()).filter(|_| at_hand);
            let left = left.filter(|left| before.phases.iter().any(|phase| phase.name == **left));
            let left = left.map_or_else(String::new, |left| format!("; until then {left} waits in {}", before.name));
            format!("{agenda} begins anew, {start} starts {name}{left}")
        }
    };
    turn.state.say(Tone::Done, said);
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
    let text = turn.state.desk.agenda_to_mend.clone().unwrap_or_else(|| written(turn.state.agenda()) + &guide());
    turn.state.desk.agenda_edited = true;
    turn.effects.push(Effect::Editor(text));
}

/// What may be written in an agenda, behind it.
fn guide() -> String {
    let kinds: Vec<&str> = Kind::ALL.into_iter().map(Kind::plural).collect();
    let gaps: Vec<&str> = Gap::ALL.into_iter().map(Gap::name).collect();
    format!(
        "\n{COMMENT} A phase: `- Phase: NAME for 5m to 10m with KINDS`, below it `- Activity: …`, `- Ask: …`, `- Looks for: …`. -->\n\
         {COMMENT} KINDS: {} -->\n{COMMENT} Looks for: {} -->\n",
        kinds.join(", "),
        gaps.join(", ")
    )
}

/// How a line begins that is for people only.
const COMMENT: &str = "<!--";

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
    // In their place, so that lines are counted as they are seen.
    let said: Vec<&str> = text.lines().map(|line| if line.starts_with(COMMENT) { "" } else { line }).collect();
    match read(turn, &said.join("\n")) {
        Ok((name, mut phases)) => {
            let workshop = &turn.state.board.heading().workshop;
            // What a newer version says of a phase has no words in the notation.
            for phase in &mut phases {
                let same = workshop.phases.iter().find(|same| same.name == phase.name);
                phase.unknown = same.map_or_else(Vec::new, |same| same.unknown.clone());
            }
            if (&workshop.agenda, &workshop.phases) == (&name, &phases)
                || said.join("\n").trim() == written(turn.state.agenda()).trim()
            {
                turn.state.desk.agenda_to_mend = None;
                turn.state.say(Tone::Plain, "the agenda is as it was");
            } else if asks_first(turn, name.as_ref(), &phases) {
                turn.state.desk.agenda_to_mend = Some(text).filter(|text| !text.trim().is_empty());
            } else {
                replace(turn, name, phases);
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
    wrong.extend(workshop.phases.iter().flat_map(impossible));
    match wrong.is_empty() {
        true => Ok((workshop.agenda.clone(), workshop.phases.clone())),
        false => Err(wrong),
    }
}

/// What no phase can be, a line each.
fn impossible(phase: &Phase) -> Vec<String> {
    let name = &phase.name;
    let mut wrong = Vec::new();
    match (phase.least, phase.minutes) {
        (_, Some(0)) => wrong.push(format!("the phase {name} is over at once: give it a minute at least, or no time at all")),
        (Some(least), Some(most)) if least > most => {
            wrong.push(format!("the phase {name} takes {least} minutes at least and {most} at most: write the shorter time first"));
        }
        _ => {}
    }
    for unknown in phase.looks_for.iter().filter(|name| Gap::from_name(name).is_none()) {
        let near = nearest(unknown, Gap::ALL.map(Gap::name)).map_or(String::new(), |near| format!(": did you mean {near}?"));
        wrong.push(format!("the phase {name} looks for {unknown}, which nobody can find{near}"));
    }
    wrong
}
