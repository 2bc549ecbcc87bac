//! The grammar of the legend: an event in the past tense, a command in the imperative, an aggregate as a noun.

use super::{Verdict, named};
use crate::board::{Edit, Kind, Note};
use crate::method::english::{self, Mood, Tense, Thing};

pub(in crate::method) fn event(note: &Note) -> Option<Verdict> {
    let Tense::Other { suggestion } = english::tense(&note.text) else { return None };
    Some(renamed(note, "is not in the past tense", suggestion, "say what has happened, such as \"Order Placed\""))
}

pub(super) fn command(note: &Note) -> Option<Verdict> {
    let Mood::Other { suggestion } = english::mood(&note.text) else { return None };
    Some(renamed(note, "is not in the imperative", suggestion, "say what is to be done, such as \"Place Order\""))
}

pub(super) fn aggregate(note: &Note) -> Option<Verdict> {
    let Thing::Other { suggestion } = english::thing(&note.text) else { return None };
    Some(renamed(note, "is not a noun", suggestion, "name the thing that decides, such as \"Order\""))
}

pub(super) fn crud(note: &Note) -> Option<Verdict> {
    let suggestion = match note.kind() {
        Kind::Event => "name what it means to the business, such as \"Order Quantity Changed\" or \"Shipping Address Corrected\"",
        _ => "name what somebody wants, such as \"Change Order Quantity\" or \"Correct Shipping Address\"",
    };
    english::crud(&note.text).map(|operation| Verdict::new(format!("{} only says \"{operation}\"", named(note)), suggestion))
}

fn renamed(note: &Note, wrong: &str, suggestion: Option<String>, example: &str) -> Verdict {
    let message = format!("{} {wrong}", named(note));
    match suggestion {
        None => Verdict::new(message, example),
        Some(text) => {
            Verdict { suggestion: format!("call it \"{text}\""), fix: Some(Edit::Reword { note: note.id, text }), message }
        }
    }
}
