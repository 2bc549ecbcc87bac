//! Panels over the wall and which entry stands in which row: what is drawn there, and what a click there takes.

use ratatui::layout::{Position, Rect};

use super::commands::{Command, Keymap};
use super::details::lines;
use super::wall::text;
use super::{Details, Listing, Menu, Mode, State, search};
use crate::method::lint::Finding;

/// A panel with entries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Panel {
    /// Its cells, the edge included.
    pub area: Rect,
    /// The cells in which entries stand.
    pub entries: Rect,
    /// The first line in view, counted in lines of entries and what stands between them.
    pub first: usize,
    /// The entry in each row from the top; none for rows that hold something else.
    pub rows: Vec<Option<usize>>,
}

impl Panel {
    /// A panel whose entries are lines one below the other, the marked one in view.
    fn plain(area: Rect, entries: Rect, count: usize, selected: usize) -> Panel {
        let first = (selected + 1).saturating_sub(usize::from(entries.height));
        let rows = (first..count).take(usize::from(entries.height)).map(Some).collect();
        Panel { area, entries, first, rows }
    }

    /// The entry in a cell.
    pub fn entry_at(&self, cell: Position) -> Option<usize> {
        // Their ground reaches one cell further on both sides.
        let ground = Rect { x: self.entries.x - 1, width: self.entries.width + 2, ..self.entries };
        let row = ground.contains(cell).then(|| usize::from(cell.y - ground.y))?;
        self.rows.get(row).copied().flatten()
    }
}

/// A line of the help.
#[derive(Clone, Copy, Debug)]
pub enum Line {
    /// Nothing.
    Blank,
    /// The name of a group.
    Heading(&'static str),
    /// A command and its position among those listed.
    Command(&'static Command, usize),
}

impl Line {
    /// The lines of the help for some commands.
    pub fn of(found: &[&'static Command]) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut group = None;
        for (index, command) in found.iter().enumerate() {
            if group != Some(command.group) {
                if group.is_some() {
                    lines.push(Line::Blank);
                }
                group = Some(command.group);
                lines.push(Line::Heading(command.group.name()));
            }
            lines.push(Line::Command(command, index));
        }
        lines
    }
}

/// The cells inside a panel's edge.
pub fn inside(area: Rect) -> Rect {
    Rect { x: area.x + 2, y: area.y + 1, width: area.width.saturating_sub(4), height: area.height.saturating_sub(2) }
}

/// A panel in the middle, no larger than wished.
pub fn middle(limits: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(limits.width), height.min(limits.height));
    Rect { x: limits.x + (limits.width - width) / 2, y: limits.y + (limits.height - height) / 3, width, height }
}

/// The cells below the row in which something is typed.
pub fn below_typing(inner: Rect) -> Rect {
    Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner }
}

/// Fewer rows than this are left to the entries alone.
const LOW: u16 = 10;
/// The rows in which all that is to be said about the marked entry stands, and one of air above them.
const SAID: u16 = 4;

/// The cells of a list's entries, and those below in which the marked one is told in full; none where the screen is low.
pub fn told_below(below: Rect) -> (Rect, Option<Rect>) {
    if below.height < LOW {
        return (below, None);
    }
    let entries = Rect { height: below.height - SAID, ..below };
    (entries, Some(Rect { y: entries.bottom() + 1, height: SAID - 1, ..below }))
}

/// What is said about a finding below the list of all.
pub fn about_advice(finding: &Finding, width: usize) -> Vec<String> {
    // A note that is named in a sentence is named in one line.
    let mut about = text::wrap(&text::clean(&format!("{}.", finding.message)), width, 4);
    about.extend(text::wrap(&text::clean(&format!("What to do: {}.", finding.suggestion)), width, 4));
    about.extend(text::wrap(&format!("Why: {} ({})", finding.rule.reason(), finding.rule.name()), width, 4));
    about
}

impl State {
    /// The panel with entries that is open; nothing where there is none, or the screen is too small.
    pub fn panel(&self) -> Option<Panel> {
        let limits = self.screen()?.panels;
        match &self.mode {
            Mode::Menu(menu) => self.menu_panel(menu, limits),
            Mode::Palette(listing) => {
                let count = search::palette(&listing.text(), &self.keys).len();
                let area = middle(limits, 76, 18);
                let (entries, _) = told_below(below_typing(inside(area)));
                Some(Panel::plain(area, entries, count, listing.selected.min(count.saturating_sub(1))))
            }
            Mode::Advice(listing) => self.advice_panel(listing, limits),
            Mode::Missing(lacking) => {
                let area = middle(limits, 110, limits.height);
                let (entries, _) = told_below(below_typing(inside(area)));
                Some(Panel::plain(area, entries, lacking.found.len(), lacking.listing.selected))
            }
            Mode::Jump(jumping) => {
                let area = middle(limits, 76, limits.height);
                Some(Panel::plain(area, below_typing(inside(area)), jumping.found.len(), jumping.listing.selected))
            }
            Mode::Help(listing) => Some(help_panel(listing, &self.keys, limits)),
            Mode::Moments(moments) => {
                let count = moments.rows(self.history()).len();
                let area = middle(limits, 76, limits.height);
                Some(Panel::plain(area, below_typing(inside(area)), count, moments.listing.selected))
            }
            Mode::Scenarios(listing) => {
                let count = self.scenarios_listed(&listing.text()).len();
                let area = middle(limits, 100, limits.height);
                let (entries, _) = told_below(below_typing(inside(area)));
                Some(Panel::plain(area, entries, count, listing.selected.min(count.saturating_sub(1))))
            }
            Mode::Details(details) => Some(self.details_panel(details, limits)),
            Mode::Start(selected) => {
                let area = middle(limits, 76, self.shelf.len() as u16 + 5);
                let inner = inside(area);
                let entries = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
                Some(Panel::plain(area, entries, self.shelf.len() + 1, *selected))
            }
            _ => None,
        }
    }

