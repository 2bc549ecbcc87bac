//! A board as a document and as pictures: what is in them, and that nothing on a note breaks them.

mod common;
mod support;

use common::{bundled, empty};
use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use squall::board::{Board, Clock, Edit, Kind, Past, Property, Request, Session, Stint, Topic};
use squall::interop::{markdown, mermaid, mermaid_of_run, svg};
use support::play;

fn keep(name: &str, text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn the_subscription_box_as_a_document_and_as_a_diagram() {
    let board = bundled();
    keep("export_markdown", &markdown(&board));
    keep("export_mermaid", &mermaid(&board));
    // The picture is kept as one, and shown in the README: tests/readme.rs.
}

#[test]
fn a_run_of_the_subscription_box_with_its_path() {
    let board = bundled();
    let mut run = squall::engine::Run::new(std::sync::Arc::new(squall::engine::compile(&board)));
    play::play(&mut run, "Create Subscription", &[]);
    play::play(&mut run, "Trigger Billing Cycle", &[]);
    play::answer(&mut run, "Payment Failed");
    play::answer(&mut run, "Payment Succeeded");
    keep("export_run", &mermaid_of_run(&board, &run));
}

#[test]
fn a_command_that_is_refused_is_marked_where_it_was() {
    let notes = serde_json::json!([
        { "kind": "actor", "text": "Guest" },
        { "kind": "aggregate", "text": "Table", "state": { "free": 0 } },
        { "kind": "command", "text": "Seat Guest", "actors": ["Guest"], "aggregate": "Table",
          "outcomes": [{ "events": ["Guest Seated"], "when": "free > 0" }] },
        { "kind": "event", "text": "Guest Seated" }
    ]);
    let board = play::board(notes.clone());
    let mut run = play::run(notes);
    play::play(&mut run, "Seat Guest", &[]);
    let number = |text: &str| board.notes().iter().position(|note| note.text == text).expect("it is there") + 1;
    let drawn = mermaid_of_run(&board, &run);
    assert!(drawn.contains(&format!("class n{} refused", number("Seat Guest"))), "{drawn}");
    assert!(drawn.contains(&format!("n{} -->|\"▸ 1\"| n{}", number("Guest"), number("Seat Guest"))), "{drawn}");
    let faint = drawn.lines().find(|line| line.trim_end().ends_with(" faint")).expect("something was not reached");
    assert!(faint.contains(&format!("n{}", number("Guest Seated"))), "{drawn}");
}

#[test]
fn every_section_is_there_also_when_it_is_empty() {
    let page = markdown(&empty("A \"new\" | beginning"));
    assert_eq!(headings(&page)[0], "A \"new\" | beginning");
    for section in SECTIONS {
        assert!(headings(&page).contains(&section.to_owned()), "{section} is missing from\n{page}");
    }
    for missing in ["No events yet", "No commands yet", "No policies yet", "nothing to draw yet", "No contexts", "No hot spots yet"]
    {
        assert!(page.contains(missing), "{missing} is missing from\n{page}");
    }
    assert!(page.ends_with('\n') && !page.ends_with("\n\n"));
    assert!(mermaid(&empty("")).starts_with("flowchart LR\n"));
    assert!(roxmltree::Document::parse(&svg(&empty(""))).is_ok());
}

/// What a session left behind stands in the document, and is read back as prose.
#[test]
fn a_session_is_told_and_read_back_as_if_it_were_not_there() {
    let at = |seconds| chrono::DateTime::from_timestamp(seconds, 0);
    let before = bundled();
    let mut board = before.clone();
    let stint = |phase: &str, began, ended: Option<i64>, skipped| Stint {
        phase: phase.into(),
        began: at(began).expect("in range"),
        ended: ended.and_then(at),
        paused: 30,
        planned: Some(1200),
        skipped,
        unknown: Vec::new(),
    };
    let log = vec![
        stint("Policies", 0, Some(600), false),
        stint("When A | B then: C", 600, Some(600), true),
        stint("Policy: X", 600, None, false),
    ];
    let before_that = Past { log: log[..1].to_vec(), ..Past::default() };
    let clock = Clock::Stands { left: 0, since: at(900) };
    let parked = ["When Payment Failed then Retry", "Policy: `Refund` | <b>", "- [ ] # Events", "Parked: yes\nand more"];
    let parked = parked.map(|text| Topic { text: text.into(), by: Some("ana | ben".into()), ..Topic::default() });
    let spot = board.notes().iter().find(|note| note.kind() == Kind::HotSpot).expect("there is one").id;
    for edit in [
        Edit::SetSession(Some(Session { phase: 2, clock, earlier: vec![before_that], log, unknown: Vec::new() })),
        Edit::SetParked(parked.to_vec()),
        Edit::Set { note: spot, property: Property::Votes(vec![("ana".into(), 3)]) },
    ] {
        board.apply(edit).expect("it fits");
    }
    let (plain, told) = (markdown(&before), markdown(&board));
    assert!(told.starts_with(plain.trim_end()), "the artefacts are as they were");
    let added = headings(&told).len() - headings(&plain).len();
    assert_eq!(added, 3, "{told}");
    keep("export_session", &told[plain.trim_end().len()..]);
    let read = |page: &str| {
        let reading = squall::notation::read(page, &mut support::ids()).expect("it is read");
        let notes: Vec<(Kind, String)> = reading.board.notes().iter().map(|note| (note.kind(), note.text.clone())).collect();
        (notes, reading.remarks.len(), reading.board.heading().scenarios.clone())
    };
    let told = format!("{told}\n<!-- written by Squall from box.json -->\n");
    assert_eq!(read(&told), read(&plain));
}

/// The bundled board, derived from a request.
fn requested(text: &str) -> Board {
    let mut board = bundled();
    let request = Request { text: text.to_owned(), ..Request::default() };
    board.apply(Edit::SetRequest(Some(request))).expect("it fits");
    board
}

/// What comes of a document that is read as notation.
fn imported(page: &str) -> (Vec<(Kind, String)>, usize, usize) {
    let reading = squall::notation::read(page, &mut support::ids()).expect("it is read");
    let notes = reading.board.notes().iter().map(|note| (note.kind(), note.text.clone())).collect();
    (notes, reading.remarks.len(), reading.board.heading().scenarios.len())
}

/// What a request shows as: the paragraphs of the quote.
fn quoted(page: &str) -> Vec<String> {
    let section = page.split("## Feature request\n\n").nth(1).and_then(|rest| rest.split("## 1. Event catalog").next());
    let quote = section.expect("it has a request");
    let mut paragraphs: Vec<String> = Vec::new();
    for event in read(quote) {
        match event {
            Event::Start(Tag::BlockQuote(_)) | Event::End(TagEnd::BlockQuote(_) | TagEnd::Paragraph) | Event::SoftBreak => {}
            Event::Start(Tag::Paragraph) => paragraphs.push(String::new()),
            event => paragraphs.last_mut().expect("a paragraph was begun").push_str(&seen(event)),
        }
    }
    paragraphs
}

#[test]
fn the_request_that_a_board_is_derived_from_is_quoted_near_the_top() {
    let page = markdown(&requested("Customers are charged monthly.\nThree retries.\r\n\n\nThen it pauses: ask them."));
    assert_eq!(headings(&page)[1..3], ["Feature request", "1. Event catalog"]);
    let quote = "> Customers are charged monthly.<br>\n> Three retries.\n>\n> Then it pauses: ask them.\n\n## 1. Event catalog";
    assert!(page.contains(quote), "what is prose stays as it was written: {page}");
    assert_eq!(quoted(&page), ["Customers are charged monthly.\nThree retries.", "Then it pauses: ask them."]);
    for blank in ["", " \n\t"] {
        assert_eq!(markdown(&requested(blank)), markdown(&bundled()), "nothing was asked for");
    }
}

#[test]
fn a_request_that_is_all_syntax_is_shown_as_it_is_and_reads_as_nothing() {
    let lines = [
        "Event: Box Lost",
        "When Payment Failed then Retry",
        "On Payment Failed: upsert x",
        "# Policy: `Refund` | <b>",
        "Place Order -> Order -> Order Placed",
        "Order Placed <-- Place Order <-- Customer",
        "[Billing]",
        "- [ ] 1. Command: Ship Box",
        "Agenda: Ours",
        "Phase: One",
        "Feature: a shop, see https://example.org",
        "Hot Spots:",
        "- Why?",
        "Scenario: x",
        "Given: Payment Failed",
        "| Event: a | b |",
        "```storm",
        "<!-- Event: hidden -->",
        "===",
    ];
    let page = markdown(&requested(&lines.join("\n")));
    assert_eq!(quoted(&page), [lines.join("\n")]);
    assert_eq!(imported(&page), imported(&markdown(&bundled())));
}

#[test]
fn a_board_of_two_names_that_are_all_syntax_reads_as_it_was_written() {
    let names = ["**a** | `b` <b>&amp;</b>", "1. x\n# y\n- z \\ _q_ ~~r~~ [s](t) $u$"];
    let board = play::board(serde_json::json!([{ "kind": "event", "text": names[0] }, { "kind": "event", "text": names[1] }]));
    assert_eq!(events(&markdown(&board)), names);
}

const SECTIONS: [&str; 6] = [
    "1. Event catalog",
    "2. Command–event mapping",
    "3. Policy definitions",
    "4. Chain diagram",
    "5. Bounded context map",
    "6. Hot spots",
];

fn read(page: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH)
}

