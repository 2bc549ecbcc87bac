//! Everything the terminal user has before them, as one value.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::board::{Board, Kind, Note, NoteId};

use super::commands::{Keymap, Steps};
use super::deriving::Deriving;
use super::flow;
use super::history::{History, Moment};
use super::map;
use super::mode::Leave;
use super::mouse::Hand;
use super::run::{Breaks, Scenarios};
use super::screen::TOLD;
use super::scrolling::Anchor;
use super::selection::Selection;
use super::session::Desk;
use super::trail::Trail;
use super::wall::{Grid, Spot, Window, Zoom};
use super::{
    Advice, Catalog, Entry, Filter, Filtered, Inspector, Key, Looks, Mode, Opened, Origin, Outside, Register, Report, Running,
    Screen, Target, Tour, View, Writing,
};

/// Where ids and the time come from. The program gives a real one, a test an exact one.
pub trait Source {
    /// An id that was never given before.
    fn id(&mut self) -> Uuid;
    /// The time.
    fn now(&mut self) -> DateTime<Utc>;
}

/// How something is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Just so.
    Plain,
    /// Something was done.
    Done,
    /// Something cannot be done, or went wrong.
    Problem,
}

/// One line said to the person, until the next key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// What is said.
    pub text: String,
    /// How.
    pub tone: Tone,
    /// When.
    pub(super) since: DateTime<Utc>,
}

/// Notes that stand out for a reason other than the focus, such as those of a run.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Spotlight {
    /// The note that acts now.
    pub acting: Option<NoteId>,
    /// The arrow that is being travelled, from which note to which.
    pub travelled: Option<(NoteId, NoteId)>,
    /// Notes that glow.
    pub glow: HashSet<NoteId>,
    /// Whether every other note steps back.
    pub dim_rest: bool,
}

/// Everything the terminal user has before them.
#[derive(Debug)]
pub struct State {
    pub(super) board: Board,
    pub(super) grid: Grid,
    pub(super) grid_of: Option<(u64, Option<(crate::board::Place, Kind)>)>,
    pub(super) history: History,
    pub(super) focus: Option<NoteId>,
    pub(super) trail: Trail,
    /// The unit that walking up and down keeps to.
    pub(super) goal: usize,
    /// The first unit and the first lane in view.
    pub(super) scroll: (usize, usize),
    /// How things were when the view was scrolled away from the focus.
    pub(super) scrolled: Option<Anchor>,
    /// The flow, and where in it one is.
    pub(super) flow: flow::Shown,
    /// The context map, and where on it one is.
    pub(super) map: map::Shown,
    pub(super) leaving: Option<Leave>,
    /// The moment of the history that the save under way writes.
    pub(super) saving: Option<(Moment, PathBuf)>,
    pub(super) selection: Selection,
    /// The way that notes have just gone together.
    pub(super) steps: Steps,
    /// What was copied last.
    pub(super) register: Option<Register>,
    /// The note whose text the person's editor has; none where it has what is being written.
    pub(super) with_editor: Option<NoteId>,
    /// What the mouse is about.
    pub(super) hand: Hand,
    /// Where the board is saved; none where it has no file yet.
    pub path: Option<PathBuf>,
    /// Whether its file is yet to be written for the first time.
    pub new: bool,
    /// What somebody else did to its file, where that is known and was not dealt with.
    pub outside: Option<Outside>,
    /// Who is writing.
    pub author: Option<String>,
    /// How the board is looked at.
    pub view: View,
    /// How large notes are drawn.
    pub zoom: Zoom,
    /// Whether the board is shown to a room.
    pub projector: bool,
    /// Which keys mean what.
    pub keys: Arc<Keymap>,
    /// How everything looks.
    pub looks: Looks,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// What the keys mean.
    pub mode: Mode,
    /// Keys that began a sequence.
    pub pending: Vec<Key>,
    /// What is said.
    pub notice: Option<Notice>,
    /// What is to be said behind what is said.
    pub(super) aside: Option<String>,
    /// What was looked for last.
    pub sought: Option<Filter>,
    /// The filter in force.
    pub(super) filtered: Option<Filtered>,
    /// The tables of the catalog.
    pub(super) catalog: Catalog,
    /// Everything about the note in focus, where that is shown.
    pub(super) inspector: Option<Inspector>,
    /// The request that the board is derived from, where that is open.
    pub(super) deriving: Deriving,
    /// The boards on the start screen.
    pub shelf: Vec<Entry>,
    /// Notes that stand out.
    pub spotlight: Spotlight,
    /// The run that is open beside the wall.
    pub(super) running: Option<Running>,
    /// The notes at which runs stop by themselves.
    pub(super) breaks: Breaks,
    /// How the scenarios come out.
    pub(super) scenarios: Scenarios,
    /// The time of the last message.
    pub(super) now: DateTime<Utc>,
    /// What only whoever sits before the screen has of the session.
    pub(super) desk: Desk,
    /// What is missing, where anybody wants to know it.
    pub(super) found: Option<super::session::Found>,
    /// What there was to say about the text that was taken up last.
    pub report: Option<Report>,
    /// What the method advises, where that is shown.
    pub(super) advice: Option<Advice>,
    /// The tour that is under way.
    pub(super) tour: Option<Tour>,
    /// Whether the board that is being opened is that of the tour.
    pub(super) tour_ahead: bool,
    /// Where the tour was left that was taken on this board.
    pub(super) tour_left: Option<usize>,
}

