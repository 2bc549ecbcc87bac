//! The tour: a few things to do on a board, one after the other, each told in a sentence or two with the keys in force.
//!
//! Architecture invariant: the tour only watches. It is no mode, takes no key, and compares what the state is after a message with
//! what it was before; whoever does something else than it proposes is not in anybody's way.

use crate::board::NoteId;

use super::commands::{self, Keymap};
use super::history::Moment;
use super::{Mode, Scope, State, Tone, View};

/// The thing to do now, and how far that is done.
#[derive(Clone, Debug)]
pub struct Tour {
    stop: usize,
    /// How often something was done that counts here.
    count: usize,
    /// When this thing to do was begun.
    began: Seen,
    /// After the message before.
    last: Seen,
}

/// What the tour says now, at length and where there is little room.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// What it is about, in a few words.
    pub title: &'static str,
    /// What to do, in one or two sentences.
    pub long: Vec<Piece>,
    /// The same, shorter.
    pub short: Vec<Piece>,
}

/// A piece of a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Words.
    Words(&'static str),
    /// A key, which would be lost among the words if it looked like them.
    Key(String),
}

impl Piece {
    /// What it says.
    pub fn text(&self) -> &str {
        match self {
            Piece::Words(words) => words,
            Piece::Key(key) => key,
        }
    }
}

/// The pieces of a sentence in which commands stand by their ids; with a `+` behind it, with all its keys.
fn pieces(mut sentence: &'static str, keys: &Keymap) -> Vec<Piece> {
    let mut pieces = Vec::new();
    while let Some((before, (id, behind))) =
        sentence.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        pieces.push(Piece::Words(before));
        let all = id.strip_suffix('+').and_then(commands::by_id).map(|command| keys.shown(command)).unwrap_or_default();
        match all.len() {
            ..2 => pieces.push(Piece::Key(keys.name(id.trim_end_matches('+')))),
            _ => {
                for (at, key) in all.into_iter().enumerate() {
                    pieces.extend((at > 0).then_some(Piece::Words(" or ")));
                    pieces.push(Piece::Key(key));
                }
            }
        }
        sentence = behind;
    }
    pieces.push(Piece::Words(sentence));
    pieces
}

/// A thing to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stop {
    Walk,
    Write,
    Follow,
    Run,
    Views,
    Find,
    Undo,
    Help,
}

const STOPS: [Stop; 8] = [Stop::Walk, Stop::Write, Stop::Follow, Stop::Run, Stop::Views, Stop::Find, Stop::Undo, Stop::Help];

/// Steps along the wall, or of the run, that are enough to have seen how it goes.
const ENOUGH: usize = 3;

/// What the tour compares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Seen {
    focus: Option<NoteId>,
    notes: usize,
    moments: usize,
    here: Moment,
    run: usize,
}

impl Seen {
    fn of(state: &State) -> Seen {
        Seen {
            focus: state.focus,
            notes: state.board.notes().len(),
            moments: state.history.len(),
            here: state.history.here(),
            run: state.running().map_or(0, |running| running.run().len()),
        }
    }
}

impl Tour {
    fn at(stop: usize, state: &State) -> Option<Tour> {
        let now = Seen::of(state);
        (stop < STOPS.len()).then_some(Tour { stop, count: 0, began: now, last: now })
    }

    /// The number of the step, and how many there are.
    pub fn step(&self) -> (usize, usize) {
        (self.stop + 1, STOPS.len())
    }

    /// What is to be done now.
    pub fn told(&self, state: &State) -> Told {
        let stop = STOPS[self.stop];
        let (long, short) = if away(stop, state) { elsewhere(state) } else { self.sentences(stop, state) };
        let mut told = Told { title: stop.title(), long: pieces(long, &state.keys), short: pieces(short, &state.keys) };
        if stop == Stop::Walk {
            let more = match ENOUGH.saturating_sub(self.count) {
                1 => "One more step.",
                2 => "Two more steps.",
                _ => "Take three steps.",
            };
            told.long.push(Piece::Words(more));
            told.short.push(Piece::Words(more));
        }
        told
    }

