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
fn a_policy_typed_with_its_name_is_called_so() {
    let mut it = desk();
    it.keys("a").text("Thank the Customer: When Payment Succeeded, then Send Thanks after 2d").keys("enter esc");
    let thanks = policy(&it, "Thank the Customer");
    assert_eq!((thanks.when.len(), thanks.then[0].after.as_deref()), (1, Some("2d")));
    assert!(it.linked("Payment Succeeded", "Thank the Customer") && it.has("Send Thanks"));
    it.keys("a").text("Note: when in doubt, ask").keys("enter esc");
    assert!(it.has("Note: when in doubt, ask"), "a sentence is no policy");
}

#[test]
fn a_document_pasted_on_an_empty_wall_gives_it_its_title() {
    let mut it = Desk::new(empty("New"));
    paste(&mut it, "# Library\n\nLend Copy -> Copy Lent\n");
    assert_eq!(it.state.board().title(), "Library");
    assert_eq!(it.keys("u").state.board().title(), "New");
    let mut it = desk();
    let title = it.state.board().title().to_owned();
    paste(&mut it, "# Library\n\nLend Copy -> Copy Lent\n");
    assert_eq!(it.state.board().title(), title, "a board with notes keeps its own");
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
    assert_eq!(it.said(), "added 2 notes, left out 2 lines (g r shows them) – u takes it back");
}

#[test]
fn plain_lines_beside_pasted_notation_become_notes_too() {
    let mut it = Desk::new(empty("Billing"));
    paste(
        &mut it,
        "- Payment Failed\n- Card Expired\n- When Payment Failed then Notify Customer\n- Who pays twice?\n- Card expired\n",
    );
    let policy = "When Payment Failed then Notify Customer";
    assert_eq!(
        said(it.state.board()).into_iter().filter(|(kind, _)| *kind != Kind::Policy).collect::<Vec<_>>(),
        [
            (Kind::Event, "Payment Failed".to_owned()),
            (Kind::Command, "Notify Customer".to_owned()),
            (Kind::Event, "Card Expired".to_owned()),
            (Kind::HotSpot, "Who pays twice?".to_owned())
        ],
        "each once, those of the notation first"
    );
    assert!(it.linked("Payment Failed", policy) && it.linked(policy, "Notify Customer"));
    assert_eq!(it.said(), "added 5 notes – u takes it back");
    assert!(it.keys("u").state.board().notes().is_empty(), "one step");
    // Of the kind in focus, behind what is new.
    let mut it = desk();
    it.at("Attempt Payment");
    paste(&mut it, "When Payment Failed then Refund Payment\nOpen Claim\nThis is what we said on Monday about it all.\n");
    assert_eq!(it.note("Open Claim").kind(), Kind::Command);
    assert!(it.note("Open Claim").at > it.note("Refund Payment").at);
    assert!(it.said().contains("left out 1 line (g r shows it)"), "{}", it.said());
    assert!(it.keys("g r").screen().contains("line 3, left out: This is what we said on Monday"), "{}", it.screen());
}

