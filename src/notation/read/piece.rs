//! Pieces of a line: text with its place in the document, so that whatever is wrong can be pointed at.

use std::ops::Range;

/// A place in what is read: which document, and the byte in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct At {
    /// The document, counted from 0.
    pub document: u32,
    /// The byte.
    pub byte: u32,
}

/// A line without its marks.
#[derive(Debug)]
pub struct Line {
    /// What is left of it.
    pub text: String,
    /// Where it begins in the document.
    pub at: At,
    /// Marks taken out from within: at which byte of the text, and how many bytes up to there.
    pub removed: Vec<(u32, u32)>,
    /// It began with a list mark.
    pub listed: bool,
}

impl Line {
    /// All of it.
    pub fn piece(&self) -> Piece<'_> {
        Piece { line: self, start: 0, end: self.text.len() }
    }
}

/// A part of a line.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'l> {
    line: &'l Line,
    start: usize,
    end: usize,
}

impl<'l> Piece<'l> {
    /// The text.
    pub fn text(self) -> &'l str {
        &self.line.text[self.start..self.end]
    }

    /// Where it begins in the document.
    pub fn at(self) -> At {
        self.at_byte(0)
    }

    /// Where one of its bytes is in the document.
    pub fn at_byte(self, byte: usize) -> At {
        let byte = (self.start + byte).min(self.line.text.len()) as u32;
        let before = self.line.removed.partition_point(|(at, _)| *at <= byte);
        let removed = before.checked_sub(1).map_or(0, |index| self.line.removed[index].1);
        At { byte: self.line.at.byte + byte + removed, ..self.line.at }
    }

    /// Whether nothing but blanks is there.
    pub fn is_blank(self) -> bool {
        self.text().trim().is_empty()
    }

    /// A part of it; the bytes must be those of characters.
    pub fn slice(self, range: Range<usize>) -> Piece<'l> {
        Piece { start: self.start + range.start, end: self.start + range.end, ..self }
    }

    /// What stands before a byte, without blanks around.
    pub fn before(self, byte: usize) -> Piece<'l> {
        self.slice(0..byte).trim()
    }

    /// What stands from a byte on, without blanks around.
    pub fn from(self, byte: usize) -> Piece<'l> {
        self.slice(byte..self.end - self.start).trim()
    }

    /// Without blanks around.
    pub fn trim(self) -> Piece<'l> {
        let text = self.text();
        let lead = text.len() - text.trim_start().len();
        self.slice(lead..lead + text.trim().len())
    }

    /// Without a character around it, where there is one on both sides.
    pub fn within(self, open: char, close: char) -> Option<Piece<'l>> {
        let inner = self.text().strip_prefix(open)?.strip_suffix(close)?;
        Some(self.slice(open.len_utf8()..open.len_utf8() + inner.len()))
    }

    /// What stands behind a word at the beginning, in any case.
    pub fn behind_word(self, word: &str) -> Option<Piece<'l>> {
        let text = self.text();
        let head = text.get(..word.len())?;
        let rest = &text[word.len()..];
        (head.eq_ignore_ascii_case(word) && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
            .then(|| self.from(word.len()))
    }

    /// The parts between separators that stand outside quotes and brackets, without blanks around; one at least, which may be empty.
    pub fn split(self, separator: impl Fn(&str) -> usize) -> Vec<Piece<'l>> {
        let (mut parts, mut from) = (Vec::new(), 0);
        for at in outside(self.text()) {
            if at >= from {
                let length = separator(&self.text()[at..]);
                if length > 0 {
                    parts.push(self.slice(from..at).trim());
                    from = at + length;
                }
            }
        }
        parts.push(self.from(from));
        parts
    }

    /// The parts between commas outside quotes and brackets.
    pub fn commas(self) -> Vec<Piece<'l>> {
        self.split(|rest| usize::from(rest.starts_with(',')))
    }

    /// The parts between single bars outside quotes and brackets; `||` is none.
    pub fn bars(self) -> Vec<Piece<'l>> {
        let text = self.text();
        self.split(|rest| {
            let double = rest.starts_with("||") || text[..text.len() - rest.len()].ends_with('|');
            usize::from(rest.starts_with('|') && !double)
        })
    }

    /// Where words from a list stand as words of their own outside quotes and brackets, and which of them it is.
    pub fn words(self, words: &'static [&'static str]) -> Vec<(usize, &'static str)> {
        let text = self.text();
        outside(text)
            .filter(|at| *at == 0 || text[..*at].ends_with(char::is_whitespace))
            .filter_map(|at| {
                let end = text[at..].find(|c: char| c.is_whitespace() || c == '(').map_or(text.len(), |end| at + end);
                let word = words.iter().find(|word| word.eq_ignore_ascii_case(&text[at..end]))?;
                Some((at, *word))
            })
            .collect()
    }
}

