//! The tour: taking it, and going on without doing what it proposes. It is left as everything is left, with `board.back`.

use super::{Command, Group, Section, always, back_to_the_wall};
use crate::app::mode::Leave;
use crate::app::{Origin, Scope};

const HERE: Section = Section { group: Group::Board, scopes: &[Scope::Wall, Scope::Start], available: always };

pub(super) const COMMANDS: &[Command] = &[
    HERE.row(
        "tour.start",
        "take the tour",
        "shows in a few steps what can be done here, on a copy of the subscription box; goes on where it was left",
        &["g ?"],
        None,
        |turn| {
            back_to_the_wall(turn);
            if turn.state.resume_tour() {
                return;
            }
            turn.leave_safely(Leave::Open(Origin::Tour));
        },
    ),
    Command {
        scopes: &Scope::ALL,
        available: |state| match state.tour() {
            Some(_) => Ok(()),
            None => Err("no tour is under way; {tour.start} takes it"),
        },
        ..HERE.row(
            "tour.skip",
            "skip the step of the tour",
            "goes on with the tour without doing what it proposes",
            &["ctrl-g"],
            None,
            |turn| turn.state.skip_in_tour(),
        )
    },
];
