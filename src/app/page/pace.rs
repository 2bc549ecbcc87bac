//! The pace of a phase, in lines and in a table.

use super::{Line, count};
use crate::app::Ink;
use crate::method::legend::shape;
use crate::method::pace::{Pace, Row, Went, bars, clock};

/// Where what is said of a phase begins.
const AT: usize = 8;
/// As many bars stand in a row at most, so that they fit on the smallest screen.
const BARS: usize = 30;

/// The time that was worked, beside the time that there was.
pub(super) fn time(pace: &Pace) -> String {
    let worked = clock(pace.worked);
    match pace.planned {
        None => worked,
        Some(planned) => format!("{worked} of {}", clock(planned.max(0))),
    }
}

/// Notes per minute.
fn rate(pace: &Pace) -> Option<String> {
    pace.rate().filter(|_| pace.notes() > 0).map(|rate| format!("{rate:.1} a minute"))
}

/// Everything about the pace of a phase.
pub(super) fn lines(pace: &Pace, lines: &mut Vec<Line>) {
    let label = |text: &str| vec![(text.to_owned(), Ink::Faint)];
    if pace.skipped && pace.notes() == 0 && pace.worked == 0 {
        lines.push(Line::plain(Ink::Faint, "skipped"));
        return;
    }
    let mut said = time(pace);
    if let Some(over) = pace.planned.map(|planned| pace.worked - planned.max(0)).filter(|over| *over > 0) {
        said.push_str(&format!(", {} over time", clock(over)));
    }
    if pace.paused > 0 {
        said.push_str(&format!(", and paused for {}", clock(pace.paused)));
    }
    if pace.skipped {
        said.push_str(", then skipped");
    }
    lines.push(Line::labelled(AT, label("time"), Ink::Text, said));
    if pace.notes() == 0 {
        lines.push(Line::labelled(AT, label("notes"), Ink::Faint, "none written"));
        return;
    }
    let rate = rate(pace).map_or(String::new(), |rate| format!(", {rate}"));
    lines.push(Line::labelled(AT, label("notes"), Ink::Text, format!("{} in all{rate}", pace.notes())));
    for (kind, number) in pace.by_kind() {
        let sign = vec![(" ".repeat(AT), Ink::Text), (shape(kind).to_owned(), Ink::Mark(kind))];
        lines.push(Line::labelled(AT + 2, sign, Ink::Text, count(number, kind.name(), kind.plural())));
    }
    let drawn = bars(&pace.minutes, BARS);
    let bar = if drawn.minutes == 1 { "a minute".to_owned() } else { format!("{} minutes", drawn.minutes) };
    lines.push(Line::labelled(AT, label("pace"), Ink::Mark(crate::board::Kind::Event), drawn.bars));
    lines.push(Line::labelled(
        AT,
        Vec::new(),
        Ink::Faint,
        format!("each bar is {bar}, █ is {}", count(drawn.highest as usize, "note", "notes")),
    ));
}

/// The pace of all phases, a line each.
pub(super) fn table(went: &Went, lines: &mut Vec<Line>) {
    for Row { pace, .. } in &went.phases {
        let ink = if pace.skipped { Ink::Faint } else { Ink::Text };
        let said = match (pace.skipped, pace.notes()) {
            (true, 0) if pace.worked == 0 => "skipped".to_owned(),
            (skipped, notes) => {
                let rate = rate(pace).map_or(String::new(), |rate| format!("  {rate}"));
                let end = match (skipped, pace.open) {
                    (true, _) => "  then skipped",
                    (false, true) => "  so far",
                    (false, false) => "",
                };
                format!("{:<16}  {:<9}{rate}{end}", time(pace), count(notes, "note", "notes"))
            }
        };
        lines.push(Line::labelled(24, vec![(pace.phase.clone(), ink)], ink, said));
    }
    if went.earlier > 0 {
        let said = format!("{}, in which {} was worked", count(went.earlier, "session", "sessions"), clock(went.earlier_worked));
        lines.push(Line::labelled(24, vec![("before that".to_owned(), Ink::Faint)], Ink::Faint, said));
    }
}
