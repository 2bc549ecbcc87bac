//! The context map: a box for each context, between them the events that cross, and a list of what the one in focus has to do
//! with the others.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::flow::{Pane, Seen};
use crate::app::map::{Item, Map, Region, Telling};
use crate::app::{Mode, Screen, State};
use crate::board::{Kind, Note};

use super::flow::{add, overview, whole};
use super::lines::{Lines, Stroke};
use super::theme::{Theme, Tint, shape};
use super::{text, wall};

/// More notes than this that react to one event have no room in a line.
const MOST_LISTENERS: usize = 12;
/// More systems than this have no room in a row anyway.
const MOST_SYSTEMS: usize = 40;

/// Draws the context map.
pub fn draw(state: &State, theme: &Theme, screen: &Screen, buffer: &mut Buffer) {
    let (Some(map), Some(pane), Some(parts)) = (state.map(), state.map_pane(), state.map_parts()) else { return };
    let area = screen.ruler;
    let room = area.width.saturating_sub(4);
    if state.board().heading().contexts.is_empty() {
        let inner = Rect { x: screen.wall.x + 2, width: screen.wall.width.saturating_sub(4), ..screen.wall };
        return nothing_yet(state, theme, inner, buffer);
    }
    let x = text::put(buffer, area.x + 2, area.y, "Who tells whom", room, theme.strong);
    let said = match map.relations.tellings.len() {
        0 => "no event crosses a border yet",
        _ => "events across borders, commands within",
    };
    text::put_cut(buffer, x + 3, area.y, said, area.right().saturating_sub(x + 4), theme.faint);
    arrows(state, map, &pane, theme, buffer);
    if let Some((row, (x, y))) = map.flow.loose().and_then(|(_, row)| Some((row, pane.cell(pane.left + 2, row)?))) {
        let said = if row == 0 { "" } else { "tells nobody, hears of nobody" };
        text::put_cut(buffer, x, y, said, pane.area.right().saturating_sub(x), theme.faint);
    }
    for seen in map.flow.seen(&pane) {
        item(state, map, &pane, seen, theme, buffer);
    }
    overview(state, state.region_cells_in_focus(), theme, buffer);
    rim(state, map, theme, parts.rim, buffer);
    list(state, map, theme, parts.list, parts.list.y == parts.map.y, buffer);
}

fn nothing_yet(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if state.board().notes().is_empty() {
        if matches!(state.mode, Mode::Wall) {
            wall::welcome(state, theme, "No context yet, and no note.", area, buffer);
        }
        return;
    }
    let words = [
        ("No context yet.", theme.strong),
        ("A context is a part of the business with its own language and rules: Billing, Fulfillment.", theme.text),
        ("Go to a note on the wall (esc) and press b: it names a context or takes one that is there.", theme.text),
        ("With two of them, this map shows which events cross from one to the other.", theme.faint),
    ];
    let mut y = area.y + area.height / 4;
    for (said, style) in words {
        for line in text::wrap(said, usize::from(area.width), 4) {
            if y < area.bottom() {
                text::put(buffer, area.x, y, &line, area.width, style);
            }
            y += 1;
        }
    }
}

fn arrows(state: &State, map: &Map, pane: &Pane, theme: &Theme, buffer: &mut Buffer) {
    let mut lines = Lines::new(pane.area);
    map.flow.lines(pane, |line| add(&mut lines, pane, line, Stroke::Usual));
    let focus = state.region_in_focus();
    map.flow.lines_at(pane, focus, None, |line| add(&mut lines, pane, line, Stroke::Focus));
    // On both sides of what crosses.
    if map.labelled {
        let regions = map.relations.regions.len();
        for (number, telling) in map.relations.tellings.iter().enumerate() {
            if telling.from == focus || telling.to == focus {
                map.flow.lines_at(pane, regions + number, None, |line| add(&mut lines, pane, line, Stroke::Focus));
            }
        }
    }
    lines.draw(theme, buffer);
}

