//! How everything looks, and keys of one's own, by keys.

use std::sync::Arc;

use ratatui::style::{Color, Modifier};
use squall::app::commands::{Keymap, by_id};
use squall::app::{Key, Look, Message, Mode, Opened};
use squall::board::Kind;
use squall::view::theme::{Depth, Ground, Themes};

use crate::common::{Desk, draw, empty};
use crate::{Case, desk};

pub const CASES: &[Case] = &[("board.theme", || {
    let mut it = desk();
    it.keys("g T");
    assert!(it.screen().contains("dark (now)") && it.screen().contains("colour-blind"), "{}", it.screen());
    it.keys("l");
    assert_eq!(it.state.looks.worn, Look::Light);
    assert_eq!(it.said(), "the theme is light, until the program ends; `theme` in config.toml keeps it");
    assert!(matches!(it.state.mode, Mode::Wall) && !it.state.unsaved());
    // By the marked entry, and it stays with another board.
    it.keys("g T down enter");
    assert_eq!(it.state.looks.worn, Look::ColourBlind);
    let other = Opened { unsaved: false, board: empty("Other"), path: None, new: true, welcome: None };
    it.send(Message::Opened(Ok(Box::new(other))));
    assert_eq!(it.state.looks.worn, Look::ColourBlind);
    assert_eq!(it.keys("g T p").state.looks.worn, Look::Plain);
    assert_eq!(it.keys("g T esc").state.looks.worn, Look::Plain);
    // One's own is offered where there is one.
    assert!(matches!(&it.keys("g T m").state.mode, Mode::Menu(_)), "there is no such letter");
    it.keys("esc").state.looks.own = true;
    assert_eq!(it.keys("g T m").state.looks.worn, Look::Own);
    it.state.looks.colours = false;
    assert_eq!(it.keys("g T d").said(), "dark, but this terminal is shown no colours; `squall doctor` says why");
})];

#[test]
fn a_theme_for_another_ground_brings_its_ground_along() {
    let it = desk();
    let grounds = |ground, look| {
        let buffer = draw(&it.state, &Themes::new(Depth::True, ground, None).of(look));
        let reset = |cell: &&ratatui::buffer::Cell| cell.bg == Color::Reset || cell.fg == Color::Reset;
        buffer.content().iter().filter(reset).count()
    };
    assert_eq!(grounds(Ground::Dark, Look::Light), 0);
    assert_eq!(grounds(Ground::Light, Look::Dark), 0);
    assert!(grounds(Ground::Dark, Look::Dark) > 0, "the terminal's own ground stays");
    assert!(grounds(Ground::Light, Look::ColourBlind) > 0);
}

#[test]
fn without_colour_kinds_differ_by_letter_and_by_shape() {
    let it = Desk::sized(crate::common::subscription_box(), 200, 50);
    let buffer = draw(&it.state, &Themes::new(Depth::True, Ground::Dark, None).of(Look::Plain));
    assert!(buffer.content().iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset)));
    // Each lane is headed by its shape and its letter, and they are all different.
    let rows = crate::common::rows(&buffer);
    let mut heads = Vec::new();
    for kind in Kind::ALL {
        let shape = squall::view::theme::shape(kind);
        let head = format!("{shape} {}", kind.letter());
        assert!(rows.iter().any(|row| row.trim_start().starts_with(&head)), "{head} is missing from\n{}", rows.join("\n"));
        heads.push((shape, kind.letter()));
    }
    for (index, (shape, letter)) in heads.iter().enumerate() {
        assert!(heads[..index].iter().all(|(other, another)| other != shape && another != letter), "{shape} {letter} twice");
    }
    // Paper is seen as such.
    assert!(buffer.content().iter().any(|cell| cell.modifier.contains(Modifier::REVERSED)));
}

#[test]
fn keys_of_ones_own_are_the_keys_everywhere() {
    let (add, help, answer) = (by_id("note.add"), by_id("help.open"), by_id("run.answer"));
    let (add, help, answer) = (add.expect("there"), help.expect("there"), answer.expect("there"));
    let mut keys = Keymap::without(&[add, help, answer]);
    for (command, sequence) in [(add, "f8"), (add, "g a"), (answer, "f9"), (answer, "f10")] {
        keys.add(command, Key::parse_all(sequence).expect("keys")).expect("free");
    }
    let keys = Arc::new(keys);
    let mut it = Desk::new(empty(""));
    it.state.keys = Arc::clone(&keys);
    assert!(it.screen().contains("F8 note"), "the hint bar\n{}", it.screen());
    assert_eq!(it.keys("d").said(), "cannot take the note down: the board is empty; F8 adds the first note");
    assert_eq!(it.keys("a").said(), "a means nothing here – “show the help” in the palette shows every key");
    assert!(it.keys("g").screen().contains("a  add a note"), "what may follow\n{}", it.screen());
    assert!(it.keys("a").text("Tea Served").keys("enter esc").has("Tea Served"));
    it.keys(":").text("add a note");
    assert!(it.screen().contains("F8  g a"), "the palette\n{}", it.screen());
    // The help finds by the keys in force, and not by those of the table.
    it.keys("esc :").text("help").keys("enter").text("f8");
    assert!(it.screen().contains("F8  g a"), "the help\n{}", it.screen());
    // Answers are taken by the place of the key.
    let mut it = desk();
    it.state.keys = keys;
    it.at("Attempt Payment").keys("x >");
    assert!(it.screen().contains("F9") && it.screen().contains("F10"), "{}", it.screen());
}
