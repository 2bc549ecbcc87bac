//! Texts of several lines, and texts handed to the person's editor, by keys.

use squall::app::{Effect, Message, Mode};

use crate::common::{Desk, empty, subscription_box};
use crate::{Case, desk};

fn editors(text: &str) -> [Effect; 1] {
    [Effect::Editor(text.to_owned())]
}

pub const CASES: &[Case] = &[
    ("write.break-line", || {
        for key in ["ctrl-j", "alt-enter"] {
            let mut it = desk();
            it.at("Payment Failed").keys("e").keys(key).text("for good").keys("up end").text("!").keys("down end").text("?");
            let screen = it.screen();
            let at = |word: &str| screen.lines().position(|line| line.contains(word)).expect(word);
            assert_eq!(at("Payment Failed!") + 1, at("for good?"), "{screen}");
            it.keys("enter");
            assert_eq!(it.focused(), "Payment Failed!\nfor good?");
            let screen = it.screen();
            assert!(screen.contains("for good?"), "{screen}");
            assert!(it.keys("u").said().contains("undid: reword Payment Failed"), "{}", it.said());
            // Names are one line wherever they stand in a sentence or a list.
            it.keys("ctrl-r d");
            assert!(it.said().starts_with("took down Payment Failed! for good? and its"), "{}", it.said());
            it.keys("u g t /").text("failed! for").keys("enter");
            assert_eq!(it.focused(), "Payment Failed!\nfor good?", "a line break is a blank to whoever looks for it");
            it.keys("g f").text("for good");
            assert!(it.screen().contains("Payment Failed! for good?"), "{}", it.screen());
        }
        let mut it = desk();
        it.keys("T ctrl-j").text("2").keys("enter");
        assert_eq!(it.state.board().title(), "Subscription box2", "a title has one line");
        it.keys("T ctrl-j");
        assert_eq!(it.said(), "cannot break the line: only the text of a note and a request have several lines");
        // Several lines pasted into a text are several lines of it; on an empty one they are several notes.
        let mut it = Desk::new(empty(""));
        it.keys("a").text("Refund").send(Message::Paste(" Paid\r\nin  full\r\n".into())).keys("enter esc");
        assert_eq!(it.focused(), "Refund Paid\nin full".replace("Refund Paid", "RefundPaid"));
        let count = it.keys("a").send(Message::Paste("One\nTwo".into())).state.board().notes().len();
        assert_eq!(count, 3);
    }),
    ("note.editor", || {
        let mut it = desk();
        it.at("Payment Failed").keys("ctrl-e");
        assert_eq!(it.effects, editors("Payment Failed"));
        it.send(Message::Edited(Ok("Payment Failed\r\n\r\nat the bank\n".into())));
        assert_eq!(it.focused(), "Payment Failed\n\nat the bank");
        assert_eq!(it.said(), "the note says what you wrote – u takes it back");
        assert_eq!(it.keys("u").focused(), "Payment Failed", "one step");
        for (back, said) in [
            (Ok("Payment Failed\n"), "the text is as it was"),
            (Ok(" \n"), "a note needs a text, so it says what it said; d takes a note down"),
            (Err("the editor `x` was not found"), "the editor `x` was not found"),
        ] {
            it.keys("ctrl-e").send(Message::Edited(back.map(str::to_owned).map_err(str::to_owned)));
            assert_eq!((it.focused().as_str(), it.said().as_str()), ("Payment Failed", said));
        }
        // Notation is what it would be if it were typed; what cannot be read stays in hand.
        it.at("Fulfill on Payment").keys("ctrl-e");
        it.send(Message::Edited(Ok("When Payment Failed\nthen Request Shipment".into())));
        assert!(it.linked("Payment Failed", "When Payment Failed then Request Shipment"), "{}", it.said());
        let mut none = Desk::new(empty(""));
        assert_eq!(none.keys("ctrl-e").said(), "cannot edit in your editor: the board is empty; a adds the first note");
    }),
    ("write.editor", || {
        let mut it = desk();
        it.keys("a").text("Card").keys("ctrl-e");
        assert_eq!(it.effects, editors("Card"));
        it.send(Message::Edited(Ok("Card\nDeclined\n".into())));
        assert!(matches!(&it.state.mode, Mode::Write(writing) if writing.text() == "Card\nDeclined"), "one goes on writing");
        it.send(Message::Edited(Err("no editor".into())));
        assert_eq!(it.said(), "no editor");
        it.keys("enter esc");
        assert!(it.has("Card\nDeclined"));
        it.keys("T ctrl-e").send(Message::Edited(Ok("A\nBox\n".into()))).keys("enter");
        assert_eq!(it.state.board().title(), "A Box");
    }),
];

