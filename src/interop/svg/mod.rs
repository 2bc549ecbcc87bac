//! The wall as a picture: a column for every place on the timeline, a lane for every kind, paper in the method's colours.
//!
//! The picture brings its own ground, so that it reads the same on a light and on a dark page, and refers to nothing outside itself.

mod layout;
mod routes;
mod wrap;

use std::fmt::Write;

use self::layout::{Arrow, FIRST, HEADINGS, LINE, Lane, Layout, NOTE, Paper, TOP};
use self::wrap::cut;
use super::relations::Relations;
use super::words;
use crate::board::{Board, Detail, Kind, Link};
use crate::method::legend::paper;

const INK: &str = "#1c1e24";
const QUIET: &str = "#6b6860";
const GROUND: &str = "#fcfbf8";
/// The grounds of contexts, each the same wherever it comes again.
const BANDS: [&str; 3] = ["#f0ede4", "#e7eef2", "#eeebf3"];
const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif";

/// The wall of a board as an SVG document.
pub fn svg(board: &Board) -> String {
    let wall = Relations::new(board);
    let title = words::line(board.title());
    let title = if title.is_empty() { "Untitled board" } else { &title };
    if wall.len() == 0 {
        return empty(title);
    }
    let layout = Layout::of(&wall);
    let mut out = String::with_capacity(wall.len() * 800 + 2000);
    open(&mut out, title, &summary(&wall), (layout.width, layout.height));
    bands(&mut out, &wall, &layout);
    lanes(&mut out, &layout);
    put(&mut out, "<g fill=\"none\" stroke-linejoin=\"round\">\n");
    layout.arrows.iter().for_each(|arrow| draw_arrow(&mut out, &wall, arrow));
    put(&mut out, "</g>\n");
    for (number, paper) in layout.papers.iter().enumerate() {
        note(&mut out, &wall, &layout, number, paper);
    }
    put(&mut out, "</svg>\n");
    out
}

fn put(out: &mut String, text: &str) {
    out.push_str(text);
}

/// A text as it stands in XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn summary(wall: &Relations<'_>) -> String {
    let order = [Kind::Event, Kind::Command, Kind::Aggregate, Kind::Policy, Kind::ReadModel, Kind::HotSpot];
    let counts = order.map(|kind| (wall.all(kind).count(), kind)).into_iter().filter(|(count, _)| *count > 0);
    counts.map(|(count, kind)| words::count(count, kind)).collect::<Vec<_>>().join(" · ")
}

fn open(out: &mut String, title: &str, about: &str, (width, height): (i64, i64)) {
    let shown = escaped(&cut(title, 60));
    let (title, about) = (escaped(title), escaped(about));
    write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
         font-family=\"{FONT}\" font-size=\"13\">\n<title>{title}</title>\n<desc>An event storm as a wall of notes: {about}.</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{GROUND}\"/>\n\
         <text x=\"24\" y=\"44\" font-size=\"25\" font-weight=\"700\" fill=\"{INK}\">{shown}</text>\n\
         <text x=\"24\" y=\"68\" fill=\"{QUIET}\">{about}</text>\n"
    )
    .expect("a string takes everything");
}

fn empty(title: &str) -> String {
    let mut out = String::new();
    open(&mut out, title, "nothing is on the wall yet; write the first event", (560, 100));
    put(&mut out, "</svg>\n");
    out
}

