//! A name as words, and how it is written, so that another name can be written like it.
//!
//! Must not know English.

/// What stands between the words of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    Blank,
    Underscore,
    Hyphen,
    /// Nothing: a hump begins a word.
    Hump,
}

/// How the words of a name are capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Capitals {
    /// `Order Placed`, `OrderPlaced`.
    Each,
    /// `Order placed`, and `orderPlaced` when humps divide the words: the first differs from the others.
    First,
    /// `order placed`.
    None,
    /// `ORDER PLACED`.
    All,
}

/// How a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    joint: Joint,
    capitals: Capitals,
}

/// A word of a name to be written: one that stood there already, or one that did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// As it was written.
    Kept(&'a str),
    /// In lower case.
    New(String),
}

/// The words of a name and its style. Remarks in parentheses, quotes and punctuation around words are left out, so is the
/// word that says what note it is: `Event` in `OrderPlacedEvent`.
pub(super) fn read(name: &str) -> (Vec<String>, Style) {
    let bare = without_remarks(name);
    let has_blanks = bare.trim().contains(char::is_whitespace);
    let mut words: Vec<String> = Vec::new();
    let (mut underscores, mut hyphens, mut humps) = (false, false, false);
    for chunk in bare.split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | ';' | ':' | '+' | '&')) {
        for piece in chunk.split('_') {
            let pieces = if has_blanks { joined(piece) } else { piece.split('-').map(str::to_owned).collect() };
            hyphens |= !has_blanks && piece.contains('-');
            underscores |= chunk.contains('_');
            for piece in pieces {
                let piece = piece.trim_matches(|c: char| !c.is_alphanumeric());
                let parts = split_humps(piece);
                humps |= parts.len() > 1;
                words.extend(parts);
            }
        }
    }
    let joint = match () {
        () if has_blanks => Joint::Blank,
        () if underscores => Joint::Underscore,
        () if hyphens => Joint::Hyphen,
        () if humps => Joint::Hump,
        () => Joint::Blank,
    };
    let style = Style { joint, capitals: capitals(&words) };
    (words, style)
}

/// The words of a new name in the style of an old one.
pub(super) fn write(parts: &[Part<'_>], style: Style) -> String {
    let words = parts.iter().enumerate().map(|(at, part)| {
        let (word, kept) = match part {
            Part::Kept(word) => (*word, true),
            Part::New(word) => (word.as_str(), false),
        };
        let acronym = kept && word.chars().count() > 1 && word.chars().all(char::is_uppercase);
        match style.capitals {
            Capitals::All => word.to_uppercase(),
            Capitals::None => word.to_owned(),
            Capitals::Each if kept && at > 0 && style.joint != Joint::Hump => word.to_owned(),
            Capitals::Each => capitalised(word),
            Capitals::First if acronym => word.to_owned(),
            Capitals::First if (at == 0) == (style.joint != Joint::Hump) => capitalised(word),
            Capitals::First if kept && style.joint == Joint::Hump => decapitalised(word),
            Capitals::First => word.to_lowercase(),
        }
    });
    let joint = match style.joint {
        Joint::Blank => " ",
        Joint::Underscore => "_",
        Joint::Hyphen => "-",
        Joint::Hump => "",
    };
    words.collect::<Vec<_>>().join(joint)
}

/// The name without what stands in parentheses or brackets, with plain apostrophes and no quotes.
fn without_remarks(name: &str) -> String {
    let mut depth = 0_u32;
    let mut bare = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '"' | '“' | '”' | '„' | '«' | '»' | '`' => bare.push(' '),
            '’' if depth == 0 => bare.push('\''),
            '–' | '—' | '→' if depth == 0 => bare.push(' '),
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare
}

/// A hyphenated word among blanks is one word, `Check-In`, unless what stands before the hyphen is a word of its own there.
fn joined(piece: &str) -> Vec<String> {
    match piece.split_once('-') {
        Some((first, rest)) if matches!(first.to_lowercase().as_str(), "auto" | "non") => vec![first.to_owned(), rest.to_owned()],
        Some((first, rest)) if first.chars().any(char::is_alphabetic) => {
            vec![format!("{first}{}", rest.replace('-', "").to_lowercase())]
        }
        _ => vec![piece.to_owned()],
    }
}

/// `HTTPRequestFailed` is three words; `ORDER` and `Order` are one.
fn split_humps(piece: &str) -> Vec<String> {
    let chars: Vec<char> = piece.chars().collect();
    let mut parts: Vec<String> = Vec::new();
    let mut part = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let after_small = at > 0 && (chars[at - 1].is_lowercase() || chars[at - 1].is_ascii_digit());
        let before_small = chars.get(at + 1).is_some_and(|next| next.is_lowercase());
        let after_capital = at > 0 && chars[at - 1].is_uppercase();
        // A plural `s` belongs to the capitals before it: `APIs`, `IDs`.
        let plural = before_small && chars[at + 1] == 's' && at + 2 == chars.len();
        if c.is_uppercase() && (after_small || after_capital && before_small && !plural) && !part.is_empty() {
            parts.push(std::mem::take(&mut part));
        }
        part.push(c);
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

fn capitals(words: &[String]) -> Capitals {
    let lettered = || words.iter().filter(|word| word.chars().any(char::is_alphabetic));
    let capital = |word: &String| word.chars().next().is_some_and(char::is_uppercase);
    let all = |word: &String| !word.chars().any(char::is_lowercase);
    if lettered().all(all) && lettered().any(|word| word.chars().count() > 1) {
        Capitals::All
    } else if !lettered().any(capital) {
        Capitals::None
    } else if !capital(&words[0]) {
        Capitals::First
    } else {
        let after = words[1..].iter().filter(|word| word.chars().count() > 3);
        let small = after.clone().filter(|word| !capital(word)).count();
        if small > 0 && small * 2 >= after.count() { Capitals::First } else { Capitals::Each }
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn decapitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_words_however_it_is_written() {
        for name in ["Payment Failed", "payment_failed", "payment-failed", "PaymentFailed", "paymentFailed", "\"Payment Failed\"!"]
        {
            let words: Vec<String> = read(name).0.iter().map(|word| word.to_lowercase()).collect();
            assert_eq!(words, ["payment", "failed"], "{name}");
        }
        assert_eq!(read("HTTPRequestFailed").0, ["HTTP", "Request", "Failed"]);
        assert_eq!(read("Payment Failed (again)").0, ["Payment", "Failed"]);
        assert_eq!(read("Check-In Completed").0, ["Checkin", "Completed"]);
        assert!(read(" (?) ").0.is_empty());
    }

    #[test]
    fn a_new_name_is_written_like_the_old_one() {
        for (old, new) in [
            ("Place Order", "Order Placed"),
            ("Place order", "Order placed"),
            ("place order", "order placed"),
            ("PLACE ORDER", "ORDER PLACED"),
            ("place_order", "order_placed"),
            ("place-order", "order-placed"),
            ("PlaceOrder", "OrderPlaced"),
            ("placeOrder", "orderPlaced"),
        ] {
            let (words, style) = read(old);
            assert_eq!(write(&[Part::Kept(&words[1]), Part::New("placed".to_owned())], style), new);
        }
    }
}
