//! The agendas: which phases a session goes through, how long each takes, what is done in it and what is asked.
//!
//! A phase is data, whether the method has it or a board brings its own; what is looked for in it says [`looks_for`].

use crate::board::name::fold;
use crate::board::{Board, Kind, Phase, Workshop};

use super::gap::Gap;

/// An agenda.
#[derive(Clone, PartialEq, Debug)]
pub struct Agenda {
    /// Its name on a board and in the notation, such as `big picture`; of a board's own its title.
    pub name: String,
    /// A few words about it.
    pub about: String,
    /// Its phases, in order.
    pub phases: Vec<Phase>,
}

/// A phase that the method has.
struct Known {
    name: &'static str,
    least: u32,
    minutes: u32,
    kinds: &'static [Kind],
    activity: &'static str,
    questions: &'static [&'static str],
    looks_for: &'static [Gap],
}

const EXPLORING: Known = Known {
    name: "Chaotic Exploration",
    least: 20,
    minutes: 30,
    kinds: &[Kind::Event],
    activity: "Everyone writes events on orange notes at once. No discussion, no order.",
    questions: &["What happened?"],
    looks_for: &[],
};
const ORDERING: Known = Known {
    name: "Timeline Ordering",
    least: 15,
    minutes: 20,
    kinds: &[Kind::Event],
    activity: "Arrange events left to right on the timeline. Find gaps and duplicates.",
    questions: &["What happened before, what happened then?", "Is this a fact of the past?", "Are these two the same?"],
    looks_for: &[Gap::EventNotPast, Gap::EventDoubled],
};
const COMMANDS: Known = Known {
    name: "Commands and Actors",
    least: 15,
    minutes: 20,
    kinds: &[Kind::Command, Kind::Actor, Kind::ExternalSystem],
    activity: "Add blue commands and yellow actors. Who triggers what?",
    questions: &["What triggered it?", "Who initiated the command?"],
    looks_for: &[Gap::EventWithoutCommand, Gap::CommandWithoutActor],
};
const PEOPLE: Known = Known {
    name: "People and Systems",
    least: 10,
    minutes: 15,
    kinds: &[Kind::Actor, Kind::ExternalSystem],
    activity: "Add the people who act and the systems outside that take part.",
    questions: &["Who acts here?", "What is outside?"],
    looks_for: &[],
};
const AGGREGATES: Known = Known {
    name: "Aggregates",
    least: 10,
    minutes: 15,
    kinds: &[Kind::Aggregate],
    activity: "Cluster commands and events around the yellow notes that decide.",
    questions: &["Who decides?"],
    looks_for: &[Gap::CommandWithoutAggregate, Gap::AggregateTooLarge],
};
const POLICIES: Known = Known {
    name: "Policies",
    least: 15,
    minutes: 20,
    kinds: &[Kind::Policy, Kind::Command],
    activity: "Add lilac notes for what follows by itself. Trace the chains.",
    questions: &["What happens automatically next?", "What if this fails?"],
    looks_for: &[Gap::EventWithoutReaction, Gap::PolicyWithoutCommand, Gap::CommandWithoutFailure],
};
const READ_MODELS: Known = Known {
    name: "Read Models",
    least: 10,
    minutes: 10,
    kinds: &[Kind::ReadModel],
    activity: "Add green notes for the views that users or admins need.",
    questions: &["What does the user need to see?"],
    looks_for: &[Gap::EventUnseen, Gap::ReadModelWithoutEvents],
};
const HOT_SPOTS: Known = Known {
    name: "Hot Spots",
    least: 10,
    minutes: 10,
    kinds: &[Kind::HotSpot],
    activity: "Mark unknowns and risks with red notes. Do not solve them now.",
    questions: &["What don't we know?"],
    looks_for: &[],
};
const CONTEXTS: Known = Known {
    name: "Bounded Contexts",
    least: 10,
    minutes: 15,
    kinds: &[],
    activity: "Draw boundaries around aggregates that belong together. Name the contexts.",
    questions: &["Where do the language and the rules change?"],
    looks_for: &[Gap::AggregateWithoutContext],
};
const BOUNDARIES: Known = Known {
    name: "Emerging Contexts",
    looks_for: &[],
    activity: "Mark where one part of the story ends and the next begins. Name them.",
    ..CONTEXTS
};

