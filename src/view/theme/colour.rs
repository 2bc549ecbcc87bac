//! Colours as numbers, `0xrrggbb`: how well one can be read on another, and which of 256 comes nearest.

use ratatui::style::Color;

/// Ink on paper that is pale enough for it.
pub const INK: u32 = 0x1b1a17;

/// The least contrast with which a text can be read, as WCAG 2 counts.
pub const READABLE: f64 = 4.5;

/// Red, green and blue without the bend that screens give them, from 0 to 1.
pub fn linear(colour: u32) -> [f64; 3] {
    [16, 8, 0].map(|shift| {
        let value = f64::from(colour >> shift & 0xff) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

/// How many times brighter one colour is than another, from 1 to 21.
pub fn contrast(one: u32, other: u32) -> f64 {
    let luminance = |colour| {
        let [red, green, blue] = linear(colour);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Lightness and two axes of colour in which equal distances look about equal (Oklab), of linear red, green and blue.
pub fn seen([red, green, blue]: [f64; 3]) -> [f64; 3] {
    let mix = |r: f64, g: f64, b: f64| (r * red + g * green + b * blue).cbrt();
    let long = mix(0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9);
    let middle = mix(0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6);
    let short = mix(0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5);
    [
        0.210_454_255_3 * long + 0.793_617_785_0 * middle - 0.004_072_046_8 * short,
        1.977_998_495_1 * long - 2.428_592_205_0 * middle + 0.450_593_709_9 * short,
        0.025_904_037_1 * long + 0.782_771_766_2 * middle - 0.808_675_766_0 * short,
    ]
}

/// How different two colours look, in hundredths of the way from black to white; about 2 can just be seen.
pub fn apart(one: [f64; 3], other: [f64; 3]) -> f64 {
    100.0 * one.iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt()
}

/// The ink that can be read on a paper.
pub fn ink_on(paper: u32) -> u32 {
    let readable = |ink: &u32| contrast(*ink, paper) >= READABLE;
    // Black can be read wherever white cannot.
    [INK, 0xff_ffff].into_iter().find(readable).unwrap_or(0)
}

/// One colour with so many hundredths of another.
pub fn mix(one: u32, other: u32, hundredths: u32) -> u32 {
    let part = |shift: u32| {
        let (one, other) = (one >> shift & 0xff, other >> shift & 0xff);
        ((one * (100 - hundredths) + other * hundredths) / 100) << shift
    };
    part(16) | part(8) | part(0)
}

/// A colour as near to another as it can be read on all the grounds.
pub fn legible(colour: u32, grounds: &[u32], shown: impl Fn(u32) -> u32) -> u32 {
    let dark = grounds.first().is_some_and(|ground| contrast(*ground, 0) < contrast(*ground, 0xff_ffff));
    let towards = if dark { 0xff_ffff } else { 0 };
    let readable = |colour: &u32| grounds.iter().all(|ground| contrast(*colour, *ground) >= READABLE);
    (0..=100).map(|hundredths| shown(mix(colour, towards, hundredths))).find(readable).unwrap_or(towards)
}

/// What xterm shows for one of its 256 colours; the first 16 are the terminal's own matter.
pub const fn xterm(index: u8) -> u32 {
    const fn level(n: u8) -> u32 {
        if n == 0 { 0 } else { 55 + n as u32 * 40 }
    }
    match index {
        232.. => {
            let grey = 8 + (index as u32 - 232) * 10;
            grey << 16 | grey << 8 | grey
        }
        16..=231 => {
            let cube = index - 16;
            level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6)
        }
        _ => 0,
    }
}

/// The one of 256 colours that looks most like a colour.
pub fn indexed(colour: u32) -> u8 {
    let wanted = seen(linear(colour));
    let away = |index: &u8| apart(seen(linear(xterm(*index))), wanted);
    (16..=255).min_by(|one, other| away(one).total_cmp(&away(other))).unwrap_or(16)
}

/// A colour of 24 bits for the terminal.
pub fn rgb(colour: u32) -> Color {
    Color::Rgb((colour >> 16) as u8, (colour >> 8) as u8, colour as u8)
}

/// What a colour looks like, for the 16 basic ones as xterm shows them; nothing for the terminal's own.
pub fn shown(color: Color) -> Option<u32> {
    Some(match color {
        Color::Rgb(red, green, blue) => u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue),
        Color::Indexed(index) => xterm(index),
        Color::Black => 0x00_0000,
        Color::Red => 0xcd_0000,
        Color::Green => 0x00_cd00,
        Color::Yellow => 0xcd_cd00,
        Color::Blue => 0x00_00ee,
        Color::Magenta => 0xcd_00cd,
        Color::Cyan => 0x00_cdcd,
        Color::Gray => 0xe5_e5e5,
        Color::DarkGray => 0x7f_7f7f,
        Color::LightRed => 0xff_0000,
        Color::LightGreen => 0x00_ff00,
        Color::LightYellow => 0xff_ff00,
        Color::LightBlue => 0x5c_5cff,
        Color::LightMagenta => 0xff_00ff,
        Color::LightCyan => 0x00_ffff,
        Color::White => 0xff_ffff,
        Color::Reset => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_what_the_guidelines_say() {
        assert!((contrast(0, 0xff_ffff) - 21.0).abs() < 0.001);
        assert!((contrast(0x77_7777, 0xff_ffff) - 4.48).abs() < 0.01);
        for paper in [0, 0x1b_1a17, 0x7f_7f7f, 0x97_658b, 0xff_ffff] {
            assert!(contrast(ink_on(paper), paper) >= READABLE, "{paper:06x}");
        }
    }

    #[test]
    fn every_one_of_the_256_colours_is_nearest_to_itself() {
        for index in 16..=255 {
            assert_eq!(xterm(indexed(xterm(index))), xterm(index));
        }
        assert_eq!(indexed(0xff_a94f), 215);
    }

    #[test]
    fn a_colour_is_bent_only_as_far_as_it_must_be() {
        assert_eq!(legible(0xff_a94f, &[0x10_1216], |colour| colour), 0xff_a94f);
        let bent = legible(0xff_a94f, &[0xff_ffff], |colour| colour);
        assert!((READABLE..5.0).contains(&contrast(bent, 0xff_ffff)), "{bent:06x}");
    }
}
