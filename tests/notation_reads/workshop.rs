//! The workshop in a document: the agenda with its phases, the feature request, what is parked, the dots of hot spots; and where the
//! common words that say so are prose.

use squall::board::{Board, Detail, Kind, Phase, Topic, Workshop};
use squall::notation::{Onto, Pasted, read_onto, write};

use crate::show::{left_out, lines, notes, read, refused, said, warned};

fn workshop(text: &str) -> Workshop {
    read(text).heading().workshop.clone()
}

/// The phases, a line each.
fn phases(text: &str) -> Vec<String> {
    let phase = |phase: &Phase| {
        let kinds: Vec<&str> = phase.kinds.iter().map(|kind| kind.key()).collect();
        format!("{} {:?}-{:?} {}", phase.name, phase.least, phase.minutes, kinds.join(" ")).replace("None", "").replace("Some", "")
    };
    workshop(text).phases.iter().map(phase).collect()
}

fn request(text: &str) -> Option<String> {
    workshop(text).request.map(|request| request.text)
}

/// Topics, a line each.
fn parked(board: &Board) -> Vec<String> {
    let topic = |topic: &Topic| {
        let by = topic.by.as_ref().map_or(String::new(), |by| format!(" by {by}"));
        format!("{}{}{by}", if topic.done { "[x] " } else { "" }, topic.text)
    };
    board.heading().workshop.parked.iter().map(topic).collect()
}

#[track_caller]
fn onto(board: &Board, text: &str) -> (Board, Pasted) {
    let mut next = 0x0193_4f6e_0000_7000_9000_0000_0000_0000;
    let mut ids = || {
        next += 1;
        uuid::Uuid::from_u128(next)
    };
    let onto = Onto { author: Some("ana".to_owned()), ..Onto::default() };
    let pasted = read_onto(board, text, &onto, &mut ids).unwrap_or_else(|remarks| panic!("{}", said(&remarks).join("\n")));
    let mut edited = board.clone();
    let inverse = edited.apply(pasted.edit.clone()).expect("the edit is made");
    let mut back = edited.clone();
    back.apply(inverse).expect("it is undone");
    assert_eq!(&back, board);
    (edited, pasted)
}

const HALF_A_DAY: &str = "\
# Library

Agenda: Half a day
  Phase: Warm Up for 5m to 10m with events, hot spots
    Activity: Everyone writes one event.
    Ask: What happened?
    Ask: And then?
    Looks for: event-not-past, names-alike
  Phase: Break

Event: Book Lent
";

#[test]
fn an_agenda_of_ones_own_has_phases() {
    let workshop = workshop(HALF_A_DAY);
    assert_eq!(workshop.agenda.as_deref(), Some("Half a day"));
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let warm_up = Phase {
        name: "Warm Up".to_owned(),
        least: Some(5),
        minutes: Some(10),
        kinds: vec![Kind::Event, Kind::HotSpot],
        activity: "Everyone writes one event.".to_owned(),
        questions: texts(&["What happened?", "And then?"]),
        looks_for: texts(&["event-not-past", "names-alike"]),
        unknown: Vec::new(),
    };
    assert_eq!(workshop.phases, [warm_up, Phase { name: "Break".to_owned(), ..Phase::default() }]);
    assert_eq!(notes(HALF_A_DAY), ["event Book Lent"]);
}

#[test]
fn a_phase_says_how_long_it_is_and_what_it_is_about_or_not() {
    let of = |phase: &str| phases(&format!("Agenda: Ours\n- Phase: {phase}\n")).remove(0);
    for (phase, read) in [
        ("Warm Up", "Warm Up - "),
        ("Warm Up for 10m", "Warm Up -(10) "),
        ("Warm Up for ten minutes with Domain Events and read models", "Warm Up -(10) event read_model"),
        ("Warm Up with an open mind", "Warm Up with an open mind - "),
        ("Warm Up for at least 1h30m", "Warm Up (90)- "),
        ("Warm Up for at most 24h with policy", "Warm Up -(1440) policy"),
        ("Time for Tea with Milk for 0m", "Time for Tea with Milk -(0) "),
        ("\"Tea for 5m with events\" for 20 minutes to 1 hour", "Tea for 5m with events (20)-(60) "),
    ] {
        assert_eq!(of(phase), read, "{phase}");
    }
}

#[test]
fn questions_may_be_a_list_and_headings_may_be_phases() {
    let text = "## Agenda: Ours\n\n### Phase: One\nPlease be on time.\n\nAsk:\n- What?\n- Why?\n### Phase: Two for 5m\n";
    assert_eq!(phases(text), ["One - ", "Two -(5) "]);
    assert_eq!(workshop(text).phases[0].questions, ["What?", "Why?"]);
    assert_eq!(left_out(text), ["Please be on time."]);
}