/// Name, a few words, phases.
type Row = (&'static str, &'static str, &'static [Known]);

const AGENDAS: [Row; 4] = [
    (
        Workshop::AGENDAS[0],
        "all eight phases of the method, from events to contexts",
        &[EXPLORING, ORDERING, COMMANDS, AGGREGATES, POLICIES, READ_MODELS, HOT_SPOTS, CONTEXTS],
    ),
    (
        Workshop::AGENDAS[1],
        "a whole line of business: events, people, questions, where contexts emerge",
        &[EXPLORING, ORDERING, PEOPLE, HOT_SPOTS, BOUNDARIES],
    ),
    (
        Workshop::AGENDAS[2],
        "one process: what triggers what, what follows by itself, what people look at",
        &[EXPLORING, ORDERING, COMMANDS, POLICIES, READ_MODELS, HOT_SPOTS],
    ),
    (
        Workshop::AGENDAS[3],
        "design of what is to be built: who decides, what can fail, where boundaries run",
        &[COMMANDS, AGGREGATES, POLICIES, READ_MODELS, HOT_SPOTS, CONTEXTS],
    ),
];

/// The agendas that the method has; the first is its session guide.
pub fn agendas() -> impl Iterator<Item = Agenda> {
    AGENDAS.iter().map(agenda)
}

/// The agenda of the method with a name, however it is spelt: `Big Picture`, `big-picture`.
pub fn by_name(name: &str) -> Option<Agenda> {
    let folded = fold(name);
    AGENDAS.iter().find(|(known, ..)| fold(known) == folded).map(agenda)
}

/// The agenda of a board: its own, the one it names, or the session guide.
pub fn of(board: &Board) -> Agenda {
    let workshop = &board.heading().workshop;
    with(workshop.agenda.as_deref(), &workshop.phases)
}

/// The agenda of a board that has an agenda of a name and phases of its own.
pub fn with(name: Option<&str>, phases: &[Phase]) -> Agenda {
    if !phases.is_empty() {
        let name = name.unwrap_or("own agenda").to_owned();
        return Agenda { name, about: "the board's own".to_owned(), phases: phases.to_vec() };
    }
    name.and_then(by_name).unwrap_or_else(|| agenda(&AGENDAS[0]))
}

/// What is looked for in a phase: what it names itself, else what the method looks for in the phase of that name, else what it
/// looks for where the kinds of the phase are found.
pub fn looks_for(phase: &Phase) -> Vec<Gap> {
    if !phase.looks_for.is_empty() {
        return phase.looks_for.iter().filter_map(|name| Gap::from_name(name)).collect();
    }
    let mut gaps = Vec::new();
    for own in like(phase) {
        gaps.extend(own.looks_for.iter().filter(|gap| !gaps.contains(*gap)).copied().collect::<Vec<_>>());
    }
    gaps
}

/// What is done in a phase: what it says itself, else what the method does in the phase of that name, or in the first that is about
/// one of its kinds. Nothing where there is none.
pub fn activity(phase: &Phase) -> &str {
    match phase.activity.as_str() {
        "" => like(phase).first().map_or("", |known| known.activity),
        own => own,
    }
}

/// What is asked in a phase, by itself or else where [`activity`] comes from.
pub fn questions(phase: &Phase) -> Vec<&str> {
    match phase.questions.as_slice() {
        [] => like(phase).first().map_or_else(Vec::new, |known| known.questions.to_vec()),
        own => own.iter().map(String::as_str).collect(),
    }
}

/// Whether contexts are named in a phase: it looks for what is in none, or it is a phase of the method about no kind of note.
pub fn draws_boundaries(phase: &Phase) -> bool {
    looks_for(phase).contains(&Gap::AggregateWithoutContext) || phase.kinds.is_empty() && !like(phase).is_empty()
}

/// Whether notes are brought into order in a phase: it names what is looked for then, or is like the method's phase that does.
pub fn orders(phase: &Phase) -> bool {
    match phase.looks_for.is_empty() {
        true => like(phase).first().is_some_and(|known| known.name == ORDERING.name),
        false => looks_for(phase).contains(&Gap::EventDoubled),
    }
}

/// Whether there is nothing to say of a phase but its name and how long it takes, such as of a break.
pub fn is_bare(phase: &Phase) -> bool {
    activity(phase).is_empty() && questions(phase).is_empty() && looks_for(phase).is_empty()
}

/// The phases of the method that a phase is like: the one of its name, else those that are first of all about one of its kinds.
fn like(phase: &Phase) -> Vec<&'static Known> {
    let name = fold(&phase.name);
    let mut known = AGENDAS.iter().flat_map(|(_, _, phases)| *phases);
    if let Some(same) = known.find(|known| fold(known.name) == name) {
        return vec![same];
    }
    AGENDAS[0].2.iter().filter(|known| known.kinds.first().is_some_and(|kind| phase.kinds.contains(kind))).collect()
}

/// The phase of an agenda that a kind waits for, as an index: the first behind a phase that is about it. Nothing where the kind
/// belongs into the phase or came before it; questions are welcome at any time.
pub fn waits_for(agenda: &Agenda, phase: usize, kind: Kind) -> Option<usize> {
    let about = |phase: &Phase| phase.kinds.contains(&kind);
    if kind == Kind::HotSpot || agenda.phases.iter().take(phase + 1).any(about) {
        return None;
    }
    agenda.phases.iter().position(about)
}

