//! What stands on one line about outcomes, policies and scenarios, taken apart; names are not looked up yet.

use super::piece::{Piece, groups, outside};
use super::remark::Remarks;
use super::value::{assignments, begins_with_a_number, delay, expression, given};
use super::wording::{Name, headed};
use crate::board::{FieldName, Guard, Kind, Literal};
use crate::engine::duration;

/// Whether a text is the whole name of a note of a kind.
pub type Known<'a> = &'a dyn Fn(Kind, &str) -> bool;

/// One thing that may come of a command.
#[derive(Debug)]
pub struct Outcome<'l> {
    /// The events.
    pub events: Vec<Name<'l>>,
    /// What the aggregate remembers.
    pub set: Vec<(FieldName, String)>,
    /// When it is possible.
    pub guard: Guard,
}

/// `A + B { x = 1 } when guard | C otherwise`.
pub fn outcomes<'l>(piece: Piece<'l>, known: Known<'_>, remarks: &mut Remarks) -> Vec<Outcome<'l>> {
    piece.bars().into_iter().filter_map(|part| outcome(part, known, remarks)).collect()
}

fn outcome<'l>(piece: Piece<'l>, known: Known<'_>, remarks: &mut Remarks) -> Option<Outcome<'l>> {
    if piece.is_blank() {
        remarks.error(piece.at(), "an outcome is missing beside `|`", "write its events, or leave out the `|`");
        return None;
    }
    let text = piece.text();
    let mut outcome = Outcome { events: Vec::new(), set: Vec::new(), guard: Guard::None };
    // The braces may stand before the guard or behind it.
    let brace = groups(text).into_iter().find(|group| text[group.clone()].starts_with('{'));
    let (head, tail) = match brace {
        Some(group) => {
            outcome.set = assignments(piece.slice(group.start + 1..group.end - 1).trim(), remarks);
            (piece.before(group.start), piece.from(group.end))
        }
        None => (piece, piece.from(text.len())),
    };
    let stray = |part: &Piece<'l>| {
        let at = outside(part.text()).find(|at| part.text()[*at..].starts_with(['{', '}']))?;
        Some(part.at_byte(at))
    };
    if let Some(at) = [head, tail].iter().find_map(stray) {
        remarks.error(at, "a brace has no partner", "write what is remembered as `{ field = expression }`");
        return None;
    }
    let (events, in_head) = guarded(head, &["when", "where", "if"], Kind::Event, known);
    let (nothing, in_tail) = guarded(tail, &["when", "where", "if"], Kind::Event, known);
    let otherwise =
        |piece: Piece<'l>| piece.words(&["otherwise"]).first().map(|(at, _)| *at).filter(|at| piece.from(at + 9).is_blank());
    let events = match (otherwise(events), otherwise(nothing)) {
        (None, None) => events,
        (at, _) => {
            outcome.guard = Guard::Otherwise;
            at.map_or(events, |at| events.before(at))
        }
    };
    if !nothing.is_blank() && outcome.guard == Guard::None {
        remarks.error(
            nothing.at(),
            format!("`{}` is not understood here", nothing.text()),
            "write `when` and a condition, or `otherwise`",
        );
    }
    if let Some((_, guard)) = in_head.or(in_tail) {
        outcome.guard = Guard::When(expression(guard, remarks)?);
    }
    for event in events.split(|rest| usize::from(rest.starts_with('+'))) {
        let parts = headed(event);
        for inside in parts.inside {
            match guard_in(inside) {
                Some(guard) => outcome.guard = Guard::When(expression(guard, remarks)?),
                None if inside.text() == "otherwise" => outcome.guard = Guard::Otherwise,
                None => {}
            }
        }
        if parts.name.is_blank() {
            remarks.error(event.at(), "an event is missing", "write the name of what happened");
            return None;
        }
        outcome.events.push(Name::read(parts.name, Kind::Event));
    }
    Some(outcome)
}

/// Splits a text at the word of a guard, unless the word is part of a name: what stands before it, the word and the guard.
fn guarded<'l>(
    piece: Piece<'l>,
    words: &'static [&'static str],
    kind: Kind,
    known: Known<'_>,
) -> (Piece<'l>, Option<(&'static str, Piece<'l>)>) {
    let found = piece.words(words);
    for (index, (at, word)) in found.iter().enumerate() {
        let ends = found[index + 1..].iter().take(MOST_TRIED).map(|(at, _)| *at).chain([piece.text().len()]);
        let in_name = ends.into_iter().any(|end| known(kind, piece.before(end).text()));
        if !in_name {
            return (piece.before(*at), Some((word, piece.from(at + word.len()))));
        }
    }
    (piece, None)
}

/// How many ends of a name with the word of a guard in it are tried.
const MOST_TRIED: usize = 4;

