//! Two notes that mean the same become one: who stays, what it takes over, and who has to point at it now.

use super::{
    AnswerTo, AnswerWith, Board, Command, Detail, Edit, HotSpot, Note, NoteId, Outcome, Policy, Projection, Reaction, ReadModel,
    Refusal, Scenario,
};

/// How two notes become one.
#[derive(Clone, PartialEq, Debug)]
pub struct Merger {
    /// The edit: one that undoes itself as one.
    pub edit: Edit,
    /// What both notes say differently, by the name of the key; the note that stays keeps what it says.
    pub differing: Vec<String>,
}

/// Joins a note into another of its kind, which stays with its text and its place.
///
/// The note that stays takes over what the other one says beyond it. Everything that points at the other note, notes and
/// scenarios alike, points at the one that stays. What two reactions or outcomes of one note then say alike, it says once.
///
/// # Errors
/// There is no such note, both are the same, or they are of different kinds.
pub fn merge(board: &Board, keep: NoteId, gone: NoteId) -> Result<Merger, Refusal> {
    let note = |id: NoteId| board.note(id).ok_or(Refusal::NoSuchNote(id));
    let (kept, lost) = (note(keep)?, note(gone)?);
    if keep == gone {
        return Err(Refusal::Itself);
    }
    if kept.kind() != lost.kind() {
        return Err(Refusal::DifferentKinds { keep: kept.kind(), gone: lost.kind() });
    }
    let mut joining = Joining::default();
    let joined = joining.notes(Note::clone(kept), lost);
    let replace = |note: Note| Edit::Replace { note: Box::new(note), before: None };
    let mut edits = vec![replace(joined)];
    for referrer in board.referrers(gone).iter().filter(|id| **id != keep).filter_map(|id| board.note(*id)) {
        let mut note = Note::clone(referrer);
        redirect(&mut note.detail, gone, keep);
        edits.push(replace(note));
    }
    let scenarios = &board.heading().scenarios;
    if scenarios.iter().any(|scenario| scenario.references().any(|id| id == gone)) {
        let mut scenarios = scenarios.clone();
        scenarios.iter_mut().for_each(|scenario| redirect_scenario(scenario, gone, keep));
        edits.push(Edit::SetScenarios(scenarios));
    }
    edits.push(Edit::Remove(gone));
    Ok(Merger { edit: Edit::Group(edits), differing: joining.differing })
}

/// Lets everything that points at one note point at another.
fn redirect(detail: &mut Detail, gone: NoteId, keep: NoteId) {
    let one = |id: &mut NoteId| {
        if *id == gone {
            *id = keep;
        }
    };
    let many = |ids: &mut Vec<NoteId>| once_changed(ids, one);
    match detail {
        Detail::Command(command) => {
            many(&mut command.actors);
            many(&mut command.systems);
            command.aggregate.as_mut().into_iter().for_each(one);
            once_changed(&mut command.outcomes, |outcome| many(&mut outcome.events));
        }
        Detail::Policy(policy) => {
            many(&mut policy.when);
            once_changed(&mut policy.then, |reaction| {
                one(&mut reaction.command);
                many(&mut reaction.unless);
            });
        }
        Detail::ReadModel(model) => {
            many(&mut model.built_from);
            once_changed(&mut model.on, |projection| one(&mut projection.event));
        }
        Detail::HotSpot(spot) => spot.about.as_mut().into_iter().for_each(one),
        Detail::Actor | Detail::Aggregate(_) | Detail::ExternalSystem | Detail::Event(_) => {}
    }
}

/// Changes every item; one that says the same as another only now goes. What stood twice before is not touched.
fn once_changed<T: PartialEq + Clone>(items: &mut Vec<T>, change: impl Fn(&mut T)) {
    let mut kept: Vec<(T, bool)> = Vec::with_capacity(items.len());
    for old in items.iter() {
        let mut new = old.clone();
        change(&mut new);
        let changed = new != *old;
        if !kept.iter().any(|(other, other_changed)| (changed || *other_changed) && *other == new) {
            kept.push((new, changed));
        }
    }
    *items = kept.into_iter().map(|(item, _)| item).collect();
}

fn redirect_scenario(scenario: &mut Scenario, gone: NoteId, keep: NoteId) {
    let one = |id: &mut NoteId| {
        if *id == gone {
            *id = keep;
        }
    };
    for issue in scenario.given.iter_mut().chain(&mut scenario.when) {
        one(&mut issue.command);
        for answer in &mut issue.answers {
            if let AnswerTo::Note(id) = &mut answer.to {
                one(id);
            }
            if let AnswerWith::Note(id) = &mut answer.with {
                one(id);
            }
        }
    }
    scenario.then.iter_mut().chain(&mut scenario.never).for_each(one);
}

/// What is found to differ while two notes are joined.
#[derive(Default)]
struct Joining {
    differing: Vec<String>,
}

