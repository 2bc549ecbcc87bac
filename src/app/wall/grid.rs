//! The wall as a grid of units along the timeline and lanes down the wall.
//!
//! A column is one place of the timeline. It is as many units wide as its fullest lane has notes, so that every note has a unit
//! and a lane of its own. Computed once for a revision of the board; every question is answered by binary search.

use std::ops::Range;

use crate::board::{Board, ContextId, Detail, Kind, Note, NoteId, Place};

/// One place on the timeline.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Column {
    /// The place.
    pub at: Place,
    /// Where its notes begin in [`Board::notes`].
    pub first: usize,
    /// Its first unit.
    pub unit: usize,
}

/// Where a note hangs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spot {
    /// Its first unit.
    pub unit: usize,
    /// How many units it covers; more than one only for aggregates.
    pub width: usize,
    /// Its lane, counted from the top.
    pub lane: usize,
}

/// Neighbouring columns of one context.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Band {
    /// The context.
    pub context: ContextId,
    /// Its position among the board's contexts, from which it takes its tint.
    pub index: usize,
    /// The units it covers.
    pub units: Range<usize>,
}

/// The grid of a board.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Grid {
    columns: Vec<Column>,
    width: usize,
    /// The unit of each note, as in [`Board::notes`].
    units: Vec<u32>,
    /// For each lane its notes, as indexes into [`Board::notes`].
    lanes: [Vec<u32>; 8],
    /// The aggregates that cover more than one unit: index into [`Board::notes`] and the unit behind the last.
    spans: Vec<(u32, u32)>,
    bands: Vec<Band>,
    /// The units of the pivotal events.
    pivots: Vec<u32>,
    draft: Option<Spot>,
}

impl Grid {
    /// Lays out a board, with room for a note that is being written at a place in a lane.
    pub fn new(board: &Board, draft: Option<(Place, Kind)>) -> Grid {
        let notes = board.notes();
        let mut grid = Grid { units: Vec::with_capacity(notes.len()), ..Grid::default() };
        let mut draft_left = draft;
        let mut first = 0;
        while first < notes.len() || draft_left.is_some() {
            let at = match (notes.get(first), draft_left) {
                (Some(note), Some((place, _))) => note.at.min(place),
                (Some(note), None) => note.at,
                (None, Some((place, _))) => place,
                (None, None) => break,
            };
            let here = draft_left.take_if(|(place, _)| *place == at);
            let end = first + notes[first..].iter().take_while(|note| note.at == at).count();
            grid.push_column(notes, Column { at, first, unit: grid.width }, end, here.map(|(_, kind)| kind));
            first = end;
        }
        grid.span_aggregates(notes);
        grid.band_contexts(board);
        grid
    }

    fn push_column(&mut self, notes: &[std::sync::Arc<Note>], column: Column, end: usize, draft: Option<Kind>) {
        let mut filled = [0usize; 8];
        for (index, note) in notes.iter().enumerate().take(end).skip(column.first) {
            let lane = note.kind().lane();
            let unit = (column.unit + filled[lane]) as u32;
            filled[lane] += 1;
            self.units.push(unit);
            self.lanes[lane].push(index as u32);
            if matches!(&note.detail, Detail::Event(event) if event.pivotal) {
                self.pivots.push(unit);
            }
        }
        if let Some(kind) = draft {
            self.draft = Some(Spot { unit: column.unit + filled[kind.lane()], width: 1, lane: kind.lane() });
            filled[kind.lane()] += 1;
        }
        self.width = column.unit + filled.into_iter().max().unwrap_or(0);
        self.columns.push(column);
    }

    /// An aggregate reaches as far as the commands that it decides, until another aggregate begins or another one's command
    /// stands; columns without a command are bridged.
    fn span_aggregates(&mut self, notes: &[std::sync::Arc<Note>]) {
        let aggregates = &self.lanes[Kind::Aggregate.lane()];
        let commands = &self.lanes[Kind::Command.lane()];
        let draft = self.draft.filter(|draft| draft.lane == Kind::Aggregate.lane());
        for (position, index) in aggregates.iter().enumerate() {
            let id = notes[*index as usize].id;
            let own = self.units[*index as usize] as usize;
            let next = aggregates.get(position + 1).map(|next| self.units[*next as usize] as usize);
            let next = next.into_iter().chain(draft.map(|draft| draft.unit).filter(|unit| *unit > own)).min();
            let column = self.column_of_unit(own);
            // In its own column it takes what no other aggregate needs.
            let mut end = self.column_end(column).min(next.unwrap_or(usize::MAX));
            // Where another aggregate begins in a column, this one ends before that whole column.
            let limit = next.map_or(self.width, |next| {
                let next_column = self.column_of_unit(next);
                if next_column == column { next } else { self.columns[next_column].unit }
            });
            let from = commands.partition_point(|command| (self.units[*command as usize] as usize) < self.column_end(column));
            for command in &commands[from..] {
                let unit = self.units[*command as usize] as usize;
                let decided = match &notes[*command as usize].detail {
                    Detail::Command(command) => command.aggregate,
                    _ => None,
                };
                if unit >= limit || decided.is_some_and(|other| other != id) {
                    break;
                }
                if decided == Some(id) {
                    end = end.max(self.column_end(self.column_of_unit(unit)));
                }
            }
            if end > own + 1 {
                self.spans.push((*index, end as u32));
            }
        }
    }

