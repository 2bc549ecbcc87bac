//! Lengths of time as one says them.

use super::super::words;

/// How much time passes, as the beginning of a sentence: `A day passes`, `Two hours and 30 minutes pass`.
pub fn passes(seconds: i64) -> String {
    let mut left = seconds.unsigned_abs();
    let mut parts: Vec<(u64, &str)> = Vec::new();
    for (size, unit) in [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")] {
        if left >= size {
            parts.push((left / size, unit));
            left %= size;
        }
    }
    let one = |index: usize, (count, unit): &(u64, &str)| {
        let count = match (index, count, *unit) {
            (0, 1, "hour") => "An".to_owned(),
            (0, 1, _) => "A".to_owned(),
            (0, 2..=12, _) => WORDS[*count as usize - 2].to_owned(),
            _ => count.to_string(),
        };
        let plural = if parts[index].0 == 1 { "" } else { "s" };
        format!("{count} {unit}{plural}")
    };
    let told: Vec<String> = parts.iter().enumerate().map(|(index, part)| one(index, part)).collect();
    match parts.as_slice() {
        [] => "No time passes".to_owned(),
        [(1, _)] => format!("{} passes", told[0]),
        _ => format!("{} pass", words::all(&told)),
    }
}

const WORDS: [&str; 11] = ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_passes_as_one_says_it() {
        let said = [0, 1, 60, 3_600, 5_400, 7_200, 86_400, 129_600, 172_800, 1_209_600, 90_061].map(passes);
        let expected = [
            "No time passes",
            "A second passes",
            "A minute passes",
            "An hour passes",
            "An hour and 30 minutes pass",
            "Two hours pass",
            "A day passes",
            "A day and 12 hours pass",
            "Two days pass",
            "14 days pass",
            "A day, 1 hour, 1 minute and 1 second pass",
        ];
        assert_eq!(said, expected);
    }
}
