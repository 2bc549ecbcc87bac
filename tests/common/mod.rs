//! What the tests of the wall share: boards made of edits, exact ids and times, keys written as text, screens read as text.

#![allow(dead_code, reason = "each test uses a part")]

use std::collections::HashMap;
use std::fmt::Write;

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use squall::app::{Code, Effect, Entry, Key, Message, Opened, Origin, Source, State, update};
use squall::board::{
    Board, Context, ContextId, Detail, Edit, Guard, Heading, Kind, Literal, Note, NoteId, Place, Property, Reaction,
};
use squall::view::theme::{Depth, Ground, Theme};
use uuid::Uuid;

/// Ids one after the other, and a clock that stands still unless it is told how late it is, in seconds.
#[derive(Default)]
pub struct Exact(pub u128, pub i64);

impl Source for Exact {
    fn id(&mut self) -> Uuid {
        self.0 += 1;
        Uuid::from_u128(0x1000_0000 + self.0)
    }

    fn now(&mut self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(self.1)
    }
}

pub fn empty(title: &str) -> Board {
    Board::new(Heading::new("test", title, None))
}

/// A board being written by name.
pub struct Build {
    pub board: Board,
    names: HashMap<String, NoteId>,
    contexts: HashMap<String, ContextId>,
}

impl Build {
    pub fn new(title: &str, contexts: &[&str]) -> Build {
        let mut build = Build { board: empty(title), names: HashMap::new(), contexts: HashMap::new() };
        for (index, name) in contexts.iter().enumerate() {
            let id = ContextId(Uuid::from_u128(0xc000 + index as u128));
            build.contexts.insert((*name).into(), id);
            let context = Context { id, name: (*name).into(), colour: None, unknown: Vec::new() };
            build.apply(Edit::AddContext { context, index: None });
        }
        build
    }

    pub fn apply(&mut self, edit: Edit) {
        self.board.apply(edit.clone()).unwrap_or_else(|refusal| panic!("{edit:?}: {refusal}"));
    }

    pub fn note(&mut self, kind: Kind, at: f64, text: &str, context: &str) -> NoteId {
        let id = NoteId(Uuid::from_u128(1 + self.names.len() as u128));
        let mut note = Note::new(id, kind, text, Place::new(at).expect("finite"));
        note.context = self.contexts.get(context).copied();
        self.names.insert(text.into(), id);
        self.apply(Edit::Add { note: Box::new(note), before: None });
        id
    }

    pub fn id(&self, text: &str) -> NoteId {
        *self.names.get(text).unwrap_or_else(|| panic!("no note says {text}"))
    }

    pub fn link(&mut self, from: &str, to: &[&str]) {
        for to in to {
            let (from, to) = (self.id(from), self.id(to));
            self.apply(Edit::Connect { from, to });
        }
    }

    pub fn set(&mut self, note: &str, property: Property) {
        let note = self.id(note);
        self.apply(Edit::Set { note, property });
    }
}

