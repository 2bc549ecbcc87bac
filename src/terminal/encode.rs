//! Changed cells as bytes for the terminal, as few as will do.
//!
//! A terminal is told a style by twenty to forty bytes and a place by eight, so cells are sent style by style and not row by row,
//! each style once, and by what it differs in from the one before. The whole frame is shown at once, so the order is nobody's
//! business.

use std::io::{self, Write};

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// A changed cell: its column, its row, what it shows.
pub type Change<'b> = (u16, u16, &'b Cell);

/// What one style is told by.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Look {
    fn of(cell: &Cell) -> Look {
        Look { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// Whether a blank looks the same in both.
    fn has_the_same_blank(self, other: Look) -> bool {
        let shown =
            Modifier::REVERSED | Modifier::UNDERLINED | Modifier::CROSSED_OUT | Modifier::SLOW_BLINK | Modifier::RAPID_BLINK;
        self.bg == other.bg && !self.modifier.intersects(shown) && !other.modifier.intersects(shown)
    }
}

/// The cells of a screen that a terminal has to be told, which shows another one of the same size.
pub fn changes<'b>(shown: &Buffer, next: &'b Buffer) -> Vec<Change<'b>> {
    let width = usize::from(next.area.width).max(1);
    let mut changes = Vec::new();
    for (y, (old, new)) in shown.content().chunks(width).zip(next.content().chunks(width)).enumerate() {
        // How many of the cells to come are covered by the wide sign before them, and whether the next one has lost what was there.
        let (mut covered, mut lost) = (0, false);
        for (x, (old, new)) in old.iter().zip(new).enumerate() {
            let differs = old != new;
            // A wide sign goes as a whole, also where only its first half is written over.
            let loses_next = differs && old.symbol().len() > 1 && old.symbol().width() > 1;
            if covered > 0 {
                covered -= 1;
            } else if differs || lost {
                changes.push((x as u16, y as u16, new));
                covered = if new.symbol().len() > 1 { new.symbol().width().saturating_sub(1) } else { 0 };
            } else if new.symbol().len() > 1 {
                covered = new.symbol().width().saturating_sub(1);
            }
            lost = loses_next;
        }
    }
    changes
}

