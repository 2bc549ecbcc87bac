use uuid::Uuid;

use super::*;
use crate::board::{Context, ContextId, Heading, HotSpot, NoteId, Place};

fn board() -> Board {
    let mut heading = Heading::new("b", "", None);
    let context = |number, name: &str| Context {
        id: ContextId(Uuid::from_u128(number)),
        name: name.into(),
        colour: None,
        unknown: Vec::new(),
    };
    heading.contexts = vec![context(100, "Billing"), context(101, "Order Management")];
    let notes = [
        (Kind::Event, "Payment Failed", Some(100), "ana", vec!["risk"]),
        (Kind::Policy, "Retry Failed Payment", Some(100), "", vec![]),
        (Kind::Command, "Zahlung auslösen: Café #42", Some(101), "Benoît", vec!["#Übersicht"]),
        (Kind::HotSpot, "Who pays \"twice\"?", None, "", vec![]),
        (Kind::ReadModel, "Orders | Invoices", None, "", vec![]),
    ];
    let notes = notes.into_iter().enumerate().map(|(index, (kind, text, context, author, tags))| {
        let mut note = Note::new(NoteId(Uuid::from_u128(1 + index as u128)), kind, text, Place::FIRST);
        note.context = context.map(|id| ContextId(Uuid::from_u128(id)));
        note.author = (!author.is_empty()).then(|| author.to_owned());
        note.tags = tags.into_iter().map(str::to_owned).collect();
        match &mut note.detail {
            Detail::Event(event) => event.pivotal = true,
            Detail::HotSpot(spot) => *spot = HotSpot { about: Some(NoteId(Uuid::from_u128(1))), ..HotSpot::default() },
            _ => {}
        }
        note
    });
    Board::assemble(heading, notes.collect(), Default::default()).expect("the references are right")
}

/// The letters of the kinds of the notes that a filter leaves.
fn left(text: &str) -> String {
    let board = board();
    let filter = Filter::read(text, &board).unwrap_or_else(|wrong| panic!("{text}: {wrong}")).expect("it says something");
    let mut kinds: Vec<char> =
        Filtered::new(filter, &board).matches().iter().map(|index| board.notes()[*index as usize].kind().letter()).collect();
    kinds.sort_unstable();
    kinds.into_iter().collect()
}

fn wrong(text: &str) -> String {
    Filter::read(text, &board()).expect_err(text)
}

#[test]
fn every_word_must_hold_and_case_and_accents_do_not_count() {
    for (text, expected) in [
        ("payment", "EP"),
        ("PAYMENT failed", "EP"),
        ("\"payment failed\"", "E"),
        ("\"failed pay", "P"),
        ("cafe", "C"),
        ("AUSLOSEN", "C"),
        ("ｃａｆｅ", "C"),
        ("zahlung payment", ""),
        ("\"\" payment", "EP"),
    ] {
        assert_eq!(left(text), expected, "{text}");
    }
}

#[test]
fn signs_ask_for_more_than_the_text() {
    for (text, expected) in [
        ("kind:policy", "P"),
        ("KIND:pol,Event", "EP"),
        ("kind:read,hot", "HR"),
        ("kind:\"read model\",", "R"),
        ("kind:h", "H"),
        ("kind:policies", "P"),
        ("#risk", "E"),
        ("#ris", "E"),
        ("#ubersicht", "C"),
        ("context:billing", "EP"),
        ("in:\"order man\"", "C"),
        ("in:bill,order", "CEP"),
        ("context:-", "HR"),
        ("by:ana", "E"),
        ("by:benoit", "C"),
        ("by:-", "HPR"),
        ("is:pivotal", "E"),
        ("is:piv", "E"),
        ("is:connected", "EH"),
        ("is:hot", "E"),
        ("is:open", "H"),
        ("is:open,pivotal", "EH"),
        ("is:advised kind:event", "E"),
        ("!is:advised", "H"),
        ("payment kind:policy", "P"),
    ] {
        assert_eq!(left(text), expected, "{text}");
    }
}