    /// At length, and short; commands stand by their ids.
    fn sentences(&self, stop: Stop, state: &State) -> (&'static str, &'static str) {
        let writing = state.writing_on_wall().is_some();
        let written = state.board.notes().len() > self.began.notes;
        match stop {
            Stop::Walk => (
                "The lane of events tells what happens in this business, from left to right. Walk along it: {focus.right+} to the \
                 right, {focus.left+} to the left. ",
                "{focus.right+} and {focus.left+} walk along the events. ",
            ),
            Stop::Write if writing && written => (
                "The event is on the wall, and the next one is begun. {write.leave} stops writing.",
                "It is on the wall. {write.leave} stops writing.",
            ),
            Stop::Write if writing => (
                "Type what happened, in the past tense, such as Card Expired. {write.finish} keeps it and begins the next one, \
                 {write.leave} stops.",
                "Type what happened, such as Card Expired; {write.finish} keeps it, {write.leave} stops.",
            ),
            Stop::Write => (
                "What else may happen? Press {note.add} to write a new event behind the one in focus.",
                "What else may happen? Press {note.add} to write a new event.",
            ),
            Stop::Follow if writing && written => (
                "It is on the wall with its arrow, and what follows next is begun. {write.leave} stops writing.",
                "It is there, with its arrow. {write.leave} stops writing.",
            ),
            Stop::Follow if writing => (
                "The kind is proposed, the arrow is drawn for you. Type what is to be done, such as Ask for Another Card; \
                 {write.finish} keeps it, {write.leave} stops.",
                "Type what is to be done, such as Warn Customer; {write.finish} keeps it, {write.leave} stops.",
            ),
            Stop::Follow if commands::by_id("note.follow-up").is_some_and(|command| command.can(state).is_err()) => (
                "Nothing follows from what is in focus. Walk to an event, then press {note.follow-up} to write what \
                 follows from it.",
                "Walk to an event, then press {note.follow-up} to write what follows.",
            ),
            Stop::Follow => (
                "What follows from an event? Press {note.follow-up} to write it, already connected with the note in focus.",
                "Press {note.follow-up} to write what follows from the note in focus.",
            ),
            Stop::Run if matches!(state.mode, Mode::Menu(_)) => (
                "Choose the command that somebody issues: {menu.take} takes the one that is marked.",
                "Which command? {menu.take} takes the one that is marked.",
            ),
            Stop::Run if state.running().is_some_and(|running| running.options().is_some()) => (
                "The run wants to know how it goes on. {run.answer} takes the first answer, the keys behind it the others.",
                "The run asks; {run.answer} takes the first answer.",
            ),
            Stop::Run if state.running().is_some_and(|running| !running.run().is_empty()) => (
                "The run has begun; the note that acts lights up. Press {run.step} for the next step, a few times; {run.back} \
                 takes one back.",
                "Press {run.step} for the next step, a few times; {run.back} takes one back.",
            ),
            Stop::Run => (
                "The board is no drawing, it runs. Press {run.issue} to issue a command, and see what follows from it.",
                "The board runs: press {run.issue} to issue a command.",
            ),
            Stop::Views => match state.view {
                View::Wall => (
                    "The same board can be looked at in other ways. Press {view.next} to see what causes what, as a graph.",
                    "Press {view.next} to see the same board as a graph.",
                ),
                View::Flow => (
                    "The flow shows what causes what. {view.next} goes on to the next view, {board.back} back to the wall.",
                    "What causes what. {view.next} goes on, {board.back} to the wall.",
                ),
                View::Contexts => (
                    "The contexts show which part of the business tells which other. {view.next} goes on to the next view, \
                     {board.back} back to the wall.",
                    "Who tells whom. {view.next} goes on, {board.back} to the wall.",
                ),
                View::Catalog => (
                    "The catalog shows all notes as tables. {view.next} or {board.back} goes back to the wall.",
                    "All notes as tables. {board.back} goes to the wall.",
                ),
            },
            Stop::Find if matches!(state.mode, Mode::Palette(_)) => (
                "Type a word of it, such as zoom, and the list gets shorter. {list.take} does what is marked, {list.leave} closes the \
                 list.",
                "Type a word, such as zoom; {list.take} does what is marked, {list.leave} closes.",
            ),
            Stop::Find => (
                "No key has to be remembered. Press {palette.open} to find anything that can be done by its name.",
                "Press {palette.open} to find anything that can be done by its name.",
            ),
            Stop::Undo if state.history.here().is_none() => (
                "{board.undo} takes the last change back, but nothing is changed now. Write a note with {note.add} first, or skip this \
                 with {tour.skip}.",
                "{board.undo} takes changes back; nothing is changed now. {tour.skip} skips this.",
            ),
            Stop::Undo => (
                "Nothing done here is for ever. Press {board.undo} to take the last change back; {board.redo} makes it again.",
                "Press {board.undo} to take the last change back; {board.redo} makes it again.",
            ),
            Stop::Help if matches!(state.mode, Mode::Help(_)) => (
                "This is everything there is, with its keys; typing searches it. {list.leave} closes it, and that was the tour.",
                "Every key; typing searches. {list.leave} closes, and that was the tour.",
            ),
            Stop::Help => (
                "Nothing is saved by itself: {board.save} writes this copy to a file that you name, if you like. Press {help.open} \
                 to see every key there is.",
                "{board.save} would save this copy to a file. Press {help.open} to see every key.",
            ),
        }
    }

