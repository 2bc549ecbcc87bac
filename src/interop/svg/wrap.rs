//! Text broken into the lines of a note. A picture cannot ask the font, so widths are counted in cells: one for most characters, two
//! for the wide ones of East Asian writing and for emoji.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::interop::words::pieces;

/// Breaks a text into lines of so many cells, at the ends of words where that is possible. More lines than `most` end in `…`.
pub fn wrap(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    'all: for line in text.split('\n') {
        lines.push(String::new());
        let mut column = 0;
        for word in pieces(line) {
            if lines.len() > most {
                break 'all;
            }
            if column > 0 && column + word.width() > width {
                lines.push(String::new());
                column = 0;
            }
            if column == 0 && word.trim().is_empty() {
                continue;
            }
            for grapheme in word.graphemes(true) {
                if column > 0 && column + grapheme.width() > width {
                    lines.push(String::new());
                    column = 0;
                }
                lines.last_mut().expect("one was pushed").push_str(grapheme);
                column += grapheme.width();
            }
        }
    }
    lines.iter_mut().for_each(|line| line.truncate(line.trim_end().len()));
    if lines.len() > most {
        lines.truncate(most);
        lines.last_mut().expect("at least one").push('…');
    }
    lines
}

/// A text in one line of so many cells, cut where it is longer.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut column = 0;
    let fits = |grapheme: &&str| {
        column += grapheme.width();
        column < width
    };
    let kept: String = text.graphemes(true).take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_words_and_wide_letters_count_twice() {
        assert_eq!(wrap("Monthly Billing Cycle Triggered", 16, 6), ["Monthly Billing", "Cycle Triggered"]);
        assert_eq!(wrap("支払い失敗した", 6, 6), ["支払い", "失敗し", "た"]);
        assert_eq!(wrap("a\nb", 6, 6), ["a", "b"]);
        assert_eq!(wrap("Donaudampfschiff", 6, 6), ["Donaud", "ampfsc", "hiff"]);
        assert_eq!(wrap("one two three four", 5, 2), ["one", "two…"]);
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(cut("Fulfillment", 20), "Fulfillment");
        assert_eq!(cut("Fulfillment of orders", 13), "Fulfillment…");
    }
}