    /// A column belongs to the context that most of its notes belong to.
    fn band_contexts(&mut self, board: &Board) {
        let contexts = &board.heading().contexts;
        if contexts.is_empty() {
            return;
        }
        let index_of: std::collections::HashMap<ContextId, usize> =
            contexts.iter().enumerate().map(|(index, context)| (context.id, index)).collect();
        let mut votes: Vec<(usize, usize)> = Vec::new();
        // A column that holds nothing but the note being written interrupts no band.
        let mut draft_end = None;
        for column in 0..self.columns.len() {
            votes.clear();
            let notes = self.notes_of(column, board.notes().len());
            if notes.is_empty() {
                draft_end = Some((self.columns[column].unit, self.column_end(column)));
                continue;
            }
            for note in &board.notes()[notes] {
                if let Some(index) = note.context.and_then(|context| index_of.get(&context)) {
                    match votes.iter_mut().find(|(other, _)| other == index) {
                        Some((_, count)) => *count += 1,
                        None => votes.push((*index, 1)),
                    }
                }
            }
            let Some((index, _)) = votes.iter().copied().rev().max_by_key(|(_, count)| *count) else { continue };
            let units = self.columns[column].unit..self.column_end(column);
            let before = draft_end.filter(|(_, end)| *end == units.start).map_or(units.start, |(start, _)| start);
            match self.bands.last_mut() {
                Some(band) if band.index == index && band.units.end == before => band.units.end = units.end,
                _ => self.bands.push(Band { context: contexts[index].id, index, units }),
            }
        }
    }

    fn notes_of(&self, column: usize, count: usize) -> Range<usize> {
        self.columns[column].first..self.columns.get(column + 1).map_or(count, |next| next.first)
    }

    /// How many units the timeline is long.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The places in use, from left to right.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column in which a unit lies; the last one for units beyond.
    pub fn column_of_unit(&self, unit: usize) -> usize {
        self.columns.partition_point(|column| column.unit <= unit).saturating_sub(1)
    }

    /// The unit behind a column's last.
    pub fn column_end(&self, column: usize) -> usize {
        self.columns.get(column + 1).map_or(self.width, |next| next.unit)
    }

    /// The bands of contexts, from left to right.
    pub fn bands(&self) -> &[Band] {
        &self.bands
    }

    /// The units in which pivotal events hang, from left to right.
    pub fn pivots(&self) -> &[u32] {
        &self.pivots
    }

    /// The spot kept free for the note that is being written.
    pub fn draft(&self) -> Option<Spot> {
        self.draft
    }

    /// The notes of a lane from left to right, as indexes into [`Board::notes`].
    pub fn lane(&self, lane: usize) -> &[u32] {
        &self.lanes[lane]
    }

    /// Whether a lane holds anything, the note being written included.
    pub fn is_filled(&self, lane: usize) -> bool {
        !self.lanes[lane].is_empty() || self.draft.is_some_and(|draft| draft.lane == lane)
    }

    /// Whether a lane holds anything in some units, the note being written included.
    pub fn is_filled_in(&self, lane: usize, units: &Range<usize>) -> bool {
        let notes = &self.lanes[lane];
        let first = self.first_from(lane, units.start);
        let begins = notes.get(first).is_some_and(|index| self.unit(*index as usize) < units.end);
        // What begins before may reach into them.
        let reaches = |index: &u32| {
            let span = self.spans.binary_search_by_key(index, |span| span.0);
            span.is_ok_and(|span| self.spans[span].1 as usize > units.start)
        };
        let before = first.checked_sub(1).and_then(|before| notes.get(before));
        begins || before.is_some_and(reaches) || self.draft.is_some_and(|draft| draft.lane == lane && units.contains(&draft.unit))
    }

    /// The first unit of a note, by its index in [`Board::notes`].
    pub fn unit(&self, index: usize) -> usize {
        self.units[index] as usize
    }

    /// Where a note hangs, by its index in [`Board::notes`].
    pub fn spot_at(&self, board: &Board, index: usize) -> Spot {
        let unit = self.unit(index);
        let span = self.spans.binary_search_by_key(&(index as u32), |span| span.0).ok();
        let width = span.map_or(1, |span| self.spans[span].1 as usize - unit);
        Spot { unit, width, lane: board.notes()[index].kind().lane() }
    }

    /// Where a note hangs.
    pub fn spot(&self, board: &Board, id: NoteId) -> Option<Spot> {
        let index = board.position(id)?;
        (index < self.units.len()).then(|| self.spot_at(board, index))
    }

    /// The position in [`Grid::lane`] of the first note that begins at a unit or right of it.
    pub fn first_from(&self, lane: usize, unit: usize) -> usize {
        self.lanes[lane].partition_point(|index| self.unit(*index as usize) < unit)
    }

    /// The note of a lane nearest to a unit, as an index into [`Board::notes`]; a span counts with all its units.
    pub fn nearest(&self, board: &Board, lane: usize, unit: usize) -> Option<usize> {
        let right = self.first_from(lane, unit);
        let away = |index: usize| {
            let spot = self.spot_at(board, index);
            if unit < spot.unit { spot.unit - unit } else { unit.saturating_sub(spot.unit + spot.width - 1) }
        };
        let candidates = [right.checked_sub(1), Some(right)];
        let notes = candidates.into_iter().flatten().filter_map(|position| self.lanes[lane].get(position));
        notes.map(|index| *index as usize).min_by_key(|index| away(*index))
    }
}

#[cfg(test)]
mod tests;
