//! Issuers in `event <-- command <-- issuer`, and parentheses behind names.

use crate::show::{note, notes, warned};

#[test]
fn any_other_name_is_an_actor_and_a_parenthesis_behind_it_is_a_remark() {
    assert_eq!(
        notes("Till Counted <-- Count Till <-- Scheduler (every evening)\n"),
        ["actor Scheduler", "command Count Till by Scheduler -> Till Counted", "event Till Counted"]
    );
}

#[test]
fn a_policy_as_issuer_makes_no_note() {
    let text = "Letter Sent <-- Send Letter <-- Reminder Policy\n\nPolicy: Remind\n  When: Loan Overdue\n  Then: Send Letter\n";
    assert_eq!(
        notes(text),
        [
            "command Send Letter -> Letter Sent",
            "event Letter Sent",
            "event Loan Overdue",
            "policy Remind when Loan Overdue then Send Letter"
        ]
    );
}

#[test]
fn a_policy_as_issuer_is_a_warning_if_no_policy_issues_the_command_by_the_end() {
    let (said, notes) = warned("Letter Sent <-- Send Letter <-- Reminder Policy\n");
    assert_eq!(notes, ["command Send Letter -> Letter Sent", "event Letter Sent"]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("1:33: warning: "), "{}", said[0]);
    assert!(said[0].contains("Send Letter"), "{}", said[0]);
}

#[test]
fn behind_an_outcome_the_issuer_is_an_external_system() {
    let text = "Order Sent <-- Send Order <-- Buyer\nOrder Confirmed <-- (outcome of Send Order) <-- Wholesaler (by e-mail)\n";
    assert_eq!(
        notes(text),
        [
            "actor Buyer",
            "command Send Order by Buyer via Wholesaler -> Order Sent | Order Confirmed",
            "external system Wholesaler",
            "event Order Sent",
            "event Order Confirmed"
        ]
    );
}

#[test]
fn an_outcome_names_the_one_command_that_starts_with_its_words() {
    let text = "Payment Declined <-- (outcome of Take) <-- Card Terminal\nPayment Taken <-- Take Payment <-- Cashier\n";
    assert_eq!(
        note(text, "Take Payment"),
        "command Take Payment by Cashier via Card Terminal -> Payment Declined | Payment Taken",
        "also where it is named before the command is"
    );
}

#[test]
fn an_issuer_that_is_declared_as_an_external_system_is_that_system() {
    let text = "External System: Wholesaler\nPrices Sent <-- Send Prices <-- Wholesaler\n";
    assert_eq!(
        notes(text),
        ["command Send Prices via Wholesaler -> Prices Sent", "external system Wholesaler", "event Prices Sent"]
    );
}

#[test]
fn such_a_line_adds_an_outcome_unless_the_command_has_one_with_the_event() {
    let text = "[Order]\n  - Send Order -> Order Sent + Receipt Printed | Order Refused\n\n\
                Receipt Printed <-- Send Order <-- Buyer\nOrder Lost <-- Send Order <-- Buyer\n";
    assert_eq!(
        note(text, "Send Order"),
        "command Send Order of Order by Buyer -> Order Sent + Receipt Printed | Order Refused | Order Lost"
    );
    let text =
        "Receipt Printed <-- Send Order <-- Buyer\n[Order]\n  - Send Order -> Order Sent + Receipt Printed | Order Refused\n";
    let line = note(text, "Send Order");
    assert!(line.contains("Order Sent + Receipt Printed | Order Refused"), "{line}");
    assert!(!line.contains("-> Receipt Printed |"), "a mention before the mapping is the same mention: {line}");
}

#[test]
fn an_event_may_come_of_two_commands() {
    let text = "Fee Charged <-- Join <-- Member\nFee Charged <-- Renew Share <-- Member\n";
    assert_eq!(
        notes(text),
        [
            "actor Member",
            "command Join by Member -> Fee Charged",
            "command Renew Share by Member -> Fee Charged",
            "event Fee Charged"
        ]
    );
}

#[test]
fn a_parenthesis_with_an_equals_sign_gives_arguments() {
    let text = "Policy: Fine\n  When: Loan Overdue\n  Then: Charge Fine (cents = days * 20)\n";
    assert_eq!(note(text, "Fine"), "policy Fine when Loan Overdue then Charge Fine (cents = days * 20)");
}

#[test]
fn a_parenthesis_that_begins_with_and_where_when_or_if_is_a_guard() {
    for word in ["and", "where", "when", "if"] {
        let text = format!("[Order]\n  State: n = 0\n  - Send Order -> Order Sent ({word} n > 2) | Order Refused\n");
        assert_eq!(note(&text, "Send Order"), "command Send Order of Order -> Order Sent when n > 2 | Order Refused", "{word}");
    }
}

#[test]
fn any_other_parenthesis_is_a_remark_and_skipped() {
    let text = "Send Order (by fax) -> Order (the paper one) -> Order Sent (to all) | Order Refused (rarely)\n\
                Policy: Chase\n  When: Order Refused (see the folder)\n  Then: Call Wholesaler (politely)\n\
                Read Model: Board\n  Built from: Order Sent (today), Order Refused\n";
    assert_eq!(
        notes(text),
        [
            "command Send Order of Order -> Order Sent | Order Refused",
            "command Call Wholesaler",
            "aggregate Order",
            "event Order Sent",
            "event Order Refused",
            "policy Chase when Order Refused then Call Wholesaler",
            "read model Board from Order Sent, Order Refused",
        ]
    );
}

#[test]
fn a_command_may_name_its_aggregate_in_a_parenthesis() {
    let text = "Policy: Refill\n  When: Shelf Emptied\n  Then: Order Goods (against Stock aggregate) after 2d\n";
    assert_eq!(
        notes(text),
        [
            "command Order Goods of Stock",
            "aggregate Stock",
            "event Shelf Emptied",
            "policy Refill when Shelf Emptied then Order Goods after 2d"
        ]
    );
}
