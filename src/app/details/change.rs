//! What is typed in the form, as an edit of the note.

use super::slot::{Asks, Slot};
use crate::board::name::{fold, nearest};
use crate::board::{
    Action, Argument, Board, ContextId, Detail, Edit, FieldName, Guard, Kind, Note, NoteId, Projection, Property, Reaction,
};
use crate::engine::{duration, expr};
use crate::notation;

/// Something that is wrong with what is typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// At which byte of what is typed.
    pub at: usize,
    /// What is wrong, and what to write instead.
    pub message: String,
    /// How bad it is.
    pub weight: Weight,
}

/// How bad a problem is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// It is worth knowing.
    Doubt,
    /// It is no expression, or one of another type. A board keeps such a text, and whoever runs it is asked; so it can be kept by
    /// who insists.
    Unread,
    /// It cannot be kept.
    Error,
}

impl Problem {
    fn error(at: usize, message: impl Into<String>) -> Problem {
        Problem { at, message: message.into(), weight: Weight::Error }
    }
}

/// What is typed, understood.
#[derive(Clone, Debug)]
pub struct Change {
    /// The edit that writes it on the board.
    pub edit: Edit,
    /// The expression in it, and at which byte it begins.
    pub expression: Option<(usize, String)>,
}

/// A list whose items can be taken away and moved.
trait Items {
    fn count(&self) -> usize;
    fn take(&mut self, index: usize);
    fn exchange(&mut self, one: usize, other: usize);
}

impl<T> Items for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn take(&mut self, index: usize) {
        self.remove(index);
    }

    fn exchange(&mut self, one: usize, other: usize) {
        self.swap(one, other);
    }
}

/// The list that a place stands in, and where in it.
fn items(detail: &mut Detail, slot: Slot) -> Option<(&mut dyn Items, usize)> {
    Some(match (detail, slot) {
        (Detail::Event(event), Slot::EventField(at)) => (&mut event.fields, at),
        (Detail::Command(command), Slot::Actor(at)) => (&mut command.actors, at),
        (Detail::Command(command), Slot::System(at)) => (&mut command.systems, at),
        (Detail::Command(command), Slot::Argument(at)) => (&mut command.fields, at),
        (Detail::Command(command), Slot::Outcome(at)) => (&mut command.outcomes, at),
        (Detail::Command(command), Slot::Records(outer, at)) => (&mut command.outcomes.get_mut(outer)?.events, at),
        (Detail::Command(command), Slot::Sets(outer, at)) => (&mut command.outcomes.get_mut(outer)?.set, at),
        (Detail::Aggregate(aggregate), Slot::State(at)) => (&mut aggregate.state, at),
        (Detail::Aggregate(aggregate), Slot::Invariant(at)) => (&mut aggregate.invariants, at),
        (Detail::Policy(policy), Slot::When(at)) => (&mut policy.when, at),
        (Detail::Policy(policy), Slot::Then(at)) => (&mut policy.then, at),
        (Detail::Policy(policy), Slot::Unless(outer, at)) => (&mut policy.then.get_mut(outer)?.unless, at),
        (Detail::Policy(policy), Slot::With(outer, at)) => (&mut policy.then.get_mut(outer)?.with, at),
        (Detail::ReadModel(model), Slot::BuiltFrom(at)) => (&mut model.built_from, at),
        (Detail::ReadModel(model), Slot::Shows(at)) => (&mut model.shows, at),
        (Detail::ReadModel(model), Slot::On(at)) => (&mut model.on, at),
        (Detail::ReadModel(model), Slot::Column(outer, at)) => (&mut model.on.get_mut(outer)?.set, at),
        _ => return None,
    })
}

/// How many items stand in the list of a place; nothing where it is in none.
pub fn count(note: &Note, slot: Slot) -> Option<usize> {
    items(&mut note.detail.clone(), slot).map(|(items, _)| items.count())
}

/// The edit that takes an item out of its list.
pub fn without(note: &Note, slot: Slot) -> Option<Edit> {
    let mut detail = note.detail.clone();
    let (items, at) = items(&mut detail, slot)?;
    (at < items.count()).then(|| items.take(at))?;
    set(note.id, detail, slot)
}