/// What a reader of the document sees as its headings, of the first two levels.
fn headings(page: &str) -> Vec<String> {
    let mut headings = Vec::new();
    let mut inside = false;
    for event in read(page) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2, .. }) => {
                inside = true;
                headings.push(String::new());
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            event if inside => headings.last_mut().expect("one has begun").push_str(&seen(event)),
            _ => {}
        }
    }
    headings
}

/// What is seen of a piece of the document.
fn seen(event: Event<'_>) -> String {
    match event {
        Event::Text(text) | Event::Code(text) => text.into_string(),
        Event::InlineHtml(html) if &*html == "<br>" => "\n".to_owned(),
        Event::InlineHtml(html) | Event::Html(html) if !matches!(&*html, "<code>" | "</code>") => {
            panic!("{html} is HTML of a note")
        }
        _ => String::new(),
    }
}

/// The names in bold at the head of the rows of the event catalog.
fn events(page: &str) -> Vec<String> {
    let catalog = page.split("\n## 2. ").next().expect("it begins with the catalog");
    let mut names = Vec::new();
    let (mut cell, mut bold) = (0, false);
    for event in read(catalog) {
        match event {
            Event::Start(Tag::TableRow) => cell = 0,
            Event::End(TagEnd::TableCell) => cell += 1,
            Event::Start(Tag::Strong) if cell == 0 => {
                bold = true;
                names.push(String::new());
            }
            Event::End(TagEnd::Strong) => bold = false,
            event if bold => names.last_mut().expect("one has begun").push_str(&seen(event)),
            _ => {}
        }
    }
    names
}

