//! What the person is doing right now, and what that mode remembers.

use ratatui_textarea::TextArea;

use crate::board::{ContextId, Kind, NoteId, Phase, Place};
use crate::method::gap::Missing;
use crate::method::lint::Rule;

use super::catalog::Column;
use super::filter::{Filter, Filtered};
use super::run::Stands;
use super::{Details, Lacking, Look, Moments, Origin, Page};

/// What the keys mean.
#[derive(Clone, Debug, Default)]
pub enum Mode {
    /// Walking along the wall.
    #[default]
    Wall,
    /// Writing a text.
    Write(Writing),
    /// Choosing one of a few things.
    Menu(Menu),
    /// Choosing the other end of an arrow, or the note to become one with.
    Connect(Connecting),
    /// Typing what to look for.
    Find(Finding),
    /// Typing what to filter by.
    Filter(Filtering),
    /// Typing the name of a command.
    Palette(Listing),
    /// Reading what every key does.
    Help(Listing),
    /// Reading what the method advises.
    Advice(Listing),
    /// Reading what is missing.
    Missing(Lacking),
    /// Typing the name of a note to go to.
    Jump(Jumping),
    /// Looking at the moments the board has been in.
    Moments(Moments),
    /// Looking at the scenarios and how they come out.
    Scenarios(Listing),
    /// Looking at the parked topics.
    Parked(Listing),
    /// In the form for what a note says beyond its text.
    Details(Details),
    /// In the run pane; what is in focus there.
    Run(Stands),
    /// In the deriving pane.
    Derive,
    /// Reading what there was to say about a text that was taken up; the first line in view.
    Report(usize),
    /// Reading what came of a phase or of the session.
    Page(Box<Page>),
    /// Choosing a board.
    Start(usize),
}

/// Which part of the command table a mode uses.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Scope {
    /// Walking along the wall.
    Wall,
    /// Writing a text.
    Write,
    /// Choosing one of a few things.
    Menu,
    /// Choosing the other end of an arrow.
    Connect,
    /// Typing what to look for.
    Find,
    /// Typing what to filter by.
    Filter,
    /// In a list that narrows while one types: the palette, the help, the notes to go to.
    List,
    /// In the form for what a note says beyond its text.
    Details,
    /// Writing a value in that form.
    Value,
    /// In the run pane.
    Run,
    /// In the deriving pane.
    Derive,
    /// Reading a report.
    Report,
    /// Reading what came of a phase or of the session.
    Page,
    /// Choosing a board.
    Start,
}

impl Scope {
    /// All of them.
    pub const ALL: [Scope; 14] = [
        Scope::Wall,
        Scope::Write,
        Scope::Menu,
        Scope::Connect,
        Scope::Find,
        Scope::Filter,
        Scope::List,
        Scope::Details,
        Scope::Value,
        Scope::Run,
        Scope::Derive,
        Scope::Report,
        Scope::Page,
        Scope::Start,
    ];
}

impl Mode {
    /// The part of the command table in force.
    pub fn scope(&self) -> Scope {
        match self {
            Mode::Wall => Scope::Wall,
            Mode::Write(_) => Scope::Write,
            Mode::Menu(_) => Scope::Menu,
            Mode::Connect(_) => Scope::Connect,
            Mode::Find(_) => Scope::Find,
            Mode::Filter(_) => Scope::Filter,
            Mode::Palette(_)
            | Mode::Help(_)
            | Mode::Advice(_)
            | Mode::Missing(_)
            | Mode::Jump(_)
            | Mode::Moments(_)
            | Mode::Scenarios(_)
            | Mode::Parked(_) => Scope::List,
            Mode::Details(Details { editing: None, .. }) => Scope::Details,
            Mode::Details(_) => Scope::Value,
            Mode::Run(_) => Scope::Run,
            Mode::Derive => Scope::Derive,
            Mode::Report(_) => Scope::Report,
            Mode::Page(_) => Scope::Page,
            Mode::Start(_) => Scope::Start,
        }
    }

    /// The list that narrows while one types, where one is open.
    pub(super) fn listing_mut(&mut self) -> Option<&mut Listing> {
        match self {
            Mode::Palette(listing)
            | Mode::Help(listing)
            | Mode::Advice(listing)
            | Mode::Scenarios(listing)
            | Mode::Parked(listing) => Some(listing),
            Mode::Missing(lacking) => Some(&mut lacking.listing),
            Mode::Jump(jumping) => Some(&mut jumping.listing),
            Mode::Moments(moments) => Some(&mut moments.listing),
            _ => None,
        }
    }
}

