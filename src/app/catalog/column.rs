//! The columns of the tables: what each kind is asked, and what a note says to it.

use super::Table;
use crate::board::name::fold;
use crate::board::{Board, Detail, Guard, Kind, Link, Literal, Note, NoteId};
use crate::method::dots;

/// More names than this are not listed in a cell.
const MOST: usize = 12;

/// A column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// The kind.
    Kind,
    /// What is written on the note.
    Name,
    /// The context.
    Context,
    /// The notes at the other ends of its arrows.
    Connected,
    /// Who issues the command: actors and policies.
    IssuedBy,
    /// The aggregate that decides about the command.
    DecidedBy,
    /// What may come of the command.
    Outcomes,
    /// The systems that the command calls.
    Calls,
    /// The arguments of the command.
    Needs,
    /// The commands that raise the event.
    RaisedBy,
    /// The policies that the event triggers.
    Triggers,
    /// The read models in which the event is seen.
    SeenIn,
    /// What the event carries.
    Carries,
    /// The events to which the policy reacts.
    When,
    /// The guard of the policy.
    Guard,
    /// What the policy issues.
    Then,
    /// How much later it does.
    After,
    /// The events from which the read model is built.
    From,
    /// What the read model shows.
    Shows,
    /// Who looks at the read model.
    For,
    /// The commands that an actor issues, an aggregate decides, or that call a system.
    Commands,
    /// The events that the commands of an aggregate raise.
    Events,
    /// What the aggregate remembers.
    Remembers,
    /// What always holds of the aggregate.
    Always,
    /// The note that the hot spot is about.
    About,
    /// Whether the hot spot has an answer.
    State,
    /// The dots that the hot spot was given.
    Dots,
    /// The tags.
    Tags,
    /// Who wrote it.
    Author,
    /// On which day.
    Written,
}

use Column::{
    About, After, Always, Author, Calls, Carries, Commands, Connected, Context, DecidedBy, Dots, Events, For, From, IssuedBy, Name,
    Needs, Outcomes, RaisedBy, Remembers, SeenIn, Shows, State, Tags, Then, Triggers, When, Written,
};

