//! The branches of a run: what was tried before is not lost, and two ways can be laid side by side.

use crate::app::wall::text::width;
use crate::engine::{Branch, Happening, Place, Step, duration, tell};

use super::Running;
use super::pane::{Row, Stands, heading, pad};
use crate::app::Ink;

/// Branches that are shown at most.
const MOST: usize = 60;

impl Running {
    /// The branches, where there is more than one.
    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// Looks which branches there are. Only a new step can make one.
    pub(super) fn look_for_branches(&mut self) {
        self.branches = if self.run.forks() > 0 { self.run.all_branches() } else { Vec::new() };
    }

    /// Goes to the end of a branch.
    pub(in crate::app) fn take_branch(&mut self, end: Place) {
        self.run.go_to(end);
        self.halted = None;
        self.goes_its_own_way();
        self.settle();
    }

    /// The branch on which the run stands, and the one to compare it with: the one wished for, else the next other one.
    pub(in crate::app) fn pair(&self, wished: Option<Place>) -> Option<(Place, Place)> {
        let here = self.branches.iter().position(|branch| branch.current)?;
        let other = match wished.filter(|wished| *wished != self.branches[here].end) {
            Some(wished) => wished,
            None => {
                let others = self.branches[here + 1..].iter().chain(&self.branches[..here]);
                others.map(|branch| branch.end).next()?
            }
        };
        Some((self.branches[here].end, other))
    }

    /// Two ways side by side, line by line in columns of so many cells, from a little before they part; and the number of the step
    /// from which on they differ, counted from 1.
    pub(in crate::app) fn side_by_side(&self, left: Place, right: Place, cells: usize) -> (Vec<String>, usize) {
        /// Steps that are shown of what both share.
        const SHARED: usize = 5;
        let compared = self.run.compare(left, right);
        let (one, other) = (self.run.way(left), self.run.way(right));
        let from = compared.shared.saturating_sub(SHARED);
        let half = cells.saturating_sub(3) / 2;
        let said = |step: Option<&&Step>| {
            let Some(step) = step else { return String::new() };
            let line = tell::line(&self.run, &step.what);
            let remark = if line.remark.is_empty() { String::new() } else { format!("  {}", line.remark) };
            let indent = if line.depth == 0 { "" } else { "  " };
            format!("{:>5} {indent}{} {}{remark}", duration::format(step.at), line.sign, line.head)
        };
        let mut lines = Vec::new();
        if from > 0 {
            lines.push(format!("  … {from} steps that both share"));
        }
        for number in from..one.len().max(other.len()) {
            let sign = match number.cmp(&compared.shared) {
                std::cmp::Ordering::Less => "│",
                std::cmp::Ordering::Equal => "≠",
                std::cmp::Ordering::Greater => "┊",
            };
            let (left, right) = (fitted(&said(one.get(number)), half), fitted(&said(other.get(number)), half));
            lines.push(format!("  {left} {sign} {}", right.trim_end()));
        }
        (lines, compared.shared + 1)
    }
}

/// A text of exactly so many cells; what does not fit is cut with a mark.
fn fitted(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return pad(text, cells);
    }
    let mut cut = String::new();
    for c in text.chars() {
        if width(&cut) + width(c.encode_utf8(&mut [0; 4])) + 1 > cells {
            break;
        }
        cut.push(c);
    }
    pad(&format!("{cut}…"), cells)
}

/// The tree of the run: every branch with what it began with.
pub(super) fn rows(running: &Running, cells: usize) -> Vec<Row> {
    let mut rows = vec![heading("BRANCHES", cells)];
    for (number, branch) in running.branches().iter().take(MOST).enumerate() {
        let mut row = Row::of(Stands::Branch(branch.end));
        row.put(if branch.current { "▶" } else { " " }, Ink::Key);
        let tree = if branch.depth == 0 { String::new() } else { format!("{}╰ ", "  ".repeat(branch.depth - 1)) };
        row.put(tree, Ink::Rule);
        let way = running.run().way(branch.end);
        let began = way.get(branch.leaves).map(|step| tell::line(running.run(), &step.what));
        let (sign, head) = began.map_or((' ', String::new()), |line| (line.sign, line.head));
        row.put(format!("{sign} {head}"), if branch.current { Ink::Strong } else { Ink::Text });
        let last = way.iter().rev().skip_while(|step| !matches!(step.what, Happening::Recorded { .. }));
        if let Some(last) = last.map(|step| tell::line(running.run(), &step.what)).next().filter(|_| way.len() > branch.leaves + 1)
        {
            row.put(format!(" … {}", last.head), Ink::Text);
        }
        let from = if number == 0 { String::new() } else { format!("from step {}, ", branch.leaves + 1) };
        row.put(format!("  {from}{} steps", branch.steps), Ink::Faint);
        rows.push(row);
    }
    if running.branches().len() > MOST {
        rows.push(Row::plain(format!("  … {} more", running.branches().len() - MOST), Ink::Faint));
    }
    rows
}