/// The edit that moves an item by one, and where it stands then.
pub fn moved(note: &Note, slot: Slot, later: bool) -> Option<(Edit, Slot)> {
    let mut detail = note.detail.clone();
    let (items, at) = items(&mut detail, slot)?;
    let to = if later { at + 1 } else { at.checked_sub(1)? };
    (at.max(to) < items.count()).then(|| items.exchange(at, to))?;
    Some((set(note.id, detail, slot)?, slot.nth(to)))
}

/// The edit that turns yes into no and back.
pub fn turned(note: &Note, slot: Slot) -> Option<Edit> {
    let property = match (&note.detail, slot) {
        (Detail::Event(event), Slot::Pivotal) => Property::Pivotal(!event.pivotal),
        (Detail::Policy(policy), Slot::Choose) => Property::Choose(!policy.choose),
        (Detail::HotSpot(spot), Slot::Resolved) => Property::Resolved(!spot.resolved),
        _ => return None,
    };
    Some(Edit::Set { note: note.id, property })
}

/// The edit that gives a note one of the keys of changed details.
fn set(note: NoteId, detail: Detail, slot: Slot) -> Option<Edit> {
    use Slot::*;
    let property = match (detail, slot) {
        (Detail::Event(event), EventField(_)) => Property::EventFields(event.fields),
        (Detail::Command(command), DecidedBy) => Property::DecidedBy(command.aggregate),
        (Detail::Command(command), Actor(_)) => Property::Actors(command.actors),
        (Detail::Command(command), System(_)) => Property::Systems(command.systems),
        (Detail::Command(command), Argument(_)) => Property::Arguments(command.fields),
        (Detail::Command(command), Outcome(_) | Records(..) | Sets(..)) => Property::Outcomes(command.outcomes),
        (Detail::Aggregate(aggregate), IdentifiedBy) => Property::IdentifiedBy(aggregate.identified_by),
        (Detail::Aggregate(aggregate), State(_)) => Property::State(aggregate.state),
        (Detail::Aggregate(aggregate), Invariant(_)) => Property::Invariants(aggregate.invariants),
        (Detail::Policy(policy), When(_)) => Property::When(policy.when),
        (Detail::Policy(policy), Where) => Property::Where(policy.guard),
        (Detail::Policy(policy), Then(_) | After(_) | Unless(..) | With(..)) => Property::Then(policy.then),
        (Detail::ReadModel(model), Audience) => Property::Audience(model.audience),
        (Detail::ReadModel(model), BuiltFrom(_)) => Property::BuiltFrom(model.built_from),
        (Detail::ReadModel(model), Shows(_)) => Property::Shows(model.shows),
        (Detail::ReadModel(model), KeyedBy) => Property::KeyedBy(model.keyed_by),
        (Detail::ReadModel(model), On(_) | Does(_) | Column(..)) => Property::On(model.on),
        (Detail::HotSpot(spot), About) => Property::About(spot.about),
        _ => return None,
    };
    Some(Edit::Set { note, property })
}

/// What is typed, in the parts that it is put together from.
#[derive(Default)]
struct Typed {
    word: Option<String>,
    note: Option<NoteId>,
    argument: Option<Argument>,
    action: Option<Action>,
    assignment: Option<(FieldName, String)>,
    expression: Option<(usize, String)>,
}

/// What is typed in a place, as a change of the note. `new`: the place is filled for the first time.
///
/// # Errors
/// What is wrong with it.
pub fn change(board: &Board, note: &Note, slot: Slot, new: bool, typed: &str) -> Result<Change, Problem> {
    let text = typed.trim();
    let start = typed.len() - typed.trim_start().len();
    match slot {
        Slot::Tags => {
            let tags = text.split(',').map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect();
            let edit = Edit::Set { note: note.id, property: Property::Tags(tags) };
            return Ok(Change { edit, expression: None });
        }
        Slot::Context => {
            let context = if text.is_empty() { None } else { Some(context(board, text, start)?) };
            return Ok(Change { edit: Edit::Assign { note: note.id, context }, expression: None });
        }
        _ => {}
    }
    let mut detail = note.detail.clone();
    if text.is_empty() && items(&mut detail, slot).is_some() && !matches!(slot, Slot::Outcome(_)) {
        return Err(Problem::error(start, "something has to stand here; remove it in the form if it is to go"));
    }
    let understood = understand(board, slot.asks(new), text, start)?;
    let expression = understood.expression.clone();
    put(&mut detail, slot, new, understood, start)?;
    match set(note.id, detail, slot) {
        Some(edit) => Ok(Change { edit, expression }),
        None => Err(Problem::error(start, format!("a {} cannot stand here", slot.called()))),
    }
}

