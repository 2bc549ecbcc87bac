//! Where everything on the picture is: a column for every place, a lane for every kind, notes of one cell below each other.

use std::collections::{HashMap, HashSet};

use super::routes::{Bundles, Stretch, rounded};
use super::wrap::wrap;
use crate::board::{Kind, Link};
use crate::interop::relations::Relations;
use crate::interop::words;

/// How wide a note is.
pub const NOTE: i64 = 156;
/// How high a line of text on a note is.
pub const LINE: i64 = 16;
/// From a note's upper edge to its first line's ground: the row of its marks, and the line itself.
pub const FIRST: i64 = 34;
/// How many cells a line of text has.
const CELLS: usize = 17;
/// How many lines a note has at most.
const LINES: usize = 7;
/// How much room the headings of the lanes take.
pub const HEADINGS: i64 = 152;
/// Where the lanes begin: under the title, the contexts' names and the ruler.
pub const TOP: i64 = 128;
/// Between two notes of one cell.
const BETWEEN: i64 = 12;
/// The least width of a gutter or channel, and what each track adds.
const GAP: (i64, i64) = (26, 7);
/// How far the head of an arrow stands off the note.
const HEAD: i64 = 2;

/// A note on the picture.
#[derive(Debug, Default, Clone)]
pub struct Paper {
    pub x: i64,
    pub y: i64,
    pub height: i64,
    pub lines: Vec<String>,
    pub column: usize,
    pub lane: usize,
}

/// A lane on the picture.
#[derive(Debug)]
pub struct Lane {
    pub kind: Kind,
    pub count: usize,
    pub y: i64,
    pub height: i64,
}

/// An arrow on the picture.
#[derive(Debug)]
pub struct Arrow {
    pub link: Link,
    pub from: usize,
    /// The data of its path.
    pub data: String,
    /// Where its head is, and which way that points.
    pub head: (i64, i64),
    pub towards: (i64, i64),
}

/// A context behind the columns that are mostly its own.
#[derive(Debug)]
pub struct Band {
    pub context: usize,
    pub x: i64,
    pub width: i64,
}

/// Where everything is.
#[derive(Debug)]
pub struct Layout {
    pub width: i64,
    pub height: i64,
    pub lanes: Vec<Lane>,
    pub papers: Vec<Paper>,
    pub arrows: Vec<Arrow>,
    pub bands: Vec<Band>,
    /// The context that each column mostly belongs to.
    pub column_contexts: Vec<Option<usize>>,
}

/// An arrow before anything has a place.
struct Plan {
    link: Link,
    from: usize,
    to: usize,
    way: Way,
    /// The note at which arrows of this meaning come together, and whether that is the one at the tail.
    bundle: Option<(usize, bool)>,
}

/// How an arrow goes.
enum Way {
    /// To the note just above or below.
    Straight,
    /// Along one gutter.
    Gutter(usize),
    /// Along a gutter, a channel, and another gutter.
    Channel(usize, usize, usize),
}