/// Writes changed cells of a screen, and leaves the terminal without any style.
pub fn encode(changes: &[Change<'_>], screen: &Buffer, out: &mut impl Write) -> io::Result<()> {
    let mut looks: Vec<Look> = Vec::new();
    // Each cell's style by its number; blanks afterwards, in whatever style is used that shows them alike.
    let mut numbered: Vec<(usize, &Change<'_>)> = Vec::with_capacity(changes.len());
    let is_blank = |cell: &Cell| cell.symbol() == " ";
    for change in changes.iter().filter(|(.., cell)| !is_blank(cell)) {
        let look = Look::of(change.2);
        numbered.push((number(&mut looks, look, |_| false), change));
    }
    for change in changes.iter().filter(|(.., cell)| is_blank(cell)) {
        let look = Look::of(change.2);
        numbered.push((number(&mut looks, look, |other| other.has_the_same_blank(look)), change));
    }
    let turns = turns(&looks);
    numbered.sort_by_key(|(look, (x, y, _))| (turns[*look], *y, *x));
    let mut styled: Option<usize> = None;
    // The cell that the terminal writes next, where that is known.
    let mut next: Option<(u16, u16)> = None;
    for (look, (x, y, cell)) in numbered {
        if styled != Some(look) {
            out.write_all(style(styled.map(|styled| looks[styled]), looks[look]).as_bytes())?;
            styled = Some(look);
        }
        let way = go(next, (*x, *y));
        let over = next.and_then(|from| write_over(from, (*x, *y), looks[look], screen, way.len()));
        out.write_all(over.unwrap_or(way).as_bytes())?;
        out.write_all(cell.symbol().as_bytes())?;
        // Terminals do not agree how wide everything but plain signs is, nor where one stands behind the last column.
        next = (is_plain(cell.symbol()) && x + 1 < screen.area.width).then_some((x + 1, *y));
    }
    if styled.is_some() {
        out.write_all(b"\x1b[m")?;
    }
    Ok(())
}

/// The number of a style, or of another one that will do instead; a new one where there is none.
fn number(looks: &mut Vec<Look>, look: Look, will_do: impl Fn(Look) -> bool) -> usize {
    let exactly = looks.iter().position(|other| *other == look);
    exactly.or_else(|| looks.iter().position(|other| will_do(*other))).unwrap_or_else(|| {
        looks.push(look);
        looks.len() - 1
    })
}

/// What brings the cursor from one cell to another: the steps in between, or the place itself where that is shorter.
fn go(from: Option<(u16, u16)>, (x, y): (u16, u16)) -> String {
    let place = format!("\x1b[{};{}H", y + 1, x + 1);
    let Some((column, row)) = from.filter(|(_, row)| *row <= y) else { return place };
    let steps = |count: u16, sign: char| match count {
        0 => String::new(),
        1 => format!("\x1b[{sign}"),
        _ => format!("\x1b[{count}{sign}"),
    };
    let across = match column.checked_sub(x) {
        None => steps(x - column, 'C'),
        Some(back) => steps(back, 'D'),
    };
    let way = steps(y - row, 'B') + &across;
    if way.len() < place.len() { way } else { place }
}

/// Whether every terminal draws a symbol one cell wide: ASCII, and the lines and blocks that boxes are made of.
fn is_plain(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let first = chars.next();
    chars.next().is_none() && first.is_some_and(|c| c.is_ascii() || ('\u{2500}'..='\u{259f}').contains(&c))
}

/// When each style has its turn: always the one that is told by the least after the one before.
fn turns(looks: &[Look]) -> Vec<usize> {
    let mut turns = vec![0; looks.len()];
    let mut left: Vec<usize> = (1..looks.len()).collect();
    let mut here = 0;
    for turn in 1..looks.len() {
        let far = |look: &usize| {
            let (one, other) = (looks[here], looks[*look]);
            let colours = usize::from(one.fg != other.fg) + usize::from(one.bg != other.bg);
            // A colour takes four times what a sign does.
            4 * colours + usize::from(one.modifier != other.modifier)
        };
        let Some((at, _)) = left.iter().enumerate().min_by_key(|(_, look)| far(look)) else { break };
        here = left.swap_remove(at);
        turns[here] = turn;
    }
    turns
}

/// The cells between two of a row once more, where that takes less than going over them.
fn write_over(from: (u16, u16), to: (u16, u16), look: Look, screen: &Buffer, way: usize) -> Option<String> {
    // Every cell takes a byte at least.
    if from.1 != to.1 || to.0 <= from.0 || usize::from(to.0 - from.0) >= way {
        return None;
    }
    let mut written = String::new();
    for x in from.0..to.0 {
        let cell = &screen[(x, from.1)];
        let alike = Look::of(cell) == look || (cell.symbol() == " " && Look::of(cell).has_the_same_blank(look));
        if !alike || !is_plain(cell.symbol()) {
            return None;
        }
        written.push_str(cell.symbol());
    }
    (written.len() < way).then_some(written)
}

/// Signs of a style: what turns each on and what turns it off. Bold and dim are turned off together.
const SIGNS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// What tells a style after another one, or after nothing that is known: itself, or what it differs in where that is shorter.
fn style(before: Option<Look>, look: Look) -> String {
    let mut whole = vec!["0".to_owned()];
    whole.extend(SIGNS.iter().filter(|(sign, ..)| look.modifier.contains(*sign)).map(|(_, on, _)| on.to_string()));
    whole.extend(
        [(look.fg, 30), (look.bg, 40)].into_iter().filter(|(it, _)| *it != Color::Reset).map(|(it, base)| colour(it, base)),
    );
    let whole = whole.join(";");
    let changed = before.map(|before| {
        let mut parts: Vec<String> = Vec::new();
        let gone = before.modifier - look.modifier;
        let mut kept = before.modifier & look.modifier;
        for (_, _, off) in SIGNS.iter().filter(|(sign, ..)| gone.contains(*sign)) {
            let off_too = SIGNS.iter().filter(|(.., other)| other == off).map(|(sign, ..)| *sign).collect::<Modifier>();
            kept -= off_too;
            parts.push(off.to_string());
        }
        let come = look.modifier - kept;
        parts.extend(SIGNS.iter().filter(|(sign, ..)| come.contains(*sign)).map(|(_, on, _)| on.to_string()));
        let colours = [(before.fg, look.fg, 30), (before.bg, look.bg, 40)];
        parts.extend(colours.into_iter().filter(|(old, new, _)| old != new).map(|(_, new, base)| colour(new, base)));
        parts.join(";")
    });
    let shorter = changed.filter(|changed| changed.len() < whole.len()).unwrap_or(whole);
    format!("\x1b[{shorter}m")
}

/// A colour of the text (`base` 30) or of the ground (40).
fn colour(colour: Color, base: u8) -> String {
    let named = match colour {
        Color::Reset => return (base + 9).to_string(),
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", base + 8),
        Color::Indexed(index) => return format!("{};5;{index}", base + 8),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    if named < 8 { base + named } else { base + 52 + named }.to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn bytes(before: &Buffer, after: &Buffer) -> Vec<u8> {
        let mut out = Vec::new();
        encode(&changes(before, after), after, &mut out).expect("memory takes everything");
        out
    }

    #[test]
    fn a_style_is_told_once_and_blanks_take_any() {
        let before = Buffer::empty(Rect::new(0, 0, 20, 3));
        let mut after = before.clone();
        let (red, blue) = (Style::new().fg(Color::Red), Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::Indexed(7)));
        after.set_string(0, 0, "ab", red);
        after.set_string(2, 0, "c", blue);
        after.set_string(3, 0, " ", Style::new().fg(Color::Green).bg(Color::Indexed(7)));
        after.set_string(4, 0, "d", red.add_modifier(Modifier::BOLD));
        after.set_string(6, 0, "e", red);
        let said = String::from_utf8(bytes(&before, &after)).expect("text");
        assert_eq!(said, "\x1b[0;31m\x1b[1;1Hab\x1b[4Ce\x1b[1m\x1b[3Dd\x1b[0;38;2;1;2;3;48;5;7m\x1b[3Dc \x1b[m");
        assert!(bytes(&after, &after).is_empty());
    }

    #[test]
    fn what_is_there_already_is_written_again_where_that_is_shorter() {
        let before = Buffer::with_lines(["abcdefgh  x"]);
        let after = Buffer::with_lines(["Abcdef.h  y"]);
        let said = String::from_utf8(bytes(&before, &after)).expect("text");
        assert_eq!(said, "\x1b[0m\x1b[1;1HA\x1b[5C.h  y\x1b[m");
    }

    fn cell() -> impl Strategy<Value = (&'static str, Style)> {
        let symbols = ["a", " ", "支", "é", "─", "█", "x"];
        let colours =
            [Color::Reset, Color::Red, Color::Gray, Color::LightCyan, Color::White, Color::Indexed(200), Color::Rgb(9, 8, 7)];
        let modifiers = [Modifier::empty(), Modifier::BOLD, Modifier::REVERSED, Modifier::ITALIC | Modifier::DIM];
        let pick = (0..symbols.len(), 0..colours.len(), 0..colours.len(), 0..modifiers.len());
        pick.prop_map(move |(symbol, fg, bg, modifier)| {
            (symbols[symbol], Style::new().fg(colours[fg]).bg(colours[bg]).add_modifier(modifiers[modifier]))
        })
    }

    fn screen() -> impl Strategy<Value = Buffer> {
        prop::collection::vec(cell(), 24).prop_map(|cells| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 3));
            for (index, (symbol, style)) in cells.into_iter().enumerate() {
                let (x, y) = (index as u16 % 8, index as u16 / 8);
                // A wide sign covers the cell behind it and never hangs over the edge.
                let covered = x > 0 && buffer[(x - 1, y)].symbol() == "支";
                let hangs_over = x == 7 && symbol == "支";
                if !(covered || hangs_over) {
                    buffer.set_string(x, y, symbol, style);
                }
            }
            buffer
        })
    }

    /// Shows frames one after the other and compares each with what was meant.
    fn shows(frames: Vec<Buffer>) -> Result<(), TestCaseError> {
        let mut terminal = vt100::Parser::new(3.try_into().expect("not nought"), 8.try_into().expect("not nought"), 0);
        let mut shown = Buffer::empty(Rect::new(0, 0, 8, 3));
        for frame in frames {
            terminal.process(&bytes(&shown, &frame));
            for y in 0..3u16 {
                let mut x = 0;
                while x < 8u16 {
                    let (meant, cell) = (&frame[(x, y)], terminal.screen().cell(y, x).expect("on the screen"));
                    let is_blank = meant.symbol() == " ";
                    let there = if cell.has_contents() { cell.contents() } else { " " };
                    prop_assert_eq!(there, meant.symbol(), "at {},{}", x, y);
                    prop_assert_eq!(cell.inverse(), meant.modifier.contains(Modifier::REVERSED));
                    prop_assert_eq!(cell.bgcolor(), colour_of(meant.bg));
                    if !is_blank {
                        prop_assert_eq!(cell.fgcolor(), colour_of(meant.fg));
                        prop_assert_eq!(cell.bold(), meant.modifier.contains(Modifier::BOLD));
                    }
                    x += if meant.symbol() == "支" { 2 } else { 1 };
                }
            }
            shown = frame;
        }
        Ok(())
    }

    #[test]
    fn a_wide_sign_that_moves_to_the_left_leaves_nothing_behind() {
        let before = Buffer::with_lines(["aaaaaaaa", "aaaaaé支", "aaaaaaaa"]);
        let mut after = Buffer::with_lines(["aaaaaaaa", "aaaaa支 ", "aaaaaaaa"]);
        after[(5, 1)].set_bg(Color::Red);
        shows(vec![before, after]).expect("what was meant");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_terminal_shows_what_was_meant(frames in prop::collection::vec(screen(), 1..4)) {
            shows(frames)?;
        }
    }

    fn colour_of(colour: Color) -> vt100::Color {
        match colour {
            Color::Red => vt100::Color::Idx(1),
            Color::Gray => vt100::Color::Idx(7),
            Color::LightCyan => vt100::Color::Idx(14),
            Color::White => vt100::Color::Idx(15),
            Color::Indexed(index) => vt100::Color::Idx(index),
            Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
            _ => vt100::Color::Default,
        }
    }
}
