//! Forms, one by one, and what they do to the order of a document.

use std::collections::HashMap;

use uuid::Uuid;

use super::{Written, write};
use crate::board::{
    Action, Aggregate, Answer, AnswerTo, AnswerWith, Argument, Board, Clock, Command, Context, ContextId, Detail, Event, Guard,
    Heading, HotSpot, Issue, Json, Kind, Literal, Note, NoteId, Outcome, Place, Policy, Projection, Reaction, ReadModel, Request,
    Scenario, Session, Taken, Topic, Workshop,
};

/// A board in the making: notes get ids and places in the order in which they are added.
struct Wall {
    heading: Heading,
    notes: Vec<Note>,
    context: Option<ContextId>,
}

impl Wall {
    fn new() -> Wall {
        Wall { heading: Heading::new("", "A board", None), notes: Vec::new(), context: None }
    }

    fn context(&mut self, name: &str) {
        let id = ContextId(Uuid::from_u128(1000 + self.heading.contexts.len() as u128));
        self.heading.contexts.push(Context { id, name: name.to_owned(), colour: None, unknown: Vec::new() });
        self.context = Some(id);
    }

    fn add(&mut self, text: &str, detail: Detail) -> NoteId {
        let id = NoteId(Uuid::from_u128(self.notes.len() as u128));
        let at = Place::new(self.notes.len() as f64).expect("a place");
        self.notes.push(Note { context: self.context, detail, ..Note::new(id, Kind::Event, text, at) });
        id
    }

    fn event(&mut self, text: &str) -> NoteId {
        self.add(text, Detail::empty(Kind::Event))
    }

    fn command(&mut self, text: &str) -> NoteId {
        self.add(text, Detail::empty(Kind::Command))
    }

    fn board(self) -> Board {
        Board::assemble(self.heading, self.notes, HashMap::new()).expect("a board")
    }

    fn written(self) -> Written {
        write(&self.board())
    }

    /// What stands below the title, where nothing is left out.
    fn text(self) -> String {
        let Written { text, left_out } = self.written();
        assert_eq!(left_out, Vec::<String>::new());
        text.strip_prefix("# A board\n\n").expect("the title first").to_owned()
    }
}

fn fields(set: &[(&str, &str)]) -> Vec<(String, String)> {
    set.iter().map(|(field, expression)| ((*field).to_owned(), (*expression).to_owned())).collect()
}

fn int(name: &str, values: &[i64]) -> Argument {
    Argument { name: name.to_owned(), values: values.iter().copied().map(Literal::Int).collect(), listed: false }
}

#[test]
fn an_empty_board_is_its_title() {
    assert_eq!(write(&Board::new(Heading::new("", "Subscription box", None))).text, "# Subscription box\n");
    assert_eq!(write(&Board::new(Heading::new("", "", None))).text, "# \"\"\n");
}

#[test]
fn notes_that_take_one_line_are_lists() {
    let mut wall = Wall::new();
    wall.add("Customer", Detail::Actor);
    wall.add("Acme, Inc.", Detail::ExternalSystem);
    wall.add(
        "Payment Failed",
        Detail::Event(Event { fields: vec!["amount_cents".to_owned(), "a b".to_owned()], ..Event::default() }),
    );
    let event = wall.add("Done when Ready", Detail::Event(Event { pivotal: true, ..Event::default() }));
    wall.add("Why?", Detail::HotSpot(HotSpot { about: Some(event), resolved: true, ..HotSpot::default() }));
    let expected = r#"Actors:
- Customer

External Systems:
- "Acme, Inc."

Domain Events:
- Payment Failed (amount_cents, "a b")
- "Done when Ready"

Pivotal: "Done when Ready"

Hot Spots:
- [x] Why? @ "Done when Ready"
"#;
    assert_eq!(wall.text(), expected);
}

