//! The tour: which step it is, what is to be done, and how to skip or leave it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Piece, Screen, State, Tour};

use super::text;
use super::theme::Theme;

/// Draws the tour under the top row; where the screen is low, its first row takes the place of the top row.
pub fn draw(state: &State, tour: &Tour, theme: &Theme, screen: &Screen, buffer: &mut Buffer) {
    let Some(area) = screen.tour else { return };
    let area = match area.height {
        ..3 => Rect { y: screen.top.y, height: area.height + 1, ..area },
        _ => area,
    };
    for y in area.top()..area.bottom() {
        text::put(buffer, area.x, y, &" ".repeat(usize::from(area.width)), area.width, theme.panel);
        text::put(buffer, area.x, y, "▌", 1, theme.panel.patch(theme.key));
    }
    let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
    let told = tour.told(state);
    head(state, tour, told.title, theme, inner, buffer);
    let rows = usize::from(inner.height - 1);
    let wide = usize::from(inner.width);
    let whole = |pieces: &[Piece]| pieces.iter().map(Piece::text).collect::<String>();
    // One row more than there are shows whether it fits.
    let fits = text::wrap(&whole(&told.long), wide, rows + 1).len() <= rows;
    let said = if fits { &told.long } else { &told.short };
    // Wrapping moves nothing but blanks, so the letters of the lines are those of the pieces, in their order.
    let mut letters =
        said.iter().flat_map(|piece| piece.text().chars().map(move |letter| (letter, matches!(piece, Piece::Key(_)))));
    for (line, y) in text::wrap(&whole(said), wide, rows).iter().zip(inner.y + 1..) {
        let mut x = inner.x;
        for letter in line.chars() {
            let is_key = !letter.is_whitespace() && letters.find(|(other, _)| !other.is_whitespace()).is_some_and(|(_, key)| key);
            let style = if is_key { theme.panel.patch(theme.key) } else { theme.panel };
            x = text::put(buffer, x, y, letter.encode_utf8(&mut [0; 4]), inner.right().saturating_sub(x), style);
        }
    }
}

fn head(state: &State, tour: &Tour, title: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let (number, all) = tour.step();
    let step = format!("step {number} of {all}");
    let (leaving, short) = state.tour_leaving();
    let skip = format!("{} skips", state.keys.name("tour.skip"));
    let ways = [format!("{skip} · {leaving}"), format!("{skip} · {short}"), short];
    let steps = [format!("The tour, {step}: {title}"), format!("{step}: {title}"), step];
    // As much as fits, the ways out first.
    let fits = |(step, ways): &(&String, &String)| text::width(step) + text::width(ways) < usize::from(area.width);
    let mut pairs = ways.iter().flat_map(|ways| steps.iter().map(move |step| (step, ways)));
    let (step, ways) = pairs.find(fits).unwrap_or((&steps[2], &ways[2]));
    let x = text::put_cut(buffer, area.x, area.y, step, area.width, theme.panel.patch(theme.strong));
    let wide = (text::width(ways) as u16).min(area.right().saturating_sub(x + 1));
    text::put_cut(buffer, area.right() - wide, area.y, ways, wide, theme.panel.patch(theme.faint));
}