#[test]
fn an_agenda_that_the_method_has_is_a_form_on_its_own() {
    for name in ["Big Picture", "session-guide", "process", "\"Design\""] {
        let workshop = workshop(&format!("Agenda: {name}\nEvent: Book Lent\n"));
        assert_eq!(workshop.agenda.as_deref(), Some(name.trim_matches('"')));
        assert!(workshop.phases.is_empty());
    }
    assert_eq!(workshop("Agenda:\n\nPhase: One\n").agenda, None);
    assert_eq!(phases("Agenda:\n\nPhase: One\n"), ["One - "]);
}

#[test]
fn anywhere_else_the_words_of_the_workshop_are_prose_or_names_as_ever() {
    let text = "\
# Agenda: big picture
Agenda: what we talk about
Agenda:
So be it.
Phase: two of the project
Activity: all
Ask: your doctor
Looks for: trouble
Feature:
| Feature: a | b |
";
    let read = read(text);
    assert_eq!((read.title(), read.heading().workshop.clone()), ("Agenda: big picture", Workshop::default()));
    assert_eq!(left_out(text).len(), 9);
    // Another form ends the agenda.
    let ended = "Agenda: Ours\nPhase: One\nEvent: Book Lent\nPhase: Two\nAsk: why?\n";
    assert_eq!((phases(ended), left_out(ended).len()), (vec!["One - ".to_owned()], 2));
    // What explains an item of a list.
    let list = "Domain Events:\n- Activity: of the heart\n- Feature: of the day\n- Parked: of the car\n";
    assert_eq!(notes(list), ["event Activity", "event Feature", "event Parked"]);
    let shown = "Read Model: Desk\n  Built from: Paid\n  Shows:\n  - Feature: x\n  - Agenda: design\n";
    assert_eq!(notes(shown), ["event Paid", "read model Desk from Paid shows Feature: x; Agenda: design"]);
}

#[test]
fn a_feature_is_the_request() {
    let text = "Customers can subscribe. If payment fails, retry twice.";
    for line in [
        format!("Feature: {text}"),
        format!("feature request: {text}"),
        format!("**Feature:** \"{text}\""),
        format!("## Feature:   {}", text.replace(' ', "  ")),
    ] {
        assert_eq!(request(&line).as_deref(), Some(text), "{line}");
    }
    assert_eq!(request("Feature: \"a\\nb\"").as_deref(), Some("a\nb"));
}

#[test]
fn what_is_parked_stands_behind_the_word_or_below_it() {
    let text = "\
Parked: Refunds
Parked:
- [x] Late fees: who sets them?
- [ ] When it rains, then what?
* Feature: the next one
- Refunds

Event: Book Lent
Parked: [x] Refunds
";
    let board = read(text);
    assert_eq!(
        parked(&board),
        ["[x] Refunds", "[x] Late fees: who sets them?", "When it rains, then what?", "Feature: the next one"]
    );
    assert_eq!(lines(&board), ["event Book Lent"]);
    // A note below ends the list, as everywhere.
    assert_eq!(notes("Parked:\n- Refunds\n- Event: Book Lent\n"), ["event Book Lent"]);
}

#[test]
fn dots_stand_behind_a_question_with_those_who_gave_them() {
    let of = |text: &str| {
        let board = read(text);
        let spot = board.notes().iter().find(|note| note.kind() == Kind::HotSpot).expect("a hot spot").clone();
        let Detail::HotSpot(detail) = &spot.detail else { panic!() };
        (spot.text.clone(), detail.about.is_some(), detail.votes.clone())
    };
    let votes = |votes: &[(&str, u32)]| votes.iter().map(|(who, dots)| ((*who).to_owned(), *dots)).collect::<Vec<_>>();
    assert_eq!(of("Hot Spot: Who pays? (3 dots)"), ("Who pays?".to_owned(), false, votes(&[("", 3)])));
    let both = votes(&[("ana", 2), ("ben", 1)]);
    assert_eq!(of("Event: Paid\nHot Spots:\n- Why? @ Paid (3 dots: ana 2, ben 1)"), ("Why?".to_owned(), true, both.clone()));
    assert_eq!(of("Hot Spots:\n- Why? (2 dots: ana 2)\n- Why? (2 dots: ana 1, ben 1)").2, both, "said twice");
    assert_eq!(of("Hot Spot: \"Why? (3 dots)\"").0, "Why? (3 dots)");
    assert_eq!(of("Hot Spot: (3 dots)").0, "(3 dots)");
}

