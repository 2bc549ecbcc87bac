//! A message in, a changed state and effects out. Which command a key means is decided here, what it does in the command table.

use std::path::PathBuf;

use super::commands::{self, Found, show};
use super::mode::{Leave, Writing, with_plain_breaks};
use super::state::short;
use super::twins::twin;
use super::{Code, Details, Effect, Key, Message, Mode, Scope, Source, State, Target, Tone, Turn};

/// Changes the state by a message; returns what is to be done outside.
pub fn update(state: &mut State, message: Message, source: &mut dyn Source) -> Vec<Effect> {
    let mut turn = Turn { state, source, key: None, effects: Vec::new() };
    turn.look_at_the_time();
    match message {
        Message::Key(key) => {
            turn.key = Some(key.normal());
            turn.key(key.normal());
        }
        Message::Mouse(mouse) => turn.mouse(mouse),
        Message::Paste(text) => turn.paste(&text),
        Message::Clipboard(text) => commands::paste(&mut turn, text),
        Message::Copied(Ok(how)) => {
            // Said behind what was copied, unless something else has been said meanwhile.
            if let Some(notice) = turn.state.notice.as_mut().filter(|notice| notice.text.starts_with("copied ")) {
                notice.text = format!("{}, {how}", notice.text);
            }
        }
        Message::Copied(Err(reason)) => turn.state.say(Tone::Problem, format!("copied for Squall only: {reason}")),
        Message::Edit(name, edit) => {
            // A refusal has been said.
            let _ = turn.edit(name, *edit, None);
        }
        Message::Resize(columns, rows) => turn.state.size = (columns, rows),
        Message::Beat => turn.beat(),
        // The time has been looked at.
        Message::Tick => turn.state.clear_old_news(),
        Message::Ending => commands::keep_typed(&mut turn),
        Message::Leave => turn.leave_safely(Leave::Quit),
        Message::Saved(result) => turn.saved(result),
        Message::Opened(Ok(opened)) => {
            let rings = turn.state.rings();
            let old = std::mem::replace(turn.state, State::new(*opened, turn.state.size));
            turn.state.shelf = old.shelf;
            turn.state.author = old.author;
            turn.state.register = old.register;
            turn.state.zoom = old.zoom;
            turn.state.projector = old.projector;
            turn.state.keys = old.keys;
            turn.state.looks = old.looks;
            turn.state.hand.free = old.hand.free;
            turn.state.now = old.now;
            turn.state.let_ring(rings);
            // Before a key clears what there is to say of a timer that went on.
            turn.look_at_the_time();
            if old.tour_ahead {
                turn.state.begin_tour();
            } else if old.tour.is_some() {
                turn.state.tell_end_of_tour();
            }
        }
        Message::Opened(Err(reason)) => turn.state.say(Tone::Problem, reason),
        Message::Edited(result) => commands::take_back(&mut turn, result),
        Message::Focused => turn.effects.extend(turn.state.path.clone().map(Effect::Look)),
        Message::Outside(outside) => turn.told_of(outside),
        Message::Reloaded(result) => turn.reloaded(result),
        Message::Exported(result) => commands::exported(&mut turn, result),
        Message::Shelf(entries) => turn.state.shelf = entries,
    }
    turn.state.watch_tour();
    turn.state.settle();
    turn.play_scenarios();
    turn.state.say_aside();
    turn.wait_for_the_timer();
    turn.effects
}

