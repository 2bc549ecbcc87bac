//! The chain as box-drawing text: from each command that somebody issues, through outcomes and policies, to the events that end it.
//!
//! Every command, event and policy is opened once; where it comes again it is named and the reader sent there: `↻` where it leads
//! round in a circle, `(above)` where it was opened already, `(below)` where the tree has grown too deep for the page and goes on
//! from a root of its own. So the text grows with the board and not with the number of ways through it.

use std::collections::VecDeque;

use unicode_width::UnicodeWidthStr;

use super::relations::Relations;
use super::words;
use crate::board::{Command, Detail, Kind, Link, Policy, Reaction};
use crate::method::legend::shape;

/// How wide a line may be, where a single word does not force it to be wider.
const WIDTH: usize = 100;
/// How far a command may be indented and still be opened where it stands.
const DEEPEST: usize = 42;

/// What a line of the tree is about.
enum Item {
    /// A command with how it is issued.
    Command(usize, String),
    /// The outcome with a position among a command's outcomes, where it takes a line of its own.
    Outcome(usize, usize),
    /// An event with when it is recorded.
    Event(usize, String),
    Policy(usize),
}

/// What is known of a note while the tree grows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Not,
    /// Its line stands, and what follows from it is being written.
    Open,
    Done,
    /// It will be a root.
    Promised,
}

struct Tree<'w, 'b> {
    wall: &'w Relations<'b>,
    seen: Vec<Seen>,
    below: VecDeque<usize>,
    text: String,
}

/// The whole chain; nothing where there is no command, no event and no policy.
pub fn text(wall: &Relations<'_>) -> String {
    let mut tree = Tree { wall, seen: vec![Seen::Not; wall.len()], below: VecDeque::new(), text: String::new() };
    for actor in wall.all(Kind::Actor) {
        let commands: Vec<usize> = wall.keepers(actor, Link::Issues).collect();
        if !commands.is_empty() {
            let head = format!("{} {}", shape(Kind::Actor), words::title(wall.note(actor)));
            tree.root(&head, commands.into_iter().map(|command| Item::Command(command, String::new())).collect());
        }
    }
    let unissued = wall.all(Kind::Command).filter(|command| wall.keepers(*command, Link::Then).next().is_none());
    tree.unseen("(nobody issues these yet)", unissued.collect(), |command| Item::Command(command, String::new()));
    // What no actor's command leads to: events that nothing records, policies that nothing triggers, circles.
    let unrecorded = wall.all(Kind::Event).filter(|event| wall.keepers(*event, Link::Records).next().is_none());
    tree.unseen("(nothing records these yet)", unrecorded.collect(), |event| Item::Event(event, String::new()));
    tree.unseen("(nothing triggers these yet)", wall.all(Kind::Policy).collect(), Item::Policy);
    tree.unseen("(no actor leads here)", wall.all(Kind::Command).collect(), |command| Item::Command(command, String::new()));
    tree.text
}

impl Tree<'_, '_> {
    /// Writes a tree under a heading, and whatever of it had to be left for below.
    fn root(&mut self, heading: &str, items: Vec<Item>) {
        self.begin();
        self.put("", "", heading);
        self.children("", items);
        while let Some(command) = self.below.pop_front() {
            self.begin();
            self.seen[command] = Seen::Not;
            self.show(Item::Command(command, "(from above)".to_owned()), "", None);
        }
    }

    /// Writes those of some notes that no tree holds yet, under a heading.
    fn unseen(&mut self, heading: &str, notes: Vec<usize>, item: impl Fn(usize) -> Item) {
        let mut headed = false;
        for note in notes {
            if self.seen[note] == Seen::Not {
                if !headed {
                    self.begin();
                    self.put("", "", heading);
                    headed = true;
                }
                self.root_of(item(note));
            }
        }
    }

    fn root_of(&mut self, item: Item) {
        self.show(item, "", None);
        while let Some(command) = self.below.pop_front() {
            self.seen[command] = Seen::Not;
            self.show(Item::Command(command, "(from above)".to_owned()), "", None);
        }
    }