/// The bytes at which characters outside quotes, parentheses, brackets and braces begin.
pub fn outside(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut groups = groups(text).into_iter().peekable();
    text.char_indices().map(|(at, _)| at).filter(move |at| {
        while groups.next_if(|group| group.end <= *at).is_some() {}
        groups.peek().is_none_or(|group| *at < group.start)
    })
}

/// What stands in quotes or brackets, the outermost only, in order. What is opened and never closed opens nothing: an apostrophe
/// is no quote, and `a (b, c` is just a text.
pub fn groups(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quotes = quotes(text).into_iter().peekable();
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        if let Some(quote) = quotes.next_if(|quote| quote.start == at) {
            skip_to = quote.end;
            found.push(quote);
            continue;
        }
        match c {
            '(' => open.push((at, ')')),
            '[' => open.push((at, ']')),
            '{' => open.push((at, '}')),
            ')' | ']' | '}' => {
                if let Some((start, _)) = open.pop_if(|(_, close)| *close == c) {
                    while found.pop_if(|inner| inner.start > start).is_some() {}
                    found.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
    found
}

/// What stands in quotes, within brackets or not, in order.
pub fn quotes(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut skip_to, mut before) = (0, ' ');
    let mut unclosed = [false; 2];
    for (at, c) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        if matches!(c, '"' | '\'') && !before.is_alphanumeric() && !unclosed[usize::from(c == '"')] {
            match closing_quote(&text[at..]) {
                Some(length) => {
                    skip_to = at + length;
                    found.push(at..skip_to);
                }
                None => unclosed[usize::from(c == '"')] = true,
            }
        }
        before = c;
    }
    found
}

/// How long the text in quotes is that begins here, quotes included, where it is closed.
pub fn closing_quote(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    let (_, quote) = chars.next()?;
    let mut escaped = false;
    for (at, c) in chars {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line { text: text.to_owned(), at: At::default(), removed: Vec::new(), listed: false }
    }

    fn texts(pieces: Vec<Piece<'_>>) -> Vec<&str> {
        pieces.into_iter().map(Piece::text).collect()
    }

    #[test]
    fn what_is_in_quotes_or_brackets_is_not_split() {
        let of = line(r#"A (x, y), "b, \" c", {d, e} f"#);
        assert_eq!(texts(of.piece().commas()), ["A (x, y)", r#""b, \" c""#, "{d, e} f"]);
        assert_eq!(texts(line("a || b | c").piece().bars()), ["a || b", "c"]);
        assert_eq!(texts(line("").piece().commas()), [""]);
    }

    #[test]
    fn what_is_never_closed_holds_nothing_together() {
        assert_eq!(texts(line("a (b, c").piece().commas()), ["a (b", "c"]);
        assert_eq!(texts(line("the customer's choice, it's").piece().commas()), ["the customer's choice", "it's"]);
        assert_eq!(texts(line("a), b").piece().commas()), ["a)", "b"]);
        assert_eq!(texts(line("(a [b), c] d, e").piece().commas()), ["(a [b), c] d", "e"]);
    }

    #[test]
    fn words_are_found_as_words() {
        let of = line("Android and iOS (and more) AND (x)");
        assert_eq!(of.piece().words(&["and"]), [(8, "and"), (27, "and")]);
    }

    #[test]
    fn a_place_counts_what_was_taken_out() {
        let of = Line {
            text: "Policy: Retry".to_owned(),
            at: At { document: 0, byte: 10 },
            removed: vec![(0, 2), (7, 4)],
            listed: false,
        };
        assert_eq!(of.piece().at().byte, 12);
        assert_eq!(of.piece().from(8).at().byte, 22);
    }
}
