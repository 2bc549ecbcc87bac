//! What holds of the flow of any board: no arrow runs through a note, no two notes overlap, two arrows share a cell only where
//! they cross, every arrow of the board is there, and what closes a loop runs back and says so.

mod support;

use std::collections::{HashMap, HashSet};

use proptest::prelude::*;
use ratatui::layout::Rect;
use squall::app::flow::{Cells, Flow, Line, Pane, Seen};
use squall::app::wall::Zoom;
use squall::board::{Board, Detail, Edit, Heading, Kind, Link, Note, NoteId, Outcome, Place, Reaction};
use support::boards::boards;
use uuid::Uuid;

/// A board full of arrows.
fn woven(most: usize) -> impl Strategy<Value = Board> {
    let kinds = proptest::collection::vec((0usize..8, 0u8..30), 1..most);
    let arrows = proptest::collection::vec((any::<u16>(), any::<u16>()), 0..most * 4);
    (kinds, arrows).prop_map(|(kinds, arrows)| {
        let mut board = Board::new(Heading::new("woven", "Woven", None));
        let mut ids = Vec::new();
        for (number, (kind, at)) in kinds.into_iter().enumerate() {
            let id = NoteId(Uuid::from_u128(1 + number as u128));
            let place = Place::new(f64::from(at)).expect("finite");
            let note = Note::new(id, Kind::ALL[kind], format!("Note {number} of a board that is woven"), place);
            board.apply(Edit::Add { note: Box::new(note), before: None }).expect("a new note");
            ids.push(id);
        }
        for (from, to) in arrows {
            let (from, to) = (ids[usize::from(from) % ids.len()], ids[usize::from(to) % ids.len()]);
            // What the method has no arrow for is refused.
            let _ = board.apply(Edit::Connect { from, to });
        }
        board
    })
}

struct Laid {
    flow: Flow,
    pane: Pane,
    seen: Vec<Seen>,
    lines: Vec<Line>,
}

fn lay_out(board: &Board, zoom: Zoom) -> Laid {
    let flow = Flow::new(board, zoom, 120);
    let (width, height) = flow.size();
    let pane = Pane { area: Rect::new(0, 0, (width + 2) as u16, (height + 2) as u16), left: 0, top: 0 };
    let mut lines = Vec::new();
    flow.lines(&pane, |line| lines.push(line));
    let seen = flow.seen(&pane);
    Laid { flow, pane, seen, lines }
}

fn cells(of: Cells) -> impl Iterator<Item = (i32, i32)> {
    (of.y..of.bottom()).flat_map(move |y| (of.x..of.right()).map(move |x| (x, y)))
}

fn along(line: &Line) -> Vec<(i32, i32)> {
    let ((x1, y1), (x2, y2)) = (line.from.min(line.to), line.from.max(line.to));
    assert!(x1 == x2 || y1 == y2, "{line:?} is straight");
    if y1 == y2 { (x1..=x2).map(|x| (x, y1)).collect() } else { (y1..=y2).map(|y| (x1, y)).collect() }
}

/// What a net does in a cell: whether it goes up, down, left, right.
fn bits(line: &Line, cell: (i32, i32)) -> u8 {
    let (from, to) = (line.from.min(line.to), line.from.max(line.to));
    match () {
        () if from == to => 0,
        () if from.1 == to.1 => (u8::from(cell.0 > from.0) * 4) | (u8::from(cell.0 < to.0) * 8),
        () => u8::from(cell.1 > from.1) | (u8::from(cell.1 < to.1) * 2),
    }
}

