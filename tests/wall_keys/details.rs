//! The form for what a note says beyond its text, by keys.

use squall::app::Mode;
use squall::board::{Action, Board, Detail, Guard, Literal, NoteId};

use crate::common::{Desk, bundled, empty};
use crate::{Case, desk};

/// The form of a note, with the row marked whose label and value begin so.
fn form(note: &str, row: &str) -> Desk {
    let mut it = Desk::new(bundled());
    it.keys("g f").text(note).keys("enter");
    assert_eq!(it.focused(), note);
    it.keys("E");
    go(&mut it, row);
    it
}

/// Marks the row whose label and value begin so.
fn go(it: &mut Desk, row: &str) {
    it.keys("home");
    let shown = |it: &Desk| {
        let row = it.state.details().and_then(|details| details.row(it.state.board())).expect("there is a row");
        format!("{} {}", row.label, row.value).trim().to_owned()
    };
    for _ in 0..40 {
        if shown(it).starts_with(row) {
            return;
        }
        it.keys("j");
    }
    panic!("no row {row} in\n{}", it.screen());
}

/// Types a value in place of what stands in the row.
fn write(it: &mut Desk, text: &str) {
    it.keys("enter home ctrl-k").text(text);
}

fn detail(it: &Desk, note: &str) -> Detail {
    it.note(note).detail.clone()
}

fn guard(it: &Desk) -> Option<String> {
    match detail(it, "Retry Failed Payment") {
        Detail::Policy(policy) => policy.guard,
        _ => None,
    }
}

fn names(board: &Board, ids: &[NoteId]) -> Vec<String> {
    ids.iter().filter_map(|id| board.note(*id)).map(|note| note.text.clone()).collect()
}

fn events(it: &Desk, command: &str) -> Vec<Vec<String>> {
    match detail(it, command) {
        Detail::Command(command) => command.outcomes.iter().map(|outcome| names(it.state.board(), &outcome.events)).collect(),
        _ => Vec::new(),
    }
}

