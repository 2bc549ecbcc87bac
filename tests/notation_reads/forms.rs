//! Each form of the notation: headings, contexts, people and systems, events, aggregates with their commands, the one-line mappings,
//! read models, hot spots, rules.

use squall::board::{Detail, Kind};

use crate::show::{note, notes, places, read};

#[test]
fn the_title_is_the_first_level_1_heading() {
    assert_eq!(read("## Loans\n\n# The library\n\n# Another\n").title(), "The library");
    assert_eq!(read("## Loans\n").title(), "");
}

#[test]
fn what_follows_a_context_belongs_to_it_until_the_next() {
    let text = "Event: Door Opened\nContext: Lending\nActor: Member\nEvent: Book Lent\nBounded Context: Fines\nEvent: Fine Charged\n\
                Context: Lending\nEvent: Book Returned\nContext: -\nEvent: Door Closed\n";
    let board = read(text);
    let contexts: Vec<&str> = board.heading().contexts.iter().map(|context| &*context.name).collect();
    assert_eq!(contexts, ["Lending", "Fines"]);
    assert_eq!(
        notes(text),
        [
            "actor Member @ Lending",
            "event Door Opened",
            "event Book Lent @ Lending",
            "event Fine Charged @ Fines",
            "event Book Returned @ Lending",
            "event Door Closed"
        ]
    );
}

