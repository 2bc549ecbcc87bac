//! What the mouse means. Each click, drag or turn of the wheel is a command that a key means too; only which note or entry it is
//! about comes from the cell.

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::layout::{Position, Rect};

use crate::board::NoteId;

use super::catalog::Hit;
use super::deriving::Walk;
use super::{Effect, Mode, Scope, State, Tone, Turn, View, commands};

/// Something that the mouse did, and in which cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mouse {
    /// What.
    pub act: Act,
    /// The column, counted from the left.
    pub column: u16,
    /// The row, counted from the top.
    pub row: u16,
    /// Whether ctrl was held.
    pub ctrl: bool,
    /// Whether shift was held.
    pub shift: bool,
}

/// What a mouse can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    /// A button goes down.
    Press(Button),
    /// The mouse moves while a button is down.
    Drag(Button),
    /// A button goes up.
    Release(Button),
    /// The wheel turns up.
    Up,
    /// The wheel turns down.
    Down,
    /// The wheel is tilted to the left.
    Left,
    /// The wheel is tilted to the right.
    Right,
}

/// A button of a mouse.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Button {
    /// The usual one.
    Left,
    /// The other one.
    Right,
}

/// What the mouse is about: what it has taken hold of, and what it clicked last.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Hand {
    /// Whether the mouse is the terminal's.
    pub free: bool,
    pub held: Option<Held>,
    clicked: Option<(NoteId, DateTime<Utc>)>,
}

/// A note that the mouse has taken hold of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held {
    note: NoteId,
    /// Where it was taken.
    from: Position,
    /// Where it has been dragged to.
    to: Position,
    /// Whether an arrow is drawn from it, and it is not moved itself.
    arrow: bool,
}

/// Two clicks within this time are a double click.
const DOUBLE: TimeDelta = TimeDelta::milliseconds(400);

