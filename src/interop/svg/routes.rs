//! The ways that arrows take: through the gutters between columns and the channels between lanes, never across a note.
//!
//! Gutters and channels have tracks, as wide as they need; arrows that would lie on each other get tracks of their own. Where more
//! run side by side than can be told apart, they share.

use std::collections::HashMap;

/// Tracks beyond this are shared.
const MOST: usize = 14;

/// A stretch of a gutter or channel that an arrow runs along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Which gutter or channel.
    pub along: usize,
    /// Where the stretch begins and ends.
    pub span: (i64, i64),
}

/// Stretches being gathered. Those with one key are one: their arrows run on top of each other, as a bundle.
#[derive(Debug, Default)]
pub struct Bundles {
    stretches: Vec<Stretch>,
    known: HashMap<(usize, usize), usize>,
}

impl Bundles {
    /// Adds a stretch, for a bundle where it has a key; returns its number.
    pub fn add(&mut self, stretch: Stretch, bundle: Option<usize>) -> usize {
        let next = self.stretches.len();
        let number = bundle.map_or(next, |bundle| *self.known.entry((stretch.along, bundle)).or_insert(next));
        let (start, end) = (stretch.span.0.min(stretch.span.1), stretch.span.0.max(stretch.span.1));
        match self.stretches.get_mut(number) {
            Some(known) => known.span = (known.span.0.min(start), known.span.1.max(end)),
            None => self.stretches.push(Stretch { along: stretch.along, span: (start, end) }),
        }
        number
    }

    /// For every stretch its track, and for every gutter or channel how many it has.
    pub fn tracks(&self, count: usize) -> (Vec<usize>, Vec<usize>) {
        tracks(count, &self.stretches)
    }
}

/// For every stretch its track, and for every gutter or channel how many it has. Stretches on one track do not touch.
fn tracks(count: usize, stretches: &[Stretch]) -> (Vec<usize>, Vec<usize>) {
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    order.sort_by_key(|index| (stretches[*index].along, stretches[*index].span, *index));
    let mut of = vec![0; stretches.len()];
    let mut ends: Vec<Vec<i64>> = vec![Vec::new(); count];
    for index in order {
        let (start, end) = stretches[index].span;
        let ends = &mut ends[stretches[index].along];
        let free = ends.iter().position(|last| *last < start);
        let track = match free {
            Some(track) => track,
            None if ends.len() < MOST => {
                ends.push(i64::MIN);
                ends.len() - 1
            }
            None => (0..ends.len()).min_by_key(|track| ends[*track]).unwrap_or_default(),
        };
        ends[track] = ends[track].max(end);
        of[index] = track;
    }
    (of, ends.iter().map(Vec::len).collect())
}

/// A line through points as the data of an SVG path, with rounded corners.
pub fn rounded(points: &[(i64, i64)]) -> String {
    const RADIUS: i64 = 7;
    let mut points = points.to_vec();
    points.dedup();
    // A point on the way between its neighbours is no corner.
    let mut at = 1;
    while at + 1 < points.len() {
        let (before, here, behind) = (points[at - 1], points[at], points[at + 1]);
        if (before.0 == here.0 && here.0 == behind.0) || (before.1 == here.1 && here.1 == behind.1) {
            points.remove(at);
        } else {
            at += 1;
        }
    }
    let mut data = String::new();
    for (index, (x, y)) in points.iter().copied().enumerate() {
        if index == 0 {
            data.push_str(&format!("M{x} {y}"));
        } else if index + 1 == points.len() {
            data.push_str(&format!("L{x} {y}"));
        } else {
            let towards = |(to_x, to_y): (i64, i64)| {
                let length = (to_x - x).abs() + (to_y - y).abs();
                let radius = RADIUS.min(length / 2);
                (x + (to_x - x).signum() * radius, y + (to_y - y).signum() * radius)
            };
            let (before, behind) = (towards(points[index - 1]), towards(points[index + 1]));
            data.push_str(&format!("L{} {}Q{x} {y} {} {}", before.0, before.1, behind.0, behind.1));
        }
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_that_touch_get_tracks_of_their_own() {
        let mut bundles = Bundles::default();
        for (along, span, bundle) in [(0, (0, 10), None), (0, (20, 10), None), (0, (30, 21), None), (1, (0, 1), Some(7))] {
            bundles.add(Stretch { along, span }, bundle);
        }
        assert_eq!(bundles.add(Stretch { along: 1, span: (5, 1) }, Some(7)), 3, "what is bundled is one");
        assert_eq!(bundles.tracks(2), (vec![0, 1, 0, 0], vec![2, 1]));
    }

    #[test]
    fn corners_are_rounded_and_straight_lines_stay_straight() {
        assert_eq!(rounded(&[(0, 0), (0, 5), (0, 20)]), "M0 0L0 20");
        assert_eq!(rounded(&[(0, 0), (20, 0), (20, 20)]), "M0 0L13 0Q20 0 20 7L20 20");
    }
}
