//! The method's six artefacts as one document in GitHub-flavoured Markdown.

mod inline;
mod request;
mod sections;
mod session;

use chrono::{DateTime, Utc};

use super::chain;
use super::contexts;
use super::mermaid;
use super::relations::Relations;
use super::words;
use crate::board::{Board, Kind};

/// The event catalog, the command–event mapping, the policies, the chain, the context map and the hot spots of a board; before them
/// the request that it is derived from; behind them what else it holds, and what a session left behind: its pace, what was asked by
/// dots, what was parked. Every section of the six is there also when it is empty, and then says what is missing. The same board
/// gives the same document at any time: how long a phase under way has lasted is left open.
pub fn markdown(board: &Board) -> String {
    at(board, None)
}

/// The document of [`markdown`] as it is at a moment: a phase under way has lasted until then.
pub fn markdown_at(board: &Board, now: DateTime<Utc>) -> String {
    at(board, Some(now))
}

fn at(board: &Board, now: Option<DateTime<Utc>>) -> String {
    let wall = Relations::new(board);
    let mut page = format!("# {}\n\n", heading(board));
    page.push_str(&summary(&wall));
    page.push_str("\n\n");
    request::section(board.heading().workshop.request.as_ref(), &mut page);
    page.push_str("## 1. Event catalog\n\n");
    sections::catalog(&wall, &mut page);
    page.push_str("## 2. Command–event mapping\n\n");
    sections::mapping(&wall, &mut page);
    page.push_str("## 3. Policy definitions\n\n");
    sections::policies(&wall, &mut page);
    page.push_str("## 4. Chain diagram\n\n");
    chain_diagram(&wall, &mut page);
    page.push_str("## 5. Bounded context map\n\n");
    context_map(&wall, &mut page);
    page.push_str("## 6. Hot spots\n\n");
    sections::hot_spots(&wall, &mut page);
    sections::read_models(&wall, &mut page);
    sections::rules(board, &mut page);
    sections::scenarios(&wall, &mut page);
    session::sections(&wall, now, &mut page);
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

fn heading(board: &Board) -> String {
    let title = words::line(board.title());
    if title.is_empty() { "Untitled board".to_owned() } else { inline::heading(&title) }
}

/// What is on the board, in a sentence.
fn summary(wall: &Relations<'_>) -> String {
    let order = [Kind::Event, Kind::Command, Kind::Aggregate, Kind::Policy, Kind::ReadModel];
    let counts = order.map(|kind| (wall.all(kind).count(), kind));
    let counts: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, kind)| words::count(count, kind)).collect();
    let contexts = match wall.board.heading().contexts.len() {
        0 => String::new(),
        1 => " in one bounded context".to_owned(),
        many => format!(" in {many} bounded contexts"),
    };
    match counts.is_empty() {
        true => "An event storm that has not begun yet.".to_owned(),
        false => format!("An event storm: {}{contexts}.", counts.join(", ")),
    }
}

fn chain_diagram(wall: &Relations<'_>, page: &mut String) {
    if wall.len() == 0 {
        page.push_str("There is nothing to draw yet: write the first event, and ask what caused it.\n\n");
        return;
    }
    fenced(page, "mermaid", &mermaid::flow(wall));
    let text = chain::text(wall);
    if text.is_empty() {
        page.push_str("No chain is known yet: say which command records which event.\n\n");
    } else {
        page.push_str("The same as text, from each command that somebody issues to the events that end its chain:\n\n");
        fenced(page, "text", &text);
    }
}

fn context_map(wall: &Relations<'_>, page: &mut String) {
    if wall.board.heading().contexts.is_empty() {
        page.push_str("No contexts are drawn yet: ask where the language and the rules change.\n\n");
    } else {
        let told = contexts::told(wall);
        if !told.is_empty() {
            fenced(page, "mermaid", &mermaid::map(wall, &told));
        }
        sections::contexts(wall, page);
        sections::borders(wall, &told, page);
    }
    sections::aggregates(wall, page);
}

/// Puts a block at the end of a page, between fences that nothing in it can end.
fn fenced(page: &mut String, language: &str, block: &str) {
    let fence = inline::fence(block);
    for part in [&fence, language, "\n", block.trim_end_matches('\n'), "\n", &fence, "\n\n"] {
        page.push_str(part);
    }
}