impl Turn<'_> {
    pub(super) fn mouse(&mut self, mouse: Mouse) {
        // A click that was under way when the mouse was let go of.
        if self.state.hand.free {
            return;
        }
        let at = Position::new(mouse.column, mouse.row);
        match mouse.act {
            Act::Press(button) => {
                self.state.notice = None;
                self.state.pending.clear();
                self.state.hand.held = None;
                self.state.deriving.dragging = false;
                self.press(at, mouse.ctrl || button == Button::Right);
            }
            Act::Drag(_) => self.drag(at),
            Act::Release(_) => self.drop_at(at),
            Act::Up => self.wheel(at, mouse.shift, false),
            Act::Down => self.wheel(at, mouse.shift, true),
            Act::Left => self.wheel_command(["view.scroll-left"; 5], false),
            Act::Right => self.wheel_command(["view.scroll-right"; 5], false),
        }
    }

    /// Lets go of the mouse, or takes it again.
    pub(super) fn release_mouse(&mut self) {
        let hand = &mut self.state.hand;
        hand.free = !hand.free;
        let free = hand.free;
        self.effects.push(Effect::Mouse(!free));
        let said = match free {
            true => "the terminal has the mouse and can select text; M takes it again",
            false => "the mouse is Squall's again",
        };
        self.state.say(Tone::Done, said);
    }

    fn run(&mut self, id: &str) {
        if let Some(command) = commands::by_id(id) {
            commands::run(self, command);
        }
    }

    fn press(&mut self, at: Position, arrow: bool) {
        match self.state.mode.scope() {
            Scope::Menu | Scope::List | Scope::Start => self.take_entry(at),
            Scope::Details => self.take_row(at),
            Scope::Value => self.state.say(Tone::Plain, "enter keeps what is typed, esc leaves it; then the mouse can go on"),
            Scope::Report | Scope::Page => {}
            Scope::Write => self
                .state
                .say_with_keys(Tone::Plain, "{write.finish} finishes the text, {write.leave} leaves it; then the mouse can go on"),
            Scope::Wall | Scope::Run | Scope::Derive | Scope::Connect | Scope::Find | Scope::Filter => {
                if self.state.deriving().is_some() && self.state.is_on_pane(at) {
                    self.stop_looking();
                    let stands = self.state.deriving_pane().and_then(|pane| pane.at(at));
                    return commands::click_in_request(self, stands);
                }
                if let Some(stands) = self.state.run_pane().and_then(|pane| pane.at(at)) {
                    self.stop_looking();
                    return commands::take_in_run(self, stands);
                }
                if matches!(self.state.mode.scope(), Scope::Run | Scope::Derive) {
                    self.state.mode = Mode::Wall;
                }
                if let Some(note) = self.state.note_in_inspector(at) {
                    self.stop_looking();
                    return self.state.jump(note);
                }
                match self.state.hit_on_sheet(at).filter(|_| self.state.shown() == View::Catalog) {
                    Some(Hit::Tab(table)) => self.state.show_table(table),
                    Some(Hit::Head(column)) => commands::sort_by(self, Some(column)),
                    None => self.press_on_wall(at, arrow),
                }
            }
        }
    }

    fn take_entry(&mut self, at: Position) {
        let Some(entry) = self.state.panel().and_then(|panel| panel.entry_at(at)) else { return };
        let take = match &mut self.state.mode {
            Mode::Menu(menu) => {
                menu.selected = entry;
                "menu.take"
            }
            Mode::Start(selected) => {
                *selected = entry;
                "start.open"
            }
            mode => match mode.listing_mut() {
                Some(listing) => {
                    listing.selected = entry;
                    "list.take"
                }
                None => return,
            },
        };
        self.run(take);
    }

    /// The first click marks a row of the form, the second writes in it.
    fn take_row(&mut self, at: Position) {
        let Some(entry) = self.state.panel().and_then(|panel| panel.entry_at(at)) else { return };
        let Mode::Details(details) = &mut self.state.mode else { return };
        if std::mem::replace(&mut details.selected, entry) == entry {
            self.run("details.edit");
        }
    }

    fn press_on_wall(&mut self, at: Position, arrow: bool) {
        let note = self.state.note_at(at).or_else(|| self.state.note_by_strip(at));
        let Some(note) = note else {
            if self.state.go_by_bar(at) {
                self.stop_looking();
            }
            return;
        };
        let on_strip = self.state.note_at(at).is_none();
        self.stop_looking();
        self.state.set_focus(note);
        if on_strip {
            return;
        }
        if matches!(self.state.mode, Mode::Connect(_)) {
            return self.run("arrow.choose");
        }
        let now = self.source.now();
        let last = self.state.hand.clicked.take();
        let twice = |(before, then)| before == note && now >= then && now - then <= DOUBLE;
        if !arrow && last.is_some_and(twice) {
            return self.run("note.edit");
        }
        self.state.hand.clicked = (!arrow).then_some((note, now));
        // On the map of contexts there is nothing to drag.
        if self.state.view == View::Contexts {
            return;
        }
        // Where notes hang is up to the arrows in the flow, so there is nothing to drag but an arrow.
        let arrow = arrow || self.state.view == View::Flow;
        self.state.hand.held = Some(Held { note, from: at, to: at, arrow });
    }

    /// What was looked for or filtered by stays, as it does with Enter.
    fn stop_looking(&mut self) {
        if matches!(self.state.mode, Mode::Find(_) | Mode::Filter(_)) {
            self.state.mode = Mode::Wall;
        }
    }

    /// Says what letting go here would do.
    fn drag(&mut self, at: Position) {
        if self.state.deriving.dragging {
            return self.drag_words(at);
        }
        let Some(held) = &mut self.state.hand.held else { return };
        held.to = at;
        let held = *held;
        if held.from == at {
            return;
        }
        let name = self.state.name_of(held.note);
        let said = match (held.arrow, self.state.note_at(at)) {
            (true, Some(to)) if to != held.note => format!("an arrow between {name} and {}", self.state.name_of(to)),
            (true, _) => format!("an arrow from {name}: let go over another note"),
            (false, _) if self.state.shown() == View::Catalog => format!("{name} stays in its row; S sorts the table"),
            (false, _) => format!("{name}: let go over another column to hang it there"),
        };
        self.state.say(Tone::Plain, said);
    }

    fn drop_at(&mut self, at: Position) {
        self.state.deriving.dragging = false;
        let Some(held) = self.state.hand.held.take() else { return };
        // A click, and nothing was dragged anywhere.
        if held.from == at || self.state.board.note(held.note).is_none() {
            return;
        }
        self.state.notice = None;
        self.state.hand.clicked = None;
        match held.arrow {
            true => match self.state.note_at(at).filter(|to| *to != held.note) {
                Some(to) => commands::draw(self, held.note, to),
                None => self.state.say(Tone::Plain, "an arrow ends at another note; there is none"),
            },
            false => match self.state.place_at(at) {
                Some(place) => commands::put(self, held.note, place),
                None if self.state.shown() == View::Catalog => {}
                None => self.state.say(Tone::Plain, "there is no column; the note stays where it was"),
            },
        }
    }

    /// Selects the words that the mouse is dragged along.
    fn drag_words(&mut self, at: Position) {
        if let Some(word) = self.state.deriving_pane().and_then(|pane| pane.nearest_word(at)) {
            self.state.walk_request(Walk::To(word), true);
        }
    }

    /// Scrolls, the focus staying where it is: down where the view is higher than the screen, else to the right, as with shift.
    /// Over the run it walks from step to step, over the request from line to line.
    fn wheel(&mut self, at: Position, shift: bool, on: bool) {
        let over_pane = self.state.is_on_pane(at);
        if over_pane && self.state.deriving().is_some() && matches!(self.state.mode, Mode::Wall | Mode::Derive) {
            return self.state.walk_request(if on { Walk::Down } else { Walk::Up }, false);
        }
        let over_run = over_pane && self.state.running().is_some();
        let wall = match (shift || !self.state.is_high(), on) {
            _ if over_run && on => "run.step",
            _ if over_run => "run.back",
            _ if over_pane && on => "inspector.down",
            _ if over_pane => "inspector.up",
            (true, true) => "view.scroll-right",
            (true, false) => "view.scroll-left",
            (false, true) => "view.scroll-down",
            (false, false) => "view.scroll-up",
        };
        let ids = match on {
            true => [wall, "menu.next", "list.next", "start.next", "details.next"],
            false => [wall, "menu.previous", "list.previous", "start.previous", "details.previous"],
        };
        self.wheel_command(ids, on);
    }

    fn wheel_command(&mut self, [wall, menu, list, start, details]: [&str; 5], on: bool) {
        let id = match self.state.mode.scope() {
            Scope::Wall | Scope::Connect => wall,
            Scope::Menu => menu,
            Scope::List => list,
            Scope::Start => start,
            Scope::Details => details,
            Scope::Run | Scope::Derive => wall,
            Scope::Report | Scope::Page if on => "report.down",
            Scope::Report | Scope::Page => "report.up",
            Scope::Write | Scope::Find | Scope::Filter | Scope::Value => return,
        };
        let scope = self.state.mode.scope();
        if commands::by_id(id).is_some_and(|command| command.scopes.contains(&scope)) {
            self.state.notice = None;
            self.state.pending.clear();
            self.run(id);
        }
    }
}

