//! Rules over every run, as they are written on a board.

use std::ops::Range;

/// A rule; the names of events are parts of its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rule {
    /// `never A after B`: A, B.
    Never(Range<usize>, Range<usize>),
    /// `A only after B`: A, B.
    OnlyAfter(Range<usize>, Range<usize>),
    /// `after A always eventually B`: A, B.
    Eventually(Range<usize>, Range<usize>),
    /// `always EXPRESSION`.
    Always(Range<usize>),
}

/// What to write instead of something that is no rule.
pub const FORMS: &str = "write `never A after B`, `A only after B`, `after A always eventually B` or `always` and a condition";

impl Rule {
    /// Reads a rule. A name in quotes may hold the words that part names elsewhere.
    ///
    /// # Errors
    /// At which byte it is no rule, and why.
    pub fn parse(text: &str) -> Result<Rule, (usize, String)> {
        let words = words(text);
        let is = |index: usize, word: &str| words.get(index).is_some_and(|at| text[at.clone()].eq_ignore_ascii_case(word));
        let position = |from: usize, word: &str| (from..words.len()).find(|index| is(*index, word));
        let between = |from: usize, to: usize, missing: &str| match from < to {
            true => Ok(words[from].start..words[to - 1].end),
            false => Err((words.get(from).map_or(text.len(), |word| word.start), format!("{missing} is missing"))),
        };
        let all = words.len();
        if is(0, "never") {
            let after = position(1, "after").ok_or((text.len(), "`after` is missing".to_owned()))?;
            return Ok(Rule::Never(between(1, after, "an event")?, between(after + 1, all, "an event")?));
        }
        if is(0, "after") {
            let always = (1..all).find(|index| is(*index, "always") && is(index + 1, "eventually"));
            let always = always.ok_or((text.len(), "`always eventually` is missing".to_owned()))?;
            return Ok(Rule::Eventually(between(1, always, "an event")?, between(always + 2, all, "an event")?));
        }
        if is(0, "always") {
            return Ok(Rule::Always(between(1, all, "a condition")?));
        }
        let only = (0..all).find(|index| is(*index, "only") && is(index + 1, "after"));
        let only = only.ok_or((0, "this is no rule".to_owned()))?;
        Ok(Rule::OnlyAfter(between(0, only, "an event")?, between(only + 2, all, "an event")?))
    }
}

/// The words of a text; what is in quotes is one.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let (mut quoted, mut escaped, mut open) = (false, false, None);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        match (c.is_whitespace() && !quoted, open) {
            (true, Some(start)) => {
                words.push(start..at);
                open = None;
            }
            (false, None) => open = Some(at),
            _ => {}
        }
    }
    words.extend(open.map(|start| start..text.len()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let part = |range: Range<usize>| text[range].to_owned();
        match Rule::parse(text) {
            Ok(Rule::Never(a, b)) => format!("never {} / {}", part(a), part(b)),
            Ok(Rule::OnlyAfter(a, b)) => format!("only {} / {}", part(a), part(b)),
            Ok(Rule::Eventually(a, b)) => format!("eventually {} / {}", part(a), part(b)),
            Ok(Rule::Always(condition)) => format!("always {}", part(condition)),
            Err((at, message)) => format!("{at}: {message}"),
        }
    }

    #[test]
    fn four_forms_are_rules() {
        for (text, rule) in [
            ("never Shipment Requested after Subscription Cancelled", "never Shipment Requested / Subscription Cancelled"),
            ("Parcel Collected only after Parcel Stored", "only Parcel Collected / Parcel Stored"),
            ("after Order Placed always eventually Order Shipped", "eventually Order Placed / Order Shipped"),
            ("always LockerStation.free >= 0", "always LockerStation.free >= 0"),
            ("Never \"Left after Hours\" after  B", "never \"Left after Hours\" / B"),
        ] {
            assert_eq!(shown(text), rule);
        }
    }

    #[test]
    fn what_is_none_says_where() {
        for (text, wrong) in [
            ("", "0: this is no rule"),
            ("never", "5: `after` is missing"),
            ("never A", "7: `after` is missing"),
            ("never after B", "6: an event is missing"),
            ("never A after", "13: an event is missing"),
            ("always", "6: a condition is missing"),
            ("after A eventually B", "20: `always eventually` is missing"),
            ("sometimes A after B", "0: this is no rule"),
            ("only after B", "0: an event is missing"),
        ] {
            assert_eq!(shown(text), wrong, "{text}");
        }
    }
}
