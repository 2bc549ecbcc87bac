//! The tree of a run as somebody sees it who takes a choice the other way, and the order of what is due together.

mod support;

use std::sync::Arc;

use serde_json::{Value, json};
use squall::engine::{Compared, Input, Moved, Place, Question, Run, Would, compile, replay};
use support::play::{answer, board, issue, log, only, play, run};

/// The names of the commands that are due together.
fn due(run: &Run) -> Vec<String> {
    run.due_together().iter().map(|due| run.model().command(due.command).name.to_string()).collect()
}

/// The events of the way to a place.
fn events(run: &Run, place: Place) -> Vec<String> {
    let mut run = run.clone();
    run.go_to(place);
    only(&run, "E").iter().map(|line| line.split(" | ").next().unwrap_or_default().to_owned()).collect()
}

fn payment() -> Value {
    json!([
        {"kind": "command", "text": "Pay", "outcomes": [{"events": ["Paid"]}, {"events": ["Failed"]}]},
        {"kind": "event", "text": "Paid"}, {"kind": "event", "text": "Failed"},
        {"kind": "policy", "text": "Retry", "when": ["Failed"], "then": [{"command": "Pay"}]},
    ])
}

#[test]
fn a_choice_is_taken_the_other_way_and_both_branches_stay() {
    let mut run = run(payment());
    assert_eq!(run.all_branches(), [], "nothing has happened yet");
    play(&mut run, "Pay", &[]);
    answer(&mut run, "Failed");
    answer(&mut run, "Paid");
    let first = run.place();
    run.go_to(run.place_on(first, 0).expect("the command was issued"));
    answer(&mut run, "Paid");
    let second = run.place();
    run.go_to(run.place_on(first, 4).expect("it was issued again"));
    answer(&mut run, "Failed");

    let branches = run.all_branches();
    let told: Vec<_> = branches.iter().map(|branch| (branch.steps, branch.leaves, branch.depth, branch.current)).collect();
    // The one that left last stands first: it is drawn beneath the steps it shares.
    assert_eq!(told, [(8, 0, 0, false), (9, 5, 1, true), (4, 1, 1, false)]);
    assert_eq!(events(&run, branches[0].end), ["0s E Failed", "0s E Paid"]);
    assert_eq!(events(&run, branches[1].end), ["0s E Failed", "0s E Failed"]);
    assert_eq!(events(&run, branches[2].end), ["0s E Paid"]);
    assert!(branches[2].inputs == [Input::Answer(squall::engine::Answer::Outcome(0))], "{:?}", branches[2].inputs);
    assert_eq!(run.compare(first, second), Compared { shared: 1, left: 8, right: 4 });
    assert_eq!(run.way(second).len(), 4, "seen from another branch");

    run.go_to(Place::START);
    assert_eq!((run.len(), run.ahead()), (0, 9), "forward leads to where it was last");
    run.go_to(second);
    assert_eq!((run.len(), run.ahead()), (4, 0));
    let stranger = Run::new(run.model().clone()).place();
    run.go_to(stranger);
    assert!(run.is_empty(), "every run has a start");
}

fn both(after: Option<&str>) -> Value {
    let mut then = json!([{"command": "A"}, {"command": "B"}, {"command": "C"}]);
    if let Some(after) = after {
        then.as_array_mut().expect("a list").iter_mut().for_each(|then| then["after"] = json!(after));
    }
    json!([
        {"kind": "command", "text": "Go", "outcomes": [{"events": ["Gone"]}]},
        {"kind": "event", "text": "Gone"},
        {"kind": "policy", "text": "All", "when": ["Gone"], "then": then},
        {"kind": "command", "text": "A", "outcomes": [{"events": ["A Done"]}]}, {"kind": "event", "text": "A Done"},
        {"kind": "command", "text": "B", "outcomes": [{"events": ["B Done"]}]}, {"kind": "event", "text": "B Done"},
        {"kind": "command", "text": "C", "outcomes": [{"events": ["C Done"]}]}, {"kind": "event", "text": "C Done"},
    ])
}

