//! The places of a note's details: what may be written in each, and what stands there.

use crate::board::{Action, Argument, Board, Detail, Guard, Kind, Literal, Note, NoteId};
use crate::engine::value::quote;

/// A place among the details of a note. Where there may be several, they are counted from 0; one behind the last is where another
/// would stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    /// The context it belongs to.
    Context,
    /// Its labels.
    Tags,
    /// Who wrote it and when.
    Written,
    /// An event is a turning point.
    Pivotal,
    /// A field that an event carries.
    EventField(usize),
    /// The aggregate that decides.
    DecidedBy,
    /// Who issues a command.
    Actor(usize),
    /// An external system that takes part.
    System(usize),
    /// An argument of a command.
    Argument(usize),
    /// An outcome and its guard.
    Outcome(usize),
    /// An event of an outcome.
    Records(usize, usize),
    /// What an outcome sets.
    Sets(usize, usize),
    /// The argument that tells instances apart.
    IdentifiedBy,
    /// A field that an aggregate remembers.
    State(usize),
    /// What must always hold.
    Invariant(usize),
    /// An event that a policy reacts to.
    When(usize),
    /// A policy's guard.
    Where,
    /// Whether only one of the commands is issued.
    Choose,
    /// A command that a policy issues.
    Then(usize),
    /// The delay of such a command.
    After(usize),
    /// An event that calls such a command off.
    Unless(usize, usize),
    /// An argument given to such a command.
    With(usize, usize),
    /// Who looks at a read model.
    Audience,
    /// An event that a read model is built from.
    BuiltFrom(usize),
    /// A line that it shows.
    Shows(usize),
    /// The field that tells its rows apart.
    KeyedBy,
    /// An event that does something to a row.
    On(usize),
    /// What it does to the row.
    Does(usize),
    /// A column that it sets.
    Column(usize, usize),
    /// The note that a hot spot is about.
    About,
    /// Whether it has an answer.
    Resolved,
    /// The run that shows it.
    Run,
    /// The dots that it was given.
    Dots,
}

/// What is written in a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asks {
    /// Any words.
    Words,
    /// Labels between commas.
    Labels,
    /// The name of a field.
    Field,
    /// The name of a note of one of these kinds.
    Note(&'static [Kind]),
    /// The name of a context.
    Context,
    /// A condition; `otherwise` where that may be.
    Condition,
    /// `field = expression`.
    Assignment,
    /// `name = value | value`, or only a name.
    Argument,
    /// `name = value`, or only a name.
    State,
    /// A length of time.
    Delay,
    /// What is done to a row.
    Action,
    /// Yes or no: Enter turns it over.
    YesNo,
    /// Nothing: it is kept by the program.
    Nothing,
}

impl Slot {
    /// The same place at another index.
    pub fn nth(self, index: usize) -> Slot {
        use Slot::*;
        match self {
            EventField(_) => EventField(index),
            Actor(_) => Actor(index),
            System(_) => System(index),
            Argument(_) => Argument(index),
            Outcome(_) => Outcome(index),
            Records(outer, _) => Records(outer, index),
            Sets(outer, _) => Sets(outer, index),
            State(_) => State(index),
            Invariant(_) => Invariant(index),
            When(_) => When(index),
            Then(_) => Then(index),
            Unless(outer, _) => Unless(outer, index),
            With(outer, _) => With(outer, index),
            BuiltFrom(_) => BuiltFrom(index),
            Shows(_) => Shows(index),
            On(_) => On(index),
            Column(outer, _) => Column(outer, index),
            other => other,
        }
    }

