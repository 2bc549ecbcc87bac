//! A session from the first orange note to named contexts: the eight phases of the method on an empty board, keys in, board and
//! screen out. The feature request is that of the method's own text. Nothing changes the board but keys, pastes and the clock.

#[path = "../common/mod.rs"]
mod common;
mod facilitator;
mod said;

use squall::app::{Effect, Message, Mode};
use squall::board::{Board, Detail, Kind};
use squall::{interop, store};

use common::{Desk, empty};
use facilitator::{
    SCREEN, choose, drop_rows, events, fill, finish, in_phase, outcomes, recorded, reopened, round, sees, select, timer,
};

#[test]
fn a_session_goes_from_a_feature_request_to_contexts() {
    session(SCREEN);
}

#[test]
fn the_same_keys_lead_to_the_same_board_on_any_screen() {
    let board = session(SCREEN);
    for (columns, rows) in [(200, 50), (80, 24), (40, 12)] {
        assert_eq!(session((columns, rows)), board, "{columns} x {rows}");
    }
}

/// The session on a screen of a size, phase by phase. Returns its board.
fn session((columns, rows): (u16, u16)) -> Board {
    let mut it = Desk::sized(empty("Product box"), columns, rows);
    chaotic_exploration(&mut it);
    timeline_ordering(&mut it);
    commands_and_actors(&mut it);
    aggregates(&mut it);
    let mut it = policies(it);
    read_models(&mut it);
    hot_spots(&mut it);
    bounded_contexts(&mut it);
    what_came_of_it(&mut it);
    three_payments_fail(&mut it);
    it_is_kept(&mut it);
    it.state.board().clone()
}

/// The request is put up and the guide begins. Events are written: some from the words of the request, others from what people know.
fn chaotic_exploration(it: &mut Desk) {
    it.keys("F r").send(Message::Paste(said::FEATURE.into())).keys("enter");
    sees(it, &["the board has its request; F d goes through it step by step"]);
    it.keys("F F");
    sees(it, &["session guide", "8 phases, 105 to 140 min"]);
    it.keys("enter");
    in_phase(it, 1, "Chaotic Exploration", "30:00");
    sees(it, &["Everyone writes events on orange notes at once. No discussion, no order.", "What happened?"]);
    // In the words of the room. One is in the present tense, and in this phase nobody is corrected.
    it.keys("F d");
    sees(it, &["They are charged monthly.", "1 ▲ Events none yet"]);
    for (words, event) in said::DERIVED {
        select(it, words);
        it.tick(60).keys("e ctrl-u").text(event).keys("enter");
        assert_eq!((it.focused().as_str(), it.note(event).kind()), (*event, Kind::Event));
    }
    it.keys("esc");
    // What the request does not say. Two people have the same event in mind.
    for (behind, events) in said::KNOWN {
        it.at(behind).keys("a");
        for event in *events {
            it.tick(60).text(event).keys("enter");
        }
        it.keys("esc");
    }
    it.tick(7 * 60);
    in_phase(it, 1, "Chaotic Exploration", "11:00");
    assert_eq!(events(it).len(), 12);
    finish(it, &["Chaotic Exploration – what came of it", "19:10 of 30:00", "12 in all, 0.6 a minute", "NEXT: TIMELINE ORDERING"]);
}

/// Events are put in the past tense, two become one, one moves to where it happens, and turning points are marked.
fn timeline_ordering(it: &mut Desk) {
    in_phase(it, 2, "Timeline Ordering", "20:00");
    sees(it, &["Arrange events left to right on the timeline. Find gaps and duplicates.", "Q answers · 2 missing"]);
    round(it, said::ABOUT_EVENTS);
    it.at("Shipment Requested");
    for _ in 0..6 {
        it.tick(5).keys("shift-right");
    }
    for event in ["Subscription Created", "Payment Succeeded", "Subscription Paused"] {
        it.at(event).keys("*");
    }
    assert_eq!(events(it), said::TIMELINE);
    it.keys("Q");
    sees(it, &["nothing is missing in Timeline Ordering; F n goes on"]);
    finish(it, &["1:40 of 20:00", "none written", "NEXT: COMMANDS AND ACTORS"]);
}

