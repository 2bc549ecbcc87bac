//! Text put into cells, measured and made safe to show by [`crate::app::wall::text`]: what could harm a terminal never reaches a
//! cell.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use crate::app::wall::text::shown;
pub use crate::app::wall::text::{break_lines, clean, width, wrap};

/// Whatever stood in the cell goes, apart from the ground where the style has none of its own.
fn write(cell: &mut Cell, symbol: &str, style: Style) {
    cell.fg = Color::Reset;
    cell.modifier = Modifier::empty();
    cell.set_symbol(symbol).set_style(style);
}

/// Puts a text into the cells of a row, at most so many; returns the column behind it.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, text: &str, most: u16, style: Style) -> u16 {
    let area = buffer.area;
    if y < area.top() || y >= area.bottom() || x < area.left() {
        return x;
    }
    let end = x.saturating_add(most).min(area.right());
    let mut x = x;
    for grapheme in clean(text).graphemes(true) {
        let (symbol, width) = shown(grapheme);
        if x + width > end {
            break;
        }
        write(&mut buffer[(x, y)], symbol, style);
        for behind in x + 1..x + width {
            // The cells under a wide grapheme are the grapheme's.
            write(&mut buffer[(behind, y)], " ", style);
        }
        x += width;
    }
    x
}

/// Puts a text into the cells of a row and marks with `…` where it had to be cut; returns the column behind it.
pub fn put_cut(buffer: &mut Buffer, x: u16, y: u16, text: &str, most: u16, style: Style) -> u16 {
    if width(text) <= usize::from(most) {
        return put(buffer, x, y, text, most, style);
    }
    if most == 0 {
        return x;
    }
    let x = put(buffer, x, y, text, most - 1, style);
    put(buffer, x, y, "…", 1, style)
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    #[test]
    fn what_could_harm_a_terminal_is_shown_instead() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        put(&mut buffer, 0, 0, "a\u{1b}[31m\u{202e}\u{9b}\u{7f}b\u{301}\u{200d}", 20, Style::new());
        let row: String = buffer.content().iter().map(|cell| cell.symbol()).collect();
        assert!(row.starts_with("a␛[31m\u{fffd}\u{fffd}␡b\u{301}"), "{row:?}");
        assert!(!row.chars().any(char::is_control));
    }

    #[test]
    fn wide_characters_keep_the_grid() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        let end = put_cut(&mut buffer, 0, 0, "支払いが", 6, Style::new());
        assert_eq!((end, buffer[(4, 0)].symbol()), (5, "…"));
        assert_eq!(width("👩‍👩‍👧‍👦"), 2);
    }
}
