//! One note as paper.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::wall::Zoom;
use crate::board::{Board, Detail, Guard, Kind, Literal, Note};
use crate::method::dots;

use super::text;
use super::theme::{Theme, Tint, shape};

/// The bar beside the first words of a note that glows.
pub const GLOW: &str = "▍";
/// The air at both sides of a text that a room is to read.
pub const ROOM_AIR: u16 = 2;

/// Draws a note into its cells.
pub fn draw(board: &Board, note: &Note, zoom: Zoom, tint: Tint, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let kind = note.kind();
    // A bar beside the first words tells what glows, for a room one beside the note: the text stays as it is, and need not be sent to the terminal again.
    let glows = tint == Tint::Glow;
    let paper = theme.paper(kind, if glows { Tint::Usual } else { tint });
    let ground = |x: u16| buffer.cell((x, area.y)).map_or(ratatui::style::Color::Reset, |cell| cell.bg);
    let grounds = [ground(area.x.saturating_sub(1)), ground(area.right())];
    // Only the text stands out: blank paper that stays the same need not be sent to the terminal again.
    fill(area, theme.unstressed(paper), buffer);
    let flagged = kind == Kind::HotSpot && area.width > 6;
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(if flagged { 2 } else { 1 }), ..area };
    let for_room = zoom == Zoom::Projected;
    let resolved = matches!(&note.detail, Detail::HotSpot(spot) if spot.resolved);
    // Before the text, where they are seen however small the paper is.
    let given = dots::shown(dots::of(note));
    let signs = [if resolved { "✓" } else { "" }, &given].into_iter().filter(|sign| !sign.is_empty());
    let said = signs.chain([note.text.as_str()]).collect::<Vec<_>>().join(" ");
    let paper_of_text = if kind == Kind::Aggregate { theme.stressed(paper) } else { paper };
    let (inner, paper_of_text) = match for_room {
        true => (
            Rect { x: area.x + ROOM_AIR.min(area.width), width: area.width.saturating_sub(2 * ROOM_AIR), ..area },
            theme.firm(paper),
        ),
        false => (inner, paper_of_text),
    };
    let lines = text::wrap(&said, usize::from(inner.width), usize::from(inner.height));
    let down = if for_room { (inner.height - lines.len() as u16) / 2 } else { 0 };
    for (row, line) in lines.iter().enumerate() {
        text::put(buffer, inner.x, inner.y + down + row as u16, line, inner.width, paper_of_text);
    }
    if for_room && theme.needs_shapes() && area.width > 2 * ROOM_AIR {
        text::put(buffer, area.right() - ROOM_AIR, area.y, shape(kind), 1, paper);
    }
    // Details under the text, behind a free row where notes are large, as far as there is room.
    if zoom == Zoom::Large || (zoom == Zoom::Note && kind == Kind::Aggregate) {
        let used = lines.len() as u16 + u16::from(zoom == Zoom::Large);
        let room = inner.height.saturating_sub(used);
        let quiet = theme.unstressed(paper).add_modifier(Modifier::ITALIC);
        for (row, fact) in facts(board, note).iter().take(usize::from(room)).enumerate() {
            text::put_cut(buffer, inner.x, inner.y + used + row as u16, fact, inner.width, quiet);
        }
    }
    if glows && !for_room {
        text::put(buffer, area.x, area.y, GLOW, 1, paper);
    }
    if flagged {
        // Torn corners: the paper hangs askew. A sign for a slanted edge is cut off in many fonts, so the corner is simply missing.
        for (x, ground) in [area.x, area.right() - 1].into_iter().zip(grounds) {
            buffer[(x, area.y)].reset();
            buffer[(x, area.y)].set_bg(ground);
        }
    }
}

fn fill(area: Rect, style: Style, buffer: &mut Buffer) {
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            buffer[(x, y)].reset();
            buffer[(x, y)].set_style(style);
        }
    }
}

/// What a note says beyond its text, a line each, the most telling first.
pub fn facts(board: &Board, note: &Note) -> Vec<String> {
    let name = |id: &crate::board::NoteId| board.note(*id).map_or("?", |note| note.text.as_str());
    let names = |ids: &[crate::board::NoteId]| ids.iter().map(name).collect::<Vec<_>>().join(", ");
    let mut facts = Vec::new();
    match &note.detail {
        Detail::Event(event) => {
            if event.pivotal {
                facts.push("◆ pivotal".to_owned());
            }
            if !event.fields.is_empty() {
                facts.push(event.fields.join(", "));
            }
        }
        Detail::Command(command) => {
            if !command.actors.is_empty() {
                facts.push(format!("by {}", names(&command.actors)));
            }
            if !command.systems.is_empty() {
                facts.push(format!("with {}", names(&command.systems)));
            }
            let guards = command.outcomes.iter().filter_map(|outcome| match &outcome.guard {
                Guard::When(guard) => Some(format!("{} when {guard}", names(&outcome.events))),
                Guard::None | Guard::Otherwise => None,
            });
            facts.extend(guards);
        }
        Detail::Aggregate(aggregate) => {
            facts.extend(aggregate.state.iter().map(|(field, value)| match value {
                Some(Literal::Int(value)) => format!("{field} = {value}"),
                Some(Literal::Bool(value)) => format!("{field} = {value}"),
                Some(Literal::Text(value)) => format!("{field} = \"{value}\""),
                None => field.clone(),
            }));
            facts.extend(aggregate.invariants.iter().map(|rule| format!("always {rule}")));
        }
        Detail::Policy(policy) => {
            facts.extend(policy.guard.as_ref().map(|guard| format!("where {guard}")));
            for reaction in &policy.then {
                let after = reaction.after.as_ref().map(|after| format!(" after {after}")).unwrap_or_default();
                facts.push(format!("→ {}{after}", name(&reaction.command)));
            }
        }
        Detail::ReadModel(model) => {
            facts.extend(model.audience.as_ref().map(|audience| format!("for {audience}")));
            facts.extend(model.shows.iter().cloned());
        }
        Detail::HotSpot(spot) => {
            facts.extend(spot.run.as_ref().map(|_| "▷ carries a run".to_owned()));
            facts.extend(spot.about.as_ref().map(|about| format!("about {}", name(about))));
        }
        Detail::Actor | Detail::ExternalSystem => {}
    }
    facts
}
