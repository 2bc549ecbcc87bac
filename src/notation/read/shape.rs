//! What a line looks like: arrows, brackets, a name or a sentence.

use super::piece::Piece;
use super::wording::unquote;

/// The parts of a line with arrows.
#[derive(Debug)]
pub struct Arrows<'l> {
    /// What stands between them.
    pub parts: Vec<Piece<'l>>,
    /// They are `->`, not `<--`.
    pub forward: bool,
}

/// The parts between arrows that all point the same way and have blanks on both sides; nothing where there is none.
pub fn arrow_parts(piece: Piece<'_>) -> Option<Arrows<'_>> {
    let text = piece.text();
    let split = |arrows: [&str; 2]| {
        piece.split(|rest| {
            let behind_blank = text[..text.len() - rest.len()].ends_with(char::is_whitespace);
            let arrow =
                arrows.iter().find(|arrow| rest.starts_with(**arrow) && rest[arrow.len()..].starts_with(char::is_whitespace));
            arrow.filter(|_| behind_blank).map_or(0, |arrow| arrow.len())
        })
    };
    let (mut forward, mut back) = (split(["->", "-->"]), split(["<--", "<--"]));
    // Behind the last of several arrows a name is missing.
    for (parts, arrows) in [(&mut forward, ["->", "-->"]), (&mut back, ["<--", "<--"])] {
        let last = parts.last().copied().filter(|_| parts.len() > 1);
        let cut = last.and_then(|last| arrows.iter().find_map(|arrow| Some((last, without_arrow(last.text(), arrow)?))));
        if let Some((last, length)) = cut {
            parts.pop();
            parts.extend([last.before(length), last.from(last.text().len())]);
        }
    }
    match (forward.len(), back.len()) {
        (2.., 1) => Some(Arrows { parts: forward, forward: true }),
        (1, 2..) => Some(Arrows { parts: back, forward: false }),
        _ => None,
    }
}

/// How long a text is without the arrow at its end that has a blank before it.
fn without_arrow(text: &str, arrow: &str) -> Option<usize> {
    let rest = text.strip_suffix(arrow)?;
    (rest.is_empty() || rest.ends_with(char::is_whitespace)).then_some(rest.len())
}

/// What stands in brackets alone on a line: `[Billing]`.
pub fn bracketed(piece: Piece<'_>) -> Option<Piece<'_>> {
    let piece = piece.before(piece.text().trim_end_matches(':').len());
    let inner = piece.within('[', ']')?;
    let name = inner.text();
    if unquote(name.trim()).is_some() {
        return Some(inner.trim());
    }
    let is_name = !name.contains(['[', ']']) && name.chars().any(char::is_alphabetic) && !matches!(name.trim(), "x" | "X");
    is_name.then_some(inner.trim())
}

/// Whether words look like a name and not like a sentence: each begins with a capital, apart from small ones.
pub fn is_titled(text: &str) -> bool {
    let name = text.split('(').next().unwrap_or_default().trim();
    let small = ["of", "the", "for", "to", "in", "on", "a", "an", "by", "from", "with", "at"];
    let titled =
        |(index, word): (usize, &str)| word.starts_with(|c: char| !c.is_lowercase()) || (index > 0 && small.contains(&word));
    text.starts_with('"') || (!name.is_empty() && !name.ends_with('.') && name.split_whitespace().enumerate().all(titled))
}

/// Whether what stands behind `Context:` is a sentence or a list instead of a name.
pub fn is_sentence(text: &str) -> bool {
    if text.starts_with('"') {
        return false;
    }
    let words = text.split_whitespace().count();
    text.contains([',', ';']) || text.ends_with(['.', '!', '?', ':']) || words > 8 || (words > 3 && !is_titled(text))
}

/// A word with a capital.
pub fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}
