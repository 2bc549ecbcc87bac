//! `Command -> Aggregate -> Event`, and who issues the command where the line begins with an actor.

use super::Build;
use crate::board::Kind;
use crate::board::name::fold;
use crate::notation::read::piece::Piece;
use crate::notation::read::wording::{Name, headed};

/// A line of arrows, its parts told apart.
pub struct Led<'l> {
    /// The actor that it begins with.
    pub actor: Option<usize>,
    /// The command.
    pub command: Piece<'l>,
    /// Who decides.
    pub aggregate: Option<Piece<'l>>,
    /// What may come of it; nothing on a line that says only who issues what.
    pub outcomes: Option<Piece<'l>>,
}

impl<'l> Build<'l, '_> {
    /// Tells the parts of a line of arrows apart. One that begins with a known actor says who issues the command; nothing where four
    /// names stand on a line without one, which is said.
    pub(super) fn led_by_an_actor(
        &mut self,
        actor: Option<Piece<'l>>,
        command: Piece<'l>,
        aggregate: Option<Piece<'l>>,
        outcomes: Piece<'l>,
    ) -> Option<Led<'l>> {
        let first = actor.unwrap_or(command);
        let name = headed(first).name;
        let known = |kind: Kind| self.names.exactly(kind, &Name::read(name, kind).text);
        // `Loan -> Loan -> Loan` is a mapping, whoever is called Loan too.
        let second = Name::read(headed(if actor.is_some() { command } else { aggregate.unwrap_or(outcomes) }).name, Kind::Command);
        let is_mapping = known(Kind::Command).is_some() || fold(&second.text) == fold(name.text());
        let leads = known(Kind::Actor).filter(|_| !is_mapping);
        match (actor, leads) {
            (Some(_), Some(actor)) => Some(Led { actor: Some(actor), command, aggregate, outcomes: Some(outcomes) }),
            (Some(_), None) => {
                let message =
                    "four names are `Actor -> Command -> Aggregate -> Event`, and no actor is called so; the line is left out";
                self.remarks.warning(first.at(), message, format!("write `Actor: {}` first", name.text()));
                None
            }
            (None, Some(actor)) => {
                let outcomes_behind = aggregate.map(|_| outcomes);
                Some(Led { actor: Some(actor), command: aggregate.unwrap_or(outcomes), aggregate: None, outcomes: outcomes_behind })
            }
            (None, None) => {
                if known(Kind::Event).is_some() && known(Kind::Command).is_none() {
                    let message = format!("`{}` is an event; here it becomes a command of the same name", name.text());
                    let hint = format!("what follows an event by itself is written `When {} then …`", name.text());
                    self.remarks.warning(first.at(), message, hint);
                }
                Some(Led { actor: None, command, aggregate, outcomes: Some(outcomes) })
            }
        }
    }
}
