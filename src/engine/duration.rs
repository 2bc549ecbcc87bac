//! Lengths of time, in whole seconds: reading `1h30m` and "three days", writing `26h`.
//!
//! Must not know the clock, nor what a length of time is used for.

/// The longest duration, in seconds: what CEL can hold (64 bits of nanoseconds), about 292 years.
pub const LONGEST: i64 = i64::MAX / 1_000_000_000;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

const EXAMPLES: &str = "write 90s, 15m, 24h, 3d, 2w or 1h30m";

/// The length of time that `text` names, in seconds: `90s`, `15m`, `24h`, `3d`, `2w`, `1h30m`, or in words
/// "24 hours", "three days", "1 hour and 30 minutes".
///
/// # Errors
/// What is wrong and what to write: no such unit, a decimal, a negative, or longer than [`LONGEST`].
pub fn parse(text: &str) -> Result<i64, String> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return Err(format!("a duration is missing: {EXAMPLES}"));
    }
    if rest.starts_with(['-', '−']) {
        return Err(format!("`{rest}` is negative, a duration is not: {EXAMPLES}"));
    }
    let whole = rest;
    let mut total: i64 = 0;
    let mut parts = 0;
    while !rest.is_empty() {
        if parts > 0 {
            rest = after_joint(rest);
        }
        let (count, after) = count(rest).ok_or_else(|| no_duration(whole))?;
        let (unit, after) = unit(after.trim_start(), whole)?;
        total = count
            .and_then(|count| count.checked_mul(unit))
            .and_then(|seconds| total.checked_add(seconds))
            .filter(|&seconds| seconds <= LONGEST)
            .ok_or_else(|| format!("`{whole}` is too long: a duration holds at most 292 years ({LONGEST}s)"))?;
        parts += 1;
        rest = after.trim_start();
    }
    Ok(total)
}

/// `seconds` in hours, minutes and seconds with zero units left out: `0s`, `26h`, `1h30m`, `1m30s`, `-24h`.
pub fn format(seconds: i64) -> String {
    if seconds == 0 {
        return "0s".to_string();
    }
    let sign = if seconds < 0 { "-" } else { "" };
    let mut out = String::from(sign);
    let mut left = seconds.unsigned_abs();
    for (size, unit) in [(HOUR.unsigned_abs(), 'h'), (MINUTE.unsigned_abs(), 'm'), (1, 's')] {
        if left >= size {
            out.push_str(&(left / size).to_string());
            out.push(unit);
            left %= size;
        }
    }
    out
}

fn no_duration(whole: &str) -> String {
    format!("`{whole}` is not a duration: {EXAMPLES}")
}

/// `rest` without a comma or an "and" in front of the next part.
fn after_joint(rest: &str) -> &str {
    let rest = rest.trim_start_matches(',').trim_start();
    match rest.strip_prefix("and") {
        Some(after) if after.starts_with(char::is_whitespace) => after.trim_start(),
        _ => rest,
    }
}

/// The count at the head of `rest` (`None` inside when it is too large), and what follows it.
fn count(rest: &str) -> Option<(Option<i64>, &str)> {
    let (digits, after) = split_while(rest, |c| c.is_ascii_digit());
    if !digits.is_empty() {
        return Some((digits.parse().ok(), after));
    }
    let (word, after) = split_while(rest, char::is_alphabetic);
    let first = number_word(word)?;
    if first >= 20 {
        // "twenty-four", "twenty four"
        let next = after.trim_start_matches(['-', ' ']);
        let (second, behind) = split_while(next, char::is_alphabetic);
        if let Some(ones) = number_word(second).filter(|ones| (1..10).contains(ones)) {
            return Some((Some(first + ones), behind));
        }
    }
    Some((Some(first), after))
}