pub const CASES: &[Case] = &[
    ("note.details", || {
        let mut it = form("Retry Failed Payment", "when Payment Failed");
        let screen = it.screen();
        for part in ["policy: Retry Failed Payment", "where", "retry_count < 2", "Schedule Retry", "after", "24h", "unless"] {
            assert!(screen.contains(part), "{part} is missing from\n{screen}");
        }
        assert!(it.keys("esc d").said().starts_with("took down"), "esc goes back to the wall");
        assert_eq!(Desk::new(empty("")).keys("E").said(), "cannot see the details: the board is empty; a adds the first note");
        // A form whose note goes is closed.
        let mut it = desk();
        let id = it.at("Payment Failed").keys("E").note("Payment Failed").id;
        it.edit(squall::board::Edit::Remove(id));
        assert!(matches!(it.state.mode, Mode::Wall));
    }),
    ("details.edit", || {
        let mut it = form("Retry Failed Payment", "where");
        write(&mut it, "retry_count < 3");
        it.keys("enter");
        assert_eq!(guard(&it).as_deref(), Some("retry_count < 3"));
        assert_eq!(it.said(), "set the guard of Retry Failed Payment: done – u takes it back");
        assert_eq!(it.keys("u").said(), "undid: set the guard of Retry Failed Payment");
        assert_eq!(guard(&it).as_deref(), Some("retry_count < 2"));
        assert!(it.state.details().is_some(), "undoing leaves the form open");
        // Yes and no turn over at once.
        let mut it = form("Payment Failed", "pivotal");
        let pivotal = |it: &Desk| matches!(detail(it, "Payment Failed"), Detail::Event(event) if event.pivotal);
        let before = pivotal(&it);
        assert_ne!(pivotal(it.keys("enter")), before);
        assert_eq!(pivotal(it.keys("e")), before);
        // References are chosen among what is there.
        let mut it = form("Attempt Payment", "aggregate");
        write(&mut it, "subscription");
        it.keys("enter");
        assert!(it.linked("Attempt Payment", "Subscription"));
        go(&mut it, "aggregate");
        write(&mut it, "");
        it.keys("enter");
        assert!(!it.linked("Attempt Payment", "Subscription"));
        go(&mut it, "context");
        write(&mut it, "fulfilment");
        assert!(it.screen().contains("did you mean Fulfillment?"), "{}", it.screen());
        write(&mut it, "fulfillment");
        it.keys("enter");
        assert_eq!(it.said(), "set the context of Attempt Payment: done – u takes it back");
        go(&mut it, "tags");
        write(&mut it, "risky, , later");
        it.keys("enter");
        assert_eq!(it.note("Attempt Payment").tags, ["risky", "later"]);
    }),
    ("details.add", || {
        let mut it = form("Billing", "state");
        it.keys("a").text("status = \"none\"").keys("enter a").text("grace days").keys("enter");
        let Detail::Aggregate(aggregate) = detail(&it, "Billing") else { panic!("no aggregate") };
        let fields: Vec<_> = aggregate.state.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        assert!(fields.contains(&("status", Some(Literal::Text("none".into())))), "{fields:?}");
        assert_eq!(fields.last(), Some(&("grace_days", None)), "words standing apart are one field");
        assert_eq!(it.said(), "add a field to Billing: done – u takes it back");
        it.keys("a").text("status = 1");
        assert!(it.screen().contains("`status` is there already"), "{}", it.screen());
        it.keys("enter");
        assert!(it.said().ends_with("esc leaves it as it was"), "{}", it.said());
        it.keys("esc");
        go(&mut it, "invariants");
        it.keys("a").text("retry_count >= 0").keys("enter");
        let Detail::Aggregate(aggregate) = detail(&it, "Billing") else { panic!("no aggregate") };
        assert_eq!(aggregate.invariants.last().map(String::as_str), Some("retry_count >= 0"));
        // An outcome begins with its event, and says more in rows of its own.
        let mut it = form("Cancel Subscription", "outcome 1");
        let outcomes = events(&it, "Cancel Subscription").len();
        it.keys("a").text("payment failed").keys("enter");
        assert_eq!(events(&it, "Cancel Subscription")[outcomes..], [["Payment Failed"]]);
        write(&mut it, "otherwise");
        it.keys("enter j a").text("subscription paused").keys("enter j a").text("status = \"paused\"").keys("enter");
        let Detail::Command(command) = detail(&it, "Cancel Subscription") else { panic!("no command") };
        let outcome = command.outcomes.last().expect("it was added");
        assert_eq!(outcome.guard, Guard::Otherwise);
        assert_eq!(names(it.state.board(), &outcome.events), ["Payment Failed", "Subscription Paused"]);
        assert_eq!(outcome.set, [("status".to_owned(), "\"paused\"".to_owned())]);
        go(&mut it, "arguments");
        it.keys("a").text("size = \"S\" | \"a|b\"").keys("enter");
        let Detail::Command(command) = detail(&it, "Cancel Subscription") else { panic!("no command") };
        let values = ["S", "a|b"].map(|text| Literal::Text(text.into()));
        assert_eq!(command.fields.last().map(|field| field.values.clone()), Some(values.into()));
        // A projection, its action and its columns.
        let mut it = form("Failed Payments Dashboard", "on");
        let Detail::ReadModel(before) = detail(&it, "Failed Payments Dashboard") else { panic!("no read model") };
        it.keys("a").text("payment succeeded").keys("enter j");
        write(&mut it, "delete");
        it.keys("enter j a").text("failures = retry_count").keys("enter");
        let Detail::ReadModel(model) = detail(&it, "Failed Payments Dashboard") else { panic!("no read model") };
        assert_eq!(model.on.len(), before.on.len() + 1);
        let on = model.on.last().expect("it was added");
        assert_eq!((on.action, &*on.set), (Action::Delete, &[("failures".to_owned(), "retry_count".to_owned())][..]));
        it.keys("home");
        assert_eq!(it.keys("a").said(), "cannot add to the list: only one can stand in this row; enter writes it");
    }),
    ("details.remove", || {
        let mut it = form("Retry Failed Payment", "then 2");
        let issues = |it: &Desk| match detail(it, "Retry Failed Payment") {
            Detail::Policy(policy) => policy.then.len(),
            _ => 0,
        };
        it.keys("d");
        assert_eq!((issues(&it), it.said().as_str()), (1, "removed the command – u brings it back"));
        assert_eq!(issues(it.keys("u delete")), 1);
        go(&mut it, "unless");
        assert_eq!(it.keys("d").said(), "cannot remove from the list: the list is empty; a adds to it");
        go(&mut it, "where");
        assert_eq!(it.keys("d").said(), "cannot remove from the list: this row stands in no list; enter writes in it");
        let mut it = form("Create Subscription", "events");
        assert!(it.keys("d").said().starts_with("an outcome needs an event"), "{}", it.said());
        assert_eq!(events(it.keys("k d"), "Create Subscription").len(), 0);
    }),
    ("details.later", || {
        for key in ["J", "shift-down"] {
            let mut it = form("Retry Failed Payment", "then 1");
            it.keys(key);
            let Detail::Policy(policy) = detail(&it, "Retry Failed Payment") else { panic!("no policy") };
            let issued: Vec<NoteId> = policy.then.iter().map(|reaction| reaction.command).collect();
            assert_eq!(names(it.state.board(), &issued), ["Attempt Payment", "Schedule Retry"]);
            assert_eq!(it.keys(key).said(), "this is the last of the list", "the row stays marked where it went");
        }
    }),
    ("details.earlier", || {
        for key in ["K", "shift-up"] {
            let mut it = form("Retry Failed Payment", "then 2");
            assert_eq!(it.keys(key).keys(key).said(), "this is the first of the list");
            assert_eq!(it.keys("u").said(), "undid: move the command of Retry Failed Payment");
            go(&mut it, "where");
            assert_eq!(it.keys(key).said(), "cannot move up: this row stands in no list");
            go(&mut it, "when");
            assert_eq!(it.keys(key).said(), "cannot move up: there is nothing to change places with");
        }
    }),
    ("details.next", || {
        let it =
            |keys: &str| Desk::new(bundled()).at("Retry Failed Payment").keys("E").keys(keys).state.details().map(|it| it.selected);
        assert_eq!([it("j down tab"), it("end j")], [Some(3), Some(0)], "around the end");
    }),
    ("details.previous", || {
        let it =
            |keys: &str| Desk::new(bundled()).at("Retry Failed Payment").keys("E").keys(keys).state.details().map(|it| it.selected);
        assert_eq!([it("j j k"), it("j j up shift-tab"), it("k")], [Some(1), Some(0), it("end")]);
    }),
    ("details.first", || assert_eq!(form("Billing", "tags").keys("g").state.details().map(|it| it.selected), Some(0))),
    ("details.last", || {
        let mut it = form("Billing", "identified");
        it.keys("G");
        assert!(it.state.details().and_then(|details| details.row(it.state.board())).is_some_and(|row| row.label == "tags"));
    }),
    ("details.page-down", || {
        for key in ["pagedown", "ctrl-d"] {
            let mut it = form("Retry Failed Payment", "when");
            assert_eq!(it.keys(key).state.details().map(|it| it.selected), Some(8));
        }
    }),
    ("details.page-up", || {
        for key in ["pageup", "ctrl-u"] {
            let mut it = form("Retry Failed Payment", "when");
            assert_eq!(it.keys("j pagedown").keys(key).state.details().map(|it| it.selected), Some(1));
            assert_eq!(it.keys(key).state.details().map(|it| it.selected), Some(0), "no further than the first");
        }
    }),
    ("details.close", || assert!(matches!(form("Billing", "tags").keys("esc").state.mode, Mode::Wall))),
    ("value.keep", || {
        // No expression: said while it is typed, and kept only by who insists.
        let mut it = form("Retry Failed Payment", "where");
        write(&mut it, "retry_count < ");
        let screen = it.screen();
        let row = screen.lines().position(|line| line.contains("where ")).expect("the row is there");
        let lines: Vec<&str> = screen.lines().collect();
        let column = |line: &str, text: &str| line.find(text).map(|at| line[..at].chars().count());
        let text = column(lines[row], "retry_count").expect("it is there");
        assert_eq!(column(lines[row + 1], "^").map(|at| at - text), Some("retry_count ".len()), "{screen}");
        assert!(lines[row + 2].contains("ends where a value is expected"), "{screen}");
        it.keys("enter");
        assert!(it.said().starts_with("mend it, or ↵ again keeps it as words: the run asks yes or no"), "{}", it.said());
        assert_eq!(guard(&it).as_deref(), Some("retry_count < 2"), "not yet");
        it.text("2 or so").keys("enter");
        assert_eq!(guard(&it).as_deref(), Some("retry_count < 2"), "another text is another question");
        it.keys("enter");
        assert_eq!(guard(&it).as_deref(), Some("retry_count < 2 or so"));
        // Types are those of the place: the state, and the event's data.
        write(&mut it, "retry_count == \"a\"");
        assert!(it.screen().contains("retry_count"), "{}", it.screen());
        assert!(it.screen().lines().any(|line| line.contains('^')), "{}", it.screen());
        write(&mut it, "retry_cout < 2");
        assert!(it.screen().contains("retry_count"), "the nearest name is named\n{}", it.screen());
        it.keys("esc");
        // A delay is one or none.
        go(&mut it, "after 24h");
        write(&mut it, "soon");
        it.keys("enter enter enter");
        assert!(it.said().contains("write 90s, 15m, 24h"), "{}", it.said());
        write(&mut it, "2d");
        it.keys("enter");
        let Detail::Policy(policy) = detail(&it, "Retry Failed Payment") else { panic!("no policy") };
        assert_eq!(policy.then[1].after.as_deref(), Some("2d"));
        // Nothing typed is nothing added; nothing changed is no step.
        let steps = it.state.history().len();
        go(&mut it, "unless");
        it.keys("a enter");
        go(&mut it, "where");
        it.keys("enter enter");
        assert_eq!((it.state.history().len(), it.state.details().is_some_and(|it| it.editing.is_none())), (steps, true));
        // What a list holds is taken away with d.
        go(&mut it, "when");
        write(&mut it, "");
        it.keys("enter");
        assert!(it.said().contains("remove it in the form"), "{}", it.said());
        // Fields have names that expressions can say.
        let mut it = form("Payment Failed", "fields");
        it.keys("a").text("amount (cents)").keys("enter");
        assert!(it.said().starts_with("`(` cannot stand in the name of a field"), "{}", it.said());
        let mut it = form("Billing", "state");
        it.keys("a").text("plan = gold").keys("enter");
        assert!(it.said().contains("a text is written \"gold\""), "{}", it.said());
        let mut it = form("Failed Payments Dashboard", "on");
        it.keys("a").text("payment failed").keys("enter j");
        write(&mut it, "insert");
        assert!(it.keys("enter").said().contains("write upsert, update or delete"), "{}", it.said());
    }),
    ("value.leave", || {
        let mut it = form("Retry Failed Payment", "where");
        write(&mut it, "false");
        it.keys("esc");
        assert_eq!(guard(&it).as_deref(), Some("retry_count < 2"));
        assert!(it.state.details().is_some_and(|details| details.editing.is_none()), "the form stays open");
    }),
    ("value.complete", || {
        let mut it = form("Retry Failed Payment", "unless");
        it.keys("a").text("paysuc");
        assert!(it.screen().contains("tab Payment Succeeded"), "{}", it.screen());
        assert!(it.screen().contains("no event is called so"), "{}", it.screen());
        it.keys("tab enter");
        let Detail::Policy(policy) = detail(&it, "Retry Failed Payment") else { panic!("no policy") };
        assert_eq!(names(it.state.board(), &policy.then[0].unless), ["Payment Succeeded"]);
        it.keys("a").text("payment succeeded");
        assert!(it.keys("enter").said().starts_with("this one stands in the list already"), "{}", it.said());
        it.text("zzz").keys("tab");
        assert_eq!(it.said(), "cannot complete the name: none that fits is there; new ones are made on the wall");
        it.keys("esc");
        go(&mut it, "where");
        assert_eq!(it.keys("enter tab").said(), "cannot complete the name: no name is asked for in this row");
    }),
    ("value.complete-back", || {
        let mut it = form("Failed Payments Dashboard", "built from");
        it.keys("a tab tab").keys("shift-tab");
        let text = |it: &Desk| it.state.details().and_then(|it| it.editing.as_ref()).map(|editing| editing.text());
        let first = text(&it);
        assert_eq!(text(it.keys("tab up")), first);
    }),
];
