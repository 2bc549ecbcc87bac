//! The rows at the top and the bottom: what is open and whether it is saved, what is said, what may be pressed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui_textarea::TextArea;

use crate::app::{Connecting, Mode, Notice, Outside, Purpose, State, Target, Tone, View, Writing, commands};
use crate::board::{Link, Note};

use super::theme::{Theme, shape};
use super::{deriving, notes, session, text};

/// Draws the top row.
pub fn top(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    buffer.set_style(area, theme.panel);
    let (said, style) = match (&state.path, state.unsaved()) {
        (None, _) => ("not saved yet".to_owned(), theme.faint),
        (Some(path), unsaved) => {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            match unsaved {
                _ if state.outside == Some(Outside::Changed) => (format!("● {name}, changed outside"), theme.problem),
                _ if state.outside == Some(Outside::Gone) => (format!("● {name}, gone"), theme.problem),
                true => (format!("● {name}, unsaved"), theme.problem),
                false if state.new => (format!("{name}, new"), theme.faint),
                false => (format!("{name}, saved"), theme.faint),
            }
        }
    };
    let wide = (text::width(&said) as u16).min(area.width / 2);
    let x = text::put(buffer, area.x + 1, area.y, "Squall", 6, theme.panel.patch(theme.strong));
    let mut right = area.right() - wide - 1;
    text::put_cut(buffer, right, area.y, &said, wide, theme.panel.patch(style));
    // The timer is in sight whatever else has to be cut.
    let room = usize::from(right.saturating_sub(x + 4));
    let brief = session::brief(state);
    // Where there is little of it, the title goes first.
    let title_wide = if area.width < 60 { 0 } else { text::width(state.board().title()).min(16) + 4 };
    let fits = brief.iter().find(|brief| text::width(brief) + title_wide <= room).or(brief.last());
    if let Some(brief) = fits {
        let wide = text::width(brief) as u16;
        right = right.saturating_sub(wide + 4).max(x + 1);
        text::put_cut(buffer, right + 1, area.y, brief, wide, session::style(state, theme));
    }
    let title = if state.board().title().is_empty() { "a board without a title" } else { state.board().title() };
    // On another view than the wall its name stands behind the title, and is there even where the title is long.
    let view = if state.view == View::Wall { String::new() } else { format!(" · {}", state.view.name()) };
    let room = right.saturating_sub(x + 5);
    let for_view = (text::width(&view) as u16).min(room);
    let x = text::put_cut(buffer, x + 3, area.y, title, room - for_view, theme.panel);
    text::put(buffer, x, area.y, &view, for_view, theme.panel.patch(theme.strong));
    let x = x + for_view;
    if let Some(filtered) = state.filtered() {
        let close = if state.view == View::Wall { "esc clears" } else { "& changes" };
        let said = format!("filter {} · {close}", filtered.told(state.board()));
        text::put_cut(buffer, x + 3, area.y, &said, right.saturating_sub(x + 5), theme.panel.patch(theme.key));
    }
    if state.flashes() {
        buffer.set_style(area, session::style(state, theme));
    }
}