/// The guard in a parenthesis, where it is one: `(and retry count < 2)`.
fn guard_in(inside: Piece<'_>) -> Option<Piece<'_>> {
    ["and", "where", "when", "if"].iter().find_map(|word| inside.behind_word(word)).filter(|guard| !guard.is_blank())
}

/// What a policy reacts to.
#[derive(Debug)]
pub struct Trigger<'l> {
    /// The events.
    pub events: Vec<Name<'l>>,
    /// The guard, and where it stands.
    pub guard: Option<(String, Piece<'l>)>,
}

/// `Payment Failed or Payment Declined where retry_count < 2`.
pub fn trigger<'l>(piece: Piece<'l>, known: Known<'_>, remarks: &mut Remarks) -> Trigger<'l> {
    let (events, guard) = guarded(piece, &["where", "when", "if", "and"], Kind::Event, known);
    let mut trigger = Trigger { events: Vec::new(), guard: None };
    let mut guards: Vec<Piece<'l>> = Vec::new();
    if let Some((word, guard)) = guard {
        match word == "and" && known(Kind::Event, guard.text()) {
            true => remarks.error(guard.at(), "a policy reacts to each of its events by itself", "write `or` between two events"),
            false => guards.push(guard),
        }
    }
    for event in list(events, Kind::Event, &["or"], known) {
        let parts = headed(event);
        guards.extend(parts.inside.into_iter().filter_map(guard_in));
        match parts.name.is_blank() {
            true => remarks.error(event.at(), "an event is missing", "write the name of what happened"),
            false => trigger.events.push(Name::read(parts.name, Kind::Event)),
        }
    }
    if let Some(second) = guards.get(1) {
        remarks.error(
            second.at(),
            "a policy has one guard, and this is the second",
            "write two policies, or join the guards with `&&`",
        );
    }
    trigger.guard = guards.first().and_then(|guard| Some((expression(*guard, remarks)?, *guard)));
    trigger
}

/// Names between commas and joining words; a joining word in a name that is known joins nothing.
pub fn list<'l>(piece: Piece<'l>, kind: Kind, joints: &'static [&'static str], known: Known<'_>) -> Vec<Piece<'l>> {
    let mut parts = Vec::new();
    for part in piece.commas() {
        let part = joints.iter().find_map(|word| part.behind_word(word)).unwrap_or(part);
        let found = part.words(joints);
        if found.is_empty() || known(kind, part.text()) {
            parts.push(part);
            continue;
        }
        let mut from = 0;
        for (at, word) in found {
            parts.push(part.slice(from..at).trim());
            from = at + word.len();
        }
        parts.push(part.from(from));
    }
    parts
}

/// A command that a policy issues.
#[derive(Debug)]
pub struct Reaction<'l> {
    /// The command.
    pub command: Name<'l>,
    /// `(against Billing aggregate)`.
    pub aggregate: Option<Name<'l>>,
    /// The delay.
    pub after: Option<String>,
    /// Events that call it off.
    pub unless: Vec<Name<'l>>,
    /// Arguments by expression.
    pub with: Vec<(FieldName, String)>,
    /// A guard in a parenthesis, which is one of the policy.
    pub guard: Option<(String, Piece<'l>)>,
}

/// `Schedule Retry + Attempt Payment after 24h unless Subscription Cancelled`, and whether somebody chooses one of them.
pub fn reactions<'l>(piece: Piece<'l>, known: Known<'_>, remarks: &mut Remarks) -> (Vec<Reaction<'l>>, bool) {
    let bars = piece.bars();
    let choose = bars.len() > 1;
    let mut reactions = Vec::new();
    for bar in bars {
        let all = bar.split(|rest| usize::from(rest.starts_with('+')));
        if choose && all.len() > 1 {
            remarks.error(all[1].at(), "`+` and `|` cannot both stand in one policy", "write two policies");
        }
        for part in all {
            // Behind `unless`, commas are between events.
            let parts = if part.words(&["unless"]).is_empty() { part.commas() } else { vec![part] };
            reactions.extend(parts.into_iter().filter_map(|part| reaction(part, known, remarks)));
        }
    }
    (reactions, choose)
}

