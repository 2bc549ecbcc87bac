//! Why a step came out as it did: every expression that was looked at, part by part, with the values put in.
//!
//! The World is taken back to the step, on a copy, and asked again: the same guards with the same sight of the same values, so an
//! explanation cannot say anything else than what happened.

use super::expr::{Env, Expr, Piece, Stop};
use super::happening::{Answer, By, Happening};
use super::model::{Command, Feed, Follow, Guard, Index, Reaction, Recorded};
use super::run::{Input, Run};
use super::step::{self, ASSIGNED, Sight};
use super::value::{Texts, Value};
use super::world::{Handling, World};
use super::{invariants, reacting, tell};
use crate::board::NoteId;

/// One expression that decided a step, or did not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason {
    /// What it decides about: an outcome by its events, a policy, a rule's aggregate, a field, an argument.
    pub about: Box<str>,
    /// What came of it.
    pub verdict: Verdict,
    /// The note on which it is written.
    pub note: Option<NoteId>,
    /// As written; in words where nothing is.
    pub text: Box<str>,
    /// From the whole down to its fields; nothing for words.
    pub parts: Vec<Part>,
}

/// What came of an expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It holds, and was taken.
    Taken,
    /// It holds, but another was chosen.
    Possible,
    /// It does not hold.
    Refused,
    /// An invariant that is broken.
    Broken,
    /// A value that was worked out.
    Set,
    /// It could not be read, or nothing gave a value: somebody answered.
    Answered,
}

/// A part of an expression: from the whole (depth 0) down to its fields.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// How deep it lies.
    pub depth: u16,
    /// As written.
    pub text: Box<str>,
    /// With the values in place of the names, such as `2 < 2`.
    pub filled: Box<str>,
    /// What it comes to, such as `false`, or why it has no value; "not looked at" where `&&`, `||`, `?:` or a fault cut it short.
    pub value: Box<str>,
}

impl Run {
    /// Why a step came out as it did. For a choice or a rejection, every outcome with its guard, then what was assigned; for a
    /// policy its guard, then the arguments that it worked out; for a policy's command where each argument comes from; for a read
    /// model its cells; for a broken invariant the invariant; for what was called off, by what. Nothing for an event, an actor's
    /// command, the clock and quiescence: see [`Run::cause`].
    pub fn why(&self, number: usize) -> Vec<Reason> {
        let Some(step) = self.step(number) else { return Vec::new() };
        let reasons = match &step.what {
            Happening::Chosen { command, outcome, .. } => self.decision(number, *command, Some(*outcome)),
            Happening::Rejected { command, .. } => self.decision(number, *command, None),
            Happening::Fired { .. } => self.reaction(number, true),
            Happening::Skipped { .. } => self.reaction(number, false),
            Happening::Issued { by: By::Policy(_) | By::Agenda(_), arguments, .. } => self.fed(number, arguments),
            Happening::Updated { row: Some(_), .. } => self.cells(number),
            Happening::Broken { aggregate, .. } => self.invariant(number, *aggregate),
            Happening::CalledOff { command, event } => self.unless(number, *command, *event),
            Happening::Issued { .. }
            | Happening::Recorded { .. }
            | Happening::Updated { .. }
            | Happening::Clock { .. }
            | Happening::Quiescent => None,
        };
        reasons.unwrap_or_default()
    }

    /// The World as a step left it.
    fn left(&self, number: usize) -> World {
        self.world.as_it_was(self.done(number))
    }

