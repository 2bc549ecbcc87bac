//! Whether an event's name says that something came to nothing.

use super::sentence::Sentence;
use super::word::Word;

/// Verbs of what came to nothing, whatever was wanted.
const FAILURES: &[&str] = &["abort", "bounce", "crash", "decline", "deny", "fail", "refuse", "reject", "time"];

/// Verbs of what came to nothing, unless an end was wanted.
const ENDS: &[&str] = &["cancel", "expire", "lapse", "void"];

/// Verbs of who wants an end.
#[rustfmt::skip]
const WANTING_AN_END: &[&str] = &[
    "cease", "clear", "close", "discard", "end", "finish", "leave", "let", "quit", "release", "remove", "return", "revoke", "stop",
    "terminate", "withdraw",
];

/// Whether the event of a command is one of its failures: `Payment Declined` for `Charge Card`. What the command asks for itself is
/// none, so `Claim Rejected` is not for `Reject Claim`, nor is `Trial Expired` for `End Trial`.
pub fn is_failure(event: &str, command: &str) -> bool {
    let Some(sentence) = Sentence::read(event) else { return false };
    let Some(verb) = failing(&sentence) else { return false };
    let order = Sentence::read(command);
    let wanted = |verbs: &[&str]| {
        let asks = |word: &Word| verbs.iter().any(|verb| says(word, verb));
        order.as_ref().is_some_and(|order| order.words.iter().any(asks))
    };
    let meant = wanted(&[verb]) || ENDS.contains(&verb) && (wanted(ENDS) || wanted(WANTING_AN_END));
    !meant
}

/// The verb that says so, or the `not` of what did not happen.
fn failing(sentence: &Sentence) -> Option<&'static str> {
    let verbs = || FAILURES.iter().chain(ENDS).copied();
    let Some(at) = sentence.fact() else {
        // `Payment Failure`, `Request Timeout`: the last word says it.
        return verbs().find(|verb| sentence.last().deed.is_some() && says(sentence.last(), verb));
    };
    if sentence.words[..at].iter().any(|word| word.low == "not" || word.low.ends_with("n't")) {
        return Some("not");
    }
    let timed_out = sentence.at(at + 1).is_some_and(|next| next.low == "out");
    verbs().find(|verb| says(&sentence.words[at], verb) && (*verb != "time" || timed_out))
}

/// Whether a word is a form of a verb, or the deed that it names.
fn says(word: &Word, verb: &str) -> bool {
    let forms = [word.third.as_deref(), word.gerund.as_deref(), word.past.as_deref(), word.participle.as_deref()];
    let deed = word.deed.and_then(|deed| deed.split(' ').next());
    word.low == verb || forms.into_iter().flatten().chain(deed).any(|form| form == verb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_to_nothing_is_told_from_what_was_wanted() {
        for event in [
            "Payment Failed",
            "Card Payment Failed",
            "payment_failed",
            "PaymentFailed",
            "Card Declined",
            "Order Refused",
            "Order Was Rejected By Clerk",
            "Access Denied",
            "Reservation Expired",
            "Order Cancelled",
            "Order Canceled",
            "Request Timed Out",
            "Request Timeout",
            "Payment Failure",
            "Email Bounced",
            "Book Not Found",
            "Parcel Couldn't Be Delivered",
            "Frobnication Failed",
        ] {
            assert!(is_failure(event, "Charge Card"), "{event}");
        }
        for event in ["Order Placed", "Failed Payment Retried", "Rejected Claim Archived", "Time Booked", "Cancellation Requested"]
        {
            assert!(!is_failure(event, "Charge Card"), "{event}");
        }
        for event in ["", "?", "Zahlung fehlgeschlagen", "支払い失敗"] {
            assert!(!is_failure(event, "Charge Card"), "{event}");
        }
    }

    #[test]
    fn a_command_that_wants_it_has_not_failed() {
        for (event, command) in [
            ("Claim Rejected", "Reject Claim"),
            ("Subscription Cancelled", "Cancel Subscription"),
            ("Subscription Cancelled", "Stop Subscription"),
            ("Trial Expired", "End Trial"),
            ("Reservation Expired", "Let Reservation Lapse"),
            ("Payment Failed", "Report Payment Failure"),
            ("Order Not Shipped", "Do Not Ship Order"),
        ] {
            assert!(!is_failure(event, command), "{event} of {command}");
        }
        assert!(is_failure("Claim Rejected", "Review Claim"));
        assert!(is_failure("Trial Expired", ""), "a command without a name wants nothing");
    }
}
