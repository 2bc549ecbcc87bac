//! Storm notation on the wall: pasted or typed, it becomes notes and arrows, and one key takes all of it back.

mod common;

use common::{Desk, empty, subscription_box};
use squall::app::{Message, Mode};
use squall::board::{Board, Detail, Kind};

fn desk() -> Desk {
    Desk::new(subscription_box())
}

fn paste(it: &mut Desk, text: &str) {
    it.send(Message::Paste(text.to_owned()));
}

fn policy<'a>(it: &'a Desk, text: &str) -> &'a squall::board::Policy {
    match &it.note(text).detail {
        Detail::Policy(policy) => policy,
        _ => panic!("{text} is no policy"),
    }
}

fn said(board: &Board) -> Vec<(Kind, String)> {
    board.notes().iter().map(|note| (note.kind(), note.text.clone())).collect()
}

#[test]
fn pasted_notation_becomes_connected_notes_in_one_step() {
    let mut it = Desk::new(empty("Lending"));
    let before = it.state.board().clone();
    paste(
        &mut it,
        "Lend Copy -> Copy -> Copy Lent | Lending Refused\r\nPolicy: Remind\r\n  When: Copy Lent\r\n  Then: Send Reminder after 2w\r\n",
    );
    assert_eq!(it.focused(), "Lend Copy");
    assert_eq!(it.said(), "added 6 notes – u takes it back");
    assert!(it.linked("Lend Copy", "Copy Lent") && it.linked("Lend Copy", "Lending Refused"));
    assert!(it.linked("Copy Lent", "Remind") && it.linked("Remind", "Send Reminder"));
    assert_eq!(policy(&it, "Remind").then[0].after.as_deref(), Some("2w"));
    it.keys("u");
    assert_eq!(it.state.board(), &before, "one step");
    it.keys("ctrl-r");
    assert!(it.has("Send Reminder"));
}

#[test]
fn what_is_pasted_joins_notes_that_are_there() {
    let mut it = desk();
    let notes = it.state.board().notes().len();
    it.at("Payment Failed");
    paste(&mut it, "When PaymentFailed where amount_cents > 10000 then Alert Accounting\n");
    assert_eq!(it.state.board().notes().len(), notes + 2, "the event is there already");
    let name = "When PaymentFailed where amount_cents > 10000 then Alert Accounting";
    assert!(it.linked("Payment Failed", name) && it.linked(name, "Alert Accounting"));
    assert_eq!(it.note(name).at, it.note("Payment Failed").at);
    assert!(it.note("Alert Accounting").at > it.note("Payment Failed").at, "behind the note in focus");
    assert!(it.note("Alert Accounting").at < it.note("Payment Retry Scheduled").at);
}

#[test]
fn prose_around_pasted_notation_is_left_out_and_said() {
    let mut it = Desk::new(empty("Lending"));
    paste(&mut it, "What we found out:\n\n- Lend Copy -> Copy Lent\n\nMore tomorrow.\n");
    assert_eq!(it.said(), "added 2 notes, left out 2 lines – u takes it back");
}

#[test]
fn pasted_lines_that_are_no_notation_become_a_note_each() {
    let mut it = Desk::new(empty("Lending"));
    paste(&mut it, "- Copy Lent\n\n* Copy Returned\nCopy Lost\n");
    assert_eq!(
        said(it.state.board()),
        ["Copy Lent", "Copy Returned", "Copy Lost"].map(|text| (Kind::Event, text.to_owned())),
        "in the order in which they stand"
    );
    assert_eq!(it.focused(), "Copy Lent");
    it.keys("u");
    assert!(it.state.board().notes().is_empty());
    let mut it = desk();
    it.at("Attempt Payment");
    paste(&mut it, "Refund Payment");
    assert_eq!(it.note("Refund Payment").kind(), Kind::Command, "of the kind in focus");
}

#[test]
fn what_cannot_be_read_changes_nothing_and_says_where() {
    let mut it = desk();
    let before = it.state.board().clone();
    paste(&mut it, "Policy: Remind\n  When:\n  Then: Send Reminder\n");
    assert_eq!(it.state.board(), &before);
    assert!(it.said().starts_with("line 2: nothing stands behind `When:`"), "{}", it.said());
    paste(&mut it, "   \n");
    assert_eq!(it.said(), "there is nothing to paste");
}

#[test]
fn when_then_typed_in_a_new_note_makes_the_policy_and_its_arrows() {
    let mut it = desk();
    let before = it.state.board().clone();
    it.at("Payment Failed").keys("a").text("When Payment Failed then Send Mail").keys("enter");
    let name = "When Payment Failed then Send Mail";
    assert!(it.linked("Payment Failed", name) && it.linked(name, "Send Mail"));
    assert_eq!(it.note(name).context, it.note("Payment Failed").context);
    assert!(matches!(it.state.mode, Mode::Write(_)), "the next note begins");
    it.keys("esc u");
    assert_eq!(it.state.board(), &before, "one step");
}

#[test]
fn a_typed_form_is_no_note_of_its_own() {
    let mut it = Desk::new(empty("Lending"));
    it.keys("a").text("Lend Copy -> Copy Lent").keys("esc");
    assert_eq!(said(it.state.board()), [(Kind::Command, "Lend Copy".to_owned()), (Kind::Event, "Copy Lent".to_owned())]);
}

#[test]
fn a_typed_form_that_cannot_be_read_stays_in_hand() {
    let mut it = desk();
    let before = it.state.board().clone();
    it.keys("a").text("When Payment Failed where amount > then Send Mail").keys("enter");
    assert_eq!(it.state.board(), &before);
    assert!(matches!(&it.state.mode, Mode::Write(writing) if writing.text().starts_with("When Payment Failed")));
    assert!(!it.said().is_empty());
}

#[test]
fn a_question_that_says_when_and_then_stays_a_question() {
    let mut it = desk();
    it.keys("a ctrl-t h").text("When payment fails, then who calls the customer?").keys("esc");
    assert_eq!(it.note("When payment fails, then who calls the customer?").kind(), Kind::HotSpot);
}

#[test]
fn a_policy_that_is_reworded_as_when_then_gets_its_arrows() {
    let mut it = desk();
    it.at("Fulfill on Payment").keys("enter ctrl-k");
    let old = it.note("Fulfill on Payment").id;
    for _ in 0..40 {
        it.keys("backspace");
    }
    it.text("When Subscription Resumed then Request Shipment").keys("enter");
    let name = "When Subscription Resumed then Request Shipment";
    assert_eq!(it.note(name).id, old, "the same note");
    assert!(it.linked("Subscription Resumed", name) && it.linked(name, "Request Shipment"));
    it.keys("u");
    assert!(it.has("Fulfill on Payment") && !it.linked("Subscription Resumed", "Fulfill on Payment"));
}

#[test]
fn a_near_name_is_pointed_out() {
    let mut it = desk();
    it.keys("a").text("When Payment Faild then Request Shipment").keys("enter");
    assert!(it.said().contains("did you mean `Payment Failed`?"), "{}", it.said());
}

#[test]
fn what_is_pasted_into_a_text_stays_one_text() {
    let mut it = desk();
    it.at("Payment Failed").keys("enter").text(" ");
    paste(&mut it, "again\nand again");
    it.keys("enter");
    assert_eq!(it.focused(), "Payment Failed again and again");
}