/// What triggered it, and who initiated that? What a policy will do is left open, and there is a break.
fn commands_and_actors(it: &mut Desk) {
    in_phase(it, 3, "Commands and Actors", "20:00");
    sees(it, &["Add blue commands and yellow actors. Who triggers what?", "For each event ask: what action caused this?"]);
    it.tick(60).keys("F p");
    sees(it, &["paused at 19:00; F F goes on"]);
    it.tick(15 * 60).keys("F F");
    assert_eq!(timer(it), "19:00");
    round(it, said::ABOUT_COMMANDS);
    it.tick(10).at("Attempt Payment").keys("A s").text("Payment Gateway").keys("enter");
    assert!(it.linked("Attempt Payment", "Payment Gateway"));
    assert_eq!(outcomes(it, "Attempt Payment"), 4, "a payment is attempted, again too, and succeeds or fails");
    finish(
        it,
        &[
            "paused for 15:00",
            "11 in all",
            "● 2 actors",
            "■ 8 commands",
            "◎ 1 external system",
            "4 commands that nobody issues",
            "NEXT: AGGREGATES",
        ],
    );
}

/// Who decides, by which rules? Some are written in the form, others pasted from a paper that somebody brought along.
fn aggregates(it: &mut Desk) {
    in_phase(it, 4, "Aggregates", "15:00");
    sees(it, &["Cluster commands and events around the yellow notes that decide.", "Group commands and events around the nouns"]);
    round(it, said::ABOUT_AGGREGATES);
    it.keys("F e");
    assert_eq!((it.said().as_str(), timer(it).as_str()), ("five minutes more: 16:00 now", "16:00"));
    // What was answered one by one is not yet which events come together.
    drop_rows(it, "Attempt Payment", "outcome 1", 4);
    for paper in [said::SUBSCRIPTION, said::BILLING] {
        it.tick(60).send(Message::Paste(paper.into()));
        assert!(it.said().starts_with("joined what was said with notes that are there"), "{}", it.said());
    }
    assert_eq!((outcomes(it, "Attempt Payment"), outcomes(it, "Cancel Subscription")), (4, 1));
    fill(it, "Trigger Billing Cycle", &[("sets", "retry_count = 0")]);
    fill(it, "Schedule Retry", &[("outcome 1", "retry_count < 2"), ("sets", "retry_count = retry_count + 1")]);
    it.at("Billing").keys("E");
    sees(it, &["retry_count = 0", "retry_count <= 2"]);
    it.keys("esc");
    finish(it, &["6:10 of 20:00", "◆ 3 aggregates", "NEXT: POLICIES"]);
}

/// What happens automatically, and what if it fails? In the middle of it the program is closed, and opened again seven minutes later.
fn policies(mut it: Desk) -> Desk {
    in_phase(&it, 5, "Policies", "20:00");
    sees(&it, &["Add lilac notes for what follows by itself. Trace the chains."]);
    // A policy in one sentence, under the name that the room has for it.
    it.at("Payment Failed").keys("Q");
    sees(&it, &["After Payment Failed, what happens automatically?"]);
    it.tick(60).text(said::RETRY).keys("enter esc").at(said::RETRY);
    it.keys("e ctrl-u").text("Retry Failed Payment").keys("enter");
    let Detail::Policy(policy) = &it.note("Retry Failed Payment").detail else { panic!("no policy") };
    let after: Vec<Option<&str>> = policy.then.iter().map(|then| then.after.as_deref()).collect();
    assert_eq!((policy.guard.as_deref(), after), (Some("retry_count < 2"), vec![None, Some("24h")]));
    assert_eq!(timer(&it), "19:00");

    let mut it = reopened(it, 7 * 60);
    in_phase(&it, 5, "Policies", "12:00");
    // The other policy of the same event, by hand.
    it.tick(60).at("Payment Failed").keys("A p").text("Pause After Retries Exhausted").keys("enter");
    fill(&mut it, "Pause After Retries Exhausted", &[("where", "retry_count >= 2"), ("then", "Pause Subscription")]);
    round(&mut it, said::ABOUT_POLICIES);
    finish(
        &mut it,
        &["★ 4 policies", "! 1 hot spot", "1 event without a reaction", "Subscription Resumed", "NEXT: READ MODELS, 10 MINUTES"],
    );
    it
}

