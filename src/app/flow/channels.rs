//! Where arrows turn between two layers. Every wire gets a column of its own for what runs up and down, so that no two run along
//! each other; they only ever cross.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet};

/// What a wire needs: the rows in which it touches the layer before the channel and the one behind it.
#[derive(Clone, Debug)]
pub(super) struct Need {
    pub left: Vec<i32>,
    pub right: Vec<i32>,
}

/// The columns of a wire, counted from the first in the channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Track {
    /// The column that joins what is on the left.
    pub left: i32,
    /// The column that joins what is on the right, and the row between the two: only where one column alone is in the way of
    /// another wire.
    pub step: Option<(i32, i32)>,
}

/// A wire that needs a column, or one of the two parts of a wire that needs two.
struct Unit {
    wire: usize,
    low: i32,
    high: i32,
    /// The row in which the second part takes over, and whether this is it.
    step: Option<(i32, bool)>,
    /// Those that must stand right of it, and how many must stand left of it.
    then: Vec<usize>,
    waits: usize,
    least: i32,
}

/// A wire looks for room in so many columns at most, so that even a tangle is laid out in time.
const LOOKED_AT: usize = 48;

type Queue = BinaryHeap<Reverse<(i32, i32, usize)>>;

/// The columns of all wires of a channel, and how many columns there are.
pub(super) fn tracks(needs: &[Need]) -> (Vec<Track>, i32) {
    let mut tracks = vec![Track::default(); needs.len()];
    let mut units = units(needs);
    let mut taken: HashSet<i32> = needs.iter().flat_map(|need| need.left.iter().chain(&need.right)).copied().collect();
    let mut ready: Queue = units.iter().enumerate().filter(|(_, unit)| unit.waits == 0).map(|at| rank(needs, at)).collect();
    let mut columns: Vec<BTreeMap<i32, i32>> = Vec::new();
    // Before this one none waits that could be split.
    let mut waiting = 0;
    loop {
        let Some(Reverse((.., index))) = ready.pop() else {
            // They wait for each other in a circle, or all is done.
            while units.get(waiting).is_some_and(|unit| unit.waits == 0 || unit.step.is_some()) {
                waiting += 1;
            }
            if waiting == units.len() {
                break;
            }
            split(waiting, needs, &mut units, &mut taken);
            ready.push(rank(needs, (waiting, &units[waiting])));
            continue;
        };
        let unit = &mut units[index];
        let (low, high) = (unit.low, unit.high);
        let busy = |used: &BTreeMap<i32, i32>| used.range(..=high + 1).next_back().is_some_and(|(_, end)| *end >= low - 1);
        let mut column = (unit.least as usize).max(columns.len().saturating_sub(LOOKED_AT));
        while columns.get(column).is_some_and(busy) {
            column += 1;
        }
        if columns.len() <= column {
            columns.resize_with(column + 1, BTreeMap::new);
        }
        columns[column].insert(low, high);
        let column = column as i32;
        let track = &mut tracks[unit.wire];
        match unit.step {
            None => track.left = column,
            Some((row, false)) => (track.left, track.step) = (column, Some((row, column))),
            Some((row, true)) => track.step = Some((row, column)),
        }
        for then in std::mem::take(&mut unit.then) {
            units[then].least = units[then].least.max(column + 1);
            units[then].waits -= 1;
            if units[then].waits == 0 {
                ready.push(rank(needs, (then, &units[then])));
            }
        }
    }
    (tracks, columns.len() as i32)
}

fn units(needs: &[Need]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(needs.len());
    let mut by_right: HashMap<i32, usize> = HashMap::new();
    for (wire, need) in needs.iter().enumerate() {
        let rows = || need.left.iter().chain(&need.right).copied();
        // What runs straight through needs no column.
        if let (Some(low), Some(high)) = (rows().min(), rows().max())
            && low < high
        {
            by_right.extend(need.right.iter().map(|row| (*row, units.len())));
            units.push(Unit { wire, low, high, step: None, then: Vec::new(), waits: 0, least: 0 });
        }
    }
    // Where one wire comes in the row in which another leaves, it has to turn first.
    for unit in 0..units.len() {
        for row in &needs[units[unit].wire].left {
            if let Some(other) = by_right.get(row).copied().filter(|other| *other != unit) {
                units[unit].then.push(other);
                units[other].waits += 1;
            }
        }
    }
    units
}

/// Of wires that go down the lowest turns first, of those that go up the highest: so they cross less.
fn rank(needs: &[Need], (index, unit): (usize, &Unit)) -> Reverse<(i32, i32, usize)> {
    let middle = |rows: &[i32]| rows.iter().sum::<i32>().checked_div(rows.len() as i32);
    let need = &needs[unit.wire];
    let (from, to) = (middle(&need.left), middle(&need.right));
    let from_row = from.or(to).unwrap_or(0);
    Reverse(if to < from && to.is_some() { (0, from_row, index) } else { (1, -from_row, index) })
}

/// Makes two parts of a wire, joined in a row of their own. The first waits for nobody.
fn split(index: usize, needs: &[Need], units: &mut Vec<Unit>, taken: &mut HashSet<i32>) {
    let second = units.len();
    let need = &needs[units[index].wire];
    let middle = units[index].low.midpoint(units[index].high);
    let free = (0..).flat_map(|away| [middle + away, middle - away]).find(|row| !taken.contains(row));
    let row = free.unwrap_or(middle);
    taken.insert(row);
    for unit in units.iter_mut() {
        unit.then.iter_mut().filter(|then| **then == index).for_each(|then| *then = second);
    }
    let span =
        |rows: &[i32]| (rows.iter().min().map_or(row, |low| row.min(*low)), rows.iter().max().map_or(row, |high| row.max(*high)));
    let (wire, waits, least) = (units[index].wire, units[index].waits + 1, units[index].least);
    let (low, high) = span(&need.right);
    units.push(Unit { wire, low, high, step: Some((row, true)), then: Vec::new(), waits, least });
    let first = &mut units[index];
    (first.low, first.high) = span(&need.left);
    first.then.push(second);
    first.waits = 0;
    first.least = 0;
    first.step = Some((row, false));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(left: &[i32], right: &[i32]) -> Need {
        Need { left: left.to_vec(), right: right.to_vec() }
    }

    #[test]
    fn what_runs_straight_needs_no_column() {
        assert_eq!(tracks(&[need(&[3], &[3]), need(&[5], &[5])]).1, 0);
    }

    #[test]
    fn wires_apart_share_a_column_and_others_do_not() {
        assert_eq!(tracks(&[need(&[0], &[3]), need(&[5], &[8])]).1, 1);
        let (tracks, columns) = tracks(&[need(&[0], &[5]), need(&[3], &[8])]);
        assert_eq!(columns, 2);
        assert!(tracks[1].left < tracks[0].left, "the lower one turns first");
    }

    #[test]
    fn two_that_change_places_do_not_run_along_each_other() {
        let (tracks, columns) = tracks(&[need(&[1], &[5]), need(&[5], &[1])]);
        assert_eq!(columns, 3);
        let stepped = tracks.iter().find(|track| track.step.is_some()).expect("one takes two columns");
        let other = tracks.iter().find(|track| track.step.is_none()).expect("the other one");
        let (row, column) = stepped.step.expect("a step");
        assert!(stepped.left < other.left && other.left < column && ![1, 5].contains(&row));
    }
}
