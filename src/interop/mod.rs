//! Board → artefacts and pictures.
//!
//! Everything here is a function from a board, or a run on it, to text. Must not know the terminal or files.