impl Column {
    /// The columns of a table, in their order.
    pub fn of(table: Table) -> &'static [Column] {
        match table {
            None => &[Column::Kind, Name, Context, Connected, Tags, Author, Written],
            Some(Kind::Actor) => &[Name, Context, Commands, Tags, Author, Written],
            Some(Kind::Command) => &[Name, IssuedBy, DecidedBy, Outcomes, Context, Needs, Calls, Tags, Author, Written],
            Some(Kind::Aggregate) => &[Name, Commands, Events, Remembers, Always, Context, Tags, Author, Written],
            Some(Kind::ExternalSystem) => &[Name, Context, Commands, Tags, Author, Written],
            Some(Kind::Event) => &[Name, RaisedBy, Triggers, SeenIn, Context, Carries, Tags, Author, Written],
            Some(Kind::Policy) => &[Name, When, Column::Guard, Then, After, Context, Tags, Author, Written],
            Some(Kind::ReadModel) => &[Name, From, Shows, For, Context, Tags, Author, Written],
            Some(Kind::HotSpot) => &[Name, Dots, About, State, Context, Tags, Author, Written],
        }
    }

    /// Its heading.
    pub fn name(self) -> &'static str {
        match self {
            Column::Kind => "kind",
            Name => "name",
            Context => "context",
            Connected => "connected with",
            IssuedBy => "issued by",
            DecidedBy => "decided by",
            Outcomes => "outcomes",
            Calls => "calls",
            Needs => "needs",
            RaisedBy => "raised by",
            Triggers => "triggers",
            SeenIn => "seen in",
            Carries => "carries",
            When => "when",
            Column::Guard => "where",
            Then => "then",
            After => "after",
            From => "from",
            Shows => "shows",
            For => "for",
            Commands => "commands",
            Events => "events",
            Remembers => "remembers",
            Always => "always",
            About => "about",
            State => "state",
            Dots => "dots",
            Tags => "tags",
            Author => "author",
            Written => "written",
        }
    }

    /// Its least and greatest width where its widest cell is so wide, and how long it stays where there is no room for all: the
    /// greatest stays longest.
    pub(super) fn measure(self, table: Table, widest: u16) -> (u16, u16, u8) {
        let (least, most, stays) = match self {
            Name if table == Some(Kind::HotSpot) => (36, 90, 20),
            Name => (26, 44, 20),
            Column::Kind => (10, 16, 8),
            Context => (15, 22, 9),
            Connected | Outcomes | Commands | About | Shows => (30, 80, 15),
            RaisedBy | When | From | DecidedBy => (20, 50, 16),
            Then | Triggers | Events => (20, 60, 14),
            IssuedBy | SeenIn => (20, 44, 13),
            Column::Guard | Remembers => (18, 44, 12),
            State | After => (7, 14, 11),
            Dots => (5, 6, 17),
            Always | Carries | Needs | Calls => (16, 44, 7),
            For => (10, 20, 6),
            Tags => (10, 28, 5),
            Author => (10, 16, 4),
            Written => (10, 10, 3),
        };
        let most = most.min(widest);
        (least.min(most), most, stays)
    }

    /// Whether a note says anything here, as far as the note itself knows; a column without a word has no place in the table.
    pub(super) fn says(self, note: &Note) -> bool {
        match (self, &note.detail) {
            (Context, _) => note.context.is_some(),
            (Tags, _) => !note.tags.is_empty(),
            (Author, _) => note.author.is_some(),
            (Written, _) => note.created_at.is_some(),
            (Calls, Detail::Command(command)) => !command.systems.is_empty(),
            (Needs, Detail::Command(command)) => !command.fields.is_empty(),
            (Carries, Detail::Event(event)) => !event.fields.is_empty(),
            (Column::Guard, Detail::Policy(policy)) => policy.guard.is_some(),
            (After, Detail::Policy(policy)) => policy.then.iter().any(|reaction| reaction.after.is_some()),
            (For, Detail::ReadModel(model)) => model.audience.is_some(),
            (Shows, Detail::ReadModel(model)) => !model.shows.is_empty() || !model.on.is_empty(),
            (Remembers, Detail::Aggregate(aggregate)) => !aggregate.state.is_empty(),
            (Dots, _) => dots::of(note) > 0,
            (Always, Detail::Aggregate(aggregate)) => !aggregate.invariants.is_empty(),
            _ => true,
        }
    }

    /// What a note is put in order by: an empty text comes last.
    pub(super) fn key(self, board: &Board, note: &Note) -> String {
        match self {
            Column::Kind => note.kind().lane().to_string(),
            Name => fold(&note.text),
            // The most first, and those without last.
            Dots => match dots::of(note) {
                0 => String::new(),
                dots => format!("{:010}", u32::MAX - dots),
            },
            Written => note.created_at.map(|at| at.to_rfc3339()).unwrap_or_default(),
            _ => fold(&self.cell(board, note)),
        }
    }

    /// What a note says here.
    pub fn cell(self, board: &Board, note: &Note) -> String {
        match (self, &note.detail) {
            (Column::Kind, _) => note.kind().name().to_owned(),
            (Name, Detail::Event(event)) if event.pivotal => format!("{} ◆", note.text),
            (Name, _) => note.text.clone(),
            (Context, _) => note.context.and_then(|id| board.context(id)).map(|context| context.name.clone()).unwrap_or_default(),
            (Tags, _) => note.tags.iter().map(|tag| format!("#{}", tag.trim_start_matches('#'))).collect::<Vec<_>>().join(" "),
            (Author, _) => note.author.clone().unwrap_or_default(),
            (Written, _) => note.created_at.map(|at| at.format("%Y-%m-%d").to_string()).unwrap_or_default(),
            (Connected, _) => {
                let mut others: Vec<NoteId> = Vec::new();
                let arrows = board.arrows(note.id).into_iter().map(|(_, from, to)| if from == note.id { to } else { from });
                arrows.for_each(|id| {
                    if !others.contains(&id) && others.len() <= MOST {
                        others.push(id)
                    }
                });
                names(board, others)
            }
            (IssuedBy, _) => names(board, at_tail(board, note, &[Link::Issues, Link::Then])),
            (RaisedBy, _) => names(board, at_tail(board, note, &[Link::Records])),
            (Triggers, _) => names(board, at_head(board, note, Link::Triggers)),
            (SeenIn, _) => names(board, at_head(board, note, Link::Updates)),
            (Commands, Detail::Actor) => names(board, at_head(board, note, Link::Issues)),
            (Commands, _) => names(board, at_tail(board, note, &[Link::DecidedBy, Link::Calls])),
            (Events, _) => {
                let commands = at_tail(board, note, &[Link::DecidedBy]);
                let mut events: Vec<NoteId> = Vec::new();
                for command in commands.into_iter().filter_map(|id| board.note(id)) {
                    let raised = command.links().into_iter().filter(|(link, _)| *link == Link::Records).map(|(_, id)| id);
                    raised.for_each(|id| {
                        if !events.contains(&id) {
                            events.push(id)
                        }
                    });
                    if events.len() > MOST {
                        break;
                    }
                }
                names(board, events)
            }
            (_, Detail::Command(command)) => match self {
                DecidedBy => names(board, command.aggregate),
                Calls => names(board, command.systems.iter().copied()),
                Needs => command.fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", "),
                Outcomes => {
                    let outcome = |outcome: &crate::board::Outcome| {
                        let events = outcome.events.iter().map(|id| name(board, *id)).collect::<Vec<_>>().join(" + ");
                        match &outcome.guard {
                            Guard::None => events,
                            Guard::When(guard) => format!("{events} when {guard}"),
                            Guard::Otherwise => format!("{events} otherwise"),
                        }
                    };
                    command.outcomes.iter().take(MOST).map(outcome).collect::<Vec<_>>().join(" / ")
                }
                _ => String::new(),
            },
            (Carries, Detail::Event(event)) => event.fields.join(", "),
            (_, Detail::Policy(policy)) => match self {
                When => names(board, policy.when.iter().copied()),
                Column::Guard => policy.guard.clone().unwrap_or_default(),
                Then => {
                    let between = if policy.choose { " or " } else { ", " };
                    let issued = policy.then.iter().take(MOST).map(|reaction| name(board, reaction.command));
                    issued.collect::<Vec<_>>().join(between)
                }
                After => {
                    policy.then.iter().filter_map(|reaction| reaction.after.as_deref()).take(MOST).collect::<Vec<_>>().join(", ")
                }
                _ => String::new(),
            },
            (_, Detail::ReadModel(model)) => match self {
                From => names(board, at_tail(board, note, &[Link::Updates])),
                For => model.audience.clone().unwrap_or_default(),
                Shows => {
                    let mut shown: Vec<&str> = model.shows.iter().map(String::as_str).collect();
                    for (column, _) in model.on.iter().flat_map(|projection| &projection.set) {
                        if !shown.contains(&column.as_str()) {
                            shown.push(column);
                        }
                    }
                    shown.join(", ")
                }
                _ => String::new(),
            },
            (Remembers, Detail::Aggregate(aggregate)) => {
                aggregate.state.iter().map(|(field, value)| told(field, value.as_ref())).collect::<Vec<_>>().join(", ")
            }
            (Always, Detail::Aggregate(aggregate)) => aggregate.invariants.join(", "),
            (About, Detail::HotSpot(spot)) => names(board, spot.about),
            (Dots, _) => dots::shown(dots::of(note)),
            (State, Detail::HotSpot(spot)) => if spot.resolved { "✓ answered" } else { "open" }.to_owned(),
            _ => String::new(),
        }
    }
}

