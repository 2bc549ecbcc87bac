//! A time in digits three rows high, to be read from the back of a room. Two blocks share a cell, one over the other.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::text;

/// How many rows of cells a digit has.
pub const ROWS: u16 = 3;

/// The rows of a sign. What it stands for is five blocks high, so that half a row of air is left below.
fn rows(sign: char) -> [&'static str; 3] {
    match sign {
        '0' => ["█▀▀█", "█  █", "▀▀▀▀"],
        '1' => [" ▀█ ", "  █ ", " ▀▀▀"],
        '2' => ["▀▀▀█", "█▀▀▀", "▀▀▀▀"],
        '3' => ["▀▀▀█", " ▀▀█", "▀▀▀▀"],
        '4' => ["█  █", "▀▀▀█", "   ▀"],
        '5' => ["█▀▀▀", "▀▀▀█", "▀▀▀▀"],
        '6' => ["█▀▀▀", "█▀▀█", "▀▀▀▀"],
        '7' => ["▀▀▀█", "   █", "   ▀"],
        '8' => ["█▀▀█", "█▀▀█", "▀▀▀▀"],
        '9' => ["█▀▀█", "▀▀▀█", "▀▀▀▀"],
        ':' => ["▄", "▄", " "],
        '+' => [" ▄ ", "▀█▀", "   "],
        _ => [" ", " ", " "],
    }
}

/// How many columns a time takes.
pub fn width(time: &str) -> u16 {
    let columns = time.chars().map(|sign| text::width(rows(sign)[0]) as u16 + 1).sum::<u16>();
    columns.saturating_sub(1)
}

/// Puts a time into cells, its upper left corner at a place.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, time: &str, style: Style) {
    for row in 0..ROWS {
        let line: Vec<&str> = time.chars().map(|sign| rows(sign)[usize::from(row)]).collect();
        text::put(buffer, x, y + row, &line.join(" "), width(time), style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_of_a_sign_are_of_one_width_and_no_two_signs_alike() {
        let signs: Vec<char> = "0123456789:+".chars().collect();
        for (index, sign) in signs.iter().enumerate() {
            let drawn = rows(*sign);
            assert!(drawn.iter().all(|row| text::width(row) == text::width(drawn[0])), "{sign}");
            assert!(signs[..index].iter().all(|other| rows(*other) != drawn), "{sign}");
        }
        assert_eq!((width("12:40"), width("")), (21, 0));
    }
}