    /// What is written there; `new`: of one that is not there yet.
    pub fn asks(self, new: bool) -> Asks {
        use Slot::*;
        match self {
            Context => Asks::Context,
            Tags => Asks::Labels,
            Written | Run | Dots => Asks::Nothing,
            Pivotal | Choose | Resolved => Asks::YesNo,
            EventField(_) | IdentifiedBy | KeyedBy => Asks::Field,
            DecidedBy => Asks::Note(&[Kind::Aggregate]),
            Actor(_) => Asks::Note(&[Kind::Actor]),
            System(_) => Asks::Note(&[Kind::ExternalSystem]),
            Argument(_) => Asks::Argument,
            // An outcome begins with its first event.
            Outcome(_) if new => Asks::Note(&[Kind::Event]),
            Outcome(_) | Invariant(_) | Where => Asks::Condition,
            Records(..) | When(_) | Unless(..) | BuiltFrom(_) | On(_) => Asks::Note(&[Kind::Event]),
            Then(_) => Asks::Note(&[Kind::Command]),
            Sets(..) | With(..) | Column(..) => Asks::Assignment,
            State(_) => Asks::State,
            After(_) => Asks::Delay,
            Audience | Shows(_) => Asks::Words,
            Does(_) => Asks::Action,
            About => Asks::Note(&Kind::ALL),
        }
    }

    /// What it is called in a sentence.
    pub fn called(self) -> &'static str {
        use Slot::*;
        match self {
            Context => "context",
            Tags => "tags",
            Written => "origin",
            Pivotal => "mark as pivotal",
            EventField(_) | State(_) => "field",
            DecidedBy => "aggregate",
            Actor(_) => "actor",
            System(_) => "external system",
            Argument(_) | With(..) => "argument",
            Outcome(_) => "outcome",
            Records(..) | When(_) | BuiltFrom(_) => "event",
            Sets(..) => "assignment",
            IdentifiedBy => "identifying field",
            Invariant(_) => "invariant",
            Where => "guard",
            Choose => "choice",
            Then(_) => "command",
            After(_) => "delay",
            Unless(..) => "calling off",
            Audience => "audience",
            Shows(_) => "line",
            KeyedBy => "key",
            On(_) => "projection",
            Does(_) => "action",
            Column(..) => "column",
            About => "subject",
            Resolved => "answer",
            Run => "run",
            Dots => "dots",
        }
    }

    /// What may be written there, with an example.
    pub fn example(self, new: bool) -> &'static str {
        use Slot::*;
        match self {
            Context => "a context that is there, such as Billing; empty: none. New ones: esc, then b",
            Tags => "labels between commas: risky, later",
            Written => "kept by Squall; nobody needs to write it",
            Pivotal => "↵ turns it over: a turning point of the story, marked on the ruler",
            EventField(_) => "the name of a field: amount_cents. With no fields it carries all there is",
            DecidedBy => "an aggregate that is there, such as Billing; empty: none. New ones are made on the wall",
            Actor(_) => "an actor that is there, such as Customer. New ones are made on the wall",
            System(_) => "an external system that is there. New ones are made on the wall",
            Argument(_) => "a name, with values the first of which is usual: size = \"S\" | \"M\", or amount_cents",
            Outcome(_) if new => "the first event of the outcome, such as Payment Failed. New ones are made on the wall",
            Outcome(_) => "when it is possible: retry_count < 2, or otherwise; empty: always",
            Records(..) => "an event that is there, such as Payment Failed. New ones are made on the wall",
            Sets(..) => "a field of the aggregate and its new value: retry_count = retry_count + 1",
            IdentifiedBy => "the argument that tells instances apart: subscription_id; empty: there is one",
            State(_) => "a name and its value at the beginning: retry_count = 0, status = \"none\", or only a name",
            Invariant(_) => "what must hold after every outcome: retry_count <= 3",
            When(_) => "an event that is there; any of them triggers the policy. New ones are made on the wall",
            Where => "over the event's data and the state: retry_count < 2; empty: always",
            Choose => "↵ turns it over: whether somebody chooses one of the commands instead of all being issued",
            Then(_) => "a command that is there, such as Attempt Payment. New ones are made on the wall",
            After(_) => "how long it waits: 24h, 15m, 3d or 1h30m; empty: at once",
            Unless(..) => "an event that is there and calls the delayed command off. New ones are made on the wall",
            With(..) => "an argument of the command and its value: amount_cents = amount_cents * 2",
            Audience => "who looks at it: Billing Team",
            BuiltFrom(_) => "an event that is there, such as Payment Failed. New ones are made on the wall",
            Shows(_) => "what can be seen, in words: how often a payment has failed",
            KeyedBy => "the field that tells rows apart: subscription_id; empty: there is one row",
            On(_) => "the event that changes a row, such as Payment Failed. New ones are made on the wall",
            Does(_) => "upsert (change the row or make it), update (only change it) or delete",
            Column(..) => "a column and its value: failures = retry_count",
            About => "the note in question, by its text; empty: none. New ones are made on the wall",
            Resolved => "↵ turns it over: whether the question has an answer",
            Run => "kept by Squall: the scenario whose run shows the question, by its name",
            Dots => "given and taken back on the wall, a dot at a time",
        }
    }

    /// What there is to say where nothing is there.
    pub fn nothing(self) -> &'static str {
        use Slot::*;
        match self {
            Context | DecidedBy | About | Run | Dots | Written => "none",
            Tags => "no tags",
            EventField(_) => "no fields yet – add one",
            Actor(_) => "nobody issues it yet – add an actor",
            System(_) => "no external system – add one",
            Argument(_) => "no arguments yet – add one",
            Outcome(_) => "no outcomes yet – add one",
            Records(..) => "no event – add one",
            Sets(..) => "nothing is set – add an assignment",
            IdentifiedBy => "there is one instance",
            State(_) => "nothing is remembered yet – add a field",
            Invariant(_) => "no invariants yet – add one",
            When(_) => "no event triggers it yet – add one",
            Where => "always",
            Then(_) => "no command follows yet – add one",
            After(_) => "at once",
            Unless(..) => "nothing calls it off – add an event",
            With(..) => "as they come – give one",
            Audience => "nobody is named",
            BuiltFrom(_) => "no events yet – add one",
            Shows(_) => "nothing yet – add a line",
            KeyedBy => "there is one row",
            On(_) => "the data of each event – add a projection",
            Column(..) => "nothing is set – add a column",
            Pivotal | Choose | Resolved | Does(_) => "",
        }
    }
}

