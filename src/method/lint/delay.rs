//! A delay that only the name of a policy says.

use super::words::split;
use super::{Verdict, named};
use crate::board::{Board, Note, NoteId, Policy};

/// Spans of time, one and many.
const UNITS: &[(&str, &str)] = &[
    ("second", "seconds"),
    ("minute", "minutes"),
    ("hour", "hours"),
    ("day", "days"),
    ("night", "nights"),
    ("week", "weeks"),
    ("fortnight", "fortnights"),
    ("month", "months"),
    ("quarter", "quarters"),
    ("year", "years"),
];

/// Spans behind a number without a blank: `24h`.
const SHORT: &[&str] = &["s", "sec", "m", "min", "mins", "h", "hr", "hrs", "d", "w", "mo", "y"];

/// Numbers of more than one, as words.
#[rustfmt::skip]
const MANY: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fourteen", "fifteen", "twenty",
    "thirty", "forty", "sixty", "ninety", "few", "several", "some", "many", "couple",
];

/// What may stand between a number and its unit.
const SORTS: &[&str] = &["business", "calendar", "full", "further", "more", "of", "other", "whole", "working"];

/// Words of an event that tells of time by itself: who reacts to it has waited.
const TIME: &[&str] = &["deadline", "due", "elapsed", "overdue", "period", "timed", "timeout", "timer"];

/// Words of a command that sees to the delay.
const WAITS: &[&str] = &["await", "delay", "plan", "postpone", "schedule", "timer", "wait"];

/// Before `next day` these say until when or for when something is, and not when it follows.
const NOT_WHEN: &[&str] = &["before", "by", "for", "of", "until"];

/// A policy whose name says a delay, while all that it issues follows at once and nothing that it reacts to or issues is about time.
pub(super) fn in_name(note: &Note, policy: &Policy, board: &Board) -> Option<Verdict> {
    let delayed = |after: &Option<String>| after.as_ref().is_some_and(|after| !after.trim().is_empty());
    if policy.then.is_empty() || policy.then.iter().any(|reaction| delayed(&reaction.after)) || !says_delay(&note.text) {
        return None;
    }
    let says =
        |id: &NoteId, tells: fn(&str) -> bool| board.note(*id).is_some_and(|note| split(&note.text).iter().any(|word| tells(word)));
    let of_time = |word: &str| TIME.contains(&word) || is_unit(word) || is_span(word);
    let waits = |word: &str| WAITS.contains(&word);
    if policy.when.iter().any(|event| says(event, of_time)) || policy.then.iter().any(|then| says(&then.command, waits)) {
        return None;
    }
    Some(Verdict::new(
        format!("{} says a delay, and what it issues follows at once", named(note)),
        "say `after` of the command that is to wait, such as `after 3d`",
    ))
}

/// `After Three Days`, `A Week Later`, `Two Hours After Payment`, `Next Day` at the end. `Within a Day` and `For a Week` say none.
fn says_delay(name: &str) -> bool {
    let words = split(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let [before @ .., "next" | "following", "day" | "morning"] = words.as_slice() {
        let before = if let [before @ .., "the"] = before { before } else { before };
        return !before.last().is_some_and(|word| NOT_WHEN.contains(word));
    }
    (0..words.len()).any(|at| {
        let behind = span(&words[at..]).map(|length| words.get(at + length).copied().unwrap_or_default());
        let after = at > 0 && words[at - 1] == "after";
        behind.is_some_and(|behind| after || matches!(behind, "later" | "after" | "afterwards" | "thereafter"))
    })
}

/// How many words at the beginning of some say how long: `three business days`, `half an hour`, `24h`.
fn span(words: &[&str]) -> Option<usize> {
    let word = |at: usize| words.get(at).copied().unwrap_or_default();
    if is_span(word(0)) {
        return Some(1);
    }
    let mut end = usize::from(word(0) == "half");
    end += usize::from(matches!(word(end), "a" | "an" | "one" | "1" | "another"));
    let number = word(end).parse::<f64>().is_ok_and(|number| number > 0.0);
    let many = MANY.contains(&word(end)) || number;
    end += usize::from(many);
    if end == 0 {
        return None;
    }
    let counted = end;
    while SORTS.contains(&word(end)) {
        end += 1;
    }
    let unit = |(one, some): &(&str, &str)| word(end) == if many { *some } else { *one };
    let short = end == counted && word(end - 1).starts_with(|c: char| c.is_ascii_digit()) && SHORT.contains(&word(end));
    (short || UNITS.iter().any(unit)).then_some(end + 1)
}

fn is_unit(word: &str) -> bool {
    UNITS.iter().any(|(one, many)| word == *one || word == *many)
}

/// `24h`, `1h30m`, `3days`.
fn is_span(word: &str) -> bool {
    let mut rest = word;
    while !rest.is_empty() {
        let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let behind = unit.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let name = &unit[..unit.len() - behind.len()];
        if unit.len() == rest.len() || !(SHORT.contains(&name) || is_unit(name)) {
            return false;
        }
        rest = behind;
    }
    !word.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_a_delay_or_something_else_about_time() {
        for name in [
            "After three days retry once",
            "Retry After 24h",
            "Retry (after 1h30m)",
            "retryAfterThreeDays",
            "Remind a week later",
            "Remind half an hour later",
            "Two Hours After Payment Thank the Customer",
            "Close After a Couple of Weeks",
            "Close After 10 Business Days",
            "Close after 2.5 hours",
            "Close after 24 h",
            "Clear Out Expired Parcel Next Day",
            "Ask Again on the Following Morning",
        ] {
            assert!(says_delay(name), "{name}");
        }
        for name in [
            "",
            "Retry Failed Payment",
            "Pause After Retries Exhausted",
            "Pause After Three Failures",
            "Charge Every Month",
            "Answer Within Two Days",
            "Block Card for a Week",
            "Convert After 30-Day Trial",
            "Forward After Office Hours",
            "Keep for the Next Reader",
            "Plan Staff for the Next Day",
            "Buy Now Pay Later",
            "Wiederholen nach drei Tagen",
            "Remind Twice a Day",
            "3",
            "After",
            "half",
        ] {
            assert!(!says_delay(name), "{name}");
        }
    }
}
