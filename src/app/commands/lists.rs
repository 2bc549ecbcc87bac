//! Lists that narrow while one types: the palette, the help, the advice, what is missing, the scenarios, the notes and the moments to go to.

use super::{Command, Group, Section, always, back_to_the_wall};
use crate::app::mode::Listing;
use crate::app::{Mode, Scope, State, Turn, search};

const HERE: Section = Section { group: Group::Choosing, scopes: &[Scope::List], available: always };

pub(super) const COMMANDS: &[Command] = &[
    Command {
        scopes: &[Scope::Wall, Scope::Derive],
        group: Group::Looking,
        ..HERE.row(
            "palette.open",
            "find a command",
            "finds a command by its name",
            &[":", "ctrl-p"],
            Some(("commands", 53)),
            |turn| {
                let open = std::mem::take(&mut turn.state.mode);
                let back = (!matches!(open, Mode::Wall)).then(|| Box::new(open));
                turn.state.mode = Mode::Palette(Listing { back, ..Listing::new() });
            },
        )
    },
    Command {
        scopes: &[Scope::Wall, Scope::Connect, Scope::Details, Scope::Derive, Scope::Report, Scope::Page, Scope::Start],
        group: Group::Looking,
        ..HERE.row(
            "help.open",
            "show the help",
            "shows what every key does, and why not just now",
            &["?", "f1"],
            Some(("help", 96)),
            |turn| {
                let open = std::mem::take(&mut turn.state.mode);
                // What belongs to what is open is marked, and so in view.
                let own = |command: &&Command| command.scopes.first() == Some(&open.scope());
                let selected = search::help("", &turn.state.keys).iter().position(own).unwrap_or(0);
                let back = (!matches!(open, Mode::Wall)).then(|| Box::new(open));
                turn.state.mode = Mode::Help(Listing { selected, back, ..Listing::new() });
            },
        )
    },
    HERE.row("list.take", "do it", "does the command that is marked", &["enter"], Some(("take it", 100)), take),
    HERE.row("list.leave", "close the list", "goes back to what was open before", &["esc"], Some(("back", 90)), close),
    HERE.row("list.next", "go to the next entry", "marks the next entry", &["down", "tab", "ctrl-n"], Some(("next", 50)), |turn| {
        step(turn, 1)
    }),
    HERE.row("list.previous", "go to the entry before", "marks the entry before", &["up", "shift-tab", "ctrl-p"], None, |turn| {
        step(turn, -1)
    }),
    Command {
        available: |state| match state.mode {
            Mode::Parked(_) => super::parking::a_topic(state),
            Mode::Scenarios(_) => super::run_scenarios::a_scenario(state),
            Mode::Missing(_) => super::missing::an_open_question(state),
            _ => Err("this is for the list of scenarios, of parked topics, or of what is missing"),
        },
        ..HERE.row(
            "list.remove",
            "remove the entry",
            "takes the scenario or the parked topic that is marked off the board; a hot spot that carried the run of a scenario stays; \
             a question is silenced, as its note is meant so",
            &["f8", "ctrl-x"],
            Some(("remove", 58)),
            |turn| match turn.state.mode {
                Mode::Parked(_) => super::parking::remove(turn),
                Mode::Missing(_) => super::missing::silence_marked(turn),
                _ => super::run_scenarios::remove(turn),
            },
        )
    },
    HERE.row("list.page-down", "page down", "marks an entry further down", &["pagedown"], None, |turn| step(turn, 10)),
    HERE.row("list.page-up", "page up", "marks an entry further up", &["pageup"], None, |turn| step(turn, -10)),
];

/// The commands that are listed now, and the one that is marked.
fn listed(state: &State) -> Option<(Vec<&'static Command>, usize)> {
    let (commands, listing) = match &state.mode {
        Mode::Palette(listing) => (search::palette(&listing.text(), &state.keys), listing),
        Mode::Help(listing) => (search::help(&listing.text(), &state.keys), listing),
        _ => return None,
    };
    let selected = listing.selected.min(commands.len().saturating_sub(1));
    Some((commands, selected))
}