fn understand(board: &Board, asks: Asks, text: &str, start: usize) -> Result<Typed, Problem> {
    let mut typed = Typed::default();
    if text.is_empty() {
        return Ok(typed);
    }
    match asks {
        Asks::Words | Asks::Labels | Asks::Context | Asks::YesNo | Asks::Nothing => typed.word = Some(text.to_owned()),
        Asks::Field => typed.word = Some(field(text, start)?),
        Asks::Note(kinds) => typed.note = Some(find(board, kinds, text, start)?),
        Asks::Condition => {
            typed.word = Some(text.to_owned());
            typed.expression = Some((start, text.to_owned())).filter(|_| text != "otherwise");
        }
        Asks::Delay => match duration::parse(text) {
            Ok(_) => typed.word = Some(text.to_owned()),
            Err(wrong) => return Err(Problem::error(start, wrong)),
        },
        Asks::Action => match Action::ALL.iter().find(|(_, name)| name.eq_ignore_ascii_case(text)) {
            Some((action, _)) => typed.action = Some(*action),
            None => return Err(Problem::error(start, format!("`{text}` does nothing to a row: write upsert, update or delete"))),
        },
        Asks::Assignment => {
            let Some((name, value, at)) = parts(text, start) else {
                return Err(Problem::error(start + text.len(), "`=` and an expression are missing: write `field = expression`"));
            };
            if value.is_empty() {
                return Err(Problem::error(at, "an expression is missing: write `field = expression`"));
            }
            typed.assignment = Some((field(name, start)?, value.to_owned()));
            typed.expression = Some((at, value.to_owned()));
        }
        Asks::Argument | Asks::State => {
            let (name, values) = match parts(text, start) {
                Some((name, value, at)) => (name, if asks == Asks::State { vec![(value, at)] } else { bars(value, at) }),
                None => (text, Vec::new()),
            };
            let name = field(name, start)?;
            let values = values.into_iter().map(|(value, at)| notation::literal(value).map_err(|wrong| Problem::error(at, wrong)));
            let values = values.collect::<Result<Vec<_>, _>>()?;
            typed.argument = Some(Argument { name, values, listed: false });
        }
    }
    Ok(typed)
}