/// Draws the line that says something, or takes a short text; returns where the cursor belongs in it.
pub fn message(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let inner = Rect { x: area.x + 1, width: area.width - 2, ..area };
    if let Mode::Write(Writing { target: Target::Answer(missing), area: typed, .. }) = &state.mode {
        return Some(super::asking::answer(state, missing, typed, theme, inner, buffer));
    }
    let prompt = match &state.mode {
        Mode::Find(finding) => Some(("find", &finding.area)),
        Mode::Filter(filtering) => Some(("filter", &filtering.area)),
        Mode::Write(writing) => match &writing.target {
            Target::Title => Some(("title", &writing.area)),
            Target::Context(_) => Some(("name of the new context", &writing.area)),
            Target::ContextName(_) => Some(("name of the context", &writing.area)),
            Target::File => Some(("save as", &writing.area)),
            Target::Document => Some(("import the document", &writing.area)),
            Target::Park => Some(("park", &writing.area)),
            Target::Run(asked) => Some((asked.label(), &writing.area)),
            Target::New { .. } | Target::Note(_) | Target::Answer(_) | Target::Request { .. } => None,
        },
        _ => None,
    };
    let asked = match &state.mode {
        Mode::Write(Writing { target: Target::Run(asked), .. }) => Some(asked),
        _ => None,
    };
    if let Some((label, typed)) = prompt {
        // Why something does not fit stands above it, as far as that has room; what was typed stays to be mended.
        if let Some(notice) = &state.notice
            && (matches!(label, "save as" | "name of the context") || asked.is_some())
        {
            let lines = text::wrap(&notice.text, usize::from(inner.width), 2);
            let style = if notice.tone == Tone::Problem { theme.problem } else { theme.faint };
            for (row, line) in lines.iter().rev().enumerate().take(usize::from(inner.y)) {
                let y = inner.y - 1 - row as u16;
                text::put(buffer, inner.x - 1, y, &" ".repeat(usize::from(inner.width) + 2), inner.width + 2, Style::reset());
                text::put_cut(buffer, inner.x, y, line, inner.width, style);
            }
        }
        let x = text::put_cut(buffer, inner.x, inner.y, label, inner.width * 2 / 3, theme.faint);
        let area = Rect { x: x + 2, width: inner.right().saturating_sub(x + 2), ..inner };
        let cursor = line(typed, area, if state.projector { theme.strong } else { theme.text }, buffer);
        let parks = matches!(&state.mode, Mode::Write(Writing { target: Target::Park, .. }));
        let hint = asked.map(|asked| asked.hint()).or(parks.then_some("what is to be talked about later"));
        if let Some(hint) = hint.filter(|_| typed.is_empty()) {
            let hint = state.keys.spell(hint);
            text::put_cut(buffer, area.x + 1, area.y, &hint, area.width.saturating_sub(1), theme.faint);
        }
        looked_for(state, theme, inner, buffer);
        return Some(cursor);
    }
    match &state.notice {
        Some(notice) => say(state, notice, theme, inner, buffer),
        None => match state.mode {
            Mode::Wall if state.has_selection() => about_selection(state, theme, inner, buffer),
            Mode::Wall => about_focus(state, theme, inner, buffer),
            Mode::Connect(connect) => about_arrow(state, connect, theme, inner, buffer),
            Mode::Derive => deriving::about(state, theme, inner, buffer),
            _ => {}
        },
    }
    None
}

/// What comes of what is typed to find or to filter by; above it, why it cannot be read.
fn looked_for(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let missed = |note: &Note| state.sought.as_ref().is_some_and(|sought| !sought.fits(state.board(), note));
    let (wrong, said, style) = match &state.mode {
        Mode::Find(finding) if finding.wrong.is_none() && state.focused().is_some_and(missed) => {
            (&None, "no note says so".to_owned(), theme.problem)
        }
        Mode::Find(finding) => (&finding.wrong, String::new(), theme.faint),
        Mode::Filter(filtering) => {
            let count = state.filtered().map(|filtered| filtered.matches().len());
            let all = state.board().notes().len();
            let said = count.map_or("such as kind:policy payment !retry #tag".to_owned(), |count| format!("{count} of {all}"));
            (&filtering.wrong, said, if count == Some(0) { theme.problem } else { theme.faint })
        }
        _ => return,
    };
    let wide = text::width(&said) as u16;
    // What is typed keeps its room.
    if wide * 2 <= area.width {
        text::put(buffer, area.right().saturating_sub(wide), area.y, &said, wide, style);
    }
    let Some(wrong) = wrong else { return };
    let lines = text::wrap(wrong, usize::from(area.width), 2);
    for (line, y) in lines.iter().rev().zip((0..area.y).rev()) {
        text::put(buffer, area.x - 1, y, &" ".repeat(usize::from(area.width) + 2), area.width + 2, Style::reset());
        text::put(buffer, area.x, y, line, area.width, theme.problem);
    }
}