impl State {
    /// The state in which a board has just been opened on a screen of some columns and rows.
    pub fn new(opened: Opened, size: (u16, u16)) -> State {
        let mut state = State {
            board: opened.board,
            grid: Grid::default(),
            grid_of: None,
            history: History::default(),
            focus: None,
            trail: Trail::default(),
            goal: 0,
            scroll: (0, 0),
            scrolled: None,
            flow: flow::Shown::default(),
            map: map::Shown::default(),
            leaving: None,
            saving: None,
            selection: Selection::default(),
            steps: Steps::default(),
            register: None,
            with_editor: None,
            hand: Hand::default(),
            path: opened.path,
            new: opened.new,
            outside: None,
            author: None,
            view: View::default(),
            zoom: Zoom::default(),
            projector: false,
            keys: Keymap::of_the_table(),
            looks: Looks::default(),
            size,
            mode: Mode::default(),
            pending: Vec::new(),
            notice: opened.welcome.map(|text| Notice { text, tone: Tone::Plain, since: DateTime::UNIX_EPOCH }),
            aside: None,
            sought: None,
            filtered: None,
            catalog: Catalog::default(),
            inspector: None,
            deriving: Deriving::default(),
            shelf: Vec::new(),
            spotlight: Spotlight::default(),
            running: None,
            breaks: Breaks::default(),
            scenarios: Scenarios::default(),
            now: DateTime::UNIX_EPOCH,
            desk: Desk::default(),
            found: None,
            advice: None,
            report: None,
            tour: None,
            tour_ahead: false,
            tour_left: None,
        };
        if opened.unsaved {
            state.history.touch();
        }
        state.settle();
        state.derive_again();
        state
    }

    /// The board. Only edits change it.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// The board as a grid.
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// What can be undone and done again.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Whether there are edits that are in no file.
    pub fn unsaved(&self) -> bool {
        self.history.unsaved()
    }

    /// The note in focus. There is one unless the board is empty.
    pub fn focus(&self) -> Option<NoteId> {
        self.focus
    }

    /// The note in focus itself.
    pub fn focused(&self) -> Option<&Note> {
        self.focus.and_then(|id| self.board.note(id)).map(|note| &**note)
    }

    /// Where the note in focus hangs.
    pub fn focus_spot(&self) -> Option<Spot> {
        self.grid.spot(&self.board, self.focus?)
    }

    /// What is being written on the wall itself, be it a new note or an old one.
    pub fn writing_on_wall(&self) -> Option<&Writing> {
        match &self.mode {
            Mode::Write(writing) if matches!(writing.target, Target::New { .. } | Target::Note(_)) => Some(writing),
            Mode::Menu(menu) => menu.back.as_deref(),
            _ => None,
        }
    }

    /// What the method advises, where that is shown.
    pub fn advice(&self) -> Option<&Advice> {
        self.advice.as_ref()
    }

    /// The filter in force.
    pub fn filtered(&self) -> Option<&Filtered> {
        self.filtered.as_ref()
    }

    /// The view that is drawn: a new note is written on the wall, where its place is seen, or in the flow beside its cause.
    pub fn shown(&self) -> View {
        match self.writing_on_wall().and_then(Writing::draft) {
            Some(_) if self.view != View::Flow => View::Wall,
            _ => self.view,
        }
    }

    /// How the screen is divided; nothing where it is too small.
    pub fn screen(&self) -> Option<Screen> {
        let told = if self.tour.is_some() { TOLD } else { self.session_rows() };
        Screen::new(self.size.0, self.size.1, self.has_pane(), told).map(|screen| self.divided(screen))
    }

    /// The part of the wall in view; nothing where the screen is too small.
    pub fn window(&self) -> Option<Window> {
        let (unit, lane) = self.scroll;
        // Behind the last note there is room to write.
        let beyond = usize::from(self.writing_on_wall().is_some());
        let wall = self.above_question(self.screen()?.wall);
        Some(Window::reaching(wall, &self.grid, self.drawn(), unit, lane, beyond))
    }