/// A field with its first value, as it is written.
pub(in crate::app) fn told(field: &str, value: Option<&Literal>) -> String {
    match value {
        Some(Literal::Int(value)) => format!("{field} = {value}"),
        Some(Literal::Bool(value)) => format!("{field} = {value}"),
        Some(Literal::Text(value)) => format!("{field} = \"{value}\""),
        None => field.to_owned(),
    }
}

fn name(board: &Board, id: NoteId) -> &str {
    board.note(id).map_or("?", |note| note.text.trim())
}

/// The names of some notes; of very many the first.
fn names(board: &Board, ids: impl IntoIterator<Item = NoteId>) -> String {
    let mut ids = ids.into_iter();
    let shown = ids.by_ref().take(MOST).map(|id| name(board, id)).collect::<Vec<_>>().join(", ");
    if ids.next().is_some() { format!("{shown}, …") } else { shown }
}

/// Where the arrows of some meanings that lead to a note come from.
fn at_tail(board: &Board, note: &Note, links: &[Link]) -> Vec<NoteId> {
    let arrows = board.arrows(note.id).into_iter().filter(|(link, _, to)| *to == note.id && links.contains(link));
    along(board, arrows.map(|(_, from, _)| from))
}

/// Where the arrows of a meaning that leave a note lead to.
fn at_head(board: &Board, note: &Note, link: Link) -> Vec<NoteId> {
    let arrows = board.arrows(note.id).into_iter().filter(|(of, from, _)| *from == note.id && *of == link);
    along(board, arrows.map(|(_, _, to)| to))
}

/// Notes in the order of the timeline.
fn along(board: &Board, ids: impl Iterator<Item = NoteId>) -> Vec<NoteId> {
    let mut ids: Vec<NoteId> = ids.collect();
    ids.sort_by_key(|id| board.note(*id).map(|note| (note.at, note.kind())));
    ids.dedup();
    ids
}
