//! The palette: paper and ink of every kind, the ground behind them, and how things stand out. One [`Theme`] for what the
//! terminal can show.
//!
//! Meaning never depends on colour alone: every kind has a letter and a [`shape`] too, the focus has a frame, and without any
//! colour paper is shown in reverse.

use ratatui::style::{Color, Modifier, Style};

use crate::board::Kind;
use crate::method::legend::PAPERS;
pub use crate::method::legend::shape;

/// How many colours there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Depth {
    /// 24 bits.
    True,
    /// 256.
    Indexed,
    /// 16.
    Basic,
    /// None at all.
    Plain,
}

/// What notes hang on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ground {
    /// A dark terminal.
    Dark,
    /// A light terminal.
    Light,
}

/// How strongly a note is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tint {
    /// As it is.
    Usual,
    /// In focus, or related to what is.
    Glow,
    /// Stepping back.
    Dim,
}

/// Every colour there is.
#[derive(Clone, PartialEq, Debug)]
pub struct Theme {
    depth: Depth,
    paper: [Color; 8],
    marks: [Color; 8],
    dim_paper: [Color; 8],
    ink: Color,
    /// Plain text.
    pub text: Style,
    /// Text that steps back.
    pub faint: Style,
    /// Lines that only divide.
    pub rule: Style,
    /// Headings, and what is to be seen first.
    pub strong: Style,
    /// The frame of the note in focus.
    pub frame: Style,
    /// Arrows of the note in focus.
    pub arrow: Style,
    /// An arrow that cannot be drawn.
    pub wrong: Style,
    /// Something was done.
    pub done: Style,
    /// Something cannot be done.
    pub problem: Style,
    /// The sign on a note that the method has something to say about.
    pub flag: Style,
    /// Keys in hints.
    pub key: Style,
    /// Behind menus and lists.
    pub panel: Style,
    /// The marked entry of a menu or list.
    pub marked: Style,
    /// The two grounds that contexts take in turn; none where there is no colour for it.
    bands: [Option<Color>; 2],
}

const INDEXED_PAPER: [u8; 8] = [229, 117, 221, 218, 215, 183, 150, 210];
/// Paper is too pale to be seen as a thin sign on white.
const TRUE_LIGHT_MARKS: [u32; 8] = [0x8a7000, 0x1f6fc4, 0x9a7000, 0xc2437f, 0xb85f00, 0x7c53c4, 0x2b8037, 0xc9372f];
const INDEXED_LIGHT_MARKS: [u8; 8] = [94, 26, 136, 162, 166, 97, 28, 160];
const BASIC_PAPER: [Color; 8] = [
    Color::White,
    Color::LightCyan,
    Color::LightYellow,
    Color::Gray,
    Color::Yellow,
    Color::LightMagenta,
    Color::LightGreen,
    Color::LightRed,
];

