//! What was probably meant otherwise: it is told, and the document is read all the same.

use crate::show::{notes, read, warned};

/// That a document gives one warning, at a place, with words in it; and its notes.
#[track_caller]
fn warning(text: &str, place: &str, words: &[&str]) -> Vec<String> {
    let (said, notes) = warned(text);
    assert_eq!(said.len(), 1, "{said:#?}\nin\n{text}");
    assert!(said[0].starts_with(&format!("{place}: warning: ")), "{place}: {}", said[0]);
    for word in words {
        assert!(said[0].contains(word), "{word}: {}", said[0]);
    }
    notes
}

#[test]
fn a_name_that_resembles_another_is_told_with_the_nearest() {
    let text =
        "[Fine]\n- Take Payment -> Payment Taken | Payment Failed\n\nPolicy: Chase\n  When: Payment Faild\n  Then: Send Letter\n";
    let notes =
        warning(text, "5:9", &["Payment Faild", "did you mean `Payment Failed`?", "\n    When: Payment Faild\n          ^\n"]);
    assert!(notes.contains(&"event Payment Faild".to_owned()), "the import goes on: {notes:?}");
    assert!(notes.contains(&"policy Chase when Payment Faild then Send Letter".to_owned()), "{notes:?}");
}

#[test]
fn of_two_names_that_resemble_each_other_the_declared_one_is_no_doubt() {
    let text = "Policy: Chase\n  When: Payment Faild\n  Then: Send Letter\nEvent: Payment Failed\n";
    warning(text, "2:9", &["Payment Faild", "did you mean `Payment Failed`?"]);
    let (said, _) = warned("Event: Row 1 Added\nEvent: Row 2 Added\n");
    assert!(said.is_empty(), "two declarations are meant so: {said:?}");
}

#[test]
fn commands_and_aggregates_that_resemble_others_are_told_too() {
    let text = "[Loan]\n- Send Letter -> Letter Sent\n\nPolicy: Chase\n  When: Letter Lost\n  Then: Send Leter\n";
    warning(text, "6:9", &["Send Leter", "did you mean `Send Letter`?"]);
}

#[test]
fn an_unknown_field_is_told_with_its_nearest() {
    let text = "Aggregate: Loan\n  State: renewals = 0\n  Command: Renew Loan\n    -> Loan Renewed when renewls < 3\n    -> Renewal Refused otherwise\n";
    let notes = warning(text, "4:26", &["renewls", "renewals"]);
    assert!(notes.iter().any(|line| line.contains("when renewls < 3")), "the board asks at run time: {notes:?}");
}

#[test]
fn a_wrong_type_is_told() {
    let text = "Aggregate: Loan\n  State: status = \"idle\"\n  Command: Lend Book\n    -> Book Lent when status < 2\n    -> Lending Refused otherwise\n";
    let (said, _) = warned(text);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("4:") && said[0].contains("status"), "{said:?}");
}

#[test]
fn a_guard_over_a_field_that_nothing_declares_is_told() {
    let text = "[Loan]\n- Lend Book -> Book Lent\n\nPolicy: Ask\n  When: Book Lent where vip\n  Then: Send Gift\n";
    let notes = warning(text, "5:25", &["unknown field `vip`", "asked"]);
    assert!(notes.contains(&"policy Ask when Book Lent where vip then Send Gift".to_owned()), "{notes:?}");
    read(&format!("{text}Event: Book Lent (vip)\n"));
}

#[test]
fn short_names_that_differ_in_a_letter_are_others() {
    read("A -> X -> B | C\nPolicy: P\n  When: D or E\n  Then: F\n");
}

#[test]
fn what_follows_a_list_is_not_about_the_note_before_it() {
    let text = "Policy: Remind\n  When: Loan Overdue\n  Then: Send Letter\n\nPolicy:\n  When: Book Lost\n  Then: Charge Fine\n";
    let (said, notes) = warned(text);
    let places: Vec<&str> = said.iter().filter_map(|said| said.split(": warning").next()).collect();
    assert_eq!(places, ["6:3", "7:3"], "{said:#?}");
    assert_eq!(notes, ["command Send Letter", "event Loan Overdue", "policy Remind when Loan Overdue then Send Letter"]);
}

#[test]
fn a_form_that_no_block_can_take_is_left_out() {
    for (text, place) in [
        ("Invariant: n < 2\nEvent: Book Lent\n", "1:1"),
        ("Event: Book Lent\n  Built from: Book Lent\n", "2:3"),
        ("Event: Book Lent\n\nIdentified by: book_id\n", "3:1"),
    ] {
        assert_eq!(warning(text, place, &[]), ["event Book Lent"], "{text}");
    }
}

#[test]
fn what_there_is_nothing_to_say_about_is_read_in_silence() {
    assert_eq!(notes("Lend Book -> Loan -> Book Lent\nReturn Book -> Loan -> Book Returned\n").len(), 5);
}

#[test]
fn warnings_come_in_order_of_place() {
    let text = "Invariant: n < 2\n[Loan]\n- Send Letter -> Letter Sent\n\nPolicy: Chase\n  When: Leter Sent\n  Then: Send Leter\nShows: x\n";
    let (said, _) = warned(text);
    let lines: Vec<&str> = said.iter().filter_map(|said| said.split(':').next()).collect();
    assert_eq!(lines, ["1", "6", "7", "8"], "{said:#?}");
}

#[test]
fn a_deleted_row_has_no_values() {
    let text = "Read Model: Open Invoices (keyed by id)\n  On Invoice Paid: delete paid = true\n";
    let reading = squall::notation::read(text, &mut uuid::Uuid::now_v7).expect("readable");
    assert_eq!(reading.remarks.len(), 1, "{:?}", reading.remarks);
    let remark = reading.remarks[0].to_string();
    assert!(remark.contains("2:27: warning: a row that is deleted has no values"), "{remark}");
    assert!(remark.contains("hint: write `delete` alone"), "{remark}");
}