/// The arrow being drawn in words: what it will say, or why there is no such arrow.
fn about_arrow(state: &State, connect: Connecting, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let note = |id| state.board().note(id);
    let (Some(from), Some(to)) = (note(connect.from), state.focus().and_then(note)) else { return };
    if connect.purpose == Purpose::Merge {
        return about_merging(from, to, theme, area, buffer);
    }
    if connect.purpose == Purpose::Behind {
        let says = if from.id == to.id { "walk to the note that it follows" } else { "hangs behind that one" };
        return pair(from, to, says, theme.text, theme, area, buffer);
    }
    let (from, to, link) = match (Link::between(from.kind(), to.kind()), Link::between(to.kind(), from.kind())) {
        (None, Some(link)) => (to, from, Some(link)),
        (link, _) => (from, to, link),
    };
    let (style, says) = match link {
        _ if from.id == to.id => (theme.faint, "walk to the other note"),
        _ if connect.purpose == Purpose::Cut => (theme.text, "this arrow goes"),
        Some(link) => (theme.text, words(link)),
        None => (theme.problem, Link::hint(from.kind(), to.kind())),
    };
    pair(from, to, says, style, theme, area, buffer);
}

/// What is to become one, and which of the two stays.
fn about_merging(from: &Note, to: &Note, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let (style, says) = match (from.id == to.id, from.kind() == to.kind()) {
        (true, _) => (theme.faint, "walk to the note of the same kind that stays"),
        (_, true) => (theme.text, "one note; the second stays and takes over what the first says"),
        (_, false) => (theme.problem, "only two notes of one kind become one"),
    };
    pair(from, to, says, style, theme, area, buffer);
}

/// Two notes by name, and what is said of them.
fn pair(from: &Note, to: &Note, says: &str, style: Style, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let mut x = text::put_cut(buffer, area.x, area.y, from.text.trim(), area.width / 3, theme.text);
    if from.id != to.id {
        x = text::put(buffer, x, area.y, " → ", 3, theme.faint);
        x = text::put_cut(buffer, x, area.y, to.text.trim(), area.width / 3, theme.text);
    }
    text::put_cut(buffer, x + 3, area.y, says, area.right().saturating_sub(x + 3), style);
}

/// What an arrow says.
fn words(link: Link) -> &'static str {
    match link {
        Link::Issues => "the actor issues the command",
        Link::DecidedBy => "the aggregate decides about the command",
        Link::Calls => "the command calls the system",
        Link::Records => "the command records the event",
        Link::Triggers => "the event triggers the policy",
        Link::Then => "the policy issues the command",
        Link::CallsOff => "the event calls the delayed command off",
        Link::Updates => "the event updates the read model",
        Link::About => "the question is about this note",
    }
}

fn say(state: &State, notice: &Notice, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let style = tone(notice.tone, theme);
    let style = if state.projector { style.patch(theme.strong) } else { style };
    long(&notice.text, style, area, buffer);
}

/// How something is said in some tone.
pub(super) fn tone(tone: Tone, theme: &Theme) -> Style {
    match tone {
        Tone::Plain => theme.text,
        Tone::Done => theme.done,
        Tone::Problem => theme.problem,
    }
}

/// A line that may be too long for one row: then it takes the row above as well, and the point is not lost.
fn long(said: &str, style: Style, area: Rect, buffer: &mut Buffer) {
    if text::width(said) <= usize::from(area.width) || area.y == 0 {
        text::put_cut(buffer, area.x, area.y, said, area.width, style);
        return;
    }
    for (row, line) in text::wrap(&text::clean(said), usize::from(area.width), 2).iter().enumerate() {
        let y = area.y - 1 + row as u16;
        text::put(buffer, area.x - 1, y, &" ".repeat(usize::from(area.width) + 2), area.width + 2, Style::reset());
        text::put_cut(buffer, area.x, y, line, area.width, style);
    }
}

