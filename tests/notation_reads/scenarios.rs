//! Scenarios: what has happened, what is done, what is answered, what is expected.

use crate::show::{notes, read, refused, scenario};

const LOAN: &str = "[Loan]\n  State: status = \"idle\"\n  Command: Lend Book (days = 14) by Member\n    -> Book Lent { status = \"lent\" }\n    \
                    -> Lending Refused\n  Return Book -> Book Returned\n\n";

/// The scenarios of a document that begins with the loan.
fn scenarios(text: &str) -> Vec<Vec<String>> {
    let board = read(&format!("{LOAN}{text}"));
    board.heading().scenarios.iter().map(|it| scenario(&board, it)).collect()
}

#[test]
fn a_scenario_says_what_is_given_done_expected_and_excluded() {
    let text = "Scenario: Lends after a return\n  Given: Lend Book, Return Book\n  When: Lend Book\n    Lend Book -> Book Lent\n    \
                Lend Book -> Lending Refused\n  Then: Book Lent\n  Never: Lending Refused\n  State: Loan.status == \"lent\"\n";
    assert_eq!(
        scenarios(text),
        [[
            "scenario Lends after a return",
            "given Lend Book",
            "given Return Book",
            "when Lend Book [Lend Book -> Book Lent; Lend Book -> Lending Refused]",
            "then Book Lent",
            "never Lending Refused",
            "state Loan.status == \"lent\""
        ]]
    );
}

#[test]
fn the_state_of_a_scenario_is_no_state_of_the_aggregate() {
    let text = format!("{LOAN}Scenario: Lends\n  When: Lend Book\n  State: Loan.status = \"lent\"\n");
    assert!(notes(&text).contains(&"aggregate Loan (status = \"idle\")".to_owned()), "{:?}", notes(&text));
    let states = scenarios("Scenario: Lends\n  When: Lend Book\n  State: Loan.status = \"lent\"\n");
    assert_eq!(states[0][2], "state Loan.status == \"lent\"", "`=` is accepted");
}

#[test]
fn several_commands_are_a_line_each_or_have_commas() {
    let commas = scenarios("Scenario: Twice\n  When: Lend Book, Return Book, Lend Book (days = 28) at 12h\n");
    let told = ["scenario Twice", "when Lend Book", "when Return Book", "when Lend Book (days = 28) at 12h"];
    assert_eq!(commas, [told]);
    assert_eq!(
        scenarios("Scenario: Twice\n  When: Lend Book\n  When: Return Book\n  When: Lend Book (days = 28) at 12h\n"),
        [told]
    );
    assert_eq!(
        scenarios("Scenario: Twice\n  When:\n    - Lend Book\n    - Return Book\n    - Lend Book (days = 28) at 12h\n"),
        [told]
    );
    assert_eq!(scenarios("Scenario: Twice\n  When: Lend Book\n    Return Book\n    Lend Book (days = 28) at 12h\n\n"), [told]);
}

#[test]
fn an_answer_belongs_to_the_command_issued_before_it() {
    assert_eq!(
        scenarios(
            "Scenario: S\n  When: Lend Book\n    Lend Book -> Lending Refused\n    Return Book\n    Lend Book\n    Lend Book -> Book Lent\n"
        ),
        [[
            "scenario S",
            "when Lend Book [Lend Book -> Lending Refused]",
            "when Return Book",
            "when Lend Book [Lend Book -> Book Lent]"
        ]]
    );
}

#[test]
fn answers_name_events_fields_and_policies() {
    let text = "[Loan]\n  State: vip = false\n- Lend Book -> Book Lent\n\nPolicy: Ask\n  When: Book Lent where vip\n  Then: Send Gift | Send Letter\n\n\
                Scenario: S\n  When: Lend Book\n    vip -> true\n    Ask -> Send Gift\n  Then: Book Lent\n";
    let board = read(text);
    assert_eq!(
        scenario(&board, &board.heading().scenarios[0]),
        ["scenario S", "when Lend Book [field vip -> true; Ask -> Send Gift]", "then Book Lent"]
    );
}

#[test]
fn several_events_may_be_expected_and_several_scenarios_told() {
    assert_eq!(
        scenarios(
            "Scenario: One\n  When: Lend Book\n  Then: Book Lent, Book Returned\n\nScenario: Two\n  When: Return Book\n  Then: Book Returned\n  State: Loan.status == \"idle\"\n  State: true\n"
        ),
        [
            vec!["scenario One", "when Lend Book", "then Book Lent, Book Returned"],
            vec!["scenario Two", "when Return Book", "then Book Returned", "state Loan.status == \"idle\"", "state true"]
        ]
    );
}

#[test]
fn an_event_expected_twice_is_expected_twice() {
    assert_eq!(
        scenarios("Scenario: S\n  When: Lend Book, Lend Book\n  Then: Book Lent, Book Lent\n")[0][3],
        "then Book Lent, Book Lent"
    );
}

#[test]
fn a_scenario_with_when_and_nothing_behind_it_is_refused() {
    let said = refused(&format!("{LOAN}Scenario: S\n  When:\n\nEvent: Book Lost\n"));
    assert!(said[0].contains("error: ") && said[0].contains("\n    When:\n"), "{said:?}");
}
