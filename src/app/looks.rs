//! How everything looks, as far as the person chooses it. Which colours that means is the view's business.

/// A way to look.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Look {
    /// For a dark terminal.
    #[default]
    Dark,
    /// For a light one.
    Light,
    /// In colours that are told apart by those who see fewer.
    ColourBlind,
    /// Without colours.
    Plain,
    /// As a file of the person's own says.
    Own,
}

impl Look {
    /// Those that come with the program.
    pub const ALL: [Look; 4] = [Look::Dark, Look::Light, Look::ColourBlind, Look::Plain];

    /// Its name in the configuration and in the menu.
    pub fn name(self) -> &'static str {
        match self {
            Look::Dark => "dark",
            Look::Light => "light",
            Look::ColourBlind => "colour-blind",
            Look::Plain => "plain",
            Look::Own => "my own",
        }
    }
}

/// How everything looks now, and what else there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Looks {
    /// The one in force.
    pub worn: Look,
    /// Whether there is one of the person's own.
    pub own: bool,
    /// Whether the terminal has colours at all, as far as is known.
    pub colours: bool,
}

impl Default for Looks {
    fn default() -> Looks {
        Looks { worn: Look::default(), own: false, colours: true }
    }
}