    fn menu_panel(&self, menu: &Menu, limits: Rect) -> Option<Panel> {
        let widest = menu.choices.iter().map(|choice| text::width(&choice.label) + 6).max().unwrap_or(0);
        let width = (widest.max(text::width(&menu.title) + 2) as u16 + 6).min(limits.width);
        let height = (menu.choices.len() as u16 + 2).min(limits.height);
        let (x, y) = match self.cells_in_focus().filter(|_| menu.about_note) {
            // To the right of the note, or to its left where there is no room.
            Some(note) if note.right() + 2 + width <= limits.right() => (note.right() + 2, note.y),
            Some(note) if note.x >= limits.x + width + 2 => (note.x - width - 2, note.y),
            _ => (limits.x + (limits.width - width) / 2, limits.y + (limits.height - height) / 3),
        };
        let area = Rect { x, y: y.min(limits.bottom() - height).max(limits.y), width, height };
        Some(Panel::plain(area, inside(area), menu.choices.len(), menu.selected))
    }

    fn advice_panel(&self, listing: &Listing, limits: Rect) -> Option<Panel> {
        let found = search::advice(self, &listing.text());
        let area = middle(limits, 110, limits.height);
        let below = below_typing(inside(area));
        let selected = listing.selected.min(found.len().saturating_sub(1));
        let marked = found.get(selected).and_then(|index| self.advice()?.findings().get(*index))?;
        // Below the list stand the reason and the suggestion for the marked one, as many lines as they need.
        let about = about_advice(marked, usize::from(below.width));
        let room = usize::from(below.height).saturating_sub(about.len() + 1).max(1);
        let entries = Rect { height: (room as u16).min(below.height), ..below };
        Some(Panel::plain(area, entries, found.len(), selected))
    }
}

impl State {
    /// The form of a note; below its rows stand two for what may be written.
    fn details_panel(&self, details: &Details, limits: Rect) -> Panel {
        let wanted = lines::wanted(details, &self.board) + usize::from(ABOUT) + 2;
        let area = middle(limits, 100, wanted.min(usize::from(limits.height)) as u16);
        let inner = inside(area);
        let entries = Rect { height: inner.height.saturating_sub(ABOUT).max(1), ..inner };
        let lines = lines::lines(details, &details.rows(&self.board), entries.width);
        let height = usize::from(entries.height);
        let first = lines::first(details, &lines, height);
        Panel { area, entries, first, rows: lines.iter().skip(first).take(height).map(|line| Some(line.row)).collect() }
    }
}

/// How many rows below a form tell what may be written.
const ABOUT: u16 = 2;

fn help_panel(listing: &Listing, keys: &Keymap, limits: Rect) -> Panel {
    let found = search::help(&listing.text(), keys);
    let area = middle(limits, 100, limits.height);
    let (entries, _) = told_below(below_typing(inside(area)));
    let selected = listing.selected.min(found.len().saturating_sub(1));
    let lines = Line::of(&found);
    let height = usize::from(entries.height);
    let marked = lines.iter().position(|line| matches!(line, Line::Command(_, index) if *index == selected)).unwrap_or(0);
    // What follows the marked one is worth more than what stands before it.
    let first = (marked + height * 2 / 3).saturating_sub(height).min(lines.len().saturating_sub(height));
    let entry = |line: &Line| match line {
        Line::Command(_, index) => Some(*index),
        _ => None,
    };
    Panel { area, entries, first, rows: lines.iter().skip(first).take(height).map(entry).collect() }
}
