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
    /// On a projector, instead of the top row: what is asked and the timer, or the title. It may have no rows.
    pub header: Option<Rect>,
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

    /// Divides a screen, with or without a pane, with at most so many rows for a tour or a session; nothing where it is too small.
    pub fn new(width: u16, height: u16, pane: bool, tour: u16) -> Option<Screen> {
        if width < LEAST.0 || height < LEAST.1 {
            return None;
        }
        let row = |y| Rect::new(0, y, width, 1);
        let mut middle = Rect::new(0, 1, width, height - 3);
        let tour = (tour > 0).then(|| Rect { height: tour.min(tour_rows(width, height)), ..middle });
        let rows = tour.map_or(0, |tour| tour.height);
        middle = Rect { y: middle.y + rows, height: middle.height - rows, ..middle };
        let panels = middle;
        let beside = pane.then(|| take_pane(&mut middle));
        // A tall screen can afford some air under the title.
        let air = u16::from(middle.height >= 30);
        let ruler = Rect { y: middle.y + air, height: 1, ..middle };
        let wall = Rect { y: ruler.y + 1, height: middle.height - air - 2, ..middle };
        let strip = Rect { y: wall.bottom(), height: 1, ..middle };
        Some(Screen {
            top: row(0),
            header: None,
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

    /// The same screen on a projector: nothing around the wall but what the room needs, in so many rows where they have room.
    pub fn projected(self, rows: u16) -> Screen {
        let (width, height) = (self.hints.width, self.hints.bottom());
        let begin = self.tour.map_or(0, |tour| tour.bottom());
        let rows = match (height, self.tour) {
            (..LARGE, Some(_)) => 0,
            (..LARGE, None) => rows.min(2),
            _ => rows,
        };
        let air = u16::from(rows > 0 && is_large(width, height));
        let header = Rect::new(0, begin + air, width, rows);
        let mut middle = Rect { y: header.bottom(), height: height - 1 - header.bottom(), ..header };
        let panels = middle;
        let pane = self.pane.is_some().then(|| take_pane(&mut middle));
        let ruler = Rect { height: 1, ..middle };
        let wall = Rect { y: ruler.bottom(), height: middle.height - 1, ..middle };
        let none = Rect { y: height - 1, height: 0, ..header };
        let message = Rect { height: 1, ..none };
        Screen { header: Some(header), ruler, wall, pane, panels, strip: none, message, hints: none, ..self }
    }
}

/// From so many rows on, a screen has room for what is large.
const LARGE: u16 = 18;

/// Whether a screen has room for what is large.
pub fn is_large(width: u16, height: u16) -> bool {
    width >= 60 && height >= LARGE
}

/// Takes the pane from what is divided.
fn take_pane(middle: &mut Rect) -> Rect {
    let whole = *middle;
    if whole.width >= BESIDE {
        let wide = (whole.width * 2 / 5).clamp(40, 72);
        middle.width -= wide;
        return Rect { x: middle.right(), width: wide, ..whole };
    }
    let high = whole.height / 2;
    middle.height -= high;
    Rect { y: middle.bottom(), height: high, ..whole }
}

/// More rows than a tour or a session ever takes.
pub const TOLD: u16 = 4;

/// Rows of the tour. A low screen has none for its head, which takes the top row's place there.
fn tour_rows(width: u16, height: u16) -> u16 {
    match (width, height) {
        (_, ..16) => 2,
        (..80, _) => TOLD,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_belongs_to_one_part() {
        for (width, height) in [(40, 12), (80, 24), (99, 30), (100, 30), (200, 50), (500, 200)] {
            for (pane, tour) in [(false, 0), (true, 0), (false, 1), (true, TOLD)] {
                let screen = Screen::new(width, height, pane, tour).expect("large enough");
                let parts = [screen.top, screen.ruler, screen.wall, screen.strip, screen.message, screen.hints];
                let parts: Vec<Rect> = parts.into_iter().chain(screen.pane).chain(screen.tour).collect();
                for (index, part) in parts.iter().enumerate() {
                    assert!(part.right() <= width && part.bottom() <= height && part.area() > 0, "{part:?}");
                    assert!(parts[..index].iter().all(|other| !other.intersects(*part)), "{part:?} of {parts:?}");
                }
            }
        }
        assert_eq!(Screen::new(39, 12, false, 0), None);
    }

    #[test]
    fn on_a_projector_nothing_is_around_the_wall() {
        for (width, height) in [(40, 12), (59, 40), (80, 24), (99, 17), (100, 30), (200, 50), (500, 200)] {
            for (pane, tour) in [(false, 0), (true, 0), (false, 1), (true, TOLD)] {
                for rows in 0..4 {
                    let screen = Screen::new(width, height, pane, tour).expect("large enough").projected(rows);
                    let parts = [screen.ruler, screen.wall, screen.message].into_iter().chain(screen.header);
                    let parts: Vec<Rect> = parts.chain(screen.pane).chain(screen.tour).collect();
                    for (index, part) in parts.iter().enumerate() {
                        assert!(part.right() <= width && part.bottom() <= height, "{part:?}");
                        assert!(parts[..index].iter().all(|other| !other.intersects(*part)), "{part:?} of {parts:?}");
                    }
                    assert!(screen.wall.height >= 3 && screen.panels.height >= 7, "{screen:?}");
                    assert_eq!((screen.hints.height, screen.strip.height, screen.message.y), (0, 0, height - 1));
                }
            }
        }
    }
}
