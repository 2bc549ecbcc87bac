//! Policies: their triggers, guards, commands and delays, in every spelling.

use squall::board::Detail;
use squall::engine::duration;

use crate::show::{note, notes, read};

#[test]
fn a_policy_says_when_and_what_then() {
    let text = "Policy: Remind Late Member\n  When: Loan Overdue where reminders < 2\n  \
                Then: Send Reminder + Charge Fine after 24h unless Book Returned\n";
    assert_eq!(
        note(text, "Remind Late Member"),
        "policy Remind Late Member when Loan Overdue where reminders < 2 then Send Reminder + Charge Fine after 24h unless Book Returned"
    );
    assert_eq!(notes(text).len(), 5, "two events, two commands and the policy");
}

#[test]
fn trigger_and_action_are_other_words_for_when_and_then() {
    let text = "Policy: RemindLateMember\n  Trigger: LoanOverdue (where reminders < 2)\n  Action: Send Reminder\n";
    assert_eq!(
        note(text, "Remind Late Member"),
        "policy Remind Late Member when Loan Overdue where reminders < 2 then Send Reminder"
    );
}

#[test]
fn where_when_if_and_and_begin_a_guard() {
    for word in ["where", "when", "if", "and"] {
        let text = format!("Policy: Remind\n  When: Loan Overdue {word} reminders < 2\n  Then: Send Reminder\n");
        assert_eq!(note(&text, "Remind"), "policy Remind when Loan Overdue where reminders < 2 then Send Reminder", "{word}");
        let text = format!("Policy: Remind\n  When: Loan Overdue ({word} reminders < 2)\n  Then: Send Reminder\n");
        assert_eq!(note(&text, "Remind"), "policy Remind when Loan Overdue where reminders < 2 then Send Reminder", "({word})");
    }
}

#[test]
fn words_standing_apart_are_one_field_and_name_the_same_guard() {
    let text = "Policy: Remind\n  When: Loan Overdue (and reminder count < 2)\n  Then: Send Reminder\n\n\
                Policy: Remind\n  When: Loan Overdue where reminder_count < 2\n  Then: Send Reminder\n";
    let board = read(text);
    let policies: Vec<_> = board.notes().iter().filter(|note| matches!(note.detail, Detail::Policy(_))).collect();
    assert_eq!(policies.len(), 1);
}

#[test]
fn several_events_are_joined_by_or_or_by_commas() {
    for events in
        ["Book Lent or Book Renewed or Book Sold", "Book Lent, Book Renewed, Book Sold", "Book Lent, Book Renewed or Book Sold"]
    {
        let text = format!("Policy: Count\n  When: {events}\n  Then: Count Up\n");
        assert_eq!(note(&text, "Count"), "policy Count when Book Lent or Book Renewed or Book Sold then Count Up", "{events}");
    }
    let text = "Policy: Count\n  When: Book Lent or Book Sold where n > 2\n  Then: Count Up\n";
    assert_eq!(note(text, "Count"), "policy Count when Book Lent or Book Sold where n > 2 then Count Up");
}

#[test]
fn a_plus_issues_both_and_a_bar_is_a_choice_somebody_makes() {
    let text = "Policy: Ask\n  When: Book Lost\n  Then: Buy Book | Charge Fine after 2w\n";
    assert_eq!(note(text, "Ask"), "policy Ask when Book Lost then Buy Book | Charge Fine after 2w");
    let text = "Policy: Ask\n  When: Book Lost\n  Then: Buy Book + Charge Fine\n";
    assert_eq!(note(text, "Ask"), "policy Ask when Book Lost then Buy Book + Charge Fine");
}

#[test]
fn a_delay_belongs_to_the_one_command_before_it() {
    let text = "Policy: Chase\n  When: Book Lost\n  Then: Send Letter after 24h unless Book Found or Fine Paid + Bar Member + Call Member after 3d\n";
    assert_eq!(
        note(text, "Chase"),
        "policy Chase when Book Lost then Send Letter after 24h unless Book Found or Fine Paid + Bar Member + Call Member after 3d"
    );
}