/// A text being written.
#[derive(Clone, Debug)]
pub struct Writing {
    /// What the text is for.
    pub target: Target,
    /// The text and where in it one is.
    pub area: TextArea<'static>,
    /// What was completed last.
    pub(super) completed: Option<Completed>,
}

/// A name that was put in place of what was typed.
#[derive(Clone, Debug)]
pub(super) struct Completed {
    /// What was typed.
    pub typed: String,
    /// Which of the names that fit it is.
    pub at: usize,
    /// The name.
    pub text: String,
}

impl Writing {
    pub(super) fn new(target: Target, text: &str) -> Writing {
        let mut writing = Writing { target, area: line(""), completed: None };
        writing.fill(text);
        writing
    }

    /// Puts another text in place of what is written; line breaks stay where there may be some.
    pub(super) fn fill(&mut self, text: &str) {
        self.area = if self.has_lines() { lines(text) } else { line(text) };
    }

    /// Whether the text may have several lines: a note's and a request may, a name not.
    pub fn has_lines(&self) -> bool {
        matches!(self.target, Target::New { .. } | Target::Note(_) | Target::Request { .. })
    }

    /// What has been written, without blanks around it.
    pub fn text(&self) -> String {
        match self.has_lines() {
            true => self.area.lines().join("\n").trim().to_owned(),
            false => written(&self.area),
        }
    }

    /// The place and kind of the note being written anew.
    pub fn draft(&self) -> Option<(Place, Kind)> {
        match self.target {
            Target::New { kind, at, .. } => Some((at, kind)),
            _ => None,
        }
    }
}

/// What a text is for.
#[derive(Clone, PartialEq, Debug)]
pub enum Target {
    /// A new note.
    New {
        /// Its kind.
        kind: Kind,
        /// Its place.
        at: Place,
        /// The note it is to be connected with.
        with: Option<NoteId>,
        /// Which way a chain is being written, where one is.
        chain: Option<Chain>,
    },
    /// A note's text.
    Note(NoteId),
    /// The board's title.
    Title,
    /// The name of a new context for some notes.
    Context(Vec<NoteId>),
    /// Another name of a context.
    ContextName(ContextId),
    /// The file to save the board in.
    File,
    /// The document to make a board of.
    Document,
    /// A topic to be talked about later.
    Park,
    /// Something about the run.
    Run(Asked),
    /// The feature request.
    Request {
        /// Whether its words are derived from afterwards.
        derive: bool,
    },
    /// The answer to the question about something that is missing.
    Answer(Missing),
}

/// What somebody types about a run.
#[derive(Clone, PartialEq, Debug)]
pub enum Asked {
    /// A value that it asks for.
    Value,
    /// The time until which it goes on.
    Until,
    /// What has to hold for it to stop at a note.
    Condition(NoteId),
    /// A command to issue, with its arguments and its time.
    Command,
    /// The name of the scenario that the run is kept as.
    Scenario,
    /// Another name for the scenario at a place of the list.
    Rename(usize),
    /// The question that the run raises.
    Question,
    /// What should have happened instead, in the scenario of a name.
    Instead(String),
}

impl Asked {
    /// What stands before the text.
    pub fn label(&self) -> &'static str {
        match self {
            Asked::Value => "value",
            Asked::Until => "until",
            Asked::Condition(_) => "stop here if",
            Asked::Command => "issue",
            Asked::Scenario => "name of the scenario",
            Asked::Rename(_) => "new name of the scenario",
            Asked::Question => "what is the question",
            Asked::Instead(_) => "what should have happened",
        }
    }

    /// What may be typed, for whoever has typed nothing yet.
    pub fn hint(&self) -> &'static str {
        match self {
            Asked::Scenario => "what it shows, such as Pauses after three failures",
            Asked::Question => "such as Why is a paused subscription charged?",
            Asked::Instead(_) => {
                "events, comma separated, or never EVENT; {write.complete} completes a name, nothing leaves it open"
            }
            Asked::Value | Asked::Until | Asked::Condition(_) | Asked::Command | Asked::Rename(_) => "",
        }
    }
}

/// A way along the chain of causes and effects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Chain {
    /// To what follows.
    Forth,
    /// To what came before.
    Back,
}

/// One of a few things to choose, each with its letter.
#[derive(Clone, Debug)]
pub struct Menu {
    /// What is asked.
    pub title: String,
    /// What there is to choose.
    pub choices: Vec<Choice>,
    /// The one that Enter takes.
    pub selected: usize,
    /// Whether it is about the note in focus, and not about the board.
    pub about_note: bool,
    /// What to go on with afterwards, where writing was interrupted.
    pub(super) back: Option<Box<Writing>>,
}

/// One thing to choose.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The letter that takes it.
    pub letter: char,
    /// What it says.
    pub label: String,
    /// The kind it stands for, to be shown in its colour.
    pub kind: Option<Kind>,
    pub(super) then: Then,
}