    /// Puts a board that was saved on the start screen, unless it is there.
    pub(super) fn shelve(&mut self, path: &std::path::Path, name: &str) {
        let origin = Origin::File(path.to_owned());
        // One may be told by its whole path.
        let there = |entry: &Entry| matches!(&entry.origin, Origin::File(other) if other == path || (path.is_relative() && other.ends_with(path)));
        if !self.shelf.iter().any(there) {
            self.shelf.insert(0, Entry { name: name.to_owned(), about: path.display().to_string(), origin });
        }
    }

    /// Says something.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), tone, since: self.now });
    }

    /// Says behind what is said what else is to be said.
    pub(super) fn say_aside(&mut self) {
        let Some(aside) = self.aside.take() else { return };
        match &mut self.notice {
            Some(notice) => notice.text = format!("{} – {aside}", notice.text),
            None => self.say(Tone::Plain, aside),
        }
    }

    /// Says a sentence in which commands stand by their ids, with their keys instead.
    pub(super) fn say_with_keys(&mut self, tone: Tone, sentence: &'static str) {
        let text = self.keys.spell(sentence);
        self.say(tone, text);
    }

    /// Puts a note in focus, if it is on the board, and into view, even where it was in focus already.
    pub(super) fn set_focus(&mut self, id: NoteId) {
        self.come_back();
        if let Some(spot) = self.grid.spot(&self.board, id) {
            self.focus = Some(id);
            self.goal = spot.unit;
        } else if self.board.note(id).is_some() {
            self.focus = Some(id);
        }
    }

    /// Puts a note in focus that may be far from here; one can go back from there.
    pub(super) fn jump(&mut self, id: NoteId) {
        let here = self.focus;
        self.set_focus(id);
        self.jumped_from(here);
    }

    /// Remembers where one was before a jump that has brought one here.
    pub(super) fn jumped_from(&mut self, origin: Option<NoteId>) {
        if let Some(origin) = origin.filter(|origin| Some(*origin) != self.focus) {
            self.trail.leave(origin);
        }
    }

    /// Puts a note in focus by its index in [`Board::notes`], keeping to the unit one was walking along.
    pub(super) fn set_focus_along(&mut self, index: usize) {
        self.focus = self.board.notes().get(index).map(|note| note.id);
    }

    /// Makes everything consistent after a change: the grid is the board's, a note is in focus, and it is in view.
    pub(super) fn settle(&mut self) {
        let draft = self.writing_on_wall().and_then(Writing::draft);
        let grid_of = Some((self.board.revision(), draft));
        let stale = self.grid_of != grid_of;
        if let Some(running) = &mut self.running
            && running.follow(&self.board)
        {
            self.light_run();
            self.say_how_it_differs();
        }
        if let Some(advice) = &mut self.advice {
            advice.follow(&self.board);
        }
        if stale {
            self.breaks.follow(&self.board);
            self.settle_selection();
            self.grid = Grid::new(&self.board, draft);
            self.grid_of = grid_of;
        }
        if let Some(sought) = &mut self.sought {
            sought.follow(&self.board);
        }
        if let Some(filtered) = &mut self.filtered {
            filtered.follow(&self.board);
        }
        if self.focus.is_none_or(|id| self.board.note(id).is_none()) {
            self.focus = self.note_to_begin_with();
        }
        // What a form is about may have gone, or become less than it was.
        if let Mode::Details(details) = &mut self.mode {
            let last = details.rows(&self.board).len().checked_sub(1);
            match last {
                Some(last) => details.selected = details.selected.min(last),
                None => self.mode = Mode::Wall,
            }
        }
        self.settle_session();
        self.explain_run();
        self.settle_run_cursor();
        self.settle_catalog();
        let spot = self.grid.draft().or_else(|| self.focus_spot());
        if let Some(spot) = spot {
            if stale {
                self.goal = spot.unit;
            }
            if !self.stays(View::Wall) {
                self.reveal_on_wall(spot);
            }
        }
        self.settle_inspector();
        self.settle_deriving();
        self.settle_flow();
        self.settle_map();
    }

    /// Near where the focus was, an event if there is one.
    fn note_to_begin_with(&self) -> Option<NoteId> {
        let lanes = std::iter::once(Kind::Event.lane()).chain(0..8);
        let index = lanes.filter_map(|lane| self.grid.nearest(&self.board, lane, self.goal)).next()?;
        self.board.notes().get(index).map(|note| note.id)
    }

    /// The text of a note, shortened to be named in a sentence.
    pub(super) fn name_of(&self, id: NoteId) -> String {
        self.board.note(id).map_or_else(|| "a note".into(), |note| short(&note.text))
    }
}

/// A text shortened to be named in a sentence.
pub(super) fn short(text: &str) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.grapheme_indices(true).nth(40) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None if text.is_empty() => "a note without a text".into(),
        None => text,
    }
}
