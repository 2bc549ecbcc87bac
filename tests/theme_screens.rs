//! How the wall looks in every theme and with every number of colours, kept as pictures.

mod common;

use common::{Desk, draw, picture, subscription_box};
use squall::app::Look;
use squall::view::theme::{Depth, Ground, Own, Themes};

/// A wall with something of everything: notes of all kinds, a focus with arrows, advice, and a menu over it.
fn check(name: &str, themes: &Themes, look: Look) {
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let mut desk = Desk::sized(subscription_box(), columns, rows);
        desk.at("Payment Failed").keys("w g T");
        desk.state.looks.worn = look;
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("theme_{name}_{columns}x{rows}"), picture(&draw(&desk.state, &themes.of(look))));
        });
    }
}

#[test]
fn every_theme_with_every_number_of_colours() {
    let depths = [("24bit", Depth::True), ("256", Depth::Indexed), ("16", Depth::Basic), ("none", Depth::Plain)];
    for (depth_name, depth) in depths {
        for (ground_name, ground) in [("dark", Ground::Dark), ("light", Ground::Light)] {
            let themes = Themes::new(depth, ground, None);
            check(&format!("{ground_name}_{depth_name}"), &themes, if ground == Ground::Dark { Look::Dark } else { Look::Light });
            // With 16 colours or none, nothing is left to choose.
            if matches!(depth, Depth::True | Depth::Indexed) {
                check(&format!("colour_blind_{ground_name}_{depth_name}"), &themes, Look::ColourBlind);
            }
        }
    }
    check("plain", &Themes::new(Depth::True, Ground::Dark, None), Look::Plain);
}

#[test]
fn a_theme_for_another_ground_than_the_terminals() {
    check("light_on_a_dark_terminal", &Themes::new(Depth::True, Ground::Dark, None), Look::Light);
    check("dark_on_a_light_terminal", &Themes::new(Depth::Indexed, Ground::Light, None), Look::Dark);
}

#[test]
fn a_theme_of_ones_own() {
    let colours = [("ground", 0x00_1b26), ("text", 0xc8_d3da), ("event", 0xff_c38a), ("key", 0x8f_e0ff)];
    let colours = colours.map(|(name, colour)| (name.to_owned(), colour)).to_vec();
    let own = Own { base: Look::Dark, colours };
    check("own", &Themes::new(Depth::True, Ground::Dark, Some(own)), Look::Own);
}