/// Writes what was understood into the details.
fn put(detail: &mut Detail, slot: Slot, new: bool, typed: Typed, start: usize) -> Result<(), Problem> {
    use Slot::*;
    let Typed { word, note, argument, action, assignment, .. } = typed;
    match (detail, slot) {
        (Detail::Event(event), EventField(at)) => {
            once(event.fields.iter(), at, word.as_ref(), start)?;
            place(&mut event.fields, at, word);
        }
        (Detail::Command(command), DecidedBy) => command.aggregate = note,
        (Detail::Command(command), Actor(at)) => listed(&mut command.actors, at, note, start)?,
        (Detail::Command(command), System(at)) => listed(&mut command.systems, at, note, start)?,
        (Detail::Command(command), Argument(at)) => {
            once(command.fields.iter().map(|field| &field.name), at, argument.as_ref().map(|new| &new.name), start)?;
            // A list of one value stays a list.
            let listed = command.fields.get(at).is_some_and(|field| field.listed);
            place(&mut command.fields, at, argument.map(|new| crate::board::Argument { listed, ..new }));
        }
        (Detail::Command(command), Outcome(_)) if new => {
            command.outcomes.extend(note.map(|event| crate::board::Outcome { events: vec![event], ..Default::default() }));
        }
        (Detail::Command(command), Outcome(at)) => {
            if let Some(outcome) = command.outcomes.get_mut(at) {
                outcome.guard = match word {
                    None => Guard::None,
                    Some(word) if word == "otherwise" => Guard::Otherwise,
                    Some(word) => Guard::When(word),
                };
            }
        }
        (Detail::Command(command), Records(outer, at)) => {
            within(&mut command.outcomes, outer, |outcome: &mut crate::board::Outcome| {
                listed(&mut outcome.events, at, note, start)
            })?
        }
        (Detail::Command(command), Sets(outer, at)) => {
            within(&mut command.outcomes, outer, |outcome: &mut crate::board::Outcome| {
                assign(&mut outcome.set, at, assignment, start)
            })?
        }
        (Detail::Aggregate(aggregate), IdentifiedBy) => aggregate.identified_by = word,
        (Detail::Aggregate(aggregate), State(at)) => {
            once(aggregate.state.iter().map(|(name, _)| name), at, argument.as_ref().map(|new| &new.name), start)?;
            place(&mut aggregate.state, at, argument.map(|new| (new.name, new.values.into_iter().next())));
        }
        (Detail::Aggregate(aggregate), Invariant(at)) => place(&mut aggregate.invariants, at, word),
        (Detail::Policy(policy), When(at)) => listed(&mut policy.when, at, note, start)?,
        (Detail::Policy(policy), Where) => policy.guard = word,
        (Detail::Policy(policy), Then(at)) => match (policy.then.get_mut(at), note) {
            (Some(reaction), Some(command)) => reaction.command = command,
            (None, Some(command)) => policy.then.push(Reaction::new(command)),
            (_, None) => {}
        },
        (Detail::Policy(policy), After(at)) => {
            if let Some(reaction) = policy.then.get_mut(at) {
                reaction.after = word;
            }
        }
        (Detail::Policy(policy), Unless(outer, at)) => {
            within(&mut policy.then, outer, |reaction| listed(&mut reaction.unless, at, note, start))?
        }
        (Detail::Policy(policy), With(outer, at)) => {
            within(&mut policy.then, outer, |reaction| assign(&mut reaction.with, at, assignment, start))?
        }
        (Detail::ReadModel(model), Audience) => model.audience = word,
        (Detail::ReadModel(model), BuiltFrom(at)) => listed(&mut model.built_from, at, note, start)?,
        (Detail::ReadModel(model), Shows(at)) => place(&mut model.shows, at, word),
        (Detail::ReadModel(model), KeyedBy) => model.keyed_by = word,
        (Detail::ReadModel(model), On(at)) => match (model.on.get_mut(at), note) {
            (Some(projection), Some(event)) => projection.event = event,
            (None, Some(event)) => {
                model.on.push(Projection { event, action: Action::Upsert, set: Vec::new(), unknown: Vec::new() });
            }
            (_, None) => {}
        },
        (Detail::ReadModel(model), Does(at)) => {
            if let (Some(projection), Some(action)) = (model.on.get_mut(at), action) {
                projection.action = action;
            }
        }
        (Detail::ReadModel(model), Column(outer, at)) => {
            within(&mut model.on, outer, |projection| assign(&mut projection.set, at, assignment, start))?
        }
        (Detail::HotSpot(spot), About) => spot.about = note,
        _ => {}
    }
    Ok(())
}

fn within<T>(items: &mut [T], at: usize, work: impl FnOnce(&mut T) -> Result<(), Problem>) -> Result<(), Problem> {
    items.get_mut(at).map_or(Ok(()), work)
}

/// Puts an item in its place, or behind the last.
fn place<T>(items: &mut Vec<T>, at: usize, item: Option<T>) {
    match (items.get_mut(at), item) {
        (Some(there), Some(item)) => *there = item,
        (None, Some(item)) => items.push(item),
        (_, None) => {}
    }
}

fn listed(ids: &mut Vec<NoteId>, at: usize, id: Option<NoteId>, start: usize) -> Result<(), Problem> {
    if id.is_some_and(|id| ids.iter().enumerate().any(|(index, other)| index != at && *other == id)) {
        return Err(Problem::error(start, "this one stands in the list already"));
    }
    place(ids, at, id);
    Ok(())
}