impl Joining {
    fn notes(&mut self, mut keep: Note, gone: &Note) -> Note {
        let (own, id) = (keep.id, gone.id);
        self.one("context", &mut keep.context, &gone.context);
        add(&mut keep.tags, &gone.tags);
        add(&mut keep.silenced, &gone.silenced);
        self.named("", &mut keep.unknown, &gone.unknown, |(name, _)| name);
        match (&mut keep.detail, &gone.detail) {
            (Detail::Event(keep), Detail::Event(gone)) => {
                add(&mut keep.fields, &gone.fields);
                keep.pivotal |= gone.pivotal;
            }
            (Detail::Command(keep), Detail::Command(gone)) => self.commands(keep, gone),
            (Detail::Aggregate(keep), Detail::Aggregate(gone)) => {
                for (name, value) in &gone.state {
                    match keep.state.iter_mut().find(|(known, _)| known == name) {
                        Some((_, known)) => self.one(name, known, value),
                        None => keep.state.push((name.clone(), value.clone())),
                    }
                }
                add(&mut keep.invariants, &gone.invariants);
                self.one("identified_by", &mut keep.identified_by, &gone.identified_by);
            }
            (Detail::Policy(keep), Detail::Policy(gone)) => self.policies(keep, gone),
            (Detail::ReadModel(keep), Detail::ReadModel(gone)) => self.read_models(keep, gone),
            (Detail::HotSpot(keep), Detail::HotSpot(gone)) => self.hot_spots(keep, gone, own, id),
            _ => {}
        }
        keep
    }

    fn commands(&mut self, keep: &mut Command, gone: &Command) {
        self.one("aggregate", &mut keep.aggregate, &gone.aggregate);
        add(&mut keep.actors, &gone.actors);
        add(&mut keep.systems, &gone.systems);
        self.named("field ", &mut keep.fields, &gone.fields, |field| &field.name);
        let bare = |outcome: &Outcome| *outcome == Outcome { events: outcome.events.clone(), ..Outcome::default() };
        self.said(
            "outcomes",
            &mut keep.outcomes,
            &gone.outcomes,
            |a, b| a.events == b.events && (a.guard == b.guard || bare(a) || bare(b)),
            bare,
        );
    }

    fn policies(&mut self, keep: &mut Policy, gone: &Policy) {
        add(&mut keep.when, &gone.when);
        self.one("where", &mut keep.guard, &gone.guard);
        if keep.then.is_empty() {
            keep.choose |= gone.choose;
        } else if !gone.then.is_empty() {
            self.same("choose", keep.choose, gone.choose);
        }
        // At once and a day later are two reactions.
        let alike = |a: &Reaction, b: &Reaction| a.command == b.command && a.after == b.after;
        let bare = |a: &Reaction| *a == Reaction { after: a.after.clone(), ..Reaction::new(a.command) };
        self.said("then", &mut keep.then, &gone.then, alike, bare);
    }

    fn read_models(&mut self, keep: &mut ReadModel, gone: &ReadModel) {
        self.one("audience", &mut keep.audience, &gone.audience);
        add(&mut keep.built_from, &gone.built_from);
        add(&mut keep.shows, &gone.shows);
        self.one("keyed_by", &mut keep.keyed_by, &gone.keyed_by);
        let alike = |a: &Projection, b: &Projection| a.event == b.event;
        self.said("on", &mut keep.on, &gone.on, alike, |_| false);
    }

    fn hot_spots(&mut self, keep: &mut HotSpot, gone: &HotSpot, own: NoteId, id: NoteId) {
        // A question about the other of the two is one about itself now.
        keep.about = keep.about.filter(|about| *about != id);
        self.one("about", &mut keep.about, &gone.about.filter(|about| *about != own));
        self.same("resolved", keep.resolved, gone.resolved);
        self.one("run", &mut keep.run, &gone.run);
        for (who, dots) in &gone.votes {
            match keep.votes.iter_mut().find(|(known, _)| known == who) {
                Some((_, known)) => *known = known.saturating_add(*dots),
                None => keep.votes.push((who.clone(), *dots)),
            }
        }
    }

    fn same(&mut self, key: &str, keep: bool, gone: bool) {
        if keep != gone {
            self.differ(key);
        }
    }

    /// A key with at most one value.
    fn one<T: PartialEq + Clone>(&mut self, key: &str, keep: &mut Option<T>, gone: &Option<T>) {
        match (&keep, gone) {
            (None, _) => keep.clone_from(gone),
            (Some(a), Some(b)) if a != b => self.differ(key),
            _ => {}
        }
    }

    /// Things that have a name, which stands once.
    fn named<T: PartialEq + Clone>(&mut self, what: &str, keep: &mut Vec<T>, gone: &[T], name: impl Fn(&T) -> &String) {
        for item in gone {
            match keep.iter().find(|known| name(known) == name(item)) {
                Some(known) if known != item => self.differ(&format!("{what}{}", name(item))),
                Some(_) => {}
                None => keep.push(item.clone()),
            }
        }
    }

    /// Things of which two may be about the same: one that says nothing more gives way to the other.
    fn said<T: PartialEq + Clone>(
        &mut self,
        key: &str,
        keep: &mut Vec<T>,
        gone: &[T],
        alike: impl Fn(&T, &T) -> bool,
        bare: impl Fn(&T) -> bool,
    ) {
        let own = keep.len();
        for item in gone {
            if keep[..own].contains(item) {
                continue;
            }
            match keep[..own].iter_mut().find(|known| alike(known, item)) {
                Some(known) if bare(known) => *known = item.clone(),
                Some(_) if bare(item) => {}
                Some(_) => self.differ(key),
                None => keep.push(item.clone()),
            }
        }
    }

    fn differ(&mut self, key: &str) {
        if !self.differing.iter().any(|known| known == key) {
            self.differing.push(key.to_owned());
        }
    }
}

/// Adds what is not there yet.
fn add<T: PartialEq + Clone>(keep: &mut Vec<T>, gone: &[T]) {
    for item in gone {
        if !keep.contains(item) {
            keep.push(item.clone());
        }
    }
}