#[test]
fn commands_stand_in_their_aggregates() {
    let mut wall = Wall::new();
    let [actor, other] = ["Customer", "Clerk"].map(|text| wall.add(text, Detail::Actor));
    let system = wall.add("Gateway", Detail::ExternalSystem);
    let [paid, booked, failed] = ["Paid", "Booked", "Failed"].map(|text| wall.event(text));
    let aggregate = wall.add(
        "Billing",
        Detail::Aggregate(Aggregate {
            state: vec![
                ("retries".to_owned(), Some(Literal::Int(0))),
                ("status".to_owned(), Some(Literal::Text("idle".to_owned()))),
                ("since".to_owned(), None),
            ],
            invariants: vec!["retries <= 3".to_owned(), "retries >= 0".to_owned()],
            identified_by: Some("id".to_owned()),
        }),
    );
    let outcomes = vec![
        Outcome { events: vec![paid, booked], set: fields(&[("retries", "0"), ("status", "\"paid\"")]), ..Outcome::default() },
        Outcome { events: vec![failed], guard: Guard::When("amount > 0".to_owned()), ..Outcome::default() },
        Outcome { events: vec![failed], guard: Guard::Otherwise, ..Outcome::default() },
    ];
    let arguments = vec![int("amount", &[1, -2]), int("note", &[])];
    let command =
        Command { aggregate: Some(aggregate), actors: vec![actor, other], systems: vec![system], fields: arguments, outcomes };
    wall.add("Pay", Detail::Command(command));
    wall.command("Wait");
    let expected = r#"Command: Wait

Aggregate: Billing
- Identified by: id
- State: retries = 0, status = "idle", since
- Invariant: retries <= 3
- Invariant: retries >= 0
- Command: Pay (amount = 1 | -2, note) by Customer, Clerk via Gateway
  - -> Paid + Booked { retries = 0, status = "paid" }
  - -> Failed when amount > 0
  - -> Failed otherwise
"#;
    assert!(wall.text().ends_with(expected));
}

