//! The moments of the history as a list to look at and to go to, the youngest first.

use chrono::{DateTime, TimeDelta, Utc};

use super::mode::Listing;
use super::{History, Moment};

/// Looking at the moments the board has been in.
#[derive(Clone, Debug)]
pub struct Moments {
    /// The text typed, and which of the moments found Enter goes to.
    pub listing: Listing,
    /// When the list was opened; how long ago a step was made is counted from here.
    pub(super) now: DateTime<Utc>,
}

/// A line of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Past {
    /// The moment.
    pub moment: Moment,
    /// Where it stands in the tree, drawn with a letter's width for each branch.
    pub tree: String,
    /// What was done then.
    pub name: String,
    /// How long ago, in words.
    pub ago: String,
    /// Whether the board is in this moment.
    pub here: bool,
    /// Whether the file holds this moment.
    pub saved: bool,
}

/// More branches than this are not drawn beside each other.
const MOST_BRANCHES: usize = 8;

impl Moments {
    /// The list, with the moment marked that the board is in.
    pub(super) fn new(history: &History, now: DateTime<Utc>) -> Moments {
        let mut moments = Moments { listing: Listing::new(), now };
        moments.listing.selected = moments.rows(history).iter().position(|past| past.here).unwrap_or(0);
        moments
    }

    /// The moments whose step contains every word that was typed, the youngest first.
    pub fn rows(&self, history: &History) -> Vec<Past> {
        let words: Vec<String> = self.listing.text().split_whitespace().map(str::to_lowercase).collect();
        let branches = Branches::new(history);
        let steps = (0..history.len()).rev().filter_map(|moment| {
            let step = history.step(moment)?;
            let name = step.name.to_lowercase();
            words.iter().all(|word| name.contains(word)).then(|| Past {
                moment: Some(moment),
                tree: if words.is_empty() { branches.draw(history, moment) } else { String::new() },
                name: step.name.clone(),
                ago: ago(self.now - step.at),
                here: history.here() == Some(moment),
                saved: history.saved() == Some(Some(moment)),
            })
        });
        let beginning = words.is_empty().then(|| Past {
            moment: None,
            tree: branches.sign(history, None).into(),
            name: "the board as it was opened".into(),
            ago: String::new(),
            here: history.here().is_none(),
            saved: history.saved() == Some(None),
        });
        steps.chain(beginning).collect()
    }
}

/// Which branch each moment is on. The first one is where undoing and redoing lead.
struct Branches {
    of: Vec<usize>,
    /// The oldest and the youngest moment of each.
    reach: Vec<(usize, usize)>,
    /// Whether the moment is in the past of the one the board is in.
    past: Vec<bool>,
}

impl Branches {
    fn new(history: &History) -> Branches {
        let count = history.len();
        let mut past = vec![false; count];
        let mut of = vec![usize::MAX; count];
        let mut at = history.here();
        while let Some(moment) = at {
            past[moment] = true;
            of[moment] = 0;
            at = history.before(moment);
        }
        at = history.after(history.here());
        while let Some(moment) = at {
            of[moment] = 0;
            at = history.after(at);
        }
        let mut reach = vec![(0, 0)];
        let mut youngest = vec![None];
        for moment in 0..count {
            if of[moment] == 0 {
                continue;
            }
            let before = history.before(moment);
            // A branch goes on where it ended; anything else begins another one.
            let goes_on = before.filter(|before| of[*before] != 0 && youngest[of[*before]] == Some(*before));
            of[moment] = match goes_on {
                Some(before) => of[before],
                None => {
                    reach.push((moment, moment));
                    youngest.push(None);
                    reach.len() - 1
                }
            };
            reach[of[moment]].1 = moment;
            youngest[of[moment]] = Some(moment);
        }
        Branches { of, reach, past }
    }

    /// `●` for what is done, `○` for what is not.
    fn sign(&self, history: &History, moment: Moment) -> &'static str {
        match moment {
            _ if moment == history.here() => "◉",
            Some(moment) if !self.past[moment] => "○",
            _ => "●",
        }
    }

    fn draw(&self, history: &History, moment: usize) -> String {
        let own = self.of[moment];
        let mut tree = String::new();
        for (branch, (oldest, youngest)) in self.reach.iter().enumerate().take(own.min(MOST_BRANCHES)) {
            let passes = branch == 0 || (*oldest <= moment && moment <= *youngest);
            tree.push_str(if passes { "│" } else { " " });
        }
        // The first of a branch hangs on what is below it.
        if own > 0 && self.reach[own].0 == moment {
            let from = history.before(moment).map_or(0, |before| self.of[before]).min(MOST_BRANCHES);
            let drawn = tree.chars().enumerate();
            tree = drawn
                .map(|(at, sign)| {
                    if at == from {
                        '├'
                    } else if at > from {
                        '─'
                    } else {
                        sign
                    }
                })
                .collect();
        }
        tree.push_str(self.sign(history, Some(moment)));
        tree
    }
}

/// A span of time in words, as long as it is of use.
fn ago(span: TimeDelta) -> String {
    let (seconds, minutes, hours, days) = (span.num_seconds(), span.num_minutes(), span.num_hours(), span.num_days());
    let some = |count: i64, one: &str, many: &str| if count == 1 { format!("{one} ago") } else { format!("{count} {many} ago") };
    match () {
        () if seconds < 5 => "just now".into(),
        () if minutes < 1 => format!("{seconds} seconds ago"),
        () if hours < 1 => some(minutes, "a minute", "minutes"),
        () if days < 1 => some(hours, "an hour", "hours"),
        () => some(days, "a day", "days"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Step;
    use crate::board::Edit;

    fn record(history: &mut History, name: &str) {
        let edit = Edit::Retitle(name.into());
        history.record(Step { name: name.into(), at: DateTime::UNIX_EPOCH, edit, before: None, after: None });
    }

    fn go(history: &mut History, there: Moment) {
        for leg in history.way_to(there) {
            history.gone(leg, Edit::Retitle(String::new()));
        }
    }

    fn drawn(history: &History) -> Vec<String> {
        let moments = Moments::new(history, DateTime::UNIX_EPOCH);
        moments.rows(history).into_iter().map(|past| format!("{} {}", past.tree, past.name)).collect()
    }

    #[test]
    fn branches_hang_where_they_began() {
        let mut history = History::default();
        record(&mut history, "a");
        record(&mut history, "b");
        record(&mut history, "c");
        go(&mut history, Some(0));
        record(&mut history, "d");
        record(&mut history, "e");
        go(&mut history, Some(3));
        assert_eq!(drawn(&history), ["○ e", "◉ d", "│○ c", "├○ b", "● a", "● the board as it was opened"]);
        go(&mut history, Some(2));
        assert_eq!(drawn(&history), ["│○ e", "├○ d", "◉ c", "● b", "● a", "● the board as it was opened"]);
    }

    #[test]
    fn time_is_told_in_words() {
        let check = |seconds, words: &str| assert_eq!(ago(TimeDelta::seconds(seconds)), words);
        check(-3, "just now");
        check(59, "59 seconds ago");
        check(60, "a minute ago");
        check(12 * 60 + 5, "12 minutes ago");
        check(3_600, "an hour ago");
        check(86_400 * 3, "3 days ago");
    }
}
