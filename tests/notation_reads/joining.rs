//! The same thing said twice.

use crate::show::{note, notes, read};

#[test]
fn a_document_said_twice_is_said_once() {
    let text = "Context: Lending\nActor: Member\nAggregate: Loan\n  Identified by: loan_id\n  State: n = 0\n  Invariant: n < 9\n  \
                Command: Lend Book (days = 14) by Member via Reader\n    -> Book Lent { n = n + 1 } when n < 3\n    -> Lending Refused otherwise\n\
                Policy: Remind\n  When: Book Lent where n > 1\n  Then: Send Letter after 2w unless Book Returned\n\
                When Book Returned then Shelve Book\n\
                Read Model: Shelf (member-facing)\n  Built from: Book Lent\n  Shows: Books\n  Keyed by: loan_id\n  On Book Lent: upsert n = n\n\
                Hot Spot: Who pays? @ Lend Book\nRule: never Book Lent after Book Returned\n\
                Scenario: Lends\n  When: Lend Book\n  Then: Book Lent\n";
    let once = read(text);
    let twice = read(&format!("{text}\n{text}"));
    assert_eq!(notes(&format!("{text}\n{text}")), notes(text));
    assert_eq!(twice.heading().rules, once.heading().rules);
    assert_eq!(twice.heading().scenarios.len(), 1);
    assert_eq!(twice.heading().contexts.len(), 1);
}

#[test]
fn what_is_said_in_parts_is_put_together() {
    let text = "Event: Book Lent (book_id)\nEvent: BookLent (member_id, book_id)\n";
    assert_eq!(notes(text), ["event Book Lent (book_id, member_id)"]);
    let text = "[Loan]\n  State: n = 0\n\nActor: Member\n\n[Loan]\n  State: m = 1\n  Invariant: n < 3\n\nAggregate: Loan\n  Invariant: n < 3\n  Invariant: m > 0\n";
    assert_eq!(note(text, "Loan"), "aggregate Loan (n = 0, m = 1) keeping n < 3; m > 0");
    let text =
        "Read Model: Shelf\n  Built from: Book Lent\nRead Model: Shelf\n  Built from: Book Returned, Book Lent\n  Shows: Books\n";
    assert_eq!(note(text, "Shelf"), "read model Shelf from Book Lent, Book Returned shows Books");
}

#[test]
fn outcomes_of_one_command_are_joined() {
    let text = "Lend Book -> Loan -> Book Lent\nLend Book -> Loan -> Book Lent | Lending Refused\n[Loan]\n- Lend Book -> Lending Refused | Book Lent\n";
    assert_eq!(note(text, "Lend Book"), "command Lend Book of Loan -> Book Lent | Lending Refused");
}

#[test]
fn a_plain_outcome_and_the_same_with_a_guard_are_one() {
    let text = "Lend Book -> Loan -> Book Lent | Lending Refused\nAggregate: Loan\n  State: n = 0\n  Command: Lend Book\n    \
                -> Book Lent { n = n + 1 } when n < 3\n    -> Lending Refused otherwise\n";
    assert_eq!(
        note(text, "Lend Book"),
        "command Lend Book of Loan -> Book Lent { n = n + 1 } when n < 3 | Lending Refused otherwise"
    );
}

#[test]
fn policies_with_one_trigger_one_guard_and_a_name_that_begins_alike_are_one() {
    let text = "Policy: Remind\n  When: Loan Overdue (and letters < 2)\n  Then: Send Letter\n\n\
                Policy: Remind Late Member\n  Trigger: LoanOverdue (where letters<2)\n  Action: Schedule ChargeFine with 24h delay\n";
    let policies: Vec<String> = notes(text).into_iter().filter(|line| line.starts_with("policy")).collect();
    assert_eq!(
        policies,
        ["policy Remind Late Member when Loan Overdue where letters < 2 then Send Letter + Charge Fine after 24h"]
    );
    let swapped = "Policy: Remind Late Member\n  When: Loan Overdue\n  Then: Send Letter + Charge Fine\n\n\
                   Policy: RemindLate\n  When: Loan Overdue\n  Then: Charge Fine\n";
    assert_eq!(note(swapped, "Remind Late Member"), "policy Remind Late Member when Loan Overdue then Send Letter + Charge Fine");
    assert_eq!(notes(swapped).len(), 4);
}

#[test]
fn guards_are_compared_as_expressions() {
    let text = "Policy: Remind\n  When: Loan Overdue where letters<2&&!paid\n  Then: Send Letter\n\n\
                Policy: Remind\n  When: Loan Overdue where (letters < 2) && !paid\n  Then: Send Letter\n";
    assert_eq!(notes(text).len(), 3, "{:?}", notes(text));
}

#[test]
fn policies_that_differ_in_trigger_guard_or_name_stay_apart() {
    let apart = |other: &str| {
        let text =
            format!("Policy: Remind Late\n  When: Loan Overdue where n < 2\n  Then: Send Letter\n\n{other}\n  Then: Send Letter\n");
        let policies = notes(&text).into_iter().filter(|line| line.starts_with("policy")).count();
        assert_eq!(policies, 2, "{text}");
    };
    apart("Policy: Remind Late Member\n  When: Loan Overdue where n < 3");
    apart("Policy: Remind Late Member\n  When: Loan Overdue");
    apart("Policy: Remind Late Member\n  When: Book Lost where n < 2");
    apart("Policy: Late Remind\n  When: Loan Overdue where n < 2");
    apart("Policy: Remind Lately\n  When: Loan Overdue where n < 2");
}

#[test]
fn several_documents_make_one_board() {
    use crate::show::{ids, lines};
    let documents =
        ["# Library\nContext: Lending\nEvent: Book Lent\n", "# Fines\nPolicy: Fine\n  When: BookLent\n  Then: Charge Fine\n"];
    let reading = squall::notation::read_all(&documents, &mut ids()).expect("both can be read");
    assert_eq!(reading.board.title(), "Library");
    assert_eq!(lines(&reading.board)[1..], ["event Book Lent @ Lending", "policy Fine when Book Lent then Charge Fine"]);
}
