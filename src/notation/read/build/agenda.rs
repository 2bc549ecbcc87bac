//! What is said about the workshop: the agenda with its phases, the feature request, what is parked.

use std::collections::HashMap;
use std::mem::take;

use super::Build;
use super::hot_spots::marked;
use crate::board::name::{fold, nearest};
use crate::board::{Board, Edit, Kind, Phase, Request, Topic, Workshop};
use crate::engine::duration;
use crate::notation::read::Onto;
use crate::notation::read::blocks::Read;
use crate::notation::read::keyword::kind_named;
use crate::notation::read::piece::{At, Piece};
use crate::notation::read::remark::Remarks;
use crate::notation::read::statement::What;
use crate::notation::read::wording::{length_at_the_end, sentence, unquote};

/// What was said about the workshop, and where.
#[derive(Default)]
pub(super) struct Told {
    pub workshop: Workshop,
    agenda: Option<At>,
    request: Option<At>,
}

impl<'l> Build<'l, '_> {
    /// Carries out what statements say about the workshop.
    pub(super) fn workshop(&mut self, read: &Read<'l>) {
        // The phases by the statements that open them; nothing where their agenda is left out.
        let mut opened: HashMap<usize, Option<usize>> = HashMap::new();
        for (index, statement) in read.statements.iter().enumerate() {
            let owner = statement.owner.and_then(|owner| opened.get(&owner).copied().flatten());
            let phase = owner.and_then(|owner| self.told.workshop.phases.get_mut(owner));
            match (statement.what, phase) {
                (What::Agenda(piece), _) => {
                    let taken = self.agenda(piece);
                    opened.insert(index, taken.then_some(usize::MAX));
                }
                (What::Phase(piece), _) if owner.is_some() => {
                    let phase = phase_of(piece, self.remarks);
                    opened.insert(index, phase.is_some().then_some(self.told.workshop.phases.len()));
                    self.told.workshop.phases.extend(phase);
                }
                (What::Activity(piece), Some(phase)) => {
                    let between = if phase.activity.is_empty() { "" } else { " " };
                    phase.activity = format!("{}{between}{}", phase.activity, sentence(piece));
                }
                (What::Ask(piece), Some(phase)) => phase.questions.push(sentence(piece)),
                (What::LooksFor(piece), Some(phase)) => {
                    let names = piece.commas().into_iter().filter(|name| !name.is_blank());
                    phase.looks_for.extend(names.map(|name| unquote(name.text()).unwrap_or_else(|| name.text().to_owned())));
                }
                (What::Feature(piece), _) => self.feature(piece),
                (What::Parked(piece), _) => self.parked(piece),
                _ => {}
            }
        }
    }

    /// The agenda; says whether its phases count.
    fn agenda(&mut self, piece: Piece<'l>) -> bool {
        let name = (!piece.is_blank()).then(|| sentence(piece));
        let there = &self.told.workshop.agenda;
        if self.told.agenda.is_none() {
            (self.told.agenda, self.told.workshop.agenda) = (Some(piece.at()), name);
            return true;
        }
        let same = there.as_deref().map(fold) == name.as_deref().map(fold);
        if !same {
            let message = format!("{} is the agenda already; this one is left out", called(there.as_deref()));
            self.remarks.warning(piece.at(), message, "a board has one agenda");
        }
        same
    }

    fn feature(&mut self, piece: Piece<'l>) {
        let text = sentence(piece);
        match &self.told.workshop.request {
            None => {
                self.told.workshop.request = Some(Request { text, ..Request::default() });
                self.told.request = Some(piece.at());
            }
            Some(there) if there.text == text => {}
            Some(_) => {
                let message = "there is a feature request already; this one is left out";
                self.remarks.warning(piece.at(), message, "a board is derived from one request");
            }
        }
    }

    fn parked(&mut self, piece: Piece<'l>) {
        let (done, piece) = marked(piece);
        if piece.is_blank() {
            return self.remarks.error(piece.at(), "nothing is parked", "write what shall be talked about later");
        }
        park(&mut self.told.workshop.parked, Topic { text: sentence(piece), done, ..Topic::default() });
    }

    /// What brings the workshop of a board to what was said. What stands there already stays.
    pub(super) fn workshop_edits(&mut self, board: &Board, onto: &Onto) -> Vec<Edit> {
        let (there, told) = (&board.heading().workshop, take(&mut self.told));
        let said = told.workshop;
        let mut edits = Vec::new();
        if let Some(at) = told.agenda {
            let same = there.agenda.as_deref().map(fold) == said.agenda.as_deref().map(fold);
            let bare = |phases: &[Phase]| -> Vec<Phase> {
                phases.iter().map(|phase| Phase { unknown: Vec::new(), ..phase.clone() }).collect()
            };
            if there.agenda.is_none() && there.phases.is_empty() {
                edits.push(Edit::SetAgenda { agenda: said.agenda, phases: said.phases });
            } else if !same || !(said.phases.is_empty() || said.phases == bare(&there.phases)) {
                let message =
                    format!("{} is the agenda of the board already; this one is left out", called(there.agenda.as_deref()));
                self.remarks.warning(at, message, "change that one, or take it away first");
            }
        }
        if let (Some(at), Some(request)) = (told.request, said.request) {
            match &there.request {
                None => edits.push(Edit::SetRequest(Some(request))),
                Some(there) if there.text == request.text => {}
                Some(_) => {
                    let message = "the board has another feature request already; this one is left out";
                    self.remarks.warning(at, message, "change that one, or take it away first");
                }
            }
        }
        let mut parked = there.parked.clone();
        for topic in said.parked {
            park(&mut parked, Topic { by: onto.author.clone(), ..topic });
        }
        if parked != there.parked {
            edits.push(Edit::SetParked(parked));
        }
        edits
    }
}

