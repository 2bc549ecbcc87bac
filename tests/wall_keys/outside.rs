//! The board's file in other hands, by keys.

use squall::app::{Effect, Message, Mode, Outside};
use squall::board::Edit;

use crate::{Case, desk};

pub const CASES: &[Case] = &[("board.reload", || {
    let mut it = desk();
    let before = it.state.board().clone();
    it.send(Message::Focused);
    assert_eq!(it.effects, [Effect::Look("boards/box.json".into())]);
    it.send(Message::Outside(Outside::Changed));
    assert!(it.screen().contains("box.json was changed by somebody else; g R reads it again"), "{}", it.screen());
    it.effects.clear();
    it.keys("g R");
    assert_eq!(it.effects, [Effect::Reload("boards/box.json".into())]);
    let mut theirs = before.clone();
    theirs.apply(Edit::Retitle("Theirs".into())).expect("taken");
    it.send(Message::Reloaded(Ok(Box::new(theirs))));
    assert!(it.state.board().title() == "Theirs" && !it.state.unsaved() && it.state.outside.is_none());
    // One step takes it back, and then the file says something else.
    it.keys("u");
    assert!(*it.state.board() == before && it.state.unsaved());
    // Unsaved edits are asked about.
    it.effects.clear();
    it.keys("g R");
    assert!(it.effects.is_empty() && matches!(it.state.mode, Mode::Menu(_)));
    it.keys("n");
    assert!(it.effects.is_empty() && matches!(it.state.mode, Mode::Wall));
    it.keys("g R s");
    assert!(it.screen().contains("save as"), "{}", it.screen());
    it.keys("esc g R r");
    assert_eq!(it.effects, [Effect::Reload("boards/box.json".into())]);
    // A file that is gone can be saved again.
    let mut it = desk();
    it.send(Message::Outside(Outside::Gone)).keys("s");
    assert_eq!(it.effects, [Effect::Save("boards/box.json".into())]);
})];
