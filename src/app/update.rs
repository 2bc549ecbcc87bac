//! A message in, a changed state and effects out. Which command a key means is decided here, what it does in the command table.

use std::path::PathBuf;

use super::commands::{self, Found};
use super::mode::{Leave, Writing};
use super::state::short;
use super::twins::twin;
use super::{Code, Effect, Key, Message, Mode, Scope, Source, State, Target, Tone, Turn};

/// Changes the state by a message; returns what is to be done outside.
pub fn update(state: &mut State, message: Message, source: &mut dyn Source) -> Vec<Effect> {
    let mut turn = Turn { state, source, key: None, effects: Vec::new() };
    match message {
        Message::Key(key) => {
            turn.key = Some(key.normal());
            turn.key(key.normal());
        }
        Message::Mouse(mouse) => turn.mouse(mouse),
        Message::Paste(text) => turn.paste(&text),
        Message::Edit(name, edit) => {
            // A refusal has been said.
            let _ = turn.edit(name, *edit, None);
        }
        Message::Resize(columns, rows) => turn.state.size = (columns, rows),
        Message::Leave => turn.leave_safely(Leave::Quit),
        Message::Saved(result) => turn.saved(result),
        Message::Opened(Ok(opened)) => {
            let old = std::mem::replace(turn.state, State::new(*opened, turn.state.size));
            turn.state.shelf = old.shelf;
            turn.state.author = old.author;
            turn.state.zoom = old.zoom;
            turn.state.hand.free = old.hand.free;
        }
        Message::Opened(Err(reason)) => turn.state.say(Tone::Problem, reason),
        Message::Shelf(entries) => turn.state.shelf = entries,
    }
    turn.state.settle();
    turn.effects
}

impl Turn<'_> {
    fn key(&mut self, key: Key) {
        self.state.notice = None;
        self.state.hand.held = None;
        let scope = self.state.mode.scope();
        let mut keys = std::mem::take(&mut self.state.pending);
        keys.push(key);
        match commands::find(scope, &keys) {
            Found::Command(command) => commands::run(self, command),
            Found::Prefix => self.state.pending = keys,
            Found::Nothing if keys.len() > 1 => {
                // Esc takes the prefix back, anything else was a slip.
                if key.code != Code::Esc {
                    let keys: Vec<String> = keys.iter().map(Key::to_string).collect();
                    self.state.say(Tone::Plain, format!("{} means nothing – ? shows every key", keys.join(" ")));
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
            Scope::Write | Scope::Find | Scope::Filter | Scope::List => self.type_key(key),
            Scope::Wall | Scope::Connect | Scope::Start | Scope::Report => {
                self.state.say(Tone::Plain, format!("{key} means nothing here – ? shows every key"));
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
        // One line: what was copied from several is one text here.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match self.typing() {
            Some(area) => {
                area.insert_str(&text);
                self.typed();
                if several && matches!(self.state.mode, Mode::Write(_)) {
                    self.state.say(Tone::Plain, "pasted as one text; on the wall, several lines become notes");
                }
            }
            None => self.state.say(Tone::Plain, "there is nowhere to paste to here; esc goes back to the wall"),
        }
    }

    /// Where typed text goes.
    fn typing(&mut self) -> Option<&mut ratatui_textarea::TextArea<'static>> {
        match &mut self.state.mode {
            Mode::Write(writing) => Some(&mut writing.area),
            Mode::Find(finding) => Some(&mut finding.area),
            Mode::Filter(filtering) => Some(&mut filtering.area),
            mode => mode.listing_mut().map(|listing| &mut listing.area),
        }
    }

    fn type_key(&mut self, key: Key) {
        use ratatui_textarea::{Input, Key as Typed};
        let typed = match key.code {
            Code::Char(c) => Typed::Char(c),
            Code::Backspace => Typed::Backspace,
            Code::Delete => Typed::Delete,
            Code::Left => Typed::Left,
            Code::Right => Typed::Right,
            Code::Home => Typed::Home,
            Code::End => Typed::End,
            _ => return,
        };
        // These make a second line, which a note's text does not have.
        if key.ctrl && matches!(key.code, Code::Char('m' | 'j')) {
            return;
        }
        if let Some(area) = self.typing() {
            area.input(Input { key: typed, ctrl: key.ctrl, alt: key.alt, shift: key.shift });
            self.typed();
        }
    }

    /// After every change of a typed text.
    fn typed(&mut self) {
        match &mut self.state.mode {
            Mode::Find(_) => commands::look_while_typing(self),
            Mode::Filter(_) => commands::filter_while_typing(self),
            Mode::Write(_) => self.point_out_a_twin(),
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
        let (depth, tried) = self.state.saving.take().unwrap_or((self.state.history.len(), PathBuf::new()));
        match result {
            Ok(path) => {
                self.state.history.save(depth);
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                self.state.say(Tone::Done, format!("saved {name}"));
                self.state.path = Some(path);
                self.state.new = false;
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
