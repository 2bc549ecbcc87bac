//! The report of what was pasted, by keys.

use squall::app::{Message, Mode};

use crate::Case;
use crate::common::{Desk, empty};

/// A report of forty lines of prose.
fn desk() -> Desk {
    let mut it = Desk::new(empty(""));
    let prose: String = (0..40).map(|line| format!("Sentence number {line}.\n")).collect();
    it.send(Message::Paste(format!("Lend Copy -> Copy Lent\n{prose}"))).keys("g r");
    it
}

fn first(it: &Desk) -> usize {
    match it.state.mode {
        Mode::Report(first) => first,
        _ => panic!("no report is open"),
    }
}

pub const CASES: &[Case] = &[
    ("report.open", || assert_eq!(first(&desk()), 0)),
    ("report.close", || {
        for key in ["esc", "enter", "q"] {
            assert!(matches!(desk().keys(key).state.mode, Mode::Wall));
        }
    }),
    ("report.down", || assert_eq!(first(desk().keys("j down")), 2)),
    ("report.up", || assert_eq!(first(desk().keys("j j j k up up up")), 0)),
    ("report.page-down", || {
        assert_eq!(first(desk().keys("pagedown")), 10);
        assert_eq!(first(desk().keys("pagedown pagedown pagedown pagedown pagedown")), 39, "the last line stays in view");
    }),
    ("report.first", || assert_eq!(first(desk().keys("pagedown g g")), 0)),
    ("report.last", || {
        assert_eq!(first(desk().keys("G")), 39);
        assert_eq!(first(desk().keys("end home")), 0);
    }),
    ("report.page-up", || assert_eq!(first(desk().keys("pagedown j pageup")), 1)),
];