    fn decision(&self, number: usize, index: Index, taken: Option<u16>) -> Option<Vec<Reason>> {
        let mut then = Run::new(self.model.clone());
        (then.texts, then.world) = (self.texts.clone(), self.world.as_it_was(self.changes(number).start));
        self.inputs(number).iter().for_each(|input| then.put(input));
        let (model, world) = (&*then.model, &then.world);
        let command = model.command(index);
        let handling: &Handling = world.handling.as_ref()?;
        let deciding = Some(command);
        let sight = Sight { model, world, locals: &handling.arguments, asked: &handling.asked, base: handling.base, deciding };
        let possible = step::possible(command, index, &sight, &handling.said).ok()?;
        let teller = Teller { texts: &self.texts, sight: &sight, note: command.note };
        let mut reasons = Vec::new();
        for (outcome, is) in command.outcomes.iter().enumerate() {
            let outcome = outcome as u16;
            let possible = possible.contains(&outcome);
            let verdict = match possible {
                true if taken == Some(outcome) => Verdict::Taken,
                true => Verdict::Possible,
                false => Verdict::Refused,
            };
            let about = tell::outcome(self, index, outcome);
            reasons.push(match &is.guard {
                Guard::When(expr) => teller.expression(&about, verdict, expr),
                Guard::Unreadable(text) => teller.answered(&about, text, yes(possible)),
                Guard::Always => teller.words(&about, verdict, "no guard: always possible"),
                Guard::Otherwise if possible => teller.words(&about, verdict, "otherwise: no guard holds"),
                Guard::Otherwise => teller.words(&about, verdict, "otherwise: not needed, a guard holds"),
            });
        }
        if let Some(taken) = taken {
            reasons.extend(self.assignments(command, index, taken, &teller));
        }
        Some(reasons)
    }

    fn assignments(&self, command: &Command, index: Index, taken: u16, teller: &Teller<'_>) -> Vec<Reason> {
        let Some(aggregate) = command.aggregate.map(|aggregate| self.model.aggregate(aggregate)) else { return Vec::new() };
        let (mut reasons, mut failed) = (Vec::new(), false);
        for (nth, set) in command.outcomes[taken as usize].sets.iter().enumerate() {
            let field = self.texts.get(aggregate.fields[set.field as usize]);
            reasons.push(match &set.expr {
                Some(expr) => {
                    failed |= expr.eval(teller.sight).is_err();
                    teller.expression(field, Verdict::Set, expr)
                }
                None => {
                    let value = teller.sight.value(ASSIGNED - nth as u32);
                    teller.answered(field, &set.text, &value.show(&self.texts).to_string())
                }
            });
        }
        if failed {
            let about = tell::outcome(self, index, taken);
            reasons.push(teller.words(&about, Verdict::Refused, "nothing was assigned: all values together, or none"));
        }
        reasons
    }

    /// The policy that fired or did not, in the World that it left: it changes nothing that its guard could see.
    fn reaction(&self, number: usize, fired: bool) -> Option<Vec<Reason>> {
        let world = self.left(number);
        let (handling, _, reaction) = reacted(self, &world)?;
        let policy = self.model.policy(reaction.policy);
        let sight = following(self, &world, handling);
        let teller = Teller { texts: &self.texts, sight: &sight, note: policy.note };
        let verdict = if fired { Verdict::Taken } else { Verdict::Refused };
        let mut reasons = vec![match &reaction.guard {
            Guard::When(expr) => teller.expression(&policy.name, verdict, expr),
            Guard::Unreadable(text) => teller.answered(&policy.name, text, yes(fired)),
            Guard::Always | Guard::Otherwise => teller.words(&policy.name, verdict, "no guard: it follows always"),
        }];
        if !fired {
            return Some(reasons);
        }
        let chosen = self.chosen(number, reaction);
        if chosen.len() < reaction.then.len() {
            for (nth, follow) in reaction.then.iter().enumerate() {
                let (verdict, words) = match chosen.contains(&nth) {
                    true => (Verdict::Taken, "chosen"),
                    false => (Verdict::Possible, "another was chosen"),
                };
                reasons.push(teller.words(&self.model.command(follow.command).name, verdict, words));
            }
        }
        for follow in reaction.then.get(chosen).unwrap_or_default() {
            let command = self.model.command(follow.command);
            for (argument, feed) in command.arguments.iter().zip(&follow.with) {
                if let Feed::Expr(expr) = feed {
                    let about = format!("{}: {}", command.name, self.texts.get(argument.name));
                    reasons.push(teller.expression(&about, Verdict::Set, expr));
                }
            }
        }
        Some(reasons)
    }

