//! Every gap on a board that has it, on one that has not, and where it is silenced.

use uuid::Uuid;

use super::*;
use crate::board::{Context, ContextId, Guard, Heading, Outcome, Place, Property};
use crate::method::lint::Rule;

/// A board being written by name.
struct Wall(Board);

impl Wall {
    fn new(notes: &[(Kind, &str)]) -> Wall {
        let mut wall = Wall(Board::new(Heading::new("b", "", None)));
        notes.iter().for_each(|(kind, text)| wall.hang(*kind, text));
        wall
    }

    fn hang(&mut self, kind: Kind, text: &str) {
        let count = self.0.notes().len();
        let at = Place::new(count as f64 + 1.0).expect("finite");
        let note = Note::new(NoteId(Uuid::from_u128(count as u128 + 1)), kind, text, at);
        self.edit(Edit::Add { note: Box::new(note), before: None });
    }

    fn edit(&mut self, edit: Edit) {
        self.0.apply(edit).expect("a right edit");
    }

    fn id(&self, text: &str) -> NoteId {
        self.0.notes().iter().find(|note| note.text == text).map(|note| note.id).expect("a note that says so")
    }

    fn link(mut self, arrows: &[(&str, &str)]) -> Wall {
        for (from, to) in arrows {
            self.edit(Edit::Connect { from: self.id(from), to: self.id(to) });
        }
        self
    }

    fn set(mut self, text: &str, property: Property) -> Wall {
        self.edit(Edit::Set { note: self.id(text), property });
        self
    }

    fn inside(mut self, texts: &[&str]) -> Wall {
        let id = ContextId(Uuid::from_u128(0xc0));
        let context = Context { id, name: "Ordering".into(), colour: None, unknown: Vec::new() };
        self.edit(Edit::AddContext { context, index: None });
        for text in texts {
            self.edit(Edit::Assign { note: self.id(text), context: Some(id) });
        }
        self
    }

    /// What is asked about one gap.
    fn asked(&self, gap: Gap) -> Vec<String> {
        missing(&self.0, &[gap]).iter().map(|missing| question(&self.0, missing).to_string()).collect()
    }
}

/// What is asked on a board that has a gap, once; nothing where it has not, nor where the gap is silenced on the note or the board.
fn check(gap: Gap, asked: &str, lacking: Wall, whole: &Wall) {
    assert_eq!(lacking.asked(gap), [asked]);
    assert_eq!(whole.asked(gap), [""; 0], "{gap:?} where nothing is missing");
    let found = missing(&lacking.0, &[gap])[0];
    for of in [Some(found.note), None] {
        let mut board = lacking.0.clone();
        let edit = silence(&board, gap, of).expect("it is not silent yet");
        board.apply(edit).expect("a right edit");
        assert_eq!(missing(&board, &Gap::ALL).iter().filter(|missing| missing.gap == gap).count(), 0, "{gap:?} silenced on {of:?}");
        assert_eq!(silence(&board, gap, of), None, "it is silent already");
        assert_eq!(told_apart(&board, &[gap]), (vec![], vec![found]));
        board.apply(unsilence(&board, &found).expect("it was silenced")).expect("a right edit");
        assert_eq!(board, lacking.0, "asked again, all is as before");
        assert_eq!(unsilence(&board, &found), None);
    }
}

const PLACED: &[(Kind, &str)] = &[(Kind::Command, "Place Order"), (Kind::Event, "Order Placed")];

#[test]
fn an_event_that_is_not_in_the_past_tense() {
    let whole = Wall::new(&[(Kind::Event, "Order Placed")]);
    let lacking = Wall::new(&[(Kind::Event, "Order Places")]);
    let found = missing(&lacking.0, &[Gap::EventNotPast]);
    assert_eq!(suggestion(&lacking.0, &found[0]).as_deref(), Some("Order Placed"));
    check(Gap::EventNotPast, "Order Places is not in the past tense: what happened?", lacking, &whole);
}

#[test]
fn two_events_that_may_be_one() {
    let whole = Wall::new(&[(Kind::Event, "Order Placed"), (Kind::Event, "Order Shipped"), (Kind::Command, "Order Placed")]);
    let lacking = Wall::new(&[(Kind::Event, "Order Placed"), (Kind::Event, "Orders Placed")]);
    let found = missing(&lacking.0, &[Gap::EventDoubled]);
    assert_eq!((found[0].note, found[0].other), (lacking.id("Orders Placed"), Some(lacking.id("Order Placed"))));
    check(Gap::EventDoubled, "Are Orders Placed and Order Placed one event?", lacking, &whole);
    let twice = Wall::new(&[(Kind::Event, "Order Placed"), (Kind::Event, "Order Placed")]);
    assert_eq!(twice.asked(Gap::EventDoubled), ["Order Placed hangs there twice: is it one event?"]);
    // Silenced on the other of the two, it is not asked either.
    let both = Wall::new(&[(Kind::Event, "Order Placed"), (Kind::Event, "Orders Placed")]);
    let both = both.set("Order Placed", Property::Silenced(vec![Rule::NamesAlike.name().into()]));
    assert_eq!(both.asked(Gap::EventDoubled), [""; 0]);
}

