//! Going to other moments of the board, by keys.

use squall::app::Mode;

use crate::common::Desk;
use crate::{Case, desk};

fn titles(it: &mut Desk, titles: &[&str]) {
    for title in titles {
        it.keys("T").text(title).keys("enter");
    }
}

pub const CASES: &[Case] = &[("board.moments", || {
    let mut it = desk();
    assert!(it.keys("g u").said().contains("nothing was changed yet"));
    titles(&mut it, &[" one", " two"]);
    it.keys("u u");
    titles(&mut it, &[" three"]);
    let box_is = |it: &Desk, title: &str| assert_eq!(it.state.board().title(), format!("Subscription box{title}"));
    // The youngest stands first, and the board is where the mark is.
    it.keys("g u");
    let screen = it.screen();
    assert!(screen.contains("◉ change the title") && screen.contains("├○ change the title"), "{screen}");
    assert!(screen.contains("just now") && screen.contains("in the file"), "{screen}");
    // What was undone before something else was done is still there.
    it.keys("down enter");
    box_is(&it, " one two");
    assert!(it.said().starts_with("back to the moment after"), "{}", it.said());
    it.keys("u");
    box_is(&it, " one");
    it.keys("ctrl-r");
    box_is(&it, " one two");
    // The beginning is a moment too, and is what the file holds.
    it.keys("g u down down enter");
    box_is(&it, "");
    assert!(!it.state.unsaved());
    // Redoing goes where one was last.
    it.keys("ctrl-r ctrl-r");
    box_is(&it, " one two");
    // The list narrows while one types; nothing found is said, and nothing is done.
    it.keys("g u").text("no such thing");
    assert!(it.screen().contains("nothing of that name was done"), "{}", it.screen());
    it.keys("enter");
    box_is(&it, " one two");
    it.keys("g u enter");
    assert!(it.said().contains("in this moment already"), "{}", it.said());
    it.keys("g u esc");
    assert!(matches!(it.state.mode, Mode::Wall));
})];