fn assign(
    set: &mut Vec<(FieldName, String)>,
    at: usize,
    assignment: Option<(FieldName, String)>,
    start: usize,
) -> Result<(), Problem> {
    once(set.iter().map(|(name, _)| name), at, assignment.as_ref().map(|(name, _)| name), start)?;
    place(set, at, assignment);
    Ok(())
}

/// Whether a name stands nowhere else in its list.
fn once<'n>(names: impl Iterator<Item = &'n String>, at: usize, name: Option<&String>, start: usize) -> Result<(), Problem> {
    let twice = names.enumerate().find(|(index, other)| *index != at && Some(*other) == name);
    match twice {
        Some((_, name)) => Err(Problem::error(start, format!("`{name}` is there already; give this one another name"))),
        None => Ok(()),
    }
}

/// The name of a field: words standing apart are one.
fn field(text: &str, start: usize) -> Result<FieldName, Problem> {
    let name = text.split_whitespace().collect::<Vec<_>>().join("_");
    let strange = text.char_indices().find(|(_, c)| !(c.is_alphanumeric() || c.is_whitespace() || matches!(c, '_' | '-' | '.')));
    match strange {
        _ if name.is_empty() => Err(Problem::error(start, "the name of a field is missing, such as retry_count")),
        Some((at, c)) => {
            Err(Problem::error(start + at, format!("`{c}` cannot stand in the name of a field: write one such as retry_count")))
        }
        None => Ok(name),
    }
}

/// What stands before and behind `=`, and at which byte the latter begins.
fn parts(text: &str, start: usize) -> Option<(&str, &str, usize)> {
    let (name, value) = text.split_once('=')?;
    // `a == b` is a comparison and gives no field a value.
    if value.starts_with('=') || name.ends_with(['<', '>', '!']) {
        return None;
    }
    let blank = value.len() - value.trim_start().len();
    Some((name.trim_end(), value.trim(), start + name.len() + 1 + blank))
}

/// The parts between bars outside of texts, and at which byte each begins.
fn bars(text: &str, start: usize) -> Vec<(&str, usize)> {
    let (mut parts, mut from, mut quote, mut escaped) = (Vec::new(), 0, None, false);
    let mut ends: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices() {
        match quote {
            None if c == '|' => ends.push(at),
            None if matches!(c, '"' | '\'') => quote = Some(c),
            Some(open) if c == open && !escaped => quote = None,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    for end in ends.into_iter().chain([text.len()]) {
        let part = &text[from..end];
        let blank = part.len() - part.trim_start().len();
        parts.push((part.trim(), start + from + blank));
        from = end + 1;
    }
    parts
}

/// The note that a name means.
fn find(board: &Board, kinds: &[Kind], text: &str, start: usize) -> Result<NoteId, Problem> {
    let wanted = fold(text);
    let mut notes = board.notes().iter().filter(|note| kinds.contains(&note.kind()));
    if let Some(note) = notes.find(|note| fold(&note.text) == wanted) {
        return Ok(note.id);
    }
    let what = match kinds {
        [kind] => kind.name(),
        _ => "note",
    };
    let message = format!("no {what} is called so: tab completes a name; new ones are made on the wall");
    Err(Problem::error(start, message))
}

fn context(board: &Board, text: &str, start: usize) -> Result<ContextId, Problem> {
    let contexts = &board.heading().contexts;
    if let Some(context) = contexts.iter().find(|context| fold(&context.name) == fold(text)) {
        return Ok(context.id);
    }
    let near = nearest(text, contexts.iter().map(|context| context.name.as_str()));
    let near = near.map_or(String::new(), |near| format!(": did you mean {near}?"));
    Err(Problem::error(start, format!("no context is called so{near}, and new ones are made on the wall")))
}

/// What is wrong with the syntax of an expression at some byte.
pub fn syntax(at: usize, text: &str) -> Option<Problem> {
    expr::syntax(text).err().map(|wrong| unread(at, wrong.span.start, wrong.message, wrong.hint, Weight::Unread))
}

/// A problem with an expression.
pub fn unread(at: usize, inside: usize, message: String, hint: Option<String>, weight: Weight) -> Problem {
    let message = match hint {
        Some(hint) => format!("{message}: {hint}"),
        None => message,
    };
    Problem { at: at + inside, message, weight }
}
