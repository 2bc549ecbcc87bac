//! Hot spots: what is asked, and which note it is about.

use std::collections::HashSet;

use super::Build;
use crate::board::name::fold;
use crate::board::{Detail, Kind};
use crate::notation::read::blocks::Read;
use crate::notation::read::dots::{dots, give};
use crate::notation::read::keyword::{Keyword, keyword};
use crate::notation::read::names::{Tier, Use};
use crate::notation::read::piece::{Piece, outside};
use crate::notation::read::statement::What;
use crate::notation::read::wording::Name;

impl<'l> Build<'l, '_> {
    /// Hot spots come when every other name is known: only then it is sure whether what stands behind an `@` is a note.
    pub(super) fn hot_spots(&mut self, read: &Read<'l>) {
        let mut waiting = Vec::new();
        for statement in &read.statements {
            if let What::Declared(Kind::HotSpot, piece) = statement.what {
                match hot_spot(piece) {
                    spot if spot.text.is_blank() => {
                        self.remarks.error(piece.at(), "a hot spot asks nothing", "write the question or the concern");
                    }
                    spot => waiting.push((spot, self.around(statement))),
                }
            }
        }
        // Those that are about nothing, and those with an @ of their own that are known as a whole.
        waiting.retain(|(spot, context)| {
            let text = match spot.about {
                None => Some(spot.text),
                Some(_) => self.names.exactly(Kind::HotSpot, &question(spot.whole)).map(|_| spot.whole),
            };
            text.map(|text| self.ask(spot, text, *context)).is_none()
        });
        // Questions may be about each other: one stands for what it says as long as nothing speaks against it.
        let mut asked = waiting;
        let mut unclear = Vec::new();
        for round in 0.. {
            let texts: HashSet<String> = asked.iter().map(|(spot, _)| fold(&question(spot.text))).collect();
            let (clear, lost): (Vec<_>, Vec<_>) = asked.into_iter().partition(|(spot, _)| {
                let text = fold(&question(spot.text));
                spot.about.is_some_and(|about| {
                    let other = fold(&question(about_hot_spot(about)));
                    (other != text && texts.contains(&other)) || {
                        let itself = self.names.exactly(Kind::HotSpot, &question(spot.text));
                        self.whatever(about, itself).is_some()
                    }
                })
            });
            let done = lost.is_empty();
            unclear.extend(lost);
            asked = clear;
            if done {
                break;
            }
            if round == MOST_ROUNDS {
                unclear.append(&mut asked);
            }
        }
        let entries: Vec<usize> = asked.iter().map(|(spot, context)| self.ask(spot, spot.text, *context)).collect();
        for (entry, (spot, _)) in entries.into_iter().zip(&asked) {
            let about = spot.about.and_then(|about| self.whatever(about, Some(entry))).map(|other| self.id(other));
            if let Detail::HotSpot(detail) = &mut self.names.entries[entry].detail {
                detail.about = about.or(detail.about);
            }
        }
        for (spot, context) in unclear {
            let Some(about) = spot.about else { continue };
            let near = self.nearest_name(about.text(), |kind| kind != Kind::HotSpot);
            let hint = near.map_or(String::new(), |near| format!("did you mean `{near}`?"));
            let message = format!("no note is called `{}`, so it stays part of the question", about.text());
            self.remarks.warning(about.at(), message, hint);
            self.ask(&spot, spot.whole, context);
        }
    }

    fn ask(&mut self, spot: &Spot<'l>, text: Piece<'l>, context: Option<usize>) -> usize {
        let entry = self.declared(Name::read(text, Kind::HotSpot), Kind::HotSpot, context);
        if let Detail::HotSpot(detail) = &mut self.names.entries[entry].detail {
            detail.resolved |= spot.resolved;
            for (who, dots) in &spot.votes {
                give(&mut detail.votes, who.clone(), *dots);
            }
        }
        entry
    }

    /// The note of any kind that a name stands for, other than one.
    fn whatever(&mut self, piece: Piece<'l>, itself: Option<usize>) -> Option<usize> {
        let kinds = [
            Kind::Event,
            Kind::Command,
            Kind::Policy,
            Kind::Aggregate,
            Kind::ReadModel,
            Kind::ExternalSystem,
            Kind::Actor,
            Kind::HotSpot,
        ];
        if let Some((Keyword::One(kind), colon)) = keyword(piece.text()) {
            let found = self.names.exactly(kind, &Name::read(piece.from(colon), kind).text);
            return found.filter(|found| Some(*found) != itself);
        }
        let exact = |kind: &Kind| {
            let found = self.names.exactly(*kind, &Name::read(piece, *kind).text);
            found.filter(|found| Some(*found) != itself)
        };
        kinds.iter().find_map(exact).or_else(|| {
            let place = |kind: Kind| Use { kind, tier: Tier::Asked, context: None, after: None };
            let text = Name::read(piece, Kind::HotSpot).text;
            kinds.iter().find_map(|kind| match self.names.longer(&text, place(*kind)).as_slice() {
                [only] => Some(*only),
                _ => None,
            })
        })
    }
}

/// Questions about questions about questions, and so on: what goes on longer than this stays part of the question.
const MOST_ROUNDS: usize = 64;

fn question(piece: Piece<'_>) -> String {
    Name::read(piece, Kind::HotSpot).text
}

/// A hot spot that is named with its kind or without it.
fn about_hot_spot(about: Piece<'_>) -> Piece<'_> {
    match keyword(about.text()) {
        Some((Keyword::One(Kind::HotSpot), colon)) => about.from(colon),
        _ => about,
    }
}

/// A hot spot taken apart.
struct Spot<'l> {
    /// All but the mark and the dots.
    whole: Piece<'l>,
    text: Piece<'l>,
    resolved: bool,
    about: Option<Piece<'l>>,
    votes: Vec<(String, u32)>,
}

/// What stands behind the mark of what is done, and whether it is.
pub(super) fn marked(piece: Piece<'_>) -> (bool, Piece<'_>) {
    let behind = |mark: &str| piece.text().strip_prefix(mark).map(|_| piece.from(mark.len()));
    match behind("[x]").or_else(|| behind("[X]")) {
        Some(rest) => (true, rest),
        None => (false, behind("[ ]").unwrap_or(piece)),
    }
}

/// `[x] What if …? @ Attempt Payment (3 dots)`.
fn hot_spot(piece: Piece<'_>) -> Spot<'_> {
    let (resolved, rest) = marked(piece);
    let given = dots(rest.text()).filter(|(at, _)| !rest.before(*at).is_blank());
    let (rest, votes) = given.map_or((rest, Vec::new()), |(at, votes)| (rest.before(at), votes));
    let text = rest.text();
    let is_at = |at: &usize| {
        text[*at..].strip_prefix('@').is_some_and(|rest| rest.starts_with(char::is_whitespace))
            && text[..*at].ends_with(char::is_whitespace)
    };
    let at = outside(text).filter(is_at).last();
    let about = at.map(|at| rest.from(at + 1)).filter(|about| !about.is_blank());
    Spot { whole: rest, text: at.filter(|_| about.is_some()).map_or(rest, |at| rest.before(at)), resolved, about, votes }
}
