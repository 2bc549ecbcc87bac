//! Names: what does not distinguish them, how they are shown, kind words, quotes, short names.

use crate::show::{note, notes, refused};

#[test]
fn case_blanks_underscores_hyphens_and_humps_do_not_distinguish() {
    let text = "Event: Book Lent\nLendBook -> Loan -> BookLent | book_lent\nlend book -> LOAN -> book-lent\nlend-book -> loan -> BOOK LENT\n";
    assert_eq!(notes(text), ["command Lend Book of Loan -> Book Lent", "aggregate Loan", "event Book Lent"]);
}

#[test]
fn a_name_is_shown_as_first_written() {
    assert_eq!(notes("Event: book lent\nEvent: Book Lent\n"), ["event book lent"]);
    assert_eq!(notes("Event: book_lent\nEvent: Book Lent\n"), ["event book_lent"]);
}

#[test]
fn humps_are_split_in_names_of_what_the_method_names_in_words() {
    let text = "LendBook -> BookLoan -> BookLent\nPolicy: RemindMember\n  When: BookLent\n  Then: SendLetter\nRead Model: MyShelf\n  Built from: BookLent\n";
    assert_eq!(
        notes(text),
        [
            "command Lend Book of Book Loan -> Book Lent",
            "command Send Letter",
            "aggregate Book Loan",
            "event Book Lent",
            "policy Remind Member when Book Lent then Send Letter",
            "read model My Shelf from Book Lent",
        ]
    );
    assert_eq!(
        notes("Event: ISBNScanned\nEvent: Scanned Via RFIDReader\n"),
        ["event ISBN Scanned", "event Scanned Via RFIDReader"]
    );
}

#[test]
fn humps_stay_in_names_of_people_systems_and_contexts() {
    let text = "Context: FrontDesk\nActor: HeadLibrarian\nExternal System: PayPal\n";
    assert_eq!(notes(text), ["actor HeadLibrarian @ FrontDesk", "external system PayPal @ FrontDesk"]);
}

#[test]
fn a_trailing_kind_word_is_dropped_where_the_place_calls_for_that_kind() {
    assert_eq!(notes("[Loan Aggregate]\n"), ["aggregate Loan"]);
    assert_eq!(
        notes("Lend Book command -> Loan aggregate -> Book Lent event\n"),
        ["command Lend Book of Loan -> Book Lent", "aggregate Loan", "event Book Lent"]
    );
    assert_eq!(
        note("Policy: Bar\n  When: Book Lost event\n  Then: Issue BarMember command\n", "Bar"),
        "policy Bar when Book Lost then Bar Member"
    );
    assert_eq!(
        notes("Lend Event -> Loan -> Book Command\n"),
        ["command Lend Event of Loan -> Book Command", "aggregate Loan", "event Book Command"]
    );
}

#[test]
fn a_kind_word_is_never_dropped_in_a_declaration_nor_if_nothing_would_remain() {
    assert_eq!(notes("Event: Annual Event\n"), ["event Annual Event"]);
    assert_eq!(notes("Aggregate: Loan Aggregate\n"), ["aggregate Loan Aggregate"]);
    assert_eq!(notes("Policy: Refund Policy\n"), ["policy Refund Policy"]);
    assert_eq!(notes("[Aggregate]\n  - Lend Book -> Book Lent\n")[1], "aggregate Aggregate");
}

#[test]
fn a_declared_name_with_its_kind_word_is_found_by_it() {
    let text = "Event: Annual Event\nPolicy: Clean Up\n  When: Annual Event\n  Then: Sweep Floor\n";
    assert_eq!(note(text, "Clean Up"), "policy Clean Up when Annual Event then Sweep Floor");
    assert_eq!(notes(text).len(), 3);
}

#[test]
fn a_quoted_name_is_literal() {
    assert_eq!(notes("Event: \"BookLent\"\n"), ["event BookLent"]);
    assert_eq!(notes("Event: \"Book -> Lent | (twice) + more\"\n"), ["event Book -> Lent | (twice) + more"]);
    assert_eq!(notes("Event: \"say \\\"hi\\\" \\\\ bye\\nnext\"\n"), ["event say \"hi\" \\ bye\nnext"]);
    assert_eq!(notes("[\"Loan Aggregate\"]\n"), ["aggregate Loan Aggregate"]);
    assert_eq!(
        note("\"Issue Card command\" -> Desk -> \"A + B\" | \"C | D\"\n", "Issue Card command"),
        "command Issue Card command of Desk -> A + B | C | D"
    );
    assert_eq!(
        note("Policy: Count\n  When: \"Lent or Sold\" or \"Lost, Found\"\n  Then: \"Look after 24h\"\n", "Count"),
        "policy Count when Lent or Sold or Lost, Found then Look after 24h"
    );
}

