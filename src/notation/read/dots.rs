//! The dots that a hot spot was given: `(3 dots)`, or with those who gave them `(3 dots: ana 2, ben 1)`.

use super::piece::closing_quote;
use super::wording::unquote;

/// Where the dots begin that a text ends with, and who gave how many; of those that nobody is named for, nobody.
pub fn dots(text: &str) -> Option<(usize, Vec<(String, u32)>)> {
    let inside = text.strip_suffix(')')?;
    let begins = inside.match_indices('(').map(|(at, _)| at);
    let mut begins = begins.filter(|at| inside[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
    begins.find_map(|at| votes(&inside[at + 1..]).map(|votes| (at, votes)))
}

/// `3 dots: ana 2, ben 1`
fn votes(text: &str) -> Option<Vec<(String, u32)>> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let total: u32 = text[..end].parse().ok().filter(|total| *total > 0)?;
    let behind = text[end..].strip_prefix(" dot")?;
    let behind = behind.strip_prefix('s').unwrap_or(behind);
    if behind.is_empty() {
        return Some(vec![(String::new(), total)]);
    }
    let mut rest = behind.strip_prefix(':')?;
    let mut votes: Vec<(String, u32)> = Vec::new();
    loop {
        let (who, behind) = name(rest.trim_start())?;
        let end = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
        let dots: u32 = behind[..end].parse().ok().filter(|dots| *dots > 0)?;
        give(&mut votes, who, dots);
        match behind[end..].trim_start() {
            "" => return Some(votes),
            more => rest = more.strip_prefix(',')?,
        }
    }
}

/// A name, and the number behind it with what follows.
fn name(text: &str) -> Option<(String, &str)> {
    if text.starts_with('"') {
        let end = closing_quote(text)?;
        return Some((unquote(&text[..end])?, text[end..].trim_start()));
    }
    let all = &text[..text.find([',', '(', ')', '"']).unwrap_or(text.len())];
    let (who, number) = all.trim_end().rsplit_once(' ')?;
    let who = who.trim_end();
    (!who.is_empty()).then(|| (who.to_owned(), &text[all.trim_end().len() - number.len()..]))
}

/// Somebody has given so many. What was said already is not counted twice.
pub fn give(votes: &mut Vec<(String, u32)>, who: String, dots: u32) {
    match votes.iter_mut().find(|(known, _)| *known == who) {
        Some((_, known)) => *known = dots.max(*known),
        None => votes.push((who, dots)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_stand_at_the_end_with_those_who_gave_them() {
        let of = |text: &str| {
            let (at, votes) = dots(text)?;
            let votes: Vec<String> = votes.into_iter().map(|(who, dots)| format!("{who}={dots}")).collect();
            Some((text[..at].to_owned(), votes.join(" ")))
        };
        let found = |text: &str, votes: &str| Some((text.to_owned(), votes.to_owned()));
        assert_eq!(of("Who pays? (3 dots)"), found("Who pays? ", "=3"));
        assert_eq!(of("Who? @ X (1 dot: ana 1)"), found("Who? @ X ", "ana=1"));
        assert_eq!(of("Who (a (3 dots: ana  de la Paz 2 ,\"b (c\" 1)"), found("Who (a ", "ana  de la Paz=2 b (c=1"));
        assert_eq!(of("rock 'n roll (4 dots: o'brien 1, ana 2 3)"), found("rock 'n roll ", "o'brien=1 ana 2=3"));
        for text in [
            "Who pays? (3 dots) really",
            "Who pays?",
            "(dots)",
            "Why (0 dots)",
            "Why (3 dotted lines)",
            "Why (3 dots: )",
            "Why (3 dots: ana)",
            "Why (3 dots: ana 0)",
            "Why (3 dots: ana 1, )",
            "Why (9999999999 dots)",
            "3 dots)",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
