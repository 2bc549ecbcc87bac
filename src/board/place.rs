//! Places on the timeline. A column of the wall is one place; between two places there is always room for another.

use std::cmp::Ordering;
use std::fmt;

/// A place on the timeline: a finite number, written in the file as `at`. Whole numbers are columns that were added one after
/// the other; a note put between two others gets a fraction, so that no other note changes.
#[derive(Clone, Copy, Debug)]
pub struct Place(f64);

impl Place {
    /// The first column of an empty board.
    pub const FIRST: Place = Place(1.0);

    /// A place, or nothing where the number is not finite.
    pub fn new(at: f64) -> Option<Place> {
        // `+ 0.0` makes of -0 a 0, so that equal places are written alike.
        at.is_finite().then_some(Place(at + 0.0))
    }

    /// The number as written in the file.
    pub fn get(self) -> f64 {
        self.0
    }

    /// The next whole place to the right.
    pub fn after(self) -> Place {
        let next = self.0.floor() + 1.0;
        // Beyond 2^53 adding one changes nothing; such a place is its own neighbour and `between` finds nothing.
        Place(if next.is_finite() { next } else { self.0 })
    }

    /// The next whole place to the left.
    pub fn before(self) -> Place {
        let next = self.0.ceil() - 1.0;
        Place(if next.is_finite() { next } else { self.0 })
    }

    /// A place strictly between two, the one with the fewest decimals nearest to their middle; nothing where the numbers are so
    /// near to each other that none is left (after some forty notes put into one and the same gap).
    pub fn between(self, right: Place) -> Option<Place> {
        let middle = self.0 / 2.0 + right.0 / 2.0;
        (0..=15).find_map(|digits| {
            let place = format!("{middle:.digits$}").parse().ok().and_then(Place::new)?;
            (self < place && place < right).then_some(place)
        })
    }
}

/// So many places one after the other, behind one place and before another; none at an end: without a limit there. With as few
/// decimals as tell them apart; nothing where there is no room for so many.
pub fn spread(behind: Option<Place>, before: Option<Place>, count: usize) -> Option<Vec<Place>> {
    let chain = |first: Place, step: fn(Place) -> Place| {
        let places: Vec<Place> = std::iter::successors(Some(first), |place| Some(step(*place))).take(count).collect();
        places.iter().zip(places.iter().skip(1)).all(|(one, other)| one != other).then_some(places)
    };
    match (behind, before) {
        (None, None) => chain(Place::FIRST, Place::after),
        (Some(behind), None) => chain(behind.after(), Place::after).filter(|places| places.first() != Some(&behind)),
        (None, Some(before)) => {
            let mut places = chain(before.before(), Place::before).filter(|places| places.first() != Some(&before))?;
            places.reverse();
            Some(places)
        }
        (Some(behind), Some(before)) => {
            let step = (before.0 / 2.0 - behind.0 / 2.0) * 2.0 / (count as f64 + 1.0);
            (0..=15).find_map(|digits| {
                let place = |index: usize| {
                    let exact = behind.0 + step * (index as f64 + 1.0);
                    format!("{exact:.digits$}").parse().ok().and_then(Place::new)
                };
                let places: Option<Vec<Place>> = (0..count).map(place).collect();
                places.filter(|places| {
                    let all = || std::iter::once(&behind).chain(places).chain(std::iter::once(&before));
                    all().zip(all().skip(1)).all(|(one, other)| one < other)
                })
            })
        }
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Place) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Place) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Place) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(n: f64) -> Place {
        Place::new(n).expect("finite")
    }

    #[test]
    fn a_place_between_has_few_decimals() {
        assert_eq!(at(6.0).between(at(8.0)), Some(at(7.0)));
        assert_eq!(at(6.0).between(at(7.0)).map(|p| p.to_string()).as_deref(), Some("6.5"));
        assert_eq!(at(6.5).between(at(7.0)).map(|p| p.to_string()).as_deref(), Some("6.8"));
        assert_eq!(at(-1.0).between(at(0.0)).map(|p| p.to_string()).as_deref(), Some("-0.5"));
    }

    #[test]
    fn several_places_find_room_in_one_gap() {
        let check = |behind: Option<f64>, before: Option<f64>, count, expected: &[f64]| {
            let places = spread(behind.map(at), before.map(at), count).expect("there is room");
            assert_eq!(places.iter().map(|place| place.get()).collect::<Vec<_>>(), expected);
        };
        check(None, None, 2, &[1.0, 2.0]);
        check(Some(3.5), None, 2, &[4.0, 5.0]);
        check(None, Some(1.5), 2, &[0.0, 1.0]);
        check(Some(2.0), Some(5.0), 2, &[3.0, 4.0]);
        check(Some(2.0), Some(3.0), 3, &[2.2, 2.5, 2.8]);
        check(Some(2.0), Some(3.0), 0, &[]);
        assert_eq!(spread(Some(at(1.0)), Some(at(1.0 + f64::EPSILON)), 1), None);
        assert_eq!(spread(Some(at(1e300)), None, 2), None, "numbers so large are their own neighbours");
    }

    #[test]
    fn a_gap_takes_dozens_of_notes_before_it_is_full() {
        let (mut left, right) = (at(1.0), at(2.0));
        let mut room = 0;
        while let Some(place) = left.between(right) {
            assert!(left < place && place < right);
            left = place;
            room += 1;
        }
        assert!(room >= 30, "only {room}");
    }

    #[test]
    fn a_place_is_a_finite_number_and_minus_zero_is_zero() {
        assert!(Place::new(f64::NAN).is_none() && Place::new(f64::INFINITY).is_none());
        assert_eq!(at(-0.0), at(0.0));
        assert_eq!(at(-0.0).to_string(), "0");
    }
}