#[test]
fn what_is_being_typed_when_the_program_has_to_end_is_on_the_board() {
    let ended = |keys: &str, text: &str| {
        let mut it = Desk::new(subscription_box());
        it.keys(keys).text(text).send(Message::Ending);
        it
    };
    assert!(ended("a", "Half a Note").has("Half a Note"));
    let it = ended("e", " Twice");
    assert!(it.has("Subscription Created Twice"), "an old note says what it would have said");
    assert_eq!(ended("T", " Again").state.board().title(), "Subscription box Again");
    assert_eq!(ended("F r", "A box a month.").state.request().map(|request| request.text.as_str()), Some("A box a month."));
    let parked = |it: &Desk| it.state.board().heading().workshop.parked.iter().map(|topic| topic.text.clone()).collect::<Vec<_>>();
    assert_eq!(parked(&ended("F t", "Prices abroad")), ["Prices abroad"]);
    // An answer may be half of one: it is kept with its question.
    let mut it = Desk::new(subscription_box());
    it.keys("Q");
    let question = it.state.asked().unwrap_or_default();
    it.text("nobody knows").send(Message::Ending);
    assert_eq!(parked(&it), [format!("{question} nobody knows")]);
    // A field of the form.
    let mut it = Desk::new(subscription_box());
    it.keys("E");
    let before = it.state.board().clone();
    it.keys("enter").text("x").send(Message::Ending);
    assert_ne!(it.state.board(), &before);
    // Where nothing is typed, or something that is not the board's, nothing becomes of it.
    for (keys, text) in [("l", ""), ("a", ""), ("e", ""), ("Q", ""), ("/", "pay"), ("F l", "pay"), ("S", "x.json")] {
        let mut it = Desk::new(subscription_box());
        let before = it.state.board().clone();
        it.keys(keys).text(text).send(Message::Ending);
        assert_eq!(it.state.board(), &before, "{keys} {text}");
    }
}

#[test]
fn who_leaves_in_the_middle_of_a_text_is_asked_and_has_it_on_the_board() {
    let parked = |it: &Desk| it.state.board().heading().workshop.parked.iter().map(|topic| topic.text.clone()).collect::<Vec<_>>();
    let asks = |it: &Desk| it.screen().contains("There are unsaved edits.") && it.effects.is_empty();
    for (keys, text) in [("a", "Half a Note"), ("e", " Twice"), ("F r", "A box a month."), ("F t", "Prices"), ("Q", "nobody knows")]
    {
        let mut it = Desk::new(subscription_box());
        it.keys(keys).text(text).keys("ctrl-c");
        assert!(asks(&it), "{keys}: {}", it.screen());
        it.keys("n");
        assert!(matches!(it.state.mode, Mode::Wall) && it.state.unsaved(), "{keys}");
    }
    // What was typed and left too.
    let mut it = Desk::new(subscription_box());
    it.keys("Q").text("half").keys("esc q");
    assert!(asks(&it) && parked(&it)[0].ends_with("? half"), "{:?}", parked(&it));
    let mut it = Desk::new(subscription_box());
    it.keys("F r").text("A box a month.").keys("esc q");
    assert!(asks(&it) && it.state.request().is_some_and(|request| request.text == "A box a month."));
    let mut it = Desk::new(subscription_box());
    it.keys("F r").text("A box.").keys("enter F r").text(" Or two.").keys("esc").send(Message::Ending);
    assert_eq!(it.state.request().map(|request| request.text.as_str()), Some("A box."), "what it said was to stay");
    assert_eq!(parked(&it), ["Feature request: A box. Or two."]);
    // Nothing typed, nothing asked.
    for keys in ["a", "e", "F r", "F t", "Q", "Q esc", "F r esc", "/"] {
        let mut it = Desk::new(subscription_box());
        it.keys(keys).keys("ctrl-c");
        assert_eq!(it.effects, [Effect::Quit], "{keys}");
    }
}