#[test]
fn what_a_document_says_around_its_notation_is_told_line_by_line_and_hangs_nowhere() {
    let mut it = Desk::new(empty("Lending"));
    paste(&mut it, "## Notes of Monday\n\nThe desk\n\nLend Copy -> Copy Lent\n");
    assert_eq!(it.state.board().notes().len(), 2);
    assert_eq!(it.said(), "added 2 notes, left out 2 lines (g r shows them) – u takes it back");
    // Also where the board says everything else already.
    paste(&mut it, "## Notes\n\nThe desk\n\nLend Copy -> Copy Lent\n");
    assert_eq!(it.said(), "nothing new: the board says all of that already, left out 2 lines (g r shows them)");
    assert!(it.keys("g r").screen().contains("line 3, left out: The desk"), "{}", it.screen());
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
    let screen = it.screen();
    for words in ["Nothing was pasted: 1 error", "line 2:8: error: nothing stands behind `When:`", "write what it says"] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    it.keys("esc");
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
fn lines_may_end_as_a_terminal_sends_them() {
    for end in ["\n", "\r\n", "\r"] {
        let mut it = Desk::new(empty("Lending"));
        paste(&mut it, &["Lend Copy -> Copy Lent", "When Copy Lent then Send Reminder", ""].join(end));
        assert_eq!(it.state.board().notes().len(), 4, "{end:?}");
        let mut it = Desk::new(empty("Lending"));
        paste(&mut it, &["1. Copy Lent", "2) Copy Lost", "[ ] Who pays?"].join(end));
        let kinds = said(it.state.board());
        assert_eq!(kinds.len(), 3, "{end:?}");
        assert!(kinds.contains(&(Kind::Event, "Copy Lost".to_owned())), "{kinds:?}");
        assert!(kinds.contains(&(Kind::HotSpot, "Who pays?".to_owned())), "a question is nothing that happened");
    }
}

#[test]
fn the_same_pasted_twice_changes_nothing() {
    let mut it = Desk::new(empty("Lending"));
    let text = "Lend Copy -> Copy Lent\nWhen Copy Lent then Send Reminder after 2w\n";
    paste(&mut it, text);
    let (board, steps) = (it.state.board().clone(), it.state.history().len());
    paste(&mut it, text);
    assert_eq!(it.said(), "nothing new: the board says all of that already");
    assert_eq!((it.state.board(), it.state.history().len()), (&board, steps));
}

#[test]
fn what_a_policy_issues_hangs_behind_it_wherever_one_is() {
    let mut it = desk();
    it.at("Subscription Created");
    paste(&mut it, "When Subscription Paused then Notify Customer\nWhen Subscription Resumed then Say Welcome\n");
    let at = |note: &str| it.note(note).at;
    assert_eq!(it.state.board().place_after(at("Subscription Paused")), Some(at("Notify Customer")));
    assert!(at("Say Welcome") > at("Subscription Resumed"));
}

#[test]
fn a_line_that_begins_with_a_known_actor_says_who_issues_the_command() {
    let mut it = desk();
    paste(&mut it, "Customer -> Give Box -> Box Given | Gift Declined\n");
    assert!(it.linked("Customer", "Give Box") && it.linked("Give Box", "Box Given") && it.linked("Give Box", "Gift Declined"));
    paste(&mut it, "Customer -> Change Plan\n");
    assert!(it.linked("Customer", "Change Plan"));
}

#[test]
fn a_policy_reworded_says_what_its_text_says_and_nothing_else() {
    let mut it = desk();
    it.at("Retry Failed Payment").keys("enter");
    for _ in 0..40 {
        it.keys("backspace");
    }
    it.text("When Payment Failed then Schedule Retry after 1d").keys("enter");
    let said = policy(&it, "When Payment Failed then Schedule Retry after 1d");
    assert_eq!((said.then.len(), said.guard.as_deref()), (1, None));
    assert!(it.said().contains("instead of what it said before"), "{}", it.said());
    it.keys("u");
    assert_eq!(policy(&it, "Retry Failed Payment").guard.as_deref(), Some("retry_count < 2"));
}

#[test]
fn a_note_with_arrows_does_not_become_a_policy_by_the_way() {
    let mut it = desk();
    let before = it.state.board().clone();
    it.at("Payment Attempted").keys("enter");
    for _ in 0..40 {
        it.keys("backspace");
    }
    it.text("When Payment Failed then Request Shipment").keys("enter");
    assert!(it.said().starts_with("this event has arrows that a policy cannot have"), "{}", it.said());
    it.keys("esc");
    assert_eq!(it.state.board(), &before);
}

#[test]
fn who_leaves_a_text_that_cannot_be_read_keeps_it_as_a_note() {
    let mut it = desk();
    it.keys("a").text("When Payment Failed and Subscription Paused then Request Shipment").keys("enter esc");
    assert!(matches!(it.state.mode, Mode::Wall), "nobody is trapped");
    assert!(it.has("When Payment Failed and Subscription Paused then Request Shipment"));
    assert!(it.said().contains("write `or` between two events"), "{}", it.said());
}

#[test]
fn what_was_left_out_can_be_read_later() {
    let mut it = Desk::new(empty("Lending"));
    assert_eq!(it.keys("g r").said(), "cannot read the last report: there is none; pasting storm notation makes one");
    let prose: String = (0..40).map(|line| format!("Sentence number {line}.\n")).collect();
    paste(&mut it, &format!("Lend Copy -> Copy Lent\n{prose}"));
    assert!(it.keys("g r").screen().contains("line 2, left out: Sentence number 0."), "{}", it.screen());
    assert!(!it.keys("down pagedown").screen().contains("Sentence number 0."));
    assert!(it.keys("up pageup").screen().contains("Sentence number 0."));
    assert!(matches!(it.keys("enter").state.mode, Mode::Wall));
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
    assert_eq!(it.focused(), "Payment Failed again\nand again");
}

#[test]
fn a_name_that_is_there_already_is_pointed_out_while_it_is_typed() {
    let mut it = desk();
    it.at("Payment Failed").keys("a").text("payment succeede");
    assert_eq!(it.said(), "");
    assert_eq!(it.text("d").said(), "an event is called so already: Payment Succeeded");
    assert_eq!(it.text("!").said(), "", "and not any longer than it is true");
    let mut it = desk();
    it.at("Payment Failed").keys("enter backspace").text("d");
    assert_eq!(it.said(), "", "a note is not its own twin");
}

#[test]
fn a_pasted_request_and_what_is_parked_are_taken_up_and_another_request_is_not() {
    let mut it = Desk::new(empty("Lending"));
    let before = it.state.board().clone();
    paste(&mut it, "Feature: Readers can lend a copy.\nParked: Fines\n");
    assert_eq!(it.said(), "took up the feature request and what is parked – u takes it back");
    let workshop = it.state.board().heading().workshop.clone();
    assert_eq!(workshop.request.as_ref().map(|request| &*request.text), Some("Readers can lend a copy."));
    assert_eq!(workshop.parked.len(), 1);
    it.keys("u");
    assert_eq!(it.state.board(), &before, "one step");
    it.keys("ctrl-r");
    paste(&mut it, "Feature: Readers can buy a copy.\nEvent: Copy Bought\n");
    assert_eq!(it.state.board().heading().workshop, workshop);
    assert!(it.has("Copy Bought") && it.said().contains("another feature request already"), "{}", it.said());
}

#[test]
fn a_typed_request_that_is_left_out_is_not_lost() {
    let mut it = Desk::new(empty("Lending"));
    it.keys("a").text("Feature: Readers can lend a copy.").keys("enter").text("Parked: Fines").keys("esc");
    let workshop = &it.state.board().heading().workshop;
    assert!(workshop.request.is_some() && workshop.parked.len() == 1 && it.state.board().notes().is_empty());
    it.keys("a").text("Feature: Readers can buy a copy.").keys("enter");
    assert!(matches!(&it.state.mode, Mode::Write(writing) if writing.text().starts_with("Feature")));
    assert!(it.said().starts_with("the board has another feature request already"), "{}", it.said());
    it.keys("esc");
    assert!(it.has("Feature: Readers can buy a copy."), "left, it is a note");
}
