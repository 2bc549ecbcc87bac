//! Keys in, board and screen out: one test for every command of the table, and one that finds the commands without a test.

mod advice;
mod catalog;
mod chaining;
mod closing;
#[path = "../common/mod.rs"]
mod common;
mod contexts;
mod copying;
mod deriving;
mod details;
mod help;
mod jumping;
mod merging;
mod missing;
mod outside;
mod parking;
mod past;
mod projecting;
mod report;
mod run;
mod run_asking;
mod run_pace;
mod run_pane;
mod run_scenarios;
mod run_telling;
mod scrolling;
mod selecting;
mod session;
mod start;
mod texts;
mod theme;
mod tour;
mod views;
mod words;

use common::{Desk, empty, subscription_box};
use squall::app::wall::Zoom;
use squall::app::{Effect, Message, Mode, commands};
use squall::board::{Detail, Kind, Place};

fn desk() -> Desk {
    Desk::new(subscription_box())
}

type Case = (&'static str, fn());

const CASES: &[Case] = &[
    ("focus.left", || {
        let mut it = desk();
        it.at("Payment Failed");
        assert_eq!(it.keys("h").focused(), "Payment Succeeded");
        assert_eq!(it.keys("left").focused(), "Payment Attempted");
    }),
    ("focus.right", || {
        let mut it = desk();
        assert_eq!(it.focused(), "Subscription Created");
        assert_eq!(it.keys("l").focused(), "Monthly Billing Cycle Triggered");
        assert_eq!(it.keys("right").focused(), "Payment Attempted");
        assert_eq!(it.keys("G l").focused(), "Subscription Cancelled", "nothing is behind the last");
    }),
    ("focus.up", || {
        let mut it = desk();
        assert_eq!(it.keys("k").focused(), "Payment Gateway", "the nearest of the lane above");
        assert_eq!(it.keys("up").focused(), "Subscription", "back in the column one was walking along");
    }),
    ("focus.down", || {
        let mut it = desk();
        it.at("Payment Failed");
        assert_eq!(it.keys("j").focused(), "Retry Failed Payment");
        assert_eq!(it.keys("down").focused(), "Failed Payments Dashboard");
        assert_eq!(it.keys("k k").focused(), "Payment Failed", "the column is kept across lanes");
    }),
    ("focus.page-right", || {
        let mut it = desk();
        assert_eq!(it.keys("ctrl-d").focused(), "Payment Succeeded");
        assert_eq!(it.keys("pagedown pagedown pagedown pagedown").focused(), "Subscription Cancelled");
    }),
    ("focus.page-left", || {
        let mut it = desk();
        assert_eq!(it.keys("G ctrl-u").focused(), "Shipment Requested");
        assert_eq!(it.keys("pageup pageup pageup pageup").focused(), "Subscription Created");
    }),
    ("focus.first", || {
        for keys in ["g g", "home", "^"] {
            assert_eq!(desk().keys("G").keys(keys).focused(), "Subscription Created");
        }
    }),
    ("focus.last", || {
        for keys in ["G", "end", "$", "g e"] {
            let mut it = desk();
            assert_eq!(it.keys(keys).focused(), "Subscription Cancelled");
            assert!(it.screen().contains("Cancelled"), "the wall scrolls along");
        }
    }),
    ("focus.top", || assert_eq!(desk().keys("g t").focused(), "Customer")),
    ("focus.bottom", || assert_eq!(desk().keys("g b").focused(), "What if the payment gateway is unreachable?")),
    ("focus.follow", || {
        let mut it = desk();
        it.at("Create Subscription");
        assert_eq!(it.keys("g n").focused(), "Subscription Created");
        it.at("Payment Failed");
        assert_eq!(it.keys("g n").focused(), "Retry Failed Payment");
    }),
    ("focus.cause", || {
        let mut it = desk();
        it.at("Payment Failed");
        assert_eq!(it.keys("g p").focused(), "Attempt Payment");
        assert_eq!(it.keys("g p").focused(), "Charge on Cycle");
    }),
    ("note.add", || {
        let mut it = desk();
        it.keys("a").text("Card Declined").keys("enter").text("Customer Told").keys("enter esc");
        assert_eq!(it.focused(), "Customer Told");
        let places = ["Card Declined", "Customer Told"].map(|text| it.note(text).at);
        assert!(Place::FIRST < places[0] && places[0] < places[1] && places[1] < Place::FIRST.after());
        assert_eq!(it.note("Card Declined").kind(), Kind::Event);
        assert!(it.screen().contains("Card Declined"));
        let mut it = Desk::new(empty(""));
        it.keys("a").text("First").keys("esc");
        assert_eq!((it.focused().as_str(), it.note("First").kind()), ("First", Kind::Event));
    }),
    ("note.add-beside", || {
        let mut it = desk();
        it.at("Payment Succeeded").keys("A enter").text("Thank the Customer").keys("enter");
        assert_eq!(it.note("Thank the Customer").kind(), Kind::Policy, "the grammar's next kind is marked");
        assert!(it.linked("Payment Succeeded", "Thank the Customer"));
        assert_eq!(it.note("Thank the Customer").at, it.note("Payment Succeeded").at);
        it.keys("A c").text("Send Thanks").keys("enter");
        assert!(it.linked("Thank the Customer", "Send Thanks"));
        assert!(it.note("Send Thanks").at > it.note("Thank the Customer").at, "time goes on");
    }),
    ("note.edit", || {
        let mut it = desk();
        it.keys("enter").text("!").keys("enter");
        assert_eq!(it.focused(), "Subscription Created!");
        it.keys("e backspace enter");
        assert_eq!(it.focused(), "Subscription Created");
        it.keys("e").send(Message::Paste("\nand\tpaid ".into())).keys("enter");
        assert_eq!(it.focused(), "Subscription Createdand paid");
    }),
    ("note.retype", || {
        let mut it = desk();
        it.at("Payment Failed").keys("t c");
        assert_eq!(it.note("Payment Failed").kind(), Kind::Command);
        assert!(it.said().contains("is a command now"), "{}", it.said());
        assert_eq!(it.keys("u").note("Payment Failed").kind(), Kind::Event);
    }),
    ("note.delete", || {
        for key in ["d", "delete"] {
            let mut it = desk();
            it.at("Payment Failed").keys(key);
            assert!(!it.has("Payment Failed"));
            assert_eq!(it.focused(), "Payment Retry Scheduled");
            assert!(it.said().starts_with("took down Payment Failed and its"), "{}", it.said());
            it.keys("u");
            assert!(it.linked("Attempt Payment", "Payment Failed"));
            assert_eq!(it.focused(), "Payment Failed");
        }
    }),
    ("note.pivotal", || {
        let mut it = desk();
        let pivotal = |it: &Desk| matches!(&it.note("Payment Failed").detail, Detail::Event(event) if event.pivotal);
        it.at("Payment Failed").keys("*");
        assert!(pivotal(&it));
        assert!(!pivotal(it.keys("*")));
        assert!(it.keys("g t *").said().contains("only an event"), "{}", it.said());
    }),
    ("write.finish", || {
        let mut it = desk();
        it.keys("e").text(" Twice").keys("enter");
        assert!(matches!(it.state.mode, Mode::Wall) && it.has("Subscription Created Twice"));
        it.keys("e ctrl-k home ctrl-k enter");
        assert!(it.said().contains("needs a text"), "{}", it.said());
    }),
    ("write.leave", || {
        let mut it = desk();
        it.keys("e").text("???").keys("esc");
        assert_eq!((it.focused().as_str(), it.said().as_str()), ("Subscription Created", "left as it was"));
        let count = it.state.board().notes().len();
        it.keys("a esc");
        assert_eq!(it.state.board().notes().len(), count, "an empty note is no note");
        it.keys("a").text("Kept").keys("esc");
        assert!(it.has("Kept"));
    }),
    ("write.next-kind", || {
        let mut it = desk();
        it.keys("a").text("Inform").keys("tab enter esc");
        assert_eq!(it.note("Inform").kind(), Kind::Policy);
        it.keys("e tab");
        assert!(it.said().contains("only a new note"), "{}", it.said());
    }),
    ("write.previous-kind", || {
        let mut it = desk();
        it.keys("a").text("Mail").keys("shift-tab enter esc");
        assert_eq!(it.note("Mail").kind(), Kind::ExternalSystem);
    }),
    ("write.complete", || {
        let mut it = desk();
        it.at("Payment Succeeded").keys("A p").text("retfail").keys("ctrl-n");
        assert!(matches!(&it.state.mode, Mode::Write(writing) if writing.text() == "Retry Failed Payment"));
        assert_eq!(it.said(), "the only one that fits");
        it.keys("enter");
        assert!(it.linked("Payment Succeeded", "Retry Failed Payment"), "no second policy of that name");
        assert_eq!(it.said(), "connected Payment Succeeded with Retry Failed Payment, which is there already");
        it.keys("a").text("pay").keys("ctrl-n");
        let first = it.said();
        assert!(first.starts_with("1 of ") && it.keys("ctrl-n").said().starts_with("2 of "), "{first}");
        assert_eq!(it.text("zzz").keys("ctrl-n").said(), "a policy that fits is not there yet");
    }),
    ("write.kind", || {
        let mut it = desk();
        it.keys("a").text("Courier").keys("ctrl-t a").text("s").keys("enter esc");
        assert_eq!(it.note("Couriers").kind(), Kind::Actor);
        it.keys("a").text("Kept").keys("ctrl-t esc enter esc");
        assert!(it.has("Kept"), "leaving the menu goes on writing");
    }),
    ("note.earlier", || {
        let mut it = desk();
        it.at("Payment Succeeded").keys("H H");
        assert!(it.note("Payment Succeeded").at < it.note("Payment Attempted").at);
        assert_eq!(it.keys("shift-left").focused(), "Payment Succeeded");
    }),
    ("note.later", || {
        let mut it = desk();
        it.at("Payment Attempted").keys("L");
        let [one, two] = ["Payment Attempted", "Payment Succeeded"].map(|text| it.note(text).at);
        assert!(one < two, "a column of its own first");
        it.keys("shift-right");
        assert!(it.note("Payment Attempted").at > it.note("Payment Succeeded").at);
        assert!(it.keys("u").said().contains("undid: move Payment Attempted"));
    }),
    ("note.join-earlier", || {
        let mut it = desk();
        it.at("Payment Succeeded").keys("K");
        assert_eq!(it.note("Payment Succeeded").at, it.note("Payment Attempted").at);
        it.at("Subscription Created").keys("shift-up");
        assert_eq!(it.said(), "this is the first column");
    }),
    ("note.join-later", || {
        let mut it = desk();
        it.at("Payment Attempted").keys("J");
        assert_eq!(it.note("Payment Succeeded").at, it.note("Payment Attempted").at);
        assert_eq!(it.keys("l").focused(), "Payment Succeeded", "coming from the left it stands on the left");
        it.keys("G shift-down");
        assert_eq!(it.said(), "this is the last column");
    }),
    ("arrow.connect", || {
        let mut it = desk();
        it.at("Payment Retry Scheduled").keys("c");
        assert!(matches!(it.state.mode, Mode::Connect(_)));
        it.keys("j").keys("enter");
        assert!(it.linked("Payment Retry Scheduled", "Pause After Retries Exhausted"), "{}", it.said());
        assert_eq!(it.focused(), "Payment Retry Scheduled");
        let mut one = Desk::new(empty(""));
        one.keys("a").text("Lonely").keys("esc c");
        assert_eq!(one.said(), "cannot connect: it takes two notes");
    }),
    ("arrow.disconnect", || {
        let mut it = desk();
        it.at("Charge on Cycle").keys("C");
        assert_ne!(it.focused(), "Charge on Cycle", "the other end is proposed");
        it.keys("enter");
        let arrows = it.state.board().arrows(it.note("Charge on Cycle").id).len();
        assert_eq!(arrows, 1);
        it.keys("C enter C");
        assert_eq!(it.said(), "cannot disconnect: this note has no arrow");
    }),
    ("arrow.choose", || {
        let mut it = desk();
        it.at("Payment Failed").keys("c g t enter");
        assert!(it.said().starts_with("no arrow goes from an event to an actor – "), "{}", it.said());
        assert!(matches!(it.state.mode, Mode::Connect(_)), "another note can be chosen");
        it.keys("esc c enter");
        assert_eq!(it.said(), "walk to the other note, then press ↵");
    }),
    ("arrow.leave", || {
        let mut it = desk();
        it.keys("c l l esc");
        assert_eq!(it.focused(), "Subscription Created");
        assert!(matches!(it.state.mode, Mode::Wall) && !it.state.unsaved());
    }),
    ("find.open", || {
        let mut it = desk();
        it.keys("/").text("FAILED");
        assert_eq!(it.focused(), "Payment Failed", "while typing");
        it.text("zzz");
        assert_eq!(it.focused(), "Subscription Created", "nothing found: back");
    }),
    ("find.next", || {
        let mut it = desk();
        assert_eq!(it.keys("n").said(), "cannot go to the next match: nothing was looked for yet; / does");
        it.keys("/").text("retry").keys("enter");
        let first = it.focused();
        it.keys("n");
        assert_ne!(it.focused(), first);
        it.keys("N");
        assert_eq!(it.focused(), first);
    }),
    ("find.previous", || {
        let mut it = desk();
        it.keys("/").text("subscription c").keys("enter N");
        assert_eq!((it.focused().as_str(), it.said().as_str()), ("Subscription Cancelled", "once around"));
    }),
    ("find.finish", || {
        let mut it = desk();
        it.keys("/").text("shipment q").keys("enter");
        assert!(matches!(it.state.mode, Mode::Wall));
        assert_eq!(it.focused(), "Shipment Queue");
        assert_eq!(it.keys("g t / enter").focused(), "Shipment Queue", "an empty search repeats the last");
    }),
    ("find.leave", || {
        let mut it = desk();
        it.keys("/").text("shipment").keys("esc");
        assert_eq!(it.focused(), "Subscription Created");
    }),
    ("zoom.in", || {
        let mut it = desk();
        it.keys("+");
        assert_eq!(it.state.zoom, Zoom::Large);
        assert!(it.screen().contains("by Customer"), "large notes tell details");
        assert!(it.keys("=").said().contains("as large as they get"));
    }),
    ("zoom.out", || {
        let mut it = desk();
        assert_eq!(it.keys("-").state.zoom, Zoom::Line);
        assert!(it.keys("-").said().contains("as small as they get"));
    }),
    ("zoom.cycle", || {
        let mut it = desk();
        let sizes = [(); 3].map(|()| it.keys("z").state.zoom);
        assert_eq!(sizes, [Zoom::Large, Zoom::Line, Zoom::Note]);
    }),
    ("screen.redraw", || assert_eq!(desk().keys("ctrl-l").effects, [Effect::Redraw])),
    ("palette.open", || {
        for key in [":", "ctrl-p"] {
            let mut it = desk();
            it.keys(key).text("zoom");
            assert!(it.screen().contains("goes through the sizes"), "{}", it.screen());
        }
    }),
    ("help.open", || {
        for key in ["?", "f1"] {
            let mut it = desk();
            it.keys(key).text("takes the last change");
            assert!(it.screen().contains("– there is nothing to undo"), "{}", it.screen());
        }
    }),
    ("board.undo", || {
        let mut it = desk();
        let start = it.state.board().clone();
        it.keys("d d u u");
        assert_eq!(*it.state.board(), start);
        assert!(it.said().starts_with("undid: take down"), "{}", it.said());
        assert!(!it.state.unsaved(), "back at the saved board");
        assert!(it.keys("u").said().contains("there is nothing to undo"));
    }),
    ("board.redo", || {
        for key in ["ctrl-r", "U"] {
            let mut it = desk();
            it.keys("d u").keys(key);
            assert!(!it.has("Subscription Created"));
            assert!(it.said().starts_with("did again: take down"), "{}", it.said());
        }
    }),
    ("board.save", || {
        let mut it = desk();
        assert!(it.keys("s").said().contains("nothing was changed since"));
        it.keys("d ctrl-s");
        assert_eq!(it.effects, [Effect::Save("boards/box.json".into())]);
        it.keys("d").send(Message::Saved(Ok("boards/box.json".into())));
        assert!(it.state.unsaved(), "what was edited meanwhile is not saved");
        it.keys("u");
        assert!(!it.state.unsaved());
        // What was saved can be opened again.
        it.keys("o");
        assert!(it.screen().contains("box.json"), "{}", it.screen());
        it.keys("esc");
        it.send(Message::Saved(Err("the disk is full".into())));
        assert!(it.screen().contains("the disk is full"));
        // Another file can be named at once; Esc leaves it.
        it.keys("esc");
        it.keys("d s").send(Message::Saved(Err("the disk is full".into())));
        assert_eq!(it.text("2").keys("enter").effects.last(), Some(&Effect::Save("boards/box.json2".into())));
        it.state.path = None;
        it.keys("s").keys("enter");
        assert_eq!(it.effects.last(), Some(&Effect::Save("subscription-box.json".into())));
    }),
    ("board.title", || {
        let mut it = desk();
        it.keys("T").text(" 2").keys("enter");
        assert_eq!(it.state.board().title(), "Subscription box 2");
        it.keys("T").text("???").keys("esc");
        assert_eq!(it.state.board().title(), "Subscription box 2");
    }),
    ("board.open", || {
        let mut it = desk();
        assert!(it.keys("o").screen().contains("Parcel locker"), "{}", it.screen());
    }),
    ("board.back", || {
        let mut it = desk();
        assert!(it.keys("esc esc esc").effects.is_empty(), "Esc never leaves the program");
        it.keys("g esc g");
        assert!(it.screen().contains("go to the beginning"), "what may follow is shown");
    }),
    ("mouse.release", || {
        let mut it = desk();
        assert_eq!(it.keys("M").effects, [Effect::Mouse(false)]);
        assert!(it.said().contains("M takes it again"), "{}", it.said());
        assert_eq!(it.keys("M").effects, [Effect::Mouse(false), Effect::Mouse(true)]);
    }),
    ("program.quit", || {
        assert_eq!(desk().keys("q").effects, [Effect::Quit]);
        assert!(desk().keys("d q esc").effects.is_empty());
        assert_eq!(desk().keys("d q d").effects, [Effect::Quit]);
        let mut it = desk();
        it.keys("d q s");
        assert_eq!(it.effects, [Effect::Save("boards/box.json".into())]);
        it.send(Message::Saved(Ok("boards/box.json".into())));
        assert_eq!(it.effects.last(), Some(&Effect::Quit));
        let mut it = desk();
        it.keys("d q s").send(Message::Saved(Err("no".into())));
        assert_eq!(it.effects.len(), 1, "a failed save does not leave");
    }),
    ("program.leave", || {
        assert_eq!(desk().keys("a ctrl-c").effects, [Effect::Quit]);
        let mut it = desk();
        it.keys("d ? ctrl-c");
        assert!(it.effects.is_empty() && it.screen().contains("There are unsaved edits."));
    }),
    ("program.suspend", || assert_eq!(desk().keys("ctrl-z").effects, [Effect::Suspend])),
    ("list.take", || {
        let mut it = desk();
        it.keys(":").text("take the note down").keys("enter");
        assert!(!it.has("Subscription Created"));
        it.keys("?").text("stop writing").keys("enter");
        assert!(it.said().contains("in a text only"), "{}", it.said());
    }),
    ("list.leave", || assert!(matches!(desk().keys(": esc").state.mode, Mode::Wall))),
    ("list.next", || {
        let mut it = desk();
        it.keys(": down tab ctrl-n enter");
        assert_eq!(it.focused(), "Charge on Cycle", "the fourth command goes down");
        assert!(matches!(it.state.mode, Mode::Wall));
    }),
    ("list.previous", || {
        let mut it = desk();
        it.keys(": down up up");
        let Mode::Palette(listing) = &it.state.mode else { panic!("closed") };
        assert!(listing.selected > 20, "around to the last");
    }),
    ("list.page-down", || {
        let mut it = desk();
        it.keys("? pagedown");
        assert!(matches!(&it.state.mode, Mode::Help(listing) if listing.selected == 10));
    }),
    ("list.page-up", || {
        let mut it = desk();
        it.keys("? pagedown pagedown pageup");
        assert!(matches!(&it.state.mode, Mode::Help(listing) if listing.selected == 10));
    }),
    ("menu.take", || {
        let mut it = desk();
        it.keys("t down enter");
        assert_eq!(it.note("Subscription Created").kind(), Kind::Policy);
    }),
    ("menu.leave", || {
        let mut it = desk();
        it.keys("t esc");
        assert!(matches!(it.state.mode, Mode::Wall) && !it.state.unsaved());
    }),
    ("menu.next", || {
        let mut it = desk();
        it.keys("t tab right enter");
        assert_eq!(it.note("Subscription Created").kind(), Kind::ReadModel);
    }),
    ("menu.previous", || {
        let mut it = desk();
        it.keys("t up shift-tab left enter");
        assert_eq!(it.note("Subscription Created").kind(), Kind::Command);
    }),
];

/// The cases of all files.
fn cases() -> impl Iterator<Item = &'static Case> {
    [
        CASES,
        contexts::CASES,
        merging::CASES,
        missing::CASES,
        jumping::CASES,
        run::CASES,
        run_asking::CASES,
        run_pace::CASES,
        run_pane::CASES,
        run_telling::CASES,
        session::CASES,
        run_scenarios::CASES,
        advice::CASES,
        start::CASES,
        report::CASES,
        outside::CASES,
        past::CASES,
        projecting::CASES,
        selecting::CASES,
        copying::CASES,
        chaining::CASES,
        catalog::CASES,
        theme::CASES,
        views::CASES,
        scrolling::CASES,
        texts::CASES,
        details::CASES,
        deriving::CASES,
        tour::CASES,
        parking::CASES,
        closing::CASES,
    ]
    .into_iter()
    .flatten()
}