    /// Which of its commands a policy issued when it fired.
    fn chosen(&self, number: usize, reaction: &Reaction) -> std::ops::Range<usize> {
        let answer = self.inputs(number).iter().rev().find_map(|input| match input {
            Input::Answer(Answer::Reaction(nth)) => Some(*nth as usize),
            _ => None,
        });
        answer.map_or(0..reaction.then.len(), |nth| nth..nth + 1)
    }

    /// Where the arguments of a policy's command come from.
    fn fed(&self, number: usize, arguments: &[Value]) -> Option<Vec<Reason>> {
        let origin = self.origin(number)?;
        let world = self.left(origin.step);
        let (handling, _, reaction) = reacted(self, &world)?;
        let policy = self.model.policy(reaction.policy);
        let sight = following(self, &world, handling);
        let teller = Teller { texts: &self.texts, sight: &sight, note: policy.note };
        let follow: &Follow = reaction.then.get(self.chosen(origin.step, reaction))?.get(origin.nth)?;
        let command = self.model.command(follow.command);
        let mut reasons = Vec::new();
        for ((argument, feed), value) in command.arguments.iter().zip(&follow.with).zip(arguments) {
            let name = self.texts.get(argument.name);
            let shown = value.show(&self.texts).to_string();
            let fed = match feed {
                Feed::Expr(expr) => {
                    reasons.push(teller.expression(name, Verdict::Set, expr));
                    expr.eval(&sight).unwrap_or_default()
                }
                Feed::Slot(slot) if sight.value(*slot) != Value::None => {
                    let part = Part { depth: 0, text: name.into(), filled: shown.as_str().into(), value: shown.as_str().into() };
                    reasons.push(teller.reason(name, Verdict::Set, name, vec![part]));
                    sight.value(*slot)
                }
                Feed::Slot(_) | Feed::Default if argument.default() != Value::None => {
                    let default: Box<str> = argument.default().show(&self.texts).to_string().into();
                    let part = Part { depth: 0, text: "its default".into(), filled: default.clone(), value: default };
                    reasons.push(teller.reason(name, Verdict::Set, "its default", vec![part]));
                    argument.default()
                }
                Feed::Slot(_) | Feed::Default | Feed::Nothing => Value::None,
            };
            if fed == Value::None && *value != Value::None {
                reasons.push(teller.answered(name, name, &shown));
            }
        }
        Some(reasons)
    }

    /// The cells that an event wrote into a row.
    fn cells(&self, number: usize) -> Option<Vec<Reason>> {
        let world = self.left(number);
        let handling: &Handling = world.handling.as_ref()?;
        let recorded = reacting::at_hand(&self.model, &world)?;
        let projection = recorded.projections.get(usize::from(world.cursor.next).checked_sub(1)?)?;
        let sight = following(self, &world, handling);
        let note = self.model.read_models[projection.model as usize].note;
        let teller = Teller { texts: &self.texts, sight: &sight, note };
        let cell = |(column, expr): &(_, Option<Expr>)| {
            let column = self.texts.get(*column);
            match expr {
                Some(expr) => teller.expression(column, Verdict::Set, expr),
                None => teller.words(column, Verdict::Refused, "cannot be read: the cell is empty"),
            }
        };
        Some(projection.sets.iter().map(cell).collect())
    }

    fn invariant(&self, number: usize, aggregate: Index) -> Option<Vec<Reason>> {
        let world = self.left(number);
        let checks = invariants::checks(&self.model, &world);
        let check = checks.get(usize::from(world.cursor.next).checked_sub(1)?)?;
        let locals = [check.key];
        let sight = Sight { model: &self.model, world: &world, locals: &locals, asked: &[], base: check.base, deciding: None };
        let of = self.model.aggregate(aggregate);
        let teller = Teller { texts: &self.texts, sight: &sight, note: of.note };
        Some(vec![teller.expression(&of.name, Verdict::Broken, check.expr)])
    }

