//! `squall [BOARD]`: opens a board in the terminal.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::report::{self, REFUSED};
use super::{config, import};
use super::{new, recent};
use crate::app::commands::Keymap;
use crate::app::{Entry, Message, Opened, Origin, Outside, State, Tone, update};
use crate::board::Board;
use crate::store::{self, BUNDLED, Change, SaveError, Stamp};
use crate::terminal::{self, Files, SystemSource};

/// Opens a board: the one that is named, or the one opened last, or on a first start a copy of a bundled one.
pub fn run(board: Option<&Path>) -> ExitCode {
    let config = config::load();
    let mut desk = Desk { stamps: HashMap::new(), told: HashMap::new(), keys: Arc::clone(&config.keys), first_time: false };
    let opened = match desk.begin(board) {
        Ok(opened) => opened,
        Err(message) => {
            report::remark(&message, "");
            return ExitCode::from(REFUSED);
        }
    };
    let size = terminal::size().unwrap_or((80, 24));
    let variable = |name: &str| std::env::var(name).ok();
    let (looks, themes) = config.looks(variable);
    let mut state = State::new(opened, size);
    (state.keys, state.looks) = (Arc::clone(&config.keys), looks);
    state.let_ring(config.bell);
    if desk.first_time {
        state.begin_tour();
    }
    if let Some(complaint) = config.complaint() {
        state.say(Tone::Problem, complaint);
    }
    state.author = author();
    update(&mut state, Message::Shelf(shelf()), &mut SystemSource);
    match terminal::run(&mut state, &themes, &mut desk, &mut SystemSource) {
        Ok(ended) => {
            match &ended.rescued {
                Some(Ok(path)) => report::note(&format!("unsaved edits are in {}", path.display())),
                Some(Err(reason)) => report::error(&format!("unsaved edits are lost: {reason}"), ""),
                None => {}
            }
            ExitCode::from(ended.end.status())
        }
        Err(wrong) => {
            report::error(&wrong.to_string(), "`squall run` works without a terminal");
            ExitCode::from(REFUSED)
        }
    }
}

/// Who writes notes here.
fn author() -> Option<String> {
    ["USER", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok()).filter(|name| !name.is_empty())
}

/// The name of a file without its folder.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The boards of the start screen: those opened last, and those that come with the program.
fn shelf() -> Vec<Entry> {
    let entry = |name: String, about: String, origin| Entry { name, about, origin };
    let recent = recent::boards().into_iter().map(|path| {
        let name = name(&path);
        entry(name, path.display().to_string(), Origin::File(path))
    });
    let bundled = BUNDLED
        .iter()
        .map(|bundled| entry(bundled.name.to_owned(), bundled.about.to_owned(), Origin::Bundled(bundled.name.to_owned())));
    let tour = entry("A short tour".into(), "what can be done here, on a copy of a board".into(), Origin::Tour);
    recent.chain([tour]).chain(bundled).collect()
}

/// The files that are open, as they were when they were read or written last.
struct Desk {
    stamps: HashMap<PathBuf, Stamp>,
    /// What was told of somebody else's changes: the file as it was then, or that it was gone.
    told: HashMap<PathBuf, Option<Stamp>>,
    /// The keys in force, to be named in a welcome.
    keys: Arc<Keymap>,
    /// Whether nobody has opened a board here before.
    first_time: bool,
}

impl Desk {
    fn begin(&mut self, board: Option<&Path>) -> Result<Opened, String> {
        if let Some(path) = board {
            return match path.try_exists() {
                Ok(false) => {
                    let new = format!("{} is new; {} writes the first note", path.display(), self.keys.name("note.add"));
                    let welcome = Some(self.rescued(path).unwrap_or(new));
                    Ok(Opened { unsaved: false, board: new::empty(path), path: Some(path.to_owned()), new: true, welcome })
                }
                _ => self.file(path),
            };
        }
        // A board that cannot be read any more is no reason not to begin.
        if let Some(opened) = recent::boards().first().and_then(|last| self.file(last).ok()) {
            return Ok(opened);
        }
        // Without a terminal there is nobody to be shown around.
        self.first_time = terminal::attached() == (true, true) && recent::first_time();
        let welcome = match self.first_time {
            true => "Welcome to Squall. This board is a copy, and nothing is saved unless you say so.",
            false => {
                "Welcome to Squall: {run.issue} runs a command, {run.step} steps on, {help.open} shows every key, {tour.start} takes \
                 the tour. Nothing is saved unless you say so."
            }
        };
        Ok(Opened { welcome: Some(self.keys.spell(welcome)), ..example(&self.keys)? })
    }

    fn file(&mut self, path: &Path) -> Result<Opened, String> {
        let loaded = store::load(path, &mut report::fresh_id).map_err(|wrong| wrong.to_string())?;
        if let Some(board) = terminal::rescued_board(path) {
            return Ok(self.rescue(loaded.board, board));
        }
        self.stamps.insert(path.to_owned(), loaded.stamp);
        self.told.remove(path);
        recent::remember(path);
        Ok(Opened { unsaved: false, board: loaded.board, path: Some(path.to_owned()), new: false, welcome: self.rescued(path) })
    }