fn item(state: &State, map: &Map, pane: &Pane, seen: Seen, theme: &Theme, buffer: &mut Buffer) {
    let Some(area) = pane.rect(seen.cells) else { return };
    match map.item(seen.note) {
        Item::Region(number) => {
            let Some(of) = map.relations.regions.get(number) else { return };
            let focused = number == state.region_in_focus();
            whole(seen.cells, area, pane, buffer, |area, buffer| region(state, of, focused, theme, area, buffer));
        }
        Item::Telling(number) => {
            let Some(of) = map.relations.tellings.get(number) else { return };
            whole(seen.cells, area, pane, buffer, |area, buffer| crossing(state, of, theme, area, buffer));
        }
    }
}

fn note(state: &State, index: u32) -> Option<&Note> {
    state.board().notes().get(index as usize).map(|note| &**note)
}

/// What a region is called.
fn name<'a>(state: &'a State, region: &Region) -> &'a str {
    region.context.and_then(|id| state.board().context(id)).map_or("no context yet", |context| context.name.as_str())
}

/// The external systems: what is outside. Those that the region in focus calls stand out.
fn rim(state: &State, map: &Map, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let called = map.relations.regions.get(state.region_in_focus()).map_or(&[][..], |region| &region.systems);
    if map.relations.systems.is_empty() || area.height == 0 {
        return;
    }
    let mut x = text::put_cut(buffer, area.x + 2, area.y, "outside", area.width.saturating_sub(4), theme.faint) + 2;
    // Those that are called first: they are to be seen.
    let (near, far): (Vec<u32>, Vec<u32>) =
        map.relations.systems.iter().take(MOST_SYSTEMS).partition(|index| called.contains(index));
    for (index, tint) in near.iter().map(|index| (index, Tint::Glow)).chain(far.iter().map(|index| (index, Tint::Dim))) {
        let wide = note(state, *index).map_or(0, |note| text::width(note.text.trim())) as u16 + 2;
        if x + wide + 2 >= area.right() {
            text::put(buffer, x, area.y, "…", 1, theme.faint);
            break;
        }
        slip(state, *index, tint, theme, Rect { x, width: wide, height: 1, ..area }, buffer);
        x += wide + 1;
    }
}

/// A context as a box: its name in the frame, what it holds, its aggregates, as many of its commands as fit.
fn region(state: &State, region: &Region, focused: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let ground = if region.context.is_some() { super::wall::ground(state, theme, region.index) } else { Style::new() };
    let edge = if focused { theme.frame } else { theme.faint }.patch(ground);
    let [top_left, top_right, bottom_left, bottom_right, flat, upright] =
        if focused { ["┏", "┓", "┗", "┛", "━", "┃"] } else { ["╭", "╮", "╰", "╯", "─", "│"] };
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    for y in area.top()..area.bottom() {
        let (left_sign, middle, right_sign) = match y {
            y if y == area.y => (top_left, flat, top_right),
            y if y == bottom => (bottom_left, flat, bottom_right),
            _ => (upright, " ", upright),
        };
        text::put(buffer, area.x, y, left_sign, 1, edge);
        for x in area.x + 1..right {
            text::put(buffer, x, y, middle, 1, edge);
        }
        text::put(buffer, right, y, right_sign, 1, edge);
    }
    let inner = Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height.saturating_sub(2) };
    let said = format!(" {} ", name(state, region).trim());
    let style = if region.context.is_some() { theme.strong } else { theme.faint }.patch(ground);
    text::put_cut(buffer, area.x + 2, area.y, &said, area.width.saturating_sub(4), style);
    if inner.height == 0 {
        return;
    }
    counts(region, theme, ground, Rect { height: 1, ..inner }, buffer);
    // Aggregates first: they are what the context is made of.
    let notes = || region.aggregates.iter().chain(&region.commands);
    let count = region.aggregates.len() + region.commands.len();
    let room = usize::from(inner.height - 1);
    let shown = if count > room { room.saturating_sub(1) } else { count };
    for (row, index) in notes().take(shown).enumerate() {
        slip(state, *index, Tint::Usual, theme, Rect { y: inner.y + 1 + row as u16, height: 1, ..inner }, buffer);
    }
    if shown < count && room > 0 {
        let (more, all_commands) = (count - shown, shown >= region.aggregates.len());
        let said = match (all_commands, more) {
            (true, 1) => "… 1 more command".to_owned(),
            (true, _) => format!("… {more} more commands"),
            (false, _) => format!("… {more} more"),
        };
        text::put_cut(buffer, inner.x + 1, inner.y + 1 + shown as u16, &said, inner.width - 2, theme.faint.patch(ground));
    }
}