impl Layout {
    /// Lays a board out.
    pub fn of(wall: &Relations<'_>) -> Layout {
        let (mut papers, mut lanes, columns) = cells(wall);
        let plans = plans(wall, &papers);
        // How high channels are is known before anything has a place, since what runs along them goes from gutter to gutter.
        let mut crossing = Bundles::default();
        let cross = |plan: &Plan| match plan.way {
            Way::Channel(out, along, into) => {
                crossing.add(Stretch { along, span: (out as i64, into as i64) }, plan.bundle.map(|(note, _)| note))
            }
            _ => 0,
        };
        let crossings: Vec<usize> = plans.iter().map(cross).collect();
        let (channel_tracks, channels) = crossing.tracks(lanes.len() + 1);
        let channel_y = place_rows(&mut papers, &mut lanes, &channels, columns);
        let ports = Ports::of(&plans, &papers);
        let level = |index: usize, channel: usize| channel_y[channel] + GAP.0 / 2 + GAP.1 * channel_tracks[crossings[index]] as i64;
        // Now that heights are known, so is what runs along the gutters.
        let mut climbing = Bundles::default();
        let climb = |(index, plan): (usize, &Plan)| {
            let (start, end) = (ports.out[index], ports.into[index]);
            let at_tail = plan.bundle.filter(|(_, at_tail)| *at_tail).map(|(note, _)| note);
            let at_head = plan.bundle.filter(|(_, at_tail)| !*at_tail).map(|(note, _)| note);
            match plan.way {
                Way::Straight => (0, 0),
                Way::Gutter(along) => (climbing.add(Stretch { along, span: (start, end) }, at_tail.or(at_head)), 0),
                Way::Channel(out, channel, into) => {
                    let level = level(index, channel);
                    let out = climbing.add(Stretch { along: out, span: (start, level) }, at_tail);
                    (out, climbing.add(Stretch { along: into, span: (level, end) }, at_head))
                }
            }
        };
        let climbs: Vec<(usize, usize)> = plans.iter().enumerate().map(climb).collect();
        let (gutter_tracks, gutters) = climbing.tracks(columns + 1);
        let gutter_x = place_columns(&mut papers, &gutters, columns);
        let track_x = |gutter: usize, climb: usize| gutter_x[gutter] + GAP.0 / 2 + GAP.1 * gutter_tracks[climb] as i64;
        let mut arrows = Vec::with_capacity(plans.len());
        for (index, plan) in plans.iter().enumerate() {
            let (start, end) = (ports.out[index], ports.into[index]);
            let (from, to) = (&papers[plan.from], &papers[plan.to]);
            let points = match plan.way {
                Way::Straight => straight(from, to),
                Way::Gutter(gutter) => {
                    let x = track_x(gutter, climbs[index].0);
                    vec![(side(from, x), start), (x, start), (x, end), (side(to, x), end)]
                }
                Way::Channel(out, channel, into) => {
                    let level = level(index, channel);
                    let (out, into) = (track_x(out, climbs[index].0), track_x(into, climbs[index].1));
                    vec![(side(from, out), start), (out, start), (out, level), (into, level), (into, end), (side(to, into), end)]
                }
            };
            arrows.push(arrow(plan, points));
        }
        let column_contexts = column_contexts(wall, &papers, columns);
        let bands = bands(&column_contexts, &gutter_x);
        let width = gutter_x[columns] + GAP.0 + GAP.1 * gutters[columns] as i64 + 10;
        let height = channel_y[lanes.len()] + GAP.0 + GAP.1 * channels[lanes.len()] as i64;
        Layout { width: width.max(560), height, lanes, papers, arrows, bands, column_contexts }
    }
}

/// Which cell every note is in, and how high it is; the lanes that are not empty; and how many columns there are.
fn cells(wall: &Relations<'_>) -> (Vec<Paper>, Vec<Lane>, usize) {
    let mut counts = [0; Kind::ALL.len()];
    wall.board.notes().iter().for_each(|note| counts[note.kind().lane()] += 1);
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| counts[kind.lane()] > 0).collect();
    let mut lane_of = [0; Kind::ALL.len()];
    kinds.iter().enumerate().for_each(|(lane, kind)| lane_of[kind.lane()] = lane);
    let mut papers = Vec::with_capacity(wall.len());
    let (mut columns, mut last) = (0, None);
    for note in wall.board.notes() {
        if last != Some(note.at) {
            last = Some(note.at);
            columns += 1;
        }
        let lines = wrap(&words::name(note), CELLS, LINES);
        let height = FIRST + LINE * (lines.len() as i64 - 1) + 12;
        papers.push(Paper { x: 0, y: 0, height, lines, column: columns - 1, lane: lane_of[note.kind().lane()] });
    }
    let lanes = kinds.into_iter().map(|kind| Lane { kind, count: counts[kind.lane()], y: 0, height: 0 }).collect();
    (papers, lanes, columns)
}