    /// What was rescued of a board, to be saved in its place.
    fn rescue(&mut self, board: Board, path: PathBuf) -> Opened {
        // What is there now may be written over; what somebody else makes of it meanwhile not.
        let stamp = store::load(&path, &mut report::fresh_id).map(|loaded| loaded.stamp);
        let new = stamp.is_err() && !path.exists();
        stamp.into_iter().for_each(|stamp| _ = self.stamps.insert(path.clone(), stamp));
        self.told.remove(&path);
        recent::remember(&path);
        let name = name(&path);
        let save = self.keys.name("board.save");
        let welcome = format!("this is what was rescued of {name}; {save} saves it there, leaving without saving keeps both");
        Opened { board, path: Some(path), new, unsaved: true, welcome: Some(welcome) }
    }

    /// That edits of a board wait in another file since the program had to end, if they do.
    fn rescued(&self, board: &Path) -> Option<String> {
        let rescued = terminal::rescued(board)?;
        let name = name(&rescued);
        Some(format!("edits that were not saved are in {name}; {} lists it", self.keys.name("board.open")))
    }
}

impl Desk {
    /// Why a board was not saved, and the ways out.
    fn refused(&mut self, wrong: &SaveError) -> String {
        let SaveError::ChangedOutside { path, change } = wrong else { return wrong.to_string() };
        let name = name(path);
        let reload = self.keys.name("board.reload");
        match change {
            Change::Text => {
                format!(
                    "not saved, since {name} was changed by somebody else: give another name, or leave this with esc; {reload} reads it"
                )
            }
            Change::Gone => {
                // Whoever says so once more means a new file.
                self.stamps.remove(path);
                format!("not saved, since {name} was moved or deleted by somebody else: enter writes it anew, or give another name")
            }
            Change::Appeared => wrong.to_string(),
        }
    }
}

/// An unsaved copy of the board to begin with.
fn example(keys: &Keymap) -> Result<Opened, String> {
    bundled(BUNDLED.first().map(|bundled| bundled.name).unwrap_or_default(), keys)
}

/// An unsaved copy of a board that comes with the program.
fn bundled(name: &str, keys: &Keymap) -> Result<Opened, String> {
    let bundled =
        BUNDLED.iter().find(|bundled| bundled.name == name).ok_or_else(|| format!("there is no bundled board `{name}`"))?;
    let board = bundled.board(&mut report::fresh_id).map_err(|wrong| wrong.to_string())?;
    Ok(Opened {
        board,
        path: None,
        new: true,
        unsaved: false,
        welcome: Some(keys.spell("A copy; {board.save} saves it under a name of your choice.")),
    })
}

impl Files for Desk {
    fn open(&mut self, origin: &Origin) -> Result<Opened, String> {
        match origin {
            Origin::New => {
                Ok(Opened { unsaved: false, board: new::empty(Path::new("untitled")), path: None, new: true, welcome: None })
            }
            Origin::File(path) => self.file(path),
            Origin::Notation(path) => import::open(path, &self.keys),
            Origin::Bundled(name) => bundled(name, &self.keys),
            Origin::Tour => example(&self.keys),
        }
    }

    fn save(&mut self, board: &Board, path: &Path) -> Result<(), String> {
        let saved = store::save(path, board, self.stamps.get(path)).map_err(|wrong| self.refused(&wrong));
        self.stamps.insert(path.to_owned(), saved?);
        self.told.remove(path);
        recent::remember(path);
        Ok(())
    }

    fn export(&mut self, path: &Path, text: &str) -> Result<PathBuf, String> {
        store::save_beside(path, text).map_err(|wrong| wrong.to_string())
    }

    fn outside(&mut self, path: &Path) -> Option<Outside> {
        let stamp = self.stamps.get(path)?;
        let about = match path.metadata() {
            Ok(about) => about,
            Err(wrong) if wrong.kind() == ErrorKind::NotFound => {
                return (self.told.insert(path.to_owned(), None) != Some(None)).then_some(Outside::Gone);
            }
            Err(_) => return None,
        };
        let told = self.told.get(path).and_then(Option::as_ref);
        if !stamp.may_differ(&about) || told.is_some_and(|told| !told.may_differ(&about)) || !about.is_file() {
            return None;
        }
        let now = store::stamp(path).ok()?;
        if now.same_text(stamp) {
            // Only touched; the next look need not read it.
            self.stamps.insert(path.to_owned(), now);
            return None;
        }
        let is_new = told.is_none_or(|told| !told.same_text(&now));
        self.told.insert(path.to_owned(), Some(now));
        is_new.then_some(Outside::Changed)
    }
}
