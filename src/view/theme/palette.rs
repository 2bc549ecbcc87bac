//! The palettes: every colour of a theme, by name.

use super::Ground;
use super::colour::xterm;
use crate::board::Kind;
use crate::method::legend::PAPERS;

/// Every colour of a theme as `0xrrggbb`.
#[derive(Clone, PartialEq, Debug)]
pub struct Palette {
    /// What is behind everything. Only painted where the terminal's own would be another.
    pub ground: u32,
    /// Text on it; the terminal's own unless the ground is painted.
    pub text: u32,
    /// The papers by lane.
    pub papers: [u32; 8],
    /// Ink on all of them; without it, what can be read on each.
    pub ink: Option<u32>,
    /// What papers fade into when they step back; what is left of them at all, in hundredths.
    pub dim: (u32, u32),
    /// The kinds' colours beside the papers, bent where they could not be read there.
    pub marks: [u32; 8],
    /// Text that steps back.
    pub faint: u32,
    /// Lines that only divide.
    pub rule: u32,
    /// The frame of the note in focus.
    pub frame: u32,
    /// Arrows of the note in focus.
    pub arrow: u32,
    /// An arrow that cannot be drawn.
    pub wrong: u32,
    /// Something was done.
    pub done: u32,
    /// Something cannot be done.
    pub problem: u32,
    /// Keys in hints.
    pub key: u32,
    /// Behind menus and lists, and the text there.
    pub panel: (u32, u32),
    /// Behind the marked entry.
    pub marked: u32,
    /// The sign on a note that the method has something to say about, and its letter.
    pub flag: (u32, u32),
    /// The grounds that contexts take in turn.
    pub bands: [u32; 2],
}

/// The names of the colours that a theme of one's own may set beside those of the kinds.
pub const NAMES: [&str; 18] = [
    "ground",
    "text",
    "ink",
    "faint",
    "rule",
    "frame",
    "arrow",
    "wrong",
    "done",
    "problem",
    "key",
    "panel",
    "panel-text",
    "marked",
    "flag",
    "flag-ink",
    "band",
    "other-band",
];

/// The name of a kind's colour.
pub fn name_of(kind: Kind) -> String {
    kind.key().replace('_', "-")
}

impl Palette {
    /// Sets a colour by its name; nothing where there is no such name.
    pub fn set(&mut self, name: &str, colour: u32) -> Option<()> {
        if let Some(kind) = Kind::ALL.into_iter().find(|kind| name_of(*kind) == name) {
            self.papers[kind.lane()] = colour;
            self.marks[kind.lane()] = colour;
            return Some(());
        }
        let place = match name {
            "ground" => &mut self.ground,
            "text" => &mut self.text,
            "ink" => self.ink.insert(colour),
            "faint" => &mut self.faint,
            "rule" => &mut self.rule,
            "frame" => &mut self.frame,
            "arrow" => &mut self.arrow,
            "wrong" => &mut self.wrong,
            "done" => &mut self.done,
            "problem" => &mut self.problem,
            "key" => &mut self.key,
            "panel" => &mut self.panel.0,
            "panel-text" => &mut self.panel.1,
            "marked" => &mut self.marked,
            "flag" => &mut self.flag.0,
            "flag-ink" => &mut self.flag.1,
            "band" => &mut self.bands[0],
            "other-band" => &mut self.bands[1],
            _ => return None,
        };
        *place = colour;
        Some(())
    }

    /// The colours for a ground, of 24 bits or of 256.
    pub fn new(ground: Ground, colour_blind: bool, indexed: bool) -> Palette {
        let usual = match (ground, indexed) {
            (Ground::Dark, false) => DARK,
            (Ground::Light, false) => LIGHT,
            (Ground::Dark, true) => INDEXED_DARK,
            (Ground::Light, true) => INDEXED_LIGHT,
        };
        if !colour_blind {
            return usual;
        }
        // Papers far apart in lightness and along blue and yellow, for which nearly everybody has eyes. What was done is blue, what
        // cannot be done orange.
        let papers = if indexed { INDEXED_FAR_APART.map(xterm) } else { FAR_APART };
        let (done, problem, wrong) = match (ground, indexed) {
            (Ground::Dark, false) => (0x8c_c4ff, 0xff_c24d, 0xff_9a6b),
            (Ground::Light, false) => (0x0b_4fb3, 0x8a_4300, 0x9c_2a00),
            (Ground::Dark, true) => (xterm(117), xterm(221), xterm(216)),
            (Ground::Light, true) => (xterm(25), xterm(88), xterm(52)),
        };
        Palette { papers, marks: papers, done, problem, wrong, ..usual }
    }
}