fn agenda((name, about, phases): &Row) -> Agenda {
    Agenda { name: (*name).to_owned(), about: (*about).to_owned(), phases: phases.iter().map(phase).collect() }
}

fn phase(known: &Known) -> Phase {
    Phase {
        name: known.name.to_owned(),
        least: (known.least < known.minutes).then_some(known.least),
        minutes: Some(known.minutes),
        kinds: known.kinds.to_vec(),
        activity: known.activity.to_owned(),
        questions: known.questions.iter().map(|question| (*question).to_owned()).collect(),
        looks_for: Vec::new(),
        unknown: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_guide_has_the_eight_phases_of_the_method_with_their_durations() {
        let guide = agendas().next().expect("there is one");
        let told: Vec<(&str, Option<u32>, Option<u32>)> =
            guide.phases.iter().map(|phase| (phase.name.as_str(), phase.least, phase.minutes)).collect();
        assert_eq!(
            told,
            [
                ("Chaotic Exploration", Some(20), Some(30)),
                ("Timeline Ordering", Some(15), Some(20)),
                ("Commands and Actors", Some(15), Some(20)),
                ("Aggregates", Some(10), Some(15)),
                ("Policies", Some(15), Some(20)),
                ("Read Models", None, Some(10)),
                ("Hot Spots", None, Some(10)),
                ("Bounded Contexts", Some(10), Some(15)),
            ]
        );
        assert!(guide.phases.iter().all(|phase| !phase.activity.is_empty() && !phase.questions.is_empty()));
    }

    #[test]
    fn what_is_to_be_done_fits_a_row_of_eighty_columns() {
        for phase in agendas().flat_map(|agenda| agenda.phases) {
            assert!(phase.activity.len() <= 77, "{}", phase.activity);
        }
    }

    #[test]
    fn every_gap_is_looked_for_in_the_guide_exactly_once() {
        let guide = agendas().next().expect("there is one");
        let mut looked: Vec<Gap> = guide.phases.iter().flat_map(looks_for).collect();
        looked.sort_unstable();
        assert_eq!(looked, Gap::ALL.to_vec());
    }

    #[test]
    fn a_phase_of_ones_own_looks_for_what_its_kinds_lack() {
        let own = |kinds: &[Kind]| looks_for(&Phase { name: "Ours".into(), kinds: kinds.to_vec(), ..Phase::default() });
        assert_eq!(own(&[Kind::ReadModel]), [Gap::EventUnseen, Gap::ReadModelWithoutEvents]);
        assert_eq!(own(&[Kind::HotSpot]), []);
        let named = Phase { looks_for: vec!["event-without-read-model".into(), "of a newer version".into()], ..Phase::default() };
        assert_eq!(looks_for(&named), [Gap::EventUnseen]);
    }

    #[test]
    fn a_phase_that_says_nothing_is_told_as_the_method_tells_it_and_a_break_is_bare() {
        let own = |name: &str, kinds: &[Kind]| Phase { name: name.into(), kinds: kinds.to_vec(), ..Phase::default() };
        assert_eq!(questions(&own("Facts", &[Kind::Event])), ["What happened?"]);
        assert!(activity(&own("policies", &[])).contains("follows by itself"), "by its name");
        let said = Phase { activity: "Write.".into(), ..own("Facts", &[Kind::Event]) };
        assert_eq!((activity(&said), questions(&said).as_slice()), ("Write.", ["What happened?"].as_slice()));
        let asked = Phase { questions: vec!["Who?".into()], ..own("Facts", &[Kind::Event]) };
        assert_eq!(questions(&asked), ["Who?"]);
        assert!(draws_boundaries(&own("Emerging Contexts", &[])) && !draws_boundaries(&own("Coffee", &[])));
        assert!(orders(&own("Timeline Ordering", &[])) && !orders(&own("Warm up", &[Kind::Event])));
        assert!(is_bare(&own("Coffee", &[])) && !is_bare(&said) && !is_bare(&own("Facts", &[Kind::Event])));
    }

    #[test]
    fn a_kind_waits_for_its_phase_and_a_question_never() {
        let guide = agendas().next().expect("there is one");
        assert_eq!(waits_for(&guide, 0, Kind::Policy), Some(4));
        assert_eq!(waits_for(&guide, 4, Kind::Policy), None);
        assert_eq!(waits_for(&guide, 7, Kind::Command), None, "what came before is welcome");
        assert_eq!(waits_for(&guide, 0, Kind::HotSpot), None);
        let picture = by_name("Big Picture").expect("there is one");
        assert_eq!(waits_for(&picture, 0, Kind::Policy), None, "a kind that no phase is about waits for nothing");
    }
}
