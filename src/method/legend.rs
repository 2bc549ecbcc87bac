//! The legend: the paper that each kind is written on, and the shape that stands for it where there is no colour.

use crate::board::Kind;

/// The colours of the papers by lane, as `0xrrggbb`: the method's, each as far from the others as its name allows, for every kind of
/// eyes.
pub const PAPERS: [u32; 8] = [0xfff0a8, 0x88b5f8, 0xffd75e, 0xe1b0cc, 0xffa94f, 0xd5c9ff, 0x9ddf9d, 0xff7f7a];

/// The colours that the ground of a context may have, by name.
pub const GROUNDS: [&str; 6] = ["blue", "violet", "teal", "green", "amber", "rose"];

/// The colour of a kind's paper, as `0xrrggbb`.
pub fn paper(kind: Kind) -> u32 {
    PAPERS[kind.lane()]
}

/// The shape that stands for a kind where colour cannot. Each is one cell wide in every terminal's font tables.
pub fn shape(kind: Kind) -> &'static str {
    match kind {
        Kind::Actor => "●",
        Kind::Command => "■",
        Kind::Aggregate => "◆",
        Kind::ExternalSystem => "◎",
        Kind::Event => "▲",
        Kind::Policy => "★",
        Kind::ReadModel => "▤",
        Kind::HotSpot => "!",
    }
}

/// The key question that finds the notes of a kind.
pub fn question(kind: Kind) -> &'static str {
    match kind {
        Kind::Actor => "Who initiated the command?",
        Kind::Command => "What triggered it?",
        Kind::Aggregate => "Who decides?",
        Kind::ExternalSystem => "What is outside?",
        Kind::Event => "What happened?",
        Kind::Policy => "What happens automatically next?",
        Kind::ReadModel => "What does the user need to see?",
        Kind::HotSpot => "What don't we know?",
    }
}