/// Something that is being dragged with the mouse.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dragged {
    /// A note, by so many columns and rows.
    Note(NoteId, (i32, i32)),
    /// An arrow from a note to a cell.
    Arrow(NoteId, Position),
}

impl State {
    /// What is being dragged.
    pub fn dragged(&self) -> Option<Dragged> {
        let Held { note, from, to, arrow } = self.hand.held.filter(|held| held.from != held.to)?;
        let by = |one: u16, other: u16| i32::from(other) - i32::from(one);
        Some(match arrow {
            true => Dragged::Arrow(note, to),
            false => Dragged::Note(note, (by(from.x, to.x), by(from.y, to.y))),
        })
    }

    /// The cells of the column over which a note is being dragged.
    pub fn landing(&self) -> Option<Rect> {
        let held = self.hand.held.filter(|held| held.from != held.to && !held.arrow)?;
        let (window, at) = (self.window()?, self.place_at(held.to)?);
        let column = self.grid().columns().binary_search_by(|column| column.at.cmp(&at)).ok()?;
        let units = self.grid().columns()[column].unit..self.grid().column_end(column);
        let x = window.x(units.start.max(window.units.start));
        let right = window.x(units.end.min(window.units.end)).saturating_sub(super::wall::GUTTER).min(window.area.right());
        Some(Rect { x, width: right.saturating_sub(x), ..window.area })
    }

    /// Whether a cell is one of the pane beside the wall.
    fn is_on_pane(&self, at: Position) -> bool {
        self.screen().and_then(|screen| screen.pane).is_some_and(|pane| pane.contains(at))
    }

    /// The note of the lane in focus nearest to what a cell of the overview strip stands for.
    fn note_by_strip(&self, at: Position) -> Option<NoteId> {
        let unit = self.unit_on_strip(at).filter(|_| self.shown() == View::Wall)?;
        let index = self.grid.nearest(&self.board, self.focus_spot()?.lane, unit)?;
        self.board.notes().get(index).map(|note| note.id)
    }
}