/// The contexts behind the columns, the ruler above them, and on it the turning points.
fn bands(out: &mut String, wall: &Relations<'_>, layout: &Layout) {
    for band in &layout.bands {
        let (x, width, fill) = (band.x, band.width, BANDS[band.context % BANDS.len()]);
        let height = layout.height - TOP + 36 - 12;
        let name = escaped(&cut(&wall.context_name(band.context), (width / 8).max(4) as usize));
        write!(
            out,
            "<rect x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{fill}\"/>\n\
             <text x=\"{}\" y=\"{}\" font-weight=\"600\" fill=\"{QUIET}\">{name}</text>\n",
            TOP - 36,
            x + 12,
            TOP - 17
        )
        .expect("a string takes everything");
    }
    let (y, end) = (TOP - 2, layout.width - 24);
    writeln!(
        out,
        "<path d=\"M{HEADINGS} {y}H{end}m-6 -4l6 4l-6 4\" fill=\"none\" stroke=\"{QUIET}\" stroke-opacity=\".45\" stroke-width=\"1.5\"/>"
    )
    .expect("a string takes everything");
    let mut marked = None;
    for (number, paper) in layout.papers.iter().enumerate() {
        let pivotal = matches!(&wall.note(number).detail, Detail::Event(event) if event.pivotal);
        if pivotal && marked.replace(paper.column) != Some(paper.column) {
            let x = paper.x + NOTE / 2;
            writeln!(out, "<path d=\"M{x} {}l6 6l-6 6l-6 -6z\" fill=\"#c2630a\"/>", y - 6).expect("a string takes everything");
        }
    }
}

fn lanes(out: &mut String, layout: &Layout) {
    for Lane { kind, count, y, height } in &layout.lanes {
        let middle = y + height / 2;
        let plural = kind.plural();
        marker(out, *kind, 30, middle - 5, 1.3);
        write!(
            out,
            "<text x=\"46\" y=\"{}\" font-weight=\"700\" fill=\"{INK}\">{}</text><text x=\"60\" y=\"{}\" fill=\"{INK}\">{}</text>\n\
             <text x=\"60\" y=\"{}\" font-size=\"11\" fill=\"{QUIET}\">{count}</text>\n",
            middle,
            kind.letter(),
            middle,
            if *kind == Kind::ExternalSystem { "systems" } else { plural },
            middle + 15
        )
        .expect("a string takes everything");
    }
}

/// The shape of a kind around a point, in a colour that stands out on its paper and on the ground.
fn marker(out: &mut String, kind: Kind, x: i64, y: i64, scale: f64) {
    let colour = dark(kind);
    let shape = match kind {
        Kind::Actor => "<circle r=\"4\"/>",
        Kind::Command => "<path d=\"M-4 -4h8v8h-8z\"/>",
        Kind::Aggregate => "<path d=\"M0 -5l5 5l-5 5l-5 -5z\"/>",
        Kind::ExternalSystem => "<path d=\"M0 -5a5 5 0 1 0 .1 0zm0 2.2a2.8 2.8 0 1 1 -.1 0z\" fill-rule=\"evenodd\"/>",
        Kind::Event => "<path d=\"M0 -5l5 9h-10z\"/>",
        Kind::Policy => "<path d=\"M0 -5.5l1.6 3.6l3.9 .3l-3 2.5l1 3.8l-3.5 -2.1l-3.5 2.1l1 -3.8l-3 -2.5l3.9 -.3z\"/>",
        Kind::ReadModel => "<path d=\"M-4 -4h8v2h-8zm0 3h8v2h-8zm0 3h8v2h-8z\"/>",
        Kind::HotSpot => "<path d=\"M-1.3 -5h2.6l-.5 6h-1.6zm0 7.2h2.6v2.4h-2.6z\"/>",
    };
    let scale = if scale == 1.0 { String::new() } else { format!(" scale({scale})") };
    writeln!(out, "<g transform=\"translate({x} {y}){scale}\" fill=\"#{colour:06x}\">{shape}</g>")
        .expect("a string takes everything");
}

/// A dark shade of a kind's paper.
fn dark(kind: Kind) -> u32 {
    mixed(paper(kind), 0, 48)
}

/// One colour with so many hundredths of another.
fn mixed(one: u32, other: u32, hundredths: u32) -> u32 {
    let part = |shift: u32| {
        let (one, other) = (one >> shift & 0xff, other >> shift & 0xff);
        ((one * (100 - hundredths) + other * hundredths) / 100) << shift
    };
    part(16) | part(8) | part(0)
}