    /// What called a delayed command off, with the identifying fields that both carry.
    fn unless(&self, number: usize, command: Index, event: Index) -> Option<Vec<Reason>> {
        let (_, _, entry) = self.unscheduled(number)?;
        let world = self.left(number);
        let handling: &Handling = world.handling.as_ref()?;
        let recorded: &Recorded = reacting::at_hand(&self.model, &world)?;
        let mut parts = Vec::new();
        for (name, theirs) in &self.model.command(command).identifying {
            for (_, ours) in recorded.identifying.iter().filter(|(other, _)| other == name) {
                let both = [handling.data[*ours], entry.arguments[*theirs]];
                let value = if both.contains(&Value::None) { "does not tell them apart" } else { "true" };
                let [ours, theirs] = both.map(|value| value.show(&self.texts).to_string());
                let filled = format!("{ours} == {theirs}").into();
                parts.push(Part { depth: 0, text: self.texts.get(*name).into(), filled, value: value.into() });
            }
        }
        let about = self.model.command(command).name.clone();
        let text = format!("unless {}", self.model.event(event).name).into();
        let note = Some(self.model.policy(entry.policy).note);
        Some(vec![Reason { about, verdict: Verdict::Taken, note, text, parts }])
    }
}

fn yes(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// The policy that has just fired or been skipped in a World, with what it reacts to.
fn reacted<'a>(run: &'a Run, world: &'a World) -> Option<(&'a Handling, &'a Recorded, &'a Reaction)> {
    let recorded = reacting::at_hand(&run.model, world)?;
    let nth = usize::from(world.cursor.next).checked_sub(recorded.projections.len() + 1)?;
    let handling: &Handling = world.handling.as_ref()?;
    Some((handling, recorded, recorded.reactions.get(nth)?))
}

/// What is in sight of whatever follows an event.
fn following<'a>(run: &'a Run, world: &'a World, handling: &'a Handling) -> Sight<'a> {
    Sight { model: &run.model, world, locals: &handling.data, asked: &handling.asked, base: handling.base, deciding: None }
}

/// Puts expressions into words, with the values in sight.
struct Teller<'a> {
    texts: &'a Texts,
    sight: &'a Sight<'a>,
    note: NoteId,
}

impl Teller<'_> {
    fn reason(&self, about: &str, verdict: Verdict, text: &str, parts: Vec<Part>) -> Reason {
        Reason { about: about.into(), verdict, note: Some(self.note), text: text.into(), parts }
    }

    fn words(&self, about: &str, verdict: Verdict, words: &str) -> Reason {
        self.reason(about, verdict, words, Vec::new())
    }

    /// What somebody said in the place of an expression that cannot be read.
    fn answered(&self, about: &str, text: &str, said: &str) -> Reason {
        let part = Part { depth: 0, text: text.into(), filled: text.into(), value: said.into() };
        self.reason(about, Verdict::Answered, text, vec![part])
    }

    fn expression(&self, about: &str, verdict: Verdict, expr: &Expr) -> Reason {
        let fields = expr.fields();
        let parts = expr.pieces(self.sight).into_iter().map(|piece| self.part(expr, &fields, &piece)).collect();
        self.reason(about, verdict, expr.text(), parts)
    }

    fn part(&self, expr: &Expr, fields: &[(std::ops::Range<usize>, u32)], piece: &Piece) -> Part {
        let value = match piece.value {
            None => "not looked at".into(),
            Some(Ok(value)) => value.show(self.texts).to_string().into(),
            Some(Err(Stop::Missing(_))) => "no value".into(),
            Some(Err(Stop::Fault(fault))) => fault.to_string().into(),
        };
        let text = &expr.text()[piece.span.clone()];
        let mut filled = String::with_capacity(text.len());
        let mut at = piece.span.start;
        let inside = |span: &std::ops::Range<usize>| piece.span.start <= span.start && span.end <= piece.span.end;
        for (span, slot) in fields.iter().filter(|(span, _)| inside(span)) {
            let value = self.sight.value(*slot);
            if value == Value::None {
                continue;
            }
            filled.push_str(&expr.text()[at..span.start]);
            let shown = value.show(self.texts).to_string();
            match shown.starts_with('-') && filled.trim_end().ends_with('-') {
                true => filled.extend(["(", &shown, ")"]),
                false => filled.push_str(&shown),
            }
            at = span.end;
        }
        filled.push_str(&expr.text()[at..piece.span.end]);
        Part { depth: piece.depth, text: text.into(), filled: filled.into(), value }
    }
}