    /// Takes note of what has happened since the message before; true where the thing to do is done.
    fn look(&mut self, state: &State) -> bool {
        let (now, last) = (Seen::of(state), self.last);
        self.last = now;
        let idle = state.writing_on_wall().is_none();
        match STOPS[self.stop] {
            Stop::Walk => {
                self.count += usize::from(now.focus != last.focus);
                self.count >= ENOUGH
            }
            Stop::Write => idle && now.notes > self.began.notes,
            Stop::Follow => {
                let connected = now.focus.is_some_and(|id| !state.board.arrows(id).is_empty());
                idle && now.moments > self.began.moments && connected
            }
            Stop::Run => {
                self.count += usize::from(now.run > last.run);
                // Whoever runs to the end at once has seen it too.
                self.count >= ENOUGH || (self.count > 1 && now.run > last.run + 1)
            }
            Stop::Views => {
                self.count += usize::from(state.view != View::Wall);
                self.count > 0 && state.view == View::Wall
            }
            Stop::Find => self.opened(matches!(state.mode, Mode::Palette(_))),
            Stop::Undo => now.here != last.here && now.moments == last.moments,
            Stop::Help => self.opened(matches!(state.mode, Mode::Help(_))),
        }
    }

    /// Whether something has been open and is not any more.
    fn opened(&mut self, open: bool) -> bool {
        self.count += usize::from(open);
        self.count > 0 && !open
    }
}

impl Stop {
    fn title(self) -> &'static str {
        match self {
            Stop::Walk => "walking along the wall",
            Stop::Write => "writing what happened",
            Stop::Follow => "writing what follows",
            Stop::Run => "running the board",
            Stop::Views => "other views",
            Stop::Find => "finding a command",
            Stop::Undo => "taking back",
            Stop::Help => "saving, and help",
        }
    }
}

/// Whether something is open that has nothing to do with what is to be done.
fn away(stop: Stop, state: &State) -> bool {
    let writing = state.writing_on_wall().is_some();
    match (&state.mode, stop) {
        (_, Stop::Write | Stop::Follow) if writing => false,
        (Mode::Menu(_), Stop::Run) | (Mode::Palette(_), Stop::Find) | (Mode::Help(_), Stop::Help) => false,
        (Mode::Write(writing), Stop::Run) => !matches!(writing.target, super::Target::Run(_)),
        (Mode::Wall, Stop::Views) => false,
        (Mode::Wall, _) => state.view != View::Wall,
        _ => true,
    }
}

/// What is said there, at length and short.
fn elsewhere(state: &State) -> (&'static str, &'static str) {
    match (&state.mode, state.view) {
        (Mode::Wall, _) => (
            "This is another view of the same board. {board.back} goes back to the wall, where the tour goes on.",
            "{board.back} goes back to the wall, where the tour goes on.",
        ),
        (Mode::Start(_), _) => (
            "Here other boards are opened. {start.leave} goes back to the wall, where the tour goes on.",
            "{start.leave} goes back to the wall, where the tour goes on.",
        ),
        (Mode::Write(_), _) => (
            "A text is being written. {write.finish} keeps it, {write.leave} leaves it; then the tour goes on.",
            "{write.leave} leaves the text; then the tour goes on.",
        ),
        (Mode::Menu(_), _) => (
            "Something is to be chosen first. {menu.leave} leaves it, and the tour goes on.",
            "{menu.leave} leaves the menu, and the tour goes on.",
        ),
        _ if state.mode.scope() == Scope::List => {
            ("A list is open. {list.leave} closes it, and the tour goes on.", "{list.leave} closes the list, and the tour goes on.")
        }
        _ => ("Something else is open. Leave it, and the tour goes on.", "Leave this, and the tour goes on."),
    }
}