/// Puts a topic aside, which may lie there already.
fn park(parked: &mut Vec<Topic>, topic: Topic) {
    match parked.iter_mut().find(|there| there.text == topic.text) {
        Some(there) => there.done |= topic.done,
        None => parked.push(topic),
    }
}

fn called(agenda: Option<&str>) -> String {
    agenda.map_or("another".to_owned(), |name| format!("`{name}`"))
}

/// `Warm Up for 5m to 10m with events, hot spots`; nothing where it is wrong, which is said.
fn phase_of(piece: Piece<'_>, remarks: &mut Remarks) -> Option<Phase> {
    let mut phase = Phase::default();
    let mut head = piece;
    // The last `with` and the last `for` before it that are followed by what belongs there: `Time for Tea with Milk` is a name.
    let with = head.words(&["with"]).into_iter().rfind(|(at, word)| tells_kinds(head.from(at + word.len())));
    if let Some((at, word)) = with {
        phase.kinds = kinds(head.from(at + word.len()), remarks)?;
        head = head.before(at);
    }
    let lasts = |rest: Piece<'_>| {
        let first = rest.text().trim_start_matches('-');
        first.starts_with(|c: char| c.is_ascii_digit()) || bound(rest).is_some() || duration::parse(rest.text()).is_ok()
    };
    if let Some((at, word)) = head.words(&["for"]).into_iter().rfind(|(at, word)| lasts(head.from(at + word.len()))) {
        let mut rest = head.from(at + word.len());
        // Behind a length, `with` tells kinds, also where none of them is one.
        if let Some((at, word)) = rest.words(&["with"]).into_iter().next().filter(|(at, _)| is_length(rest.before(*at))) {
            phase.kinds.splice(0..0, kinds(rest.from(at + word.len()), remarks)?);
            rest = rest.before(at);
        }
        (phase.least, phase.minutes) = lasting(rest, remarks)?;
        head = head.before(at);
    }
    if head.is_blank() {
        remarks.error(piece.at(), "a phase has no name", "write its name behind the colon");
        return None;
    }
    phase.name = sentence(head);
    if phase.minutes.is_none()
        && let Some(length) = meant_as_length(head)
    {
        let message = format!("`{length}` is taken for a part of the name, so the phase has no timer");
        remarks.warning(piece.at(), message, "say how long behind the name, as in `for 15m`, or put the name in quotes");
    }
    Some(phase)
}

