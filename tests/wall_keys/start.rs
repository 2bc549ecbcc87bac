//! The start screen by keys.

use squall::app::{Effect, Mode, Origin};

use crate::{Case, desk};

pub const CASES: &[Case] = &[
    ("start.open", || {
        let mut it = desk();
        it.keys("o j enter");
        assert_eq!(it.effects, [Effect::Open(Origin::File("Parcel locker.json".into()))]);
        let mut it = desk();
        it.keys("d o enter");
        assert!(it.effects.is_empty(), "asks first");
        it.keys("d");
        assert_eq!(it.effects, [Effect::Open(Origin::New)]);
    }),
    ("start.import", || {
        let mut it = desk();
        it.keys("o i").text("notes.md").keys("enter");
        assert_eq!(it.effects, [Effect::Open(Origin::Notation("notes.md".into()))]);
        let mut it = desk();
        it.keys("o i enter");
        assert!(it.effects.is_empty() && matches!(it.state.mode, Mode::Wall));
    }),
    ("start.leave", || assert!(matches!(desk().keys("o esc").state.mode, Mode::Wall))),
    ("start.next", || assert!(matches!(desk().keys("o j down").state.mode, Mode::Start(2)))),
    ("start.previous", || assert!(matches!(desk().keys("o k").state.mode, Mode::Start(2)))),
];