/// How many notes are selected, and what can be done with them.
fn about_selection(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let said = match state.selected_count() {
        1 => "1 note is selected".to_owned(),
        count => format!("{count} notes are selected"),
    };
    let x = text::put_cut(buffer, area.x, area.y, &said, area.width, theme.strong);
    let can = match state.stretches() {
        true => "walk to stretch it; {select.stretch} keeps it and goes on",
        false => {
            "{note.earlier} {note.later} move, {note.context} context, {note.copy} copy, {note.delete} take down, {note.retype} kind; \
             {board.back} lets go"
        }
    };
    let can = &state.keys.spell(can);
    text::put_cut(buffer, x + 2, area.y, can, area.right().saturating_sub(x + 2), theme.faint);
}

/// The focused note in words: its whole text, its context, its details.
fn about_focus(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let Some(note) = state.focused() else { return };
    if let Some(wrong) = state.running().and_then(|running| running.diagnostic(note.id)) {
        let said = format!("{} `{}`: {} (character {})", wrong.key, wrong.text, wrong.message, wrong.character());
        text::put_cut(buffer, area.x, area.y, &said, area.width, theme.problem);
        return;
    }
    if let Some(finding) = state.advice().and_then(|advice| advice.on(note.id).first()) {
        return long(&format!("! {}", commands::told(finding, &state.keys)), theme.text, area, buffer);
    }
    // A room reads the note itself.
    if state.projector {
        return;
    }
    let kind = note.kind();
    let room = |x: u16| area.right().saturating_sub(x);
    let mut x = text::put(buffer, area.x, area.y, shape(kind), 1, theme.mark(kind));
    x = text::put_cut(buffer, x + 1, area.y, kind.name(), room(x + 1), theme.faint);
    x = text::put_cut(buffer, x + 2, area.y, note.text.trim(), room(x + 2), theme.text);
    let mut facts = Vec::new();
    if let Some(context) = note.context.and_then(|id| state.board().context(id)) {
        facts.push(format!("in {}", context.name));
    }
    facts.extend(notes::facts(state.board(), note));
    facts.extend(note.author.as_ref().map(|author| format!("written by {author}")));
    if !facts.is_empty() && x + 8 < area.right() {
        text::put_cut(buffer, x + 2, area.y, &facts.join(" · "), room(x + 2), theme.faint);
    }
}

/// Draws a one-line text as it is typed; returns where the cursor belongs.
pub fn line(typed: &TextArea<'_>, area: Rect, style: Style, buffer: &mut Buffer) -> Position {
    let written = typed.lines().first().map_or("", String::as_str);
    let at = written.char_indices().nth(typed.cursor().1).map_or(written.len(), |(at, _)| at);
    let (before, behind) = written.split_at(at);
    let room = usize::from(area.width.saturating_sub(1));
    // Of a long text the end before the cursor is shown.
    let mut shown = before;
    while text::width(shown) > room {
        let first = shown.chars().next().map_or(0, char::len_utf8);
        shown = &shown[first..];
    }
    let x = text::put(buffer, area.x, area.y, shown, area.width, style);
    text::put(buffer, x, area.y, behind, area.right().saturating_sub(x), style);
    Position::new(x.min(area.right().saturating_sub(1)), area.y)
}

/// Draws what may be pressed, the most worthy first, as many as fit.
pub fn hints(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let mut x = area.x + 1;
    for commands::Hint { key, word, can } in commands::hints(state) {
        let wide = (text::width(&key) + 1 + text::width(word)) as u16;
        if x + wide >= area.right() {
            break;
        }
        x = text::put(buffer, x, area.y, &key, wide, if can { theme.key } else { theme.faint });
        x = text::put(buffer, x + 1, area.y, word, wide, theme.faint) + 3;
    }
}
