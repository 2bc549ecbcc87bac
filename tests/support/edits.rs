//! Arbitrary edits of every sort, some of which no board takes.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use squall::board::{Board, Context, ContextId, Detail, Edit, Kind, Literal, Note, NoteId, Place, Property, Unknown};
use uuid::Uuid;

use super::boards::{Raw, RawScenario, literal, picker, place, raw, raw_scenario, text};

/// What an edit is made of; what it means is decided when the board is known.
#[derive(Clone, Debug)]
pub struct RawEdit {
    sort: u8,
    picks: [u16; 4],
    /// Among notes of any kind, so that much is refused, or among those that fit.
    wild: bool,
    text: String,
    at: Place,
    kind: Kind,
    raw: Raw,
    texts: Vec<String>,
    literal: Literal,
    before: Option<u16>,
    scenarios: Vec<RawScenario>,
    group: Vec<RawEdit>,
}

pub fn raw_edit() -> impl Strategy<Value = RawEdit> {
    let single = |sorts: std::ops::Range<u8>| {
        let numbers = (sorts, any::<[u16; 4]>(), prop::bool::weighted(0.15), option::of(any::<u16>()));
        (numbers, text(), place(), select(Kind::ALL.to_vec()), raw(), vec(text(), 0..3), literal(), vec(raw_scenario(), 0..2))
            .prop_map(|((sort, picks, wild, before), text, at, kind, raw, texts, literal, scenarios)| RawEdit {
                sort,
                picks,
                wild,
                text,
                at,
                kind,
                raw,
                texts,
                literal,
                before,
                scenarios,
                group: Vec::new(),
            })
    };
    let group = (single(0..1), vec(single(0..SORTS), 0..4)).prop_map(|(edit, group)| RawEdit { sort: SORTS, group, ..edit });
    prop_oneof![8 => single(0..SORTS), 1 => group]
}

/// How many sorts of single edits there are.
const SORTS: u8 = 17;

impl RawEdit {
    pub fn edit(&self, board: &Board) -> Edit {
        let notes: Vec<(NoteId, Kind)> = board.notes().iter().map(|note| (note.id, note.kind())).collect();
        let find = picker(notes);
        let fitting = |kinds: &[Kind], index: u16| find(if self.wild { &Kind::ALL } else { kinds }, index);
        let nobody = NoteId(Uuid::from_u128(77));
        let note = |index: usize| find(&Kind::ALL, self.picks[index]).unwrap_or(nobody);
        let contexts = &board.heading().contexts;
        let context = match contexts.len() {
            0 => ContextId(Uuid::from_u128(78)),
            length => contexts[usize::from(self.picks[1]) % length].id,
        };
        let before = self.before.and_then(|index| find(&Kind::ALL, index));
        match self.sort {
            0 | 1 => {
                let mut new = self.raw.note(contexts, &fitting);
                if self.wild && self.picks[0].is_multiple_of(2) {
                    new.id = note(0);
                }
                Edit::Add { note: Box::new(new), before }
            }
            2 => Edit::Remove(note(0)),
            3 => Edit::Reword { note: note(0), text: self.text.clone() },
            4 => Edit::Retype { note: note(0), kind: self.kind },
            5 => Edit::Move { note: note(0), at: self.at, before },
            6 => Edit::Connect { from: note(0), to: note(1) },
            7 => Edit::Disconnect { from: note(0), to: self.neighbour(board, note(0)).filter(|_| !self.wild).unwrap_or(note(1)) },
            8 | 9 => Edit::Set { note: note(0), property: self.property(board.note(note(0)), &fitting) },
            10 => self.replace(board, note(0), before, &fitting),
            11 => Edit::Assign { note: note(0), context: (!self.wild).then_some(context) },
            12 => {
                let id = if self.wild { context } else { ContextId(Uuid::from_u64_pair(9, self.picks[2].into())) };
                let context = Context { id, name: self.text.clone(), colour: None, unknown: Unknown::new() };
                Edit::AddContext { context, index: self.before.map(|index| usize::from(index % 5)) }
            }
            13 => match self.wild {
                true => Edit::RenameContext { context, name: self.text.clone() },
                false => Edit::RemoveContext(context),
            },
            14 => match self.wild {
                true => Edit::Retitle(self.text.clone()),
                false => Edit::SetRules(self.texts.clone()),
            },
            15 => {
                let text_of = |id| board.note(id).map_or(String::new(), |note| note.text.clone());
                Edit::SetScenarios(self.scenarios.iter().map(|scenario| scenario.scenario(&fitting, &text_of)).collect())
            }
            16 => Edit::SetSilenced(self.texts.clone()),
            _ => {
                // Each member is made for the board as the ones before it leave it.
                let mut board = board.clone();
                let mut edits = Vec::new();
                for raw in &self.group {
                    let edit = raw.edit(&board);
                    let _ = board.apply(edit.clone());
                    edits.push(edit);
                }
                Edit::Group(edits)
            }
        }
    }