#[test]
fn what_cannot_be_read_is_said() {
    let of = |phase: &str| refused(&format!("Agenda: Ours\nPhase: {phase}\n")).join("\n");
    for (phase, place, words) in [
        ("Warm Up for 5x", "2:20", "5x"),
        ("Warm Up for 90s", "2:20", "a phase has whole minutes"),
        ("Warm Up for 2 days", "2:20", "a phase is at most a day long"),
        ("Warm Up for 5m to soon", "2:26", "soon"),
        ("Warm Up for 5m with evnts", "2:28", "did you mean `events`?"),
        ("Warm Up with events, cows", "2:29", "`cows` is no kind of note"),
        ("Warm Up for 5m with tea", "2:28", "`tea` is no kind of note"),
        ("Warm Up for at least 5m with tea and cake", "2:37", "there are actors, commands, aggregates"),
        ("Warm Up for 5m to 10m with tea", "2:35", "`tea` is no kind of note"),
        ("Warm Up for 5x with tea", "2:20", "`5x with tea` is not a duration"),
        ("for 5m", "2:8", "a phase has no name"),
    ] {
        let said = of(phase);
        assert!(said.starts_with(&format!("{place}: error: ")) && said.contains(words), "{phase}: {said}");
    }
    assert!(refused("Agenda: Ours\nPhase: One\nAsk:\nEvent: A\n")[0].starts_with("3:5: error: nothing stands behind `Ask:`"));
    assert!(refused("Parked: [x]\n")[0].contains("nothing is parked"));
}

#[test]
fn a_length_that_is_read_as_a_part_of_a_name_is_pointed_out() {
    let of = |phase: &str| warned(&format!("Agenda: Ours\nPhase: {phase}\n")).0;
    for (phase, length) in [
        ("Talk 15m", "15m"),
        ("Talk (15m)", "15m"),
        ("Talk 15 minutes", "15 minutes"),
        ("Talk for tenish minutes with events", "tenish minutes"),
    ] {
        let said = of(phase);
        let begin = format!("2:8: warning: `{length}` is taken for a part of the name, so the phase has no timer");
        assert!(said.len() == 1 && said[0].starts_with(&begin) && said[0].contains("for 15m"), "{phase}: {said:?}");
    }
    for phase in ["Time for Lunch", "\"Talk 15m\"", "\"Talk for ten minutes\"", "Talk 15m for 10m", "Day 1", "Round 2 of 3", "é)"]
    {
        assert!(of(phase).is_empty(), "{phase}: {:?}", of(phase));
    }
    let board = read("Agenda: Ours\nPhase: \"Talk 15m\"\n");
    assert!(squall::notation::write(&board).text.contains("Phase: \"Talk 15m\""), "what is written can be read again");
}

#[test]
fn a_second_agenda_or_request_is_left_out_with_a_warning() {
    let (said, _) =
        warned("Agenda: Big Picture\nAgenda: design\nPhase: One\nFeature: A\nFeature: B\nFeature: A\nAgenda: big-picture\n");
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with("2:9: warning: `Big Picture` is the agenda already; this one is left out"), "{said:?}");
    assert!(said[1].starts_with("5:10: warning: there is a feature request already; this one is left out"), "{said:?}");
}

#[test]
fn a_board_without_a_workshop_takes_it_up_and_what_is_there_stays() {
    let bare = read("Event: Book Lent\n");
    let text = "Feature: Members lend books.\nAgenda: Ours\nPhase: One for 5m\nParked: Refunds\n";
    let (taken, pasted) = onto(&bare, text);
    let workshop = &taken.heading().workshop;
    assert_eq!(workshop.request.as_ref().map(|request| &*request.text), Some("Members lend books."));
    assert_eq!((workshop.agenda.as_deref(), workshop.phases.len()), (Some("Ours"), 1));
    assert_eq!(parked(&taken), ["Refunds by ana"]);
    assert!(pasted.remarks.is_empty() && pasted.notes.is_empty());
    // What was read already adds nothing.
    let (again, pasted) = onto(&taken, text);
    assert_eq!(again, taken);
    assert!(pasted.remarks.is_empty());
    // Another is left out, and said; topics are joined.
    let (same, pasted) = onto(&taken, "Feature: Members buy books.\nAgenda: Big Picture\nParked:\n- [x] Refunds\n- Fines\n");
    assert_eq!(parked(&same), ["[x] Refunds by ana", "Fines by ana"]);
    assert_eq!(same.heading().workshop.request, workshop.request);
    assert_eq!(same.heading().workshop.phases, workshop.phases);
    let said = said(&pasted.remarks);
    assert_eq!(said.len(), 2);
    assert!(said[0].starts_with("1:10: warning: the board has another feature request already; this one is left out"), "{said:?}");
    assert!(said[1].starts_with("2:9: warning: `Ours` is the agenda of the board already; this one is left out"), "{said:?}");
}

#[test]
fn a_workshop_is_written_where_it_is_looked_for() {
    let text = "\
# Library

Feature: Members lend books. What is late is asked for.

Agenda: Half a day
- Phase: Warm Up for 5m to 10m with events, hot spots
  - Activity: Everyone writes one event.
  - Ask: What happened?
  - Ask: \"And then, why: @ whom?\"
  - Looks for: event-not-past, names-alike
- Phase: \"Lunch for all\" for at least 30m
- Phase: Break

Domain Events:
- Book Lent

Hot Spots:
- [x] Who pays? @ Book Lent (3 dots: ana 2, \"\" 1)
- \"What (3 dots)\" (1 dot)

Parked:
- Refunds
- [x] \"Agenda: ours\"
";
    let written = write(&read(text));
    assert_eq!((written.text.as_str(), written.left_out.as_slice()), (text, &[][..]));
}
