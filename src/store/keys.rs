//! The keys of the board file, object by object, in the order in which they are written.
//!
//! The reader, the writer and the schema all go by these tables, so that none can know a key that another does not.

use crate::board::{Clock, Kind, Phase};

/// The format this version writes, and the newest it reads.
pub(super) const FORMAT: i64 = 1;

/// `{ "field": … }` names a field that a command or policy is called like.
pub(super) const FIELD: &str = "field";

/// A key of an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub name: &'static str,
    pub shape: Shape,
    pub needed: bool,
    /// What it says, for the schema.
    pub about: &'static str,
}

/// What may stand behind a key.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    Format,
    Id,
    Text,
    Kind,
    /// Kinds of notes.
    Kinds,
    Number,
    /// A whole number between two others, both of which may stand.
    Whole(i64, i64),
    Date,
    Flag,
    Texts,
    /// The id or text of a note of one of these kinds.
    Note(&'static [Kind]),
    Notes(&'static [Kind]),
    /// The id or name of a context.
    Context,
    /// An object of expressions.
    Expressions,
    /// A command's arguments.
    Arguments,
    /// An aggregate's initial values.
    State,
    /// An object of values.
    Values,
    /// What is done to a row of a read model.
    Action,
    /// What a question is about.
    AnswerTo,
    AnswerWith,
    Object(&'static [Key]),
    /// A text, or an object that has it under one of its keys.
    TextOr(&'static [Key]),
    Objects(&'static [Key]),
    /// How many dots each gave.
    Votes,
    /// The notes of the board.
    Wall,
    Any,
}

/// The keys of one kind of object.
pub(super) trait Keys: Copy {
    const TABLE: &'static [Key];
    /// Where the table begins in the slots of [`super::reader`]: the keys of a kind stand behind those of every note.
    const OFFSET: usize = 0;
    fn index(self) -> usize;
    fn name(self) -> &'static str {
        Self::TABLE[self.index()].name
    }
}

macro_rules! keys {
    ($($(#[$doc:meta])* $table:ident $(+ $offset:literal)? { $($key:ident $name:literal $shape:expr, $about:literal $(, $needed:ident)?;)* })*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(super) enum $table { $($key),* }

        impl Keys for $table {
            const TABLE: &'static [Key] = &[
                $(Key { name: $name, shape: $shape, needed: keys!(@needed $($needed)?), about: $about }),*
            ];
            $(const OFFSET: usize = $offset;)?
            fn index(self) -> usize {
                self as usize
            }
        }
    )* };
    (@needed) => { false };
    (@needed needed) => { true };
}

use Shape::{
    Action, AnswerTo, AnswerWith, Any, Arguments, Date, Expressions, Flag, Format, Id, Kinds, Number, Object, Objects, State, Text,
    TextOr, Texts, Values, Votes, Wall, Whole,
};

const EVENT: &[Kind] = &[Kind::Event];
const COMMAND: &[Kind] = &[Kind::Command];

/// The most that is counted in 32 bits: characters, dots, phases.
pub(super) const MANY: i64 = u32::MAX as i64;

const MINUTES: Shape = Whole(0, Phase::LONGEST as i64);
const SECONDS: Shape = Whole(0, Clock::MOST);

keys! {
    /// The board itself.
    BoardKey {
        Squall "squall" Format, "the format of this file", needed;
        Id "id" Id, "the board's own id";
        Title "title" Text, "what the board is called";
        CreatedAt "created_at" Date, "when it was begun";
        Contexts "contexts" Objects(ContextKey::TABLE), "regions of the business with their own language";
        Notes "notes" Wall, "the notes on the wall";
        Rules "rules" Texts, "rules over every run";
        Scenarios "scenarios" Objects(ScenarioKey::TABLE), "runs that are to come out in a certain way";
        Workshop "workshop" Object(WorkshopKey::TABLE), "what a workshop leaves on the board";
        Silenced "silenced" Texts, "the rules of `squall lint` that say nothing about this board";
    }
    /// A context.
    ContextKey {
        Id "id" Id, "which context this is";
        Name "name" Text, "its name", needed;
        Colour "colour" Text, "the colour of its ground, by name; one that a version does not know is kept";
    }
    /// What every note has. There are nine of them, behind which the keys of a kind begin.
    NoteKey {
        Id "id" Id, "which note this is";
        Kind "kind" Shape::Kind, "what kind of note it is", needed;
        Text "text" Text, "what is written on it", needed;
        At "at" Number, "its place on the timeline";
        Context "context" Shape::Context, "the id or name of the context it belongs to";
        Author "author" Text, "who wrote it";
        CreatedAt "created_at" Date, "when it was written";
        Tags "tags" Texts, "free labels";
        Silenced "silenced" Texts, "the rules of `squall lint` that say nothing about it";
    }
    EventKey + 9 {
        Fields "fields" Texts, "the names of what it carries";
        Pivotal "pivotal" Flag, "a turning point of the story";
    }
    CommandKey + 9 {
        Aggregate "aggregate" Shape::Note(&[Kind::Aggregate]), "who decides";
        Actors "actors" Shape::Notes(&[Kind::Actor]), "who issues it";
        Systems "systems" Shape::Notes(&[Kind::ExternalSystem]), "what outside systems take part";
        Fields "fields" Arguments, "its arguments: a value, a list of values (the first is the default), or null (it is asked)";
        Outcomes "outcomes" Objects(OutcomeKey::TABLE), "exactly one of these happens";
    }
    AggregateKey + 9 {
        State "state" State, "its fields with their initial values";
        Invariants "invariants" Texts, "expressions that must hold after every outcome";
        IdentifiedBy "identified_by" Text, "the argument that tells instances apart";
    }
    PolicyKey + 9 {
        When "when" Shape::Notes(EVENT), "the events it reacts to, any of them";
        Where "where" Text, "the guard over the event's data and the state";
        Then "then" Objects(ReactionKey::TABLE), "what it issues";
        Choose "choose" Flag, "somebody chooses one of `then`";
    }
    ReadModelKey + 9 {
        Audience "audience" Text, "who looks at it";
        BuiltFrom "built_from" Shape::Notes(EVENT), "the events it is built from";
        Shows "shows" Texts, "what it shows, in words";
        KeyedBy "keyed_by" Text, "the field that tells its rows apart";
        On "on" Objects(ProjectionKey::TABLE), "what each event does to it";
    }
    HotSpotKey + 9 {
        About "about" Shape::Note(&Kind::ALL), "the note in question";
        Resolved "resolved" Flag, "the question has an answer";
        Run "run" Any, "the scenario whose run shows the question, by its name";
        Votes "votes" Votes, "the dots it was given: { \"who\": how many }";
    }
    /// An outcome of a command.
    OutcomeKey {
        Events "events" Shape::Notes(EVENT), "the events recorded together, in order";
        Set "set" Expressions, "what the aggregate then remembers";
        When "when" Text, "when it is possible";
        Otherwise "otherwise" Flag, "it is possible when no guarded outcome is";
    }
    /// What a policy issues.
    ReactionKey {
        Command "command" Shape::Note(COMMAND), "the command", needed;
        After "after" Text, "the delay, such as 24h";
        Unless "unless" Shape::Notes(EVENT), "events that call the delayed command off";
        With "with" Expressions, "arguments given by expression";
    }
    /// What an event does to a read model.
    ProjectionKey {
        Event "event" Shape::Note(EVENT), "the event", needed;
        Do "do" Action, "what is done to the row", needed;
        Set "set" Expressions, "columns and what they are set to";
    }
    /// A saved run.
    ScenarioKey {
        Name "name" Text, "its name", needed;
        Given "given" Objects(IssueKey::TABLE), "what has happened before";
        When "when" Objects(IssueKey::TABLE), "what is done";
        Then "then" Shape::Notes(EVENT), "events that must be recorded then, in this order";
        Never "never" Shape::Notes(EVENT), "events that must not";
        State "state" Texts, "expressions that must hold at the end";
    }
    /// A command issued in a scenario.
    IssueKey {
        Command "command" Shape::Note(COMMAND), "the command", needed;
        At "at" Text, "the virtual time at which it is issued, such as 12h";
        With "with" Values, "its arguments";
        Answers "answers" Objects(AnswerKey::TABLE), "what is answered to questions";
    }
    /// An answer given in a scenario.
    AnswerKey {
        To "to" AnswerTo, "a command or a policy, else a field", needed;
        With "with" AnswerWith, "an event, a command, yes or no, or a value", needed;
    }
    /// What a workshop leaves on the board.
    WorkshopKey {
        Agenda "agenda" Text, "the agenda: the name of one of the method's, or the title of the board's own";
        Phases "phases" Objects(PhaseKey::TABLE), "the phases of the board's own agenda";
        Request "request" TextOr(RequestKey::TABLE), "the feature request that the board is derived from";
        Parked "parked" Objects(TopicKey::TABLE), "what was put aside to be talked about later";
        Session "session" Object(SessionKey::TABLE), "how far the session is";
    }
    /// A phase of the board's own agenda.
    PhaseKey {
        Name "name" Text, "what it is called", needed;
        Least "least" MINUTES, "from so many minutes on it may end, at most a day";
        Minutes "minutes" MINUTES, "how many minutes it has, at most a day";
        Kinds "kinds" Kinds, "the kinds of notes it is about, the first of which is proposed";
        Activity "activity" Text, "what is done in it";
        Questions "questions" Texts, "what is asked in it";
        LooksFor "looks_for" Texts, "what is looked for in it, by name; one that a version does not know is kept";
    }
    /// A feature request. Without any of its other keys it may be a mere text.
    RequestKey {
        Text "text" Text, "what it says", needed;
        Taken "taken" Objects(TakenKey::TABLE), "which of its words have become notes";
    }
    /// Words of a request that have become a note.
    TakenKey {
        From "from" Whole(0, MANY), "the first character, counted from 0", needed;
        To "to" Whole(1, MANY), "the character behind the last, counted from 0", needed;
        Kind "kind" Shape::Kind, "the kind of the note", needed;
    }
    /// Something put aside to be talked about later.
    TopicKey {
        Text "text" Text, "what it is about", needed;
        By "by" Text, "who has put it aside";
        Done "done" Flag, "it was talked about";
    }
    /// How far a session is.
    SessionKey {
        Phase "phase" Whole(0, MANY), "the phase it is in, counted from 0", needed;
        EndsAt "ends_at" Date, "when the timer runs out, while it runs";
        Left "left" Whole(-Clock::MOST, Clock::MOST), "the seconds left on the timer, while it stands still; less than 0: over time";
        Since "since" Date, "since when the timer stands still";
        Log "log" Objects(StintKey::TABLE), "what was done, in the order in which it was";
        Earlier "earlier" Objects(PastKey::TABLE), "the sessions before it";
    }
    /// A session before the one at hand.
    PastKey {
        Phase "phase" Text, "the name of the phase it was in, where it was not over";
        Log "log" Objects(StintKey::TABLE), "what was done, in the order in which it was";
    }
    /// A stretch of a session spent in one phase.
    StintKey {
        Phase "phase" Text, "the name of the phase", needed;
        Began "began" Date, "when it began", needed;
        Ended "ended" Date, "when it ended";
        Paused "paused" SECONDS, "for how many seconds the timer stood still meanwhile";
        Planned "planned" SECONDS, "how many seconds it was given";
        Skipped "skipped" Flag, "it was skipped";
    }
}

/// The keys that only a kind of note has.
pub(super) fn of_kind(kind: Kind) -> &'static [Key] {
    match kind {
        Kind::Actor | Kind::ExternalSystem => &[],
        Kind::Event => EventKey::TABLE,
        Kind::Command => CommandKey::TABLE,
        Kind::Aggregate => AggregateKey::TABLE,
        Kind::Policy => PolicyKey::TABLE,
        Kind::ReadModel => ReadModelKey::TABLE,
        Kind::HotSpot => HotSpotKey::TABLE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_a_kind_stand_behind_those_of_every_note() {
        assert_eq!(NoteKey::TABLE.len(), EventKey::OFFSET);
        for kind in Kind::ALL {
            let own = of_kind(kind);
            assert!(own.iter().all(|key| NoteKey::TABLE.iter().all(|other| other.name != key.name)), "{kind:?}");
            assert!(own.len() <= 5, "the reader has room for five");
        }
    }
}