#[test]
fn a_quoted_name_means_the_same_note_as_without_quotes() {
    assert_eq!(notes("Event: Book Lent\nPolicy: \"Count\"\n  When: \"Book Lent\"\n  Then: Count Up\n").len(), 3);
}

#[test]
fn quotes_inside_a_name_are_part_of_it() {
    assert_eq!(notes("Event: The \"big\" Book Lent\n"), ["event The \"big\" Book Lent"]);
    assert_eq!(notes("Event: Member's Card Lost\n"), ["event Member's Card Lost"]);
}

#[test]
fn one_name_may_be_several_kinds() {
    assert_eq!(
        notes("Loan -> Loan -> Loan\nActor: Loan\n"),
        ["actor Loan", "command Loan of Loan -> Loan", "aggregate Loan", "event Loan"]
    );
}

#[test]
fn a_mention_makes_a_note_of_the_kind_that_it_implies() {
    let text = "Policy: Remind\n  When: Loan Overdue\n  Then: Send Letter\nRead Model: Shelf\n  Built from: Book Lent\n";
    assert_eq!(notes(text)[..3], ["command Send Letter", "event Loan Overdue", "event Book Lent"]);
}

#[test]
fn a_declarations_context_beats_a_mentions() {
    let text = "Context: Lending\nLend Book -> Loan -> Book Lent\n\nContext: Fines\nEvent: Book Lent\nAggregate: Loan\n";
    assert_eq!(
        notes(text),
        ["command Lend Book of Loan -> Book Lent @ Lending", "aggregate Loan @ Fines", "event Book Lent @ Fines"]
    );
    let text = "Context: Fines\nEvent: Book Lent\n\nContext: Lending\nLend Book -> Loan -> Book Lent\n";
    assert_eq!(
        notes(text),
        ["command Lend Book of Loan -> Book Lent @ Lending", "aggregate Loan @ Lending", "event Book Lent @ Fines"]
    );
}

#[test]
fn a_short_name_stands_for_the_one_whose_last_words_it_is() {
    let text = "Schedule Return -> Loan -> Book Return Scheduled\nRead Model: Desk\n  Built from: Return Scheduled\n";
    assert_eq!(note(text, "Desk"), "read model Desk from Book Return Scheduled");
    let before = "Read Model: Desk\n  Built from: Return Scheduled\nSchedule Return -> Loan -> Book Return Scheduled\n";
    assert_eq!(note(before, "Desk"), "read model Desk from Book Return Scheduled", "whatever comes first");
    let humps = "Event: BookReturnScheduled\nRead Model: Desk\n  Built from: ReturnScheduled\n";
    assert_eq!(note(humps, "Desk"), "read model Desk from Book Return Scheduled");
}

#[test]
fn last_words_are_whole_words() {
    let text = "Event: Book Unreturned\nRead Model: Desk\n  Built from: Returned\n";
    assert_eq!(note(text, "Desk"), "read model Desk from Returned");
}

#[test]
fn of_several_the_one_is_meant_that_starts_like_the_name_before_it() {
    let text = "Events:\n- Loan Created\n- Loan Paused\n- Loan Ended\n- Room Paused\n- Room Ended\n\n\
                Read Model: My Loans\n  Built from: Loan Created, Paused, Ended\n\
                Read Model: My Rooms\n  Built from: Room Paused, Ended\n";
    assert_eq!(note(text, "My Loans"), "read model My Loans from Loan Created, Loan Paused, Loan Ended");
    assert_eq!(note(text, "My Rooms"), "read model My Rooms from Room Paused, Room Ended");
}

#[test]
fn if_still_several_are_it_is_an_error() {
    let text = "Event: Loan Paused\nEvent: Room Paused\nRead Model: Desk\n  Built from: Paused\n";
    let said = refused(text);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("4:15: error: "), "{}", said[0]);
    assert!(said[0].contains("Loan Paused") && said[0].contains("Room Paused"), "{}", said[0]);
}

#[test]
fn a_name_of_its_kind_is_no_short_name() {
    let text = "Event: Loan Paused\nEvent: Paused\nRead Model: Desk\n  Built from: Paused\n";
    assert_eq!(note(text, "Desk"), "read model Desk from Paused");
}