#[test]
fn durations_are_written_with_units_or_in_words() {
    let written = [
        ("90s", 90),
        ("15m", 15 * 60),
        ("24h", 24 * 3600),
        ("3d", 3 * 86_400),
        ("2w", 14 * 86_400),
        ("1h30m", 5400),
        ("24 hours", 24 * 3600),
        ("three days", 3 * 86_400),
        ("one week", 7 * 86_400),
        ("10 minutes", 600),
    ];
    for (text, seconds) in written {
        let board = read(&format!("Policy: Wait\n  When: Book Lost\n  Then: Send Letter after {text} unless Book Found\n"));
        let policy = board.notes().iter().find(|note| note.text == "Wait").expect("the policy");
        let Detail::Policy(policy) = &policy.detail else { panic!("{policy:?}") };
        let after = policy.then[0].after.as_deref().expect("a delay");
        assert_eq!(duration::parse(after), Ok(seconds), "{text}");
        assert_eq!(policy.then[0].unless.len(), 1, "{text}");
    }
}

#[test]
fn a_policy_on_one_line_is_named_by_its_text() {
    for text in [
        "When Book Lost and debt >= 2 then Bar Member\n",
        "When Book Lost and debt >= 2, then Bar Member\n",
        "- When Book Lost and debt >= 2, then Bar Member\n",
    ] {
        let notes = notes(text);
        let name = text.trim_start_matches("- ").trim_end();
        assert_eq!(
            notes,
            [
                "command Bar Member".into(),
                "event Book Lost".into(),
                format!("policy {name} when Book Lost where debt >= 2 then Bar Member")
            ]
        );
    }
}

#[test]
fn a_policy_may_be_a_sentence_behind_its_keyword() {
    let text = "Policy: When Book Lost then Bar Member\n";
    let notes = notes(text);
    assert_eq!(
        notes,
        ["command Bar Member", "event Book Lost", "policy When Book Lost then Bar Member when Book Lost then Bar Member"]
    );
}

#[test]
fn the_list_under_policies_takes_policies_on_one_line() {
    let text = "Policies:\n- When Book Lost then Bar Member\n- When Fine Paid, then Admit Member\n";
    let policies: Vec<String> = notes(text).into_iter().filter(|line| line.starts_with("policy")).collect();
    assert_eq!(
        policies,
        [
            "policy When Book Lost then Bar Member when Book Lost then Bar Member",
            "policy When Fine Paid, then Admit Member when Fine Paid then Admit Member"
        ]
    );
}

#[test]
fn a_policy_may_give_arguments() {
    let text =
        "Policy: Fine Late Member\n  When: Loan Overdue\n  Then: Charge Fine (cents = days * 20, reason = \"late\") after 1d\n";
    assert_eq!(
        note(text, "Fine Late Member"),
        "policy Fine Late Member when Loan Overdue then Charge Fine (cents = days * 20, reason = \"late\") after 1d"
    );
}

#[test]
fn schedule_with_a_delay_and_issue_command_are_words_around_a_command() {
    let text = "Policy: Chase\n  Trigger: Book Lost\n  Action: Schedule SendLetter with 24h delay\n";
    assert_eq!(note(text, "Chase"), "policy Chase when Book Lost then Send Letter after 24h");
    let text = "Policy: Chase\n  Trigger: Book Lost\n  Action: Schedule Send Letter with three days delay\n";
    assert_eq!(note(text, "Chase"), "policy Chase when Book Lost then Send Letter after three days");
    let text = "Policy: Bar\n  Trigger: Book Lost\n  Action: Issue BarMember command\n";
    assert_eq!(note(text, "Bar"), "policy Bar when Book Lost then Bar Member");
    let text = "Policy: Plan\n  When: Book Lost\n  Then: Schedule Visit + Issue Receipt\n";
    assert_eq!(note(text, "Plan"), "policy Plan when Book Lost then Schedule Visit + Issue Receipt");
}

#[test]
fn a_command_may_say_against_which_aggregate_it_goes() {
    let text = "Policy: Bar\n  When: Book Lost\n  Then: Bar Member (against Membership aggregate)\n";
    assert_eq!(
        notes(text),
        [
            "command Bar Member of Membership",
            "aggregate Membership",
            "event Book Lost",
            "policy Bar when Book Lost then Bar Member"
        ]
    );
}

#[test]
fn a_policy_without_a_name_of_its_own_words_may_be_quoted() {
    let text = "Policy: \"Charge on Return\"\n  When: Book Returned\n  Then: Charge Fine\n";
    assert_eq!(note(text, "Charge on Return"), "policy Charge on Return when Book Returned then Charge Fine");
}