/// The subscription box of the method's own text.
pub fn subscription_box() -> Board {
    use Kind::{Actor, Aggregate, Command, Event, ExternalSystem, HotSpot, Policy, ReadModel};
    let (s, b, f) = ("Subscription", "Billing", "Fulfillment");
    let mut it = Build::new("Subscription box", &[s, b, f]);
    let notes = [
        (Actor, 1.0, "Customer", s),
        (Command, 1.0, "Create Subscription", s),
        (Aggregate, 1.0, "Subscription", s),
        (Event, 1.0, "Subscription Created", s),
        (Actor, 2.0, "Scheduler", b),
        (Command, 2.0, "Trigger Billing Cycle", b),
        (Aggregate, 2.0, "Billing", b),
        (Event, 2.0, "Monthly Billing Cycle Triggered", b),
        (Policy, 2.0, "Charge on Cycle", b),
        (Command, 3.0, "Attempt Payment", b),
        (ExternalSystem, 3.0, "Payment Gateway", b),
        (Event, 3.0, "Payment Attempted", b),
        (HotSpot, 3.0, "What if the payment gateway is unreachable?", b),
        (Event, 4.0, "Payment Succeeded", b),
        (Policy, 4.0, "Fulfill on Payment", f),
        (Event, 5.0, "Payment Failed", b),
        (Policy, 5.0, "Retry Failed Payment", b),
        (Policy, 5.0, "Pause After Retries Exhausted", s),
        (HotSpot, 5.0, "How long do we retain failed payment records for compliance?", b),
        (Command, 6.0, "Schedule Retry", b),
        (Event, 6.0, "Payment Retry Scheduled", b),
        (Event, 7.0, "Payment Retry Attempted", b),
        (ReadModel, 7.0, "Failed Payments Dashboard", b),
        (Command, 8.0, "Request Shipment", f),
        (Aggregate, 8.0, "Shipment", f),
        (Event, 8.0, "Shipment Requested", f),
        (ReadModel, 8.0, "Shipment Queue", f),
        (Command, 9.0, "Pause Subscription", s),
        (Event, 9.0, "Subscription Paused", s),
        (HotSpot, 9.0, "Should paused subscriptions auto-resume on successful manual payment?", s),
        (Command, 10.0, "Resume Subscription", s),
        (Event, 10.0, "Subscription Resumed", s),
        (Command, 11.0, "Cancel Subscription", s),
        (Event, 11.0, "Subscription Cancelled", s),
        (ReadModel, 11.0, "My Subscription", s),
    ];
    for (kind, at, text, context) in notes {
        it.note(kind, at, text, context);
    }
    it.link("Customer", &["Create Subscription", "Resume Subscription", "Cancel Subscription"]);
    it.link("Create Subscription", &["Subscription", "Subscription Created"]);
    it.link("Scheduler", &["Trigger Billing Cycle"]);
    it.link("Trigger Billing Cycle", &["Billing", "Monthly Billing Cycle Triggered"]);
    it.link("Monthly Billing Cycle Triggered", &["Charge on Cycle"]);
    it.link("Charge on Cycle", &["Attempt Payment"]);
    it.link("Attempt Payment", &["Billing", "Payment Gateway", "Payment Attempted", "Payment Succeeded", "Payment Failed"]);
    it.link("Payment Succeeded", &["Fulfill on Payment"]);
    it.link("Fulfill on Payment", &["Request Shipment"]);
    it.link("Payment Failed", &["Retry Failed Payment", "Pause After Retries Exhausted", "Failed Payments Dashboard"]);
    it.link("Pause After Retries Exhausted", &["Pause Subscription"]);
    it.link("Schedule Retry", &["Billing", "Payment Retry Scheduled"]);
    it.link("Payment Retry Scheduled", &["Failed Payments Dashboard"]);
    it.link("Request Shipment", &["Shipment", "Shipment Requested"]);
    it.link("Shipment Requested", &["Shipment Queue"]);
    it.link("Pause Subscription", &["Subscription", "Subscription Paused"]);
    it.link("Resume Subscription", &["Subscription", "Subscription Resumed"]);
    it.link("Cancel Subscription", &["Subscription", "Subscription Cancelled"]);
    it.link("What if the payment gateway is unreachable?", &["Attempt Payment"]);
    it.link("How long do we retain failed payment records for compliance?", &["Payment Failed"]);
    for event in ["Subscription Created", "Subscription Paused", "Subscription Resumed", "Subscription Cancelled"] {
        it.link(event, &["My Subscription"]);
    }
    for event in ["Subscription Created", "Payment Succeeded", "Subscription Paused"] {
        it.set(event, Property::Pivotal(true));
    }
    let retry = [("Schedule Retry", None), ("Attempt Payment", Some("24h"))];
    let retry = retry.map(|(name, after)| Reaction { after: after.map(Into::into), ..Reaction::new(it.id(name)) });
    it.set("Retry Failed Payment", Property::Then(retry.into()));
    it.set("Retry Failed Payment", Property::Where(Some("retry_count < 2".into())));
    it.set("Pause After Retries Exhausted", Property::Where(Some("retry_count >= 2".into())));
    it.set("Billing", Property::State(vec![("retry_count".into(), Some(Literal::Int(0)))]));
    it.set("Billing", Property::Invariants(vec!["retry_count <= 2".into()]));
    it.set("Payment Failed", Property::EventFields(vec!["amount_cents".into(), "retry_count".into()]));
    let schedule = it.board.note(it.id("Schedule Retry")).cloned().expect("there");
    if let Detail::Command(mut command) = schedule.detail.clone() {
        command.outcomes[0].guard = Guard::When("retry_count < 2".into());
        it.set("Schedule Retry", Property::Outcomes(command.outcomes));
    }
    it.board
}

/// A program on a screen in memory.
pub struct Desk {
    pub state: State,
    pub source: Exact,
    pub effects: Vec<Effect>,
}

impl Desk {
    pub fn new(board: Board) -> Desk {
        Desk::sized(board, 120, 36)
    }

    pub fn sized(board: Board, columns: u16, rows: u16) -> Desk {
        let opened = Opened { unsaved: false, board, path: Some("boards/box.json".into()), new: false, welcome: None };
        let mut state = State::new(opened, (columns, rows));
        let file = |name: &str, about: &str| Entry {
            name: name.into(),
            about: about.into(),
            origin: Origin::File(format!("{name}.json").into()),
        };
        state.shelf = vec![file("Parcel locker", "bundled"), file("Motor insurance claim", "bundled")];
        Desk { state, source: Exact::default(), effects: Vec::new() }
    }

    pub fn send(&mut self, message: Message) -> &mut Desk {
        let effects = update(&mut self.state, message, &mut self.source);
        self.effects.extend(effects);
        self
    }

