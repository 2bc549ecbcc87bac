//! How the screen is divided. The wall gets what the slim rows and the pane beside it leave.

use ratatui::layout::Rect;

/// The least size at which anything but a plain sentence is shown.
pub const LEAST: (u16, u16) = (40, 12);

/// From so many columns on, a pane stands beside the wall and not below it.
pub const BESIDE: u16 = 100;

/// The parts of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Screen {
    /// Name, title, state of the file.
    pub top: Rect,
    /// Contexts and pivotal events.
    pub ruler: Rect,
    /// The wall.
    pub wall: Rect,
    /// A pane beside the wall, or below it where the screen is narrow.
    pub pane: Option<Rect>,
    /// The tour, or what is to be done in a session, where one is under way: under the top row, so that it is nowhere near the note
    /// in focus.
    pub tour: Option<Rect>,
    /// Where panels lie that are opened over everything else.
    pub panels: Rect,
    /// The whole timeline, small.
    pub strip: Rect,
    /// One line to say something.
    pub message: Rect,
    /// What may be pressed.
    pub hints: Rect,
}

impl Screen {
    /// The cells inside the pane, behind the line that divides it from the wall.
    pub fn inside_pane(&self) -> Option<Rect> {
        let pane = self.pane?;
        Some(match pane.x > 0 {
            true => Rect { x: pane.x + 2, width: pane.width.saturating_sub(3), ..pane },
            false => {
                Rect { x: pane.x + 1, y: pane.y + 1, width: pane.width.saturating_sub(2), height: pane.height.saturating_sub(1) }
            }
        })
    }

    /// Divides a screen, with or without a pane and a tour; nothing where it is too small.
    pub fn new(width: u16, height: u16, pane: bool, tour: bool) -> Option<Screen> {
        if width < LEAST.0 || height < LEAST.1 {
            return None;
        }
        let row = |y| Rect::new(0, y, width, 1);
        let mut middle = Rect::new(0, 1, width, height - 3);
        let tour = tour.then(|| Rect { height: tour_rows(width, height), ..middle });
        let rows = tour.map_or(0, |tour| tour.height);
        middle = Rect { y: middle.y + rows, height: middle.height - rows, ..middle };
        let panels = middle;
        let mut beside = None;
        if pane && width >= BESIDE {
            let wide = (width * 2 / 5).clamp(40, 72);
            beside = Some(Rect { x: width - wide, width: wide, ..middle });
            middle.width -= wide;
        } else if pane {
            let high = middle.height / 2;
            beside = Some(Rect { y: middle.bottom() - high, height: high, ..middle });
            middle.height -= high;
        }
        // A tall screen can afford some air under the title.
        let air = u16::from(middle.height >= 30);
        let ruler = Rect { y: middle.y + air, height: 1, ..middle };
        let wall = Rect { y: ruler.y + 1, height: middle.height - air - 2, ..middle };
        let strip = Rect { y: wall.bottom(), height: 1, ..middle };
        Some(Screen {
            top: row(0),
            ruler,
            wall,
            pane: beside,
            tour,
            panels,
            strip,
            message: row(height - 2),
            hints: row(height - 1),
        })
    }
}

/// Rows of the tour. A low screen has none for its head, which takes the top row's place there.
fn tour_rows(width: u16, height: u16) -> u16 {
    match (width, height) {
        (_, ..16) => 2,
        (..60, _) => 4,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_belongs_to_one_part() {
        for (width, height) in [(40, 12), (80, 24), (99, 30), (100, 30), (200, 50), (500, 200)] {
            for (pane, tour) in [(false, false), (true, false), (false, true), (true, true)] {
                let screen = Screen::new(width, height, pane, tour).expect("large enough");
                let parts = [screen.top, screen.ruler, screen.wall, screen.strip, screen.message, screen.hints];
                let parts: Vec<Rect> = parts.into_iter().chain(screen.pane).chain(screen.tour).collect();
                for (index, part) in parts.iter().enumerate() {
                    assert!(part.right() <= width && part.bottom() <= height && part.area() > 0, "{part:?}");
                    assert!(parts[..index].iter().all(|other| !other.intersects(*part)), "{part:?} of {parts:?}");
                }
            }
        }
        assert_eq!(Screen::new(39, 12, false, false), None);
    }
}
