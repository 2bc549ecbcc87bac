//! The time line of a run: one row with a mark for every event and the hours at which the clock jumped.

use crate::app::wall::text::width;
use crate::board::Kind;
use crate::engine::{Happening, duration};
use crate::method::legend::shape;

use super::Running;
use super::pane::{Row, Stands};
use crate::app::Ink;

/// Steps that are looked at in each direction at most.
const FAR: usize = 300;

/// The time line around now: what has been on the left, what is remembered beyond now on the right. None while there is nothing on
/// it.
pub(super) fn row(running: &Running, cells: usize) -> Option<Row> {
    let run = running.run();
    let (now, end) = (run.len(), run.len() + run.ahead());
    let mark = |number: usize| match run.remembered(number).map(|step| &step.what) {
        Some(Happening::Recorded { .. }) => Some((shape(Kind::Event).to_owned(), Ink::Mark(Kind::Event))),
        Some(Happening::Clock { to, .. }) => Some((format!("╎{} ", duration::format(*to)), Ink::Key)),
        _ => None,
    };
    // Most of the row is for what has been; what it does not need is for what comes.
    let (mut before, mut used) = (Vec::new(), 2);
    let most = if run.ahead() > 0 { cells * 2 / 3 } else { cells };
    let mut first = now;
    for number in (now.saturating_sub(FAR)..now).rev() {
        let Some((text, ink)) = mark(number) else { continue };
        let wide = width(&text);
        if used + wide + 1 > most {
            break;
        }
        used += wide;
        first = number;
        before.push((number, text, ink));
    }
    let mut row = Row::default();
    let cut = (first.saturating_sub(FAR)..first).any(|number| mark(number).is_some());
    row.put(if cut { "‹" } else { "0" }, Ink::Faint);
    for (number, text, ink) in before.into_iter().rev() {
        row.spot(text, ink, Stands::Time(number));
    }
    row.put("▏", Ink::Strong);
    used += 1;
    for number in now..end.min(now + FAR) {
        let Some((text, _)) = mark(number) else { continue };
        used += width(&text);
        if used > cells {
            row.put("›", Ink::Faint);
            break;
        }
        row.spot(text, Ink::Faint, Stands::Time(number));
    }
    row.pieces.iter().any(|piece| piece.stands.is_some()).then_some(row)
}