/// The unit at the head of `rest`, in seconds, and what follows it.
fn unit<'a>(rest: &'a str, whole: &str) -> Result<(i64, &'a str), String> {
    let (word, after) = split_while(rest, char::is_alphabetic);
    let seconds = match word.to_lowercase().as_str() {
        _ if word == "M" => return Err(no_fixed_length(whole)),
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" => MINUTE,
        "h" | "hr" | "hrs" | "hour" | "hours" => HOUR,
        "d" | "day" | "days" => DAY,
        "w" | "week" | "weeks" => WEEK,
        "month" | "months" | "year" | "years" | "mo" | "y" => return Err(no_fixed_length(whole)),
        "ms" | "us" | "ns" | "millisecond" | "milliseconds" => {
            return Err(format!("`{whole}` is finer than a second: {EXAMPLES}"));
        }
        "" if rest.starts_with(['.', ',']) => {
            return Err(format!("`{whole}` has a decimal: count in the smaller unit, `1h30m` for 1.5h"));
        }
        "" => return Err(format!("`{whole}` has no unit: {EXAMPLES}")),
        _ => return Err(no_duration(whole)),
    };
    Ok((seconds, after))
}

fn no_fixed_length(whole: &str) -> String {
    format!("`{whole}` has no fixed length: write days or weeks, as in 30d")
}

fn split_while(text: &str, keep: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !keep(c)).unwrap_or(text.len());
    text.split_at(end)
}

fn number_word(word: &str) -> Option<i64> {
    const UP_TO_TWENTY: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: [&str; 7] = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let word = word.to_lowercase();
    if word == "a" || word == "an" {
        return Some(1);
    }
    let place = |list: &[&str]| list.iter().position(|name| *name == word);
    if let Some(at) = place(&UP_TO_TWENTY) {
        return i64::try_from(at).ok();
    }
    let at = i64::try_from(place(&TENS)?).ok()?;
    Some(30 + 10 * at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_as_a_duration() {
        for (text, seconds) in [
            ("90s", 90),
            ("15m", 900),
            ("24h", 86_400),
            ("3d", 259_200),
            ("2w", 1_209_600),
            ("1h30m", 5_400),
            (" 1h 30m ", 5_400),
            ("24 hours", 86_400),
            ("three days", 259_200),
            ("one week", 604_800),
            ("1 hour 30 minutes", 5_400),
            ("1 hour and 30 minutes", 5_400),
            ("a day, 2 hours", 93_600),
            ("an hour", 3_600),
            ("twenty-four hours", 86_400),
            ("Twenty four Hours", 86_400),
            ("thirty days", 2_592_000),
            ("0s", 0),
            ("9223372036s", LONGEST),
        ] {
            assert_eq!(parse(text), Ok(seconds), "{text}");
        }
    }

    #[test]
    fn what_does_not_and_why() {
        for (text, message) in [
            ("", "a duration is missing: write 90s, 15m, 24h, 3d, 2w or 1h30m"),
            ("-3h", "`-3h` is negative, a duration is not: write 90s, 15m, 24h, 3d, 2w or 1h30m"),
            ("soon", "`soon` is not a duration: write 90s, 15m, 24h, 3d, 2w or 1h30m"),
            ("24", "`24` has no unit: write 90s, 15m, 24h, 3d, 2w or 1h30m"),
            ("1.5h", "`1.5h` has a decimal: count in the smaller unit, `1h30m` for 1.5h"),
            ("2 months", "`2 months` has no fixed length: write days or weeks, as in 30d"),
            ("3M", "`3M` has no fixed length: write days or weeks, as in 30d"),
            ("5ms", "`5ms` is finer than a second: write 90s, 15m, 24h, 3d, 2w or 1h30m"),
            ("1h and", "`1h and` is not a duration: write 90s, 15m, 24h, 3d, 2w or 1h30m"),
            ("9223372037s", "`9223372037s` is too long: a duration holds at most 292 years (9223372036s)"),
            ("99999999999999999999d", "`99999999999999999999d` is too long: a duration holds at most 292 years (9223372036s)"),
            ("9223372036854775807w", "`9223372036854775807w` is too long: a duration holds at most 292 years (9223372036s)"),
        ] {
            assert_eq!(parse(text), Err(message.to_string()), "{text}");
        }
    }

    #[test]
    fn zero_units_are_left_out_and_days_are_hours() {
        for (seconds, text) in [
            (0, "0s"),
            (93_600, "26h"),
            (5_400, "1h30m"),
            (90, "1m30s"),
            (3_601, "1h1s"),
            (-86_400, "-24h"),
            (i64::MIN, "-2562047788015215h30m8s"),
        ] {
            assert_eq!(format(seconds), text);
        }
        assert_eq!(parse(&format(LONGEST)), Ok(LONGEST));
    }
}