/// What stands in a place, as it is typed; empty where there is nothing.
pub fn text(board: &Board, note: &Note, slot: Slot) -> String {
    use Slot::*;
    let name = |id: NoteId| board.note(id).map_or(String::new(), |note| one_line(&note.text));
    let nth = |ids: &[NoteId], index: usize| ids.get(index).copied().map_or(String::new(), name);
    let assigned = |set: &[(String, String)], index: usize| {
        set.get(index).map_or(String::new(), |(field, value)| format!("{field} = {}", one_line(value)))
    };
    let word = |texts: &[String], index: usize| texts.get(index).map_or(String::new(), |text| one_line(text));
    let optional = |text: &Option<String>| text.as_deref().map_or(String::new(), one_line);
    match (&note.detail, slot) {
        (_, Context) => note.context.and_then(|id| board.context(id)).map_or(String::new(), |context| one_line(&context.name)),
        (_, Tags) => note.tags.join(", "),
        (_, Written) => {
            let when = note.created_at.map(|at| at.format("%Y-%m-%d %H:%M").to_string());
            note.author.iter().map(|author| one_line(author)).chain(when).collect::<Vec<_>>().join(", ")
        }
        (Detail::Event(event), Pivotal) => yes_or_no(event.pivotal),
        (Detail::Event(event), EventField(index)) => word(&event.fields, index),
        (Detail::Command(command), DecidedBy) => command.aggregate.map_or(String::new(), name),
        (Detail::Command(command), Actor(index)) => nth(&command.actors, index),
        (Detail::Command(command), System(index)) => nth(&command.systems, index),
        (Detail::Command(command), Argument(index)) => command.fields.get(index).map_or(String::new(), argument),
        (Detail::Command(command), Outcome(index)) => match command.outcomes.get(index).map(|outcome| &outcome.guard) {
            Some(Guard::When(guard)) => one_line(guard),
            Some(Guard::Otherwise) => "otherwise".to_owned(),
            Some(Guard::None) | None => String::new(),
        },
        (Detail::Command(command), Records(outer, index)) => {
            command.outcomes.get(outer).map_or(String::new(), |outcome| nth(&outcome.events, index))
        }
        (Detail::Command(command), Sets(outer, index)) => {
            command.outcomes.get(outer).map_or(String::new(), |outcome| assigned(&outcome.set, index))
        }
        (Detail::Aggregate(aggregate), IdentifiedBy) => optional(&aggregate.identified_by),
        (Detail::Aggregate(aggregate), State(index)) => match aggregate.state.get(index) {
            Some((field, Some(value))) => format!("{field} = {}", literal(value)),
            Some((field, None)) => field.clone(),
            None => String::new(),
        },
        (Detail::Aggregate(aggregate), Invariant(index)) => word(&aggregate.invariants, index),
        (Detail::Policy(policy), When(index)) => nth(&policy.when, index),
        (Detail::Policy(policy), Where) => optional(&policy.guard),
        (Detail::Policy(policy), Choose) => yes_or_no(policy.choose),
        (Detail::Policy(policy), Then(index)) => policy.then.get(index).map_or(String::new(), |reaction| name(reaction.command)),
        (Detail::Policy(policy), After(index)) => {
            policy.then.get(index).map_or(String::new(), |reaction| optional(&reaction.after))
        }
        (Detail::Policy(policy), Unless(outer, index)) => {
            policy.then.get(outer).map_or(String::new(), |reaction| nth(&reaction.unless, index))
        }
        (Detail::Policy(policy), With(outer, index)) => {
            policy.then.get(outer).map_or(String::new(), |reaction| assigned(&reaction.with, index))
        }
        (Detail::ReadModel(model), Audience) => optional(&model.audience),
        (Detail::ReadModel(model), BuiltFrom(index)) => nth(&model.built_from, index),
        (Detail::ReadModel(model), Shows(index)) => word(&model.shows, index),
        (Detail::ReadModel(model), KeyedBy) => optional(&model.keyed_by),
        (Detail::ReadModel(model), On(index)) => model.on.get(index).map_or(String::new(), |on| name(on.event)),
        (Detail::ReadModel(model), Does(index)) => model.on.get(index).map_or(Action::Upsert, |on| on.action).key().to_owned(),
        (Detail::ReadModel(model), Column(outer, index)) => {
            model.on.get(outer).map_or(String::new(), |on| assigned(&on.set, index))
        }
        (Detail::HotSpot(spot), About) => spot.about.map_or(String::new(), name),
        (Detail::HotSpot(spot), Resolved) => yes_or_no(spot.resolved),
        (Detail::HotSpot(spot), Run) => spot.run.as_ref().map_or(String::new(), |_| "a run is kept".to_owned()),
        (Detail::HotSpot(spot), Dots) => {
            let by: Vec<String> = spot.votes.iter().map(|(who, dots)| format!("{who} {dots}")).collect();
            by.join(", ")
        }
        _ => String::new(),
    }
}

/// A text in one line: a line break between words is a blank.
fn one_line(text: &str) -> String {
    text.trim().replace(['\n', '\r'], " ")
}

fn yes_or_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

fn argument(argument: &Argument) -> String {
    let values: Vec<String> = argument.values.iter().map(literal).collect();
    if values.is_empty() { argument.name.clone() } else { format!("{} = {}", argument.name, values.join(" | ")) }
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Int(int) => int.to_string(),
        Literal::Bool(bool) => bool.to_string(),
        Literal::Text(text) => quote(text),
    }
}