impl Theme {
    /// The theme for a terminal.
    pub fn new(depth: Depth, ground: Ground) -> Theme {
        let dark = ground == Ground::Dark;
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        // Foregrounds by depth: 24 bits, 256, 16; plain has the modifiers only.
        let fg = |style: Style, dark_rgb: u32, light_rgb: u32, dark_index: u8, light_index: u8, basic: Color| match depth {
            Depth::True => style.fg(rgb(if dark { dark_rgb } else { light_rgb })),
            Depth::Indexed => style.fg(Color::Indexed(if dark { dark_index } else { light_index })),
            Depth::Basic => style.fg(basic),
            Depth::Plain => style,
        };
        let faint = if depth == Depth::Plain { plain.add_modifier(Modifier::DIM) } else { plain };
        let panel = match depth {
            Depth::True => plain.bg(rgb(if dark { 0x23262e } else { 0xeceef2 })).fg(rgb(if dark { 0xe4e6eb } else { 0x202329 })),
            Depth::Indexed => {
                plain.bg(Color::Indexed(if dark { 235 } else { 254 })).fg(Color::Indexed(if dark { 254 } else { 235 }))
            }
            Depth::Basic | Depth::Plain => plain,
        };
        let marked = match depth {
            Depth::True => bold.bg(rgb(if dark { 0x3b4252 } else { 0xcfd6e4 })),
            Depth::Indexed => bold.bg(Color::Indexed(if dark { 239 } else { 251 })),
            Depth::Basic | Depth::Plain => bold.add_modifier(Modifier::REVERSED),
        };
        let paper = match depth {
            Depth::True => PAPERS.map(rgb),
            Depth::Indexed => INDEXED_PAPER.map(Color::Indexed),
            Depth::Basic => BASIC_PAPER,
            Depth::Plain => [Color::Reset; 8],
        };
        let dim_paper = match depth {
            Depth::True => PAPERS.map(|paper| rgb(mix(paper, if dark { 0x8d9097 } else { 0xe2e3e6 }, 62))),
            Depth::Indexed => [Color::Indexed(if dark { 247 } else { 252 }); 8],
            Depth::Basic => [Color::Gray; 8],
            Depth::Plain => [Color::Reset; 8],
        };
        let marks = match depth {
            Depth::True if !dark => TRUE_LIGHT_MARKS.map(rgb),
            Depth::Indexed if !dark => INDEXED_LIGHT_MARKS.map(Color::Indexed),
            _ => paper,
        };
        let flag = match depth {
            Depth::True => bold.fg(rgb(0xffffff)).bg(rgb(0xa3182a)),
            Depth::Indexed => bold.fg(Color::Indexed(231)).bg(Color::Indexed(124)),
            Depth::Basic => bold.fg(Color::White).bg(Color::Red),
            // Paper is reversed where there is no colour, so what is not reversed stands out.
            Depth::Plain => bold,
        };
        Theme {
            depth,
            flag,
            paper,
            marks,
            dim_paper,
            ink: match depth {
                Depth::True => rgb(0x1b1a17),
                Depth::Indexed => Color::Indexed(234),
                Depth::Basic => Color::Black,
                Depth::Plain => Color::Reset,
            },
            text: plain,
            faint: fg(faint, 0x868b96, 0x6a6f7a, 245, 242, Color::DarkGray),
            rule: fg(faint, 0x474c57, 0xc0c4cc, 239, 250, Color::DarkGray),
            strong: bold,
            frame: fg(bold, 0xffffff, 0x101216, 231, 16, Color::Reset),
            arrow: fg(plain, 0xf2f3f5, 0x2a2d33, 255, 235, Color::Reset),
            wrong: fg(plain, 0xff7b72, 0xc4302b, 210, 160, Color::LightRed),
            done: fg(plain, 0x9ddf9d, 0x236b2e, 150, 22, Color::Green),
            problem: fg(if depth == Depth::Plain { bold } else { plain }, 0xffb26b, 0xa64b00, 215, 94, Color::Yellow),
            key: fg(bold, 0xe8d9a0, 0x6b5200, 187, 94, Color::Reset),
            panel,
            marked,
            bands: match depth {
                Depth::True if dark => [Some(rgb(0x1c212c)), Some(rgb(0x231f2b))],
                Depth::True => [Some(rgb(0xeef3fb)), Some(rgb(0xf6f0fa))],
                Depth::Indexed if dark => [Some(Color::Indexed(234)), Some(Color::Indexed(235))],
                Depth::Indexed => [Some(Color::Indexed(255)), Some(Color::Indexed(253))],
                Depth::Basic | Depth::Plain => [None, None],
            },
        }
    }

    /// Paper of a kind with ink on it.
    pub fn paper(&self, kind: Kind, tint: Tint) -> Style {
        let lane = kind.lane();
        let style = match (self.depth, tint) {
            (Depth::Plain, Tint::Dim) => Style::new().add_modifier(Modifier::REVERSED | Modifier::DIM),
            (Depth::Plain, _) => Style::new().add_modifier(Modifier::REVERSED),
            (_, Tint::Dim) => Style::new().bg(self.dim_paper[lane]).fg(self.ink),
            _ => Style::new().bg(self.paper[lane]).fg(self.ink),
        };
        if tint == Tint::Glow { style.add_modifier(Modifier::BOLD) } else { style }
    }

    /// A sign on the paper of a kind, ink and paper changed round: a selected note.
    pub fn sign(&self, kind: Kind) -> Style {
        let paper = self.paper(kind, Tint::Usual);
        match (self.depth, paper.fg, paper.bg) {
            (Depth::Plain, ..) | (_, None, _) | (_, _, None) => Style::new().add_modifier(Modifier::BOLD),
            (_, Some(ink), Some(paper)) => Style::new().fg(paper).bg(ink).add_modifier(Modifier::BOLD),
        }
    }

    /// Something beside a note in its kind's colour, such as the shape at the head of a lane.
    pub fn mark(&self, kind: Kind) -> Style {
        match self.depth {
            Depth::Plain => self.strong,
            _ => Style::new().fg(self.marks[kind.lane()]),
        }
    }

