//! The words of a request: where each begins and ends, what a note says that is made of some, and what becomes of words that were
//! taken when the request is written anew.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use crate::board::{Kind, Taken};

/// A word of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// Its bytes.
    pub bytes: Range<usize>,
    /// Its characters, counted from the beginning of the text.
    pub chars: Range<usize>,
}

/// The words of a text, one behind the other: what stands between blanks. Writing that knows no blanks is taken apart as Unicode
/// has it; punctuation belongs to the word before it.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let (mut begun, mut count) = (None, 0);
    for (at, c) in text.char_indices() {
        match (begun, c.is_whitespace()) {
            (None, false) => begun = Some((at, count)),
            (Some((from, first)), true) => {
                push(&text[from..at], from, first, &mut words);
                begun = None;
            }
            _ => {}
        }
        count += 1;
    }
    if let Some((from, first)) = begun {
        push(&text[from..], from, first, &mut words);
    }
    words
}

/// Puts what stands between two blanks behind the words, as one word or as several.
fn push(piece: &str, from: usize, first: usize, words: &mut Vec<Word>) {
    let is_wide = |c: char| c.is_alphanumeric() && c.width() == Some(2);
    let mut parts: Vec<Range<usize>> = Vec::new();
    if !piece.chars().any(is_wide) {
        parts.push(0..piece.len());
    } else {
        for (at, part) in piece.split_word_bound_indices() {
            let says = |range: &Range<usize>| piece[range.clone()].chars().any(char::is_alphanumeric);
            let end = at + part.len();
            match parts.last_mut() {
                Some(last) if !says(&(at..end)) || !says(last) => last.end = end,
                _ => parts.push(at..end),
            }
        }
    }
    let mut chars = first;
    for part in parts {
        let count = piece[part.clone()].chars().count();
        words.push(Word { bytes: from + part.start..from + part.end, chars: chars..chars + count });
        chars += count;
    }
}

/// More signs than this at an end are no punctuation.
const MOST: usize = 32;

/// Some words without the punctuation at their end; a question keeps its mark.
pub fn bare(words: &str, kind: Kind) -> &str {
    let mut text = words.trim_end();
    for _ in 0..MOST {
        let Some(last) = text.chars().next_back() else { break };
        let count = |c: char| text.chars().filter(|other| *other == c).count();
        let goes = match last {
            '?' | '？' => kind != Kind::HotSpot,
            '.' | ',' | ';' | ':' | '!' | '…' | '。' | '、' | '，' | '！' | '；' | '：' | '-' | '–' | '—' => true,
            ')' => count('(') < count(')'),
            ']' => count('[') < count(']'),
            '”' => count('“') + count('„') < count('”'),
            '“' => count('„') < count('“'),
            '»' => count('«') < count('»'),
            '"' => count('"') % 2 == 1,
            _ => last.is_whitespace(),
        };
        if !goes {
            break;
        }
        text = &text[..text.len() - last.len_utf8()];
    }
    text
}

/// What a note says that is made of some words: with one blank where there were several, and without punctuation at the end.
pub fn as_note(words: &str, kind: Kind) -> String {
    bare(words, kind).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What was taken of an old text as it stands in a new one, and how many of them are there no more.
pub fn carried(taken: &[Taken], old: &str, new: &str) -> (Vec<Taken>, usize) {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let before = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let most = old.len().min(new.len()) - before;
    let behind = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(one, other)| one == other).count();
    let there = |taken: &Taken| {
        let (from, to) = (taken.from as usize, taken.to as usize);
        let words = old.get(from..to).filter(|words| !words.is_empty())?;
        let whole = stands_alone(&old, from, to);
        let fits = |at: &usize| {
            let end = at + words.len();
            new.get(*at..end) == Some(words) && (!whole || stands_alone(&new, *at, end))
        };
        let stayed = (to <= before).then_some(from).filter(fits);
        // Counted from the end, it stands where it stood.
        let moved = || (from + behind >= old.len()).then(|| from + new.len() - old.len()).filter(fits);
        let elsewhere = || (0..new.len()).filter(fits).min_by_key(|at| at.abs_diff(from));
        let at = stayed.or_else(moved).or_else(elsewhere)?;
        let character = |at: usize| u32::try_from(at).ok();
        Some(Taken { from: character(at)?, to: character(at + words.len())?, ..taken.clone() })
    };
    let kept: Vec<Taken> = taken.iter().filter_map(there).collect();
    let gone = taken.len() - kept.len();
    (kept, gone)
}