fn draw_arrow(out: &mut String, wall: &Relations<'_>, arrow: &Arrow) {
    let look = match arrow.link {
        Link::Issues | Link::Records | Link::Triggers | Link::Then => " stroke-width=\"1.5\"",
        Link::Calls | Link::DecidedBy => " stroke-dasharray=\"2 3\"",
        Link::About | Link::CallsOff => " stroke-dasharray=\"6 4\"",
        Link::Updates => "",
    };
    let colour = mixed(dark(wall.note(arrow.from).kind()), 0xfcfbf8, if arrow.link == Link::Updates { 45 } else { 20 });
    let ((x, y), (right, down)) = (arrow.head, arrow.towards);
    // The two back corners of the head, across the direction it points in.
    let corner = |side: i64| (x - right * 6 + side * down * 3, y - down * 6 + side * right * 3);
    let (one, other) = (corner(1), corner(-1));
    writeln!(
        out,
        "<path d=\"{}\" stroke=\"#{colour:06x}\"{look}/><path d=\"M{x} {y}L{} {}L{} {}z\" fill=\"#{colour:06x}\"/>",
        arrow.data, one.0, one.1, other.0, other.1
    )
    .expect("a string takes everything");
}

fn note(out: &mut String, wall: &Relations<'_>, layout: &Layout, number: usize, at: &Paper) {
    let note = wall.note(number);
    let kind = note.kind();
    let Paper { x, y, height, .. } = *at;
    let context = wall.context(number);
    let inside = context.map_or(String::new(), |context| format!(", in {}", wall.context_name(context)));
    let tilt = match kind {
        Kind::HotSpot => format!(" transform=\"rotate(-1.6 {} {})\"", x + NOTE / 2, y + height / 2),
        _ => String::new(),
    };
    let (fill, edge) = (paper(kind), dark(kind));
    let title = escaped(&format!("{}: {}{inside}", kind.name(), words::title(note)));
    write!(
        out,
        "<g{tilt}><title>{title}</title>\n\
         <rect x=\"{}\" y=\"{}\" width=\"{NOTE}\" height=\"{height}\" rx=\"5\" fill-opacity=\".13\"/>\
         <rect x=\"{x}\" y=\"{y}\" width=\"{NOTE}\" height=\"{height}\" rx=\"5\" fill=\"#{fill:06x}\" stroke=\"#{edge:06x}\" stroke-opacity=\".35\"/>\n",
        x + 2,
        y + 3
    )
    .expect("a string takes everything");
    marker(out, kind, x + 14, y + 12, 1.0);
    let (small, mark) = (format!("font-size=\"10\" fill=\"#{edge:06x}\""), remark(wall, layout, number, at));
    write!(out, "<text x=\"{}\" y=\"{}\" {small} font-weight=\"700\">{}</text>", x + 23, y + 16, kind.letter())
        .expect("a string takes everything");
    if !mark.is_empty() {
        let mark = escaped(&cut(&mark, 19));
        write!(out, "<text x=\"{}\" y=\"{}\" {small} text-anchor=\"end\">{mark}</text>", x + NOTE - 9, y + 16)
            .expect("a string takes everything");
    }
    write!(out, "<text fill=\"{INK}\">").expect("a string takes everything");
    for (index, line) in at.lines.iter().enumerate() {
        write!(out, "<tspan x=\"{}\" y=\"{}\">{}</tspan>", x + 10, y + FIRST + LINE * index as i64, escaped(line))
            .expect("a string takes everything");
    }
    put(out, "</text></g>\n");
}

/// What stands in the corner of a note: its context, where its column belongs to another; else that it is a turning point, or settled.
fn remark(wall: &Relations<'_>, layout: &Layout, number: usize, at: &Paper) -> String {
    match (wall.context(number), &wall.note(number).detail) {
        (Some(context), _) if layout.column_contexts[at.column] != Some(context) => wall.context_name(context),
        (_, Detail::Event(event)) if event.pivotal => "pivotal".to_owned(),
        (_, Detail::HotSpot(spot)) if spot.resolved => "resolved".to_owned(),
        _ => String::new(),
    }
}
