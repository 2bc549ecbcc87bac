//! What could happen now: the commands that somebody could issue, what would come of each, and the order of those that wait.

use crate::app::commands::{self, Keymap};
use crate::board::{Kind, NoteId};
use crate::engine::{Due, Misfit, Would, tell};

use super::Running;
use super::pane::{Row, Stands, heading};
use crate::app::Ink;

/// Commands that are looked at.
const CARDS: usize = 24;

/// A command that somebody could issue.
#[derive(Debug, Clone)]
pub(super) struct Card {
    note: NoteId,
    name: String,
    /// Who issues it.
    who: String,
    /// Why it would be refused; nothing where it would not.
    refused: Option<String>,
}

impl Running {
    /// Looks what could happen now: at a quiet moment, every command that somebody could issue.
    pub(super) fn deal(&mut self) {
        self.due = self.run.due_together();
        self.deck.clear();
        if self.question.is_some() || !self.run.is_quiet() {
            return;
        }
        let model = self.run.model().clone();
        for (index, note, name) in Running::commands(&model).take(CARDS) {
            let who = model.command(index).actors.join(", ");
            let refused = match self.run.would(index) {
                Would::Refused(guards) => {
                    Some(guards.iter().map(|guard| tell::seen(&self.run, guard)).collect::<Vec<_>>().join(" · "))
                }
                _ => None,
            };
            self.deck.push(Card { note, name: name.to_owned(), who, refused });
        }
    }

    /// The commands that could be issued now, in the order of their keys.
    pub(in crate::app) fn cards(&self) -> impl Iterator<Item = NoteId> + '_ {
        self.deck.iter().map(|card| card.note)
    }

    /// The commands that wait together, of which one may be brought to the front.
    pub fn due(&self) -> &[Due] {
        &self.due
    }

    /// Lets another of the commands that wait together go first. Returns its name.
    ///
    /// # Errors
    /// Where there is no such command.
    pub(in crate::app) fn bring_forward(&mut self, position: usize) -> Result<String, Misfit> {
        let name = self.due.get(position).map(|due| self.run.model().command(due.command).name.to_string());
        self.run.bring_forward(position)?;
        self.goes_its_own_way();
        self.settle();
        Ok(name.unwrap_or_default())
    }
}

/// The commands that wait together, in their order.
pub(super) fn waiting(running: &Running, cells: usize) -> Vec<Row> {
    let mut rows = vec![heading("WAITING TOGETHER", cells)];
    let model = running.run().model();
    for (position, due) in running.due().iter().enumerate() {
        let command = model.command(due.command);
        let mut row = Row::of(Stands::Waiting(position));
        row.put(if position == 0 { " next " } else { "  or  " }, if position == 0 { Ink::Key } else { Ink::Faint });
        row.put(&*command.name, Ink::Text);
        if let Some(policy) = due.policy {
            row.put(format!("  by {}", model.policy(policy).name), Ink::Faint);
        }
        rows.push(row);
    }
    rows
}

/// What could happen now, with a key for each of the first.
pub(super) fn deck(running: &Running, keys: &Keymap, cells: usize) -> Vec<Row> {
    let mut rows = vec![heading("COULD HAPPEN NOW", cells)];
    let digits = commands::by_id("run.answer").map_or_else(Vec::new, |answer| keys.shown(answer));
    for (number, card) in running.deck.iter().enumerate() {
        let digit = digits.get(number).map_or_else(|| "   ".to_owned(), |digit| format!(" {digit} "));
        let mut row = Row::of(Stands::Command(card.note)).and(digit, Ink::Key);
        match &card.refused {
            None => {
                row.put(format!(" {} ", card.name), Ink::Paper(Kind::Command, false));
                row.put(format!("  {}", card.who), Ink::Faint);
            }
            Some(why) => {
                row.put(format!(" {} ", card.name), Ink::Mark(Kind::Command));
                row.put(format!("  ✗ {why}"), Ink::Faint);
            }
        }
        rows.push(row);
    }
    rows
}