#[test]
fn policies_and_read_models() {
    let mut wall = Wall::new();
    let [paid, failed] = ["Paid", "Failed"].map(|text| wall.event(text));
    let [retry, give_up] = ["Retry", "Give up"].map(|text| wall.command(text));
    let later = Reaction {
        after: Some("24h".to_owned()),
        unless: vec![paid, failed],
        with: fields(&[("count", "count + 1")]),
        ..Reaction::new(give_up)
    };
    let policy = Policy {
        when: vec![failed, paid],
        guard: Some("count < 2".to_owned()),
        then: vec![Reaction::new(retry), later],
        choose: false,
    };
    wall.add("Try Again", Detail::Policy(policy.clone()));
    wall.add("Decide", Detail::Policy(Policy { choose: true, guard: None, ..policy }));
    wall.add("Nothing Yet", Detail::empty(Kind::Policy));
    let on = vec![
        Projection {
            event: paid,
            action: Action::Upsert,
            set: fields(&[("sum", "sum + 1"), ("who", "\"me\"")]),
            unknown: Vec::new(),
        },
        Projection { event: failed, action: Action::Delete, set: Vec::new(), unknown: Vec::new() },
    ];
    wall.add(
        "Dashboard",
        Detail::ReadModel(ReadModel {
            audience: Some("admin-facing".to_owned()),
            built_from: vec![paid, failed],
            shows: vec!["Sums".to_owned(), "Names, sorted".to_owned()],
            keyed_by: Some("id".to_owned()),
            on,
        }),
    );
    let expected = r#"Policy: Try Again
- When: Failed or Paid where count < 2
- Then: Retry + Give up (count = count + 1) after 24h unless Paid or Failed

Policy: Decide
- When: Failed or Paid
- Then: Retry | Give up (count = count + 1) after 24h unless Paid or Failed

Policy: Nothing Yet

Read Model: Dashboard (admin-facing)
- Built from: Paid, Failed
- Shows: Sums, "Names, sorted"
- Keyed by: id
- On Paid: upsert sum = sum + 1, who = "me"
- On Failed: delete
"#;
    let text = wall.text();
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn rules_and_scenarios_come_last() {
    let mut wall = Wall::new();
    let paid = wall.event("Paid");
    let outcomes = vec![Outcome { events: vec![paid], ..Outcome::default() }];
    let pay = wall.add("Pay", Detail::Command(Command { outcomes, ..Command::default() }));
    let policy = wall.add("Remind", Detail::empty(Kind::Policy));
    wall.heading.rules = vec!["never Paid after Paid".to_owned(), "always x > 0".to_owned()];
    let answer = |to, with| Answer { to, with, unknown: Vec::new() };
    let issue = |at: Option<&str>, with: Vec<(String, Literal)>, answers| Issue {
        command: pay,
        at: at.map(str::to_owned),
        with,
        answers,
        unknown: Vec::new(),
    };
    let answers = vec![
        answer(AnswerTo::Note(pay), AnswerWith::Note(paid)),
        answer(AnswerTo::Field("count".to_owned()), AnswerWith::Value(Literal::Int(2))),
        answer(AnswerTo::Note(policy), AnswerWith::Value(Literal::Bool(true))),
        answer(AnswerTo::Note(policy), AnswerWith::Note(pay)),
    ];
    let size = vec![("size".to_owned(), Literal::Text("S".to_owned()))];
    wall.heading.scenarios = vec![Scenario {
        name: "Pays twice, in the end".to_owned(),
        given: vec![issue(None, Vec::new(), Vec::new())],
        when: vec![issue(Some("12h"), size, answers), issue(None, Vec::new(), Vec::new())],
        then: vec![paid, paid],
        never: vec![paid],
        state: vec!["Billing.sum == 2".to_owned()],
        unknown: Vec::new(),
    }];
    let expected = r#"Rule: never Paid after Paid

Rule: always x > 0

Scenario: Pays twice, in the end
- Given: Pay
- When: Pay (size = "S") at 12h
  - Pay -> Paid
  - count -> 2
  - Remind -> yes
  - Remind -> Pay
- When: Pay
- Then: Paid, Paid
- Never: Paid
- State: Billing.sum == 2
"#;
    let text = wall.text();
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn a_context_is_one_part_and_what_belongs_to_none_comes_before() {
    let mut wall = Wall::new();
    let start = wall.event("Started");
    wall.context("Sales");
    let order = wall.add("Order", Detail::empty(Kind::Aggregate));
    wall.event("Ordered");
    wall.context("Empty");
    wall.context("Shipping");
    let outcomes = vec![Outcome { events: vec![start], ..Outcome::default() }];
    wall.add("Ship", Detail::Command(Command { aggregate: Some(order), outcomes, ..Command::default() }));
    let expected = r#"Domain Events:
- Started

## Context: Sales

Domain Events:
- Ordered

Aggregate: Order

## Context: Empty

## Context: Shipping

[Order]
- Command: Ship
  - -> Started
"#;
    assert_eq!(wall.text(), expected);
}

#[test]
fn what_would_come_out_of_order_is_listed_at_the_top() {
    let mut wall = Wall::new();
    wall.context("Sales");
    let ordered = wall.add("Ordered", Detail::Event(Event { fields: vec!["id".to_owned()], pivotal: false }));
    let sales = wall.context;
    wall.context("Shipping");
    wall.event("Shipped");
    wall.add("First", Detail::Policy(Policy { when: vec![ordered], ..Policy::default() }));
    wall.context = sales;
    wall.event("Paid");
    wall.add("Second", Detail::Policy(Policy { when: vec![ordered], ..Policy::default() }));
    wall.context = None;
    wall.add("Closed", Detail::Event(Event { fields: vec!["sum".to_owned()], pivotal: false }));
    let expected = r#"Domain Events:
- Ordered
- Shipped
- Paid
- Closed (sum)

Policies:
- First
- Second

## Context: Sales

Domain Events:
- Ordered (id)
- Paid

Policy: Second
- When: Ordered

## Context: Shipping

Domain Events:
- Shipped

Policy: First
- When: Ordered
"#;
    assert_eq!(wall.text(), expected);
}

#[test]
fn a_hot_spot_stands_behind_the_one_it_is_about() {
    let mut wall = Wall::new();
    let about = |id: u128| Detail::HotSpot(HotSpot { about: Some(NoteId(Uuid::from_u128(id))), ..HotSpot::default() });
    wall.add("Third", about(1));
    wall.add("Second", about(2));
    wall.add("First", about(5));
    wall.add("Round", about(4));
    wall.add("And Round", about(3));
    wall.event("Paid");
    let expected = "Hot Spots:\n- First @ Paid\n- Second @ First\n- Third @ Second\n- Round @ And Round\n- And Round @ Round\n";
    let text = wall.text();
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn a_name_that_several_kinds_share_says_its_kind() {
    let mut wall = Wall::new();
    wall.event("Billing");
    let aggregate = wall.add("billing", Detail::empty(Kind::Aggregate));
    wall.add("Why?", Detail::HotSpot(HotSpot { about: Some(aggregate), ..HotSpot::default() }));
    assert!(wall.text().ends_with("- Why? @ Aggregate: billing\n"));
}

#[test]
fn a_policy_that_another_seems_to_say_again_is_named_to_the_letter() {
    let mut wall = Wall::new();
    let paid = wall.event("Paid");
    let on = |guard: Option<&str>| Policy { when: vec![paid], guard: guard.map(str::to_owned), ..Policy::default() };
    wall.add("Pause", Detail::Policy(on(Some("a < 1"))));
    wall.add("Pause After Retries", Detail::Policy(on(Some("(a) < 1"))));
    wall.add("Pause After", Detail::Policy(on(None)));
    let text = wall.text();
    assert!(text.contains("Policy: \"Pause\"\n") && text.contains("Policy: Pause After\n"), "{text}");
}

#[test]
fn an_event_that_another_begins_with_is_named_to_the_letter() {
    let mut wall = Wall::new();
    let paid = wall.event("Paid");
    wall.event("PaidWhenLate");
    wall.event("Payment");
    let outcomes = vec![Outcome { events: vec![paid], guard: Guard::When("late".to_owned()), ..Outcome::default() }];
    let pay = wall.add("Pay", Detail::Command(Command { outcomes, ..Command::default() }));
    wall.command("Pay after 24h");
    let then = vec![Reaction { after: Some("24h".to_owned()), ..Reaction::new(pay) }];
    wall.add("Remind", Detail::Policy(Policy { then, ..Policy::default() }));
    let text = wall.text();
    for line in ["- Payment\n", "- -> \"Paid\" when late\n", "- Then: \"Pay\" after 24h\n"] {
        assert!(text.contains(line), "{text}");
    }
}

#[test]
fn what_cannot_be_said_is_told() {
    let mut wall = Wall::new();
    let paid = wall.event("Paid");
    wall.event("paid");
    wall.notes[0].tags = vec!["x".to_owned()];
    let outcomes = vec![
        Outcome { set: fields(&[("a", "1")]), ..Outcome::default() },
        Outcome { events: vec![paid], set: fields(&[("a", "}")]), guard: Guard::When("a =".to_owned()), ..Outcome::default() },
    ];
    let pay = wall.add("Pay", Detail::Command(Command { outcomes, ..Command::default() }));
    let soon = Reaction { after: Some("soon".to_owned()), ..Reaction::new(pay) };
    wall.add(
        "Pay Again",
        Detail::Policy(Policy { guard: Some("a < 1".to_owned()), then: vec![soon], choose: true, ..Policy::default() }),
    );
    wall.add("?", Detail::HotSpot(HotSpot { run: Some(Json::Null), ..HotSpot::default() }));
    wall.context("Sales");
    wall.context("sales");
    wall.heading.rules = vec!["a\nb".to_owned()];
    let topic = |by: Option<&str>| Topic { text: "Refunds".to_owned(), by: by.map(str::to_owned), ..Topic::default() };
    let taken = vec![Taken { from: 0, to: 1, kind: Kind::Event, unknown: Vec::new() }];
    wall.heading.workshop = Workshop {
        agenda: Some("Half a day".to_owned()),
        request: Some(Request { taken, ..Request::default() }),
        parked: vec![topic(Some("ana")), topic(None)],
        session: Some(Session { phase: 0, clock: Clock::None, log: Vec::new(), earlier: Vec::new(), unknown: Vec::new() }),
        unknown: vec![("x".to_owned(), Json::Null)],
        ..Workshop::default()
    };
    let expected = [
        "paid: a second event of that name",
        "sales: a second context of that name",
        "Half a day: the agenda of that name, as it has no phases",
        "Paid: tags",
        "Pay: an outcome without events",
        "Pay: what it sets, a = \"}\"",
        "Pay: the guard \"a =\"",
        "Pay Again: the guard \"a < 1\", as there is no event",
        "Pay Again: that somebody chooses, as there are no two commands",
        "Pay Again: the delay \"soon\"",
        "\"?\": the run that shows it",
        "the rule \"a\\nb\"",
        "Refunds: who has parked it",
        "Refunds: a second topic of that name",
        "the workshop: which words of the request are notes",
        "the workshop: how far the session is",
        "the workshop: what others keep of it",
    ];
    assert_eq!(wall.written().left_out, expected.map(str::to_owned));
}