fn reaction<'l>(piece: Piece<'l>, known: Known<'_>, remarks: &mut Remarks) -> Option<Reaction<'l>> {
    let in_name = known(Kind::Command, piece.text());
    let tail = piece.words(&["after", "unless", "with"]).into_iter().filter(|_| !in_name).find(|(at, word)| {
        let rest = piece.from(at + word.len());
        match *word {
            "after" => begins_with_a_number(rest.text()),
            "with" => with_delay(rest).is_some(),
            _ => true,
        }
    });
    if !in_name
        && tail.is_none()
        && let Some((at, word)) = piece.words(&["after"]).first()
    {
        let message = format!("`{}` is no time, so it is part of the command's name", piece.from(at + word.len()).text());
        remarks.warning(piece.at_byte(*at), message, "write a time such as `after 24h`, or the name in quotes");
    }
    let head = tail.map_or(piece, |(at, _)| piece.before(at));
    let parts = headed(head);
    let mut name = parts.name;
    let mut reaction = Reaction {
        command: Name::read(name, Kind::Command),
        aggregate: None,
        after: None,
        unless: Vec::new(),
        with: Vec::new(),
        guard: None,
    };
    let mut inside = parts.inside;
    if let Some((at, word)) = tail {
        let rest = piece.from(at + word.len());
        let (rest, unless) = match rest.words(&["unless"]).first() {
            _ if word == "unless" => (rest.before(0), Some(rest)),
            Some((at, unless)) => (rest.before(*at), Some(rest.from(at + unless.len()))),
            None => (rest, None),
        };
        let rest = headed(rest);
        inside.extend(rest.inside);
        reaction.after = match word {
            "after" => Some(delay(rest.name, remarks)?),
            "with" => with_delay(rest.name).map(|delay| delay.text().to_owned()),
            _ => None,
        };
        // `Schedule Attempt Payment with 24h delay` issues Attempt Payment.
        name = name.behind_word("schedule").filter(|rest| word == "with" && !rest.is_blank()).unwrap_or(name);
        for event in unless.map_or(Vec::new(), |unless| list(unless, Kind::Event, &["or", "and"], known)) {
            let event = headed(event).name;
            match event.is_blank() {
                true => {
                    remarks.error(event.at(), "an event is missing behind `unless`", "write the event that calls the command off")
                }
                false => reaction.unless.push(Name::read(event, Kind::Event)),
            }
        }
    }
    // `Issue Pause Subscription command` issues Pause Subscription.
    if let Some(issued) = name.behind_word("issue")
        && let Some((at, word)) = issued.words(&["command"]).last()
        && *at > 0
        && issued.from(at + word.len()).is_blank()
        && !known(Kind::Command, name.text())
    {
        name = issued.before(*at);
    }
    if name.is_blank() {
        remarks.error(piece.at(), "a command is missing", "write the command that follows by itself");
        return None;
    }
    if !parts.rest.is_blank() {
        remarks.error(parts.rest.at(), format!("`{}` is not understood here", parts.rest.text()), "write `+` between two commands");
    }
    reaction.command = Name::read(name, Kind::Command);
    for inside in inside {
        if let Some(guard) = guard_in(inside) {
            reaction.guard = Some((expression(guard, remarks)?, guard));
        } else if let Some(time) = inside.behind_word("after").filter(|time| begins_with_a_number(time.text())) {
            reaction.after = Some(delay(time, remarks)?);
        } else if let Some(against) = inside.behind_word("against") {
            let against = against.behind_word("the").unwrap_or(against);
            reaction.aggregate = (!against.is_blank()).then(|| Name::read(against, Kind::Aggregate));
        } else if inside.text().contains('=') {
            reaction.with = assignments(inside, remarks);
        }
    }
    Some(reaction)
}

/// The time in `24h delay` or `a delay of 24h`, behind `with`.
fn with_delay(piece: Piece<'_>) -> Option<Piece<'_>> {
    let piece = piece.words(&["unless"]).first().map_or(piece, |(at, _)| piece.before(*at));
    let piece = piece.behind_word("a").or_else(|| piece.behind_word("an")).unwrap_or(piece);
    let text = piece.text();
    let time = match piece.behind_word("delay").and_then(|rest| rest.behind_word("of")) {
        Some(time) => time,
        None => piece.before(text.get(..text.len().checked_sub(5)?).filter(|_| text.to_lowercase().ends_with("delay"))?.len()),
    };
    duration::parse(time.text()).is_ok().then_some(time)
}

/// A command issued in a scenario.
#[derive(Debug)]
pub struct Issued<'l> {
    /// The command.
    pub command: Name<'l>,
    /// When.
    pub at: Option<String>,
    /// Its arguments.
    pub with: Vec<(FieldName, Literal)>,
}

/// `Deposit Parcel (size = "S") at 12h`, several between commas.
pub fn issued<'l>(piece: Piece<'l>, remarks: &mut Remarks) -> Vec<Issued<'l>> {
    piece.commas().into_iter().filter_map(|part| one_issued(part, remarks)).collect()
}

fn one_issued<'l>(piece: Piece<'l>, remarks: &mut Remarks) -> Option<Issued<'l>> {
    let time = piece.words(&["at"]).into_iter().rev().find(|(at, word)| begins_with_a_number(piece.from(at + word.len()).text()));
    let (head, at) = match time {
        Some((at, word)) => (piece.before(at), Some(delay(piece.from(at + word.len()), remarks)?)),
        None => (piece, None),
    };
    let parts = headed(head);
    if parts.name.is_blank() {
        remarks.error(piece.at(), "a command is missing", "write the command that is issued");
        return None;
    }
    let with =
        parts.inside.into_iter().filter(|inside| inside.text().contains('=')).flat_map(|inside| given(inside, remarks)).collect();
    Some(Issued { command: Name::read(parts.name, Kind::Command), at, with })
}