/// In which view does somebody see what? With that the five steps of the request are walked.
fn read_models(it: &mut Desk) {
    in_phase(it, 6, "Read Models", "10:00");
    sees(it, &["Add green notes for the views that users or admins need."]);
    round(it, said::ABOUT_EVENTS_SEEN);
    for (view, audience, shows) in said::VIEWS {
        fill(it, view, &[("audience", audience), ("shows", shows)]);
    }
    it.keys("F d");
    sees(it, &["›✓ 5 ▤ Read models 3", "What does the user or admin need to see?"]);
    it.keys("q");
    assert_eq!(it.said(), "all five steps are walked; hot spots and contexts come next");
    finish(it, &["▤ 3 read models", "NEXT: HOT SPOTS"]);
}

/// What nobody knows, with dots for what matters most, and a topic for another day. Nobody looks at the clock.
fn hot_spots(it: &mut Desk) {
    in_phase(it, 7, "Hot Spots", "10:00");
    sees(it, &["Mark unknowns and risks with red notes. Do not solve them now.", "What don't we know?"]);
    for (about, question, dots) in said::UNKNOWN {
        it.at(about).keys("A h").text(question).keys("enter");
        assert_eq!(it.focused(), *question);
        for _ in 0..*dots {
            it.tick(20).keys("F v");
        }
    }
    it.keys("F t").text("Gift boxes").keys("enter");
    sees(it, &["parked Gift boxes; F T lists what is parked", "●●● What if the payment"]);
    it.tick(8 * 60);
    sees(it, &["Hot Spots: time is up; F n goes on, F e gives five minutes more"]);
    in_phase(it, 7, "Hot Spots", "0:00");
    finish(it, &["10:10 of 10:00, 0:10 over time", "! 3 hot spots", "○ Gift boxes", "NEXT: BOUNDED CONTEXTS"]);
}

/// Where do the language and the rules change?
fn bounded_contexts(it: &mut Desk) {
    in_phase(it, 8, "Bounded Contexts", "15:00");
    sees(it, &["Draw boundaries around aggregates that belong together. Name the contexts.", "Q answers · 3 missing"]);
    round(it, said::ABOUT_CONTEXTS);
    let board = it.state.board();
    let context = |text: &str| it.note(text).context.and_then(|id| board.context(id)).map(|context| context.name.as_str());
    for (note, name) in said::BELONGS {
        assert_eq!(context(note), Some(*name), "{note}");
    }
    finish(it, &["1:40 of 15:00", "This was the last phase. F c shows what came of it all."]);
}

/// The closing page comes behind the last summary; the artefacts go to a file, and nothing is left to be said against the board.
fn what_came_of_it(it: &mut Desk) {
    sees(it, &["the session is over"]);
    sees(it, said::CLOSING);
    it.keys("G");
    sees(it, &["Bounded Contexts        1:40 of 15:00"]);
    it.keys("esc F c");
    assert!(matches!(it.state.mode, Mode::Page(_)), "it can be looked at again");
    it.keys("esc F x");
    let Some(Effect::Export { path, text }) = it.effects.last() else { panic!("{:?}", it.effects.last()) };
    assert_eq!(path.display().to_string(), "boards/box.md");
    for artefact in said::EXPORTED {
        assert!(text.contains(artefact), "{artefact} in\n{text}");
    }
    let findings = interop::advice(it.state.board()).findings;
    assert!(findings.is_empty(), "{findings:#?}");
    it.keys("w");
    assert_eq!(it.said(), "the method has nothing to say about this board (1 silenced)", "as somebody said in the session");
}

/// A subscription whose payment fails, fails again a day later and again the day after, is paused.
fn three_payments_fail(it: &mut Desk) {
    it.at("Create Subscription").keys("x >").at("Trigger Billing Cycle").keys("x >");
    for _ in 0..3 {
        sees(it, &["Attempt Payment: what happens?"]);
        choose(it, "Payment Failed");
        it.keys(">");
    }
    let running = it.state.running().expect("a run is open");
    assert!(running.question().is_none() && running.run().is_quiet());
    assert_eq!(recorded(running.run()), said::FAILED.map(|(hour, event)| (hour, event.to_owned())));
    sees(it, &["all is quiet", "Subscription Paused"]);
    it.keys("X");
}

/// The board is saved, and what is read again is the same board.
fn it_is_kept(it: &mut Desk) {
    it.keys("s");
    assert_eq!(it.effects.last(), Some(&Effect::Save("boards/box.json".into())));
    let board = it.state.board();
    let read = store::read(&store::write(board), &mut || panic!("every note has its id")).expect("it can be read");
    assert_eq!(&read, board);
}
