//! The board IN MOTION: compile, step, run.
//!
//! [`compile()`] turns a board into an immutable [`Model`]; [`step()`] is the one meaning of running; a [`Run`] is a World with
//! its past and its branches. There is no terminal here, no file, no wall clock and no randomness, and a note's id never decides
//! what happens: the order on the timeline does.

pub mod answers;
pub mod duration;
pub mod expr;
pub mod rule;
pub mod scenario;
pub mod script;
pub mod value;
pub mod watch;

mod branches;
mod compile;
mod condition;
mod digest;
mod endless;
mod explain;
mod happening;
mod invariants;
mod model;
mod reacting;
mod replay;
mod run;
mod silent;
mod standing;
mod step;
pub mod tell;
mod tree;
mod why;
mod world;

pub use branches::{Branch, Compared, Due, Would};
pub use compile::compile;
pub use condition::Condition;
pub use endless::CHAIN_LIMIT;
pub use explain::{Part, Reason, Verdict};
pub use happening::{Answer, Asker, By, Faults, Happening, Question, Row, Seen, Step};
pub use model::{Aggregate, Argument, Command, Diagnostic, Index, Model, Named, Outcome, Policy, ReadModel, Recorded};
pub use replay::{Replayed, replay};
pub use run::{Input, Misfit, Moved, Run};
pub use silent::Silent;
pub use standing::{State, Waiting};
pub use step::{Progress, Witness, step};
pub use tree::Place;
pub use world::World;