/// Which arrows there are, and how they go.
fn plans(wall: &Relations<'_>, papers: &[Paper]) -> Vec<Plan> {
    let mut plans: Vec<Plan> = Vec::new();
    for keeper in 0..wall.len() {
        let mut known = HashSet::new();
        for (link, other) in wall.note(keeper).links() {
            let Some(other) = wall.number(other).filter(|other| known.insert((link, *other))) else { continue };
            let (from, to) = if link.kept_at_head() { (other, keeper) } else { (keeper, other) };
            // An aggregate hangs where it is first needed; lines to it from everywhere would say little and cover much.
            if link == Link::DecidedBy && papers[from].column != papers[to].column {
                continue;
            }
            let bundle = match link {
                Link::Issues => Some((from, true)),
                Link::Updates => Some((to, false)),
                _ => None,
            };
            plans.push(Plan { link, from, to, way: way(papers, from, to), bundle });
        }
    }
    plans
}

fn way(papers: &[Paper], from: usize, to: usize) -> Way {
    let (tail, head) = (&papers[from], &papers[to]);
    // Notes stand in the board's order: by column, then from top to bottom.
    if tail.column == head.column && from.abs_diff(to) == 1 {
        return Way::Straight;
    }
    let (out, into) = match tail.column.cmp(&head.column) {
        std::cmp::Ordering::Less => (tail.column + 1, head.column),
        std::cmp::Ordering::Greater => (tail.column, head.column + 1),
        std::cmp::Ordering::Equal if from < to => (tail.column + 1, tail.column + 1),
        std::cmp::Ordering::Equal => (tail.column, tail.column),
    };
    if out == into {
        return Way::Gutter(out);
    }
    let channel = if head.lane > tail.lane { head.lane } else { head.lane + 1 };
    Way::Channel(out, channel, into)
}

/// Gives lanes and notes their heights and places from top to bottom; returns where each channel begins.
fn place_rows(papers: &mut [Paper], lanes: &mut [Lane], channels: &[usize], columns: usize) -> Vec<i64> {
    let mut heights: Vec<i64> = vec![0; lanes.len()];
    let mut filled: Vec<i64> = vec![0; lanes.len() * columns];
    for paper in papers.iter_mut() {
        let cell = &mut filled[paper.lane * columns + paper.column];
        paper.y = if *cell == 0 { 0 } else { *cell + BETWEEN };
        *cell = paper.y + paper.height;
        heights[paper.lane] = heights[paper.lane].max(*cell);
    }
    let mut y = TOP;
    let mut starts = Vec::with_capacity(channels.len());
    for (index, tracks) in channels.iter().enumerate() {
        starts.push(y);
        y += GAP.0 + GAP.1 * *tracks as i64;
        if let Some(lane) = lanes.get_mut(index) {
            (lane.y, lane.height) = (y, heights[index]);
            y += heights[index];
        }
    }
    papers.iter_mut().for_each(|paper| paper.y += lanes[paper.lane].y);
    starts
}

/// Gives columns their places from left to right; returns where each gutter begins.
fn place_columns(papers: &mut [Paper], gutters: &[usize], columns: usize) -> Vec<i64> {
    let mut x = HEADINGS;
    let mut starts = Vec::with_capacity(gutters.len());
    let mut lefts = Vec::with_capacity(columns);
    for (index, tracks) in gutters.iter().enumerate() {
        starts.push(x);
        x += GAP.0 + GAP.1 * *tracks as i64;
        if index < columns {
            lefts.push(x);
            x += NOTE;
        }
    }
    papers.iter_mut().for_each(|paper| paper.x = lefts[paper.column]);
    starts
}

/// At which height every arrow leaves its note and reaches the other: those at one side of a note spread over it.
struct Ports {
    out: Vec<i64>,
    into: Vec<i64>,
}