#[test]
fn an_event_that_no_command_records() {
    let whole = Wall::new(PLACED).link(&[("Place Order", "Order Placed")]);
    check(Gap::EventWithoutCommand, "What triggered Order Placed?", Wall::new(PLACED), &whole);
}

#[test]
fn a_command_that_neither_an_actor_nor_a_policy_issues() {
    let issued = |kind| {
        let wall = Wall::new(&[(kind, "Issuer"), (Kind::Command, "Place Order")]);
        wall.link(&[("Issuer", "Place Order")])
    };
    assert_eq!(issued(Kind::Policy).asked(Gap::CommandWithoutActor), [""; 0], "a policy issues it");
    check(Gap::CommandWithoutActor, "Who initiated Place Order?", Wall::new(PLACED), &issued(Kind::Actor));
}

#[test]
fn a_command_that_no_aggregate_decides_about() {
    let notes = [(Kind::Command, "Place Order"), (Kind::Aggregate, "Order")];
    let whole = Wall::new(&notes).link(&[("Place Order", "Order")]);
    check(Gap::CommandWithoutAggregate, "Who decides about Place Order?", Wall::new(&notes), &whole);
}

#[test]
fn an_aggregate_whose_commands_record_more_than_eight_events() {
    let large = |events: usize| {
        let mut wall = Wall::new(&[(Kind::Aggregate, "Order"), (Kind::Command, "Place Order"), (Kind::Command, "Change Order")]);
        wall = wall.link(&[("Place Order", "Order"), ("Change Order", "Order")]);
        for number in 1..=events {
            let text = format!("Thing {number} Happened");
            wall.hang(Kind::Event, &text);
            wall = wall.link(&[(if number % 2 == 0 { "Place Order" } else { "Change Order" }, &text)]);
        }
        // An event that both record counts once.
        wall.link(&[("Change Order", "Thing 2 Happened")])
    };
    check(Gap::AggregateTooLarge, "Order records 9 events: which of them are another thing's?", large(9), &large(8));
}

#[test]
fn an_event_that_no_policy_reacts_to() {
    let notes = [(Kind::Event, "Payment Failed"), (Kind::Policy, "Retry"), (Kind::ReadModel, "Failures")];
    let whole = Wall::new(&notes).link(&[("Payment Failed", "Retry")]);
    let lacking = Wall::new(&notes).link(&[("Payment Failed", "Failures")]);
    check(Gap::EventWithoutReaction, "After Payment Failed, what happens automatically?", lacking, &whole);
}

#[test]
fn a_policy_that_issues_no_command() {
    let notes = [(Kind::Policy, "Retry Failed Payment"), (Kind::Command, "Schedule Retry")];
    let whole = Wall::new(&notes).link(&[("Retry Failed Payment", "Schedule Retry")]);
    check(Gap::PolicyWithoutCommand, "When Retry Failed Payment fires, what is to be done?", Wall::new(&notes), &whole);
}

#[test]
fn a_command_that_cannot_fail() {
    let recorded = || Wall::new(PLACED).link(&[("Place Order", "Order Placed")]);
    let mut whole = recorded();
    whole.hang(Kind::Event, "Order Refused");
    let whole = whole.link(&[("Place Order", "Order Refused")]);
    check(Gap::CommandWithoutFailure, "What if Place Order fails?", recorded(), &whole);
    let placed = recorded().id("Order Placed");
    let guarded = Outcome { events: vec![placed], guard: Guard::When("paid".into()), ..Outcome::default() };
    let guarded = recorded().set("Place Order", Property::Outcomes(vec![guarded]));
    assert_eq!(guarded.asked(Gap::CommandWithoutFailure), [""; 0], "where the guard does not hold it is rejected");
}

#[test]
fn a_command_that_can_only_fail() {
    let notes = [(Kind::Command, "Charge Card"), (Kind::Event, "Card Payment Failed"), (Kind::Event, "Payment Received")];
    let lacking = || Wall::new(&notes).link(&[("Charge Card", "Card Payment Failed")]);
    let whole = lacking().link(&[("Charge Card", "Payment Received")]);
    check(Gap::CommandWithoutFailure, "What if Charge Card succeeds?", lacking(), &whole);
    // With one failure more it still has no success.
    let mut twice = lacking();
    twice.hang(Kind::Event, "Card Declined");
    let twice = twice.link(&[("Charge Card", "Card Declined")]);
    assert_eq!(twice.asked(Gap::CommandWithoutFailure), ["What if Charge Card succeeds?"]);
    // What is wanted is no failure.
    let wanted = Wall::new(&[(Kind::Command, "Reject Claim"), (Kind::Event, "Claim Rejected")]);
    let wanted = wanted.link(&[("Reject Claim", "Claim Rejected")]);
    assert_eq!(wanted.asked(Gap::CommandWithoutFailure), ["What if Reject Claim fails?"]);
}