#[test]
fn an_exclamation_mark_turns_around_and_a_bar_offers_another_way() {
    for (text, expected) in [
        ("payment !retry", "E"),
        ("!kind:event,policy", "CHR"),
        ("!#risk !in:-", "CP"),
        ("!\"payment failed\" payment", "P"),
        ("!is:connected", "CPR"),
        ("cafe | payment !retry", "CE"),
        ("kind:h | kind:r | cafe", "CHR"),
        // A sign alone is a text, unless something may follow yet.
        ("! payment", ""),
        ("payment !", "EP"),
        ("payment #", "EP"),
        ("# cafe", "C"),
        ("!|", "CEHP"),
        ("\"|\"", "R"),
    ] {
        assert_eq!(left(text), expected, "{text}");
    }
}

#[test]
fn what_looks_like_a_sign_is_found_in_quotes_and_unknown_ones_are_text() {
    for (text, expected) in
        [("\"#42\"", "C"), ("auslösen:", "C"), ("http://x", ""), ("\"auslosen: cafe\"", "C"), ("twice\"?", "H"), ("\"kind:\"", "")]
    {
        assert_eq!(left(text), expected, "{text}");
    }
}

#[test]
fn what_cannot_be_meant_is_told_with_what_can() {
    let kinds = "kinds are actor, command, aggregate, system, event, policy, read model, hot spot";
    let contexts = "contexts are Billing, Order Management";
    let marks = "there are pivotal, connected, hot, open, advised";
    for (text, expected) in [
        ("kind:polizy", format!("there is no kind “polizy”; policy is near; {kinds}")),
        ("payment kind:event,zebra", format!("there is no kind “zebra”; {kinds}")),
        ("kind:", "kind: wants a kind: actor, command, aggregate, system, event, policy, read model, hot spot".to_owned()),
        ("context:biling", format!("there is no context “biling”; Billing is near; {contexts}")),
        ("in:zebra", format!("there is no context “zebra”; {contexts}")),
        ("in:", "in: wants a context: Billing, Order Management, or - for none".to_owned()),
        ("by:", "by: wants a name, or - for notes without one".to_owned()),
        ("is:", "is: wants one of pivotal, connected, hot, open, advised".to_owned()),
        ("is:pivtoal", format!("no note is “pivtoal”; pivotal is near; {marks}")),
        ("is:zebra", format!("no note is “zebra”; {marks}")),
        ("payment |", "| stands between two things, and there is none behind it".to_owned()),
        ("| payment", "| stands between two things, and there is none before it".to_owned()),
    ] {
        assert_eq!(wrong(text), expected, "{text}");
    }
    let bare = Board::new(Heading::new("b", "", None));
    for text in ["in:", "in:x"] {
        assert_eq!(
            Filter::read(text, &bare).expect_err(text),
            "the board has no context yet; notes are assigned to one on the wall"
        );
    }
}

#[test]
fn nothing_said_is_no_filter() {
    for text in ["", "  ", "!", "\"", "\"\"", "\" \""] {
        assert_eq!(Filter::read(text, &board()), Ok(None), "{text:?}");
        let sought = Filter::sought(text, &board()).map(|filter| filter.map(|filter| filter.text().to_owned()));
        assert_eq!(sought, Ok((text == "!").then(|| "!".to_owned())), "{text:?}");
    }
}

#[test]
fn plain_words_that_are_looked_for_stand_one_behind_the_other() {
    let board = board();
    let found = |text: &str| {
        let filter = Filter::sought(text, &board).expect("readable").expect("it says something");
        Filtered::new(filter, &board).matches().len()
    };
    assert_eq!(found("payment failed"), 1, "not Retry Failed Payment");
    assert_eq!(found(" failed   payment "), 1);
    assert_eq!(found("kind:e,p failed payment"), 2, "with a sign the words may stand anywhere");
    assert_eq!(found("http://x"), 0);
}
