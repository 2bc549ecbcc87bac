//! How everything looks: paper and ink of every kind, the ground behind them, and how things stand out. One [`Theme`] for what the
//! person chose and the terminal can show.
//!
//! Meaning never depends on colour alone: every kind has a letter and a [`shape`] too, the focus has a frame, and without any
//! colour paper is shown in reverse.

pub mod colour;
mod palette;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use crate::app::Look;
use crate::board::Kind;
use crate::method::legend::GROUNDS;
pub use crate::method::legend::shape;

use colour::{contrast, ink_on, legible, mix, rgb, shown, xterm};
pub use palette::{NAMES, Palette, name_of};

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

/// A theme of the person's own: what it begins with, and the colours it sets, by name.
#[derive(Clone, PartialEq, Debug)]
pub struct Own {
    /// The theme whose colours it has where it says nothing; none of a person's own.
    pub base: Look,
    /// What it says.
    pub colours: Vec<(String, u32)>,
}

/// The themes that can be worn on a terminal.
#[derive(Clone, PartialEq, Debug)]
pub struct Themes {
    depth: Depth,
    ground: Ground,
    own: Option<Own>,
    /// Whether the ground is only taken for granted.
    guessed: bool,
}

impl Themes {
    /// The themes for a terminal, and perhaps one of the person's own.
    pub fn new(depth: Depth, ground: Ground, own: Option<Own>) -> Themes {
        Themes { depth, ground, own, guessed: false }
    }

    /// Where nothing tells what the terminal's ground is, every theme brings its own: what it shows can be read on that.
    pub fn guessed(self, guessed: bool) -> Themes {
        Themes { guessed, ..self }
    }

    /// The theme for a look.
    pub fn of(&self, look: Look) -> Theme {
        let own = self.own.as_ref().filter(|_| look == Look::Own);
        let look = own.map_or(look, |own| own.base);
        let ground = match look {
            Look::Dark => Ground::Dark,
            Look::Light => Ground::Light,
            Look::ColourBlind | Look::Plain | Look::Own => self.ground,
        };
        let depth = if look == Look::Plain { Depth::Plain } else { self.depth };
        let mut palette = Palette::new(ground, look == Look::ColourBlind, depth == Depth::Indexed);
        // A wall for a light terminal on a dark one needs its ground with it.
        let mut paint = self.guessed || ground != self.ground;
        for (name, colour) in own.iter().flat_map(|own| &own.colours) {
            let _ = palette.set(name, *colour);
            paint |= matches!(name.as_str(), "ground" | "text");
        }
        Theme::dress(depth, ground, &palette, paint)
    }
}

/// Every colour there is.
#[derive(Clone, PartialEq, Debug)]
pub struct Theme {
    depth: Depth,
    papers: [Style; 8],
    dim_papers: [Style; 8],
    marks: [Color; 8],
    /// What is behind everything and the text on it, as it is or as it is taken to be.
    behind: Style,
    /// Whether that is painted and not left to the terminal.
    paint: bool,
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
    /// The grounds that a context may have of its own, as in [`GROUNDS`]; none where they could not be told apart.
    tints: [Option<Color>; 6],
}

const BASIC_PAPERS: [Color; 8] = [
    Color::White,
    Color::LightCyan,
    Color::LightYellow,
    Color::Gray,
    Color::Yellow,
    Color::LightMagenta,
    Color::LightGreen,
    Color::LightRed,
];

/// White paper would not be seen on white.
const BASIC_LIGHT_PAPERS: [Color; 8] = {
    let mut papers = BASIC_PAPERS;
    papers[0] = Color::Gray;
    papers[3] = Color::DarkGray;
    papers
};

/// What the grounds of contexts are tinted with, as in [`GROUNDS`].
const HUES: [u32; 6] = [0x2f6fe0, 0x8a4fe0, 0x12a5a5, 0x2fa04a, 0xb88a10, 0xd0406a];

/// A ground with a little of a hue: as much as leaves what stands on it legible.
fn tint(it: &Palette, hue: u32) -> u32 {
    let is_dark = contrast(it.ground, 0xff_ffff) > contrast(it.ground, 0);
    mix(it.ground, hue, if is_dark { 16 } else { 9 })
}

/// Few of the 16 can be read on white; letters and shapes tell the rest.
const BASIC_LIGHT_MARKS: [Color; 8] =
    [Color::Reset, Color::Blue, Color::Reset, Color::Magenta, Color::Red, Color::Magenta, Color::Blue, Color::Red];

impl Theme {
    /// The usual theme for a terminal.
    pub fn new(depth: Depth, ground: Ground) -> Theme {
        Theme::dress(depth, ground, &Palette::new(ground, false, depth == Depth::Indexed), false)
    }