/// What follows from a choice.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Then {
    Retype(Vec<NoteId>, Kind),
    /// A note of a kind beside another.
    AddBeside(NoteId, Kind),
    /// The kind of the note being written.
    Kind(Kind),
    Assign(Vec<NoteId>, Option<ContextId>),
    NewContext(Vec<NoteId>),
    RenameContext(ContextId),
    RemoveContext(ContextId),
    /// Asks which colour a context shall have.
    AskForColour(ContextId),
    Recolour(ContextId, Option<&'static str>),
    /// A command to the run.
    Issue(NoteId),
    /// The words in hand become a note of a kind.
    TakeWords(Kind),
    /// The catalog's table is sorted by a column, or follows the timeline.
    Sort(Option<Column>),
    /// A note is gone to.
    Go(NoteId),
    /// A rule of the method is to say no more, of a note or of the board.
    Silence(Rule, Option<NoteId>),
    /// A silenced rule is to speak again.
    Unsilence(Rule, Option<NoteId>),
    /// An agenda by its name, or the board's own, and whether the session starts with it; one that ends the phase under way; or none.
    Agenda(Option<String>, bool),
    ReplaceAgenda(Option<String>, Vec<Phase>),
    KeepAgenda,
    /// A theme.
    Wear(Look),
    SaveFirst(Leave),
    LeaveNow(Leave),
    /// The board's file is read again.
    Reload,
    /// The board is saved under another name.
    SaveElsewhere,
    Stay,
}

/// Why unsaved edits matter just now.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Leave {
    Quit,
    Open(Origin),
}

/// Choosing another note: the other end of an arrow, or the one that this note becomes one with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Connecting {
    /// The note that is chosen already.
    pub from: NoteId,
    /// What is to become of the two.
    pub purpose: Purpose,
}

/// What is to become of two notes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// An arrow is drawn between them.
    Draw,
    /// The arrow between them is taken away.
    Cut,
    /// The first becomes one with the second, which stays.
    Merge,
    /// The first is hung in a column of its own behind the second.
    Behind,
}

/// Typing what to look for.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The text typed.
    pub area: TextArea<'static>,
    /// Where the focus was before.
    pub(super) origin: Option<NoteId>,
    /// What was looked for before.
    pub(super) before: Option<Filter>,
    /// Why what is typed cannot be read; what could be read last is looked for meanwhile.
    pub wrong: Option<String>,
}

/// Typing what to filter by.
#[derive(Clone, Debug)]
pub struct Filtering {
    /// The text typed.
    pub area: TextArea<'static>,
    /// Where the focus was before.
    pub(super) origin: Option<NoteId>,
    /// The filter that was in force before.
    pub(super) before: Option<Filtered>,
    /// Why what is typed cannot be read; what could be read last is in force meanwhile.
    pub wrong: Option<String>,
}

/// What there was to say about a text that was taken up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// What came of it.
    pub title: String,
    /// Line by line.
    pub lines: Vec<String>,
}

/// A list that narrows while one types.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The text typed.
    pub area: TextArea<'static>,
    /// The entry that Enter takes, counted among those left.
    pub selected: usize,
    /// What was open before and is again when the list is closed; none: the wall.
    pub(super) back: Option<Box<Mode>>,
}

impl Listing {
    pub(super) fn new() -> Listing {
        Listing { area: line(""), selected: 0, back: None }
    }

    /// The text typed.
    pub fn text(&self) -> String {
        written(&self.area)
    }
}

/// Typing the name of a note to go to.
#[derive(Clone, Debug)]
pub struct Jumping {
    /// The text typed, and which of the notes found Enter goes to.
    pub listing: Listing,
    /// The notes found, the best match first, no more than can be looked at. Found when the text changes, not when it is drawn.
    pub found: Vec<NoteId>,
    /// How many match in all.
    pub count: usize,
}

/// A one-line text with the cursor at its end.
pub(super) fn line(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(vec![text.replace(['\n', '\r'], " ")]);
    area.move_cursor(ratatui_textarea::CursorMove::End);
    area
}

/// A text of any number of lines with the cursor at its end.
fn lines(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(with_plain_breaks(text).split('\n').map(str::to_owned).collect());
    area.move_cursor(ratatui_textarea::CursorMove::Bottom);
    area.move_cursor(ratatui_textarea::CursorMove::End);
    area
}

/// A text whose lines end in one way only, whichever system they come from.
pub(super) fn with_plain_breaks(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The text of a one-line area, without blanks around it.
pub(super) fn written(area: &TextArea<'_>) -> String {
    area.lines().join(" ").trim().to_owned()
}
