//! Board ⇄ storm notation: the plain-text form of a board.
//!
//! Must not know the terminal, files or how a board is shown.
