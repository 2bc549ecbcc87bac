//! What is put aside and what is voted for, by keys.

use squall::app::Mode;
use squall::board::{Detail, Kind, Topic};

use crate::Case;
use crate::common::{Desk, empty, subscription_box};

const SPOT: &str = "What if the payment gateway is unreachable?";

fn topics(it: &Desk) -> &[Topic] {
    &it.state.board().heading().workshop.parked
}

fn votes(it: &Desk) -> Vec<(String, u32)> {
    match &it.note(SPOT).detail {
        Detail::HotSpot(spot) => spot.votes.clone(),
        other => panic!("{other:?}"),
    }
}

/// Three topics, the second one talked about.
fn desk() -> Desk {
    let mut it = Desk::sized(subscription_box(), 100, 30);
    it.state.author = Some("ana".into());
    for text in ["Vouchers", "Gift boxes", "Prices abroad"] {
        it.keys("F t").text(text).keys("enter");
    }
    it.keys("F T down enter");
    it
}

pub const CASES: &[Case] = &[
    ("topic.park", || {
        let mut it = Desk::new(empty(""));
        it.state.author = Some("ana".into());
        it.keys("F t");
        assert!(it.screen().contains("what is to be talked about later"), "{}", it.screen());
        it.text("Do vouchers count?").keys("enter");
        assert_eq!(it.said(), "parked Do vouchers count?; F T lists what is parked");
        let [topic] = topics(&it) else { panic!("{:?}", topics(&it)) };
        assert_eq!((topic.text.as_str(), topic.by.as_deref(), topic.done), ("Do vouchers count?", Some("ana"), false));
        assert!(topics(it.keys("u")).is_empty(), "one step takes it back");
        assert!(topics(it.keys("F t enter")).is_empty(), "nothing is no topic");
        assert!(topics(it.keys("F t esc")).is_empty() && matches!(it.state.mode, Mode::Wall));
        assert_eq!(topics(it.keys("F t").text("half").keys("esc"))[0].text, "half", "what was typed is kept, as of a note");
    }),
    ("topic.list", || {
        let mut it = Desk::sized(empty(""), 80, 24);
        it.keys("F T");
        assert!(it.screen().contains("Nothing is parked. F t on the wall parks"), "{}", it.screen());
        assert!(it.keys("f6").said().contains("nothing is parked; F t on the wall parks a topic"), "{}", it.said());
        assert!(it.keys("f8").said().contains("nothing is parked"), "{}", it.said());
        it.keys("enter esc");
        let mut it = desk();
        assert_eq!(topics(&it).iter().map(|topic| topic.done).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(it.said(), "Gift boxes was talked about");
        let screen = it.screen();
        assert!(screen.contains("Parked topics: 3, 2 open") && screen.contains("ana"), "{screen}");
        assert!(screen.find("○ Prices abroad") < screen.find("✓ Gift boxes"), "open ones first: {screen}");
        it.text("gift").keys("enter");
        assert!(!topics(&it)[1].done && it.said() == "Gift boxes is to be talked about again", "{}", it.said());
        assert!(it.text("zz").screen().contains("nothing parked says so"), "{}", it.screen());
        assert!(topics(it.keys("esc u u u u u")).is_empty(), "every step can be taken back");
    }),
    ("topic.ask", || {
        let mut it = desk();
        it.keys("esc").at("Payment Failed").keys("F T down f6");
        assert_eq!(it.said(), "Prices abroad is a hot spot on the wall now, and not parked any more");
        let note = it.note("Prices abroad");
        assert_eq!((note.kind(), note.author.as_deref()), (Kind::HotSpot, Some("ana")));
        assert_eq!(note.at, it.note("Payment Failed").at);
        assert_eq!(topics(&it).len(), 2);
        assert_eq!(it.keys("esc").focused(), "Prices abroad");
        it.keys("u");
        assert!(!it.has("Prices abroad") && topics(&it).len() == 3, "one step takes it back");
        // Where there is no note yet too.
        let mut it = Desk::new(empty(""));
        it.keys("F t").text("Why?").keys("enter F T f6 esc");
        assert_eq!(it.focused(), "Why?");
        assert!(it.keys("P S f6").said().contains("this is for the parked topics; F T lists them"), "{}", it.said());
    }),
    ("list.remove", || {
        let mut it = desk();
        it.keys("f8");
        assert_eq!(topics(&it).len(), 2);
        assert!(it.said().starts_with("removed ") && it.said().ends_with("esc u brings it back"), "{}", it.said());
        assert_eq!(topics(it.keys("ctrl-x ctrl-x")).len(), 0);
        assert_eq!(topics(it.keys("esc u u u")).len(), 3);
        assert!(
            it.keys(": f8").said().contains("this is for the list of scenarios, of parked topics, or of what is missing"),
            "{}",
            it.said()
        );
    }),
    ("vote.add", || {
        let mut it = Desk::new(subscription_box());
        assert!(it.keys("F v").said().contains("dots are for hot spots; g b goes to them"), "{}", it.said());
        it.at(SPOT).keys("F v F v");
        assert_eq!(votes(&it), [("somebody".to_owned(), 2)]);
        assert_eq!(it.said(), format!("{}… has 2 dots", &SPOT[..40].trim_end()));
        assert!(it.screen().contains("●● What"), "{}", it.screen());
        it.state.author = Some("ana".into());
        it.keys("F v");
        assert_eq!(votes(&it), [("somebody".to_owned(), 2), ("ana".to_owned(), 1)]);
        it.keys("F v F v F v");
        assert!(it.screen().contains("6● What"), "{}", it.screen());
        it.keys("I");
        assert!(it.screen().contains("6● of somebody 2, ana 4"), "{}", it.screen());
        it.keys("E");
        assert!(it.screen().contains("somebody 2, ana 4"), "the form tells too: {}", it.screen());
        it.keys("esc");
        assert_eq!(votes(it.keys("u u u u u u")), [], "every dot is a step");
    }),
    ("vote.take", || {
        let mut it = Desk::new(subscription_box());
        assert!(it.keys("F V").said().contains("dots are for hot spots"), "{}", it.said());
        it.at(SPOT).keys("F V");
        assert_eq!(it.said(), "cannot take a dot back: you have given it none; F v gives one");
        it.keys("F v F v F V");
        assert_eq!(votes(&it), [("somebody".to_owned(), 1)]);
        assert_eq!(votes(it.keys("F V")), []);
        assert!(it.said().ends_with("has no dots any more"), "{}", it.said());
        assert_eq!(votes(it.keys("u")), [("somebody".to_owned(), 1)]);
        // Nobody takes what others gave.
        it.state.author = Some("ana".into());
        assert!(it.keys("F V").said().contains("you have given it none"), "{}", it.said());
    }),
];

#[test]
fn the_catalog_puts_hot_spots_in_the_order_of_their_dots() {
    let mut it = Desk::sized(subscription_box(), 120, 36);
    let other = "Should paused subscriptions auto-resume on successful manual payment?";
    it.at(other).keys("F v F v F v").at(SPOT).keys("F v");
    it.keys("f5 h h");
    for _ in 0..8 {
        if it.state.catalog().table() != Some(Kind::HotSpot) {
            it.keys("l");
        }
    }
    assert!(it.screen().contains("dots"), "{}", it.screen());
    it.keys("S d");
    let notes = it.state.board().notes();
    let rows: Vec<&str> = it.state.catalog().rows().iter().map(|index| notes[*index as usize].text.as_str()).collect();
    assert_eq!(rows[..2], [other, SPOT], "{}", it.screen());
    let screen = it.screen();
    assert!(screen.contains("●●●"), "{screen}");
}

#[test]
fn parked_topics_fit_the_smallest_screen() {
    let mut it = desk();
    it.send(squall::app::Message::Resize(40, 12));
    assert!(it.screen().contains("○ Vouchers"), "{}", it.screen());
}