/// The command that leaves what is open.
fn leaves(state: &State) -> &'static str {
    match state.mode.scope() {
        Scope::Wall => "board.back",
        Scope::Write => "write.leave",
        Scope::Menu => "menu.leave",
        Scope::Connect => "arrow.leave",
        Scope::Find => "find.leave",
        Scope::Filter => "filter.leave",
        Scope::List => "list.leave",
        Scope::Details => "details.close",
        Scope::Value => "value.leave",
        Scope::Run => "run.leave",
        Scope::Derive => "request.leave",
        Scope::Report => "report.close",
        Scope::Page => "page.close",
        Scope::Start => "start.leave",
    }
}

impl State {
    /// The tour, where one is under way.
    pub fn tour(&self) -> Option<&Tour> {
        self.tour.as_ref()
    }

    /// Begins the tour on this board.
    pub fn begin_tour(&mut self) {
        self.tour = Tour::at(0, self);
        self.settle();
    }

    /// Goes on with the tour that was left on this board. False where none was.
    pub(super) fn resume_tour(&mut self) -> bool {
        match self.tour_left.take() {
            Some(stop) => {
                self.tour = Tour::at(stop, self);
                true
            }
            None => false,
        }
    }

    /// What leaving does now, with its key, and shorter: the tour is left where nothing else is open to be left.
    pub fn tour_leaving(&self) -> (String, String) {
        let (long, short) = match self.mode {
            _ if !self.pending.is_empty() => ("goes back", "back"),
            Mode::Wall if self.has_selection() => ("lets go of the notes", "lets go"),
            Mode::Wall if self.view != View::Wall => ("goes to the wall", "back"),
            Mode::Wall if self.filtered.is_some() => ("clears the filter", "clears"),
            Mode::Wall => ("leaves the tour", "leaves"),
            Mode::Write(_) => ("stops writing", "stops"),
            _ => ("goes back", "back"),
        };
        let key = self.keys.name(leaves(self));
        (format!("{key} {long}"), format!("{key} {short}"))
    }

    /// Goes on with the tour where what it proposed has been done.
    pub(super) fn watch_tour(&mut self) {
        if let Some(mut tour) = self.tour.take() {
            match tour.look(self) {
                true => self.go_on_with(tour),
                false => self.tour = Some(tour),
            }
        }
    }

    /// Goes on with the tour without doing what it proposes.
    pub(super) fn skip_in_tour(&mut self) {
        self.tour.take().into_iter().for_each(|tour| self.go_on_with(tour));
    }

    /// Leaves the tour, if there is one.
    pub(super) fn leave_tour(&mut self) {
        if let Some(tour) = self.tour.take() {
            self.tour_left = Some(tour.stop);
            self.say_with_keys(Tone::Done, "you have left the tour, and the board stays open; {tour.start} goes on with it");
        }
    }

    /// Says that the tour has ended because another board was opened, behind what there is to say of that one.
    pub(super) fn tell_end_of_tour(&mut self) {
        let ended = self.keys.spell("the tour has ended with its board; {tour.start} takes it again");
        let (tone, text) = match self.notice.take() {
            Some(welcome) => (welcome.tone, format!("{} – {ended}", welcome.text.trim_end_matches('.'))),
            None => (Tone::Plain, ended),
        };
        self.say(tone, text);
    }

    fn go_on_with(&mut self, tour: Tour) {
        self.tour = Tour::at(tour.stop + 1, self);
        if self.tour.is_none() {
            self.say_with_keys(
                Tone::Done,
                "That was the tour, and {tour.start} takes it again. This copy stays open: {board.save} saves it, {board.open} shows other \
                 boards.",
            );
        }
    }
}