    /// A note that an arrow joins with this one.
    fn neighbour(&self, board: &Board, note: NoteId) -> Option<NoteId> {
        let others: Vec<NoteId> = board.arrows(note).iter().map(|(_, from, to)| if *from == note { *to } else { *from }).collect();
        (!others.is_empty()).then(|| others[usize::from(self.picks[1]) % others.len()])
    }

    fn replace(&self, board: &Board, id: NoteId, before: Option<NoteId>, pick: &dyn Fn(&[Kind], u16) -> Option<NoteId>) -> Edit {
        let mut new = self.raw.note(&board.heading().contexts, &|kinds, index| pick(kinds, index).filter(|other| *other != id));
        new.id = id;
        if let Some(old) = board.note(id).filter(|_| !self.wild) {
            new.at = old.at;
        }
        Edit::Replace { note: Box::new(new), before }
    }

    /// A key that the note has, with a value out of the material; of another kind's note where the edit is wild.
    fn property(&self, note: Option<&std::sync::Arc<Note>>, pick: &dyn Fn(&[Kind], u16) -> Option<NoteId>) -> Property {
        let kind = note.filter(|_| !self.wild).map_or(self.kind, |note| note.kind());
        let me = note.map(|note| note.id);
        let pick = |kinds: &[Kind], index: u16| pick(kinds, index).filter(|other| Some(*other) != me);
        let text = || self.texts.first().cloned();
        let mut all = match self.raw.detail(kind, &pick) {
            Detail::Actor | Detail::ExternalSystem => vec![],
            Detail::Event(event) => vec![Property::EventFields(event.fields), Property::Pivotal(event.pivotal)],
            Detail::Command(command) => vec![
                Property::DecidedBy(command.aggregate),
                Property::Actors(command.actors),
                Property::Systems(command.systems),
                Property::Arguments(command.fields),
                Property::Outcomes(command.outcomes),
            ],
            Detail::Aggregate(aggregate) => {
                let mut state = aggregate.state;
                if self.picks[2].is_multiple_of(4) {
                    // The same name twice.
                    state.extend(state.first().map(|(name, _)| (name.clone(), Some(self.literal.clone()))));
                }
                vec![Property::State(state), Property::Invariants(aggregate.invariants), Property::IdentifiedBy(text())]
            }
            Detail::Policy(policy) => {
                vec![
                    Property::When(policy.when),
                    Property::Where(text()),
                    Property::Then(policy.then),
                    Property::Choose(policy.choose),
                ]
            }
            Detail::ReadModel(model) => vec![
                Property::Audience(text()),
                Property::BuiltFrom(model.built_from),
                Property::Shows(model.shows),
                Property::KeyedBy(text()),
                Property::On(model.on),
            ],
            Detail::HotSpot(spot) => vec![Property::About(spot.about), Property::Resolved(spot.resolved), Property::Run(spot.run)],
        };
        all.push(Property::Tags(self.texts.clone()));
        all.push(Property::Silenced(self.texts.clone()));
        let index = usize::from(self.picks[3]) % all.len();
        all.swap_remove(index)
    }
}