    /// A blank line between trees.
    fn begin(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn children(&mut self, prefix: &str, items: Vec<Item>) {
        let count = items.len();
        for (index, item) in items.into_iter().enumerate() {
            self.show(item, prefix, Some(index + 1 == count));
        }
    }

    /// Writes an item behind a prefix and, where it was not opened before, all that follows from it. `last`: whether it is the last
    /// of its brothers; nothing for a root.
    fn show(&mut self, item: Item, prefix: &str, last: Option<bool>) {
        let (joint, on) = match last {
            None => ("", ""),
            Some(false) => ("├─ ", "│  "),
            Some(true) => ("└─ ", "   "),
        };
        let inner = format!("{prefix}{on}");
        let number = match &item {
            Item::Command(number, _) | Item::Event(number, _) | Item::Policy(number) => Some(*number),
            Item::Outcome(..) => None,
        };
        let mut follows = match number.map_or(Seen::Not, |number| self.seen[number]) {
            Seen::Not => self.follows(&item),
            _ => Vec::new(),
        };
        let deep = matches!(item, Item::Command(..)) && prefix.width() > DEEPEST && !follows.is_empty();
        let text = self.words(&item, deep);
        if deep {
            follows.clear();
        }
        let rest = if follows.is_empty() { format!("{inner}   ") } else { format!("{inner}│  ") };
        self.put(&format!("{prefix}{joint}"), &rest, &text);
        match number {
            Some(number) if deep => {
                self.seen[number] = Seen::Promised;
                self.below.push_back(number);
            }
            Some(number) if self.seen[number] == Seen::Not => {
                self.seen[number] = Seen::Open;
                self.children(&inner, follows);
                self.seen[number] = Seen::Done;
            }
            Some(_) => {}
            None => self.children(&inner, follows),
        }
    }

    /// What follows from an item at once.
    fn follows(&self, item: &Item) -> Vec<Item> {
        match item {
            Item::Command(number, _) => match self.command(*number) {
                Some(command) => (0..command.outcomes.len()).map(|index| self.outcome(*number, command, index)).collect(),
                None => Vec::new(),
            },
            Item::Outcome(number, index) => {
                let events = self.command(*number).map(|command| command.outcomes[*index].events.as_slice()).unwrap_or_default();
                self.wall.those(events).map(|event| Item::Event(event, String::new())).collect()
            }
            Item::Event(number, _) => self.wall.keepers(*number, Link::Triggers).map(Item::Policy).collect(),
            Item::Policy(number) => match &self.wall.note(*number).detail {
                Detail::Policy(policy) => {
                    let issued =
                        |reaction: &Reaction| Some(Item::Command(self.wall.number(reaction.command)?, self.delay(reaction)));
                    policy.then.iter().filter_map(issued).collect()
                }
                _ => Vec::new(),
            },
        }
    }

    /// An outcome of one event is that event's line.
    fn outcome(&self, number: usize, command: &Command, index: usize) -> Item {
        match command.outcomes[index].events.as_slice() {
            [event] => match self.wall.number(*event) {
                Some(event) => Item::Event(event, self.guard(command, index)),
                None => Item::Outcome(number, index),
            },
            _ => Item::Outcome(number, index),
        }
    }

    fn command(&self, number: usize) -> Option<&Command> {
        match &self.wall.note(number).detail {
            Detail::Command(command) => Some(command),
            _ => None,
        }
    }

    fn guard(&self, command: &Command, index: usize) -> String {
        match words::guard(&command.outcomes[index]) {
            None => String::new(),
            Some((word, None)) => word.to_owned(),
            Some((word, Some(expression))) => format!("{word} {expression}"),
        }
    }

    fn delay(&self, reaction: &Reaction) -> String {
        let unless = self.wall.titles(&reaction.unless);
        let unless = if unless.is_empty() { None } else { Some(format!("unless {}", words::either(&unless))) };
        words::delay(reaction).into_iter().chain(unless).collect::<Vec<_>>().join(" ")
    }

    /// The line of an item.
    fn words(&self, item: &Item, deep: bool) -> String {
        let (number, mut parts) = match item {
            Item::Outcome(number, index) => return self.outcome_words(*number, *index),
            Item::Command(number, how) => (*number, vec![how.clone()]),
            Item::Event(number, when) => (*number, vec![when.clone()]),
            Item::Policy(number) => (*number, vec![self.policy_words(*number)]),
        };
        let note = self.wall.note(number);
        let mut name = format!("{} {}", shape(note.kind()), words::title(note));
        match self.seen[number] {
            Seen::Open => {
                name = format!("↻ {}", words::title(note));
                parts.push("(above)".to_owned());
            }
            Seen::Done if !self.follows(item).is_empty() => parts.push("(above)".to_owned()),
            Seen::Promised => parts.push("(below)".to_owned()),
            Seen::Not if deep => parts.push("(below)".to_owned()),
            Seen::Not => {
                if let (Item::Command(..), Some(command)) = (item, self.command(number)) {
                    name.push_str(&self.handled(command));
                }
            }
            Seen::Done => {}
        }
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() { name } else { format!("{name}  {}", parts.join("  ")) }
    }

    fn outcome_words(&self, number: usize, index: usize) -> String {
        let Some(command) = self.command(number) else { return String::new() };
        let guard = self.guard(command, index);
        match (command.outcomes[index].events.len(), guard.is_empty()) {
            (0, true) => "nothing recorded".to_owned(),
            (0, false) => format!("nothing recorded  {guard}"),
            (_, true) => "together".to_owned(),
            (_, false) => guard,
        }
    }

    /// Who handles a command: ` → ◆ Billing ◎ Payment Gateway`.
    fn handled(&self, command: &Command) -> String {
        let mut handled = String::new();
        for number in self.wall.those(command.aggregate.as_slice()).chain(self.wall.those(&command.systems)) {
            let note = self.wall.note(number);
            let arrow = if handled.is_empty() { " → " } else { ", " };
            handled.push_str(&format!("{arrow}{} {}", shape(note.kind()), words::title(note)));
        }
        if command.outcomes.is_empty() {
            handled.push_str("  (nothing recorded yet)");
        }
        handled
    }

    fn policy_words(&self, number: usize) -> String {
        let Detail::Policy(Policy { guard, choose, then, .. }) = &self.wall.note(number).detail else { return String::new() };
        let guard = guard.as_deref().map(words::line).filter(|guard| !guard.is_empty()).map(|guard| format!("if {guard}"));
        let choice = (*choose && then.len() > 1).then(|| "(one of these)".to_owned());
        guard.into_iter().chain(choice).collect::<Vec<_>>().join("  ")
    }

    /// Writes a text behind a prefix; what does not fit the line goes on behind another one.
    fn put(&mut self, first: &str, rest: &str, text: &str) {
        self.text.push_str(first);
        let mut column = first.width();
        let mut fresh = true;
        for word in words::pieces(text) {
            let width = word.width();
            if column + width > WIDTH && !fresh {
                self.text.truncate(self.text.trim_end_matches(' ').len());
                self.text.push('\n');
                self.text.push_str(rest);
                column = rest.width();
                fresh = true;
            }
            if fresh && word.trim().is_empty() {
                continue;
            }
            self.text.push_str(word);
            column += width;
            fresh = false;
        }
        self.text.push('\n');
    }
}