#[test]
fn every_command_does_what_it_says() {
    for (id, case) in cases() {
        assert!(commands::by_id(id).is_some(), "{id} is no command");
        println!("{id}");
        case();
    }
}

#[test]
fn every_command_has_a_test() {
    let untested: Vec<&str> =
        commands::table().map(|command| command.id).filter(|id| cases().all(|(case, _)| case != id)).collect();
    assert!(untested.is_empty(), "{untested:?}");
}

#[test]
fn ten_events_are_written_without_another_key_than_enter() {
    let mut it = Desk::new(empty(""));
    it.keys("a");
    for number in 0..10 {
        it.text(&format!("Thing {number} Happened")).keys("enter");
    }
    it.keys("esc");
    let texts: Vec<&str> = it.state.board().notes().iter().map(|note| note.text.as_str()).collect();
    assert_eq!(texts.len(), 10);
    assert!(texts.is_sorted(), "{texts:?}");
    assert!(it.state.board().notes().iter().all(|note| note.at.get().fract() == 0.0), "whole places at the end");
}

#[test]
fn what_a_command_cannot_do_now_is_said() {
    let mut it = Desk::new(empty(""));
    for command in commands::table() {
        if let Err(reason) = (command.available)(&it.state) {
            assert!(!reason.is_empty() && !reason.ends_with('.'), "{}: {reason}", command.id);
        }
    }
    assert_eq!(it.keys("d").said(), "cannot take the note down: the board is empty; a adds the first note");
}