/// Whether no letter stands at either side.
fn stands_alone(text: &[char], from: usize, to: usize) -> bool {
    let letter = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(|c| c.is_alphanumeric());
    !letter(from.checked_sub(1)) && !letter(Some(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|word| &text[word.bytes]).collect()
    }

    #[test]
    fn words_stand_between_blanks_and_are_counted_in_characters() {
        assert_eq!(said("Customers can\tsubscribe,\r\n\r\nthen  pause."), ["Customers", "can", "subscribe,", "then", "pause."]);
        assert_eq!(said(" \n "), [] as [&str; 0]);
        let text = "é ❤️ ok";
        let chars: Vec<Range<usize>> = words(text).into_iter().map(|word| word.chars).collect();
        assert_eq!(chars, [0..1, 2..4, 5..7]);
    }

    #[test]
    fn writing_without_blanks_is_taken_apart_and_keeps_its_punctuation() {
        let parts = said("「支払い」が失敗。 then retry");
        assert_eq!(parts.concat(), "「支払い」が失敗。thenretry");
        assert!(parts.len() > 4, "{parts:?}");
        assert!(parts[0].starts_with('「') && parts[0].len() > '「'.len_utf8(), "{parts:?}");
        assert!(parts.iter().any(|part| part.ends_with('。') && part.chars().count() > 1), "{parts:?}");
    }

    #[test]
    fn a_note_says_the_words_and_nothing_else() {
        let check = |words: &str, kind, expected: &str| assert_eq!(as_note(words, kind), expected, "{words:?}");
        check("charged \n  monthly.", Kind::Event, "charged monthly");
        check("retry twice, then", Kind::Event, "retry twice, then");
        check("the product box (monthly),", Kind::Aggregate, "the product box (monthly)");
        check("monthly).", Kind::Event, "monthly");
        check("“retry”", Kind::Event, "“retry”");
        check("retry”", Kind::Event, "retry");
        check("„retry“.", Kind::Event, "„retry“");
        check("a \"box\"", Kind::Event, "a \"box\"");
        check("what if it fails?", Kind::Event, "what if it fails");
        check("what if it fails?", Kind::HotSpot, "what if it fails?");
        check("…", Kind::Event, "");
    }

    fn taken(old: &str, words: &str) -> Taken {
        let from = old.find(words).map(|at| old[..at].chars().count()).expect("it is there");
        Taken { from: from as u32, to: (from + words.chars().count()) as u32, kind: Kind::Event, unknown: Vec::new() }
    }

    #[test]
    fn what_was_taken_stays_where_its_words_are_and_goes_with_them() {
        let old = "Née: charged monthly. If payment fails, retry.";
        let check = |words: &str, new: &str, expected: Option<&str>| {
            let (kept, gone) = carried(&[taken(old, words)], old, new);
            let says =
                |taken: &Taken| new.chars().skip(taken.from as usize).take((taken.to - taken.from) as usize).collect::<String>();
            assert_eq!(kept.first().map(says).as_deref(), expected, "{words:?} in {new:?}");
            assert_eq!(gone, usize::from(expected.is_none()));
        };
        check("charged monthly", old, Some("charged monthly"));
        check("charged monthly", "Née: always charged monthly. If payment fails, retry.", Some("charged monthly"));
        check("payment fails", "Née: charged. If payment fails, retry twice.", Some("payment fails"));
        check("payment fails", "If payment fails: retry. Née: charged monthly.", Some("payment fails"));
        check("retry", "Née: charged monthly. If payment fails, retrying.", None);
        check("charged monthly", "Née: charged yearly. If payment fails, retry.", None);
        check("retry", "", None);
        // What a file says of a text that was changed by hand may lie beyond it.
        let beyond = Taken { from: 40, to: 4_000_000_000, kind: Kind::Event, unknown: Vec::new() };
        assert_eq!(carried(&[beyond], old, old), (Vec::new(), 1));
    }
}