#[test]
fn of_commands_that_are_ready_another_comes_first() {
    let mut run = run(both(None));
    issue(&mut run, "Go", &[]);
    assert_eq!(due(&run), [""; 0], "one alone has no order");
    for _ in 0..3 {
        run.forward(None);
    }
    assert_eq!(due(&run), [""; 0], "the event is still followed");
    run.forward(None);
    assert_eq!(due(&run), ["A", "B", "C"]);
    assert!(run.due_together().iter().all(|due| due.policy == Some(0)));
    let fork = run.place();
    run.play(100, None);
    let first = run.place();

    run.go_to(fork);
    assert_eq!(
        run.bring_forward(3).expect_err("there are three").to_string(),
        "there is no command 4 to bring forward: 3 are due together"
    );
    run.bring_forward(2).expect("it waits");
    assert_eq!(due(&run), ["C", "A", "B"]);
    run.play(100, None);
    assert_eq!(events(&run, run.place()), ["0s E Gone", "0s E C Done", "0s E A Done", "0s E B Done"]);
    assert_eq!(events(&run, first), ["0s E Gone", "0s E A Done", "0s E B Done", "0s E C Done"]);
    let branches = run.all_branches();
    assert_eq!(branches.len(), 2);
    assert!(matches!(branches[1].inputs[..], [Input::First { position: 2, .. }]), "{:?}", branches[1].inputs);
    assert_eq!(
        run.bring_forward(0).expect_err("all is quiet").to_string(),
        "no commands are due together now: there is no order to choose"
    );

    run.go_to(fork);
    run.bring_forward(1).expect("it waits");
    run.bring_forward(1).expect("it waits");
    assert!(!run.is_unfinished(), "the order is the first again");
    run.bring_forward(0).expect("it is the first");
    assert!(!run.is_unfinished());
}

#[test]
fn of_commands_due_at_the_same_time_another_comes_first_and_an_edit_replays_it() {
    let mut run = run(both(Some("2h")));
    issue(&mut run, "Go", &[]);
    run.play(4, None);
    assert_eq!(due(&run), ["A", "B", "C"]);
    run.bring_forward(1).expect("it waits");
    run.play(4, None);
    assert_eq!(due(&run), ["A", "C"], "those that are left");
    run.play(100, None);
    let order = ["0s E Gone", "2h E B Done", "2h E A Done", "2h E C Done"];
    assert_eq!(events(&run, run.place()), order);

    let mut notes = both(Some("2h"));
    notes[2]["then"].as_array_mut().expect("a list").swap(0, 1);
    notes[2]["then"].as_array_mut().expect("a list").swap(1, 2);
    let replayed = replay(&run, Arc::new(compile(&board(notes))));
    // B stands first by itself now; what fired was another list of commands, and that is what differs.
    assert_eq!(replayed.differs, Some(3));
    let replayed = replay(&run, Arc::new(compile(&board(both(Some("2h"))))));
    assert_eq!(replayed.differs, None);
    assert_eq!(log(&replayed.run), log(&run));

    let mut notes = both(Some("2h"));
    notes[2]["then"][1]["after"] = json!("3h");
    let replayed = replay(&run, Arc::new(compile(&board(notes))));
    assert_eq!(replayed.differs, Some(3), "it is not due together with the others any more");
}

#[test]
fn a_question_of_the_first_command_does_not_keep_another_from_being_first() {
    let mut notes = both(Some("2h"));
    notes[3]["fields"] = json!({"size": null});
    let mut run = run(notes);
    issue(&mut run, "Go", &[]);
    // The clock goes on for the first of them; what is left is due with it.
    assert!(matches!(run.play(100, None), Some(Moved::Asks(_))));
    run.go_to(run.place_on(run.place(), 3).expect("the policy fired"));
    run.bring_forward(2).expect("it waits");
    run.play(5, None);
    assert_eq!(due(&run), ["A", "B"]);
    assert!(matches!(run.forward(None), Moved::Asks(Question::Value { .. })), "A misses its argument");
    assert_eq!(due(&run), ["A", "B"], "asking changes nothing");
    run.bring_forward(1).expect("it waits");
    assert_eq!(run.forward(None), Moved::Stepped);
}