fn take(turn: &mut Turn<'_>) {
    if let Mode::Advice(listing) = &turn.state.mode {
        let found = search::advice(turn.state, &listing.text());
        let index = found.get(listing.selected.min(found.len().saturating_sub(1))).copied();
        back_to_the_wall(turn);
        return index.into_iter().for_each(|index| super::advising::go(turn, index));
    }
    if let Mode::Missing(lacking) = &turn.state.mode {
        let lacking = lacking.clone();
        back_to_the_wall(turn);
        return super::missing::take(turn, &lacking);
    }
    if let Mode::Jump(jumping) = &turn.state.mode {
        let there = jumping.found.get(jumping.listing.selected).copied();
        back_to_the_wall(turn);
        return there.into_iter().for_each(|id| turn.state.jump(id));
    }
    if let Mode::Moments(moments) = &turn.state.mode {
        let rows = moments.rows(turn.state.history());
        let there = rows.get(moments.listing.selected).map(|past| past.moment);
        back_to_the_wall(turn);
        return there.into_iter().for_each(|moment| super::past::go(turn, moment));
    }
    if matches!(turn.state.mode, Mode::Scenarios(_)) {
        return super::run_scenarios::open_marked(turn);
    }
    if matches!(turn.state.mode, Mode::Parked(_)) {
        return super::parking::turn_marked(turn);
    }
    let Some((commands, selected)) = listed(turn.state) else { return };
    let Some(command) = commands.get(selected) else { return };
    // What can be done in what is open beneath is done there.
    let beneath = turn.state.mode.listing_mut().and_then(|listing| listing.back.as_ref()).map(|back| back.scope());
    if beneath.is_some_and(|scope| command.scopes.contains(&scope)) {
        close(turn);
        super::run(turn, command);
    } else if command.scopes.contains(&Scope::Wall) {
        back_to_the_wall(turn);
        super::run(turn, command);
    } else {
        turn.state.say(crate::app::Tone::Plain, format!("“{}” can be done in {} only", command.name, place(command)));
    }
}

/// Goes back to what was open before the list.
fn close(turn: &mut Turn<'_>) {
    let back = turn.state.mode.listing_mut().and_then(|listing| listing.back.take());
    turn.state.mode = back.map_or(Mode::Wall, |back| *back);
}

/// Where a command that is not for the wall can be used.
fn place(command: &Command) -> &'static str {
    match command.scopes.first() {
        Some(Scope::Write) => "a text",
        Some(Scope::Menu) => "a menu",
        Some(Scope::Connect) => "choosing an arrow's end",
        Some(Scope::Find) => "a search",
        Some(Scope::Filter) => "a filter",
        Some(Scope::List) => "a list",
        Some(Scope::Details) => "the form of a note",
        Some(Scope::Value) => "a row of that form",
        Some(Scope::Run) => "the run pane",
        Some(Scope::Derive) => "the deriving pane",
        Some(Scope::Report) => "a report",
        Some(Scope::Page) => "a page",
        Some(Scope::Start) => "the start screen",
        Some(Scope::Wall) | None => "the wall",
    }
}

fn step(turn: &mut Turn<'_>, by: isize) {
    let (count, selected) = match &turn.state.mode {
        Mode::Advice(listing) => {
            let count = search::advice(turn.state, &listing.text()).len();
            (count, listing.selected.min(count.saturating_sub(1)))
        }
        Mode::Missing(lacking) => (lacking.found.len(), lacking.listing.selected),
        Mode::Jump(jumping) => (jumping.found.len(), jumping.listing.selected),
        Mode::Moments(moments) => (moments.rows(turn.state.history()).len(), moments.listing.selected),
        Mode::Scenarios(listing) => {
            let count = turn.state.scenarios_listed(&listing.text()).len();
            (count, listing.selected.min(count.saturating_sub(1)))
        }
        Mode::Parked(listing) => {
            let count = turn.state.topics_listed(&listing.text()).len();
            (count, listing.selected.min(count.saturating_sub(1)))
        }
        _ => listed(turn.state).map_or((0, 0), |(commands, selected)| (commands.len(), selected)),
    };
    if let Some(listing) = turn.state.mode.listing_mut() {
        let last = count.saturating_sub(1) as isize;
        let there = selected as isize + by;
        // Single steps go around, pages stop at the ends.
        listing.selected = match by.abs() {
            1 => there.rem_euclid(last + 1),
            _ => there.clamp(0, last),
        } as usize;
    }
}
