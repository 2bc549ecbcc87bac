//! Pages to read: what came of a phase, what came of the session. What stands on one is found out when it is opened and not when it
//! is drawn; only how its lines break depends on the screen.

mod closing;
mod pace;
mod summary;

use ratatui::layout::Rect;

use super::Ink;
use super::panel::{inside, middle};
use super::wall::text::{clean, width, wrap};
use super::{Mode, State};

/// As wide as a page is at most: longer lines are hard to read.
const WIDE: u16 = 100;
/// A text that has fewer cells than this beside its label stands below it.
const NARROW: usize = 18;
/// Rows that one text takes at most.
const HIGH: usize = 12;

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// The first row in view.
    first: usize,
    /// What it tells.
    about: About,
    lines: Vec<Line>,
}

/// What a page tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum About {
    /// What came of a stretch of the session, by its place in the log; none: of all.
    Stint(Option<usize>),
    /// What came of everything; whether scenarios are still to be played.
    Closing {
        /// Whether some are.
        playing: bool,
    },
}

/// A line of a page: a heading, or a text behind a label.
#[derive(Clone, Debug)]
struct Line {
    heading: bool,
    label: Vec<(String, Ink)>,
    /// Where the text begins.
    at: usize,
    text: String,
    ink: Ink,
}

/// A row of a page.
#[derive(Clone, PartialEq, Debug)]
pub enum Row {
    /// A heading.
    Heading(String),
    /// Pieces of text, one behind the other; none: a row of air.
    Pieces(Vec<(String, Ink)>),
}

impl Page {
    fn new(title: String, about: About, lines: Vec<Line>) -> Page {
        Page { title, first: 0, about, lines }
    }

    /// Its rows where they are so many cells wide.
    pub fn rows(&self, cells: u16) -> Vec<Row> {
        let mut rows = Vec::new();
        for line in &self.lines {
            if line.heading {
                if !rows.is_empty() {
                    rows.push(Row::Pieces(Vec::new()));
                }
                rows.push(Row::Heading(line.text.clone()));
            } else {
                line.rows(usize::from(cells), &mut rows);
            }
        }
        rows
    }

    /// The stretch of the session that it tells of, by its place in the log.
    pub fn stint(&self) -> Option<usize> {
        match self.about {
            About::Stint(stint) => stint,
            About::Closing { .. } => None,
        }
    }

    /// Whether it tells how scenarios come out once they have been played.
    pub(super) fn waits_for_scenarios(&self) -> bool {
        self.about == (About::Closing { playing: true })
    }

    /// The closing page once the scenarios have been played, scrolled as far as this one.
    pub(super) fn played(&self, state: &State) -> Page {
        Page { first: self.first, ..Page::closing(state, true) }
    }

    /// Scrolls by so many rows, as far as there are any.
    pub(super) fn scroll(&mut self, by: isize, area: Rect) {
        let inner = inside(area);
        let last = self.rows(inner.width).len().saturating_sub(usize::from(inner.height));
        self.first = self.first.saturating_add_signed(by).min(last);
    }
}

impl Line {
    fn heading(text: impl Into<String>) -> Line {
        Line { heading: true, label: Vec::new(), at: 0, text: text.into(), ink: Ink::Faint }
    }

    fn plain(ink: Ink, text: impl Into<String>) -> Line {
        Line::labelled(0, Vec::new(), ink, text)
    }

    /// A text that begins at a cell, and what stands before it.
    fn labelled(at: usize, label: Vec<(String, Ink)>, ink: Ink, text: impl Into<String>) -> Line {
        let label = label.into_iter().map(|(text, ink)| (clean(&text).into_owned(), ink)).collect();
        Line { heading: false, label, at, text: clean(&text.into()).into_owned(), ink }
    }

    fn rows(&self, cells: usize, rows: &mut Vec<Row>) {
        let used: usize = self.label.iter().map(|(text, _)| width(text)).sum();
        let mut pieces = self.label.clone();
        let beside = used == 0 || (cells.saturating_sub(self.at.max(used + 1)) >= NARROW.min(width(&self.text)));
        let at = match (self.at, beside) {
            (0, _) => 0,
            (_, true) => self.at.max(used + usize::from(used > 0)),
            (_, false) => 2,
        };
        if !beside {
            rows.push(Row::Pieces(std::mem::take(&mut pieces)));
        }
        let used = if beside { used } else { 0 };
        if self.text.is_empty() {
            return if beside {
                rows.push(Row::Pieces(pieces))
            };
        }
        for (number, text) in wrap(&self.text, cells.saturating_sub(at).max(1), HIGH).into_iter().enumerate() {
            let mut row = if number == 0 { std::mem::take(&mut pieces) } else { Vec::new() };
            let used = if number == 0 { used } else { 0 };
            if at > used {
                row.push((" ".repeat(at - used), Ink::Text));
            }
            row.push((text, self.ink));
            rows.push(Row::Pieces(row));
        }
    }
}

/// Topics put aside, those that were not talked about first.
fn parked(state: &State, lines: &mut Vec<Line>) {
    let topics = state.topics_listed("");
    if topics.is_empty() {
        return;
    }
    let all = &state.board().heading().workshop.parked;
    lines.push(Line::heading("Parked"));
    for topic in topics.iter().take(MOST).filter_map(|index| all.get(*index)) {
        let by = topic.by.as_ref().map_or(String::new(), |by| format!("  – {by}"));
        let (sign, ink) = if topic.done { ("✓", Ink::Faint) } else { ("○", Ink::Text) };
        lines.push(Line::labelled(2, vec![(sign.to_owned(), ink)], ink, format!("{}{by}", topic.text)));
    }
    more(topics.len(), lines);
}

/// Of a long list only so much is told.
const MOST: usize = 60;

/// Says how many entries of a list are not told.
fn more(all: usize, lines: &mut Vec<Line>) {
    if all > MOST {
        lines.push(Line::plain(Ink::Faint, format!("and {} more", all - MOST)));
    }
}

/// More names than this are not listed behind a number.
const NAMED: usize = 3;

/// The first of some names, and how many there are beside them.
fn named<'n>(mut names: impl Iterator<Item = &'n str>) -> String {
    let shown: Vec<String> = names.by_ref().take(NAMED).map(super::state::short).collect();
    match names.count() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// So many of something.
fn count(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

impl State {
    /// The cells of the page that is open.
    pub fn page_area(&self) -> Option<Rect> {
        let limits = self.screen()?.panels;
        Some(middle(limits, WIDE, limits.height))
    }

    /// The page that is open, and its first row in view.
    pub fn page(&self) -> Option<(&Page, usize)> {
        let Mode::Page(page) = &self.mode else { return None };
        let inner = inside(self.page_area()?);
        // The screen may have become larger meanwhile.
        let last = page.rows(inner.width).len().saturating_sub(usize::from(inner.height));
        Some((page, page.first.min(last)))
    }
}