/// The number of cells in each row of each table, as GitHub counts them.
fn cells(page: &str) -> Vec<Vec<usize>> {
    let mut tables: Vec<Vec<usize>> = Vec::new();
    let mut fence: Option<&str> = None;
    let mut before = false;
    for line in page.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            Some(open) if ticks.len() >= open.len() => fence = None,
            None if ticks.len() >= 3 => fence = Some(ticks),
            _ => {}
        }
        let row = fence.is_none() && line.starts_with('|');
        if row {
            let mut escaped = false;
            let pipes = line.chars().filter(|c| {
                let counts = *c == '|' && !escaped;
                escaped = *c == '\\' && !escaped;
                counts
            });
            let count = pipes.count() - 1;
            if before { tables.last_mut().expect("one has begun").push(count) } else { tables.push(vec![count]) }
        }
        before = row;
    }
    tables
}

/// What a document shows of a text: no control characters, no marks that turn the writing, lines that say something.
fn shown(text: &str) -> String {
    let hidden = |c: &char| {
        c.is_control()
            || "\u{61c}\u{200b}\u{200e}\u{200f}\u{feff}\u{fffe}\u{ffff}\u{e0001}".contains(*c)
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}')
    };
    let lines = text.split(['\n', '\u{b}', '\u{c}', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
    let lines = lines.map(|line| line.replace('\t', " ").chars().filter(|c| !hidden(c)).collect::<String>().trim().to_owned());
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    if lines.is_empty() { "(unnamed event)".to_owned() } else { lines.join("\n") }
}

/// The events in the order of the catalog: context by context, those outside any last.
fn expected_events(board: &Board) -> Vec<String> {
    let contexts = board.heading().contexts.iter().map(|context| Some(context.id)).chain([None]);
    let of = |context| board.notes().iter().filter(move |note| note.kind() == Kind::Event && note.context == context);
    contexts.flat_map(of).map(|note| shown(&note.text)).collect()
}

fn no_raw_control(text: &str) {
    let raw = text.chars().find(|c| c.is_control() && *c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{feff}'));
    assert_eq!(raw, None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_board_makes_a_document_that_reads_as_the_board_does(board in support::boards::boards(24)) {
        let page = markdown(&board);
        no_raw_control(&page);
        for table in cells(&page) {
            prop_assert!(table.iter().all(|count| *count == table[0]), "{table:?} in\n{page}");
        }
        let headings = headings(&page);
        let own: Vec<&str> = headings[1..].iter().map(String::as_str).filter(|heading| !heading.starts_with("Appendix: ") && *heading != "Feature request").collect();
        prop_assert_eq!(own, SECTIONS);
        prop_assert_eq!(events(&page), expected_events(&board));
    }

    #[test]
    fn any_request_reads_as_nothing(
        request in "([A-Z][a-z]{0,3}|Event:|Commands:|When | then |On |: |-> |<-- |\\[|\\]|- |1\\. |# |> |\\||`|\\*|_|\n|~|Agenda:|Phase:|Ask:|&|<){0,20}"
    ) {
        let page = markdown(&requested(&request));
        no_raw_control(&page);
        prop_assert_eq!(imported(&page), imported(&markdown(&bundled())), "{}", page);
    }

    #[test]
    fn any_board_makes_a_diagram_with_every_note_once(board in support::boards::boards(24)) {
        let drawn = mermaid(&board);
        no_raw_control(&drawn);
        for number in 1..=board.notes().len() {
            let nodes = drawn.lines().filter(|line| line.contains(":::"));
            let count = nodes.filter(|line| {
                let rest = line.trim_start().strip_prefix(&format!("n{number}"));
                rest.is_some_and(|rest| rest.starts_with(['(', '[', '{', '>']))
            });
            prop_assert_eq!(count.count(), 1, "n{} in\n{}", number, drawn);
        }
        let run = squall::engine::Run::new(std::sync::Arc::new(squall::engine::compile(&board)));
        no_raw_control(&mermaid_of_run(&board, &run));
    }

    #[test]
    fn any_board_makes_a_picture_that_is_xml(board in support::boards::boards(24)) {
        let drawn = svg(&board);
        no_raw_control(&drawn);
        let picture = roxmltree::Document::parse(&drawn).map_err(|wrong| TestCaseError::fail(format!("{wrong}\n{drawn}")))?;
        let titles = picture.descendants().filter(|node| node.has_tag_name("title")).count();
        prop_assert_eq!(titles, 1 + board.notes().len());
    }
}

/// Where the rectangles of the notes are.
fn papers(picture: &roxmltree::Document<'_>) -> Vec<[i64; 4]> {
    let notes =
        picture.descendants().filter(|node| node.has_tag_name("g") && node.children().any(|child| child.has_tag_name("title")));
    let rect = |node: roxmltree::Node<'_, '_>| {
        let rect = node.children().filter(|child| child.has_tag_name("rect")).nth(1).expect("the paper over its shadow");
        ["x", "y", "width", "height"].map(|name| rect.attribute(name).and_then(|value| value.parse().ok()).expect("a number"))
    };
    notes.map(rect).collect()
}

#[test]
fn notes_of_a_picture_do_not_overlap_and_arrows_go_around_them() {
    for bundled in squall::store::BUNDLED {
        let drawn = svg(&bundled.board(&mut support::ids()).expect("it can be read"));
        let picture = roxmltree::Document::parse(&drawn).expect("it is XML");
        let papers = papers(&picture);
        for (index, [x, y, width, height]) in papers.iter().enumerate() {
            let apart = |[ox, oy, ow, oh]: &[i64; 4]| x + width <= *ox || ox + ow <= *x || y + height <= *oy || oy + oh <= *y;
            assert!(papers[..index].iter().all(apart), "{}: two notes overlap at {x}, {y}", bundled.name);
        }
        for data in picture
            .descendants()
            .filter_map(|node| node.attribute("d"))
            .filter(|data| data.starts_with('M') && !data.ends_with('z'))
        {
            let numbers: Vec<i64> = data
                .split(|c: char| !c.is_ascii_digit())
                .filter(|part| !part.is_empty())
                .map(|part| part.parse().expect("digits"))
                .collect();
            let inside = |x: i64, y: i64| papers.iter().any(|[px, py, w, h]| *px < x && x < px + w && *py < y && y < py + h);
            for corners in numbers.chunks_exact(2).collect::<Vec<_>>().windows(2) {
                let middle = ((corners[0][0] + corners[1][0]) / 2, (corners[0][1] + corners[1][1]) / 2);
                assert!(!inside(middle.0, middle.1), "{}: {data} runs through a note", bundled.name);
            }
        }
    }
}