const DARK: Palette = Palette {
    ground: 0x10_1216,
    text: 0xd7_dae0,
    papers: PAPERS,
    ink: None,
    dim: (0x8d_9097, 38),
    marks: PAPERS,
    faint: 0x9c_a1ad,
    rule: 0x47_4c57,
    frame: 0xff_ffff,
    arrow: 0xf2_f3f5,
    wrong: 0xff_8b83,
    done: 0x9d_df9d,
    problem: 0xff_b26b,
    key: 0xe8_d9a0,
    panel: (0x23_262e, 0xe4_e6eb),
    marked: 0x31_3748,
    flag: (0xa3_182a, 0xff_ffff),
    bands: [0x1c_212c, 0x23_1f2b],
};

const LIGHT: Palette = Palette {
    ground: 0xff_ffff,
    text: 0x20_2329,
    papers: PAPERS,
    ink: None,
    dim: (0xe2_e3e6, 38),
    // Paper is too pale to be seen as a thin sign on white.
    marks: [0x7a_6200, 0x1a_62b0, 0x86_6100, 0xae_3a70, 0x99_4f00, 0x6d_46b5, 0x23_6b2d, 0xb0_2e26],
    faint: 0x56_5b66,
    rule: 0xc0_c4cc,
    frame: 0x10_1216,
    arrow: 0x2a_2d33,
    wrong: 0xa8_2723,
    done: 0x1f_6129,
    problem: 0x8a_3e00,
    key: 0x61_4a00,
    panel: (0xec_eef2, 0x20_2329),
    marked: 0xcf_d6e4,
    flag: (0xa3_182a, 0xff_ffff),
    bands: [0xee_f3fb, 0xf6_f0fa],
};

const INDEXED_DARK: Palette = Palette {
    papers: INDEXED_PAPERS,
    dim: (xterm(247), 0),
    marks: INDEXED_PAPERS,
    faint: xterm(248),
    rule: xterm(239),
    frame: xterm(231),
    arrow: xterm(255),
    wrong: xterm(210),
    done: xterm(150),
    problem: xterm(215),
    key: xterm(187),
    panel: (xterm(235), xterm(254)),
    marked: xterm(237),
    flag: (xterm(124), xterm(231)),
    bands: [xterm(234), xterm(235)],
    ..DARK
};

const INDEXED_LIGHT: Palette = Palette {
    papers: INDEXED_PAPERS,
    dim: (xterm(252), 0),
    marks: [xterm(58), xterm(25), xterm(94), xterm(125), xterm(94), xterm(55), xterm(22), xterm(124)],
    faint: xterm(240),
    rule: xterm(250),
    frame: xterm(16),
    arrow: xterm(235),
    wrong: xterm(124),
    done: xterm(22),
    problem: xterm(88),
    key: xterm(58),
    panel: (xterm(254), xterm(235)),
    marked: xterm(253),
    flag: (xterm(124), xterm(231)),
    bands: [xterm(255), xterm(253)],
    ..LIGHT
};

const INDEXED_PAPERS: [u32; 8] = [xterm(229), xterm(117), xterm(220), xterm(175), xterm(215), xterm(141), xterm(151), xterm(203)];

/// Found by a search for the eight colours of the method's hues that stay farthest apart for everybody; see the tests.
const FAR_APART: [u32; 8] = [0xff_ffef, 0x67_8cfb, 0xff_cf31, 0xa3_7695, 0xe9_7223, 0x64_4590, 0x92_d1bd, 0x9e_2800];
/// The same among 256.
const INDEXED_FAR_APART: [u8; 8] = [230, 26, 184, 213, 202, 96, 36, 124];