#[test]
fn a_chain_that_goes_round_is_left_by_another_order() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Lamp", "state": {"on": true}},
        {"kind": "command", "text": "Go", "aggregate": "Lamp", "outcomes": [{"events": ["Gone"], "when": "on"}]},
        {"kind": "event", "text": "Gone"},
        {"kind": "command", "text": "Stop", "aggregate": "Lamp", "outcomes": [{"events": ["Stopped"], "set": {"on": "false"}}]},
        {"kind": "event", "text": "Stopped"},
        {"kind": "command", "text": "Wait", "aggregate": "Lamp", "outcomes": [{"events": ["Waited"]}]},
        {"kind": "event", "text": "Waited"},
        {"kind": "policy", "text": "Again", "when": ["Waited"], "then": [{"command": "Go"}, {"command": "Wait"}]},
    ]));
    let Some(Moved::Endless { from: Some(_) }) = play(&mut run, "Wait", &[]) else { panic!("{:?}", log(&run)) };
    assert_eq!(due(&run), ["Go", "Wait"]);
    let round = run.len();
    run.bring_forward(1).expect("it waits");
    assert_eq!(run.forward(None), Moved::Stepped, "somebody chose another order");
    assert!(run.len() > round && run.endless().is_none());
}

#[test]
fn what_a_command_would_do_is_told_without_doing_it() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Door", "state": {"open": false}},
        {"kind": "command", "text": "Open", "aggregate": "Door", "outcomes": [{"events": ["Opened"], "when": "!open", "set": {"open": "true"}}]},
        {"kind": "command", "text": "Close", "aggregate": "Door", "outcomes": [{"events": ["Closed"], "when": "open"}]},
        {"kind": "command", "text": "Knock", "outcomes": [{"events": ["Heard"]}, {"events": ["Missed"]}]},
        {"kind": "command", "text": "Call", "fields": {"who": null}, "outcomes": [{"events": ["Heard"]}]},
        {"kind": "command", "text": "Think"},
        {"kind": "event", "text": "Opened"}, {"kind": "event", "text": "Closed"},
        {"kind": "event", "text": "Heard"}, {"kind": "event", "text": "Missed"},
    ]));
    assert_eq!(run.would(0), Would::Decide(vec![0]));
    let Would::Refused(guards) = run.would(1) else { panic!("it is closed") };
    assert_eq!(&*guards[0].text, "open");
    assert_eq!(run.would(2), Would::Decide(vec![0, 1]));
    assert!(matches!(run.would(3), Would::Ask(Question::Value { .. })));
    assert_eq!(run.would(4), Would::End);
    assert!(run.is_empty() && !run.is_unfinished() && run.is_quiet());
    issue(&mut run, "Open", &[]);
    assert_eq!(run.would(1), Would::Wait);
    run.play(100, None);
    assert_eq!(run.would(1), Would::Decide(vec![0]));
    assert!(matches!(run.would(0), Would::Refused(_)));
}

#[test]
fn a_branch_in_a_long_run_leaves_the_rest_where_it_is() {
    let mut run = run(json!([
        {"kind": "aggregate", "text": "Ring", "state": {"n": 0}},
        {"kind": "command", "text": "Go", "aggregate": "Ring", "outcomes": [{"events": ["Gone"], "set": {"n": "n + 1"}}]},
        {"kind": "event", "text": "Gone"},
        {"kind": "policy", "text": "Again", "when": ["Gone"], "then": [{"command": "Go", "after": "1h"}]},
    ]));
    issue(&mut run, "Go", &[]);
    assert_eq!(run.play(20_000, None), None);
    let (end, last) = (run.place(), run.steps().last().cloned());
    run.go_to(run.place_on(end, 9_999).expect("it is long"));
    for _ in 0..5 {
        if !run.is_quiet() {
            run.forward(None);
        }
    }
    issue(&mut run, "Go", &[]);
    run.play(50, None);
    let branch = run.all_branches()[1].clone();
    assert_eq!((branch.steps - branch.leaves, branch.depth, branch.current), (50, 1, true));
    run.go_to(end);
    assert_eq!((run.len(), run.steps().last().cloned(), run.ahead()), (20_000, last, 0));
    run.go_to(branch.end);
    assert_eq!(run.len(), branch.steps);
}