fn check(board: &Board, zoom: Zoom) {
    let Laid { flow, pane, seen, lines } = lay_out(board, zoom);
    let index = |id: NoteId| board.position(id).expect("on the board");
    // Every note is there, and no two overlap.
    let mut covered: HashSet<(i32, i32)> = HashSet::new();
    for seen in &seen {
        assert!(cells(seen.cells).all(|cell| covered.insert(cell)), "{seen:?} lies over another");
        let (width, height) = flow.size();
        assert!(seen.cells.x >= 0 && seen.cells.y >= 0 && seen.cells.right() <= width && seen.cells.bottom() <= height);
    }
    let there: HashSet<usize> = seen.iter().filter(|seen| seen.sign.is_none()).map(|seen| seen.note).collect();
    assert_eq!(there.len(), board.notes().len());
    // No arrow runs through a note, and two of different origin only cross.
    let mut nets: HashMap<(i32, i32), HashMap<(usize, usize), u8>> = HashMap::new();
    for line in &lines {
        for cell in along(line) {
            assert!(!covered.contains(&cell), "{line:?} runs through a note at {cell:?}");
            *nets.entry(cell).or_default().entry((line.net.0, line.net.1)).or_default() |= bits(line, cell);
        }
    }
    for (cell, nets) in &nets {
        let mut all: Vec<u8> = nets.values().copied().collect();
        all.sort_unstable();
        assert!(all.len() == 1 || all == [3, 12], "at {cell:?} arrows meet: {nets:?}");
    }
    // Every arrow is there.
    let at = |note: usize| -> Vec<Cells> {
        seen.iter().filter(|seen| seen.note == note && seen.sign.is_none()).map(|seen| seen.cells).collect()
    };
    let all: HashSet<(Link, NoteId, NoteId)> = board.notes().iter().flat_map(|note| board.arrows(note.id)).collect();
    let mut any_back = false;
    for (link, from, to) in all {
        let (from, to) = (index(from), index(to));
        if matches!(link, Link::DecidedBy | Link::About) {
            let together = at(from).iter().any(|one| at(to).iter().any(|other| one.x == other.x));
            assert!(together || from == to, "{link:?} from {from} to {to}");
            continue;
        }
        let (one, other) = (at(from)[0], at(to)[0]);
        let mut arrow = Vec::new();
        flow.lines_at(&pane, from, Some(to), |line| arrow.push(line));
        let signs: Vec<Cells> =
            seen.iter().filter(|seen| seen.note == to && seen.sign == Some(false)).map(|seen| seen.cells).collect();
        let ends = |head: &Line, at: &Cells| head.to.0 == at.x - 2 && (at.y..at.bottom()).contains(&head.to.1);
        let heads: Vec<&Line> = arrow.iter().filter(|line| line.head).collect();
        let head = heads.iter().find(|head| ends(head, &other) || signs.iter().any(|sign| ends(head, sign)));
        let head = head.unwrap_or_else(|| panic!("{link:?} from {from} to {to} has no head at its end: {arrow:?}"));
        // It leads from the one to the other without a gap.
        let way: HashSet<(i32, i32)> = arrow.iter().flat_map(along).collect();
        let start = way.iter().find(|(x, y)| *x == one.right() && (one.y..one.bottom()).contains(y));
        let mut reached: HashSet<(i32, i32)> = HashSet::new();
        let mut next: Vec<(i32, i32)> = start.into_iter().copied().collect();
        while let Some((x, y)) = next.pop() {
            if way.contains(&(x, y)) && reached.insert((x, y)) {
                next.extend([(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]);
            }
        }
        assert!(reached.contains(&head.to), "{link:?} from {from} to {to} is broken");
        if ends(head, &other) {
            assert_eq!(head.back, other.x <= one.x, "only what runs back says so: from {from} to {to}");
            any_back |= head.back;
        }
    }
    assert_eq!(any_back, lines.iter().any(|line| line.back));
    if seen.iter().all(|seen| seen.sign.is_none()) {
        assert_eq!(any_back, has_loop(board), "loops are there to be seen");
    }
    // The same board is laid out in the same way.
    let again = lay_out(board, zoom);
    assert_eq!((again.seen, again.lines), (seen, lines));
}

/// Whether causes lead back to themselves.
fn has_loop(board: &Board) -> bool {
    let mut causes: HashMap<NoteId, HashSet<NoteId>> = HashMap::new();
    let arrows = board.notes().iter().flat_map(|note| board.arrows(note.id));
    for (_, from, to) in arrows.filter(|(link, ..)| !matches!(link, Link::DecidedBy | Link::About)) {
        causes.entry(to).or_default().insert(from);
        causes.entry(from).or_default();
    }
    // Whatever has no cause left is taken away, until nothing is left or everything has one.
    loop {
        let free: Vec<NoteId> = causes.iter().filter(|(_, from)| from.is_empty()).map(|(id, _)| *id).collect();
        if free.is_empty() {
            return !causes.is_empty();
        }
        for id in free {
            causes.remove(&id);
            causes.values_mut().for_each(|from| _ = from.remove(&id));
        }
    }
}

fn zoom() -> impl Strategy<Value = Zoom> {
    prop_oneof![Just(Zoom::Line), Just(Zoom::Note), Just(Zoom::Large)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_board_can_be_laid_out(board in boards(24), zoom in zoom()) {
        check(&board, zoom);
    }

    #[test]
    fn a_woven_board_too(board in woven(40), zoom in zoom()) {
        check(&board, zoom);
    }
}

/// One read model of many events, so that signs stand for lines.
#[test]
fn what_too_many_arrows_lead_to_is_told_by_signs() {
    let mut board = Board::new(Heading::new("hub", "Hub", None));
    let mut add = |number: u128, kind, text: &str| {
        let id = NoteId(Uuid::from_u128(number));
        let note = Note::new(id, kind, text, Place::new(number as f64).expect("finite"));
        board.apply(Edit::Add { note: Box::new(note), before: None }).expect("a new note");
        id
    };
    let model = add(1000, Kind::ReadModel, "Dashboard");
    let events: Vec<NoteId> = (0..40).map(|number| add(number + 1, Kind::Event, "Thing Happened")).collect();
    for event in events {
        board.apply(Edit::Connect { from: event, to: model }).expect("an arrow");
    }
    check(&board, Zoom::Note);
    let laid = lay_out(&board, Zoom::Note);
    assert_eq!(laid.seen.iter().filter(|seen| seen.sign == Some(false)).count(), 40);
    assert_eq!(laid.seen.iter().filter(|seen| seen.sign == Some(true)).count(), 1);
}

/// Arrows at random between so many notes, always the same ones.
fn tangle(count: usize) -> Board {
    let mut seed = 7u64;
    let mut random = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % most
    };
    let id = |number: usize| NoteId(Uuid::from_u128(number as u128 + 1));
    let kinds = [Kind::Command, Kind::Event, Kind::Policy, Kind::Event, Kind::ReadModel];
    let rounds = count / kinds.len();
    let mut notes = Vec::new();
    for number in 0..count {
        let place = Place::new(number as f64).expect("finite");
        let mut note = Note::new(id(number), kinds[number % 5], format!("Note {number}"), place);
        match &mut note.detail {
            Detail::Command(command) => {
                let outcome = |event: usize| Outcome { events: vec![id(event * 5 + 1)], ..Outcome::default() };
                command.outcomes = vec![outcome(random(rounds)), outcome(random(rounds))];
            }
            Detail::Policy(policy) => {
                policy.when = vec![id(random(rounds) * 5 + 1)];
                policy.then = vec![Reaction::new(id(random(rounds) * 5)), Reaction::new(id(random(rounds) * 5))];
            }
            Detail::ReadModel(model) => model.built_from = vec![id(random(rounds) * 5 + 3)],
            _ => {}
        }
        notes.push(note);
    }
    Board::assemble(Heading::new("tangle", "Tangle", None), notes, HashMap::new()).expect("the references are right")
}

/// In a tangle some arrows would lead past dozens of layers; they are told by signs, and nothing is lost.
#[test]
fn a_tangle_stays_in_proportion() {
    let board = tangle(1500);
    check(&board, Zoom::Line);
    let laid = lay_out(&board, Zoom::Line);
    assert!(laid.seen.iter().any(|seen| seen.sign == Some(false)));
}
