//! The board's file in other hands: what is said when somebody else changes it, and reading it again.

use crate::board::{Board, Edit};

use super::commands;
use super::mode::{Choice, Menu, Then};
use super::{Effect, Mode, Outside, Tone, Turn};

impl Turn<'_> {
    /// Says what somebody else did to the file and what to do about it.
    pub(super) fn told_of(&mut self, outside: Outside) {
        self.state.outside = Some(outside);
        let name = self.file_name();
        let (reload, save) = (self.state.keys.name("board.reload"), self.state.keys.name("board.save"));
        let said = match outside {
            Outside::Changed if self.state.unsaved() => {
                format!(
                    "{name} was changed by somebody else, and there are unsaved edits here; {reload} reads it, and asks about them first"
                )
            }
            Outside::Changed => format!("{name} was changed by somebody else; {reload} reads it again"),
            Outside::Gone => {
                // The board is nowhere but here, so leaving has to ask.
                self.state.history.touch();
                format!("{name} was moved or deleted by somebody else; {save} saves the board again")
            }
        };
        self.state.say(Tone::Problem, said);
    }

    /// Reads the file again; asks first where edits are in no file.
    pub(super) fn reload(&mut self) {
        if !self.state.unsaved() {
            return self.reload_now();
        }
        let choice = |letter, label: &str, then| Choice { letter, label: label.into(), kind: None, then };
        let choices = vec![
            choice('r', "read the file; undo brings them back", Then::Reload),
            choice('s', "save them under another name", Then::SaveElsewhere),
            choice('n', "stay", Then::Stay),
        ];
        let title = "There are unsaved edits.".into();
        self.state.mode = Mode::Menu(Menu { title, choices, selected: 0, about_note: false, back: None });
    }

    /// Reads the file again whatever is unsaved.
    pub(super) fn reload_now(&mut self) {
        self.effects.extend(self.state.path.clone().map(Effect::Reload));
    }

    /// The file was read again. What it says is one step of the history, so that what was here is not lost.
    pub(super) fn reloaded(&mut self, result: Result<Box<Board>, String>) {
        let board = match result {
            Ok(board) => board,
            Err(reason) => return self.state.say(Tone::Problem, reason),
        };
        let name = self.file_name();
        self.state.outside = None;
        self.state.new = false;
        if *board == self.state.board {
            self.state.history.save(self.state.history.here());
            return self.state.say(Tone::Done, format!("{name} says what is here"));
        }
        if self.edit(format!("read {name} again"), Edit::Become(board), None).is_ok() {
            self.state.history.save(self.state.history.here());
            let undo = self.state.keys.name("board.undo");
            self.state.say(Tone::Done, format!("read {name} again; {undo} brings back what was here"));
        }
    }

    fn file_name(&self) -> String {
        let path = self.state.path.as_deref();
        path.map_or_else(String::new, |path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned())
    }
}

impl Turn<'_> {
    /// Asks for another name to save under.
    pub(super) fn save_elsewhere(&mut self) {
        let path = self.state.path.as_deref().map(|path| path.to_string_lossy().into_owned());
        match path {
            Some(path) => commands::ask_for_another_file(self, &path),
            None => commands::ask_for_a_file(self),
        }
    }
}
