//! Walking in the run pane: what is in focus there, and where one comes from it.

use crate::app::{Mode, State};

use super::pane::Stands;

/// A way to walk in the pane.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::app) enum Walk {
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// To what stands to the left.
    Left,
    /// To what stands to the right.
    Right,
    /// Half a pane of steps back.
    PageUp,
    /// Half a pane of steps on.
    PageDown,
    /// To the first step.
    First,
    /// To the last step that is remembered.
    Last,
}

impl State {
    /// What is in focus in the run pane, while one is in it.
    pub fn run_cursor(&self) -> Option<Stands> {
        match self.mode {
            Mode::Run(stands) => Some(stands),
            _ => None,
        }
    }

    /// Goes into the run pane: to what is asked, else to the last step. False where there is nothing to go to.
    pub(in crate::app) fn enter_run(&mut self) -> bool {
        let Some(pane) = self.run_pane() else { return false };
        let spots = pane.spots();
        let asked = spots.iter().find(|(.., stands)| matches!(stands, Stands::Option(_) | Stands::TypeIn));
        let last = self.running().and_then(|running| running.run().len().checked_sub(1)).map(Stands::Step);
        let first = spots.first().map(|(.., stands)| *stands);
        match asked.map(|(.., stands)| *stands).or(last).or(first) {
            Some(stands) => {
                self.mode = Mode::Run(stands);
                true
            }
            None => false,
        }
    }

    /// Walks in the run pane.
    pub(in crate::app) fn walk_run(&mut self, walk: Walk) {
        let (Some(cursor), Some(pane), Some(running)) = (self.run_cursor(), self.run_pane(), self.running()) else { return };
        let end = running.run().len() + running.run().ahead();
        let page = usize::from(pane.area.height / 2).max(1);
        let here = match cursor {
            Stands::Step(number) | Stands::Time(number) => Some(number),
            _ => None,
        };
        let step = |number: usize| end.checked_sub(1).map(|last| Stands::Step(number.min(last)));
        let there = match walk {
            Walk::First => step(0),
            Walk::Last => step(end),
            Walk::PageUp => step(here.unwrap_or(end).saturating_sub(page)),
            Walk::PageDown => step(here.map_or(end, |here| here + page)),
            // Steps go on beyond what is in view; the pane follows.
            Walk::Up if matches!(cursor, Stands::Step(number) if number > 0) => step(here.unwrap_or(0) - 1),
            Walk::Down if matches!(cursor, Stands::Step(number) if number + 1 < end) => step(here.unwrap_or(0) + 1),
            Walk::Up | Walk::Down | Walk::Left | Walk::Right => beside(&pane.spots(), cursor, walk),
        };
        if let Some(there) = there {
            self.mode = Mode::Run(there);
        }
    }

    /// Finds out why the step in focus came out as it did; what stands below goes on speaking of the step one comes from.
    pub(in crate::app) fn explain_run(&mut self) {
        let cursor = self.run_cursor();
        let Some(running) = &mut self.running else { return };
        match cursor {
            Some(Stands::Step(number) | Stands::Time(number)) => running.explain(Some(number)),
            Some(_) => running.explain(running.explained_step()),
            None => running.explain(None),
        }
    }

    /// Puts something in focus that is in view when what was in focus has gone.
    pub(in crate::app) fn settle_run_cursor(&mut self) {
        let Some(cursor) = self.run_cursor() else { return };
        let Some(running) = self.running() else {
            self.mode = Mode::Wall;
            return;
        };
        let end = running.run().len() + running.run().ahead();
        let gone = match cursor {
            Stands::Step(number) | Stands::Time(number) => number >= end,
            _ => self.run_pane().is_none_or(|pane| pane.spots().iter().all(|(.., stands)| *stands != cursor)),
        };
        if gone && !self.enter_run() {
            self.mode = Mode::Wall;
        }
    }
}

/// What stands beside something: in the nearest row above or below where there is anything, or in the same row.
fn beside(spots: &[(usize, usize, Stands)], cursor: Stands, walk: Walk) -> Option<Stands> {
    let (row, column, _) = *spots.iter().find(|(.., stands)| *stands == cursor)?;
    let in_row = |wanted: usize| spots.iter().filter(move |(row, ..)| *row == wanted);
    let near = |wanted: usize| in_row(wanted).min_by_key(|(_, x, _)| x.abs_diff(column)).map(|(.., stands)| *stands);
    let rows = || spots.iter().map(|(row, ..)| *row);
    match walk {
        Walk::Up => rows().filter(|other| *other < row).max().and_then(near),
        Walk::Down => rows().filter(|other| *other > row).min().and_then(near),
        Walk::Left => in_row(row).rfind(|(_, x, _)| *x < column).map(|(.., stands)| *stands),
        Walk::Right => in_row(row).find(|(_, x, _)| *x > column).map(|(.., stands)| *stands),
        _ => None,
    }
}