/// How many of each kind a region holds, by shape.
fn counts(region: &Region, theme: &Theme, ground: Style, area: Rect, buffer: &mut Buffer) {
    let mut x = area.x + 1;
    for kind in [Kind::Command, Kind::Event, Kind::Policy, Kind::Aggregate, Kind::ReadModel, Kind::HotSpot, Kind::Actor] {
        let count = region.counts[kind.lane()];
        let said = count.to_string();
        if count == 0 || usize::from(x) + 1 + said.len() > usize::from(area.right()) {
            continue;
        }
        x = text::put(buffer, x, area.y, shape(kind), 1, theme.mark(kind).patch(ground));
        x = text::put(buffer, x, area.y, &said, said.len() as u16, theme.text.patch(ground)) + 1;
    }
}

/// A note as a slip of paper of one line.
fn slip(state: &State, index: u32, tint: Tint, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let Some(note) = note(state, index) else { return };
    let paper = theme.paper(note.kind(), tint);
    let style = if note.kind() == Kind::Aggregate { theme.stressed(paper) } else { paper };
    text::put(
        buffer,
        area.x,
        area.y,
        &" ".repeat(usize::from(area.width)),
        area.width,
        paper.remove_modifier(Modifier::UNDERLINED),
    );
    text::put_cut(buffer, area.x + 1, area.y, note.text.trim(), area.width.saturating_sub(2), style);
}

/// What crosses a border: events as paper, commands with a warning.
fn crossing(state: &State, telling: &Telling, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let count = telling.events.len() + telling.commands.len();
    let room = usize::from(area.height);
    let shown = if count > room { room.saturating_sub(1) } else { count };
    for (row, (index, command)) in telling.crossing().take(shown).enumerate() {
        let line = Rect { y: area.y + row as u16, height: 1, ..area };
        slip(state, index, Tint::Usual, theme, line, buffer);
        if command {
            text::put(buffer, line.right() - 1, line.y, "!", 1, theme.flag);
        }
    }
    if shown < count {
        let said = format!("… {} more", count - shown);
        text::put_cut(buffer, area.x + 1, area.y + shown as u16, &said, area.width.saturating_sub(1), theme.faint);
    }
}

