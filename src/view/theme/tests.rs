//! Every text can be read in every theme, and kinds are told apart, by whomever.

use super::colour::{READABLE, apart, linear, seen};
use super::*;

const DEPTHS: [Depth; 3] = [Depth::True, Depth::Indexed, Depth::Basic];

/// Every theme with colours, by name.
fn themes() -> Vec<(String, Theme)> {
    let mut all = Vec::new();
    for depth in DEPTHS {
        for ground in [Ground::Dark, Ground::Light] {
            for look in [Look::Dark, Look::Light, Look::ColourBlind] {
                let theme = Themes::new(depth, ground, None).of(look);
                all.push((format!("{} at {depth:?} on {ground:?}", look.name()), theme));
            }
        }
    }
    all
}

#[test]
fn every_text_contrasts_with_what_it_stands_on() {
    let mut wrong = Vec::new();
    for (name, theme) in themes() {
        let contrasts = theme.contrasts();
        assert!(contrasts.len() >= 8 * 3 + 1 + 17 * 5, "{name}: {}", contrasts.len());
        wrong.extend(
            contrasts
                .into_iter()
                .filter(|(_, _, ratio)| *ratio < READABLE)
                .map(|(text, on, ratio)| format!("{name}: {text} on {on}: {ratio:.2}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is seen without one of the three kinds of cones: Machado, Oliveira and Fernandes 2009, severity 1, for linear colours.
const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ("deuteranopia", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ("tritanopia", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

/// How far apart the papers of two kinds look, to the eyes that tell them apart worst.
fn distance(theme: &Theme, one: Kind, other: Kind) -> (f64, &'static str) {
    let paper = |kind: Kind| linear(theme.paper(kind, Tint::Usual).bg.and_then(shown).expect("paper has a colour"));
    let through = |eyes: &[[f64; 3]; 3], paper: [f64; 3]| {
        seen(eyes.map(|row| row.iter().zip(paper).map(|(part, light)| part * light).sum::<f64>().clamp(0.0, 1.0)))
    };
    let all = EYES.iter().map(|(name, eyes)| (apart(through(eyes, paper(one)), through(eyes, paper(other))), *name));
    all.min_by(|one, other| one.0.total_cmp(&other.0)).expect("there are eyes")
}

/// That all pairs of kinds are at least so far apart for everybody.
#[track_caller]
fn check(theme: &Theme, least: f64) {
    let near: Vec<String> = all_pairs()
        .map(|(one, other)| (one, other, distance(theme, one, other)))
        .filter(|(_, _, (away, _))| *away < least)
        .map(|(one, other, (away, eyes))| format!("{one:?} and {other:?} are {away:.1} apart with {eyes}, not {least}"))
        .collect();
    assert!(near.is_empty(), "{}", near.join("\n"));
}

fn all_pairs() -> impl Iterator<Item = (Kind, Kind)> {
    Kind::ALL
        .into_iter()
        .flat_map(|one| Kind::ALL.into_iter().filter(move |other| other.lane() < one.lane()).map(move |other| (one, other)))
}

#[test]
fn the_colour_blind_papers_are_far_apart_for_everybody() {
    for ground in [Ground::Dark, Ground::Light] {
        // About 2 can just be seen; any two kinds are seven times as far apart and more.
        check(&Themes::new(Depth::True, ground, None).of(Look::ColourBlind), 15.5);
        // The 256 colours leave less to choose from.
        check(&Themes::new(Depth::Indexed, ground, None).of(Look::ColourBlind), 13.0);
    }
}

#[test]
fn the_usual_papers_differ_for_everybody() {
    for ground in [Ground::Dark, Ground::Light] {
        check(&Theme::new(Depth::True, ground), 7.0);
        check(&Theme::new(Depth::Indexed, ground), 7.5);
        // Of 16 colours, eight that black ink can be read on are all there are; letters and shapes have to help.
        check(&Theme::new(Depth::Basic, ground), 3.4);
    }
}

#[test]
fn who_sees_all_colours_tells_all_papers_apart() {
    for (name, theme) in themes() {
        for (one, other) in all_pairs() {
            let paper = |kind: Kind| seen(linear(theme.paper(kind, Tint::Usual).bg.and_then(shown).expect("coloured")));
            let away = apart(paper(one), paper(other));
            assert!(away >= 7.5, "{name}: {one:?} and {other:?}: {away:.1}");
        }
    }
}

#[test]
fn the_colours_of_the_method_are_recognised() {
    // Red, green and blue in the order of their strength, as the words for the colours say.
    let order = |kind: Kind, theme: &Theme| {
        let colour = shown(theme.paper(kind, Tint::Usual).bg.expect("coloured")).expect("coloured");
        [colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff]
    };
    for (name, theme) in themes().iter().filter(|(_, theme)| theme.depth != Depth::Basic) {
        let [red, green, blue] = order(Kind::Event, theme);
        assert!(red > green && green > blue, "{name}: events are orange");
        let [red, green, blue] = order(Kind::Command, theme);
        assert!(blue > green && green >= red, "{name}: commands are blue");
        let [red, green, blue] = order(Kind::Aggregate, theme);
        assert!(red >= green && green > blue && green * 4 > red * 3, "{name}: aggregates are yellow");
        let [red, green, blue] = order(Kind::ExternalSystem, theme);
        assert!(red >= blue && blue > green, "{name}: systems are pink");
        let [red, green, blue] = order(Kind::Policy, theme);
        assert!(blue >= red && red > green, "{name}: policies are lilac");
        let [red, green, blue] = order(Kind::ReadModel, theme);
        assert!(green > red && green > blue, "{name}: read models are green");
        let [red, green, blue] = order(Kind::HotSpot, theme);
        assert!(red > green && red > blue, "{name}: hot spots are red");
    }
}

#[test]
fn nothing_is_coloured_without_colour() {
    for theme in [Theme::new(Depth::Plain, Ground::Dark), Themes::new(Depth::True, Ground::Light, None).of(Look::Plain)] {
        for style in [theme.text, theme.faint, theme.frame, theme.problem, theme.panel, theme.marked, theme.band(0, None)] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        assert!(theme.contrasts().is_empty());
    }
}

#[test]
fn a_theme_of_ones_own_sets_what_it_says_and_keeps_the_rest() {
    let own = |colours: &[(&str, u32)]| Own {
        base: Look::Dark,
        colours: colours.iter().map(|(name, colour)| ((*name).to_owned(), *colour)).collect(),
    };
    let themes = |own| Themes::new(Depth::True, Ground::Dark, Some(own));
    let theme = themes(own(&[("event", 0x00_2040), ("key", 0xff_ffff)])).of(Look::Own);
    let event = theme.paper(Kind::Event, Tint::Usual);
    assert_eq!((event.bg, event.fg), (Some(rgb(0x00_2040)), Some(rgb(0xff_ffff))), "ink is what can be read");
    assert_eq!(theme.key.fg, Some(rgb(0xff_ffff)));
    assert_eq!(theme.faint, Theme::new(Depth::True, Ground::Dark).faint);
    assert!(!theme.paint && themes(own(&[("ground", 0)])).of(Look::Own).paint);
    // What cannot be read is found.
    let pale = themes(own(&[("event", 0xff_ffff), ("ink", 0xcc_cccc)])).of(Look::Own);
    assert!(pale.contrasts().iter().any(|(text, on, ratio)| text == "ink" && on == "event" && *ratio < 2.0));
    for name in NAMES {
        assert!(Palette::new(Ground::Dark, false, false).set(name, 0).is_some(), "{name}");
    }
    assert!(Kind::ALL.iter().all(|kind| Palette::new(Ground::Dark, false, false).set(&name_of(*kind), 0).is_some()));
}