/// What in the name of a phase looks as if it said how long it is: `Talk 15m`, `Talk (15m)`, `Talk for ten minutes`.
fn meant_as_length(head: Piece<'_>) -> Option<&str> {
    let text = head.text().trim();
    if text.starts_with('"') {
        return None;
    }
    if let Some(length) = length_at_the_end(text) {
        return Some(length);
    }
    let (at, word) = head.words(&["for"]).into_iter().next_back()?;
    let rest = head.from(at + word.len()).text().trim();
    let is_unit = |word: &str| ["min", "mins", "minute", "minutes", "hour", "hours"].contains(&word.to_lowercase().as_str());
    rest.split(' ').any(is_unit).then_some(rest)
}

/// `at least 5m`, `at most 10m`: which of them, and how long.
fn bound(piece: Piece<'_>) -> Option<(bool, Piece<'_>)> {
    let rest = piece.behind_word("at")?;
    let least = rest.behind_word("least").map(|rest| (true, rest));
    least.or_else(|| rest.behind_word("most").map(|rest| (false, rest)))
}

/// `5m to 10m`: from when on a phase may end, and how long it is.
fn lasting(piece: Piece<'_>, remarks: &mut Remarks) -> Option<(Option<u32>, Option<u32>)> {
    if let Some((least, piece)) = bound(piece) {
        let minutes = Some(minutes(piece, remarks)?);
        return Some(if least { (minutes, None) } else { (None, minutes) });
    }
    match piece.words(&["to"]).first() {
        Some((at, word)) => {
            let (least, most) = (minutes(piece.before(*at), remarks), minutes(piece.from(at + word.len()), remarks));
            Some((Some(least?), Some(most?)))
        }
        None => Some((None, Some(minutes(piece, remarks)?))),
    }
}

/// Whether all of it is a length, or two of them.
fn is_length(piece: Piece<'_>) -> bool {
    let piece = bound(piece).map_or(piece, |(_, rest)| rest);
    let is_one = |piece: Piece<'_>| duration::parse(piece.text().trim()).is_ok();
    match piece.words(&["to"]).first() {
        Some((at, word)) => is_one(piece.before(*at)) && is_one(piece.from(at + word.len())),
        None => is_one(piece),
    }
}

fn minutes(piece: Piece<'_>, remarks: &mut Remarks) -> Option<u32> {
    let wrong = match duration::parse(piece.text()) {
        Err(wrong) => wrong,
        Ok(seconds) if seconds % 60 != 0 => "a phase has whole minutes".to_owned(),
        Ok(seconds) => match u32::try_from(seconds / 60).ok().filter(|minutes| *minutes <= Phase::LONGEST) {
            Some(minutes) => return Some(minutes),
            None => "a phase is at most a day long".to_owned(),
        },
    };
    remarks.error(piece.at(), wrong, "");
    None
}

/// Names of kinds, between commas or `and`.
fn kind_names(piece: Piece<'_>) -> Vec<Piece<'_>> {
    let mut names = Vec::new();
    for part in piece.commas() {
        let mut from = 0;
        for (at, word) in part.words(&["and"]) {
            names.push(part.slice(from..at).trim());
            from = at + word.len();
        }
        names.push(part.from(from));
    }
    names.retain(|name| !name.is_blank());
    names
}

/// Whether any name is that of a kind, or nearly.
fn tells_kinds(piece: Piece<'_>) -> bool {
    kind_names(piece)
        .iter()
        .any(|name| kind_named(name.text()).is_some() || nearest(name.text(), Kind::ALL.map(Kind::plural)).is_some())
}

fn kinds(piece: Piece<'_>, remarks: &mut Remarks) -> Option<Vec<Kind>> {
    let mut kinds = Vec::new();
    let mut whole = true;
    for name in kind_names(piece) {
        match kind_named(name.text()) {
            Some(kind) => kinds.push(kind),
            None => {
                let all = Kind::ALL.map(Kind::plural);
                let hint = match nearest(name.text(), all) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are {}", all.join(", ")),
                };
                remarks.error(name.at(), format!("`{}` is no kind of note", name.text()), hint);
                whole = false;
            }
        }
    }
    whole.then_some(kinds)
}