    /// Presses keys, written with blanks between as in the command table: `g g ctrl-r enter`.
    pub fn keys(&mut self, keys: &str) -> &mut Desk {
        for key in Key::parse_all(keys).unwrap_or_else(|| panic!("{keys} are no keys")) {
            self.send(Message::Key(key));
        }
        self
    }

    /// So many seconds pass.
    pub fn later(&mut self, seconds: i64) -> &mut Desk {
        self.source.1 += seconds;
        self
    }

    /// So many seconds pass, and the timer is looked at.
    pub fn tick(&mut self, seconds: i64) -> &mut Desk {
        self.later(seconds).send(Message::Tick)
    }

    /// Makes an edit that no key makes.
    pub fn edit(&mut self, edit: Edit) -> &mut Desk {
        self.send(Message::Edit("edit".into(), Box::new(edit)))
    }

    /// Types a text, letter by letter.
    pub fn text(&mut self, text: &str) -> &mut Desk {
        for letter in text.chars() {
            self.send(Message::Key(Key::plain(Code::Char(letter))));
        }
        self
    }

    /// Walks to the note with a text.
    pub fn at(&mut self, text: &str) -> &mut Desk {
        self.keys("/").text(text).keys("enter");
        assert_eq!(self.focused(), text);
        self.keys("esc")
    }

    pub fn focused(&self) -> String {
        self.state.focused().map_or("nothing".into(), |note| note.text.clone())
    }

    pub fn said(&self) -> String {
        self.state.notice.as_ref().map_or(String::new(), |notice| notice.text.clone())
    }

    pub fn note(&self, text: &str) -> &Note {
        let mut found = self.state.board().notes().iter().filter(|note| note.text == text);
        found.next().unwrap_or_else(|| panic!("no note says {text}"))
    }

    pub fn has(&self, text: &str) -> bool {
        self.state.board().notes().iter().any(|note| note.text == text)
    }

    /// Whether an arrow leads from one text to another.
    pub fn linked(&self, from: &str, to: &str) -> bool {
        let (from, to) = (self.note(from).id, self.note(to).id);
        self.state.board().arrows(from).iter().any(|(_, tail, head)| (*tail, *head) == (from, to))
    }

    pub fn buffer(&self, depth: Depth) -> Buffer {
        draw(&self.state, &Theme::new(depth, Ground::Dark))
    }

    pub fn screen(&self) -> String {
        rows(&self.buffer(Depth::True)).join("\n")
    }
}

/// Draws a state into a buffer of its size.
pub fn draw(state: &State, theme: &Theme) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, state.size.0, state.size.1));
    squall::view::draw(state, theme, &mut buffer);
    buffer
}

/// The rows of a screen, without blanks at their ends.
pub fn rows(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width);
    let row = |cells: &[ratatui::buffer::Cell]| {
        let mut row = String::new();
        let mut skip = 0;
        for cell in cells {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            row.push_str(cell.symbol());
            skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
        }
        row.trim_end().to_owned()
    };
    buffer.content().chunks(width).map(row).collect()
}

/// A screen as text, and under it its colours: a letter a cell, and what the letters stand for.
pub fn picture(buffer: &Buffer) -> String {
    let mut out = rows(buffer).join("\n");
    let mut known: Vec<(Color, Color, Modifier)> = Vec::new();
    let letters: Vec<char> = ('a'..='z').chain('A'..='Z').collect();
    out.push_str("\n\n");
    for row in buffer.content().chunks(usize::from(buffer.area.width)) {
        let mut line = String::new();
        for cell in row {
            let style = (cell.fg, cell.bg, cell.modifier);
            if style == (Color::Reset, Color::Reset, Modifier::empty()) {
                line.push('.');
                continue;
            }
            let index = known.iter().position(|other| *other == style).unwrap_or_else(|| {
                known.push(style);
                known.len() - 1
            });
            line.push(letters[index % letters.len()]);
        }
        writeln!(out, "{}", line.trim_end_matches('.')).expect("a string takes everything");
    }
    out.push('\n');
    for (index, (fg, bg, modifier)) in known.iter().enumerate() {
        writeln!(out, "{} {fg} on {bg} {modifier:?}", letters[index % letters.len()]).expect("a string takes everything");
    }
    out
}

/// The subscription box as it comes with the program.
pub fn bundled() -> Board {
    let bundled = squall::store::BUNDLED.first().expect("there is one");
    bundled.board(&mut || Exact::default().id()).expect("it can be read")
}

/// Keeps a screen with its colours under a name.
#[macro_export]
macro_rules! keep {
    ($name:expr, $desk:expr) => {
        $crate::keep!($name, $desk, squall::view::theme::Depth::True)
    };
    ($name:expr, $desk:expr, $depth:expr) => {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $crate::common::picture(&$desk.buffer($depth)));
        })
    };
}