#[test]
fn an_event_that_no_read_model_shows() {
    let notes = [(Kind::Event, "Payment Failed"), (Kind::Policy, "Retry"), (Kind::ReadModel, "Failures")];
    let whole = Wall::new(&notes).link(&[("Payment Failed", "Failures")]);
    let lacking = Wall::new(&notes).link(&[("Payment Failed", "Retry")]);
    check(Gap::EventUnseen, "In which view does somebody see Payment Failed?", lacking, &whole);
}

#[test]
fn a_read_model_that_is_built_from_no_event() {
    let notes = [(Kind::Event, "Order Placed"), (Kind::ReadModel, "Orders")];
    let whole = Wall::new(&notes).link(&[("Order Placed", "Orders")]);
    check(Gap::ReadModelWithoutEvents, "What is Orders built from?", Wall::new(&notes), &whole);
}

#[test]
fn an_aggregate_that_belongs_to_no_context() {
    let lacking = || Wall::new(&[(Kind::Aggregate, "Billing")]);
    let whole = lacking().inside(&["Billing"]);
    check(Gap::AggregateWithoutContext, "Where does Billing belong: in which context?", lacking(), &whole);
}

#[test]
fn gaps_come_in_the_order_of_the_wall_and_those_of_one_note_in_their_own() {
    let wall = Wall::new(&[(Kind::Event, "Order Places"), (Kind::Command, "Ship Order")]);
    let gaps = [Gap::EventWithoutCommand, Gap::CommandWithoutActor, Gap::EventNotPast, Gap::EventNotPast];
    let found: Vec<Gap> = missing(&wall.0, &gaps).iter().map(|missing| missing.gap).collect();
    assert_eq!(found, [Gap::EventNotPast, Gap::EventWithoutCommand, Gap::CommandWithoutActor]);
    assert_eq!(missing(&wall.0, &[]), []);
}

#[test]
fn a_name_over_several_lines_is_asked_about_in_one_and_no_name_has_words_too() {
    let wall = Wall::new(&[(Kind::Event, "支払い\n失敗"), (Kind::Event, "")]);
    assert_eq!(wall.asked(Gap::EventUnseen)[0], "In which view does somebody see 支払い 失敗?");
    assert_eq!(wall.asked(Gap::EventUnseen)[1], "In which view does somebody see a note without a text?");
}

#[test]
fn around_an_aggregate_belongs_what_has_to_do_with_nothing_else() {
    use Kind::{Actor, Aggregate, Command, Event, ExternalSystem, HotSpot, Policy, ReadModel};
    let wall = Wall::new(&[
        (Actor, "Clerk"),
        (Actor, "Customer"),
        (Command, "Charge Card"),
        (Command, "Ship Order"),
        (Aggregate, "Billing"),
        (Aggregate, "Shipment"),
        (ExternalSystem, "Bank"),
        (ExternalSystem, "Mail"),
        (Event, "Card Charged"),
        (Event, "Order Shipped"),
        (Policy, "Charge on Order"),
        (Policy, "Do Both"),
        (ReadModel, "Charges"),
        (ReadModel, "Everything"),
        (HotSpot, "What if the card has expired?"),
        (HotSpot, "What if the parcel is lost?"),
    ])
    .link(&[
        ("Clerk", "Charge Card"),
        ("Customer", "Charge Card"),
        ("Customer", "Ship Order"),
        ("Charge Card", "Billing"),
        ("Ship Order", "Shipment"),
        ("Charge Card", "Bank"),
        ("Charge Card", "Mail"),
        ("Ship Order", "Mail"),
        ("Charge Card", "Card Charged"),
        ("Ship Order", "Order Shipped"),
        ("Charge on Order", "Charge Card"),
        ("Do Both", "Charge Card"),
        ("Do Both", "Ship Order"),
        ("Card Charged", "Charges"),
        ("Card Charged", "Everything"),
        ("Order Shipped", "Everything"),
        ("What if the card has expired?", "Card Charged"),
        ("What if the parcel is lost?", "Order Shipped"),
    ]);
    let around = |wall: &Wall| -> Vec<String> {
        cluster(&wall.0, wall.id("Billing")).iter().filter_map(|id| wall.0.note(*id)).map(|note| note.text.clone()).collect()
    };
    let mine = ["Clerk", "Charge Card", "Billing", "Bank", "Card Charged", "Charge on Order", "Charges"];
    let mine: Vec<&str> = mine.into_iter().chain(["What if the card has expired?"]).collect();
    assert_eq!(around(&wall), mine);
    // What belongs to a context already stays there.
    let wall = wall.inside(&["Card Charged", "Clerk"]);
    let rest: Vec<&str> = mine.into_iter().filter(|text| !["Card Charged", "Clerk"].contains(text)).collect();
    assert_eq!(around(&wall), rest);
}

#[test]
fn every_answer_that_becomes_a_note_can_be_connected() {
    for gap in Gap::ALL {
        if let Answer::Note(kind) = answers_with(gap) {
            let joins = Link::between(kind, gap.kind()).or(Link::between(gap.kind(), kind));
            assert!(joins.is_some(), "{gap:?}");
        }
    }
}
