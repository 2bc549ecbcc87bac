//! Copying and pasting, by keys, with a clipboard that the tests hold.

use squall::app::{Effect, Message, Opened};
use squall::board::Kind;

use crate::common::{Desk, empty};
use crate::{Case, desk};

/// What the last copy put on the clipboard.
fn copied(it: &Desk) -> String {
    let copies = it.effects.iter().rev().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    copies.expect("something was copied")
}

fn paste(it: &mut Desk, clipboard: Result<&str, &str>) {
    it.keys("p");
    assert_eq!(it.effects.last(), Some(&Effect::Read));
    it.send(Message::Clipboard(clipboard.map(str::to_owned).map_err(str::to_owned)));
}

fn count(it: &Desk, text: &str) -> usize {
    it.state.board().notes().iter().filter(|note| note.text == text).count()
}

pub const CASES: &[Case] = &[
    ("note.copy", || {
        let mut it = desk();
        it.at("Payment Failed").keys("y");
        assert_eq!(it.said(), "copied Payment Failed");
        assert_eq!(copied(&it), "## Context: Billing\n\nDomain Events:\n- Payment Failed (amount_cents, retry_count)");
        it.send(Message::Copied(Ok("also for other programs (wl-copy)".into())));
        assert_eq!(it.said(), "copied Payment Failed, also for other programs (wl-copy)");
        it.keys("v j y").send(Message::Copied(Err("xclip does not answer".into())));
        assert_eq!(it.said(), "copied for Squall only: xclip does not answer");
        assert!(copied(&it).contains("When: Payment Failed"), "{}", copied(&it));
    }),
    ("note.paste", || {
        let mut it = desk();
        // Two notes and the arrow between them, hung up once more behind the focus.
        it.at("Payment Failed").keys("v j y esc g g");
        let text = copied(&it);
        let start = it.state.board().clone();
        paste(&mut it, Ok(&text));
        assert_eq!((count(&it, "Payment Failed"), count(&it, "Retry Failed Payment")), (2, 2));
        assert_eq!(it.said(), "pasted 2 notes – u takes it back");
        assert_eq!(it.state.selected_count(), 2, "one goes on with what was pasted");
        let new = it.note("Payment Failed");
        assert!(new.at.get() > 2.0 && new.at.get() < 3.0, "behind the focus");
        assert_eq!(it.state.board().arrows(new.id).len(), 1, "arrows to notes that were not copied are not");
        it.keys("u");
        assert_eq!(*it.state.board(), start, "one step");
        // On another board, where the clipboard cannot be read; the context comes along.
        it.send(Message::Opened(Ok(Box::new(Opened {
            unsaved: false,
            board: empty("Other"),
            path: None,
            new: true,
            welcome: None,
        }))));
        paste(&mut it, Err("no clipboard"));
        assert_eq!(it.state.board().notes().len(), 2);
        let board = it.state.board();
        let context = board.note(board.notes()[0].id).and_then(|note| note.context).and_then(|id| board.context(id));
        assert_eq!(context.map(|context| context.name.as_str()), Some("Billing"));
        assert_eq!(board.heading().contexts.len(), 1);
        // What another program put there meanwhile comes before what was copied here.
        paste(&mut it, Ok("When Card Expired then Send Reminder"));
        assert_eq!(it.note("Send Reminder").kind(), Kind::Command);
        paste(&mut it, Ok("one\ntwo\nthree"));
        assert!(it.has("one") && it.has("three"));
        // Nothing copied, and nothing to read.
        let mut it = desk();
        paste(&mut it, Err("no program here can read the clipboard"));
        assert!(it.said().starts_with("there is nothing to paste: no program here"), "{}", it.said());
        paste(&mut it, Ok(" \n"));
        assert_eq!(it.said(), "there is nothing to paste");
        assert!(!it.state.unsaved());
    }),
];