#[test]
fn each_kind_is_declared_by_its_keyword() {
    let text = "Actor: Member\nExternal System: Post Office\nEvent: Book Lent\nAggregate: Loan\nCommand: Lend Book\n\
                Policy: Remind\nRead Model: Shelf\nHot Spot: Who pays?\n";
    let kinds: Vec<Kind> = read(text).notes().iter().map(|note| note.kind()).collect();
    assert_eq!(kinds.len(), Kind::ALL.len());
    assert!(Kind::ALL.iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
}

#[test]
fn keywords_may_be_written_in_any_case() {
    assert_eq!(
        notes("ACTOR: Member\nexternal system: Post Office\nread model: Shelf\nhot spot: Who pays?\n"),
        ["actor Member", "external system Post Office", "read model Shelf", "hot spot Who pays?"]
    );
}

#[test]
fn a_keyword_with_nothing_behind_the_colon_opens_a_list_of_its_kind() {
    assert_eq!(
        notes("Actors:\n  - Member\n  - Librarian\n\nExternal Systems:\n* Post Office\n\nAggregates:\n1. Loan\n2. Fine\n"),
        ["actor Member", "actor Librarian", "aggregate Loan", "aggregate Fine", "external system Post Office"]
    );
    assert_eq!(
        notes("Domain Events:\n  - BookLent(book_id, member_id)\n  - Book Returned (book_id)\n  - Fine Paid\n"),
        ["event Book Lent (book_id, member_id)", "event Book Returned (book_id)", "event Fine Paid"]
    );
    assert_eq!(notes("Events:\n- Fine Paid\n\nCommands:\n- Pay Fine\n"), ["command Pay Fine", "event Fine Paid"]);
    assert_eq!(notes("Read Models:\n- Shelf\n- Overdue List\n"), ["read model Shelf", "read model Overdue List"]);
}

#[test]
fn a_plural_keyword_takes_names_on_its_own_line() {
    assert_eq!(notes("Actors: Member, Head Librarian\n"), ["actor Member", "actor Head Librarian"]);
    assert_eq!(notes("Events: Book Lent, Book Returned\n"), ["event Book Lent", "event Book Returned"]);
}

#[test]
fn an_event_may_name_its_fields() {
    assert_eq!(note("Event: Fine Charged (amount_cents, reason)\n", "Fine Charged"), "event Fine Charged (amount_cents, reason)");
    assert_eq!(note("Event: Fine Charged\n", "Fine Charged"), "event Fine Charged");
}

#[test]
fn turning_points_are_named_in_a_line() {
    assert_eq!(
        notes("Event: Book Lent\nEvent: Book Lost\nEvent: Fine Paid\nPivotal: Book Lent, Fine Paid\n"),
        ["event Book Lent pivotal", "event Book Lost", "event Fine Paid pivotal"]
    );
}

#[test]
fn an_aggregate_is_declared_by_its_keyword_or_stands_alone_in_brackets() {
    for text in ["Aggregate: Loan\n", "[Loan]\n", "[Loan Aggregate]\n", "### [Loan Aggregate]\n", "**[Loan]**\n"] {
        assert_eq!(notes(text), ["aggregate Loan"], "{text}");
    }
}

#[test]
fn an_aggregate_says_what_tells_instances_apart_what_it_remembers_and_what_it_keeps() {
    let text = "Aggregate: Loan\n  Identified by: loan_id\n  State: renewals = 0, status = \"idle\", overdue = false, debt = -5, note\n  \
                Invariant: renewals <= 3\n  Invariant: debt <= 0 || overdue\n";
    assert_eq!(
        note(text, "Loan"),
        "aggregate Loan by loan_id (renewals = 0, status = \"idle\", overdue = false, debt = -5, note) \
         keeping renewals <= 3; debt <= 0 || overdue"
    );
}

#[test]
fn a_command_under_an_aggregate_says_by_whom_via_what_and_what_may_come_of_it() {
    let text = "Aggregate: Loan\n  State: renewals = 0, status = \"idle\"\n  \
                Command: Lend Book (days = 14) by Member via Card Reader\n    \
                -> Book Lent { renewals = 0, status = \"lent\" }\n    \
                -> Lending Refused when days > 28\n  \
                Command: Renew Loan\n    -> Loan Renewed { renewals = renewals + 1 }\n  \
                Command: End Loan (reason = \"returned\" | \"lost\") by Member\n    \
                -> Loan Ended + Receipt Printed { status = \"ended\" } when status == \"lent\"\n    \
                -> Ending Declined otherwise\n";
    assert_eq!(
        notes(text),
        [
            "actor Member",
            "command Lend Book (days = 14) of Loan by Member via Card Reader \
             -> Book Lent { renewals = 0, status = \"lent\" } | Lending Refused when days > 28",
            "command Renew Loan of Loan -> Loan Renewed { renewals = renewals + 1 }",
            "command End Loan (reason = \"returned\" | \"lost\") of Loan by Member \
             -> Loan Ended + Receipt Printed { status = \"ended\" } when status == \"lent\" | Ending Declined otherwise",
            "aggregate Loan (renewals = 0, status = \"idle\")",
            "external system Card Reader",
            "event Book Lent",
            "event Lending Refused",
            "event Loan Renewed",
            "event Loan Ended",
            "event Receipt Printed",
            "event Ending Declined",
        ]
    );
}

#[test]
fn a_command_may_have_arguments_without_a_value() {
    assert_eq!(
        note("Command: Lend Book (book_id, days = 14 | 28, gift = false)\n", "Lend Book"),
        "command Lend Book (book_id, days = 14 | 28, gift = false)"
    );
}

#[test]
fn several_issuers_and_several_systems_are_names_with_commas() {
    let text = "Command: Lend Book by Member, Librarian via Card Reader, Catalogue\n  -> Book Lent\n";
    assert_eq!(note(text, "Lend Book"), "command Lend Book by Member & Librarian via Card Reader & Catalogue -> Book Lent");
}

#[test]
fn outcomes_may_stand_on_the_line_of_the_command() {
    assert_eq!(
        note("Aggregate: Loan\n  Command: Lend Book by Member -> Book Lent | Lending Refused\n", "Lend Book"),
        "command Lend Book of Loan by Member -> Book Lent | Lending Refused"
    );
}

#[test]
fn one_line_maps_a_command_to_its_aggregate_and_its_events() {
    for arrow in ["->", "-->"] {
        let text = format!("Lend Book {arrow} Loan {arrow} Book Lent | Lending Refused\n");
        assert_eq!(
            notes(&text),
            [
                "command Lend Book of Loan -> Book Lent | Lending Refused",
                "aggregate Loan",
                "event Book Lent",
                "event Lending Refused"
            ]
        );
    }
}

#[test]
fn under_an_aggregate_a_line_maps_a_command_to_its_events() {
    let text = "[Loan Aggregate]\n  - Lend Book --> Book Lent | Lending Refused\n  - Return Book -> Book Returned + Shelf Filled\n";
    assert_eq!(
        notes(text),
        [
            "command Lend Book of Loan -> Book Lent | Lending Refused",
            "command Return Book of Loan -> Book Returned + Shelf Filled",
            "aggregate Loan",
            "event Book Lent",
            "event Lending Refused",
            "event Book Returned",
            "event Shelf Filled",
        ]
    );
}

#[test]
fn outcomes_of_a_mapping_may_have_guards_and_assignments() {
    let text = "Aggregate: Loan\n  State: n = 0\nLend Book -> Loan -> Book Lent { n = n + 1 } when n < 3 || n == 7 | Lending Refused otherwise\n";
    assert_eq!(
        note(text, "Lend Book"),
        "command Lend Book of Loan -> Book Lent { n = n + 1 } when n < 3 || n == 7 | Lending Refused otherwise"
    );
}

#[test]
fn backwards_an_event_comes_of_a_command_that_somebody_issues() {
    assert_eq!(
        notes("Book Lent <-- Lend Book <-- Member\n"),
        ["actor Member", "command Lend Book by Member -> Book Lent", "event Book Lent"]
    );
    assert_eq!(notes("Book Lent <-- Lend Book\n"), ["command Lend Book -> Book Lent", "event Book Lent"]);
}

#[test]
fn backwards_an_outcome_may_be_decided_by_an_external_system() {
    let text = "Fine Paid <-- Pay Fine <-- Member\nPayment Declined <-- (outcome of Pay) <-- Card Terminal\n";
    assert_eq!(
        notes(text),
        [
            "actor Member",
            "command Pay Fine by Member via Card Terminal -> Fine Paid | Payment Declined",
            "external system Card Terminal",
            "event Fine Paid",
            "event Payment Declined",
        ]
    );
}

#[test]
fn a_read_model_says_for_whom_from_what_and_what_it_shows() {
    let text = "Event: Book Lent\nEvent: Book Returned\nEvent: Book Lost\n\nRead Model: My Shelf (member-facing)\n  \
                Built from: Book Lent, Book Returned, Book Lost\n  Shows: Books at home, next due date\n  Keyed by: book_id\n  \
                On Book Lent: upsert status = \"out\", days = 14\n  On Book Returned: update status = \"in\"\n  On Book Lost: delete\n";
    assert_eq!(
        note(text, "My Shelf"),
        "read model My Shelf for member-facing from Book Lent, Book Returned, Book Lost shows Books at home; next due date \
         keyed by book_id on Book Lent: upsert { status = \"out\", days = 14 } on Book Returned: update { status = \"in\" } \
         on Book Lost: delete"
    );
}

#[test]
fn a_hot_spot_is_a_question_perhaps_about_a_note() {
    assert_eq!(note("Hot Spot: Who pays?\n", "Who pays?"), "hot spot Who pays?");
    let text = "Lend Book -> Loan -> Book Lent\nHot Spot: What if the reader is down? @ Lend Book\n";
    assert_eq!(note(text, "What if the reader is down?"), "hot spot What if the reader is down? about Lend Book");
    let text = "Aggregate: Fine\nEvent: Fine\nHot Spot: Too high? @ Event: Fine\nHot Spot: Too low? @ Aggregate: Fine\n";
    let board = read(text);
    let about = |text: &str| {
        let spot = board.notes().iter().find(|note| note.text == text).expect("the question is there");
        let Detail::HotSpot(spot) = &spot.detail else { panic!("{spot:?}") };
        board.note(spot.about.expect("it is about something")).map(|note| note.kind())
    };
    assert_eq!((about("Too high?"), about("Too low?")), (Some(Kind::Event), Some(Kind::Aggregate)));
}

#[test]
fn the_list_under_hot_spots_is_the_same() {
    let text = "Lend Book -> Loan -> Book Lent\n\nHot Spots:\n- Who pays? (nobody knows)\n- [x] Where is the key? @ Lend Book\n- How long do we keep it?\n";
    assert_eq!(
        notes(text)[3..],
        [
            "hot spot Where is the key? about Lend Book resolved",
            "hot spot Who pays? (nobody knows)",
            "hot spot How long do we keep it?"
        ]
    );
}

#[test]
fn a_hot_spot_with_a_cross_is_resolved() {
    assert_eq!(note("Hot Spot: [x] Who pays?\n", "Who pays?"), "hot spot Who pays? resolved");
    assert_eq!(note("Hot Spot: [ ] Who pays?\n", "Who pays?"), "hot spot Who pays?");
}

#[test]
fn rules_are_kept_as_they_are_written() {
    let text = "Event: Book Lent\nEvent: Member Barred\nAggregate: Loan\n  State: n = 0\n\
                Rule: never Book Lent after Member Barred\nRule: Book Lent only after Member Barred\n\
                Rule: after Book Lent always eventually Member Barred\nRule: always Loan.n >= 0\n";
    assert_eq!(
        read(text).heading().rules,
        [
            "never Book Lent after Member Barred",
            "Book Lent only after Member Barred",
            "after Book Lent always eventually Member Barred",
            "always Loan.n >= 0",
        ]
    );
}

#[test]
fn a_bar_is_one_of_them_and_a_plus_is_together() {
    let text = "[Basket]\n  - Check Out -> Basket Packed + Share Counted | Basket Missing | Share Missing + Clerk Called\n";
    assert_eq!(
        note(text, "Check Out"),
        "command Check Out of Basket -> Basket Packed + Share Counted | Basket Missing | Share Missing + Clerk Called"
    );
    let text = "[Basket]\n  Command: Check Out\n    -> Basket Packed | Basket Missing\n    -> Share Missing\n";
    assert_eq!(note(text, "Check Out"), "command Check Out of Basket -> Basket Packed | Basket Missing | Share Missing");
}

#[test]
fn a_declared_kind_makes_a_note_even_if_nothing_is_said_about_it() {
    assert_eq!(places(&read("Event: A\nEvent: B\n"), &[Kind::Event]), ["1: A", "2: B"]);
}