    fn dress(depth: Depth, ground: Ground, palette: &Palette, paint: bool) -> Theme {
        match depth {
            Depth::True => Theme::coloured(depth, palette, paint, rgb, |colour| colour),
            Depth::Indexed => {
                let indexed = |colour| Color::Indexed(colour::indexed(colour));
                Theme::coloured(depth, palette, paint, indexed, |colour| xterm(colour::indexed(colour)))
            }
            Depth::Basic => Theme::basic(ground, paint),
            Depth::Plain => Theme::plain(),
        }
    }

    /// A theme of a palette, for a terminal that shows its colours.
    fn coloured(depth: Depth, it: &Palette, paint: bool, to: impl Fn(u32) -> Color, near: impl Fn(u32) -> u32) -> Theme {
        let (plain, bold) = (Style::new(), Style::new().add_modifier(Modifier::BOLD));
        let ink = |paper: u32| it.ink.unwrap_or_else(|| ink_on(near(paper)));
        let with_ink = |paper: u32| plain.bg(to(paper)).fg(to(ink(paper)));
        let usual = [it.ground, it.bands[0], it.bands[1], it.panel.0, it.marked];
        let tints = HUES.map(|hue| tint(it, hue)).into_iter().filter(|_| depth == Depth::True);
        let grounds: Vec<u32> = usual.into_iter().chain(tints).map(&near).collect();
        Theme {
            depth,
            papers: it.papers.map(with_ink),
            dim_papers: it.papers.map(|paper| with_ink(mix(paper, it.dim.0, 100 - it.dim.1))),
            marks: it.marks.map(|mark| to(legible(mark, &grounds, &near))),
            behind: plain.bg(to(it.ground)).fg(to(it.text)),
            paint,
            text: plain,
            faint: plain.fg(to(it.faint)),
            rule: plain.fg(to(it.rule)),
            strong: bold,
            frame: bold.fg(to(it.frame)),
            arrow: plain.fg(to(it.arrow)),
            wrong: plain.fg(to(it.wrong)),
            done: plain.fg(to(it.done)),
            problem: plain.fg(to(it.problem)),
            flag: bold.bg(to(it.flag.0)).fg(to(it.flag.1)),
            key: bold.fg(to(it.key)),
            panel: plain.bg(to(it.panel.0)).fg(to(it.panel.1)),
            marked: bold.bg(to(it.marked)),
            bands: it.bands.map(|band| Some(to(band))),
            tints: HUES.map(|hue| (depth == Depth::True).then(|| to(tint(it, hue)))),
        }
    }

    /// A theme of the 16 colours, which every terminal shows as it likes: the same for every palette.
    fn basic(ground: Ground, paint: bool) -> Theme {
        let (plain, bold) = (Style::new(), Style::new().add_modifier(Modifier::BOLD));
        let dark = ground == Ground::Dark;
        let pick = |on_dark: Color, on_light: Color| plain.fg(if dark { on_dark } else { on_light });
        Theme {
            depth: Depth::Basic,
            papers: if dark { BASIC_PAPERS } else { BASIC_LIGHT_PAPERS }.map(|paper| plain.bg(paper).fg(Color::Black)),
            dim_papers: [plain.bg(Color::Gray).fg(Color::Black); 8],
            marks: if dark { BASIC_PAPERS } else { BASIC_LIGHT_MARKS },
            behind: if dark { plain.bg(Color::Black).fg(Color::White) } else { plain.bg(Color::White).fg(Color::Black) },
            paint,
            text: plain,
            faint: pick(Color::DarkGray, Color::Reset),
            rule: plain.fg(Color::DarkGray),
            strong: bold,
            frame: bold.fg(Color::Reset),
            arrow: plain.fg(Color::Reset),
            wrong: pick(Color::LightRed, Color::Red),
            done: pick(Color::Green, Color::Blue),
            problem: pick(Color::Yellow, Color::Red),
            flag: bold.bg(Color::Red).fg(Color::White),
            key: bold.fg(Color::Reset),
            panel: plain,
            marked: bold.add_modifier(Modifier::REVERSED),
            bands: [None, None],
            tints: [None; 6],
        }
    }

    /// No colours, only modifiers.
    fn plain() -> Theme {
        let (plain, bold, dim) = (Style::new(), Modifier::BOLD, Modifier::DIM);
        let reversed = plain.add_modifier(Modifier::REVERSED);
        Theme {
            depth: Depth::Plain,
            papers: [reversed; 8],
            dim_papers: [reversed.add_modifier(dim); 8],
            marks: [Color::Reset; 8],
            behind: plain,
            paint: false,
            text: plain,
            faint: plain.add_modifier(dim),
            rule: plain.add_modifier(dim),
            strong: plain.add_modifier(bold),
            frame: plain.add_modifier(bold),
            arrow: plain,
            wrong: plain,
            done: plain,
            problem: plain.add_modifier(bold),
            // Paper is reversed where there is no colour, so what is not reversed stands out.
            flag: plain.add_modifier(bold),
            key: plain.add_modifier(bold),
            panel: plain,
            marked: reversed.add_modifier(bold),
            bands: [None, None],
            tints: [None; 6],
        }
    }