/// What the region in focus tells others and hears from them, and which systems it calls.
fn list(state: &State, map: &Map, theme: &Theme, area: Rect, beside: bool, buffer: &mut Buffer) {
    let Some(of) = map.relations.regions.get(state.region_in_focus()) else { return };
    let mut inner = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
    if beside {
        for y in area.top()..area.bottom() {
            text::put(buffer, area.x, y, "│", 1, theme.rule);
        }
    } else {
        text::put(buffer, area.x, area.y, &"─".repeat(usize::from(area.width)), area.width, theme.rule);
        inner = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..inner };
    }
    let mut lines: Vec<Words> = vec![vec![(name(state, of).to_owned(), theme.strong)]];
    if beside {
        lines.extend(text::wrap(&held(of), usize::from(inner.width), 3).into_iter().map(|line| vec![(line, theme.faint)]));
    } else if let Some(first) = lines.first_mut() {
        first.push((held(of), theme.faint));
    }
    let before = lines.len();
    // No more than can be shown: a border may be crossed by thousands.
    let room = usize::from(inner.height) + 1;
    for tells in [true, false] {
        let here = |telling: &&Telling| (if tells { telling.from } else { telling.to }) == state.region_in_focus();
        for telling in map.relations.tellings.iter().filter(here) {
            let left = room.saturating_sub(lines.len());
            if left > 0 {
                lines.extend(told(state, map, telling, tells, beside, left, theme));
            }
        }
    }
    if lines.len() == before {
        lines.push(vec![("tells nobody anything, and nobody tells it anything".to_owned(), theme.faint)]);
    }
    // The rim: what is outside.
    let mut called = of.systems.iter().filter_map(|index| note(state, *index)).map(|note| note.text.trim()).peekable();
    if called.peek().is_some() {
        lines.extend(beside.then(|| vec![(String::new(), theme.faint)]));
        let said = called.collect::<Vec<_>>().join(", ");
        lines.push(vec![
            (shape(Kind::ExternalSystem).to_owned(), theme.mark(Kind::ExternalSystem)),
            (format!("calls {said}"), theme.text),
        ]);
    }
    let mut y = inner.y;
    for (index, line) in lines.iter().enumerate() {
        let rest = inner.bottom().saturating_sub(y);
        if rest == 0 {
            break;
        }
        if rest == 1 && index > 0 && index + 1 < lines.len() {
            text::put_cut(buffer, inner.x, y, "… and more", inner.width, theme.faint);
            break;
        }
        let mut x = inner.x;
        for (part, (said, style)) in line.iter().enumerate() {
            let wide = text::width(said) as u16;
            // What does not fit beside goes into a line of its own, where the list is narrow.
            if beside && part > 1 && x + wide > inner.right() && x > inner.x + 5 && inner.bottom() > y + 1 {
                y += 1;
                x = inner.x + 5;
            }
            x = text::put_cut(buffer, x, y, said, inner.right().saturating_sub(x), *style) + 1;
        }
        y += 1;
    }
}

/// What a region holds, in words.
fn held(region: &Region) -> String {
    let kinds = [Kind::Command, Kind::Event, Kind::Policy, Kind::Aggregate, Kind::ReadModel];
    let counts = kinds.into_iter().map(|kind| (kind, region.counts[kind.lane()])).filter(|(_, count)| *count > 0);
    let counted = |(kind, count): (Kind, usize)| match count {
        1 => kind.a().to_owned(),
        _ => format!("{count} {}", kind.plural()),
    };
    counts.map(counted).collect::<Vec<_>>().join(", ")
}

type Words = Vec<(String, Style)>;

/// The lines of one telling, from the side that tells or from the side that is told; grouped under a line that says so, or each
/// with the whole of it.
fn told(state: &State, map: &Map, telling: &Telling, tells: bool, grouped: bool, most: usize, theme: &Theme) -> Vec<Words> {
    let text_of = |index: u32| note(state, index).map_or("?", |note| note.text.trim()).to_owned();
    let other = map.relations.regions.get(if tells { telling.to } else { telling.from });
    let other = other.map_or("", |region| name(state, region));
    let head = if tells { format!("tells {other}") } else { format!("hears from {other}") };
    let sign = |kind: Kind| (shape(kind).to_owned(), theme.mark(kind));
    let indent = || ("  ".to_owned(), theme.faint);
    let mut lines: Vec<Words> = Vec::new();
    if grouped {
        lines.push(vec![(String::new(), theme.faint)]);
        lines.extend((!telling.events.is_empty()).then(|| vec![(head.clone(), theme.text)]));
    }
    lines.extend(telling.events.iter().take(most).map(|(event, listeners)| {
        let listeners: Vec<String> = listeners.iter().take(MOST_LISTENERS).map(|listener| text_of(*listener)).collect();
        vec![
            if grouped { indent() } else { (head.clone(), theme.faint) },
            sign(Kind::Event),
            (text_of(*event), theme.text),
            (format!("→ {}", listeners.join(", ")), theme.faint),
        ]
    }));
    lines.extend(telling.commands.iter().take(most).map(|(command, with)| {
        let head = if tells { format!("reaches into {other}") } else { format!("is reached into by {other}") };
        vec![
            ("!".to_owned(), theme.flag),
            (head, theme.problem),
            sign(Kind::Command),
            (text_of(*command), theme.text),
            (format!("({}): let an event cross instead", text_of(*with)), theme.faint),
        ]
    }));
    lines
}