impl Ports {
    fn of(plans: &[Plan], papers: &[Paper]) -> Ports {
        // A side of a note: its number, and whether it is the right one.
        let sides = |plan: &Plan| match plan.way {
            Way::Straight => None,
            Way::Gutter(out) => Some((out, out)),
            Way::Channel(out, _, into) => Some((out, into)),
        };
        let side = |note: usize, gutter: usize| note * 2 + usize::from(gutter > papers[note].column);
        // What is bundled at a note has one port there for each side.
        let mut bundled: HashMap<usize, i64> = HashMap::new();
        let mut counts: Vec<i64> = vec![0; papers.len() * 2];
        let mut ports = Ports { out: vec![0; plans.len()], into: vec![0; plans.len()] };
        let mut number = |side: usize, bundle: bool| {
            let mut next = || {
                counts[side] += 1;
                counts[side]
            };
            if bundle { *bundled.entry(side).or_insert_with(next) } else { next() }
        };
        for (index, plan) in plans.iter().enumerate() {
            if let Some((out, into)) = sides(plan) {
                ports.out[index] = number(side(plan.from, out), plan.bundle == Some((plan.from, true)));
                ports.into[index] = number(side(plan.to, into), plan.bundle == Some((plan.to, false)));
            }
        }
        let height = |note: usize, gutter: usize, number: i64| {
            papers[note].y + papers[note].height * number / (counts[side(note, gutter)] + 1)
        };
        for (index, plan) in plans.iter().enumerate() {
            if let Some((out, into)) = sides(plan) {
                ports.out[index] = height(plan.from, out, ports.out[index]);
                ports.into[index] = height(plan.to, into, ports.into[index]);
            }
        }
        ports
    }
}

/// The edge of a note that looks towards a gutter.
fn side(paper: &Paper, x: i64) -> i64 {
    if x > paper.x { paper.x + NOTE } else { paper.x }
}

fn straight(from: &Paper, to: &Paper) -> Vec<(i64, i64)> {
    let x = from.x + NOTE / 2;
    if from.y < to.y { vec![(x, from.y + from.height), (x, to.y)] } else { vec![(x, from.y), (x, to.y + to.height)] }
}

fn arrow(plan: &Plan, mut points: Vec<(i64, i64)>) -> Arrow {
    let (before, end) = (points[points.len() - 2], points[points.len() - 1]);
    let towards = ((end.0 - before.0).signum(), (end.1 - before.1).signum());
    let head = (end.0 - towards.0 * HEAD, end.1 - towards.1 * HEAD);
    if let Some(last) = points.last_mut() {
        *last = head;
    }
    Arrow { link: plan.link, from: plan.from, data: rounded(&points), head, towards }
}

/// The context that most notes of each column belong to; of several, the one that comes first in the column.
fn column_contexts(wall: &Relations<'_>, papers: &[Paper], columns: usize) -> Vec<Option<usize>> {
    let mut counts: Vec<Vec<(usize, usize)>> = vec![Vec::new(); columns];
    for (number, paper) in papers.iter().enumerate() {
        if let Some(context) = wall.context(number) {
            let column = &mut counts[paper.column];
            match column.iter_mut().find(|(of, _)| *of == context) {
                Some((_, count)) => *count += 1,
                None => column.push((context, 1)),
            }
        }
    }
    let most = |column: &Vec<(usize, usize)>| column.iter().rev().max_by_key(|(_, count)| *count).map(|(context, _)| *context);
    counts.iter().map(most).collect()
}

/// Columns side by side that belong to one context are one band.
fn bands(columns: &[Option<usize>], gutter_x: &[i64]) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let mut start = 0;
    for run in columns.chunk_by(|one, other| one == other) {
        let end = start + run.len();
        if let Some(context) = run[0] {
            bands.push(Band { context, x: gutter_x[start] + 12, width: gutter_x[end] - gutter_x[start] - 6 });
        }
        start = end;
    }
    bands
}