    /// Paper of a kind with ink on it.
    pub fn paper(&self, kind: Kind, tint: Tint) -> Style {
        match tint {
            Tint::Usual => self.papers[kind.lane()],
            Tint::Glow => self.stressed(self.papers[kind.lane()]),
            Tint::Dim => self.dim_papers[kind.lane()],
        }
    }

    /// Paper whose text stands out. Where there are 16 colours it is underlined: many terminals show bold ink in the bright twin of
    /// its colour, and black becomes a grey that cannot be read on paper.
    pub fn stressed(&self, paper: Style) -> Style {
        paper.add_modifier(if self.depth == Depth::Basic { Modifier::UNDERLINED } else { Modifier::BOLD })
    }

    /// Paper whose text can be read from afar. Of the 16 colours the ink is as strong as it gets, as [`Theme::stressed`] says why.
    pub fn firm(&self, paper: Style) -> Style {
        if self.depth == Depth::Basic { paper } else { paper.add_modifier(Modifier::BOLD) }
    }

    /// Whether the colours alone do not tell the kinds: there are none, or only those that the terminal likes.
    pub fn needs_shapes(&self) -> bool {
        matches!(self.depth, Depth::Basic | Depth::Plain)
    }

    /// Paper whose text does not stand out.
    pub fn unstressed(&self, paper: Style) -> Style {
        paper.remove_modifier(Modifier::BOLD | Modifier::UNDERLINED)
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

    /// The ground behind the notes of a context, by its position among the contexts and the name of its own colour.
    pub fn band(&self, index: usize, colour: Option<&str>) -> Style {
        let own = colour.and_then(|colour| GROUNDS.iter().position(|name| *name == colour)).and_then(|own| self.tints[own]);
        own.or(self.bands[index % 2]).map_or(Style::new(), |colour| Style::new().bg(colour))
    }

    /// Gives the cells that nobody has coloured the theme's ground and text, where those are not the terminal's.
    pub(super) fn paint(&self, buffer: &mut Buffer) {
        let (true, Some(ground), Some(text)) = (self.paint, self.behind.bg, self.behind.fg) else { return };
        for cell in &mut buffer.content {
            if cell.bg == Color::Reset {
                cell.bg = ground;
            }
            if cell.fg == Color::Reset {
                cell.fg = text;
            }
        }
    }

    /// Every text and what it stands on, by name, and how well it can be read there; none without colours. The 16 colours are
    /// taken as xterm shows them.
    pub fn contrasts(&self) -> Vec<(String, String, f64)> {
        let mut all = Vec::new();
        if self.depth == Depth::Plain {
            return all;
        }
        let mut note = |text: String, on: String, style: Style| {
            let style =
                if style.add_modifier.contains(Modifier::REVERSED) { Style { fg: style.bg, bg: style.fg, ..style } } else { style };
            if let (Some(fg), Some(bg)) = (style.fg.and_then(shown), style.bg.and_then(shown)) {
                all.push((text, on, contrast(fg, bg)));
            }
        };
        for kind in Kind::ALL {
            for (tint, on) in [(Tint::Usual, ""), (Tint::Glow, "glowing "), (Tint::Dim, "dimmed ")] {
                note("ink".to_owned(), format!("{on}{}", name_of(kind)), self.paper(kind, tint));
            }
        }
        note("flag-ink".to_owned(), "flag".to_owned(), self.flag);
        let band = |index| self.behind.patch(self.band(index, None));
        let tinted = GROUNDS.map(|name| ("the ground of a context", self.behind.patch(self.band(0, Some(name)))));
        let panel = self.behind.patch(self.panel);
        let grounds = [
            ("ground", self.behind),
            ("band", band(0)),
            ("other-band", band(1)),
            ("panel", panel),
            ("marked", panel.patch(self.marked)),
        ];
        let grounds: Vec<_> = grounds.into_iter().chain(tinted).collect();
        let styles = [
            ("text", self.text),
            ("text", self.strong),
            ("faint", self.faint),
            ("frame", self.frame),
            ("arrow", self.arrow),
            ("wrong", self.wrong),
            ("done", self.done),
            ("problem", self.problem),
            ("key", self.key),
        ];
        let styles = styles.map(|(name, style)| (name.to_owned(), style)).into_iter();
        let marks = Kind::ALL.into_iter().map(|kind| (format!("{} sign", name_of(kind)), self.mark(kind)));
        for (name, style) in styles.chain(marks) {
            // The terminal's own colour is the one that is behind already.
            let style = Style { fg: style.fg.filter(|color| *color != Color::Reset), ..style };
            for (on, behind) in &grounds {
                note(name.clone(), (*on).to_owned(), behind.patch(style));
            }
        }
        all
    }
}
