//! The boards that come with the program: normalised, free of diagnostics, and good to run.

mod support;

use squall::board::{Board, Detail, Kind};
use squall::engine::compile;
use squall::store::{self, BUNDLED};
use support::ids;

fn boards() -> impl Iterator<Item = (&'static str, &'static str, Board)> {
    BUNDLED.iter().map(|bundled| (bundled.name, bundled.text, bundled.board(&mut ids()).unwrap_or_else(|wrong| panic!("{wrong}"))))
}

fn board(name: &str) -> Board {
    boards().find(|(other, ..)| *other == name).unwrap_or_else(|| panic!("{name} is bundled")).2
}

#[test]
fn every_board_in_the_folder_is_bundled_and_is_as_squall_writes_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/boards");
    let files = std::fs::read_dir(folder).expect("there are boards").map(|entry| entry.expect("it can be read").path());
    for path in files {
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("it can be read");
        assert!(BUNDLED.iter().any(|bundled| bundled.name == stem && bundled.text == text), "{stem} is not bundled");
        assert_eq!(store::write(&board(&stem)), text, "{stem} is not normalised");
    }
}

#[test]
fn nothing_written_on_a_bundled_board_is_wrong() {
    for (name, _, board) in boards() {
        let model = compile(&board);
        assert!(model.diagnostics.is_empty(), "{name}: {:?}", model.diagnostics);
        for command in &model.commands {
            assert!(!command.actors.is_empty() || command.by_policy, "{name}: nobody issues {}", command.name);
            assert!(command.aggregate.is_some() && !command.outcomes.is_empty(), "{name}: {} is not decided", command.name);
        }
    }
}

#[test]
fn the_subscription_box_is_the_methods_complete() {
    let board = board("subscription-box");
    let texts = |kind: Kind| {
        board.notes().iter().filter(move |note| note.kind() == kind).map(|note| note.text.as_str()).collect::<Vec<_>>()
    };
    for event in [
        "Subscription Created",
        "Monthly Billing Cycle Triggered",
        "Payment Attempted",
        "Payment Succeeded",
        "Payment Failed",
        "Payment Retry Scheduled",
        "Payment Retry Attempted",
        "Subscription Paused",
        "Shipment Requested",
        "Subscription Resumed",
        "Subscription Cancelled",
    ] {
        assert!(texts(Kind::Event).contains(&event), "{event}");
    }
    assert_eq!(texts(Kind::Event).len(), 11);
    assert_eq!(texts(Kind::Policy).len(), 4);
    assert_eq!(texts(Kind::ReadModel).len(), 3);
    assert_eq!(texts(Kind::Aggregate).len(), 3);
    assert_eq!(board.heading().contexts.len(), 3);
    assert_eq!(
        board.heading().rules,
        ["never Payment Attempted after Subscription Cancelled", "after Subscription Resumed always eventually Payment Attempted"]
    );
    // The gaps that the method leaves are left for a check to find.
    let outcomes = |name: &str| {
        let note = board.notes().iter().find(|note| note.text == name).unwrap_or_else(|| panic!("{name}"));
        let Detail::Command(command) = &note.detail else { panic!("{name} is no command") };
        format!("{:?}", command.outcomes)
    };
    for name in ["Pause Subscription", "Resume Subscription", "Cancel Subscription"] {
        assert!(outcomes(name).contains("status"), "{name} is guarded by status");
    }
    for name in ["Trigger Billing Cycle", "Attempt Payment"] {
        assert!(!outcomes(name).contains("status"), "{name} is not guarded by status");
    }
    let unless = board
        .notes()
        .iter()
        .any(|note| matches!(&note.detail, Detail::Policy(policy) if policy.then.iter().any(|then| !then.unless.is_empty())));
    assert!(!unless, "the retry is not called off");
}

#[test]
fn one_board_has_instances_and_one_more_than_sixty_notes() {
    assert!(compile(&board("parcel-locker")).aggregates.iter().any(|aggregate| aggregate.key.is_some()));
    assert!(board("motor-insurance-claim").notes().len() > 60);
}

/// The events of a run from the command line, with their times, and how it ended.
fn events(board: &str, arguments: &[&str]) -> (Vec<String>, String) {
    let path = format!("{}/boards/{board}.json", env!("CARGO_MANIFEST_DIR"));
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_squall")).args(["run", &path, "--json"]).args(arguments).output();
    let output = output.expect("squall starts");
    let told: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let steps = told["steps"].as_array().expect("steps").iter().filter(|step| step["kind"] == "event-recorded");
    let events =
        steps.map(|step| format!("{} {}", step["at"].as_str().unwrap_or_default(), step["event"].as_str().unwrap_or_default()));
    (events.collect(), told["ended"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn a_parcel_that_nobody_collects_goes_back_to_the_depot() {
    let (events, ended) = events("parcel-locker", &["Request Compartment", "--answer", "Send Pickup Code=Pickup Code Sent"]);
    assert_eq!(ended, "quiescent");
    for event in ["48h Reminder Sent", "168h Pickup Period Expired", "192h Parcel Returned to Depot", "192h Compartment Released"] {
        assert!(events.iter().any(|other| other == event), "{event} is missing from {events:?}");
    }
}

#[test]
fn a_repaired_car_closes_its_claim_two_weeks_after_the_workshop_was_paid() {
    let (events, ended) = events(
        "motor-insurance-claim",
        &[
            "Report Accident",
            "Submit Documents at 48h",
            "Inspect Vehicle at 96h",
            "Report Hidden Damage at 120h",
            "Complete Repair at 240h",
            "--answer",
            "Check Cover=Cover Confirmed",
            "--answer",
            "Screen Claim=Claim Cleared",
            "--answer",
            "Pay Settlement=Settlement Paid",
        ],
    );
    assert_eq!(ended, "quiescent");
    for event in ["0s Accident Reported", "120h Authorisation Extended", "240h Settlement Paid", "576h Claim Closed"] {
        assert!(events.iter().any(|other| other == event), "{event} is missing from {events:?}");
    }
}
