//! Documents as people and assistants write them: lists below a colon, explanations, numbered headings, maps and actors.

use crate::show::{left_out, note, notes, refused as errors, warned};

fn warnings(text: &str) -> Vec<String> {
    warned(text).0
}

#[test]
fn a_colon_with_nothing_behind_it_may_have_its_items_below() {
    let text = "\
Policy: Remind
- When:
  - Book Lent
  - Book Renewed where days > 20
- Then:
  - Send Letter
  - Notify Desk after 3d

Read Model: My Loans
- Built from:
  - Book Lent
  - Renewed
- Shows:
  1. what is out
  2. what is due

Aggregate: Loan
State:
- days = 0
- status = \"out\"
Invariants:
- days >= 0
";
    assert_eq!(
        notes(text),
        [
            "command Send Letter",
            "command Notify Desk",
            "aggregate Loan (days = 0, status = \"out\") keeping days >= 0",
            "event Book Lent",
            "event Book Renewed",
            "policy Remind when Book Lent or Book Renewed where days > 20 then Send Letter + Notify Desk after 3d",
            "read model My Loans from Book Lent, Book Renewed shows what is out; what is due",
        ]
    );
}

#[test]
fn a_colon_with_nothing_behind_it_and_no_items_below_is_an_error() {
    for below in ["", "  Then: Send Letter\n", "\nSome prose.\n", "- Then: Send Letter\n"] {
        let text = format!("Policy: Remind\n  When:\n{below}");
        assert!(errors(&text)[0].starts_with("2:8: error: nothing stands behind `When:`"), "{text}");
    }
}

#[test]
fn a_heading_ends_a_list_whether_it_is_numbered_or_not() {
    for heading in ["## 2. Command-Event Mapping", "### 3) Aggregates", "## 2.1 More", "# 4. Next"] {
        let text = format!("# Title\nDomain Events:\n- Book Lent\n\n{heading}\n- talk to finance\n");
        assert_eq!(notes(&text), ["event Book Lent"], "{heading}");
    }
}

#[test]
fn a_list_may_stand_in_a_fence_below_its_keyword() {
    assert_eq!(
        notes("Domain Events:\n```\n- Book Lent\n- Book Lost\n```\n- no item any more\n"),
        ["event Book Lent", "event Book Lost"]
    );
}

#[test]
fn what_explains_a_name_in_a_list_is_no_part_of_it() {
    for item in [
        "Book Lent: somebody took it home",
        "Book Lent – at the desk",
        "Book Lent - at the desk",
        "**Book Lent** — at the desk",
        "Book Lent.",
    ] {
        assert_eq!(notes(&format!("Domain Events:\n- {item}\n")), ["event Book Lent"], "{item}");
    }
    let question = "Who pays: the member - or the library?";
    assert_eq!(notes(&format!("Hot Spots:\n- {question}\n")), [format!("hot spot {question}")]);
}

#[test]
fn a_line_that_begins_with_a_known_actor_says_who_issues_the_command() {
    let text = "Actor: Member\nMember -> Borrow Book -> Book Lent | Loan Refused\nMember -> Return Book\n";
    assert_eq!(
        notes(text),
        [
            "actor Member",
            "command Borrow Book by Member -> Book Lent | Loan Refused",
            "command Return Book by Member",
            "event Book Lent",
            "event Loan Refused"
        ]
    );
    let four = "Actor: Member\nMember -> Borrow Book -> Loan -> Book Lent\n";
    assert_eq!(note(four, "Borrow Book"), "command Borrow Book of Loan by Member -> Book Lent");
    let nobody = warnings("Somebody -> Borrow Book -> Loan -> Book Lent\n");
    assert!(nobody[0].contains("no actor is called so; the line is left out"), "{nobody:?}");
}

#[test]
fn an_event_before_an_arrow_becomes_a_command_and_that_is_told() {
    let told = warnings("Event: Book Lent\nBook Lent -> Book Lost\n");
    assert!(told[0].starts_with("2:1: warning: `Book Lent` is an event; here it becomes a command"), "{told:?}");
}