impl Turn<'_> {
    fn key(&mut self, key: Key) {
        self.state.notice = None;
        self.state.hand.held = None;
        let scope = self.state.mode.scope();
        let mut keys = std::mem::take(&mut self.state.pending);
        keys.push(key);
        match self.state.keys.find(scope, &keys) {
            Found::Command(command) => commands::run(self, command),
            Found::Prefix => self.state.pending = keys,
            Found::Nothing if keys.len() > 1 => {
                // Esc takes the prefix back, anything else was a slip.
                if key.code != Code::Esc {
                    let help = self.state.keys.name("help.open");
                    self.state.say(Tone::Plain, format!("{} means nothing – {help} shows every key", show(&keys)));
                }
            }
            Found::Nothing => self.unbound(scope, key),
        }
    }

    /// A key that the table does not know in this scope: a letter of a menu, a text, or nothing.
    fn unbound(&mut self, scope: Scope, key: Key) {
        match scope {
            Scope::Menu => {
                if let Some(letter) = key.letter() {
                    commands::choose_letter(self, letter);
                }
            }
            Scope::Write | Scope::Find | Scope::Filter | Scope::List | Scope::Value => self.type_key(key),
            Scope::Wall
            | Scope::Connect
            | Scope::Details
            | Scope::Run
            | Scope::Derive
            | Scope::Start
            | Scope::Report
            | Scope::Page => {
                let help = self.state.keys.name("help.open");
                self.state.say(Tone::Plain, format!("{key} means nothing here – {help} shows every key"));
            }
        }
    }

    fn paste(&mut self, text: &str) {
        let several = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).count() > 1;
        let new_note = matches!(&self.state.mode, Mode::Write(writing) if writing.draft().is_some() && writing.text().is_empty());
        if matches!(self.state.mode, Mode::Wall) || (several && new_note) {
            self.state.mode = Mode::Wall;
            return self.paste_on_wall(text);
        }
        // One text: its lines stay apart where a text may have several.
        let has_lines = matches!(&self.state.mode, Mode::Write(writing) if writing.has_lines());
        let plain = with_plain_breaks(text);
        let lines = plain.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let text = lines.collect::<Vec<_>>().join(if has_lines { "\n" } else { " " });
        match self.typing() {
            Some(area) => {
                area.insert_str(text.trim_matches(['\n', ' ']));
                self.typed();
                let is_request = |writing: &Writing| matches!(writing.target, Target::Request { .. });
                if several && matches!(&self.state.mode, Mode::Write(writing) if !is_request(writing)) {
                    self.state.say(Tone::Plain, "pasted as one text; on the wall, several lines become notes");
                }
            }
            None => self.state.say(Tone::Plain, "there is nowhere to paste to here; go back to the wall first"),
        }
    }

    /// Where typed text goes.
    fn typing(&mut self) -> Option<&mut ratatui_textarea::TextArea<'static>> {
        match &mut self.state.mode {
            Mode::Write(writing) => Some(&mut writing.area),
            Mode::Find(finding) => Some(&mut finding.area),
            Mode::Details(details) => details.editing.as_mut().map(|editing| &mut editing.area),
            Mode::Filter(filtering) => Some(&mut filtering.area),
            mode => mode.listing_mut().map(|listing| &mut listing.area),
        }
    }

    fn type_key(&mut self, key: Key) {
        use ratatui_textarea::{Input, Key as Typed};
        let has_lines = matches!(&self.state.mode, Mode::Write(writing) if writing.has_lines());
        let typed = match key.code {
            Code::Char(c) => Typed::Char(c),
            Code::Backspace => Typed::Backspace,
            Code::Delete => Typed::Delete,
            Code::Left => Typed::Left,
            Code::Right => Typed::Right,
            Code::Home => Typed::Home,
            Code::End => Typed::End,
            // From line to line, where there are several.
            Code::Up if has_lines => Typed::Up,
            Code::Down if has_lines => Typed::Down,
            _ => return,
        };
        // These would make a second line where there is only one; where there may be more, the table knows the keys for it.
        if key.ctrl && matches!(key.code, Code::Char('m' | 'j')) {
            return;
        }
        if let Some(area) = self.typing() {
            // As in a shell; undoing what is typed is what backspace is for.
            if key.ctrl && key.code == Code::Char('u') {
                area.delete_line_by_head();
                return self.typed();
            }
            area.input(Input { key: typed, ctrl: key.ctrl, alt: key.alt, shift: key.shift });
            self.typed();
        }
    }

    /// After every change of a typed text.
    pub(super) fn typed(&mut self) {
        match &mut self.state.mode {
            Mode::Find(_) => commands::look_while_typing(self),
            Mode::Filter(_) => commands::filter_while_typing(self),
            Mode::Write(_) => self.point_out_a_twin(),
            Mode::Details(Details { note, editing: Some(editing), .. }) => editing.look(&self.state.board, *note),
            Mode::Missing(_) => commands::narrow_what_is_missing(self),
            Mode::Jump(jumping) => jumping.look(&self.state.board),
            mode => mode.listing_mut().into_iter().for_each(|listing| listing.selected = 0),
        }
    }

    /// Says where a note of the kind is called so already: one thing hung up twice is easily mended now, and hardly later.
    fn point_out_a_twin(&mut self) {
        let Mode::Write(writing) = &self.state.mode else { return };
        let (kind, itself) = match writing.target {
            Target::New { kind, .. } => (kind, None),
            Target::Note(id) => match self.state.board.note(id) {
                Some(note) => (note.kind(), Some(id)),
                None => return,
            },
            Target::Answer(_) => return commands::tell_of_a_twin(self),
            _ => return,
        };
        if let Some(twin) = twin(&self.state.board, kind, &writing.text(), itself) {
            let name = short(&twin.text);
            let said = match writing.target {
                Target::New { with: Some(_), .. } => format!("{name} is there already; ↵ connects with it"),
                _ => format!("{} is called so already: {name}", kind.a()),
            };
            self.state.say(Tone::Plain, said);
        }
    }

    fn saved(&mut self, result: Result<PathBuf, String>) {
        let (moment, tried) = self.state.saving.take().unwrap_or((self.state.history.here(), PathBuf::new()));
        match result {
            Ok(path) => {
                self.state.history.save(moment);
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                self.state.say(Tone::Done, format!("saved {name}"));
                self.state.shelve(&path, &name);
                self.state.path = Some(path);
                self.state.new = false;
                self.state.outside = None;
                if let Some(leave) = self.state.leaving.take() {
                    self.leave_safely(leave);
                }
            }
            Err(reason) => {
                self.state.leaving = None;
                self.state.say(Tone::Problem, reason);
                // Nobody has to lose work because one file cannot be written: another name can be given at once.
                self.state.mode = Mode::Write(Writing::new(Target::File, &tried.to_string_lossy()));
            }
        }
    }
}
