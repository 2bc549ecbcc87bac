use uuid::Uuid;

use super::*;
use crate::board::{Context, Edit, Heading};

struct Built(Board, u128);

impl Built {
    fn new() -> Built {
        Built(Board::new(Heading::new("b", "Test", None)), 0)
    }

    fn add(&mut self, kind: Kind, at: f64) -> NoteId {
        self.1 += 1;
        let id = NoteId(Uuid::from_u128(self.1));
        let place = Place::new(at).expect("finite");
        self.apply(Edit::Add { note: Box::new(Note::new(id, kind, format!("{at}"), place)), before: None });
        id
    }

    fn apply(&mut self, edit: Edit) {
        self.0.apply(edit).expect("accepted");
    }

    fn spot(&self, id: NoteId) -> (usize, usize) {
        let spot = Grid::new(&self.0, None).spot(&self.0, id).expect("hangs");
        (spot.unit, spot.width)
    }
}

#[test]
fn a_column_has_as_many_units_as_its_fullest_lane() {
    let mut built = Built::new();
    let first = built.add(Kind::Event, 1.0);
    let second = built.add(Kind::Event, 1.0);
    let command = built.add(Kind::Command, 1.0);
    let behind = built.add(Kind::Command, 2.5);
    assert_eq!([first, second, command, behind].map(|id| built.spot(id).0), [0, 1, 0, 2]);
    let grid = Grid::new(&built.0, None);
    assert_eq!((grid.width(), grid.columns().len()), (3, 2));
    assert_eq!(grid.column_of_unit(1), 0);
    assert_eq!(grid.column_of_unit(99), 1);
}

#[test]
fn an_aggregate_reaches_over_the_commands_it_decides() {
    let mut built = Built::new();
    let billing = built.add(Kind::Aggregate, 1.0);
    let [first, second, third] = [1.0, 2.0, 4.0].map(|at| built.add(Kind::Command, at));
    built.add(Kind::Event, 3.0);
    for command in [first, second, third] {
        built.apply(Edit::Connect { from: command, to: billing });
    }
    assert_eq!(built.spot(billing), (0, 4), "the column without a command is bridged");

    let other = built.add(Kind::Aggregate, 3.0);
    assert_eq!(built.spot(billing), (0, 2), "another aggregate ends it");
    assert_eq!(built.spot(other), (2, 1));
}

#[test]
fn a_note_being_written_has_room_of_its_own() {
    let mut built = Built::new();
    built.add(Kind::Event, 1.0);
    let last = built.add(Kind::Event, 2.0);
    let place = Place::new(1.5).expect("finite");
    let grid = Grid::new(&built.0, Some((place, Kind::Policy)));
    assert_eq!(grid.draft(), Some(Spot { unit: 1, width: 1, lane: 5 }));
    assert_eq!(grid.spot(&built.0, last).map(|spot| spot.unit), Some(2));
    let beside = Grid::new(&built.0, Some((Place::FIRST, Kind::Event)));
    assert_eq!(beside.draft().map(|spot| spot.unit), Some(1));
    let empty = Board::new(Heading::new("b", "", None));
    assert_eq!(Grid::new(&empty, Some((Place::FIRST, Kind::Event))).width(), 1);
}

#[test]
fn neighbouring_columns_of_one_context_make_a_band() {
    let mut built = Built::new();
    let context = ContextId(Uuid::from_u128(7));
    built.apply(Edit::AddContext {
        context: Context { id: context, name: "Billing".into(), colour: None, unknown: Vec::new() },
        index: None,
    });
    for at in [1.0, 2.0, 3.0, 4.0] {
        let id = built.add(Kind::Event, at);
        if at != 3.0 {
            built.apply(Edit::Assign { note: id, context: Some(context) });
        }
    }
    let grid = Grid::new(&built.0, None);
    assert_eq!(grid.bands().iter().map(|band| band.units.clone()).collect::<Vec<_>>(), [0..2, 3..4]);
}

#[test]
fn the_nearest_note_counts_spans_whole() {
    let mut built = Built::new();
    let billing = built.add(Kind::Aggregate, 1.0);
    for at in [1.0, 2.0, 3.0] {
        let command = built.add(Kind::Command, at);
        built.apply(Edit::Connect { from: command, to: billing });
    }
    built.add(Kind::Aggregate, 5.0);
    let grid = Grid::new(&built.0, None);
    let found = grid.nearest(&built.0, Kind::Aggregate.lane(), 2).map(|index| built.0.notes()[index].id);
    assert_eq!(found, Some(billing));
    assert_eq!(grid.nearest(&built.0, Kind::HotSpot.lane(), 2), None);
}