    /// Something beside a note in the colour of its paper, on whatever is behind the note; the torn corners of hot spots.
    pub fn corner(&self, kind: Kind, tint: Tint) -> Style {
        match (self.depth, tint) {
            (Depth::Plain, _) => Style::new(),
            (_, Tint::Dim) => Style::new().fg(self.dim_paper[kind.lane()]),
            _ => Style::new().fg(self.paper[kind.lane()]),
        }
    }

    /// The ground behind the notes of a context, by its position among the contexts.
    pub fn band(&self, index: usize) -> Style {
        match self.bands[index % 2] {
            Some(color) => Style::new().bg(color),
            None => Style::new(),
        }
    }
}

fn rgb(value: u32) -> Color {
    Color::Rgb((value >> 16) as u8, (value >> 8) as u8, value as u8)
}

/// One colour with so many hundredths of another.
fn mix(one: u32, other: u32, hundredths: u32) -> u32 {
    let part = |shift: u32| {
        let (one, other) = (one >> shift & 0xff, other >> shift & 0xff);
        ((one * (100 - hundredths) + other * hundredths) / 100) << shift
    };
    part(16) | part(8) | part(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red, green and blue of any colour, as xterm shows it.
    fn components(color: Color) -> (u8, u8, u8) {
        let basic = |r, g, b| (r, g, b);
        match color {
            Color::Rgb(r, g, b) => (r, g, b),
            Color::Indexed(index @ 16..=231) => {
                let level = |n: u8| if n == 0 { 0 } else { 55 + n * 40 };
                let cube = index - 16;
                (level(cube / 36), level(cube / 6 % 6), level(cube % 6))
            }
            Color::Indexed(index @ 232..) => basic(8 + (index - 232) * 10, 8 + (index - 232) * 10, 8 + (index - 232) * 10),
            Color::Black => basic(0, 0, 0),
            Color::White => basic(255, 255, 255),
            Color::Gray => basic(229, 229, 229),
            Color::Yellow => basic(205, 205, 0),
            Color::LightCyan => basic(0, 255, 255),
            Color::LightYellow => basic(255, 255, 0),
            Color::LightMagenta => basic(255, 0, 255),
            Color::LightGreen => basic(0, 255, 0),
            Color::LightRed => basic(255, 0, 0),
            other => panic!("{other:?} is not in the palette"),
        }
    }

    fn luminance(color: Color) -> f64 {
        let (r, g, b) = components(color);
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    fn contrast(one: Color, other: Color) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn ink_contrasts_with_every_paper() {
        for depth in [Depth::True, Depth::Indexed, Depth::Basic] {
            for ground in [Ground::Dark, Ground::Light] {
                let theme = Theme::new(depth, ground);
                for kind in Kind::ALL {
                    for tint in [Tint::Usual, Tint::Glow, Tint::Dim] {
                        let style = theme.paper(kind, tint);
                        let (Some(fg), Some(bg)) = (style.fg, style.bg) else { panic!("{kind:?} has no colours") };
                        let ratio = contrast(fg, bg);
                        assert!(ratio >= 4.5, "{kind:?} {tint:?} {depth:?} {ground:?}: {ratio:.2}");
                    }
                }
            }
        }
    }

    #[test]
    fn words_contrast_with_the_ground_and_with_panels() {
        for (ground, behind) in [(Ground::Dark, rgb(0x101216)), (Ground::Light, rgb(0xffffff))] {
            for depth in [Depth::True, Depth::Indexed] {
                let theme = Theme::new(depth, ground);
                let panel = theme.panel.bg.expect("a panel has a ground");
                for style in [theme.faint, theme.done, theme.problem, theme.key, theme.wrong, theme.arrow] {
                    for behind in [behind, panel] {
                        let ratio = contrast(style.fg.expect("coloured"), behind);
                        assert!(ratio >= 4.0, "{style:?} on {behind:?}: {ratio:.2}");
                    }
                }
            }
        }
    }

    #[test]
    fn papers_differ_and_nothing_is_coloured_without_colour() {
        for depth in [Depth::True, Depth::Indexed, Depth::Basic] {
            let theme = Theme::new(depth, Ground::Dark);
            let papers: std::collections::HashSet<_> = Kind::ALL.iter().map(|kind| theme.paper(*kind, Tint::Usual).bg).collect();
            assert_eq!(papers.len(), 8, "{depth:?}");
        }
        let theme = Theme::new(Depth::Plain, Ground::Dark);
        for style in [theme.text, theme.faint, theme.frame, theme.problem, theme.panel, theme.marked, theme.band(0)] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }
}
