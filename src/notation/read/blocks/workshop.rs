//! What a document says about the workshop: its agenda, the request it begins with, what is parked.
//!
//! All of it is said with common words, so most of this is about where they count: `Phase: two` in the minutes of a meeting is prose.

use super::{Items, Reader};
use crate::board::Workshop;
use crate::notation::read::keyword::{Keyword, keyword};
use crate::notation::read::lines::Sort;
use crate::notation::read::piece::Piece;
use crate::notation::read::statement::What;
use crate::notation::read::wording::sentence;

impl<'l> Reader<'l, '_> {
    /// Whether a word before a colon makes a form of its line; those of the workshop do where the lines around say so.
    pub fn counts(&self, word: Keyword, rest: Piece<'l>, listed: bool) -> bool {
        let is_item = listed && (self.list.is_some() || self.pending.is_some());
        match word {
            Keyword::Agenda => !is_item && (Workshop::is_known_agenda(&sentence(rest)) || self.a_phase_follows()),
            Keyword::Feature => !is_item && !rest.is_blank(),
            Keyword::Parked => !is_item,
            Keyword::Phase => self.blocks.agenda.is_some(),
            Keyword::Activity | Keyword::Ask | Keyword::LooksFor => self.blocks.phase.is_some(),
            _ => true,
        }
    }

    /// Whether the next line that is not empty is a phase.
    fn a_phase_follows(&self) -> bool {
        let next = self.ahead.iter().map(|entry| &entry.sort).find(|sort| !matches!(sort, Sort::Blank));
        match next {
            Some(Sort::Line(line)) => matches!(keyword(&line.text), Some((Keyword::Phase, _))),
            _ => false,
        }
    }

    pub fn of_workshop(&mut self, word: Keyword, piece: Piece<'l>, rest: Piece<'l>) -> bool {
        let blocks = self.blocks;
        match word {
            Keyword::Agenda => {
                self.list = None;
                let index = self.push(What::Agenda(rest), None);
                self.open(|blocks| &mut blocks.agenda, index);
                self.blocks.phase = None;
                true
            }
            Keyword::Phase => {
                self.list = None;
                let index = self.push(What::Phase(rest), blocks.agenda);
                self.open(|blocks| &mut blocks.phase, index);
                true
            }
            Keyword::Feature => {
                self.end_section();
                self.list = None;
                self.push(What::Feature(rest), None);
                true
            }
            Keyword::Parked if rest.is_blank() => {
                self.end_section();
                self.list = Some(Items::Parked);
                true
            }
            Keyword::Parked => {
                self.list = None;
                self.parked(rest)
            }
            _ => self.owned(blocks.phase, word, piece, rest, "phase"),
        }
    }

    pub fn parked(&mut self, piece: Piece<'l>) -> bool {
        self.end_section();
        self.push(What::Parked(piece), None);
        true
    }
}