#[test]
fn a_map_of_contexts_and_code_are_prose() {
    for text in ["[Lending] --> [Catalog]\n", "fn lend(&self) -> Result {\n"] {
        assert_eq!(left_out(text), [text.trim()]);
    }
    let chain = "Command: Lend Book\n-> Book Lent\n\n```\nCustomer\n```\n";
    assert_eq!(note(chain, "Lend Book"), "command Lend Book -> Book Lent");
    let stray = warnings("Command: Lend Book\n-> Book Lent\n```\nLending\n```\n-> Book Lost\n");
    assert!(stray[0].starts_with("6:1: warning: no command stands above this line"), "{stray:?}");
}

#[test]
fn a_delay_is_understood_however_it_is_said() {
    for then in [
        "Schedule SendLetter with 3d delay unless Book Returned",
        "Schedule SendLetter command with a 3d delay unless Book Returned",
        "Send Letter with a delay of 3d unless Book Returned",
        "Send Letter after 3d unless BookReturned",
    ] {
        let text = format!("Policy: Remind\n  When: Book Lent\n  Then: {then}\n");
        assert!(note(&text, "Remind").contains(" after 3d unless Book Returned"), "{then}: {}", note(&text, "Remind"));
        assert!(notes(&text).contains(&"command Send Letter".to_owned()), "{then}: {:?}", notes(&text));
    }
    assert!(
        note("When Book Lent then Send Letter (after 3d)\n", "When Book Lent then Send Letter (after 3d)").contains("after 3d")
    );
    let never = warnings("When Book Lent then Send Letter after tomorrow\n");
    assert!(never[0].contains("`tomorrow` is no time, so it is part of the command's name"), "{never:?}");
}

#[test]
fn a_quoted_name_with_its_kind_behind_it_is_that_name() {
    let text = "Aggregate: Billing\nWhen Book Lent then Send Bill (against \"Billing\" aggregate)\n";
    assert_eq!(note(text, "Send Bill"), "command Send Bill of Billing");
}

#[test]
fn a_comma_before_then_makes_no_other_policy() {
    assert_eq!(notes("When Book Lost then Bar Member\nWhen Book Lost, then Bar Member\n").len(), 3);
}

#[test]
fn a_question_about_nothing_known_keeps_its_words() {
    let told = warnings("Hot Spot: may we mail people @ night?\n");
    assert!(told[0].contains("no note is called `night?`, so it stays part of the question"), "{told:?}");
}

#[test]
fn a_rule_is_one_of_four_forms_and_its_events_are_known() {
    let known = "Event: Book Lent\nEvent: Book Returned\n";
    for rule in
        ["never Book Lent after Book Returned", "Book Returned only after Lent", "after Book Lent always eventually Book Returned"]
    {
        assert_eq!(notes(&format!("{known}Rule: {rule}\n")).len(), 2, "{rule}");
    }
    for (rule, wrong) in [
        ("sometimes Book Lent after Book Returned", "3:7: error: this is no rule"),
        ("never Book Lent", "3:22: error: `after` is missing"),
        ("always", "3:13: error: a condition is missing"),
        ("always x >", "3:16: error: the expression ends where a value is expected"),
    ] {
        let told = errors(&format!("{known}Rule: {rule}\n"));
        assert!(told[0].starts_with(wrong), "{rule}: {told:?}");
    }
    let told = warnings(&format!("{known}Rule: never Book Lend after Book Returned\n"));
    assert!(told[0].starts_with("3:13: warning: no event is called `Book Lend`"), "{told:?}");
}

#[test]
fn warnings_are_told_beside_errors() {
    let text = "Aggregate: Loan\n  State: days = 0\n  Invariant: dayz > 0\nPolicy: Remind\n  When:\n";
    let told = errors(text);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("3:14: warning: unknown field `dayz`"), "{told:?}");
}
