//! A run that keeps no story: a World moved on by the one `step`, with nobody told what happened. It cannot go back and says
//! nothing, and so pays for neither: for searching, and for measuring.

use super::happening::{Answer, By, Question};
use super::model::{Argument, Index, Model};
use super::step::{self, Progress};
use super::value::Value;
use super::world::{Pending, Stage, World};

/// A World that is moved on silently.
#[derive(Debug)]
pub struct Silent<'m> {
    model: &'m Model,
    world: World,
}

impl<'m> Silent<'m> {
    /// The World before anything happened.
    pub fn new(model: &'m Model) -> Silent<'m> {
        Silent { model, world: World::forgetful(model) }
    }

    /// The World now.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Issues a command with its defaults, now. False while a chain is going on.
    pub fn issue(&mut self, command: Index) -> bool {
        let quiet = self.world.cursor.stage == Stage::Idle && self.world.queue.is_empty();
        if quiet {
            let arguments = self.model.command(command).arguments.iter().map(Argument::default).collect();
            self.world.enqueue(Pending { command, arguments, by: By::Actor, not_before: self.world.clock() });
        }
        quiet
    }

    /// Goes on until something is asked or nothing is left to do, at most `most` steps; with how many steps were made.
    pub fn play(&mut self, most: usize) -> (usize, Progress) {
        for steps in 0..most {
            match step::step(self.model, &mut self.world, None, &mut ()) {
                Progress::Stepped => {}
                ended => return (steps, ended),
            }
        }
        (most, Progress::Stepped)
    }

    /// Answers the question that [`Silent::play`] came upon: which outcome, which command, yes or no. False for an answer of another
    /// sort, or a value: that is a matter for a [`super::Run`], which keeps texts.
    pub fn answer(&mut self, question: &Question, answer: &Answer) -> bool {
        let fits = match (question, answer) {
            (Question::Guard { .. }, Answer::Yes(_)) => true,
            (Question::Outcome { options, .. }, Answer::Outcome(outcome)) => options.contains(outcome),
            (Question::Reaction { commands, .. }, Answer::Reaction(reaction)) => (*reaction as usize) < commands.len(),
            _ => false,
        };
        if fits {
            step::answer(&mut self.world, question, answer, Value::None);
        }
        fits
    }
}
